//! The one SQLite file: a single writer thread, readers with their own connections, everything of a step in one transaction.

mod backup;
mod batch;
mod book;
mod bytes;
mod desk;
mod event_record;
mod explained;
mod findings;
mod gather;
mod groups;
mod journal;
mod ledger;
mod lessons;
mod library;
mod migrations;
mod model_swaps;
mod models;
mod newest_bars;
mod observations;
mod old_rows;
mod outbox;
mod outcome_record;
mod outside;
mod over_time;
mod pages;
mod people;
mod pin_attempts;
mod prediction_record;
mod prices;
mod proofs;
#[cfg(test)]
mod record_tests;
mod records;
mod reports;
mod rows;
mod settings;
mod standings;
mod tallies;
mod training_messages;
mod trainings;
mod verify;
mod views;
mod watched;
mod wishes;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction};

pub use crate::domain::person::PersonId;
pub use backup::{move_aside, restore};
pub use batch::{Batch, Snapshot};
pub use desk::{ChainRow, DeskBatch, DeskProgress};
pub use findings::{Findings, Problem};
pub use journal::{Entry, Recall};
pub use migrations::{SCHEMA_VERSION, is_behind};
pub use models::{NewModel, Swapped};
pub use outbox::{BegunAttempt, OfferMessage, OutboxRow, Waiting, enqueue};
pub use outside::RefusalKey;
pub use people::Person;
pub use pin_attempts::{PIN_LOCK, PIN_WRONG_MAX, PinAttempt};
pub use proofs::{Kept, Prove};
pub use reports::span_bounds;
pub use settings::{SettingChange, Whose};
pub use training_messages::TrainingMessage;
pub use trainings::{Ending, NewTraining, Training};

use book::Book;

/// How long a connection waits for a lock before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Writes that may wait for the writer; beyond this the asker waits.
const WRITER_QUEUE_LEN_MAX: usize = 256;

/// Pages that the writer may hold in memory, so that a long replay does not spill every transaction, kibibytes. Live, a few are used.
const WRITER_CACHE_KIB: i64 = 16 * 1024;

/// Size of the file's pages, bytes: a day's records are some tens of kilobytes, and each page costs a write.
const PAGE_BYTES: i64 = 16 * 1024;

/// Reading connections kept open.
const READERS_MAX: usize = 4;

/// Why storage failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("the database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file is not a sound database.
    #[error(
        "{path} is not a sound database ({reason}); it was left as it is. Put a backup back with `algoslayer restore`"
    )]
    Corrupt {
        /// The file.
        path: String,
        /// What SQLite said.
        reason: String,
    },
    /// A newer version of the program has written the file.
    #[error(
        "{path} was written by a newer version (schema {found}, this program knows {known}); it was left as it is. Update the program"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its schema version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// A file could not be handled.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A stored row cannot be read back.
    #[error("table {table} holds a row that cannot be read: {reason}. Run `algoslayer verify`")]
    Row {
        /// The table.
        table: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// Something that is in the ledger already, or that something before it is missing for.
    #[error(
        "{what} does not follow from what the ledger holds, and was not written. Restart the program; if it says so again, run `algoslayer verify`"
    )]
    OutOfOrder {
        /// What it is.
        what: String,
    },
    /// The writer has stopped.
    #[error("the database writer has stopped; restart the program")]
    WriterGone,
}

impl StoreError {
    /// Whether the same write may succeed a little later: another program holds the file, or the disk is full or away.
    pub fn is_temporary(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, OutOfMemory, SystemIoFailure};
        let Self::Sqlite(error) = self else { return false };
        matches!(
            error.sqlite_error_code(),
            Some(CannotOpen | DatabaseBusy | DatabaseLocked | DiskFull | OutOfMemory | SystemIoFailure)
        )
    }
}

/// A handle to the database; clones share the writer and the readers.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    path: PathBuf,
    jobs: Mutex<Option<SyncSender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    readers: Mutex<Vec<Connection>>,
    /// Whether the file has to be brought to the disk at the end.
    history: bool,
}

/// What the writer thread owns.
struct Writer {
    connection: Connection,
    /// What it knows by heart; nothing before the first batch and after one that failed.
    book: Option<Book>,
}

type Job = Box<dyn FnOnce(&mut Writer) + Send>;

