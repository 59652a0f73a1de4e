//! Hundreds of random conversations with an exchange that loses, delays and garbles: never two orders of one name, and the truth in the end.

use algoslayer::domain::desk::order::{Intent, Order, OrderReport, Progress};
use algoslayer::feeds::broker::{Broker, BrokerFault};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::given::{order, sealed};
use crate::world::World;

const CONVERSATIONS: u64 = 600;
const THREADS: u64 = 4;

/// What came up in all conversations.
#[derive(Debug, Default)]
struct Tally {
    requests: usize,
    calls: u32,
    reports: u32,
    faults: u32,
    refusals: u32,
    restarts: u32,
    filled: u32,
    nothing: u32,
}

#[test]
fn no_conversation_ends_in_two_orders_or_in_a_lie() {
    let shares: Vec<_> = (0..THREADS)
        .map(|share| {
            std::thread::spawn(move || {
                let mut tally = Tally::default();
                let mut world = World::new();
                for seed in (share..CONVERSATIONS).step_by(THREADS as usize) {
                    // One exchange in three takes every order, so that nothing but the looking keeps a second one away.
                    world.exchange.rooms().takes_twice = seed % 3 == 0;
                    converse(&mut world, seed, &mut tally);
                }
                let rooms = world.exchange.rooms();
                let names: std::collections::BTreeSet<&str> =
                    rooms.orders.iter().map(super::exchange::Kept::name).collect();
                assert_eq!(names.len(), rooms.orders.len(), "every name once");
                drop(rooms);
                tally.requests = world.exchange.rooms().asked.len();
                tally
            })
        })
        .collect();
    let tallies: Vec<Tally> = shares.into_iter().map(|share| share.join().unwrap()).collect();
    let sum = |of: fn(&Tally) -> u32| tallies.iter().map(of).sum::<u32>();
    println!(
        "{CONVERSATIONS} conversations, {} requests, {} calls: {} reports, {} faults, {} refusals, {} restarts; {} filled, {} came to nothing",
        tallies.iter().map(|tally| tally.requests).sum::<usize>(),
        sum(|t| t.calls),
        sum(|t| t.reports),
        sum(|t| t.faults),
        sum(|t| t.refusals),
        sum(|t| t.restarts),
        sum(|t| t.filled),
        sum(|t| t.nothing)
    );
    assert!(sum(|t| t.faults) > 200 && sum(|t| t.refusals) > 20 && sum(|t| t.filled) > 50 && sum(|t| t.nothing) > 20);
}

/// A desk with one order and a broker that goes wrong with nearly every second request.
fn converse(world: &mut World, seed: u64, tally: &mut Tally) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (number, quantity) = (seed + 1, rng.gen_range(1..5));
    let order = match rng.gen_range(0..3) {
        0 => order(number, Intent::Close, 1, quantity, None),
        1 => order(number, Intent::Close, 2, quantity, Some(100)),
        _ => order(number, Intent::Open, 0, quantity, Some(200)),
    };
    {
        let mut rooms = world.exchange.rooms();
        rooms.moods = Some((ChaCha8Rng::seed_from_u64(!seed), rng.gen_range(0.2..0.8)));
        (rooms.hides, rooms.lingers) = (0, rng.gen_range(0..3));
        rooms.races = rng.gen_bool(0.2);
    }
    let (mut known, mut was_refused) = (Progress::default(), false);
    for _ in 0..rng.gen_range(2..8) {
        tally.calls += 1;
        let told = match rng.gen_range(0..7) {
            0..=3 if !was_refused => {
                let told = world.broker.place(&sealed(&order, known));
                was_refused = told.as_ref().is_err_and(BrokerFault::is_certain);
                tally.refusals += u32::from(was_refused);
                told.map(Some)
            }
            4 => world.broker.look(&order.id),
            5 => world.broker.cancel(&order.id).map(Some),
            _ => {
                tally.restarts += 1;
                world.restart();
                Ok(None)
            }
        };
        tally.faults += u32::from(told.is_err());
        let truth = world.truth(&order);
        assert!(!was_refused || truth.is_none(), "{seed}: it was refused for certain, and is there");
        if let Ok(Some(report)) = told {
            tally.reports += 1;
            check(&report, known, &truth.unwrap(), &order);
            known = report.progress;
        }
    }
    // The fault is over.
    world.exchange.rooms().moods = None;
    world.restart();
    let looked = world.broker.look(&order.id);
    assert_eq!(looked, Ok(world.truth(&order)), "{seed}");
    if was_refused {
        assert_eq!(world.truth(&order), None, "{seed}");
        tally.nothing += 1;
        return;
    }
    let placed = world.broker.place(&sealed(&order, known));
    assert_eq!(placed.ok(), world.truth(&order), "{seed}");
    tally.filled += world.truth(&order).unwrap().progress.filled;
}

/// A report is the truth of a moment that is not long ago: no more than what is true now, and no less than what was known.
fn check(report: &OrderReport, known: Progress, truth: &OrderReport, order: &Order) {
    let Progress { filled, value, fees } = report.progress;
    assert_eq!((&report.id, &report.broker_id), (&order.id, &truth.broker_id));
    assert!(filled >= known.filled && value >= known.value && fees >= known.fees, "{known:?} {report:?}");
    assert!(filled <= truth.progress.filled && value <= truth.progress.value, "{report:?} {truth:?}");
    assert!(!report.state.is_final() || report == truth, "{report:?} {truth:?}");
}
