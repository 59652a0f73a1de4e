//! The gate against streams that a seeded generator made dirty, and each rule by itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::domain::headline::TITLE_CHARS_MAX;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use crate::feeds::vendor::{VendorDay, VendorHeadline};

const FIRST: &str = "2026-01-05T14:30:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn asked(symbol: &str) -> Asked {
    let source = SourceName::new("test").unwrap();
    Asked { symbol: Symbol::new(symbol).unwrap(), source, interval: Interval::M5 }
}

fn bar(start: Timestamp, close: f64) -> VendorBar {
    // The volume tells one bar from another, as it does on a market.
    let volume = f64::from(u32::try_from(start.as_second().rem_euclid(100_000)).unwrap());
    VendorBar {
        start,
        open: Some(close),
        high: Some(close * 1.001),
        low: Some(close * 0.999),
        close: Some(close),
        volume: Some(volume),
    }
}

/// So many five-minute places of the sessions from `first` on.
fn places(first: &str, count: usize) -> Vec<Timestamp> {
    let calendar = ExchangeCalendar::nyse();
    let index = calendar.index_at_or_before(at(first)).unwrap();
    let sessions = calendar.sessions()[index..].iter();
    sessions
        .flat_map(|session| {
            (0..session.seconds() / 300).map(|slot| session.open + SignedDuration::from_secs(300 * slot))
        })
        .take(count)
        .collect()
}

fn offer(gate: &mut Gate, closes: &[f64]) -> (Vec<Verdict>, Vec<f64>) {
    let (mut verdicts, mut admitted) = (Vec::new(), Vec::new());
    for (start, close) in places(FIRST, closes.len()).into_iter().zip(closes) {
        verdicts.push(gate.admit_bar(&asked("RTX"), &bar(start, *close), Timestamp::MAX, &mut admitted));
    }
    (verdicts, admitted.iter().map(Bar::close).collect())
}

fn adds_up(gate: &Gate) {
    let Totals { offered, admitted, refused, held } = gate.counts().totals();
    assert_eq!(offered, admitted + refused + held);
}

#[test]
fn a_jump_comes_in_when_the_next_bar_confirms_it() {
    let mut gate = Gate::new(rtx());
    let (verdicts, admitted) = offer(&mut gate, &[100.0, 110.0, 109.0, 109.5]);
    assert_eq!(verdicts, [Verdict::Admitted, Verdict::Held, Verdict::Admitted, Verdict::Admitted]);
    assert_eq!(admitted, [100.0, 110.0, 109.0, 109.5]);
    adds_up(&gate);
}

#[test]
fn a_jump_that_is_not_confirmed_never_comes_in() {
    let mut gate = Gate::new(rtx());
    let (verdicts, admitted) = offer(&mut gate, &[100.0, 110.0, 100.1]);
    assert_eq!((verdicts[1], admitted), (Verdict::Held, vec![100.0, 100.1]));
    assert_eq!(gate.counts().by_reason(), &BTreeMap::from([(Refused::Jump, 1)]));
    assert_eq!(gate.take_refusals().len(), 1);
    assert!(gate.take_refusals().is_empty(), "each refusal is handed over once");
    adds_up(&gate);
    // A bad high with a sound close is a bad print all the same.
    let mut gate = Gate::new(rtx());
    let [first, second, third] = places(FIRST, 3)[..] else { panic!() };
    let mut out = Vec::new();
    gate.admit_bar(&asked("RTX"), &bar(first, 100.0), Timestamp::MAX, &mut out);
    let spike = VendorBar { high: Some(140.0), ..bar(second, 100.2) };
    assert_eq!(gate.admit_bar(&asked("RTX"), &spike, Timestamp::MAX, &mut out), Verdict::Held);
    gate.admit_bar(&asked("RTX"), &bar(third, 100.3), Timestamp::MAX, &mut out);
    assert_eq!(out.len(), 2);
}

#[test]
fn a_night_may_move_more_than_five_minutes_and_the_volatility_index_more_than_a_share() {
    let last = places(FIRST, 78)[77];
    let first = places(FIRST, 79)[78];
    let verdict = |symbol: &str, starts: [Timestamp; 2], ratio: f64| {
        let (mut gate, mut out) = (Gate::new(rtx()), Vec::new());
        gate.admit_bar(&asked(symbol), &bar(starts[0], 20.0), Timestamp::MAX, &mut out);
        gate.admit_bar(&asked(symbol), &bar(starts[1], 20.0 * ratio), Timestamp::MAX, &mut out)
    };
    assert_eq!(verdict("RTX", [last, first], 1.10), Verdict::Admitted);
    assert_eq!(verdict("RTX", [last, first], 1.14), Verdict::Held);
    let within = [places(FIRST, 2)[0], places(FIRST, 2)[1]];
    assert_eq!(verdict("RTX", within, 1.06), Verdict::Held);
    assert_eq!(verdict("VIX", within, 1.5), Verdict::Admitted);
    assert_eq!(verdict("VIX", within, 2.0), Verdict::Held);
    assert_eq!(verdict("VIX", [last, first], 2.0), Verdict::Admitted);
}

