//! Why a learning model made a call: what each signal gives, the probabilities beside those without skill, the rule, and the nearest other call.

use super::{Frame, names, sure};
use crate::bot::show;
use crate::bot::text::Html;
use crate::domain::call::{SIDE_LEAD_MIN, nearest_call};
use crate::domain::horizon::Horizon;
use crate::domain::learned::{HorizonLesson, Learned};
use crate::domain::prediction::{Direction, Prediction, Probabilities};
use crate::domain::signal::Reading;
use crate::domain::view::Explained;

/// Everything but the head and what the market did since.
pub(super) fn explain(frame: &Frame<'_>, explained: &Explained, learned: &Learned, html: &mut Html) {
    let words = frame.words;
    let prediction = &explained.prediction;
    let said = &prediction.forecast(Horizon::PRIMARY).probabilities;
    signals(frame, prediction, explained.lesson.as_ref(), html);
    probabilities(frame, said, learned, html);
    rule(frame, said, html);
    html.gap().title(words.say("why-nearest-title", &[]));
    html.line(match nearest_call(said) {
        None => words.say("why-nearest-none", &[]),
        Some(other) if other.grows != other.call => {
            let (call, grows) = (words.say(names::call(other.call), &[]), words.say(names::call(other.grows), &[]));
            words.say(
                "why-nearest-by-other",
                &[("call", call.into()), ("grows", grows.into()), ("points", show::points(words, other.lacks).into())],
            )
        }
        Some(other) => {
            let call = words.say(names::call(other.call), &[]);
            words.say(
                "why-nearest-learned",
                &[("call", call.into()), ("points", show::points(words, other.lacks).into())],
            )
        }
    });
    html.gap().title(words.say("why-sure", &[]));
    html.line(names::confidence(words, prediction));
    sure::rests_on(frame, prediction, explained.skill, html);
    html.line(words.say("why-model", &[("model", prediction.model.name().into())]));
    let lacking = sure::lacking(frame, prediction);
    if !lacking.is_empty() {
        html.gap().title(words.say("why-lacking", &[]));
    }
    for line in lacking {
        html.line(line);
    }
}

/// Score, share and side of every signal. At most 34 letters a row, so that a phone shows it without a break.
fn signals(frame: &Frame<'_>, prediction: &Prediction, lesson: Option<&HorizonLesson>, html: &mut Html) {
    let words = frame.words;
    let say = |key| words.say(key, &[]);
    let row = |name: &str, score: &str, share: &str, side: &str| {
        format!("{name:<11}{score:>7}{share:>7}  {side}").trim_end().to_owned()
    };
    let mut rows = vec![row("", &say("why-table-score"), &say("why-table-share"), &say("why-table-pulls"))];
    for (kind, reading) in prediction.readings.iter() {
        let name = words.say(names::signal_in_table(kind), &[]);
        let weight = prediction.grounds.and_then(|all| all.get(kind.index()).copied()).map_or(0.0, |it| it.weight);
        let influence = lesson.and_then(|lesson| lesson.influence.get(kind.index()).copied()).unwrap_or_default();
        rows.push(match reading {
            Reading::Abstains(_) => row(&name, &say("why-table-silent"), "", ""),
            Reading::Speaks(score) => {
                let pull = score.get() * influence;
                let side = if pull > 0.0 {
                    say("why-table-up")
                } else if pull < 0.0 {
                    say("why-table-down")
                } else {
                    String::new()
                };
                row(&name, &show::score(words, score.get()), &show::share(words, weight), &side)
            }
        });
    }
    html.gap().table(&rows).gap();
    html.line(words.say("why-pulls", &[]));
}

fn probabilities(frame: &Frame<'_>, said: &Probabilities, learned: &Learned, html: &mut Html) {
    let words = frame.words;
    let row = |name: &str, now: &str, base: &str| format!("{name:<8}{now:>8}{base:>12}");
    let mut rows = vec![row("", &words.say("why-table-now", &[]), &words.say("why-table-base", &[]))];
    let base = learned.bases.get(Horizon::PRIMARY.index());
    for direction in [Direction::Up, Direction::Hold, Direction::Down] {
        let base = base.map_or(0.0, |base| base.of(direction));
        rows.push(row(direction.call(), &show::share(words, said.of(direction)), &show::share(words, base)));
    }
    html.gap().table(&rows).gap();
}

