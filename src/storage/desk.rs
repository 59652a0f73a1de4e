//! The desk's facts, each bound to the one before by its hash; how far it has read the ledger; and what options on calls made.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use super::findings::{Findings, Problem};
use super::{Store, StoreError, library, outbox, outside};
use crate::domain::desk::book::Book;
use crate::domain::desk::fact::Entry;
use crate::domain::desk::option_record::OptionSums;
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::QuoteSource;
use crate::domain::event::Dividend;
use crate::domain::horizon::Horizon;
use crate::domain::money::Cents;
use crate::domain::notice::Notice;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::prediction::{Direction, Hash, Prediction, PredictionNumber};
use crate::domain::symbol::Symbol;

/// What the desk writes in one transaction.
#[derive(Clone, Debug, Default)]
pub struct DeskBatch {
    /// Facts that were there when it was made: where there are others by now, nothing is written.
    pub after: u64,
    /// Facts that follow on them.
    pub entries: Vec<Entry>,
    /// What people are told of them, and when.
    pub notices: Vec<(Notice, Timestamp)>,
    /// How far the ledger has been read.
    pub progress: Option<(Symbol, DeskProgress)>,
    /// What options on calls made.
    pub results: Vec<OptionResult>,
}

/// How far the desk has read the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskProgress {
    /// The instant of the newest option chain and prediction that it has dealt with.
    pub at: Timestamp,
    /// The newest prediction that it has dealt with; 0 for none.
    pub number: PredictionNumber,
    /// The newest option chain that it has dealt with, by its place among all events; 0 for none. A chain may come long after its own instant.
    pub seq: i64,
}

/// An option chain as it came in.
#[derive(Clone, Debug)]
pub struct ChainRow {
    /// Its place among all events.
    pub seq: i64,
    /// When it came in.
    pub received: Timestamp,
    /// The chain.
    pub chain: ChainSnapshot,
}

/// The facts of the desk with what is wrong with their chain, if anything is.
pub(super) struct Journal {
    pub(super) entries: Vec<Entry>,
    /// The first fact whose number, text or hash does not follow from those before it.
    pub(super) broken_at: Option<i64>,
}

impl DeskBatch {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.notices.is_empty() && self.progress.is_none() && self.results.is_empty()
    }
}

impl Store {
    /// Every fact of the desk, the first one first. A chain of hashes that does not hold is an error.
    pub fn desk_entries(&self) -> Result<Vec<Entry>, StoreError> {
        let journal = self.read(journal)?;
        match journal.broken_at {
            None => Ok(journal.entries),
            Some(number) => Err(broken(format!("fact {number} does not follow from the one before it"))),
        }
    }