#[test]
fn after_a_split_everything_is_refused() {
    let mut gate = Gate::new(rtx());
    let mut out = Vec::new();
    let starts = places(FIRST, 82);
    for (slot, start) in starts.iter().enumerate() {
        let price = if slot < 78 { 200.0 } else { 100.5 };
        gate.admit_bar(&asked("RTX"), &bar(*start, price), Timestamp::MAX, &mut out);
    }
    assert_eq!((out.len(), gate.is_split(rtx())), (78, true));
    assert_eq!(gate.counts().by_reason()[&Refused::Split], 4);
    adds_up(&gate);
    // A new record begins with a new gate.
    let mut gate = Gate::new(rtx());
    let next = places(FIRST, 83)[82];
    assert_eq!(gate.admit_bar(&asked("RTX"), &bar(next, 100.0), Timestamp::MAX, &mut out), Verdict::Admitted);
    // Told by the vendor before any price says it.
    let day = jiff::civil::date(2026, 1, 7);
    let fetched = |day| jiff::civil::date(2026, 1, day);
    assert!(!gate.tell_split(rtx(), day, fetched(7)), "a history that was fetched since then fits");
    assert!(gate.tell_split(rtx(), day, fetched(6)), "one that was fetched before does not");
    assert!(!gate.tell_split(rtx(), day, fetched(6)), "that is news once");
    let later = places(FIRST, 84)[83];
    let verdict = gate.admit_bar(&asked("RTX"), &bar(later, 100.0), Timestamp::MAX, &mut out);
    assert_eq!(verdict, Verdict::Refused(Refused::Split));
}

#[test]
fn a_source_that_stands_still_is_not_believed() {
    let (mut gate, mut out) = (Gate::new(rtx()), Vec::new());
    for start in places(FIRST, 6) {
        let still = VendorBar { volume: Some(500.0), ..bar(start, 100.0) };
        gate.admit_bar(&asked("RTX"), &still, Timestamp::MAX, &mut out);
    }
    assert_eq!((out.len(), gate.counts().by_reason()[&Refused::Repeated]), (2, 4));
    let mut gate = Gate::new(rtx());
    let mut out = Vec::new();
    for (slot, start) in places(FIRST, 5).into_iter().enumerate() {
        let price = if slot == 0 { 100.0 } else { 120.0 };
        let still = VendorBar { volume: Some(500.0), ..bar(start, price) };
        gate.admit_bar(&asked("RTX"), &still, Timestamp::MAX, &mut out);
    }
    assert_eq!(out.len(), 1, "a bad price does not confirm itself by standing still");
    adds_up(&gate);
}

#[test]
fn an_answer_from_a_wrong_time_zone_is_refused_whole() {
    let mut gate = Gate::new(rtx());
    let good: Vec<VendorBar> = places(FIRST, 78).into_iter().map(|start| bar(start, 100.0)).collect();
    let shifted: Vec<VendorBar> =
        good.iter().map(|bar| VendorBar { start: bar.start - SignedDuration::from_hours(5), ..*bar }).collect();
    assert!(gate.admit_bars(&asked("RTX"), &shifted, Timestamp::MAX).is_empty());
    assert_eq!(gate.counts().by_reason(), &BTreeMap::from([(Refused::TimeZone, 78)]));
    assert_eq!(gate.admit_bars(&asked("RTX"), &good, Timestamp::MAX).len(), 78);
    adds_up(&gate);
}

