//! The simulated market keeps its word: the same bars again, sound ones, and statistics that a real market could have.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;
use crate::domain::bar::{Bar, Interval};

const FIRST: Date = date(2020, 1, 2);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn feed(seed: u64) -> SimFeed {
    SimFeed::new(seed, FIRST).unwrap()
}

/// Returns of one symbol over fifteen minutes within sessions, one row a session.
struct Returns {
    inside: Vec<Vec<f64>>,
    daily: Vec<f64>,
    overnight: Vec<f64>,
}

/// Six years of every symbol under one seed; about a million bars.
struct Sample {
    closes: Vec<(Symbol, Vec<Vec<Bar>>)>,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let mut feed = feed(7);
    let bars = feed.bars(at("2020-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z")).unwrap();
    let closes = feed.symbols().iter().map(|symbol| {
        let own: Vec<Bar> = bars.iter().copied().filter(|bar| bar.symbol() == *symbol).collect();
        let sessions = own.chunk_by(|a, b| b.start() == a.end()).map(<[Bar]>::to_vec).collect();
        (*symbol, sessions)
    });
    Sample { closes: closes.collect() }
});

fn sessions_of(symbol: &str) -> &'static [Vec<Bar>] {
    SAMPLE.closes.iter().find(|(known, _)| known.as_str() == symbol).map(|(_, sessions)| sessions.as_slice()).unwrap()
}

