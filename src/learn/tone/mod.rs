//! Reading the tone of headlines.

pub mod transformer;

use crate::domain::symbol::SourceName;
use crate::domain::unit::Score;

/// Reads how good or bad a headline is for the company it is about.
pub trait ToneReader: Send {
    /// Name and version.
    fn name(&self) -> SourceName;

    /// -1 is bad news, +1 good; `None` where it cannot tell.
    fn read(&self, title: &str) -> Option<Score>;
}
