//! Recorded option chains: own implied volatilities and greeks beside the vendor's, and selection on every snapshot.
//!
//! Reads `options/*_chain_snapshots.csv.gz` in the folder that `ALGOSLAYER_DATA` names, and says so aloud where there is none.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use algoslayer::domain::contract::Contract;
use algoslayer::domain::desk::fees::FeeSchedule;
use algoslayer::domain::desk::rules::Rules;
use algoslayer::domain::event::Dividend;
use algoslayer::domain::money::Cents;
use algoslayer::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use algoslayer::domain::prediction::{Direction, Forecast, Probabilities};
use algoslayer::domain::symbol::{SourceName, Symbol};
use algoslayer::engine::options::potential::frozen;
use algoslayer::engine::options::pricing::{Terms, american};
use algoslayer::engine::options::quotes::{Carry, quotes};
use algoslayer::engine::options::selection::{Question, Refusal, best, select};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

/// A row of the files, as far as it is used.
#[derive(Clone, serde::Deserialize)]
struct Row {
    snapshot_et: Timestamp,
    underlying_price: f64,
    expiration: Date,
    side: String,
    strike: f64,
    bid: Option<f64>,
    ask: Option<f64>,
    volume: Option<f64>,
    open_interest: Option<f64>,
    iv: Option<f64>,
    delta: Option<f64>,
    gamma: Option<f64>,
    theta: Option<f64>,
    vega: Option<f64>,
    snapshot_quality: String,
}

/// A chain with the vendor's rows by contract.
struct Recorded {
    name: String,
    chain: ChainSnapshot,
    rows: BTreeMap<Contract, Row>,
}

/// Of a chain with more quotes, only as many of its strikes are read as keep it below.
const ROWS_MAX: usize = 2_000;

#[expect(clippy::disallowed_methods, reason = "tests learn from the environment where the data lies")]
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("ALGOSLAYER_DATA").map(|data| Path::new(&data).join("options"));
    if folder.is_none() {
        println!("SKIPPED: set ALGOSLAYER_DATA to the folder with options/*_chain_snapshots.csv.gz to run this");
    }
    folder
}

/// Every snapshot of every symbol that holds live quotes.
fn recorded(folder: &Path) -> Vec<Recorded> {
    let mut all = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(symbol) = name.strip_suffix("_chain_snapshots.csv.gz") else { continue };
        let mut snapshots: BTreeMap<Timestamp, Vec<Row>> = BTreeMap::new();
        let file = flate2::read::MultiGzDecoder::new(std::fs::File::open(&path).unwrap());
        for row in csv::Reader::from_reader(file).deserialize() {
            let row: Row = row.unwrap();
            snapshots.entry(row.snapshot_et).or_default().push(row);
        }
        let symbol = Symbol::new(symbol).unwrap();
        all.extend(snapshots.into_iter().map(|(at, rows)| one(symbol, at, rows)));
    }
    all
}

fn one(symbol: Symbol, at: Timestamp, mut rows: Vec<Row>) -> Recorded {
    let every = rows.len() / ROWS_MAX + 1;
    rows = rows.into_iter().step_by(every).collect();
    let spot = rows[0].underlying_price;
    let empty = rows[0].snapshot_quality != "ok";
    let quote = |row: &Row| OptionQuote {
        expiry: row.expiration,
        right: if row.side == "call" { OptionRight::Call } else { OptionRight::Put },
        strike: row.strike,
        bid: row.bid.unwrap_or(0.0),
        ask: row.ask.unwrap_or(0.0),
        last: None,
        volume: row.volume.unwrap_or(0.0) as u32,
        open_interest: row.open_interest.unwrap_or(0.0) as u32,
        implied_volatility: row.iv,
        delta: row.delta,
    };
    let made: Vec<OptionQuote> = rows.iter().map(quote).collect();
    let named = made.iter().zip(rows).map(|(quote, row)| (Contract::of(symbol, quote).unwrap(), row)).collect();
    // Before the opening bell, after the closing one and on weekends the quotes are those of the last close.
    let calendar = algoslayer::domain::calendar::ExchangeCalendar::nyse();
    let last_bell = calendar.index_at_or_before(at).and_then(|index| calendar.session(index)).unwrap().close;
    let (chain, faults) =
        ChainSnapshot::new(symbol, SourceName::new("recorded").unwrap(), at.min(last_bell), spot, made).unwrap();
    let name = format!("{symbol:?} {at}{}", if empty { " without live quotes" } else { "" });
    assert!(faults.len() < 20, "{name}: {} faults", faults.len());
    Recorded { name, chain, rows: named }
}

