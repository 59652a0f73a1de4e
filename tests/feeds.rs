//! Real bar files: read where the environment variable `ALGOSLAYER_DATA` names the folder that holds `intraday/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use algoslayer::clock::Clock;
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::health::Refused;
use algoslayer::domain::symbol::Symbol;
use algoslayer::feeds::Feed;
use algoslayer::feeds::csv::CsvFeed;
use algoslayer::feeds::csv::fault::FileFault;
use algoslayer::feeds::csv::read::{CsvHistory, CsvOptions, read_history};
use algoslayer::feeds::gate::Totals;
use algoslayer::feeds::gate::gated::Gated;
use jiff::Timestamp;

/// The folder of intraday files, or `None`, said aloud.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration: it is told by the environment where data lie"
)]
#[expect(clippy::print_stderr, reason = "a test that does not run must say so")]
fn intraday() -> Option<PathBuf> {
    let folder = std::env::var("ALGOSLAYER_DATA").ok().map(|root| Path::new(&root).join("intraday"));
    if folder.is_none() {
        eprintln!("skipped: ALGOSLAYER_DATA names no folder of market data");
    }
    folder
}

#[expect(clippy::unwrap_used, reason = "an unreadable file fails the test that reads it")]
fn read(folder: &Path, name: &str) -> CsvHistory {
    read_history(&folder.join(name), &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap()
}

#[test]
fn every_real_file_is_accounted_for() {
    let Some(folder) = intraday() else { return };
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    println!("file | rows | taken | refused | outside | gaps (sessions, bars) | sources | suspicious | ms");
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        // An index without prices, and a name too long for a symbol.
        let symbol = name.starts_with("SPX500CFD").then(|| Symbol::new("SPX500").unwrap());
        let clock = Clock::system();
        let begun = clock.now();
        let read = read_history(&path, &CsvOptions { symbol, ..CsvOptions::default() }, ExchangeCalendar::nyse());
        let millis = clock.now().duration_since(begun).as_millis();
        if name.starts_with("MKT_EW") {
            assert!(read.unwrap_err().to_string().contains("no column for `open`"));
            continue;
        }
        let CsvHistory { bars, report, interval, .. } = read.unwrap();
        assert_eq!(report.rows, report.taken + report.refused() + report.outside_session, "{name}");
        assert_eq!(report.taken, bars.len() as u64);
        assert!(name.contains(&format!("_{}", interval.name())), "{name} was read as {}", interval.name());
        assert!(report.taken * 10 > report.rows, "{name}: most rows are lost");
        let refused: BTreeMap<_, _> = report.refused_by.iter().map(|(fault, n)| (fault.to_string(), n)).collect();
        let gaps = report.gap_totals;
        println!(
            "{name} | {} | {} | {refused:?} | {} | {} ({}, {}) | {} | {} {:?} | {millis}",
            report.rows,
            report.taken,
            report.outside_session,
            gaps.gaps,
            gaps.sessions_missing,
            gaps.bars_missing,
            report.source_changes_total + 1,
            report.suspicious_total,
            report.suspicious.iter().take(4).map(|s| format!("{} {:.1}", s.start, s.sigmas)).collect::<Vec<_>>(),
        );
    }
}

#[test]
fn the_failed_opening_auction_of_january_2023_is_suspicious() {
    let Some(folder) = intraday() else { return };
    let report = read(&folder, "RTX_5m.csv.gz").report;
    assert!(report.suspicious.iter().any(|bar| bar.start.to_string() == "2023-01-24T14:30:00Z"), "{report:?}");
    assert!(report.suspicious_total <= 10, "{} bars of a good file are suspected", report.suspicious_total);
}

#[test]
fn the_hole_of_eighteen_months_is_one_gap() {
    let Some(folder) = intraday() else { return };
    let report = read(&folder, "RTX_5m.csv.gz").report;
    let longest = report.gaps.iter().max_by_key(|gap| gap.sessions_missing).unwrap();
    assert_eq!(longest.from.to_string(), "2023-11-02T13:30:00Z");
    assert_eq!(longest.to.to_string(), "2025-05-12T13:30:00Z");
    assert_eq!(longest.sessions_missing, 380);
    let sources: Vec<_> = report.source_changes.iter().map(|(_, name)| name.to_string()).collect();
    assert_eq!(sources, ["alphavantage", "polygon", "ibkr"]);
}

#[test]
fn trading_before_and_after_the_session_is_set_apart() {
    let Some(folder) = intraday() else { return };
    let report = read(&folder, "SPY_15m.csv.gz").report;
    assert!(report.outside_session > 10_000 && report.refused() == 0, "{report:?}");
}

#[test]
fn the_peers_are_told_as_one_feed() {
    let Some(folder) = intraday() else { return };
    let paths = ["RTX", "LMT", "NOC", "GD", "BA", "LHX", "SPY"].map(|name| folder.join(format!("{name}_5m.csv.gz")));
    let mut feed = CsvFeed::open(&paths, &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap();
    let day = feed.bars("2025-11-28T05:00:00Z".parse().unwrap(), "2025-11-29T05:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(day.len(), 4 * 42, "the early close after Thanksgiving; three of the files end before it");
    assert!(day.is_sorted_by_key(|bar| (bar.end(), bar.symbol())));
}

#[test]
fn a_cut_file_is_refused_by_name() {
    let Some(folder) = intraday() else { return };
    let bytes = std::fs::read(folder.join("RTX_5m.csv.gz")).unwrap();
    let desk = tempfile::tempdir().unwrap();
    let cut = desk.path().join("RTX_5m.csv.gz");
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let error = read_history(&cut, &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap_err();
    assert!(matches!(&error, algoslayer::feeds::FeedError::File { fault: FileFault::Damaged(_), .. }), "{error}");
    assert!(error.to_string().contains("RTX_5m.csv.gz"));
}

#[test]
fn the_gate_keeps_the_one_bad_print_of_real_history_out_and_lets_real_gaps_in() {
    let Some(folder) = intraday() else { return };
    let names = ["RTX_5m", "LMT_5m", "NOC_5m", "GD_5m", "BA_5m", "LHX_5m", "SPY_5m", "VIX_1h"];
    let paths = names.map(|name| folder.join(format!("{name}.csv.gz")));
    let feed = CsvFeed::open(&paths, &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap();
    let mut gated = Gated::new(Box::new(feed), Symbol::new("RTX").unwrap());
    let bars = gated.bars(Timestamp::MIN, Timestamp::MAX).unwrap();
    let Totals { offered, admitted, refused, held } = gated.counts().totals();
    println!("{offered} bars = {admitted} admitted + {refused} refused + {held} held: {:?}", gated.counts().examples());
    assert_eq!((offered, admitted), (admitted + refused + held, bars.len() as u64));
    let rtx: Vec<_> = bars.iter().filter(|bar| bar.symbol().as_str() == "RTX").collect();
    let has = |start: &str| rtx.iter().any(|bar| bar.start().to_string() == start);
    assert!(!has("2023-01-24T14:30:00Z"), "the auction that failed");
    assert!(has("2023-01-24T14:35:00Z") && has("2023-07-25T13:30:00Z"), "a gap of earnings is real");
    let jumps = gated.counts().examples().iter().filter(|example| example.symbol.as_str() == "RTX");
    let jumps: Vec<_> = jumps.map(|example| (example.at.to_string(), example.reason)).collect();
    assert_eq!(jumps, [("2023-01-24T14:30:00Z".to_owned(), Refused::Jump)]);
    assert!(refused < 20, "a good history is hardly touched");
}
