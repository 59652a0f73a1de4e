//! Reports as people see them: typical, empty and extreme ones, each part, and how long they get.

use expect_test::{Expect, expect};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use super::{bad_date, part, period, picture, report};
use crate::bot::screens::samples::{self, check, check_fits};
use crate::bot::screens::{Frame, samples_learned};
use crate::bot::text::MESSAGE_UNITS_MAX;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::option_record::OptionSums;
use crate::domain::desk::quote::QuoteSource;
use crate::domain::horizon::Horizon;
use crate::domain::money::Cents;
use crate::domain::notice::Period;
use crate::domain::prediction::Direction;
use crate::domain::report::{
    Advice, DayReport, DeskSpan, Grounds, Part, PeriodReport, Proof, SpanRecord, Voice, bounds,
};
use crate::domain::signal::{Abstention, SignalKind};
use crate::domain::view::Day;

/// The main message in English; other languages take up to 1.35 times as much, and that has to fit into one message.
const MAIN_UNITS_MAX: usize = 3_000;

/// Monday 5 January 2026, 17:01 in New York.
fn evening() -> Frame<'static> {
    Frame { now: "2026-01-05T22:01:00Z".parse().unwrap(), ..samples::frame() }
}

fn sums(rounds: u64) -> [OptionSums; Horizon::COUNT] {
    let mut sums = OptionSums::default();
    for _ in 0..rounds {
        sums.take(Direction::Up, 0.6, QuoteSource::Chain);
        sums.take(Direction::Up, -0.3, QuoteSource::Chain);
        sums.take(Direction::Down, -0.12, QuoteSource::Model);
    }
    [sums, sums, OptionSums::default()]
}

fn voices(spoke: &[(SignalKind, u64)]) -> [Voice; SignalKind::COUNT] {
    let records = samples::records();
    let silent = [Abstention::NoFeed, Abstention::NoEvidence, Abstention::WarmingUp, Abstention::Stale];
    std::array::from_fn(|at| {
        let mut voice = Voice { spoke: spoke[at].1, silent: [0; 6], record: records[at] };
        if voice.spoke == 0 {
            voice.silent[usize::from(silent[at / 2].code() - 1)] = 23;
        }
        voice
    })
}

fn span(day: &Day) -> SpanRecord {
    SpanRecord {
        symbol: day.symbol,
        days: (day.date, day.date),
        calls: day.calls,
        skipped: day.skipped.iter().map(|(_, count)| count).sum(),
        claims: 0,
        settled: day.settled,
        options: sums(4),
        voices: voices(&day.voices),
    }
}

fn of(day: Day) -> DayReport {
    let mut before = span(&day);
    before.days = (date(2026, 1, 2), date(2026, 1, 2));
    DayReport {
        own: span(&day),
        before: Some(before),
        told_at: Some("2026-01-05T22:00:01Z".parse().unwrap()),
        proof: Some(Proof { compared: 61, differing: 0 }),
        newest_proof: Some((day.date, Proof { compared: 61, differing: 0 })),
        options_until_then: sums(40),
        desk: desk(1),
        lessons: samples_learned::lessons().split_off(54),
        state: Some(Grounds { independent: 46.2, ..Grounds::default() }),
        claims_this_month: 0,
        silent_days: [5, 0, 5, 0, 0, 5, 0, 5],
        mode: Mode::Paper,
        day,
    }
}

fn desk(scale: u32) -> DeskSpan {
    let cents = |cents: i64| Cents(cents * i64::from(scale));
    DeskSpan {
        offered: 3 * scale,
        approved: 2 * scale,
        denied: scale,
        trades: scale,
        won: scale,
        profit: cents(4_200),
        open: scale,
        equity: Some((cents(100_000), cents(104_200))),
    }
}

/// Nothing was said and nothing settled, on a day that may be anything.
fn empty(date: Date) -> DayReport {
    let day = samples::empty_day(date);
    let own = SpanRecord { options: Default::default(), voices: Default::default(), ..span(&day) };
    DayReport {
        own,
        before: None,
        told_at: None,
        proof: None,
        newest_proof: None,
        options_until_then: Default::default(),
        desk: DeskSpan::default(),
        lessons: vec![],
        state: None,
        silent_days: [0; SignalKind::COUNT],
        ..of(day)
    }
}

