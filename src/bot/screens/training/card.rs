//! The card of a training: the verdict in a sentence by stated rules, and the figures behind it.

use super::{Button, CardFacts, Frame, Reader, Screen, head_of, said};
use crate::bot::door::Right;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::training::{ModelMark, TrainView};
use crate::bot::words::Words;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::training::card::{Baseline, Conviction, FamilyRecord, ModelCard, Ranged};
use crate::domain::training::model::Standing;
use crate::domain::training::request::RunState;

/// Independent observations tested below which nothing is said.
pub const TESTED_MIN: f64 = 20.0;

/// Probability of overfitting from which a gain counts as luck.
pub const OVERFITTING_MAX: f64 = 0.5;

/// The largest gain that a row of the table has room for, nats; more than the log loss of any forecast worth the name.
const TABLE_GAIN_MAX: f64 = 9.999;

/// The card, or what became of a training that has none.
pub fn card(frame: &Frame<'_>, reader: Reader, facts: &CardFacts) -> Screen {
    let words = frame.words;
    let Some(card) = &facts.card else {
        let mut html = head_of(frame, "train-run-title", facts.run.id);
        html.line(match facts.run.state {
            RunState::Cancelled => words.say("card-cancelled", &[]),
            RunState::Failed => words.say("card-failed", &[]),
            RunState::Waiting | RunState::Running | RunState::Done => words.say("card-not-yet", &[]),
        });
        if let Some(fault) = facts.run.progress.fault.as_ref().filter(|_| facts.run.state == RunState::Failed) {
            html.line(words.say("train-fault", &[("fault", fault.as_str().into())]));
        }
        return Screen::new(html, vec![frame.foot(Tap::Train(TrainView::Now))]);
    };
    let mut html = head_of(frame, "card-title", facts.run.id);
    html.title(verdict(words, card));
    html.italic(rule(words)).gap().gap();
    data(frame, card, &mut html);
    if let Some(best) = card.best() {
        of_the_best(frame, card, best, &mut html);
    }
    table(frame, card, &mut html);
    let may = promotion(frame, facts, card, &mut html);
    let mut rows = vec![];
    if let Some(mark) = may.filter(|_| reader.may(Right::Steer)) {
        rows.push(vec![Button::new(frame, "button-promote", Tap::Train(TrainView::AskPromote(mark)))]);
    }
    rows.push(vec![
        Button::new(frame, "button-picture", Tap::Train(TrainView::Picture(facts.run.id))),
        Button::new(frame, "button-models", Tap::Train(TrainView::Models(0))),
        Button::new(frame, "button-train", Tap::Train(TrainView::Now)),
    ]);
    rows.push(frame.foot(Tap::Train(TrainView::Card(facts.run.id))));
    Screen::new(html, rows)
}

/// The card as a picture with its verdict below; in words alone where nothing could be drawn.
pub fn pictured(frame: &Frame<'_>, facts: &CardFacts, picture: Option<Vec<u8>>) -> Screen {
    let words = frame.words;
    let mut html = head_of(frame, "train-done-title", facts.run.id);
    match &facts.card {
        Some(card) => {
            html.line(verdict(words, card));
            data_line(frame, card, &mut html);
            html.line(match (&facts.model, card.best()) {
                (Some(model), _) if model.standing == Standing::Champion => words.say("card-serves", &[]),
                (Some(model), _) if model.hurdles.is_empty() => words.say("card-may-serve", &[]),
                _ => words.say("card-may-not-serve", &[]),
            })
        }
        None => html.line(words.say("card-not-yet", &[])),
    };
    let rows = vec![vec![
        Button::new(frame, "button-card", Tap::Train(TrainView::Card(facts.run.id))),
        Button::new(frame, "button-models", Tap::Train(TrainView::Models(0))),
    ]];
    Screen { picture, ..Screen::new(html, rows) }
}

/// What the card says in a sentence. The rules stand below it: see [`rule`].
pub fn verdict(words: &Words, card: &ModelCard) -> String {
    let Some(best) = card.best() else { return words.say("card-verdict-none", &[]) };
    if card.tested_effective < TESTED_MIN {
        return words.say("card-verdict-too-few", &[]);
    }
    if best.gain.high < 0.0 {
        return words.say("card-verdict-worse", &[]);
    }
    // A bound that is no number has not been shown to lie above 0.
    if best.gain.low.is_nan() || best.gain.low <= 0.0 {
        return words.say("card-verdict-no-evidence", &[]);
    }
    if card.overfitting.is_some_and(|share| share >= OVERFITTING_MAX) {
        return words.say("card-verdict-luck", &[]);
    }
    match over_online(card, best) {
        Some(lead) if lead <= 0.0 => words.say("card-verdict-not-online", &[]),
        _ => words.say("card-verdict-better", &[]),
    }
}

/// The rules of the verdict.
fn rule(words: &Words) -> String {
    words.say(
        "card-rule",
        &[("need", show::whole(words, TESTED_MIN).into()), ("share", show::share(words, OVERFITTING_MAX).into())],
    )
}

/// How much lower the best family's log loss is than that of learning online, nats.
fn over_online(card: &ModelCard, best: &FamilyRecord) -> Option<f64> {
    let online = card.baselines.iter().find(|known| known.baseline == Baseline::Online)?;
    Some(online.log_loss? - best.log_loss.value)
}

