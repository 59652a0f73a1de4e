//! The hands that bring orders to brokers: paper orders at once, others on a thread of their own that asks over the network.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::clock::Stopwatch;
use crate::config::{BrokerAccount, PaperBroker, Trading};
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approved, Mode, Placed};
use crate::domain::desk::book::Book;
use crate::domain::desk::fees::{FeeSchedule, fees};
use crate::domain::desk::order::{Intent, OrderId, OrderReport, OrderState};
use crate::domain::desk::quote::ContractQuote;
use crate::domain::notice::Notice;
use crate::feeds::broker::alpaca::{Alpaca, AlpacaBroker, LIVE_URL, PAPER_URL};
use crate::feeds::broker::paper::Paper;
use crate::feeds::broker::{Broker, BrokerFault, Fees};

/// Orders are filled all the way at the bid or the ask, never in between.
const RHO: f64 = 1.0;

/// How long after its time an order is asked for that the broker had and does not name any more.
const LOST_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// How long after its time an order is asked for that may be on its way to the broker.
const UNSENT_AFTER: SignedDuration = SignedDuration::from_mins(2);

/// Between two questions about the same order.
const ASK_PAUSE: Duration = Duration::from_secs(2);

/// Between two comparisons of what the book and the broker hold.
const COMPARE_PAUSE: Duration = Duration::from_mins(10);

/// Everyone who carries orders out.
pub(super) struct Hands {
    paper: Hand,
    live: Option<Hand>,
    /// What brokers that are asked over the network said.
    pub(super) heard: UnboundedReceiver<Heard>,
}

/// What a broker that is asked over the network said.
#[derive(Debug)]
pub(super) struct Heard {
    mode: Mode,
    told: Told,
}

#[derive(Debug)]
enum Told {
    Order(OrderId, Result<OrderReport, BrokerFault>),
    Holdings(Result<Vec<(Contract, i64)>, BrokerFault>),
}

enum Hand {
    /// Fills orders itself, at once.
    Own(Box<dyn Broker>),
    /// Is asked over the network.
    Far(Far),
}

struct Far {
    jobs: Sender<Job>,
    /// When each order was last asked about; one without an answer yet is not asked about again.
    asked: BTreeMap<OrderId, Asked>,
    /// Positions of the account as the broker told them last.
    holdings: Option<Vec<(Contract, i64)>>,
    compared: Option<Stopwatch>,
    /// The differences that people were told of last.
    told: BTreeSet<(Contract, i64, i64)>,
}

enum Asked {
    Waiting,
    Answered(Stopwatch),
}

/// How an order stands to its time.
#[derive(Clone, Copy)]
struct Until {
    /// Whether it is to be taken back.
    over: bool,
    /// Whether so much time has passed since that one which the broker does not know came to nothing.
    given_up: bool,
}

enum Job {
    Bring { placed: Approved<Placed>, known: bool, until: Until },
    Holdings,
}

impl Hands {
    /// Gets in touch with the configured brokers; also says who takes live orders, where anybody does.
    pub(super) fn open(trading: &Trading, runtime: &Handle) -> anyhow::Result<(Self, Option<&'static str>)> {
        let (told, heard) = unbounded_channel();
        let paper = match &trading.paper {
            PaperBroker::Own => Hand::Own(Box::new(Paper::new(by(FeeSchedule::PerContract), RHO))),
            PaperBroker::Alpaca(account) => {
                Hand::Far(Far::open(Mode::Paper, alpaca(account, false, runtime)?, told.clone())?)
            }
        };
        let live = match &trading.live {
            Some(account) => Some(alpaca(account, true, runtime)?),
            None => None,
        };
        let name = live.as_ref().map(|broker| broker.name());
        let live = live.map(|broker| Far::open(Mode::Live, broker, told)).transpose()?.map(Hand::Far);
        Ok((Self { paper, live, heard }, name))
    }

