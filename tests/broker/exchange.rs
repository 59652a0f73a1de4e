//! A trading interface on this machine that keeps orders as Alpaca does, and loses, cuts, delays and garbles its answers as it is told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use futures::StreamExt;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// What goes wrong with one request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// Nothing.
    Nothing,
    /// It is carried out or not, and no answer ever comes.
    Silence { done: bool },
    /// It is carried out or not, and the connection ends.
    HangUp { done: bool },
    /// It is carried out, and the answer ends in the middle.
    Cut,
    /// It is carried out or not, and this status comes without a body.
    Status { status: u16, done: bool },
    /// The connection ends, and it is carried out just before the next request but one.
    Late,
    /// It is carried out, and this stands in the answer instead: a page, or nothing at all.
    Body(&'static str),
    /// It is carried out, and a field of the answer has another name.
    Renamed(&'static str),
    /// It is carried out, and a field of the answer has another value.
    Changed(&'static str, Value),
    /// It is not carried out: status, header and body.
    Refused(u16, Option<(&'static str, String)>, Value),
}

/// An order that is kept.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) request: Value,
    pub(crate) status: &'static str,
    pub(crate) fills: Vec<(u32, i64)>,
    /// Looks after which an order that is being taken back is.
    pending: u32,
    /// Looks by name that do not see it yet.
    hidden: u32,
}

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Value>,
}

/// Everything that the exchange knows.
#[derive(Default)]
pub(crate) struct Rooms {
    pub(crate) orders: Vec<Kept>,
    pub(crate) asked: Vec<Asked>,
    /// Faults of the next requests, in order.
    pub(crate) faults: VecDeque<Fault>,
    /// Faults of the next orders that are sent, in order, where `faults` has none.
    pub(crate) order_faults: VecDeque<Fault>,
    /// Looks by name that find nothing from now on, whatever is there.
    pub(crate) forgets: u32,
    /// Chance of a fault in each request beyond them, where there is any.
    pub(crate) moods: Option<(ChaCha8Rng, f64)>,
    /// Whether two orders of one name are taken.
    pub(crate) takes_twice: bool,
    /// Looks by name that do not see a new order yet.
    pub(crate) hides: u32,
    /// Looks for which an order stays pending after it was taken back.
    pub(crate) lingers: u32,
    /// Whether an order is filled the moment before it would be taken back.
    pub(crate) races: bool,
    pub(crate) positions: Vec<Value>,
    late: Vec<(u32, Asked)>,
}

/// The server; it ends with the runtime.
#[derive(Clone)]
pub(crate) struct Exchange {
    pub(crate) base: String,
    rooms: Arc<Mutex<Rooms>>,
}

impl Exchange {
    pub(crate) async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let rooms = Arc::new(Mutex::new(Rooms::default()));
        let router = Router::new().fallback(serve).with_state(rooms.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, rooms }
    }

    pub(crate) fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap()
    }

    /// Orders of a name, those whose request is still under way included.
    pub(crate) fn count(&self, name: &str) -> usize {
        let rooms = self.rooms();
        rooms.orders.iter().filter(|kept| kept.name() == name).count()
    }

    pub(crate) fn with<T>(&self, name: &str, change: impl FnOnce(&mut Kept) -> T) -> T {
        change(self.rooms().orders.iter_mut().find(|kept| kept.name() == name).unwrap())
    }

    /// Requests of a method so far.
    pub(crate) fn asked(&self, method: &Method) -> usize {
        self.rooms().asked.iter().filter(|asked| asked.method == *method).count()
    }
}

impl Kept {
    pub(crate) fn name(&self) -> &str {
        self.request["client_order_id"].as_str().unwrap()
    }

    pub(crate) fn quantity(&self) -> u32 {
        self.request["qty"].as_str().unwrap().parse().unwrap()
    }

    pub(crate) fn filled(&self) -> u32 {
        self.fills.iter().map(|(contracts, _)| contracts).sum()
    }

