//! The ways through the chat: groups of screens, the way back from each, and the list of commands that Telegram shows to each person.

use teloxide::payloads::SetMyCommandsSetters;
use teloxide::prelude::Requester;
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};
use tokio::sync::watch;

use crate::bot::answers::ChartDays;
use crate::bot::context::Ctx;
use crate::bot::door::Role;
use crate::bot::fault::Fault;
use crate::bot::surface::{COMMANDS, Command, Tap};
use crate::bot::training::TrainView;
use crate::bot::words::{Language, Words};
use crate::domain::horizon::Horizon;
use crate::storage::PersonId;

/// The longest pause between two attempts to publish.
const PAUSE_MAX: std::time::Duration = std::time::Duration::from_mins(1);

/// Screens that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What is said now, and why.
    Now,
    /// What became of what was said.
    Record,
    /// The desk.
    Trading,
    /// What was learned.
    Learning,
    /// Days and longer in figures.
    Reports,
}

/// A way out of a group: the command that does the same, the key of its button, and the tap.
pub type Way = (Command, &'static str, Tap);

impl Group {
    /// All of them, in the order of the first screen.
    pub const ALL: [Self; 5] = [Self::Now, Self::Record, Self::Trading, Self::Learning, Self::Reports];

    /// The name in taps.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Record => "record",
            Self::Trading => "trading",
            Self::Learning => "learning",
            Self::Reports => "reports",
        }
    }

    /// The group of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.name() == name)
    }

    /// The keys of its title and of its button.
    pub const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Now => ("group-now", "button-now"),
            Self::Record => ("group-record", "button-record"),
            Self::Trading => ("group-trading", "button-trading"),
            Self::Learning => ("group-learning", "button-learning"),
            Self::Reports => ("group-reports", "button-reports"),
        }
    }

    /// What it leads to.
    pub fn ways(self) -> Vec<Way> {
        match self {
            Self::Now => vec![
                (Command::Status, "button-status", Tap::Status),
                (Command::Signals, "button-signals", Tap::Signals),
                (Command::Why, "button-why", Tap::Why(None)),
                (Command::WhyNot, "button-why-not", Tap::WhyNot),
                (Command::Chart, "button-chart", Tap::Chart(ChartDays::default())),
                (Command::Health, "button-health", Tap::Health),
            ],
            Self::Record => vec![
                (Command::Accuracy, "button-accuracy", Tap::Accuracy(Horizon::PRIMARY)),
                (Command::Thresholds, "button-thresholds", Tap::Thresholds),
                (Command::Scoreboard, "button-scoreboard", Tap::Scoreboard),
            ],
            Self::Trading => vec![
                (Command::Positions, "button-positions", Tap::Positions),
                (Command::Trades, "button-trades", Tap::Trades(0)),
                (Command::Options, "button-options", Tap::Options),
                (Command::Risk, "button-risk", Tap::Risk),
                (Command::Ready, "button-ready", Tap::Ready),
                (Command::Mode, "button-mode", Tap::Mode),
            ],
            Self::Learning => vec![
                (Command::Weights, "button-weights", Tap::Weights(Horizon::PRIMARY)),
                (Command::Learned, "button-learned", Tap::Learned),
                (Command::Drift, "button-drift", Tap::Drift),
                (Command::Train, "button-train", Tap::Train(TrainView::Now)),
                (Command::Models, "button-models", Tap::Train(TrainView::Models(0))),
            ],
            Self::Reports => vec![(Command::Report, "button-report", Tap::Report(None))],
        }
    }
}