#[test]
fn every_other_fault_has_its_reason() {
    let mut gate = Gate::new(rtx());
    let mut out = Vec::new();
    let starts = places(FIRST, 6);
    let good = bar(starts[2], 100.0);
    let now = starts[3];
    assert_eq!(gate.admit_bar(&asked("RTX"), &bar(starts[0], 100.0), now, &mut out), Verdict::Admitted);
    assert_eq!(gate.admit_bar(&asked("RTX"), &good, now, &mut out), Verdict::Admitted);
    let minutes = |start: Timestamp, minutes| start + SignedDuration::from_mins(minutes);
    let cases = [
        (good, Refused::Duplicate),
        (VendorBar { close: Some(100.05), ..good }, Refused::Duplicate),
        (bar(starts[1], 100.0), Refused::OutOfOrder),
        (VendorBar { close: None, ..bar(starts[3], 100.0) }, Refused::Price),
        (VendorBar { open: Some(f64::NAN), ..bar(starts[3], 100.0) }, Refused::Price),
        (VendorBar { low: Some(0.0), ..bar(starts[3], 100.0) }, Refused::Price),
        (VendorBar { low: Some(-1.0), ..bar(starts[3], 100.0) }, Refused::Price),
        (VendorBar { low: Some(100.5), ..bar(starts[3], 100.0) }, Refused::Enclosure),
        (VendorBar { volume: None, ..bar(starts[3], 100.0) }, Refused::Volume),
        (VendorBar { volume: Some(-1.0), ..bar(starts[3], 100.0) }, Refused::Volume),
        (bar(minutes(starts[3], 1), 100.0), Refused::Start),
        (bar(starts[3], 100.0), Refused::Future),
        (bar(minutes(starts[0], -60), 100.0), Refused::OutsideSession),
        (bar(at("2026-01-04T15:00:00Z"), 100.0), Refused::OutsideSession),
        (bar(at("2026-01-05T21:00:00Z"), 100.0), Refused::OutsideSession),
    ];
    for (offered, reason) in cases {
        let verdict = gate.admit_bar(&asked("RTX"), &offered, now, &mut out);
        assert_eq!(verdict, Verdict::Refused(reason), "{offered:?}");
    }
    gate.count_left_out(rtx(), SourceName::UNNAMED, now, &[(Refused::WrongSymbol, 2), (Refused::MissingField, 1)]);
    assert_eq!(gate.counts().by_reason()[&Refused::WrongSymbol], 2);
    assert_eq!(out.len(), 2);
    assert_eq!(gate.counts().gaps()[&rtx()], (1, 1), "one bar is missing between the two good ones");
    adds_up(&gate);
    // An index trades no shares.
    let index = VendorBar { volume: None, ..bar(starts[0], 15.0) };
    assert_eq!(gate.admit_bar(&asked("VIX"), &index, now, &mut out), Verdict::Admitted);
}

#[test]
fn the_last_hourly_bar_of_a_session_is_cut_short() {
    let (mut gate, mut out) = (Gate::new(rtx()), Vec::new());
    let hourly = Asked { interval: Interval::H1, ..asked("RTX") };
    for start in ["2026-01-05T19:30:00Z", "2026-01-05T20:30:00Z"] {
        gate.admit_bar(&hourly, &bar(at(start), 100.0), Timestamp::MAX, &mut out);
    }
    assert_eq!(out.iter().map(Bar::interval).collect::<Vec<_>>(), [Interval::H1, Interval::M30]);
    assert_eq!(
        gate.admit_bar(&hourly, &bar(at("2026-01-06T15:00:00Z"), 100.0), Timestamp::MAX, &mut out),
        Verdict::Refused(Refused::Start)
    );
}

#[test]
fn days_have_the_same_rules() {
    let mut gate = Gate::new(rtx());
    let source = SourceName::new("test").unwrap();
    let mut out = Vec::new();
    let mut offer = |gate: &mut Gate, day: i8, close: f64, now: &str| {
        let offered = VendorDay { date: jiff::civil::date(2026, 1, day), bar: bar(at(FIRST), close) };
        gate.admit_day(rtx(), source, &offered, at(now), &mut out)
    };
    let late = "2026-02-01T00:00:00Z";
    assert_eq!(offer(&mut gate, 5, 100.0, late), Verdict::Admitted);
    assert_eq!(offer(&mut gate, 5, 100.0, late), Verdict::Refused(Refused::Duplicate));
    assert_eq!(offer(&mut gate, 2, 100.0, late), Verdict::Refused(Refused::OutOfOrder));
    assert_eq!(offer(&mut gate, 10, 100.0, late), Verdict::Refused(Refused::OutsideSession));
    assert_eq!(offer(&mut gate, 6, 100.0, "2026-01-06T20:00:00Z"), Verdict::Refused(Refused::Future));
    assert_eq!(offer(&mut gate, 6, 160.0, late), Verdict::Held);
    assert_eq!(offer(&mut gate, 7, 101.0, late), Verdict::Admitted);
    assert_eq!(offer(&mut gate, 8, 50.0, late), Verdict::Held);
    assert_eq!(offer(&mut gate, 9, 50.5, late), Verdict::Refused(Refused::Split));
    assert!(gate.is_split(rtx()));
    adds_up(&gate);
    assert_eq!(out.iter().map(DayBar::date).map(jiff::civil::Date::day).collect::<Vec<_>>(), [5, 7]);
}

