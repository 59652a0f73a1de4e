//! The option chain near the money: what contracts cost, how they trade, and which of them the rules refuse.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Button, Frame, Screen, said};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::rules::{Rules, Selection};
use crate::domain::money::Cents;
use crate::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};

/// Strikes that are shown, those nearest to the price.
const STRIKES_SHOWN: usize = 7;

/// Expiries that are shown: the nearest that the rules allow, else the nearest of all.
const EXPIRIES_SHOWN: usize = 1;

/// What a quote alone breaks of the rules, each with the letter that marks it in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Broken {
    Days,
    Delta,
    OpenInterest,
    Volume,
    Bid,
    Spread,
}

impl Broken {
    const ALL: [Self; 6] = [Self::Days, Self::Delta, Self::OpenInterest, Self::Volume, Self::Bid, Self::Spread];

    const fn letter(self) -> char {
        match self {
            Self::Days => 't',
            Self::Delta => 'd',
            Self::OpenInterest => 'o',
            Self::Volume => 'v',
            Self::Bid => 'b',
            Self::Spread => 's',
        }
    }
}

/// The options screen; without a chain a sentence.
pub fn options(frame: &Frame<'_>, chain: Option<&ChainSnapshot>, rules: &Rules) -> Screen {
    let words = frame.words;
    let mut html = frame.head("options-title");
    let foot = vec![vec![Button::new(frame, "button-risk", Tap::Risk)], frame.foot(Tap::Options)];
    let Some(chain) = chain else {
        html.line(words.say("options-none", &[]));
        return Screen::new(html, foot);
    };
    let age = show::span(words, frame.now.duration_since(chain.at()));
    html.line(words.say(
        "options-quoted",
        &[
            ("price", show::dollars(words, chain.spot()).into()),
            ("when", show::when(words, chain.at()).into()),
            ("age", age.into()),
        ],
    ));
    for expiry in expiries(chain, &rules.selection, frame.now) {
        one_expiry(frame, chain, expiry, &rules.selection, &mut html);
    }
    legend(frame, &rules.selection, &mut html);
    Screen::new(html, foot)
}

fn days_left(expiry: Date, now: Timestamp) -> i32 {
    (expiry - ExchangeCalendar::nyse().new_york(now).date()).get_days()
}

fn expiries(chain: &ChainSnapshot, selection: &Selection, now: Timestamp) -> Vec<Date> {
    let mut all: Vec<Date> = chain.quotes().iter().map(|quote| quote.expiry).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|expiry| days_left(*expiry, now) >= 0);
    let allowed = |expiry: &Date| (selection.days_min..=selection.days_max).contains(&days_left(*expiry, now));
    let mut shown: Vec<Date> = all.iter().copied().filter(allowed).take(EXPIRIES_SHOWN).collect();
    if shown.is_empty() {
        shown = all.into_iter().take(EXPIRIES_SHOWN).collect();
    }
    shown
}

fn one_expiry(frame: &Frame<'_>, chain: &ChainSnapshot, expiry: Date, selection: &Selection, html: &mut Html) {
    let words = frame.words;
    let days = days_left(expiry, frame.now);
    let (date, left) = (show::date(words, expiry), show::days(words, days));
    html.gap().title(words.say("options-expiry", &[("date", date.into()), ("days", left.into())]));
    let strikes = near(chain, expiry);
    for right in [OptionRight::Call, OptionRight::Put] {
        let of = |strike: f64| find(chain, expiry, right, strike);
        html.line(words.say(said::right(right), &[]));
        let mut rows = vec![quote_row(["strike", "bid", "ask", "iv", "delta"].map(|key| head(frame, key)), "")];
        rows.extend(strikes.iter().filter_map(|strike| of(*strike)).map(|quote| {
            let broken: String = broken(quote, days, selection).into_iter().map(Broken::letter).collect();
            let unknown = || "-".to_owned();
            let cells = [
                show::plain(words, quote.strike).trim_end_matches(".00").to_owned(),
                show::plain(words, quote.bid),
                show::plain(words, quote.ask),
                quote.implied_volatility.map_or_else(unknown, |iv| show::whole(words, iv * 100.0)),
                quote.delta.map_or_else(unknown, |delta| show::score(words, delta)),
            ];
            quote_row(cells, &broken)
        }));
        html.table(&rows).gap();
    }
    html.line(words.say("options-traded", &[]));
    let mut rows = vec![traded_row(["strike", "volume", "open", "volume", "open"].map(|key| head(frame, key)))];
    rows.extend(strikes.iter().map(|strike| {
        let of = |right| find(chain, expiry, right, *strike).map(|quote| (quote.volume, quote.open_interest));
        let ((cv, co), (pv, po)) =
            (of(OptionRight::Call).unwrap_or_default(), of(OptionRight::Put).unwrap_or_default());
        let count = |number: u32| show::count(words, u64::from(number));
        let strike = show::plain(words, *strike).trim_end_matches(".00").to_owned();
        traded_row([strike, count(cv), count(co), count(pv), count(po)])
    }));
    html.table(&rows).gap();
}

