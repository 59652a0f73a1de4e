//! All that is learned from and tested on, as one table: features, sides, spans and weights of every decision.

use sha2::{Digest, Sha256};

use super::{NEEDED, PlanFault};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::statistics::split::Span;
use crate::domain::statistics::uniqueness::uniqueness;
use crate::domain::training::observation::Observation;
use crate::learn::features::{self, Columns, Memory};
use crate::learn::models::Samples;

/// After its due instant an outcome needs as long until it is known, seconds.
const KNOWN_AFTER_S: i64 = 60;

/// What is known of one decision beside its features.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Number of the prediction.
    pub number: i64,
    /// From the decision until its outcome was known, seconds since 1970.
    pub span: Span,
    /// Position of its session in the calendar.
    pub session: u32,
    /// Time of day, 0 to 25.
    pub slot: usize,
    /// What became of it.
    pub became: Direction,
    /// The log return.
    pub log_return: f64,
    /// The expected standard deviation of that return.
    pub sigma: f64,
    /// What was said without skill.
    pub base: Probabilities,
    /// What the service stated.
    pub stated: Probabilities,
    /// How much it counts: its uniqueness, in (0, 1].
    pub weight: f64,
    /// What the option on the called side made, as a share of the premium.
    pub option_return: Option<f64>,
}

impl Row {
    /// Whether the price left the band.
    pub fn moved(&self) -> bool {
        self.became != Direction::Hold
    }
}

/// Decisions with an honest outcome, in the order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    columns: Columns,
    values: Vec<f32>,
    rows: Vec<Row>,
    dataset: [u8; 32],
    last_number: i64,
}

/// Rows taken out of a table to be fitted on: those in which the price left the band.
#[derive(Debug, Default)]
pub(super) struct Taken {
    values: Vec<f32>,
    up: Vec<bool>,
    weights: Vec<f64>,
    days: Vec<u32>,
}

impl Taken {
    /// As the families see them.
    pub(super) fn samples(&self, columns: Columns) -> Samples<'_> {
        Samples { columns, values: &self.values, up: &self.up, weights: &self.weights, days: &self.days }
    }
}

impl Table {
    /// The table of observations in the order of their decisions.
    pub fn of(observations: &[Observation]) -> Result<Self, PlanFault> {
        let columns = features::columns();
        let mut memory = Memory::default();
        let mut hasher = Sha256::new();
        let (mut values, mut rows, mut spans) = (Vec::new(), Vec::new(), Vec::new());
        let calendar = ExchangeCalendar::nyse();
        let mut last: Option<&Observation> = None;
        for observed in observations {
            if last.is_some_and(|last| last.number >= observed.number || last.seen.at >= observed.seen.at) {
                return Err(PlanFault::OutOfOrder(observed.number));
            }
            last = Some(observed);
            let bytes = postcard::to_stdvec(observed).map_err(|error| PlanFault::Unreadable(error.to_string()))?;
            hasher.update(bytes);
            let features = memory.take(&observed.seen);
            let became = observed.became_at(Horizon::PRIMARY);
            let step = calendar.decision_at(observed.seen.at);
            let end = calendar.decision_at(became.until).or_else(|| {
                let step = calendar.due(observed.seen.at, Horizon::PRIMARY)?;
                calendar.decision_at(step.at)
            });
            let (Some(side), Some(step), Some(end)) = (became.side, step, end) else { continue };
            let (Some(from), Some(until)) = (calendar.number(step), calendar.number(end)) else { continue };
            let primary = Horizon::PRIMARY.index();
            let (Some(sigma), Some(base), Some(stated)) =
                (observed.seen.sigmas.get(primary), observed.bases.get(primary), observed.stated.get(primary))
            else {
                continue;
            };
            values.extend(features);
            spans.push((from, until.max(from + 1)));
            rows.push(Row {
                number: observed.number,
                span: Span {
                    from: observed.seen.at.as_second(),
                    until: became.until.as_second().saturating_add(KNOWN_AFTER_S),
                },
                session: u32::try_from(step.session).unwrap_or(u32::MAX),
                slot: usize::try_from(step.slot.saturating_sub(1)).unwrap_or(0),
                became: side,
                log_return: became.log_return,
                sigma: *sigma,
                base: *base,
                stated: *stated,
                weight: 0.0,
                option_return: observed.option_return,
            });
        }
        for (row, weight) in rows.iter_mut().zip(uniqueness(&spans)) {
            row.weight = weight;
        }
        hasher.update(features::schema());
        let last_number = last.map_or(0, |last| last.number);
        let table = Self { columns, values, rows, dataset: hasher.finalize().into(), last_number };
        let have = table.effective();
        if have < NEEDED {
            return Err(PlanFault::TooFew { have, need: NEEDED });
        }
        Ok(table)
    }

    /// The columns of the features.
    pub fn columns(&self) -> Columns {
        self.columns
    }

    /// SHA-256 of the observations and the schema of the features.
    pub fn dataset(&self) -> [u8; 32] {
        self.dataset
    }

    /// Every decision.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The features of a decision; nothing where there is no such row.
    pub fn features(&self, row: usize) -> &[f32] {
        let width = self.columns.count();
        self.values.get(row * width..(row + 1) * width).unwrap_or_default()
    }

    /// Number of the last prediction that it was made of.
    pub fn last_number(&self) -> i64 {
        self.last_number
    }

    /// Independent observations.
    pub fn effective(&self) -> f64 {
        self.rows.iter().map(|row| row.weight).sum()
    }

    /// Sessions with a decision.
    pub fn days(&self) -> u32 {
        let mut sessions: Vec<u32> = self.rows.iter().map(|row| row.session).collect();
        sessions.dedup();
        u32::try_from(sessions.len()).unwrap_or(u32::MAX)
    }

    /// The features so many sessions later than they were, those of the end at the beginning: their own correlation over time stays, and so
    /// does that of the outcomes, but neither knows of the other any more.
    #[must_use]
    pub fn shifted(&self, days: u32) -> Self {
        let mut shifted = self.clone();
        let first = self.rows.first().map_or(0, |row| row.session);
        let mut sessions: Vec<u32> = self.rows.iter().map(|row| row.session).collect();
        sessions.dedup();
        let from = sessions.get(days as usize).copied().unwrap_or(first);
        let rows = self.rows.iter().take_while(|row| row.session < from).count();
        shifted.values.rotate_right(rows * self.columns.count());
        let mut hasher = Sha256::new();
        hasher.update(self.dataset);
        hasher.update(days.to_le_bytes());
        shifted.dataset = hasher.finalize().into();
        shifted
    }

    /// Those of the given rows that can be fitted on.
    pub(super) fn take(&self, rows: &[usize]) -> Taken {
        let mut taken = Taken::default();
        for position in rows {
            let Some(row) = self.rows.get(*position).filter(|row| row.moved()) else { continue };
            taken.values.extend_from_slice(self.features(*position));
            taken.up.push(row.became == Direction::Up);
            taken.weights.push(row.weight);
            taken.days.push(row.session);
        }
        taken
    }

    /// The spans of the given rows.
    pub(super) fn spans(&self, rows: &[usize]) -> Vec<Span> {
        rows.iter().filter_map(|row| Some(self.rows.get(*row)?.span)).collect()
    }
}
