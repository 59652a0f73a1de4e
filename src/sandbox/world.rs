//! The state of the sandbox and the few steps that change it; what changed is marked for the store.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use super::happenings::{HAPPENINGS_LEN_MAX, Happening, HappeningKind, VIOLATIONS_LEN_MAX, Violation};
use super::model::{Chat, ChatKind, FileInfo, Ledger, MediaKind, Message, Person, Rows, Sender, Tap};
use super::rules::Refusal;
use super::wire;

/// Messages kept in a chat; pinned ones are kept beyond it.
pub(super) const MESSAGES_PER_CHAT_MAX: usize = 2_000;
/// Updates that wait for the bot; beyond it the oldest are lost, as Telegram loses them after a day.
pub(super) const PENDING_UPDATES_MAX: usize = 10_000;
/// Taps remembered.
pub(super) const TAPS_LEN_MAX: usize = 1_000;
/// Pinned messages in a chat; beyond it the oldest is unpinned.
pub(super) const PINS_LEN_MAX: usize = 100;
/// Ids of supergroups lie below this.
pub(super) const SUPERGROUPS_BELOW: i64 = -1_000_000_000_000;
/// Bytes of photos and documents kept; beyond it the oldest are let go.
pub(super) const FILES_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Changes a page can be behind before it has to load everything again.
pub(super) const PAGE_NOTES_LEN_MAX: usize = 2_000;

/// A row of the store that no longer says what the world says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dirty {
    Ledger,
    Chat(i64),
    Message(i64, i32),
    Update(i64),
    Tap(String),
    /// A file that was let go.
    File(String),
}

/// A change the page has to show.
#[derive(Clone, Debug)]
pub(super) enum PageNote {
    Message { chat: i64, id: i32 },
    Gone { chat: i64, id: i32 },
    Chat { chat: i64 },
    Answer { chat: i64, tap: String, text: String, alert: bool, url: Option<String> },
    Action { chat: i64, action: String },
    Commands,
}

/// Who the bot is.
#[derive(Clone, Debug)]
pub(super) struct Bot {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) username: String,
}

#[derive(Debug)]
pub(super) struct World {
    pub(super) bot: Bot,
    /// Seconds since 1970 UTC, set before each change.
    pub(super) now: i64,
    pub(super) people: BTreeMap<i64, Person>,
    pub(super) chats: BTreeMap<i64, Chat>,
    pub(super) ledger: Ledger,
    pub(super) updates: VecDeque<(i64, Value)>,
    pub(super) taps: VecDeque<Tap>,
    /// While true, updates are handed to the caller and not to `getUpdates`.
    pub(super) hold: bool,
    /// Held updates that no caller asked for: a pin notes itself in the chat.
    pub(super) unasked: Vec<Value>,
    pub(super) happenings: VecDeque<Happening>,
    pub(super) last_happening: u64,
    pub(super) violations: Vec<Violation>,
    pub(super) notes: VecDeque<(u64, PageNote)>,
    pub(super) last_note: u64,
    pub(super) dirty: BTreeSet<Dirty>,
    /// Every kept file, oldest first; their bytes are in the store.
    pub(super) files: VecDeque<FileInfo>,
    pub(super) new_files: Vec<(FileInfo, Vec<u8>)>,
}

impl World {
    pub(super) fn new(bot: Bot, people: Vec<Person>, ledger: Ledger) -> Self {
        let people: BTreeMap<i64, Person> = people.into_iter().map(|person| (person.id, person)).collect();
        let mut world = Self {
            bot,
            now: 0,
            people,
            chats: BTreeMap::new(),
            ledger,
            updates: VecDeque::new(),
            taps: VecDeque::new(),
            hold: false,
            unasked: Vec::new(),
            happenings: VecDeque::new(),
            last_happening: 0,
            violations: Vec::new(),
            notes: VecDeque::new(),
            last_note: 0,
            dirty: BTreeSet::new(),
            files: VecDeque::new(),
            new_files: Vec::new(),
        };
        world.open_private_chats();
        world
    }

    /// Gives each person a private chat who has none yet.
    pub(super) fn open_private_chats(&mut self) {
        for person in self.people.values() {
            self.chats.entry(person.id).or_insert_with(|| Chat {
                id: person.id,
                kind: ChatKind::Private,
                opened: person.has_started,
                blocked: false,
                last_message_id: 0,
                moved_to: None,
                pins: Vec::new(),
                messages: BTreeMap::new(),
            });
        }
    }

    /// Opens a group in which the bot and `members` are.
    pub(super) fn open_group(&mut self, title: &str, members: &[i64]) -> i64 {
        self.ledger.last_group -= 1;
        let id = self.ledger.last_group;
        let kind = ChatKind::Group { title: title.to_owned(), members: members.to_vec() };
        let chat = Chat {
            id,
            kind,
            opened: true,
            blocked: false,
            last_message_id: 0,
            moved_to: None,
            pins: Vec::new(),
            messages: BTreeMap::new(),
        };
        self.chats.insert(id, chat);
        self.dirty.extend([Dirty::Ledger, Dirty::Chat(id)]);
        id
    }

