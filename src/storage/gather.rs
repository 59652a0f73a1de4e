//! Messages that would come in a flood are gathered: several about one thing become one, and what waited through quiet hours a digest.
//!
//! The one message and the marks on those that it stands for are written in one transaction, so that whatever happens each of them is
//! told once.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::outbox::bad;
use super::people;
use super::wishes::{Wishes, wishes};
use super::{Store, StoreError};
use crate::domain::health::{Channel, FeedFault};
use crate::domain::notice::{Held, Notice};
use crate::domain::person::PersonId;
use crate::domain::setting::Topic;

/// A condition that comes and goes is told of once in so long, after the first time.
const DAMPED: SignedDuration = SignedDuration::from_hours(1);

/// Messages that wait through quiet hours and are sent one by one; more of them become a digest.
const SINGLE_MAX: usize = 2;

/// Messages of a source that failed and came back, which wait for another reason than being held, and are sent one by one.
const FEED_SINGLE_MAX: usize = 2;

/// Alerts that waited while Telegram was away, and are sent one by one; more of them become a list.
const AWAY_SINGLE_MAX: usize = 5;

/// A row that waits and is due.
struct Waiting {
    id: i64,
    notice: Notice,
    created: Timestamp,
    not_before_us: i64,
    silent: bool,
}

/// A message in the place of others.
struct Gathered {
    by: Row,
    /// The rows that it stands for.
    rows: Vec<i64>,
}

/// A row that takes the place of others.
struct Row {
    notice: Notice,
    /// Whether it goes before all that waits.
    ahead: bool,
    created: Timestamp,
    not_before_us: i64,
    silent: bool,
}

impl Row {
    fn of(notice: Notice, ahead: bool, rows: &[&Waiting]) -> Option<Self> {
        Some(Self {
            notice,
            ahead,
            created: rows.first()?.created,
            not_before_us: rows.iter().map(|row| row.not_before_us).max()?,
            silent: rows.iter().all(|row| row.silent),
        })
    }
}

