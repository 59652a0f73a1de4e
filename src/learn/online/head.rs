//! The learner of one horizon: experts, their mixture, its calibration, and what it remembers of forecasts that are not settled yet.

use serde::{Deserialize, Serialize};

use super::calibration::Calibration;
use super::champion::{CHAMPION, ChampionSays, REST, Tenure};
use super::climate::Climate;
use super::drift::{Detector, Detectors, PROBABILITY_FLOOR, SCALE_MIN, SLOTS_COUNT};
use super::expert::{Joint, Lesson, Singles};
use super::lanes::{Lanes, Work, ln, widest};
use super::memory::{Memories, Memory, PerExpert};
use super::{Alarms, Forecast, Inputs, Settled};
use crate::domain::learned::{DRIFT_ALARM, EXPERTS_COUNT, HorizonLesson};
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::signal::SignalKind;

/// Half-life of what an expert on one signal has learned, days.
const SINGLE_HALF_LIFE: f64 = 1_000.0;

/// Half-lives of what the three experts on all signals have learned, days.
const JOINT_HALF_LIVES: [f64; 3] = [40.0, 160.0, 640.0];

/// Share of the mixture that is dealt out evenly each day, so that an expert that was wrong for long can come back.
const SHARE_A_DAY: f64 = 0.003;

/// The same after an alarm.
const HASTY_SHARE_A_DAY: f64 = 0.01;

/// Days for which the learner forgets faster after an alarm.
pub(super) const HASTY_DAYS: u32 = 60;

/// Half-life of the mean square of each score, days; it scales what screens show of a signal's influence.
const SQUARE_HALF_LIFE: f64 = 250.0;

/// No expert is charged for less than this probability.
const EXPERT_FLOOR: f64 = 1e-6;

/// Forecasts beyond the horizon's bars that may wait to be settled.
const SPARE_MEMORIES: usize = 6;

/// The learner of one horizon.
///
/// Every outcome counts as the share of an independent observation that it carries: neighbouring outcomes overlap. That is what keeps
/// the learner from taking one move of the price for many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    memories: Memories,
    mind: Mind,
}

/// What was learned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Mind {
    bars: u32,
    climate: Climate,
    singles: Singles,
    joints: [Joint; 3],
    weights: PerExpert,
    champion: Tenure,
    calibration: Calibration,
    squares: Lanes,
    squares_seen: u32,
    evidence: f64,
    gain: f64,
    of_signals: Detectors,
    of_whole: Detector,
    hasty_days: u32,
}

impl Head {
    /// A learner that knows nothing, of a horizon of so many bars of 15 minutes.
    pub fn new(bars: u32) -> Self {
        let memories = Memories::new(bars as usize + SPARE_MEMORIES);
        let even = 1.0 / EXPERTS_COUNT as f64;
        let mind = Mind {
            bars: bars.max(1),
            climate: Climate::default(),
            singles: Singles::default(),
            joints: std::array::from_fn(|_| Joint::default()),
            weights: PerExpert { singles: Lanes::all(even), rest: REST * even },
            champion: Tenure::default(),
            calibration: Calibration::default(),
            squares: Lanes::default(),
            squares_seen: 0,
            evidence: 0.0,
            gain: 0.0,
            of_signals: Detectors::default(),
            of_whole: Detector::default(),
            hasty_days: 0,
        };
        Self { memories, mind }
    }

    /// Says what is to be expected, and remembers it under `key` until it is settled. `slot` is the time of day, 0 to 25; `share_within` the
    /// probability that a normal return of the expected size stays within the band, in (0, 1).
    pub fn predict(&mut self, key: i64, slot: usize, inputs: &Inputs, share_within: f64) -> Forecast {
        let (scores, awake) = inputs.lanes();
        self.hear(key, slot, (scores, awake), share_within, None)
    }

    /// Lets a trained model speak from now on as one more expert, or none. The one that spoke before leaves its weight to the others in proportion; the
    /// new one is given as much as each has on average, by all in proportion. What the old one said and is not settled yet is charged to nobody.
    pub fn swap_champion(&mut self, serves: bool) {
        self.mind.swap_champion(serves);
    }

    /// Weight of the champion in the mixture; 0 where none serves.
    pub fn champion_weight(&self) -> f64 {
        self.mind.champion_weight()
    }

