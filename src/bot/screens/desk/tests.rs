//! Every screen of the desk as people see it: typical, empty and extreme.

use expect_test::{Expect, expect};
use jiff::ToSpan;

use super::super::{Screen, samples};
use super::offer::{Grounds, has_ended, offer};
use super::samples::{
    APPROVER, OWNER, approval, approved, approver, book, chain, full_book, held, id, marked, numbered, offered, owner,
    reported, results, sold, viewer,
};
use super::{Reader, mode, notices, options, positions, ready, risk, scoreboard, trades};
use crate::bot::desk_link::{DeskFacts, DeskLink};
use crate::domain::desk::approval::{Approval, Mode};
use crate::domain::desk::book::Book;
use crate::domain::desk::fact::{Fact, Halt, Pass};
use crate::domain::desk::figures::{MoneyFigures, MoneyRecord};
use crate::domain::desk::option_record::OptionSums;
use crate::domain::desk::order::{OrderId, OrderState};
use crate::domain::desk::quote::QuoteSource;
use crate::domain::desk::readiness::Readiness;
use crate::domain::desk::rules::Rules;
use crate::domain::desk::scoreboard::no_skill_of;
use crate::domain::desk::trade::ExitReason;
use crate::domain::horizon::Horizon;
use crate::domain::money::Cents;
use crate::domain::notice::Notice;
use crate::domain::prediction::Direction;
use crate::domain::signal::SignalKind;
use crate::domain::view::ThresholdRow;

fn grounds() -> Grounds {
    Grounds {
        voices: vec![(SignalKind::OptionsFlow, 0.8, 0.91), (SignalKind::TechnicalAnalysis, -0.35, 0.09)],
        record: Some(ThresholdRow {
            threshold: 0.55,
            a_month: Some(12.3),
            settled: 41,
            right: 23,
            interval: Some((0.39, 0.72)),
            option: None,
        }),
        majority: Some((Direction::Up, 0.38)),
    }
}

/// Twice so many results at one hour, of which the last quarter gained, and a few at four hours.
fn sums(rounds: u32) -> [OptionSums; Horizon::COUNT] {
    let mut sums: [OptionSums; Horizon::COUNT] = Default::default();
    let [hour, four, _] = &mut sums;
    for round in 0..rounds {
        let gain = if round % 4 == 0 { 0.62 } else { -0.21 };
        hour.take(Direction::Up, gain, QuoteSource::Chain);
        hour.take(Direction::Down, -gain / 2.0, if round % 10 == 0 { QuoteSource::Model } else { QuoteSource::Chain });
    }
    for result in &results() {
        four.add(result);
    }
    sums
}

fn drawn(reader: Reader, book: &Book) -> Screen {
    let approval = &book.approvals[&id()];
    offer(&samples::frame(), reader, (book, approval), Some(&grounds()), &Rules::default())
}

/// The lines below the stake, which tell what became of it.
fn became(reader: Reader, facts: impl IntoIterator<Item = Fact>) -> (String, bool) {
    let mode = Mode::Paper;
    let book = book(mode, std::iter::once(offered(0xab, mode)).chain(facts));
    let screen = drawn(reader, &book);
    samples::check_fits(&screen);
    let told = screen.text.visible();
    let below = told.split_once("expiry\n\n").map_or(told.as_str(), |(_, below)| below);
    (below.to_owned(), has_ended(&book, &book.approvals[&id()]))
}

fn check_became(expected: &Expect, facts: impl IntoIterator<Item = Fact>) {
    let (told, ended) = became(owner(), facts);
    expected.assert_eq(&format!("{told}\n{}", if ended { "(ended)" } else { "(goes on)" }));
}

