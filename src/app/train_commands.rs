//! The command lines `algoslayer train` and `algoslayer units`: what may be asked for, and the data that it is asked of.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};

use super::train_here::{self, Choice, chances};
use super::{LEDGER_NAME, lock, prove, replay, units};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::figures::log_loss;
use crate::domain::horizon::Horizon;
use crate::domain::symbol::Symbol;
use crate::domain::training::card::ModelCard;
use crate::domain::training::observation::Observation;
use crate::domain::training::{Depth, Families, Family};
use crate::learn::acceptance::market::{Market, Recipe};
use crate::learn::acceptance::observed;
use crate::learn::acceptance::oracle::Oracle;
use crate::learn::training::{Table, plan};
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
    /// Learn from a synthetic market in which an edge of that strength is planted (0.15 is usual, 0 is none), and say how much of it was found
    #[arg(long, value_name = "STRENGTH", conflicts_with_all = ["from_replay", "symbol"])]
    planted: Option<f64>,
    /// Days of the synthetic market
    #[arg(long, value_name = "DAYS", default_value_t = 1_260, requires = "planted")]
    days: usize,
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
    let planted = args.planted.map(|strength| Planted::new(strength, args.days, &args.what)).transpose()?;
    let (choice, symbol, observations) = match &planted {
        Some(planted) => (choice_of(&args.what, true)?, config.market.symbol, observed::observations(&planted.market)),
        None => read(&args.what, config)?,
    };
    writeln!(out, "seed {}", choice.seed)?;
    out.flush()?;
    if let Some(tries) = args.shifted {
        train_here::shuffled(&observations, &choice, (tries, prove::threads()), out)?;
        return Ok(());
    }
    let merged = train_here::train((symbol, &observations), &choice, prove::threads(), out)?;
    if let Some(planted) = &planted {
        writeln!(out, "{}", planted.found(&observations, &choice, &merged.card)?)?;
    }
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

/// A synthetic market with what is planted in it.
struct Planted {
    recipe: Recipe,
    market: Market,
    seed: u64,
}

/// Days over which the best of all learners counts what follows an edge.
const ORACLE_DAYS: usize = 20_000;

/// What the seed of the oracle's market is made from: it must not be the market that is learned from.
const ORACLE_SEED: u64 = 0x4F52_4143;

impl Planted {
    fn new(strength: f64, days: usize, what: &What) -> anyhow::Result<Self> {
        ensure!((0.0..=1.0).contains(&strength), "--planted: {strength} is not between 0 and 1");
        ensure!((300..=4_000).contains(&days), "--days: {days} is not between 300 and 4000");
        let seed = what.seed.unwrap_or(1);
        let recipe = Recipe::new(days, strength);
        let market = recipe.market(&mut chances(seed));
        Ok(Self { recipe, market, seed })
    }

    /// How much each family found of what can be known: of the log loss that who sees the planted edge saves against the frequencies of the
    /// classes in hindsight.
    fn found(&self, observations: &[Observation], choice: &Choice, card: &ModelCard) -> anyhow::Result<String> {
        let long = Recipe { days: ORACLE_DAYS, ..self.recipe };
        let oracle = Oracle::counted(&long, Horizon::PRIMARY.bars() as usize, &mut chances(self.seed ^ ORACLE_SEED));
        let table = Table::of(observations)?;
        let plan = plan(&table, &choice.order())?;
        let tested = plan.folds().iter().flat_map(|fold| fold.test.iter().filter_map(|row| table.rows().get(*row)));
        let (mut all, mut known, mut classes) = (0.0, 0.0, [0.0; 3]);
        for row in tested {
            let step = usize::try_from(row.number - 1).unwrap_or(usize::MAX);
            let edge = self.market.edge.get(step).copied().context("a row that the market does not have")?;
            all += row.weight;
            known += row.weight * log_loss(&oracle.of(edge), row.became);
            if let Some(class) = classes.get_mut(row.became.index()) {
                *class += row.weight;
            }
        }
        let hindsight: f64 =
            classes.into_iter().filter(|class| *class > 0.0).map(|class| -class / all * libm::log(class / all)).sum();
        let there = hindsight - known / all;
        let mut lines = vec![format!("what can be known: {there:.4} nats (frequencies in hindsight {hindsight:.4})")];
        for record in card.families.iter().filter(|record| record.fault.is_none()) {
            let got = hindsight - record.log_loss.value;
            lines.push(format!("  {:<10} found {got:+.4} nats, {:.0} %", record.family.name(), got / there * 100.0));
        }
        Ok(lines.join("\n"))
    }
}

fn read(what: &What, config: &Config) -> anyhow::Result<(Choice, Symbol, Vec<Observation>)> {
    let symbol = match &what.symbol {
        Some(symbol) => Symbol::new(symbol).with_context(|| format!("--symbol: `{symbol}`"))?,
        None => config.market.symbol,
    };
    let name = if what.from_replay { replay::LEDGER_NAME } else { LEDGER_NAME };
    let (observations, simulated) = observations(&config.data_dir, name, symbol)?;
    Ok((choice_of(what, simulated)?, symbol, observations))
}

fn choice_of(what: &What, simulated: bool) -> anyhow::Result<Choice> {
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
    let seed = what.seed.unwrap_or_else(|| prove::drawn_seed(&Clock::system()));
    Ok(Choice { families, depth, seed, candidates_before: 0, simulated })
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
