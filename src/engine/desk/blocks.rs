//! What stands against opening a position now; asked when a signal becomes an offer and again when a person approves it.

use super::Sitting;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::fact::{Fact, Halt};
use crate::domain::desk::limits::{Limits, opening_orders};
use crate::domain::desk::request::Block;
use crate::domain::money::Cents;
use crate::domain::notice::Notice;

impl Sitting<'_> {
    /// Everything that stands against buying `contract` for `cost`, fees counted, whatever its price is now.
    pub(super) fn blocks(&self, mode: Mode, contract: Contract, cost: Cents) -> Vec<Block> {
        let (rules, book) = (self.rules(), &self.book);
        let mut blocks = Vec::new();
        if book.paused.is_some() {
            blocks.push(Block::Paused);
        }
        match book.halted {
            Some((Halt::LossesInRow, _)) => blocks.push(Block::LossesInRow(rules.losses_in_row_max)),
            Some((Halt::Drawdown, _)) => blocks.push(Block::Drawdown),
            None => {}
        }
        let limits = Limits::of(book, mode, rules, self.now);
        if limits.day_loss >= rules.day_loss_max {
            blocks.push(Block::DayLoss(limits.day_loss));
        }
        if limits.trades_this_month >= rules.trades_a_month_max {
            blocks.push(Block::TradesThisMonth(rules.trades_a_month_max));
        }
        if limits.positions >= rules.positions_max {
            blocks.push(Block::Positions(rules.positions_max));
        }
        let held = book.account(mode).positions.iter().map(|position| position.contract);
        if held.chain(opening_orders(book, mode)).any(|other| other == contract) {
            blocks.push(Block::SameContract);
        }
        if limits.exposure + cost > limits.exposure_max {
            blocks.push(Block::Exposure);
        }
        if cost > limits.cash - limits.ordered {
            blocks.push(Block::Cash(limits.cash - limits.ordered));
        }
        blocks
    }

    /// Stops the desk where a rule says so, and tells people.
    pub fn halt_where_due(&mut self, mode: Mode) {
        if self.book.halted.is_some() {
            return;
        }
        let rules = self.rules();
        let limits = Limits::of(&self.book, mode, rules, self.now);
        let reason = if limits.losses_in_row >= rules.losses_in_row_max {
            Halt::LossesInRow
        } else if limits.drawdown >= rules.drawdown_max {
            Halt::Drawdown
        } else {
            return;
        };
        if self.note(Fact::Halted { reason }) {
            self.tell(Notice::Halted { reason, at: self.now });
        }
    }
}
