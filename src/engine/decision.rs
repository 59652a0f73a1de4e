//! One decision: what the signals say, what the learner makes of it, and the prediction that is kept.

use jiff::{SignedDuration, Timestamp};

use super::signals::Moment;
use super::{State, fusion, volatility};
use crate::domain::calendar::{ExchangeCalendar, Step};
use crate::domain::call;
use crate::domain::event::SkipReason;
use crate::domain::horizon::Horizon;
use crate::domain::learned::Learned;
use crate::domain::prediction::{Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities};
use crate::domain::signal::{Grounds, Readings, SignalKind};
use crate::domain::training::observation::Seen;
use crate::domain::unit::Fraction;
use crate::learn::online::{Asked, Known};

/// A decision worked on later than this is skipped: it could no longer be acted on as of its instant.
const DECISION_LATE_MAX: SignedDuration = SignedDuration::from_mins(5);

/// Two-sided 80 % quantile of the normal distribution.
const HOLD_QUANTILE: f64 = 1.281_551_565_544_600_4;

/// Days that the count of what stayed within the band is worth at most: it forgets with a half-life of 250 days, 2 · 250 / ln 2.
const HOLD_DAYS_MAX: f64 = 721.0;

/// Days that the expectation for normal returns counts as.
const HOLD_PRIOR_DAYS: f64 = 60.0;

pub(super) fn predict(state: &mut State, step: Step, at: Timestamp, now: Timestamp) -> Result<Prediction, SkipReason> {
    if now.duration_since(at) > DECISION_LATE_MAX {
        return Err(SkipReason::TooLate);
    }
    let last = state
        .last_bar
        .filter(|bar| bar.end() == at || state.window.last_closed() == Some(at))
        .ok_or(SkipReason::NoBar)?;
    if !state.volatility.is_ready() {
        return Err(SkipReason::WarmingUp);
    }
    if !state.volatility.moves() {
        return Err(SkipReason::NoMovement);
    }
    let (readings, mut grounds) = state.signals.read(Moment { step, at });
    let moves = expected_moves(state, step).ok_or(SkipReason::NoCalendar)?;
    let key = key_of(at);
    let seen = seen(at, last.close(), (&readings, &grounds), &moves);
    state.memory.remember(&seen);
    let champion = state.champion.as_ref().and_then(|champion| champion.says(&state.memory.row(&seen)));
    // Where it says no finite number, the online experts speak alone and the prediction says so.
    let speaker = state.champion.as_ref().filter(|_| champion.is_some());
    let model =
        speaker.map_or(ModelName::CURRENT, |champion| ModelName::with_champion(champion.family(), &champion.id()));
    let known = state.learner.predict(&Asked {
        key,
        slot: usize::try_from(step.slot.saturating_sub(1)).unwrap_or(0),
        inputs: fusion::inputs(&readings, state.signals.turbulence()),
        shares_within: moves.map(|forecast| volatility::share_within(forecast.band, forecast.sigma)),
        champion,
    });
    for (grounds, share) in grounds.iter_mut().zip(known.shares) {
        grounds.weight = share;
    }
    let mut forecasts = moves;
    for (forecast, learned) in forecasts.iter_mut().zip(&known.forecasts) {
        forecast.probabilities = learned.probabilities;
    }
    let [.., primary] = &known.forecasts;
    let call = call::call(&primary.probabilities);
    let confidence = Fraction::new(primary.probabilities.of(call)).unwrap_or(Fraction::HALF);
    state.learner.claim(key, call, confidence.get());
    let Probabilities { down, up, .. } = primary.probabilities;
    let mut prediction = Prediction {
        symbol: state.symbol,
        number: PredictionNumber(state.made + 1),
        at,
        made_at: now,
        price: last.close(),
        call,
        confidence,
        evidence: known.evidence,
        // Adding zero makes the negative zero positive, as in scores.
        fused: (up - down) / (up + down) + 0.0,
        readings,
        grounds: Some(grounds),
        learned: Some(learned(&known, call, state.closes.side())),
        forecasts,
        model,
        previous: state.head,
        hash: Hash::GENESIS,
    };
    prediction.hash = prediction.computed_hash();
    Ok(prediction)
}

/// What a trained model may look at: the same as [`Seen::of`] reads out of the prediction that is about to be made.
fn seen(
    at: Timestamp,
    price: f64,
    (readings, grounds): (&Readings, &[Grounds; SignalKind::COUNT]),
    moves: &[Forecast; Horizon::COUNT],
) -> Seen {
    Seen {
        at,
        price,
        readings: *readings,
        ages_s: grounds.map(|grounds| grounds.age_s),
        components: grounds.map(|grounds| grounds.components),
        sigmas: moves.map(|forecast| forecast.sigma),
        bands: moves.map(|forecast| forecast.band),
    }
}

/// What the prediction stands on, as it is kept.
fn learned(known: &Known, call: Direction, yesterday: Direction) -> Learned {
    let [.., primary] = &known.forecasts;
    let interval = match call {
        Direction::Up => primary.interval_up,
        Direction::Down => primary.interval_down,
        Direction::Hold => hold_interval(primary.probabilities.hold, known.evidence),
    };
    Learned {
        bases: known.forecasts.map(|forecast| forecast.base),
        interval,
        novelty: known.novelty,
        yesterday,
        backing: known.backing,
    }
}

/// Interval of 80 % on the share that stays within the band: it is counted, so the count tells how well it is known. The count begins with the
/// weight of the expectation for normal returns.
fn hold_interval(hold: f64, evidence: f64) -> (f64, f64) {
    let deviation = HOLD_QUANTILE * libm::sqrt(hold * (1.0 - hold) / (evidence.min(HOLD_DAYS_MAX) + HOLD_PRIOR_DAYS));
    ((hold - deviation).max(0.0), (hold + deviation).min(1.0))
}

/// The expected move at each horizon; the probabilities are still those of no knowledge at all.
fn expected_moves(state: &State, step: Step) -> Option<[Forecast; Horizon::COUNT]> {
    let calendar = ExchangeCalendar::nyse();
    let [one_hour, four_hours, one_day] = Horizon::ALL.map(|horizon| calendar.due_of(step, horizon));
    let dues = [one_hour?, four_hours?, one_day?];
    let sigmas = state.volatility.sigmas(step, dues.map(|due| due.at))?;
    let [.., sigma_one_day] = sigmas;
    let mut sigmas = sigmas.into_iter();
    Some(dues.map(|due| {
        let sigma = sigmas.next().unwrap_or(sigma_one_day);
        let band = volatility::hold_band(sigma, sigma_one_day);
        let probabilities = Probabilities { down: 0.0, hold: 1.0, up: 0.0 };
        Forecast { due: due.at, crosses_close: due.crosses_close, sigma, band, probabilities }
    }))
}

/// Tells a decision from all others to the learner.
pub(super) fn key_of(at: Timestamp) -> i64 {
    at.as_second()
}
