//! The trading part of the configuration: the owner's rules, the mode to begin with, and the brokers.

use secrecy::SecretString;
use serde::Deserialize;

use super::{ConfigError, ENV_ALPACA_KEY, ENV_BROKER_KEY, ENV_BROKER_SECRET, Market, MarketSource, Overrides, Place};
use crate::domain::call::HIGH_CONFIDENCE;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::rules::{Rules, Selection};
use crate::domain::money::Cents;
use crate::domain::setting::Rule;

/// Probability of the likelier side from which it is offered on the simulated market: there to see how offers work, far below what a real one
/// asks for.
const PRACTICE_THRESHOLD: f64 = 0.25;

/// How far the ask of a practice offer may rise and still be paid, in parts of it: options far out of the money move by more than the usual 5 % within
/// the quarter of an hour until the next quotes, and practice is to see what comes after the purchase.
const PRACTICE_SLACK: f64 = 0.15;

/// The most there can be: each key is checked for itself before it is seen whether they fit together.
const CAPITAL_MAX: Cents = Cents(100_000_000_000);

/// How the desk trades.
#[derive(Debug, Clone)]
pub struct Trading {
    /// The owner's rules.
    pub rules: Rules,
    /// The mode that a new desk begins with.
    pub mode: Mode,
    /// Whether signals are offered for practice that the rules for a real market would keep back.
    pub practice: bool,
    /// Where orders go in paper mode.
    pub paper: PaperBroker,
    /// Where orders go in live mode; `None` where the configuration does not allow it.
    pub live: Option<BrokerAccount>,
}

/// Where orders go in paper mode.
#[derive(Debug, Clone)]
pub enum PaperBroker {
    /// The product fills them itself at the quotes of the market.
    Own,
    /// A paper account of Alpaca does.
    Alpaca(BrokerAccount),
}

