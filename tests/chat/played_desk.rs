//! A desk that a story plays: it offers, answers taps and fills as it is told to, and its book follows from facts as the real one's does.

use std::sync::{Arc, Mutex};

use algoslayer::bot::desk_link::{DeskEnd, DeskFacts, DeskLink};
use algoslayer::clock::Clock;
use algoslayer::domain::contract::Contract;
use algoslayer::domain::desk::approval::{Approval, ApprovalId, ApprovalState, Mode, Offer, Signal};
use algoslayer::domain::desk::book::Book;
use algoslayer::domain::desk::fact::{Entry, Fact};
use algoslayer::domain::desk::order::{Intent, Order, OrderId, OrderState, Progress};
use algoslayer::domain::desk::quote::{ContractQuote, QuoteSource};
use algoslayer::domain::desk::request::{Answer, Asked, Block, Choice, Request};
use algoslayer::domain::desk::rules::Rules;
use algoslayer::domain::desk::trade::ExitReason;
use algoslayer::domain::money::Cents;
use algoslayer::domain::prediction::{Direction, PredictionNumber};
use algoslayer::domain::symbol::Symbol;
use jiff::ToSpan;
use tokio::sync::watch;

/// The desk's end of the link in the hands of a story.
#[derive(Clone)]
pub(crate) struct PlayedDesk(Arc<Inner>);

struct Inner {
    clock: Clock,
    book: Mutex<Book>,
    shown: watch::Sender<Arc<Book>>,
    refuses: Mutex<Vec<Block>>,
    asked: Mutex<Vec<Request>>,
}

/// The only offer of most stories.
pub(crate) fn offer_id() -> ApprovalId {
    ApprovalId::from_text("00000000000000ab").unwrap()
}

fn contract() -> Contract {
    Contract::from_occ("RTX260130C00110000").unwrap()
}

impl PlayedDesk {
    /// A link, and the desk at its other end.
    pub(crate) fn open(clock: &Clock) -> (DeskLink, Self) {
        let facts = DeskFacts { rules: Arc::new(Rules::default()), live_broker: Some("alpaca"), practice: false };
        let (link, DeskEnd { book, mut requests, .. }) = DeskLink::new(facts, Book::default());
        let desk = Self(Arc::new(Inner {
            clock: clock.clone(),
            book: Mutex::default(),
            shown: book,
            refuses: Mutex::default(),
            asked: Mutex::default(),
        }));
        desk.happens(Fact::Opened { capital: Cents(100_000), mode: Mode::Paper });
        let serving = desk.clone();
        tokio::spawn(async move {
            while let Some((request, reply)) = requests.recv().await {
                let answer = serving.answer(request);
                drop(reply.send(answer));
            }
        });
        (link, desk)
    }

    /// Something happens now.
    pub(crate) fn happens(&self, fact: Fact) {
        let mut book = self.0.book.lock().unwrap();
        book.take(&Entry { at: self.0.clock.now(), fact }).unwrap();
        self.0.shown.send_replace(Arc::new(book.clone()));
    }

    /// From now on it refuses to buy, for this reason.
    pub(crate) fn refuses(&self, block: Block) {
        self.0.refuses.lock().unwrap().push(block);
    }

    /// Everything it was asked.
    pub(crate) fn asked(&self) -> Vec<Request> {
        self.0.asked.lock().unwrap().clone()
    }

    /// An offer that can be approved for a quarter of an hour.
    pub(crate) fn offers(&self, id: ApprovalId, mode: Mode) {
        let at = self.0.clock.now();
        let quote = self.quote(186, 190);
        let signal = Signal {
            symbol: Symbol::new("RTX").unwrap(),
            number: PredictionNumber(600),
            at,
            call: Direction::Up,
            confidence: 0.581,
            interval: (0.49, 0.66),
            evidence: 46.2,
            sigma: 0.0143,
            due: at + 24.hours(),
        };
        let offer = Offer {
            quote,
            quantity: 1,
            limit: Cents(199),
            fees_in: Cents(105),
            fees_out: Cents(107),
            break_even: 112.01,
            delta: 0.41,
            expected_profit: 12.31,
            win_probability: 0.46,
            no_skill_profit: -9.8,
            refused: 41,
        };
        let (opened_at, expires_at, state) = (at, at + 15.minutes(), ApprovalState::Open);
        let approval = Approval { id, signal, offer, mode, practice: false, opened_at, expires_at, state };
        self.happens(Fact::Offered { approval: Box::new(approval) });
    }

