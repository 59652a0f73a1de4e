//! The account of the gate: what was offered, what of it was admitted, refused or is held, and why.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::health::Refused;
use crate::domain::symbol::{SourceName, Symbol};

/// Refusals that are kept one by one; the totals count them all.
const EXAMPLES_MAX: usize = 100;

/// Source, symbol, New York day and reason, with how often.
pub type GateCount = ((SourceName, Symbol, Date, Refused), u64);

/// Everything that came to the gate; `offered == admitted + refused + held` always holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Came to the gate.
    pub offered: u64,
    /// Went on to the fold.
    pub admitted: u64,
    /// Was kept out.
    pub refused: u64,
    /// Waits to be confirmed.
    pub held: u64,
}

/// One refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whose.
    pub symbol: Symbol,
    /// Start of the bar, or the instant of what it was.
    pub at: Timestamp,
    /// Why.
    pub reason: Refused,
}

/// The account.
#[derive(Debug, Default)]
pub struct Counts {
    totals: Totals,
    refused: BTreeMap<(SourceName, Symbol, Date, Refused), u64>,
    by_reason: BTreeMap<Refused, u64>,
    examples: Vec<Example>,
    /// Gaps and bars missing in them, by symbol.
    gaps: BTreeMap<Symbol, (u64, u64)>,
}

impl Counts {
    /// An account that begins with something held.
    pub(super) fn holding(held: usize) -> Self {
        let held = u64::try_from(held).unwrap_or(0);
        Self { totals: Totals { offered: held, held, ..Totals::default() }, ..Self::default() }
    }

    /// The sums.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Refusals by reason.
    pub fn by_reason(&self) -> &BTreeMap<Refused, u64> {
        &self.by_reason
    }

    /// The first hundred refusals.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Gaps, and bars missing in them, by symbol.
    pub fn gaps(&self) -> &BTreeMap<Symbol, (u64, u64)> {
        &self.gaps
    }

    /// Hands over the refusals that were not handed over yet.
    pub(super) fn take(&mut self) -> Vec<GateCount> {
        std::mem::take(&mut self.refused).into_iter().collect()
    }

    pub(super) fn admit(&mut self) {
        self.totals.offered += 1;
        self.totals.admitted += 1;
    }

    pub(super) fn hold(&mut self) {
        self.totals.offered += 1;
        self.totals.held += 1;
    }

    /// What was held is settled, and will be counted as admitted or refused.
    pub(super) fn drop_held(&mut self, count: usize) {
        let count = u64::try_from(count).unwrap_or(0).min(self.totals.held);
        self.totals.held -= count;
    }

    /// Something was taken in without being counted; what is held because of that was offered once.
    pub(super) fn remembered(&mut self, held_before: bool, held_after: bool) {
        match (held_before, held_after) {
            (false, true) => self.hold(),
            (true, false) => {
                self.drop_held(1);
                self.offered_before(1);
            }
            _ => {}
        }
    }

    /// What is counted next was counted as offered when it came.
    pub(super) fn offered_before(&mut self, count: u64) {
        self.totals.offered -= count.min(self.totals.offered);
    }

    pub(super) fn refuse(&mut self, key: (SourceName, Symbol, Date, Refused), at: Timestamp) {
        self.refuse_many(key, 1, at);
    }

    pub(super) fn refuse_many(&mut self, key: (SourceName, Symbol, Date, Refused), count: u64, at: Timestamp) {
        if count == 0 {
            return;
        }
        let (_, symbol, _, reason) = key;
        self.totals.offered += count;
        self.totals.refused += count;
        *self.refused.entry(key).or_default() += count;
        *self.by_reason.entry(reason).or_default() += count;
        if self.examples.len() < EXAMPLES_MAX {
            self.examples.push(Example { symbol, at, reason });
        }
    }

    pub(super) fn gap(&mut self, symbol: Symbol, bars_missing: u64) {
        if bars_missing > 0 {
            let (gaps, bars) = self.gaps.entry(symbol).or_default();
            *gaps += 1;
            *bars += bars_missing;
        }
    }
}
