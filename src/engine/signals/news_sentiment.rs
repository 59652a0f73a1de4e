//! Tone of the headlines: how good or bad the news of the last hours and days were, new stories counting more than retold ones.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Moment, Signal};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Polled;
use crate::domain::headline::{Headline, fingerprint, similarity};
use crate::domain::health::Channel;
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};

/// Half-life of the fast sums: one full session of trading time.
const FAST_HALF_LIFE_S: f64 = 23_400.0;

/// Half-life of the slow sums: three full sessions of trading time.
const SLOW_HALF_LIFE_S: f64 = 70_200.0;

/// A story told again within so many seconds of the wall clock is not new: two days.
const RETOLD_S: i64 = 172_800;

/// Titles remembered at most; beyond that the oldest is forgotten.
const REMEMBERED_MAX: usize = 256;

/// Seconds of trading time after which a silent feed is no longer taken for a living one: half an hour.
///
/// Nights and weekends do not count. A decision at 09:45 is content with an answer from the last quarter of an hour of the evening before,
/// one at 10:00 with the closing bell; a feed that died at night is called stale from 10:15.
const SILENCE_MAX_S: i64 = 1_800;

/// Weight that stands for no news, so that one headline does not say everything.
const PRIOR_WEIGHT: f64 = 1.0;

/// The mean over a fast and a slow memory of N / (W + 1): N sums w x tone, W sums w, and both fade with the trading clock (after Tetlock
/// 2007 and Heston and Sinha 2017). w is relevance x novelty; novelty is 1 less the greatest similarity to a title of the last two days.
/// Headlines nobody has read the tone of are a sign of life and nothing else. Negated tones negate every N and leave every W.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct NewsSentiment {
    fast: Sums,
    slow: Sums,
    /// As of when the sums are: the newest arrival that counted.
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    as_of: Option<Timestamp>,
    /// The last sign of life: an answer or a headline.
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    alive_at: Option<Timestamp>,
    /// Oldest first.
    remembered: VecDeque<Remembered>,
}

/// Faded sums of weighted tones and of weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Sums {
    tones: f64,
    weights: f64,
}

/// A title that came in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Remembered {
    fingerprint: u64,
    /// Seconds since 1970 of its arrival.
    received_s: i64,
}

impl Signal for NewsSentiment {
    const KIND: SignalKind = SignalKind::NewsSentiment;

    fn take_headline(&mut self, headline: &Headline, _now: Timestamp) {
        self.live(headline.received);
        let Some(tone) = headline.tone else { return };
        let weight = headline.relevance.get() * self.novelty(headline);
        // One that arrives out of order has faded already by as much as the sums are ahead of it.
        let ahead = self.fade_to(headline.received);
        self.fast.add(weight * fading(ahead, FAST_HALF_LIFE_S), tone.score.get());
        self.slow.add(weight * fading(ahead, SLOW_HALF_LIFE_S), tone.score.get());
    }

    fn take_poll(&mut self, polled: &Polled) {
        if polled.channel == Channel::News {
            self.live(polled.at);
        }
    }

    /// News do not depend on bars, and what is old has faded.
    fn break_off(&mut self) {}

    fn read(&self, at: Moment) -> Said {
        let Some(alive_at) = self.alive_at else { return Said::silent(Abstention::NoFeed) };
        let calendar = ExchangeCalendar::nyse();
        let since = self.as_of.map_or(0, |as_of| calendar.trading_seconds(as_of, at.at));
        let [fast, slow] = [(self.fast, FAST_HALF_LIFE_S), (self.slow, SLOW_HALF_LIFE_S)]
            .map(|(sums, half_life)| sums.faded(fading(since, half_life)).mean_tone());
        let reading = if calendar.trading_seconds(alive_at, at.at) > SILENCE_MAX_S {
            Reading::Abstains(Abstention::Stale)
        } else {
            Reading::from_number(Some(f64::midpoint(fast, slow)))
        };
        let components = [fast as f32, slow as f32, self.remembered_at(at.at) as f32];
        Said { reading, grounds: Grounds { age_s: Some(at.age_s(alive_at)), components, ..Grounds::default() } }
    }
}

impl NewsSentiment {
    fn live(&mut self, at: Timestamp) {
        self.alive_at = Some(self.alive_at.map_or(at, |before| before.max(at)));
    }

    /// Brings the sums to `at`, where that is later than they are, and gives the trading seconds they are ahead of it otherwise.
    fn fade_to(&mut self, at: Timestamp) -> i64 {
        let Some(as_of) = self.as_of else {
            self.as_of = Some(at);
            return 0;
        };
        let since = ExchangeCalendar::nyse().trading_seconds(as_of, at);
        if at >= as_of {
            self.fast = self.fast.faded(fading(since, FAST_HALF_LIFE_S));
            self.slow = self.slow.faded(fading(since, SLOW_HALF_LIFE_S));
            self.as_of = Some(at);
        }
        (-since).max(0)
    }

    /// How new a title is, in `[0, 1]`; remembers it.
    fn novelty(&mut self, headline: &Headline) -> f64 {
        let title = Remembered { fingerprint: fingerprint(&headline.title), received_s: headline.received.as_second() };
        let told = |other: &&Remembered| (title.received_s - other.received_s).abs() <= RETOLD_S;
        let alike = self.remembered.iter().filter(told).map(|other| similarity(title.fingerprint, other.fingerprint));
        let novelty = 1.0 - alike.fold(0.0, f64::max);
        if self.remembered.len() >= REMEMBERED_MAX {
            self.remembered.pop_front();
        }
        self.remembered.push_back(title);
        novelty
    }

