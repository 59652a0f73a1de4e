//! What is held: each position with what it cost, what it is worth, and when it is sold again.

use super::{Button, Frame, Reader, Screen, said, state};
use crate::bot::door::Right;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::approval::ApprovalId;
use crate::domain::desk::book::Book;
use crate::domain::desk::rules::Rules;
use crate::domain::desk::trade::Position;

/// The positions screen; `closing` is the position of which it asks whether it shall really be sold.
pub fn positions(frame: &Frame<'_>, reader: Reader, book: &Book, rules: &Rules, closing: Option<ApprovalId>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("positions-title");
    let mut rows = vec![];
    for position in book.positions() {
        one(frame, (book, position), rules, &mut html);
        if reader.may(Right::Decide) && book.closing(position).is_none() {
            rows.extend(buttons(frame, position, closing == Some(position.approval), &mut html));
        }
        html.gap();
    }
    if book.positions().next().is_none() {
        html.line(words.say("positions-none", &[]));
    }
    rows.push(vec![Button::new(frame, "button-trades", Tap::Trades(0)), Button::new(frame, "button-risk", Tap::Risk)]);
    rows.push(frame.foot(Tap::Positions));
    Screen::new(html, rows)
}

fn one(frame: &Frame<'_>, (book, position): (&Book, &Position), rules: &Rules, html: &mut Html) {
    let words = frame.words;
    html.title(said::contract(frame, &position.contract));
    frame.mark_mode(html, position.mode);
    html.line(words.say(
        "position-bought",
        &[
            ("contracts", said::contracts(frame, position.bought.filled).into()),
            ("price", said::average(frame, &position.bought).into()),
            ("when", show::when(words, position.opened_at).into()),
            ("fees", show::money(words, position.bought.fees).into()),
        ],
    ));
    state::held(frame, book, position, html);
    let (exits, entry) = (&rules.exits, position.entry_price());
    html.line(words.say(
        "position-exits",
        &[
            ("stop", show::dollars(words, show::cent_below(entry * exits.stop)).into()),
            ("target", show::dollars(words, show::cent_above(entry * exits.target)).into()),
        ],
    ));
    let days = show::days(words, position.contract.days_left(frame.now));
    html.line(words.say("position-days", &[("days", days.into())]));
    html.line(match sold_by(position, rules) {
        Some(date) => words.say("position-sold-by", &[("date", show::date(words, date).into())]),
        None => words.say("position-sold-by-expiry", &[]),
    });
}

/// The day on which it is sold at the latest, whatever the price does.
fn sold_by(position: &Position, rules: &Rules) -> Option<jiff::civil::Date> {
    let calendar = ExchangeCalendar::nyse();
    let near_expiry = position.contract.expiry.checked_sub(jiff::Span::new().days(rules.exits.days_left_min)).ok()?;
    // Where the exchange is closed on that day, the next session is the first in which it can be sold.
    let midnight = calendar.at_new_york(near_expiry, jiff::civil::Time::midnight())?;
    let near_expiry = match calendar.session_on(near_expiry) {
        Some(session) => session.date,
        None => calendar.next_session_after(midnight)?.date.min(position.contract.expiry),
    };
    let sessions = usize::try_from(rules.exits.sessions_max).ok()?;
    let last = calendar.index_at_or_before(position.opened_at).and_then(|opened| calendar.session(opened + sessions));
    Some(last.map_or(near_expiry, |session| session.date.min(near_expiry)))
}

fn buttons(frame: &Frame<'_>, position: &Position, asked: bool, html: &mut Html) -> Vec<Vec<Button>> {
    let words = frame.words;
    let strike = show::strike(words, position.contract.strike());
    let right = words.say(said::right(position.contract.right), &[]);
    if !asked {
        let label = words.say("button-close", &[("strike", strike.into()), ("right", right.into())]);
        return vec![vec![Button { label, tap: Tap::ClosePosition(position.approval) }]];
    }
    html.bold(words.say("position-close-ask", &[("bid", show::money(words, position.mark.bid).into())])).gap();
    let label = words.say("button-close-for-sure", &[("strike", strike.into()), ("right", right.into())]);
    let sure = Button { label, tap: Tap::CloseForSure(position.approval) };
    vec![vec![sure, Button::new(frame, "button-keep", Tap::Positions)]]
}
