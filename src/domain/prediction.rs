//! A prediction as it is stored and never changed: what was said, on what grounds, and its link to the one before.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::call;
use crate::domain::horizon::Horizon;
use crate::domain::learned::Learned;
use crate::domain::signal::{Grounds, Reading, Readings, SignalKind};
use crate::domain::symbol::Symbol;
use crate::domain::training::{Family, ModelId};
use crate::domain::unit::Fraction;

/// Number of a prediction within its symbol, counted from 1 without holes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PredictionNumber(pub i64);

/// What the prediction says will happen, or a class of what did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Direction {
    /// The price falls beyond the HOLD band: SELL.
    Down,
    /// The price stays within the HOLD band: HOLD.
    Hold,
    /// The price rises beyond the HOLD band: BUY.
    Up,
}

impl Direction {
    /// All three, downward first; [`Direction::index`] counts in this order.
    pub const ALL: [Self; 3] = [Self::Down, Self::Hold, Self::Up];

    /// Position in [`Direction::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The name of the call in the database: `SELL`, `HOLD`, `BUY`.
    pub const fn call(self) -> &'static str {
        match self {
            Self::Down => "SELL",
            Self::Hold => "HOLD",
            Self::Up => "BUY",
        }
    }

    /// The direction whose call has that name.
    pub fn from_call(call: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.call() == call)
    }

    /// The same direction in the mirrored market.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Down => Self::Up,
            Self::Hold => Self::Hold,
            Self::Up => Self::Down,
        }
    }
}

/// The probabilities of the three directions at one horizon; they sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probabilities {
    /// P(the return falls below the band).
    pub down: f64,
    /// P(the return stays within the band).
    pub hold: f64,
    /// P(the return rises above the band).
    pub up: f64,
}

impl Probabilities {
    /// The probability of one direction.
    pub fn of(&self, direction: Direction) -> f64 {
        match direction {
            Direction::Down => self.down,
            Direction::Hold => self.hold,
            Direction::Up => self.up,
        }
    }
}

/// What a prediction claims for one horizon, frozen when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// When the claim is checked.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub due: Timestamp,
    /// Whether the due instant lies in a later session than the decision.
    pub crosses_close: bool,
    /// Expected standard deviation of the log return until `due`.
    pub sigma: f64,
    /// Half-width of the HOLD band on the log return.
    pub band: f64,
    /// What is believed of the return.
    pub probabilities: Probabilities,
}

/// Which model made a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ModelName {
    /// Equal weights; probabilities from the counted record of calls of like strength, shrunk toward no skill.
    EqualWeights,
    /// Eight signals, weighed alike but for what the market's regime tells of them; probabilities from the same counted record.
    EightSignals,
    /// Eight signals, weighed by experts that learn from every outcome; calibrated probabilities.
    OnlineExperts,
    /// The same experts with a trained model among them: its family, and the first four bytes of its id.
    Champion(Family, [u8; 4]),
}

impl ModelName {
    /// The model that predicts today. Whatever changes what the fold says needs a new one: then every prediction tells by its name
    /// which version spoke, and a replay knows which of them it must repeat.
    pub const CURRENT: Self = Self::OnlineExperts;

    /// All models there have ever been.
    const ALL: [Self; 3] = [Self::EqualWeights, Self::EightSignals, Self::OnlineExperts];

    /// The name of predictions that a trained model had part in.
    pub fn with_champion(family: Family, id: &ModelId) -> Self {
        let [first, second, third, fourth, ..] = id.0;
        Self::Champion(family, [first, second, third, fourth])
    }

    /// Whether it is the model that predicts today, with a trained model among its experts or without: a replay must repeat what it said.
    pub const fn is_current(self) -> bool {
        matches!(self, Self::CURRENT | Self::Champion(..))
    }

