//! Messages of the desk that nobody asked for, except offers, which are kept true: bought, sold, not filled, stopped, unlike the broker.

use super::{Button, Frame, Screen, said, state};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{ApprovalId, Mode};
use crate::domain::desk::book::Book;
use crate::domain::desk::order::{Intent, OrderId};
use crate::domain::desk::rules::Rules;
use crate::domain::desk::trade::{Attribution, Trade};
use crate::domain::money::SHARES_A_CONTRACT;
use crate::domain::notice::Notice;

/// The message of a notice of the desk; `None` for every other notice, and where the book does not know what it is about.
pub fn notice(frame: &Frame<'_>, book: &Book, rules: &Rules, notice: &Notice) -> Option<Screen> {
    match notice {
        Notice::Bought { approval } => bought(frame, book, rules, *approval),
        Notice::Sold { approval } => sold(frame, book, *approval),
        Notice::Unfilled { approval, order } => unfilled(frame, book, *approval, order),
        Notice::Halted { reason, at } => {
            let words = frame.words;
            let reason = words.say(said::halt(*reason), &[]);
            let mut html = Html::new();
            html.title(words.say("notice-halted", &[("reason", reason.into())]));
            frame.mark_simulated(&mut html);
            html.line(words.say("notice-halted-more", &[("when", show::when(words, *at).into())]));
            Some(Screen::new(html, vec![vec![Button::new(frame, "button-risk", Tap::Risk)]]))
        }
        Notice::Mismatch { differences, .. } => Some(mismatch(frame, differences)),
        _ => None,
    }
}

/// Whether the book knows what a notice of the desk is about.
pub fn is_known(book: &Book, notice: &Notice) -> bool {
    match notice {
        Notice::Offer { approval } => book.approvals.contains_key(approval),
        Notice::Bought { approval } => {
            book.orders.get(&OrderId::opening(*approval)).is_some_and(|record| record.progress.filled > 0)
        }
        Notice::Sold { approval } => trade(book, *approval).is_some(),
        Notice::Unfilled { order, .. } => book.orders.get(order).is_some_and(|record| record.state.is_final()),
        _ => true,
    }
}

fn trade(book: &Book, approval: ApprovalId) -> Option<&Trade> {
    let mode = book.approvals.get(&approval)?.mode;
    book.account(mode).trades.iter().rfind(|trade| trade.approval == approval)
}

fn head(frame: &Frame<'_>, title: String, contract: &Contract, mode: Mode) -> Html {
    let mut html = Html::new();
    html.title(title);
    frame.mark_simulated(&mut html);
    frame.mark_mode(&mut html, mode);
    html.line(said::contract(frame, contract));
    html
}

fn buttons(frame: &Frame<'_>) -> Vec<Vec<Button>> {
    let button = |key, tap| Button::new(frame, key, tap);
    vec![vec![button("button-positions", Tap::Positions), button("button-trades", Tap::Trades(0))]]
}

fn bought(frame: &Frame<'_>, book: &Book, rules: &Rules, id: ApprovalId) -> Option<Screen> {
    let words = frame.words;
    let approval = book.approvals.get(&id)?;
    let record = book.orders.get(&OrderId::opening(id)).filter(|record| record.progress.filled > 0)?;
    let mut html = head(frame, words.say("notice-bought", &[]), &approval.contract(), approval.mode);
    html.line(state::opening(frame, record));
    let shares = i64::from(record.progress.filled) * SHARES_A_CONTRACT;
    let entry = record.progress.value.dollars() / show::float(shares);
    html.line(words.say(
        "position-exits",
        &[
            ("stop", show::dollars(words, show::cent_below(entry * rules.exits.stop)).into()),
            ("target", show::dollars(words, show::cent_above(entry * rules.exits.target)).into()),
        ],
    ));
    Some(Screen::new(html, buttons(frame)))
}

fn sold(frame: &Frame<'_>, book: &Book, id: ApprovalId) -> Option<Screen> {
    let words = frame.words;
    let trade = trade(book, id)?;
    let profit = show::profit(words, trade.profit());
    let title = words
        .say("notice-sold", &[("profit", profit.into()), ("gain", show::signed_share(words, trade.gain()).into())]);
    let mut html = head(frame, title, &trade.contract, trade.mode);
    let reason = words.say(said::exit(trade.reason), &[]);
    html.line(words.say("notice-sold-reason", &[("reason", reason.into())]));
    html.line(words.say(
        "notice-sold-prices",
        &[
            ("contracts", said::contracts(frame, trade.bought.filled).into()),
            ("bought", said::average(frame, &trade.bought).into()),
            ("sold", said::average(frame, &trade.sold).into()),
            ("held", show::span(words, trade.closed_at.duration_since(trade.opened_at)).into()),
        ],
    ));
    match &trade.attribution {
        Some(attribution) => parts(frame, attribution, &mut html),
        None => {
            html.line(words.say("attribution-none", &[]));
        }
    }
    Some(Screen::new(html, buttons(frame)))
}

/// Where the profit came from, one line each.
fn parts(frame: &Frame<'_>, attribution: &Attribution, html: &mut Html) {
    let words = frame.words;
    html.gap().line(words.say("attribution-title", &[]));
    let Attribution { price, time, volatility, spread, fees, rest, .. } = *attribution;
    for (name, part) in [
        (words.say("attribution-price", &[]), price),
        (words.say("attribution-time", &[]), time),
        (words.say("attribution-volatility", &[]), volatility),
        (words.say("attribution-spread", &[]), spread),
        (words.say("attribution-fees", &[]), fees),
        (words.say("attribution-rest", &[]), rest),
    ] {
        let amount = show::signed_dollars(words, part);
        html.line(words.say("attribution-part", &[("name", name.into()), ("amount", amount.into())]));
    }
}

fn unfilled(frame: &Frame<'_>, book: &Book, id: ApprovalId, order: &OrderId) -> Option<Screen> {
    let words = frame.words;
    let approval = book.approvals.get(&id)?;
    let record = book.orders.get(order)?;
    let (title, line) = match record.order.intent {
        Intent::Open => (words.say("notice-unfilled", &[]), state::opening(frame, record)),
        Intent::Close => (words.say("notice-unsold", &[]), words.say("notice-unsold-more", &[])),
    };
    let mut html = head(frame, title, &approval.contract(), approval.mode);
    html.line(line);
    Some(Screen::new(html, buttons(frame)))
}

/// Differences that are told one by one.
const DIFFERENCES_SHOWN: usize = 10;

fn mismatch(frame: &Frame<'_>, differences: &[(Contract, i64, i64)]) -> Screen {
    let words = frame.words;
    let mut html = Html::new();
    html.title(words.say("notice-mismatch", &[]));
    frame.mark_simulated(&mut html);
    for (contract, book, broker) in differences.iter().take(DIFFERENCES_SHOWN) {
        let contract = said::contract(frame, contract);
        html.line(words.say(
            "notice-mismatch-one",
            &[("contract", contract.into()), ("book", (*book).into()), ("broker", (*broker).into())],
        ));
    }
    html.line(words.say("notice-mismatch-more", &[]));
    Screen::new(html, buttons(frame))
}
