//! A broker over the network: lost answers, refusals, garbled fields, orders taken back, the account, and the key that is never told.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use algoslayer::domain::contract::Contract;
use algoslayer::domain::desk::order::{Intent, OrderState, Progress};
use algoslayer::domain::money::Cents;
use algoslayer::feeds::broker::alpaca::{Alpaca, LIVE_URL, PAPER_URL};
use algoslayer::feeds::broker::{Broker, BrokerFault, Funds};
use axum::http::Method;
use serde_json::{Value, json};

use crate::exchange::{Fault, ORDER_FIELDS, complaint, position};
use crate::given::{contract, fees, order, sealed};
use crate::world::{KEY, SECRET, World, broker_at};

const BUY: Intent = Intent::Open;
const SELL: Intent = Intent::Close;

fn unreadable(what: &str) -> BrokerFault {
    BrokerFault::Unreadable { what: what.to_owned() }
}

fn refused(reason: &str) -> BrokerFault {
    BrokerFault::Refused { reason: reason.to_owned() }
}

#[test]
fn an_order_is_sent_as_it_is_meant() {
    let mut world = World::new();
    let (buy, sell, least) =
        (order(1, BUY, 0, 2, Some(190)), order(1, SELL, 1, 2, None), order(1, SELL, 2, 1, Some(205)));
    for order in [&buy, &sell, &least] {
        let report = world.place(order).unwrap();
        assert_eq!(Some(report.clone()), world.truth(order));
        assert_eq!((report.state, report.progress), (OrderState::Working, Progress::default()));
    }
    let sent: Vec<Value> = world.exchange.rooms().orders.iter().map(|kept| kept.request.clone()).collect();
    let name = "RTX260116C00180000";
    assert_eq!(
        sent,
        [
            json!({"symbol": name, "qty": "2", "side": "buy", "type": "limit", "limit_price": "1.90", "time_in_force": "day",
                "client_order_id": "as-0000000000000001-open", "position_intent": "buy_to_open"}),
            json!({"symbol": name, "qty": "2", "side": "sell", "type": "market", "time_in_force": "day",
                "client_order_id": "as-0000000000000001-close-1", "position_intent": "sell_to_close"}),
            json!({"symbol": name, "qty": "1", "side": "sell", "type": "limit", "limit_price": "2.05", "time_in_force": "day",
                "client_order_id": "as-0000000000000001-close-2", "position_intent": "sell_to_close"}),
        ]
    );
    let worthless = order(2, SELL, 1, 1, Some(0));
    assert_eq!(world.place(&worthless), Err(refused("it has no limit above nothing")));
    assert_eq!(world.exchange.asked(&Method::POST), 3, "that was never sent");
}

#[test]
fn a_lost_answer_never_makes_a_second_order() {
    // What goes wrong with the sending, and how often it is sent.
    let cases = [
        (Fault::Silence { done: true }, 1),
        (Fault::Silence { done: false }, 2),
        (Fault::HangUp { done: true }, 1),
        (Fault::HangUp { done: false }, 2),
        (Fault::Cut, 1),
        (Fault::Status { status: 500, done: true }, 1),
        (Fault::Status { status: 503, done: false }, 2),
        (Fault::Status { status: 408, done: true }, 1),
        (Fault::Late, 2),
        (Fault::Body("<html>please log in</html>"), 1),
        (Fault::Body(""), 1),
        (Fault::Renamed("status"), 1),
        (Fault::Changed("filled_qty", json!("NaN")), 1),
    ];
    for (fault, sent) in cases {
        for takes_twice in [false, true] {
            if takes_twice && fault == Fault::Late {
                continue;
            }
            let mut world = World::with(vec![Fault::Nothing, fault.clone()]);
            world.exchange.rooms().takes_twice = takes_twice;
            let buy = order(1, BUY, 0, 2, Some(190));
            let report = world.place(&buy).unwrap_or_else(|told| panic!("{fault:?}: {told}"));
            assert_eq!(Some(report), world.truth(&buy), "{fault:?}");
            assert_eq!(world.exchange.asked(&Method::POST), sent, "{fault:?}");
            // Placing it again only looks.
            world.restart();
            assert_eq!(world.place(&buy).ok(), world.truth(&buy));
            assert_eq!(world.exchange.asked(&Method::POST), sent, "{fault:?}");
        }
    }
}

