//! What each of the eight signals said at the latest prediction, or why it said nothing, and what they add up to.

use super::{Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::domain::prediction::Prediction;
use crate::domain::signal::{Reading, SignalKind};

/// The signals screen.
pub fn signals(frame: &Frame<'_>, latest: Option<&Prediction>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("signals-title");
    if let Some(latest) = latest {
        html.line(words.say("status-said", &[("when", show::when(words, latest.at).into())])).gap();
        for (kind, reading) in latest.readings.iter() {
            html.title(words.say(names::signal(kind), &[]));
            html.line(one(frame, reading));
        }
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
    } else {
        html.line(words.say("signals-none", &[]));
        if let Some(when) = frame.next_cycle() {
            html.line(words.say("signals-none-next", &[("when", when.into())]));
        }
    }
    Screen { text: html, buttons: vec![frame.foot(Tap::Signals)] }
}

fn one(frame: &Frame<'_>, reading: Reading) -> String {
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

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::domain::signal::{Abstention, Readings};
    use expect_test::expect;

    #[test]
    fn typical() {
        samples::check(
            &signals(&samples::frame(), Some(&samples::prediction())),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                said Mon 5 Jan 10:15 New York

                <b>News sentiment</b>
                Silent: no source for it is connected.
                <b>Technical analysis</b>
                ▮▮▮▯▯ +0.52 up
                <b>Options flow</b>
                Silent: no source for it is connected.
                <b>Volatility</b>
                Silent: it sees no evidence for either side.
                <b>Momentum</b>
                ▮▮▯▯▯ +0.31 up
                <b>Sector correlation</b>
                Silent: it has not seen enough history yet.
                <b>Mean reversion</b>
                ▮▯▯▯▯ -0.18 down
                <b>Market regime</b>
                Silent: its newest input is too old.

                <b>Together</b>
                +0.21, 3 signals of 8
                <b>🟢 BUY at $183.42</b>
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn empty() {
        samples::check(
            &signals(&samples::frame(), None),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                No prediction yet, so no signal has been heard.
                The next cycle is Mon 5 Jan 10:30 New York.
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn all_silent() {
        let mut prediction = samples::prediction();
        prediction.readings = Readings([Reading::Abstains(Abstention::WarmingUp); 8]);
        prediction.fused = 0.0;
        samples::check(
            &signals(&samples::frame(), Some(&prediction)),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                said Mon 5 Jan 10:15 New York

                <b>News sentiment</b>
                Silent: it has not seen enough history yet.
                <b>Technical analysis</b>
                Silent: it has not seen enough history yet.
                <b>Options flow</b>
                Silent: it has not seen enough history yet.
                <b>Volatility</b>
                Silent: it has not seen enough history yet.
                <b>Momentum</b>
                Silent: it has not seen enough history yet.
                <b>Sector correlation</b>
                Silent: it has not seen enough history yet.
                <b>Mean reversion</b>
                Silent: it has not seen enough history yet.
                <b>Market regime</b>
                Silent: it has not seen enough history yet.

                <b>Together</b>
                No signal spoke.
                <b>🟢 BUY at $183.42</b>
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }
}
