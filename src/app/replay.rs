//! `algoslayer replay`: history through the same fold that runs live, and the table of what came of it.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

use super::keeper::{Keeper, Taken};
use super::{lock, tables};
use crate::clock::Stopwatch;
use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::{Dividend, Event};
use crate::domain::health::Refused;
use crate::domain::symbol::Symbol;
use crate::engine::replay::Pace;
use crate::feeds::csv::CsvFeed;
use crate::feeds::csv::grid::BarLabel;
use crate::feeds::csv::read::CsvOptions;
use crate::feeds::csv::report::CsvReport;
use crate::feeds::gate::gated::Gated;
use crate::feeds::gate::{Counts, Totals};
use crate::feeds::{Feed, days, dividends};
use crate::storage::{self, Store};

/// The day of the last bar is known at most so long after it.
const EVENING: SignedDuration = SignedDuration::from_hours(12);

/// Bars that are taken in and written together.
const CHUNK_BARS: usize = 8_192;

/// Name of the ledger that a replay writes.
pub const LEDGER_NAME: &str = "replay.db";

/// Whose price is predicted where several symbols are named and none is chosen.
const SYMBOL_DEFAULT: &str = "RTX";

/// What to replay.
#[derive(Debug, Clone)]
pub struct Replay {
    /// Files or folders.
    pub bars: Vec<PathBuf>,
    /// Whose price is predicted; the one symbol that the files name, where `None`.
    pub symbol: Option<Symbol>,
    /// Zone of times that are written without one.
    pub timezone: Option<jiff::tz::TimeZone>,
    /// How long a bar is, where the rows cannot tell.
    pub interval: Option<Interval>,
    /// Whether rows name the end of a bar.
    pub label_end: bool,
    /// Files of whole days.
    pub days: Vec<PathBuf>,
    /// A file of dividends.
    pub dividends: Option<PathBuf>,
    /// Folder of the ledger.
    pub data_dir: PathBuf,
}

/// Replays, keeps everything in a ledger of its own, and prints the account and the figures.
pub fn run(replay: &Replay, out: &mut dyn Write) -> anyhow::Result<()> {
    let single = matches!(replay.bars.as_slice(), [path] if !path.is_dir());
    let options = CsvOptions {
        symbol: replay.symbol.filter(|_| single),
        interval: replay.interval,
        timezone: replay.timezone.clone(),
        label: if replay.label_end { BarLabel::End } else { BarLabel::Start },
        ..CsvOptions::default()
    };
    let mut feed = CsvFeed::open(&replay.bars, &options, ExchangeCalendar::nyse())?;
    for report in feed.reports() {
        account(report, out)?;
    }
    let events = feed.events(Timestamp::MIN, Timestamp::MAX)?;
    let named: BTreeSet<Symbol> = events.iter().filter_map(Event::symbol).collect();
    let symbol = match (replay.symbol, named.first()) {
        (Some(symbol), _) => symbol,
        (None, Some(only)) if named.len() == 1 => *only,
        (None, _) => Symbol::new(SYMBOL_DEFAULT)?,
    };
    if !named.contains(&symbol) {
        bail!("the files hold no bar of {symbol}; name the symbol with --symbol");
    }
    let mut gated = Gated::new(Box::new(feed), symbol);
    let mut events = gated.events(Timestamp::MIN, Timestamp::MAX)?;
    gate_account(gated.counts(), out)?;
    add_days(&replay.days, &mut events, out)?;
    let dividends = match &replay.dividends {
        Some(path) => dividends::read(path, symbol)?,
        None => Vec::new(),
    };
    let _alone = lock::alone_for(&replay.data_dir, lock::REPLAY)?;
    let mut keeper = fresh_keeper(&replay.data_dir, symbol)?;
    let watch = Stopwatch::start();
    events.retain(|event| keeper.state().concerns(event));
    keeper.store().count_gate_refusals(gated.told().refused)?;
    let taken = live_through(&mut keeper, &events, &dividends)?;
    summary(&mut keeper, &events, taken, watch.elapsed(), out)
}

