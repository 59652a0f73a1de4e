//! What happened at the desk: facts in the order in which they came about, from which everything else follows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::desk::approval::{Approval, ApprovalId, Mode, Signal};
use crate::domain::desk::order::{Order, OrderId, OrderState, Progress};
use crate::domain::desk::quote::ContractQuote;
use crate::domain::desk::trade::{Attribution, ExitReason};
use crate::domain::money::Cents;
use crate::domain::person::PersonId;

/// A fact and when it came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When, on the market's clock.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub fact: Fact,
}

/// Something that happened at the desk. It is written once and never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// The desk was opened; always the first.
    Opened {
        /// Money to begin with, on paper and live alike.
        capital: Cents,
        /// The mode to begin with.
        mode: Mode,
    },
    /// The mode was changed.
    ModeSet {
        /// The new one.
        mode: Mode,
        /// By whom; `None` where the configuration no longer allows the old one.
        by: Option<PersonId>,
    },
    /// The first of two steps into live trading.
    LiveAsked {
        /// By whom.
        by: PersonId,
    },
    /// Nothing more is opened.
    Paused {
        /// By whom.
        by: PersonId,
    },
    /// Positions may be opened again.
    Resumed {
        /// By whom.
        by: PersonId,
    },
    /// The rules stop the desk until a person resumes.
    Halted {
        /// Why.
        reason: Halt,
    },
    /// A signal became an offer. Boxed because it is far larger than the others.
    Offered {
        /// The offer.
        approval: Box<Approval>,
    },
    /// A signal became none.
    Passed {
        /// The signal.
        signal: Signal,
        /// Why, as codes.
        reasons: Vec<Pass>,
    },
    /// Someone tapped Approve and has to tap again.
    Confirming {
        /// Which offer.
        approval: ApprovalId,
        /// Who.
        by: PersonId,
    },
    /// Someone said yes; the order follows in the same transaction.
    Approved {
        /// To which offer.
        approval: ApprovalId,
        /// Who.
        by: PersonId,
    },
    /// Someone said no.
    Denied {
        /// To which offer.
        approval: ApprovalId,
        /// Who.
        by: PersonId,
    },
    /// Nobody said anything in time.
    Expired {
        /// To which offer.
        approval: ApprovalId,
    },
    /// An order is meant: from now on it has to reach the broker once.
    Ordered {
        /// The order.
        order: Box<Order>,
        /// Why it sells; `None` for one that buys.
        exit: Option<ExitReason>,
    },
    /// A broker said something new of an order.
    Reported {
        /// Which.
        order: OrderId,
        /// The broker's name for it.
        broker_id: Option<String>,
        /// Where it stands.
        state: OrderState,
        /// How much is filled, all together.
        progress: Progress,
    },
    /// New quotes of what is held, followed or on order.
    Marked {
        /// One for each contract.
        quotes: Vec<ContractQuote>,
    },
    /// Contracts that were held to the end went out of the world.
    Settled {
        /// Of which position.
        approval: ApprovalId,
        /// What one share's option was worth.
        worth: Cents,
    },
    /// Where the profit of a closed trade came from.
    Attributed {
        /// Of which trade.
        approval: ApprovalId,
        /// The parts.
        attribution: Attribution,
    },
    /// An offer that nobody took would have ended here.
    ShadowEnded {
        /// Which offer.
        approval: ApprovalId,
        /// How.
        reason: ExitReason,
        /// What one share's option was worth where it expired: then nothing is sold and no fee is paid for that.
        worth: Option<Cents>,
    },
}

/// Why the desk stopped itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Halt {
    /// Too many losses in a row.
    LossesInRow,
    /// The equity fell too far from its peak.
    Drawdown,
}

/// Why a signal became no offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    /// There is no option chain that is fresh enough.
    NoChain,
    /// No contract of the chain passes the rules.
    NoContract,
    /// Every contract that passes would lose money on average.
    NoProfit,
    /// The stake that the rules allow does not buy one contract.
    TooSmall,
    /// A person paused the desk.
    Paused,
    /// The rules stopped the desk.
    Halted,
    /// As many trades this month as there may be.
    TradesThisMonth,
    /// As many positions or open offers as there may be.
    Positions,
    /// All positions together would cost too much.
    Exposure,
    /// The loss of the day is at its limit.
    DayLoss,
    /// Not enough money is left.
    Cash,
    /// The exchange closes before anybody could answer.
    Closing,
    /// It came too late to be acted on, after an outage.
    TooLate,
}

impl Pass {
    /// All reasons.
    pub const ALL: [Self; 13] = [
        Self::NoChain,
        Self::NoContract,
        Self::NoProfit,
        Self::TooSmall,
        Self::Paused,
        Self::Halted,
        Self::TradesThisMonth,
        Self::Positions,
        Self::Exposure,
        Self::DayLoss,
        Self::Cash,
        Self::Closing,
        Self::TooLate,
    ];
}
