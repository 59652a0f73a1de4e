//! Messages that nobody asked for: one row per notice and reader, taken in once, sent in order, marked before and after each attempt.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::gather;
use super::people;
use super::wishes::wishes;
use super::{Store, StoreError};
use crate::domain::desk::approval::ApprovalId;
use crate::domain::notice::Notice;
use crate::domain::person::PersonId;
use crate::domain::setting::Level;

/// A row that is not settled.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    /// The row.
    pub id: i64,
    /// Who is to be told.
    pub reader: PersonId,
    /// What; or why what is written there cannot be read.
    pub notice: Result<Notice, String>,
    /// Attempts so far.
    pub attempts: i64,
    /// Whether it makes no sound.
    pub silent: bool,
    /// What was written down at the last attempt, or of the parts that are delivered already.
    pub body: Option<String>,
    /// Set where an attempt was begun whose end is not known.
    pub begun: Option<BegunAttempt>,
}

/// An attempt whose end is not known: the message may be in the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunAttempt {
    /// What was sent, as [`Store::outbox_begin`] was given it.
    pub body: String,
    /// Message ids that it can have, likeliest first.
    pub candidates: Vec<i32>,
}

/// An offer's message in a chat, as long as it is kept true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferMessage {
    /// The row.
    pub id: i64,
    /// In whose chat it stands.
    pub reader: PersonId,
    /// Which message.
    pub message: i32,
    /// Which offer.
    pub approval: ApprovalId,
    /// What it says, as it was last written there.
    pub body: String,
}

/// How many rows wait for a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Reports.
    pub reports: u32,
    /// Everything else.
    pub alerts: u32,
    /// The first of them, by its row; 0 where none waits.
    pub first: i64,
}

/// Message ids above the newest known one that an attempt of unknown end can have. The bot sends one message at a time to a chat, so
/// only what the reader and other chats do in the same instant lies between.
const CANDIDATES_MAX: i32 = 16;

/// Whether a row is the line that Telegram was away, which stands before everything else.
const IS_AWAY: &str = "(ahead = 1 AND dedup_key >= 'away:' AND dedup_key < 'away;')";

/// Takes in a notice for everyone who is admitted and has not blocked the bot, in the transaction of its cause: loud, silent or muted, at
/// once or later, as each of them wants it. Returns for how many it is new: a notice whose key was taken in before is refused.
pub fn enqueue(transaction: &Transaction<'_>, notice: &Notice, now: Timestamp) -> Result<usize, StoreError> {
    let mut new = 0;
    for person in people::audience(transaction)? {
        new += insert(transaction, person.id, notice, false, now)?;
    }
    Ok(new)
}

fn insert(
    transaction: &Transaction<'_>,
    reader: PersonId,
    notice: &Notice,
    ahead: bool,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let json = serde_json::to_string(notice).map_err(|error| bad(&error))?;
    let (topic, wishes) = (notice.topic(), wishes(transaction, reader)?);
    let level = wishes.level(topic);
    // A line that goes ahead speaks of the present.
    let not_before = if ahead {
        None
    } else {
        let damped = gather::damped_until(transaction, reader, notice, now)?;
        wishes.not_before(notice, damped.unwrap_or(now)).or(damped)
    };
    let new = transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO outbox \
             (dedup_key, user_id, notice, topic, silent, not_before_us, ahead, created_us, status, settled_us) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CASE WHEN ?9 THEN 'muted' ELSE 'waiting' END, CASE WHEN ?9 THEN ?8 END)",
        )?
        .execute(params![
            format!("{}#{}", notice.dedup_key(), reader.0),
            reader.0,
            json,
            topic.name(),
            level == Level::Silent,
            not_before.map_or(0, Timestamp::as_microsecond),
            ahead,
            now.as_microsecond(),
            level == Level::Off,
        ])?;
    Ok(new)
}

impl Store {
    /// Takes in a notice outside of any step; see [`enqueue`].
    pub fn outbox_enqueue(&self, notice: &Notice, now: Timestamp) -> Result<usize, StoreError> {
        let notice = notice.clone();
        self.write(move |transaction| enqueue(transaction, &notice, now))
    }

    /// Takes in a notice for one reader that goes before all others that wait for them, in the place of an earlier one that still waits
    /// ahead. Returns false where the reader was told the same before.
    pub fn outbox_put_ahead(&self, reader: PersonId, notice: &Notice, now: Timestamp) -> Result<bool, StoreError> {
        let notice = notice.clone();
        self.write(move |transaction| {
            transaction.execute(
                &format!("DELETE FROM outbox WHERE user_id = ? AND {IS_AWAY} AND status = 'waiting'"),
                [reader.0],
            )?;
            Ok(insert(transaction, reader, &notice, true, now)? > 0)
        })
    }