/// The next dividends of RTX as they were known; the others are left out, which the bounds allow for.
fn dividends() -> Vec<Dividend> {
    let symbol = Symbol::new("RTX").unwrap();
    [(date(2026, 8, 21), 0.68), (date(2026, 11, 20), 0.68)]
        .map(|(ex_date, amount)| Dividend { symbol, ex_date, amount })
        .to_vec()
}

/// The value that a part of all lie at or below.
fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * part).round() as usize]
}

fn spread_of(what: &str, values: &mut [f64]) -> [f64; 3] {
    let [low, middle, high] = [0.05, 0.5, 0.95].map(|part| quantile(values, part));
    println!("  {what:<12} {:>6} compared; 5 % {low:+.4}, half {middle:+.4}, 95 % {high:+.4}", values.len());
    [low, middle, high]
}

#[test]
fn own_volatilities_and_greeks_are_near_the_vendors() {
    let Some(folder) = folder() else { return };
    let dividends = dividends();
    let carry = Carry { rate: 0.037, dividends: &dividends };
    let (mut solved, mut two_sided, mut priced_later) = (0, 0, 0);
    let mut off: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for Recorded { name, chain, rows } in recorded(&folder) {
        let live = !name.ends_with("without live quotes");
        for (number, quoted) in quotes(&chain, carry).iter().enumerate() {
            let quote = &quoted.quote;
            assert_eq!(quoted.unsolved.is_some(), quote.implied_volatility.is_none());
            let both = quote.bid > Cents::ZERO && quote.ask > Cents::ZERO;
            two_sided += usize::from(both);
            let Some(ours) = quote.implied_volatility else { continue };
            solved += 1;
            assert!(both && (0.01..=3.0).contains(&ours), "{name}: {ours}");
            let row = &rows[&quote.contract];
            let days = quote.contract.days_left(chain.at());
            // What is chosen from: near the money, some weeks to run, and not too wide.
            let near = (quote.contract.strike() / chain.spot()).ln().abs() < 0.08 && (7..=60).contains(&days);
            if !(live && near && quote.half_spread() < 0.1 * quote.mid()) {
                continue;
            }
            if let Some(vendors) = row.iv.filter(|iv| *iv > 0.05) {
                off.entry("volatility").or_default().push(ours - vendors);
            }
            // The grid takes its time: one contract in four.
            let Some(delta) = row.delta.filter(|_| number % 4 == 0) else { continue };
            let ahead = carry.ahead(chain.symbol(), chain.at());
            let Contract { right, .. } = quote.contract;
            let years = quote.contract.years_left(chain.at());
            let terms = Terms {
                right,
                spot: chain.spot(),
                strike: quote.contract.strike(),
                years,
                rate: carry.rate,
                dividends: &ahead,
            };
            let own = american(&terms, ours).unwrap();
            priced_later += 1;
            let mut compare = |what, own: f64, vendors: Option<f64>| {
                if let Some(vendors) = vendors {
                    off.entry(what).or_default().push(own - vendors);
                }
            };
            compare("delta", own.delta, Some(delta));
            compare("gamma", own.gamma, row.gamma);
            compare("theta", own.theta, row.theta);
            compare("vega", own.vega / 100.0, row.vega);
        }
    }
    println!(
        "{solved} of {two_sided} quotes with bid and ask imply a volatility; {priced_later} compared with the vendor's greeks:"
    );
    let found: BTreeMap<&str, [f64; 3]> =
        off.iter_mut().map(|(what, values)| (*what, spread_of(what, values))).collect();
    // What implies none is deep in the money: its middle is worth no more than using it at once.
    assert!(solved * 10 > two_sided * 7, "{solved} of {two_sided}");
    for (what, median, tails) in BOUNDS {
        let [low, middle, high] = found[what];
        assert!(middle.abs() <= median && low >= -tails && high <= tails, "{what}: {low} {middle} {high}");
    }
}

