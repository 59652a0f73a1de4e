//! What all pictures have in common: their colours, the sizes of their letters, and the head with the mark of the simulated market.

use super::ChartError;
use super::canvas::{Canvas, Ink, Side};
use crate::bot::screens::Frame;

/// The ground of a picture.
pub const GROUND: Ink = Ink(14, 19, 28, 1.0);
/// The ground of a plot.
pub const PANEL: Ink = Ink(20, 27, 39, 1.0);
/// Lines of a grid.
pub const GRID: Ink = Ink(38, 48, 65, 1.0);
/// Letters.
pub const WORDS: Ink = Ink(222, 229, 240, 1.0);
/// Letters that stand back.
pub const SOFT_WORDS: Ink = Ink(146, 160, 182, 1.0);
/// What a picture is about.
pub const MAIN: Ink = Ink(126, 170, 247, 1.0);
/// What is marked in it.
pub const MARKED: Ink = Ink(236, 191, 84, 1.0);
/// What came true, and what is followed.
pub const RIGHT: Ink = Ink(61, 214, 160, 1.0);
/// What did not, and what is taken the other way round.
pub const WRONG: Ink = Ink(255, 122, 84, 1.0);

/// The left edge of what is drawn, and the right edge from the other side, pixels.
pub const EDGE: f64 = 24.0;

/// Size of the letters of a title, pixels.
pub const TITLE: f64 = 40.0;
/// Size of all other letters, pixels: read without glasses where the picture is as wide as a phone.
pub const LABEL: f64 = 27.0;

/// The title, a line below it, and the mark of the simulated market where it is one.
pub(super) fn head(
    frame: &Frame<'_>,
    canvas: &Canvas<'_>,
    width: u32,
    (title, below): (&str, &str),
) -> Result<(), ChartError> {
    canvas.text(title, (EDGE, 34.0), Side::Right, TITLE, WORDS)?;
    canvas.text(below, (EDGE, 74.0), Side::Right, LABEL - 3.0, SOFT_WORDS)?;
    if frame.simulated {
        let mark = frame.words.say("chart-simulated", &[]);
        let right = f64::from(width) - EDGE;
        let left = right - canvas.width_of(&mark, LABEL + 3.0) - 32.0;
        canvas.area((left, 22.0), (right, 68.0), MARKED)?;
        canvas.text(&mark, (f64::midpoint(left, right), 45.0), Side::Centre, LABEL + 3.0, GROUND)?;
    }
    Ok(())
}
