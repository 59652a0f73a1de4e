//! Facts of a learning model that tests draw screens from: typical and extreme ones.

use jiff::ToSpan;
use jiff::civil::Date;

use super::samples::{self, now};
use crate::domain::figures::SkillVerdict;
use crate::domain::horizon::Horizon;
use crate::domain::learned::{Backing, EXPERTS_COUNT, HorizonLesson, Learned, Lesson};
use crate::domain::prediction::{Direction, ModelName, Prediction, Probabilities};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;
use crate::domain::unit::Fraction;
use crate::domain::view::{Bin, Explained, Measured, ModelOption, Scores, Standing, Standings, Status, ThresholdRow};

/// BUY at 43 %, with everything that keeps it from being highly probable but the side.
pub(crate) fn prediction() -> Prediction {
    let mut made = samples::prediction();
    let said = Probabilities { down: 0.24, hold: 0.33, up: 0.43 };
    made.forecasts.iter_mut().for_each(|forecast| forecast.probabilities = said);
    made.learned = Some(Learned {
        bases: [Probabilities { down: 0.35, hold: 0.30, up: 0.35 }; Horizon::COUNT],
        interval: (0.36, 0.51),
        novelty: 4.6,
        yesterday: Direction::Down,
        backing: Backing { claims: 3, right: 2, stated: 2.5, overstated: 1.8 },
    });
    made.confidence = Fraction::new(said.up).unwrap();
    made.fused = (said.up - said.down) / (said.up + said.down);
    made.evidence = 46.2;
    made.model = ModelName::OnlineExperts;
    made
}

/// A call that nothing keeps from being highly probable.
pub(crate) fn sure_prediction() -> Prediction {
    let mut made = Prediction { grounds: samples::loud_prediction().grounds, ..prediction() };
    made.readings = samples::loud_prediction().readings;
    let said = Probabilities { down: 0.88, hold: 0.09, up: 0.03 };
    made.forecasts.iter_mut().for_each(|forecast| forecast.probabilities = said);
    let backing = Backing { claims: 9_999, right: 8_888, stated: 8_700.0, overstated: 0.4 };
    made.learned = made.learned.map(|learned| Learned { interval: (0.81, 0.93), novelty: 1.0, backing, ..learned });
    (made.call, made.confidence) = (Direction::Down, Fraction::new(said.down).unwrap());
    (made.fused, made.evidence) = (-0.93, 9_999.9);
    made
}

pub(crate) fn status() -> Status {
    Status { latest: Some(prediction()), skill: SkillVerdict::NoEvidence, ..samples::status() }
}

pub(crate) fn explained() -> Explained {
    let lesson = lessons().last().map(|lesson| *lesson.of(Horizon::PRIMARY));
    let mut plain = samples::explained();
    // A learning model may call otherwise at a shorter horizon.
    plain.outcomes.iter_mut().for_each(|outcome| outcome.call = Direction::Hold);
    Explained { prediction: prediction(), lesson, skill: SkillVerdict::NoEvidence, ..plain }
}

/// HOLD, and BUY lacks a little.
pub(crate) fn held() -> Explained {
    let mut explained = explained();
    let said = Probabilities { down: 0.24, hold: 0.40, up: 0.36 };
    let made = &mut explained.prediction;
    made.forecasts.iter_mut().for_each(|forecast| forecast.probabilities = said);
    (made.call, made.confidence) = (Direction::Hold, Fraction::new(said.hold).unwrap());
    made.fused = 0.2;
    explained.last = made.number;
    explained.outcomes.clear();
    explained
}

/// Sixty sessions in which momentum gains weight, mean reversion is taken the other way round, and one alarm sounds.
pub(crate) fn lessons() -> Vec<Lesson> {
    let first = now().to_zoned(jiff::tz::TimeZone::UTC).date() - 60.days();
    (0..60).map(|day: i32| lesson(first + day.days(), f64::from(day) / 59.0, day)).collect()
}

