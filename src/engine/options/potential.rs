//! What an option bought on a call made until the call was checked: for every call that has a side, whether anybody would have bought it or not.
//!
//! The contract is frozen when the prediction is made: [`frozen`] takes it from the chain, [`modelled`] makes one up where there is none. It is
//! bought at the ask of that moment. When the call is due it is sold at the bid of the chain, or of a model where the chain has none, at the
//! volatility that the contract had. A quote says itself which of the two it is.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use super::attribution::attribute;
use super::quotes::{Carry, middle, model_quote, quoted, requote};
use super::selection::{Question, best};
use super::valuation::Appraiser;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::fees::{FeeSchedule, fees};
use crate::domain::desk::order::{Intent, Progress};
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::horizon::Horizon;
use crate::domain::option_chain::{OptionQuote, OptionRight};
use crate::domain::prediction::{Direction, PredictionNumber};
use crate::domain::statistics::normal;
use crate::domain::symbol::Symbol;

/// Days to expiry that are looked for where no contract passes the rules.
const DAYS: i32 = 21;

/// Size of delta that is looked for where no contract passes the rules.
const DELTA: f64 = 0.35;

/// Days of trading in a year, by which the volatility of a day becomes that of a year.
const TRADING_DAYS: f64 = 252.0;

/// The contract that a call is followed with: the best one by the rules even where it would lose on average or cost more than may be staked;
/// else, of those on the right side that can be bought and sold and live until the call is due, the one of the expiry nearest to 21 days with the delta nearest
/// to 0.35. `None` for HOLD and where nothing is quoted.
pub fn frozen(question: &Question<'_>) -> Option<ContractQuote> {
    let right = right_of(question.call)?;
    let any_cost = crate::domain::money::Cents(i64::MAX);
    let followed = Question { practice: true, limit: any_cost, ..*question };
    best(&followed).map(|candidate| candidate.quote).or_else(|| nearest(question, right))
}

fn right_of(call: Direction) -> Option<OptionRight> {
    match call {
        Direction::Up => Some(OptionRight::Call),
        Direction::Down => Some(OptionRight::Put),
        Direction::Hold => None,
    }
}

fn nearest(question: &Question<'_>, right: OptionRight) -> Option<ContractQuote> {
    let Question { chain, forecast, rules, carry, fees, now, .. } = *question;
    let due_day = ExchangeCalendar::nyse().new_york(forecast.due).date();
    let today = ExchangeCalendar::nyse().new_york(now).date();
    let trades = |quote: &&OptionQuote| quote.right == right && quote.expiry > due_day && middle(quote).is_ok();
    let far = |quote: &OptionQuote| ((quote.expiry - today).get_days() - DAYS).abs();
    let fits = || chain.quotes().iter().filter(trades);
    let expiry = fits().min_by_key(|quote| (far(quote), quote.expiry))?.expiry;
    let appraiser = Appraiser::new(
        chain.symbol(),
        (now, forecast.due.max(now)),
        (chain.spot(), forecast.sigma),
        carry,
        (&rules.exits, fees),
    );
    let off = |quote: &OptionQuote| {
        let contract = Contract::of(chain.symbol(), quote)?;
        let volatility = appraiser.volatility(&contract, middle(quote).ok()?).ok()?;
        Some(libm::fabs(libm::fabs(appraiser.delta(&contract, volatility)?) - DELTA))
    };
    let of_expiry = fits().filter(|quote| quote.expiry == expiry);
    // What has no delta comes after all that have one, the strike nearest to the share first.
    let place = |quote: &OptionQuote| off(quote).map_or((1, libm::fabs(quote.strike - chain.spot())), |off| (0, off));
    let placed = of_expiry.filter_map(|quote| Some((place(quote), quote, Contract::of(chain.symbol(), quote)?)));
    let (_, quote, contract) = placed.min_by(|a, b| a.0.0.cmp(&b.0.0).then(a.0.1.total_cmp(&b.0.1)))?;
    Some(quoted(contract, quote, chain, carry.rate, &carry.ahead(chain.symbol(), chain.at())).quote)
}

