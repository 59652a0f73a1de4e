//! Bars of whole days from CSV files, one symbol a file, for signals that look back over years.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::FeedError;
use super::csv::bytes;
use super::csv::fault::FileFault;
use crate::domain::bar::{DayBar, Prices};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::symbol::{SourceName, Symbol};

/// Days taken from one file.
const DAYS_MAX: usize = 50_000;

/// The largest file that is read, bytes after unpacking.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Why one row of days was refused; refused rows are counted and told, never mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum DayFault {
    /// The date cannot be read.
    #[error("unreadable date")]
    Date,
    /// A weekend, a holiday, or beyond the exchange calendar.
    #[error("no trading day")]
    ClosedDay,
    /// A cell is empty or no number.
    #[error("a price or volume is missing or no number")]
    NotANumber,
    /// The numbers make no bar.
    #[error("the numbers make no bar")]
    Unsound,
    /// The same day came before, or a later one.
    #[error("out of order or the same day again")]
    OutOfOrder,
}

/// The days of one file, and the account of its rows: rows = taken + refused.
#[derive(Debug, Clone)]
pub struct DaysHistory {
    /// The file.
    pub path: PathBuf,
    /// Whose days.
    pub symbol: Symbol,
    /// What was taken, oldest first.
    pub days: Vec<DayBar>,
    /// Rows below the header.
    pub rows: u64,
    /// Rows refused, by reason.
    pub refused: BTreeMap<DayFault, u64>,
}

/// Where the columns stand.
struct Columns {
    date: usize,
    prices: [usize; 4],
    volume: Option<usize>,
}

/// Reads a file with the columns `date`, `open`, `high`, `low`, `close` and, where there is one, `volume`; prices adjusted for splits and not
/// for dividends. The symbol is the beginning of the file's name: `SPY.csv`, `VIX_1d.csv.gz`.
pub fn read(path: &Path) -> Result<DaysHistory, FeedError> {
    let fault = |fault| FeedError::File { path: path.display().to_string(), fault };
    let unreadable = |reason: String| fault(FileFault::Unreadable(reason));
    let symbol = symbol_of(path).ok_or_else(|| fault(FileFault::NoSymbol))?;
    let text = bytes::open(path, FILE_BYTES_MAX).map_err(fault)?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let header = reader.headers().map_err(|error| unreadable(error.to_string()))?.clone();
    let columns = columns_of(&header).map_err(fault)?;
    let mut history =
        DaysHistory { path: path.to_owned(), symbol, days: Vec::new(), rows: 0, refused: BTreeMap::new() };
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(format!("row {}: {error}", history.rows + 1)))?;
        history.rows += 1;
        let day = day_of(&row, &columns, symbol).and_then(|day| match history.days.last() {
            Some(last) if last.date() >= day.date() => Err(DayFault::OutOfOrder),
            _ => Ok(day),
        });
        match day {
            Ok(day) => history.days.push(day),
            Err(reason) => *history.refused.entry(reason).or_insert(0) += 1,
        }
        if history.days.len() > DAYS_MAX {
            return Err(unreadable(format!("more than {DAYS_MAX} days")));
        }
    }
    if history.days.is_empty() {
        let most = history.refused.iter().max_by_key(|(_, count)| **count).map(|(reason, _)| reason.to_string());
        return Err(fault(match most {
            Some(fault) => FileFault::NothingTaken { rows: history.rows, outside: 0, fault },
            None => FileFault::Empty,
        }));
    }
    Ok(history)
}

fn symbol_of(path: &Path) -> Option<Symbol> {
    let name = path.file_name()?.to_str()?;
    let stem = name.split(['.', '_', ' ']).next()?;
    Symbol::new(stem).ok()
}

fn columns_of(header: &csv::StringRecord) -> Result<Columns, FileFault> {
    let find = |wanted: &str| header.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted));
    let need = |wanted: &'static str| {
        let found = || header.iter().collect::<Vec<_>>().join(", ").chars().take(200).collect();
        find(wanted).ok_or_else(|| FileFault::MissingColumn { wanted, found: found() })
    };
    Ok(Columns {
        date: need("date")?,
        prices: [need("open")?, need("high")?, need("low")?, need("close")?],
        volume: find("volume"),
    })
}

fn day_of(row: &csv::StringRecord, columns: &Columns, symbol: Symbol) -> Result<DayBar, DayFault> {
    let cell = |column: usize| row.get(column).unwrap_or_default().trim();
    let number = |column: usize| cell(column).parse::<f64>().map_err(|_| DayFault::NotANumber);
    let date: Date = cell(columns.date).parse().map_err(|_| DayFault::Date)?;
    if ExchangeCalendar::nyse().session_on(date).is_none() {
        return Err(DayFault::ClosedDay);
    }
    let [open, high, low, close] = columns.prices;
    let prices = Prices { open: number(open)?, high: number(high)?, low: number(low)?, close: number(close)? };
    let volume = columns.volume.map_or(Ok(0.0), number)?;
    DayBar::new(symbol, SourceName::UNNAMED, date, prices, volume).map_err(|_| DayFault::Unsound)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(name: &str, text: &str) -> Result<DaysHistory, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        read(&path).map_err(|error| error.to_string())
    }

    #[test]
    fn rows_are_taken_or_refused_by_name() {
        let history = read_text(
            "VIX_1d.csv",
            "date,open,high,low,close,source\n2025-01-03,17,18,16,16.5,x\n2025-01-04,17,18,16,16.5,x\n2025-01-06,,,,16,x\n\
             2025-01-06,17,16,16,16.5,x\nsoon,1,1,1,1,x\n2025-01-03,17,18,16,16.5,x\n2025-01-07,17,18,16,17.5,x\n",
        )
        .unwrap();
        assert_eq!((history.symbol.as_str(), history.days.len(), history.rows), ("VIX", 2, 7));
        assert_eq!(history.refused.values().sum::<u64>() + history.days.len() as u64, history.rows);
        let faults: Vec<DayFault> = history.refused.keys().copied().collect();
        assert_eq!(
            faults,
            [DayFault::Date, DayFault::ClosedDay, DayFault::NotANumber, DayFault::Unsound, DayFault::OutOfOrder]
        );
    }

    #[test]
    fn files_that_are_no_days_are_named() {
        assert!(read_text("SPY.csv", "date,open,high,low\n2025-01-03,1,1,1\n").unwrap_err().contains("`close`"));
        assert!(read_text("_.csv", "date,open,high,low,close\n").unwrap_err().contains("symbol"));
        assert!(read_text("SPY.csv", "date,open,high,low,close\n").unwrap_err().contains("no rows"));
    }
}
