//! Selection, valuation and offers on a made chain whose every price is known.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::offer::{Proposal, Situation, propose};
use super::potential::{at_due, frozen};
use super::pricing::{Solver, european_price, fast_price, implied_volatility};
use super::quotes::{Carry, Quoted, Unsolved, model_quote, quote_in, quotes, terms};
use super::scenarios::{Belief, point};
use super::selection::{Question, Refusal, Selected, best, select};
use super::valuation::{Appraiser, Priced};
use crate::domain::contract::Contract;
use crate::domain::desk::approval::Signal;
use crate::domain::desk::fact::Pass;
use crate::domain::desk::fees::FeeSchedule;
use crate::domain::desk::quote::{ContractQuote, QuoteSource};
use crate::domain::desk::rules::{Exits, Rules};
use crate::domain::event::Dividend;
use crate::domain::money::Cents;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use crate::domain::prediction::{Direction, Forecast, PredictionNumber, Probabilities};
use crate::domain::statistics::normal;
use crate::domain::symbol::{SourceName, Symbol};

const CARRY: Carry<'_> = Carry { rate: 0.043, dividends: &[] };

/// The volatility of a day that 25 % a year are.
const SIGMA: f64 = 0.25 / 15.874_507_866_387_544;

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

/// Monday 2026-11-02 at 11:00 in New York.
fn now() -> Timestamp {
    "2026-11-02T16:00:00Z".parse().unwrap()
}

/// A share at 150; calls and puts of three Fridays, every $2.50 from 130 to 170, at 25 %, two cents wide and well traded.
fn quotes_made() -> Vec<OptionQuote> {
    let mut made = Vec::new();
    for expiry in [date(2026, 11, 6), date(2026, 11, 20), date(2026, 11, 27)] {
        for right in [OptionRight::Call, OptionRight::Put] {
            for step in 0..=16 {
                let contract = Contract::new(rtx(), expiry, right, 130.0 + 2.5 * f64::from(step)).unwrap();
                let value = fast_price(&terms(&contract, 150.0, now(), 0.043, &[]), 0.25).unwrap();
                let bid = ((value - 0.01) * 100.0).floor().max(0.0) / 100.0;
                made.push(OptionQuote {
                    expiry,
                    right,
                    strike: contract.strike(),
                    bid,
                    ask: bid + 0.02,
                    last: None,
                    volume: 100,
                    open_interest: 1_000,
                    implied_volatility: Some(0.25),
                    delta: None,
                });
            }
        }
    }
    made
}

fn chain_of(quotes: Vec<OptionQuote>) -> ChainSnapshot {
    ChainSnapshot::new(rtx(), SourceName::new("made").unwrap(), now(), 150.0, quotes).unwrap().0
}

fn forecast(up: f64, hold: f64, down: f64) -> Forecast {
    let probabilities = Probabilities { down, hold, up };
    let due = now() + SignedDuration::from_hours(24);
    Forecast { due, crosses_close: true, sigma: SIGMA, band: 0.3 * SIGMA, probabilities }
}

fn sure() -> Forecast {
    forecast(0.87, 0.08, 0.05)
}

fn question<'a>(chain: &'a ChainSnapshot, forecast: &'a Forecast, rules: &'a Rules) -> Question<'a> {
    let call = if forecast.probabilities.up > forecast.probabilities.down { Direction::Up } else { Direction::Down };
    let (limit, fees) = (Cents(20_000), FeeSchedule::PerContract);
    Question { chain, call, forecast, rules, limit, carry: CARRY, fees, now: now(), practice: false }
}

fn all_answered(chain: &ChainSnapshot, selected: &Selected) {
    assert_eq!(selected.ranked.len() + selected.refused.len(), chain.quotes().len());
    assert!(selected.refused.iter().all(|refused| !refused.reasons.is_empty()));
}

