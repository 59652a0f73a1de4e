//! Whether live trading may be confirmed: a checklist of real figures, each with what is required of it.

use jiff::Timestamp;

use crate::domain::desk::book::Account;
use crate::domain::desk::figures::MoneyFigures;

/// Closed trades on paper: so many are needed before the interval of a share of 85 %, one that holds at every look, lies above 60 %.
pub const TRADES_REQUIRED: u32 = 30;

/// Profits by losses on paper: 1 is break-even, and what is filled on paper at the quoted bid and ask is filled worse with real money.
pub const PROFIT_FACTOR_REQUIRED: f64 = 1.3;

/// Deepest fall of the equity on paper, in parts of its peak: at a quarter the rules stop the desk themselves.
pub const DRAWDOWN_ALLOWED: f64 = 0.20;

/// Weeks on paper: a quarter of a year holds one season of earnings, and a mixture of calm and nervous weeks.
pub const WEEKS_REQUIRED: f64 = 13.0;

const WEEK_S: f64 = 7.0 * 86_400.0;

/// The checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    /// Its points, in the order in which they are shown.
    pub points: [Point; 6],
}

/// A point of the checklist.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// What is asked.
    pub what: Required,
    /// The figure; `None` where there is none yet.
    pub is: Option<f64>,
    /// What is required of it: the least, or for [`Required::Drawdown`] the most.
    pub required: f64,
    /// Whether it is met.
    pub met: bool,
}

/// What is asked before live trading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Required {
    /// Closed trades on paper.
    Trades,
    /// The lower end of the interval of the mean gain, in parts of what was paid, lies above this.
    Expectancy,
    /// Profits by losses.
    ProfitFactor,
    /// The deepest fall of the equity, in parts of its peak.
    Drawdown,
    /// Whether claims of high confidence have been tested and held: 1 or 0.
    Calibration,
    /// Weeks since the desk was opened.
    Weeks,
}

impl Required {
    /// All points.
    pub const ALL: [Self; 6] =
        [Self::Trades, Self::Expectancy, Self::ProfitFactor, Self::Drawdown, Self::Calibration, Self::Weeks];

    /// The name in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trades => "trades",
            Self::Expectancy => "expectancy",
            Self::ProfitFactor => "profit_factor",
            Self::Drawdown => "drawdown",
            Self::Calibration => "calibration",
            Self::Weeks => "weeks",
        }
    }
}

impl Readiness {
    /// The checklist from the figures on paper. `backed`: whether the calibration at high confidence is backed by settled claims; `opened`: since when
    /// the desk has been open on paper.
    pub fn of(paper: &MoneyFigures, backed: bool, opened: Option<Timestamp>, now: Timestamp) -> Self {
        let weeks = opened.map(|opened| (now.as_second() - opened.as_second()) as f64 / WEEK_S);
        let point = |what| {
            let (is, required) = match what {
                Required::Trades => (Some(f64::from(paper.win_rate.count)), f64::from(TRADES_REQUIRED)),
                Required::Expectancy => (paper.expectancy.interval.map(|(low, _)| low), 0.0),
                Required::ProfitFactor => (factor(paper), PROFIT_FACTOR_REQUIRED),
                Required::Drawdown => (Some(paper.drawdown.share), DRAWDOWN_ALLOWED),
                Required::Calibration => (Some(f64::from(u8::from(backed))), 1.0),
                Required::Weeks => (weeks, WEEKS_REQUIRED),
            };
            let met = is.is_some_and(|is| match what {
                Required::Drawdown => is <= required,
                Required::Expectancy => is > required,
                _ => is >= required,
            });
            Point { what, is, required, met }
        };
        Self { points: Required::ALL.map(point) }
    }

    /// Whether every point is met.
    pub fn is_ready(&self) -> bool {
        self.points.iter().all(|point| point.met)
    }
}

/// When trading on paper began: with its first trade, since a desk may only tell of signals for long.
pub fn begun(paper: &Account) -> Option<Timestamp> {
    let held = paper.positions.iter().map(|position| position.opened_at);
    paper.trades.iter().map(|trade| trade.opened_at).chain(held).min()
}

/// Profits by losses; without any loss among trades it is beyond every requirement.
fn factor(paper: &MoneyFigures) -> Option<f64> {
    let never_lost = paper.win_rate.count > 0 && paper.loser.count == 0;
    if never_lost { Some(f64::INFINITY) } else { paper.profit_factor.value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::desk::figures::tests::figures;

    const WEEK: i64 = 7 * 86_400;

    fn list(profits: &[i64], backed: bool, weeks: i64) -> Readiness {
        let now = Timestamp::from_second(weeks * WEEK).unwrap();
        Readiness::of(&figures(profits, &[]), backed, Some(Timestamp::UNIX_EPOCH), now)
    }

    fn open(list: &Readiness) -> Vec<Required> {
        list.points.iter().filter(|point| !point.met).map(|point| point.what).collect()
    }

    #[test]
    fn a_new_desk_lacks_nearly_everything() {
        let new = Readiness::of(&figures(&[], &[]), false, None, Timestamp::UNIX_EPOCH);
        let lacking =
            [Required::Trades, Required::Expectancy, Required::ProfitFactor, Required::Calibration, Required::Weeks];
        assert_eq!(open(&new), lacking, "only nothing has been lost yet");
        assert!(!new.is_ready());
    }

    #[test]
    fn every_point_can_be_the_last_that_lacks() {
        let good: Vec<i64> = (0..60).map(|i| if i % 4 < 3 { 10_000 } else { -5_000 }).collect();
        assert!(list(&good, true, 13).is_ready(), "{:?}", list(&good, true, 13));
        assert_eq!(open(&list(&good, false, 13)), [Required::Calibration]);
        assert_eq!(open(&list(&good, true, 12)), [Required::Weeks]);
        let poor: Vec<i64> = (0..60).map(|i| if i % 2 < 1 { 5_000 } else { -5_000 }).collect();
        assert_eq!(open(&list(&poor, true, 13)), [Required::Expectancy, Required::ProfitFactor]);
        let few: Vec<i64> = good.iter().copied().cycle().take(29).collect();
        assert!(open(&list(&few, true, 13)).contains(&Required::Trades));
        assert!(list(&[10_000; 40], true, 13).is_ready(), "nothing lost is no fault");
    }
}
