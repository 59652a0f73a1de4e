//! The record of what was claimed with which confidence and what became of it, counted in one pass over predictions and outcomes.

use jiff::Timestamp;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::horizon::Horizon;
use crate::domain::model_option;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Prediction};
use crate::domain::statistics::interval::{Mean, anytime, betting};
use crate::domain::statistics::reliability::{Diagram, Murphy, Reliability, Sides, Slope};
use crate::domain::unit::Fraction;

/// Levels of confidence at which claims are counted.
pub const LEVELS: [f64; 9] = [0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95];

/// What the result of an option counts as at least and at most, in parts of the premium: more than all of it cannot be lost but for fees, and
/// one lucky trade must not carry the mean.
pub const OPTION_BOUNDS: (f64, f64) = (-1.1, 3.0);

/// Histories drawn for the interval of a calibration error.
const DRAWS: usize = 400;

/// Mean length of a month of the calendar, seconds.
const MONTH_S: f64 = 30.436_875 * 86_400.0;

/// Everything that was claimed, summed up; feed it predictions in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackRecord {
    horizons: [HorizonRecord; Horizon::COUNT],
    levels: [LevelRecord; LEVELS.len()],
    /// First and last decision.
    span: Option<(Timestamp, Timestamp)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct HorizonRecord {
    calls: Reliability,
    sides: Sides,
}

/// Episodes at one level.
#[derive(Clone, Debug, Default, PartialEq)]
struct LevelRecord {
    /// When the outcome of the newest episode is due: until then everything belongs to it.
    due: Option<Timestamp>,
    episodes: u32,
    settled: u32,
    right: u32,
    /// Sum of the confidences of settled ones.
    stated: f64,
    /// Result of each one's option, in parts of its premium.
    options: Vec<f64>,
}

impl TrackRecord {
    /// Takes in a prediction with its outcomes so far.
    pub fn add(&mut self, prediction: &Prediction, outcomes: &[Outcome]) {
        let first = self.span.map_or(prediction.at, |(first, _)| first);
        self.span = Some((first, prediction.at));
        // Outcomes of a day stand or fall together. The calendar knows every decision: 0 is none of its days.
        let day = ExchangeCalendar::nyse().index_at_or_before(prediction.at).and_then(|day| i64::try_from(day).ok());
        for outcome in outcomes {
            if let Some(horizon) = self.horizons.get_mut(outcome.horizon.index()) {
                horizon.add(day.unwrap_or_default(), outcome);
            }
        }
        if prediction.call != Direction::Hold {
            let primary = outcomes.iter().find(|outcome| outcome.horizon == Horizon::PRIMARY);
            for (record, level) in self.levels.iter_mut().zip(LEVELS) {
                record.add(level, prediction, primary);
            }
        }
    }

    /// How the confidence of calls at a horizon came true; `None` before the first settled outcome. `draw(n)` gives a number below n, from a
    /// generator that was seeded: the same seed gives the same interval.
    pub fn calibration(&self, horizon: Horizon, draw: impl FnMut(usize) -> usize) -> Option<Calibration> {
        let record = self.horizons.get(horizon.index())?;
        Some(Calibration {
            diagram: *record.calls.diagram(),
            effective: record.calls.effective(),
            error: record.calls.error()?,
            error_interval: record.calls.error_interval(DRAWS, draw)?,
            slope: record.sides.slope(),
            murphy: record.calls.murphy()?,
        })
    }

    /// The claims at each of [`LEVELS`] and above, at the primary horizon.
    pub fn claims(&self) -> [Claims; LEVELS.len()] {
        let months = self.span.map_or(0.0, |(first, last)| (last.as_second() - first.as_second()) as f64 / MONTH_S);
        let mut claims = self.levels.iter().zip(LEVELS).map(|(record, level)| record.claims(level, months));
        std::array::from_fn(|_| claims.next().unwrap_or_default())
    }
}

/// How stated confidence at one horizon came true. The event is that the call, HOLD included, is what the price did; its confidence is the
/// probability stated for that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Bins of confidence, for the picture.
    pub diagram: Diagram,
    /// Independent observations.
    pub effective: f64,
    /// Expected calibration error, in parts of 1.
    pub error: f64,
    /// Its 95 % interval.
    pub error_interval: (f64, f64),
    /// What the log odds of up against down have to be multiplied by and shifted by, from the outcomes that left the band; `None` where they
    /// do not tell.
    pub slope: Option<Slope>,
    /// The Brier score of the event and its parts.
    pub murphy: Murphy,
}

