//! One round of a channel: the preferred vendor is asked first, the next ones about whatever it did not give.

use std::sync::Arc;

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};

use super::schedule::INTERVAL;
use super::{LiveFeed, date_of};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::{Dividend, Event, Polled};
use crate::domain::health::{Channel, FeedFault};
use crate::domain::symbol::Symbol;
use crate::feeds::gate::{Asked, Verdict};
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, ChainAnswer, VendorBar, VendorDay, VendorHeadline};

/// Trading time without anything newer after which a source stands still, seconds.
const STALE_AFTER_S: i64 = 1_200;

/// How far back the gate looks to know a series again after a restart.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 5);

/// A vendor that failed is asked for so much of what others gave meanwhile, to see whether it moves.
const SEEN_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// Sources count their reach from their own midnight: so many days of it are not relied on.
const REACH_SPARE_DAYS: i64 = 2;

/// Calendar days that are asked for when the last ones came long ago.
const DAYS_BACK: SignedDuration = SignedDuration::from_hours(24 * 14);

/// How far back headlines are asked for.
const NEWS_BACK: SignedDuration = SignedDuration::from_hours(24 * 2);

/// What a vendor said about one symbol.
enum Said {
    Bars(Answer<VendorBar>),
    Days(Answer<VendorDay>),
    News(Answer<VendorHeadline>),
    Chain(ChainAnswer),
}

/// A question about one symbol.
#[derive(Clone, Copy)]
struct Question {
    channel: Channel,
    symbol: Symbol,
    after: Timestamp,
    now: Timestamp,
}

impl LiveFeed {
    /// Asks a channel about everyone it is asked about, and hands what is sound to `told`.
    pub(super) fn round(&mut self, channel: Channel, now: Timestamp, told: &mut Vec<Event>) {
        let mut open = self.asked_for(channel).to_vec();
        let mut gave: Option<&'static str> = None;
        let mut failed = Vec::new();
        for place in self.order(channel, now) {
            let Some((name, mine)) = self.vendors.get(place).map(|source| {
                let mine: Vec<Symbol> =
                    open.iter().copied().filter(|symbol| source.vendor.gives(channel, *symbol)).collect();
                (source.vendor.name(), mine)
            }) else {
                continue;
            };
            let [first, rest @ ..] = mine.as_slice() else { continue };
            // The first answer stands for the vendor: where it fails the others are not waited for.
            if let Err(fault) = self.ask_one(place, channel, *first, now, told) {
                tracing::warn!(source = name, channel = channel.name(), symbol = %first, ?fault, "a source failed");
                self.fail(place, channel, fault, now);
                failed.push(place);
                continue;
            }
            open.retain(|symbol| symbol != first);
            if *first == self.predicted {
                gave = Some(name);
            }
            if let Some(notice) = self.vendors.get_mut(place).and_then(|source| source.line(channel).up(now)) {
                self.notices.push(notice);
            }
            for symbol in self.ask_many(place, channel, rest, now, told) {
                open.retain(|open| *open != symbol);
            }
            if open.is_empty() {
                break;
            }
        }
        for place in failed {
            let notice = self.vendors.get_mut(place).and_then(|source| source.line(channel).alarm(gave, now));
            self.notices.extend(notice);
        }
        if channel == Channel::Days && gave.is_some() {
            self.schedule.days_came(now);
        }
    }

