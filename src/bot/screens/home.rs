//! The first screen: the latest call, and where to go from here.

use super::{Button, Frame, Screen, names, watched};
use crate::bot::menu::Group;
use crate::bot::settings::Page;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
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
    if !status.is_left() {
        html.line(match frame.next_cycle() {
            Some(when) => words.say("home-next", &[("when", when.into())]),
            None => words.say("home-next-unknown", &[]),
        });
    }
    html.gap().line(words.say("home-choose", &[]));
    let mut rows = watched::buttons(frame, status);
    rows.extend(buttons(frame));
    Screen::new(html, rows)
}

fn buttons(frame: &Frame<'_>) -> Vec<Vec<Button>> {
    let group = |group: Group| Button::new(frame, group.keys().1, Tap::Group(group));
    vec![
        vec![group(Group::Now), group(Group::Record)],
        vec![group(Group::Trading), group(Group::Learning)],
        vec![group(Group::Reports), Button::new(frame, "button-settings", Tap::Settings(Page::Menu))],
        vec![Button::new(frame, "button-help", Tap::Help), Button::new(frame, "button-refresh", Tap::Home)],
    ]
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
                [Now] [Record]
                [Trading] [Learning]
                [Reports] [Settings]
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
                [Now] [Record]
                [Trading] [Learning]
                [Reports] [Settings]
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
                [Now] [Record]
                [Trading] [Learning]
                [Reports] [Settings]
                [Help] [↻ Refresh]
            "#]],
        );
    }
}
