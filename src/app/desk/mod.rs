//! The desk at work: reads the ledger as it grows, answers people, and sees to it that approved orders reach their broker once.
//!
//! One thread does everything, one thing after the other: whatever is decided is decided on the book as it is written. Brokers that are asked
//! over the network have a thread of their own, so that a tap never waits for them.

mod hands;
mod reading;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use tokio::runtime::Handle;
use tokio::sync::watch;

use self::hands::{Hands, Heard};
use self::reading::{Instant, Reading};
use super::market::Player;
use crate::bot::desk_link::{DeskEnd, DeskFacts, DeskLink, is_practice};
use crate::clock::{Clock, Pulse};
use crate::config::Config;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::call;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::{Approval, Mode};
use crate::domain::desk::book::Book;
use crate::domain::desk::figures::{MoneyFigures, MoneyRecord};
use crate::domain::desk::potential::OptionResult;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::readiness::{self, Readiness};
use crate::domain::desk::request::{Answer, Asked, Request};
use crate::domain::symbol::Symbol;
use crate::engine::desk::{Minutes, Setting, Sitting};
use crate::storage::{DeskBatch, DeskProgress, Store, StoreError};

/// How often the desk looks at offers whose time runs out and at orders on their way, where nothing else wakes it.
const LOOK: Duration = Duration::from_secs(1);

/// Pause before a refused write is tried again.
const RETRY_PAUSE: Duration = Duration::from_secs(1);

/// Results of the past that are written together.
const RESULTS_AT_ONCE: usize = 2_000;

/// The desk, ready to work.
pub struct DeskKeeper {
    store: Store,
    clock: Clock,
    symbol: Symbol,
    setting: Setting,
    /// Whether the configuration lets signals be offered for practice.
    practice: bool,
    book: Arc<Book>,
    end: DeskEnd,
    reading: Reading,
    hands: Hands,
    /// Up to where the market's quotes were taken in: no order ends and nothing expires before the quotes of its time have been seen.
    seen: Timestamp,
    /// The New York day whose dividends are known.
    day: Option<Date>,
    /// How far the ledger was read by what is written.
    kept: Option<DeskProgress>,
    /// Tells of the market's time after everything up to it is written; and is told to wake who waits for messages.
    written: watch::Sender<Timestamp>,
    /// Beats while the desk's loop goes on.
    pub pulse: Pulse,
}

/// Opens the desk on the ledger of a player.
pub fn open(config: &Config, player: &Player) -> anyhow::Result<(DeskLink, DeskKeeper)> {
    let store = player.keeper.store().clone();
    let entries = store.desk_entries()?;
    let book = Book::of(&entries)?;
    let trading = &config.trading;
    let (hands, live_broker) = Hands::open(trading, &Handle::current())?;
    let configured = Arc::new(trading.rules.clone());
    let set = store.service_settings()?;
    let rules = Arc::new(set.over(&configured));
    let symbol = config.market.symbol;
    let setting = Setting {
        rules: Arc::clone(&rules),
        practice: is_practice(trading.practice, &rules),
        live_configured: live_broker.is_some(),
        fees: hands::schedules(trading),
        dividends: reading::dividends(&store, symbol)?,
    };
    let stranded = !book.live.positions.is_empty()
        || book.orders_at_work().any(|(_, placed)| {
            let approval = book.approvals.get(&placed.get().order.approval);
            approval.is_some_and(|approval| approval.mode == Mode::Live)
        });
    anyhow::ensure!(
        !stranded || live_broker.is_some(),
        "positions or orders with real money are open, but the configuration no longer names their broker: put trading.live and its keys \
         back until they are closed, else nobody would sell them"
    );
    let facts = DeskFacts { rules: configured, live_broker, practice: trading.practice };
    let (link, end) = DeskLink::new(facts, book.clone());
    link.renew_rules(|configured| Ok::<_, StoreError>(set.over(configured)))?;
    let reading = Reading::open(&store, symbol, player.clock.now(), &setting)?;
    let mut keeper = DeskKeeper {
        seen: reading.progress().at,
        day: None,
        kept: None,
        reading,
        store,
        clock: player.clock.clone(),
        symbol,
        setting,
        practice: trading.practice,
        book: Arc::new(book),
        end,
        hands,
        written: player.written.clone(),
        pulse: Pulse::default(),
    };
    keeper.sit(keeper.clock.now(), |sitting| sitting.open(trading.mode))?;
    Ok((link, keeper))
}

