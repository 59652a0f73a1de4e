//! Unprompted messages as facts; the words are found when a message is sent, in the reader's language.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::contract::Contract;
use crate::domain::desk::approval::ApprovalId;
use crate::domain::desk::fact::Halt;
use crate::domain::desk::order::OrderId;
use crate::domain::health::{Channel, FeedFault};
use crate::domain::horizon::Horizon;
use crate::domain::person::PersonId;
use crate::domain::setting::Topic;
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;
use crate::domain::training::model::SwapReason;
use crate::domain::training::{Family, ModelId, RunId};

/// What a report of more than a day covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// From Monday to Friday.
    Week,
    /// A calendar month.
    Month,
}

impl Period {
    /// The name in keys and buttons.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// What the exchange does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bell {
    /// Trading begins.
    Opens,
    /// Trading ends.
    Closes,
    /// There is no trading on this weekday.
    Shut,
}

impl Bell {
    /// The name in keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Opens => "opens",
            Self::Closes => "closes",
            Self::Shut => "shut",
        }
    }
}

/// An alert that was held back, as a digest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// When it happened.
    pub at: Timestamp,
    /// What; never a digest.
    pub notice: Notice,
}

/// Something the owner is told without asking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The report of a trading day is due.
    Report {
        /// Whose.
        symbol: Symbol,
        /// The trading day.
        date: Date,
    },
    /// The report of a week or a month is due.
    Period {
        /// Whose.
        symbol: Symbol,
        /// Which of the two.
        period: Period,
        /// Its last trading day.
        date: Date,
    },
    /// The exchange opens, closes, or stays shut on a weekday.
    Hours {
        /// The day in New York.
        date: Date,
        /// Which of these.
        bell: Bell,
    },
    /// Bars are missing between two bars of the target symbol.
    Gap {
        /// Whose.
        symbol: Symbol,
        /// End of the last bar before the gap.
        from: Timestamp,
        /// Begin of the first bar after it.
        to: Timestamp,
        /// Trading time without a bar, seconds.
        trading_seconds: i64,
    },
    /// The chat could not be reached, and messages wait.
    Away {
        /// Since when.
        since: Timestamp,
        /// How many alerts wait.
        alerts: u32,
        /// How many reports wait.
        reports: u32,
        /// The first message that waits, by its number in the outbox: it tells this absence from all others. The market's clock would
        /// not, since it can stand still or run fast.
        #[serde(default)]
        first: i64,
    },
    /// Another program reads the messages of this bot, so that each of the two gets only some.
    OtherReader {
        /// When that was seen first.
        since: Timestamp,
        /// The newest message of the outbox when it was seen, which tells this conflict from all others.
        #[serde(default)]
        after: i64,
    },
    /// The losses of a signal, or of the whole, speak of a change for the worse: the learner now forgets faster.
    Drift {
        /// Whose price is predicted.
        symbol: Symbol,
        /// At which horizon.
        horizon: Horizon,
        /// Whose losses; `None` for those of the whole forecast.
        signal: Option<SignalKind>,
        /// The trading day on which it was noticed.
        date: Date,
        /// Until when the learner forgets faster.
        until: Date,
    },
    /// A source began to fail.
    FeedDown {
        /// The source, such as `yahoo`.
        source: String,
        /// What it no longer gives.
        channel: Channel,
        /// How it fails.
        fault: FeedFault,
        /// Since when.
        since: Timestamp,
        /// The source that gives it now instead; `None` where nobody does, and the signals that need it fall silent.
        instead: Option<String>,
    },
    /// A source that failed answers again.
    FeedUp {
        /// The source.
        source: String,
        /// What it gives again.
        channel: Channel,
        /// Since when it had failed.
        since: Timestamp,
        /// When it answered again.
        at: Timestamp,
    },
    /// A signal is offered to be bought; the message is kept true until the offer is decided and its trade is over.
    Offer {
        /// Which offer.
        approval: ApprovalId,
    },
    /// The contracts of an offer were bought.
    Bought {
        /// Which offer.
        approval: ApprovalId,
    },
    /// A position was closed.
    Sold {
        /// The offer that opened it.
        approval: ApprovalId,
    },
    /// An order that was approved did not fill, or only in part.
    Unfilled {
        /// The offer that it stands on.
        approval: ApprovalId,
        /// The order.
        order: OrderId,
    },
    /// The rules stopped the desk until a person resumes.
    Halted {
        /// Why.
        reason: Halt,
        /// When.
        at: Timestamp,
    },
    /// The broker knows of positions that the book does not have, or lacks some that it has.
    Mismatch {
        /// What differs, as contracts with what the book and the broker hold of each.
        differences: Vec<(Contract, i64, i64)>,
        /// When.
        at: Timestamp,
    },
    /// Someone entered the PIN wrongly too often; told to the owner alone.
    PinLocked {
        /// Who.
        who: PersonId,
        /// Until when nothing more is taken from them.
        until: Timestamp,
    },
    /// Quiet hours are over, or Telegram is back after many alerts: what waited, told in one message.
    Digest {
        /// Whether it waited for Telegram, and not for the end of quiet hours.
        away: bool,
        /// The alerts, which are not told again.
        alerts: Vec<Held>,
        /// How many reports waited; they follow whole.
        reports: u32,
        /// The first of the alerts, by its number in the outbox: it tells this digest from all others.
        first: i64,
    },
    /// A source failed again and again within a short time.
    FeedFlaps {
        /// The source.
        source: String,
        /// What it gives and does not give by turns.
        channel: Channel,
        /// How often it began to fail.
        times: u32,
        /// When it began to fail for the first of these times.
        since: Timestamp,
        /// How it fails; `None` where it answers again.
        fault: Option<FeedFault>,
        /// The first of the messages that this one stands for, by its number in the outbox.
        first: i64,
    },
    /// Several signals or horizons changed for the worse on one day.
    Drifts {
        /// Whose price is predicted.
        symbol: Symbol,
        /// The trading day on which it was noticed.
        date: Date,
        /// At which horizons, whose losses (`None` for the whole forecast), and until when the learner forgets faster.
        changed: Vec<(Horizon, Option<SignalKind>, Date)>,
        /// The first of the messages that this one stands for, by its number in the outbox.
        first: i64,
    },
    /// A training is over, and its card is there.
    Trained {
        /// Which.
        run: RunId,
    },
    /// A training could not be finished.
    TrainingFailed {
        /// Which.
        run: RunId,
        /// Why, in English.
        why: String,
    },
    /// Another model serves, or none.
    ModelSwapped {
        /// Whose predictions.
        symbol: Symbol,
        /// What serves now; `None` for the online experts alone.
        model: Option<(Family, ModelId)>,
        /// Why.
        reason: SwapReason,
        /// When.
        at: Timestamp,
    },
    /// A model that came up was not taken in; what served goes on serving.
    ModelRefused {
        /// From which training.
        run: RunId,
        /// Why, in English.
        why: String,
        /// When.
        at: Timestamp,
    },
}

