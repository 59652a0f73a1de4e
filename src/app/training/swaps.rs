//! Which model serves: the cloud scores challenger and champion itself on what came after their training, and swaps between two instants.

use std::sync::PoisonError;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::hub::Hub;
use crate::domain::horizon::Horizon;
use crate::domain::notice::Notice;
use crate::domain::symbol::Symbol;
use crate::domain::training::ModelId;
use crate::domain::training::card::Hurdle;
use crate::domain::training::model::{ModelFile, ModelRecord, Standing, SwapReason};
use crate::domain::training::observation::Observation;
use crate::domain::training::request::TrainAnswer;
use crate::learn::promotion::{drift, hurdles, shadow, should_roll_back};
use crate::storage::StoreError;

/// How long is waited until the market's thread has written a swap: a look at real vendors may take so long.
const SWAP_PATIENCE: Duration = Duration::from_mins(2);

/// Another model is to serve. The market's thread says when, writes it with what follows, and answers; no answer means that it was not written.
#[derive(Debug)]
pub struct SwapOrder {
    /// Whose predictions.
    pub symbol: Symbol,
    /// What serves from now on; `None` for the online experts alone.
    pub model: Option<ModelFile>,
    /// Why.
    pub reason: SwapReason,
    /// Is told from when on it serves, once that is written.
    pub written: SyncSender<Timestamp>,
}

/// The models that are judged, with what they say of every observation.
struct Judged {
    record: ModelRecord,
    log_odds: Vec<f64>,
}

impl Hub {
    /// Scores the champion and the challenger anew, keeps their records, and goes back where the rule says so.
    pub fn judge(&self) -> Result<(), StoreError> {
        let _alone = self.0.judging.lock().unwrap_or_else(PoisonError::into_inner);
        self.judge_alone()
    }

    fn judge_alone(&self) -> Result<(), StoreError> {
        let store = &self.0.store;
        let standing = |standing: Standing| move |model: &ModelRecord| model.standing == standing;
        let models = store.models(self.0.options.symbol)?;
        let champion = models.iter().find(|model| standing(Standing::Champion)(model)).cloned();
        let challenger = models.into_iter().find(|model| standing(Standing::Challenger)(model));
        if champion.is_none() && challenger.is_none() {
            return Ok(());
        }
        let observations = store.observations(self.0.options.symbol, 0, usize::MAX)?;
        let champion = champion.map(|record| self.score(record, &observations)).transpose()?;
        if let Some(record) = challenger {
            let challenger = self.score(record, &observations)?;
            self.judge_challenger(&challenger, champion.as_ref(), &observations)?;
        }
        if let Some(champion) = champion
            && let Some(reason) = self.judge_champion(&champion, &observations)?
        {
            tracing::warn!("the model {} goes: {}", champion.record.id.short(), reason.name());
            let before = self.served_before()?;
            self.swap(before, reason);
        }
        Ok(())
    }

    /// What a model says. A file that cannot be read says nothing, which is a fault at every decision.
    fn score(&self, record: ModelRecord, observations: &[Observation]) -> Result<Judged, StoreError> {
        let file = self.0.store.model_file(record.id)?;
        let scored = file.map_or_else(
            || Err("its file is gone".to_owned()),
            |file| self.0.procedure.score(&file.bytes, observations),
        );
        let log_odds = scored.unwrap_or_else(|why| {
            tracing::error!("the model {} cannot be scored: {why}", record.id.short());
            let at = self.0.clock.now();
            let notice = Notice::ModelRefused { run: record.run, why, at: record.installed };
            if let Err(error) = self.0.store.tell_of_training(notice, at) {
                tracing::error!("that could not be told: {error}");
            }
            vec![f64::NAN; observations.len()]
        });
        Ok(Judged { record, log_odds })
    }

    fn judge_challenger(
        &self,
        challenger: &Judged,
        champion: Option<&Judged>,
        observations: &[Observation],
    ) -> Result<(), StoreError> {
        let from = self.after_training(challenger.record.id, observations)?;
        let rest = |of: &Judged| of.log_odds.get(from..).unwrap_or_default().to_vec();
        let rival = champion.map(rest);
        let after = observations.get(from..).unwrap_or_default();
        let record = shadow(after, &rest(challenger), rival.as_deref());
        let card = self.0.store.training(challenger.record.run)?.and_then(|kept| kept.card);
        let at_training = card.map_or_else(|| challenger.record.hurdles.clone(), |card| card.hurdles.clone());
        self.0.store.set_shadow(challenger.record.id, &record, &hurdles(&at_training, &record))
    }

