//! An account: its money, what is held and was held in it, and what it was worth over time.

use jiff::Timestamp;

use crate::domain::desk::approval::{Approval, ApprovalId};
use crate::domain::desk::order::Progress;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::trade::{Position, Trade};
use crate::domain::money::Cents;

/// Money, positions and trades.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// Money to begin with.
    pub capital: Cents,
    /// Money not bound in positions.
    pub cash: Cents,
    /// Fees paid so far.
    pub fees: Cents,
    /// What is held.
    pub positions: Vec<Position>,
    /// What was held, the oldest first.
    pub trades: Vec<Trade>,
    /// Money and positions at the bid, whenever they were marked or filled, the oldest first.
    pub equity: Vec<EquityPoint>,
}

/// What an account was worth at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EquityPoint {
    /// When.
    pub at: Timestamp,
    /// Money and positions at the bid.
    pub equity: Cents,
}

impl Account {
    /// Money and positions at the bid.
    pub fn equity(&self) -> Cents {
        self.cash + self.positions.iter().map(Position::value).sum()
    }

    /// What the positions have cost that are held now, fees counted, less what was sold of them.
    pub fn exposure(&self) -> Cents {
        let cost = |position: &Position| {
            let all = position.bought.value + position.bought.fees;
            all.part(f64::from(position.held()) / f64::from(position.bought.filled.max(1)))
        };
        self.positions.iter().map(cost).sum()
    }

    pub(super) fn note_equity(&mut self, at: Timestamp) {
        let equity = self.equity();
        match self.equity.last_mut().filter(|point| point.at == at) {
            Some(point) => point.equity = equity,
            None => self.equity.push(EquityPoint { at, equity }),
        }
    }

    pub(super) fn add_bought(&mut self, approval: &Approval, (mark, new): (ContractQuote, Progress), at: Timestamp) {
        if let Some(position) = self.positions.iter_mut().find(|position| position.approval == approval.id) {
            add(&mut position.bought, new);
            return;
        }
        self.positions.push(Position {
            approval: approval.id,
            signal: approval.signal,
            contract: approval.contract(),
            mode: approval.mode,
            bought: new,
            sold: Progress::default(),
            opened_at: at,
            entry: mark,
            mark,
            exit: None,
            close_attempts: 0,
        });
    }

    pub(super) fn add_sold(&mut self, approval: ApprovalId, new: Progress) {
        if let Some(position) = self.positions.iter_mut().find(|position| position.approval == approval) {
            add(&mut position.sold, new);
        }
    }
}

fn add(progress: &mut Progress, new: Progress) {
    progress.filled += new.filled;
    progress.value += new.value;
    progress.fees += new.fees;
}
