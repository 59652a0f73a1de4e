//! One regular trading session of the exchange.

use jiff::Timestamp;
use jiff::civil::Date;

/// Seconds between two decisions.
pub const STEP_SECONDS: i64 = 900;

/// A regular session: from the opening bell at 09:30 New York time to the close at 16:00, or 13:00 on early closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// The civil date in New York.
    pub date: Date,
    /// The opening bell.
    pub open: Timestamp,
    /// The closing bell.
    pub close: Timestamp,
}

impl Session {
    /// Length in seconds: 23,400 on full days, 12,600 on early closes.
    pub fn seconds(&self) -> i64 {
        self.close.as_second() - self.open.as_second()
    }

    /// Decisions in this session: 26 on full days, 14 on early closes. The first comes 15 minutes after the open, the
    /// last at the close.
    pub fn decisions(&self) -> i64 {
        self.seconds() / STEP_SECONDS
    }

    /// The instant of decision `slot`, counted from 1; `None` outside `1..=decisions()`.
    pub fn decision(&self, slot: i64) -> Option<Timestamp> {
        (1..=self.decisions())
            .contains(&slot)
            .then(|| Timestamp::from_second(self.open.as_second() + slot * STEP_SECONDS).ok())
            .flatten()
    }

    /// The first decision of this session at or after an instant in it, both in seconds since 1970.
    pub fn decision_at_or_after(&self, at_s: i64) -> i64 {
        let past = at_s - self.open.as_second();
        at_s + (STEP_SECONDS - past % STEP_SECONDS) % STEP_SECONDS
    }

    /// Which decision of the session falls on `at`, counted from 1; `None` where none does.
    pub fn slot_of(&self, at: Timestamp) -> Option<i64> {
        let seconds = at.as_second() - self.open.as_second();
        let whole = seconds % STEP_SECONDS == 0 && at.subsec_nanosecond() == 0;
        (whole && (1..=self.decisions()).contains(&(seconds / STEP_SECONDS))).then_some(seconds / STEP_SECONDS)
    }

    /// Whether the session ends before 16:00.
    pub fn is_early_close(&self) -> bool {
        self.decisions() < 26
    }
}
