//! Groups: listed people by their roles, everyone else nothing, answers in the right topic, and a group that becomes a supergroup.

use algoslayer::bot::group_talk;
use algoslayer::bot::groups::{Group, Groups};
use algoslayer::bot::settings::{Page, Pick};
use algoslayer::bot::surface::Tap;
use algoslayer::bot::tap;
use algoslayer::domain::desk::request::{Asked, Choice};
use algoslayer::domain::setting::{Level, Topic};
use algoslayer::sandbox::Fault;
use algoslayer::storage::PersonId;

use super::played_desk::offer_id;
use super::world::{APPROVER, OWNER, STRANGER, VIEWER, World};

/// A world with a group of everyone.
async fn with_a_group(topic: Option<i32>) -> (World, i64) {
    let mut world = World::with_history(1).await;
    let group = world.sandbox.opens_group("Desk", &[OWNER, VIEWER, STRANGER, APPROVER]);
    world.people.groups = Groups::new(vec![Group::new(group, topic)]);
    settle_in(&mut world);
    (world, group)
}

fn settle_in(world: &mut World) {
    world.restart();
    world.ctx.is_called("algoslayer_bot");
    group_talk::settle_in(&world.store, &world.people.groups, world.clock.now()).unwrap();
}

fn texts(world: &World, chat: i64) -> Vec<String> {
    let said = world.sandbox.messages(chat).into_iter().filter(|message| message.from_bot);
    said.map(|message| message.text.split([' ', '\n']).next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn listed_people_are_answered_in_the_group_and_nobody_else() {
    let (world, group) = with_a_group(None).await;
    for (person, text, answered) in [
        (VIEWER, "/status", true),
        (VIEWER, "/status@AlgoSlayer_bot", true),
        (VIEWER, "/status@another_bot", false),
        (VIEWER, "/nope", false),
        (VIEWER, "good morning", false),
        (STRANGER, "/status", false),
        (STRANGER, "/status@algoslayer_bot", false),
        (OWNER, "/help", true),
    ] {
        let cursor = world.sandbox.cursor();
        assert_eq!(world.dispatch(&world.sandbox.says_in(group, person, text).unwrap()).await, None, "{text}");
        let done = world.happenings_since(cursor);
        assert_eq!(!done.is_empty(), answered, "{person} {text}: {done:?}");
        assert!(done.iter().all(|it| it.chat_id == group), "answers stay in the group");
    }
    // A role counts here as everywhere.
    world.dispatch(&world.sandbox.says_in(group, VIEWER, "/pause").unwrap()).await;
    assert_eq!(world.desk.asked(), []);
    world.dispatch(&world.sandbox.says_in(group, OWNER, "/pause").unwrap()).await;
    assert_eq!(
        world.desk.asked().iter().map(|it| (it.by, it.asked)).collect::<Vec<_>>(),
        [(PersonId(OWNER), Asked::Pause)]
    );
    assert_eq!(world.sandbox.violations(), []);
}

#[tokio::test]
async fn a_stranger_who_taps_in_the_group_is_not_even_noticed() {
    let (world, group) = with_a_group(None).await;
    world.dispatch(&world.sandbox.says_in(group, OWNER, "/start").unwrap()).await;
    let home = world.sandbox.messages(group).iter().find(|it| it.from_bot && !it.rows.is_empty()).unwrap().message_id;
    let cursor = world.sandbox.cursor();
    world.dispatch(&world.sandbox.taps_in(group, STRANGER, home, "?").unwrap()).await;
    assert_eq!(world.happenings_since(cursor), []);
    world.dispatch(&world.sandbox.taps_in(group, VIEWER, home, "?").unwrap()).await;
    assert!(world.happenings_since(cursor).iter().any(|it| it.text.starts_with("Help")));
    // No text is waited for.
    world.dispatch(&world.sandbox.says_in(group, OWNER, "/report").unwrap()).await;
    let report = world.sandbox.messages(group).last().unwrap().message_id;
    let cursor = world.sandbox.cursor();
    world.dispatch(&world.sandbox.taps_in(group, OWNER, report, "d").unwrap()).await;
    assert!(world.happenings_since(cursor).iter().any(|it| it.text.contains("/report 2026-01-02")));
    let cursor = world.sandbox.cursor();
    world.dispatch(&world.sandbox.says_in(group, OWNER, "2026-01-02").unwrap()).await;
    assert_eq!(world.happenings_since(cursor), []);
}

#[tokio::test]
async fn a_topic_is_read_and_written_and_no_other() {
    let (mut world, group) = with_a_group(Some(17)).await;
    world.dispatch(&world.sandbox.says_in(group, OWNER, "/status").unwrap()).await;
    world.dispatch(&world.sandbox.says_in_topic(group, 18, OWNER, "/status").unwrap()).await;
    assert_eq!(texts(&world, group), Vec::<String>::new());
    for text in ["/status", "/chart", "/export"] {
        world.dispatch(&world.sandbox.says_in_topic(group, 17, OWNER, text).unwrap()).await;
    }
    world.live_one_day();
    world.settle().await;
    let own: Vec<_> = world.sandbox.messages(group).into_iter().filter(|it| it.from_bot).collect();
    assert!(own.len() >= 4, "answers, the pinned message and the report");
    assert!(own.iter().all(|it| it.wire["message_thread_id"] == 17), "{own:?}");
    assert!(texts(&world, group).iter().any(|it| it == "Report"), "{:?}", texts(&world, group));
}

#[tokio::test]
async fn an_approver_decides_in_the_group_as_himself() {
    let (mut world, group) = with_a_group(None).await;
    world.at_the_desk("offers live");
    world.settle().await;
    let offer = world.sandbox.messages(group).into_iter().rfind(|it| it.from_bot).unwrap().message_id;
    let data = tap::encode(&Tap::Approve(offer_id()));
    world.dispatch(&world.sandbox.taps_in(group, VIEWER, offer, &data).unwrap()).await;
    world.dispatch(&world.sandbox.taps_in(group, STRANGER, offer, &data).unwrap()).await;
    assert_eq!(world.desk.asked(), []);
    world.dispatch(&world.sandbox.taps_in(group, APPROVER, offer, &data).unwrap()).await;
    let data = tap::encode(&Tap::Confirm(offer_id()));
    world.dispatch(&world.sandbox.taps_in(group, APPROVER, offer, &data).unwrap()).await;
    let asked: Vec<_> = world.desk.asked().iter().map(|it| (it.by, it.asked)).collect();
    let id = offer_id();
    assert_eq!(
        asked,
        [
            (PersonId(APPROVER), Asked::Choose(id, Choice::Approve)),
            (PersonId(APPROVER), Asked::Choose(id, Choice::Confirm))
        ]
    );
}

/// Reports of the group, by their days.
fn reports(world: &World, chat: i64) -> Vec<String> {
    let messages = world.sandbox.messages(chat).into_iter().filter(|it| it.from_bot && it.text.starts_with("Report"));
    messages.map(|it| it.text.lines().find(|line| line.contains("2026")).unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_group_that_moves_is_followed_by_either_sign() {
    for told in [true, false] {
        let (mut world, group) = with_a_group(None).await;
        world.live_one_day();
        world.settle().await;
        assert_eq!(reports(&world, group).len(), 1);
        // An answer is lost at the very moment at which the group moves.
        world.live_one_day();
        let (update, new) = world.sandbox.moves_group(group, STRANGER).unwrap();
        if told {
            assert_eq!(world.dispatch(&update).await, None);
        }
        world.settle().await;
        world.live_one_day();
        world.settle().await;
        assert_eq!(reports(&world, group).len(), 1, "nothing more in the old chat");
        let moved = reports(&world, new);
        assert_eq!(moved.len(), 2, "each once: {moved:?}");
        assert_ne!(moved[0], moved[1]);
        assert_eq!(world.sandbox.pinned(new).len(), 1, "the pinned message is made anew");
        // A command in the new chat is answered there, after a restart too.
        let old = world.people.groups.all()[0].id;
        world.people.groups = Groups::new(vec![Group::new(old.0, None)]);
        settle_in(&mut world);
        world.dispatch(&world.sandbox.says_in(new, VIEWER, "/status").unwrap()).await;
        assert_eq!(texts(&world, new).last().map(String::as_str), Some("Status"));
        // The configuration may name the new id from now on; what waits goes there.
        world.live_one_day();
        world.people.groups = Groups::new(vec![Group::new(new, None)]);
        world.store.admit_only(world.people.ids()).unwrap();
        settle_in(&mut world);
        world.settle().await;
        assert_eq!(reports(&world, new).len(), 3);
    }
}

#[tokio::test]
async fn lost_answers_in_a_supergroup_are_found_by_its_own_numbers() {
    let (mut world, group) = with_a_group(None).await;
    let (update, new) = world.sandbox.moves_group(group, STRANGER).unwrap();
    world.dispatch(&update).await;
    world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await;
    world.dispatch(&world.sandbox.says_in(new, OWNER, "/status").unwrap()).await;
    world.settle().await;
    world.live_one_day();
    world.sandbox.fail_next_of("sendMessage", 2, &Fault::CutConnection { processed: true });
    world.settle().await;
    assert_eq!((reports(&world, new).len(), reports(&world, OWNER).len()), (1, 1));
}

#[tokio::test]
async fn a_viewer_mutes_nobody_in_the_group() {
    let (world, group) = with_a_group(None).await;
    let off = tap::encode(&Tap::Set(Pick::Level(Topic::Offers, Level::Silent)));
    for (person, level) in [(VIEWER, Level::On), (OWNER, Level::Silent)] {
        world.dispatch(&world.sandbox.says_in(group, person, "/settings").unwrap()).await;
        let menu = world.sandbox.messages(group).last().unwrap().message_id;
        let page = tap::encode(&Tap::Settings(Page::Levels));
        world.dispatch(&world.sandbox.taps_in(group, person, menu, &page).unwrap()).await;
        world.dispatch(&world.sandbox.taps_in(group, person, menu, &off).unwrap()).await;
        assert_eq!(world.store.settings_of(PersonId(group)).unwrap().level(Topic::Offers), level);
    }
}
