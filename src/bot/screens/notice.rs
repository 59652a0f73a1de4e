//! Messages that nobody asked for, except the report, which is the report screen.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{Frame, Screen, names};
use crate::bot::show;
use crate::bot::text::Html;
use crate::domain::horizon::Horizon;
use crate::domain::notice::Notice;
use crate::domain::signal::SignalKind;
use crate::storage::PIN_WRONG_MAX;

/// Alerts that a digest lists; the rest are counted.
const DIGEST_LINES_MAX: usize = 20;

/// The message of a notice; `None` for one whose figures have to be read first: reports, bells, digests, and those of the desk.
pub fn notice(frame: &Frame<'_>, notice: &Notice) -> Option<Screen> {
    let words = frame.words;
    let (title, body) = match notice {
        Notice::PinLocked { who, until } => {
            let until = show::when(words, *until);
            (
                words.say("notice-pin-locked", &[("count", PIN_WRONG_MAX.into())]),
                words.say("notice-pin-locked-more", &[("who", who.0.to_string().into()), ("when", until.into())]),
            )
        }
        Notice::Away { since, alerts, reports, .. } => (
            words.say("notice-away", &[("alerts", (*alerts).into()), ("reports", (*reports).into())]),
            words.say("notice-away-since", &[("when", show::when(words, *since).into())]),
        ),
        Notice::OtherReader { .. } => {
            (words.say("notice-other-reader", &[]), words.say("notice-other-reader-more", &[]))
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
        Notice::Drifts { date, changed, .. } => return Some(drifts(frame, *date, changed)),
        of_a_source => source(frame, of_a_source)?,
    };
    let mut html = Html::new();
    html.title(title);
    frame.mark_simulated(&mut html);
    html.line(body);
    Some(Screen::bare(html))
}

/// Title and body of what is said of a source or its bars; `None` for every other notice.
fn source(frame: &Frame<'_>, notice: &Notice) -> Option<(String, String)> {
    let words = frame.words;
    let when = |at: Timestamp| show::when(words, at);
    Some(match notice {
        Notice::Gap { symbol, from, to, trading_seconds } => {
            let (from, to) = (when(*from), when(*to));
            let span = show::span(words, SignedDuration::from_secs(*trading_seconds));
            (
                words
                    .say("notice-gap", &[("symbol", symbol.as_str().into()), ("from", from.into()), ("to", to.into())]),
                words.say("notice-gap-size", &[("span", span.into())]),
            )
        }
        Notice::FeedDown { source, channel, fault, since, instead } => {
            let what = words.say(names::channel(*channel), &[]);
            let why = words.say(names::feed_fault(*fault), &[]);
            let body = match instead {
                Some(instead) => {
                    words.say("notice-feed-instead", &[("why", why.into()), ("source", instead.as_str().into())])
                }
                None => words.say("notice-feed-nobody", &[("why", why.into()), ("when", when(*since).into())]),
            };
            (words.say("notice-feed-down", &[("source", source.as_str().into()), ("channel", what.into())]), body)
        }
        Notice::FeedUp { source, channel, since, .. } => {
            let what = words.say(names::channel(*channel), &[]);
            (
                words.say("notice-feed-up", &[("source", source.as_str().into()), ("channel", what.into())]),
                words.say("notice-feed-since", &[("when", when(*since).into())]),
            )
        }
        Notice::FeedFlaps { source, channel, times, since, fault, .. } => {
            let title = words.say(
                "notice-flaps",
                &[
                    ("source", source.as_str().into()),
                    ("channel", words.say(names::channel(*channel), &[]).into()),
                    ("times", (*times).into()),
                    ("when", when(*since).into()),
                ],
            );
            let body = match fault {
                Some(fault) => {
                    words.say("notice-flaps-still", &[("why", words.say(names::feed_fault(*fault), &[]).into())])
                }
                None => words.say("notice-flaps-again", &[]),
            };
            (title, body)
        }
        _ => return None,
    })
}

/// What waited through quiet hours, or while Telegram was `away`: when each alert happened with its first line, and how many reports follow.
pub fn digest(frame: &Frame<'_>, away: bool, alerts: &[(Timestamp, String)], reports: u32) -> Screen {
    let words = frame.words;
    let mut html = Html::new();
    html.title(if away {
        words.say("notice-digest-away", &[("alerts", alerts.len().into())])
    } else {
        words.say("notice-digest", &[("alerts", alerts.len().into()), ("reports", reports.into())])
    });
    frame.mark_simulated(&mut html);
    html.line(words.say("digest-times", &[]));
    for (at, title) in alerts.iter().take(DIGEST_LINES_MAX) {
        let when = show::when_in_table(words, *at);
        html.line(words.say("digest-line", &[("when", when.into()), ("title", title.as_str().into())]));
    }
    let more = alerts.len().saturating_sub(DIGEST_LINES_MAX);
    if more > 0 {
        html.line(words.say("digest-more", &[("count", more.into())]));
    }
    if reports > 0 {
        html.line(words.say("digest-reports", &[("reports", reports.into())]));
    }
    Screen::bare(html)
}

/// Everything that changed for the worse on a day, a line for each horizon.
fn drifts(frame: &Frame<'_>, date: Date, changed: &[(Horizon, Option<SignalKind>, Date)]) -> Screen {
    let words = frame.words;
    let mut html = Html::new();
    html.title(words.say("notice-drifts", &[("count", changed.len().into())]));
    frame.mark_simulated(&mut html);
    for horizon in Horizon::ALL {
        let of_it = changed.iter().filter(|(known, ..)| *known == horizon);
        let names: Vec<String> =
            of_it.map(|(_, signal, _)| words.say(signal.map_or("drifts-whole", names::signal), &[])).collect();
        if !names.is_empty() {
            let horizon = words.say(names::horizon(horizon), &[]);
            html.line(words.say("drifts-line", &[("horizon", horizon.into()), ("names", names.join(", ").into())]));
        }
    }
    let until = changed.iter().map(|(_, _, until)| *until).max().unwrap_or(date);
    let (date, until) = (show::date(words, date), show::date(words, until));
    html.line(words.say("notice-drift-more", &[("date", date.into()), ("until", until.into())]));
    Screen::bare(html)
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
        let flaps = |fault| Notice::FeedFlaps {
            source: "yahoo".to_owned(),
            channel: Channel::Bars,
            times: 3,
            since: samples::now() - 50.minutes(),
            fault,
            first: 1,
        };
        samples::check(
            &notice(&frame, &flaps(None)).unwrap(),
            &expect![[r#"
            <b>⚠️ yahoo stopped giving bars 3 times since Mon 5 Jan 09:27 New York</b>
            <i>🧪 SIMULATED market: no real prices</i>
            It answers again for now. /health tells more.
        "#]],
        );
        samples::check(
            &notice(&frame, &flaps(Some(FeedFault::Timeout))).unwrap(),
            &expect![[r#"
            <b>⚠️ yahoo stopped giving bars 3 times since Mon 5 Jan 09:27 New York</b>
            <i>🧪 SIMULATED market: no real prices</i>
            It did not answer in time. It still fails. /health tells more.
        "#]],
        );
        assert_eq!(notice(&frame, &Notice::Report { symbol, date: samples::day().date }), None);
    }

    #[test]
    fn the_drifts_of_an_evening_are_one_message() {
        let (date, until) = (jiff::civil::date(2026, 1, 5), jiff::civil::date(2026, 2, 2));
        let changed = |horizon| {
            let signals = SignalKind::ALL.into_iter().map(Some).chain([None]);
            signals.map(move |signal| (horizon, signal, until))
        };
        let all: Vec<_> = Horizon::ALL.into_iter().flat_map(changed).collect();
        let drifts = |changed| Notice::Drifts { symbol: samples::frame().symbol, date, changed, first: 1 };
        samples::check_fits(&notice(&samples::frame(), &drifts(all.clone())).unwrap());
        let some = vec![all[0], all[2], *all.last().unwrap()];
        samples::check(
            &notice(&samples::frame(), &drifts(some)).unwrap(),
            &expect![[r#"
            <b>📉 Drift: 3 parts of my forecasts became worse than no skill</b>
            <i>🧪 SIMULATED market: no real prices</i>
            1 hour: News sentiment, Options flow
            24 hours: the whole forecast
            Noticed on Mon 5 Jan 2026. I forget faster until Mon 2 Feb 2026, so that what no longer holds weighs less. /drift tells more.
        "#]],
        );
    }

    #[test]
    fn a_digest_lists_what_waited() {
        let frame = samples::frame();
        let alert = |hour: i64| (samples::now() - hour.hours(), format!("⚠️ alert {hour} <with marks>"));
        let alerts: Vec<_> = (1..=3).rev().map(alert).collect();
        samples::check(
            &digest(&frame, false, &alerts, 1),
            &expect![[r#"
            <b>🌙 While it was quiet: 3 alerts, 1 report</b>
            <i>🧪 SIMULATED market: no real prices</i>
            Times are those of New York.
            5 Jan 07:17 · ⚠️ alert 3 &lt;with marks&gt;
            5 Jan 08:17 · ⚠️ alert 2 &lt;with marks&gt;
            5 Jan 09:17 · ⚠️ alert 1 &lt;with marks&gt;
            The report follows.
        "#]],
        );
        let flood: Vec<_> = (0..500).rev().map(|hour| (alert(hour).0, "x".repeat(150))).collect();
        let drawn = samples::check_fits(&digest(&frame, true, &flood, 0));
        assert!(drawn.starts_with("<b>📬 What waited for Telegram: 500 alerts</b>"), "{drawn}");
        assert!(drawn.contains("and 480 more"), "{drawn}");
    }
}
