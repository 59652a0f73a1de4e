//! What people have set: an append-only journal in which the newest row of a key counts, so that everything can be taken back and told.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError};
use crate::domain::person::PersonId;
use crate::domain::setting::{ChatSettings, Key, ServiceSettings, Setting};

/// Changes that are told of.
const HISTORY_MAX: u32 = 20;

/// Whose settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The whole service's.
    Service,
    /// A chat's.
    Chat(PersonId),
}

/// One change of a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingChange {
    /// Its place in the journal.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// Whose.
    pub whose: Whose,
    /// Which setting.
    pub key: Key,
    /// What it was set to; `None` for its default.
    pub value: Option<Setting>,
    /// The change that this one takes back.
    pub undoes: Option<i64>,
}

impl Whose {
    fn id(self) -> i64 {
        match self {
            Self::Service => 0,
            Self::Chat(person) => person.0,
        }
    }

    fn of_id(id: i64) -> Self {
        if id == 0 { Self::Service } else { Self::Chat(PersonId(id)) }
    }
}

impl Store {
    /// Everything that is set for a chat.
    pub fn settings_of(&self, chat: PersonId) -> Result<ChatSettings, StoreError> {
        let mut settings = ChatSettings::default();
        for setting in self.read(|connection| newest(connection, Whose::Chat(chat)))?.values() {
            settings.take(setting);
        }
        Ok(settings)
    }

    /// Everything that is set for the service.
    pub fn service_settings(&self) -> Result<ServiceSettings, StoreError> {
        let mut settings = ServiceSettings::default();
        for setting in self.read(|connection| newest(connection, Whose::Service))?.values() {
            settings.take(setting);
        }
        Ok(settings)
    }

    /// Sets something; without a value it goes back to its default.
    pub fn set_setting(
        &self,
        whose: Whose,
        (key, value): (Key, Option<Setting>),
        by: PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let text = value.map(|value| value.text());
        self.write(move |transaction| append(transaction, whose, (&key.name(), text), (by, now), None))
    }

    /// Takes the change `seq` back where it is the newest among those of `whose` that is not taken back yet; `None` where it is not. Tells what was
    /// taken back.
    pub fn undo_setting(
        &self,
        whose: Vec<Whose>,
        seq: i64,
        by: PersonId,
        now: Timestamp,
    ) -> Result<Option<SettingChange>, StoreError> {
        self.write(move |transaction| {
            let Some(last) = undoable(transaction, &whose)?.filter(|last| last.seq == seq) else { return Ok(None) };
            let before = before(transaction, &last)?;
            append(transaction, last.whose, (&last.key.name(), before), (by, now), Some(last.seq))?;
            Ok(Some(last))
        })
    }

    /// What taking the newest change back would lead to: the change, and the value before it.
    pub fn undo_ahead(&self, whose: &[Whose]) -> Result<Option<(SettingChange, Option<Setting>)>, StoreError> {
        self.read(|connection| {
            let Some(last) = undoable(connection, whose)? else { return Ok(None) };
            let before = before(connection, &last)?.and_then(|text| Setting::parse(last.key, &text));
            Ok(Some((last, before)))
        })
    }

    /// The newest changes among those of `whose`, the newest first.
    pub fn settings_history(&self, whose: &[Whose]) -> Result<Vec<SettingChange>, StoreError> {
        self.read(|connection| changes(connection, whose, "TRUE", HISTORY_MAX))
    }
}

/// The newest value of each key. What this version cannot read counts as not set: a newer one may have written it.
fn newest(connection: &Connection, whose: Whose) -> Result<BTreeMap<Key, Setting>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT key, value FROM settings WHERE whose = ?1 AND seq IN \
         (SELECT max(seq) FROM settings WHERE whose = ?1 GROUP BY key)",
    )?;
    let mut rows = select.query([whose.id()])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (name, text): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        let setting = Key::from_name(&name).zip(text).and_then(|(key, text)| Setting::parse(key, &text));
        if let Some(setting) = setting {
            found.insert(setting.key(), setting);
        }
    }
    Ok(found)
}

fn append(
    connection: &Connection,
    whose: Whose,
    (name, text): (&str, Option<String>),
    (by, now): (PersonId, Timestamp),
    undoes: Option<i64>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO settings (at_us, by_user, whose, key, value, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![now.as_microsecond(), by.0, whose.id(), name, text, undoes])?;
    Ok(())
}

/// The newest change that takes nothing back and was not taken back.
fn undoable(connection: &Connection, whose: &[Whose]) -> Result<Option<SettingChange>, StoreError> {
    let open = "undoes IS NULL AND seq NOT IN (SELECT undoes FROM settings WHERE undoes IS NOT NULL)";
    Ok(changes(connection, whose, open, 1)?.pop())
}

/// What stood there before a change.
fn before(connection: &Connection, change: &SettingChange) -> Result<Option<String>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT value FROM settings WHERE whose = ? AND key = ? AND seq < ? ORDER BY seq DESC LIMIT 1",
    )?;
    let found = select.query_row(params![change.whose.id(), change.key.name(), change.seq], |row| row.get(0));
    Ok(found.optional()?.flatten())
}

