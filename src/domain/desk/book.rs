//! The book: what the facts of the desk amount to. Money, positions, trades and offers follow from facts alone, in their order.

use std::collections::BTreeMap;

use jiff::Timestamp;

pub use crate::domain::desk::account::{Account, EquityPoint};

use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approval, ApprovalId, ApprovalState, Approved, Mode, Placed, Signal};
use crate::domain::desk::fact::{Entry, Fact, Halt, Pass};
use crate::domain::desk::order::{Intent, Order, OrderId, OrderState, Progress};
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::trade::{ExitReason, Position, Shadow, Trade};
use crate::domain::money::Cents;
use crate::domain::person::PersonId;

/// Everything that the desk knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Facts taken in.
    pub facts: u64,
    /// The mode; nothing before the desk is opened.
    pub mode: Option<Mode>,
    /// Who paused the desk, and when.
    pub paused: Option<(PersonId, Timestamp)>,
    /// Why the rules stopped it, and when.
    pub halted: Option<(Halt, Timestamp)>,
    /// When a person last resumed: losses and peaks before it no longer stop the desk.
    pub resumed_at: Option<Timestamp>,
    /// Who took the first step into live trading, and when.
    pub live_asked: Option<(PersonId, Timestamp)>,
    /// All offers there ever were.
    pub approvals: BTreeMap<ApprovalId, Approval>,
    /// Offers in the order in which they were made.
    pub offered: Vec<ApprovalId>,
    /// Signals that became no offer, the oldest first; at most [`PASSED_MAX`].
    pub passed: Vec<(Signal, Vec<Pass>)>,
    /// How many signals became no offer, ever.
    pub passed_count: u64,
    /// All orders there ever were.
    pub orders: BTreeMap<OrderId, OrderRecord>,
    /// Money and positions on paper.
    pub paper: Account,
    /// Money and positions of the owner.
    pub live: Account,
    /// What became of offers that nobody took, in the order in which they were refused.
    pub shadows: Vec<Shadow>,
    /// The newest quote of every contract that ever mattered.
    pub marks: BTreeMap<Contract, ContractQuote>,
}

/// Signals without an offer that are remembered one by one.
pub const PASSED_MAX: usize = 200;

/// An order with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderRecord {
    /// The order.
    pub order: Order,
    /// Why it sells; `None` for one that buys.
    pub exit: Option<ExitReason>,
    /// Where it stands.
    pub state: OrderState,
    /// The broker's name for it.
    pub broker_id: Option<String>,
    /// How much is filled.
    pub progress: Progress,
}

/// A fact that cannot follow on those before it. The book is left as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("fact {number} of the desk does not follow from those before it: {what}")]
pub struct Contradiction {
    /// Its number, counted from 1.
    pub number: u64,
    /// What is wrong.
    pub what: &'static str,
}