/// BUY and SELL calls of at least one level of confidence, in episodes: what follows one before its outcome is due belongs to it, so that no
/// two of them overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Claims {
    /// The level.
    pub level: f64,
    /// Episodes, those without an outcome too.
    pub episodes: u32,
    /// Episodes a month of the calendar, from the first decision to the last; `None` before there is any time between them.
    pub a_month: Option<f64>,
    /// Episodes whose outcome is settled.
    pub settled: u32,
    /// Those that came true: the price left the band on the called side.
    pub right: u32,
    /// A 95 % interval of the share that comes true, valid though it is looked at every day.
    pub interval: Option<(Fraction, Fraction)>,
    /// Mean confidence of the settled ones.
    pub stated: Option<f64>,
    /// What an option on each would have made in a model (see [`model_option::result`]): mean in parts of the premium, with a 95 % interval
    /// that may be looked at every day; each between [`OPTION_BOUNDS`].
    pub option: Option<Mean>,
    /// Options counted.
    pub options: usize,
}

impl HorizonRecord {
    fn add(&mut self, day: i64, outcome: &Outcome) {
        let Verdict::Settled(settlement) = &outcome.verdict else { return };
        let (stated, became) = (&outcome.probabilities, settlement.became);
        self.calls.add(day, stated.of(outcome.call), outcome.call == became, outcome.uniqueness);
        if became != Direction::Hold {
            self.sides.add(libm::log(stated.up / stated.down), became == Direction::Up, outcome.uniqueness);
        }
    }
}

impl LevelRecord {
    fn add(&mut self, level: f64, prediction: &Prediction, outcome: Option<&Outcome>) {
        let forecast = prediction.forecast(Horizon::PRIMARY);
        let stated = forecast.probabilities.of(prediction.call);
        let same_episode = self.due.is_some_and(|due| prediction.at < due);
        if stated < level || same_episode {
            return;
        }
        self.due = Some(forecast.due);
        self.episodes += 1;
        let Some(Outcome { verdict: Verdict::Settled(settlement), .. }) = outcome else { return };
        self.settled += 1;
        self.right += u32::from(settlement.became == prediction.call);
        self.stated += stated;
        self.options.extend(model_option::result(prediction.call, prediction.price, forecast.sigma, settlement));
    }

