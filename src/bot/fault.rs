//! Why Telegram did not do what was asked, told apart by what can be done about it; no address, token or message text is in it.

use std::time::Duration;

use teloxide::{ApiError, RequestError};

/// Why a request to Telegram failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing was sent: there was no connection.
    #[error("Telegram cannot be reached")]
    NoConnection,
    /// The connection broke or the answer made no sense: the request may or may not have been carried out.
    #[error("the answer of Telegram was lost ({0})")]
    Unknown(&'static str),
    /// Too many requests; nothing was done.
    #[error("Telegram asks to wait {0:?}")]
    Wait(Duration),
    /// The message already says that.
    #[error("the message already says that")]
    NotModified,
    /// The message is not there or is not the bot's.
    #[error("there is no such message to edit")]
    NoMessage,
    /// The person has blocked the bot, or their account is gone.
    #[error("the person has blocked the bot")]
    Blocked,
    /// The token is not one of Telegram's.
    #[error("Telegram refuses the token")]
    Token,
    /// Another program reads the messages of this bot.
    #[error("another program reads the messages of this bot")]
    OtherReader,
    /// The text is too long to be one message, where only one will do.
    #[error("the text is too long for one message")]
    TooLong,
    /// What is to be told cannot be read back from the record.
    #[error("the notice cannot be read: {0}")]
    Unreadable(String),
    /// The group is a supergroup now, under another id; nothing was done.
    #[error("the group has become a supergroup")]
    Moved(i64),
    /// Telegram will never do it.
    #[error("Telegram refuses: {0}")]
    Refused(String),
    /// There is nothing to send.
    #[error("the message is empty")]
    Empty,
    /// The picture of a message that is sent in parts cannot be drawn any more.
    #[error("the picture cannot be drawn any more")]
    NoPicture,
}

impl Fault {
    /// Whether the same request may succeed later.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::NoConnection | Self::Unknown(_) | Self::Wait(_) | Self::OtherReader | Self::Moved(_))
    }
}

impl From<RequestError> for Fault {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::RetryAfter(seconds) => Self::Wait(seconds.duration()),
            RequestError::Network(error) if error.is_connect() => Self::NoConnection,
            RequestError::Network(error) if error.is_timeout() => Self::Unknown("time ran out"),
            RequestError::Network(_) => Self::Unknown("the connection broke"),
            RequestError::InvalidJson { .. } => Self::Unknown("the answer cannot be read"),
            RequestError::Io(_) => Self::Unknown("a file could not be read"),
            RequestError::MigrateToChatId(chat) => Self::Moved(chat.0),
            RequestError::Api(error) => Self::of_api(&error),
        }
    }
}

impl Fault {
    fn of_api(error: &ApiError) -> Self {
        match error {
            ApiError::InvalidToken => return Self::Token,
            ApiError::MessageNotModified => return Self::NotModified,
            ApiError::MessageToEditNotFound | ApiError::MessageCantBeEdited | ApiError::MessageIdInvalid => {
                return Self::NoMessage;
            }
            _ => {}
        }
        let said = match error {
            ApiError::Unknown(text) => text.clone(),
            known => known.to_string(),
        };
        match said.split_once(':').map_or(said.as_str(), |(kind, _)| kind) {
            "Forbidden" => Self::Blocked,
            "Conflict" => Self::OtherReader,
            // What follows a second colon can quote the message.
            "Bad Request" => Self::Refused(said.splitn(3, ':').take(2).collect::<Vec<_>>().join(":")),
            "Unauthorized" => Self::Token,
            _ => Self::Unknown("an error of Telegram's own"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teloxide::types::Seconds;

    #[test]
    fn faults_are_told_apart_by_what_can_be_done() {
        let api = |text: &str| Fault::from(RequestError::Api(ApiError::Unknown(text.to_owned())));
        for (fault, expected) in [
            (Fault::from(RequestError::RetryAfter(Seconds::from_seconds(7))), Fault::Wait(Duration::from_secs(7))),
            (Fault::from(RequestError::Api(ApiError::BotBlocked)), Fault::Blocked),
            (Fault::from(RequestError::Api(ApiError::UserDeactivated)), Fault::Blocked),
            (Fault::from(RequestError::Api(ApiError::TerminatedByOtherGetUpdates)), Fault::OtherReader),
            (
                Fault::from(RequestError::Api(ApiError::ChatNotFound)),
                Fault::Refused("Bad Request: chat not found".to_owned()),
            ),
            (
                api("Bad Request: can't parse entities: <secret>"),
                Fault::Refused("Bad Request: can't parse entities".to_owned()),
            ),
            (api("Conflict: can't use getUpdates method while webhook is active"), Fault::OtherReader),
            (api("Forbidden: the chat is gone"), Fault::Blocked),
            (api("Bad Gateway"), Fault::Unknown("an error of Telegram's own")),
            (api("Internal Server Error"), Fault::Unknown("an error of Telegram's own")),
        ] {
            assert_eq!(fault, expected);
        }
    }
}
