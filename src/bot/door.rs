//! The one door: who may speak with the bot. Every kind of update passes it, and whoever is not named is not answered.

use teloxide::types::{Chat, Update, UpdateKind, UserId};

use crate::bot::groups::Groups;
use crate::storage::PersonId;

/// Whom the configuration names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The one who owns the service; none before it is set up.
    pub owner: Option<UserId>,
    /// Others who may approve and deny offers, and close positions.
    pub approvers: Vec<UserId>,
    /// Others who may look.
    pub viewers: Vec<UserId>,
    /// Groups in which all of them may speak with the bot.
    pub groups: Groups,
}

/// What someone may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    Owner,
    /// Look, and decide what is bought and sold.
    Approver,
    /// Look.
    Viewer,
}

/// What it takes to do something; commands and taps are checked by the same rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// To see figures.
    Look,
    /// To approve and deny offers, and to close positions.
    Decide,
    /// To change the mode, and to stop and start trading.
    Steer,
}

impl Role {
    /// Whether someone in this role may do that.
    pub fn may(self, right: Right) -> bool {
        let most = match self {
            Self::Owner => Right::Steer,
            Self::Approver => Right::Decide,
            Self::Viewer => Right::Look,
        };
        right <= most
    }
}

/// Someone who has passed the door. Only [`admit`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admitted {
    person: PersonId,
    role: Role,
    chat: PersonId,
}

impl Admitted {
    /// Who.
    pub fn person(self) -> PersonId {
        self.person
    }

    /// The chat they speak in: their private one, whose id is theirs, or a group, whose id is negative.
    pub fn chat(self) -> PersonId {
        self.chat
    }

    /// What they may do.
    pub fn role(self) -> Role {
        self.role
    }
}

impl People {
    /// What someone may do; `None` for strangers.
    pub fn role(&self, user: UserId) -> Option<Role> {
        if self.owner == Some(user) {
            return Some(Role::Owner);
        }
        if self.approvers.contains(&user) {
            return Some(Role::Approver);
        }
        self.viewers.contains(&user).then_some(Role::Viewer)
    }

