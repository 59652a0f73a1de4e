//! The questions that are put to Alpaca, and what their answers mean for the span that was asked for.

use std::sync::{Arc, PoisonError};

use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};

use super::actions::{self, Action};
use super::options::{self, OpenInterest};
use super::page::Page;
use super::stocks::{self, StockQuote, StockSnapshot};
use super::{Alpaca, PATIENCE_S, Query, SOURCE, SYMBOLS_MAX, covered, fresh, news, pages};
use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Refused;
use crate::domain::symbol::{SourceName, Symbol};
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, ChainAnswer, VendorBar, VendorDay, VendorHeadline, VendorQuote};

/// Bars on one page; the vendor's limit.
const BARS_PER_PAGE: u32 = 10_000;

/// Headlines on one page; the vendor's limit.
const HEADLINES_PER_PAGE: u32 = 50;

/// Option snapshots and corporate actions on one page; the vendor's limit.
const RECORDS_PER_PAGE: u32 = 1_000;

/// Option contracts on one page; the vendor's limit.
const CONTRACTS_PER_PAGE: u32 = 10_000;

/// Bars are adjusted for what changes the number of shares or splits a company, and not for dividends.
const ADJUSTMENT: &str = "split,spin-off";

/// Seconds of one full session.
const SESSION_S: i64 = 23_400;

/// The furthest expiry that is asked for, days ahead: later ones are hardly traded, and other sources are asked for no more either.
const EXPIRY_DAYS_MAX: i64 = 60;

/// The vendor files a dividend under the day it is paid, at most so many days after the ex-date.
const PAID_AFTER_DAYS_MAX: i64 = 92;

/// Great special dividends are paid before their ex-date, by few days.
const PAID_BEFORE_DAYS_MAX: i64 = 7;

impl Alpaca {
    /// Every bar that ended after `after` and not after `until`, oldest first, sessions or not. Bars of an hour begin on the full hour.
    ///
    /// An answer ends early where the span holds more than 200,000 bars: ask again from the end of its last bar until nothing is new.
    ///
    /// # Errors
    /// Where more than an hour of trading lies in the span but no bar: [`SourceFault::Stale`] where the vendor gave older ones instead,
    /// [`SourceFault::Empty`] where it gave none. [`SourceFault::NotFound`] for an index, without a question.
    pub async fn bars(
        &self,
        symbol: Symbol,
        interval: Interval,
        after: Timestamp,
        until: Timestamp,
    ) -> Result<Answer<VendorBar>, SourceFault> {
        covered(symbol)?;
        // Bars begin at full seconds: the first that may is one second after that whose end is `after`.
        let start =
            |end: Timestamp, seconds| Timestamp::from_second(end.as_second() - interval.seconds() + seconds).ok();
        let span = start(after, 1).zip(start(until, 0));
        let Some((first, last)) = span.filter(|(first, last)| first <= last) else { return Ok(Answer::of(Vec::new())) };
        let query = self.bar_query(symbol, timeframe(interval), first, last);
        let asked = pages(&self.data, "/v2/stocks/bars", query, |body| stocks::bars(body, symbol));
        let (page, unchanged) = Box::pin(asked).await?;
        let awaited = ExchangeCalendar::nyse().trading_seconds(after, until) > PATIENCE_S + interval.seconds();
        within(page, unchanged, (first, last), awaited, |bar| bar.start)
    }

