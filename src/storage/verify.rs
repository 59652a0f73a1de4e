//! `algoslayer verify`: the file is sound, the chain is whole, every prediction is answered once, every kept figure recounts.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::Value;

use super::event_record::{Happening, What, Worked, due_instant};
use super::findings::{Findings, Problem};
use super::library::{self, Library};
use super::outcome_record::Measured;
use super::pages::{self, blob, instant_s};
use super::records::{self, RecordKey};
use super::rows::Columns;
use super::tallies::{self, TallyKey};
use super::{Store, StoreError, desk, event_record, newest_bars};
use crate::domain::event::Due;
use crate::domain::figures::Tally;
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Hash, Prediction, PredictionNumber};
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;

/// Kept sums are added and recounted in the order of settlement; those of older ledgers were added in nearly that order, and this much
/// rounding may lie between.
const ROUNDING_MAX: f64 = 1e-9;

impl Store {
    /// Walks everything; `progress` is told how many predictions have been walked.
    pub fn verify(&self, mut progress: impl FnMut(u64)) -> Result<Findings, StoreError> {
        self.read(|connection| {
            let mut findings = Findings::default();
            check_file(connection, &mut findings)?;
            let mut seen = BTreeMap::new();
            for symbol in library::symbols(connection)? {
                let walked = walk_chain(connection, symbol, &mut findings, &mut progress)?;
                seen.insert(symbol, walked);
            }
            walk_events(connection, &mut seen, &mut findings)?;
            let mut figures = Figures::default();
            for (symbol, walked) in &mut seen {
                walk_outcomes(connection, *symbol, walked, (&mut figures, &mut findings))?;
                check_answered(connection, *symbol, walked, &mut findings)?;
            }
            compare(connection, &figures, &mut findings)?;
            desk::check(connection, &mut findings)?;
            Ok(findings)
        })
    }
}

/// What the walk along the predictions of a symbol remembers: a few bytes for each.
#[derive(Default)]
struct Walked {
    /// The instant of each prediction by number, seconds; the first is number 1.
    at_s: Vec<i64>,
    /// The horizons whose outcome stands there, a bit each.
    answered: Vec<u8>,
    /// Predictions whose decision names them.
    named: u64,
    /// Decisions that name a prediction which is not there or not theirs.
    astray: u64,
    /// The newest decision and the newest report.
    last_due: [Option<i64>; 2],
}

/// The kept figures, counted anew.
#[derive(Default)]
struct Figures {
    tallies: BTreeMap<TallyKey, Tally>,
    records: BTreeMap<RecordKey, SignalRecord>,
}

fn check_file(connection: &Connection, findings: &mut Findings) -> Result<(), StoreError> {
    let mut check = connection.prepare("PRAGMA integrity_check(5)")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            findings.note(Problem::Damaged(line));
        }
    }
    Ok(())
}

fn walk_chain(
    connection: &Connection,
    symbol: Symbol,
    findings: &mut Findings,
    progress: &mut impl FnMut(u64),
) -> Result<Walked, StoreError> {
    let mut walked = Walked::default();
    let (mut expected, mut head) = (1, Hash::GENESIS);
    let mut select = connection.prepare(
        "SELECT first_number, last_number, first_s, last_s, body FROM prediction_pages WHERE symbol = ? ORDER BY first_number",
    )?;
    let mut rows = select.query([symbol.as_str()])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "prediction_pages" };
        let (first, last): (i64, i64) = (columns.take()?, columns.take()?);
        let span_s: (i64, i64) = (columns.take()?, columns.take()?);
        let predictions = pages::predictions(symbol, first, blob(row, 4)?)?;
        let sides = predictions.first().zip(predictions.last());
        let ends = sides.map(|(first, last)| (last.number.0, (first.at.as_second(), last.at.as_second())));
        if ends != Some((last, span_s)) {
            findings.note(Problem::Page { table: "prediction_pages", first });
        }
        for prediction in &predictions {
            check_link(prediction, (&mut expected, &mut head), findings);
            walked.at_s.push(prediction.at.as_second());
            findings.predictions += 1;
            if findings.predictions.is_multiple_of(1_000) {
                progress(findings.predictions);
            }
        }
    }
    findings.heads.push((symbol, head));
    progress(findings.predictions);
    walked.answered = vec![0; walked.at_s.len()];
    Ok(walked)
}

/// Each prediction must follow from the one before, and its content must give its hash.
fn check_link(prediction: &Prediction, (expected, head): (&mut i64, &mut Hash), findings: &mut Findings) {
    let (symbol, number) = (prediction.symbol, prediction.number.0);
    if number != *expected {
        findings.note(Problem::Hole { symbol, expected: *expected, found: number });
    } else if prediction.previous != *head {
        findings.note(Problem::Unchained { symbol, number });
    }
    if prediction.computed_hash() != prediction.hash {
        findings.note(Problem::Changed { symbol, number });
    }
    (*expected, *head) = (number + 1, prediction.hash);
}

