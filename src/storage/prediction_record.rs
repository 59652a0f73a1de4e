//! The layout of a prediction inside its page.

use super::StoreError;
use super::bytes::{Bytes, Put, bit, offset};
use crate::domain::horizon::Horizon;
use crate::domain::learned::{Backing, Learned};
use crate::domain::prediction::{Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities};
use crate::domain::signal::{Abstention, Grounds, Reading, Readings, SignalKind};
use crate::domain::symbol::Symbol;
use crate::domain::training::Family;
use crate::domain::unit::{Fraction, Score};

/// The table whose pages hold predictions.
pub(super) const TABLE: &str = "prediction_pages";

/// Bytes of the longest record, for the buffer.
pub(super) const RECORD_BYTES_MAX: usize = 640;

/// Bits of a record's first byte: which sections follow, and which horizons run across a close (one bit each, from the lowest).
const HAS_GROUNDS: u8 = 1;
const HAS_LEARNED: u8 = 2;
const CROSSES_SHIFT: usize = 2;
const CALL_SHIFT: u8 = 5;

/// What stands in the place of an age where there is none.
const NO_AGE: u32 = u32::MAX;

/// Appends a prediction: sections and crossings (1 byte), model (1, and of a trained one its family and the begin of its id: 5), abstentions (4 bits a signal, 0 where it speaks: 4), seconds after the
/// page's begin (4), microseconds of making (8), price, confidence, evidence, fused score, eight scores (8 each), per horizon the seconds to
/// its due instant (4), sigma, band and three probabilities (8 each), the hash (32); grounds: per signal age (4), weight (8), three components
/// (4 each); learned: nine base probabilities, interval, novelty, stated and overstated (8 each), claims and right ones (4 each), yesterday (1).
pub(super) fn put(body: &mut Vec<u8>, prediction: &Prediction, base_s: i64) -> Result<(), StoreError> {
    let mut head = bit(prediction.grounds.is_some(), HAS_GROUNDS);
    head |= bit(prediction.learned.is_some(), HAS_LEARNED);
    for (place, forecast) in prediction.forecasts.iter().enumerate() {
        head |= u8::from(forecast.crosses_close) << (CROSSES_SHIFT + place);
    }
    head |= direction_code(prediction.call) << CALL_SHIFT;
    body.reserve(RECORD_BYTES_MAX);
    body.put_u8(head);
    put_model(body, prediction.model);
    let (scores, abstentions) = packed(&prediction.readings);
    body.put_u32(abstentions);
    body.put_i32(offset(prediction.at, base_s, TABLE)?);
    body.put_i64(prediction.made_at.as_microsecond());
    for value in [prediction.price, prediction.confidence.get(), prediction.evidence, prediction.fused] {
        body.put_f64(value);
    }
    for score in scores {
        body.put_f64(score);
    }
    for forecast in &prediction.forecasts {
        body.put_i32(offset(forecast.due, prediction.at.as_second(), TABLE)?);
        body.put_f64(forecast.sigma);
        body.put_f64(forecast.band);
        put_probabilities(body, &forecast.probabilities);
    }
    body.put(prediction.hash.0);
    for grounds in prediction.grounds.iter().flatten() {
        body.put_u32(grounds.age_s.unwrap_or(NO_AGE));
        body.put_f64(grounds.weight);
        for component in grounds.components {
            body.put_f32(component);
        }
    }
    if let Some(learned) = &prediction.learned {
        put_learned(body, learned);
    }
    Ok(())
}

fn put_probabilities(body: &mut Vec<u8>, probabilities: &Probabilities) {
    body.put_f64(probabilities.down);
    body.put_f64(probabilities.hold);
    body.put_f64(probabilities.up);
}

fn put_learned(body: &mut Vec<u8>, learned: &Learned) {
    let Learned { bases, interval, novelty, yesterday, backing } = learned;
    let Backing { claims, right, stated, overstated } = backing;
    for base in bases {
        put_probabilities(body, base);
    }
    for value in [interval.0, interval.1, *novelty, *stated, *overstated] {
        body.put_f64(value);
    }
    body.put_u32(*claims);
    body.put_u32(*right);
    body.put_u8(direction_code(*yesterday));
}