#[test]
fn a_headline_comes_once_in_a_week() {
    let mut gate = Gate::new(rtx());
    let vendor = SourceName::new("test").unwrap();
    let now = at(FIRST);
    let headline = |id: &str, title: &str, published: Timestamp| VendorHeadline {
        id: id.to_owned(),
        publisher: "Wire & Sons of long name".to_owned(),
        published,
        title: title.to_owned(),
        symbols_named: 4,
    };
    let hours = |hours| now + SignedDuration::from_hours(hours);
    let taken = gate.admit_headline(rtx(), vendor, &headline("a", "RTX wins", hours(-1)), now).unwrap();
    assert_eq!((taken.source.as_str(), taken.relevance.get(), taken.received), ("Wire&Sonsoflongn", 0.25, now));
    let refusals = [
        (headline("a", "RTX wins", hours(-1)), Refused::Duplicate),
        (headline("b", " .. ", hours(-1)), Refused::Headline),
        (headline("", "RTX wins", hours(-1)), Refused::Headline),
        (headline("c", "RTX wins", hours(1)), Refused::Future),
    ];
    for (offered, reason) in refusals {
        assert_eq!(gate.admit_headline(rtx(), vendor, &offered, now), Err(reason));
    }
    assert!(gate.has_seen(rtx(), "a", hours(24)) && !gate.has_seen(rtx(), "a", hours(24 * 8)));
    let seconds_ahead = headline("d", &"x".repeat(900), now + SignedDuration::from_secs(30));
    let taken = gate.admit_headline(rtx(), vendor, &seconds_ahead, now).unwrap();
    assert_eq!((taken.published, taken.title.len()), (now, TITLE_CHARS_MAX));
    adds_up(&gate);
}

#[test]
fn a_chain_must_be_of_its_underlying_and_move() {
    let mut gate = Gate::new(rtx());
    let source = SourceName::new("test").unwrap();
    let mut out = Vec::new();
    gate.admit_bar(&asked("RTX"), &bar(at(FIRST), 100.0), Timestamp::MAX, &mut out);
    let chain = |symbol: &str, minutes: i64, spot: f64, bid: f64| {
        let quote = OptionQuote {
            expiry: jiff::civil::date(2026, 2, 20),
            right: OptionRight::Call,
            strike: 100.0,
            bid,
            ask: bid + 0.1,
            last: None,
            volume: 1,
            open_interest: 1,
            implied_volatility: None,
            delta: None,
        };
        let when = at(FIRST) + SignedDuration::from_mins(minutes);
        Arc::new(ChainSnapshot::new(Symbol::new(symbol).unwrap(), source, when, spot, vec![quote]).unwrap().0)
    };
    let now = at(FIRST) + SignedDuration::from_hours(2);
    let mut verdict = |chain: Arc<ChainSnapshot>| gate.admit_chain(rtx(), source, &chain, now);
    assert_eq!(verdict(chain("LMT", 15, 100.0, 1.0)), Verdict::Refused(Refused::WrongSymbol));
    assert_eq!(verdict(chain("RTX", 15, 140.0, 1.0)), Verdict::Refused(Refused::Jump));
    assert_eq!(verdict(chain("RTX", 180, 100.0, 1.0)), Verdict::Refused(Refused::Future));
    assert_eq!(verdict(chain("RTX", 15, 100.0, 1.0)), Verdict::Admitted);
    assert_eq!(verdict(chain("RTX", 15, 100.0, 1.2)), Verdict::Refused(Refused::Duplicate));
    assert_eq!(verdict(chain("RTX", 10, 100.0, 1.2)), Verdict::Refused(Refused::OutOfOrder));
    assert_eq!(verdict(chain("RTX", 30, 100.0, 1.0)), Verdict::Admitted);
    assert_eq!(verdict(chain("RTX", 45, 100.0, 1.0)), Verdict::Refused(Refused::Repeated));
    assert_eq!(verdict(chain("RTX", 60, 100.0, 1.2)), Verdict::Admitted);
    adds_up(&gate);
}

/// What a generator did to a stream.
#[derive(Default)]
struct Dirt {
    offered: Vec<(VendorBar, bool)>,
    injected: BTreeMap<Refused, u64>,
}

