//! What was learned over the last sessions, in sentences: what changed, by how much, and what it was worth.

use super::{Button, Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::horizon::Horizon;
use crate::domain::learned::Lesson;
use crate::domain::lesson_changes::{Change, Fared, HorizonReview, review};

/// Changes of a horizon that are told one by one.
pub const CHANGES_SHOWN: usize = 7;

/// Alarms of a horizon that are told one by one: `/drift` has them all, and they must not crowd out the rest.
pub const ALARMS_SHOWN: usize = 2;

/// The screen of what was learned; lessons the oldest first.
pub fn learned(frame: &Frame<'_>, lessons: &[Lesson]) -> Screen {
    let words = frame.words;
    let mut html = frame.head("learned-title");
    let more = vec![
        Button::new(frame, "button-weights", Tap::Weights(Horizon::PRIMARY)),
        Button::new(frame, "button-drift", Tap::Drift),
    ];
    let buttons = vec![more, frame.foot(Tap::Learned)];
    let Some(review) = review(lessons) else {
        let key = if lessons.is_empty() { "lessons-none" } else { "learned-one-lesson" };
        html.line(words.say(key, &[]));
        return Screen::new(html, buttons);
    };
    let (from, to) = (show::date(words, review.from), show::date(words, review.to));
    html.line(
        words.say("learned-span", &[("count", review.sessions.into()), ("from", from.into()), ("to", to.into())]),
    );
    for (horizon, changed) in Horizon::ALL.into_iter().zip(&review.horizons) {
        html.gap().title(words.say(names::horizon(horizon), &[]));
        one_horizon(frame, changed, &mut html);
    }
    html.gap().italic(words.say("learned-foot", &[]));
    Screen::new(html, buttons)
}

fn one_horizon(frame: &Frame<'_>, review: &HorizonReview, html: &mut Html) {
    let words = frame.words;
    html.line(words.say("learned-outcomes", &[("independent", show::independent(words, review.outcomes).into())]));
    if review.changes.is_empty() {
        html.line(words.say("learned-nothing", &[]));
    }
    let (alarms, others): (Vec<&Change>, Vec<&Change>) =
        review.changes.iter().partition(|change| matches!(change, Change::Alarm(_)));
    let told = alarms.iter().take(ALARMS_SHOWN).chain(&others).take(CHANGES_SHOWN);
    for change in told.clone() {
        html.line(sentence(frame, change));
    }
    if let Some(more) = review.changes.len().checked_sub(told.count()).filter(|more| *more > 0) {
        html.line(words.say("learned-more", &[("count", more.into())]));
    }
}

fn sentence(frame: &Frame<'_>, change: &Change) -> String {
    let words = frame.words;
    match *change {
        Change::Alarm(alarm) => {
            let date = show::short_date(words, alarm.date);
            match alarm.signal {
                None => words.say("learned-alarm-whole", &[("date", date.into())]),
                Some(signal) => {
                    let signal = words.say(names::signal(signal), &[]);
                    words.say("learned-alarm-signal", &[("date", date.into()), ("signal", signal.into())])
                }
            }
        }
        Change::Gain(nats) => {
            let went = if nats > 0.0 { "won" } else { "lost" };
            words.say("learned-gain", &[("went", went.into()), ("nats", show::plain(words, nats.abs()).into())])
        }
        Change::NoSkill { from, to } => words.say(
            "learned-no-skill",
            &[
                ("from", show::share(words, from).into()),
                ("to", show::share(words, to).into()),
                ("went", went(from, to).into()),
            ],
        ),
        Change::Share { signal, from, to, reversed, alone } => words.say(
            "learned-share",
            &[
                ("signal", words.say(names::signal(signal), &[]).into()),
                ("went", went(from, to).into()),
                ("points", show::whole_points(words, to - from).into()),
                ("share", show::share(words, to).into()),
                ("side", if reversed { "reversed" } else { "followed" }.into()),
                ("alone", fared(alone, to > from).into()),
            ],
        ),
        Change::Turned { signal, reversed } => words.say(
            "learned-turned",
            &[
                ("signal", words.say(names::signal(signal), &[]).into()),
                ("side", if reversed { "reversed" } else { "followed" }.into()),
            ],
        ),
        Change::Slope { from, to } => words.say(
            "learned-slope",
            &[
                ("went", if to < from { "shrinks" } else { "stretches" }.into()),
                ("from", show::plain(words, from).into()),
                ("to", show::plain(words, to).into()),
            ],
        ),
    }
}

fn went(from: f64, to: f64) -> &'static str {
    if to > from { "up" } else { "down" }
}

