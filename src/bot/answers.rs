//! From a question to its screen: read the facts, draw them.

use jiff::civil::Date;

use crate::bot::charts;
use crate::bot::context::{Ctx, View};
use crate::bot::door::Right;
use crate::bot::menu::Group;
use crate::bot::reply::Visitor;
use crate::bot::reports;
use crate::bot::screens::desk::{self, Reader};
use crate::bot::screens::settings::Facts;
use crate::bot::screens::{self, Frame, Screen};
use crate::bot::settings::{Asking, Page};
use crate::bot::settings_talk::changeable;
use crate::bot::training::TrainView;
use crate::bot::training_answers;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::call::{HIGH_CONFIDENCE, is_backed};
use crate::domain::desk::approval::{ApprovalId, Mode};
use crate::domain::desk::figures::{MoneyFigures, MoneyRecord};
use crate::domain::desk::readiness::{self, Readiness};
use crate::domain::desk::scoreboard::no_skill_of;
use crate::domain::figures::{SkillVerdict, skill};
use crate::domain::horizon::Horizon;
use crate::domain::learned::Lesson;
use crate::domain::notice::Period;
use crate::domain::prediction::PredictionNumber;
use crate::domain::report::Part;
use crate::domain::symbol::Symbol;
use crate::domain::universe::Universe;
use crate::domain::view::{Condition, Standings, Status};
use crate::storage::PersonId;

/// What can be asked, by a command or a tap alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The first screen.
    Home,
    /// The help.
    Help,
    /// The status.
    Status,
    /// The accuracy at a horizon, as a picture.
    Accuracy(Horizon),
    /// The accuracy at all horizons, in figures.
    Figures,
    /// How the accuracy at a horizon came about, as a picture.
    OverTime(Horizon),
    /// What moves the forecast at a horizon, as a picture.
    Weights(Horizon),
    /// What became of calls by their confidence.
    Thresholds,
    /// Where something changes for the worse.
    Drift,
    /// What was learned over the last sessions.
    Learned,
    /// The signals.
    Signals,
    /// Why a prediction was made.
    Why(Which),
    /// Why no side was taken, the last time that none was.
    WhyNot,
    /// The price of so many days as a picture.
    Chart(ChartDays),
    /// How the sources and the machine are doing.
    Health,
    /// The report of a day; without one, of the latest in the record.
    Report(Option<Date>),
    /// Which day the report shall be of.
    ReportDay,
    /// What is held; where one is named, whether it shall really be sold.
    Positions(Option<ApprovalId>),
    /// A page of the trades that are over; 0 has the newest.
    Trades(u32),
    /// The equity as a picture.
    Equity,
    /// Profits and losses as a picture.
    Profits,
    /// The option chain near the money.
    Options,
    /// The rules, and where they stand.
    Risk,
    /// What is still missing for live trading.
    Ready,
    /// What the taps have saved or cost.
    Scoreboard,
    /// The modes.
    Mode,
    /// Screens that belong together.
    Group(Group),
    /// A page of the settings.
    Settings(Page),
    /// A value of a setting is asked for.
    Asked(Asking),
    /// A part of the report of a day.
    ReportPart(Date, Part),
    /// The report of the week or month in which a day lies; without one, of the latest.
    ReportPeriod(Period, Option<Date>),
    /// Something of training and models.
    Train(TrainView),
}

/// Who asks, and in which language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub person: PersonId,
    /// In which chat, whose settings are meant.
    pub chat: PersonId,
    /// How they see screens.
    pub view: View,
}

impl From<Visitor> for Asker {
    fn from(visitor: Visitor) -> Self {
        Self { person: visitor.id, chat: visitor.chat, view: visitor.view }
    }
}

/// Which prediction is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The newest.
    Newest,
    /// That of a number, which there may not be.
    Number(PredictionNumber),
    /// What was typed is no number.
    Unreadable,
}

impl Which {
    /// Reads what was typed: `123`, or `#123`.
    pub fn read(text: &str) -> Self {
        let number = text.trim().trim_start_matches('#').replace(',', "").parse();
        number.map_or(Self::Unreadable, |number| Self::Number(PredictionNumber(number)))
    }
}

/// How many full days of trading a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChartDays {
    /// One.
    One,
    /// Five.
    #[default]
    Five,
    /// Twenty.
    Twenty,
}

impl ChartDays {
    /// All choices, the shortest first.
    pub const ALL: [Self; 3] = [Self::One, Self::Five, Self::Twenty];

    /// The number of days.
    pub const fn get(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Five => 5,
            Self::Twenty => 20,
        }
    }
}

