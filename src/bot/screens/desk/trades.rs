//! The trades that are over, the newest first, and what all of them together say.

use super::figures::figures;
use super::{Button, Frame, Screen, said};
use crate::bot::screens::names;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::Book;
use crate::domain::desk::figures::MoneyFigures;
use crate::domain::desk::trade::Trade;
use crate::domain::money::Cents;

/// Trades on one page.
pub const PAGE_TRADES: usize = 5;

/// The trades screen; page 0 has the newest.
pub fn trades(frame: &Frame<'_>, book: &Book, together: &MoneyFigures, page: u32) -> Screen {
    let words = frame.words;
    let mode = account_mode(book);
    let mut html = frame.head_in_mode("trades-title", mode);
    let account = book.account(mode);
    let all = account.trades.len();
    if all == 0 {
        html.line(words.say("trades-none", &[]));
    } else {
        let skipped = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PAGE_TRADES);
        html.title(words.say("trades-last", &[("count", all.into())]));
        for trade in account.trades.iter().rev().skip(skipped).take(PAGE_TRADES) {
            one(frame, trade, &mut html);
        }
    }
    if page == 0 {
        figures(frame, together, &mut html);
    }
    let mut rows = turning(frame, page, all);
    if all > 0 {
        rows.push(vec![
            Button::new(frame, "button-equity", Tap::Equity),
            Button::new(frame, "button-profits", Tap::Profits),
            Button::new(frame, "button-export", Tap::Export),
        ]);
    }
    rows.push(vec![
        Button::new(frame, "button-positions", Tap::Positions),
        Button::new(frame, "button-scoreboard", Tap::Scoreboard),
    ]);
    rows.push(frame.foot(Tap::Trades(page)));
    Screen::new(html, rows)
}

/// Whose trades are shown: those with real money in live mode, else those on paper.
pub fn account_mode(book: &Book) -> Mode {
    if book.mode() == Mode::Live { Mode::Live } else { Mode::Paper }
}

/// The equity as a picture; a sentence where there is none.
pub fn equity(frame: &Frame<'_>, book: &Book, picture: Option<Vec<u8>>) -> Screen {
    let words = frame.words;
    let mode = account_mode(book);
    let mut html = frame.head_in_mode("equity-title", mode);
    let account = book.account(mode);
    match account.equity.last() {
        Some(last) if picture.is_some() => html.line(words.say(
            "equity-caption",
            &[
                ("equity", show::money(words, last.equity).into()),
                ("capital", show::money(words, account.capital).into()),
                ("change", show::profit(words, last.equity - account.capital).into()),
                ("when", show::when(words, last.at).into()),
            ],
        )),
        _ => html.line(words.say("equity-none", &[])),
    };
    let rows = vec![
        vec![Button::new(frame, "button-profits", Tap::Profits), Button::new(frame, "button-trades", Tap::Trades(0))],
        frame.foot(Tap::Equity),
    ];
    Screen { picture, ..Screen::new(html, rows) }
}

/// Profits and losses as a picture; a sentence where there are none.
pub fn profits(frame: &Frame<'_>, book: &Book, picture: Option<Vec<u8>>) -> Screen {
    let words = frame.words;
    let mode = account_mode(book);
    let mut html = frame.head_in_mode("profits-title", mode);
    let trades = &book.account(mode).trades;
    match trades.last() {
        Some(last) if picture.is_some() => {
            let gained = trades.iter().filter(|trade| trade.profit() > Cents::ZERO).count();
            html.line(words.say(
                "profits-caption",
                &[
                    ("count", trades.len().into()),
                    ("gained", gained.into()),
                    ("when", show::when(words, last.closed_at).into()),
                ],
            ))
        }
        _ => html.line(words.say("profits-none", &[])),
    };
    let rows = vec![
        vec![Button::new(frame, "button-equity", Tap::Equity), Button::new(frame, "button-trades", Tap::Trades(0))],
        frame.foot(Tap::Profits),
    ];
    Screen { picture, ..Screen::new(html, rows) }
}

fn one(frame: &Frame<'_>, trade: &Trade, html: &mut Html) {
    let words = frame.words;
    let call = words.say(names::call(trade.signal.call), &[]);
    let contract = said::contract(frame, &trade.contract);
    html.line(words.say("trades-one", &[("call", call.into()), ("contract", contract.into())]));
    let reason = words.say(said::exit(trade.reason), &[]);
    html.line(words.say(
        "trades-one-result",
        &[
            ("contracts", said::contracts(frame, trade.bought.filled).into()),
            ("bought", said::average(frame, &trade.bought).into()),
            ("sold", said::average(frame, &trade.sold).into()),
            ("profit", show::profit(words, trade.profit()).into()),
            ("gain", show::signed_share(words, trade.gain()).into()),
            ("reason", reason.into()),
            ("when", show::when_in_table(words, trade.closed_at).into()),
        ],
    ));
}

/// Buttons to the pages before and after.
fn turning(frame: &Frame<'_>, page: u32, all: usize) -> Vec<Vec<Button>> {
    let pages = u32::try_from(all.div_ceil(PAGE_TRADES)).unwrap_or(u32::MAX);
    let mut row = vec![];
    if page > 0 {
        row.push(Button::new(frame, "button-newer", Tap::Trades((page - 1).min(pages.saturating_sub(1)))));
    }
    if page.saturating_add(1) < pages {
        row.push(Button::new(frame, "button-older", Tap::Trades(page + 1)));
    }
    if row.is_empty() { vec![] } else { vec![row] }
}
