//! The sandbox in the hands of a test or of the product: what people do, what the bot did, and what is to go wrong.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;

use super::happenings::{Happening, MessageView, Violation};
use super::people::{self, Extras, PersonError};
use super::shared::Recorded;
use super::world::World;
use super::{Fault, Sandbox, methods, model, wire};

impl Sandbox {
    /// The base address for the bot, `http://127.0.0.1:<port>`.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// The address of the chat page.
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.0.address)
    }

    /// The token the bot has to show.
    pub fn token(&self) -> &SecretString {
        &self.0.token
    }

    /// Ends all waiting requests, closes the port and returns when the server is gone.
    pub async fn stop(&self) {
        const GRACE: Duration = Duration::from_secs(2);
        self.0.shared.stopped.send_replace(true);
        let server = self.0.server.lock().await.take();
        if let Some(server) = server {
            let abort = server.abort_handle();
            if tokio::time::timeout(GRACE, server).await.is_err() {
                abort.abort();
            }
        }
    }

    fn person<T>(&self, act: impl FnOnce(&mut World) -> Result<T, PersonError>) -> Result<T, PersonError> {
        let kept = self.0.shared.change(act);
        kept.unwrap_or_else(|error| Err(PersonError::NotKept(error.to_string())))
    }

    fn change<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        let mut out = None;
        if let Err(error) = self.0.shared.change(|world| out = Some(work(world))) {
            tracing::error!(%error, "the sandbox could not keep a change");
        }
        match out {
            Some(out) => out,
            None => unreachable!("the work is done before anything is kept"),
        }
    }
}

/// What people do. Each returns the `Update` that the bot gets, as JSON.
impl Sandbox {
    /// A person writes in their private chat.
    pub fn says(&self, person: i64, text: &str) -> Result<Value, PersonError> {
        self.person(|world| people::says(world, person, person, text, Extras::default()))
    }

    /// A person writes in a group.
    pub fn says_in(&self, group: i64, person: i64, text: &str) -> Result<Value, PersonError> {
        self.person(|world| people::says(world, person, group, text, Extras::default()))
    }

    /// A person writes in a topic of a group.
    pub fn says_in_topic(&self, group: i64, topic: i32, person: i64, text: &str) -> Result<Value, PersonError> {
        let extras = Extras { topic: Some(topic), ..Extras::default() };
        self.person(|world| people::says(world, person, group, text, extras))
    }

    /// A person presses the button that carries `data` under a message of a group.
    pub fn taps_in(&self, group: i64, person: i64, message_id: i32, data: &str) -> Result<Value, PersonError> {
        self.person(|world| people::taps(world, person, group, message_id, data))
    }

    /// A person makes a supergroup of a group; returns the update of the old chat, and the new id.
    pub fn moves_group(&self, group: i64, person: i64) -> Result<(Value, i64), PersonError> {
        self.person(|world| people::moves_group(world, person, group))
    }

    /// A person answers a message.
    pub fn replies(&self, person: i64, message_id: i32, text: &str) -> Result<Value, PersonError> {
        let extras = Extras { reply_to: Some(message_id), ..Extras::default() };
        self.person(|world| people::says(world, person, person, text, extras))
    }

    /// A person forwards words of somebody whose account is hidden.
    pub fn forwards(&self, person: i64, from: &str, text: &str) -> Result<Value, PersonError> {
        let extras = Extras { forwarded_from: Some(from.to_owned()), ..Extras::default() };
        self.person(|world| people::says(world, person, person, text, extras))
    }

    /// A person sends a small picture.
    pub fn sends_photo(&self, person: i64, caption: &str) -> Result<Value, PersonError> {
        let photo = ("photo.png".to_owned(), people_photo().to_vec());
        let extras = Extras { photo: Some(photo), ..Extras::default() };
        self.person(|world| people::says(world, person, person, caption, extras))
    }

    /// A person changes a message of their own.
    pub fn edits(&self, person: i64, message_id: i32, text: &str) -> Result<Value, PersonError> {
        self.person(|world| people::edits(world, person, message_id, text))
    }

    /// A person presses the button that carries `data` under a message of their private chat.
    pub fn taps(&self, person: i64, message_id: i32, data: &str) -> Result<Value, PersonError> {
        self.person(|world| people::taps(world, person, person, message_id, data))
    }

    /// A person presses the newest button with that label.
    pub fn taps_label(&self, person: i64, label: &str) -> Result<Value, PersonError> {
        self.person(|world| people::taps_label(world, person, label))
    }

    /// A person presses a button that is no longer there, as from a screen that was not refreshed.
    pub fn taps_stale(&self, person: i64, message_id: i32, data: &str) -> Result<Value, PersonError> {
        self.person(|world| Ok(people::tap(world, person, person, message_id, data)))
    }

    /// A person blocks the bot.
    pub fn blocks(&self, person: i64) -> Result<Value, PersonError> {
        self.person(|world| people::sets_blocked(world, person, true))
    }

    /// A person lets the bot write again.
    pub fn unblocks(&self, person: i64) -> Result<Value, PersonError> {
        self.person(|world| people::sets_blocked(world, person, false))
    }

    /// Opens a group with the bot and these people in it, and returns its id, which is negative.
    pub fn opens_group(&self, title: &str, members: &[i64]) -> i64 {
        self.change(|world| world.open_group(title, members))
    }

