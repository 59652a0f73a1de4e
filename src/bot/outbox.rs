//! Sends what waits in the outbox: in order for each reader, at Telegram's pace, each message exactly once.
//!
//! A row is marked before its request and after its answer. Where the answer is lost (a broken connection, a killed process) the row stays
//! marked, and is settled by a probe that nobody can see: an edit to the very same text. Telegram says "not modified" for the message that
//! was delivered and "not found" for every other id. A message of several parts goes part by part, each of them like that.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::bot::answers::Asker;
use crate::bot::context::{Ctx, View};
use crate::bot::courier::{Turn, single};
use crate::bot::fault::Fault;
use crate::bot::heartbeat::told_of_a_step;
use crate::bot::living;
use crate::bot::parcel::Parcel;
use crate::bot::reports;
use crate::bot::screens::desk::notices;
use crate::bot::screens::{self, Screen, bell};
use crate::bot::training_answers;
use crate::clock::Pulse;
use crate::domain::notice::{Bell, Notice};
use crate::storage::{OutboxRow, PersonId, StoreError};

/// How fast the outbox is drained.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between two messages to one chat; Telegram allows one a second.
    pub per_chat: Duration,
    /// Between two messages to any chat; Telegram allows some thirty a second.
    pub overall: Duration,
    /// Before the first new attempt after Telegram could not be reached; it doubles with each further one.
    pub first_pause: Duration,
    /// The longest pause between attempts.
    pub longest_pause: Duration,
    /// How long Telegram has to be away before people are told that it was.
    pub away_after: Duration,
    /// How long an empty outbox sleeps where nothing wakes it.
    pub idle: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            per_chat: Duration::from_secs(1),
            overall: Duration::from_millis(40),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_mins(2),
            away_after: Duration::from_mins(1),
            idle: Duration::from_secs(15),
        }
    }
}

/// A wait that Telegram asks for is kept up to this long, and asked for again afterwards.
const WAIT_MAX: Duration = Duration::from_hours(1);

/// Attempts at a message that cannot be made here, say because what it tells of cannot be read, before it is given up.
const TROUBLES_MAX: u32 = 5;

/// Messages that have to wait before it is worth a line that Telegram was away.
const AWAY_MESSAGES_MIN: u32 = 2;

/// Drains the outbox until `shutdown`; `committed` wakes it after each step, `pulse` beats with every round.
pub async fn drain(
    ctx: Ctx,
    (mut committed, pulse): (watch::Receiver<Timestamp>, Pulse),
    mut shutdown: watch::Receiver<bool>,
    pace: Pace,
    seed: u64,
) {
    let mut sender = Sender { pulse: pulse.clone(), ..Sender::new(ctx, pace, seed) };
    let mut readable = true;
    while !*shutdown.borrow() {
        pulse.beat();
        let round = sender.round().await;
        if let Err(error) = &round
            && readable
        {
            tracing::error!(error = format!("{error:#}"), "the outbox could not be read; it is tried again");
        }
        readable = round.is_ok();
        let pause = round.unwrap_or(pace.longest_pause);
        tokio::select! {
            _ = shutdown.changed() => return,
            () = tokio::time::sleep(pause) => {}
            () = told_of_a_step(&mut committed), if pause >= pace.idle => {}
        }
    }
}

/// The state of draining, none of which has to outlive the process.
pub struct Sender {
    ctx: Ctx,
    pace: Pace,
    jitter: ChaCha8Rng,
    not_before: HashMap<PersonId, Instant>,
    /// Since when Telegram has not been reached for a reader, and attempts since then.
    away: HashMap<PersonId, Away>,
    /// Ids that a probe has found not to be the message of a row; a probe that is interrupted goes on where it was.
    ruled_out: HashSet<(i64, i32)>,
    /// The row of each reader that failed here at its last attempts, and how often: the log hears of each once.
    troubled: HashMap<PersonId, (i64, u32)>,
    /// Beats with every message.
    pulse: Pulse,
}

#[derive(Clone, Copy)]
struct Away {
    /// On the market's clock, to be told to people.
    since: Timestamp,
    /// On the machine's clock, to be measured by.
    begun: Instant,
    attempts: u32,
}

impl Sender {
    /// A sender; `seed` sets the jitter of its pauses.
    pub fn new(ctx: Ctx, pace: Pace, seed: u64) -> Self {
        Self {
            ctx,
            pace,
            jitter: ChaCha8Rng::seed_from_u64(seed),
            not_before: HashMap::new(),
            away: HashMap::new(),
            ruled_out: HashSet::new(),
            troubled: HashMap::new(),
            pulse: Pulse::default(),
        }
    }

