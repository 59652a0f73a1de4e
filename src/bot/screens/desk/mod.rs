//! Screens of the desk: offers, positions, trades, rules and modes. Pure functions from the book to text and buttons.

mod figures;
pub mod followed;
pub mod mode;
pub mod notices;
pub mod offer;
pub mod options;
pub mod positions;
pub mod ready;
pub mod replies;
pub mod risk;
mod said;
pub mod scoreboard;
mod state;
pub mod trades;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use super::{Button, Frame, Screen};
use crate::bot::door::{People, Right, Role};
use crate::bot::text::Html;
use crate::bot::words::Words;
use crate::domain::desk::approval::Mode;
use crate::domain::person::PersonId;

/// Whose chat a screen stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub id: PersonId,
    /// What they may do.
    pub role: Role,
    owner: Option<PersonId>,
}

impl Reader {
    /// The reader of a private chat. Whoever is no longer named may only look.
    pub fn of(people: &People, id: PersonId) -> Self {
        let owner = people.owner.and_then(|owner| i64::try_from(owner.0).ok()).map(PersonId);
        Self { id, role: people.role_of(id).unwrap_or(Role::Viewer), owner }
    }

    /// Whether the reader may do that.
    pub fn may(self, right: Right) -> bool {
        self.role.may(right)
    }

    /// Someone who decided, as this reader knows them: names are not kept.
    pub(in crate::bot::screens) fn whom(self, words: &Words, by: PersonId) -> String {
        if by == self.id {
            words.say("whom-you", &[])
        } else if Some(by) == self.owner {
            words.say("whom-owner", &[])
        } else {
            words.say("whom-approver", &[])
        }
    }
}

impl Frame<'_> {
    /// The head of a screen with the mark of a mode.
    fn head_in_mode(&self, title: &'static str, mode: Mode) -> Html {
        let mut html = Html::new();
        let screen = self.words.say(title, &[]);
        html.title(self.words.say("title", &[("screen", screen.into()), ("symbol", self.symbol.as_str().into())]));
        self.mark_simulated(&mut html);
        self.mark_mode(&mut html, mode);
        html.gap();
        html
    }

    /// The mark of a mode, right under the mark of the simulated market.
    fn mark_mode(&self, html: &mut Html, mode: Mode) {
        html.italic(self.words.say(said::mode_mark(mode), &[])).gap();
    }
}
