//! What goes into the fold and what comes out of it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::bar::Bar;
use crate::domain::notice::Notice;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::Prediction;
use crate::domain::symbol::Symbol;

/// Something the fold is told.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A bar is complete.
    Bar(Bar),
    /// A cash dividend goes ex.
    Dividend(Dividend),
    /// A due instant has come.
    Due(Due),
}

/// A cash dividend.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dividend {
    /// Who pays.
    pub symbol: Symbol,
    /// First session at which a buyer no longer receives it.
    pub ex_date: Date,
    /// US dollars a share.
    pub amount: f64,
}

/// A kind of due work, with the instant it is due for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Due {
    /// A decision of the 15-minute grid.
    Decision(#[serde(with = "jiff::fmt::serde::timestamp::second::required")] Timestamp),
    /// The 5 PM report of a trading day.
    Report(Date),
}

/// Something the shell must do, or keep, because of a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Effect {
    /// Keep this prediction.
    Predicted(Box<Prediction>),
    /// A decision passed without a prediction.
    Skipped(Skipped),
    /// Keep this outcome.
    Settled(Box<Outcome>),
    /// A bar was not taken in.
    Refused(Refusal),
    /// Tell the owner.
    Tell(Notice),
}

/// A decision without a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// For whom.
    pub symbol: Symbol,
    /// The decision instant.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// Why.
    pub reason: SkipReason,
}

/// Why no prediction was made at a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SkipReason {
    /// No bar of the last 15 minutes had arrived.
    NoBar,
    /// Too few full sessions seen since the start or a gap to know the volatility.
    WarmingUp,
    /// The instant had long passed: a prediction made now would know what came after.
    TooLate,
    /// The calendar ends: no due instant can be named.
    NoCalendar,
    /// The price has not moved: without a volatility there is no band to leave.
    NoMovement,
}

impl SkipReason {
    /// All reasons.
    pub const ALL: [Self; 5] = [Self::NoBar, Self::WarmingUp, Self::TooLate, Self::NoCalendar, Self::NoMovement];

    /// The name in the database and in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoBar => "no_bar",
            Self::WarmingUp => "warming_up",
            Self::TooLate => "too_late",
            Self::NoCalendar => "no_calendar",
            Self::NoMovement => "no_movement",
        }
    }

    /// The reason with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// A bar that the fold did not take in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Whose bar.
    pub symbol: Symbol,
    /// Its first instant.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub start: Timestamp,
    /// Why.
    pub reason: RefusalReason,
}

/// Why a bar was not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalReason {
    /// It lies before the end of a bar already taken.
    OutOfOrder,
    /// It does not lie within one regular session.
    OutsideSession,
}

impl RefusalReason {
    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OutOfOrder => "out_of_order",
            Self::OutsideSession => "outside_session",
        }
    }
}
