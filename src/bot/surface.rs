//! The whole chat on one page.
//!
//! ```text
//! Anna> /start
//! Anna< AlgoSlayer · RTX
//!       🟢 BUY at $183.42
//!       What would you like to see?
//!       [Status] [Accuracy]
//!       [Report] [Chart]
//!       [Signals] [Why?]
//!       [Weights] [Thresholds]
//!       [Learned] [Drift]
//!       [Health] [Help]
//!       [↻ Refresh]
//! Anna> [Report]
//! Anna~ Report · RTX
//!       Mon 5 Jan 2026 ...
//!       [Another day]
//! Anna> [Another day]
//! Anna~ Which day?
//! Anna> 2026-01-02
//! Anna< Report · RTX
//!       Fri 2 Jan 2026 ...
//! ```

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use teloxide::dispatching::{UpdateFilterExt, UpdateHandler};
use teloxide::dptree::{self, case};
use teloxide::types::{CallbackQuery, ChatMemberUpdated, MaybeInaccessibleMessage, Message, MessageKind, Update};

use crate::bot::answers::{ChartDays, Question, Which, answer};
use crate::bot::context::Ctx;
use crate::bot::courier::keyboard;
use crate::bot::door::{Admitted, admit};
use crate::bot::fault::Fault;
use crate::bot::guard::{UserError, guard};
use crate::bot::screens::Screen;
use crate::bot::words::Language;
use crate::bot::{heartbeat, talks, tap};
use crate::domain::horizon::Horizon;
use crate::domain::prediction::PredictionNumber;
use crate::storage::PersonId;

/// What can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `/start`
    Start,
    /// `/help`
    Help,
    /// `/status`
    Status,
    /// `/accuracy`
    Accuracy,
    /// `/report`
    Report,
    /// `/signals`
    Signals,
    /// `/why`
    Why,
    /// `/whynot`
    WhyNot,
    /// `/chart`
    Chart,
    /// `/weights`
    Weights,
    /// `/thresholds`
    Thresholds,
    /// `/drift`
    Drift,
    /// `/learned`
    Learned,
    /// `/health`
    Health,
}

/// Every command, its name, and the key of its sentence: the menu, the help and the README are made from this list.
#[rustfmt::skip]
pub const COMMANDS: &[(Command, &str, &str)] = &[
    (Command::Start,      "start",      "command-start"),
    (Command::Status,     "status",     "command-status"),
    (Command::Accuracy,   "accuracy",   "command-accuracy"),
    (Command::Thresholds, "thresholds", "command-thresholds"),
    (Command::Report,     "report",     "command-report"),
    (Command::Chart,      "chart",      "command-chart"),
    (Command::Signals,    "signals",    "command-signals"),
    (Command::Weights,    "weights",    "command-weights"),
    (Command::Learned,    "learned",    "command-learned"),
    (Command::Drift,      "drift",      "command-drift"),
    (Command::Why,        "why",        "command-why"),
    (Command::WhyNot,     "whynot",     "command-whynot"),
    (Command::Health,     "health",     "command-health"),
    (Command::Help,       "help",       "command-help"),
];

/// What can be tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tap {
    /// The first screen.
    Home,
    /// The help.
    Help,
    /// The status.
    Status,
    /// The accuracy at a horizon, as a picture.
    Accuracy(Horizon),
    /// The accuracy in figures.
    Figures,
    /// What moves the forecast at a horizon, as a picture.
    Weights(Horizon),
    /// What became of calls by their confidence.
    Thresholds,
    /// Where something changes for the worse.
    Drift,
    /// What was learned this week.
    Learned,
    /// The signals.
    Signals,
    /// Why a prediction was made; without a number, the newest.
    Why(Option<PredictionNumber>),
    /// Why no side was taken the last time that none was.
    WhyNot,
    /// The price of so many days as a picture.
    Chart(ChartDays),
    /// How the sources and the machine are doing.
    Health,
    /// The report of a day; without one, of the latest.
    Report(Option<Date>),
    /// Be asked for a day.
    AskReportDay,
    /// Choose a language.
    Speak(Language),
}