    /// The champion's record, and why it must go, where it must: counted since it came to serve, against what served before it.
    fn judge_champion(
        &self,
        champion: &Judged,
        observations: &[Observation],
    ) -> Result<Option<SwapReason>, StoreError> {
        let trained = self.after_training(champion.record.id, observations)?;
        let promoted = champion.record.promoted.unwrap_or(champion.record.installed);
        let serves = trained.max(observations.partition_point(|observation| observation.seen.at <= promoted));
        let rest = |said: &[f64], from: usize| said.get(from..).unwrap_or_default().to_vec();
        let before = match self.served_before()? {
            Some(file) => self.0.procedure.score(&file.bytes, observations).ok(),
            None => None,
        };
        let said = rest(&champion.log_odds, serves);
        let served = observations.get(serves..).unwrap_or_default();
        let rival = before.map(|before| rest(&before, serves));
        let since = shadow(served, &said, rival.as_deref());
        let all = shadow(observations.get(trained..).unwrap_or_default(), &rest(&champion.log_odds, trained), None);
        let record = crate::domain::training::model::ShadowRecord { better: since.better, worse: since.worse, ..all };
        self.0.store.set_shadow(champion.record.id, &record, &[])?;
        Ok(should_roll_back(&since, drift(served, &said)))
    }

    /// The place of the first observation that a model cannot have learned anything of: made after the outcomes it learned from were known.
    fn after_training(&self, id: ModelId, observations: &[Observation]) -> Result<usize, StoreError> {
        let cut = self.0.store.model_cut(id)?.unwrap_or(i64::MAX);
        let learned = observations.partition_point(|observation| observation.number <= cut);
        let last = learned.checked_sub(1).and_then(|last| observations.get(last));
        let known = last.map(|last| last.became_at(Horizon::PRIMARY).until);
        Ok(known.map_or(learned, |known| observations.partition_point(|next| next.seen.at <= known).max(learned)))
    }

    /// What served before the model that serves now and was not sent back itself; nothing where that can no longer serve.
    fn served_before(&self) -> Result<Option<ModelFile>, StoreError> {
        let before = self.0.store.served_before(self.0.options.symbol)?;
        let file = before.map_or(Ok(None), |id| self.0.store.model_file(id))?;
        Ok(file.filter(|file| self.servable(file).is_ok()))
    }

    /// Whether the fold can let a model serve: its bytes are those that its name tells, and they are a model.
    fn servable(&self, file: &ModelFile) -> Result<(), String> {
        if file.id != ModelId(Sha256::digest(file.bytes.as_slice()).into()) {
            return Err("its file is not the one that its name tells".to_owned());
        }
        self.0.procedure.score(&file.bytes, &[]).map(|_| ())
    }

    /// Lets a challenger serve, where the rule allows it by everything that is known now.
    pub(super) fn promote(&self, id: ModelId) -> Result<TrainAnswer, StoreError> {
        let _alone = self.0.judging.lock().unwrap_or_else(PoisonError::into_inner);
        let find = |models: Vec<ModelRecord>| {
            models.into_iter().find(|model| model.id == id && model.standing == Standing::Challenger)
        };
        if find(self.0.store.models(self.0.options.symbol)?).is_none() {
            return Ok(TrainAnswer::Nothing);
        }
        self.judge_alone()?;
        let Some(record) = find(self.0.store.models(self.0.options.symbol)?) else { return Ok(TrainAnswer::Nothing) };
        let mut hurdles = record.hurdles;
        if record.shadow.faults > 0 {
            // It could not say what it is to say: that speaks against it whatever else is known.
            hurdles.push(Hurdle::Harm { have: record.shadow.worse });
        }
        if !hurdles.is_empty() {
            return Ok(TrainAnswer::NotAllowed(hurdles));
        }
        let Some(file) = self.0.store.model_file(id)? else { return Ok(TrainAnswer::Nothing) };
        let swapped = self.swap(Some(file), SwapReason::Promoted);
        Ok(if swapped { TrainAnswer::Promoted } else { TrainAnswer::Failed })
    }

    /// Goes back to what served before the model that serves now.
    pub(super) fn roll_back(&self) -> Result<TrainAnswer, StoreError> {
        let _alone = self.0.judging.lock().unwrap_or_else(PoisonError::into_inner);
        let models = self.0.store.models(self.0.options.symbol)?;
        if !models.iter().any(|model| model.standing == Standing::Champion) {
            return Ok(TrainAnswer::Nothing);
        }
        let before = self.served_before()?;
        let id = before.as_ref().map(|file| file.id);
        let swapped = self.swap(before, SwapReason::AskedBack);
        Ok(if swapped { TrainAnswer::RolledBack(id) } else { TrainAnswer::Failed })
    }

    /// Has the market's thread swap, and waits until that is written; `false` where it does not answer, or where the model cannot serve.
    fn swap(&self, model: Option<ModelFile>, reason: SwapReason) -> bool {
        if let Some(file) = &model
            && let Err(why) = self.servable(file)
        {
            tracing::error!("the model {} cannot serve: {why}", file.id.short());
            return false;
        }
        let (written, answer) = sync_channel(1);
        let order = SwapOrder { symbol: self.0.options.symbol, model, reason, written };
        if self.0.swaps.try_send(order).is_err() {
            tracing::error!("the market's thread takes no swap of models");
            return false;
        }
        let swapped = match answer.recv_timeout(SWAP_PATIENCE) {
            Ok(_) => true,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                tracing::error!("the market's thread did not answer whether it swapped models");
                false
            }
        };
        self.tell();
        swapped
    }
}
