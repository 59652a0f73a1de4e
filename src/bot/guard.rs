//! Stands around all routes: a panic becomes an error, an error becomes one apology to the person and one line in the log.

use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use teloxide::dispatching::UpdateHandler;
use teloxide::dptree;
use teloxide::dptree::di::DependencyMap;
use teloxide::types::{Update, UpdateKind};
use tracing::Instrument;

use crate::bot::context::Ctx;
use crate::bot::door::{Admitted, Role, admit};
use crate::bot::fault::Fault;
use crate::bot::screens::{self, Screen};

/// A mistake of the person, answered with a sentence that says what to do next; it is no error of ours and not logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserError {
    /// A text that had to be a date is none.
    #[error("a date was expected")]
    NotADate,
}

/// Puts the guard around routes. Without it a panic in one endpoint would end the worker of its chat, and the next update of that chat
/// the whole dispatcher.
pub fn guard(routes: UpdateHandler<anyhow::Error>) -> UpdateHandler<anyhow::Error> {
    let (kinds, sig) = (routes.description().clone(), routes.sig().clone());
    dptree::from_fn_with_description(
        kinds,
        move |deps: DependencyMap, rest| {
            let routes = routes.clone();
            async move {
                let (ctx, update) = (deps.get::<Ctx>(), deps.get::<Update>());
                let admitted = admit(&update, ctx.people());
                // Ids of people and chats stay out of the log; the role says enough.
                let chat = admitted.map_or("stranger", |who| role(who.role()));
                let span = tracing::info_span!("update", update_id = update.id.0, chat, route = tracing::field::Empty);
                async {
                    let run = AssertUnwindSafe(routes.execute(deps, rest)).catch_unwind().await;
                    let done = run.unwrap_or_else(|_| ControlFlow::Break(Err(anyhow::anyhow!("an endpoint panicked"))));
                    settle(&ctx, &update, admitted, done).await
                }
                .instrument(span)
                .await
            }
        },
        sig,
    )
}

type Done = ControlFlow<Result<(), anyhow::Error>, DependencyMap>;

/// Tells the person where something went wrong, and the log once.
async fn settle(ctx: &Ctx, update: &Update, admitted: Option<Admitted>, done: Done) -> Done {
    let ControlFlow::Break(Err(error)) = done else { return done };
    let Some(who) = admitted else {
        tracing::error!(error = format!("{error:#}"), "a stranger could not be answered");
        return ControlFlow::Break(Err(error));
    };
    let frame = ctx.frame(ctx.view(who.chat()).await);
    if let Some(UserError::NotADate) = error.downcast_ref() {
        let told = ctx.courier().send(who.chat(), &screens::report::bad_date(&frame)).await;
        if let Err(fault) = &told {
            tracing::warn!(%fault, "a person could not be told of a mistake");
        }
        return ControlFlow::Break(told.map(|_| ()).map_err(Into::into));
    }
    tracing::error!(error = format!("{error:#}"), "an update could not be served");
    let apology = frame.words.say("apology", &[]);
    let answered = match &update.kind {
        UpdateKind::CallbackQuery(tap) => ctx.courier().answer_strictly(&tap.id, Some(apology.clone())).await,
        _ => Err(Fault::NoMessage),
    };
    if answered.is_err()
        && let Err(fault) = ctx.courier().send(who.chat(), &Screen::sentence(apology)).await
    {
        tracing::warn!(%fault, "the apology could not be sent");
    }
    ControlFlow::Break(Err(error))
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Approver => "approver",
        Role::Viewer => "viewer",
    }
}
