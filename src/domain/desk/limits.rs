//! Where the desk stands against the owner's rules: what is used up of each limit.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approval, Mode};
use crate::domain::desk::book::{Account, Book, OrderRecord};
use crate::domain::desk::order::Intent;
use crate::domain::desk::rules::Rules;
use crate::domain::money::Cents;

/// What is used up of each limit of an account at an instant: what `/risk` shows, and what keeps the desk from opening more.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Money and positions at the bid.
    pub equity: Cents,
    /// Money not bound in positions.
    pub cash: Cents,
    /// Of the money, what orders on their way may still cost.
    pub ordered: Cents,
    /// Most that the next trade may cost, fees counted.
    pub trade_max: Cents,
    /// Trades opened in this calendar month of New York, and orders on their way to.
    pub trades_this_month: u32,
    /// Positions held, and orders on their way to some.
    pub positions: u32,
    /// What they have cost, or may.
    pub exposure: Cents,
    /// Most that they may have cost.
    pub exposure_max: Cents,
    /// Lost since the equity that the last day of New York ended with; nothing where there is a gain.
    pub day_loss: Cents,
    /// Losing trades in a row since a person last resumed.
    pub losses_in_row: u32,
    /// Fall of the equity from its peak since a person last resumed, in parts of the peak.
    pub drawdown: f64,
}

impl Limits {
    /// The limits of a mode's account.
    pub fn of(book: &Book, mode: Mode, rules: &Rules, now: Timestamp) -> Self {
        let account = book.account(mode);
        let equity = account.equity();
        let orders = opening_orders(book, mode).count();
        let ordered = still_to_pay(book, mode);
        Self {
            equity,
            cash: account.cash,
            ordered,
            trade_max: rules.trade_max.min(equity.part(rules.trade_share_max)),
            trades_this_month: count(opened_in_month(book, mode, now)),
            positions: count(account.positions.len() + orders),
            exposure: account.exposure() + ordered,
            exposure_max: equity.part(rules.exposure_max),
            day_loss: (day_begins_with(account, now) - equity).max(Cents::ZERO),
            losses_in_row: count(losses_in_row(account, book.resumed_at)),
            drawdown: drawdown(account, book.resumed_at),
        }
    }
}

/// Contracts on their way into positions that are not there yet.
pub fn opening_orders(book: &Book, mode: Mode) -> impl Iterator<Item = Contract> + '_ {
    buying(book, mode).filter(|(record, _)| record.progress.filled == 0).map(|(record, _)| record.order.contract)
}

/// What orders on their way may still cost: all of one, or the rest of one that is filled in part.
fn still_to_pay(book: &Book, mode: Mode) -> Cents {
    let rest = |(record, approval): (&OrderRecord, &Approval)| {
        let contracts = record.order.quantity.saturating_sub(record.progress.filled);
        let fees = (approval.offer.fees_in - record.progress.fees).max(Cents::ZERO);
        record.order.limit.unwrap_or(approval.offer.limit).of_contracts(contracts) + fees
    };
    buying(book, mode).map(rest).sum()
}

fn buying(book: &Book, mode: Mode) -> impl Iterator<Item = (&OrderRecord, &Approval)> {
    let at_work = book.orders.values().filter(|record| !record.state.is_final() && record.order.intent == Intent::Open);
    at_work.filter_map(move |record| {
        let approval = book.approvals.get(&record.order.approval).filter(|approval| approval.mode == mode)?;
        Some((record, approval))
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn day(at: Timestamp) -> Date {
    ExchangeCalendar::nyse().new_york(at).date()
}

/// Orders to open that were filled at least in part or still may be: one that came to nothing is no trade.
fn opened_in_month(book: &Book, mode: Mode, now: Timestamp) -> usize {
    let month = day(now).first_of_month();
    let opening = book.orders.values().filter(|record| record.order.intent == Intent::Open);
    let counts = opening.filter(|record| {
        let of_mode = book.approvals.get(&record.order.approval).is_some_and(|approval| approval.mode == mode);
        let happened = record.progress.filled > 0 || !record.state.is_final();
        of_mode && happened && day(record.order.placed_at).first_of_month() == month
    });
    counts.count()
}

/// The equity before the first thing that happened today.
fn day_begins_with(account: &Account, now: Timestamp) -> Cents {
    let today = day(now);
    let before = account.equity.iter().rfind(|point| day(point.at) < today);
    before.map_or(account.capital, |point| point.equity)
}

fn losses_in_row(account: &Account, since: Option<Timestamp>) -> usize {
    let counted = account.trades.iter().rev().take_while(|trade| since.is_none_or(|since| trade.closed_at > since));
    counted.take_while(|trade| trade.profit() < Cents::ZERO).count()
}

/// What was lost before a person resumed no longer counts, even where nothing has been measured since.
fn drawdown(account: &Account, since: Option<Timestamp>) -> f64 {
    let now = account.equity();
    let counted = account.equity.iter().filter(|point| since.is_none_or(|since| point.at >= since));
    let peak = counted.map(|point| point.equity).max().unwrap_or(now).max(now);
    (peak - now).share_of(peak).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::desk::book::EquityPoint;

    #[test]
    fn a_day_is_measured_from_the_evening_before_and_a_fall_from_the_peak() {
        let at = |text: &str| -> Timestamp { text.parse().unwrap() };
        let point = |text: &str, equity| EquityPoint { at: at(text), equity: Cents(equity) };
        let mut book = Book::default();
        book.paper.capital = Cents(100_000);
        book.paper.cash = Cents(90_000);
        book.paper.equity = vec![
            point("2026-01-02T15:00:00Z", 100_000),
            point("2026-01-02T20:00:00Z", 120_000),
            point("2026-01-05T04:30:00Z", 96_000),
            point("2026-01-05T15:00:00Z", 90_000),
        ];
        let limits = Limits::of(&book, Mode::Paper, &Rules::default(), at("2026-01-05T16:00:00Z"));
        assert_eq!((limits.equity, limits.trade_max), (Cents(90_000), Cents(18_000)));
        assert_eq!(limits.exposure_max, Cents(36_000));
        assert_eq!(limits.day_loss, Cents(6_000), "04:30 UTC is still the evening of the fourth in New York");
        assert!((limits.drawdown - 0.25).abs() < 1e-12);
        book.resumed_at = Some(at("2026-01-05T10:00:00Z"));
        let limits = Limits::of(&book, Mode::Paper, &Rules::default(), at("2026-01-05T16:00:00Z"));
        assert_eq!(limits.drawdown, 0.0);
        book.resumed_at = Some(at("2026-01-05T15:30:00Z"));
        let limits = Limits::of(&book, Mode::Paper, &Rules::default(), at("2026-01-05T16:00:00Z"));
        assert_eq!(
            limits.drawdown, 0.0,
            "resumed, and nothing measured since: what was lost before does not stop it again"
        );
        let empty = Limits::of(&Book::default(), Mode::Live, &Rules::default(), Timestamp::UNIX_EPOCH);
        assert_eq!(empty, Limits::default());
    }
}