impl Notice {
    /// What kind of message this is.
    pub const fn topic(&self) -> Topic {
        match self {
            Self::Report { .. } | Self::Period { .. } => Topic::Reports,
            Self::Gap { .. } | Self::FeedDown { .. } | Self::FeedUp { .. } | Self::FeedFlaps { .. } => Topic::Sources,
            Self::Away { .. } | Self::OtherReader { .. } | Self::PinLocked { .. } | Self::Digest { .. } => {
                Topic::Service
            }
            Self::Drift { .. }
            | Self::Drifts { .. }
            | Self::Trained { .. }
            | Self::TrainingFailed { .. }
            | Self::ModelSwapped { .. }
            | Self::ModelRefused { .. } => Topic::Learning,
            Self::Offer { .. } => Topic::Offers,
            Self::Bought { .. } | Self::Sold { .. } | Self::Unfilled { .. } => Topic::Trades,
            Self::Halted { .. } | Self::Mismatch { .. } => Topic::Stops,
            Self::Hours { .. } => Topic::Hours,
        }
    }

    /// The key under which the outbox takes this notice once and refuses it ever after.
    pub fn dedup_key(&self) -> String {
        match self {
            Self::Report { symbol, date } => format!("report:{symbol}:{date}"),
            Self::Period { symbol, period, date } => format!("{}:{symbol}:{date}", period.name()),
            Self::Hours { date, bell } => format!("hours:{}:{date}", bell.name()),
            Self::Gap { symbol, from, .. } => format!("gap:{symbol}:{}", from.as_second()),
            Self::Away { first, .. } => format!("away:before-{first}"),
            Self::OtherReader { after, .. } => format!("other-reader:after-{after}"),
            Self::Drift { symbol, horizon, signal, date, .. } => {
                let whose = signal.map_or("whole", SignalKind::name);
                format!("drift:{symbol}:{}:{whose}:{date}", horizon.name())
            }
            Self::FeedDown { source, channel, since, .. } => {
                format!("feed-down:{source}:{}:{}", channel.name(), since.as_second())
            }
            Self::Offer { approval } => format!("offer:{approval}"),
            Self::Bought { approval } => format!("bought:{approval}"),
            Self::Sold { approval } => format!("sold:{approval}"),
            Self::Unfilled { order, .. } => format!("unfilled:{order}"),
            Self::Halted { at, .. } => format!("halted:{}", at.as_second()),
            Self::Mismatch { at, .. } => format!("mismatch:{}", at.as_second()),
            Self::PinLocked { who, until } => format!("pin-locked:{}:{}", who.0, until.as_second()),
            Self::FeedUp { source, channel, since, .. } => {
                format!("feed-up:{source}:{}:{}", channel.name(), since.as_second())
            }
            Self::Digest { first, .. } => format!("digest:from-{first}"),
            Self::FeedFlaps { source, channel, first, .. } => {
                format!("feed-flaps:{source}:{}:from-{first}", channel.name())
            }
            Self::Drifts { symbol, date, first, .. } => format!("drifts:{symbol}:{date}:from-{first}"),
            Self::Trained { run } => format!("trained:{}", run.0),
            Self::TrainingFailed { run, .. } => format!("training-failed:{}", run.0),
            Self::ModelSwapped { symbol, model, reason, at } => {
                // The market's time may stand still while people change their minds.
                let model = model.map_or_else(|| "none".to_owned(), |(_, id)| id.short());
                format!("model-swapped:{symbol}:{}:{model}:{}", at.as_second(), reason.name())
            }
            Self::ModelRefused { run, at, .. } => format!("model-refused:{}:{}", run.0, at.as_second()),
        }
    }
}
