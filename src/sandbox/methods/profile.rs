//! What the bot says of itself: its commands by scope and language, its name and descriptions.

use serde_json::{Value, json};

use super::super::args::Args;
use super::super::happenings::HappeningKind;
use super::super::model::BotCommand;
use super::super::rules::{self, COMMANDS_MAX, Refusal};
use super::super::world::{Dirty, PageNote, World};

pub(super) fn set_my_commands(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let key = key(world, args)?;
    let raw = args.json("commands")?.ok_or_else(|| Refusal::bad("parameter \"commands\" is required"))?;
    let commands: Vec<BotCommand> = serde_json::from_value(raw)
        .map_err(|_| Refusal::bad("can't parse commands: expected an Array of BotCommand"))?;
    if commands.len() > COMMANDS_MAX {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in &commands {
        rules::check_command(&command.command, &command.description)?;
    }
    let lines: Vec<String> = commands.iter().map(|it| format!("/{} {}", it.command, it.description)).collect();
    world.ledger.commands.insert(key, commands);
    changed(world, lines.join("\n"));
    Ok(Value::Bool(true))
}

pub(super) fn get_my_commands(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let key = key(world, args)?;
    Ok(json!(world.ledger.commands.get(&key).cloned().unwrap_or_default()))
}

pub(super) fn delete_my_commands(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    let key = key(world, args)?;
    if world.ledger.commands.remove(&key).is_some() {
        changed(world, String::new());
    }
    Ok(Value::Bool(true))
}

fn changed(world: &mut World, lines: String) {
    world.dirty.insert(Dirty::Ledger);
    world.page_note(PageNote::Commands);
    world.happened_with_words(HappeningKind::CommandsSet, 0, 0, lines);
}

/// "scope/chat/language", after the scope was checked.
fn key(world: &World, args: &Args) -> Result<String, Refusal> {
    let scope = args.json("scope")?.unwrap_or_else(|| json!({"type": "default"}));
    let kind = scope.get("type").and_then(Value::as_str).unwrap_or_default();
    let language = language(args)?;
    let chat = match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => 0,
        "chat" | "chat_administrators" | "chat_member" => {
            let id = scope.get("chat_id").and_then(Value::as_i64);
            world.known_chat(id.ok_or_else(|| Refusal::bad("chat not found"))?)?.id
        }
        _ => return Err(Refusal::bad("can't parse BotCommandScope: Unsupported type specified")),
    };
    Ok(format!("{kind}/{chat}/{language}"))
}

fn language(args: &Args) -> Result<String, Refusal> {
    let language = args.text("language_code").unwrap_or_default();
    let fits = language.is_empty() || (language.len() == 2 && language.bytes().all(|it| it.is_ascii_lowercase()));
    if fits { Ok(language) } else { Err(Refusal::bad("invalid language code specified")) }
}

/// The commands a person sees in a private chat, in Telegram's order of scopes.
pub(in super::super) fn commands_for(world: &World, chat: i64, language: &str) -> Vec<BotCommand> {
    let language = language.split('-').next().unwrap_or_default();
    let keys = [
        format!("chat/{chat}/{language}"),
        format!("chat/{chat}/"),
        format!("all_private_chats/0/{language}"),
        "all_private_chats/0/".to_owned(),
        format!("default/0/{language}"),
        "default/0/".to_owned(),
    ];
    let found = keys.iter().find_map(|key| world.ledger.commands.get(key).filter(|list| !list.is_empty()));
    found.cloned().unwrap_or_default()
}

/// `setMyName` and its like; an empty text takes the old one away.
pub(super) fn set_text(world: &mut World, args: &Args, kind: &str, chars_max: usize) -> Result<Value, Refusal> {
    let text = args.text(kind).unwrap_or_default();
    if text.chars().count() > chars_max {
        return Err(Refusal::bad(format!("{kind} is too long")));
    }
    let key = format!("{kind}/{}", language(args)?);
    if text.is_empty() {
        world.ledger.profile.remove(&key);
    } else {
        world.ledger.profile.insert(key, text);
    }
    world.dirty.insert(Dirty::Ledger);
    world.page_note(PageNote::Commands);
    Ok(Value::Bool(true))
}

pub(super) fn get_text(world: &World, args: &Args, kind: &str) -> Value {
    let text = profile_text(world, kind, &args.text("language_code").unwrap_or_default());
    let text = if text.is_empty() && kind == "name" { world.bot.name.clone() } else { text };
    json!({ kind: text })
}

/// A description in a language, else the one for all languages, else nothing.
pub(in super::super) fn profile_text(world: &World, kind: &str, language: &str) -> String {
    let profile = &world.ledger.profile;
    let found = profile.get(&format!("{kind}/{language}")).or_else(|| profile.get(&format!("{kind}/")));
    found.cloned().unwrap_or_default()
}

/// Accepts the command menu, which is the only button the sandbox shows.
pub(super) fn set_chat_menu_button(world: &mut World, args: &Args) -> Result<Value, Refusal> {
    if args.int("chat_id").is_some() {
        world.known_chat(args.chat_id()?)?;
    }
    let button = args.json("menu_button")?.unwrap_or_else(|| json!({"type": "default"}));
    match button.get("type").and_then(Value::as_str) {
        Some("default" | "commands") => Ok(Value::Bool(true)),
        _ => Err(Refusal::bad("the sandbox shows the command menu only")),
    }
}

/// There is never a webhook here: the bot polls.
pub(super) fn get_webhook_info(world: &World) -> Value {
    json!({"url": "", "has_custom_certificate": false, "pending_update_count": world.updates.len()})
}