    /// The bar of every trading day from `from` to `to`, both included, oldest first, with the splits and dividends of the span. The bar
    /// of a day whose session is still open is as unfinished as the session. Splits and dividends are left away where the key does not
    /// allow them; the log tells.
    ///
    /// # Errors
    /// Where more than a session lies in the span but no bar: [`SourceFault::Stale`] where the vendor gave older ones instead,
    /// [`SourceFault::Empty`] where it gave none. [`SourceFault::NotFound`] for an index, without a question.
    pub async fn days(&self, symbol: Symbol, from: Date, to: Date) -> Result<Answer<VendorDay>, SourceFault> {
        covered(symbol)?;
        let span = stocks::midnight(from).zip(stocks::midnight(to));
        let Some((first, last)) = span.filter(|(first, last)| first <= last) else { return Ok(Answer::of(Vec::new())) };
        let query = self.bar_query(symbol, "1Day", first, last);
        let asked = pages(&self.data, "/v2/stocks/bars", query, |body| stocks::bars(body, symbol));
        let (bars, unchanged) = Box::pin(asked).await?;
        let mut page = Page { left_out: bars.left_out, next: bars.next, items: Vec::new() };
        for bar in bars.items {
            page.take(stocks::day(bar));
        }
        // The session of the last day lies after its midnight.
        let end = last.checked_add(SignedDuration::from_hours(24)).unwrap_or(last);
        let awaited = ExchangeCalendar::nyse().trading_seconds(first, end) > SESSION_S;
        let mut answer = within(page, unchanged, (first, last), awaited, |day| day.bar.start)?;
        match Box::pin(self.actions(symbol, from, to)).await {
            Ok(actions) => {
                answer.splits = actions.splits;
                answer.dividends = actions.dividends;
                actions.left_out.iter().for_each(|(reason, count)| answer.leave_out(*reason, *count));
            }
            Err(fault @ SourceFault::Forbidden) => {
                tracing::warn!(source = SOURCE, %symbol, %fault, "days come without splits and dividends");
            }
            Err(fault) => return Err(fault),
        }
        Ok(answer)
    }

    /// Splits and cash dividends with an ex-date from `from` to `to`, both included; the items are none.
    pub async fn actions(&self, symbol: Symbol, from: Date, to: Date) -> Result<Answer<()>, SourceFault> {
        covered(symbol)?;
        let first = from.saturating_sub(Span::new().days(PAID_BEFORE_DAYS_MAX));
        let last = to.saturating_add(Span::new().days(PAID_AFTER_DAYS_MAX));
        let query = vec![
            ("symbols", symbol.to_string()),
            ("types", actions::KINDS.to_owned()),
            ("start", first.to_string()),
            ("end", last.to_string()),
            ("limit", RECORDS_PER_PAGE.to_string()),
        ];
        let asked = pages(&self.data, "/v1/corporate-actions", query, |body| actions::actions(body, symbol));
        let (page, unchanged) = Box::pin(asked).await?;
        let mut answer = Answer { unchanged, left_out: page.left_out.into_iter().collect(), ..Answer::of(Vec::new()) };
        for action in page.items {
            match action {
                Action::Split(date, ratio) if (from..=to).contains(&date) => answer.splits.push((date, ratio)),
                Action::Dividend(date, amount) if (from..=to).contains(&date) => answer.dividends.push((date, amount)),
                _ => {}
            }
        }
        answer.splits.sort_by_key(|(date, _)| *date);
        answer.dividends.sort_by_key(|(date, _)| *date);
        Ok(answer)
    }

    /// The best offers now.
    ///
    /// # Errors
    /// [`SourceFault::Stale`] where they are from more than an hour of trading before `now`, [`SourceFault::NotFound`] for an index,
    /// without a question.
    pub async fn latest_quote(&self, symbol: Symbol, now: Timestamp) -> Result<StockQuote, SourceFault> {
        covered(symbol)?;
        let path = format!("/v2/stocks/{symbol}/quotes/latest");
        let reply = Box::pin(self.data.get(&path, &[self.feed()])).await?;
        let quote = stocks::latest_quote(&reply.json()?, symbol)?;
        fresh(quote.at, now).map(|()| quote)
    }

    /// The latest trade with the best offers now.
    ///
    /// # Errors
    /// [`SourceFault::Empty`] where it was never traded, [`SourceFault::Stale`] where that is more than an hour of trading before `now`,
    /// [`SourceFault::NotFound`] for an index, without a question.
    pub async fn quote(&self, symbol: Symbol, now: Timestamp) -> Result<VendorQuote, SourceFault> {
        let quote = self.snapshot(symbol).await?.vendor_quote().ok_or(SourceFault::Empty)?;
        fresh(quote.at, now).map(|()| quote)
    }

