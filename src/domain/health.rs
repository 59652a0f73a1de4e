//! How the outside market answers: the state of every feed, what it delivered last, and what of it was refused.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::bar::BarFault;
use crate::domain::symbol::Symbol;

/// Why something from outside was kept away from the fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// It had come before.
    Duplicate,
    /// It lies before something already taken.
    OutOfOrder,
    /// It lies outside the regular session.
    OutsideSession,
    /// Everything in the answer is shifted by whole hours: a wrong time zone.
    TimeZone,
    /// It lies in the future.
    Future,
    /// A price is missing, zero, negative, infinite or not a number.
    Price,
    /// High and low do not enclose open and close.
    Enclosure,
    /// The volume is not a number of shares.
    Volume,
    /// It does not begin on a full minute.
    Start,
    /// The price jumped absurdly and the next bar did not confirm it.
    Jump,
    /// The same bar again and again: the source stands still.
    Repeated,
    /// The price jumped by the ratio of a split: history and present no longer fit together.
    Split,
    /// It is about another symbol than was asked for.
    WrongSymbol,
    /// A field is missing or has another name.
    MissingField,
    /// It is no headline.
    Headline,
    /// An option quote is impossible.
    Quote,
}

impl Refused {
    /// All reasons.
    pub const ALL: [Self; 16] = [
        Self::Duplicate,
        Self::OutOfOrder,
        Self::OutsideSession,
        Self::TimeZone,
        Self::Future,
        Self::Price,
        Self::Enclosure,
        Self::Volume,
        Self::Start,
        Self::Jump,
        Self::Repeated,
        Self::Split,
        Self::WrongSymbol,
        Self::MissingField,
        Self::Headline,
        Self::Quote,
    ];

    /// The name in the database and in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::OutOfOrder => "out_of_order",
            Self::OutsideSession => "outside_session",
            Self::TimeZone => "time_zone",
            Self::Future => "future",
            Self::Price => "price",
            Self::Enclosure => "enclosure",
            Self::Volume => "volume",
            Self::Start => "start",
            Self::Jump => "jump",
            Self::Repeated => "repeated",
            Self::Split => "split",
            Self::WrongSymbol => "wrong_symbol",
            Self::MissingField => "missing_field",
            Self::Headline => "headline",
            Self::Quote => "quote",
        }
    }

    /// The reason with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

impl From<BarFault> for Refused {
    fn from(fault: BarFault) -> Self {
        match fault {
            BarFault::Price => Self::Price,
            BarFault::Enclosure => Self::Enclosure,
            BarFault::Volume => Self::Volume,
            BarFault::Start => Self::Start,
        }
    }
}

/// What a source is asked for; each stands or falls by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Bars of a session.
    Bars,
    /// Bars of whole days.
    Days,
    /// Headlines.
    News,
    /// Option chains.
    Chains,
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 4] = [Self::Bars, Self::Days, Self::News, Self::Chains];

    /// The name in the database and in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Days => "days",
            Self::News => "news",
            Self::Chains => "chains",
        }
    }

    /// The channel with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

/// Whether a source answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FeedState {
    /// It was not asked yet.
    #[default]
    Unasked,
    /// It answers.
    Up,
    /// It fails.
    Down {
        /// When it began to fail.
        since: Timestamp,
        /// The kind of the fault, a name such as `rate_limited`; [`FeedFault::name`].
        fault: FeedFault,
    },
}

/// Kinds of failure of a source, as far as a person needs them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedFault {
    /// The key is missing or wrong.
    Unauthorized,
    /// The key does not allow this.
    Forbidden,
    /// The source does not know the symbol or the address.
    NotFound,
    /// Asked too often.
    RateLimited,
    /// The source itself fails.
    ServerError,
    /// It cannot be reached.
    Unreachable,
    /// It did not answer in time, or its answer was cut off.
    Timeout,
    /// The answer is not what it should be: no JSON, a field renamed, not a number.
    ChangedShape,
    /// The answer holds nothing.
    Empty,
    /// Its newest data is too old.
    Stale,
    /// What it delivers is refused at the gate.
    Unsound,
}

impl FeedFault {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::RateLimited,
        Self::ServerError,
        Self::Unreachable,
        Self::Timeout,
        Self::ChangedShape,
        Self::Empty,
        Self::Stale,
        Self::Unsound,
    ];

    /// The name in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::RateLimited => "rate_limited",
            Self::ServerError => "server_error",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::ChangedShape => "changed_shape",
            Self::Empty => "empty",
            Self::Stale => "stale",
            Self::Unsound => "unsound",
        }
    }
}

/// One source and one channel of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedHealth {
    /// Name of the source, such as `yahoo`.
    pub source: String,
    /// What it is asked for.
    pub channel: Option<Channel>,
    /// Whether it answers.
    pub state: FeedState,
    /// Whether what it delivers is used now; the others stand by.
    pub in_use: bool,
    /// The last sound answer.
    pub last_answer: Option<Timestamp>,
    /// The newest thing it delivered: end of a bar, instant of a chain, time of a headline.
    pub newest: Option<Timestamp>,
    /// Seconds from the end of the newest bar to its arrival.
    pub delay_s: Option<i64>,
    /// Questions asked.
    pub requests: u64,
    /// Questions asked again.
    pub retries: u64,
}

/// What `/health` shows of the outside, kept up to date by whoever reads the market.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Health {
    /// Every source and channel, in order of preference.
    pub feeds: Vec<FeedHealth>,
    /// End of the newest bar of each symbol.
    pub newest_bars: BTreeMap<Symbol, Timestamp>,
    /// Refused since the ledger began, by symbol and reason.
    pub refused: BTreeMap<(Symbol, Refused), u64>,
    /// Whose prices are predicted, the main symbol first; empty until that is known.
    pub predicted: Vec<Symbol>,
}

impl Health {
    /// Everything refused, by reason.
    pub fn refused_by_reason(&self) -> BTreeMap<Refused, u64> {
        let mut by_reason = BTreeMap::new();
        for ((_, reason), count) in &self.refused {
            *by_reason.entry(*reason).or_insert(0) += count;
        }
        by_reason
    }
}
