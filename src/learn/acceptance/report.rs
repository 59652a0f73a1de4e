//! What an experiment reports: for each claim what was demanded, what was measured, and whether it holds.

use super::Effort;
use super::measures::Measured;

/// How an experiment ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that was demanded holds.
    Passed,
    /// Something does not.
    Failed,
    /// It could not be made in this version.
    NotYet,
}

/// One row of the table of acceptance.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name, like `A3`.
    pub id: &'static str,
    /// What is claimed.
    pub claim: &'static str,
    /// What was demanded and measured; empty where the experiment cannot be made yet.
    pub checks: Vec<Check>,
    /// Why it cannot be made, where that is so.
    pub not_yet: Option<&'static str>,
}

impl Row {
    /// A row with its checks.
    pub fn new(id: &'static str, claim: &'static str, checks: Vec<Check>) -> Self {
        Self { id, claim, checks, not_yet: None }
    }

    /// A row of something that this version does not have.
    pub fn not_yet(id: &'static str, claim: &'static str, why: &'static str) -> Self {
        Self { id, claim, checks: Vec::new(), not_yet: Some(why) }
    }

    /// How it ended. A row without a check has proven nothing, so it has failed.
    pub fn verdict(&self) -> Verdict {
        if self.not_yet.is_some() {
            Verdict::NotYet
        } else if !self.checks.is_empty() && self.checks.iter().all(|check| check.passed) {
            Verdict::Passed
        } else {
            Verdict::Failed
        }
    }
}

/// One thing that was demanded.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// In words, with its limit.
    pub demanded: String,
    /// In figures, with its standard error where it has one.
    pub measured: String,
    /// Whether it holds; what is only told holds always.
    pub passed: bool,
}

/// A value without an error: a count, or an extreme.
impl From<f64> for Measured {
    fn from(value: f64) -> Self {
        Self { value, error: 0.0 }
    }
}

impl Effort {
    /// Demands a measure of at least `limit`.
    pub fn at_least(self, what: &str, measured: impl Into<Measured>, limit: f64) -> Check {
        let Measured { value, error } = measured.into();
        let slack = self.errors_allowed() * error;
        Check {
            demanded: format!("{what} ≥ {}{}", figure(limit), widened(" − ", slack)),
            measured: with_error(value, error),
            passed: value >= limit - slack,
        }
    }

    /// Demands a measure of at most `limit`.
    pub fn at_most(self, what: &str, measured: impl Into<Measured>, limit: f64) -> Check {
        let Measured { value, error } = measured.into();
        let slack = self.errors_allowed() * error;
        Check {
            demanded: format!("{what} ≤ {}{}", figure(limit), widened(" + ", slack)),
            measured: with_error(value, error),
            passed: value <= limit + slack,
        }
    }

    /// Demands a measure between two limits.
    pub fn between(self, what: &str, measured: impl Into<Measured>, low: f64, high: f64) -> Check {
        let Measured { value, error } = measured.into();
        let slack = self.errors_allowed() * error;
        Check {
            demanded: format!("{what} in {} to {}{}", figure(low), figure(high), widened(" ± ", slack)),
            measured: with_error(value, error),
            passed: value >= low - slack && value <= high + slack,
        }
    }

    /// Demands at most so many days.
    pub fn days_at_most(self, what: &str, days: f64, limit: f64) -> Check {
        let limit = limit * self.days_factor();
        let measured = if days.is_finite() { format!("{days:.0}") } else { "never".to_owned() };
        Check { demanded: format!("{what} ≤ {limit:.0} days"), measured, passed: days <= limit }
    }
}

impl Check {
    /// Demands that something never happens.
    pub fn never(what: &str, count: usize, of: usize) -> Self {
        Self {
            demanded: format!("no {what}"),
            measured: format!("{} of {}", thousands(count), thousands(of)),
            passed: count == 0 && of > 0,
        }
    }

    /// Demands that something is so.
    pub fn holds(what: &str, measured: String, passed: bool) -> Self {
        Self { demanded: what.to_owned(), measured, passed }
    }

    /// Tells something that nothing is demanded of.
    pub fn told(what: &str, measured: String) -> Self {
        Self { demanded: format!("({what})"), measured, passed: true }
    }
}

/// A figure with as many digits as its size asks for.
pub fn figure(value: f64) -> String {
    match value.abs() {
        _ if value.is_nan() => "none".to_owned(),
        size if size >= 20.0 => format!("{value:.0}"),
        size if size >= 2.0 => format!("{value:.2}"),
        size if size >= 0.05 || size == 0.0 => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    }
}

/// A count with its thousands set apart.
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut set_apart = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            set_apart.push(',');
        }
        set_apart.push(digit);
    }
    set_apart
}

fn with_error(value: f64, error: f64) -> String {
    if error > 0.0 { format!("{} ± {}", figure(value), figure(error)) } else { figure(value) }
}

fn widened(sign: &str, slack: f64) -> String {
    if slack > 0.0 { format!("{sign}{}", figure(slack)) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_holds_as_it_stands_and_is_widened_by_the_rule() {
        let measured = Measured { value: 0.53, error: 0.01 };
        assert!(!Effort::Full.at_least("x", measured, 0.55).passed);
        let quick = Effort::Quick.at_least("x", measured, 0.55);
        assert!(quick.passed);
        assert_eq!((quick.demanded.as_str(), quick.measured.as_str()), ("x ≥ 0.550 − 0.0300", "0.530 ± 0.0100"));
        assert!(!Effort::Quick.at_least("x", measured, 0.57).passed);
        assert!(!Effort::Full.at_most("x", 0.3, 0.2).passed && Effort::Full.at_most("x", 0.2, 0.2).passed);
        assert!(!Effort::Full.between("x", 0.3, 0.1, 0.2).passed && Effort::Full.between("x", 0.15, 0.1, 0.2).passed);
        assert!(!Effort::Full.days_at_most("x", 101.0, 100.0).passed);
        assert!(Effort::Quick.days_at_most("x", 150.0, 100.0).passed);
        assert!(!Effort::Quick.days_at_most("x", f64::INFINITY, 100.0).passed);
    }

    #[test]
    fn what_is_no_number_never_passes() {
        for effort in [Effort::Full, Effort::Quick] {
            assert!(!effort.at_least("x", f64::NAN, 0.0).passed);
            assert!(!effort.at_most("x", f64::NAN, 1.0).passed);
            assert!(!effort.between("x", f64::NAN, 0.0, 1.0).passed);
            assert!(!effort.days_at_most("x", f64::NAN, 1.0).passed);
        }
        assert!(!Check::never("x", 0, 0).passed, "nothing was looked at");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }

    #[test]
    fn a_row_without_checks_proves_nothing() {
        assert_eq!(Row::new("A0", "x", Vec::new()).verdict(), Verdict::Failed);
        assert_eq!(Row::not_yet("A0", "x", "y").verdict(), Verdict::NotYet);
        let told = Check::told("x", String::new());
        assert_eq!(Row::new("A0", "x", vec![told.clone()]).verdict(), Verdict::Passed);
        assert_eq!(Row::new("A0", "x", vec![told, Check::never("y", 1, 2)]).verdict(), Verdict::Failed);
    }
}
