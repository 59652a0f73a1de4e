//! What can be trained: families, depth and place by buttons, with the choice so far inside each button.

use super::{Button, Frame, Reader, Screen, said};
use crate::bot::door::Right;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::training::{TrainAct, TrainView, placed};
use crate::bot::words::counted;
use crate::domain::training::request::{Place, RunState, TrainOrder, TrainingNow};
use crate::domain::training::{Depth, Families, Family};

/// Families in a row of buttons.
const ROW: usize = 3;

/// What stands there at first: everything, on the owner's computers where there are any.
pub(super) fn first(now: &TrainingNow) -> TrainOrder {
    let place = if now.trainers.is_empty() { Place::Server } else { Place::Trainers };
    placed(TrainOrder { families: Families::ALL, depth: Depth::Usual, place })
}

/// The screen with a choice.
pub(super) fn choose(frame: &Frame<'_>, reader: Reader, now: &TrainingNow, order: TrainOrder) -> Screen {
    let order = placed(order);
    let words = frame.words;
    let mut html = frame.head("train-title");
    html.line(words.say("train-about", &[])).gap();
    let enough = data(frame, now, &mut html);
    said::trainers(frame, now, &mut html);
    html.gap();
    let mut rows = vec![];
    if reader.may(Right::Steer) && enough {
        depths(frame, order, &mut html);
        place(frame, now, order, &mut html);
        rows = choices(frame, order);
        rows.push(vec![Button::new(frame, "button-train-start", Tap::TrainAct(TrainAct::Start(order)))]);
    }
    let mut more = vec![Button::new(frame, "button-models", Tap::Train(TrainView::Models(0)))];
    if let Some(last) = now.run.as_ref().filter(|run| run.state == RunState::Done) {
        more.push(Button::new(frame, "button-card-last", Tap::Train(TrainView::Card(last.id))));
    }
    rows.push(more);
    rows.push(vec![
        Button::new(frame, "button-refresh", Tap::Train(TrainView::Choose(order))),
        Button::new(frame, "button-home", crate::bot::menu::back_from(Tap::Train(TrainView::Now))),
    ]);
    Screen::new(html, rows)
}

/// How much there is to learn from; whether it is enough.
fn data(frame: &Frame<'_>, now: &TrainingNow, html: &mut Html) -> bool {
    let words = frame.words;
    let enough = now.effective >= now.needed;
    let (have, count) = counted(words, now.effective);
    let need = show::whole(words, now.needed);
    if enough {
        html.line(words.say("train-data", &[("have", have.into()), ("count", count), ("need", need.into())]));
    } else {
        html.title(words.say("train-not-enough", &[]));
        html.line(words.say("train-too-little", &[("have", have.into()), ("count", count), ("need", need.into())]));
    }
    enough
}

fn depths(frame: &Frame<'_>, order: TrainOrder, html: &mut Html) {
    let words = frame.words;
    for depth in Depth::ALL {
        let (name, means) = said::depth(depth);
        let name = words.say(name, &[]);
        let name = if depth == order.depth { words.say("train-chosen", &[("name", name.into())]) } else { name };
        html.bold(name).line(words.say("train-means", &[("sentence", words.say(means, &[]).into())]));
    }
    html.gap();
}

/// Where it will be done.
fn place(frame: &Frame<'_>, now: &TrainingNow, order: TrainOrder, html: &mut Html) {
    let words = frame.words;
    let connected = now.trainers.iter().any(|trainer| trainer.connected);
    html.line(match (order.place, connected) {
        (Place::Server, _) => words.say("place-server-means", &[]),
        (Place::Trainers, true) => words.say("place-trainers-means", &[]),
        (Place::Trainers, false) => words.say("place-trainers-later", &[]),
    });
}

fn choices(frame: &Frame<'_>, order: TrainOrder) -> Vec<Vec<Button>> {
    let words = frame.words;
    let marked = |chosen: bool, key: &'static str, order: TrainOrder| {
        let name = words.say(key, &[]);
        let label = if chosen { words.say("train-chosen", &[("name", name.into())]) } else { name };
        Button { label, tap: Tap::Train(TrainView::Choose(order)) }
    };
    let family = |family: Family| {
        let bits = order.families.bits() ^ (1 << family.index());
        // The last one cannot be taken out: nothing would be left to train.
        let families = Families::from_bits(bits).unwrap_or(order.families);
        marked(order.families.has(family), said::family_short(family), TrainOrder { families, ..order })
    };
    let families = Family::FITTED.map(family);
    let mut rows: Vec<Vec<Button>> = families.chunks(ROW).map(<[Button]>::to_vec).collect();
    let depth = |depth: Depth| {
        let place = if depth == Depth::Light { order.place } else { Place::Trainers };
        marked(order.depth == depth, said::depth(depth).0, TrainOrder { depth, place, ..order })
    };
    rows.push(Depth::ALL.map(depth).to_vec());
    let place = |place: Place| marked(order.place == place, said::place(place), placed(TrainOrder { place, ..order }));
    rows.push([Place::Trainers, Place::Server].map(place).to_vec());
    rows
}
