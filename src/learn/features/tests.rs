//! What features promise: the mirror to the bit, one row wherever the stream began, no number that is none, and one schema.

use jiff::Timestamp;

use super::*;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::signal::{Abstention, Reading, Readings, SignalKind};
use crate::domain::training::ModelId;
use crate::domain::training::observation::Seen;
use crate::domain::unit::{LogPrice, Score};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Decisions of a market in which signals now and then are silent, decisions now and then are missing, and once three weeks are.
fn market(seed: u64, count: usize) -> Vec<Seen> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let from: Timestamp = "2024-01-02T14:00:00Z".parse().unwrap();
    let mut log = 4.6_f64;
    let mut all: Vec<Seen> = Vec::new();
    for (place, at) in ExchangeCalendar::nyse().decisions_between(from, Timestamp::MAX).take(count).enumerate() {
        log += dice.gen_range(-0.004..0.004);
        let reading = |dice: &mut ChaCha8Rng| match dice.gen_range(0..10) {
            0 => Reading::Abstains(Abstention::Stale),
            _ => Reading::Speaks(Score::new(dice.gen_range(-1.0..1.0)).unwrap()),
        };
        let sigma = dice.gen_range(0.01..0.02);
        let seen = Seen {
            at,
            price: libm::exp(LogPrice::of(libm::exp(log)).unwrap().get()),
            readings: Readings(std::array::from_fn(|_| reading(&mut dice))),
            ages_s: std::array::from_fn(|_| dice.gen_bool(0.9).then(|| dice.gen_range(0..100_000))),
            components: std::array::from_fn(|_| std::array::from_fn(|_| dice.gen_range(-2.0..2.0))),
            sigmas: [sigma * 0.4, sigma * 0.8, sigma],
            bands: [sigma * 0.1, sigma * 0.2, sigma * 0.25],
        };
        if !dice.gen_bool(0.05) && !(2_000..2_400).contains(&place) {
            all.push(seen);
        }
    }
    all
}

/// The same decision in the mirrored market.
fn mirrored(seen: &Seen) -> Seen {
    let mut there = *seen;
    there.price = libm::exp(-LogPrice::of(seen.price).unwrap().get());
    for reading in &mut there.readings.0 {
        if let Reading::Speaks(score) = reading {
            *score = Score::new(-score.get()).unwrap();
        }
    }
    for (kind, components) in SignalKind::ALL.into_iter().zip(&mut there.components) {
        for (component, name) in components.iter_mut().zip(kind.components()) {
            let column =
                (0..columns().tabular).find(|at| super::name(*at) == format!("{}.{name}", kind.name())).unwrap();
            if is_odd(column) {
                *component = -*component;
            }
        }
    }
    there
}

fn rows(market: &[Seen]) -> Vec<Vec<f32>> {
    let mut memory = Memory::default();
    market.iter().map(|seen| memory.take(seen)).collect()
}

fn bits(row: &[f32]) -> Vec<u32> {
    row.iter().map(|value| value.to_bits()).collect()
}

fn value(row: &[f32], name: &str) -> f32 {
    row[(0..row.len()).find(|column| super::name(*column) == name).unwrap()]
}

#[test]
fn the_mirrored_market_gives_the_mirrored_row_bit_for_bit() {
    let here = market(1, 1_200);
    let there: Vec<_> = here.iter().map(mirrored).collect();
    for (mut one, other) in rows(&here).into_iter().zip(rows(&there)) {
        mirror(&mut one);
        assert_eq!(bits(&one), bits(&other));
        let mut back = other.clone();
        mirror(&mut back);
        mirror(&mut back);
        assert_eq!(bits(&back), bits(&other));
    }
}

#[test]
fn what_came_later_changes_no_row_and_what_lies_far_back_neither() {
    let all = market(2, 3_600);
    let whole = rows(&all);
    assert_eq!(
        rows(&all[..500]).iter().map(|row| bits(row)).collect::<Vec<_>>(),
        whole[..500].iter().map(|row| bits(row)).collect::<Vec<_>>()
    );
    let late = rows(&all[700..]);
    let settled = 26 * 62;
    for (late, whole) in late.iter().zip(&whole[700..]).skip(settled) {
        assert_eq!(bits(late), bits(whole));
    }
}

