//! The picture of the price, its caption in figures, and the choice of days; without data a sentence instead.

use super::{Button, Frame, Screen};
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
    let choice = ChartDays::ALL.map(|days| Button {
        label: words.say("unit-days", &[("count", days.get().into())]),
        tap: Tap::Chart(days),
    });
    Screen { picture, ..Screen::new(html, vec![choice.to_vec(), frame.foot(Tap::Chart(days))]) }
}

fn caption(frame: &Frame<'_>, chart: &PriceChart, html: &mut Html) {
    let words = frame.words;
    if let (Some(first), Some(last)) = (chart.prices.first(), chart.prices.last()) {
        html.line(words.say(
            "chart-span",
            &[
                ("span", words.say("unit-days", &[("count", chart.days.into())]).into()),
                ("when", show::when(words, last.end).into()),
            ],
        ));
        let change = libm::log(last.close / first.open);
        html.line(words.say(
            "chart-prices",
            &[
                ("first", show::dollars(first.open).into()),
                ("last", show::dollars(last.close).into()),
                ("change", show::change(change).into()),
            ],
        ));
    }
    let called = |call| chart.calls.iter().filter(|made| made.call == call).count();
    let calls = [("buy", Direction::Up), ("sell", Direction::Down), ("hold", Direction::Hold)];
    let [buy, sell, hold] = calls.map(|(name, call)| (name, called(call).into()));
    html.line(words.say("chart-calls", &[("count", chart.calls.len().into()), buy, sell, hold]));
    let fates = [
        ("right", CallFate::Right),
        ("wrong", CallFate::Wrong),
        ("open", CallFate::Open),
        ("void", CallFate::Void),
    ];
    let sides = || chart.calls.iter().filter(|made| made.call != Direction::Hold);
    let [right, wrong, open, void] = fates.map(|(name, fate)| (name, sides().filter(|made| made.fate == fate).count()));
    html.line(words.say(
        "chart-fates",
        &[(right.0, right.1.into()), (wrong.0, wrong.1.into()), (open.0, open.1.into())],
    ));
    if void.1 > 0 {
        html.line(words.say("accuracy-void", &[("count", void.1.into())]));
    }
    if let Some(latest) = &chart.latest {
        let forecast = latest.forecast(Horizon::PRIMARY);
        html.line(words.say(
            "chart-band-until",
            &[("band", show::band(forecast.band).into()), ("when", show::when(words, forecast.due).into())],
        ));
    }
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
        samples::check(&chart(&samples::frame(), &facts, ChartDays::Five, picture), &expect![[r#""#]]);
    }

    #[test]
    fn without_bars_there_is_a_sentence() {
        let facts = PriceChart { days: 1, ..PriceChart::default() };
        let picture = draw(&samples::frame(), &facts).unwrap();
        samples::check(&chart(&samples::frame(), &facts, ChartDays::One, picture), &expect![[r#""#]]);
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
