//! The quality gate between the outside and the fold: nothing bad enters, and everything kept out is counted with its reason.
//!
//! A price that jumps absurdly is held until the next one confirms the new level or refutes it, so a real jump comes in one bar late, and a
//! bad print never. What is offered is admitted, refused or still held: the three always add up ([`Totals`]).

mod chains;
mod counts;
mod days;
pub mod gated;
mod headlines;
mod jumps;
mod series;
mod splits;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::domain::bar::{Bar, DayBar, Interval, Prices};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::session::Session;
use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::universe::{Role, Universe};
use crate::feeds::vendor::{VendorBar, VendorDay};

pub use counts::{Counts, Example, GateCount, Totals};
use headlines::SeenHeadlines;
use jumps::Limits;
use series::Series;

/// What became of something that was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may go to the fold.
    Admitted,
    /// It waits until the next one confirms or refutes it.
    Held,
    /// It is kept out.
    Refused(Refused),
}

/// Whose bars were asked for, where, and how long they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Whose.
    pub symbol: Symbol,
    /// Who answers.
    pub source: SourceName,
    /// How long a bar is; the last one of a session may be cut short by the close.
    pub interval: Interval,
}

/// The gate of one market: what each series was like so far, and what was kept out.
#[derive(Debug)]
pub struct Gate {
    universe: Universe,
    bars: BTreeMap<Symbol, Series<Bar>>,
    days: BTreeMap<Symbol, Series<DayBar>>,
    chains: BTreeMap<Symbol, chains::LastChain>,
    headlines: SeenHeadlines,
    /// Symbols whose present no longer fits their history.
    split: BTreeSet<Symbol>,
    counts: Counts,
}

impl Gate {
    /// A gate that has seen nothing, for the market around `predicted`.
    pub fn new(predicted: Symbol) -> Self {
        Self {
            universe: Universe::of(predicted),
            bars: BTreeMap::new(),
            days: BTreeMap::new(),
            chains: BTreeMap::new(),
            headlines: SeenHeadlines::default(),
            split: BTreeSet::new(),
            counts: Counts::default(),
        }
    }

    /// What was offered, and what became of it.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The refusals since this was asked last, to be added to those of the ledger.
    pub fn take_refusals(&mut self) -> Vec<GateCount> {
        self.counts.take()
    }

    /// Begins the account anew and keeps what is known of each series: for bars that are offered again only to remember them.
    pub fn forget_counts(&mut self) {
        let held = self.bars.values().filter(|series| series.is_holding()).count()
            + self.days.values().filter(|series| series.is_holding()).count();
        self.counts = Counts::holding(held);
    }

    /// Offers a whole answer; each admitted bar comes with the instant from which it is sure, which is later than its end where it was held.
    /// Bars that are all shifted by the same whole hours come from a wrong time zone, and none of them is believed.
    pub fn admit_bars(&mut self, asked: &Asked, bars: &[VendorBar], now: Timestamp) -> Vec<(Timestamp, Bar)> {
        let (mut sure, mut admitted) = (Vec::new(), Vec::new());
        if wrong_time_zone(bars, asked.interval) {
            for bar in bars {
                self.refuse_bar(asked.symbol, asked.source, bar.start, Refused::TimeZone);
            }
            return sure;
        }
        for bar in bars {
            self.admit_bar(asked, bar, now, &mut admitted);
            // The last one admitted is the bar itself, where it is not held or refused.
            let end = self.newest_bar(asked.symbol).map_or(now, Bar::end);
            sure.extend(admitted.drain(..).map(|admitted| (end.max(admitted.end()), admitted)));
        }
        sure
    }

    /// Offers bars that the fold knows already, only to know the series as if the program had never been away; the account stays as it is.
    pub fn remember_bars(&mut self, asked: &Asked, bars: &[VendorBar], now: Timestamp) {
        let counts = std::mem::take(&mut self.counts);
        let holding = |gate: &Self| gate.bars.get(&asked.symbol).is_some_and(Series::is_holding);
        let before = holding(self);
        self.admit_bars(asked, bars, now);
        self.counts = counts;
        self.counts.remembered(before, holding(self));
    }

