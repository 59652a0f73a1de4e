//! The outbox under every fault: each message once, in order.

use std::time::Duration;

use algoslayer::bot::outbox::{Pace, Sender};
use algoslayer::clock::Stopwatch;
use algoslayer::domain::notice::{Notice, Period};
use algoslayer::domain::symbol::Symbol;
use algoslayer::sandbox::Fault;
use algoslayer::storage::PersonId;
use jiff::ToSpan;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::world::{OWNER, PACE, VIEWER, World};

/// A world in which the owner has pressed Start.
async fn started() -> World {
    let world = World::with_history(0).await;
    assert_eq!(world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await, None);
    world
}

/// An alert that reads unlike all others.
fn alert(world: &World, number: i64) -> Notice {
    let from = world.clock.now() - (48 * 60 - number).minutes();
    Notice::Gap { symbol: Symbol::new("RTX").unwrap(), from, to: from + 1.minute(), trading_seconds: 60 }
}

fn enqueue(world: &World, number: i64) {
    let notice = alert(world, number);
    world.store.outbox_enqueue(&notice, world.clock.now()).unwrap();
}

/// The alerts in the owner's chat, as the minutes that tell them apart, oldest first.
fn delivered(world: &World) -> Vec<String> {
    let told: Vec<String> = world.sandbox.messages(OWNER).into_iter().map(|message| message.text).collect();
    // A message has one, or lists many.
    let alerts = told.iter().flat_map(|text| text.split("no bars from ").skip(1));
    alerts.map(|alert| alert.chars().take(16).collect()).collect()
}

fn assert_once_in_order(world: &World, count: usize) {
    let found = delivered(world);
    let mut sorted = found.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(found.len(), count, "{found:?}");
    assert_eq!(found, sorted, "each once and in order");
}

const LOST: Fault = Fault::CutConnection { processed: true };
const UNDONE: Fault = Fault::CutConnection { processed: false };

#[tokio::test]
async fn killed_after_telegram_took_the_message() {
    let mut world = started().await;
    enqueue(&world, 1);
    world.sandbox.fail_next_of("sendMessage", 1, &LOST);
    world.round().await;
    assert_eq!(delivered(&world).len(), 1);
    assert!(world.store.outbox_next(world.clock.now()).unwrap()[0].begun.is_some());
    world.restart();
    world.settle().await;
    assert_once_in_order(&world, 1);
    assert!(world.store.outbox_next(world.clock.now()).unwrap().is_empty());
}

#[tokio::test]
async fn killed_before_telegram_saw_the_message() {
    let mut world = started().await;
    enqueue(&world, 1);
    world.sandbox.fail_next_of("sendMessage", 1, &UNDONE);
    world.round().await;
    assert_eq!(delivered(&world).len(), 0);
    world.restart();
    world.settle().await;
    assert_once_in_order(&world, 1);
}

/// Others write between the lost answer and the probe: no message of theirs, and no other message of the bot, is touched.
#[tokio::test]
async fn a_probe_touches_no_other_message() {
    let mut world = started().await;
    enqueue(&world, 1);
    enqueue(&world, 2);
    world.sandbox.says(OWNER, "an update the bot has not read yet").unwrap();
    world.sandbox.fail_next_of("sendMessage", 1, &LOST);
    world.round().await;
    world.sandbox.says(OWNER, "another").unwrap();
    world.restart();
    assert_eq!(world.dispatch(&world.sandbox.says(OWNER, "/help").unwrap()).await, None);
    let before: Vec<String> = world.sandbox.messages(OWNER).into_iter().map(|message| message.text).collect();
    world.settle().await;
    let after: Vec<String> = world.sandbox.messages(OWNER).into_iter().map(|message| message.text).collect();
    assert_eq!(after[..before.len()], before, "nothing that stood there was changed");
    assert_once_in_order(&world, 2);
    let edits = world.happenings_since(0).into_iter().filter(|it| it.text.contains("no bars from")).count();
    assert_eq!(edits, 2, "probing left no trace");
}

#[tokio::test]
async fn a_server_error_is_tried_again() {
    let mut world = started().await;
    enqueue(&world, 1);
    world.sandbox.fail_next_of("sendMessage", 1, &Fault::ServerError(502));
    world.settle().await;
    world.settle().await;
    assert_once_in_order(&world, 1);
}

#[tokio::test]
async fn a_wait_that_telegram_asks_for_is_kept() {
    let mut world = started().await;
    enqueue(&world, 1);
    world.sandbox.fail_next_of("sendMessage", 1, &Fault::TooManyRequests { retry_after_s: 1 });
    let begun = Stopwatch::start();
    world.settle().await;
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert_once_in_order(&world, 1);
    assert!(world.sandbox.violations().is_empty());
}

#[tokio::test]
async fn messages_to_one_chat_keep_their_distance() {
    let world = started().await;
    for number in 0..4 {
        enqueue(&world, number);
    }
    let pace = Pace { per_chat: Duration::from_millis(100), ..PACE };
    let mut sender = Sender::new(world.ctx.clone(), pace, 1);
    let begun = Stopwatch::start();
    while !world.store.outbox_next(world.clock.now()).unwrap().is_empty() {
        let pause = sender.round().await.unwrap();
        tokio::time::sleep(pause).await;
    }
    assert!(begun.elapsed() >= Duration::from_millis(300), "{:?}", begun.elapsed());
    assert_once_in_order(&world, 4);
}

