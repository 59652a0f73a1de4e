//! A group of screens: what each shows, as its command says it, and a button to each.

use super::{Button, Frame, Screen};
use crate::bot::menu::Group;
use crate::bot::surface::{COMMANDS, Tap};

/// Buttons in a row.
const ROW: usize = 3;

/// The screen of a group.
pub fn group(frame: &Frame<'_>, group: Group) -> Screen {
    let words = frame.words;
    let mut html = frame.head(group.keys().0);
    let ways = group.ways();
    for (command, ..) in &ways {
        if let Some((_, name, key)) = COMMANDS.iter().find(|(known, ..)| known == command) {
            html.line(format!("/{name} – {}", words.say(key, &[])));
        }
    }
    let buttons: Vec<Button> = ways.into_iter().map(|(_, key, tap)| Button::new(frame, key, tap)).collect();
    let mut rows: Vec<Vec<Button>> = buttons.chunks(ROW).map(<[Button]>::to_vec).collect();
    rows.push(vec![Button::new(frame, "button-home", Tap::Home)]);
    Screen::new(html, rows)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_desk() {
        samples::check(&group(&samples::frame(), Group::Trading), &expect![[""]]);
    }
}
