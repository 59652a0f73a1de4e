//! What reports are made of: a span of days in figures, the state of trading, and the advice that follows from both by stated rules.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::call::EVIDENCE_MIN;
use crate::domain::desk::approval::{ApprovalState, Mode};
use crate::domain::desk::book::Book;
use crate::domain::desk::option_record::OptionSums;
use crate::domain::figures::{SkillVerdict, Tally};
use crate::domain::horizon::Horizon;
use crate::domain::learned::Lesson;
use crate::domain::money::Cents;
use crate::domain::notice::Period;
use crate::domain::signal::{Abstention, SignalKind};
use crate::domain::signal_record::SignalRecord;
use crate::domain::symbol::Symbol;
use crate::domain::view::{Day, Standing};

/// A calibration error that is proven to be larger than this keeps the state from being good.
pub const CALIBRATION_ERROR_MAX: f64 = 0.04;

/// Days on which a signal said nothing, from which it is advised to check what feeds it.
pub const SILENT_DAYS_MIN: u32 = 3;

/// Cycles without a prediction on one day, from which that is worth advice: an hour of trading.
pub const SKIPPED_MIN: u64 = 4;

/// What came of replaying a day through the fold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Decisions and outcomes compared.
    pub compared: u64,
    /// How many of them came out otherwise.
    pub differing: u64,
}

/// A span of days in figures. Those of a week or a month are the sums of those of its days.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanRecord {
    /// Whose.
    pub symbol: Symbol,
    /// The first and the last day in New York.
    pub days: (Date, Date),
    /// Predictions by call, in the order of [`crate::domain::prediction::Direction::ALL`].
    pub calls: [u64; 3],
    /// Decisions without a prediction.
    pub skipped: u64,
    /// BUY and SELL calls of high confidence.
    pub claims: u64,
    /// Outcomes that settled within, by horizon.
    pub settled: [Tally; Horizon::COUNT],
    /// What options on calls made that were sold within, by horizon.
    pub options: [OptionSums; Horizon::COUNT],
    /// Each signal, in the order of [`SignalKind::ALL`].
    pub voices: [Voice; SignalKind::COUNT],
}

/// What a signal did in a span.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Voice {
    /// Predictions at which it spoke.
    pub spoke: u64,
    /// Why it said nothing, how often, in the order of [`Abstention::ALL`].
    pub silent: [u64; Abstention::ALL.len()],
    /// How its side fared at the outcomes of the primary horizon that settled within.
    pub record: SignalRecord,
}

impl Voice {
    /// What kept it silent most often.
    pub fn reason(&self) -> Option<Abstention> {
        let most = Abstention::ALL.into_iter().zip(self.silent).max_by_key(|(_, count)| *count);
        most.filter(|(_, count)| *count > 0).map(|(reason, _)| reason)
    }

    /// Whether what feeds it kept it silent most often. One that warms up, or finds no evidence, is as it should be.
    fn is_unfed(&self) -> bool {
        matches!(self.reason(), Some(Abstention::NoFeed | Abstention::Stale | Abstention::BadInput))
    }
}

/// What the desk did in a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskSpan {
    /// Offers made.
    pub offered: u32,
    /// How many of them were approved.
    pub approved: u32,
    /// How many of them were denied.
    pub denied: u32,
    /// Trades that ended.
    pub trades: u32,
    /// How many of them made money.
    pub won: u32,
    /// What they made.
    pub profit: Cents,
    /// Positions held now.
    pub open: u32,
    /// Money and positions at the begin and at the end; `None` before there is an account.
    pub equity: Option<(Cents, Cents)>,
}

impl DeskSpan {
    /// What the book says of a span, with the account of the mode.
    pub fn of(book: &Book, (from, to): (Timestamp, Timestamp)) -> Self {
        let mut desk = Self::default();
        let within = |at: Timestamp| from <= at && at < to;
        for approval in book.approvals.values().filter(|approval| within(approval.opened_at)) {
            match approval.state {
                ApprovalState::Unasked => continue,
                ApprovalState::Approved { .. } => desk.approved += 1,
                ApprovalState::Denied { .. } => desk.denied += 1,
                ApprovalState::Open | ApprovalState::Confirming { .. } | ApprovalState::Expired { .. } => {}
            }
            desk.offered += 1;
        }
        let account = book.account(book.mode());
        for trade in account.trades.iter().filter(|trade| within(trade.closed_at)) {
            let profit = trade.profit();
            desk.trades += 1;
            desk.won += u32::from(profit.0 > 0);
            desk.profit = Cents(desk.profit.0 + profit.0);
        }
        desk.open = u32::try_from(account.positions.len()).unwrap_or(u32::MAX);
        let first = account.equity.first().map(|point| point.equity);
        let until = |at| account.equity.iter().rfind(|point| point.at < at).map(|point| point.equity);
        desk.equity = until(to).map(|end| (until(from).or(first).unwrap_or(end), end));
        desk
    }
}

