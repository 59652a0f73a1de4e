//! What people ask of the desk, and what it answers.

use crate::domain::desk::approval::{ApprovalId, ApprovalState, Mode};
use crate::domain::money::Cents;
use crate::domain::person::PersonId;

/// What a person asks for; whether they may is checked before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Approve or deny an offer.
    Choose(ApprovalId, Choice),
    /// Change the mode; the live one needs [`Asked::ConfirmLive`] as a second step.
    SetMode(Mode),
    /// The second step.
    ConfirmLive,
    /// Open nothing more.
    Pause,
    /// Open again, also after a halt.
    Resume,
    /// Sell a position at the next bid.
    Close(ApprovalId),
}

/// A tap under an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Buy it.
    Approve,
    /// Buy it, the second tap.
    Confirm,
    /// Do not.
    Deny,
}

/// A request of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub by: PersonId,
    /// For what.
    pub asked: Asked,
}

/// What the desk answers; the book says the rest.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Done.
    Done,
    /// A second step is needed: the same again with [`Choice::Confirm`] or [`Asked::ConfirmLive`].
    ConfirmNow,
    /// It is decided already.
    Decided(ApprovalState),
    /// It cannot be done, for all these reasons.
    Blocked(Vec<Block>),
    /// There is no such approval or position.
    Unknown,
    /// It is so already.
    Already,
    /// The record could not be written; nothing was done.
    Failed,
}

/// What stands against opening a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// A person paused the desk.
    Paused,
    /// Three losses in a row, or what the rules say; a person has to resume.
    LossesInRow(u32),
    /// The equity fell too far from its peak; a person has to resume.
    Drawdown,
    /// Today's loss is at its limit.
    DayLoss(Cents),
    /// As many trades this month as there may be.
    TradesThisMonth(u32),
    /// As many positions as there may be.
    Positions(u32),
    /// All positions together would cost too much.
    Exposure,
    /// That contract is held already.
    SameContract,
    /// Not enough money is left.
    Cash(Cents),
    /// The ask rose above the limit.
    Moved {
        /// What is asked now.
        ask: Cents,
        /// What may be paid.
        limit: Cents,
    },
    /// Nobody quotes the contract any more.
    NoQuote,
    /// The newest quote is too old.
    StaleQuote,
    /// The exchange is closed.
    Closed,
    /// The mode is another than that of the offer.
    OtherMode(Mode),
    /// Live trading is not set up in the configuration.
    LiveNotConfigured,
    /// The checklist for live trading has open points.
    NotReady,
    /// The stake that the rules allow does not buy one contract.
    TooSmall,
}
