//! What the taps have saved or cost: offers that were approved beside those that were denied and those that expired.

use super::{Button, Frame, Screen};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::domain::desk::book::Book;

/// The scoreboard screen.
pub fn scoreboard(frame: &Frame<'_>, _book: &Book) -> Screen {
    let words = frame.words;
    let mut html = frame.head("scoreboard-title");
    html.line(words.say("scoreboard-none", &[]));
    let _ = show::days;
    let rows = vec![
        vec![Button::new(frame, "button-trades", Tap::Trades(0)), Button::new(frame, "button-risk", Tap::Risk)],
        frame.foot(Tap::Scoreboard),
    ];
    Screen::new(html, rows)
}