    /// Sees to it that every approved order is with its broker, and asks how those stand that are; returns what is known at once. Only
    /// orders of a book that is written may be brought. Orders that are filled on quotes end once the quotes up to their end are `seen`, others
    /// by the clock.
    pub(super) fn bring(&mut self, book: &Book, seen: Timestamp, now: Timestamp) -> Vec<OrderReport> {
        let mut reports = Vec::new();
        for (record, placed) in book.orders_at_work() {
            let mode = book.approvals.get(&record.order.approval).map(|approval| approval.mode);
            let until = record.order.good_until;
            // What is being sold is not bought on.
            let leaving = book.position(record.order.approval).is_some_and(|position| position.exit.is_some());
            let off = leaving && record.order.intent == Intent::Open;
            match self.of(mode) {
                Some(Hand::Own(broker)) => {
                    let until = Until { over: until < seen || off, given_up: true };
                    reports.extend(bring(broker.as_mut(), &placed, true, until).ok());
                }
                Some(Hand::Far(far)) => {
                    let known = record.state == OrderState::Working;
                    let patience = if known { LOST_AFTER } else { UNSENT_AFTER };
                    let given_up = until.checked_add(patience).is_ok_and(|last| last < now);
                    far.ask(&record.order.id, placed, known, Until { over: until < now || off, given_up });
                }
                None => {}
            }
        }
        reports
    }

    /// Whether orders of a mode can be filled by quotes of the past. No other broker sells at a price that is over.
    pub(super) fn fills_in_the_past(&self, mode: Mode) -> bool {
        mode == Mode::Paper && matches!(self.paper, Hand::Own(_))
    }

    /// Shows new quotes to brokers that fill on them.
    pub(super) fn quoted(&mut self, quotes: &[ContractQuote], now: Timestamp) -> Vec<OrderReport> {
        match &mut self.paper {
            Hand::Own(broker) => broker.quoted(quotes, now),
            Hand::Far(_) => Vec::new(),
        }
    }

    /// Takes in what a broker said; reports on orders are handed on.
    pub(super) fn take(&mut self, heard: Heard) -> Vec<OrderReport> {
        let Some(Hand::Far(far)) = self.of(Some(heard.mode)) else { return Vec::new() };
        match heard.told {
            Told::Order(order, said) => {
                far.asked.insert(order.clone(), Asked::Answered(Stopwatch::start()));
                match said {
                    Ok(report) => return vec![report],
                    Err(fault) => tracing::warn!(%order, "the broker could not be asked about an order: {fault}"),
                }
            }
            Told::Holdings(Ok(holdings)) => far.holdings = Some(holdings),
            Told::Holdings(Err(fault)) => tracing::warn!("the broker could not be asked for its positions: {fault}"),
        }
        Vec::new()
    }

    /// Compares, now and then, what the book and brokers hold; a notice where they differ anew.
    pub(super) fn mismatch(&mut self, book: &Book, now: Timestamp) -> Option<Notice> {
        let far = [(Mode::Paper, Some(&mut self.paper)), (Mode::Live, self.live.as_mut())];
        let mut found = None;
        for (mode, hand) in far {
            let Some(Hand::Far(far)) = hand else { continue };
            let at_work = book.orders_at_work().next().is_some();
            if far.compared.as_ref().is_none_or(|watch| watch.elapsed() >= COMPARE_PAUSE) {
                far.compared = Some(Stopwatch::start());
                // A thread that has ended says so where orders are brought.
                let _ended = far.jobs.send(Job::Holdings);
            }
            // While an order is on its way the two differ by right.
            let Some(holdings) = far.holdings.take().filter(|_| !at_work) else { continue };
            let differences = differences(book, mode, &holdings);
            if !differences.is_empty() && differences != far.told {
                found = Some(Notice::Mismatch { differences: differences.iter().copied().collect(), at: now });
            }
            far.told = differences;
        }
        found
    }

    fn of(&mut self, mode: Option<Mode>) -> Option<&mut Hand> {
        match mode? {
            Mode::Paper => Some(&mut self.paper),
            Mode::Live => self.live.as_mut(),
            Mode::Predictions => None,
        }
    }
}

impl Far {
    fn open(mode: Mode, broker: Box<dyn Broker>, told: UnboundedSender<Heard>) -> anyhow::Result<Self> {
        let (jobs, queue) = channel();
        std::thread::Builder::new()
            .name(format!("broker-{}", mode.name()))
            .spawn(move || work(mode, broker, &queue, &told))?;
        Ok(Self { jobs, asked: BTreeMap::new(), holdings: None, compared: None, told: BTreeSet::new() })
    }