/// What the leading side has to pass.
fn rule(frame: &Frame<'_>, said: &Probabilities, html: &mut Html) {
    let words = frame.words;
    let side = if said.up >= said.down { Direction::Up } else { Direction::Down };
    let call = words.say(names::call(side), &[]);
    let (along, against) = (said.of(side), said.of(side.mirrored()));
    let passed = |passes: bool| if passes { "yes" } else { "no" };
    html.gap().title(words.say("why-gates", &[("call", call.into())]));
    html.line(words.say(
        "why-rule-hold",
        &[
            ("passed", passed(along >= said.hold).into()),
            ("share", show::exact_share(words, along).into()),
            ("hold", show::exact_share(words, said.hold).into()),
        ],
    ));
    html.line(words.say(
        "why-rule-lead",
        &[
            ("passed", passed(along - against >= SIDE_LEAD_MIN).into()),
            ("points", show::points(words, along - against).into()),
            ("needed", show::whole_points(words, SIDE_LEAD_MIN).into()),
        ],
    ));
}

#[cfg(test)]
mod tests {
    use super::super::why::{why, why_not};
    use super::super::{samples, samples_learned};
    use crate::domain::prediction::PredictionNumber;
    use crate::domain::view::{Explained, NoCall};
    use expect_test::expect;

