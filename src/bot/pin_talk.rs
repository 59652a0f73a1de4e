//! Asks for the PIN before something dangerous, reads it from the keypad, and does what was asked once it is right.

use secrecy::{ExposeSecret, SecretString};
use teloxide::types::CallbackQuery;

use crate::bot::context::Ctx;
use crate::bot::desk_talk::{self, Act};
use crate::bot::fault::Fault;
use crate::bot::pin::{Key, Pressed, is_dangerous};
use crate::bot::reply::{self, Visitor};
use crate::bot::screens::{Screen, keypad};
use crate::bot::show;
use crate::domain::notice::Notice;
use crate::storage::{PersonId, PinAttempt};

/// Where the PIN stands before something, sends the keypad below and returns true; it is done only after the last digit.
pub async fn stands_before(ctx: &Ctx, visitor: Visitor, act: Act) -> anyhow::Result<bool> {
    if ctx.pin().is_none() || !is_dangerous(act, &ctx.desk().book()) {
        return Ok(false);
    }
    let screen = keypad::keypad(&ctx.frame(visitor.view), 0);
    let message = ctx.courier().send(visitor.chat, &screen).await?;
    ctx.keypads().open((visitor.id, visitor.chat, message), act, ctx.now());
    Ok(true)
}

/// A key of a keypad is pressed.
pub async fn pressed(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, key: Key) -> anyhow::Result<()> {
    let words = visitor.view.language.words();
    let Some(message) = reply::tapped_message(query) else {
        return Ok(ctx.courier().answer(&query.id, Some(words.say("toast-expired", &[]))).await?);
    };
    let place = (visitor.id, visitor.chat, message);
    if ctx.keypads().is_anothers(place, ctx.now()) {
        return Ok(ctx.courier().alert(&query.id, words.say("pin-anothers", &[])).await?);
    }
    match ctx.keypads().press(place, key, ctx.now()) {
        Pressed::Expired => {
            ctx.courier().answer(&query.id, Some(words.say("toast-expired", &[]))).await?;
            says(ctx, visitor, message, words.say("pin-expired", &[])).await
        }
        Pressed::Cancelled => {
            ctx.courier().answer(&query.id, None).await?;
            says(ctx, visitor, message, words.say("pin-cancelled", &[])).await
        }
        Pressed::Dots(dots) => {
            ctx.courier().answer(&query.id, None).await?;
            replace(ctx, visitor, message, &keypad::keypad(&ctx.frame(visitor.view), dots)).await
        }
        Pressed::Complete(act, digits) => {
            ctx.courier().answer(&query.id, None).await?;
            complete(ctx, visitor, message, (act, digits)).await
        }
    }
}

/// All digits are there: they count as a wrong entry before they are looked at.
async fn complete(ctx: &Ctx, visitor: Visitor, message: i32, (act, digits): (Act, SecretString)) -> anyhow::Result<()> {
    let words = visitor.view.language.words();
    let keypads = ctx.keypads().clone();
    let one_at_a_time = keypads.guessing.lock().await;
    let (who, now) = (visitor.id, ctx.now());
    let (left, locked_until) = match ctx.store(move |store| store.begin_pin_attempt(who, now)).await? {
        PinAttempt::Locked(until) => {
            let until = show::when(words, until);
            return says(ctx, visitor, message, words.say("pin-locked", &[("when", until.into())])).await;
        }
        PinAttempt::Allowed { left, locked_until } => (left, locked_until),
    };
    let Some(pin) = ctx.pin().cloned() else { return Ok(()) };
    let right = tokio::task::spawn_blocking(move || pin.is(digits.expose_secret())).await?;
    if right {
        ctx.store(move |store| store.pin_was_right(who)).await?;
        drop(one_at_a_time);
        let said = desk_talk::done_after_pin(ctx, visitor, act).await?;
        return says(ctx, visitor, message, said).await;
    }
    tracing::warn!(left, "a wrong PIN was entered");
    if left > 0 {
        return says(ctx, visitor, message, words.say("pin-wrong", &[("left", left.into())])).await;
    }
    let owner = ctx.people().owner.and_then(|owner| i64::try_from(owner.0).ok()).map(PersonId);
    if let Some(owner) = owner {
        let notice = Notice::PinLocked { who, until: locked_until };
        ctx.store(move |store| store.outbox_tell(owner, &notice, now)).await?;
    }
    let until = show::when(words, locked_until);
    says(ctx, visitor, message, words.say("pin-locked", &[("when", until.into())])).await
}

/// The keypad gives way to a sentence.
async fn says(ctx: &Ctx, visitor: Visitor, message: i32, sentence: String) -> anyhow::Result<()> {
    replace(ctx, visitor, message, &Screen::sentence(sentence)).await
}

async fn replace(ctx: &Ctx, visitor: Visitor, message: i32, screen: &Screen) -> anyhow::Result<()> {
    match ctx.courier().edit(visitor.chat, message, screen).await {
        Ok(()) | Err(Fault::NotModified) => Ok(()),
        Err(Fault::NoMessage) => {
            ctx.courier().send(visitor.chat, screen).await?;
            Ok(())
        }
        Err(fault) => Err(fault.into()),
    }
}
