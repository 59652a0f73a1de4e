//! `algoslayer verify`: the file is sound, the chain is whole, every prediction is answered once, every kept figure recounts.

use rusqlite::Connection;

use super::rows::{self, PREDICTION_COLUMNS};
use super::{Store, StoreError, records, tallies, views};
use crate::domain::figures::Tally;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::Hash;
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;

/// Problems listed one by one; beyond this they are only counted.
const PROBLEMS_KEPT_MAX: usize = 20;

/// Kept sums are added in the order of settlement and recounted in nearly that order; this much rounding may lie between.
const ROUNDING_MAX: f64 = 1e-9;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Predictions whose hash was computed anew.
    pub predictions: u64,
    /// Outcomes counted anew.
    pub outcomes: u64,
    /// Kept tallies compared.
    pub tallies: u64,
    /// Hash of the last prediction of each symbol.
    pub heads: Vec<(Symbol, Hash)>,
    /// How many problems there are.
    pub problem_count: u64,
    /// The first of them.
    pub problems: Vec<Problem>,
}

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// SQLite's own check of the file.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A number is missing or twice there.
    #[error("{symbol}: prediction {expected} is missing; {found} follows {}", expected - 1)]
    Hole {
        /// Whose.
        symbol: Symbol,
        /// The number that should come.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// A prediction does not name its predecessor's hash.
    #[error("{symbol}: prediction {number} does not follow from the one before it: the chain is broken there")]
    Unchained {
        /// Whose.
        symbol: Symbol,
        /// Which.
        number: i64,
    },
    /// A prediction's content does not give its hash.
    #[error("{symbol}: prediction {number} was changed after it was made: its content does not give its hash")]
    Changed {
        /// Whose.
        symbol: Symbol,
        /// Which.
        number: i64,
    },
    /// An outcome disagrees with the prediction it belongs to.
    #[error("{symbol}: the {horizon} outcome of prediction {number} {what}")]
    Outcome {
        /// Whose.
        symbol: Symbol,
        /// Which.
        number: i64,
        /// At which horizon.
        horizon: String,
        /// What is wrong.
        what: &'static str,
    },
    /// A kept figure is not what the rows give.
    #[error(
        "{symbol}: the kept figures of {horizon} (crossing a close: {crosses}) are not what the outcomes add up to"
    )]
    Figures {
        /// Whose.
        symbol: Symbol,
        /// Of which horizon.
        horizon: &'static str,
        /// Of which half.
        crosses: bool,
    },
    /// A kept record of a signal is not what the rows give.
    #[error("{symbol}: the kept {horizon} record of the signal {signal} is not what the outcomes add up to")]
    Record {
        /// Whose.
        symbol: Symbol,
        /// Of which signal.
        signal: &'static str,
        /// At which horizon.
        horizon: &'static str,
    },
    /// A decision and its prediction disagree.
    #[error("{symbol}: {count} decisions say that they predicted but have no prediction, or the reverse")]
    Decisions {
        /// Whose.
        symbol: String,
        /// How many.
        count: i64,
    },
}

impl Findings {
    /// Whether everything is as it must be.
    pub fn clean(&self) -> bool {
        self.problem_count == 0
    }

    fn note(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < PROBLEMS_KEPT_MAX {
            self.problems.push(problem);
        }
    }
}

impl Store {
    /// Walks everything; `progress` is told how many predictions have been walked.
    pub fn verify(&self, mut progress: impl FnMut(u64)) -> Result<Findings, StoreError> {
        self.read(|connection| {
            let mut findings = Findings::default();
            check_file(connection, &mut findings)?;
            walk_chain(connection, &mut findings, &mut progress)?;
            check_decisions(connection, &mut findings)?;
            check_outcomes(connection, &mut findings)?;
            check_answered(connection, &mut findings)?;
            recount(connection, &mut findings)?;
            recount_signals(connection, &mut findings)?;
            Ok(findings)
        })
    }
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
    let orphans: Option<String> =
        connection.prepare("PRAGMA foreign_key_check")?.query([])?.next()?.map(|row| row.get(0)).transpose()?;
    if let Some(table) = orphans {
        findings.note(Problem::Damaged(format!("a row of {table} refers to nothing")));
    }
    Ok(())
}

