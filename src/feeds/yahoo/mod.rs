//! Yahoo Finance over its public addresses, without a key: bars, days, quotes, option chains and headlines.

mod chain;
mod chart;
mod news;
mod quote;
mod session;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::Value;

use self::chain::{Page, assembled, expiries_wanted};
use self::chart::{Asked, Chart};
use self::session::Session;
use super::http::{Http, HttpOptions};
use super::json::Node;
use super::source_fault::SourceFault;
use super::vendor::{Answer, ChainAnswer, VendorBar, VendorDay, VendorHeadline, VendorQuote};
use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::symbol::Symbol;

/// The name of the source in storage and on screens.
pub const NAME: &str = "yahoo";

/// Headlines asked for at once.
const HEADLINES_MAX: usize = 30;

/// Where Yahoo is and how it is asked.
#[derive(Clone, Debug)]
pub struct YahooOptions {
    /// Where bars, quotes, chains and headlines are.
    pub base: String,
    /// Where a visitor gets the cookie that quotes and chains need.
    pub cookie_base: String,
    /// Pace, retries and limits.
    pub http: HttpOptions,
}

impl Default for YahooOptions {
    /// The real addresses, well below the rate at which Yahoo is known to refuse.
    fn default() -> Self {
        Self {
            base: "https://query1.finance.yahoo.com".to_owned(),
            cookie_base: "https://fc.yahoo.com".to_owned(),
            http: HttpOptions { per_minute: 60, per_hour: Some(1_500), ..HttpOptions::default() },
        }
    }
}

/// Yahoo Finance. Clones share the pace and the visitor's session.
#[derive(Clone, Debug)]
pub struct Yahoo {
    http: Http,
    session: Session,
}

impl Yahoo {
    /// Prepares to ask; nothing is sent yet.
    pub fn new(options: YahooOptions) -> Result<Self, SourceFault> {
        let cookie_http = Http::new(&options.cookie_base, options.http.clone())?;
        let http = Http::new(&options.base, options.http)?;
        Ok(Self { session: Session::new(cookie_http, http.clone()), http })
    }

    /// How many days back from today Yahoo has bars of this interval.
    pub const fn reach_days(interval: Interval) -> i64 {
        match interval {
            Interval::M1 => 7,
            Interval::M5 | Interval::M15 | Interval::M30 => 60,
            Interval::H1 => 730,
        }
    }

    /// Bars of the regular session that end in `after < end <= until`, with splits and dividends of that span.
    ///
    /// `until` must not lie in the future: by it a bar that still grows is told from a complete one.
    pub async fn bars(
        &self,
        symbol: Symbol,
        interval: Interval,
        after: Timestamp,
        until: Timestamp,
    ) -> Result<Answer<VendorBar>, SourceFault> {
        let span = SignedDuration::from_secs(interval.seconds());
        let (name, granularity) = (vendor_name(symbol), granularity(interval));
        let first = after.saturating_sub(span).unwrap_or(Timestamp::MIN);
        let (body, unchanged) = self.chart(&name, granularity, first, until).await?;
        let is_complete_and_new = |start: Timestamp| {
            let end = start.saturating_add(span).unwrap_or(Timestamp::MAX);
            after < end && end <= until
        };
        let asked = Asked { name: &name, granularity, grid_s: interval.seconds().min(1_800) };
        let Chart { mut answer, .. } = Chart::decode(&body, &asked, is_complete_and_new)?;
        answer.unchanged = unchanged;
        Ok(answer)
    }

    /// Bars of the days `from..=to`, with their splits and dividends. A day whose session still runs is left away.
    pub async fn days(&self, symbol: Symbol, from: Date, to: Date) -> Result<Answer<VendorDay>, SourceFault> {
        let calendar = ExchangeCalendar::nyse();
        let midnight = |date: Date| calendar.at_new_york(date, Time::midnight()).unwrap_or(Timestamp::MAX);
        let (first, end) = (midnight(from), midnight(to.saturating_add(1.day())));
        let name = vendor_name(symbol);
        let (body, unchanged) = self.chart(&name, "1d", first, end).await?;
        let asked = Asked { name: &name, granularity: "1d", grid_s: 1 };
        let Chart { answer, growing } = Chart::decode(&body, &asked, |start| first <= start && start < end)?;
        let day = |bar: VendorBar| VendorDay { date: calendar.new_york(bar.start).date(), bar };
        let days = answer.items.into_iter().map(day).filter(|day| Some(day.date) != growing);
        Ok(Answer {
            items: days.collect(),
            left_out: answer.left_out,
            unchanged,
            splits: answer.splits,
            dividends: answer.dividends,
        })
    }

