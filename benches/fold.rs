//! What a decision costs in memory: `cargo bench --bench fold`. Nine symbols' 15-minute bars of the simulated market go through the fold of
//! one symbol, by years and by symbols.

#![expect(clippy::print_stdout, reason = "what it measures is told to whoever runs it")]

use std::collections::BTreeMap;
use std::hint::black_box;

use algoslayer::clock::Stopwatch;
use algoslayer::domain::bar::{Bar, Interval, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::Event;
use algoslayer::domain::session::STEP_SECONDS;
use algoslayer::domain::symbol::Symbol;
use algoslayer::engine::State;
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::SimFeed;
use anyhow::Context;
use clap::Parser;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

/// Sessions in a year of trading.
const SESSIONS_YEAR: usize = 252;

/// Sessions over which the decisions of many symbols are measured, the last ones of the first year: all signals speak by then.
const SESSIONS_MANY: usize = 20;

/// What a session tells has all come so long after its close.
const EVENING: SignedDuration = SignedDuration::from_hours(3);

#[derive(Parser)]
struct Arguments {
    /// Years of 252 sessions to live through, at most 25
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=25))]
    years: u16,
    /// How often each span is lived through; the best pass counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    passes: u32,
    /// How many symbols are folded side by side
    #[arg(long, value_delimiter = ',', default_value = "1,10,100")]
    symbols: Vec<usize>,
    /// Headlines, option chains and days' bars too, not only bars
    #[arg(long)]
    everything: bool,
    /// Instead of measuring time, live through all years once, to count instructions
    #[arg(long)]
    once: bool,
    /// Said by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let target = Symbol::new("RTX")?;
    let years = usize::from(arguments.years);
    let sessions = sessions(years * SESSIONS_YEAR, arguments.everything)?;
    if arguments.once {
        let (state, decisions) = lived(target, &sessions.concat());
        println!("{decisions} decisions, the last prediction's hash is {}", state.head());
        return Ok(());
    }
    println!("years  decisions  ns a decision  times real time  bytes of state");
    for years in 1..=years {
        let span = sessions.get(..years * SESSIONS_YEAR).context("too few sessions")?.concat();
        let (state, decisions) = lived(target, &span);
        let best = best_ns(arguments.passes, || lived(target, &span))?;
        let real_s = end(&span).duration_since(begin(&span)).as_secs_f64();
        let bytes = state.to_bytes().len();
        println!("{years:5} {decisions:10} {:14.0} {:16.3e} {bytes:15}", best / decisions as f64, real_s * 1e9 / best);
    }
    println!("\nsymbols  µs a decision of all  share of 15 minutes");
    let (warm, measured) = sessions
        .get(..SESSIONS_YEAR)
        .and_then(|year| year.split_at_checked(SESSIONS_YEAR - SESSIONS_MANY))
        .context("too few sessions")?;
    let (warm, _) = lived(target, &warm.concat());
    for symbols in arguments.symbols {
        let states = vec![warm.clone(); symbols];
        let ns = side_by_side(&states, &measured.concat(), arguments.passes)?;
        println!("{symbols:7} {:21.2} {:18.6} %", ns / 1e3, ns / 1e7 / STEP_SECONDS as f64);
    }
    Ok(())
}

/// What so many sessions of the simulated market tell, by session.
fn sessions(count: usize, everything: bool) -> anyhow::Result<Vec<Vec<Event>>> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2005, 1, 3)).context("no session on the first day")?;
    let from = calendar.index_at_or_before(first.open).context("no session at its own open")?;
    let mut feed = SimFeed::new(1, first.date)?;
    let mut after = first.open;
    (from..from + count)
        .map(|index| {
            let until = calendar.session(index).context("the calendar ends too early")?.close + EVENING;
            let events = feed.events(after, until)?;
            after = until;
            quarters(&events, everything)
        })
        .collect()
}

/// The events with bars of 15 minutes in the place of finer ones, those of one instant in the order in which they came.
fn quarters(events: &[Event], everything: bool) -> anyhow::Result<Vec<Event>> {
    let mut quarters: Vec<Event> = Vec::new();
    let mut pending: BTreeMap<Symbol, Bar> = BTreeMap::new();
    for event in events {
        let Event::Bar(bar) = event else {
            if everything {
                quarters.push(event.clone());
            }
            continue;
        };
        let wider = match pending.remove(&bar.symbol()) {
            Some(before) => widened(&before, bar)?,
            None => Bar::new(bar.symbol(), bar.source(), Interval::M15, bar.start(), bar.prices(), bar.volume())?,
        };
        if wider.end() == bar.end() {
            quarters.push(Event::Bar(wider));
        } else {
            pending.insert(bar.symbol(), wider);
        }
    }
    Ok(quarters)
}

fn widened(before: &Bar, bar: &Bar) -> anyhow::Result<Bar> {
    let (one, other) = (before.prices(), bar.prices());
    let prices =
        Prices { open: one.open, high: one.high.max(other.high), low: one.low.min(other.low), close: other.close };
    let volume = before.volume() + bar.volume();
    Ok(Bar::new(bar.symbol(), bar.source(), Interval::M15, before.start(), prices, volume)?)
}

fn begin(events: &[Event]) -> Timestamp {
    events.first().map_or(Timestamp::MIN, Event::known_at)
}

fn end(events: &[Event]) -> Timestamp {
    events.last().map_or(Timestamp::MAX, Event::known_at)
}

/// A fold that has lived through the events, and how many predictions it made.
fn lived(target: Symbol, events: &[Event]) -> (State, i64) {
    let mut state = State::new(target);
    advance(&mut state, events, end(events), Pace::Lived, |_, _, _, effects| {
        black_box(effects);
    });
    let decisions = state.made();
    (state, decisions)
}

/// Nanoseconds for each decision that states like these, one for each symbol, make together.
fn side_by_side(states: &[State], events: &[Event], passes: u32) -> anyhow::Result<f64> {
    let instants: Vec<&[Event]> = events.chunk_by(|one, other| one.known_at() == other.known_at()).collect();
    let decisions = || {
        let mut states = states.to_vec();
        let watch = Stopwatch::start();
        for instant in &instants {
            for state in &mut states {
                advance(state, instant, end(instant), Pace::Lived, |_, _, _, effects| {
                    black_box(effects);
                });
            }
        }
        watch.elapsed().as_secs_f64() * 1e9 / instants.len() as f64
    };
    (0..passes).map(|_| decisions()).min_by(f64::total_cmp).context("no pass was asked for")
}

/// Nanoseconds of the best pass.
fn best_ns<T>(passes: u32, mut pass: impl FnMut() -> T) -> anyhow::Result<f64> {
    let mut timed = || {
        let watch = Stopwatch::start();
        black_box(pass());
        watch.elapsed().as_secs_f64() * 1e9
    };
    (0..passes).map(|_| timed()).min_by(f64::total_cmp).context("no pass was asked for")
}
