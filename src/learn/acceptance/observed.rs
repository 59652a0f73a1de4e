//! A synthetic market as training sees it: its steps laid onto full sessions of the exchange, each with what became of it.

use jiff::Timestamp;

use super::market::volatility::forecast;
use super::market::{BARS_A_DAY, Market};
use super::run::{BAND, outcomes};
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Probabilities};
use crate::domain::signal::{Abstention, Reading, Readings, SignalKind};
use crate::domain::training::observation::{Became, Observation, Seen};
use crate::domain::unit::Score;

/// Price at the first step, US dollars.
const PRICE_FIRST: f64 = 100.0;

/// The first day of every market, counted in sessions of the calendar: in 2010.
const SESSION_FIRST: usize = 2_516;

/// How often prices stay within a band of a quarter of a standard deviation, where nothing else is known; half of the rest goes to each side.
const WITHIN: f64 = 0.22;

/// Every step of a market whose outcomes its end still shows. What no signal tells is left out: components are 0, and inputs are new.
pub fn observations(market: &Market) -> Vec<Observation> {
    let instants = instants(market.scores.len());
    let mut price = PRICE_FIRST;
    let prices: Vec<f64> = market
        .returns
        .iter()
        .map(|log_return| {
            let before = price;
            price *= libm::exp(*log_return);
            before
        })
        .collect();
    let ahead: Vec<_> = Horizon::ALL
        .into_iter()
        .map(|horizon| {
            let bars = bars(horizon);
            (bars, outcomes(market, bars), forecast(&market.returns, bars))
        })
        .collect();
    let within = Probabilities { down: (1.0 - WITHIN) / 2.0, hold: WITHIN, up: (1.0 - WITHIN) / 2.0 };
    let one = |step: usize| {
        let (at, price) = (*instants.get(step)?, *prices.get(step)?);
        let became = |(bars, became, _): &(usize, Vec<Direction>, Vec<f64>)| {
            let end = *prices.get(step + bars)?;
            Some(Became {
                until: *instants.get(step + bars)?,
                side: Some(*became.get(step)?),
                log_return: libm::log(end / price),
            })
        };
        let sigma = |(_, _, expected): &(usize, Vec<Direction>, Vec<f64>)| expected.get(step).copied();
        let [one_hour, four_hours, one_day] = ahead.as_slice() else { return None };
        let sigmas = [sigma(one_hour)?, sigma(four_hours)?, sigma(one_day)?];
        let seen = Seen {
            at,
            price,
            readings: readings(market.scores.get(step)?, *market.awake.get(step)?),
            ages_s: [Some(0); SignalKind::COUNT],
            components: Default::default(),
            sigmas,
            bands: sigmas.map(|sigma| BAND * sigma),
        };
        Some(Observation {
            number: i64::try_from(step).ok()? + 1,
            seen,
            bases: [within; Horizon::COUNT],
            stated: [within; Horizon::COUNT],
            became: [became(one_hour)?, became(four_hours)?, became(one_day)?],
            option_return: None,
        })
    };
    (0..market.scores.len()).map_while(one).collect()
}

/// Bars until the outcome on a calendar without half days.
pub fn bars(horizon: Horizon) -> usize {
    match horizon {
        Horizon::OneHour => 4,
        Horizon::FourHours => 16,
        Horizon::OneDay => BARS_A_DAY,
    }
}

/// The decision instants of so many steps, on full sessions one after the other; fewer where the calendar ends.
fn instants(steps: usize) -> Vec<Timestamp> {
    let calendar = ExchangeCalendar::nyse();
    let last_slot = i64::try_from(BARS_A_DAY).unwrap_or(i64::MAX);
    let mut instants = Vec::with_capacity(steps);
    let mut session = SESSION_FIRST;
    while instants.len() < steps && calendar.session(session).is_some() {
        let of_day: Vec<Timestamp> =
            (1..=last_slot).filter_map(|slot| calendar.instant(Step { session, slot })).collect();
        if of_day.len() == BARS_A_DAY {
            instants.extend(of_day);
        }
        session += 1;
    }
    instants.truncate(steps);
    instants
}

fn readings(scores: &[f64; SignalKind::COUNT], awake: [bool; SignalKind::COUNT]) -> Readings {
    let mut readings = [Reading::Abstains(Abstention::BadInput); SignalKind::COUNT];
    for ((reading, score), awake) in readings.iter_mut().zip(scores).zip(awake) {
        if let Some(score) = Score::new(*score).filter(|_| awake) {
            *reading = Reading::Speaks(score);
        }
    }
    Readings(readings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::acceptance::market::Recipe;
    use crate::learn::chance::tests::chance;

    #[test]
    fn every_step_has_what_became_of_it() {
        let market = Recipe::new(40, 0.1).market(&mut chance(3));
        let observations = observations(&market);
        assert_eq!(observations.len(), 39 * BARS_A_DAY);
        for (step, observed) in observations.iter().enumerate() {
            let returns: f64 = market.returns[step..step + BARS_A_DAY].iter().sum();
            let became = observed.became_at(Horizon::OneDay);
            assert!((became.log_return - returns).abs() < 1e-9);
            let beyond = returns.abs() > observed.seen.bands[2];
            assert_eq!(became.side != Some(Direction::Hold), beyond, "step {step}");
            assert!(became.until > observed.seen.at);
            assert!(observed.became_at(Horizon::OneHour).until < became.until);
        }
        assert!(observations.windows(2).all(|pair| pair[0].seen.at < pair[1].seen.at));
        assert_eq!(observations[0].seen.readings.iter().filter(|(_, reading)| reading.score().is_some()).count(), 8);
    }
}