    /// The name in the database and on screens: `online-experts/1+boosting-3f2a9c01` with a trained model.
    pub fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::EqualWeights => "equal-weights/1",
            Self::EightSignals => "eight-signals/1",
            Self::OnlineExperts => "online-experts/1",
            Self::Champion(family, id) => {
                let (base, id) = (Self::CURRENT.name(), u32::from_be_bytes(id));
                return Cow::Owned(format!("{base}+{}-{id:08x}", family.name()));
            }
        })
    }

    /// The model with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(model) = Self::ALL.into_iter().find(|model| model.name() == name) {
            return Some(model);
        }
        let (base, champion) = name.split_once('+')?;
        let (family, id) = champion.split_once('-')?;
        let id = u32::from_str_radix(id, 16).ok()?;
        let model = Self::Champion(Family::from_name(family)?, id.to_be_bytes());
        // The text decides: there is one name for each model.
        (base == Self::CURRENT.name() && model.name() == name).then_some(model)
    }
}

/// SHA-256 over a prediction and the hash of its predecessor.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The predecessor of the first prediction.
    pub const GENESIS: Self = Self([0; 32]);
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// One prediction. It is written once, in the transaction of its step, and never changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Whose price is predicted.
    pub symbol: Symbol,
    /// Counted from 1.
    pub number: PredictionNumber,
    /// The decision instant: nothing later was looked at.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub at: Timestamp,
    /// When it was really made; a little later than `at` on a live market.
    #[serde(with = "jiff::fmt::serde::timestamp::microsecond::required")]
    pub made_at: Timestamp,
    /// Last price seen, US dollars.
    pub price: f64,
    /// The call.
    pub call: Direction,
    /// The probability that the call comes true at the primary horizon, as the model states it: P(up), P(down) or P(hold).
    ///
    /// The first two models ([`ModelName::EqualWeights`], [`ModelName::EightSignals`]) stated for BUY and SELL the chance of the called
    /// side given that the price leaves the band, which is another, larger number.
    pub confidence: Fraction,
    /// Outcomes at the primary horizon that the confidence rests on so far, overlap removed.
    pub evidence: f64,
    /// Balance of the probabilities at the primary horizon, (up - down) / (up + down), in `[-1, 1]`. The first two models put here the weighted
    /// mean of the speaking signals' scores.
    pub fused: f64,
    /// What each signal said.
    pub readings: Readings,
    /// On what grounds, in the order of [`SignalKind::ALL`]; `None` in the predictions of [`ModelName::EqualWeights`], which kept none.
    pub grounds: Option<[Grounds; SignalKind::COUNT]>,
    /// What a learning model stood on; `None` in the predictions of the first two, which did not learn.
    pub learned: Option<Learned>,
    /// The claims, in the order of [`Horizon::ALL`].
    pub forecasts: [Forecast; Horizon::COUNT],
    /// Which model made it.
    pub model: ModelName,
    /// Hash of the prediction before it, [`Hash::GENESIS`] for the first.
    pub previous: Hash,
    /// Hash over everything above.
    pub hash: Hash,
}

impl Prediction {
    /// The claim for one horizon.
    pub fn forecast(&self, horizon: Horizon) -> &Forecast {
        let [one_hour, four_hours, one_day] = &self.forecasts;
        match horizon {
            Horizon::OneHour => one_hour,
            Horizon::FourHours => four_hours,
            Horizon::OneDay => one_day,
        }
    }

    /// The call that is measured at a horizon: at the primary one the call itself; at the others what follows from the probabilities stated
    /// there. The first two models made one call for all horizons.
    pub fn call_at(&self, horizon: Horizon) -> Direction {
        call::call_at(horizon, self.call, &self.forecast(horizon).probabilities, self.learned.is_some())
    }

