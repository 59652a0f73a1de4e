//! What the desk answers to a tap or a command, as one short sentence that says what to do next.

use super::{Frame, Reader, said};
use crate::bot::desk_talk::Act;
use crate::bot::show;
use crate::domain::desk::approval::ApprovalState;
use crate::domain::desk::request::{Answer, Block, Choice};

/// The longest answer to a tap that Telegram shows, letters.
pub const REPLY_LETTERS_MAX: usize = 200;

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What is said.
    pub sentence: String,
    /// Whether it was not done, so that it has to be seen.
    pub refused: bool,
}

/// The answer in words.
pub fn reply(frame: &Frame<'_>, reader: Reader, act: Act, answer: &Answer) -> Reply {
    let words = frame.words;
    let refused = |sentence| Reply { sentence, refused: true };
    let done = |sentence| Reply { sentence, refused: false };
    match answer {
        Answer::Done => done(done_sentence(frame, act)),
        Answer::ConfirmNow => done(words.say("reply-confirm-now", &[])),
        Answer::Decided(state) => refused(decided(frame, reader, *state)),
        Answer::Blocked(blocks) => refused(blocked(frame, blocks)),
        Answer::Unknown => refused(words.say("reply-unknown", &[])),
        Answer::Already => done(words.say("reply-already", &[])),
        Answer::Failed => refused(words.say("reply-failed", &[])),
    }
}

fn done_sentence(frame: &Frame<'_>, act: Act) -> String {
    let words = frame.words;
    match act {
        Act::Choose(_, Choice::Approve | Choice::Confirm) => words.say("reply-approved", &[]),
        Act::Choose(_, Choice::Deny) => words.say("reply-denied", &[]),
        Act::Close(_) => words.say("reply-closing", &[]),
        Act::SetMode(mode) => {
            let mode = words.say(said::mode(mode), &[]);
            words.say("reply-mode", &[("mode", mode.into())])
        }
        Act::ConfirmLive => words.say("reply-live", &[]),
        Act::Pause => words.say("reply-paused", &[]),
        Act::Resume => words.say("reply-resumed", &[]),
    }
}

fn decided(frame: &Frame<'_>, reader: Reader, state: ApprovalState) -> String {
    let words = frame.words;
    match state {
        ApprovalState::Approved { by, at } => {
            let who = reader.whom(words, by);
            words.say("decided-approved", &[("who", who.into()), ("when", show::time(at).into())])
        }
        ApprovalState::Denied { by, at } => {
            let who = reader.whom(words, by);
            words.say("decided-denied", &[("who", who.into()), ("when", show::time(at).into())])
        }
        ApprovalState::Expired { at } => words.say("decided-expired", &[("when", show::time(at).into())]),
        ApprovalState::Confirming { by } => {
            let who = reader.whom(words, by);
            words.say("decided-confirming", &[("who", who.into())])
        }
        ApprovalState::Unasked => words.say("decided-unasked", &[]),
        ApprovalState::Open => words.say("decided-open", &[]),
    }
}

/// As many of the reasons as fit, the first first.
fn blocked(frame: &Frame<'_>, blocks: &[Block]) -> String {
    let mut told = String::new();
    for reason in blocks.iter().map(|reason| block(frame, *reason)) {
        let longer = if told.is_empty() { reason } else { format!("{told}\n{reason}") };
        if longer.chars().count() > REPLY_LETTERS_MAX {
            break;
        }
        told = longer;
    }
    if told.is_empty() { frame.words.say("reply-already", &[]) } else { told }
}

