//! Online backups, and putting one back.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::{SCHEMA_VERSION, Store, StoreError, connect, corrupt_or_refused};

/// Daily backups kept; the oldest goes when a newer one is complete.
const BACKUPS_KEPT_MAX: usize = 14;

/// Pages copied before other connections get a turn.
const PAGES_PER_TURN: i32 = 1_000;

impl Store {
    /// Copies the database, while it is in use, to `backups/asked-<instant>.db` beside it; returns where. Such copies are kept for ever.
    pub fn backup(&self, now: Timestamp) -> Result<PathBuf, StoreError> {
        self.copy_to("asked", now)
    }

    /// Copies the database as [`Store::backup`] does, to `backups/daily-<instant>.db`, and removes the oldest of such copies.
    pub fn backup_daily(&self, now: Timestamp) -> Result<PathBuf, StoreError> {
        let target = self.copy_to("daily", now)?;
        thin_out(self.path())?;
        Ok(target)
    }

    fn copy_to(&self, kind: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
        let source = connect(self.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let name = format!("{kind}-{}.db", now.strftime("%Y%m%dT%H%M%SZ"));
        let target = folder(self.path())?.join(name);
        copy(&source, &target)?;
        Ok(target)
    }
}

/// A copy of the file as it was before a migration.
pub(super) fn before_migration(connection: &Connection, path: &Path, version: i64) -> Result<(), StoreError> {
    copy(connection, &folder(path)?.join(format!("before-schema-{}.db", version + 1)))
}

/// Puts `backup` in the place of `path`. What stood there is moved aside to `<path>.replaced`, never deleted; returns where it lies. The
/// program must not be running on the file.
pub fn restore(backup: &Path, path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let source = connect(backup, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let corrupt = |reason: &str| StoreError::Corrupt { path: backup.display().to_string(), reason: reason.to_owned() };
    let sound: String = source
        .pragma_query_value(None, "quick_check", |row| row.get(0))
        .map_err(|error| corrupt_or_refused(backup, error))?;
    if sound != "ok" {
        return Err(corrupt(&sound));
    }
    let version: i64 = source.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let ours: i64 = source.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('positions', 'refusals', 'snapshots', 'tallies')",
        [],
        |row| row.get(0),
    )?;
    if ours != 4 || !(1..=SCHEMA_VERSION).contains(&version) {
        return Err(corrupt("it is no record of this program, or one of a newer version"));
    }
    let fresh = path.with_extension("restoring");
    copy(&source, &fresh)?;
    let aside = path.exists().then(|| free_name(&path.with_extension("replaced")));
    if let Some(aside) = &aside {
        move_aside(path, aside)?;
    }
    rename(&fresh, path)?;
    Ok(aside)
}

/// Moves a database to another name, replacing what has that name; its write-ahead log belongs to it and goes along.
pub fn move_aside(path: &Path, aside: &Path) -> Result<(), StoreError> {
    for suffix in ["-wal", "-shm", ""] {
        let (from, to) = (with_suffix(path, suffix), with_suffix(aside, suffix));
        if from.exists() {
            rename(&from, &to)?;
        } else if to.exists() {
            std::fs::remove_file(&to).map_err(|error| file_error(&to, &error))?;
        }
    }
    Ok(())
}

fn copy(source: &Connection, target: &Path) -> Result<(), StoreError> {
    let unfinished = target.with_extension("unfinished");
    if unfinished.exists() {
        std::fs::remove_file(&unfinished).map_err(|error| file_error(&unfinished, &error))?;
    }
    let mut copy = connect(&unfinished, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    Backup::new(source, &mut copy)?.run_to_completion(PAGES_PER_TURN, Duration::ZERO, None)?;
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    drop(copy);
    rename(&unfinished, target)
}

fn folder(path: &Path) -> Result<PathBuf, StoreError> {
    let folder = path.parent().unwrap_or(Path::new(".")).join("backups");
    std::fs::create_dir_all(&folder).map_err(|error| file_error(&folder, &error))?;
    Ok(folder)
}

fn thin_out(path: &Path) -> Result<(), StoreError> {
    let folder = folder(path)?;
    let mut daily: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| file_error(&folder, &error))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("daily-")))
        .collect();
    daily.sort();
    for old in daily.iter().rev().skip(BACKUPS_KEPT_MAX) {
        std::fs::remove_file(old).map_err(|error| file_error(old, &error))?;
    }
    Ok(())
}

fn free_name(wanted: &Path) -> PathBuf {
    let mut candidates = (1..).map(|count| with_suffix(wanted, &format!(".{count}")));
    if wanted.exists() {
        candidates.find(|path| !path.exists()).unwrap_or_else(|| wanted.to_owned())
    } else {
        wanted.to_owned()
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    std::fs::rename(from, to).map_err(|error| file_error(from, &error))
}

fn file_error(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::File { path: path.display().to_string(), reason: error.to_string() }
}