#[test]
fn what_stays_unknown_is_told_so_and_found_later() {
    let buy = order(1, BUY, 0, 2, Some(190));
    let lost = || Fault::HangUp { done: false };
    let mut world = World::with(vec![Fault::Nothing, lost(), Fault::Nothing, lost(), Fault::Nothing, Fault::Nothing]);
    assert_eq!(world.place(&buy), Err(BrokerFault::Unknown), "lost twice");
    assert_eq!(world.broker.look(&buy.id), Ok(None));
    assert_eq!(world.place(&buy).ok(), world.truth(&buy));
    // Taken, and then the broker cannot be asked for it.
    let mut faults = vec![Fault::Nothing, Fault::HangUp { done: true }];
    faults.extend((0..3).map(|_| Fault::Status { status: 503, done: false }));
    let mut world = World::with(faults);
    assert_eq!(world.place(&buy), Err(BrokerFault::Unknown));
    assert_eq!(world.place(&buy).ok(), world.truth(&buy));
    assert_eq!(world.exchange.asked(&Method::POST), 1);
}

#[test]
fn a_name_that_is_taken_is_looked_up() {
    let buy = order(1, BUY, 0, 2, Some(190));
    let mut world = World::new();
    world.exchange.rooms().hides = 2;
    let first = world.place(&buy).unwrap();
    assert_eq!(world.place(&buy), Err(BrokerFault::Unknown), "it is said to be there, and cannot be seen");
    assert_eq!(world.place(&buy), Ok(first), "it can be seen at last");
    assert_eq!(world.exchange.count(buy.id.as_str()), 1);
    let mut world = World::new();
    world.exchange.rooms().hides = 1;
    let first = world.place(&buy).unwrap();
    assert_eq!(world.place(&buy), Ok(first), "seen after it was refused");
    assert_eq!(world.exchange.asked(&Method::POST), 2);
}

#[test]
fn a_refusal_is_certain_and_everything_else_is_not() {
    let buy = order(1, BUY, 0, 2, Some(190));
    let poor = || Fault::Refused(403, None, complaint(40_310_000, "insufficient options buying power"));
    let busy = |seconds: &str| {
        Fault::Refused(429, Some(("retry-after", seconds.to_owned())), json!({"message": "too many requests."}))
    };
    let cases = [
        (vec![Fault::Nothing, poor()], refused("insufficient options buying power")),
        (
            vec![Fault::Nothing, Fault::Refused(422, None, complaint(42_210_000, "asset RTX is not active"))],
            refused("asset RTX is not active"),
        ),
        (
            vec![Fault::Nothing, Fault::Refused(422, None, complaint(42_210_000, "see http://x/?a=b"))],
            refused("it gave no reason that can be told"),
        ),
        (
            vec![Fault::Nothing, Fault::Refused(422, None, complaint(42_210_000, &format!("bad key {KEY}")))],
            refused("it gave no reason that can be told"),
        ),
        (
            vec![Fault::Nothing, Fault::HangUp { done: false }, Fault::Nothing, poor()],
            refused("insufficient options buying power"),
        ),
        (vec![Fault::Nothing, Fault::Refused(403, None, json!({"message": "forbidden."}))], BrokerFault::Unauthorized),
        (vec![Fault::Nothing, Fault::Status { status: 401, done: false }], BrokerFault::Unauthorized),
        (vec![Fault::Status { status: 401, done: false }], BrokerFault::Unauthorized),
        (vec![Fault::Status { status: 403, done: false }], BrokerFault::Unauthorized),
        (vec![Fault::Nothing, Fault::Status { status: 404, done: false }], BrokerFault::Rejected { status: 404 }),
        (vec![Fault::Status { status: 404, done: false }], BrokerFault::Rejected { status: 404 }),
        (vec![Fault::Nothing, Fault::Status { status: 302, done: false }], BrokerFault::Rejected { status: 302 }),
        (vec![Fault::Status { status: 307, done: false }], BrokerFault::Rejected { status: 307 }),
        (vec![Fault::Nothing, busy("30")], BrokerFault::RateLimited { wait: Some(Duration::from_secs(30)) }),
        (vec![busy("45")], BrokerFault::RateLimited { wait: Some(Duration::from_secs(45)) }),
        (vec![Fault::Body("<html>please log in</html>")], BrokerFault::Rejected { status: 404 }),
    ];
    for (faults, expected) in cases {
        let mut world = World::with(faults.clone());
        assert_eq!(world.place(&buy), Err(expected.clone()), "{faults:?}");
        assert_eq!(world.truth(&buy), None, "{faults:?}");
        assert_eq!(expected.is_certain(), matches!(expected, BrokerFault::Refused { .. }));
        assert!(world.exchange.rooms().faults.is_empty(), "{faults:?}");
        assert!(world.exchange.rooms().asked.iter().all(|asked| !asked.path.contains("elsewhere")), "followed away");
    }
    // A refusal of the second request, because the first one arrived after all, is none.
    let mut world = World::with(vec![Fault::Nothing, Fault::Late, Fault::Nothing, poor()]);
    assert_eq!(world.place(&buy).ok(), world.truth(&buy));
    assert!(world.truth(&buy).is_some());
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let access = broker_at(&format!("http://{free}"), false);
    let mut nobody = Alpaca::with_patience(access, fees(), runtime.handle().clone(), crate::world::hasty()).unwrap();
    let told = nobody.place(&sealed(&buy, Progress::default())).unwrap_err();
    assert_eq!((told.clone(), told.is_certain()), (BrokerFault::Unreachable, false));
    assert_eq!(nobody.account(), Err(BrokerFault::Unreachable));
}