    /// [`Head::predict`] for scores in lanes, 0 where silent, and 1 for each signal that speaks; with what the champion says, if it says anything.
    pub(super) fn hear(
        &mut self,
        key: i64,
        slot: usize,
        (scores, awake): (Lanes, Lanes),
        share_within: f64,
        champion: Option<ChampionSays>,
    ) -> Forecast {
        widest(Say { head: self, key, asked: (slot, scores, awake, share_within), champion })
    }

    /// Learns what became of the forecast under `key`; `None` where none is remembered.
    pub fn settle(&mut self, key: i64, became: Direction) -> Option<Settled> {
        let Self { memories, mind } = self;
        let memory = memories.take(key)?;
        Some(widest(Learn { mind, memory, became }))
    }

    /// Forgets the forecast under `key`: nobody can say what became of it.
    pub fn void(&mut self, key: i64) {
        self.memories.take(key);
    }

    /// Ends a day: what was learned fades a little toward no skill, and every detector is read. The detectors that alarmed begin anew, and
    /// the learner forgets faster for 60 days.
    pub fn end_day(&mut self) -> Alarms {
        self.mind.end_day()
    }

    /// Days for which it still forgets faster.
    pub fn hasty_days(&self) -> u32 {
        self.mind.hasty_days
    }

    /// Independent outcomes learned from.
    pub fn evidence(&self) -> f64 {
        self.mind.evidence
    }

    /// Weights of the experts, in the order of [`HorizonLesson::mixture`]; with [`Head::champion_weight`] they sum to 1.
    pub fn mixture(&self) -> [f64; EXPERTS_COUNT] {
        self.mind.mixture()
    }

    /// What one root mean square of each score moves the log odds by, in the order of [`SignalKind::ALL`], averaged over the experts.
    #[inline]
    pub fn influence(&self) -> [f64; SignalKind::COUNT] {
        self.mind.influence()
    }

    /// Where it stands; without the date until which it forgets faster, which it does not know.
    pub fn lesson(&self) -> HorizonLesson {
        self.mind.lesson()
    }
}

struct Say<'a> {
    head: &'a mut Head,
    key: i64,
    asked: (usize, Lanes, Lanes, f64),
    champion: Option<ChampionSays>,
}

impl Work for Say<'_> {
    type Output = Forecast;

    #[inline(always)]
    fn call(self) -> Forecast {
        let (said, forecast) = self.head.mind.say(self.asked, self.champion);
        if let Some(place) = self.head.memories.put(self.key) {
            *place = said;
        }
        forecast
    }
}

struct Learn<'a> {
    mind: &'a mut Mind,
    memory: &'a Memory,
    became: Direction,
}

impl Work for Learn<'_> {
    type Output = Settled;

    #[inline(always)]
    fn call(self) -> Settled {
        self.mind.learn(self.memory, self.became)
    }
}

/// Probabilities of a side for linear predictors with that threshold.
#[inline(always)]
fn side(linear: Lanes, threshold: f64) -> Lanes {
    (linear - Lanes::all(threshold)).logistic()
}

/// The linear predictors, nearer to no skill by as much as the coefficients are unknown: the mean over what they may be lies nearer to it than the
/// most probable ones (MacKay 1992).
#[inline(always)]
fn shrunk(mean: Lanes, variance: Lanes) -> Lanes {
    mean.over((variance * (std::f64::consts::PI / 8.0) + Lanes::all(1.0)).sqrt())
}

/// What an outcome says of linear predictors with that threshold: the slope of its log likelihood and the expected curvature.
#[inline(always)]
fn lesson(linear: Lanes, threshold: f64, became: Direction) -> Lesson {
    let (up, down) = (side(linear, threshold), side(-linear, threshold));
    let (not_up, not_down) = (Lanes::all(1.0) - up, Lanes::all(1.0) - down);
    let lean = down - up;
    let slope = match became {
        Direction::Up => not_up,
        Direction::Down => -not_down,
        Direction::Hold => lean,
    };
    // The outer terms first: a mirrored market swaps them, and the sum must not notice.
    let stays = Lanes::all(1.0) - (up + down);
    let curvature = (up * not_up * not_up + down * not_down * not_down) + stays * lean * lean;
    Lesson { slope, curvature }
}

