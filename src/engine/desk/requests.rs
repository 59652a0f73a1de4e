//! What follows from what people ask: each offer is decided once, and everything is checked again at the tap.

use jiff::{SignedDuration, Timestamp};

use super::{Known, Sitting};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::approval::{Approval, ApprovalId, ApprovalState, Mode};
use crate::domain::desk::fact::Fact;
use crate::domain::desk::order::{Intent, Order, OrderId};
use crate::domain::desk::request::{Answer, Asked, Block, Choice, Request};
use crate::domain::desk::trade::ExitReason;

/// How long the first step into live trading waits for the second, seconds of the market's time.
const LIVE_STEP_SECONDS: i64 = 5 * 60;

/// How long an order to buy stays good, seconds of the market's time.
const ORDER_SECONDS: i64 = 30 * 60;

impl Sitting<'_> {
    /// Does what a person asks for, as far as the rules allow. `known` is of the contract that the request is about; `ready` says whether
    /// the checklist for live trading has no open point.
    pub fn request(&mut self, request: Request, known: &Known, ready: bool) -> Answer {
        let by = request.by;
        match request.asked {
            Asked::Choose(id, choice) => self.choose(request, (id, choice), known),
            Asked::SetMode(mode) if mode == self.book.mode() => Answer::Already,
            Asked::SetMode(Mode::Live) => match self.bars_to_live(ready) {
                blocks if blocks.is_empty() => self.done(Fact::LiveAsked { by }, Answer::ConfirmNow),
                blocks => Answer::Blocked(blocks),
            },
            Asked::SetMode(mode) => self.done(Fact::ModeSet { mode, by: Some(by) }, Answer::Done),
            Asked::ConfirmLive => {
                let waits =
                    |(who, at): (_, Timestamp)| who == by && self.now.as_second() - at.as_second() <= LIVE_STEP_SECONDS;
                let blocks = self.bars_to_live(ready);
                if self.book.mode() == Mode::Live {
                    Answer::Already
                } else if !self.book.live_asked.is_some_and(waits) {
                    Answer::Unknown
                } else if blocks.is_empty() {
                    self.done(Fact::ModeSet { mode: Mode::Live, by: Some(by) }, Answer::Done)
                } else {
                    Answer::Blocked(blocks)
                }
            }
            Asked::Pause if self.book.paused.is_some() => Answer::Already,
            Asked::Pause => self.done(Fact::Paused { by }, Answer::Done),
            Asked::Resume if self.book.paused.is_none() && self.book.halted.is_none() => Answer::Already,
            Asked::Resume => self.done(Fact::Resumed { by }, Answer::Done),
            Asked::Close(id) => self.close(id),
        }
    }

    fn choose(&mut self, request: Request, (id, choice): (ApprovalId, Choice), known: &Known) -> Answer {
        let by = request.by;
        let Some(approval) = self.book.approvals.get(&id).cloned() else { return Answer::Unknown };
        if !approval.state.is_open() {
            return Answer::Decided(approval.state);
        }
        if approval.expires_at <= self.now {
            self.note(Fact::Expired { approval: id });
            return Answer::Decided(ApprovalState::Expired { at: self.now });
        }
        if choice == Choice::Deny {
            return self.done(Fact::Denied { approval: id, by }, Answer::Done);
        }
        let blocks = self.blocks_of(&approval, known);
        if !blocks.is_empty() {
            return Answer::Blocked(blocks);
        }
        let confirmed = approval.state == ApprovalState::Confirming { by } && choice == Choice::Confirm;
        if approval.mode == Mode::Live && !confirmed {
            if approval.state == (ApprovalState::Confirming { by }) {
                return Answer::ConfirmNow;
            }
            return self.done(Fact::Confirming { approval: id, by }, Answer::ConfirmNow);
        }
        self.approve(&approval, request)
    }

    /// The word of a person and the order that follows from it, in one.
    fn approve(&mut self, approval: &Approval, request: Request) -> Answer {
        let close = ExchangeCalendar::nyse().session_containing(self.now).map_or(self.now, |session| session.close);
        let lasts = self.now.saturating_add(SignedDuration::from_secs(ORDER_SECONDS)).unwrap_or(close);
        let order = Box::new(Order {
            id: OrderId::opening(approval.id),
            approval: approval.id,
            contract: approval.contract(),
            intent: Intent::Open,
            quantity: approval.offer.quantity,
            limit: Some(approval.offer.limit),
            placed_at: self.now,
            good_until: lasts.min(close),
        });
        let agreed = self.note(Fact::Approved { approval: approval.id, by: request.by });
        let ordered = agreed && self.note(Fact::Ordered { order, exit: None });
        if ordered { Answer::Done } else { Answer::Failed }
    }

    /// Everything that stands against an offer at this instant.
    fn blocks_of(&self, approval: &Approval, known: &Known) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.book.mode() != approval.mode {
            blocks.push(Block::OtherMode(self.book.mode()));
        }
        if approval.mode == Mode::Live && !self.setting.live_configured {
            blocks.push(Block::LiveNotConfigured);
        }
        if ExchangeCalendar::nyse().session_containing(self.now).is_none_or(|session| session.close <= self.now) {
            blocks.push(Block::Closed);
        }
        let limit = approval.offer.limit;
        match &known.quote {
            Some(quote) if quote.ask.0 <= 0 => blocks.push(Block::NoQuote),
            Some(quote) if self.now.as_second() - quote.at.as_second() > self.rules().quote_age_max_s => {
                blocks.push(Block::StaleQuote);
            }
            Some(quote) if quote.ask > limit => blocks.push(Block::Moved { ask: quote.ask, limit }),
            Some(_) => {}
            None => blocks.push(Block::NoQuote),
        }
        blocks.extend(self.blocks(approval.mode, approval.contract(), approval.offer.loss_max()));
        blocks
    }

    fn bars_to_live(&self, ready: bool) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.setting.live_configured {
            blocks.push(Block::LiveNotConfigured);
        }
        if !ready {
            blocks.push(Block::NotReady);
        }
        blocks
    }

    fn close(&mut self, id: ApprovalId) -> Answer {
        let Some(position) = self.book.position(id) else { return Answer::Unknown };
        if self.book.closing(position).is_some() {
            return Answer::Already;
        }
        if ExchangeCalendar::nyse().session_containing(self.now).is_none_or(|session| session.close <= self.now) {
            return Answer::Blocked(vec![Block::Closed]);
        }
        if self.sell(id, ExitReason::Asked) { Answer::Done } else { Answer::Failed }
    }

    fn done(&mut self, fact: Fact, answer: Answer) -> Answer {
        if self.note(fact) { answer } else { Answer::Failed }
    }
}
