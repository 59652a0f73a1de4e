//! Trend, channel and volume: MACD, Donchian channel, Bollinger band and on-balance volume on log prices.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClosedBars, Moment, Signal};
use crate::domain::signal::{Abstention, Grounds, Reading, Said, SignalKind};
use crate::domain::unit::Score;
use crate::engine::indicators::{Ema, Ring, Spread};

/// Bars of Wilder's averages (Wilder 1978).
const WILDER_SPAN: f64 = 14.0;

/// Bars of the channels and of the volume balance.
const CHANNEL_LEN: usize = 20;

/// An ADX of this much lets the trend count in full.
const ADX_FULL: f64 = 20.0;

/// Half-life of the spreads against which values are measured: 60 days of 26 bars.
const SPREAD_HALF_LIFE: f64 = 1_560.0;

/// Bars before the signal speaks: ten days, so that the spreads mean something.
const WARM_UP_BARS: u32 = 260;

/// ψ(½ (T min(1, ADX / 20) + O)): T is the mean of the scaled MACD histogram, the place in the Donchian channel and the place in the
/// Bollinger band; O is the scaled balance of volume on rising and falling bars.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TechnicalAnalysis {
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    seen_at: Option<Timestamp>,
    fast: Ema,
    slow: Ema,
    signal_line: Ema,
    true_range: Ema,
    up_move: Ema,
    down_move: Ema,
    adx: Ema,
    highs: Ring,
    lows: Ring,
    closes: Ring,
    /// Volume of each bar, negative where it fell.
    balance: Ring,
    histogram_spread: Spread,
    balance_spread: Spread,
    last: Option<(f64, f64, f64)>,
    score: f64,
}

impl Default for TechnicalAnalysis {
    fn default() -> Self {
        Self {
            seen_at: None,
            fast: Ema::of_span(12.0),
            slow: Ema::of_span(26.0),
            signal_line: Ema::of_span(9.0),
            true_range: Ema::of_wilder(WILDER_SPAN),
            up_move: Ema::of_wilder(WILDER_SPAN),
            down_move: Ema::of_wilder(WILDER_SPAN),
            adx: Ema::of_wilder(WILDER_SPAN),
            highs: Ring::new(CHANNEL_LEN),
            lows: Ring::new(CHANNEL_LEN),
            closes: Ring::new(CHANNEL_LEN),
            balance: Ring::new(CHANNEL_LEN),
            histogram_spread: Spread::of_half_life(SPREAD_HALF_LIFE),
            balance_spread: Spread::of_half_life(SPREAD_HALF_LIFE),
            last: None,
            score: 0.0,
        }
    }
}

impl Signal for TechnicalAnalysis {
    const KIND: SignalKind = SignalKind::TechnicalAnalysis;

    fn observe(&mut self, bars: &ClosedBars<'_>) {
        let Some(bar) = bars.target else { return };
        self.seen_at = Some(bar.at);
        let (high, low, close) = (bar.high.get(), bar.low.get(), bar.close.get());
        let histogram = self.histogram(close);
        self.highs.push(high);
        self.lows.push(low);
        self.closes.push(close);
        let Some((last_high, last_low, last_close)) = self.last.replace((high, low, close)) else { return };
        let range = self.true_range.push(high.max(last_close) - low.min(last_close));
        let adx = self.directional(high - last_high, last_low - low);
        self.balance.push(bar.volume * sign(close - last_close));
        if range <= 0.0 {
            // A price that never moved has no trend.
            self.score = 0.0;
            return;
        }
        let scaled = histogram / range;
        self.histogram_spread.push(scaled);
        let balance = self.volume_balance();
        self.balance_spread.push(balance);
        let trend = (self.histogram_spread.z(scaled) + self.donchian(close) + self.bollinger(close)) / 3.0;
        self.score = 0.5 * (trend * (adx / ADX_FULL).min(1.0) + self.balance_spread.z(balance));
    }

    fn break_off(&mut self) {
        *self = Self::default();
    }

    fn read(&self, at: Moment) -> Said {
        let age_s = self.seen_at.map(|seen| at.age_s(seen));
        Said { reading: self.reading(), grounds: Grounds { age_s, ..Grounds::default() } }
    }
}

impl TechnicalAnalysis {
    fn reading(&self) -> Reading {
        if self.histogram_spread.seen() < WARM_UP_BARS {
            return Reading::Abstains(Abstention::WarmingUp);
        }
        Reading::from_number(Score::squash(self.score).map(Score::get))
    }

    /// MACD 12/26 less its 9-bar signal line.
    fn histogram(&mut self, close: f64) -> f64 {
        let macd = self.fast.push(close) - self.slow.push(close);
        macd - self.signal_line.push(macd)
    }

    /// The average directional index, 0 to 100.
    fn directional(&mut self, up: f64, down: f64) -> f64 {
        let up_move = self.up_move.push(if up > down && up > 0.0 { up } else { 0.0 });
        let down_move = self.down_move.push(if down > up && down > 0.0 { down } else { 0.0 });
        let sum = up_move + down_move;
        self.adx.push(if sum > 0.0 { 100.0 * (up_move - down_move).abs() / sum } else { 0.0 })
    }

    /// Place in the channel of the last 20 bars: +1 at its top, -1 at its bottom.
    fn donchian(&self, close: f64) -> f64 {
        let top = self.highs.iter().fold(f64::NEG_INFINITY, f64::max);
        let bottom = self.lows.iter().fold(f64::INFINITY, f64::min);
        if top > bottom { ((close - bottom) - (top - close)) / (top - bottom) } else { 0.0 }
    }

    /// Place in the Bollinger band (20, 2): +1 at its top, -1 at its bottom.
    fn bollinger(&self, close: f64) -> f64 {
        let deviation = self.closes.deviation();
        if deviation > 0.0 { (close - self.closes.mean()) / (2.0 * deviation) } else { 0.0 }
    }

    /// Volume on rising less volume on falling bars, as a share of all, over 20 bars.
    fn volume_balance(&self) -> f64 {
        let all: f64 = self.balance.iter().map(f64::abs).sum();
        if all > 0.0 { self.balance.iter().sum::<f64>() / all } else { 0.0 }
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
