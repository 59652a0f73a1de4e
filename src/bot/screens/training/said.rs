//! Names of families, depths, states, standings and hurdles in the reader's language.

use super::Frame;
use crate::bot::show;
use crate::bot::words::Words;
use crate::domain::training::card::Hurdle;
use crate::domain::training::model::{ModelRecord, Standing, SwapReason};
use crate::domain::training::request::{Place, TrainerSeen, TrainingNow};
use crate::domain::training::{Depth, Family, ModelId};

/// The key of a family's name.
pub(super) const fn family(family: Family) -> &'static str {
    match family {
        Family::Logistic => "family-logistic",
        Family::Forest => "family-forest",
        Family::Boosting => "family-boosting",
        Family::Gradient => "family-gradient",
        Family::Network => "family-network",
        Family::Sequence => "family-sequence",
        Family::Ensemble => "family-ensemble",
    }
}

/// The key of a family's short name, for buttons, tables and pictures.
pub(in crate::bot) const fn family_short(family: Family) -> &'static str {
    match family {
        Family::Logistic => "family-short-logistic",
        Family::Forest => "family-short-forest",
        Family::Boosting => "family-short-boosting",
        Family::Gradient => "family-short-gradient",
        Family::Network => "family-short-network",
        Family::Sequence => "family-short-sequence",
        Family::Ensemble => "family-short-ensemble",
    }
}

/// The keys of a depth's name, and of what it means.
pub(super) const fn depth(depth: Depth) -> (&'static str, &'static str) {
    match depth {
        Depth::Light => ("depth-light", "depth-light-means"),
        Depth::Usual => ("depth-usual", "depth-usual-means"),
        Depth::Thorough => ("depth-thorough", "depth-thorough-means"),
    }
}

/// The key of a place's name.
pub(super) const fn place(place: Place) -> &'static str {
    match place {
        Place::Trainers => "place-trainers",
        Place::Server => "place-server",
    }
}

/// The key of where a model stands.
pub(super) const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Champion => "standing-champion",
        Standing::Challenger => "standing-challenger",
        Standing::Former => "standing-former",
        Standing::Superseded => "standing-superseded",
    }
}

/// The key of why what serves was changed.
pub(super) const fn swapped(reason: SwapReason) -> &'static str {
    match reason {
        SwapReason::Promoted => "swap-promoted",
        SwapReason::AskedBack => "swap-asked-back",
        SwapReason::Beaten => "swap-beaten",
        SwapReason::Drifted => "swap-drifted",
        SwapReason::Faulty => "swap-faulty",
    }
}

/// A model by its family and its short name.
pub(super) fn model(words: &Words, of: Family, id: ModelId) -> String {
    words.say("model-named", &[("family", words.say(family(of), &[]).into()), ("id", id.short().into())])
}

/// What serves, or would: a model that is known, or the online experts alone.
pub(super) fn serving(words: &Words, models: &[ModelRecord], id: Option<ModelId>) -> String {
    match id {
        Some(id) => match models.iter().find(|model| model.id == id) {
            Some(record) => model(words, record.family, id),
            None => id.short(),
        },
        None => words.say("model-online", &[]),
    }
}

/// What speaks against promoting, each in words.
pub(super) fn hurdles(words: &Words, hurdles: &[Hurdle]) -> Vec<String> {
    hurdles.iter().map(|hurdle| said(words, hurdle)).collect()
}

fn said(words: &Words, hurdle: &Hurdle) -> String {
    match *hurdle {
        Hurdle::Evidence { have, need } => words.say(
            "hurdle-evidence",
            &[("have", show::tenths(words, have).into()), ("need", show::whole(words, need).into())],
        ),
        Hurdle::Gain { have, need } => words
            .say("hurdle-gain", &[("have", show::gain(words, have).into()), ("need", show::gain(words, need).into())]),
        Hurdle::Calibration { have, most } => words.say(
            "hurdle-calibration",
            &[("have", show::exact_share(words, have).into()), ("most", show::exact_share(words, most).into())],
        ),
        Hurdle::Slope { have } => words.say("hurdle-slope", &[("have", show::plain(words, have).into())]),
        Hurdle::Recent { have } => words.say("hurdle-recent", &[("have", show::loss(words, have.abs()).into())]),
        Hurdle::Shadow { have, need } => words.say("hurdle-shadow", &[("have", have.into()), ("need", need.into())]),
        Hurdle::Harm { have } => words.say("hurdle-harm", &[("have", show::tenths(words, have).into())]),
    }
}

/// A line on each computer that trains, or how to set one up where there is none.
pub(super) fn trainers(frame: &Frame<'_>, now: &TrainingNow, html: &mut crate::bot::text::Html) {
    const SHOWN_MAX: usize = 5;
    let words = frame.words;
    for trainer in now.trainers.iter().take(SHOWN_MAX) {
        html.line(one(frame, trainer));
    }
    if now.trainers.is_empty() {
        html.text(words.say("trainer-never", &[])).text(" ").code(SET_UP).gap();
    }
}

/// What sets a computer up that trains.
const SET_UP: &str = "deploy/trainer.sh install";

fn one(frame: &Frame<'_>, trainer: &TrainerSeen) -> String {
    let words = frame.words;
    let name: String = trainer.name.chars().take(NAME_SHOWN_MAX).collect();
    if trainer.connected {
        return words.say("trainer-connected", &[("name", name.into())]);
    }
    let ago = show::span(words, frame.now.duration_since(trainer.last_seen));
    let when = show::when(words, trainer.last_seen);
    words.say("trainer-seen", &[("name", name.into()), ("when", when.into()), ("ago", ago.into())])
}

/// Letters of a computer's name that are shown.
const NAME_SHOWN_MAX: usize = 40;