    /// How many titles of the last two days are remembered.
    fn remembered_at(&self, at: Timestamp) -> usize {
        let recent = |other: &&Remembered| at.as_second() - other.received_s <= RETOLD_S;
        self.remembered.iter().rev().take_while(recent).count()
    }
}

impl Sums {
    fn add(&mut self, weight: f64, tone: f64) {
        self.tones += weight * tone;
        self.weights += weight;
    }

    fn faded(self, by: f64) -> Self {
        Self { tones: self.tones * by, weights: self.weights * by }
    }

    fn mean_tone(self) -> f64 {
        self.tones / (self.weights + PRIOR_WEIGHT)
    }
}

/// What is left of a weight after so many seconds of trading time.
fn fading(seconds: i64, half_life_s: f64) -> f64 {
    libm::exp2(-(seconds.max(0) as f64) / half_life_s)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::domain::calendar::Step;
    use crate::domain::headline::Tone;
    use crate::domain::symbol::{SourceName, Symbol};
    use crate::domain::unit::{Fraction, Score};

    const FIRST: usize = 6_300;

    fn moment(session: usize, slot: i64) -> Moment {
        let step = Step { session, slot };
        Moment { step, at: ExchangeCalendar::nyse().instant(step).unwrap() }
    }

    fn headline(at: Timestamp, title: &str, tone: Option<f64>) -> Headline {
        let symbol = Symbol::new("RTX").unwrap();
        let relevance = Fraction::new(1.0).unwrap();
        let plain = Headline::new(symbol, title, SourceName::UNNAMED, (at, at), title, relevance).unwrap();
        let reader = SourceName::new("hand/1").unwrap();
        Headline { tone: tone.map(|score| Tone { score: Score::new(score).unwrap(), reader }), ..plain }
    }

    fn poll(channel: Channel, at: Timestamp) -> Polled {
        Polled { symbol: Symbol::new("RTX").unwrap(), channel, at }
    }

    fn score(signal: &NewsSentiment, at: Moment) -> Result<f64, Abstention> {
        match signal.read(at).reading {
            Reading::Speaks(score) => Ok(score.get()),
            Reading::Abstains(why) => Err(why),
        }
    }

    #[test]
    fn a_dead_feed_is_named_and_a_quiet_one_speaks() {
        let mut signal = NewsSentiment::default();
        let now = moment(FIRST, 4);
        signal.take_poll(&poll(Channel::Bars, now.at));
        assert_eq!(score(&signal, now), Err(Abstention::NoFeed));
        signal.take_poll(&poll(Channel::News, now.at));
        assert_eq!(score(&signal, now), Ok(0.0));
        assert_eq!(score(&signal, moment(FIRST, 6)), Ok(0.0));
        assert_eq!(score(&signal, moment(FIRST, 7)), Err(Abstention::Stale));
        let evening = ExchangeCalendar::nyse().session(FIRST).unwrap().close + SignedDuration::from_hours(2);
        signal.take_headline(&headline(evening, "Nobody read this", None), evening);
        assert_eq!(score(&signal, moment(FIRST + 1, 2)), Ok(0.0), "nights do not count");
        assert_eq!(score(&signal, moment(FIRST + 1, 3)), Err(Abstention::Stale));
    }

    #[test]
    fn tones_fade_with_the_trading_clock() {
        let mut signal = NewsSentiment::default();
        let then = moment(FIRST, 10);
        signal.take_headline(&headline(then.at, "RTX wins a large order", Some(0.8)), then.at);
        assert_eq!(score(&signal, then), Ok(0.4), "one headline against a prior of the same weight");
        let later = moment(FIRST + 1, 10);
        signal.take_poll(&poll(Channel::News, later.at));
        let (fast, slow) = (0.5, 2.0_f64.powf(-1.0 / 3.0));
        let expected = f64::midpoint(0.8 * fast / (1.0 + fast), 0.8 * slow / (1.0 + slow));
        assert!((score(&signal, later).unwrap() - expected).abs() < 1e-15);
        assert_eq!(signal.read(later).grounds.components[2], 1.0);
    }

    #[test]
    fn a_story_told_again_adds_nothing_until_two_days_have_passed() {
        let mut signal = NewsSentiment::default();
        let then = moment(FIRST, 10);
        for _ in 0..5 {
            signal
                .take_headline(&headline(then.at, "Engine maker RTX recalls a thousand engines", Some(-1.0)), then.at);
        }
        assert_eq!(score(&signal, then), Ok(-0.5));
        let later = moment(FIRST + 4, 10);
        signal.take_headline(&headline(later.at, "Engine maker RTX recalls a thousand engines", Some(-1.0)), later.at);
        assert!(score(&signal, later).unwrap() < -0.5);
    }

    #[test]
    fn memory_is_bounded() {
        let mut signal = NewsSentiment::default();
        let now = moment(FIRST, 10);
        for number in 0..REMEMBERED_MAX * 3 {
            signal
                .take_headline(&headline(now.at, &format!("Story {number} of many {}", number * 7), Some(0.1)), now.at);
        }
        assert_eq!(signal.remembered.len(), REMEMBERED_MAX);
    }
}
