//! Orders for options at Alpaca, on paper or with the owner's money: each is asked for by our own name, and sent again only where it is not there.

use std::time::Duration;

use reqwest::{Method, Url};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::runtime::Handle;

use super::wire::{self, Complaint, VendorOrder};
use super::{Broker, BrokerFault, Fees, Funds};
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approved, Placed};
use crate::domain::desk::order::{OrderId, OrderReport};
use crate::feeds::http::{Exchange, Http, HttpOptions};
use crate::feeds::source_fault::SourceFault;

/// Address of the account on paper.
pub const PAPER_URL: &str = "https://paper-api.alpaca.markets";

/// Address of the account with the owner's money.
pub const LIVE_URL: &str = "https://api.alpaca.markets";

/// Times that one order is sent at most, always under the same name.
const SENDS_MAX: u32 = 2;

/// Times that an order is asked to be taken back at most, in one go.
const CANCELS_MAX: u32 = 2;

/// Looks at an order that is being taken back, until that is done.
const LOOKS_MAX: u32 = 4;

/// Where the account is and who asks.
#[derive(Clone, Debug)]
pub struct AlpacaBroker {
    /// Address of the trading interface, such as [`PAPER_URL`].
    pub address: String,
    /// The key.
    pub key: SecretString,
    /// Its secret.
    pub secret: SecretString,
    /// Whether it is the owner's money. The vendor's own two addresses have to agree with it.
    pub live: bool,
}

/// How patiently the broker is asked.
#[derive(Clone, Debug)]
pub struct Patience {
    /// Limits of a request; only questions are repeated by them, never an order.
    pub http: HttpOptions,
    /// How long the broker is given, after an answer was lost or an order taken back, until it is asked how the order stands.
    pub settle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let http = HttpOptions {
            attempts_max: 3,
            retry_budget: Duration::from_secs(15),
            // The vendor allows 200; the rest is left to whoever else uses the key.
            per_minute: 120,
            ..HttpOptions::default()
        };
        Self { http, settle: Duration::from_secs(1) }
    }
}

/// The account at Alpaca. One call can take a minute where the network is bad.
pub struct Alpaca {
    line: Line,
    fees: Fees,
    handle: Handle,
    live: bool,
}

/// What is sent and received.
struct Line {
    http: Http,
    settle: Duration,
    secrets: [SecretString; 2],
}

/// How the sending of an order ended, where it brought no report.
enum Unsent {
    /// It was not taken.
    Refused(Complaint),
    /// Nothing was done.
    Nothing(BrokerFault),
    /// It may have been taken.
    Lost(BrokerFault),
}

impl std::fmt::Debug for Alpaca {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Alpaca").field("live", &self.live).finish_non_exhaustive()
    }
}

impl Alpaca {
    /// Prepares to ask; nothing is sent yet. `handle` is of the runtime on which requests run, `fees` reckons what the broker charges.
    ///
    /// # Errors
    /// [`BrokerFault::Address`] for an address that is none, that would send the key in the clear to another machine, or that is the
    /// vendor's for the other kind of money.
    pub fn new(broker: AlpacaBroker, fees: Fees, handle: Handle) -> Result<Self, BrokerFault> {
        Self::with_patience(broker, fees, handle, Patience::default())
    }

    /// The same with a patience of its own.
    pub fn with_patience(
        broker: AlpacaBroker,
        fees: Fees,
        handle: Handle,
        patience: Patience,
    ) -> Result<Self, BrokerFault> {
        let AlpacaBroker { address, key, secret, live } = broker;
        check_address(&address, live)?;
        let headers = vec![("apca-api-key-id", key.clone()), ("apca-api-secret-key", secret.clone())];
        let http = Http::new(&address, patience.http).map_err(BrokerFault::of)?.with_headers(headers);
        let line = Line { http, settle: patience.settle, secrets: [key, secret] };
        Ok(Self { line, fees, handle, live })
    }
}

