//! What goes into a page comes out of it, bit for bit, whatever it is; and a page that is cut short is refused.

use jiff::Timestamp;
use proptest::prelude::*;

use super::bytes::Bytes;
use super::event_record::{Happenings, Told, What, Worked, put_bar, put_due};
use super::pages::{Open, begin_predictions, outcomes, predictions};
use super::{outcome_record, prediction_record};
use crate::domain::bar::{Bar, Interval, Prices};
use crate::domain::event::{Due, SkipReason};
use crate::domain::horizon::Horizon;
use crate::domain::learned::{Backing, Learned};
use crate::domain::outcome::{Mark, MarkRule, Outcome, Settlement, Verdict, VoidReason};
use crate::domain::prediction::{Direction, Forecast, Hash, ModelName, Prediction, PredictionNumber, Probabilities};
use crate::domain::signal::{Abstention, Grounds, Reading, Readings};
use crate::domain::symbol::{SourceName, Symbol};
use crate::domain::training::Family;
use crate::domain::unit::{Fraction, Score};

/// A Monday's first decision.
const AT_S: i64 = 1_767_626_100;

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn seconds(after: i64) -> Timestamp {
    Timestamp::from_second(AT_S + after).unwrap()
}

fn direction(code: u8) -> Direction {
    Direction::ALL[usize::from(code) % 3]
}

/// A prediction of any numbers: `x` any float, `code` any choices.
fn prediction(number: i64, x: [f64; 4], code: [u8; 4]) -> Prediction {
    let [a, b, c, d] = x;
    let said = Probabilities { down: a, hold: b, up: c };
    let forecast = |place: usize| Forecast {
        due: seconds(3_600 * i64::from(code[place])),
        crosses_close: code[place].is_multiple_of(2),
        sigma: c,
        band: d,
        probabilities: said,
    };
    let reading = |place: u8| match (code[0] ^ code[1].rotate_left(u32::from(place))) % 7 {
        0 => Reading::Speaks(Score::new((a / 3.0).sin()).unwrap_or(Score::new(0.0).unwrap())),
        reason => Reading::Abstains(Abstention::ALL[usize::from(reason) - 1]),
    };
    let age_s = (code[2] > 99).then_some(u32::from(code[2]));
    let grounds = Grounds { age_s, weight: b, components: [a as f32, b as f32, -0.0] };
    let backing = Backing { claims: u32::from(code[1]), right: u32::MAX, stated: d, overstated: a };
    let learned = Learned { bases: [said; 3], interval: (b, c), novelty: d, yesterday: direction(code[3]), backing };
    Prediction {
        symbol: rtx(),
        number: PredictionNumber(number),
        at: seconds(900 * number),
        made_at: Timestamp::from_microsecond((AT_S + 900 * number) * 1_000_000 + i64::from(code[0])).unwrap(),
        price: a,
        call: direction(code[1]),
        confidence: Fraction::new(f64::from(code[3]) / 255.0).unwrap(),
        evidence: b,
        fused: c,
        readings: Readings(std::array::from_fn(|place| reading(place as u8))),
        grounds: (code[0] < 128).then_some([grounds; 8]),
        learned: (code[1] < 128).then_some(learned),
        forecasts: std::array::from_fn(forecast),
        model: [
            ModelName::EqualWeights,
            ModelName::EightSignals,
            ModelName::OnlineExperts,
            ModelName::Champion(Family::ALL[usize::from(code[3]) % 7], code),
        ][usize::from(code[2]) % 4],
        previous: Hash([code[3]; 32]),
        hash: Hash([code[2]; 32]),
    }
}

fn outcome(of: &Prediction, x: [f64; 4], code: [u8; 4]) -> Outcome {
    let horizon = Horizon::ALL[usize::from(code[0]) % 3];
    let claim = of.forecast(horizon);
    let rules = [MarkRule::FirstOpen, MarkRule::LastClose];
    let mark = |code: u8, price| Mark { price, at: seconds(i64::from(code)), rule: rules[usize::from(code) % 2] };
    let settlement = Settlement {
        entry: mark(code[1], x[0]),
        exit: mark(code[2], x[1]),
        dividends: if code[3] < 128 { 0.0 } else { x[2] },
        log_return: x[3],
        became: direction(code[1]),
        return_to_close: (code[2] < 128).then_some(x[2]),
        hindsight_high: x[0],
        hindsight_low: -x[1],
    };
    let reasons = [VoidReason::NoEntry, VoidReason::NoExit];
    let late = if code[3].is_multiple_of(2) { 0 } else { i64::from(code[1]) * 60 };
    Outcome {
        symbol: of.symbol,
        number: of.number,
        horizon,
        due: claim.due,
        settled_at: Timestamp::from_second(claim.due.as_second() + late).unwrap(),
        crosses_close: code[1] < 100,
        uniqueness: if code[2] < 200 { 1.0 / f64::from(horizon.bars()) } else { x[0] },
        call: of.call_at(horizon),
        probabilities: claim.probabilities,
        base: of.learned.map(|learned| learned.base(horizon)),
        yesterday: of.learned.map(|learned| learned.yesterday),
        verdict: match code[1] % 5 {
            0 => Verdict::Void(reasons[usize::from(code[2]) % 2]),
            _ => Verdict::Settled(settlement),
        },
    }
}

