//! Aggregation of finer bars to the 15-minute bars on which decisions are made.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::bar::{Bar, Prices};
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::session::{STEP_SECONDS, Session};
use crate::domain::unit::LogPrice;

/// The bar under construction, and when the last one was closed. Bars begin and end at whole seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    pending: Option<Pending>,
    /// When the last bar was closed, seconds since 1970; [`i64::MIN`] where none was.
    closed_s: i64,
}

impl Default for Window {
    fn default() -> Self {
        Self { pending: None, closed_s: i64::MIN }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Pending {
    /// The decision at which it is complete, seconds since 1970.
    end_s: i64,
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
    /// The decision instant at which the pending bar is complete, seconds since 1970.
    pub fn end_s(&self) -> Option<i64> {
        self.pending.as_ref().map(|pending| pending.end_s)
    }

    /// The decision instant of the last closed bar.
    pub fn last_closed(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.closed_s).ok()
    }

    /// Whether the pending bar must be closed before `bar` can be taken in.
    pub fn ends_before(&self, bar: &Bar) -> bool {
        self.end_s().is_some_and(|end_s| end_s < bar.end().as_second())
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
        let (prices, end_s) = (bar.prices(), bar.end().as_second());
        if end_s <= self.closed_s {
            return;
        }
        if let Some(pending) = &mut self.pending {
            pending.prices.high = pending.prices.high.max(prices.high);
            pending.prices.low = pending.prices.low.min(prices.low);
            pending.prices.close = prices.close;
            pending.volume += bar.volume();
        } else {
            let covers = (bar.interval().seconds() / STEP_SECONDS).max(1);
            let end_s = session.decision_at_or_after(end_s);
            self.pending = Some(Pending { end_s, covers, prices, volume: bar.volume() });
        }
    }

    /// Closes the pending bar, complete or not, and hands it out.
    pub fn close(&mut self) -> Option<ClosedBar> {
        let pending = self.take_pending()?;
        let at = Timestamp::from_second(pending.end_s).ok()?;
        let calendar = ExchangeCalendar::nyse();
        let step = calendar.decision_at(at)?;
        let Prices { open, high, low, close } = pending.prices;
        Some(ClosedBar {
            step,
            at,
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
        self.closed_s = pending.end_s;
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
        assert_eq!(window.end_s(), Some("2026-01-05T15:30:00Z".parse::<Timestamp>().unwrap().as_second()));
        assert_eq!(window.close().unwrap().step.slot, 4);
    }
}
