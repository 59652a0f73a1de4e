//! How often the calls came true at each horizon, each figure beside its count, its interval and its baseline.

use super::{Button, Frame, Screen, names, sure};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::figures::{Figures, SkillVerdict};
use crate::domain::horizon::Horizon;
use crate::domain::view::{AccuracyPoint, HorizonTallies, Measured, Scores, Standing};

/// How the calls of a horizon fared, under the picture of stated confidence against what came true; a sentence where nothing has settled.
pub fn accuracy(frame: &Frame<'_>, horizon: Horizon, standing: &Standing, picture: Option<Vec<u8>>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("accuracy-title");
    let figures = vec![
        Button::new(frame, "button-over-time", Tap::OverTime(horizon)),
        Button::new(frame, "button-figures", Tap::Figures),
    ];
    let buttons = vec![frame.horizons(Tap::Accuracy), figures, frame.foot(Tap::Accuracy(horizon))];
    html.title(words.say(names::horizon(horizon), &[]));
    if picture.is_none() {
        html.line(words.say("accuracy-not-yet", &[]));
        html.line(words.say(names::verdict(standing.skill), &[]));
        return Screen::new(html, buttons);
    }
    essentials(frame, standing, &mut html);
    html.bold(words.say(names::verdict(standing.skill), &[])).gap();
    html.italic(words.say("accuracy-picture", &[]));
    Screen { picture, ..Screen::new(html, buttons) }
}

/// How the accuracy came about, as a picture; a sentence where there are too few days for one.
pub fn over_time(
    frame: &Frame<'_>,
    horizon: Horizon,
    newest: Option<&AccuracyPoint>,
    (skill, picture): (SkillVerdict, Option<Vec<u8>>),
) -> Screen {
    let words = frame.words;
    let mut html = frame.head("accuracy-title");
    let back = vec![Button::new(frame, "button-picture", Tap::Accuracy(horizon))];
    let buttons = vec![frame.horizons(Tap::OverTime), back, frame.foot(Tap::OverTime(horizon))];
    html.title(words.say(names::horizon(horizon), &[]));
    match newest.filter(|_| picture.is_some()) {
        None => html.line(words.say("over-time-not-yet", &[])),
        Some(point) => html.line(words.say(
            "over-time-newest",
            &[
                ("date", show::date(words, point.date).into()),
                ("share", show::share(words, point.right.value).into()),
                ("interval", sure::interval(frame, point.right.interval).into()),
                ("baseline", show::share(words, point.baseline).into()),
                ("independent", show::independent(words, point.independent).into()),
            ],
        )),
    };
    html.bold(words.say(names::verdict(skill), &[])).gap();
    if picture.is_some() {
        html.italic(words.say("over-time-means", &[]));
    }
    Screen { picture, ..Screen::new(html, buttons) }
}

/// Every figure with its baseline; all of them rest on the count in the first line.
fn essentials(frame: &Frame<'_>, standing: &Standing, html: &mut Html) {
    let words = frame.words;
    let within = |measured: &Measured| sure::interval(frame, measured.interval);
    html.line(words.say(
        "accuracy-counted",
        &[("count", standing.settled.into()), ("independent", show::independent(words, standing.independent).into())],
    ));
    html.line(words.say(
        "accuracy-right-of",
        &[("share", show::share(words, standing.right.value).into()), ("interval", within(&standing.right).into())],
    ));
    if let Some((majority, share)) = standing.majority {
        let call = words.say(names::call(majority), &[]);
        html.line(
            words.say("accuracy-majority", &[("call", call.into()), ("share", show::share(words, share).into())]),
        );
    }
    let yesterday =
        standing.yesterday.map_or_else(|| words.say("not-enough-data", &[]), |(share, _)| show::share(words, share));
    html.line(words.say(
        "accuracy-simple",
        &[("up", show::share(words, standing.always_up).into()), ("yesterday", yesterday.into())],
    ));
    html.line(words.say("accuracy-balanced", &[("share", show::share(words, standing.balanced).into())]));
    let Scores { independent, brier, log_loss, gain } = standing.scores;
    html.line(words.say("accuracy-compared", &[("independent", show::independent(words, independent).into())]));
    html.line(words.say(
        "accuracy-brier-no-skill",
        &[("value", show::loss(words, brier.0).into()), ("baseline", show::loss(words, brier.1).into())],
    ));
    html.line(words.say(
        "accuracy-log-loss-no-skill",
        &[("value", show::loss(words, log_loss.0).into()), ("baseline", show::loss(words, log_loss.1).into())],
    ));
    if let Some(Measured { value, interval: (low, high) }) = gain {
        html.line(words.say(
            "accuracy-gain",
            &[
                ("gain", show::gain(words, value).into()),
                ("low", show::gain(words, low).into()),
                ("high", show::gain(words, high).into()),
            ],
        ));
    }
    let error = &standing.calibration_error;
    html.line(words.say(
        "accuracy-calibration",
        &[("share", show::share(words, error.value).into()), ("interval", within(error).into())],
    ));
    if standing.void > 0 {
        html.line(words.say("accuracy-void", &[("count", standing.void.into())]));
    }
}

