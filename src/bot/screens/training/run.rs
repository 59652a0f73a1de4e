//! A training that waits or is under way: how far it is, what it is at, the best so far, and the way to stop it.

use super::{Button, Frame, Reader, Screen, head_of, said};
use crate::bot::door::Right;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::training::{TrainAct, TrainView};
use crate::domain::training::request::{Place, Progress, RunState, RunView, TrainOrder, TrainingNow};

/// Blocks of the bar.
const BLOCKS: u8 = 12;

/// Letters of a fault that are shown.
const FAULT_SHOWN_MAX: usize = 200;

/// The screen of a training; with `asking` it asks whether to stop.
pub fn run(frame: &Frame<'_>, reader: Reader, now: &TrainingNow, view: &RunView, asking: bool) -> Screen {
    let words = frame.words;
    let mut html = head_of(frame, "train-run-title", view.id);
    if view.state == RunState::Waiting {
        html.title(words.say("train-waiting", &[]));
        if view.order.place == Place::Trainers {
            html.line(words.say("train-waiting-means", &[]));
            said::trainers(frame, now, &mut html);
        }
    } else {
        html.title(words.say("train-running", &[]));
    }
    if view.state == RunState::Running || view.progress.done > 0.0 {
        progress(frame, &view.progress, &mut html);
    }
    html.gap();
    chosen(frame, view.order, &mut html);
    html.line(words.say("train-asked", &[("when", show::when(words, view.asked).into())]));
    if let Some(began) = view.began {
        html.line(words.say("train-began", &[("when", show::when(words, began).into())]));
    }
    let mut rows = vec![];
    if reader.may(Right::Steer) {
        if asking {
            html.gap().bold(words.say("train-cancel-ask", &[])).gap();
            rows.push(vec![
                Button::new(frame, "button-train-cancel-for-sure", Tap::TrainAct(TrainAct::Cancel(view.id))),
                Button::new(frame, "button-train-go-on", Tap::Train(TrainView::Now)),
            ]);
        } else {
            rows.push(vec![Button::new(frame, "button-cancel", Tap::Train(TrainView::AskCancel(view.id)))]);
        }
    }
    rows.push(vec![Button::new(frame, "button-models", Tap::Train(TrainView::Models(0)))]);
    rows.push(frame.foot(Tap::Train(TrainView::Now)));
    Screen::new(html, rows)
}

fn progress(frame: &Frame<'_>, progress: &Progress, html: &mut Html) {
    let words = frame.words;
    html.line(
        words.say(
            "train-bar",
            &[("bar", bar(progress.done).into()), ("share", show::share(words, progress.done).into())],
        ),
    );
    if progress.units.1 > 0 {
        let (done, all) = progress.units;
        let write = |count: u32| show::count(words, u64::from(count));
        html.line(words.say("train-units", &[("done", write(done).into()), ("all", write(all).into())]));
    }
    if let Some((fold, family)) = progress.at {
        let family = words.say(said::family(family), &[]);
        html.line(match fold {
            Some(fold) => words.say("train-at-fold", &[("fold", fold.to_string().into()), ("family", family.into())]),
            None => words.say("train-at-final", &[("family", family.into())]),
        });
    }
    if let Some((family, gain)) = progress.best {
        let family = words.say(said::family(family), &[]);
        html.line(words.say("train-best", &[("family", family.into()), ("gain", show::gain(words, gain).into())]));
    }
    if let Some(seconds) = progress.seconds_left {
        let left = jiff::SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
        html.line(words.say("train-left", &[("span", show::span(words, left).into())]));
    }
    html.line(words.say("train-trainers", &[("count", progress.trainers.into())]));
    if let Some(fault) = &progress.fault {
        let fault: String = fault.chars().take(FAULT_SHOWN_MAX).collect();
        html.line(words.say("train-fault", &[("fault", fault.into())]));
    }
}

/// What was asked for.
fn chosen(frame: &Frame<'_>, order: TrainOrder, html: &mut Html) {
    let words = frame.words;
    let names: Vec<String> = order.families.iter().map(|family| words.say(said::family_short(family), &[])).collect();
    html.line(words.say("train-families", &[("names", names.join(", ").into())]));
    let depth = words.say(said::depth(order.depth).0, &[]);
    let place = words.say(said::place(order.place), &[]);
    html.line(words.say("train-depth", &[("depth", depth.into()), ("place", place.into())]));
}

/// A share as blocks. What has begun shows one, and only what is done shows all.
fn bar(share: f64) -> String {
    let reached = (1..=BLOCKS).filter(|block| share >= f64::from(*block) / f64::from(BLOCKS)).count();
    let full = reached.max(usize::from(share > 0.0));
    let blocks = usize::from(BLOCKS);
    "▮".repeat(full) + &"▯".repeat(blocks - full)
}