    /// SHA-256 over every field but `hash` in a fixed layout: the layout's version, texts with a length byte, integers and floats in
    /// little-endian order, instants in microseconds, readings as a code byte (0 = speaks) and the score. Version 2 has the grounds of each
    /// reading after the readings: age in seconds (-1 for none), weight and components. Version 3 has what was learned after the forecasts.
    pub fn computed_hash(&self) -> Hash {
        let mut layout = Layout::new();
        layout.put([match (&self.grounds, &self.learned) {
            (_, Some(_)) => 3,
            (Some(_), None) => 2,
            (None, None) => 1,
        }]);
        layout.text(self.symbol.as_str());
        layout.int(self.number.0);
        layout.int(self.at.as_microsecond());
        layout.int(self.made_at.as_microsecond());
        layout.float(self.price);
        layout.text(self.call.call());
        layout.float(self.confidence.get());
        layout.float(self.evidence);
        layout.float(self.fused);
        for (_, reading) in self.readings.iter() {
            match reading {
                Reading::Speaks(score) => {
                    layout.put([0]);
                    layout.float(score.get());
                }
                Reading::Abstains(reason) => layout.put([reason.code()]),
            }
        }
        for grounds in self.grounds.iter().flatten() {
            layout.int(grounds.age_s.map_or(-1, i64::from));
            layout.float(grounds.weight);
            for component in grounds.components {
                layout.put(component.to_bits().to_le_bytes());
            }
        }
        for forecast in &self.forecasts {
            layout.int(forecast.due.as_microsecond());
            layout.put([u8::from(forecast.crosses_close)]);
            layout.float(forecast.sigma);
            layout.float(forecast.band);
            layout.probabilities(&forecast.probabilities);
        }
        if let Some(learned) = &self.learned {
            layout.learned(learned);
        }
        layout.text(&self.model.name());
        layout.put(self.previous.0);
        layout.hash()
    }
}

/// Bytes gathered before they are hashed: as many as the layout of a prediction hardly ever reaches.
const LAYOUT_BYTES: usize = 1_024;

/// What is hashed, gathered first: one long text is hashed faster than many short ones.
struct Layout {
    gathered: [u8; LAYOUT_BYTES],
    len: usize,
    hasher: Sha256,
}

impl Layout {
    fn new() -> Self {
        Self { gathered: [0; LAYOUT_BYTES], len: 0, hasher: Sha256::new() }
    }

    fn hash(mut self) -> Hash {
        self.flush();
        Hash(self.hasher.finalize().into())
    }

    fn flush(&mut self) {
        self.hasher.update(self.gathered.get(..self.len).unwrap_or_default());
        self.len = 0;
    }

    /// A value of so many bytes. The length is known when this is compiled: then it is one store.
    #[inline]
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        match self.gathered.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut) {
            Some(room) => {
                *room = bytes;
                self.len += N;
            }
            None => self.bytes(&bytes),
        }
    }

    /// What no room is left for.
    #[cold]
    fn bytes(&mut self, bytes: &[u8]) {
        self.flush();
        self.hasher.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.put([u8::try_from(text.len()).unwrap_or(u8::MAX)]);
        if let Some(room) = self.gathered.get_mut(self.len..self.len + text.len()) {
            room.copy_from_slice(text.as_bytes());
            self.len += text.len();
        } else {
            self.bytes(text.as_bytes());
        }
    }

    fn int(&mut self, value: i64) {
        self.put(value.to_le_bytes());
    }

    fn float(&mut self, value: f64) {
        self.put(value.to_bits().to_le_bytes());
    }

    fn probabilities(&mut self, probabilities: &Probabilities) {
        for value in [probabilities.down, probabilities.hold, probabilities.up] {
            self.float(value);
        }
    }

    fn learned(&mut self, learned: &Learned) {
        for base in &learned.bases {
            self.probabilities(base);
        }
        self.float(learned.interval.0);
        self.float(learned.interval.1);
        self.float(learned.novelty);
        self.text(learned.yesterday.call());
        self.int(i64::from(learned.backing.claims));
        self.int(i64::from(learned.backing.right));
        self.float(learned.backing.stated);
        self.float(learned.backing.overstated);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_has_one_name_and_is_found_by_it() {
        let champion = ModelName::Champion(Family::Boosting, [0x3f, 0x2a, 0x9c, 1]);
        assert_eq!(champion.name(), "online-experts/1+boosting-3f2a9c01");
        for model in ModelName::ALL.into_iter().chain([champion]) {
            assert_eq!(ModelName::from_name(&model.name()), Some(model));
        }
        for wrong in
            ["", "online-experts/1+", "online-experts/1+boosting-3F2A9C01", "online-experts/1+boosting-3f2a9c1"]
        {
            assert_eq!(ModelName::from_name(wrong), None, "{wrong}");
        }
        assert_eq!(ModelName::from_name("online-experts/1+magic-3f2a9c01"), None);
        assert_eq!(ModelName::from_name("eight-signals/1+boosting-3f2a9c01"), None);
        assert!(champion.is_current() && ModelName::CURRENT.is_current() && !ModelName::EightSignals.is_current());
    }
}
