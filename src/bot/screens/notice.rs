//! Messages that nobody asked for, except the report, which is the report screen.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::{Frame, Screen, names};
use crate::bot::show;
use crate::bot::text::Html;
use crate::domain::notice::{Bell, Notice};
use crate::storage::PIN_WRONG_MAX;

/// The message of a notice; `None` for a report, whose figures have to be read first.
pub fn notice(frame: &Frame<'_>, notice: &Notice) -> Option<Screen> {
    let words = frame.words;
    let (title, body) = match notice {
        Notice::Report { .. }
        | Notice::Period { .. }
        | Notice::Offer { .. }
        | Notice::Bought { .. }
        | Notice::Sold { .. }
        | Notice::Unfilled { .. }
        | Notice::Halted { .. }
        | Notice::Mismatch { .. } => return None,
        Notice::Gap { symbol, from, to, trading_seconds } => {
            let (from, to) = (show::when(words, *from), show::when(words, *to));
            let span = show::span(words, SignedDuration::from_secs(*trading_seconds));
            (
                words
                    .say("notice-gap", &[("symbol", symbol.as_str().into()), ("from", from.into()), ("to", to.into())]),
                words.say("notice-gap-size", &[("span", span.into())]),
            )
        }
        Notice::PinLocked { who, until } => {
            let until = show::when(words, *until);
            (
                words.say("notice-pin-locked", &[("count", PIN_WRONG_MAX.into())]),
                words.say("notice-pin-locked-more", &[("who", who.0.to_string().into()), ("when", until.into())]),
            )
        }
        Notice::Hours { date, bell } => hours(frame, *date, *bell),
        Notice::Away { since, alerts, reports, .. } => (
            words.say("notice-away", &[("alerts", (*alerts).into()), ("reports", (*reports).into())]),
            words.say("notice-away-since", &[("when", show::when(words, *since).into())]),
        ),
        Notice::OtherReader { .. } => {
            (words.say("notice-other-reader", &[]), words.say("notice-other-reader-more", &[]))
        }
        Notice::FeedDown { source, channel, fault, since, instead } => {
            let what = words.say(names::channel(*channel), &[]);
            let why = words.say(names::feed_fault(*fault), &[]);
            let body = match instead {
                Some(instead) => {
                    words.say("notice-feed-instead", &[("why", why.into()), ("source", instead.as_str().into())])
                }
                None => {
                    words.say("notice-feed-nobody", &[("why", why.into()), ("when", show::when(words, *since).into())])
                }
            };
            (words.say("notice-feed-down", &[("source", source.as_str().into()), ("channel", what.into())]), body)
        }
        Notice::Drift { horizon, signal, date, until, .. } => {
            let horizon = words.say(names::horizon(*horizon), &[]);
            let title = match signal {
                Some(signal) => words.say(
                    "notice-drift-signal",
                    &[("signal", words.say(names::signal(*signal), &[]).into()), ("horizon", horizon.into())],
                ),
                None => words.say("notice-drift-whole", &[("horizon", horizon.into())]),
            };
            let (date, until) = (show::date(words, *date), show::date(words, *until));
            (title, words.say("notice-drift-more", &[("date", date.into()), ("until", until.into())]))
        }
        Notice::FeedUp { source, channel, since, .. } => {
            let what = words.say(names::channel(*channel), &[]);
            (
                words.say("notice-feed-up", &[("source", source.as_str().into()), ("channel", what.into())]),
                words.say("notice-feed-since", &[("when", show::when(words, *since).into())]),
            )
        }
    };
    let mut html = Html::new();
    html.title(title);
    frame.mark_simulated(&mut html);
    html.line(body);
    Some(Screen::bare(html))
}