#[test]
fn the_best_is_affordable_and_everything_else_has_a_reason() {
    let (chain, rules) = (chain_of(quotes_made()), Rules::default());
    for (forecast, right) in [(sure(), OptionRight::Call), (forecast(0.05, 0.08, 0.87), OptionRight::Put)] {
        let asked = question(&chain, &forecast, &rules);
        let selected = select(&asked);
        all_answered(&chain, &selected);
        let top = selected.ranked.first().cloned();
        let (chosen, refused) = selected.refusing_the_rest();
        let chosen = chosen.unwrap();
        assert_eq!(Some(&chosen), top.as_ref());
        assert_eq!(refused.len(), chain.quotes().len() - 1);
        assert_eq!(chosen.quote.contract.right, right);
        assert!(
            (0.25..=0.45).contains(&chosen.delta.abs()) && (14..=35).contains(&chosen.quote.contract.days_left(now()))
        );
        assert!(chosen.outlook.cost <= Cents(20_000) && chosen.expected_profit > 0.0);
        assert!(chosen.no_skill_profit < 0.0 && chosen.no_skill_profit < chosen.expected_profit);
        assert!(chosen.no_skill_win < 0.45 && chosen.win_probability > 0.8, "{chosen:?}");
        assert!((chosen.quote.implied_volatility.unwrap() - 0.25).abs() < 0.003);
        let away = (chosen.break_even - chosen.quote.contract.strike()).abs();
        assert!((away - (chosen.quote.ask.dollars() + 0.0211)).abs() < 1e-9, "ask and fees of a share: {away}");
        assert_eq!(best(&asked), Some(chosen), "the short way finds the same");
    }
}

#[test]
fn each_rule_tells_what_it_met() {
    let (rules, forecast) = (Rules::default(), sure());
    let base = chain_of(quotes_made());
    let chosen = best(&question(&base, &forecast, &rules)).unwrap().quote.contract;
    let spoiled = |spoil: &dyn Fn(&mut OptionQuote)| {
        let mut quotes = quotes_made();
        quotes.iter_mut().filter(|quote| Contract::of(rtx(), quote) == Some(chosen)).for_each(spoil);
        let chain = chain_of(quotes);
        let selected = select(&question(&chain, &forecast, &rules));
        all_answered(&chain, &selected);
        let (best, refused) = selected.refusing_the_rest();
        let of = refused.into_iter().find(|refused| refused.contract == chosen);
        assert_eq!(of.is_none(), best.is_some_and(|best| best.quote.contract == chosen));
        of.map(|refused| refused.reasons).unwrap_or_default()
    };
    assert_eq!(spoiled(&|quote| quote.volume = 19), [Refusal::Volume { is: 19, least: 20 }]);
    assert_eq!(spoiled(&|quote| quote.open_interest = 249), [Refusal::OpenInterest { is: 249, least: 250 }]);
    assert_eq!(
        spoiled(&|quote| (quote.bid, quote.volume) = (0.0, 0)),
        [Refusal::Volume { is: 0, least: 20 }, Refusal::NoBid]
    );
    assert_eq!(spoiled(&|quote| quote.ask = 0.0), [Refusal::NoAsk]);
    assert_eq!(spoiled(&|quote| quote.ask = quote.bid + 0.16), [Refusal::Spread { is: Cents(16), most: Cents(15) }]);
    let cheap = spoiled(&|quote| (quote.bid, quote.ask) = (0.29, 0.33));
    assert!(cheap.contains(&Refusal::Bid { is: Cents(29), least: Cents(30) }), "{cheap:?}");
    assert!(matches!(cheap[..], [_, Refusal::SpreadShare { is, most: 0.12 }] if is > 0.12), "{cheap:?}");
    let dear = spoiled(&|quote| (quote.bid, quote.ask) = (1.99, 2.00));
    assert_eq!(dear, [Refusal::TooExpensive { is: Cents(20_105), most: Cents(20_000) }]);
    let unlike = spoiled(&|quote| quote.implied_volatility = Some(0.30));
    assert!(matches!(unlike[..], [Refusal::VolatilityDiffers { vendors: 0.30, .. }]), "{unlike:?}");
    let unknown = spoiled(&|quote| quote.implied_volatility = Some(1e-5));
    assert_eq!(unknown, [], "a sign for none");
}

