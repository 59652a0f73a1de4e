//! The desk under random signals, taps, quotes, fills and restarts: its money against a count of its own, and every order against the taps.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approval, ApprovalId, ApprovalState, Offer, Signal};
use crate::domain::desk::limits::{Limits, opening_orders};
use crate::domain::desk::order::{Intent, OrderId, OrderReport, OrderState, Progress};
use crate::domain::desk::quote::QuoteSource;
use crate::domain::desk::request::{Answer, Asked, Block, Choice, Request};
use crate::domain::desk::trade::{Position, Trade};
use crate::domain::money::Cents;
use crate::domain::person::PersonId;
use crate::domain::prediction::{Direction, PredictionNumber};
use crate::domain::symbol::Symbol;

const OWNER: PersonId = PersonId(1);
const OTHER: PersonId = PersonId(2);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn setting() -> Setting {
    Setting {
        rules: Arc::default(),
        practice: false,
        live_configured: true,
        fees: (FeeSchedule::PerContract, FeeSchedule::CommissionFree),
        dividends: vec![],
    }
}

fn quote(contract: Contract, at: Timestamp, bid: i64, spread: i64) -> ContractQuote {
    ContractQuote {
        contract,
        at,
        bid: Cents(bid),
        ask: Cents(bid + spread),
        spot: 150.0,
        implied_volatility: Some(0.25),
        volume: 100,
        open_interest: 1_000,
        source: QuoteSource::Chain,
    }
}

fn id(number: u64) -> ApprovalId {
    ApprovalId::from_text(&format!("{number:016x}")).unwrap()
}

fn contract(strike: u32) -> Contract {
    Contract::from_occ(&format!("RTX260220C{:08}", strike * 1_000)).unwrap()
}

fn approval(number: u64, contract: Contract, mode: Mode, now: Timestamp, ask: i64) -> Box<Approval> {
    let signal = Signal {
        symbol: Symbol::new("RTX").unwrap(),
        number: PredictionNumber(i64::try_from(number).unwrap()),
        at: now,
        call: Direction::Up,
        confidence: 0.86,
        interval: (0.76, 0.93),
        evidence: 400.0,
        sigma: 0.015,
        due: now + SignedDuration::from_hours(24),
    };
    let offer = Offer {
        quote: quote(contract, now, ask - 6, 6),
        quantity: 1,
        limit: Cents(ask + ask / 20),
        fees_in: Cents(105),
        fees_out: Cents(105),
        break_even: 152.0,
        delta: 0.33,
        expected_profit: 12.0,
        win_probability: 0.6,
        no_skill_profit: -8.0,
        refused: 100,
    };
    let state = if mode == Mode::Predictions { ApprovalState::Unasked } else { ApprovalState::Open };
    let expires_at = now + SignedDuration::from_mins(15);
    Box::new(Approval { id: id(number), signal, offer, mode, practice: false, opened_at: now, expires_at, state })
}

/// A book with one open offer of that mode, made at the given instant.
fn offered(setting: &Setting, mode: Mode, now: Timestamp) -> Book {
    let mut sitting = Sitting::new(setting, &Book::default(), now);
    sitting.open(mode);
    assert!(sitting.note(Fact::Offered { approval: approval(1, contract(155), mode, now, 180) }));
    sitting.rise().book
}

fn tap(
    setting: &Setting,
    book: &Book,
    now: Timestamp,
    by: PersonId,
    choice: Choice,
    ask: Option<i64>,
) -> (Answer, Minutes) {
    let mut sitting = Sitting::new(setting, book, now);
    let known = Known { quote: ask.map(|ask| quote(contract(155), now, ask - 6, 6)), ..Known::default() };
    let answer = sitting.request(Request { by, asked: Asked::Choose(id(1), choice) }, &known, true);
    (answer, sitting.rise())
}

const MORNING: &str = "2026-01-27T15:00:00Z";

