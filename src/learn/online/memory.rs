//! What was said and is not settled yet: all that an outcome is learned from, a day later at the longest horizon.

use serde::{Deserialize, Serialize};

use super::lanes::Lanes;
use crate::domain::prediction::Probabilities;

/// Something for each expert: those on single signals, then no skill and the three on all signals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct PerExpert {
    pub(super) singles: Lanes,
    pub(super) rest: Lanes,
}

impl PerExpert {
    #[inline(always)]
    pub(super) fn dot(self, other: Self) -> f64 {
        (self.singles * other.singles).sum() + (self.rest * other.rest).sum()
    }
}

/// What was said at a decision and is not settled yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Memory {
    pub(super) slot: u8,
    /// Scores, 0 where a signal is silent.
    pub(super) scores: Lanes,
    /// 1 where a signal speaks.
    pub(super) awake: Lanes,
    /// Threshold of the ordered logit.
    pub(super) threshold: f64,
    /// What was expected to stay within the band before anything was learned.
    pub(super) share_within: f64,
    pub(super) up: PerExpert,
    pub(super) down: PerExpert,
    /// The mixture before calibration.
    pub(super) mixed: Probabilities,
    /// What was stated.
    pub(super) stated: Probabilities,
    pub(super) base: Probabilities,
    /// ln(up / down) of the mixture.
    pub(super) log_odds: f64,
    /// Which champion spoke, counted from 1; 0 where none did.
    pub(super) tenure: u32,
}

impl Memory {
    pub(super) fn empty() -> Self {
        let nothing = Probabilities { down: 0.0, hold: 1.0, up: 0.0 };
        Self {
            slot: 0,
            scores: Lanes::default(),
            awake: Lanes::default(),
            threshold: 0.0,
            share_within: 1.0,
            up: PerExpert::default(),
            down: PerExpert::default(),
            mixed: nothing,
            stated: nothing,
            base: nothing,
            log_odds: 0.0,
            tenure: 0,
        }
    }
}

/// The forecasts that are not settled yet, each in a place of its own that is used again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Memories {
    /// What each place holds; [`FREE`] where nothing.
    keys: Vec<i64>,
    places: Vec<Memory>,
    next: usize,
}

/// The key of a place that holds nothing.
const FREE: i64 = i64::MIN;

impl Memories {
    pub(super) fn new(len: usize) -> Self {
        Self { keys: vec![FREE; len], places: vec![Memory::empty(); len], next: 0 }
    }

    /// The place for what is said under `key`; the oldest is forgotten where all are taken.
    #[inline(always)]
    pub(super) fn put(&mut self, key: i64) -> Option<&mut Memory> {
        let place = self.next;
        self.next = if place + 1 < self.keys.len() { place + 1 } else { 0 };
        *self.keys.get_mut(place)? = key;
        self.places.get_mut(place)
    }

    /// What was said under `key`; its place is free from now on.
    #[inline(always)]
    pub(super) fn take(&mut self, key: i64) -> Option<&Memory> {
        let place = self.keys.iter().position(|held| *held == key)?;
        *self.keys.get_mut(place)? = FREE;
        self.places.get(place)
    }
}
