//! Orders on paper: filled by stated rules on the quotes of the market, and by nothing else.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Broker, BrokerFault, Fees, Funds};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approved, Placed};
use crate::domain::desk::order::{Intent, Order, OrderId, OrderReport, OrderState, Progress};
use crate::domain::desk::quote::{ContractQuote, QuoteSource};
use crate::domain::money::Cents;

/// Where between the middle and the quoted price orders are filled when nothing else is said: at the quoted price.
pub const RHO: f64 = 1.0;

/// A quote fills an order only so much later than it was decided on: a person could not have been faster.
const DELAY: SignedDuration = SignedDuration::from_secs(1);

/// One quote fills at most one in so many of the contracts traded on the day, and always one.
const VOLUME_PARTS: u32 = 10;

/// Orders on paper.
///
/// An order that buys is filled at the ask where that is not above its limit, one that sells at the bid: the limit is only a limit. A quote
/// counts that is at least a second younger than the order, not younger than its end, not crossed, and offered by the market rather than
/// reckoned by a model; each once. With another `rho` than [`RHO`] fills happen at the middle ± `rho` times half of the spread, rounded
/// to the cent against the order.
///
/// Orders are kept in memory. After a restart they are placed again with what is known of them, and go on from there; quotes from before
/// have then to be kept back by the caller, as the book has their fills already.
pub struct Paper {
    fees: Fees,
    rho: f64,
    orders: BTreeMap<OrderId, PaperOrder>,
}

struct PaperOrder {
    order: Order,
    state: OrderState,
    progress: Progress,
    /// The newest quote that filled a part of it.
    filled_at: Option<Timestamp>,
}

impl std::fmt::Debug for Paper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paper").field("rho", &self.rho).field("orders", &self.orders.len()).finish_non_exhaustive()
    }
}

impl Paper {
    /// A broker without orders. `rho` is [`RHO`] or, to see what other fills would have brought, another number in `[0, 2]`; anything else
    /// counts as [`RHO`].
    pub fn new(fees: Fees, rho: f64) -> Self {
        let rho = if (0.0..=2.0).contains(&rho) { rho } else { RHO };
        Self { fees, rho, orders: BTreeMap::new() }
    }
}

impl Broker for Paper {
    fn name(&self) -> &'static str {
        "paper"
    }

    fn place(&mut self, order: &Approved<Placed>) -> Result<OrderReport, BrokerFault> {
        let Placed { order, progress } = order.get();
        if progress.filled > order.quantity {
            return Err(BrokerFault::Refused { reason: "more of it is filled than it is for".to_owned() });
        }
        let known = self.orders.entry(order.id.clone()).or_insert_with(|| {
            let state = if progress.filled == order.quantity { OrderState::Filled } else { OrderState::Working };
            PaperOrder { order: order.clone(), state, progress: *progress, filled_at: None }
        });
        Ok(known.report())
    }

    fn look(&mut self, order: &OrderId) -> Result<Option<OrderReport>, BrokerFault> {
        Ok(self.orders.get(order).map(PaperOrder::report))
    }

    fn cancel(&mut self, order: &OrderId) -> Result<OrderReport, BrokerFault> {
        let unknown = || BrokerFault::Refused { reason: "it has no order of that name".to_owned() };
        let known = self.orders.get_mut(order).ok_or_else(unknown)?;
        if !known.state.is_final() {
            known.state = OrderState::Cancelled;
        }
        Ok(known.report())
    }

    fn holdings(&mut self) -> Result<Vec<(Contract, i64)>, BrokerFault> {
        Err(BrokerFault::NoAccount)
    }

    fn account(&mut self) -> Result<Funds, BrokerFault> {
        Err(BrokerFault::NoAccount)
    }

    /// Fills orders on the quotes, the oldest first; then ends those whose time is up at `now`.
    fn quoted(&mut self, quotes: &[ContractQuote], now: Timestamp) -> Vec<OrderReport> {
        let mut quotes: Vec<&ContractQuote> = quotes.iter().filter(|quote| quote.at <= now).collect();
        quotes.sort_by_key(|quote| quote.at);
        let mut reports = Vec::new();
        for paper in self.orders.values_mut().filter(|paper| !paper.state.is_final()) {
            let before = paper.progress;
            for quote in &quotes {
                paper.fill(quote, self.rho, &self.fees);
            }
            if !paper.state.is_final() && now >= paper.order.good_until {
                paper.state = OrderState::Lapsed;
            }
            if paper.state.is_final() || paper.progress != before {
                reports.push(paper.report());
            }
        }
        reports
    }
}

impl PaperOrder {
    fn report(&self) -> OrderReport {
        let (state, progress) = (self.state.clone(), self.progress);
        OrderReport { id: self.order.id.clone(), broker_id: None, state, progress }
    }

    /// Fills as much as one quote allows.
    fn fill(&mut self, quote: &ContractQuote, rho: f64, fees: &Fees) {
        let Some(price) = self.price(quote, rho).filter(|_| !self.state.is_final()) else { return };
        let Order { intent, quantity, placed_at, .. } = self.order;
        let contracts = (quantity - self.progress.filled).min((quote.volume / VOLUME_PARTS).max(1));
        self.progress.filled += contracts;
        self.progress.value += price.of_contracts(contracts);
        let day = ExchangeCalendar::nyse().new_york(placed_at).date();
        let charged = fees(intent, self.progress.filled, self.progress.value, day);
        self.progress.fees = self.progress.fees.max(charged);
        self.filled_at = Some(quote.at);
        if self.progress.filled == quantity {
            self.state = OrderState::Filled;
        }
    }

    /// The price of a share at which a quote fills the order, where it does.
    fn price(&self, quote: &ContractQuote, rho: f64) -> Option<Cents> {
        let Order { contract, intent, limit, placed_at, good_until, .. } = &self.order;
        let earliest = placed_at.checked_add(DELAY).ok()?;
        let in_time = (earliest..=*good_until).contains(&quote.at) && self.filled_at.is_none_or(|last| last < quote.at);
        let is_crossed = quote.bid > quote.ask && quote.ask > Cents::ZERO;
        if quote.contract != *contract || quote.source != QuoteSource::Chain || !in_time || is_crossed {
            return None;
        }
        let within = |price: Cents| match intent {
            Intent::Open => limit.is_some_and(|most| price <= most),
            Intent::Close => limit.is_none_or(|least| price >= least),
        };
        let quoted = if *intent == Intent::Open { quote.ask } else { quote.bid };
        // Where one side is missing there is no middle.
        let is_whole = quote.bid > Cents::ZERO && quote.ask > Cents::ZERO;
        let price = if is_whole { between(quote, *intent, rho)? } else { quoted };
        (quoted > Cents::ZERO && within(quoted) && within(price)).then_some(price)
    }
}

/// The middle ± `rho` times half of the spread, in whole cents, at least one.
fn between(quote: &ContractQuote, intent: Intent, rho: f64) -> Option<Cents> {
    let reach = rho * quote.half_spread();
    // A hair towards the order, so that a whole cent stays one in binary numbers.
    let (dollars, hair) = match intent {
        Intent::Open => (quote.mid() + reach, -1e-9),
        Intent::Close => (quote.mid() - reach, 1e-9),
    };
    let cents = dollars * 100.0 + hair;
    let whole = if intent == Intent::Open { libm::ceil(cents) } else { libm::floor(cents) };
    Cents::of_dollars(whole / 100.0).map(|price| price.max(Cents(1)))
}