#[test]
fn an_offer_is_decided_once() {
    let (setting, now) = (setting(), at(MORNING));
    let book = offered(&setting, Mode::Paper, now);
    let (answer, minutes) = tap(&setting, &book, now, OWNER, Choice::Approve, Some(182));
    assert_eq!(answer, Answer::Done);
    assert_eq!(minutes.book.orders.len(), 1);
    assert_eq!(minutes.book.orders_at_work().count(), 1);
    for (by, choice) in
        [(OWNER, Choice::Approve), (OTHER, Choice::Approve), (OTHER, Choice::Deny), (OTHER, Choice::Confirm)]
    {
        let (answer, after) = tap(&setting, &minutes.book, now, by, choice, Some(182));
        assert_eq!(answer, Answer::Decided(ApprovalState::Approved { by: OWNER, at: now }), "{choice:?}");
        assert_eq!((after.entries, after.book.orders.len()), (vec![], 1));
    }
}

#[test]
fn everything_is_checked_again_at_the_tap() {
    let (setting, now) = (setting(), at(MORNING));
    let book = offered(&setting, Mode::Paper, now);
    let blocked = |book: &Book, now, ask| match tap(&setting, book, now, OWNER, Choice::Approve, ask) {
        (Answer::Blocked(blocks), minutes) => {
            assert!(minutes.entries.is_empty() && minutes.book.open_offers().count() == 1);
            blocks
        }
        (answer, _) => panic!("{answer:?}"),
    };
    assert_eq!(blocked(&book, now, Some(190)), [Block::Moved { ask: Cents(190), limit: Cents(189) }]);
    assert_eq!(blocked(&book, now, None), [Block::NoQuote]);
    let mut sitting = Sitting::new(&setting, &book, now);
    sitting.request(Request { by: OWNER, asked: Asked::Pause }, &Known::default(), false);
    let paused = sitting.rise().book;
    assert_eq!(blocked(&paused, now, Some(180)), [Block::Paused]);
    let mut sitting = Sitting::new(&setting, &book, now);
    sitting.request(Request { by: OWNER, asked: Asked::SetMode(Mode::Predictions) }, &Known::default(), false);
    let other = sitting.rise().book;
    assert_eq!(blocked(&other, now, Some(180)), [Block::OtherMode(Mode::Predictions)]);
    // A minute late is too late, and the offer is followed from there on.
    let late = now + SignedDuration::from_mins(15);
    let (answer, minutes) = tap(&setting, &book, late, OWNER, Choice::Approve, Some(180));
    assert_eq!(answer, Answer::Decided(ApprovalState::Expired { at: late }));
    assert_eq!((minutes.book.orders.len(), minutes.book.shadows.len()), (0, 1));
}

#[test]
fn orders_on_their_way_count_against_every_limit() {
    let (setting, now) = (setting(), at(MORNING));
    let book = offered(&setting, Mode::Paper, now);
    let rules = Rules::default();
    let before = Limits::of(&book, Mode::Paper, &rules, now);
    assert_eq!((before.positions, before.trades_this_month, before.exposure), (0, 0, Cents::ZERO));
    let book = tap(&setting, &book, now, OWNER, Choice::Approve, Some(182)).1.book;
    let limits = Limits::of(&book, Mode::Paper, &rules, now);
    let cost = book.approvals[&id(1)].offer.loss_max();
    assert_eq!((limits.positions, limits.trades_this_month), (1, 1));
    assert_eq!((limits.exposure, limits.ordered, limits.cash), (cost, cost, before.cash));
    assert_eq!(opening_orders(&book, Mode::Paper).collect::<Vec<_>>(), [contract(155)]);
    assert_eq!(Limits::of(&book, Mode::Live, &rules, now).positions, 0);
    // What `/risk` shows is what blocks: with as many trades as the month may have, and the contract on order, both are named.
    let strict = Rules { trades_a_month_max: 1, positions_max: 1, ..Rules::default() };
    let setting = Setting { rules: Arc::new(strict), ..setting };
    let blocks = Sitting::new(&setting, &book, now).blocks(Mode::Paper, contract(155), cost);
    assert_eq!(blocks, [Block::TradesThisMonth(1), Block::Positions(1), Block::SameContract]);
    let free = before.cash - cost;
    let blocks = Sitting::new(&setting, &book, now).blocks(Mode::Paper, contract(160), free + Cents(1));
    assert_eq!(blocks, [Block::TradesThisMonth(1), Block::Positions(1), Block::Exposure, Block::Cash(free)]);
}

