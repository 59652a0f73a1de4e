//! The SQLite file behind the sandbox: every change is written before the request that made it is answered.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::model::{Chat, FileInfo, Ledger, Message, Person, Tap};
use super::world::{Bot, Dirty, World};

/// The layout this version writes.
const LAYOUT: i64 = 1;

const TABLES: &str = "
    CREATE TABLE ledger  (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL) STRICT;
    CREATE TABLE chats   (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
    CREATE TABLE messages(chat_id INTEGER NOT NULL, id INTEGER NOT NULL, json TEXT NOT NULL,
                          PRIMARY KEY (chat_id, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE updates (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
    CREATE TABLE taps    (id TEXT PRIMARY KEY, date INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
    CREATE TABLE files   (number INTEGER PRIMARY KEY, file_id TEXT NOT NULL UNIQUE, json TEXT NOT NULL,
                          bytes BLOB NOT NULL) STRICT;
    PRAGMA user_version = 1;";

/// Why the store could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite's own reason.
    #[error("the sandbox's file: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A row that this version cannot read.
    #[error("a row of the sandbox's file cannot be read: {0}")]
    Row(#[from] serde_json::Error),
    /// A file of a later version, left as it is.
    #[error("the sandbox's file has layout {found}, this version knows {LAYOUT}; use a newer version or move the file")]
    Newer {
        /// The layout in the file.
        found: i64,
    },
}

#[derive(Debug)]
pub(super) struct Store(Connection);

impl Store {
    /// Opens the file, or keeps everything in memory without one.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, StoreError> {
        let connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        // With a write-ahead log, NORMAL loses nothing when the process is killed; only a power cut may take the last writes.
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;")?;
        let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        match found {
            0 => connection.execute_batch(&format!("BEGIN; {TABLES} COMMIT;"))?,
            LAYOUT => {}
            _ => return Err(StoreError::Newer { found }),
        }
        Ok(Self(connection))
    }

    /// Builds the world as it was left; `people` may have changed since.
    pub(super) fn load(&self, bot: Bot, people: Vec<Person>) -> Result<World, StoreError> {
        let ledger: Option<String> =
            self.0.query_row("SELECT json FROM ledger WHERE id = 1", [], |row| row.get(0)).optional()?;
        let ledger = ledger.map_or_else(|| Ok(Ledger::default()), |json| serde_json::from_str(&json))?;
        let mut world = World::new(bot, people, ledger);
        for chat in self.rows::<Chat>("SELECT json FROM chats")? {
            world.chats.insert(chat.id, chat);
        }
        let mut query = self.0.prepare("SELECT chat_id, json FROM messages")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let message: Message = serde_json::from_str(&row.get::<_, String>(1)?)?;
            if let Some(chat) = world.chats.get_mut(&row.get(0)?) {
                chat.messages.insert(message.id, message);
            }
        }
        let mut query = self.0.prepare("SELECT id, json FROM updates ORDER BY id")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            world.updates.push_back((row.get(0)?, serde_json::from_str(&row.get::<_, String>(1)?)?));
        }
        world.taps = self.rows::<Tap>("SELECT json FROM taps ORDER BY date, id")?.into();
        world.files = self.rows::<FileInfo>("SELECT json FROM files ORDER BY number")?.into();
        Ok(world)
    }

    fn rows<T: DeserializeOwned>(&self, sql: &str) -> Result<Vec<T>, StoreError> {
        let mut query = self.0.prepare(sql)?;
        let rows = query.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|json| Ok(serde_json::from_str(&json?)?)).collect()
    }

    /// Writes what is marked, all or nothing; what could not be written stays marked.
    pub(super) fn commit(&mut self, world: &mut World) -> Result<(), StoreError> {
        if world.dirty.is_empty() && world.new_files.is_empty() {
            return Ok(());
        }
        let write = self.0.transaction()?;
        for (file, bytes) in &world.new_files {
            let sql = "INSERT INTO files (file_id, json, bytes) VALUES (?1, ?2, ?3)";
            write.prepare_cached(sql)?.execute(params![file.file_id, serde_json::to_string(file)?, bytes])?;
        }
        for mark in &world.dirty {
            write_one(&write, world, mark)?;
        }
        write.commit()?;
        world.dirty.clear();
        world.new_files.clear();
        Ok(())
    }

    /// The bytes of a kept file.
    pub(super) fn bytes(&self, file_id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT bytes FROM files WHERE file_id = ?1";
        Ok(self.0.query_row(sql, [file_id], |row| row.get(0)).optional()?)
    }
}

fn write_one(write: &Transaction<'_>, world: &World, mark: &Dirty) -> Result<(), StoreError> {
    match mark {
        Dirty::Ledger => {
            let sql = "INSERT OR REPLACE INTO ledger (id, json) VALUES (1, ?1)";
            write.prepare_cached(sql)?.execute([text(&world.ledger)?])?;
        }
        Dirty::Chat(id) => {
            let Some(chat) = world.chats.get(id) else { return Ok(()) };
            let sql = "INSERT OR REPLACE INTO chats (id, json) VALUES (?1, ?2)";
            write.prepare_cached(sql)?.execute(params![id, text(chat)?])?;
        }
        Dirty::Message(chat, id) => {
            if let Some(message) = world.message(*chat, *id) {
                let sql = "INSERT OR REPLACE INTO messages (chat_id, id, json) VALUES (?1, ?2, ?3)";
                write.prepare_cached(sql)?.execute(params![chat, id, text(message)?])?;
            } else {
                let sql = "DELETE FROM messages WHERE chat_id = ?1 AND id = ?2";
                write.prepare_cached(sql)?.execute(params![chat, id])?;
            }
        }
        Dirty::Update(id) => match world.updates.iter().find(|(it, _)| it == id) {
            Some((_, update)) => {
                let sql = "INSERT OR REPLACE INTO updates (id, json) VALUES (?1, ?2)";
                write.prepare_cached(sql)?.execute(params![id, text(update)?])?;
            }
            None => {
                write.prepare_cached("DELETE FROM updates WHERE id = ?1")?.execute([id])?;
            }
        },
        Dirty::Tap(id) => match world.taps.iter().find(|it| it.id == *id) {
            Some(tap) => {
                let sql = "INSERT OR REPLACE INTO taps (id, date, json) VALUES (?1, ?2, ?3)";
                write.prepare_cached(sql)?.execute(params![id, tap.date, text(tap)?])?;
            }
            None => {
                write.prepare_cached("DELETE FROM taps WHERE id = ?1")?.execute([id])?;
            }
        },
        Dirty::File(id) => {
            write.prepare_cached("DELETE FROM files WHERE file_id = ?1")?.execute([id])?;
        }
    }
    Ok(())
}

fn text(value: &impl Serialize) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}

