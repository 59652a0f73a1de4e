//! Facts that tests draw screens from: typical, empty and extreme ones.

use expect_test::Expect;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use super::{Frame, Screen};
use crate::bot::courier::single;
use crate::bot::tap;
use crate::bot::text::MESSAGE_UNITS_MAX;
use crate::bot::words::Language;
use crate::domain::event::SkipReason;
use crate::domain::figures::Tally;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities};
use crate::domain::signal::{Abstention, Grounds, Reading, Readings, SignalKind};
use crate::domain::symbol::Symbol;
use crate::domain::unit::Fraction;
use crate::domain::view::{Day, Decision, HorizonTallies, Status};

/// Compares a screen as people see it; every screen of every test must fit into one message and its taps into their bytes.
pub(crate) fn check(screen: &Screen, expected: &Expect) {
    assert!(screen.text.units() <= MESSAGE_UNITS_MAX, "{} units", screen.text.units());
    assert!(single(screen).is_ok(), "it is sent and edited in one part");
    let mut drawn = screen.text.markup() + "\n";
    assert!(!drawn.contains('⟨'), "{drawn}");
    for row in &screen.buttons {
        let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        assert!(row.iter().all(|button| tap::encode(&button.tap).len() <= tap::TAP_BYTES_MAX));
        drawn.extend([&labels.join(" "), "\n"]);
    }
    expected.assert_eq(&drawn);
}

/// Monday 5 January 2026, 10:17 in New York.
pub(crate) fn now() -> Timestamp {
    "2026-01-05T15:17:00Z".parse().unwrap()
}

pub(crate) fn frame() -> Frame<'static> {
    Frame {
        words: Language::ENGLISH.words(),
        symbol: Symbol::new("RTX").unwrap(),
        simulated: true,
        feed: "simulated market",
        now: now(),
    }
}

pub(crate) fn prediction() -> Prediction {
    let at: Timestamp = "2026-01-05T15:15:00Z".parse().unwrap();
    let silent = Reading::Abstains;
    let says = |score| Reading::from_number(Some(score));
    let forecast = |hours: i64, crosses_close, sigma: f64| Forecast {
        due: at + hours.hours(),
        crosses_close,
        sigma,
        band: sigma * 0.43,
        probabilities: Probabilities { down: 0.31, hold: 0.34, up: 0.35 },
    };
    Prediction {
        symbol: Symbol::new("RTX").unwrap(),
        number: PredictionNumber(1_234),
        at,
        made_at: at + 1.second(),
        price: 183.42,
        call: Direction::Up,
        confidence: Fraction::new(0.53).unwrap(),
        evidence: 34.6,
        fused: 0.214,
        readings: Readings([
            silent(Abstention::NoFeed),
            says(0.52),
            silent(Abstention::NoFeed),
            silent(Abstention::NoEvidence),
            says(0.31),
            silent(Abstention::WarmingUp),
            says(-0.18),
            silent(Abstention::Stale),
        ]),
        grounds: Some(grounds()),
        forecasts: [forecast(1, false, 0.004), forecast(4, false, 0.009), forecast(24, true, 0.0143)],
        model: ModelName::CURRENT,
        previous: Hash::GENESIS,
        hash: Hash::GENESIS,
    }
}

/// Grounds of [`prediction`]: three signals speak and weigh alike.
fn grounds() -> [Grounds; SignalKind::COUNT] {
    let spoken = |components| Grounds { age_s: Some(0), weight: 1.0 / 3.0, components };
    let unheard = |age_s| Grounds { age_s, weight: 0.0, components: [0.0; 3] };
    [
        unheard(None),
        spoken([0.9, 31.0, 0.4]),
        unheard(None),
        unheard(Some(900)),
        spoken([0.35, 0.27, 0.0]),
        unheard(Some(0)),
        spoken([1.2, 0.6, 0.94]),
        unheard(Some(172_800)),
    ]
}

pub(crate) fn status() -> Status {
    let latest = prediction();
    Status {
        symbol: latest.symbol,
        last_decision: Some(Decision { at: latest.at, worked_at: latest.made_at, skipped: None }),
        last_bar: Some(latest.at),
        predictions: 1_234,
        predictions_today: 3,
        skipped_today: 1,
        waiting: [4, 16, 26],
        settled: [1_230, 1_218, 1_201],
        effective: [307.5, 76.1, 46.2],
        refused_bars: 0,
        latest: Some(latest),
    }
}

pub(crate) fn empty_status() -> Status {
    Status {
        symbol: Symbol::new("RTX").unwrap(),
        last_decision: None,
        latest: None,
        last_bar: None,
        predictions: 0,
        predictions_today: 0,
        skipped_today: 0,
        waiting: [0; Horizon::COUNT],
        settled: [0; Horizon::COUNT],
        effective: [0.0; Horizon::COUNT],
        refused_bars: 0,
    }
}

