//! What the signals that live on bars have in common, each held against the same made-up markets, and what each promises by itself.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::domain::bar::Prices;
use crate::domain::signal::Reading;
use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::unit::{LogPrice, Score};

/// A session in 2025, after which all that are used here lie.
const FIRST: usize = 6_300;

fn log(price: f64) -> LogPrice {
    LogPrice::of(price).unwrap()
}

/// The bar of a step, from log prices: open, high, low, close.
fn bar(step: Step, prices: [f64; 4], volume: f64) -> ClosedBar {
    let calendar = ExchangeCalendar::nyse();
    let session = calendar.session(step.session).unwrap();
    let [open, high, low, close] = prices.map(|price| log(libm::exp(price)));
    let at = session.decision(step.slot).unwrap();
    ClosedBar { step, at, covers: 1, ends_session: step.slot == session.decisions(), open, high, low, close, volume }
}

fn steps(sessions: usize) -> impl Iterator<Item = Step> {
    let slots = |session: usize| 1..=ExchangeCalendar::nyse().session(session).unwrap().decisions();
    (FIRST..FIRST + sessions).flat_map(move |session| slots(session).map(move |slot| Step { session, slot }))
}

/// A market whose next close follows from its last one and a die.
fn market(seed: u64, sessions: usize, mut next: impl FnMut(f64, &mut ChaCha8Rng) -> f64) -> Vec<ClosedBar> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut last = libm::log(120.0);
    let bars = steps(sessions).map(|step| {
        let close = next(last, &mut dice);
        let (up, down) = (dice.gen_range(0.0..0.001), dice.gen_range(0.0..0.001));
        let bar = bar(step, [last, last.max(close) + up, last.min(close) - down, close], dice.gen_range(1e3..1e5));
        last = close;
        bar
    });
    bars.collect()
}

/// Without drift and without memory.
fn walk(seed: u64, sessions: usize) -> Vec<ClosedBar> {
    market(seed, sessions, |last, dice| last + dice.gen_range(-0.003..0.003))
}

/// Returns that undo a part of what lies behind them.
fn reverting(seed: u64, sessions: usize) -> Vec<ClosedBar> {
    market(seed, sessions, |last, dice| last + 0.05 * (libm::log(120.0) - last) + dice.gen_range(-0.003..0.003))
}

fn observe<S: Signal>(signal: &mut S, bar: &ClosedBar) {
    let at = Moment { step: bar.step, at: bar.at };
    signal.observe(&ClosedBars { at, target: Some(bar), watched: &[None; Role::COUNT], sigma: Some(0.012) });
}

fn observe_all<'a, S: Signal>(signal: &mut S, bars: impl IntoIterator<Item = &'a ClosedBar>) {
    for bar in bars {
        observe(signal, bar);
    }
}

/// Hands momentum the days that end with these bars.
fn take_days(momentum: &mut Momentum, lasts: &[ClosedBar]) {
    for last in lasts {
        momentum.take_day(None, &day(last));
    }
}

/// What a signal says at each of the bars.
fn said<S: Signal + Default>(bars: &[ClosedBar]) -> Vec<Said> {
    let mut signal = S::default();
    let said = bars.iter().map(|bar| {
        observe(&mut signal, bar);
        signal.read(Moment { step: bar.step, at: bar.at })
    });
    said.collect()
}

fn score(said: &Said) -> Option<f64> {
    said.reading.score().map(Score::get)
}

/// The same bars with other prices: a function of log prices, and whether it turns them upside down.
fn with_prices(bars: &[ClosedBar], turned: bool, price: impl Fn(f64) -> f64) -> Vec<ClosedBar> {
    let changed = |bar: &ClosedBar| {
        let of = |log_price: LogPrice| log(price(log_price.get()));
        let (high, low) = if turned { (bar.low, bar.high) } else { (bar.high, bar.low) };
        ClosedBar { open: of(bar.open), high: of(high), low: of(low), close: of(bar.close), ..*bar }
    };
    bars.iter().map(changed).collect()
}

