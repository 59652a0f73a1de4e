//! How the accuracy came about: the share of calls that came true, the band in which the true one lies, and the baseline beside it.

use super::ChartError;
use super::canvas::{Canvas, Place, Side, paint};
use super::sheet::{self, EDGE, GRID, LABEL, MAIN, MARKED, PANEL, SOFT_WORDS, WORDS};
use crate::bot::screens::{Frame, names};
use crate::bot::show;
use crate::domain::horizon::Horizon;
use crate::domain::view::AccuracyPoint;

/// Width and height, pixels.
pub const SIZE: (u32, u32) = (1200, 860);

/// Fewest days that make a line.
pub const DAYS_MIN: usize = 2;

/// Edges of the plot, pixels.
const LEFT: f64 = 118.0;
const RIGHT: f64 = 1_064.0;
const TOP: f64 = 124.0;
const BOTTOM: f64 = 716.0;

/// Length of a dash and of the gap after it, pixels.
const DASH: (f64, f64) = (14.0, 10.0);

type Drawn = Result<(), ChartError>;

/// Draws the picture from points, the oldest first; `None` where there are too few for a line.
pub fn draw(frame: &Frame<'_>, horizon: Horizon, points: &[AccuracyPoint]) -> Result<Option<Vec<u8>>, ChartError> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Ok(None) };
    if points.len() < DAYS_MIN {
        return Ok(None);
    }
    let words = frame.words;
    let picture = paint(frame.theme, SIZE, |canvas| {
        let name = words.say(names::horizon(horizon), &[]);
        let title = words.say("over-time-head", &[("symbol", frame.symbol.as_str().into()), ("horizon", name.into())]);
        let span = words.say(
            "over-time-span",
            &[("from", show::date(words, first.date).into()), ("to", show::date(words, last.date).into())],
        );
        sheet::head(frame, canvas, SIZE.0, (&title, &span))?;
        plot(frame, canvas, points)?;
        legend(frame, canvas)
    })?;
    Ok(Some(picture))
}

/// The place of a share on one of so many days.
fn place(at: usize, days: usize, share: f64) -> Place {
    let along = at as f64 / (days - 1).max(1) as f64;
    (LEFT + along * (RIGHT - LEFT), BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP))
}

fn plot(frame: &Frame<'_>, canvas: &Canvas<'_>, points: &[AccuracyPoint]) -> Drawn {
    let words = frame.words;
    let line = |of: &dyn Fn(&AccuracyPoint) -> f64| -> Vec<Place> {
        points.iter().enumerate().map(|(at, point)| place(at, points.len(), of(point))).collect()
    };
    canvas.area((LEFT, TOP), (RIGHT, BOTTOM), PANEL)?;
    let mut band = line(&|point| point.right.interval.1);
    band.extend(line(&|point| point.right.interval.0).into_iter().rev());
    canvas.shape(&band, MAIN.faint(0.22))?;
    for fifth in 0..=5 {
        let share = f64::from(fifth) / 5.0;
        let y = place(0, points.len(), share).1;
        canvas.line(&[(LEFT, y), (RIGHT, y)], 1.0, GRID)?;
        canvas.text(&show::share(words, share), (LEFT - 12.0, y), Side::Left, LABEL, SOFT_WORDS)?;
    }
    dashed(canvas, &line(&|point| point.baseline))?;
    let right = line(&|point| point.right.value);
    canvas.line(&right, 4.0, MAIN)?;
    if let (Some(end), Some(last)) = (right.last(), points.last()) {
        canvas.dot(*end, 9.0, MAIN)?;
        canvas.text(&show::share(words, last.right.value), (end.0 + 16.0, end.1), Side::Right, LABEL, WORDS)?;
    }
    for (at, side) in [(0, Side::Right), (points.len() / 2, Side::Centre), (points.len() - 1, Side::Left)] {
        let Some(point) = points.get(at) else { continue };
        let x = place(at, points.len(), 0.0).0;
        canvas.text(&show::short_date(words, point.date), (x, BOTTOM + 28.0), side, LABEL, SOFT_WORDS)?;
        let count =
            words.say("over-time-independent", &[("independent", show::independent(words, point.independent).into())]);
        canvas.text(&count, (x, BOTTOM + 62.0), side, LABEL - 3.0, SOFT_WORDS)?;
    }
    Ok(())
}