    /// Makes a supergroup of a group: another id, ids of messages that begin anew, and the bot is told in the old chat.
    pub(super) fn move_group(&mut self, id: i64) -> i64 {
        let (title, members) = match self.chats.get(&id).map(|chat| &chat.kind) {
            Some(ChatKind::Group { title, members }) => (title.clone(), members.clone()),
            _ => return id,
        };
        self.open_group(&title, &members);
        // Telegram's supergroups are below -10^12.
        let new = SUPERGROUPS_BELOW + self.ledger.last_group;
        if let Some(chat) = self.chats.remove(&self.ledger.last_group) {
            self.dirty.insert(Dirty::Chat(new));
            self.chats.insert(new, Chat { id: new, ..chat });
        }
        if let Some(old) = self.chat_mut(id) {
            old.moved_to = Some(new);
        }
        new
    }

    /// A chat the bot may name, or "chat not found".
    pub(super) fn known_chat(&self, id: i64) -> Result<&Chat, Refusal> {
        self.chats.get(&id).filter(|chat| chat.opened).ok_or_else(|| Refusal::bad("chat not found"))
    }

    /// A chat the bot may write to.
    pub(super) fn open_chat(&self, id: i64) -> Result<&Chat, Refusal> {
        let chat = self.known_chat(id)?;
        if let Some(new) = chat.moved_to {
            return Err(Refusal::moved(new));
        }
        if chat.blocked {
            let reason = match chat.kind {
                ChatKind::Private => "Forbidden: bot was blocked by the user",
                ChatKind::Group { .. } => "Forbidden: bot was kicked from the group chat",
            };
            return Err(Refusal::new(403, reason));
        }
        Ok(chat)
    }

    pub(super) fn message(&self, chat: i64, id: i32) -> Option<&Message> {
        self.chats.get(&chat)?.messages.get(&id)
    }

    pub(super) fn chat_mut(&mut self, id: i64) -> Option<&mut Chat> {
        self.dirty.insert(Dirty::Chat(id));
        self.chats.get_mut(&id)
    }

    /// Changes a message, if it is there, and tells page and store.
    pub(super) fn change_message(&mut self, chat: i64, id: i32, change: impl FnOnce(&mut Message)) {
        if let Some(message) = self.chats.get_mut(&chat).and_then(|chat| chat.messages.get_mut(&id)) {
            change(message);
            self.dirty.insert(Dirty::Message(chat, id));
            self.page_note(PageNote::Message { chat, id });
        }
    }

    /// Gives a message its id and date and puts it at the end of its chat.
    pub(super) fn append(&mut self, chat_id: i64, mut message: Message) -> i32 {
        let now = self.now;
        let Some(chat) = self.chats.get_mut(&chat_id) else { return 0 };
        let id = if chat.kind == ChatKind::Private {
            self.ledger.last_private_message_id += 1;
            self.ledger.last_private_message_id
        } else {
            chat.last_message_id += 1;
            chat.last_message_id
        };
        message.id = id;
        message.date = now;
        chat.messages.insert(id, message);
        let surplus = chat.messages.len().saturating_sub(MESSAGES_PER_CHAT_MAX + chat.pins.len());
        let gone: Vec<i32> = chat.messages.keys().filter(|it| !chat.pins.contains(it)).take(surplus).copied().collect();
        for old in gone {
            chat.messages.remove(&old);
            self.dirty.insert(Dirty::Message(chat_id, old));
        }
        self.dirty.extend([Dirty::Ledger, Dirty::Chat(chat_id), Dirty::Message(chat_id, id)]);
        self.page_note(PageNote::Message { chat: chat_id, id });
        id
    }

    pub(super) fn remove_message(&mut self, chat_id: i64, id: i32) {
        if let Some(chat) = self.chat_mut(chat_id) {
            chat.messages.remove(&id);
            chat.pins.retain(|pin| *pin != id);
        }
        self.dirty.insert(Dirty::Message(chat_id, id));
        self.page_note(PageNote::Gone { chat: chat_id, id });
    }

    /// Numbers an update and queues it for the bot; `asked` says that a caller gets it in hand anyway.
    pub(super) fn push_update(&mut self, kind: &str, body: Value, asked: bool) -> Value {
        self.ledger.last_update_id += 1;
        let id = self.ledger.last_update_id;
        self.dirty.insert(Dirty::Ledger);
        let mut update = json!({ "update_id": id });
        if let Some(fields) = update.as_object_mut() {
            fields.insert(kind.to_owned(), body);
        }
        if self.hold {
            if !asked {
                self.unasked.push(update.clone());
            }
        } else if self.is_allowed(kind) {
            self.queue(id, update.clone());
        }
        update
    }