/// The newest changes that meet a condition; those of keys that this version does not know are left out.
fn changes(
    connection: &Connection,
    whose: &[Whose],
    condition: &str,
    most: u32,
) -> Result<Vec<SettingChange>, StoreError> {
    let ids = whose.iter().map(|whose| whose.id().to_string()).collect::<Vec<_>>().join(",");
    let mut select = connection.prepare(&format!(
        "SELECT seq, at_us, by_user, whose, key, value, undoes FROM settings WHERE whose IN ({ids}) AND {condition} \
         ORDER BY seq DESC"
    ))?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(key) = Key::from_name(&row.get::<_, String>(4)?) else { continue };
        let text: Option<String> = row.get(5)?;
        let at = Timestamp::from_microsecond(row.get(1)?)
            .map_err(|error| StoreError::Row { table: "settings", reason: error.to_string() })?;
        found.push(SettingChange {
            seq: row.get(0)?,
            at,
            by: PersonId(row.get(2)?),
            whose: Whose::of_id(row.get(3)?),
            key,
            value: text.and_then(|text| Setting::parse(key, &text)),
            undoes: row.get(6)?,
        });
        if found.len() >= usize::try_from(most).unwrap_or(usize::MAX) {
            break;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::setting::{Rule, Theme};

    const ANNA: PersonId = PersonId(1001);
    const BEN: PersonId = PersonId(1002);
    const MINE: Whose = Whose::Chat(ANNA);

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db")).unwrap();
        (folder, store)
    }

    fn put(store: &Store, whose: Whose, setting: Setting) {
        store.set_setting(whose, (setting.key(), Some(setting)), ANNA, Timestamp::UNIX_EPOCH).unwrap();
    }

    #[test]
    fn the_newest_of_each_key_counts_and_chats_are_apart() {
        let (_folder, store) = store();
        put(&store, MINE, Setting::Theme(Theme::Light));
        put(&store, Whose::Service, Setting::Rule(Rule::TradeMax, 150.0));
        put(&store, Whose::Service, Setting::Rule(Rule::TradeMax, 120.0));
        assert_eq!(store.settings_of(ANNA).unwrap().theme, Theme::Light);
        assert_eq!(store.settings_of(BEN).unwrap(), ChatSettings::default());
        assert_eq!(store.service_settings().unwrap().rule(Rule::TradeMax), Some(120.0));
        store.set_setting(MINE, (Key::Theme, None), ANNA, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(store.settings_of(ANNA).unwrap(), ChatSettings::default());
    }

    #[test]
    fn each_undo_goes_one_further_back() {
        let (_folder, store) = store();
        let dollars = || store.service_settings().unwrap().rule(Rule::TradeMax);
        let all = || vec![Whose::Service, MINE];
        let undo = |whose: Vec<Whose>| {
            let seq = store.undo_ahead(&whose).unwrap().map_or(0, |(last, _)| last.seq);
            store.undo_setting(whose, seq, ANNA, Timestamp::UNIX_EPOCH).unwrap()
        };
        put(&store, Whose::Service, Setting::Rule(Rule::TradeMax, 150.0));
        put(&store, MINE, Setting::Theme(Theme::Light));
        put(&store, Whose::Service, Setting::Rule(Rule::TradeMax, 120.0));
        assert_eq!(store.undo_ahead(&all()).unwrap().unwrap().1, Some(Setting::Rule(Rule::TradeMax, 150.0)));
        assert_eq!(undo(all()).unwrap().value, Some(Setting::Rule(Rule::TradeMax, 120.0)));
        assert_eq!(dollars(), Some(150.0));
        assert_eq!(store.undo_setting(all(), 1, ANNA, Timestamp::UNIX_EPOCH).unwrap(), None, "a newer one comes first");
        assert_eq!(undo(all()).unwrap().key, Key::Theme);
        assert_eq!(store.settings_of(ANNA).unwrap().theme, Theme::Dark);
        assert_eq!(undo(vec![MINE]), None, "what is the service's is not taken back from a chat");
        // A change after an undo is the first that the next one takes back.
        put(&store, Whose::Service, Setting::Rule(Rule::TradeMax, 90.0));
        undo(all()).unwrap();
        assert_eq!(dollars(), Some(150.0));
        undo(all()).unwrap();
        assert_eq!((dollars(), undo(all())), (None, None));
        let history = store.settings_history(&all()).unwrap();
        assert_eq!((history.len(), history[0].undoes, history[7].seq), (8, Some(1), 1));
        assert_eq!(store.settings_history(&[MINE]).unwrap().len(), 2);
    }

    #[test]
    fn the_history_tells_of_the_newest_twenty() {
        let (_folder, store) = store();
        for minutes in 0..30 {
            put(&store, Whose::Service, Setting::Rule(Rule::OfferMinutes, 5.0 + f64::from(minutes)));
        }
        let history = store.settings_history(&[Whose::Service]).unwrap();
        assert_eq!((history.len(), history[0].seq, history[0].by), (20, 30, ANNA));
    }
}