    /// Takes in a notice for one reader alone. Returns false where they were told the same before.
    pub fn outbox_tell(&self, reader: PersonId, notice: &Notice, now: Timestamp) -> Result<bool, StoreError> {
        let notice = notice.clone();
        self.write(move |transaction| {
            let known = people::audience(transaction)?.iter().any(|person| person.id == reader);
            Ok(known && insert(transaction, reader, &notice, false, now)? > 0)
        })
    }

    /// The row that is next at `now` for each reader who is admitted and has not blocked the bot; what is held until later is passed over.
    pub fn outbox_next(&self, now: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
        self.read(|connection| {
            let mut rows = Vec::new();
            for person in people::audience(connection)? {
                rows.extend(next_of(connection, person.id, now)?);
            }
            Ok(rows)
        })
    }

    /// How many rows wait for a reader at `now`; one that stands ahead, is held until later, or cannot be read is not counted.
    pub fn outbox_waiting(&self, reader: PersonId, now: Timestamp) -> Result<Waiting, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT coalesce(sum(notice ->> 'kind' IN ('report', 'period')), 0), \
                 coalesce(sum(notice ->> 'kind' NOT IN ('report', 'period')), 0), coalesce(min(id), 0) \
                 FROM outbox WHERE user_id = ? AND ahead = 0 AND json_valid(notice) \
                 AND (status = 'sending' OR (status = 'waiting' AND not_before_us <= ?))",
            )?;
            Ok(select.query_row(params![reader.0, now.as_microsecond()], |row| {
                Ok(Waiting { reports: row.get(0)?, alerts: row.get(1)?, first: row.get(2)? })
            })?)
        })
    }

    /// The newest row, whatever became of it; 0 where there is none.
    pub fn outbox_newest(&self) -> Result<i64, StoreError> {
        self.read(|connection| {
            Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM outbox", [], |row| row.get(0))?)
        })
    }

    /// Marks that a row is about to be sent, with what is sent; call it before the request. Supergroups count their messages by themselves,
    /// so theirs say nothing of other chats.
    pub fn outbox_begin(&self, id: i64, body: String) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE outbox SET status = 'sending', attempts = attempts + 1, body = ?2, \
                     after_id = (SELECT coalesce(max(message_id), 0) FROM seen_messages s WHERE s.user_id = outbox.user_id), \
                     after_any_id = (SELECT coalesce(max(message_id), 0) FROM seen_messages \
                     WHERE user_id > -1000000000000 AND user_id NOT IN (SELECT old_id FROM moved_chats)) WHERE id = ?1",
                )?
                .execute(params![id, body])?;
            Ok(())
        })
    }

    /// Marks that a row is in the chat as `message`.
    pub fn outbox_sent(&self, row: &OutboxRow, message: i32, now: Timestamp) -> Result<(), StoreError> {
        let (id, reader) = (row.id, row.reader);
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE outbox SET status = 'sent', message_id = ?2, settled_us = ?3 WHERE id = ?1")?
                .execute(params![id, message, now.as_microsecond()])?;
            people::note_message(transaction, reader, message)
        })
    }

    /// Marks that one part of a row is in the chat as `message` (`None` where it is left out) and that others follow, as `rest` says.
    pub fn outbox_part_sent(&self, row: &OutboxRow, message: Option<i32>, rest: String) -> Result<(), StoreError> {
        let (id, reader) = (row.id, row.reader);
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE outbox SET status = 'waiting', body = ?2 WHERE id = ?1")?
                .execute(params![id, rest])?;
            message.map_or(Ok(()), |message| people::note_message(transaction, reader, message))
        })
    }

    /// Marks that a row is certainly not in the chat and has to be sent again.
    pub fn outbox_not_sent(&self, id: i64) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction.prepare_cached("UPDATE outbox SET status = 'waiting' WHERE id = ?")?.execute([id])?;
            Ok(())
        })
    }

    /// Messages of offers that are to be kept true, the oldest first, in chats that can be written to.
    pub fn offer_messages(&self) -> Result<Vec<OfferMessage>, StoreError> {
        self.read(|connection| {
            // The keys of offers stand side by side in the index that keeps keys apart.
            let mut select = connection.prepare_cached(
                "SELECT o.id, o.user_id, o.message_id, o.notice, o.body FROM outbox o JOIN people p USING (user_id) \
                 WHERE o.dedup_key >= 'offer:' AND o.dedup_key < 'offer;' AND o.status = 'sent' AND o.body IS NOT NULL \
                 AND p.admitted = 1 AND p.blocked = 0 ORDER BY o.id",
            )?;
            let rows = select.query_map([], |row| {
                let message = (row.get(0)?, PersonId(row.get(1)?), row.get(2)?);
                Ok((message, row.get::<_, String>(3)?, row.get::<_, String>(4)?))
            })?;
            let mut messages = Vec::new();
            for row in rows {
                let ((id, reader, message), notice, body) = row?;
                if let Ok(Notice::Offer { approval }) = serde_json::from_str(&notice) {
                    messages.push(OfferMessage { id, reader, message, approval, body });
                }
            }
            Ok(messages)
        })
    }

    /// Keeps what an offer's message says now; `None` where it has reached its end and is kept no longer.
    pub fn outbox_reworded(&self, id: i64, body: Option<String>) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE outbox SET body = ?2 WHERE id = ?1 AND status = 'sent'")?
                .execute(params![id, body])?;
            Ok(())
        })
    }

    /// The offer that a message in someone's chat is about; `None` for every other message.
    pub fn offer_message_of(&self, reader: PersonId, message: i32) -> Result<Option<ApprovalId>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT notice FROM outbox WHERE dedup_key >= 'offer:' AND dedup_key < 'offer;' AND status = 'sent' \
                 AND user_id = ? AND message_id = ?",
            )?;
            let notice: Option<String> = select.query_row(params![reader.0, message], |row| row.get(0)).optional()?;
            Ok(match notice.and_then(|notice| serde_json::from_str(&notice).ok()) {
                Some(Notice::Offer { approval }) => Some(approval),
                _ => None,
            })
        })
    }

    /// Gives a row up; `fault` says why and holds nothing secret.
    pub fn outbox_failed(&self, id: i64, fault: String, now: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE outbox SET status = 'failed', fault = ?2, settled_us = ?3 WHERE id = ?1")?
                .execute(params![id, fault, now.as_microsecond()])?;
            Ok(())
        })
    }
}