    /// Writes what the desk noted, all of it or nothing. It is refused where other facts were written since the batch was made.
    pub fn write_desk(&self, batch: DeskBatch) -> Result<(), StoreError> {
        self.write(move |transaction| {
            append(transaction, &batch)?;
            for (notice, at) in &batch.notices {
                outbox::enqueue(transaction, notice, *at)?;
            }
            for result in &batch.results {
                insert_result(transaction, result)?;
            }
            if let Some((symbol, progress)) = &batch.progress {
                transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO desk_progress (symbol, at_s, number, seq) VALUES (?, ?, ?, ?)",
                    )?
                    .execute(params![symbol.as_str(), progress.at.as_second(), progress.number.0, progress.seq])?;
            }
            Ok(())
        })
    }

    /// How far the desk has read the ledger of a symbol.
    pub fn desk_progress(&self, symbol: Symbol) -> Result<Option<DeskProgress>, StoreError> {
        self.read(|connection| {
            let mut select =
                connection.prepare_cached("SELECT at_s, number, seq FROM desk_progress WHERE symbol = ?")?;
            let found: Option<(i64, i64, i64)> =
                select.query_row([symbol.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
            let Some((at_s, number, seq)) = found else { return Ok(None) };
            let at = Timestamp::from_second(at_s)
                .map_err(|error| StoreError::Row { table: "desk_progress", reason: error.to_string() })?;
            Ok(Some(DeskProgress { at, number: PredictionNumber(number), seq }))
        })
    }

    /// The option chains of a symbol that came in after the event `after_seq` and up to `until`, in the order in which they came in.
    pub fn chains(&self, symbol: Symbol, after_seq: i64, until: Timestamp) -> Result<Vec<ChainRow>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT seq, received_us, body FROM chains WHERE seq > ? AND symbol = ? AND received_us <= ? ORDER BY seq",
            )?;
            let mut rows = select.query(params![after_seq, symbol.as_str(), until.as_microsecond()])?;
            let mut chains = Vec::new();
            while let Some(row) = rows.next()? {
                let body: Vec<u8> = row.get(2)?;
                let bad = |reason: String| StoreError::Row { table: "chains", reason };
                let received = Timestamp::from_microsecond(row.get(1)?).map_err(|error| bad(error.to_string()))?;
                chains.push(ChainRow { seq: row.get(0)?, received, chain: outside::unpacked(&body).map_err(bad)? });
            }
            Ok(chains)
        })
    }

    /// The newest event among those before the first option chain of a symbol whose own instant is `from` or later; 0 where there is none.
    pub fn seq_before_chains_of(&self, symbol: Symbol, from: Timestamp) -> Result<i64, StoreError> {
        self.read(|connection| {
            let first: Option<i64> = connection
                .prepare_cached("SELECT min(seq) FROM chains WHERE symbol = ? AND at_s >= ?")?
                .query_row(params![symbol.as_str(), from.as_second()], |row| row.get(0))?;
            Ok(first.map_or(0, |first| first - 1))
        })
    }

    /// The predictions of a symbol with `after < at <= until`, in their order.
    pub fn predictions_between(
        &self,
        symbol: Symbol,
        (after, until): (Timestamp, Timestamp),
    ) -> Result<Vec<Prediction>, StoreError> {
        self.read(|connection| {
            let mut found = Vec::new();
            let span = (after.as_second().saturating_add(1), until.as_second().saturating_add(1));
            library::predictions(connection, symbol, span, |prediction| found.push(*prediction))?;
            Ok(found)
        })
    }

    /// The first instant after `after` of which there is a prediction of a symbol, or at which an option chain came in after the event `after_seq`.
    pub fn first_after(
        &self,
        symbol: Symbol,
        after: Timestamp,
        after_seq: i64,
    ) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            let chain: Option<i64> = connection
                .prepare_cached("SELECT received_us FROM chains WHERE seq > ? AND symbol = ? ORDER BY seq LIMIT 1")?
                .query_row(params![after_seq, symbol.as_str()], |row| row.get(0))
                .optional()?;
            // Rounded up: it came in by then.
            let chain = chain.map(|received| received.div_euclid(1_000_000) + i64::from(received.rem_euclid(1_000_000) > 0));
            let mut first = chain;
            // The page in which the next prediction stands may begin before `after`.
            let page: Option<(i64, i64)> = connection
                .prepare_cached(
                    "SELECT first_s, last_s FROM prediction_pages WHERE symbol = ? AND last_s > ? ORDER BY first_number LIMIT 1",
                )?
                .query_row(params![symbol.as_str(), after.as_second()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            if let Some((from_s, to_s)) = page {
                library::predictions(connection, symbol, (from_s, to_s + 1), |prediction| {
                    let at = prediction.at.as_second();
                    if at > after.as_second() {
                        first = Some(first.map_or(at, |first| first.min(at)));
                    }
                })?;
            }
            first
                .map(|at_s| {
                    Timestamp::from_second(at_s)
                        .map_err(|error| StoreError::Row { table: "chains", reason: error.to_string() })
                })
                .transpose()
        })
    }

    /// The dividends of a symbol that are in the ledger.
    pub fn dividends_of(&self, symbol: Symbol) -> Result<Vec<Dividend>, StoreError> {
        self.read(|connection| {
            let mut select =
                connection.prepare_cached("SELECT ex_date, amount FROM dividends WHERE symbol = ? ORDER BY ex_date")?;
            let mut rows = select.query([symbol.as_str()])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let text: String = row.get(0)?;
                let ex_date = text
                    .parse()
                    .map_err(|_| StoreError::Row { table: "dividends", reason: format!("`{text}` is no date") })?;
                found.push(Dividend { symbol, ex_date, amount: row.get(1)? });
            }
            Ok(found)
        })
    }

    /// Hands what options on the calls of a symbol made to `visit`, by prediction and horizon.
    pub fn each_option_result(&self, symbol: Symbol, mut visit: impl FnMut(OptionResult)) -> Result<(), StoreError> {
        self.read(|connection| {
            let mut select = connection
                .prepare_cached("SELECT body FROM option_results WHERE symbol = ? ORDER BY number, horizon")?;
            let mut rows = select.query([symbol.as_str()])?;
            while let Some(row) = rows.next()? {
                visit(read_result(&row.get::<_, String>(0)?)?);
            }
            Ok(())
        })
    }

    /// What options on the calls of a symbol made, by prediction and horizon.
    pub fn all_option_results(&self, symbol: Symbol) -> Result<Vec<OptionResult>, StoreError> {
        let mut found = Vec::new();
        self.each_option_result(symbol, |result| found.push(result))?;
        Ok(found)
    }

    /// What options on the calls of a symbol made, summed up for each horizon in the order of [`Horizon::ALL`]. It reads the columns beside the
    /// bodies, which `verify` holds to them: a body takes ten times as long.
    pub fn option_sums(&self, symbol: Symbol) -> Result<[OptionSums; Horizon::COUNT], StoreError> {
        self.read(|connection| sum_options(connection, symbol, (i64::MIN, i64::MAX)))
    }
}

