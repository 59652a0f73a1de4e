//! What people ask of the desk by a tap or a command: checked, passed on, answered in words, and shown at once.

use teloxide::types::CallbackQuery;

use crate::bot::answers::{Question, answer};
use crate::bot::context::Ctx;
use crate::bot::desk_csv;
use crate::bot::door::Right;
use crate::bot::living;
use crate::bot::pin_talk;
use crate::bot::reply::{self, Visitor};
use crate::bot::screens::Screen;
use crate::bot::screens::desk::{self, replies};
use crate::bot::text::Html;
use crate::domain::desk::approval::{ApprovalId, Mode};
use crate::domain::desk::request::{Asked, Choice, Request};

/// Something that the desk is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Decide on an offer, by a tap under its message.
    Choose(ApprovalId, Choice),
    /// Sell a position.
    Close(ApprovalId),
    /// Change the mode.
    SetMode(Mode),
    /// The second step into live trading.
    ConfirmLive,
    /// Open nothing more.
    Pause,
    /// Open again.
    Resume,
}

impl Act {
    fn asked(self) -> Asked {
        match self {
            Self::Choose(approval, choice) => Asked::Choose(approval, choice),
            Self::Close(approval) => Asked::Close(approval),
            Self::SetMode(mode) => Asked::SetMode(mode),
            Self::ConfirmLive => Asked::ConfirmLive,
            Self::Pause => Asked::Pause,
            Self::Resume => Asked::Resume,
        }
    }

    /// What it takes.
    fn right(self) -> Right {
        match self {
            Self::Choose(..) | Self::Close(_) => Right::Decide,
            Self::SetMode(_) | Self::ConfirmLive | Self::Pause | Self::Resume => Right::Steer,
        }
    }

    /// The screen on which what was done can be seen; `None` for offers, which have messages of their own.
    fn shown_on(self) -> Option<Question> {
        match self {
            Self::Choose(..) => None,
            Self::Close(_) => Some(Question::Positions(None)),
            Self::SetMode(_) | Self::ConfirmLive => Some(Question::Mode),
            Self::Pause | Self::Resume => Some(Question::Risk),
        }
    }
}

/// Does what a tap asks for; that the visitor may is checked before.
pub async fn tapped(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, act: Act) -> anyhow::Result<()> {
    if let Act::Choose(approval, _) = act
        && !is_bound(ctx, visitor, query, approval).await?
    {
        let note = visitor.view.language.words().say("tap-not-bound", &[]);
        return Ok(ctx.courier().alert(&query.id, note).await?);
    }
    if pin_talk::stands_before(ctx, visitor, act).await? {
        return Ok(ctx.courier().answer(&query.id, None).await?);
    }
    let reply = asked(ctx, visitor, act).await;
    if reply.refused {
        ctx.courier().alert(&query.id, reply.sentence).await?;
    } else {
        ctx.courier().answer(&query.id, Some(reply.sentence)).await?;
    }
    match (act, act.shown_on()) {
        (_, Some(question)) => {
            let screen = answer(ctx, visitor.into(), question).await?;
            reply::show(ctx, visitor, query, &screen).await
        }
        (Act::Choose(approval, _), None) => living::redraw(ctx, approval).await,
        _ => Ok(()),
    }
}

/// Does what a command asks for, and answers below it.
pub async fn commanded(ctx: &Ctx, visitor: Visitor, act: Act) -> anyhow::Result<()> {
    if pin_talk::stands_before(ctx, visitor, act).await? {
        return Ok(());
    }
    let reply = asked(ctx, visitor, act).await;
    ctx.courier().send(visitor.chat, &Screen::sentence(reply.sentence)).await?;
    Ok(())
}

/// Does what waited for the PIN, and says what became of it. What the visitor may is looked at anew: the keypad took its time.
pub async fn done_after_pin(ctx: &Ctx, visitor: Visitor, act: Act) -> anyhow::Result<String> {
    if let Some(refusal) = visitor.refusal(act.right()) {
        return Ok(refusal);
    }
    let reply = asked(ctx, visitor, act).await;
    if let Act::Choose(approval, _) = act {
        living::redraw(ctx, approval).await?;
    }
    Ok(reply.sentence)
}

/// Sends everything that the desk keeps, as files for other programs.
pub async fn export(ctx: &Ctx, visitor: Visitor) -> anyhow::Result<()> {
    let words = visitor.view.language.words();
    let symbol = ctx.symbol();
    let options = ctx.store(move |store| store.all_option_results(symbol)).await?;
    let files = desk_csv::files(&ctx.desk().book(), &options, symbol);
    if files.is_empty() {
        ctx.courier().send(visitor.chat, &Screen::sentence(words.say("export-none", &[]))).await?;
    }
    for file in files {
        let mut caption = Html::new();
        caption.text(words.say("export-file", &[("count", file.rows.into())]));
        ctx.courier().send_file(visitor.chat, (&file.name, file.text.into_bytes()), &caption).await?;
    }
    Ok(())
}

async fn asked(ctx: &Ctx, visitor: Visitor, act: Act) -> desk::replies::Reply {
    let answer = ctx.desk().ask(Request { by: visitor.id, asked: act.asked() }).await;
    let frame = ctx.frame(visitor.view);
    replies::reply(&frame, desk::Reader::of(ctx.people(), visitor.id), act, &answer)
}

/// Whether the message that was tapped is the message of this offer in this very chat.
async fn is_bound(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, approval: ApprovalId) -> anyhow::Result<bool> {
    let Some(message) = reply::tapped_message(query) else { return Ok(false) };
    let found = ctx.store(move |store| store.offer_message_of(visitor.chat, message)).await?;
    Ok(found == Some(approval))
}
