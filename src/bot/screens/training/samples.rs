//! Trainings, cards and models that tests draw screens from: typical and extreme ones.

use std::sync::Arc;

use jiff::ToSpan;

use super::super::samples::now;
use super::{CardFacts, ModelFacts};
use crate::domain::horizon::Horizon;
use crate::domain::person::PersonId;
use crate::domain::signal::SignalKind;
use crate::domain::training::card::{
    Baseline, BaselineRecord, CardBin, Conviction, FamilyRecord, Hurdle, ModelCard, Ranged,
};
use crate::domain::training::model::{ModelRecord, ShadowRecord, Standing};
use crate::domain::training::request::{Place, Progress, RunState, RunView, TrainOrder, TrainerSeen, TrainingNow};
use crate::domain::training::{Depth, Families, Family, ModelId, RunId};

pub(crate) fn order() -> TrainOrder {
    TrainOrder { families: Families::ALL, depth: Depth::Usual, place: Place::Trainers }
}

/// A training under way.
pub(crate) fn run(state: RunState) -> RunView {
    let begun = state != RunState::Waiting;
    let progress = Progress {
        done: 0.46,
        units: (23, 50),
        at: Some((Some(4), Family::Boosting)),
        best: Some((Family::Forest, 0.0123)),
        seconds_left: Some(190),
        trainers: 2,
        fault: None,
    };
    RunView {
        id: RunId(3),
        order: order(),
        by: Some(PersonId(1001)),
        asked: now() - 20.minutes(),
        began: begun.then(|| now() - 18.minutes()),
        ended: state.is_over().then(now),
        state,
        progress: if begun { progress } else { Progress::default() },
    }
}

pub(crate) fn training(run: Option<RunView>) -> TrainingNow {
    let trainer =
        |name: &str, connected| TrainerSeen { name: name.to_owned(), last_seen: now() - 3.hours(), connected };
    TrainingNow {
        trainers: vec![trainer("desktop", true), trainer("laptop", false)],
        run,
        effective: 412.6,
        needed: 120.0,
    }
}

fn ranged(value: f64, half: f64) -> Ranged {
    Ranged { value, low: value - half, high: value + half }
}

fn record(family: Family, mark: u8, gain: f64) -> FamilyRecord {
    FamilyRecord {
        family,
        model: Some(ModelId([mark; 32])),
        log_loss: ranged(1.065 - gain, 0.01),
        gain: ranged(gain, 0.008),
        brier: ranged(0.64, 0.01),
        auc: ranged(0.56, 0.03),
        calibration_error: 0.031,
        calibration_slope: Some(0.94),
        bins: (1..=5_u8)
            .map(|bin| CardBin {
                stated: f64::from(bin) / 6.0,
                came_true: f64::from(bin) / 6.5,
                effective: f64::from(bin) * 20.0,
            })
            .collect(),
        accuracy: ranged(0.56, 0.03),
        conviction: vec![
            Conviction { from: 0.7, episodes: 40, right: 31, interval: (0.6, 0.9) },
            Conviction { from: 0.85, episodes: 0, right: 0, interval: (0.0, 1.0) },
        ],
        option_return: Some(ranged(0.04, 0.11)),
        option_calls: 120,
        evidence: 35.0,
        deflated_sharpe: Some(0.8),
        recent_gain: 0.002,
        trials: 15,
        seconds: 61.0,
        fault: None,
    }
}

