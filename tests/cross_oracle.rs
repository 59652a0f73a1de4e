//! Sector correlation and market regime against two independent computations over all history at once: one in here, one in numpy.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use algoslayer::domain::bar::{DayBar, Interval, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::{Effect, Event};
use algoslayer::domain::prediction::Prediction;
use algoslayer::domain::signal::{Abstention, Reading, SignalKind};
use algoslayer::domain::symbol::{SourceName, Symbol};
use algoslayer::domain::unit::{LogPrice, Score};
use algoslayer::engine::State;
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::feeds::Feed;
use algoslayer::feeds::csv::CsvFeed;
use algoslayer::feeds::csv::read::CsvOptions;
use algoslayer::feeds::sim::SimFeed;
use jiff::civil::date;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The predicted symbol, the seven that sector correlation watches, and the volatility index.
const NAMES: [&str; 9] = ["RTX", "LMT", "NOC", "GD", "BA", "LHX", "ITA", "SPY", "VIX"];
const RTX: usize = 0;
const SPY: usize = 7;
const VIX: usize = 8;

const TOLERANCE: f64 = 1e-9;

fn live(events: &[Event]) -> Vec<Prediction> {
    let mut state = State::new(Symbol::new("RTX").unwrap());
    let mut predictions = Vec::new();
    let until = events.last().unwrap().known_at();
    advance(&mut state, events, until, Pace::Lived, |_, _, _, effects| {
        predictions.extend(effects.iter().filter_map(|effect| match effect {
            Effect::Predicted(prediction) => Some(**prediction),
            _ => None,
        }));
    });
    predictions
}

/// All that was told, as plain tables.
#[derive(Default)]
struct Told {
    /// Close in dollars by number on the trading clock.
    closes: [BTreeMap<i64, f64>; NAMES.len()],
    /// Bars covered by the bar of the predicted symbol that ends at a number.
    covers: BTreeMap<i64, i64>,
    /// Close in dollars of a session's day bar, and of its last intraday bar.
    days: [BTreeMap<usize, f64>; NAMES.len()],
    last_bars: [BTreeMap<usize, f64>; NAMES.len()],
}

impl Told {
    fn of(events: &[Event]) -> Self {
        let calendar = ExchangeCalendar::nyse();
        let mut told = Self::default();
        for event in events {
            let who = NAMES.iter().position(|name| Some(*name) == event.symbol().as_ref().map(Symbol::as_str)).unwrap();
            match event {
                Event::Bar(bar) => {
                    let Some(session) = calendar.session_containing(bar.end()).filter(|s| s.open <= bar.start()) else {
                        continue;
                    };
                    let slot = (bar.end().as_second() - session.open.as_second() + 899) / 900;
                    let decided = session.decision(slot).unwrap();
                    let step = calendar.decision_at(decided).unwrap();
                    let number = calendar.number(step).unwrap();
                    told.closes[who].insert(number, bar.close());
                    told.last_bars[who].insert(step.session, bar.close());
                    if who == RTX {
                        told.covers.insert(number, (bar.interval().seconds() / 900).max(1));
                    }
                }
                Event::Day(day) => {
                    let session = calendar.sessions().iter().position(|session| session.date == day.date()).unwrap();
                    told.days[who].insert(session, day.prices().close);
                }
                _ => panic!("{event:?} is nothing these signals listen to"),
            }
        }
        told
    }

    /// ln of the close of a session, as far as it is known when the next one begins.
    fn day(&self, who: usize, session: usize) -> Option<f64> {
        self.days[who].get(&session).or_else(|| self.last_bars[who].get(&session)).map(|close| log(*close))
    }
}

fn log(price: f64) -> f64 {
    LogPrice::of(price).unwrap().get()
}

/// Weighted mean and standard deviation of all values so far, after each: as many values as 1/w weigh alike, later ones push older ones
/// back by 1 - w.
fn expanding(values: &[f64], half_life: f64) -> Vec<(f64, f64)> {
    let w = 1.0 - (-1.0 / half_life).exp2();
    let (mut weight, mut sums) = (1.0, [0.0; 3]);
    let mut spreads = Vec::new();
    for (count, value) in values.iter().enumerate() {
        if count > 0 && 1.0 / (count + 1) as f64 <= w {
            // What was the newest weighs w of the whole: the next takes w of a whole that is larger by 1/(1 - w).
            weight = sums[0] * w / (1.0 - w);
        }
        for (sum, power) in sums.iter_mut().zip(0..) {
            *sum += weight * value.powi(power);
        }
        let mean = sums[1] / sums[0];
        spreads.push((mean, (sums[2] / sums[0] - mean * mean).max(0.0).sqrt()));
    }
    spreads
}