/// The report of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayReport {
    /// The day.
    pub day: Day,
    /// The same day with its options and signals.
    pub own: SpanRecord,
    /// The trading day before.
    pub before: Option<SpanRecord>,
    /// When the report was worked on; `None` while it is not due.
    pub told_at: Option<Timestamp>,
    /// What came of replaying the day; `None` where it was not compared.
    pub proof: Option<Proof>,
    /// The newest day that was replayed; `None` for a day that is not the newest, or where none was.
    pub newest_proof: Option<(Date, Proof)>,
    /// What options on calls made that were sold up to the end of the day, by horizon.
    pub options_until_then: [OptionSums; Horizon::COUNT],
    /// The desk on that day.
    pub desk: DeskSpan,
    /// The lesson of that evening and the one before it.
    pub lessons: Vec<Lesson>,
    /// The state of trading at the time of asking; `None` for a day that is not the newest.
    pub state: Option<Grounds>,
    /// Predictions of high confidence since the first of the month.
    pub claims_this_month: u64,
    /// On how many days in a row up to this one each signal said nothing.
    pub silent_days: [u32; SignalKind::COUNT],
    /// The mode.
    pub mode: Mode,
}

/// The report of a week or a month.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodReport {
    /// Which of the two.
    pub period: Period,
    /// Its figures.
    pub own: SpanRecord,
    /// Everything settled before it, and until its end.
    pub records: ([Tally; Horizon::COUNT], [Tally; Horizon::COUNT]),
    /// The desk within it.
    pub desk: DeskSpan,
    /// What came of replaying its days; `None` where none was compared.
    pub proof: Option<Proof>,
    /// The last lesson before it and its last one.
    pub lessons: (Option<Lesson>, Option<Lesson>),
}

/// The state of trading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradingState {
    /// No evidence of skill yet.
    Learning,
    /// Evidence of skill, and confidences that hold.
    Good,
    /// And ready for real money.
    Excellent,
}

/// What the state of trading follows from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grounds {
    /// Independent outcomes at the primary horizon.
    pub independent: f64,
    /// Whether the gain over no skill lies above 0 with its whole interval.
    pub skilled: bool,
    /// The lower end of the interval of the calibration error.
    pub calibration_error: f64,
    /// Whether the checklist for live trading is met.
    pub ready: bool,
    /// Whether claims of high confidence are backed.
    pub backed: bool,
}

impl Grounds {
    /// From the figures of the primary horizon.
    pub fn of(primary: &Standing, ready: bool, backed: bool) -> Self {
        Self {
            independent: primary.independent,
            skilled: primary.skill == SkillVerdict::Better,
            calibration_error: primary.calibration_error.interval.0,
            ready,
            backed,
        }
    }

    /// The state that follows: learning without enough outcomes or evidence of skill, or with confidences that are proven not to hold.
    pub fn state(&self) -> TradingState {
        let enough = self.independent >= EVIDENCE_MIN && self.skilled;
        if !(enough && self.calibration_error <= CALIBRATION_ERROR_MAX) {
            TradingState::Learning
        } else if self.ready && self.backed {
            TradingState::Excellent
        } else {
            TradingState::Good
        }
    }
}

/// Advice, and what it follows from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Advice {
    /// Live and replay differ.
    Verify(Proof),
    /// Real money is at work without evidence of skill.
    LeaveLive,
    /// No evidence of skill yet.
    StayOnPaper,
    /// Many cycles brought no prediction.
    Skipped(u64),
    /// A signal has been silent on so many days in a row, for want of what feeds it.
    Silent(SignalKind, u32),
    /// No call of high confidence this month.
    NoClaims,
}

impl DayReport {
    /// The advice that follows, the most urgent first.
    pub fn advice(&self) -> Vec<Advice> {
        let mut advice = Vec::new();
        let newest = self.newest_proof.map(|(_, proof)| proof);
        advice.extend([self.proof, newest].into_iter().flatten().find(|proof| proof.differing > 0).map(Advice::Verify));
        if self.state.is_some_and(|grounds| grounds.state() == TradingState::Learning) {
            advice.push(if self.mode == Mode::Live { Advice::LeaveLive } else { Advice::StayOnPaper });
        }
        advice.extend(Some(self.own.skipped).filter(|skipped| *skipped >= SKIPPED_MIN).map(Advice::Skipped));
        let silent = SignalKind::ALL.into_iter().zip(self.silent_days).zip(&self.own.voices);
        let unfed = silent.filter(|((_, days), voice)| *days >= SILENT_DAYS_MIN && voice.is_unfed());
        advice.extend(unfed.map(|((signal, days), _)| Advice::Silent(signal, days)));
        if self.claims_this_month == 0 {
            advice.push(Advice::NoClaims);
        }
        advice
    }
}

