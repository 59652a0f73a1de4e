//! `algoslayer status`: what the chat's status and health screens say, and whether the process runs.

use std::io::Write;

use jiff::Timestamp;

use super::is_stale;
use super::watchdog::SignOfLife;
use crate::app::{LEDGER_NAME, lock, machine};
use crate::bot::screens::{self, Frame};
use crate::bot::words::Language;
use crate::clock::Clock;
use crate::config::{Config, MarketSource};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Health;
use crate::domain::setting::Theme;
use crate::domain::view::Condition;

/// A sign of life older than this is none, seconds.
const SIGN_AGE_MAX_S: i64 = 60;

/// Prints how the product is doing; whether all is well.
pub fn run(config: &Config, out: &mut dyn Write) -> anyhow::Result<bool> {
    let path = config.data_dir.join(LEDGER_NAME);
    if !path.exists() {
        writeln!(out, "There is no record in {}; name its folder with --data-dir.", config.data_dir.display())?;
        return Ok(false);
    }
    let now = Clock::system().now();
    let sign = SignOfLife::read(&config.data_dir);
    let runs = process(config, sign, now, out)?;
    let store = lock::open_beside(&config.data_dir, &path)?;
    let live = matches!(config.market.source, MarketSource::Live(_));
    let symbol = config.market.symbol;
    // A played market has its own time; where nobody tells it, it stands where its last decision does.
    let known = store.status(symbol, ExchangeCalendar::nyse().new_york(now).date())?;
    let last = known.last_decision.map(|decision| decision.worked_at);
    let now = if live { now } else { sign.map(|sign| sign.market_at).max(last).unwrap_or(now) };
    let status = store.status(symbol, ExchangeCalendar::nyse().new_york(now).date())?;
    let frame = Frame {
        words: Language::ENGLISH.words(),
        theme: Theme::default(),
        symbol,
        simulated: matches!(config.market.source, MarketSource::Sim { .. }),
        feed: match config.market.source {
            MarketSource::Sim { .. } => "simulated market",
            MarketSource::Csv { .. } => "files",
            MarketSource::Live(_) => "live market",
        },
        now,
    };
    let gate = store.gate_refusals()?;
    let condition = Condition {
        health: Health::default(),
        newest_bars: store.newest_bars(&[symbol])?.into_iter().map(|(symbol, end)| (symbol, Some(end))).collect(),
        refused: screens::health::all_refused(&gate, &gate, &store.fold_refusals()?),
        latest: status.latest,
        machine: crate::domain::view::Machine { resident_bytes: None, ..machine::look(&config.data_dir) },
    };
    writeln!(out, "\n{}", screens::status::status(&frame, &status).text.visible())?;
    writeln!(out, "\n{}", screens::health::health(&frame, &status, &condition).text.visible())?;
    let stale = is_stale(&status, now);
    if stale {
        writeln!(out, "\nSTALE: the exchange is open and cycles are missing; run `algoslayer doctor`.")?;
    }
    Ok(runs && !stale)
}

/// Says whether the process runs and gives signs of life.
fn process(config: &Config, sign: Option<SignOfLife>, now: Timestamp, out: &mut dyn Write) -> anyhow::Result<bool> {
    if !lock::is_held(&config.data_dir) {
        writeln!(out, "NOT RUNNING: nobody is at work in {}; start it with `algoslayer`.", config.data_dir.display())?;
        return Ok(false);
    }
    let Some(sign) = sign else {
        writeln!(out, "Starting: somebody is at work in {} and gave no sign of life yet.", config.data_dir.display())?;
        return Ok(false);
    };
    let (age, up) = (now.duration_since(sign.at).as_secs(), now.duration_since(sign.started).as_secs());
    writeln!(
        out,
        "Running: process {}, up for {} h {} min, last sign of life {age} s ago.",
        sign.pid,
        up / 3_600,
        up / 60 % 60
    )?;
    if age > SIGN_AGE_MAX_S {
        writeln!(out, "STUCK: no sign of life for too long; read its log, then restart it.")?;
    }
    Ok(age <= SIGN_AGE_MAX_S)
}