/// What options on the calls of a symbol made that were sold from `from_s` on and before `to_s`, seconds, by horizon.
pub(super) fn sum_options(
    connection: &Connection,
    symbol: Symbol,
    (from_s, to_s): (i64, i64),
) -> Result<[OptionSums; Horizon::COUNT], StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT horizon, call, premium, profit, source FROM option_results \
         WHERE symbol = ? AND due_s >= ? AND due_s < ?",
    )?;
    let mut rows = select.query(params![symbol.as_str(), from_s, to_s])?;
    let mut sums = [OptionSums::default(); Horizon::COUNT];
    while let Some(row) = rows.next()? {
        let horizon = Horizon::from_name(&row.get::<_, String>(0)?);
        let call = Direction::from_call(&row.get::<_, String>(1)?);
        let gain = Cents(row.get(3)?).share_of(Cents(row.get(2)?));
        let modelled = row.get::<_, String>(4)? == source_name(QuoteSource::Model);
        let (Some((horizon, call)), Some(gain)) = (horizon.zip(call), gain) else {
            let reason = "a row has no known horizon, call or premium; `algoslayer verify` names it".to_owned();
            return Err(StoreError::Row { table: "option_results", reason });
        };
        if let Some(of_horizon) = sums.get_mut(horizon.index()) {
            let source = if modelled { QuoteSource::Model } else { QuoteSource::Chain };
            of_horizon.take(call, gain, source);
        }
    }
    Ok(sums)
}

/// What options on the calls of one prediction made, as far as it is due, the shortest horizon first.
pub(super) fn results_of(
    connection: &Connection,
    symbol: Symbol,
    number: PredictionNumber,
) -> Result<Vec<OptionResult>, StoreError> {
    let mut select =
        connection.prepare_cached("SELECT body FROM option_results WHERE symbol = ? AND number = ? ORDER BY due_s")?;
    let mut rows = select.query(params![symbol.as_str(), number.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read_result(&row.get::<_, String>(0)?)?);
    }
    Ok(found)
}

const fn source_name(source: QuoteSource) -> &'static str {
    match source {
        QuoteSource::Chain => "chain",
        QuoteSource::Model => "model",
    }
}

/// Reads all facts and walks the chain of their hashes.
pub(super) fn journal(connection: &Connection) -> Result<Journal, StoreError> {
    let mut select = connection.prepare_cached("SELECT number, at_s, body, hash FROM desk_facts ORDER BY number")?;
    let mut rows = select.query([])?;
    let mut journal = Journal { entries: Vec::new(), broken_at: None };
    let mut previous = Hash::GENESIS;
    let mut expected = 1;
    while let Some(row) = rows.next()? {
        let (number, at_s, body): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let hash: [u8; 32] = row.get(3)?;
        let entry = serde_json::from_str::<Entry>(&body).ok().filter(|entry| entry.at.as_second() == at_s);
        let sound = number == expected && hash == hash_of(previous, &body).0;
        let Some(entry) = entry.filter(|_| sound) else {
            journal.broken_at = Some(number);
            return Ok(journal);
        };
        journal.entries.push(entry);
        (previous, expected) = (Hash(hash), expected + 1);
    }
    Ok(journal)
}

