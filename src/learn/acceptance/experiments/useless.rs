//! Signals that tell nothing new beside three that do: one that repeats the past, one that never changes, one that is often no number.

use super::{FIVE_YEARS, ONE_DAY, steps};
use crate::domain::signal::SignalKind;
use crate::learn::acceptance::market::{Market, PLANTED, Recipe, squashed};
use crate::learn::acceptance::measures::{extremes, mean, measured};
use crate::learn::acceptance::report::{Check, Row};
use crate::learn::acceptance::{Effort, Lab, Topic};

const STRENGTH: f64 = 0.15;

/// Which signal is what.
const BROKEN: usize = 5;
const LATE: usize = 6;
const CONSTANT: usize = 7;

/// The broken signal is no number this often.
const BROKEN_SHARE: f64 = 0.3;

/// Days after which the shares are looked at: ten before the end.
const JUDGED_DAY: usize = FIVE_YEARS - 10;

/// Limits of the share of influence: of the late signal on average and in any life, of the three that tell something.
const LATE_MEAN_MAX: f64 = 0.15;
const LATE_MAX: f64 = 0.30;
const INFORMED_MIN: f64 = 0.70;

/// Shares of influence in one life.
struct Shares {
    sound: bool,
    shares: [f64; SignalKind::COUNT],
}

fn lives(effort: Effort) -> usize {
    effort.pick(32, 12, 4)
}

pub(super) fn steps_taken(effort: Effort) -> u64 {
    lives(effort) as u64 * steps(FIVE_YEARS)
}

pub(super) fn conduct(lab: &Lab<'_>) -> Vec<Row> {
    let effort = lab.effort;
    let lives = lab.gather(lives(effort), steps(FIVE_YEARS), |job| {
        let mut chance = lab.chance(Topic::Useless, job);
        let mut market = Recipe::new(FIVE_YEARS, STRENGTH).market(&mut chance);
        spoil(&mut market, || chance.uniform());
        let life = lab.life(&market, ONE_DAY);
        let lesson = life.days.get(JUDGED_DAY).map(|(lesson, _)| *lesson).unwrap_or_default();
        // What never changes moves nothing, however it is followed: influence counts where a score varies.
        let varying = variation(&market);
        let mut shares: [f64; SignalKind::COUNT] = std::array::from_fn(|signal| {
            let of = |values: &[f64; SignalKind::COUNT]| values.get(signal).copied().unwrap_or_default();
            of(&lesson.influence).abs() * of(&varying)
        });
        let sum: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= sum);
        Shares { sound: life.sound, shares }
    });
    let share_of = |signal: usize| move |life: &Shares| life.shares.get(signal).copied().unwrap_or(f64::NAN);
    let mean_share = |signal: usize| measured(&lives, |lives| mean(lives.map(share_of(signal))));
    let informed = measured(&lives, |lives| {
        mean(lives.map(|life| {
            life.shares.iter().zip(PLANTED).filter(|(_, weight)| *weight != 0.0).map(|(share, _)| share).sum()
        }))
    });
    let late = extremes(lives.iter().map(share_of(LATE))).1;
    let unsound = lives.iter().filter(|life| !life.sound).count();
    let checks = vec![
        Check::never("forecast that is not a number", unsound, lives.len()),
        effort.at_most("share of the sign of the past day", mean_share(LATE), LATE_MEAN_MAX),
        effort.at_most("the largest of a life", late, LATE_MAX),
        effort.at_most("share of what never changes", mean_share(CONSTANT), 0.0),
        effort.at_most("share of what is often no number", mean_share(BROKEN), LATE_MEAN_MAX),
        effort.at_least("share of the three that tell something", informed, INFORMED_MIN),
    ];
    vec![Row::new("A19", "useless signals stay without influence", checks)]
}

/// Puts the three useless signals in.
fn spoil(market: &mut Market, mut uniform: impl FnMut() -> f64) {
    let mut past = vec![0.0; ONE_DAY];
    past.extend(market.returns.windows(ONE_DAY).map(|day| day.iter().sum::<f64>()));
    for ((scores, awake), past) in market.scores.iter_mut().zip(&mut market.awake).zip(past) {
        let late = if past == 0.0 { 0.0 } else { squashed(2.5 * past.signum()) };
        for (signal, score) in [(LATE, late), (CONSTANT, squashed(1.0)), (BROKEN, f64::NAN)] {
            let spoilt = signal != BROKEN || uniform() < BROKEN_SHARE;
            if let (Some(room), true) = (scores.get_mut(signal), spoilt) {
                *room = score;
            }
        }
        // Whoever computes a score does not always know that it is no number.
        *awake = [true; SignalKind::COUNT];
    }
}

/// Standard deviation over root mean square of each score, where it is a number.
fn variation(market: &Market) -> [f64; SignalKind::COUNT] {
    std::array::from_fn(|signal| {
        let scores = || market.scores.iter().filter_map(|scores| scores.get(signal)).copied().filter(|s| s.is_finite());
        let (middle, square) = (mean(scores()), mean(scores().map(|score| score * score)));
        let spread = mean(scores().map(|score| (score - middle) * (score - middle)));
        // A constant is left with the rounding of its mean.
        if spread > 1e-12 { libm::sqrt(spread / square) } else { 0.0 }
    })
}