#[test]
fn wrong_sides_old_chains_and_bad_odds_are_refused() {
    let (chain, rules, forecast) = (chain_of(quotes_made()), Rules::default(), sure());
    let asked = question(&chain, &forecast, &rules);
    let none = |question: Question<'_>| {
        let selected = select(&question);
        all_answered(&chain, &selected);
        assert!(selected.ranked.is_empty() && best(&question).is_none());
        selected.refused
    };
    let hold = none(Question { call: Direction::Hold, ..asked });
    assert!(hold.iter().all(|refused| refused.reasons == [Refusal::WrongRight]));
    let old = none(Question { now: now() + SignedDuration::from_mins(21), ..asked });
    assert!(old.iter().any(|refused| refused.reasons == [Refusal::QuoteAge { is: 1_260, most: 1_200 }]));
    let future = none(Question { now: now() - SignedDuration::from_secs(1), ..asked });
    assert!(future.iter().any(|refused| refused.reasons == [Refusal::QuoteAge { is: -1, most: 1_200 }]));
    let doubtful = self::forecast(0.42, 0.20, 0.38);
    let poor = none(Question { forecast: &doubtful, ..asked });
    assert!(poor.iter().any(|refused| matches!(refused.reasons[..], [Refusal::Expectation { is }] if is < 0.0)));
    let practice = best(&Question { forecast: &doubtful, practice: true, ..asked }).unwrap();
    assert!(practice.expected_profit < 0.0, "the true expectation is shown");
    let narrow = Forecast { sigma: SIGMA / 8.0, ..forecast };
    let far = none(Question { forecast: &narrow, practice: true, ..asked });
    assert!(far.iter().any(|refused| matches!(refused.reasons[..], [Refusal::BreakEven { is: Some(_), most: 1.0 }])));
}

/// Days, delta, cost in dollars, break-even and win rate without skill after 24 h, gain in per cent where the share moves by -2, 0, 1, 2, 3 %.
type Row = (i64, f64, f64, f64, f64, [f64; 5]);

/// Share at 150, 25 %, spread of 6 % but at least $0.05, about $1.05 of fees each way; without exits.
#[rustfmt::skip]
const AFFORDABLE: [Row; 6] = [
    ( 7, 0.33, 116.0, 0.29, 0.38, [-77.0, -20.0, 28.0, 92.0, 171.0]),
    (14, 0.27, 126.0, 0.32, 0.37, [-64.0, -17.0, 18.0, 63.0, 117.0]),
    (14, 0.39, 206.0, 0.29, 0.38, [-58.0, -13.0, 18.0, 55.0,  98.0]),
    (21, 0.32, 186.0, 0.28, 0.39, [-53.0, -12.0, 16.0, 49.0,  87.0]),
    (30, 0.28, 186.0, 0.34, 0.36, [-49.0, -12.0, 12.0, 39.0,  72.0]),
    (45, 0.26, 211.0, 0.33, 0.36, [-42.0, -10.0, 10.0, 33.0,  58.0]),
];