pub(crate) fn card() -> ModelCard {
    let baseline = |baseline, log_loss, accuracy| BaselineRecord { baseline, log_loss, accuracy };
    let mut importance = [0.0; SignalKind::COUNT];
    importance.iter_mut().zip(1_u8..).for_each(|(one, at)| *one = f64::from(at) * 0.001 - 0.002);
    ModelCard {
        horizon: Horizon::PRIMARY,
        from: now() - (24 * 700).hours(),
        until: now() - 24.hours(),
        last_number: 12_345,
        observations: 12_345,
        effective: 412.6,
        tested: 9_876,
        tested_effective: 330.2,
        folds: 8,
        depth: Depth::Usual,
        seed: 42,
        dataset: "ab".repeat(32),
        schema: "cd".repeat(32),
        families: vec![
            record(Family::Ensemble, 7, 0.013),
            record(Family::Forest, 2, 0.012),
            record(Family::Logistic, 1, 0.004),
            FamilyRecord { fault: Some("too few observations".to_owned()), ..record(Family::Network, 5, 0.0) },
        ],
        baselines: vec![
            baseline(Baseline::NoSkill, Some(1.065), None),
            baseline(Baseline::Online, Some(1.058), Some(0.53)),
        ],
        importance,
        importance_of_rest: 0.003,
        overfitting: Some(0.23),
        candidates: 6,
        hurdles: vec![Hurdle::Shadow { have: 0, need: 10 }],
        simulated: true,
    }
}

/// Figures that are as long as they can be, or no numbers.
pub(crate) fn extreme_card() -> ModelCard {
    let wild = |family, mark, gain| FamilyRecord {
        gain: Ranged { value: gain, low: -9_999.0, high: 9_999.0 },
        calibration_slope: Some(-1_234.5),
        option_return: Some(Ranged { value: -1.0, low: -1.0, high: 1e6 }),
        option_calls: u32::MAX,
        conviction: [0.7, 0.85]
            .map(|from| Conviction { from, episodes: u32::MAX, right: u32::MAX, interval: (0.0, 1.0) })
            .to_vec(),
        bins: vec![CardBin { stated: f64::NAN, came_true: 2.0, effective: 1e9 }, CardBin::default()],
        ..record(family, mark, gain)
    };
    ModelCard {
        observations: u64::MAX,
        effective: 1e12,
        tested: u64::MAX,
        tested_effective: 1e12,
        folds: u32::MAX,
        seed: u64::MAX,
        families: Family::ALL.into_iter().zip(1..).map(|(family, mark)| wild(family, mark, -9_999.0)).collect(),
        importance: [f64::NAN; SignalKind::COUNT],
        importance_of_rest: f64::INFINITY,
        overfitting: None,
        hurdles: all_hurdles(),
        ..card()
    }
}

pub(crate) fn all_hurdles() -> Vec<Hurdle> {
    vec![
        Hurdle::Evidence { have: 3.2, need: 120.0 },
        Hurdle::Gain { have: 0.0011, need: 0.002 },
        Hurdle::Calibration { have: 0.071, most: 0.05 },
        Hurdle::Slope { have: 0.31 },
        Hurdle::Recent { have: -0.004 },
        Hurdle::Shadow { have: 3, need: 10 },
        Hurdle::Harm { have: 12.5 },
    ]
}

pub(crate) fn model(mark: u8, family: Family, standing: Standing) -> ModelRecord {
    ModelRecord {
        id: ModelId([mark; 32]),
        family,
        run: RunId(3),
        standing,
        installed: now() - 30.hours(),
        trained_until: now() - 48.hours(),
        promoted: (standing == Standing::Champion).then(|| now() - 20.hours()),
        gain: 0.012,
        shadow: ShadowRecord {
            days: 24,
            settled: 612,
            effective: 40.0,
            log_loss: 1.0521,
            log_loss_base: 1.0613,
            right: 31.0,
            moves: 52.0,
            ..ShadowRecord::default()
        },
        hurdles: vec![],
    }
}

pub(crate) fn card_facts(model: Option<ModelRecord>) -> CardFacts {
    CardFacts { run: run(RunState::Done), card: Some(Arc::new(card())), model }
}

pub(crate) fn model_facts() -> ModelFacts {
    let watched = ModelRecord {
        hurdles: all_hurdles(),
        shadow: ShadowRecord { faults: 2, ..ShadowRecord::default() },
        ..model(7, Family::Ensemble, Standing::Challenger)
    };
    ModelFacts {
        models: vec![
            model(2, Family::Forest, Standing::Champion),
            watched,
            model(1, Family::Logistic, Standing::Former),
            model(3, Family::Boosting, Standing::Superseded),
        ],
        before: Some(ModelId([1; 32])),
    }
}
