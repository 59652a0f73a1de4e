//! Floods become one message, nights become a digest, and whatever happens each row ends once.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan;
use jiff::civil::date;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::domain::desk::fact::Halt;
use crate::domain::horizon::Horizon;
use crate::domain::notice::{Bell, Period};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;
use crate::storage::OutboxRow;

const ANNA: PersonId = PersonId(1001);
const BEN: PersonId = PersonId(1002);

struct Book {
    folder: tempfile::TempDir,
    store: Store,
    next_message: i32,
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn symbol() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn gap(from: Timestamp) -> Notice {
    Notice::Gap { symbol: symbol(), from, to: from + 5.minutes(), trading_seconds: 300 }
}

fn report(day: i8) -> Notice {
    Notice::Report { symbol: symbol(), date: date(2026, 1, day) }
}

fn down(since: Timestamp) -> Notice {
    let fault = FeedFault::Timeout;
    Notice::FeedDown { source: "yahoo".to_owned(), channel: Channel::Bars, fault, since, instead: None }
}

fn up(since: Timestamp, at: Timestamp) -> Notice {
    Notice::FeedUp { source: "yahoo".to_owned(), channel: Channel::Bars, since, at }
}

impl Book {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db")).unwrap();
        store.join(ANNA, Timestamp::UNIX_EPOCH).unwrap();
        Self { folder, store, next_message: 1 }
    }

    /// The process is killed and started again.
    fn reopen(&mut self) {
        self.store = Store::open(&self.folder.path().join("test.db")).unwrap();
    }

    fn set(&self, chat: PersonId, key: &str, value: &str) {
        let (key, value) = (key.to_owned(), value.to_owned());
        let sql = "INSERT INTO settings (at_us, by_user, whose, key, value) VALUES (0, ?1, ?1, ?2, nullif(?3, ''))";
        self.store.write(move |transaction| Ok(transaction.execute(sql, params![chat.0, key, value])?)).unwrap();
    }

    fn due(&self, now: Timestamp) -> Vec<OutboxRow> {
        self.store.outbox_gather(now).unwrap();
        self.store.outbox_next(now).unwrap()
    }

    /// Sends everything that is due; returns what was sent to Anna, in order.
    fn send(&mut self, now: Timestamp) -> Vec<Notice> {
        let mut sent = Vec::new();
        loop {
            let rows = self.due(now);
            if rows.is_empty() {
                return sent;
            }
            for row in rows {
                self.next_message += 1;
                self.store.outbox_begin(row.id, "{}".to_owned()).unwrap();
                self.store.outbox_sent(&row, self.next_message, now).unwrap();
                sent.extend(row.notice.ok().filter(|_| row.reader == ANNA));
            }
        }
    }

