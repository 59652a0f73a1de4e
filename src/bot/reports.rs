//! The facts of a report, from the record and the desk.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::answers::{Asker, POINTS_SHOWN, Question, answer, money, standings};
use crate::bot::charts::{ChartError, over_time};
use crate::bot::context::{Ctx, View};
use crate::bot::screens::{self, Screen};
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::readiness::{self, Readiness};
use crate::domain::horizon::Horizon;
use crate::domain::notice::{Notice, Period};
use crate::domain::report::{DayReport, DeskSpan, Grounds, PeriodReport, SpanRecord, bounds};
use crate::domain::signal::SignalKind;
use crate::domain::symbol::Symbol;
use crate::storage::{Store, StoreError, span_bounds};

/// Trading days before a day that are looked at for how long a signal has been silent.
const SILENT_DAYS_SEEN: usize = 4;

/// Lessons that tell what was learned by an evening: a week of trading and the one before it.
const LESSONS_TOLD: u32 = 6;

/// The screens of a report that is sent by itself: the picture, where there is enough for one, and the text.
pub(super) async fn sent(ctx: &Ctx, asker: Asker, notice: &Notice) -> anyhow::Result<Vec<Screen>> {
    let (question, date) = match notice {
        Notice::Report { date, .. } => (Question::Report(Some(*date)), *date),
        Notice::Period { period, date, .. } => (Question::ReportPeriod(*period, Some(*date)), *date),
        _ => return Ok(vec![]),
    };
    let text = Box::pin(answer(ctx, asker, question)).await?;
    Ok(picture(ctx, asker.view, date).await?.into_iter().chain([text]).collect())
}

/// How the accuracy at the primary horizon came about until a day. A report goes without its picture rather than not at all.
async fn picture(ctx: &Ctx, view: View, date: Date) -> anyhow::Result<Option<Screen>> {
    let (symbol, horizon) = (view.symbol, Horizon::PRIMARY);
    let mut points = ctx.store(move |store| store.accuracy_over_time(symbol, horizon, POINTS_SHOWN)).await?;
    points.retain(|point| point.date <= date);
    let ctx = ctx.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let frame = ctx.frame(view);
        let picture = over_time::draw(&frame, horizon, &points)?;
        Ok::<_, ChartError>(picture.map(|picture| screens::report::picture(&frame, date, picture)))
    });
    Ok(drawn.await?.unwrap_or_else(|error| {
        tracing::error!(%error, "the picture of a report cannot be drawn");
        None
    }))
}

/// The report of a day; without one, of the last day with a decision, and before the first of today.
pub(super) async fn day(ctx: &Ctx, symbol: Symbol, date: Option<Date>) -> anyhow::Result<DayReport> {
    let (date, newest) = dated(ctx, symbol, date).await?;
    let book = ctx.desk().book();
    let (desk, mode) = (desk_of(ctx, symbol, span_bounds((date, date))), book.mode());
    let told = ctx.store(move |store| day_of_record(store, symbol, date)).await?;
    if date != newest {
        return Ok(DayReport { desk, mode, ..told });
    }
    let newest_proof = ctx.store(move |store| store.newest_proof(symbol)).await?;
    Ok(DayReport { desk, mode, state: Some(grounds(ctx, symbol).await?), newest_proof, ..told })
}

/// The report of the week or month in which a day lies; without one, of the latest in the record.
pub(super) async fn period(
    ctx: &Ctx,
    symbol: Symbol,
    period: Period,
    date: Option<Date>,
) -> anyhow::Result<PeriodReport> {
    let (date, _) = dated(ctx, symbol, date).await?;
    let days = bounds(period, date);
    let (from, to) = span_bounds(days);
    let desk = desk_of(ctx, symbol, (from, to));
    ctx.store(move |store| {
        let before = store.lessons_until(symbol, days.0.saturating_sub(1.day()), 1)?.pop();
        let last = store.lessons_until(symbol, days.1, 1)?.pop();
        Ok(PeriodReport {
            period,
            own: store.span(symbol, days)?,
            records: (store.settled_before(symbol, from)?, store.settled_before(symbol, to)?),
            desk,
            proof: store.proof(symbol, days)?,
            lessons: (before, last),
        })
    })
    .await
}

/// What the desk did in a span on that symbol; it trades on one alone.
fn desk_of(ctx: &Ctx, symbol: Symbol, span: (Timestamp, Timestamp)) -> DeskSpan {
    if symbol == ctx.symbol() { DeskSpan::of(&ctx.desk().book(), span) } else { DeskSpan::default() }
}

/// The day that is meant, and the newest in the record.
async fn dated(ctx: &Ctx, symbol: Symbol, date: Option<Date>) -> anyhow::Result<(Date, Date)> {
    let today = ExchangeCalendar::nyse().new_york(ctx.now()).date();
    let newest = ctx.store(move |store| Ok(store.days(symbol)?.map_or(today, |(_, last)| last))).await?;
    Ok((date.unwrap_or(newest), newest))
}

async fn grounds(ctx: &Ctx, symbol: Symbol) -> anyhow::Result<Grounds> {
    let (paper, backed) = money(ctx, Mode::Paper).await?;
    let opened = readiness::begun(&ctx.desk().book().paper);
    // The desk trades on one symbol: what it has earned says nothing of the others.
    let backed = backed && symbol == ctx.symbol();
    let ready = backed && Readiness::of(&paper, backed, opened, ctx.now()).is_ready();
    let standings = standings(ctx, symbol).await?;
    let primary = standings.horizons.get(Horizon::PRIMARY.index()).cloned().unwrap_or_default();
    Ok(Grounds::of(&primary, ready, backed))
}

/// What the record says of a day; the desk and the state of trading are not in it.
fn day_of_record(store: &Store, symbol: Symbol, date: Date) -> Result<DayReport, StoreError> {
    let own = store.span(symbol, (date, date))?;
    let before = before(date, 1).pop().map(|date| store.span(symbol, (date, date))).transpose()?;
    Ok(DayReport {
        day: store.day(symbol, date)?,
        silent_days: silent_days(store, &own)?,
        before,
        told_at: store.report_worked_at(symbol, date)?,
        proof: store.proof(symbol, (date, date))?,
        newest_proof: None,
        options_until_then: store.options_before(symbol, span_bounds((date, date)).1)?,
        desk: DeskSpan::default(),
        lessons: store.lessons_until(symbol, date, LESSONS_TOLD)?,
        state: None,
        claims_this_month: store.span(symbol, (date.first_of_month(), date))?.claims,
        mode: Mode::Predictions,
        own,
    })
}

/// The trading days before a day, the newest first.
fn before(date: Date, count: usize) -> Vec<Date> {
    let sessions = ExchangeCalendar::nyse().sessions();
    let at = sessions.partition_point(|session| session.date < date);
    sessions.get(..at).unwrap_or_default().iter().rev().take(count).map(|session| session.date).collect()
}

/// On how many days in a row up to that of `own` each signal said nothing; a day without predictions ends the row.
fn silent_days(store: &Store, own: &SpanRecord) -> Result<[u32; SignalKind::COUNT], StoreError> {
    let mut days = vec![own.clone()];
    for date in before(own.days.0, SILENT_DAYS_SEEN) {
        days.push(store.span(own.symbol, (date, date))?);
    }
    Ok(std::array::from_fn(|at| {
        let mute = |day: &&SpanRecord| {
            day.calls.iter().sum::<u64>() > 0 && day.voices.get(at).is_some_and(|voice| voice.spoke == 0)
        };
        u32::try_from(days.iter().take_while(mute).count()).unwrap_or(0)
    }))
}
