//! Small files, good and bad: what is taken, what is refused, and what is said about it.

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::feeds::csv::CsvFeed;
use crate::feeds::csv::fault::{FileFault, RowFault};
use crate::feeds::csv::grid::BarLabel;
use crate::feeds::csv::read::{CsvHistory, CsvOptions, read_history};
use crate::feeds::csv::report::REFUSALS_KEPT_MAX;
use crate::feeds::{Feed, FeedError};

const HEADER: &str = "ts_utc,open,high,low,close,volume\n";

/// A folder of its own for each test, and the way to a file in it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn read_with(&self, text: &str, options: &CsvOptions) -> Result<CsvHistory, FileFault> {
        self.read_bytes("RTX_5m.csv", text.as_bytes(), options)
    }

    fn read_bytes(&self, name: &str, bytes: &[u8], options: &CsvOptions) -> Result<CsvHistory, FileFault> {
        read_history(&self.put(name, bytes), options, ExchangeCalendar::nyse()).map_err(|error| match error {
            FeedError::File { fault, path } => {
                assert!(path.ends_with(name), "the error names the file");
                fault
            }
            other => panic!("unexpected {other}"),
        })
    }
}

fn read(text: &str) -> Result<CsvHistory, FileFault> {
    Desk::new().read_with(text, &CsvOptions::default())
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The time of day in UTC.
fn clock(at: Timestamp) -> String {
    at.strftime("%H:%M").to_string()
}

/// Rows of five minutes from the open of 2026-01-05 on.
fn rows(count: i64) -> String {
    (0..count).fold(HEADER.to_owned(), |text, i| {
        let start = at("2026-01-05T14:30:00Z") + jiff::SignedDuration::from_secs(300 * i);
        text + &format!("{start},100,101,99,100.5,{i}\n")
    })
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn plain_gzip_and_zstd_files_give_the_same_bars() {
    let desk = Desk::new();
    let (text, options) = (rows(78), CsvOptions::default());
    let plain = desk.read_bytes("RTX_5m.csv", text.as_bytes(), &options).unwrap();
    assert_eq!((plain.bars.len(), plain.interval, plain.symbol.as_str()), (78, Interval::M5, "RTX"));
    assert_eq!(plain.bars[77].end(), at("2026-01-05T21:00:00Z"));
    assert_eq!(desk.read_bytes("RTX_5m.csv.gz", &gzip(&text), &options).unwrap().bars, plain.bars);
    assert_eq!(desk.read_bytes("RTX_5m.csv.zst", &zstd(&text), &options).unwrap().bars, plain.bars);
    let (head, tail) = text.split_at(1_000);
    let in_two = [gzip(head), gzip(tail)].concat();
    assert_eq!(desk.read_bytes("RTX_5m.csv.gz", &in_two, &options).unwrap().bars, plain.bars);
    // A zstd file may have several frames, and frames that hold notes instead of data.
    let note = [b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc".to_vec(), zstd(head), zstd(tail)].concat();
    assert_eq!(desk.read_bytes("RTX_5m.csv.zst", &note, &options).unwrap().bars, plain.bars);
}

#[test]
fn a_file_that_cannot_be_used_says_why_and_what_to_do() {
    let (desk, options) = (Desk::new(), CsvOptions::default());
    let fault = |name: &str, bytes: &[u8]| desk.read_bytes(name, bytes, &options).unwrap_err();
    assert_eq!(fault("RTX.csv", b""), FileFault::Empty);
    assert_eq!(fault("RTX.csv", HEADER.as_bytes()), FileFault::Empty);
    assert_eq!(fault("RTX.csv", b"<html><body>404</body></html>\n"), FileFault::NoHeader);
    assert_eq!(fault("RTX.csv", b"\n\n"), FileFault::NoHeader);
    assert_eq!(fault("RTX.csv.bz2", b"BZh91AY&SY"), FileFault::Compression("bzip2"));
    assert_eq!(fault("RTX.zip", b"PK\x03\x04...."), FileFault::Compression("zip"));
    assert_eq!(fault("_5m.csv", rows(3).as_bytes()), FileFault::NoSymbol);
    assert!(matches!(fault("RTX.csv", b"t,open\n1,2\n"), FileFault::MissingColumn { wanted: "high", .. }));
    let long = format!("{}{}", rows(3), "x".repeat(200_000));
    assert!(matches!(fault("RTX.csv", long.as_bytes()), FileFault::LineTooLong(_)));
    for packed in [gzip(&rows(700)), zstd(&rows(700))] {
        for cut in [packed.len() / 2, packed.len() - 3] {
            assert!(matches!(fault("RTX.csv.gz", &packed[..cut]), FileFault::Damaged(_)), "cut at {cut}");
        }
    }
    let missing = read_history(&desk.0.path().join("none.csv"), &options, ExchangeCalendar::nyse()).unwrap_err();
    assert!(missing.to_string().contains("none.csv") && missing.to_string().contains("check the path"), "{missing}");
    let small = CsvOptions { bytes_max: 1_000, ..CsvOptions::default() };
    assert_eq!(desk.read_bytes("RTX.csv.gz", &gzip(&rows(100)), &small).unwrap_err(), FileFault::TooLarge(1_000));
}

#[test]
fn every_bad_row_is_refused_with_its_line_and_reason() {
    let good = rows(6);
    let bad = [
        ("2026-01-05T15:00:00Z,100,101,99,100.5", RowFault::ColumnCount),
        ("yesterday,100,101,99,100.5,1", RowFault::UnreadableTime),
        ("2026-01-05T15:00:00Z,abc,101,99,100.5,1", RowFault::NotANumber),
        ("2026-01-05T15:00:00Z,,101,99,100.5,1", RowFault::NotANumber),
        ("2026-01-05T15:00:00Z,100,inf,99,100.5,1", RowFault::NotANumber),
        ("2026-01-05T15:00:00Z,100,101,NaN,100.5,1", RowFault::Nan),
        ("2026-01-05T15:00:00Z,100,101,0,100.5,1", RowFault::NonPositivePrice),
        ("2026-01-05T15:00:00Z,100,101,-99,100.5,1", RowFault::NonPositivePrice),
        ("2026-01-05T15:00:00Z,100,100.4,99,100.5,1", RowFault::Enclosure),
        ("2026-01-05T15:00:00Z,100,101,99,100.5,-1", RowFault::Volume),
        ("2026-01-05T14:40:00Z,100,101,99,100.5,2", RowFault::Repeated),
        ("2026-01-05T14:40:00Z,100,102,99,100.5,2", RowFault::Contradiction),
        ("2026-01-02T14:40:00Z,100,102,99,100.5,2", RowFault::OutOfOrder),
        ("2026-01-05T15:01:00Z,100,101,99,100.5,1", RowFault::OffGrid),
        ("2026-01-04T15:00:00Z,100,101,99,100.5,1", RowFault::ClosedDay),
        ("2026-01-01T15:00:00Z,100,101,99,100.5,1", RowFault::ClosedDay),
        ("1985-01-02T15:00:00Z,100,101,99,100.5,1", RowFault::BeyondCalendar),
    ];
    let text = bad.iter().fold(good, |text, (row, _)| text + row + "\n");
    let report = read(&text).unwrap().report;
    let told: Vec<_> = report.refusals.iter().map(|refusal| (refusal.line, refusal.fault)).collect();
    let expected: Vec<_> = bad.iter().zip(8..).map(|((_, fault), line)| (line, *fault)).collect();
    assert_eq!(told, expected);
    assert_eq!((report.rows, report.taken, report.refused()), (23, 6, 17));
}

#[test]
fn blank_lines_are_no_rows_but_count_as_lines() {
    let text =
        "t,o,h,l,c,v\r\n\r\n2026-01-05T14:30Z,1,1,1,1,1\r\n\r\n\r\nbad,1,1,1,1,1\r\n2026-01-05T14:35Z,1,1,1,1,1\r\nbad";
    let report = read(text).unwrap().report;
    let lines: Vec<_> = report.refusals.iter().map(|refusal| refusal.line).collect();
    assert_eq!((report.rows, report.taken, lines), (4, 2, vec![6, 8]));
}

#[test]
fn a_quotation_mark_that_is_never_closed_spoils_one_row_only() {
    let text = rows(3) + "\"2026-01-05T14:45:00Z,100,101,99,100,1\n2026-01-05T14:50:00Z,100,101,99,100,1\n";
    let report = read(&text).unwrap().report;
    assert_eq!((report.rows, report.taken, report.refusals[0].fault), (5, 4, RowFault::UnreadableTime));
}

#[test]
fn only_the_first_refusals_are_kept_but_all_are_counted() {
    let text = rows(3) + &"bad,1,1,1,1,1\n".repeat(250);
    let report = read(&text).unwrap().report;
    assert_eq!((report.refusals.len(), report.refused()), (REFUSALS_KEPT_MAX, 250));
}

#[test]
fn symbol_and_source_columns_are_read() {
    let header = "timestamp;open;high;low;close;volume;symbol;source\n";
    let row = |minute: u8, symbol: &str, source: &str| {
        format!("\"2026-01-05 14:{minute}:00+00:00\";100;101;99;100;7;{symbol};{source}\n")
    };
    let text = [
        header.to_owned(),
        row(30, "rtx", "polygon"),
        row(35, "LMT", "polygon"),
        row(40, "RTX", "a vendor with a long name"),
        row(45, "RTX", "ibkr"),
        row(50, "RTX", "ibkr"),
    ];
    let history = read(&text.concat()).unwrap();
    let faults: Vec<_> = history.report.refusals.iter().map(|refusal| refusal.fault).collect();
    assert_eq!(faults, [RowFault::WrongSymbol, RowFault::SourceName]);
    let changes: Vec<_> =
        history.report.source_changes.iter().map(|(from, name)| (from.to_string(), name.to_string())).collect();
    let expected = [("2026-01-05T14:30:00Z", "polygon"), ("2026-01-05T14:45:00Z", "ibkr")];
    assert_eq!(changes, expected.map(|(from, name)| (from.to_owned(), name.to_owned())));
    assert_eq!(history.report.source_changes_total, 1);
}

#[test]
fn a_time_without_a_zone_needs_the_option() {
    let text = "date\ttime\topen\thigh\tlow\tclose\tvolume\r\n\
                2025-10-31\t09:30:00\t100\t101\t99\t100\t1\r\n2025-10-31\t09:45:00\t100\t101\t99\t100\t1\r\n\
                2025-11-02\t01:30:00\t100\t101\t99\t100\t1\r\n2025-11-03\t09:30:00\t100\t101\t99\t100\t1\r\n";
    let fault = read(text).unwrap_err();
    assert_eq!(fault, FileFault::TimeZoneUnstated { line: 2, time: "2025-10-31 09:30:00".to_owned() });
    assert!(fault.to_string().contains("timezone = \"America/New_York\""));
    let zone = Some(TimeZone::get("America/New_York").unwrap());
    let history = Desk::new().read_with(text, &CsvOptions { timezone: zone, ..CsvOptions::default() }).unwrap();
    let starts: Vec<_> = history.bars.iter().map(|bar| bar.start().to_string()).collect();
    assert_eq!(starts, ["2025-10-31T13:30:00Z", "2025-10-31T13:45:00Z", "2025-11-03T14:30:00Z"]);
    assert_eq!(history.interval, Interval::M15);
    assert_eq!(history.report.refusals[0].fault, RowFault::AmbiguousTime);
}

#[test]
fn bars_labelled_by_their_end_are_moved_to_their_start() {
    let row = |clock: &str| format!("2026-01-05T{clock}:00Z,100,101,99,100,1\n");
    let hours = ["14:30", "15:30", "16:30", "17:30", "18:30", "19:30", "20:30", "21:00"];
    let text = hours.iter().fold(HEADER.to_owned(), |text, clock| text + &row(clock));
    let options = CsvOptions { label: BarLabel::End, ..CsvOptions::default() };
    let history = Desk::new().read_with(&text, &options).unwrap();
    let starts: Vec<_> = history.bars.iter().map(|bar| clock(bar.start())).collect();
    assert_eq!(starts, ["14:30", "15:30", "16:30", "17:30", "18:30", "19:30", "20:30"]);
    assert_eq!(history.report.outside_session, 1, "the bar that ended at the open");
}

#[test]
fn the_interval_is_inferred_or_checked() {
    let with = |interval| CsvOptions { interval, ..CsvOptions::default() };
    let differs = FileFault::IntervalDiffers { asked: "1m", found: "5m" };
    assert_eq!(Desk::new().read_with(&rows(20), &with(Some(Interval::M1))).unwrap_err(), differs);
    assert_eq!(read(&rows(1)).unwrap_err(), FileFault::IntervalUnclear);
    assert_eq!(Desk::new().read_with(&rows(1), &with(Some(Interval::M5))).unwrap().bars.len(), 1);
    let daily = format!("{HEADER}2026-01-05T14:30:00Z,1,1,1,1,1\n2026-01-06T14:30:00Z,1,1,1,1,1\n");
    assert_eq!(read(&daily).unwrap_err(), FileFault::UnknownInterval(86_400));
    let mut backwards: Vec<_> = rows(20).lines().skip(1).map(str::to_owned).collect();
    backwards.push(HEADER.trim().to_owned());
    backwards.reverse();
    assert_eq!(read(&backwards.join("\n")).unwrap_err(), FileFault::NewestFirst);
}

#[test]
fn hourly_bars_of_the_full_hour_have_a_grid_of_their_own() {
    let text =
        (9..24).fold(HEADER.to_owned(), |text, hour| text + &format!("2026-01-05T{hour:02}:00:00Z,15,16,14,15,0\n"));
    let history = read(&text).unwrap();
    assert_eq!(history.bars[0].start(), at("2026-01-05T15:00:00Z"));
    assert_eq!((history.report.taken, history.report.outside_session, history.report.refused()), (6, 9, 0));
}

#[test]
fn missing_bars_are_told_as_spans_of_the_trading_clock() {
    // Wednesday before Thanksgiving to the Monday after it: Friday closes early, with 42 bars.
    let row = |start: &str| format!("{start},100,101,99,100,1\n");
    let text = [
        HEADER.to_owned(),
        row("2025-11-26T20:40:00Z"),
        row("2025-11-26T20:45:00Z"),
        row("2025-12-01T14:40:00Z"),
        row("2025-12-01T14:45:00Z"),
        row("2025-12-01T15:00:00Z"),
    ];
    let report = read(&text.concat()).unwrap().report;
    let told: Vec<_> = report
        .gaps
        .iter()
        .map(|gap| (gap.from.to_string(), gap.to.to_string(), gap.sessions_missing, gap.bars_missing))
        .collect();
    assert_eq!(told[0], ("2025-11-26T20:50:00Z".to_owned(), "2025-12-01T14:40:00Z".to_owned(), 1, 2 + 42 + 2));
    assert_eq!(told[1], ("2025-12-01T14:50:00Z".to_owned(), "2025-12-01T15:00:00Z".to_owned(), 0, 2));
    assert_eq!(report.gap_totals.bars_missing, 48);
    assert!(read(&rows(78)).unwrap().report.gaps.is_empty());
}

#[test]
fn a_price_that_jumps_and_comes_back_is_told() {
    let line = |i: i64, close: f64| {
        let start = at("2026-01-05T14:30:00Z") + jiff::SignedDuration::from_secs(300 * i);
        format!("{start},100,120,80,{close},1\n")
    };
    let calm = |i: i64| if i % 2 == 0 { 100.0 } else { 100.1 };
    let with = |spike: &[(i64, f64)]| {
        (0..78).fold(HEADER.to_owned(), |text, i| {
            let close = spike.iter().find(|(at, _)| *at == i).map_or(calm(i), |(_, close)| *close);
            text + &line(i, close)
        })
    };
    let print = read(&with(&[(40, 108.0)])).unwrap().report;
    assert_eq!(print.suspicious.len(), 1);
    assert_eq!(print.suspicious[0].start, at("2026-01-05T17:50:00Z"));
    assert!(print.suspicious[0].sigmas > 12.0 && print.taken == 78);
    let news: Vec<_> = (40..78).map(|i| (i, 108.0 + calm(i) - 100.0)).collect();
    assert!(read(&with(&news)).unwrap().report.suspicious.is_empty(), "a jump that lasts is news");
}

#[test]
fn histories_are_merged_by_end_and_then_symbol() {
    let desk = Desk::new();
    desk.put("RTX_5m.csv", rows(10).as_bytes());
    desk.put("LMT_5m.csv.gz", &gzip(&rows(10)));
    desk.put("notes.txt", b"not a table");
    let folder = [desk.0.path().to_owned()];
    let mut feed = CsvFeed::open(&folder, &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap();
    let told = feed.bars(at("2026-01-05T14:35:00Z"), at("2026-01-05T14:45:00Z")).unwrap();
    let told: Vec<_> = told.iter().map(|bar| (clock(bar.end()), bar.symbol().to_string())).collect();
    let expected = [("14:40", "LMT"), ("14:40", "RTX"), ("14:45", "LMT"), ("14:45", "RTX")];
    assert_eq!(told, expected.map(|(minute, symbol)| (minute.to_owned(), symbol.to_owned())));

    desk.put("RTX_more.csv", rows(3).as_bytes());
    let overlap = CsvFeed::open(&folder, &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap_err();
    assert!(matches!(overlap, FeedError::Overlap { .. }), "{overlap}");
    let empty = TempDir::new().unwrap();
    let none = CsvFeed::open(&[empty.path().to_owned()], &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap_err();
    assert!(matches!(none, FeedError::File { fault: FileFault::NoFiles, .. }));
}

/// Rows of all kinds, good and bad, in any order.
fn any_row() -> impl Strategy<Value = String> {
    let time = prop_oneof![
        (0_i64..3_000)
            .prop_map(|i| (at("2026-01-02T08:00:00Z") + jiff::SignedDuration::from_secs(300 * i)).to_string()),
        Just("2026-01-05T14:31:00Z".to_owned()),
        "[0-9TZ:, -]{0,20}",
    ];
    let price = prop_oneof![4 => Just("100".to_owned()), 1 => "[0-9.eNa-]{0,6}"];
    (time, price).prop_map(|(time, price)| format!("{time},100,101,99,{price},5\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_is_accounted_for(lines in proptest::collection::vec(any_row(), 1..120)) {
        let options = CsvOptions { interval: Some(Interval::M5), ..CsvOptions::default() };
        let text = rows(2) + &lines.concat();
        if let Ok(history) = Desk::new().read_with(&text, &options) {
            let report = &history.report;
            prop_assert_eq!(report.rows, lines.len() as u64 + 2);
            prop_assert_eq!(report.rows, report.taken + report.refused() + report.outside_session);
            prop_assert_eq!(report.taken, history.bars.len() as u64);
            prop_assert!(history.bars.windows(2).all(|pair| pair[0].end() < pair[1].end()));
        }
    }

    #[test]
    fn no_bytes_can_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400), with_header: bool, pack: bool) {
        let text = if with_header { [rows(2).into_bytes(), bytes].concat() } else { bytes };
        let desk = Desk::new();
        let read = if pack {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&text).unwrap();
            desk.read_bytes("RTX.csv.gz", &packer.finish().unwrap(), &CsvOptions::default())
        } else {
            desk.read_bytes("RTX.csv", &text, &CsvOptions::default())
        };
        prop_assert!(!with_header || read.is_ok(), "two good rows are lost to what follows: {:?}", read.err());
    }

    #[test]
    fn a_damaged_archive_is_told_or_read_whole(
        place in 0_usize..1_000,
        flip in 1_u8..=255,
        zstd_packed: bool,
    ) {
        let text = rows(78);
        let mut packed = if zstd_packed { zstd(&text) } else { gzip(&text) };
        let place = place % packed.len();
        packed[place] ^= flip;
        // A gzip header holds a time and a system that nobody reads, so some damage does no harm.
        if let Ok(history) = Desk::new().read_bytes("RTX.csv.gz", &packed, &CsvOptions::default()) {
            prop_assert_eq!(history.report.rows, 78);
            prop_assert_eq!(history.report.taken, 78);
        }
    }

    #[test]
    fn any_partition_of_a_span_gives_the_same_bars(mut cuts in proptest::collection::vec(-10_i64..500, 0..8)) {
        let desk = Desk::new();
        desk.put("RTX_5m.csv", rows(78).as_bytes());
        desk.put("LMT_5m.csv", rows(60).as_bytes());
        let mut feed =
            CsvFeed::open(&[desk.0.path().to_owned()], &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap();
        cuts.extend([-10, 500]);
        cuts.sort_unstable();
        let instant = |minute: i64| at("2026-01-05T14:30:00Z") + jiff::SignedDuration::from_mins(minute);
        let whole = feed.bars(instant(-10), instant(500)).unwrap();
        prop_assert_eq!(whole.len(), 138);
        let mut pieces = Vec::new();
        for pair in cuts.windows(2) {
            pieces.extend(feed.bars(instant(pair[0]), instant(pair[1])).unwrap());
        }
        prop_assert_eq!(pieces, whole);
    }
}