fn head(frame: &Frame<'_>, key: &'static str) -> String {
    let words = frame.words;
    match key {
        "strike" => words.say("options-strike", &[]),
        "bid" => words.say("options-bid", &[]),
        "ask" => words.say("options-ask", &[]),
        "iv" => words.say("options-iv", &[]),
        "volume" => words.say("options-volume", &[]),
        "open" => words.say("options-open", &[]),
        _ => words.say("options-delta", &[]),
    }
}

fn quote_row([strike, bid, ask, volatility, delta]: [String; 5], broken: &str) -> String {
    format!("{strike:>6}{bid:>7}{ask:>7}{volatility:>4}{delta:>6} {broken}").trim_end().to_owned()
}

fn traded_row([strike, cv, co, pv, po]: [String; 5]) -> String {
    format!("{strike:>6}{cv:>7}{co:>7}{pv:>7}{po:>7}")
}

/// The strikes nearest to the price, the lowest first.
fn near(chain: &ChainSnapshot, expiry: Date) -> Vec<f64> {
    let mut strikes: Vec<f64> =
        chain.quotes().iter().filter(|quote| quote.expiry == expiry).map(|quote| quote.strike).collect();
    strikes.sort_by(f64::total_cmp);
    strikes.dedup();
    strikes.sort_by(|one, other| (one - chain.spot()).abs().total_cmp(&(other - chain.spot()).abs()));
    strikes.truncate(STRIKES_SHOWN);
    strikes.sort_by(f64::total_cmp);
    strikes
}

fn find(chain: &ChainSnapshot, expiry: Date, right: OptionRight, strike: f64) -> Option<&OptionQuote> {
    let same = |quote: &&OptionQuote| {
        quote.expiry == expiry && quote.right == right && quote.strike.total_cmp(&strike).is_eq()
    };
    chain.quotes().iter().find(same)
}

fn broken(quote: &OptionQuote, days: i32, rules: &Selection) -> Vec<Broken> {
    let (bid, ask) =
        (Cents::of_dollars(quote.bid).unwrap_or_default(), Cents::of_dollars(quote.ask).unwrap_or_default());
    let spread = ask - bid;
    let wide = match quote.mid() {
        Some(mid) => spread > rules.spread_max || spread.dollars() > rules.spread_share_max * mid,
        None => true,
    };
    let breaks = |what: &Broken| match what {
        Broken::Days => !(rules.days_min..=rules.days_max).contains(&days),
        Broken::Delta => quote.delta.is_some_and(|delta| !(rules.delta_min..=rules.delta_max).contains(&delta.abs())),
        Broken::OpenInterest => quote.open_interest < rules.open_interest_min,
        Broken::Volume => quote.volume < rules.volume_min,
        Broken::Bid => bid < rules.bid_min,
        Broken::Spread => wide,
    };
    Broken::ALL.into_iter().filter(breaks).collect()
}

/// What the letters mean, with the limits.
fn legend(frame: &Frame<'_>, rules: &Selection, html: &mut Html) {
    let words = frame.words;
    let letter = |broken: Broken| broken.letter().to_string();
    html.line(words.say("options-legend", &[]));
    html.line(words.say(
        "options-legend-days",
        &[("letter", letter(Broken::Days).into()), ("low", rules.days_min.into()), ("high", rules.days_max.into())],
    ));
    html.line(words.say(
        "options-legend-delta",
        &[
            ("letter", letter(Broken::Delta).into()),
            ("low", show::plain(words, rules.delta_min).into()),
            ("high", show::plain(words, rules.delta_max).into()),
        ],
    ));
    html.line(words.say(
        "options-legend-open",
        &[("letter", letter(Broken::OpenInterest).into()), ("least", rules.open_interest_min.into())],
    ));
    html.line(words.say(
        "options-legend-volume",
        &[("letter", letter(Broken::Volume).into()), ("least", rules.volume_min.into())],
    ));
    html.line(words.say(
        "options-legend-bid",
        &[("letter", letter(Broken::Bid).into()), ("least", show::money(words, rules.bid_min).into())],
    ));
    html.line(words.say(
        "options-legend-spread",
        &[
            ("letter", letter(Broken::Spread).into()),
            ("most", show::money(words, rules.spread_max).into()),
            ("share", show::share(words, rules.spread_share_max).into()),
        ],
    ));
    html.italic(words.say("options-foot", &[])).gap();
}
