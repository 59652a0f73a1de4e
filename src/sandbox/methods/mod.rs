//! The methods of the Bot API, one file for each thing they are about.

mod chats;
mod edits;
mod messages;
pub(super) mod profile;
mod taps;

use serde_json::Value;

use super::args::Args;
use super::rules::Refusal;
use super::world::World;

/// A method's work: it checks everything first and changes the world only when nothing is wrong.
type Method = fn(&mut World, &Args) -> Result<Value, Refusal>;

/// The method of that name, in lower case; `getUpdates` waits and is served elsewhere.
#[rustfmt::skip]
pub(super) fn find(name: &str) -> Option<Method> {
    Some(match name {
        "getme"                   => |world, _| Ok(super::wire::me(world)),
        "deletewebhook"           => |_, _| Ok(Value::Bool(true)),
        "getwebhookinfo"          => |world, _| Ok(profile::get_webhook_info(world)),

        "sendmessage"             => messages::send_message,
        "sendphoto"               => messages::send_photo,
        "senddocument"            => messages::send_document,
        "sendchataction"          => messages::send_chat_action,
        "deletemessage"           => messages::delete_message,
        "deletemessages"          => messages::delete_messages,
        "getfile"                 => messages::get_file,

        "editmessagetext"         => edits::edit_message_text,
        "editmessagecaption"      => edits::edit_message_caption,
        "editmessagemedia"        => edits::edit_message_media,
        "editmessagereplymarkup"  => edits::edit_message_reply_markup,

        "answercallbackquery"     => taps::answer_callback_query,

        "getchat"                 => chats::get_chat,
        "getchatmember"           => chats::get_chat_member,
        "pinchatmessage"          => chats::pin_chat_message,
        "unpinchatmessage"        => chats::unpin_chat_message,
        "unpinallchatmessages"    => chats::unpin_all_chat_messages,

        "setmycommands"           => profile::set_my_commands,
        "getmycommands"           => profile::get_my_commands,
        "deletemycommands"        => profile::delete_my_commands,
        "setmyname"               => |world, args| profile::set_text(world, args, "name", 64),
        "setmydescription"        => |world, args| profile::set_text(world, args, "description", 512),
        "setmyshortdescription"   => |world, args| profile::set_text(world, args, "short_description", 120),
        "getmyname"               => |world, args| Ok(profile::get_text(world, args, "name")),
        "getmydescription"        => |world, args| Ok(profile::get_text(world, args, "description")),
        "getmyshortdescription"   => |world, args| Ok(profile::get_text(world, args, "short_description")),
        "setchatmenubutton"       => profile::set_chat_menu_button,
        "getchatmenubutton"       => |_, _| Ok(serde_json::json!({"type": "commands"})),
        _ => return None,
    })
}