/// Weights after their experts held what happened that probable.
#[inline(always)]
fn weighed(weights: Lanes, probability: Lanes, uniqueness: f64) -> Lanes {
    weights * (probability.at_least(EXPERT_FLOOR).ln() * uniqueness).exp()
}

/// Logarithms as the detectors see them.
#[inline(always)]
fn floored_log(probability: Lanes) -> Lanes {
    probability.at_least(PROBABILITY_FLOOR).ln()
}

impl Mind {
    #[inline(always)]
    fn say(
        &mut self,
        (slot, scores, awake, share_within): (usize, Lanes, Lanes, f64),
        champion: Option<ChampionSays>,
    ) -> (Memory, Forecast) {
        self.see(scores);
        let base = self.climate.expects(share_within);
        let threshold = ln((1.0 + base.hold) / (1.0 - base.hold));
        let singles = self.singles.variance(scores);
        let [first, second, third] = &self.joints;
        let joints = [first.variance(scores), second.variance(scores), third.variance(scores)];
        let mut variance = PerExpert { singles, rest: in_rest(joints) };
        let mean = PerExpert {
            singles: self.singles.mean(scores),
            rest: in_rest([first.mean(scores), second.mean(scores), third.mean(scores)]),
        };
        let shrunk =
            PerExpert { singles: shrunk(mean.singles, variance.singles), rest: shrunk(mean.rest, variance.rest) };
        let mut up = PerExpert { singles: side(shrunk.singles, threshold), rest: side(shrunk.rest, threshold) };
        let mut down = PerExpert { singles: side(-shrunk.singles, threshold), rest: side(-shrunk.rest, threshold) };
        (up.rest.0[0], down.rest.0[0]) = (base.up, base.down);
        let mut spoken = PerExpert { singles: self.weights.singles * awake, rest: self.weights.rest };
        let champion = self.champion.of(champion);
        if let Some(said) = champion {
            let [above, below, ..] = Lanes([said.log_odds, -said.log_odds, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).logistic().0;
            (up.rest.0[CHAMPION], down.rest.0[CHAMPION]) = ((1.0 - base.hold) * above, (1.0 - base.hold) * below);
            variance.rest.0[CHAMPION] = said.variance;
        } else {
            spoken.rest.0[CHAMPION] = 0.0;
        }
        let weight = spoken.singles.sum() + spoken.rest.sum();
        let (mixed_up, mixed_down) = (spoken.dot(up) / weight, spoken.dot(down) / weight);
        let mixed = Probabilities { down: mixed_down, hold: 1.0 - (mixed_up + mixed_down), up: mixed_up };
        let [log_up, log_down, ..] = Lanes([mixed_up, mixed_down, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]).ln().0;
        let log_odds = log_up - log_down;
        let doubt = self.calibration.slope().abs() * heaviest(spoken, variance);
        let [[stated_up, stated_down], [up_low, down_high], [up_high, down_low]] =
            self.calibration.sides(log_odds, doubt);
        let moves = mixed_up + mixed_down;
        let stated = Probabilities { down: moves * stated_down, hold: mixed.hold, up: moves * stated_up };
        let slot = slot.min(SLOTS_COUNT - 1) as u8;
        let tenure = champion.map_or(0, |_| self.champion.number);
        let said =
            Memory { slot, scores, awake, threshold, share_within, up, down, mixed, stated, base, log_odds, tenure };
        let forecast = Forecast {
            probabilities: stated,
            base,
            interval_up: (moves * up_low, moves * up_high),
            interval_down: (moves * down_low, moves * down_high),
        };
        (said, forecast)
    }

    #[inline(always)]
    fn learn(&mut self, memory: &Memory, became: Direction) -> Settled {
        let uniqueness = 1.0 / f64::from(self.bars);
        let hold = PerExpert {
            singles: Lanes::all(1.0) - (memory.up.singles + memory.down.singles),
            rest: Lanes::all(1.0) - (memory.up.rest + memory.down.rest),
        };
        let happened = match became {
            Direction::Up => memory.up,
            Direction::Down => memory.down,
            Direction::Hold => hold,
        };
        self.reweigh(memory, happened, became, uniqueness);
        self.climate.see(memory.share_within, became);
        let of_singles = lesson(self.singles.mean(memory.scores), memory.threshold, became);
        self.singles.learn(memory.scores, of_singles, memory.awake * uniqueness);
        let [first, second, third] = &self.joints;
        let linear = in_rest([first.mean(memory.scores), second.mean(memory.scores), third.mean(memory.scores)]);
        let of_joints = lesson(linear, memory.threshold, became);
        let ([_, slopes @ .., _, _, _, _], [_, curvatures @ .., _, _, _, _]) =
            (of_joints.slope.0, of_joints.curvature.0);
        for ((joint, slope), curvature) in self.joints.iter_mut().zip(slopes).zip(curvatures) {
            joint.learn(memory.scores, slope, curvature, uniqueness);
        }
        if became != Direction::Hold {
            self.calibration.learn(memory.log_odds, became == Direction::Up, uniqueness);
        }
        self.watch(memory, hold, became);
        let losses = Lanes([memory.stated.of(became), memory.base.of(became), 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
        let [stated, base, ..] = losses.at_least(EXPERT_FLOOR).ln().0;
        self.evidence += uniqueness;
        self.gain += uniqueness * (stated - base);
        Settled { uniqueness, log_loss: -stated, log_loss_base: -base }
    }

    /// Every expert's weight follows how probable it held what happened. One that was silent is charged what the mixture was.
    #[inline(always)]
    fn reweigh(&mut self, memory: &Memory, happened: PerExpert, became: Direction, uniqueness: f64) {
        let silent = Lanes::all(memory.mixed.of(became));
        let mut charged = PerExpert { singles: happened.singles.where_set(memory.awake, silent), rest: happened.rest };
        // It was silent, or another one spoke then.
        if self.champion.serves && memory.tenure != self.champion.number {
            charged.rest.0[CHAMPION] = memory.mixed.of(became);
        }
        let weighed = PerExpert {
            singles: weighed(self.weights.singles, charged.singles, uniqueness),
            rest: weighed(self.weights.rest, charged.rest, uniqueness),
        };
        let sum = weighed.singles.sum() + weighed.rest.sum();
        let share = if self.hasty_days > 0 { HASTY_SHARE_A_DAY } else { SHARE_A_DAY } / SLOTS_COUNT as f64;
        let (rest, count) = self.champion.experts();
        let (keep, even) = ((1.0 - share) / sum, share / count);
        self.weights =
            PerExpert { singles: weighed.singles * keep + Lanes::all(even), rest: weighed.rest * keep + rest * even };
    }

    fn swap_champion(&mut self, serves: bool) {
        if self.champion.serves {
            self.weights.rest.0[CHAMPION] = 0.0;
            self.share_out(1.0);
        }
        self.champion.serves = serves;
        if serves {
            self.champion.number = self.champion.number.saturating_add(1);
            let (_, count) = self.champion.experts();
            self.share_out(1.0 - 1.0 / count);
            self.weights.rest.0[CHAMPION] = 1.0 / count;
        }
    }

    /// Scales the weights of all experts so that they sum to `sum`.
    fn share_out(&mut self, sum: f64) {
        let factor = sum / (self.weights.singles.sum() + self.weights.rest.sum());
        self.weights = PerExpert { singles: self.weights.singles * factor, rest: self.weights.rest * factor };
    }

    fn champion_weight(&self) -> f64 {
        self.weights.rest.0[CHAMPION]
    }

    /// Shows the loss of each signal's expert, and of the whole, to the detectors.
    #[inline(always)]
    fn watch(&mut self, memory: &Memory, hold: PerExpert, became: Direction) {
        let Probabilities { down, hold: held, up } = memory.stated;
        let base = memory.base;
        let [stated_down, stated_hold, stated_up, base_down, base_hold, base_up, ..] =
            floored_log(Lanes([down, held, up, base.down, base.hold, base.up, 1.0, 1.0])).0;
        let worse_down = Lanes::all(base_down) - floored_log(memory.down.singles);
        let worse_hold = Lanes::all(base_hold) - floored_log(hold.singles);
        let worse_up = Lanes::all(base_up) - floored_log(memory.up.singles);
        let largest = worse_down.abs().larger(worse_up.abs()).larger(worse_hold.abs()).at_least(SCALE_MIN);
        let [whole_down, whole_hold, whole_up] =
            [base_down - stated_down, base_hold - stated_hold, base_up - stated_up];
        let (worse, whole) = match became {
            Direction::Down => (worse_down, whole_down),
            Direction::Hold => (worse_hold, whole_hold),
            Direction::Up => (worse_up, whole_up),
        };
        let whole_largest = whole_down.abs().max(whole_up.abs()).max(whole_hold.abs()).max(SCALE_MIN);
        let slot = usize::from(memory.slot);
        self.of_signals.take(slot, worse.over(largest) * memory.awake);
        self.of_whole.take(slot, whole / whole_largest);
    }

    #[inline(always)]
    fn see(&mut self, scores: Lanes) {
        self.squares_seen = self.squares_seen.saturating_add(1);
        let share =
            (1.0 - libm::exp2(-1.0 / (SQUARE_HALF_LIFE * SLOTS_COUNT as f64))).max(1.0 / f64::from(self.squares_seen));
        self.squares += (scores * scores - self.squares) * share;
    }

    fn end_day(&mut self) -> Alarms {
        // In haste a day counts as two.
        let days = if self.hasty_days > 0 { 2.0 } else { 1.0 };
        let keep = |half_life: f64| libm::exp2(-days / half_life);
        self.singles.forget(keep(SINGLE_HALF_LIFE));
        for (joint, half_life) in self.joints.iter_mut().zip(JOINT_HALF_LIVES) {
            joint.forget(keep(half_life));
        }
        self.calibration.forget(days);
        self.hasty_days = self.hasty_days.saturating_sub(1);
        let mut alarms = Alarms::default();
        if self.of_whole.level() >= DRIFT_ALARM {
            alarms.whole = true;
            self.of_whole = Detector::default();
        }
        for (signal, level) in self.of_signals.levels().0.into_iter().enumerate() {
            if level >= DRIFT_ALARM {
                alarms.signals.extend(SignalKind::ALL.get(signal));
                self.of_signals.reset(signal);
            }
        }
        if alarms.any() {
            self.hasty_days = HASTY_DAYS;
        }
        alarms
    }

    fn mixture(&self) -> [f64; EXPERTS_COUNT] {
        let [no_skill, first, second, third, ..] = self.weights.rest.0;
        let [a, b, c, d, e, f, g, h] = self.weights.singles.0;
        [no_skill, a, b, c, d, e, f, g, h, first, second, third]
    }

    fn influence(&self) -> [f64; SignalKind::COUNT] {
        let mut coefficients = self.weights.singles * self.singles.slope;
        let [_, weights @ .., _, _, _, _] = self.weights.rest.0;
        for (joint, weight) in self.joints.iter().zip(weights) {
            coefficients += joint.slopes * weight;
        }
        (coefficients * self.squares.sqrt()).0
    }

    fn lesson(&self) -> HorizonLesson {
        HorizonLesson {
            mixture: self.mixture(),
            champion: self.champion_weight(),
            influence: self.influence(),
            calibration: self.calibration.slope_and_offset(),
            evidence: self.evidence,
            gain: self.gain,
            drift: self.of_whole.level(),
            drift_of: self.of_signals.levels().0,
            hasty_until: None,
        }
    }
}

/// What belongs to the three experts on all signals, in their lanes; no skill has 0.
#[inline(always)]
fn in_rest([first, second, third]: [f64; 3]) -> Lanes {
    Lanes([0.0, first, second, third, 0.0, 0.0, 0.0, 0.0])
}

/// Standard deviation of the linear predictor of the expert that weighs most among those with a word on the side, times 1.28: an interval of 80 %.
#[inline(always)]
fn heaviest(weights: PerExpert, variance: PerExpert) -> f64 {
    let mut best = (0.0, 0.0);
    let [_, rest_weights @ .., _, _, _] = weights.rest.0;
    let [_, rest_variances @ .., _, _, _] = variance.rest.0;
    let singles = weights.singles.0.into_iter().zip(variance.singles.0);
    for (weight, variance) in singles.chain(rest_weights.into_iter().zip(rest_variances)) {
        if weight > best.0 {
            best = (weight, variance);
        }
    }
    Z_80 * best.1.max(0.0).sqrt()
}

/// Two-sided 80 % quantile of the normal distribution.
const Z_80: f64 = 1.281_551_565_544_600_4;
