//! How the outside and the machine are doing: sources, newest bars, what was kept out, who is silent, memory and disk.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Frame, Screen, names};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::health::{FeedHealth, FeedState, Refused};
use crate::domain::signal::Reading;
use crate::domain::symbol::Symbol;
use crate::domain::view::{Condition, Machine, Status};

/// Sources told one by one; beyond this they are only counted.
const FEEDS_SHOWN_MAX: usize = 9;

/// Reasons told one by one, the most frequent first; beyond this they are only counted.
const REASONS_SHOWN_MAX: usize = 6;

/// Free space under which it is said that it runs out, bytes.
const FREE_BYTES_MIN: u64 = 1_000_000_000;

/// The health screen.
pub fn health(frame: &Frame<'_>, status: &Status, condition: &Condition) -> Screen {
    let mut html = frame.head("health-title");
    frame.warn(status, &mut html);
    if condition.machine.free_bytes.is_some_and(|free| free < FREE_BYTES_MIN) {
        html.line(frame.words.say("health-disk-low", &[])).gap();
    }
    feeds(frame, &condition.health.feeds, &mut html);
    bars(frame, &condition.newest_bars, &mut html);
    refused(frame, &condition.refused, &mut html);
    silent(frame, condition, &mut html);
    machine(frame, condition.machine, &mut html);
    Screen::new(html, vec![frame.foot(Tap::Health)])
}

/// Everything that was kept out, by reason. `live` and `gate` both count what the gate refused, one in memory and one in the ledger: the
/// larger is the newer. What the fold refused comes on top.
pub fn all_refused(
    live: &BTreeMap<(Symbol, Refused), u64>,
    gate: &BTreeMap<(Symbol, Refused), u64>,
    fold: &BTreeMap<(Symbol, Refused), u64>,
) -> BTreeMap<Refused, u64> {
    let mut newest = gate.clone();
    for (key, count) in live {
        let kept = newest.entry(*key).or_default();
        *kept = (*kept).max(*count);
    }
    let mut by_reason = BTreeMap::new();
    for ((_, reason), count) in newest.iter().chain(fold) {
        let sum: &mut u64 = by_reason.entry(*reason).or_default();
        *sum = sum.saturating_add(*count);
    }
    by_reason
}

fn feeds(frame: &Frame<'_>, feeds: &[FeedHealth], html: &mut Html) {
    let words = frame.words;
    html.title(words.say("health-sources", &[]));
    if feeds.is_empty() {
        html.line(words.say("health-no-sources", &[("feed", frame.feed.into())]));
    }
    for feed in feeds.iter().take(FEEDS_SHOWN_MAX) {
        html.bold(feed_name(frame, feed)).line(format!(": {}", state(frame, feed)));
        let figures = figures(frame, feed);
        if !figures.is_empty() {
            html.line(figures.join(", "));
        }
    }
    if feeds.len() > FEEDS_SHOWN_MAX {
        html.line(words.say("health-more-sources", &[("count", (feeds.len() - FEEDS_SHOWN_MAX).into())]));
    }
}

fn feed_name(frame: &Frame<'_>, feed: &FeedHealth) -> String {
    let source: String = feed.source.chars().take(SOURCE_LETTERS_MAX).collect();
    match feed.channel {
        Some(channel) => format!("{source}, {}", frame.words.say(names::channel(channel), &[])),
        None => source,
    }
}

/// Letters of a source's name that are shown.
const SOURCE_LETTERS_MAX: usize = 16;

fn state(frame: &Frame<'_>, feed: &FeedHealth) -> String {
    let words = frame.words;
    match &feed.state {
        FeedState::Unasked => words.say("health-unasked", &[]),
        FeedState::Up if feed.in_use => words.say("health-in-use", &[]),
        FeedState::Up => words.say("health-standing-by", &[]),
        FeedState::Down { since, fault } => {
            let why = words.say(names::feed_fault(*fault), &[]);
            words.say("health-failing", &[("when", show::when(words, *since).into()), ("why", why.into())])
        }
    }
}

