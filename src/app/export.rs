//! `algoslayer export`: predictions, outcomes and what options on calls made as CSV files, every field in full precision, for other programs to count again.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::bot::desk_csv::{OPTIONS_HEADER, option_line};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Prediction};
use crate::domain::signal::{Reading, SignalKind};
use crate::domain::symbol::Symbol;
use crate::storage::Store;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file of predictions and how many it holds.
    pub predictions: (PathBuf, u64),
    /// The file of outcomes and how many it holds.
    pub outcomes: (PathBuf, u64),
    /// The file of what options on calls made and how many it holds.
    pub options: (PathBuf, u64),
}

/// Writes `<SYMBOL>-predictions.csv`, `<SYMBOL>-outcomes.csv` and `<SYMBOL>-options.csv` into `folder`, which is made where it is missing. A file
/// that is there already is never written over.
pub fn export(store: &Store, symbol: Symbol, folder: &Path) -> anyhow::Result<Exported> {
    let known = store.predicted_symbols()?;
    if !known.contains(&symbol) {
        let known: Vec<&str> = known.iter().map(Symbol::as_str).collect();
        let known = if known.is_empty() { "of nothing yet".to_owned() } else { format!("of {}", known.join(", ")) };
        anyhow::bail!("the ledger holds no predictions of {symbol}, but {known}; name one with --symbol");
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let place = |what: &str| folder.join(format!("{symbol}-{what}.csv"));
    let (predictions, outcomes, options) = (place("predictions"), place("outcomes"), place("options"));
    // All before one is made: half an export would be taken for a whole one.
    for path in [&predictions, &outcomes, &options] {
        anyhow::ensure!(!path.exists(), "{}", there_already(path));
    }
    let mut files = [Table::create(&predictions)?, Table::create(&outcomes)?, Table::create(&options)?];
    let [prediction_table, outcome_table, option_table] = &mut files;
    prediction_table.line(&prediction_header());
    store.each_prediction(symbol, |prediction| prediction_table.line(&prediction_line(prediction)))?;
    outcome_table.line(OUTCOME_HEADER);
    store.each_outcome(symbol, |_, outcome| outcome_table.line(&outcome_line(outcome)))?;
    option_table.line(OPTIONS_HEADER);
    store.each_option_result(symbol, |result| option_table.line(&option_line(&result)))?;
    let [prediction_table, outcome_table, option_table] = files;
    Ok(Exported {
        predictions: (predictions, prediction_table.finish()?),
        outcomes: (outcomes, outcome_table.finish()?),
        options: (options, option_table.finish()?),
    })
}

/// A CSV file under way; the first fault is kept until the end, since what is read cannot be stopped.
struct Table {
    path: PathBuf,
    file: BufWriter<File>,
    lines: u64,
    fault: Option<std::io::Error>,
}

impl Table {
    fn create(path: &Path) -> anyhow::Result<Self> {
        let file = File::create_new(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => anyhow::anyhow!(there_already(path)),
            _ => anyhow::anyhow!("{} cannot be written: {error}", path.display()),
        })?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file), lines: 0, fault: None })
    }

    fn line(&mut self, line: &str) {
        if self.fault.is_none() {
            self.fault = writeln!(self.file, "{line}").err();
            self.lines += 1;
        }
    }

    /// How many lines stand below the header.
    fn finish(mut self) -> anyhow::Result<u64> {
        let flushed = self.fault.map_or(self.file.flush(), Err);
        flushed.with_context(|| format!("{} could not be written to its end", self.path.display()))?;
        Ok(self.lines.saturating_sub(1))
    }
}

fn there_already(path: &Path) -> String {
    format!("{} is there already; move it away, or name another folder", path.display())
}

/// The names of the columns, in the order of [`prediction_line`].
fn prediction_header() -> String {
    let mut header = String::from("symbol,number,at,made_at,price,call,confidence,evidence,fused");
    // Writing into a text in memory cannot fail.
    for signal in SignalKind::ALL {
        let name = signal.name();
        let _written = write!(header, ",{name}_score,{name}_abstains,{name}_age_s,{name}_weight");
        for component in signal.components() {
            let _written = write!(header, ",{name}_{component}");
        }
    }
    for horizon in Horizon::ALL {
        let name = horizon.name();
        for column in
            ["due", "crosses_close", "sigma", "band", "down", "hold", "up", "base_down", "base_hold", "base_up"]
        {
            let _written = write!(header, ",{column}_{name}");
        }
    }
    header + ",interval_low,interval_high,novelty,yesterday,claims,right,stated,overstated,model,previous,hash"
}

