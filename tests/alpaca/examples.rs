//! Alpaca's own examples, recorded answers and hand-made ones of others: each is decoded, or told by name why it is none of ours.

use std::path::{Path, PathBuf};

use algoslayer::domain::option_chain::OptionRight;
use algoslayer::domain::symbol::Symbol;
use algoslayer::feeds::alpaca::page::complaint;
use algoslayer::feeds::alpaca::{news, options, stocks};
use algoslayer::feeds::source_fault::SourceFault;
use serde_json::{Value, json};

use crate::good::symbol;

/// Parts of names of answers of the trading interface: a broker's, and none of market data.
const TRADING: [&str; 4] = ["account", "order", "positions.json", "clock"];

/// The folder of recorded answers, or `None`, said aloud.
#[expect(
    clippy::disallowed_methods,
    reason = "a test has no configuration: it is told by the environment where data lie"
)]
fn recorded() -> Option<PathBuf> {
    let folder = std::env::var("ALGOSLAYER_DATA").ok().map(|root| Path::new(&root).join("fixtures"));
    if folder.is_none() {
        println!("skipped: ALGOSLAYER_DATA names no folder of market data");
    }
    folder
}

/// Every file below a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// How many records of an answer whose address the client asks are decoded by its own decoder; `None` for other addresses.
fn whole(name: &str, answer: &Value) -> Option<usize> {
    let aapl = symbol("AAPL");
    let told = match name {
        "get_v2_stocks_bars_200" | "get_v2_stocks_symbol_bars_200" | "alpaca_bars_page1" | "alpaca_bars_page2" => {
            let page = stocks::bars(answer, aapl).unwrap();
            assert_eq!(page.next.is_some(), name != "alpaca_bars_page2");
            assert!(page.left_out.is_empty());
            page.items.len()
        }
        "get_v2_stocks_symbol_quotes_latest_200" | "alpaca_quote_latest" | "alpaca_quote_no_ask" => {
            let quote = stocks::latest_quote(answer, aapl).unwrap();
            assert_eq!(quote.ask.is_none(), name == "alpaca_quote_no_ask");
            assert!(quote.bid.is_some());
            1
        }
        "get_v2_stocks_symbol_snapshot_200" => {
            let snapshot = stocks::snapshot(answer, aapl).unwrap();
            assert_eq!(snapshot.vendor_quote().map(|quote| quote.last), answer["latestTrade"]["p"].as_f64());
            1
        }
        "get_v1beta1_options_snapshots_200" | "get_v1beta1_options_snapshots_underlying_symbol_200" => {
            let page = options::contracts(answer, aapl).unwrap();
            let name = answer["snapshots"].as_object().unwrap().keys().next().unwrap();
            assert_eq!(options::ContractKey::parse(name), Some(("AAPL", page.items[0].key)));
            assert!(page.items[0].delta.is_some() && page.items[0].quote.is_some());
            page.items.len()
        }
        "get_v1beta1_news_200" => headlines(answer, aapl, 0),
        "alpaca_news" => headlines(answer, symbol("META"), 1),
        _ => return None,
    };
    Some(told)
}

fn headlines(answer: &Value, whose: Symbol, of_others: u64) -> usize {
    let page = news::headlines(answer, whose).unwrap();
    assert_eq!(page.left_out.values().sum::<u64>(), of_others);
    assert!(page.items.iter().all(|article| article.headline.published <= article.updated));
    page.items.len()
}

/// How many bars, quotes and trades of an answer are decoded record by record, each in the envelope in which the client receives such.
fn by_record(name: &str, answer: &Value) -> usize {
    let is_option = name.contains("options");
    let mut count = 0;
    for record in records(answer) {
        let has = |key: &str| record.get(key).is_some();
        let kind = match (has("bp"), has("o"), has("p")) {
            (true, ..) => "latestQuote",
            (_, true, _) => "dailyBar",
            (.., true) => "latestTrade",
            _ => panic!("{name}: what is {record}?"),
        };
        if is_option {
            let page = json!({"snapshots": {"AAPL240426C00162500": {kind: record}}, "next_page_token": null});
            let page = options::contracts(&page, symbol("AAPL")).unwrap();
            assert_eq!((page.items.len(), page.left_out.len()), (1, 0), "{name}: {record}");
        } else if kind == "dailyBar" {
            let page = json!({"bars": {"AAPL": [record]}, "next_page_token": null});
            let page = stocks::bars(&page, symbol("AAPL")).unwrap();
            assert_eq!((page.items.len(), page.left_out.len()), (1, 0), "{name}: {record}");
        } else {
            stocks::snapshot(&json!({"symbol": "AAPL", kind: record}), symbol("AAPL")).unwrap();
        }
        count += 1;
    }
    count
}

