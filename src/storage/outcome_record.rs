//! The layout of an outcome inside its page; what its prediction says already is taken from there.

use jiff::Timestamp;

use super::StoreError;
use super::bytes::{Bytes, Put, bit, offset};
use super::prediction_record::{direction_code, direction_of};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Mark, MarkRule, Outcome, Settlement, Verdict, VoidReason};
use crate::domain::prediction::{Prediction, PredictionNumber};

/// The table whose pages hold outcomes.
pub(super) const TABLE: &str = "outcome_pages";

/// An outcome as its page has it: without what follows from its prediction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub(super) number: PredictionNumber,
    pub(super) horizon: Horizon,
    pub(super) due: Timestamp,
    pub(super) settled_at: Timestamp,
    crosses_close: bool,
    uniqueness: f64,
    pub(super) verdict: Verdict,
}

impl Measured {
    /// The whole outcome.
    pub(super) fn of(&self, prediction: &Prediction) -> Outcome {
        Outcome {
            symbol: prediction.symbol,
            number: self.number,
            horizon: self.horizon,
            due: self.due,
            settled_at: self.settled_at,
            crosses_close: self.crosses_close,
            uniqueness: self.uniqueness,
            call: prediction.call_at(self.horizon),
            probabilities: prediction.forecast(self.horizon).probabilities,
            base: prediction.learned.map(|learned| learned.base(self.horizon)),
            yesterday: prediction.learned.map(|learned| learned.yesterday),
            verdict: self.verdict,
        }
    }
}

/// Bits of the first byte after the number: horizon (2), crossing (1), what became of it (2) or why it is void, whether it is void (1).
const CROSSES: u8 = 1 << 2;
const BECAME_SHIFT: u8 = 3;
const VOID: u8 = 1 << 5;

/// Bits of the second: which parts differ from what they nearly always are and therefore stand in the record.
const OWN_SETTLEMENT: u8 = 1;
const OWN_UNIQUENESS: u8 = 1 << 1;
const HAS_DIVIDENDS: u8 = 1 << 2;
const HAS_CLOSE: u8 = 1 << 3;
const ENTRY_AT_CLOSE: u8 = 1 << 4;
const EXIT_AT_OPEN: u8 = 1 << 5;

/// Appends an outcome: number (4), two bytes of the bits above, seconds from the page's begin to its due instant (4); the instant of
/// settlement in microseconds where it is not the due instant (8); the uniqueness where it is not one over the bars of the horizon (8);
/// and unless it is void, price (8) and seconds (4) of entry and of exit, log return, hindsight high and low (8 each), then dividends and
/// the return to the close (8 each) where there are any.
pub(super) fn put(body: &mut Vec<u8>, outcome: &Outcome, base_s: i64) -> Result<(), StoreError> {
    let number = u32::try_from(outcome.number.0)
        .map_err(|_| StoreError::Row { table: TABLE, reason: format!("no number {}", outcome.number.0) })?;
    let mut kind = outcome.horizon.index() as u8 | bit(outcome.crosses_close, CROSSES);
    let mut parts = bit(outcome.settled_at != outcome.due, OWN_SETTLEMENT);
    if outcome.uniqueness.to_bits() != usual_uniqueness(outcome.horizon).to_bits() {
        parts |= OWN_UNIQUENESS;
    }
    match &outcome.verdict {
        Verdict::Void(reason) => kind |= VOID | (void_code(*reason) << BECAME_SHIFT),
        Verdict::Settled(settled) => {
            kind |= direction_code(settled.became) << BECAME_SHIFT;
            parts |= bit(settled.dividends.to_bits() != 0, HAS_DIVIDENDS);
            parts |= bit(settled.return_to_close.is_some(), HAS_CLOSE);
            parts |= bit(settled.entry.rule == MarkRule::LastClose, ENTRY_AT_CLOSE);
            parts |= bit(settled.exit.rule == MarkRule::FirstOpen, EXIT_AT_OPEN);
        }
    }
    body.put_u32(number);
    body.put_u8(kind);
    body.put_u8(parts);
    body.put_i32(offset(outcome.due, base_s, TABLE)?);
    if parts & OWN_SETTLEMENT != 0 {
        body.put_i64(outcome.settled_at.as_microsecond());
    }
    if parts & OWN_UNIQUENESS != 0 {
        body.put_f64(outcome.uniqueness);
    }
    if let Verdict::Settled(settled) = &outcome.verdict {
        put_settlement(body, settled, parts, base_s)?;
    }
    Ok(())
}

