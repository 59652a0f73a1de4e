//! Whether a model may come to serve, and whether the one that serves must go: judged on decisions that came after its training alone.

use std::collections::VecDeque;

use jiff::SignedDuration;

use super::online::drift::{PROBABILITY_FLOOR, SlotECusum};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::horizon::Horizon;
use crate::domain::learned::DRIFT_ALARM;
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::statistics::promotion::{FLOOR, Promotion, Stakeout};
use crate::domain::training::card::Hurdle;
use crate::domain::training::model::{ShadowRecord, SwapReason};
use crate::domain::training::observation::Observation;

/// Trading days that a model is watched for before it may serve.
pub const SHADOW_DAYS_MIN: u32 = 10;

/// Evidence of harm from which a model may not serve, and the one that serves must go: chance brings it once in ten times at most.
pub const HARM_MAX: f64 = 10.0;

/// Decisions without a finite number after which a model must go.
pub const FAULTS_MAX: u32 = 3;

/// A decision waits so long for the bar that it falls on, which is the one that settles the same decision of the day before.
const PATIENCE: SignedDuration = SignedDuration::from_secs(120);

/// No probability is taken for less than this in a log loss that is shown.
const PROBABILITY_MIN: f64 = 1e-9;

/// Evidence is not counted beyond this: it is kept as a number in text, which infinity is not.
const EVIDENCE_MAX: f64 = 1e300;

/// Share of an independent observation that one outcome of a day carries.
const SHARE: f64 = 1.0 / Horizon::PRIMARY.bars() as f64;

/// The record of a model on decisions after its training. `log_odds` are what it says of each observation, `incumbent` what the model says that
/// serves; `None` where none serves, and then it is compared with no skill. An observation where a model gives no finite number counts as no
/// skill there.
pub fn shadow(observations: &[Observation], log_odds: &[f64], incumbent: Option<&[f64]>) -> ShadowRecord {
    let mut record = ShadowRecord::default();
    let mut sums = (0.0, 0.0);
    let (mut better, mut worse) = (Duel::default(), Duel::default());
    let mut last_date = None;
    for (at, observation) in observations.iter().enumerate() {
        let said = log_odds.get(at).copied().unwrap_or(f64::NAN);
        record.faults += u32::from(!said.is_finite());
        let base = base_of(observation);
        let model = stated(base, said);
        let rival = incumbent.map_or(*base, |said| stated(base, said.get(at).copied().unwrap_or(f64::NAN)));
        better.take(observation, &rival, &model);
        worse.take(observation, &model, &rival);
        let date = ExchangeCalendar::nyse().new_york(observation.seen.at).date();
        record.days += u32::from(last_date.replace(date) != Some(date));
        let Some(side) = observation.became_at(Horizon::PRIMARY).side else { continue };
        record.settled += 1;
        record.effective += SHARE;
        sums.0 += log_loss(&model, side, PROBABILITY_MIN);
        sums.1 += log_loss(base, side, PROBABILITY_MIN);
        if side != Direction::Hold {
            record.moves += SHARE;
            let right = if side == Direction::Up { said > 0.0 } else { said < 0.0 };
            record.right += if right { SHARE } else { 0.0 };
        }
    }
    if record.settled > 0 {
        record.log_loss = sums.0 / record.settled as f64;
        record.log_loss_base = sums.1 / record.settled as f64;
    }
    record.better = better.evidence();
    record.worse = worse.evidence();
    record
}

/// How strongly the losses of a model speak of a change for the worse: the level of a slot e-CUSUM on its loss less that of no skill.
pub fn drift(observations: &[Observation], log_odds: &[f64]) -> f64 {
    let mut detector = SlotECusum::new();
    for (observation, said) in observations.iter().zip(log_odds) {
        let settled = observation.became_at(Horizon::PRIMARY).side.zip(slot_of(observation));
        let Some((side, slot)) = settled.filter(|_| said.is_finite()) else { continue };
        let base = base_of(observation);
        let model = stated(base, *said);
        let worse_by = |side| log_loss(&model, side, PROBABILITY_FLOOR) - log_loss(base, side, PROBABILITY_FLOOR);
        let largest = Direction::ALL.into_iter().map(|side| worse_by(side).abs()).fold(0.0, f64::max);
        detector.take(slot, worse_by(side), largest);
    }
    detector.level()
}

