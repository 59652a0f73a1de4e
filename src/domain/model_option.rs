//! What an option bought on a call would have made in a model: no market's prices, but stated rules that treat every call alike.

use jiff::Timestamp;

use crate::domain::outcome::Settlement;
use crate::domain::prediction::Direction;
use crate::domain::statistics::normal;

/// Days to expiry when it is bought.
const DAYS: f64 = 21.0;

/// Interest, a year, continuous.
const RATE: f64 = 0.043;

/// Days of trading in a year, by which the volatility of a day becomes that of a year.
const TRADING_DAYS: f64 = 252.0;

/// Bid and ask lie this far apart, in parts of their middle, but never less than [`SPREAD_MIN`] dollars.
const SPREAD: f64 = 0.06;
const SPREAD_MIN: f64 = 0.05;

/// US dollars a contract and way.
const FEE: f64 = 1.05;

/// Shares of a contract.
const SHARES: f64 = 100.0;

const DAY_S: f64 = 86_400.0;

/// What one contract made, in parts of the premium paid for it: -1 and a little less where it was lost with the fees; `None` for HOLD, and where
/// the numbers give no price.
///
/// A European call (BUY) or put (SELL), struck at `price`, the price of the decision, of 21 days; bought at the outcome's entry half a spread
/// above its value after Black and Scholes (1973), sold at the outcome's exit half a spread below. Its implied volatility is the `sigma` that
/// the prediction expected of a day, times √252, and stays. Dividends are left out. 100 shares, $1.05 of fees each way, a spread of 6 % but at
/// least $0.05.
pub fn result(call: Direction, price: f64, sigma: f64, settlement: &Settlement) -> Option<f64> {
    if call == Direction::Hold {
        return None;
    }
    let volatility = sigma * libm::sqrt(TRADING_DAYS);
    let held = seconds(settlement.entry.at, settlement.exit.at) / DAY_S;
    let value = |underlying, days: f64| value(call, underlying, price, volatility, days / 365.0);
    let (bought, sold) = (value(settlement.entry.price, DAYS)?, value(settlement.exit.price, DAYS - held)?);
    let half_spread = |value: f64| (SPREAD * value).max(SPREAD_MIN) / 2.0;
    let premium = (bought + half_spread(bought)) * SHARES;
    let received = (sold - half_spread(sold)).max(0.0) * SHARES;
    Some((received - premium - 2.0 * FEE) / premium)
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_second() - from.as_second()) as f64
}

/// Value of a European option on a share without dividends (Black and Scholes 1973), dollars; `years` to expiry.
fn value(call: Direction, underlying: f64, strike: f64, volatility: f64, years: f64) -> Option<f64> {
    let deviation = volatility * libm::sqrt(years);
    let d1 = (libm::log(underlying / strike) + (RATE + volatility * volatility / 2.0) * years) / deviation;
    let d2 = d1 - deviation;
    let owed = strike * libm::exp(-RATE * years);
    let value = if call == Direction::Up {
        underlying * normal::cumulative(d1) - owed * normal::cumulative(d2)
    } else {
        owed * normal::cumulative(-d2) - underlying * normal::cumulative(-d1)
    };
    (deviation > 0.0 && value.is_finite()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{Mark, MarkRule};

    /// In and out at these prices, a day later.
    fn settlement(entry: f64, exit: f64) -> Settlement {
        let mark = |price, second| {
            let at = Timestamp::from_second(second).unwrap();
            Mark { price, at, rule: MarkRule::LastClose }
        };
        Settlement {
            entry: mark(entry, 0),
            exit: mark(exit, 86_400),
            dividends: 0.0,
            log_return: (exit / entry).ln(),
            became: Direction::Hold,
            return_to_close: None,
            hindsight_high: 0.0,
            hindsight_low: 0.0,
        }
    }

    #[test]
    fn values_are_those_of_an_independent_computation() {
        let call = value(Direction::Up, 42.0, 40.0, 0.2, 0.5).unwrap();
        let put = value(Direction::Down, 42.0, 40.0, 0.2, 0.5).unwrap();
        assert!((call - put - (42.0 - 40.0 * (-RATE * 0.5_f64).exp())).abs() < 1e-12, "put-call parity");
        assert!(
            (value(Direction::Up, 150.0, 150.0, 0.25, 30.0 / 365.0).unwrap() - 4.550_314_371_484_561).abs() < 1e-12
        );
        assert_eq!(value(Direction::Up, 150.0, 150.0, 0.25, 0.0), None);
    }

    #[test]
    fn standing_still_costs_the_spread_and_a_day() {
        let result = |call, entry, exit| super::result(call, 150.0, 0.016, &settlement(entry, exit));
        let still = result(Direction::Up, 150.0, 150.0).unwrap();
        assert!((-0.13..-0.07).contains(&still), "{still}");
        assert!(result(Direction::Up, 150.0, 153.0).unwrap() > 0.2);
        assert!(result(Direction::Down, 150.0, 147.0).unwrap() > 0.2);
        assert!(result(Direction::Down, 150.0, 250.0).unwrap() < -1.0, "the premium and the fees are lost");
        assert_eq!(result(Direction::Hold, 150.0, 150.0), None);
        assert_eq!(super::result(Direction::Up, 150.0, 0.0, &settlement(150.0, 150.0)), None);
    }
}