    pub(super) fn queue(&mut self, id: i64, update: Value) {
        self.updates.push_back((id, update));
        self.dirty.insert(Dirty::Update(id));
        if self.updates.len() > PENDING_UPDATES_MAX
            && let Some((old, _)) = self.updates.pop_front()
        {
            self.dirty.insert(Dirty::Update(old));
        }
    }

    fn is_allowed(&self, kind: &str) -> bool {
        self.ledger.allowed_updates.as_ref().is_none_or(|kinds| kinds.iter().any(|it| it == kind))
    }

    /// Records what the bot did to a message as it stands now.
    pub(super) fn happened(&mut self, kind: HappeningKind, chat: i64, id: i32) {
        let message = self.message(chat, id);
        let text = message.map(|it| it.words.text.clone()).unwrap_or_default();
        let rows = message.map(|it| it.rows.clone()).unwrap_or_default();
        let file = message.and_then(|it| it.media.as_ref()).map(|media| media.file.clone());
        self.record(Happening { cursor: 0, chat_id: chat, message_id: id, kind, text, rows, file });
    }

    /// Records something that has words but no message.
    pub(super) fn happened_with_words(&mut self, kind: HappeningKind, chat: i64, id: i32, text: String) {
        let rows = Rows::new();
        self.record(Happening { cursor: 0, chat_id: chat, message_id: id, kind, text, rows, file: None });
    }

    fn record(&mut self, mut happening: Happening) {
        self.last_happening += 1;
        happening.cursor = self.last_happening;
        self.happenings.push_back(happening);
        if self.happenings.len() > HAPPENINGS_LEN_MAX {
            self.happenings.pop_front();
        }
    }

    pub(super) fn violated(&mut self, method: &str, refusal: &Refusal) {
        tracing::warn!(method, code = refusal.code, description = refusal.description, "the sandbox refused a request");
        if self.violations.len() < VIOLATIONS_LEN_MAX {
            let (code, description) = (refusal.code, refusal.description.clone());
            self.violations.push(Violation { method: method.to_owned(), code, description });
        }
    }

    pub(super) fn page_note(&mut self, note: PageNote) {
        self.last_note += 1;
        self.notes.push_back((self.last_note, note));
        if self.notes.len() > PAGE_NOTES_LEN_MAX {
            self.notes.pop_front();
        }
    }

    /// Remembers a tap and gives it an id.
    pub(super) fn add_tap(&mut self, person: i64, chat: i64, message: i32, data: &str) -> String {
        self.ledger.last_tap += 1;
        // Telegram's ids are long decimal numbers; the person is in the upper half of them.
        let id = format!("{}", (u128::from(person.unsigned_abs()) << 64) | u128::from(self.ledger.last_tap));
        let tap = Tap { id: id.clone(), person, chat, message, data: data.to_owned(), date: self.now, answered: false };
        self.taps.push_back(tap);
        self.dirty.extend([Dirty::Ledger, Dirty::Tap(id.clone())]);
        if self.taps.len() > TAPS_LEN_MAX
            && let Some(old) = self.taps.pop_front()
        {
            self.dirty.insert(Dirty::Tap(old.id));
        }
        id
    }

    /// Keeps a file for as long as the store holds it.
    pub(super) fn keep_file(
        &mut self,
        kind: MediaKind,
        name: &str,
        mime: &str,
        size: (u32, u32),
        bytes: Vec<u8>,
    ) -> FileInfo {
        self.ledger.last_file += 1;
        self.dirty.insert(Dirty::Ledger);
        let prefix = if kind == MediaKind::Photo { "AgACSandbox" } else { "BQACSandbox" };
        let file = FileInfo {
            file_id: format!("{prefix}{:08}", self.ledger.last_file),
            name: name.to_owned(),
            mime: mime.to_owned(),
            size: bytes.len(),
            width: size.0,
            height: size.1,
        };
        self.new_files.push((file.clone(), bytes));
        self.files.push_back(file.clone());
        let mut total: usize = self.files.iter().map(|it| it.size).sum();
        while total > FILES_BYTES_MAX
            && let Some(old) = self.files.pop_front()
        {
            total -= old.size;
            self.dirty.insert(Dirty::File(old.file_id));
        }
        file
    }

    pub(super) fn file(&self, file_id: &str) -> Option<&FileInfo> {
        self.files.iter().find(|it| it.file_id == file_id)
    }

    /// Puts a message at the end of its chat as the bot's own and returns it as the Bot API writes it.
    pub(super) fn send_as_bot(&mut self, chat: i64, message: Message) -> Value {
        let kind = match message.media.as_ref().map(|media| media.kind) {
            None => HappeningKind::Sent,
            Some(MediaKind::Photo) => HappeningKind::Photo,
            Some(MediaKind::Document) => HappeningKind::Document,
        };
        debug_assert_eq!(message.from, Sender::Bot);
        let id = self.append(chat, message);
        self.happened(kind, chat, id);
        wire::message(self, chat, id)
    }
}
