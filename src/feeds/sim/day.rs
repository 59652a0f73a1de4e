//! One simulated session: what moves whom by how much, from the night before the open to the close.

use jiff::{SignedDuration, Timestamp};

use crate::domain::bar::Interval;
use crate::domain::session::Session;
use crate::feeds::sim::clockwork::Clockwork;
use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT, Member, RTX};
use crate::feeds::sim::news::{self, Story};
use crate::feeds::sim::noise::{Noise, Purpose};
use crate::feeds::sim::state::{Moods, State};
use crate::feeds::sim::strengths::Strengths;
use crate::feeds::sim::structure::{Latents, Semivariance, Surprise};
use crate::feeds::sim::vix;

/// How far a log price may wander from its anchor before it is drawn back: a factor of e.
const FREE_RANGE: f64 = 1.0;
/// Share of the excess beyond the free range that is taken back in a session.
const RETURN_SHARE: f64 = 0.02;

/// When a session is lived, and in which market.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage<'a> {
    pub seed: u64,
    pub strengths: &'a Strengths,
    pub session: &'a Session,
    /// The close before it; none before the first session.
    pub since: Option<Timestamp>,
}

/// All moves of a session.
pub(super) struct Day {
    pub clockwork: Clockwork,
    /// Log returns of each member: the night before the open, then one for each bar.
    pub moves: [Vec<f64>; MEMBERS_COUNT],
    /// Standard deviation of each member's return over a full session and the night before, with this day's mood.
    pub sigma: [f64; MEMBERS_COUNT],
    /// Moves of the volatility index's state.
    pub vix: Vec<f64>,
    /// What was told of RTX since the close before.
    pub stories: Vec<Story>,
    /// What foretold RTX after each move; traders of its options know a part of it, nobody else any.
    pub latents: Vec<Latents>,
}

impl Day {
    /// Lives through a session, and gives the state in which it leaves the market.
    pub(super) fn live(stage: &Stage<'_>, state: &State) -> (Self, State) {
        let Stage { seed, session, .. } = *stage;
        let clockwork = Clockwork::of(session);
        let moods = state.moods();
        let factor = |purpose| {
            let mut noise = Noise::new(seed, session, purpose);
            clockwork.sigma.iter().map(|sigma| sigma * noise.innovation()).collect::<Vec<f64>>()
        };
        let (market, sector) = (factor(Purpose::Market), factor(Purpose::Sector));

        let mut next = *state;
        let mut moves = [const { Vec::new() }; MEMBERS_COUNT];
        let mut sigma = [0.0; MEMBERS_COUNT];
        let mut prospect = Prospect::of(stage, state);
        let rooms = next.log_price.iter_mut().zip(&mut moves).zip(&mut sigma);
        for ((index, member), ((log_price, moves), sigma)) in MEMBERS.iter().enumerate().zip(rooms) {
            let weights = Weights::of(member, &moods, index);
            let mut own = Noise::new(seed, session, Purpose::Own(index));
            *sigma = weights.sigma();
            *moves = Vec::with_capacity(clockwork.sigma.len());
            for ((slot, root_time), (market, sector)) in (0_i64..).zip(&clockwork.sigma).zip(market.iter().zip(&sector))
            {
                let common = weights.market * market + weights.sector * sector;
                let own = weights.own * root_time * own.innovation();
                let drift = if index == RTX { *sigma * prospect.drift(slot) } else { 0.0 };
                let time = root_time * root_time;
                // No price falls below one dollar, whatever happens.
                let step = (expected_return(member, *log_price, time, drift) + common + own).max(-*log_price);
                *log_price += step;
                moves.push(step);
                if index == RTX {
                    prospect.live(slot, time, &surprise(&weights, *root_time, common, own));
                }
            }
        }
        let mut noise = Noise::new(seed, session, Purpose::Vix);
        let vix = vix::moves(state.vix, vix::home(state.market_volatility()), &clockwork, &market, &mut noise);
        next.vix += vix.iter().sum::<f64>();
        let mut change = Noise::new(seed, session, Purpose::Regime);
        next.rest(market.iter().sum(), &mut Noise::new(seed, session, Purpose::Volatility), change.uniform());
        let prospect = prospect.end((change.normal(), change.normal()));
        next.latents = prospect.latents;
        let Prospect { stories, passed, .. } = prospect;
        (Self { clockwork, moves, sigma, vix, stories, latents: passed }, next)
    }
}