/// What the bot waits for from a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Nothing.
    #[default]
    Idle,
    /// A date for the report.
    AskedReportDay,
}

impl Command {
    fn question(self) -> Question {
        match self {
            Self::Start => Question::Home,
            Self::Help => Question::Help,
            Self::Status => Question::Status,
            Self::Accuracy => Question::Accuracy(Horizon::PRIMARY),
            Self::Weights => Question::Weights(Horizon::PRIMARY),
            Self::Thresholds => Question::Thresholds,
            Self::Drift => Question::Drift,
            Self::Learned => Question::Learned,
            Self::Report => Question::Report(None),
            Self::Signals => Question::Signals,
            Self::Why => Question::Why(Which::Newest),
            Self::WhyNot => Question::WhyNot,
            Self::Chart => Question::Chart(ChartDays::default()),
            Self::Health => Question::Health,
        }
    }
}

/// What every update leads to.
pub type Routes = UpdateHandler<anyhow::Error>;

/// What an endpoint returns.
type Done = anyhow::Result<()>;

/// The whole chat. Needs a [`Ctx`] beside the update.
pub fn routes() -> Routes {
    guard(
        dptree::entry()
            .branch(
                dptree::filter_map(|update: Update, ctx: Ctx| admit(&update, ctx.people()))
                    .map_async(recognised)
                    .map(|visitor: Visitor| visitor.state)
                    .branch(Update::filter_my_chat_member().endpoint(membership))
                    .branch(taps())
                    .branch(messages())
                    .branch(Update::filter_edited_message().endpoint(edited))
                    .endpoint(unasked_for),
            )
            .branch(dptree::endpoint(stranger)),
    )
}

fn taps() -> Routes {
    Update::filter_callback_query()
        .branch(dptree::filter_map(|query: CallbackQuery| query.data.as_deref().and_then(tap::decode)).endpoint(tapped))
        .endpoint(tapped_what_has_expired)
}

fn messages() -> Routes {
    Update::filter_message()
        .branch(dptree::filter_map(|message: Message| Typed::read(&message)).endpoint(commanded))
        .branch(
            dptree::filter_map(|message: Message| message.text().map(|text| Said(text.to_owned())))
                .branch(case![State::AskedReportDay].endpoint(named_a_day))
                .branch(case![State::Idle].endpoint(chatted)),
        )
        .endpoint(sent_no_text)
}

/// Someone who came through the door, with what is known of them.
#[derive(Clone, Copy)]
struct Visitor {
    id: PersonId,
    language: Language,
    state: State,
}

/// A text that begins with a slash.
#[derive(Clone)]
enum Typed {
    Known(Command, Option<String>),
    Unknown,
}

/// A text that does not.
#[derive(Clone)]
struct Said(String);

