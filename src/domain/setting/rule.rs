//! The owner's rules that can be set from the chat: their names, units and ranges, which the configuration file is checked by too.

use serde::{Deserialize, Serialize};

use crate::domain::desk::rules::Rules;
use crate::domain::money::Cents;

/// One of the owner's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Confidence from which a signal is offered.
    Threshold,
    /// Most that one trade may cost.
    TradeMax,
    /// Most that one trade may cost, in parts of the equity.
    TradeShareMax,
    /// Most that all positions may have cost, in parts of the equity.
    ExposureMax,
    /// Most positions at once.
    PositionsMax,
    /// Most trades opened in a month.
    TradesAMonthMax,
    /// Loss of a day beyond which nothing is opened that day.
    DayLossMax,
    /// Losing trades in a row after which nothing is opened.
    LossesInRowMax,
    /// Fall of the equity from its peak after which nothing is opened.
    DrawdownMax,
    /// How long an offer can be approved.
    OfferMinutes,
    /// Part of the entry price at which it is sold as a loss.
    Stop,
    /// Multiple of the entry price at which it is sold as a gain.
    Target,
    /// Sessions after which it is sold.
    SessionsMax,
}

/// What a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleUnit {
    /// Parts of a whole; people read and write it in per cent.
    Share,
    /// US dollars.
    Dollars,
    /// Things, whole.
    Count,
    /// Minutes, whole.
    Minutes,
}

/// A value that a rule cannot have.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("write a number from {low} to {high}")]
pub struct OutOfRange {
    /// The least that it can be.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// The range of parts of a whole.
const SHARES: (f64, f64) = (0.01, 1.0);

/// The range of amounts, dollars.
const DOLLARS: (f64, f64) = (1.0, 1e9);

impl Rule {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 13] = [
        Self::Threshold,
        Self::TradeMax,
        Self::TradeShareMax,
        Self::ExposureMax,
        Self::PositionsMax,
        Self::TradesAMonthMax,
        Self::DayLossMax,
        Self::LossesInRowMax,
        Self::DrawdownMax,
        Self::OfferMinutes,
        Self::Stop,
        Self::Target,
        Self::SessionsMax,
    ];

    /// The name in storage and in the configuration file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Threshold => "threshold",
            Self::TradeMax => "trade_max",
            Self::TradeShareMax => "trade_share_max",
            Self::ExposureMax => "exposure_max",
            Self::PositionsMax => "positions_max",
            Self::TradesAMonthMax => "trades_a_month_max",
            Self::DayLossMax => "day_loss_max",
            Self::LossesInRowMax => "losses_in_row_max",
            Self::DrawdownMax => "drawdown_max",
            Self::OfferMinutes => "offer_minutes",
            Self::Stop => "stop",
            Self::Target => "target",
            Self::SessionsMax => "sessions_max",
        }
    }

    /// The rule of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// What it counts.
    pub const fn unit(self) -> RuleUnit {
        match self {
            Self::Threshold
            | Self::TradeShareMax
            | Self::ExposureMax
            | Self::DrawdownMax
            | Self::Stop
            | Self::Target => RuleUnit::Share,
            Self::TradeMax | Self::DayLossMax => RuleUnit::Dollars,
            Self::PositionsMax | Self::TradesAMonthMax | Self::LossesInRowMax | Self::SessionsMax => RuleUnit::Count,
            Self::OfferMinutes => RuleUnit::Minutes,
        }
    }

    /// The least and the most that it can be, in its unit.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Threshold | Self::TradeShareMax | Self::ExposureMax | Self::DrawdownMax => SHARES,
            Self::TradeMax | Self::DayLossMax => DOLLARS,
            Self::PositionsMax | Self::LossesInRowMax => (1.0, 100.0),
            Self::TradesAMonthMax => (1.0, 1_000.0),
            Self::OfferMinutes => (5.0, 390.0),
            Self::Stop => (0.05, 0.95),
            Self::Target => (1.05, 20.0),
            Self::SessionsMax => (1.0, 60.0),
        }
    }

    /// The range beside other rules: no trade can cost more than there is.
    pub fn range_beside(self, rules: &Rules) -> (f64, f64) {
        let (low, high) = self.range();
        if self == Self::TradeMax { (low, high.min(rules.capital.dollars())) } else { (low, high) }
    }

    /// A value as it is kept: cents and whole numbers where the unit has no smaller ones.
    ///
    /// # Errors
    /// Where it lies out of the rule's range, or is no whole number where it has to be one.
    pub fn check(self, value: f64) -> Result<f64, OutOfRange> {
        within(self, value, self.range())
    }

    /// The same, beside other rules.
    ///
    /// # Errors
    /// Where it lies out of its range beside them.
    pub fn check_beside(self, value: f64, rules: &Rules) -> Result<f64, OutOfRange> {
        within(self, value, self.range_beside(rules))
    }

    /// What the rules have it at.
    pub fn of(self, rules: &Rules) -> f64 {
        match self {
            Self::Threshold => rules.threshold,
            Self::TradeMax => rules.trade_max.dollars(),
            Self::TradeShareMax => rules.trade_share_max,
            Self::ExposureMax => rules.exposure_max,
            Self::PositionsMax => f64::from(rules.positions_max),
            Self::TradesAMonthMax => f64::from(rules.trades_a_month_max),
            Self::DayLossMax => rules.day_loss_max.dollars(),
            Self::LossesInRowMax => f64::from(rules.losses_in_row_max),
            Self::DrawdownMax => rules.drawdown_max,
            Self::OfferMinutes => (rules.offer_seconds / 60) as f64,
            Self::Stop => rules.exits.stop,
            Self::Target => rules.exits.target,
            Self::SessionsMax => f64::from(rules.exits.sessions_max),
        }
    }

    /// Sets it to a value that was checked; another one changes nothing.
    pub fn put(self, rules: &mut Rules, value: f64) {
        let Ok(value) = self.check_beside(value, rules) else { return };
        let whole = value as u32;
        let cents = Cents::of_dollars(value).unwrap_or_default();
        match self {
            Self::Threshold => rules.threshold = value,
            Self::TradeMax => rules.trade_max = cents,
            Self::TradeShareMax => rules.trade_share_max = value,
            Self::ExposureMax => rules.exposure_max = value,
            Self::PositionsMax => rules.positions_max = whole,
            Self::TradesAMonthMax => rules.trades_a_month_max = whole,
            Self::DayLossMax => rules.day_loss_max = cents,
            Self::LossesInRowMax => rules.losses_in_row_max = whole,
            Self::DrawdownMax => rules.drawdown_max = value,
            Self::OfferMinutes => rules.offer_seconds = i64::from(whole) * 60,
            Self::Stop => rules.exits.stop = value,
            Self::Target => rules.exits.target = value,
            Self::SessionsMax => rules.exits.sessions_max = whole,
        }
    }

    /// Whether more can be lost, or sooner, by the second value than by the first.
    pub fn is_looser(self, before: f64, after: f64) -> bool {
        match self {
            Self::Threshold | Self::Stop => after < before,
            _ => after > before,
        }
    }

    /// A step down and a step up from a value, as far as the range lets them.
    pub fn steps(self, value: f64, rules: &Rules) -> (Option<f64>, Option<f64>) {
        let step = match self.unit() {
            RuleUnit::Share if self == Self::Target => 0.10,
            RuleUnit::Share => 0.05,
            RuleUnit::Dollars => 25.0,
            RuleUnit::Count => 1.0,
            RuleUnit::Minutes => 5.0,
        };
        let (low, high) = self.range_beside(rules);
        let moved =
            |by: f64| Some(tidied(value + by).clamp(low, high.max(low))).filter(|moved| (moved - value) * by > 0.0);
        (moved(-step), moved(step))
    }
}