/// What speaks against letting a model serve now: what spoke against it when it was trained, and what its record since then lacks.
pub fn hurdles(at_training: &[Hurdle], shadow: &ShadowRecord) -> Vec<Hurdle> {
    let of_training = |hurdle: &&Hurdle| !matches!(hurdle, Hurdle::Shadow { .. } | Hurdle::Harm { .. });
    let mut hurdles: Vec<Hurdle> = at_training.iter().filter(of_training).copied().collect();
    if shadow.days < SHADOW_DAYS_MIN {
        hurdles.push(Hurdle::Shadow { have: shadow.days, need: SHADOW_DAYS_MIN });
    }
    if shadow.worse >= HARM_MAX {
        hurdles.push(Hurdle::Harm { have: shadow.worse });
    }
    hurdles
}

/// Why the model that serves must go: its record against what served before it, counted since it came to serve, and its [`drift`]. `None` where
/// it may stay.
pub fn should_roll_back(record: &ShadowRecord, drift: f64) -> Option<SwapReason> {
    if record.faults >= FAULTS_MAX {
        Some(SwapReason::Faulty)
    } else if record.worse >= HARM_MAX {
        Some(SwapReason::Beaten)
    } else if drift >= DRIFT_ALARM {
        Some(SwapReason::Drifted)
    } else {
        None
    }
}

/// Evidence that one forecaster is better than another, gathered in the order in which things became known.
#[derive(Default)]
struct Duel {
    process: Promotion,
    open: VecDeque<Bet>,
}

struct Bet {
    known: jiff::Timestamp,
    slot: usize,
    /// The old one's log loss less the new one's; `None` where nobody can say.
    difference: Option<f64>,
}

impl Duel {
    /// Both forecast at a decision: first what is known by then is settled, then the bet is made.
    fn take(&mut self, observation: &Observation, old: &Probabilities, new: &Probabilities) {
        let Some(slot) = slot_of(observation) else { return };
        let by = observation.seen.at.saturating_add(PATIENCE).unwrap_or(observation.seen.at);
        while self.open.front().is_some_and(|bet| bet.known <= by) {
            let Some(bet) = self.open.pop_front() else { break };
            match bet.difference {
                Some(difference) => self.process.settle(bet.slot, difference),
                None => self.process.void(bet.slot),
            }
        }
        let difference = |side| log_loss(old, side, FLOOR) - log_loss(new, side, FLOOR);
        let all = Direction::ALL.map(difference);
        let stakeout = Stakeout {
            worst: all.into_iter().fold(f64::INFINITY, f64::min),
            best: all.into_iter().fold(f64::NEG_INFINITY, f64::max),
        };
        self.process.bet(slot, stakeout);
        let became = observation.became_at(Horizon::PRIMARY);
        self.open.push_back(Bet { known: became.until, slot, difference: became.side.map(difference) });
    }

    /// The evidence at the last decision: bets that were open then count at their worst, as they must.
    fn evidence(&self) -> f64 {
        self.process.evidence().min(EVIDENCE_MAX)
    }
}

fn slot_of(observation: &Observation) -> Option<usize> {
    let step = ExchangeCalendar::nyse().decision_at(observation.seen.at)?;
    usize::try_from(step.slot - 1).ok()
}

fn base_of(observation: &Observation) -> &Probabilities {
    let [_, _, one_day] = &observation.bases;
    one_day
}

/// What log odds of up, given a move, state with how often there is a move without skill; no skill itself where they are no finite number.
pub fn stated(base: &Probabilities, log_odds: f64) -> Probabilities {
    if !log_odds.is_finite() {
        return *base;
    }
    let moves = 1.0 - base.hold;
    let share = |odds: f64| moves / (1.0 + libm::exp(-odds));
    Probabilities { down: share(-log_odds), hold: base.hold, up: share(log_odds) }
}

fn log_loss(stated: &Probabilities, side: Direction, floor: f64) -> f64 {
    -libm::log(stated.of(side).max(floor))
}

#[cfg(test)]
mod tests;