    /// Tries the next row of each reader whose time has come; returns how long to pause.
    pub async fn round(&mut self) -> anyhow::Result<Duration> {
        let now = self.ctx.now();
        let rows = self.ctx.store(move |store| {
            store.outbox_gather(now)?;
            store.outbox_next(now)
        });
        let rows = rows.await?;
        if rows.is_empty() {
            self.away.clear();
            return Ok(self.pace.idle);
        }
        let mut next = Instant::now() + self.pace.idle;
        for row in rows {
            let due = self.not_before.get(&row.reader).copied().filter(|due| *due > Instant::now());
            let (id, reader) = (row.id, row.reader);
            if due.is_none() {
                self.pulse.beat();
                let brought = self.one(row).await;
                let pause = self.despite_trouble(id, reader, brought).await;
                self.not_before.insert(reader, Instant::now() + pause);
                tokio::time::sleep(self.pace.overall).await;
            }
            next = next.min(self.not_before.get(&reader).copied().unwrap_or(next));
        }
        Ok(next.saturating_duration_since(Instant::now()))
    }

    /// A fault on this side, say of the record, holds up only the reader whose row met it.
    /// A row that meets it again and again is given up, so that offers behind it come through; where the record only cannot be had for
    /// the moment, everything waits.
    async fn despite_trouble(&mut self, id: i64, reader: PersonId, brought: anyhow::Result<Duration>) -> Duration {
        match brought {
            Ok(pause) => {
                self.troubled.remove(&reader);
                pause
            }
            Err(error) => {
                let before = self.troubled.get(&reader).filter(|(row, _)| *row == id).map_or(0, |(_, times)| *times);
                if before == 0 {
                    tracing::error!(error = format!("{error:#}"), row = id, "a message cannot be sent yet");
                }
                let passes = error.downcast_ref::<StoreError>().is_some_and(StoreError::is_temporary);
                let times = before + u32::from(!passes || before == 0);
                self.troubled.insert(reader, (id, times));
                if times > TROUBLES_MAX {
                    let (now, reason) = (self.ctx.now(), format!("{error:#}"));
                    tracing::error!(row = id, "a message that cannot be made is given up");
                    let given_up = self.ctx.store(move |store| store.outbox_failed(id, reason, now)).await;
                    if given_up.is_ok() {
                        self.troubled.remove(&reader);
                        return Duration::ZERO;
                    }
                }
                self.pace.longest_pause
            }
        }
    }

    /// Brings one row as far as it goes; returns how long its reader's next one has to wait.
    async fn one(&mut self, row: OutboxRow) -> anyhow::Result<Duration> {
        let courier = self.ctx.courier().clone();
        let turn = courier.turn(row.reader).await;
        // Read again: what was read before the turn may have been settled since.
        let (id, now) = (row.id, self.ctx.now());
        let rows = self.ctx.store(move |store| store.outbox_next(now)).await?;
        let Some(row) = rows.into_iter().find(|found| found.id == id) else { return Ok(Duration::ZERO) };
        let delivered = match &row.begun {
            Some(_) => self.probe(&row).await,
            None => Ok(None),
        };
        match delivered {
            Ok(Some((parcel, message))) => self.settle(&row, &parcel, Ok(message)).await,
            Ok(None) => match row.notice.clone() {
                Ok(notice) if self.tells_of_absence(&row, &notice).await? => Ok(Duration::ZERO),
                Ok(notice) => self.attempt(&turn, &row, &notice).await,
                Err(reason) => self.give_up(&row, Fault::Unreadable(reason).to_string()).await,
            },
            // It says nothing about the message. The row stays marked, and is probed when the reader is back.
            Err(Fault::Blocked) => self.blocked(row.reader).await,
            // Nothing of the old chat can be looked at any more; its row waits again.
            Err(Fault::Moved(_)) => Ok(self.pace.per_chat),
            Err(fault) => Ok(self.pause_after(row.reader, &fault)),
        }
    }

    async fn attempt(&mut self, turn: &Turn, row: &OutboxRow, notice: &Notice) -> anyhow::Result<Duration> {
        let parcel = match self.parcel(row, notice).await? {
            Ok(parcel) => parcel,
            Err(fault) => return self.give_up(row, fault.to_string()).await,
        };
        let Some(letter) = parcel.letter() else {
            return self.give_up(row, Fault::Empty.to_string()).await;
        };
        if letter.photo && letter.picture.is_none() {
            // What follows it counts more than a picture that cannot be drawn any more.
            return self.settle(row, &parcel, Err(Fault::NoPicture)).await;
        }
        let (id, body) = (row.id, parcel.write()?);
        self.ctx.store(move |store| store.outbox_begin(id, body)).await?;
        let sent = self.ctx.courier().post(turn, row.reader, letter, row.silent).await;
        self.settle(row, &parcel, sent).await
    }

