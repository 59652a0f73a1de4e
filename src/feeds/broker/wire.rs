//! Orders, positions and the account as Alpaca writes them, each field checked before it is believed.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::decimal::Decimal;
use super::{BrokerFault, Fees, Funds};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::order::{Intent, Order, OrderId, OrderReport, OrderState, Progress};
use crate::domain::money::Cents;
use crate::feeds::json::Node;
use crate::feeds::source_fault::SourceFault;

/// The most contracts that an order is believed to be for.
const QUANTITY_MAX: u32 = 1_000_000;

/// Letters of a broker's sentence that are told.
const SENTENCE_MAX: usize = 160;

/// An order as the broker tells of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct VendorOrder {
    /// The broker's name for it: letters of the hexadecimal system and `-`.
    pub(super) broker_id: String,
    /// Our name for it.
    client_id: String,
    symbol: String,
    intent: Intent,
    quantity: u32,
    /// Where it stands.
    pub(super) state: OrderState,
    filled: u32,
    value: Cents,
    /// The day in New York on which the broker got it.
    day: Date,
}

/// The request that places an order. Options have orders for the day only, and no market orders while the exchange is closed.
///
/// # Errors
/// [`BrokerFault::Refused`] for an order that can be none, so that nothing is sent.
pub(super) fn request(order: &Order) -> Result<Value, BrokerFault> {
    let refused = |reason: &str| BrokerFault::Refused { reason: reason.to_owned() };
    if !(1..=QUANTITY_MAX).contains(&order.quantity) {
        return Err(refused("it is for no contract, or for more than there can be"));
    }
    let (side, intent) = sides(order.intent);
    let mut request = json!({
        "symbol": name_of(&order.contract),
        "qty": order.quantity.to_string(),
        "side": side,
        "type": "market",
        "time_in_force": "day",
        "client_order_id": order.id.as_str(),
        "position_intent": intent,
    });
    match (order.limit, order.intent) {
        (Some(Cents(limit)), _) if limit > 0 => {
            let members =
                [("type", json!("limit")), ("limit_price", json!(format!("{}.{:02}", limit / 100, limit % 100)))];
            if let Some(object) = request.as_object_mut() {
                object.extend(members.map(|(key, value)| (key.to_owned(), value)));
            }
        }
        (None, Intent::Close) => {}
        _ => return Err(refused("it has no limit above nothing")),
    }
    Ok(request)
}

/// The name of the clearing house, in which a share such as BRK.B has no point.
fn name_of(contract: &Contract) -> String {
    contract.to_string().chars().filter(char::is_ascii_alphanumeric).collect()
}

const fn sides(intent: Intent) -> (&'static str, &'static str) {
    match intent {
        Intent::Open => ("buy", "buy_to_open"),
        Intent::Close => ("sell", "sell_to_close"),
    }
}

/// Reads an order.
///
/// # Errors
/// [`SourceFault::Shape`] names the field that is missing, has another type or cannot be true.
pub(super) fn order(body: &Value) -> Result<VendorOrder, SourceFault> {
    let node = Node::root(body);
    let broker_id = node.text("id")?;
    let legal = (1..=64).contains(&broker_id.len()) && broker_id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let symbol = node.text("symbol")?;
    let intent = match node.text("side")? {
        "buy" => Intent::Open,
        "sell" => Intent::Close,
        _ => return Err(node.fault("side")),
    };
    if node.optional("position_intent").is_some() && node.text("position_intent")? != sides(intent).1 {
        return Err(node.fault("position_intent"));
    }
    let quantity = count(&node, "qty", 1..=QUANTITY_MAX)?;
    let filled = count(&node, "filled_qty", 0..=quantity)?;
    let price = || Decimal::parse(node.text("filled_avg_price")?).ok_or_else(|| node.fault("filled_avg_price"));
    let value = match filled {
        0 => Cents::ZERO,
        _ => price()?.value_of(filled).ok_or_else(|| node.fault("filled_avg_price"))?,
    };
    Ok(VendorOrder {
        broker_id: legal.then(|| broker_id.to_owned()).ok_or_else(|| node.fault("id"))?,
        client_id: node.text("client_order_id")?.to_owned(),
        symbol: Contract::from_occ(symbol).map(|_| symbol.to_owned()).map_err(|_| node.fault("symbol"))?,
        intent,
        quantity,
        state: state(&node, filled, quantity)?,
        filled,
        value,
        day: ExchangeCalendar::nyse().new_york(node.instant("created_at")?).date(),
    })
}

/// Where an order stands. Ours are for one day: one that is done for the day is over.
fn state(node: &Node<'_>, filled: u32, quantity: u32) -> Result<OrderState, SourceFault> {
    let status = node.text("status")?;
    let told = match status {
        "new"
        | "accepted"
        | "pending_new"
        | "accepted_for_bidding"
        | "partially_filled"
        | "held"
        | "stopped"
        | "suspended"
        | "pending_cancel"
        | "pending_replace" => OrderState::Working,
        "filled" if filled < quantity => return Err(node.fault("filled_qty")),
        "filled" => OrderState::Filled,
        // An order that somebody replaced by hand is no longer ours: what became of the new one stands in the account.
        "canceled" | "replaced" => OrderState::Cancelled,
        "expired" | "done_for_day" | "calculated" => OrderState::Lapsed,
        "rejected" if filled > 0 => OrderState::Cancelled,
        "rejected" => OrderState::Rejected { reason: "the broker or the exchange rejected it later".to_owned() },
        _ => return Err(node.fault("status")),
    };
    // What is filled stays so, also where the order was being taken back.
    Ok(if filled == quantity { OrderState::Filled } else { told })
}

