//! The ladder of schema versions, climbed with sample rows; files that are refused and left alone; backups and their way back.

#![cfg(test)]

use std::path::{Path, PathBuf};

use algoslayer::domain::bar::Prices;
use algoslayer::domain::event::{Due, Event};
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::outcome::{Outcome, Verdict};
use algoslayer::domain::prediction::{Prediction, PredictionNumber};
use algoslayer::domain::signal::Reading;
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::unit::Score;
use algoslayer::storage::{SCHEMA_VERSION, Store, StoreError, restore};
use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::Value;

/// A rung of the ladder as it stands in `migrations/`.
struct Rung {
    sql: String,
    sample: String,
}

fn ladder() -> Vec<Rung> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| !path.to_str().unwrap().ends_with(".sample.sql"));
    files.sort();
    let read =
        |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    files.iter().map(|path| Rung { sql: read(path), sample: read(&path.with_extension("sample.sql")) }).collect()
}

/// A file that stands on the rung `version`, with the sample rows of every rung up to it, each put in on its own rung.
fn file_on_rung(path: &Path, version: usize) {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    for rung in &ladder()[..version] {
        connection.execute_batch(&rung.sql).unwrap();
        connection.execute_batch(&rung.sample).unwrap();
    }
    connection.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
}

fn tables(connection: &Connection) -> Vec<String> {
    let mut select = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .unwrap();
    select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let select = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
    select.column_names().map(str::to_owned).collect()
}

