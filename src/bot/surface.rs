//! The whole chat on one page.
//!
//! ```text
//! Anna> /start
//! Anna< AlgoSlayer · RTX
//!       🟢 BUY at $183.42
//!       What would you like to see?
//!       [Now] [Record]
//!       [Trading] [Learning]
//!       [Reports] [Settings]
//!       [Help] [↻ Refresh]
//! Anna> [Reports]
//! Anna~ Reports · RTX
//!       /report – one trading day in figures
//!       [Report]
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
use crate::bot::door::{Admitted, Right, admit};
use crate::bot::guard::{UserError, guard};
use crate::bot::menu::Group;
use crate::bot::pin::Key as PinKey;
use crate::bot::reply::Visitor;
use crate::bot::screens::Screen;
use crate::bot::settings::{Asking, Page, Pick};
use crate::bot::training::{TrainAct, TrainView};
use crate::bot::typed::{Said, Typed};
use crate::bot::wishes::Wish;
use crate::bot::words::Language;
use crate::bot::{desk_talk, group_talk, heartbeat, menu, pin_talk, reply, settings_talk, talks, tap, training_talk};
use crate::domain::desk::approval::{ApprovalId, Mode};
use crate::domain::horizon::Horizon;
use crate::domain::notice::Period;
use crate::domain::prediction::PredictionNumber;
use crate::domain::report::{Asked, Part};
use crate::domain::setting::Rule;
use crate::domain::symbol::Symbol;
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
    /// `/settings`
    Settings,
    /// `/language`
    Language,
    /// `/train`
    Train,
    /// `/models`
    Models,
    /// `/rollback`
    RollBack,
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
    (Command::Settings,   "settings",   "command-settings"),
    (Command::Language,   "language",   "command-language"),
    (Command::Train,      "train",      "command-train"),
    (Command::Models,     "models",     "command-models"),
    (Command::RollBack,   "rollback",   "command-rollback"),
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
    /// How the accuracy at a horizon came about, as a picture.
    OverTime(Horizon),
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
    /// Screens that belong together.
    Group(Group),
    /// A page of the settings.
    Settings(Page),
    /// Set something.
    Set(Pick),
    /// Set it indeed, the second tap.
    SetForSure(Pick),
    /// Be asked for a value.
    Ask(Asking),
    /// Take the newest change of a setting back, which has this place in the journal.
    Undo(i64),
    /// Take it back indeed, the second tap.
    UndoForSure(i64),
    /// Be shown another symbol's figures, now and from now on.
    Show(Symbol),
    /// Why this prediction of that symbol was made.
    WhyOf(Symbol, PredictionNumber),
    /// A key of the keypad for the PIN.
    PinKey(PinKey),
    /// A part of the report of a day.
    ReportPart(Date, Part),
    /// The report of the week or month in which a day lies.
    ReportPeriod(Period, Date),
    /// Something of training and models.
    Train(TrainView),
    /// Something that training shall do.
    TrainAct(TrainAct),
}

/// What the bot waits for from a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Nothing.
    #[default]
    Idle,
    /// A date for the report.
    AskedReportDay,
    /// A value of a rule.
    AskedRule(Rule),
    /// The name of a time zone.
    AskedZone,
    /// A symbol to watch.
    AskedSymbol,
}

