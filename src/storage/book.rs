//! What the writer knows by heart: the pages that are still written, the open predictions, the kept figures, and what comes next.

use std::collections::VecDeque;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction};

use super::event_record::{self, Told, What, Worked, due_instant};
use super::library::{self, Library};
use super::pages::{self, Open, PageInserts};
use super::{StoreError, newest_bars, outcome_record, prediction_record, records, tallies};
use crate::domain::bar::Bar;
use crate::domain::event::Due;
use crate::domain::figures::Tally;
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Hash, Prediction, PredictionNumber};
use crate::domain::signal::{Abstention, Reading, Readings, SignalKind};
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;

/// All of that. It is made from the file, changed by a transaction, and thrown away where that one fails.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) next_seq: i64,
    events: Open,
    told: Told,
    newest_bars: Vec<NewestBar>,
    shelves: Vec<Shelf>,
    /// The next free rows of predictions and of outcomes.
    rows: (i64, i64),
}

#[derive(Debug)]
struct NewestBar {
    symbol: Symbol,
    end: Timestamp,
    behind: bool,
}

/// What is known of one predicted symbol.
#[derive(Debug)]
struct Shelf {
    symbol: Symbol,
    predictions: Open,
    outcomes: Open,
    last_number: i64,
    head: Hash,
    /// The newest decision and the newest report, seconds.
    last_due: [i64; 2],
    /// The predictions up to the newest, from the first that is open.
    recent: VecDeque<Recent>,
    tallies: [[Tally; 2]; Horizon::COUNT],
    records: [[SignalRecord; SignalKind::COUNT]; Horizon::COUNT],
    /// Which tallies and which records are not written yet.
    tallies_behind: [[bool; 2]; Horizon::COUNT],
    records_behind: [bool; Horizon::COUNT],
}

/// What an outcome needs to know of its prediction.
#[derive(Debug)]
struct Recent {
    readings: Readings,
    open: [bool; Horizon::COUNT],
}

impl Recent {
    /// In the place of a prediction that is not there.
    const MISSING: Self = Self {
        readings: Readings([Reading::Abstains(Abstention::BadInput); SignalKind::COUNT]),
        open: [false; Horizon::COUNT],
    };
}

impl Book {
    /// What the file says.
    pub(super) fn load(connection: &Connection, next_seq: i64) -> Result<Self, StoreError> {
        let (events, told) = pages::last_events(connection)?.unwrap_or_default();
        let newest_bars = newest_bars::read(connection)?.into_iter();
        Ok(Self {
            next_seq,
            events,
            told,
            newest_bars: newest_bars.map(|(symbol, end)| NewestBar { symbol, end, behind: false }).collect(),
            shelves: Vec::new(),
            rows: pages::free_rows(connection)?,
        })
    }

    /// A bar that was taken in, as the event `at.0` with the `now` `at.1`.
    pub(super) fn bar(
        &mut self,
        inserts: &mut PageInserts<'_>,
        at: (i64, Timestamp),
        bar: &Bar,
    ) -> Result<(), StoreError> {
        let end = bar.end();
        match self.newest_bars.iter_mut().find(|newest| newest.symbol == bar.symbol()) {
            Some(newest) => (newest.end, newest.behind) = (newest.end.max(end), true),
            None => self.newest_bars.push(NewestBar { symbol: bar.symbol(), end, behind: true }),
        }
        let start_s = bar.start().as_second();
        self.event_page(inserts, at.0, start_s)?;
        event_record::put_bar(&mut self.events.body, &mut self.told, self.events.base_s, at, bar)?;
        self.events.note(start_s, at.0);
        Ok(())
    }

    /// Due work that was done.
    pub(super) fn due(
        &mut self,
        inserts: &mut PageInserts<'_>,
        at: (i64, Timestamp),
        work: (Symbol, Due, Worked),
    ) -> Result<(), StoreError> {
        let due_s = due_instant(work.1).as_second();
        self.event_page(inserts, at.0, due_s)?;
        event_record::put_due(&mut self.events.body, &mut self.told, self.events.base_s, at, work)?;
        self.events.note(due_s, at.0);
        Ok(())
    }

    /// Makes the page that is open one that takes this event.
    fn event_page(&mut self, inserts: &mut PageInserts<'_>, seq: i64, at_s: i64) -> Result<(), StoreError> {
        if !(self.events.takes(at_s) && self.told.takes(seq)) {
            inserts.events(&mut self.events)?;
            self.events.begin(at_s, seq);
            self.told.begin(seq);
        }
        Ok(())
    }

