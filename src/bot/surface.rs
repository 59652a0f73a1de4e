//! The whole chat on one page.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::bot::words::Language;

/// What can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `/start`
    Start,
    /// `/help`
    Help,
    /// `/status`
    Status,
    /// `/accuracy`
    Accuracy,
    /// `/report`
    Report,
    /// `/signals`
    Signals,
}

/// Every command, its name, and the key of its sentence: the menu, the help and the README are made from this list.
#[rustfmt::skip]
pub const COMMANDS: &[(Command, &str, &str)] = &[
    (Command::Start,    "start",    "command-start"),
    (Command::Status,   "status",   "command-status"),
    (Command::Accuracy, "accuracy", "command-accuracy"),
    (Command::Report,   "report",   "command-report"),
    (Command::Signals,  "signals",  "command-signals"),
    (Command::Help,     "help",     "command-help"),
];

/// What can be tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tap {
    /// The first screen.
    Home,
    /// The help.
    Help,
    /// The status.
    Status,
    /// The accuracy.
    Accuracy,
    /// The signals.
    Signals,
    /// The report of a day; without one, of the latest.
    Report(Option<Date>),
    /// Be asked for a day.
    AskReportDay,
    /// Choose a language.
    Speak(Language),
}

/// What the bot waits for from a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Nothing.
    #[default]
    Idle,
    /// A date for the report.
    AskedReportDay,
}
