//! What must hold of every price: bounds, order, symmetry, agreement of the solvers, and errors where there is none.

use proptest::prelude::*;

use super::*;

const SOLVERS: [Solver; 3] = [Solver::Standard, Solver::Fast, Solver::European];

fn terms(right: OptionRight, spot: f64, strike: f64, days: f64, dividends: &[CashDividend]) -> Terms<'_> {
    Terms { right, spot, strike, years: days / 365.0, rate: 0.043, dividends }
}

fn by(solver: Solver, terms: &Terms<'_>, volatility: f64) -> Result<f64, PricingFault> {
    implied::price(terms, volatility, solver)
}

#[derive(Clone, Debug)]
struct Contract {
    right: OptionRight,
    spot: f64,
    strike: f64,
    years: f64,
    rate: f64,
    dividends: Vec<CashDividend>,
    volatility: f64,
}

impl Contract {
    fn terms(&self) -> Terms<'_> {
        let Self { right, spot, strike, years, rate, ref dividends, .. } = *self;
        Terms { right, spot, strike, years, rate, dividends }
    }
}

/// Everything that may be priced, far beyond what is traded.
fn contracts() -> impl Strategy<Value = Contract> {
    let right = prop_oneof![Just(OptionRight::Call), Just(OptionRight::Put)];
    let dividends = prop::collection::vec((0.002_f64..1.0, 0.0..0.03_f64), 0..4);
    let market = (1.0..1000.0_f64, -1.5..1.5_f64, 0.001..3.0_f64, -0.05..0.15_f64, 0.01..3.0_f64);
    (right, market, dividends).prop_map(|(right, (spot, log_strike, years, rate, volatility), parts)| {
        let mut at = 0.0;
        let dividends = parts
            .into_iter()
            .map(|(gap, part)| {
                at += gap;
                CashDividend { years: at, amount: part * spot }
            })
            .collect();
        Contract { right, spot, strike: spot * log_strike.exp(), years, rate, dividends, volatility }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_price_lies_within_its_bounds_and_rises_with_volatility(contract in contracts()) {
        let terms = contract.terms();
        let unit = 1e-6 * (contract.spot + contract.strike);
        for solver in SOLVERS {
            let price = by(solver, &terms, contract.volatility).unwrap();
            let dearer = by(solver, &terms, contract.volatility * 1.1).unwrap();
            let most = if contract.right == OptionRight::Call { contract.spot } else { contract.strike };
            let owed = most.max(terms.discounted(most, terms.years));
            prop_assert!((0.0..=owed + unit).contains(&price), "{:?}: {}", solver, price);
            prop_assert!(solver == Solver::European || price >= terms.intrinsic() - unit, "{:?}: {}", solver, price);
            prop_assert!(dearer >= price - 100.0 * unit, "{:?}: {} and then {}", solver, price, dearer);
        }
    }

    #[test]
    fn greeks_are_numbers_of_the_right_sign(contract in contracts()) {
        let terms = contract.terms();
        let valued = american(&terms, contract.volatility).unwrap();
        prop_assert_eq!(valued.price, american_price(&terms, contract.volatility).unwrap());
        let sign = if contract.right == OptionRight::Call { 1.0 } else { -1.0 };
        prop_assert!((-0.01..=1.01).contains(&(sign * valued.delta)), "{:?}", valued);
        prop_assert!(valued.gamma * contract.spot >= -0.05 && valued.vega >= -0.05 * contract.spot, "{:?}", valued);
    }

    #[test]
    fn what_was_priced_is_implied_again_or_refused(contract in contracts()) {
        let terms = contract.terms();
        for solver in SOLVERS {
            let price = by(solver, &terms, contract.volatility).unwrap();
            let slope = by(solver, &terms, contract.volatility * 1.01).unwrap() - price;
            match implied_volatility(&terms, price, solver) {
                Ok(found) if slope > 1e-3 * contract.volatility => {
                    prop_assert!((found - contract.volatility).abs() < 1e-6, "{:?}: {}", solver, found);
                }
                Ok(found) => {
                    let again = by(solver, &terms, found).unwrap();
                    prop_assert!((again - price).abs() < 1e-6 * (contract.spot + contract.strike));
                }
                Err(ImpliedFault::BelowIntrinsic { .. }) => {
                    let european = solver == Solver::European || slope <= 1e-3 * contract.volatility;
                    prop_assert!(price <= terms.intrinsic() + TIME_VALUE_MIN || european);
                }
                Err(ImpliedFault::AboveBound { .. }) => prop_assert!(slope < 0.01 * price || terms.rate < 0.0),
                Err(fault) => prop_assert!(false, "{:?}: {}", solver, fault),
            }
        }
    }

    #[test]
    fn without_interest_and_dividends_a_call_is_a_mirrored_put(
        spot in 50.0..300.0_f64, part in 0.6..1.4_f64, days in 2.0..400.0_f64, volatility in 0.08..1.2_f64,
    ) {
        let strike = part * spot;
        let call = Terms { rate: 0.0, ..terms(OptionRight::Call, spot, strike, days, &[]) };
        let put = Terms { right: OptionRight::Put, strike: spot * spot / strike, ..call };
        for solver in SOLVERS {
            let difference = by(solver, &call, volatility).unwrap() - strike / spot * by(solver, &put, volatility).unwrap();
            prop_assert!(difference.abs() < 1e-6, "{:?}: {}", solver, difference);
        }
        // So does the grid, which is not asked for these.
        let difference = grid::price(&call, volatility) - strike / spot * grid::price(&put, volatility);
        prop_assert!(difference.abs() < 1e-4 * spot, "{}", difference);
    }
}

#[test]
fn the_grid_agrees_with_the_formula_where_early_exercise_never_pays() {
    for strike in [110.0, 140.0, 150.0, 160.0, 190.0] {
        let terms = terms(OptionRight::Call, 150.0, strike, 60.0, &[]);
        let formula = american(&terms, 0.3).unwrap();
        let grid = grid::valued(&terms, 0.3).unwrap();
        for (one, other, allowed) in [
            (formula.price, grid.price, 1e-4),
            (formula.delta, grid.delta, 1e-5),
            (formula.gamma, grid.gamma, 1e-5),
            (formula.theta, grid.theta, 1e-5),
            (formula.vega, grid.vega, 1e-2),
            (formula.rho, grid.rho, 1e-2),
        ] {
            assert!((one - other).abs() < allowed, "{strike}: {one} by formula, {other} on the grid");
        }
    }
}

#[test]
fn what_is_outside_of_the_limits_is_refused_in_words() {
    let good = terms(OptionRight::Put, 150.0, 140.0, 30.0, &[]);
    let bad_numbers = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 1e9];
    let mut faults: Vec<PricingFault> = Vec::new();
    let mut refuse = |terms: Terms<'_>, volatility: f64| {
        for solver in SOLVERS {
            faults.push(by(solver, &terms, volatility).unwrap_err());
            assert!(volatility != 0.2 || implied_volatility(&terms, 3.0, solver).is_err());
        }
        faults.push(american(&terms, volatility).unwrap_err());
    };
    for bad in bad_numbers.into_iter().chain([0.0]) {
        refuse(Terms { spot: bad, ..good }, 0.2);
        refuse(Terms { strike: bad, ..good }, 0.2);
        refuse(good, bad);
        refuse(Terms { dividends: &[CashDividend { years: bad, amount: -0.5 }], ..good }, 0.2);
        refuse(Terms { dividends: &[CashDividend { years: bad.min(0.0), amount: 0.5 }], ..good }, 0.2);
    }
    for bad in bad_numbers {
        refuse(Terms { years: bad, ..good }, 0.2);
        refuse(Terms { rate: if bad == -1.0 { -1.1 } else { bad }, ..good }, 0.2);
        refuse(Terms { dividends: &[CashDividend { years: 0.05, amount: bad }], ..good }, 0.2);
    }
    let twice = CashDividend { years: 0.05, amount: 0.5 };
    refuse(Terms { dividends: &[twice, twice], ..good }, 0.2);
    refuse(Terms { dividends: &[CashDividend { years: 0.05, amount: 140.0 }], ..good }, 0.2);
    let many: Vec<CashDividend> =
        (1..=65).map(|day| CashDividend { years: f64::from(day) * 1e-3, amount: 0.01 }).collect();
    refuse(Terms { dividends: &many, ..good }, 0.2);
    for fault in faults {
        assert!(
            fault != PricingFault::Failed && fault.to_string().contains("give") || fault.to_string().contains("may be")
        );
    }
}