#[test]
fn a_field_that_is_gone_or_cannot_be_true_is_named() {
    let buy = order(1, BUY, 0, 3, Some(190));
    let told = |fault: Fault| {
        let mut world = World::new();
        world.place(&buy).unwrap();
        world.exchange.with(buy.id.as_str(), |kept| kept.fill(2, 186));
        world.exchange.rooms().faults = vec![fault].into();
        world.broker.look(&buy.id)
    };
    for field in ORDER_FIELDS.into_iter().chain(["filled_avg_price"]) {
        assert_eq!(told(Fault::Renamed(field)), Err(unreadable(field)));
        for mistyped in [json!(null), json!(2), json!([]), json!("")] {
            assert_eq!(told(Fault::Changed(field, mistyped.clone())), Err(unreadable(field)), "{field} {mistyped}");
        }
    }
    #[rustfmt::skip]
    let wrong = [
        ("filled_qty", "NaN"), ("filled_qty", "-1"), ("filled_qty", "4"), ("filled_qty", "1.5"), ("filled_qty", "2e0"),
        ("filled_qty", "99999999999999999999999999"), ("qty", "0"), ("qty", "1"), ("qty", "inf"), ("filled_avg_price", "NaN"),
        ("filled_avg_price", "-1.86"), ("filled_avg_price", "0"), ("filled_avg_price", "1.8600347"), ("status", "filled"),
        ("status", "brand_new"), ("side", "hold"), ("position_intent", "sell_to_open"), ("created_at", "yesterday"),
        ("client_order_id", "as-0000000000000002-open"), ("id", "../account"),
    ];
    for (field, value) in wrong {
        // An order that says to be filled is short of contracts; one for fewer than are filled is not believed either.
        let named = match (field, value) {
            ("status", "filled") | ("qty", "1") => "filled_qty",
            _ => field,
        };
        assert_eq!(told(Fault::Changed(field, json!(value))), Err(unreadable(named)), "{field} {value}");
    }
    let good = told(Fault::Changed("filled_qty", json!("2.000"))).unwrap().unwrap();
    assert_eq!(good.progress, Progress { filled: 2, value: Cents(37_200), fees: Cents(136) });
}

