//! A broker over the network with the exchange that it speaks to.

use std::time::Duration;

use algoslayer::domain::desk::order::{Order, OrderReport, OrderState, Progress};
use algoslayer::domain::money::Cents;
use algoslayer::feeds::broker::alpaca::{Alpaca, AlpacaBroker, Patience};
use algoslayer::feeds::broker::{Broker, BrokerFault};
use algoslayer::feeds::http::HttpOptions;
use tokio::runtime::{Builder, Runtime};

use crate::exchange::{Exchange, Fault};
use crate::given::{fee, fees, sealed};

pub(crate) const KEY: &str = "PKTESTKEYID0001";
pub(crate) const SECRET: &str = "s3cr3t/of+the-key";

pub(crate) struct World {
    pub(crate) exchange: Exchange,
    pub(crate) broker: Alpaca,
    runtime: Runtime,
}

/// A patience that ends soon.
pub(crate) fn hasty() -> Patience {
    let http = HttpOptions {
        timeout: Duration::from_millis(300),
        attempts_max: 3,
        pause_min: Duration::from_millis(2),
        pause_max: Duration::from_millis(5),
        retry_budget: Duration::from_secs(2),
        per_minute: 600_000,
        seed: 7,
        ..HttpOptions::default()
    };
    Patience { http, settle: Duration::from_millis(5) }
}

pub(crate) fn broker_at(address: &str, live: bool) -> AlpacaBroker {
    AlpacaBroker { address: address.to_owned(), key: KEY.into(), secret: SECRET.into(), live }
}

impl World {
    pub(crate) fn new() -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let exchange = runtime.block_on(Exchange::open());
        let broker = Self::connect(&runtime, &exchange);
        Self { exchange, broker, runtime }
    }

    /// With faults of the next requests.
    pub(crate) fn with(faults: Vec<Fault>) -> Self {
        let world = Self::new();
        world.exchange.rooms().faults = faults.into();
        world
    }

    fn connect(runtime: &Runtime, exchange: &Exchange) -> Alpaca {
        let access = broker_at(&exchange.base, false);
        Alpaca::with_patience(access, fees(), runtime.handle().clone(), hasty()).unwrap()
    }

    /// The broker as it is after a restart of the program.
    pub(crate) fn restart(&mut self) {
        self.broker = Self::connect(&self.runtime, &self.exchange);
    }

    pub(crate) fn place(&mut self, order: &Order) -> Result<OrderReport, BrokerFault> {
        self.broker.place(&sealed(order, Progress::default()))
    }

    /// The report that the truth demands; `None` where there is no such order. More than one is a failure.
    pub(crate) fn truth(&self, order: &Order) -> Option<OrderReport> {
        let name = order.id.as_str();
        assert!(self.exchange.count(name) <= 1, "the order {name} is there twice");
        let rooms = self.exchange.rooms();
        let kept = rooms.orders.iter().find(|kept| kept.name() == name)?;
        let (filled, value) = (kept.filled(), Cents(kept.value()));
        let fees = if filled == 0 { Cents::ZERO } else { fee(order.intent, filled, value) };
        let state = match kept.status {
            _ if filled == order.quantity => OrderState::Filled,
            "canceled" => OrderState::Cancelled,
            _ => OrderState::Working,
        };
        let broker_id = Some(kept.id.clone());
        Some(OrderReport { id: order.id.clone(), broker_id, state, progress: Progress { filled, value, fees } })
    }
}