/// Gaussian elimination with pivoting.
fn solve(mut left: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| left[*a][column].abs().total_cmp(&left[*b][column].abs())).unwrap();
        left.swap(column, pivot);
        right.swap(column, pivot);
        for row in 0..size {
            if row != column {
                let factor = left[row][column] / left[column][column];
                let pivot_row = left[column].clone();
                for (cell, pivot) in left[row].iter_mut().zip(&pivot_row) {
                    *cell -= factor * pivot;
                }
                right[row] -= factor * right[column];
            }
        }
    }
    (0..size).map(|place| right[place] / left[place][place]).collect()
}

/// The score of sector correlation at each bar of the predicted symbol, by number.
fn sector(told: &Told) -> BTreeMap<i64, Option<f64>> {
    let at: Vec<i64> = told.closes[RTX].keys().copied().collect();
    let level = |who: usize, t: usize| told.closes[who].get(&at[t]).map(|close| log(*close));
    let follows = |t: usize| t > 0 && at[t] - at[t - 1] == told.covers[&at[t]];
    let return_ = |who: usize, t: usize| {
        if follows(t) { level(who, t).zip(level(who, t - 1)).map(|(now, then)| now - then) } else { None }
    };
    // Weights that grow with time instead of old ones that fade: then sums over all of the past are running sums.
    let mut moments = vec![vec![0.0; 8]; 8];
    let mut together = [0.0; 8];
    let (mut gaps, mut measured) = (Vec::new(), Vec::new());
    for t in 0..at.len() {
        let weight = ((at[t] - at[0]) as f64 / 1_560.0).exp2();
        let used: Vec<usize> = (1..8)
            .filter(|who| together[*who] / weight >= 520.0 && moments[*who][*who] > 0.0)
            .filter(|who| t >= 4 && (t - 3..=t).all(|t| return_(*who, t).is_some()))
            .collect();
        if used.len() >= 3 {
            let ridge = 0.01 * used.iter().map(|who| moments[*who][*who]).sum::<f64>() / used.len() as f64;
            let row = |one: usize| {
                used.iter().map(|other| moments[one][*other] + if one == *other { ridge } else { 0.0 }).collect()
            };
            let betas =
                solve(used.iter().map(|who| row(*who)).collect(), used.iter().map(|who| moments[*who][0]).collect());
            let over = |span: usize, who: usize| level(who, t).unwrap() - level(who, t - span).unwrap();
            let gap = |span: usize| {
                used.iter().zip(&betas).map(|(who, beta)| beta * over(span, *who)).sum::<f64>() - over(span, RTX)
            };
            gaps.push(gap(1) + gap(2) + gap(4));
            measured.push(t);
        }
        let now: Vec<Option<f64>> = (0..8).map(|who| return_(who, t)).collect();
        for one in 0..8 {
            for other in 0..8 {
                moments[one][other] += weight * now[one].unwrap_or(0.0) * now[other].unwrap_or(0.0);
            }
            together[one] += if now[one].is_some() { weight * told.covers[&at[t]] as f64 } else { 0.0 };
        }
    }
    let spreads = expanding(&gaps, 1_560.0);
    let mut scores = BTreeMap::new();
    for (t, number) in at.iter().enumerate() {
        let newest = measured.partition_point(|m| *m <= t).checked_sub(1).filter(|newest| *newest + 1 >= 52);
        let fresh = newest.filter(|m| number - at[measured[*m]] <= 2 * told.covers[&at[measured[*m]]]);
        let z = fresh.map(|m| (gaps[m] - spreads[m].0) / spreads[m].1);
        scores.insert(*number, z.map(|z| z / (1.0 + z * z).sqrt()));
    }
    scores
}

