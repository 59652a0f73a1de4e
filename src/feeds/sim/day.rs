//! One simulated session: what moves whom by how much, from the night before the open to the close.

use crate::domain::session::Session;
use crate::feeds::sim::clockwork::Clockwork;
use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT, Member};
use crate::feeds::sim::noise::{Noise, Purpose};
use crate::feeds::sim::state::{Moods, State};
use crate::feeds::sim::vix;

/// How far a log price may wander from its anchor before it is drawn back: a factor of e.
const FREE_RANGE: f64 = 1.0;
/// Share of the excess beyond the free range that is taken back in a session.
const RETURN_SHARE: f64 = 0.02;

/// All moves of a session.
pub(super) struct Day {
    pub clockwork: Clockwork,
    /// Log returns of each member: the night before the open, then one for each bar.
    pub moves: [Vec<f64>; MEMBERS_COUNT],
    /// Standard deviation of each member's return over a full session and the night before, with this day's mood.
    pub sigma: [f64; MEMBERS_COUNT],
    /// Moves of the volatility index's state.
    pub vix: Vec<f64>,
}

impl Day {
    /// Lives through `session`, and gives the state in which it leaves the market.
    pub(super) fn live(seed: u64, session: &Session, state: &State) -> (Self, State) {
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
        let rooms = next.log_price.iter_mut().zip(&mut moves).zip(&mut sigma);
        for ((index, member), ((log_price, moves), sigma)) in MEMBERS.iter().enumerate().zip(rooms) {
            let weights = Weights::of(member, &moods, index);
            let mut own = Noise::new(seed, session, Purpose::Own(index));
            *sigma = weights.sigma();
            *moves = Vec::with_capacity(clockwork.sigma.len());
            for ((time, market), sector) in clockwork.sigma.iter().zip(&market).zip(&sector) {
                let surprise =
                    weights.market * market + weights.sector * sector + weights.own * time * own.innovation();
                let step = expected_return(member, *log_price, time * time) + surprise;
                // No price falls below one dollar, whatever happens.
                let step = step.max(-*log_price);
                *log_price += step;
                moves.push(step);
            }
        }
        let mut noise = Noise::new(seed, session, Purpose::Vix);
        let vix = vix::moves(state.vix, vix::home(state.market), &clockwork, &market, &mut noise);
        next.vix += vix.iter().sum::<f64>();
        next.rest(market.iter().sum(), &mut Noise::new(seed, session, Purpose::Volatility));
        (Self { clockwork, moves, sigma, vix }, next)
    }
}

/// What is to be expected of a member's next move, which spans `time` (a full session and its night is 1).
///
/// This is the only place where a move may depend on what was before it. Within a factor of e of the anchor nothing is
/// to be expected; beyond it the price is drawn back, slowly, so that decades stay plausible. Structure that signals are
/// meant to find is to be added here, and nowhere else.
fn expected_return(member: &Member, log_price: f64, time: f64) -> f64 {
    let away = log_price - libm::log(member.anchor);
    let excess = away - away.clamp(-FREE_RANGE, FREE_RANGE);
    -RETURN_SHARE * excess * time
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