impl DeskKeeper {
    /// Works until `stop` turns true or its sender goes. An error means that something could not be written: to go on would be to act on what is
    /// not in the ledger.
    pub fn work(mut self, runtime: &Handle, mut stop: watch::Receiver<bool>) -> Result<(), StoreError> {
        let mut written = self.written.subscribe();
        let until = *written.borrow_and_update();
        let mut behind = !self.resume(until, &stop)?;
        while !*stop.borrow() {
            self.pulse.beat();
            let woken = runtime.block_on(async {
                tokio::select! {
                    // A person never waits for the past.
                    biased;
                    _ = stop.changed() => Woken::Stop,
                    Some((request, reply)) = self.end.requests.recv() => Woken::Asked(request, reply),
                    Some(heard) = self.hands.heard.recv() => Woken::Heard(heard),
                    Ok(()) = written.changed() => Woken::Market,
                    () = std::future::ready(()), if behind => Woken::Market,
                    () = tokio::time::sleep(LOOK) => Woken::Time,
                }
            });
            let done = match woken {
                Woken::Stop => break,
                Woken::Asked(request, reply) => {
                    // What is decided is decided on the newest quotes there are.
                    if !behind && written.has_changed().unwrap_or(false) {
                        let until = *written.borrow_and_update();
                        behind = !self.read_on(until, &stop)?;
                    }
                    let answer = self.answer(request).unwrap_or_else(|error| {
                        tracing::error!("what was asked of the desk could not be written: {error}");
                        Answer::Failed
                    });
                    // Whoever asked may have gone; what was decided stands.
                    let _unheard = reply.send(answer);
                    Ok(())
                }
                Woken::Heard(heard) => self.hear(heard),
                Woken::Market => {
                    let until = *written.borrow_and_update();
                    self.read_on(until, &stop).map(|all| behind = !all)
                }
                Woken::Time => Ok(()),
            };
            done.and_then(|()| self.see_to_it(self.clock.now()))?;
        }
        Ok(())
    }

    /// Goes on where it ended last. Orders are with their brokers before quotes come that may fill them, and what the ledger got meanwhile is
    /// read before anybody is answered.
    fn resume(&mut self, until: Timestamp, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
        self.see_to_it(self.seen)?;
        let all = self.read_on(until, stop)?;
        self.see_to_it(self.clock.now())?;
        Ok(all)
    }

    fn answer(&mut self, request: Request) -> Result<Answer, StoreError> {
        let contract = match request.asked {
            Asked::Choose(id, _) => self.book.approvals.get(&id).map(Approval::contract),
            _ => None,
        };
        let known = contract.map(|contract| self.reading.known(&contract, self.setting.carry())).unwrap_or_default();
        let to_live = matches!(request.asked, Asked::SetMode(Mode::Live) | Asked::ConfirmLive);
        let ready = to_live && self.is_ready()?;
        let mut answer = Answer::Failed;
        self.sit(self.clock.now(), |sitting| answer = sitting.request(request, &known, ready))?;
        Ok(answer)
    }

    /// Whether the checklist for live trading has no open point.
    fn is_ready(&self) -> Result<bool, StoreError> {
        let backed = self
            .store
            .status(self.symbol, jiff::civil::Date::ZERO)?
            .latest
            .is_some_and(|latest| call::is_backed(&latest));
        let paper = &self.book.paper;
        let record = MoneyRecord {
            trades: &paper.trades,
            equity: &paper.equity,
            calls: &[],
            no_skill: &[],
            trade_max: self.setting.rules.trade_max,
        };
        let opened = readiness::begun(paper);
        Ok(Readiness::of(&MoneyFigures::of(&record), backed, opened, self.clock.now()).is_ready())
    }

