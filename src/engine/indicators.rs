//! Streaming building blocks of the signals: constant work per bar, memory of fixed size, state that can be stored.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Exponential moving average; the first value is the first input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ema {
    weight: f64,
    value: Option<f64>,
}

impl Ema {
    /// The average of `span` values as charts count them: each new value weighs 2 / (span + 1).
    pub fn of_span(span: f64) -> Self {
        Self { weight: 2.0 / (span + 1.0), value: None }
    }

    /// Wilder's average (1978): each new value weighs 1 / span.
    pub fn of_wilder(span: f64) -> Self {
        Self { weight: 1.0 / span, value: None }
    }

    /// Takes a value in and gives the average.
    pub fn push(&mut self, value: f64) -> f64 {
        let average = self.value.map_or(value, |average| average + self.weight * (value - average));
        self.value = Some(average);
        average
    }

    /// The average so far.
    pub fn value(&self) -> Option<f64> {
        self.value
    }
}

/// Exponentially weighted mean and variance; begins as the plain mean, so that early values do not weigh too much.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    weight: f64,
    seen: u32,
    mean: f64,
    variance: f64,
}

impl Spread {
    /// A mean that forgets half in `half_life` values.
    pub fn of_half_life(half_life: f64) -> Self {
        Self { weight: 1.0 - libm::exp2(-1.0 / half_life), seen: 0, mean: 0.0, variance: 0.0 }
    }

    /// Takes a value in.
    pub fn push(&mut self, value: f64) {
        self.seen = self.seen.saturating_add(1);
        let weight = self.weight.max(1.0 / f64::from(self.seen));
        let distance = value - self.mean;
        self.mean += weight * distance;
        self.variance = (1.0 - weight) * (self.variance + weight * distance * distance);
    }

    /// Values taken in so far.
    pub fn seen(&self) -> u32 {
        self.seen
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation.
    pub fn deviation(&self) -> f64 {
        libm::sqrt(self.variance)
    }

    /// How many standard deviations `value` lies from the mean; 0 where nothing has ever varied.
    pub fn z(&self, value: f64) -> f64 {
        let deviation = self.deviation();
        if deviation > 0.0 { (value - self.mean) / deviation } else { 0.0 }
    }
}

/// The last `len` values, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ring {
    len: usize,
    values: VecDeque<f64>,
}

impl Ring {
    /// Room for `len` values.
    pub fn new(len: usize) -> Self {
        Self { len, values: VecDeque::with_capacity(len) }
    }

    /// Takes a value in and gives the one that falls out.
    pub fn push(&mut self, value: f64) -> Option<f64> {
        let fallen = if self.is_full() { self.values.pop_front() } else { None };
        self.values.push_back(value);
        fallen
    }

    /// Whether there are as many values as there is room for.
    pub fn is_full(&self) -> bool {
        self.values.len() == self.len
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value that came `ago` values before the newest.
    pub fn back(&self, ago: usize) -> Option<f64> {
        self.values.iter().rev().nth(ago).copied()
    }

    /// The values, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = f64> {
        self.values.iter().copied()
    }

    /// Mean of the values; 0 where there are none.
    pub fn mean(&self) -> f64 {
        if self.is_empty() { 0.0 } else { self.iter().sum::<f64>() / self.len() as f64 }
    }

    /// Standard deviation of the values as a population.
    pub fn deviation(&self) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.iter().map(|value| (value - mean) * (value - mean)).sum();
        if self.is_empty() { 0.0 } else { libm::sqrt(squares / self.len() as f64) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_of_known_series() {
        let mut ema = Ema::of_span(3.0);
        assert_eq!([1.0, 2.0, 4.0].map(|value| ema.push(value)), [1.0, 1.5, 2.75]);
        let mut wilder = Ema::of_wilder(4.0);
        assert_eq!([4.0, 8.0].map(|value| wilder.push(value)), [4.0, 5.0]);
    }

    #[test]
    fn a_spread_begins_as_the_plain_mean_and_variance() {
        let mut spread = Spread::of_half_life(1_000.0);
        for value in [2.0, 4.0, 9.0] {
            spread.push(value);
        }
        assert!((spread.mean() - 5.0).abs() < 1e-12);
        assert!((spread.deviation() - (26.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!(Spread::of_half_life(10.0).z(3.0), 0.0);
    }

    #[test]
    fn a_ring_keeps_the_newest() {
        let mut ring = Ring::new(3);
        for value in [1.0, 2.0, 3.0] {
            assert_eq!(ring.push(value), None);
        }
        assert_eq!(ring.push(4.0), Some(1.0));
        assert_eq!((ring.back(0), ring.back(2), ring.back(3)), (Some(4.0), Some(2.0), None));
        assert_eq!((ring.mean(), ring.len()), (3.0, 3));
    }
}