fn walk_chain(
    connection: &Connection,
    findings: &mut Findings,
    progress: &mut impl FnMut(u64),
) -> Result<(), StoreError> {
    let mut select =
        connection.prepare(&format!("SELECT {PREDICTION_COLUMNS} FROM predictions ORDER BY symbol, number"))?;
    let mut rows = select.query([])?;
    let mut last: Option<(Symbol, i64, Hash)> = None;
    while let Some(row) = rows.next()? {
        let prediction = rows::prediction(row, 0)?;
        let (symbol, number) = (prediction.symbol, prediction.number.0);
        let (expected, previous) = match last {
            Some((of, number, hash)) if of == symbol => (number + 1, hash),
            _ => (1, Hash::GENESIS),
        };
        if number != expected {
            findings.note(Problem::Hole { symbol, expected, found: number });
        } else if prediction.previous != previous {
            findings.note(Problem::Unchained { symbol, number });
        }
        if prediction.computed_hash() != prediction.hash {
            findings.note(Problem::Changed { symbol, number });
        }
        if let Some((of, _, head)) = last.filter(|(of, ..)| *of != symbol) {
            findings.heads.push((of, head));
        }
        last = Some((symbol, number, prediction.hash));
        findings.predictions += 1;
        if findings.predictions.is_multiple_of(1_000) {
            progress(findings.predictions);
        }
    }
    findings.heads.extend(last.map(|(symbol, _, head)| (symbol, head)));
    progress(findings.predictions);
    Ok(())
}

fn check_decisions(connection: &Connection, findings: &mut Findings) -> Result<(), StoreError> {
    let mut select = connection.prepare(
        "SELECT symbol, count(*) FROM ( \
           SELECT d.symbol FROM due_done d LEFT JOIN predictions p ON p.symbol = d.symbol AND p.at_s = d.due_s \
             WHERE d.kind = 'decision' AND (d.result = 'predicted ' || coalesce(p.number, '')) IS NOT (d.result LIKE 'predicted%') \
           UNION ALL \
           SELECT p.symbol FROM predictions p LEFT JOIN due_done d ON d.symbol = p.symbol AND d.kind = 'decision' AND d.due_s = p.at_s \
             WHERE d.result IS NOT 'predicted ' || p.number) GROUP BY symbol",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        findings.note(Problem::Decisions { symbol: row.get(0)?, count: row.get(1)? });
    }
    Ok(())
}

/// Each outcome must be due when its prediction said, follow from its prices, and carry the class that its return and the frozen band
/// give.
fn check_outcomes(connection: &Connection, findings: &mut Findings) -> Result<(), StoreError> {
    let checks = [
        (
            "is not due when the prediction said",
            "o.due_s IS NOT CASE o.horizon WHEN '1h' THEN p.due_1h_s WHEN '4h' THEN p.due_4h_s ELSE p.due_24h_s END",
        ),
        (
            "does not have the class that its return and the band give",
            "o.void IS NULL AND o.became IS NOT CASE \
               WHEN o.log_return > CASE o.horizon WHEN '1h' THEN p.band_1h WHEN '4h' THEN p.band_4h ELSE p.band_24h END THEN 'BUY' \
               WHEN o.log_return < -CASE o.horizon WHEN '1h' THEN p.band_1h WHEN '4h' THEN p.band_4h ELSE p.band_24h END THEN 'SELL' \
               ELSE 'HOLD' END",
        ),
        ("was entered before the prediction was made", "o.entry_s * 1000000 < p.made_us"),
        ("was left after it was due", "o.exit_s > o.due_s"),
    ];
    for (what, condition) in checks {
        let mut select = connection.prepare(&format!(
            "SELECT o.symbol, o.number, o.horizon FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number \
             WHERE {condition}"
        ))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let mut columns = rows::Columns { row, next: 0, table: "outcomes" };
            findings.note(Problem::Outcome {
                symbol: columns.symbol()?,
                number: columns.take()?,
                horizon: columns.take()?,
                what,
            });
        }
    }
    Ok(())
}