impl Store {
    /// Opens the file, creating it and climbing the migration ladder where needed. Before a migration a backup is laid beside it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, false)
    }

    /// Opens a ledger that is filled in one go and could be made again: a commit outlives the process whatever ends it, but it is brought
    /// to the disk only when the last handle goes.
    pub fn open_for_history(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, true)
    }

    fn open_with(path: &Path, history: bool) -> Result<Self, StoreError> {
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        // Says something to a file that is made now, and nothing to one that is there.
        connection.pragma_update(None, "page_size", PAGE_BYTES)?;
        migrations::climb(&mut connection, path)?;
        // Only now: this writes into the file, and one that is refused is left as it is.
        let keep = if history { write_once } else { write_ahead };
        keep(&connection).map_err(|error| corrupt_or_refused(path, error))?;
        tallies::renew(&mut connection)?;
        let (jobs, queue) = sync_channel(WRITER_QUEUE_LEN_MAX);
        let writer = Writer { connection, book: None };
        let thread = std::thread::Builder::new()
            .name("storage-writer".to_owned())
            .spawn(move || work(writer, &queue))
            .map_err(|error| StoreError::File { path: path.display().to_string(), reason: error.to_string() })?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            jobs: Mutex::new(Some(jobs)),
            writer: Mutex::new(Some(thread)),
            readers: Mutex::new(Vec::new()),
            history,
        })))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Runs `read` on a reading connection, inside one transaction: it sees one state of the database throughout.
    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let kept = lock(&self.0.readers).pop();
        let mut connection = match kept {
            Some(connection) => connection,
            None => connect(&self.0.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?,
        };
        let transaction = connection.transaction()?;
        let result = read(&transaction);
        transaction.finish()?;
        let mut readers = lock(&self.0.readers);
        if readers.len() < READERS_MAX {
            readers.push(connection);
        }
        result
    }

    /// Runs `write` on the writer thread inside one transaction and returns once that is committed; an error rolls it back.
    pub fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.on_writer(move |writer| {
            let transaction = writer.connection.transaction()?;
            let value = write(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
    }

    /// Writes everything that a run of engine steps brought, all of it or nothing. What could not be written is given back with the error;
    /// what was written comes back empty, so that the next batch finds its room.
    pub fn commit(&self, batch: Batch) -> Result<Batch, Box<(StoreError, Batch)>> {
        let shared = Arc::new(batch);
        let batch = Arc::clone(&shared);
        let written = self.on_writer(move |writer| {
            let written = ledger::commit(writer, &batch);
            // Before the answer goes out: then whoever asked is the only one to hold the batch.
            drop(batch);
            written
        });
        let mut batch = Arc::unwrap_or_clone(shared);
        match written {
            Ok(()) => {
                batch.clear();
                Ok(batch)
            }
            Err(error) => Err(Box::new((error, batch))),
        }
    }

    fn on_writer<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = sync_channel(1);
        let job: Job = Box::new(move |writer| {
            // The asker may have gone; then nobody needs the answer.
            drop(reply.send(work(writer)));
        });
        let jobs = lock(&self.0.jobs).clone().ok_or(StoreError::WriterGone)?;
        jobs.send(job).map_err(|_| StoreError::WriterGone)?;
        answer.recv().map_err(|_| StoreError::WriterGone)?
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(jobs) = lock(&self.jobs).take()
            && self.history
        {
            // A writer that has ended cannot; then the file is what the system kept of it, and is checked when it is opened.
            let _unheard = jobs.send(Box::new(|writer| drop(bring_to_disk(&writer.connection))));
        }
        // The writer closes last: only then does SQLite bring everything from the log into the file itself.
        lock(&self.readers).clear();
        if let Some(thread) = lock(&self.writer).take() {
            drop(thread.join());
        }
    }
}

fn work(mut writer: Writer, queue: &Receiver<Job>) {
    while let Ok(job) = queue.recv() {
        job(&mut writer);
    }
}

/// A poisoned lock only means that a reader panicked; the data behind it is a list of connections and stays usable.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let broken = |error: rusqlite::Error| corrupt_or_refused(path, error);
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(broken)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Lets readers read while the writer writes, every commit reach the disk, and the writer keep more of the file at hand.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)
}

/// Lets a commit write each new page once: a journal keeps what stood in the few old ones, and the system decides when the disk gets them.
fn write_once(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "TRUNCATE")?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)
}

/// A commit that waits for the disk, which by then has all earlier ones.
fn bring_to_disk(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)
}

/// Tells a damaged file from every other refusal.
fn corrupt_or_refused(path: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(NotADatabase | DatabaseCorrupt) => {
            StoreError::Corrupt { path: path.display().to_string(), reason: error.to_string() }
        }
        Some(rusqlite::ErrorCode::CannotOpen) => {
            StoreError::File { path: path.display().to_string(), reason: "the file cannot be opened".to_owned() }
        }
        _ => error.into(),
    }
}
