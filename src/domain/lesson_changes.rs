//! What changed in the learner from one session to a later one, by named limits: the facts behind sentences such as "momentum gained weight".

use jiff::civil::Date;

use crate::domain::horizon::Horizon;
use crate::domain::learned::{HorizonLesson, Lesson, NO_SKILL};
use crate::domain::signal::SignalKind;

/// Sessions that are compared with what was before them.
pub const SESSIONS: usize = 5;

/// A share of weight that changed by at least this much is worth a word.
pub const SHARE_CHANGE_MIN: f64 = 0.05;

/// A slope of the calibration that changed by at least this much is worth a word.
pub const SLOPE_CHANGE_MIN: f64 = 0.05;

/// Log loss won from or lost to the expert without skill, in nats, that is worth a word.
pub const GAIN_MIN: f64 = 0.05;

/// A signal's own expert did better or worse than no skill where its weight beside it changed by at least this factor.
pub const ALONE_FACTOR: f64 = 1.05;

/// Everything that changed over the compared sessions.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The evening from which on changes count.
    pub from: Date,
    /// The newest evening.
    pub to: Date,
    /// How many sessions lie between.
    pub sessions: usize,
    /// Each horizon, in the order of [`Horizon::ALL`].
    pub horizons: [HorizonReview; Horizon::COUNT],
}

/// What changed at one horizon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HorizonReview {
    /// Independent outcomes learned from in between.
    pub outcomes: f64,
    /// The changes that are worth a word, each kind with the largest first.
    pub changes: Vec<Change>,
}

/// A change that is worth a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// A drift detector alarmed.
    Alarm(Alarm),
    /// A signal moves the forecast more or less than before.
    Share {
        /// Which.
        signal: SignalKind,
        /// Its share of what moves the forecast before, in `[0, 1]`.
        from: f64,
        /// Its share now.
        to: f64,
        /// Whether it is now taken the other way round.
        reversed: bool,
        /// How its own expert fared against the one without skill meanwhile.
        alone: Fared,
    },
    /// A signal that was followed is taken the other way round, or the reverse.
    Turned {
        /// Which.
        signal: SignalKind,
        /// Whether it is now taken the other way round.
        reversed: bool,
    },
    /// The expert without skill holds more or less than before.
    NoSkill {
        /// Its weight before, in `[0, 1]`.
        from: f64,
        /// Its weight now.
        to: f64,
    },
    /// The last step of calibration stretches or shrinks more than before.
    Slope {
        /// Before; 1 changes nothing.
        from: f64,
        /// Now.
        to: f64,
    },
    /// Log loss won from the expert without skill, nats; negative where it was lost.
    Gain(f64),
}

/// How an expert fared against the one without skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fared {
    /// It gained weight beside it.
    Better,
    /// Neither.
    Alike,
    /// It lost weight beside it.
    Worse,
}

/// A drift detector that alarmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// The trading day.
    pub date: Date,
    /// Whose losses; `None` for those of the whole forecast.
    pub signal: Option<SignalKind>,
}

/// The changes over the last [`SESSIONS`], or over as many as there are; `None` with fewer than two lessons. Lessons the oldest first.
pub fn review(lessons: &[Lesson]) -> Option<Review> {
    let last = lessons.last()?;
    let sessions = SESSIONS.min(lessons.len().checked_sub(1).filter(|before| *before > 0)?);
    let compared = lessons.get(lessons.len() - 1 - sessions..)?;
    let first = compared.first()?;
    let horizons = Horizon::ALL.map(|horizon| {
        let (before, now) = (first.of(horizon), last.of(horizon));
        HorizonReview { outcomes: now.evidence - before.evidence, changes: changes(before, now, compared, horizon) }
    });
    Some(Review { from: first.date, to: last.date, sessions, horizons })
}

fn changes(before: &HorizonLesson, now: &HorizonLesson, compared: &[Lesson], horizon: Horizon) -> Vec<Change> {
    let mut found: Vec<Change> = alarms(compared, horizon).into_iter().map(Change::Alarm).collect();
    let gain = now.gain - before.gain;
    if gain.abs() >= GAIN_MIN {
        found.push(Change::Gain(gain));
    }
    let [no_skill_before, no_skill_now] = [before, now].map(|lesson| weight(lesson, NO_SKILL));
    if (no_skill_now - no_skill_before).abs() >= SHARE_CHANGE_MIN {
        found.push(Change::NoSkill { from: no_skill_before, to: no_skill_now });
    }
    found.extend(shares(before, now));
    let (from, to) = (before.calibration.0, now.calibration.0);
    if (to - from).abs() >= SLOPE_CHANGE_MIN {
        found.push(Change::Slope { from, to });
    }
    found
}

