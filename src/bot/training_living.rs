//! Keeps the message of a training true while it waits and while it is under way; it ends as the card.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::{MutexGuard, watch};
use tokio::time::Instant;

use crate::bot::context::Ctx;
use crate::bot::courier::single;
use crate::bot::fault::Fault;
use crate::bot::screens::Screen;
use crate::bot::training_answers;
use crate::storage::{PersonId, Store, TrainingMessage};

/// The least time between two edits of a message.
const PAUSE: Duration = Duration::from_secs(2);

/// Edits of a message wait this long after a fault; and so long is waited at most where nothing is told.
const FAULT_PAUSE: Duration = Duration::from_secs(10);

/// What is known of the messages; one editor at a time.
#[derive(Default)]
pub struct Kept {
    not_before: HashMap<(PersonId, i32), Instant>,
    /// What each message says now.
    said: HashMap<(PersonId, i32), String>,
}

/// Keeps the messages true until `shutdown`; whatever is told of a training wakes it.
pub async fn keep(ctx: Ctx, mut shutdown: watch::Receiver<bool>) {
    let mut changes = ctx.train().changes();
    while !*shutdown.borrow() {
        if let Err(error) = refresh(&ctx).await {
            tracing::warn!(error = format!("{error:#}"), "the messages of a training could not be refreshed");
        }
        tokio::select! {
            _ = shutdown.changed() => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
        tokio::select! {
            _ = shutdown.changed() => return,
            () = told(&mut changes) => {}
            () = tokio::time::sleep(FAULT_PAUSE) => {}
        }
    }
}

/// Waits until something is told; for ever where nobody is left to tell it.
async fn told(changes: &mut watch::Receiver<std::sync::Arc<crate::domain::training::request::TrainingNow>>) {
    if changes.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Edits every message that no longer tells the truth.
pub async fn refresh(ctx: &Ctx) -> anyhow::Result<()> {
    let mut kept = ctx.training().lock().await;
    // Read under the lock: whoever shows something else in such a message takes it out before.
    let messages = ctx.store(Store::training_messages).await?;
    for message in &messages {
        one(ctx, &mut kept, *message).await?;
    }
    let known = |place: &(PersonId, i32)| messages.iter().any(|message| (message.reader, message.message) == *place);
    kept.said.retain(|place, _| known(place));
    kept.not_before.retain(|place, _| known(place));
    Ok(())
}

/// Keeps a message true from now on, which says this so far.
pub async fn follow(ctx: &Ctx, message: TrainingMessage, screen: &Screen) -> anyhow::Result<()> {
    let mut kept = ctx.training().lock().await;
    if let Ok(letter) = single(screen) {
        kept.said.insert((message.reader, message.message), serde_json::to_string(&letter)?);
    }
    ctx.store(move |store| store.keep_training_message(message)).await
}

/// Sees to it that nothing is written over what is shown in a message from now on; the lock is held while it is shown.
pub async fn taken_over(
    ctx: &Ctx,
    reader: PersonId,
    message: Option<i32>,
) -> anyhow::Result<Option<MutexGuard<'_, Kept>>> {
    let Some(message) = message else { return Ok(None) };
    if !ctx.store(move |store| store.is_training_message(reader, message)).await? {
        return Ok(None);
    }
    let mut kept = ctx.training().lock().await;
    kept.said.remove(&(reader, message));
    ctx.store(move |store| store.forget_training_message(reader, message)).await?;
    Ok(Some(kept))
}

async fn one(ctx: &Ctx, kept: &mut Kept, message: TrainingMessage) -> anyhow::Result<()> {
    let place = (message.reader, message.message);
    if kept.not_before.get(&place).is_some_and(|at| *at > Instant::now()) {
        return Ok(());
    }
    let Some((screen, over)) = training_answers::living(ctx, message.reader, message.run).await? else { return Ok(()) };
    let letter = match single(&screen) {
        Ok(letter) => letter,
        Err(fault) => return forget(ctx, message, &fault).await,
    };
    let body = serde_json::to_string(&letter)?;
    let edited = if kept.said.get(&place) == Some(&body) {
        Ok(())
    } else {
        ctx.courier().edit_once(message.reader, message.message, &letter).await
    };
    match edited {
        Ok(()) | Err(Fault::NotModified) => {
            kept.said.insert(place, body);
            kept.not_before.remove(&place);
            if over {
                ctx.store(move |store| store.forget_training_message(message.reader, message.message)).await?;
            }
            Ok(())
        }
        Err(Fault::Blocked) => ctx.store(move |store| store.set_blocked(message.reader, true)).await,
        Err(fault) if fault.is_temporary() || fault == Fault::Token => {
            let pause = if let Fault::Wait(wait) = fault { wait } else { FAULT_PAUSE };
            kept.not_before.insert(place, Instant::now() + pause);
            tracing::info!(%fault, "the message of a training could not be edited; it is tried again");
            Ok(())
        }
        Err(fault) => forget(ctx, message, &fault).await,
    }
}

/// A message that is gone, or that Telegram never edits again, is not kept any longer.
async fn forget(ctx: &Ctx, message: TrainingMessage, fault: &Fault) -> anyhow::Result<()> {
    tracing::info!(%fault, "the message of a training is kept no longer");
    ctx.store(move |store| store.forget_training_message(message.reader, message.message)).await
}
