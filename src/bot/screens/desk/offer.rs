//! The message of an offer: what could be bought and what speaks for it while it waits, and what became of it ever after.

use jiff::{SignedDuration, Timestamp};

use super::{Button, Frame, Reader, Screen, said, state};
use crate::bot::door::Right;
use crate::bot::screens::{names, sure};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::words::counted;
use crate::domain::desk::approval::{Approval, ApprovalState, Mode};
use crate::domain::desk::book::Book;
use crate::domain::desk::rules::Rules;
use crate::domain::money::SHARES_A_CONTRACT;
use crate::domain::prediction::{Direction, Prediction};
use crate::domain::signal::{Reading, SignalKind};
use crate::domain::view::ThresholdRow;

pub use state::has_ended;

/// What speaks for an offer, beside what stands in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// The signals that move the forecast most, with score and share, the weightiest first.
    pub voices: Vec<(SignalKind, f64, f64)>,
    /// What became of the calls with at least the confidence of this one, by the threshold just below it.
    pub record: Option<ThresholdRow>,
    /// What always calling the most frequent direction scores, and which that is.
    pub majority: Option<(Direction, f64)>,
}

/// Signals that are named as the reason.
const VOICES_MAX: usize = 3;

/// Time left is counted in minutes, and in the last minute in steps of so many seconds.
const LAST_STEP_S: i64 = 15;

/// The message; `grounds` are shown while it waits.
pub fn offer(
    frame: &Frame<'_>,
    reader: Reader,
    (book, approval): (&Book, &Approval),
    grounds: Option<&Grounds>,
    rules: &Rules,
) -> Screen {
    let mut html = head(frame, approval, rules);
    stake(frame, approval, &mut html);
    if approval.state.is_open() {
        reasons(frame, approval, grounds, &mut html);
        countdown(frame, approval, &mut html);
        asks(frame, reader, approval, &mut html);
        // A purchase that only one more tap is needed for is told without what could hide that.
        if approval.state != (ApprovalState::Confirming { by: reader.id }) {
            html.gap().title(frame.words.say("offer-details", &[]));
            contract(frame, approval, &mut html);
            chances(frame, approval, grounds, &mut html);
            exits(frame, rules, &mut html);
        }
    } else {
        contract(frame, approval, &mut html);
        html.gap();
        if approval.state == ApprovalState::Unasked {
            reasons(frame, approval, grounds, &mut html);
            chances(frame, approval, grounds, &mut html);
            html.gap();
        }
        state::became(frame, reader, (book, approval), &mut html);
    }
    Screen::new(html, buttons(frame, reader, approval))
}

/// The signals that move a forecast most.
pub fn voices(prediction: &Prediction) -> Vec<(SignalKind, f64, f64)> {
    let weight =
        |kind: SignalKind| prediction.grounds.and_then(|all| all.get(kind.index()).copied()).map(|it| it.weight);
    let spoken = prediction.readings.iter().filter_map(|(kind, reading)| match reading {
        Reading::Speaks(score) => Some((kind, score.get(), weight(kind).unwrap_or_default())),
        Reading::Abstains(_) => None,
    });
    let mut voices: Vec<_> = spoken.filter(|(_, score, weight)| score * weight != 0.0).collect();
    voices.sort_by(|(_, a, wa), (_, b, wb)| (b * wb).abs().total_cmp(&(a * wa).abs()));
    voices.truncate(VOICES_MAX);
    voices
}

fn head(frame: &Frame<'_>, approval: &Approval, rules: &Rules) -> Html {
    let words = frame.words;
    let mut html = Html::new();
    let call = words.say(names::call(approval.signal.call), &[]);
    let contract = said::contract(frame, &approval.contract());
    html.title(words.say("offer-title", &[("call", call.into()), ("contract", contract.into())]));
    frame.mark_simulated(&mut html);
    frame.mark_mode(&mut html, approval.mode);
    if approval.practice {
        html.line(words.say("offer-practice", &[("share", show::share(words, rules.threshold).into())]));
        if approval.offer.expected_profit < 0.0 {
            html.line(words.say("offer-practice-negative", &[]));
        }
    }
    html.gap();
    html
}

