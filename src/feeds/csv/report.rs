//! What reading one file of bars came to: how many rows were taken, which were refused and why, and what is missing.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::domain::symbol::SourceName;
use crate::feeds::csv::fault::RowFault;

/// How many refused rows are kept one by one; the totals count them all.
pub const REFUSALS_KEPT_MAX: usize = 100;
/// How many gaps are kept one by one; the totals count them all.
pub const GAPS_KEPT_MAX: usize = 1_000;
/// How many changes of source are kept; the total counts them all.
pub const SOURCE_CHANGES_KEPT_MAX: usize = 100;
/// How many suspicious bars are kept; the total counts them all.
pub const SUSPICIOUS_KEPT_MAX: usize = 100;

/// The account of one file; `rows == taken + refused + outside_session` always holds.
#[derive(Debug, Clone)]
pub struct CsvReport {
    /// The file.
    pub path: PathBuf,
    /// Rows below the header, empty lines left out.
    pub rows: u64,
    /// Rows that became bars.
    pub taken: u64,
    /// Rows that are good for nothing, by reason.
    pub refused_by: BTreeMap<RowFault, u64>,
    /// The line in which each reason comes first.
    pub first_lines: BTreeMap<RowFault, u64>,
    /// The first [`REFUSALS_KEPT_MAX`] refused rows.
    pub refusals: Vec<Refusal>,
    /// Rows of trading days that begin before the open, or not before the close: sound, but not used.
    pub outside_session: u64,
    /// The first [`GAPS_KEPT_MAX`] spans of the trading clock without bars, between the first bar and the last.
    pub gaps: Vec<Gap>,
    /// All such spans, whole sessions and bars missing in them.
    pub gap_totals: GapTotals,
    /// From which bar on which source speaks, the first bar included; the first [`SOURCE_CHANGES_KEPT_MAX`].
    pub source_changes: Vec<(Timestamp, SourceName)>,
    /// How often the source changes after the first bar.
    pub source_changes_total: u64,
    /// Bars that look like bad prints: taken, but told; the first [`SUSPICIOUS_KEPT_MAX`].
    pub suspicious: Vec<Suspicion>,
    /// How many bars look like bad prints.
    pub suspicious_total: u64,
    /// Start of the first bar.
    pub first: Timestamp,
    /// Start of the last bar.
    pub last: Timestamp,
}

/// One refused row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Line in the file, counted from 1, the header included.
    pub line: u64,
    /// Why.
    pub fault: RowFault,
}

/// A span of the trading clock in which every bar is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Start of the first missing bar.
    pub from: Timestamp,
    /// Start of the bar that ends the gap.
    pub to: Timestamp,
    /// Sessions without any bar.
    pub sessions_missing: u64,
    /// Missing bars, those of whole sessions included.
    pub bars_missing: u64,
}

/// All gaps of a file together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GapTotals {
    /// Spans.
    pub gaps: u64,
    /// Sessions without any bar.
    pub sessions_missing: u64,
    /// Missing bars, those of whole sessions included.
    pub bars_missing: u64,
}

/// A bar whose price jumped away and came back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspicion {
    /// Start of the bar.
    pub start: Timestamp,
    /// The relative change that leads to it, over the robust standard deviation of the file's changes.
    pub sigmas: f64,
    /// Its close in dollars.
    pub close: f64,
    /// The close before it, in dollars.
    pub before: f64,
}

impl CsvReport {
    /// An account of nothing yet.
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            rows: 0,
            taken: 0,
            refused_by: BTreeMap::new(),
            first_lines: BTreeMap::new(),
            refusals: Vec::new(),
            outside_session: 0,
            gaps: Vec::new(),
            gap_totals: GapTotals::default(),
            source_changes: Vec::new(),
            source_changes_total: 0,
            suspicious: Vec::new(),
            suspicious_total: 0,
            first: Timestamp::UNIX_EPOCH,
            last: Timestamp::UNIX_EPOCH,
        }
    }

    /// Rows that were refused, for all reasons together.
    pub fn refused(&self) -> u64 {
        self.refused_by.values().sum()
    }

    pub(super) fn refuse(&mut self, line: u64, fault: RowFault) {
        *self.refused_by.entry(fault).or_default() += 1;
        self.first_lines.entry(fault).or_insert(line);
        if self.refusals.len() < REFUSALS_KEPT_MAX {
            self.refusals.push(Refusal { line, fault });
        }
    }

    pub(super) fn miss(&mut self, gap: Gap) {
        self.gap_totals.gaps += 1;
        self.gap_totals.sessions_missing += gap.sessions_missing;
        self.gap_totals.bars_missing += gap.bars_missing;
        if self.gaps.len() < GAPS_KEPT_MAX {
            self.gaps.push(gap);
        }
    }

    pub(super) fn change_source(&mut self, from: Timestamp, source: SourceName) {
        if !self.source_changes.is_empty() {
            self.source_changes_total += 1;
        }
        if self.source_changes.len() < SOURCE_CHANGES_KEPT_MAX {
            self.source_changes.push((from, source));
        }
    }

    pub(super) fn suspect(&mut self, suspicion: Suspicion) {
        self.suspicious_total += 1;
        if self.suspicious.len() < SUSPICIOUS_KEPT_MAX {
            self.suspicious.push(suspicion);
        }
    }
}