impl Typed {
    /// The command, whichever bot it is addressed to: in a private chat there is only one.
    fn read(message: &Message) -> Option<Self> {
        let rest = message.text()?.strip_prefix('/')?;
        let (name, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let name = name.split('@').next().unwrap_or_default();
        let known = COMMANDS.iter().find(|(_, known, _)| name.eq_ignore_ascii_case(known));
        let argument = Some(argument.trim().to_owned()).filter(|argument| !argument.is_empty());
        Some(known.map_or(Self::Unknown, |(command, ..)| Self::Known(*command, argument)))
    }
}

async fn recognised(ctx: Ctx, who: Admitted, update: Update) -> Visitor {
    let id = who.person();
    if let Some(message) = message_id(&update) {
        ctx.courier().note(id, message).await;
    }
    let language = ctx.language(id).await;
    let found = talks::find(&ctx, id).await;
    let visitor = Visitor { id, language, state: found.state };
    if found.lost {
        tracing::warn!("a talk was in a state that this version does not know");
        let told = tell(&ctx, visitor, language.words().say("talk-lost", &[])).await;
        if told.is_err() || talks::set(&ctx, id, State::Idle).await.is_err() {
            tracing::warn!("the lost talk could not be ended; it is tried again with the next message");
        }
    }
    visitor
}

async fn commanded(ctx: Ctx, visitor: Visitor, typed: Typed) -> Done {
    let Typed::Known(command, argument) = typed else {
        route("unknown-command");
        return tell(&ctx, visitor, visitor.language.words().say("unknown-command", &[])).await;
    };
    route("command");
    let question = match (command, argument) {
        (Command::Report, Some(day)) => Question::Report(Some(date(&day)?)),
        (Command::Why, Some(number)) => Question::Why(Which::read(&number)),
        (command, _) => command.question(),
    };
    let screen = answer(&ctx, visitor.language, question).await?;
    ctx.courier().send(visitor.id, &screen).await?;
    leave(&ctx, visitor, State::Idle).await?;
    let now = ctx.now();
    ctx.store(move |store| store.join(visitor.id, now)).await?;
    if command == Command::Start {
        heartbeat::ensure(&ctx, visitor.id).await?;
    }
    Ok(())
}

async fn tapped(ctx: Ctx, visitor: Visitor, query: CallbackQuery, tap: Tap) -> Done {
    route("tap");
    let (question, language, next) = match tap {
        Tap::AskReportDay => (Question::ReportDay, visitor.language, State::AskedReportDay),
        Tap::Speak(language) => {
            ctx.store(move |store| store.set_language(visitor.id, language.code())).await?;
            (Question::Home, language, State::Idle)
        }
        Tap::Home => (Question::Home, visitor.language, State::Idle),
        Tap::Help => (Question::Help, visitor.language, State::Idle),
        Tap::Status => (Question::Status, visitor.language, State::Idle),
        Tap::Accuracy(horizon) => (Question::Accuracy(horizon), visitor.language, State::Idle),
        Tap::Figures => (Question::Figures, visitor.language, State::Idle),
        Tap::Weights(horizon) => (Question::Weights(horizon), visitor.language, State::Idle),
        Tap::Thresholds => (Question::Thresholds, visitor.language, State::Idle),
        Tap::Drift => (Question::Drift, visitor.language, State::Idle),
        Tap::Learned => (Question::Learned, visitor.language, State::Idle),
        Tap::Signals => (Question::Signals, visitor.language, State::Idle),
        Tap::Why(number) => (Question::Why(number.map_or(Which::Newest, Which::Number)), visitor.language, State::Idle),
        Tap::WhyNot => (Question::WhyNot, visitor.language, State::Idle),
        Tap::Chart(days) => (Question::Chart(days), visitor.language, State::Idle),
        Tap::Health => (Question::Health, visitor.language, State::Idle),
        Tap::Report(day) => (Question::Report(day), visitor.language, State::Idle),
    };
    let screen = answer(&ctx, language, question).await?;
    let words = language.words();
    let note = match (tap, shown(&query)) {
        (Tap::Speak(_), _) => Some(words.say("language-chosen", &[])),
        (_, Some(message)) if says(message, &screen) => Some(words.say("toast-nothing-new", &[])),
        _ => None,
    };
    ctx.courier().answer(&query.id, note).await?;
    match shown(&query) {
        Some(message) if says(message, &screen) => {}
        // A picture cannot become words. It stays, and so does what led to it: the answer comes below.
        Some(message) if message.photo().is_some() != screen.picture.is_some() => {
            ctx.courier().send(visitor.id, &screen).await?;
        }
        Some(message) => match ctx.courier().edit(visitor.id, message.id.0, &screen).await {
            Ok(()) | Err(Fault::NotModified) => {}
            Err(Fault::NoMessage) => drop(ctx.courier().send(visitor.id, &screen).await?),
            Err(fault) => return Err(fault.into()),
        },
        None => drop(ctx.courier().send(visitor.id, &screen).await?),
    }
    leave(&ctx, visitor, next).await
}

async fn tapped_what_has_expired(ctx: Ctx, visitor: Visitor, query: CallbackQuery) -> Done {
    route("expired-tap");
    let note = visitor.language.words().say("toast-expired", &[]);
    Ok(ctx.courier().answer(&query.id, Some(note)).await?)
}

async fn named_a_day(ctx: Ctx, visitor: Visitor, Said(text): Said) -> Done {
    route("report-day");
    let screen = answer(&ctx, visitor.language, Question::Report(Some(date(&text)?))).await?;
    ctx.courier().send(visitor.id, &screen).await?;
    leave(&ctx, visitor, State::Idle).await
}

async fn chatted(ctx: Ctx, visitor: Visitor) -> Done {
    route("plain-text");
    tell(&ctx, visitor, visitor.language.words().say("plain-text", &[])).await
}

async fn sent_no_text(ctx: Ctx, visitor: Visitor, message: Message) -> Done {
    route("no-text");
    match message.kind {
        MessageKind::Common(_) => tell(&ctx, visitor, visitor.language.words().say("no-text", &[])).await,
        // Notes that Telegram itself writes into the chat, such as that a message was pinned.
        _ => Ok(()),
    }
}

async fn edited(ctx: Ctx, visitor: Visitor) -> Done {
    route("edited");
    tell(&ctx, visitor, visitor.language.words().say("edited", &[])).await
}

async fn membership(ctx: Ctx, visitor: Visitor, change: ChatMemberUpdated) -> Done {
    route("membership");
    let blocked = !change.new_chat_member.is_present();
    ctx.store(move |store| store.set_blocked(visitor.id, blocked)).await
}

/// Kinds of updates that nothing here asks for.
async fn unasked_for() -> Done {
    route("unasked-for");
    Ok(())
}

/// Strangers get nothing; while the service is being set up, `/start` shows people their own id.
async fn stranger(ctx: Ctx, update: Update) -> Done {
    route("stranger");
    let teloxide::types::UpdateKind::Message(message) = &update.kind else { return Ok(()) };
    let asks = matches!(Typed::read(message), Some(Typed::Known(Command::Start, _)));
    let Some(user) = message.from.as_ref().filter(|user| asks && message.chat.is_private() && !user.is_bot) else {
        return Ok(());
    };
    let Some(setting) = ctx.setup_setting() else { return Ok(()) };
    let words = user.language_code.as_deref().and_then(Language::from_code).unwrap_or_default().words();
    let mut screen = Screen::sentence(words.say("setup-id", &[]));
    screen.text.text(" ").code(user.id.0.to_string()).gap();
    screen.text.line(words.say("setup-line", &[("setting", setting.into())]));
    ctx.courier().send(PersonId(message.chat.id.0), &screen).await?;
    Ok(())
}

async fn tell(ctx: &Ctx, visitor: Visitor, sentence: String) -> Done {
    ctx.courier().send(visitor.id, &Screen::sentence(sentence)).await?;
    Ok(())
}

/// Moves the talk on, after the answer: a lost message leaves people where they were.
async fn leave(ctx: &Ctx, visitor: Visitor, next: State) -> Done {
    if visitor.state == next { Ok(()) } else { talks::set(ctx, visitor.id, next).await }
}

fn date(text: &str) -> Result<Date, UserError> {
    text.trim().parse().map_err(|_| UserError::NotADate)
}

/// The message under which a button was tapped, where Telegram still shows it.
fn shown(query: &CallbackQuery) -> Option<&Message> {
    match query.message.as_ref()? {
        MaybeInaccessibleMessage::Regular(message) => Some(message),
        MaybeInaccessibleMessage::Inaccessible(_) => None,
    }
}

/// Whether a message already says what the screen says. A picture is known by its caption, which names the newest price it shows.
fn says(message: &Message, screen: &Screen) -> bool {
    message.photo().is_some() == screen.picture.is_some()
        && message.text().or(message.caption()) == Some(screen.text.visible().as_str())
        && message.reply_markup().cloned().unwrap_or_default() == keyboard(&screen.buttons).unwrap_or_default()
}

fn message_id(update: &Update) -> Option<i32> {
    match &update.kind {
        teloxide::types::UpdateKind::Message(message) => Some(message.id.0),
        teloxide::types::UpdateKind::CallbackQuery(query) => query.message.as_ref().map(|message| message.id().0),
        _ => None,
    }
}

fn route(name: &'static str) {
    tracing::Span::current().record("route", name);
}
