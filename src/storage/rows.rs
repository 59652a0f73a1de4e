//! Rows to domain values and back; the only place that knows the order of columns.

use std::sync::LazyLock;

use jiff::Timestamp;
use rusqlite::types::FromSql;
use rusqlite::{Row, Statement, params};

use super::StoreError;
use crate::domain::call;
use crate::domain::horizon::Horizon;
use crate::domain::learned::Learned;
use crate::domain::outcome::{Mark, MarkRule, Outcome, Settlement, Verdict, VoidReason};
use crate::domain::prediction::{Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities};
use crate::domain::signal::{Abstention, COMPONENTS_COUNT, Grounds, Reading, Readings, SignalKind};
use crate::domain::symbol::Symbol;
use crate::domain::unit::{Fraction, Score};

/// Columns of `predictions` in the order in which this file reads and writes them.
pub(super) const PREDICTION_COLUMNS: &str = "symbol, number, at_s, made_us, price, call, confidence, evidence, fused, \
     news_sentiment, technical_analysis, options_flow, volatility_analysis, momentum, sector_correlation, mean_reversion, market_regime, \
     abstentions, \
     due_1h_s, crosses_1h, sigma_1h, band_1h, down_1h, hold_1h, up_1h, \
     due_4h_s, crosses_4h, sigma_4h, band_4h, down_4h, hold_4h, up_4h, \
     due_24h_s, crosses_24h, sigma_24h, band_24h, down_24h, hold_24h, up_24h, \
     model, previous, hash, grounds, learned";

const PREDICTION_COLUMN_COUNT: usize = 44;

/// Columns of `outcomes` in the order in which this file reads and writes them.
const OUTCOME_COLUMNS: &str = "symbol, number, horizon, due_s, settled_us, crosses_close, uniqueness, void, \
     entry_price, entry_s, entry_rule, exit_price, exit_s, exit_rule, \
     dividends, log_return, became, return_to_close, hindsight_high, hindsight_low";

/// The statement that [`insert_prediction`] runs.
pub(super) static PREDICTION_INSERT: LazyLock<String> =
    LazyLock::new(|| insert_sql("predictions", PREDICTION_COLUMNS, PREDICTION_COLUMN_COUNT));

/// The statement that [`insert_outcome`] runs.
pub(super) static OUTCOME_INSERT: LazyLock<String> =
    LazyLock::new(|| insert_sql("outcomes", OUTCOME_COLUMNS, OUTCOME_COLUMNS.split(',').count()));

/// The select list that [`outcome`] reads; `o` is the outcome, `p` its prediction.
pub(super) fn outcome_select_sql(condition: &str) -> String {
    let columns: Vec<String> = OUTCOME_COLUMNS.split(',').map(|name| format!("o.{}", name.trim())).collect();
    format!(
        "SELECT {}, p.call, \
         CASE o.horizon WHEN '1h' THEN p.down_1h WHEN '4h' THEN p.down_4h ELSE p.down_24h END, \
         CASE o.horizon WHEN '1h' THEN p.hold_1h WHEN '4h' THEN p.hold_4h ELSE p.hold_24h END, \
         CASE o.horizon WHEN '1h' THEN p.up_1h WHEN '4h' THEN p.up_4h ELSE p.up_24h END, p.learned \
         FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number {condition}",
        columns.join(", ")
    )
}

fn insert_sql(table: &str, columns: &str, count: usize) -> String {
    format!("INSERT INTO {table} ({columns}) VALUES ({})", vec!["?"; count].join(", "))
}

pub(super) fn insert_prediction(statement: &mut Statement<'_>, prediction: &Prediction) -> rusqlite::Result<()> {
    let score = |kind: SignalKind| reading(&prediction.readings, kind).score().map(Score::get);
    let [one_hour, four_hours, one_day] = &prediction.forecasts;
    let p = |forecast: &Forecast| forecast.probabilities;
    statement.execute(params![
        prediction.symbol.as_str(),
        prediction.number.0,
        prediction.at.as_second(),
        prediction.made_at.as_microsecond(),
        prediction.price,
        prediction.call.call(),
        prediction.confidence.get(),
        prediction.evidence,
        prediction.fused,
        score(SignalKind::NewsSentiment),
        score(SignalKind::TechnicalAnalysis),
        score(SignalKind::OptionsFlow),
        score(SignalKind::VolatilityAnalysis),
        score(SignalKind::Momentum),
        score(SignalKind::SectorCorrelation),
        score(SignalKind::MeanReversion),
        score(SignalKind::MarketRegime),
        packed_abstentions(&prediction.readings),
        one_hour.due.as_second(),
        one_hour.crosses_close,
        one_hour.sigma,
        one_hour.band,
        p(one_hour).down,
        p(one_hour).hold,
        p(one_hour).up,
        four_hours.due.as_second(),
        four_hours.crosses_close,
        four_hours.sigma,
        four_hours.band,
        p(four_hours).down,
        p(four_hours).hold,
        p(four_hours).up,
        one_day.due.as_second(),
        one_day.crosses_close,
        one_day.sigma,
        one_day.band,
        p(one_day).down,
        p(one_day).hold,
        p(one_day).up,
        prediction.model.name(),
        prediction.previous.0.as_slice(),
        prediction.hash.0.as_slice(),
        prediction.grounds.as_ref().map(packed_grounds),
        // Plain numbers in memory have no way to fail to be written.
        prediction.learned.as_ref().and_then(|learned| postcard::to_stdvec(learned).ok()),
    ])?;
    Ok(())
}

