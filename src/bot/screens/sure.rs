//! How sure a call is: its confidence, what it rests on, what has been proven, and what keeps it from being highly probable.

use super::{Frame, names};
use crate::bot::show;
use crate::bot::text::Html;
use crate::bot::words::counted;
use crate::domain::call::{
    Barrier, CLAIMS_MIN, EVIDENCE_MIN, HIGH_CONFIDENCE, LOWER_END_MIN, NOVELTY_MAX, OVERSTATED_MAX, VOICES_MIN,
    barriers,
};
use crate::domain::figures::SkillVerdict;
use crate::domain::prediction::Prediction;
use crate::domain::unit::Fraction;

/// The lines after a confidence: what it rests on, whether it is highly probable, and what the calls have proven so far.
pub(super) fn rests_on(frame: &Frame<'_>, prediction: &Prediction, skill: SkillVerdict, html: &mut Html) {
    let words = frame.words;
    if prediction.learned.is_some() {
        let (shown, count) = counted(words, prediction.evidence);
        html.line(words.say("sure-evidence", &[("independent", shown.into()), ("count", count)]));
        html.line(balance(frame, prediction));
        if barriers(prediction).is_empty() && skill == SkillVerdict::Better {
            html.line(words.say("sure-high", &[]));
        }
    }
    html.line(words.say(names::verdict(skill), &[]));
}

/// The probability of up, given that the price leaves the band.
pub(super) fn balance(frame: &Frame<'_>, prediction: &Prediction) -> String {
    let up = show::share(frame.words, f64::midpoint(prediction.fused, 1.0));
    frame.words.say("sure-balance", &[("share", up.into())])
}

/// Everything that keeps a prediction from being highly probable, one line each, with what is lacking.
pub(super) fn lacking(frame: &Frame<'_>, prediction: &Prediction) -> Vec<String> {
    barriers(prediction).into_iter().map(|barrier| lacks(frame, prediction, barrier)).collect()
}

fn lacks(frame: &Frame<'_>, prediction: &Prediction, barrier: Barrier) -> String {
    let words = frame.words;
    let learned = prediction.learned;
    let backing = learned.map(|learned| learned.backing).unwrap_or_default();
    match barrier {
        Barrier::NoSide => words.say("barrier-no-side", &[]),
        Barrier::Uncalibrated => words.say("barrier-uncalibrated", &[]),
        Barrier::Confidence => words.say(
            "barrier-confidence",
            &[
                ("share", show::percent(words, prediction.confidence).into()),
                ("needed", show::share(words, HIGH_CONFIDENCE).into()),
            ],
        ),
        Barrier::LowerEnd => words.say(
            "barrier-lower-end",
            &[
                ("share", show::share(words, learned.map_or(0.0, |learned| learned.interval.0)).into()),
                ("needed", show::share(words, LOWER_END_MIN).into()),
            ],
        ),
        Barrier::Evidence => words.say(
            "barrier-evidence",
            &[
                ("independent", show::independent(words, prediction.evidence).into()),
                ("needed", show::independent(words, EVIDENCE_MIN).into()),
            ],
        ),
        Barrier::Unproven => words.say(
            "barrier-unproven",
            &[("count", backing.claims.into()), ("right", backing.right.into()), ("needed", CLAIMS_MIN.into())],
        ),
        Barrier::Overstated => words.say(
            "barrier-overstated",
            &[
                ("value", show::whole(words, backing.overstated).into()),
                ("limit", show::whole(words, OVERSTATED_MAX).into()),
            ],
        ),
        Barrier::Unfamiliar => words.say(
            "barrier-unfamiliar",
            &[
                ("value", show::tenths(words, learned.map_or(0.0, |learned| learned.novelty)).into()),
                ("limit", show::tenths(words, NOVELTY_MAX).into()),
            ],
        ),
        Barrier::FewVoices => words.say(
            "barrier-few-voices",
            &[("count", prediction.readings.voices().into()), ("needed", VOICES_MIN.into())],
        ),
    }
}

/// A number that the product computed, as a fraction for showing.
pub(super) fn fraction(value: f64) -> Fraction {
    Fraction::new(value.clamp(0.0, 1.0)).unwrap_or(Fraction::ZERO)
}

/// An interval that the product computed, in whole per cent.
pub(super) fn interval(frame: &Frame<'_>, (low, high): (f64, f64)) -> String {
    show::interval(frame.words, (fraction(low), fraction(high)))
}