/// Walks the facts, builds the book of them anew, and recounts what options on calls made.
pub(super) fn check(connection: &Connection, findings: &mut Findings) -> Result<(), StoreError> {
    let Journal { entries, broken_at } = journal(connection)?;
    findings.facts = entries.len() as u64;
    if let Some(number) = broken_at {
        findings.note(Problem::Journal { number });
    } else if let Err(contradiction) = Book::of(&entries) {
        findings.note(Problem::Journal { number: i64::try_from(contradiction.number).unwrap_or(i64::MAX) });
    }
    let mut select = connection
        .prepare("SELECT symbol, number, horizon, call, due_s, premium, profit, source, body FROM option_results")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        findings.option_results += 1;
        let (symbol, number, horizon): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let kept = Kept {
            call: row.get(3)?,
            due_s: row.get(4)?,
            premium: row.get(5)?,
            profit: row.get(6)?,
            source: row.get(7)?,
        };
        let body = read_result(&row.get::<_, String>(8)?).ok();
        let sound = body.is_some_and(|result| {
            Kept::of(&result) == kept
                && (result.symbol.as_str(), result.number.0, result.horizon.name()) == (&symbol, number, &horizon)
        });
        if !sound && let Ok(symbol) = Symbol::new(&symbol) {
            findings.note(Problem::OptionResult { symbol, number, horizon });
        }
    }
    Ok(())
}

/// What stands beside the body of an option's result, for whoever asks the file with SQL.
#[derive(PartialEq)]
struct Kept {
    call: String,
    due_s: i64,
    premium: i64,
    profit: i64,
    source: String,
}

impl Kept {
    fn of(result: &OptionResult) -> Self {
        Self {
            call: result.call.call().to_owned(),
            due_s: result.sold.at.as_second(),
            premium: result.bought.ask.of_contracts(1).0,
            profit: result.profit().0,
            source: source_name(result.sold.source).to_owned(),
        }
    }
}

fn append(transaction: &Transaction<'_>, batch: &DeskBatch) -> Result<(), StoreError> {
    if batch.entries.is_empty() {
        return Ok(());
    }
    let newest: Option<(i64, [u8; 32])> = transaction
        .prepare_cached("SELECT number, hash FROM desk_facts ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (mut number, mut hash) = newest.map_or((0, Hash::GENESIS), |(number, hash)| (number, Hash(hash)));
    if u64::try_from(number).ok() != Some(batch.after) {
        let what = format!("a fact of the desk after fact {} where there are {number}", batch.after);
        return Err(StoreError::OutOfOrder { what });
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO desk_facts (number, at_s, body, hash) VALUES (?, ?, ?, ?)")?;
    for entry in &batch.entries {
        let body = serde_json::to_string(entry).map_err(|error| broken(error.to_string()))?;
        hash = hash_of(hash, &body);
        number += 1;
        insert.execute(params![number, entry.at.as_second(), body, hash.0])?;
    }
    Ok(())
}

fn hash_of(previous: Hash, body: &str) -> Hash {
    Hash(Sha256::new().chain_update(previous.0).chain_update(body).finalize().into())
}

fn insert_result(transaction: &Transaction<'_>, result: &OptionResult) -> Result<(), StoreError> {
    let body = serde_json::to_string(result)
        .map_err(|error| StoreError::Row { table: "option_results", reason: error.to_string() })?;
    let kept = Kept::of(result);
    transaction
        .prepare_cached(
            "INSERT OR IGNORE INTO option_results (symbol, number, horizon, call, due_s, premium, profit, source, body) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            result.symbol.as_str(),
            result.number.0,
            result.horizon.name(),
            kept.call,
            kept.due_s,
            kept.premium,
            kept.profit,
            kept.source,
            body
        ])?;
    Ok(())
}

fn read_result(body: &str) -> Result<OptionResult, StoreError> {
    serde_json::from_str(body).map_err(|error| StoreError::Row { table: "option_results", reason: error.to_string() })
}

fn broken(reason: String) -> StoreError {
    StoreError::Row { table: "desk_facts", reason }
}
