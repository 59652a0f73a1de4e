//! All models with their records, and the two taps that change what serves.

use super::{Button, Frame, ModelFacts, Reader, Screen, said};
use crate::bot::door::Right;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::training::{ModelMark, TrainAct, TrainView};
use crate::bot::words::Words;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::training::model::{ModelRecord, Standing};

/// Models on one page.
pub const PAGE_MODELS: usize = 5;

/// The models screen; page 0 has what serves.
pub fn models(frame: &Frame<'_>, reader: Reader, facts: &ModelFacts, page: u32) -> Screen {
    let words = frame.words;
    let mut html = frame.head("models-title");
    let all = &facts.models;
    let serves = champion(facts).is_some();
    if !serves {
        html.line(words.say("models-online", &[])).gap();
    }
    if all.is_empty() {
        html.line(words.say("models-none", &[]));
    }
    let skipped = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PAGE_MODELS);
    let mut rows = vec![];
    for model in all.iter().skip(skipped).take(PAGE_MODELS) {
        one(frame, model, &mut html);
        rows.push(buttons(frame, reader, model));
    }
    let mut turning = vec![];
    if page > 0 {
        turning.push(Button::new(frame, "button-newer", models_at(page - 1)));
    }
    if skipped.saturating_add(PAGE_MODELS) < all.len() {
        turning.push(Button::new(frame, "button-older", models_at(page + 1)));
    }
    rows.push(turning);
    let mut more = vec![Button::new(frame, "button-train", Tap::Train(TrainView::Now))];
    if serves && reader.may(Right::Steer) {
        more.push(Button::new(frame, "button-roll-back", Tap::Train(TrainView::AskRollBack)));
    }
    rows.push(more);
    rows.push(frame.foot(models_at(page)));
    rows.retain(|row| !row.is_empty());
    Screen::new(html, rows)
}

/// Whether a model shall really serve.
pub fn ask_promote(frame: &Frame<'_>, facts: &ModelFacts, mark: ModelMark) -> Screen {
    let words = frame.words;
    let mut html = frame.head("models-title");
    let mut rows = vec![];
    match mark.find(&facts.models).filter(|model| may_serve(model)) {
        Some(model) => {
            let now = said::serving(words, &facts.models, champion(facts).map(|model| model.id));
            let next = said::model(words, model.family, model.id);
            html.line(words.say("promote-ask", &[("now", now.into()), ("next", next.into())]));
            rows.push(vec![
                Button::new(frame, "button-promote-for-sure", Tap::TrainAct(TrainAct::Promote(mark))),
                Button::new(frame, "button-keep", models_at(0)),
            ]);
        }
        None => {
            html.line(words.say("promote-not", &[]));
        }
    }
    rows.push(frame.foot(models_at(0)));
    Screen::new(html, rows)
}

/// Whether to go back to what served before, and what that is.
pub fn ask_roll_back(frame: &Frame<'_>, facts: &ModelFacts) -> Screen {
    let words = frame.words;
    let mut html = frame.head("rollback-title");
    let mut rows = vec![];
    match champion(facts) {
        Some(model) => {
            let now = said::model(words, model.family, model.id);
            let next = said::serving(words, &facts.models, facts.before);
            html.line(words.say("rollback-ask", &[("now", now.into()), ("next", next.into())]));
            rows.push(vec![
                Button::new(frame, "button-roll-back-for-sure", Tap::TrainAct(TrainAct::RollBack)),
                Button::new(frame, "button-keep", models_at(0)),
            ]);
        }
        None => {
            html.line(words.say("rollback-nothing", &[]));
        }
    }
    rows.push(frame.foot(models_at(0)));
    Screen::new(html, rows)
}

const fn models_at(page: u32) -> Tap {
    Tap::Train(TrainView::Models(page))
}

fn champion(facts: &ModelFacts) -> Option<&ModelRecord> {
    facts.models.iter().find(|model| model.standing == Standing::Champion)
}

fn may_serve(model: &ModelRecord) -> bool {
    model.standing == Standing::Challenger && model.hurdles.is_empty()
}

fn one(frame: &Frame<'_>, model: &ModelRecord, html: &mut Html) {
    let words = frame.words;
    let name = said::model(words, model.family, model.id);
    html.title(words.say(said::standing(model.standing), &[("model", name.into())]));
    let day = |at| show::plain_date(words, ExchangeCalendar::nyse().new_york(at).date());
    html.line(words.say(
        "models-trained",
        &[("date", day(model.trained_until).into()), ("gain", show::gain(words, model.gain).into())],
    ));
    if let Some(promoted) = model.promoted.filter(|_| model.standing == Standing::Champion) {
        html.line(words.say("models-since", &[("when", show::when(words, promoted).into())]));
    }
    html.line(record(words, model));
    if model.shadow.faults > 0 {
        html.line(words.say("models-faults", &[("count", model.shadow.faults.into())]));
    }
    if model.standing == Standing::Challenger {
        html.line(if model.hurdles.is_empty() {
            words.say("models-may-serve", &[])
        } else {
            let hurdles = said::hurdles(words, &model.hurdles).join("; ");
            words.say("models-against", &[("hurdles", hurdles.into())])
        });
    }
    html.gap();
}

/// How a model did on what came after its training.
fn record(words: &Words, model: &ModelRecord) -> String {
    let shadow = &model.shadow;
    if shadow.settled == 0 {
        return words.say("models-no-record", &[]);
    }
    let days = show::days(words, i32::try_from(shadow.days).unwrap_or(i32::MAX));
    let (loss, base) = (show::loss(words, shadow.log_loss), show::loss(words, shadow.log_loss_base));
    if shadow.moves > 0.0 {
        let share = show::share(words, shadow.right / shadow.moves);
        let moves = show::independent(words, shadow.moves);
        return words.say(
            "models-record",
            &[
                ("days", days.into()),
                ("loss", loss.into()),
                ("base", base.into()),
                ("share", share.into()),
                ("moves", moves.into()),
            ],
        );
    }
    words.say("models-record-still", &[("days", days.into()), ("loss", loss.into()), ("base", base.into())])
}

fn buttons(frame: &Frame<'_>, reader: Reader, model: &ModelRecord) -> Vec<Button> {
    let words = frame.words;
    let id = model.id.short();
    let label = words.say("button-card-of", &[("id", id.as_str().into())]);
    let mut row = vec![Button { label, tap: Tap::Train(TrainView::Card(model.run)) }];
    if may_serve(model) && reader.may(Right::Steer) {
        let label = words.say("button-promote-of", &[("id", id.as_str().into())]);
        row.push(Button { label, tap: Tap::Train(TrainView::AskPromote(ModelMark::of(model.id))) });
    }
    row
}