/// The score of market regime in each session that can have one.
fn regime(told: &Told) -> BTreeMap<usize, f64> {
    let sessions: Vec<usize> = (0..ExchangeCalendar::nyse().sessions().len())
        .filter(|session| told.day(SPY, *session).is_some() && told.day(VIX, *session).is_some())
        .collect();
    let move_of = |who: usize, s: usize| {
        let then = told.day(who, s.checked_sub(1)?)?;
        told.day(who, s).map(|now| now - then)
    };
    let normal = |x: f64, mean: f64, sigma: f64| (-((x - mean) / sigma).powi(2) / 2.0).exp() / sigma;
    let (mut squares, mut levels) = (Vec::new(), Vec::new());
    let mut beliefs: BTreeMap<usize, [f64; 3]> = BTreeMap::new();
    for s in sessions {
        let (index, market) = (told.day(VIX, s).unwrap(), move_of(SPY, s));
        if squares.len() >= 60 && levels.len() >= 60 {
            let mut chances = [1.0 / 3.0; 3];
            if let Some((before, states)) = beliefs.last_key_value() {
                chances = *states;
                for _ in *before..s {
                    chances =
                        [0, 1, 2].map(|k| 0.98 * chances[k] + 0.01 * (chances[(k + 1) % 3] + chances[(k + 2) % 3]));
                }
            }
            let away = index - expanding(&levels, 250.0).last().unwrap().0;
            let typical = expanding(&squares, 250.0).last().unwrap().0;
            for (chance, (sigma, mean)) in chances.iter_mut().zip([(0.6, -0.25), (1.0, 0.1), (1.8, 0.5)]) {
                *chance *= normal(away, mean, 0.15);
                *chance *= market.map_or(1.0, |market| normal(market / typical.sqrt(), 0.0, sigma));
            }
            let sum: f64 = chances.iter().sum();
            beliefs.insert(s, chances.map(|chance| chance / sum));
        }
        levels.push(index);
        squares.extend(market.map(|market| market * market));
    }
    let mut scores = BTreeMap::new();
    // Days that began in a belief, with what they brought.
    let mut days: Vec<([f64; 3], f64)> = Vec::new();
    let (Some((first, _)), Some((last, _))) = (beliefs.first_key_value(), beliefs.last_key_value()) else {
        return scores;
    };
    for s in *first..=*last {
        if let Some((states, brought)) = s.checked_sub(1).and_then(|began| beliefs.get(&began)).zip(move_of(RTX, s)) {
            days.push((*states, brought));
        }
        let Some(states) = beliefs.get(&s).filter(|_| !days.is_empty()) else { continue };
        let score = |k: usize| {
            let seen: f64 = days.iter().map(|(states, _)| states[k]).sum();
            let mean = days.iter().map(|(states, brought)| states[k] * brought).sum::<f64>() / seen;
            let square = days.iter().map(|(states, brought)| states[k] * brought * brought).sum::<f64>() / seen;
            let ratio = mean / square.sqrt() * seen / (seen + 250.0);
            ratio / (1.0 + ratio * ratio).sqrt()
        };
        scores.insert(s + 1, (0..3).map(|k| states[k] * score(k)).sum());
    }
    scores
}

/// Compares all predictions with both computations and tells in what share of sessions each signal speaks.
fn assert_agreement(name: &str, events: &[Event], scores_min: usize) {
    let calendar = ExchangeCalendar::nyse();
    let (predictions, told) = (live(events), Told::of(events));
    let (sector, regime) = (sector(&told), regime(&told));
    for kind in [SignalKind::SectorCorrelation, SignalKind::MarketRegime] {
        let (mut worst, mut scores, mut silent) = (0.0_f64, 0, BTreeMap::<&str, usize>::new());
        // By session: whether the signal spoke at any decision, from the first at which it did.
        let mut sessions = BTreeMap::<usize, bool>::new();
        for prediction in &predictions {
            let step = calendar.decision_at(prediction.at).unwrap();
            let expected = match kind {
                SignalKind::SectorCorrelation => sector[&calendar.number(step).unwrap()],
                _ => regime.get(&step.session).copied(),
            };
            let found = prediction.readings.of(kind);
            match found {
                Reading::Speaks(_) => scores += 1,
                Reading::Abstains(why) => *silent.entry(why.name()).or_default() += 1,
            }
            let found = found.score().map(Score::get);
            assert_eq!(found.is_some(), expected.is_some(), "{kind:?} at {}", prediction.at);
            worst = worst.max(found.zip(expected).map_or(0.0, |(found, expected)| (found - expected).abs()));
            if scores > 0 {
                *sessions.entry(step.session).or_default() |= found.is_some();
            }
        }
        let spoke = sessions.values().filter(|spoke| **spoke).count();
        println!(
            "{name}: {}: {scores} of {} scores, silent {silent:?}, spoke in {spoke} of {} sessions, largest difference {worst:.2e}",
            kind.name(),
            predictions.len(),
            sessions.len()
        );
        assert!(worst <= TOLERANCE && scores >= scores_min, "{name}: {kind:?} {worst:e} over {scores}");
        assert!(!silent.contains_key(Abstention::BadInput.name()));
    }
    assert_numpy_agrees(name, &predictions, &told);
}

