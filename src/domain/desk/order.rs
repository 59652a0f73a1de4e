//! Orders as they are meant, and how far a broker has come with them.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::contract::Contract;
use crate::domain::desk::approval::ApprovalId;
use crate::domain::money::Cents;

/// Our own name for an order, the same at every attempt to place it: a broker that knows it already takes it for the same order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderId(String);

/// What an order does to the position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Buys to open it.
    Open,
    /// Sells to close it.
    Close,
}

/// An order as it is meant; nothing in it changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Our name for it.
    pub id: OrderId,
    /// The approval that it stands on: its own, or that of the position that it closes.
    pub approval: ApprovalId,
    /// What is bought or sold.
    pub contract: Contract,
    /// Open or close.
    pub intent: Intent,
    /// Contracts, at least 1.
    pub quantity: u32,
    /// The most to be paid, or the least to be taken, a share; `None` sells at whatever is bid.
    pub limit: Option<Cents>,
    /// When it was decided on; only a later quote can fill it.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub placed_at: Timestamp,
    /// Until when it may be filled.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub good_until: Timestamp,
}

/// How much of an order is filled, all fills together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Contracts.
    pub filled: u32,
    /// What was paid or received for them, without fees.
    pub value: Cents,
    /// Fees for them.
    pub fees: Cents,
}

/// Where an order stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OrderState {
    /// Decided on; whether the broker has it is not known.
    Intended,
    /// The broker has it.
    Working,
    /// All of it is filled.
    Filled,
    /// Taken back before all of it was filled.
    Cancelled,
    /// Its time ran out before all of it was filled.
    Lapsed,
    /// The broker did not take it.
    Rejected {
        /// What the broker said, without anything secret.
        reason: String,
    },
}

/// What a broker says of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderReport {
    /// Our name for it.
    pub id: OrderId,
    /// The broker's name for it.
    pub broker_id: Option<String>,
    /// Where it stands; never [`OrderState::Intended`].
    pub state: OrderState,
    /// How much is filled.
    pub progress: Progress,
}

impl OrderId {
    /// The order that opens the position of an approval.
    pub fn opening(approval: ApprovalId) -> Self {
        Self(format!("as-{approval}-open"))
    }

    /// The `attempt`-th order, counted from 1, that closes it.
    pub fn closing(approval: ApprovalId, attempt: u32) -> Self {
        Self(format!("as-{approval}-close-{attempt}"))
    }

    /// The name as text: letters, digits and `-`, at most 40 of them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl OrderState {
    /// Whether nothing more can come of it.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Intended | Self::Working)
    }
}