impl Store {
    /// Gathers what waits at `now` and belongs together, for everyone who can be told.
    pub fn outbox_gather(&self, now: Timestamp) -> Result<(), StoreError> {
        let readers: Vec<PersonId> = self.read(|connection| {
            let mut readers = Vec::new();
            for person in people::audience(connection)? {
                if !plan(connection, person.id, now)?.is_empty() {
                    readers.push(person.id);
                }
            }
            Ok(readers)
        })?;
        for reader in readers {
            self.write(move |transaction| {
                // What was gathered can itself be part of a digest.
                for _ in 0..2 {
                    for gathered in plan(transaction, reader, now)? {
                        put(transaction, reader, &gathered, now)?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Makes one list of the alerts that wait at `now` for a reader who has just been told that Telegram was away, where they are many.
    pub fn outbox_gather_absence(&self, reader: PersonId, now: Timestamp) -> Result<(), StoreError> {
        self.write(move |transaction| {
            let rows = due(transaction, reader, now)?;
            let listed = alerts(&rows, i64::MAX);
            if listed.len() > AWAY_SINGLE_MAX
                && let Some(gathered) = list(&listed, 0, true)
            {
                put(transaction, reader, &gathered, now)?;
            }
            Ok(())
        })
    }
}

/// Until when a notice is held because its like was told of shortly before.
pub(super) fn damped_until(
    connection: &Connection,
    reader: PersonId,
    notice: &Notice,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let (Notice::FeedDown { source, channel, .. } | Notice::FeedUp { source, channel, .. }) = notice else {
        return Ok(None);
    };
    let Some(last) = told_last(connection, reader, (source, *channel))? else { return Ok(None) };
    if last > now {
        return Ok(Some(last));
    }
    let again = last.saturating_add(DAMPED).unwrap_or(Timestamp::MAX);
    // That it answers again is told at once, unless what failed last is still to be told.
    Ok((again > now && !matches!(notice, Notice::FeedUp { .. })).then_some(again))
}

/// The keys of all failures of a source and channel lie between these two.
fn failures((source, channel): (&str, Channel)) -> (String, String) {
    let kind = format!("feed-down:{source}:{}", channel.name());
    (format!("{kind}:"), format!("{kind};"))
}

/// When the last failure of a source was or will be told.
fn told_last(
    connection: &Connection,
    reader: PersonId,
    which: (&str, Channel),
) -> Result<Option<Timestamp>, StoreError> {
    let (from, to) = failures(which);
    let mut select = connection.prepare_cached(
        "SELECT max(max(created_us, not_before_us)) FROM outbox WHERE user_id = ?1 AND dedup_key >= ?2 AND dedup_key < ?3",
    )?;
    let last: Option<i64> = select.query_row(params![reader.0, from, to], |row| row.get(0))?;
    Ok(last.and_then(|last| Timestamp::from_microsecond(last).ok()))
}

/// What is to be gathered for a reader: first what belongs together, and only then what waited through quiet hours.
fn plan(connection: &Connection, reader: PersonId, now: Timestamp) -> Result<Vec<Gathered>, StoreError> {
    let rows = due(connection, reader, now)?;
    let mut plan = Vec::new();
    let mut groups: Vec<(String, Vec<&Waiting>)> = Vec::new();
    for row in &rows {
        let Some(key) = belongs_to(&row.notice) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    for (_, group) in groups {
        plan.extend(together(connection, reader, &group)?);
    }
    if plan.is_empty() {
        plan.extend(digest(&wishes(connection, reader)?, &rows));
    }
    Ok(plan)
}

/// Rows that wait, are due, and of which nothing is in the chat.
fn due(connection: &Connection, reader: PersonId, now: Timestamp) -> Result<Vec<Waiting>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT id, notice, created_us, not_before_us, silent FROM outbox \
         WHERE user_id = ? AND status = 'waiting' AND ahead = 0 AND not_before_us <= ? \
         AND coalesce(CASE WHEN json_valid(body) THEN body ->> 'at' END, 0) = 0 ORDER BY id",
    )?;
    let rows = select.query_map(params![reader.0, now.as_microsecond()], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let mut due = Vec::new();
    for row in rows {
        let (id, notice, created_us, not_before_us, silent) = row?;
        // A row that cannot be read is given up by whoever sends.
        if let (Ok(notice), Ok(created)) = (serde_json::from_str(&notice), Timestamp::from_microsecond(created_us)) {
            due.push(Waiting { id, notice, created, not_before_us, silent });
        }
    }
    Ok(due)
}

impl Waiting {
    fn was_held(&self) -> bool {
        self.not_before_us > self.created.as_microsecond()
    }
}

/// What several messages have in common that can become one.
fn belongs_to(notice: &Notice) -> Option<String> {
    Some(match notice {
        Notice::Drift { symbol, date, .. } => format!("drift:{symbol}:{date}"),
        Notice::FeedDown { source, channel, .. } | Notice::FeedUp { source, channel, .. } => {
            format!("feed:{source}:{}", channel.name())
        }
        _ => return None,
    })
}

/// The one message in the place of several about one thing; `None` where they are better told one by one.
fn together(connection: &Connection, reader: PersonId, group: &[&Waiting]) -> Result<Option<Gathered>, StoreError> {
    let [first, .., last] = group else { return Ok(None) };
    let rows = group.iter().map(|row| row.id).collect();
    let notice = match &last.notice {
        Notice::Drift { symbol, date, .. } => {
            let changed = group.iter().filter_map(|row| match row.notice {
                Notice::Drift { horizon, signal, until, .. } => Some((horizon, signal, until)),
                _ => None,
            });
            Some(Notice::Drifts { symbol: *symbol, date: *date, changed: changed.collect(), first: first.id })
        }
        Notice::FeedDown { source, channel, fault, .. } => {
            flaps(connection, reader, group, (source, *channel, Some(*fault)))?
        }
        Notice::FeedUp { source, channel, .. } => flaps(connection, reader, group, (source, *channel, None))?,
        _ => None,
    };
    Ok(notice.and_then(|notice| Row::of(notice, false, group)).map(|by| Gathered { by, rows }))
}

fn flaps(
    connection: &Connection,
    reader: PersonId,
    group: &[&Waiting],
    (source, channel, fault): (&str, Channel, Option<FeedFault>),
) -> Result<Option<Notice>, StoreError> {
    let [first, ..] = group else { return Ok(None) };
    if group.len() <= FEED_SINGLE_MAX && !group.iter().any(|row| row.was_held()) {
        return Ok(None);
    }
    let (from, to) = failures((source, channel));
    let begins = first.created.saturating_sub(DAMPED).unwrap_or(Timestamp::MIN);
    let ends = group.last().map_or(first.created, |row| row.created);
    let mut select = connection.prepare_cached(
        "SELECT count(*), min(created_us) FROM outbox WHERE user_id = ?1 AND dedup_key >= ?2 AND dedup_key < ?3 \
         AND created_us BETWEEN ?4 AND ?5",
    )?;
    let (times, since): (u32, Option<i64>) = select
        .query_row(params![reader.0, from, to, begins.as_microsecond(), ends.as_microsecond()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let since = since.and_then(|since| Timestamp::from_microsecond(since).ok()).unwrap_or(first.created);
    Ok((times > 1).then(|| Notice::FeedFlaps {
        source: source.to_owned(),
        channel,
        times,
        since,
        fault,
        first: first.id,
    }))
}

/// What waited through quiet hours as one message; `None` where little did.
fn digest(wishes: &Wishes, rows: &[Waiting]) -> Option<Gathered> {
    let slept = |row: &&Waiting| row.was_held() && wishes.quiet_until(row.created).is_some();
    let is_report = |row: &&Waiting| row.notice.topic() == Topic::Reports;
    let reports = rows.iter().filter(slept).filter(is_report).count();
    let last = rows.iter().filter(slept).filter(|row| !is_report(row)).map(|row| row.id).max()?;
    // What waited even longer is told with it, so that nothing is told out of order.
    let listed = alerts(rows, last);
    if listed.len() + reports <= SINGLE_MAX {
        return None;
    }
    list(&listed, reports, false)
}

/// Alerts that can wait, up to a row.
fn alerts(rows: &[Waiting], last: i64) -> Vec<&Waiting> {
    let can_wait = |topic: Topic| topic != Topic::Reports && !topic.is_urgent();
    rows.iter().filter(|row| row.id <= last && can_wait(row.notice.topic())).collect()
}

/// One message that lists alerts.
fn list(listed: &[&Waiting], reports: usize, away: bool) -> Option<Gathered> {
    let notice = Notice::Digest {
        away,
        alerts: listed.iter().map(|row| Held { at: row.created, notice: row.notice.clone() }).collect(),
        reports: u32::try_from(reports).unwrap_or(u32::MAX),
        first: listed.first()?.id,
    };
    let by = Row::of(notice, true, listed)?;
    Some(Gathered { by, rows: listed.iter().map(|row| row.id).collect() })
}

/// Puts a message in the place of others, unless it was told before.
fn put(transaction: &Transaction<'_>, reader: PersonId, gathered: &Gathered, now: Timestamp) -> Result<(), StoreError> {
    let Some(digest) = insert(transaction, reader, &gathered.by)? else { return Ok(()) };
    for row in &gathered.rows {
        transaction
            .prepare_cached("UPDATE outbox SET status = 'digested', digest = ?2, settled_us = ?3 WHERE id = ?1 AND status = 'waiting'")?
            .execute(params![row, digest, now.as_microsecond()])?;
    }
    Ok(())
}

fn insert(transaction: &Transaction<'_>, reader: PersonId, row: &Row) -> Result<Option<i64>, StoreError> {
    let json = serde_json::to_string(&row.notice).map_err(|error| bad(&error))?;
    let mut insert = transaction.prepare_cached(
        "INSERT OR IGNORE INTO outbox (dedup_key, user_id, notice, topic, silent, not_before_us, ahead, created_us) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
    )?;
    let id = insert.query_row(
        params![
            format!("{}#{}", row.notice.dedup_key(), reader.0),
            reader.0,
            json,
            row.notice.topic().name(),
            row.silent,
            row.not_before_us,
            row.ahead,
            row.created.as_microsecond(),
        ],
        |row| row.get(0),
    );
    Ok(id.optional()?)
}

#[cfg(test)]
mod tests;