/// Writes the inputs and what was said, and has numpy recompute it.
fn assert_numpy_agrees(name: &str, predictions: &[Prediction], told: &Told) {
    let installed = Command::new("python3").args(["-c", "import numpy"]).output().is_ok_and(|run| run.status.success());
    if !installed {
        println!("{name}: SKIPPED numpy's opinion: python3 with numpy is not installed");
        return;
    }
    let calendar = ExchangeCalendar::nyse();
    let cell = |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:e}"));
    let score = |prediction: &Prediction, kind| cell(prediction.readings.of(kind).score().map(Score::get));
    let made: BTreeMap<i64, &Prediction> = predictions
        .iter()
        .map(|prediction| (calendar.number(calendar.decision_at(prediction.at).unwrap()).unwrap(), prediction))
        .collect();
    let (mut sector, mut days, mut regime) = (String::new(), String::new(), String::new());
    for (number, covers) in &told.covers {
        let closes: Vec<String> = (0..8).map(|who| cell(told.closes[who].get(number).copied())).collect();
        let said = made.get(number).map(|prediction| score(prediction, SignalKind::SectorCorrelation));
        let asked = u8::from(said.is_some());
        writeln!(sector, "{number},{covers},{},{asked},{}", closes.join(","), said.unwrap_or_default()).unwrap();
    }
    for session in 0..calendar.sessions().len() {
        let closes: Vec<Option<f64>> = [RTX, SPY, VIX]
            .into_iter()
            .flat_map(|who| [told.days[who].get(&session).copied(), told.last_bars[who].get(&session).copied()])
            .collect();
        if closes.iter().any(Option::is_some) {
            let cells: Vec<String> = closes.into_iter().map(cell).collect();
            writeln!(days, "{session},{}", cells.join(",")).unwrap();
        }
    }
    for prediction in predictions {
        let session = calendar.decision_at(prediction.at).unwrap().session;
        writeln!(regime, "{session},{}", score(prediction, SignalKind::MarketRegime)).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [("sector.csv", sector), ("days.csv", days), ("regime.csv", regime)] {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/cross.py");
    let run = Command::new("python3").arg(script).arg(folder.path()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    println!("{name}: numpy:\n{out}");
    assert!(run.status.success(), "{name}: {out}{err}");
}

fn simulated(seed: u64, sessions: usize) -> Vec<Event> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2025, 1, 2)).unwrap();
    let last = calendar.session(calendar.index_at_or_before(first.open).unwrap() + sessions - 1).unwrap();
    let mut feed = SimFeed::new(seed, first.date).unwrap();
    feed.bars(first.open, last.close).unwrap().into_iter().map(Event::Bar).collect()
}

#[test]
fn both_agree_on_a_simulated_market() {
    assert_agreement("simulated", &simulated(11, 130), 1_000);
}

