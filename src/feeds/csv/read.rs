//! Reads one file of bars of one symbol: every row is taken, counted as outside the session, or refused with a reason.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, ReaderBuilder, Terminator};
use jiff::tz::TimeZone;

use crate::domain::bar::{Bar, BarFault, Interval, Prices};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::FeedError;
use crate::feeds::csv::bytes;
use crate::feeds::csv::columns::{Columns, TimeColumns};
use crate::feeds::csv::fault::{FileFault, RowFault};
use crate::feeds::csv::grid::{BarLabel, Grid, Place, Spot};
use crate::feeds::csv::report::CsvReport;
use crate::feeds::csv::suspicious::suspicious;
use crate::feeds::csv::time::{self, TimeFault};

/// The most text that one file may hold after decompression, in bytes: about ten million rows.
pub const FILE_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// The interval is inferred from so many first rows.
pub const SAMPLE_ROWS_MAX: u64 = 20_000;

/// What a file does not say of itself.
#[derive(Debug, Clone)]
pub struct CsvOptions {
    /// Whose bars they are; from the file's name where `None`.
    pub symbol: Option<Symbol>,
    /// How long a bar is; from the rows where `None`.
    pub interval: Option<Interval>,
    /// The zone of times that are written without one.
    pub timezone: Option<TimeZone>,
    /// Which instant of a bar the rows name.
    pub label: BarLabel,
    /// The most bytes of text, after decompression; [`FILE_BYTES_MAX`] by default.
    pub bytes_max: u64,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { symbol: None, interval: None, timezone: None, label: BarLabel::Start, bytes_max: FILE_BYTES_MAX }
    }
}

/// The bars of one file, oldest first, never empty, and the account of its rows.
#[derive(Debug, Clone)]
pub struct CsvHistory {
    /// Whose bars they are.
    pub symbol: Symbol,
    /// How long they are.
    pub interval: Interval,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The account.
    pub report: CsvReport,
}

/// Reads the file at `path`. The text is streamed: only the bars are kept.
pub fn read_history(path: &Path, options: &CsvOptions, calendar: &ExchangeCalendar) -> Result<CsvHistory, FeedError> {
    read(path, options, calendar).map_err(|fault| FeedError::File { path: path.display().to_string(), fault })
}

fn read(path: &Path, options: &CsvOptions, calendar: &ExchangeCalendar) -> Result<CsvHistory, FileFault> {
    let symbol = options.symbol.or_else(|| symbol_of(path)).ok_or(FileFault::NoSymbol)?;
    let grid = sample(path, options, calendar)?;
    let mut table = Table::open(path, options)?;
    let mut reading = Reading {
        symbol,
        grid,
        calendar,
        bars: Vec::new(),
        last: None,
        source: SourceName::UNNAMED,
        source_cell: Vec::new(),
        report: CsvReport::new(PathBuf::from(path)),
    };
    while let Some(line) = table.next()? {
        reading.report.rows += 1;
        match reading.row(&table, line)? {
            Ok(Taken::Bar) => reading.report.taken += 1,
            Ok(Taken::Outside) => reading.report.outside_session += 1,
            Err(fault) => reading.report.refuse(line, fault),
        }
    }
    reading.finish()
}

/// The symbol that a file's name begins with: `RTX` in `RTX_5m.csv.gz`, `BRK.B` in `BRK.B_5m.csv`.
fn symbol_of(path: &Path) -> Option<Symbol> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    let name = name.strip_suffix(".csv").or_else(|| name.strip_suffix(".txt")).unwrap_or(name);
    let head = match name.split_once('_') {
        Some((head, _)) => head,
        None => name.split('.').next()?,
    };
    Symbol::new(head).ok()
}

/// A first look at the file, to learn its grid.
fn sample(path: &Path, options: &CsvOptions, calendar: &ExchangeCalendar) -> Result<Grid, FileFault> {
    let mut table = Table::open(path, options)?;
    let (mut times, mut rows) = (Vec::new(), 0_u64);
    while rows < SAMPLE_ROWS_MAX
        && let Some(line) = table.next()?
    {
        rows += 1;
        if let Ok(seconds) = table.time(line)? {
            times.push(seconds);
        }
    }
    if rows == 0 {
        return Err(FileFault::Empty);
    }
    if times.is_empty() {
        let fault = RowFault::UnreadableTime.to_string();
        return Err(FileFault::NothingTaken { rows, outside: 0, fault });
    }
    Grid::infer(&times, options.label, options.interval, calendar)
}

