//! The report at 5 PM over two years: once each, on time or late, with its weeks and months, and proven to be what a replay gives.

#![cfg(test)]

use std::path::Path;

use algoslayer::app::keeper::Keeper;
use algoslayer::clock::Stopwatch;
use algoslayer::domain::bar::{Bar, Interval, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::Event;
use algoslayer::domain::notice::{Notice, Period};
use algoslayer::domain::person::PersonId;
use algoslayer::domain::report::{Proof, SpanRecord, bounds};
use algoslayer::domain::session::Session;
use algoslayer::domain::symbol::{SourceName, Symbol};
use algoslayer::engine::replay::Pace;
use algoslayer::storage::Store;
use jiff::civil::{Date, date, time};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Sessions at the begin that have all their bars, so that predictions and outcomes are among what is replayed.
const FULL_SESSIONS: usize = 40;

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn sessions(first: Date, last: Date) -> Vec<Session> {
    ExchangeCalendar::nyse().sessions().iter().filter(|at| first <= at.date && at.date <= last).copied().collect()
}

fn five(date: Date) -> Timestamp {
    ExchangeCalendar::nyse().at_new_york(date, time(17, 0, 0, 0)).unwrap()
}

/// So many bars of 15 minutes from the bell on; the price sways.
fn bars(session: &Session, count: usize) -> Vec<Event> {
    let mut events = Vec::new();
    let mut start = session.open;
    while start < session.close && events.len() < count {
        let at = start.as_second() as f64 / 900.0;
        let price = |at: f64| 150.0 + 4.0 * (at / 37.0).sin() + 1.5 * (at / 5.3).cos();
        let (open, close) = (price(at), price(at + 1.0));
        let prices = Prices { open, high: open.max(close) + 0.1, low: open.min(close) - 0.1, close };
        events.push(Event::Bar(Bar::new(rtx(), SourceName::UNNAMED, Interval::M15, start, prices, 1_000.0).unwrap()));
        start += 15.minutes();
    }
    events
}

fn open(path: &Path) -> Keeper {
    Keeper::open(Store::open(path).unwrap(), rtx(), "test".to_owned()).unwrap().0
}

fn take(keeper: &mut Keeper, events: &[Event], until: Timestamp, pace: Pace) {
    keeper.take(events, until, pace, true);
    keeper.write().unwrap();
}

/// Everything that was told, in order.
fn told(store: &Store) -> Vec<Notice> {
    store
        .read(|connection| {
            let mut select = connection.prepare("SELECT notice FROM outbox ORDER BY id")?;
            let rows = select.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
            Ok(rows.iter().map(|text| serde_json::from_str(text).unwrap()).collect())
        })
        .unwrap()
}

#[test]
fn two_years_of_reports_come_once_each() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let all = sessions(date(2024, 1, 2), date(2025, 12, 31));
    let mut keeper = open(&path);
    keeper.store().join(PersonId(1), all[0].open).unwrap();
    let second = SignedDuration::from_secs(1);
    let outage = 300..303;
    for (at, session) in all.iter().enumerate() {
        if outage.contains(&at) {
            continue;
        }
        let mut events = bars(session, if at < FULL_SESSIONS { 26 } else { 2 });
        let (due, mut pace) = (five(session.date), Pace::Lived);
        if at == outage.end {
            // Back on the morning after three days: what was missed comes first, and late.
            let missed: Vec<_> = all[outage.clone()].iter().flat_map(|session| bars(session, 2)).collect();
            pace = Pace::Received(session.open);
            take(&mut keeper, &missed, session.open, pace);
            pace = Pace::Lived;
        }
        if at % 50 == 7 {
            // Stopped a second before the report, and a second after it.
            take(&mut keeper, &std::mem::take(&mut events), due - second, pace);
            drop(keeper);
            keeper = open(&path);
            take(&mut keeper, &[], due + second, pace);
            drop(keeper);
            keeper = open(&path);
        }
        take(&mut keeper, &events, due + second, pace);
    }
    let told = told(keeper.store());
    let reports: Vec<Date> = told
        .iter()
        .filter_map(|notice| if let Notice::Report { date, .. } = notice { Some(*date) } else { None })
        .collect();
    assert_eq!(reports, all.iter().map(|session| session.date).collect::<Vec<_>>(), "each trading day once, in order");
    let of = |wanted: Period| -> Vec<Date> {
        told.iter()
            .filter_map(|notice| match notice {
                Notice::Period { period, date, .. } if *period == wanted => Some(*date),
                _ => None,
            })
            .collect()
    };
    for period in [Period::Week, Period::Month] {
        let mut last: Vec<Date> = all.iter().map(|session| session.date).collect();
        last.dedup_by(|next, kept| {
            let same = bounds(period, *next) == bounds(period, *kept);
            if same {
                *kept = *next;
            }
            same
        });
        // The last week of the record goes on into January.
        if period == Period::Week {
            last.pop();
        }
        assert_eq!(of(period), last, "{}", period.name());
    }
    assert_eq!(of(Period::Month).len(), 24);
    for (at, session) in all.iter().enumerate() {
        let late =
            keeper.store().report_worked_at(rtx(), session.date).unwrap().unwrap().duration_since(five(session.date));
        assert_eq!(late.as_secs() > 0, outage.contains(&at), "{}", session.date);
        let proof = keeper.store().proof(rtx(), (session.date, session.date)).unwrap();
        assert!(proof.is_none_or(|proof| proof.differing == 0), "{}", session.date);
        if !outage.contains(&at) && at != outage.end {
            assert!(proof.is_some_and(|proof| proof.compared >= 13), "{}: {proof:?}", session.date);
        }
    }
    sums(keeper.store(), &all[..FULL_SESSIONS]);
}

