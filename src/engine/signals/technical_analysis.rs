//! Trend, channel and volume: MACD, Donchian channel, Bollinger band and the balance of volume on log prices.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{BARS_STALE_S, ClosedBars, Moment, Signal};
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::Score;
use crate::engine::chart::{Adx, Atr, Bollinger, Donchian, Macd};
use crate::engine::indicators::{Ring, Spread, VOLUME_MAX};
use crate::engine::window::ClosedBar;

/// Bars of Wilder's averages (Wilder 1978).
const WILDER_SPAN: f64 = 14.0;

/// Bars of the channels and of the volume balance.
const CHANNEL_LEN: usize = 20;

/// Half-width of the Bollinger band, standard deviations.
const BAND_DEVIATIONS: f64 = 2.0;

/// An ADX of this much lets the trend count in full.
const ADX_FULL: f64 = 20.0;

/// Half-life of the spreads against which values are measured: 60 days of 26 bars.
const SPREAD_HALF_LIFE: f64 = 1_560.0;

/// Bars before the signal speaks: ten days, so that the spreads mean something.
const WARM_UP_BARS: u32 = 260;

/// ψ(½ (T min(1, ADX / 20) + O)): T is the mean of the scaled MACD histogram, the place in the Donchian channel and the place in the
/// Bollinger band; O is the scaled balance of volume on rising and falling bars.
///
/// The balance is the change of on-balance volume over 20 bars as a share of all volume of these bars. Vendors report between 3 and 100 per
/// cent of what was really traded: on-balance volume itself would jump with the vendor, and its scale with it, while a share has no scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TechnicalAnalysis {
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    seen_at: Option<Timestamp>,
    last_close: Option<f64>,
    macd: Macd,
    range: Atr,
    strength: Adx,
    channel: Donchian,
    band: Bollinger,
    /// Volume of each bar, negative where it fell.
    flows: Ring,
    histogram_spread: Spread,
    balance_spread: Spread,
    parts: Parts,
}

/// What the score is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Parts {
    /// T.
    trend: f64,
    /// ADX, 0 to 100.
    strength: f64,
    /// O.
    volume: f64,
}

impl Default for TechnicalAnalysis {
    fn default() -> Self {
        Self {
            seen_at: None,
            last_close: None,
            macd: Macd::new(12.0, 26.0, 9.0),
            range: Atr::new(WILDER_SPAN),
            strength: Adx::new(WILDER_SPAN),
            channel: Donchian::new(CHANNEL_LEN),
            band: Bollinger::new(CHANNEL_LEN),
            flows: Ring::new(CHANNEL_LEN),
            histogram_spread: Spread::of_half_life(SPREAD_HALF_LIFE),
            balance_spread: Spread::of_half_life(SPREAD_HALF_LIFE),
            parts: Parts::default(),
        }
    }
}

impl Signal for TechnicalAnalysis {
    const KIND: SignalKind = SignalKind::TechnicalAnalysis;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        if let Some(bar) = bars.target {
            self.seen_at = Some(bar.at);
            self.parts = self.measure(bar);
        }
    }

    fn break_off(&mut self) {
        *self = Self::default();
    }

    fn read(&self, at: Moment) -> Said {
        let Some(seen_at) = self.seen_at else { return Said::silent(Abstention::WarmingUp) };
        let Parts { trend, strength, volume } = self.parts;
        let reading = if at.is_stale(seen_at, BARS_STALE_S) {
            Reading::Abstains(Abstention::Stale)
        } else if self.histogram_spread.seen() < WARM_UP_BARS {
            Reading::Abstains(Abstention::WarmingUp)
        } else {
            Reading::from_number(Score::squash(self.parts.score()).map(Score::get))
        };
        Said { reading, grounds: Grounds::of(Some(at.age_s(seen_at)), [trend, strength, volume]) }
    }
}

impl Parts {
    /// ½ (T min(1, ADX / 20) + O).
    fn score(self) -> f64 {
        0.5 * (self.trend * (self.strength / ADX_FULL).min(1.0) + self.volume)
    }
}

impl TechnicalAnalysis {
    fn measure(&mut self, bar: &ClosedBar) -> Parts {
        let (high, low, close) = (bar.high.get(), bar.low.get(), bar.close.get());
        let histogram = self.macd.push(close).histogram();
        let channel = self.channel.push(high, low).place(close);
        let band = self.band.push(close).place(close, BAND_DEVIATIONS);
        let range = self.range.push(high, low, close);
        let strength = self.strength.push(high, low).unwrap_or(0.0);
        if let Some(last_close) = self.last_close.replace(close) {
            self.flows.push(bar.volume.min(VOLUME_MAX) * sign(close - last_close));
        }
        // A price that never moved has no trend.
        let Some(range) = range.filter(|range| *range > 0.0) else { return Parts::default() };
        let histogram = histogram / range;
        self.histogram_spread.push(histogram);
        let balance = self.balance();
        self.balance_spread.push(balance);
        let trend = (self.histogram_spread.z(histogram) + channel + band) / 3.0;
        Parts { trend, strength, volume: self.balance_spread.z(balance) }
    }

    /// Volume on rising less volume on falling bars, as a share of both, over 20 bars; 0 where there was none.
    fn balance(&self) -> f64 {
        let (balance, all) =
            self.flows.iter().fold((0.0, 0.0), |(balance, all), flow| (balance + flow, all + flow.abs()));
        if all > 0.0 { balance / all } else { 0.0 }
    }
}

/// -1, 0 or +1.
fn sign(value: f64) -> f64 {
    if value > 0.0 {
        1.0
    } else if value < 0.0 {
        -1.0
    } else {
        0.0
    }
}