    fn hear(&mut self, heard: Heard) -> Result<(), StoreError> {
        let reports = self.hands.take(heard);
        if reports.is_empty() {
            return Ok(());
        }
        self.sit(self.clock.now(), |sitting| reports.iter().for_each(|report| sitting.report(report)))
    }

    /// Offers run out, contracts expire, orders go to their brokers. `at` is the instant of what the desk is at: the present, or the past where
    /// it catches up.
    fn see_to_it(&mut self, at: Timestamp) -> Result<(), StoreError> {
        let seen = self.seen.min(at);
        if self.book.open_offers().any(|approval| approval.expires_at <= at) {
            self.sit(at, |sitting| {
                sitting.let_expire();
            })?;
        }
        if self.book.positions().any(|position| position.contract.expires_at() < seen) {
            self.sit(seen, |sitting| {
                sitting.settle_what_expired();
            })?;
        }
        let now = self.clock.now();
        let reports = self.hands.bring(&self.book, seen, now);
        if !reports.is_empty() {
            self.sit(at, |sitting| reports.iter().for_each(|report| sitting.report(report)))?;
        }
        if let Some(notice) = self.hands.mismatch(&self.book, now) {
            self.write(&DeskBatch { notices: vec![(notice, now)], ..DeskBatch::default() })?;
        }
        Ok(())
    }

    /// Reads what the ledger got since it was read last, instant by instant; `false` where somebody asks for something before all is read.
    fn read_on(&mut self, until: Timestamp, stop: &watch::Receiver<bool>) -> Result<bool, StoreError> {
        let mut results = Vec::new();
        let day = ExchangeCalendar::nyse().new_york(until).date();
        if self.day.replace(day) != Some(day) {
            self.setting.dividends = reading::dividends(&self.store, self.symbol)?;
        }
        while let Some(instant) = self.reading.next(&self.store, until)? {
            let wanted = self.book.contracts_of_interest();
            let taken = self.reading.take(&instant, &wanted, self.setting.carry());
            results.extend(taken.results);
            if !taken.past {
                self.live_through(&instant, &taken.quotes.unwrap_or_default(), &mut results)?;
                self.seen = self.seen.max(instant.at());
                self.see_to_it(instant.at())?;
            }
            if results.len() >= RESULTS_AT_ONCE {
                self.keep(std::mem::take(&mut results), None)?;
            }
            // Where anything was ever offered, all that happened meanwhile comes before the next answer.
            if *stop.borrow() || (self.book.approvals.is_empty() && !self.end.requests.is_empty()) {
                self.keep(results, None)?;
                return Ok(false);
            }
        }
        self.seen = self.seen.max(until);
        let progress = self.reading.progress();
        if !results.is_empty() || self.kept != Some(progress) {
            self.keep(results, Some(progress))?;
            self.kept = Some(progress);
        }
        self.end.chain.send_replace(self.reading.chain());
        Ok(true)
    }