#[test]
fn an_expired_contract_is_worth_what_using_it_brings() {
    for (strike, worth, delta) in [(140.0, 10.0, 1.0), (150.0, 0.0, 0.0), (160.0, 0.0, 0.0)] {
        let terms = terms(OptionRight::Call, 150.0, strike, 0.0, &[]);
        for solver in SOLVERS {
            assert_eq!(by(solver, &terms, 0.3), Ok(worth));
            assert!(matches!(implied_volatility(&terms, 20.0, solver), Err(ImpliedFault::BelowIntrinsic { .. })));
        }
        assert_eq!(american(&terms, 0.3).unwrap().delta, delta);
    }
}

#[test]
fn a_price_without_a_volatility_is_refused_with_the_reason() {
    let terms = terms(OptionRight::Put, 150.0, 160.0, 30.0, &[]);
    for solver in SOLVERS {
        let refused = |price| implied_volatility(&terms, price, solver).unwrap_err();
        for price in [-1.0, 0.0, 9.0, 10.0, 10.02] {
            assert!(matches!(refused(price), ImpliedFault::BelowIntrinsic { .. }), "{price}");
        }
        // More than a volatility of 3 brings, and more than the contract can be worth at all.
        for price in [90.0, 160.0, 1e9] {
            assert!(matches!(refused(price), ImpliedFault::AboveBound { .. }), "{price}");
        }
        for price in [f64::NAN, f64::INFINITY] {
            assert!(matches!(refused(price), ImpliedFault::NotFinite(_)));
        }
    }
}

