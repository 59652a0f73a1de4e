//! Carrying ledgers of schema 4 and older, which had a row per bar, prediction and outcome, over into pages.

use jiff::Timestamp;
use rusqlite::{Row, Transaction};

use super::StoreError;
use super::book::Book;
use super::event_record::{What, Worked, utc_date};
use super::pages::PageInserts;
use super::rows::Columns;
use crate::domain::bar::{Bar, Interval, Prices};
use crate::domain::event::{Due, SkipReason};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Mark, MarkRule, Outcome, Settlement, Verdict, VoidReason};
use crate::domain::prediction::{Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities};
use crate::domain::signal::{Abstention, COMPONENTS_COUNT, Grounds, Reading, Readings, SignalKind};
use crate::domain::symbol::SourceName;
use crate::domain::unit::{Fraction, Score};

const EVENTS: &str = "SELECT seq, received_us, 'bar', symbol, start_s, source, interval_s, open, high, low, close, volume FROM bars \
     UNION ALL SELECT seq, worked_us, kind, symbol, due_s, result, 0, 0, 0, 0, 0, 0 FROM due_done ORDER BY seq";

const PREDICTIONS: &str = "SELECT symbol, number, at_s, made_us, price, call, confidence, evidence, fused, \
     news_sentiment, technical_analysis, options_flow, volatility_analysis, momentum, sector_correlation, mean_reversion, market_regime, \
     abstentions, \
     due_1h_s, crosses_1h, sigma_1h, band_1h, down_1h, hold_1h, up_1h, \
     due_4h_s, crosses_4h, sigma_4h, band_4h, down_4h, hold_4h, up_4h, \
     due_24h_s, crosses_24h, sigma_24h, band_24h, down_24h, hold_24h, up_24h, \
     model, previous, hash, grounds FROM predictions ORDER BY symbol, number";

const OUTCOMES: &str = "SELECT o.symbol, o.number, o.horizon, o.due_s, o.settled_us, o.crosses_close, o.uniqueness, o.void, \
     o.entry_price, o.entry_s, o.entry_rule, o.exit_price, o.exit_s, o.exit_rule, \
     o.dividends, o.log_return, o.became, o.return_to_close, o.hindsight_high, o.hindsight_low, p.call, \
     CASE o.horizon WHEN '1h' THEN p.down_1h WHEN '4h' THEN p.down_4h ELSE p.down_24h END, \
     CASE o.horizon WHEN '1h' THEN p.hold_1h WHEN '4h' THEN p.hold_4h ELSE p.hold_24h END, \
     CASE o.horizon WHEN '1h' THEN p.up_1h WHEN '4h' THEN p.up_4h ELSE p.up_24h END \
     FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number \
     ORDER BY o.symbol, o.settled_us, o.due_s, o.number";

/// Writes every row of `bars`, `due_done`, `predictions` and `outcomes` into pages, and counts the tallies anew.
pub(super) fn carry(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let mut book = Book::load(transaction, 0)?;
    let mut inserts = PageInserts::new(transaction)?;
    let mut select = transaction.prepare(EVENTS)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        event(row, &mut book, &mut inserts)?;
    }
    let mut select = transaction.prepare(PREDICTIONS)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        book.prediction(&mut inserts, &prediction(row)?)?;
    }
    let mut select = transaction.prepare(OUTCOMES)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        book.outcome(&mut inserts, &outcome(row)?)?;
    }
    // The records of the signals have their table still, and stand there already.
    book.leave_records();
    book.flush(&mut inserts)
}

