//! What the core promises: the mirrored market, bounded regret, sleeping signals, and quick finding of what is there.

use super::*;
use crate::domain::prediction::Direction;
use rand::Rng;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const BARS: u32 = 4;
const SHARE_WITHIN: f64 = 0.197;

/// Steps of a market in which the first score moves the price by `edge` standard deviations of a step.
fn market(seed: u64, steps: usize, edge: f64) -> Vec<([f64; 8], f64)> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut normal = move || -> f64 { (0..12).map(|_| random.r#gen::<f64>()).sum::<f64>() - 6.0 };
    let mut state = [0.0; 8];
    (0..steps)
        .map(|_| {
            for value in &mut state {
                *value = 0.95 * *value + 0.31 * normal();
            }
            let scores = state.map(|value| value / (1.0 + value * value).sqrt());
            (scores, edge * state[0] + normal())
        })
        .collect()
}

/// Runs a head over a market; what it said at each step.
fn live(market: &[([f64; 8], f64)], awake: [bool; 8]) -> (Head, Vec<Forecast>) {
    let mut head = Head::new(BARS);
    let mut said = Vec::new();
    for (step, (scores, _)) in market.iter().enumerate() {
        if let Some(from) = step.checked_sub(BARS as usize) {
            let total: f64 = market[from..step].iter().map(|(_, r)| r).sum();
            let band = 0.25 * f64::from(BARS).sqrt();
            let became = if total > band {
                Direction::Up
            } else if total < -band {
                Direction::Down
            } else {
                Direction::Hold
            };
            head.settle(from as i64, became).unwrap();
        }
        if step > 0 && step % 26 == 0 {
            head.end_day();
        }
        said.push(head.predict(step as i64, step % 26, &Inputs { scores: *scores, awake }, SHARE_WITHIN));
    }
    (head, said)
}

#[test]
fn the_mirrored_market_gives_the_mirrored_forecast_bit_for_bit() {
    let there = market(3, 3_000, 0.2);
    let mirrored: Vec<_> = there.iter().map(|(scores, r)| (scores.map(|score| -score), -r)).collect();
    let ((head, said), (other, back)) = (live(&there, [true; 8]), live(&mirrored, [true; 8]));
    for (one, other) in said.iter().zip(&back) {
        assert_eq!((one.probabilities.up, one.probabilities.down), (other.probabilities.down, other.probabilities.up));
        assert_eq!(one.probabilities.hold, other.probabilities.hold);
        assert_eq!((one.interval_up, one.base.up), (other.interval_down, other.base.down));
    }
    assert_eq!((head.mixture(), head.influence()), (other.mixture(), other.influence()));
}

#[test]
fn an_edge_is_found_and_noise_is_not() {
    let (head, said) = live(&market(5, 26 * 400, 0.25), [true; 8]);
    let influence = head.influence();
    assert!(influence[0] > 0.3 && influence[1..].iter().all(|other| other.abs() < influence[0] / 2.0), "{influence:?}");
    assert!(head.lesson().gain > 20.0, "{:?}", head.lesson());
    assert!(said.iter().any(|forecast| forecast.probabilities.up > 0.7));
    let (head, said) = live(&market(6, 26 * 400, 0.0), [true; 8]);
    assert!(head.lesson().gain > -6.0, "regret {}", head.lesson().gain);
    assert!(said.iter().all(|forecast| forecast.probabilities.up < 0.6 && forecast.probabilities.down < 0.6));
}

#[test]
fn at_the_start_nothing_is_known_and_the_interval_says_so() {
    let mut head = Head::new(26);
    let forecast = head.predict(0, 0, &Inputs { scores: [0.9; 8], awake: [true; 8] }, SHARE_WITHIN);
    assert_eq!(forecast.probabilities.up, forecast.probabilities.down);
    assert!(forecast.interval_up.0 < 0.3 && forecast.interval_up.1 > 0.5, "{forecast:?}");
    let sum = forecast.probabilities.up + forecast.probabilities.hold + forecast.probabilities.down;
    assert!((sum - 1.0).abs() < 1e-15);
}

#[test]
fn silent_signals_neither_speak_nor_learn() {
    let market = market(7, 26 * 60, 0.3);
    let mut awake = [true; 8];
    awake[0] = false;
    let (head, said) = live(&market, awake);
    let mut without = market.clone();
    for (scores, _) in &mut without {
        scores[0] = f64::NAN;
    }
    let (other, same) = live(&without, [true; 8]);
    assert_eq!((said, head.mixture()), (same, other.mixture()));
    assert_eq!(head.influence()[0], 0.0);
    let (_, silent) = live(&market, [false; 8]);
    assert!(silent.iter().all(|forecast| forecast.probabilities.up.is_finite()));
}

#[test]
fn what_is_not_remembered_teaches_nothing() {
    let mut head = Head::new(4);
    let before = head.clone();
    assert_eq!(head.settle(7, Direction::Up), None);
    assert_eq!(head, before);
    head.predict(7, 0, &Inputs::default(), SHARE_WITHIN);
    head.void(7);
    assert_eq!(head.settle(7, Direction::Up), None);
    for key in 0..100 {
        head.predict(key, 0, &Inputs::default(), SHARE_WITHIN);
    }
    assert!(head.settle(0, Direction::Up).is_none() && head.settle(99, Direction::Up).is_some());
}