fn assert_common_laws<S: Signal + Default>(bars: &[ClosedBar]) {
    let name = S::KIND.name();
    let here = said::<S>(bars);
    let spoken = here.iter().filter(|said| score(said).is_some()).count();
    assert!(spoken > 100, "{name} speaks {spoken} times");
    assert!(here.iter().all(|said| said.grounds.age_s == Some(0)), "{name}: a bar of this very moment has no age");

    // The mirrored market gives the negated scores, bit for bit.
    let there = said::<S>(&with_prices(bars, true, |log_price| libm::exp(-log_price)));
    for (one, other) in here.iter().zip(&there) {
        match (one.reading, other.reading) {
            (Reading::Speaks(one), Reading::Speaks(other)) => assert_eq!(one.get(), -other.get(), "{name}"),
            (one, other) => assert_eq!(one, other, "{name}"),
        }
    }

    // Shares at twice the price are the same market.
    let doubled = said::<S>(&with_prices(bars, false, |log_price| 2.0 * libm::exp(log_price)));
    for (one, other) in here.iter().zip(&doubled) {
        let difference = score(one).unwrap_or(9.0) - score(other).unwrap_or(9.0);
        assert!(difference.abs() < 1e-9, "{name}: {one:?} and {other:?}");
    }

    // A price that stands still has no side.
    let still = said::<S>(&with_prices(bars, false, |_| 120.0));
    assert!(still.iter().all(|said| score(said).is_none_or(|score| score == 0.0)), "{name}");

    // Bars without volume, bars that are missing, a volume that no company has: there is always a number or a reason.
    let mut dice = ChaCha8Rng::seed_from_u64(4);
    let mut broken: Vec<ClosedBar> = bars.iter().filter(|_| dice.gen_bool(0.7)).copied().collect();
    for bar in &mut broken {
        bar.volume = [0.0, 1.0, f64::MAX][dice.gen_range(0..3)];
    }
    let broken = said::<S>(&broken);
    let sound = |said: &Said| said.reading != Reading::Abstains(Abstention::BadInput);
    assert!(broken.iter().all(sound) && broken.iter().any(|said| score(said).is_some()), "{name}");
}

#[test]
fn technical_analysis_keeps_the_common_laws() {
    assert_common_laws::<TechnicalAnalysis>(&walk(1, 30));
}

#[test]
fn volatility_analysis_keeps_the_common_laws() {
    assert_common_laws::<VolatilityAnalysis>(&walk(2, 60));
}

#[test]
fn momentum_keeps_the_common_laws() {
    assert_common_laws::<Momentum>(&walk(3, 140));
}

#[test]
fn mean_reversion_keeps_the_common_laws() {
    assert_common_laws::<MeanReversion>(&reverting(4, 50));
}

/// What it says at the last bar, and what after so many more sessions and slots without one.
fn after_silence<S: Signal + Default>(bars: &[ClosedBar], sessions: usize, slots: i64) -> [Said; 2] {
    let mut signal = S::default();
    observe_all(&mut signal, bars);
    let last = bars.last().unwrap();
    let later = Step { session: last.step.session + sessions, slot: slots };
    let at = ExchangeCalendar::nyse().instant(later).unwrap();
    [Moment { step: last.step, at: last.at }, Moment { step: later, at }].map(|at| signal.read(at))
}

#[test]
fn without_new_bars_every_signal_falls_silent_after_its_time() {
    let (short, long) = (reverting(5, 60), walk(5, 140));
    let stale = Reading::Abstains(Abstention::Stale);
    let [spoken, fresh] = after_silence::<TechnicalAnalysis>(&short, 1, 2);
    assert_eq!(spoken.reading, fresh.reading);
    // 16:00 to 10:00 is half an hour of trading, but 18 hours.
    assert_eq!((spoken.grounds.age_s, fresh.grounds.age_s), (Some(0), Some(64_800)));
    assert_eq!(after_silence::<TechnicalAnalysis>(&short, 1, 3)[1].reading, stale);
    assert_ne!(after_silence::<MeanReversion>(&short, 1, 2)[1].reading, stale);
    assert_eq!(after_silence::<MeanReversion>(&short, 1, 3)[1].reading, stale);
    assert_ne!(after_silence::<VolatilityAnalysis>(&short, 1, 26)[1].reading, stale);
    assert_eq!(after_silence::<VolatilityAnalysis>(&short, 2, 1)[1].reading, stale);
    assert_ne!(after_silence::<Momentum>(&long, 1, 26)[1].reading, stale);
    assert_eq!(after_silence::<Momentum>(&long, 2, 1)[1].reading, stale);
}