/// Days of learning that are shown: a quarter of a year of trading.
const LESSONS_SHOWN: u32 = 60;

/// Days that a picture of the accuracy shows at most; a longer record is shown in larger steps.
pub(super) const POINTS_SHOWN: usize = 260;

/// Draws the answer.
pub async fn answer(ctx: &Ctx, asker: Asker, question: Question) -> anyhow::Result<Screen> {
    let view = asker.view;
    let (frame, symbol) = (ctx.frame(view), view.symbol);
    let screen = match question {
        Question::Help => screens::help::help(&frame),
        Question::Home => {
            let home = screens::home::home(&frame, &status(ctx, &frame).await?);
            screens::training::with_entry(&frame, home, &ctx.train().now())
        }
        Question::Status => screens::status::status(&frame, &status(ctx, &frame).await?),
        Question::Signals => {
            let status = status(ctx, &frame).await?;
            let records = ctx.store(move |store| store.signal_records(symbol, Horizon::PRIMARY)).await?;
            screens::signals::signals(&frame, &status, &records)
        }
        Question::Accuracy(horizon) => return accuracy(ctx, view, horizon).await,
        Question::Figures => screens::accuracy::figures(&frame, &ctx.store(move |store| store.tallies(symbol)).await?),
        Question::OverTime(horizon) => return over_time(ctx, view, horizon).await,
        Question::Weights(horizon) => {
            weights(ctx, view, horizon).await?.with_verdict(&frame, proven(ctx, symbol, horizon).await?)
        }
        Question::Thresholds => screens::thresholds::thresholds(&frame, &standings(ctx, symbol).await?),
        Question::Drift => {
            let screen = screens::drift::drift(&frame, &lessons(ctx, symbol).await?);
            screen.with_verdict(&frame, proven(ctx, symbol, Horizon::PRIMARY).await?)
        }
        Question::Learned => {
            let screen = screens::learned::learned(&frame, &lessons(ctx, symbol).await?);
            screen.with_verdict(&frame, proven(ctx, symbol, Horizon::PRIMARY).await?)
        }
        Question::Why(which) => return why(ctx, &frame, which).await,
        Question::WhyNot => {
            let no_call = ctx.store(move |store| store.no_call(symbol)).await?;
            screens::why::why_not(&frame, no_call.as_ref())
        }
        Question::Chart(days) => return chart(ctx, view, days).await,
        Question::Health => {
            let status = status(ctx, &frame).await?;
            screens::health::health(&frame, &status, &condition(ctx, &status).await?)
        }
        Question::Report(date) => screens::report::report(&frame, &reports::day(ctx, symbol, date).await?),
        Question::ReportPart(date, part) => {
            screens::report::part(&frame, &reports::day(ctx, symbol, Some(date)).await?, part)
        }
        Question::ReportPeriod(period, date) => {
            screens::report::period(&frame, &reports::period(ctx, symbol, period, date).await?)
        }
        Question::ReportDay => screens::report::ask_day(&frame, ctx.store(move |store| store.days(symbol)).await?),
        Question::Group(group) => screens::group::group(&frame, Reader::of(ctx.people(), asker.person), group),
        Question::Asked(asking) => screens::settings::ask(&frame, asking, ctx.desk().configured()),
        Question::Settings(page) => settings(ctx, asker, page).await?,
        Question::Train(view) => return training_answers::answer(ctx, asker, view).await,
        question => return at_the_desk(ctx, asker, question).await,
    };
    Ok(screen)
}

/// Draws the answer to what is asked about the desk.
async fn at_the_desk(ctx: &Ctx, asker: Asker, question: Question) -> anyhow::Result<Screen> {
    let asker = Asker { view: ctx.of_the_desk(asker.view), ..asker };
    let (frame, reader) = (ctx.frame(asker.view), Reader::of(ctx.people(), asker.person));
    let (book, facts) = (ctx.desk().book(), ctx.desk().facts());
    let (rules, facts) = (facts.rules.as_ref(), &facts);
    Ok(match question {
        Question::Trades(page) => {
            let mode = desk::trades::account_mode(&book);
            desk::trades::trades(&frame, &book, &money(ctx, mode).await?.0, page)
        }
        Question::Equity | Question::Profits => return money_picture(ctx, asker.view, question).await,
        Question::Options => desk::options::options(&frame, ctx.desk().chain().as_deref(), rules),
        Question::Risk => desk::risk::risk(&frame, reader, &book, rules),
        Question::Ready => {
            let (paper, backed) = money(ctx, Mode::Paper).await?;
            let opened = readiness::begun(&book.paper);
            desk::ready::ready(&frame, &book, &Readiness::of(&paper, backed, opened, frame.now), facts)
        }
        Question::Scoreboard => {
            let symbol = ctx.symbol();
            let options = ctx.store(move |store| store.option_sums(symbol)).await?;
            desk::scoreboard::scoreboard(&frame, &book, &options)
        }
        Question::Mode => desk::mode::mode(&frame, reader, &book, facts),
        Question::Positions(closing) => desk::positions::positions(&frame, reader, &book, rules, closing),
        _ => desk::positions::positions(&frame, reader, &book, rules, None),
    })
}