/// The contract that a call is followed with where there is no chain: of the Friday nearest to 21 days ahead, with a strike of a delta near 0.35,
/// quoted by a model at the volatility that the prediction expects of a day, `daily_sigma`, times √252. `None` for HOLD and where the numbers
/// give no price.
pub fn modelled(
    symbol: Symbol,
    call: Direction,
    (spot, daily_sigma): (f64, f64),
    at: Timestamp,
    carry: Carry<'_>,
) -> Option<ContractQuote> {
    let right = right_of(call)?;
    let volatility = yearly(daily_sigma);
    let expiry = friday_near(ExchangeCalendar::nyse().new_york(at).date(), DAYS)?;
    let side = if right == OptionRight::Call { 1.0 } else { -1.0 };
    let years = f64::from(DAYS) / 365.0;
    let deviation = volatility * libm::sqrt(years);
    let away = side * -normal::quantile(DELTA) * deviation + (carry.rate + volatility * volatility / 2.0) * years;
    let contract = Contract::new(symbol, expiry, right, on_grid(spot * libm::exp(away)))?;
    model_quote(contract, spot, volatility, at, carry).ok()
}

/// The volatility of a year that follows from that of a day of trading.
pub fn yearly(daily_sigma: f64) -> f64 {
    daily_sigma * libm::sqrt(TRADING_DAYS)
}

/// The last day of trading of the week whose Friday lies nearest to so many days ahead.
fn friday_near(today: Date, days: i32) -> Option<Date> {
    let about = today.checked_add(jiff::Span::new().days(days)).ok()?;
    let past_friday = i32::from(about.weekday().since(Weekday::Friday));
    let back = if past_friday > 3 { past_friday - 7 } else { past_friday };
    let friday = about.checked_sub(jiff::Span::new().days(back)).ok()?;
    let calendar = ExchangeCalendar::nyse();
    if calendar.session_on(friday).is_some() {
        return Some(friday);
    }
    friday.yesterday().ok().filter(|thursday| calendar.session_on(*thursday).is_some()).or(Some(friday))
}

/// The nearest strike of a plain grid: $1 below $50, $2.50 to $200, $5 above.
fn on_grid(strike: f64) -> f64 {
    let step = match strike {
        dear if dear >= 200.0 => 5.0,
        middling if middling >= 50.0 => 2.5,
        _ => 1.0,
    };
    libm::round(strike / step).max(1.0) * step
}

/// Which call is followed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Followed {
    /// Whose price was predicted.
    pub symbol: Symbol,
    /// Which prediction.
    pub number: PredictionNumber,
    /// Until when.
    pub horizon: Horizon,
    /// BUY or SELL.
    pub call: Direction,
}

/// What came of one contract, bought at the ask of `bought` and sold at the bid of `sold`.
pub fn result(
    followed: Followed,
    bought: ContractQuote,
    sold: ContractQuote,
    schedule: FeeSchedule,
    carry: Carry<'_>,
) -> OptionResult {
    let Followed { symbol, number, horizon, call } = followed;
    let progress = |intent, quote: &ContractQuote| {
        let price = if intent == Intent::Open { quote.ask } else { quote.bid };
        let value = price.of_contracts(1);
        let day = ExchangeCalendar::nyse().new_york(quote.at).date();
        Progress { filled: 1, value, fees: fees(schedule, intent, 1, value, day) }
    };
    let (paid, received) = (progress(Intent::Open, &bought), progress(Intent::Close, &sold));
    let attribution = attribute(&bought, &sold, &paid, &received, carry);
    OptionResult { symbol, number, horizon, call, bought, sold, fees: paid.fees + received.fees, attribution }
}

/// What the contract can be sold for when the call is due: the chain's quote where it is no older than `age_max_s` seconds, else the model's at the
/// volatility of the entry, or at `volatility_else` a year where the entry had none. `None` where the numbers give no price.
pub fn at_due(
    bought: &ContractQuote,
    chain: Option<&crate::domain::option_chain::ChainSnapshot>,
    (spot, volatility_else): (f64, f64),
    (due, age_max_s): (Timestamp, i64),
    carry: Carry<'_>,
) -> Option<ContractQuote> {
    let volatility = bought.implied_volatility.or(Some(volatility_else));
    let before = ContractQuote { implied_volatility: volatility, ..*bought };
    requote(&before, chain, spot, due, age_max_s, carry)
}