#[test]
fn costs_and_break_evens_are_those_of_the_published_table() {
    let no_exits = Exits { stop: 0.0, target: 1e9, ..Rules::default().exits };
    for (days, delta, cost, break_even, win, gains) in AFFORDABLE {
        let expiry = date(2026, 12, 18);
        let at = Contract::new(rtx(), expiry, OptionRight::Call, 150.0).unwrap().expires_at()
            - SignedDuration::from_hours(24 * days);
        let due = at + SignedDuration::from_hours(24);
        // Places a tenth of a day's σ apart; strikes $2.50 apart, and asks rounded up to what can be ordered, as the table was made.
        let sigma = 0.4 * SIGMA;
        let appraiser = Appraiser::new(rtx(), (at, due), (150.0, sigma), CARRY, (&no_exits, FeeSchedule::PerContract));
        let strikes =
            (56..72).map(|step| Contract::new(rtx(), expiry, OptionRight::Call, f64::from(step) * 2.5).unwrap());
        let off = |contract: &Contract| (appraiser.delta(contract, 0.25).unwrap() - delta).abs();
        let contract = strikes.min_by(|a, b| off(a).total_cmp(&off(b))).unwrap();
        let value = european_price(&terms(&contract, 150.0, at, 0.043, &[]), 0.25).unwrap();
        let half = (0.06 * value).max(0.05) / 2.0;
        let ticks = if value < 3.0 { 20.0 } else { 10.0 };
        let ask = ((value + half) * ticks).ceil() / ticks;
        let priced = Priced { contract, bid: ask - 2.0 * half, ask, volatility: 0.25 };
        let fees = (Cents(105), Cents(105));
        let outlook = appraiser.outlook(&priced, fees).unwrap();
        let paid = outlook.cost.dollars();
        assert!((paid - cost).abs() < 0.6, "{days} days, delta {delta}: costs {paid}, not {cost}");
        assert_eq!(paid <= 200.0, cost <= 200.0);
        let found = outlook.break_even().unwrap() * 0.4;
        assert!((found - break_even).abs() < 0.006, "{days} days, delta {delta}: {found} is not {break_even}");
        let won = normal::cumulative(-found);
        assert!((won - win).abs() < 0.015, "{days} days: won {won}, not {win}");
        for (change, gain) in [-2.0, 0.0, 1.0, 2.0, 3.0].into_iter().zip(gains) {
            let z = f64::ln(1.0 + change / 100.0) / sigma;
            let below = ((z + 5.0) / 0.25).floor() as usize;
            let [low, high] = [below, below + 1].map(|index| outlook.profits[index] / paid * 100.0);
            let there = low + (high - low) * (z - point(below)) / 0.25;
            assert!((there - gain).abs() < 0.7, "{days} days, {change} %: {there} is not {gain}");
        }
    }
}

/// Mean profit of one contract with 4,001 places, and by the fast American solver with the 41.
fn finely(appraiser: &Appraiser<'_>, priced: &Priced, belief: Belief, exits: &Exits, due: Timestamp) -> [f64; 2] {
    let half = (priced.ask - priced.bid) / 2.0;
    let profit = |value: f64| {
        let sold = (value - half).clamp((exits.stop - 0.05) * priced.ask, exits.target * priced.ask).max(0.0);
        sold * 100.0 - 2.1 - priced.ask * 100.0
    };
    let value = |z: f64| {
        let spot = 150.0 * libm::exp(SIGMA * z);
        european_price(&terms(&priced.contract, spot, due, 0.043, &[]), priced.volatility).unwrap()
    };
    let step = 0.005;
    let fine = (0..4_001_i32).map(|index| {
        let z = f64::from(index - 2_000) * step;
        (belief.above(z - step / 2.0) - belief.above(z + step / 2.0)) * profit(value(z))
    });
    let middle = f64::midpoint(priced.bid, priced.ask);
    let solved =
        implied_volatility(&terms(&priced.contract, 150.0, appraiser.at, 0.043, &[]), middle, Solver::Fast).unwrap();
    let fast = belief.weights().into_iter().enumerate().map(|(index, weight)| {
        let spot = 150.0 * libm::exp(SIGMA * point(index));
        weight * profit(fast_price(&terms(&priced.contract, spot, due, 0.043, &[]), solved).unwrap())
    });
    [fine.sum(), fast.sum()]
}