/// Finds fault with an address before a key is sent there.
fn check_address(address: &str, live: bool) -> Result<(), BrokerFault> {
    let fault = |reason| Err(BrokerFault::Address { reason });
    let Ok(url) = Url::parse(address) else { return fault("it is no URL such as https://example.com") };
    let host = url.host_str().unwrap_or_default();
    let is_of = |vendors: &str| vendors.strip_prefix("https://") == Some(host);
    if url.scheme() != "https" && !matches!(host, "127.0.0.1" | "localhost" | "[::1]") {
        return fault("only https keeps the key secret on the way to another machine");
    }
    if is_of(LIVE_URL) && !live {
        return fault("it is the one for the owner's money, and orders on paper were asked for");
    }
    if is_of(PAPER_URL) && live {
        return fault("it is the one for orders on paper, and the owner's money was asked for");
    }
    Ok(())
}

impl Broker for Alpaca {
    fn name(&self) -> &'static str {
        if self.live { "alpaca live" } else { "alpaca paper" }
    }

    fn place(&mut self, order: &Approved<Placed>) -> Result<OrderReport, BrokerFault> {
        let found = self.handle.block_on(self.line.place(order.get()))?;
        Ok(found.report(&order.get().order.id, &self.fees))
    }

    fn look(&mut self, order: &OrderId) -> Result<Option<OrderReport>, BrokerFault> {
        let found = self.handle.block_on(self.line.find(order))?;
        Ok(found.map(|found| found.report(order, &self.fees)))
    }

    fn cancel(&mut self, order: &OrderId) -> Result<OrderReport, BrokerFault> {
        let found = self.handle.block_on(self.line.cancel(order))?;
        Ok(found.report(order, &self.fees))
    }

    fn holdings(&mut self) -> Result<Vec<(Contract, i64)>, BrokerFault> {
        let body = self.handle.block_on(self.line.read("/v2/positions"))?;
        wire::holdings(&body).map_err(BrokerFault::of)
    }

    fn account(&mut self) -> Result<Funds, BrokerFault> {
        let body = self.handle.block_on(self.line.read("/v2/account"))?;
        wire::funds(&body).map_err(BrokerFault::of)
    }
}

impl Line {
    /// Looks for the order, and sends it where it is not there. After a lost answer it is looked for again before it is sent again.
    async fn place(&self, placed: &Placed) -> Result<VendorOrder, BrokerFault> {
        let Placed { order, progress } = placed;
        let agreeing = |found: VendorOrder| found.agreeing(order, *progress).map_err(BrokerFault::of);
        let request = wire::request(order)?;
        if let Some(found) = self.find(&order.id).await? {
            return agreeing(found);
        }
        if progress.filled > 0 {
            return Err(BrokerFault::Gone);
        }
        let mut lost = None;
        for _ in 0..SENDS_MAX {
            let unsent = match self.send(&request).await {
                Ok(taken) => return agreeing(taken),
                Err(unsent) => unsent,
            };
            match unsent {
                Unsent::Nothing(fault) => return Err(lost.unwrap_or(fault)),
                Unsent::Refused(complaint) => return agreeing(self.refused(&order.id, &complaint, lost).await?),
                Unsent::Lost(fault) => {
                    tokio::time::sleep(self.settle).await;
                    // Where it cannot be looked for, the loss is the news.
                    let Ok(looked) = self.find(&order.id).await else { return Err(fault) };
                    if let Some(found) = looked {
                        return agreeing(found);
                    }
                    lost = Some(fault);
                }
            }
        }
        Err(lost.unwrap_or(BrokerFault::Unknown))
    }

    /// The order that is there although the broker did not take it: under a name that is taken, or brought by a request that was lost.
    async fn refused(
        &self,
        id: &OrderId,
        complaint: &Complaint,
        lost: Option<BrokerFault>,
    ) -> Result<VendorOrder, BrokerFault> {
        if lost.is_some() {
            tokio::time::sleep(self.settle).await;
        }
        match self.find(id).await {
            Ok(Some(found)) => Ok(found),
            Ok(None) if !complaint.is_duplicate() => Err(self.refusal(complaint)),
            // The name is taken, or may be, and the order cannot be seen yet.
            Ok(None) | Err(_) => Err(lost.unwrap_or(BrokerFault::Unknown)),
        }
    }

