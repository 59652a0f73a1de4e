//! What the exchange does today: it opens, it has closed with this day behind it, or it stays shut.

use jiff::civil::Date;

use super::{Frame, Screen};
use crate::bot::show;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::notice::Bell;
use crate::domain::prediction::Direction;
use crate::domain::symbol::Symbol;
use crate::domain::view::{Day, PriceChart};

/// A day of trading that is over, as far as the record knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedDay {
    symbol: Symbol,
    /// The last price of the day, US dollars.
    close: Option<f64>,
    /// The last price of the session before, US dollars.
    before: Option<f64>,
    /// Predictions made that day by call, in the order of [`Direction::ALL`].
    calls: [u64; 3],
}

impl ClosedDay {
    /// The day in a record that reaches back into the session before.
    pub fn of(chart: &PriceChart, day: &Day) -> Self {
        let session = ExchangeCalendar::nyse().session_on(day.date);
        let last = |within: &dyn Fn(jiff::Timestamp) -> bool| {
            chart.prices.iter().rfind(|price| within(price.end)).map(|price| price.close)
        };
        Self {
            symbol: day.symbol,
            close: session.and_then(|session| last(&|end| session.open < end && end <= session.close)),
            before: session.and_then(|session| last(&|end| end <= session.open)),
            calls: day.calls,
        }
    }
}

/// The message of a bell; `day` is the day that ends with it.
pub fn bell(frame: &Frame<'_>, date: Date, bell: Bell, day: Option<&ClosedDay>) -> Screen {
    let words = frame.words;
    let calendar = ExchangeCalendar::nyse();
    let shown = show::date(words, date);
    let mut html = Html::new();
    html.title(match bell {
        Bell::Opens => words.say("notice-opens", &[("date", shown.into())]),
        Bell::Closes => words.say("notice-closes", &[("date", shown.into())]),
        Bell::Shut => match calendar.closure(date) {
            Some(reason) => words
                .say("notice-shut-because", &[("date", shown.into()), ("reason", words.say(reason.key(), &[]).into())]),
            None => words.say("notice-shut", &[("date", shown.into())]),
        },
    });
    frame.mark_simulated(&mut html);
    match bell {
        Bell::Opens => {
            html.line(hours(frame, date));
        }
        Bell::Closes => {
            if let Some(day) = day {
                html.line(price(frame, day)).line(calls(frame, day));
            }
            html.line(next(frame, date));
        }
        Bell::Shut => {
            html.line(next(frame, date));
        }
    }
    Screen::bare(html)
}

fn hours(frame: &Frame<'_>, date: Date) -> String {
    let words = frame.words;
    let calendar = ExchangeCalendar::nyse();
    let time = calendar.session_on(date).map(|session| show::time(session.close)).unwrap_or_default();
    match calendar.early_close(date) {
        Some(reason) => {
            words.say("bell-early", &[("time", time.into()), ("reason", words.say(reason.key(), &[]).into())])
        }
        None => words.say("bell-until", &[("time", time.into())]),
    }
}

fn price(frame: &Frame<'_>, day: &ClosedDay) -> String {
    let words = frame.words;
    let symbol = day.symbol.as_str();
    match (day.close, day.before) {
        (Some(close), Some(before)) if before > 0.0 => words.say(
            "bell-move",
            &[
                ("symbol", symbol.into()),
                ("price", show::dollars(words, close).into()),
                ("change", show::change(words, libm::log(close / before)).into()),
            ],
        ),
        (Some(close), _) => {
            words.say("bell-price", &[("symbol", symbol.into()), ("price", show::dollars(words, close).into())])
        }
        (None, _) => words.say("bell-no-price", &[("symbol", symbol.into())]),
    }
}

fn calls(frame: &Frame<'_>, day: &ClosedDay) -> String {
    let words = frame.words;
    let made: u64 = day.calls.iter().sum();
    if made == 0 {
        return words.say("bell-no-calls", &[]);
    }
    let count = |wanted: Direction| {
        let of = Direction::ALL.into_iter().zip(day.calls).find(|(direction, _)| *direction == wanted);
        of.map_or(0, |(_, count)| count)
    };
    words.say(
        "bell-calls",
        &[
            ("made", made.into()),
            ("up", count(Direction::Up).into()),
            ("hold", count(Direction::Hold).into()),
            ("down", count(Direction::Down).into()),
        ],
    )
}

