//! The chat's link to training: how it stands, and how what people ask is passed on.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use crate::domain::training::request::{TrainAnswer, TrainRequest, TrainingNow};

/// Requests that may wait; beyond this the asker waits.
const REQUESTS_WAITING_MAX: usize = 16;

/// The chat's end of the link; clones are cheap.
#[derive(Clone, Debug)]
pub struct TrainLink {
    now: watch::Receiver<Arc<TrainingNow>>,
    requests: mpsc::Sender<(TrainRequest, oneshot::Sender<TrainAnswer>)>,
}

/// The other end.
#[derive(Debug)]
pub struct TrainEnd {
    /// Is told how training stands, each time that it changes.
    pub now: watch::Sender<Arc<TrainingNow>>,
    /// What people ask, and where the answer goes.
    pub requests: mpsc::Receiver<(TrainRequest, oneshot::Sender<TrainAnswer>)>,
}

impl TrainLink {
    /// A link with its two ends.
    pub fn new() -> (Self, TrainEnd) {
        let (now_in, now) = watch::channel(Arc::new(TrainingNow::default()));
        let (requests_in, requests) = mpsc::channel(REQUESTS_WAITING_MAX);
        (Self { now, requests: requests_in }, TrainEnd { now: now_in, requests })
    }

    /// A link to nobody: nothing is trained, and whatever is asked fails.
    pub fn unanswered() -> Self {
        Self::new().0
    }

    /// How training stands.
    pub fn now(&self) -> Arc<TrainingNow> {
        Arc::clone(&self.now.borrow())
    }

    /// Tells of each change.
    pub fn changes(&self) -> watch::Receiver<Arc<TrainingNow>> {
        self.now.clone()
    }

    /// Passes a request on and waits for the answer, which comes after what follows from it is written.
    pub async fn ask(&self, request: TrainRequest) -> TrainAnswer {
        let (reply, answer) = oneshot::channel();
        if self.requests.send((request, reply)).await.is_err() {
            return TrainAnswer::Failed;
        }
        answer.await.unwrap_or(TrainAnswer::Failed)
    }
}
