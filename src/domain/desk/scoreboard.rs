//! What the owner's taps saved or cost: what became of offers that were approved, and what would have become of the others.

use crate::domain::desk::approval::{ApprovalState, Mode};
use crate::domain::desk::book::Book;
use crate::domain::desk::trade::{Position, Shadow, Trade};
use crate::domain::money::Cents;

/// Offers by what was done with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scoreboard {
    /// Approved: what was made with them.
    pub approved: Tally,
    /// Denied: what would have been made.
    pub denied: Tally,
    /// Nobody answered in time: what would have been made.
    pub expired: Tally,
    /// Nobody was asked: what would have been made.
    pub unasked: Tally,
}

/// What came of a kind of offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// That have come to their end.
    pub ended: u32,
    /// Of these, with a profit.
    pub won: u32,
    /// Profits and losses of these, fees counted.
    pub profit: Cents,
    /// That are still held or followed.
    pub open: u32,
    /// Profits and losses of these so far, at the bid.
    pub open_profit: Cents,
}

impl Scoreboard {
    /// The score of a mode's offers; those that nobody was asked about belong to predictions only and count beside every mode.
    pub fn of(book: &Book, mode: Mode) -> Self {
        let mut score = Self::default();
        let account = book.account(mode);
        for trade in account.trades.iter().filter(|trade| trade.mode == mode) {
            score.approved.take(trade.profit(), true);
        }
        for position in account.positions.iter().filter(|position| position.mode == mode) {
            score.approved.take(Position::profit(position), false);
        }
        for shadow in &book.shadows {
            let Some(approval) = book.approvals.get(&shadow.approval) else { continue };
            let tally = match approval.state {
                ApprovalState::Denied { .. } if approval.mode == mode => &mut score.denied,
                ApprovalState::Expired { .. } if approval.mode == mode => &mut score.expired,
                ApprovalState::Unasked => &mut score.unasked,
                _ => continue,
            };
            tally.take(Shadow::profit(shadow), shadow.ended.is_some());
        }
        score
    }

    /// What denying and not answering saved, positive where those offers lost; offers still followed count as they stand.
    pub fn saved(&self) -> Cents {
        -(self.denied.all() + self.expired.all())
    }
}

impl Tally {
    /// Profits and losses, ended and open.
    pub fn all(&self) -> Cents {
        self.profit + self.open_profit
    }

    fn take(&mut self, profit: Cents, ended: bool) {
        if ended {
            self.ended += 1;
            self.won += u32::from(profit > Cents::ZERO);
            self.profit += profit;
        } else {
            self.open += 1;
            self.open_profit += profit;
        }
    }
}

/// What each trade's offer said that it would make without skill, dollars for what was bought of it.
pub fn no_skill_of(book: &Book, trades: &[Trade]) -> Vec<f64> {
    let of = |trade: &Trade| {
        let offer = &book.approvals.get(&trade.approval)?.offer;
        let part = f64::from(trade.bought.filled) / f64::from(offer.quantity.max(1));
        Some(offer.no_skill_profit * part)
    };
    trades.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::desk::approval::{Approval, ApprovalId, Offer};
    use crate::domain::desk::figures::tests::{quote, signal, trade};
    use crate::domain::desk::quote::ContractQuote;
    use crate::domain::desk::trade::ExitReason;
    use crate::domain::person::PersonId;
    use jiff::Timestamp;

    fn id(number: u32) -> ApprovalId {
        ApprovalId::from_text(&format!("{number:016x}")).unwrap()
    }

    fn approval(number: u32, state: ApprovalState, mode: Mode) -> Approval {
        let offer = Offer {
            quote: quote(),
            quantity: 2,
            limit: Cents(195),
            fees_in: Cents(140),
            fees_out: Cents(141),
            break_even: 157.0,
            delta: 0.35,
            expected_profit: 20.0,
            win_probability: 0.8,
            no_skill_profit: -14.0,
            refused: 9,
        };
        let (opened_at, expires_at) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
        Approval { id: id(number), signal: signal(), offer, mode, practice: false, opened_at, expires_at, state }
    }

    /// An offer of one contract at 1.90, that would bring so many cents a share now; fees of 2.10.
    fn shadow(number: u32, bid: i64, ended: bool) -> Shadow {
        let mark = ContractQuote { bid: Cents(bid), ..quote() };
        let ended = ended.then_some(ExitReason::Target);
        Shadow {
            approval: id(number),
            contract: mark.contract,
            quantity: 1,
            entry: quote(),
            fees: Cents(210),
            mark,
            ended,
        }
    }

    #[test]
    fn taps_are_held_against_what_would_have_been() {
        let by: PersonId = serde_json::from_str("1").unwrap();
        let at = Timestamp::UNIX_EPOCH;
        let denied = ApprovalState::Denied { by, at };
        let expired = ApprovalState::Expired { at };
        let mut book = Book::default();
        for approval in [
            approval(1, ApprovalState::Approved { by, at }, Mode::Paper),
            approval(2, denied, Mode::Paper),
            approval(3, denied, Mode::Paper),
            approval(4, expired, Mode::Paper),
            approval(5, ApprovalState::Unasked, Mode::Predictions),
            approval(6, denied, Mode::Live),
        ] {
            book.approvals.insert(approval.id, approval);
        }
        book.paper.trades.push(trade(5_000));
        book.shadows = vec![
            shadow(2, 95, true),
            shadow(3, 285, true),
            shadow(4, 150, false),
            shadow(5, 285, true),
            shadow(6, 0, true),
        ];
        let score = Scoreboard::of(&book, Mode::Paper);
        assert_eq!(score.approved, Tally { ended: 1, won: 1, profit: Cents(5_000), ..Tally::default() });
        // -95.00 - 2.10 and +95.00 - 2.10.
        assert_eq!(score.denied, Tally { ended: 2, won: 1, profit: Cents(-420), ..Tally::default() });
        assert_eq!(score.expired, Tally { open: 1, open_profit: Cents(-4_210), ..Tally::default() });
        assert_eq!(score.unasked.profit, Cents(9_290));
        assert_eq!(score.saved(), Cents(4_630));
        assert_eq!(Scoreboard::of(&book, Mode::Live).denied.profit, Cents(-19_210));
        assert_eq!(no_skill_of(&book, &book.paper.trades), vec![-7.0], "half of what was offered was bought");
    }
}
