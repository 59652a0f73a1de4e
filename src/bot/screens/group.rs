//! A group of screens: what each shows that the reader may see, as its command says it, and a button to each.

use super::desk::Reader;
use super::{Button, Frame, Screen};
use crate::bot::menu::Group;
use crate::bot::surface::{COMMANDS, Tap};

/// Buttons in a row.
const ROW: usize = 3;

/// The screen of a group.
pub fn group(frame: &Frame<'_>, reader: Reader, group: Group) -> Screen {
    let words = frame.words;
    let mut html = frame.head(group.keys().0);
    let mut ways = group.ways();
    ways.retain(|(command, ..)| reader.may(command.right()));
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
    use crate::bot::door::People;
    use crate::domain::person::PersonId;
    use expect_test::expect;
    use teloxide::types::UserId;

    fn reader() -> Reader {
        let people = People { owner: Some(UserId(1001)), ..People::default() };
        Reader::of(&people, PersonId(1001))
    }

    #[test]
    fn what_is_the_owners_alone_is_not_shown_to_others() {
        let other = Reader::of(&People::default(), PersonId(1));
        let taps = group(&samples::frame(), other, Group::Trading).buttons.concat();
        assert!(taps.iter().all(|button| button.tap != Tap::Mode) && taps.len() == 6);
    }

    #[test]
    fn the_desk() {
        samples::check(
            &group(&samples::frame(), reader(), Group::Trading),
            &expect![[r#"
            <b>Trading · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            /positions – what is held, what it is worth, when it is sold
            /trades – the trades that are over, with figures and pictures
            /options – the option chain near the money
            /risk – the rules, and where they stand now
            /ready – what is missing for live trading
            /mode – predictions, paper or live
            [Positions] [Trades] [Options]
            [Risk] [Ready?] [Mode]
            [‹ Back]
        "#]],
        );
    }
}
