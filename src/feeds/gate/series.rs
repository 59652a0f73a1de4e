//! One series of prints of one symbol: their order, their repetitions, and the one that is held because it jumped.

use std::collections::VecDeque;

use jiff::Timestamp;
use jiff::civil::Date;

use super::jumps::Limits;
use super::splits::is_split;
use crate::domain::bar::{Bar, DayBar, Prices};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Event;
use crate::domain::health::Refused;
use crate::domain::symbol::SourceName;

/// So many identical prints in a row are no market: the source stands still.
const REPEATS_MAX: u32 = 3;

/// Places remembered to tell a repetition from a latecomer.
const PLACES_KEPT_MAX: usize = 400;

/// A print farther than this many sessions from its predecessor has no predecessor to be measured by a split.
const SPLIT_SESSIONS_MAX: usize = 5;

/// A bar or a day's bar.
pub(super) trait Print: Copy {
    fn source(&self) -> SourceName;
    fn day(&self) -> Date;
    /// The instant that names it in an account.
    fn at(&self) -> Timestamp;
    /// Begin and end of the time it speaks of, seconds since 1970.
    fn span(&self) -> (i64, i64);
    fn prices(&self) -> Prices;
    fn volume(&self) -> f64;
    /// The largest believed jump from a print so many sessions before.
    fn limit(limits: Limits, sessions: usize) -> f64;
}

impl Print for Bar {
    fn source(&self) -> SourceName {
        Self::source(self)
    }

    fn day(&self) -> Date {
        ExchangeCalendar::nyse().new_york(self.start()).date()
    }

    fn at(&self) -> Timestamp {
        self.start()
    }

    fn span(&self) -> (i64, i64) {
        (self.start().as_second(), self.end().as_second())
    }

    fn prices(&self) -> Prices {
        Self::prices(self)
    }

    fn volume(&self) -> f64 {
        Self::volume(self)
    }

    fn limit(limits: Limits, sessions: usize) -> f64 {
        if sessions == 0 { limits.intraday } else { limits.overnight * root(sessions) }
    }
}

impl Print for DayBar {
    fn source(&self) -> SourceName {
        Self::source(self)
    }

    fn day(&self) -> Date {
        self.date()
    }

    fn at(&self) -> Timestamp {
        Event::Day(*self).known_at()
    }

    fn span(&self) -> (i64, i64) {
        let end = self.at().as_second();
        (end - 1, end)
    }

    fn prices(&self) -> Prices {
        Self::prices(self)
    }

    fn volume(&self) -> f64 {
        Self::volume(self)
    }

    fn limit(limits: Limits, sessions: usize) -> f64 {
        limits.daily * root(sessions.max(1))
    }
}

/// Prices wander with the root of time.
fn root(sessions: usize) -> f64 {
    libm::sqrt(f64::from(u32::try_from(sessions).unwrap_or(u32::MAX)))
}

/// What came so far.
#[derive(Debug)]
pub(super) struct Series<T> {
    last: Option<T>,
    held: Option<Held<T>>,
    /// Identical prints in a row, the newest included.
    repeats: u32,
    /// The newest print that was offered in order and did not stand still.
    newest: Option<T>,
    /// Begins of the newest prints.
    places: VecDeque<i64>,
}

#[derive(Debug)]
struct Held<T> {
    print: T,
    /// Natural logarithm of its farthest price over the last one that was believed.
    jump: f64,
}

/// A print and what it says about the one before it.
#[derive(Debug)]
pub(super) struct Weighed<T> {
    pub(super) print: T,
    /// Whether it has to wait itself.
    pub(super) held: bool,
    /// The print before it, whose jump it confirms.
    pub(super) confirmed: Option<T>,
    /// The print before it, whose jump it does not confirm.
    pub(super) refuted: Option<T>,
    /// Whether the confirmed jump has the size of a split: neither is to be believed then.
    pub(super) split: bool,
}

impl<T> Default for Series<T> {
    fn default() -> Self {
        Self { last: None, held: None, repeats: 0, newest: None, places: VecDeque::new() }
    }
}

impl<T: Print> Series<T> {
    /// The newest print that was offered in order.
    pub(super) fn newest(&self) -> Option<&T> {
        self.newest.as_ref()
    }

    /// Whether a print waits to be confirmed.
    pub(super) fn is_holding(&self) -> bool {
        self.held.is_some()
    }

    /// Whether a print comes in order and is not the same again and again.
    pub(super) fn fits(&mut self, print: &T) -> Result<(), Refused> {
        let (begin, _) = print.span();
        if let Some(newest) = &self.newest
            && begin < newest.span().1
        {
            let known = self.places.contains(&begin);
            return Err(if known { Refused::Duplicate } else { Refused::OutOfOrder });
        }
        let same = self.newest.as_ref().is_some_and(|newest| {
            newest.prices() == print.prices() && newest.volume() == print.volume() && newest.day() == print.day()
        });
        self.repeats = if same { self.repeats.saturating_add(1) } else { 1 };
        // A source that stands still at a bad price must not confirm it.
        let repeats_held = same && self.held.as_ref().is_some_and(|held| held.print.prices() == print.prices());
        if self.repeats >= REPEATS_MAX || repeats_held {
            // Its place stays open: another source may know better.
            return Err(Refused::Repeated);
        }
        if self.places.len() >= PLACES_KEPT_MAX {
            self.places.pop_front();
        }
        self.places.push_back(begin);
        self.newest = Some(*print);
        Ok(())
    }

    /// Measures a print by the one before it, and the one that was held by both.
    pub(super) fn weigh(&mut self, print: T, limits: Limits) -> Weighed<T> {
        let mut weighed = Weighed { print, held: false, confirmed: None, refuted: None, split: false };
        if let Some(Held { print: held, jump }) = self.held.take() {
            let moved = self.last.as_ref().map_or(0.0, |last| distance(print.prices().close, last));
            if (moved - jump).abs() <= jump.abs() / 2.0 {
                weighed.split = limits.splits
                    && self.last.as_ref().is_some_and(|last| {
                        sessions_between(last, &held) <= SPLIT_SESSIONS_MAX
                            && is_split(distance(held.prices().close, last))
                    });
                weighed.confirmed = Some(held);
                if weighed.split {
                    return weighed;
                }
                self.last = Some(held);
            } else {
                weighed.refuted = Some(held);
            }
        }
        let jump = self.last.as_ref().map_or(0.0, |last| farthest(&print.prices(), last));
        let limit = self.last.as_ref().map_or(f64::MAX, |last| T::limit(limits, sessions_between(last, &print)));
        if jump.abs() > limit {
            weighed.held = true;
            self.held = Some(Held { print, jump });
        } else {
            self.last = Some(print);
        }
        weighed
    }
}

/// Natural logarithm of a price over the last close.
fn distance<T: Print>(price: f64, last: &T) -> f64 {
    libm::log(price / last.prices().close)
}

/// The largest distance of close, high and low from the last close, with its sign.
fn farthest<T: Print>(prices: &Prices, last: &T) -> f64 {
    let distances = [prices.close, prices.high, prices.low].map(|price| distance(price, last));
    distances.into_iter().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0)
}

/// How many sessions later a print lies than an earlier one; 0 in the same session.
fn sessions_between<T: Print>(earlier: &T, later: &T) -> usize {
    let calendar = ExchangeCalendar::nyse();
    let index = |at: i64| Timestamp::from_second(at).ok().and_then(|at| calendar.index_at_or_before(at)).unwrap_or(0);
    index(later.span().0).saturating_sub(index(earlier.span().0))
}
