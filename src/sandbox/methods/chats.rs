//! Chats, members and pinned messages.

use serde_json::{Value, json};

use super::super::args::Args;
use super::super::entities::Styled;
use super::super::happenings::HappeningKind;
use super::super::model::{ChatKind, Message, Sender};
use super::super::rules::Refusal;
use super::super::wire;
use super::super::world::{PINS_LEN_MAX, PageNote, World};

pub(super) fn get_chat(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let chat = world.known_chat(args.chat_id()?)?;
    Ok(wire::chat_full(world, chat))
}

pub(super) fn get_chat_member(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let chat = world.known_chat(args.chat_id()?)?;
    let user = args.int("user_id").ok_or_else(|| Refusal::bad("invalid user_id specified"))?;
    let present = match &chat.kind {
        ChatKind::Private => user == chat.id,
        ChatKind::Group { members, .. } => members.contains(&user),
    };
    if user == world.bot.id {
        return Ok(json!({"status": "member", "user": wire::bot(world)}));
    }
    let person = world.people.get(&user).ok_or_else(|| Refusal::bad("PARTICIPANT_ID_INVALID"))?;
    Ok(json!({"status": if present { "member" } else { "left" }, "user": wire::person(person)}))
}

/// Pins a message; like on the real service a note in the chat says so, and the bot receives it as an update.
pub(super) fn pin_chat_message(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let (chat, id) = (args.chat_id()?, args.message_id()?);
    world.open_chat(chat)?;
    let missing = || Refusal::bad("message to pin not found");
    if world.message(chat, id).ok_or_else(missing)?.pinned.is_some() {
        return Err(missing());
    }
    let Some(found) = world.chat_mut(chat) else { return Err(missing()) };
    let already = found.pins.contains(&id);
    found.pins.retain(|pin| *pin != id);
    found.pins.push(id);
    if found.pins.len() > PINS_LEN_MAX {
        found.pins.remove(0);
    }
    world.page_note(PageNote::Chat { chat });
    world.happened(HappeningKind::Pinned, chat, id);
    if !already {
        let note = Message { pinned: Some(id), silent: true, ..Message::new(Sender::Bot, Styled::default()) };
        let note = world.append(chat, note);
        let body = wire::message(world, chat, note);
        world.push_update("message", body, false);
    }
    Ok(Value::Bool(true))
}

pub(super) fn unpin_chat_message(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let chat = args.chat_id()?;
    let last = world.open_chat(chat)?.pins.last().copied();
    let wanted = match args.int("message_id") {
        Some(id) => i32::try_from(id).ok(),
        None => last,
    };
    let Some(found) = world.chat_mut(chat) else { return Err(Refusal::bad("chat not found")) };
    let Some(id) = wanted.filter(|id| found.pins.contains(id)) else {
        return Err(Refusal::bad("message to unpin not found"));
    };
    found.pins.retain(|pin| *pin != id);
    world.page_note(PageNote::Chat { chat });
    world.happened(HappeningKind::Unpinned, chat, id);
    Ok(Value::Bool(true))
}

pub(super) fn unpin_all_chat_messages(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let chat = args.chat_id()?;
    world.open_chat(chat)?;
    let Some(found) = world.chat_mut(chat) else { return Err(Refusal::bad("chat not found")) };
    let pins = std::mem::take(&mut found.pins);
    world.page_note(PageNote::Chat { chat });
    for id in pins {
        world.happened(HappeningKind::Unpinned, chat, id);
    }
    Ok(Value::Bool(true))
}
