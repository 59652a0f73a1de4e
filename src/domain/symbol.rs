//! Names of traded things and of the sources that speak of them, kept inline so that copying costs nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A ticker symbol such as `RTX` or `BRK.B`: 1 to 8 characters out of `A-Z`, `0-9`, `.`, `-` and `^`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Symbol(Inline<8>);

/// The vendor of a bar, such as `polygon`: 0 to 16 printable ASCII characters; empty where a file names none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceName(Inline<16>);

/// Why a text is no symbol or source name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Symbols have 1 to 8 characters out of a small alphabet.
    #[error("`{0}` is not a ticker symbol: 1 to 8 characters out of A-Z, 0-9, `.`, `-`, `^`")]
    Symbol(String),
    /// Source names have at most 16 printable ASCII characters.
    #[error("`{0}` is not a source name: at most 16 printable ASCII characters")]
    Source(String),
}

impl Symbol {
    /// Reads a symbol; lower case is taken as upper case.
    pub fn new(text: &str) -> Result<Self, NameError> {
        let upper = text.trim().to_ascii_uppercase();
        let legal = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, b'.' | b'-' | b'^');
        match Inline::new(&upper) {
            Some(inline) if !upper.is_empty() && upper.bytes().all(legal) => Ok(Self(inline)),
            _ => Err(NameError::Symbol(shortened(text))),
        }
    }

    /// The symbol as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl SourceName {
    /// The name of a source that gave none.
    pub const UNNAMED: Self = Self(Inline([0; 16]));

    /// Reads a source name.
    pub fn new(text: &str) -> Result<Self, NameError> {
        let text = text.trim();
        match Inline::new(text) {
            Some(inline) if text.bytes().all(|c| c.is_ascii_graphic()) => Ok(Self(inline)),
            _ => Err(NameError::Source(shortened(text))),
        }
    }

    /// The name as text; empty for [`SourceName::UNNAMED`].
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(24).collect()
}

/// ASCII text of at most `N` bytes, padded with zeros.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Inline<const N: usize>([u8; N]);

impl<const N: usize> Inline<N> {
    fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; N];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        (text.is_ascii() && !text.contains('\0')).then_some(Self(bytes))
    }

    fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(N);
        self.0.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

macro_rules! text_conversions {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;

            fn try_from(text: String) -> Result<Self, NameError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.as_str().to_owned()
            }
        }

        impl std::str::FromStr for $name {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                Self::new(text)
            }
        }
    };
}

text_conversions!(Symbol);
text_conversions!(SourceName);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_read_and_refused() {
        assert_eq!(Symbol::new("rtx").unwrap().as_str(), "RTX");
        assert_eq!(Symbol::new("BRK.B").unwrap().to_string(), "BRK.B");
        for bad in ["", "TOOLONGER", "R TX", "RTX\0", "€"] {
            assert!(Symbol::new(bad).is_err(), "{bad:?} must be refused");
        }
    }

    #[test]
    fn a_source_may_be_unnamed_but_not_long() {
        assert_eq!(SourceName::new("").unwrap(), SourceName::UNNAMED);
        assert_eq!(SourceName::new("5m:alphavantage").unwrap().as_str(), "5m:alphavantage");
        assert!(SourceName::new("a-name-beyond-limit").is_err());
    }
}
