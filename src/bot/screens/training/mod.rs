//! Screens of training and of trained models: what can be trained, how far it is, what came of it, and what serves.

pub mod card;
mod choose;
pub mod models;
pub mod notices;
pub mod replies;
pub mod run;
mod said;

pub(in crate::bot) use said::family_short;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::desk::Reader;
use super::{Button, Frame, Screen};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::training::TrainView;
use crate::domain::training::card::ModelCard;
use crate::domain::training::model::ModelRecord;
use crate::domain::training::request::{RunView, TrainOrder, TrainingNow};
use crate::domain::training::{ModelId, RunId};

/// What is known of a training that is over.
#[derive(Clone, Debug)]
pub struct CardFacts {
    /// The training.
    pub run: RunView,
    /// What came of it; `None` where it was stopped or failed.
    pub card: Option<Arc<ModelCard>>,
    /// The best model as it stands now, where it was installed.
    pub model: Option<ModelRecord>,
}

/// The models there are.
#[derive(Clone, Debug, Default)]
pub struct ModelFacts {
    /// What serves first, then what is watched, then the others.
    pub models: Vec<ModelRecord>,
    /// What served before that which serves now; `None` for the online experts alone.
    pub before: Option<ModelId>,
}

/// The training that waits or is under way; where there is none, what can be trained.
pub fn now(frame: &Frame<'_>, reader: Reader, now: &TrainingNow, order: Option<TrainOrder>) -> Screen {
    match live(now) {
        Some(view) => run::run(frame, reader, now, view, false),
        None => choose::choose(frame, reader, now, order.unwrap_or_else(|| choose::first(now))),
    }
}

/// Whether a training shall really be stopped; where it is over, what there is now.
pub fn ask_cancel(frame: &Frame<'_>, reader: Reader, now: &TrainingNow, run: RunId) -> Screen {
    match live(now).filter(|view| view.id == run) {
        Some(view) => run::run(frame, reader, now, view, true),
        None => self::now(frame, reader, now, None),
    }
}

/// A training that nobody knows of.
pub fn no_such(frame: &Frame<'_>) -> Screen {
    let mut html = frame.head("train-title");
    html.line(frame.words.say("train-no-such", &[]));
    Screen::new(html, vec![frame.foot(Tap::Train(TrainView::Now))])
}

/// A screen with an entry to the training that waits or is under way, where there is one.
#[must_use]
pub fn with_entry(frame: &Frame<'_>, mut screen: Screen, now: &TrainingNow) -> Screen {
    if let Some(view) = live(now) {
        let share = show::share(frame.words, view.progress.done);
        let label = frame.words.say("button-train-now", &[("share", share.into())]);
        screen.buttons.insert(0, vec![Button { label, tap: Tap::Train(TrainView::Now) }]);
    }
    screen
}

fn live(now: &TrainingNow) -> Option<&RunView> {
    now.run.as_ref().filter(|view| !view.state.is_over())
}

/// The head of a screen that is about one training.
fn head_of(frame: &Frame<'_>, key: &'static str, run: RunId) -> Html {
    let mut html = Html::new();
    let screen = frame.words.say(key, &[("number", run.0.to_string().into())]);
    html.title(frame.words.say("title", &[("screen", screen.into()), ("symbol", frame.symbol.as_str().into())]));
    frame.mark_simulated(&mut html);
    html.gap();
    html
}
