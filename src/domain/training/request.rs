//! What is asked of training, what is answered, and how far it is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::card::Hurdle;
use super::{Depth, Families, Family, ModelId, RunId};
use crate::domain::person::PersonId;

/// Where is trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// On the owner's computers: it waits until one is there.
    Trainers,
    /// Here, beside everything else, at the lowest priority.
    Server,
}

impl Place {
    /// The name in the database and in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trainers => "trainers",
            Self::Server => "server",
        }
    }

    /// The place of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Trainers, Self::Server].into_iter().find(|place| place.name() == name)
    }
}

/// What a training is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainOrder {
    /// Which families.
    pub families: Families,
    /// How thoroughly.
    pub depth: Depth,
    /// Where.
    pub place: Place,
}

/// Something asked of training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainRequest {
    /// To train.
    Start {
        /// Who asks.
        by: PersonId,
        /// What.
        order: TrainOrder,
    },
    /// To stop a training that waits or is under way.
    Cancel {
        /// Which.
        run: RunId,
    },
    /// To let a model serve, where the rule allows it.
    Promote {
        /// Which.
        model: ModelId,
    },
    /// To go back to what served before, or to the online experts alone.
    RollBack,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum TrainAnswer {
    /// The training is under way.
    Started(RunId),
    /// The training is kept until a trainer comes.
    Kept(RunId),
    /// One waits or is under way already.
    Busy(RunId),
    /// It is stopped.
    Cancelled,
    /// There is nothing like that to stop, promote or go back from.
    Nothing,
    /// The model serves from the next decision on.
    Promoted,
    /// The rule does not allow it.
    NotAllowed(Vec<Hurdle>),
    /// What serves from the next decision on; `None` for the online experts alone.
    RolledBack(Option<ModelId>),
    /// Too few independent observations.
    TooFew {
        /// How many there are.
        have: f64,
        /// How many are needed.
        need: f64,
    },
    /// It could not be done; the log says why.
    Failed,
}

/// How a training stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// Kept until a trainer comes.
    Waiting,
    /// Under way.
    Running,
    /// Done; its card is there.
    Done,
    /// Stopped by a person.
    Cancelled,
    /// It could not be finished.
    Failed,
}

impl RunState {
    /// All.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Cancelled, Self::Failed];

    /// The name in the database and in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// The state of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more will come.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Failed)
    }
}

/// How far a training is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Share of the work that is done, 0..1.
    pub done: f64,
    /// Folds and final fits that are done, and all of them.
    pub units: (u32, u32),
    /// What is worked on: the fold, counted from 1 (`None` for the final fit), and the family.
    pub at: Option<(Option<u32>, Family)>,
    /// The best so far: the family and its gain over no skill on what is tested so far, nats.
    pub best: Option<(Family, f64)>,
    /// Seconds left, where it can be said.
    pub seconds_left: Option<u64>,
    /// Trainers at work.
    pub trainers: u32,
    /// What went wrong last and was tried anew: a sentence for the log and the owner, in English.
    pub fault: Option<String>,
}

/// A training as screens show it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunView {
    /// Which.
    pub id: RunId,
    /// What was asked for.
    pub order: TrainOrder,
    /// Who asked; `None` where it began by itself.
    pub by: Option<PersonId>,
    /// When it was asked for.
    pub asked: Timestamp,
    /// When it began.
    pub began: Option<Timestamp>,
    /// When it was over.
    pub ended: Option<Timestamp>,
    /// How it stands.
    pub state: RunState,
    /// How far it is.
    pub progress: Progress,
}

/// A computer that trains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainerSeen {
    /// The name it gives itself.
    pub name: String,
    /// When it was there last.
    pub last_seen: Timestamp,
    /// Whether it is there now.
    pub connected: bool,
}

/// How training stands now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrainingNow {
    /// Computers that train, the one seen last first; the service's own is not among them.
    pub trainers: Vec<TrainerSeen>,
    /// The training that waits or is under way, else the one that was over last.
    pub run: Option<RunView>,
    /// Independent observations that there are to learn from.
    pub effective: f64,
    /// How many are needed at least.
    pub needed: f64,
}