#[cfg(test)]
mod tests {
    use super::super::pricing::{Terms, fast_price};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn rtx() -> Symbol {
        Symbol::new("RTX").unwrap()
    }

    const CARRY: Carry<'_> = Carry { rate: 0.043, dividends: &[] };

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn followed(call: Direction, from: f64, to: f64) -> OptionResult {
        let bought = modelled(rtx(), call, (from, 0.016), at("2026-11-02T16:00:00Z"), CARRY).unwrap();
        let sold = at_due(&bought, None, (to, 0.25), (at("2026-11-03T16:00:00Z"), 1_200), CARRY).unwrap();
        let what = Followed { symbol: rtx(), number: PredictionNumber(1), horizon: Horizon::OneDay, call };
        result(what, bought, sold, FeeSchedule::PerContract, CARRY)
    }

    #[test]
    fn a_right_sell_gains_and_a_wrong_one_loses() {
        assert!(followed(Direction::Down, 150.0, 147.0).gain() > 0.2);
        assert!(followed(Direction::Up, 150.0, 153.0).gain() > 0.2);
        assert!(followed(Direction::Down, 150.0, 153.0).gain() < -0.3);
        let still = followed(Direction::Down, 150.0, 150.0);
        assert!((-0.2..-0.05).contains(&still.gain()), "spread, fees and a day: {}", still.gain());
        let parts = still.attribution.unwrap();
        let sum = parts.price + parts.time + parts.volatility + parts.spread + parts.fees + parts.rest;
        assert!((sum - still.profit().dollars()).abs() < 1e-9);
        let lost = followed(Direction::Up, 150.0, 100.0);
        let fees = lost.fees.dollars() / lost.bought.ask.of_contracts(1).dollars();
        assert!(lost.gain() >= -1.0 - fees - 1e-9 && lost.gain() < -0.99);
    }

    #[test]
    fn contracts_that_are_made_up_are_of_a_near_friday_and_out_of_the_money() {
        let made = |call| modelled(rtx(), call, (150.0, 0.016), at("2026-11-02T16:00:00Z"), CARRY);
        let (call, put) = (made(Direction::Up).unwrap().contract, made(Direction::Down).unwrap().contract);
        assert_eq!((call.to_string(), put.to_string()), ("RTX261120C00155000".into(), "RTX261120P00147500".into()));
        assert_eq!(made(Direction::Hold), None);
        assert_eq!(friday_near(date(2026, 3, 13), 21), Some(date(2026, 4, 2)), "Good Friday");
        assert_eq!((on_grid(12.4), on_grid(151.0), on_grid(203.0), on_grid(0.2)), (12.0, 150.0, 205.0, 1.0));
        assert_eq!(modelled(rtx(), Direction::Up, (f64::NAN, 0.016), at("2026-11-02T16:00:00Z"), CARRY), None);
    }

    proptest! {
        /// Without interest and dividends a call is so many puts of the mirrored strike: C(S, K) = K / S P(S, S² / K).
        #[test]
        fn calls_and_puts_are_mirrored(spot in 50.0_f64..300.0, away in -0.2_f64..0.2, days in 5.0_f64..60.0, volatility in 0.1_f64..0.6) {
            let strike = spot * away.exp();
            let of = |right, strike| Terms { right, spot, strike, years: days / 365.0, rate: 0.0, dividends: &[] };
            let call = fast_price(&of(OptionRight::Call, strike), volatility).unwrap();
            let put = fast_price(&of(OptionRight::Put, spot * spot / strike), volatility).unwrap();
            prop_assert!((call - strike / spot * put).abs() < 2e-4 * spot.max(1.0) / 100.0, "{call} {}", strike / spot * put);
        }

        #[test]
        fn nothing_is_lost_beyond_what_was_paid(from in 20.0_f64..400.0, moved in -0.4_f64..0.4, up: bool) {
            let call = if up { Direction::Up } else { Direction::Down };
            let result = followed(call, from, from * moved.exp());
            let fees = result.fees.dollars() / result.bought.ask.of_contracts(1).dollars();
            prop_assert!(result.gain() >= -1.0 - fees - 1e-9);
        }
    }
}