/// The figures of weeks and months are the sums of those of their days.
fn sums(store: &Store, all: &[Session]) {
    let days: Vec<_> = all.iter().map(|day| store.span(rtx(), (day.date, day.date)).unwrap()).collect();
    let whole = store.span(rtx(), (all[0].date, all[all.len() - 1].date)).unwrap();
    assert!(whole.calls.iter().sum::<u64>() > 100 && whole.settled.iter().all(|tally| tally.settled > 50));
    same(&whole, &days);
    for period in [Period::Week, Period::Month] {
        let bounds = bounds(period, all[10].date);
        let own: Vec<_> = days.iter().filter(|day| bounds.0 <= day.days.0 && day.days.0 <= bounds.1).cloned().collect();
        assert!(own.len() >= 4);
        same(&store.span(rtx(), bounds).unwrap(), &own);
    }
}

fn same(whole: &SpanRecord, days: &[SpanRecord]) {
    for at in 0..3 {
        assert_eq!(whole.calls[at], days.iter().map(|day| day.calls[at]).sum::<u64>());
        assert_eq!(whole.settled[at].settled, days.iter().map(|day| day.settled[at].settled).sum::<u64>());
        assert_eq!(whole.settled[at].void, days.iter().map(|day| day.settled[at].void).sum::<u64>());
        let weight: f64 = days.iter().map(|day| day.settled[at].effective()).sum();
        assert!((whole.settled[at].effective() - weight).abs() < 1e-9);
    }
    assert_eq!(whole.claims, days.iter().map(|day| day.claims).sum::<u64>());
    assert_eq!(whole.skipped, days.iter().map(|day| day.skipped).sum::<u64>());
    for at in 0..8 {
        assert_eq!(whole.voices[at].spoke, days.iter().map(|day| day.voices[at].spoke).sum::<u64>());
        let weight = |span: &SpanRecord| span.voices[at].record.weight.iter().flatten().sum::<f64>();
        assert!((weight(whole) - days.iter().map(weight).sum::<f64>()).abs() < 1e-9);
        for reason in 0..6 {
            let silent = days.iter().map(|day| day.voices[at].silent[reason]).sum::<u64>();
            assert_eq!(whole.voices[at].silent[reason], silent);
        }
    }
}

#[test]
fn what_was_changed_in_the_record_is_found_in_the_evening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let all = sessions(date(2025, 1, 2), date(2025, 1, 31));
    let mut keeper = open(&path);
    for session in &all[..all.len() - 1] {
        take(&mut keeper, &bars(session, 26), five(session.date), Pace::Lived);
    }
    let last = all[all.len() - 1];
    take(&mut keeper, &bars(&last, 26), five(last.date) - SignedDuration::from_secs(1), Pace::Lived);
    // A state that knows less than the one of the evening before: what follows from it is something else.
    let snapshot = keeper.store().snapshot(rtx()).unwrap().unwrap();
    let mut other = open(&folder.path().join("other.db"));
    take(&mut other, &bars(&all[0], 26), five(all[0].date), Pace::Lived);
    let body = other.state().to_bytes();
    let changed = keeper.store().write(move |transaction| {
        Ok(transaction.execute("UPDATE snapshots SET body = ? WHERE engine = ?", (body, snapshot.snapshot.engine))?)
    });
    assert_eq!(changed.unwrap(), 1);
    let evening = Stopwatch::start();
    take(&mut keeper, &[], five(last.date), Pace::Lived);
    let cost = evening.elapsed();
    let Proof { compared, differing } = keeper.store().proof(rtx(), (last.date, last.date)).unwrap().unwrap();
    println!("an evening with its proof of {compared} decisions and outcomes: {cost:?}");
    assert!(compared > 26 && differing > 0, "{differing} of {compared}");
}
