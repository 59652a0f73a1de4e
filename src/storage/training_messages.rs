//! The one message of a training in each chat, which is edited while the training lives; and what served before a model.

use rusqlite::params;

use super::{Store, StoreError};
use crate::domain::person::PersonId;
use crate::domain::symbol::Symbol;
use crate::domain::training::model::SwapReason;
use crate::domain::training::{ModelId, RunId};

use super::Swapped;

/// A message that is kept true while its training lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainingMessage {
    /// Which training.
    pub run: RunId,
    /// In whose chat.
    pub reader: PersonId,
    /// Which message.
    pub message: i32,
}

impl Store {
    /// The messages that are kept true, of all readers that can be reached.
    pub fn training_messages(&self) -> Result<Vec<TrainingMessage>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT m.training, m.user_id, m.message_id FROM training_messages m JOIN people p USING (user_id) \
                 WHERE p.admitted = 1 AND p.blocked = 0 ORDER BY m.training, m.user_id",
            )?;
            let rows = select.query_map([], |row| {
                Ok(TrainingMessage { run: RunId(row.get(0)?), reader: PersonId(row.get(1)?), message: row.get(2)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Whether a message is kept true.
    pub fn is_training_message(&self, reader: PersonId, message: i32) -> Result<bool, StoreError> {
        self.read(|connection| {
            let mut select = connection
                .prepare_cached("SELECT count(*) FROM training_messages WHERE user_id = ? AND message_id = ?")?;
            Ok(select.query_row(params![reader.0, message], |row| row.get::<_, i64>(0))? > 0)
        })
    }

    /// Keeps a message true from now on, in the place of the one that a chat had of this training.
    pub fn keep_training_message(&self, message: TrainingMessage) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO training_messages (training, user_id, message_id) VALUES (?, ?, ?)",
                )?
                .execute(params![message.run.0, message.reader.0, message.message])?;
            Ok(())
        })
    }

    /// A message says something else from now on, or its training is over.
    pub fn forget_training_message(&self, reader: PersonId, message: i32) -> Result<(), StoreError> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("DELETE FROM training_messages WHERE user_id = ? AND message_id = ?")?
                .execute(params![reader.0, message])?;
            Ok(())
        })
    }

    /// What served before the model that serves now; `None` for the online experts alone.
    pub fn served_before(&self, symbol: Symbol) -> Result<Option<ModelId>, StoreError> {
        Ok(before_the_last(&self.model_swaps(symbol)?))
    }
}

/// The model that served before the one that serves now. A promotion is put on top of what served; every other swap takes the top away.
fn before_the_last(latest_first: &[Swapped]) -> Option<ModelId> {
    let mut stack: Vec<ModelId> = Vec::new();
    for swap in latest_first.iter().rev() {
        match (swap.reason, swap.model) {
            (SwapReason::Promoted, Some(model)) => stack.push(model),
            (_, model) => {
                stack.pop();
                if stack.last().copied() != model {
                    stack = model.into_iter().collect();
                }
            }
        }
    }
    stack.len().checked_sub(2).and_then(|before| stack.get(before)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::training::request::{Place, TrainOrder};
    use crate::domain::training::{Depth, Families};
    use crate::storage::NewTraining;

    #[test]
    fn each_chat_has_one_message_of_a_training() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db")).unwrap();
        let at = "2026-01-05T15:00:00Z".parse().unwrap();
        let order = TrainOrder { families: Families::ALL, depth: Depth::Light, place: Place::Server };
        let symbol = Symbol::new("RTX").unwrap();
        let run = store.add_training(NewTraining { symbol, by: None, asked: at, order, seed: 1 }).unwrap();
        let of = |reader, message| TrainingMessage { run, reader: PersonId(reader), message };
        for reader in [1, 2] {
            store.join(PersonId(reader), at).unwrap();
        }
        for message in [of(1, 10), of(2, 20), of(1, 30)] {
            store.keep_training_message(message).unwrap();
        }
        assert_eq!(store.training_messages().unwrap(), [of(1, 30), of(2, 20)]);
        assert!(!store.is_training_message(PersonId(1), 10).unwrap());
        assert!(store.is_training_message(PersonId(1), 30).unwrap());
        store.set_blocked(PersonId(2), true).unwrap();
        assert_eq!(store.training_messages().unwrap(), [of(1, 30)]);
        store.forget_training_message(PersonId(1), 30).unwrap();
        assert_eq!(store.training_messages().unwrap(), []);
        assert_eq!(store.served_before(symbol).unwrap(), None);
    }

    #[test]
    fn going_back_leads_to_what_served_before() {
        let [one, two] = [1, 2].map(|mark| ModelId([mark; 32]));
        let at = "2026-01-05T15:00:00Z".parse().unwrap();
        let swap = |model, reason| Swapped { at, model, reason };
        let mut swaps = vec![swap(Some(one), SwapReason::Promoted)];
        assert_eq!(before_the_last(&swaps), None);
        swaps.insert(0, swap(Some(two), SwapReason::Promoted));
        assert_eq!(before_the_last(&swaps), Some(one));
        swaps.insert(0, swap(Some(one), SwapReason::Beaten));
        assert_eq!(before_the_last(&swaps), None);
    }

    #[test]
    fn what_was_sent_back_is_never_gone_back_to() {
        let mut swaps = Vec::new();
        let mut after = |model: Option<u8>, reason: SwapReason| {
            let model = model.map(|mark| ModelId([mark; 32]));
            swaps.insert(0, Swapped { at: "2026-01-05T15:00:00Z".parse().unwrap(), model, reason });
            before_the_last(&swaps).map(|id| id.0[0])
        };
        assert_eq!(after(Some(1), SwapReason::Promoted), None);
        assert_eq!(after(Some(2), SwapReason::Promoted), Some(1));
        assert_eq!(after(Some(3), SwapReason::Promoted), Some(2));
        assert_eq!(after(Some(2), SwapReason::Beaten), Some(1));
        assert_eq!(after(Some(1), SwapReason::AskedBack), None);
        assert_eq!(after(None, SwapReason::Drifted), None);
        assert_eq!(after(Some(4), SwapReason::Promoted), None);
        assert_eq!(before_the_last(&[]), None);
    }
}