/// Everything at its largest, and the last cycle skipped.
pub(crate) fn extreme_status() -> Status {
    let mut latest = prediction();
    latest.symbol = Symbol::new("BRK.B-^Z").unwrap();
    latest.price = 745_000.0;
    latest.call = Direction::Hold;
    latest.confidence = Fraction::new(1.0).unwrap();
    latest.evidence = 9_999.9;
    let most = 999_999_999;
    Status {
        symbol: latest.symbol,
        last_decision: Some(Decision { at: latest.at, worked_at: latest.made_at, skipped: Some(SkipReason::TooLate) }),
        last_bar: Some(latest.at),
        predictions: most,
        predictions_today: most,
        skipped_today: most,
        waiting: [most; Horizon::COUNT],
        settled: [most; Horizon::COUNT],
        effective: [1e8; Horizon::COUNT],
        refused_bars: most,
        latest: Some(latest),
    }
}

fn tally(settled: u64, void: u64, weight: [[f64; 3]; 3], brier: f64, log_loss: f64) -> Tally {
    let effective: f64 = weight.iter().flatten().sum();
    Tally { settled, void, weight, brier: brier * effective, log_loss: log_loss * effective }
}

pub(crate) fn tallies() -> [HorizonTallies; Horizon::COUNT] {
    let within = tally(1_030, 2, [[40.0, 20.0, 38.0], [20.0, 25.0, 20.0], [35.0, 19.0, 40.5]], 0.668, 1.101);
    let crossing = tally(200, 0, [[9.0, 2.0, 8.0], [4.0, 3.0, 5.0], [8.0, 3.0, 8.0]], 0.67, 1.105);
    let few = tally(40, 1, [[0.0; 3], [0.5, 0.9, 0.1], [0.0; 3]], 0.6, 1.0);
    [
        HorizonTallies { within, crossing },
        HorizonTallies { within: Tally::default(), crossing: few },
        HorizonTallies { within: Tally::default(), crossing: tally(0, 3, [[0.0; 3]; 3], 0.0, 0.0) },
    ]
}

/// One horizon far better than its baseline, one far worse.
pub(crate) fn extreme_tallies() -> [HorizonTallies; Horizon::COUNT] {
    let most = 999_999_999;
    let good = tally(most, most, [[1e8, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1e8]], 0.0, 0.0);
    let bad = tally(most, most, [[0.0, 0.0, 1e8], [0.0; 3], [9e7, 0.0, 0.0]], 2.0, 6.908);
    [
        HorizonTallies { within: good, crossing: bad },
        HorizonTallies { within: good, crossing: Tally::default() },
        HorizonTallies { within: Tally::default(), crossing: bad },
    ]
}

pub(crate) fn day() -> Day {
    let [one_hour, four_hours, one_day] = tallies();
    let voices = [0, 23, 0, 12, 20, 0, 18, 0];
    Day {
        symbol: Symbol::new("RTX").unwrap(),
        date: date(2026, 1, 5),
        calls: [5, 8, 10],
        skipped: vec![(SkipReason::NoBar, 2)],
        voices: SignalKind::ALL.into_iter().zip(voices).collect(),
        settled: [
            tally(23, 1, [[1.0, 0.5, 0.25], [0.25, 1.0, 0.5], [0.75, 0.5, 1.0]], 0.66, 1.09),
            tally(9, 0, [[0.1, 0.0, 0.1], [0.0, 0.2, 0.0], [0.0, 0.1, 0.1]], 0.66, 1.09),
            Tally::default(),
        ],
        until_then: [one_hour.all(), four_hours.all(), one_day.all()],
        prices: Some((183.42, 184.96)),
    }
}

pub(crate) fn empty_day(date: Date) -> Day {
    Day {
        symbol: Symbol::new("RTX").unwrap(),
        date,
        calls: [0; 3],
        skipped: vec![],
        voices: SignalKind::ALL.into_iter().map(|kind| (kind, 0)).collect(),
        settled: [Tally::default(); Horizon::COUNT],
        until_then: [Tally::default(); Horizon::COUNT],
        prices: None,
    }
}

pub(crate) fn extreme_day() -> Day {
    let most = 999_999_999;
    Day {
        calls: [most; 3],
        skipped: SkipReason::ALL.into_iter().map(|reason| (reason, most)).collect(),
        voices: SignalKind::ALL.into_iter().map(|kind| (kind, most)).collect(),
        settled: extreme_tallies().map(|tallies| tallies.all()),
        until_then: extreme_tallies().map(|tallies| tallies.all()),
        prices: Some((0.01, 745_000.0)),
        ..day()
    }
}
