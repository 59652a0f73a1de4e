//! What `algoslayer verify` finds: counts, and each problem in a sentence.

use crate::domain::prediction::Hash;
use crate::domain::symbol::Symbol;

/// Problems listed one by one; beyond this they are only counted.
const PROBLEMS_KEPT_MAX: usize = 20;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Predictions whose hash was computed anew.
    pub predictions: u64,
    /// Outcomes counted anew.
    pub outcomes: u64,
    /// Kept tallies compared.
    pub tallies: u64,
    /// Facts of the desk from which the book was built anew.
    pub facts: u64,
    /// Results of options on calls that were counted anew.
    pub option_results: u64,
    /// Hash of the last prediction of each symbol.
    pub heads: Vec<(Symbol, Hash)>,
    /// How many problems there are.
    pub problem_count: u64,
    /// The first of them.
    pub problems: Vec<Problem>,
}

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// SQLite's own check of the file.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// A page and the row it stands in tell different things.
    #[error("a page of {table} that begins with {first} holds something else than its row says")]
    Page {
        /// In which table.
        table: &'static str,
        /// The first number that the row names.
        first: i64,
    },
    /// A number is missing or twice there.
    #[error("{symbol}: prediction {expected} is missing; {found} follows {}", expected - 1)]
    Hole {
        /// Whose.
        symbol: Symbol,
        /// The number that should come.
        expected: i64,
        /// The number that came.
        found: i64,
    },
    /// A prediction does not name its predecessor's hash.
    #[error("{symbol}: prediction {number} does not follow from the one before it: the chain is broken there")]
    Unchained {
        /// Whose.
        symbol: Symbol,
        /// Which.
        number: i64,
    },
    /// A prediction's content does not give its hash.
    #[error("{symbol}: prediction {number} was changed after it was made: its content does not give its hash")]
    Changed {
        /// Whose.
        symbol: Symbol,
        /// Which.
        number: i64,
    },
    /// An outcome disagrees with the prediction it belongs to.
    #[error("{symbol}: the {horizon} outcome of prediction {number} {what}")]
    Outcome {
        /// Whose.
        symbol: Symbol,
        /// Which.
        number: i64,
        /// At which horizon.
        horizon: &'static str,
        /// What is wrong.
        what: &'static str,
    },
    /// A kept figure is not what the rows give.
    #[error(
        "{symbol}: the kept figures of {horizon} (crossing a close: {crosses}) are not what the outcomes add up to"
    )]
    Figures {
        /// Whose.
        symbol: Symbol,
        /// Of which horizon.
        horizon: &'static str,
        /// Of which half.
        crosses: bool,
    },
    /// A kept record of a signal is not what the rows give.
    #[error("{symbol}: the kept {horizon} record of the signal {signal} is not what the outcomes add up to")]
    Record {
        /// Whose.
        symbol: Symbol,
        /// Of which signal.
        signal: &'static str,
        /// At which horizon.
        horizon: &'static str,
    },
    /// A decision and its prediction disagree.
    #[error("{symbol}: {count} decisions say that they predicted but have no prediction, or the reverse")]
    Decisions {
        /// Whose.
        symbol: Symbol,
        /// How many.
        count: u64,
    },
    /// Due work stands there twice, or later than what came after it.
    #[error("{symbol}: the work that was due {at} stands in the ledger twice or out of its order")]
    Due {
        /// Whose.
        symbol: Symbol,
        /// When it was due.
        at: jiff::Timestamp,
    },
    /// The facts of the desk do not follow from each other.
    #[error("the desk's journal is broken at fact {number}: it was changed, or does not follow from the one before it")]
    Journal {
        /// The first that does not.
        number: i64,
    },
    /// The result of an option on a call is not what its quotes give.
    #[error("{symbol}: the {horizon} result of the option on prediction {number} is not what its quotes give")]
    OptionResult {
        /// Whose.
        symbol: Symbol,
        /// Which.
        number: i64,
        /// At which horizon.
        horizon: String,
    },
    /// The newest bar is not where it is said to be.
    #[error("{symbol}: the newest bar does not end when the ledger says")]
    NewestBar {
        /// Whose.
        symbol: Symbol,
    },
}

impl Findings {
    /// Whether everything is as it must be.
    pub fn clean(&self) -> bool {
        self.problem_count == 0
    }

    /// Adds a problem.
    pub(super) fn note(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < PROBLEMS_KEPT_MAX {
            self.problems.push(problem);
        }
    }
}
