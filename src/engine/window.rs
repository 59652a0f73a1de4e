//! Aggregation of finer bars to the 15-minute bars on which decisions are made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::bar::{Bar, Prices};
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::session::{STEP_SECONDS, Session};
use crate::domain::unit::LogPrice;

/// The bar under construction, and when the last one was closed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    pending: Option<Pending>,
    #[serde(with = "jiff::fmt::serde::timestamp::second::optional")]
    last_closed: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Pending {
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    end: Timestamp,
    covers: i64,
    prices: Prices,
    volume: f64,
}

/// A closed 15-minute bar (longer where the source only has longer ones), in logarithms: on them the mirrored market is an exact
/// negation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClosedBar {
    /// The decision at which it is complete.
    pub step: Step,
    /// The instant of that decision.
    pub at: Timestamp,
    /// Decisions from its begin to its end: 1, more where the source's bars are longer than 15 minutes.
    pub covers: i64,
    /// Whether that is the last decision of its session.
    pub ends_session: bool,
    /// ln of the first price.
    pub open: LogPrice,
    /// ln of the highest price.
    pub high: LogPrice,
    /// ln of the lowest price.
    pub low: LogPrice,
    /// ln of the last price.
    pub close: LogPrice,
    /// Shares traded.
    pub volume: f64,
}

impl Window {
    /// The decision instant at which the pending bar is complete.
    pub fn end(&self) -> Option<Timestamp> {
        self.pending.map(|pending| pending.end)
    }

    /// The decision instant of the last closed bar.
    pub fn last_closed(&self) -> Option<Timestamp> {
        self.last_closed
    }

    /// Whether the pending bar must be closed before `bar` can be taken in.
    pub fn ends_before(&self, bar: &Bar) -> bool {
        self.pending.is_some_and(|pending| pending.end < bar.end())
    }

    /// As [`Self::add_within`], for callers that do not know the session.
    pub fn add(&mut self, bar: &Bar) {
        if let Some(session) = ExchangeCalendar::nyse().session_containing(bar.end()) {
            self.add_within(bar, session);
        }
    }

    /// Takes a bar of a session in: the pending one is widened, or a new one begun. A bar that comes after its window was closed is left out: the
    /// return of the next closed bar spans it.
    pub fn add_within(&mut self, bar: &Bar, session: &Session) {
        let prices = bar.prices();
        if self.last_closed.is_some_and(|closed| bar.end() <= closed) {
            return;
        }
        if let Some(pending) = &mut self.pending {
            pending.prices.high = pending.prices.high.max(prices.high);
            pending.prices.low = pending.prices.low.min(prices.low);
            pending.prices.close = prices.close;
            pending.volume += bar.volume();
        } else {
            let end = session.decision_at_or_after(bar.end());
            let covers = (bar.interval().seconds() / STEP_SECONDS).max(1);
            self.pending = end.map(|end| Pending { end, covers, prices, volume: bar.volume() });
        }
    }

    /// Closes the pending bar, complete or not, and hands it out.
    pub fn close(&mut self) -> Option<ClosedBar> {
        let pending = self.take_pending()?;
        let calendar = ExchangeCalendar::nyse();
        let step = calendar.decision_at(pending.end)?;
        let Prices { open, high, low, close } = pending.prices;
        Some(ClosedBar {
            step,
            at: pending.end,
            covers: pending.covers,
            ends_session: calendar.session(step.session).is_some_and(|session| session.decisions() == step.slot),
            open: LogPrice::of(open)?,
            high: LogPrice::of(high)?,
            low: LogPrice::of(low)?,
            close: LogPrice::of(close)?,
            volume: pending.volume,
        })
    }

    /// Closes the pending bar as [`Self::close`] does, for callers that need only ln of its last price.
    pub fn close_price(&mut self) -> Option<LogPrice> {
        LogPrice::of(self.take_pending()?.prices.close)
    }

    fn take_pending(&mut self) -> Option<Pending> {
        let pending = self.pending.take()?;
        self.last_closed = Some(pending.end);
        Some(pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bar::Interval;
    use crate::domain::symbol::{SourceName, Symbol};

    fn bar(start: &str, interval: Interval, prices: [f64; 4], volume: f64) -> Bar {
        let [open, high, low, close] = prices;
        let symbol = Symbol::new("RTX").unwrap();
        Bar::new(
            symbol,
            SourceName::UNNAMED,
            interval,
            start.parse().unwrap(),
            Prices { open, high, low, close },
            volume,
        )
        .unwrap()
    }

    #[test]
    fn three_bars_of_five_minutes_make_one_of_fifteen() {
        let mut window = Window::default();
        window.add(&bar("2026-01-05T14:30:00Z", Interval::M5, [10.0, 11.0, 9.5, 10.5], 100.0));
        window.add(&bar("2026-01-05T14:35:00Z", Interval::M5, [10.5, 12.0, 10.4, 11.0], 50.0));
        let third = bar("2026-01-05T14:40:00Z", Interval::M5, [11.0, 11.1, 9.0, 9.2], 25.0);
        assert!(!window.ends_before(&third));
        window.add(&third);
        assert!(window.ends_before(&bar("2026-01-05T14:45:00Z", Interval::M5, [9.2; 4], 1.0)));
        let closed = window.close().unwrap();
        assert_eq!(closed.step.slot, 1);
        assert_eq!(closed.volume, 175.0);
        assert_eq!((closed.open, closed.high), (LogPrice::of(10.0).unwrap(), LogPrice::of(12.0).unwrap()));
        assert_eq!((closed.low, closed.close), (LogPrice::of(9.0).unwrap(), LogPrice::of(9.2).unwrap()));
        assert_eq!(window.last_closed(), Some("2026-01-05T14:45:00Z".parse().unwrap()));
    }

    #[test]
    fn an_hourly_bar_is_complete_at_its_own_end() {
        let mut window = Window::default();
        window.add(&bar("2026-01-05T14:30:00Z", Interval::H1, [10.0; 4], 1.0));
        assert_eq!(window.end(), Some("2026-01-05T15:30:00Z".parse().unwrap()));
        assert_eq!(window.close().unwrap().step.slot, 4);
    }
}
