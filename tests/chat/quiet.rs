//! Messages as each reader wants them: loud, silent or not at all, held over night, pictures and texts each exactly once.

use algoslayer::bot::courier::Letter;
use algoslayer::bot::fault::Fault as BotFault;
use algoslayer::bot::parcel::Parcel;
use algoslayer::bot::screens::Screen;
use algoslayer::bot::text::Html;
use algoslayer::domain::health::{Channel, FeedFault};
use algoslayer::domain::notice::{Bell, Notice};
use algoslayer::domain::symbol::Symbol;
use algoslayer::sandbox::{Fault, MessageView};
use algoslayer::storage::PersonId;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::world::{OWNER, World};

const LOST: Fault = Fault::CutConnection { processed: true };
const UNDONE: Fault = Fault::CutConnection { processed: false };

async fn started(sessions: usize) -> World {
    let world = World::with_history(sessions).await;
    assert_eq!(world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await, None);
    world
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The owner sets something.
fn set(world: &World, key: &'static str, value: &'static str) {
    let sql = "INSERT INTO settings (at_us, by_user, whose, key, value) VALUES (0, 1001, 1001, ?1, ?2)";
    world.store.write(move |transaction| Ok(transaction.execute(sql, [key, value])?)).unwrap();
}

fn symbol() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn gap(from: Timestamp) -> Notice {
    Notice::Gap { symbol: symbol(), from, to: from + 5.minutes(), trading_seconds: 300 }
}

/// Something happens now.
fn happens(world: &World, notice: &Notice) {
    world.store.outbox_enqueue(notice, world.clock.now()).unwrap();
}

/// What the bot wrote into the owner's chat since, but for the pinned message.
fn since(world: &World, message: i32) -> Vec<MessageView> {
    let pinned = world.sandbox.pinned(OWNER);
    let messages = world.sandbox.messages(OWNER).into_iter();
    messages.filter(|it| it.from_bot && it.message_id > message && !pinned.contains(&it.message_id)).collect()
}

fn last(world: &World) -> i32 {
    world.sandbox.messages(OWNER).last().unwrap().message_id
}

/// First lines of messages.
fn titles(messages: &[MessageView]) -> Vec<&str> {
    messages.iter().map(|it| it.text.lines().next().unwrap_or_default()).collect()
}

#[tokio::test]
async fn loud_silent_and_not_at_all() {
    let mut world = started(0).await;
    world.settle().await;
    let before = last(&world);
    let now = world.clock.now();
    set(&world, "level.sources", "silent");
    happens(&world, &gap(now));
    set(&world, "level.sources", "off");
    happens(&world, &gap(now + 1.minute()));
    set(&world, "level.sources", "on");
    happens(&world, &gap(now + 2.minutes()));
    happens(&world, &gap(now + 1.minute()));
    world.settle().await;
    let told = since(&world, before);
    assert_eq!(told.iter().map(|it| it.silent).collect::<Vec<_>>(), [true, false]);
    assert!(told[0].text.contains("09:00") && told[1].text.contains("09:02"), "{:?}", titles(&told));
}

/// Three nights: one of many alerts with a report, one of few, one in which Telegram is away until noon and the process is killed.
#[tokio::test]
async fn nights_are_quiet_and_mornings_tell_of_them_once() {
    let mut world = started(0).await;
    set(&world, "quiet", "22-7");
    world.settle().await;
    let before = last(&world);

    let night = at("2026-01-06T03:30:00Z");
    world.clock.set(night);
    for minute in 0..3 {
        happens(&world, &gap(night + minute.minutes()));
    }
    happens(&world, &Notice::Report { symbol: symbol(), date: date(2026, 1, 5) });
    happens(&world, &Notice::Mismatch { differences: vec![], at: night });
    world.settle().await;
    let told = since(&world, before);
    assert_eq!(titles(&told), ["⚠️ The broker’s positions are not those of the book"]);

    let before = last(&world);
    world.clock.set(at("2026-01-06T12:00:00Z"));
    world.sandbox.fail_next_of("sendMessage", 1, &LOST);
    world.round().await;
    world.restart();
    world.settle().await;
    let told = since(&world, before);
    assert_eq!(told.len(), 2, "{:?}", titles(&told));
    assert!(told[0].text.starts_with("🌙 While it was quiet: 3 alerts, 1 report\n"), "{}", told[0].text);
    assert_eq!(told[0].text.matches("no bars from").count(), 3);
    assert!(told[0].text.contains("5 Jan 22:30 · ⚠️ RTX: no bars from"), "{}", told[0].text);
    assert!(told[1].text.contains("Mon 5 Jan 2026"), "{}", told[1].text);

    let night = at("2026-01-07T05:00:00Z");
    world.clock.set(night);
    happens(&world, &gap(night));
    happens(&world, &gap(night + 1.minute()));
    world.settle().await;
    let before = last(&world);
    world.clock.set(at("2026-01-07T12:00:00Z"));
    world.settle().await;
    let told = since(&world, before);
    assert_eq!(told.len(), 2, "{:?}", titles(&told));
    assert!(told.iter().all(|it| it.text.contains("no bars from") && !it.text.contains("quiet")));

    let night = at("2026-01-08T05:00:00Z");
    world.clock.set(night);
    for minute in 0..4 {
        happens(&world, &gap(night + minute.minutes()));
    }
    let before = last(&world);
    world.set_down(true);
    world.clock.set(at("2026-01-08T12:00:00Z"));
    world.settle().await;
    world.restart();
    world.clock.set(at("2026-01-08T17:00:00Z"));
    happens(&world, &gap(night + 1.hour()));
    world.settle().await;
    world.set_down(false);
    world.settle().await;
    let told = since(&world, before);
    let digests = told.iter().filter(|it| it.text.contains("While it was quiet: 4 alerts, 0 reports")).count();
    let single = told.iter().filter(|it| it.text.starts_with("⚠️ RTX: no bars from")).count();
    assert_eq!((digests, single), (1, 1), "{:?}", titles(&told));
}

#[tokio::test]
async fn a_report_comes_when_it_is_wanted_and_holds_up_nothing() {
    let mut world = started(0).await;
    set(&world, "report_at", "20");
    let made = at("2026-01-05T22:00:00Z");
    world.clock.set(made);
    world.settle().await;
    let before = last(&world);
    happens(&world, &Notice::Report { symbol: symbol(), date: date(2026, 1, 5) });
    happens(&world, &gap(made));
    world.settle().await;
    assert!(since(&world, before).iter().all(|it| it.text.contains("no bars from")));
    world.clock.set(at("2026-01-06T00:59:59Z"));
    world.settle().await;
    assert_eq!(since(&world, before).len(), 1);
    world.clock.set(at("2026-01-06T01:00:00Z"));
    world.settle().await;
    let told = since(&world, before);
    assert_eq!(told.len(), 2);
    assert!(told[1].text.contains("Mon 5 Jan 2026"), "{}", told[1].text);
}

#[tokio::test]
async fn a_source_that_comes_and_goes_and_the_bells() {
    let mut world = started(5).await;
    world.settle().await;
    let before = last(&world);
    let start = world.clock.now();
    for it in 0..3 {
        for (minute, fails) in [(10 * it, true), (10 * it + 5, false)] {
            let now = start + SignedDuration::from_mins(minute);
            let since = start + SignedDuration::from_mins(10 * it);
            let (source, channel) = ("yahoo".to_owned(), Channel::Bars);
            world.clock.set(now);
            happens(
                &world,
                &if fails {
                    Notice::FeedDown { source, channel, fault: FeedFault::Timeout, since, instead: None }
                } else {
                    Notice::FeedUp { source, channel, since, at: now }
                },
            );
            world.settle().await;
        }
    }
    assert_eq!(titles(&since(&world, before)), ["⚠️ yahoo gives no bars", "✅ yahoo gives bars again"]);
    let before = last(&world);
    world.clock.set(start + 1.hour());
    world.settle().await;
    assert_eq!(titles(&since(&world, before)), ["⚠️ yahoo stopped giving bars 3 times since Mon 5 Jan 09:00 New York"]);

    let before = last(&world);
    for bell in [Bell::Opens, Bell::Closes] {
        happens(&world, &Notice::Hours { date: date(2026, 1, 2), bell });
    }
    world.settle().await;
    let told = since(&world, before);
    assert!(told.iter().all(|it| it.silent), "the exchange's hours make no sound");
    assert!(told[0].text.ends_with("Trading ends at 16:00 New York."), "{}", told[0].text);
    assert!(
        told[1].text.contains("RTX closed at $") && told[1].text.contains("since the close before"),
        "{}",
        told[1].text
    );
    assert!(told[1].text.contains("The next session opens on Mon 5 Jan 2026 at 09:30"), "{}", told[1].text);
}

/// A grey picture of one pixel.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\x0aIDAT\
      \x78\x9c\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6\0\0\0\0IEND\xae\x42\x60\x82";

/// A picture with its caption, and a text that follows it.
fn picture_and_text() -> Parcel {
    let screen = |text: &str, picture: bool| {
        let mut html = Html::new();
        html.line(text);
        Screen { picture: picture.then(|| PICTURE.to_vec()), ..Screen::bare(html) }
    };
    Parcel::of(&[screen("the caption", true), screen("the text", false)]).unwrap()
}

/// Begins to send a row as the sender does, and loses the answer.
async fn begin(world: &World, parcel: &Parcel, fault: &Fault) {
    let row = world.store.outbox_next(world.clock.now()).unwrap().remove(0);
    world.store.outbox_begin(row.id, parcel.write().unwrap()).unwrap();
    world.sandbox.fail_next_of("sendPhoto", 1, fault);
    let turn = world.ctx.courier().turn(PersonId(OWNER)).await;
    let letter: &Letter = parcel.letter().unwrap();
    let sent = world.ctx.courier().post(&turn, PersonId(OWNER), letter, false).await;
    assert!(matches!(sent, Err(BotFault::Unknown(_))), "{sent:?}");
}

#[tokio::test]
async fn a_picture_whose_answer_was_lost_is_found_and_its_text_follows() {
    let mut world = started(0).await;
    world.settle().await;
    let before = last(&world);
    happens(&world, &Notice::Report { symbol: symbol(), date: date(2026, 1, 2) });
    begin(&world, &picture_and_text(), &LOST).await;
    // Others write before it is looked for.
    world.sandbox.says(OWNER, "an update the bot has not read yet").unwrap();
    world.restart();
    // Killed again between the two parts.
    world.round().await;
    world.restart();
    world.settle().await;
    let told = since(&world, before);
    assert_eq!(titles(&told), ["the caption", "the text"]);
    assert!(told[0].file.is_some() && told[1].file.is_none() && told.iter().all(|it| !it.edited));
    let row: (String, i32) = world
        .store
        .read(|connection| {
            Ok(connection
                .query_row("SELECT status, message_id FROM outbox", [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    assert_eq!(row, ("sent".to_owned(), told[1].message_id));
}

#[tokio::test]
async fn a_picture_that_never_arrived_is_sent_anew() {
    let mut world = started(0).await;
    world.settle().await;
    let before = last(&world);
    happens(&world, &Notice::Report { symbol: symbol(), date: date(2026, 1, 2) });
    begin(&world, &picture_and_text(), &UNDONE).await;
    world.restart();
    world.settle().await;
    let told = since(&world, before);
    assert!(!told.is_empty() && told.iter().all(|it| !it.text.contains("the caption")), "{:?}", titles(&told));
    assert!(told.last().unwrap().text.contains("Fri 2 Jan 2026"), "it is drawn anew: {:?}", titles(&told));
}

/// Chance breaks connections and kills the process through days with quiet nights: each alert is told once, by itself or in a digest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_alert_once_through_days_and_nights() {
    for seed in 0..4 {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut world = started(0).await;
        set(&world, "quiet", "22-7");
        set(&world, "zone", "Europe/Berlin");
        let start = world.clock.now();
        let mut happened = Vec::new();
        for _ in 0..40 {
            let pause = [3, 30, 120, 400][chance.gen_range(0..4)];
            world.clock.set(world.clock.now() + SignedDuration::from_mins(pause));
            let number = i64::try_from(happened.len()).unwrap();
            let from = start - SignedDuration::from_mins(1000 - number);
            happened.push(gap(from));
            happens(&world, &gap(from));
            match chance.gen_range(0..6) {
                0 => world.sandbox.fail_next_of("sendMessage", 1, &LOST),
                1 => world.sandbox.fail_next_of("sendMessage", 1, &UNDONE),
                2 => world.sandbox.fail_next_of("editMessageText", 1, &UNDONE),
                _ => {}
            }
            for _ in 0..chance.gen_range(0..4) {
                world.round().await;
            }
            if chance.gen_bool(0.2) {
                world.restart();
            }
        }
        world.sandbox.clear_faults();
        world.clock.set(world.clock.now() + 24.hours());
        world.settle().await;
        let told: String = since(&world, 0).into_iter().map(|it| it.text + "\n").collect();
        for notice in &happened {
            let Notice::Gap { from, .. } = notice else { unreachable!() };
            let line = format!("no bars from {} New York to", show(*from));
            assert_eq!(told.matches(&line).count(), 1, "seed {seed}: {line}\n{told}");
        }
        assert!(told.contains("While it was quiet"), "seed {seed}: a night became a digest");
    }
}

fn show(at: Timestamp) -> String {
    let civil = at.in_tz("America/New_York").unwrap();
    civil.strftime("%a %-d %b %H:%M").to_string()
}