/// All figures of all horizons; tallies in the order of [`Horizon::ALL`].
pub fn figures(frame: &Frame<'_>, tallies: &[HorizonTallies; Horizon::COUNT]) -> Screen {
    let mut html = frame.head("accuracy-title");
    html.italic(frame.words.say("accuracy-about", &[])).gap();
    for (horizon, tallies) in Horizon::ALL.into_iter().zip(tallies) {
        html.gap().title(frame.words.say(names::horizon(horizon), &[]));
        one_horizon(frame, horizon, tallies, &mut html);
    }
    html.gap().italic(frame.words.say("accuracy-foot", &[]));
    let picture = vec![Button::new(frame, "button-picture", Tap::Accuracy(Horizon::PRIMARY))];
    Screen::new(html, vec![picture, frame.foot(Tap::Figures)])
}

fn one_horizon(frame: &Frame<'_>, horizon: Horizon, tallies: &HorizonTallies, html: &mut Html) {
    let words = frame.words;
    let all = tallies.all();
    match Figures::of(&all) {
        None => {
            html.line(words.say("accuracy-none", &[]));
        }
        Some(figures) => {
            rates(frame, &figures, html);
            // Longer horizons always run across a close, or nearly so; only the shortest has both kinds in number.
            if horizon == Horizon::OneHour {
                apart(frame, tallies, html);
            }
            losses(frame, &figures, html);
        }
    }
    if all.void > 0 {
        html.line(words.say("accuracy-void", &[("count", all.void.into())]));
    }
    if let Some(figures) = Figures::of(&all) {
        html.bold(words.say(names::verdict(figures.verdict()), &[])).gap();
    }
}

fn rates(frame: &Frame<'_>, figures: &Figures, html: &mut Html) {
    let words = frame.words;
    let calls = &figures.calls;
    html.line(words.say(
        "accuracy-counted",
        &[("count", figures.settled.into()), ("independent", show::independent(words, calls.effective).into())],
    ));
    html.bold(words.say("accuracy-right", &[("share", show::percent(words, calls.share).into())]));
    let interval = show::interval(words, calls.anytime);
    html.line(format!(" ({})", words.say("accuracy-interval", &[("interval", interval.into())])));
    let majority = words.say(names::call(figures.majority), &[]);
    html.line(words.say(
        "accuracy-baseline",
        &[("call", majority.into()), ("share", show::percent(words, calls.baseline).into())],
    ));
    html.line(match &figures.sides {
        None => words.say("accuracy-side-none", &[]),
        Some(sides) => words.say(
            "accuracy-side",
            &[
                ("share", show::percent(words, sides.share).into()),
                ("independent", show::independent(words, sides.effective).into()),
                ("interval", show::interval(words, sides.anytime).into()),
            ],
        ),
    });
}

