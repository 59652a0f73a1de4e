//! The symbols that are predicted beside the one that is shown: a line for each, and a row of buttons to change between them.

use super::{Button, Frame, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::view::{Status, Watched};

/// Buttons in a row.
const ROW_MAX: usize = 5;

/// What is said of the other symbols; nothing where there are none.
pub(super) fn lines(frame: &Frame<'_>, status: &Status, html: &mut Html) {
    let mut others = status.others().peekable();
    if others.peek().is_some() {
        html.gap().title(frame.words.say("watched-title", &[]));
    }
    for other in others {
        html.line(line(frame, other));
    }
}

fn line(frame: &Frame<'_>, watched: &Watched) -> String {
    let (words, symbol) = (frame.words, watched.symbol.as_str().to_owned());
    let Some(latest) = &watched.latest else {
        return words.say("watched-no-call", &[("symbol", symbol.into())]);
    };
    let (call, price) = (words.say(names::call(latest.call), &[]), show::dollars(words, latest.price));
    let when = show::when(words, latest.at);
    words.say(
        "watched-call",
        &[("symbol", symbol.into()), ("call", call.into()), ("price", price.into()), ("when", when.into())],
    )
}

/// A button for each symbol that is predicted; none where it is the one that is shown.
pub(super) fn buttons(frame: &Frame<'_>, status: &Status) -> Vec<Vec<Button>> {
    if status.others().next().is_none() {
        return vec![];
    }
    let button = |watched: &Watched| {
        let name = watched.symbol.as_str().to_owned();
        let here = watched.symbol == status.symbol;
        let label = if here { frame.words.say("button-symbol-here", &[("symbol", name.into())]) } else { name };
        Button { label, tap: Tap::Show(watched.symbol) }
    };
    status.watched.chunks(ROW_MAX).map(|row| row.iter().map(button).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{heartbeat, home, samples, status};
    use super::*;
    use crate::domain::symbol::Symbol;
    use expect_test::expect;

    /// RTX is shown; LMT has said something, NOC has not.
    fn three() -> Status {
        let mut facts = samples::status();
        let named = |name, latest| Watched { symbol: Symbol::new(name).unwrap(), latest };
        facts.watched = vec![named("RTX", facts.latest), named("LMT", Some(samples::prediction())), named("NOC", None)];
        facts
    }

    #[test]
    fn on_the_status() {
        samples::check(
            &status::status(&samples::frame(), &three()),
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
            <b>Also predicted</b>
            LMT: 🟢 BUY at $183.42, Mon 5 Jan 10:15 New York
            NOC: no prediction yet
            [• RTX] [LMT] [NOC]
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn at_home() {
        samples::check(
            &home::home(&samples::frame(), &three()),
            &expect![[r#"
            <b>AlgoSlayer · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            <b>🟢 BUY at $183.42</b>
            said Mon 5 Jan 10:15 New York
            Confidence 53 % (uncalibrated: 34 independent outcomes so far)
            No evidence of skill yet.
            Next cycle: Mon 5 Jan 10:30 New York

            What would you like to see?
            [• RTX] [LMT] [NOC]
            [Now] [Record]
            [Trading] [Learning]
            [Reports] [Settings]
            [Help] [↻ Refresh]
        "#]],
        );
    }

    #[test]
    fn pinned() {
        samples::check(
            &heartbeat::heartbeat(&samples::frame(), &three()),
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

            <b>Also predicted</b>
            LMT: 🟢 BUY at $183.42, Mon 5 Jan 10:15 New York
            NOC: no prediction yet

            Written Mon 5 Jan 10:17 New York
            <i>If this is older than 20 minutes in market hours, the service is down.</i>
        "#]],
        );
    }

    /// Nothing is wrong where nothing more is predicted: it is not the feed that is down.
    #[test]
    fn of_one_that_is_left() {
        let mut facts = three();
        facts.watched.remove(0);
        facts.last_bar = None;
        samples::check(
            &home::home(&samples::frame(), &facts),
            &expect![[r#"
            <b>AlgoSlayer · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            RTX is no longer predicted: this is its record.

            <b>🟢 BUY at $183.42</b>
            said Mon 5 Jan 10:15 New York
            Confidence 53 % (uncalibrated: 34 independent outcomes so far)
            No evidence of skill yet.

            What would you like to see?
            [LMT] [NOC]
            [Now] [Record]
            [Trading] [Learning]
            [Reports] [Settings]
            [Help] [↻ Refresh]
        "#]],
        );
    }
}