/// A page of the settings.
async fn settings(ctx: &Ctx, asker: Asker, page: Page) -> anyhow::Result<Screen> {
    let reader = Reader::of(ctx.people(), asker.person);
    let whose = changeable(reader.may(Right::Steer), asker.chat);
    let (chat, mut service, history, undo) = ctx
        .store(move |store| {
            let undo = store.undo_ahead(&whose)?.map(|(change, _)| change.seq);
            Ok((store.settings_of(asker.chat)?, store.service_settings()?, store.settings_history(&whose)?, undo))
        })
        .await?;
    service.watched = ctx.watched().await?;
    let facts = Facts {
        chat,
        service,
        configured: ctx.desk().configured().clone(),
        rules: ctx.desk().rules().as_ref().clone(),
        main: ctx.symbol(),
        language: asker.view.language,
        history,
        undo,
    };
    Ok(screens::settings::page(&ctx.frame(asker.view), reader, page, &facts))
}

/// The figures of an account, and whether its confidences are backed by settled claims.
pub(super) async fn money(ctx: &Ctx, mode: Mode) -> anyhow::Result<(MoneyFigures, bool)> {
    let standings = standings(ctx, ctx.symbol()).await?;
    let claims = standings.thresholds.iter().find(|row| row.threshold >= HIGH_CONFIDENCE);
    let calls: Vec<(f64, bool)> = claims.map_or_else(Vec::new, |row| {
        let of = |count: u64, right| std::iter::repeat_n((row.threshold, right), usize::try_from(count).unwrap_or(0));
        of(row.right, true).chain(of(row.settled.saturating_sub(row.right), false)).collect()
    });
    let backed = standings.latest.is_some_and(|latest| is_backed(&latest));
    let book = ctx.desk().book();
    let account = book.account(mode);
    let no_skill = no_skill_of(&book, &account.trades);
    let record = MoneyRecord {
        trades: &account.trades,
        equity: &account.equity,
        calls: &calls,
        no_skill: &no_skill,
        trade_max: ctx.desk().facts().rules.trade_max,
    };
    Ok((MoneyFigures::of(&record), backed))
}

/// The equity, or the profits, as a picture.
async fn money_picture(ctx: &Ctx, view: View, question: Question) -> anyhow::Result<Screen> {
    let ctx = ctx.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let (frame, book) = (ctx.frame(view), ctx.desk().book());
        let account = book.account(desk::trades::account_mode(&book));
        if question == Question::Equity {
            let picture = charts::equity::draw(&frame, account)?;
            return Ok(desk::trades::equity(&frame, &book, picture));
        }
        let picture = charts::profits::draw(&frame, account)?;
        Ok::<_, charts::ChartError>(desk::trades::profits(&frame, &book, picture))
    });
    Ok(drawn.await??)
}

/// The facts of status, home, signals and the pinned message.
pub async fn status(ctx: &Ctx, frame: &Frame<'_>) -> anyhow::Result<Status> {
    let symbol = frame.symbol;
    let today = ExchangeCalendar::nyse().new_york(frame.now).date();
    let predicted = ctx.predicted();
    ctx.store(move |store| Ok(Status { watched: store.watched(&predicted)?, ..store.status(symbol, today)? })).await
}

async fn why(ctx: &Ctx, frame: &Frame<'_>, which: Which) -> anyhow::Result<Screen> {
    let symbol = frame.symbol;
    let number = match which {
        Which::Newest => None,
        Which::Number(number) => Some(number),
        // No prediction has the number 0.
        Which::Unreadable => Some(PredictionNumber(0)),
    };
    let found = ctx.store(move |store| store.explained(symbol, number)).await?;
    let Some(explained) = found else {
        let last = ctx.store(move |store| store.last_prediction(symbol)).await?;
        return Ok(screens::why::no_such(frame, last));
    };
    Ok(screens::why::why(frame, &explained))
}

