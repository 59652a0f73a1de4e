//! One process per data folder: two would each continue the same chain.

use std::fs::{File, TryLockError};
use std::path::Path;

use anyhow::{Context, bail};

use crate::storage::{self, Store};

/// Name of the file whose lock says that the product is at work.
const PRODUCT: &str = ".lock";

/// Name of the file whose lock says that a replay is at work; it has a ledger of its own.
pub const REPLAY: &str = ".replay.lock";

/// Opens a ledger beside a process that may be at work on it; where that would change its schema, only if none is.
pub fn open_beside(data_dir: &Path, ledger: &Path) -> anyhow::Result<Store> {
    let _alone = if storage::is_behind(ledger)? { Some(alone(data_dir)?) } else { None };
    Ok(Store::open(ledger)?)
}

/// Takes the folder for this process until the file is dropped; the system lets go of it even when the process is killed.
pub fn alone(data_dir: &Path) -> anyhow::Result<File> {
    alone_for(data_dir, PRODUCT)
}

/// Takes one kind of work in the folder, as [`alone`] does.
pub fn alone_for(data_dir: &Path, name: &str) -> anyhow::Result<File> {
    std::fs::create_dir_all(data_dir).with_context(|| format!("cannot make the folder {}", data_dir.display()))?;
    let path = data_dir.join(name);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("cannot open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!(
                "another algoslayer is at work in {}; stop it first, or name another folder with --data-dir",
                data_dir.display()
            )
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", path.display())),
    }
}

/// Whether the product is at work in the folder; nothing is made there.
pub fn is_held(data_dir: &Path) -> bool {
    let opened = File::options().write(true).open(data_dir.join(PRODUCT));
    opened.is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}
