//! Why a call was made: score times weight of each signal, the gates, what the market did since, and what would have changed it.

use super::desk::followed;
use super::{Button, Frame, Screen, names, sure, why_learned};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::words::Words;
use crate::domain::agreement::{self, Agreement, Gate, SIDE_MIN, SUPPORTERS_MIN, nearest_change};
use crate::domain::horizon::Horizon;
use crate::domain::outcome::{Outcome, Verdict};
use crate::domain::prediction::{Direction, Prediction, PredictionNumber};
use crate::domain::signal::Reading;
use crate::domain::unit::Score;
use crate::domain::view::{Decision, Explained, NoCall};

/// Why a prediction says what it says.
pub fn why(frame: &Frame<'_>, explained: &Explained) -> Screen {
    let mut html = frame.head("why-title");
    explain(frame, explained, &mut html);
    let number = explained.prediction.number;
    // The newest of now need not be the newest of later: drawing again follows it.
    let again = if number == explained.last { Tap::Why(None) } else { Tap::WhyOf(frame.symbol, number) };
    Screen::new(html, buttons(frame, explained, again))
}

/// Why no side was taken, the last time that none was.
pub fn why_not(frame: &Frame<'_>, no_call: Option<&NoCall>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("whynot-title");
    match no_call {
        Some(NoCall::Held(explained)) => {
            html.line(words.say("whynot-held", &[])).gap();
            explain(frame, explained, &mut html);
            Screen::new(html, buttons(frame, explained, Tap::WhyNot))
        }
        Some(NoCall::Skipped(decision)) => {
            skipped(frame, decision, &mut html);
            Screen::new(html, vec![frame.foot(Tap::WhyNot)])
        }
        None => {
            html.line(words.say("whynot-none", &[]));
            Screen::new(html, vec![frame.foot(Tap::WhyNot)])
        }
    }
}

/// There is no prediction of that number; `last` is the newest there is.
pub fn no_such(frame: &Frame<'_>, last: Option<PredictionNumber>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("why-title");
    match last {
        None => {
            html.line(words.say("status-no-call", &[]));
            if let Some(when) = frame.next_cycle() {
                html.line(words.say("signals-none-next", &[("when", when.into())]));
            }
        }
        Some(last) => {
            let example = format!("/why {}", last.0);
            html.line(words.say("why-no-such", &[("last", last.0.into()), ("example", example.into())]));
        }
    }
    Screen::new(html, vec![frame.foot(Tap::Why(None))])
}

fn buttons(frame: &Frame<'_>, explained: &Explained, again: Tap) -> Vec<Vec<Button>> {
    let button = |key, tap| Button::new(frame, key, tap);
    let number = explained.prediction.number.0;
    let to = |key: &'static str, other: i64| Button {
        label: frame.words.say(key, &[("number", other.into())]),
        tap: Tap::WhyOf(frame.symbol, PredictionNumber(other)),
    };
    let mut beside = vec![];
    if number > 1 {
        beside.push(to("button-before", number - 1));
    }
    if number < explained.last.0 {
        beside.push(to("button-after", number + 1));
    }
    let mut more = vec![button("button-signals", Tap::Signals)];
    if again != Tap::WhyNot {
        more.push(button("button-why-not", Tap::WhyNot));
    }
    let rows = [beside, more, frame.foot(again)];
    rows.into_iter().filter(|row| !row.is_empty()).collect()
}

fn explain(frame: &Frame<'_>, explained: &Explained, html: &mut Html) {
    let words = frame.words;
    let prediction = &explained.prediction;
    let call = words.say(names::call(prediction.call), &[]);
    html.title(
        words.say("home-call", &[("call", call.into()), ("price", show::dollars(words, prediction.price).into())]),
    );
    html.line(words.say(
        "why-number",
        &[
            ("number", prediction.number.0.into()),
            ("last", explained.last.0.into()),
            ("when", show::when(words, prediction.at).into()),
        ],
    ));
    match &prediction.learned {
        Some(learned) => why_learned::explain(frame, explained, learned, html),
        None => unlearned(frame, explained, html),
    }
    since(frame, explained, html);
    followed::of_prediction(frame, explained, html);
}