/// Numbers in the shortest form that reads back as the same bits, instants in UTC; a field is empty where there is nothing to say.
fn prediction_line(prediction: &Prediction) -> String {
    let p = prediction;
    let mut fields = vec![
        p.symbol.to_string(),
        p.number.0.to_string(),
        p.at.to_string(),
        p.made_at.to_string(),
        p.price.to_string(),
        p.call.call().to_owned(),
        p.confidence.get().to_string(),
        p.evidence.to_string(),
        p.fused.to_string(),
    ];
    for (place, (_, reading)) in p.readings.iter().enumerate() {
        fields.extend(match reading {
            Reading::Speaks(score) => [score.get().to_string(), String::new()],
            Reading::Abstains(reason) => [String::new(), reason.name().to_owned()],
        });
        let grounds = p.grounds.as_ref().and_then(|grounds| grounds.get(place));
        fields.push(text(grounds.and_then(|grounds| grounds.age_s)));
        fields.push(text(grounds.map(|grounds| grounds.weight)));
        let components = grounds.map(|grounds| grounds.components);
        fields.extend((0..3).map(|part| text(components.and_then(|components| components.get(part).copied()))));
    }
    for (place, forecast) in p.forecasts.iter().enumerate() {
        let (said, base) = (forecast.probabilities, p.learned.as_ref().and_then(|learned| learned.bases.get(place)));
        fields.extend([forecast.due.to_string(), forecast.crosses_close.to_string()]);
        fields.extend([forecast.sigma, forecast.band, said.down, said.hold, said.up].map(|value| value.to_string()));
        fields.extend([base.map(|base| base.down), base.map(|base| base.hold), base.map(|base| base.up)].map(text));
    }
    let learned = p.learned.as_ref();
    let (interval, backing) = (learned.map(|learned| learned.interval), learned.map(|learned| learned.backing));
    fields.extend([interval.map(|ends| ends.0), interval.map(|ends| ends.1), learned.map(|l| l.novelty)].map(text));
    fields.push(text(learned.map(|learned| learned.yesterday.call())));
    fields.extend([backing.map(|backing| backing.claims), backing.map(|backing| backing.right)].map(text));
    fields.extend([backing.map(|backing| backing.stated), backing.map(|backing| backing.overstated)].map(text));
    fields.extend([p.model.name().into_owned(), p.previous.to_string(), p.hash.to_string()]);
    fields.join(",")
}

/// The names of the columns, in the order of [`outcome_line`].
const OUTCOME_HEADER: &str = "symbol,number,horizon,due,settled_at,crosses_close,uniqueness,call,down,hold,up,base_down,base_hold,base_up,yesterday,void,entry_price,entry_at,entry_rule,\
     exit_price,exit_at,exit_rule,dividends,log_return,became,return_to_close,hindsight_high,hindsight_low";

/// Columns of what was measured, all empty where an outcome is void.
const MEASURED_COLUMNS: usize = 12;

