//! Stated confidence against how often it came true: a dot for calls of like confidence, larger where more stand behind it.

use super::ChartError;
use super::canvas::{Canvas, Place, Side, paint};
use super::sheet::{self, EDGE, GRID, GROUND, LABEL, MAIN, MARKED, PANEL, SOFT_WORDS, WORDS};
use crate::bot::screens::{Frame, names};
use crate::bot::show;
use crate::domain::horizon::Horizon;
use crate::domain::view::{Bin, Standing};

/// Width and height, pixels.
pub const SIZE: (u32, u32) = (1080, 1190);

/// Edges of the plot, pixels from the left and from above; as wide as it is high, so that the diagonal is one.
const LEFT: f64 = 116.0;
const TOP: f64 = 146.0;
const SIDE_LENGTH: f64 = 908.0;

/// Radius of the dot with the least and with the most behind it, pixels.
const RADII: (f64, f64) = (9.0, 30.0);

/// Half of the stroke at each end of an interval, pixels.
const CAP: f64 = 11.0;

type Drawn = Result<(), ChartError>;

/// Draws the picture; `None` where nothing has settled yet.
pub fn draw(frame: &Frame<'_>, horizon: Horizon, standing: &Standing) -> Result<Option<Vec<u8>>, ChartError> {
    if standing.bins.is_empty() {
        return Ok(None);
    }
    let words = frame.words;
    let picture = paint(frame.theme, SIZE, |canvas| {
        let name = words.say(names::horizon(horizon), &[]);
        let title =
            words.say("reliability-head", &[("symbol", frame.symbol.as_str().into()), ("horizon", name.into())]);
        sheet::head(frame, canvas, SIZE.0, (&title, &words.say("reliability-about", &[])))?;
        axes(frame, canvas)?;
        let most = standing.bins.iter().map(|bin| bin.independent).fold(0.0, f64::max);
        for bin in &standing.bins {
            interval(canvas, bin)?;
        }
        for bin in &standing.bins {
            dot(canvas, bin, most)?;
        }
        legend(frame, canvas)
    })?;
    Ok(Some(picture))
}

/// The place of a stated confidence and a share that came true.
fn place(stated: f64, came_true: f64) -> Place {
    (LEFT + stated.clamp(0.0, 1.0) * SIDE_LENGTH, TOP + (1.0 - came_true.clamp(0.0, 1.0)) * SIDE_LENGTH)
}

fn axes(frame: &Frame<'_>, canvas: &Canvas<'_>) -> Drawn {
    let (corner, other) = (place(0.0, 1.0), place(1.0, 0.0));
    canvas.area(corner, other, PANEL)?;
    for fifth in 0..=5 {
        let share = f64::from(fifth) / 5.0;
        canvas.line(&[place(0.0, share), place(1.0, share)], 1.0, GRID)?;
        canvas.line(&[place(share, 0.0), place(share, 1.0)], 1.0, GRID)?;
        let (label, left, below) = (show::share(frame.words, share), place(0.0, share), place(share, 0.0));
        canvas.text(&label, (left.0 - 14.0, left.1), Side::Left, LABEL, SOFT_WORDS)?;
        canvas.text(&label, (below.0, below.1 + 26.0), Side::Centre, LABEL, SOFT_WORDS)?;
    }
    canvas.line(&[place(0.0, 0.0), place(1.0, 1.0)], 3.0, SOFT_WORDS)?;
    let words = frame.words;
    canvas.text(&words.say("reliability-up", &[]), (EDGE, TOP - 32.0), Side::Right, LABEL, WORDS)?;
    let right = LEFT + SIDE_LENGTH;
    canvas.text(&words.say("reliability-across", &[]), (right, other.1 + 62.0), Side::Left, LABEL, WORDS)
}

fn interval(canvas: &Canvas<'_>, bin: &Bin) -> Drawn {
    let (low, high) = bin.came_true.interval;
    let (low, high) = (place(bin.stated, low), place(bin.stated, high));
    canvas.line(&[low, high], 4.0, MAIN.faint(0.75))?;
    for (x, y) in [low, high] {
        canvas.line(&[(x - CAP, y), (x + CAP, y)], 4.0, MAIN.faint(0.75))?;
    }
    Ok(())
}

