//! The command line: what can be asked for, and in which words it is answered.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::prove::{self, Prove};
use super::replay::{self, Replay};
use super::{LEDGER_NAME, Run, doctor, export, keeper, lock, logging, pin, server, train_commands, trainer};
use crate::clock::Clock;
use crate::config::{Chat, Config, ConfigError, DATA_DIR_DEFAULT, FILE_NAME, LiveMarket, MarketSource, Overrides};
use crate::domain::bar::Interval;
use crate::domain::symbol::Symbol;
use crate::learn::acceptance::Effort;
use crate::storage;

/// Everything is well.
const OK: u8 = 0;
/// Something was found or went wrong.
const FAILED: u8 = 1;
/// The command line or the configuration is wrong.
const MISUSED: u8 = 2;

/// Predicts, remembers, checks and tells the truth, in a Telegram chat.
///
/// Without a command it runs the product. Where no Telegram token is configured, that is a chat page in your browser on a simulated market.
#[derive(Debug, Parser)]
#[command(name = "algoslayer", version, max_term_width = 100)]
pub struct CommandLine {
    /// Folder of everything the product keeps [environment: ALGOSLAYER_DATA_DIR]
    #[arg(long, global = true, value_name = "FOLDER", help = format!("Folder of everything the product keeps [environment: ALGOSLAYER_DATA_DIR; default: {DATA_DIR_DEFAULT}]"))]
    data_dir: Option<PathBuf>,
    /// Configuration file [environment: ALGOSLAYER_CONFIG; default: algoslayer.toml in the data folder]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    play: Play,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Args)]
struct Play {
    /// Port of the chat page on 127.0.0.1, 0 for any free one [environment: ALGOSLAYER_PORT; default: 8787]
    #[arg(long, value_name = "PORT")]
    port: Option<String>,
    /// Seconds of trading that pass in one second, or `max` [environment: ALGOSLAYER_SPEED; default: 180 in the chat page, 1 in Telegram]
    #[arg(long, value_name = "SPEED")]
    speed: Option<String>,
    /// Seed of the simulated market: the same seed gives the same market [default: 1]
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Play the bars of these files or folders instead of the simulated market
    #[arg(long, value_name = "PATH")]
    bars: Vec<PathBuf>,
    /// Stop by itself after so many seconds
    #[arg(long, value_name = "SECONDS", hide = true)]
    stop_after: Option<u64>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run history through the very fold that runs live, and print the accuracy table
    Replay(ReplayArgs),
    /// Walk the chain of predictions, recount every kept figure, and compare live with replay
    Verify,
    /// Check everything that can be checked, and say how to mend what fails
    Doctor,
    /// Copy the ledger, while the product may be running, into the folder `backups`
    Backup,
    /// Put a backup in the place of the ledger; what stood there is moved aside
    Restore {
        /// The backup
        backup: PathBuf,
    },
    /// Write every prediction and outcome of a symbol, every field in full precision, into two CSV files
    Export(ExportArgs),
    /// Make the acceptance experiments of the learner on synthetic markets, and print what theory demands beside what was measured
    Prove(ProveArgs),
    /// Set the PIN that dangerous taps in the chat ask for, and write its hash into the configuration
    Pin,
    /// Ask for the bot's token and its owner, check both, and write the configuration file
    Init(InitArgs),
    /// Train models on this machine from the ledger, and print their card
    Train(train_commands::TrainArgs),
    /// Lay a training out as units of work in a folder or a bucket, do them on any number of machines, and put the results together
    Units(train_commands::UnitsArgs),
    /// Train on this computer for a service, here or on a server over ssh
    Trainer(trainer::TrainerArgs),
    /// Connect standard input and output with the running service: what a trainer's key is bound to
    Link,
    /// Say what the chat's status and health screens say, and whether the process runs; fails where it does not
    Status,
}

#[derive(Debug, Args)]
struct InitArgs {
    /// Read the token from the first line of the input, instead of asking for it
    #[arg(long)]
    token_stdin: bool,
    /// Telegram id of the owner, instead of waiting for /start
    #[arg(long, value_name = "ID")]
    owner: Option<u64>,
    /// Write over a token in the file, and delete a webhook, without a question
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Args)]
struct ProveArgs {
    /// Fewer lives in under a minute; limits are widened by three standard errors
    #[arg(long)]
    quick: bool,
    /// What all chance follows from: the same number gives the same table [default: drawn, and printed]
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Only these experiments, like A3,A7
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
}