#[test]
fn every_number_is_finite_or_missing_whatever_is_seen() {
    let mut all = market(3, 900);
    for (place, seen) in all.iter_mut().enumerate() {
        match place % 7 {
            0 => seen.sigmas = [0.0; 3],
            1 => seen.price = f64::MAX,
            2 => seen.price = f64::MIN_POSITIVE,
            3 => seen.components = [[f32::INFINITY, f32::NAN, f32::MAX]; 8],
            4 => seen.bands = [f64::INFINITY; 3],
            5 => seen.price = f64::NAN,
            _ => seen.sigmas = [f64::NAN, 1e-300, 1e-300],
        }
    }
    for row in rows(&all) {
        assert_eq!(row.len(), columns().count());
        assert!(row.iter().all(|value| !value.is_infinite()));
        assert!(row[columns().tabular..].iter().all(|value| value.is_finite()));
    }
}

#[test]
fn columns_say_what_their_names_say() {
    let all = market(4, 1_900);
    let mut memory = Memory::default();
    let mut made = all.iter().map(|seen| memory.take(seen)).collect::<Vec<_>>();
    let (seen, row) = (all.last().unwrap(), made.pop().unwrap());
    let calendar = ExchangeCalendar::nyse();
    let number = |seen: &Seen| calendar.number(calendar.decision_at(seen.at).unwrap()).unwrap();
    let day_ago = all.iter().find(|other| number(other) == number(seen) - 26).unwrap();
    let by = libm::log(seen.price / day_ago.price) / seen.sigmas[2];
    assert!((f64::from(value(&row, "return_26")) - by).abs() < 1e-5);
    for (kind, reading) in seen.readings.iter() {
        let score = reading.score().map_or(f32::NAN, |score| score.get() as f32);
        let found = value(&row, &format!("{}.score", kind.name()));
        assert_eq!((found.to_bits(), found.is_nan()), (score.to_bits(), reading.score().is_none()));
        let silent = f64::from(value(&row, &format!("{}.silent_26", kind.name())));
        let day: Vec<_> = all.iter().filter(|other| number(other) > number(seen) - 26).collect();
        let counted = day.iter().filter(|other| other.readings.of(kind).score().is_none()).count();
        assert!((silent - counted as f64 / day.len() as f64).abs() < 1e-6);
        assert_eq!(value(&row, &format!("{}.score@0", kind.name())), if found.is_nan() { 0.0 } else { found });
    }
    assert_eq!(
        value(&row, "market_regime.turbulence"),
        if seen.ages_s[7].is_some() { seen.components[7][0] } else { f32::NAN }
    );
    assert!(value(&row, "sigma_level").abs() < 0.7);
    let slot = calendar.decision_at(seen.at).unwrap().slot;
    assert_eq!(value(&row, "to_close"), (26 - slot) as f32 * 15.0);
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"].map(|day| value(&row, day));
    assert_eq!(days.iter().sum::<f32>(), 1.0);
    assert_eq!(value(&row, "crosses_close_4h"), f32::from(u8::from(slot + 16 > 26)));
    assert_eq!(signal_of(0), Some(SignalKind::NewsSentiment));
    assert_eq!((name(usize::MAX), signal_of(usize::MAX)), ("", None));
    let mut names: Vec<_> = (0..columns().count()).map(name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), columns().count());
}

#[test]
fn nothing_is_told_across_a_gap() {
    let all = market(5, 2_420);
    let made = rows(&all);
    let gap =
        all.windows(2).position(|pair| (pair[1].at.as_second() - pair[0].at.as_second()) > 10 * 86_400).unwrap() + 1;
    for name in ["return_1", "return_26", "return_130", "momentum.change_26", "squares_26"] {
        assert!(value(&made[gap], name).is_nan(), "{name}");
    }
    assert_eq!(value(&made[gap], "return@0"), 0.0);
    assert!(!value(&made[gap - 1], "return_130").is_nan());
}

#[test]
fn what_was_remembered_last_can_be_replaced_without_a_trace() {
    let all = market(6, 800);
    let (mut one, mut other) = (Memory::default(), Memory::default());
    for (place, seen) in all.iter().enumerate() {
        one.remember(seen);
        let mut wrong = *seen;
        (wrong.price, wrong.sigmas) = (1.0, [1.0; 3]);
        other.take(&wrong);
        if place % 5 == 0 {
            one.replace_last(None);
            other.replace_last(None);
        } else {
            other.replace_last(Some(seen));
        }
        assert_eq!(one, other);
    }
    let bytes = postcard::to_stdvec(&one).unwrap();
    assert!(bytes.len() < 16_384, "{} bytes", bytes.len());
    assert_eq!(postcard::from_bytes::<Memory>(&bytes).unwrap(), one);
}

#[test]
fn the_schema_is_the_one_that_stored_models_were_fitted_on() {
    let hash = ModelId(schema()).to_string();
    assert_eq!((columns().tabular, columns().steps, columns().channels), (111, 20, 9));
    assert_eq!(hash, "9ecfcc85c61bfb9060bffd62c7a45eac2f5686989389e125e5064f84a1479c4d");
}