fn count(node: &Node<'_>, key: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, SourceFault> {
    let whole = Decimal::parse(node.text(key)?).and_then(Decimal::whole);
    whole
        .and_then(|whole| u32::try_from(whole).ok())
        .filter(|whole| range.contains(whole))
        .ok_or_else(|| node.fault(key))
}

impl VendorOrder {
    /// The report, where the broker speaks of the order that it was asked for.
    pub(super) fn named(self, id: &OrderId) -> Result<Self, SourceFault> {
        if self.client_id == id.as_str() { Ok(self) } else { Err(SourceFault::shape("client_order_id")) }
    }

    /// The same, where it is the order that is meant: contract, side, quantity, and no less filled than is known.
    pub(super) fn agreeing(self, order: &Order, known: Progress) -> Result<Self, SourceFault> {
        let fault = if self.symbol != name_of(&order.contract) {
            "symbol"
        } else if self.intent != order.intent {
            "side"
        } else if self.quantity != order.quantity {
            "qty"
        } else if self.filled < known.filled {
            "filled_qty"
        } else {
            return self.named(&order.id);
        };
        Err(SourceFault::shape(fault))
    }

    /// The report. The broker charges its fees later and for the day as a whole, so they are reckoned.
    pub(super) fn report(self, id: &OrderId, fees: &Fees) -> OrderReport {
        let fees = if self.filled == 0 { Cents::ZERO } else { fees(self.intent, self.filled, self.value, self.day) };
        OrderReport {
            id: id.clone(),
            broker_id: Some(self.broker_id),
            state: self.state,
            progress: Progress { filled: self.filled, value: self.value, fees },
        }
    }
}

/// Reads the option contracts among the positions.
pub(super) fn holdings(body: &Value) -> Result<Vec<(Contract, i64)>, SourceFault> {
    let body = json!({ "positions": body });
    let mut held = Vec::new();
    for node in Node::root(&body).list("positions")? {
        if node.text("asset_class")? != "us_option" {
            continue;
        }
        let contract = Contract::from_occ(node.text("symbol")?).map_err(|_| node.fault("symbol"))?;
        let count = Decimal::parse(node.text("qty")?).and_then(Decimal::whole).ok_or_else(|| node.fault("qty"))?;
        let count = match node.text("side")? {
            "long" if count > 0 => count,
            "short" if count != 0 => -count.saturating_abs(),
            "long" | "short" => return Err(node.fault("qty")),
            _ => return Err(node.fault("side")),
        };
        held.push((contract, count));
    }
    Ok(held)
}

/// Reads the account.
pub(super) fn funds(body: &Value) -> Result<Funds, SourceFault> {
    let node = Node::root(body);
    let cents = |key| Decimal::parse(node.text(key)?).and_then(Decimal::cents).ok_or_else(|| node.fault(key));
    let flag = |key| node.field(key)?.value().as_bool().ok_or_else(|| node.fault(key));
    let level = u8::try_from(node.whole("options_trading_level")?).map_err(|_| node.fault("options_trading_level"))?;
    if node.text("currency")? != "USD" {
        return Err(node.fault("currency"));
    }
    let is_blocked = [flag("account_blocked")?, flag("trading_blocked")?, flag("trade_suspended_by_user")?];
    Ok(Funds {
        options_buying_power: cents("options_buying_power")?,
        cash: cents("cash")?,
        equity: cents("equity")?,
        options_level: level,
        is_blocked: is_blocked.contains(&true) || node.text("status")? != "ACTIVE",
    })
}

/// What the broker says in an answer without success: its code and its sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Complaint {
    /// Its code, such as 40310000.
    pub(super) code: Option<i64>,
    message: String,
}

/// Codes of things that are not there begin so.
const CODES_NOT_FOUND: std::ops::Range<i64> = 40_400_000..40_500_000;

impl Complaint {
    /// Reads the body; an empty complaint where it is none of the broker's.
    pub(super) fn of(body: &[u8]) -> Self {
        let Ok(body) = serde_json::from_slice::<Value>(body) else { return Self::default() };
        let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Self { code: body.get("code").and_then(Value::as_i64), message: text("message") }
    }

    /// Whether the broker itself says that it has no such order, rather than a server that knows no such address.
    pub(super) fn is_no_such_order(&self) -> bool {
        self.code.is_some_and(|code| CODES_NOT_FOUND.contains(&code)) || self.message.starts_with("order not found")
    }

    /// Whether it complains that our name for an order is taken.
    pub(super) fn is_duplicate(&self) -> bool {
        self.message.contains("client_order_id") || self.message.contains("client order id")
    }

    /// Its sentence, in letters that are harmless anywhere, and without what must not be told.
    pub(super) fn sentence(&self, secrets: &[&str]) -> String {
        let harmless = |letter: char| letter.is_ascii_alphanumeric() || " .,:;()'$%/_-".contains(letter);
        let told: String = self.message.chars().map(|c| if harmless(c) { c } else { ' ' }).take(SENTENCE_MAX).collect();
        let is_secret = secrets.iter().any(|secret| !secret.is_empty() && self.message.contains(secret));
        match told.trim() {
            told if !told.is_empty() && !is_secret && !told.contains("://") => told.to_owned(),
            _ => "it gave no reason that can be told".to_owned(),
        }
    }
}