    fn claims(&self, level: f64, months: f64) -> Claims {
        let settled = f64::from(self.settled);
        let any = self.settled > 0;
        Claims {
            level,
            episodes: self.episodes,
            a_month: (months > 0.0).then(|| f64::from(self.episodes) / months),
            settled: self.settled,
            right: self.right,
            interval: any.then(|| anytime(f64::from(self.right), settled)),
            stated: any.then(|| self.stated / settled),
            option: betting(&self.options, OPTION_BOUNDS),
            options: self.options.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::{Mark, MarkRule, Settlement, VoidReason};
    use crate::domain::prediction::{Forecast, Hash, ModelName, PredictionNumber, Probabilities};
    use crate::domain::signal::{Abstention, Reading, Readings};
    use crate::domain::symbol::Symbol;
    use jiff::civil::date;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const HOURS: [Horizon; 3] = Horizon::ALL;

    /// A prediction at a decision that states `confidence` for its call at every horizon.
    fn prediction(at: Timestamp, call: Direction, confidence: f64) -> Prediction {
        let rest = (1.0 - confidence) / 2.0;
        let of = |direction| if direction == call { confidence } else { rest };
        let probabilities =
            Probabilities { down: of(Direction::Down), hold: of(Direction::Hold), up: of(Direction::Up) };
        let forecast = |horizon| {
            let due = ExchangeCalendar::nyse().due(at, horizon).unwrap();
            Forecast { due: due.at, crosses_close: true, sigma: 0.016, band: 0.004, probabilities }
        };
        Prediction {
            symbol: Symbol::new("RTX").unwrap(),
            number: PredictionNumber(1),
            at,
            made_at: at,
            price: 100.0,
            call,
            confidence: Fraction::new(confidence).unwrap(),
            evidence: 0.0,
            fused: 0.0,
            readings: Readings([Reading::Abstains(Abstention::WarmingUp); 8]),
            grounds: None,
            learned: None,
            forecasts: HOURS.map(forecast),
            model: ModelName::OnlineExperts,
            previous: Hash::GENESIS,
            hash: Hash::GENESIS,
        }
    }

    /// Its outcome at a horizon; without `became` it has no price.
    fn outcome(prediction: &Prediction, horizon: Horizon, became: Option<Direction>) -> Outcome {
        let forecast = prediction.forecast(horizon);
        let mark = |price, at| Mark { price, at, rule: MarkRule::LastClose };
        let settlement = |became| Settlement {
            entry: mark(100.0, prediction.at),
            exit: mark(101.0, forecast.due),
            dividends: 0.0,
            log_return: 0.01,
            became,
            return_to_close: None,
            hindsight_high: 0.0,
            hindsight_low: 0.0,
        };
        Outcome {
            symbol: prediction.symbol,
            number: prediction.number,
            horizon,
            due: forecast.due,
            settled_at: forecast.due,
            crosses_close: true,
            uniqueness: 1.0 / f64::from(horizon.bars()),
            call: prediction.call,
            probabilities: forecast.probabilities,
            base: None,
            yesterday: None,
            verdict: became.map_or(Verdict::Void(VoidReason::NoExit), |became| Verdict::Settled(settlement(became))),
        }
    }

    /// Decisions of so many sessions from the second of January 2025.
    fn decisions(sessions: usize) -> Vec<Timestamp> {
        let calendar = ExchangeCalendar::nyse();
        let open = calendar.session_on(date(2025, 1, 2)).unwrap().open;
        let last = calendar.session(calendar.index_at_or_before(open).unwrap() + sessions - 1).unwrap().close;
        calendar.decisions_between(open, last).collect()
    }

    #[test]
    fn one_claim_a_day_counts_and_those_on_its_way_do_not() {
        let mut record = TrackRecord::default();
        for (at, turn) in decisions(11).into_iter().zip(0..) {
            let call = if turn < 26 { Direction::Hold } else { Direction::Up };
            let made = prediction(at, call, if turn % 2 == 0 { 0.72 } else { 0.62 });
            // The first claim fails, the last ones are open yet.
            let became = if turn < 52 { Direction::Down } else { Direction::Up };
            let outcomes: Vec<Outcome> =
                (turn < 260).then(|| outcome(&made, Horizon::OneDay, Some(became))).into_iter().collect();
            record.add(&made, &outcomes);
        }
        let claims = record.claims();
        let at = |level: f64| claims.iter().find(|claims| claims.level == level).unwrap();
        // Ten days of claims: each begins at the first decision of the day, whose outcome is due at the first of the next.
        let lower = at(0.60);
        assert_eq!((lower.episodes, lower.settled, lower.right, lower.options), (10, 9, 8, 9));
        assert!((lower.stated.unwrap() - 0.72).abs() < 1e-12);
        assert_eq!(lower.interval, Some(anytime(8.0, 9.0)));
        assert!(lower.option.unwrap().mean > 0.0 && (10.0..25.0).contains(&lower.a_month.unwrap()));
        assert_eq!((at(0.70).episodes, at(0.75).episodes, at(0.75).option), (10, 0, None));
    }

    #[test]
    fn confidence_is_measured_at_every_horizon_and_void_outcomes_nowhere() {
        let mut rng = ChaCha8Rng::seed_from_u64(9);
        let mut record = TrackRecord::default();
        let calibrated = |rng: &mut ChaCha8Rng| {
            let confidence = rng.gen_range(0.5..0.9);
            (confidence, rng.gen_bool(confidence))
        };
        for at in decisions(100) {
            let (confidence, right) = calibrated(&mut rng);
            let call = if rng.gen_bool(0.5) { Direction::Up } else { Direction::Down };
            let made = prediction(at, call, confidence);
            let became = if right { call } else { call.mirrored() };
            let outcomes = [Some(became), None].map(|became| outcome(&made, Horizon::FourHours, became));
            record.add(&made, &outcomes);
        }
        let mut draw = |n: usize| rng.gen_range(0..n);
        assert_eq!(record.calibration(Horizon::OneDay, &mut draw), None);
        let found = record.calibration(Horizon::FourHours, &mut draw).unwrap();
        assert!((found.effective - 100.0 * 26.0 / 16.0).abs() < 0.5, "{found:?}");
        assert!(found.error < 0.05 && found.error_interval.1 < 0.1, "{found:?}");
        assert!(found.slope.is_some() && found.murphy.brier < 0.25);
        assert!(TrackRecord::default().claims().iter().all(|claims| claims.a_month.is_none()));
    }
}
