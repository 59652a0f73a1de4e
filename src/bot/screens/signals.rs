//! What each of the eight signals said at the latest prediction, what it saw, how its own side has fared, and what they add up to.

use jiff::{SignedDuration, Timestamp};

use super::saw::saw;
use super::{Button, Frame, Screen, names, sure};
use crate::bot::show;
use crate::bot::surface::Tap;
use crate::bot::text::Html;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::figures::SkillVerdict;
use crate::domain::prediction::Prediction;
use crate::domain::signal::{Abstention, Grounds, Reading, SignalKind};
use crate::domain::signal_record::SignalRecord;
use crate::domain::view::Status;

/// The signals screen; records in the order of [`SignalKind::ALL`].
pub fn signals(frame: &Frame<'_>, status: &Status, records: &[SignalRecord; SignalKind::COUNT]) -> Screen {
    let words = frame.words;
    let mut html = frame.head("signals-title");
    let Some(latest) = &status.latest else {
        html.line(words.say("signals-none", &[]));
        if let Some(when) = frame.next_cycle() {
            html.line(words.say("signals-none-next", &[("when", when.into())]));
        }
        return Screen::new(html, vec![frame.foot(Tap::Signals)]);
    };
    html.line(words.say("status-said", &[("when", show::when(words, latest.at).into())]));
    html.italic(words.say("signals-about", &[])).gap();
    for ((kind, reading), record) in latest.readings.iter().zip(records) {
        html.gap().title(words.say(names::signal(kind), &[]));
        let grounds = latest.grounds.and_then(|all| all.get(kind.index()).copied());
        one(frame, (kind, reading), grounds, latest.at, &mut html);
        html.line(fared(frame, record));
    }
    together(frame, latest, status.skill, &mut html);
    let why = vec![Button::new(frame, "button-why", Tap::WhyOf(frame.symbol, latest.number))];
    Screen::new(html, vec![why, frame.foot(Tap::Signals)])
}

fn one(
    frame: &Frame<'_>,
    (kind, reading): (SignalKind, Reading),
    grounds: Option<Grounds>,
    at: Timestamp,
    html: &mut Html,
) {
    let words = frame.words;
    let age = grounds.and_then(|grounds| grounds.age_s).map(|age_s| age(frame, at, age_s));
    let score = match reading {
        Reading::Abstains(reason) => {
            html.line(silence(frame, reason, age));
            return;
        }
        Reading::Speaks(score) => score.get(),
    };
    let (bar, shown) = (show::bar(score), show::score(words, score));
    html.line(if score > 0.0 {
        words.say("signals-up", &[("bar", bar.into()), ("score", shown.into())])
    } else if score < 0.0 {
        words.say("signals-down", &[("bar", bar.into()), ("score", shown.into())])
    } else {
        words.say("signals-flat", &[("bar", bar.into()), ("score", shown.into())])
    });
    let Some(grounds) = grounds else { return };
    let weight = words.say("signals-weight", &[("share", show::share(words, grounds.weight).into())]);
    html.line(age.map_or_else(|| weight.clone(), |age| format!("{weight} · {age}")));
    if let Some(seen) = saw(words, kind, grounds.components) {
        html.line(seen);
    }
}

fn silence(frame: &Frame<'_>, reason: Abstention, age: Option<String>) -> String {
    let words = frame.words;
    let reason = words.say(names::abstention(reason), &[]);
    match age {
        None => words.say("signals-abstains", &[("reason", reason.into())]),
        Some(age) => words.say("signals-abstains-aged", &[("reason", reason.into()), ("age", age.into())]),
    }
}

/// How old the newest input was when the signal spoke.
fn age(frame: &Frame<'_>, at: Timestamp, age_s: u32) -> String {
    let words = frame.words;
    let age = SignedDuration::from_secs(i64::from(age_s));
    let calendar = ExchangeCalendar::nyse();
    let newest = at.saturating_sub(age).unwrap_or(at);
    let session_before = calendar.index_at_or_before(at).and_then(|index| calendar.session(index.checked_sub(1)?));
    let overnight = calendar.session_containing(at).is_none_or(|session| newest < session.open);
    if overnight && session_before.is_some_and(|session| session.close <= newest) {
        return words.say("signals-age-close", &[]);
    }
    if age_s < 60 {
        return words.say("signals-age-now", &[]);
    }
    words.say("signals-age", &[("age", show::span(words, age).into())])
}

/// How often a signal's own side was right, beside what always saying the more frequent side would have scored.
fn fared(frame: &Frame<'_>, record: &SignalRecord) -> String {
    let words = frame.words;
    match record.sides() {
        Some(sides) if sides.accuracy.verdict() != SkillVerdict::TooFew => words.say(
            "signals-record",
            &[
                ("share", show::percent(words, sides.accuracy.share).into()),
                ("independent", show::independent(words, sides.accuracy.effective).into()),
                ("interval", show::interval(words, sides.accuracy.anytime).into()),
                ("call", words.say(names::call(sides.majority), &[]).into()),
                ("baseline", show::percent(words, sides.accuracy.baseline).into()),
            ],
        ),
        Some(sides) => {
            let effective = show::independent(words, sides.accuracy.effective);
            words.say("signals-record-few", &[("independent", effective.into())])
        }
        None => words.say("signals-record-none", &[]),
    }
}

