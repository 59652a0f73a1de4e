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
use crate::domain::figures::{SkillVerdict, Tally};
use crate::domain::health::{Channel, FeedFault, FeedHealth, FeedState, Health, Refused};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Mark, MarkRule, Outcome, Settlement, Verdict, VoidReason};
use crate::domain::prediction::{Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities};
use crate::domain::signal::{Abstention, Grounds, Reading, Readings, SignalKind};
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;
use crate::domain::unit::Fraction;
use crate::domain::view::{
    CallFate, ChartedCall, ChartedPrice, Condition, Day, Decision, Explained, HorizonTallies, Machine, PriceChart,
    Status,
};

/// Compares a screen as people see it; every screen of every test must fit into one message and its taps into their bytes.
pub(crate) fn check(screen: &Screen, expected: &Expect) {
    expected.assert_eq(&check_fits(screen));
}

/// The screen as people see it, once it is known to fit.
pub(crate) fn check_fits(screen: &Screen) -> String {
    assert!(screen.text.units() <= MESSAGE_UNITS_MAX, "{} units", screen.text.units());
    for line in screen.text.markup().split("<pre>").skip(1).filter_map(|rest| rest.split("</pre>").next()) {
        assert!(
            line.lines().all(|row| row.chars().count() <= TABLE_LETTERS_MAX),
            "a table is too wide for a phone: {line}"
        );
    }
    assert!(single(screen).is_ok(), "it is sent and edited in one part");
    let mut drawn = screen.text.markup() + "\n";
    assert!(!drawn.contains('⟨'), "{drawn}");
    for row in &screen.buttons {
        let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
        assert!(row.iter().all(|button| tap::encode(&button.tap).len() <= tap::TAP_BYTES_MAX));
        drawn.extend([&labels.join(" "), "\n"]);
    }
    drawn
}

/// Letters of one width that a phone shows in a line.
const TABLE_LETTERS_MAX: usize = 35;

/// Monday 5 January 2026, 10:17 in New York.
pub(crate) fn now() -> Timestamp {
    "2026-01-05T15:17:00Z".parse().unwrap()
}

pub(crate) fn frame() -> Frame<'static> {
    Frame {
        theme: crate::domain::setting::Theme::Dark,
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
        fused: (0.52 + 0.31 - 0.18) / 3.0,
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
        learned: None,
        forecasts: [forecast(1, false, 0.004), forecast(4, false, 0.009), forecast(24, true, 0.0143)],
        model: ModelName::EightSignals,
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
        skill: SkillVerdict::NoEvidence,
        differs: None,
        watched: Vec::new(),
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
        skill: SkillVerdict::TooFew,
        differs: None,
        watched: Vec::new(),
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
        skill: SkillVerdict::Worse,
        differs: None,
        watched: Vec::new(),
        latest: Some(latest),
    }
}

