//! The equity over time: money and positions at the bid, whenever they changed, beside what there was to begin with.

use super::ChartError;
use super::canvas::{Canvas, Place, Side, paint};
use super::sheet::{self, EDGE, GRID, LABEL, MAIN, PANEL, SOFT_WORDS, WORDS};
use crate::bot::screens::Frame;
use crate::bot::show;
use crate::domain::desk::book::{Account, EquityPoint};

/// Width and height, pixels.
pub const SIZE: (u32, u32) = (1200, 760);

/// Edges of the plot, pixels.
const LEFT: f64 = 150.0;
const RIGHT: f64 = 1_176.0;
const TOP: f64 = 120.0;
const BOTTOM: f64 = 690.0;

/// Lines of the grid.
const GRID_LINES: u32 = 5;

/// Room above and below the curve, in parts of its height.
const ROOM: f64 = 0.08;

type Drawn = Result<(), ChartError>;

/// Draws the picture; `None` where there is nothing but the beginning.
pub fn draw(frame: &Frame<'_>, account: &Account) -> Result<Option<Vec<u8>>, ChartError> {
    let (Some(first), Some(last)) = (account.equity.first(), account.equity.last()) else { return Ok(None) };
    if first.at >= last.at {
        return Ok(None);
    }
    let words = frame.words;
    let picture = paint(frame.theme, SIZE, |canvas| {
        let title = words.say("equity-head", &[("symbol", frame.symbol.as_str().into())]);
        let below = words.say(
            "equity-span",
            &[("from", show::when(words, first.at).into()), ("to", show::when(words, last.at).into())],
        );
        sheet::head(frame, canvas, SIZE.0, (&title, &below))?;
        curve(frame, canvas, account, (first, last))
    })?;
    Ok(Some(picture))
}

fn curve(frame: &Frame<'_>, canvas: &Canvas<'_>, account: &Account, ends: (&EquityPoint, &EquityPoint)) -> Drawn {
    let (first, last) = ends;
    let begin = account.capital.dollars();
    let values = || account.equity.iter().map(|point| point.equity.dollars()).chain([begin]);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let room = ((high - low) * ROOM).max(1.0);
    let (low, high) = (low - room, high + room);
    let seconds = show::float((last.at.as_second() - first.at.as_second()).max(1));
    let x_of = |point: &EquityPoint| {
        LEFT + show::float(point.at.as_second() - first.at.as_second()) / seconds * (RIGHT - LEFT)
    };
    let y_of = |value: f64| BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP);
    canvas.area((LEFT, TOP), (RIGHT, BOTTOM), PANEL)?;
    for line in 0..=GRID_LINES {
        let value = low + (high - low) * f64::from(line) / f64::from(GRID_LINES);
        let y = y_of(value);
        canvas.line(&[(LEFT, y), (RIGHT, y)], 1.0, GRID)?;
        canvas.text(&show::dollars(frame.words, value), (LEFT - 12.0, y), Side::Left, LABEL - 3.0, SOFT_WORDS)?;
    }
    canvas.line(&[(LEFT, y_of(begin)), (RIGHT, y_of(begin))], 2.0, SOFT_WORDS)?;
    // What was held between two points is not known: the curve steps.
    let mut places: Vec<Place> = vec![];
    for point in &account.equity {
        let place = (x_of(point), y_of(point.equity.dollars()));
        if let Some((_, before)) = places.last().copied() {
            places.push((place.0, before));
        }
        places.push(place);
    }
    canvas.line(&places, 4.0, MAIN)?;
    let end = (x_of(last), y_of(last.equity.dollars()));
    canvas.dot(end, 9.0, MAIN)?;
    let words = frame.words;
    canvas.line(&[(EDGE, 728.0), (EDGE + 50.0, 728.0)], 4.0, MAIN)?;
    canvas.text(&words.say("equity-line", &[]), (EDGE + 64.0, 728.0), Side::Right, LABEL, WORDS)?;
    let begun = words.say("equity-begin", &[("capital", show::money(words, account.capital).into())]);
    canvas.text(&begun, (RIGHT, 728.0), Side::Left, LABEL, SOFT_WORDS)
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Ink;
    use super::super::png::tests::unpack;
    use super::*;
    use crate::bot::screens::desk::samples as desk;
    use crate::bot::screens::samples;
    use crate::domain::money::Cents;
    use crate::domain::setting::Theme;

    /// Rows in which the curve's colour stands, from above.
    fn rows(png: &[u8], ink: Ink) -> Vec<usize> {
        let (pixels, width, height) = unpack(png);
        assert_eq!((width, height), (SIZE.0 as usize, SIZE.1 as usize));
        let near = |pixel: &[u8; 3]| pixel.iter().zip(ink.rgb(Theme::Dark)).all(|(a, b)| a.abs_diff(b) < 8);
        let found = pixels.iter().enumerate().filter(|(at, pixel)| at / width < 700 && near(pixel));
        found.map(|(at, _)| at / width).collect()
    }

    #[test]
    fn the_curve_falls_where_the_equity_does() {
        let account = desk::full_book().paper;
        let frame = Frame { simulated: false, ..samples::frame() };
        let picture = draw(&frame, &account).unwrap().unwrap();
        assert_eq!(draw(&frame, &account).unwrap().unwrap(), picture);
        assert!(picture.len() < 300_000, "{} bytes", picture.len());
        let mut fallen = account.clone();
        if let Some(last) = fallen.equity.last_mut() {
            last.equity = Cents(60_000);
        }
        let lowest =
            |account: &Account| rows(&draw(&frame, account).unwrap().unwrap(), MAIN).into_iter().max().unwrap();
        assert!(lowest(&fallen) > 600, "{}", lowest(&fallen));
    }

    #[test]
    fn before_anything_happened_there_is_no_picture() {
        assert_eq!(draw(&samples::frame(), &Account::default()).unwrap(), None);
        let opened = desk::book(crate::domain::desk::approval::Mode::Paper, []);
        assert_eq!(draw(&samples::frame(), &opened.paper).unwrap(), None);
    }
}