/// Bars are lost here and there, one symbol for weeks, and the volatility index comes as day bars only.
#[test]
fn both_agree_where_bars_are_missing() {
    let calendar = ExchangeCalendar::nyse();
    let mut dice = ChaCha8Rng::seed_from_u64(13);
    let mut lost = BTreeSet::new();
    let mut events = Vec::new();
    for event in simulated(12, 130) {
        let Event::Bar(bar) = event else { continue };
        let session = calendar.session_containing(bar.end()).unwrap();
        if bar.symbol().as_str() == "VIX" {
            if bar.end() == session.close && dice.gen_bool(0.98) {
                let prices = bar.prices();
                events.push(Event::Day(DayBar::new(bar.symbol(), bar.source(), session.date, prices, 0.0).unwrap()));
            }
            continue;
        }
        let away = bar.symbol().as_str() == "LMT" && (date(2025, 4, 1)..date(2025, 5, 15)).contains(&session.date);
        // A lost bar of five minutes leaves an older close in its quarter of an hour; a lost quarter leaves none.
        let quarter = (bar.symbol(), (bar.start().as_second()).div_euclid(900));
        if bar.start().as_second().rem_euclid(900) == 0 && dice.gen_bool(0.01) {
            lost.insert(quarter);
        }
        if !away && !lost.contains(&quarter) && dice.gen_bool(0.98) {
            events.push(Event::Bar(bar));
        }
    }
    events.sort_by_key(|event| (event.known_at(), event.symbol()));
    assert_agreement("with holes", &events, 300);
}

/// The folder of real data, or `None`, said aloud.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration: it is told by the environment where data lie"
)]
fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("ALGOSLAYER_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("SKIPPED: ALGOSLAYER_DATA names no folder of market data");
    }
    folder
}

fn real_bars(folder: &Path, files: &[&str]) -> Vec<Event> {
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join("intraday").join(file)).collect();
    let mut feed = CsvFeed::open(&paths, &CsvOptions::default(), ExchangeCalendar::nyse()).unwrap();
    let (first, last) = feed.span().unwrap();
    feed.events(first - jiff::SignedDuration::from_secs(1), last).unwrap()
}

/// The day bars of a symbol from 2000 on.
fn real_days(folder: &Path, name: &str) -> Vec<Event> {
    let mut table = csv::Reader::from_path(folder.join(format!("daily/{name}.csv"))).unwrap();
    let symbol = Symbol::new(name).unwrap();
    let days = table.records().filter_map(|row| {
        let row = row.unwrap();
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        let [open, high, low, close] = [1, 2, 3, 4].map(number);
        let prices = Prices { open, high: high.max(open).max(close), low: low.min(open).min(close), close };
        let day = row[0].parse().unwrap();
        let known = ExchangeCalendar::nyse().session_on(day).is_some();
        known.then(|| Event::Day(DayBar::new(symbol, SourceName::UNNAMED, day, prices, 0.0).unwrap()))
    });
    days.collect()
}

const HOURLY: [&str; 8] = [
    "RTX_1h.csv.gz",
    "LMT_1h.csv.gz",
    "NOC_1h.csv.gz",
    "GD_1h.csv.gz",
    "BA_1h.csv.gz",
    "LHX_1h.csv.gz",
    "SPY_1h.csv.gz",
    "VIX_1h.csv.gz",
];

#[test]
fn both_agree_on_real_hourly_bars_with_days_from_2000_on() {
    let Some(folder) = data() else { return };
    let mut events = real_bars(&folder, &HOURLY);
    for name in ["RTX", "SPY", "VIX"] {
        events.extend(real_days(&folder, name));
    }
    events.sort_by_key(|event| (event.known_at(), event.symbol()));
    assert_agreement("real, hourly and daily", &events, 4_000);
}

#[test]
fn both_agree_on_real_hourly_bars_alone() {
    let Some(folder) = data() else { return };
    assert_agreement("real, hourly", &real_bars(&folder, &HOURLY), 1_500);
}

#[test]
fn both_agree_on_real_bars_of_five_minutes() {
    let Some(folder) = data() else { return };
    let files = ["RTX_5m.csv.gz", "LMT_5m.csv.gz", "BA_5m.csv.gz", "SPY_5m.csv.gz"];
    let mut events = real_bars(&folder, &files);
    events.retain(|event| event.known_at() >= "2025-05-12T00:00:00Z".parse().unwrap());
    assert!(events.iter().all(|event| matches!(event, Event::Bar(bar) if bar.interval() == Interval::M5)));
    for name in ["SPY", "VIX"] {
        events.extend(real_days(&folder, name));
    }
    events.sort_by_key(|event| (event.known_at(), event.symbol()));
    assert_agreement("real, five minutes", &events, 2_000);
}
