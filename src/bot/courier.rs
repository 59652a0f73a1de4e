//! Sends, edits, pins and answers: one message at a time to each chat, every message id remembered, waits that Telegram asks for kept.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use teloxide::RequestError;
use teloxide::payloads::{
    AnswerCallbackQuerySetters, EditMessageCaptionSetters, EditMessageMediaSetters, EditMessageTextSetters,
    PinChatMessageSetters, SendDocumentSetters, SendMessageSetters, SendPhotoSetters,
};
use teloxide::prelude::{Bot, Requester};
use teloxide::types::{
    CallbackQueryId, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMedia, InputMediaPhoto,
    MessageId, ParseMode, ThreadId,
};
use tokio::sync::OwnedMutexGuard;

use crate::bot::fault::Fault;
use crate::bot::groups::Groups;
use crate::bot::screens::{Button, Screen};
use crate::bot::tap;
use crate::bot::text::{CAPTION_UNITS_MAX, Html};
use crate::storage::{PersonId, Store};

/// Attempts at something that can be repeated without harm.
const ATTEMPTS_MAX: u32 = 3;

/// The longest wait that an answer to a person sits out; beyond it they had better ask again.
const WAIT_MAX: Duration = Duration::from_secs(30);

/// Pause before something is tried again.
const PAUSE: Duration = Duration::from_millis(300);

/// The name under which pictures are sent.
const PICTURE_NAME: &str = "chart.png";

/// A message as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Text in Telegram's HTML.
    pub markup: String,
    /// The buttons under it.
    pub keyboard: Option<InlineKeyboardMarkup>,
    /// Whether it is a picture with its text below.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub photo: bool,
    /// The picture, as PNG. It is not kept with the rest: it is drawn again where it is needed again.
    #[serde(skip)]
    pub picture: Option<Vec<u8>>,
}

