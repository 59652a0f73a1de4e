//! What became of calls by their confidence, from 55 % to 95 %, what options on them would have made, and why "85 %" is refused so far.

use super::{Button, Frame, Screen, names, sure};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::call::HIGH_CONFIDENCE;
use crate::domain::figures::SkillVerdict;
use crate::domain::horizon::Horizon;
use crate::domain::view::{Standings, ThresholdRow};

/// The thresholds screen.
pub fn thresholds(frame: &Frame<'_>, standings: &Standings) -> Screen {
    let words = frame.words;
    let mut html = frame.head("thresholds-title");
    html.italic(words.say("thresholds-about", &[])).gap();
    if standings.thresholds.iter().all(|row| row.settled == 0) {
        html.gap().line(words.say("thresholds-none", &[]));
    } else {
        counts(frame, &standings.thresholds, &mut html);
        options(frame, &standings.thresholds, &mut html);
    }
    if let Some(primary) = standings.horizons.get(Horizon::PRIMARY.index()) {
        html.gap().bold(words.say(names::verdict(primary.skill), &[])).gap();
    }
    refused(frame, standings, &mut html);
    let more = vec![Button::new(frame, "button-accuracy", Tap::Accuracy(Horizon::PRIMARY))];
    Screen::new(html, vec![more, frame.foot(Tap::Thresholds)])
}

/// How often, how many right, and where the share may lie. At most 35 letters a row, so that a phone shows it without a break.
fn counts(frame: &Frame<'_>, rows: &[ThresholdRow], html: &mut Html) {
    let say = |key| frame.words.say(key, &[]);
    let row = |from: &str, month: &str, right: &str, of: &str, interval: &str| {
        format!("{from:>5}{month:>6}{right:>7}{of:>7} {interval}").trim_end().to_owned()
    };
    let head = row(
        &say("thresholds-from"),
        &say("thresholds-month"),
        &say("thresholds-right"),
        &say("thresholds-of"),
        &say("thresholds-interval"),
    );
    let body = rows.iter().map(|counted| {
        let interval =
            counted.interval.map(|(low, high)| show::bare_interval(frame.words, low, high)).unwrap_or_default();
        let count = |number| if counted.settled == 0 { String::new() } else { show::count(frame.words, number) };
        let month = counted.a_month.map(|value| show::tenths(frame.words, value)).unwrap_or_default();
        row(
            &show::share(frame.words, counted.threshold),
            &month,
            &count(counted.right),
            &count(counted.settled),
            &interval,
        )
    });
    html.gap().table(&std::iter::once(head).chain(body).collect::<Vec<_>>()).gap();
    html.line(frame.words.say("thresholds-valid", &[]));
}

/// What a pricing model says that options on the calls would have made.
fn options(frame: &Frame<'_>, rows: &[ThresholdRow], html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("thresholds-options", &[]));
    let priced: Vec<_> = rows.iter().filter_map(|row| Some((row.threshold, row.option?))).collect();
    if priced.is_empty() {
        html.line(words.say("thresholds-options-none", &[]));
        return;
    }
    for (threshold, option) in priced {
        html.line(words.say(
            "thresholds-option",
            &[
                ("from", show::share(words, threshold).into()),
                ("count", option.count.into()),
                ("mean", show::signed_share(words, option.mean.value).into()),
                ("low", show::signed_share(words, option.mean.interval.0).into()),
                ("high", show::signed_share(words, option.mean.interval.1).into()),
            ],
        ));
    }
    html.italic(words.say("thresholds-options-about", &[])).gap();
}

