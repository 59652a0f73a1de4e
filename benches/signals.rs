//! What the eight signals of one symbol and its eight watched symbols cost, on simulated bars.
//!
//! Time: `cargo bench --bench signals`.
//!
//! Instructions, where the machine's counters can be read: `perf stat -e instructions:u <program> --passes 1`, and the same with
//! `--passes 2`; the program is the file that `cargo bench --bench signals --no-run` names. Elsewhere
//! `valgrind --tool=callgrind --callgrind-out-file=/dev/null <program> --passes 1`, whose "Collected" are the instructions. The difference
//! of both counts, divided by the 15-minute bars that the program tells, is what a bar costs: preparation is in both.

#![expect(clippy::print_stdout, reason = "what it measures is told to whoever runs it")]

use std::collections::BTreeMap;
use std::hint::black_box;

use algoslayer::clock::Stopwatch;
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::Event;
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::unit::LogPrice;
use algoslayer::domain::universe::{Role, Universe};
use algoslayer::engine::State;
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::engine::signals::{ClosedBars, Moment, Signals};
use algoslayer::engine::window::{ClosedBar, Window};
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::SimFeed;
use anyhow::Context;
use clap::Parser;
use jiff::Timestamp;
use jiff::civil::date;

/// Sessions lived through before anything is measured: momentum needs 125 days, the regressions of others a year.
const SESSIONS_WARM: usize = 260;

/// Sessions measured: a year.
const SESSIONS_MEASURED: usize = 252;

/// How often the measured sessions are lived through.
const PASSES: u32 = 15;

/// Expected standard deviation of a day's return that the signals are shown.
const SIGMA: f64 = 0.014;

#[derive(Parser)]
struct Arguments {
    /// Instead of measuring time, let the signals live so often through the measured sessions, to count instructions
    #[arg(long)]
    passes: Option<u32>,
    /// Said by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

/// The bars that were complete at one decision.
struct Closed {
    at: Moment,
    target: Option<ClosedBar>,
    watched: [Option<LogPrice>; Role::COUNT],
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let target = Symbol::new("RTX")?;
    let events = simulated()?;
    let closed = closed(&events, target)?;
    let begins = closed.first().map_or(0, |closed| closed.at.step.session) + SESSIONS_WARM;
    let (warm, measured) = closed.split_at(closed.partition_point(|closed| closed.at.step.session < begins));
    let mut signals = Signals::default();
    live(&mut signals, warm);
    if let Some(passes) = arguments.passes {
        println!("{} bars of 15 minutes in each of {passes} passes", measured.len());
        for _ in 0..passes {
            live(&mut signals.clone(), measured);
        }
        return Ok(());
    }
    let (best, median) = timed(|| live(&mut signals.clone(), measured), measured.len());
    let voices = live(&mut signals.clone(), measured);
    println!("eight signals, observe and read: {best:.0} ns a 15-minute bar at best, {median:.0} in the median");
    println!("{} bars; {:.2} of eight speak on average", measured.len(), voices as f64 / measured.len() as f64);

    let begin = measured.first().map_or(Timestamp::MIN, |closed| closed.at.at);
    let (before, after) = events.split_at(events.partition_point(|event| event.known_at() < begin));
    let mut state = State::new(target);
    advance(&mut state, before, begin, Pace::Lived, |_, _, _, _| {});
    let until = events.last().map_or(Timestamp::MAX, Event::known_at);
    let step = || {
        let mut predictions = 0;
        advance(&mut state.clone(), after, until, Pace::Lived, |_, _, _, effects| {
            predictions += black_box(effects).len();
        });
        predictions
    };
    let (best, median) = timed(step, after.len());
    println!(
        "whole fold, nine symbols: {best:.0} ns a 5-minute bar at best, {median:.0} in the median, {} bars",
        after.len()
    );
    println!("the same for each decision: {:.1} µs at best", best * after.len() as f64 / measured.len() as f64 / 1e3);
    Ok(())
}

/// All bars of the simulated market as events.
fn simulated() -> anyhow::Result<Vec<Event>> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2023, 1, 3)).context("no session on the first day")?;
    let from = calendar.index_at_or_before(first.open).context("no session at its own open")?;
    let last = calendar.session(from + SESSIONS_WARM + SESSIONS_MEASURED - 1).context("the calendar ends too early")?;
    Ok(SimFeed::new(1, first.date)?.bars(first.open, last.close)?.into_iter().map(Event::Bar).collect())
}

/// The bars of the 15-minute grid, by decision.
fn closed(events: &[Event], target: Symbol) -> anyhow::Result<Vec<Closed>> {
    let universe = Universe::of(target);
    let mut windows: BTreeMap<Symbol, Window> = BTreeMap::new();
    let mut by_end: BTreeMap<Timestamp, Closed> = BTreeMap::new();
    let mut put = |symbol: Symbol, bar: ClosedBar| {
        let at = Moment { step: bar.step, at: bar.at };
        let closed = by_end.entry(bar.at).or_insert(Closed { at, target: None, watched: [None; Role::COUNT] });
        if symbol == target {
            closed.target = Some(bar);
        } else if let Some(place) = universe.role(symbol).and_then(|role| closed.watched.get_mut(role.index())) {
            *place = Some(bar.close);
        }
    };
    let bars = events.iter().filter_map(|event| if let Event::Bar(bar) = event { Some(bar) } else { None });
    for bar in bars {
        let window = windows.entry(bar.symbol()).or_default();
        if window.ends_before(bar)
            && let Some(closed) = window.close()
        {
            put(bar.symbol(), closed);
        }
        window.add(bar);
    }
    for (symbol, window) in &mut windows {
        let last = window.close().context("a window without a last bar")?;
        put(*symbol, last);
    }
    Ok(by_end.into_values().collect())
}

/// Lets the signals live through the bars; how many of them spoke in all.
fn live(signals: &mut Signals, bars: &[Closed]) -> usize {
    let mut voices = 0;
    for Closed { at, target, watched } in bars {
        signals.observe(&ClosedBars { at: *at, target: target.as_ref(), watched, sigma: Some(SIGMA) });
        voices += black_box(signals.read(*at)).0.voices();
    }
    voices
}

/// Nanoseconds for each of `count`, of the best pass and of the median one.
fn timed(mut pass: impl FnMut() -> usize, count: usize) -> (f64, f64) {
    let mut times: Vec<f64> = (0..PASSES)
        .map(|_| {
            let watch = Stopwatch::start();
            black_box(pass());
            watch.elapsed().as_secs_f64() * 1e9 / count as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or(f64::NAN);
    (at(0), at(times.len() / 2))
}