    /// The vendors in the order in which they are asked: those that fail and rest come last.
    fn order(&self, channel: Channel, now: Timestamp) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.vendors.len()).collect();
        order.sort_by_key(|place| {
            self.vendors.get(*place).is_some_and(|source| {
                source.lines.iter().any(|line| line.health.channel == Some(channel) && line.rests(now))
            })
        });
        order
    }

    fn fail(&mut self, place: usize, channel: Channel, fault: FeedFault, now: Timestamp) {
        if let Some(source) = self.vendors.get_mut(place) {
            source.line(channel).down(fault, now);
        }
    }

    fn question(&self, place: usize, channel: Channel, symbol: Symbol, now: Timestamp) -> Question {
        let back = |span: SignedDuration| now.saturating_sub(span).unwrap_or(Timestamp::MIN);
        let after = match channel {
            Channel::Bars => self.bars_after(place, symbol, now),
            Channel::Days | Channel::Chains => back(DAYS_BACK),
            Channel::News => back(NEWS_BACK),
        };
        Question { channel, symbol, after, now }
    }

    /// From where bars are asked for: from the newest known one; earlier where the gate or the vendor has to be seen moving again.
    fn bars_after(&self, place: usize, symbol: Symbol, now: Timestamp) -> Timestamp {
        let resumed = self.resumed.unwrap_or(now);
        let newest = self.newest_end(symbol).unwrap_or(resumed);
        let earlier = |at: Timestamp, span| at.saturating_sub(span).unwrap_or(Timestamp::MIN);
        // A vendor that is asked for more than it keeps gives nothing at all.
        let reach = self.vendors.get(place).map_or(0, |source| source.vendor.reach_days(INTERVAL)) - REACH_SPARE_DAYS;
        let reached = if reach > 0 { earlier(now, SignedDuration::from_hours(24 * reach)) } else { Timestamp::MIN };
        if !self.remembered.contains(&symbol) {
            return earlier(newest.min(resumed), REMEMBERED).max(reached);
        }
        let down = self.vendors.get(place).is_some_and(|source| {
            source.lines.iter().any(|line| line.health.channel == Some(Channel::Bars) && line.is_down())
        });
        (if down { newest.min(earlier(now, SEEN_AGAIN)) } else { newest }).max(reached)
    }

    fn ask_one(
        &mut self,
        place: usize,
        channel: Channel,
        symbol: Symbol,
        now: Timestamp,
        told: &mut Vec<Event>,
    ) -> Result<(), FeedFault> {
        let question = self.question(place, channel, symbol, now);
        let said = self.counted(place, channel, |feed| {
            let source = feed.vendors.get(place)?;
            Some(feed.handle.block_on(ask(source.vendor.as_ref(), question)))
        });
        match said {
            Some(Ok(said)) => self.take(place, question, said, told),
            Some(Err(fault)) => Err(fault.kind()),
            None => Err(FeedFault::Unreachable),
        }
    }

    /// Asks about several symbols at once; returns whose answers were sound.
    fn ask_many(
        &mut self,
        place: usize,
        channel: Channel,
        symbols: &[Symbol],
        now: Timestamp,
        told: &mut Vec<Event>,
    ) -> Vec<Symbol> {
        let questions: Vec<Question> =
            symbols.iter().map(|symbol| self.question(place, channel, *symbol, now)).collect();
        let said = self.counted(place, channel, |feed| {
            let source = feed.vendors.get(place)?;
            let asked = questions.iter().map(|question| ask(source.vendor.as_ref(), *question));
            Some(feed.handle.block_on(join_all(asked)))
        });
        let mut sound = Vec::new();
        for (question, said) in questions.into_iter().zip(said.unwrap_or_default()) {
            let fault = match said {
                Ok(said) => self.take(place, question, said, told).err(),
                Err(fault) => Some(fault.kind()),
            };
            match fault {
                None => sound.push(question.symbol),
                Some(fault) => {
                    let name = self.vendors.get(place).map_or("", |source| source.vendor.name());
                    tracing::warn!(source = name, channel = channel.name(), symbol = %question.symbol, ?fault, "no answer");
                }
            }
        }
        sound
    }

    /// Books the requests that a question took.
    fn counted<T>(&mut self, place: usize, channel: Channel, ask: impl FnOnce(&Self) -> Option<T>) -> Option<T> {
        let counters = |feed: &Self| feed.vendors.get(place).map_or((0, 0), |source| source.vendor.counters());
        let before = counters(self);
        let said = ask(self);
        let after = counters(self);
        if let Some(source) = self.vendors.get_mut(place) {
            let health = &mut source.line(channel).health;
            health.requests += after.0.saturating_sub(before.0);
            health.retries += after.1.saturating_sub(before.1);
        }
        said
    }

    /// Takes an answer through the gate, or says why the source is not to be used.
    fn take(&mut self, place: usize, question: Question, said: Said, told: &mut Vec<Event>) -> Result<(), FeedFault> {
        match said {
            Said::Bars(answer) => self.take_bars(place, question, &answer, told),
            Said::Days(answer) => {
                self.take_days(place, question, &answer, told);
                Ok(())
            }
            Said::News(answer) => {
                self.take_news(place, question, &answer, told);
                Ok(())
            }
            Said::Chain(answer) => self.take_chain(place, question, answer, told),
        }
    }

    fn take_bars(
        &mut self,
        place: usize,
        question: Question,
        answer: &Answer<VendorBar>,
        told: &mut Vec<Event>,
    ) -> Result<(), FeedFault> {
        let Question { symbol, now, .. } = question;
        let Some(source) = self.vendors.get(place).map(|source| source.name) else { return Ok(()) };
        let asked = Asked { symbol, source, interval: INTERVAL };
        let end_of = |bar: &VendorBar| bar.start.saturating_add(SignedDuration::from_secs(INTERVAL.seconds()));
        let end = |bar: &VendorBar| end_of(bar).unwrap_or(Timestamp::MAX);
        let newest = answer.items.iter().map(end).filter(|end| *end <= now).max();
        if ExchangeCalendar::nyse().is_open(now)
            && ExchangeCalendar::nyse().trading_seconds(newest.unwrap_or(question.after), now) > STALE_AFTER_S
        {
            return Err(FeedFault::Stale);
        }
        self.gate.count_left_out(symbol, source, now, &answer.left_out);
        if answer.items.is_empty() && answer.left_out.iter().any(|(_, count)| *count > 0) {
            return Err(FeedFault::Unsound);
        }
        self.take_actions(symbol, answer, now, told);
        let mut items = answer.items.as_slice();
        if self.remembered.insert(symbol) {
            let resumed = self.resumed.unwrap_or(now);
            let known = self.newest_end(symbol);
            let known_items = items.partition_point(|bar| end(bar) <= resumed);
            let (before, after) = items.split_at(known_items);
            if known.is_none() {
                self.gate.remember_bars(&asked, before, now);
            }
            items = after;
        }
        // What a source gives again was not offered for the first time.
        let newest_known = self.newest_end(symbol);
        let news = items.partition_point(|bar| newest_known.is_some_and(|known| end(bar) <= known));
        let items = items.get(news..).unwrap_or_default();
        let before = self.gate.counts().totals();
        let sure = self.gate.admit_bars(&asked, items, now);
        let after = self.gate.counts().totals();
        if !items.is_empty() && after.offered == before.offered + (after.refused - before.refused) && sure.is_empty() {
            return Err(FeedFault::Unsound);
        }
        told.extend(sure.into_iter().map(|(_, bar)| Event::Bar(bar)));
        if let Some(source) = self.vendors.get_mut(place) {
            let line = source.line(Channel::Bars);
            if symbol == self.predicted && newest > line.health.newest {
                line.health.delay_s = newest.map(|newest| now.duration_since(newest).as_secs());
            }
            line.brought(newest);
        }
        Ok(())
    }

    fn take_days(&mut self, place: usize, question: Question, answer: &Answer<VendorDay>, told: &mut Vec<Event>) {
        let Question { symbol, now, .. } = question;
        let Some(source) = self.vendors.get(place).map(|source| source.name) else { return };
        self.gate.count_left_out(symbol, source, now, &answer.left_out);
        self.take_actions(symbol, answer, now, told);
        let resumed = self.resumed.unwrap_or(now);
        let known_at = |day: &VendorDay| super::past::day_known_at(day.date);
        let mut days = answer.items.as_slice();
        if self.gate.newest_day(symbol).is_none() {
            let (before, after) = days.split_at(days.partition_point(|day| known_at(day) <= resumed));
            self.gate.remember_days(symbol, source, before, now);
            days = after;
        }
        let newest = self.gate.newest_day(symbol);
        let mut admitted = Vec::new();
        for day in days.iter().filter(|day| newest.is_none_or(|newest| newest < day.date) && known_at(day) <= now) {
            self.gate.admit_day(symbol, source, day, now, &mut admitted);
        }
        if let Some(source) = self.vendors.get_mut(place) {
            source.line(Channel::Days).brought(days.iter().map(known_at).filter(|at| *at <= now).max());
        }
        told.extend(admitted.into_iter().map(Event::Day));
    }

    fn take_news(&mut self, place: usize, question: Question, answer: &Answer<VendorHeadline>, told: &mut Vec<Event>) {
        let Question { symbol, now, .. } = question;
        let Some(source) = self.vendors.get(place).map(|source| source.name) else { return };
        self.gate.count_left_out(symbol, source, now, &answer.left_out);
        for headline in &answer.items {
            if self.gate.is_old_news(symbol, headline, now) {
                continue;
            }
            if let Ok(headline) = self.gate.admit_headline(symbol, source, headline, now) {
                told.push(Event::News(Arc::new(headline)));
            }
        }
        if let Some(source) = self.vendors.get_mut(place) {
            source.line(Channel::News).brought(answer.items.iter().map(|item| item.published).max());
        }
        told.push(Event::Polled(Polled { symbol, channel: Channel::News, at: now }));
    }

    fn take_chain(
        &mut self,
        place: usize,
        question: Question,
        answer: ChainAnswer,
        told: &mut Vec<Event>,
    ) -> Result<(), FeedFault> {
        let Question { symbol, now, .. } = question;
        let Some(source) = self.vendors.get(place).map(|source| source.name) else { return Ok(()) };
        self.gate.count_left_out(symbol, source, now, &answer.left_out);
        let newest = answer.items.iter().map(crate::domain::option_chain::ChainSnapshot::at).max();
        let calendar = ExchangeCalendar::nyse();
        if calendar.is_open(now) && newest.is_some_and(|at| calendar.trading_seconds(at, now) > STALE_AFTER_S) {
            return Err(FeedFault::Stale);
        }
        let (mut offered, mut admitted) = (0, 0);
        for chain in answer.items {
            // An unchanged answer is a repetition, not a second chain.
            if self.gate.newest_chain(symbol).is_some_and(|newest| newest == chain.at()) {
                continue;
            }
            offered += 1;
            if self.gate.admit_chain(symbol, source, &chain, now) == Verdict::Admitted {
                admitted += 1;
                told.push(Event::Chain(Arc::new(chain)));
            }
        }
        if let Some(source) = self.vendors.get_mut(place) {
            source.line(Channel::Chains).brought(newest);
        }
        if newest.is_none() {
            return Err(FeedFault::Empty);
        }
        if offered > 0 && admitted == 0 { Err(FeedFault::Unsound) } else { Ok(()) }
    }

    /// Splits and dividends that came with bars.
    fn take_actions<T>(&mut self, symbol: Symbol, answer: &Answer<T>, now: Timestamp, told: &mut Vec<Event>) {
        let fetched = self.newest_end(symbol).or(self.resumed).map_or(date_of(now), date_of);
        for (date, ratio) in &answer.splits {
            if *date <= date_of(now) && self.gate.tell_split(symbol, *date, fetched) {
                tracing::error!(
                    %symbol, %date, ratio,
                    "a split: recorded and new prices do not fit together; begin a new record with --data-dir"
                );
            }
        }
        for (ex_date, amount) in &answer.dividends {
            let known = *ex_date > date_of(now) || *amount <= 0.0 || !amount.is_finite();
            if self.traded.contains(&symbol) && !known && self.dividends.insert((symbol, *ex_date)) {
                told.push(Event::Dividend(Dividend { symbol, ex_date: *ex_date, amount: *amount }));
            }
        }
    }
}

async fn ask(vendor: &dyn super::Vendor, question: Question) -> Result<Said, SourceFault> {
    let Question { channel, symbol, after, now } = question;
    match channel {
        Channel::Bars => vendor.bars(symbol, INTERVAL, after, now).await.map(Said::Bars),
        Channel::Days => vendor.days(symbol, date_of(after), date_of(now)).await.map(Said::Days),
        Channel::News => vendor.headlines(symbol, after, now).await.map(Said::News),
        Channel::Chains => vendor.chain(symbol, now).await.map(Said::Chain),
    }
}
