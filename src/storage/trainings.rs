//! Trainings: what was asked for, how far each is, results of units that are done, cards, and the computers that train.

use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::models::{self, NewModel};
use super::{Store, StoreError, outbox};
use crate::domain::notice::Notice;
use crate::domain::person::PersonId;
use crate::domain::symbol::Symbol;
use crate::domain::training::card::ModelCard;
use crate::domain::training::request::{Place, Progress, RunState, RunView, TrainOrder};
use crate::domain::training::{Depth, Families, RunId};

/// A training that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct NewTraining {
    /// Whose predictions are learned from.
    pub symbol: Symbol,
    /// Who asks; `None` where it begins by itself.
    pub by: Option<PersonId>,
    /// When.
    pub asked: Timestamp,
    /// What.
    pub order: TrainOrder,
    /// Master seed.
    pub seed: u64,
}

/// A training as it is kept.
#[derive(Clone, Debug)]
pub struct Training {
    /// What screens show of it.
    pub view: RunView,
    /// Whose predictions are learned from.
    pub symbol: Symbol,
    /// Master seed.
    pub seed: u64,
    /// The last prediction that it learns from; `None` before it began.
    pub last_number: Option<i64>,
    /// What came of it; only where it is done.
    pub card: Option<Arc<ModelCard>>,
}

/// How a training ends.
#[derive(Clone, Debug)]
pub struct Ending {
    /// How it stands now.
    pub state: RunState,
    /// When.
    pub at: Timestamp,
    /// How far it came.
    pub progress: Progress,
    /// What came of it.
    pub card: Option<ModelCard>,
    /// The model that becomes the challenger; older challengers are superseded.
    pub challenger: Option<NewModel>,
    /// What people are told.
    pub notices: Vec<Notice>,
}

const COLUMNS: &str = "id, symbol, asked_by, asked_us, families, depth, place, seed, state, began_us, last_number, \
                       ended_us, progress, card";

impl Store {
    /// Keeps a training that waits.
    pub fn add_training(&self, new: NewTraining) -> Result<RunId, StoreError> {
        let progress = json(&Progress::default())?;
        self.write(move |transaction| {
            let order = &new.order;
            transaction
                .prepare_cached(
                    "INSERT INTO trainings (symbol, asked_by, asked_us, families, depth, place, seed, state, progress) \
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    new.symbol.as_str(),
                    new.by.map_or(0, |by| by.0),
                    new.asked.as_microsecond(),
                    order.families.bits(),
                    order.depth.name(),
                    order.place.name(),
                    new.seed.cast_signed(),
                    RunState::Waiting.name(),
                    progress,
                ])?;
            Ok(RunId(transaction.last_insert_rowid()))
        })
    }

    /// Keeps that a training is under way, and the last prediction that it learns from.
    pub fn begin_training(&self, run: RunId, at: Timestamp, last_number: i64) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE trainings SET state = ?2, began_us = ?3, last_number = ?4 WHERE id = ?1")?
                .execute(params![run.0, RunState::Running.name(), at.as_microsecond(), last_number])?;
            Ok(())
        })
    }

    /// Keeps how far a training is.
    pub fn set_training_progress(&self, run: RunId, progress: &Progress) -> Result<(), StoreError> {
        let progress = json(progress)?;
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE trainings SET progress = ?2 WHERE id = ?1")?
                .execute(params![run.0, progress])?;
            Ok(())
        })
    }

    /// Keeps the result of a unit; one that is kept already stays as it is.
    pub fn add_training_unit(&self, run: RunId, unit: String, result: Vec<u8>) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO training_units (training, unit, result) VALUES (?, ?, ?)")?
                .execute(params![run.0, unit, result])?;
            Ok(())
        })
    }

    /// Throws kept results away that turned out to be of no use.
    pub fn drop_training_units(&self, run: RunId, units: Vec<String>) -> Result<(), StoreError> {
        self.write(move |transaction| {
            let mut delete =
                transaction.prepare_cached("DELETE FROM training_units WHERE training = ? AND unit = ?")?;
            units.iter().try_for_each(|unit| delete.execute(params![run.0, unit]).map(|_| ()))?;
            Ok(())
        })
    }

    /// The results that a training has so far, by unit.
    pub fn training_units(&self, run: RunId) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.read(|connection| {
            let mut select = connection
                .prepare_cached("SELECT unit, result FROM training_units WHERE training = ? ORDER BY unit")?;
            let rows = select.query_map([run.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Ends a training: its state, card, challenger and messages are written together, and the results of its units are thrown away.
    pub fn end_training(&self, run: RunId, ending: Ending) -> Result<(), StoreError> {
        let progress = json(&ending.progress)?;
        let card = ending.card.as_ref().map(json).transpose()?;
        // A number that text cannot hold is found out here, while the training can still be said to have failed.
        card.as_deref().map(parsed::<ModelCard>).transpose()?;
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE trainings SET state = ?2, ended_us = ?3, progress = ?4, card = ?5 WHERE id = ?1",
                )?
                .execute(params![run.0, ending.state.name(), ending.at.as_microsecond(), progress, card])?;
            transaction.execute("DELETE FROM training_units WHERE training = ?", [run.0])?;
            if let Some(challenger) = &ending.challenger {
                models::install(transaction, challenger)?;
            }
            tell(transaction, &ending.notices, ending.at)
        })
    }

    /// Tells people of something that no other write goes with.
    pub fn tell_of_training(&self, notice: Notice, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| tell(transaction, &[notice], at))
    }

    /// A training by its number.
    pub fn training(&self, run: RunId) -> Result<Option<Training>, StoreError> {
        self.read(|connection| find(connection, "WHERE id = ?", run.0))
    }

    /// The training of a symbol that waits or is under way, else the one that was over last.
    pub fn newest_training(&self, symbol: Symbol) -> Result<Option<Training>, StoreError> {
        let order = "WHERE symbol = ? ORDER BY state IN ('waiting', 'running') DESC, coalesce(ended_us, 0) DESC, id DESC \
                     LIMIT 1";
        self.read(|connection| find(connection, order, symbol.as_str()))
    }

    /// The newest training of a symbol that has a card.
    pub fn newest_card(&self, symbol: Symbol) -> Result<Option<Training>, StoreError> {
        let order = "WHERE symbol = ? AND card IS NOT NULL ORDER BY ended_us DESC, id DESC LIMIT 1";
        self.read(|connection| find(connection, order, symbol.as_str()))
    }

    /// Keeps that a computer that trains is there.
    pub fn trainer_seen(&self, name: String, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO trainers (name, last_seen_us) VALUES (?, ?)")?
                .execute(params![name, at.as_microsecond()])?;
            Ok(())
        })
    }

    /// Computers that trained, with when each was there last; the one seen last first.
    pub fn trainers(&self) -> Result<Vec<(String, Timestamp)>, StoreError> {
        self.read(|connection| {
            let mut select = connection
                .prepare_cached("SELECT name, last_seen_us FROM trainers ORDER BY last_seen_us DESC, name")?;
            let mut rows = select.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push((row.get(0)?, instant("trainers", row.get(1)?)?));
            }
            Ok(found)
        })
    }
}

