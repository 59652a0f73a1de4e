//! A vendor as the live feed needs it: what it gives, how far back, and its answers before the gate has seen them.

use futures::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::bar::Interval;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::health::Channel;
use crate::domain::symbol::Symbol;
use crate::domain::universe::{Role, Universe};
use crate::feeds::alpaca::{self, Alpaca};
use crate::feeds::source_fault::SourceFault;
use crate::feeds::vendor::{Answer, ChainAnswer, VendorBar, VendorDay, VendorHeadline};
use crate::feeds::yahoo::{self, Yahoo};

/// What a question came to.
pub type Answered<T> = Result<Answer<T>, SourceFault>;

/// A vendor that can be asked.
pub trait Vendor: Send + Sync {
    /// The name in storage and on screens: at most 16 printable ASCII characters.
    fn name(&self) -> &'static str;

    /// Whether it has such a thing of such a symbol at all.
    fn gives(&self, channel: Channel, symbol: Symbol) -> bool;

    /// How many days back from today it has bars of this interval; 0 where it has none.
    fn reach_days(&self, interval: Interval) -> i64;

    /// Requests sent since the start, and how many of them were repeated ones.
    fn counters(&self) -> (u64, u64);

    /// Bars of the regular session that end in `after < end <= until`, oldest first.
    fn bars(
        &self,
        symbol: Symbol,
        interval: Interval,
        after: Timestamp,
        until: Timestamp,
    ) -> BoxFuture<'_, Answered<VendorBar>>;

    /// The days `from..=to`, oldest first.
    fn days(&self, symbol: Symbol, from: Date, to: Date) -> BoxFuture<'_, Answered<VendorDay>>;

    /// Headlines published in `after..=until` or the newest ones.
    fn headlines(&self, symbol: Symbol, after: Timestamp, until: Timestamp) -> BoxFuture<'_, Answered<VendorHeadline>>;

    /// The option chain as it is now.
    fn chain(&self, symbol: Symbol, now: Timestamp) -> BoxFuture<'_, Result<ChainAnswer, SourceFault>>;
}

impl Vendor for Yahoo {
    fn name(&self) -> &'static str {
        yahoo::NAME
    }

    fn gives(&self, channel: Channel, symbol: Symbol) -> bool {
        !matches!(channel, Channel::News | Channel::Chains) || !is_index(symbol)
    }

    fn reach_days(&self, interval: Interval) -> i64 {
        Yahoo::reach_days(interval)
    }

    fn counters(&self) -> (u64, u64) {
        Yahoo::counters(self)
    }

    fn bars(
        &self,
        symbol: Symbol,
        interval: Interval,
        after: Timestamp,
        until: Timestamp,
    ) -> BoxFuture<'_, Answered<VendorBar>> {
        Box::pin(Yahoo::bars(self, symbol, interval, after, until))
    }

    fn days(&self, symbol: Symbol, from: Date, to: Date) -> BoxFuture<'_, Answered<VendorDay>> {
        Box::pin(Yahoo::days(self, symbol, from, to))
    }

    fn headlines(
        &self,
        symbol: Symbol,
        _after: Timestamp,
        _until: Timestamp,
    ) -> BoxFuture<'_, Answered<VendorHeadline>> {
        Box::pin(Yahoo::headlines(self, symbol))
    }

    fn chain(&self, symbol: Symbol, _now: Timestamp) -> BoxFuture<'_, Result<ChainAnswer, SourceFault>> {
        Box::pin(Yahoo::chain(self, symbol))
    }
}

/// Alpaca has five-minute bars for years; a longer past than Yahoo's hours is not asked for.
const ALPACA_REACH_DAYS: i64 = 730;

impl Vendor for Alpaca {
    fn name(&self) -> &'static str {
        alpaca::SOURCE
    }

    fn gives(&self, _channel: Channel, symbol: Symbol) -> bool {
        !is_index(symbol)
    }

    fn reach_days(&self, interval: Interval) -> i64 {
        // Its hours begin on the full hour and span the opening bell.
        if interval == Interval::H1 { 0 } else { ALPACA_REACH_DAYS }
    }

    fn counters(&self) -> (u64, u64) {
        Alpaca::counters(self)
    }

    fn bars(
        &self,
        symbol: Symbol,
        interval: Interval,
        after: Timestamp,
        until: Timestamp,
    ) -> BoxFuture<'_, Answered<VendorBar>> {
        Box::pin(async move {
            let mut answer = Alpaca::bars(self, symbol, interval, after, until).await?;
            // It tells of trading before and after the session too, which was never asked for.
            answer.items.retain(|bar| ExchangeCalendar::nyse().is_open(bar.start));
            Ok(answer)
        })
    }

    fn days(&self, symbol: Symbol, from: Date, to: Date) -> BoxFuture<'_, Answered<VendorDay>> {
        Box::pin(Alpaca::days(self, symbol, from, to))
    }

    fn headlines(&self, symbol: Symbol, after: Timestamp, until: Timestamp) -> BoxFuture<'_, Answered<VendorHeadline>> {
        Box::pin(Alpaca::headlines(self, symbol, after, until))
    }

    fn chain(&self, symbol: Symbol, now: Timestamp) -> BoxFuture<'_, Result<ChainAnswer, SourceFault>> {
        Box::pin(Alpaca::chain(self, symbol, now))
    }
}

/// Whether a symbol is the volatility index, which has no shares, no headlines and no chain that is read.
fn is_index(symbol: Symbol) -> bool {
    // Nobody is watched beside itself: only the index has no index.
    Universe::of(symbol).symbol(Role::VolatilityIndex).is_none()
}