/// What the exchange does that day.
fn hours(frame: &Frame<'_>, date: Date, bell: Bell) -> (String, String) {
    let words = frame.words;
    let date = show::date(words, date);
    let title = match bell {
        Bell::Opens => words.say("notice-opens", &[("date", date.into())]),
        Bell::Closes => words.say("notice-closes", &[("date", date.into())]),
        Bell::Shut => words.say("notice-shut", &[("date", date.into())]),
    };
    (title, String::new())
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::domain::health::{Channel, FeedFault};
    use expect_test::expect;
    use jiff::ToSpan;

    #[test]
    fn a_source_that_fails_and_comes_back() {
        let frame = samples::frame();
        let (since, at) = (samples::now() - 90.minutes(), samples::now());
        let down = |instead: Option<&str>| Notice::FeedDown {
            source: "yahoo".to_owned(),
            channel: Channel::Bars,
            fault: FeedFault::RateLimited,
            since,
            instead: instead.map(str::to_owned),
        };
        samples::check(
            &notice(&frame, &down(Some("alpaca"))).unwrap(),
            &expect![[r#"
            <b>⚠️ yahoo gives no bars</b>
            <i>🧪 SIMULATED market: no real prices</i>
            It was asked too often. Taken from alpaca instead.
        "#]],
        );
        samples::check(
            &notice(&frame, &down(None)).unwrap(),
            &expect![[r#"
            <b>⚠️ yahoo gives no bars</b>
            <i>🧪 SIMULATED market: no real prices</i>
            It was asked too often. Nobody else gives them; since Mon 5 Jan 08:47 New York the signals that need them fall silent one by one. /health tells more.
        "#]],
        );
        let up = Notice::FeedUp { source: "yahoo".to_owned(), channel: Channel::Chains, since, at };
        samples::check(
            &notice(&frame, &up).unwrap(),
            &expect![[r#"
            <b>✅ yahoo gives option chains again</b>
            <i>🧪 SIMULATED market: no real prices</i>
            It had failed since Mon 5 Jan 08:47 New York.
        "#]],
        );
        for fault in FeedFault::ALL {
            for channel in Channel::ALL {
                let source = "a-source-with-a-long-name".to_owned();
                let down = Notice::FeedDown { source, channel, fault, since, instead: None };
                assert!(!notice(&frame, &down).unwrap().text.markup().contains('⟨'), "{fault:?}");
            }
        }
    }

    #[test]
    fn each_kind() {
        let frame = samples::frame();
        let (from, to) = (samples::now() - 2.hours(), samples::now());
        let symbol = frame.symbol;
        let gap = Notice::Gap { symbol, from, to, trading_seconds: 2_700 };
        samples::check(
            &notice(&frame, &gap).unwrap(),
            &expect![[r#"
                <b>⚠️ RTX: no bars from Mon 5 Jan 08:17 New York to Mon 5 Jan 10:17 New York</b>
                <i>🧪 SIMULATED market: no real prices</i>
                45 min of trading are missing. Signals warm up again; outcomes without an honest price stay void.
            "#]],
        );
        let away = Notice::Away { since: from, alerts: 4, reports: 1, first: 3 };
        samples::check(
            &notice(&frame, &away).unwrap(),
            &expect![[r#"
                <b>While Telegram was away: 4 alerts, 1 report</b>
                <i>🧪 SIMULATED market: no real prices</i>
                It could not be reached since Mon 5 Jan 08:17 New York. What waited follows.
            "#]],
        );
        samples::check(
            &notice(&frame, &Notice::OtherReader { since: from, after: 7 }).unwrap(),
            &expect![[r#"
                <b>⚠️ Another program reads this bot’s messages</b>
                <i>🧪 SIMULATED market: no real prices</i>
                Telegram gives each message to only one of the two, so answers here can be missing. I step back and ask ever more rarely. Stop the other program, or give it a token of its own.
            "#]],
        );
        samples::check(
            &notice(&frame, &Notice::Away { since: from, alerts: u32::MAX, reports: u32::MAX, first: i64::MAX })
                .unwrap(),
            &expect![[r#"
                <b>While Telegram was away: 4,294,967,295 alerts, 4,294,967,295 reports</b>
                <i>🧪 SIMULATED market: no real prices</i>
                It could not be reached since Mon 5 Jan 08:17 New York. What waited follows.
            "#]],
        );
        let symbol = samples::extreme_status().symbol;
        let (from, to) = (jiff::Timestamp::UNIX_EPOCH, samples::now());
        samples::check(
            &notice(&frame, &Notice::Gap { symbol, from, to, trading_seconds: i64::MAX / 1_000_000 }).unwrap(),
            &expect![[r#"
                <b>⚠️ BRK.B-^Z: no bars from Wed 31 Dec 19:00 New York to Mon 5 Jan 10:17 New York</b>
                <i>🧪 SIMULATED market: no real prices</i>
                106,751,991 days of trading are missing. Signals warm up again; outcomes without an honest price stay void.
            "#]],
        );
        assert_eq!(notice(&frame, &Notice::Report { symbol, date: samples::day().date }), None);
    }
}
