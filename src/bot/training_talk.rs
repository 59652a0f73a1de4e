//! What people ask of training by a tap: passed on, answered in words, and shown at once.

use teloxide::types::CallbackQuery;

use crate::bot::answers::{Asker, Question, answer};
use crate::bot::context::Ctx;
use crate::bot::door::Right;
use crate::bot::reply::{self, Visitor};
use crate::bot::screens::Screen;
use crate::bot::screens::training::replies;
use crate::bot::training::{ModelMark, TrainAct, TrainView, placed};
use crate::bot::training_living;
use crate::bot::wishes::Wish;
use crate::domain::training::ModelId;
use crate::domain::training::request::{TrainAnswer, TrainRequest};
use crate::storage::{PersonId, TrainingMessage};

/// Why someone may not have what they wish; `None` where they may.
pub(super) fn refusal(visitor: Visitor, wish: Wish, right: Right) -> Option<String> {
    let refusal = visitor.refusal(right)?;
    match wish {
        Wish::Train(_) | Wish::See(Question::Train(_)) => Some(visitor.view.language.words().say("train-refused", &[])),
        _ => Some(refusal),
    }
}

/// Shows a screen where a tap was, and follows a training in it from then on.
pub(super) async fn show(
    ctx: &Ctx,
    visitor: Visitor,
    query: &CallbackQuery,
    (question, screen): (Question, &Screen),
) -> anyhow::Result<()> {
    match reply::place(ctx, visitor, query, screen).await? {
        Some(message) => follow(ctx, visitor.chat, (question, screen), message).await,
        None => Ok(()),
    }
}

/// Keeps a message true that shows a training under way.
pub(super) async fn follow(
    ctx: &Ctx,
    reader: PersonId,
    (question, screen): (Question, &Screen),
    message: i32,
) -> anyhow::Result<()> {
    let Question::Train(TrainView::Now | TrainView::Choose(_)) = question else { return Ok(()) };
    let now = ctx.train().now();
    let Some(run) = now.run.as_ref().filter(|run| !run.state.is_over()) else { return Ok(()) };
    training_living::follow(ctx, TrainingMessage { run: run.id, reader, message }, screen).await
}

/// Does what a tap asks for; that the visitor may is checked before.
pub(super) async fn tapped(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, act: TrainAct) -> anyhow::Result<()> {
    let asked = match act {
        TrainAct::Start(order) => Some(TrainRequest::Start { by: visitor.id, order: placed(order) }),
        TrainAct::Cancel(run) => Some(TrainRequest::Cancel { run }),
        TrainAct::Promote(mark) => found(ctx, mark).await?.map(|model| TrainRequest::Promote { model }),
        TrainAct::RollBack => Some(TrainRequest::RollBack),
    };
    let answered = match asked {
        Some(request) => ctx.train().ask(request).await,
        None => TrainAnswer::Nothing,
    };
    let symbol = ctx.symbol();
    let models = ctx.store(move |store| store.models(symbol)).await?;
    let reply = replies::reply(&ctx.frame(ctx.of_the_desk(visitor.view)), &answered, &models);
    if reply.refused {
        ctx.courier().alert(&query.id, reply.sentence).await?;
    } else {
        ctx.courier().answer(&query.id, Some(reply.sentence)).await?;
    }
    let question = Question::Train(match act {
        TrainAct::Start(_) | TrainAct::Cancel(_) => TrainView::Now,
        TrainAct::Promote(_) | TrainAct::RollBack => TrainView::Models(0),
    });
    let screen = answer(ctx, Asker::from(visitor), question).await?;
    show(ctx, visitor, query, (question, &screen)).await
}

async fn found(ctx: &Ctx, mark: ModelMark) -> anyhow::Result<Option<ModelId>> {
    let symbol = ctx.symbol();
    let models = ctx.store(move |store| store.models(symbol)).await?;
    Ok(mark.find(&models).map(|model| model.id))
}