fn apart(frame: &Frame<'_>, tallies: &HorizonTallies, html: &mut Html) {
    let words = frame.words;
    for (key, tally) in [("accuracy-within", &tallies.within), ("accuracy-crossing", &tallies.crossing)] {
        let Some(figures) = Figures::of(tally) else { continue };
        let calls = &figures.calls;
        html.line(words.say(
            key,
            &[
                ("share", show::percent(words, calls.share).into()),
                ("independent", show::independent(words, calls.effective).into()),
                ("interval", show::interval(words, calls.anytime).into()),
            ],
        ));
        let majority = words.say(names::call(figures.majority), &[]);
        html.line(words.say(
            "accuracy-apart-baseline",
            &[("call", majority.into()), ("share", show::percent(words, calls.baseline).into())],
        ));
    }
}

fn losses(frame: &Frame<'_>, figures: &Figures, html: &mut Html) {
    let words = frame.words;
    html.line(words.say(
        "accuracy-brier",
        &[
            ("value", show::loss(words, figures.brier).into()),
            ("baseline", show::loss(words, figures.brier_baseline).into()),
        ],
    ));
    html.line(words.say(
        "accuracy-log-loss",
        &[
            ("value", show::loss(words, figures.log_loss).into()),
            ("baseline", show::loss(words, figures.log_loss_baseline).into()),
        ],
    ));
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use crate::bot::charts::reliability::draw;
    use expect_test::expect;

    fn pictured(standing: &Standing) -> Screen {
        let frame = samples::frame();
        accuracy(&frame, Horizon::OneDay, standing, draw(&frame, Horizon::OneDay, standing).unwrap())
    }

    #[test]
    fn below_its_picture() {
        samples::check(
            &pictured(&samples_learned::standings().horizons[2]),
            &expect![[r#"
                <b>Accuracy · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>24 hours</b>
                1,201 outcomes = 46 independent
                Right: 41 % (95 %: 26 to 58 %)
                — always 🟢 BUY, the most frequent: 42 %
                — always up: 42 %, as yesterday: 39 %
                Balanced: 36 %, no skill 33 %
                Stated probabilities, 46 independent:
                Brier 0.662, no skill 0.652
                Log loss 1.092, no skill 1.075
                Gain on no skill -0.017 nats (95 %: -0.061 to +0.027)
                Calibration error 4 % (1 to 9 %), none would be 0 %
                3 without an honest price: not counted
                <b>No evidence of skill yet.</b>
                <i>Each dot: calls of like confidence, and how many came true. On the line, they meant what they said.</i>
                [1 hour] [4 hours] [24 hours]
                [Over time] [All figures]
                [↻ Refresh] [‹ Back]
            "#]],
        );
        samples::check(
            &pictured(&Standing::default()),
            &expect![[r#"
                <b>Accuracy · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>24 hours</b>
                There is not enough data yet: no outcome has settled at this horizon.
                Too few observations to say anything.
                [1 hour] [4 hours] [24 hours]
                [Over time] [All figures]
                [↻ Refresh] [‹ Back]
            "#]],
        );
        samples::check(
            &pictured(&samples_learned::extreme_standings().horizons[2]),
            &expect![[r#"
                <b>Accuracy · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>24 hours</b>
                18,446,744,073,709,551,616 outcomes = 1,000,000,000 independent
                Right: 100 % (95 %: 100 to 100 %)
                — always ⚪ HOLD, the most frequent: 100 %
                — always up: 100 %, as yesterday: 100 %
                Balanced: 100 %, no skill 33 %
                Stated probabilities, 1,000,000,000 independent:
                Brier 2.000, no skill 2.000
                Log loss 6.908, no skill 6.908
                Gain on no skill -6.908 nats (95 %: -6.908 to +6.908)
                Calibration error 100 % (100 to 100 %), none would be 0 %
                18,446,744,073,709,551,616 without an honest price: not counted
                <b>⚠️ Worse than the baseline, beyond chance.</b>
                <i>Each dot: calls of like confidence, and how many came true. On the line, they meant what they said.</i>
                [1 hour] [4 hours] [24 hours]
                [Over time] [All figures]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn typical() {
        samples::check(
            &figures(&samples::frame(), &samples::tallies()),
            &expect![[r#"
                <b>Accuracy · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>How often the calls came true, beside what no skill at all would score.</i>

                <b>1 hour</b>
                1,230 outcomes = 307 independent
                <b>Right: 41 %</b> (95 %: 31 to 51 %)
                Always 🟢 BUY: 39 %
                Side: 52 % of 186 (40 to 64 %), coin 50 %
                Same session: 41 % of 257 (31 to 52 %)
                — always 🟢 BUY: 38 %
                Across a close: 40 % of 50 (20 to 63 %)
                — always 🔴 SELL: 42 %
                Brier 0.668, baseline 0.652
                Log loss 1.102, baseline 1.075
                2 without an honest price: not counted
                <b>No evidence of skill yet.</b>

                <b>4 hours</b>
                40 outcomes = 1.5 independent
                <b>Right: 60 %</b> (95 %: 1 to 100 %)
                Always ⚪ HOLD: 60 %
                Side: no BUY or SELL left the band yet
                Brier 0.600, baseline 0.524
                Log loss 1.000, baseline 0.853
                1 without an honest price: not counted
                <b>Too few observations to say anything.</b>

                <b>24 hours</b>
                No outcome has settled yet.
                3 without an honest price: not counted

                <i>“Always …” is the baseline: the most frequent answer, given every time. Lower Brier and log loss are better.</i>
                [Picture]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn empty() {
        samples::check(
            &figures(&samples::frame(), &[HorizonTallies::default(); 3]),
            &expect![[r#"
                <b>Accuracy · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>How often the calls came true, beside what no skill at all would score.</i>

                <b>1 hour</b>
                No outcome has settled yet.

                <b>4 hours</b>
                No outcome has settled yet.

                <b>24 hours</b>
                No outcome has settled yet.

                <i>“Always …” is the baseline: the most frequent answer, given every time. Lower Brier and log loss are better.</i>
                [Picture]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn extreme() {
        samples::check(
            &figures(&samples::frame(), &samples::extreme_tallies()),
            &expect![[r#"
                <b>Accuracy · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>How often the calls came true, beside what no skill at all would score.</i>

                <b>1 hour</b>
                1,999,999,998 outcomes = 390,000,001 independent
                <b>Right: 51 %</b> (95 %: 51 to 51 %)
                Always 🟢 BUY: 51 %
                Side: 51 % of 390,000,000 (51 to 51 %), coin 50 %
                Same session: 100 % of 200,000,001 (100 to 100 %)
                — always 🔴 SELL: 50 %
                Across a close: 0 % of 190,000,000 (0 to 0 %)
                — always 🟢 BUY: 53 %
                Brier 0.974, baseline 0.500
                Log loss 3.365, baseline 0.693
                1,999,999,998 without an honest price: not counted
                <b>No evidence of skill yet.</b>

                <b>4 hours</b>
                999,999,999 outcomes = 200,000,001 independent
                <b>Right: 100 %</b> (95 %: 100 to 100 %)
                Always 🔴 SELL: 50 %
                Side: 100 % of 200,000,000 (100 to 100 %), coin 50 %
                Brier 0.000, baseline 0.500
                Log loss 0.000, baseline 0.693
                999,999,999 without an honest price: not counted
                <b>✅ Better than the baseline, beyond chance.</b>

                <b>24 hours</b>
                999,999,999 outcomes = 190,000,000 independent
                <b>Right: 0 %</b> (95 %: 0 to 0 %)
                Always 🟢 BUY: 53 %
                Side: 0 % of 190,000,000 (0 to 0 %), coin 50 %
                Brier 2.000, baseline 0.499
                Log loss 6.908, baseline 0.692
                999,999,999 without an honest price: not counted
                <b>⚠️ Worse than the baseline, beyond chance.</b>

                <i>“Always …” is the baseline: the most frequent answer, given every time. Lower Brier and log loss are better.</i>
                [Picture]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }
}