/// Pages must hold what their rows say, decisions and predictions must name each other, and due work must stand there once.
fn walk_events(
    connection: &Connection,
    seen: &mut BTreeMap<Symbol, Walked>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let mut newest = BTreeMap::new();
    let mut select =
        connection.prepare("SELECT first_seq, last_seq, first_s, last_s, body FROM event_pages ORDER BY first_seq")?;
    let mut rows = select.query([])?;
    let mut last_seq = 0;
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: event_record::TABLE };
        let (first, last): (i64, i64) = (columns.take()?, columns.take()?);
        let span_s: (i64, i64) = (columns.take()?, columns.take()?);
        let (mut found_s, mut in_order) = ((i64::MAX, i64::MIN), true);
        for happening in event_record::Happenings::new(blob(row, 4)?, first)? {
            let happening = happening?;
            in_order &= happening.seq > last_seq;
            last_seq = happening.seq;
            let at_s = instant_s(&happening);
            found_s = (found_s.0.min(at_s), found_s.1.max(at_s));
            check_event(&happening, seen, &mut newest, findings);
        }
        if !in_order || last_seq != last || found_s != span_s {
            findings.note(Problem::Page { table: event_record::TABLE, first });
        }
    }
    let kept: BTreeMap<_, _> = newest_bars::read(connection)?.into_iter().collect();
    for symbol in kept.keys().chain(newest.keys()).collect::<BTreeSet<_>>() {
        if kept.get(symbol) != newest.get(symbol) {
            findings.note(Problem::NewestBar { symbol: *symbol });
        }
    }
    for (symbol, walked) in seen {
        let unnamed = u64::try_from(walked.at_s.len()).unwrap_or(0).saturating_sub(walked.named);
        if unnamed + walked.astray > 0 {
            findings.note(Problem::Decisions { symbol: *symbol, count: unnamed + walked.astray });
        }
    }
    Ok(())
}

fn check_event(
    happening: &Happening,
    seen: &mut BTreeMap<Symbol, Walked>,
    newest: &mut BTreeMap<Symbol, jiff::Timestamp>,
    findings: &mut Findings,
) {
    let (symbol, due, worked) = match &happening.what {
        What::Bar(bar) => {
            let end = newest.entry(bar.symbol()).or_insert(bar.end());
            *end = bar.end().max(*end);
            return;
        }
        What::Due(symbol, due, worked) => (*symbol, *due, *worked),
    };
    let walked = seen.entry(symbol).or_default();
    let at = due_instant(due);
    if let Some(last) = walked.last_due.get_mut(usize::from(matches!(due, Due::Report(_)))) {
        if last.is_some_and(|last| last >= at.as_second()) {
            findings.note(Problem::Due { symbol, at });
        }
        *last = Some(at.as_second());
    }
    if let Worked::Predicted(number) = worked {
        let place = usize::try_from(number.0 - 1).ok();
        let theirs = place.and_then(|place| walked.at_s.get(place)) == Some(&at.as_second());
        if theirs {
            walked.named += 1;
        } else {
            walked.astray += 1;
        }
    }
}

/// Each outcome must belong to a prediction and stand there once, be due when its prediction said, follow from its prices, and carry the
/// class that its return and the frozen band give.
fn walk_outcomes(
    connection: &Connection,
    symbol: Symbol,
    walked: &mut Walked,
    (figures, findings): (&mut Figures, &mut Findings),
) -> Result<(), StoreError> {
    let mut library = Library::new(connection, symbol);
    let mut select = connection.prepare(
        "SELECT page, first_number, last_number, first_us, last_us, body FROM outcome_pages WHERE symbol = ? ORDER BY page",
    )?;
    let mut rows = select.query([symbol.as_str()])?;
    while let Some(row) = rows.next()? {
        let mut columns = Columns { row, next: 0, table: "outcome_pages" };
        let page: i64 = columns.take()?;
        let said: [i64; 4] = [columns.take()?, columns.take()?, columns.take()?, columns.take()?];
        let mut found = [i64::MAX, i64::MIN, i64::MAX, i64::MIN];
        pages::outcomes(blob(row, 5)?, |measured| {
            let [first, last, first_us, last_us] = &mut found;
            let settled_us = measured.settled_at.as_microsecond();
            (*first, *last) = ((*first).min(measured.number.0), (*last).max(measured.number.0));
            (*first_us, *last_us) = ((*first_us).min(settled_us), (*last_us).max(settled_us));
            findings.outcomes += 1;
            match library.get(measured.number)? {
                Some(prediction) => take_outcome(prediction, measured, walked, (figures, findings)),
                None => findings.note(problem(symbol, measured, "belongs to no prediction")),
            }
            Ok(())
        })?;
        if said != found {
            findings.note(Problem::Page { table: "outcome_pages", first: page });
        }
    }
    Ok(())
}

