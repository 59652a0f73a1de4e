//! Bars from files: one or several CSV histories, told in the order in which their bars were complete.

pub mod bytes;
mod columns;
pub mod fault;
pub mod grid;
pub mod read;
pub mod report;
pub mod suspicious;
#[cfg(test)]
mod tests;
mod time;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::domain::bar::Bar;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Event;
use crate::feeds::csv::fault::FileFault;
use crate::feeds::csv::read::{CsvHistory, CsvOptions, read_history};
use crate::feeds::csv::report::CsvReport;
use crate::feeds::{Feed, FeedError};

/// The most files that one feed reads.
pub const FILES_MAX: usize = 200;

/// Several histories as one feed.
#[derive(Debug)]
pub struct CsvFeed {
    /// By end, then symbol.
    bars: Vec<Bar>,
    reports: Vec<CsvReport>,
}

impl CsvFeed {
    /// Reads every path; a folder stands for the `.csv`, `.csv.gz` and `.csv.zst` files in it, by name.
    ///
    /// With several files, leave `options.symbol` open: it would name them all.
    pub fn open(paths: &[PathBuf], options: &CsvOptions, calendar: &ExchangeCalendar) -> Result<Self, FeedError> {
        let mut histories = Vec::new();
        for path in paths {
            for file in files_at(path)? {
                histories.push(read_history(&file, options, calendar)?);
            }
        }
        Self::of(histories)
    }

    /// Merges histories that were read already; two that speak of one symbol at one time are refused.
    pub fn of(mut histories: Vec<CsvHistory>) -> Result<Self, FeedError> {
        histories.sort_by_key(|history| (history.symbol, history.report.first));
        for (earlier, later) in histories.iter().zip(histories.iter().skip(1)) {
            if earlier.symbol == later.symbol && later.report.first <= earlier.report.last {
                return Err(FeedError::Overlap {
                    symbol: earlier.symbol,
                    first: earlier.report.path.display().to_string(),
                    second: later.report.path.display().to_string(),
                    from: later.report.first,
                });
            }
        }
        let mut bars = Vec::with_capacity(histories.iter().map(|history| history.bars.len()).sum());
        let mut reports = Vec::with_capacity(histories.len());
        for history in histories {
            bars.extend(history.bars);
            reports.push(history.report);
        }
        bars.sort_by_key(|bar| (bar.end(), bar.symbol()));
        Ok(Self { bars, reports })
    }

    /// The account of each file, by symbol and time.
    pub fn reports(&self) -> &[CsvReport] {
        &self.reports
    }

    /// The end of the first bar and of the last.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.bars.first()?.end(), self.bars.last()?.end()))
    }
}

impl Feed for CsvFeed {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn events(&mut self, after: Timestamp, until: Timestamp) -> Result<Vec<Event>, FeedError> {
        let from = self.bars.partition_point(|bar| bar.end() <= after);
        let to = self.bars.partition_point(|bar| bar.end() <= until);
        Ok(self.bars.get(from..to).unwrap_or_default().iter().copied().map(Event::Bar).collect())
    }
}

fn files_at(path: &Path) -> Result<Vec<PathBuf>, FeedError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let fault = |fault| FeedError::File { path: path.display().to_string(), fault };
    let unreadable = |error: std::io::Error| fault(FileFault::Unreadable(error.to_string()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if [".csv", ".csv.gz", ".csv.zst"].iter().any(|ending| name.ends_with(ending)) {
            files.push(file);
        }
    }
    files.sort();
    match files.len() {
        0 => Err(fault(FileFault::NoFiles)),
        1..=FILES_MAX => Ok(files),
        found => Err(fault(FileFault::TooManyFiles { found, most: FILES_MAX })),
    }
}
