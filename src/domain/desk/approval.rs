//! Offers to buy that wait for a person's word, and the seal without which no order reaches a broker.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::contract::Contract;
use crate::domain::desk::order::{Intent, Order, Progress};
use crate::domain::desk::quote::ContractQuote;
use crate::domain::money::Cents;
use crate::domain::person::PersonId;
use crate::domain::prediction::{Direction, Hash, PredictionNumber};
use crate::domain::symbol::Symbol;

/// What a button names: it tells nothing to whoever reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ApprovalId(u64);

/// Whose money is at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nobody's: signals are told and followed, nothing can be bought.
    Predictions,
    /// Nobody's: orders are filled on paper by stated rules.
    Paper,
    /// The owner's.
    Live,
}

/// The prediction behind an offer, as far as a person decides on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Whose price.
    pub symbol: Symbol,
    /// Which prediction.
    pub number: PredictionNumber,
    /// When it was made.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// BUY or SELL.
    pub call: Direction,
    /// Its probability, in `[0, 1]`.
    pub confidence: f64,
    /// Where the confidence lies for what is known: an interval of 80 %.
    pub interval: (f64, f64),
    /// Independent outcomes behind it.
    pub evidence: f64,
    /// Expected standard deviation of the log return until [`Signal::due`].
    pub sigma: f64,
    /// When the call is checked.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub due: Timestamp,
}

/// What is offered to be bought, and what may come of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The contract as it was quoted when it was chosen.
    pub quote: ContractQuote,
    /// Contracts.
    pub quantity: u32,
    /// The most to be paid, a share: beyond it the price has moved too far.
    pub limit: Cents,
    /// Fees of buying.
    pub fees_in: Cents,
    /// Fees of selling, as far as they can be known now.
    pub fees_out: Cents,
    /// Price of the underlying at expiry at which nothing is lost, fees counted, US dollars.
    pub break_even: f64,
    /// Delta of one share's option, in `[-1, 1]`.
    pub delta: f64,
    /// Mean profit over what the prediction expects of the price, exits and costs counted, dollars for the whole offer.
    pub expected_profit: f64,
    /// Share of those futures in which it ends with a profit, in `[0, 1]`.
    pub win_probability: f64,
    /// Same mean where the prediction is worth nothing: what the contract and its exits alone would make.
    pub no_skill_profit: f64,
    /// Contracts looked at and refused before this one was chosen.
    pub refused: u32,
}

/// A signal with its offer, waiting for a person or decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// What buttons name.
    pub id: ApprovalId,
    /// Why.
    pub signal: Signal,
    /// What.
    pub offer: Offer,
    /// With whose money.
    pub mode: Mode,
    /// Whether it is for practice: on a simulated market signals are offered that the rules for a real one would keep back.
    pub practice: bool,
    /// When it was offered.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub opened_at: Timestamp,
    /// Until when it can be approved; without an answer nothing is bought.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: ApprovalState,
}

/// Where an approval stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ApprovalState {
    /// It waits for a tap.
    Open,
    /// Someone tapped Approve; with real money a second tap has to follow.
    Confirming {
        /// Who.
        by: PersonId,
    },
    /// Someone said yes: an order was made in the same instant.
    Approved {
        /// Who.
        by: PersonId,
        /// When.
        #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
        at: Timestamp,
    },
    /// Someone said no.
    Denied {
        /// Who.
        by: PersonId,
        /// When.
        #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
        at: Timestamp,
    },
    /// Nobody said anything in time.
    Expired {
        /// When.
        #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
        at: Timestamp,
    },
    /// Nobody was asked: the mode is predictions only.
    Unasked,
}

/// Something that a person approved. Only this file makes one, and only of what an approval in the state
/// [`ApprovalState::Approved`] allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Approved<T>(T);

impl<T> Approved<T> {
    /// What was approved.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// An order with what is known of its filling: what a broker is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The order.
    pub order: Order,
    /// What is known to be filled.
    pub progress: Progress,
}

impl Approval {
    /// Seals an order that this approval allows: one that buys no more of the very contract than was offered, at no more than the limit, or
    /// one that sells that contract. `None` for everything else, and where nobody approved.
    pub fn seal(&self, order: &Order, progress: Progress) -> Option<Approved<Placed>> {
        let Offer { quote, quantity, limit, .. } = &self.offer;
        let approved = matches!(self.state, ApprovalState::Approved { .. }) && self.mode != Mode::Predictions;
        let same = order.approval == self.id && order.contract == quote.contract;
        let within = (1..=*quantity).contains(&order.quantity);
        let allowed = match order.intent {
            Intent::Open => order.limit.is_some_and(|most| most <= *limit),
            Intent::Close => true,
        };
        (approved && same && within && allowed).then(|| Approved(Placed { order: order.clone(), progress }))
    }

    /// The contract on offer.
    pub fn contract(&self) -> Contract {
        self.offer.quote.contract
    }
}

impl Offer {
    /// What it costs at the limit, without fees.
    pub fn premium_max(&self) -> Cents {
        self.limit.of_contracts(self.quantity)
    }

    /// The most that can be lost: all of the premium at the limit, and the fees of buying.
    pub fn loss_max(&self) -> Cents {
        self.premium_max() + self.fees_in
    }
}

impl ApprovalState {
    /// Whether it still waits for a tap.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Confirming { .. })
    }
}

impl ApprovalId {
    /// The approval of a prediction: eight bytes of its hash.
    pub fn of(prediction: &Hash) -> Self {
        let bytes = prediction.0.first_chunk::<8>().copied().unwrap_or_default();
        Self(u64::from_be_bytes(bytes))
    }

    /// Reads what [`ApprovalId`] writes: 16 digits in lower-case hexadecimal.
    pub fn from_text(text: &str) -> Option<Self> {
        let legal = text.len() == 16 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if legal { u64::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for ApprovalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl TryFrom<String> for ApprovalId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_text(&text).ok_or_else(|| format!("`{text}` names no approval"))
    }
}

impl From<ApprovalId> for String {
    fn from(id: ApprovalId) -> Self {
        id.to_string()
    }
}

impl Mode {
    /// All modes, the safest first.
    pub const ALL: [Self; 3] = [Self::Predictions, Self::Paper, Self::Live];

    /// The name in the configuration, in buttons and in keys of the locales.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Predictions => "predictions",
            Self::Paper => "paper",
            Self::Live => "live",
        }
    }

    /// The mode with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}
