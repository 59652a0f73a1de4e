//! The pinned message in each chat: made once, edited after every cycle and when the data goes stale, made anew where it was deleted.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::bot::answers;
use crate::bot::context::Ctx;
use crate::bot::fault::Fault;
use crate::bot::screens::{Screen, heartbeat};
use crate::storage::{Person, PersonId};

/// How often the pinned messages are looked at where no cycle calls for it: data goes stale without any event.
const CHECK_PAUSE: Duration = Duration::from_secs(30);

/// Edits wait this long after a fault.
const FAULT_PAUSE: Duration = Duration::from_secs(10);

/// What is known of each pinned message; one editor at a time.
#[derive(Default)]
pub struct Shown {
    /// The facts that each message shows, so that a mere passing of time edits nothing.
    facts: HashMap<PersonId, String>,
    not_before: HashMap<PersonId, Instant>,
    /// Messages that were sent and could not be pinned yet.
    unpinned: HashSet<PersonId>,
}

/// Keeps the pinned messages true until `shutdown`; `committed` wakes it after each step, `pause` lies between two edits.
pub async fn keep(
    ctx: Ctx,
    mut committed: watch::Receiver<Timestamp>,
    mut shutdown: watch::Receiver<bool>,
    pause: Duration,
) {
    while !*shutdown.borrow() {
        if let Err(error) = refresh(&ctx).await {
            tracing::warn!(error = format!("{error:#}"), "the pinned messages could not be refreshed");
        }
        tokio::select! {
            _ = shutdown.changed() => return,
            () = tokio::time::sleep(pause) => {}
        }
        tokio::select! {
            _ = shutdown.changed() => return,
            () = told_of_a_step(&mut committed) => {}
            () = tokio::time::sleep(CHECK_PAUSE) => {}
        }
    }
}

/// Waits for the next committed step; for ever where no more can come.
pub(super) async fn told_of_a_step(committed: &mut watch::Receiver<Timestamp>) {
    if committed.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Edits every pinned message that no longer tells the truth.
pub async fn refresh(ctx: &Ctx) -> anyhow::Result<()> {
    for person in ctx.store(super::super::storage::Store::audience).await? {
        one(ctx, &person).await?;
    }
    Ok(())
}

/// Makes the pinned message of someone who has just pressed Start, where there is none.
pub async fn ensure(ctx: &Ctx, person: PersonId) -> anyhow::Result<()> {
    match ctx.store(move |store| store.person(person)).await? {
        Some(person) => one(ctx, &person).await,
        None => Ok(()),
    }
}

async fn one(ctx: &Ctx, person: &Person) -> anyhow::Result<()> {
    let mut shown = ctx.heartbeats().lock().await;
    if shown.not_before.get(&person.id).is_some_and(|at| *at > Instant::now()) {
        return Ok(());
    }
    // Read again under the lock: a new message may have been made meanwhile.
    let id = person.id;
    let Some(person) = ctx.store(move |store| store.person(id)).await? else { return Ok(()) };
    // The pinned message stays with the symbol that the desk trades on.
    let view = ctx.of_the_desk(ctx.view(id).await);
    let frame = ctx.frame(view);
    let status = answers::status(ctx, &frame).await?;
    let facts = format!("{status:?} {:?} {}", frame.signs_of_life(&status), view.language.code());
    if person.heartbeat.is_some() && shown.facts.get(&id) == Some(&facts) {
        return Ok(());
    }
    let screen = heartbeat::heartbeat(&frame, &status);
    let written = match person.heartbeat {
        None => make(ctx, &mut shown, id, &screen).await?,
        Some(message) => match ctx.courier().edit(id, message, &screen).await {
            Err(Fault::NoMessage) => make(ctx, &mut shown, id, &screen).await?,
            Ok(()) | Err(Fault::NotModified) => pin(ctx, &mut shown, id, message).await,
            other => other,
        },
    };
    match written {
        Ok(()) => {
            shown.facts.insert(id, facts);
        }
        Err(Fault::Blocked) => ctx.store(move |store| store.set_blocked(id, true)).await?,
        Err(fault) => {
            let pause = if let Fault::Wait(wait) = fault { wait } else { FAULT_PAUSE };
            shown.not_before.insert(id, Instant::now() + pause);
            tracing::info!(%fault, "a pinned message could not be written; it is tried again");
        }
    }
    Ok(())
}

async fn make(ctx: &Ctx, shown: &mut Shown, id: PersonId, screen: &Screen) -> anyhow::Result<Result<(), Fault>> {
    let message = match ctx.courier().send_silently(id, screen).await {
        Ok(message) => message,
        Err(fault) => return Ok(Err(fault)),
    };
    ctx.store(move |store| store.set_heartbeat(id, Some(message))).await?;
    shown.unpinned.insert(id);
    Ok(pin(ctx, shown, id, message).await)
}

async fn pin(ctx: &Ctx, shown: &mut Shown, id: PersonId, message: i32) -> Result<(), Fault> {
    if shown.unpinned.contains(&id) {
        ctx.courier().pin(id, message).await?;
        shown.unpinned.remove(&id);
    }
    Ok(())
}
