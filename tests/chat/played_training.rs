//! Training that a story plays: it takes requests, goes on and ends as it is told to, and writes down what the real one would.

use std::sync::{Arc, Mutex};

use algoslayer::bot::train_link::{TrainEnd, TrainLink};
use algoslayer::clock::Clock;
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::notice::Notice;
use algoslayer::domain::signal::SignalKind;
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::training::card::{
    Baseline, BaselineRecord, CardBin, Conviction, FamilyRecord, Hurdle, ModelCard, Ranged,
};
use algoslayer::domain::training::model::{ModelFile, Standing, SwapReason};
use algoslayer::domain::training::request::{
    Place, Progress, RunState, RunView, TrainAnswer, TrainRequest, TrainerSeen, TrainingNow,
};
use algoslayer::domain::training::{Depth, Family, ModelId};
use algoslayer::storage::{Ending, NewModel, NewTraining, Store, enqueue};
use jiff::SignedDuration;
use tokio::sync::watch;

/// Training's end of the link in the hands of a story.
#[derive(Clone)]
pub(crate) struct PlayedTraining(Arc<Inner>);

struct Inner {
    store: Store,
    clock: Clock,
    symbol: Symbol,
    told: watch::Sender<Arc<TrainingNow>>,
    now: Mutex<TrainingNow>,
}

impl PlayedTraining {
    /// A link, and training at its other end, with enough to learn from and no computer that trains.
    pub(crate) fn open(store: &Store, clock: &Clock, symbol: Symbol) -> (TrainLink, Self) {
        let (link, TrainEnd { now: told, mut requests }) = TrainLink::new();
        let now = Mutex::new(TrainingNow { effective: 412.6, needed: 120.0, ..TrainingNow::default() });
        let training = Self(Arc::new(Inner { store: store.clone(), clock: clock.clone(), symbol, told, now }));
        training.change(|_| {});
        let serving = training.clone();
        tokio::spawn(async move {
            while let Some((request, reply)) = requests.recv().await {
                let training = serving.clone();
                let answer = tokio::task::spawn_blocking(move || training.answer(request)).await.unwrap();
                drop(reply.send(answer));
            }
        });
        (link, training)
    }

    fn change(&self, change: impl FnOnce(&mut TrainingNow)) {
        let mut now = self.0.now.lock().unwrap();
        change(&mut now);
        self.0.told.send_replace(Arc::new(now.clone()));
    }

    /// What a line of a story says of training.
    pub(crate) fn happens(&self, what: &str) {
        match what.split_once(' ').unwrap_or((what, "")) {
            ("lacks", "data") => self.change(|now| now.effective = 31.4),
            ("sees", name) => self.sees(name, true),
            ("loses", name) => self.sees(name, false),
            ("is", share) => self.goes_on(share.trim_end_matches(" %").parse::<f64>().unwrap() / 100.0),
            ("ends", "with a model that may serve") => self.ends(vec![]),
            ("ends", "with a model to be watched") => self.ends(vec![Hurdle::Shadow { have: 0, need: 10 }]),
            ("fails:", why) => self.fails(why),
            _ => panic!("no training knows how to: {what}"),
        }
    }

    /// A computer comes or goes; a training that waited for it begins.
    fn sees(&self, name: &str, connected: bool) {
        let last_seen = self.0.clock.now();
        self.change(|now| {
            now.trainers.retain(|known| known.name != name);
            now.trainers.insert(0, TrainerSeen { name: name.to_owned(), last_seen, connected });
        });
        if connected && self.run().is_some_and(|run| run.state == RunState::Waiting) {
            self.goes_on(0.0);
        }
    }

    fn run(&self) -> Option<RunView> {
        self.0.now.lock().unwrap().run.clone()
    }

    fn goes_on(&self, done: f64) {
        let (run, at) = (self.run().unwrap(), self.0.clock.now());
        if run.state == RunState::Waiting {
            self.0.store.begin_training(run.id, at, 40).unwrap();
        }
        let progress = Progress {
            done,
            units: ((done * 50.0) as u32, 50),
            at: Some((Some(4), Family::Boosting)),
            best: (done > 0.0).then_some((Family::Forest, 0.0123)),
            seconds_left: (done > 0.0).then_some(190),
            trainers: 1,
            fault: None,
        };
        let state = RunState::Running;
        let began = run.began.or(Some(at));
        self.change(|now| now.run = Some(RunView { state, progress, began, ..run }));
    }

    fn over(&self, state: RunState, ending: impl FnOnce(Ending) -> Ending) {
        let (run, at) = (self.run().unwrap(), self.0.clock.now());
        let (progress, none) = (
            run.progress.clone(),
            Ending { state, at, progress: run.progress.clone(), card: None, challenger: None, notices: vec![] },
        );
        self.0.store.end_training(run.id, ending(none)).unwrap();
        self.change(|now| now.run = Some(RunView { state, ended: Some(at), progress, ..run }));
    }

    fn ends(&self, hurdles: Vec<Hurdle>) {
        let (run, at) = (self.run().unwrap().id, self.0.clock.now());
        // The mark of a model is the number of its training.
        let id = ModelId([u8::try_from(run.0).unwrap(); 32]);
        let challenger = NewModel {
            file: ModelFile { id, bytes: Arc::new(vec![1, 2, 3]) },
            symbol: self.0.symbol,
            run,
            family: Family::Forest,
            installed: at,
            trained_until: at - SignedDuration::from_hours(24),
            last_number: 40,
            gain: 0.012,
            hurdles: hurdles.clone(),
        };
        let card = ModelCard { until: at, from: at - SignedDuration::from_hours(24 * 300), hurdles, ..card(id) };
        self.over(RunState::Done, |ending| Ending {
            card: Some(card),
            challenger: Some(challenger),
            notices: vec![Notice::Trained { run }],
            ..ending
        });
    }