/// How far the median and the tails may lie from the vendor's, and why that far: the vendor's volatility leaves dividends out and takes
/// another rate and the last trade in places; its greeks are of another moment (15 minutes or a night apart from the quotes).
const BOUNDS: [(&str, f64, f64); 5] = [
    ("volatility", 0.03, 0.15),
    ("delta", 0.01, 0.10),
    ("gamma", 0.001, 0.01),
    ("theta", 0.02, 0.15),
    ("vega", 0.01, 0.05),
];

fn forecast(chain: &ChainSnapshot, call: Direction) -> Forecast {
    let due = chain.at() + SignedDuration::from_hours(24);
    let probabilities = match call {
        Direction::Up => Probabilities { down: 0.05, hold: 0.08, up: 0.87 },
        _ => Probabilities { down: 0.87, hold: 0.08, up: 0.05 },
    };
    Forecast { due, crosses_close: true, sigma: 0.016, band: 0.0048, probabilities }
}

/// The rules as they are, and wide ones under which contracts reach the expensive part of the work.
fn rule_sets() -> [(&'static str, Rules, Cents); 2] {
    let rules = Rules::default();
    let mut wide = rules.clone();
    let selection = &mut wide.selection;
    (selection.open_interest_min, selection.volume_min, selection.bid_min) = (10, 1, Cents(10));
    (selection.spread_max, selection.spread_share_max) = (Cents(200), 0.40);
    selection.volatility_difference_max = 0.30;
    [("the rules as they are, $200", rules, Cents(20_000)), ("wide rules, $2,000", wide, Cents(200_000))]
}

#[test]
fn every_contract_of_every_snapshot_is_chosen_or_has_a_reason() {
    let Some(folder) = folder() else { return };
    let (dividends, all) = (dividends(), recorded(&folder));
    let carry = Carry { rate: 0.037, dividends: &dividends };
    for (title, rules, limit) in rule_sets() {
        let (mut asked, mut chosen) = (0, 0);
        let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
        for (Recorded { name, chain, .. }, call) in
            all.iter().flat_map(|one| [(one, Direction::Up), (one, Direction::Down)])
        {
            let (forecast, fees) = (forecast(chain, call), FeeSchedule::PerContract);
            let question = Question {
                chain,
                call,
                forecast: &forecast,
                rules: &rules,
                limit,
                carry,
                fees,
                now: chain.at(),
                practice: false,
            };
            let (first, refused) = select(&question).refusing_the_rest();
            assert_eq!(refused.len() + usize::from(first.is_some()), chain.quotes().len(), "{name}");
            assert!(refused.iter().all(|refused| !refused.reasons.is_empty()), "{name}");
            assert_eq!(best(&question), first, "{name}");
            for refused in &refused {
                if let [only] = refused.reasons[..] {
                    *alone.entry(kind(&only)).or_default() += 1;
                }
            }
            asked += 1;
            chosen += usize::from(first.is_some());
            if let Some(first) = &first {
                assert!(first.outlook.cost <= limit && first.expected_profit > first.no_skill_profit);
            }
            let followed = frozen(&question);
            let right = if call == Direction::Up { OptionRight::Call } else { OptionRight::Put };
            assert!(followed.is_some(), "{name}: a call is followed wherever anything is quoted");
            assert!(followed.is_none_or(|quote| quote.contract.right == right && quote.bid > Cents::ZERO), "{name}");
        }
        println!("{title}: {chosen} of {asked} questions have a contract; what alone stood against others: {alone:?}");
        assert!(chosen > 0 || limit == Cents(20_000), "{title}");
    }
}

fn kind(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::WrongRight => "wrong right",
        Refusal::QuoteAge { .. } => "quote age",
        Refusal::Days { .. } => "days",
        Refusal::NoBid => "no bid",
        Refusal::NoAsk => "no ask",
        Refusal::Bid { .. } => "bid",
        Refusal::SpreadShare { .. } => "spread in parts",
        Refusal::Spread { .. } => "spread",
        Refusal::OpenInterest { .. } => "open interest",
        Refusal::Volume { .. } => "volume",
        Refusal::TooExpensive { .. } => "too expensive",
        Refusal::NoContract => "no contract",
        Refusal::NoVolatility(_) => "no volatility",
        Refusal::VolatilityDiffers { .. } => "volatility differs",
        Refusal::Delta { .. } => "delta",
        Refusal::BreakEven { .. } => "break-even",
        Refusal::Expectation { .. } => "expectation",
        Refusal::Stake { .. } => "stake",
        Refusal::RankedLower { .. } => "ranked lower",
    }
}