/// A keeper on an empty ledger; the ledger of an earlier replay is moved aside.
fn fresh_keeper(data_dir: &Path, symbol: Symbol) -> anyhow::Result<Keeper> {
    std::fs::create_dir_all(data_dir).with_context(|| format!("cannot make the folder {}", data_dir.display()))?;
    let path = data_dir.join(LEDGER_NAME);
    if path.exists() {
        storage::move_aside(&path, &data_dir.join("replay.previous.db"))?;
    }
    let store = Store::open_for_history(&path)?;
    Ok(Keeper::open(store, symbol, "replay".to_owned())?.0)
}

fn live_through(keeper: &mut Keeper, events: &[Event], dividends: &[Dividend]) -> anyhow::Result<Taken> {
    let bar = progress(events.len());
    let mut taken = Taken::default();
    let mut waiting = dividends.iter().copied().peekable();
    let mut rest = events;
    while !rest.is_empty() {
        // A dividend is told just before the first bar that trades without it.
        let before_ex =
            waiting.peek().map_or(rest.len(), |next| rest.partition_point(|event| event.known_at() <= goes_ex(next)));
        if before_ex == 0 {
            waiting.next().into_iter().for_each(|dividend| keeper.tell_dividend(&dividend));
            continue;
        }
        let (chunk, later) = rest.split_at(before_ex.min(CHUNK_BARS));
        taken.add(keeper.take_events(chunk, Pace::Lived));
        keeper.write()?;
        bar.inc(chunk.len() as u64);
        rest = later;
    }
    let end = events.last().map_or(Timestamp::MIN, Event::known_at);
    taken.add(keeper.take(&[], end, Pace::Lived, false));
    keeper.snapshot(end);
    keeper.write()?;
    bar.finish_and_clear();
    Ok(taken)
}

/// The beginning of the ex-date in New York.
fn goes_ex(dividend: &Dividend) -> Timestamp {
    ExchangeCalendar::nyse().at_new_york(dividend.ex_date, Time::midnight()).unwrap_or(Timestamp::MAX)
}