    /// What a row becomes; where a part of it is in the chat, the rest says what it said when that was sent.
    async fn parcel(&self, row: &OutboxRow, notice: &Notice) -> anyhow::Result<Result<Parcel, Fault>> {
        let rest = row.body.as_deref().and_then(Parcel::read).filter(Parcel::is_under_way);
        if let Some(rest) = &rest
            && rest.letter().is_some_and(|letter| !letter.photo)
        {
            return Ok(Ok(rest.clone()));
        }
        let screens = self.screens(row.reader, notice).await?;
        let offer = matches!(notice, Notice::Offer { .. });
        if let Some(fault) = screens.first().filter(|_| offer).and_then(|screen| single(screen).err()) {
            return Ok(Err(fault));
        }
        let anew = Parcel::of(&screens);
        Ok(match rest {
            Some(rest) => Ok(anew.map_or_else(|_| rest.clone(), |anew| rest.clone().with_picture_of(&anew))),
            None => anew,
        })
    }

    /// Writes down what became of an attempt at the letter of `parcel` that is on its way.
    async fn settle(&mut self, row: &OutboxRow, parcel: &Parcel, sent: Result<i32, Fault>) -> anyhow::Result<Duration> {
        let (now, id, reader, settled) = (self.ctx.now(), row.id, row.reader, row.clone());
        match sent {
            Ok(message) => {
                self.away.remove(&reader);
                self.ruled_out.clear();
                match parcel.rest() {
                    Some(rest) => {
                        let rest = rest.write()?;
                        self.ctx.store(move |store| store.outbox_part_sent(&settled, Some(message), rest)).await?;
                    }
                    None => self.ctx.store(move |store| store.outbox_sent(&settled, message, now)).await?,
                }
                if matches!(row.notice, Ok(Notice::Away { .. })) {
                    self.ctx.store(move |store| store.outbox_gather_absence(reader, now)).await?;
                }
                Ok(self.pace.per_chat)
            }
            // The row stays marked: the next round probes.
            Err(fault @ Fault::Unknown(_)) => Ok(self.pause_after(reader, &fault)),
            Err(Fault::Blocked) => {
                self.ctx.store(move |store| store.outbox_not_sent(id)).await?;
                self.blocked(reader).await
            }
            // The next attempt goes to the new place.
            Err(Fault::Moved(_)) => {
                self.ctx.store(move |store| store.outbox_not_sent(id)).await?;
                Ok(Duration::ZERO)
            }
            Err(fault) if fault.is_temporary() || fault == Fault::Token => {
                self.ctx.store(move |store| store.outbox_not_sent(id)).await?;
                Ok(self.pause_after(reader, &fault))
            }
            Err(fault) => match parcel.rest().filter(|_| parcel.letter().is_some_and(|letter| letter.photo)) {
                Some(rest) => {
                    tracing::error!(%fault, row = id, "a picture is left out of a message");
                    let rest = rest.write()?;
                    self.ctx.store(move |store| store.outbox_part_sent(&settled, None, rest)).await?;
                    Ok(self.pace.per_chat)
                }
                None => self.give_up(row, fault.to_string()).await,
            },
        }
    }

    async fn give_up(&self, row: &OutboxRow, reason: String) -> anyhow::Result<Duration> {
        let (id, now) = (row.id, self.ctx.now());
        tracing::error!(reason, row = id, "a message is given up");
        self.ctx.store(move |store| store.outbox_failed(id, reason, now)).await?;
        Ok(self.pace.per_chat)
    }

    async fn blocked(&mut self, reader: PersonId) -> anyhow::Result<Duration> {
        tracing::info!("a reader has blocked the bot; what waits for them is kept");
        self.ctx.store(move |store| store.set_blocked(reader, true)).await?;
        Ok(Duration::ZERO)
    }

    /// Looks whether a message whose answer was lost stands in the chat; returns its id and what it is a part of.
    async fn probe(&mut self, row: &OutboxRow) -> Result<Option<(Parcel, i32)>, Fault> {
        let Some(begun) = &row.begun else { return Ok(None) };
        let parcel = Parcel::read(&begun.body);
        let Some((parcel, letter)) = parcel.as_ref().and_then(|parcel| Some((parcel, parcel.letter()?))) else {
            tracing::error!(row = row.id, "what was sent cannot be read back; it is sent again");
            return Ok(None);
        };
        for candidate in &begun.candidates {
            if self.ruled_out.contains(&(row.id, *candidate)) {
                continue;
            }
            match self.ctx.courier().probe_once(row.reader, *candidate, letter).await {
                Ok(()) | Err(Fault::NotModified) => return Ok(Some((parcel.clone(), *candidate))),
                Err(Fault::NoMessage | Fault::Refused(_)) => {
                    self.ruled_out.insert((row.id, *candidate));
                }
                Err(fault) => return Err(fault),
            }
            tokio::time::sleep(self.pace.overall).await;
        }
        tracing::info!(row = row.id, "a message whose answer was lost is not in the chat; it is sent again");
        self.ruled_out.clear();
        let id = row.id;
        if self.ctx.store(move |store| store.outbox_not_sent(id)).await.is_err() {
            return Err(Fault::Unknown("the record is busy"));
        }
        Ok(None)
    }

