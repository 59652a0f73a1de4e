//! The three horizons at which every prediction is checked.

use serde::{Deserialize, Serialize};

/// How far ahead a prediction looks, on the trading clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Horizon {
    /// One hour of trading: 4 bars of 15 minutes, running on into the next session where the close comes first.
    OneHour,
    /// Four hours of trading: 16 bars.
    FourHours,
    /// The same clock time of the next session (its close, where that session closes earlier): 26 bars on full days.
    OneDay,
}

impl Horizon {
    /// All horizons, shortest first; [`Horizon::index`] counts in this order.
    pub const ALL: [Self; 3] = [Self::OneHour, Self::FourHours, Self::OneDay];

    /// How many horizons there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The horizon that decides the call; the others are measured beside it.
    pub const PRIMARY: Self = Self::OneDay;

    /// Position in [`Horizon::ALL`].
    pub const fn index(self) -> usize {
        match self {
            Self::OneHour => 0,
            Self::FourHours => 1,
            Self::OneDay => 2,
        }
    }

    /// Length in bars of 15 minutes on full trading days.
    pub const fn bars(self) -> u32 {
        match self {
            Self::OneHour => 4,
            Self::FourHours => 16,
            Self::OneDay => 26,
        }
    }

    /// The name on the command line and in the database: `1h`, `4h`, `24h`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneHour => "1h",
            Self::FourHours => "4h",
            Self::OneDay => "24h",
        }
    }

    /// The horizon with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|horizon| horizon.name() == name)
    }
}
