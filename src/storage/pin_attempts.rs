//! Wrong entries of the PIN, kept so that a restart gives nobody a fresh start.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::domain::person::PersonId;

/// Wrong entries in a row after which no further one is taken for a while.
pub const PIN_WRONG_MAX: u32 = 5;

/// For how long.
pub const PIN_LOCK: SignedDuration = SignedDuration::from_mins(15);

/// Whether an entry may be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinAttempt {
    /// It may; it counts as wrong until [`Store::pin_was_right`].
    Allowed {
        /// Entries that are left if this one is wrong; at 0 it locks until the instant below.
        left: u32,
        /// Until when nothing more is taken, where none is left.
        locked_until: Timestamp,
    },
    /// It may not, until then.
    Locked(Timestamp),
}

impl Store {
    /// Counts an entry as wrong before it is looked at, so that a killed process gives no entry for free.
    pub fn begin_pin_attempt(&self, person: PersonId, now: Timestamp) -> Result<PinAttempt, StoreError> {
        let locked_until = now.saturating_add(PIN_LOCK).unwrap_or(Timestamp::MAX);
        let read = self.read(move |connection| {
            let mut select =
                connection.prepare_cached("SELECT wrong, locked_until_us FROM pin_attempts WHERE user_id = ?")?;
            Ok(select.query_row([person.0], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)?))).optional()?)
        })?;
        let (wrong, locked) = read.unwrap_or_default();
        if locked > now.as_microsecond() {
            return Ok(PinAttempt::Locked(Timestamp::from_microsecond(locked).unwrap_or(Timestamp::MAX)));
        }
        let wrong = wrong.saturating_add(1);
        let left = PIN_WRONG_MAX.saturating_sub(wrong);
        // After a lock the count begins anew.
        let (wrong, until) = if left == 0 { (0, locked_until.as_microsecond()) } else { (wrong, 0) };
        self.write(move |transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO pin_attempts (user_id, wrong, locked_until_us) VALUES (?, ?, ?)",
                params![person.0, wrong, until],
            )?;
            Ok(())
        })?;
        Ok(PinAttempt::Allowed { left, locked_until })
    }

    /// Forgets the wrong entries of someone who knows the PIN.
    pub fn pin_was_right(&self, person: PersonId) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction.execute("DELETE FROM pin_attempts WHERE user_id = ?", [person.0])?;
            Ok(())
        })
    }
}