    /// What was paid, in cents.
    pub(crate) fn value(&self) -> i64 {
        self.fills.iter().map(|(contracts, price)| i64::from(*contracts) * price * 100).sum()
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(
            self.status,
            "filled" | "canceled" | "expired" | "rejected" | "done_for_day" | "calculated" | "replaced"
        )
    }

    /// Fills so many contracts at so many cents a share.
    pub(crate) fn fill(&mut self, contracts: u32, price: i64) {
        assert!(!self.is_over() && self.filled() + contracts <= self.quantity());
        self.fills.push((contracts, price));
        let all = self.filled() == self.quantity();
        self.status = if all {
            "filled"
        } else if self.status == "pending_cancel" {
            self.status
        } else {
            "partially_filled"
        };
    }

    /// The average price of a share in dollars, cut off after twelve places.
    fn average(&self) -> Option<String> {
        let shares = i64::from(self.filled()) * 100;
        let unit = 1_000_000_000_000_i128;
        (shares > 0).then(|| {
            let average = i128::from(self.value()) * unit / i128::from(shares) / 100;
            format!("{}.{:012}", average / unit, average % unit)
        })
    }

    pub(crate) fn told(&self) -> Value {
        let request = &self.request;
        json!({
            "id": self.id, "client_order_id": request["client_order_id"],
            "created_at": "2026-01-05T15:00:00.102449524Z", "updated_at": "2026-01-05T15:00:00.102504673Z",
            "submitted_at": "2026-01-05T15:00:00.056332248Z", "filled_at": null, "expired_at": null, "canceled_at": null,
            "failed_at": null, "replaced_at": null, "replaced_by": null, "replaces": null,
            "asset_id": "98359ef7-5124-49f3-85ea-5cf02df6defa", "symbol": request["symbol"], "asset_class": "us_option",
            "notional": null, "qty": request["qty"], "filled_qty": self.filled().to_string(),
            "filled_avg_price": self.average(), "order_class": "simple", "order_type": request["type"],
            "type": request["type"], "side": request["side"], "time_in_force": request["time_in_force"],
            "limit_price": request["limit_price"], "stop_price": null, "status": self.status, "extended_hours": false,
            "legs": null, "trail_percent": null, "trail_price": null, "hwm": null,
            "position_intent": request["position_intent"],
        })
    }
}

/// The account as the interface tells of it.
pub(crate) fn account() -> Value {
    json!({
        "id": "1d9eed04-be39-4e01-9b84-a48ac5bbafcf", "account_number": "PA123", "status": "ACTIVE", "currency": "USD",
        "cash": "812.3", "equity": "1012.309", "options_buying_power": "811.999", "options_approved_level": 3,
        "options_trading_level": 2, "trading_blocked": false, "account_blocked": false, "trade_suspended_by_user": false,
    })
}

/// A position as the interface tells of it.
pub(crate) fn position(symbol: &str, class: &str, qty: &str, side: &str) -> Value {
    json!({
        "asset_id": "98359ef7-5124-49f3-85ea-5cf02df6defa", "symbol": symbol, "exchange": "", "asset_class": class,
        "asset_marginable": false, "avg_entry_price": "1.86", "qty": qty, "qty_available": qty, "side": side,
        "market_value": "372", "cost_basis": "372", "unrealized_pl": "0", "unrealized_plpc": "0",
        "unrealized_intraday_pl": "0", "unrealized_intraday_plpc": "0", "current_price": "1.86", "lastday_price": "1.8",
        "change_today": "0.03",
    })
}

/// What the interface says where it does not do a thing.
pub(crate) fn complaint(code: u64, message: &str) -> Value {
    json!({ "code": code, "message": message })
}

