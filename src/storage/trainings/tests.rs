//! Tests of trainings, models and trainers as they are kept.

use super::*;
use crate::domain::training::card::Hurdle;
use crate::domain::training::model::{ModelFile, ModelSwap, ShadowRecord, Standing, SwapReason};
use crate::domain::training::{Family, ModelId};
use crate::storage::Swapped;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("test.db")).unwrap();
    (folder, store)
}

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_882_600 + second).unwrap()
}

fn new(by: Option<i64>) -> NewTraining {
    let families = Families::of([Family::Logistic, Family::Forest]).unwrap();
    let order = TrainOrder { families, depth: Depth::Light, place: Place::Server };
    NewTraining { symbol: rtx(), by: by.map(PersonId), asked: at(0), order, seed: u64::MAX - 3 }
}

fn model(mark: u8, run: RunId) -> NewModel {
    NewModel {
        file: ModelFile { id: ModelId([mark; 32]), bytes: Arc::new(vec![mark; 3]) },
        symbol: rtx(),
        run,
        family: Family::Forest,
        installed: at(i64::from(mark)),
        trained_until: at(-5),
        last_number: 40,
        gain: 0.01,
        hurdles: vec![Hurdle::Shadow { have: 0, need: 10 }],
    }
}

fn ending(state: RunState, challenger: Option<NewModel>) -> Ending {
    let notices = vec![Notice::Trained { run: RunId(1) }];
    Ending {
        state,
        at: at(9),
        progress: Progress { done: 1.0, ..Progress::default() },
        card: None,
        challenger,
        notices,
    }
}

#[test]
fn a_training_is_kept_from_the_asking_to_its_end() {
    let (_folder, store) = store();
    store.join(PersonId(1001), at(0)).unwrap();
    assert!(store.newest_training(rtx()).unwrap().is_none());
    let run = store.add_training(new(Some(1001))).unwrap();
    let kept = store.newest_training(rtx()).unwrap().unwrap();
    assert_eq!((kept.view.id, kept.view.state, kept.view.by), (run, RunState::Waiting, Some(PersonId(1001))));
    assert_eq!((kept.view.order, kept.seed, kept.last_number), (new(None).order, u64::MAX - 3, None));

    store.begin_training(run, at(1), 77).unwrap();
    let progress = Progress { done: 0.25, units: (1, 4), at: Some((Some(2), Family::Forest)), ..Progress::default() };
    store.set_training_progress(run, &progress).unwrap();
    store.add_training_unit(run, "forest/2".to_owned(), vec![1, 2]).unwrap();
    store.add_training_unit(run, "forest/2".to_owned(), vec![9]).unwrap();
    store.add_training_unit(run, "forest/final".to_owned(), vec![3]).unwrap();
    let kept = store.training(run).unwrap().unwrap();
    assert_eq!((kept.last_number, &kept.view.progress, kept.view.began), (Some(77), &progress, Some(at(1))));
    let units = store.training_units(run).unwrap();
    assert_eq!(units, [("forest/2".to_owned(), vec![1, 2]), ("forest/final".to_owned(), vec![3])]);
    store.drop_training_units(run, vec!["forest/final".to_owned()]).unwrap();
    assert_eq!(store.training_units(run).unwrap().len(), 1);

    let later = store.add_training(new(None)).unwrap();
    store.end_training(later, ending(RunState::Cancelled, None)).unwrap();
    assert_eq!(
        store.newest_training(rtx()).unwrap().unwrap().view.id,
        run,
        "what is under way stands before what is over"
    );
    store.end_training(run, ending(RunState::Done, Some(model(1, run)))).unwrap();
    let kept = store.training(run).unwrap().unwrap();
    assert_eq!((kept.view.state, kept.view.ended, kept.view.progress.done), (RunState::Done, Some(at(9)), 1.0));
    assert_eq!(store.training_units(run).unwrap(), []);
    assert_eq!(store.models(rtx()).unwrap().len(), 1);
    assert_eq!(store.outbox_waiting(PersonId(1001), at(99)).unwrap().alerts, 1);
    assert!(store.training(RunId(99)).unwrap().is_none());
}

