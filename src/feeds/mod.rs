//! The outside market: where bars come from. What a source calls things stays inside its own file.

pub mod csv;
pub mod sim;

use jiff::Timestamp;

use crate::domain::bar::Bar;

/// A source of bars, asked again and again as time goes on.
pub trait Feed: Send {
    /// The name that screens show.
    fn name(&self) -> &'static str;

    /// Every bar with `after < end <= until`, oldest end first, symbols in alphabetical order where ends are equal.
    ///
    /// Asking for a span again gives the same bars again: what has been taken is the caller's to remember.
    fn bars(&mut self, after: Timestamp, until: Timestamp) -> Result<Vec<Bar>, FeedError>;
}

/// Why a feed gave no bars.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// A file could not be read.
    #[error("cannot read {path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// What the system or the parser said.
        reason: String,
    },
}
