//! The checklist for live trading.

use super::{Button, Frame, Screen};
use crate::bot::desk_link::DeskFacts;
use crate::bot::surface::Tap;
use crate::domain::desk::book::Book;

/// The checklist screen.
pub fn ready(frame: &Frame<'_>, _book: &Book, _facts: &DeskFacts) -> Screen {
    let html = frame.head("ready-title");
    let rows = vec![vec![Button::new(frame, "button-risk", Tap::Risk)], frame.foot(Tap::Ready)];
    Screen::new(html, rows)
}
