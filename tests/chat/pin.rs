//! The PIN: nothing dangerous without it, guesses are limited over restarts, and a keypad serves one person once.

use algoslayer::bot::pin::{KEYPAD_LASTS, Pin, hash};
use algoslayer::bot::surface::Tap;
use algoslayer::bot::tap;
use algoslayer::domain::desk::approval::Mode;
use algoslayer::domain::desk::fact::Fact;
use algoslayer::domain::desk::request::Asked;
use algoslayer::storage::{PIN_LOCK, PIN_WRONG_MAX, PersonId};

use super::played_desk::offer_id;
use super::world::{APPROVER, OWNER, World};

const RIGHT: &str = "120495";
const WRONG: &str = "120496";

async fn with_a_pin() -> World {
    let mut world = World::with_history(0).await;
    world.pin = Pin::read(hash(RIGHT, &[7; 16]).unwrap());
    world.restart();
    for person in [OWNER, APPROVER] {
        world.dispatch(&world.sandbox.says(person, "/start").unwrap()).await;
    }
    world
}

/// What stands as the newest message of a chat, and its id.
fn newest(world: &World, chat: i64) -> (i32, String) {
    let message = world.sandbox.messages(chat).into_iter().rfind(|it| it.from_bot).unwrap();
    (message.message_id, message.text)
}

/// What a message says now.
fn says(world: &World, chat: i64, message: i32) -> String {
    world.sandbox.messages(chat).into_iter().find(|it| it.message_id == message).unwrap().text
}

async fn press(world: &World, person: i64, message: i32, keys: &str) {
    for key in keys.chars() {
        let update = world.sandbox.taps_stale(person, message, &format!("pk:{key}")).unwrap();
        assert_eq!(world.dispatch(&update).await, None);
    }
}

async fn ask_for_live(world: &World) -> i32 {
    let start = world.sandbox.messages(OWNER)[0].message_id;
    world.dispatch(&world.sandbox.taps_stale(OWNER, start, &tap::encode(&Tap::ConfirmLive)).unwrap()).await;
    let (message, text) = newest(world, OWNER);
    assert!(text.starts_with("Enter your PIN") && text.ends_with("○○○○○○"), "{text}");
    message
}

fn asked_for_live(world: &World) -> usize {
    world.desk.asked().iter().filter(|it| it.asked == Asked::ConfirmLive).count()
}

#[tokio::test]
async fn nothing_is_done_before_the_last_digit_and_once_after_it() {
    let world = with_a_pin().await;
    let keypad = ask_for_live(&world).await;
    press(&world, OWNER, keypad, "12049").await;
    assert!(says(&world, OWNER, keypad).ends_with("●●●●●○"));
    press(&world, OWNER, keypad, "b4b9").await;
    assert_eq!(asked_for_live(&world), 0);
    press(&world, OWNER, keypad, "5").await;
    assert_eq!(asked_for_live(&world), 1);
    // The old keypad is tapped again, as from a phone that did not refresh.
    press(&world, OWNER, keypad, RIGHT).await;
    assert_eq!(asked_for_live(&world), 1, "{}", says(&world, OWNER, keypad));
    let shown: String = world.happenings_since(0).into_iter().map(|it| it.text).collect();
    assert!(!shown.contains(RIGHT) && !shown.contains("12049"), "digits are never shown");
}

#[tokio::test]
async fn a_keypad_is_one_persons_one_messages_and_short_lived() {
    let mut world = with_a_pin().await;
    let (first, second) = (ask_for_live(&world).await, ask_for_live(&world).await);
    press(&world, OWNER, first, "120").await;
    press(&world, OWNER, second, "495").await;
    assert_eq!(asked_for_live(&world), 0, "each has digits of its own");
    press(&world, APPROVER, first, "495").await;
    assert_eq!(asked_for_live(&world), 0);
    press(&world, OWNER, second, "x").await;
    press(&world, OWNER, second, RIGHT).await;
    assert_eq!(asked_for_live(&world), 0, "it was ended");
    world.clock.set(world.clock.now() + KEYPAD_LASTS);
    press(&world, OWNER, first, "495").await;
    assert_eq!(asked_for_live(&world), 0, "it has expired");
    let third = ask_for_live(&world).await;
    press(&world, OWNER, third, "120").await;
    world.restart();
    press(&world, OWNER, third, "495").await;
    assert_eq!(asked_for_live(&world), 0, "a restart forgets digits");
    assert_eq!(world.sandbox.unanswered_taps().len(), 3, "the other person's, which name a chat that is not theirs");
}

#[tokio::test]
async fn guesses_are_limited_over_restarts_and_the_owner_is_told() {
    let mut world = with_a_pin().await;
    for guess in 1..=PIN_WRONG_MAX {
        let keypad = ask_for_live(&world).await;
        press(&world, OWNER, keypad, WRONG).await;
        let said = says(&world, OWNER, keypad);
        let left = PIN_WRONG_MAX - guess;
        assert!(
            if left > 0 { said.contains(&format!("left: {left}")) } else { said.starts_with("Too many") },
            "{said}"
        );
        world.restart();
    }
    let keypad = ask_for_live(&world).await;
    press(&world, OWNER, keypad, RIGHT).await;
    assert!(says(&world, OWNER, keypad).starts_with("Too many"));
    assert_eq!(asked_for_live(&world), 0, "not even the right one");
    world.settle().await;
    assert_eq!(world.happenings_since(0).iter().filter(|it| it.text.starts_with("⚠️ The PIN")).count(), 1);
    world.clock.set(world.clock.now() + PIN_LOCK);
    let keypad = ask_for_live(&world).await;
    press(&world, OWNER, keypad, RIGHT).await;
    assert_eq!(asked_for_live(&world), 1);
}

#[tokio::test]
async fn a_live_purchase_and_a_resume_after_a_halt_need_it_and_practice_does_not() {
    let mut world = with_a_pin().await;
    world.at_the_desk("offers live");
    world.settle().await;
    let offer = newest(&world, APPROVER).0;
    for choice in [Tap::Approve(offer_id()), Tap::Confirm(offer_id())] {
        world.dispatch(&world.sandbox.taps_stale(APPROVER, offer, &tap::encode(&choice)).unwrap()).await;
    }
    assert_eq!(world.desk.asked().len(), 1, "only the first tap has reached the desk");
    press(&world, APPROVER, newest(&world, APPROVER).0, RIGHT).await;
    assert_eq!(world.desk.asked().len(), 2);
    // In practice nothing is asked for.
    world.dispatch(&world.sandbox.says(OWNER, "/resume").unwrap()).await;
    assert_eq!(world.desk.asked().len(), 3);
    world.desk.happens(Fact::ModeSet { mode: Mode::Live, by: Some(PersonId(OWNER)) });
    world.desk.happens(Fact::Halted { reason: algoslayer::domain::desk::fact::Halt::LossesInRow });
    world.dispatch(&world.sandbox.says(OWNER, "/resume").unwrap()).await;
    assert_eq!(world.desk.asked().len(), 3);
    press(&world, OWNER, newest(&world, OWNER).0, RIGHT).await;
    assert_eq!(world.desk.asked().len(), 4);
}
