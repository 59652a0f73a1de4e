//! What options on calls made until the calls were due: those of one prediction, and those of all of them together.

use jiff::SignedDuration;

use super::figures::gain;
use super::{Frame, said};
use crate::bot::screens::names;
use crate::bot::show;
use crate::bot::text::Html;
use crate::bot::words::counted;
use crate::domain::desk::option_record::{OptionRecord, OptionSums, Told};
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::{ContractQuote, QuoteSource};
use crate::domain::desk::trade::Attribution;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Direction;
use crate::domain::view::Explained;

/// A call that is due may wait this long for quotes to sell its option by; after that nothing comes any more.
const WAITS_MAX: SignedDuration = SignedDuration::from_mins(30);

/// What an option on the call of a prediction made, at each horizon.
pub fn of_prediction(frame: &Frame<'_>, explained: &Explained, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("followed-title", &[]));
    let prediction = &explained.prediction;
    let called = Horizon::ALL.into_iter().filter(|horizon| prediction.call_at(*horizon) != Direction::Hold);
    let Some(first_due) = called.map(|horizon| prediction.forecast(horizon).due).min() else {
        html.line(words.say("followed-all-hold", &[]));
        return;
    };
    if frame.now < first_due && explained.options.is_empty() {
        html.line(words.say("followed-none-due", &[("when", show::when(words, first_due).into())]));
        return;
    }
    let mut bought: Option<&ContractQuote> = None;
    for horizon in Horizon::ALL {
        let Some(result) = explained.options.iter().find(|result| result.horizon == horizon) else {
            html.line(without_result(frame, explained, horizon));
            continue;
        };
        // Calls of one side share their contract: it is named once.
        if bought != Some(&result.bought) {
            html.line(entry(frame, result));
            bought = Some(&result.bought);
        }
        html.line(exit(frame, result));
        if let Some(parts) = &result.attribution {
            html.line(from(frame, parts));
        }
    }
    let modelled = |quote: &ContractQuote| quote.source == QuoteSource::Model;
    if explained.options.iter().any(|result| modelled(&result.bought) || modelled(&result.sold)) {
        html.italic(words.say("followed-model", &[])).gap();
    }
}

fn without_result(frame: &Frame<'_>, explained: &Explained, horizon: Horizon) -> String {
    let words = frame.words;
    let due = explained.prediction.forecast(horizon).due;
    let name = words.say(names::horizon(horizon), &[]);
    let key = if explained.prediction.call_at(horizon) == Direction::Hold {
        "followed-hold"
    } else if frame.now < due {
        let when = show::when(words, due);
        return words.say("followed-open", &[("horizon", name.into()), ("when", when.into())]);
    } else if frame.now.duration_since(due) <= WAITS_MAX {
        "followed-waits"
    } else {
        "followed-not"
    };
    words.say(key, &[("horizon", name.into())])
}

/// The price a share, marked where a model made it.
fn price(frame: &Frame<'_>, price: crate::domain::money::Cents, source: QuoteSource) -> String {
    let price = show::money(frame.words, price);
    match source {
        QuoteSource::Chain => price,
        QuoteSource::Model => frame.words.say("followed-by-model", &[("price", price.into())]),
    }
}

fn entry(frame: &Frame<'_>, result: &OptionResult) -> String {
    let bought = &result.bought;
    let call = frame.words.say(names::call(result.call), &[]);
    frame.words.say(
        "followed-bought",
        &[
            ("call", call.into()),
            ("contract", said::contract(frame, &bought.contract).into()),
            ("price", price(frame, bought.ask, bought.source).into()),
        ],
    )
}

fn exit(frame: &Frame<'_>, result: &OptionResult) -> String {
    let horizon = frame.words.say(names::horizon(result.horizon), &[]);
    frame.words.say(
        "followed-sold",
        &[
            ("horizon", horizon.into()),
            ("price", price(frame, result.sold.bid, result.sold.source).into()),
            ("profit", show::profit(frame.words, result.profit()).into()),
            ("gain", gain(frame.words, result.gain()).into()),
        ],
    )
}

/// Where a profit came from.
fn from(frame: &Frame<'_>, parts: &Attribution) -> String {
    let amount = |dollars| show::signed_dollars(frame.words, dollars).into();
    frame.words.say(
        "followed-parts",
        &[
            ("price", amount(parts.price)),
            ("time", amount(parts.time)),
            ("volatility", amount(parts.volatility)),
            ("spread", amount(parts.spread)),
            ("fees", amount(parts.fees)),
            ("rest", amount(parts.rest)),
        ],
    )
}

/// What options on every call made, horizon by horizon.
pub fn record(frame: &Frame<'_>, sums: &[OptionSums; Horizon::COUNT], html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("option-record-title", &[]));
    let all = Horizon::ALL.into_iter().zip(sums);
    let records: Vec<_> = all.filter_map(|(horizon, sums)| Some((horizon, sums.record(horizon)?))).collect();
    if records.is_empty() {
        html.line(words.say("option-record-none", &[]));
    }
    for (horizon, record) in &records {
        html.bold(words.say(names::horizon(*horizon), &[])).gap();
        of_horizon(frame, record, html);
    }
    html.italic(words.say("option-record-about", &[])).gap();
}

/// What options on calls at one horizon made, with their count.
pub fn of_horizon(frame: &Frame<'_>, record: &OptionRecord, html: &mut Html) {
    let words = frame.words;
    let (independent, _) = counted(words, record.independent);
    let count = record.count.into();
    let Some(told) = &record.told else {
        html.line(words.say("option-record-few", &[("count", count), ("independent", independent.into())]));
        return;
    };
    html.line(words.say("option-record-count", &[("count", count), ("independent", independent.into())]));
    let (share, (low, high)) = told.won;
    let interval = show::bare_interval(words, low, high);
    html.line(
        words.say("option-record-won", &[("share", show::share(words, share).into()), ("interval", interval.into())]),
    );
    let (low, high) = told.gain.interval;
    html.line(words.say(
        "option-record-gain",
        &[
            ("gain", gain(frame.words, told.gain.mean).into()),
            ("low", gain(frame.words, low).into()),
            ("high", gain(frame.words, high).into()),
        ],
    ));
    sides(frame, told, html);
    if record.modelled > 0 {
        html.line(words.say("option-record-model", &[("count", record.modelled.into())]));
    }
}

/// Calls beside puts: where only one of the two gains, the market went that way, and the predictions need not be the reason.
fn sides(frame: &Frame<'_>, told: &Told, html: &mut Html) {
    let words = frame.words;
    for (key, side) in [("option-record-calls", told.calls), ("option-record-puts", told.puts)] {
        if let Some(mean) = side.gain() {
            html.line(words.say(key, &[("count", side.count.into()), ("gain", gain(frame.words, mean).into())]));
        }
    }
}
