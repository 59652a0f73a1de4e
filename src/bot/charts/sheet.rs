//! What all pictures have in common: their colours, the sizes of their letters, and the head with the mark of the simulated market.

use super::ChartError;
use super::canvas::{Canvas, Ink, Side};
use crate::bot::screens::Frame;
use crate::domain::setting::Theme;

/// What something in a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The ground of a picture.
    Ground,
    /// The ground of a plot.
    Panel,
    /// Lines of a grid.
    Grid,
    /// Letters.
    Words,
    /// Letters that stand back.
    SoftWords,
    /// What a picture is about.
    Main,
    /// What is marked in it.
    Marked,
    /// What came true, and what is followed.
    Right,
    /// What did not, and what is taken the other way round.
    Wrong,
}

impl Role {
    /// Red, green and blue.
    pub const fn rgb(self, theme: Theme) -> [u8; 3] {
        let (dark, light) = match self {
            Self::Ground => ([14, 19, 28], [255, 255, 255]),
            Self::Panel => ([20, 27, 39], [243, 246, 250]),
            Self::Grid => ([38, 48, 65], [212, 219, 230]),
            Self::Words => ([222, 229, 240], [24, 32, 46]),
            Self::SoftWords => ([146, 160, 182], [88, 101, 122]),
            Self::Main => ([126, 170, 247], [29, 86, 200]),
            Self::Marked => ([236, 191, 84], [151, 96, 0]),
            Self::Right => ([61, 214, 160], [0, 112, 78]),
            Self::Wrong => ([255, 122, 84], [190, 58, 16]),
        };
        match theme {
            Theme::Dark => dark,
            Theme::Light => light,
        }
    }
}

/// The ground of a picture.
pub const GROUND: Ink = Ink::of(Role::Ground);
/// The ground of a plot.
pub const PANEL: Ink = Ink::of(Role::Panel);
/// Lines of a grid.
pub const GRID: Ink = Ink::of(Role::Grid);
/// Letters.
pub const WORDS: Ink = Ink::of(Role::Words);
/// Letters that stand back.
pub const SOFT_WORDS: Ink = Ink::of(Role::SoftWords);
/// What a picture is about.
pub const MAIN: Ink = Ink::of(Role::Main);
/// What is marked in it.
pub const MARKED: Ink = Ink::of(Role::Marked);
/// What came true, and what is followed.
pub const RIGHT: Ink = Ink::of(Role::Right);
/// What did not, and what is taken the other way round.
pub const WRONG: Ink = Ink::of(Role::Wrong);

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
    let right = f64::from(width) - EDGE;
    let mark = frame.words.say("chart-simulated", &[]);
    let left = right - canvas.width_of(&mark, LABEL + 3.0) - 32.0;
    let room = if frame.simulated { left - 2.0 * EDGE } else { right - EDGE };
    canvas.text_within(title, (EDGE, 34.0), Side::Right, (TITLE, room), WORDS)?;
    canvas.text_within(below, (EDGE, 74.0), Side::Right, (LABEL - 3.0, room), SOFT_WORDS)?;
    if frame.simulated {
        canvas.area((left, 22.0), (right, 68.0), MARKED)?;
        canvas.text(&mark, (f64::midpoint(left, right), 45.0), Side::Centre, LABEL + 3.0, GROUND)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(rgb: [u8; 3]) -> f64 {
        let linear = rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    fn contrast(one: Role, other: Role, theme: Theme) -> f64 {
        let (one, other) = (luminance(one.rgb(theme)), luminance(other.rgb(theme)));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn letters_and_marks_stand_out_in_both_themes() {
        use Role::{Ground, Main, Marked, Panel, Right, SoftWords, Words, Wrong};
        for theme in [Theme::Dark, Theme::Light] {
            for ground in [Ground, Panel] {
                for letters in [Words, SoftWords, Main, Marked, Right, Wrong] {
                    let found = contrast(letters, ground, theme);
                    assert!(found >= 4.5, "{letters:?} on {ground:?} in {theme:?}: {found:.2}");
                }
            }
            assert!(contrast(Marked, Ground, theme) >= 4.5, "the mark of the simulated market");
        }
    }
}