/// What the latest call lacks to be called highly probable.
fn refused(frame: &Frame<'_>, standings: &Standings, html: &mut Html) {
    let words = frame.words;
    let needed = show::share(words, HIGH_CONFIDENCE);
    let Some(latest) = &standings.latest else {
        html.gap().line(words.say("status-no-call", &[]));
        return;
    };
    let mut lacking = sure::lacking(frame, latest);
    // What the calls have proven so far stands above that of any one call.
    let skill = standings.horizons.get(Horizon::PRIMARY.index()).map_or(SkillVerdict::TooFew, |primary| primary.skill);
    if lacking.is_empty() && skill != SkillVerdict::Better {
        lacking.push(words.say(names::verdict(skill), &[]));
    }
    if lacking.is_empty() {
        html.gap().line(words.say("thresholds-granted", &[("needed", needed.into())]));
        return;
    }
    html.gap().title(words.say("thresholds-refused", &[("needed", needed.into())]));
    for line in lacking {
        html.line(line);
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
            &thresholds(&samples::frame(), &samples_learned::standings()),
            &expect![[r#"
                <b>Thresholds · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>BUY and SELL from each confidence on, and whether they came true. What follows one before it is settled belongs to it.</i>

                <pre> from month  right     of 95 %
                 55 %  12.3     23     41 39-72 %
                 60 %   4.1      9     14 33-89 %
                 65 %   1.2      3      4 15-99 %
                 70 %   0.3      0      1 0-95 %
                 75 %   0.0
                 80 %   0.0
                 85 %   0.0
                 90 %   0.0
                 95 %   0.0</pre>
                Calls a month, and how many of the settled ones were right. The interval holds however often you look at it.

                <b>Options on them (model)</b>
                From 55 %: 21 options, mean -7 % (95 %: -31 % to +22 %)
                From 60 %: 21 options, mean -7 % (95 %: -31 % to +22 %)
                <i>Gain or loss in parts of what was paid. Priced by a model with its costs, not bought in a market.</i>

                <b>No evidence of skill yet.</b>

                <b>Why “85 %” is refused so far</b>
                Confidence 43 %: 85 % are needed.
                Lower end of its interval 36 %: 75 % are needed.
                Learned from 46 independent outcomes: 120 are needed.
                3 calls from 80 % on are settled, 2 of them right: 20 are needed.
                The signals are unlike anything seen: 4.6, at most 4.0 is familiar.
                3 signals speak: 5 are needed.
                [Accuracy]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn nothing_settled_yet() {
        samples::check(
            &thresholds(&samples::frame(), &Standings::default()),
            &expect![[r#"
                <b>Thresholds · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>BUY and SELL from each confidence on, and whether they came true. What follows one before it is settled belongs to it.</i>

                There is not enough data yet: no call from 55 % on is settled.

                <b>Too few observations to say anything.</b>

                No prediction yet.
                [Accuracy]
                [↻ Refresh] [‹ Back]
            "#]],
        );
        let unlearned = Standings { latest: Some(samples::prediction()), ..Standings::default() };
        samples::check(
            &thresholds(&samples::frame(), &unlearned),
            &expect![[r#"
                <b>Thresholds · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>BUY and SELL from each confidence on, and whether they came true. What follows one before it is settled belongs to it.</i>

                There is not enough data yet: no call from 55 % on is settled.

                <b>Too few observations to say anything.</b>

                <b>Why “85 %” is refused so far</b>
                It was made by a model that did not learn: its confidence was never compared with what came true.
                [Accuracy]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn extreme() {
        samples::check(
            &thresholds(&samples::frame(), &samples_learned::extreme_standings()),
            &expect![[r#"
                <b>Thresholds · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <i>BUY and SELL from each confidence on, and whether they came true. What follows one before it is settled belongs to it.</i>

                <pre> from month  right     of 95 %
                 55 % 546.0 99,999 99,999 100-100 %
                 60 % 546.0 99,999 99,999 100-100 %
                 65 % 546.0 99,999 99,999 100-100 %
                 70 % 546.0 99,999 99,999 100-100 %
                 75 % 546.0 99,999 99,999 100-100 %
                 80 % 546.0 99,999 99,999 100-100 %
                 85 % 546.0 99,999 99,999 100-100 %
                 90 % 546.0 99,999 99,999 100-100 %
                 95 % 546.0 99,999 99,999 100-100 %</pre>
                Calls a month, and how many of the settled ones were right. The interval holds however often you look at it.

                <b>Options on them (model)</b>
                From 55 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 60 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 65 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 70 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 75 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 80 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 85 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 90 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                From 95 %: 99,999 options, mean +999 % (95 %: -110 % to +999 %)
                <i>Gain or loss in parts of what was paid. Priced by a model with its costs, not bought in a market.</i>

                <b>⚠️ Worse than the baseline, beyond chance.</b>

                <b>Why “85 %” is refused so far</b>
                ⚠️ Worse than the baseline, beyond chance.
                [Accuracy]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }
}