async fn chart(ctx: &Ctx, view: View, days: ChartDays) -> anyhow::Result<Screen> {
    let symbol = view.symbol;
    let chart = ctx.store(move |store| store.price_chart(symbol, days.get())).await?;
    let ctx = ctx.clone();
    // Drawing takes a while: it must not hold up the answers to others.
    let drawn = tokio::task::spawn_blocking(move || {
        let frame = ctx.frame(view);
        let picture = charts::price::draw(&frame, &chart)?;
        Ok::<_, charts::ChartError>(screens::chart::chart(&frame, &chart, days, picture))
    });
    Ok(drawn.await??)
}

async fn accuracy(ctx: &Ctx, view: View, horizon: Horizon) -> anyhow::Result<Screen> {
    let standings = standings(ctx, view.symbol).await?;
    let ctx = ctx.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let frame = ctx.frame(view);
        let [one_hour, four_hours, one_day] = &standings.horizons;
        let standing = match horizon {
            Horizon::OneHour => one_hour,
            Horizon::FourHours => four_hours,
            Horizon::OneDay => one_day,
        };
        let picture = charts::reliability::draw(&frame, horizon, standing)?;
        Ok::<_, charts::ChartError>(screens::accuracy::accuracy(&frame, horizon, standing, picture))
    });
    Ok(drawn.await??)
}

async fn over_time(ctx: &Ctx, view: View, horizon: Horizon) -> anyhow::Result<Screen> {
    let symbol = view.symbol;
    let points = ctx.store(move |store| store.accuracy_over_time(symbol, horizon, POINTS_SHOWN)).await?;
    let skill = proven(ctx, symbol, horizon).await?;
    let ctx = ctx.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let frame = ctx.frame(view);
        let picture = charts::over_time::draw(&frame, horizon, &points)?;
        Ok::<_, charts::ChartError>(screens::accuracy::over_time(&frame, horizon, points.last(), (skill, picture)))
    });
    Ok(drawn.await??)
}

async fn weights(ctx: &Ctx, view: View, horizon: Horizon) -> anyhow::Result<Screen> {
    let lessons = lessons(ctx, view.symbol).await?;
    let ctx = ctx.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let frame = ctx.frame(view);
        // The oldest is only there to compare with.
        let before = usize::from(u32::try_from(lessons.len()).is_ok_and(|count| count > LESSONS_SHOWN));
        let shown = lessons.get(before..).unwrap_or_default();
        let picture = charts::weights::draw(&frame, horizon, shown)?;
        Ok::<_, charts::ChartError>(screens::weights::weights(&frame, horizon, shown, picture))
    });
    Ok(drawn.await??)
}

/// What the outcomes at a horizon have proven so far.
async fn proven(ctx: &Ctx, symbol: Symbol, horizon: Horizon) -> anyhow::Result<SkillVerdict> {
    let tallies = ctx.store(move |store| store.tallies(symbol)).await?;
    Ok(tallies.get(horizon.index()).map(|tallies| skill(&tallies.all())).unwrap_or_default())
}

/// The lessons that are shown, the oldest first, with one more before them to compare with.
async fn lessons(ctx: &Ctx, symbol: Symbol) -> anyhow::Result<Vec<Lesson>> {
    ctx.store(move |store| store.lessons(symbol, LESSONS_SHOWN + 1)).await
}

/// How the predictions have fared.
pub(super) async fn standings(ctx: &Ctx, symbol: Symbol) -> anyhow::Result<Standings> {
    ctx.store(move |store| store.standings(symbol)).await
}

/// How the sources and the machine are doing.
async fn condition(ctx: &Ctx, status: &Status) -> anyhow::Result<Condition> {
    let health = ctx.health();
    let predicted = status.symbol;
    let watched = Universe::of(predicted);
    let symbols: Vec<_> = std::iter::once(predicted).chain(watched.iter().map(|(_, symbol)| symbol)).collect();
    let asked = symbols.clone();
    let (stored, gate, fold) = ctx
        .store(move |store| Ok((store.newest_bars(&asked)?, store.gate_refusals()?, store.fold_refusals()?)))
        .await?;
    let newest = |symbol| stored.get(&symbol).copied().max(health.newest_bars.get(&symbol).copied());
    let newest_bars = symbols.into_iter().map(|symbol| (symbol, newest(symbol))).collect();
    let machine = ctx.machine().await?;
    let refused = screens::health::all_refused(&health.refused, &gate, &fold);
    Ok(Condition { newest_bars, refused, latest: status.latest, machine, health })
}
