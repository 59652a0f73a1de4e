//! `algoslayer doctor`: checks everything that can be checked and says how to mend what fails.

use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;

use super::{LEDGER_NAME, live, lock, logging, market};
use crate::clock::Clock;
use crate::config::{Chat, Config, LiveMarket, MarketSource};
use crate::domain::calendar::ExchangeCalendar;

/// How long Telegram may take to answer.
const TELEGRAM_PATIENCE: Duration = Duration::from_secs(10);

/// How many checks failed.
pub async fn run(config: &Config, clock: &Clock, out: &mut dyn Write) -> anyhow::Result<u32> {
    let mut failed = 0;
    let mut checks: Vec<(String, Result<String, String>)> = vec![
        ("data folder".to_owned(), data_folder(config)),
        ("ledger".to_owned(), ledger(config)),
        ("calendar".to_owned(), calendar(clock.now())),
    ];
    match &config.market.source {
        MarketSource::Live(settings) => checks.extend(vendors(config, settings, clock.now()).await),
        MarketSource::Sim { .. } | MarketSource::Csv { .. } => checks.push(("market".to_owned(), feed(config))),
    }
    checks.push(("chat".to_owned(), chat(config).await));
    checks.push(("watching".to_owned(), watching(config)));
    for (name, result) in checks {
        match result {
            Ok(words) => writeln!(out, "  ok    {name}: {words}")?,
            Err(words) => {
                failed += 1;
                writeln!(out, "  FAIL  {name}: {}", logging::without_tokens(&words))?;
            }
        }
    }
    writeln!(
        out,
        "{}",
        if failed == 0 { "Everything is well." } else { "Mend what failed and run `algoslayer doctor` again." }
    )?;
    Ok(failed)
}

fn data_folder(config: &Config) -> Result<String, String> {
    let folder = &config.data_dir;
    let mend = |error: std::io::Error| {
        format!("cannot write to {} ({error}); make it writable or name another with --data-dir", folder.display())
    };
    std::fs::create_dir_all(folder).map_err(mend)?;
    let probe = folder.join(".doctor");
    std::fs::write(&probe, b"probe").map_err(mend)?;
    std::fs::remove_file(&probe).map_err(mend)?;
    Ok(format!("{} is writable", folder.display()))
}

fn ledger(config: &Config) -> Result<String, String> {
    let path = config.data_dir.join(LEDGER_NAME);
    if !path.exists() {
        return Ok("none yet; the first start makes one".to_owned());
    }
    let store = lock::open_beside(&config.data_dir, &path).map_err(|error| error.to_string())?;
    let findings = store.verify(|_| {}).map_err(|error| error.to_string())?;
    match findings.problems.first() {
        None => Ok(format!("{} predictions, chain whole, figures recounted", findings.predictions)),
        Some(problem) => {
            Err(format!("{} problems, the first: {problem}; see `algoslayer verify`", findings.problem_count))
        }
    }
}

fn calendar(now: Timestamp) -> Result<String, String> {
    let calendar = ExchangeCalendar::nyse();
    let in_a_year = now.saturating_add(SignedDuration::from_hours(24 * 365)).unwrap_or(Timestamp::MAX);
    let sessions = calendar.sessions().len();
    if calendar.covers(in_a_year) {
        Ok(format!("{sessions} sessions known, more than a year ahead"))
    } else {
        Err("the exchange calendar ends within a year; update the program".to_owned())
    }
}

fn feed(config: &Config) -> Result<String, String> {
    let mut opened = market::open(&config.market).map_err(|error| error.to_string())?;
    let week = opened.begins.saturating_add(SignedDuration::from_hours(24 * 10)).unwrap_or(Timestamp::MAX);
    let bars = opened.feed.bars(opened.begins, week).map_err(|error| error.to_string())?;
    let ours = bars.iter().filter(|bar| bar.symbol() == config.market.symbol).count();
    if ours == 0 {
        return Err(format!(
            "the feed has no bars of {}; name another symbol or feed in the configuration",
            config.market.symbol
        ));
    }
    let nature = if opened.simulated { "SIMULATED " } else { "" };
    Ok(format!("{nature}feed `{}` gives bars of {}", opened.feed.name(), config.market.symbol))
}

/// Asks every vendor of a live market for the days of the last two weeks.
async fn vendors(config: &Config, settings: &LiveMarket, now: Timestamp) -> Vec<(String, Result<String, String>)> {
    let vendors = match live::vendors(settings) {
        Ok(vendors) => vendors,
        Err(error) => return vec![("market".to_owned(), Err(error.to_string()))],
    };
    let symbol = config.market.symbol;
    let calendar = ExchangeCalendar::nyse();
    let two_weeks = SignedDuration::from_hours(24 * 14);
    let from = calendar.new_york(now.saturating_sub(two_weeks).unwrap_or(now)).date();
    let mut checks = Vec::new();
    for vendor in vendors {
        let result = match vendor.days(symbol, from, calendar.new_york(now).date()).await {
            Ok(answer) => match answer.items.last() {
                Some(newest) => Ok(format!("gives days of {symbol}, the newest of {}", newest.date)),
                None => Err(format!("answers, but has no days of {symbol}; name another symbol or vendor")),
            },
            Err(fault) => Err(fault.to_string()),
        };
        checks.push((format!("market, {}", vendor.name()), result));
    }
    checks
}

/// The heartbeat's address is not called: whoever waits for it would take the call for a cycle.
fn watching(config: &Config) -> Result<String, String> {
    let heartbeat =
        if config.server.heartbeat_url.is_some() { "a heartbeat address is named" } else { "no heartbeat address" };
    let Some(port) = config.server.metrics_port else { return Ok(format!("{heartbeat}, no figures")) };
    // The running product holds its own port.
    if port == 0 || lock::is_held(&config.data_dir) {
        return Ok(format!("{heartbeat}, figures on port {port}"));
    }
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(format!("{heartbeat}, figures on port {port}")),
        Err(error) => Err(format!("metrics.port: port {port} of 127.0.0.1 cannot be used ({error}); name another one")),
    }
}

async fn chat(config: &Config) -> Result<String, String> {
    match &config.chat {
        Chat::Sandbox { port } => match TcpListener::bind(("127.0.0.1", *port)) {
            Ok(_) => Ok(format!("no token configured: the chat opens at http://127.0.0.1:{port}")),
            Err(error) => Err(format!(
                "port {port} of 127.0.0.1 cannot be used ({error}); is the product running already? Else name another with --port"
            )),
        },
        Chat::Telegram { token, owner, api_url, .. } => {
            let base = api_url.as_deref().unwrap_or("https://api.telegram.org");
            let client =
                reqwest::Client::builder().timeout(TELEGRAM_PATIENCE).build().map_err(|error| error.to_string())?;
            let answer = client.get(format!("{base}/bot{}/getMe", token.expose_secret())).send().await;
            // The error's own text would name the address, and with it the token.
            let answer = answer.map_err(|_| format!("{base} does not answer; check the network of this machine"))?;
            match answer.status().as_u16() {
                200 if owner.is_some() => Ok("Telegram knows the bot, and an owner is named".to_owned()),
                200 => {
                    Err("Telegram knows the bot, but no owner is named; send it /start, it tells you your id and the setting that takes it"
                        .to_owned())
                }
                401 | 404 => Err("Telegram does not know this token; ask @BotFather for the right one".to_owned()),
                status => Err(format!("Telegram answered {status}; try again in a minute")),
            }
        }
    }
}