/// An account of Alpaca.
#[derive(Debug, Clone)]
pub struct BrokerAccount {
    /// Address of the trading interface, where it is not Alpaca's own.
    pub url: Option<String>,
    /// The key.
    pub key: SecretString,
    /// The secret that belongs to it.
    pub secret: SecretString,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FileTrading {
    mode: Option<String>,
    live: bool,
    broker: Option<String>,
    broker_url: Option<String>,
    live_url: Option<String>,
    capital: Option<f64>,
    threshold: Option<f64>,
    trade_max: Option<f64>,
    trade_share_max: Option<f64>,
    exposure_max: Option<f64>,
    positions_max: Option<u32>,
    trades_a_month_max: Option<u32>,
    day_loss_max: Option<f64>,
    losses_in_row_max: Option<u32>,
    drawdown_max: Option<f64>,
    offer_minutes: Option<u32>,
    stop: Option<f64>,
    target: Option<f64>,
    sessions_max: Option<u32>,
    days_min: Option<i32>,
    days_max: Option<i32>,
    delta_min: Option<f64>,
    delta_max: Option<f64>,
}

/// Reads and checks the part.
pub(super) fn read(
    overrides: &Overrides,
    file: &FileTrading,
    market: &Market,
    place: &Place<'_>,
) -> Result<Trading, ConfigError> {
    let simulated = matches!(market.source, MarketSource::Sim { .. });
    let rules = rules(file, simulated, place)?;
    let mode = match file.mode.as_deref().map(str::trim) {
        None if simulated => Mode::Paper,
        None | Some("predictions") => Mode::Predictions,
        Some("paper") => Mode::Paper,
        Some("live") => {
            let reason =
                "live trading is never begun by a file: write live = true and choose it in the chat with /mode";
            return Err(place.key("trading.mode", reason));
        }
        Some(other) => {
            return Err(place.key("trading.mode", format!("`{other}` is no mode; write \"predictions\" or \"paper\"")));
        }
    };
    let practice = simulated && rules.threshold < HIGH_CONFIDENCE;
    Ok(Trading {
        practice,
        paper: paper(overrides, file, place)?,
        live: live(overrides, file, market, place)?,
        rules,
        mode,
    })
}

fn paper(overrides: &Overrides, file: &FileTrading, place: &Place<'_>) -> Result<PaperBroker, ConfigError> {
    let url = address(file.broker_url.as_deref(), "trading.broker_url", place)?;
    match file.broker.as_deref().map(str::trim) {
        None | Some("paper") => match url {
            None => Ok(PaperBroker::Own),
            Some(_) => Err(place.key("trading.broker_url", "names an address, but trading.broker is not \"alpaca\"")),
        },
        Some("alpaca") => match (overrides.alpaca_key.clone(), overrides.alpaca_secret.clone()) {
            (Some(key), Some(secret)) => Ok(PaperBroker::Alpaca(BrokerAccount { url, key, secret })),
            _ => Err(place.key(
                "trading.broker",
                format!("is alpaca, but there is no key of a paper account: set {ENV_ALPACA_KEY} and its secret"),
            )),
        },
        Some(other) => {
            Err(place.key("trading.broker", format!("`{other}` is no broker; write \"paper\" or \"alpaca\"")))
        }
    }
}

/// Live trading needs the word of the file and the keys of the environment, and a real market.
fn live(
    overrides: &Overrides,
    file: &FileTrading,
    market: &Market,
    place: &Place<'_>,
) -> Result<Option<BrokerAccount>, ConfigError> {
    if !file.live {
        return match file.live_url {
            None => Ok(None),
            Some(_) => Err(place.key("trading.live_url", "names an address, but trading.live is not true")),
        };
    }
    if !matches!(market.source, MarketSource::Live(_)) {
        return Err(place.key(
            "trading.live",
            "is true, but the market is not the real one; real money needs market.feed = \"live\"",
        ));
    }
    let url = address(file.live_url.as_deref(), "trading.live_url", place)?;
    match (overrides.broker_key.clone(), overrides.broker_secret.clone()) {
        (Some(key), Some(secret)) => Ok(Some(BrokerAccount { url, key, secret })),
        _ => Err(place.key(
            "trading.live",
            format!("is true, but there is no key of a live account: set {ENV_BROKER_KEY} and {ENV_BROKER_SECRET}"),
        )),
    }
}

/// Contracts for practice: the simulated share may cost far more than what 200 dollars buy an option of by the rules for a real one, and there
/// has to be something to see. Cheap contracts far out of the money lose most of the time; the offer says so.
fn for_practice() -> Selection {
    Selection {
        days_min: 7,
        days_max: 45,
        delta_min: 0.08,
        delta_max: 0.60,
        open_interest_min: 10,
        volume_min: 0,
        bid_min: Cents(10),
        spread_share_max: 0.35,
        spread_max: Cents(100),
        ..Rules::default().selection
    }
}

fn rules(file: &FileTrading, simulated: bool, place: &Place<'_>) -> Result<Rules, ConfigError> {
    let mut rules = Rules::default();
    if simulated {
        rules.threshold = PRACTICE_THRESHOLD;
        rules.selection = for_practice();
        rules.slack = PRACTICE_SLACK;
    }
    let read = Reader { place };
    read.money("trading.capital", file.capital, (100.0, 1e9), &mut rules.capital)?;
    let capital = std::mem::replace(&mut rules.capital, CAPITAL_MAX);
    for (rule, written) in [
        (Rule::Threshold, file.threshold),
        (Rule::TradeMax, file.trade_max),
        (Rule::TradeShareMax, file.trade_share_max),
        (Rule::ExposureMax, file.exposure_max),
        (Rule::PositionsMax, file.positions_max.map(f64::from)),
        (Rule::TradesAMonthMax, file.trades_a_month_max.map(f64::from)),
        (Rule::DayLossMax, file.day_loss_max),
        (Rule::LossesInRowMax, file.losses_in_row_max.map(f64::from)),
        (Rule::DrawdownMax, file.drawdown_max),
        (Rule::OfferMinutes, file.offer_minutes.map(f64::from)),
        (Rule::Stop, file.stop),
        (Rule::Target, file.target),
        (Rule::SessionsMax, file.sessions_max.map(f64::from)),
    ] {
        read.rule(rule, written, &mut rules)?;
    }
    rules.capital = capital;
    read.whole("trading.days_min", file.days_min, (7, 365), &mut rules.selection.days_min)?;
    read.whole("trading.days_max", file.days_max, (7, 730), &mut rules.selection.days_max)?;
    read.number("trading.delta_min", file.delta_min, (0.05, 0.95), &mut rules.selection.delta_min)?;
    read.number("trading.delta_max", file.delta_max, (0.05, 0.95), &mut rules.selection.delta_max)?;
    let pairs = [
        ("trading.days_max", f64::from(rules.selection.days_min), f64::from(rules.selection.days_max)),
        ("trading.delta_max", rules.selection.delta_min, rules.selection.delta_max),
        ("trading.capital", rules.trade_max.dollars(), rules.capital.dollars()),
    ];
    for (key, low, high) in pairs {
        if low > high {
            return Err(place.key(key, format!("is {high}, which is less than {low} at the other end")));
        }
    }
    Ok(rules)
}

/// Takes over what is written where it lies in its range, and names the place and the range where not.
struct Reader<'p> {
    place: &'p Place<'p>,
}

