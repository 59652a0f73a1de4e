//! The first screen: the latest call, and where to go from here: what is said first, the desk in two rows of its own, then what is learned.

use super::{Button, Frame, Screen, names};
use crate::bot::answers::ChartDays;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::words::Language;
use crate::domain::horizon::Horizon;
use crate::domain::view::Status;

/// The home screen.
pub fn home(frame: &Frame<'_>, status: &Status) -> Screen {
    let words = frame.words;
    let mut html: Html = frame.head("home-title");
    frame.warn(status, &mut html);
    match &status.latest {
        None => html.line(words.say("home-no-call", &[])),
        Some(latest) => {
            let call = words.say(names::call(latest.call), &[]);
            let price = show::dollars(words, latest.price);
            html.title(words.say("home-call", &[("call", call.into()), ("price", price.into())]));
            html.line(words.say("home-call-made", &[("when", show::when(words, latest.at).into())]));
            html.line(words.say("status-confidence", &[("confidence", names::confidence(words, latest).into())]));
            html.line(words.say(names::verdict(status.skill), &[]))
        }
    };
    html.line(match frame.next_cycle() {
        Some(when) => words.say("home-next", &[("when", when.into())]),
        None => words.say("home-next-unknown", &[]),
    });
    html.gap().line(words.say("home-choose", &[]));
    Screen::new(html, buttons(frame, Language::all()))
}

fn buttons(frame: &Frame<'_>, languages: impl ExactSizeIterator<Item = Language>) -> Vec<Vec<Button>> {
    let button = |key, tap| Button::new(frame, key, tap);
    let mut rows = vec![
        vec![
            button("button-status", Tap::Status),
            button("button-accuracy", Tap::Accuracy(Horizon::PRIMARY)),
            button("button-report", Tap::Report(None)),
        ],
        vec![
            button("button-signals", Tap::Signals),
            button("button-why", Tap::Why(None)),
            button("button-chart", Tap::Chart(ChartDays::default())),
        ],
        vec![
            button("button-positions", Tap::Positions),
            button("button-trades", Tap::Trades(0)),
            button("button-options", Tap::Options),
        ],
        vec![
            button("button-scoreboard", Tap::Scoreboard),
            button("button-risk", Tap::Risk),
            button("button-ready", Tap::Ready),
        ],
        vec![button("button-weights", Tap::Weights(Horizon::PRIMARY)), button("button-thresholds", Tap::Thresholds)],
        vec![
            button("button-learned", Tap::Learned),
            button("button-drift", Tap::Drift),
            button("button-health", Tap::Health),
        ],
        vec![button("button-help", Tap::Help), button("button-refresh", Tap::Home)],
    ];
    if languages.len() > 1 {
        let choice = |language: Language| Button { label: language.own_name().to_owned(), tap: Tap::Speak(language) };
        rows.extend(languages.map(choice).collect::<Vec<_>>().chunks(3).map(<[Button]>::to_vec));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use expect_test::expect;

    #[test]
    fn of_a_learning_model() {
        samples::check(
            &home(&samples::frame(), &samples_learned::status()),
            &expect![[r#"
                <b>AlgoSlayer · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🟢 BUY at $183.42</b>
                said Mon 5 Jan 10:15 New York
                Confidence 43 % (80 %: 36 to 51 %), without skill 35 %
                No evidence of skill yet.
                Next cycle: Mon 5 Jan 10:30 New York

                What would you like to see?
                [Status] [Accuracy] [Report]
                [Signals] [Why?] [Chart]
                [Positions] [Trades] [Options]
                [Scoreboard] [Risk] [Ready?]
                [Weights] [Thresholds]
                [Learned] [Drift] [Health]
                [Help] [↻ Refresh]
            "#]],
        );
    }

    #[test]
    fn typical() {
        samples::check(
            &home(&samples::frame(), &samples::status()),
            &expect![[r#"
                <b>AlgoSlayer · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>🟢 BUY at $183.42</b>
                said Mon 5 Jan 10:15 New York
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                Next cycle: Mon 5 Jan 10:30 New York

                What would you like to see?
                [Status] [Accuracy] [Report]
                [Signals] [Why?] [Chart]
                [Positions] [Trades] [Options]
                [Scoreboard] [Risk] [Ready?]
                [Weights] [Thresholds]
                [Learned] [Drift] [Health]
                [Help] [↻ Refresh]
            "#]],
        );
    }

    #[test]
    fn empty() {
        samples::check(
            &home(&samples::frame(), &samples::empty_status()),
            &expect![[r#"
                <b>AlgoSlayer · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                ⚠️ No bar has arrived yet.

                No prediction yet.
                Next cycle: Mon 5 Jan 10:30 New York

                What would you like to see?
                [Status] [Accuracy] [Report]
                [Signals] [Why?] [Chart]
                [Positions] [Trades] [Options]
                [Scoreboard] [Risk] [Ready?]
                [Weights] [Thresholds]
                [Learned] [Drift] [Health]
                [Help] [↻ Refresh]
            "#]],
        );
    }

    #[test]
    fn several_languages_get_a_button_each() {
        let four = [Language::ENGLISH; 4].into_iter();
        let rows = buttons(&samples::frame(), four);
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3, 3, 2, 3, 2, 3, 1]);
    }
}
