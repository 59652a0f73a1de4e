//! What goes into the fold and what comes out of it.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, Time, time};
use serde::{Deserialize, Serialize};

use crate::domain::bar::{Bar, DayBar};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::headline::Headline;
use crate::domain::health::Channel;
use crate::domain::learned::Lesson;
use crate::domain::notice::Notice;
use crate::domain::option_chain::ChainSnapshot;
use crate::domain::outcome::Outcome;
use crate::domain::prediction::Prediction;
use crate::domain::symbol::Symbol;
use crate::domain::training::model::ModelSwap;

/// Something the fold is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A bar is complete.
    Bar(Bar),
    /// A day's bar is complete.
    Day(DayBar),
    /// A headline came in.
    News(Arc<Headline>),
    /// The quotes of an option chain came in.
    Chain(Arc<ChainSnapshot>),
    /// A source was asked and answered, whether it had anything new or not: silence of a living source is an answer too.
    Polled(Polled),
    /// A cash dividend goes ex.
    Dividend(Dividend),
    /// A due instant has come.
    Due(Due),
    /// From now on another trained model serves, or none.
    Model(Arc<ModelSwap>),
}

impl Event {
    /// When it can be known at the earliest: the end of a bar, half an hour after the close of a day's bar (the volatility index closes at
    /// 16:15), the arrival of a headline, the instant of a chain, midnight of an ex-date, the instant of due work or of a change of models.
    pub fn known_at(&self) -> Timestamp {
        let new_york = |date: Date, at: Time| ExchangeCalendar::nyse().at_new_york(date, at).unwrap_or(Timestamp::MAX);
        match self {
            Self::Bar(bar) => bar.end(),
            Self::Day(day) => new_york(day.date(), DAY_KNOWN_AT),
            Self::News(headline) => headline.received,
            Self::Chain(chain) => chain.at(),
            Self::Polled(polled) => polled.at,
            Self::Dividend(dividend) => new_york(dividend.ex_date, Time::midnight()),
            Self::Due(Due::Decision(at)) => *at,
            Self::Due(Due::Report(date)) => new_york(*date, time(17, 0, 0, 0)),
            Self::Model(swap) => swap.at,
        }
    }

    /// Whom it concerns; due work concerns the predicted symbol of the fold that it is due for.
    pub fn symbol(&self) -> Option<Symbol> {
        match self {
            Self::Bar(bar) => Some(bar.symbol()),
            Self::Day(day) => Some(day.symbol()),
            Self::News(headline) => Some(headline.symbol),
            Self::Chain(chain) => Some(chain.symbol()),
            Self::Polled(polled) => Some(polled.symbol),
            Self::Dividend(dividend) => Some(dividend.symbol),
            Self::Due(_) => None,
            Self::Model(swap) => Some(swap.symbol),
        }
    }
}

/// New York time at which a day's bar is known.
const DAY_KNOWN_AT: Time = time(16, 30, 0, 0);

/// An answer of a living source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Polled {
    /// About whom it was asked.
    pub symbol: Symbol,
    /// What it was asked for.
    pub channel: Channel,
    /// When it answered.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
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
    /// Keep where the learner stands at the end of a day.
    Learned(Box<Lesson>),
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