pub(super) fn insert_outcome(statement: &mut Statement<'_>, outcome: &Outcome) -> rusqlite::Result<()> {
    let (settled, void) = match &outcome.verdict {
        Verdict::Settled(settlement) => (Some(settlement), None),
        Verdict::Void(reason) => (None, Some(reason.name())),
    };
    statement.execute(params![
        outcome.symbol.as_str(),
        outcome.number.0,
        outcome.horizon.name(),
        outcome.due.as_second(),
        outcome.settled_at.as_microsecond(),
        outcome.crosses_close,
        outcome.uniqueness,
        void,
        settled.map(|s| s.entry.price),
        settled.map(|s| s.entry.at.as_second()),
        settled.map(|s| s.entry.rule.name()),
        settled.map(|s| s.exit.price),
        settled.map(|s| s.exit.at.as_second()),
        settled.map(|s| s.exit.rule.name()),
        settled.map(|s| s.dividends),
        settled.map(|s| s.log_return),
        settled.map(|s| s.became.call()),
        settled.and_then(|s| s.return_to_close),
        settled.map(|s| s.hindsight_high),
        settled.map(|s| s.hindsight_low),
    ])?;
    Ok(())
}

/// Reads a row of [`PREDICTION_COLUMNS`] beginning at column `first`.
pub(super) fn prediction(row: &Row<'_>, first: usize) -> Result<Prediction, StoreError> {
    let mut columns = Columns { row, next: first, table: "predictions" };
    let symbol = columns.symbol()?;
    let number = PredictionNumber(columns.take()?);
    let at = columns.seconds()?;
    let made_at = columns.micros()?;
    let price = columns.take()?;
    let call = columns.named(Direction::from_call)?;
    let confidence = Fraction::new(columns.take()?).map_err(|error| columns.bad(error))?;
    let evidence = columns.take()?;
    let fused = columns.take()?;
    let mut scores = [None; SignalKind::COUNT];
    for score in &mut scores {
        *score = columns.take::<Option<f64>>()?;
    }
    let readings =
        unpacked_readings(scores, columns.take()?).ok_or_else(|| columns.bad("a score and its abstention disagree"))?;
    let forecasts = [columns.forecast()?, columns.forecast()?, columns.forecast()?];
    let model = columns.named(ModelName::from_name)?;
    let previous = Hash(columns.take()?);
    let hash = Hash(columns.take()?);
    let grounds: Option<Vec<u8>> = columns.take()?;
    let grounds = match grounds {
        Some(bytes) => Some(unpacked_grounds(&bytes).ok_or_else(|| columns.bad("grounds of another length"))?),
        None => None,
    };
    let learned = columns.learned()?;
    Ok(Prediction {
        symbol,
        number,
        at,
        made_at,
        price,
        call,
        confidence,
        evidence,
        fused,
        readings,
        grounds,
        learned,
        forecasts,
        model,
        previous,
        hash,
    })
}

/// Reads a row of [`outcome_select_sql`].
pub(super) fn outcome(row: &Row<'_>) -> Result<Outcome, StoreError> {
    let mut columns = Columns { row, next: 0, table: "outcomes" };
    let symbol = columns.symbol()?;
    let number = PredictionNumber(columns.take()?);
    let horizon = columns.named(Horizon::from_name)?;
    let due = columns.seconds()?;
    let settled_at = columns.micros()?;
    let crosses_close = columns.take()?;
    let uniqueness = columns.take()?;
    let void: Option<String> = columns.take()?;
    let verdict = if let Some(reason) = void {
        let reason = VoidReason::from_name(&reason).ok_or_else(|| columns.bad("unknown reason"))?;
        columns.next += 12;
        Verdict::Void(reason)
    } else {
        Verdict::Settled(Settlement {
            entry: columns.mark()?,
            exit: columns.mark()?,
            dividends: columns.take()?,
            log_return: columns.take()?,
            became: columns.named(Direction::from_call)?,
            return_to_close: columns.take()?,
            hindsight_high: columns.take()?,
            hindsight_low: columns.take()?,
        })
    };
    let call = columns.named(Direction::from_call)?;
    let probabilities = columns.probabilities()?;
    let learned = columns.learned()?;
    Ok(Outcome {
        symbol,
        number,
        horizon,
        due,
        settled_at,
        crosses_close,
        uniqueness,
        call: call::call_at(horizon, call, &probabilities, learned.is_some()),
        probabilities,
        base: learned.map(|learned| learned.base(horizon)),
        yesterday: learned.map(|learned| learned.yesterday),
        verdict,
    })
}