    /// The screens of a notice, which follow each other in the chat.
    async fn screens(&self, reader: PersonId, notice: &Notice) -> anyhow::Result<Vec<Screen>> {
        let view = self.ctx.of_the_desk(self.ctx.view(reader).await);
        Ok(match notice {
            Notice::Report { symbol, .. } | Notice::Period { symbol, .. } => {
                let view = View { symbol: *symbol, ..view };
                reports::sent(&self.ctx, Asker { person: reader, chat: reader, view }, notice).await?
            }
            Notice::Offer { approval } => vec![living::screen(&self.ctx, reader, *approval).await?],
            Notice::Digest { away, alerts, reports, .. } => {
                let mut lines = Vec::new();
                for held in alerts {
                    let said = self.alert(view, &held.notice).await?.text.visible();
                    lines.push((held.at, said.lines().next().unwrap_or_default().to_owned()));
                }
                vec![screens::notice::digest(&self.ctx.frame(view), *away, &lines, *reports)]
            }
            alert => vec![self.alert(view, alert).await?],
        })
    }

    /// The one screen of a notice that is neither a report nor an offer.
    async fn alert(&self, view: View, notice: &Notice) -> anyhow::Result<Screen> {
        if let Notice::Hours { date, bell } = notice {
            let (symbol, date) = (view.symbol, *date);
            let day = match bell {
                Bell::Closes => Some(
                    self.ctx.store(move |store| Ok((store.price_chart(symbol, 2)?, store.day(symbol, date)?))).await?,
                ),
                Bell::Opens | Bell::Shut => None,
            };
            let day = day.map(|(chart, day)| bell::ClosedDay::of(&chart, &day));
            return Ok(bell::bell(&self.ctx.frame(view), date, *bell, day.as_ref()));
        }
        Ok(match screens::notice::notice(&self.ctx.frame(view), notice) {
            Some(screen) => screen,
            None => match training_answers::told(&self.ctx, view, notice).await? {
                Some(screen) => screen,
                None => self.of_the_desk(view, notice).await,
            },
        })
    }

    /// A notice of the desk, once the book knows what it is about.
    async fn of_the_desk(&self, view: View, notice: &Notice) -> Screen {
        let book = living::book_with(&self.ctx, |book| notices::is_known(book, notice)).await;
        let (frame, rules) = (self.ctx.frame(view), self.ctx.desk().rules());
        notices::notice(&frame, &book, &rules, notice)
            .unwrap_or_else(|| Screen::sentence(view.language.words().say("offer-unknown", &[])))
    }

    /// After an absence, puts one line ahead of what waits, or brings the one that waits ahead up to date.
    async fn tells_of_absence(&mut self, row: &OutboxRow, notice: &Notice) -> anyhow::Result<bool> {
        let Some(away) =
            self.away.get(&row.reader).copied().filter(|away| away.begun.elapsed() >= self.pace.away_after)
        else {
            return Ok(false);
        };
        let (reader, now) = (row.reader, self.ctx.now());
        let waiting = self.ctx.store(move |store| store.outbox_waiting(reader, now)).await?;
        let line =
            Notice::Away { since: away.since, alerts: waiting.alerts, reports: waiting.reports, first: waiting.first };
        if waiting.alerts + waiting.reports < AWAY_MESSAGES_MIN || *notice == line {
            return Ok(false);
        }
        self.ctx.store(move |store| store.outbox_put_ahead(reader, &line, now)).await
    }

    /// How long to wait after a fault: what Telegram asks for, else ever longer, with a quarter of chance either way.
    fn pause_after(&mut self, reader: PersonId, fault: &Fault) -> Duration {
        if let Fault::Wait(wait) = fault {
            return (*wait).min(WAIT_MAX);
        }
        let now = self.ctx.now();
        let first = self.away.is_empty();
        let away = self.away.entry(reader).or_insert_with(|| Away { since: now, begun: Instant::now(), attempts: 0 });
        if first {
            tracing::warn!(%fault, "messages wait");
        }
        let doublings = away.attempts.min(16);
        away.attempts += 1;
        let pause = self.pace.first_pause.saturating_mul(1 << doublings).min(self.pace.longest_pause);
        pause.mul_f64(self.jitter.gen_range(0.75..1.25))
    }
}
