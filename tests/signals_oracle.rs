//! The signals that live on bars against computations that share nothing with them: whole series, numpy and TA-Lib.
//!
//! `tests/golden/indicators.csv` holds TA-Lib's values on simulated bars. On real bars, where `ALGOSLAYER_DATA` names their folder,
//! `tests/oracle/signals.py` computes every score again if Python has numpy and TA-Lib.

#![cfg(test)]

#[path = "signals_oracle/batch.rs"]
mod batch;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use algoslayer::domain::bar::{Bar, DayBar, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::{Effect, Event};
use algoslayer::domain::prediction::Prediction;
use algoslayer::domain::signal::{Abstention, Reading, SignalKind};
use algoslayer::domain::symbol::{SourceName, Symbol};
use algoslayer::engine::State;
use algoslayer::engine::chart::{Adx, Atr, Bollinger, Donchian, Macd, Rsi};
use algoslayer::engine::indicators::Ema;
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::feeds::Feed;
use algoslayer::feeds::csv::read::{CsvOptions, read_history};
use algoslayer::feeds::sim::SimFeed;
use batch::{Expected, Row};
use jiff::civil::date;

/// The most by which two computations of one value may differ: relative for indicators, for scores absolute, and relative beyond
/// [`SMALL`].
const TOLERANCE: f64 = 1e-9;

/// A score closer to 0 is a difference of large parts, whose rounding it cannot be measured by.
const SMALL: f64 = 0.05;

/// Bars after which averages have forgotten how they began: (13/14)^400 is 1e-13.
const FORGOTTEN: usize = 400;

type Signal = (SignalKind, fn(&[Row]) -> Vec<Expected>);

const SIGNALS: [Signal; 4] = [
    (SignalKind::TechnicalAnalysis, batch::technical),
    (SignalKind::VolatilityAnalysis, batch::volatility),
    (SignalKind::Momentum, batch::momentum),
    (SignalKind::MeanReversion, batch::mean_reversion),
];

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

/// So many sessions of the simulated market, RTX only.
fn simulated(seed: u64, sessions: usize) -> Vec<Bar> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2024, 1, 2)).unwrap();
    let last = calendar.session(calendar.index_at_or_before(first.open).unwrap() + sessions - 1).unwrap();
    let mut bars = SimFeed::new(seed, first.date).unwrap().bars(first.open, last.close).unwrap();
    bars.retain(|bar| bar.symbol() == rtx());
    bars
}

/// The folder of real history, where one is named.
#[expect(clippy::disallowed_methods, reason = "tests learn from the environment where the data lies")]
fn real_history() -> Option<PathBuf> {
    let folder = std::env::var_os("ALGOSLAYER_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("SKIPPED: ALGOSLAYER_DATA names no folder with real bars");
    }
    folder
}