impl State {
    /// What is asked for, where it is a setting.
    fn asking(self) -> Option<Asking> {
        match self {
            Self::Idle | Self::AskedReportDay => None,
            Self::AskedRule(rule) => Some(Asking::Rule(rule)),
            Self::AskedZone => Some(Asking::Zone),
            Self::AskedSymbol => Some(Asking::Symbol),
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
            .branch(group_talk::news())
            .branch(
                dptree::filter_map(|update: Update, ctx: Ctx| admit(&update, ctx.people()))
                    .map_async(recognised)
                    .map(|visitor: Visitor| visitor.state)
                    .branch(dptree::filter(|visitor: Visitor| visitor.is_in_a_group()).branch(in_a_group()))
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

/// In a group there are taps, and commands that nobody but this bot is meant by; all else is talk among people.
fn in_a_group() -> Routes {
    dptree::entry()
        .branch(taps())
        .branch(
            Update::filter_message()
                .filter_map(|message: Message, ctx: Ctx| {
                    group_talk::is_meant(&message, &ctx).then(|| Typed::read(&message))?
                })
                .filter(|typed: Typed| matches!(typed, Typed::Known(..)))
                .endpoint(commanded),
        )
        .endpoint(unasked_for)
}

fn messages() -> Routes {
    Update::filter_message()
        .branch(dptree::filter_map(|message: Message| Typed::read(&message)).endpoint(commanded))
        .branch(
            dptree::filter_map(|message: Message| message.text().map(|text| Said(text.to_owned())))
                .branch(case![State::AskedReportDay].endpoint(named_a_day))
                .branch(dptree::filter_map(State::asking).endpoint(named_a_value))
                .branch(case![State::Idle].endpoint(chatted)),
        )
        .endpoint(sent_no_text)
}

async fn recognised(ctx: Ctx, who: Admitted, update: Update) -> Visitor {
    let (id, chat) = (who.person(), who.chat());
    if let Some(message) = reply::message_id(&update) {
        ctx.courier().note(chat, message).await;
    }
    let view = ctx.view_of(chat, update.from().and_then(|user| user.language_code.as_deref())).await;
    // Nobody is asked for a text in a group.
    let found = if chat == id { talks::find(&ctx, id).await } else { talks::NOTHING };
    let visitor = Visitor { id, chat, role: who.role(), view, state: found.state };
    if found.lost {
        tracing::warn!("a talk was in a state that this version does not know");
        let told = tell(&ctx, visitor, view.language.words().say("talk-lost", &[])).await;
        if told.is_err() || talks::set(&ctx, id, State::Idle).await.is_err() {
            tracing::warn!("the lost talk could not be ended; it is tried again with the next message");
        }
    }
    visitor
}

async fn commanded(ctx: Ctx, visitor: Visitor, typed: Typed, update: Update) -> Done {
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
    match (training_talk::refusal(visitor, wish, right), wish) {
        (Some(refusal), _) => tell(&ctx, visitor, refusal).await?,
        (None, Wish::See(question)) => {
            let screen = answer(&ctx, visitor.into(), question).await?;
            let message = ctx.courier().send(visitor.chat, &screen).await?;
            training_talk::follow(&ctx, visitor.chat, (question, &screen), message).await?;
        }
        (None, Wish::Do(act)) => desk_talk::commanded(&ctx, visitor, act).await?,
        (None, Wish::Files) => desk_talk::export(&ctx, visitor).await?,
        // No command presses keys, trains, or changes a setting by itself: it shows where it is changed.
        (None, Wish::Press(_) | Wish::Set(_) | Wish::Train(_)) => {}
    }
    leave(&ctx, visitor, State::Idle).await?;
    let now = ctx.now();
    let spoken = update.from().and_then(|user| user.language_code.as_deref()).and_then(Language::from_code);
    ctx.store(move |store| {
        store.join(visitor.chat, now)?;
        spoken.map_or(Ok(()), |language| store.suggest_language(visitor.chat, language.code()))
    })
    .await?;
    if command == Command::Start {
        menu::publish_to(&ctx, visitor.chat, visitor.role, visitor.view.language).await;
        heartbeat::ensure(&ctx, visitor.chat).await?;
    }
    Ok(())
}

async fn tapped(ctx: Ctx, visitor: Visitor, query: CallbackQuery, tap: Tap) -> Done {
    route("tap");
    let (wish, right) = tap.wish();
    if let Some(refusal) = training_talk::refusal(visitor, wish, right) {
        return Ok(ctx.courier().alert(&query.id, refusal).await?);
    }
    let asks = match tap {
        Tap::AskReportDay => Some("group-type-report"),
        Tap::Ask(_) => Some("group-type-elsewhere"),
        _ => None,
    };
    if let Some(key) = asks.filter(|_| visitor.is_in_a_group()) {
        let note = visitor.view.language.words().say(key, &[]);
        return Ok(ctx.courier().alert(&query.id, note).await?);
    }
    // What is set in a group is set for everybody in it: nobody but the owner mutes the offers of the others.
    let for_all = visitor.is_in_a_group()
        && matches!(
            tap,
            Tap::Set(_) | Tap::SetForSure(_) | Tap::Undo(_) | Tap::UndoForSure(_) | Tap::Speak(_) | Tap::Show(_)
        );
    if let Some(refusal) = visitor.refusal(Right::Steer).filter(|_| for_all) {
        return Ok(ctx.courier().alert(&query.id, refusal).await?);
    }
    match wish {
        Wish::See(question) => shown(&ctx, visitor, &query, (tap, question)).await?,
        Wish::Press(key) => pin_talk::pressed(&ctx, visitor, &query, key).await?,
        Wish::Do(act) => desk_talk::tapped(&ctx, visitor, &query, act).await?,
        Wish::Files => {
            ctx.courier().answer(&query.id, None).await?;
            desk_talk::export(&ctx, visitor).await?;
        }
        Wish::Set(change) => settings_talk::tapped(&ctx, visitor, &query, change).await?,
        Wish::Train(act) => training_talk::tapped(&ctx, visitor, &query, act).await?,
    }
    leave(&ctx, visitor, tap.next()).await
}

async fn shown(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, (tap, question): (Tap, Question)) -> Done {
    let mut asker = Asker::from(visitor);
    if let Tap::Speak(language) = tap {
        settings_talk::speak(ctx, visitor, language).await?;
        asker.view.language = language;
    }
    match tap {
        Tap::Show(symbol) => {
            settings_talk::show_from_now_on(ctx, visitor, symbol).await?;
            asker.view.symbol = symbol;
        }
        Tap::WhyOf(symbol, _) => asker.view.symbol = symbol,
        _ => {}
    }
    let screen = answer(ctx, asker, question).await?;
    let words = asker.view.language.words();
    let note = match (tap, reply::shown(query)) {
        (Tap::Speak(_), _) => Some(words.say("language-chosen", &[])),
        (_, Some(message)) if reply::says(message, &screen) => Some(words.say("toast-nothing-new", &[])),
        _ => None,
    };
    ctx.courier().answer(&query.id, note).await?;
    training_talk::show(ctx, visitor, query, (question, &screen)).await
}

async fn tapped_what_has_expired(ctx: Ctx, visitor: Visitor, query: CallbackQuery) -> Done {
    route("expired-tap");
    let note = visitor.view.language.words().say("toast-expired", &[]);
    Ok(ctx.courier().answer(&query.id, Some(note)).await?)
}

async fn named_a_day(ctx: Ctx, visitor: Visitor, Said(text): Said) -> Done {
    route("report-day");
    let screen = answer(&ctx, visitor.into(), report(&text)?).await?;
    ctx.courier().send(visitor.chat, &screen).await?;
    leave(&ctx, visitor, State::Idle).await
}

async fn named_a_value(ctx: Ctx, visitor: Visitor, asking: Asking, Said(text): Said) -> Done {
    route("setting");
    let next = settings_talk::typed(&ctx, visitor, asking, &text).await?;
    leave(&ctx, visitor, next).await
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
    ctx.store(move |store| store.set_blocked(visitor.chat, blocked)).await
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
    ctx.courier().send(visitor.chat, &Screen::sentence(sentence)).await?;
    Ok(())
}

/// Moves the talk on, after the answer: a lost message leaves people where they were.
async fn leave(ctx: &Ctx, visitor: Visitor, next: State) -> Done {
    if visitor.state == next || visitor.is_in_a_group() { Ok(()) } else { talks::set(ctx, visitor.id, next).await }
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
