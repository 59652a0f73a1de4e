//! One source and one channel of it: whether it answers, since when not, and what the owner has been told of that.

use jiff::{SignedDuration, Timestamp};

use crate::domain::health::{Channel, FeedFault, FeedHealth, FeedState};
use crate::domain::notice::Notice;

/// The owner is told after so many failures in a row: a blip is no alarm.
const TOLD_AFTER: u32 = 2;

/// And no sooner than so long after the first of them.
const TOLD_AFTER_SPAN: SignedDuration = SignedDuration::from_mins(1);

/// A source that failed is left alone for so long while another one answers.
const REST: SignedDuration = SignedDuration::from_mins(10);

/// What is known of a source and channel.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) health: FeedHealth,
    channel: Channel,
    failures: u32,
    /// Set from the moment the owner was told that it fails, with the instant from which it failed.
    told: Option<Timestamp>,
    rests_until: Option<Timestamp>,
}

impl Line {
    pub(super) fn new(source: &str, channel: Channel) -> Self {
        let health = FeedHealth { source: source.to_owned(), channel: Some(channel), ..FeedHealth::default() };
        Self { health, channel, failures: 0, told: None, rests_until: None }
    }

    /// Whether it fails.
    pub(super) fn is_down(&self) -> bool {
        matches!(self.health.state, FeedState::Down { .. })
    }

    /// Whether another source should be asked before it.
    pub(super) fn rests(&self, now: Timestamp) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }

    /// Its newest thing, where it is newer than what was known.
    pub(super) fn brought(&mut self, newest: Option<Timestamp>) {
        self.health.newest = self.health.newest.max(newest);
    }

    /// It answered soundly; the notice is due where the owner had been told otherwise.
    pub(super) fn up(&mut self, now: Timestamp) -> Option<Notice> {
        self.failures = 0;
        self.rests_until = None;
        self.health.state = FeedState::Up;
        self.health.last_answer = Some(now);
        let since = self.told.take()?;
        Some(Notice::FeedUp { source: self.health.source.clone(), channel: self.channel, since, at: now })
    }

    /// It failed. Whether the owner is to be told follows from [`Line::alarm`], once it is known who stands in.
    pub(super) fn down(&mut self, fault: FeedFault, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        let since = match self.health.state {
            FeedState::Down { since, .. } => since,
            FeedState::Unasked | FeedState::Up => now,
        };
        self.health.state = FeedState::Down { since, fault };
        if self.failures >= TOLD_AFTER {
            self.rests_until = now.checked_add(REST).ok();
        }
    }

    /// The notice of its failure, once.
    pub(super) fn alarm(&mut self, instead: Option<&str>, now: Timestamp) -> Option<Notice> {
        let FeedState::Down { since, fault } = self.health.state else { return None };
        let early = self.failures < TOLD_AFTER || now.duration_since(since) < TOLD_AFTER_SPAN;
        if early || self.told.is_some() {
            return None;
        }
        self.told = Some(since);
        Some(Notice::FeedDown {
            source: self.health.source.clone(),
            channel: self.channel,
            fault,
            since,
            instead: instead.map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_is_told_once_and_of_no_blip() {
        let at = |minute: i64| Timestamp::from_second(1_767_623_400 + 60 * minute).unwrap();
        let mut line = Line::new("test", Channel::Bars);
        line.down(FeedFault::Timeout, at(0));
        assert_eq!(line.alarm(None, at(0)), None);
        assert_eq!(line.up(at(1)), None, "a blip");
        for minute in 2..6 {
            line.down(FeedFault::ServerError, at(minute));
            let told = line.alarm(Some("other"), at(minute));
            assert_eq!(told.is_some(), minute == 3);
            if let Some(Notice::FeedDown { since, instead, .. }) = told {
                assert_eq!((since, instead.as_deref()), (at(2), Some("other")));
            }
        }
        assert!(line.rests(at(14)) && !line.rests(at(15)));
        let up = line.up(at(20));
        assert!(matches!(up, Some(Notice::FeedUp { since, at: when, .. }) if since == at(2) && when == at(20)));
        assert_eq!(line.up(at(21)), None);
    }
}
