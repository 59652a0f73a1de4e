//! What trainers ask and what the service answers. New kinds are added at the end; a change of one needs a new [`VERSION`].

use serde::{Deserialize, Serialize};

use crate::domain::training::RunId;
use crate::domain::training::observation::Observation;
use crate::learn::training::{Order, Unit};

/// Version of the language; both sides have to speak the same.
pub const VERSION: u32 = 1;

/// Observations in one answer at most.
pub const PAGE_ROWS: usize = 2_000;

/// Bytes of a result in one question.
pub const CHUNK_BYTES: usize = 256 * 1024;

/// Letters of a trainer's name at most.
pub const NAME_LETTERS_MAX: usize = 64;

/// What a trainer asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// Who it is; asked first.
    Hello {
        /// Version of the language.
        version: u32,
        /// Version of the program.
        program: String,
        /// The name it gives itself.
        name: String,
        /// SHA-256 of its feature schema.
        schema: [u8; 32],
    },
    /// Observations after that prediction.
    Data {
        /// The number of the last one that it has.
        after: i64,
    },
    /// Something to do.
    Claim,
    /// It works on.
    Progress {
        /// The lease.
        lease: u64,
        /// Share that is done, 0..1.
        done: f64,
    },
    /// Part of a result.
    Upload {
        /// Of which result.
        result: ResultName,
        /// Where the part begins.
        offset: u64,
        /// The part; empty to ask how far the upload is.
        chunk: Vec<u8>,
    },
    /// It could not do a unit.
    GiveUp {
        /// Of which training.
        run: RunId,
        /// Which.
        unit: Unit,
        /// Why.
        why: String,
    },
    /// To begin a training where there is enough that is new to learn from.
    Begin,
    /// The service's figures.
    Stats,
}

/// A result that is uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ResultName {
    /// Of which training.
    pub run: RunId,
    /// Of which unit.
    pub unit: Unit,
    /// Bytes in all.
    pub total: u64,
    /// SHA-256 of all bytes.
    pub hash: [u8; 32],
}

/// A unit to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Under which number it is lent.
    pub lease: u64,
    /// Of which training.
    pub run: RunId,
    /// What the training is made of.
    pub order: Order,
    /// The last prediction that it learns from.
    pub last_number: i64,
    /// What is to be done.
    pub unit: Unit,
}

/// What the service answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Come in.
    Welcome {
        /// Version of the service's program.
        program: String,
        /// Tells this ledger from every other: data of another are of no use.
        ledger: [u8; 32],
    },
    /// Not like this; a sentence that says what to do.
    Refused(String),
    /// Observations in the order of their numbers; none where there are no more.
    Data(Vec<Observation>),
    /// Something to do.
    Task(Box<Task>),
    /// Nothing to do now.
    Nothing,
    /// Whether to work on.
    GoOn(bool),
    /// How far an upload is.
    At(u64),
    /// A result was taken.
    Taken,
    /// A result was not taken; why.
    NotTaken(String),
    /// Nobody waits for that any more.
    Late,
    /// Heard.
    Heard,
    /// For people to read.
    Text(String),
}
