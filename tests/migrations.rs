//! The ladder of schema versions, climbed with sample rows; files that are refused and left alone; backups and their way back.

#![cfg(test)]

use std::path::{Path, PathBuf};

use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::outcome::Verdict;
use algoslayer::domain::prediction::PredictionNumber;
use algoslayer::domain::symbol::Symbol;
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

#[test]
fn the_rows_of_every_rung_survive_all_later_rungs() {
    for version in 1..=ladder().len() {
        let (folder, path) = folder_on_rung(version);
        let kept: Vec<_> = {
            let connection = Connection::open(&path).unwrap();
            let kept = tables(&connection).into_iter().map(|table| {
                let columns = columns(&connection, &table);
                let rows = rows(&connection, &table, &columns);
                assert!(!rows.is_empty(), "{table} has no sample row on rung {version}");
                (table, columns, rows)
            });
            kept.collect()
        };
        drop(Store::open(&path).unwrap());
        let connection = Connection::open(&path).unwrap();
        for (table, columns, before) in kept {
            assert_eq!(rows(&connection, &table, &columns), before, "{table} of rung {version}");
        }
        let broken = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
        assert!(!broken, "a row of rung {version} refers to nothing");
        let backup = folder.path().join(format!("backups/before-schema-{}.db", version + 1));
        assert_eq!(backup.exists(), version < ladder().len(), "a climb begins with a backup");
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
