//! American options with cash dividends against QuantLib's finite differences.
//!
//! `tests/golden/quantlib_options.csv` is made by `python3 tests/oracle/options_quantlib.py`, which says what it holds.

#![cfg(test)]

use std::path::Path;

use algoslayer::domain::option_chain::OptionRight;
use algoslayer::engine::options::pricing::{
    CashDividend, Solver, TIME_VALUE_MIN, Terms, american, european_price, fast_price, implied_volatility,
};

const DAYS_YEAR: f64 = 365.0;

/// A contract, and what QuantLib says of it.
struct Row {
    right: OptionRight,
    spot: f64,
    strike: f64,
    days: f64,
    rate: f64,
    volatility: f64,
    dividends: Vec<CashDividend>,
    price: f64,
    delta: f64,
    gamma: f64,
    theta: f64,
    vega: f64,
}

impl Row {
    fn read(line: &str) -> Self {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |place: usize| cells[place].parse::<f64>().unwrap();
        let dividend = |cell: &str| {
            let (day, amount) = cell.split_once(':').unwrap();
            CashDividend { years: day.parse::<f64>().unwrap() / DAYS_YEAR, amount: amount.parse().unwrap() }
        };
        Self {
            right: if cells[0] == "C" { OptionRight::Call } else { OptionRight::Put },
            spot: number(1),
            strike: number(2),
            days: number(3),
            rate: number(4),
            volatility: number(5),
            dividends: cells[6].split(';').filter(|cell| !cell.is_empty()).map(dividend).collect(),
            price: number(7),
            delta: number(8),
            gamma: number(9),
            theta: number(10),
            vega: number(11),
        }
    }

    fn terms(&self) -> Terms<'_> {
        let years = self.days / DAYS_YEAR;
        let Self { right, spot, strike, rate, ref dividends, .. } = *self;
        Terms { right, spot, strike, years, rate, dividends }
    }

    /// Best used at once, where QuantLib's greeks are those of whichever nodes lie beside the boundary of exercise.
    fn used(&self) -> bool {
        self.price <= self.terms().intrinsic() + 1e-3
    }
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/quantlib_options.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let rows: Vec<Row> =
        text.lines().filter(|line| line.starts_with("C,") || line.starts_with("P,")).map(Row::read).collect();
    assert!(rows.len() >= 200, "{} rows", rows.len());
    rows
}

#[test]
fn prices_and_greeks_are_those_of_quantlib() {
    let mut compared = 0;
    for (number, row) in rows().iter().enumerate() {
        let ours = american(&row.terms(), row.volatility).unwrap();
        let holds = |what: &str, ours: f64, theirs: f64, allowed: f64| {
            assert!((ours - theirs).abs() <= allowed, "row {number}: {what} {ours}, theirs {theirs}");
        };
        holds("price", ours.price, row.price, 5e-4_f64.max(1e-4 * row.price));
        if row.used() {
            continue;
        }
        compared += 1;
        holds("delta", ours.delta, row.delta, 5e-4);
        // What is too small to matter: delta moves by less than 0.0005 with a per cent of the share, the price by less than a hundredth of a cent
        // with a day, or by less than half a cent with a point of volatility.
        if row.gamma * row.spot > 0.05 {
            holds("gamma", ours.gamma, row.gamma, 0.01 * row.gamma.abs());
        }
        holds("theta", ours.theta, row.theta, 1e-4_f64.max(0.01 * row.theta.abs()));
        if row.vega > 0.5 {
            holds("vega", ours.vega, row.vega, 0.01 * row.vega.abs());
        }
    }
    assert!(compared >= 150, "{compared} contracts with greeks");
}

#[test]
fn the_fast_price_is_as_close_as_it_says() {
    let mut errors = Vec::new();
    for row in rows() {
        let error = (fast_price(&row.terms(), row.volatility).unwrap() - row.price).abs();
        assert!(error <= 2.5e-3 * row.spot, "{error}");
        if row.days <= 60.0 && row.volatility <= 0.6 && row.dividends.len() <= 1 {
            errors.push(error);
        }
    }
    errors.sort_by(f64::total_cmp);
    assert!(errors.len() >= 100);
    assert!(errors[errors.len() / 2] <= 2e-3, "half of what is traded: {}", errors[errors.len() / 2]);
    assert!(errors[errors.len() * 9 / 10] <= 1e-2, "nine in ten: {}", errors[errors.len() * 9 / 10]);
}

#[test]
fn volatility_is_implied_again_by_the_solver_that_priced() {
    let mut found = [0; 3];
    for (number, row) in rows().iter().enumerate() {
        let terms = row.terms();
        let prices = [
            // The grid takes its time: every tenth of its own prices.
            (Solver::Standard, (number % 10 == 0).then(|| american(&terms, row.volatility).unwrap().price)),
            (Solver::Fast, fast_price(&terms, row.volatility).ok()),
            (Solver::European, european_price(&terms, row.volatility).ok()),
        ];
        for (found, (solver, price)) in found.iter_mut().zip(prices) {
            // Where half a point of volatility is worth less than a tick, no price tells it.
            let Some(price) = price.filter(|price| row.vega > 0.5 && *price > terms.intrinsic() + TIME_VALUE_MIN)
            else {
                continue;
            };
            let volatility = implied_volatility(&terms, price, solver).unwrap();
            assert!((volatility - row.volatility).abs() <= 1e-6, "row {number}, {solver:?}: {volatility}");
            *found += 1;
        }
    }
    assert!(found[0] >= 10 && found[1] >= 150 && found[2] >= 150, "{found:?}");
}