/// A market of good bars with one real jump, made dirty bar by bar.
fn dirty(seed: u64) -> Dirt {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut dirt = Dirt::default();
    let starts = places(FIRST, 78 * 3);
    let jump_at = dice.gen_range(20..200);
    let mut printed = None;
    let mut price: f64 = 100.0;
    for (slot, start) in starts.iter().enumerate() {
        price *= 1.0 + dice.gen_range(-0.004..0.004);
        if slot == jump_at {
            price *= if dice.gen_bool(0.5) { 1.09 } else { 0.91 };
        }
        let good = bar(*start, price);
        // Dirt beside a real jump would make even a person doubt which of the two is the market.
        if slot.abs_diff(jump_at) > 2 && dice.gen_bool(0.25) {
            // Two bad prints in a row at one level are a level: nobody could tell.
            let (bad, reason) = spoil(&mut dice, good, &starts, slot);
            if reason == Refused::Jump && printed.replace(slot).is_some_and(|printed| printed + 1 == slot) {
                printed = None;
                dirt.offered.push((good, true));
                continue;
            }
            *dirt.injected.entry(reason).or_default() += 1;
            dirt.offered.push((bad, false));
            if reason == Refused::Jump {
                // The bad print takes the place of the good one.
                continue;
            }
        }
        dirt.offered.push((good, true));
    }
    dirt
}

fn spoil(dice: &mut ChaCha8Rng, good: VendorBar, starts: &[Timestamp], slot: usize) -> (VendorBar, Refused) {
    let shares = good.close.unwrap();
    let last = slot.checked_sub(1).map(|slot| starts[slot]);
    match (dice.gen_range(0..11), last) {
        (0, Some(last)) => (bar(last, shares), Refused::Duplicate),
        (1, Some(_)) => (bar(starts[0] - SignedDuration::from_hours(24 * 3), shares), Refused::OutOfOrder),
        (2, _) => (VendorBar { close: Some(f64::NAN), ..good }, Refused::Price),
        (3, _) => (VendorBar { open: Some(0.0), ..good }, Refused::Price),
        (4, _) => (VendorBar { low: Some(-shares), ..good }, Refused::Price),
        (5, _) => (VendorBar { high: None, ..good }, Refused::Price),
        (6, _) => (VendorBar { high: Some(shares * 0.99), ..good }, Refused::Enclosure),
        (7, _) => (VendorBar { volume: Some(f64::INFINITY), ..good }, Refused::Volume),
        (8, _) => (VendorBar { start: good.start + SignedDuration::from_secs(7), ..good }, Refused::Start),
        (9, _) => (bar(starts[0] - SignedDuration::from_hours(2), shares), Refused::OutsideSession),
        _ if slot > 0 => {
            let factor = [1.3, 0.7, 10.0, 0.01, 2.0][dice.gen_range(0..5)];
            (bar(good.start, shares * factor), Refused::Jump)
        }
        _ => (VendorBar { close: None, ..good }, Refused::Price),
    }
}

#[test]
fn nothing_bad_gets_in_and_everything_good_does() {
    let (mut offered, mut refused) = (0, BTreeMap::<Refused, u64>::new());
    for seed in 0..200 {
        let dirt = dirty(seed);
        let (mut gate, mut admitted) = (Gate::new(rtx()), Vec::new());
        for (bar, _) in &dirt.offered {
            gate.admit_bar(&asked("RTX"), bar, Timestamp::MAX, &mut admitted);
            adds_up(&gate);
        }
        let good: Vec<(Timestamp, f64)> =
            dirt.offered.iter().filter(|(_, good)| *good).map(|(bar, _)| (bar.start, bar.close.unwrap())).collect();
        let came: Vec<(Timestamp, f64)> = admitted.iter().map(|bar| (bar.start(), bar.close())).collect();
        let held = gate.counts().totals().held;
        assert!(held <= 1, "seed {seed}");
        assert!(came == good, "seed {seed}, {held} held: {} came, {} are good", came.len(), good.len());
        let mut told = gate.counts().by_reason().clone();
        if held == 1 {
            *told.entry(Refused::Jump).or_default() += 1;
        }
        assert_eq!(told, dirt.injected, "seed {seed}");
        offered += gate.counts().totals().offered;
        for (reason, count) in told {
            *refused.entry(reason).or_default() += count;
        }
    }
    println!("{offered} bars offered in 200 streams, refused: {refused:?}");
    assert!(refused.len() >= 8);
}