    fn ask(&mut self, order: &OrderId, placed: Approved<Placed>, known: bool, until: Until) {
        let waits = match self.asked.get(order) {
            Some(Asked::Waiting) => true,
            Some(Asked::Answered(watch)) => watch.elapsed() < ASK_PAUSE,
            None => false,
        };
        if !waits && self.jobs.send(Job::Bring { placed, known, until }).is_ok() {
            self.asked.insert(order.clone(), Asked::Waiting);
        }
    }
}

fn by(schedule: FeeSchedule) -> Fees {
    Box::new(move |intent, quantity, value, date| fees(schedule, intent, quantity, value, date))
}

fn alpaca(account: &BrokerAccount, live: bool, runtime: &Handle) -> anyhow::Result<Box<dyn Broker>> {
    let own = if live { LIVE_URL } else { PAPER_URL };
    let address = account.url.clone().unwrap_or_else(|| own.to_owned());
    let account = AlpacaBroker { address, key: account.key.clone(), secret: account.secret.clone(), live };
    Ok(Box::new(Alpaca::new(account, by(FeeSchedule::CommissionFree), runtime.clone())?))
}

/// Whose fees are paid on paper, and live.
pub(super) fn schedules(trading: &Trading) -> (FeeSchedule, FeeSchedule) {
    let paper = match trading.paper {
        PaperBroker::Own => FeeSchedule::PerContract,
        PaperBroker::Alpaca(_) => FeeSchedule::CommissionFree,
    };
    (paper, FeeSchedule::CommissionFree)
}

fn work(mode: Mode, mut broker: Box<dyn Broker>, jobs: &Receiver<Job>, told: &UnboundedSender<Heard>) {
    while let Ok(job) = jobs.recv() {
        let said = match job {
            Job::Bring { placed, known, until } => {
                let id = placed.get().order.id.clone();
                Told::Order(id, bring(broker.as_mut(), &placed, !known, until))
            }
            Job::Holdings => Told::Holdings(broker.holdings()),
        };
        if told.send(Heard { mode, told: said }).is_err() {
            return;
        }
    }
}

/// Makes the broker have an order, once, or learns how it stands. `place` says whether it may be placed where the broker does not know it;
/// an order whose time is `over` is taken back instead.
fn bring(
    broker: &mut dyn Broker,
    placed: &Approved<Placed>,
    place: bool,
    Until { over, given_up }: Until,
) -> Result<OrderReport, BrokerFault> {
    let Placed { order, progress } = placed.get();
    let ended = |state| OrderReport { id: order.id.clone(), broker_id: None, state, progress: *progress };
    if let Some(report) = broker.look(&order.id)? {
        return if over && !report.state.is_final() { broker.cancel(&order.id) } else { Ok(report) };
    }
    if over && given_up {
        return Ok(ended(OrderState::Lapsed));
    }
    if over && place {
        // It may still be on its way: to end it now could leave a position that the book does not know.
        return Err(BrokerFault::Unknown);
    }
    if !place {
        // It had it once. Its memory may come back; to call the order off because of one such answer could leave a second position.
        return Err(BrokerFault::Gone);
    }
    match broker.place(placed) {
        Err(fault) if fault.is_certain() => Ok(ended(OrderState::Rejected { reason: fault.to_string() })),
        said => said,
    }
}

fn differences(book: &Book, mode: Mode, holdings: &[(Contract, i64)]) -> BTreeSet<(Contract, i64, i64)> {
    let mut held: BTreeMap<Contract, (i64, i64)> = BTreeMap::new();
    for position in &book.account(mode).positions {
        held.entry(position.contract).or_default().0 += i64::from(position.held());
    }
    for (contract, count) in holdings {
        held.entry(*contract).or_default().1 += count;
    }
    let differing = held.into_iter().filter(|(_, (ours, theirs))| ours != theirs);
    differing.map(|(contract, (ours, theirs))| (contract, ours, theirs)).collect()
}
