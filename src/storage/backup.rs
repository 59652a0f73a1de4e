//! Online backups, and putting one back.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use super::{Store, StoreError, connect, corrupt_or_refused};

/// Daily backups kept; the oldest goes when a newer one is complete.
const BACKUPS_KEPT_MAX: usize = 14;

/// Pages copied before other connections get a turn.
const PAGES_PER_TURN: i32 = 1_000;

impl Store {
    /// Copies the database, while it is in use, to `backups/<name>-<instant>.db` beside it; returns where.
    pub fn backup(&self, now: Timestamp) -> Result<PathBuf, StoreError> {
        let source = connect(self.path(), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let target = folder(self.path())?.join(format!("daily-{}.db", now.strftime("%Y%m%dT%H%M%SZ")));
        copy(&source, &target)?;
        thin_out(self.path())?;
        Ok(target)
    }
}

/// A copy of the file as it was before a migration.
pub(super) fn before_migration(connection: &Connection, path: &Path, version: i64) -> Result<(), StoreError> {
    copy(connection, &folder(path)?.join(format!("before-schema-{}.db", version + 1)))
}

/// Puts `backup` in the place of `path`. What stood there is moved aside to `<path>.replaced`, never deleted. The program must not be
/// running on the file.
pub fn restore(backup: &Path, path: &Path) -> Result<PathBuf, StoreError> {
    let source = connect(backup, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let sound: String = source
        .pragma_query_value(None, "quick_check", |row| row.get(0))
        .map_err(|error| corrupt_or_refused(backup, error))?;
    if sound != "ok" {
        return Err(StoreError::Corrupt { path: backup.display().to_string(), reason: sound });
    }
    let fresh = path.with_extension("restoring");
    copy(&source, &fresh)?;
    let aside = free_name(&path.with_extension("replaced"));
    if path.exists() {
        // The write-ahead log belongs to the file and goes with it.
        for suffix in ["", "-wal", "-shm"] {
            let from = with_suffix(path, suffix);
            if from.exists() {
                rename(&from, &with_suffix(&aside, suffix))?;
            }
        }
    }
    rename(&fresh, path)?;
    Ok(aside)
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
