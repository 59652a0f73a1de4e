//! How the accuracy came about, day by day.

use jiff::civil::Date;

use super::{Store, StoreError, library};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::figures::{Figures, Tally};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::Outcome;
use crate::domain::symbol::Symbol;
use crate::domain::view::{AccuracyPoint, Measured};

impl Store {
    /// The accuracy of a symbol's calls at a horizon over the whole record, as it stood at the end of each day on which something fell due, the
    /// oldest first; at most about `points` of them, evenly chosen, the newest always. Reads every outcome.
    pub fn accuracy_over_time(
        &self,
        symbol: Symbol,
        horizon: Horizon,
        points: usize,
    ) -> Result<Vec<AccuracyPoint>, StoreError> {
        let mut days: Vec<(Date, Tally)> = Vec::new();
        self.read(|connection| {
            library::outcomes(connection, symbol, (i64::MIN, i64::MAX), |_, outcome| {
                if outcome.horizon == horizon {
                    take(&mut days, outcome);
                }
            })
        })?;
        days.sort_by_key(|(date, _)| *date);
        let every = days.len().div_ceil(points.max(1)).max(1);
        let mut sum = Tally::default();
        let mut found = Vec::new();
        let last = days.len().saturating_sub(1);
        for (at, (date, tally)) in days.iter().enumerate() {
            sum = sum.merged(tally);
            if (last - at).is_multiple_of(every) {
                found.extend(point(*date, &sum));
            }
        }
        Ok(found)
    }
}

/// Outcomes come nearly in the order of their days.
fn take(days: &mut Vec<(Date, Tally)>, outcome: &Outcome) {
    let date = ExchangeCalendar::nyse().new_york(outcome.due).date();
    if let Some((_, tally)) = days.iter_mut().rev().take(8).find(|(known, _)| *known == date) {
        tally.add(outcome);
        return;
    }
    let mut tally = Tally::default();
    tally.add(outcome);
    days.push((date, tally));
}

fn point(date: Date, sum: &Tally) -> Option<AccuracyPoint> {
    let calls = Figures::of(sum)?.calls;
    let (low, high) = calls.anytime;
    Some(AccuracyPoint {
        date,
        right: Measured { value: calls.share.get(), interval: (low.get(), high.get()) },
        baseline: calls.baseline.get(),
        independent: calls.effective,
    })
}
