//! The market's part of the configuration: whose price, from where, how fast.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::live::{self, LiveMarket};
use super::{ConfigError, ENV_SPEED, File, Overrides, Place};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;
use crate::domain::unit::Fraction;
use crate::domain::universe::can_watch;

/// Which market is watched.
#[derive(Debug, Clone)]
pub struct Market {
    /// Whose price is predicted.
    pub symbol: Symbol,
    /// Whose prices are predicted beside it, each with a record of its own.
    pub watched: Vec<Symbol>,
    /// Folder of a model that reads the tone of headlines; the lexicon does where none is named.
    pub news_model: Option<PathBuf>,
    /// How fast a played market runs.
    pub speed: Speed,
    /// Where its bars come from.
    pub source: MarketSource,
}

/// Where bars come from.
#[derive(Debug, Clone)]
pub enum MarketSource {
    /// The simulated market.
    Sim {
        /// The same seed gives the same market.
        seed: u64,
        /// Its first trading day.
        first_session: Date,
        /// Sessions lived through before the chat opens, so that there is a past to speak of.
        warm_up_sessions: u32,
        /// How strongly the structure of each signal is planted in it, in the order of [`SignalKind::ALL`]; 0 is not at all.
        strengths: [Fraction; SignalKind::COUNT],
    },
    /// Bars from files, played as if they happened now.
    Csv {
        /// Files or folders.
        paths: Vec<PathBuf>,
        /// Zone of times that are written without one.
        timezone: Option<TimeZone>,
    },
    /// The real market as it happens.
    Live(LiveMarket),
}

/// How fast a played market runs; hours in which the exchange is closed are skipped at every speed but real time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// So many seconds of trading in one second; 1 is real time.
    Times(f64),
    /// As fast as the machine can.
    Max,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileMarket {
    symbol: Option<String>,
    watched: Vec<String>,
    feed: Option<String>,
    speed: Option<toml::Value>,
    news_model: Option<PathBuf>,
    sim: FileSim,
    csv: FileCsv,
    live: FileLive,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileSim {
    seed: Option<u64>,
    first_session: Option<String>,
    warm_up_sessions: Option<u32>,
    strength: Option<f64>,
    strengths: BTreeMap<String, f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileCsv {
    paths: Vec<PathBuf>,
    timezone: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileLive {
    pub(super) vendors: Option<Vec<String>>,
    pub(super) yahoo_url: Option<String>,
    pub(super) alpaca_url: Option<String>,
    pub(super) alpaca_feed: Option<String>,
}

pub(super) fn read(
    overrides: &Overrides,
    file: &File,
    place: &Place<'_>,
    in_telegram: bool,
) -> Result<Market, ConfigError> {
    let settings = &file.market;
    let symbol = settings.symbol.as_deref().unwrap_or("RTX");
    let symbol = Symbol::new(symbol).map_err(|error| place.key("market.symbol", error.to_string()))?;
    let speed = match (&overrides.speed, &settings.speed) {
        (Some(text), _) => Speed::read(text).ok_or_else(|| ConfigError::Invalid {
            place: format!("--speed or {ENV_SPEED}"),
            reason: SPEED_HELP.to_owned(),
        })?,
        (None, Some(value)) => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Speed::read(&text).ok_or_else(|| place.key("market.speed", SPEED_HELP))?
        }
        // A phone that rings for a report every two minutes helps nobody.
        (None, None) if in_telegram => Speed::Times(1.0),
        (None, None) => Speed::Times(SPEED_DEFAULT),
    };
    let feed = feed(overrides, settings, in_telegram);
    if feed != "csv" && !settings.csv.paths.is_empty() {
        return Err(place.key("market.csv.paths", "names files, but market.feed is not \"csv\""));
    }
    let source = match feed {
        "sim" => sim(overrides, &settings.sim, place)?,
        "csv" => csv(overrides, &settings.csv, place)?,
        "live" => MarketSource::Live(live::read(overrides, &settings.live, place)?),
        other => {
            let reason = format!("`{other}` is no feed; write \"sim\", \"csv\" or \"live\"");
            return Err(place.key("market.feed", reason));
        }
    };
    // Nobody can hurry the real market.
    let speed = if matches!(source, MarketSource::Live(_)) { Speed::Times(1.0) } else { speed };
    let watched = watched(symbol, &settings.watched, &source, place)?;
    Ok(Market { symbol, watched, news_model: settings.news_model.clone(), speed, source })
}

/// The most symbols that are predicted beside the main one.
const WATCHED_MAX: usize = crate::domain::setting::WATCHED_MAX;

/// The symbols that are predicted beside the main one, each once.
fn watched(
    main: Symbol,
    names: &[String],
    source: &MarketSource,
    place: &Place<'_>,
) -> Result<Vec<Symbol>, ConfigError> {
    let wrong = |reason: String| place.key("market.watched", reason);
    let mut watched = Vec::new();
    for name in names {
        let symbol = Symbol::new(name).map_err(|error| wrong(error.to_string()))?;
        if !can_watch(symbol, matches!(source, MarketSource::Sim { .. })) {
            return Err(wrong(format!("{symbol} cannot be predicted on this market; leave it out")));
        }
        if symbol != main && !watched.contains(&symbol) {
            watched.push(symbol);
        }
    }
    if watched.len() > WATCHED_MAX {
        return Err(wrong(format!("names {} symbols beside {main}; name at most {WATCHED_MAX}", watched.len())));
    }
    Ok(watched)
}

/// The feed that is meant: the real chat is for the real market, unless a simulated one is spoken of.
fn feed<'a>(overrides: &Overrides, settings: &'a FileMarket, in_telegram: bool) -> &'a str {
    let FileSim { seed, first_session, warm_up_sessions, strength, strengths } = &settings.sim;
    let simulated = overrides.seed.is_some()
        || seed.is_some()
        || first_session.is_some()
        || warm_up_sessions.is_some()
        || strength.is_some()
        || !strengths.is_empty();
    match settings.feed.as_deref() {
        _ if !overrides.bars.is_empty() => "csv",
        Some(feed) => feed,
        None if in_telegram && !simulated => "live",
        None => "sim",
    }
}