fn tell(transaction: &Transaction<'_>, notices: &[Notice], at: Timestamp) -> Result<(), StoreError> {
    notices.iter().try_for_each(|notice| outbox::enqueue(transaction, notice, at).map(|_| ()))
}

fn find(connection: &Connection, condition: &str, value: impl rusqlite::ToSql) -> Result<Option<Training>, StoreError> {
    let mut select = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM trainings {condition}"))?;
    let mut rows = select.query([value])?;
    rows.next()?.map(read).transpose()
}

fn read(row: &Row<'_>) -> Result<Training, StoreError> {
    let bad = |what: &str| StoreError::Row { table: "trainings", reason: what.to_owned() };
    let text = |column: usize| row.get::<_, String>(column);
    let at = |column: usize| row.get::<_, Option<i64>>(column)?.map(|us| instant("trainings", us)).transpose();
    let asked_by: i64 = row.get(2)?;
    let order = TrainOrder {
        families: Families::from_bits(row.get(4)?).ok_or_else(|| bad("no families"))?,
        depth: Depth::from_name(&text(5)?).ok_or_else(|| bad("an unknown depth"))?,
        place: Place::from_name(&text(6)?).ok_or_else(|| bad("an unknown place"))?,
    };
    let view = RunView {
        id: RunId(row.get(0)?),
        order,
        by: (asked_by != 0).then_some(PersonId(asked_by)),
        asked: at(3)?.ok_or_else(|| bad("no instant"))?,
        began: at(9)?,
        ended: at(11)?,
        state: RunState::from_name(&text(8)?).ok_or_else(|| bad("an unknown state"))?,
        progress: parsed(&text(12)?)?,
    };
    let card: Option<String> = row.get(13)?;
    Ok(Training {
        view,
        symbol: Symbol::new(&text(1)?).map_err(|error| bad(&error.to_string()))?,
        seed: row.get::<_, i64>(7)?.cast_unsigned(),
        last_number: row.get(10)?,
        card: card.as_deref().map(parsed).transpose()?.map(Arc::new),
    })
}

pub(super) fn instant(table: &'static str, us: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(us).map_err(|error| StoreError::Row { table, reason: error.to_string() })
}

pub(super) fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| unreadable(&error))
}

pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> StoreError {
    StoreError::Row { table: "trainings", reason: error.to_string() }
}

#[cfg(test)]
mod tests;
