//! What a person typed: a command with what follows it, or plain words.

use teloxide::types::Message;

use crate::bot::surface::{COMMANDS, Command};

/// A text that begins with a slash.
#[derive(Clone)]
pub(super) enum Typed {
    /// A command of the list, and what follows it.
    Known(Command, Option<String>),
    /// None of them.
    Unknown,
}

/// A text that does not.
#[derive(Clone)]
pub(super) struct Said(pub(super) String);

impl Typed {
    /// The command, whichever bot it is addressed to: in a private chat there is only one. What is forwarded, or was written by
    /// another bot for someone, is nobody's command.
    pub(super) fn read(message: &Message) -> Option<Self> {
        if message.forward_origin().is_some() || message.via_bot.is_some() {
            return None;
        }
        let rest = message.text()?.strip_prefix('/')?;
        let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let name = name.split('@').next().unwrap_or_default();
        let known = COMMANDS.iter().find(|(_, known, _)| name.eq_ignore_ascii_case(known));
        let argument = Some(argument.trim().to_owned()).filter(|argument| !argument.is_empty());
        Some(known.map_or(Self::Unknown, |(command, ..)| Self::Known(*command, argument)))
    }
}