fn figures(frame: &Frame<'_>, feed: &FeedHealth) -> Vec<String> {
    let words = frame.words;
    let age = |at: Timestamp| show::span(words, frame.now.duration_since(at));
    let mut figures = vec![];
    if let Some(at) = feed.last_answer {
        figures.push(words.say("health-answered", &[("age", age(at).into())]));
    }
    if let Some(at) = feed.newest {
        figures.push(words.say("health-newest", &[("age", age(at).into())]));
    }
    if let Some(delay) = feed.delay_s {
        figures.push(words.say("health-delay", &[("seconds", delay.into())]));
    }
    if feed.requests > 0 {
        figures
            .push(words.say("health-requests", &[("count", feed.requests.into()), ("retries", feed.retries.into())]));
    }
    figures
}

fn bars(frame: &Frame<'_>, newest: &[(Symbol, Option<Timestamp>)], html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("health-bars", &[]));
    let rows: Vec<String> = newest
        .iter()
        .map(|(symbol, end)| {
            let age = match end {
                Some(end) => show::span(words, SignedDuration::from_secs(frame.now.duration_since(*end).as_secs())),
                None => words.say("health-bar-none", &[]),
            };
            let until = end.map(|end| show::when_in_table(words, end)).unwrap_or_default();
            format!("{:<9}{until:<14}{age}", symbol.as_str())
        })
        .collect();
    html.table(&rows).gap();
}

fn refused(frame: &Frame<'_>, refused: &BTreeMap<Refused, u64>, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("health-refused", &[]));
    let mut reasons: Vec<(Refused, u64)> = refused.iter().map(|(reason, count)| (*reason, *count)).collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    if reasons.is_empty() {
        html.line(words.say("health-refused-none", &[]));
    }
    for (reason, count) in reasons.iter().take(REASONS_SHOWN_MAX) {
        let name = words.say(names::refused(*reason), &[]);
        html.line(words.say("report-skip", &[("count", show::count(words, *count).into()), ("reason", name.into())]));
    }
    let more = reasons.iter().skip(REASONS_SHOWN_MAX).fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
    if more > 0 {
        html.line(words.say("health-refused-more", &[("count", show::count(words, more).into())]));
    }
}

fn silent(frame: &Frame<'_>, condition: &Condition, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("health-silent", &[]));
    let Some(latest) = &condition.latest else {
        html.line(words.say("status-no-call", &[]));
        return;
    };
    let mut any = false;
    for (kind, reading) in latest.readings.iter() {
        if let Reading::Abstains(reason) = reading {
            any = true;
            let (signal, reason) = (words.say(names::signal(kind), &[]), words.say(names::abstention(reason), &[]));
            html.line(words.say("health-silent-one", &[("signal", signal.into()), ("reason", reason.into())]));
        }
    }
    if !any {
        html.line(words.say("health-silent-none", &[]));
    }
}