/// Reads a row of [`EVENTS`] into its page.
fn event(row: &Row<'_>, book: &mut Book, inserts: &mut PageInserts<'_>) -> Result<(), StoreError> {
    let mut columns = Columns { row, next: 0, table: "bars" };
    let at: (i64, Timestamp) = (columns.take()?, columns.micros()?);
    let kind: String = columns.take()?;
    let (symbol, instant) = (columns.symbol()?, columns.seconds()?);
    let text: String = columns.take()?;
    let what = match kind.as_str() {
        "bar" => {
            let source = SourceName::new(&text).map_err(|error| columns.bad(error))?;
            let interval = Interval::from_seconds(columns.take()?).ok_or_else(|| columns.bad("unknown interval"))?;
            let prices =
                Prices { open: columns.take()?, high: columns.take()?, low: columns.take()?, close: columns.take()? };
            let volume = columns.take()?;
            What::Bar(Bar::new(symbol, source, interval, instant, prices, volume).map_err(|fault| columns.bad(fault))?)
        }
        "decision" => What::Due(symbol, Due::Decision(instant), worked(&text, &columns)?),
        "report" => What::Due(symbol, Due::Report(utc_date(instant)), worked(&text, &columns)?),
        _ => return Err(columns.bad(format!("unknown kind `{kind}`"))),
    };
    match what {
        What::Bar(bar) => book.bar(inserts, at, &bar),
        What::Due(symbol, due, worked) => book.due(inserts, at, (symbol, due, worked)),
    }
}

/// What the column `result` said.
fn worked(result: &str, columns: &Columns<'_, '_>) -> Result<Worked, StoreError> {
    if result == "done" {
        return Ok(Worked::Done);
    }
    let predicted = result.strip_prefix("predicted ").and_then(|number| number.parse().ok());
    let skipped = || SkipReason::from_name(result).map(Worked::Skipped);
    let worked = predicted.map(|number| Worked::Predicted(PredictionNumber(number))).or_else(skipped);
    worked.ok_or_else(|| columns.bad(format!("unknown result `{result}`")))
}

/// Reads a row of [`PREDICTIONS`].
fn prediction(row: &Row<'_>) -> Result<Prediction, StoreError> {
    let mut columns = Columns { row, next: 0, table: "predictions" };
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
    let forecasts = [forecast(&mut columns)?, forecast(&mut columns)?, forecast(&mut columns)?];
    let model = columns.named(ModelName::from_name)?;
    let previous = Hash(columns.take()?);
    let hash = Hash(columns.take()?);
    let grounds: Option<Vec<u8>> = columns.take()?;
    let grounds = match grounds {
        Some(bytes) => Some(unpacked_grounds(&bytes).ok_or_else(|| columns.bad("grounds of another length"))?),
        None => None,
    };
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
        learned: None,
        forecasts,
        model,
        previous,
        hash,
    })
}

/// Reads a row of [`OUTCOMES`].
fn outcome(row: &Row<'_>) -> Result<Outcome, StoreError> {
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
            entry: mark(&mut columns)?,
            exit: mark(&mut columns)?,
            dividends: columns.take()?,
            log_return: columns.take()?,
            became: columns.named(Direction::from_call)?,
            return_to_close: columns.take()?,
            hindsight_high: columns.take()?,
            hindsight_low: columns.take()?,
        })
    };
    let call = columns.named(Direction::from_call)?;
    let probabilities = probabilities(&mut columns)?;
    // Models of that time made one call for all horizons, and stated nothing beside it.
    let (base, yesterday) = (None, None);
    Ok(Outcome {
        symbol,
        number,
        horizon,
        due,
        settled_at,
        crosses_close,
        uniqueness,
        call,
        probabilities,
        base,
        yesterday,
        verdict,
    })
}

fn forecast(columns: &mut Columns<'_, '_>) -> Result<Forecast, StoreError> {
    Ok(Forecast {
        due: columns.seconds()?,
        crosses_close: columns.take()?,
        sigma: columns.take()?,
        band: columns.take()?,
        probabilities: probabilities(columns)?,
    })
}

fn probabilities(columns: &mut Columns<'_, '_>) -> Result<Probabilities, StoreError> {
    Ok(Probabilities { down: columns.take()?, hold: columns.take()?, up: columns.take()? })
}

fn mark(columns: &mut Columns<'_, '_>) -> Result<Mark, StoreError> {
    Ok(Mark { price: columns.take()?, at: columns.seconds()?, rule: columns.named(MarkRule::from_name)? })
}

/// Bytes of one signal's grounds: age, weight, components.
const GROUNDS_BYTES: usize = 4 + 8 + 4 * COMPONENTS_COUNT;

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