fn lesson(date: Date, grown: f64, day: i32) -> Lesson {
    let wave = libm::sin(f64::from(day) / 6.0) * 0.03;
    let mut mixture = [0.0; EXPERTS_COUNT];
    mixture[0] = 0.88 - 0.31 * grown;
    mixture[5] = 0.02 + 0.16 * grown;
    mixture[9] = 0.03;
    mixture[10] = 0.04 + 0.05 * grown;
    let rest = (1.0 - mixture.iter().sum::<f64>()) / 8.0;
    for at in [1, 2, 3, 4, 6, 7, 8, 11] {
        mixture[at] = rest;
    }
    let influence = [0.02 + wave / 2.0, 0.06, -0.01, 0.015, 0.01 + 0.3 * grown, 0.03 - wave, -0.09 - wave, 0.0];
    let mut drift_of = [1.0, 3.0, 0.0, 1.4, 1.0, 46.0, 2.0, 1.0];
    drift_of[6] = if day == 40 { 1.0 } else { 2.0 + f64::from(day) };
    let hasty_until = (day >= 40).then(|| date + (78 - i64::from(day)).days());
    let learned = HorizonLesson {
        mixture,
        champion: 0.0,
        influence,
        calibration: (1.02 - 0.2 * grown, 0.01),
        evidence: 40.0 + 20.0 * grown,
        gain: -0.4 + 1.1 * grown,
        drift: 7.0,
        drift_of,
        hasty_until,
    };
    let quick = HorizonLesson { evidence: learned.evidence * 6.0, gain: 2.0 * grown, hasty_until: None, ..learned };
    Lesson {
        symbol: Symbol::new("RTX").unwrap(),
        date,
        horizons: [quick, HorizonLesson { gain: -0.3, ..quick }, learned],
        backing: Backing { claims: 3, right: 2, stated: 2.5, overstated: 1.8 },
    }
}

/// Everything at its largest, from one day to the next.
pub(crate) fn extreme_lessons() -> Vec<Lesson> {
    let mut lessons = lessons();
    for (at, lesson) in lessons.iter_mut().enumerate() {
        for learned in &mut lesson.horizons {
            let flip = if at % 2 == 0 { 1.0 } else { -1.0 };
            learned.influence = [-flip; SignalKind::COUNT];
            learned.mixture = [0.0; EXPERTS_COUNT];
            learned.mixture[if at < 55 { 0 } else { 8 }] = 1.0;
            learned.calibration.0 = if at < 55 { 1.0 } else { -9.99 };
            learned.evidence = 1e8;
            learned.gain = if at < 55 { 0.0 } else { -99_999.0 };
            learned.drift = if at % 2 == 0 { 1e12 } else { 1.0 };
            learned.drift_of = [if at % 2 == 0 { 1e12 } else { 1.0 }; SignalKind::COUNT];
            learned.hasty_until = Some(lesson.date + 38.days());
        }
    }
    lessons
}

pub(crate) fn standings() -> Standings {
    let bin = |stated: f64, value: f64, independent: f64| {
        let half = 1.0 / libm::sqrt(independent + 1.0);
        let interval = ((value - half).max(0.0), (value + half).min(1.0));
        Bin { stated, came_true: Measured { value, interval }, independent }
    };
    let bins = vec![bin(0.36, 0.34, 14.2), bin(0.41, 0.44, 20.6), bin(0.47, 0.42, 8.8), bin(0.56, 0.61, 2.6)];
    let measured = |value, low, high| Measured { value, interval: (low, high) };
    let typical = Standing {
        settled: 1_201,
        void: 3,
        independent: 46.2,
        right: measured(0.41, 0.26, 0.58),
        balanced: 0.36,
        calibration_error: measured(0.041, 0.01, 0.09),
        majority: Some((Direction::Up, 0.42)),
        always_up: 0.42,
        yesterday: Some((0.39, 46.2)),
        scores: Scores {
            independent: 46.2,
            brier: (0.662, 0.652),
            log_loss: (1.092, 1.075),
            gain: Some(measured(-0.017, -0.061, 0.027)),
        },
        bins,
        skill: SkillVerdict::NoEvidence,
    };
    let option = Some(ModelOption { count: 21, mean: measured(-0.071, -0.31, 0.22) });
    let row = |threshold, a_month, settled, right, interval, option| ThresholdRow {
        threshold,
        a_month: Some(a_month),
        settled,
        right,
        interval: Some(interval).filter(|_| settled > 0),
        option,
    };
    Standings {
        horizons: [typical.clone(), typical.clone(), typical],
        thresholds: vec![
            row(0.55, 12.3, 41, 23, (0.39, 0.72), option),
            row(0.60, 4.1, 14, 9, (0.33, 0.89), option),
            row(0.65, 1.2, 4, 3, (0.15, 0.99), None),
            row(0.70, 0.3, 1, 0, (0.0, 0.95), None),
            row(0.75, 0.0, 0, 0, (0.0, 1.0), None),
            row(0.80, 0.0, 0, 0, (0.0, 1.0), None),
            row(0.85, 0.0, 0, 0, (0.0, 1.0), None),
            row(0.90, 0.0, 0, 0, (0.0, 1.0), None),
            row(0.95, 0.0, 0, 0, (0.0, 1.0), None),
        ],
        latest: Some(prediction()),
    }
}