#[derive(Debug, Args)]
struct ExportArgs {
    /// Folder for the two files, made where it is missing; nothing in it is written over
    folder: PathBuf,
    /// Whose predictions [default: the symbol of the configuration]
    #[arg(long)]
    symbol: Option<String>,
    /// From the ledger of the last replay, not from that of the running product
    #[arg(long)]
    from_replay: bool,
}

#[derive(Debug, Args)]
struct ReplayArgs {
    /// File or folder of bars: .csv, .csv.gz or .csv.zst, of 1, 5, 15, 30 or 60 minutes; may be repeated
    #[arg(long, required = true, value_name = "PATH")]
    bars: Vec<PathBuf>,
    /// Whose price is predicted [default: the one symbol that the files name, else RTX]
    #[arg(long)]
    symbol: Option<String>,
    /// Zone of times that the file writes without one, like America/New_York
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// How long a bar is, where the file leaves it open
    #[arg(long, value_enum)]
    interval: Option<IntervalArg>,
    /// The times in the file name the end of a bar, not its begin
    #[arg(long)]
    label_end: bool,
    /// File of whole days for signals that look back over years: a CSV with the columns `date`, `open`, `high`, `low`, `close`, named after
    /// its symbol; may be repeated
    #[arg(long, value_name = "FILE")]
    days: Vec<PathBuf>,
    /// File of cash dividends: a CSV with the columns `date` and `dividend`
    #[arg(long, value_name = "FILE")]
    dividends: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum IntervalArg {
    #[value(name = "1m")]
    M1,
    #[value(name = "5m")]
    M5,
    #[value(name = "15m")]
    M15,
    #[value(name = "30m")]
    M30,
    #[value(name = "1h")]
    H1,
}

impl CommandLine {
    fn overrides(&self) -> Overrides {
        Overrides {
            data_dir: self.data_dir.clone(),
            config: self.config.clone(),
            port: self.play.port.clone(),
            speed: self.play.speed.clone(),
            seed: self.play.seed,
            bars: self.play.bars.clone(),
            ..Overrides::default()
        }
        .or_environment()
    }
}

/// Does what was asked and says in the exit code how it went: 0 well, 1 not well, 2 misused.
pub fn run(command_line: &CommandLine, out: &mut dyn Write, complaints: &mut dyn Write) -> ExitCode {
    let overrides = command_line.overrides();
    let done = match Config::load(&overrides) {
        Ok(config) => {
            let started = logging::start(&config.log, secrets(&config).as_slice());
            started.map_err(|reason| Misuse(reason).into()).and_then(|()| dispatch(command_line, config, out))
        }
        Err(error) => Err(error.into()),
    };
    let code = match done {
        Ok(code) => code,
        // Whoever was reading has read enough.
        Err(error)
            if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) =>
        {
            OK
        }
        Err(error) => {
            // Where standard error is closed nobody reads the complaint.
            let _unread = writeln!(complaints, "algoslayer: {}", logging::without_tokens(&format!("{error:#}")));
            if error.is::<ConfigError>() || error.is::<Misuse>() { MISUSED } else { FAILED }
        }
    };
    ExitCode::from(code)
}

/// A value on the command line that means nothing.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Misuse(String);

fn secrets(config: &Config) -> Vec<secrecy::SecretString> {
    let mut secrets = match &config.chat {
        Chat::Telegram { token, .. } => vec![token.clone()],
        Chat::Sandbox { .. } => Vec::new(),
    };
    if let MarketSource::Live(LiveMarket { alpaca_key: Some((key, secret)), .. }) = &config.market.source {
        secrets.extend([key.clone(), secret.clone()]);
    }
    secrets.extend(config.server.heartbeat_url.clone());
    secrets
}