#[test]
fn an_offer_on_paper() {
    let book = book(Mode::Paper, [offered(0xab, Mode::Paper)]);
    samples::check(
        &drawn(owner(), &book),
        &expect![[r#"
            <b>🟢 BUY · RTX 30 Jan 2026 $185 call</b>
            <i>🧪 SIMULATED market: no real prices</i>
            <i>PAPER: no real money</i>

            1 contract (100 shares) at $1.99 a share or less: at most $200.05 can be lost
            Why: Options flow +0.80 (91 %), Technical analysis -0.35 (9 %)
            Confidence 58 % (80 %: 49 to 66 %), from 46 independent outcomes
            <b>13 min left, until 10:30 New York</b>
            No answer buys nothing. The price is checked again when you tap.

            <b>Details</b>
            Bid and ask $1.86 and $1.90, 2 min old
            Break-even at expiry $187.01 (+2.0 %); expected move ±1.4 % until Tue 6 Jan 10:15 New York
            Delta +0.41, 25 days to expiry
            Expected profit +$12.31; the same contract without skill -$9.80
            Chance of a profit 46 %
            Calls from 55 % on so far: 23 of 41 right (95 %: 39-72 %), always 🟢 BUY 38 %
            Sold when the bid is 50 % of the price paid or 1.50 times it, after 5 sessions, or 5 days before expiry.
            [Approve] [Deny]
            [Why?]
        "#]],
    );
    let seen = drawn(viewer(), &book);
    assert_eq!(seen.buttons.len(), 1, "who may not decide has no button for it");
    assert!(seen.text.visible().contains("\nOnly the owner and approvers decide on it.\n"));
    assert_eq!(drawn(approver(), &book).buttons, drawn(owner(), &book).buttons);
}

#[test]
fn an_offer_with_real_money_asks_twice() {
    let live = |facts: Vec<Fact>| book(Mode::Live, std::iter::once(offered(0xab, Mode::Live)).chain(facts));
    let first = drawn(owner(), &live(vec![]));
    assert!(first.text.visible().contains("⚠️ LIVE: real money"));
    let asked = live(vec![Fact::Confirming { approval: id(), by: OWNER }]);
    let last = |screen: &Screen| {
        let told = screen.text.visible();
        let words = told.split("\n\nDetails").next().unwrap().lines().last().unwrap().to_owned();
        let rows = screen.buttons.iter().map(|row| row.iter().map(|it| it.label.clone()).collect::<Vec<_>>().join("|"));
        format!("{words}\n{}", rows.collect::<Vec<_>>().join("\n"))
    };
    expect![[r#"
        ⚠️ This buys with real money: up to $200.05 can be lost. Tap again to buy.
        Yes, buy with real money
        Deny|Why?"#]]
    .assert_eq(&last(&drawn(owner(), &asked)));
    expect![[r#"
        Approve was tapped by the owner; the second tap is awaited.
        Approve|Deny
        Why?"#]]
    .assert_eq(&last(&drawn(approver(), &asked)));
}

#[test]
fn practice_says_what_it_is() {
    let approval = |expected_profit| {
        let mut approval = approval(0xab, Mode::Paper);
        approval.practice = true;
        approval.offer.expected_profit = expected_profit;
        approval
    };
    let told = |approval: Approval| {
        let book = book(Mode::Paper, [Fact::Offered { approval: Box::new(approval) }]);
        let rules = Rules { threshold: 0.25, ..Rules::default() };
        let screen = offer(&samples::frame(), owner(), (&book, &book.approvals[&id()]), None, &rules);
        samples::check_fits(&screen);
        screen.text.visible().lines().skip(1).take(4).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"
        🧪 SIMULATED market: no real prices
        PAPER: no real money
        Practice: the likelier side is offered from a probability of 25 % on, even where the call is HOLD. The rules for a real market are stricter.
        On average this purchase loses money: it is there to learn how buying works."#]]
    .assert_eq(&told(approval(-7.13)));
    assert!(!told(approval(7.13)).contains("loses"));
    let mut unsure = approval(7.13);
    (unsure.signal.interval, unsure.signal.confidence) = ((0.0, 1.0), 0.31);
    let book = book(Mode::Paper, [Fact::Offered { approval: Box::new(unsure) }]);
    let told = drawn(owner(), &book).text.visible();
    assert!(told.contains("Probability of this side 31 %, from 46 independent outcomes") && !told.contains("100 %"));
}

#[test]
fn time_runs_out_in_minutes_and_then_in_steps() {
    let frame = samples::frame();
    let book = book(Mode::Paper, [offered(0xab, Mode::Paper)]);
    let approval = &book.approvals[&id()];
    let told = |left: i64| {
        let now = approval.expires_at - left.seconds();
        let screen = offer(&super::Frame { now, ..frame }, owner(), (&book, approval), None, &Rules::default());
        let lines: Vec<String> = screen.text.visible().lines().map(str::to_owned).collect();
        let quoted = lines.iter().find(|line| line.starts_with("Bid and ask")).unwrap();
        format!(
            "{left}: {} | {quoted}",
            lines.iter().find(|line| line.contains("left") || line.contains("up")).unwrap()
        )
    };
    expect![[r#"
        900: 15 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, under a minute old
        841: 15 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, under a minute old
        840: 14 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, 1 min old
        839: 14 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, 1 min old
        61: 2 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, 13 min old
        60: 1 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, 14 min old
        59: 1 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, 14 min old
        46: 1 min left, until 10:30 New York | Bid and ask $1.86 and $1.90, 14 min old
        45: 45 s left, until 10:30 New York | Bid and ask $1.86 and $1.90, 14 min old
        1: 15 s left, until 10:30 New York | Bid and ask $1.86 and $1.90, 14 min old
        0: Time is up | Bid and ask $1.86 and $1.90, 15 min old
        -60: Time is up | Bid and ask $1.86 and $1.90, 15 min old"#]]
    .assert_eq(&[900, 841, 840, 839, 61, 60, 59, 46, 45, 1, 0, -60].map(told).join("\n"));
    let change = |left: i64| told(left).split_once(": ").map(|(_, told)| told.to_owned());
    assert_eq!(change(840), change(781), "what is shown changes with the minutes left and not between");
}

#[test]
fn what_becomes_of_an_approved_offer() {
    check_became(
        &expect![[r#"
        Approved by you at 10:15 New York
        The order is on its way to the broker.
        (goes on)"#]],
        approved(0xab, OWNER),
    );
    check_became(
        &expect![[r#"
        Approved by an approver at 10:14 New York
        The broker has the order: 1 contract at $1.99 or less, until 10:32 New York.
        (goes on)"#]],
        approved(0xab, APPROVER).into_iter().chain([reported(0xab, OrderState::Working, 0)]),
    );
    let refused = OrderState::Rejected { reason: "insufficient buying power".to_owned() };
    check_became(
        &expect![[r#"
        Approved by you at 10:14 New York
        The broker refused the order: insufficient buying power. Nothing was bought.
        (ended)"#]],
        approved(0xab, OWNER).into_iter().chain([reported(0xab, refused, 0)]),
    );
    check_became(
        &expect![[r#"
        Approved by you at 10:14 New York
        Not filled: nobody sold at $1.99 or less in time. Nothing was bought.
        (ended)"#]],
        approved(0xab, OWNER).into_iter().chain([reported(0xab, OrderState::Lapsed, 0)]),
    );
    check_became(
        &expect![[r#"
        Approved by you at 10:14 New York
        The order was taken back: nothing was bought.
        (ended)"#]],
        approved(0xab, OWNER).into_iter().chain([reported(0xab, OrderState::Cancelled, 0)]),
    );
    check_became(
        &expect![[r#"
        Approved by you at 10:13 New York
        Bought 1 contract at $1.93: $193.00 and $1.05 fees
        1 contract at a bid of $2.24: +$29.95 (+15 %), 10:17 New York
        (goes on)"#]],
        held().into_iter().skip(1),
    );
    check_became(
        &expect![[r#"
        Approved by you at 10:12 New York
        Bought 1 contract at $1.93: $193.00 and $1.05 fees
        1 contract at a bid of $2.24: +$29.95 (+15 %), 10:17 New York
        Being sold, because someone asked for it.
        (goes on)"#]],
        held().into_iter().skip(1).chain(sold(0xab, 224, ExitReason::Asked).into_iter().take(1)),
    );
    check_became(
        &expect![[r#"
        Approved by you at 10:11 New York
        Bought 1 contract at $1.93: $193.00 and $1.05 fees
        Sold at $2.90, Mon 5 Jan 10:16 New York: +$94.88 (+49 %), because the bid rose to the target.
        (ended)"#]],
        held().into_iter().skip(1).chain(sold(0xab, 290, ExitReason::Target)),
    );
    check_became(
        &expect![[r#"
        Approved by you at 10:11 New York
        Bought 1 contract at $1.93: $193.00 and $1.05 fees
        Sold at $0.96, Mon 5 Jan 10:16 New York: -$99.12 (-51 %), because the bid fell to the stop.
        (ended)"#]],
        held().into_iter().skip(1).chain(sold(0xab, 96, ExitReason::Stop)),
    );
}

#[test]
fn what_becomes_of_an_offer_that_nobody_took() {
    let denied = Fact::Denied { approval: id(), by: APPROVER };
    check_became(
        &expect![[r#"
        Denied by an approver at 10:15 New York: nothing was bought.
        It would have made +$31.88 so far (10:17 New York).
        (goes on)"#]],
        [denied.clone(), marked(224)],
    );
    let ended = Fact::ShadowEnded { approval: id(), reason: ExitReason::Target, worth: None };
    check_became(
        &expect![[r#"
        Denied by an approver at 10:14 New York: nothing was bought.
        It would have made +$97.88 in the end: the bid rose to the target.
        (ended)"#]],
        [denied, marked(290), ended],
    );
    check_became(
        &expect![[r#"
        Nobody answered until 10:15 New York: nothing was bought.
        It would have made -$102.12 so far (10:17 New York).
        (goes on)"#]],
        [Fact::Expired { approval: id() }, marked(90)],
    );
}

#[test]
fn in_predictions_only_nothing_can_be_bought() {
    let book = book(Mode::Predictions, [offered(0xab, Mode::Predictions)]);
    samples::check(
        &drawn(owner(), &book),
        &expect![[r#"
            <b>🟢 BUY · RTX 30 Jan 2026 $185 call</b>
            <i>🧪 SIMULATED market: no real prices</i>
            <i>PREDICTIONS ONLY: nothing can be bought</i>

            1 contract (100 shares) at $1.99 a share or less: at most $200.05 can be lost
            Break-even at expiry $187.01 (+2.0 %); expected move ±1.4 % until Tue 6 Jan 10:15 New York
            Delta +0.41, 25 days to expiry

            Why: Options flow +0.80 (91 %), Technical analysis -0.35 (9 %)
            Confidence 58 % (80 %: 49 to 66 %), from 46 independent outcomes
            Expected profit +$12.31; the same contract without skill -$9.80
            Chance of a profit 46 %
            Calls from 55 % on so far: 23 of 41 right (95 %: 39-72 %), always 🟢 BUY 38 %

            <b>The mode is predictions only: nothing can be bought. /mode changes that.</b>
            It would have made -$6.12 so far (10:15 New York).
            [Why?] [Positions]
        "#]],
    );
}

#[test]
fn partly_filled_orders() {
    let two = |state, filled| {
        let mut approval = approval(0xab, Mode::Paper);
        approval.offer.quantity = 2;
        let [yes, mut order] = approved(0xab, OWNER);
        if let Fact::Ordered { order, .. } = &mut order {
            order.quantity = 2;
        }
        let book = book(
            Mode::Paper,
            [Fact::Offered { approval: Box::new(approval) }, yes, order, reported(0xab, state, filled)],
        );
        drawn(owner(), &book).text.visible().lines().skip(8).collect::<Vec<_>>().join("\n")
    };
    expect![[r#"
        Approved by you at 10:14 New York
        Bought so far: 1 of 2 contracts at $1.93; the rest waits until 10:32 New York.
        1 contract at a bid of $1.86: -$8.05 (-4 %), 10:15 New York"#]]
    .assert_eq(&two(OrderState::Working, 1));
    expect![[r#"
        Approved by you at 10:14 New York
        Bought 1 of 2 contracts at $1.93; the rest was not filled.
        1 contract at a bid of $1.86: -$8.05 (-4 %), 10:15 New York"#]]
    .assert_eq(&two(OrderState::Lapsed, 1));
}

#[test]
fn positions_with_their_exits() {
    let (frame, rules) = (samples::frame(), Rules::default());
    let screen = |reader, book: &Book, closing| positions::positions(&frame, reader, book, &rules, closing);
    let book_of = |facts| book(Mode::Paper, facts);
    samples::check(
        &screen(owner(), &book_of(held()), None),
        &expect![[r#"
            <b>Positions · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            <b>RTX 30 Jan 2026 $185 call</b>
            <i>PAPER: no real money</i>
            1 contract bought at $1.93, Mon 5 Jan 10:15 New York; $1.05 fees
            1 contract at a bid of $2.24: +$29.95 (+15 %), 10:17 New York
            Stop at $0.96, target $2.90
            25 days to expiry
            Sold on Mon 12 Jan 2026 at the latest
            [Close $185 call]
            [Trades] [Risk]
            [↻ Refresh] [‹ Back]
        "#]],
    );
    let asked = screen(approver(), &book_of(held()), Some(id()));
    samples::check(
        &asked,
        &expect![[r#"
            <b>Positions · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            <b>RTX 30 Jan 2026 $185 call</b>
            <i>PAPER: no real money</i>
            1 contract bought at $1.93, Mon 5 Jan 10:15 New York; $1.05 fees
            1 contract at a bid of $2.24: +$29.95 (+15 %), 10:17 New York
            Stop at $0.96, target $2.90
            25 days to expiry
            Sold on Mon 12 Jan 2026 at the latest
            <b>Sell at the next bid, now $2.24? It cannot be taken back.</b>
            [Yes, sell $185 call] [Keep it]
            [Trades] [Risk]
            [↻ Refresh] [‹ Back]
        "#]],
    );
    assert_eq!(screen(viewer(), &book_of(held()), Some(id())).buttons.len(), 2, "a viewer closes nothing");
    let closing = held().into_iter().chain(sold(0xab, 224, ExitReason::Asked).into_iter().take(1)).collect();
    assert_eq!(screen(owner(), &book_of(closing), None).buttons.len(), 2, "what is being sold is not sold twice");
    samples::check(
        &screen(owner(), &book_of(vec![]), None),
        &expect![[r#"
        <b>Positions · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Nothing is held.
        [Trades] [Risk]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn trades_page_by_page() {
    let frame = samples::frame();
    samples::check(
        &trades::trades(&frame, &full_book(), &together(&full_book()), 0),
        &expect![[r#"
            <b>Trades · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>
            <i>PAPER: no real money</i>

            <b>2 trades, the newest first</b>
            🟢 BUY RTX 30 Jan 2026 $185 call
            -$99.12 (-51 %): 1 contract bought at $1.93, sold at $0.96 on 5 Jan 10:02, because the bid fell to the stop
            🟢 BUY RTX 30 Jan 2026 $185 call
            +$94.88 (+49 %): 1 contract bought at $1.93, sold at $2.90 on 5 Jan 09:55, because the bid rose to the target

            <b>All together</b>
            Profit and loss -$4.24, fees of $4.24 counted
            With a profit: 2 so far, not enough data yet; aim 40 %
            Profits by losses: 2 so far, not enough data yet; aim 2.50
            Mean winner: 1 so far, not enough data yet; aim +150 %
            Mean loser: 1 so far, not enough data yet; aim -50 %
            Mean gain: 2 so far, not enough data yet; aim 0 %
            Mean profit: 2 so far, not enough data yet; aim $0.00
            Calls from 85 % on right: 3 so far, not enough data yet; aim 85 %
            The same contracts were expected to make -$9.80 a trade without skill.
            Deepest fall $107.17 (10 % of the peak); now $69.17 below it
            [Equity] [Profits] [CSV]
            [Positions] [Scoreboard]
            [↻ Refresh] [‹ Back]
        "#]],
    );
    samples::check(
        &trades::trades(&frame, &Book::default(), &together(&Book::default()), 0),
        &expect![[r#"
            <b>Trades · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>
            <i>PAPER: no real money</i>

            No trade is over yet.

            <b>All together</b>
            Profit and loss $0.00, fees of $0.00 counted
            With a profit: none yet, aim 40 %
            Profits by losses: none yet, aim 2.50
            Mean winner: none yet, aim +150 %
            Mean loser: none yet, aim -50 %
            Mean gain: none yet, aim 0 %
            Mean profit: none yet, aim $0.00
            Calls from 85 % on right: 3 so far, not enough data yet; aim 85 %
            Deepest fall $0.00 (0 % of the peak); now $0.00 below it
            [Positions] [Scoreboard]
            [↻ Refresh] [‹ Back]
        "#]],
    );
    let mut many = full_book();
    many.paper.trades = std::iter::repeat_with(|| many.paper.trades.clone()).take(6).flatten().collect();
    let turns = |page| {
        let screen = trades::trades(&frame, &many, &together(&many), page);
        samples::check_fits(&screen);
        screen.buttons[0].iter().map(|it| format!("{} {:?}", it.label, it.tap)).collect::<Vec<_>>().join(" ")
    };
    expect![[r#"
        Older › Trades(1)
        ‹ Newer Trades(0) Older › Trades(2)
        ‹ Newer Trades(1)
        ‹ Newer Trades(2)"#]]
    .assert_eq(&[0, 1, 2, 9].map(turns).join("\n"));
}

/// The figures of what was traded on paper.
fn together(book: &Book) -> MoneyFigures {
    let no_skill = no_skill_of(book, &book.paper.trades);
    let (trades, equity) = (&book.paper.trades, &book.paper.equity);
    let calls = [(0.86, true), (0.9, true), (0.88, false)];
    MoneyFigures::of(&MoneyRecord { trades, equity, calls: &calls, no_skill: &no_skill, trade_max: Cents(20_000) })
}

#[test]
fn what_taps_saved_or_cost() {
    let frame = samples::frame();
    samples::check(
        &scoreboard::scoreboard(&frame, &full_book(), &sums(120)),
        &expect![[r#"
            <b>Scoreboard · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>
            <i>PAPER: no real money</i>

            <b>Approved: what was made</b>
            2 ended, 1 of them with a profit: -$4.24
            1 still followed: +$29.95 so far
            <b>Denied: what would have been made</b>
            0 ended, 0 of them with a profit: $0.00
            1 still followed: +$31.88 so far
            <b>Not answered: what would have been made</b>
            1 ended, 0 of them with a profit: -$6.12
            <b>Not asked, in predictions only: what would have been made</b>
            none

            Denying and not answering cost $25.76 so far.
            <i>What nobody took is followed as if bought at the ask that was offered and sold by the same rules at the bid, fees counted. A few offers prove nothing about taps.</i>

            <b>An option on every call</b>
            <b>1 hour</b>
            240 options, 60 independent
            50 % of them made money (95 %: 30-70 %)
            On average 0 % of the price paid (95 %: -12 % to +12 %)
            Calls, bought on BUY: 0 % on average, 120 of them
            Puts, bought on SELL: 0 % on average, 120 of them
            12 sold at the price of a model, for want of a fresh quote
            <b>4 hours</b>
            2 options, 0.1 independent: not enough data yet
            <i>For each call one contract is bought at the ask and sold at the bid when the call is due, fees counted, whether anybody was asked or not. Calls less than a horizon apart overlap and count in part.</i>
            [Trades] [Risk]
            [↻ Refresh] [‹ Back]
        "#]],
    );
    samples::check(
        &scoreboard::scoreboard(&frame, &Book::default(), &Default::default()),
        &expect![[r#"
            <b>Scoreboard · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>
            <i>PAPER: no real money</i>

            No offer has been decided yet.

            <b>An option on every call</b>
            No call with a side has come due yet.
            <i>For each call one contract is bought at the ask and sold at the bid when the call is due, fees counted, whether anybody was asked or not. Calls less than a horizon apart overlap and count in part.</i>
            [Trades] [Risk]
            [↻ Refresh] [‹ Back]
        "#]],
    );
    let denied = [offered(0xab, Mode::Paper), Fact::Denied { approval: id(), by: OWNER }, marked(90)];
    let screen = scoreboard::scoreboard(&frame, &book(Mode::Paper, denied), &sums(1));
    assert!(screen.text.visible().contains("Denying and not answering saved $102.12 so far."));
}

#[test]
fn the_checklist_for_real_money() {
    let frame = samples::frame();
    let facts = |live_broker| DeskFacts { live_broker, ..DeskLink::unanswered(Book::default()).facts() };
    let list = |book: &Book, backed, opened| Readiness::of(&together(book), backed, Some(opened), samples::now());
    let few = list(&full_book(), false, samples::now() - 100.hours());
    samples::check(
        &ready::ready(&frame, &full_book(), &few, &facts(None)),
        &expect![[r#"
        <b>Ready for live? · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>PAPER: no real money</i>

        What is asked of the trades on paper before real money is.

        Open: 2 closed trades; 30 are needed.
        Open: lower end of the mean gain of a trade: -110 %; it must lie above 0 %.
        Open: profits by losses: 0.96; 1.30 is needed.
        Met: deepest fall of the equity: 10 %; at most 20 % is allowed.
        Open: too few claims of high confidence are settled, or they were overstated. /thresholds tells more.
        Open: weeks on paper: 0.6; 13 are needed.
        Open: no broker for live orders is named in the configuration.

        <b>6 points are open: live trading cannot be confirmed yet.</b>
        [Trades] [Thresholds]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let mut many = full_book();
    let won = many.paper.trades[0].clone();
    many.paper.trades = vec![won; 40];
    let enough = list(&many, true, samples::now() - 3_000.hours());
    samples::check(
        &ready::ready(&frame, &many, &enough, &facts(Some("alpaca"))),
        &expect![[r#"
        <b>Ready for live? · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>PAPER: no real money</i>

        What is asked of the trades on paper before real money is.

        Met: 40 closed trades; 30 are needed.
        Met: lower end of the mean gain of a trade: +23 %; it must lie above 0 %.
        Met: profits by losses: ∞; 1.30 is needed.
        Met: deepest fall of the equity: 10 %; at most 20 % is allowed.
        Met: enough claims of high confidence are settled, and they were not overstated.
        Met: weeks on paper: 17.9; 13 are needed.
        Met: live orders would go to alpaca.

        <b>All points are met. /mode has the way into live trading.</b>
        [Trades] [Thresholds]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn pictures_of_money_have_captions_and_without_data_a_sentence() {
    let frame = samples::frame();
    let picture = || Some(vec![1]);
    samples::check(
        &trades::equity(&frame, &full_book(), picture()),
        &expect![[r#"
        <b>Equity · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>PAPER: no real money</i>

        $1,025.71 at Mon 5 Jan 10:15 New York; +$25.71 on $1,000.00 to begin with
        [Profits] [Trades]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    samples::check(
        &trades::profits(&frame, &full_book(), picture()),
        &expect![[r#"
        <b>Profits · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>PAPER: no real money</i>

        2 trades, 1 of them with a profit; the last ended Mon 5 Jan 10:02 New York
        [Equity] [Trades]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let none = [trades::equity(&frame, &Book::default(), None), trades::profits(&frame, &Book::default(), None)];
    for screen in &none {
        assert!(screen.picture.is_none() && screen.text.visible().ends_with("so there is nothing to draw."));
    }
}

#[test]
fn the_chain_near_the_money() {
    let (frame, rules) = (samples::frame(), Rules::default());
    samples::check(
        &options::options(&frame, Some(&chain()), &rules),
        &expect![[r#"
        <b>Options · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Price $183.42; quotes of Mon 5 Jan 10:15 New York, 2 min old

        <b>Fri 30 Jan 2026: 25 days left</b>
        call
        <pre>strike    bid    ask vol delta
           175   3.75   3.81  23 +0.71 d
        177.50   3.30   3.36  23     -
           180   2.85   2.91  23 +0.57 d
        182.50   2.40   2.46  23 +0.50 d
           185   1.95   2.01  23 +0.43
        187.50   1.50   1.56  23 +0.36
           190   1.05   1.45  23 +0.29 s</pre>
        put
        <pre>strike    bid    ask vol delta
           175   1.05   1.11  23 -0.29
        177.50   1.50   1.56  23     -
           180   1.95   2.01  23 -0.43
        182.50   2.40   2.46  23 -0.50 d
           185   2.85   2.91  23 -0.57 d
        187.50   3.30   3.36  23 -0.64 d
           190   3.75   4.15  23 -0.71 ds</pre>
        Contracts traded today and open: calls, then puts
        <pre>strike traded   open traded   open
           175    190  2,310    190  2,310
        177.50    260  2,310    260  2,310
           180    330  2,310    330  2,310
        182.50    400  2,310    400  2,310
           185    330  2,310    330  2,310
        187.50    260  2,310    260  2,310
           190    190  2,310    190  2,310</pre>
        Letters: what the rules refuse by the quote alone
        t – time to expiry outside 14 to 35 days
        d – delta outside 0.25 to 0.45
        o – fewer than 250 contracts open
        v – fewer than 20 traded today
        b – bid below $0.30
        s – spread above $0.15 or 12 % of the middle
        <i>Vol (in %) and delta are the source’s own. Without a letter a contract can still be refused: for its break-even, or because it would lose on average.</i>
        [Risk]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    samples::check(
        &options::options(&frame, None, &rules),
        &expect![[r#"
        <b>Options · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        No option chain has arrived yet. /health tells how the sources are doing.
        [Risk]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn rules_and_where_they_stand() {
    let (frame, rules) = (samples::frame(), Rules::default());
    samples::check(
        &risk::risk(&frame, owner(), &full_book(), &rules),
        &expect![[r#"
        <b>Risk · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>PAPER: no real money</i>

        Trading is neither paused nor stopped.

        <b>The rules, and where they stand</b>
        Equity $1,025.71, of it $801.71 in money
        The next trade may cost $200.00 at most
        Trades this month: 3 of 4
        Positions: 1 of 2
        Bound in positions: $194.05 of $410.28
        Lost today: $0.00 of $150.00
        Losses in a row: 1 of 3
        Below the peak: 6 % of 25 %
        Calls are offered from a confidence of 85 % on

        <b>Calls that became no offer</b>
        5 Jan 10:15 🟢 BUY 58 %: this month has its trades; all positions together would cost too much
        5 Jan 10:15 🟢 BUY 58 %: no contract passed the rules
        2 calls in all
        [Pause] [Mode]
        [Positions] [Scoreboard]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let stopped = book(Mode::Live, [Fact::Paused { by: OWNER }, Fact::Halted { reason: Halt::Drawdown }]);
    samples::check(
        &risk::risk(&frame, approver(), &stopped, &rules),
        &expect![[r#"
        <b>Risk · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>⚠️ LIVE: real money</i>

        ⚠️ Paused by the owner, Mon 5 Jan 10:15 New York: nothing more is offered or bought.
        ⚠️ Stopped by the rules, Mon 5 Jan 10:16 New York: the equity fell too far from its peak. Nothing is opened until the owner resumes.

        <b>The rules, and where they stand</b>
        Equity $1,000.00, of it $1,000.00 in money
        The next trade may cost $200.00 at most
        Trades this month: 0 of 4
        Positions: 0 of 2
        Bound in positions: $0.00 of $400.00
        Lost today: $0.00 of $150.00
        Losses in a row: 0 of 3
        Below the peak: 0 % of 25 %
        Calls are offered from a confidence of 85 % on

        <b>Calls that became no offer</b>
        None so far.
        [Positions] [Scoreboard]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let signal = approval(9, Mode::Paper).signal;
    let all = Fact::Passed { signal, reasons: Pass::ALL.to_vec() };
    let most = book(Mode::Paper, std::iter::repeat_n(all, 6));
    let screen = risk::risk(&frame, owner(), &most, &rules);
    samples::check_fits(&screen);
    assert!(screen.text.visible().ends_with("6 calls in all"));
}

#[test]
fn modes_and_the_way_into_live() {
    let frame = samples::frame();
    let facts =
        |live_broker| DeskFacts { live_broker, practice: true, ..DeskLink::unanswered(Book::default()).facts() };
    let paper = book(Mode::Paper, []);
    samples::check(
        &mode::mode(&frame, owner(), &paper, &facts(None)),
        &expect![[r#"
        <b>Mode · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Predictions only</b>
        Calls are made and followed; nothing can be bought.

        <b>Paper – on</b>
        What you approve is filled on paper, at bid and ask and with fees. No real money.

        <b>Live</b>
        What you approve is bought with real money, after a second tap.
        Not set up: name a broker for live orders in the configuration and start the program again.

        Practice: on this simulated market calls are offered that the rules for a real one would keep back.
        [Predictions only]
        [Risk] [Ready?]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    let asked = book(Mode::Paper, [Fact::LiveAsked { by: OWNER }]);
    let screen = mode::mode(&frame, owner(), &asked, &facts(Some("alpaca")));
    let rows: Vec<Vec<&str>> =
        screen.buttons.iter().map(|row| row.iter().map(|it| it.label.as_str()).collect()).collect();
    assert_eq!(rows[..2], [vec!["Predictions only", "Live"], vec!["Yes, trade with real money"]]);
    assert!(screen.text.visible().ends_with("Tap again to confirm."));
    assert_eq!(mode::mode(&frame, approver(), &asked, &facts(Some("alpaca"))).buttons.len(), 2);
}

#[test]
fn what_the_desk_tells_unasked() {
    let (frame, rules, full) = (samples::frame(), Rules::default(), full_book());
    let told = |notice: &Notice| {
        assert!(notices::is_known(&full, notice), "{notice:?}");
        notices::notice(&frame, &full, &rules, notice).unwrap()
    };
    samples::check(
        &told(&Notice::Bought { approval: id() }),
        &expect![[r#"
            <b>Bought</b>
            <i>🧪 SIMULATED market: no real prices</i>
            <i>PAPER: no real money</i>
            RTX 30 Jan 2026 $185 call
            Bought 1 contract at $1.93: $193.00 and $1.05 fees
            Stop at $0.96, target $2.90
            [Positions] [Trades]
        "#]],
    );
    samples::check(
        &told(&Notice::Sold { approval: numbered(1) }),
        &expect![[r#"
        <b>Sold: +$94.88 (+49 %)</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>PAPER: no real money</i>
        RTX 30 Jan 2026 $185 call
        Because the bid rose to the target.
        1 contract bought at $1.93, sold at $2.90 after 2 min

        Where it came from
        Price +$121.50
        Time -$14.20
        Volatility -$6.10
        Spread -$5.00
        Fees -$2.12
        Unexplained +$0.80
        [Positions] [Trades]
    "#]],
    );
    samples::check(
        &told(&Notice::Halted { reason: Halt::LossesInRow, at: samples::now() }),
        &expect![[r#"
        <b>⚠️ Trading is stopped: too many losses in a row</b>
        <i>🧪 SIMULATED market: no real prices</i>
        Since Mon 5 Jan 10:17 New York nothing more is opened. What is held is watched and sold by the rules. The owner resumes with /resume.
        [Risk]
    "#]],
    );
    let differences = vec![(super::samples::contract(), 1, 0); 30];
    let screen = told(&Notice::Mismatch { differences, at: samples::now() });
    samples::check_fits(&screen);
    expect![[r#"
        Look at your account with the broker. I open nothing on what I do not know; /pause stops everything until it is clear.
        RTX 30 Jan 2026 $185 call: 1 in the book, 0 at the broker"#]].assert_eq(&screen.text.visible().lines().rev().take(2).collect::<Vec<_>>().join("\n"));
    let lapsed = book(
        Mode::Paper,
        std::iter::once(offered(0xab, Mode::Paper)).chain(approved(0xab, OWNER)).chain([reported(
            0xab,
            OrderState::Lapsed,
            0,
        )]),
    );
    let notice = Notice::Unfilled { approval: id(), order: OrderId::opening(id()) };
    assert!(notices::is_known(&lapsed, &notice));
    samples::check(
        &notices::notice(&frame, &lapsed, &rules, &notice).unwrap(),
        &expect![[r#"
        <b>⚠️ An order was not filled as meant</b>
        <i>🧪 SIMULATED market: no real prices</i>
        <i>PAPER: no real money</i>
        RTX 30 Jan 2026 $185 call
        Not filled: nobody sold at $1.99 or less in time. Nothing was bought.
        [Positions] [Trades]
    "#]],
    );
    for unknown in [
        Notice::Bought { approval: numbered(7) },
        Notice::Sold { approval: id() },
        Notice::Offer { approval: numbered(7) },
    ] {
        assert!(!notices::is_known(&full, &unknown) && notices::notice(&frame, &full, &rules, &unknown).is_none());
    }
}
