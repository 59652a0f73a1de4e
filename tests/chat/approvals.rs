//! Offers in the chat under every kind of tap and fault: bound to their messages, decided once, and true to the end.

use std::time::Duration;

use algoslayer::bot::living;
use algoslayer::domain::desk::approval::{ApprovalId, Mode};
use algoslayer::domain::desk::fact::Fact;
use algoslayer::domain::desk::request::Asked;
use algoslayer::domain::desk::trade::ExitReason;
use algoslayer::domain::notice::Notice;
use algoslayer::sandbox::{Fault, HappeningKind, MessageView};
use algoslayer::storage::PersonId;
use jiff::ToSpan;
use teloxide::prelude::Requester;
use teloxide::types::{ChatId, MessageId};

use super::played_desk::offer_id;
use super::world::{APPROVER, OWNER, VIEWER, World};

/// Everybody has pressed Start, and an offer stands in every chat.
async fn offered(mode: Mode) -> World {
    // A world is large, and so is what makes it.
    Box::pin(opened(mode)).await
}

async fn opened(mode: Mode) -> World {
    let mut world = World::with_history(0).await;
    for person in [OWNER, APPROVER, VIEWER] {
        assert_eq!(world.dispatch(&world.sandbox.says(person, "/start").unwrap()).await, None);
    }
    offer(&mut world, offer_id(), mode).await;
    world
}

async fn offer(world: &mut World, id: ApprovalId, mode: Mode) {
    world.desk.offers(id, mode);
    world.store.outbox_enqueue(&Notice::Offer { approval: id }, world.clock.now()).unwrap();
    world.settle().await;
}

/// The newest message of an offer in a chat.
fn message(world: &World, chat: i64) -> MessageView {
    world.sandbox.messages(chat).into_iter().rfind(|message| message.text.starts_with("🟢 BUY · RTX")).unwrap()
}

/// A tap whose button need not be there, as from an old phone or a forger; the answer to it.
async fn taps(world: &World, person: i64, message: i32, data: &str) -> (String, bool) {
    let cursor = world.sandbox.cursor();
    let update = world.sandbox.taps_stale(person, message, data).unwrap();
    assert_eq!(world.dispatch(&update).await, None);
    let happened = world.happenings_since(cursor);
    let toast = happened.into_iter().find_map(|it| match it.kind {
        HappeningKind::Toast { alert } => Some((it.text, alert)),
        _ => None,
    });
    toast.unwrap()
}