fn dispatch(command_line: &CommandLine, config: Config, out: &mut dyn Write) -> anyhow::Result<u8> {
    match &command_line.command {
        None => {
            let run = Run { config, stop_after_s: command_line.play.stop_after };
            runtime()?.block_on(run.run(out))?;
            Ok(OK)
        }
        Some(Command::Replay(args)) => {
            replay::run(&replay_of(args, &config)?, out)?;
            Ok(OK)
        }
        Some(Command::Verify) => verify(&config.data_dir, out),
        Some(Command::Doctor) => {
            let failed = runtime()?.block_on(doctor::run(&config, &Clock::system(), out))?;
            Ok(if failed == 0 { OK } else { FAILED })
        }
        Some(Command::Backup) => {
            let store = lock::open_beside(&config.data_dir, &existing(&config.data_dir, LEDGER_NAME)?)?;
            let made = store.backup(Clock::system().now())?;
            writeln!(out, "copied to {}", made.display())?;
            Ok(OK)
        }
        Some(Command::Restore { backup }) => {
            let _alone = lock::alone(&config.data_dir)?;
            let path = config.data_dir.join(LEDGER_NAME);
            let aside = storage::restore(backup, &path)?;
            writeln!(out, "{} is in place", path.display())?;
            if let Some(aside) = aside {
                writeln!(out, "what stood there lies in {}", aside.display())?;
            }
            Ok(OK)
        }
        Some(Command::Export(args)) => export(args, &config, out),
        Some(Command::Prove(args)) => {
            let proven = prove::run(&prove_of(args)?, out)?;
            Ok(if proven { OK } else { FAILED })
        }
        Some(Command::Pin) => {
            let named = command_line.overrides().config;
            pin::set(&named.unwrap_or_else(|| config.data_dir.join(FILE_NAME)), out)?;
            Ok(OK)
        }
        Some(Command::Init(args)) => {
            let overrides = command_line.overrides();
            let init = server::init::Init {
                file: server::init::file_of(overrides.config.as_deref(), &config.data_dir),
                api_url: overrides.api_url,
                token_stdin: args.token_stdin,
                owner: args.owner,
                yes: args.yes,
            };
            runtime()?.block_on(server::init::run(init, &mut io::stdin().lock(), out))?;
            Ok(OK)
        }
        Some(Command::Train(args)) => train_commands::train(args, &config, out).map(|()| OK),
        Some(Command::Units(args)) => runtime()?.block_on(train_commands::units(args, &config, out)).map(|()| OK),
        Some(Command::Trainer(args)) => trainer::run(args, &config, out).map(|()| OK),
        Some(Command::Link) => trainer::link(&config).map(|()| OK),
        Some(Command::Status) => Ok(if server::status::run(&config, out)? { OK } else { FAILED }),
    }
}

fn prove_of(args: &ProveArgs) -> anyhow::Result<Prove> {
    Ok(Prove {
        effort: if args.quick { Effort::Quick } else { Effort::Full },
        seed: args.seed.unwrap_or_else(|| prove::drawn_seed(&Clock::system())),
        only: prove::rows_named(&args.only).map_err(Misuse)?,
        threads: prove::threads(),
    })
}

/// Threads that read the ledger and draw: each keeps some memory for itself, and a small server has few cores to run them on.
const BLOCKING_THREADS_MAX: usize = 6;

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(BLOCKING_THREADS_MAX)
        .enable_all()
        .build()
        .context("cannot start the runtime")
}