    #[test]
    fn typical() {
        samples::check(
            &why(&samples::frame(), &samples_learned::explained()),
            &expect![[r#"
                <b>Why · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🟢 BUY at $183.42</b>
                Prediction 1,234 of 1,240, said Mon 5 Jan 10:15 New York

                <pre>             score  share  pulls
                News        silent
                Technical    +0.52   33 %  up
                Options     silent
                Volatility  silent
                Momentum     +0.31   33 %  up
                Sector      silent
                Reversion    -0.18   33 %  up
                Regime      silent</pre>
                Share: of what moves the forecast. A signal can pull against its own score, where that has been right more often.

                <pre>             now    no skill
                BUY         43 %        35 %
                HOLD        33 %        30 %
                SELL        24 %        35 %</pre>

                <b>What 🟢 BUY has to pass</b>
                Passed: 43.0 % against 33.0 % for HOLD; it must not be less.
                Passed: 19.0 points ahead of the other side; 5 are needed.

                <b>Nearest other call</b>
                ⚪ HOLD lacks 6.1 points of probability.

                <b>Confidence</b>
                43 % (80 %: 36 to 51 %), without skill 35 %
                Learned from 46 independent outcomes
                If it moves: 64 % up
                No evidence of skill yet.
                Model: online-experts/1

                <b>What it lacks to be highly probable</b>
                Confidence 43 %: 85 % are needed.
                Lower end of its interval 36 %: 75 % are needed.
                Learned from 46 independent outcomes: 120 are needed.
                3 calls from 80 % on are settled, 2 of them right: 20 are needed.
                The signals are unlike anything seen: 4.6, at most 4.0 is familiar.
                3 signals speak: 5 are needed.

                <b>What the market did since</b>
                1 hour: +0.8 %, that is 🟢 BUY; ⚪ HOLD was called there: wrong
                4 hours: without an honest price
                24 hours: due Tue 6 Jan 10:15 New York

                <b>An option on the call</b>
                Not due yet: the first one is sold Mon 5 Jan 11:15 New York.
                [‹ 1,233] [1,235 ›]
                [Signals] [Why no call?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn a_hold_and_what_another_call_lacks() {
        let held = NoCall::Held(Box::new(samples_learned::held()));
        samples::check(
            &why_not(&samples::frame(), Some(&held)),
            &expect![[r#"
                <b>Why no call · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                The newest call without a side:

                <b>⚪ HOLD at $183.42</b>
                Prediction 1,234 of 1,234, said Mon 5 Jan 10:15 New York

                <pre>             score  share  pulls
                News        silent
                Technical    +0.52   33 %  up
                Options     silent
                Volatility  silent
                Momentum     +0.31   33 %  up
                Sector      silent
                Reversion    -0.18   33 %  up
                Regime      silent</pre>
                Share: of what moves the forecast. A signal can pull against its own score, where that has been right more often.

                <pre>             now    no skill
                BUY         36 %        35 %
                HOLD        40 %        30 %
                SELL        24 %        35 %</pre>

                <b>What 🟢 BUY has to pass</b>
                Not passed: 36.0 % against 40.0 % for HOLD; it must not be less.
                Passed: 12.0 points ahead of the other side; 5 are needed.

                <b>Nearest other call</b>
                🟢 BUY lacks 2.5 points of probability.

                <b>Confidence</b>
                40 % (80 %: 36 to 51 %), without skill 30 %
                Learned from 46 independent outcomes
                If it moves: 60 % up
                No evidence of skill yet.
                Model: online-experts/1

                <b>What it lacks to be highly probable</b>
                No side is called.
                Confidence 40 %: 85 % are needed.
                Lower end of its interval 36 %: 75 % are needed.
                Learned from 46 independent outcomes: 120 are needed.
                3 calls from 80 % on are settled, 2 of them right: 20 are needed.
                The signals are unlike anything seen: 4.6, at most 4.0 is familiar.
                3 signals speak: 5 are needed.

                <b>What the market did since</b>
                1 hour: due Mon 5 Jan 11:15 New York
                4 hours: due Mon 5 Jan 14:15 New York
                24 hours: due Tue 6 Jan 10:15 New York

                <b>An option on the call</b>
                No side is called, so nothing is bought.
                [‹ 1,233]
                [Signals]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn highly_probable_and_extreme() {
        let last = PredictionNumber(i64::MAX / 1_000_000);
        let mut explained =
            Explained { prediction: samples_learned::sure_prediction(), last, ..samples_learned::explained() };
        explained.prediction.number = PredictionNumber(last.0 - 1);
        samples::check(
            &why(&samples::frame(), &explained),
            &expect![[r#"
                <b>Why · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🔴 SELL at $183.42</b>
                Prediction 9,223,372,036,853 of 9,223,372,036,854, said Mon 5 Jan 10:15 New York

                <pre>             score  share  pulls
                News         -1.00   12 %  down
                Technical    -1.00   12 %  down
                Options      -1.00   12 %  up
                Volatility   -1.00   12 %  down
                Momentum     -1.00   12 %  down
                Sector       -1.00   12 %  down
                Reversion    -1.00   12 %  up
                Regime       -1.00   12 %</pre>
                Share: of what moves the forecast. A signal can pull against its own score, where that has been right more often.

                <pre>             now    no skill
                BUY          3 %        35 %
                HOLD         9 %        30 %
                SELL        88 %        35 %</pre>

                <b>What 🔴 SELL has to pass</b>
                Passed: 88.0 % against 9.0 % for HOLD; it must not be less.
                Passed: 85.0 points ahead of the other side; 5 are needed.

                <b>Nearest other call</b>
                ⚪ HOLD lacks 40.2 points of probability.

                <b>Confidence</b>
                88 % (80 %: 81 to 93 %), without skill 35 %
                Learned from 9,999 independent outcomes
                If it moves: 3 % up
                No evidence of skill yet.
                Model: online-experts/1

                <b>What the market did since</b>
                1 hour: +0.8 %, that is 🟢 BUY; ⚪ HOLD was called there: wrong
                4 hours: without an honest price
                24 hours: due Tue 6 Jan 10:15 New York

                <b>An option on the call</b>
                Not due yet: the first one is sold Mon 5 Jan 11:15 New York.
                [‹ 9,223,372,036,852] [9,223,372,036,854 ›]
                [Signals] [Why no call?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }
}