#[test]
fn forty_one_european_prices_are_enough() {
    let (exits, due) = (Rules::default().exits, now() + SignedDuration::from_hours(24));
    let appraiser = Appraiser::new(rtx(), (now(), due), (150.0, SIGMA), CARRY, (&exits, FeeSchedule::PerContract));
    let mut worst = [0.0_f64; 2];
    for name in [
        "RTX261120C00155000",
        "RTX261127C00157500",
        "RTX261204C00155000",
        "RTX261120P00145000",
        "RTX261127P00142500",
        "RTX261204P00145000",
    ] {
        let contract = Contract::from_occ(name).unwrap();
        let value = fast_price(&terms(&contract, 150.0, now(), 0.043, &[]), 0.25).unwrap();
        let volatility = appraiser.volatility(&contract, value).unwrap();
        let priced = Priced { contract, bid: value - 0.05, ask: value + 0.05, volatility };
        let outlook = appraiser.outlook(&priced, (Cents(105), Cents(105))).unwrap();
        for shift in [-1.0, 0.0, 0.5, 1.3] {
            let belief = Belief { shift };
            let found = outlook.mean(&belief.weights());
            for (worst, other) in worst.iter_mut().zip(finely(&appraiser, &priced, belief, &exits, due)) {
                *worst = worst.max((found - other).abs() / outlook.cost.dollars());
            }
        }
    }
    println!("mean profit in parts of the cost: places {:.5}, solver {:.5}", worst[0], worst[1]);
    assert!(worst[0] < 0.003 && worst[1] < 0.003, "{worst:?}");
}

fn signal(forecast: &Forecast, interval: (f64, f64)) -> Signal {
    let up = forecast.probabilities.up > forecast.probabilities.down;
    Signal {
        symbol: rtx(),
        number: PredictionNumber(7),
        at: now(),
        call: if up { Direction::Up } else { Direction::Down },
        confidence: forecast.probabilities.up.max(forecast.probabilities.down),
        interval,
        evidence: 150.0,
        sigma: forecast.sigma,
        due: forecast.due,
    }
}

fn proposed(chain: &ChainSnapshot, forecast: &Forecast, low: f64, equity: Cents, practice: bool) -> Proposal {
    let (rules, signal) = (Rules::default(), signal(forecast, (low, 0.95)));
    let fees = FeeSchedule::PerContract;
    propose(&Situation {
        chain,
        signal: &signal,
        forecast,
        rules: &rules,
        equity,
        carry: CARRY,
        fees,
        now: now(),
        practice,
    })
}

#[test]
fn an_offer_keeps_to_the_stake_and_its_limit_to_the_ask() {
    let chain = chain_of(quotes_made());
    let Proposal { offer, refused } = proposed(&chain, &sure(), 0.80, Cents(100_000), false);
    let offer = offer.unwrap();
    assert_eq!((offer.refused as usize, refused.len()), (101, 101));
    assert!(offer.quantity >= 1 && offer.loss_max() <= Cents(20_000), "{offer:?}");
    assert!(offer.limit >= offer.quote.ask && offer.limit <= offer.quote.ask.part(1.05));
    assert!(offer.limit == offer.quote.ask || offer.limit.0 % 5 == 0, "{:?}", offer.limit);
    assert!(offer.expected_profit > 0.0 && offer.no_skill_profit < 0.0 && offer.delta > 0.0);
}

