//! A headline about a company, the tone that was read in it, and the fingerprint by which a retold story is known.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::unit::{Fraction, Score};

/// The longest title that is kept, characters; longer ones are cut.
pub const TITLE_CHARS_MAX: usize = 300;

/// The longest identity that is kept, bytes.
pub const ID_BYTES_MAX: usize = 128;

/// One headline, as it was when it was first received: a later edit is another headline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// Whom it is about.
    pub symbol: Symbol,
    /// The source's own identity of it; the same one never comes twice.
    pub id: String,
    /// Who published it.
    pub source: SourceName,
    /// When it was published, as the source says.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub published: Timestamp,
    /// When it could first be seen here; nothing earlier may know of it.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub received: Timestamp,
    /// The title.
    pub title: String,
    /// How much it is about this company: 1 where it is alone in it, less where many are named.
    pub relevance: Fraction,
    /// The tone that was read in the title when it was received; read once, so that no later reader's knowledge gets into the past.
    pub tone: Option<Tone>,
}

/// The tone of a headline and who read it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tone {
    /// -1 is bad news for the company, +1 good news.
    pub score: Score,
    /// Name and version of the reader, such as `lexicon/1`.
    pub reader: SourceName,
}

/// Why a text is no headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadlineFault {
    /// The title holds no letter.
    #[error("the title is empty")]
    NoTitle,
    /// The identity is empty or too long.
    #[error("the identity is empty or longer than {ID_BYTES_MAX} bytes")]
    Id,
    /// It is dated after it was received.
    #[error("it is dated after it was received")]
    FromTheFuture,
}

impl Headline {
    /// Makes an unread headline, or says what is wrong with it. Control characters become blanks; a title that is too long is cut.
    pub fn new(
        symbol: Symbol,
        id: &str,
        source: SourceName,
        (published, received): (Timestamp, Timestamp),
        title: &str,
        relevance: Fraction,
    ) -> Result<Self, HeadlineFault> {
        let plain: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let title: String = plain.trim().chars().take(TITLE_CHARS_MAX).collect();
        if !title.chars().any(char::is_alphanumeric) {
            return Err(HeadlineFault::NoTitle);
        }
        if id.is_empty() || id.len() > ID_BYTES_MAX {
            return Err(HeadlineFault::Id);
        }
        if published > received {
            return Err(HeadlineFault::FromTheFuture);
        }
        Ok(Self { symbol, id: id.to_owned(), source, published, received, title, relevance, tone: None })
    }
}