/// The area of a dot grows with what stands behind it.
fn dot(canvas: &Canvas<'_>, bin: &Bin, most: f64) -> Drawn {
    let share = if most > 0.0 { (bin.independent / most).clamp(0.0, 1.0) } else { 0.0 };
    let radius = RADII.0 + (RADII.1 - RADII.0) * libm::sqrt(share);
    let centre = place(bin.stated, bin.came_true.value);
    canvas.dot(centre, radius, GROUND)?;
    canvas.dot(centre, radius - 2.0, MARKED)
}

/// What the marks mean, in one row.
fn legend(frame: &Frame<'_>, canvas: &Canvas<'_>) -> Drawn {
    const Y: f64 = 1158.0;
    let words = frame.words;
    let mut x = EDGE + 12.0;
    canvas.dot((x, Y), 12.0, MARKED)?;
    x = named(canvas, x + 22.0, Y, &words.say("reliability-dot", &[]))?;
    canvas.line(&[(x, Y - 18.0), (x, Y + 18.0)], 4.0, MAIN)?;
    x = named(canvas, x + 18.0, Y, &words.say("reliability-interval", &[]))?;
    canvas.line(&[(x - 4.0, Y + 16.0), (x + 28.0, Y - 16.0)], 3.0, SOFT_WORDS)?;
    named(canvas, x + 40.0, Y, &words.say("reliability-diagonal", &[]))?;
    Ok(())
}

/// Writes a word of the legend; where the next may begin.
fn named(canvas: &Canvas<'_>, x: f64, y: f64, word: &str) -> Result<f64, ChartError> {
    canvas.text(word, (x, y), Side::Right, LABEL, WORDS)?;
    Ok(x + canvas.width_of(word, LABEL) + 40.0)
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Ink;
    use super::super::png::tests::unpack;
    use super::*;
    use crate::bot::screens::{samples, samples_learned};
    use crate::domain::setting::Theme;

    /// Pixels of nearly that colour above the legend.
    fn pixels(png: &[u8], ink: Ink) -> usize {
        let (pixels, width, height) = unpack(png);
        assert_eq!((width, height), (SIZE.0 as usize, SIZE.1 as usize));
        let near = |pixel: &[u8; 3]| pixel.iter().zip(ink.rgb(Theme::Dark)).all(|(a, b)| a.abs_diff(b) < 8);
        pixels.iter().take(width * 1_080).filter(|pixel| near(pixel)).count()
    }

    fn drawn(standing: &Standing) -> Vec<u8> {
        let frame = Frame { simulated: false, ..samples::frame() };
        draw(&frame, Horizon::OneDay, standing).unwrap().unwrap()
    }

    #[test]
    fn dots_are_as_large_as_what_stands_behind_them() {
        let standing = samples_learned::standings().horizons[2].clone();
        let picture = drawn(&standing);
        assert_eq!(drawn(&standing), picture);
        assert!(picture.len() < 300_000, "{} bytes", picture.len());
        let one = |independent| {
            let bin = Bin { independent, stated: 0.2, ..standing.bins[0] };
            pixels(&drawn(&Standing { bins: vec![bin, Bin { independent: 40.0, ..bin }], ..standing.clone() }), MARKED)
        };
        // Both lie on the same place: the larger one covers the smaller.
        assert_eq!(one(1.0), one(10.0));
        let apart = |independent| {
            let bin = Bin { independent, stated: 0.9, ..standing.bins[0] };
            let large = Bin { independent: 40.0, stated: 0.1, ..bin };
            pixels(&drawn(&Standing { bins: vec![bin, large], ..standing.clone() }), MARKED)
        };
        assert!(apart(10.0) > apart(1.0) + 500, "{} and {}", apart(10.0), apart(1.0));
    }

    #[test]
    fn nothing_settled_is_no_picture_and_odd_figures_are_drawn() {
        let none = draw(&samples::frame(), Horizon::OneHour, &Standing::default()).unwrap();
        assert_eq!(none, None);
        assert!(pixels(&drawn(&samples_learned::extreme_standings().horizons[0]), MARKED) > 5_000);
    }

    #[test]
    fn letters_are_large_enough_for_a_phone() {
        // A phone shows the picture about 390 points wide; letters of 9 points can be read.
        assert!(LABEL * 390.0 / f64::from(SIZE.0) > 9.0);
    }
}