fn progress(bars: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("replaying {bar:30} {pos}/{len} bars, {per_sec}, {eta} left");
    ProgressBar::new(bars as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Reads the files of days and puts each day in the place where it is known.
fn add_days(paths: &[PathBuf], events: &mut Vec<Event>, out: &mut dyn Write) -> anyhow::Result<()> {
    let last = events.iter().map(Event::known_at).max().unwrap_or(Timestamp::MIN);
    let evening = last.saturating_add(EVENING).unwrap_or(last);
    for path in paths {
        let history = days::read(path)?;
        let refused: u64 = history.refused.values().sum();
        writeln!(
            out,
            "{}: {} days of {} = {} taken + {refused} refused",
            path.display(),
            history.rows,
            history.symbol,
            history.days.len()
        )?;
        for (fault, count) in &history.refused {
            writeln!(out, "  refused {count}: {fault}")?;
        }
        // Days after the last bar would only let time go on without any: every decision of theirs would be counted as skipped.
        events.extend(history.days.into_iter().map(Event::Day).filter(|day| day.known_at() <= evening));
    }
    events.sort_by_cached_key(|event| (event.known_at(), event.symbol()));
    Ok(())
}

/// What a file held and what of it was used.
fn account(report: &CsvReport, out: &mut dyn Write) -> anyhow::Result<()> {
    let path = report.path.display();
    writeln!(
        out,
        "{path}: {} rows = {} taken + {} refused + {} outside the session; {} to {}",
        report.rows,
        report.taken,
        report.refused(),
        report.outside_session,
        report.first,
        report.last
    )?;
    for (fault, count) in &report.refused_by {
        let line = report.first_lines.get(fault).copied().unwrap_or_default();
        writeln!(out, "  refused {count}: {fault} (first in line {line})")?;
    }
    let gaps = &report.gap_totals;
    writeln!(
        out,
        "  gaps: {} ({} whole sessions, {} bars missing in all)",
        gaps.gaps, gaps.sessions_missing, gaps.bars_missing
    )?;
    for gap in report.gaps.iter().filter(|gap| gap.sessions_missing > 0).take(10) {
        writeln!(out, "    {} to {}: {} sessions, {} bars", gap.from, gap.to, gap.sessions_missing, gap.bars_missing)?;
    }
    if report.source_changes_total > 0 {
        let changes: Vec<String> =
            report.source_changes.iter().take(10).map(|(from, source)| format!("{source} from {from}")).collect();
        writeln!(out, "  sources: {}", changes.join(", "))?;
    }
    for suspicion in report.suspicious.iter().take(10) {
        writeln!(
            out,
            "  suspicious: {} jumped from {:.2} to {:.2} ({:.0} robust deviations) and came back",
            suspicion.start,
            suspicion.before,
            suspicion.close,
            suspicion.sigmas.abs()
        )?;
    }
    Ok(())
}

/// What the quality gate kept out, in all files together.
fn gate_account(counts: &Counts, out: &mut dyn Write) -> anyhow::Result<()> {
    let Totals { offered, admitted, refused, held } = counts.totals();
    writeln!(out, "quality gate: {offered} bars = {admitted} admitted + {refused} refused + {held} not yet confirmed")?;
    for (reason, count) in counts.by_reason() {
        let first = counts.examples().iter().find(|example| example.reason == *reason);
        let first = first.map_or_else(String::new, |first| format!(" (first {} from {})", first.symbol, first.at));
        writeln!(out, "  refused {count}: {}{first}", refused_words(*reason))?;
    }
    Ok(())
}

fn refused_words(reason: Refused) -> &'static str {
    match reason {
        Refused::Duplicate => "had come before",
        Refused::OutOfOrder => "before something already taken",
        Refused::OutsideSession => "outside the regular session",
        Refused::TimeZone => "shifted by whole hours, a wrong time zone",
        Refused::Future => "from the future",
        Refused::Price => "a price is missing or no number above zero",
        Refused::Enclosure => "high and low do not enclose open and close",
        Refused::Volume => "the volume is no number of shares",
        Refused::Start => "begins between the places of bars",
        Refused::Jump => "an absurd jump that the next bar did not confirm",
        Refused::Repeated => "the same numbers again and again",
        Refused::Split => "a jump of the size of a split: adjust the history for it, or give only what follows it",
        Refused::WrongSymbol => "about another symbol",
        Refused::MissingField => "a field is missing",
        Refused::Headline => "no headline",
        Refused::Quote => "an impossible option quote",
    }
}

fn summary(
    keeper: &mut Keeper,
    events: &[Event],
    taken: Taken,
    elapsed: Duration,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let symbol = keeper.state().symbol();
    let seconds = elapsed.as_secs_f64().max(1e-9);
    // Days may reach back for decades; what was lived through is what the bars of the predicted symbol span.
    let lived = || events.iter().filter(|event| matches!(event, Event::Bar(bar) if bar.symbol() == symbol));
    let span = lived()
        .next()
        .zip(lived().next_back())
        .map_or(0.0, |(first, last)| last.known_at().duration_since(first.known_at()).as_secs_f64());
    writeln!(
        out,
        "\n{symbol}: {} bars, {} predictions, {} outcomes, {} decisions skipped, {} bars refused by the fold",
        taken.bars, taken.predictions, taken.outcomes, taken.skipped, taken.refused
    )?;
    for (reason, count) in keeper.store().skips(symbol)? {
        writeln!(out, "  skipped {count}: {}", skip_words(reason))?;
    }
    writeln!(
        out,
        "{:.2} s with everything stored: {:.0} predictions a second, {:.0} million times real time\n",
        seconds,
        taken.predictions as f64 / seconds,
        span / seconds / 1e6
    )?;
    writeln!(out, "{}", keeper.take_voices().table())?;
    let tallies = keeper.store().tallies(symbol)?;
    write!(out, "{}", tables::accuracy(&tallies))?;
    writeln!(out, "\n{}", tables::verdict(&tallies))?;
    let status = keeper.store().status(symbol, ExchangeCalendar::nyse().new_york(Timestamp::UNIX_EPOCH).date())?;
    let [one_hour, four_hours, one_day] = status.waiting;
    writeln!(out, "still open at the end of the bars: {one_hour} (1h), {four_hours} (4h), {one_day} (24h)")?;
    writeln!(out, "last prediction {}, hash {}", keeper.state().made(), keeper.state().head())?;
    Ok(())
}

fn skip_words(reason: crate::domain::event::SkipReason) -> &'static str {
    use crate::domain::event::SkipReason::{NoBar, NoCalendar, NoMovement, TooLate, WarmingUp};
    match reason {
        NoBar => "no bar of the last 15 minutes",
        WarmingUp => "too few full sessions seen to know the volatility",
        TooLate => "the instant had passed",
        NoMovement => "the price had not moved",
        NoCalendar => "the calendar ends",
    }
}