    /// The option chain of the expiries within about two months, at most eight, as one snapshot.
    ///
    /// Its instant is that of the underlying's last price: outside the session it lies at the last close.
    pub async fn chain(&self, symbol: Symbol) -> Result<ChainAnswer, SourceFault> {
        let name = vendor_name(symbol);
        let path = format!("/v7/finance/options/{}", encoded(&name));
        let (body, mut unchanged) = self.session.get(&path, &[]).await?;
        let mut pages = vec![Page::decode(&body, &name, None)?];
        for expiry in expiries_wanted(&pages) {
            let (body, same) = self.session.get(&path, &[("date", expiry.to_string())]).await?;
            pages.push(Page::decode(&body, &name, Some(expiry))?);
            unchanged &= same;
        }
        let mut answer = assembled(symbol, pages)?;
        answer.unchanged = unchanged;
        Ok(answer)
    }

    /// The newest headlines about `symbol`; those that name only others are left out.
    pub async fn headlines(&self, symbol: Symbol) -> Result<Answer<VendorHeadline>, SourceFault> {
        let name = vendor_name(symbol);
        let query = [
            ("q", name.clone()),
            ("newsCount", HEADLINES_MAX.to_string()),
            ("quotesCount", "0".to_owned()),
            ("enableFuzzyQuery", "false".to_owned()),
        ];
        let reply = self.http.get("/v1/finance/search", &query).await?;
        let mut answer = news::decode(&reply.json()?, &name)?;
        answer.unchanged = reply.unchanged;
        Ok(answer)
    }

    /// What `symbol` trades at. Where the plain address is closed, the summary is asked, which knows no bid and ask.
    pub async fn quote(&self, symbol: Symbol) -> Result<VendorQuote, SourceFault> {
        let name = vendor_name(symbol);
        let fault = match self.session.get("/v7/finance/quote", &[("symbols", name.clone())]).await {
            Ok((body, _)) => return quote::decode(&body, &name),
            Err(fault @ (SourceFault::Forbidden | SourceFault::NotFound | SourceFault::Rejected { .. })) => fault,
            Err(fault) => return Err(fault),
        };
        let path = format!("/v10/finance/quoteSummary/{}", encoded(&name));
        match self.session.get(&path, &[("modules", "price".to_owned())]).await {
            Ok((body, _)) => quote::decode_summary(&body, &name),
            Err(_) => Err(fault),
        }
    }

    /// Attempts sent since the start, and how many of them were repeated ones.
    pub fn counters(&self) -> (u64, u64) {
        let ((requests, retries), (visits, revisits)) = (self.http.counters(), self.session.visits());
        (requests + visits, retries + revisits)
    }

    /// The chart of `first <= start < end`, and whether it is the remembered one.
    async fn chart(
        &self,
        name: &str,
        granularity: &str,
        first: Timestamp,
        end: Timestamp,
    ) -> Result<(Value, bool), SourceFault> {
        let query = [
            ("interval", granularity.to_owned()),
            ("period1", first.as_second().to_string()),
            ("period2", end.as_second().to_string()),
            ("includePrePost", "false".to_owned()),
            ("events", "div,split".to_owned()),
        ];
        let reply = self.http.get(&format!("/v8/finance/chart/{}", encoded(name)), &query).await?;
        Ok((reply.json()?, reply.unchanged))
    }
}

/// What Yahoo calls a symbol: indices have a `^` before, classes of shares a `-` within.
fn vendor_name(symbol: Symbol) -> String {
    match symbol.as_str() {
        "VIX" => "^VIX".to_owned(),
        name => name.replace('.', "-"),
    }
}

/// A name as it stands in a path.
fn encoded(name: &str) -> String {
    name.replace('^', "%5E")
}

const fn granularity(interval: Interval) -> &'static str {
    match interval {
        Interval::H1 => "60m",
        shorter => shorter.name(),
    }
}

/// The fault that Yahoo tells inside an answer of status 200, if it does.
fn fault_told(answer: &Node<'_>) -> Option<SourceFault> {
    let error = answer.optional("error")?;
    let code = error.text("code").unwrap_or_default();
    Some(match code {
        "Not Found" => SourceFault::NotFound,
        "Unauthorized" => SourceFault::Unauthorized,
        "Forbidden" => SourceFault::Forbidden,
        "Too Many Requests" => SourceFault::RateLimited { retry_after_s: None },
        "Internal Server Error" | "internal-error" => SourceFault::Server { status: 500 },
        "Unprocessable Entity" => SourceFault::Rejected { status: 422 },
        _ => SourceFault::Rejected { status: 400 },
    })
}
