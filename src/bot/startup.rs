//! What happens before the first message is read: the connection, and the question who the bot is.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use teloxide::prelude::{Bot, Requester};
use tokio::sync::watch;

use crate::bot::fault::Fault;

/// Limit for a whole request, above the time that a long poll is held open.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(17);

/// Limit for a connection to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// The longest pause between two attempts.
const PAUSE_MAX: Duration = Duration::from_mins(1);

/// Why the chat cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is none.
    #[error("the address of the Bot API is not a URL such as https://api.telegram.org")]
    Address,
    /// The HTTP client could not be made.
    #[error("the HTTP client could not be made")]
    Client,
    /// Telegram does not know the token.
    #[error("Telegram refuses the token: ask @BotFather for the right one and put it into the configuration")]
    Token,
}

/// A bot that talks to Telegram, or to `api_url`. The token leaves its cover here, and only here.
pub fn connect(token: &SecretString, api_url: Option<&str>) -> Result<Bot, ConnectError> {
    let client = reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(REQUEST_TIMEOUT)
        .tcp_nodelay(true)
        .build()
        .map_err(|_| ConnectError::Client)?;
    let bot = Bot::with_client(token.expose_secret(), client);
    match api_url.map(reqwest::Url::parse) {
        None => Ok(bot),
        Some(Ok(url)) if !url.cannot_be_a_base() => Ok(bot.set_api_url(url)),
        Some(_) => Err(ConnectError::Address),
    }
}

/// Waits until Telegram can be reached and knows the bot; false where `shutdown` came first.
pub async fn reach(bot: &Bot, shutdown: &mut watch::Receiver<bool>) -> Result<bool, ConnectError> {
    let mut pause = Duration::from_secs(1);
    loop {
        if *shutdown.borrow() {
            return Ok(false);
        }
        let fault = tokio::select! {
            answer = async { bot.get_me().await.map_err(Fault::from) } => match answer {
                Ok(_) => return Ok(true),
                Err(Fault::Token) => return Err(ConnectError::Token),
                Err(fault) => fault,
            },
            _ = shutdown.changed() => return Ok(false),
        };
        tracing::warn!(%fault, next_attempt_s = pause.as_secs(), "the chat cannot be reached; it is tried again");
        let wait = if let Fault::Wait(wait) = fault { wait } else { pause };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = shutdown.changed() => return Ok(false),
        }
        pause = (pause * 2).min(PAUSE_MAX);
    }
}
