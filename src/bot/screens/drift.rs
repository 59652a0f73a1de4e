//! Where something changes for the worse: the level of every drift detector, the alarms so far, and until when the learner forgets faster.

use super::{Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::horizon::Horizon;
use crate::domain::learned::{DRIFT_ALARM, Lesson};
use crate::domain::lesson_changes::{Alarm, alarms};
use crate::domain::signal::SignalKind;

/// Share of the way to an alarm from which a detector is worth watching; the way is measured in powers of ten.
pub const WATCH_FROM: f64 = 1.0 / 3.0;

/// Alarms that are told one by one, the newest first.
pub const ALARMS_SHOWN: usize = 12;

/// The drift screen; lessons the oldest first, the first of them only to compare with.
pub fn drift(frame: &Frame<'_>, lessons: &[Lesson]) -> Screen {
    let words = frame.words;
    let mut html = frame.head("drift-title");
    let Some(last) = lessons.last() else {
        html.line(words.say("lessons-none", &[]));
        return Screen::new(html, vec![frame.foot(Tap::Drift)]);
    };
    html.italic(words.say("drift-about", &[])).gap();
    html.gap().title(words.say("drift-when", &[("date", show::date(words, last.date).into())]));
    let newest = lessons.get(lessons.len().saturating_sub(2)..).unwrap_or_default();
    table(frame, last, newest, &mut html);
    html.line(words.say("drift-legend", &[("limit", show::share(words, WATCH_FROM).into())]));
    hasty(frame, last, &mut html);
    past(frame, lessons, &mut html);
    Screen::new(html, vec![frame.foot(Tap::Drift)])
}

/// How far a level is on its way from 1 to the alarm, in powers of ten: 0 to 1.
pub fn on_its_way(level: f64) -> f64 {
    if level.is_nan() {
        return 0.0;
    }
    (libm::log10(level.max(1.0)) / libm::log10(DRIFT_ALARM)).clamp(0.0, 1.0)
}

/// At most 35 letters a row, so that a phone shows it without a break.
fn table(frame: &Frame<'_>, last: &Lesson, lessons: &[Lesson], html: &mut Html) {
    let words = frame.words;
    let row = |name: &str, cells: [String; Horizon::COUNT]| {
        let [one_hour, four_hours, one_day] = cells;
        format!("{name:<11}{one_hour:>8}{four_hours:>8}{one_day:>8}")
    };
    let cell = |level: f64, alarmed: bool| {
        let way = on_its_way(level);
        if alarmed {
            words.say("drift-alarm", &[])
        } else if way >= WATCH_FROM {
            words.say("drift-watch", &[("share", show::share(words, way).into())])
        } else {
            words.say("drift-quiet", &[("share", show::share(words, way).into())])
        }
    };
    let mut rows = vec![row("", Horizon::ALL.map(|horizon| words.say(names::horizon_in_table(horizon), &[])))];
    // A detector that alarmed has begun anew: its level no longer tells.
    let sounded = |horizon, signal| alarms(lessons, horizon).contains(&Alarm { date: last.date, signal });
    let whole = Horizon::ALL.map(|horizon| cell(last.of(horizon).drift, sounded(horizon, None)));
    rows.push(row(&words.say("drift-whole", &[]), whole));
    for kind in SignalKind::ALL {
        let level = |horizon| last.of(horizon).drift_of.get(kind.index()).copied().unwrap_or_default();
        rows.push(row(
            &words.say(names::signal_in_table(kind), &[]),
            Horizon::ALL.map(|horizon| cell(level(horizon), sounded(horizon, Some(kind)))),
        ));
    }
    html.table(&rows).gap();
}

/// Where the learner forgets faster, and until when.
fn hasty(frame: &Frame<'_>, last: &Lesson, html: &mut Html) {
    let words = frame.words;
    for horizon in Horizon::ALL {
        let until = last.of(horizon).hasty_until.filter(|until| *until > last.date);
        if let Some(until) = until {
            let name = words.say(names::horizon(horizon), &[]);
            html.line(
                words.say("drift-hasty", &[("horizon", name.into()), ("until", show::date(words, until).into())]),
            );
        }
    }
}

fn past(frame: &Frame<'_>, lessons: &[Lesson], html: &mut Html) {
    let words = frame.words;
    let days = lessons.len().saturating_sub(1);
    html.gap().title(words.say("drift-past", &[("count", days.into())]));
    let mut all: Vec<_> = Horizon::ALL
        .into_iter()
        .flat_map(|horizon| alarms(lessons, horizon).into_iter().map(move |alarm| (horizon, alarm)))
        .collect();
    all.sort_by_key(|(_, alarm)| std::cmp::Reverse(alarm.date));
    if all.is_empty() {
        html.line(words.say("drift-past-none", &[]));
    }
    for (horizon, alarm) in all.iter().take(ALARMS_SHOWN) {
        let horizon = words.say(names::horizon(*horizon), &[]);
        let date = show::date(words, alarm.date);
        let said = match alarm.signal {
            None => words.say("drift-past-whole", &[("date", date.into()), ("horizon", horizon.into())]),
            Some(signal) => {
                let signal = words.say(names::signal(signal), &[]);
                words.say(
                    "drift-past-signal",
                    &[("date", date.into()), ("horizon", horizon.into()), ("signal", signal.into())],
                )
            }
        };
        html.line(said);
    }
    if let Some(more) = all.len().checked_sub(ALARMS_SHOWN).filter(|more| *more > 0) {
        html.line(words.say("drift-past-more", &[("count", more.into())]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use expect_test::expect;

    #[test]
    fn typical() {
        samples::check(
            &drift(&samples::frame(), &samples_learned::lessons()),
            &expect![[r#"
                <b>Drift · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>Each detector gathers evidence that forecasts have become worse than no skill. 0 % is none, 100 % sounds an alarm: then I forget faster.</i>

                <b>Evening of Sun 4 Jan 2026</b>
                <pre>                1 h     4 h    24 h
                Whole          28 %    28 %    28 %
                News            0 %     0 %     0 %
                Technical      16 %    16 %    16 %
                Options         0 %     0 %     0 %
                Volatility      5 %     5 %     5 %
                Momentum        0 %     0 %     0 %
                Sector       55 % !  55 % !  55 % !
                Reversion    60 % !  60 % !  60 % !
                Regime          0 %     0 %     0 %</pre>
                Below 33 % is quiet; “!” is watched; at ALARM the learner forgets faster.
                24 hours: I forget faster until Fri 23 Jan 2026.

                <b>Alarms of the last 59 sessions</b>
                Tue 16 Dec 2025: Mean reversion at 24 hours
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn nothing_learned_yet() {
        samples::check(
            &drift(&samples::frame(), &[]),
            &expect![[r#"
            <b>Drift · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            No day has been learned from yet. The first lesson is kept an hour after the close.
            [↻ Refresh] [‹ Back]
        "#]],
        );
        samples::check(
            &drift(&samples::frame(), &samples_learned::lessons()[..1]),
            &expect![[r#"
            <b>Drift · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            <i>Each detector gathers evidence that forecasts have become worse than no skill. 0 % is none, 100 % sounds an alarm: then I forget faster.</i>

            <b>Evening of Thu 6 Nov 2025</b>
            <pre>                1 h     4 h    24 h
            Whole          28 %    28 %    28 %
            News            0 %     0 %     0 %
            Technical      16 %    16 %    16 %
            Options         0 %     0 %     0 %
            Volatility      5 %     5 %     5 %
            Momentum        0 %     0 %     0 %
            Sector       55 % !  55 % !  55 % !
            Reversion      10 %    10 %    10 %
            Regime          0 %     0 %     0 %</pre>
            Below 33 % is quiet; “!” is watched; at ALARM the learner forgets faster.

            <b>Alarms of the last 0 sessions</b>
            None.
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn extreme() {
        samples::check(
            &drift(&samples::frame(), &samples_learned::extreme_lessons()),
            &expect![[r#"
                <b>Drift · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>Each detector gathers evidence that forecasts have become worse than no skill. 0 % is none, 100 % sounds an alarm: then I forget faster.</i>

                <b>Evening of Sun 4 Jan 2026</b>
                <pre>                1 h     4 h    24 h
                Whole         ALARM   ALARM   ALARM
                News          ALARM   ALARM   ALARM
                Technical     ALARM   ALARM   ALARM
                Options       ALARM   ALARM   ALARM
                Volatility    ALARM   ALARM   ALARM
                Momentum      ALARM   ALARM   ALARM
                Sector        ALARM   ALARM   ALARM
                Reversion     ALARM   ALARM   ALARM
                Regime        ALARM   ALARM   ALARM</pre>
                Below 33 % is quiet; “!” is watched; at ALARM the learner forgets faster.
                1 hour: I forget faster until Wed 11 Feb 2026.
                4 hours: I forget faster until Wed 11 Feb 2026.
                24 hours: I forget faster until Wed 11 Feb 2026.

                <b>Alarms of the last 59 sessions</b>
                Sun 4 Jan 2026: the whole forecast at 1 hour
                Sun 4 Jan 2026: News sentiment at 1 hour
                Sun 4 Jan 2026: Technical analysis at 1 hour
                Sun 4 Jan 2026: Options flow at 1 hour
                Sun 4 Jan 2026: Volatility at 1 hour
                Sun 4 Jan 2026: Momentum at 1 hour
                Sun 4 Jan 2026: Sector correlation at 1 hour
                Sun 4 Jan 2026: Mean reversion at 1 hour
                Sun 4 Jan 2026: Market regime at 1 hour
                Sun 4 Jan 2026: the whole forecast at 4 hours
                Sun 4 Jan 2026: News sentiment at 4 hours
                Sun 4 Jan 2026: Technical analysis at 4 hours
                885 more before
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn the_way_to_an_alarm_is_measured_in_powers_of_ten() {
        let known =
            [(0.0, 0.0), (1.0, 0.0), (10.0, 1.0 / 3.0), (100.0, 2.0 / 3.0), (1e3, 1.0), (1e9, 1.0), (f64::NAN, 0.0)];
        for (level, way) in known {
            assert!((on_its_way(level) - way).abs() < 1e-12, "{level}");
        }
    }
}
