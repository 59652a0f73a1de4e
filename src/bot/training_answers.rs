//! Reads the facts of the screens of training and models, and draws them.

use crate::bot::answers::Asker;
use crate::bot::charts;
use crate::bot::context::{Ctx, View};
use crate::bot::screens::Screen;
use crate::bot::screens::desk::Reader;
use crate::bot::screens::training::{self, CardFacts, ModelFacts};
use crate::bot::training::TrainView;
use crate::domain::notice::Notice;
use crate::domain::training::RunId;
use crate::domain::training::request::TrainingNow;
use crate::storage::PersonId;

/// Draws the answer to what is asked about training: it is that of the symbol that is traded on.
pub(super) async fn answer(ctx: &Ctx, asker: Asker, view: TrainView) -> anyhow::Result<Screen> {
    let of = ctx.of_the_desk(asker.view);
    let frame = ctx.frame(of);
    // Whoever reads along in a group sees the buttons that all may use.
    let reader = Reader::of(ctx.people(), asker.chat);
    let now = ctx.train().now();
    Ok(match view {
        TrainView::Now => training::now(&frame, reader, &now, None),
        TrainView::Choose(order) => training::now(&frame, reader, &now, Some(order)),
        TrainView::AskCancel(run) => training::ask_cancel(&frame, reader, &now, run),
        TrainView::Card(run) => match card_facts(ctx, run).await? {
            Some(facts) => training::card::card(&frame, reader, &facts),
            None => training::no_such(&frame),
        },
        TrainView::Picture(run) => picture(ctx, of, run).await?,
        TrainView::Models(page) => training::models::models(&frame, reader, &model_facts(ctx).await?, page),
        TrainView::AskPromote(mark) => training::models::ask_promote(&frame, &model_facts(ctx).await?, mark),
        TrainView::AskRollBack => training::models::ask_roll_back(&frame, &model_facts(ctx).await?),
    })
}

/// What the message of a training says to a reader, and whether that is its end; `None` where nothing is known of it.
pub(super) async fn living(ctx: &Ctx, reader: PersonId, run: RunId) -> anyhow::Result<Option<(Screen, bool)>> {
    let of = ctx.of_the_desk(ctx.view(reader).await);
    let who = Reader::of(ctx.people(), reader);
    let now = ctx.train().now();
    if let Some(view) = live(&now, run) {
        return Ok(Some((training::run::run(&ctx.frame(of), who, &now, view, false), false)));
    }
    let Some(facts) = card_facts(ctx, run).await?.filter(|facts| facts.run.state.is_over()) else { return Ok(None) };
    Ok(Some((training::card::card(&ctx.frame(of), who, &facts), true)))
}

/// What people are told of a training or a model without asking; `None` of everything else.
pub(super) async fn told(ctx: &Ctx, view: View, notice: &Notice) -> anyhow::Result<Option<Screen>> {
    Ok(match notice {
        Notice::Trained { run } => Some(picture(ctx, view, *run).await?),
        other => training::notices::notice(&ctx.frame(view), other),
    })
}

fn live(now: &TrainingNow, run: RunId) -> Option<&crate::domain::training::request::RunView> {
    now.run.as_ref().filter(|view| view.id == run && !view.state.is_over())
}

async fn card_facts(ctx: &Ctx, run: RunId) -> anyhow::Result<Option<CardFacts>> {
    let symbol = ctx.symbol();
    let (found, models) = ctx.store(move |store| Ok((store.training(run)?, store.models(symbol)?))).await?;
    Ok(found.map(|found| {
        let best = found.card.as_ref().and_then(|card| card.best()).and_then(|best| best.model);
        let model = models.into_iter().find(|model| Some(model.id) == best);
        CardFacts { run: found.view, card: found.card, model }
    }))
}

async fn model_facts(ctx: &Ctx) -> anyhow::Result<ModelFacts> {
    let symbol = ctx.symbol();
    let (models, before) = ctx.store(move |store| Ok((store.models(symbol)?, store.served_before(symbol)?))).await?;
    Ok(ModelFacts { models, before })
}

/// The card as a picture; in words alone where there is nothing to draw.
async fn picture(ctx: &Ctx, view: View, run: RunId) -> anyhow::Result<Screen> {
    let Some(facts) = card_facts(ctx, run).await? else { return Ok(training::no_such(&ctx.frame(view))) };
    let ctx = ctx.clone();
    // Drawing takes a while: it must not hold up the answers to others.
    let drawn = tokio::task::spawn_blocking(move || {
        let frame = ctx.frame(view);
        let picture = match &facts.card {
            Some(card) => charts::card::draw(&frame, run, card)?,
            None => None,
        };
        Ok::<_, charts::ChartError>(training::card::pictured(&frame, &facts, picture))
    });
    Ok(drawn.await??)
}