#[test]
fn an_order_that_is_not_the_one_that_was_meant_is_not_taken_for_it() {
    let buy = order(1, BUY, 0, 3, Some(190));
    let mut world = World::new();
    world.place(&buy).unwrap();
    for (field, value) in [("symbol", "RTX260116P00180000"), ("qty", "2"), ("side", "sell")] {
        let change = if field == "side" {
            world.exchange.with(buy.id.as_str(), |kept| kept.request["position_intent"] = json!(null));
            Fault::Changed("side", json!(value))
        } else {
            Fault::Changed(field, json!(value))
        };
        world.exchange.rooms().faults = vec![change].into();
        assert_eq!(world.place(&buy), Err(unreadable(field)));
    }
    let known = Progress { filled: 1, value: Cents(18_600), fees: Cents(100) };
    assert_eq!(world.broker.place(&sealed(&buy, known)), Err(unreadable("filled_qty")), "fills do not go away");
    let other = order(2, BUY, 0, 3, Some(190));
    assert_eq!(world.broker.place(&sealed(&other, known)), Err(BrokerFault::Gone), "filled in part and not there");
    assert_eq!(world.exchange.asked(&Method::POST), 1);
}

#[test]
fn every_documented_status_has_a_meaning() {
    let statuses = [
        ("new", OrderState::Working),
        ("partially_filled", OrderState::Working),
        ("done_for_day", OrderState::Lapsed),
        ("canceled", OrderState::Cancelled),
        ("expired", OrderState::Lapsed),
        ("replaced", OrderState::Cancelled),
        ("pending_replace", OrderState::Working),
        ("accepted", OrderState::Working),
        ("pending_new", OrderState::Working),
        ("accepted_for_bidding", OrderState::Working),
        ("stopped", OrderState::Working),
        ("rejected", OrderState::Cancelled),
        ("suspended", OrderState::Working),
        ("calculated", OrderState::Lapsed),
        ("held", OrderState::Working),
    ];
    for (status, expected) in statuses {
        let buy = order(1, BUY, 0, 2, Some(190));
        let mut world = World::new();
        world.place(&buy).unwrap();
        world.exchange.with(buy.id.as_str(), |kept| kept.fill(1, 186));
        world.exchange.with(buy.id.as_str(), |kept| kept.status = status);
        let report = world.broker.look(&buy.id).unwrap().unwrap();
        assert_eq!((report.state, report.progress.filled), (expected, 1), "{status}");
        // All of it is filled: nothing else can become of it.
        world.exchange.with(buy.id.as_str(), |kept| kept.fills.push((1, 187)));
        let report = world.broker.look(&buy.id).unwrap().unwrap();
        let progress = Progress { filled: 2, value: Cents(37_300), fees: Cents(136) };
        assert_eq!((report.state, report.progress), (OrderState::Filled, progress), "{status}");
    }
    let buy = order(1, BUY, 0, 2, Some(190));
    let mut world = World::new();
    world.place(&buy).unwrap();
    world.exchange.with(buy.id.as_str(), |kept| kept.status = "rejected");
    let report = world.broker.look(&buy.id).unwrap().unwrap();
    assert!(matches!(report.state, OrderState::Rejected { .. }) && report.progress == Progress::default());
}

#[test]
fn fills_become_whole_cents_however_the_average_ends() {
    let buy = order(1, BUY, 0, 7, Some(190));
    let mut world = World::new();
    world.place(&buy).unwrap();
    for (contracts, price) in [(1, 186), (2, 187), (1, 181), (3, 190)] {
        world.exchange.with(buy.id.as_str(), |kept| kept.fill(contracts, price));
        assert_eq!(world.broker.look(&buy.id).unwrap(), world.truth(&buy));
    }
    assert_eq!(world.truth(&buy).unwrap().progress.value, Cents(18_600 + 37_400 + 18_100 + 57_000));
}

