//! Streaming building blocks of the signals: constant work per bar, memory of fixed size, state that can be stored.

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
        self.variance.sqrt()
    }

    /// How many standard deviations `value` lies from the mean; 0 where nothing has ever varied.
    pub fn z(&self, value: f64) -> f64 {
        let deviation = self.deviation();
        if deviation > 0.0 { (value - self.mean) / deviation } else { 0.0 }
    }
}

/// The longest [`Ring`]; a stored one that claims more is given no memory in advance.
const RING_LEN_MAX: usize = 4_096;

/// A bar's volume counts as at most so many shares, so that no sum or product of volumes leaves the numbers.
pub const VOLUME_MAX: f64 = 1e15;

/// The last `len` values, oldest first. Its memory is taken once, when it is made or read back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "StoredRing<T>")]
pub struct Ring<T = f64> {
    len: usize,
    /// Where the oldest value stands, and the next one goes once there is no more room.
    oldest: usize,
    values: Vec<T>,
}

#[derive(Deserialize)]
struct StoredRing<T> {
    len: usize,
    oldest: usize,
    values: Vec<T>,
}

impl<T> From<StoredRing<T>> for Ring<T> {
    fn from(stored: StoredRing<T>) -> Self {
        let StoredRing { len, oldest, mut values } = stored;
        values.reserve_exact(len.min(RING_LEN_MAX).saturating_sub(values.len()));
        let oldest = if oldest < values.len() { oldest } else { 0 };
        Self { len, oldest, values }
    }
}

impl<T: Copy> Ring<T> {
    /// Room for `len` values, at least one.
    pub fn new(len: usize) -> Self {
        Self { len, oldest: 0, values: Vec::with_capacity(len.min(RING_LEN_MAX)) }
    }

    /// Takes a value in and gives the one that falls out.
    pub fn push(&mut self, value: T) -> Option<T> {
        if !self.is_full() {
            self.values.push(value);
            return None;
        }
        let fallen = self.values.get_mut(self.oldest).map(|place| std::mem::replace(place, value));
        self.oldest = if self.oldest + 1 < self.values.len() { self.oldest + 1 } else { 0 };
        fallen
    }

    /// Whether there are as many values as there is room for.
    pub fn is_full(&self) -> bool {
        self.values.len() >= self.len
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
    pub fn back(&self, ago: usize) -> Option<T> {
        let place = self.values.len().checked_sub(ago.checked_add(1)?)?;
        let (older, newer) = (self.values.get(self.oldest..)?, self.values.get(..self.oldest)?);
        older.get(place).or_else(|| newer.get(place - older.len())).copied()
    }

    /// The values, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = T> + Clone {
        let (newer, older) = self.values.split_at_checked(self.oldest).unwrap_or_default();
        older.iter().chain(newer).copied()
    }

    /// The values in no order that matters.
    pub fn unordered(&self) -> &[T] {
        &self.values
    }
}

impl Ring<f64> {
    /// Mean of the values; 0 where there are none.
    pub fn mean(&self) -> f64 {
        self.mean_and_deviation().0
    }

    /// Standard deviation of the values as a population; 0 where there are none.
    pub fn deviation(&self) -> f64 {
        self.mean_and_deviation().1
    }

    /// Mean and standard deviation of the values as a population. The sums are taken anew each time: running ones would gather rounding
    /// errors and never come back to 0 where nothing moves.
    pub fn mean_and_deviation(&self) -> (f64, f64) {
        mean_and_deviation(self.iter(), self.len())
    }

    /// Standard deviation of the newest `count` values as a population; `None` while there are fewer.
    pub fn newest_deviation(&self, count: usize) -> Option<f64> {
        let skip = self.len().checked_sub(count)?;
        Some(mean_and_deviation(self.iter().skip(skip), count).1)
    }
}

fn mean_and_deviation(values: impl Iterator<Item = f64> + Clone, count: usize) -> (f64, f64) {
    if count == 0 {
        return (0.0, 0.0);
    }
    let mean = values.clone().sum::<f64>() / count as f64;
    let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / count as f64).sqrt())
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
        assert_eq!((ring.newest_deviation(2), ring.newest_deviation(4)), (Some(0.5), None));
        assert_eq!(ring.back(usize::MAX), None);
    }

    #[test]
    fn a_ring_takes_no_more_memory_once_made_or_read_back() {
        let mut ring = Ring::new(20);
        ring.push(1.0);
        let mut stored: Ring = postcard::from_bytes(&postcard::to_stdvec(&ring).unwrap()).unwrap();
        for ring in [&mut ring, &mut stored] {
            let room = ring.values.capacity();
            assert!(room >= 20);
            for value in 0..100 {
                ring.push(f64::from(value));
            }
            assert_eq!((ring.values.capacity(), ring.len()), (room, 20));
        }
    }
}
