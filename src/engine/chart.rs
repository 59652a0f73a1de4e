//! Chart indicators as traders know them, streaming: MACD, RSI, ATR, ADX, Bollinger band and Donchian channel.
//!
//! Averages begin with their first input, where charts begin with a plain mean. What is left of either beginning is forgotten: the values
//! agree with TA-Lib's to 1e-9 from the 400th bar on (`tests/signals_oracle.rs`).

use serde::{Deserialize, Serialize};

use crate::engine::indicators::{Ema, Ring};

/// Moving average convergence and divergence (Appel 1979).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Macd {
    fast: Ema,
    slow: Ema,
    signal: Ema,
}

/// A value of [`Macd`], in units of its input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MacdPoint {
    /// Fast less slow average.
    pub line: f64,
    /// Average of the line.
    pub signal: f64,
}

impl Macd {
    /// Of averages over so many bars: 12, 26 and 9 is usual.
    pub fn new(fast: f64, slow: f64, signal: f64) -> Self {
        Self { fast: Ema::of_span(fast), slow: Ema::of_span(slow), signal: Ema::of_span(signal) }
    }

    /// Takes a close in.
    pub fn push(&mut self, close: f64) -> MacdPoint {
        let line = self.fast.push(close) - self.slow.push(close);
        MacdPoint { line, signal: self.signal.push(line) }
    }
}

impl MacdPoint {
    /// Line less signal line.
    pub fn histogram(self) -> f64 {
        self.line - self.signal
    }
}

/// Relative strength index, 0 to 100 (Wilder 1978).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rsi {
    last: Option<f64>,
    gains: Ema,
    losses: Ema,
}

impl Rsi {
    /// Over so many bars: 14 is usual.
    pub fn new(span: f64) -> Self {
        Self { last: None, gains: Ema::of_wilder(span), losses: Ema::of_wilder(span) }
    }

    /// Takes a close in; `None` until the price has moved.
    pub fn push(&mut self, close: f64) -> Option<f64> {
        let change = close - self.last.replace(close)?;
        let (gains, losses) = (self.gains.push(change.max(0.0)), self.losses.push((-change).max(0.0)));
        (gains + losses > 0.0).then(|| 100.0 * gains / (gains + losses))
    }
}

/// Average true range (Wilder 1978).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Atr {
    last_close: Option<f64>,
    average: Ema,
}

impl Atr {
    /// Over so many bars: 14 is usual.
    pub fn new(span: f64) -> Self {
        Self { last_close: None, average: Ema::of_wilder(span) }
    }

    /// Takes a bar in; `None` at the first one, which has no close before it.
    pub fn push(&mut self, high: f64, low: f64, close: f64) -> Option<f64> {
        let last_close = self.last_close.replace(close)?;
        Some(self.average.push(high.max(last_close) - low.min(last_close)))
    }
}

/// Average directional index, 0 to 100: how one-sided the moves of highs and lows have been, to whichever side (Wilder 1978).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Adx {
    last: Option<(f64, f64)>,
    up: Ema,
    down: Ema,
    index: Ema,
}

impl Adx {
    /// Over so many bars: 14 is usual.
    pub fn new(span: f64) -> Self {
        Self { last: None, up: Ema::of_wilder(span), down: Ema::of_wilder(span), index: Ema::of_wilder(span) }
    }

    /// Takes a bar in; `None` until highs or lows have moved.
    pub fn push(&mut self, high: f64, low: f64) -> Option<f64> {
        let (last_high, last_low) = self.last.replace((high, low))?;
        let (up, down) = (high - last_high, last_low - low);
        // The range by which charts divide both cancels in their ratio.
        let up_move = self.up.push(if up > down && up > 0.0 { up } else { 0.0 });
        let down_move = self.down.push(if down > up && down > 0.0 { down } else { 0.0 });
        let sum = up_move + down_move;
        if sum > 0.0 { Some(self.index.push(100.0 * (up_move - down_move).abs() / sum)) } else { self.index.value() }
    }
}

/// Mean of the last closes and their standard deviation as a population (Bollinger 2001).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bollinger {
    closes: Ring,
}

/// A value of [`Bollinger`], in units of its input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Middle of the band.
    pub mean: f64,
    /// A standard deviation.
    pub deviation: f64,
}

impl Bollinger {
    /// Over so many bars: 20 is usual.
    pub fn new(len: usize) -> Self {
        Self { closes: Ring::new(len) }
    }

    /// Takes a close in; before there are enough, the band is that of those there are.
    pub fn push(&mut self, close: f64) -> Band {
        self.closes.push(close);
        let (mean, deviation) = self.closes.mean_and_deviation();
        Band { mean, deviation }
    }
}

