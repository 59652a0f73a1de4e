//! Seeded chance, the same on every machine: each purpose of each session has a stream of its own.

use jiff::Timestamp;
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::domain::session::Session;

/// No single innovation is larger than this many standard deviations.
pub(super) const INNOVATION_MAX: f64 = 12.0;

/// What a stream of chance is for. Streams are independent, so that drawing more of one changes no other.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    /// Changes of volatility after the session.
    Volatility,
    /// The market factor.
    Market,
    /// The sector factor.
    Sector,
    /// The volatility index.
    Vix,
    /// Changes of regime, trend and mood after the session.
    Regime,
    /// When headlines come and how good they are.
    News,
    /// Their words.
    Titles,
    /// What option traders lean to.
    Flow,
    /// Quotes and volumes of options.
    Chain,
    /// The own part of a member's returns.
    Own(usize),
    /// Highs, lows and volumes of a member; the volatility index comes after the members.
    Texture(usize),
}

impl Purpose {
    /// Numbers are part of what a seed means: they may be added to, never changed.
    fn number(self) -> u64 {
        match self {
            Self::Volatility => 1,
            Self::Market => 2,
            Self::Sector => 3,
            Self::Vix => 4,
            Self::Regime => 5,
            Self::News => 6,
            Self::Titles => 7,
            Self::Flow => 8,
            Self::Chain => 9,
            Self::Own(member) => 1_000 + member as u64,
            Self::Texture(member) => 2_000 + member as u64,
        }
    }
}

/// One stream of chance.
pub(super) struct Noise {
    generator: ChaCha8Rng,
    spare: Option<f64>,
}

impl Noise {
    /// The stream of `purpose` in `session` of the market `seed`.
    pub(super) fn new(seed: u64, session: &Session, purpose: Purpose) -> Self {
        Self::of_words(seed, session.open.as_second().div_euclid(86_400), purpose.number(), *b"market 1")
    }

    /// The stream of an option contract of the market `seed`, which lasts as long as the contract: by the closing bell of its last day and its
    /// number among those of that day.
    pub(super) fn of_contract(seed: u64, expiry: Timestamp, number: u64) -> Self {
        Self::of_words(seed, expiry.as_second().div_euclid(86_400), number, *b"option 1")
    }

    fn of_words(seed: u64, day: i64, number: u64, kind: [u8; 8]) -> Self {
        let mut key = [0; 32];
        let words = [seed.to_le_bytes(), day.to_le_bytes(), number.to_le_bytes(), kind];
        for (room, word) in key.chunks_exact_mut(8).zip(words) {
            room.copy_from_slice(&word);
        }
        Self { generator: ChaCha8Rng::from_seed(key), spare: None }
    }

    /// Evenly spread over (0, 1), both ends excluded.
    pub(super) fn uniform(&mut self) -> f64 {
        ((self.generator.next_u64() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0 // 2^53
    }

    /// Standard normal, by Marsaglia's polar method.
    pub(super) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = x * x + y * y;
            if s < 1.0 && s > 0.0 {
                let factor = libm::sqrt(-2.0 * libm::log(s) / s);
                self.spare = Some(y * factor);
                return x * factor;
            }
        }
    }

    /// Student's t with five degrees of freedom, scaled to unit variance and cut at [`INNOVATION_MAX`].
    pub(super) fn innovation(&mut self) -> f64 {
        let (z, last) = (self.normal(), self.normal());
        // A chi-square of five degrees is one of four (an exponential of two uniforms) plus a squared normal.
        let chi_square = last * last - 2.0 * libm::log(self.uniform() * self.uniform());
        (z * libm::sqrt(3.0 / chi_square)).clamp(-INNOVATION_MAX, INNOVATION_MAX)
    }
}
