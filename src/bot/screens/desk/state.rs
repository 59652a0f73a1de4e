//! What became of an offer: the decision, the order, the position, the trade, or what would have come of it.

use super::{Frame, Reader, said};
use crate::bot::show;
use crate::bot::text::Html;
use crate::domain::desk::approval::{Approval, ApprovalState};
use crate::domain::desk::book::{Book, OrderRecord};
use crate::domain::desk::order::{OrderId, OrderState};
use crate::domain::desk::trade::{Position, Shadow, Trade};

/// Whether nothing more can come of an offer.
pub fn has_ended(book: &Book, approval: &Approval) -> bool {
    match approval.state {
        ApprovalState::Open | ApprovalState::Confirming { .. } => false,
        ApprovalState::Approved { .. } => {
            let order = book.orders.get(&OrderId::opening(approval.id));
            let nothing = order.is_some_and(|record| record.state.is_final() && record.progress.filled == 0);
            nothing || trade(book, approval).is_some()
        }
        ApprovalState::Denied { .. } | ApprovalState::Expired { .. } | ApprovalState::Unasked => {
            shadow(book, approval).is_some_and(|shadow| shadow.ended.is_some())
        }
    }
}

/// What an offer became that no longer waits.
pub(super) fn became(frame: &Frame<'_>, reader: Reader, (book, approval): (&Book, &Approval), html: &mut Html) {
    let words = frame.words;
    match approval.state {
        ApprovalState::Open | ApprovalState::Confirming { .. } => {}
        ApprovalState::Approved { by, at } => {
            let (who, when) = (reader.whom(words, by), show::time(at));
            html.bold(words.say("offer-approved", &[("who", who.into()), ("when", when.into())])).gap();
            bought(frame, (book, approval), html);
        }
        ApprovalState::Denied { by, at } => {
            let (who, when) = (reader.whom(words, by), show::time(at));
            html.bold(words.say("offer-denied", &[("who", who.into()), ("when", when.into())])).gap();
            would_have(frame, shadow(book, approval), html);
        }
        ApprovalState::Expired { at } => {
            html.bold(words.say("offer-expired", &[("when", show::time(at).into())])).gap();
            would_have(frame, shadow(book, approval), html);
        }
        ApprovalState::Unasked => {
            html.bold(words.say("offer-unasked", &[])).gap();
            would_have(frame, shadow(book, approval), html);
        }
    }
}

fn trade<'b>(book: &'b Book, approval: &Approval) -> Option<&'b Trade> {
    book.account(approval.mode).trades.iter().rfind(|trade| trade.approval == approval.id)
}

fn shadow<'b>(book: &'b Book, approval: &Approval) -> Option<&'b Shadow> {
    book.shadows.iter().rfind(|shadow| shadow.approval == approval.id)
}

/// The order, and what was bought by it.
fn bought(frame: &Frame<'_>, (book, approval): (&Book, &Approval), html: &mut Html) {
    if let Some(record) = book.orders.get(&OrderId::opening(approval.id)) {
        html.line(opening(frame, record));
    }
    if let Some(position) = book.position(approval.id) {
        held(frame, book, position, html);
    }
    if let Some(trade) = trade(book, approval) {
        html.line(closed(frame, trade));
    }
}

/// How far the order came that buys.
pub(super) fn opening(frame: &Frame<'_>, record: &OrderRecord) -> String {
    let words = frame.words;
    let (order, progress) = (&record.order, &record.progress);
    let limit = order.limit.map(|limit| show::money(words, limit)).unwrap_or_default();
    let wanted = said::contracts(frame, order.quantity);
    let filled = said::contracts(frame, progress.filled);
    let part = progress.filled;
    let price = said::average(frame, progress);
    let until = show::time(order.good_until);
    match &record.state {
        OrderState::Intended => words.say("order-intended", &[]),
        OrderState::Working if progress.filled > 0 => words.say(
            "order-partly",
            &[("filled", part.into()), ("wanted", wanted.into()), ("price", price.into()), ("until", until.into())],
        ),
        OrderState::Working => {
            words.say("order-working", &[("wanted", wanted.into()), ("limit", limit.into()), ("until", until.into())])
        }
        OrderState::Rejected { reason } if progress.filled == 0 => {
            words.say("order-rejected", &[("reason", reason.as_str().into())])
        }
        OrderState::Filled => words.say(
            "order-filled",
            &[
                ("filled", filled.into()),
                ("price", price.into()),
                ("value", show::money(words, progress.value).into()),
                ("fees", show::money(words, progress.fees).into()),
            ],
        ),
        OrderState::Cancelled | OrderState::Lapsed | OrderState::Rejected { .. } if progress.filled > 0 => words
            .say("order-filled-partly", &[("filled", part.into()), ("wanted", wanted.into()), ("price", price.into())]),
        OrderState::Cancelled => words.say("order-cancelled", &[]),
        OrderState::Lapsed | OrderState::Rejected { .. } => words.say("order-lapsed", &[("limit", limit.into())]),
    }
}

/// What a position is worth now.
pub(super) fn held(frame: &Frame<'_>, book: &Book, position: &Position, html: &mut Html) {
    let words = frame.words;
    let paid = position.bought.value + position.bought.fees;
    let gain = position.profit().share_of(paid).unwrap_or_default();
    html.line(words.say(
        "position-now",
        &[
            ("contracts", said::contracts(frame, position.held()).into()),
            ("bid", show::money(words, position.mark.bid).into()),
            ("profit", show::profit(words, position.profit()).into()),
            ("gain", show::signed_share(words, gain).into()),
            ("when", show::time(position.mark.at).into()),
        ],
    ));
    if let (Some(_), Some((reason, _))) = (book.closing(position), &position.exit) {
        let reason = words.say(said::exit(*reason), &[]);
        html.line(words.say("position-closing", &[("reason", reason.into())]));
    }
}

/// What came of a trade.
pub(super) fn closed(frame: &Frame<'_>, trade: &Trade) -> String {
    let words = frame.words;
    let reason = words.say(said::exit(trade.reason), &[]);
    words.say(
        "trade-closed",
        &[
            ("price", said::average(frame, &trade.sold).into()),
            ("when", show::when(words, trade.closed_at).into()),
            ("profit", show::profit(words, trade.profit()).into()),
            ("gain", show::signed_share(words, trade.gain()).into()),
            ("reason", reason.into()),
        ],
    )
}

/// What an offer that nobody took would have made.
fn would_have(frame: &Frame<'_>, shadow: Option<&Shadow>, html: &mut Html) {
    let words = frame.words;
    let Some(shadow) = shadow else { return };
    let profit = show::profit(words, shadow.profit());
    html.line(match shadow.ended {
        None => words.say("shadow-so-far", &[("profit", profit.into()), ("when", show::time(shadow.mark.at).into())]),
        Some(reason) => {
            let reason = words.say(said::exit(reason), &[]);
            words.say("shadow-ended", &[("profit", profit.into()), ("reason", reason.into())])
        }
    });
}
