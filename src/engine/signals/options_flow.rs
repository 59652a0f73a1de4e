//! What option traders do: calls against puts by volume, open interest and implied volatility, each against its own history.

mod chain;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Moment, Signal};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::session::STEP_SECONDS;
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::Score;
use crate::engine::indicators::Spread;

use chain::{Measures, Traded};

/// Half-life of each history, days: one value a day goes into the history of a time of day.
const HALF_LIFE_DAYS: f64 = 60.0;

/// Times of day of a full session.
const SLOTS: usize = 26;

/// Snapshots of regular sessions seen before the signal speaks.
const WARM_UP_SNAPSHOTS: u32 = 60;

/// Days with snapshots seen before the signal speaks.
const WARM_UP_DAYS: u32 = 5;

/// Values that the history of one measure at one time of day must hold before today's is held against it.
const HISTORY_MIN: u32 = 5;

/// Trading seconds after which a chain is too old: half an hour; nights do not count.
const AGE_S_MAX: i64 = 1_800;

/// A deviation beyond so many standard deviations counts as so many: open interest stands still for days and then leaps.
const DEVIATION_MAX: f64 = 4.0;

/// Weights of the measures in the mean, in the order of [`Measures`]: who began a trade is only guessed from a snapshot.
const QUALITIES: [f64; Measures::COUNT] = [1.0, 1.0, 1.0, 1.0, 0.5];

/// ψ of the mean of what can be measured of calls against puts, each in standard deviations from its own mean at that time of day: volume
/// (Pan and Poteshman 2006), open interest, skew (Xing, Zhang and Zhao 2010), implied volatility at matched strikes (Cremers and Weinbaum
/// 2010), and who pressed the trades. More calls than usual is up; that calls are always traded more than puts is in the mean and goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct OptionsFlow {
    /// Whether any chain ever came, even one from outside a session.
    fed: bool,
    snapshots: u32,
    days: u32,
    latest: Option<Latest>,
    /// Volumes of the newest snapshot, to take those of the next from.
    traded: Traded,
    /// By time of day; boxed, for it is most of what the signals weigh.
    histories: Box<[[Spread; Measures::COUNT]; SLOTS]>,
}

/// The newest snapshot of a regular session, as it was judged when it came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Latest {
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    at: Timestamp,
    session: usize,
    slot: usize,
    /// Deviations from the histories, in the order of [`Measures`].
    deviations: [Option<f64>; Measures::COUNT],
}

impl Default for OptionsFlow {
    fn default() -> Self {
        Self {
            fed: false,
            snapshots: 0,
            days: 0,
            latest: None,
            traded: Traded::default(),
            histories: Box::new([[Spread::of_half_life(HALF_LIFE_DAYS); Measures::COUNT]; SLOTS]),
        }
    }
}

impl Signal for OptionsFlow {
    const KIND: SignalKind = SignalKind::OptionsFlow;

    /// Takes in a snapshot. One from outside the regular session holds the close's quotes once more, one not newer than the last tells
    /// nothing: neither counts.
    fn take_chain(&mut self, chain: &ChainSnapshot, _now: Timestamp) {
        self.fed = true;
        let at = chain.at();
        let Some((session, slot)) = place(at) else { return };
        if self.latest.is_some_and(|latest| latest.at >= at) {
            return;
        }
        let new_day = self.latest.is_none_or(|latest| latest.session != session);
        let new_slot = new_day || self.latest.is_none_or(|latest| latest.slot != slot);
        if new_day {
            self.days = self.days.saturating_add(1);
            self.traded = Traded::default();
        }
        self.snapshots = self.snapshots.saturating_add(1);
        let measures = chain::measure(chain, new_day, &mut self.traded);
        let mut deviations = [None; Measures::COUNT];
        if let Some(histories) = self.histories.get_mut(slot) {
            for ((deviation, history), value) in deviations.iter_mut().zip(histories).zip(measures.0) {
                let Some(value) = value else { continue };
                // Held against what came before it, and remembered once a day, however often chains come.
                *deviation =
                    (history.seen() >= HISTORY_MIN).then(|| history.z(value).clamp(-DEVIATION_MAX, DEVIATION_MAX));
                if new_slot {
                    history.push(value);
                }
            }
        }
        self.latest = Some(Latest { at, session, slot, deviations });
    }

    /// Chains do not depend on bars, and the histories outlive a gap.
    fn break_off(&mut self) {}

    fn read(&self, at: Moment) -> Said {
        let Some(latest) = self.latest else {
            return Said::silent(if self.fed { Abstention::WarmingUp } else { Abstention::NoFeed });
        };
        let age_s = Some(at.age_s(latest.at));
        let reading = if ExchangeCalendar::nyse().trading_seconds(latest.at, at.at) > AGE_S_MAX {
            Reading::Abstains(Abstention::Stale)
        } else if self.snapshots < WARM_UP_SNAPSHOTS || self.days < WARM_UP_DAYS {
            Reading::Abstains(Abstention::WarmingUp)
        } else {
            latest.reading()
        };
        Said { reading, grounds: Grounds { age_s, components: latest.components(), ..Grounds::default() } }
    }
}

impl Latest {
    fn reading(&self) -> Reading {
        let measured = || self.deviations.into_iter().zip(QUALITIES).filter_map(|(z, quality)| Some((z?, quality)));
        let weight: f64 = measured().map(|(_, quality)| quality).sum();
        if weight <= 0.0 {
            return Reading::Abstains(Abstention::NoEvidence);
        }
        let mean = measured().map(|(z, quality)| quality * z).sum::<f64>() / weight;
        Reading::from_number(Score::squash(mean).map(Score::get))
    }

    /// Put and call: mean deviation of volume and open interest; skew: of both measures of implied volatility; activity. In standard
    /// deviations, up is positive.
    fn components(&self) -> [f32; 3] {
        let [volume, open_interest, skew, matched, activity] = self.deviations;
        let mean = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (Some(one), Some(other)) => f64::midpoint(one, other),
            (one, other) => one.or(other).unwrap_or(0.0),
        };
        [mean(volume, open_interest), mean(skew, matched), activity.unwrap_or(0.0)].map(|value| (value + 0.0) as f32)
    }
}

/// The session and the time of day, counted from 0, that an instant belongs to; `None` outside the regular session.
fn place(at: Timestamp) -> Option<(usize, usize)> {
    let calendar = ExchangeCalendar::nyse();
    let session = calendar.index_at_or_before(at)?;
    let open = calendar.session_containing(at)?.open;
    // Rounded up: the slot of a chain is that of the first decision that can know it.
    let past = at.as_nanosecond() - open.as_nanosecond();
    let slot = usize::try_from((past - 1) / (i128::from(STEP_SECONDS) * 1_000_000_000)).ok()?;
    Some((session, slot))
}
