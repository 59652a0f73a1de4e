//! The whole chat on one page.
//!
//! ```text
//! Anna> /start
//! Anna< AlgoSlayer · RTX
//!       🟢 BUY at $183.42
//!       What would you like to see?
//!       [Status] [Accuracy] [Report]
//!       [Signals] [Why?] [Chart]
//!       [Positions] [Trades] [Options]
//!       [Scoreboard] [Risk] [Ready?]
//!       [Weights] [Thresholds]
//!       [Learned] [Drift] [Health]
//!       [Help] [↻ Refresh]
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
use teloxide::types::{CallbackQuery, ChatMemberUpdated, Message, MessageKind, Update};

use crate::bot::answers::{Asker, ChartDays, Question, Which, answer};
use crate::bot::context::Ctx;
use crate::bot::desk_talk::Act;
use crate::bot::door::{Admitted, Right, admit};
use crate::bot::guard::{UserError, guard};
use crate::bot::reply::Visitor;
use crate::bot::screens::Screen;
use crate::bot::words::Language;
use crate::bot::{desk_talk, heartbeat, reply, talks, tap};
use crate::domain::desk::approval::{ApprovalId, Mode};
use crate::domain::desk::request::Choice;
use crate::domain::horizon::Horizon;
use crate::domain::notice::Period;
use crate::domain::prediction::PredictionNumber;
use crate::domain::report::{Asked, Part};
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
    /// `/positions`
    Positions,
    /// `/trades`
    Trades,
    /// `/options`
    Options,
    /// `/risk`
    Risk,
    /// `/ready`
    Ready,
    /// `/scoreboard`
    Scoreboard,
    /// `/mode`
    Mode,
    /// `/pause`
    Pause,
    /// `/resume`
    Resume,
    /// `/close`
    Close,
    /// `/export`
    Export,
}

/// Every command, its name, and the key of its sentence: the menu, the help and the README are made from this list.
#[rustfmt::skip]
pub const COMMANDS: &[(Command, &str, &str)] = &[
    (Command::Start,      "start",      "command-start"),
    (Command::Status,     "status",     "command-status"),
    (Command::Positions,  "positions",  "command-positions"),
    (Command::Trades,     "trades",     "command-trades"),
    (Command::Scoreboard, "scoreboard", "command-scoreboard"),
    (Command::Options,    "options",    "command-options"),
    (Command::Risk,       "risk",       "command-risk"),
    (Command::Ready,      "ready",      "command-ready"),
    (Command::Mode,       "mode",       "command-mode"),
    (Command::Pause,      "pause",      "command-pause"),
    (Command::Resume,     "resume",     "command-resume"),
    (Command::Close,      "close",      "command-close"),
    (Command::Export,     "export",     "command-export"),
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
    /// Buy what is offered.
    Approve(ApprovalId),
    /// Buy it with real money, the second tap.
    Confirm(ApprovalId),
    /// Do not buy it.
    Deny(ApprovalId),
    /// Sell a position; it is asked once more.
    ClosePosition(ApprovalId),
    /// Sell it indeed.
    CloseForSure(ApprovalId),
    /// What is held.
    Positions,
    /// A page of the trades that are over; 0 has the newest.
    Trades(u32),
    /// The equity as a picture.
    Equity,
    /// Profits and losses as a picture.
    Profits,
    /// Everything of the desk as files.
    Export,
    /// The option chain near the money.
    Options,
    /// The rules, and where they stand.
    Risk,
    /// What is missing for live trading.
    Ready,
    /// What the taps have saved or cost.
    Scoreboard,
    /// The modes.
    Mode,
    /// Change the mode.
    SetMode(Mode),
    /// Change it to live, the second tap.
    ConfirmLive,
    /// Open nothing more.
    Pause,
    /// Open again.
    Resume,
    /// A part of the report of a day.
    ReportPart(Date, Part),
    /// The report of the week or month in which a day lies.
    ReportPeriod(Period, Date),
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

/// What a command or a tap leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// To be shown something.
    See(Question),
    /// That the desk does something.
    Do(Act),
    /// To have everything of the desk as files.
    Files,
}