    /// Offers days that the fold knows already, as [`Gate::remember_bars`] does.
    pub fn remember_days(&mut self, symbol: Symbol, source: SourceName, days: &[VendorDay], now: Timestamp) {
        let counts = std::mem::take(&mut self.counts);
        let holding = |gate: &Self| gate.days.get(&symbol).is_some_and(Series::is_holding);
        let (before, mut known) = (holding(self), Vec::new());
        for day in days {
            self.admit_day(symbol, source, day, now, &mut known);
        }
        self.counts = counts;
        self.counts.remembered(before, holding(self));
    }

    /// Offers one bar. What it makes sure goes to `admitted`: the bar itself, and before it one that was held.
    pub fn admit_bar(
        &mut self,
        asked: &Asked,
        offered: &VendorBar,
        now: Timestamp,
        admitted: &mut Vec<Bar>,
    ) -> Verdict {
        match self.checked(asked, offered, now) {
            Ok(bar) => self.admit_made_bar(&bar, admitted),
            Err(reason) => self.refuse_bar(asked.symbol, asked.source, offered.start, reason),
        }
    }

    /// Offers a bar that a file or the simulated market made: its numbers are sound already, its place among the others need not be.
    pub fn admit_made_bar(&mut self, bar: &Bar, admitted: &mut Vec<Bar>) -> Verdict {
        let Some(session) = session_of(bar) else {
            return self.refuse_bar(bar.symbol(), bar.source(), bar.start(), Refused::OutsideSession);
        };
        if self.split.contains(&bar.symbol()) {
            return self.refuse_bar(bar.symbol(), bar.source(), bar.start(), Refused::Split);
        }
        let limits = self.limits(bar.symbol());
        let series = self.bars.entry(bar.symbol()).or_default();
        let last = series.newest().copied();
        if let Err(reason) = series.fits(bar) {
            return self.refuse_bar(bar.symbol(), bar.source(), bar.start(), reason);
        }
        if let Some(last) = last {
            self.counts.gap(bar.symbol(), missing(&last, bar, session));
        }
        let weighed = series.weigh(*bar, limits);
        self.settle(bar.symbol(), &weighed, admitted)
    }

    /// Counts what an answer's decoder had to leave out.
    pub fn count_left_out(&mut self, symbol: Symbol, source: SourceName, now: Timestamp, left_out: &[(Refused, u64)]) {
        let day = ExchangeCalendar::nyse().new_york(now).date();
        for (reason, count) in left_out {
            self.counts.refuse_many((source, symbol, day, *reason), *count, now);
        }
    }

    /// The vendor tells of a split on `date`. Where the history in use was fetched up to a day before that, its prices no longer fit those
    /// that follow, and the symbol is refused from then on. Returns whether that is so, and was not so before.
    pub fn tell_split(&mut self, symbol: Symbol, date: Date, history_until: Date) -> bool {
        history_until < date && self.split.insert(symbol)
    }

    /// Whether a symbol is refused because of a split.
    pub fn is_split(&self, symbol: Symbol) -> bool {
        self.split.contains(&symbol)
    }

    /// The newest bar that came in order, held ones included.
    pub fn newest_bar(&self, symbol: Symbol) -> Option<&Bar> {
        self.bars.get(&symbol)?.newest()
    }

    /// The newest day that came in order, held ones included.
    pub fn newest_day(&self, symbol: Symbol) -> Option<Date> {
        self.days.get(&symbol)?.newest().map(DayBar::date)
    }

    fn limits(&self, symbol: Symbol) -> Limits {
        let index = self.universe.role(symbol) == Some(Role::VolatilityIndex);
        if index { Limits::VOLATILITY_INDEX } else { Limits::SHARES }
    }

    /// A sound bar out of a vendor's numbers, in its place of a session, or why there is none.
    fn checked(&self, asked: &Asked, offered: &VendorBar, now: Timestamp) -> Result<Bar, Refused> {
        let prices = prices(offered).ok_or(Refused::Price)?;
        let volume = self.volume(asked.symbol, offered.volume)?;
        let calendar = ExchangeCalendar::nyse();
        let session = calendar.index_at_or_before(offered.start).and_then(|index| calendar.session(index));
        let session = session.filter(|session| offered.start < session.close).ok_or(Refused::OutsideSession)?;
        let interval = interval_at(session, offered.start, asked.interval).ok_or(Refused::Start)?;
        let bar = Bar::new(asked.symbol, asked.source, interval, offered.start, prices, volume)?;
        if bar.end() > now {
            return Err(Refused::Future);
        }
        Ok(bar)
    }