/// The signals that gained or lost weight, or changed their side, the largest change first.
fn shares(before: &HorizonLesson, now: &HorizonLesson) -> Vec<Change> {
    let both = before.shares().into_iter().zip(now.shares());
    let sides = before.influence.into_iter().zip(now.influence);
    let mut found: Vec<(f64, Change)> = SignalKind::ALL
        .into_iter()
        .zip(both.zip(sides))
        .filter_map(|(signal, ((from, to), (side_before, side_now)))| {
            let size = (to - from).abs();
            let reversed = side_now < 0.0;
            if side_before * side_now < 0.0 && from.min(to) >= SHARE_CHANGE_MIN {
                return Some((from + to, Change::Turned { signal, reversed }));
            }
            let alone = fared(before, now, 1 + signal.index());
            (size >= SHARE_CHANGE_MIN).then_some((size, Change::Share { signal, from, to, reversed, alone }))
        })
        .collect();
    // What rounding alone tells apart keeps the order of the signals.
    let rounded = |size: f64| libm::round(size * 1e9);
    found.sort_by(|(one, _), (other, _)| rounded(*other).total_cmp(&rounded(*one)));
    found.into_iter().map(|(_, change)| change).collect()
}

fn fared(before: &HorizonLesson, now: &HorizonLesson, expert: usize) -> Fared {
    // Ratios to the expert without skill: what both lose to the others says nothing.
    let [was, is] =
        [before, now].map(|lesson| weight(lesson, expert) / weight(lesson, NO_SKILL).max(f64::MIN_POSITIVE));
    if is >= was * ALONE_FACTOR {
        Fared::Better
    } else if is * ALONE_FACTOR <= was {
        Fared::Worse
    } else {
        Fared::Alike
    }
}

fn weight(lesson: &HorizonLesson, expert: usize) -> f64 {
    lesson.mixture.get(expert).copied().unwrap_or_default()
}

/// The alarms in a row of lessons, the oldest first. The first lesson only tells where things stood before.
///
/// A detector that alarms begins anew before the lesson is kept, and the learner forgets faster from that evening on: an alarm shows as a later
/// end of the haste, and as a level that fell back to [`ANEW`].
pub fn alarms(lessons: &[Lesson], horizon: Horizon) -> Vec<Alarm> {
    let mut found = Vec::new();
    for (before, lesson) in lessons.iter().zip(lessons.iter().skip(1)) {
        let (before, now) = (before.of(horizon), lesson.of(horizon));
        if now.hasty_until <= before.hasty_until {
            continue;
        }
        let levels = SignalKind::ALL.into_iter().zip(before.drift_of.into_iter().zip(now.drift_of));
        let signals = levels.filter(|(_, (before, now))| began_anew(*before, *now)).map(|(signal, _)| Some(signal));
        let signals: Vec<Option<SignalKind>> = signals.collect();
        let whole = signals.is_empty() || began_anew(before.drift, now.drift);
        let loud = whole.then_some(None).into_iter().chain(signals);
        found.extend(loud.map(|signal| Alarm { date: lesson.date, signal }));
    }
    found
}

/// The level of a detector that begins anew.
pub const ANEW: f64 = 1.0;

