//! Reads the ledger for the desk: option chains and predictions in the order of their instants, from where it ended last.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::rules::Rules;
use crate::domain::event::Dividend;
use crate::domain::horizon::Horizon;
use crate::domain::option_chain::{ChainSnapshot, OptionRight};
use crate::domain::prediction::{Prediction, PredictionNumber};
use crate::domain::symbol::Symbol;
use crate::engine::desk::follow::Follower;
use crate::engine::desk::{Known, Setting, Sitting};
use crate::engine::options::quotes::{Carry, quote_in};
use crate::storage::{ChainRow, DeskProgress, Store, StoreError};

/// Time before the end of what was read that is read again at a start, so that what is still open there is followed on: the longest horizon,
/// over a long weekend.
const AGAIN: SignedDuration = SignedDuration::from_hours(6 * 24);

/// Time that is read at once while much of it is behind.
const SPAN: SignedDuration = SignedDuration::from_hours(24);

/// What has been read, and what of it matters now.
pub(super) struct Reading {
    symbol: Symbol,
    progress: DeskProgress,
    past: Past,
    /// Read and not yet taken.
    queue: VecDeque<Instant>,
    /// Up to where the queue was filled with predictions, and the newest chain in it by its place among all events: a chain may come long after its
    /// own instant.
    filled: (Timestamp, i64),
    chain: Option<Arc<ChainSnapshot>>,
    newest: Option<Prediction>,
    follower: Follower,
}

/// What is past: it is followed, but nothing is offered or sold because of it.
enum Past {
    /// Everything up to an instant, for a new desk.
    Until(Timestamp),
    /// What an earlier run has dealt with. A chain and a prediction of the same instant are written one after the other, and between the two the
    /// desk may have ended.
    DealtWith(DeskProgress),
}

/// What the ledger has of one instant.
pub(super) enum Instant {
    Chain {
        seq: i64,
        /// When it came in, which may be long after its own instant.
        received: Timestamp,
        chain: Arc<ChainSnapshot>,
    },
    Predicted(Box<Prediction>),
}

/// What follows from an instant before any rule is asked.
pub(super) struct Taken {
    /// Whether it is past.
    pub(super) past: bool,
    /// Quotes of the contracts that matter, where a chain came.
    pub(super) quotes: Option<Vec<ContractQuote>>,
    /// What options on calls made that were due.
    pub(super) results: Vec<OptionResult>,
}

impl Instant {
    pub(super) fn at(&self) -> Timestamp {
        match self {
            Self::Chain { received, .. } => *received,
            Self::Predicted(prediction) => prediction.at,
        }
    }
}

impl Reading {
    /// Goes on where the ledger says that the desk has come; a new desk reads the past without acting on it, up to `now`.
    pub(super) fn open(store: &Store, symbol: Symbol, now: Timestamp, setting: &Setting) -> Result<Self, StoreError> {
        let kept = store.desk_progress(symbol)?;
        let begin = match kept {
            Some(progress) => progress.at.checked_sub(AGAIN).unwrap_or(Timestamp::MIN),
            None => Timestamp::UNIX_EPOCH,
        };
        let progress = kept.unwrap_or(DeskProgress { at: begin, number: PredictionNumber(0), seq: 0 });
        let seq = if kept.is_some() { store.seq_before_chains_of(symbol, begin)?.min(progress.seq) } else { 0 };
        let follower = Follower::new(
            Arc::clone(&setting.rules),
            setting.fees.0,
            kept.map_or(Timestamp::MIN, |progress| progress.at),
        );
        Ok(Self {
            symbol,
            progress,
            past: kept.map_or(Past::Until(now), Past::DealtWith),
            queue: VecDeque::new(),
            filled: (begin, seq),
            chain: None,
            newest: None,
            follower,
        })
    }

    /// Goes by other rules from now on.
    pub(super) fn set_rules(&mut self, rules: Arc<Rules>) {
        self.follower.set_rules(rules);
    }