fn approve() -> String {
    format!("oa:{}", offer_id())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tap_counts_only_under_the_message_of_its_offer() {
    let mut world = offered(Mode::Paper).await;
    let before = message(&world, OWNER);
    let other = world.sandbox.messages(OWNER).into_iter().find(|it| it.from_bot).unwrap().message_id;
    let second = ApprovalId::from_text("00000000000000cd").unwrap();
    offer(&mut world, second, Mode::Paper).await;
    for (place, data) in [
        (other, approve()),
        (before.message_id, format!("oa:{second}")),
        (before.message_id, format!("od:{second}")),
        (before.message_id, "oa:0000000000000001".to_owned()),
        (before.message_id, "oc:ffffffffffffffff".to_owned()),
    ] {
        let (told, alert) = taps(&world, OWNER, place, &data).await;
        assert!(alert && told.starts_with("This button does not belong"), "{data}: {told}");
    }
    assert_eq!(world.desk.asked(), [], "none of them reached the desk");
    let (told, alert) = taps(&world, OWNER, before.message_id, &approve()).await;
    assert!(!alert && told.starts_with("Approved"), "{told}");
    assert_eq!(world.desk.asked().len(), 1);
    assert!(world.sandbox.unanswered_taps().is_empty() && world.sandbox.violations().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_sees_an_offer_and_decides_nothing() {
    let world = offered(Mode::Paper).await;
    let seen = message(&world, VIEWER);
    assert_eq!(seen.rows.iter().flatten().map(|button| button.text.as_str()).collect::<Vec<_>>(), ["Why?"]);
    let id = offer_id();
    for (data, whom) in [
        (approve(), "only the owner and approvers"),
        (format!("oc:{id}"), "only the owner and approvers"),
        (format!("od:{id}"), "only the owner and approvers"),
        (format!("pc:{id}"), "only the owner and approvers"),
        (format!("ps:{id}"), "only the owner and approvers"),
        ("m:live".to_owned(), "Only the owner"),
        ("ml".to_owned(), "Only the owner"),
        ("mp".to_owned(), "Only the owner"),
        ("mr".to_owned(), "Only the owner"),
        ("m".to_owned(), "Only the owner"),
    ] {
        let (told, alert) = taps(&world, VIEWER, seen.message_id, &data).await;
        assert!(alert && told.contains(whom), "{data}: {told}");
    }
    for steers in ["m:paper", "ml", "mp", "mr"] {
        let (told, alert) = taps(&world, APPROVER, message(&world, APPROVER).message_id, steers).await;
        assert!(alert && told.starts_with("Only the owner"), "{steers}: {told}");
    }
    for (person, command) in
        [(VIEWER, "/pause"), (VIEWER, "/resume"), (VIEWER, "/mode"), (VIEWER, "/close"), (APPROVER, "/pause")]
    {
        let cursor = world.sandbox.cursor();
        assert_eq!(world.dispatch(&world.sandbox.says(person, command).unwrap()).await, None);
        let told = world.happenings_since(cursor).remove(0).text;
        assert!(told.contains("nly the owner") && told.ends_with("Nothing was done."), "{command}: {told}");
    }
    assert_eq!(world.desk.asked(), []);
    assert_eq!(message(&world, VIEWER).text, seen.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_tap_in_the_same_instant_one_decides() {
    let world = offered(Mode::Paper).await;
    let (one, other) = (message(&world, OWNER).message_id, message(&world, APPROVER).message_id);
    let data = approve();
    let taps = [(OWNER, one), (OWNER, one), (APPROVER, other), (APPROVER, other)];
    let updates: Vec<_> =
        taps.iter().map(|(who, place)| world.sandbox.taps_stale(*who, *place, &data).unwrap()).collect();
    let cursor = world.sandbox.cursor();
    let dispatched = futures::future::join_all(updates.iter().map(|update| world.dispatch(update))).await;
    assert!(dispatched.iter().all(Option::is_none), "{dispatched:?}");
    let toasts: Vec<bool> = world
        .happenings_since(cursor)
        .iter()
        .filter_map(|it| if let HappeningKind::Toast { alert } = it.kind { Some(alert) } else { None })
        .collect();
    assert_eq!(toasts.iter().filter(|alert| !**alert).count(), 1, "{toasts:?}");
    assert_eq!(toasts.len(), 4);
    assert_eq!(world.ctx.desk().book().orders.len(), 1, "one order");
    for chat in [OWNER, APPROVER, VIEWER] {
        assert!(message(&world, chat).text.contains("Approved by "), "{}", message(&world, chat).text);
    }
    assert!(world.sandbox.unanswered_taps().is_empty() && world.sandbox.violations().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_ends_in_the_true_state_though_the_process_ends_in_between() {
    let mut world = offered(Mode::Paper).await;
    world.restart();
    let (told, alert) = taps(&world, OWNER, message(&world, OWNER).message_id, &approve()).await;
    assert!(!alert, "buttons outlive a restart: {told}");
    // Nobody edits while the process is down.
    world.desk.fills(193);
    world.restart();
    living::refresh(&world.ctx).await.unwrap();
    assert!(message(&world, OWNER).text.contains("Bought 1 contract at $1.93"), "{}", message(&world, OWNER).text);
    world.desk.marks(224);
    living::refresh(&world.ctx).await.unwrap();
    assert!(message(&world, VIEWER).text.contains("at a bid of $2.24"));
    world.desk.sells(290, ExitReason::Target);
    world.restart();
    living::refresh(&world.ctx).await.unwrap();
    for chat in [OWNER, APPROVER, VIEWER] {
        let told = message(&world, chat).text;
        assert!(told.ends_with("+$94.88 (+49 %), because the bid rose to the target."), "{told}");
    }
    assert_eq!(world.store.offer_messages().unwrap(), [], "what has ended is kept no longer");
    let (told, alert) =
        taps(&world, APPROVER, message(&world, APPROVER).message_id, &format!("od:{}", offer_id())).await;
    assert!(alert && told.starts_with("Already approved by the owner"), "{told}");
    assert!(world.sandbox.violations().is_empty(), "{:?}", world.sandbox.violations());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_edited_that_has_not_changed_and_waits_are_kept() {
    let mut world = offered(Mode::Paper).await;
    let cursor = world.sandbox.cursor();
    for _ in 0..3 {
        living::refresh(&world.ctx).await.unwrap();
    }
    world.clock.set(world.clock.now() + 30.seconds());
    living::refresh(&world.ctx).await.unwrap();
    assert_eq!(world.happenings_since(cursor), [], "half a minute later the same is shown");
    world.clock.set(world.clock.now() + 31.seconds());
    living::refresh(&world.ctx).await.unwrap();
    assert_eq!(world.happenings_since(cursor).len(), 3, "one edit in each chat");
    world.sandbox.fail_next_of("editMessageText", 1, &Fault::TooManyRequests { retry_after_s: 1 });
    world.desk.happens(Fact::Expired { approval: offer_id() });
    living::refresh(&world.ctx).await.unwrap();
    assert!(message(&world, OWNER).text.contains("left"), "Telegram asked to wait");
    living::refresh(&world.ctx).await.unwrap();
    assert!(message(&world, OWNER).text.contains("left"), "and the wait is kept");
    assert!(message(&world, VIEWER).text.contains("Nobody answered"));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    world.settle().await;
    assert!(message(&world, OWNER).text.contains("Nobody answered"));
    assert!(world.sandbox.violations().is_empty(), "{:?}", world.sandbox.violations());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_deleted_is_given_up_and_the_others_go_on() {
    let mut world = offered(Mode::Paper).await;
    let gone = message(&world, OWNER).message_id;
    world.ctx.courier().bot().delete_message(ChatId(OWNER), MessageId(gone)).await.unwrap();
    world.desk.happens(Fact::Denied { approval: offer_id(), by: PersonId(APPROVER) });
    world.settle().await;
    assert!(message(&world, VIEWER).text.contains("Denied by an approver"));
    let kept: Vec<i64> = world.store.offer_messages().unwrap().iter().map(|it| it.reader.0).collect();
    assert_eq!(kept, [VIEWER, APPROVER]);
    assert_eq!(world.sandbox.violations().len(), 1, "one attempt, and no more");
    world.desk.marks(224);
    world.settle().await;
    assert_eq!(world.sandbox.violations().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_other_screen_takes_the_place_of_an_offer() {
    let world = offered(Mode::Paper).await;
    let before = message(&world, OWNER);
    for data in ["h", "w", "w:600", "s", "p", "j"] {
        let cursor = world.sandbox.cursor();
        taps(&world, OWNER, before.message_id, data).await;
        let sent = world.happenings_since(cursor).into_iter().any(|it| it.kind == HappeningKind::Sent);
        assert!(sent, "{data}: the answer comes below");
    }
    let after = world.sandbox.messages(OWNER).into_iter().find(|it| it.message_id == before.message_id).unwrap();
    assert_eq!(after.text, before.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_exported_can_be_read_again() {
    let world = offered(Mode::Paper).await;
    taps(&world, OWNER, message(&world, OWNER).message_id, &approve()).await;
    world.desk.fills(193);
    world.desk.sells(290, ExitReason::Target);
    let cursor = world.sandbox.cursor();
    assert_eq!(world.dispatch(&world.sandbox.says(OWNER, "/export").unwrap()).await, None);
    let files: Vec<_> = world.happenings_since(cursor).into_iter().filter_map(|it| it.file).collect();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["RTX-trades.csv", "RTX-equity.csv", "RTX-offers.csv"]);
    let text = String::from_utf8(world.sandbox.file_bytes(&files[0].file_id).unwrap()).unwrap();
    assert!(text.lines().count() == 2 && text.contains(",94.88,"), "{text}");
    assert!(world.desk.asked().iter().all(|request| matches!(request.asked, Asked::Choose(..))));
}
