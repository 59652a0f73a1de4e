//! The picture of the price, its caption in figures, and the choice of days; without data a sentence instead.

use super::{Button, Frame, Screen, names};
use crate::bot::answers::ChartDays;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Direction;
use crate::domain::view::{CallFate, PriceChart};

/// The screen of a picture; of a sentence where there is none.
pub fn chart(frame: &Frame<'_>, chart: &PriceChart, days: ChartDays, picture: Option<Vec<u8>>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("chart-title");
    if picture.is_none() {
        html.line(words.say("chart-none", &[]));
        return Screen::new(html, vec![frame.foot(Tap::Chart(days))]);
    }
    caption(frame, chart, &mut html);
    let choice = ChartDays::ALL
        .map(|days| Button { label: words.say("unit-days", &[("count", days.get().into())]), tap: Tap::Chart(days) });
    Screen { picture, ..Screen::new(html, vec![choice.to_vec(), frame.foot(Tap::Chart(days))]) }
}

fn caption(frame: &Frame<'_>, chart: &PriceChart, html: &mut Html) {
    let words = frame.words;
    if let (Some(first), Some(last)) = (chart.prices.first(), chart.prices.last()) {
        let span = words.say("unit-days", &[("count", chart.days.into())]);
        html.line(words.say("chart-span", &[("span", span.into()), ("when", show::when(words, last.end).into())]));
        let change = libm::log(last.close / first.open);
        html.line(words.say(
            "chart-prices",
            &[
                ("first", show::dollars(words, first.open).into()),
                ("last", show::dollars(words, last.close).into()),
                ("change", show::change(words, change).into()),
            ],
        ));
    }
    let called = |call| chart.calls.iter().filter(|made| made.call == call).count();
    html.line(words.say(
        "chart-calls",
        &[
            ("count", chart.calls.len().into()),
            ("buy", called(Direction::Up).into()),
            ("sell", called(Direction::Down).into()),
            ("hold", called(Direction::Hold).into()),
        ],
    ));
    let fared = |fate| chart.calls.iter().filter(|made| made.call != Direction::Hold && made.fate == fate).count();
    html.line(words.say(
        "chart-fates",
        &[
            ("right", fared(CallFate::Right).into()),
            ("wrong", fared(CallFate::Wrong).into()),
            ("open", fared(CallFate::Open).into()),
        ],
    ));
    let void = fared(CallFate::Void);
    if void > 0 {
        html.line(words.say("accuracy-void", &[("count", void.into())]));
    }
    if let Some(latest) = &chart.latest {
        let forecast = latest.forecast(Horizon::PRIMARY);
        html.line(words.say(
            "chart-band-until",
            &[("band", show::band(words, forecast.band).into()), ("when", show::when(words, forecast.due).into())],
        ));
    }
    html.line(words.say(names::verdict(chart.skill), &[]));
    html.italic(words.say("chart-foot", &[]));
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::bot::charts::price::draw;
    use crate::bot::text::CAPTION_UNITS_MAX;
    use crate::domain::view::ChartedCall;
    use expect_test::expect;

    #[test]
    fn typical() {
        let facts = samples::price_chart();
        let picture = draw(&samples::frame(), &facts).unwrap();
        assert!(picture.is_some());
        samples::check(
            &chart(&samples::frame(), &facts, ChartDays::Five, picture),
            &expect![[r#"
                <b>Chart · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                5 days until Mon 5 Jan 10:15 New York
                $182.00 to $182.46 (+0.3 %)
                29 calls: 8 BUY, 12 SELL, 9 HOLD
                BUY and SELL after 24 hours: 6 right, 3 wrong, 8 open
                3 without an honest price: not counted
                HOLD band of the latest: ±0.6 % until Tue 6 Jan 10:15 New York
                No evidence of skill yet.
                <i>Counts alone prove nothing: see Accuracy for interval and baseline.</i>
                [1 day] [5 days] [20 days]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn without_bars_there_is_a_sentence() {
        let facts = PriceChart { days: 1, ..PriceChart::default() };
        let picture = draw(&samples::frame(), &facts).unwrap();
        samples::check(
            &chart(&samples::frame(), &facts, ChartDays::One, picture),
            &expect![[r#"
            <b>Chart · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            There is no price to draw yet. Try again after the next cycle.
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn the_longest_caption_fits_under_a_picture() {
        let mut facts = samples::price_chart();
        let call = *facts.calls.first().unwrap();
        facts.calls = vec![ChartedCall { fate: CallFate::Void, ..call }; 99_999];
        facts.days = u32::MAX;
        let screen = chart(&samples::frame(), &facts, ChartDays::Twenty, Some(vec![0]));
        assert!(screen.text.units() <= CAPTION_UNITS_MAX, "{}", screen.text.units());
    }
}
