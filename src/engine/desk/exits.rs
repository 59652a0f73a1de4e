//! New quotes: what is held and followed is marked with them, and sold where the rules say so.

use jiff::Timestamp;

use super::{Known, Sitting};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{ApprovalId, Mode};
use crate::domain::desk::fact::Fact;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::trade::{Attribution, ExitReason, Position, Shadow, Trade};
use crate::domain::money::Cents;
use crate::engine::options::attribution::attribute;
use crate::engine::options::exits::{Held, exit};

/// How long after a contract expired a broker may still tell what became of the last order for it, seconds.
const REPORT_WAIT_MAX_S: i64 = 24 * 60 * 60;

impl Sitting<'_> {
    /// Takes in new quotes: notes those that matter.
    pub fn mark(&mut self, quotes: &[ContractQuote]) {
        let wanted = self.book.contracts_of_interest();
        let quotes: Vec<ContractQuote> =
            quotes.iter().filter(|quote| wanted.binary_search(&quote.contract).is_ok()).copied().collect();
        if !quotes.is_empty() {
            self.note(Fact::Marked { quotes });
        }
    }

    /// Lets expire what expired, and orders to sell what is to be sold by its newest quote. `known` tells of a contract what the rules of exit
    /// want to know beside that quote; `sells` says in which modes orders to sell can be carried out at this instant, which may be long past where the
    /// desk catches up.
    pub fn leave(&mut self, known: impl Fn(&Contract) -> Known, sells: impl Fn(Mode) -> bool) {
        self.settle_what_expired();
        let Some(session) = ExchangeCalendar::nyse().session_containing(self.now) else { return };
        // An order of the closing bell would end with it.
        if self.now < session.close {
            for (approval, reason) in self.sales_due(&known, &sells) {
                self.sell(approval, reason);
            }
        }
        for (approval, reason) in self.shadows_due(&known) {
            self.note(Fact::ShadowEnded { approval, reason, worth: None });
        }
    }

    /// What is held beyond the closing bell of its last day is worth what it was worth used at that bell, by the last price known. While an order
    /// for it is with a broker that has not told its end, it is not known whether it is held, so that it waits for that, but not for ever.
    pub fn settle_what_expired(&mut self) {
        let over = |contract: &Contract| contract.expires_at() < self.now;
        let on_its_way = |position: &Position| {
            let mut orders = self.book.orders.values();
            let waits = age_s(position.contract.expires_at(), self.now) < REPORT_WAIT_MAX_S;
            waits && orders.any(|record| record.order.approval == position.approval && !record.state.is_final())
        };
        let worth = |contract: &Contract, spot| Cents::of_dollars(contract.intrinsic(spot)).unwrap_or_default();
        let held: Vec<(ApprovalId, Cents)> = self
            .book
            .positions()
            .filter(|position| over(&position.contract) && !on_its_way(position))
            .map(|position| (position.approval, worth(&position.contract, position.mark.spot)))
            .collect();
        let followed: Vec<(ApprovalId, Cents)> = self
            .book
            .shadows
            .iter()
            .filter(|shadow| shadow.ended.is_none() && over(&shadow.contract))
            .map(|shadow| (shadow.approval, worth(&shadow.contract, shadow.mark.spot)))
            .collect();
        for (approval, worth) in held {
            if self.note(Fact::Settled { approval, worth }) {
                self.after_a_sale(approval, true);
            }
        }
        for (approval, worth) in followed {
            self.note(Fact::ShadowEnded { approval, reason: ExitReason::Expiry, worth: Some(worth) });
        }
    }

    /// Positions that are to be sold now, and why.
    fn sales_due(
        &self,
        known: &impl Fn(&Contract) -> Known,
        sells: &impl Fn(Mode) -> bool,
    ) -> Vec<(ApprovalId, ExitReason)> {
        let free = self
            .book
            .positions()
            .filter(|position| position.held() > 0 && self.book.closing(position).is_none() && sells(position.mode));
        let due = free.filter_map(|position| {
            // What was to be sold and did not go goes on being for sale.
            let again = position.exit.as_ref().map(|(reason, _)| *reason);
            Some((position.approval, again.or_else(|| self.exit_of(&Held::from(position), known))?))
        });
        due.collect()
    }

    fn shadows_due(&self, known: &impl Fn(&Contract) -> Known) -> Vec<(ApprovalId, ExitReason)> {
        // Nobody sells where nobody bids: a position would wait for a bid, too.
        let sellable = |shadow: &&Shadow| shadow.ended.is_none() && shadow.mark.bid > Cents::ZERO;
        let open = self.book.shadows.iter().filter(sellable);
        let due = open.filter_map(|shadow| Some((shadow.approval, self.exit_of(&Held::from(shadow), known)?)));
        due.collect()
    }

    /// Nothing is sold on a quote that is too old to be traded on.
    fn exit_of(&self, held: &Held, known: &impl Fn(&Contract) -> Known) -> Option<ExitReason> {
        if age_s(held.mark.at, self.now) > self.rules().quote_age_max_s {
            return None;
        }
        let Known { dividend, against, .. } = known(&held.contract);
        exit(held, self.rules(), self.now, against, dividend.as_ref())
    }

    /// Where the profit of a trade came from.
    pub(super) fn attribution(&self, trade: &Trade) -> Option<Attribution> {
        attribute(&trade.entry, &trade.exit, &trade.bought, &trade.sold, self.setting.carry())
    }
}

fn age_s(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second() - from.as_second()
}