    fn fails(&self, why: &str) {
        let run = self.run().unwrap().id;
        let notices = vec![Notice::TrainingFailed { run, why: why.to_owned() }];
        self.over(RunState::Failed, |ending| Ending { notices, ..ending });
    }

    fn answer(&self, request: TrainRequest) -> TrainAnswer {
        let live = self.run().filter(|run| !run.state.is_over());
        match request {
            TrainRequest::Start { .. } if live.is_some() => TrainAnswer::Busy(live.unwrap().id),
            TrainRequest::Start { by, order } => {
                let now = self.0.now.lock().unwrap().clone();
                if now.effective < now.needed {
                    return TrainAnswer::TooFew { have: now.effective, need: now.needed };
                }
                let new =
                    NewTraining { symbol: self.0.symbol, by: Some(by), asked: self.0.clock.now(), order, seed: 7 };
                let run = self.0.store.add_training(new).unwrap();
                let view = self.0.store.training(run).unwrap().unwrap().view;
                self.change(|now| now.run = Some(view));
                if order.place == Place::Trainers && !now.trainers.iter().any(|trainer| trainer.connected) {
                    return TrainAnswer::Kept(run);
                }
                self.goes_on(0.0);
                TrainAnswer::Started(run)
            }
            TrainRequest::Cancel { run } => match live.filter(|live| live.id == run) {
                Some(_) => {
                    self.over(RunState::Cancelled, |ending| ending);
                    TrainAnswer::Cancelled
                }
                None => TrainAnswer::Nothing,
            },
            TrainRequest::Promote { model } => {
                let models = self.0.store.models(self.0.symbol).unwrap();
                match models.into_iter().find(|known| known.id == model) {
                    None => TrainAnswer::Nothing,
                    Some(found) if !found.hurdles.is_empty() => TrainAnswer::NotAllowed(found.hurdles),
                    Some(_) => {
                        self.swap(Some(model), SwapReason::Promoted);
                        TrainAnswer::Promoted
                    }
                }
            }
            TrainRequest::RollBack => {
                let models = self.0.store.models(self.0.symbol).unwrap();
                if !models.iter().any(|model| model.standing == Standing::Champion) {
                    return TrainAnswer::Nothing;
                }
                let before = self.0.store.served_before(self.0.symbol).unwrap();
                self.swap(before, SwapReason::AskedBack);
                TrainAnswer::RolledBack(before)
            }
        }
    }

    /// Another model serves, written as the record writes it.
    fn swap(&self, model: Option<ModelId>, reason: SwapReason) {
        let (symbol, at) = (self.0.symbol, self.0.clock.now());
        let notice = Notice::ModelSwapped { symbol, model: model.map(|id| (Family::Forest, id)), reason, at };
        let id = model.map(|id| id.to_string());
        self.0
            .store
            .write(move |transaction| {
                transaction.execute("UPDATE models SET standing = 'former' WHERE standing = 'champion'", [])?;
                transaction.execute("UPDATE models SET standing = 'champion' WHERE id = ?", [&id])?;
                transaction.execute(
                    "INSERT INTO model_swaps (symbol, at_s, model, reason, received_us) VALUES (?, ?, ?, ?, 0)",
                    (symbol.as_str(), at.as_second(), &id, reason.name()),
                )?;
                enqueue(transaction, &notice, at).map(|_| ())
            })
            .unwrap();
    }
}

/// Figures of a training that found something.
fn card(id: ModelId) -> ModelCard {
    let ranged = |value: f64, half: f64| Ranged { value, low: value - half, high: value + half };
    let record = |family, gain: f64, model| FamilyRecord {
        family,
        model,
        log_loss: ranged(1.065 - gain, 0.01),
        gain: ranged(gain, 0.008),
        brier: ranged(0.64, 0.01),
        auc: ranged(0.56, 0.03),
        calibration_error: 0.031,
        calibration_slope: Some(0.94),
        bins: vec![CardBin { stated: 0.55, came_true: 0.57, effective: 200.0 }],
        accuracy: ranged(0.56, 0.03),
        conviction: vec![Conviction { from: 0.7, episodes: 40, right: 31, interval: (0.6, 0.9) }],
        option_return: Some(ranged(0.04, 0.11)),
        option_calls: 120,
        evidence: 35.0,
        deflated_sharpe: Some(0.8),
        recent_gain: 0.002,
        trials: 15,
        seconds: 61.0,
        fault: None,
    };
    ModelCard {
        horizon: Horizon::PRIMARY,
        from: jiff::Timestamp::UNIX_EPOCH,
        until: jiff::Timestamp::UNIX_EPOCH,
        last_number: 40,
        observations: 12_345,
        effective: 412.6,
        tested: 9_876,
        tested_effective: 330.2,
        folds: 8,
        depth: Depth::Light,
        seed: 7,
        dataset: "ab".repeat(32),
        schema: "cd".repeat(32),
        families: vec![record(Family::Forest, 0.012, Some(id)), record(Family::Logistic, 0.004, None)],
        baselines: vec![BaselineRecord { baseline: Baseline::Online, log_loss: Some(1.058), accuracy: Some(0.53) }],
        importance: [0.002; SignalKind::COUNT],
        importance_of_rest: 0.003,
        overfitting: Some(0.23),
        candidates: 1,
        hurdles: vec![],
        simulated: true,
    }
}