/// Everything counted in thousands of millions, everything right.
pub(crate) fn extreme_standings() -> Standings {
    let one = Measured { value: 1.0, interval: (0.999, 1.0) };
    let bins = (1..=20).map(|at| {
        let stated = f64::from(at) / 20.0;
        Bin { stated, came_true: Measured { value: 1.0, interval: (0.0, 1.0) }, independent: 1e8 / f64::from(at) }
    });
    let standing = Standing {
        settled: u64::MAX,
        void: u64::MAX,
        independent: 1e9,
        right: one,
        balanced: 1.0,
        calibration_error: one,
        majority: Some((Direction::Hold, 1.0)),
        always_up: 1.0,
        yesterday: Some((1.0, 1e9)),
        scores: Scores {
            independent: 1e9,
            brier: (2.0, 2.0),
            log_loss: (6.908, 6.908),
            gain: Some(Measured { value: -6.908, interval: (-6.908, 6.908) }),
        },
        bins: bins.collect(),
        skill: SkillVerdict::Worse,
    };
    let option = Some(ModelOption { count: 99_999, mean: Measured { value: 9.99, interval: (-1.1, 9.99) } });
    let row = |at: u32| ThresholdRow {
        threshold: 0.55 + 0.05 * f64::from(at),
        a_month: Some(546.0),
        settled: 99_999,
        right: 99_999,
        interval: Some((0.999, 1.0)),
        option,
    };
    Standings {
        horizons: [standing.clone(), standing.clone(), standing],
        thresholds: (0..9).map(row).collect(),
        latest: Some(sure_prediction()),
    }
}

/// Draws every picture of a learning model into a folder, to be looked at: `PICTURES=<folder> cargo test --lib write_pictures -- --ignored`.
#[test]
#[ignore = "writes files for people to look at"]
fn write_pictures() {
    use crate::bot::charts::{card, equity, profits, reliability, weights};
    use crate::bot::screens::desk::samples as desk;
    use crate::bot::screens::training::samples as training;
    let Some(folder) = std::option_env!("PICTURES").map(std::path::Path::new) else { return };
    let frame = samples::frame();
    for (name, standings) in [("typical", standings()), ("extreme", extreme_standings())] {
        let picture = reliability::draw(&frame, Horizon::OneDay, &standings.horizons[2]).unwrap().unwrap();
        std::fs::write(folder.join(format!("reliability-{name}.png")), picture).unwrap();
    }
    for (name, lessons) in [("typical", lessons()), ("extreme", extreme_lessons()), ("first", lessons()[..1].to_vec())]
    {
        let picture = weights::draw(&frame, Horizon::OneDay, &lessons).unwrap().unwrap();
        std::fs::write(folder.join(format!("weights-{name}.png")), picture).unwrap();
    }
    for (name, of) in [("typical", training::card()), ("extreme", training::extreme_card())] {
        let picture = card::draw(&frame, crate::domain::training::RunId(3), &of).unwrap().unwrap();
        std::fs::write(folder.join(format!("card-{name}.png")), picture).unwrap();
    }
    for (name, account) in [("typical", desk::full_book().paper), ("long", desk::long_account())] {
        std::fs::write(folder.join(format!("equity-{name}.png")), equity::draw(&frame, &account).unwrap().unwrap())
            .unwrap();
        std::fs::write(folder.join(format!("profits-{name}.png")), profits::draw(&frame, &account).unwrap().unwrap())
            .unwrap();
    }
}