/// One decision every five seconds, one trading day in a little over two minutes.
const SPEED_DEFAULT: f64 = 180.0;

/// Faster than this is `max`.
const SPEED_MAX: f64 = 1e9;

const SPEED_HELP: &str = "is no speed; write how many seconds of trading pass in one second (1 is real time), or max";

impl Speed {
    fn read(text: &str) -> Option<Self> {
        if text.trim().eq_ignore_ascii_case("max") {
            return Some(Self::Max);
        }
        text.trim().parse().ok().filter(|speed| (0.01..=SPEED_MAX).contains(speed)).map(Self::Times)
    }
}

fn sim(overrides: &Overrides, file: &FileSim, place: &Place<'_>) -> Result<MarketSource, ConfigError> {
    let first_session = match &file.first_session {
        Some(text) => text.parse().map_err(|_| {
            place.key("market.sim.first_session", format!("`{text}` is no date; write it like 2025-01-02"))
        })?,
        None => jiff::civil::date(2025, 1, 2),
    };
    let warm_up_sessions = file.warm_up_sessions.unwrap_or(260);
    if warm_up_sessions > 2_520 {
        return Err(place.key("market.sim.warm_up_sessions", "more than ten years (2520 sessions)"));
    }
    let seed = overrides.seed.or(file.seed).unwrap_or(1);
    let strengths = strengths(file, place)?;
    Ok(MarketSource::Sim { seed, first_session, warm_up_sessions, strengths })
}

/// One number for all signals, then each signal's own.
fn strengths(file: &FileSim, place: &Place<'_>) -> Result<[Fraction; SignalKind::COUNT], ConfigError> {
    let read = |key: String, value: f64| {
        Fraction::new(value).map_err(|_| place.key(&key, format!("{value} is no strength; write a number from 0 to 1")))
    };
    let all = read("market.sim.strength".to_owned(), file.strength.unwrap_or(STRENGTH_DEFAULT))?;
    let mut strengths = [all; SignalKind::COUNT];
    for (name, value) in &file.strengths {
        let key = format!("market.sim.strengths.{name}");
        let own = read(key.clone(), *value)?;
        let kind = SignalKind::ALL.into_iter().find(|kind| kind.name() == name);
        let kind = kind.ok_or_else(|| {
            let names = SignalKind::ALL.map(SignalKind::name).join(", ");
            place.key(&key, format!("names no signal; there are {names}"))
        })?;
        if let Some(strength) = strengths.get_mut(kind.index()) {
            *strength = own;
        }
    }
    Ok(strengths)
}

/// Half of what would be found quickly: a market in which there is something to learn, and which is not easy.
const STRENGTH_DEFAULT: f64 = 0.5;

fn csv(overrides: &Overrides, file: &FileCsv, place: &Place<'_>) -> Result<MarketSource, ConfigError> {
    let paths = if overrides.bars.is_empty() { file.paths.clone() } else { overrides.bars.clone() };
    if paths.is_empty() {
        return Err(place.key("market.csv.paths", "names no file; write paths = [\"RTX_5m.csv.gz\"]"));
    }
    let timezone = match &file.timezone {
        Some(name) => Some(TimeZone::get(name).map_err(|_| {
            place.key("market.csv.timezone", format!("`{name}` is no time zone; write one like America/New_York"))
        })?),
        None => None,
    };
    Ok(MarketSource::Csv { paths, timezone })
}
