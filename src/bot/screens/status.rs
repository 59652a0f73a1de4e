//! The state of the service: the latest call and what it means, the cycles, the data, what waits.

use super::{Frame, Screen, names, sure, watched};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::{Direction, Prediction};
use crate::domain::signal::SignalKind;
use crate::domain::view::Status;

/// The status screen.
pub fn status(frame: &Frame<'_>, status: &Status) -> Screen {
    let mut html = frame.head("status-title");
    frame.warn(status, &mut html);
    latest(frame, status, &mut html);
    cycles(frame, status, &mut html);
    counts(frame, status, &mut html);
    watched::lines(frame, status, &mut html);
    let mut buttons = watched::buttons(frame, status);
    buttons.push(frame.foot(Tap::Status));
    Screen::new(html, buttons)
}

fn latest(frame: &Frame<'_>, status: &Status, html: &mut Html) {
    let words = frame.words;
    let Some(latest) = &status.latest else {
        html.line(words.say("status-no-call", &[]));
        if let Some(reason) = status.last_decision.and_then(|decision| decision.skipped) {
            let reason = words.say(names::skip(reason), &[]);
            html.line(words.say("status-no-call-why", &[("reason", reason.into())]));
        }
        return;
    };
    let call = words.say(names::call(latest.call), &[]);
    html.title(words.say("home-call", &[("call", call.into()), ("price", show::dollars(words, latest.price).into())]));
    html.line(words.say("status-said", &[("when", show::when(words, latest.at).into())]));
    html.line(words.say("status-confidence", &[("confidence", names::confidence(words, latest).into())]));
    sure::rests_on(frame, latest, status.skill, html);
    html.italic(meaning(frame, latest)).gap();
    html.line(words.say(
        "status-voices",
        &[
            ("count", latest.readings.voices().into()),
            ("all", SignalKind::COUNT.into()),
            ("model", latest.model.name().into()),
        ],
    ));
}

fn meaning(frame: &Frame<'_>, latest: &Prediction) -> String {
    let band = show::band(frame.words, latest.forecast(Horizon::PRIMARY).band);
    match (latest.call, latest.learned) {
        (Direction::Hold, _) => frame.words.say("status-means-hold", &[("band", band.into())]),
        (Direction::Up, Some(_)) => frame.words.say("status-means-up", &[("band", band.into())]),
        (Direction::Down, Some(_)) => frame.words.say("status-means-down", &[("band", band.into())]),
        (Direction::Up | Direction::Down, None) => frame.words.say("status-means-side", &[("band", band.into())]),
    }
}

fn cycles(frame: &Frame<'_>, status: &Status, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("status-cycles", &[]));
    match status.last_decision {
        None => {
            html.line(words.say("status-last-none", &[]));
        }
        Some(decision) => {
            html.line(words.say("status-last", &[("when", show::when(words, decision.at).into())]));
            if let Some(reason) = decision.skipped.filter(|_| status.latest.is_some()) {
                let reason = words.say(names::skip(reason), &[]);
                html.line(words.say("status-last-skipped", &[("reason", reason.into())]));
            }
        }
    }
    if !status.is_left() {
        html.line(match frame.next_cycle() {
            Some(when) => words.say("status-next", &[("when", when.into())]),
            None => words.say("status-next-unknown", &[]),
        });
    }
    html.line(words.say("status-source", &[("feed", frame.feed.into())]));
    if let Some(at) = status.last_bar {
        let age = show::span(words, frame.now.duration_since(at));
        html.line(words.say("status-bar", &[("when", show::when(words, at).into()), ("age", age.into())]));
    }
}

fn counts(frame: &Frame<'_>, status: &Status, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("status-counts", &[]));
    html.line(
        words.say(
            "status-today",
            &[("count", status.predictions_today.into()), ("skipped", status.skipped_today.into())],
        ),
    );
    html.line(words.say("status-ever", &[("count", status.predictions.into())]));
    if status.refused_bars > 0 {
        html.line(words.say("status-refused", &[("count", status.refused_bars.into())]));
    }
    html.gap().title(words.say("status-outcomes", &[]));
    let (settled, waiting) = (words.say("status-table-settled", &[]), words.say("status-table-waiting", &[]));
    let mut rows = vec![table_row("", &settled, &waiting)];
    for ((horizon, settled), waiting) in Horizon::ALL.into_iter().zip(status.settled).zip(status.waiting) {
        rows.push(table_row(
            &words.say(names::horizon(horizon), &[]),
            &show::count(words, settled),
            &show::count(words, waiting),
        ));
    }
    html.table(&rows);
}

