//! Which symbols are predicted beside the main one, as it was set from the chat.

use rusqlite::OptionalExtension;

use super::{Store, StoreError};
use crate::domain::symbol::Symbol;

impl Store {
    /// The symbols that were set; `None` where the configuration has the word. What is no symbol is left out.
    pub fn watched_setting(&self) -> Result<Option<Vec<Symbol>>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT value FROM settings WHERE whose = 0 AND key = 'watched' ORDER BY seq DESC LIMIT 1";
            let text: Option<Option<String>> =
                connection.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
            let read = |text: String| text.split(',').filter_map(|name| Symbol::new(name.trim()).ok()).collect();
            Ok(text.flatten().map(read))
        })
    }

    /// Every symbol whose fold was ever kept.
    pub fn kept_symbols(&self) -> Result<Vec<Symbol>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached("SELECT symbol FROM snapshots ORDER BY symbol")?;
            let names = select.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
            Ok(names.iter().filter_map(|name| Symbol::new(name).ok()).collect())
        })
    }
}
