//! Trained models: their files, where each stands, and which of them served when.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::trainings::{instant, json, parsed};
use super::{Store, StoreError, outbox};
use crate::domain::notice::Notice;
use crate::domain::symbol::Symbol;
use crate::domain::training::card::Hurdle;
use crate::domain::training::model::{ModelFile, ModelRecord, ModelSwap, ShadowRecord, Standing, SwapReason};
use crate::domain::training::{Family, ModelId, RunId};

/// A model that a training brought.
#[derive(Clone, Debug)]
pub struct NewModel {
    /// Its file.
    pub file: ModelFile,
    /// Whose predictions it learned from.
    pub symbol: Symbol,
    /// From which training.
    pub run: RunId,
    /// Which kind.
    pub family: Family,
    /// When it was installed.
    pub installed: Timestamp,
    /// Last decision that it learned from.
    pub trained_until: Timestamp,
    /// Number of the last prediction that it learned from.
    pub last_number: i64,
    /// Gain over no skill out of sample, nats.
    pub gain: f64,
    /// What speaks against promoting it.
    pub hurdles: Vec<Hurdle>,
}

/// A change of what serves, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swapped {
    /// When.
    pub at: Timestamp,
    /// What served from then on; `None` for the online experts alone.
    pub model: Option<ModelId>,
    /// Why.
    pub reason: SwapReason,
}

impl Store {
    /// All models of a symbol: what serves first, then the challenger, then the others, each the newest first.
    pub fn models(&self, symbol: Symbol) -> Result<Vec<ModelRecord>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT id, family, training, standing, installed_us, trained_until_us, gain, shadow, hurdles, \
                 (SELECT max(at_s) FROM model_swaps s WHERE s.model = models.id AND s.symbol = models.symbol) \
                 FROM models WHERE symbol = ? \
                 ORDER BY standing = 'champion' DESC, standing = 'challenger' DESC, installed_us DESC, id",
            )?;
            let mut rows = select.query([symbol.as_str()])?;
            let mut models = Vec::new();
            while let Some(row) = rows.next()? {
                models.push(read(row)?);
            }
            Ok(models)
        })
    }

    /// The file of a model.
    pub fn model_file(&self, id: ModelId) -> Result<Option<ModelFile>, StoreError> {
        self.read(|connection| file(connection, id))
    }

    /// The last prediction that a model learned from.
    pub fn model_cut(&self, id: ModelId) -> Result<Option<i64>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached("SELECT last_number FROM models WHERE id = ?")?;
            Ok(select.query_row([id.to_string()], |row| row.get(0)).optional()?)
        })
    }

    /// Keeps the record of a model and what speaks against promoting it now.
    pub fn set_shadow(&self, id: ModelId, shadow: &ShadowRecord, hurdles: &[Hurdle]) -> Result<(), StoreError> {
        let (shadow, hurdles) = (json(shadow)?, json(&hurdles)?);
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE models SET shadow = ?2, hurdles = ?3 WHERE id = ?1")?
                .execute(params![id.to_string(), shadow, hurdles])?;
            Ok(())
        })
    }

    /// The changes of what serves for a symbol, the latest first.
    pub fn model_swaps(&self, symbol: Symbol) -> Result<Vec<Swapped>, StoreError> {
        self.read(|connection| {
            let mut select = connection
                .prepare_cached("SELECT at_s, model, reason FROM model_swaps WHERE symbol = ? ORDER BY seq DESC")?;
            let mut rows = select.query([symbol.as_str()])?;
            let mut swaps = Vec::new();
            while let Some(row) = rows.next()? {
                let bad = |what: &str| StoreError::Row { table: "model_swaps", reason: what.to_owned() };
                let model: Option<String> = row.get(1)?;
                swaps.push(Swapped {
                    at: Timestamp::from_second(row.get(0)?).map_err(|error| bad(&error.to_string()))?,
                    model: model.map(|id| ModelId::parse(&id).ok_or_else(|| bad("a damaged id"))).transpose()?,
                    reason: SwapReason::from_name(&row.get::<_, String>(2)?).ok_or_else(|| bad("an unknown reason"))?,
                });
            }
            Ok(swaps)
        })
    }
}

