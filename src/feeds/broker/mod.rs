//! Brokers: who is given an order that a person approved, and what is known of it afterwards.

pub mod alpaca;
mod decimal;
mod fault;
pub mod paper;
mod wire;

pub use fault::BrokerFault;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approved, Placed};
use crate::domain::desk::order::{Intent, OrderId, OrderReport};
use crate::domain::desk::quote::ContractQuote;
use crate::domain::money::Cents;

/// Somebody who carries out orders. It is asked from a plain thread that may wait, never from inside the runtime.
///
/// An order is known by its [`OrderId`] alone. Whatever went wrong before, asking again is safe: no broker holds two orders of one name.
/// Nobody but the caller ends an order whose time is up: a real broker knows only the trading day, so [`Broker::cancel`] it at
/// [`Order::good_until`](crate::domain::desk::order::Order::good_until), and do not place it later than that.
pub trait Broker: Send {
    /// The name that screens show.
    fn name(&self) -> &'static str;

    /// Gives an order to the broker, or finds that the broker has it already; either way the report says where it stands now.
    ///
    /// # Errors
    /// Only after a fault that [`BrokerFault::is_certain`] will the order never be there. After any other, ask again or
    /// [`Broker::look`].
    fn place(&mut self, order: &Approved<Placed>) -> Result<OrderReport, BrokerFault>;

    /// Where an order stands. `None`: the broker does not know it, so that nothing came of it.
    fn look(&mut self, order: &OrderId) -> Result<Option<OrderReport>, BrokerFault>;

    /// Takes back what is not filled yet, and tells how the order stands then: still working where the broker has not done it yet, filled
    /// where it was filled meanwhile.
    ///
    /// # Errors
    /// A fault that [`BrokerFault::is_certain`] says that there is no such order.
    fn cancel(&mut self, order: &OrderId) -> Result<OrderReport, BrokerFault>;

    /// The option contracts in the account and how many of each; a negative count was sold short by somebody else.
    ///
    /// # Errors
    /// [`BrokerFault::NoAccount`] where the broker keeps none.
    fn holdings(&mut self) -> Result<Vec<(Contract, i64)>, BrokerFault>;

    /// The money in the account.
    ///
    /// # Errors
    /// [`BrokerFault::NoAccount`] where the broker keeps none.
    fn account(&mut self) -> Result<Funds, BrokerFault>;

    /// Shows new quotes, and tells of every order on which they changed something. A real broker has its own and says nothing.
    fn quoted(&mut self, _quotes: &[ContractQuote], _now: Timestamp) -> Vec<OrderReport> {
        Vec::new()
    }
}

/// The fees of an order: of its intent, the contracts filled so far, what was paid or received for them, and the day in New York on which
/// it was given. It is asked again at every fill with all fills together, so that a minimum of an order is charged once; more contracts
/// must not cost less.
pub type Fees = Box<dyn Fn(Intent, u32, Cents, Date) -> Cents + Send>;

/// The money of an account at a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Funds {
    /// What may be spent on options now; never more than the broker says, to the cent.
    pub options_buying_power: Cents,
    /// Cash; negative where it is lent.
    pub cash: Cents,
    /// Cash and what everything held is worth.
    pub equity: Cents,
    /// What the broker allows with options: from 2 on, calls and puts may be bought.
    pub options_level: u8,
    /// Whether no orders are taken.
    pub is_blocked: bool,
}