/// Seconds left, rounded up to the step that is shown.
fn left(approval: &Approval, now: Timestamp) -> i64 {
    let seconds = (approval.expires_at.as_second() - now.as_second()).max(0);
    let step = if seconds > 60 { 60 } else { LAST_STEP_S };
    (seconds + step - 1) / step * step
}

fn countdown(frame: &Frame<'_>, approval: &Approval, html: &mut Html) {
    let words = frame.words;
    let left = left(approval, frame.now);
    let until = show::time(approval.expires_at);
    html.bold(match left {
        0 => words.say("offer-left-none", &[]),
        1..60 => words.say("offer-left-seconds", &[("count", left.into()), ("until", until.into())]),
        _ => words.say("offer-left-minutes", &[("count", (left / 60).into()), ("until", until.into())]),
    });
    html.gap();
}

/// What is bought, at what price, and what can be lost.
fn stake(frame: &Frame<'_>, approval: &Approval, html: &mut Html) {
    let offer = &approval.offer;
    html.line(frame.words.say(
        "offer-stake",
        &[
            ("contracts", said::contracts(frame, offer.quantity).into()),
            ("shares", (i64::from(offer.quantity) * SHARES_A_CONTRACT).into()),
            ("limit", show::money(frame.words, offer.limit).into()),
            ("loss", show::money(frame.words, offer.loss_max()).into()),
        ],
    ));
}

/// What the contract costs and takes, for whoever wants to know more.
fn contract(frame: &Frame<'_>, approval: &Approval, html: &mut Html) {
    let words = frame.words;
    let (offer, quote) = (&approval.offer, &approval.offer.quote);
    if approval.state.is_open() {
        // The age changes together with the time that is left, so that one edit tells both.
        let shown_at = approval.expires_at - SignedDuration::from_secs(left(approval, frame.now));
        let age = show::span(words, shown_at.duration_since(quote.at));
        html.line(words.say(
            "offer-quote",
            &[
                ("bid", show::money(words, quote.bid).into()),
                ("ask", show::money(words, quote.ask).into()),
                ("age", age.into()),
            ],
        ));
    }
    html.line(words.say(
        "offer-break-even",
        &[
            ("price", show::dollars(words, offer.break_even).into()),
            ("change", show::change(words, libm::log(offer.break_even / quote.spot)).into()),
            ("move", show::move_of(words, approval.signal.sigma).into()),
            ("due", show::when(words, approval.signal.due).into()),
        ],
    ));
    let days = show::days(words, approval.contract().days_left(frame.now));
    html.line(words.say("offer-delta", &[("delta", show::score(words, offer.delta).into()), ("days", days.into())]));
}

/// What moves the forecast, and how sure it is.
fn reasons(frame: &Frame<'_>, approval: &Approval, grounds: Option<&Grounds>, html: &mut Html) {
    let words = frame.words;
    let voice = |(kind, score, share): &(SignalKind, f64, f64)| {
        let name = words.say(names::signal(*kind), &[]);
        let (score, share) = (show::score(words, *score), show::share(words, *share));
        words.say("offer-voice", &[("signal", name.into()), ("score", score.into()), ("share", share.into())])
    };
    let voices: Vec<String> = grounds.iter().flat_map(|grounds| &grounds.voices).map(voice).collect();
    if !voices.is_empty() {
        html.line(words.say("offer-why", &[("voices", voices.join(", ").into())]));
    }
    let signal = &approval.signal;
    let (independent, count) = counted(words, signal.evidence);
    let share = show::share(words, signal.confidence).into();
    // Nobody has said how sure the probability of a side is that was not called.
    html.line(if signal.interval == (0.0, 1.0) {
        words.say("offer-confidence-bare", &[("share", share), ("independent", independent.into()), ("count", count)])
    } else {
        let interval = sure::interval(frame, signal.interval).into();
        words.say(
            "offer-confidence",
            &[("share", share), ("interval", interval), ("independent", independent.into()), ("count", count)],
        )
    });
}

