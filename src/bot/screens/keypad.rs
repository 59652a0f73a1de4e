//! The keypad for the PIN: dots for digits, never the digits.

use super::{Button, Frame, Screen};
use crate::bot::pin::{Key, PIN_DIGITS};
use crate::bot::surface::Tap;
use crate::bot::text::Html;

/// The keypad with so many digits entered.
pub fn keypad(frame: &Frame<'_>, entered: usize) -> Screen {
    let entered = entered.min(PIN_DIGITS);
    let mut html = Html::new();
    html.line(frame.words.say("pin-ask", &[])).gap();
    html.bold(format!("{}{}", "●".repeat(entered), "○".repeat(PIN_DIGITS - entered)));
    let key = |key: Key, label: String| Button { label, tap: Tap::PinKey(key) };
    let digit = |digit: u8| key(Key::Digit(digit), digit.to_string());
    let mut rows: Vec<Vec<Button>> = [[1, 2, 3], [4, 5, 6], [7, 8, 9]].map(|row| row.map(digit).to_vec()).to_vec();
    rows.push(vec![key(Key::Cancel, "✕".to_owned()), digit(0), key(Key::Back, "⌫".to_owned())]);
    Screen::new(html, rows)
}
