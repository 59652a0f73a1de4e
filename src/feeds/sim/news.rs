//! Headlines as they come about: when each is published, how good it is, and which are told twice.

use jiff::{SignedDuration, Timestamp};

use crate::domain::session::Session;
use crate::feeds::sim::noise::Noise;

/// Stories on an average day: while the exchange is open, and in the night before.
const STORIES_BY_DAY: f64 = 3.0;
const STORIES_BY_NIGHT: f64 = 1.5;

/// How much of a story's tone comes from the mood of these days.
const MOOD_WEIGHT: f64 = 0.7;
/// A story is good or bad from this many standard deviations on: 62 of 100 are.
const NEUTRAL_BELOW: f64 = 0.5;

/// Chance that a story names other companies too, and how much it is about each of them then.
const SHARED_CHANCE: f64 = 0.2;
const SHARED_RELEVANCE: f64 = 0.4;

/// Chance that another publisher tells a story again.
const RETOLD_CHANCE: f64 = 0.25;

/// Seconds from publication to arrival: at least, and at most in addition.
const DELAY_S: (f64, f64) = (20.0, 280.0);
/// Seconds until a story is told again: at least, and at most in addition. It comes before the evening in any case.
const RETOLD_AFTER_S: (f64, f64) = (600.0, 6_600.0);

/// The most stories of one night or day.
const STORIES_MAX: usize = 20;

/// One headline, before it has words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Story {
    /// Which one of its night and day; one that is told again has the number of the first telling.
    pub number: usize,
    pub published: Timestamp,
    pub received: Timestamp,
    /// -1 is bad for RTX, 1 is good, 0 neither.
    pub tone: f64,
    /// Share of it that is about RTX.
    pub relevance: f64,
    /// Whether it was told before.
    pub retold: bool,
}

impl Story {
    /// What it adds to the sum of tones; nothing where it was known.
    pub(super) fn weight(&self) -> f64 {
        if self.retold { 0.0 } else { self.tone * self.relevance }
    }
}

/// The stories that are published from `since`, the close before, to the close of `session`; by arrival. There is no night before the first session of
/// a market.
pub(super) fn stories(session: &Session, since: Option<Timestamp>, mood: f64, noise: &mut Noise) -> Vec<Story> {
    let mut stories = Vec::new();
    let night = if since.is_some() { poisson(STORIES_BY_NIGHT, noise) } else { 0 };
    let day = poisson(STORIES_BY_DAY * session.seconds() as f64 / 23_400.0, noise);
    let spans = [(since.unwrap_or(session.open), session.open, night), (session.open, session.close, day)];
    for (from, to, count) in spans {
        for _ in 0..count {
            tell(from, to, mood, noise, &mut stories);
        }
    }
    stories.sort_by_key(|story| (story.received, story.number, story.retold));
    stories
}

fn tell(from: Timestamp, to: Timestamp, mood: f64, noise: &mut Noise, stories: &mut Vec<Story>) {
    let number = stories.iter().filter(|story| !story.retold).count();
    let seconds = (to.as_second() - from.as_second()) as f64;
    let published = later(from, noise.uniform() * seconds);
    let lean = MOOD_WEIGHT * mood + libm::sqrt(1.0 - MOOD_WEIGHT * MOOD_WEIGHT) * noise.normal();
    let tone = if lean.abs() < NEUTRAL_BELOW { 0.0 } else { lean.signum() };
    let relevance = if noise.uniform() < SHARED_CHANCE { SHARED_RELEVANCE } else { 1.0 };
    let received = later(published, DELAY_S.0 + DELAY_S.1 * noise.uniform());
    let story = Story { number, published, received, tone, relevance, retold: false };
    stories.push(story);
    if noise.uniform() < RETOLD_CHANCE {
        let published = later(published, RETOLD_AFTER_S.0 + RETOLD_AFTER_S.1 * noise.uniform());
        let received = later(published, DELAY_S.0 + DELAY_S.1 * noise.uniform());
        stories.push(Story { published, received, retold: true, ..story });
    }
}

/// So many seconds later, on a full second.
fn later(at: Timestamp, seconds: f64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(seconds as i64)).unwrap_or(Timestamp::MAX)
}

/// How often something happens that happens `mean` times on average, by Knuth's product of uniforms.
fn poisson(mean: f64, noise: &mut Noise) -> usize {
    let least = libm::exp(-mean);
    let mut product = noise.uniform();
    let mut count = 0;
    while product > least && count < STORIES_MAX {
        product *= noise.uniform();
        count += 1;
    }
    count
}