#[test]
fn a_doubtful_interval_or_little_money_makes_no_offer_but_in_practice() {
    let chain = chain_of(quotes_made());
    let few = proposed(&chain, &sure(), 0.45, Cents(100_000), false);
    assert_eq!(few.offer, Err(Pass::TooSmall));
    assert!(few.refused.iter().any(|refused| matches!(refused.reasons[..], [Refusal::Stake { .. }])));
    assert_eq!(few.refused.len(), chain.quotes().len());
    assert_eq!(
        proposed(&chain, &sure(), 0.80, Cents(10_000), false).offer,
        Err(Pass::NoContract),
        "a fifth of $100 buys none"
    );
    assert_eq!(proposed(&chain, &forecast(0.42, 0.2, 0.38), 0.4, Cents(100_000), false).offer, Err(Pass::NoProfit));
    let practice = proposed(&chain, &forecast(0.42, 0.2, 0.38), 0.4, Cents(100_000), true).offer.unwrap();
    assert!(
        practice.quantity == 1 && practice.expected_profit < 0.0 && practice.loss_max() <= Cents(20_000),
        "{practice:?}"
    );
    let broke = proposed(&chain, &forecast(0.42, 0.2, 0.38), 0.4, Cents(10_000), true).offer;
    assert_eq!(broke, Err(Pass::NoContract), "practice spends no more than the rules allow");
    let rules = Rules::default();
    let (forecast, carry, fees) = (sure(), CARRY, FeeSchedule::PerContract);
    let signal = signal(&forecast, (0.8, 0.9));
    let late = Situation {
        chain: &chain,
        signal: &signal,
        forecast: &forecast,
        rules: &rules,
        equity: Cents(100_000),
        carry,
        fees,
        now: now() + SignedDuration::from_hours(2),
        practice: false,
    };
    assert_eq!(propose(&late).offer, Err(Pass::NoChain));
}

#[test]
fn every_call_is_followed_and_sold_at_the_chain_or_a_model() {
    let (chain, rules, doubtful) = (chain_of(quotes_made()), Rules::default(), forecast(0.42, 0.20, 0.38));
    let asked = question(&chain, &doubtful, &rules);
    let bought = frozen(&asked).unwrap();
    assert_eq!(bought.contract.days_left(now()), 25, "the best by the rules, though it loses on average");
    let mut strict = rules.clone();
    strict.selection.open_interest_min = 5_000;
    let nearest = frozen(&Question { rules: &strict, ..asked }).unwrap();
    assert_eq!(nearest.contract.to_string(), "RTX261120C00155000", "18 days lie nearer to 21 than 25 do");
    assert_eq!(frozen(&Question { call: Direction::Hold, ..asked }), None);
    let mut silent = quotes_made();
    for quote in &mut silent {
        quote.bid = 0.0;
    }
    assert_eq!(frozen(&question(&chain_of(silent), &doubtful, &rules)), None);

    let later = now() + SignedDuration::from_mins(20);
    let chain_sold = at_due(&bought, Some(&chain), (151.0, 0.3), (later, 1_200), CARRY).unwrap();
    assert_eq!((chain_sold.source, chain_sold.spot), (QuoteSource::Chain, 150.0));
    for (chain, due) in [(Some(&chain), later + SignedDuration::from_secs(1)), (None, later)] {
        let sold = at_due(&bought, chain, (151.0, 0.3), (due, 1_200), CARRY).unwrap();
        assert_eq!((sold.source, sold.implied_volatility), (QuoteSource::Model, bought.implied_volatility));
    }
    let unsolved = ContractQuote { implied_volatility: None, ..bought };
    assert_eq!(at_due(&unsolved, None, (151.0, 0.3), (later, 1_200), CARRY).unwrap().implied_volatility, Some(0.3));
}

#[test]
fn quotes_say_what_they_imply_or_why_nothing() {
    let mut made = quotes_made();
    made[0].bid = 0.0;
    made[1].ask = 0.0;
    (made[2].bid, made[2].ask) = (14.00, 14.02);
    let chain = chain_of(made);
    let all = quotes(&chain, CARRY);
    let unsolved: Vec<_> = all.iter().filter_map(|quoted| quoted.unsolved).collect();
    assert!(unsolved.contains(&Unsolved::NoBid) && unsolved.contains(&Unsolved::NoAsk));
    assert!(unsolved.iter().any(|why| matches!(why, Unsolved::Implied(_))));
    let agree = |quoted: &Quoted| quoted.unsolved.is_some() == quoted.quote.implied_volatility.is_none();
    assert!(all.iter().all(agree) && all.len() == chain.quotes().len());
    let first = all[40].quote.contract;
    assert_eq!(quote_in(&first, &chain, CARRY), Some(all[40]));
}