/// The grounds of the first two models, which called by how far the signals agree.
fn unlearned(frame: &Frame<'_>, explained: &Explained, html: &mut Html) {
    let words = frame.words;
    let prediction = &explained.prediction;
    table(frame, prediction, html);
    let weights = agreement::weights(prediction);
    let agreement = Agreement::of(&prediction.readings, &weights);
    gates(frame, &agreement, html);
    html.gap().title(words.say("why-nearest-title", &[]));
    html.line(nearest(frame, prediction, &agreement));
    html.gap().title(words.say("why-sure", &[]));
    html.line(names::confidence(words, prediction));
    sure::rests_on(frame, prediction, explained.skill, html);
    html.line(words.say("why-model", &[("model", prediction.model.name().into())]));
}

/// At most 32 letters, so that a phone shows it without a break.
fn row(name: &str, score: &str, weight: &str, gives: &str) -> String {
    format!("{name:<11}{score:>7}{weight:>7}{gives:>7}").trim_end().to_owned()
}

/// Score times weight of every signal, and what they add up to.
fn table(frame: &Frame<'_>, prediction: &Prediction, html: &mut Html) {
    let words = frame.words;
    let say = |key| words.say(key, &[]);
    let mut rows = vec![row("", &say("why-table-score"), &say("why-table-weight"), &say("why-table-gives"))];
    for ((kind, reading), weight) in prediction.readings.iter().zip(agreement::weights(prediction)) {
        let name = words.say(names::signal_in_table(kind), &[]);
        rows.push(match reading {
            Reading::Abstains(_) => row(&name, &say("why-table-silent"), "", ""),
            Reading::Speaks(score) => {
                let gives = show::score(words, score.get() * weight);
                row(&name, &show::score(words, score.get()), &show::share(words, weight), &gives)
            }
        });
    }
    rows.push(row(&say("why-table-sum"), "", "", &show::score(words, prediction.fused)));
    html.gap().table(&rows).gap();
}

/// Each gate that the leaning side has to pass, with its figure.
fn gates(frame: &Frame<'_>, agreement: &Agreement, html: &mut Html) {
    let words = frame.words;
    let side = agreement.leaning();
    if side == Direction::Hold {
        html.gap().line(words.say("why-leans-nowhere", &[]));
        return;
    }
    let name = words.say(names::call(side), &[]);
    html.gap().title(words.say("why-gates", &[("call", name.into())]));
    let (supporters, opponents) = agreement.votes(side);
    for gate in Gate::ALL {
        let passed = if agreement.passes(side, gate) { "yes" } else { "no" };
        html.line(match gate {
            Gate::Mean => words.say(
                "why-gate-mean",
                &[
                    ("passed", passed.into()),
                    ("score", show::score(words, agreement.score).into()),
                    ("limit", show::plain(words, SIDE_MIN).into()),
                ],
            ),
            Gate::Supporters => words.say(
                "why-gate-supporters",
                &[("passed", passed.into()), ("count", supporters.into()), ("needed", SUPPORTERS_MIN.into())],
            ),
            Gate::Majority => words.say(
                "why-gate-majority",
                &[("passed", passed.into()), ("count", supporters.into()), ("against", opponents.into())],
            ),
        });
    }
}

/// The smallest change of one score that would have made another call.
fn nearest(frame: &Frame<'_>, prediction: &Prediction, agreement: &Agreement) -> String {
    let words = frame.words;
    let Some(change) = nearest_change(&prediction.readings, &agreement::weights(prediction)) else {
        return words.say("why-nearest-none", &[]);
    };
    let lacks = show::score(words, change.agreement.score - agreement.score);
    words.say(
        "why-nearest",
        &[
            ("call", words.say(names::call(change.agreement.call()), &[]).into()),
            ("lacks", lacks.into()),
            ("signal", words.say(names::signal(change.signal), &[]).into()),
            ("to", scored(words, change.to).into()),
            ("from", scored(words, change.from).into()),
        ],
    )
}

fn scored(words: &Words, score: Score) -> String {
    show::score(words, score.get())
}

/// What the market did after the prediction, at each horizon.
fn since(frame: &Frame<'_>, explained: &Explained, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("why-since", &[]));
    for horizon in Horizon::ALL {
        let name = words.say(names::horizon(horizon), &[]);
        let outcome = explained.outcomes.iter().find(|outcome| outcome.horizon == horizon);
        html.line(if let Some(outcome) = outcome {
            became(frame, name, explained.prediction.call, outcome)
        } else {
            let due = show::when(words, explained.prediction.forecast(horizon).due);
            words.say("why-since-open", &[("horizon", name.into()), ("when", due.into())])
        });
    }
}