fn data_line(frame: &Frame<'_>, card: &ModelCard, html: &mut Html) {
    let words = frame.words;
    let day = |at| show::plain_date(words, ExchangeCalendar::nyse().new_york(at).date());
    html.line(words.say(
        "card-data",
        &[
            ("from", day(card.from).into()),
            ("until", day(card.until).into()),
            ("count", show::count(words, card.observations).into()),
            ("independent", show::independent(words, card.effective).into()),
        ],
    ));
}

fn data(frame: &Frame<'_>, card: &ModelCard, html: &mut Html) {
    let words = frame.words;
    data_line(frame, card, html);
    html.line(words.say(
        "card-tested",
        &[
            ("count", show::count(words, card.tested).into()),
            ("independent", show::independent(words, card.tested_effective).into()),
            ("folds", card.folds.to_string().into()),
        ],
    ));
    if card.simulated {
        html.line(words.say("card-simulated", &[]));
    }
    html.line(words.say(
        "card-seed",
        &[
            ("seed", card.seed.to_string().into()),
            ("depth", words.say(said::depth(card.depth).0, &[]).into()),
            ("data", card.dataset.chars().take(8).collect::<String>().into()),
        ],
    ));
    html.gap();
}

fn of_the_best(frame: &Frame<'_>, card: &ModelCard, best: &FamilyRecord, html: &mut Html) {
    let words = frame.words;
    html.title(words.say("card-best", &[("family", words.say(said::family(best.family), &[]).into())]));
    html.line(words.say("card-gain", &[("gain", ranged(words, &best.gain, show::gain).into())]));
    if let Some(lead) = over_online(card, best) {
        html.line(words.say("card-online", &[("gain", show::gain(words, lead).into())]));
    }
    html.line(words.say("card-side", &[("share", ranged(words, &best.accuracy, show::share).into())]));
    let error = show::exact_share(words, best.calibration_error);
    html.line(match best.calibration_slope {
        Some(slope) => {
            words.say("card-calibration", &[("error", error.into()), ("slope", show::plain(words, slope).into())])
        }
        None => words.say("card-calibration-error", &[("error", error.into())]),
    });
    for conviction in &best.conviction {
        html.line(convinced(words, conviction));
    }
    html.line(match &best.option_return {
        Some(result) => words.say(
            "card-options",
            &[("gain", ranged(words, result, show::signed_share).into()), ("count", best.option_calls.into())],
        ),
        None => words.say("card-options-none", &[]),
    });
    html.line(match card.overfitting {
        Some(share) => words.say("card-overfitting", &[("share", show::share(words, share).into())]),
        None => words.say("card-overfitting-unknown", &[]),
    });
    html.gap();
}

fn convinced(words: &Words, conviction: &Conviction) -> String {
    let from = show::share(words, conviction.from);
    if conviction.episodes == 0 {
        return words.say("card-conviction-none", &[("from", from.into())]);
    }
    let (low, high) = conviction.interval;
    words.say(
        "card-conviction",
        &[
            ("from", from.into()),
            ("right", conviction.right.to_string().into()),
            ("count", conviction.episodes.to_string().into()),
            ("interval", show::bare_interval(words, low, high).into()),
        ],
    )
}

/// A figure with the ends of its interval.
fn ranged(words: &Words, figure: &Ranged, write: fn(&Words, f64) -> String) -> String {
    let [value, low, high] = [figure.value, figure.low, figure.high].map(|part| write(words, part));
    words.say("ranged", &[("value", value.into()), ("low", low.into()), ("high", high.into())])
}

/// A row for each family. At most 32 letters, so that a phone shows it without a break.
fn table(frame: &Frame<'_>, card: &ModelCard, html: &mut Html) {
    let words = frame.words;
    let row = |name: &str, gain: &str, range: &str| format!("{name:<10}{gain:>7} {range:>14}").trim_end().to_owned();
    html.line(words.say("card-table", &[]));
    let rows: Vec<String> = card
        .families
        .iter()
        .map(|record| {
            let name = words.say(said::family_short(record.family), &[]);
            if record.fault.is_some() {
                return row(&name, "–", "");
            }
            let gain = |value: f64| show::gain(words, value.clamp(-TABLE_GAIN_MAX, TABLE_GAIN_MAX));
            row(&name, &gain(record.gain.value), &format!("{}…{}", gain(record.gain.low), gain(record.gain.high)))
        })
        .collect();
    html.table(&rows).gap();
}

/// Whether the best model may serve, in words; its mark where it may and does not yet.
fn promotion(frame: &Frame<'_>, facts: &CardFacts, card: &ModelCard, html: &mut Html) -> Option<ModelMark> {
    let words = frame.words;
    html.gap();
    let hurdles = facts.model.as_ref().map_or(card.hurdles.as_slice(), |model| model.hurdles.as_slice());
    match facts.model.as_ref().map(|model| (model.standing, model.id)) {
        Some((Standing::Champion, _)) => html.line(words.say("card-serves", &[])),
        Some((Standing::Challenger, id)) if hurdles.is_empty() => {
            html.line(words.say("card-may-serve", &[]));
            return Some(ModelMark::of(id));
        }
        Some((Standing::Former | Standing::Superseded, _)) => html.line(words.say("card-was", &[])),
        _ => {
            html.title(words.say("card-against", &[]));
            for hurdle in said::hurdles(words, hurdles) {
                html.line(words.say("card-hurdle", &[("hurdle", hurdle.into())]));
            }
            if hurdles.is_empty() {
                html.line(words.say("card-not-installed", &[]));
            }
            html
        }
    };
    None
}