#[test]
fn an_order_is_taken_back_or_was_filled_meanwhile() {
    let buy = order(1, BUY, 0, 3, Some(190));
    // How the exchange takes it back, what goes wrong with the request, and how the order ends.
    let cases = [
        (0, false, Fault::Nothing, OrderState::Cancelled),
        (2, false, Fault::Nothing, OrderState::Cancelled),
        (9, false, Fault::Nothing, OrderState::Working),
        (0, true, Fault::Nothing, OrderState::Filled),
        (0, false, Fault::Silence { done: true }, OrderState::Cancelled),
        (0, false, Fault::HangUp { done: false }, OrderState::Cancelled),
        (0, true, Fault::HangUp { done: true }, OrderState::Filled),
        (0, false, Fault::Status { status: 500, done: true }, OrderState::Cancelled),
        (0, false, Fault::Status { status: 503, done: false }, OrderState::Cancelled),
    ];
    for (lingers, races, fault, state) in cases {
        let mut world = World::new();
        world.place(&buy).unwrap();
        world.exchange.with(buy.id.as_str(), |kept| kept.fill(1, 186));
        (world.exchange.rooms().lingers, world.exchange.rooms().races) = (lingers, races);
        world.exchange.rooms().faults = vec![Fault::Nothing, fault.clone()].into();
        let report = world.broker.cancel(&buy.id).unwrap_or_else(|told| panic!("{fault:?}: {told}"));
        assert_eq!((Some(&report), &report.state), (world.truth(&buy).as_ref(), &state), "{fault:?}");
        assert_eq!(report.progress.filled, if races { 3 } else { 1 }, "what was filled stays so");
        let before = world.exchange.asked(&Method::DELETE);
        assert_eq!(world.broker.cancel(&buy.id), world.broker.look(&buy.id).map(Option::unwrap));
        if report.state.is_final() {
            assert_eq!(world.exchange.asked(&Method::DELETE), before, "it is over");
        }
    }
    let mut world = World::new();
    assert!(world.broker.cancel(&buy.id).unwrap_err().is_certain(), "there is no such order");
    world.place(&buy).unwrap();
    let down = || Fault::Status { status: 503, done: false };
    world.exchange.rooms().faults = vec![Fault::Nothing, down(), Fault::Nothing, down(), Fault::Nothing].into();
    assert_eq!(world.broker.cancel(&buy.id), Err(BrokerFault::Unknown), "still working, and it was not asked");
    world.exchange.rooms().faults = vec![Fault::Nothing, Fault::Status { status: 401, done: false }].into();
    assert_eq!(world.broker.cancel(&buy.id), Err(BrokerFault::Unauthorized));
    assert_eq!(world.broker.look(&buy.id).unwrap().unwrap().state, OrderState::Working);
}

#[test]
fn the_account_and_what_is_held_are_read_or_named() {
    let mut world = World::new();
    let funds = Funds {
        options_buying_power: Cents(81_199),
        cash: Cents(81_230),
        equity: Cents(101_230),
        options_level: 2,
        is_blocked: false,
    };
    assert_eq!(world.broker.account(), Ok(funds));
    for field in ["trading_blocked", "account_blocked", "trade_suspended_by_user"] {
        world.exchange.rooms().faults = vec![Fault::Changed(field, json!(true))].into();
        assert_eq!(world.broker.account(), Ok(Funds { is_blocked: true, ..funds }));
    }
    world.exchange.rooms().faults = vec![Fault::Changed("status", json!("ACCOUNT_UPDATED"))].into();
    assert_eq!(world.broker.account(), Ok(Funds { is_blocked: true, ..funds }));
    #[rustfmt::skip]
    let fields = ["status", "currency", "cash", "equity", "options_buying_power", "options_trading_level", "trading_blocked",
        "account_blocked", "trade_suspended_by_user"];
    for field in fields {
        world.exchange.rooms().faults = vec![Fault::Renamed(field), Fault::Changed(field, json!([1]))].into();
        assert_eq!(world.broker.account(), Err(unreadable(field)));
        assert_eq!(world.broker.account(), Err(unreadable(field)));
    }
    assert_eq!(world.broker.holdings(), Ok(Vec::new()));
    let put = "RTX260116P00170000";
    world.exchange.rooms().positions = vec![
        position("AAPL", "us_equity", "0.75", "long"),
        position("RTX260116C00180000", "us_option", "2", "long"),
        position(put, "us_option", "-1", "short"),
    ];
    let held = vec![(contract(), 2), (Contract::from_occ(put).unwrap(), -1)];
    assert_eq!(world.broker.holdings(), Ok(held));
    let wrong =
        [("qty", "1.5"), ("qty", "-2"), ("qty", "NaN"), ("side", "flat"), ("symbol", "RTX"), ("asset_class", "")];
    for (field, value) in wrong {
        let mut changed = position("RTX260116C00180000", "us_option", "2", "long");
        changed[field] = if value.is_empty() { json!(null) } else { json!(value) };
        world.exchange.rooms().positions = vec![position("AAPL", "us_equity", "1", "long"), changed];
        assert_eq!(world.broker.holdings(), Err(unreadable(&format!("positions[1].{field}"))));
    }
    let twice = || Fault::Status { status: 502, done: false };
    world.exchange.rooms().positions = Vec::new();
    world.exchange.rooms().faults = vec![twice(), Fault::Cut].into();
    assert_eq!(world.broker.holdings(), Ok(Vec::new()), "a question is asked again");
    world.exchange.rooms().faults = vec![twice(), twice(), twice()].into();
    assert_eq!(world.broker.account(), Err(BrokerFault::Unknown));
    world.exchange.rooms().faults = vec![Fault::Body("{}")].into();
    assert_eq!(world.broker.holdings(), Err(unreadable("positions")));
}