fn tally(settled: u64, void: u64, weight: [[f64; 3]; 3], brier: f64, log_loss: f64) -> Tally {
    let effective: f64 = weight.iter().flatten().sum();
    Tally { settled, void, weight, brier: brier * effective, log_loss: log_loss * effective, ..Tally::default() }
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

/// Everyone speaks, as strongly as can be, and each tells as much as it can.
pub(crate) fn loud_prediction() -> Prediction {
    let says = |score| Reading::from_number(Some(score));
    let components = [
        [-0.4, -0.2, 9_999.0],
        [-0.9, 100.0, -9.8],
        [-9.2, -9.7, -9.5],
        [-0.9, -0.12, 0.5],
        [-0.35, -0.27, -0.4],
        [-9.8, -0.62, 7.0],
        [-9.2, -9.6, 9.94],
        [0.99, -0.5, 99.99],
    ];
    let grounds = components.map(|components| Grounds { age_s: Some(8 * 3_600 + 59 * 60), weight: 0.125, components });
    Prediction {
        symbol: Symbol::new("BRK.B-^Z").unwrap(),
        price: 745_000.0,
        call: Direction::Down,
        confidence: Fraction::new(1.0).unwrap(),
        evidence: 9_999.9,
        fused: -1.0,
        readings: Readings([says(-1.0); 8]),
        grounds: Some(grounds),
        ..prediction()
    }
}

pub(crate) fn records() -> [SignalRecord; SignalKind::COUNT] {
    let none = SignalRecord::default();
    let of = |weight| SignalRecord { weight };
    let many = of([[40.0, 20.0, 38.0], [0.0; 3], [35.0, 19.0, 60.5]]);
    let few = of([[4.0, 2.0, 3.8], [0.0; 3], [3.5, 1.9, 6.05]]);
    [none, many, none, few, many, none, of([[60.0, 3.0, 20.0], [0.0; 3], [21.0, 2.0, 19.0]]), none]
}

pub(crate) fn extreme_records() -> [SignalRecord; SignalKind::COUNT] {
    [SignalRecord { weight: [[1e8, 1e8, 9e7], [1e8; 3], [1e8, 1e8, 9e7]] }; SignalKind::COUNT]
}

fn outcome(horizon: Horizon, verdict: Verdict) -> Outcome {
    let made = prediction();
    Outcome {
        symbol: made.symbol,
        number: made.number,
        horizon,
        due: made.forecast(horizon).due,
        settled_at: made.forecast(horizon).due,
        crosses_close: made.forecast(horizon).crosses_close,
        uniqueness: 0.25,
        call: made.call,
        probabilities: made.forecast(horizon).probabilities,
        base: None,
        yesterday: None,
        verdict,
    }
}

/// One outcome came true, one had no price, one is open.
pub(crate) fn explained() -> Explained {
    let mark = |price, rule| Mark { price, at: now(), rule };
    let settled = Verdict::Settled(Settlement {
        entry: mark(183.4, MarkRule::FirstOpen),
        exit: mark(184.9, MarkRule::LastClose),
        dividends: 0.0,
        log_return: 0.00815,
        became: Direction::Up,
        return_to_close: None,
        hindsight_high: 0.009,
        hindsight_low: -0.001,
    });
    let outcomes =
        vec![outcome(Horizon::OneHour, settled), outcome(Horizon::FourHours, Verdict::Void(VoidReason::NoExit))];
    let skill = SkillVerdict::NoEvidence;
    let last = PredictionNumber(1_240);
    Explained { prediction: prediction(), outcomes, last, lesson: None, skill, options: vec![] }
}

/// The mean would be enough, but one signal alone stands for it.
pub(crate) fn held() -> Explained {
    let mut explained = explained();
    let made = &mut explained.prediction;
    let silent = Reading::Abstains(Abstention::NoFeed);
    let says = |score| Reading::from_number(Some(score));
    made.call = Direction::Hold;
    made.readings = Readings([silent, says(0.52), silent, silent, says(0.04), silent, says(-0.18), silent]);
    made.fused = (0.52 + 0.04 - 0.18) / 3.0;
    explained.last = made.number;
    explained.outcomes.clear();
    explained
}

pub(crate) fn price_chart() -> PriceChart {
    let open: Timestamp = "2026-01-02T14:30:00Z".parse().unwrap();
    let price = |slot: i64| 182.0 + (slot as f64 / 9.0).sin() * 1.5 + slot as f64 * 0.02;
    // A whole Friday, and Monday until the sample's present.
    let slots = (0..26).map(|slot| (slot, open + (slot * 15).minutes()));
    let monday: Timestamp = "2026-01-05T14:30:00Z".parse().unwrap();
    let slots = slots.chain((0..3).map(|slot| (26 + slot, monday + (slot * 15).minutes())));
    let prices: Vec<ChartedPrice> = slots
        .map(|(slot, start)| ChartedPrice {
            start,
            end: start + 15.minutes(),
            open: price(slot),
            close: price(slot + 1),
        })
        .collect();
    let fates = [CallFate::Right, CallFate::Wrong, CallFate::Right, CallFate::Void];
    let calls = prices.iter().enumerate().map(|(at, bar)| ChartedCall {
        at: bar.end,
        price: bar.close,
        call: Direction::ALL[at / 4 % 3],
        fate: if at < 20 { fates[at % 4] } else { CallFate::Open },
    });
    let skill = SkillVerdict::NoEvidence;
    PriceChart { days: 5, calls: calls.collect(), latest: Some(prediction()), prices, skill }
}

fn feed(source: &str, channel: Channel, state: FeedState, in_use: bool) -> FeedHealth {
    let asked = state != FeedState::Unasked;
    FeedHealth {
        source: source.to_owned(),
        channel: Some(channel),
        state,
        in_use,
        last_answer: asked.then(|| now() - 40.seconds()),
        newest: asked.then(|| now() - 2.minutes()),
        delay_s: (asked && channel == Channel::Bars).then_some(12),
        requests: if asked { 1_234 } else { 0 },
        retries: if asked { 3 } else { 0 },
    }
}

pub(crate) fn condition() -> Condition {
    let down = FeedState::Down { since: now() - 90.minutes(), fault: FeedFault::RateLimited };
    let feeds = vec![
        feed("alpaca", Channel::Bars, FeedState::Up, true),
        feed("yahoo", Channel::Bars, FeedState::Up, false),
        feed("yahoo", Channel::News, down, false),
        feed("yahoo", Channel::Chains, FeedState::Unasked, false),
    ];
    let symbol = |name| Symbol::new(name).unwrap();
    Condition {
        health: Health { feeds, ..Health::default() },
        newest_bars: vec![
            (symbol("RTX"), Some(now() - 2.minutes())),
            (symbol("LMT"), Some(now() - 17.minutes())),
            (symbol("VIX"), None),
        ],
        refused: [(Refused::Duplicate, 4), (Refused::Jump, 12)].into(),
        latest: Some(prediction()),
        machine: Machine {
            resident_bytes: Some(34_816_000),
            ledger_bytes: Some(33_275_904),
            free_bytes: Some(512_000_000_000),
        },
    }
}

/// Sixteen feeds that fail, everything refused, every signal silent, the disk full.
pub(crate) fn extreme_condition() -> Condition {
    let down = || FeedState::Down { since: now(), fault: FeedFault::Unauthorized };
    let feeds = (0..16)
        .map(|at| FeedHealth {
            delay_s: Some(99_999),
            requests: u64::MAX,
            retries: u64::MAX,
            ..feed("a-source-with-a-long-name", Channel::ALL[at % 4], down(), false)
        })
        .collect();
    let mut latest = loud_prediction();
    latest.readings = Readings([Reading::Abstains(Abstention::NoEvidence); 8]);
    let symbol = Symbol::new("BRK.B-^Z").unwrap();
    Condition {
        health: Health { feeds, ..Health::default() },
        newest_bars: vec![(symbol, Some(now() - 23.hours() - 59.minutes())); 9],
        refused: Refused::ALL.into_iter().map(|reason| (reason, u64::MAX)).collect(),
        latest: Some(latest),
        machine: Machine { resident_bytes: Some(u64::MAX), ledger_bytes: Some(u64::MAX), free_bytes: Some(0) },
    }
}