impl Band {
    /// Place of a price in the band of so many standard deviations to either side: +1 at its top, -1 at its bottom, 0 in a band without width.
    pub fn place(self, price: f64, deviations: f64) -> f64 {
        if self.deviation > 0.0 { (price - self.mean) / (deviations * self.deviation) } else { 0.0 }
    }
}

/// Highest high and lowest low of the last bars (Donchian 1960). Looking through twenty values measured faster than keeping a sorted queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Donchian {
    highs: Ring,
    lows: Ring,
}

/// A value of [`Donchian`], in units of its input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelEdges {
    /// Highest high.
    pub top: f64,
    /// Lowest low.
    pub bottom: f64,
}

impl Donchian {
    /// Over so many bars: 20 is usual.
    pub fn new(len: usize) -> Self {
        Self { highs: Ring::new(len), lows: Ring::new(len) }
    }

    /// Takes a bar in; before there are enough, the channel is that of those there are.
    pub fn push(&mut self, high: f64, low: f64) -> ChannelEdges {
        self.highs.push(high);
        self.lows.push(low);
        let top = extreme(self.highs.unordered(), high, |high, top| high > top);
        let bottom = extreme(self.lows.unordered(), low, |low, bottom| low < bottom);
        ChannelEdges { top, bottom }
    }
}

/// The value that is beyond all others and `first`. Four at a time, each compared with every fourth, so that the processor need not wait for
/// one comparison before it begins the next.
fn extreme(values: &[f64], first: f64, is_beyond: impl Fn(f64, f64) -> bool) -> f64 {
    let further = |most: f64, value: f64| if is_beyond(value, most) { value } else { most };
    let (fours, rest) = values.as_chunks::<4>();
    let mut most = [first; 4];
    for four in fours {
        for (most, value) in most.iter_mut().zip(four) {
            *most = further(*most, *value);
        }
    }
    most.into_iter().chain(rest.iter().copied()).fold(first, further)
}

impl ChannelEdges {
    /// Place of a price in the channel: +1 at its top, -1 at its bottom, 0 in a channel without width.
    pub fn place(self, price: f64) -> f64 {
        let Self { top, bottom } = self;
        // Written so that the mirrored channel gives exactly the negated place.
        if top > bottom { ((price - bottom) - (top - price)) / (top - bottom) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_of_a_short_known_series() {
        // Gains 2 and 0, then 2/2 and (2 + 0)/2 by Wilder's weight of 1/2; losses 0, then 1/2.
        let mut rsi = Rsi::new(2.0);
        assert_eq!([10.0, 12.0, 11.0].map(|close| rsi.push(close)), [None, Some(100.0), Some(100.0 / 1.5)]);
        // True ranges: from the close before, 10 to 13, then 11 to 12.5.
        let mut atr = Atr::new(2.0);
        let bars = [(11.0, 9.0, 10.0), (13.0, 11.0, 12.0), (12.5, 11.0, 11.5)];
        assert_eq!(bars.map(|(high, low, close)| atr.push(high, low, close)), [None, Some(3.0), Some(2.25)]);
        // Up by 2 and 1, down by 1: the first is one-sided, the last inside bar moves neither.
        let mut adx = Adx::new(2.0);
        assert_eq!(bars.map(|(high, low, _)| adx.push(high, low)), [None, Some(100.0), Some(100.0)]);
        let mut band = Bollinger::new(2);
        assert_eq!([1.0, 3.0, 7.0].map(|close| band.push(close).mean), [1.0, 2.0, 5.0]);
        assert_eq!(band.push(9.0), Band { mean: 8.0, deviation: 1.0 });
        assert_eq!(Band { mean: 8.0, deviation: 1.0 }.place(10.0, 2.0), 1.0);
        let mut channel = Donchian::new(2);
        for (high, low, _) in bars {
            channel.push(high, low);
        }
        let edges = channel.push(12.0, 11.5);
        assert_eq!(edges, ChannelEdges { top: 12.5, bottom: 11.0 });
        assert_eq!((edges.place(12.5), edges.place(11.0), edges.place(11.75)), (1.0, -1.0, 0.0));
    }

    #[test]
    fn a_price_that_never_moves_has_no_direction() {
        let (mut rsi, mut adx) = (Rsi::new(14.0), Adx::new(14.0));
        for _ in 0..50 {
            assert_eq!((rsi.push(5.0), adx.push(5.0, 5.0)), (None, None));
        }
        assert_eq!(Bollinger::new(20).push(5.0).place(5.0, 2.0), 0.0);
        assert_eq!(Donchian::new(20).push(5.0, 5.0).place(5.0), 0.0);
        assert_eq!(Macd::new(12.0, 26.0, 9.0).push(5.0).histogram(), 0.0);
    }
}
