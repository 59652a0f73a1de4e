//! Bars, quotes, option chains, headlines and corporate actions from Alpaca, asked with a key over HTTP.

pub mod actions;
mod ask;
pub mod news;
pub mod options;
pub mod page;
pub mod stocks;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;
use secrecy::SecretString;
use serde_json::Value;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::symbol::Symbol;
use crate::feeds::alpaca::options::OpenInterest;
use crate::feeds::alpaca::page::Page;
use crate::feeds::http::{Http, HttpOptions};
use crate::feeds::source_fault::SourceFault;

/// Address of the market data.
pub const DATA_URL: &str = "https://data.alpaca.markets";

/// The name under which its bars and chains are stored.
pub const SOURCE: &str = "alpaca";

/// Questions a minute: the vendor allows 200 without a subscription.
const PER_MINUTE: u32 = 180;

/// Pages that one question is followed through.
const PAGES_MAX: usize = 20;

/// Without anything new for so many seconds of trading, a source stands still.
const PATIENCE_S: i64 = 3_600;

/// Symbols whose open interest is remembered.
const SYMBOLS_MAX: usize = 32;

/// Which exchanges' trades and quotes of stocks are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StockFeed {
    /// The Investors Exchange alone, about 3 % of all volume; free, without delay.
    #[default]
    Iex,
    /// All exchanges; without a subscription the last 15 minutes are forbidden.
    Sip,
}

impl StockFeed {
    /// The vendor's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iex => "iex",
            Self::Sip => "sip",
        }
    }

    /// The feed with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Iex, Self::Sip].into_iter().find(|feed| feed.name() == name)
    }
}

/// Which quotes of options are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OptionFeed {
    /// Free quotes, 15 minutes late and not exactly those of the exchanges.
    #[default]
    Indicative,
    /// The exchanges' own; needs a subscription.
    Opra,
}

impl OptionFeed {
    /// The vendor's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Indicative => "indicative",
            Self::Opra => "opra",
        }
    }

    /// The feed with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Indicative, Self::Opra].into_iter().find(|feed| feed.name() == name)
    }
}

/// What is asked of Alpaca, and where.
#[derive(Clone, Debug)]
pub struct AlpacaOptions {
    /// Address of the market data.
    pub data_url: String,
    /// Address of the trading interface, which alone knows the open interest of options; without one every open interest is 0.
    pub trading_url: Option<String>,
    /// Which trades and quotes of stocks.
    pub stock_feed: StockFeed,
    /// Which quotes of options.
    pub option_feed: OptionFeed,
    /// How patiently it is asked.
    pub http: HttpOptions,
}

impl Default for AlpacaOptions {
    fn default() -> Self {
        Self {
            data_url: DATA_URL.to_owned(),
            trading_url: None,
            stock_feed: StockFeed::default(),
            option_feed: OptionFeed::default(),
            http: HttpOptions { per_minute: PER_MINUTE, ..HttpOptions::default() },
        }
    }
}

/// Alpaca's market data. Clones share connections, pace, counters and the open interest of the day.
#[derive(Clone, Debug)]
pub struct Alpaca {
    data: Http,
    trading: Option<Http>,
    stock_feed: StockFeed,
    option_feed: OptionFeed,
    open_interest: Arc<Mutex<Remembered>>,
}

/// The open interest of each symbol and the day on which it was asked for.
type Remembered = BTreeMap<Symbol, (Date, Arc<OpenInterest>)>;

/// The members of a question.
type Query = Vec<(&'static str, String)>;

impl Alpaca {
    /// Prepares to ask with this key and its secret; nothing is sent yet.
    pub fn new(key_id: SecretString, secret: SecretString, options: AlpacaOptions) -> Result<Self, SourceFault> {
        let AlpacaOptions { data_url, trading_url, stock_feed, option_feed, http } = options;
        let headers = vec![("apca-api-key-id", key_id), ("apca-api-secret-key", secret)];
        let open = |url: &str| Ok(Http::new(url, http.clone())?.with_headers(headers.clone()));
        let trading = trading_url.as_deref().map(open).transpose()?;
        Ok(Self { data: open(&data_url)?, trading, stock_feed, option_feed, open_interest: Arc::default() })
    }

    /// Attempts sent since the start, and how many of them were repeated ones.
    pub fn counters(&self) -> (u64, u64) {
        let (data, trading) = (self.data.counters(), self.trading.as_ref().map(Http::counters).unwrap_or_default());
        (data.0 + trading.0, data.1 + trading.1)
    }
}

/// All pages of an answer in one, and whether the vendor said of every one that it is unchanged. Where the pages do not end within
/// [`PAGES_MAX`], [`Page::next`] still holds a token.
async fn pages<T>(
    http: &Http,
    path: &str,
    mut query: Query,
    decode: impl Fn(&Value) -> Result<Page<T>, SourceFault>,
) -> Result<(Page<T>, bool), SourceFault> {
    let (mut all, mut unchanged) = (Page::default(), true);
    for _ in 0..PAGES_MAX {
        let reply = http.get(path, &query).await?;
        unchanged &= reply.unchanged;
        let page = decode(&reply.json()?)?;
        // A token that leads to itself would never end.
        if page.next.is_some() && page.next == all.next {
            return Err(SourceFault::shape("next_page_token"));
        }
        all.append(page);
        let Some(token) = all.next.clone() else { break };
        query.retain(|(key, _)| *key != "page_token");
        query.push(("page_token", token));
    }
    Ok((all, unchanged))
}

/// Alpaca trades shares: it has no index such as VIX, and is not asked for one.
fn covered(symbol: Symbol) -> Result<(), SourceFault> {
    let index = symbol.as_str() == "VIX" || symbol.as_str().starts_with('^');
    if index { Err(SourceFault::NotFound) } else { Ok(()) }
}

/// An error where something is from before so much trading that its source must stand still.
fn fresh(newest: Timestamp, now: Timestamp) -> Result<(), SourceFault> {
    let behind = ExchangeCalendar::nyse().trading_seconds(newest, now);
    if behind > PATIENCE_S { Err(SourceFault::Stale { newest }) } else { Ok(()) }
}
