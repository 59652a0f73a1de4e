//! Groups as readers, and the ids that Telegram has given to those that became supergroups.

use jiff::Timestamp;
use rusqlite::params;

use super::{Store, StoreError};
use crate::domain::person::PersonId;

impl Store {
    /// Lets these groups be written to. What waited for a group under the id that it had before it became a supergroup goes to it under
    /// the one that is named now.
    pub fn admit_groups(&self, groups: Vec<PersonId>, now: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| {
            for group in &groups {
                transaction.execute(
                    "INSERT INTO people (user_id, started_us) VALUES (?1, ?2) ON CONFLICT (user_id) DO UPDATE SET admitted = 1",
                    params![group.0, now.as_microsecond()],
                )?;
                transaction.execute(
                    "UPDATE outbox SET user_id = ?1, status = 'waiting' WHERE status IN ('waiting', 'sending') \
                     AND user_id IN (SELECT old_id FROM moved_chats WHERE new_id = ?1)",
                    [group.0],
                )?;
                transaction.execute(
                    "UPDATE settings SET whose = ?1 WHERE whose IN (SELECT old_id FROM moved_chats WHERE new_id = ?1)",
                    [group.0],
                )?;
            }
            Ok(())
        })
    }

    /// Keeps that a group has another id. Its messages cannot be reached any more: the pinned one is made anew, an attempt of unknown end
    /// is made again, and the ids of messages begin anew.
    pub fn move_chat(&self, old: PersonId, new: PersonId) -> Result<(), StoreError> {
        self.write(move |transaction| {
            let known = "INSERT INTO moved_chats (old_id, new_id) VALUES (?1, ?2) \
                         ON CONFLICT (old_id) DO UPDATE SET new_id = ?2 WHERE new_id <> ?2";
            if transaction.execute(known, params![old.0, new.0])? == 0 {
                return Ok(());
            }
            transaction.execute("UPDATE people SET heartbeat_id = NULL, blocked = 0 WHERE user_id = ?", [old.0])?;
            transaction.execute("DELETE FROM seen_messages WHERE user_id = ?", [old.0])?;
            // Ids of the old chat mean other messages in the new one: what was sent there is neither edited nor tapped any more.
            transaction.execute(
                "UPDATE outbox SET body = NULL, message_id = -message_id WHERE user_id = ? AND status = 'sent' AND message_id > 0",
                [old.0],
            )?;
            transaction
                .execute("UPDATE outbox SET status = 'waiting' WHERE user_id = ? AND status = 'sending'", [old.0])?;
            Ok(())
        })
    }

    /// Every group that has moved, as the old id and the new one.
    pub fn moved_chats(&self) -> Result<Vec<(PersonId, PersonId)>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached("SELECT old_id, new_id FROM moved_chats ORDER BY old_id")?;
            let rows = select.query_map([], |row| Ok((PersonId(row.get(0)?), PersonId(row.get(1)?))))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