/// At most 32 letters, so that a phone shows it without a break.
fn table_row(name: &str, settled: &str, waiting: &str) -> String {
    format!("{name:<8} {settled:>11} {waiting:>11}")
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use crate::domain::event::SkipReason;
    use crate::domain::view::Decision;
    use expect_test::expect;
    use jiff::ToSpan;

    #[test]
    fn of_a_learning_model() {
        samples::check(
            &status(&samples::frame(), &samples_learned::status()),
            &expect![[r#"
                <b>Status · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🟢 BUY at $183.42</b>
                said Mon 5 Jan 10:15 New York
                Confidence 43 % (80 %: 36 to 51 %), without skill 35 %
                Learned from 46 independent outcomes
                If it moves: 64 % up
                No evidence of skill yet.
                <i>The chance that the price rises beyond the HOLD band (±0.6 %) in 24 hours. Staying inside is wrong too.</i>
                3 of 8 signals spoke. Model: online-experts/1

                <b>Cycles</b>
                Last: Mon 5 Jan 10:15 New York
                Next: Mon 5 Jan 10:30 New York
                Source: simulated market
                Newest bar: until Mon 5 Jan 10:15 New York (2 min ago)

                <b>Predictions</b>
                Today: 3, skipped: 1
                Ever: 1,234

                <b>Outcomes</b>
                <pre>             settled     waiting
                1 hour         1,230           4
                4 hours        1,218          16
                24 hours       1,201          26</pre>
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn typical() {
        samples::check(
            &status(&samples::frame(), &samples::status()),
            &expect![[r#"
                <b>Status · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🟢 BUY at $183.42</b>
                said Mon 5 Jan 10:15 New York
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                <i>The chance of the called side, if the price leaves the HOLD band (±0.6 %) in 24 hours. 50 % is a coin flip.</i>
                3 of 8 signals spoke. Model: eight-signals/1

                <b>Cycles</b>
                Last: Mon 5 Jan 10:15 New York
                Next: Mon 5 Jan 10:30 New York
                Source: simulated market
                Newest bar: until Mon 5 Jan 10:15 New York (2 min ago)

                <b>Predictions</b>
                Today: 3, skipped: 1
                Ever: 1,234

                <b>Outcomes</b>
                <pre>             settled     waiting
                1 hour         1,230           4
                4 hours        1,218          16
                24 hours       1,201          26</pre>
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn empty() {
        samples::check(
            &status(&samples::frame(), &samples::empty_status()),
            &expect![[r#"
                <b>Status · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                ⚠️ No bar has arrived yet.

                No prediction yet.

                <b>Cycles</b>
                Last: none yet
                Next: Mon 5 Jan 10:30 New York
                Source: simulated market

                <b>Predictions</b>
                Today: 0, skipped: 0
                Ever: 0

                <b>Outcomes</b>
                <pre>             settled     waiting
                1 hour             0           0
                4 hours            0           0
                24 hours           0           0</pre>
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn warming_up() {
        let at = samples::now();
        let mut facts = samples::empty_status();
        facts.last_bar = Some(at);
        facts.last_decision = Some(Decision { at, worked_at: at, skipped: Some(SkipReason::WarmingUp) });
        samples::check(
            &status(&samples::frame(), &facts),
            &expect![[r#"
                <b>Status · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                No prediction yet.
                The last cycle made none: too little history seen so far.

                <b>Cycles</b>
                Last: Mon 5 Jan 10:17 New York
                Next: Mon 5 Jan 10:30 New York
                Source: simulated market
                Newest bar: until Mon 5 Jan 10:17 New York (under a minute ago)

                <b>Predictions</b>
                Today: 0, skipped: 0
                Ever: 0

                <b>Outcomes</b>
                <pre>             settled     waiting
                1 hour             0           0
                4 hours            0           0
                24 hours           0           0</pre>
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn extreme_and_stale() {
        let mut frame = samples::frame();
        frame.now += 40.hours();
        frame.simulated = false;
        samples::check(
            &status(&frame, &samples::extreme_status()),
            &expect![[r#"
                <b>Status · RTX</b>

                ⚠️ No bar since Mon 5 Jan 10:15 New York: the feed may be down.
                ⚠️ No cycle since Mon 5 Jan 10:15 New York: the service may have stood still.

                <b>⚪ HOLD at $745,000.00</b>
                said Mon 5 Jan 10:15 New York
                Confidence 100 % (uncalibrated: 9,999 independent outcomes so far)
                ⚠️ Worse than the baseline, beyond chance.
                <i>The chance that the price stays in the HOLD band (±0.6 %) for 24 hours.</i>
                3 of 8 signals spoke. Model: eight-signals/1

                <b>Cycles</b>
                Last: Mon 5 Jan 10:15 New York
                It made no prediction: it was too late to be honest.
                Next: Wed 7 Jan 09:45 New York
                Source: simulated market
                Newest bar: until Mon 5 Jan 10:15 New York (1 day ago)

                <b>Predictions</b>
                Today: 999,999,999, skipped: 999,999,999
                Ever: 999,999,999
                Bars refused ever: 999,999,999

                <b>Outcomes</b>
                <pre>             settled     waiting
                1 hour   999,999,999 999,999,999
                4 hours  999,999,999 999,999,999
                24 hours 999,999,999 999,999,999</pre>
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }
}
