//! Asymmetry of variance: whether upward or downward moves have made up most of a day's, a week's and a month's variance.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClosedBars, DAYS_STALE_S, Moment, Signal};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::{LogPrice, Score};
use crate::engine::indicators::{Ring, Spread};
use crate::engine::window::ClosedBar;

/// Decisions in a day, a week and a month of trading: 1, 5 and 22 days of 26.
const WINDOWS: [usize; 3] = [26, 130, MONTH];

const MONTH: usize = 572;

/// Half-life of the spreads against which asymmetries are measured: 60 days of 26 bars.
const SPREAD_HALF_LIFE: f64 = 1_560.0;

/// Months measured before the signal speaks, bars: with the month that fills the window, 44 days.
const WARM_UP_BARS: u32 = 572;

/// -ψ(mean over day, week and month of z((RS⁺ - RS⁻) / RV)): RS⁺ and RS⁻ are the realised semivariances of upward and downward moves, RV
/// their sum (Patton and Sheppard 2015; sign after Bollerslev, Li and Zhao 2020: what good variance has lifted falls back). Each ratio is
/// measured against its own spread, for a day's varies several times as much as a month's and would drown it.
///
/// The night's move is left out, as there: it is one jump that would be most of a day's ratio. Windows run on the trading clock, so that they
/// span the same time whether bars are of 15 minutes or of an hour. How much the price moves, whichever way, takes no side here; it shapes
/// the HOLD band through [`crate::engine::volatility`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct VolatilityAnalysis {
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    seen_at: Option<Timestamp>,
    last: Option<Last>,
    /// Return of each decision of the last month, in steps of the price grid; 0 where a bar before spans it or none came.
    returns: Ring<i64>,
    windows: [Semivariances; WINDOWS.len()],
    spreads: [Spread; WINDOWS.len()],
    /// What all windows together show; `None` while one has no variance.
    asymmetry: Option<Asymmetry>,
    sigma: Option<f64>,
}

/// The bar before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Last {
    /// Running number of its decision.
    number: i64,
    session: usize,
    close: LogPrice,
}

/// Sums over a window, in squared steps of the price grid. They are exact: nothing is left behind by what has fallen out, and a window
/// without movement has exactly no variance. A return is below 2^55 steps and a window has fewer than 2^10 of them, so that every sum stays below 2^120.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Semivariances {
    /// RS⁺ - RS⁻.
    balance: i128,
    /// RV.
    total: i128,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Asymmetry {
    /// Mean ratio in its own standard deviations.
    scaled: f64,
    /// Mean ratio.
    ratio: f64,
}

impl Default for VolatilityAnalysis {
    fn default() -> Self {
        Self {
            seen_at: None,
            last: None,
            returns: Ring::new(MONTH),
            windows: [Semivariances::default(); WINDOWS.len()],
            spreads: [Spread::of_half_life(SPREAD_HALF_LIFE); WINDOWS.len()],
            asymmetry: None,
            sigma: None,
        }
    }
}

impl Signal for VolatilityAnalysis {
    const KIND: SignalKind = SignalKind::VolatilityAnalysis;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        let Some(bar) = bars.target else { return };
        self.seen_at = Some(bar.at);
        self.sigma = bars.sigma;
        self.take_return(bar);
        self.asymmetry = self.measure();
    }

    fn break_off(&mut self) {
        *self = Self::default();
    }

    fn read(&self, at: Moment) -> Said {
        let Some(seen_at) = self.seen_at else { return Said::silent(Abstention::WarmingUp) };
        let shown = self.asymmetry.unwrap_or(Asymmetry { scaled: 0.0, ratio: 0.0 });
        let components = [shown.scaled, shown.ratio, self.sigma.unwrap_or(0.0)];
        let reading =
            if at.is_stale(seen_at, DAYS_STALE_S) { Reading::Abstains(Abstention::Stale) } else { self.reading() };
        Said { reading, grounds: Grounds::of(Some(at.age_s(seen_at)), components) }
    }
}

impl VolatilityAnalysis {
    fn reading(&self) -> Reading {
        if !self.returns.is_full() {
            return Reading::Abstains(Abstention::WarmingUp);
        }
        let Some(asymmetry) = self.asymmetry else { return Reading::Abstains(Abstention::NoEvidence) };
        if self.spreads.iter().any(|spread| spread.seen() < WARM_UP_BARS) {
            return Reading::Abstains(Abstention::WarmingUp);
        }
        Reading::from_number(Score::squash(-asymmetry.scaled).map(Score::get))
    }

    /// Takes in the return of a bar: from the close before it, or from its own open where that close lies in another session.
    fn take_return(&mut self, bar: &ClosedBar) {
        let Some(number) = ExchangeCalendar::nyse().number(bar.step) else { return };
        let last = self.last.replace(Last { number, session: bar.step.session, close: bar.close });
        let from = last.filter(|last| last.session == bar.step.session).map_or(bar.open, |last| last.close);
        let spans = last.map_or(1, |last| number - last.number);
        let passed_over = usize::try_from(spans - 1).unwrap_or(0).min(MONTH);
        for _ in 0..passed_over {
            self.push(0);
        }
        self.push(bar.close.steps_since(from));
    }

    fn push(&mut self, steps: i64) {
        for (length, window) in WINDOWS.into_iter().zip(&mut self.windows) {
            // The return that was `length` pushes ago falls out of this window.
            let (gone, came) =
                (Semivariances::of(self.returns.back(length - 1).unwrap_or(0)), Semivariances::of(steps));
            window.balance += came.balance - gone.balance;
            window.total += came.total - gone.total;
        }
        self.returns.push(steps);
    }

    fn measure(&mut self) -> Option<Asymmetry> {
        if !self.returns.is_full() {
            return None;
        }
        let mut sums = Some((0.0, 0.0));
        for (window, spread) in self.windows.iter().zip(&mut self.spreads) {
            let Some(ratio) = window.ratio() else {
                sums = None;
                continue;
            };
            spread.push(ratio);
            sums = sums.map(|(scaled, plain)| (scaled + spread.z(ratio), plain + ratio));
        }
        let count = WINDOWS.len() as f64;
        sums.map(|(scaled, plain)| Asymmetry { scaled: scaled / count, ratio: plain / count })
    }
}

impl Semivariances {
    /// Those of a single return.
    fn of(steps: i64) -> Self {
        let (steps, size) = (i128::from(steps), i128::from(steps.unsigned_abs()));
        Self { balance: steps * size, total: size * size }
    }

    /// (RS⁺ - RS⁻) / RV, from -1 to 1; `None` where nothing moved.
    fn ratio(self) -> Option<f64> {
        (self.total > 0).then(|| self.balance as f64 / self.total as f64)
    }
}