#[test]
fn a_rise_is_a_trend_and_its_volume_confirms_it() {
    let mut bars = walk(6, 30);
    let quiet = bars.len() - 40;
    let top = bars[quiet].close.get();
    for (ago, bar_) in bars[quiet..].iter_mut().enumerate() {
        let (before, close) = (top + 0.002 * ago as f64, top + 0.002 * (ago + 1) as f64);
        *bar_ = bar(bar_.step, [before, close, before, close], 1e5);
    }
    let said = said::<TechnicalAnalysis>(&bars);
    let [trend, strength, volume] = said.last().unwrap().grounds.components;
    assert!(trend > 0.5 && strength > 60.0 && volume > 1.0, "{trend} {strength} {volume}");
    assert!(score(said.last().unwrap()).unwrap() > 0.5);
}

#[test]
fn good_variance_speaks_against_the_price_and_stillness_not_at_all() {
    let mut bars = walk(7, 62);
    let day = bars.len() - 52;
    let level = bars[day - 1].close.get();
    // A day of a few jumps up that many small steps down take back, and a day on which nothing happens.
    let mut last = level;
    for (slot, bar_) in bars[day..].iter_mut().enumerate() {
        let close = match slot {
            26.. => last,
            _ if slot % 6 == 5 => last + 0.010,
            _ => last - 0.002,
        };
        *bar_ = bar(bar_.step, [last, last.max(close), last.min(close), close], 1e5);
        last = close;
    }
    let said = said::<VolatilityAnalysis>(&bars);
    let jumpy = said[day + 25];
    let [asymmetry, ratio, sigma] = jumpy.grounds.components;
    assert!(score(&jumpy).unwrap() < -0.3 && asymmetry > 0.3 && ratio > 0.0, "{jumpy:?}");
    assert_eq!(sigma, 0.012);
    assert_eq!(said.last().unwrap().reading, Reading::Abstains(Abstention::NoEvidence));
}

#[test]
fn windows_of_variance_span_the_same_time_whatever_the_bars_are() {
    // Of every hour only its last quarter moves: hourly bars carry the same moves as bars of 15 minutes.
    let mut quarter = 0;
    let bars = market(8, 60, |last, dice| {
        quarter += 1;
        last + if quarter % 4 == 0 { dice.gen_range(-0.003..0.003) } else { 0.0 }
    });
    let full = bars.iter().filter(|bar| bar.step.slot <= 24).copied().collect::<Vec<_>>();
    let hours = full.chunks(4).map(|hour| ClosedBar { open: hour[0].open, covers: 4, ..hour[3] }).collect::<Vec<_>>();
    let (fine, coarse) = (said::<VolatilityAnalysis>(&full), said::<VolatilityAnalysis>(&hours));
    let ratio = |said: &Said| said.grounds.components[1];
    assert!(fine.iter().skip(3).step_by(4).zip(&coarse).skip(160).all(|(fine, coarse)| ratio(fine) == ratio(coarse)));
    assert!(coarse.iter().any(|said| ratio(said) != 0.0));
}

#[test]
fn a_price_far_from_home_is_drawn_back_where_prices_have_been() {
    let mut spoken = 0;
    for said in &said::<MeanReversion>(&reverting(9, 60)) {
        let ([session, average, ratio], Some(score)) = (said.grounds.components, score(said)) else { continue };
        spoken += 1;
        assert!(ratio < 1.0);
        if session > 0.5 && average > 0.5 {
            assert!(score < 0.0, "{said:?}");
        }
    }
    assert!(spoken > 500, "{spoken}");
    // Where every move carries on there is nothing to come back.
    let mut drift = 0.0;
    let trending = market(10, 60, |last, dice| {
        drift = 0.9 * drift + dice.gen_range(-0.001..0.001);
        last + drift
    });
    let trending = said::<MeanReversion>(&trending);
    assert!(trending.iter().skip(520).all(|said| score(said) == Some(0.0) && said.grounds.components[2] > 1.0));
}

