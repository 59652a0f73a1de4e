//! A sheet to draw on, with smooth edges: everything is drawn at twice the size and brought down at the end.

use std::sync::LazyLock;

use memmap2::MmapMut;
use plotters::backend::BitMapBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBAColor, RGBColor, ShapeStyle, TextStyle, register_font};

use super::sheet::{EDGE, GROUND, Role};
use super::{ChartError, png};
use crate::domain::setting::Theme;

/// How much larger everything is drawn than it is shown.
const OVERSAMPLING: u32 = 2;

/// How far above the middle of its line a letter's own middle stands, in sizes.
const LETTERS_ABOVE: f64 = 0.17;

/// Letters are never written smaller than this, pixels.
const SMALLEST: f64 = 18.0;

/// The name under which the font is known to the drawing library.
const FONT: &str = "chart";

/// Whether the font could be read.
static FONT_IS_KNOWN: LazyLock<bool> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../assets/fonts/DejaVuSans.ttf");
    register_font(FONT, FontStyle::Normal, bytes).is_ok()
});

/// What something is drawn with: what it is for, and how much it covers of what lies below, from 0 to 1. The theme says which colour that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    role: Role,
    share: f64,
}

impl Ink {
    /// Ink that covers.
    pub const fn of(role: Role) -> Self {
        Self { role, share: 1.0 }
    }

    /// The same ink, more or less of it.
    #[must_use]
    pub fn faint(self, share: f64) -> Self {
        Self { share, ..self }
    }

    /// Its red, green and blue in a theme.
    pub fn rgb(self, theme: Theme) -> [u8; 3] {
        self.role.rgb(theme)
    }

    fn rgba(self, theme: Theme) -> RGBAColor {
        let [red, green, blue] = self.rgb(theme);
        RGBColor(red, green, blue).mix(self.share)
    }
}

/// A place on the sheet, pixels of the finished picture from its upper left corner.
pub type Place = (f64, f64);

/// Where a text stands in relation to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the right of it.
    Right,
    /// Centred on it.
    Centre,
    /// To the left of it.
    Left,
}

/// The sheet.
pub struct Canvas<'a> {
    area: DrawingArea<BitMapBackend<'a>, Shift>,
    theme: Theme,
    /// Width of the finished picture, pixels.
    width: f64,
}

/// What drawing returns.
type Drawn = Result<(), ChartError>;