    fn refusal(&self, complaint: &Complaint) -> BrokerFault {
        let secrets = self.secrets.each_ref().map(ExposeSecret::expose_secret);
        BrokerFault::Refused { reason: complaint.sentence(&secrets) }
    }

    /// Sends an order once.
    async fn send(&self, request: &Value) -> Result<VendorOrder, Unsent> {
        let answered = Box::pin(self.http.once(Method::POST, "/v2/orders", Some(request))).await;
        let Exchange { status, body } = answered.map_err(|fault| {
            let fault = BrokerFault::of(fault);
            if fault.may_have_arrived() { Unsent::Lost(fault) } else { Unsent::Nothing(fault) }
        })?;
        let complaint = Complaint::of(&body);
        match status {
            200..=299 => read_order(&body).map_err(Unsent::Lost),
            401 => Err(Unsent::Nothing(BrokerFault::Unauthorized)),
            // A key that is not accepted is told without a code, too little money with one.
            403 if complaint.code.is_none() => Err(Unsent::Nothing(BrokerFault::Unauthorized)),
            400..=499 if complaint != Complaint::default() => Err(Unsent::Refused(complaint)),
            _ => Err(Unsent::Nothing(BrokerFault::Rejected { status })),
        }
    }

    /// The order of that name; `None` where the broker itself says that it has none.
    async fn find(&self, id: &OrderId) -> Result<Option<VendorOrder>, BrokerFault> {
        let query = [("client_order_id", id.to_string())];
        let looked = Box::pin(self.http.look("/v2/orders:by_client_order_id", &query)).await;
        let answer = looked.map_err(BrokerFault::of)?;
        if answer.status == 404 && Complaint::of(&answer.body).is_no_such_order() {
            return Ok(None);
        }
        check_status(answer.status)?;
        read_order(&answer.body)?.named(id).map(Some).map_err(BrokerFault::of)
    }

    /// Asks for the order to be taken back, and looks until that is done, or seems to take longer.
    async fn cancel(&self, id: &OrderId) -> Result<VendorOrder, BrokerFault> {
        let unknown = || BrokerFault::Refused { reason: "it has no order of that name".to_owned() };
        let mut found = self.find(id).await?.ok_or_else(unknown)?;
        let path = format!("/v2/orders/{}", found.broker_id);
        let mut asked = None;
        for _ in 0..CANCELS_MAX {
            if found.state.is_final() || matches!(asked, Some(Ok(()))) {
                break;
            }
            let told = Box::pin(self.http.once(Method::DELETE, &path, None)).await;
            // Status 422 and 404 say that it cannot be taken back any more; the next look tells why.
            let told = told.map_err(BrokerFault::of).and_then(|told| match told.status {
                404 | 422 => Ok(()),
                status => check_status(status),
            });
            if told == Err(BrokerFault::Unauthorized) {
                return Err(BrokerFault::Unauthorized);
            }
            for look in 0..LOOKS_MAX {
                if look > 0 {
                    tokio::time::sleep(self.settle).await;
                }
                found = self.find(id).await?.ok_or(BrokerFault::Gone)?;
                if found.state.is_final() || told.is_err() {
                    break;
                }
            }
            asked = Some(told);
        }
        match asked {
            Some(Err(fault)) if !found.state.is_final() => Err(fault),
            _ => Ok(found),
        }
    }

    /// The answer at `path`.
    async fn read(&self, path: &str) -> Result<Value, BrokerFault> {
        let answer = Box::pin(self.http.look(path, &[])).await.map_err(BrokerFault::of)?;
        check_status(answer.status)?;
        json(&answer.body)
    }
}

/// A fault for every status that is no success, where a question was asked.
fn check_status(status: u16) -> Result<(), BrokerFault> {
    SourceFault::of_status(status).map_or(Ok(()), |fault| Err(BrokerFault::of(fault)))
}

fn json(body: &[u8]) -> Result<Value, BrokerFault> {
    serde_json::from_slice(body).map_err(|_| BrokerFault::of(SourceFault::NotJson))
}

fn read_order(body: &[u8]) -> Result<VendorOrder, BrokerFault> {
    wire::order(&json(body)?).map_err(BrokerFault::of)
}
