//! The nouns of the sandbox: people, chats, messages, keyboards and files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entities::Styled;

/// A pretend user with a private chat of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Telegram's user id, which is also the id of the private chat; positive.
    pub id: i64,
    /// The first name the bot sees.
    pub first_name: String,
    /// The language the person's application is set to, such as `en`.
    pub language: String,
    /// What the page says under the name, such as "owner".
    pub role: String,
    /// Whether the person has already pressed Start, so that the bot may write first.
    pub has_started: bool,
}

impl Person {
    /// A person who has not yet written to the bot.
    pub fn new(id: i64, first_name: &str, language: &str, role: &str) -> Self {
        Self {
            id,
            first_name: first_name.to_owned(),
            language: language.to_owned(),
            role: role.to_owned(),
            has_started: false,
        }
    }

    /// The same person, who pressed Start some time ago.
    #[must_use]
    pub fn started(self) -> Self {
        Self { has_started: true, ..self }
    }

    /// Olivia the owner (1001), Victor the viewer (1002, Spanish), Sam the stranger (1003, German) and Paula the approver (1004).
    pub fn defaults() -> Vec<Self> {
        vec![
            Self::new(1001, "Olivia", "en", "owner"),
            Self::new(1002, "Victor", "es", "viewer"),
            Self::new(1003, "Sam", "de", "stranger"),
            Self::new(1004, "Paula", "en", "approver"),
        ]
    }
}

/// One inline button; exactly one of `data`, `url` and `copy` is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// The label.
    pub text: String,
    /// `callback_data`, 1 to 64 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// The address the button opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The text the button copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<String>,
}

/// Rows of buttons under a message.
pub type Rows = Vec<Vec<Button>>;

/// A photo or a document as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInfo {
    /// The id the bot can send it again with.
    pub file_id: String,
    /// The name it was sent under.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Bytes.
    pub size: usize,
    /// Pixels; 0 for a document.
    pub width: u32,
    /// Pixels; 0 for a document.
    pub height: u32,
}

/// What a message carries beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaKind {
    /// A picture, shown.
    Photo,
    /// A file, offered for download.
    Document,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Media {
    pub(super) kind: MediaKind,
    pub(super) file: FileInfo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Sender {
    Bot,
    Person(i64),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) id: i32,
    /// Seconds since 1970 UTC.
    pub(super) date: i64,
    pub(super) edited: Option<i64>,
    pub(super) from: Sender,
    /// The text, or the caption of what `media` holds.
    pub(super) words: Styled,
    pub(super) media: Option<Media>,
    pub(super) rows: Rows,
    pub(super) reply_to: Option<i32>,
    /// The name of the hidden user it was forwarded from.
    pub(super) forwarded_from: Option<String>,
    /// A service message: this message was pinned.
    pub(super) pinned: Option<i32>,
    pub(super) silent: bool,
    /// The topic of a forum that it stands in.
    #[serde(default)]
    pub(super) topic: Option<i32>,
}

impl Message {
    pub(super) fn new(from: Sender, words: Styled) -> Self {
        Self {
            id: 0,
            date: 0,
            edited: None,
            from,
            words,
            media: None,
            rows: Vec::new(),
            reply_to: None,
            forwarded_from: None,
            pinned: None,
            silent: false,
            topic: None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ChatKind {
    Private,
    Group { title: String, members: Vec<i64> },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Chat {
    pub(super) id: i64,
    pub(super) kind: ChatKind,
    /// Whether the bot may write here: the person has written at least once.
    pub(super) opened: bool,
    pub(super) blocked: bool,
    /// The last id of a group's own sequence; private chats share one.
    pub(super) last_message_id: i32,
    /// The id that the group has had since it became a supergroup.
    #[serde(default)]
    pub(super) moved_to: Option<i64>,
    /// Newest last.
    pub(super) pins: Vec<i32>,
    #[serde(skip)]
    pub(super) messages: BTreeMap<i32, Message>,
}

/// A pressed button that waits for `answerCallbackQuery`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tap {
    pub(super) id: String,
    pub(super) person: i64,
    pub(super) chat: i64,
    pub(super) message: i32,
    pub(super) data: String,
    /// Seconds since 1970 UTC.
    pub(super) date: i64,
    pub(super) answered: bool,
}

/// What outlives a restart beside chats, messages, taps and pending updates.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Ledger {
    /// The last id in the one sequence of all private chats.
    pub(super) last_private_message_id: i32,
    pub(super) last_update_id: i64,
    pub(super) last_tap: u64,
    pub(super) last_file: u64,
    pub(super) last_group: i64,
    /// Commands by "scope/chat/language".
    pub(super) commands: BTreeMap<String, Vec<BotCommand>>,
    /// `setMyName`, `setMyDescription` and `setMyShortDescription` by "kind/language".
    pub(super) profile: BTreeMap<String, String>,
    /// The kinds of update the bot asked for; nothing stands for Telegram's default.
    pub(super) allowed_updates: Option<Vec<String>>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            last_private_message_id: 0,
            last_update_id: 700_000_000,
            last_tap: 0,
            last_file: 0,
            last_group: -5_000_000_000,
            commands: BTreeMap::new(),
            profile: BTreeMap::new(),
            allowed_updates: None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BotCommand {
    pub(super) command: String,
    pub(super) description: String,
}