/// Everything at its largest: late, live without skill, replayed otherwise, every signal without its feed.
fn extreme() -> DayReport {
    let day = samples::extreme_day();
    let most = Proof { compared: 999_999_999, differing: 999_999_999 };
    let mut voices = span(&day).voices;
    for (voice, record) in voices.iter_mut().zip(samples::extreme_records()) {
        *voice = Voice { spoke: 0, silent: [0, 0, 999_999_999, 0, 0, 0], record };
    }
    let mut silent = day;
    silent.voices.iter_mut().for_each(|(_, count)| *count = 0);
    let own = SpanRecord { voices, options: sums(4_000), claims: 999_999_999, ..span(&silent) };
    DayReport {
        before: Some(SpanRecord { days: (date(2026, 1, 2), date(2026, 1, 2)), ..own.clone() }),
        own,
        told_at: Some("2026-01-09T13:59:00Z".parse().unwrap()),
        proof: Some(most),
        newest_proof: Some((date(2026, 1, 2), most)),
        options_until_then: sums(40_000),
        desk: desk(999_999),
        lessons: samples_learned::extreme_lessons().split_off(54),
        state: Some(Grounds { independent: 99_999.9, ..Grounds::default() }),
        silent_days: [999; SignalKind::COUNT],
        mode: Mode::Live,
        ..of(silent)
    }
}

fn of_period(which: Period, of: &DayReport) -> PeriodReport {
    let lessons = samples_learned::lessons();
    PeriodReport {
        period: which,
        own: SpanRecord { days: bounds(which, of.day.date), options: of.options_until_then, ..of.own.clone() },
        records: (of.day.settled, of.day.until_then),
        desk: of.desk,
        proof: of.proof,
        lessons: (lessons.first().cloned(), lessons.last().cloned()),
    }
}

fn of_day(told: &DayReport, expected: &Expect) {
    check(&report(&evening(), told), expected);
}

