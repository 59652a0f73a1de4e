//! Finds out from a file's first line which column is which.

use crate::feeds::csv::fault::FileFault;

/// Where each value stands in a row, counted from 0.
#[derive(Debug)]
pub(super) struct Columns {
    pub time: TimeColumns,
    pub open: usize,
    pub high: usize,
    pub low: usize,
    pub close: usize,
    pub volume: usize,
    pub symbol: Option<usize>,
    pub source: Option<usize>,
    /// Cells in every row.
    pub count: usize,
    pub delimiter: u8,
}

/// Time in one cell, or date and time of day in two.
#[derive(Debug, Clone, Copy)]
pub(super) enum TimeColumns {
    /// `utc` where the column's name says so (`ts_utc`).
    One {
        column: usize,
        utc: bool,
    },
    Two {
        date: usize,
        time: usize,
    },
}

const UTC_TIMES: &[&str] = &["ts_utc", "utc", "time_utc", "timestamp_utc", "datetime_utc"];
const TIMES: &[&str] = &["timestamp", "datetime", "date_time", "ts", "t", "time", "date"];

/// The characters that may stand between cells.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

impl Columns {
    /// Reads the header line; names are taken without regard to case, quotes and angle brackets.
    pub(super) fn of_header(line: &[u8]) -> Result<Self, FileFault> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let cells = |delimiter: u8| line.split(|byte| *byte == delimiter).count();
        let delimiter = DELIMITERS.into_iter().rev().max_by_key(|delimiter| cells(*delimiter)).unwrap_or(b',');
        let names: Vec<String> = line.split(|byte| *byte == delimiter).map(name).collect();
        let find = |wanted: &'static str, known: &[&str]| find(&names, wanted, known);

        let open = find("open", &["open", "o"])?;
        let time = time(&names)?;
        if open.is_none() && time.is_none() {
            return Err(FileFault::NoHeader);
        }
        let missing = |wanted| FileFault::MissingColumn { wanted, found: shortened(&names.join(", ")) };
        Ok(Self {
            time: time.ok_or_else(|| missing("timestamp"))?,
            open: open.ok_or_else(|| missing("open"))?,
            high: find("high", &["high", "h"])?.ok_or_else(|| missing("high"))?,
            low: find("low", &["low", "l"])?.ok_or_else(|| missing("low"))?,
            close: find("close", &["close", "c"])?.ok_or_else(|| missing("close"))?,
            volume: find("volume", &["volume", "vol", "v"])?.ok_or_else(|| missing("volume"))?,
            symbol: find("symbol", &["symbol", "ticker"])?,
            source: find("source", &["source", "vendor"])?,
            count: names.len(),
            delimiter,
        })
    }
}

/// A column that names UTC is preferred to one that leaves the zone open, and a date with a time to either alone.
fn time(names: &[String]) -> Result<Option<TimeColumns>, FileFault> {
    for known in UTC_TIMES {
        if let Some(column) = find(names, "timestamp", &[known])? {
            return Ok(Some(TimeColumns::One { column, utc: true }));
        }
    }
    if let (Some(date), Some(time)) = (find(names, "date", &["date"])?, find(names, "time", &["time"])?) {
        return Ok(Some(TimeColumns::Two { date, time }));
    }
    for known in TIMES {
        if let Some(column) = find(names, "timestamp", &[known])? {
            return Ok(Some(TimeColumns::One { column, utc: false }));
        }
    }
    Ok(None)
}

fn find(names: &[String], wanted: &'static str, known: &[&str]) -> Result<Option<usize>, FileFault> {
    let mut found = names.iter().enumerate().filter(|(_, name)| known.contains(&name.as_str()));
    let first = found.next().map(|(index, _)| index);
    if found.next().is_some() { Err(FileFault::RepeatedColumn(wanted)) } else { Ok(first) }
}

fn name(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>'))
        .to_lowercase()
        .replace(' ', "_")
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_any_of_their_names() {
        let columns = Columns::of_header(b"\xef\xbb\xbft;o;h;l;c;v;Ticker").unwrap();
        assert_eq!((columns.delimiter, columns.count, columns.symbol), (b';', 7, Some(6)));
        assert!(matches!(columns.time, TimeColumns::One { column: 0, utc: false }));
        let columns = Columns::of_header(b"<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>").unwrap();
        assert!(matches!(columns.time, TimeColumns::Two { date: 0, time: 1 }));
        let columns = Columns::of_header(b"\"Date Time\",\"Open\",High,Low,Close,Volume,ts_utc").unwrap();
        assert!(matches!(columns.time, TimeColumns::One { column: 6, utc: true }));
    }

    #[test]
    fn a_header_that_cannot_be_used_says_why() {
        assert_eq!(Columns::of_header(b"2020-07-27T13:30:00Z,61,62,60,61,5").unwrap_err(), FileFault::NoHeader);
        assert_eq!(Columns::of_header(b"<html>").unwrap_err(), FileFault::NoHeader);
        let found = "t, o, h, l, c".to_owned();
        let missing = FileFault::MissingColumn { wanted: "volume", found };
        assert_eq!(Columns::of_header(b"t,o,h,l,c").unwrap_err(), missing);
        assert_eq!(Columns::of_header(b"t,o,h,l,close,c,v").unwrap_err(), FileFault::RepeatedColumn("close"));
    }
}
