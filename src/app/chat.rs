//! Which chat the product lives in: Telegram, or the sandbox on this machine. The same bot serves both; only the address differs.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use teloxide::types::UserId;

use super::machine;
use super::market::Player;
use crate::bot::desk_link::DeskLink;
use crate::bot::door::People;
use crate::bot::groups::{Group, Groups};
use crate::bot::outbox::Pace;
use crate::bot::pin::Pin;
use crate::bot::train_link::TrainLink;
use crate::bot::{BotContext, startup};
use crate::clock::Pulse;
use crate::config::{Chat, Config, ENV_OWNER};
use crate::sandbox::{self, Person, Sandbox, SandboxOptions};

/// Name of the sandbox's own file: its chats outlive a restart as Telegram's do.
pub const SANDBOX_NAME: &str = "sandbox.db";

/// The least time between two edits of a pinned message on Telegram, which allows about twenty a minute.
const HEARTBEAT_PAUSE: Duration = Duration::from_secs(4);

/// Between two unasked messages to one person of the sandbox, which has no limits of its own.
const SANDBOX_PAUSE: Duration = Duration::from_millis(100);

/// The bot's name in the sandbox.
const SANDBOX_BOT_NAME: &str = "AlgoSlayer";

/// A chat that is ready to be served.
pub struct OpenChat {
    /// What the bot runs on.
    pub context: BotContext,
    /// The sandbox, where that is the chat.
    pub sandbox: Option<Sandbox>,
}

/// Opens the configured chat and says where it is.
pub async fn open(config: &Config, player: &Player, desk: DeskLink, out: &mut dyn Write) -> anyhow::Result<OpenChat> {
    match &config.chat {
        Chat::Sandbox { port } => {
            let sandbox = sandbox::start(options(config, player, *port)).await?;
            let bot = startup::connect(sandbox.token(), Some(&sandbox.api_url()))?;
            writeln!(out, "Open the chat: {}", sandbox.page_url())?;
            let people = people(&Person::defaults());
            Ok(OpenChat { context: context(config, player, desk, (bot, people)), sandbox: Some(sandbox) })
        }
        Chat::Telegram { token, owner, approvers, viewers, groups, api_url, pin, .. } => {
            // A hash that cannot be read must not leave the door open.
            let readable = pin.clone().is_none_or(|pin| Pin::read(pin).is_some());
            anyhow::ensure!(readable, "telegram.pin is no hash of a PIN; set it anew with `algoslayer pin`");
            let bot = startup::connect(token, api_url.as_deref())?;
            let users = |ids: &[u64]| ids.iter().copied().map(UserId).collect();
            let people = People {
                owner: owner.map(UserId),
                approvers: users(approvers),
                viewers: users(viewers),
                groups: Groups::new(groups.iter().map(|(id, topic)| Group::new(*id, *topic)).collect()),
            };
            match owner {
                Some(_) => writeln!(out, "Talk to the bot in Telegram.")?,
                None => writeln!(
                    out,
                    "No owner is named: send the bot /start in Telegram, it answers with your id and the setting that takes it."
                )?,
            }
            Ok(OpenChat { context: context(config, player, desk, (bot, people)), sandbox: None })
        }
    }
}

fn options(config: &Config, player: &Player, port: u16) -> SandboxOptions {
    let banner = player.opened.simulated.then(|| "SIMULATED".to_owned());
    SandboxOptions {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        store: Some(config.data_dir.join(SANDBOX_NAME)),
        bot_name: SANDBOX_BOT_NAME.to_owned(),
        banner,
        ..SandboxOptions::in_memory(player.clock.clone())
    }
}

/// Pretend persons may do what the page says of them.
fn people(persons: &[Person]) -> People {
    let of = |role: &str| {
        let those = persons.iter().filter(|person| person.role == role);
        those.filter_map(|person| u64::try_from(person.id).ok()).map(UserId).collect::<Vec<_>>()
    };
    People {
        owner: of("owner").first().copied(),
        approvers: of("approver"),
        viewers: of("viewer"),
        groups: Groups::default(),
    }
}

fn context(config: &Config, player: &Player, desk: DeskLink, (bot, people): (teloxide::Bot, People)) -> BotContext {
    BotContext {
        bot,
        store: player.keeper.store().clone(),
        clock: player.clock.clone(),
        people,
        owner_setting: Some(ENV_OWNER.to_owned()),
        symbol: config.market.symbol,
        simulated: player.opened.simulated,
        feed_name: player.opened.label.clone(),
        health: player.health.subscribe(),
        machine: machine::watch(&config.data_dir),
        committed: player.written.subscribe(),
        pace: Pace {
            per_chat: match config.chat {
                Chat::Sandbox { .. } => SANDBOX_PAUSE,
                Chat::Telegram { pause_ms, .. } => Duration::from_millis(pause_ms),
            },
            ..Pace::default()
        },
        heartbeat_pause: match config.chat {
            Chat::Sandbox { .. } => Duration::from_secs(1),
            Chat::Telegram { .. } => HEARTBEAT_PAUSE,
        },
        desk,
        pin: match &config.chat {
            Chat::Telegram { pin, .. } => pin.clone().and_then(Pin::read),
            Chat::Sandbox { .. } => None,
        },
        seed: u64::from(std::process::id()),
        pulse: Pulse::default(),
        train: TrainLink::unanswered(),
    }
}