/// Any float that equals itself; the bits of what is read back are compared through its text.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e6..1e6_f64,
        Just(-0.0),
        Just(0.0),
        Just(f64::MIN_POSITIVE / 2.0),
        Just(f64::MAX),
        Just(f64::INFINITY)
    ]
}

fn seen(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

proptest! {
    #[test]
    fn predictions_and_outcomes_are_read_back_as_they_were(
        rows in prop::collection::vec((prop::array::uniform4(number()), prop::array::uniform4(any::<u8>())), 1..30),
        cut in 1..400_usize,
    ) {
        let mut made: Vec<Prediction> = (1..).zip(&rows).map(|(n, (x, code))| prediction(n, *x, *code)).collect();
        for place in 1..made.len() {
            made[place].previous = made[place - 1].hash;
        }
        let mut page = Open::default();
        begin_predictions(&mut page, (AT_S, 1), made[0].previous);
        for prediction in &made {
            prediction_record::put(&mut page.body, prediction, AT_S).unwrap();
        }
        prop_assert_eq!(seen(&predictions(rtx(), 1, &page.body).unwrap()), seen(&made));
        let short = page.body.len().saturating_sub(cut.min(page.body.len() - 42));
        let read = predictions(rtx(), 1, &page.body[..short]);
        prop_assert!(read.is_err() || read.unwrap().len() < made.len());

        let measured: Vec<Outcome> = made.iter().zip(&rows).map(|(of, (x, code))| outcome(of, *x, *code)).collect();
        page.begin(AT_S, 1);
        for outcome in &measured {
            outcome_record::put(&mut page.body, outcome, AT_S).unwrap();
        }
        let mut read = Vec::new();
        outcomes(&page.body, |found| {
            read.push(found.of(&made[usize::try_from(found.number.0).unwrap() - 1]));
            Ok(())
        }).unwrap();
        prop_assert_eq!(seen(&read), seen(&measured));
        page.body.pop();
        prop_assert!(outcomes(&page.body, |_| Ok(())).is_err());
    }

    #[test]
    fn bars_and_due_work_are_read_back_as_they_were(
        rows in prop::collection::vec((0.01_f64..1e6, any::<u8>(), 1..3_000_i64), 1..60),
    ) {
        let (mut page, mut told, mut seq, mut expected) = (Open::default(), Told::default(), 7, Vec::new());
        page.begin(AT_S, 7);
        told.begin(7);
        for (minute, (x, code, gap)) in (0..).zip(&rows) {
            let at = Timestamp::from_second(AT_S - AT_S % 60 + 60 * minute).unwrap();
            let late = jiff::SignedDuration::from_micros(i64::from(code / 3 % 2));
            if code % 2 == 0 {
                let symbol = Symbol::new(["RTX", "SPY", "^VIX"][usize::from(code % 3)]).unwrap();
                let source = SourceName::new(["", "yahoo"][usize::from(code % 5 % 2)]).unwrap();
                let interval = Interval::ALL[usize::from(code % 5)];
                let prices = Prices { open: *x, high: x * 1.5, low: x / 1.5, close: x * 1.1 };
                let bar = Bar::new(symbol, source, interval, at, prices, x * 7.0).unwrap();
                put_bar(&mut page.body, &mut told, AT_S, (seq, bar.end() + late), &bar).unwrap();
                expected.push(seen(&(seq, bar.end() + late, What::Bar(bar))));
            } else {
                let report = Due::Report(jiff::civil::date(2026, 1, 6));
                let due = if code % 7 == 0 { report } else { Due::Decision(at) };
                let worked = match code % 8 {
                    1 => Worked::Done,
                    3 => Worked::Predicted(PredictionNumber(i64::from(u32::MAX))),
                    reason => Worked::Skipped(SkipReason::ALL[usize::from(reason) % 5]),
                };
                put_due(&mut page.body, &mut told, AT_S, (seq, at + late), (rtx(), due, worked)).unwrap();
                expected.push(seen(&(seq, at + late, What::Due(rtx(), due, worked))));
            }
            seq += gap;
        }
        let read: Vec<_> = Happenings::new(&page.body, 7).unwrap().map(Result::unwrap).collect();
        let read: Vec<String> = read.iter().map(|h| seen(&(h.seq, h.now, h.what))).collect();
        prop_assert_eq!(read, expected);
        page.body.pop();
        prop_assert!(Happenings::new(&page.body, 7).unwrap().any(|happening| happening.is_err()));
    }
}

#[test]
fn a_page_of_another_layout_is_refused() {
    let mut page = Open::default();
    page.begin(AT_S, 1);
    page.body[0] = 2;
    let sentence = Bytes::new(&page.body, "outcome_pages").header().unwrap_err().to_string();
    assert!(sentence.contains("layout 2 is unknown") && sentence.contains("algoslayer verify"), "{sentence}");
}
