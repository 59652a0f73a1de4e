//! What fitting each family takes, on a matrix that other programs can read: `benches/training.py` lays their figures beside ours.
//!
//! `make FOLDER` writes the matrix, `fit FAMILY FOLDER` fits a family on each fold and prints log loss and seconds. Without arguments both are done
//! for all families.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use algoslayer::clock::Stopwatch;
use algoslayer::domain::training::Family;
use algoslayer::learn::chance::{Chance, Dice};
use algoslayer::learn::features::Columns;
use algoslayer::learn::models::{
    Params, Patient, Samples, boosting, fit, forest, gradient, logistic, network, sequence,
};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

type Done<T> = Result<T, Box<dyn Error>>;

const ROWS: usize = 20_000;
const COLUMNS: Columns = Columns { tabular: 40, steps: 20, channels: 8 };
/// Learned from up to the first, tested up to the second.
const FOLDS: [(usize, usize); 2] = [(10_000, 15_000), (15_000, 20_000)];
/// Rows of one day.
const DAY_ROWS: usize = 26;

struct ChaCha(ChaCha8Rng);

impl Dice for ChaCha {
    fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }
}

fn chance(seed: u64) -> Chance {
    Chance::new(Box::new(ChaCha(ChaCha8Rng::seed_from_u64(seed))))
}

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", folder] => make(Path::new(folder)),
        ["fit", family, folder] => {
            let family = Family::from_name(family).ok_or("there is no such family")?;
            let (loss, time) = measure(family, Path::new(folder))?;
            print(&json!({ "log_loss": loss, "seconds": time.as_secs_f64() }).to_string())
        }
        _ => {
            let folder = std::env::temp_dir().join("algoslayer-bench-training");
            fs::create_dir_all(&folder)?;
            make(&folder)?;
            for family in Family::FITTED {
                let (loss, time) = measure(family, &folder)?;
                print(&format!("{:<10} log loss {loss:.4}  {:.2} s", family.name(), time.as_secs_f64()))?;
            }
            Ok(fs::remove_dir_all(&folder)?)
        }
    }
}

fn print(line: &str) -> Done<()> {
    use std::io::Write;
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// What both sides fit with.
fn settings() -> Value {
    json!({
        "tabular": COLUMNS.tabular, "steps": COLUMNS.steps, "channels": COLUMNS.channels, "folds": FOLDS,
        "c": 0.05,
        "trees": 200, "forest_depth": 8, "leaf": 130, "max_features": 0.4, "fraction": 0.25,
        "rounds": 200, "rate": 0.05, "depth": 3, "lambda": 5.0, "child_weight": 10.0, "bins": 256, "subsample": 0.2,
        "net_rate": 2e-3, "decay": 1e-2, "batch": 256, "epochs": 5, "hidden": [64, 16, 8], "dropout": 0.2, "sequence_hidden": 16,
    })
}

/// Writes numbers that tell a little of the side: a line through some columns, a product of two, and the sum of one channel over its steps.
fn make(folder: &Path) -> Done<()> {
    let mut chance = chance(1);
    let (mut values, mut up) = (Vec::new(), Vec::new());
    for _ in 0..ROWS {
        let row: Vec<f64> = (0..COLUMNS.count()).map(|_| chance.normal()).collect();
        let (table, bars) = row.split_at(COLUMNS.tabular);
        let line: f64 = table.iter().take(5).sum::<f64>() * 0.12;
        let product = table.iter().skip(5).take(2).product::<f64>() * 0.35;
        let recent: f64 = bars.iter().step_by(COLUMNS.channels).skip(10).sum::<f64>() * 0.12;
        let odds = line + product + recent;
        up.push(u8::from(chance.uniform() < 1.0 / (1.0 + (-odds).exp())));
        values.extend(row.into_iter().flat_map(|value| (value as f32).to_le_bytes()));
    }
    fs::write(folder.join("x.f32"), values)?;
    fs::write(folder.join("y.u8"), up)?;
    Ok(fs::write(folder.join("meta.json"), settings().to_string())?)
}

/// Mean log loss over all tested rows, and the time that fitting and telling took.
fn measure(family: Family, folder: &Path) -> Done<(f64, Duration)> {
    let bytes = fs::read(folder.join("x.f32"))?;
    let values: Vec<f32> =
        bytes.chunks_exact(4).filter_map(|four| Some(f32::from_le_bytes(four.try_into().ok()?))).collect();
    drop(bytes);
    let up: Vec<bool> = fs::read(folder.join("y.u8"))?.into_iter().map(|up| up == 1).collect();
    let weights = vec![1.0; up.len()];
    let days: Vec<u32> = (0..up.len()).map(|row| u32::try_from(row / DAY_ROWS).unwrap_or(u32::MAX)).collect();
    let params = params(family)?;
    let width = COLUMNS.count();
    let (watch, mut sum, mut count) = (Stopwatch::start(), 0.0, 0.0);
    for (learned, tested) in FOLDS {
        let samples = Samples {
            columns: COLUMNS,
            values: values.get(..learned * width).ok_or("the matrix is short")?,
            up: up.get(..learned).ok_or("the matrix is short")?,
            weights: weights.get(..learned).ok_or("the matrix is short")?,
            days: days.get(..learned).ok_or("the matrix is short")?,
        };
        let fitted = fit(&params, &samples, None, &mut chance(7), &mut Patient)?;
        let rows = values.get(learned * width..tested * width).ok_or("the matrix is short")?.chunks_exact(width);
        for (row, up) in rows.zip(up.get(learned..tested).ok_or("the matrix is short")?) {
            let odds = fitted.log_odds(row);
            let p = (1.0 / (1.0 + (-odds).exp())).clamp(1e-6, 1.0 - 1e-6);
            sum -= if *up { p.ln() } else { (1.0 - p).ln() };
            count += 1.0;
        }
    }
    Ok((sum / count, watch.elapsed()))
}

/// The same settings as in [`settings`].
fn params(family: Family) -> Done<Params> {
    Ok(match family {
        Family::Logistic => Params::Logistic(logistic::Params { c: 0.05 }),
        Family::Forest => {
            Params::Forest(forest::Params { trees: 200, depth: 8, columns: 0.4, leaf: 130.0, days: 0.25 })
        }
        Family::Boosting => Params::Boosting(boosting::Params {
            rate: 0.05,
            depth: 3,
            lambda: 5.0,
            // Counted in observations, each of which has a curvature of a quarter.
            leaf: 40.0,
            bins: 256,
            columns: 1.0,
            days: 1.0,
            rounds: 200,
        }),
        Family::Gradient => {
            Params::Gradient(gradient::Params { rate: 0.05, depth: 3, leaf: 130.0, days: 0.2, rounds: 200 })
        }
        Family::Network => Params::Network(network::Params {
            hidden: vec![64, 16, 8],
            dropout: 0.2,
            decay: 1e-2,
            rate: 2e-3,
            epochs: 5,
            patience: 5,
            batch: 256,
            seeds: 1,
        }),
        Family::Sequence => Params::Sequence(sequence::Params {
            hidden: 16,
            decay: 1e-2,
            rate: 2e-3,
            epochs: 5,
            patience: 5,
            batch: 256,
        }),
        Family::Ensemble => return Err("an ensemble is not fitted".into()),
    })
}
