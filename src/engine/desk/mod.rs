//! The desk: rules that make facts out of signals, quotes, taps and what brokers say.
//!
//! A [`Sitting`] works on a copy of the book: it notes fact after fact, each of which the book has to accept, and gives back what is to be
//! written in one transaction. What is not written never happened.

mod blocks;
mod exits;
pub mod follow;
mod offers;
mod orders;
mod requests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::{Book, Contradiction};
use crate::domain::desk::fact::{Entry, Fact};
use crate::domain::desk::fees::FeeSchedule;
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::rules::Rules;
use crate::domain::event::Dividend;
use crate::domain::notice::Notice;
use crate::engine::options::quotes::Carry;

/// What the desk goes by.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The owner's rules.
    pub rules: Arc<Rules>,
    /// Whether signals are offered for practice that the rules for a real market would keep back.
    pub practice: bool,
    /// Whether the configuration allows live trading.
    pub live_configured: bool,
    /// Whose fees are paid on paper, and live.
    pub fees: (FeeSchedule, FeeSchedule),
    /// Dividends that are known, and the next one where it can be expected.
    pub dividends: Vec<Dividend>,
}

impl Setting {
    /// What holding the share earns and costs.
    pub fn carry(&self) -> Carry<'_> {
        Carry { rate: self.rules.rate, dividends: &self.dividends }
    }

    /// Whose fees are paid in a mode.
    pub fn fees_of(&self, mode: Mode) -> FeeSchedule {
        if mode == Mode::Live { self.fees.1 } else { self.fees.0 }
    }
}

/// The desk at work at one instant.
#[derive(Debug)]
pub struct Sitting<'s> {
    setting: &'s Setting,
    book: Book,
    now: Timestamp,
    entries: Vec<Entry>,
    notices: Vec<Notice>,
}

/// What a sitting came to: to be written together or not at all.
#[derive(Debug, PartialEq)]
pub struct Minutes {
    /// The book after all facts.
    pub book: Book,
    /// The facts.
    pub entries: Vec<Entry>,
    /// What people are to be told.
    pub notices: Vec<Notice>,
}

/// The newest quote of a contract and the next dividend of its share, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Known {
    /// The newest quote of the contract.
    pub quote: Option<ContractQuote>,
    /// The next time that the share goes ex.
    pub dividend: Option<Dividend>,
    /// Probability that the newest prediction gives the side against the position.
    pub against: Option<f64>,
}

impl<'s> Sitting<'s> {
    /// Sits down at the book as it is written.
    pub fn new(setting: &'s Setting, book: &Book, now: Timestamp) -> Self {
        // The journal keeps whole seconds.
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        Self { setting, book: book.clone(), now, entries: Vec::new(), notices: Vec::new() }
    }

    /// Opens the desk where that has not been done, and leaves live trading where the configuration no longer allows it.
    pub fn open(&mut self, mode: Mode) {
        if self.book.mode.is_none() {
            self.note(Fact::Opened { capital: self.setting.rules.capital, mode });
        } else if self.book.mode() == Mode::Live && !self.setting.live_configured {
            self.note(Fact::ModeSet { mode: Mode::Paper, by: None });
        }
    }

    /// The book with everything that was noted so far.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Gets up and hands over what was noted.
    pub fn rise(self) -> Minutes {
        Minutes { book: self.book, entries: self.entries, notices: self.notices }
    }

    /// Notes a fact; `false` where it does not follow from the book, which then stays as it is.
    fn note(&mut self, fact: Fact) -> bool {
        let entry = Entry { at: self.now, fact };
        match self.book.take(&entry) {
            Ok(()) => {
                self.entries.push(entry);
                true
            }
            Err(Contradiction { .. }) => false,
        }
    }

    fn tell(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    fn rules(&self) -> &'s Rules {
        &self.setting.rules
    }
}
