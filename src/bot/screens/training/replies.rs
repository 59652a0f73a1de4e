//! What is answered to a tap that asks something of training.

use super::{Frame, said};
use crate::bot::show;
use crate::domain::training::RunId;
use crate::domain::training::model::ModelRecord;
use crate::domain::training::request::TrainAnswer;

/// An answer in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The sentence; it fits into the note at a tap.
    pub sentence: String,
    /// Whether nothing was done, so that it has to be read.
    pub refused: bool,
}

/// The answer in the reader's language.
pub fn reply(frame: &Frame<'_>, answer: &TrainAnswer, models: &[ModelRecord]) -> Reply {
    let words = frame.words;
    let of = |key: &'static str, run: &RunId| words.say(key, &[("number", run.0.to_string().into())]);
    let (sentence, refused) = match answer {
        TrainAnswer::Started(run) => (of("train-started", run), false),
        TrainAnswer::Kept(run) => (of("train-kept", run), false),
        TrainAnswer::Busy(run) => (of("train-busy", run), true),
        TrainAnswer::Cancelled => (words.say("train-cancelled", &[]), false),
        TrainAnswer::Nothing => (words.say("train-nothing", &[]), true),
        TrainAnswer::Promoted => (words.say("train-promoted", &[]), false),
        TrainAnswer::NotAllowed(_) => (words.say("train-not-allowed", &[]), true),
        TrainAnswer::RolledBack(id) => {
            let model = said::serving(words, models, *id);
            (words.say("train-rolled-back", &[("model", model.into())]), false)
        }
        TrainAnswer::TooFew { have, need } => {
            let (have, need) = (show::independent(words, *have), show::whole(words, *need));
            (words.say("train-too-few", &[("have", have.into()), ("need", need.into())]), true)
        }
        TrainAnswer::Failed => (words.say("train-failed", &[]), true),
    };
    Reply { sentence, refused }
}
