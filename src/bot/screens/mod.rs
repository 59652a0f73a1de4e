//! Screens: pure functions from facts to text and buttons. Nothing here asks, waits or fails.

pub mod accuracy;
pub mod bell;
pub mod chart;
pub mod desk;
pub mod drift;
pub mod group;
pub mod health;
pub mod heartbeat;
pub mod help;
pub mod home;
pub mod keypad;
pub mod learned;
pub mod names;
pub mod notice;
pub mod report;
mod saw;
pub mod settings;
pub mod signals;
pub mod status;
mod sure;
pub mod thresholds;
pub mod training;
mod watched;
pub mod weights;
pub mod why;
mod why_learned;

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
pub(crate) mod samples_learned;

use jiff::Timestamp;

use crate::bot::menu::back_from;
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::bot::words::Words;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::figures::SkillVerdict;
use crate::domain::horizon::Horizon;
use crate::domain::setting::Theme;
use crate::domain::symbol::Symbol;
use crate::domain::view::Status;

/// What every screen knows: the reader's language, whose figures, from where, and when it is drawn.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The sentences of the reader's language.
    pub words: &'a Words,
    /// How pictures are coloured.
    pub theme: Theme,
    /// Whose figures.
    pub symbol: Symbol,
    /// Whether the market is simulated; then every screen says so.
    pub simulated: bool,
    /// The name of the source of bars.
    pub feed: &'a str,
    /// The instant at which the screen is drawn.
    pub now: Timestamp,
}

/// A message with its buttons, and a picture above it where it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// The text; under a picture it is short.
    pub text: Html,
    /// Rows of buttons under it.
    pub buttons: Vec<Vec<Button>>,
    /// A picture as PNG.
    pub picture: Option<Vec<u8>>,
}

/// A button and what tapping it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it means.
    pub tap: Tap,
}

/// Trading time after which the data or the cycles count as stale: one bar and 5 minutes for its delivery, seconds.
pub const STALE_SECONDS: i64 = 20 * 60;

impl Screen {
    /// Text with buttons.
    pub fn new(text: Html, buttons: Vec<Vec<Button>>) -> Self {
        Self { text, buttons, picture: None }
    }

    /// The same with what has been proven so far as its last line: no screen of what was learned stands without.
    #[must_use]
    pub fn with_verdict(mut self, frame: &Frame<'_>, skill: SkillVerdict) -> Self {
        self.text.gap().line(frame.words.say(names::verdict(skill), &[]));
        self
    }

    /// Text without buttons.
    pub fn bare(text: Html) -> Self {
        Self::new(text, vec![])
    }

    /// One plain sentence.
    pub fn sentence(sentence: impl Into<String>) -> Self {
        let mut text = Html::new();
        text.text(sentence);
        Self::bare(text)
    }
}

impl Button {
    fn new(frame: &Frame<'_>, key: &'static str, tap: Tap) -> Self {
        Self { label: frame.words.say(key, &[]), tap }
    }
}

impl Frame<'_> {
    /// The head of a screen: its title, and the mark of the simulated market.
    fn head(&self, title: &'static str) -> Html {
        let mut html = Html::new();
        let screen = self.words.say(title, &[]);
        html.title(self.words.say("title", &[("screen", screen.into()), ("symbol", self.symbol.as_str().into())]));
        self.mark_simulated(&mut html);
        html.gap();
        html
    }

    fn mark_simulated(&self, html: &mut Html) {
        if self.simulated {
            html.italic(self.words.say("simulated", &[])).gap();
        }
    }

    /// The last row of most screens: draw it again, or go back to its group.
    fn foot(&self, again: Tap) -> Vec<Button> {
        vec![Button::new(self, "button-refresh", again), Button::new(self, "button-home", back_from(again))]
    }

    /// A row with a button for each horizon.
    fn horizons(&self, tap: impl Fn(Horizon) -> Tap) -> Vec<Button> {
        let button = |horizon| Button { label: self.words.say(names::horizon(horizon), &[]), tap: tap(horizon) };
        Horizon::ALL.map(button).to_vec()
    }

    /// Says before anything else that the data or the cycles stand still.
    fn warn(&self, status: &Status, html: &mut Html) {
        let warnings = self.warnings(status);
        for warning in &warnings {
            html.line(warning);
        }
        if !warnings.is_empty() {
            html.gap();
        }
    }

    fn warnings(&self, status: &Status) -> Vec<String> {
        let calendar = ExchangeCalendar::nyse();
        let stale = |since| calendar.trading_seconds(since, self.now) > STALE_SECONDS;
        let when = |at| show::when(self.words, at);
        let mut warnings = vec![];
        if status.is_left() {
            return vec![self.words.say("watched-left", &[("symbol", status.symbol.as_str().into())])];
        }
        match status.last_bar {
            None => warnings.push(self.words.say("warn-no-bar-ever", &[])),
            Some(at) if stale(at) => warnings.push(self.words.say("warn-no-bar-since", &[("when", when(at).into())])),
            Some(_) => {}
        }
        if let Some(decision) = status.last_decision.filter(|decision| stale(decision.at)) {
            warnings.push(self.words.say("warn-no-cycle-since", &[("when", when(decision.at).into())]));
        }
        warnings.extend(status.differs.map(|date| report::differs(self, date)));
        warnings
    }

    /// What of a screen changes by the mere passing of time, ages apart.
    pub fn signs_of_life(&self, status: &Status) -> (Vec<String>, Option<String>) {
        (self.warnings(status), self.next_cycle())
    }

    /// The next cycle after now, where the calendar knows one.
    fn next_cycle(&self) -> Option<String> {
        ExchangeCalendar::nyse().next_decision_after(self.now).map(|at| show::when(self.words, at))
    }
}
