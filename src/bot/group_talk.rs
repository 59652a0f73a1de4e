//! What is particular to groups: which commands mean this bot, and what becomes of the group itself.

use jiff::Timestamp;
use teloxide::dispatching::UpdateHandler;
use teloxide::dptree;
use teloxide::types::{Message, Update, UpdateKind};

use crate::bot::context::Ctx;
use crate::bot::groups::Groups;
use crate::storage::{PersonId, Store, StoreError};

/// What Telegram itself says about a named group, whoever caused it: nobody is answered, and nothing is done but to remember it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    /// It is a supergroup now.
    Moved { group: PersonId, to: PersonId },
    /// The bot was let in, or put out.
    Inside(PersonId, bool),
}

impl News {
    fn read(update: &Update, ctx: &Ctx) -> Option<Self> {
        let group = |id| ctx.people().groups.spoken_of(id).map(|group| group.id);
        match &update.kind {
            UpdateKind::Message(message) => {
                let here = message.chat.id.0;
                if let Some(to) = message.migrate_to_chat_id() {
                    return Some(Self::Moved { group: group(here)?, to: PersonId(to.0) });
                }
                let from = message.migrate_from_chat_id()?;
                Some(Self::Moved { group: group(from.0)?, to: PersonId(here) })
            }
            UpdateKind::MyChatMember(change) => {
                Some(Self::Inside(group(change.chat.id.0)?, change.new_chat_member.is_present()))
            }
            _ => None,
        }
    }
}

/// Takes in what becomes of groups.
pub fn news() -> UpdateHandler<anyhow::Error> {
    dptree::filter_map(|update: Update, ctx: Ctx| News::read(&update, &ctx)).endpoint(heard)
}

async fn heard(ctx: Ctx, news: News) -> anyhow::Result<()> {
    tracing::Span::current().record("route", "group");
    match news {
        News::Moved { group, to } => ctx.courier().moved(group, to).await,
        News::Inside(group, inside) => ctx.store(move |store| store.set_blocked(group, !inside)).await?,
    }
    Ok(())
}

/// Whether a message in a group is a command for this bot: one that names no bot, or this one.
pub fn is_meant(message: &Message, ctx: &Ctx) -> bool {
    let first = message.text().and_then(|text| text.split_whitespace().next()).unwrap_or_default();
    match first.strip_prefix('/').map(|command| command.split_once('@')) {
        Some(Some((_, name))) => ctx.answers_to(name),
        Some(None) => true,
        None => false,
    }
}

/// At the start: every named group is a reader, and those that moved are known by their new ids.
pub fn settle_in(store: &Store, groups: &Groups, now: Timestamp) -> Result<(), StoreError> {
    store.admit_groups(groups.all().iter().map(|group| group.id).collect(), now)?;
    for (old, new) in store.moved_chats()? {
        groups.moved(old, new);
    }
    Ok(())
}
