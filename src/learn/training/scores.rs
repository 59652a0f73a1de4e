//! What a forecast was worth on rows that it had not seen: proper scores with intervals, skill of calls, and evidence against an incumbent.

use super::calibrate::sigmoid;
use super::table::Row;
use crate::domain::figures::{brier_score, log_loss};
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::statistics::interval::anytime;
use crate::domain::statistics::promotion::{FLOOR, Promotion, Stakeout};
use crate::domain::statistics::reliability::{Reliability, Sides};
use crate::domain::training::card::{CardBin, Conviction, Ranged};
use crate::learn::chance::Chance;

/// Histories drawn for an interval.
const DRAWS: usize = 300;

/// Days drawn together: outcomes of neighbouring days overlap.
const BLOCK_DAYS: usize = 5;

/// An outcome that falls due at a decision is settled before it, on a market that answers a little late too: the decision waits for the bar.
const SETTLED_FIRST_S: i64 = 300;

/// Stated probabilities from which calls are counted.
const CONVICTIONS: [f64; 2] = [0.70, 0.85];

/// Decisions of a full day: a call within so many seconds of the one before belongs to the same episode.
const EPISODE_S: i64 = 23 * 3_600;

/// The probabilities that log odds of the side stand for, with the share within the band that is said without skill.
pub(super) fn probabilities(log_odds: f64, base: &Probabilities) -> Probabilities {
    let moves = 1.0 - base.hold;
    Probabilities { down: moves * sigmoid(-log_odds), hold: base.hold, up: moves * sigmoid(log_odds) }
}

/// Tested rows with what is said of them.
#[derive(Clone, Debug)]
pub(super) struct Said<'t> {
    pub(super) rows: Vec<&'t Row>,
    pub(super) log_odds: Vec<f64>,
    days: Vec<std::ops::Range<usize>>,
}

/// A weighted sum over a day, and the weight.
type Part = (f64, f64);

impl<'t> Said<'t> {
    pub(super) fn new(rows: Vec<&'t Row>, log_odds: Vec<f64>) -> Self {
        let mut days: Vec<std::ops::Range<usize>> = Vec::new();
        let mut begin = 0;
        for day in rows.chunk_by(|a, b| a.session == b.session) {
            days.push(begin..begin + day.len());
            begin += day.len();
        }
        Self { rows, log_odds, days }
    }

    fn each(&self) -> impl Iterator<Item = (&'t Row, f64)> + '_ {
        self.rows.iter().copied().zip(self.log_odds.iter().copied())
    }

    /// The weighted mean of `of` over rows for which it is something, with an interval of 95 % by drawing blocks of days.
    pub(super) fn mean(&self, chance: &mut Chance, of: impl Fn(&Row, f64) -> Option<f64>) -> Ranged {
        let all: Vec<(&Row, f64)> = self.each().collect();
        let day = |range: &std::ops::Range<usize>| {
            let rows = all.get(range.clone()).unwrap_or_default();
            let parts = rows.iter().filter_map(|(row, odds)| Some((row.weight * of(row, *odds)?, row.weight)));
            parts.fold((0.0, 0.0), |(sum, weight), (more, with)| (sum + more, weight + with))
        };
        let days: Vec<Part> = self.days.iter().map(day).collect();
        ranged_mean(&days, chance)
    }

    /// Area under the curve, up against down among moves: the weighted probability that a rise was given higher odds than a fall, ties half.
    pub(super) fn auc(&self, chance: &mut Chance) -> Ranged {
        let value = self.auc_of(|_| 1.0);
        let mut drawn: Vec<f64> = (0..DRAWS / 3)
            .map(|_| {
                let mut times = vec![0.0; self.days.len()];
                for day in draw_days(self.days.len(), chance) {
                    if let Some(times) = times.get_mut(day) {
                        *times += 1.0;
                    }
                }
                self.auc_of(|day| times.get(day).copied().unwrap_or(0.0))
            })
            .collect();
        let (low, high) = ends(&mut drawn);
        Ranged { value, low, high }
    }

    fn auc_of(&self, times: impl Fn(usize) -> f64) -> f64 {
        let mut moved: Vec<(f64, bool, f64)> = Vec::new();
        for (day, range) in self.days.iter().enumerate() {
            let times = times(day);
            for place in range.clone() {
                let (Some(row), Some(odds)) = (self.rows.get(place), self.log_odds.get(place)) else { continue };
                if row.moved() && times > 0.0 {
                    moved.push((*odds, row.became == Direction::Up, row.weight * times));
                }
            }
        }
        moved.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut downs, mut won, mut ups) = (0.0, 0.0, 0.0);
        for tied in moved.chunk_by(|a, b| a.0 == b.0) {
            let of =
                |side: bool| tied.iter().filter(|(_, up, _)| *up == side).map(|(_, _, weight)| weight).sum::<f64>();
            let (up, down) = (of(true), of(false));
            won += up * (downs + down / 2.0);
            downs += down;
            ups += up;
        }
        if ups * downs > 0.0 { won / (ups * downs) } else { 0.5 }
    }

