//! Where the desk stands against the owner's rules: what is used up of each limit.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::{Account, Book};
use crate::domain::desk::rules::Rules;
use crate::domain::money::Cents;

/// What is used up of each limit of an account at an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Money and positions at the bid.
    pub equity: Cents,
    /// Money not bound in positions.
    pub cash: Cents,
    /// Most that the next trade may cost, fees counted.
    pub trade_max: Cents,
    /// Trades opened in this calendar month of New York.
    pub trades_this_month: u32,
    /// Positions held.
    pub positions: u32,
    /// What they have cost.
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
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            equity,
            cash: account.cash,
            trade_max: rules.trade_max.min(equity.part(rules.trade_share_max)),
            trades_this_month: count(opened_in_month(account, now)),
            positions: count(account.positions.len()),
            exposure: account.exposure(),
            exposure_max: equity.part(rules.exposure_max),
            day_loss: (day_begins_with(account, now) - equity).max(Cents::ZERO),
            losses_in_row: count(losses_in_row(account, book.resumed_at)),
            drawdown: drawdown(account, book.resumed_at),
        }
    }
}

fn day(at: Timestamp) -> Date {
    ExchangeCalendar::nyse().new_york(at).date()
}

fn opened_in_month(account: &Account, now: Timestamp) -> usize {
    let month = day(now).first_of_month();
    let held = account.positions.iter().map(|position| position.opened_at);
    let closed = account.trades.iter().map(|trade| trade.opened_at);
    held.chain(closed).filter(|at| day(*at).first_of_month() == month).count()
}

/// The equity before the first thing that happened today.
fn day_begins_with(account: &Account, now: Timestamp) -> Cents {
    let today = day(now);
    let before = account.equity.iter().rfind(|point| day(point.at) < today);
    before.or(account.equity.first()).map_or(account.capital, |point| point.equity)
}

fn losses_in_row(account: &Account, since: Option<Timestamp>) -> usize {
    let counted = account.trades.iter().rev().take_while(|trade| since.is_none_or(|since| trade.closed_at > since));
    counted.take_while(|trade| trade.profit() < Cents::ZERO).count()
}

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
        let empty = Limits::of(&Book::default(), Mode::Live, &Rules::default(), Timestamp::UNIX_EPOCH);
        assert_eq!(empty, Limits::default());
    }
}
