//! Training: what is asked for, how far it is, and what came of it.

pub mod card;
pub mod model;
pub mod observation;
pub mod request;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Logistic regression with an L2 penalty.
    Logistic,
    /// A forest of trees, each grown on a sample of whole days.
    Forest,
    /// Boosted trees of second order, as XGBoost grows them.
    Boosting,
    /// Boosted trees of first order.
    Gradient,
    /// A multi-layer perceptron over all features.
    Network,
    /// A recurrent network over the recent bars: the second form of the neural network.
    Sequence,
    /// The others together, weighed by what each was worth out of sample. It is not fitted but made of them.
    Ensemble,
}

impl Family {
    /// Those that are fitted; [`Family::Ensemble`] is made of them.
    pub const FITTED: [Self; 6] =
        [Self::Logistic, Self::Forest, Self::Boosting, Self::Gradient, Self::Network, Self::Sequence];

    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Logistic, Self::Forest, Self::Boosting, Self::Gradient, Self::Network, Self::Sequence, Self::Ensemble];

    /// The name in the database, on command lines and in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Logistic => "logistic",
            Self::Forest => "forest",
            Self::Boosting => "boosting",
            Self::Gradient => "gradient",
            Self::Network => "network",
            Self::Sequence => "sequence",
            Self::Ensemble => "ensemble",
        }
    }

    /// The family of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.name() == name)
    }

    /// Position in [`Family::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A choice of families, at least one of [`Family::FITTED`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Families(u8);

impl Families {
    /// All that can be fitted.
    pub const ALL: Self = Self(0b11_1111);

    /// Those given; `None` where none of them can be fitted.
    pub fn of(families: impl IntoIterator<Item = Family>) -> Option<Self> {
        let fitted = families.into_iter().filter(|family| *family != Family::Ensemble);
        Self::from_bits(fitted.fold(0, |bits, family| bits | 1 << family.index()))
    }

    /// The choice as bits, the first family lowest.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The choice of these bits; `None` where there is none or one too many.
    pub fn from_bits(bits: u8) -> Option<Self> {
        (bits != 0 && bits & !Self::ALL.0 == 0).then_some(Self(bits))
    }

    /// Whether a family is among them.
    pub fn has(self, family: Family) -> bool {
        family != Family::Ensemble && self.0 >> family.index() & 1 == 1
    }

    /// Those chosen, in the order of [`Family::FITTED`].
    pub fn iter(self) -> impl Iterator<Item = Family> {
        Family::FITTED.into_iter().filter(move |family| self.has(*family))
    }

    /// How many.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }
}

/// How thoroughly is searched and tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Few folds, few trials, small models: what a server can do beside its work.
    Light,
    /// Quarterly folds and a handful of trials.
    Usual,
    /// Monthly folds and fifteen trials.
    Thorough,
}

impl Depth {
    /// All, the quickest first.
    pub const ALL: [Self; 3] = [Self::Light, Self::Usual, Self::Thorough];

    /// The name in the database, on command lines and in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Usual => "usual",
            Self::Thorough => "thorough",
        }
    }

    /// The depth of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|depth| depth.name() == name)
    }
}

/// SHA-256 of a model file: its name everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModelId(pub [u8; 32]);

impl ModelId {
    /// The first eight hexadecimal digits, as screens show it.
    pub fn short(&self) -> String {
        self.to_string().chars().take(8).collect()
    }

    /// The id of 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut id = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for (byte, pair) in id.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(id))
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Number of a training, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_holds_what_was_chosen() {
        assert_eq!(Families::of([]), None);
        assert_eq!(Families::of([Family::Ensemble]), None);
        let two = Families::of([Family::Forest, Family::Logistic, Family::Forest]).unwrap();
        assert_eq!(two.iter().collect::<Vec<_>>(), [Family::Logistic, Family::Forest]);
        assert_eq!((two.count(), Families::from_bits(two.bits())), (2, Some(two)));
        assert_eq!(Families::ALL.iter().collect::<Vec<_>>(), Family::FITTED);
        assert_eq!((Families::from_bits(0), Families::from_bits(64)), (None, None));
        assert!(Family::ALL.into_iter().all(|family| Family::from_name(family.name()) == Some(family)));
    }

    #[test]
    fn an_id_is_read_back_and_nothing_else_is() {
        let id = ModelId(std::array::from_fn(|place| u8::try_from(place * 8).unwrap_or(1)));
        assert_eq!(ModelId::parse(&id.to_string()), Some(id));
        assert_eq!(id.short(), "00081018");
        assert_eq!(ModelId::parse("zz"), None);
        assert_eq!(ModelId::parse(&"+1".repeat(32)), None);
    }
}
