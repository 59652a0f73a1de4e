//! What the ledger costs: years of predictions, outcomes and bars, made by varying one of each, written as a replay writes them.
//!
//! `cargo bench --bench ledger`, with `-- --live` for the ledger of the running product, whose every commit reaches the disk.

#![expect(clippy::print_stdout, reason = "what it measures is told to whoever runs it")]

use std::collections::VecDeque;

use algoslayer::clock::Stopwatch;
use algoslayer::domain::bar::{Bar, Interval, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::{Due, Effect, Event};
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::learned::{Backing, Learned};
use algoslayer::domain::outcome::{Mark, MarkRule, Outcome, Settlement, Verdict};
use algoslayer::domain::prediction::{
    Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities,
};
use algoslayer::domain::signal::{Grounds, Reading, Readings};
use algoslayer::domain::symbol::{SourceName, Symbol};
use algoslayer::domain::unit::{Fraction, Score};
use algoslayer::storage::{Batch, Store};
use anyhow::Context;
use clap::Parser;
use jiff::Timestamp;
use jiff::civil::date;

/// The predicted symbol and the eight that are watched beside it.
const SYMBOLS: [&str; 9] = ["RTX", "LMT", "NOC", "GD", "BA", "LHX", "SPY", "XAR", "VIX"];

/// Events in a batch, as in a replay.
const BATCH_EVENTS: usize = 8_192;

/// Trading sessions of a year.
const SESSIONS_A_YEAR: usize = 252;

#[derive(Parser)]
struct Arguments {
    /// Write as the running product does
    #[arg(long)]
    live: bool,
    /// Years of history; may be repeated
    #[arg(long, default_values_t = [5, 10])]
    years: Vec<usize>,
    /// Keep the ledger under this name
    #[arg(long)]
    keep: Option<std::path::PathBuf>,
    /// Said by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

/// One step of the fold.
type Step = (Symbol, Event, Timestamp, Vec<Effect>);

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    for years in &arguments.years {
        measure(*years, &arguments)?;
    }
    Ok(())
}

fn measure(years: usize, arguments: &Arguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = arguments.keep.clone().unwrap_or_else(|| folder.path().join("ledger.db"));
    let store = if arguments.live { Store::open(&path)? } else { Store::open_for_history(&path)? };
    let mut market = Market::new(years)?;
    let (mut batch, mut seconds, mut pushing, mut busy) = (Batch::default(), 0.0, 0.0, 0.0);
    let mut steps = Vec::new();
    while market.fill(&mut steps)? {
        let (watch, before) = (Stopwatch::start(), processor_s());
        for (symbol, event, now, effects) in &steps {
            batch.push(*symbol, event, *now, effects);
        }
        pushing += watch.elapsed().as_secs_f64();
        let last = steps.last().map_or(Timestamp::UNIX_EPOCH, |step| step.2);
        batch.position = Some(("bench".to_owned(), last));
        batch = store.commit(batch).map_err(|returned| returned.0)?;
        seconds += watch.elapsed().as_secs_f64();
        busy += processor_s() - before;
    }
    let decisions = market.made as f64;
    println!(
        "{years} years, {} decisions: {:.2} µs a decision ({:.2} µs of processor time; {:.2} µs to lay out); {:.0} million times real time",
        market.made,
        seconds * 1e6 / decisions,
        busy * 1e6 / decisions,
        pushing * 1e6 / decisions,
        years as f64 * 365.25 * 86_400.0 / seconds / 1e6
    );
    let watch = Stopwatch::start();
    let mut resolved = (0, 0);
    store.each_resolved(symbol(0)?, |_, outcomes| resolved = (resolved.0 + 1, resolved.1 + outcomes.len()))?;
    println!("  each_resolved: {resolved:?} in {:.1} ms", watch.elapsed().as_secs_f64() * 1e3);
    let watch = Stopwatch::start();
    let findings = store.verify(|_| {})?;
    anyhow::ensure!(findings.clean(), "{:?}", findings.problems);
    println!("  verify: clean in {:.2} s", watch.elapsed().as_secs_f64());
    let watch = Stopwatch::start();
    drop(store);
    let bytes = std::fs::metadata(&path)?.len();
    println!("  closed in {:.3} s; {:.0} bytes a decision", watch.elapsed().as_secs_f64(), bytes as f64 / decisions);
    Ok(())
}

/// Seconds for which the process's threads had a processor, where Linux tells; on a busy machine the watch tells more.
fn processor_s() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let times = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    });
    times.sum::<f64>() / 1e9
}

fn symbol(place: usize) -> anyhow::Result<Symbol> {
    Ok(Symbol::new(SYMBOLS.get(place).context("no such symbol")?)?)
}

/// A market that is made up as it goes.
struct Market {
    decisions: std::vec::IntoIter<Timestamp>,
    waiting: VecDeque<Prediction>,
    head: Hash,
    made: i64,
}

impl Market {
    fn new(years: usize) -> anyhow::Result<Self> {
        let calendar = ExchangeCalendar::nyse();
        let first = calendar.session_on(date(2010, 1, 4)).context("no session on the first day")?;
        let from = calendar.index_at_or_before(first.open).context("no session at its own open")?;
        let sessions = calendar.sessions().get(from..from + years * SESSIONS_A_YEAR).context("the calendar ends")?;
        let decisions = sessions.iter().flat_map(|s| (1..=s.decisions()).filter_map(|slot| s.decision(slot)));
        let decisions: Vec<Timestamp> = decisions.collect();
        Ok(Self { decisions: decisions.into_iter(), waiting: VecDeque::new(), head: Hash::GENESIS, made: 0 })
    }