/// Draws a picture of that size and packs it as PNG.
pub fn paint(
    theme: Theme,
    (width, height): (u32, u32),
    draw: impl FnOnce(&Canvas<'_>) -> Drawn,
) -> Result<Vec<u8>, ChartError> {
    if !*FONT_IS_KNOWN {
        return Err(ChartError::Font);
    }
    let large = (width * OVERSAMPLING, height * OVERSAMPLING);
    // Asked of the system and given back to it: the heap would keep as much for each thread that ever drew.
    let mut pixels = MmapMut::map_anon((large.0 * large.1 * 3) as usize)?;
    {
        let area = BitMapBackend::with_buffer(&mut pixels, large).into_drawing_area();
        let canvas = Canvas { area, theme, width: f64::from(width) };
        canvas.area.fill(&GROUND.rgba(theme)).map_err(|error| refused(&error))?;
        draw(&canvas)?;
        canvas.area.present().map_err(|error| refused(&error))?;
    }
    let row_bytes = large.0 as usize * 3;
    let rows = pixels.chunks_exact(row_bytes * 2).map(|rows| brought_down(rows.split_at(row_bytes)));
    Ok(png::pack(rows, width, height)?)
}

/// Each pixel is the mean of the square of four that it was drawn as.
fn brought_down((upper, lower): (&[u8], &[u8])) -> Vec<u8> {
    let mut small = Vec::with_capacity(upper.len() / 2);
    for (upper, lower) in upper.chunks_exact(6).zip(lower.chunks_exact(6)) {
        if let (&[a, b, c, d, e, f], &[g, h, i, j, k, l]) = (upper, lower) {
            let mean = |four: [u8; 4]| (four.map(u16::from).iter().sum::<u16>() / 4) as u8;
            small.extend([mean([a, d, g, j]), mean([b, e, h, k]), mean([c, f, i, l])]);
        }
    }
    small
}

impl Canvas<'_> {
    /// A line through places, `width` pixels wide.
    pub fn line(&self, places: &[Place], width: f64, ink: Ink) -> Drawn {
        let style = ShapeStyle { color: ink.rgba(self.theme), filled: false, stroke_width: stroke(width) };
        self.draw(&PathElement::new(large_all(places), style))
    }

    /// A filled shape.
    pub fn shape(&self, corners: &[Place], ink: Ink) -> Drawn {
        self.draw(&Polygon::new(large_all(corners), ink.rgba(self.theme).filled()))
    }

    /// A closed line around a shape.
    pub fn outline(&self, corners: &[Place], width: f64, ink: Ink) -> Drawn {
        let closed: Vec<Place> = corners.iter().chain(corners.iter().take(2)).copied().collect();
        self.line(&closed, width, ink)
    }

    /// A filled rectangle between two corners.
    pub fn area(&self, one: Place, other: Place, ink: Ink) -> Drawn {
        self.draw(&Rectangle::new([large(one), large(other)], ink.rgba(self.theme).filled()))
    }

    /// A filled circle.
    pub fn dot(&self, centre: Place, radius: f64, ink: Ink) -> Drawn {
        self.draw(&Circle::new(large(centre), stroke(radius), ink.rgba(self.theme).filled()))
    }

    /// A text, centred on the height of its place; one that would leave the picture is written smaller.
    pub fn text(&self, words: &str, place: Place, side: Side, size: f64, ink: Ink) -> Drawn {
        let room = match side {
            Side::Right => self.width - place.0,
            Side::Left => place.0,
            Side::Centre => 2.0 * place.0.min(self.width - place.0),
        };
        self.text_within(words, place, side, (size, room - EDGE / 4.0), ink)
    }

    /// A text that is written smaller where it is wider than the room for it, pixels.
    pub fn text_within(&self, words: &str, place: Place, side: Side, (size, room): (f64, f64), ink: Ink) -> Drawn {
        let wide = self.width_of(words, size);
        let size = if wide > room { (size * (room / wide)).max(SMALLEST) } else { size };
        let horizontal = match side {
            Side::Right => HPos::Left,
            Side::Centre => HPos::Center,
            Side::Left => HPos::Right,
        };
        // The library centres the box of a line; the letters stand in its upper part.
        let place = (place.0, place.1 + size * LETTERS_ABOVE);
        let colour = ink.rgba(self.theme);
        let style = style(size).color(&colour).pos(Pos::new(horizontal, VPos::Center));
        self.draw(&Text::new(words.to_owned(), large(place), style))
    }

    /// How wide a text is, pixels.
    pub fn width_of(&self, words: &str, size: f64) -> f64 {
        let box_of = style(size).font.layout_box(words);
        box_of.map_or(0.0, |((left, _), (right, _))| f64::from(right - left) / f64::from(OVERSAMPLING))
    }

    fn draw<'e, E>(&self, element: &'e E) -> Drawn
    where
        &'e E: plotters::element::PointCollection<'e, (i32, i32)>,
        E: for<'b> plotters::element::Drawable<BitMapBackend<'b>>,
    {
        self.area.draw(element).map_err(|error| refused(&error))
    }
}

fn style(size: f64) -> TextStyle<'static> {
    (FONT, size * f64::from(OVERSAMPLING)).into_font().into()
}

fn stroke(width: f64) -> u32 {
    libm::round(width * f64::from(OVERSAMPLING)).max(1.0) as u32
}

fn large((x, y): Place) -> (i32, i32) {
    let times = f64::from(OVERSAMPLING);
    (libm::round(x * times) as i32, libm::round(y * times) as i32)
}

fn large_all(places: &[Place]) -> Vec<(i32, i32)> {
    places.iter().copied().map(large).collect()
}

fn refused<E: std::error::Error + Send + Sync>(error: &DrawingAreaErrorKind<E>) -> ChartError {
    ChartError::Drawing(error.to_string())
}
