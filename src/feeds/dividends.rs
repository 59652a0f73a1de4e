//! Cash dividends from a CSV file with a date and an amount, such as a file of daily prices with a dividend column.

use std::path::Path;

use jiff::civil::Date;

use super::FeedError;
use super::csv::fault::FileFault;
use crate::domain::event::Dividend;
use crate::domain::symbol::Symbol;

/// Dividends taken from one file.
const DIVIDENDS_MAX: usize = 10_000;

/// Reads every row with an amount above zero, oldest first. The ex-date stands in a column `date` or `ex_date`, the amount in US dollars
/// a share in `dividend` or `amount`; every other column is passed over.
pub fn read(path: &Path, symbol: Symbol) -> Result<Vec<Dividend>, FeedError> {
    let fault =
        |reason: String| FeedError::File { path: path.display().to_string(), fault: FileFault::Unreadable(reason) };
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(|error| fault(error.to_string()))?;
    let header = reader.headers().map_err(|error| fault(error.to_string()))?.clone();
    let column = |names: [&str; 2]| {
        let found = header.iter().position(|name| names.iter().any(|wanted| name.trim().eq_ignore_ascii_case(wanted)));
        found.ok_or_else(|| fault(format!("no column `{}`; the header must name a date and a dividend", names[0])))
    };
    let (date, amount) = (column(["date", "ex_date"])?, column(["dividend", "amount"])?);
    let mut dividends: Vec<Dividend> = Vec::new();
    for (row, line) in reader.records().zip(2_u64..) {
        let row = row.map_err(|error| fault(format!("line {line}: {error}")))?;
        let text = row.get(amount).unwrap_or_default().trim();
        if text.is_empty() {
            continue;
        }
        let amount: f64 = text.parse().map_err(|_| fault(format!("line {line}: `{text}` is no amount")))?;
        if !amount.is_finite() || amount < 0.0 {
            return Err(fault(format!("line {line}: a dividend is a positive number of dollars")));
        }
        if amount > 0.0 {
            let text = row.get(date).unwrap_or_default().trim();
            let ex_date: Date =
                text.parse().map_err(|_| fault(format!("line {line}: `{text}` is no date like 2025-02-21")))?;
            dividends.push(Dividend { symbol, ex_date, amount });
        }
        if dividends.len() > DIVIDENDS_MAX {
            return Err(fault(format!("more than {DIVIDENDS_MAX} dividends")));
        }
    }
    dividends.sort_by_key(|dividend| dividend.ex_date);
    // A regular and a special dividend may go ex on one day.
    dividends.dedup_by(|later, earlier| {
        let same = later.ex_date == earlier.ex_date;
        if same {
            earlier.amount += later.amount;
        }
        same
    });
    Ok(dividends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<Dividend>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dividends.csv");
        std::fs::write(&path, text).unwrap();
        read(&path, Symbol::new("RTX").unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn only_rows_with_an_amount_count() {
        let found = read_text(
            "date,close,dividend,split\n2025-02-20,120,0.0,0\n2025-02-21,121,0.63,0\n2024-11-15,118,0.63,0\n",
        )
        .unwrap();
        let dates: Vec<String> = found.iter().map(|dividend| dividend.ex_date.to_string()).collect();
        assert_eq!(dates, ["2024-11-15", "2025-02-21"]);
    }

    #[test]
    fn bad_rows_are_named() {
        assert!(read_text("day,close\n1,2\n").unwrap_err().contains("no column `date`"));
        assert!(read_text("date,dividend\n2025-02-21,x\n").unwrap_err().contains("line 2: `x` is no amount"));
        assert!(read_text("date,dividend\nsoon,0.5\n").unwrap_err().contains("line 2: `soon` is no date"));
        assert!(read_text("date,dividend\n2025-02-21,-1\n").unwrap_err().contains("positive"));
    }
}