fn outcome_line(outcome: &Outcome) -> String {
    let (o, said) = (outcome, outcome.probabilities);
    let mut fields = vec![
        o.symbol.to_string(),
        o.number.0.to_string(),
        o.horizon.name().to_owned(),
        o.due.to_string(),
        o.settled_at.to_string(),
        o.crosses_close.to_string(),
        o.uniqueness.to_string(),
        o.call.call().to_owned(),
    ];
    fields.extend([said.down, said.hold, said.up].map(|value| value.to_string()));
    fields.extend([o.base.map(|base| base.down), o.base.map(|base| base.hold), o.base.map(|base| base.up)].map(text));
    fields.push(text(o.yesterday.map(Direction::call)));
    match &o.verdict {
        Verdict::Void(reason) => {
            fields.push(reason.name().to_owned());
            fields.extend(std::iter::repeat_n(String::new(), MEASURED_COLUMNS));
        }
        Verdict::Settled(settled) => {
            fields.push(String::new());
            for mark in [settled.entry, settled.exit] {
                fields.extend([mark.price.to_string(), mark.at.to_string(), mark.rule.name().to_owned()]);
            }
            fields.extend([settled.dividends.to_string(), settled.log_return.to_string()]);
            fields.extend([settled.became.call().to_owned(), text(settled.return_to_close)]);
            fields.extend([settled.hindsight_high.to_string(), settled.hindsight_low.to_string()]);
        }
    }
    fields.join(",")
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;
    use crate::app::keeper::Keeper;
    use crate::domain::calendar::ExchangeCalendar;
    use crate::domain::desk::option_record::OptionSums;
    use crate::engine::replay::Pace;
    use crate::feeds::Feed;
    use crate::feeds::sim::SimFeed;
    use crate::storage::DeskBatch;

    /// The rows of a file by column.
    fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap().split(',').collect();
        let row = |line: &str| {
            let fields: Vec<&str> = line.split(',').collect();
            assert_eq!(fields.len(), header.len(), "{line}");
            header.iter().zip(fields).map(|(name, field)| ((*name).to_owned(), field.to_owned())).collect()
        };
        lines.map(row).collect()
    }

    #[test]
    fn what_is_exported_gives_every_kept_figure_again() {
        let folder = tempfile::tempdir().unwrap();
        let rtx = Symbol::new("RTX").unwrap();
        let store = Store::open(&folder.path().join("ledger.db")).unwrap();
        let empty = export(&store, rtx, folder.path()).unwrap_err().to_string();
        assert!(empty.contains("holds no predictions of RTX, but of nothing yet"), "{empty}");
        let first = ExchangeCalendar::nyse().session_on(date(2025, 1, 2)).unwrap();
        let end = ExchangeCalendar::nyse().session_on(date(2025, 1, 27)).unwrap().close;
        let events = SimFeed::new(3, first.date).unwrap().events(first.open, end).unwrap();
        let mut keeper = Keeper::open(store, rtx, "x".to_owned()).unwrap().0;
        keeper.take(&events, end, Pace::Lived, false);
        keeper.write().unwrap();
        let results = crate::bot::screens::desk::samples::results();
        keeper.store().write_desk(DeskBatch { results: results.clone(), ..DeskBatch::default() }).unwrap();
        let to = folder.path().join("figures");
        let written = export(keeper.store(), rtx, &to).unwrap();
        let (predictions, outcomes) = (rows(&written.predictions.0), rows(&written.outcomes.0));
        assert!(predictions.len() > 100 && outcomes.len() > 250);
        assert_eq!((predictions.len() as u64, outcomes.len() as u64), (written.predictions.1, written.outcomes.1));
        assert_eq!(predictions.last().unwrap()["hash"], keeper.state().head().to_string());
        let options = rows(&written.options.0);
        assert_eq!((options.len(), written.options.1), (2, 2));
        let (made, shown) = (&results[0], &options[0]);
        assert_eq!(shown["gain"].parse::<f64>().unwrap().to_bits(), made.gain().to_bits());
        assert_eq!(shown["rest"].parse::<f64>().unwrap().to_bits(), made.attribution.unwrap().rest.to_bits());
        assert_eq!((shown["ask"].as_str(), shown["bid"].as_str(), shown["profit"].as_str()), ("1.90", "2.25", "32.88"));
        assert_eq!((options[1]["sold_by"].as_str(), options[1]["price"].as_str()), ("model", ""));
        let mut sums: [OptionSums; Horizon::COUNT] = Default::default();
        for result in &results {
            sums[result.horizon.index()].add(result);
        }
        assert_eq!(keeper.store().option_sums(rtx).unwrap(), sums, "the columns say what the bodies say");
        let tallies = keeper.store().tallies(rtx).unwrap();
        for (horizon, halves) in Horizon::ALL.into_iter().zip(tallies) {
            for (crosses, tally) in [("false", halves.within), ("true", halves.crossing)] {
                let mut brier = 0.0;
                let theirs = outcomes.iter().filter(|row| {
                    row["horizon"] == horizon.name() && row["crosses_close"] == crosses && row["void"].is_empty()
                });
                for row in theirs {
                    let miss = |side: &str, call| {
                        row[side].parse::<f64>().unwrap() - if row["became"] == call { 1.0 } else { 0.0 }
                    };
                    let misses = [miss("down", "SELL"), miss("hold", "HOLD"), miss("up", "BUY")];
                    let score: f64 = misses.into_iter().map(|miss| miss * miss).sum();
                    brier += row["uniqueness"].parse::<f64>().unwrap() * score;
                }
                assert_eq!(brier.to_bits(), tally.brier.to_bits(), "{} {crosses}", horizon.name());
            }
        }
        let all = ["predictions", "outcomes", "options"];
        for (name, kept) in [("predictions", "outcomes"), ("outcomes", "predictions"), ("options", "predictions")] {
            let again = export(keeper.store(), rtx, &to).unwrap_err().to_string();
            assert!(again.contains("RTX-predictions.csv is there already; move it away"), "{again}");
            std::fs::remove_file(to.join(format!("RTX-{name}.csv"))).unwrap();
            let half = export(keeper.store(), rtx, &to).unwrap_err().to_string();
            assert!(half.contains(&format!("RTX-{kept}.csv is there already")), "{half}");
            assert!(!to.join(format!("RTX-{name}.csv")).exists(), "half an export was left");
            for other in all.into_iter().filter(|other| *other != name) {
                std::fs::remove_file(to.join(format!("RTX-{other}.csv"))).unwrap();
            }
            export(keeper.store(), rtx, &to).unwrap();
        }
        let other = export(keeper.store(), Symbol::new("GD").unwrap(), &to).unwrap_err().to_string();
        assert!(other.contains("no predictions of GD, but of RTX; name one with --symbol"), "{other}");
    }
}
