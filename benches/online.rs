//! What the online core costs at a decision: one forecast and one outcome for each of three horizons.
//!
//! Time: `cargo bench --bench online`. Instructions: `valgrind --tool=callgrind --callgrind-out-file=/dev/null <program> --steps 20000`, and the same
//! with 40000; the program is the file that `cargo bench --bench online --no-run` names, and the difference of both counts is 20,000 decisions.

#![expect(clippy::print_stdout, reason = "what it measures is told to whoever runs it")]

use std::hint::black_box;

use algoslayer::clock::Stopwatch;
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::prediction::Direction;
use algoslayer::learn::online::{Asked, Inputs, Learner};
use clap::Parser;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Decisions of a day.
const DAY: usize = 26;

#[derive(Parser)]
struct Arguments {
    /// Live through so many decisions once, instead of measuring time
    #[arg(long)]
    steps: Option<usize>,
    /// Said by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let inputs: Vec<Inputs> = (0..DAY * 100)
        .map(|_| Inputs { scores: std::array::from_fn(|_| dice.gen_range(-1.0..1.0)), awake: [true; 8] })
        .collect();
    let luck: Vec<Direction> =
        (0..DAY * 100).filter_map(|_| Direction::ALL.get(dice.gen_range(0..Direction::ALL.len())).copied()).collect();
    if let Some(steps) = arguments.steps {
        live(&inputs, &luck, steps);
        return;
    }
    let steps = DAY * 252 * 5;
    let mut best = f64::INFINITY;
    for _ in 0..7 {
        let watch = Stopwatch::start();
        live(&inputs, &luck, steps);
        best = best.min(watch.elapsed().as_secs_f64());
    }
    println!("{:.0} ns a decision with three horizons (best of seven runs over five years)", best / steps as f64 * 1e9);
}

fn live(inputs: &[Inputs], luck: &[Direction], steps: usize) {
    let mut learner = Learner::default();
    for (step, (inputs, became)) in inputs.iter().cycle().zip(luck.iter().cycle()).take(steps).enumerate() {
        for horizon in Horizon::ALL {
            if let Some(key) = step.checked_sub(horizon.bars() as usize) {
                learner.settle(horizon, key as i64, *became);
            }
        }
        if step.is_multiple_of(DAY) {
            black_box(learner.end_day());
        }
        let asked = Asked {
            key: step as i64,
            slot: step % DAY,
            inputs: *inputs,
            shares_within: [0.5, 0.3, 0.2],
            champion: None,
        };
        black_box(learner.predict(&asked));
    }
}