    /// A number of shares; an index has none.
    fn volume(&self, symbol: Symbol, volume: Option<f64>) -> Result<f64, Refused> {
        let index = self.universe.role(symbol) == Some(Role::VolatilityIndex);
        volume.or(index.then_some(0.0)).ok_or(Refused::Volume)
    }

    fn refuse_bar(&mut self, symbol: Symbol, source: SourceName, start: Timestamp, reason: Refused) -> Verdict {
        let day = ExchangeCalendar::nyse().new_york(start).date();
        self.counts.refuse((source, symbol, day, reason), start);
        Verdict::Refused(reason)
    }

    /// Books what a weighed print brought: itself and the one that was held before it.
    fn settle<T: series::Print>(
        &mut self,
        symbol: Symbol,
        weighed: &series::Weighed<T>,
        admitted: &mut Vec<T>,
    ) -> Verdict {
        let refuse = |counts: &mut Counts, print: &T, reason| {
            counts.refuse((print.source(), symbol, print.day(), reason), print.at());
        };
        self.counts.drop_held(usize::from(weighed.refuted.is_some() || weighed.confirmed.is_some()));
        if let Some(print) = &weighed.refuted {
            // It was counted as offered when it came.
            self.counts.offered_before(1);
            refuse(&mut self.counts, print, Refused::Jump);
        }
        if let Some(print) = weighed.confirmed {
            self.counts.offered_before(1);
            if weighed.split {
                self.split.insert(symbol);
                refuse(&mut self.counts, &print, Refused::Split);
            } else {
                self.counts.admit();
                admitted.push(print);
            }
        }
        if weighed.split {
            refuse(&mut self.counts, &weighed.print, Refused::Split);
            return Verdict::Refused(Refused::Split);
        }
        if weighed.held {
            self.counts.hold();
            return Verdict::Held;
        }
        self.counts.admit();
        admitted.push(weighed.print);
        Verdict::Admitted
    }
}

/// All four prices, where none is missing.
fn prices(offered: &VendorBar) -> Option<Prices> {
    Some(Prices { open: offered.open?, high: offered.high?, low: offered.low?, close: offered.close? })
}

/// The session that a whole bar lies in.
fn session_of(bar: &Bar) -> Option<&'static Session> {
    ExchangeCalendar::nyse().session_containing(bar.end()).filter(|session| session.open <= bar.start())
}

/// How long the bar is that begins at `start`: bars count from the bell, and the last one ends with the session.
fn interval_at(session: &Session, start: Timestamp, interval: Interval) -> Option<Interval> {
    let since = start.as_second() - session.open.as_second();
    let left = session.close.as_second() - start.as_second();
    if since.rem_euclid(interval.seconds()) != 0 || start.subsec_nanosecond() != 0 {
        return None;
    }
    if left < interval.seconds() { Interval::from_seconds(left) } else { Some(interval) }
}

/// Bars of the later one's length that are missing between two neighbours.
fn missing(last: &Bar, bar: &Bar, session: &Session) -> u64 {
    let seconds = ExchangeCalendar::nyse().trading_seconds(last.end(), bar.start());
    let step = bar.interval().seconds().min(session.seconds()).max(1);
    u64::try_from(seconds / step).unwrap_or(0)
}

/// Hours by which clocks of the world differ.
const ZONE_HOURS_MAX: i64 = 14;

/// Whether most bars lie outside the session, and all of them would lie inside it were they moved by the same whole hours.
fn wrong_time_zone(bars: &[VendorBar], interval: Interval) -> bool {
    let inside = |start: Timestamp| {
        let end = start.saturating_add(SignedDuration::from_secs(interval.seconds().min(60))).ok();
        let session = end.and_then(|end| ExchangeCalendar::nyse().session_containing(end));
        session.is_some_and(|session| session.open <= start)
    };
    let outside = bars.iter().filter(|bar| !inside(bar.start)).count();
    if outside < 2 || outside * 2 <= bars.len() {
        return false;
    }
    (-ZONE_HOURS_MAX..=ZONE_HOURS_MAX).filter(|hours| *hours != 0).any(|hours| {
        bars.iter().all(|bar| bar.start.saturating_add(SignedDuration::from_hours(hours)).is_ok_and(inside))
    })
}
