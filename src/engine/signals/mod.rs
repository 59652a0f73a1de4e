//! The eight signals behind one interface; each sees what concerns it and either takes a side or abstains and says why.

#[cfg(test)]
mod bar_tests;
mod market_regime;
mod mean_reversion;
mod momentum;
mod news_sentiment;
mod options_flow;
mod sector_correlation;
mod technical_analysis;
mod volatility_analysis;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::bar::DayBar;
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::event::Polled;
use crate::domain::headline::Headline;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::session::STEP_SECONDS;
use crate::domain::signal::{Abstention, Grounds, Reading, Readings, Said, SignalKind};
use crate::domain::unit::LogPrice;
use crate::domain::universe::Role;
use crate::engine::window::ClosedBar;

use market_regime::MarketRegime;
use mean_reversion::MeanReversion;
use momentum::Momentum;
use news_sentiment::NewsSentiment;
use options_flow::OptionsFlow;
use sector_correlation::SectorCorrelation;
use technical_analysis::TechnicalAnalysis;
use volatility_analysis::VolatilityAnalysis;

/// Trading time after which signals on 15-minute bars fall silent: two bars.
const BARS_STALE_S: i64 = 2 * STEP_SECONDS;

/// Trading time after which signals on days fall silent: one full session.
const DAYS_STALE_S: i64 = 26 * STEP_SECONDS;

/// A decision: its place on the grid and its instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Its place on the grid.
    pub step: Step,
    /// Its instant.
    pub at: Timestamp,
}

impl Moment {
    /// Seconds from `earlier` to this decision; 0 where it is not earlier.
    pub fn age_s(self, earlier: Timestamp) -> u32 {
        u32::try_from(self.at.duration_since(earlier).as_secs().max(0)).unwrap_or(u32::MAX)
    }

    /// Whether more than `limit_s` seconds of regular session have passed between `earlier` and this decision: nights do not age a bar.
    pub fn is_stale(self, earlier: Timestamp, limit_s: i64) -> bool {
        earlier < self.at && ExchangeCalendar::nyse().trading_seconds(earlier, self.at) > limit_s
    }
}

/// The bars that were complete at one decision. Any of them may be missing.
#[derive(Clone, Copy, Debug)]
pub struct ClosedBars<'a> {
    /// At which decision.
    pub at: Moment,
    /// The predicted symbol's.
    pub target: Option<&'a ClosedBar>,
    /// ln of the last price of each watched symbol's bar, by [`Role::index`].
    pub watched: &'a [Option<LogPrice>; Role::COUNT],
    /// Expected standard deviation of the predicted symbol's daily log return, where it is known.
    pub sigma: Option<f64>,
}

impl ClosedBars<'_> {
    /// ln of the last price of a role's bar.
    pub fn of(&self, role: Role) -> Option<LogPrice> {
        self.watched.get(role.index()).copied().flatten()
    }
}

/// What every signal does. Scores are odd: where all log returns and tones are negated and calls become puts, the score is negated and
/// nothing else changes. What a signal has no use for it does not implement.
pub trait Signal {
    /// Which of the eight it is.
    const KIND: SignalKind;

    /// Takes in the bars that were complete at a decision.
    fn observe(&mut self, _bars: &ClosedBars<'_>) {}

    /// Takes in a day's bar of the predicted symbol (`None`) or of a watched one.
    fn take_day(&mut self, _who: Option<Role>, _day: &DayBar) {}

    /// Takes in a headline about the predicted symbol.
    fn take_headline(&mut self, _headline: &Headline, _now: Timestamp) {}

    /// Takes in the option chain of the predicted symbol.
    fn take_chain(&mut self, _chain: &ChainSnapshot, _now: Timestamp) {}

    /// Learns that a source was asked about the predicted symbol and answered.
    fn take_poll(&mut self, _polled: &Polled) {}

    /// Forgets what a gap of many sessions in the predicted symbol's bars has made worthless.
    fn break_off(&mut self);

    /// What it says at a decision, from what it has taken in.
    fn read(&self, at: Moment) -> Said;
}

/// All signals of one symbol.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    news_sentiment: NewsSentiment,
    technical_analysis: TechnicalAnalysis,
    options_flow: OptionsFlow,
    volatility_analysis: VolatilityAnalysis,
    momentum: Momentum,
    sector_correlation: SectorCorrelation,
    mean_reversion: MeanReversion,
    market_regime: MarketRegime,
}

/// Does the same with each signal, in the order of [`SignalKind::ALL`].
macro_rules! each {
    ($signals:expr, $signal:ident => $body:expr) => {{
        let Signals {
            news_sentiment,
            technical_analysis,
            options_flow,
            volatility_analysis,
            momentum,
            sector_correlation,
            mean_reversion,
            market_regime,
        } = $signals;
        {
            let $signal = news_sentiment;
            $body
        }
        {
            let $signal = technical_analysis;
            $body
        }
        {
            let $signal = options_flow;
            $body
        }
        {
            let $signal = volatility_analysis;
            $body
        }
        {
            let $signal = momentum;
            $body
        }
        {
            let $signal = sector_correlation;
            $body
        }
        {
            let $signal = mean_reversion;
            $body
        }
        {
            let $signal = market_regime;
            $body
        }
    }};
}

impl Signals {
    /// Hands the bars of a decision to every signal.
    pub fn observe(&mut self, bars: &ClosedBars<'_>) {
        each!(self, signal => signal.observe(bars));
    }

    /// Hands on a day's bar.
    pub fn take_day(&mut self, who: Option<Role>, day: &DayBar) {
        each!(self, signal => signal.take_day(who, day));
    }

    /// Hands on a headline about the predicted symbol.
    pub fn take_headline(&mut self, headline: &Headline, now: Timestamp) {
        each!(self, signal => signal.take_headline(headline, now));
    }

    /// Hands on a chain of the predicted symbol.
    pub fn take_chain(&mut self, chain: &ChainSnapshot, now: Timestamp) {
        each!(self, signal => signal.take_chain(chain, now));
    }

    /// Hands on that a source answered.
    pub fn take_poll(&mut self, polled: &Polled) {
        each!(self, signal => signal.take_poll(polled));
    }

    /// Tells every signal of a gap.
    pub fn break_off(&mut self) {
        each!(self, signal => signal.break_off());
    }

    /// What each says, and on what grounds.
    pub fn read(&self, at: Moment) -> (Readings, [Grounds; SignalKind::COUNT]) {
        let mut readings = [Reading::Abstains(Abstention::NotBuilt); SignalKind::COUNT];
        let mut grounds = [Grounds::default(); SignalKind::COUNT];
        let mut put = |kind: SignalKind, said: Said| {
            if let (Some(reading), Some(ground)) = (readings.get_mut(kind.index()), grounds.get_mut(kind.index())) {
                (*reading, *ground) = (said.reading, said.grounds);
            }
        };
        each!(self, signal => put(kind_of(signal), signal.read(at)));
        (Readings(readings), grounds)
    }

    /// Probability that the market is in its turbulent regime, where that is known.
    pub fn turbulence(&self) -> Option<f64> {
        self.market_regime.turbulence()
    }
}

fn kind_of<S: Signal>(_: &S) -> SignalKind {
    S::KIND
}
