//! What each of the eight signals said at the latest prediction, what it saw, how its own side has fared, and what they add up to.

use jiff::{SignedDuration, Timestamp};

use super::saw::saw;
use super::{Button, Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::figures::SkillVerdict;
use crate::domain::prediction::Prediction;
use crate::domain::signal::{Grounds, Reading, SignalKind};
use crate::domain::signal_record::SignalRecord;

/// The signals screen; records in the order of [`SignalKind::ALL`].
pub fn signals(
    frame: &Frame<'_>,
    latest: Option<&Prediction>,
    records: &[SignalRecord; SignalKind::COUNT],
) -> Screen {
    let words = frame.words;
    let mut html = frame.head("signals-title");
    let Some(latest) = latest else {
        html.line(words.say("signals-none", &[]));
        if let Some(when) = frame.next_cycle() {
            html.line(words.say("signals-none-next", &[("when", when.into())]));
        }
        return Screen::new(html, vec![frame.foot(Tap::Signals)]);
    };
    html.line(words.say("status-said", &[("when", show::when(words, latest.at).into())]));
    html.italic(words.say("signals-about", &[])).gap();
    for ((kind, reading), record) in latest.readings.iter().zip(records) {
        html.gap().title(words.say(names::signal(kind), &[]));
        let grounds = latest.grounds.and_then(|all| all.get(kind.index()).copied());
        one(frame, (kind, reading), grounds, latest.at, &mut html);
        html.line(fared(frame, record));
    }
    together(frame, latest, &mut html);
    let why = vec![Button::new(frame, "button-why", Tap::Why(Some(latest.number)))];
    Screen::new(html, vec![why, frame.foot(Tap::Signals)])
}

fn one(
    frame: &Frame<'_>,
    (kind, reading): (SignalKind, Reading),
    grounds: Option<Grounds>,
    at: Timestamp,
    html: &mut Html,
) {
    let words = frame.words;
    html.line(said(frame, reading));
    let Some(grounds) = grounds else { return };
    let age = grounds.age_s.map(|age_s| age(frame, at, age_s));
    match (reading.score(), age) {
        (None, None) => {}
        (None, Some(age)) => {
            html.line(age);
        }
        (Some(_), age) => {
            let weight = words.say("signals-weight", &[("share", show::share(grounds.weight).into())]);
            html.line(age.map_or_else(|| weight.clone(), |age| format!("{weight} · {age}")));
            if let Some(seen) = saw(words, kind, grounds.components) {
                html.line(seen);
            }
        }
    }
}

fn said(frame: &Frame<'_>, reading: Reading) -> String {
    let words = frame.words;
    match reading {
        Reading::Abstains(reason) => {
            let reason = words.say(names::abstention(reason), &[]);
            words.say("signals-abstains", &[("reason", reason.into())])
        }
        Reading::Speaks(score) => {
            let (bar, shown) = (show::bar(score.get()), show::score(score.get()));
            if score.get() > 0.0 {
                words.say("signals-up", &[("bar", bar.into()), ("score", shown.into())])
            } else if score.get() < 0.0 {
                words.say("signals-down", &[("bar", bar.into()), ("score", shown.into())])
            } else {
                words.say("signals-flat", &[("bar", bar.into()), ("score", shown.into())])
            }
        }
    }
}

/// How old the newest input was when the signal spoke.
fn age(frame: &Frame<'_>, at: Timestamp, age_s: u32) -> String {
    let words = frame.words;
    let age = SignedDuration::from_secs(i64::from(age_s));
    let calendar = ExchangeCalendar::nyse();
    let newest = at.saturating_sub(age).unwrap_or(at);
    let session_before = calendar.index_at_or_before(at).and_then(|index| calendar.session(index.checked_sub(1)?));
    let overnight = !calendar.session_containing(at).is_some_and(|session| session.open <= newest);
    if overnight && session_before.is_some_and(|session| session.close <= newest) {
        return words.say("signals-age-close", &[]);
    }
    if age_s < 60 {
        return words.say("signals-age-now", &[]);
    }
    words.say("signals-age", &[("age", show::span(words, age).into())])
}

/// How often a signal's own side was right, beside what always saying the more frequent side would have scored.
fn fared(frame: &Frame<'_>, record: &SignalRecord) -> String {
    let words = frame.words;
    match record.sides() {
        Some(sides) if sides.accuracy.verdict() != SkillVerdict::TooFew => words.say(
            "signals-record",
            &[
                ("share", show::percent(sides.accuracy.share).into()),
                ("independent", show::independent(sides.accuracy.effective).into()),
                ("interval", show::interval(words, sides.accuracy.interval).into()),
                ("call", words.say(names::call(sides.majority), &[]).into()),
                ("baseline", show::percent(sides.accuracy.baseline).into()),
            ],
        ),
        sides => {
            let effective = sides.map_or(0.0, |sides| sides.accuracy.effective);
            words.say("signals-record-few", &[("independent", show::independent(effective).into())])
        }
    }
}

fn together(frame: &Frame<'_>, latest: &Prediction, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("signals-together", &[]));
    if latest.readings.voices() == 0 {
        html.line(words.say("signals-alone", &[]));
    } else {
        html.line(words.say(
            "signals-fused",
            &[
                ("score", show::score(latest.fused).into()),
                ("count", latest.readings.voices().into()),
                ("all", SignalKind::COUNT.into()),
            ],
        ));
    }
    let call = words.say(names::call(latest.call), &[]);
    html.title(words.say("home-call", &[("call", call.into()), ("price", show::dollars(latest.price).into())]));
    html.line(words.say("status-confidence", &[("confidence", names::confidence(words, latest).into())]));
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::domain::prediction::ModelName;
    use crate::domain::signal::{Abstention, Readings};
    use expect_test::expect;

    #[test]
    fn typical() {
        samples::check(
            &signals(&samples::frame(), Some(&samples::prediction()), &samples::records()),
            &expect![[r#""#]],
        );
    }

    #[test]
    fn empty() {
        samples::check(&signals(&samples::frame(), None, &Default::default()), &expect![[r#""#]]);
    }

    #[test]
    fn all_silent() {
        let mut prediction = samples::prediction();
        prediction.readings = Readings([Reading::Abstains(Abstention::WarmingUp); 8]);
        prediction.grounds = Some(Default::default());
        prediction.fused = 0.0;
        samples::check(
            &signals(&samples::frame(), Some(&prediction), &Default::default()),
            &expect![[r#""#]],
        );
    }

    #[test]
    fn of_the_first_model_less_is_known() {
        let prediction = Prediction { grounds: None, model: ModelName::EqualWeights, ..samples::prediction() };
        samples::check(
            &signals(&samples::frame(), Some(&prediction), &samples::records()),
            &expect![[r#""#]],
        );
    }

    #[test]
    fn all_speak_at_their_longest() {
        samples::check(
            &signals(&samples::frame(), Some(&samples::loud_prediction()), &samples::extreme_records()),
            &expect![[r#""#]],
        );
    }
}
