//! How a tap or a command is answered: a note at the tap, an edit of the message below which it was, or a new message.

use teloxide::types::{CallbackQuery, MaybeInaccessibleMessage, Message, Update, UpdateKind};

use crate::bot::context::{Ctx, View};
use crate::bot::courier::keyboard;
use crate::bot::door::{Right, Role};
use crate::bot::fault::Fault;
use crate::bot::screens::Screen;
use crate::bot::surface::State;
use crate::bot::training_living;
use crate::storage::PersonId;

/// Someone who came through the door, with what is known of them.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// Who.
    pub id: PersonId,
    /// Where answers go: the private chat, whose id is the person's own, or a group.
    pub chat: PersonId,
    /// What they may do.
    pub role: Role,
    /// How they see screens.
    pub view: View,
    /// What they were last asked.
    pub state: State,
}

impl Visitor {
    /// Whether others read along.
    pub fn is_in_a_group(self) -> bool {
        self.chat.0 < 0
    }

    /// Why someone may not do that; `None` where they may.
    pub fn refusal(self, right: Right) -> Option<String> {
        let words = self.view.language.words();
        match right {
            _ if self.role.may(right) => None,
            Right::Look => None,
            Right::Decide => Some(words.say("refused-decide", &[])),
            Right::Steer => Some(words.say("refused-steer", &[])),
        }
    }
}

/// Shows a screen where a tap was: in the place of what stood there, or below it where that is a picture, is out of reach, or is the
/// message of an offer, which nothing but its offer may change.
pub async fn show(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, screen: &Screen) -> anyhow::Result<()> {
    place(ctx, visitor, query, screen).await?;
    Ok(())
}

/// The same; returns the message in which the screen stands now, where it can be known.
pub async fn place(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, screen: &Screen) -> anyhow::Result<Option<i32>> {
    // Whatever is shown from now on must not be written over by news of a training that was followed here.
    let _taken_over = training_living::taken_over(ctx, visitor.chat, tapped_message(query)).await?;
    let below = match shown(query) {
        Some(message) if says(message, screen) => return Ok(Some(message.id.0)),
        Some(message) => {
            message.photo().is_some() != screen.picture.is_some() || is_an_offer(ctx, visitor, query).await?
        }
        None => true,
    };
    if below {
        return Ok(Some(ctx.courier().send(visitor.chat, screen).await?));
    }
    let Some(message) = shown(query) else { return Ok(None) };
    match ctx.courier().edit(visitor.chat, message.id.0, screen).await {
        Ok(()) | Err(Fault::NotModified) => Ok(Some(message.id.0)),
        Err(Fault::NoMessage) => Ok(Some(ctx.courier().send(visitor.chat, screen).await?)),
        Err(fault) => Err(fault.into()),
    }
}

async fn is_an_offer(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery) -> anyhow::Result<bool> {
    let Some(message) = tapped_message(query) else { return Ok(false) };
    Ok(ctx.store(move |store| store.offer_message_of(visitor.chat, message)).await?.is_some())
}

/// The message under which a button was tapped, where Telegram still shows it.
pub fn shown(query: &CallbackQuery) -> Option<&Message> {
    match query.message.as_ref()? {
        MaybeInaccessibleMessage::Regular(message) => Some(message),
        MaybeInaccessibleMessage::Inaccessible(_) => None,
    }
}

/// The id of the message under which a button was tapped.
pub fn tapped_message(query: &CallbackQuery) -> Option<i32> {
    query.message.as_ref().map(|message| message.id().0)
}

/// Whether a message already says what the screen says. A picture is known by its caption, which names the newest price it shows.
pub fn says(message: &Message, screen: &Screen) -> bool {
    message.photo().is_some() == screen.picture.is_some()
        && message.text().or(message.caption()) == Some(screen.text.visible().as_str())
        && message.reply_markup().cloned().unwrap_or_default() == keyboard(&screen.buttons).unwrap_or_default()
}

/// The id of the message that an update brings, or that it is about.
pub fn message_id(update: &Update) -> Option<i32> {
    match &update.kind {
        UpdateKind::Message(message) => Some(message.id.0),
        UpdateKind::CallbackQuery(query) => tapped_message(query),
        _ => None,
    }
}