#[test]
fn models_stand_where_swaps_put_them() {
    let (_folder, store) = store();
    store.join(PersonId(1001), at(0)).unwrap();
    let run = store.add_training(new(None)).unwrap();
    for mark in [1, 2] {
        store.end_training(run, ending(RunState::Done, Some(model(mark, run)))).unwrap();
    }
    let standings = |store: &Store| -> Vec<(u8, Standing)> {
        let models = store.models(rtx()).unwrap();
        models.iter().map(|model| (model.id.0[0], model.standing)).collect()
    };
    assert_eq!(standings(&store), [(2, Standing::Challenger), (1, Standing::Superseded)]);
    let file = store.model_file(ModelId([2; 32])).unwrap().unwrap();
    assert_eq!((file.bytes.as_slice(), store.model_cut(file.id).unwrap()), ([2; 3].as_slice(), Some(40)));
    assert_eq!(store.model_file(ModelId([7; 32])).unwrap(), None);

    let swap = |seq: i64, model: Option<ModelFile>, reason: SwapReason| {
        let swap = ModelSwap { symbol: rtx(), at: at(seq), model, reason };
        store
            .write(move |transaction| {
                let id = swap.model.as_ref().map(|model| model.id.to_string());
                transaction.execute(
                    "INSERT INTO model_swaps (seq, symbol, at_s, model, reason, received_us) VALUES (?, ?, ?, ?, ?, 0)",
                    params![seq, swap.symbol.as_str(), swap.at.as_second(), id, swap.reason.name()],
                )?;
                models::swapped(transaction, &swap, swap.at)
            })
            .unwrap();
    };
    swap(20, Some(file.clone()), SwapReason::Promoted);
    assert_eq!(standings(&store), [(2, Standing::Champion), (1, Standing::Superseded)]);
    assert_eq!(store.models(rtx()).unwrap()[0].promoted, Some(at(20)));
    // The same training again gives the same file: it goes on serving.
    store.end_training(run, ending(RunState::Done, Some(model(2, run)))).unwrap();
    assert_eq!(standings(&store)[0], (2, Standing::Champion));
    store.end_training(run, ending(RunState::Done, Some(model(1, run)))).unwrap();
    assert_eq!(standings(&store), [(2, Standing::Champion), (1, Standing::Challenger)]);
    let shadow = ShadowRecord { days: 11, better: 2.5, ..ShadowRecord::default() };
    store.set_shadow(ModelId([1; 32]), &shadow, &[]).unwrap();
    let watched = store.models(rtx()).unwrap()[1].clone();
    assert_eq!((watched.shadow, watched.hurdles), (shadow, vec![]));

    swap(21, None, SwapReason::Beaten);
    assert_eq!(standings(&store), [(1, Standing::Challenger), (2, Standing::Former)]);
    assert_eq!(
        store.model_swaps(rtx()).unwrap(),
        [
            Swapped { at: at(21), model: None, reason: SwapReason::Beaten },
            Swapped { at: at(20), model: Some(file.id), reason: SwapReason::Promoted },
        ]
    );
    assert_eq!(store.outbox_waiting(PersonId(1001), at(99)).unwrap().alerts, 3, "one training and two swaps are told");
}

#[test]
fn computers_that_train_are_remembered() {
    let (_folder, store) = store();
    store.trainer_seen("desk".to_owned(), at(1)).unwrap();
    store.trainer_seen("attic".to_owned(), at(2)).unwrap();
    store.trainer_seen("desk".to_owned(), at(3)).unwrap();
    assert_eq!(store.trainers().unwrap(), [("desk".to_owned(), at(3)), ("attic".to_owned(), at(2))]);
}
