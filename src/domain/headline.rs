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
        let cut: String = plain.trim().chars().take(TITLE_CHARS_MAX).collect();
        let title = cut.trim_end().to_owned();
        if !title.chars().any(char::is_alphanumeric) {
            return Err(HeadlineFault::NoTitle);
        }
        if id.is_empty() || id.len() > ID_BYTES_MAX {
            return Err(HeadlineFault::Id);
        }
        if published > received {
            return Err(HeadlineFault::FromTheFuture);
        }
        // The ledger keeps whole seconds; a live event has to be what will be read back.
        let whole = |at: Timestamp| Timestamp::from_second(at.as_second()).unwrap_or(at);
        let (published, received) = (whole(published), whole(received));
        Ok(Self { symbol, id: id.to_owned(), source, published, received, title, relevance, tone: None })
    }
}

/// Distances of fingerprints, in bits, that unrelated titles hardly ever reach: they differ in 32 ± 4.
const RELATED_BITS_MAX: u32 = 16;

/// The 64-bit SimHash of a title (Charikar 2002): each word and each pair of neighbouring words votes on every bit. Titles that share much
/// differ in few bits. Case and punctuation do not matter; the hash is fixed, so that a stored fingerprint means the same everywhere.
pub fn fingerprint(title: &str) -> u64 {
    let lower = title.to_lowercase();
    let mut votes = [0_i32; 64];
    let mut previous: Option<u64> = None;
    // A point or an apostrophe within a word does not divide it: "U.S." is "US".
    let divides = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '\'' | '’'));
    for word in lower.split(divides).filter(|word| word.contains(char::is_alphanumeric)) {
        let letters = word.chars().filter(|c| c.is_alphanumeric());
        let hash = |hash: u64, letter: char| (hash ^ u64::from(u32::from(letter))).wrapping_mul(FNV_PRIME);
        let word = mixed(letters.fold(FNV_OFFSET, hash));
        let pair = previous.replace(word).map(|before| mixed(before.rotate_left(17) ^ word));
        for shingle in [Some(word), pair].into_iter().flatten() {
            for (bit, vote) in votes.iter_mut().enumerate() {
                *vote += if shingle >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
    }
    votes.into_iter().enumerate().fold(0, |print, (bit, vote)| print | u64::from(vote > 0) << bit)
}

/// How much two titles tell the same, from their fingerprints: the cosine of the angle between them that SimHash estimates, π bits / 64,
/// in `[0, 1]`; 0 where they differ in more bits than related titles do.
pub fn similarity(one: u64, other: u64) -> f64 {
    let bits = (one ^ other).count_ones();
    if bits > RELATED_BITS_MAX { 0.0 } else { libm::cos(std::f64::consts::PI * f64::from(bits) / 64.0) }
}

/// Start and factor of the 64-bit hash of Fowler, Noll and Vo (FNV-1a).
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// Spreads every bit over all others (the finaliser of SplitMix64, Steele et al. 2014): FNV alone leaves short words alike in high bits.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> f64 {
        similarity(fingerprint(one), fingerprint(other))
    }

    #[test]
    fn instants_are_whole_seconds_as_the_ledger_keeps_them() {
        let (published, received) =
            ("2026-01-05T14:30:00.25Z".parse().unwrap(), "2026-01-05T14:30:05.75Z".parse().unwrap());
        let symbol = Symbol::new("RTX").unwrap();
        let title = format!("{} b", "a".repeat(TITLE_CHARS_MAX - 1));
        let whole = Fraction::new(1.0).unwrap();
        let headline = Headline::new(symbol, "1", SourceName::UNNAMED, (published, received), &title, whole).unwrap();
        assert_eq!(headline.published, "2026-01-05T14:30:00Z".parse().unwrap());
        assert_eq!(headline.received, "2026-01-05T14:30:05Z".parse().unwrap());
        let times = (headline.published, headline.received);
        let again = Headline::new(symbol, "1", SourceName::UNNAMED, times, &headline.title, whole).unwrap();
        assert_eq!(headline, again, "what is read back is what was written");
    }

    #[test]
    fn a_retold_story_is_known_and_another_one_is_not() {
        let story = "RTX wins $2.8 billion contract for Patriot air defence systems from the US Army";
        assert!(alike(story, "rtx WINS $2.8 billion contract for Patriot air-defence systems, from U.S. Army") > 0.8);
        assert_eq!(alike(story, story), 1.0);
        assert!(alike(story, "RTX awarded $2.8 billion contract for Patriot air defence systems") > 0.7);
        assert_eq!(alike(story, "Pratt & Whitney engine inspections weigh on airlines this summer"), 0.0);
    }

    #[test]
    fn unrelated_titles_are_hardly_ever_taken_for_related() {
        let words =
            ["engine", "order", "missile", "radar", "profit", "airline", "budget", "pentagon", "supplier", "strike"];
        let titles: Vec<u64> = (0..400_u64)
            .map(|n| {
                let word = |k: u64| words[(mixed(n * 31 + k) % 10) as usize];
                fingerprint(&format!("{} {} {} {n} a{} b{} c{}", word(1), word(2), word(3), n * 7, n * 11, n * 13))
            })
            .collect();
        let pairs =
            titles.iter().enumerate().flat_map(|(at, one)| titles.iter().skip(at + 1).map(move |other| (one, other)));
        let (all, taken) = pairs
            .fold((0, 0), |(all, taken), (one, other)| (all + 1, taken + usize::from(similarity(*one, *other) > 0.0)));
        assert!(taken * 100 < all, "{taken} of {all}");
    }

    #[test]
    fn the_hash_is_fixed() {
        assert_eq!(fingerprint(""), 0);
        assert_eq!(fingerprint("RTX raises outlook"), fingerprint("rtx: raises, outlook!"));
        assert_eq!(fingerprint("RTX raises outlook"), 5_144_417_617_591_375_021);
    }
}