    /// Takes part in an instant: what it brings is written in one transaction, with how far the ledger was read, so that nothing of it is lived
    /// through twice. An instant that brings nothing may be, and is not written for itself.
    fn live_through(
        &mut self,
        instant: &Instant,
        quotes: &[ContractQuote],
        results: &mut Vec<OptionResult>,
    ) -> Result<(), StoreError> {
        self.take_rules();
        let at = instant.at();
        let filled = self.hands.quoted(quotes, at);
        let mut sitting = Sitting::new(&self.setting, &self.book, at);
        sitting.let_expire();
        // What is filled at these quotes is held from these quotes on.
        sitting.mark(quotes);
        for mode in [Mode::Paper, Mode::Live] {
            sitting.halt_where_due(mode);
        }
        for report in &filled {
            sitting.report(report);
        }
        match instant {
            Instant::Chain { .. } => {
                let late = self.clock.now().as_second() - at.as_second() > self.setting.rules.quote_age_max_s;
                let known = |contract: &Contract| self.reading.known(contract, self.setting.carry());
                sitting.leave(known, |mode| !late || self.hands.fills_in_the_past(mode));
            }
            // Practice is for somebody: what nobody could have seen would only use up the month's trades.
            Instant::Predicted(_) if self.setting.practice && self.store.audience()?.is_empty() => {}
            Instant::Predicted(prediction) => self.reading.offer(&mut sitting, prediction, self.clock.now()),
        }
        let minutes = sitting.rise();
        if minutes.entries.is_empty() && minutes.notices.is_empty() {
            return Ok(());
        }
        let progress = Some((self.symbol, self.reading.progress()));
        let results = std::mem::take(results);
        self.conclude(minutes, DeskBatch { progress, results, ..DeskBatch::default() })
    }

    /// Keeps results of the past, and how far it was read once all of it is: a new desk that ends in the midst of it reads it as past again.
    fn keep(&self, results: Vec<OptionResult>, progress: Option<DeskProgress>) -> Result<(), StoreError> {
        let progress = progress.map(|progress| (self.symbol, progress));
        self.write(&DeskBatch { progress, results, ..DeskBatch::default() })
    }

    /// Takes over the rules where they were changed; what is held is sold by them too.
    fn take_rules(&mut self) {
        if self.end.rules.has_changed().unwrap_or(false) {
            let rules = Arc::clone(&self.end.rules.borrow_and_update());
            self.setting.practice = is_practice(self.practice, &rules);
            self.reading.set_rules(Arc::clone(&rules));
            self.setting.rules = rules;
            tracing::info!("the desk goes by other rules from now on");
        }
    }

    /// Lets a sitting work on the book as it is written, and writes what it came to.
    fn sit(&mut self, now: Timestamp, work: impl FnOnce(&mut Sitting<'_>)) -> Result<(), StoreError> {
        self.take_rules();
        let mut sitting = Sitting::new(&self.setting, &self.book, now);
        work(&mut sitting);
        self.conclude(sitting.rise(), DeskBatch::default())
    }

    /// Writes what a sitting came to together with `batch`; only then is it so.
    fn conclude(&mut self, minutes: Minutes, batch: DeskBatch) -> Result<(), StoreError> {
        let Minutes { book, entries, notices } = minutes;
        let now = self.clock.now();
        let news = !entries.is_empty();
        let notices = notices.into_iter().map(|notice| (notice, now)).collect();
        self.write(&DeskBatch { after: self.book.facts, entries, notices, ..batch })?;
        if news {
            self.publish(book);
        }
        Ok(())
    }

    /// Writes in one transaction, as often as it takes; wakes whoever sends messages. What was read or heard is then not lost to a disk that is
    /// full for a while.
    fn write(&self, batch: &DeskBatch) -> Result<(), StoreError> {
        let tells = !batch.notices.is_empty();
        if batch.is_empty() {
            return Ok(());
        }
        let mut told = false;
        while let Err(error) = self.store.write_desk(batch.clone()) {
            if !error.is_temporary() {
                return Err(error);
            }
            if !told {
                tracing::error!("the desk could not write, trying again: {error}");
                told = true;
            }
            std::thread::sleep(RETRY_PAUSE);
        }
        if tells {
            self.written.send_modify(|_| {});
        }
        Ok(())
    }

    fn publish(&mut self, book: Book) {
        self.book = Arc::new(book);
        self.end.book.send_replace(Arc::clone(&self.book));
    }
}

/// What woke the desk.
enum Woken {
    Stop,
    Asked(Request, tokio::sync::oneshot::Sender<Answer>),
    Heard(Heard),
    Market,
    Time,
}
