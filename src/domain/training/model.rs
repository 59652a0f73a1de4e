//! Trained models in the cloud: where each stands, and its record on outcomes that came after its training.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::card::Hurdle;
use super::{Family, ModelId, RunId};
use crate::domain::symbol::Symbol;

/// Where a model stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is watched: it predicts beside what serves and nobody sees it.
    Challenger,
    /// It serves.
    Champion,
    /// It has served.
    Former,
    /// A later training of the same choice took its place before it served.
    Superseded,
}

impl Standing {
    /// All.
    pub const ALL: [Self; 4] = [Self::Challenger, Self::Champion, Self::Former, Self::Superseded];

    /// The name in the database and in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Challenger => "challenger",
            Self::Champion => "champion",
            Self::Former => "former",
            Self::Superseded => "superseded",
        }
    }

    /// The standing of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }
}

/// The record of a model on decisions after its training, scored by the cloud itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShadowRecord {
    /// Trading days watched.
    pub days: u32,
    /// Decisions whose outcome is known.
    pub settled: u64,
    /// Independent observations among them.
    pub effective: f64,
    /// Mean log loss over the three classes, nats.
    pub log_loss: f64,
    /// Mean log loss of no skill on the same decisions, nats.
    pub log_loss_base: f64,
    /// Independent moves whose side was called right.
    pub right: f64,
    /// Independent moves.
    pub moves: f64,
    /// Evidence that it is better than what serves now.
    pub better: f64,
    /// Evidence that it is worse than what serves now, or for the champion: than what served before it.
    pub worse: f64,
    /// Decisions at which it gave no finite number.
    pub faults: u32,
}

/// A model as the cloud keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRecord {
    /// Its name.
    pub id: ModelId,
    /// Which kind.
    pub family: Family,
    /// From which training.
    pub run: RunId,
    /// Where it stands.
    pub standing: Standing,
    /// When it was installed.
    pub installed: Timestamp,
    /// Last decision that it learned from.
    pub trained_until: Timestamp,
    /// When it came to serve last.
    pub promoted: Option<Timestamp>,
    /// Gain over no skill out of sample in its training, nats.
    pub gain: f64,
    /// Its record after its training.
    pub shadow: ShadowRecord,
    /// What speaks against promoting it now; empty where nothing does.
    pub hurdles: Vec<Hurdle>,
}

/// Why the model that serves was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwapReason {
    /// A person promoted it, and the rule allowed it.
    Promoted,
    /// A person told it to go back.
    AskedBack,
    /// What served before it did better since.
    Beaten,
    /// Its losses speak of a change for the worse.
    Drifted,
    /// It gave no finite number too often.
    Faulty,
}

impl SwapReason {
    /// All.
    pub const ALL: [Self; 5] = [Self::Promoted, Self::AskedBack, Self::Beaten, Self::Drifted, Self::Faulty];

    /// The name in the database and in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Promoted => "promoted",
            Self::AskedBack => "asked_back",
            Self::Beaten => "beaten",
            Self::Drifted => "drifted",
            Self::Faulty => "faulty",
        }
    }

    /// The reason of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// The file of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelFile {
    /// Its name: the hash of the bytes.
    pub id: ModelId,
    /// What it consists of.
    pub bytes: Arc<Vec<u8>>,
}

/// From one decision to the next another model serves, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelSwap {
    /// Whose predictions.
    pub symbol: Symbol,
    /// When.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// What serves from now on; `None` for the online experts alone.
    pub model: Option<ModelFile>,
    /// Why.
    pub reason: SwapReason,
}
