//! The cloud's side of training, with trainers and a way of training that are quick: what is asked, shared out, cut off, damaged and judged.

#![cfg(test)]

#[path = "training/procedure.rs"]
mod procedure;
#[path = "training/world.rs"]
mod world;

use algoslayer::app::keeper::live_equals_replay;
use algoslayer::app::market::Player;
use algoslayer::app::training::{Hub, Verdict, service};
use algoslayer::domain::notice::Notice;
use algoslayer::domain::training::card::Hurdle;
use algoslayer::domain::training::model::{Standing, SwapReason};
use algoslayer::domain::training::observation::Observation;
use algoslayer::domain::training::request::{Place, RunState, TrainAnswer, TrainRequest};
use algoslayer::domain::training::{Families, Family, ModelId, RunId};

use tokio::sync::watch;

use procedure::Says;
use world::{World, order, rtx};

fn started(answer: &TrainAnswer) -> RunId {
    match answer {
        TrainAnswer::Started(run) | TrainAnswer::Kept(run) => *run,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_training_learns_from_is_the_unbroken_run_of_settled_predictions() {
    let world = World::new();
    let store = &world.store;
    let all = store.observations(rtx(), 0, usize::MAX).unwrap();
    let mut expected: Vec<Observation> = Vec::new();
    store
        .each_resolved(rtx(), |prediction, outcomes| {
            expected.extend(Observation::of(prediction, outcomes, None));
        })
        .unwrap();
    assert!(all.len() > 200, "{}", all.len());
    assert_eq!(all, expected);
    let last = store.last_prediction(rtx()).unwrap().unwrap().0;
    assert!(all.last().unwrap().number < last, "the newest are not settled yet");
    // In parts it is the same.
    let (mut parts, mut after) = (Vec::new(), 0);
    loop {
        let part = store.observations(rtx(), after, 37).unwrap();
        let Some(newest) = part.last() else { break };
        assert!(part.len() <= 37);
        after = newest.number;
        parts.extend(part);
    }
    assert_eq!(parts, all);
    assert_eq!(store.observations(rtx(), last, 5).unwrap(), []);
}

#[test]
fn too_little_is_not_trained_on() {
    let world = World::new();
    let hub = world.hub_that_needs(250.0);
    match hub.request(world.start(Place::Server)) {
        TrainAnswer::TooFew { have, need } => assert!(have > 5.0 && have < 60.0 && need == 250.0, "{have}"),
        other => panic!("{other:?}"),
    }
    let now = world.now();
    assert!(now.effective > 5.0 && now.needed == 250.0 && now.run.is_none());
}

#[test]
fn a_training_here_goes_from_the_asking_to_its_card() {
    let world = World::new();
    let hub = world.hub();
    let run = started(&hub.request(world.start(Place::Server)));
    assert_eq!(hub.request(world.start(Place::Server)), TrainAnswer::Busy(run));
    assert_eq!(world.now().run.unwrap().state, RunState::Waiting);
    assert!(!hub.work_here_once(), "nothing is laid out yet");
    assert!(hub.tend_once().unwrap());
    let units = world.now().run.unwrap().progress.units;
    assert_eq!(units, (0, 6), "two families, two folds and the final fit");
    assert!(hub.claim(9).is_none(), "what is to be done here is for nobody else");
    for _ in 0..6 {
        assert!(hub.work_here_once());
    }
    assert!(!hub.work_here_once());
    let kept = world.store.training(run).unwrap().unwrap();
    assert_eq!((kept.view.progress.units, kept.view.progress.done), ((6, 6), 1.0));
    assert!(hub.tend_once().unwrap());
    assert!(!hub.tend_once().unwrap());

    let kept = world.store.training(run).unwrap().unwrap();
    assert_eq!(kept.view.state, RunState::Done);
    let card = kept.card.unwrap();
    assert_eq!(card.best().unwrap().family, Family::Forest);
    let models = world.store.models(rtx()).unwrap();
    assert_eq!(models.len(), 1, "only the best one is watched");
    assert_eq!((models[0].family, models[0].standing, models[0].run), (Family::Forest, Standing::Challenger, run));
    assert_eq!(models[0].hurdles, [Hurdle::Shadow { have: 0, need: 10 }]);
    assert_eq!(world.told(), [Notice::Trained { run }]);
    assert_eq!(world.now().run.unwrap().state, RunState::Done);
    assert_eq!(world.store.training_units(run).unwrap(), []);

    // A later training takes the challenger's place.
    world.clock.set(world.clock.now() + jiff::SignedDuration::from_mins(1));
    let again = started(&hub.request(world.start(Place::Server)));
    assert_ne!(again, run);
    world.work_through(&hub);
    let standings: Vec<Standing> = world.store.models(rtx()).unwrap().iter().map(|model| model.standing).collect();
    assert_eq!(standings, [Standing::Challenger, Standing::Superseded]);
    let candidates = world.store.training(again).unwrap().unwrap().card.unwrap().candidates;
    assert_eq!(candidates, 4, "two of each training");
}

#[test]
fn without_a_trainer_it_is_kept_until_one_comes() {
    let world = World::new();
    let hub = world.hub();
    let run = match hub.request(world.start(Place::Trainers)) {
        TrainAnswer::Kept(run) => run,
        other => panic!("{other:?}"),
    };
    assert!(!hub.tend_once().unwrap(), "it waits");
    assert!(!hub.work_here_once());
    let desk = hub.join("desk");
    let now = world.now();
    assert_eq!((now.trainers[0].name.as_str(), now.trainers[0].connected), ("desk", true));
    assert!(hub.tend_once().unwrap());
    let work = hub.claim(desk).unwrap();
    assert_eq!((work.run, work.order.depth), (run, order(Place::Trainers).depth));
    assert!(hub.hear(work.lease, 0.5));
    let progress = hub.tend_once().map(|_| world.store.training(run).unwrap().unwrap().view.state).unwrap();
    assert_eq!(progress, RunState::Running);
    hub.leave(desk);
    assert!(!hub.hear(work.lease, 0.6), "it is no longer its own");
    assert!(!world.now().trainers[0].connected);
    assert_eq!(world.store.trainers().unwrap()[0].0, "desk");
    // The next one is given the same unit, and what the first brings late is taken all the same.
    let attic = hub.join("attic");
    let again = hub.claim(attic).unwrap();
    assert_eq!(again.unit, work.unit);
    assert_eq!(hub.bring(run, work.unit, world.result(&work)).unwrap(), Verdict::Taken);
    assert!(!hub.hear(again.lease, 0.1), "it is done");
}

#[test]
fn several_trainers_share_the_work_and_a_silent_one_loses_its_part() {
    let world = World::new();
    let hub = world.hub_with_lease(std::time::Duration::from_millis(300));
    let (desk, attic) = (hub.join("desk"), hub.join("attic"));
    let run = started(&hub.request(world.start(Place::Trainers)));
    hub.tend_once().unwrap();
    let first = hub.claim(desk).unwrap();
    let second = hub.claim(attic).unwrap();
    assert_ne!(first.unit, second.unit);
    assert_eq!(world.store.training(run).unwrap().unwrap().last_number, Some(first.last_number));
    std::thread::sleep(std::time::Duration::from_millis(350));
    assert!(hub.hear(second.lease, 0.5));
    hub.tend_once().unwrap();
    assert!(!hub.hear(first.lease, 0.5), "nothing was heard of it for too long");
    assert_eq!(hub.bring(run, second.unit, world.result(&second)).unwrap(), Verdict::Taken);
    assert_eq!(hub.bring(run, second.unit, world.result(&second)).unwrap(), Verdict::Taken, "twice is once");
    let mut done = 1;
    while let Some(work) = hub.claim(attic) {
        assert_eq!(hub.bring(run, work.unit, world.result(&work)).unwrap(), Verdict::Taken);
        done += 1;
    }
    assert_eq!(done, 6);
    hub.tend_once().unwrap();
    assert_eq!(world.store.training(run).unwrap().unwrap().view.state, RunState::Done);
    assert_eq!(hub.bring(run, first.unit, world.result(&first)).unwrap(), Verdict::Late);

    // The same data, choice and seed give the same card, whoever did the work.
    let card = world.store.training(run).unwrap().unwrap().card.unwrap();
    assert_eq!(card.families.len(), 2);
}

#[test]
fn a_cancelled_training_stops_who_works_on_it() {
    let world = World::new();
    let hub = world.hub();
    let desk = hub.join("desk");
    let run = started(&hub.request(world.start(Place::Trainers)));
    hub.tend_once().unwrap();
    let work = hub.claim(desk).unwrap();
    assert_eq!(hub.request(TrainRequest::Cancel { run: RunId(99) }), TrainAnswer::Nothing);
    assert_eq!(hub.request(TrainRequest::Cancel { run }), TrainAnswer::Cancelled);
    assert_eq!(hub.request(TrainRequest::Cancel { run }), TrainAnswer::Nothing);
    assert!(!hub.hear(work.lease, 0.5));
    assert_eq!(hub.bring(run, work.unit, world.result(&work)).unwrap(), Verdict::Late);
    assert!(hub.claim(desk).is_none());
    assert_eq!(world.now().run.unwrap().state, RunState::Cancelled);
    assert!(world.told().is_empty(), "whoever cancelled knows it");
    let _another = started(&hub.request(world.start(Place::Server)));
}

#[test]
fn a_restart_in_the_middle_goes_on_from_what_was_done() {
    let world = World::new();
    let hub = world.hub();
    let run = started(&hub.request(world.start(Place::Server)));
    hub.tend_once().unwrap();
    for _ in 0..3 {
        assert!(hub.work_here_once());
    }
    hub.stop();
    drop(hub);
    let kept = world.store.training_units(run).unwrap();
    assert_eq!(kept.len(), 3);
    // One of them is damaged on the disk.
    let (name, _) = kept[0].clone();
    world.store.drop_training_units(run, vec![name.clone()]).unwrap();
    world.store.add_training_unit(run, name, vec![1, 2, 3]).unwrap();

    let hub = world.hub();
    assert_eq!(world.now().run.unwrap().id, run);
    hub.tend_once().unwrap();
    assert_eq!(world.now().run.unwrap().progress.units, (2, 6));
    let mut worked = 0;
    while hub.work_here_once() {
        worked += 1;
    }
    assert_eq!(worked, 4);
    hub.tend_once().unwrap();
    let whole = world.store.training(run).unwrap().unwrap();
    assert_eq!(whole.view.state, RunState::Done);

    // The card is that of a training that was never cut off.
    let other = World::new();
    let undisturbed = other.hub();
    let same = started(&undisturbed.request(other.start(Place::Server)));
    other.work_through(&undisturbed);
    let card = |world: &World, run| world.store.training(run).unwrap().unwrap().card.unwrap();
    assert_eq!(card(&world, run), card(&other, same));
}

#[test]
fn a_waiting_training_still_waits_after_a_restart() {
    let world = World::new();
    let hub = world.hub();
    let run = started(&hub.request(world.start(Place::Trainers)));
    drop(hub);
    let hub = world.hub();
    assert!(!hub.tend_once().unwrap());
    assert_eq!(hub.request(world.start(Place::Server)), TrainAnswer::Busy(run));
    hub.join("desk");
    assert!(hub.tend_once().unwrap());
    assert_eq!(world.now().run.unwrap().state, RunState::Running);
}

#[test]
fn a_damaged_result_is_told_and_made_anew() {
    let world = World::new();
    let hub = world.hub();
    let desk = hub.join("desk");
    let run = started(&hub.request(world.start(Place::Trainers)));
    hub.tend_once().unwrap();
    let work = hub.claim(desk).unwrap();
    let mut damaged = world.result(&work);
    damaged[0] ^= 1;
    match hub.bring(run, work.unit, damaged).unwrap() {
        Verdict::Refused(why) => assert!(why.contains("logistic/0"), "{why}"),
        other => panic!("{other:?}"),
    }
    assert!(world.now().run.unwrap().progress.fault.is_some());
    assert!(matches!(world.told().as_slice(), [Notice::ModelRefused { .. }]));
    let mut count = 0;
    while let Some(work) = hub.claim(desk) {
        assert_eq!(hub.bring(run, work.unit, world.result(&work)).unwrap(), Verdict::Taken);
        count += 1;
    }
    assert_eq!(count, 6);
    hub.tend_once().unwrap();
    assert_eq!(world.store.training(run).unwrap().unwrap().view.state, RunState::Done);
}

#[test]
fn what_cannot_be_done_ends_with_its_reason() {
    let world = World::new();
    let hub = world.hub();
    world.procedure.set_failing(Some(Family::Forest));
    let run = started(&hub.request(world.start(Place::Server)));
    hub.tend_once().unwrap();
    let mut tries = 0;
    while hub.work_here_once() {
        tries += 1;
        assert!(tries < 40);
    }
    let kept = world.store.training(run).unwrap().unwrap();
    assert_eq!(kept.view.state, RunState::Failed);
    match world.told().as_slice() {
        [Notice::TrainingFailed { run: of, why }] => assert!(*of == run && why.contains("forest"), "{why}"),
        other => panic!("{other:?}"),
    }
    assert!(world.store.models(rtx()).unwrap().is_empty());
    world.procedure.set_failing(None);
    started(&hub.request(world.start(Place::Server)));
    world.work_through(&hub);
    assert_eq!(world.store.models(rtx()).unwrap().len(), 1, "the next attempt succeeds");
}

#[test]
fn a_challenger_is_refused_while_something_speaks_against_it() {
    let world = World::new();
    let hub = world.hub();
    world.procedure.set_says(Says::Right);
    started(&hub.request(world.start(Place::Server)));
    world.work_through(&hub);
    let model = world.store.models(rtx()).unwrap()[0].id;
    match hub.request(TrainRequest::Promote { model }) {
        TrainAnswer::NotAllowed(hurdles) => assert_eq!(hurdles, [Hurdle::Shadow { have: 0, need: 10 }]),
        other => panic!("{other:?}"),
    }
    assert_eq!(hub.request(TrainRequest::RollBack), TrainAnswer::Nothing);
    let unknown = ModelId([9; 32]);
    assert_eq!(hub.request(TrainRequest::Promote { model: unknown }), TrainAnswer::Nothing);
    let families = Families::of([Family::Logistic, Family::Forest]).unwrap();
    assert_eq!(order(Place::Server).families, families);
}

/// A challenger that was watched for two weeks and is right.
fn watched(world: &World, hub: &Hub) -> (Player, ModelId) {
    started(&hub.request(world.start(Place::Server)));
    world.work_through(hub);
    let model = world.store.models(rtx()).unwrap()[0].id;
    (world.lived_on(54), model)
}

fn swaps_told(world: &World) -> Vec<(Option<ModelId>, SwapReason)> {
    let told = world.told().into_iter();
    told.filter_map(|notice| match notice {
        Notice::ModelSwapped { model, reason, .. } => Some((model.map(|(_, id)| id), reason)),
        _ => None,
    })
    .collect()
}

#[test]
fn a_watched_challenger_comes_to_serve_between_two_instants() {
    let world = World::new();
    let hub = world.hub();
    let (mut player, model) = watched(&world, &hub);
    hub.judge().unwrap();
    let record = world.store.models(rtx()).unwrap()[0].clone();
    assert!(record.shadow.days >= 10 && record.shadow.better > 1.0, "{:?}", record.shadow);
    assert_eq!(record.hurdles, []);
    let answer = World::beside(&mut player, || hub.request(TrainRequest::Promote { model }));
    assert_eq!(answer, TrainAnswer::Promoted);
    assert_eq!(player.keeper.state().champion(), Some((Family::Forest, model)));
    let record = world.store.models(rtx()).unwrap()[0].clone();
    assert_eq!((record.standing, record.promoted.is_some()), (Standing::Champion, true));
    assert_eq!(swaps_told(&world), [(Some(model), SwapReason::Promoted)]);
    assert_eq!(hub.request(TrainRequest::Promote { model }), TrainAnswer::Nothing, "it serves already");

    // Predictions go on, and what is in the ledger gives the same state again.
    player.opened.warm_up_until = player.opened.warm_up_until + jiff::SignedDuration::from_hours(48);
    player.warm_up(|_, _| {}).unwrap();
    let head = player.keeper.state().head();
    drop(player);
    let again = world.lived_on(54);
    assert_eq!(again.keeper.state().head(), head);
    assert_eq!(again.keeper.state().champion(), Some((Family::Forest, model)));
    assert_eq!(live_equals_replay(&world.store, rtx(), |_| {}).unwrap().differing, 0);
}

#[test]
fn people_can_go_back_to_what_served_before() {
    let world = World::new();
    let hub = world.hub();
    let (mut player, first) = watched(&world, &hub);
    let mut ask = |request| World::beside(&mut player, || hub.request(request));
    assert_eq!(ask(TrainRequest::Promote { model: first }), TrainAnswer::Promoted);
    started(&hub.request(world.start(Place::Server)));
    world.work_through(&hub);
    assert_eq!(ask(TrainRequest::RollBack), TrainAnswer::RolledBack(None));
    assert_eq!(ask(TrainRequest::RollBack), TrainAnswer::Nothing);
    let told = [(Some(first), SwapReason::Promoted), (None, SwapReason::AskedBack)];
    assert_eq!(swaps_told(&world), told);
    assert_eq!(player.keeper.state().champion(), None);
    let standings: Vec<Standing> = world.store.models(rtx()).unwrap().iter().map(|model| model.standing).collect();
    assert_eq!(standings, [Standing::Challenger, Standing::Former]);
}

#[test]
fn a_champion_that_turns_bad_goes_by_itself() {
    let world = World::new();
    let hub = world.hub();
    let (mut player, model) = watched(&world, &hub);
    let answer = World::beside(&mut player, || hub.request(TrainRequest::Promote { model }));
    assert_eq!(answer, TrainAnswer::Promoted);
    World::beside(&mut player, || hub.judge()).unwrap();
    assert!(player.keeper.state().champion().is_some(), "nothing speaks against it yet");

    world.procedure.turn();
    player.opened.warm_up_until = player.opened.warm_up_until + jiff::SignedDuration::from_hours(24 * 60);
    player.warm_up(|_, _| {}).unwrap();
    World::beside(&mut player, || hub.judge()).unwrap();
    assert_eq!(player.keeper.state().champion(), None);
    assert_eq!(swaps_told(&world).last(), Some(&(None, SwapReason::Beaten)));
    assert_eq!(world.store.models(rtx()).unwrap()[0].standing, Standing::Former);
}

#[test]
fn a_model_that_says_no_numbers_is_not_promoted() {
    let world = World::new();
    let hub = world.hub();
    world.procedure.set_says(Says::Nothing);
    let (_player, model) = watched(&world, &hub);
    assert!(matches!(hub.request(TrainRequest::Promote { model }), TrainAnswer::NotAllowed(_)));
    let other = World::new();
    let hub = other.hub();
    other.procedure.set_says(Says::Wrong);
    let (_player, model) = watched(&other, &hub);
    match hub.request(TrainRequest::Promote { model }) {
        TrainAnswer::NotAllowed(hurdles) => assert!(matches!(hurdles.as_slice(), [Hurdle::Harm { .. }]), "{hurdles:?}"),
        answer => panic!("{answer:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chat_asks_and_follows_over_its_link() {
    let world = World::new();
    let (link, requests) = world.link();
    let hub = world.hub_of_link(&link);
    let service = service::start(hub, requests, watch::channel(world.clock.now()).1).unwrap();
    let mut changes = link.changes();
    let run = started(&link.ask(world.start(Place::Server)).await);
    let followed = async {
        loop {
            changes.changed().await.unwrap();
            let now = link.now();
            if let Some(view) = now.run.as_ref().filter(|view| view.state.is_over()) {
                return view.clone();
            }
        }
    };
    let view = tokio::time::timeout(std::time::Duration::from_secs(60), followed).await.unwrap();
    assert_eq!((view.id, view.state, view.progress.units), (run, RunState::Done, (6, 6)));
    let model = world.store.models(rtx()).unwrap()[0].id;
    assert!(matches!(link.ask(TrainRequest::Promote { model }).await, TrainAnswer::NotAllowed(_)));
    assert_eq!(link.ask(TrainRequest::Cancel { run }).await, TrainAnswer::Nothing);
    tokio::time::timeout(std::time::Duration::from_secs(20), service.stop()).await.unwrap();
    assert_eq!(link.ask(TrainRequest::RollBack).await, TrainAnswer::Failed);
}