fn put_settlement(body: &mut Vec<u8>, settled: &Settlement, parts: u8, base_s: i64) -> Result<(), StoreError> {
    for mark in [&settled.entry, &settled.exit] {
        body.put_f64(mark.price);
        body.put_i32(offset(mark.at, base_s, TABLE)?);
    }
    for value in [settled.log_return, settled.hindsight_high, settled.hindsight_low] {
        body.put_f64(value);
    }
    if parts & HAS_DIVIDENDS != 0 {
        body.put_f64(settled.dividends);
    }
    if let Some(value) = settled.return_to_close {
        body.put_f64(value);
    }
    Ok(())
}

/// Reads the record at the front of `bytes`.
pub(super) fn take(bytes: &mut Bytes<'_>, base_s: i64) -> Result<Measured, StoreError> {
    let number = PredictionNumber(i64::from(bytes.u32()?));
    let (kind, parts) = (bytes.u8()?, bytes.u8()?);
    let horizon = Horizon::ALL.get(usize::from(kind & 3)).copied().ok_or_else(|| bytes.bad("unknown horizon"))?;
    let due = bytes.seconds_after(base_s)?;
    let settled_at = if parts & OWN_SETTLEMENT == 0 { due } else { bytes.micros()? };
    let uniqueness = if parts & OWN_UNIQUENESS == 0 { usual_uniqueness(horizon) } else { bytes.f64()? };
    let code = (kind >> BECAME_SHIFT) & 3;
    let verdict = if kind & VOID == 0 {
        Verdict::Settled(take_settlement(bytes, code, parts, base_s)?)
    } else {
        Verdict::Void(void_of(code).ok_or_else(|| bytes.bad("unknown reason of a void outcome"))?)
    };
    let crosses_close = kind & CROSSES != 0;
    Ok(Measured { number, horizon, due, settled_at, crosses_close, uniqueness, verdict })
}

fn take_settlement(bytes: &mut Bytes<'_>, became: u8, parts: u8, base_s: i64) -> Result<Settlement, StoreError> {
    let became = direction_of(became).ok_or_else(|| bytes.bad("a direction that is none"))?;
    let rule = |other, usual, bit| if parts & bit == 0 { usual } else { other };
    let (first, last) = (MarkRule::FirstOpen, MarkRule::LastClose);
    let mut mark =
        |rule| -> Result<Mark, StoreError> { Ok(Mark { price: bytes.f64()?, at: bytes.seconds_after(base_s)?, rule }) };
    let entry = mark(rule(last, first, ENTRY_AT_CLOSE))?;
    let exit = mark(rule(first, last, EXIT_AT_OPEN))?;
    let (log_return, hindsight_high, hindsight_low) = (bytes.f64()?, bytes.f64()?, bytes.f64()?);
    let dividends = if parts & HAS_DIVIDENDS == 0 { 0.0 } else { bytes.f64()? };
    let return_to_close = if parts & HAS_CLOSE == 0 { None } else { Some(bytes.f64()?) };
    Ok(Settlement { entry, exit, dividends, log_return, became, return_to_close, hindsight_high, hindsight_low })
}

/// Outcomes of a horizon of so many bars share all but this part with their neighbours.
fn usual_uniqueness(horizon: Horizon) -> f64 {
    1.0 / f64::from(horizon.bars())
}

fn void_code(reason: VoidReason) -> u8 {
    match reason {
        VoidReason::NoEntry => 0,
        VoidReason::NoExit => 1,
    }
}

fn void_of(code: u8) -> Option<VoidReason> {
    [VoidReason::NoEntry, VoidReason::NoExit].into_iter().find(|reason| void_code(*reason) == code)
}