fn real_bars(folder: &Path) -> Vec<Bar> {
    let path = folder.join("intraday/RTX_5m.csv.gz");
    read_history(&path, &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap().bars
}

fn real_days(folder: &Path) -> Vec<DayBar> {
    let mut reader = csv::Reader::from_path(folder.join("daily/RTX.csv")).unwrap();
    let day = |row: HashMap<String, String>| {
        let [open, high, low, close] = ["open", "high", "low", "close"].map(|name| row[name].parse().unwrap());
        let (date, prices) = (row["date"].parse().unwrap(), Prices { open, high, low, close });
        DayBar::new(rtx(), SourceName::UNNAMED, date, prices, 0.0).unwrap()
    };
    reader.deserialize().map(|row| day(row.unwrap())).collect()
}

/// Every prediction of the fold on these bars and days.
fn predictions(bars: &[Bar], days: &[DayBar]) -> Vec<Prediction> {
    let mut predictions = Vec::new();
    let mut events: Vec<Event> =
        bars.iter().copied().map(Event::Bar).chain(days.iter().copied().map(Event::Day)).collect();
    events.sort_by_key(Event::known_at);
    advance(&mut State::new(rtx()), &events, bars[bars.len() - 1].end(), Pace::Lived, |_, _, _, effects| {
        predictions.extend(effects.iter().filter_map(|effect| match effect {
            Effect::Predicted(prediction) => Some(**prediction),
            _ => None,
        }));
    });
    predictions
}

fn number(prediction: &Prediction) -> i64 {
    let calendar = ExchangeCalendar::nyse();
    calendar.number(calendar.decision_at(prediction.at).unwrap()).unwrap()
}

fn assert_as_whole_series(bars: &[Bar], predictions: &[Prediction]) {
    let rows = batch::rows(bars);
    for (kind, signal) in SIGNALS {
        assert_same(kind, &rows, &signal(&rows), predictions);
    }
}

fn assert_same(kind: SignalKind, rows: &[Row], expected: &[Expected], predictions: &[Prediction]) {
    assert_eq!(expected.len(), rows.len());
    let expected: HashMap<i64, Expected> = rows.iter().map(|row| row.number).zip(expected.iter().copied()).collect();
    let (mut spoken, mut silent, mut edges, mut worst, mut relative) = (0, 0, 0, 0.0_f64, 0.0_f64);
    for prediction in predictions {
        match (prediction.readings.of(kind), expected[&number(prediction)]) {
            (_, Expected::OnEdge) => edges += 1,
            (Reading::Abstains(_), Expected::Silent) => silent += 1,
            (Reading::Speaks(score), Expected::Speaks(expected)) => {
                spoken += 1;
                let difference = (score.get() - expected).abs();
                worst = worst.max(difference);
                relative = relative.max(if expected.abs() > SMALL { difference / expected.abs() } else { 0.0 });
                let same = worst <= TOLERANCE && relative <= TOLERANCE;
                assert!(same, "{} at {}: {score:?}, not {expected}", kind.name(), prediction.at);
            }
            (said, expected) => panic!("{} at {}: {said:?}, not {expected:?}", kind.name(), prediction.at),
        }
    }
    println!(
        "whole series, {}: {spoken} scores on {} bars differ by at most {worst:.1e}, relative {relative:.1e}; silent {silent}, on an \
         edge {edges} times",
        kind.name(),
        rows.len()
    );
    assert!(spoken > 1_000 && edges <= 3, "{}: {spoken} scores, {edges} edges", kind.name());
}

#[test]
fn scores_are_those_of_whole_simulated_series() {
    let mut bars = simulated(7, 320);
    // A day without the last bars, one without the first, and a hole at noon: nothing may depend on bars being complete.
    let day = |session: usize| bars[78 * session].start();
    let holes = [(day(130), 50..78), (day(131), 0..7), (day(140), 30..41)];
    let hidden = |bar: &Bar| {
        holes.iter().any(|(open, hole)| {
            let minute = (bar.start().as_second() - open.as_second()) / 300;
            usize::try_from(minute).is_ok_and(|minute| hole.contains(&minute))
        })
    };
    bars = bars.iter().filter(|bar| !hidden(bar)).copied().collect();
    assert_as_whole_series(&bars, &predictions(&bars, &[]));
}

#[test]
fn scores_are_those_of_whole_real_series() {
    let Some(folder) = real_history() else { return };
    let bars = real_bars(&folder);
    let predictions = predictions(&bars, &[]);
    assert_speaking(&predictions);
    assert_as_whole_series(&bars, &predictions);
    assert_as_numpy(&bars, &predictions);
}

#[test]
fn days_warm_momentum_up_on_real_history() {
    let Some(folder) = real_history() else { return };
    let (bars, days) = (real_bars(&folder), real_days(&folder));
    let predictions = predictions(&bars, &days);
    let calendar = ExchangeCalendar::nyse();
    let session = |day: &DayBar| calendar.index_at_or_before(calendar.session_on(day.date()).unwrap().close).unwrap();
    let rows = batch::rows(&bars);
    let closes = days.iter().map(|day| (session(day), day.prices().close.ln())).collect();
    assert_same(SignalKind::Momentum, &rows, &batch::momentum_with_days(&rows, &closes), &predictions);
    let silent = predictions.iter().filter(|one| one.readings.of(SignalKind::Momentum).score().is_none()).count();
    assert_eq!(silent, 0, "years of days lie before the first bar, and bridge every gap in the bars");
}

/// Once warm, each signal speaks in more than 95 % of the sessions.
fn assert_speaking(predictions: &[Prediction]) {
    let session = |prediction: &Prediction| ExchangeCalendar::nyse().decision_at(prediction.at).unwrap().session;
    println!("{} predictions", predictions.len());
    for (kind, _) in SIGNALS {
        let said = |prediction: &Prediction| prediction.readings.of(kind);
        let warm =
            predictions.iter().filter(|one| said(one) != Reading::Abstains(Abstention::WarmingUp)).collect::<Vec<_>>();
        let days: Vec<_> = warm.chunk_by(|one, other| session(one) == session(other)).collect();
        let spoken = days.iter().filter(|day| day.iter().any(|one| said(one).score().is_some())).count();
        let scores = warm.iter().filter(|one| said(one).score().is_some()).count();
        println!(
            "{}: warm, it speaks in {spoken} of {} sessions, at {scores} of {} decisions",
            kind.name(),
            days.len(),
            warm.len()
        );
        assert!(spoken * 100 > days.len() * 95 && days.len() > 300);
    }
}

fn assert_as_numpy(bars: &[Bar], predictions: &[Prediction]) {
    let python = Command::new("python3").args(["-c", "import numpy, talib"]).output();
    if !python.is_ok_and(|python| python.status.success()) {
        println!("SKIPPED: python3 with numpy and talib, which would compute every score again, is not here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (bars_csv, scores_csv) = (folder.path().join("bars.csv"), folder.path().join("scores.csv"));
    std::fs::write(&bars_csv, bars_table(bars)).unwrap();
    let mut scores = "number,signal,score\n".to_owned();
    for prediction in predictions {
        for (kind, _) in SIGNALS {
            let score = prediction.readings.of(kind).score().map(|score| score.get().to_string()).unwrap_or_default();
            writeln!(scores, "{},{},{score}", number(prediction), kind.name()).unwrap();
        }
    }
    std::fs::write(&scores_csv, scores).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/signals.py");
    let told = Command::new("python3").arg(script).arg("check").args([bars_csv, scores_csv]).output().unwrap();
    println!("{}", String::from_utf8_lossy(&told.stdout));
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
}

/// The bars as `tests/oracle/signals.py` reads them.
fn bars_table(bars: &[Bar]) -> String {
    let calendar = ExchangeCalendar::nyse();
    let mut table = "number,session,slot,slots,open,high,low,close,volume\n".to_owned();
    for bar in bars {
        let session = calendar.index_at_or_before(bar.start()).unwrap();
        let hours = calendar.session(session).unwrap();
        let slot = (bar.end().as_second() - hours.open.as_second() + 899) / 900;
        let number = calendar.number(algoslayer::domain::calendar::Step { session, slot }).unwrap();
        let prices = bar.prices();
        write!(table, "{number},{session},{slot},{},{},{},", hours.decisions(), prices.open, prices.high).unwrap();
        writeln!(table, "{},{},{}", prices.low, prices.close, bar.volume()).unwrap();
    }
    table
}

#[test]
#[ignore = "writes the bars from which tests/golden/indicators.csv is made"]
fn write_bars() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bars.csv");
    let bars = simulated(11, 8);
    std::fs::write(&path, bars_table(&bars[..600])).unwrap();
    println!("{}", path.display());
}

/// The golden table: a value for each name, `None` while TA-Lib has none.
fn golden() -> Vec<HashMap<String, Option<f64>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/indicators.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(path).unwrap();
    reader.deserialize().map(|line| line.unwrap()).collect()
}

#[test]
fn indicators_are_those_of_talib() {
    let golden = golden();
    assert_eq!(golden.len(), 600);
    let (mut ema, mut macd, mut rsi) = (Ema::of_span(12.0), Macd::new(12.0, 26.0, 9.0), Rsi::new(14.0));
    let (mut atr, mut adx) = (Atr::new(14.0), Adx::new(14.0));
    let (mut bollinger, mut donchian) = (Bollinger::new(20), Donchian::new(20));
    let mut worst: HashMap<&str, f64> = HashMap::new();
    for (t, row) in golden.iter().enumerate() {
        let [high, low, close] = ["high", "low", "close"].map(|name| row[name].unwrap());
        let line = macd.push(close);
        let range = atr.push(high, low, close);
        let band = bollinger.push(close);
        let edges = donchian.push(high, low);
        let found = [
            ("ema12", Some(ema.push(close))),
            ("macd", Some(line.line)),
            ("signal", Some(line.signal)),
            ("rsi14", rsi.push(close)),
            ("atr14", range),
            ("adx14", adx.push(high, low)),
            ("mean20", Some(band.mean)),
            ("deviation20", Some(band.deviation)),
            ("top20", Some(edges.top)),
            ("bottom20", Some(edges.bottom)),
        ];
        for (name, found) in found {
            // Windows know nothing of what was before them; averages have to forget how they began.
            let warm = if name.ends_with("20") { 20 } else { FORGOTTEN };
            if t < warm {
                continue;
            }
            let (found, expected) = (found.unwrap(), row[name].unwrap());
            // A difference of averages crosses 0: it is measured against the range of a bar.
            let scale = if matches!(name, "macd" | "signal") { range.unwrap() } else { expected.abs() };
            let difference = (found - expected).abs() / scale;
            assert!(difference <= TOLERANCE, "{name} at bar {t}: {found}, not {expected}");
            let worst = worst.entry(name).or_default();
            *worst = worst.max(difference);
        }
    }
    let mut worst: Vec<_> = worst.into_iter().collect();
    worst.sort_by_key(|(name, _)| *name);
    let told: Vec<_> = worst.iter().map(|(name, worst)| format!("{name} {worst:.1e}")).collect();
    println!("against TA-Lib, at most: {}", told.join(", "));
}
