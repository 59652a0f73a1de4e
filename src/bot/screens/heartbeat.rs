//! The pinned message: when the last cycle ran, when the next one is due, how old the data is. Its age is the sign of life.

use super::{Frame, Screen, names, watched};
use crate::bot::show;
use crate::domain::view::Status;

/// The pinned message.
pub fn heartbeat(frame: &Frame<'_>, status: &Status) -> Screen {
    let words = frame.words;
    let mut html = frame.head("heartbeat-title");
    frame.warn(status, &mut html);
    html.line(match status.last_decision {
        Some(decision) => words.say("heartbeat-last", &[("when", show::when(words, decision.at).into())]),
        None => words.say("heartbeat-last-none", &[]),
    });
    html.line(match frame.next_cycle() {
        Some(when) => words.say("heartbeat-next", &[("when", when.into())]),
        None => words.say("heartbeat-next-unknown", &[]),
    });
    if let Some(at) = status.last_bar {
        let age = show::span(words, frame.now.duration_since(at));
        html.line(words.say("heartbeat-bar", &[("when", show::when(words, at).into()), ("age", age.into())]));
    }
    html.gap();
    match &status.latest {
        None => html.line(words.say("heartbeat-no-call", &[])),
        Some(latest) => {
            let call = words.say(names::call(latest.call), &[]);
            let price = show::dollars(words, latest.price);
            html.title(words.say("heartbeat-call", &[("call", call.into()), ("price", price.into())]));
            html.line(words.say("heartbeat-confidence", &[("confidence", names::confidence(words, latest).into())]));
            html.line(words.say(names::verdict(status.skill), &[]))
        }
    };
    html.line(words.say(
        "heartbeat-today",
        &[("count", status.predictions_today.into()), ("skipped", status.skipped_today.into())],
    ));
    watched::lines(frame, status, &mut html);
    html.gap().line(words.say("heartbeat-written", &[("when", show::when(words, frame.now).into())]));
    html.italic(words.say("heartbeat-dead", &[]));
    Screen::bare(html)
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use expect_test::expect;
    use jiff::ToSpan;

    #[test]
    fn of_a_learning_model() {
        samples::check(
            &heartbeat(&samples::frame(), &samples_learned::status()),
            &expect![[r#"
            <b>Heartbeat · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            Last cycle: Mon 5 Jan 10:15 New York
            Next cycle: Mon 5 Jan 10:30 New York
            Data until: Mon 5 Jan 10:15 New York (2 min old)

            <b>🟢 BUY at $183.42</b>
            Confidence 43 % (80 %: 36 to 51 %), without skill 35 %
            No evidence of skill yet.
            Today: 3 predictions, 1 skipped

            Written Mon 5 Jan 10:17 New York
            <i>If this is older than 20 minutes in market hours, the service is down.</i>
        "#]],
        );
    }

    #[test]
    fn typical() {
        samples::check(
            &heartbeat(&samples::frame(), &samples::status()),
            &expect![[r#"
                <b>Heartbeat · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                Last cycle: Mon 5 Jan 10:15 New York
                Next cycle: Mon 5 Jan 10:30 New York
                Data until: Mon 5 Jan 10:15 New York (2 min old)

                <b>🟢 BUY at $183.42</b>
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                Today: 3 predictions, 1 skipped

                Written Mon 5 Jan 10:17 New York
                <i>If this is older than 20 minutes in market hours, the service is down.</i>
            "#]],
        );
    }

    #[test]
    fn empty() {
        samples::check(
            &heartbeat(&samples::frame(), &samples::empty_status()),
            &expect![[r#"
                <b>Heartbeat · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                ⚠️ No bar has arrived yet.

                Last cycle: none yet
                Next cycle: Mon 5 Jan 10:30 New York

                No prediction yet.
                Today: 0 predictions, 0 skipped

                Written Mon 5 Jan 10:17 New York
                <i>If this is older than 20 minutes in market hours, the service is down.</i>
            "#]],
        );
    }

    #[test]
    fn stale() {
        let mut frame = samples::frame();
        frame.now += 45.minutes();
        samples::check(
            &heartbeat(&frame, &samples::extreme_status()),
            &expect![[r#"
                <b>Heartbeat · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                ⚠️ No bar since Mon 5 Jan 10:15 New York: the feed may be down.
                ⚠️ No cycle since Mon 5 Jan 10:15 New York: the service may have stood still.

                Last cycle: Mon 5 Jan 10:15 New York
                Next cycle: Mon 5 Jan 11:15 New York
                Data until: Mon 5 Jan 10:15 New York (47 min old)

                <b>⚪ HOLD at $745,000.00</b>
                Confidence 100 % (uncalibrated: 9,999 independent outcomes so far)
                ⚠️ Worse than the baseline, beyond chance.
                Today: 999,999,999 predictions, 999,999,999 skipped

                Written Mon 5 Jan 11:02 New York
                <i>If this is older than 20 minutes in market hours, the service is down.</i>
            "#]],
        );
    }
}