/// The file of a model.
pub(super) fn file(connection: &Connection, id: ModelId) -> Result<Option<ModelFile>, StoreError> {
    let mut select = connection.prepare_cached("SELECT file FROM models WHERE id = ?")?;
    let bytes: Option<Vec<u8>> = select.query_row([id.to_string()], |row| row.get(0)).optional()?;
    Ok(bytes.map(|bytes| ModelFile { id, bytes: Arc::new(bytes) }))
}

/// Installs a challenger; older ones that never served are superseded. A model that is there already, which is the same bytes, stays what it is.
pub(super) fn install(transaction: &Transaction<'_>, new: &NewModel) -> Result<(), StoreError> {
    let id = new.file.id.to_string();
    transaction
        .prepare_cached(
            "UPDATE models SET standing = 'superseded' WHERE symbol = ? AND standing = 'challenger' AND id <> ?",
        )?
        .execute(params![new.symbol.as_str(), id])?;
    transaction
        .prepare_cached(
            "INSERT INTO models (id, symbol, training, family, standing, installed_us, trained_until_us, last_number, \
             gain, hurdles, shadow, file) VALUES (?, ?, ?, ?, 'challenger', ?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (id) DO UPDATE SET standing = 'challenger' WHERE standing = 'superseded'",
        )?
        .execute(params![
            id,
            new.symbol.as_str(),
            new.run.0,
            new.family.name(),
            new.installed.as_microsecond(),
            new.trained_until.as_microsecond(),
            new.last_number,
            new.gain,
            json(&new.hurdles)?,
            json(&ShadowRecord::default())?,
            new.file.bytes.as_slice(),
        ])?;
    Ok(())
}

/// What follows from a change of what serves, in the transaction that writes the change: standings, and what people are told.
pub(super) fn swapped(transaction: &Transaction<'_>, swap: &ModelSwap, now: Timestamp) -> Result<(), StoreError> {
    let symbol = swap.symbol;
    transaction
        .prepare_cached("UPDATE models SET standing = 'former' WHERE symbol = ? AND standing = 'champion'")?
        .execute([symbol.as_str()])?;
    let mut served = None;
    if let Some(model) = &swap.model {
        let id = model.id.to_string();
        transaction
            .prepare_cached("UPDATE models SET standing = 'champion' WHERE symbol = ? AND id = ?")?
            .execute(params![symbol.as_str(), id])?;
        let mut select = transaction.prepare_cached("SELECT family FROM models WHERE id = ?")?;
        let family: Option<String> = select.query_row([id], |row| row.get(0)).optional()?;
        served = family.and_then(|family| Family::from_name(&family)).map(|family| (family, model.id));
    }
    let notice = Notice::ModelSwapped { symbol, model: served, reason: swap.reason, at: swap.at };
    outbox::enqueue(transaction, &notice, now)?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<ModelRecord, StoreError> {
    let bad = |what: &str| StoreError::Row { table: "models", reason: what.to_owned() };
    let text = |column: usize| row.get::<_, String>(column);
    let promoted: Option<i64> = row.get(9)?;
    Ok(ModelRecord {
        id: ModelId::parse(&text(0)?).ok_or_else(|| bad("a damaged id"))?,
        family: Family::from_name(&text(1)?).ok_or_else(|| bad("an unknown family"))?,
        run: RunId(row.get(2)?),
        standing: Standing::from_name(&text(3)?).ok_or_else(|| bad("an unknown standing"))?,
        installed: instant("models", row.get(4)?)?,
        trained_until: instant("models", row.get(5)?)?,
        promoted: promoted.and_then(|at_s| Timestamp::from_second(at_s).ok()),
        gain: row.get(6)?,
        shadow: parsed(&text(7)?)?,
        hurdles: parsed(&text(8)?)?,
    })
}
