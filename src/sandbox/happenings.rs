//! What the bot did, as tests read it: one flat record for each thing a person could notice.

use serde::Serialize;

use super::model::{FileInfo, Rows};

/// Happenings kept; older ones are forgotten.
pub const HAPPENINGS_LEN_MAX: usize = 10_000;

/// Violations kept; later ones are counted in the log only.
pub const VIOLATIONS_LEN_MAX: usize = 1_000;

/// One thing the bot did that a person could notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Happening {
    /// Its number, rising by one; pass the last one to `happenings_since`.
    pub cursor: u64,
    /// The chat it was done in; 0 for a list of commands.
    pub chat_id: i64,
    /// The message it was done to; 0 where there is none.
    pub message_id: i32,
    /// What was done.
    pub kind: HappeningKind,
    /// The words a person reads, without markup.
    pub text: String,
    /// The buttons under the message after it.
    pub rows: Rows,
    /// The photo or document of the message.
    pub file: Option<FileInfo>,
}

/// The kinds of [`Happening`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum HappeningKind {
    /// A text message.
    Sent,
    /// A photo with its caption.
    Photo,
    /// A document with its caption.
    Document,
    /// Words, picture or buttons of a message changed.
    Edited,
    /// A message was taken away.
    Deleted,
    /// A tap was answered; the text may be empty.
    Toast {
        /// Whether it is a window to be closed rather than a passing note.
        alert: bool,
    },
    /// A message was pinned.
    Pinned,
    /// A message was unpinned.
    Unpinned,
    /// The command menu was changed; the text is `/name description` by line.
    CommandsSet,
    /// The bot is typing, or sends another `sendChatAction`, named in the text.
    Action,
}

/// A request of the bot that the real service would have refused too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// The method as it was called.
    pub method: String,
    /// `error_code` of the answer.
    pub code: u16,
    /// `description` of the answer.
    pub description: String,
}

/// A message as it stands now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MessageView {
    /// Its chat.
    pub chat_id: i64,
    /// Its id.
    pub message_id: i32,
    /// Whether the bot wrote it.
    pub from_bot: bool,
    /// Text or caption, without markup.
    pub text: String,
    /// The buttons under it.
    pub rows: Rows,
    /// Whether it was edited.
    pub edited: bool,
    /// Whether it came without a sound.
    pub silent: bool,
    /// Its photo or document.
    pub file: Option<FileInfo>,
    /// The same message as the Bot API writes it.
    pub wire: serde_json::Value,
}