    /// A prediction that was made.
    pub(super) fn prediction(
        &mut self,
        inserts: &mut PageInserts<'_>,
        prediction: &Prediction,
    ) -> Result<(), StoreError> {
        let row = self.rows.0;
        let shelf = self.shelf(inserts.transaction(), prediction.symbol)?;
        let (at_s, page) = (prediction.at.as_second(), &mut shelf.predictions);
        let follows = prediction.number.0 == shelf.last_number + 1 && prediction.previous == shelf.head;
        let begins = !(follows && page.takes(at_s));
        if begins {
            inserts.predictions(shelf.symbol, page)?;
            pages::begin_predictions(page, (at_s, row), prediction.previous);
        }
        prediction_record::put(&mut page.body, prediction, page.base_s)?;
        page.note(at_s, prediction.number.0);
        // Numbers that an older ledger lacks keep their places.
        for _ in shelf.last_number + 1..prediction.number.0 {
            shelf.recent.push_back(Recent::MISSING);
        }
        shelf.last_number = prediction.number.0;
        shelf.head = prediction.hash;
        shelf.recent.push_back(Recent { readings: prediction.readings, open: [true; Horizon::COUNT] });
        self.rows.0 += i64::from(begins);
        Ok(())
    }

    /// An outcome that was measured.
    pub(super) fn outcome(&mut self, inserts: &mut PageInserts<'_>, outcome: &Outcome) -> Result<(), StoreError> {
        let row = self.rows.1;
        let shelf = self.shelf(inserts.transaction(), outcome.symbol)?;
        shelf.count(inserts.transaction(), outcome)?;
        let (settled, page) = (outcome.settled_at, &mut shelf.outcomes);
        let begins = !page.takes(settled.as_second());
        if begins {
            inserts.outcomes(shelf.symbol, page)?;
            page.begin(settled.as_second(), row);
        }
        outcome_record::put(&mut page.body, outcome, page.base_s)?;
        page.note(settled.as_microsecond(), outcome.number.0);
        self.rows.1 += i64::from(begins);
        Ok(())
    }

    /// Writes everything that the rows do not say yet.
    pub(super) fn flush(&mut self, inserts: &mut PageInserts<'_>) -> Result<(), StoreError> {
        let transaction = inserts.transaction();
        inserts.events(&mut self.events)?;
        for newest in self.newest_bars.iter_mut().filter(|newest| newest.behind) {
            newest_bars::write(transaction, newest.symbol, newest.end)?;
            newest.behind = false;
        }
        for shelf in &mut self.shelves {
            inserts.predictions(shelf.symbol, &mut shelf.predictions)?;
            inserts.outcomes(shelf.symbol, &mut shelf.outcomes)?;
            tallies::write(transaction, shelf.symbol, &shelf.tallies, &mut shelf.tallies_behind)?;
            records::write(transaction, shelf.symbol, &shelf.records, &mut shelf.records_behind)?;
        }
        Ok(())
    }

    /// Leaves the records of the signals as they stand in the file.
    pub(super) fn leave_records(&mut self) {
        for shelf in &mut self.shelves {
            shelf.records_behind = [false; Horizon::COUNT];
        }
    }

    /// Refuses a bar that does not come after what the ledger holds of its symbol.
    pub(super) fn expect_bar(&self, bar: &Bar) -> Result<(), StoreError> {
        let newest = self.newest_bars.iter().find(|newest| newest.symbol == bar.symbol());
        if newest.is_some_and(|newest| newest.end > bar.start()) {
            let what = format!("a bar of {} that begins {}", bar.symbol(), bar.start());
            return Err(StoreError::OutOfOrder { what });
        }
        Ok(())
    }

    /// Refuses due work that was done before, and predictions that do not follow from the last one.
    pub(super) fn expect_due(
        &mut self,
        transaction: &Transaction<'_>,
        (symbol, due): (Symbol, Due),
        predictions: &[Prediction],
    ) -> Result<(), StoreError> {
        let shelf = self.shelf(transaction, symbol)?;
        let (kind, due_s) = (usize::from(matches!(due, Due::Report(_))), due_instant(due).as_second());
        match shelf.last_due.get_mut(kind) {
            Some(last) if *last >= due_s => {
                let what = format!("work of {symbol} that was due {}", due_instant(due));
                return Err(StoreError::OutOfOrder { what });
            }
            Some(last) => *last = due_s,
            None => {}
        }
        for prediction in predictions {
            if prediction.number.0 != shelf.last_number + 1 || prediction.previous != shelf.head {
                let what = format!("prediction {} of {symbol}", prediction.number.0);
                return Err(StoreError::OutOfOrder { what });
            }
        }
        Ok(())
    }

    fn shelf(&mut self, connection: &Connection, symbol: Symbol) -> Result<&mut Shelf, StoreError> {
        let known = self.shelves.iter().position(|shelf| shelf.symbol == symbol);
        let place = known.unwrap_or(self.shelves.len());
        if known.is_none() {
            self.shelves.push(Shelf::load(connection, symbol)?);
        }
        self.shelves.get_mut(place).ok_or_else(|| StoreError::OutOfOrder { what: format!("anything of {symbol}") })
    }
}

