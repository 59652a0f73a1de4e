//! Which trained model served from when on: written as the fold was told, read back with the model's file to rebuild the fold.

use std::sync::Arc;

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::journal::Entry;
use super::rows::Columns;
use crate::domain::event::Event;
use crate::domain::training::ModelId;
use crate::domain::training::model::{ModelFile, ModelSwap, SwapReason};

/// Swaps with the files of the models.
pub(super) const SWAPS: &str = "SELECT seq, received_us, model_swaps.symbol, at_s, reason, model, file FROM model_swaps \
     LEFT JOIN models ON models.id = model WHERE model_swaps.symbol = ? AND seq > ? ORDER BY seq";

/// Keeps a swap. The model itself must have been kept before.
pub(super) fn insert(to: &Transaction<'_>, seq: i64, swap: &ModelSwap, received_us: i64) -> Result<(), StoreError> {
    let model = swap.model.as_ref().map(|file| file.id.to_string());
    if let Some(model) = &model {
        let known: Option<i64> = to
            .prepare_cached("SELECT 1 FROM models WHERE id = ? AND symbol = ?")?
            .query_row(params![model, swap.symbol.as_str()], |row| row.get(0))
            .optional()?;
        if known.is_none() {
            let what = format!("a change to model {model}, which is not kept for {},", swap.symbol);
            return Err(StoreError::OutOfOrder { what });
        }
    }
    to.prepare_cached(
        "INSERT INTO model_swaps (seq, symbol, at_s, model, reason, received_us) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![seq, swap.symbol.as_str(), swap.at.as_second(), model, swap.reason.name(), received_us])?;
    Ok(())
}

/// A row of [`SWAPS`].
pub(super) fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let mut columns = Columns { row, next: 0, table: "model_swaps" };
    let (seq, now, symbol) = (columns.take()?, columns.micros()?, columns.symbol()?);
    let at = columns.seconds()?;
    let reason = columns.named(SwapReason::from_name)?;
    let id: Option<String> = columns.take()?;
    let bytes: Option<Vec<u8>> = columns.take()?;
    let model = match (id, bytes) {
        (None, _) => None,
        (Some(id), Some(bytes)) => {
            let id = ModelId::parse(&id).ok_or_else(|| columns.bad(format!("`{id}` names no model")))?;
            Some(ModelFile { id, bytes: Arc::new(bytes) })
        }
        (Some(id), None) => return Err(columns.bad(format!("the file of model {id} is missing"))),
    };
    let swap = ModelSwap { symbol, at, model, reason };
    Ok(Entry { seq, now, event: Event::Model(Arc::new(swap)), predicted: None })
}