/// All rows of a table, in the named columns, sorted.
fn rows(connection: &Connection, table: &str, columns: &[String]) -> Vec<Vec<Value>> {
    let mut select = connection.prepare(&format!("SELECT {0} FROM {table} ORDER BY {0}", columns.join(", "))).unwrap();
    let rows = select.query_map([], |row| (0..columns.len()).map(|column| row.get(column)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("algoslayer.db");
    (folder, path)
}

/// The error of opening a file that must be refused, and the proof that not a byte of it changed.
fn refusal(path: &Path) -> StoreError {
    let before = std::fs::read(path).unwrap();
    let Err(error) = Store::open(path) else { panic!("{} was taken", path.display()) };
    assert!(std::fs::read(path).unwrap() == before, "the refused file was changed");
    error
}

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

#[test]
fn a_fresh_file_climbs_to_the_newest_schema() {
    let (_folder, path) = folder();
    drop(Store::open(&path).unwrap());
    let connection = Connection::open(&path).unwrap();
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!((version, ladder().len()), (SCHEMA_VERSION, usize::try_from(SCHEMA_VERSION).unwrap()));
    let (_other, on_rung) = folder_on_rung(ladder().len());
    assert_eq!(tables(&connection), tables(&Connection::open(on_rung).unwrap()));
}

fn folder_on_rung(version: usize) -> (tempfile::TempDir, PathBuf) {
    let (folder, path) = folder();
    file_on_rung(&path, version);
    (folder, path)
}

/// Tables whose rows the fifth rung carries into pages, and the rung itself.
const CARRIED: [&str; 5] = ["bars", "due_done", "predictions", "outcomes", "tallies"];
const PAGES_RUNG: usize = 5;

#[test]
fn the_rows_of_every_rung_survive_all_later_rungs() {
    for version in 1..=ladder().len() {
        let (folder, path) = folder_on_rung(version);
        let (kept, carried) = {
            let connection = Connection::open(&path).unwrap();
            let kept = tables(&connection).into_iter().map(|table| {
                let columns = columns(&connection, &table);
                let rows = rows(&connection, &table, &columns);
                assert!(!rows.is_empty(), "{table} has no sample row on rung {version}");
                (table, columns, rows)
            });
            (kept.collect::<Vec<_>>(), (version < PAGES_RUNG).then(|| told_by_rows(&connection)))
        };
        let store = Store::open(&path).unwrap();
        let findings = store.verify(|_| {}).unwrap();
        assert!(findings.clean(), "rung {version}: {:?}", findings.problems);
        drop(store);
        let connection = Connection::open(&path).unwrap();
        for (table, columns, before) in kept {
            if version >= PAGES_RUNG || !CARRIED.contains(&table.as_str()) {
                assert_eq!(rows(&connection, &table, &columns), before, "{table} of rung {version}");
            }
        }
        let broken = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
        assert!(!broken, "a row of rung {version} refers to nothing");
        let backup = folder.path().join(format!("backups/before-schema-{}.db", version + 1));
        assert_eq!(backup.exists(), version < ladder().len(), "a climb begins with a backup");
        if let Some(carried) = carried {
            // The sample of a chain is no chain, which nobody could recall.
            connection.execute("DELETE FROM chains", []).unwrap();
            let told = told_by_store(&Store::open(&path).unwrap());
            let differs = carried.iter().zip(&told).find(|(old, new)| old != new);
            assert_eq!((differs, carried.len()), (None, told.len()), "rung {version}");
        }
    }
}

/// Every value of the rows that the fifth rung carries over, read by SQL: a line for each bar, decision, prediction, outcome and tally.
fn told_by_rows(connection: &Connection) -> Vec<String> {
    let has = |table: &str, column: &str| columns(connection, table).iter().any(|name| name == column);
    let grounds = if has("predictions", "grounds") { "iif(grounds IS NULL, NULL, hex(grounds))" } else { "NULL" };
    let mut lines = Vec::new();
    for (table, columns, order) in [
        ("bars", "seq, symbol, start_s, interval_s, open, high, low, close, volume, source, received_us", "seq"),
        ("due_done", "seq, kind, due_s, worked_us, iif(result LIKE 'predicted%', result, 'none')", "seq"),
        ("due_done", "result, count(*)", "1"),
        (
            "predictions",
            &format!(
                "symbol, number, at_s, made_us, price, call, confidence, evidence, fused, news_sentiment, technical_analysis, \
                 options_flow, volatility_analysis, momentum, sector_correlation, mean_reversion, market_regime, abstentions, \
                 due_1h_s, crosses_1h, sigma_1h, band_1h, down_1h, hold_1h, up_1h, \
                 due_4h_s, crosses_4h, sigma_4h, band_4h, down_4h, hold_4h, up_4h, \
                 due_24h_s, crosses_24h, sigma_24h, band_24h, down_24h, hold_24h, up_24h, \
                 model, hex(previous), hex(hash), {grounds}"
            ),
            "number",
        ),
        (
            "outcomes",
            "symbol, number, horizon, due_s, settled_us, crosses_close, uniqueness, void, entry_price, entry_s, entry_rule, \
             exit_price, exit_s, exit_rule, dividends, log_return, became, return_to_close, hindsight_high, hindsight_low",
            "number, due_s",
        ),
        (
            "tallies",
            "horizon, crosses_close, settled, void, w_dd + w_ds + w_du + w_sd + w_ss + w_su + w_ud + w_us + w_uu, brier, log_loss",
            "horizon",
        ),
    ] {
        let group = if columns.contains("count(*)") {
            " WHERE kind = 'decision' AND result NOT LIKE 'predicted%' GROUP BY result"
        } else {
            ""
        };
        let sql = format!("SELECT {columns} FROM {table}{group} ORDER BY {order}");
        let mut select = connection.prepare(&sql).unwrap();
        let count = select.column_count();
        let rows = select.query_map([], |row| (0..count).map(|column| row.get::<_, Value>(column)).collect());
        for row in rows.unwrap() {
            let row: Vec<Value> = row.unwrap();
            lines.push(format!("{table} {}", row.iter().map(shown).collect::<Vec<_>>().join(" ")));
        }
    }
    lines
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => format!("{:016x}", number.to_bits()),
        Value::Text(text) => text.clone(),
        Value::Blob(_) => unreachable!("blobs are read as hex"),
    }
}

/// The same lines as the store tells them.
fn told_by_store(store: &Store) -> Vec<String> {
    let (mut lines, mut dues) = (Vec::new(), Vec::new());
    store
        .recall(rtx(), 0, |entry| {
            let (seq, now) = (entry.seq, entry.now.as_microsecond());
            let result = entry.predicted.map_or("none".to_owned(), |made| format!("predicted {}", made.number.0));
            match entry.event {
                Event::Bar(bar) => {
                    let Prices { open, high, low, close } = bar.prices();
                    let numbers = [open, high, low, close, bar.volume()].map(|number| real(Some(number))).join(" ");
                    let (start, length) = (bar.start().as_second(), bar.interval().seconds());
                    lines.push(format!(
                        "bars {seq} {} {start} {length} {numbers} {} {now}",
                        bar.symbol(),
                        bar.source()
                    ));
                }
                Event::Due(Due::Decision(at)) => {
                    dues.push(format!("due_done {seq} decision {} {now} {result}", at.as_second()));
                }
                Event::Due(Due::Report(date)) => {
                    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second();
                    dues.push(format!("due_done {seq} report {midnight} {now} {result}"));
                }
                _ => {}
            }
            Ok(())
        })
        .unwrap();
    lines.append(&mut dues);
    lines.extend(store.skips(rtx()).unwrap().iter().map(|(why, count)| format!("due_done {} {count}", why.name())));
    let mut outcomes = Vec::new();
    store
        .each_prediction(rtx(), |prediction| {
            lines.push(prediction_line(prediction));
            let of_one = store.outcomes(rtx(), prediction.number).unwrap();
            outcomes.extend(of_one.iter().map(outcome_line));
        })
        .unwrap();
    lines.append(&mut outcomes);
    let tallies = store.tallies(rtx()).unwrap();
    let mut sums: Vec<String> = Horizon::ALL
        .into_iter()
        .zip(tallies)
        .flat_map(|(horizon, halves)| [(horizon, 0, halves.within), (horizon, 1, halves.crossing)])
        .filter(|(.., tally)| tally.settled + tally.void > 0)
        .map(|(horizon, crosses, tally)| {
            let sums = [tally.effective(), tally.brier, tally.log_loss].map(|number| real(Some(number))).join(" ");
            format!("tallies {} {crosses} {} {} {sums}", horizon.name(), tally.settled, tally.void)
        })
        .collect();
    sums.sort();
    lines.append(&mut sums);
    lines
}

fn real(number: Option<f64>) -> String {
    number.map_or("none".to_owned(), |number| shown(&Value::Real(number)))
}

fn prediction_line(p: &Prediction) -> String {
    let mut fields = vec![p.symbol.to_string(), p.number.0.to_string(), p.at.as_second().to_string()];
    fields.extend([p.made_at.as_microsecond().to_string(), real(Some(p.price)), p.call.call().to_owned()]);
    fields.extend([p.confidence.get(), p.evidence, p.fused].map(|number| real(Some(number))));
    fields.extend(p.readings.iter().map(|(_, reading)| real(reading.score().map(Score::get))));
    let abstentions = p.readings.iter().fold(0_i64, |packed, (kind, reading)| match reading {
        Reading::Speaks(_) => packed,
        Reading::Abstains(reason) => packed | i64::from(reason.code()) << (4 * kind.index()),
    });
    fields.push(abstentions.to_string());
    for claim in &p.forecasts {
        fields.extend([claim.due.as_second().to_string(), u8::from(claim.crosses_close).to_string()]);
        let said = claim.probabilities;
        fields.extend([claim.sigma, claim.band, said.down, said.hold, said.up].map(|number| real(Some(number))));
    }
    fields.push(p.model.name().into_owned());
    fields.extend([p.previous, p.hash].map(|hash| hash.to_string().to_uppercase()));
    let grounds = p.grounds.map(|grounds| {
        let bytes = grounds.iter().flat_map(|grounds| {
            let mut bytes = grounds.age_s.unwrap_or(u32::MAX).to_le_bytes().to_vec();
            bytes.extend(grounds.weight.to_le_bytes());
            bytes.extend(grounds.components.iter().flat_map(|component| component.to_le_bytes()));
            bytes
        });
        bytes.map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().concat()
    });
    fields.push(grounds.unwrap_or("none".to_owned()));
    format!("predictions {}", fields.join(" "))
}

fn outcome_line(o: &Outcome) -> String {
    let mut fields = vec![o.symbol.to_string(), o.number.0.to_string(), o.horizon.name().to_owned()];
    fields.extend([o.due.as_second().to_string(), o.settled_at.as_microsecond().to_string()]);
    fields.extend([u8::from(o.crosses_close).to_string(), real(Some(o.uniqueness))]);
    match &o.verdict {
        Verdict::Void(reason) => {
            fields.push(reason.name().to_owned());
            fields.extend(vec!["none".to_owned(); 12]);
        }
        Verdict::Settled(s) => {
            fields.push("none".to_owned());
            for mark in [s.entry, s.exit] {
                fields.extend([real(Some(mark.price)), mark.at.as_second().to_string(), mark.rule.name().to_owned()]);
            }
            fields.extend([real(Some(s.dividends)), real(Some(s.log_return)), s.became.call().to_owned()]);
            fields.extend([s.return_to_close, Some(s.hindsight_high), Some(s.hindsight_low)].map(real));
        }
    }
    format!("outcomes {}", fields.join(" "))
}

/// The sample of the fifth rung holds, byte for byte, the pages that the samples of the rungs before are carried into: the layout that was
/// released stays the one that is read.
#[test]
fn the_pages_of_the_sample_are_those_that_rows_are_carried_into() {
    let (_folder, climbed) = folder_on_rung(PAGES_RUNG - 1);
    drop(Store::open(&climbed).unwrap());
    let (_other, sample) = folder_on_rung(PAGES_RUNG);
    let (climbed, sample) = (Connection::open(climbed).unwrap(), Connection::open(sample).unwrap());
    for table in ["event_pages", "prediction_pages", "outcome_pages", "newest_bars"] {
        let columns = columns(&climbed, table);
        assert_eq!(rows(&climbed, table, &columns), rows(&sample, table, &columns), "{table}");
    }
}

#[test]
fn the_sample_of_the_ledger_is_read_back_as_what_it_says() {
    let (_folder, path) = folder_on_rung(1);
    let store = Store::open(&path).unwrap();
    let findings = store.verify(|_| {}).unwrap();
    assert!(findings.clean(), "{:?}", findings.problems);
    assert_eq!((findings.predictions, findings.outcomes), (2, 5));
    let second = store.prediction(rtx(), PredictionNumber(2)).unwrap().unwrap();
    assert_eq!((second.hash, second.readings.voices()), (second.computed_hash(), 2));
    let outcomes = store.outcomes(rtx(), PredictionNumber(1)).unwrap();
    let settled = |horizon| outcomes.iter().any(|o| o.horizon == horizon && matches!(o.verdict, Verdict::Settled(_)));
    assert_eq!(Horizon::ALL.map(settled), [true, false, true]);
    let mut events = 0;
    store
        .recall(rtx(), 0, |_| {
            events += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!(events, 9);
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    for journal in ["WAL", "DELETE"] {
        let (_folder, path) = folder_on_rung(ladder().len());
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
        connection.pragma_update(None, "journal_mode", journal).unwrap();
        drop(connection);
        let error = refusal(&path);
        let StoreError::Newer { found, known, .. } = error else { panic!("{error}") };
        assert_eq!((found, known), (SCHEMA_VERSION + 1, SCHEMA_VERSION));
    }
}

type Damage = fn(&mut Vec<u8>);

#[test]
fn a_corrupt_file_is_refused_with_a_sentence_and_left_alone() {
    let damages: [(&str, Damage); 4] = [
        ("not a database", |bytes| *bytes = b"These are not the rows you are looking for.".repeat(200)),
        ("an overwritten head", |bytes| bytes[..64].fill(0xAA)),
        ("overwritten tables", |bytes| bytes[4_096..].fill(0xAA)),
        ("a cut file", |bytes| bytes.truncate(6_000)),
    ];
    for (what, damage) in damages {
        let (_folder, path) = folder_on_rung(ladder().len());
        let mut bytes = std::fs::read(&path).unwrap();
        damage(&mut bytes);
        std::fs::write(&path, bytes).unwrap();
        let error = refusal(&path);
        let sentence = error.to_string();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{what}: {sentence}");
        assert!(
            sentence.contains(path.to_str().unwrap()) && sentence.contains("algoslayer restore"),
            "{what}: {sentence}"
        );
    }
}

#[test]
fn a_backup_is_put_back_and_what_stood_there_is_kept() {
    let (folder, path) = folder_on_rung(ladder().len());
    let now: Timestamp = "2026-01-07T22:30:00Z".parse().unwrap();
    let store = Store::open(&path).unwrap();
    let backup = store.backup(now).unwrap();
    assert_eq!(backup, folder.path().join("backups/asked-20260107T223000Z.db"));
    store.write(|transaction| Ok(transaction.execute("DELETE FROM refusals", [])?)).unwrap();
    drop(store);

    let aside = restore(&backup, &path).unwrap().unwrap();
    let refusals = |path: &Path| {
        let connection = Connection::open(path).unwrap();
        connection.query_row("SELECT count(*) FROM refusals", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!((refusals(&path), refusals(&aside)), (1, 0));
    assert!(Store::open(&path).unwrap().verify(|_| {}).unwrap().clean());
    assert!(backup.exists(), "the backup itself stays");

    let second = restore(&backup, &path).unwrap().unwrap();
    assert!(second != aside && aside.exists(), "nothing that was moved aside is overwritten");
}

#[test]
fn a_damaged_backup_is_not_put_back() {
    let (folder, path) = folder_on_rung(ladder().len());
    let before = std::fs::read(&path).unwrap();
    let backup = folder.path().join("broken.db");
    std::fs::write(&backup, b"no backup at all".repeat(500)).unwrap();
    let sentence = restore(&backup, &path).unwrap_err().to_string();
    assert!(sentence.contains("broken.db") && sentence.contains("not a sound database"), "{sentence}");
    assert!(std::fs::read(&path).unwrap() == before);
}

#[test]
fn only_the_newest_backups_are_kept() {
    let (folder, path) = folder_on_rung(ladder().len());
    let store = Store::open(&path).unwrap();
    let first: Timestamp = "2026-01-05T22:30:00Z".parse().unwrap();
    for day in 0..16 {
        store.backup_daily(first + jiff::SignedDuration::from_hours(24 * day)).unwrap();
    }
    let mut kept: Vec<String> = std::fs::read_dir(folder.path().join("backups"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    kept.sort();
    assert_eq!((kept.len(), kept[0].as_str()), (14, "daily-20260107T223000Z.db"));
}