fn together(frame: &Frame<'_>, latest: &Prediction, skill: SkillVerdict, html: &mut Html) {
    let words = frame.words;
    html.gap().title(words.say("signals-together", &[]));
    if latest.readings.voices() == 0 {
        html.line(words.say("signals-alone", &[]));
    } else if latest.learned.is_some() {
        let voices = latest.readings.voices();
        html.line(words.say("signals-voices", &[("count", voices.into()), ("all", SignalKind::COUNT.into())]));
    } else {
        html.line(words.say(
            "signals-fused",
            &[
                ("score", show::score(words, latest.fused).into()),
                ("count", latest.readings.voices().into()),
                ("all", SignalKind::COUNT.into()),
            ],
        ));
    }
    let call = words.say(names::call(latest.call), &[]);
    html.title(words.say("home-call", &[("call", call.into()), ("price", show::dollars(words, latest.price).into())]));
    html.line(words.say("status-confidence", &[("confidence", names::confidence(words, latest).into())]));
    sure::rests_on(frame, latest, skill, html);
}

#[cfg(test)]
mod tests {
    use super::super::{samples, samples_learned};
    use super::*;
    use crate::domain::prediction::ModelName;
    use crate::domain::signal::Readings;
    use expect_test::expect;

    fn heard(latest: Option<&Prediction>) -> Status {
        Status { latest: latest.copied(), ..samples::status() }
    }