/// The day's bar of a session that closes with that bar.
fn day(last: &ClosedBar) -> DayBar {
    let date = ExchangeCalendar::nyse().session(last.step.session).unwrap().date;
    let close = libm::exp(last.close.get());
    let prices = Prices { open: close, high: close, low: close, close };
    DayBar::new(Symbol::new("RTX").unwrap(), SourceName::UNNAMED, date, prices, 1.0).unwrap()
}

/// The last bar of each session.
fn ends(bars: &[ClosedBar]) -> Vec<ClosedBar> {
    bars.iter().filter(|bar| bar.ends_session).copied().collect()
}

fn noon(bars: &[ClosedBar], session: usize) -> &[ClosedBar] {
    let from = bars.partition_point(|bar| bar.step.session < session);
    let to = bars.partition_point(|bar| bar.step < Step { session, slot: 11 });
    &bars[from..to]
}

#[test]
fn days_warm_momentum_up_as_bars_do() {
    let bars = walk(11, 150);
    let (mut by_bars, mut by_days) = (Momentum::default(), Momentum::default());
    observe_all(&mut by_bars, bars.iter().filter(|bar| bar.step.session < FIRST + 149));
    take_days(&mut by_days, &ends(&bars)[..149]);
    let noon = noon(&bars, FIRST + 149);
    let at = Moment { step: noon.last().unwrap().step, at: noon.last().unwrap().at };
    let [by_bars, by_days] = [&mut by_bars, &mut by_days].map(|momentum| {
        observe_all(momentum, noon);
        momentum.read(at)
    });
    assert!(score(&by_days).is_some());
    assert_eq!(by_bars, by_days);
}

#[test]
fn no_session_counts_twice_in_momentum() {
    let bars = walk(12, 130);
    let mut momentum = Momentum::default();
    for bar in &bars {
        observe(&mut momentum, bar);
        if bar.ends_session {
            let before = momentum.clone();
            momentum.take_day(None, &day(bar));
            assert_eq!(momentum, before);
        }
    }
    // A day of a watched symbol, or one that has long passed, changes nothing either.
    let before = momentum.clone();
    momentum.take_day(Some(Role::Market), &day(&walk(12, 131)[bars.len() + 25]));
    momentum.take_day(None, &day(&bars[25]));
    assert_eq!(momentum, before);
    // Where the day came first, the bars of its session add nothing to the daily series.
    let more = walk(12, 132);
    let mut at_noon = |session: usize| {
        observe_all(&mut momentum, noon(&more, session));
        let last = noon(&more, session).last().unwrap();
        momentum.read(Moment { step: last.step, at: last.at })
    };
    let first = at_noon(FIRST + 130);
    assert!(score(&first).is_some());
    let closing = more.iter().find(|bar| bar.ends_session && bar.step.session == FIRST + 130).unwrap();
    let mut days_first = Momentum::default();
    take_days(&mut days_first, &ends(&bars));
    days_first.take_day(None, &day(closing));
    let before = days_first.clone();
    for bar in more.iter().filter(|bar| bar.step.session == FIRST + 130) {
        observe(&mut days_first, bar);
        let read = |momentum: &Momentum| momentum.read(Moment { step: closing.step, at: closing.at }).reading;
        assert_eq!(read(&days_first), read(&before));
    }
}

#[test]
fn momentum_outlives_a_gap_in_the_bars_that_days_bridge() {
    let bars = walk(13, 200);
    let gap = |bridged: bool, sessions: usize| {
        let mut momentum = Momentum::default();
        observe_all(&mut momentum, bars.iter().filter(|bar| bar.step.session < FIRST + 140));
        if bridged {
            take_days(&mut momentum, &ends(&bars)[140..140 + sessions]);
        }
        momentum.break_off();
        let back = noon(&bars, FIRST + 140 + sessions);
        observe_all(&mut momentum, back);
        let last = back.last().unwrap();
        momentum.read(Moment { step: last.step, at: last.at })
    };
    assert!(score(&gap(true, 40)).is_some());
    assert_eq!(gap(false, 40).reading, Reading::Abstains(Abstention::WarmingUp));
    assert_eq!(gap(false, 5).reading, Reading::Abstains(Abstention::WarmingUp), "six sessions from close to close");
    assert!(score(&gap(false, 4)).is_some());
}