/// Reads columns one after the other.
pub(super) struct Columns<'r, 's> {
    pub(super) row: &'r Row<'s>,
    pub(super) next: usize,
    pub(super) table: &'static str,
}

impl Columns<'_, '_> {
    pub(super) fn take<T: FromSql>(&mut self) -> Result<T, StoreError> {
        let value = self.row.get(self.next).map_err(|error| self.bad(error))?;
        self.next += 1;
        Ok(value)
    }

    pub(super) fn seconds(&mut self) -> Result<Timestamp, StoreError> {
        let seconds = self.take()?;
        Timestamp::from_second(seconds).map_err(|error| self.bad(error))
    }

    pub(super) fn micros(&mut self) -> Result<Timestamp, StoreError> {
        let micros = self.take()?;
        Timestamp::from_microsecond(micros).map_err(|error| self.bad(error))
    }

    pub(super) fn symbol(&mut self) -> Result<Symbol, StoreError> {
        let text: String = self.take()?;
        Symbol::new(&text).map_err(|error| self.bad(error))
    }

    /// A text column that must be one of the names a type knows.
    pub(super) fn named<T>(&mut self, find: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError> {
        let name: String = self.take()?;
        find(&name).ok_or_else(|| self.bad(format!("unknown name `{name}`")))
    }

    fn forecast(&mut self) -> Result<Forecast, StoreError> {
        Ok(Forecast {
            due: self.seconds()?,
            crosses_close: self.take()?,
            sigma: self.take()?,
            band: self.take()?,
            probabilities: self.probabilities()?,
        })
    }

    fn probabilities(&mut self) -> Result<Probabilities, StoreError> {
        Ok(Probabilities { down: self.take()?, hold: self.take()?, up: self.take()? })
    }

    fn learned(&mut self) -> Result<Option<Learned>, StoreError> {
        let bytes: Option<Vec<u8>> = self.take()?;
        bytes.map(|bytes| postcard::from_bytes(&bytes)).transpose().map_err(|error| self.bad(error))
    }

    fn mark(&mut self) -> Result<Mark, StoreError> {
        Ok(Mark { price: self.take()?, at: self.seconds()?, rule: self.named(MarkRule::from_name)? })
    }

    pub(super) fn bad(&self, reason: impl std::fmt::Display) -> StoreError {
        StoreError::Row { table: self.table, reason: format!("column {}: {reason}", self.next) }
    }
}

/// Bytes of one signal's grounds: age, weight, components.
const GROUNDS_BYTES: usize = 4 + 8 + 4 * COMPONENTS_COUNT;

/// The layout of the column `grounds`.
fn packed_grounds(grounds: &[Grounds; SignalKind::COUNT]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(SignalKind::COUNT * GROUNDS_BYTES);
    for grounds in grounds {
        bytes.extend(grounds.age_s.unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(grounds.weight.to_le_bytes());
        for component in grounds.components {
            bytes.extend(component.to_le_bytes());
        }
    }
    bytes
}

fn unpacked_grounds(bytes: &[u8]) -> Option<[Grounds; SignalKind::COUNT]> {
    let mut all = [Grounds::default(); SignalKind::COUNT];
    if bytes.len() != SignalKind::COUNT * GROUNDS_BYTES {
        return None;
    }
    for (grounds, bytes) in all.iter_mut().zip(bytes.chunks_exact(GROUNDS_BYTES)) {
        let age = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?);
        grounds.age_s = (age != u32::MAX).then_some(age);
        grounds.weight = f64::from_le_bytes(bytes.get(4..12)?.try_into().ok()?);
        for (component, bytes) in grounds.components.iter_mut().zip(bytes.get(12..)?.chunks_exact(4)) {
            *component = f32::from_le_bytes(bytes.try_into().ok()?);
        }
    }
    Some(all)
}

fn reading(readings: &Readings, kind: SignalKind) -> Reading {
    readings.0.get(kind.index()).copied().unwrap_or(Reading::Abstains(Abstention::BadInput))
}

/// Four bits a signal, `news_sentiment` lowest; 0 where it speaks.
fn packed_abstentions(readings: &Readings) -> i64 {
    readings.iter().fold(0, |packed, (kind, reading)| match reading {
        Reading::Speaks(_) => packed,
        Reading::Abstains(reason) => packed | (i64::from(reason.code()) << (4 * kind.index())),
    })
}

fn unpacked_readings(scores: [Option<f64>; SignalKind::COUNT], packed: i64) -> Option<Readings> {
    let mut readings = [Reading::Abstains(Abstention::BadInput); SignalKind::COUNT];
    for ((slot, kind), score) in readings.iter_mut().zip(SignalKind::ALL).zip(scores) {
        let code = u8::try_from((packed >> (4 * kind.index())) & 15).ok()?;
        *slot = match (score, code) {
            (Some(score), 0) => Reading::Speaks(Score::new(score)?),
            (None, code) => Reading::Abstains(Abstention::from_code(code)?),
            (Some(_), _) => return None,
        };
    }
    Some(Readings(readings))
}
