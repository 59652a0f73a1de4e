//! Synthetic markets whose truth is known: eight signals, of which some tell of the next bar's return as strongly as is planted.

pub mod events;
pub mod volatility;

use crate::domain::signal::SignalKind;
use crate::learn::chance::Chance;
use volatility::Volatility;

/// Bars of 15 minutes in a trading day; a market has no half days.
pub const BARS_A_DAY: usize = 26;

/// Trading days in a year.
pub const DAYS_A_YEAR: usize = 252;

/// Share of a day's variance between its bars, as opposed to overnight.
pub(super) const INTRADAY_SHARE: f64 = 0.7;

/// How many bars a signal takes to forget: correlation over that many bars is 1/e. Two days.
pub const SIGNAL_MEMORY_BARS: f64 = 52.0;

/// Weights of the three signals that tell something; the other five tell nothing.
pub const PLANTED: [f64; SignalKind::COUNT] = [0.70, 0.50, 0.51, 0.0, 0.0, 0.0, 0.0, 0.0];

/// The same weights on the last three signals.
pub const PLANTED_ELSEWHERE: [f64; SignalKind::COUNT] = [0.0, 0.0, 0.0, 0.0, 0.0, 0.70, 0.50, 0.51];

/// A market as a learner lives through it, bar by bar.
#[derive(Clone, Debug)]
pub struct Market {
    /// Log return over the bar after each step; the last one of a day holds the night.
    pub returns: Vec<f64>,
    /// What the signals say at each step, in (-1, 1).
    pub scores: Vec<[f64; SignalKind::COUNT]>,
    /// Which signals speak at each step.
    pub awake: Vec<[bool; SignalKind::COUNT]>,
    /// The planted edge at each step: a standard normal number, of which strength times volatility moves the next bar.
    pub edge: Vec<f64>,
}

/// What a market is made of.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Length in trading days.
    pub days: usize,
    /// How much of a bar's standard deviation one standard deviation of the edge moves it by.
    pub strength: f64,
    /// How many bars a signal takes to forget.
    pub memory_bars: f64,
    /// Which signals the edge is in.
    pub weights: [f64; SignalKind::COUNT],
    /// From which day on, counted from 0, the edge is elsewhere, and in which signals.
    pub change: Option<(usize, [f64; SignalKind::COUNT])>,
    /// How the volatility moves.
    pub volatility: Volatility,
}

impl Recipe {
    /// A market of `days` whose edge of `strength` stays in the first three signals; no edge at strength 0.
    pub fn new(days: usize, strength: f64) -> Self {
        Self {
            days,
            strength,
            memory_bars: SIGNAL_MEMORY_BARS,
            weights: PLANTED,
            change: None,
            volatility: Volatility::lognormal(),
        }
    }

    /// The market that comes of it.
    pub fn market(&self, chance: &mut Chance) -> Market {
        let steps = self.days * BARS_A_DAY;
        let mut market = Market::with_room(steps);
        let (before, change) = (normalized(self.weights), self.change.map(|(day, weights)| (day, normalized(weights))));
        let keep = libm::exp(-1.0 / self.memory_bars);
        let add = libm::sqrt(1.0 - keep * keep);
        let mut volatility = self.volatility;
        let mut signals = [0.0; SignalKind::COUNT].map(|_: f64| chance.normal());
        for day in 0..self.days {
            let weights = change.filter(|(from, _)| day >= *from).map_or(before, |(_, weights)| weights);
            volatility.begin_day(chance);
            for slot in 0..BARS_A_DAY {
                signals = signals.map(|signal| keep * signal + add * chance.normal());
                let edge: f64 = weights.iter().zip(signals).map(|(weight, signal)| weight * signal).sum();
                let (deviation, innovation) = volatility.bar(slot, chance);
                let log_return = deviation * (self.strength * edge + innovation);
                volatility.moved(log_return);
                market.push(log_return, signals.map(squashed), edge);
            }
        }
        market
    }
}

impl Market {
    pub(super) fn with_room(steps: usize) -> Self {
        Self {
            returns: Vec::with_capacity(steps),
            scores: Vec::with_capacity(steps),
            awake: Vec::with_capacity(steps),
            edge: Vec::with_capacity(steps),
        }
    }

    pub(super) fn push(&mut self, log_return: f64, scores: [f64; SignalKind::COUNT], edge: f64) {
        self.returns.push(log_return);
        self.scores.push(scores);
        self.awake.push([true; SignalKind::COUNT]);
        self.edge.push(edge);
    }

