//! Tests of the judgement of models: on a market that follows what one of them says, or nobody.

use super::*;
use crate::domain::prediction::Probabilities;
use crate::domain::signal::{Abstention, COMPONENTS_COUNT, Reading, Readings, SignalKind};
use crate::domain::training::observation::{Became, Seen};
use jiff::Timestamp;
use jiff::civil::date;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const BASE: Probabilities = Probabilities { down: 0.4, hold: 0.2, up: 0.4 };

/// Decisions of so many sessions, each with what became of it a day later.
fn observations(sessions: usize, mut became: impl FnMut(usize) -> Option<Direction>) -> Vec<Observation> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.index_on(date(2025, 1, 6)).unwrap();
    let from = calendar.session(first).unwrap().open;
    let to = calendar.session(first + sessions - 1).unwrap().close;
    let decisions = calendar.decisions_between(from, to);
    decisions
        .enumerate()
        .map(|(place, at)| {
            let until = calendar.due(at, Horizon::PRIMARY).unwrap().at;
            let became = Became { until, side: became(place), log_return: 0.0 };
            Observation {
                number: i64::try_from(place).unwrap() + 1,
                seen: Seen {
                    at,
                    price: 100.0,
                    readings: Readings([Reading::Abstains(Abstention::BadInput); SignalKind::COUNT]),
                    ages_s: [None; SignalKind::COUNT],
                    components: [[0.0; COMPONENTS_COUNT]; SignalKind::COUNT],
                    sigmas: [0.02; Horizon::COUNT],
                    bands: [0.005; Horizon::COUNT],
                },
                bases: [BASE; Horizon::COUNT],
                stated: [BASE; Horizon::COUNT],
                became: [became; Horizon::COUNT],
                option_return: None,
            }
        })
        .collect()
}

/// A market that follows what the second list says, to such a degree.
fn market(sessions: usize, seed: u64, edge: f64) -> (Vec<Observation>, Vec<f64>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut said = Vec::new();
    let observations = observations(sessions, |_| {
        let log_odds: f64 = rng.gen_range(-1.5..1.5);
        said.push(log_odds);
        let up = rng.gen_bool(1.0 / (1.0 + (-edge * log_odds).exp()));
        Some(if rng.gen_bool(0.2) {
            Direction::Hold
        } else if up {
            Direction::Up
        } else {
            Direction::Down
        })
    });
    (observations, said)
}

#[test]
fn a_model_that_knows_something_gathers_evidence_and_a_wrong_one_is_beaten() {
    let (observations, said) = market(250, 1, 1.0);
    let record = shadow(&observations, &said, None);
    assert_eq!((record.days, record.faults), (250, 0));
    assert_eq!(record.settled, observations.len() as u64);
    assert!(record.better > 100.0 && record.worse < 0.5, "{record:?}");
    assert!(record.log_loss < record.log_loss_base - 0.05);
    assert!(record.right / record.moves > 0.6, "{record:?}");
    assert_eq!(should_roll_back(&record, drift(&observations, &said)), None);

    let wrong: Vec<f64> = said.iter().map(|said| -said).collect();
    let beaten = shadow(&observations, &wrong, Some(&said));
    assert!(beaten.worse > HARM_MAX && beaten.better < 0.5, "{beaten:?}");
    assert_eq!(should_roll_back(&beaten, 0.0), Some(SwapReason::Beaten));
    assert!(hurdles(&[], &beaten).iter().any(|hurdle| matches!(hurdle, Hurdle::Harm { .. })));
    assert!(drift(&observations, &wrong) >= DRIFT_ALARM);
    let quiet = ShadowRecord { worse: 1.0, ..beaten };
    assert_eq!(should_roll_back(&quiet, drift(&observations, &wrong)), Some(SwapReason::Drifted));
}

#[test]
fn a_model_like_the_one_that_serves_is_neither_better_nor_worse() {
    let (observations, said) = market(120, 2, 1.0);
    let record = shadow(&observations, &said, Some(&said));
    assert!((record.better - 1.0).abs() < 1e-9 && (record.worse - 1.0).abs() < 1e-9, "{record:?}");
    assert_eq!(should_roll_back(&record, 1.0), None);
}

#[test]
fn skill_in_nothing_is_seldom_taken_for_skill() {
    let promoted = (0..20).filter(|seed| {
        let (observations, said) = market(120, 100 + seed, 0.0);
        let record = shadow(&observations, &said, None);
        record.better >= crate::domain::statistics::promotion::evidence_needed(1)
    });
    assert!(promoted.count() <= 1);
}

#[test]
fn ten_days_are_watched_whatever_the_training_said() {
    let training = [Hurdle::Slope { have: 0.1 }, Hurdle::Shadow { have: 0, need: 10 }];
    let (short, said) = market(4, 3, 0.0);
    let record = shadow(&short, &said, None);
    assert_eq!(hurdles(&training, &record), [Hurdle::Slope { have: 0.1 }, Hurdle::Shadow { have: 4, need: 10 }]);
    let (long, said) = market(10, 3, 0.0);
    assert_eq!(hurdles(&[], &shadow(&long, &said, None)), []);
    assert_eq!(hurdles(&[], &ShadowRecord::default()), [Hurdle::Shadow { have: 0, need: 10 }]);
}

#[test]
fn what_nobody_can_say_counts_nowhere_and_what_is_no_number_is_a_fault() {
    let (observations, mut said) = market(20, 4, 1.0);
    let voided: Vec<Observation> = observations
        .iter()
        .map(|observation| {
            let became = observation.became.map(|became| Became { side: None, ..became });
            Observation { became, ..*observation }
        })
        .collect();
    let record = shadow(&voided, &said, None);
    assert_eq!((record.days, record.settled, record.effective, record.log_loss), (20, 0, 0.0, 0.0));
    assert!(record.better <= 1.0, "nothing was won: {record:?}");
    for place in [5, 50, 99] {
        said[place] = f64::NAN;
    }
    let record = shadow(&observations, &said, None);
    assert_eq!(record.faults, 3);
    assert!(record.log_loss.is_finite() && record.better.is_finite());
    assert_eq!(should_roll_back(&record, 0.0), Some(SwapReason::Faulty));
}

#[test]
fn an_outcome_says_nothing_before_it_is_known() {
    let (mut observations, said) = market(30, 5, 1.0);
    let before = shadow(&observations, &said, None).better;
    // The last day's outcomes come after the last decision: whatever they are, the evidence at that decision is the same.
    let from = observations.len() - 20;
    for observation in &mut observations[from..] {
        for became in &mut observation.became {
            became.side = Some(Direction::Hold);
        }
    }
    assert_eq!(shadow(&observations, &said, None).better.to_bits(), before.to_bits());
    let known_late: Vec<Observation> = observations
        .iter()
        .map(|observation| {
            let late = |became: Became| Became { until: Timestamp::MAX, ..became };
            Observation { became: observation.became.map(late), ..*observation }
        })
        .collect();
    assert!(shadow(&known_late, &said, None).better < 1.0, "open bets count at their worst");
}
