//! Turns the moves of a session into bars: highs and lows of a path that leads from open to close, and volumes.

use jiff::SignedDuration;

use crate::domain::bar::{Bar, BarFault, Interval, Prices};
use crate::domain::session::Session;
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::sim::clockwork::Clockwork;
use crate::feeds::sim::day::Day;
use crate::feeds::sim::members::{MEMBERS, MEMBERS_COUNT};
use crate::feeds::sim::noise::{Noise, Purpose};
use crate::feeds::sim::state::State;
use crate::feeds::sim::vix;

/// Standard deviations of the logarithm of volume: of a whole day, and of each bar.
const DAY_VOLUME_SIGMA: f64 = 0.25;
const BAR_VOLUME_SIGMA: f64 = 0.35;
/// What a move of one standard deviation adds to the logarithm of its bar's volume.
const VOLUME_PER_MOVE: f64 = 0.25;
/// The volatility index wavers by this much of its state in a session, for highs and lows.
const VIX_SIGMA: f64 = 0.12;

/// Draws the bars of one session.
pub(super) struct Painter<'a> {
    pub seed: u64,
    pub session: &'a Session,
    pub source: SourceName,
    /// The members in their order, the volatility index last.
    pub symbols: &'a [Symbol; MEMBERS_COUNT + 1],
}

/// The path of one symbol through a session, in a state that `level` turns into a price.
struct Path<'a> {
    start: f64,
    moves: &'a [f64],
    /// Standard deviation of the state over a full session and its night.
    sigma: f64,
    /// Shares traded in an average full session.
    shares: f64,
    level: fn(f64) -> f64,
}

impl Painter<'_> {
    /// The bars of `day`, which began in `state`, by end, then symbol.
    pub(super) fn bars(&self, state: &State, day: &Day) -> Result<Vec<Bar>, BarFault> {
        let members = MEMBERS.iter().zip(&state.log_price).zip(day.moves.iter().zip(&day.sigma));
        let members = members.map(|((member, start), (moves, sigma))| Path {
            start: *start,
            moves,
            sigma: *sigma,
            shares: member.shares,
            level: libm::exp,
        });
        let index = Path { start: state.vix, moves: &day.vix, sigma: VIX_SIGMA, shares: 0.0, level: vix::level };
        let columns = members.chain([index]).zip(self.symbols).enumerate().map(|(number, (path, symbol))| {
            let noise = Noise::new(self.seed, self.session, Purpose::Texture(number));
            self.column(&path, *symbol, &day.clockwork, noise)
        });
        let columns: Vec<Vec<Bar>> = columns.collect::<Result<_, _>>()?;
        let slots = day.clockwork.slots();
        let mut bars = Vec::with_capacity(columns.len() * slots);
        for slot in 0..slots {
            bars.extend(columns.iter().filter_map(|column| column.get(slot)));
        }
        Ok(bars)
    }

    fn column(
        &self,
        path: &Path,
        symbol: Symbol,
        clockwork: &Clockwork,
        mut noise: Noise,
    ) -> Result<Vec<Bar>, BarFault> {
        let mut moves = path.moves.iter();
        let mut open = path.start + moves.next().copied().unwrap_or(0.0);
        let liveliness = DAY_VOLUME_SIGMA * noise.normal();
        let mut bars = Vec::with_capacity(clockwork.slots());
        let times = clockwork.sigma.iter().skip(1).zip(&clockwork.volume);
        for (slot, (step, (time, share))) in (0_i64..).zip(moves.zip(times)) {
            let (close, sigma) = (open + step, path.sigma * time);
            let (high, low) = (open.max(close), open.min(close));
            let prices = Prices {
                open: cents((path.level)(open)),
                high: cents((path.level)(high + beyond(step.abs(), sigma, noise.uniform()))),
                low: cents((path.level)(low - beyond(step.abs(), sigma, noise.uniform()))),
                close: cents((path.level)(close)),
            };
            let busy = liveliness + BAR_VOLUME_SIGMA * noise.normal() + VOLUME_PER_MOVE * (step.abs() / sigma - 0.8);
            let volume = libm::round(path.shares * share * libm::exp(busy));
            let start = SignedDuration::from_secs(slot * Interval::M5.seconds());
            let start = self.session.open.saturating_add(start).map_err(|_| BarFault::Start)?;
            bars.push(Bar::new(symbol, self.source, Interval::M5, start, prices, volume)?);
            open = close;
        }
        Ok(bars)
    }
}

/// How far a Brownian path of standard deviation `sigma` that ends `distance` away goes beyond the farther of its two
/// ends: the maximum of a Brownian bridge, by inversion of its distribution at `chance`.
fn beyond(distance: f64, sigma: f64, chance: f64) -> f64 {
    (libm::sqrt(distance * distance - 2.0 * sigma * sigma * libm::log(chance)) - distance) / 2.0
}

/// To full cents.
pub(super) fn cents(price: f64) -> f64 {
    libm::round(price * 100.0) / 100.0
}
