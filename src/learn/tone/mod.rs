//! Reading the tone of headlines.

pub mod lexicon;

use crate::domain::symbol::SourceName;
use crate::domain::unit::Score;

/// Reads how good or bad a headline is for the company it is about.
pub trait ToneReader: Send {
    /// Name and version, such as `lexicon/1`; kept with every tone it reads.
    fn name(&self) -> SourceName;

    /// -1 is bad news, +1 good news. 0 is a text that takes no side, be it that no word of it means anything to the reader; `None` is a text
    /// that could not be read at all.
    fn read(&self, title: &str) -> Option<Score>;
}