/// The right to send to a chat; held from before a message is sent until its id is known.
pub struct Turn(#[expect(dead_code, reason = "what counts is that it is held")] OwnedMutexGuard<()>);

/// Carries messages to people.
#[derive(Clone)]
pub struct Courier {
    bot: Bot,
    store: Store,
    turns: Arc<Mutex<HashMap<PersonId, Arc<tokio::sync::Mutex<()>>>>>,
    groups: Groups,
}

impl Courier {
    /// A courier of this bot.
    pub fn new(bot: Bot, store: Store) -> Self {
        Self { bot, store, turns: Arc::default(), groups: Groups::default() }
    }

    /// The same courier, who knows his way in these groups.
    #[must_use]
    pub fn in_groups(self, groups: Groups) -> Self {
        Self { groups, ..self }
    }

    /// Under which id Telegram knows a chat today, and in which topic the bot speaks there.
    fn place(&self, to: PersonId) -> (ChatId, Option<ThreadId>) {
        match self.groups.spoken_of(to.0) {
            Some(group) => (ChatId(group.now.unwrap_or(group.id).0), group.thread()),
            None => (ChatId(to.0), None),
        }
    }

    /// Keeps that a group has another id; what was in it before can no longer be reached.
    pub async fn moved(&self, chat: PersonId, to: PersonId) {
        if !self.groups.moved(chat, to) {
            return;
        }
        tracing::info!("a group has become a supergroup; everything goes on there");
        let store = self.store.clone();
        let kept = tokio::task::spawn_blocking(move || store.move_chat(chat, to)).await;
        if !matches!(kept, Ok(Ok(()))) {
            tracing::error!("the new id of a group could not be kept; it is asked for again after the next start");
        }
    }

    /// Notices where Telegram says that the chat has moved, so that the next attempt goes to the right place.
    async fn noticing<T>(&self, to: PersonId, done: Result<T, RequestError>) -> Result<T, Fault> {
        let done = done.map_err(Fault::from);
        if let Err(Fault::Moved(new)) = &done {
            self.moved(to, PersonId(*new)).await;
        }
        done
    }

    /// The bot behind it.
    pub fn bot(&self) -> &Bot {
        &self.bot
    }

    /// Waits for the right to send to someone.
    pub async fn turn(&self, to: PersonId) -> Turn {
        let turn = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(turns.entry(to).or_default())
        };
        Turn(turn.lock_owned().await)
    }

    /// Sends a screen as an answer, in several messages where it is long; returns the id of the last.
    pub async fn send(&self, to: PersonId, screen: &Screen) -> Result<i32, Fault> {
        self.send_all(to, screen, false).await
    }

    /// Sends a screen without a sound.
    pub async fn send_silently(&self, to: PersonId, screen: &Screen) -> Result<i32, Fault> {
        self.send_all(to, screen, true).await
    }

    async fn send_all(&self, to: PersonId, screen: &Screen, silent: bool) -> Result<i32, Fault> {
        let turn = self.turn(to).await;
        let mut last = Err(Fault::Refused("an empty message".to_owned()));
        for letter in letters(screen) {
            let id = self.patiently(false, || self.post(&turn, to, &letter, silent)).await?;
            self.note(to, id).await;
            last = Ok(id);
        }
        last
    }

    /// One attempt to send one message; its id is the caller's to keep.
    pub async fn post(&self, _turn: &Turn, to: PersonId, letter: &Letter, silent: bool) -> Result<i32, Fault> {
        let (chat, topic) = self.place(to);
        if let Some(picture) = &letter.picture {
            let mut request = self
                .bot
                .send_photo(chat, file(picture))
                .caption(letter.markup.clone())
                .parse_mode(ParseMode::Html)
                .disable_notification(silent);
            if let Some(keyboard) = &letter.keyboard {
                request = request.reply_markup(keyboard.clone());
            }
            if let Some(topic) = topic {
                request = request.message_thread_id(topic);
            }
            return Ok(self.noticing(to, request.await).await?.id.0);
        }
        let mut request =
            self.bot.send_message(chat, letter.markup.clone()).parse_mode(ParseMode::Html).disable_notification(silent);
        if let Some(keyboard) = &letter.keyboard {
            request = request.reply_markup(keyboard.clone());
        }
        if let Some(topic) = topic {
            request = request.message_thread_id(topic);
        }
        Ok(self.noticing(to, request.await).await?.id.0)
    }

    /// Sends a file to be kept, with a line below it.
    pub async fn send_file(&self, to: PersonId, (name, bytes): (&str, Vec<u8>), caption: &Html) -> Result<i32, Fault> {
        let turn = self.turn(to).await;
        let attempt = || async {
            let file = InputFile::memory(bytes.clone()).file_name(name.to_owned());
            let (chat, topic) = self.place(to);
            let mut request = self.bot.send_document(chat, file).caption(caption.markup()).parse_mode(ParseMode::Html);
            if let Some(topic) = topic {
                request = request.message_thread_id(topic);
            }
            Ok(self.noticing(to, request.await).await?.id.0)
        };
        let id = self.patiently(false, attempt).await?;
        drop(turn);
        self.note(to, id).await;
        Ok(id)
    }

    /// Makes a message say what `screen` says; a screen that is too long for one message is refused.
    pub async fn edit(&self, to: PersonId, message: i32, screen: &Screen) -> Result<(), Fault> {
        let letter = single(screen)?;
        self.patiently(true, || self.edit_once(to, message, &letter)).await
    }

    /// One attempt to edit.
    pub async fn edit_once(&self, to: PersonId, message: i32, letter: &Letter) -> Result<(), Fault> {
        let (chat, _) = self.place(to);
        if let Some(picture) = &letter.picture {
            let photo = InputMediaPhoto::new(file(picture)).caption(letter.markup.clone()).parse_mode(ParseMode::Html);
            let media = InputMedia::Photo(photo);
            let mut request = self.bot.edit_message_media(chat, MessageId(message), media);
            if let Some(keyboard) = &letter.keyboard {
                request = request.reply_markup(keyboard.clone());
            }
            self.noticing(to, request.await).await?;
            return Ok(());
        }
        let mut request =
            self.bot.edit_message_text(chat, MessageId(message), letter.markup.clone()).parse_mode(ParseMode::Html);
        if let Some(keyboard) = &letter.keyboard {
            request = request.reply_markup(keyboard.clone());
        }
        self.noticing(to, request.await).await?;
        Ok(())
    }

    /// One attempt to make a message say what it should say already, which nobody can see: Telegram's refusal tells whether `message` is
    /// this letter. The picture of a letter is not compared.
    pub async fn probe_once(&self, to: PersonId, message: i32, letter: &Letter) -> Result<(), Fault> {
        if !letter.photo {
            return self.edit_once(to, message, letter).await;
        }
        let (chat, _) = self.place(to);
        let mut request = self
            .bot
            .edit_message_caption(chat, MessageId(message))
            .caption(letter.markup.clone())
            .parse_mode(ParseMode::Html);
        if let Some(keyboard) = &letter.keyboard {
            request = request.reply_markup(keyboard.clone());
        }
        self.noticing(to, request.await).await?;
        Ok(())
    }

    /// Pins a message without a sound.
    pub async fn pin(&self, to: PersonId, message: i32) -> Result<(), Fault> {
        self.patiently(true, || async {
            let (chat, _) = self.place(to);
            let pinned = self.bot.pin_chat_message(chat, MessageId(message)).disable_notification(true).await;
            self.noticing(to, pinned).await?;
            Ok(())
        })
        .await
    }

    /// Answers a tap, with a note or without. A tap that is too old to be answered is no fault.
    pub async fn answer(&self, tap: &CallbackQueryId, note: Option<String>) -> Result<(), Fault> {
        Self::unless_too_old(self.answer_once(tap, note, false)).await
    }

    /// Answers a tap with a window that has to be closed. A tap that is too old to be answered is no fault.
    pub async fn alert(&self, tap: &CallbackQueryId, note: String) -> Result<(), Fault> {
        Self::unless_too_old(self.answer_once(tap, Some(note), true)).await
    }

    async fn unless_too_old(answered: impl Future<Output = Result<(), Fault>>) -> Result<(), Fault> {
        match answered.await {
            Err(Fault::Refused(reason)) => {
                tracing::debug!(reason, "a tap was too old to be answered");
                Ok(())
            }
            other => other,
        }
    }

    /// Answers a tap; one that is too old, or was answered before, is a fault.
    pub async fn answer_strictly(&self, tap: &CallbackQueryId, note: Option<String>) -> Result<(), Fault> {
        self.answer_once(tap, note, false).await
    }

    async fn answer_once(&self, tap: &CallbackQueryId, note: Option<String>, alert: bool) -> Result<(), Fault> {
        self.patiently(true, || async {
            let mut request = self.bot.answer_callback_query(tap.clone()).show_alert(alert);
            if let Some(note) = &note {
                request = request.text(note.clone());
            }
            request.await?;
            Ok(())
        })
        .await
    }

    /// Remembers a message id; a message that is not remembered costs nothing but a probe after a crash.
    pub async fn note(&self, chat: PersonId, message: i32) {
        let store = self.store.clone();
        let noted = tokio::task::spawn_blocking(move || store.note_message(chat, message)).await;
        if !matches!(noted, Ok(Ok(()))) {
            tracing::warn!("a message id could not be kept");
        }
    }

    /// Repeats what can be repeated: anything that was certainly not done, and where `harmless` also what may have been.
    async fn patiently<T, F: Future<Output = Result<T, Fault>>>(
        &self,
        harmless: bool,
        attempt: impl Fn() -> F,
    ) -> Result<T, Fault> {
        let mut attempts = 1;
        loop {
            let result = attempt().await;
            let pause = match &result {
                Err(Fault::Wait(wait)) if *wait <= WAIT_MAX => *wait,
                Err(Fault::NoConnection) => PAUSE,
                Err(Fault::Moved(_)) => Duration::ZERO,
                Err(Fault::Unknown(_)) if harmless => PAUSE,
                _ => return result,
            };
            if attempts >= ATTEMPTS_MAX {
                return result;
            }
            attempts += 1;
            tokio::time::sleep(pause).await;
        }
    }
}

