//! Who talks with the bot, what the bot waits for from each, and which messages each chat is known to hold.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Store, StoreError};
use crate::domain::person::PersonId;

/// Someone who has pressed Start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Code of the language they chose.
    pub language: Option<String>,
    /// Whether they have blocked the bot.
    pub blocked: bool,
    /// The pinned message in their chat.
    pub heartbeat: Option<i32>,
}

/// Message ids remembered for each chat; older ones can no longer be mistaken for a message that is being sent.
const SEEN_MESSAGES_MAX: i64 = 256;

impl Store {
    /// Someone by id, where they have pressed Start.
    pub fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        self.read(|connection| Ok(people(connection, "user_id = ?1 AND admitted = 1", id.0)?.into_iter().next()))
    }

    /// Everyone who is admitted and has not blocked the bot, by id.
    pub fn audience(&self) -> Result<Vec<Person>, StoreError> {
        self.read(audience)
    }

    /// Keeps that someone has pressed Start; their chat may be written to from now on.
    pub fn join(&self, id: PersonId, now: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction.execute(
                "INSERT INTO people (user_id, started_us) VALUES (?1, ?2) \
                 ON CONFLICT (user_id) DO UPDATE SET admitted = 1, blocked = 0",
                params![id.0, now.as_microsecond()],
            )?;
            Ok(())
        })
    }

    /// Takes everyone else's admission back; called at start with the people whom the configuration names.
    pub fn admit_only(&self, ids: Vec<PersonId>) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction.execute("UPDATE people SET admitted = 0", [])?;
            for id in &ids {
                transaction.execute("UPDATE people SET admitted = 1 WHERE user_id = ?", [id.0])?;
            }
            Ok(())
        })
    }

    /// Keeps whether someone has blocked the bot.
    pub fn set_blocked(&self, id: PersonId, blocked: bool) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction.execute("UPDATE people SET blocked = ?2 WHERE user_id = ?1", params![id.0, blocked])?;
            Ok(())
        })
    }

    /// Keeps the language someone chose, by its code.
    pub fn set_language(&self, id: PersonId, code: &str) -> Result<(), StoreError> {
        let code = code.to_owned();
        self.write(move |transaction| {
            transaction.execute("UPDATE people SET language = ?2 WHERE user_id = ?1", params![id.0, code])?;
            Ok(())
        })
    }

    /// Keeps a language for someone who has chosen none.
    pub fn suggest_language(&self, id: PersonId, code: &str) -> Result<(), StoreError> {
        let code = code.to_owned();
        self.write(move |transaction| {
            let sql = "UPDATE people SET language = ?2 WHERE user_id = ?1 AND language IS NULL";
            transaction.execute(sql, params![id.0, code])?;
            Ok(())
        })
    }

    /// Keeps which message is pinned in someone's chat; `None` where there is none any more.
    pub fn set_heartbeat(&self, id: PersonId, message: Option<i32>) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction.execute("UPDATE people SET heartbeat_id = ?2 WHERE user_id = ?1", params![id.0, message])?;
            message.map_or(Ok(()), |message| note_message(transaction, id, message))
        })
    }

    /// What the bot waits for from someone, as it was written by [`Store::set_talk`].
    pub fn talk(&self, id: PersonId) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached("SELECT state FROM talks WHERE user_id = ?")?;
            Ok(select.query_row([id.0], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps what the bot waits for; `None` for nothing.
    pub fn set_talk(&self, id: PersonId, state: Option<String>, now: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| {
            match state {
                None => transaction.execute("DELETE FROM talks WHERE user_id = ?", [id.0])?,
                Some(state) => transaction.execute(
                    "INSERT OR REPLACE INTO talks (user_id, state, changed_us) VALUES (?, ?, ?)",
                    params![id.0, state, now.as_microsecond()],
                )?,
            };
            Ok(())
        })
    }

    /// Keeps that a message of someone's chat exists, whoever wrote it.
    pub fn note_message(&self, id: PersonId, message: i32) -> Result<(), StoreError> {
        self.write(move |transaction| note_message(transaction, id, message))
    }
}

pub(super) fn audience(connection: &Connection) -> Result<Vec<Person>, StoreError> {
    people(connection, "admitted = ?1 AND blocked = 0", 1)
}

fn people(connection: &Connection, condition: &str, value: i64) -> Result<Vec<Person>, StoreError> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT user_id, language, blocked, heartbeat_id FROM people WHERE {condition} ORDER BY user_id"
    ))?;
    let people = select.query_map([value], |row| {
        Ok(Person { id: PersonId(row.get(0)?), language: row.get(1)?, blocked: row.get(2)?, heartbeat: row.get(3)? })
    })?;
    Ok(people.collect::<Result<_, _>>()?)
}

pub(super) fn note_message(transaction: &Transaction<'_>, id: PersonId, message: i32) -> Result<(), StoreError> {
    transaction
        .prepare_cached("INSERT OR IGNORE INTO seen_messages (user_id, message_id) VALUES (?, ?)")?
        .execute(params![id.0, message])?;
    transaction
        .prepare_cached(
            "DELETE FROM seen_messages WHERE user_id = ?1 AND message_id < \
             (SELECT max(message_id) FROM seen_messages WHERE user_id = ?1) - ?2",
        )?
        .execute(params![id.0, SEEN_MESSAGES_MAX])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: PersonId = PersonId(1001);
    const BEN: PersonId = PersonId(1002);

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db")).unwrap();
        (folder, store)
    }

    #[test]
    fn people_join_block_choose_a_language_and_lose_admission() {
        let (_folder, store) = store();
        store.join(ANNA, Timestamp::UNIX_EPOCH).unwrap();
        store.join(BEN, Timestamp::UNIX_EPOCH).unwrap();
        store.set_language(ANNA, "en").unwrap();
        store.suggest_language(ANNA, "de").unwrap();
        store.suggest_language(BEN, "de").unwrap();
        assert_eq!(store.person(BEN).unwrap().and_then(|ben| ben.language).as_deref(), Some("de"));
        store.set_heartbeat(ANNA, Some(7)).unwrap();
        let anna = Person { id: ANNA, language: Some("en".to_owned()), blocked: false, heartbeat: Some(7) };
        assert_eq!(store.person(ANNA).unwrap(), Some(anna));
        store.set_blocked(BEN, true).unwrap();
        assert_eq!(store.audience().unwrap().len(), 1);
        store.join(BEN, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(store.audience().unwrap().len(), 2);
        store.admit_only(vec![BEN]).unwrap();
        assert_eq!(store.audience().unwrap().iter().map(|person| person.id).collect::<Vec<_>>(), [BEN]);
        assert_eq!(store.person(ANNA).unwrap(), None);
    }

    #[test]
    fn a_talk_is_kept_until_it_ends() {
        let (_folder, store) = store();
        assert_eq!(store.talk(ANNA).unwrap(), None);
        store.set_talk(ANNA, Some("asked".to_owned()), Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(store.talk(ANNA).unwrap().as_deref(), Some("asked"));
        store.set_talk(ANNA, None, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(store.talk(ANNA).unwrap(), None);
    }

    #[test]
    fn old_message_ids_are_forgotten() {
        let (_folder, store) = store();
        for message in [1, 2, 300] {
            store.note_message(ANNA, message).unwrap();
        }
        let kept: i64 = store
            .read(|connection| Ok(connection.query_row("SELECT count(*) FROM seen_messages", [], |row| row.get(0))?))
            .unwrap();
        assert_eq!(kept, 1);
    }
}