#[test]
fn typical() {
    of_day(
        &of(samples::day()),
        &expect![[r#"
        <b>Report · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        <b>No 24-hour call settled today.</b>
        State: 🟡 learning
        From $183.42 to $184.96

        <b>Calls</b>
        🟢 BUY 10  ⚪ HOLD 8  🔴 SELL 5

        <b>Skipped</b>
        2 × no bar had arrived
        ⚠️ 1 cycle of 26 left no trace.

        <b>Settled this day</b>
        1 hour: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent; always 🔴 SELL: 35 %
        4 hours: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent; always ⚪ HOLD: 50 %
        24 hours: not enough data yet
        <b>Settled on Fri 2 Jan</b>
        1 hour: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent; always 🔴 SELL: 35 %
        4 hours: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent; always ⚪ HOLD: 50 %
        24 hours: not enough data yet

        <b>Options on the calls</b>
        1 hour: 12 options, 4 made money, mean +6 %
        4 hours: 12 options, 4 made money, mean +6 %
        Desk: offered 3, approved 2, denied 1, held now 1
        1 trade ended, made money: 1, together +$42.00

        4 signals of 8 spoke.
        Silent all day: News sentiment, Options flow, Sector correlation, Market regime
        I learned: 5 changes that are worth a word
        ✅ live = replay: 61 of 61 decisions and outcomes came out the same

        💡 Stay on paper: no evidence of skill yet.
        [Accuracy] [Options] [Signals]
        [Learned] [Advice] [State rules]
        [‹ Fri 2 Jan]
        [Day] [Week] [Month]
        [Picture] [Another day]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn before_the_day_is_over() {
    let told = DayReport { told_at: None, proof: None, ..of(samples::day()) };
    check(
        &report(&samples::frame(), &told),
        &expect![[r#"
        <b>Report · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        The day is not over.
        <b>No 24-hour call settled today.</b>
        State: 🟡 learning
        From $183.42 to $184.96

        <b>Calls</b>
        🟢 BUY 10  ⚪ HOLD 8  🔴 SELL 5

        <b>Skipped</b>
        2 × no bar had arrived

        <b>Settled this day</b>
        1 hour: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent; always 🔴 SELL: 35 %
        4 hours: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent; always ⚪ HOLD: 50 %
        24 hours: not enough data yet
        <b>Settled on Fri 2 Jan</b>
        1 hour: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent; always 🔴 SELL: 35 %
        4 hours: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent; always ⚪ HOLD: 50 %
        24 hours: not enough data yet

        <b>Options on the calls</b>
        1 hour: 12 options, 4 made money, mean +6 %
        4 hours: 12 options, 4 made money, mean +6 %
        Desk: offered 3, approved 2, denied 1, held now 1
        1 trade ended, made money: 1, together +$42.00

        4 signals of 8 spoke.
        Silent all day: News sentiment, Options flow, Sector correlation, Market regime
        I learned: 5 changes that are worth a word
        live = replay: not compared

        💡 Stay on paper: no evidence of skill yet.
        [Accuracy] [Options] [Signals]
        [Learned] [Advice] [State rules]
        [‹ Fri 2 Jan]
        [Day] [Week] [Month]
        [Picture] [Another day]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn empty_days() {
    of_day(
        &empty(date(2026, 1, 5)),
        &expect![[r#"
        <b>Report · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        <b>No 24-hour call settled today.</b>

        <b>Calls</b>
        No prediction was made.
        No cycle was skipped.
        ⚠️ 26 cycles of 26 left no trace.

        <b>Settled this day</b>
        1 hour: not enough data yet
        4 hours: not enough data yet
        24 hours: not enough data yet

        <b>Options on the calls</b>
        No option on a call came to its end.
        Desk: offered 0, approved 0, denied 0, held now 0
        No trade ended.

        Nothing that I learned changed me much.
        live = replay: not compared

        💡 No call reached 85 % this month. Such calls are rare; do not lower the threshold for that.
        [Accuracy] [Options] [Signals]
        [Learned] [Advice] [State rules]
        [‹ Fri 2 Jan]
        [Day] [Week] [Month]
        [Picture] [Another day]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn closed_days() {
    of_day(
        &empty(date(2026, 1, 1)),
        &expect![[r#"
        <b>Report · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Thu 1 Jan 2026</b>
        The exchange was closed: New Year’s Day.
        [‹ Wed 31 Dec] [Fri 2 Jan ›]
        [Day] [Week] [Month]
        [Picture] [Another day]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    of_day(
        &empty(date(2026, 1, 4)),
        &expect![[r#"
        <b>Report · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Sun 4 Jan 2026</b>
        The exchange is closed on weekends.
        [‹ Fri 2 Jan] [Mon 5 Jan ›]
        [Day] [Week] [Month]
        [Picture] [Another day]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

/// Half a day, whose report came three days after it.
#[test]
fn half_and_late() {
    let day = Day { date: date(2025, 12, 24), ..samples::day() };
    let told_at: Timestamp = "2025-12-27T14:30:00Z".parse().unwrap();
    let mut told = DayReport { told_at: Some(told_at), newest_proof: None, state: None, ..of(day) };
    told.before.iter_mut().for_each(|before| before.days = (date(2025, 12, 23), date(2025, 12, 23)));
    of_day(
        &told,
        &expect![[r#"
        <b>Report · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Wed 24 Dec 2025</b>
        ⏰ This report is 2 days late: at 17:00 the service was not running, or could not read the market.
        Early close at 13:00: Christmas Eve.
        <b>No 24-hour call settled today.</b>
        From $183.42 to $184.96

        <b>Calls</b>
        🟢 BUY 10  ⚪ HOLD 8  🔴 SELL 5

        <b>Skipped</b>
        2 × no bar had arrived

        <b>Settled this day</b>
        1 hour: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent; always 🔴 SELL: 35 %
        4 hours: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent; always ⚪ HOLD: 50 %
        24 hours: not enough data yet
        <b>Settled on Tue 23 Dec</b>
        1 hour: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent; always 🔴 SELL: 35 %
        4 hours: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent; always ⚪ HOLD: 50 %
        24 hours: not enough data yet

        <b>Options on the calls</b>
        1 hour: 12 options, 4 made money, mean +6 %
        4 hours: 12 options, 4 made money, mean +6 %
        Desk: offered 3, approved 2, denied 1, held now 1
        1 trade ended, made money: 1, together +$42.00

        4 signals of 8 spoke.
        Silent all day: News sentiment, Options flow, Sector correlation, Market regime
        I learned: 5 changes that are worth a word
        ✅ live = replay: 61 of 61 decisions and outcomes came out the same

        💡 News sentiment has been silent for 5 days: check its feed in /health.
        [Accuracy] [Options] [Signals]
        [Learned] [Advice] [State rules]
        [‹ Tue 23 Dec] [Fri 26 Dec ›]
        [Day] [Week] [Month]
        [Picture] [Another day]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn a_replay_that_differed_is_told_before_the_next_one() {
    let differs = Some((date(2026, 1, 2), Proof { compared: 61, differing: 2 }));
    let told = DayReport { newest_proof: differs, proof: None, ..of(samples::day()) };
    assert_eq!(told.advice().first(), Some(&Advice::Verify(Proof { compared: 61, differing: 2 })));
    let drawn = check_fits(&report(&samples::frame(), &told));
    assert!(drawn.contains("⚠️ Fri 2 Jan 2026: the replay came out otherwise than live."), "{drawn}");
    let mut status = samples::status();
    assert!(!check_fits(&crate::bot::screens::status::status(&samples::frame(), &status)).contains("⚠️"));
    status.differs = Some(date(2026, 1, 2));
    let drawn = check_fits(&crate::bot::screens::status::status(&samples::frame(), &status));
    assert!(drawn.contains("⚠️ Fri 2 Jan 2026: the replay came out otherwise than live."), "{drawn}");
}

/// Only what lacks its input is sent to its feed; what warms up, or finds no evidence, is as it should be.
#[test]
fn silence_is_advised_on_where_a_feed_is_missing() {
    for reason in Abstention::ALL {
        let mut told = of(samples::day());
        told.silent_days = [0; SignalKind::COUNT];
        told.silent_days[2] = 5;
        told.own.voices[2].silent = [0; 6];
        told.own.voices[2].silent[usize::from(reason.code() - 1)] = 23;
        let advised = told.advice().iter().any(|advice| matches!(advice, Advice::Silent(..)));
        let missing = matches!(reason, Abstention::NoFeed | Abstention::Stale | Abstention::BadInput);
        assert_eq!(advised, missing, "{reason:?}");
    }
}

#[test]
fn parts() {
    let told = of(samples::day());
    let all: Vec<String> = Part::ALL.into_iter().map(|of| check_fits(&part(&evening(), &told, of))).collect();
    expect![[r#"
        <b>Accuracy · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        <b>Settled this day</b>
        <b>1 hour</b>: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent
           Always 🔴 SELL: 35 %
           Too few observations to say anything.
           no honest price: 1
        <b>4 hours</b>: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent
           Always ⚪ HOLD: 50 %
           Too few observations to say anything.
        <b>24 hours</b>: not enough data yet

        <b>Whole record until then</b>
        <b>1 hour</b>: 41 % right (31 to 51 %)
           1,230 outcomes = 307 independent
           Always 🟢 BUY: 39 %
           No evidence of skill yet.
           no honest price: 2
        <b>4 hours</b>: 60 % right (1 to 100 %)
           40 outcomes = 1.5 independent
           Always ⚪ HOLD: 60 %
           Too few observations to say anything.
           no honest price: 1
        <b>24 hours</b>: not enough data yet
           no honest price: 3
        [‹ Report]
        [↻ Refresh] [‹ Back]
        ---
        <b>Options · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        1 hour: 12 options, 4 made money, mean +6 %
        4 hours: 12 options, 4 made money, mean +6 %
        Desk: offered 3, approved 2, denied 1, held now 1
        1 trade ended, made money: 1, together +$42.00

        <b>Whole record until then</b>

        <b>An option on every call</b>
        <b>1 hour</b>
        120 options, 30 independent
        33 % of them made money (95 %: 12-62 %)
        On average +6 % of the price paid (95 %: -20 % to +32 %)
        Calls, bought on BUY: +15 % on average, 80 of them
        Puts, bought on SELL: -12 % on average, 40 of them
        40 sold at the price of a model, for want of a fresh quote
        <b>4 hours</b>
        120 options, 7.5 independent: not enough data yet
        <i>For each call one contract is bought at the ask and sold at the bid when the call is due, fees counted, whether anybody was asked or not. Calls less than a horizon apart overlap and count in part.</i>
        [‹ Report]
        [↻ Refresh] [‹ Back]
        ---
        <b>Signals · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        <b>News sentiment</b>: silent, no source for it is connected
        No side was tested at 24 hours.
        <b>Technical analysis</b>: spoke 23 times
        Side right 58 % (45 to 70 %) of 173 independent at 24 hours
        <b>Options flow</b>: silent, it sees no evidence for either side
        No side was tested at 24 hours.
        <b>Volatility</b>: spoke 12 times
        Side right 58 % (24 to 87 %) of 17 independent at 24 hours
        <b>Momentum</b>: spoke 20 times
        Side right 58 % (45 to 70 %) of 173 independent at 24 hours
        <b>Sector correlation</b>: silent, it has not seen enough history yet
        No side was tested at 24 hours.
        <b>Mean reversion</b>: spoke 18 times
        Side right 66 % (51 to 79 %) of 120 independent at 24 hours
        <b>Market regime</b>: silent, its newest input is too old
        No side was tested at 24 hours.
        [‹ Report]
        [↻ Refresh] [‹ Back]
        ---
        <b>Learned · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        5 sessions, from the evening of Tue 30 Dec 2025 to that of Sun 4 Jan 2026

        <b>1 hour</b>
        10 more independent outcomes
        I won 0.17 nats against no skill.
        Mean reversion lost 5 points: 15 % now, taken the other way round. Alone it did better than no skill; others did more.

        <b>4 hours</b>
        10 more independent outcomes
        Mean reversion lost 5 points: 15 % now, taken the other way round. Alone it did better than no skill; others did more.

        <b>24 hours</b>
        1.6 more independent outcomes
        I won 0.09 nats against no skill.
        Mean reversion lost 5 points: 15 % now, taken the other way round. Alone it did better than no skill; others did more.

        <i>Changes below 5 points of weight, 0.05 of slope and 0.05 nats are not told.</i>
        [‹ Report]
        [↻ Refresh] [‹ Back]
        ---
        <b>Advice · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        • Stay on paper: no evidence of skill yet.
        • News sentiment has been silent for 5 days: check its feed in /health.
        • Market regime has been silent for 5 days: check its feed in /health.
        • No call reached 85 % this month. Such calls are rare; do not lower the threshold for that.

        <i>Each piece of advice follows from figures by a stated rule; none is a forecast.</i>
        [‹ Report]
        [↻ Refresh] [‹ Back]
        ---
        <b>State rules · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026</b>
        🟡 Learning: less than 120 independent outcomes at 24 hours, or no evidence of skill, or confidences that are proven wrong.
        🟢 Good: the gain over no skill lies above 0 with its whole interval, and the calibration error is not proven to be above 4 %.
        ⭐ Excellent: the checklist of /ready is met as well, and calls at 85 % are backed by what became of earlier ones.

        State: 🟡 learning
        ◻️ 46 independent outcomes
        ◻️ Gain over no skill above 0
        ✅ Calibration error at least 0.0 %
        ◻️ Checklist of /ready met
        ◻️ High confidence backed
        [‹ Report]
        [↻ Refresh] [‹ Back]
    "#]].assert_eq(&all.join("---\n"));
}

#[test]
fn of_a_week() {
    check(
        &period(&evening(), &of_period(Period::Week, &of(samples::day()))),
        &expect![[r#"
        <b>Week · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Mon 5 Jan 2026 to Sun 11 Jan 2026</b>
        🟢 BUY 10  ⚪ HOLD 8  🔴 SELL 5
        Cycles without a prediction: 2
        Calls of high confidence: 0

        <b>Settled within</b>
        <b>1 hour</b>: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent
           Always 🔴 SELL: 35 %
           Too few observations to say anything.
           no honest price: 1
        <b>4 hours</b>: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent
           Always ⚪ HOLD: 50 %
           Too few observations to say anything.
        <b>24 hours</b>: not enough data yet
        At the begin: Too few observations to say anything.
        At the end: Too few observations to say anything.

        <b>Options on the calls</b>
        <b>1 hour</b>
        120 options, 30 independent
        33 % of them made money (95 %: 12-62 %)
        On average +6 % of the price paid (95 %: -20 % to +32 %)
        Calls, bought on BUY: +15 % on average, 80 of them
        Puts, bought on SELL: -12 % on average, 40 of them
        40 sold at the price of a model, for want of a fresh quote
        4 hours: 120 options, 40 made money, mean +6 %
        Desk: offered 3, approved 2, denied 1, held now 1
        1 trade ended, made money: 1, together +$42.00
        Equity from $1,000.00 to $1,042.00

        <b>Signals</b>
        Right most often: Mean reversion
           Side right 66 % (51 to 79 %) of 120 independent at 24 hours
        Right least often: Momentum
           Side right 58 % (45 to 70 %) of 173 independent at 24 hours
        News sentiment: weight 9 %, now 3 %
        Technical analysis: weight 26 %, now 11 %
        Momentum: weight 4 %, now 59 %
        Mean reversion: weight 38 %, now 15 %

        ✅ live = replay: 61 of 61 decisions and outcomes came out the same
        [‹ Before]
        [Day] [Week] [Month]
        [Picture]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn of_a_month() {
    check(
        &period(&evening(), &of_period(Period::Month, &of(samples::day()))),
        &expect![[r#"
        <b>Month · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Thu 1 Jan 2026 to Sat 31 Jan 2026</b>
        🟢 BUY 10  ⚪ HOLD 8  🔴 SELL 5
        Cycles without a prediction: 2
        Calls of high confidence: 0

        <b>Settled within</b>
        <b>1 hour</b>: 52 % right (7 to 94 %)
           23 outcomes = 5.7 independent
           Always 🔴 SELL: 35 %
           Too few observations to say anything.
           no honest price: 1
        <b>4 hours</b>: 67 % right (0 to 100 %)
           9 outcomes = 0.6 independent
           Always ⚪ HOLD: 50 %
           Too few observations to say anything.
        <b>24 hours</b>: not enough data yet
        At the begin: Too few observations to say anything.
        At the end: Too few observations to say anything.

        <b>Options on the calls</b>
        <b>1 hour</b>
        120 options, 30 independent
        33 % of them made money (95 %: 12-62 %)
        On average +6 % of the price paid (95 %: -20 % to +32 %)
        Calls, bought on BUY: +15 % on average, 80 of them
        Puts, bought on SELL: -12 % on average, 40 of them
        40 sold at the price of a model, for want of a fresh quote
        4 hours: 120 options, 40 made money, mean +6 %
        Desk: offered 3, approved 2, denied 1, held now 1
        1 trade ended, made money: 1, together +$42.00
        Equity from $1,000.00 to $1,042.00

        <b>Signals</b>
        Right most often: Mean reversion
           Side right 66 % (51 to 79 %) of 120 independent at 24 hours
        Right least often: Momentum
           Side right 58 % (45 to 70 %) of 173 independent at 24 hours
        News sentiment: weight 9 %, now 3 %
        Technical analysis: weight 26 %, now 11 %
        Momentum: weight 4 %, now 59 %
        Mean reversion: weight 38 %, now 15 %

        ✅ live = replay: 61 of 61 decisions and outcomes came out the same
        [‹ Before]
        [Day] [Week] [Month]
        [Picture]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn what_goes_beside() {
    check(
        &bad_date(&evening()),
        &expect![[r#"
        I cannot read that. Send /report with a day such as 2026-01-05, a week such as 2026-W02 or a month such as 2026-01.
        [Cancel]
    "#]],
    );
    check(
        &picture(&evening(), date(2026, 1, 5), vec![1]),
        &expect![[r#"
        Mon 5 Jan 2026 · accuracy over time
    "#]],
    );
}

/// Whatever happens, the main message stays short enough to be said in any language, and each part fits into one message.
#[test]
fn the_largest_fit() {
    let (told, frame) = (extreme(), Frame { now: evening().now + 120.hours(), ..evening() });
    let main = report(&frame, &told);
    check_fits(&main);
    println!(
        "the day: {} of {MAIN_UNITS_MAX} units, typical {}",
        main.text.units(),
        report(&evening(), &of(samples::day())).text.units()
    );
    assert!(main.text.units() < MAIN_UNITS_MAX, "{} units:\n{}", main.text.units(), main.text.markup());
    for of in [Period::Week, Period::Month] {
        let screen = period(&frame, &of_period(of, &told));
        check_fits(&screen);
        println!("{}: {} units", of.name(), screen.text.units());
        assert!(screen.text.units() < MAIN_UNITS_MAX, "{} units:\n{}", screen.text.units(), screen.text.markup());
    }
    for of in Part::ALL {
        let screen = part(&frame, &told, of);
        check_fits(&screen);
        println!("{of:?}: {} units", screen.text.units());
        assert!(screen.text.units() < MESSAGE_UNITS_MAX, "{of:?}: {} units", screen.text.units());
    }
}