impl Shelf {
    fn load(connection: &Connection, symbol: Symbol) -> Result<Self, StoreError> {
        let (predictions, last) = pages::last_predictions(connection, symbol)?.unwrap_or_default();
        let newest = last.last();
        let mut shelf = Self {
            symbol,
            predictions,
            outcomes: pages::last_outcomes(connection, symbol)?.unwrap_or_default(),
            last_number: newest.map_or(0, |prediction| prediction.number.0),
            head: newest.map_or(Hash::GENESIS, |prediction| prediction.hash),
            last_due: [last_due(connection, symbol, false)?, last_due(connection, symbol, true)?],
            recent: VecDeque::new(),
            tallies: tallies::of(&tallies::read(connection)?, symbol),
            records: records::of(&records::read(connection)?, symbol),
            tallies_behind: [[false; 2]; Horizon::COUNT],
            records_behind: [false; Horizon::COUNT],
        };
        shelf.find_open(connection)?;
        Ok(shelf)
    }

    /// Finds the predictions that wait for an outcome. Those of a horizon settle in the order of their numbers, so that as many as settled
    /// are the first ones.
    fn find_open(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let closed = self
            .tallies
            .iter()
            .map(|[within, crossing]| within.settled + within.void + crossing.settled + crossing.void);
        let first = closed.min().and_then(|closed| i64::try_from(closed).ok()).unwrap_or(0) + 1;
        let mut library = Library::new(connection, self.symbol);
        for number in first..=self.last_number {
            let prediction = library.get(PredictionNumber(number))?;
            self.recent.push_back(prediction.map_or(Recent::MISSING, |prediction| Recent {
                readings: prediction.readings,
                open: [true; Horizon::COUNT],
            }));
        }
        let (span, recent) = ((PredictionNumber(first), PredictionNumber(self.last_number)), &mut self.recent);
        library::outcomes_of(connection, self.symbol, span, |measured| {
            let place = usize::try_from(measured.number.0 - first).ok();
            let of_one = place.and_then(|place| recent.get_mut(place));
            if let Some(open) = of_one.and_then(|of_one| of_one.open.get_mut(measured.horizon.index())) {
                *open = false;
            }
        })
    }

    /// Adds an outcome to the kept figures and closes its claim.
    fn count(&mut self, connection: &Connection, outcome: &Outcome) -> Result<(), StoreError> {
        let first = self.last_number + 1 - i64::try_from(self.recent.len()).unwrap_or(0);
        let recent = usize::try_from(outcome.number.0 - first).ok().and_then(|place| self.recent.get_mut(place));
        let horizon = outcome.horizon.index();
        let astray = || StoreError::OutOfOrder { what: named(outcome) };
        let readings = if let Some(recent) = recent {
            let open = recent.open.get_mut(horizon).filter(|open| **open);
            *open.ok_or_else(astray)? = false;
            recent.readings
        } else {
            // Long settled or never made: only a ledger that lacks something meets this.
            library::one(connection, self.symbol, outcome.number)?.ok_or_else(astray)?.readings
        };
        while self.recent.front().is_some_and(|recent| recent.open == [false; Horizon::COUNT]) {
            self.recent.pop_front();
        }
        let half = usize::from(outcome.crosses_close);
        if let Some(tally) = self.tallies.get_mut(horizon).and_then(|halves| halves.get_mut(half)) {
            tally.add(outcome);
        }
        if let Some(behind) = self.tallies_behind.get_mut(horizon).and_then(|halves| halves.get_mut(half)) {
            *behind = true;
        }
        let Verdict::Settled(settlement) = &outcome.verdict else { return Ok(()) };
        for (record, reading) in self.records.get_mut(horizon).into_iter().flatten().zip(readings.0) {
            if let Some(score) = reading.score() {
                record.add(score, settlement.became, outcome.uniqueness);
            }
        }
        if let Some(behind) = self.records_behind.get_mut(horizon) {
            *behind = true;
        }
        Ok(())
    }
}

fn named(outcome: &Outcome) -> String {
    format!("the {} outcome of prediction {} of {}", outcome.horizon.name(), outcome.number.0, outcome.symbol)
}

/// The instant of the newest decision or report that was worked on, seconds.
fn last_due(connection: &Connection, symbol: Symbol, report: bool) -> Result<i64, StoreError> {
    let newest = pages::newest(connection, i64::MIN, |happening| match happening.what {
        What::Due(of, due, _) if of == symbol && matches!(due, Due::Report(_)) == report => Some(due_instant(due)),
        _ => None,
    })?;
    Ok(newest.map_or(i64::MIN, Timestamp::as_second))
}