/// Every object with an instant in a value.
fn records(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(members) if members.contains_key("t") => vec![value],
        Value::Object(members) => members.values().flat_map(records).collect(),
        Value::Array(items) => items.iter().flat_map(records).collect(),
        _ => Vec::new(),
    }
}

/// What the vendor's error codes stand for.
fn expected(code: u64) -> SourceFault {
    match code {
        40_310_000 | 40_310_001 => SourceFault::Forbidden,
        40_410_000 => SourceFault::NotFound,
        42_210_000 => SourceFault::Rejected { status: 422 },
        other => panic!("an example with a new code, {other}"),
    }
}

#[test]
fn every_example_is_decoded_or_told_by_name() {
    let Some(root) = recorded() else { return };
    let mut table = Vec::new();
    for folder in ["alpaca_openapi_examples", "alpaca_real", "alpaca_synthetic"] {
        for path in files(&root.join(folder)) {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            // The vendor's examples stand under names of their own.
            let answers: Vec<&Value> = match folder {
                "alpaca_openapi_examples" => file.as_object().unwrap().values().collect(),
                _ => vec![&file],
            };
            for answer in answers {
                let (class, count) = if let Some(fault) = complaint(answer) {
                    assert_eq!(fault, expected(answer["code"].as_u64().unwrap()), "{name}");
                    ("error body", 1)
                } else if let Some(count) = whole(&name, answer) {
                    ("by the client's own decoder", count)
                } else if TRADING.iter().any(|part| path.to_str().unwrap().contains(part)) {
                    ("not a market-data answer", 0)
                } else {
                    ("record by record", by_record(&name, answer))
                };
                assert!(count > 0 || class == "not a market-data answer", "{name} is {class} without a record");
                table.push((class, folder, name.clone(), count));
            }
        }
    }
    table.sort();
    for (class, folder, name, count) in &table {
        println!("{class} | {folder} | {name} | {count}");
    }
    let answers = |wanted: &str| table.iter().filter(|(class, ..)| *class == wanted).count();
    let counts =
        ["by the client's own decoder", "record by record", "error body", "not a market-data answer"].map(answers);
    println!("answers {counts:?} of {}", table.len());
    assert_eq!(counts.iter().sum::<usize>(), table.len());
}

#[test]
fn every_recorded_option_symbol_is_read_exactly() {
    let Some(fixtures) = recorded() else { return };
    let (mut read, mut chains) = (0, 0);
    for path in files(&fixtures.with_file_name("options")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(underlying) = name.strip_suffix("_chain_snapshots.csv.gz") else { continue };
        let file = flate2::read::MultiGzDecoder::new(std::fs::File::open(&path).unwrap());
        let mut rows = csv::Reader::from_reader(file);
        let header = rows.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|column| column == name).unwrap();
        let [symbol, expiry, side, strike] = ["symbol", "expiration", "side", "strike"].map(column);
        for row in rows.records() {
            let row = row.unwrap();
            let (root, key) = options::ContractKey::parse(&row[symbol]).unwrap_or_else(|| panic!("{row:?}"));
            assert_eq!(root, underlying, "{row:?}");
            assert_eq!(key.expiry.to_string(), row[expiry], "{row:?}");
            assert_eq!(key.right == OptionRight::Call, row[side].to_ascii_lowercase().starts_with('c'), "{row:?}");
            assert_eq!(key.strike(), row[strike].parse::<f64>().unwrap(), "{row:?}");
            read += 1;
        }
        chains += 1;
    }
    println!("{read} option symbols of {chains} files are read exactly");
    assert!(read > 10_000 || chains == 0);
}
