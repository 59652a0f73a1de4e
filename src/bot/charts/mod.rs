//! Pictures: pure functions from facts to the bytes of a PNG. The font comes along; nothing of the machine is used.

pub mod canvas;
pub mod card;
pub mod equity;
pub mod over_time;
mod png;
pub mod price;
pub mod profits;
pub mod reliability;
pub mod sheet;
pub mod weights;

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The font that comes along is no font.
    #[error("the font of the pictures cannot be read")]
    Font,
    /// The drawing library refused.
    #[error("a picture could not be drawn: {0}")]
    Drawing(String),
    /// The finished picture could not be packed.
    #[error("a picture could not be packed: {0}")]
    Packing(#[from] std::io::Error),
}