#[test]
fn real_money_takes_two_taps_of_the_same_person() {
    let (setting, now) = (setting(), at(MORNING));
    let book = offered(&setting, Mode::Live, now);
    let (answer, _) = tap(&setting, &book, now, OWNER, Choice::Confirm, Some(180));
    assert_eq!(answer, Answer::ConfirmNow, "a second tap without a first one is the first");
    let (answer, first) = tap(&setting, &book, now, OWNER, Choice::Approve, Some(180));
    assert_eq!((answer, first.book.orders.len()), (Answer::ConfirmNow, 0));
    let (answer, other) = tap(&setting, &first.book, now, OTHER, Choice::Confirm, Some(180));
    assert_eq!((answer, other.book.orders.len()), (Answer::ConfirmNow, 0));
    let (answer, again) = tap(&setting, &first.book, now, OWNER, Choice::Approve, Some(180));
    assert_eq!((answer, again.book.orders.len()), (Answer::ConfirmNow, 0), "the same tap twice is no second step");
    let (answer, second) = tap(&setting, &first.book, now, OWNER, Choice::Confirm, Some(180));
    assert_eq!((answer, second.book.orders.len()), (Answer::Done, 1));
    let unset = Setting { live_configured: false, ..setting };
    let (answer, _) = tap(&unset, &first.book, now, OWNER, Choice::Confirm, Some(180));
    assert_eq!(answer, Answer::Blocked(vec![Block::LiveNotConfigured]));
}

#[test]
fn live_mode_takes_two_steps_and_a_finished_checklist() {
    let (setting, now) = (setting(), at(MORNING));
    let mut sitting = Sitting::new(&setting, &Book::default(), now);
    sitting.open(Mode::Paper);
    let mut ask = |asked, ready| sitting.request(Request { by: OWNER, asked }, &Known::default(), ready);
    assert_eq!(ask(Asked::ConfirmLive, true), Answer::Unknown);
    assert_eq!(ask(Asked::SetMode(Mode::Live), false), Answer::Blocked(vec![Block::NotReady]));
    assert_eq!(ask(Asked::SetMode(Mode::Live), true), Answer::ConfirmNow);
    assert_eq!(ask(Asked::ConfirmLive, false), Answer::Blocked(vec![Block::NotReady]));
    assert_eq!(ask(Asked::ConfirmLive, true), Answer::Done);
    let book = sitting.rise().book;
    assert_eq!(book.mode(), Mode::Live);
    let unset = Setting { live_configured: false, ..setting };
    let mut sitting = Sitting::new(&unset, &book, now);
    sitting.open(Mode::Paper);
    assert_eq!(sitting.rise().book.mode(), Mode::Paper, "without its configuration nothing stays live");
}

#[test]
fn an_order_that_nobody_approved_is_none() {
    let (setting, now) = (setting(), at(MORNING));
    let book = offered(&setting, Mode::Paper, now);
    let (_, minutes) = tap(&setting, &book, now, OWNER, Choice::Approve, Some(180));
    let order = minutes.book.orders.values().next().unwrap().order.clone();
    let mut sitting = Sitting::new(&setting, &book, now);
    assert!(!sitting.note(Fact::Ordered { order: Box::new(order.clone()), exit: None }), "the offer is open");
    assert!(!sitting.note(Fact::Approved { approval: id(9), by: OWNER }));
    let mut sitting = Sitting::new(&setting, &minutes.book, now);
    for wrong in [
        crate::domain::desk::order::Order { quantity: 2, ..order.clone() },
        crate::domain::desk::order::Order { limit: Some(Cents(500)), ..order.clone() },
        crate::domain::desk::order::Order { contract: contract(160), ..order.clone() },
        crate::domain::desk::order::Order { limit: None, ..order.clone() },
    ] {
        let renamed = crate::domain::desk::order::Order { id: OrderId::closing(id(1), 7), ..wrong };
        assert!(!sitting.note(Fact::Ordered { order: Box::new(renamed), exit: None }));
    }
}

/// A market, a broker and two people with dice; beside the desk it counts money and taps on its own.
struct Chance {
    dice: ChaCha8Rng,
    setting: Setting,
    now: Timestamp,
    entries: Vec<Entry>,
    book: Book,
    next_offer: u64,
    prices: BTreeMap<Contract, i64>,
    /// What the broker has done with each order.
    broker: BTreeMap<OrderId, (OrderState, Progress)>,
    /// Offers to which somebody said yes and was told that it is done.
    said_yes: BTreeSet<ApprovalId>,
    /// Cents in and out by the broker's own count.
    cash: i64,
    fees: i64,
}

