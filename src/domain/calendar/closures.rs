//! Why the exchange is closed or closes early, and the closures that no rule foresees.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Why a weekday has no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Closure {
    /// New Year's Day.
    NewYear,
    /// Martin Luther King Jr. Day.
    MartinLutherKing,
    /// Washington's Birthday, commonly Presidents' Day.
    Presidents,
    /// Good Friday.
    GoodFriday,
    /// Memorial Day.
    Memorial,
    /// Juneteenth National Independence Day, kept since 2022.
    Juneteenth,
    /// Independence Day.
    Independence,
    /// Labor Day.
    Labor,
    /// Thanksgiving Day.
    Thanksgiving,
    /// Christmas Day.
    Christmas,
    /// The four days after the attacks of 11 September 2001, that Tuesday included.
    September11,
    /// Day of mourning for President Reagan.
    MourningReagan,
    /// Day of mourning for President Ford.
    MourningFord,
    /// Hurricane Sandy.
    HurricaneSandy,
    /// Day of mourning for President George H. W. Bush.
    MourningBush,
    /// Day of mourning for President Carter.
    MourningCarter,
}

/// Why a session ends at 13:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EarlyClose {
    /// The day before Independence Day.
    IndependenceEve,
    /// The Friday after Independence Day, instead of its eve, where the holiday fell on a Thursday before 2013.
    AfterIndependence,
    /// The Friday after Thanksgiving.
    AfterThanksgiving,
    /// Christmas Eve.
    ChristmasEve,
    /// The Friday after Christmas 2003.
    AfterChristmas,
}

/// Closures announced days or hours ahead. A new one is added here, and to the listed facts of the tests.
pub(super) const UNSCHEDULED: [(Date, Closure); 10] = [
    (date(2001, 9, 11), Closure::September11),
    (date(2001, 9, 12), Closure::September11),
    (date(2001, 9, 13), Closure::September11),
    (date(2001, 9, 14), Closure::September11),
    (date(2004, 6, 11), Closure::MourningReagan),
    (date(2007, 1, 2), Closure::MourningFord),
    (date(2012, 10, 29), Closure::HurricaneSandy),
    (date(2012, 10, 30), Closure::HurricaneSandy),
    (date(2018, 12, 5), Closure::MourningBush),
    (date(2025, 1, 9), Closure::MourningCarter),
];

impl Closure {
    /// The key under which screens find the sentence for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NewYear => "closure-new-year",
            Self::MartinLutherKing => "closure-martin-luther-king",
            Self::Presidents => "closure-presidents",
            Self::GoodFriday => "closure-good-friday",
            Self::Memorial => "closure-memorial",
            Self::Juneteenth => "closure-juneteenth",
            Self::Independence => "closure-independence",
            Self::Labor => "closure-labor",
            Self::Thanksgiving => "closure-thanksgiving",
            Self::Christmas => "closure-christmas",
            Self::September11 => "closure-september-11",
            Self::MourningReagan => "closure-mourning-reagan",
            Self::MourningFord => "closure-mourning-ford",
            Self::HurricaneSandy => "closure-hurricane-sandy",
            Self::MourningBush => "closure-mourning-bush",
            Self::MourningCarter => "closure-mourning-carter",
        }
    }

    /// Whether the day was known years ahead, as holidays are.
    pub const fn is_holiday(self) -> bool {
        !matches!(
            self,
            Self::September11
                | Self::MourningReagan
                | Self::MourningFord
                | Self::HurricaneSandy
                | Self::MourningBush
                | Self::MourningCarter
        )
    }
}

impl EarlyClose {
    /// The key under which screens find the sentence for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::IndependenceEve => "early-close-independence-eve",
            Self::AfterIndependence => "early-close-after-independence",
            Self::AfterThanksgiving => "early-close-after-thanksgiving",
            Self::ChristmasEve => "early-close-christmas-eve",
            Self::AfterChristmas => "early-close-after-christmas",
        }
    }
}