#[tokio::test]
async fn what_telegram_never_takes_is_given_up_and_the_next_goes_on() {
    let mut world = started().await;
    // Someone who is admitted but whose chat Telegram does not know.
    world.store.join(PersonId(VIEWER), world.clock.now()).unwrap();
    enqueue(&world, 1);
    world.settle().await;
    assert_once_in_order(&world, 1);
    let given_up: (String, String) = world
        .store
        .read(|connection| {
            let sql = "SELECT status, fault FROM outbox WHERE user_id = 1002";
            Ok(connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    assert_eq!(given_up, ("failed".to_owned(), "Telegram refuses: Bad Request: chat not found".to_owned()));
}

/// A report is a picture and a text: whichever answer is lost, each of them arrives once, and in this order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_its_picture_and_its_text() {
    for lost in [None, Some("sendPhoto"), Some("sendMessage")] {
        let mut world = World::with_history(30).await;
        assert_eq!(world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await, None);
        let (symbol, date) = (Symbol::new("RTX").unwrap(), jiff::civil::date(2026, 1, 2));
        let week = Notice::Period { symbol, period: Period::Week, date };
        for notice in [Notice::Report { symbol, date }, week] {
            world.store.outbox_enqueue(&notice, world.clock.now()).unwrap();
        }
        let before = world.sandbox.messages(OWNER).len();
        if let Some(method) = lost {
            world.sandbox.fail_next_of(method, 1, &LOST);
            world.round().await;
            if method == "sendMessage" {
                world.round().await;
            }
            world.restart();
        }
        world.settle().await;
        let told = world.sandbox.messages(OWNER).split_off(before);
        let told: Vec<(bool, &str, usize)> = told
            .iter()
            .map(|message| {
                (message.file.is_some(), message.text.lines().next().unwrap_or_default(), message.rows.len())
            })
            .collect();
        let caption = (true, "Fri 2 Jan 2026 · accuracy over time", 0);
        let texts: Vec<_> = told.iter().map(|(photo, text, _)| (*photo, *text)).collect();
        let expected = [(true, caption.1), (false, "Report · RTX"), (true, caption.1), (false, "Week · RTX")];
        assert_eq!(texts, expected, "{lost:?}");
        assert!(told.iter().all(|(photo, _, rows)| *photo == (*rows == 0)), "{told:?}");
    }
}

/// Changes the record behind the bot's back.
fn tamper(world: &World, sql: &'static str) {
    world.store.write(move |transaction| Ok(transaction.execute_batch(sql)?)).unwrap();
}

fn fate(world: &World, reader: i64) -> (String, Option<String>) {
    let sql = "SELECT status, fault FROM outbox WHERE user_id = ? ORDER BY id LIMIT 1";
    let read =
        world.store.read(|connection| Ok(connection.query_row(sql, [reader], |row| Ok((row.get(0)?, row.get(1)?)))?));
    read.unwrap()
}

/// The viewer, who is looked at after the owner, has pressed Start too.
async fn with_a_viewer() -> World {
    let world = started().await;
    assert_eq!(world.dispatch(&world.sandbox.says(VIEWER, "/start").unwrap()).await, None);
    world
}

fn alerts_of(world: &World, reader: i64) -> usize {
    world.sandbox.messages(reader).iter().filter(|message| message.text.contains("no bars from")).count()
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_given_up_and_the_rest_goes_on() {
    let mut world = Box::pin(with_a_viewer()).await;
    enqueue(&world, 1);
    enqueue(&world, 2);
    tamper(&world, "UPDATE outbox SET notice = '{' WHERE user_id = 1001 AND id = (SELECT min(id) FROM outbox)");
    world.settle().await;
    let (status, reason) = fate(&world, OWNER);
    assert_eq!(status, "failed");
    assert!(reason.is_some_and(|reason| reason.starts_with("the notice cannot be read: ")));
    assert_eq!((alerts_of(&world, OWNER), alerts_of(&world, VIEWER)), (1, 2));
}

#[tokio::test]
async fn a_fault_of_the_record_holds_up_only_the_reader_it_befalls() {
    let mut world = Box::pin(with_a_viewer()).await;
    enqueue(&world, 1);
    tamper(
        &world,
        "CREATE TRIGGER broken BEFORE UPDATE ON outbox WHEN old.user_id = 1001 \
         BEGIN SELECT raise(ABORT, 'a broken page'); END",
    );
    world.round().await;
    assert_eq!((alerts_of(&world, OWNER), alerts_of(&world, VIEWER)), (0, 1));
    tamper(&world, "DROP TRIGGER broken");
    world.settle().await;
    assert_eq!((alerts_of(&world, OWNER), alerts_of(&world, VIEWER)), (1, 1));
}

#[tokio::test]
async fn what_waits_for_someone_who_blocks_is_kept_until_they_come_back() {
    let mut world = started().await;
    enqueue(&world, 1);
    // The bot learns of it by the refusal only.
    world.sandbox.blocks(OWNER).unwrap();
    world.settle().await;
    assert_eq!(delivered(&world).len(), 0);
    assert!(world.store.audience().unwrap().is_empty());
    let back = world.sandbox.unblocks(OWNER).unwrap();
    assert_eq!(world.dispatch(&back).await, None);
    world.settle().await;
    assert_once_in_order(&world, 1);
}

#[tokio::test]
async fn a_reader_who_blocks_after_a_lost_answer_is_told_once() {
    let mut world = started().await;
    enqueue(&world, 1);
    world.sandbox.fail_next_of("sendMessage", 1, &LOST);
    world.round().await;
    assert_eq!(delivered(&world).len(), 1);
    world.sandbox.blocks(OWNER).unwrap();
    world.settle().await;
    assert!(world.store.audience().unwrap().is_empty());
    let back = world.sandbox.unblocks(OWNER).unwrap();
    assert_eq!(world.dispatch(&back).await, None);
    assert!(
        world.store.outbox_next(world.clock.now()).unwrap()[0].begun.is_some(),
        "still not known to be in the chat or not"
    );
    world.settle().await;
    assert_once_in_order(&world, 1);
}

#[tokio::test]
async fn one_line_stands_before_what_had_to_wait() {
    let mut world = started().await;
    world.set_down(true);
    for number in 0..4 {
        enqueue(&world, number);
    }
    let date = jiff::civil::date(2026, 1, 2);
    let report = Notice::Report { symbol: Symbol::new("RTX").unwrap(), date };
    world.store.outbox_enqueue(&report, world.clock.now()).unwrap();
    world.settle().await;
    world.set_down(false);
    world.settle().await;
    let texts: Vec<String> = world.sandbox.messages(OWNER).into_iter().map(|message| message.text).collect();
    let away = texts.iter().position(|text| text.starts_with("While Telegram was away: 4 alerts, 1 report"));
    let first = texts.iter().position(|text| text.contains("no bars from"));
    assert!(away.is_some() && away < first, "{texts:#?}");
    assert_once_in_order(&world, 4);
    assert_eq!(texts.iter().filter(|text| text.starts_with("While Telegram was away")).count(), 1);
}

#[tokio::test]
async fn many_that_had_to_wait_become_a_list() {
    let mut world = started().await;
    world.set_down(true);
    for number in 0..8 {
        enqueue(&world, number);
    }
    world.settle().await;
    world.restart();
    world.settle().await;
    world.set_down(false);
    world.settle().await;
    let texts: Vec<String> = world.sandbox.messages(OWNER).into_iter().map(|message| message.text).collect();
    let count = |start: &str| texts.iter().filter(|text| text.starts_with(start)).count();
    assert_eq!(count("While Telegram was away: 8 alerts, 0 reports"), 1, "{texts:#?}");
    assert_eq!(count("📬 What waited for Telegram: 8 alerts"), 1, "{texts:#?}");
    assert_once_in_order(&world, 8);
}

/// The market's clock stands still at night, and Telegram goes away twice.
#[tokio::test]
async fn two_absences_are_told_of_though_the_market_stands_still() {
    let mut world = started().await;
    for absence in 0..2 {
        world.set_down(true);
        for number in 0..4 {
            enqueue(&world, 10 * absence + number);
        }
        world.settle().await;
        world.set_down(false);
        world.settle().await;
    }
    let texts: Vec<String> = world.sandbox.messages(OWNER).into_iter().map(|message| message.text).collect();
    let told = texts.iter().filter(|text| text.starts_with("While Telegram was away: 4 alerts, 0 reports")).count();
    assert_eq!(told, 2, "{texts:#?}");
    assert_once_in_order(&world, 8);
}

/// Chance cuts connections before and after, asks for waits and kills the process; whatever it does, each message arrives once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_message_once_whatever_chance_does() {
    for seed in 0..8 {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut world = started().await;
        for number in 0..12 {
            enqueue(&world, number);
            let fault = match chance.gen_range(0..5) {
                0 => Some(LOST),
                1 => Some(UNDONE),
                2 => Some(Fault::TooManyRequests { retry_after_s: 0 }),
                _ => None,
            };
            let method = if chance.gen_bool(0.8) { "sendMessage" } else { "editMessageText" };
            if let Some(fault) = fault {
                world.sandbox.fail_next_of(method, 1, &fault);
            }
            for _ in 0..chance.gen_range(0..3) {
                world.round().await;
            }
            if chance.gen_bool(0.3) {
                world.restart();
            }
            if chance.gen_bool(0.3) {
                let update = world.sandbox.says(OWNER, "/help").unwrap();
                world.dispatch(&update).await;
            }
        }
        world.sandbox.clear_faults();
        world.settle().await;
        let found = delivered(&world);
        assert_eq!(found.len(), 12, "seed {seed}: {found:?}");
        assert_once_in_order(&world, 12);
    }
}
