//! `getUpdates`: long polling, confirmation by offset, and one poll at a time.

use std::time::Duration;

use serde_json::Value;

use super::args::Args;
use super::rules::Refusal;
use super::shared::Shared;
use super::world::{Dirty, World};

/// The longest wait for an update, seconds.
pub(super) const POLL_TIMEOUT_MAX_S: i64 = 50;

const CONFLICT: &str =
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

/// Answers at once if updates wait, else when one comes or the time is over.
///
/// A later poll ends an earlier one with 409, as on the real service: two bots on one token disturb each other.
pub(super) async fn get_updates(shared: &Shared, args: &Args) -> Result<Value, Refusal> {
    const LIMIT_MAX: i64 = 100;
    let offset = args.int("offset").unwrap_or_default();
    let limit = usize::try_from(args.int("limit").unwrap_or(LIMIT_MAX).clamp(1, LIMIT_MAX)).unwrap_or(1);
    let wait_s = args.int("timeout").unwrap_or_default().clamp(0, POLL_TIMEOUT_MAX_S);
    let allowed: Option<Vec<String>> = args.json("allowed_updates")?.and_then(|it| serde_json::from_value(it).ok());

    let mut turn = 0;
    shared.poll.send_modify(|newest| {
        *newest += 1;
        turn = *newest;
    });
    let mut polls = shared.poll.subscribe();
    let mut stopped = shared.stopped.subscribe();
    let mut bell = shared.listen();
    shared.serve(|world| {
        confirm(world, offset);
        allow(world, allowed);
        Ok(())
    })?;

    let over = tokio::time::sleep(Duration::from_secs(wait_s.unsigned_abs()));
    tokio::pin!(over);
    loop {
        bell.borrow_and_update();
        let found = shared.read(|world| pending(world, limit));
        if !found.is_empty() || wait_s == 0 {
            return Ok(Value::Array(found));
        }
        tokio::select! {
            _ = bell.changed() => {}
            _ = polls.wait_for(|newest| *newest != turn) => return Err(Refusal::new(409, CONFLICT)),
            _ = stopped.wait_for(|stopped| *stopped) => return Ok(Value::Array(Vec::new())),
            () = &mut over => return Ok(Value::Array(shared.read(|world| pending(world, limit)))),
        }
    }
}

/// Forgets what the bot has seen; a negative offset keeps that many of the newest.
fn confirm(world: &mut World, offset: i64) {
    let keep = usize::try_from(offset.saturating_neg()).ok().filter(|_| offset < 0);
    while let Some((id, _)) = world.updates.front() {
        let id = *id;
        if keep.map_or(id >= offset, |keep| world.updates.len() <= keep) {
            break;
        }
        world.updates.pop_front();
        world.dirty.insert(Dirty::Update(id));
    }
}

/// Remembers the kinds asked for; an empty list stands for Telegram's default, nothing for what was asked before.
fn allow(world: &mut World, kinds: Option<Vec<String>>) {
    let Some(kinds) = kinds else { return };
    let kinds = Some(kinds).filter(|kinds| !kinds.is_empty());
    if world.ledger.allowed_updates != kinds {
        world.ledger.allowed_updates = kinds;
        world.dirty.insert(Dirty::Ledger);
    }
}

fn pending(world: &World, limit: usize) -> Vec<Value> {
    world.updates.iter().take(limit).map(|(_, update)| update.clone()).collect()
}