fn within(rule: Rule, value: f64, (low, high): (f64, f64)) -> Result<f64, OutOfRange> {
    let refused = OutOfRange { low, high };
    if !(low..=high).contains(&value) {
        return Err(refused);
    }
    match rule.unit() {
        RuleUnit::Share => Ok(tidied(value)),
        RuleUnit::Dollars => Cents::of_dollars(value).map(Cents::dollars).ok_or(refused),
        RuleUnit::Count | RuleUnit::Minutes if libm::floor(value) == value => Ok(value),
        RuleUnit::Count | RuleUnit::Minutes => Err(refused),
    }
}

/// Without the dust that steps and per cent leave behind.
fn tidied(value: f64) -> f64 {
    libm::round(value * 1e6) / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_is_what_the_rules_then_have(at in 0..Rule::ALL.len(), part in 0.0_f64..=1.0) {
            let (rule, mut rules) = (Rule::ALL[at], Rules::default());
            let (low, high) = rule.range_beside(&rules);
            let mut value = low + part * (high - low);
            if matches!(rule.unit(), RuleUnit::Count | RuleUnit::Minutes) {
                value = value.floor();
            }
            let kept = rule.check_beside(value, &rules).unwrap();
            rule.put(&mut rules, kept);
            prop_assert_eq!(rule.of(&rules), kept);
        }

        #[test]
        fn steps_stay_in_the_range(at in 0..Rule::ALL.len(), count in 0..500_usize, up: bool) {
            let (rule, rules) = (Rule::ALL[at], Rules::default());
            let mut value = rule.of(&rules);
            for _ in 0..count {
                let (down, above) = rule.steps(value, &rules);
                let Some(next) = (if up { above } else { down }) else { break };
                prop_assert_eq!(rule.check_beside(next, &rules), Ok(next));
                prop_assert_ne!(next, value);
                value = next;
            }
        }
    }

    #[test]
    fn what_is_out_of_its_range_is_refused_with_the_range() {
        let rules = Rules::default();
        assert_eq!(Rule::Threshold.check(85.0), Err(OutOfRange { low: 0.01, high: 1.0 }));
        assert_eq!(Rule::PositionsMax.check(1.5), Err(OutOfRange { low: 1.0, high: 100.0 }));
        assert_eq!(Rule::TradeMax.check_beside(1_001.0, &rules), Err(OutOfRange { low: 1.0, high: 1_000.0 }));
        assert!(Rule::Stop.check(f64::NAN).is_err());
        assert_eq!(Rule::TradeMax.check(150.505), Ok(150.51));
    }

    #[test]
    fn a_rule_is_looser_where_more_can_be_lost() {
        assert!(Rule::Threshold.is_looser(0.8, 0.7) && !Rule::Threshold.is_looser(0.7, 0.8));
        assert!(Rule::TradeMax.is_looser(100.0, 200.0) && !Rule::TradeMax.is_looser(200.0, 100.0));
        assert!(Rule::Stop.is_looser(0.5, 0.4) && !Rule::Stop.is_looser(0.5, 0.5));
    }
}
