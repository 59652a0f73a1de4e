//! What options on calls made so far, one horizon's taken together: how often they gained, how much on average, and whether calls and puts differ.

use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::QuoteSource;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Direction;
use crate::domain::statistics::interval::{Mean, anytime, anytime_mean};

/// With fewer independent results than this, only their count is told.
const INDEPENDENT_MIN: f64 = 10.0;

/// Sums over the results of one horizon, from which its record follows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OptionSums {
    count: u64,
    won: u64,
    gains: f64,
    squares: f64,
    calls: Side,
    puts: Side,
    modelled: u64,
}

/// The options of one right: calls, which BUY buys, or puts, which SELL buys.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// How many.
    pub count: u64,
    gains: f64,
}

/// What options on the calls of a horizon made. Gains are parts of what was paid, fees counted; intervals hold 95 % at every look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptionRecord {
    /// Results, overlapping ones each as one.
    pub count: u64,
    /// Independent ones among them: each counts as 1 by the horizon's bars of 15 minutes.
    pub independent: f64,
    /// What is told once there are enough; `None` before.
    pub told: Option<Told>,
    /// Sold at the price of a model, because the chain had none.
    pub modelled: u64,
}

/// What a record says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// Share that made money, with its interval.
    pub won: (f64, (f64, f64)),
    /// Mean gain with its interval.
    pub gain: Mean,
    /// The calls.
    pub calls: Side,
    /// The puts.
    pub puts: Side,
}

impl OptionSums {
    /// Counts a result.
    pub fn add(&mut self, result: &OptionResult) {
        self.take(result.call, result.gain(), result.sold.source);
    }

    /// Counts what an option on a call gained, in parts of what was paid, and where the price at the end came from. HOLD buys nothing and counts
    /// as nothing.
    pub fn take(&mut self, call: Direction, gain: f64, source: QuoteSource) {
        let side = match call {
            Direction::Up => &mut self.calls,
            Direction::Down => &mut self.puts,
            Direction::Hold => return,
        };
        side.count += 1;
        side.gains += gain;
        self.count += 1;
        self.won += u64::from(gain > 0.0);
        self.gains += gain;
        self.squares += gain * gain;
        self.modelled += u64::from(source == QuoteSource::Model);
    }

    /// How many results.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many of them made money.
    pub fn won(&self) -> u64 {
        self.won
    }

    /// Mean gain in parts of what was paid; `None` without results.
    pub fn gain(&self) -> Option<f64> {
        (self.count > 0).then(|| self.gains / self.count as f64)
    }

    /// The record of these results, which are those of `horizon`; `None` without results.
    pub fn record(&self, horizon: Horizon) -> Option<OptionRecord> {
        if self.count == 0 {
            return None;
        }
        let bars = f64::from(horizon.bars());
        let count = self.count as f64;
        let independent = count / bars;
        let mean = self.gains / count;
        let variance = (self.squares / count - mean * mean).max(0.0);
        let told = anytime_mean(mean, variance, independent).filter(|_| independent >= INDEPENDENT_MIN).map(|gain| {
            let won = self.won as f64;
            let (low, high) = anytime(won / bars, independent);
            Told { won: (won / count, (low.get(), high.get())), gain, calls: self.calls, puts: self.puts }
        });
        Some(OptionRecord { count: self.count, independent, told, modelled: self.modelled })
    }
}

impl Side {
    /// Mean gain; `None` without results.
    pub fn gain(&self) -> Option<f64> {
        (self.count > 0).then(|| self.gains / self.count as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::desk::figures::tests::quote;
    use crate::domain::money::Cents;
    use crate::domain::prediction::PredictionNumber;

    fn sums(rounds: u32) -> OptionSums {
        let mut sums = OptionSums::default();
        for _ in 0..rounds {
            sums.take(Direction::Up, 0.5, QuoteSource::Chain);
            sums.take(Direction::Up, -0.3, QuoteSource::Chain);
            sums.take(Direction::Down, -0.1, QuoteSource::Model);
            sums.take(Direction::Down, -0.5, QuoteSource::Chain);
            sums.take(Direction::Hold, 9.0, QuoteSource::Model);
        }
        sums
    }

    #[test]
    fn a_record_is_what_a_sum_by_hand_gives() {
        // Of 80 results, 20 of each gain: mean -0.4 / 4 = -0.1; squares (0.25 + 0.09 + 0.01 + 0.25) / 4 = 0.15, so the variance is 0.14.
        let record = sums(20).record(Horizon::OneHour).unwrap();
        assert_eq!((record.count, record.independent, record.modelled), (80, 20.0, 20));
        let told = record.told.unwrap();
        let (share, (low, high)) = told.won;
        assert_eq!(share, 0.25);
        let (by_hand_low, by_hand_high) = anytime(5.0, 20.0);
        assert_eq!((low, high), (by_hand_low.get(), by_hand_high.get()));
        assert!(0.0 < low && low < 0.25 && 0.25 < high && high < 0.6, "{low} {high}");
        let (gain, by_hand) = (told.gain, anytime_mean(-0.1, 0.14, 20.0).unwrap());
        assert!((gain.mean + 0.1).abs() < 1e-12 && (gain.interval.0 - by_hand.interval.0).abs() < 1e-9);
        assert!((told.calls.gain().unwrap() - 0.1).abs() < 1e-12 && told.calls.count == 40);
        assert!((told.puts.gain().unwrap() + 0.3).abs() < 1e-12 && told.puts.count == 40);
    }

    #[test]
    fn overlapping_results_are_not_taken_for_independent_ones() {
        // 80 results of a day's horizon are three independent ones.
        let record = sums(20).record(Horizon::OneDay).unwrap();
        assert_eq!((record.count, record.told), (80, None));
        assert!((record.independent - 80.0 / 26.0).abs() < 1e-12);
        assert!(sums(65).record(Horizon::OneDay).unwrap().told.is_some(), "260 are ten");
        assert_eq!(OptionSums::default().record(Horizon::OneHour), None);
        assert_eq!(OptionSums::default().calls.gain(), None);
    }

    #[test]
    fn a_result_counts_with_what_was_paid() {
        let sold = crate::domain::desk::quote::ContractQuote { bid: Cents(200), source: QuoteSource::Model, ..quote() };
        let result = OptionResult {
            symbol: sold.contract.underlying,
            number: PredictionNumber(1),
            horizon: Horizon::OneHour,
            call: Direction::Up,
            bought: quote(),
            sold,
            fees: Cents(240),
            attribution: None,
        };
        let mut counted = OptionSums::default();
        counted.add(&result);
        let mut expected = OptionSums::default();
        // Bought for $190, sold for $200, fees of $2.40: 7.60 by 190.
        expected.take(Direction::Up, 760.0 / 19_000.0, QuoteSource::Model);
        assert_eq!(counted, expected);
    }
}