/// Whatever was due before the newest bar of its symbol must have been measured.
fn check_answered(connection: &Connection, findings: &mut Findings) -> Result<(), StoreError> {
    let mut select = connection.prepare(
        "SELECT v.symbol, v.number, v.horizon FROM open_outcomes v \
         JOIN (SELECT symbol, max(start_s + interval_s) AS until_s FROM bars GROUP BY symbol) b ON b.symbol = v.symbol \
         WHERE v.due_s < b.until_s",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let mut columns = rows::Columns { row, next: 0, table: "predictions" };
        findings.note(Problem::Outcome {
            symbol: columns.symbol()?,
            number: columns.take()?,
            horizon: columns.take()?,
            what: "is missing although it was due",
        });
    }
    Ok(())
}

fn recount(connection: &Connection, findings: &mut Findings) -> Result<(), StoreError> {
    let kept = tallies::read(connection)?;
    let recounted = views::recounted(connection, |outcome| check_return(outcome, findings))?;
    findings.outcomes = recounted.values().map(|tally| tally.settled + tally.void).sum();
    let keys: std::collections::BTreeSet<_> = kept.keys().chain(recounted.keys()).copied().collect();
    for key in keys {
        findings.tallies += 1;
        let of = |tallies: &std::collections::BTreeMap<_, Tally>| tallies.get(&key).copied().unwrap_or_default();
        if !same(&of(&kept), &of(&recounted)) {
            findings.note(Problem::Figures { symbol: key.0, horizon: key.1.name(), crosses: key.2 });
        }
    }
    Ok(())
}

fn recount_signals(connection: &Connection, findings: &mut Findings) -> Result<(), StoreError> {
    let (kept, recounted) = (records::read(connection)?, records::recounted(connection)?);
    let keys: std::collections::BTreeSet<_> = kept.keys().chain(recounted.keys()).copied().collect();
    for key in keys {
        findings.tallies += 1;
        let of = |records: &std::collections::BTreeMap<_, SignalRecord>| records.get(&key).copied().unwrap_or_default();
        let (kept, counted) = (of(&kept).weight, of(&recounted).weight);
        if !kept.iter().flatten().zip(counted.iter().flatten()).all(|(a, b)| near(*a, *b)) {
            findings.note(Problem::Record { symbol: key.0, signal: key.1.name(), horizon: key.2.name() });
        }
    }
    Ok(())
}

/// A return must follow from the prices and dividends that stand beside it.
fn check_return(outcome: &Outcome, findings: &mut Findings) {
    let Verdict::Settled(settlement) = &outcome.verdict else { return };
    let expected = libm::log((settlement.exit.price + settlement.dividends) / settlement.entry.price);
    if (settlement.log_return - expected).abs() > ROUNDING_MAX {
        findings.note(Problem::Outcome {
            symbol: outcome.symbol,
            number: outcome.number.0,
            horizon: outcome.horizon.name().to_owned(),
            what: "has a return that its prices do not give",
        });
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING_MAX * (1.0 + a.abs())
}

fn same(left: &Tally, right: &Tally) -> bool {
    let sums = |tally: &Tally| {
        let Tally { brier, log_loss, leaned, yesterday, base, .. } = *tally;
        let base = [base.weight, base.brier, base.log_loss, base.brier_gain, base.gain, base.gain_squares];
        ([brier, log_loss, leaned.right, leaned.wrong, yesterday.0, yesterday.1], base)
    };
    let (left_sums, right_sums) = (sums(left), sums(right));
    let cells = left.weight.iter().flatten().zip(right.weight.iter().flatten());
    let sums = left_sums.0.iter().zip(&right_sums.0).chain(left_sums.1.iter().zip(&right_sums.1));
    left.settled == right.settled && left.void == right.void && cells.chain(sums).all(|(a, b)| near(*a, *b))
}