fn machine(frame: &Frame<'_>, machine: Machine, html: &mut Html) {
    let words = frame.words;
    let mut lines = vec![];
    if let Some(size) = machine.resident_bytes {
        lines.push(words.say("health-memory", &[("size", show::bytes(words, size).into())]));
    }
    if let Some(size) = machine.ledger_bytes {
        lines.push(words.say("health-ledger", &[("size", show::bytes(words, size).into())]));
    }
    if let Some(size) = machine.free_bytes {
        lines.push(words.say("health-free", &[("size", show::bytes(words, size).into())]));
    }
    if lines.is_empty() {
        return;
    }
    html.gap().title(words.say("health-machine", &[]));
    for line in lines {
        html.line(line);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use expect_test::expect;

    #[test]
    fn typical() {
        samples::check(
            &health(&samples::frame(), &samples::status(), &samples::condition()),
            &expect![[r#"
                <b>Health · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                <b>Sources</b>
                <b>alpaca, bars</b>: in use
                answered under a minute ago, newest data 2 min old, delay 12 s, 1,234 requests (3 repeated)
                <b>yahoo, bars</b>: standing by
                answered under a minute ago, newest data 2 min old, delay 12 s, 1,234 requests (3 repeated)
                <b>yahoo, headlines</b>: failing since Mon 5 Jan 08:47 New York. It was asked too often.
                answered under a minute ago, newest data 2 min old, 1,234 requests (3 repeated)
                <b>yahoo, option chains</b>: not asked yet

                <b>Newest bars</b>
                <pre>RTX      5 Jan 10:15   2 min
                LMT      5 Jan 10:00   17 min
                VIX                    none yet</pre>

                <b>Kept out, ever</b>
                12 × an unconfirmed jump
                4 × had come before

                <b>Silent signals</b>
                News sentiment: no source for it is connected
                Options flow: no source for it is connected
                Volatility: it sees no evidence for either side
                Sector correlation: it has not seen enough history yet
                Market regime: its newest input is too old

                <b>Machine</b>
                Memory: 35 MB
                Record on disk: 33 MB
                Free disk space: 512 GB
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn empty() {
        let symbol = samples::frame().symbol;
        let condition = Condition { newest_bars: vec![(symbol, None)], ..Condition::default() };
        samples::check(
            &health(&samples::frame(), &samples::empty_status(), &condition),
            &expect![[r#"
                <b>Health · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                ⚠️ No bar has arrived yet.

                <b>Sources</b>
                simulated market: in use. It keeps no account of questions and answers.

                <b>Newest bars</b>
                <pre>RTX                    none yet</pre>

                <b>Kept out, ever</b>
                Nothing.

                <b>Silent signals</b>
                No prediction yet.
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn everything_fails_at_once() {
        samples::check(
            &health(&samples::frame(), &samples::extreme_status(), &samples::extreme_condition()),
            &expect![[r#"
                <b>Health · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                ⚠️ Less than 1 GB is free on the disk of the record. Make room: a full disk stops the record.

                <b>Sources</b>
                <b>a-source-with-a-, bars</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, daily bars</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, headlines</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, option chains</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, bars</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, daily bars</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, headlines</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, option chains</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                <b>a-source-with-a-, bars</b>: failing since Mon 5 Jan 10:17 New York. Its key is missing or wrong.
                answered under a minute ago, newest data 2 min old, delay 99,999 s, 18,446,744,073,709,551,616 requests (18,446,744,073,709,551,616 repeated)
                7 more sources

                <b>Newest bars</b>
                <pre>BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min
                BRK.B-^Z 4 Jan 10:18   23 h 59 min</pre>

                <b>Kept out, ever</b>
                9,223,372,036,854,775,807 × had come before
                9,223,372,036,854,775,807 × out of order
                9,223,372,036,854,775,807 × outside the session
                9,223,372,036,854,775,807 × in a wrong time zone
                9,223,372,036,854,775,807 × from the future
                9,223,372,036,854,775,807 × no sound price
                9,223,372,036,854,775,807 × for other reasons

                <b>Silent signals</b>
                News sentiment: it sees no evidence for either side
                Technical analysis: it sees no evidence for either side
                Options flow: it sees no evidence for either side
                Volatility: it sees no evidence for either side
                Momentum: it sees no evidence for either side
                Sector correlation: it sees no evidence for either side
                Mean reversion: it sees no evidence for either side
                Market regime: it sees no evidence for either side

                <b>Machine</b>
                Memory: 18,446,744 TB
                Record on disk: 18,446,744 TB
                Free disk space: 0 B
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn what_the_gate_counted_twice_counts_once() {
        let rtx = samples::frame().symbol;
        let counts = |pairs: &[(Refused, u64)]| pairs.iter().map(|(reason, n)| ((rtx, *reason), *n)).collect();
        let live: BTreeMap<_, _> = counts(&[(Refused::Jump, 5), (Refused::Price, 1)]);
        let gate = counts(&[(Refused::Jump, 3), (Refused::OutOfOrder, 7)]);
        let fold = counts(&[(Refused::OutOfOrder, 2)]);
        let all = all_refused(&live, &gate, &fold);
        assert_eq!(all, BTreeMap::from([(Refused::OutOfOrder, 9), (Refused::Price, 1), (Refused::Jump, 5)]));
    }
}