    /// Calibration of the likelier side among moves: error, slope, diagram.
    pub(super) fn calibration(&self) -> (f64, Option<f64>, Vec<CardBin>) {
        let (mut reliability, mut sides) = (Reliability::default(), Sides::default());
        for (row, odds) in self.each().filter(|(row, _)| row.moved()) {
            let up = row.became == Direction::Up;
            reliability.add(i64::from(row.session), sigmoid(odds.abs()), (odds > 0.0) == up, row.weight);
            sides.add(odds, up, row.weight);
        }
        let bins = reliability.diagram().iter().filter(|bin| bin.weight > 0.0).map(|bin| CardBin {
            stated: bin.stated / bin.weight,
            came_true: bin.right / bin.weight,
            effective: bin.weight,
        });
        let slope = sides.slope().map(|slope| slope.slope).filter(|slope| slope.is_finite());
        (reliability.error().unwrap_or(0.0), slope, bins.collect())
    }

    /// How calls of high stated probability did, a trading day apart.
    pub(super) fn conviction(&self) -> Vec<Conviction> {
        let of = |from: f64| {
            let (mut episodes, mut right, mut last) = (0_u32, 0_u32, i64::MIN);
            for (row, odds) in self.each() {
                let stated = probabilities(odds, &row.base);
                let (side, confidence) =
                    if odds > 0.0 { (Direction::Up, stated.up) } else { (Direction::Down, stated.down) };
                if confidence >= from && row.span.from.saturating_sub(last) >= EPISODE_S {
                    last = row.span.from;
                    episodes += 1;
                    right += u32::from(row.became == side);
                }
            }
            let (low, high) = anytime(f64::from(right), f64::from(episodes));
            Conviction { from, episodes, right, interval: (low.get(), high.get()) }
        };
        CONVICTIONS.map(of).to_vec()
    }

    /// What following the odds would have brought each day, in expected deviations: 0 on days without a decision.
    pub(super) fn daily_returns(&self) -> Vec<f64> {
        let day = |range: &std::ops::Range<usize>| {
            let of = |place: usize| {
                let (row, odds) = (self.rows.get(place)?, self.log_odds.get(place)?);
                let side = 2.0 * sigmoid(*odds) - 1.0;
                Some(row.weight * side * row.log_return / row.sigma)
            };
            range.clone().filter_map(of).filter(|value| value.is_finite()).sum()
        };
        self.days.iter().map(day).collect()
    }

    /// Evidence that this is better than `incumbent`, whose probabilities stand beside the same rows.
    pub(super) fn evidence(&self, incumbent: &[Probabilities]) -> f64 {
        let mut promotion = Promotion::default();
        let mut waiting: Vec<Option<(i64, f64)>> = vec![None; crate::domain::statistics::promotion::SLOTS];
        for ((row, odds), champion) in self.each().zip(incumbent) {
            for (slot, waits) in waiting.iter_mut().enumerate() {
                if let Some((_, difference)) =
                    waits.take_if(|(until, _)| *until <= row.span.from.saturating_add(SETTLED_FIRST_S))
                {
                    promotion.settle(slot, difference);
                }
            }
            let challenger = probabilities(odds, &row.base);
            let better = |became: Direction| floored(champion, became) - floored(&challenger, became);
            let all = Direction::ALL.map(better);
            let worst = all.into_iter().fold(f64::INFINITY, f64::min);
            let best = all.into_iter().fold(f64::NEG_INFINITY, f64::max);
            promotion.bet(row.slot, Stakeout { worst, best });
            if let Some(waits) = waiting.get_mut(row.slot) {
                *waits = Some((row.span.until, better(row.became)));
            }
        }
        for (slot, waits) in waiting.into_iter().enumerate() {
            if let Some((_, difference)) = waits {
                promotion.settle(slot, difference);
            }
        }
        promotion.evidence()
    }

    /// Log loss over three classes, nats.
    pub(super) fn loss(row: &Row, odds: f64) -> f64 {
        log_loss(&probabilities(odds, &row.base), row.became)
    }

    /// Brier score over three classes.
    pub(super) fn brier(row: &Row, odds: f64) -> f64 {
        brier_score(&probabilities(odds, &row.base), row.became)
    }
}

fn floored(stated: &Probabilities, became: Direction) -> f64 {
    -libm::log(stated.of(became).max(FLOOR))
}

/// The mean of all, with an interval from drawn blocks of days.
fn ranged_mean(days: &[Part], chance: &mut Chance) -> Ranged {
    let mean = |parts: &mut dyn Iterator<Item = Part>| {
        let (sum, weight) = parts.fold((0.0, 0.0), |(sum, weight), (more, with)| (sum + more, weight + with));
        if weight > 0.0 { sum / weight } else { 0.0 }
    };
    let value = mean(&mut days.iter().copied());
    let mut drawn: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let chosen = draw_days(days.len(), chance);
            mean(&mut chosen.into_iter().filter_map(|day| days.get(day).copied()))
        })
        .collect();
    let (low, high) = ends(&mut drawn);
    Ranged { value, low, high }
}

/// As many days as there are, in blocks that begin anywhere and go on around the end (Politis and Romano 1992).
fn draw_days(count: usize, chance: &mut Chance) -> Vec<usize> {
    let mut days = Vec::with_capacity(count + BLOCK_DAYS);
    while days.len() < count {
        let first = chance.below(count);
        days.extend((first..first + BLOCK_DAYS).map(|day| day % count));
    }
    days.truncate(count);
    days
}

/// The ends of the middle 95 %.
fn ends(drawn: &mut [f64]) -> (f64, f64) {
    drawn.sort_by(f64::total_cmp);
    let last = drawn.len().saturating_sub(1) as f64;
    let at = |share: f64| drawn.get((share * last) as usize).copied().unwrap_or(0.0);
    (at(0.025), at(0.975))
}