#[cfg(test)]
mod tests {
    use super::super::entities::Styled;
    use super::super::model::Sender;
    use super::*;

    fn bot() -> Bot {
        Bot { id: 7, name: "Bot".to_owned(), username: "bot".to_owned() }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.db");
        let mut store = Store::open(Some(&path)).unwrap();
        let mut world = store.load(bot(), Person::defaults()).unwrap();
        world.now = 100;
        world.append(1001, Message::new(Sender::Person(1001), Styled::plain("/start")));
        let gone = world.append(1001, Message::new(Sender::Bot, Styled::plain("bye")));
        world.remove_message(1001, gone);
        world.push_update("message", serde_json::json!({"x": 1}), true);
        world.add_tap(1001, 1001, 1, "d");
        store.commit(&mut world).unwrap();
        let again = Store::open(Some(&path)).unwrap().load(bot(), Person::defaults()).unwrap();
        assert_eq!(again.chats[&1001].messages, world.chats[&1001].messages);
        assert_eq!(again.updates, world.updates);
        assert_eq!(again.ledger.last_private_message_id, 2);
        assert_eq!(again.taps.len(), 1);
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.db");
        Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 9;").unwrap();
        assert!(matches!(Store::open(Some(&path)), Err(StoreError::Newer { found: 9 })));
    }
}