/// A line of dashes, told apart from a whole one without its colour.
fn dashed(canvas: &Canvas<'_>, places: &[Place]) -> Drawn {
    let (mut passed, whole) = (0.0, DASH.0 + DASH.1);
    for pair in places.windows(2) {
        let [from, to] = pair else { continue };
        let long = libm::hypot(to.0 - from.0, to.1 - from.1);
        let at = |way: f64| {
            let share = if long > 0.0 { way / long } else { 0.0 };
            (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
        };
        let mut way = 0.0;
        while way < long {
            let phase = libm::fmod(passed + way, whole);
            let (inked, left) = if phase < DASH.0 { (true, DASH.0 - phase) } else { (false, whole - phase) };
            let end = (way + left.max(0.5)).min(long);
            if inked {
                canvas.line(&[at(way), at(end)], 3.0, MARKED)?;
            }
            way = end;
        }
        passed += long;
    }
    Ok(())
}

/// What the marks mean.
fn legend(frame: &Frame<'_>, canvas: &Canvas<'_>) -> Drawn {
    const Y: f64 = 826.0;
    let words = frame.words;
    canvas.line(&[(EDGE, Y), (EDGE + 44.0, Y)], 4.0, MAIN)?;
    let mut x = named(canvas, EDGE + 56.0, Y, &words.say("over-time-right", &[]))?;
    canvas.area((x, Y - 14.0), (x + 34.0, Y + 14.0), MAIN.faint(0.30))?;
    x = named(canvas, x + 46.0, Y, &words.say("over-time-band", &[]))?;
    dashed(canvas, &[(x, Y), (x + 58.0, Y)])?;
    named(canvas, x + 70.0, Y, &words.say("over-time-baseline", &[]))?;
    Ok(())
}

/// Writes a word of the legend; where the next may begin.
fn named(canvas: &Canvas<'_>, x: f64, y: f64, word: &str) -> Result<f64, ChartError> {
    canvas.text(word, (x, y), Side::Right, LABEL, WORDS)?;
    Ok(x + canvas.width_of(word, LABEL) + 36.0)
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Ink;
    use super::super::png::tests::unpack;
    use super::*;
    use crate::bot::screens::samples;
    use crate::domain::setting::Theme;
    use crate::domain::view::Measured;

    fn points(days: usize, value: f64) -> Vec<AccuracyPoint> {
        let mut date = jiff::civil::date(2026, 1, 5);
        (1..=days)
            .map(|day| {
                let half = 0.5 / libm::sqrt(day as f64);
                date = date.tomorrow().unwrap();
                AccuracyPoint {
                    date,
                    right: Measured { value, interval: ((value - half).max(0.0), (value + half).min(1.0)) },
                    baseline: 0.45,
                    independent: day as f64,
                }
            })
            .collect()
    }

    /// How high in the plot a colour stands on average, from above.
    fn height(png: &[u8], ink: Ink, theme: Theme) -> f64 {
        let (pixels, width, height) = unpack(png);
        assert_eq!((width, height), (SIZE.0 as usize, SIZE.1 as usize));
        let near = |pixel: &[u8; 3]| pixel.iter().zip(ink.rgb(theme)).all(|(a, b)| a.abs_diff(b) < 8);
        let plot = |at: usize| ((at / width) as f64) < BOTTOM && ((at / width) as f64) > TOP;
        let rows: Vec<f64> = pixels
            .iter()
            .enumerate()
            .filter(|(at, pixel)| plot(*at) && near(pixel))
            .map(|(at, _)| (at / width) as f64)
            .collect();
        assert!(!rows.is_empty());
        rows.iter().sum::<f64>() / rows.len() as f64
    }

    #[test]
    fn the_line_stands_as_high_as_the_accuracy_in_both_themes() {
        for theme in [Theme::Dark, Theme::Light] {
            let frame = Frame { simulated: false, theme, ..samples::frame() };
            let drawn = |value| draw(&frame, Horizon::PRIMARY, &points(40, value)).unwrap().unwrap();
            let (low, high) = (height(&drawn(0.3), MAIN, theme), height(&drawn(0.8), MAIN, theme));
            assert!((low - high - 0.5 * (BOTTOM - TOP)).abs() < 12.0, "{low} {high}");
            let baseline = height(&drawn(0.3), MARKED, theme);
            assert!((baseline - place(0, 2, 0.45).1).abs() < 4.0, "{baseline}");
        }
    }

    #[test]
    fn without_two_days_there_is_no_picture() {
        for days in 0..DAYS_MIN {
            assert_eq!(draw(&samples::frame(), Horizon::PRIMARY, &points(days, 0.5)).unwrap(), None);
        }
    }
}
