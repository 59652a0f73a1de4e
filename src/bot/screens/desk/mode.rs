//! The three modes: what each means, which one is on, and the two steps into live trading.

use super::{Button, Frame, Reader, Screen, said};
use crate::bot::desk_link::DeskFacts;
use crate::bot::door::Right;
use crate::bot::surface::Tap;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::Book;

/// The mode screen.
pub fn mode(frame: &Frame<'_>, reader: Reader, book: &Book, facts: &DeskFacts) -> Screen {
    let words = frame.words;
    let mut html = frame.head("mode-title");
    for mode in Mode::ALL {
        let name = words.say(said::mode(mode), &[]);
        if mode == book.mode() {
            html.title(words.say("mode-on", &[("mode", name.into())]));
        } else {
            html.title(name);
        }
        html.line(words.say(said::mode_means(mode), &[]));
        if mode == Mode::Live {
            html.line(match facts.live_broker {
                Some(broker) => words.say("mode-live-broker", &[("broker", broker.into())]),
                None => words.say("mode-live-not-configured", &[]),
            });
        }
        html.gap();
    }
    if facts.practice {
        html.line(words.say("mode-practice", &[]));
    }
    let mut rows = vec![];
    if reader.may(Right::Steer) {
        let choice = |mode| Button { label: words.say(said::mode(mode), &[]), tap: Tap::SetMode(mode) };
        let others = Mode::ALL.into_iter().filter(|mode| *mode != book.mode());
        rows.push(others.filter(|mode| *mode != Mode::Live || facts.live_broker.is_some()).map(choice).collect());
        if book.live_asked.is_some_and(|(by, _)| by == reader.id) && book.mode() != Mode::Live {
            html.bold(words.say("mode-live-ask", &[])).gap();
            rows.push(vec![Button::new(frame, "button-confirm-live", Tap::ConfirmLive)]);
        }
    }
    rows.push(vec![Button::new(frame, "button-risk", Tap::Risk), Button::new(frame, "button-ready", Tap::Ready)]);
    rows.push(frame.foot(Tap::Mode));
    rows.retain(|row| !row.is_empty());
    Screen::new(html, rows)
}
