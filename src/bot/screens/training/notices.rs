//! What people are told of trainings and models without asking.

use super::{Button, Frame, Screen, said};
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::training::TrainView;
use crate::domain::notice::Notice;
use crate::domain::training::RunId;

/// Letters of a reason that are shown.
const WHY_SHOWN_MAX: usize = 500;

/// The message of a notice; `None` for every other notice, and for a training that is done, whose card has to be read first.
pub fn notice(frame: &Frame<'_>, notice: &Notice) -> Option<Screen> {
    let words = frame.words;
    let number = |run: &RunId| run.0.to_string();
    let shown = |why: &str| why.chars().take(WHY_SHOWN_MAX).collect::<String>();
    let (title, body, view) = match notice {
        Notice::TrainingFailed { run, why } => (
            words.say("notice-training-failed", &[("number", number(run).into())]),
            words.say("notice-training-failed-more", &[("why", shown(why).into())]),
            TrainView::Now,
        ),
        Notice::ModelRefused { run, why, .. } => (
            words.say("notice-model-refused", &[("number", number(run).into())]),
            words.say("notice-model-refused-more", &[("why", shown(why).into())]),
            TrainView::Models(0),
        ),
        Notice::ModelSwapped { symbol, model, reason, .. } => {
            let serves = match model {
                Some((family, id)) => said::model(words, *family, *id),
                None => words.say("model-online", &[]),
            };
            (
                words.say("notice-model-swapped", &[("symbol", symbol.as_str().into()), ("model", serves.into())]),
                words.say(said::swapped(*reason), &[]),
                TrainView::Models(0),
            )
        }
        _ => return None,
    };
    let mut html = Html::new();
    html.title(title);
    frame.mark_simulated(&mut html);
    html.line(body);
    let key = if view == TrainView::Now { "button-train" } else { "button-models" };
    Some(Screen::new(html, vec![vec![Button::new(frame, key, Tap::Train(view))]]))
}