/// A file opened at its first row, with the row that was read last.
struct Table<'a> {
    reader: csv::Reader<std::io::BufReader<bytes::Bounded>>,
    columns: Columns,
    row: ByteRecord,
    zone: Option<&'a TimeZone>,
}

impl<'a> Table<'a> {
    fn open(path: &Path, options: &'a CsvOptions) -> Result<Self, FileFault> {
        let mut text = bytes::open(path, options.bytes_max)?;
        let mut header = Vec::new();
        text.read_until(b'\n', &mut header).map_err(|error| bytes::fault_of(&error))?;
        if header.trim_ascii().is_empty() {
            return Err(FileFault::NoHeader);
        }
        let columns = Columns::of_header(header.trim_ascii_end())?;
        // A row is a line: a quotation mark that is never closed must not swallow the rest of the file.
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .quoting(false)
            .terminator(Terminator::Any(b'\n'))
            .delimiter(columns.delimiter)
            .from_reader(text);
        Ok(Self { reader, columns, row: ByteRecord::new(), zone: options.timezone.as_ref() })
    }

    /// Reads the next row that is not blank and gives its line, counted from 1; `None` at the end.
    fn next(&mut self) -> Result<Option<u64>, FileFault> {
        loop {
            let more = self.reader.read_byte_record(&mut self.row).map_err(|error| match error.into_kind() {
                csv::ErrorKind::Io(error) => bytes::fault_of(&error),
                kind => FileFault::Unreadable(format!("{kind:?}")),
            })?;
            if !more {
                return Ok(None);
            }
            if self.row.len() > 1 || !self.cell(0).is_empty() {
                // The reader stands at the line after the row, and has not counted the header.
                return Ok(Some(self.reader.position().line()));
            }
        }
    }

    /// A cell without the blanks and quotation marks around it.
    fn cell(&self, column: usize) -> &[u8] {
        let cell = self.row.get(column).unwrap_or_default().trim_ascii();
        match cell {
            [b'"', inner @ .., b'"'] => inner.trim_ascii(),
            _ => cell,
        }
    }

    /// The row's time in seconds since 1970. A missing zone is a fault of the whole file.
    fn time(&self, line: u64) -> Result<Result<i64, RowFault>, FileFault> {
        let utc = TimeZone::UTC;
        let read = match self.columns.time {
            TimeColumns::One { column, utc: true } => time::instant(self.cell(column), Some(&utc)),
            TimeColumns::One { column, utc: false } => time::instant(self.cell(column), self.zone),
            TimeColumns::Two { date, time } => time::instant_of_two(self.cell(date), self.cell(time), self.zone),
        };
        match read {
            Ok(seconds) => Ok(Ok(seconds)),
            Err(TimeFault::Unreadable) => Ok(Err(RowFault::UnreadableTime)),
            Err(TimeFault::Ambiguous) => Ok(Err(RowFault::AmbiguousTime)),
            Err(TimeFault::Skipped) => Ok(Err(RowFault::SkippedTime)),
            Err(TimeFault::ZoneUnstated) => {
                let cells = match self.columns.time {
                    TimeColumns::One { column, .. } => self.cell(column).to_vec(),
                    TimeColumns::Two { date, time } => [self.cell(date), b" ", self.cell(time)].concat(),
                };
                Err(FileFault::TimeZoneUnstated { line, time: String::from_utf8_lossy(&cells).into_owned() })
            }
        }
    }

    /// A finite number, or why it is none.
    fn number(&self, column: usize) -> Result<f64, RowFault> {
        let text = std::str::from_utf8(self.cell(column)).map_err(|_| RowFault::NotANumber)?;
        match text.parse::<f64>() {
            Ok(value) if value.is_nan() => Err(RowFault::Nan),
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(RowFault::NotANumber),
        }
    }
}

/// What a good row was.
enum Taken {
    Bar,
    Outside,
}

/// The state of reading one file.
struct Reading<'a> {
    symbol: Symbol,
    grid: Grid,
    calendar: &'a ExchangeCalendar,
    bars: Vec<Bar>,
    last: Option<Place>,
    source: SourceName,
    /// The cell that `source` was read from; most rows repeat it.
    source_cell: Vec<u8>,
    report: CsvReport,
}

