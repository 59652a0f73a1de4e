//! What a price costs: `cargo bench --bench options`. Random contracts of 2 to 400 days, with up to three dividends, each priced by every solver.

#![expect(clippy::print_stdout, reason = "what it measures is told to whoever runs it")]

use std::hint::black_box;

use algoslayer::clock::Stopwatch;
use algoslayer::domain::option_chain::OptionRight;
use algoslayer::engine::options::pricing::{
    CashDividend, Solver, TIME_VALUE_MIN, Terms, american, american_price, european_price, fast_price,
    implied_volatility,
};
use clap::Parser;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[derive(Parser)]
struct Arguments {
    /// Contracts to price
    #[arg(long, default_value_t = 200)]
    contracts: usize,
    /// How often all of them are priced; the best pass counts
    #[arg(long, default_value_t = 5)]
    passes: u32,
    /// Said by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

/// A contract on a share of 150 dollars.
struct Contract {
    right: OptionRight,
    strike: f64,
    years: f64,
    volatility: f64,
    dividends: Vec<CashDividend>,
}

impl Contract {
    fn terms(&self) -> Terms<'_> {
        let Self { right, strike, years, ref dividends, .. } = *self;
        Terms { right, spot: 150.0, strike, years, rate: 0.043, dividends }
    }
}

fn main() {
    let arguments = Arguments::parse();
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let contracts: Vec<Contract> = (0..arguments.contracts).map(|_| contract(&mut dice)).collect();
    let measure = |what: &str, work: &dyn Fn(&Contract)| {
        let mut best = f64::INFINITY;
        for _ in 0..arguments.passes {
            let watch = Stopwatch::start();
            contracts.iter().for_each(work);
            best = best.min(watch.elapsed().as_secs_f64());
        }
        println!("{what:32} {:10.2} µs", best / contracts.len().max(1) as f64 * 1e6);
    };
    measure("standard price", &|contract| {
        let _ = black_box(american_price(&contract.terms(), contract.volatility));
    });
    measure("standard price and greeks", &|contract| {
        let _ = black_box(american(&contract.terms(), contract.volatility));
    });
    measure("fast price", &|contract| {
        let _ = black_box(fast_price(&contract.terms(), contract.volatility));
    });
    measure("European price", &|contract| {
        let _ = black_box(european_price(&contract.terms(), contract.volatility));
    });
    let solvers = [("standard", Solver::Standard), ("fast", Solver::Fast), ("European", Solver::European)];
    for (name, solver) in solvers {
        measure(&format!("implied volatility, {name}"), &|contract| {
            // The price of the tree is close to every solver's, so that most contracts are searched and not refused.
            let terms = contract.terms();
            let price = fast_price(&terms, contract.volatility).unwrap_or_default();
            if price > terms.intrinsic() + TIME_VALUE_MIN {
                let _ = black_box(implied_volatility(&terms, price, solver));
            }
        });
    }
}

/// A contract with at least one dividend or a put: those that are not priced by a formula.
fn contract(dice: &mut ChaCha8Rng) -> Contract {
    let days = dice.gen_range(2.0..400.0);
    let right = if dice.r#gen() { OptionRight::Call } else { OptionRight::Put };
    let fewest = usize::from(right == OptionRight::Call);
    let mut dividends: Vec<CashDividend> = (0..dice.gen_range(fewest..4))
        .map(|_| CashDividend { years: dice.gen_range(0.5..days) / 365.0, amount: dice.gen_range(0.3..1.5) })
        .collect();
    dividends.sort_by(|one, other| one.years.total_cmp(&other.years));
    Contract {
        right,
        strike: dice.gen_range(100.0..200.0),
        years: days / 365.0,
        volatility: dice.gen_range(0.08..1.2),
        dividends,
    }
}