    /// The next instant up to `until`, in order; at equal instants chains come before predictions, which were made knowing them.
    pub(super) fn next(&mut self, store: &Store, until: Timestamp) -> Result<Option<Instant>, StoreError> {
        while self.queue.is_empty() {
            let (filled, seq) = self.filled;
            // Years without anything are not read day by day.
            let Some(first) = store.first_after(self.symbol, filled, seq)?.filter(|first| *first <= until) else {
                return Ok(None);
            };
            let to = first.max(filled).checked_add(SPAN).unwrap_or(until).min(until);
            let chains = store.chains(self.symbol, seq, to)?;
            let predictions = store.predictions_between(self.symbol, (filled, to))?;
            if chains.is_empty() && predictions.is_empty() {
                return Ok(None);
            }
            self.filled = (filled.max(to), chains.last().map_or(seq, |row| row.seq));
            let chains = chains.into_iter().map(|ChainRow { seq, received, chain }| Instant::Chain {
                seq,
                received,
                chain: Arc::new(chain),
            });
            let predictions = predictions.into_iter().map(|prediction| Instant::Predicted(Box::new(prediction)));
            let mut all: Vec<Instant> = chains.chain(predictions).collect();
            all.sort_by_key(|instant| (instant.at(), matches!(instant, Instant::Predicted(_))));
            self.queue.extend(all);
        }
        Ok(self.queue.pop_front())
    }

    /// Takes an instant in; `wanted` are the contracts that matter.
    pub(super) fn take(&mut self, instant: &Instant, wanted: &[Contract], carry: Carry<'_>) -> Taken {
        let at = instant.at();
        let past = self.is_past(instant);
        let mut taken = Taken { past, quotes: None, results: Vec::new() };
        match instant {
            Instant::Chain { seq, chain, .. } => {
                self.progress.seq = self.progress.seq.max(*seq);
                self.chain = Some(Arc::clone(chain));
                taken.results = self.follower.quoted(chain, carry);
                if !past {
                    taken.quotes = Some(wanted.iter().filter_map(|contract| self.quote(contract, carry)).collect());
                }
            }
            Instant::Predicted(prediction) => {
                self.newest = Some(**prediction);
                taken.results = self.follower.predicted(prediction, self.chain.as_deref(), carry);
                self.progress.number = self.progress.number.max(prediction.number);
            }
        }
        self.progress.at = self.progress.at.max(at);
        taken
    }

    fn is_past(&self, instant: &Instant) -> bool {
        match (&self.past, instant) {
            (Past::Until(until), _) => instant.at() <= *until,
            (Past::DealtWith(progress), Instant::Chain { seq, .. }) => *seq <= progress.seq,
            (Past::DealtWith(progress), Instant::Predicted(prediction)) => prediction.number <= progress.number,
        }
    }

    /// Offers the signal of a prediction, where it has one that is new.
    pub(super) fn offer(&self, sitting: &mut Sitting<'_>, prediction: &Prediction, present: Timestamp) {
        if let Some(signal) = sitting.signal_of(prediction)
            && sitting.is_news(&signal)
        {
            sitting.signal((prediction, signal), self.chain.as_deref(), present);
        }
    }

    /// What is known of a contract now.
    pub(super) fn known(&self, contract: &Contract, carry: Carry<'_>) -> Known {
        let against = self.newest.map(|prediction| {
            let stated = &prediction.forecast(Horizon::PRIMARY).probabilities;
            if contract.right == OptionRight::Call { stated.down } else { stated.up }
        });
        let now = self.progress.at;
        let today = ExchangeCalendar::nyse().new_york(now).date();
        let dividend =
            carry.dividends.iter().filter(|dividend| dividend.ex_date > today).min_by_key(|next| next.ex_date);
        Known { quote: self.quote(contract, carry), dividend: dividend.copied(), against }
    }

    /// The newest quote of a contract.
    fn quote(&self, contract: &Contract, carry: Carry<'_>) -> Option<ContractQuote> {
        Some(quote_in(contract, self.chain.as_deref()?, carry)?.quote)
    }

    /// The newest option chain.
    pub(super) fn chain(&self) -> Option<Arc<ChainSnapshot>> {
        self.chain.clone()
    }

    /// How far the ledger has been read.
    pub(super) fn progress(&self) -> DeskProgress {
        self.progress
    }
}

/// Days between two dividends of a share that pays every quarter.
const QUARTER_DAYS: i64 = 91;

/// Dividends of a symbol that are in the ledger, and the next one.
pub(super) fn dividends(store: &Store, symbol: Symbol) -> Result<Vec<Dividend>, StoreError> {
    Ok(with_the_next(store.dividends_of(symbol)?))
}

/// Adds the dividend that is to be expected a quarter after the newest one: the same again. Companies announce the next one only weeks ahead,
/// and no source tells it here before the share goes ex.
fn with_the_next(mut dividends: Vec<Dividend>) -> Vec<Dividend> {
    dividends.sort_by_key(|dividend| dividend.ex_date);
    if let Some(last) = dividends.last().copied()
        && let Ok(ex_date) = last.ex_date.checked_add(jiff::Span::new().days(QUARTER_DAYS))
    {
        dividends.push(Dividend { ex_date, ..last });
    }
    dividends
}