/// Where the way back from a screen leads: to the group in which its button stands, else to the first screen.
pub fn back_from(screen: Tap) -> Tap {
    let group = match screen {
        Tap::WhyOf(..) | Tap::Status | Tap::Signals | Tap::Why(_) | Tap::WhyNot | Tap::Chart(_) | Tap::Health => {
            Group::Now
        }
        Tap::Accuracy(_) | Tap::OverTime(_) | Tap::Figures | Tap::Thresholds | Tap::Scoreboard => Group::Record,
        Tap::Positions
        | Tap::Trades(_)
        | Tap::Equity
        | Tap::Profits
        | Tap::Options
        | Tap::Risk
        | Tap::Ready
        | Tap::Mode => Group::Trading,
        Tap::Weights(_) | Tap::Learned | Tap::Drift | Tap::Train(_) => Group::Learning,
        Tap::Report(_) => Group::Reports,
        _ => return Tap::Home,
    };
    Tap::Group(group)
}

/// The commands that someone in a role may use, each with its sentence. Whoever has no role may begin, and ask what this is.
pub fn commands(words: &Words, role: Option<Role>) -> Vec<(&'static str, String)> {
    let may = |command: Command| match role {
        Some(role) => role.may(command.right()),
        None => matches!(command, Command::Start | Command::Help),
    };
    let allowed = COMMANDS.iter().filter(|(command, ..)| may(*command));
    allowed.map(|(_, name, key)| (*name, words.say(key, &[]))).collect()
}

/// Publishes the commands: to everyone the two that anybody may use, in every language, and to each chat what its person may do.
pub async fn publish(ctx: Ctx, mut shutdown: watch::Receiver<bool>) {
    let everyone = Language::all().map(|language| (None, language));
    let mut lists: Vec<_> = everyone.collect();
    for person in ctx.people().ids() {
        let language = ctx.view(person).await.language;
        lists.extend(ctx.people().role_of(person).map(|role| (Some((person, role)), language)));
    }
    let mut pause = std::time::Duration::from_secs(1);
    for (whose, language) in lists {
        while let Err(fault) = publish_one(&ctx, whose, language).await {
            if !fault.is_temporary() {
                // Someone who never wrote to the bot has no chat yet; /start publishes theirs.
                tracing::debug!(%fault, "a list of commands was not taken");
                break;
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(PAUSE_MAX),
                _ = shutdown.changed() => return,
            }
        }
    }
}

/// Publishes what one person may do into their chat, in their language. Where it fails, the old list stays until the next start.
pub async fn publish_to(ctx: &Ctx, person: PersonId, role: Role, language: Language) {
    if let Err(fault) = publish_one(ctx, Some((person, role)), language).await {
        tracing::warn!(%fault, "a person's list of commands was not taken");
    }
}

async fn publish_one(ctx: &Ctx, whose: Option<(PersonId, Role)>, language: Language) -> Result<(), Fault> {
    let list = commands(language.words(), whose.map(|(_, role)| role));
    let list: Vec<_> = list.into_iter().map(|(name, sentence)| BotCommand::new(name, sentence)).collect();
    let request = ctx.courier().bot().set_my_commands(list);
    match whose {
        Some((person, _)) => {
            let chat_id = Recipient::Id(ChatId(person.0));
            request.scope(BotCommandScope::Chat { chat_id }).await?;
        }
        None if language == Language::ENGLISH => {
            request.await?;
        }
        None => {
            request.language_code(language.primary_code()).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_sees_what_it_may() {
        let words = Language::ENGLISH.words();
        let names = |role| commands(words, role).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names(None), ["start", "help"]);
        assert_eq!(names(Some(Role::Owner)).len(), COMMANDS.len());
        assert!(names(Some(Role::Approver)).contains(&"close") && !names(Some(Role::Approver)).contains(&"mode"));
        let viewer = names(Some(Role::Viewer));
        assert!(viewer.contains(&"settings") && !viewer.contains(&"close") && !viewer.contains(&"pause"));
    }

    #[test]
    fn every_way_out_of_a_group_leads_back_to_it() {
        for group in Group::ALL {
            for (command, _, tap) in group.ways() {
                assert_eq!(back_from(tap), Tap::Group(group), "{command:?}");
            }
        }
    }
}