#[test]
fn a_volatility_of_one_solver_does_not_fit_another() {
    let dividends = [CashDividend { years: 20.0 / 365.0, amount: 0.68 }];
    let terms = terms(OptionRight::Call, 150.0, 130.0, 45.0, &dividends);
    let price = american_price(&terms, 0.25).unwrap();
    let of = |solver| implied_volatility(&terms, price, solver).unwrap();
    assert!((of(Solver::Standard) - 0.25).abs() < 1e-9);
    assert!((of(Solver::Fast) - 0.25).abs() > 1e-3);
    assert!((of(Solver::European) - 0.25).abs() > 1e-2);
}

#[test]
fn a_call_is_used_before_an_ex_date_only_if_the_dividend_is_worth_more_than_the_interest() {
    let dividend = [CashDividend { years: 1.0 / 365.0, amount: 0.68 }];
    let pays = |right, strike, days| early_exercise_pays(&terms(right, 150.0, strike, days, &dividend), 0.25).unwrap();
    // A week of interest on 100 dollars is 8 cents; on half a year it is two dollars.
    assert_eq!(pays(OptionRight::Call, 100.0, 8.0), Some(true));
    assert_eq!(pays(OptionRight::Call, 100.0, 180.0), Some(false));
    assert_eq!(pays(OptionRight::Call, 150.0, 8.0), Some(false), "time value is worth more");
    assert_eq!(pays(OptionRight::Put, 200.0, 8.0), None);
    let paid = terms(OptionRight::Call, 150.0, 100.0, 8.0, &[]);
    assert_eq!(early_exercise_pays(&paid, 0.25), Ok(None));
    // The price knows it too: such a call is worth using now, and its owner loses the dividend otherwise.
    let call = terms(OptionRight::Call, 150.0, 100.0, 8.0, &dividend);
    let european = european_price(&call, 0.25).unwrap();
    assert!((american_price(&call, 0.25).unwrap() - 50.0).abs() < 0.02 && european < 49.5);
}
