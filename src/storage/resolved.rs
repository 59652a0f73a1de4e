//! Every prediction with what became of it, one after the other: what statistics are computed from.

use super::rows::{self, PREDICTION_COLUMNS, outcome_select_sql};
use super::{Store, StoreError};
use crate::domain::outcome::Outcome;
use crate::domain::prediction::Prediction;
use crate::domain::symbol::Symbol;

impl Store {
    /// Hands every prediction of a symbol that has an outcome to `visit` with its outcomes so far, in the order in which they were made; the
    /// outcomes in the order in which they fell due.
    pub fn each_resolved(
        &self,
        symbol: Symbol,
        mut visit: impl FnMut(&Prediction, &[Outcome]),
    ) -> Result<(), StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {PREDICTION_COLUMNS} FROM predictions WHERE symbol = ? ORDER BY number");
            let mut predictions = connection.prepare_cached(&sql)?;
            let mut predictions = predictions.query([symbol.as_str()])?;
            let sql = outcome_select_sql("WHERE o.symbol = ? ORDER BY o.number, o.due_s");
            let mut outcomes = connection.prepare_cached(&sql)?;
            let mut outcomes = outcomes.query([symbol.as_str()])?;
            let mut next = outcomes.next()?.map(rows::outcome).transpose()?;
            let mut of_one = Vec::new();
            while let Some(row) = predictions.next()? {
                let prediction = rows::prediction(row, 0)?;
                of_one.clear();
                while let Some(outcome) = next.filter(|outcome| outcome.number == prediction.number) {
                    of_one.push(outcome);
                    next = outcomes.next()?.map(rows::outcome).transpose()?;
                }
                if !of_one.is_empty() {
                    visit(&prediction, &of_one);
                }
            }
            Ok(())
        })
    }
}