fn take_outcome(
    prediction: &Prediction,
    measured: &Measured,
    walked: &mut Walked,
    (figures, findings): (&mut Figures, &mut Findings),
) {
    let (symbol, bit) = (prediction.symbol, 1 << measured.horizon.index());
    let answered = usize::try_from(measured.number.0 - 1).ok().and_then(|place| walked.answered.get_mut(place));
    if let Some(answered) = answered {
        if *answered & bit != 0 {
            findings.note(problem(symbol, measured, "stands there twice"));
        }
        *answered |= bit;
    }
    let outcome = measured.of(prediction);
    for (wrong, what) in faults(prediction, &outcome) {
        if wrong {
            findings.note(problem(symbol, measured, what));
        }
    }
    figures.tallies.entry((symbol, outcome.horizon, outcome.crosses_close)).or_default().add(&outcome);
    records::count(&mut figures.records, prediction, &outcome);
}

/// What can be wrong with an outcome beside its prediction, and whether it is.
fn faults(prediction: &Prediction, outcome: &Outcome) -> Vec<(bool, &'static str)> {
    let claim = prediction.forecast(outcome.horizon);
    let mut faults = vec![
        (outcome.due != claim.due, "is not due when the prediction said"),
        (outcome.crosses_close != claim.crosses_close, "does not run across the closes that the prediction said"),
    ];
    if let Verdict::Settled(settled) = &outcome.verdict {
        let became = if settled.log_return > claim.band {
            Direction::Up
        } else if settled.log_return < -claim.band {
            Direction::Down
        } else {
            Direction::Hold
        };
        let expected = libm::log((settled.exit.price + settled.dividends) / settled.entry.price);
        let off = Some((settled.log_return - expected).abs()).filter(|off| off.is_finite());
        faults.extend([
            (settled.became != became, "does not have the class that its return and the band give"),
            (settled.entry.at < prediction.made_at, "was entered before the prediction was made"),
            (settled.exit.at > outcome.due, "was left after it was due"),
            // A return that is no number is near nothing.
            (!off.is_some_and(|off| off <= ROUNDING_MAX), "has a return that its prices do not give"),
        ]);
    }
    faults
}

fn problem(symbol: Symbol, measured: &Measured, what: &'static str) -> Problem {
    Problem::Outcome { symbol, number: measured.number.0, horizon: measured.horizon.name(), what }
}

/// Whatever was due before the newest bar of its symbol must have been measured.
fn check_answered(
    connection: &Connection,
    symbol: Symbol,
    walked: &Walked,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let Some(until) = newest_bars::of(connection, symbol)? else { return Ok(()) };
    let mut library = Library::new(connection, symbol);
    let missing = (1..).zip(&walked.answered).filter(|(_, answered)| **answered != (1 << Horizon::COUNT) - 1);
    for (number, answered) in missing {
        let Some(prediction) = library.get(PredictionNumber(number))? else { continue };
        for horizon in Horizon::ALL.into_iter().filter(|horizon| answered & (1 << horizon.index()) == 0) {
            if prediction.forecast(horizon).due < until {
                let what = "is missing although it was due";
                findings.note(Problem::Outcome { symbol, number, horizon: horizon.name(), what });
            }
        }
    }
    Ok(())
}

fn compare(connection: &Connection, figures: &Figures, findings: &mut Findings) -> Result<(), StoreError> {
    let kept = tallies::read(connection)?;
    for key in kept.keys().chain(figures.tallies.keys()).copied().collect::<BTreeSet<_>>() {
        findings.tallies += 1;
        let of = |tallies: &BTreeMap<_, Tally>| tallies.get(&key).copied().unwrap_or_default();
        if !same(&of(&kept), &of(&figures.tallies)) {
            findings.note(Problem::Figures { symbol: key.0, horizon: key.1.name(), crosses: key.2 });
        }
    }
    let kept = records::read(connection)?;
    for key in kept.keys().chain(figures.records.keys()).copied().collect::<BTreeSet<_>>() {
        findings.tallies += 1;
        let of = |records: &BTreeMap<_, SignalRecord>| records.get(&key).copied().unwrap_or_default();
        let (kept, counted) = (of(&kept).weight, of(&figures.records).weight);
        if !kept.iter().flatten().zip(counted.iter().flatten()).all(|(a, b)| near(*a, *b)) {
            findings.note(Problem::Record { symbol: key.0, signal: key.1.name(), horizon: key.2.name() });
        }
    }
    Ok(())
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING_MAX * (1.0 + a.abs())
}

/// Whether two tallies tell the same, number by number, whatever a tally counts.
fn same(left: &Tally, right: &Tally) -> bool {
    let numbers = |tally: &Tally| serde_json::to_value(tally).unwrap_or_default();
    left == right || alike(&numbers(left), &numbers(right))
}

fn alike(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64().zip(right.as_f64()).is_some_and(|(a, b)| near(a, b) && !left.is_u64())
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(a, b)| alike(a, b))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len() && left.iter().all(|(key, a)| right.get(key).is_some_and(|b| alike(a, b)))
        }
        (left, right) => left == right,
    }
}