#[test]
fn an_address_is_checked_before_a_key_is_sent_there() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let open = |address: &str, live| {
        Alpaca::new(broker_at(address, live), fees(), runtime.handle().clone()).map(|broker| broker.name())
    };
    assert_eq!(open(PAPER_URL, false), Ok("alpaca paper"));
    assert_eq!(open(LIVE_URL, true), Ok("alpaca live"));
    assert_eq!(open("https://proxy.example/alpaca", true), Ok("alpaca live"));
    assert_eq!(open("http://127.0.0.1:9", false), Ok("alpaca paper"));
    for (address, live) in [
        (LIVE_URL, false),
        (PAPER_URL, true),
        ("http://api.alpaca.markets", true),
        ("http://proxy.example", false),
        ("api.alpaca.markets", true),
        ("ftp://127.0.0.1", false),
        ("https://user:word@proxy.example", false),
        ("", false),
    ] {
        assert!(matches!(open(address, live), Err(BrokerFault::Address { .. })), "{address}");
    }
}

#[test]
fn the_key_is_sent_and_never_told() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let faults = [
        Fault::Status { status: 500, done: false },
        Fault::Silence { done: true },
        Fault::Cut,
        Fault::Status { status: 302, done: false },
        Fault::Status { status: 401, done: false },
        Fault::Body("<html>"),
        Fault::Refused(422, None, complaint(1, &format!("{KEY} {SECRET}"))),
    ];
    for fault in faults {
        let buy = order(1, BUY, 0, 2, Some(190));
        // Seven requests in a row: everything that is asked meets the fault, too.
        let mut world = World::with(vec![fault.clone(); 7]);
        let mut told = vec![format!("{:?}", world.broker), format!("{:?}", broker_at(&world.exchange.base, false))];
        told.extend(world.place(&buy).err().map(|fault| format!("{fault} {fault:?}")));
        told.extend(world.broker.look(&buy.id).err().map(|fault| format!("{fault} {fault:?}")));
        told.extend(world.broker.cancel(&buy.id).err().map(|fault| format!("{fault} {fault:?}")));
        told.extend(world.broker.account().err().map(|fault| format!("{fault} {fault:?}")));
        for text in &told {
            assert!(!text.contains(KEY) && !text.contains(SECRET), "{text}");
        }
        for text in &told[2..] {
            assert!(!text.contains("127.0.0.1") && !text.contains("as-0000"), "{text}");
        }
        for asked in &world.exchange.rooms().asked {
            assert_eq!(asked.headers.get("APCA-API-KEY-ID").unwrap(), KEY);
            assert_eq!(asked.headers.get("APCA-API-SECRET-KEY").unwrap(), SECRET);
            let elsewhere = format!("{} {:?} {:?}", asked.path, asked.query, asked.body);
            assert!(!elsewhere.contains(KEY) && !elsewhere.contains(SECRET) && asked.path != "/v2/orders/elsewhere");
        }
    }
    drop(guard);
    let told = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(told.contains("asked again"), "{told}");
    assert!(!told.contains(KEY) && !told.contains(SECRET), "{told}");
    assert!(!told.lines().any(|line| line.contains("algoslayer") && line.contains("127.0.0.1")), "{told}");
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
