//! What stands behind the buttons of the report of a day.

use super::{desk, figures, options};
use crate::bot::screens::desk::followed;
use crate::bot::screens::{Button, Frame, Screen, learned, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::call::{EVIDENCE_MIN, HIGH_CONFIDENCE};
use crate::domain::report::{Advice, CALIBRATION_ERROR_MAX, DayReport, Grounds, Part, TradingState, Voice};
use crate::domain::signal::SignalKind;

/// A part of the report of one day.
pub fn part(frame: &Frame<'_>, report: &DayReport, part: Part) -> Screen {
    let (words, date) = (frame.words, report.day.date);
    let mut html = frame.head(title(part));
    html.title(show::date(words, date));
    match part {
        Part::Accuracy => {
            html.title(words.say("report-settled", &[]));
            figures(frame, &report.day.settled, &mut html);
            html.gap().title(words.say("report-record", &[]));
            figures(frame, &report.day.until_then, &mut html);
        }
        Part::Options => {
            options(frame, &report.own.options, &mut html);
            desk(frame, &report.desk, &mut html);
            html.gap().title(words.say("report-record", &[]));
            followed::record(frame, &report.options_until_then, &mut html);
        }
        Part::Signals => {
            for (kind, voice) in SignalKind::ALL.into_iter().zip(&report.own.voices) {
                html.bold(words.say(names::signal(kind), &[])).text(": ").line(spoke(frame, voice));
                html.line(side(frame, voice));
            }
        }
        Part::Learned => html = learned::learned(frame, &report.lessons).text,
        Part::Advice => {
            let all = report.advice();
            if all.is_empty() {
                html.line(words.say("report-advice-none", &[]));
            }
            for one in &all {
                html.text("• ").line(advice(frame, one));
            }
            html.gap().italic(words.say("report-advice-foot", &[]));
        }
        Part::Rules => rules(frame, report.state, &mut html),
    }
    let back = Button::new(frame, "button-report-back", Tap::Report(Some(date)));
    Screen::new(html, vec![vec![back], frame.foot(Tap::ReportPart(date, part))])
}

/// The key of a part's title and button.
pub(super) const fn title(part: Part) -> &'static str {
    match part {
        Part::Accuracy => "report-part-accuracy",
        Part::Options => "report-part-options",
        Part::Signals => "report-part-signals",
        Part::Learned => "report-part-learned",
        Part::Advice => "report-part-advice",
        Part::Rules => "report-part-rules",
    }
}

/// The key of a state's sentence.
pub(super) const fn state(state: TradingState) -> &'static str {
    match state {
        TradingState::Learning => "report-state-learning",
        TradingState::Good => "report-state-good",
        TradingState::Excellent => "report-state-excellent",
    }
}

/// A piece of advice as a sentence.
pub(super) fn advice(frame: &Frame<'_>, advice: &Advice) -> String {
    let words = frame.words;
    match *advice {
        Advice::Verify(proof) => words.say("report-advice-verify", &[("count", proof.differing.into())]),
        Advice::LeaveLive => words.say("report-advice-leave-live", &[]),
        Advice::StayOnPaper => words.say("report-advice-paper", &[]),
        Advice::Skipped(count) => words.say("report-advice-skipped", &[("count", count.into())]),
        Advice::Silent(signal, days) => {
            let signal = words.say(names::signal(signal), &[]);
            words.say("report-advice-silent", &[("signal", signal.into()), ("count", days.into())])
        }
        Advice::NoClaims => {
            words.say("report-advice-no-claims", &[("threshold", show::share(words, HIGH_CONFIDENCE).into())])
        }
    }
}

fn spoke(frame: &Frame<'_>, voice: &Voice) -> String {
    let words = frame.words;
    match voice.reason() {
        Some(reason) if voice.spoke == 0 => {
            words.say("report-signal-silent", &[("reason", words.say(names::abstention(reason), &[]).into())])
        }
        _ => words.say("report-signal-spoke", &[("count", voice.spoke.into())]),
    }
}

/// How a signal's side fared at the outcomes that settled.
pub(super) fn side(frame: &Frame<'_>, voice: &Voice) -> String {
    let words = frame.words;
    let Some(sides) = voice.record.sides() else { return words.say("report-side-none", &[]) };
    words.say(
        "report-side",
        &[
            ("share", show::percent(words, sides.accuracy.share).into()),
            ("interval", show::interval(words, sides.accuracy.anytime).into()),
            ("independent", show::independent(words, sides.accuracy.effective).into()),
        ],
    )
}

fn rules(frame: &Frame<'_>, grounds: Option<Grounds>, html: &mut Html) {
    let words = frame.words;
    html.line(words.say("report-rule-learning", &[("evidence", show::whole(words, EVIDENCE_MIN).into())]));
    html.line(words.say("report-rule-good", &[("limit", show::share(words, CALIBRATION_ERROR_MAX).into())]));
    html.line(words.say("report-rule-excellent", &[("threshold", show::share(words, HIGH_CONFIDENCE).into())]));
    let Some(grounds) = grounds else { return };
    html.gap().line(words.say(state(grounds.state()), &[]));
    let mark = |met: bool| if met { "✅ " } else { "◻️ " };
    let independent = show::independent(words, grounds.independent);
    html.text(mark(grounds.independent >= EVIDENCE_MIN))
        .line(words.say("report-ground-independent", &[("independent", independent.into())]));
    html.text(mark(grounds.skilled)).line(words.say("report-ground-skilled", &[]));
    let error = show::exact_share(words, grounds.calibration_error);
    html.text(mark(grounds.calibration_error <= CALIBRATION_ERROR_MAX))
        .line(words.say("report-ground-calibration", &[("share", error.into())]));
    html.text(mark(grounds.ready)).line(words.say("report-ground-ready", &[]));
    html.text(mark(grounds.backed)).line(words.say("report-ground-backed", &[]));
}