impl Rooms {
    fn mood(&mut self) -> Fault {
        if let Some(fault) = self.faults.pop_front() {
            return fault;
        }
        let Some((rng, chance)) = &mut self.moods else { return Fault::Nothing };
        if !rng.gen_bool(*chance) {
            return Fault::Nothing;
        }
        let done = rng.gen_bool(0.6);
        match rng.gen_range(0..24) {
            0 => Fault::Silence { done },
            1..=3 => Fault::HangUp { done },
            4..=5 => Fault::Cut,
            6..=8 => Fault::Status { status: [500, 502, 503, 504, 408][rng.gen_range(0..5)], done },
            9 => Fault::Status { status: [400, 401, 403, 404, 302][rng.gen_range(0..5)], done: false },
            10..=11 if !self.takes_twice => Fault::Late,
            10..=12 => Fault::Body(
                ["", "{}", "[]", "<html>please log in</html>", "{\"id\": NaN}", "null"][rng.gen_range(0..6)],
            ),
            13..=14 => Fault::Renamed(ORDER_FIELDS[rng.gen_range(0..ORDER_FIELDS.len())]),
            15 => Fault::Changed(
                "filled_qty",
                json!(["-1", "NaN", "7000000", "1.5", "", null, 1])[rng.gen_range(0..7)].clone(),
            ),
            16 => Fault::Changed("status", json!("brand_new")),
            17 => Fault::Refused(429, None, json!({ "message": "too many requests." })),
            18..=20 => Fault::Refused(403, None, complaint(40_310_000, "insufficient options buying power")),
            _ => Fault::Refused(422, None, complaint(42_210_000, "asset is not active")),
        }
    }

    /// Orders whose requests were held up arrive.
    fn arrive(&mut self) {
        let (due, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.late)
            .into_iter()
            .map(|(after, asked)| (after - 1, asked))
            .partition(|(n, _)| *n == 0);
        self.late = waiting;
        for (_, asked) in due {
            self.carry_out(&asked);
        }
    }

    /// Where nobody tells otherwise, open orders are filled now and then.
    fn trade(&mut self) {
        let Some((rng, _)) = &mut self.moods else { return };
        for kept in &mut self.orders {
            if !kept.is_over() && rng.gen_bool(0.15) {
                kept.fill(1, rng.gen_range(101..199));
            }
        }
    }

    fn carry_out(&mut self, asked: &Asked) -> (u16, Value) {
        let none = || (404, complaint(40_410_000, "order not found for that name"));
        match (asked.method.as_str(), asked.path.as_str()) {
            ("POST", "/v2/orders") => self.take(asked.body.clone().unwrap()),
            ("GET", "/v2/orders:by_client_order_id") => {
                let name = &asked.query["client_order_id"];
                if self.forgets > 0 {
                    self.forgets -= 1;
                    return none();
                }
                let Some(kept) = self.orders.iter_mut().find(|kept| kept.name() == name) else { return none() };
                if kept.hidden > 0 {
                    kept.hidden -= 1;
                    return none();
                }
                if kept.status == "pending_cancel" {
                    kept.pending -= 1;
                    kept.status = if kept.pending == 0 { "canceled" } else { kept.status };
                }
                (200, kept.told())
            }
            ("DELETE", path) => {
                let id = path.strip_prefix("/v2/orders/").unwrap();
                let Some(kept) = self.orders.iter_mut().find(|kept| kept.id == id) else { return none() };
                if self.races && !kept.is_over() {
                    kept.fill(kept.quantity() - kept.filled(), 150);
                }
                if kept.is_over() {
                    return (422, complaint(42_210_000, "order is already in \"filled\" state"));
                }
                kept.pending = self.lingers + 1;
                kept.status = if self.lingers == 0 { "canceled" } else { "pending_cancel" };
                (204, Value::Null)
            }
            ("GET", "/v2/positions") => (200, Value::Array(self.positions.clone())),
            ("GET", "/v2/account") => (200, account()),
            _ => (404, json!({ "message": "Not Found" })),
        }
    }

    fn take(&mut self, request: Value) -> (u16, Value) {
        let is_known = self.orders.iter().any(|kept| kept.request["client_order_id"] == request["client_order_id"]);
        if is_known && !self.takes_twice {
            return (422, complaint(40_010_001, "client_order_id must be unique"));
        }
        let id = format!("30a077fa-96f6-4f20-a052-{:012x}", self.orders.len() + 1);
        let hidden = self.hides;
        let kept = Kept { id, request, status: "pending_new", fills: Vec::new(), pending: 0, hidden };
        let told = kept.told();
        self.orders.push(kept);
        (200, told)
    }
}