fn replay_of(args: &ReplayArgs, config: &Config) -> anyhow::Result<Replay> {
    let timezone = args
        .timezone
        .as_deref()
        .map(|name| {
            jiff::tz::TimeZone::get(name)
                .map_err(|_| Misuse(format!("--timezone: `{name}` is no time zone; write one like America/New_York")))
        })
        .transpose()?;
    let interval = args.interval.map(|interval| match interval {
        IntervalArg::M1 => Interval::M1,
        IntervalArg::M5 => Interval::M5,
        IntervalArg::M15 => Interval::M15,
        IntervalArg::M30 => Interval::M30,
        IntervalArg::H1 => Interval::H1,
    });
    Ok(Replay {
        bars: args.bars.clone(),
        symbol: symbol_of(args.symbol.as_deref())?,
        timezone,
        interval,
        label_end: args.label_end,
        days: args.days.clone(),
        dividends: args.dividends.clone(),
        data_dir: config.data_dir.clone(),
    })
}

fn symbol_of(argument: Option<&str>) -> Result<Option<Symbol>, Misuse> {
    let read = |symbol| Symbol::new(symbol).map_err(|error| Misuse(format!("--symbol: {error}")));
    argument.map(read).transpose()
}

fn export(args: &ExportArgs, config: &Config, out: &mut dyn Write) -> anyhow::Result<u8> {
    let symbol = symbol_of(args.symbol.as_deref())?.unwrap_or(config.market.symbol);
    let name = if args.from_replay { replay::LEDGER_NAME } else { LEDGER_NAME };
    let store = lock::open_beside(&config.data_dir, &existing(&config.data_dir, name)?)?;
    let written = export::export(&store, symbol, &args.folder)?;
    writeln!(out, "{}: {} predictions", written.predictions.0.display(), written.predictions.1)?;
    writeln!(out, "{}: {} outcomes", written.outcomes.0.display(), written.outcomes.1)?;
    writeln!(out, "{}: {} options on calls", written.options.0.display(), written.options.1)?;
    Ok(OK)
}

/// A ledger in the data folder.
fn existing(data_dir: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let path = data_dir.join(name);
    anyhow::ensure!(path.exists(), "there is no ledger at {}; name its folder with --data-dir", path.display());
    Ok(path)
}

/// Verifies every ledger in the data folder.
fn verify(data_dir: &Path, out: &mut dyn Write) -> anyhow::Result<u8> {
    let ledgers: Vec<PathBuf> = [LEDGER_NAME, replay::LEDGER_NAME]
        .iter()
        .map(|name| data_dir.join(name))
        .filter(|path| path.exists())
        .collect();
    anyhow::ensure!(
        !ledgers.is_empty(),
        "there is no ledger in {}; name its folder with --data-dir",
        data_dir.display()
    );
    let mut code = OK;
    for path in ledgers {
        let store = lock::open_beside(data_dir, &path)?;
        let findings = store.verify(|_| {})?;
        writeln!(
            out,
            "{}: {} predictions chained, {} outcomes, {} kept figures recounted",
            path.display(),
            findings.predictions,
            findings.outcomes,
            findings.tallies
        )?;
        if findings.facts + findings.option_results > 0 {
            writeln!(
                out,
                "  desk: {} facts make the book anew, {} results of options recounted",
                findings.facts, findings.option_results
            )?;
        }
        let mut differ = false;
        for (symbol, head) in &findings.heads {
            writeln!(out, "  {symbol}: head {head}")?;
            let replayed = keeper::live_equals_replay(&store, *symbol, |_| {})?;
            writeln!(
                out,
                "  {symbol}: {} events replayed, {} decisions differ from the ledger",
                replayed.events, replayed.differing
            )?;
            if replayed.older > 0 {
                writeln!(
                    out,
                    "  {symbol}: {} decisions of earlier models would differ today, as they may",
                    replayed.older
                )?;
            }
            if replayed.differing > 0 {
                writeln!(
                    out,
                    "  PROBLEM {symbol}: live is not replay; the ledger's word stands. Put a backup back with `algoslayer restore`"
                )?;
                differ = true;
                code = FAILED;
            }
        }
        for problem in &findings.problems {
            writeln!(out, "  PROBLEM {problem}")?;
        }
        if findings.clean() && !differ {
            writeln!(out, "  clean")?;
        } else if !findings.clean() {
            writeln!(out, "  {} problems; put a backup back with `algoslayer restore`", findings.problem_count)?;
            code = FAILED;
        }
    }
    Ok(code)
}