fn next(frame: &Frame<'_>, date: Date) -> String {
    let words = frame.words;
    let calendar = ExchangeCalendar::nyse();
    let evening = calendar.at_new_york(date, jiff::civil::time(23, 59, 0, 0));
    match evening.and_then(|evening| calendar.next_session_after(evening)) {
        Some(session) => words.say(
            "bell-next",
            &[("date", show::date(words, session.date).into()), ("time", show::time(session.open).into())],
        ),
        None => words.say("bell-next-unknown", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::domain::view::ChartedPrice;
    use expect_test::expect;
    use jiff::civil::date;
    use jiff::{SignedDuration, Timestamp};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_bells_of_a_day() {
        let frame = samples::frame();
        samples::check(
            &bell(&frame, date(2026, 1, 5), Bell::Opens, None),
            &expect![[r#"
                <b>🔔 The exchange is open: Mon 5 Jan 2026</b>
                <i>🧪 SIMULATED market: no real prices</i>
                Trading ends at 16:00 New York.
            "#]],
        );
        let price = |end: Timestamp, close: f64| ChartedPrice {
            start: end - SignedDuration::from_mins(5),
            end,
            open: close,
            close,
        };
        let prices = vec![
            price(at("2026-01-02T21:00:00Z"), 100.0),
            price(at("2026-01-05T15:00:00Z"), 99.0),
            price(at("2026-01-05T21:00:00Z"), 101.5),
        ];
        let day = Day { date: date(2026, 1, 5), calls: [2, 20, 4], ..samples::day() };
        let chart = PriceChart { prices, ..PriceChart::default() };
        samples::check(
            &bell(&frame, day.date, Bell::Closes, Some(&ClosedDay::of(&chart, &day))),
            &expect![[r#"
                <b>🔔 The exchange has closed: Mon 5 Jan 2026</b>
                <i>🧪 SIMULATED market: no real prices</i>
                RTX closed at $101.50, +1.5 % since the close before.
                26 predictions today: 4 up, 20 hold, 2 down.
                The next session opens on Tue 6 Jan 2026 at 09:30 New York.
            "#]],
        );
        let nothing = Day { calls: [0; 3], ..day };
        samples::check(
            &bell(&frame, nothing.date, Bell::Closes, Some(&ClosedDay::of(&PriceChart::default(), &nothing))),
            &expect![[r#"
                <b>🔔 The exchange has closed: Mon 5 Jan 2026</b>
                <i>🧪 SIMULATED market: no real prices</i>
                I have no price of RTX for this day.
                No predictions were made today.
                The next session opens on Tue 6 Jan 2026 at 09:30 New York.
            "#]],
        );
    }

    #[test]
    fn days_unlike_others() {
        let frame = samples::frame();
        samples::check(
            &bell(&frame, date(2026, 11, 27), Bell::Opens, None),
            &expect![[r#"
                <b>🔔 The exchange is open: Fri 27 Nov 2026</b>
                <i>🧪 SIMULATED market: no real prices</i>
                A short day: trading ends at 13:00 New York (the day after Thanksgiving).
            "#]],
        );
        samples::check(
            &bell(&frame, date(2026, 4, 3), Bell::Shut, None),
            &expect![[r#"
                <b>🔕 No trading today, Fri 3 Apr 2026: Good Friday</b>
                <i>🧪 SIMULATED market: no real prices</i>
                The next session opens on Mon 6 Apr 2026 at 09:30 New York.
            "#]],
        );
        samples::check(
            &bell(&frame, date(2030, 12, 31), Bell::Closes, None),
            &expect![[r#"
                <b>🔔 The exchange has closed: Tue 31 Dec 2030</b>
                <i>🧪 SIMULATED market: no real prices</i>
                My calendar does not know the next session.
            "#]],
        );
    }
}