    fn quote(&self, bid: i64, ask: i64) -> ContractQuote {
        ContractQuote {
            contract: contract(),
            at: self.0.clock.now(),
            bid: Cents(bid),
            ask: Cents(ask),
            spot: 109.4,
            implied_volatility: Some(0.231),
            volume: 412,
            open_interest: 2_310,
            source: QuoteSource::Chain,
        }
    }

    /// The contract is quoted anew.
    pub(crate) fn marks(&self, bid: i64) {
        let quotes = vec![self.quote(bid, bid + 6)];
        self.happens(Fact::Marked { quotes });
    }

    fn order(&self, id: OrderId, intent: Intent) -> Order {
        let at = self.0.clock.now();
        let limit = (intent == Intent::Open).then_some(Cents(199));
        Order {
            id,
            approval: offer_id(),
            contract: contract(),
            intent,
            quantity: 1,
            limit,
            placed_at: at,
            good_until: at + 15.minutes(),
        }
    }

    /// The order that buys is filled.
    pub(crate) fn fills(&self, price: i64) {
        self.reports(OrderId::opening(offer_id()), price, 105);
    }

    /// The position is sold.
    pub(crate) fn sells(&self, price: i64, reason: ExitReason) {
        let id = OrderId::closing(offer_id(), 1);
        if !self.0.book.lock().unwrap().orders.contains_key(&id) {
            self.happens(Fact::Ordered { order: Box::new(self.order(id.clone(), Intent::Close)), exit: Some(reason) });
        }
        self.reports(id, price, 107);
    }

    fn reports(&self, order: OrderId, price: i64, fees: i64) {
        let progress = Progress { filled: 1, value: Cents(price).of_contracts(1), fees: Cents(fees) };
        self.happens(Fact::Reported { order, broker_id: None, state: OrderState::Filled, progress });
    }

    fn answer(&self, request: Request) -> Answer {
        self.0.asked.lock().unwrap().push(request);
        let by = request.by;
        match request.asked {
            Asked::Choose(id, choice) => self.decide(id, choice, request),
            Asked::SetMode(Mode::Live) => {
                self.happens(Fact::LiveAsked { by });
                Answer::ConfirmNow
            }
            Asked::SetMode(mode) => {
                self.happens(Fact::ModeSet { mode, by: Some(by) });
                Answer::Done
            }
            Asked::ConfirmLive => Answer::Blocked(vec![Block::NotReady]),
            Asked::Pause => {
                self.happens(Fact::Paused { by });
                Answer::Done
            }
            Asked::Resume => {
                self.happens(Fact::Resumed { by });
                Answer::Done
            }
            Asked::Close(id) if self.0.book.lock().unwrap().position(id).is_none() => Answer::Unknown,
            Asked::Close(_) => {
                let order = Box::new(self.order(OrderId::closing(offer_id(), 1), Intent::Close));
                self.happens(Fact::Ordered { order, exit: Some(ExitReason::Asked) });
                Answer::Done
            }
        }
    }

    fn decide(&self, approval: ApprovalId, choice: Choice, Request { by, .. }: Request) -> Answer {
        let found = self.0.book.lock().unwrap().approvals.get(&approval).map(|found| (found.state, found.mode));
        let refused = self.0.refuses.lock().unwrap().clone();
        match (found, choice) {
            (None, _) => Answer::Unknown,
            (Some((state, _)), _) if !state.is_open() => Answer::Decided(state),
            (_, Choice::Deny) => {
                self.happens(Fact::Denied { approval, by });
                Answer::Done
            }
            _ if !refused.is_empty() => Answer::Blocked(refused),
            (Some((ApprovalState::Open, Mode::Live)), Choice::Approve) => {
                self.happens(Fact::Confirming { approval, by });
                Answer::ConfirmNow
            }
            _ => {
                self.happens(Fact::Approved { approval, by });
                let order = Box::new(self.order(OrderId::opening(approval), Intent::Open));
                self.happens(Fact::Ordered { order, exit: None });
                Answer::Done
            }
        }
    }
}