/// Fields of an order without which it is not believed.
pub(crate) const ORDER_FIELDS: [&str; 8] =
    ["id", "client_order_id", "symbol", "side", "qty", "filled_qty", "status", "created_at"];

async fn serve(State(rooms): State<Arc<Mutex<Rooms>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let url = reqwest::Url::parse(&format!("http://x{}", parts.uri)).unwrap();
    let asked = Asked {
        method: parts.method,
        path: url.path().to_owned(),
        query: url.query_pairs().into_owned().collect(),
        headers: parts.headers,
        body: (!body.is_empty()).then(|| serde_json::from_slice(&body).unwrap()),
    };
    let (fault, status, mut told) = {
        let mut rooms = rooms.lock().unwrap();
        rooms.asked.push(asked.clone());
        rooms.arrive();
        rooms.trade();
        let mut fault = rooms.mood();
        if fault == Fault::Nothing && asked.method == Method::POST {
            fault = rooms.order_faults.pop_front().unwrap_or(Fault::Nothing);
        }
        if fault == Fault::Late && asked.method == Method::POST {
            rooms.late.push((2, asked.clone()));
        }
        // Only an order can be refused; a question that is, is refused for other reasons.
        if matches!(fault, Fault::Refused(403 | 422, ..)) && asked.method != Method::POST {
            fault = Fault::Status { status: 500, done: false };
        }
        let is_done = match &fault {
            Fault::Silence { done } | Fault::HangUp { done } | Fault::Status { done, .. } => *done,
            Fault::Late => asked.method != Method::POST,
            Fault::Refused(..) => false,
            _ => true,
        };
        let (status, told) = if is_done { rooms.carry_out(&asked) } else { (200, Value::Null) };
        (fault, status, told)
    };
    let whole = |status: u16, told: &Value| {
        let body = if told.is_null() { String::new() } else { told.to_string() };
        Response::builder().status(status).body(Body::from(body)).unwrap()
    };
    match fault {
        Fault::Nothing => whole(status, &told),
        Fault::Silence { .. } => {
            tokio::time::sleep(Duration::from_secs(20)).await;
            whole(status, &told)
        }
        Fault::HangUp { .. } | Fault::Late => broken(0, Bytes::new()),
        Fault::Cut => {
            let text = told.to_string();
            broken(text.len(), Bytes::copy_from_slice(&text.as_bytes()[..text.len() / 2]))
        }
        Fault::Status { status, .. } => {
            let to = ("location", "/v2/orders/elsewhere");
            Response::builder().status(status).header(to.0, to.1).body(Body::empty()).unwrap()
        }
        Fault::Body(text) => Response::builder().status(status).body(Body::from(text)).unwrap(),
        Fault::Renamed(field) => {
            if let Some(value) = told.as_object_mut().and_then(|object| object.remove(field)) {
                told[format!("{field}_v2")] = value;
            }
            whole(status, &told)
        }
        Fault::Changed(field, value) => {
            if let Some(member) = told.get_mut(field) {
                *member = value;
            }
            whole(status, &told)
        }
        Fault::Refused(status, header, told) => {
            let (name, value) = header.unwrap_or(("x-nothing", "0".to_owned()));
            Response::builder().status(status).header(name, value).body(Body::from(told.to_string())).unwrap()
        }
    }
}

/// An answer of so many bytes that ends after these.
fn broken(length: usize, begun: Bytes) -> Response {
    let breaks = async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Err(std::io::Error::other("the line is cut"))
    };
    let pieces = futures::stream::once(async move { Ok(begun) }).chain(futures::stream::once(breaks));
    let response = Response::builder();
    let response = if length > 0 { response.header("content-length", length) } else { response };
    response.body(Body::from_stream(pieces)).unwrap()
}
