//! A learner lives through a synthetic market: it predicts at every bar, and learns of an outcome only when it is known.

use super::market::volatility::forecast;
use super::market::{BARS_A_DAY, Market};
use crate::domain::learned::HorizonLesson;
use crate::domain::prediction::{Direction, Probabilities};
use crate::learn::online::{Forecast, Head, Inputs};

/// Half-width of the HOLD band in expected standard deviations.
pub const BAND: f64 = 0.25;

/// Whoever is examined: the learner of one horizon, or one that was damaged on purpose, which the experiments must find out.
pub trait Subject: Send {
    /// What is to be expected; it is remembered under `key` until it is settled.
    fn predict(&mut self, key: i64, slot: usize, inputs: &Inputs, share_within: f64) -> Forecast;
    /// What became of the decision `key`.
    fn settle(&mut self, key: i64, became: Direction);
    /// Ends a trading day; whether the drift detector of the whole forecast alarmed.
    fn end_day(&mut self) -> bool;
    /// Where it stands.
    fn lesson(&self) -> HorizonLesson;
}

impl Subject for Head {
    fn predict(&mut self, key: i64, slot: usize, inputs: &Inputs, share_within: f64) -> Forecast {
        self.predict(key, slot, inputs, share_within)
    }

    fn settle(&mut self, key: i64, became: Direction) {
        // What it brought is measured from outside.
        let _measured_here = self.settle(key, became);
    }

    fn end_day(&mut self) -> bool {
        self.end_day().whole
    }

    fn lesson(&self) -> HorizonLesson {
        self.lesson()
    }
}

/// What was said at one step, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// What was stated.
    pub stated: Probabilities,
    /// What the expert without skill stated.
    pub base: Probabilities,
    /// Lower end of the interval of 80 % on the probability of the more probable side.
    pub lower: f64,
    /// What became of it.
    pub became: Direction,
}

impl Said {
    /// The more probable side.
    pub fn side(&self) -> Direction {
        if self.stated.up > self.stated.down { Direction::Up } else { Direction::Down }
    }

    /// The stated probability of that side.
    pub fn confidence(&self) -> f64 {
        self.stated.up.max(self.stated.down)
    }

    /// Whether that side came true.
    pub fn right(&self) -> bool {
        self.side() == self.became
    }

    /// Log loss of what was stated, nats.
    pub fn loss(&self) -> f64 {
        log_loss(&self.stated, self.became)
    }

    /// Log loss of no skill, nats.
    pub fn base_loss(&self) -> f64 {
        log_loss(&self.base, self.became)
    }
}

/// No stated probability is charged as less than this.
const PROBABILITY_MIN: f64 = 1e-6;

/// Log loss of probabilities, nats.
pub fn log_loss(stated: &Probabilities, became: Direction) -> f64 {
    -libm::log(stated.of(became).max(PROBABILITY_MIN))
}

/// All that was said in one life.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// Every step whose outcome the market's end still shows.
    pub said: Vec<Said>,
    /// Where the learner stood at the beginning of each day, and whether the detector of the whole alarmed the evening before.
    pub days: Vec<(HorizonLesson, bool)>,
    /// Whether every number that was said is a number.
    pub sound: bool,
}

/// What became of every step: the return over the next `bars` against the band that was expected at the step. Steps whose outcome lies
/// behind the market's end are left out.
pub fn outcomes(market: &Market, bars: usize) -> Vec<Direction> {
    let until = market.returns.iter().scan(0.0, |until, log_return| {
        *until += log_return;
        Some(*until)
    });
    let until: Vec<f64> = std::iter::once(0.0).chain(until).collect();
    let returns = until.iter().skip(bars).zip(&until).map(|(end, begin)| end - begin);
    let expected = forecast(&market.returns, bars);
    returns
        .zip(expected)
        .map(|(log_return, deviation)| {
            let band = BAND * deviation;
            if log_return > band {
                Direction::Up
            } else if log_return < -band {
                Direction::Down
            } else {
                Direction::Hold
            }
        })
        .collect()
}

