//! The learners of all horizons together, with the record of claims and the distance from what is known.

use serde::{Deserialize, Serialize};

use super::novelty::Novelty;
use super::overstatement::Overstatement;
use super::{Alarms, ChampionSays, Forecast, Head, Inputs};
use crate::domain::horizon::Horizon;
use crate::domain::learned::{Backing, CLAIM_MIN, HorizonLesson};
use crate::domain::prediction::Direction;
use crate::domain::signal::SignalKind;

/// Decisions of a full day: a claim within so many of the one before belongs to the same episode and is not counted again.
const EPISODE_DECISIONS: i64 = 26;

/// Claims on their way that are remembered; one episode lasts a day and its outcome takes one.
const CLAIMS_OPEN_MAX: usize = 4;

/// What is asked at a decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// Tells the decision from all others; grows.
    pub key: i64,
    /// Time of day, 0 to 25.
    pub slot: usize,
    /// What the signals say.
    pub inputs: Inputs,
    /// For each horizon the probability that a normal return stays within the band.
    pub shares_within: [f64; Horizon::COUNT],
    /// What the champion says of the primary horizon; `None` where none serves.
    pub champion: Option<ChampionSays>,
}

/// What is known at a decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// One for each horizon, in the order of [`Horizon::ALL`].
    pub forecasts: [Forecast; Horizon::COUNT],
    /// How unlike the past the signals are together, 1 on average.
    pub novelty: f64,
    /// How far claims have been tested.
    pub backing: Backing,
    /// Independent outcomes learned from at the primary horizon.
    pub evidence: f64,
    /// Share of each signal in what moves the forecast of the primary horizon, over those that speak; sums to 1, or is all 0.
    pub shares: [f64; SignalKind::COUNT],
}

/// A claim whose outcome is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Claim {
    key: i64,
    side: Direction,
    stated: f64,
}

/// All that is learned of one symbol.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learner {
    heads: [Head; Horizon::COUNT],
    novelty: Novelty,
    claims: Vec<Claim>,
    backing: Backing,
    overstatement: Overstatement,
    /// Decisions since the last claim that counts began.
    since_claim: i64,
}

impl Default for Learner {
    fn default() -> Self {
        Self {
            heads: Horizon::ALL.map(|horizon| Head::new(horizon.bars())),
            novelty: Novelty::default(),
            claims: Vec::new(),
            backing: Backing { overstated: 1.0, ..Backing::default() },
            overstatement: Overstatement::new(),
            since_claim: EPISODE_DECISIONS,
        }
    }
}

impl Learner {
    /// What is to be expected; it is remembered until [`Learner::settle`] or [`Learner::void`] for each horizon.
    pub fn predict(&mut self, asked: &Asked) -> Known {
        let Asked { key, slot, inputs, shares_within, champion } = asked;
        let (scores, awake) = inputs.lanes();
        let novelty = self.novelty.take(scores);
        let [one_hour, four_hours, one_day] = &mut self.heads;
        let [share_1h, share_4h, share_24h] = *shares_within;
        let forecasts = [
            one_hour.hear(*key, *slot, (scores, awake), share_1h, None),
            four_hours.hear(*key, *slot, (scores, awake), share_4h, None),
            one_day.hear(*key, *slot, (scores, awake), share_24h, *champion),
        ];
        let mut shares = one_day.influence();
        for (share, awake) in shares.iter_mut().zip(awake.0) {
            *share = share.abs() * awake;
        }
        let sum: f64 = shares.iter().sum();
        if sum > 0.0 {
            shares = shares.map(|share| share / sum);
        }
        let evidence = one_day.evidence();
        self.since_claim = self.since_claim.saturating_add(1);
        Known { forecasts, novelty, backing: self.backing, evidence, shares }
    }

    /// Lets a trained model speak at the primary horizon from now on, or none, as [`Head::swap_champion`] does.
    pub fn swap_champion(&mut self, serves: bool) {
        let [.., one_day] = &mut self.heads;
        one_day.swap_champion(serves);
    }

    /// Puts a call on the record of claims, where it states enough and none of the last day of trading is on it. `key` is that of its decision.
    pub fn claim(&mut self, key: i64, side: Direction, stated: f64) {
        if side == Direction::Hold || stated < CLAIM_MIN || self.since_claim < EPISODE_DECISIONS {
            return;
        }
        self.since_claim = 0;
        if self.claims.len() >= CLAIMS_OPEN_MAX {
            self.claims.remove(0);
        }
        self.claims.push(Claim { key, side, stated });
    }

    /// Takes back what [`Learner::claim`] put on record at the decision `key`: something else was said there.
    pub fn withdraw(&mut self, key: i64) {
        let before = self.claims.len();
        self.claims.retain(|claim| claim.key != key);
        if self.claims.len() < before {
            self.since_claim = EPISODE_DECISIONS;
        }
    }

    /// Learns what became of the decision `key` at a horizon.
    pub fn settle(&mut self, horizon: Horizon, key: i64, became: Direction) {
        if let Some(head) = self.heads.get_mut(horizon.index()) {
            head.settle(key, became);
        }
        if horizon != Horizon::PRIMARY {
            return;
        }
        let Some(place) = self.claims.iter().position(|claim| claim.key == key) else { return };
        let claim = self.claims.remove(place);
        let right = claim.side == became;
        self.overstatement.take(claim.stated, right);
        self.backing = Backing {
            claims: self.backing.claims.saturating_add(1),
            right: self.backing.right.saturating_add(u32::from(right)),
            stated: self.backing.stated + claim.stated,
            // The highest it ever was: the test promises that of every look together, and what once failed is not believed again by luck.
            overstated: self.backing.overstated.max(self.overstatement.level()),
        };
    }

    /// Nobody can say what became of the decision `key` at a horizon.
    pub fn void(&mut self, horizon: Horizon, key: i64) {
        if let Some(head) = self.heads.get_mut(horizon.index()) {
            head.void(key);
        }
        if horizon == Horizon::PRIMARY {
            self.claims.retain(|claim| claim.key != key);
        }
    }

    /// Ends a day; which detectors alarmed, by horizon.
    pub fn end_day(&mut self) -> [Alarms; Horizon::COUNT] {
        self.heads.each_mut().map(Head::end_day)
    }

    /// The learner of a horizon.
    pub fn head(&self, horizon: Horizon) -> &Head {
        let [one_hour, four_hours, one_day] = &self.heads;
        match horizon {
            Horizon::OneHour => one_hour,
            Horizon::FourHours => four_hours,
            Horizon::OneDay => one_day,
        }
    }

    /// Where the learner of each horizon stands.
    pub fn lessons(&self) -> [HorizonLesson; Horizon::COUNT] {
        self.heads.each_ref().map(Head::lesson)
    }

    /// The record of claims.
    pub fn backing(&self) -> Backing {
        self.backing
    }
}
