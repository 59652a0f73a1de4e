//! The groups that the configuration names: their topics, and the ids that Telegram has given to those that became supergroups.

use std::sync::{Arc, PoisonError, RwLock};

use teloxide::types::{MessageId, ThreadId};

use crate::storage::PersonId;

/// A group in which listed people may speak with the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id as the configuration writes it, which is negative; everything is kept under this one.
    pub id: PersonId,
    /// The only topic of a forum that the bot reads and writes in; everywhere and nowhere in particular where none is named.
    pub topic: Option<i32>,
    /// The id that Telegram uses since the group became a supergroup.
    pub now: Option<PersonId>,
}

/// All of them, known alike to whoever holds a clone.
#[derive(Clone, Debug, Default)]
pub struct Groups(Arc<RwLock<Vec<Group>>>);

impl PartialEq for Groups {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

impl Eq for Groups {}

impl Group {
    /// A group that has not moved, by its id and topic.
    pub const fn new(id: i64, topic: Option<i32>) -> Self {
        Self { id: PersonId(id), topic, now: None }
    }

    /// Its topic, as Telegram takes it.
    pub fn thread(self) -> Option<ThreadId> {
        self.topic.map(|topic| ThreadId(MessageId(topic)))
    }
}

impl Groups {
    /// These groups, none of which has moved.
    pub fn new(groups: Vec<Group>) -> Self {
        Self(Arc::new(RwLock::new(groups)))
    }

    /// All of them.
    pub fn all(&self) -> Vec<Group> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The group that Telegram speaks of by this id, be it the old one or the new.
    pub fn spoken_of(&self, id: i64) -> Option<Group> {
        let groups = self.0.read().unwrap_or_else(PoisonError::into_inner);
        groups.iter().find(|group| group.id.0 == id || group.now == Some(PersonId(id))).copied()
    }

    /// Remembers that a group has another id from now on; false where that was known, or the group is none of these.
    pub fn moved(&self, from: PersonId, to: PersonId) -> bool {
        let mut groups = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match groups.iter_mut().find(|group| group.id == from) {
            Some(group) if group.now != Some(to) && group.id != to => {
                group.now = Some(to);
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_moved_is_known_by_both_ids() {
        let groups = Groups::new(vec![Group::new(-5, Some(17))]);
        let other = groups.clone();
        assert!(groups.moved(PersonId(-5), PersonId(-1005)));
        assert!(!groups.moved(PersonId(-5), PersonId(-1005)), "it is known");
        assert!(!groups.moved(PersonId(-6), PersonId(-1006)), "nobody named that one");
        assert_eq!(other.spoken_of(-1005).map(|group| group.id), Some(PersonId(-5)));
        assert_eq!(other.spoken_of(-5).and_then(|group| group.now), Some(PersonId(-1005)));
        assert_eq!(other.spoken_of(-1006), None);
    }
}