fn next_of(connection: &Connection, reader: PersonId, now: Timestamp) -> Result<Option<OutboxRow>, StoreError> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT id, notice, attempts, status = 'sending', after_id, after_any_id, body, silent FROM outbox \
         WHERE user_id = ?1 AND status IN ('waiting', 'sending') AND (status = 'sending' OR not_before_us <= ?2) \
         ORDER BY status, ahead DESC, {IS_AWAY} DESC, id LIMIT 1"
    ))?;
    let found = select.query_row(params![reader.0, now.as_microsecond()], |row| {
        let (begun, body): (bool, Option<String>) = (row.get(3)?, row.get(6)?);
        let begun = if begun { Some((row.get(4)?, row.get(5)?, body.clone().unwrap_or_default())) } else { None };
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, begun, body, row.get(7)?))
    });
    let Some((id, notice, attempts, begun, body, silent)) = found.optional()? else { return Ok(None) };
    // One bad row must not keep the others from being read; it is for the caller to give it up.
    let notice = serde_json::from_str(&notice).map_err(|error| error.to_string());
    let begun = begun
        .map(|(after, after_any, body)| {
            Ok::<_, StoreError>(BegunAttempt { body, candidates: candidates(connection, reader, after, after_any)? })
        })
        .transpose()?;
    Ok(Some(OutboxRow { id, reader, notice, attempts, silent, body, begun }))
}

/// The ids just above the newest known one, of any chat first (Telegram counts the messages of all private chats of a bot together) and
/// then of this chat, without those that are known to be other messages.
fn candidates(connection: &Connection, reader: PersonId, after: i32, after_any: i32) -> Result<Vec<i32>, StoreError> {
    let above = |id: i32| id.saturating_add(1)..=id.saturating_add(CANDIDATES_MAX);
    let mut seen = connection.prepare_cached("SELECT 1 FROM seen_messages WHERE user_id = ? AND message_id = ?")?;
    let mut candidates = Vec::new();
    for id in above(after_any).chain(above(after)) {
        if !candidates.contains(&id) && !seen.exists(params![reader.0, id])? {
            candidates.push(id);
        }
    }
    Ok(candidates)
}

pub(super) fn bad(error: &serde_json::Error) -> StoreError {
    StoreError::Row { table: "outbox", reason: error.to_string() }
}

#[cfg(test)]
mod tests;
