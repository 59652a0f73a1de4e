//! Where the learner stood at the end of each day.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Deserialize;

use super::{Store, StoreError};
use crate::domain::horizon::Horizon;
use crate::domain::learned::{Backing, EXPERTS_COUNT, HorizonLesson, Lesson};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;

/// First byte of a body that knows of a trained model's weight. The older ones begin with the length of a symbol, which is never 0.
const WITH_CHAMPION: u8 = 0;

/// A lesson as it was kept before trained models served.
#[derive(Deserialize)]
struct OldLesson {
    symbol: Symbol,
    date: Date,
    horizons: [OldHorizonLesson; Horizon::COUNT],
    backing: Backing,
}

#[derive(Deserialize)]
struct OldHorizonLesson {
    mixture: [f64; EXPERTS_COUNT],
    influence: [f64; SignalKind::COUNT],
    calibration: (f64, f64),
    evidence: f64,
    gain: f64,
    drift: f64,
    drift_of: [f64; SignalKind::COUNT],
    hasty_until: Option<Date>,
}

impl From<OldLesson> for Lesson {
    fn from(old: OldLesson) -> Self {
        let OldLesson { symbol, date, horizons, backing } = old;
        let horizons = horizons.map(|old| HorizonLesson {
            mixture: old.mixture,
            champion: 0.0,
            influence: old.influence,
            calibration: old.calibration,
            evidence: old.evidence,
            gain: old.gain,
            drift: old.drift,
            drift_of: old.drift_of,
            hasty_until: old.hasty_until,
        });
        Self { symbol, date, horizons, backing }
    }
}

/// Keeps a lesson.
pub(super) fn insert(transaction: &Transaction<'_>, lesson: &Lesson) -> Result<(), StoreError> {
    let body = postcard::to_extend(lesson, vec![WITH_CHAMPION]).map_err(|error| broken(&error))?;
    transaction
        .prepare_cached("INSERT OR REPLACE INTO lessons (symbol, date, body) VALUES (?, ?, ?)")?
        .execute(params![lesson.symbol.as_str(), lesson.date.to_string(), body])?;
    Ok(())
}

impl Store {
    /// Keeps the lessons of a fold that was rebuilt from the ledger, in the place of those that are there.
    pub fn keep_lessons(&self, lessons: Vec<Lesson>) -> Result<(), StoreError> {
        if lessons.is_empty() {
            return Ok(());
        }
        self.write(move |transaction| lessons.iter().try_for_each(|lesson| insert(transaction, lesson)))
    }

    /// The newest lessons of a symbol, at most `count_max`, the oldest first.
    pub fn lessons(&self, symbol: Symbol, count_max: u32) -> Result<Vec<Lesson>, StoreError> {
        self.read(|connection| until(connection, symbol, Date::MAX, count_max))
    }
}

/// The newest lessons up to a day, at most `count_max`, the oldest first.
pub(super) fn until(
    connection: &Connection,
    symbol: Symbol,
    date: Date,
    count_max: u32,
) -> Result<Vec<Lesson>, StoreError> {
    let mut select = connection
        .prepare_cached("SELECT body FROM lessons WHERE symbol = ? AND date <= ? ORDER BY date DESC LIMIT ?")?;
    let mut rows = select.query(params![symbol.as_str(), date.to_string(), count_max])?;
    let mut lessons = Vec::new();
    while let Some(row) = rows.next()? {
        let body: Vec<u8> = row.get(0)?;
        lessons.push(read(&body)?);
    }
    lessons.reverse();
    Ok(lessons)
}

/// The newest lesson before a day.
pub(super) fn before(connection: &Connection, symbol: Symbol, date: Date) -> Result<Option<Lesson>, StoreError> {
    let mut select = connection
        .prepare_cached("SELECT body FROM lessons WHERE symbol = ? AND date < ? ORDER BY date DESC LIMIT 1")?;
    let body: Option<Vec<u8>> =
        select.query_row(params![symbol.as_str(), date.to_string()], |row| row.get(0)).optional()?;
    body.map(|body| read(&body)).transpose()
}

fn read(body: &[u8]) -> Result<Lesson, StoreError> {
    match body.split_first() {
        Some((&WITH_CHAMPION, lesson)) => postcard::from_bytes(lesson),
        _ => postcard::from_bytes::<OldLesson>(body).map(Lesson::from),
    }
    .map_err(|error| broken(&error))
}

fn broken(error: &postcard::Error) -> StoreError {
    StoreError::Row { table: "lessons", reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_are_read_in_the_old_layout_and_in_the_new_one() {
        let horizon = |weight: f64| HorizonLesson {
            mixture: [weight; EXPERTS_COUNT],
            influence: [0.5; SignalKind::COUNT],
            calibration: (1.25, -0.5),
            evidence: 12.0,
            gain: 3.0,
            drift: 2.0,
            drift_of: [1.5; SignalKind::COUNT],
            hasty_until: Some(Date::constant(2024, 5, 6)),
            champion: 0.0,
        };
        let symbol = Symbol::new("RTX").unwrap();
        let lesson = Lesson {
            symbol,
            date: Date::constant(2024, 3, 4),
            horizons: [horizon(0.1), horizon(0.2), HorizonLesson { hasty_until: None, ..horizon(0.3) }],
            backing: Backing { claims: 3, right: 2, stated: 2.5, overstated: 1.0 },
        };
        let old = (
            symbol,
            lesson.date,
            lesson.horizons.map(|h| {
                (h.mixture, h.influence, h.calibration, h.evidence, h.gain, h.drift, h.drift_of, h.hasty_until)
            }),
            lesson.backing,
        );
        assert_eq!(read(&postcard::to_stdvec(&old).unwrap()).unwrap(), lesson);
        let mut with = lesson;
        with.horizons[2].champion = 0.25;
        assert_eq!(read(&postcard::to_extend(&with, vec![WITH_CHAMPION]).unwrap()).unwrap(), with);
        assert!(read(&[]).is_err() && read(&[WITH_CHAMPION]).is_err());
    }
}