    /// The steps of the next batch; whether there are any.
    fn fill(&mut self, steps: &mut Vec<Step>) -> anyhow::Result<bool> {
        steps.clear();
        while steps.len() < BATCH_EVENTS {
            let Some(at) = self.decisions.next() else { break };
            for place in 0..SYMBOLS.len() {
                let bar = bar(symbol(place)?, at, self.made)?;
                let effects = if place == 0 { self.settle(at) } else { Vec::new() };
                steps.push((symbol(place)?, Event::Bar(bar), at, effects));
            }
            self.made += 1;
            let prediction = self.predict(at)?;
            let effects = vec![Effect::Predicted(Box::new(prediction))];
            steps.push((symbol(0)?, Event::Due(Due::Decision(at)), at, effects));
        }
        Ok(!steps.is_empty())
    }

    fn settle(&mut self, at: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        for prediction in &self.waiting {
            for horizon in Horizon::ALL {
                if prediction.forecast(horizon).due == at {
                    effects.push(Effect::Settled(Box::new(outcome(prediction, horizon))));
                }
            }
        }
        self.waiting.retain(|prediction| prediction.forecasts.iter().any(|claim| claim.due > at));
        effects
    }

    fn predict(&mut self, at: Timestamp) -> anyhow::Result<Prediction> {
        let calendar = ExchangeCalendar::nyse();
        let x = varied(self.made);
        let probabilities = Probabilities { down: 0.3 - x / 10.0, hold: 0.4, up: 0.3 + x / 10.0 };
        let step = calendar.decision_at(at).context("no decision")?;
        let forecast = |horizon| -> anyhow::Result<Forecast> {
            let due = calendar.due_of(step, horizon).context("the calendar ends")?;
            Ok(Forecast {
                due: due.at,
                crosses_close: due.crosses_close,
                sigma: 0.01 + x / 1e3,
                band: 0.004 + x / 1e3,
                probabilities,
            })
        };
        let score = Score::new(x).context("no score")?;
        let mut prediction = Prediction {
            symbol: symbol(0)?,
            number: PredictionNumber(self.made),
            at,
            made_at: at,
            price: 100.0 + x,
            call: if x > 0.0 { Direction::Up } else { Direction::Down },
            confidence: Fraction::new(0.5 + x.abs() / 3.0)?,
            evidence: self.made as f64 / 26.0,
            fused: x,
            readings: Readings([Reading::Speaks(score); 8]),
            grounds: Some([Grounds::of(Some(900), [x, -x, x / 2.0]); 8]),
            learned: Some(Learned {
                bases: [probabilities; 3],
                interval: (0.4 + x / 10.0, 0.6 + x / 10.0),
                novelty: x.abs(),
                yesterday: Direction::Down,
                backing: Backing { claims: 10, right: 8, stated: 8.5, overstated: x },
            }),
            forecasts: [forecast(Horizon::OneHour)?, forecast(Horizon::FourHours)?, forecast(Horizon::OneDay)?],
            model: ModelName::OnlineExperts,
            previous: self.head,
            hash: Hash::GENESIS,
        };
        prediction.hash = prediction.computed_hash();
        self.head = prediction.hash;
        self.waiting.push_back(prediction);
        Ok(prediction)
    }
}

/// A number between -1 and 1 that differs in all its bits from one step to the next.
fn varied(step: i64) -> f64 {
    libm::sin(step as f64 * 12.9898)
}

fn bar(symbol: Symbol, at: Timestamp, step: i64) -> anyhow::Result<Bar> {
    let start = at - jiff::SignedDuration::from_secs(Interval::M15.seconds());
    let x = varied(step);
    let prices = Prices { open: 100.0 + x, high: 103.0, low: 97.0, close: 100.0 - x };
    Ok(Bar::new(symbol, SourceName::new("bench")?, Interval::M15, start, prices, 1_000.0 + x)?)
}

fn outcome(prediction: &Prediction, horizon: Horizon) -> Outcome {
    let claim = prediction.forecast(horizon);
    let entry = Mark { price: prediction.price, at: prediction.at, rule: MarkRule::FirstOpen };
    let exit = Mark { price: prediction.price * 1.01, at: claim.due, rule: MarkRule::LastClose };
    let log_return = libm::log(exit.price / entry.price);
    let became = if log_return > claim.band { Direction::Up } else { Direction::Hold };
    Outcome {
        symbol: prediction.symbol,
        number: prediction.number,
        horizon,
        due: claim.due,
        settled_at: claim.due,
        crosses_close: claim.crosses_close,
        uniqueness: 1.0 / f64::from(horizon.bars()),
        call: prediction.call_at(horizon),
        probabilities: claim.probabilities,
        base: prediction.learned.map(|learned| learned.base(horizon)),
        yesterday: prediction.learned.map(|learned| learned.yesterday),
        verdict: Verdict::Settled(Settlement {
            entry,
            exit,
            dividends: 0.0,
            log_return,
            became,
            return_to_close: claim.crosses_close.then_some(log_return / 2.0),
            hindsight_high: log_return + 0.01,
            hindsight_low: log_return - 0.01,
        }),
    }
}