impl Command {
    #[rustfmt::skip]
    fn wish(self) -> (Wish, Right) {
        let see = |question| (Wish::See(question), Right::Look);
        match self {
            Self::Start      => see(Question::Home),
            Self::Help       => see(Question::Help),
            Self::Status     => see(Question::Status),
            Self::Accuracy   => see(Question::Accuracy(Horizon::PRIMARY)),
            Self::Weights    => see(Question::Weights(Horizon::PRIMARY)),
            Self::Thresholds => see(Question::Thresholds),
            Self::Drift      => see(Question::Drift),
            Self::Learned    => see(Question::Learned),
            Self::Report     => see(Question::Report(None)),
            Self::Signals    => see(Question::Signals),
            Self::Why        => see(Question::Why(Which::Newest)),
            Self::WhyNot     => see(Question::WhyNot),
            Self::Chart      => see(Question::Chart(ChartDays::default())),
            Self::Health     => see(Question::Health),
            Self::Positions  => see(Question::Positions(None)),
            Self::Trades     => see(Question::Trades(0)),
            Self::Options    => see(Question::Options),
            Self::Risk       => see(Question::Risk),
            Self::Ready      => see(Question::Ready),
            Self::Scoreboard => see(Question::Scoreboard),
            Self::Mode       => (Wish::See(Question::Mode), Right::Steer),
            Self::Pause      => (Wish::Do(Act::Pause), Right::Steer),
            Self::Resume     => (Wish::Do(Act::Resume), Right::Steer),
            Self::Close      => (Wish::See(Question::Positions(None)), Right::Decide),
            Self::Export     => (Wish::Files, Right::Look),
        }
    }
}

