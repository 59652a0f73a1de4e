//! What the best of all learners could know: the true probabilities of the outcomes, given the planted edge.

use super::market::volatility::forecast;
use super::market::{Market, Recipe};
use super::run::outcomes;
use crate::domain::prediction::{Direction, Probabilities};
use crate::learn::chance::Chance;

/// Into how many equally frequent steps the edge is cut.
const STEPS: usize = 200;

/// Whoever sees the planted edge and has counted what follows it, over more days than any learner lives.
#[derive(Clone, Debug)]
pub struct Oracle {
    /// Where each step of the edge ends, the last one left out; ascending.
    ends: Vec<f64>,
    /// What follows in each step.
    follows: Vec<Probabilities>,
    /// Correlation of the edge with the standardised return over the horizon.
    pub correlation: f64,
    /// How often the sign of the edge is the sign of the return.
    pub sign_accuracy: f64,
}

impl Oracle {
    /// Counts what follows the edge of a market made after `recipe`, `bars` ahead.
    pub fn counted(recipe: &Recipe, bars: usize, chance: &mut Chance) -> Self {
        let market = recipe.market(chance);
        let became = outcomes(&market, bars);
        let mut order: Vec<(f64, Direction)> = market.edge.iter().copied().zip(became).collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let chunk = order.len().div_ceil(STEPS).max(1);
        let mut ends = Vec::new();
        let mut follows = Vec::new();
        for step in order.chunks(chunk) {
            let share = |direction: Direction| {
                step.iter().filter(|(_, became)| *became == direction).count() as f64 / step.len() as f64
            };
            follows.push(Probabilities {
                down: share(Direction::Down),
                hold: share(Direction::Hold),
                up: share(Direction::Up),
            });
            ends.extend(step.last().map(|(edge, _)| *edge));
        }
        ends.pop();
        let (correlation, sign_accuracy) = told(&market, bars);
        Self { ends, follows, correlation, sign_accuracy }
    }

    /// What follows an edge.
    pub fn of(&self, edge: f64) -> Probabilities {
        let step = self.ends.partition_point(|end| *end < edge);
        let even = Probabilities { down: 0.4, hold: 0.2, up: 0.4 };
        self.follows.get(step).copied().unwrap_or(even)
    }
}

/// Correlation of the edge with the standardised return over the next `bars`, and how often their signs agree.
fn told(market: &Market, bars: usize) -> (f64, f64) {
    let expected = forecast(&market.returns, bars);
    let ahead = market.returns.windows(bars).map(|ahead| ahead.iter().sum::<f64>());
    let pairs: Vec<(f64, f64)> = market
        .edge
        .iter()
        .zip(expected)
        .zip(ahead)
        .map(|((edge, expected), ahead)| (*edge, ahead / expected))
        .collect();
    let n = pairs.len() as f64;
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (edge, ahead) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
    let together = mean(&|pair| (pair.0 - edge) * (pair.1 - ahead));
    let squares = mean(&|pair| (pair.0 - edge) * (pair.0 - edge)) * mean(&|pair| (pair.1 - ahead) * (pair.1 - ahead));
    let agree = mean(&|pair| if pair.0 * pair.1 > 0.0 { 1.0 } else { 0.0 });
    (together / libm::sqrt(squares), agree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::chance::tests::chance;

    #[test]
    fn planted_strengths_are_worth_what_theory_says() {
        // Strength, correlation with the return over a day, and share of right signs of whoever sees the edge.
        for (strength, correlation, accuracy) in [(0.10, 0.32, 0.612), (0.15, 0.44, 0.656), (0.25, 0.60, 0.716)] {
            let oracle = Oracle::counted(&Recipe::new(8_000, strength), 26, &mut chance(17));
            assert!((oracle.correlation - correlation).abs() < 0.02, "{strength}: {}", oracle.correlation);
            assert!((oracle.sign_accuracy - accuracy).abs() < 0.009, "{strength}: {}", oracle.sign_accuracy);
            let (low, high) = (oracle.of(-2.5), oracle.of(2.5));
            assert!(low.down > low.up + 0.3 && high.up > high.down + 0.3, "{low:?} {high:?}");
            assert!((high.down + high.hold + high.up - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn without_an_edge_there_is_nothing_to_know() {
        let oracle = Oracle::counted(&Recipe::new(8_000, 0.0), 26, &mut chance(18));
        assert!(oracle.correlation.abs() < 0.03 && (oracle.sign_accuracy - 0.5).abs() < 0.015);
        let spread = oracle.of(2.0).up - oracle.of(-2.0).up;
        assert!(spread.abs() < 0.12, "{spread}");
    }
}
