//! What stands against opening a position now; asked when a signal becomes an offer and again when a person approves it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Sitting;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::{Account, Book};
use crate::domain::desk::fact::{Fact, Halt};
use crate::domain::desk::order::Intent;
use crate::domain::desk::request::Block;
use crate::domain::money::Cents;
use crate::domain::notice::Notice;

impl Sitting<'_> {
    /// Everything that stands against buying `contract` for `cost`, fees counted, whatever its price is now.
    pub(super) fn blocks(&self, mode: Mode, contract: Contract, cost: Cents) -> Vec<Block> {
        let (rules, book) = (self.rules(), &self.book);
        let account = book.account(mode);
        let mut blocks = Vec::new();
        if book.paused.is_some() {
            blocks.push(Block::Paused);
        }
        match book.halted {
            Some((Halt::LossesInRow, _)) => blocks.push(Block::LossesInRow(rules.losses_in_row_max)),
            Some((Halt::Drawdown, _)) => blocks.push(Block::Drawdown),
            None => {}
        }
        let loss = loss_of_day(account, self.now);
        if loss >= rules.day_loss_max {
            blocks.push(Block::DayLoss(loss));
        }
        if trades_this_month(book, mode, self.now) >= rules.trades_a_month_max {
            blocks.push(Block::TradesThisMonth(rules.trades_a_month_max));
        }
        let on_order = opening_orders(book, mode);
        let (orders, ordered): (usize, Cents) = (on_order.len(), on_order.iter().map(|(_, cost)| *cost).sum());
        if account.positions.len() + orders >= rules.positions_max as usize {
            blocks.push(Block::Positions(rules.positions_max));
        }
        let held = |held: &Contract| *held == contract;
        if account.positions.iter().map(|position| position.contract).any(|other| held(&other))
            || on_order.iter().any(|(other, _)| held(other))
        {
            blocks.push(Block::SameContract);
        }
        if account.exposure() + ordered + cost > account.equity().part(rules.exposure_max) {
            blocks.push(Block::Exposure);
        }
        if cost > account.cash - ordered {
            blocks.push(Block::Cash(account.cash - ordered));
        }
        blocks
    }

    /// Stops the desk where a rule says so, and tells people.
    pub(super) fn halt_where_due(&mut self, mode: Mode) {
        if self.book.halted.is_some() {
            return;
        }
        let (rules, account) = (self.rules(), self.book.account(mode));
        let since = self.book.resumed_at;
        let reason = if losses_in_row(account, since) >= rules.losses_in_row_max {
            Halt::LossesInRow
        } else if drawdown(account, since) >= rules.drawdown_max {
            Halt::Drawdown
        } else {
            return;
        };
        if self.note(Fact::Halted { reason }) {
            self.tell(Notice::Halted { reason, at: self.now });
        }
    }
}

fn new_york_day(at: Timestamp) -> Date {
    ExchangeCalendar::nyse().new_york(at).date()
}

/// What was lost on the New York day of `now`: the fall of the equity since the day began; nothing where it rose.
pub fn loss_of_day(account: &Account, now: Timestamp) -> Cents {
    let today = new_york_day(now);
    let before = account.equity.iter().rev().find(|point| new_york_day(point.at) < today);
    let begun = before.map_or(account.capital, |point| point.equity);
    (begun - account.equity()).max(Cents::ZERO)
}

/// Trades that were opened in the calendar month of New York of `now`, and orders on their way to.
pub fn trades_this_month(book: &Book, mode: Mode, now: Timestamp) -> u32 {
    let month = new_york_day(now).first_of_month();
    let opened = book.orders.values().filter(|record| record.order.intent == Intent::Open);
    let counts = opened.filter(|record| {
        let of_mode = book.approvals.get(&record.order.approval).is_some_and(|approval| approval.mode == mode);
        let happened = record.progress.filled > 0 || !record.state.is_final();
        of_mode && happened && new_york_day(record.order.placed_at).first_of_month() == month
    });
    u32::try_from(counts.count()).unwrap_or(u32::MAX)
}

/// Losing trades since the last winner, or since a person resumed.
pub fn losses_in_row(account: &Account, since: Option<Timestamp>) -> u32 {
    let recent = account.trades.iter().rev().take_while(|trade| since.is_none_or(|since| trade.closed_at > since));
    let losses = recent.take_while(|trade| trade.profit() < Cents::ZERO);
    u32::try_from(losses.count()).unwrap_or(u32::MAX)
}

/// How far the equity has fallen from its highest since a person resumed, in parts of that.
pub fn drawdown(account: &Account, since: Option<Timestamp>) -> f64 {
    let points = account.equity.iter().filter(|point| since.is_none_or(|since| point.at >= since));
    let now = account.equity();
    let peak = points.map(|point| point.equity).max().unwrap_or(account.capital).max(now);
    (peak - now).share_of(peak).unwrap_or(0.0)
}

/// Contracts on their way into positions that are not there yet, with what they may still cost.
fn opening_orders(book: &Book, mode: Mode) -> Vec<(Contract, Cents)> {
    let at_work = book.orders.values().filter(|record| {
        !record.state.is_final() && record.order.intent == Intent::Open && record.progress.filled == 0
    });
    let costs = at_work.filter_map(|record| {
        let approval = book.approvals.get(&record.order.approval).filter(|approval| approval.mode == mode)?;
        Some((record.order.contract, approval.offer.loss_max()))
    });
    costs.collect()
}
