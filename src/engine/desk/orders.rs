//! What follows from what brokers say of orders, and orders that close positions.

use jiff::Timestamp;

use super::Sitting;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::approval::ApprovalId;
use crate::domain::desk::fact::Fact;
use crate::domain::desk::order::{Intent, Order, OrderId, OrderReport, OrderState};
use crate::domain::desk::trade::ExitReason;
use crate::domain::notice::Notice;

impl Sitting<'_> {
    /// Takes in what a broker says of an order; what is known already, or contradicts what is known, changes nothing.
    pub fn report(&mut self, report: &OrderReport) {
        // An order that is not in the book is none of the desk's business.
        let Some(record) = self.book.orders.get(&report.id).cloned() else { return };
        let news = record.state != report.state
            || record.progress != report.progress
            || (report.broker_id.is_some() && record.broker_id != report.broker_id);
        if !news {
            return;
        }
        let approval = record.order.approval;
        let held_before = self.book.position(approval).is_some();
        let noted = self.note(Fact::Reported {
            order: report.id.clone(),
            broker_id: report.broker_id.clone(),
            state: report.state.clone(),
            progress: report.progress,
        });
        if !noted {
            return;
        }
        let all = report.progress.filled == record.order.quantity;
        match record.order.intent {
            Intent::Open if !held_before && report.progress.filled > 0 => self.tell(Notice::Bought { approval }),
            _ => {}
        }
        // What could not be sold is for sale again at the next quote; that is told once, not at every quote.
        let first = record.order.intent == Intent::Open || record.order.id == OrderId::closing(approval, 1);
        if report.state.is_final() && !all && first {
            self.tell(Notice::Unfilled { approval, order: report.id.clone() });
        }
        self.after_a_sale(approval, held_before);
    }

    /// Where a position was closed: where its profit came from, that people are told, and whether the rules stop the desk now.
    pub(super) fn after_a_sale(&mut self, approval: ApprovalId, held_before: bool) {
        if !held_before || self.book.position(approval).is_some() {
            return;
        }
        let Some(mode) = self.book.approvals.get(&approval).map(|approval| approval.mode) else { return };
        let trade = self.book.account(mode).trades.iter().rev().find(|trade| trade.approval == approval).cloned();
        if let Some(trade) = trade {
            if let Some(attribution) = self.attribution(&trade) {
                self.note(Fact::Attributed { approval, attribution });
            }
            self.tell(Notice::Sold { approval });
        }
        self.halt_where_due(mode);
    }

    /// Orders to sell everything that is held of an approval at the next bid; `false` where nothing is held or it is being sold already.
    pub(super) fn sell(&mut self, approval: ApprovalId, reason: ExitReason) -> bool {
        let Some(position) = self.book.position(approval) else { return false };
        let close = ExchangeCalendar::nyse().session_containing(self.now).map(|session| session.close);
        let order = Box::new(Order {
            id: OrderId::closing(approval, position.close_attempts + 1),
            approval,
            contract: position.contract,
            intent: Intent::Close,
            quantity: position.held(),
            limit: None,
            placed_at: self.now,
            good_until: close.unwrap_or(self.now),
        });
        self.note(Fact::Ordered { order, exit: Some(reason) })
    }

    /// Orders whose time was over before the broker ever had them lapse.
    pub fn lapse(&mut self, order: &OrderId) {
        let Some(record) = self.book.orders.get(order) else { return };
        let report = OrderReport {
            id: order.clone(),
            broker_id: record.broker_id.clone(),
            state: OrderState::Lapsed,
            progress: record.progress,
        };
        self.report(&report);
    }

    /// Whether an order's time is over.
    pub fn is_over(&self, order: &Order) -> bool {
        order.good_until < self.now
    }

    /// The instant of this sitting.
    pub fn now(&self) -> Timestamp {
        self.now
    }
}