/// What stands against it, and what to do next.
pub fn block(frame: &Frame<'_>, block: Block) -> String {
    let words = frame.words;
    match block {
        Block::Paused => words.say("block-paused", &[]),
        Block::LossesInRow(count) => words.say("block-losses-in-row", &[("count", count.into())]),
        Block::Drawdown => words.say("block-drawdown", &[]),
        Block::DayLoss(loss) => words.say("block-day-loss", &[("loss", show::money(words, loss).into())]),
        Block::TradesThisMonth(count) => words.say("block-trades-this-month", &[("count", count.into())]),
        Block::Positions(count) => words.say("block-positions", &[("count", count.into())]),
        Block::Exposure => words.say("block-exposure", &[]),
        Block::SameContract => words.say("block-same-contract", &[]),
        Block::Cash(left) => words.say("block-cash", &[("left", show::money(words, left).into())]),
        Block::Moved { ask, limit } => words.say(
            "block-moved",
            &[("ask", show::money(words, ask).into()), ("limit", show::money(words, limit).into())],
        ),
        Block::NoQuote => words.say("block-no-quote", &[]),
        Block::StaleQuote => words.say("block-stale-quote", &[]),
        Block::Closed => words.say("block-closed", &[]),
        Block::OtherMode(mode) => {
            let mode = words.say(said::mode(mode), &[]);
            words.say("block-other-mode", &[("mode", mode.into())])
        }
        Block::LiveNotConfigured => words.say("block-live-not-configured", &[]),
        Block::NotReady => words.say("block-not-ready", &[]),
        Block::TooSmall => words.say("block-too-small", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::samples;
    use super::super::samples as desk;
    use super::*;
    use crate::domain::desk::approval::Mode;
    use crate::domain::money::Cents;
    use crate::domain::person::PersonId;
    use expect_test::expect;

    const BLOCKS: [Block; 17] = [
        Block::Paused,
        Block::LossesInRow(3),
        Block::Drawdown,
        Block::DayLoss(Cents(15_120)),
        Block::TradesThisMonth(4),
        Block::Positions(2),
        Block::Exposure,
        Block::SameContract,
        Block::Cash(Cents(4_210)),
        Block::Moved { ask: Cents(210), limit: Cents(200) },
        Block::NoQuote,
        Block::StaleQuote,
        Block::Closed,
        Block::OtherMode(Mode::Predictions),
        Block::LiveNotConfigured,
        Block::NotReady,
        Block::TooSmall,
    ];

    #[test]
    fn every_reason_says_what_to_do_next_and_fits_at_a_tap() {
        let frame = samples::frame();
        let told: Vec<String> = BLOCKS.iter().map(|reason| block(&frame, *reason)).collect();
        assert!(told.iter().all(|it| it.chars().count() <= REPLY_LETTERS_MAX && !it.contains('⟨')), "{told:?}");
        expect![[r#"
            Trading is paused. The owner resumes with /resume.
            3 losses in a row: nothing is opened until the owner sends /resume.
            The equity fell too far from its peak: nothing is opened until the owner sends /resume.
            Today’s loss of $151.20 is at its limit. Nothing is opened before tomorrow.
            This month has its 4 trades. Nothing is opened before the next month.
            2 positions are held, as many as there may be. /close frees a place.
            All positions together would cost too much. /close frees money; /risk shows the limit.
            That contract is held already. /positions shows it.
            Only $42.10 is left, which is too little. /close frees money.
            The price moved: $2.10 is asked now, up to $2.00 may be paid. Tap again if it comes back.
            Nobody quotes the contract now. Tap again in some minutes.
            The newest quote is too old to buy on. /health tells how the source is doing.
            The exchange is closed. Wait for an offer in the next session.
            The mode is now Predictions only, not that of this offer. /mode changes it.
            Live trading is not set up: name a broker in the configuration and start the program again.
            The checklist for live trading has open points. /ready shows them.
            The stake that the rules allow does not buy one contract. /risk shows the limits."#]]
        .assert_eq(&told.join("\n"));
        let act = Act::Choose(desk::id(), Choice::Approve);
        let all = reply(&frame, desk::owner(), act, &Answer::Blocked(BLOCKS.to_vec()));
        assert!(all.refused && all.sentence.starts_with(&told[0]));
        assert!(all.sentence.chars().count() <= REPLY_LETTERS_MAX);
    }

    #[test]
    fn every_answer() {
        let frame = samples::frame();
        let (by, at) = (PersonId(1001), samples::now());
        let approve = Act::Choose(desk::id(), Choice::Approve);
        let said = |reader, act, answer: Answer| {
            let reply = reply(&frame, reader, act, &answer);
            format!("{} {}", if reply.refused { "!" } else { "-" }, reply.sentence)
        };
        let mut told = vec![];
        for act in [
            approve,
            Act::Choose(desk::id(), Choice::Confirm),
            Act::Choose(desk::id(), Choice::Deny),
            Act::Close(desk::id()),
            Act::SetMode(Mode::Paper),
            Act::ConfirmLive,
            Act::Pause,
            Act::Resume,
        ] {
            told.push(said(desk::owner(), act, Answer::Done));
        }
        for state in [
            ApprovalState::Open,
            ApprovalState::Confirming { by },
            ApprovalState::Approved { by, at },
            ApprovalState::Denied { by, at },
            ApprovalState::Expired { at },
            ApprovalState::Unasked,
        ] {
            told.push(said(desk::approver(), approve, Answer::Decided(state)));
        }
        told.push(said(desk::owner(), approve, Answer::Decided(ApprovalState::Denied { by: PersonId(1004), at })));
        told.push(said(desk::owner(), approve, Answer::Decided(ApprovalState::Approved { by, at })));
        for answer in [Answer::ConfirmNow, Answer::Unknown, Answer::Already, Answer::Failed, Answer::Blocked(vec![])] {
            told.push(said(desk::owner(), approve, answer));
        }
        expect![[r#"
            - Approved: the order is on its way. The message shows what becomes of it.
            - Approved: the order is on its way. The message shows what becomes of it.
            - Denied: nothing is bought. It is followed, so that you see what that saved or cost.
            - It is sold at the next bid.
            - The mode is now: Paper.
            - Live trading is on: what you approve is bought with real money.
            - Paused: nothing more is offered or bought. What is held is watched and sold by the rules. /resume ends it.
            - Resumed: calls are offered again.
            ! It is still open. Tap again.
            ! Approve was tapped by the owner; the second tap is awaited.
            ! Already approved by the owner at 10:17 New York. Nothing is bought twice.
            ! Already denied by the owner at 10:17 New York. Wait for the next offer.
            ! Too late: it expired at 10:17 New York. Wait for the next offer.
            ! Nothing can be bought in this mode. /mode changes it.
            ! Already denied by an approver at 10:17 New York. Wait for the next offer.
            ! Already approved by you at 10:17 New York. Nothing is bought twice.
            - ⚠️ This is about real money. Tap again to confirm.
            ! There is no such offer or position any more. /positions shows what is held.
            - It is so already; nothing was changed.
            ! It could not be written down, so nothing was done. Try again; /health tells whether the disk is full.
            ! It is so already; nothing was changed."#]]
        .assert_eq(&told.join("\n"));
    }
}