    #[test]
    fn of_a_learning_model() {
        let status = heard(Some(&samples_learned::prediction()));
        samples::check(
            &signals(&samples::frame(), &status, &samples::records()),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                said Mon 5 Jan 10:15 New York
                <i>Record: how often its own side was right 24 hours later, beside always saying the more frequent side.</i>

                <b>News sentiment</b>
                Silent: no source for it is connected.
                Record: none yet

                <b>Technical analysis</b>
                ▮▮▮▯▯ +0.52 up
                Weight 33 % · data as of the call
                The short trend points up (strength 31 of 100), volume takes no side.
                Record: 58 % of 173 (45 to 70 %), always 🟢 BUY: 57 %

                <b>Options flow</b>
                Silent: no source for it is connected.
                Record: none yet

                <b>Volatility</b>
                Silent: it sees no evidence for either side (data 15 min old).
                Record: not enough data yet (17 independent)

                <b>Momentum</b>
                ▮▮▯▯▯ +0.31 up
                Weight 33 % · data as of the call
                Averages point up, the past months up.
                Record: 58 % of 173 (45 to 70 %), always 🟢 BUY: 57 %

                <b>Sector correlation</b>
                Silent: it has not seen enough history yet (data as of the call).
                Record: none yet

                <b>Mean reversion</b>
                ▮▯▯▯▯ -0.18 down
                Weight 33 % · data as of the call
                Above the session’s average, above that of 20 days; moves tend to turn back (variance ratio 0.94).
                Record: 66 % of 120 (51 to 79 %), always 🔴 SELL: 68 %

                <b>Market regime</b>
                Silent: its newest input is too old (data from the previous close).
                Record: none yet

                <b>Together</b>
                3 signals of 8 spoke.
                <b>🟢 BUY at $183.42</b>
                Confidence 43 % (80 %: 36 to 51 %), without skill 35 %
                Learned from 46 independent outcomes
                If it moves: 64 % up
                No evidence of skill yet.
                [Why?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn typical() {
        samples::check(
            &signals(&samples::frame(), &heard(Some(&samples::prediction())), &samples::records()),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                said Mon 5 Jan 10:15 New York
                <i>Record: how often its own side was right 24 hours later, beside always saying the more frequent side.</i>

                <b>News sentiment</b>
                Silent: no source for it is connected.
                Record: none yet

                <b>Technical analysis</b>
                ▮▮▮▯▯ +0.52 up
                Weight 33 % · data as of the call
                The short trend points up (strength 31 of 100), volume takes no side.
                Record: 58 % of 173 (45 to 70 %), always 🟢 BUY: 57 %

                <b>Options flow</b>
                Silent: no source for it is connected.
                Record: none yet

                <b>Volatility</b>
                Silent: it sees no evidence for either side (data 15 min old).
                Record: not enough data yet (17 independent)

                <b>Momentum</b>
                ▮▮▯▯▯ +0.31 up
                Weight 33 % · data as of the call
                Averages point up, the past months up.
                Record: 58 % of 173 (45 to 70 %), always 🟢 BUY: 57 %

                <b>Sector correlation</b>
                Silent: it has not seen enough history yet (data as of the call).
                Record: none yet

                <b>Mean reversion</b>
                ▮▯▯▯▯ -0.18 down
                Weight 33 % · data as of the call
                Above the session’s average, above that of 20 days; moves tend to turn back (variance ratio 0.94).
                Record: 66 % of 120 (51 to 79 %), always 🔴 SELL: 68 %

                <b>Market regime</b>
                Silent: its newest input is too old (data from the previous close).
                Record: none yet

                <b>Together</b>
                +0.22, 3 signals of 8
                <b>🟢 BUY at $183.42</b>
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                [Why?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn empty() {
        samples::check(
            &signals(&samples::frame(), &heard(None), &Default::default()),
            &expect![[r#"
            <b>Signals · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            No prediction yet, so no signal has been heard.
            The next cycle is Mon 5 Jan 10:30 New York.
            [↻ Refresh] [‹ Back]
        "#]],
        );
    }

    #[test]
    fn all_silent() {
        let mut prediction = samples::prediction();
        prediction.readings = Readings([Reading::Abstains(Abstention::WarmingUp); 8]);
        prediction.grounds = Some(Default::default());
        prediction.fused = 0.0;
        samples::check(
            &signals(&samples::frame(), &heard(Some(&prediction)), &Default::default()),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                said Mon 5 Jan 10:15 New York
                <i>Record: how often its own side was right 24 hours later, beside always saying the more frequent side.</i>

                <b>News sentiment</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Technical analysis</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Options flow</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Volatility</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Momentum</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Sector correlation</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Mean reversion</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Market regime</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Together</b>
                No signal spoke.
                <b>🟢 BUY at $183.42</b>
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                [Why?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn of_the_first_model_less_is_known() {
        let prediction = Prediction { grounds: None, model: ModelName::EqualWeights, ..samples::prediction() };
        samples::check(
            &signals(&samples::frame(), &heard(Some(&prediction)), &samples::records()),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                said Mon 5 Jan 10:15 New York
                <i>Record: how often its own side was right 24 hours later, beside always saying the more frequent side.</i>

                <b>News sentiment</b>
                Silent: no source for it is connected.
                Record: none yet

                <b>Technical analysis</b>
                ▮▮▮▯▯ +0.52 up
                Record: 58 % of 173 (45 to 70 %), always 🟢 BUY: 57 %

                <b>Options flow</b>
                Silent: no source for it is connected.
                Record: none yet

                <b>Volatility</b>
                Silent: it sees no evidence for either side.
                Record: not enough data yet (17 independent)

                <b>Momentum</b>
                ▮▮▯▯▯ +0.31 up
                Record: 58 % of 173 (45 to 70 %), always 🟢 BUY: 57 %

                <b>Sector correlation</b>
                Silent: it has not seen enough history yet.
                Record: none yet

                <b>Mean reversion</b>
                ▮▯▯▯▯ -0.18 down
                Record: 66 % of 120 (51 to 79 %), always 🔴 SELL: 68 %

                <b>Market regime</b>
                Silent: its newest input is too old.
                Record: none yet

                <b>Together</b>
                +0.22, 3 signals of 8
                <b>🟢 BUY at $183.42</b>
                Confidence 53 % (uncalibrated: 34 independent outcomes so far)
                No evidence of skill yet.
                [Why?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }

    #[test]
    fn all_speak_at_their_longest() {
        samples::check(
            &signals(&samples::frame(), &heard(Some(&samples::loud_prediction())), &samples::extreme_records()),
            &expect![[r#"
                <b>Signals · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                said Mon 5 Jan 10:15 New York
                <i>Record: how often its own side was right 24 hours later, beside always saying the more frequent side.</i>

                <b>News sentiment</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                Fresh headlines are unfriendly, those of the last days unfriendly (9,999 within two days).
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Technical analysis</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                The short trend points down (strength 100 of 100), more volume than usual on falling bars.
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Options flow</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                Puts are busier than usual, protection costs more than usual, unusual trades lean to puts.
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Volatility</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                Falls have been rougher than rises; a usual day moves 64.9 %.
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Momentum</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                Averages point down, the past months down, the first half hour down.
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Sector correlation</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                It has done better than its peers: room to fall back (7 symbols, correlation -0.62).
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Mean reversion</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                Below the session’s average, below that of 20 days; moves tend to run on (variance ratio 9.94).
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Market regime</b>
                ▮▮▮▮▮ -1.00 down
                Weight 12 % · data from the previous close
                The market is turbulent (99 % turbulent), volatility index 99.99; such days pressed the price.
                Record: 50 % of 380,000,000 (50 to 50 %), always 🔴 SELL: 53 %

                <b>Together</b>
                -1.00, 8 signals of 8
                <b>🔴 SELL at $745,000.00</b>
                Confidence 100 % (uncalibrated: 9,999 independent outcomes so far)
                No evidence of skill yet.
                [Why?]
                [↻ Refresh] [‹ Back]
            "#]],
        );
    }
}