fn began_anew(before: f64, now: f64) -> bool {
    before > ANEW && now == ANEW
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::learned::{Backing, EXPERTS_COUNT};
    use crate::domain::symbol::Symbol;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn lesson(day: i64, horizon: &HorizonLesson) -> Lesson {
        let date = date(2026, 1, 5) + day.days();
        Lesson { symbol: Symbol::new("RTX").unwrap(), date, horizons: [*horizon; 3], ..blank() }
    }

    fn blank() -> Lesson {
        let symbol = Symbol::new("RTX").unwrap();
        let horizons = [HorizonLesson::default(); 3];
        Lesson { symbol, date: date(2026, 1, 5), horizons, backing: Backing::default() }
    }

    fn knows(no_skill: f64, influence: [f64; 2]) -> HorizonLesson {
        let mut mixture = [0.0; EXPERTS_COUNT];
        (mixture[NO_SKILL], mixture[1], mixture[2]) = (no_skill, (1.0 - no_skill) / 2.0, (1.0 - no_skill) / 2.0);
        let mut all = [0.0; SignalKind::COUNT];
        all[..2].copy_from_slice(&influence);
        HorizonLesson { mixture, influence: all, calibration: (1.0, 0.0), ..HorizonLesson::default() }
    }

    #[test]
    fn only_what_passes_its_limit_is_told() {
        let review = |before, now| review(&[lesson(0, &before), lesson(1, &now)]).unwrap().horizons[0].changes.clone();
        let before = knows(0.50, [0.1, 0.1]);
        assert_eq!(review(before, before), []);
        assert_eq!(review(before, knows(0.54, [0.1, 0.1])), []);
        assert_eq!(review(before, knows(0.56, [0.1, 0.1])), [Change::NoSkill { from: 0.50, to: 0.56 }]);
        let slope = HorizonLesson { calibration: (0.9, 0.0), ..before };
        assert_eq!(review(before, slope), [Change::Slope { from: 1.0, to: 0.9 }]);
        assert_eq!(review(before, HorizonLesson { gain: 0.04, ..before }), []);
        assert_eq!(review(before, HorizonLesson { gain: -0.2, ..before }), [Change::Gain(-0.2)]);
        let (news, technical) = (SignalKind::NewsSentiment, SignalKind::TechnicalAnalysis);
        let turned = [Change::Turned { signal: technical, reversed: true }];
        assert_eq!(review(before, knows(0.5, [0.1, -0.1])), turned);
        let gained = Change::Share { signal: news, from: 0.5, to: 0.75, reversed: false, alone: Fared::Alike };
        let lost = Change::Share { signal: technical, from: 0.5, to: 0.25, reversed: false, alone: Fared::Alike };
        assert_eq!(review(before, knows(0.5, [0.375, 0.125])), [gained, lost]);
    }

    #[test]
    fn why_a_weight_changed_is_what_its_own_expert_did() {
        let before = knows(0.5, [0.1, 0.1]);
        let mut now = knows(0.5, [0.3, 0.1]);
        (now.mixture[1], now.mixture[2]) = (0.4, 0.1);
        let changes = review(&[lesson(0, &before), lesson(1, &now)]).unwrap().horizons[0].changes.clone();
        let alone: Vec<_> = changes
            .iter()
            .filter_map(|change| if let Change::Share { alone, .. } = change { Some(*alone) } else { None })
            .collect();
        assert_eq!(alone, [Fared::Better, Fared::Worse]);
    }

    #[test]
    fn five_sessions_are_compared_with_the_evening_before_them() {
        assert_eq!(review(&[]), None);
        assert_eq!(review(&[lesson(0, &knows(0.5, [0.0; 2]))]), None);
        let lessons: Vec<Lesson> = (0..9).map(|day| lesson(day, &knows(0.1 * day as f64, [0.0; 2]))).collect();
        let review = review(&lessons).unwrap();
        assert_eq!((review.from, review.to, review.sessions), (date(2026, 1, 8), date(2026, 1, 13), 5));
    }

    #[test]
    fn alarms_are_found_on_their_days() {
        let quiet = knows(0.5, [0.0; 2]);
        let hasty = HorizonLesson { hasty_until: Some(date(2026, 2, 1)), ..quiet };
        let mut loud = HorizonLesson { hasty_until: Some(date(2026, 3, 1)), ..quiet };
        let mut before = hasty;
        before.drift_of = [120.0; SignalKind::COUNT];
        loud.drift_of = before.drift_of.map(|level| level + 1.0);
        loud.drift_of[SignalKind::Momentum.index()] = ANEW;
        let lessons = [lesson(0, &quiet), lesson(1, &hasty), lesson(2, &before), lesson(3, &loud), lesson(4, &quiet)];
        let found = alarms(&lessons, Horizon::OneDay);
        let whole = Alarm { date: date(2026, 1, 6), signal: None };
        assert_eq!(found, [whole, Alarm { date: date(2026, 1, 8), signal: Some(SignalKind::Momentum) }]);
    }
}
