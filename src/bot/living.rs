//! Keeps every message of an offer true: while it waits, when it is decided, while its position is held, and until it has reached its end.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::bot::context::Ctx;
use crate::bot::courier::single;
use crate::bot::fault::Fault;
use crate::bot::screens::Screen;
use crate::bot::screens::desk::Reader;
use crate::bot::screens::desk::offer::{self, Grounds};
use crate::domain::desk::approval::{Approval, ApprovalId};
use crate::domain::desk::book::Book;
use crate::domain::horizon::Horizon;
use crate::storage::{OfferMessage, PersonId, Store};

/// Edits of a message wait this long after a fault.
const FAULT_PAUSE: Duration = Duration::from_secs(10);

/// How long a message waits for the book to know what it is about: it is written first, and shown right after.
const BOOK_WAIT_MAX: Duration = Duration::from_secs(5);

/// What is known of the messages of offers; one editor at a time.
#[derive(Default)]
pub struct Kept {
    not_before: HashMap<i64, Instant>,
    /// What speaks for the offers that are open: read once, so that a message does not change while someone decides on it.
    grounds: HashMap<ApprovalId, Grounds>,
}

/// Keeps the messages true until `shutdown`; each new book wakes it, `pause` lies between two rounds.
pub async fn keep(ctx: Ctx, mut shutdown: watch::Receiver<bool>, pause: Duration) {
    let mut books = ctx.desk().books();
    while !*shutdown.borrow() {
        if let Err(error) = refresh(&ctx).await {
            tracing::warn!(error = format!("{error:#}"), "the messages of offers could not be refreshed");
        }
        tokio::select! {
            _ = shutdown.changed() => return,
            () = tokio::time::sleep(pause) => {}
        }
        tokio::select! {
            _ = shutdown.changed() => return,
            () = told_of_a_book(&mut books) => {}
            // The time that is left passes without any book.
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Waits for the next book; for ever where no more can come.
async fn told_of_a_book(books: &mut watch::Receiver<std::sync::Arc<Book>>) {
    if books.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Edits every message of an offer that no longer tells the truth.
pub async fn refresh(ctx: &Ctx) -> anyhow::Result<()> {
    edit_where(ctx, |_| true).await
}

/// Edits the messages of one offer, in all chats.
pub async fn redraw(ctx: &Ctx, approval: ApprovalId) -> anyhow::Result<()> {
    edit_where(ctx, |message| message.approval == approval).await
}

/// The screen of an offer for a reader; a sentence where the book does not know it.
pub async fn screen(ctx: &Ctx, reader: PersonId, approval: ApprovalId) -> anyhow::Result<Screen> {
    let book = book_with(ctx, |book| book.approvals.contains_key(&approval)).await;
    let mut kept = ctx.living().lock().await;
    let drawn = draw(ctx, &mut kept, &book, reader, approval).await?;
    let words = ctx.view(reader).await.language.words();
    Ok(drawn.unwrap_or_else(|| Screen::sentence(words.say("offer-unknown", &[]))))
}

/// The first book that knows something; the newest where none does in time.
pub async fn book_with(ctx: &Ctx, knows: impl Fn(&Book) -> bool) -> std::sync::Arc<Book> {
    let mut books = ctx.desk().books();
    let known = books.wait_for(|book| knows(book));
    drop(tokio::time::timeout(BOOK_WAIT_MAX, known).await);
    ctx.desk().book()
}

async fn edit_where(ctx: &Ctx, wanted: impl Fn(&OfferMessage) -> bool) -> anyhow::Result<()> {
    let mut kept = ctx.living().lock().await;
    // Read under the lock: whoever edited before has written down what stands there now.
    let messages = ctx.store(Store::offer_messages).await?;
    for message in messages.iter().filter(|message| wanted(message)) {
        one(ctx, &mut kept, message).await?;
    }
    let book = ctx.desk().book();
    let open = |id: &ApprovalId| book.approvals.get(id).is_some_and(|approval| approval.state.is_open());
    kept.grounds.retain(|id, _| open(id));
    Ok(())
}

async fn one(ctx: &Ctx, kept: &mut Kept, message: &OfferMessage) -> anyhow::Result<()> {
    if kept.not_before.get(&message.id).is_some_and(|at| *at > Instant::now()) {
        return Ok(());
    }
    let book = ctx.desk().book();
    let Some(approval) = book.approvals.get(&message.approval) else { return Ok(()) };
    let ended = offer::has_ended(&book, approval);
    let Some(screen) = draw(ctx, kept, &book, message.reader, message.approval).await? else { return Ok(()) };
    let id = message.id;
    let letter = match single(&screen) {
        Ok(letter) => letter,
        Err(fault) => return give_up(ctx, id, &fault).await,
    };
    let body = serde_json::to_string(&letter)?;
    if body == message.body && !ended {
        return Ok(());
    }
    let edited = if body == message.body {
        Ok(())
    } else {
        ctx.courier().edit_once(message.reader, message.message, &letter).await
    };
    match edited {
        Ok(()) | Err(Fault::NotModified) => {
            kept.not_before.remove(&id);
            ctx.store(move |store| store.outbox_reworded(id, (!ended).then_some(body))).await
        }
        Err(Fault::Blocked) => {
            let reader = message.reader;
            ctx.store(move |store| store.set_blocked(reader, true)).await
        }
        Err(fault) if fault.is_temporary() || fault == Fault::Token => {
            let pause = if let Fault::Wait(wait) = fault { wait } else { FAULT_PAUSE };
            kept.not_before.insert(id, Instant::now() + pause);
            tracing::info!(%fault, row = id, "the message of an offer could not be edited; it is tried again");
            Ok(())
        }
        Err(fault) => give_up(ctx, id, &fault).await,
    }
}

/// A message that is gone, or that Telegram never edits again, is not kept any longer; its buttons stay bound to their offer.
async fn give_up(ctx: &Ctx, id: i64, fault: &Fault) -> anyhow::Result<()> {
    tracing::info!(%fault, row = id, "the message of an offer is kept no longer");
    ctx.store(move |store| store.outbox_reworded(id, None)).await
}

async fn draw(
    ctx: &Ctx,
    kept: &mut Kept,
    book: &Book,
    reader: PersonId,
    id: ApprovalId,
) -> anyhow::Result<Option<Screen>> {
    let Some(approval) = book.approvals.get(&id) else { return Ok(None) };
    let grounds = if approval.state.is_open() { Some(grounds(ctx, kept, approval).await?) } else { None };
    let view = ctx.of_the_desk(ctx.view(reader).await);
    let (frame, rules) = (ctx.frame(view), ctx.desk().rules());
    Ok(Some(offer::offer(&frame, Reader::of(ctx.people(), reader), (book, approval), grounds.as_ref(), &rules)))
}

/// What speaks for an offer.
async fn grounds(ctx: &Ctx, kept: &mut Kept, approval: &Approval) -> anyhow::Result<Grounds> {
    if let Some(known) = kept.grounds.get(&approval.id) {
        return Ok(known.clone());
    }
    let signal = approval.signal;
    let read =
        move |store: &Store| Ok((store.prediction(signal.symbol, signal.number)?, store.standings(signal.symbol)?));
    let (prediction, standings) = ctx.store(read).await?;
    let primary = standings.horizons.get(Horizon::PRIMARY.index());
    let found = Grounds {
        voices: prediction.as_ref().map(offer::voices).unwrap_or_default(),
        record: standings.thresholds.iter().rfind(|row| row.threshold <= signal.confidence).copied(),
        majority: primary.and_then(|primary| primary.majority),
    };
    kept.grounds.insert(approval.id, found.clone());
    Ok(found)
}
