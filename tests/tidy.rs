//! The rules of the house, held by tests: each failure names the file, the line, and what to do.
//!
//! The rules read files as text and need nothing of the product. Beside each rule stands a test that feeds it a bad
//! snippet: a rule that cannot fail holds nothing.

#![expect(clippy::string_slice, reason = "rules cut a text at places that they found in it")]

#[cfg(test)]
#[path = "tidy/code.rs"]
mod code;
#[cfg(test)]
#[path = "tidy/layers.rs"]
mod layers;
#[cfg(test)]
#[path = "tidy/papers.rs"]
mod papers;
#[cfg(test)]
#[path = "tidy/source.rs"]
mod source;
#[cfg(test)]
#[path = "tidy/words.rs"]
mod words;