    /// The same market upside down: every return and score negated.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            returns: self.returns.iter().map(|log_return| -log_return).collect(),
            scores: self.scores.iter().map(|scores| scores.map(|score| -score)).collect(),
            awake: self.awake.clone(),
            edge: self.edge.iter().map(|edge| -edge).collect(),
        }
    }

    /// Everything that is known at the step `steps` - 1 of this market, and after it what happens in another: the same past, another
    /// future. The return over the bar after a step is not known at it.
    #[must_use]
    pub fn with_future(&self, steps: usize, other: &Self) -> Self {
        fn spliced<T: Copy>(past: &[T], known: usize, future: &[T]) -> Vec<T> {
            past.iter().take(known).chain(future.iter().skip(known)).copied().collect()
        }
        Self {
            returns: spliced(&self.returns, steps.saturating_sub(1), &other.returns),
            scores: spliced(&self.scores, steps, &other.scores),
            awake: spliced(&self.awake, steps, &other.awake),
            edge: spliced(&self.edge, steps, &other.edge),
        }
    }

    /// The scores of this market `days` later than they were, those of the end at the beginning: their own correlation over time stays, and
    /// so does that of the returns, but neither knows of the other any more.
    #[must_use]
    pub fn shifted(&self, days: usize) -> Self {
        let mut shifted = self.clone();
        let steps = (days * BARS_A_DAY).min(shifted.scores.len());
        shifted.scores.rotate_right(steps);
        shifted
    }
}

/// What a number becomes as a score: within (-1, 1), nearly itself near 0.
pub fn squashed(x: f64) -> f64 {
    x / libm::sqrt(1.0 + x * x)
}

/// Weights of length 1, so that an edge has unit variance; nothing where all are 0.
fn normalized(weights: [f64; SignalKind::COUNT]) -> [f64; SignalKind::COUNT] {
    let length = libm::sqrt(weights.iter().map(|weight| weight * weight).sum());
    weights.map(|weight| if length > 0.0 { weight / length } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::chance::tests::chance;

    fn correlation(a: &[f64], b: &[f64]) -> f64 {
        let shared = a.len().min(b.len());
        let (a, b, n) = (&a[..shared], &b[..shared], shared as f64);
        let mean = |x: &[f64]| x.iter().sum::<f64>() / n;
        let (ma, mb) = (mean(a), mean(b));
        let of = |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 {
            x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>() / n
        };
        of(a, ma, b, mb) / (of(a, ma, a, ma) * of(b, mb, b, mb)).sqrt()
    }

    #[test]
    fn a_seed_gives_one_market_and_returns_do_not_know_the_scores_without_an_edge() {
        let recipe = Recipe::new(2_000, 0.0);
        let (market, again) = (recipe.market(&mut chance(1)), recipe.market(&mut chance(1)));
        assert_eq!(market.returns, again.returns);
        assert_eq!(market.scores, again.scores);
        assert_ne!(market.returns, recipe.market(&mut chance(2)).returns);
        assert_eq!(market.returns.len(), 2_000 * BARS_A_DAY);
        assert!(correlation(&market.edge, &market.returns).abs() < 0.02);
    }

    #[test]
    fn signals_forget_at_their_pace_and_the_edge_is_standard_and_as_strong_as_planted() {
        let market = Recipe::new(3_000, 0.25).market(&mut chance(5));
        let first: Vec<f64> = market.scores.iter().map(|scores| scores[0]).collect();
        // Squashing changes the correlation over time a little.
        assert!((correlation(&first[1..], &first) - (-1.0 / 52.0_f64).exp()).abs() < 0.008);
        assert!((correlation(&first[52..], &first) - (-1.0_f64).exp()).abs() < 0.1);
        let square = market.edge.iter().map(|edge| edge * edge).sum::<f64>() / market.edge.len() as f64;
        assert!((square - 1.0).abs() < 0.06, "{square}");
        let expected = 0.25 / (1.0 + 0.25_f64 * 0.25).sqrt();
        // Returns of changing size tell less than standardised ones.
        let told = correlation(&market.edge, &market.returns);
        assert!(told > 0.75 * expected && told < 1.05 * expected, "{told}");
        let fifth: Vec<f64> = market.scores.iter().map(|scores| scores[4]).collect();
        assert!(correlation(&fifth, &market.returns).abs() < 0.015);
    }

    #[test]
    fn an_edge_moves_to_other_signals_on_its_day() {
        let recipe = Recipe { change: Some((1_000, PLANTED_ELSEWHERE)), ..Recipe::new(2_000, 0.4) };
        let market = recipe.market(&mut chance(9));
        let of = |signal: usize, from: usize| -> f64 {
            let scores: Vec<f64> = market.scores[from..].iter().take(26_000).map(|scores| scores[signal]).collect();
            correlation(&scores, &market.returns[from..])
        };
        assert!(of(0, 0) > 0.15 && of(5, 0) < 0.06);
        assert!(of(0, 26_000) < 0.06 && of(5, 26_000) > 0.15);
    }

    #[test]
    fn mirrors_splices_and_shifts_change_what_they_should() {
        let recipe = Recipe::new(40, 0.2);
        let (market, other) = (recipe.market(&mut chance(1)), recipe.market(&mut chance(2)));
        assert_eq!(market.mirrored().mirrored().returns, market.returns);
        assert_eq!(market.mirrored().scores[7][3], -market.scores[7][3]);
        let spliced = market.with_future(100, &other);
        assert_eq!(spliced.returns[..99], market.returns[..99]);
        assert_eq!(spliced.returns[99..], other.returns[99..]);
        assert_eq!(spliced.scores[100..], other.scores[100..]);
        let shifted = market.shifted(3);
        assert_eq!(shifted.scores[78..], market.scores[..market.scores.len() - 78]);
        assert_eq!(shifted.returns, market.returns);
    }
}
