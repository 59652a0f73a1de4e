//! Every screen of training and models, typical and extreme.

use std::sync::Arc;

use expect_test::expect;

use super::super::samples::{self, frame};
use super::samples::{all_hurdles, card, card_facts, extreme_card, model, model_facts, order, run as run_of, training};
use super::*;
use crate::bot::door::People;
use crate::bot::text::CAPTION_UNITS_MAX;
use crate::bot::training::{ModelMark, TrainAct};
use crate::domain::notice::Notice;
use crate::domain::person::PersonId;
use crate::domain::training::card::Hurdle;
use crate::domain::training::model::{Standing, SwapReason};
use crate::domain::training::request::{Place, Progress, RunState, TrainAnswer};
use crate::domain::training::{Depth, Families, Family};
use teloxide::types::UserId;

fn owner() -> Reader {
    let people = People { owner: Some(UserId(1001)), ..People::default() };
    Reader::of(&people, PersonId(1001))
}

fn viewer() -> Reader {
    Reader::of(&People::default(), PersonId(1))
}

fn taps(screen: &Screen) -> Vec<Tap> {
    screen.buttons.concat().iter().map(|button| button.tap).collect()
}

#[test]
fn what_can_be_trained() {
    samples::check(
        &now(&frame(), owner(), &training(None), None),
        &expect![[r#"
        <b>Training · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Models learn from every decision whose outcome is known, and are tested on days they have not seen.

        412 independent observations to learn from, 120 are needed.
        🟢 desktop is connected.
        ⚪ laptop was last seen Mon 5 Jan 07:17 New York (3 h ago).

        <b>Light</b>: few folds, few trials, small models; minutes
        <b>✓ Usual</b>: tested by quarters, a handful of trials for each family
        <b>Thorough</b>: tested by months, fifteen trials for each family; it takes longest

        Your computer trains; this server only hands out the parts.
        [✓ Logistic] [✓ Forest] [✓ Boosting]
        [✓ Gradient] [✓ Network] [✓ Recurrent]
        [Light] [✓ Usual] [Thorough]
        [✓ My computer] [This server]
        [▶ Train]
        [Models]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn a_choice_stands_in_the_buttons() {
    let facts = TrainingNow { trainers: vec![], run: Some(run_of(RunState::Done)), ..training(None) };
    let families = Families::of([Family::Forest]).unwrap();
    let chosen = TrainOrder { families, depth: Depth::Thorough, place: Place::Server };
    samples::check(
        &now(&frame(), owner(), &facts, Some(chosen)),
        &expect![[r#"
        <b>Training · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Models learn from every decision whose outcome is known, and are tested on days they have not seen.

        412 independent observations to learn from, 120 are needed.
        No computer of yours has ever connected. To set one up, run on it: <code>deploy/trainer.sh install</code>

        <b>✓ Light</b>: few folds, few trials, small models; minutes
        <b>Usual</b>: tested by quarters, a handful of trials for each family
        <b>Thorough</b>: tested by months, fifteen trials for each family; it takes longest

        This server trains beside its work, at the lowest priority: a light training.
        [Logistic] [✓ Forest] [Boosting]
        [Gradient] [Network] [Recurrent]
        [✓ Light] [Usual] [Thorough]
        [My computer] [✓ This server]
        [▶ Train]
        [Models] [Last card]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    // More than a light training is for another computer, and a server trains lightly.
    let screen = now(&frame(), owner(), &facts, Some(chosen));
    let offered = |wanted: TrainOrder| taps(&screen).contains(&Tap::Train(TrainView::Choose(wanted)));
    assert!(offered(TrainOrder { families, depth: Depth::Usual, place: Place::Trainers }));
    assert!(offered(TrainOrder { families, depth: Depth::Light, place: Place::Trainers }));
    assert!(!taps(&screen).iter().any(|tap| matches!(
        tap,
        Tap::Train(TrainView::Choose(TrainOrder { depth: Depth::Usual | Depth::Thorough, place: Place::Server, .. }))
    )));
}

#[test]
fn who_may_not_start_sees_no_choice_and_too_little_data_is_said() {
    let screen = now(&frame(), viewer(), &training(None), None);
    samples::check_fits(&screen);
    assert!(!taps(&screen).iter().any(|tap| matches!(tap, Tap::TrainAct(_))));
    let few = TrainingNow { effective: 31.4, ..training(None) };
    samples::check(
        &now(&frame(), owner(), &few, None),
        &expect![[r#"
            <b>Training · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            Models learn from every decision whose outcome is known, and are tested on days they have not seen.

            <b>Not enough data yet</b>
            31 independent observations so far, 120 are needed. They come by themselves as outcomes become known.
            🟢 desktop is connected.
            ⚪ laptop was last seen Mon 5 Jan 07:17 New York (3 h ago).
            [Models]
            [↻ Refresh] [‹ Back]
        "#]],
    );
}

#[test]
fn a_training_under_way() {
    samples::check(
        &now(&frame(), owner(), &training(Some(run_of(RunState::Running))), None),
        &expect![[r#"
        <b>Training 3 · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Under way</b>
        ▮▮▮▮▮▯▯▯▯▯▯▯ 46 %
        Done: 23 of 50 parts
        Now: fold 4, Boosted trees, second order
        Best so far: Random forest, gain +0.012
        Time left: about 3 min
        2 computers at work

        Families: Logistic, Forest, Boosting, Gradient, Network, Recurrent
        Usual, My computer
        Asked for: Mon 5 Jan 09:57 New York
        Began: Mon 5 Jan 09:59 New York
        [Cancel]
        [Models]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let asking = ask_cancel(&frame(), owner(), &training(Some(run_of(RunState::Running))), RunId(3));
    assert!(taps(&asking).contains(&Tap::TrainAct(TrainAct::Cancel(RunId(3)))));
    let seen = now(&frame(), viewer(), &training(Some(run_of(RunState::Running))), None);
    assert!(!taps(&seen).iter().any(|tap| matches!(tap, Tap::Train(TrainView::AskCancel(_)))));
}

#[test]
fn a_training_that_waits_for_a_computer() {
    let mut facts = training(Some(run_of(RunState::Waiting)));
    facts.trainers.retain(|trainer| !trainer.connected);
    samples::check(
        &now(&frame(), owner(), &facts, None),
        &expect![[r#"
        <b>Training 3 · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Kept for later</b>
        It begins by itself when a computer that trains connects.
        ⚪ laptop was last seen Mon 5 Jan 07:17 New York (3 h ago).

        Families: Logistic, Forest, Boosting, Gradient, Network, Recurrent
        Usual, My computer
        Asked for: Mon 5 Jan 09:57 New York
        [Cancel]
        [Models]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let mut wild = run_of(RunState::Running);
    wild.progress = Progress {
        done: f64::NAN,
        units: (u32::MAX, u32::MAX),
        at: Some((None, Family::Sequence)),
        best: Some((Family::Ensemble, -1e9)),
        seconds_left: Some(u64::MAX),
        trainers: u32::MAX,
        fault: Some("<b>".repeat(2_000)),
    };
    samples::check_fits(&now(&frame(), owner(), &training(Some(wild)), None));
}

#[test]
fn the_card() {
    let watched = model(7, Family::Ensemble, Standing::Challenger);
    samples::check(
        &card::card(&frame(), owner(), &card_facts(Some(watched.clone()))),
        &expect![[r#"
        <b>Card of training 3 · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>The best family knew more than no skill, beyond chance, on days it had not seen.</b>
        <i>Better means: the whole interval of the gain lies above 0, at least 20 independent observations were tested, overfitting is less likely than 50 %, and the log loss is lower than that of learning online.</i>

        Data: 5 Feb 2024 to 4 Jan 2026, 12,345 decisions, 412 independent
        Tested out of sample: 9,876 decisions, 330 independent, 8 folds
        🧪 Learned from a SIMULATED market: it says nothing about real prices.
        Seed 42, depth Usual, data abababab

        <b>Best: All families together</b>
        Gain over no skill: +0.013 (95 %: +0.005 to +0.021)
        Gain over learning online: +0.006
        Side right: 56 % (95 %: 53 % to 59 %)
        Calibration error 3.1 %, slope 0.94 (1 is right)
        Calls from 70 % on: 31 of 40 right (95 %: 60-90 %)
        Calls from 85 % on: none
        Options on its calls: +4 % (95 %: -7 % to +15 %) of the premium, 120 calls
        Probability of overfitting: 23 %

        Gain over no skill (log loss, 95 %):
        <pre>Together   +0.013  +0.005…+0.021
        Forest     +0.012  +0.004…+0.020
        Logistic   +0.004  -0.004…+0.012
        Network         –</pre>

        Nothing speaks against promoting it.
        [Promote]
        [Picture] [Models] [Training]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let promote = Tap::Train(TrainView::AskPromote(ModelMark::of(watched.id)));
    let offers = |reader, model| taps(&card::card(&frame(), reader, &card_facts(model))).contains(&promote);
    assert!(offers(owner(), Some(watched.clone())));
    assert!(!offers(viewer(), Some(watched.clone())), "only the owner promotes");
    for standing in [Standing::Champion, Standing::Former, Standing::Superseded] {
        assert!(!offers(owner(), Some(ModelRecord { standing, ..watched.clone() })), "{standing:?}");
    }
    let hurdles = vec![Hurdle::Shadow { have: 3, need: 10 }];
    assert!(!offers(owner(), Some(ModelRecord { hurdles, ..watched })));
    assert!(!offers(owner(), None), "a model that was not taken in");
}

#[test]
fn the_longest_card_fits_and_says_every_hurdle() {
    let facts = CardFacts { card: Some(Arc::new(extreme_card())), ..card_facts(None) };
    let drawn = samples::check_fits(&card::card(&frame(), owner(), &facts));
    assert_eq!(drawn.matches("\n– ").count(), all_hurdles().len());
    let pictured = card::pictured(&frame(), &facts, Some(vec![1]));
    assert!(pictured.text.units() <= CAPTION_UNITS_MAX);
    for state in [RunState::Cancelled, RunState::Failed] {
        let over = CardFacts { run: run_of(state), card: None, model: None };
        samples::check_fits(&card::card(&frame(), owner(), &over));
    }
}

#[test]
fn the_verdict_follows_its_rules() {
    let words = frame().words;
    let said = |change: &dyn Fn(&mut ModelCard)| {
        let mut card = card();
        change(&mut card);
        card::verdict(words, &card)
    };
    let is = |key: &str| words.say(key, &[]);
    assert_eq!(said(&|_| {}), is("card-verdict-better"));
    assert_eq!(said(&|card| card.families.clear()), is("card-verdict-none"));
    assert_eq!(said(&|card| card.tested_effective = 19.9), is("card-verdict-too-few"));
    assert_eq!(said(&|card| card.families[0].gain.low = 0.0), is("card-verdict-no-evidence"));
    assert_eq!(said(&|card| card.families[0].gain.low = f64::NAN), is("card-verdict-no-evidence"));
    assert_eq!(said(&|card| card.families[0].gain.high = -0.001), is("card-verdict-worse"));
    assert_eq!(said(&|card| card.overfitting = Some(0.5)), is("card-verdict-luck"));
    assert_eq!(said(&|card| card.baselines[1].log_loss = Some(1.0)), is("card-verdict-not-online"));
}

#[test]
fn the_models() {
    samples::check(
        &models::models(&frame(), owner(), &model_facts(), 0),
        &expect![[r#"
        <b>Models · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>⭐ Serves: Random forest 02020202</b>
        Trained until 3 Jan 2026, gain over no skill +0.012
        Serves since Sun 4 Jan 14:17 New York
        24 days of record: log loss 1.052, no skill 1.061; side right 60 % of 52 independent moves

        <b>👁 Watched: All families together 07070707</b>
        Trained until 3 Jan 2026, gain over no skill +0.012
        No outcome after its training yet.
        2 times it gave no number.
        Against promoting: evidence 3.2, 120 is needed; gain over what serves now +0.001, +0.002 is needed; calibration error 7.1 %, at most 5.0 % is allowed; slope of the calibration 0.31: too far from 1; worse by 0.004 than what serves now over the last 60 days; watched for 3 of 10 trading days after its training; worse than what serves now since its training, evidence 12.5

        <b>Served before: Logistic regression 01010101</b>
        Trained until 3 Jan 2026, gain over no skill +0.012
        24 days of record: log loss 1.052, no skill 1.061; side right 60 % of 52 independent moves

        <b>Replaced before it served: Boosted trees, second order 03030303</b>
        Trained until 3 Jan 2026, gain over no skill +0.012
        24 days of record: log loss 1.052, no skill 1.061; side right 60 % of 52 independent moves
        [Card 02020202]
        [Card 07070707]
        [Card 01010101]
        [Card 03030303]
        [Training] [Roll back]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let seen = models::models(&frame(), viewer(), &model_facts(), 0);
    assert!(!taps(&seen).contains(&Tap::Train(TrainView::AskRollBack)));
    samples::check(
        &models::models(&frame(), owner(), &ModelFacts::default(), 0),
        &expect![[r#"
        <b>Models · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        The online experts serve alone.

        No model has been trained yet. /train begins.
        [Training]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let many = ModelFacts { models: vec![model_facts().models[1].clone(); 12], before: None };
    for (page, newer, older) in [(0, false, true), (1, true, true), (2, true, false), (u32::MAX, true, false)] {
        let screen = models::models(&frame(), owner(), &many, page);
        samples::check_fits(&screen);
        let leads = |to: u32| taps(&screen).contains(&Tap::Train(TrainView::Models(to)));
        assert_eq!((page > 0 && leads(page - 1), leads(page.saturating_add(1)) && page < 9), (newer, older), "{page}");
    }
}

#[test]
fn both_swaps_are_asked_once_more() {
    samples::check(
        &models::ask_roll_back(&frame(), &model_facts()),
        &expect![[r#"
        <b>Roll back · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Now serves: Random forest 02020202. Going back, from the next decision on: Logistic regression 01010101. Shall it?
        [Yes, go back] [Keep it]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let alone = ModelFacts { before: None, ..model_facts() };
    let drawn = samples::check_fits(&models::ask_roll_back(&frame(), &alone));
    assert!(drawn.contains("the online experts alone"), "{drawn}");
    let nothing = models::ask_roll_back(&frame(), &ModelFacts::default());
    assert!(!taps(&nothing).contains(&Tap::TrainAct(TrainAct::RollBack)));
    let mut facts = model_facts();
    let mark = ModelMark::of(facts.models[1].id);
    let refused = models::ask_promote(&frame(), &facts, mark);
    assert!(!taps(&refused).contains(&Tap::TrainAct(TrainAct::Promote(mark))));
    facts.models[1].hurdles.clear();
    samples::check(
        &models::ask_promote(&frame(), &facts, mark),
        &expect![[r#"
        <b>Models · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Now serves: Random forest 02020202. From the next decision on: All families together 07070707. Shall it?
        [Yes, let it serve] [Keep it]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn what_people_are_told() {
    let (run, at) = (RunId(3), samples::now());
    let why = "its file does not have the hash that was announced.".to_owned();
    let swapped = |model, reason| Notice::ModelSwapped { symbol: frame().symbol, model, reason, at };
    let mut drawn = String::new();
    for told in [
        Notice::TrainingFailed { run, why: "no unit came back. <b>".to_owned() },
        Notice::ModelRefused { run, why, at },
        swapped(Some((Family::Forest, ModelId([2; 32]))), SwapReason::Promoted),
        swapped(None, SwapReason::Drifted),
    ] {
        drawn.push_str(&samples::check_fits(&notices::notice(&frame(), &told).unwrap()));
    }
    expect![[r#"
        <b>⚠️ Training 3 could not be finished</b>
        <i>🧪 SIMULATED market: no real prices</i>
        Why: no unit came back. &lt;b&gt; What served goes on serving; /train starts another.
        [Training]
        <b>⚠️ A model of training 3 was not taken in</b>
        <i>🧪 SIMULATED market: no real prices</i>
        Why: its file does not have the hash that was announced. What served goes on serving; /train tries again.
        [Models]
        <b>🔁 RTX: from now on Random forest 02020202</b>
        <i>🧪 SIMULATED market: no real prices</i>
        The owner promoted it, and the rule allowed it.
        [Models]
        <b>🔁 RTX: from now on the online experts alone</b>
        <i>🧪 SIMULATED market: no real prices</i>
        Its losses spoke of a change for the worse, so it was taken back by itself.
        [Models]
    "#]]
    .assert_eq(&drawn);
    for reason in SwapReason::ALL {
        samples::check_fits(&notices::notice(&frame(), &swapped(None, reason)).unwrap());
    }
    assert_eq!(notices::notice(&frame(), &Notice::Trained { run }), None);
}

#[test]
fn every_answer_fits_into_the_note_at_a_tap() {
    const NOTE_LETTERS_MAX: usize = 200;
    let (run, id) = (RunId(i64::MAX), ModelId([2; 32]));
    for (answer, refused) in [
        (TrainAnswer::Started(run), false),
        (TrainAnswer::Kept(run), false),
        (TrainAnswer::Busy(run), true),
        (TrainAnswer::Cancelled, false),
        (TrainAnswer::Nothing, true),
        (TrainAnswer::Promoted, false),
        (TrainAnswer::NotAllowed(all_hurdles()), true),
        (TrainAnswer::RolledBack(None), false),
        (TrainAnswer::RolledBack(Some(id)), false),
        (TrainAnswer::TooFew { have: 31.4, need: 120.0 }, true),
        (TrainAnswer::Failed, true),
    ] {
        let reply = replies::reply(&frame(), &answer, &model_facts().models);
        assert_eq!(reply.refused, refused, "{answer:?}");
        assert!(reply.sentence.chars().count() <= NOTE_LETTERS_MAX && !reply.sentence.contains('⟨'), "{reply:?}");
    }
}

#[test]
fn the_first_screen_leads_to_a_training_under_way() {
    let home = Screen::bare(Html::new());
    let under_way = with_entry(&frame(), home.clone(), &training(Some(run_of(RunState::Running))));
    assert_eq!(under_way.buttons[0][0].label, "🎓 Training 46 %");
    for over in [None, Some(run_of(RunState::Done))] {
        assert_eq!(with_entry(&frame(), home.clone(), &training(over)), home);
    }
    assert_eq!(order().families, Families::ALL);
}