/// What is expected of it, and what became of others like it.
fn chances(frame: &Frame<'_>, approval: &Approval, grounds: Option<&Grounds>, html: &mut Html) {
    let words = frame.words;
    let offer = &approval.offer;
    html.line(words.say(
        "offer-expected",
        &[
            ("expected", show::signed_dollars(words, offer.expected_profit).into()),
            ("unskilled", show::signed_dollars(words, offer.no_skill_profit).into()),
        ],
    ));
    html.line(words.say("offer-chance", &[("share", show::share(words, offer.win_probability).into())]));
    if let Some(grounds) = grounds {
        html.line(record(frame, grounds));
    }
}

/// The track record at this confidence, beside its baseline.
fn record(frame: &Frame<'_>, grounds: &Grounds) -> String {
    let words = frame.words;
    let Some((row, interval)) = grounds.record.and_then(|row| Some((row, row.interval?))) else {
        return words.say("offer-record-none", &[]);
    };
    let (from, interval) = (show::share(words, row.threshold), show::bare_interval(words, interval.0, interval.1));
    let Some((direction, baseline)) = grounds.majority else {
        return words.say("offer-record-none", &[]);
    };
    let always = words.say(names::call(direction), &[]);
    words.say(
        "offer-record",
        &[
            ("from", from.into()),
            ("right", row.right.into()),
            ("count", row.settled.into()),
            ("interval", interval.into()),
            ("always", always.into()),
            ("baseline", show::share(words, baseline).into()),
        ],
    )
}

/// How it would be sold again.
fn exits(frame: &Frame<'_>, rules: &Rules, html: &mut Html) {
    let exits = &rules.exits;
    html.line(frame.words.say(
        "offer-exits",
        &[
            ("stop", show::share(frame.words, exits.stop).into()),
            ("target", show::plain(frame.words, exits.target).into()),
            ("sessions", exits.sessions_max.into()),
            ("days", exits.days_left_min.into()),
        ],
    ));
}

/// What a tap would do now.
fn asks(frame: &Frame<'_>, reader: Reader, approval: &Approval, html: &mut Html) {
    let words = frame.words;
    if !reader.may(Right::Decide) {
        html.line(words.say("offer-viewer", &[]));
        return;
    }
    match approval.state {
        ApprovalState::Confirming { by } if by == reader.id => {
            let loss = show::money(words, approval.offer.loss_max());
            html.bold(words.say("offer-confirm", &[("loss", loss.into())])).gap();
        }
        ApprovalState::Confirming { by } => {
            let who = reader.whom(words, by);
            html.line(words.say("offer-confirming", &[("who", who.into())]));
        }
        _ => {
            html.line(words.say("offer-ask", &[]));
        }
    }
}

fn buttons(frame: &Frame<'_>, reader: Reader, approval: &Approval) -> Vec<Vec<Button>> {
    let id = approval.id;
    let why = Button::new(frame, "button-why", Tap::WhyOf(approval.signal.symbol, approval.signal.number));
    if approval.mode == Mode::Predictions || !approval.state.is_open() {
        return vec![vec![why, Button::new(frame, "button-positions", Tap::Positions)]];
    }
    if !reader.may(Right::Decide) {
        return vec![vec![why]];
    }
    let deny = Button::new(frame, "button-deny", Tap::Deny(id));
    match approval.state {
        ApprovalState::Confirming { by } if by == reader.id => {
            vec![vec![Button::new(frame, "button-confirm", Tap::Confirm(id))], vec![deny, why]]
        }
        _ => vec![vec![Button::new(frame, "button-approve", Tap::Approve(id)), deny], vec![why]],
    }
}