    fn ends(&self) -> BTreeMap<i64, (String, Option<i64>)> {
        let sql = "SELECT id, status, digest FROM outbox ORDER BY id";
        let read = self.store.read(|connection| {
            let mut select = connection.prepare(sql)?;
            let rows = select.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        read.unwrap()
    }
}

#[test]
fn what_is_off_is_muted_and_what_is_silent_makes_no_sound() {
    let mut book = Book::new();
    book.set(ANNA, "level.sources", "off");
    book.set(ANNA, "level.reports", "silent");
    let now = at("2026-01-05T15:00:00Z");
    assert_eq!(book.store.outbox_enqueue(&gap(now), now).unwrap(), 1);
    book.store.outbox_enqueue(&report(5), now).unwrap();
    let next = book.due(now);
    assert!(matches!(&next[..], [row] if row.silent && row.notice == Ok(report(5))));
    assert_eq!(book.send(now), [report(5)]);
    book.set(ANNA, "level.sources", "on");
    assert_eq!(book.store.outbox_enqueue(&gap(now), now).unwrap(), 0, "its key is used up");
    assert_eq!(book.ends()[&1].0, "muted");
}

#[test]
fn a_night_becomes_a_digest_and_reports_follow_whole() {
    let mut book = Book::new();
    book.set(ANNA, "quiet", "22-7");
    let (night, morning) = (at("2026-01-06T03:00:00Z"), at("2026-01-06T12:00:00Z"));
    let halted = Notice::Halted { reason: Halt::LossesInRow, at: night };
    for minute in 0..3 {
        book.store.outbox_enqueue(&gap(night + minute.minutes()), night + minute.minutes()).unwrap();
    }
    book.store.outbox_enqueue(&report(5), night).unwrap();
    book.store.outbox_enqueue(&halted, night).unwrap();
    assert_eq!(book.send(night), [halted], "what is urgent goes at once");
    assert_eq!(book.store.outbox_waiting(ANNA, night).unwrap().alerts, 0, "what is held says nothing early");
    assert_eq!(book.send(morning - 1.second()), []);
    let sent = book.send(morning);
    let [Notice::Digest { alerts, reports: 1, .. }, followed] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(
        alerts.iter().map(|held| held.at).collect::<Vec<_>>(),
        (0..3).map(|it| night + it.minutes()).collect::<Vec<_>>()
    );
    assert_eq!(followed, &report(5));
    assert_eq!(book.send(morning + 1.hour()), []);
    let digest = *book.ends().iter().find(|(_, (_, digest))| digest.is_some()).unwrap().1.1.as_ref().unwrap();
    assert_eq!(book.ends().values().filter(|(status, of)| status == "digested" && *of == Some(digest)).count(), 3);
}

#[test]
fn little_is_told_one_by_one() {
    let mut book = Book::new();
    book.set(ANNA, "quiet", "22-7");
    let (night, morning) = (at("2026-01-06T03:00:00Z"), at("2026-01-06T12:00:00Z"));
    book.store.outbox_enqueue(&gap(night), night).unwrap();
    book.store.outbox_enqueue(&report(5), night).unwrap();
    assert_eq!(book.send(morning), [gap(night), report(5)]);
    // Three reports are no digest: each is sent whole.
    for day in 6..9 {
        book.store.outbox_enqueue(&report(day), night).unwrap();
    }
    assert_eq!(book.send(morning), [report(6), report(7), report(8)]);
}

#[test]
fn a_report_that_is_held_is_passed_over() {
    let mut book = Book::new();
    book.set(ANNA, "report_at", "7");
    let made = at("2026-01-05T22:00:00Z");
    book.store.outbox_enqueue(&report(5), made).unwrap();
    book.store.outbox_enqueue(&gap(made), made).unwrap();
    assert_eq!(book.send(made), [gap(made)]);
    assert_eq!(book.send(at("2026-01-06T12:00:00Z")), [report(5)]);
}

#[test]
fn a_source_that_comes_and_goes_is_told_of_once_an_hour() {
    let mut book = Book::new();
    let start = at("2026-01-05T15:00:00Z");
    let minute = |minute: i64| start + minute.minutes();
    let mut told = Vec::new();
    for it in 0..5 {
        let (fails, answers) = (minute(10 * it), minute(10 * it + 5));
        book.store.outbox_enqueue(&down(fails), fails).unwrap();
        told.extend(book.send(fails));
        book.store.outbox_enqueue(&up(fails, answers), answers).unwrap();
        told.extend(book.send(answers));
    }
    assert_eq!(told, [down(minute(0)), up(minute(0), minute(5))]);
    let hour = book.send(minute(60));
    let [Notice::FeedFlaps { times: 5, since, fault: None, .. }] = &hour[..] else { panic!("{hour:?}") };
    assert_eq!(*since, minute(0));
    // Still within the hour of that message it fails once more, and stays away.
    book.store.outbox_enqueue(&down(minute(70)), minute(70)).unwrap();
    assert_eq!(book.send(minute(119)), []);
    assert_eq!(book.send(minute(120)), [down(minute(70))]);
    book.store.outbox_enqueue(&up(minute(70), minute(130)), minute(130)).unwrap();
    assert_eq!(book.send(minute(130)), [up(minute(70), minute(130))]);
    book.store.outbox_enqueue(&down(minute(300)), minute(300)).unwrap();
    assert_eq!(book.send(minute(300)), [down(minute(300))], "after a quiet while it is news again");
}

#[test]
fn the_drifts_of_an_evening_are_one_message() {
    let mut book = Book::new();
    let evening = at("2026-01-05T22:00:00Z");
    let mut told = 0;
    for horizon in Horizon::ALL {
        for signal in SignalKind::ALL.into_iter().map(Some).chain([None]) {
            let notice =
                Notice::Drift { symbol: symbol(), horizon, signal, date: date(2026, 1, 5), until: date(2026, 2, 2) };
            told += book.store.outbox_enqueue(&notice, evening).unwrap();
        }
    }
    let sent = book.send(evening);
    assert!(matches!(&sent[..], [Notice::Drifts { changed, .. }] if changed.len() == told), "{sent:?}");
}

/// Something that happens, unlike everything before.
fn any_notice(chance: &mut ChaCha8Rng, now: Timestamp, number: i64) -> Notice {
    let day = crate::domain::calendar::ExchangeCalendar::nyse().new_york(now).date();
    match chance.gen_range(0..9) {
        0 => Notice::Report { symbol: symbol(), date: day },
        1 => Notice::Period { symbol: symbol(), period: Period::Week, date: day },
        2 => Notice::Hours { date: day, bell: Bell::Opens },
        3 => Notice::Halted { reason: Halt::LossesInRow, at: now + number.seconds() },
        4 => down(now + number.seconds()),
        5 => up(now, now + number.seconds()),
        6 => Notice::OtherReader { since: now, after: number },
        7 => Notice::Drift {
            symbol: symbol(),
            horizon: Horizon::ALL[chance.gen_range(0..Horizon::COUNT)],
            signal: Some(SignalKind::ALL[chance.gen_range(0..SignalKind::ALL.len())]),
            date: day,
            until: day,
        },
        _ => gap(now + number.seconds()),
    }
}

fn any_setting(chance: &mut ChaCha8Rng, book: &Book) {
    let reader = if chance.gen_bool(0.5) { ANNA } else { BEN };
    match chance.gen_range(0..4) {
        0 => {
            let topic = Topic::ALL[chance.gen_range(0..Topic::ALL.len())].name();
            book.set(reader, &format!("level.{topic}"), ["on", "silent", "off", ""][chance.gen_range(0..4)]);
        }
        1 => book.set(reader, "quiet", ["22-7", "off", "12-14", "0-23"][chance.gen_range(0..4)]),
        2 => book.set(reader, "zone", ["Europe/Kyiv", "America/Sao_Paulo", "Asia/Kolkata"][chance.gen_range(0..3)]),
        _ => book.set(reader, "report_at", ["17", "20", "7", ""][chance.gen_range(0..4)]),
    }
}

/// Whatever people set and whenever Telegram or the process fails: every row ends exactly once, and what is sent keeps its order.
#[test]
fn every_row_ends_once_and_in_order() {
    for seed in 0..6 {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        let mut book = Book::new();
        book.store.join(BEN, Timestamp::UNIX_EPOCH).unwrap();
        let mut now = at("2026-03-06T20:00:00Z");
        // What is in the chats, in the order in which it came: row and instant.
        let mut chats: HashMap<PersonId, Vec<(i64, Timestamp)>> = HashMap::new();
        let mut message = 0;
        for number in 0..160 {
            now += SignedDuration::from_mins([1, 7, 45, 300][chance.gen_range(0..4)]);
            if chance.gen_bool(0.2) {
                any_setting(&mut chance, &book);
            }
            let notice = any_notice(&mut chance, now, number);
            book.store.outbox_enqueue(&notice, now).unwrap();
            if chance.gen_bool(0.1) {
                book.reopen();
            }
            let telegram_is_away = chance.gen_bool(0.3);
            for _ in 0..chance.gen_range(0..6) {
                for row in book.due(now) {
                    message += 1;
                    let chat = chats.entry(row.reader).or_default();
                    if row.begun.is_some() {
                        // A probe finds out whether it came through before.
                        if chat.iter().any(|(id, _)| *id == row.id) {
                            book.store.outbox_sent(&row, message, now).unwrap();
                        } else {
                            book.store.outbox_not_sent(row.id).unwrap();
                        }
                        continue;
                    }
                    book.store.outbox_begin(row.id, "{}".to_owned()).unwrap();
                    match chance.gen_range(0..10) {
                        0 => book.store.outbox_failed(row.id, "refused".to_owned(), now).unwrap(),
                        1 => chat.push((row.id, now)),
                        2 => {}
                        _ if telegram_is_away => book.store.outbox_not_sent(row.id).unwrap(),
                        _ => {
                            chat.push((row.id, now));
                            book.store.outbox_sent(&row, message, now).unwrap();
                        }
                    }
                }
                if chance.gen_bool(0.1) {
                    book.reopen();
                }
            }
        }
        for _ in 0..600 {
            now += SignedDuration::from_hours(1);
            for row in book.due(now) {
                message += 1;
                let chat = chats.entry(row.reader).or_default();
                if !chat.iter().any(|(id, _)| *id == row.id) {
                    chat.push((row.id, now));
                }
                book.store.outbox_sent(&row, message, now).unwrap();
            }
        }
        let ends = book.ends();
        assert!(ends.len() > 160, "seed {seed}");
        for (id, (status, digest)) in &ends {
            let chat = chats.values().flatten().filter(|(row, _)| row == id).count();
            match status.as_str() {
                "sent" => assert_eq!((chat, *digest), (1, None), "seed {seed}, row {id}"),
                "muted" | "failed" => assert_eq!((chat, *digest), (0, None), "seed {seed}, row {id}"),
                "digested" => {
                    assert_eq!(chat, 0, "seed {seed}, row {id}");
                    // Followed to its end, what tells of it was told itself, or is given up.
                    let mut by = digest.unwrap();
                    while let Some(next) = ends[&by].1 {
                        by = next;
                    }
                    assert!(matches!(ends[&by].0.as_str(), "sent" | "failed"), "seed {seed}, row {id}");
                }
                other => panic!("seed {seed}: row {id} is {other}"),
            }
        }
        assert_order(&book, &chats, seed);
    }
}

/// What was sent later with a smaller number had to be held when the greater was sent, or the greater stands for others and goes ahead.
fn assert_order(book: &Book, chats: &HashMap<PersonId, Vec<(i64, Timestamp)>>, seed: u64) {
    let sql = "SELECT id, not_before_us FROM outbox WHERE ahead = 0";
    let read = book.store.read(|connection| {
        let mut select = connection.prepare(sql)?;
        let rows = select.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        Ok(rows.collect::<Result<HashMap<_, _>, _>>()?)
    });
    let held: HashMap<i64, i64> = read.unwrap();
    for chat in chats.values() {
        let chat: Vec<_> = chat.iter().filter(|(id, _)| held.contains_key(id)).collect();
        for (place, (later, _)) in chat.iter().enumerate() {
            for (earlier, sent) in &chat[..place] {
                assert!(
                    earlier < later || held[later] > sent.as_microsecond(),
                    "seed {seed}: {later} came after {earlier} for no reason"
                );
            }
        }
    }
}
