//! Training from the chat: who may ask for it, and what is refused.

use algoslayer::bot::surface::Tap;
use algoslayer::bot::tap;
use algoslayer::bot::training::{ModelMark, TrainAct, TrainView};
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::training::request::{Place, RunState, TrainOrder};
use algoslayer::domain::training::{Depth, Families, ModelId, RunId};

use super::world::{APPROVER, OWNER, VIEWER, World};

fn start() -> Tap {
    Tap::TrainAct(TrainAct::Start(TrainOrder { families: Families::ALL, depth: Depth::Light, place: Place::Server }))
}

/// A tap on a button that someone never had; what was said to it.
async fn tapped(world: &World, person: i64, tap: Tap) -> Vec<String> {
    world.dispatch(&world.sandbox.says(person, "/start").unwrap()).await;
    let message = world.sandbox.messages(person).iter().rfind(|message| message.from_bot).unwrap().message_id;
    let cursor = world.sandbox.cursor();
    let update = world.sandbox.taps_stale(person, message, &tap::encode(&tap)).unwrap();
    assert_eq!(world.dispatch(&update).await, None);
    world.happenings_since(cursor).into_iter().map(|it| it.text).collect()
}

fn newest(world: &World) -> Option<(RunId, RunState)> {
    let kept = world.store.newest_training(Symbol::new("RTX").unwrap()).unwrap();
    kept.map(|training| (training.view.id, training.view.state))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_but_the_owner_trains_or_chooses_what_serves() {
    let world = World::with_history(0).await;
    let mark = ModelMark::of(ModelId([1; 32]));
    for person in [VIEWER, APPROVER] {
        for tap in [
            start(),
            Tap::TrainAct(TrainAct::Cancel(RunId(1))),
            Tap::TrainAct(TrainAct::Promote(mark)),
            Tap::TrainAct(TrainAct::RollBack),
            Tap::Train(TrainView::AskCancel(RunId(1))),
            Tap::Train(TrainView::AskPromote(mark)),
            Tap::Train(TrainView::AskRollBack),
        ] {
            let said = tapped(&world, person, tap).await;
            assert!(said.len() == 1 && said[0].starts_with("Only the owner trains"), "{tap:?}: {said:?}");
        }
    }
    assert_eq!(newest(&world), None);
    assert_eq!(world.sandbox.violations(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_done_is_said_and_changes_nothing() {
    let world = World::with_history(0).await;
    world.training.happens("lacks data");
    let said = tapped(&world, OWNER, start()).await;
    assert!(said[0].starts_with("Not enough data yet: 31 independent"), "{said:?}");
    assert_eq!(newest(&world), None);
    let mark = ModelMark::of(ModelId([1; 32]));
    for act in [TrainAct::Cancel(RunId(1)), TrainAct::Promote(mark), TrainAct::RollBack] {
        let said = tapped(&world, OWNER, Tap::TrainAct(act)).await;
        assert_eq!(said[0], "There is nothing like that any more.", "{act:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_training_at_a_time_and_a_model_that_may_not_serve_does_not() {
    let world = World::with_history(0).await;
    assert_eq!(tapped(&world, OWNER, start()).await[0], "Training 1 is under way.");
    assert_eq!(tapped(&world, OWNER, start()).await[0], "Training 1 waits or is under way already.");
    world.training.happens("ends with a model to be watched");
    assert_eq!(newest(&world), Some((RunId(1), RunState::Done)));
    let mark = ModelMark::of(ModelId([1; 32]));
    let said = tapped(&world, OWNER, Tap::TrainAct(TrainAct::Promote(mark))).await;
    assert_eq!(said[0], "The rule does not allow it yet; its card says why.");
    let said = tapped(&world, OWNER, Tap::Train(TrainView::AskPromote(mark))).await;
    assert!(said.iter().any(|text| text.contains("The rule does not allow it")), "{said:?}");
}
