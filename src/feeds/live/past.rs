//! The past, part by part: days as far back as a source has them, then hours, then five minutes, in the order in which it was known.

use jiff::civil::{Date, Time, date, time};
use jiff::{SignedDuration, Timestamp};

use super::{LiveFeed, Vendor, date_of};
use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::{Dividend, Event};
use crate::domain::health::Channel;
use crate::domain::symbol::Symbol;
use crate::feeds::FeedError;
use crate::feeds::gate::Asked;
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, VendorBar, VendorDay};

/// The first day that is asked for: the exchange calendar begins with it.
pub const FIRST_DAY: Date = date(2000, 1, 3);

/// How long a part is, where only days, hours, or five minutes are asked for.
const DAYS_PART: SignedDuration = SignedDuration::from_hours(24 * 1_826);
const HOURS_PART: SignedDuration = SignedDuration::from_hours(24 * 90);
const MINUTES_PART: SignedDuration = SignedDuration::from_hours(24 * 20);

/// Sources count their reach from their own midnight: so many days of it are not relied on.
const REACH_MARGIN_DAYS: i64 = 2;

/// How far before a resumed part the gate looks to know the series again.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 30);

/// From where on which bars are asked for; settled when the first part is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct PastPlan {
    hours_from: Timestamp,
    minutes_from: Timestamp,
    until: Timestamp,
}

impl PastPlan {
    /// Where a part that begins at `after` ends: no part spans a change of plan.
    fn part_end(&self, after: Timestamp) -> Timestamp {
        let (length, limit) = if after < self.hours_from {
            (DAYS_PART, self.hours_from)
        } else if after < self.minutes_from {
            (HOURS_PART, self.minutes_from)
        } else {
            (MINUTES_PART, self.until)
        };
        after.saturating_add(length).unwrap_or(Timestamp::MAX).min(limit).min(self.until)
    }

    /// The finest bars that a vendor has of a part that begins at `from`.
    fn interval(&self, vendor: &dyn Vendor, from: Timestamp) -> Option<Interval> {
        let wanted: &[Interval] =
            if from >= self.minutes_from { &[Interval::M5] } else { &[Interval::M5, Interval::H1] };
        let begins = if from >= self.minutes_from { self.minutes_from } else { self.hours_from };
        let reaches = |interval: Interval| {
            let days = vendor.reach_days(interval);
            days > 0 && self.until.duration_since(begins) <= SignedDuration::from_hours(24 * days)
        };
        wanted.iter().copied().find(|interval| reaches(*interval))
    }
}

/// When a day's bar is known.
pub(super) fn day_known_at(date: Date) -> Timestamp {
    ExchangeCalendar::nyse().at_new_york(date, time(16, 30, 0, 0)).unwrap_or(Timestamp::MAX)
}

/// One symbol's part, of one vendor.
#[derive(Default)]
struct Part {
    days: Option<Answer<VendorDay>>,
    bars: Option<(Interval, Answer<VendorBar>)>,
    /// Bars from before the part, which the fold knows and the gate does not.
    known: Option<(Interval, Answer<VendorBar>)>,
}

/// What of a part no vendor gave yet.
#[derive(Clone, Copy)]
struct Wanted {
    days: bool,
    bars: bool,
    known: bool,
}

impl LiveFeed {
    /// The next part of the past, everything in the order in which it became sure. Where one question fails nothing of the part is taken.
    pub(super) fn past_part(
        &mut self,
        after: Timestamp,
        until: Timestamp,
    ) -> Result<(Vec<Event>, Timestamp), FeedError> {
        let plan = *self.past.get_or_insert_with(|| plan(&self.vendors, until));
        let to = plan.part_end(after);
        let mut parts = Vec::new();
        for symbol in &self.symbols {
            self.ask_vendors(&plan, *symbol, (after, to), &mut parts)?;
        }
        let mut sure: Vec<(Timestamp, Event)> = Vec::new();
        for (place, symbol, part) in parts {
            self.take_part(place, symbol, (after, to), part, &mut sure);
        }
        sure.sort_by_key(|(at, event)| (*at, event.symbol(), event.known_at()));
        Ok((sure.into_iter().map(|(_, event)| event).collect(), to))
    }

    /// Asks the vendors in turn for one symbol's part.
    fn ask_vendors(
        &self,
        plan: &PastPlan,
        symbol: Symbol,
        (after, to): (Timestamp, Timestamp),
        parts: &mut Vec<(usize, Symbol, Part)>,
    ) -> Result<(), FeedError> {
        let mut wanted = Wanted { days: true, bars: after >= plan.hours_from, known: !self.knows(symbol) };
        let mut passing = None;
        for (place, source) in self.vendors.iter().enumerate() {
            match self.handle.block_on(ask_part(source.vendor.as_ref(), plan, symbol, (after, to), wanted)) {
                Ok(part) => {
                    wanted.days &= part.days.is_none();
                    wanted.bars &= part.bars.is_none();
                    parts.push((place, symbol, part));
                }
                Err(fault) if fault.is_worth_a_retry() => passing = Some(fault),
                Err(fault @ (SourceFault::Unauthorized | SourceFault::BudgetSpent)) => passing = Some(fault),
                Err(fault) => {
                    tracing::warn!(source = source.vendor.name(), %symbol, %fault, %after, "no such part of the past");
                }
            }
            if !wanted.days && !wanted.bars {
                return Ok(());
            }
        }
        // What nobody has is no failure; what somebody could not give just now is.
        passing.map_or(Ok(()), |fault| Err(FeedError::Past { symbol, from: after, fault }))
    }