/// What is to be expected of a member's next move, which spans `time` (a full session and its night is 1).
///
/// This is the only place where a move may depend on what was before it. Within a factor of e of the anchor nothing is
/// to be expected but the planted `drift`, a log return a day; beyond it the price is drawn back, slowly, so that decades
/// stay plausible. Structure that signals are meant to find comes in through `drift`, and nowhere else.
fn expected_return(member: &Member, log_price: f64, time: f64, drift: f64) -> f64 {
    let away = log_price - libm::log(member.anchor);
    let excess = away - away.clamp(-FREE_RANGE, FREE_RANGE);
    (drift - RETURN_SHARE * excess) * time
}

/// A surprise of a member in standard deviations of such a step.
fn surprise(weights: &Weights, root_time: f64, common: f64, own: f64) -> Surprise {
    let sigma = weights.sigma();
    let unit = sigma * root_time;
    let own_share = (weights.own / sigma) * (weights.own / sigma);
    Surprise { common: common / unit, own: own / unit, common_share: 1.0 - own_share }
}

/// What foretells RTX, as a session goes on.
struct Prospect<'a> {
    stage: &'a Stage<'a>,
    state: &'a State,
    latents: Latents,
    leanings: Noise,
    semivariance: Semivariance,
    stories: Vec<Story>,
    /// Stories that have come in.
    heard: usize,
    /// The latent variables after each step.
    passed: Vec<Latents>,
}

impl<'a> Prospect<'a> {
    fn of(stage: &'a Stage<'a>, state: &'a State) -> Self {
        let Stage { seed, session, since, .. } = *stage;
        let mut noise = Noise::new(seed, session, Purpose::News);
        Self {
            stage,
            state,
            latents: state.latents,
            leanings: Noise::new(seed, session, Purpose::Flow),
            semivariance: Semivariance::default(),
            stories: news::stories(session, since, state.latents.mood, &mut noise),
            heard: 0,
            passed: Vec::new(),
        }
    }

    /// Drift over the next step, in standard deviations of the day's return a day.
    fn drift(&mut self, slot: i64) -> f64 {
        if slot > 0 {
            self.hear_until(Some(begins(self.stage.session, slot)));
        }
        self.latents.drift(self.stage.strengths, self.state.regime)
    }

    fn live(&mut self, slot: i64, time: f64, surprise: &Surprise) {
        self.latents.step(time, surprise, self.leanings.normal());
        self.passed.push(self.latents);
        // The night is one move, and no variance can be seen in it.
        if slot > 0 {
            self.semivariance.add((surprise.common + surprise.own) * libm::sqrt(time));
        }
    }

    fn end(mut self, chance: (f64, f64)) -> Self {
        self.hear_until(None);
        self.latents.rest(&self.semivariance, chance);
        self
    }

    /// Takes in the stories that have come in by then; all that are left without an instant.
    fn hear_until(&mut self, until: Option<Timestamp>) {
        while let Some(story) =
            self.stories.get(self.heard).filter(|story| until.is_none_or(|until| story.received <= until))
        {
            self.latents.hear(story.weight());
            self.heard += 1;
        }
    }
}

/// When the step of a slot begins; slot 1 is the first bar.
fn begins(session: &Session, slot: i64) -> Timestamp {
    let since = SignedDuration::from_secs((slot - 1) * Interval::M5.seconds());
    session.open.saturating_add(since).unwrap_or(Timestamp::MAX)
}

/// How a member's moves hang on the two factors and on itself, on one day.
struct Weights {
    market: f64,
    sector: f64,
    own: f64,
}

impl Weights {
    fn of(member: &Member, moods: &Moods, index: usize) -> Self {
        let sigma = member.daily_sigma();
        let own = moods.own.get(index).copied().unwrap_or(1.0);
        Self {
            market: sigma * libm::sqrt(member.market_share) * moods.market,
            sector: sigma * libm::sqrt(member.sector_share) * moods.sector,
            own: sigma * libm::sqrt(member.own_share()) * own,
        }
    }

    fn sigma(&self) -> f64 {
        libm::sqrt(self.market * self.market + self.sector * self.sector + self.own * self.own)
    }
}
