//! Writing what engine steps brought: the event, its effects and the kept figures, in one transaction.

use rusqlite::{Connection, Transaction, params};

use super::batch::{Batch, Happened};
use super::book::Book;
use super::pages::PageInserts;
use super::{StoreError, Writer, lessons, model_swaps, models, outbox, outside, proofs};
use crate::domain::event::{Dividend, Effect, Event};

/// The first sequence number that is free.
pub(super) fn next_seq(connection: &Connection) -> Result<i64, StoreError> {
    let last: i64 = connection.query_row(
        "SELECT max(coalesce((SELECT last_seq FROM event_pages ORDER BY first_seq DESC LIMIT 1), 0), \
         coalesce((SELECT max(seq) FROM dividends), 0), coalesce((SELECT max(seq) FROM snapshots), 0), \
         coalesce((SELECT max(seq) FROM day_bars), 0), coalesce((SELECT max(seq) FROM headlines), 0), \
         coalesce((SELECT max(seq) FROM chains), 0), coalesce((SELECT max(seq) FROM polls), 0), \
         coalesce((SELECT max(seq) FROM model_swaps), 0))",
        [],
        |row| row.get(0),
    )?;
    Ok(last + 1)
}

/// Writes a batch; where it fails nothing of it is kept, neither in the file nor in memory.
pub(super) fn commit(writer: &mut Writer, batch: &Batch) -> Result<(), StoreError> {
    let transaction = writer.connection.transaction()?;
    let mut book = match writer.book.take() {
        Some(book) => book,
        None => Book::load(&transaction, next_seq(&transaction)?)?,
    };
    write(&transaction, &mut book, batch)?;
    transaction.commit()?;
    writer.book = Some(book);
    Ok(())
}

fn write(transaction: &Transaction<'_>, book: &mut Book, batch: &Batch) -> Result<(), StoreError> {
    let mut inserts = PageInserts::new(transaction)?;
    for step in batch.happened() {
        event(&mut inserts, book, &step)?;
        for prediction in step.predictions {
            book.prediction(&mut inserts, prediction)?;
        }
        for outcome in step.outcomes {
            book.outcome(&mut inserts, outcome)?;
        }
        for other in step.others {
            effect(transaction, other, &step, batch.tell)?;
        }
        book.next_seq += 1;
    }
    book.flush(&mut inserts)?;
    if let Some((feed, until)) = &batch.position {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO positions (feed, until_us) VALUES (?, ?)")?
            .execute(params![feed, until.as_microsecond()])?;
    }
    for snapshot in &batch.snapshots {
        // Before it is replaced: the proof begins at the one of the evening before.
        if let Some(prove) = batch.prove {
            proofs::keep(transaction, snapshot.symbol, prove)?;
        }
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO snapshots (symbol, seq, engine, taken_us, body) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![
                snapshot.symbol.as_str(),
                book.next_seq - 1,
                snapshot.engine,
                snapshot.taken_at.as_microsecond(),
                snapshot.body
            ])?;
    }
    Ok(())
}

fn event(inserts: &mut PageInserts<'_>, book: &mut Book, step: &Happened<'_>) -> Result<(), StoreError> {
    if step.refused {
        return Ok(());
    }
    let (seq, received) = (book.next_seq, step.now.as_microsecond());
    let transaction = inserts.transaction();
    match step.event {
        Event::Bar(bar) => {
            book.expect_bar(bar)?;
            book.bar(inserts, (seq, step.now), bar)
        }
        Event::Due(due) => {
            book.expect_due(transaction, (step.symbol, *due), step.predictions)?;
            book.due(inserts, (seq, step.now), (step.symbol, *due, step.worked))
        }
        Event::Day(day) => outside::insert_day(transaction, seq, day, received),
        Event::News(headline) => outside::insert_headline(transaction, seq, headline, received),
        Event::Chain(chain) => outside::insert_chain(transaction, seq, chain, received),
        Event::Polled(polled) => outside::insert_poll(transaction, seq, polled, received),
        Event::Dividend(dividend) => insert_dividend(transaction, seq, dividend, received),
        Event::Model(swap) => {
            model_swaps::insert(transaction, seq, swap, received)?;
            models::swapped(transaction, swap, step.now)
        }
    }
}

fn insert_dividend(
    transaction: &Transaction<'_>,
    seq: i64,
    dividend: &Dividend,
    received_us: i64,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("INSERT INTO dividends (seq, symbol, ex_date, amount, received_us) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![seq, dividend.symbol.as_str(), dividend.ex_date.to_string(), dividend.amount, received_us])?;
    Ok(())
}

/// Writes an effect that is neither a prediction nor an outcome.
fn effect(transaction: &Transaction<'_>, effect: &Effect, step: &Happened<'_>, tell: bool) -> Result<(), StoreError> {
    match effect {
        Effect::Refused(refusal) => {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO refusals (symbol, start_s, reason, received_us) VALUES (?, ?, ?, ?)",
                )?
                .execute(params![
                    refusal.symbol.as_str(),
                    refusal.start.as_second(),
                    refusal.reason.name(),
                    step.now.as_microsecond()
                ])?;
        }
        Effect::Learned(lesson) => lessons::insert(transaction, lesson)?,
        Effect::Tell(notice) if tell => {
            outbox::enqueue(transaction, notice, step.now)?;
        }
        Effect::Predicted(_) | Effect::Settled(_) | Effect::Skipped(_) | Effect::Tell(_) => {}
    }
    Ok(())
}
