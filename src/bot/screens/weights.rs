//! What moves the forecast: the caption under the picture of the weights, with each signal's share and side and what no skill holds.

use super::{Frame, Screen, names};
use crate::bot::charts::weights::{alone, no_skill, together};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::words::counted;
use crate::domain::horizon::Horizon;
use crate::domain::learned::{HorizonLesson, Lesson};
use crate::domain::signal::SignalKind;

/// Weight of the expert without skill beyond which the learner says that it knows nothing.
pub const KNOWS_NOTHING_ABOVE: f64 = 0.5;

/// The weights screen of a horizon; a sentence where no day has been learned from yet. Lessons the oldest first.
pub fn weights(frame: &Frame<'_>, horizon: Horizon, lessons: &[Lesson], picture: Option<Vec<u8>>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("weights-title");
    let buttons = vec![frame.horizons(Tap::Weights), frame.foot(Tap::Weights(horizon))];
    let Some((last, picture)) = lessons.last().zip(picture) else {
        html.line(words.say("lessons-none", &[]));
        return Screen::new(html, buttons);
    };
    let lesson = last.of(horizon);
    html.title(words.say(
        "weights-when",
        &[("horizon", words.say(names::horizon(horizon), &[]).into()), ("date", show::date(words, last.date).into())],
    ));
    let (shown, count) = counted(words, lesson.evidence);
    html.line(words.say("sure-evidence", &[("independent", shown.into()), ("count", count)]));
    mixture(frame, lesson, &mut html);
    table(frame, lesson, &mut html);
    html.italic(words.say("weights-foot", &[]));
    Screen { picture: Some(picture), ..Screen::new(html, buttons) }
}

fn mixture(frame: &Frame<'_>, lesson: &HorizonLesson, html: &mut Html) {
    let words = frame.words;
    let none = no_skill(lesson);
    html.line(words.say(
        "weights-experts",
        &[
            ("none", show::share(words, none).into()),
            ("alone", show::share(words, alone(lesson)).into()),
            ("together", show::share(words, together(lesson)).into()),
        ],
    ));
    // Before the first outcomes no expert outweighs another, but none of them has learned to follow a signal either.
    let unmoved = lesson.influence.iter().all(|influence| *influence == 0.0);
    if none > KNOWS_NOTHING_ABOVE || unmoved {
        html.bold(words.say("weights-know-nothing", &[])).gap();
    }
}

/// Each signal's share and side. At most 32 letters a row, so that a phone shows it without a break.
fn table(frame: &Frame<'_>, lesson: &HorizonLesson, html: &mut Html) {
    let words = frame.words;
    let row = |name: &str, share: &str, side: &str| format!("{name:<11}{share:>6}  {side}").trim_end().to_owned();
    let rows: Vec<String> = SignalKind::ALL
        .into_iter()
        .zip(lesson.shares().into_iter().zip(lesson.influence))
        .map(|(kind, (share, influence))| {
            let side = if influence > 0.0 {
                words.say("weights-row-followed", &[])
            } else if influence < 0.0 {
                words.say("weights-row-reversed", &[])
            } else {
                words.say("weights-row-unheard", &[])
            };
            row(&words.say(names::signal_in_table(kind), &[]), &show::share(words, share), &side)
        })
        .collect();
    html.gap().table(&rows).gap();
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use crate::bot::charts::weights::draw;
    use expect_test::expect;

    fn screen(horizon: Horizon, lessons: &[Lesson]) -> Screen {
        let frame = samples::frame();
        weights(&frame, horizon, lessons, draw(&frame, horizon, lessons).unwrap())
    }

    #[test]
    fn typical() {
        samples::check(
            &screen(Horizon::OneDay, &samples_learned::lessons()),
            &expect![[r#"
            <b>Weights · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            <b>24 hours, Sun 4 Jan 2026</b>
            Learned from 60 independent outcomes
            No skill holds 57 %, single signals 29 %, all together 14 %
            <b>I currently know nothing.</b>

            <pre>News          3 %  followed
            Technical    11 %  followed
            Options       2 %  reversed
            Volatility    3 %  followed
            Momentum     59 %  followed
            Sector        8 %  followed
            Reversion    15 %  reversed
            Regime        0 %  unheard</pre>
            <i>A signal’s share of what moves the forecast, after the last lesson.</i>
            [1 hour] [4 hours] [24 hours]
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn nothing_learned_yet() {
        samples::check(
            &screen(Horizon::OneHour, &[]),
            &expect![[r#"
            <b>Weights · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            No day has been learned from yet. The first lesson is kept an hour after the close.
            [1 hour] [4 hours] [24 hours]
            [↻ Refresh] [‹ Back]
        "#]],
        );
        let mut first = samples_learned::lessons();
        first.truncate(1);
        first[0].horizons = [HorizonLesson::default(); 3];
        first[0].horizons[2].mixture[0] = 1.0;
        samples::check(
            &screen(Horizon::OneDay, &first),
            &expect![[r#"
            <b>Weights · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            <b>24 hours, Thu 6 Nov 2025</b>
            Learned from 0 independent outcomes
            No skill holds 100 %, single signals 0 %, all together 0 %
            <b>I currently know nothing.</b>

            <pre>News          0 %  unheard
            Technical     0 %  unheard
            Options       0 %  unheard
            Volatility    0 %  unheard
            Momentum      0 %  unheard
            Sector        0 %  unheard
            Reversion     0 %  unheard
            Regime        0 %  unheard</pre>
            <i>A signal’s share of what moves the forecast, after the last lesson.</i>
            [1 hour] [4 hours] [24 hours]
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn extreme() {
        samples::check(
            &screen(Horizon::FourHours, &samples_learned::extreme_lessons()),
            &expect![[r#"
            <b>Weights · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            <b>4 hours, Sun 4 Jan 2026</b>
            Learned from 100,000,000 independent outcomes
            No skill holds 0 %, single signals 100 %, all together 0 %

            <pre>News         12 %  followed
            Technical    12 %  followed
            Options      12 %  followed
            Volatility   12 %  followed
            Momentum     12 %  followed
            Sector       12 %  followed
            Reversion    12 %  followed
            Regime       12 %  followed</pre>
            <i>A signal’s share of what moves the forecast, after the last lesson.</i>
            [1 hour] [4 hours] [24 hours]
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }
}