impl Reading<'_> {
    fn row(&mut self, table: &Table, line: u64) -> Result<Result<Taken, RowFault>, FileFault> {
        if table.row.len() != table.columns.count {
            return Ok(Err(RowFault::ColumnCount));
        }
        let seconds = match table.time(line)? {
            Ok(seconds) => seconds,
            Err(fault) => return Ok(Err(fault)),
        };
        Ok(self.timed_row(table, seconds))
    }

    fn timed_row(&mut self, table: &Table, seconds: i64) -> Result<Taken, RowFault> {
        let columns = &table.columns;
        if let Some(column) = columns.symbol
            && !table.cell(column).eq_ignore_ascii_case(self.symbol.as_str().as_bytes())
        {
            return Err(RowFault::WrongSymbol);
        }
        let session = self.last.map_or(0, |place| place.session);
        let place = match self.grid.place(seconds, session, self.calendar)? {
            Spot::Inside(place) => place,
            Spot::Outside => return Ok(Taken::Outside),
        };
        let prices = Prices {
            open: table.number(columns.open)?,
            high: table.number(columns.high)?,
            low: table.number(columns.low)?,
            close: table.number(columns.close)?,
        };
        let volume = table.number(columns.volume)?;
        self.read_source(table)?;
        let bar = Bar::new(self.symbol, self.source, self.grid.span(place, self.calendar), place.start, prices, volume)
            .map_err(|fault| match fault {
                BarFault::Price => RowFault::NonPositivePrice,
                BarFault::Enclosure => RowFault::Enclosure,
                BarFault::Volume => RowFault::Volume,
                BarFault::Start => RowFault::OffGrid,
            })?;
        if let Some(last) = self.last
            && bar.start() <= last.start
        {
            return Err(self.late(&bar));
        }
        if self.bars.last().is_none_or(|before| before.source() != bar.source()) {
            self.report.change_source(bar.start(), self.source);
        }
        if let Some(gap) = self.last.and_then(|last| self.grid.gap(last, place, self.calendar)) {
            self.report.miss(gap);
        }
        self.last = Some(place);
        self.bars.push(bar);
        Ok(Taken::Bar)
    }

    /// Keeps up with the source column.
    fn read_source(&mut self, table: &Table) -> Result<(), RowFault> {
        let Some(column) = table.columns.source else { return Ok(()) };
        let cell = table.cell(column);
        if cell == self.source_cell {
            return Ok(());
        }
        let text = std::str::from_utf8(cell).map_err(|_| RowFault::SourceName)?;
        self.source = SourceName::new(text).map_err(|_| RowFault::SourceName)?;
        self.source_cell = cell.to_vec();
        Ok(())
    }

    /// Why a bar that does not come after the last one is refused.
    fn late(&self, bar: &Bar) -> RowFault {
        match self.bars.binary_search_by_key(&bar.start(), Bar::start).ok().and_then(|index| self.bars.get(index)) {
            Some(known) if known.prices() == bar.prices() && known.volume() == bar.volume() => RowFault::Repeated,
            Some(_) => RowFault::Contradiction,
            None => RowFault::OutOfOrder,
        }
    }

    fn finish(mut self) -> Result<CsvHistory, FileFault> {
        let disordered = self.report.refused_by.get(&RowFault::OutOfOrder).copied().unwrap_or(0);
        if disordered > self.report.taken {
            return Err(FileFault::NewestFirst);
        }
        let (Some(first), Some(last)) = (self.bars.first(), self.bars.last()) else {
            let worst = self.report.refused_by.iter().max_by_key(|(_, count)| **count);
            let fault = worst.map_or_else(|| "none".to_owned(), |(fault, _)| fault.to_string());
            let CsvReport { rows, outside_session: outside, .. } = self.report;
            return Err(FileFault::NothingTaken { rows, outside, fault });
        };
        (self.report.first, self.report.last) = (first.start(), last.start());
        for suspicion in suspicious(&self.bars) {
            self.report.suspect(suspicion);
        }
        self.bars.shrink_to_fit();
        Ok(CsvHistory { symbol: self.symbol, interval: self.grid.interval, bars: self.bars, report: self.report })
    }
}