    /// Everyone who is named, groups too.
    pub fn ids(&self) -> Vec<PersonId> {
        let others = self.approvers.iter().chain(&self.viewers);
        let mut ids: Vec<PersonId> = self.owner.iter().chain(others).filter_map(|user| person_id(*user)).collect();
        ids.extend(self.groups.all().iter().map(|group| group.id));
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// What a person may do whom the chat knows by the id of their private chat; `None` for strangers.
    pub fn role_of(&self, person: PersonId) -> Option<Role> {
        u64::try_from(person.0).ok().and_then(|id| self.role(UserId(id)))
    }
}

/// Lets an update in where a person whom the configuration names does something in their private chat with the bot, or writes or taps in
/// a group that it names. Other groups, channels, other bots, people who write as a group, and inline queries stay outside.
pub fn admit(update: &Update, people: &People) -> Option<Admitted> {
    let user = update.from().filter(|user| !user.is_bot)?;
    let person = person_id(user.id)?;
    let chat = match (update.chat(), &update.kind) {
        (Some(chat), _) if chat.is_private() && chat.id.0 == person.0 => person,
        (Some(chat), kind) if !chat.is_private() => in_a_group(chat, kind, &people.groups)?,
        // A tap that names no chat is one under an inline message, and the bot sends none.
        _ => return None,
    };
    Some(Admitted { person, role: people.role(user.id)?, chat })
}

/// The named group in which something was written or tapped, in its topic where it has one.
fn in_a_group(chat: &Chat, kind: &UpdateKind, groups: &Groups) -> Option<PersonId> {
    let group = groups.spoken_of(chat.id.0)?;
    match kind {
        UpdateKind::Message(message) => {
            let topic = message.thread_id.filter(|_| message.is_topic_message).map(|thread| thread.0.0);
            // Who writes as a group or a channel cannot be known.
            let named = message.sender_chat.is_none() && (group.topic.is_none() || group.topic == topic);
            named.then_some(group.id)
        }
        UpdateKind::CallbackQuery(_) => Some(group.id),
        _ => None,
    }
}

fn person_id(user: UserId) -> Option<PersonId> {
    i64::try_from(user.0).ok().map(PersonId)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::groups::Group;
    use serde_json::json;

    const OWNER: u64 = 1001;

    fn update(kind: &str, body: &serde_json::Value) -> Update {
        let text = json!({ "update_id": 1, kind: body }).to_string();
        serde_json::from_str(&text).unwrap()
    }

    fn message(user: u64, chat: i64, chat_kind: &str) -> serde_json::Value {
        json!({
            "message_id": 5, "date": 1_767_623_400, "text": "/start",
            "chat": { "id": chat, "type": chat_kind, "title": "t", "first_name": "A" },
            "from": { "id": user, "is_bot": false, "first_name": "A" },
        })
    }

    fn people() -> People {
        People {
            owner: Some(UserId(OWNER)),
            approvers: vec![UserId(1004)],
            viewers: vec![UserId(1002), UserId(1004)],
            groups: Groups::default(),
        }
    }

    #[test]
    fn people_who_are_named_come_in_by_their_private_chat_only() {
        let admitted = |kind, body: &serde_json::Value| admit(&update(kind, body), &people()).map(Admitted::role);
        assert_eq!(admitted("message", &message(OWNER, 1001, "private")), Some(Role::Owner));
        assert_eq!(admitted("edited_message", &message(1002, 1002, "private")), Some(Role::Viewer));
        assert_eq!(
            admitted("message", &message(1004, 1004, "private")),
            Some(Role::Approver),
            "the larger right counts"
        );
        assert_eq!(admitted("message", &message(1003, 1003, "private")), None);
        assert_eq!(admitted("message", &message(OWNER, -5, "group")), None);
        assert_eq!(admitted("message", &message(OWNER, 1002, "private")), None);
        assert_eq!(admitted("channel_post", &message(OWNER, -100, "channel")), None);
        let inline = json!({ "id": "1", "query": "", "offset": "", "from": { "id": OWNER, "is_bot": false, "first_name": "A" } });
        assert_eq!(admitted("inline_query", &inline), None);
        let mut bot = message(OWNER, 1001, "private");
        bot["from"]["is_bot"] = true.into();
        assert_eq!(admitted("message", &bot), None);
    }

    #[test]
    fn each_role_may_what_the_smaller_ones_may() {
        let may = |role: Role| [Right::Look, Right::Decide, Right::Steer].map(|right| role.may(right));
        assert_eq!(may(Role::Viewer), [true, false, false]);
        assert_eq!(may(Role::Approver), [true, true, false]);
        assert_eq!(may(Role::Owner), [true, true, true]);
        assert_eq!(people().ids(), [PersonId(1001), PersonId(1002), PersonId(1004)]);
        assert_eq!(people().role_of(PersonId(-5)), None);
    }

    #[test]
    fn in_a_named_group_listed_people_come_in_and_nobody_else() {
        let people = People { groups: Groups::new(vec![Group::new(-5, None), Group::new(-6, Some(17))]), ..people() };
        let admitted = |kind, body: &serde_json::Value| {
            admit(&update(kind, body), &people).map(|who| (who.person().0, who.chat().0))
        };
        assert_eq!(admitted("message", &message(1002, -5, "group")), Some((1002, -5)));
        assert_eq!(admitted("message", &message(1003, -5, "group")), None, "a stranger");
        assert_eq!(admitted("message", &message(1002, -7, "group")), None, "another group");
        assert_eq!(admitted("edited_message", &message(1002, -5, "group")), None);
        assert_eq!(admitted("channel_post", &message(1002, -5, "channel")), None);
        assert_eq!(admitted("message", &message(1002, -6, "supergroup")), None, "outside of its topic");
        let mut in_topic = message(1002, -6, "supergroup");
        in_topic["message_thread_id"] = 17.into();
        in_topic["is_topic_message"] = true.into();
        assert_eq!(admitted("message", &in_topic), Some((1002, -6)));
        let mut anonymous = message(OWNER, -5, "supergroup");
        anonymous["sender_chat"] = json!({ "id": -5, "type": "supergroup", "title": "t" });
        assert_eq!(admitted("message", &anonymous), None);
        people.groups.moved(PersonId(-5), PersonId(-1005));
        assert_eq!(admitted("message", &message(1002, -1005, "supergroup")), Some((1002, -5)));
        let tap = json!({ "id": "7", "from": { "id": 1004, "is_bot": false, "first_name": "P" }, "message": message(1, -5, "group"), "chat_instance": "1", "data": "s" });
        assert_eq!(admitted("callback_query", &tap), Some((1004, -5)));
        assert_eq!(people.ids()[..2], [PersonId(-6), PersonId(-5)]);
    }

    #[test]
    fn without_an_owner_nobody_comes_in() {
        assert_eq!(admit(&update("message", &message(OWNER, 1001, "private")), &People::default()), None);
    }
}