impl Chance {
    fn new(seed: u64) -> Self {
        let setting = setting();
        let now = at(MORNING);
        let mut sitting = Sitting::new(&setting, &Book::default(), now);
        sitting.open(Mode::Paper);
        let Minutes { book, entries, .. } = sitting.rise();
        let dice = ChaCha8Rng::seed_from_u64(seed);
        Self {
            dice,
            setting,
            now,
            entries,
            book,
            next_offer: 1,
            prices: BTreeMap::new(),
            broker: BTreeMap::new(),
            said_yes: BTreeSet::new(),
            cash: 100_000,
            fees: 0,
        }
    }

    fn sit<T>(&mut self, work: impl FnOnce(&mut Sitting<'_>) -> T) -> T {
        let mut sitting = Sitting::new(&self.setting, &self.book, self.now);
        let done = work(&mut sitting);
        let risen = sitting.rise();
        self.entries.extend(risen.entries);
        self.book = risen.book;
        done
    }

    fn quote(&mut self, contract: Contract) -> ContractQuote {
        let price = self.prices.entry(contract).or_insert(180);
        *price = (*price + self.dice.gen_range(-6..=6)).clamp(0, 260);
        let (price, spread) = (*price, self.dice.gen_range(1..8));
        quote(contract, self.now, price, spread)
    }

    fn step(&mut self) {
        match self.dice.gen_range(0..12) {
            0 => {
                let number = self.next_offer;
                let contract = contract(150 + 5 * self.dice.gen_range(0..4));
                let ask = self.quote(contract).ask.0.clamp(10, 200);
                let (mode, now) = (self.book.mode(), self.now);
                self.next_offer += 1;
                let mut approval = approval(number, contract, mode, now, ask);
                approval.offer.quantity = self.dice.gen_range(1..=3);
                self.sit(|sitting| sitting.note(Fact::Offered { approval }));
            }
            1..=3 => self.tap(),
            4..=6 => {
                let minutes = self.dice.gen_range(1..30);
                self.pass(SignedDuration::from_mins(minutes));
            }
            7..=9 => self.fill(),
            10 => {
                let asked = match self.dice.gen_range(0..6) {
                    0 => Asked::Pause,
                    1 | 2 => Asked::Resume,
                    3 => Asked::SetMode(Mode::Paper),
                    4 => Asked::SetMode(Mode::Predictions),
                    _ => Asked::Close(id(self.dice.gen_range(1..self.next_offer + 1))),
                };
                self.sit(|sitting| sitting.request(Request { by: OWNER, asked }, &Known::default(), true));
            }
            _ => {
                let hours = self.dice.gen_range(1..30);
                self.pass(SignedDuration::from_hours(hours));
                // A restart: all that is left is what was written.
                let written: Vec<String> =
                    self.entries.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect();
                let read: Vec<Entry> = written.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
                assert!(read == self.entries, "the journal reads otherwise than it was written");
                assert!(Book::of(&read).unwrap() == self.book, "the book is another after a restart");
            }
        }
    }

    fn pass(&mut self, time: SignedDuration) {
        self.now += time;
        let calendar = crate::domain::calendar::ExchangeCalendar::nyse();
        if calendar.session_containing(self.now).is_none() && self.dice.gen_bool(0.9) {
            self.now = calendar.next_session_after(self.now).unwrap().open + SignedDuration::from_mins(20);
        }
        let wanted = self.book.contracts_of_interest();
        let mut quotes = Vec::new();
        for contract in wanted {
            if self.dice.gen_bool(0.9) {
                let quote = self.quote(contract);
                quotes.push(quote);
            }
        }
        self.sit(|sitting| {
            sitting.let_expire();
            sitting.mark(&quotes);
            sitting.leave(|_| Known::default(), |_| true);
        });
        // What expired in the hands of the desk was worth what it was worth used.
        let settled = self.entries.iter().rev().take_while(|entry| entry.at == self.now);
        let worth: i64 = settled
            .filter_map(|entry| match entry.fact {
                Fact::Settled { worth, .. } => Some(worth.0),
                _ => None,
            })
            .sum();
        assert_eq!(worth, 0, "the strikes of this market end out of the money or at it");
    }

    fn tap(&mut self) {
        // Mostly what waits, now and then what is long decided or never was.
        let open = self.book.open_offers().last().map(|approval| approval.signal.number.0);
        let any = self.dice.gen_range(1..self.next_offer + 1);
        let number = open.filter(|_| any % 4 != 0).map_or(any, |open| u64::try_from(open).unwrap());
        let by = if self.dice.gen_bool(0.5) { OWNER } else { OTHER };
        let choice = [Choice::Approve, Choice::Approve, Choice::Confirm, Choice::Deny][self.dice.gen_range(0..4)];
        let contract = self.book.approvals.get(&id(number)).map(Approval::contract);
        let quote = contract.map(|contract| self.quote(contract));
        let known = Known { quote, ..Known::default() };
        let orders = self.book.orders.len();
        let asked = Asked::Choose(id(number), choice);
        let answer = self.sit(|sitting| sitting.request(Request { by, asked }, &known, true));
        let bought = self.book.orders.len() - orders;
        if answer == Answer::Done && choice != Choice::Deny {
            assert!(self.said_yes.insert(id(number)), "said yes to twice");
            assert_eq!(bought, 1);
        } else {
            assert_eq!(bought, 0, "{answer:?}");
        }
    }

    /// The broker does something with an order, and tells it: late, twice, or with what is long known.
    fn fill(&mut self) {
        let all: Vec<OrderId> = self.book.orders.keys().cloned().collect();
        if all.is_empty() {
            return;
        }
        let which = all[self.dice.gen_range(0..all.len())].clone();
        let at_work = self.book.orders_at_work().map(|(record, _)| record.order.id.clone()).last();
        let which = at_work.filter(|_| self.dice.gen_bool(0.7)).unwrap_or(which);
        let record = self.book.orders[&which].clone();
        let (mut state, mut progress) =
            self.broker.get(&which).cloned().unwrap_or((OrderState::Working, Progress::default()));
        let known_final = record.state.is_final();
        if !known_final && !state.is_final() {
            let left = record.order.quantity - progress.filled;
            let more = if self.dice.gen_bool(0.5) { left } else { self.dice.gen_range(0..=left) };
            let price = record.order.limit.map_or(self.dice.gen_range(20..200), |limit| limit.0);
            let fee = if more > 0 { self.dice.gen_range(0..200) } else { 0 };
            progress.filled += more;
            progress.value += Cents(price).of_contracts(more);
            progress.fees += Cents(fee);
            if progress.filled == record.order.quantity {
                state = OrderState::Filled;
            } else if self.dice.gen_bool(0.3) {
                state = OrderState::Cancelled;
            }
            let sign = if record.order.intent == Intent::Open { -1 } else { 1 };
            self.cash += sign * price * 100 * i64::from(more) - fee;
            self.fees += fee;
            self.broker.insert(which.clone(), (state.clone(), progress));
        }
        let report = OrderReport { id: which, broker_id: Some("b".to_owned()), state, progress };
        let times = self.dice.gen_range(1..3);
        self.sit(|sitting| (0..times).for_each(|_| sitting.report(&report)));
        if self.dice.gen_bool(0.1) {
            let unknown = OrderReport { id: OrderId::opening(id(999_999)), ..report };
            self.sit(|sitting| sitting.report(&unknown));
        }
    }

    fn check(&self) {
        let account = &self.book.paper;
        assert_eq!(account.cash.0, self.cash);
        assert_eq!(account.fees.0, self.fees);
        let marked: Cents =
            account.positions.iter().map(|position| position.mark.bid.of_contracts(position.held())).sum();
        assert_eq!(account.equity(), account.cash + marked);
        let closed: Cents = account.trades.iter().map(Trade::profit).sum();
        let open: Cents = account.positions.iter().map(Position::profit).sum();
        assert_eq!(account.equity(), account.capital + closed + open, "profits are where the money is");
        let bought: BTreeSet<ApprovalId> = self
            .book
            .orders
            .values()
            .filter(|record| record.order.intent == Intent::Open)
            .map(|record| record.order.approval)
            .collect();
        assert_eq!(bought, self.said_yes, "one order for each yes, and none without");
        assert!(account.cash >= Cents::ZERO, "{}", account.cash.0);
        assert!(account.positions.len() <= 2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn money_is_where_the_facts_say(seed: u64) {
        let mut chance = Chance::new(seed);
        for _ in 0..150 {
            chance.step();
            chance.check();
        }
    }
}

#[test]
fn chance_reaches_what_matters() {
    let (mut trades, mut denied, mut expired, mut halted, mut partly) = (0, 0, 0, 0, 0);
    for seed in 0..40 {
        let mut chance = Chance::new(seed);
        (0..300).for_each(|_| chance.step());
        trades += chance.book.paper.trades.len();
        let states = chance.book.approvals.values().map(|approval| approval.state);
        denied += states.clone().filter(|state| matches!(state, ApprovalState::Denied { .. })).count();
        expired += states.filter(|state| matches!(state, ApprovalState::Expired { .. })).count();
        halted += usize::from(chance.entries.iter().any(|entry| matches!(entry.fact, Fact::Halted { .. })));
        partly += chance.book.orders.values().filter(|record| record.state == OrderState::Cancelled).count();
    }
    assert!(
        trades > 20 && denied > 20 && expired > 20 && halted > 1 && partly > 1,
        "{trades} {denied} {expired} {halted} {partly}"
    );
}

#[test]
fn what_is_still_to_be_paid_counts_where_an_order_is_filled_in_part() {
    let (setting, now) = (setting(), at(MORNING));
    let mut sitting = Sitting::new(&setting, &Book::default(), now);
    sitting.open(Mode::Paper);
    let mut offer = approval(1, contract(155), Mode::Paper, now, 40);
    offer.offer.quantity = 3;
    assert!(sitting.note(Fact::Offered { approval: offer }));
    let book = tap(&setting, &sitting.rise().book, now, OWNER, Choice::Approve, Some(40)).1.book;
    let mut sitting = Sitting::new(&setting, &book, now);
    let progress = Progress { filled: 1, value: Cents(4_000), fees: Cents(105) };
    let report = OrderReport { id: OrderId::opening(id(1)), broker_id: None, state: OrderState::Working, progress };
    sitting.report(&report);
    let limits = Limits::of(sitting.book(), Mode::Paper, &setting.rules, now);
    assert_eq!(limits.ordered, Cents(2 * 4_200), "two contracts at the limit of 0.42, whose fees are paid");
    assert_eq!(limits.positions, 1);
}

#[test]
fn a_pause_that_is_lifted_forgives_no_losses() {
    let (setting, now) = (setting(), at(MORNING));
    let mut sitting = Sitting::new(&setting, &Book::default(), now);
    sitting.open(Mode::Paper);
    let mut ask = |asked| sitting.request(Request { by: OWNER, asked }, &Known::default(), false);
    assert_eq!((ask(Asked::Pause), ask(Asked::Resume)), (Answer::Done, Answer::Done));
    assert_eq!(sitting.book().resumed_at, None);
    assert!(sitting.note(Fact::Halted { reason: crate::domain::desk::fact::Halt::Drawdown }));
    let resumed = sitting.request(Request { by: OWNER, asked: Asked::Resume }, &Known::default(), false);
    assert_eq!((resumed, sitting.book().resumed_at), (Answer::Done, Some(now)));
}

#[test]
fn an_expired_shadow_is_worth_what_it_was_worth_used() {
    let (setting, now) = (setting(), at(MORNING));
    let book = offered(&setting, Mode::Paper, now);
    let (_, denied) = tap(&setting, &book, now, OWNER, Choice::Deny, Some(180));
    let after = at("2026-02-21T15:00:00Z");
    let mut sitting = Sitting::new(&setting, &denied.book, after);
    let spot = ContractQuote { spot: 158.0, ..quote(contract(155), at("2026-02-20T20:45:00Z"), 250, 5) };
    assert!(sitting.note(Fact::Marked { quotes: vec![spot] }));
    sitting.settle_what_expired();
    let shadow = &sitting.book().shadows[0];
    assert_eq!((shadow.ended.is_some(), shadow.profit()), (true, Cents(30_000 - 18_000 - 105)));
}