impl Book {
    /// The book that all these facts give.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Result<Self, Contradiction> {
        let mut book = Self::default();
        entries.into_iter().try_for_each(|entry| book.take(entry))?;
        Ok(book)
    }

    /// Takes the next fact in.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Contradiction> {
        let number = self.facts + 1;
        self.apply(entry.at, &entry.fact).map_err(|what| Contradiction { number, what })?;
        self.facts = number;
        Ok(())
    }

    /// The account of a mode; that of predictions only is the one on paper.
    pub fn account(&self, mode: Mode) -> &Account {
        if mode == Mode::Live { &self.live } else { &self.paper }
    }

    fn account_mut(&mut self, mode: Mode) -> &mut Account {
        if mode == Mode::Live { &mut self.live } else { &mut self.paper }
    }

    /// The mode; predictions only before the desk is opened.
    pub fn mode(&self) -> Mode {
        self.mode.unwrap_or(Mode::Predictions)
    }

    /// Offers that still wait for a tap.
    pub fn open_offers(&self) -> impl Iterator<Item = &Approval> {
        self.approvals.values().filter(|approval| approval.state.is_open())
    }

    /// The newest offers, the newest first.
    pub fn newest_offers(&self) -> impl Iterator<Item = &Approval> {
        self.offered.iter().rev().filter_map(|id| self.approvals.get(id))
    }

    /// All positions, on paper first.
    pub fn positions(&self) -> impl Iterator<Item = &Position> {
        self.paper.positions.iter().chain(&self.live.positions)
    }

    /// The position of an approval.
    pub fn position(&self, approval: ApprovalId) -> Option<&Position> {
        self.positions().find(|position| position.approval == approval)
    }

    /// The order that is closing a position, where one is on its way.
    pub fn closing(&self, position: &Position) -> Option<&OrderRecord> {
        let (_, order) = position.exit.as_ref()?;
        self.orders.get(order).filter(|record| !record.state.is_final())
    }

    /// Orders that have to be with the broker, each sealed by the approval that it stands on.
    pub fn orders_at_work(&self) -> impl Iterator<Item = (&OrderRecord, Approved<Placed>)> {
        self.orders.values().filter(|record| !record.state.is_final()).filter_map(|record| {
            let approval = self.approvals.get(&record.order.approval)?;
            Some((record, approval.seal(&record.order, record.progress)?))
        })
    }

    /// Every contract whose quotes matter: held, followed, on offer or on order.
    pub fn contracts_of_interest(&self) -> Vec<Contract> {
        let held = self.positions().map(|position| position.contract);
        let followed = self.shadows.iter().filter(|shadow| shadow.ended.is_none()).map(|shadow| shadow.contract);
        let offered = self.open_offers().map(Approval::contract);
        let ordered =
            self.orders.values().filter(|record| !record.state.is_final()).map(|record| record.order.contract);
        let mut all: Vec<_> = held.chain(followed).chain(offered).chain(ordered).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn apply(&mut self, at: Timestamp, fact: &Fact) -> Result<(), &'static str> {
        let first = matches!(fact, Fact::Opened { .. });
        if first != self.mode.is_none() {
            return Err("the desk is opened once, before anything else");
        }
        match fact {
            Fact::Opened { capital, mode } => {
                self.mode = Some(*mode);
                for account in [&mut self.paper, &mut self.live] {
                    (account.capital, account.cash) = (*capital, *capital);
                    account.equity.push(EquityPoint { at, equity: *capital });
                }
            }
            Fact::ModeSet { mode, .. } => (self.mode, self.live_asked) = (Some(*mode), None),
            Fact::LiveAsked { by } => self.live_asked = Some((*by, at)),
            Fact::Paused { by } => self.paused = Some((*by, at)),
            Fact::Resumed { .. } => {
                // Where only a pause is lifted, losses go on to count.
                if self.halted.take().is_some() {
                    self.resumed_at = Some(at);
                }
                self.paused = None;
            }
            Fact::Halted { reason } => self.halted = Some((*reason, at)),
            Fact::Offered { approval } => self.offer(approval)?,
            Fact::Passed { signal, reasons } => {
                if self.passed.len() >= PASSED_MAX {
                    self.passed.remove(0);
                }
                self.passed.push((*signal, reasons.clone()));
                self.passed_count += 1;
            }
            Fact::Confirming { approval, by } => self.decide(*approval, ApprovalState::Confirming { by: *by })?,
            Fact::Approved { approval, by } => self.decide(*approval, ApprovalState::Approved { by: *by, at })?,
            Fact::Denied { approval, by } => self.decide(*approval, ApprovalState::Denied { by: *by, at })?,
            Fact::Expired { approval } => self.decide(*approval, ApprovalState::Expired { at })?,
            Fact::Ordered { order, exit } => self.order(order, *exit)?,
            Fact::Reported { order, broker_id, state, progress } => {
                self.report(at, order, broker_id.as_ref(), state, *progress)?;
            }
            Fact::Marked { quotes } => self.mark(at, quotes),
            Fact::Settled { approval, worth } => self.settle(at, *approval, *worth)?,
            Fact::Attributed { approval, attribution } => {
                let trades = self.paper.trades.iter_mut().chain(&mut self.live.trades);
                let trade = trades.rev().find(|trade| trade.approval == *approval).ok_or("there is no such trade")?;
                trade.attribution = Some(*attribution);
            }
            Fact::ShadowEnded { approval, reason, worth } => {
                let fees_in = self.approvals.get(approval).map(|approval| approval.offer.fees_in);
                let open = self.shadows.iter_mut().find(|shadow| shadow.approval == *approval);
                let shadow = open.filter(|shadow| shadow.ended.is_none()).ok_or("nothing is followed there")?;
                shadow.ended = Some(*reason);
                if let Some((worth, fees_in)) = worth.zip(fees_in) {
                    (shadow.mark.bid, shadow.fees) = (worth, fees_in);
                }
            }
        }
        Ok(())
    }

    fn offer(&mut self, approval: &Approval) -> Result<(), &'static str> {
        if self.approvals.contains_key(&approval.id) {
            return Err("the offer was made before");
        }
        let asked = approval.mode != Mode::Predictions;
        if approval.state != (if asked { ApprovalState::Open } else { ApprovalState::Unasked }) {
            return Err("an offer begins open, and unasked where nothing can be bought");
        }
        self.approvals.insert(approval.id, approval.clone());
        self.offered.push(approval.id);
        if !asked {
            self.follow(approval.id);
        }
        Ok(())
    }

    /// Open offers only are decided: whoever comes second meets a decided one.
    fn decide(&mut self, id: ApprovalId, state: ApprovalState) -> Result<(), &'static str> {
        let approval = self.approvals.get_mut(&id).ok_or("there is no such offer")?;
        if !approval.state.is_open() {
            return Err("the offer is decided already");
        }
        approval.state = state;
        if matches!(state, ApprovalState::Denied { .. } | ApprovalState::Expired { .. }) {
            self.follow(id);
        }
        Ok(())
    }

    fn follow(&mut self, id: ApprovalId) {
        let Some(approval) = self.approvals.get(&id) else { return };
        let offer = &approval.offer;
        self.shadows.push(Shadow {
            approval: id,
            contract: approval.contract(),
            quantity: offer.quantity,
            entry: offer.quote,
            fees: offer.fees_in + offer.fees_out,
            mark: offer.quote,
            ended: None,
        });
    }

    fn order(&mut self, order: &Order, exit: Option<ExitReason>) -> Result<(), &'static str> {
        if self.orders.contains_key(&order.id) {
            return Err("the order was given before");
        }
        let approval = self.approvals.get(&order.approval).ok_or("the order stands on no offer")?;
        if approval.seal(order, Progress::default()).is_none() {
            return Err("nobody approved that order");
        }
        let mode = approval.mode;
        match (order.intent, exit) {
            (Intent::Open, None) => {
                let twice = |record: &OrderRecord| {
                    record.order.approval == order.approval && record.order.intent == Intent::Open
                };
                if self.orders.values().any(twice) {
                    return Err("an offer is bought once");
                }
            }
            (Intent::Close, Some(reason)) => {
                let busy = self
                    .position(order.approval)
                    .is_none_or(|position| self.closing(position).is_some() || position.held() < order.quantity);
                if busy {
                    return Err("that is not held, or is being sold already");
                }
                let positions = &mut self.account_mut(mode).positions;
                if let Some(position) = positions.iter_mut().find(|held| held.approval == order.approval) {
                    position.exit = Some((reason, order.id.clone()));
                    position.close_attempts += 1;
                }
            }
            _ => return Err("an order that sells has a reason, and one that buys has none"),
        }
        let record = OrderRecord {
            order: order.clone(),
            exit,
            state: OrderState::Intended,
            broker_id: None,
            progress: Progress::default(),
        };
        self.orders.insert(order.id.clone(), record);
        Ok(())
    }

    fn report(
        &mut self,
        at: Timestamp,
        id: &OrderId,
        broker_id: Option<&String>,
        state: &OrderState,
        progress: Progress,
    ) -> Result<(), &'static str> {
        let record = self.orders.get_mut(id).ok_or("there is no such order")?;
        let was = record.progress;
        if record.state.is_final() {
            return Err("nothing more can come of that order");
        }
        let backward = progress.filled < was.filled || progress.fees < was.fees || progress.value < was.value;
        if backward || progress.filled > record.order.quantity {
            return Err("an order's fills only grow, and not beyond the order");
        }
        record.state = state.clone();
        record.broker_id = broker_id.cloned().or_else(|| record.broker_id.take());
        record.progress = progress;
        let (order, exit) = (record.order.clone(), record.exit);
        let new = Progress {
            filled: progress.filled - was.filled,
            value: progress.value - was.value,
            fees: progress.fees - was.fees,
        };
        let approval = self.approvals.get(&order.approval).ok_or("the order stands on no offer")?.clone();
        let mark = self.marks.get(&order.contract).copied().filter(|mark| mark.at > approval.offer.quote.at);
        let mark = mark.unwrap_or(approval.offer.quote);
        let account = self.account_mut(approval.mode);
        if new != Progress::default() {
            account.fees += new.fees;
            account.cash -= new.fees;
            match order.intent {
                Intent::Open => {
                    account.cash -= new.value;
                    account.add_bought(&approval, (mark, new), at);
                }
                Intent::Close => {
                    account.cash += new.value;
                    account.add_sold(approval.id, new);
                }
            }
        }
        self.close_what_is_empty(at, approval.id, exit);
        Ok(())
    }

    /// Makes a trade of a position of which nothing is left and nothing more is bought.
    fn close_what_is_empty(&mut self, at: Timestamp, id: ApprovalId, reason: Option<ExitReason>) {
        let opening = self.orders.get(&OrderId::opening(id));
        let still_buying = opening.is_some_and(|record| !record.state.is_final());
        let Some(mode) = self.approvals.get(&id).map(|approval| approval.mode) else { return };
        let account = self.account_mut(mode);
        let empty = |position: &Position| position.approval == id && position.held() == 0 && !still_buying;
        if let Some(place) = account.positions.iter().position(empty) {
            let position = account.positions.remove(place);
            let asked = position.exit.as_ref().map(|(reason, _)| *reason);
            account.trades.push(Trade {
                approval: id,
                signal: position.signal,
                contract: position.contract,
                mode,
                bought: position.bought,
                sold: position.sold,
                opened_at: position.opened_at,
                closed_at: at,
                entry: position.entry,
                exit: position.mark,
                reason: reason.or(asked).unwrap_or(ExitReason::Asked),
                attribution: None,
            });
        }
        account.note_equity(at);
    }

    fn mark(&mut self, at: Timestamp, quotes: &[ContractQuote]) {
        for quote in quotes {
            self.marks.insert(quote.contract, *quote);
            for account in [&mut self.paper, &mut self.live] {
                let held = account.positions.iter_mut().filter(|position| position.contract == quote.contract);
                held.for_each(|position| position.mark = *quote);
            }
            let followed = self.shadows.iter_mut().filter(|shadow| shadow.contract == quote.contract);
            followed.filter(|shadow| shadow.ended.is_none()).for_each(|shadow| shadow.mark = *quote);
        }
        for account in [&mut self.paper, &mut self.live] {
            if !account.positions.is_empty() {
                account.note_equity(at);
            }
        }
    }

    fn settle(&mut self, at: Timestamp, id: ApprovalId, worth: Cents) -> Result<(), &'static str> {
        let mode = self.approvals.get(&id).ok_or("there is no such offer")?.mode;
        let account = self.account_mut(mode);
        let position = account.positions.iter_mut().find(|held| held.approval == id).ok_or("nothing is held there")?;
        let held = position.held();
        let value = worth.of_contracts(held);
        position.sold.filled += held;
        position.sold.value += value;
        account.cash += value;
        for record in self.orders.values_mut() {
            if record.order.approval == id && !record.state.is_final() {
                record.state = OrderState::Lapsed;
            }
        }
        self.close_what_is_empty(at, id, Some(ExitReason::Expiry));
        Ok(())
    }
}
