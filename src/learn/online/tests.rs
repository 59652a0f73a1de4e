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

/// What a champion says that knows what no signal tells: the side of the next bars.
fn knowing(market: &[([f64; 8], f64)], step: usize) -> ChampionSays {
    let total: f64 = market[step..].iter().take(BARS as usize).map(|(_, r)| r).sum();
    ChampionSays { log_odds: 1.5 * total.signum(), variance: 0.01 }
}

/// Lives through a market with a champion from one step to another; what was said, and the champion's weight at each step.
fn served(
    market: &[([f64; 8], f64)],
    by: impl Fn(usize) -> Option<ChampionSays>,
    from: usize,
    to: usize,
) -> (Head, Vec<Forecast>, Vec<f64>) {
    let mut head = Head::new(BARS);
    let (mut said, mut weights) = (Vec::new(), Vec::new());
    for (step, (scores, _)) in market.iter().enumerate() {
        if step == from || step == to {
            head.swap_champion(step == from);
        }
        if let Some(from) = step.checked_sub(BARS as usize) {
            let total: f64 = market[from..step].iter().map(|(_, r)| r).sum();
            let became = match total {
                total if total > 0.5 => Direction::Up,
                total if total < -0.5 => Direction::Down,
                _ => Direction::Hold,
            };
            head.settle(from as i64, became).unwrap();
        }
        let lanes = Inputs { scores: *scores, awake: [true; 8] }.lanes();
        said.push(head.hear(step as i64, step % 26, lanes, SHARE_WITHIN, by(step)));
        weights.push(head.champion_weight());
        let sum = head.mixture().iter().sum::<f64>() + head.champion_weight();
        assert!((sum - 1.0).abs() < 1e-12, "{sum} at step {step}");
    }
    (head, said, weights)
}

#[test]
fn a_champion_is_given_its_share_earns_its_weight_and_leaves_it_to_the_others() {
    let market = market(11, 26 * 120, 0.3);
    let (from, to) = (26 * 40, 26 * 100);
    let (_, alone, nothing) = served(&market, |_| None, usize::MAX, usize::MAX);
    assert!(nothing.iter().all(|weight| *weight == 0.0));
    let (_, said, weights) = served(&market, |step| Some(knowing(&market, step)), from, to);
    assert_eq!(alone[..from], said[..from], "before it serves nobody hears it");
    // What it is given at first is what each has on average; the first outcomes were not its own.
    assert!((weights[from] - 1.0 / 13.0).abs() < 0.005, "{}", weights[from]);
    assert!(weights[to - 1] > 0.3, "{}", weights[to - 1]);
    assert_eq!(weights[to], 0.0);
    // One that knows nothing loses what it was given.
    let wrong = |step| Some(ChampionSays { log_odds: if step % 2 == 0 { 2.0 } else { -2.0 }, variance: 0.01 });
    let (_, _, weights) = served(&market, wrong, from, to);
    assert!(weights[to - 1] < 0.01, "{}", weights[to - 1]);
}

#[test]
fn a_new_champion_is_not_charged_for_what_was_said_before_it() {
    let there = market(12, 400, 0.3);
    let (mut head, _, _) = served(&there, |_| Some(ChampionSays { log_odds: 9.0, variance: 0.0 }), 100, usize::MAX);
    // Forecasts of the old one, wildly on one side, still wait.
    head.swap_champion(true);
    let before = head.champion_weight();
    assert!((before - 1.0 / 13.0).abs() < 1e-12);
    for key in 396..400 {
        head.settle(key, Direction::Down).unwrap();
    }
    // Charged what the mixture was, it moves with the fixed share alone.
    assert!((head.champion_weight() - before).abs() < 1e-4, "{} {before}", head.champion_weight());
    // Its own forecasts are charged.
    head.hear(400, 0, Inputs::default().lanes(), SHARE_WITHIN, Some(ChampionSays { log_odds: 9.0, variance: 0.0 }));
    head.settle(400, Direction::Down).unwrap();
    assert!(head.champion_weight() < before / 2.0, "{}", head.champion_weight());
}

#[test]
fn a_champion_without_a_number_sleeps_and_the_mirror_holds_with_one() {
    let there = market(13, 26 * 60, 0.2);
    let mirrored: Vec<_> = there.iter().map(|(scores, r)| (scores.map(|score| -score), -r)).collect();
    let by = |market: &[([f64; 8], f64)], step: usize| match step % 5 {
        0 => None,
        1 => Some(ChampionSays { log_odds: f64::NAN, variance: 0.0 }),
        _ => Some(knowing(market, step)),
    };
    let (head, said, weights) = served(&there, |step| by(&there, step), 200, 1_400);
    let (other, back, _) = served(&mirrored, |step| by(&mirrored, step), 200, 1_400);
    for (one, other) in said.iter().zip(&back) {
        assert_eq!((one.probabilities.up, one.probabilities.down), (other.probabilities.down, other.probabilities.up));
        assert_eq!((one.interval_up, one.interval_down), (other.interval_down, other.interval_up));
        let sum = one.probabilities.up + one.probabilities.hold + one.probabilities.down;
        assert!((sum - 1.0).abs() < 1e-12);
    }
    assert_eq!(head.mixture(), other.mixture());
    assert!(weights[1_399] > 0.3, "{}", weights[1_399]);
}
