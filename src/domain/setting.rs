//! What people set from the chat: a typed key for each setting, and values that are checked when they are read.

mod chat;
mod key;
mod rule;
mod service;

use serde::{Deserialize, Serialize};

pub use chat::{ChatSettings, Quiet, ReportAt, Zone};
pub use key::{Key, Setting};
pub use rule::{OutOfRange, Rule, RuleUnit};
pub use service::{ServiceSettings, WATCHED_MAX};

/// How pictures are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Light letters on a dark ground.
    #[default]
    Dark,
    /// Dark letters on a light ground.
    Light,
}

/// The kind of a message that nobody asked for; each can be loud, silent or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Signals that can be approved or denied.
    Offers,
    /// Purchases, sales, and orders that did not fill.
    Trades,
    /// Trading was stopped by the rules, or the broker's books differ.
    Stops,
    /// The report of a day, a week or a month.
    Reports,
    /// What changes for the worse in what was learned.
    Learning,
    /// Sources that fail or answer again, and bars that are missing.
    Sources,
    /// The exchange opens, closes, stays shut or closes early.
    Hours,
    /// The service itself: Telegram was away, another program reads the messages.
    Service,
}

impl Topic {
    /// All of them, in the order in which people are asked.
    pub const ALL: [Self; 8] = [
        Self::Offers,
        Self::Trades,
        Self::Stops,
        Self::Reports,
        Self::Learning,
        Self::Sources,
        Self::Hours,
        Self::Service,
    ];

    /// The name in storage and buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offers => "offers",
            Self::Trades => "trades",
            Self::Stops => "stops",
            Self::Reports => "reports",
            Self::Learning => "learning",
            Self::Sources => "sources",
            Self::Hours => "hours",
            Self::Service => "service",
        }
    }

    /// The topic of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// How loud it is where nothing else is set.
    pub const fn default_level(self) -> Level {
        match self {
            Self::Offers
            | Self::Trades
            | Self::Stops
            | Self::Reports
            | Self::Learning
            | Self::Sources
            | Self::Service => Level::On,
            Self::Hours => Level::Silent,
        }
    }

    /// Whether a message of this kind is of no use later: it is told in quiet hours too.
    pub const fn is_urgent(self) -> bool {
        matches!(self, Self::Offers | Self::Stops)
    }
}

/// How loud messages of a topic are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// With a sound.
    On,
    /// Without a sound.
    Silent,
    /// Not at all.
    Off,
}

impl Level {
    /// All of them, the loudest first.
    pub const ALL: [Self; 3] = [Self::On, Self::Silent, Self::Off];

    /// The name in storage and buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Silent => "silent",
            Self::Off => "off",
        }
    }

    /// The level of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl Theme {
    /// Both of them, the usual one first.
    pub const ALL: [Self; 2] = [Self::Dark, Self::Light];

    /// The name in storage and buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// The theme of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}