    /// Queues any update of this kind, such as `inline_query`, with this body, and returns it with its number.
    pub fn push_raw_update(&self, kind: &str, body: Value) -> Value {
        self.change(|world| world.push_update(kind, body, true))
    }
}

/// What a test wants to know or to upset.
impl Sandbox {
    /// While held, updates are only returned to the caller and `getUpdates` finds none of them.
    pub fn hold_updates(&self, hold: bool) {
        self.change(|world| world.hold = hold);
    }

    /// Held updates that no person made: a pin writes a note into the chat, which the bot receives.
    pub fn take_unasked_updates(&self) -> Vec<Value> {
        self.change(|world| std::mem::take(&mut world.unasked))
    }

    /// Updates that wait for `getUpdates`.
    pub fn pending_updates(&self) -> usize {
        self.0.shared.read(|world| world.updates.len())
    }

    /// The number of the newest happening, 0 before the first.
    pub fn cursor(&self) -> u64 {
        self.0.shared.read(|world| world.last_happening)
    }

    /// What the bot did after the happening with that number.
    pub fn happenings_since(&self, cursor: u64) -> Vec<Happening> {
        self.0.shared.read(|world| world.happenings.iter().filter(|it| it.cursor > cursor).cloned().collect())
    }

    /// Waits until something happened after `cursor`; nothing if `patience` runs out first.
    pub async fn wait_for_happening(&self, cursor: u64, patience: Duration) -> Option<Happening> {
        let mut bell = self.0.shared.listen();
        let waiting = async {
            loop {
                bell.borrow_and_update();
                if let Some(found) = self.happenings_since(cursor).into_iter().next() {
                    return Some(found);
                }
                bell.changed().await.ok()?;
            }
        };
        tokio::time::timeout(patience, waiting).await.ok().flatten()
    }

    /// The messages of a chat, oldest first; notes of pins are left out.
    pub fn messages(&self, chat_id: i64) -> Vec<MessageView> {
        self.0.shared.read(|world| {
            let messages = world.chats.get(&chat_id).map(|chat| chat.messages.values());
            messages.into_iter().flatten().filter(|it| it.pinned.is_none()).map(|it| view(world, chat_id, it)).collect()
        })
    }

    /// The pinned messages of a chat, the newest pin last.
    pub fn pinned(&self, chat_id: i64) -> Vec<i32> {
        self.0.shared.read(|world| world.chats.get(&chat_id).map(|chat| chat.pins.clone()).unwrap_or_default())
    }

    /// The command menu a person sees in a language: names without slash, and descriptions.
    pub fn commands(&self, person: i64, language: &str) -> Vec<(String, String)> {
        let found = self.0.shared.read(|world| methods::profile::commands_for(world, person, language));
        found.into_iter().map(|it| (it.command, it.description)).collect()
    }

    /// The bytes of a photo or document the bot sent.
    pub fn file_bytes(&self, file_id: &str) -> Option<Vec<u8>> {
        self.0.shared.file_bytes(file_id)
    }

    /// Every request that was refused; faults made on purpose are not among them.
    pub fn violations(&self) -> Vec<Violation> {
        self.0.shared.read(|world| world.violations.clone())
    }

    /// Forgets the violations, after a test that meant them.
    pub fn clear_violations(&self) {
        self.change(|world| world.violations.clear());
    }

    /// The ids of taps that were never answered; their buttons still turn.
    pub fn unanswered_taps(&self) -> Vec<String> {
        self.0.shared.read(|world| world.taps.iter().filter(|it| !it.answered).map(|it| it.id.clone()).collect())
    }

    /// The next `n` requests of the bot meet this fault; `getUpdates` is spared.
    pub fn fail_next(&self, n: usize, fault: &Fault) {
        self.0.shared.faults().add(n, None, fault);
    }

    /// The next `n` requests of this method meet this fault.
    pub fn fail_next_of(&self, method: &str, n: usize, fault: &Fault) {
        self.0.shared.faults().add(n, Some(method), fault);
    }

    /// While down, every connection of the bot is closed without an answer; the page still works.
    pub fn set_down(&self, down: bool) {
        self.0.shared.faults().down = down;
    }

    /// From now on every request of the bot is kept with its answer, until it is fetched.
    pub fn record_requests(&self) {
        self.0.shared.record(true);
    }

    /// The requests that were kept since the last time; see [`Sandbox::record_requests`].
    pub fn take_requests(&self) -> Vec<Recorded> {
        self.0.shared.take_recorded()
    }

    /// Takes back all faults that still wait.
    pub fn clear_faults(&self) {
        self.0.shared.faults().clear();
    }
}

fn view(world: &World, chat: i64, message: &model::Message) -> MessageView {
    MessageView {
        chat_id: chat,
        message_id: message.id,
        from_bot: message.from == model::Sender::Bot,
        text: message.words.text.clone(),
        rows: message.rows.clone(),
        edited: message.edited.is_some(),
        silent: message.silent,
        file: message.media.as_ref().map(|media| media.file.clone()),
        wire: wire::message(world, chat, message.id),
    }
}

/// A grey picture of one pixel.
fn people_photo() -> &'static [u8] {
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\x0aIDAT\
      \x78\x9c\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6\0\0\0\0IEND\xae\x42\x60\x82"
}