/// The life of `subject`, who looks `bars` ahead, in a market. At each step it first learns what became of the step `bars` before, ends the
/// day where one has ended, then predicts.
pub fn live(subject: &mut dyn Subject, market: &Market, bars: usize) -> Life {
    let became = outcomes(market, bars);
    let share_within = libm::erf(BAND / std::f64::consts::SQRT_2);
    let mut life = Life { sound: true, ..Life::default() };
    let mut forecasts: Vec<Forecast> = Vec::with_capacity(became.len());
    for (step, (scores, awake)) in market.scores.iter().zip(&market.awake).enumerate() {
        if let Some((settled, became)) = step.checked_sub(bars).and_then(|s| Some((s, became.get(s)?))) {
            subject.settle(settled as i64, *became);
        }
        let slot = step % BARS_A_DAY;
        if slot == 0 {
            let alarmed = step > 0 && subject.end_day();
            life.days.push((subject.lesson(), alarmed));
        }
        let inputs = Inputs { scores: *scores, awake: *awake };
        let forecast = subject.predict(step as i64, slot, &inputs, share_within);
        life.sound &= sound(&forecast);
        forecasts.push(forecast);
    }
    life.said = forecasts.iter().zip(became).map(|(forecast, became)| said(forecast, became)).collect();
    life
}

fn said(forecast: &Forecast, became: Direction) -> Said {
    let Forecast { probabilities: stated, base, interval_up, interval_down } = *forecast;
    let lower = if stated.up > stated.down { interval_up.0 } else { interval_down.0 };
    Said { stated, base, lower, became }
}

/// Whether everything is a probability and the three sum to 1.
fn sound(forecast: &Forecast) -> bool {
    let Probabilities { down, hold, up } = forecast.probabilities;
    let (from_up, to_up) = forecast.interval_up;
    let (from_down, to_down) = forecast.interval_down;
    let shares = [down, hold, up, from_up, to_up, from_down, to_down];
    shares.iter().all(|share| (0.0..=1.0).contains(share)) && (down + hold + up - 1.0).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::acceptance::market::Recipe;
    use crate::learn::chance::tests::chance;

    #[test]
    fn outcomes_are_mirrored_with_the_market_and_hold_is_a_fifth() {
        let market = Recipe::new(1_000, 0.0).market(&mut chance(8));
        for bars in [4, 26] {
            let became = outcomes(&market, bars);
            assert_eq!(became.len(), market.returns.len() - bars + 1);
            let mirrored: Vec<Direction> = became.iter().map(|became| became.mirrored()).collect();
            assert_eq!(outcomes(&market.mirrored(), bars), mirrored);
            let held = became.iter().filter(|became| **became == Direction::Hold).count();
            let share = held as f64 / became.len() as f64;
            assert!((0.17..0.28).contains(&share), "{share}");
        }
    }

    /// Says what it is told to and writes down the order of what happens to it.
    #[derive(Default)]
    struct Scribe(Vec<String>);

    impl Subject for Scribe {
        fn predict(&mut self, key: i64, slot: usize, _: &Inputs, share_within: f64) -> Forecast {
            assert!((share_within - 0.1974).abs() < 1e-4);
            self.0.push(format!("predict {key} at {slot}"));
            let even = Probabilities { down: 0.25, hold: 0.25, up: 0.5 };
            Forecast { probabilities: even, base: even, interval_up: (0.4, 0.6), interval_down: (0.2, 0.3) }
        }

        fn settle(&mut self, key: i64, _: Direction) {
            self.0.push(format!("settle {key}"));
        }

        fn end_day(&mut self) -> bool {
            self.0.push("end".to_owned());
            false
        }

        fn lesson(&self) -> HorizonLesson {
            HorizonLesson::default()
        }
    }

    #[test]
    fn an_outcome_is_learned_when_it_is_known_and_not_before() {
        let market = Recipe::new(2, 0.0).market(&mut chance(8));
        let mut scribe = Scribe::default();
        let life = live(&mut scribe, &market, 26);
        assert_eq!(scribe.0[..2], ["predict 0 at 0", "predict 1 at 1"]);
        assert_eq!(scribe.0[26..30], ["settle 0", "end", "predict 26 at 0", "settle 1"]);
        assert!(life.sound && life.days.len() == 2 && life.said.len() == 27);
        assert_eq!((life.said[0].confidence(), life.said[0].lower, life.said[0].side()), (0.5, 0.4, Direction::Up));
        assert!((life.said[0].base_loss() - life.said[0].loss()).abs() < 1e-12);
    }
}
