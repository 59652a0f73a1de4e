//! Answering a pressed button.

use serde_json::Value;

use super::super::args::Args;
use super::super::entities::working_url;
use super::super::happenings::HappeningKind;
use super::super::rules::{ANSWER_CHARS_MAX, Refusal, TAP_AGE_MAX_S};
use super::super::world::{Dirty, PageNote, World};

pub(super) fn answer_callback_query(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let id = args.text("callback_query_id").unwrap_or_default();
    let text = args.text("text").unwrap_or_default();
    let alert = args.flag("show_alert");
    if text.chars().count() > ANSWER_CHARS_MAX {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let url = args.text("url").filter(|url| !url.is_empty());
    if url.as_deref().is_some_and(|url| working_url(url).is_none()) {
        return Err(Refusal::bad("URL_INVALID"));
    }
    let now = world.now;
    let open = world.taps.iter_mut().find(|tap| tap.id == id && !tap.answered && now - tap.date <= TAP_AGE_MAX_S);
    let Some(tap) = open else {
        return Err(Refusal::bad("query is too old and response timeout expired or query ID is invalid"));
    };
    tap.answered = true;
    let (chat, message) = (tap.chat, tap.message);
    world.dirty.insert(Dirty::Tap(id.clone()));
    world.page_note(PageNote::Answer { chat, tap: id, text: text.clone(), alert, url });
    world.happened_with_words(HappeningKind::Toast { alert }, chat, message, text);
    Ok(Value::Bool(true))
}