/// Reads the record at the front of `bytes`; `previous` is the hash of the prediction before it.
pub(super) fn take(
    bytes: &mut Bytes<'_>,
    (symbol, number): (Symbol, PredictionNumber),
    previous: Hash,
    base_s: i64,
) -> Result<Prediction, StoreError> {
    let head = bytes.u8()?;
    let model = bytes.u8()?;
    let model = take_model(bytes, model)?;
    let call = direction_of((head >> CALL_SHIFT) & 3).ok_or_else(|| bytes.bad("a call that is none"))?;
    let abstentions = bytes.u32()?;
    let at = bytes.seconds_after(base_s)?;
    let made_at = bytes.micros()?;
    let price = bytes.f64()?;
    let confidence = Fraction::new(bytes.f64()?).map_err(|error| bytes.bad(error))?;
    let (evidence, fused) = (bytes.f64()?, bytes.f64()?);
    let mut readings = [Reading::Abstains(Abstention::BadInput); SignalKind::COUNT];
    for (place, reading) in readings.iter_mut().enumerate() {
        let score = bytes.f64()?;
        *reading = unpacked(score, (abstentions >> (4 * place)) & 15)
            .ok_or_else(|| bytes.bad("a score and its abstention disagree"))?;
    }
    let none = Forecast { due: at, crosses_close: false, sigma: 0.0, band: 0.0, probabilities: NO_PROBABILITIES };
    let mut forecasts = [none; Horizon::COUNT];
    for (place, forecast) in forecasts.iter_mut().enumerate() {
        *forecast = Forecast {
            due: bytes.seconds_after(at.as_second())?,
            crosses_close: (head >> (CROSSES_SHIFT + place)) & 1 == 1,
            sigma: bytes.f64()?,
            band: bytes.f64()?,
            probabilities: take_probabilities(bytes)?,
        };
    }
    let hash = Hash(bytes.take()?);
    let grounds = if head & HAS_GROUNDS == 0 { None } else { Some(take_grounds(bytes)?) };
    let learned = if head & HAS_LEARNED == 0 { None } else { Some(take_learned(bytes)?) };
    Ok(Prediction {
        symbol,
        number,
        at,
        made_at,
        price,
        call,
        confidence,
        evidence,
        fused,
        readings: Readings(readings),
        grounds,
        learned,
        forecasts,
        model,
        previous,
        hash,
    })
}

const NO_PROBABILITIES: Probabilities = Probabilities { down: 0.0, hold: 0.0, up: 0.0 };

fn take_probabilities(bytes: &mut Bytes<'_>) -> Result<Probabilities, StoreError> {
    Ok(Probabilities { down: bytes.f64()?, hold: bytes.f64()?, up: bytes.f64()? })
}

fn take_grounds(bytes: &mut Bytes<'_>) -> Result<[Grounds; SignalKind::COUNT], StoreError> {
    let mut all = [Grounds::default(); SignalKind::COUNT];
    for grounds in &mut all {
        let age_s = bytes.u32()?;
        grounds.age_s = (age_s != NO_AGE).then_some(age_s);
        grounds.weight = bytes.f64()?;
        for component in &mut grounds.components {
            *component = bytes.f32()?;
        }
    }
    Ok(all)
}

fn take_learned(bytes: &mut Bytes<'_>) -> Result<Learned, StoreError> {
    let bases = [take_probabilities(bytes)?, take_probabilities(bytes)?, take_probabilities(bytes)?];
    let interval = (bytes.f64()?, bytes.f64()?);
    let (novelty, stated, overstated) = (bytes.f64()?, bytes.f64()?, bytes.f64()?);
    let (claims, right) = (bytes.u32()?, bytes.u32()?);
    let yesterday = bytes.u8()?;
    let yesterday = direction_of(yesterday).ok_or_else(|| bytes.bad("a direction that is none"))?;
    Ok(Learned { bases, interval, novelty, yesterday, backing: Backing { claims, right, stated, overstated } })
}

/// The scores, 0 where a signal abstains, and the reasons: four bits a signal, the first lowest, 0 where it speaks.
fn packed(readings: &Readings) -> ([f64; SignalKind::COUNT], u32) {
    let mut scores = [0.0; SignalKind::COUNT];
    let mut abstentions = 0;
    for (place, (score, reading)) in scores.iter_mut().zip(&readings.0).enumerate() {
        match reading {
            Reading::Speaks(value) => *score = value.get(),
            Reading::Abstains(reason) => abstentions |= u32::from(reason.code()) << (4 * place),
        }
    }
    (scores, abstentions)
}

fn unpacked(score: f64, code: u32) -> Option<Reading> {
    match u8::try_from(code).ok()? {
        0 => Some(Reading::Speaks(Score::new(score)?)),
        code => Some(Reading::Abstains(Abstention::from_code(code)?)),
    }
}

/// The number that stands for a direction in records.
pub(super) fn direction_code(direction: Direction) -> u8 {
    match direction {
        Direction::Down => 0,
        Direction::Hold => 1,
        Direction::Up => 2,
    }
}

pub(super) fn direction_of(code: u8) -> Option<Direction> {
    [Direction::Down, Direction::Hold, Direction::Up].into_iter().find(|direction| direction_code(*direction) == code)
}

/// The number that stands for a model in records; one that was given never changes its meaning. A trained model has its family, as
/// [`Family::index`] counts, and the begin of its id after it.
fn put_model(body: &mut Vec<u8>, model: ModelName) {
    match model {
        ModelName::EqualWeights => body.put_u8(1),
        ModelName::EightSignals => body.put_u8(2),
        ModelName::OnlineExperts => body.put_u8(3),
        ModelName::Champion(family, id) => {
            body.put_u8(4);
            body.put_u8(family.index() as u8);
            body.put(id);
        }
    }
}

fn take_model(bytes: &mut Bytes<'_>, code: u8) -> Result<ModelName, StoreError> {
    Ok(match code {
        1 => ModelName::EqualWeights,
        2 => ModelName::EightSignals,
        3 => ModelName::OnlineExperts,
        4 => {
            let family = usize::from(bytes.u8()?);
            let family = Family::ALL.get(family).ok_or_else(|| bytes.bad(format!("unknown family {family}")))?;
            ModelName::Champion(*family, bytes.take()?)
        }
        code => return Err(bytes.bad(format!("unknown model {code}"))),
    })
}
