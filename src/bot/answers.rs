//! From a question to its screen: read the facts, draw them.

use jiff::civil::Date;

use crate::bot::context::Ctx;
use crate::bot::screens::{self, Frame, Screen};
use crate::bot::words::Language;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::view::Status;

/// What can be asked, by a command or a tap alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The first screen.
    Home,
    /// The help.
    Help,
    /// The status.
    Status,
    /// The accuracy.
    Accuracy,
    /// The signals.
    Signals,
    /// The report of a day; without one, of the latest in the record.
    Report(Option<Date>),
    /// Which day the report shall be of.
    ReportDay,
}

/// Draws the answer.
pub async fn answer(ctx: &Ctx, language: Language, question: Question) -> anyhow::Result<Screen> {
    let frame = ctx.frame(language);
    let symbol = ctx.symbol();
    let screen = match question {
        Question::Help => screens::help::help(&frame),
        Question::Home => screens::home::home(&frame, &status(ctx, &frame).await?),
        Question::Status => screens::status::status(&frame, &status(ctx, &frame).await?),
        Question::Signals => screens::signals::signals(&frame, status(ctx, &frame).await?.latest.as_ref()),
        Question::Accuracy => {
            screens::accuracy::accuracy(&frame, &ctx.store(move |store| store.tallies(symbol)).await?)
        }
        Question::Report(date) => return report(ctx, language, date).await,
        Question::ReportDay => screens::report::ask_day(&frame, ctx.store(move |store| store.days(symbol)).await?),
    };
    Ok(screen)
}

/// The facts of status, home, signals and the pinned message.
pub async fn status(ctx: &Ctx, frame: &Frame<'_>) -> anyhow::Result<Status> {
    let symbol = ctx.symbol();
    let today = ExchangeCalendar::nyse().new_york(frame.now).date();
    ctx.store(move |store| store.status(symbol, today)).await
}

/// The report of a day; without one, of the last day with a decision, and before the first of today.
async fn report(ctx: &Ctx, language: Language, date: Option<Date>) -> anyhow::Result<Screen> {
    let symbol = ctx.symbol();
    let today = ExchangeCalendar::nyse().new_york(ctx.now()).date();
    let day = ctx
        .store(move |store| {
            let date = match date {
                Some(date) => date,
                None => store.days(symbol)?.map_or(today, |(_, last)| last),
            };
            store.day(symbol, date)
        })
        .await?;
    Ok(screens::report::report(&ctx.frame(language), &day))
}
