//! What the owner has set for the whole service.

use super::{Rule, Setting};
use crate::domain::desk::rules::Rules;
use crate::domain::symbol::Symbol;

/// Symbols beside the main one that can be watched.
pub const WATCHED_MAX: usize = 8;

/// Everything that is set for the service; what is not set is as the configuration has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServiceSettings {
    rules: [Option<f64>; Rule::ALL.len()],
    /// Symbols beside the main one, in the order in which they were named.
    pub watched: Vec<Symbol>,
}

impl ServiceSettings {
    /// What a rule is set to; `None` where the configuration has the word.
    pub fn rule(&self, rule: Rule) -> Option<f64> {
        self.rules.get(rule as usize).copied().flatten()
    }

    /// Takes a setting over; what belongs to a chat changes nothing.
    pub fn take(&mut self, setting: &Setting) {
        match setting {
            Setting::Rule(rule, value) => {
                if let Some(kept) = self.rules.get_mut(*rule as usize) {
                    *kept = Some(*value);
                }
            }
            Setting::Watched(symbols) => self.watched.clone_from(symbols),
            _ => {}
        }
    }

    /// The rules of the configuration with what is set laid over them. What is set can break the configuration where that has changed since: no
    /// trade then costs more than there is.
    pub fn over(&self, configured: &Rules) -> Rules {
        let mut rules = configured.clone();
        for rule in Rule::ALL {
            if let Some(value) = self.rule(rule) {
                let (low, high) = rule.range_beside(&rules);
                rule.put(&mut rules, value.clamp(low, high.max(low)));
            }
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Cents;

    #[test]
    fn what_is_set_lies_over_the_configuration() {
        let configured = Rules::default();
        let mut settings = ServiceSettings::default();
        assert_eq!(settings.over(&configured), configured);
        settings.take(&Setting::Rule(Rule::TradeMax, 99.0));
        settings.take(&Setting::Rule(Rule::OfferMinutes, 30.0));
        let rules = settings.over(&configured);
        assert_eq!((rules.trade_max, rules.offer_seconds), (Cents(9_900), 1_800));
        assert_eq!(
            Rules { trade_max: configured.trade_max, offer_seconds: configured.offer_seconds, ..rules },
            configured
        );
    }

    #[test]
    fn no_trade_costs_more_than_there_is_even_where_the_capital_was_larger_once() {
        let mut settings = ServiceSettings::default();
        settings.take(&Setting::Rule(Rule::TradeMax, 900.0));
        let poorer = Rules { capital: Cents(50_000), ..Rules::default() };
        assert_eq!(settings.over(&poorer).trade_max, Cents(50_000));
    }
}