/// How a signal's own expert fared; where that alone does not explain what its weight did, the others do.
fn fared(alone: Fared, gained: bool) -> &'static str {
    match (alone, gained) {
        (Fared::Better, true) => "better",
        (Fared::Better, false) => "outdone",
        (Fared::Worse, false) => "worse",
        (Fared::Worse, true) => "carried",
        (Fared::Alike, _) => "alike",
    }
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use expect_test::expect;

    /// The typical week with a sudden turn in it.
    fn eventful() -> Vec<Lesson> {
        let mut lessons = samples_learned::lessons();
        lessons.truncate(42);
        for lesson in lessons.iter_mut().skip(40) {
            let learned = &mut lesson.horizons[2];
            (learned.influence[4], learned.influence[6]) = (0.9, 0.3);
            (learned.mixture[5], learned.mixture[0]) = (0.4, 0.3);
            (learned.calibration.0, learned.gain) = (0.6, 2.4);
        }
        lessons
    }

    #[test]
    fn typical() {
        samples::check(
            &learned(&samples::frame(), &eventful()),
            &expect![[r#"
                <b>Learned · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                5 sessions, from the evening of Fri 12 Dec 2025 to that of Wed 17 Dec 2025

                <b>1 hour</b>
                10 more independent outcomes
                I won 0.17 nats against no skill.
                Sector correlation lost 6 points: 3 % now, followed. Alone it did better than no skill; others did more.

                <b>4 hours</b>
                10 more independent outcomes
                Sector correlation lost 6 points: 3 % now, followed. Alone it did better than no skill; others did more.

                <b>24 hours</b>
                1.6 more independent outcomes
                On Tue 16 Dec Mean reversion had become worse than no skill: I forget faster since.
                I won 2.13 nats against no skill.
                No skill holds 30 % instead of 69 %: I trust my signals more.
                Mean reversion is now followed.
                Momentum gained 21 points: 68 % now, followed. Alone it did better than no skill.
                Technical analysis lost 10 points: 5 % now, followed. Alone it did better than no skill; others did more.
                Sector correlation lost 8 points: 1 % now, followed. Alone it did better than no skill; others did more.
                1 more change

                <i>Changes below 5 points of weight, 0.05 of slope and 0.05 nats are not told.</i>
                [Weights] [Drift]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn nothing_learned_yet() {
        samples::check(
            &learned(&samples::frame(), &[]),
            &expect![[r#"
            <b>Learned · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            No day has been learned from yet. The first lesson is kept an hour after the close.
            [Weights] [Drift]
            [↻ Refresh] [‹ Back]
        "#]],
        );
        samples::check(
            &learned(&samples::frame(), &samples_learned::lessons()[..1]),
            &expect![[r#"
            <b>Learned · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            There is one lesson so far, and nothing to compare it with. Ask again after the next session.
            [Weights] [Drift]
            [↻ Refresh] [‹ Back]
        "#]],
        );
        let same = vec![samples_learned::lessons()[0].clone(); 9];
        samples::check(
            &learned(&samples::frame(), &same),
            &expect![[r#"
            <b>Learned · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            5 sessions, from the evening of Thu 6 Nov 2025 to that of Thu 6 Nov 2025

            <b>1 hour</b>
            0 more independent outcomes
            Nothing noteworthy changed.

            <b>4 hours</b>
            0 more independent outcomes
            Nothing noteworthy changed.

            <b>24 hours</b>
            0 more independent outcomes
            Nothing noteworthy changed.

            <i>Changes below 5 points of weight, 0.05 of slope and 0.05 nats are not told.</i>
            [Weights] [Drift]
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn extreme() {
        samples::check(
            &learned(&samples::frame(), &samples_learned::extreme_lessons()),
            &expect![[r#"
                <b>Learned · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                5 sessions, from the evening of Tue 30 Dec 2025 to that of Sun 4 Jan 2026

                <b>1 hour</b>
                0 more independent outcomes
                On Wed 31 Dec the whole forecast had become worse than no skill: I forget faster since.
                On Wed 31 Dec News sentiment had become worse than no skill: I forget faster since.
                I lost 99,999.00 nats against no skill.
                No skill holds 0 % instead of 100 %: I trust my signals more.
                News sentiment is now followed.
                Technical analysis is now followed.
                Options flow is now followed.
                33 more changes

                <b>4 hours</b>
                0 more independent outcomes
                On Wed 31 Dec the whole forecast had become worse than no skill: I forget faster since.
                On Wed 31 Dec News sentiment had become worse than no skill: I forget faster since.
                I lost 99,999.00 nats against no skill.
                No skill holds 0 % instead of 100 %: I trust my signals more.
                News sentiment is now followed.
                Technical analysis is now followed.
                Options flow is now followed.
                33 more changes

                <b>24 hours</b>
                0 more independent outcomes
                On Wed 31 Dec the whole forecast had become worse than no skill: I forget faster since.
                On Wed 31 Dec News sentiment had become worse than no skill: I forget faster since.
                I lost 99,999.00 nats against no skill.
                No skill holds 0 % instead of 100 %: I trust my signals more.
                News sentiment is now followed.
                Technical analysis is now followed.
                Options flow is now followed.
                33 more changes

                <i>Changes below 5 points of weight, 0.05 of slope and 0.05 nats are not told.</i>
                [Weights] [Drift]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }
}