/// A learning model may call otherwise at another horizon than at the primary one; then its call there is named.
fn became(frame: &Frame<'_>, horizon: String, called: Direction, outcome: &Outcome) -> String {
    let words = frame.words;
    match &outcome.verdict {
        Verdict::Void(_) => words.say("why-since-void", &[("horizon", horizon.into())]),
        Verdict::Settled(settlement) => {
            let right = settlement.became == outcome.call;
            if outcome.call != called {
                return words.say(
                    "why-since-other",
                    &[
                        ("horizon", horizon.into()),
                        ("change", show::change(words, settlement.log_return).into()),
                        ("call", words.say(names::call(settlement.became), &[]).into()),
                        ("called", words.say(names::call(outcome.call), &[]).into()),
                        ("right", if right { "yes" } else { "no" }.into()),
                    ],
                );
            }
            words.say(
                "why-since-settled",
                &[
                    ("horizon", horizon.into()),
                    ("change", show::change(words, settlement.log_return).into()),
                    ("call", words.say(names::call(settlement.became), &[]).into()),
                    ("right", if right { "yes" } else { "no" }.into()),
                ],
            )
        }
    }
}

/// A decision without a prediction: the reason, and what it means.
fn skipped(frame: &Frame<'_>, decision: &Decision, html: &mut Html) {
    let words = frame.words;
    html.line(words.say("whynot-skipped", &[("when", show::when(words, decision.at).into())]));
    if let Some(reason) = decision.skipped {
        let name = words.say(names::skip(reason), &[]);
        html.line(words.say("whynot-reason", &[("reason", name.into())])).gap();
        html.line(words.say(names::skip_meaning(reason), &[]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::domain::desk::potential::OptionResult;
    use crate::domain::event::SkipReason;
    use crate::domain::prediction::ModelName;
    use crate::domain::signal::{Abstention, Readings};
    use expect_test::expect;

    #[test]
    fn typical() {
        samples::check(
            &why(&samples::frame(), &samples::explained()),
            &expect![[r#"
                <b>Why · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🟢 BUY at $183.42</b>
                Prediction 1,234 of 1,240, said Mon 5 Jan 10:15 New York

                <pre>             score weight  gives
                News        silent
                Technical    +0.52   33 %  +0.17
                Options     silent
                Volatility  silent
                Momentum     +0.31   33 %  +0.10
                Sector      silent
                Reversion    -0.18   33 %  -0.06
                Regime      silent
                Sum                        +0.22</pre>

                <b>What 🟢 BUY has to pass</b>
                Passed: the sum is +0.22; it has to lie beyond 0.10.
                Passed: 2 signals support it; 2 are needed.
                Passed: 2 for it, 1 against it; more have to be for it.

                <b>Nearest other call</b>
                ⚪ HOLD takes -0.09 on the sum: Momentum at +0.05 instead of +0.31 would do.

                <b>Confidence</b>
                53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                Model: eight-signals/1

                <b>What the market did since</b>
                1 hour: +0.8 %, that is 🟢 BUY: right
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
    fn a_hold_and_its_lacking_gates() {
        let explained = samples::held();
        samples::check(
            &why_not(&samples::frame(), Some(&NoCall::Held(Box::new(explained)))),
            &expect![[r#"
                <b>Why no call · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                The newest call without a side:

                <b>⚪ HOLD at $183.42</b>
                Prediction 1,234 of 1,234, said Mon 5 Jan 10:15 New York

                <pre>             score weight  gives
                News        silent
                Technical    +0.52   33 %  +0.17
                Options     silent
                Volatility  silent
                Momentum     +0.04   33 %  +0.01
                Sector      silent
                Reversion    -0.18   33 %  -0.06
                Regime      silent
                Sum                        +0.13</pre>

                <b>What 🟢 BUY has to pass</b>
                Passed: the sum is +0.13; it has to lie beyond 0.10.
                Not passed: 1 signal supports it; 2 are needed.
                Not passed: 1 for it, 1 against it; more have to be for it.

                <b>Nearest other call</b>
                🟢 BUY takes +0.01 on the sum: Momentum at +0.06 instead of +0.04 would do.

                <b>Confidence</b>
                53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                Model: eight-signals/1

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
    fn all_silent() {
        let mut explained = samples::explained();
        explained.prediction.readings = Readings([Reading::Abstains(Abstention::Stale); 8]);
        explained.prediction.grounds = Some(Default::default());
        (explained.prediction.call, explained.prediction.fused) = (Direction::Hold, 0.0);
        explained.outcomes.clear();
        samples::check(
            &why(&samples::frame(), &explained),
            &expect![[r#"
                <b>Why · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>⚪ HOLD at $183.42</b>
                Prediction 1,234 of 1,240, said Mon 5 Jan 10:15 New York

                <pre>             score weight  gives
                News        silent
                Technical   silent
                Options     silent
                Volatility  silent
                Momentum    silent
                Sector      silent
                Reversion   silent
                Regime      silent
                Sum                        +0.00</pre>

                The sum leans to no side, so the call is HOLD.

                <b>Nearest other call</b>
                No single signal could have changed the call.

                <b>Confidence</b>
                53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                Model: eight-signals/1

                <b>What the market did since</b>
                1 hour: due Mon 5 Jan 11:15 New York
                4 hours: due Mon 5 Jan 14:15 New York
                24 hours: due Tue 6 Jan 10:15 New York

                <b>An option on the call</b>
                No side is called, so nothing is bought.
                [‹ 1,233] [1,235 ›]
                [Signals] [Why no call?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn of_the_first_model() {
        let mut explained = samples::explained();
        (explained.prediction.grounds, explained.prediction.model) = (None, ModelName::EqualWeights);
        samples::check(
            &why(&samples::frame(), &explained),
            &expect![[r#"
                <b>Why · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🟢 BUY at $183.42</b>
                Prediction 1,234 of 1,240, said Mon 5 Jan 10:15 New York

                <pre>             score weight  gives
                News        silent
                Technical    +0.52   33 %  +0.17
                Options     silent
                Volatility  silent
                Momentum     +0.31   33 %  +0.10
                Sector      silent
                Reversion    -0.18   33 %  -0.06
                Regime      silent
                Sum                        +0.22</pre>

                <b>What 🟢 BUY has to pass</b>
                Passed: the sum is +0.22; it has to lie beyond 0.10.
                Passed: 2 signals support it; 2 are needed.
                Passed: 2 for it, 1 against it; more have to be for it.

                <b>Nearest other call</b>
                ⚪ HOLD takes -0.09 on the sum: Momentum at +0.05 instead of +0.31 would do.

                <b>Confidence</b>
                53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                Model: equal-weights/1

                <b>What the market did since</b>
                1 hour: +0.8 %, that is 🟢 BUY: right
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
    fn extreme() {
        let mut explained = samples::explained();
        explained.prediction = samples::loud_prediction();
        explained.last = PredictionNumber(i64::MAX / 1_000_000);
        explained.prediction.number = PredictionNumber(explained.last.0 - 1);
        samples::check(
            &why(&samples::frame(), &explained),
            &expect![[r#"
                <b>Why · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🔴 SELL at $745,000.00</b>
                Prediction 9,223,372,036,853 of 9,223,372,036,854, said Mon 5 Jan 10:15 New York

                <pre>             score weight  gives
                News         -1.00   12 %  -0.12
                Technical    -1.00   12 %  -0.12
                Options      -1.00   12 %  -0.12
                Volatility   -1.00   12 %  -0.12
                Momentum     -1.00   12 %  -0.12
                Sector       -1.00   12 %  -0.12
                Reversion    -1.00   12 %  -0.12
                Regime       -1.00   12 %  -0.12
                Sum                        -1.00</pre>

                <b>What 🔴 SELL has to pass</b>
                Passed: the sum is -1.00; it has to lie beyond 0.10.
                Passed: 8 signals support it; 2 are needed.
                Passed: 8 for it, 0 against it; more have to be for it.

                <b>Nearest other call</b>
                No single signal could have changed the call.

                <b>Confidence</b>
                100 % (uncalibrated: 9,999 independent outcomes so far)
                No evidence of skill yet.
                Model: eight-signals/1

                <b>What the market did since</b>
                1 hour: +0.8 %, that is 🟢 BUY; 🟢 BUY was called there: right
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

    #[test]
    fn skipped_or_nothing_yet() {
        let frame = samples::frame();
        for reason in SkipReason::ALL {
            let decision = Decision { at: frame.now, worked_at: frame.now, skipped: Some(reason) };
            let screen = why_not(&frame, Some(&NoCall::Skipped(decision)));
            assert!(!screen.text.markup().contains('⟨') && screen.text.visible().lines().count() > 5, "{reason:?}");
        }
        let reason = Some(SkipReason::WarmingUp);
        let decision = Decision { at: frame.now, worked_at: frame.now, skipped: reason };
        samples::check(
            &why_not(&frame, Some(&NoCall::Skipped(decision))),
            &expect![[r#"
            <b>Why no call · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            No prediction was made Mon 5 Jan 10:17 New York.
            Reason: too little history seen so far.

            The size of a usual move is not known yet, and without it there is no HOLD band. It takes some full sessions.
            [↻ Refresh] [‹ Back]
        "#]],
        );
        samples::check(
            &why_not(&frame, None),
            &expect![[r#"
            <b>Why no call · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            There has been no decision without a side so far.
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn what_options_on_the_calls_made() {
        let mut explained = samples::explained();
        explained.options = crate::bot::screens::desk::samples::results();
        let told = |explained: &Explained, now| {
            let screen = why(&Frame { now, ..samples::frame() }, explained);
            samples::check_fits(&screen);
            let told = screen.text.visible();
            told.split_once("An option on the call\n").unwrap().1.to_owned()
        };
        let now = samples::frame().now;
        expect![[r#"
            🟢 BUY: RTX 30 Jan 2026 $185 call, bought at $1.90
            1 hour: sold at $2.25: +$32.88 (+17 %)
            Price +$41.50, time -$3.25, volatility +$1.75, spread -$5.00, fees -$2.12, rest $0.00
            4 hours: sold at $1.20 (model): -$72.12 (-38 %)
            24 hours: due Tue 6 Jan 10:15 New York
            (model): computed, because the market had no fresh quote then."#]]
        .assert_eq(&told(&explained, now));
        // Nothing is there yet, shortly after the first is due; and nothing ever comes.
        explained.options.clear();
        let due = explained.prediction.forecast(Horizon::OneHour).due;
        expect![[r#"
            1 hour: due; waiting for a quote
            4 hours: due Mon 5 Jan 14:15 New York
            24 hours: due Tue 6 Jan 10:15 New York"#]]
        .assert_eq(&told(&explained, due + jiff::SignedDuration::from_mins(10)));
        expect![[r#"
            1 hour: not followed with an option
            4 hours: not followed with an option
            24 hours: due Tue 6 Jan 10:15 New York"#]]
        .assert_eq(&told(&explained, due + jiff::SignedDuration::from_hours(9)));
    }

    #[test]
    fn three_options_of_great_price_still_fit_into_one_message() {
        let one = crate::bot::screens::desk::samples::results().swap_remove(0);
        let mut explained = super::super::samples_learned::explained();
        explained.prediction = super::super::samples_learned::sure_prediction();
        explained.options = Horizon::ALL.map(|horizon| OptionResult { horizon, ..one.clone() }).to_vec();
        for (dearer, result) in (1..).zip(&mut explained.options) {
            result.bought.ask = crate::domain::money::Cents(74_500_000 + dearer);
            result.sold.source = crate::domain::desk::quote::QuoteSource::Model;
        }
        let told = samples::check_fits(&why(&samples::frame(), &explained));
        assert_eq!(told.matches("bought at $745,000.0").count(), 3, "{told}");
    }

    #[test]
    fn a_number_that_nobody_has() {
        samples::check(
            &no_such(&samples::frame(), Some(PredictionNumber(1_234))),
            &expect![[r#"
            <b>Why · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            There is no such prediction. Numbers run from 1 to 1,234; send one such as /why 1234.
            [↻ Refresh] [‹ Back]
        "#]],
        );
        samples::check(
            &no_such(&samples::frame(), None),
            &expect![[r#"
            <b>Why · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            No prediction yet.
            The next cycle is Mon 5 Jan 10:30 New York.
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }
}