#[test]
fn a_model_says_that_it_is_one_and_rounds_against_the_buyer() {
    let contract = Contract::from_occ("RTX261127C00155000").unwrap();
    let quote = model_quote(contract, 150.0, 0.25, now(), CARRY).unwrap();
    let value = fast_price(&terms(&contract, 150.0, now(), 0.043, &[]), 0.25).unwrap();
    assert_eq!(quote.source, QuoteSource::Model);
    assert!(quote.bid.dollars() <= value * 0.97 && value * 1.03 <= quote.ask.dollars());
    assert!((quote.ask - quote.bid).dollars() < 0.06 * value + 0.02);
    let worthless = model_quote(Contract::from_occ("RTX261106C00250000").unwrap(), 150.0, 0.25, now(), CARRY).unwrap();
    assert_eq!((worthless.bid, worthless.ask), (Cents::ZERO, Cents(3)));
    assert!(model_quote(contract, f64::NAN, 0.25, now(), CARRY).is_err());
}

#[test]
fn dividends_are_ahead_until_the_bell_of_their_day() {
    let dividends = [Dividend { symbol: rtx(), ex_date: date(2026, 11, 20), amount: 0.68 }];
    let carry = Carry { rate: 0.043, dividends: &dividends };
    let bell: Timestamp = "2026-11-20T14:30:00Z".parse().unwrap();
    let before = bell - SignedDuration::from_secs(1);
    assert_eq!((carry.ahead(rtx(), before).len(), carry.ahead(rtx(), bell).len()), (1, 0));
    assert_eq!((carry.paid_between(rtx(), before, bell), carry.paid_between(rtx(), bell, bell)), (0.68, 0.0));
    assert!(carry.ahead(Symbol::new("LMT").unwrap(), before).is_empty());
}

proptest! {
    #[test]
    fn no_chain_of_sound_quotes_is_left_unanswered(
        prices in proptest::collection::vec((0.0_f64..30.0, 0.0_f64..5.0), 102), up in 0.0_f64..1.0, hold in 0.0_f64..1.0,
        spot in 1.0_f64..400.0, sigma in 0.0_f64..0.2, vendors in proptest::option::of(0.0_f64..2.0), practice: bool
    ) {
        let spoil = |(mut quote, (bid, wide)): (OptionQuote, &(f64, f64))| {
            (quote.bid, quote.ask, quote.implied_volatility) = (*bid, bid + wide, vendors);
            quote
        };
        let quotes = quotes_made().into_iter().zip(&prices).map(spoil).collect();
        let chain = ChainSnapshot::new(rtx(), SourceName::new("made").unwrap(), now(), spot, quotes).unwrap().0;
        let probabilities = forecast(up * (1.0 - hold), hold, (1.0 - up) * (1.0 - hold)).probabilities;
        let forecast = Forecast { sigma, probabilities, ..sure() };
        let rules = Rules::default();
        let asked = Question { practice, ..question(&chain, &forecast, &rules) };
        let selected = select(&asked);
        all_answered(&chain, &selected);
        prop_assert_eq!(best(&asked), selected.ranked.first().cloned());
        let Proposal { offer, refused } = proposed(&chain, &forecast, 0.8, Cents(100_000), practice);
        prop_assert_eq!(refused.len(), chain.quotes().len() - usize::from(offer.is_ok()));
        if let Ok(offer) = offer {
            prop_assert!(offer.loss_max() <= Cents(20_000) && offer.limit >= offer.quote.ask);
        }
    }
}