/// The messages that a screen becomes: one, unless it is very long; the buttons stand under the last. A text that is too long to stand
/// below its picture follows it.
pub fn letters(screen: &Screen) -> Vec<Letter> {
    let letter = |markup| Letter { markup, keyboard: None, photo: false, picture: None };
    let parts = || screen.text.split().into_iter().map(|part| letter(part.markup()));
    let photo = |picture: &Vec<u8>, markup| Letter { photo: true, picture: Some(picture.clone()), ..letter(markup) };
    let mut letters: Vec<Letter> = match &screen.picture {
        Some(picture) if screen.text.units() <= CAPTION_UNITS_MAX => vec![photo(picture, screen.text.markup())],
        Some(picture) => std::iter::once(photo(picture, String::new())).chain(parts()).collect(),
        None => parts().collect(),
    };
    if let Some(last) = letters.last_mut() {
        last.keyboard = keyboard(&screen.buttons);
    }
    letters
}

/// The one message that a screen becomes, where its parts could not be told apart later; nothing is cut off.
pub fn single(screen: &Screen) -> Result<Letter, Fault> {
    if screen.picture.is_some() && screen.text.units() > CAPTION_UNITS_MAX {
        tracing::error!("a caption is too long");
        return Err(Fault::TooLong);
    }
    let mut letters = letters(screen);
    match (letters.pop(), letters.is_empty()) {
        (Some(letter), true) => Ok(letter),
        (Some(_), false) => {
            tracing::error!("a screen is too long for one message");
            Err(Fault::TooLong)
        }
        (None, _) => Err(Fault::Refused("an empty message".to_owned())),
    }
}

fn file(picture: &[u8]) -> InputFile {
    InputFile::memory(picture.to_vec()).file_name(PICTURE_NAME)
}

/// Buttons as Telegram takes them.
pub fn keyboard(rows: &[Vec<Button>]) -> Option<InlineKeyboardMarkup> {
    let button = |button: &Button| InlineKeyboardButton::callback(button.label.clone(), tap::encode(&button.tap));
    (!rows.is_empty())
        .then(|| InlineKeyboardMarkup::new(rows.iter().map(|row| row.iter().map(button).collect::<Vec<_>>())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::text::MESSAGE_UNITS_MAX;

    #[tokio::test]
    async fn a_screen_of_two_parts_is_refused_and_not_cut() {
        let line = |length: usize| {
            let mut text = Html::new();
            text.line("x".repeat(length)).line("the end");
            Screen::bare(text)
        };
        assert_eq!(single(&line(MESSAGE_UNITS_MAX)), Err(Fault::TooLong));
        assert!(single(&line(100)).is_ok_and(|letter| letter.markup.ends_with("the end")));
        assert!(matches!(single(&Screen::bare(Html::new())), Err(Fault::Refused(_))));

        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("test.db")).unwrap();
        let courier = Courier::new(Bot::new("1:no-token"), store);
        assert_eq!(courier.edit(PersonId(1001), 7, &line(MESSAGE_UNITS_MAX)).await, Err(Fault::TooLong));
    }
}