    /// Whether the gate knows what came before.
    fn knows(&self, symbol: Symbol) -> bool {
        self.gate.newest_day(symbol).is_some() || self.gate.newest_bar(symbol).is_some()
    }

    fn take_part(
        &mut self,
        place: usize,
        symbol: Symbol,
        (after, to): (Timestamp, Timestamp),
        part: Part,
        sure: &mut Vec<(Timestamp, Event)>,
    ) {
        let Some(source) = self.vendors.get(place).map(|source| source.name) else { return };
        if let Some((interval, answer)) = part.known {
            self.gate.remember_bars(&Asked { symbol, source, interval }, &answer.items, to);
        }
        if let Some(answer) = part.days {
            self.gate.count_left_out(symbol, source, to, &answer.left_out);
            let (known, new) =
                answer.items.split_at(answer.items.partition_point(|day| day_known_at(day.date) <= after));
            if self.gate.newest_day(symbol).is_none() {
                self.gate.remember_days(symbol, source, known, to);
            }
            let mut admitted = Vec::new();
            for day in new.iter().filter(|day| day_known_at(day.date) <= to) {
                self.gate.admit_day(symbol, source, day, to, &mut admitted);
                let at = day_known_at(day.date);
                sure.extend(admitted.drain(..).map(|day| (at, Event::Day(day))));
            }
            self.past_dividends(symbol, &answer.dividends, (after, to), sure);
        }
        if let Some((interval, answer)) = part.bars {
            self.gate.count_left_out(symbol, source, to, &answer.left_out);
            let asked = Asked { symbol, source, interval };
            let admitted = self.gate.admit_bars(&asked, &answer.items, to);
            sure.extend(admitted.into_iter().map(|(at, bar)| (at, Event::Bar(bar))));
            self.past_dividends(symbol, &answer.dividends, (after, to), sure);
        }
    }

    fn past_dividends(
        &mut self,
        symbol: Symbol,
        dividends: &[(Date, f64)],
        (after, to): (Timestamp, Timestamp),
        sure: &mut Vec<(Timestamp, Event)>,
    ) {
        for (ex_date, amount) in dividends.iter().filter(|(_, amount)| amount.is_finite() && *amount > 0.0) {
            let event = Event::Dividend(Dividend { symbol, ex_date: *ex_date, amount: *amount });
            let at = event.known_at();
            if self.traded.contains(&symbol) && after < at && at <= to && self.dividends.insert((symbol, *ex_date)) {
                sure.push((at, event));
            }
        }
    }
}

async fn ask_part(
    vendor: &dyn Vendor,
    plan: &PastPlan,
    symbol: Symbol,
    (after, to): (Timestamp, Timestamp),
    wanted: Wanted,
) -> Result<Part, SourceFault> {
    let mut part = Part::default();
    let earlier = after.saturating_sub(REMEMBERED).unwrap_or(after);
    if wanted.days && vendor.gives(Channel::Days, symbol) {
        let from = if wanted.known { earlier.max(midnight(FIRST_DAY)) } else { after };
        part.days = none_if_empty(vendor.days(symbol, date_of(from), date_of(to)).await)?;
    }
    if !wanted.bars || !vendor.gives(Channel::Bars, symbol) {
        return Ok(part);
    }
    if let Some(interval) = plan.interval(vendor, after) {
        let bars = none_if_empty(vendor.bars(symbol, interval, after, to).await)?;
        part.bars = bars.map(|answer| (interval, answer));
    }
    let just_before = after.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(after);
    if wanted.known
        && just_before >= plan.hours_from
        && let Some(interval) = plan.interval(vendor, just_before)
    {
        let begins = if just_before >= plan.minutes_from { plan.minutes_from } else { plan.hours_from };
        let known = none_if_empty(vendor.bars(symbol, interval, earlier.max(begins), after).await)?;
        part.known = known.map(|answer| (interval, answer));
    }
    Ok(part)
}

/// The best that any vendor has decides where hours and five minutes begin.
fn plan(vendors: &[super::Source], until: Timestamp) -> PastPlan {
    let from = |interval: Interval| {
        let days = vendors.iter().map(|source| source.vendor.reach_days(interval)).max().unwrap_or(0);
        let days = (days - REACH_MARGIN_DAYS).max(0);
        let at = until.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN);
        midnight(date_of(at)).max(midnight(FIRST_DAY))
    };
    let minutes_from = from(Interval::M5);
    PastPlan { hours_from: from(Interval::H1).min(minutes_from), minutes_from, until }
}

fn none_if_empty<T>(answered: Result<Answer<T>, SourceFault>) -> Result<Option<Answer<T>>, SourceFault> {
    match answered {
        Ok(answer) => Ok(Some(answer)),
        Err(SourceFault::Empty | SourceFault::Stale { .. }) => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn midnight(date: Date) -> Timestamp {
    ExchangeCalendar::nyse().at_new_york(date, Time::midnight()).unwrap_or(Timestamp::MIN)
}
