//! What can be wrong with a file of bars: faults of the whole file, and faults of one row.

/// Why a whole file cannot be used. Every sentence says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// The file cannot be opened or read.
    #[error("{0}; check the path and the permissions")]
    Unreadable(String),
    /// The compressed data ends too early or is damaged.
    #[error("the compressed data is cut off or damaged ({0}); fetch or compress the file again")]
    Damaged(String),
    /// The file is packed in a way that is not read here.
    #[error("it is packed as {0}; unpack it, or pack it with gzip or zstd")]
    Compression(&'static str),
    /// More bytes than the limit, after decompression.
    #[error("it holds more than {0} bytes once unpacked; split it into smaller files")]
    TooLarge(u64),
    /// A line that no table of bars has.
    #[error("a line is longer than {0} bytes, so this is not a table of bars; export it again as CSV text")]
    LineTooLong(usize),
    /// A folder without a file of bars.
    #[error("the folder holds no `.csv`, `.csv.gz` or `.csv.zst` file; name another folder or a file")]
    NoFiles,
    /// A folder with more files than the limit.
    #[error("the folder holds {found} files, more than {most}; name fewer files")]
    TooManyFiles {
        /// How many there are.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// There is nothing in it.
    #[error("it holds no rows; export it again with a header line and at least one bar")]
    Empty,
    /// The first line names no column that is known.
    #[error(
        "its first line names no known column; begin it with a header such as \
         `timestamp,open,high,low,close,volume`, in UTF-8, separated by `,`, `;` or tabs"
    )]
    NoHeader,
    /// A column is missing.
    #[error("its header has no column for `{wanted}` (found: {found}); rename or add that column")]
    MissingColumn {
        /// The names under which the column is looked for.
        wanted: &'static str,
        /// The names that are there.
        found: String,
    },
    /// Two columns have the same meaning.
    #[error("its header has more than one column for `{0}`; remove or rename the others")]
    RepeatedColumn(&'static str),
    /// A time has no zone and no option names one.
    #[error(
        "line {line} has the time `{time}` without a time zone; set the option `timezone`, for example \
         `timezone = \"America/New_York\"`"
    )]
    TimeZoneUnstated {
        /// Counted from 1.
        line: u64,
        /// The time as written.
        time: String,
    },
    /// No symbol is given and the file name has none.
    #[error("its name does not begin with a ticker symbol; give the option `symbol`, or name it like `RTX_5m.csv`")]
    NoSymbol,
    /// The rows are spaced in no known way.
    #[error(
        "the most common time between its rows is {0} seconds, which is not 1m, 5m, 15m, 30m or 1h; use a file with \
         one of those intervals"
    )]
    UnknownInterval(i64),
    /// Too few rows to see an interval.
    #[error(
        "it has too few rows to see how long a bar is; give the option `interval`, for example `interval = \"5m\"`"
    )]
    IntervalUnclear,
    /// The rows are spaced differently from what was asked.
    #[error(
        "its rows are {found} apart, but the option `interval` says {asked}; correct the option or use another file"
    )]
    IntervalDiffers {
        /// What the option says.
        asked: &'static str,
        /// What the rows say.
        found: &'static str,
    },
    /// Most rows are older than their predecessors.
    #[error("its rows run from newest to oldest; sort it by time, oldest first")]
    NewestFirst,
    /// Not one row was a bar of a regular session.
    #[error(
        "none of its {rows} rows is a bar of a regular session ({outside} lie outside; most common fault: {fault})"
    )]
    NothingTaken {
        /// All data rows.
        rows: u64,
        /// Rows before the open or after the close.
        outside: u64,
        /// The most common reason for refusal, or `none`.
        fault: String,
    },
}

/// Why one row was refused; refused rows are counted and told, never mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum RowFault {
    /// Fewer or more cells than the header has.
    #[error("wrong number of columns")]
    ColumnCount,
    /// The symbol column names another symbol.
    #[error("another symbol")]
    WrongSymbol,
    /// The time cannot be read.
    #[error("unreadable time")]
    UnreadableTime,
    /// A local time that the clock showed twice when daylight saving ended.
    #[error("this local time came twice on that day, when daylight saving ended")]
    AmbiguousTime,
    /// A local time that the clock never showed because daylight saving began.
    #[error("this local time did not exist on that day, when daylight saving began")]
    SkippedTime,
    /// Before or after everything the exchange calendar knows.
    #[error("beyond the exchange calendar")]
    BeyondCalendar,
    /// A weekend or holiday.
    #[error("the exchange was closed that day")]
    ClosedDay,
    /// Not a whole number of intervals after the open.
    #[error("not on the grid of the interval")]
    OffGrid,
    /// A price or volume is no number.
    #[error("not a number")]
    NotANumber,
    /// A price or volume is written as NaN.
    #[error("NaN")]
    Nan,
    /// A price is zero or negative.
    #[error("zero or negative price")]
    NonPositivePrice,
    /// High and low do not enclose open and close.
    #[error("high and low do not enclose open and close")]
    Enclosure,
    /// The volume is negative or infinite.
    #[error("the volume is not a number of shares")]
    Volume,
    /// The source column holds more than a short name.
    #[error("the source is not a name of at most 16 printable characters")]
    SourceName,
    /// The same bar with the same numbers came before.
    #[error("the same bar again")]
    Repeated,
    /// The same bar with other numbers came before; the earlier row is kept.
    #[error("the same bar again with other numbers")]
    Contradiction,
    /// Earlier than the row before it.
    #[error("out of order")]
    OutOfOrder,
}