    async fn snapshot(&self, symbol: Symbol) -> Result<StockSnapshot, SourceFault> {
        covered(symbol)?;
        let path = format!("/v2/stocks/{symbol}/snapshot");
        let reply = Box::pin(self.data.get(&path, &[self.feed()])).await?;
        stocks::snapshot(&reply.json()?, symbol)
    }

    /// The chain of the options of `symbol` that expire within 60 days: quotes, volume, implied volatility and delta from their snapshots, the spot from the stock's
    /// own, and the open interest from the trading interface, once a day. Where that gives none, the last one known counts, else 0.
    ///
    /// # Errors
    /// [`SourceFault::Empty`] where nothing was quoted or traded, [`SourceFault::Stale`] where the newest quote or the stock's price is
    /// from more than an hour of trading before `now`, [`SourceFault::NotFound`] for an index, without a question.
    pub async fn chain(&self, symbol: Symbol, now: Timestamp) -> Result<ChainAnswer, SourceFault> {
        let (spot_at, spot) = self.snapshot(symbol).await?.spot().ok_or(SourceFault::Empty)?;
        fresh(spot_at, now)?;
        let path = format!("/v1beta1/options/snapshots/{symbol}");
        let [first, last] = expiries(now);
        let query = vec![
            ("feed", self.option_feed.name().to_owned()),
            ("expiration_date_gte", first.to_string()),
            ("expiration_date_lte", last.to_string()),
            ("limit", RECORDS_PER_PAGE.to_string()),
        ];
        let asked = pages(&self.data, &path, query, |body| options::contracts(body, symbol));
        let (page, unchanged) = Box::pin(asked).await?;
        if page.next.is_some() {
            // Part of a chain would pass for all of it.
            return Err(SourceFault::shape("next_page_token"));
        }
        let open = Box::pin(self.open_interest(symbol, now)).await;
        let source = SourceName::new(SOURCE).unwrap_or(SourceName::UNNAMED);
        let answer = options::assemble(symbol, source, spot, page, &open)?;
        if let Some(chain) = answer.items.first() {
            fresh(chain.at(), now)?;
        }
        Ok(Answer { unchanged, ..answer })
    }

    /// The open interest of the day: asked for once, and again after a failure.
    async fn open_interest(&self, symbol: Symbol, now: Timestamp) -> Arc<OpenInterest> {
        let [today, last] = expiries(now);
        let known = self.open_interest.lock().unwrap_or_else(PoisonError::into_inner).get(&symbol).cloned();
        let Some(trading) = &self.trading else { return Arc::default() };
        match known {
            Some((date, open)) if date == today => return open,
            _ => {}
        }
        let query = vec![
            ("underlying_symbols", symbol.to_string()),
            ("expiration_date_gte", today.to_string()),
            ("expiration_date_lte", last.to_string()),
            ("limit", CONTRACTS_PER_PAGE.to_string()),
        ];
        let asked = pages(trading, "/v2/options/contracts", query, |body| options::open_interest(body, symbol));
        match Box::pin(asked).await {
            Ok((page, _)) => {
                let open: Arc<OpenInterest> = Arc::new(page.items.into_iter().collect());
                let mut known = self.open_interest.lock().unwrap_or_else(PoisonError::into_inner);
                if known.len() >= SYMBOLS_MAX {
                    known.clear();
                }
                known.insert(symbol, (today, open.clone()));
                open
            }
            Err(fault) => {
                tracing::warn!(source = SOURCE, %symbol, %fault, "no open interest of options today");
                known.map(|(_, open)| open).unwrap_or_default()
            }
        }
    }