/// A part of the report of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The accuracy by horizon.
    Accuracy,
    /// What options made, and the desk.
    Options,
    /// Each signal.
    Signals,
    /// What was learned.
    Learned,
    /// The advice.
    Advice,
    /// How the state of trading is found.
    Rules,
}

impl Part {
    /// All parts, in the order of their buttons.
    pub const ALL: [Self; 6] = [Self::Accuracy, Self::Options, Self::Signals, Self::Learned, Self::Advice, Self::Rules];

    /// The letter in buttons.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Accuracy => "a",
            Self::Options => "o",
            Self::Signals => "s",
            Self::Learned => "l",
            Self::Advice => "d",
            Self::Rules => "r",
        }
    }
}

/// Which report is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Of that day; without one, of the latest.
    Day(Option<Date>),
    /// Of the week or month in which a day lies; without one, of the latest.
    Period(Period, Option<Date>),
}

impl Asked {
    /// Reads `day`, `week`, `month`, `2026-01-05`, `2026-01` or `2026-W02`; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        match text.as_str() {
            "day" => return Some(Self::Day(None)),
            "week" => return Some(Self::Period(Period::Week, None)),
            "month" => return Some(Self::Period(Period::Month, None)),
            _ => {}
        }
        if let Ok(date) = text.parse() {
            return Some(Self::Day(Some(date)));
        }
        let (year, rest) = text.split_once('-').filter(|(year, _)| year.len() == 4)?;
        let year: i16 = year.parse().ok()?;
        if let Some(week) = rest.strip_prefix('w') {
            let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
            return Some(Self::Period(Period::Week, Some(monday.date())));
        }
        let first = Date::new(year, rest.parse().ok()?, 1).ok()?;
        Some(Self::Period(Period::Month, Some(first)))
    }
}

/// The first and the last day of the week or month in which a day lies, weekends included.
pub fn bounds(period: Period, date: Date) -> (Date, Date) {
    match period {
        Period::Week => {
            let monday = date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days());
            (monday, monday.saturating_add(6.days()))
        }
        Period::Month => (date.first_of_month(), date.last_of_month()),
    }
}

/// Whether a trading day is the last of its week or month.
pub fn ends(period: Period, date: Date) -> bool {
    let calendar = ExchangeCalendar::nyse();
    let next = calendar.index_on(date).and_then(|index| calendar.session(index + 1));
    next.is_some_and(|next| next.date > bounds(period, date).1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_can_be_asked_for() {
        let week = |date| Some(Asked::Period(Period::Week, date));
        let month = |date| Some(Asked::Period(Period::Month, date));
        for (text, asked) in [
            ("day", Some(Asked::Day(None))),
            (" Week ", week(None)),
            ("month", month(None)),
            ("2026-01-05", Some(Asked::Day(Some(date(2026, 1, 5))))),
            ("2026-01", month(Some(date(2026, 1, 1)))),
            ("2026-W02", week(Some(date(2026, 1, 5)))),
            ("2026-W01", week(Some(date(2025, 12, 29)))),
            ("2026-W54", None),
            ("2026-13", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(Asked::read(text), asked, "{text}");
        }
    }

    #[test]
    fn weeks_and_months_end_with_their_last_trading_day() {
        // Good Friday ends the week a day early, and the end of May 2026 is a weekend.
        assert!(ends(Period::Week, date(2026, 4, 2)));
        assert!(!ends(Period::Week, date(2026, 4, 1)));
        assert!(ends(Period::Month, date(2026, 5, 29)));
        assert!(!ends(Period::Month, date(2026, 5, 28)));
    }

    #[test]
    fn the_state_follows_its_rules() {
        let good = Grounds { independent: 120.0, skilled: true, calibration_error: 0.04, ready: true, backed: true };
        assert_eq!(good.state(), TradingState::Excellent);
        assert_eq!(Grounds { ready: false, ..good }.state(), TradingState::Good);
        assert_eq!(Grounds { backed: false, ..good }.state(), TradingState::Good);
        assert_eq!(Grounds { independent: 119.9, ..good }.state(), TradingState::Learning);
        assert_eq!(Grounds { skilled: false, ..good }.state(), TradingState::Learning);
        assert_eq!(Grounds { calibration_error: 0.041, ..good }.state(), TradingState::Learning);
    }
}