impl Reader<'_> {
    /// A rule that can be set from the chat too, by the same checks.
    fn rule(&self, rule: Rule, written: Option<f64>, rules: &mut Rules) -> Result<(), ConfigError> {
        let Some(value) = written else { return Ok(()) };
        let checked = rule.check(value).map_err(|range| {
            self.place.key(&format!("trading.{}", rule.name()), format!("{value} is out of its range; {range}"))
        })?;
        rule.put(rules, checked);
        Ok(())
    }

    fn money(&self, key: &str, written: Option<f64>, range: (f64, f64), into: &mut Cents) -> Result<(), ConfigError> {
        let mut dollars = into.dollars();
        self.number(key, written, range, &mut dollars)?;
        *into = Cents::of_dollars(dollars).unwrap_or(*into);
        Ok(())
    }

    fn number(
        &self,
        key: &str,
        written: Option<f64>,
        (low, high): (f64, f64),
        into: &mut f64,
    ) -> Result<(), ConfigError> {
        let Some(value) = written else { return Ok(()) };
        if !(low..=high).contains(&value) {
            return Err(self
                .place
                .key(key, format!("{value} is out of its range; write a number from {low} to {high}")));
        }
        *into = value;
        Ok(())
    }

    fn whole<N: PartialOrd + std::fmt::Display + Copy>(
        &self,
        key: &str,
        written: Option<N>,
        (low, high): (N, N),
        into: &mut N,
    ) -> Result<(), ConfigError> {
        let Some(value) = written else { return Ok(()) };
        if value < low || value > high {
            return Err(self
                .place
                .key(key, format!("{value} is out of its range; write a number from {low} to {high}")));
        }
        *into = value;
        Ok(())
    }
}

fn address(url: Option<&str>, key: &str, place: &Place<'_>) -> Result<Option<String>, ConfigError> {
    super::live::address(url, key, place)
}

#[cfg(test)]
mod tests {
    use super::super::{Config, FILE_NAME};
    use super::*;

    fn load(text: &str, overrides: Overrides) -> Result<Trading, String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
        let config = Config::load(&Overrides { data_dir: Some(folder.path().to_owned()), ..overrides });
        config.map(|config| config.trading).map_err(|error| error.to_string())
    }

    fn keys() -> Overrides {
        let secret = |text: &str| Some(SecretString::from(text.to_owned()));
        Overrides {
            alpaca_key: secret("PK1"),
            alpaca_secret: secret("paper-secret"),
            broker_key: secret("AK1"),
            broker_secret: secret("live-secret"),
            ..Overrides::default()
        }
    }

    #[test]
    fn the_simulated_market_is_for_practice_and_the_real_one_for_predictions_only() {
        let sim = load("", Overrides::default()).unwrap();
        assert_eq!((sim.mode, sim.practice, sim.rules.threshold), (Mode::Paper, true, PRACTICE_THRESHOLD));
        let real = load("[market]\nfeed = \"live\"", Overrides::default()).unwrap();
        assert_eq!((real.mode, real.practice, real.rules.threshold), (Mode::Predictions, false, HIGH_CONFIDENCE));
        assert!(real.live.is_none());
        assert!(!load("[trading]\nthreshold = 0.85", Overrides::default()).unwrap().practice);
    }

    #[test]
    fn live_trading_needs_the_file_the_keys_and_the_real_market() {
        let refused = |text: &str, overrides| load(text, overrides).unwrap_err();
        assert!(refused("[trading]\nlive = true", keys()).contains("not the real one"));
        let live = "[market]\nfeed = \"live\"\n[trading]\nlive = true";
        assert!(refused(live, Overrides::default()).contains(ENV_BROKER_SECRET));
        assert!(refused("[trading]\nmode = \"live\"", keys()).contains("/mode"));
        let config = load(live, keys()).unwrap();
        assert!(config.live.is_some() && config.mode == Mode::Predictions);
        assert!(!format!("{config:?}").contains("live-secret"));
    }

    #[test]
    fn every_rule_has_a_range() {
        let refused = |text: &str| load(&format!("[trading]\n{text}"), keys()).unwrap_err();
        assert!(refused("threshold = 85").contains("trading.threshold: 85 is out of its range"));
        assert!(refused("stop = nan").contains("trading.stop"));
        assert!(refused("days_min = 50").contains("trading.days_max"));
        assert!(refused("capital = 150").contains("trading.capital"));
        assert!(refused("broker = \"x\"").contains("`x` is no broker"));
        assert!(refused("broker_url = \"https://x\"").contains("trading.broker_url"));
        let rules = load("[trading]\ntrade_max = 150.5\noffer_minutes = 30", keys()).unwrap().rules;
        assert_eq!((rules.trade_max, rules.offer_seconds), (Cents(15_050), 1_800));
    }
}