    /// Headlines that name `symbol` and were published or changed from `after` to `until`, oldest first; none is no fault. One that was
    /// changed comes again under its identity.
    ///
    /// An answer ends early where the span holds more than 1,000 headlines: ask again from the newest.
    ///
    /// # Errors
    /// [`SourceFault::Stale`] where the vendor gave only headlines from before the span, [`SourceFault::NotFound`] for an index, without a
    /// question.
    pub async fn headlines(
        &self,
        symbol: Symbol,
        after: Timestamp,
        until: Timestamp,
    ) -> Result<Answer<VendorHeadline>, SourceFault> {
        covered(symbol)?;
        let query = vec![
            ("symbols", symbol.to_string()),
            ("start", after.to_string()),
            ("end", until.to_string()),
            ("sort", "asc".to_owned()),
            ("include_content", "false".to_owned()),
            ("limit", HEADLINES_PER_PAGE.to_string()),
        ];
        let asked = pages(&self.data, "/v1beta1/news", query, |body| news::headlines(body, symbol));
        let (page, unchanged) = Box::pin(asked).await?;
        if let Some(newest) = page.items.iter().map(|article| article.updated).max().filter(|newest| *newest < after) {
            return Err(SourceFault::Stale { newest });
        }
        let mut items: Vec<VendorHeadline> = page.items.into_iter().map(|article| article.headline).collect();
        items.sort_by(|a, b| a.published.cmp(&b.published).then_with(|| a.id.cmp(&b.id)));
        Ok(Answer { unchanged, left_out: page.left_out.into_iter().collect(), ..Answer::of(items) })
    }

    fn feed(&self) -> (&'static str, String) {
        ("feed", self.stock_feed.name().to_owned())
    }

    fn bar_query(&self, symbol: Symbol, timeframe: &str, first: Timestamp, last: Timestamp) -> Query {
        vec![
            ("symbols", symbol.to_string()),
            ("timeframe", timeframe.to_owned()),
            ("start", first.to_string()),
            ("end", last.to_string()),
            ("limit", BARS_PER_PAGE.to_string()),
            ("adjustment", ADJUSTMENT.to_owned()),
            ("sort", "asc".to_owned()),
            self.feed(),
        ]
    }
}

/// The first and the last expiry that are asked for; the first is today in New York.
fn expiries(now: Timestamp) -> [Date; 2] {
    let today = ExchangeCalendar::nyse().new_york(now).date();
    [today, today.saturating_add(Span::new().days(EXPIRY_DAYS_MAX))]
}

/// The vendor's name of an interval.
const fn timeframe(interval: Interval) -> &'static str {
    match interval {
        Interval::M1 => "1Min",
        Interval::M5 => "5Min",
        Interval::M15 => "15Min",
        Interval::M30 => "30Min",
        Interval::H1 => "1Hour",
    }
}

/// Only what begins from `first` to `last`, oldest first. What lies before is left out as [`Refused::OutOfOrder`], what lies after as
/// [`Refused::Future`]. Where nothing is left that was `awaited`, that is a fault, unless records were there and could not be read: those
/// are told by their reasons.
fn within<T>(
    page: Page<T>,
    unchanged: bool,
    (first, last): (Timestamp, Timestamp),
    awaited: bool,
    start: impl Fn(&T) -> Timestamp,
) -> Result<Answer<T>, SourceFault> {
    let unreadable = !page.left_out.is_empty();
    let (mut older, mut newest, mut later) = (0, None, 0);
    let mut answer = Answer { unchanged, left_out: page.left_out.into_iter().collect(), ..Answer::of(Vec::new()) };
    for item in page.items {
        let at = start(&item);
        if at < first {
            older += 1;
            newest = newest.max(Some(at));
        } else if at > last {
            later += 1;
        } else {
            answer.items.push(item);
        }
    }
    if awaited && answer.items.is_empty() && later == 0 && !unreadable {
        return Err(newest.map_or(SourceFault::Empty, |newest| SourceFault::Stale { newest }));
    }
    answer.leave_out(Refused::OutOfOrder, older);
    answer.leave_out(Refused::Future, later);
    answer.items.sort_by_key(|item| start(item));
    Ok(answer)
}