fn returns_of(symbol: &str) -> Returns {
    let sessions = sessions_of(symbol);
    let inside = sessions
        .iter()
        .map(|session| session.chunks(3).map(|three| libm::log(three[2].close() / three[0].open())).collect());
    let pairs = || sessions.windows(2).map(|pair| (pair[0].last().unwrap(), &pair[1][0], pair[1].last().unwrap()));
    Returns {
        inside: inside.collect(),
        daily: pairs().map(|(before, _, last)| libm::log(last.close() / before.close())).collect(),
        overnight: pairs().map(|(before, first, _)| libm::log(first.open() / before.close())).collect(),
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = a.iter().zip(b).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum::<f64>() / a.len() as f64;
    product / (variance(a) * variance(b)).sqrt()
}

/// Returns from close to close over five minutes, within sessions.
fn fives(symbol: &str) -> Vec<f64> {
    let bars = sessions_of(symbol).iter().flatten();
    bars.map(|bar| libm::log(bar.close() / bar.open())).collect()
}

#[test]
fn the_same_seed_gives_the_same_market_and_another_seed_another() {
    let (from, to) = (at("2020-01-01T00:00:00Z"), at("2020-02-01T00:00:00Z"));
    let bars = feed(1).bars(from, to).unwrap();
    assert_eq!(bars, feed(1).bars(from, to).unwrap());
    let other = feed(2).bars(from, to).unwrap();
    assert_eq!(bars.len(), other.len());
    let same = bars.iter().zip(&other).filter(|(a, b)| a.close() == b.close()).count();
    assert!(same * 20 < bars.len(), "{same} of {} closes are alike", bars.len());
}

#[test]
fn what_was_asked_before_changes_nothing() {
    let days = [("2020-03-02", "2020-03-05"), ("2020-01-06", "2020-01-07"), ("2021-06-01", "2021-06-03")];
    let ask = |feed: &mut SimFeed, (from, to): (&str, &str)| {
        feed.bars(at(&format!("{from}T00:00:00Z")), at(&format!("{to}T00:00:00Z"))).unwrap()
    };
    let mut forward = feed(3);
    let all = forward.bars(at("2020-01-01T00:00:00Z"), at("2021-07-01T00:00:00Z")).unwrap();
    let mut jumping = feed(3);
    for span in [2, 0, 1, 0, 2, 1, 1].map(|index| days[index]) {
        let bars = ask(&mut jumping, span);
        let place = all.iter().position(|bar| bar == &bars[0]).unwrap();
        assert_eq!(bars, all[place..place + bars.len()], "{span:?} asked out of order");
        assert_eq!(bars, ask(&mut forward, span), "{span:?} asked again");
        assert_eq!(bars, ask(&mut feed(3), span), "{span:?} asked first");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_partition_of_a_span_gives_the_same_bars(
        seed in 0_u64..4,
        mut cuts in proptest::collection::vec(0_i64..14 * 1_440 * 60, 0..12),
    ) {
        let start = at("2020-11-20T00:00:00Z");
        let instant = |second: i64| start + SignedDuration::from_secs(second);
        cuts.extend([0, 14 * 1_440 * 60]);
        cuts.sort_unstable();
        let mut feed = feed(seed);
        let whole = feed.bars(instant(0), instant(14 * 1_440 * 60)).unwrap();
        let mut pieces = Vec::new();
        for pair in cuts.windows(2) {
            let piece = feed.bars(instant(pair[0]), instant(pair[1])).unwrap();
            prop_assert!(piece.iter().all(|bar| instant(pair[0]) < bar.end() && bar.end() <= instant(pair[1])));
            pieces.extend(piece);
        }
        prop_assert_eq!(pieces, whole);
    }
}

#[test]
fn every_session_has_all_its_bars_and_no_other_day_has_any() {
    // Thanksgiving week: three full sessions, a holiday and an early close.
    let bars = feed(1).bars(at("2020-11-23T00:00:00Z"), at("2020-11-30T00:00:00Z")).unwrap();
    assert_eq!(bars.len(), 9 * (3 * 78 + 42));
    assert!(bars.is_sorted_by_key(|bar| (bar.end(), bar.symbol())));
    let names: Vec<_> = bars[..9].iter().map(|bar| bar.symbol().to_string()).collect();
    assert_eq!(names, ["BA", "GD", "ITA", "LHX", "LMT", "NOC", "RTX", "SPY", "VIX"]);
    for bar in &bars {
        assert!(bar.source().as_str() == SOURCE && bar.interval() == Interval::M5);
        assert_eq!(bar.volume() == 0.0, bar.symbol().as_str() == "VIX", "{bar:?}");
        let prices = bar.prices();
        for price in [prices.open, prices.high, prices.low, prices.close] {
            assert!((price * 100.0 - (price * 100.0).round()).abs() < 1e-6, "{price} is not in cents");
        }
    }
}

#[test]
fn a_time_without_a_calendar_is_refused() {
    assert!(matches!(SimFeed::new(1, date(1999, 12, 31)), Err(FeedError::BeyondCalendar { .. })));
    assert!(matches!(SimFeed::new(1, date(2031, 1, 1)), Err(FeedError::BeyondCalendar { .. })));
    let mut feed = feed(1);
    let error = feed.bars(at("2030-01-01T00:00:00Z"), at("2031-06-01T00:00:00Z")).unwrap_err();
    assert!(error.to_string().contains("ask for a time inside it"), "{error}");
    assert!(feed.bars(at("2001-01-01T00:00:00Z"), at("2020-01-02T14:30:00Z")).unwrap().is_empty());
}

#[test]
fn prices_are_continuous_within_a_session_and_ranges_are_those_of_a_path() {
    for session in sessions_of("RTX") {
        assert!(session.windows(2).all(|pair| pair[0].close() == pair[1].open()));
    }
    let ranges = sessions_of("RTX").iter().flatten().map(|bar| libm::log(bar.prices().high / bar.prices().low));
    let ratio = mean(&ranges.collect::<Vec<_>>()) / variance(&fives("RTX")).sqrt();
    // A Brownian path ranges over 1.6 standard deviations; mixed volatilities make the mean smaller than the root mean
    // square.
    assert!((1.0..1.8).contains(&ratio), "ranges are {ratio} standard deviations");
}

#[test]
fn volatility_is_that_of_a_defence_share() {
    for (symbol, low, high) in [("RTX", 0.20, 0.40), ("SPY", 0.11, 0.25), ("BA", 0.26, 0.52)] {
        let annual = (variance(&returns_of(symbol).daily) * 252.0).sqrt();
        assert!((low..high).contains(&annual), "{symbol} moves {annual} a year");
    }
    let returns = returns_of("RTX");
    let share = variance(&returns.overnight) / variance(&returns.daily);
    assert!((0.22..0.38).contains(&share), "the nights have {share} of the variance");
}

#[test]
fn volatility_and_volume_have_the_shape_of_a_u() {
    let full: Vec<_> = sessions_of("RTX").iter().filter(|session| session.len() == 78).collect();
    let at_slots = |slots: std::ops::Range<usize>, measure: fn(&Bar) -> f64| {
        let values: Vec<f64> = full.iter().flat_map(|session| &session[slots.clone()]).map(measure).collect();
        mean(&values)
    };
    let square: fn(&Bar) -> f64 = |bar| libm::log(bar.close() / bar.open()).powi(2);
    for (measure, low) in [(square, 1.6), (Bar::volume as fn(&Bar) -> f64, 1.6)] {
        let noon = at_slots(33..45, measure);
        assert!(at_slots(0..6, measure) > low * noon, "the open is no livelier than noon");
        assert!(at_slots(72..78, measure) > low * noon, "the close is no livelier than noon");
    }
}

#[test]
fn tails_are_fat_and_volatility_clusters() {
    let fives = fives("RTX");
    let kurtosis = fives.iter().map(|value| value.powi(4)).sum::<f64>() / fives.len() as f64 / variance(&fives).powi(2);
    assert!((6.0..40.0).contains(&kurtosis), "kurtosis {kurtosis}");
    let sizes: Vec<f64> = returns_of("RTX").daily.iter().map(|value| value.abs()).collect();
    let memory = correlation(&sizes[..sizes.len() - 1], &sizes[1..]);
    assert!((0.05..0.5).contains(&memory), "sizes of neighbouring days correlate by {memory}");
}

#[test]
fn symbols_move_together_as_they_do_on_the_exchange() {
    let rtx = fives("RTX");
    for peer in ["LMT", "NOC", "GD", "BA", "LHX"] {
        let found = correlation(&rtx, &fives(peer));
        assert!((0.45..0.65).contains(&found), "RTX and {peer} correlate by {found}");
    }
    for (symbol, low, high) in [("SPY", 0.3, 0.52), ("ITA", 0.6, 0.8), ("VIX", -0.5, -0.2)] {
        let found = correlation(&rtx, &fives(symbol));
        assert!((low..high).contains(&found), "RTX and {symbol} correlate by {found}");
    }
}

#[test]
fn the_volatility_index_fears_falling_markets_and_returns_to_its_level() {
    let found = correlation(&returns_of("SPY").daily, &returns_of("VIX").daily);
    assert!((-0.92..-0.6).contains(&found), "SPY and VIX correlate by {found}");
    let levels: Vec<f64> = sessions_of("VIX").iter().map(|session| session.last().unwrap().close()).collect();
    let average = mean(&levels);
    assert!((13.0..24.0).contains(&average), "VIX averages {average}");
    assert!(levels.iter().all(|level| (8.0..110.0).contains(level)));
    // The index knows the volatility of the market: its level goes with the size of the next month's moves.
    let daily = returns_of("SPY").daily;
    let ahead: Vec<f64> = daily.windows(21).map(|month| variance(month).sqrt()).collect();
    let known = correlation(&levels[..ahead.len()], &ahead);
    assert!(known > 0.35, "VIX and the month after it correlate by {known}");
}

#[test]
fn the_past_of_a_price_tells_nothing() {
    for symbol in ["RTX", "LMT", "SPY"] {
        let returns = returns_of(symbol);
        // Products of neighbours, with an error that allows for changing volatility.
        let products: Vec<f64> =
            returns.inside.iter().flat_map(|session| session.windows(2)).map(|pair| pair[0] * pair[1]).collect();
        let error = (variance(&products) / products.len() as f64).sqrt();
        let score = mean(&products) / error;
        assert!(score.abs() < 3.5, "fifteen-minute returns of {symbol} remember: {score} standard errors");
        let nights: Vec<f64> =
            returns.overnight.iter().zip(returns.inside.iter().skip(1)).map(|(night, day)| night * day[0]).collect();
        let score = mean(&nights) / (variance(&nights) / nights.len() as f64).sqrt();
        assert!(score.abs() < 3.5, "nights of {symbol} foretell the open: {score} standard errors");
        let fives = fives(symbol);
        assert!(fives.len() > 100_000);
        let ups = fives.iter().filter(|value| **value > 0.0).count() as f64;
        let moved = fives.iter().filter(|value| **value != 0.0).count() as f64;
        let score = (ups - moved / 2.0) / (moved / 4.0).sqrt();
        assert!(score.abs() < 3.5, "{symbol} drifts: {score} standard errors");
    }
}

#[test]
fn three_decades_stay_plausible() {
    for seed in 0..3 {
        let mut feed = SimFeed::new(seed, date(2000, 1, 3)).unwrap();
        let last = feed.sessions.len() - 1;
        feed.state(last).unwrap();
        for (index, member) in MEMBERS.iter().enumerate() {
            let prices = feed.states.iter().map(|state| libm::exp(state.log_price[index]));
            let (low, high) = prices.fold((f64::MAX, 0.0_f64), |(low, high), price| (low.min(price), high.max(price)));
            assert!(low > member.anchor / 5.0 && high < member.anchor * 5.0, "{}: {low} to {high}", member.symbol);
        }
        let highest = feed.states.iter().map(|state| vix::level(state.vix)).fold(0.0, f64::max);
        assert!((30.0..150.0).contains(&highest), "the highest VIX in 31 years is {highest}");
    }
}