impl Tap {
    #[rustfmt::skip]
    fn wish(self) -> (Wish, Right) {
        let see = |question| (Wish::See(question), Right::Look);
        let decide = |id, choice| (Wish::Do(Act::Choose(id, choice)), Right::Decide);
        match self {
            Self::Home | Self::Speak(_) => see(Question::Home),
            Self::Help                  => see(Question::Help),
            Self::Status                => see(Question::Status),
            Self::Accuracy(horizon)     => see(Question::Accuracy(horizon)),
            Self::Figures               => see(Question::Figures),
            Self::Weights(horizon)      => see(Question::Weights(horizon)),
            Self::Thresholds            => see(Question::Thresholds),
            Self::Drift                 => see(Question::Drift),
            Self::Learned               => see(Question::Learned),
            Self::Signals               => see(Question::Signals),
            Self::Why(number)           => see(Question::Why(number.map_or(Which::Newest, Which::Number))),
            Self::WhyNot                => see(Question::WhyNot),
            Self::Chart(days)           => see(Question::Chart(days)),
            Self::Health                => see(Question::Health),
            Self::Report(day)           => see(Question::Report(day)),
            Self::AskReportDay          => see(Question::ReportDay),
            Self::Positions             => see(Question::Positions(None)),
            Self::Trades(page)          => see(Question::Trades(page)),
            Self::Equity                => see(Question::Equity),
            Self::Profits               => see(Question::Profits),
            Self::Options               => see(Question::Options),
            Self::Risk                  => see(Question::Risk),
            Self::Ready                 => see(Question::Ready),
            Self::Scoreboard            => see(Question::Scoreboard),
            Self::Export                => (Wish::Files, Right::Look),
            Self::Approve(id)           => decide(id, Choice::Approve),
            Self::Confirm(id)           => decide(id, Choice::Confirm),
            Self::Deny(id)              => decide(id, Choice::Deny),
            Self::ClosePosition(id)     => (Wish::See(Question::Positions(Some(id))), Right::Decide),
            Self::CloseForSure(id)      => (Wish::Do(Act::Close(id)), Right::Decide),
            Self::Mode                  => (Wish::See(Question::Mode), Right::Steer),
            Self::SetMode(mode)         => (Wish::Do(Act::SetMode(mode)), Right::Steer),
            Self::ConfirmLive           => (Wish::Do(Act::ConfirmLive), Right::Steer),
            Self::Pause                 => (Wish::Do(Act::Pause), Right::Steer),
            Self::Resume                => (Wish::Do(Act::Resume), Right::Steer),
            Self::ReportPart(day, part) => see(Question::ReportPart(day, part)),
            Self::ReportPeriod(of, day) => see(Question::ReportPeriod(of, Some(day))),
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
    if let Some(message) = reply::message_id(&update) {
        ctx.courier().note(id, message).await;
    }
    let view = ctx.view(id).await;
    let found = talks::find(&ctx, id).await;
    let visitor = Visitor { id, role: who.role(), view, state: found.state };
    if found.lost {
        tracing::warn!("a talk was in a state that this version does not know");
        let told = tell(&ctx, visitor, view.language.words().say("talk-lost", &[])).await;
        if told.is_err() || talks::set(&ctx, id, State::Idle).await.is_err() {
            tracing::warn!("the lost talk could not be ended; it is tried again with the next message");
        }
    }
    visitor
}

async fn commanded(ctx: Ctx, visitor: Visitor, typed: Typed) -> Done {
    let Typed::Known(command, argument) = typed else {
        route("unknown-command");
        return tell(&ctx, visitor, visitor.view.language.words().say("unknown-command", &[])).await;
    };
    route("command");
    let (wish, right) = match (command, argument) {
        (Command::Report, Some(which)) => (Wish::See(report(&which)?), Right::Look),
        (Command::Why, Some(number)) => (Wish::See(Question::Why(Which::read(&number))), Right::Look),
        (command, _) => command.wish(),
    };
    match (visitor.refusal(right), wish) {
        (Some(refusal), _) => tell(&ctx, visitor, refusal).await?,
        (None, Wish::See(question)) => {
            let screen = answer(&ctx, visitor.into(), question).await?;
            ctx.courier().send(visitor.id, &screen).await?;
        }
        (None, Wish::Do(act)) => desk_talk::commanded(&ctx, visitor, act).await?,
        (None, Wish::Files) => desk_talk::export(&ctx, visitor).await?,
    }
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
    let (wish, right) = tap.wish();
    if let Some(refusal) = visitor.refusal(right) {
        return Ok(ctx.courier().alert(&query.id, refusal).await?);
    }
    match wish {
        Wish::See(question) => shown(&ctx, visitor, &query, (tap, question)).await?,
        Wish::Do(act) => desk_talk::tapped(&ctx, visitor, &query, act).await?,
        Wish::Files => {
            ctx.courier().answer(&query.id, None).await?;
            desk_talk::export(&ctx, visitor).await?;
        }
    }
    leave(&ctx, visitor, if tap == Tap::AskReportDay { State::AskedReportDay } else { State::Idle }).await
}

async fn shown(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, (tap, question): (Tap, Question)) -> Done {
    let mut asker = Asker::from(visitor);
    if let Tap::Speak(language) = tap {
        ctx.store(move |store| store.set_language(visitor.id, language.code())).await?;
        asker.view.language = language;
    }
    let screen = answer(ctx, asker, question).await?;
    let words = asker.view.language.words();
    let note = match (tap, reply::shown(query)) {
        (Tap::Speak(_), _) => Some(words.say("language-chosen", &[])),
        (_, Some(message)) if reply::says(message, &screen) => Some(words.say("toast-nothing-new", &[])),
        _ => None,
    };
    ctx.courier().answer(&query.id, note).await?;
    reply::show(ctx, visitor, query, &screen).await
}

async fn tapped_what_has_expired(ctx: Ctx, visitor: Visitor, query: CallbackQuery) -> Done {
    route("expired-tap");
    let note = visitor.view.language.words().say("toast-expired", &[]);
    Ok(ctx.courier().answer(&query.id, Some(note)).await?)
}

async fn named_a_day(ctx: Ctx, visitor: Visitor, Said(text): Said) -> Done {
    route("report-day");
    let screen = answer(&ctx, visitor.into(), report(&text)?).await?;
    ctx.courier().send(visitor.id, &screen).await?;
    leave(&ctx, visitor, State::Idle).await
}

async fn chatted(ctx: Ctx, visitor: Visitor) -> Done {
    route("plain-text");
    tell(&ctx, visitor, visitor.view.language.words().say("plain-text", &[])).await
}

async fn sent_no_text(ctx: Ctx, visitor: Visitor, message: Message) -> Done {
    route("no-text");
    match message.kind {
        MessageKind::Common(_) => tell(&ctx, visitor, visitor.view.language.words().say("no-text", &[])).await,
        // Notes that Telegram itself writes into the chat, such as that a message was pinned.
        _ => Ok(()),
    }
}

async fn edited(ctx: Ctx, visitor: Visitor) -> Done {
    route("edited");
    tell(&ctx, visitor, visitor.view.language.words().say("edited", &[])).await
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

fn report(text: &str) -> Result<Question, UserError> {
    match Asked::read(text).ok_or(UserError::NotADate)? {
        Asked::Day(date) => Ok(Question::Report(date)),
        Asked::Period(period, date) => Ok(Question::ReportPeriod(period, date)),
    }
}

fn route(name: &'static str) {
    tracing::Span::current().record("route", name);
}
