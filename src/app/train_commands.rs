//! The command lines `algoslayer train` and `algoslayer units`: what may be asked for, and the data that it is asked of.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};

use super::train_here::{self, Choice};
use super::{LEDGER_NAME, lock, prove, replay, units};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::symbol::Symbol;
use crate::domain::training::observation::Observation;
use crate::domain::training::{Depth, Families, Family};
use crate::storage::Store;

/// Observations that are read at a time.
const PAGE_ROWS: usize = 4_096;

#[derive(Debug, Args)]
pub(super) struct TrainArgs {
    #[command(flatten)]
    what: What,
    /// Write the card to this file as JSON
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Write the models into this folder
    #[arg(long, value_name = "FOLDER")]
    models: Option<PathBuf>,
    /// Train so many times on features that are shifted against the outcomes by whole days, and count how often the rule would promote
    #[arg(long, value_name = "TRIES", conflicts_with_all = ["card", "models"])]
    shifted: Option<usize>,
}

/// What is trained on what.
#[derive(Debug, Args)]
struct What {
    /// Families: logistic, forest, boosting, gradient, network, sequence [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    families: Vec<String>,
    /// light, usual or thorough
    #[arg(long, value_name = "DEPTH", default_value = "usual")]
    depth: String,
    /// What all chance follows from: the same data and number give the same card [default: drawn, and printed]
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Whose predictions [default: the symbol of the configuration]
    #[arg(long)]
    symbol: Option<String>,
    /// From the ledger of the last replay, not from that of the running product
    #[arg(long)]
    from_replay: bool,
}

#[derive(Debug, Args)]
pub(super) struct UnitsArgs {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Lay a training out as units: the data and the order
    Plan {
        /// A folder, or s3://bucket/prefix
        place: String,
        #[command(flatten)]
        what: What,
    },
    /// Print how many units there are
    Count {
        /// A folder, or s3://bucket/prefix
        place: String,
    },
    /// Do one unit and leave its result
    Work {
        /// A folder, or s3://bucket/prefix
        place: String,
        /// Which, counted from 0
        #[arg(long, value_name = "NUMBER")]
        unit: usize,
    },
    /// Put all results together: card and models
    Merge {
        /// A folder, or s3://bucket/prefix
        place: String,
    },
}

pub(super) fn train(args: &TrainArgs, config: &Config, out: &mut dyn Write) -> anyhow::Result<()> {
    let (choice, symbol, observations) = read(&args.what, config)?;
    writeln!(out, "seed {}", choice.seed)?;
    out.flush()?;
    if let Some(tries) = args.shifted {
        train_here::shuffled(&observations, &choice, (tries, prove::threads()), out)?;
        return Ok(());
    }
    let merged = train_here::train((symbol, &observations), &choice, prove::threads(), out)?;
    if let Some(path) = &args.card {
        let json = serde_json::to_vec_pretty(&merged.card)?;
        std::fs::write(path, json).with_context(|| format!("cannot write {}", path.display()))?;
    }
    if let Some(folder) = &args.models {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        for (_, artifact) in &merged.artifacts {
            let (id, bytes) = (artifact.id(), artifact.to_bytes());
            let path = folder.join(format!("{id}.model"));
            std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

pub(super) async fn units(args: &UnitsArgs, config: &Config, out: &mut dyn Write) -> anyhow::Result<()> {
    match &args.step {
        Step::Plan { place, what } => {
            let (choice, symbol, observations) = read(what, config)?;
            units::lay_out(place, (symbol, observations), &choice, out).await
        }
        Step::Count { place } => units::count(place, out).await,
        Step::Work { place, unit } => units::work_one(place, *unit, out).await,
        Step::Merge { place } => units::put_together(place, out).await,
    }
}

fn read(what: &What, config: &Config) -> anyhow::Result<(Choice, Symbol, Vec<Observation>)> {
    let named = what.families.iter().map(|name| {
        let family = Family::from_name(name.trim()).filter(|family| *family != Family::Ensemble);
        family.with_context(|| {
            let all: Vec<&str> = Family::FITTED.iter().map(|family| family.name()).collect();
            format!("--families: there is no family `{name}`; there are {}", all.join(", "))
        })
    });
    let named: Vec<Family> = named.collect::<anyhow::Result<_>>()?;
    let families = Families::of(named).unwrap_or(Families::ALL);
    let depth = Depth::from_name(&what.depth)
        .with_context(|| format!("--depth: `{}` is none; there are light, usual and thorough", what.depth))?;
    let symbol = match &what.symbol {
        Some(symbol) => Symbol::new(symbol).with_context(|| format!("--symbol: `{symbol}`"))?,
        None => config.market.symbol,
    };
    let name = if what.from_replay { replay::LEDGER_NAME } else { LEDGER_NAME };
    let (observations, simulated) = observations(&config.data_dir, name, symbol)?;
    let seed = what.seed.unwrap_or_else(|| prove::drawn_seed(&Clock::system()));
    Ok((Choice { families, depth, seed, candidates_before: 0, simulated }, symbol, observations))
}

/// Everything that a ledger has to learn from, and whether its market is simulated.
fn observations(data_dir: &Path, name: &str, symbol: Symbol) -> anyhow::Result<(Vec<Observation>, bool)> {
    let path = data_dir.join(name);
    ensure!(path.exists(), "there is no ledger at {}; name its folder with --data-dir", path.display());
    let store = lock::open_beside(data_dir, &path)?;
    let mut all: Vec<Observation> = Vec::new();
    loop {
        let after = all.last().map_or(0, |last| last.number);
        let page = store.observations(symbol, after, PAGE_ROWS)?;
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    ensure!(!all.is_empty(), "the ledger {} has no prediction of {symbol} whose outcomes are known", path.display());
    Ok((all, is_simulated(&store)?))
}

/// The feed of a simulated market names itself so.
fn is_simulated(store: &Store) -> anyhow::Result<bool> {
    Ok(store.positions()?.iter().any(|feed| feed.starts_with("sim")))
}
