//! News sentiment and options flow against plain computations over everything that ever came in, and their blindness to the future.

#![cfg(test)]

use std::collections::HashMap;
use std::sync::Arc;

use algoslayer::domain::calendar::{ExchangeCalendar, Step};
use algoslayer::domain::event::{Event, Polled};
use algoslayer::domain::headline::{Headline, Tone, fingerprint};
use algoslayer::domain::health::Channel;
use algoslayer::domain::option_chain::{ChainSnapshot, OptionQuote, OptionRight};
use algoslayer::domain::signal::{Abstention, Grounds, Reading, SignalKind};
use algoslayer::domain::symbol::{SourceName, Symbol};
use algoslayer::domain::unit::{Fraction, Score};
use algoslayer::engine::signals::{Moment, Signals};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The first session of the made-up market: 2025-01-02.
fn first_session() -> usize {
    let calendar = ExchangeCalendar::nyse();
    let day = calendar.session_on(jiff::civil::date(2025, 1, 2)).unwrap();
    calendar.index_at_or_before(day.open).unwrap()
}

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

/// Every decision of so many sessions.
fn decisions(sessions: usize) -> Vec<Moment> {
    let calendar = ExchangeCalendar::nyse();
    let first = first_session();
    let of = |session: usize| {
        let day = *calendar.session(session).unwrap();
        (1..=day.decisions()).map(move |slot| {
            let step = Step { session, slot };
            Moment { step, at: day.decision(slot).unwrap() }
        })
    };
    (first..first + sessions).flat_map(of).collect()
}

/// What one signal says at each decision, events having come in as they become known.
fn lived(events: &[Event], moments: &[Moment], kind: SignalKind) -> Vec<(Reading, Grounds)> {
    let mut signals = Signals::default();
    let mut next = events.iter().peekable();
    let mut said = Vec::new();
    for moment in moments {
        while let Some(event) = next.next_if(|event| event.known_at() <= moment.at) {
            let now = event.known_at();
            match event {
                Event::News(headline) => signals.take_headline(headline, now),
                Event::Chain(chain) => signals.take_chain(chain, now),
                Event::Polled(polled) => signals.take_poll(polled),
                Event::Bar(_) | Event::Day(_) | Event::Dividend(_) | Event::Due(_) | Event::Model(_) => {
                    unreachable!("none is made here")
                }
            }
        }
        let (readings, grounds) = signals.read(*moment);
        said.push((readings.of(kind), grounds[kind.index()]));
    }
    said
}

/// Trading seconds from the first session's open to an instant, by adding up sessions one by one.
fn elapsed(at: Timestamp) -> i64 {
    let sessions = ExchangeCalendar::nyse().sessions().iter().skip(first_session()).take_while(|day| day.open <= at);
    sessions.map(|day| at.as_second().min(day.close.as_second()) - day.open.as_second()).sum()
}

/// Compares what was said with what it should be; gives how many decisions spoke.
fn hold(said: &[(Reading, Grounds)], expected: &[(Result<f64, Abstention>, [f64; 3])], moments: &[Moment]) -> usize {
    assert_eq!(said.len(), expected.len());
    let mut spoke = 0;
    let mut worst = 0.0_f64;
    for (((reading, grounds), (score, components)), moment) in said.iter().zip(expected).zip(moments) {
        match (reading, score) {
            (Reading::Speaks(said), Ok(score)) => {
                spoke += 1;
                worst = worst.max((said.get() - score).abs());
            }
            (Reading::Abstains(why), Err(reason)) => assert_eq!(why, reason, "{}", moment.at),
            other => panic!("{}: {other:?}", moment.at),
        }
        for (said, should) in grounds.components.into_iter().zip(components) {
            assert!((f64::from(said) - should).abs() < 1e-5 * should.abs().max(1.0), "{}: {components:?}", moment.at);
        }
    }
    println!("{spoke} of {} decisions spoke; greatest difference {worst:.1e}", said.len());
    assert!(worst <= 1e-9, "{worst}");
    spoke
}

mod news {
    use super::*;

    const WORDS: [&str; 24] = [
        "engine",
        "order",
        "radar",
        "profit",
        "airline",
        "budget",
        "supplier",
        "navy",
        "Japan",
        "contract",
        "inspection",
        "plant",
        "rises",
        "falls",
        "wins",
        "misses",
        "quarter",
        "analyst",
        "delay",
        "tariff",
        "sale",
        "patriot",
        "missile",
        "chief",
    ];

    fn headline(dice: &mut ChaCha8Rng, received: Timestamp, told: &[Headline]) -> Headline {
        let published =
            received - SignedDuration::from_secs(if dice.gen_bool(0.2) { 90_000 } else { dice.gen_range(0..300) });
        let again = told
            .len()
            .checked_sub(1 + dice.gen_range(0..20))
            .and_then(|at| told.get(at))
            .filter(|_| dice.gen_bool(0.25));
        let mut words: Vec<String> = match again {
            Some(story) => story.title.split(' ').map(str::to_owned).collect(),
            None => (0..dice.gen_range(4..12))
                .map(|_| format!("{}{}", WORDS[dice.gen_range(0..24)], dice.gen_range(0..9)))
                .collect(),
        };
        if dice.gen_bool(0.5) {
            words.push(WORDS[dice.gen_range(0..24)].to_owned());
        }
        let relevance = Fraction::new(dice.gen_range(0.1..1.0)).unwrap();
        let id = format!("{}", dice.r#gen::<u64>());
        let plain = Headline::new(rtx(), &id, SourceName::UNNAMED, (published, received), &words.join(" "), relevance);
        let score = Score::new(dice.gen_range(-1.0..1.0)).unwrap();
        let tone = dice.gen_bool(0.9).then_some(Tone { score, reader: SourceName::UNNAMED });
        Headline { tone, ..plain.unwrap() }
    }

    /// Headlines at all hours, polls in the session with outages, and one day on which the wires are flooded.
    pub(super) fn events(sessions: usize) -> Vec<Event> {
        let mut dice = ChaCha8Rng::seed_from_u64(11);
        let calendar = ExchangeCalendar::nyse();
        let mut told: Vec<Headline> = Vec::new();
        let mut events = Vec::new();
        for session in first_session()..first_session() + sessions {
            let day = calendar.session(session).unwrap();
            let flood = session == first_session() + 100;
            for _ in 0..if flood { 400 } else { dice.gen_range(0..6) } {
                let received = day.open + SignedDuration::from_secs(dice.gen_range(-20_000..50_000));
                let new = headline(&mut dice, received, &told);
                events.push(Event::News(Arc::new(new.clone())));
                told.push(new);
            }
            let outage = session < first_session() + 3 || dice.gen_bool(0.1);
            let polls = if outage { 0 } else { day.seconds() / 600 };
            events.extend((0..polls).map(|poll| {
                let at = day.open + SignedDuration::from_secs(poll * 600 + dice.gen_range(0..200));
                Event::Polled(Polled { symbol: rtx(), channel: Channel::News, at })
            }));
        }
        events.sort_by_key(Event::known_at);
        events
    }

    /// The formula, over all headlines ever received.
    pub(super) fn expected(events: &[Event], moments: &[Moment]) -> Vec<(Result<f64, Abstention>, [f64; 3])> {
        let mut counted: Vec<(Timestamp, i64, u64, f64, f64)> = Vec::new();
        for event in events {
            let Event::News(headline) = event else { continue };
            let Some(tone) = headline.tone else { continue };
            let print = fingerprint(&headline.title);
            let known = counted.iter().rev().take(256);
            let recent = known.filter(|(received, ..)| headline.received.duration_since(*received).as_hours() < 48);
            let alike = recent.map(|(_, _, other, ..)| {
                let bits = (0..64).filter(|bit| (print >> bit) & 1 != (other >> bit) & 1).count();
                if bits <= 16 { (std::f64::consts::PI * bits as f64 / 64.0).cos() } else { 0.0 }
            });
            let weight = headline.relevance.get() * (1.0 - alike.fold(0.0, f64::max));
            counted.push((headline.received, elapsed(headline.received), print, weight, tone.score.get()));
        }
        let alive: Vec<(Timestamp, i64)> =
            events.iter().map(|event| (event.known_at(), elapsed(event.known_at()))).collect();
        moments
            .iter()
            .map(|moment| {
                let now = elapsed(moment.at);
                let Some(life) = alive.iter().rev().find(|(at, _)| *at <= moment.at) else {
                    return (Err(Abstention::NoFeed), [0.0; 3]);
                };
                let mean = |days: f64| {
                    let (mut tones, mut weights) = (0.0, 0.0);
                    for (_, then, _, weight, tone) in counted.iter().filter(|(received, ..)| *received <= moment.at) {
                        let left = weight * 0.5_f64.powf((now - then) as f64 / (days * 23_400.0));
                        tones += left * tone;
                        weights += left;
                    }
                    tones / (weights + 1.0)
                };
                let (fast, slow) = (mean(1.0), mean(3.0));
                let recent = |received: &Timestamp| {
                    *received <= moment.at && moment.at.as_second() - received.as_second() <= 172_800
                };
                let headlines = counted.iter().filter(|(received, ..)| recent(received)).count().min(256);
                let score = if now - life.1 > 1_800 { Err(Abstention::Stale) } else { Ok(f64::midpoint(fast, slow)) };
                (score, [fast, slow, headlines as f64])
            })
            .collect()
    }
}

#[test]
fn news_sentiment_is_its_formula() {
    let moments = decisions(260);
    let events = news::events(260);
    let said = lived(&events, &moments, SignalKind::NewsSentiment);
    let spoke = hold(&said, &news::expected(&events, &moments), &moments);
    assert!(spoke > 4_000, "{spoke}");
}

#[test]
fn news_of_tomorrow_change_nothing_today() {
    let moments = decisions(60);
    let events = news::events(60);
    let said = lived(&events, &moments, SignalKind::NewsSentiment);
    let mut later_differ = 0;
    for cut in (100..moments.len()).step_by(151) {
        let after = moments[cut].at;
        let other = |event: &Event| match event {
            Event::News(headline) if headline.received > after => {
                let tone = headline.tone.map(|tone| Tone { score: Score::new(-0.9).unwrap(), ..tone });
                Event::News(Arc::new(Headline { tone, title: "Something else".to_owned(), ..(**headline).clone() }))
            }
            event => event.clone(),
        };
        let others: Vec<Event> = events.iter().map(other).collect();
        let said_then = lived(&others, &moments, SignalKind::NewsSentiment);
        assert_eq!(said[..=cut], said_then[..=cut]);
        later_differ += usize::from(said != said_then);
    }
    assert!(later_differ > 5);
}

#[test]
fn news_that_come_late_count_from_then() {
    let moments = decisions(20);
    let events = news::events(20);
    let (published, received) = (moments[100].at, moments[300].at);
    let plain =
        Headline::new(rtx(), "late", SourceName::UNNAMED, (published, received), "A late story", Fraction::HALF);
    let tone = Some(Tone { score: Score::new(1.0).unwrap(), reader: SourceName::UNNAMED });
    let late = Event::News(Arc::new(Headline { tone, ..plain.unwrap() }));
    let mut with = events.clone();
    with.push(late);
    with.sort_by_key(Event::known_at);
    let (without, with) = [events, with].map(|events| lived(&events, &moments, SignalKind::NewsSentiment)).into();
    assert_eq!(without[..300], with[..300]);
    let score = |said: &(Reading, Grounds)| said.0.score().map(Score::get);
    assert!(score(&with[300]) > score(&without[300]), "{:?} {:?}", with[300], without[300]);
}

mod chains {
    use super::*;

    /// Chains of half of the quarters of an hour, at odd seconds; some days without any.
    pub(super) fn events(sessions: usize) -> Vec<Event> {
        let mut dice = ChaCha8Rng::seed_from_u64(23);
        let mut events = Vec::new();
        let mut spot = 120.0;
        let mut volumes: HashMap<(Date, u32, OptionRight), u32> = HashMap::new();
        let mut session = 0;
        let mut quiet = false;
        for moment in decisions(sessions) {
            if moment.step.session != session {
                session = moment.step.session;
                volumes.clear();
                quiet = dice.gen_bool(0.05);
            }
            spot *= 1.0 + dice.gen_range(-0.004..0.004);
            if quiet || dice.gen_bool(0.5) {
                continue;
            }
            let at = moment.at - SignedDuration::from_secs(dice.gen_range(0..900));
            let today = ExchangeCalendar::nyse().session(session).unwrap().date;
            let mut quotes = Vec::new();
            for days in [2, 9, 30, 60, 61] {
                for strike in (96..=144).step_by(3) {
                    for right in [OptionRight::Put, OptionRight::Call] {
                        quotes.push(quote(&mut dice, (today + days.days(), strike, right), spot, &mut volumes));
                    }
                }
            }
            quotes.retain(|_| dice.gen_bool(0.95));
            let chain = ChainSnapshot::new(rtx(), SourceName::UNNAMED, at, spot, quotes).unwrap();
            assert!(chain.1.is_empty());
            events.push(Event::Chain(Arc::new(chain.0)));
        }
        events
    }

    fn quote(
        dice: &mut ChaCha8Rng,
        (expiry, strike, right): (Date, u32, OptionRight),
        spot: f64,
        volumes: &mut HashMap<(Date, u32, OptionRight), u32>,
    ) -> OptionQuote {
        let volume = volumes.entry((expiry, strike, right)).or_insert(0);
        *volume += dice.gen_range(0..40) * u32::from(dice.gen_bool(0.4));
        let k = (f64::from(strike) / spot).ln();
        let bid = if dice.gen_bool(0.1) { 0.0 } else { dice.gen_range(0.2..4.0) };
        let ask = bid + dice.gen_range(0.0..0.3);
        let delta = dice.gen_range(0.0..0.9) * if right == OptionRight::Call { 1.0 } else { -1.0 };
        OptionQuote {
            expiry,
            right,
            strike: f64::from(strike),
            bid,
            ask,
            last: dice.gen_bool(0.8).then(|| dice.gen_range(0.0..5.0)),
            volume: *volume,
            open_interest: dice.gen_range(0..500),
            implied_volatility: dice
                .gen_bool(0.9)
                .then(|| 0.3 - 0.3 * k + dice.gen_range(-0.3..0.05))
                .map(|iv: f64| iv.max(0.001)),
            delta: dice.gen_bool(0.5).then_some(delta),
        }
    }

    struct Contract<'a> {
        quote: &'a OptionQuote,
        k: f64,
        years: f64,
        fresh: Option<f64>,
        iv: Option<f64>,
        /// +1 for a call, -1 for a put.
        side: f64,
    }

    /// The five measures of one chain, `before` being the one before it on the same day.
    fn measures(chain: &ChainSnapshot, before: Option<&ChainSnapshot>) -> [Option<f64>; 5] {
        let today = ExchangeCalendar::nyse().new_york(chain.at()).date();
        let counts = |chain: &ChainSnapshot, quote: &OptionQuote| {
            let days = today.until(quote.expiry).unwrap().get_days();
            (5..=60).contains(&days) && (quote.strike / chain.spot()).ln().abs() <= 0.15
        };
        let all = chain.quotes().iter().filter(|quote| counts(chain, quote)).map(|quote| {
            let same = |other: &&OptionQuote| {
                (other.expiry, other.strike, other.right) == (quote.expiry, quote.strike, quote.right)
            };
            let fresh = before.map_or(Some(f64::from(quote.volume)), |before| {
                let other = before.quotes().iter().find(same).filter(|other| counts(before, other))?;
                Some((f64::from(quote.volume) - f64::from(other.volume)).max(0.0))
            });
            let market = quote.bid > 0.0 && quote.ask >= quote.bid;
            Contract {
                quote,
                k: (quote.strike / chain.spot()).ln(),
                years: f64::from(today.until(quote.expiry).unwrap().get_days()) / 365.0,
                fresh,
                iv: quote.implied_volatility.filter(|iv| market && (0.02..=3.0).contains(iv)),
                side: if quote.right == OptionRight::Call { 1.0 } else { -1.0 },
            }
        });
        let all: Vec<Contract<'_>> = all.collect();
        let balance = |count: &dyn Fn(&Contract<'_>) -> f64| {
            let of = |side: f64| all.iter().filter(|one| one.side == side).map(count).sum::<f64>();
            (of(1.0) + of(-1.0) > 0.0).then(|| ((of(1.0) + 0.5) / (of(-1.0) + 0.5)).ln())
        };
        [
            balance(&|one| one.fresh.unwrap_or(0.0)),
            balance(&|one| f64::from(one.quote.open_interest)),
            skew(&all),
            matched(&all),
            activity(&all),
        ]
    }

    fn mean(weighted: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
        let (sum, weights) =
            weighted.fold((0.0, 0.0), |(sum, weights), (weight, value)| (sum + weight * value, weights + weight));
        (weights > 0.0).then(|| sum / weights)
    }

    fn skew(all: &[Contract<'_>]) -> Option<f64> {
        let expiries: std::collections::BTreeSet<Date> = all.iter().map(|one| one.quote.expiry).collect();
        let of = |expiry: Date, side: f64| {
            mean(all.iter().filter(|one| one.quote.expiry == expiry && one.side == side).filter_map(|one| {
                let weight = 1.0 - (one.side * one.k - 0.085).abs() / 0.035;
                (weight > 0.0).then_some((weight, one.iv?))
            }))
        };
        mean(expiries.into_iter().filter_map(|expiry| Some((1.0, of(expiry, 1.0)? - of(expiry, -1.0)?))))
    }

    fn matched(all: &[Contract<'_>]) -> Option<f64> {
        mean(all.iter().filter(|one| one.side > 0.0).filter_map(|call| {
            let same = |put: &&Contract<'_>| {
                put.side < 0.0 && (put.quote.expiry, put.quote.strike) == (call.quote.expiry, call.quote.strike)
            };
            let put = all.iter().find(same)?;
            let weight = f64::from(call.quote.open_interest) + f64::from(put.quote.open_interest);
            Some((weight, call.iv? - put.iv?))
        }))
    }

    fn activity(all: &[Contract<'_>]) -> Option<f64> {
        mean(all.iter().filter_map(|one| {
            let (fresh, last) = (one.fresh.filter(|fresh| *fresh > 0.0)?, one.quote.last?);
            let mid = (one.quote.bid > 0.0).then(|| f64::midpoint(one.quote.bid, one.quote.ask))?;
            let own = || one.iv.map(|iv| 0.5 * libm::erfc(one.side * one.k / (iv * (2.0 * one.years).sqrt())));
            let delta = one.quote.delta.map(f64::abs).or_else(own).filter(|delta| (0.1..=0.6).contains(delta))?;
            let pressed = if last > mid {
                1.0
            } else if last < mid {
                -1.0
            } else {
                0.0
            };
            Some((fresh * delta, pressed * one.side))
        }))
    }

    /// Mean and deviation with all weights written out: the newest value weighs w, older ones fade, early ones share equally.
    fn spread(values: &[f64]) -> (f64, f64) {
        let forget = 1.0 - 0.5_f64.powf(1.0 / 60.0);
        let mut weights: Vec<f64> = Vec::new();
        for count in 1..=values.len() {
            let weight = forget.max(1.0 / count as f64);
            for older in &mut weights {
                *older *= 1.0 - weight;
            }
            weights.push(weight);
        }
        let mean: f64 = weights.iter().zip(values).map(|(weight, value)| weight * value).sum();
        let variance: f64 = weights.iter().zip(values).map(|(weight, value)| weight * (value - mean).powi(2)).sum();
        (mean, variance.sqrt())
    }

    pub(super) fn expected(events: &[Event], moments: &[Moment]) -> Vec<(Result<f64, Abstention>, [f64; 3])> {
        let chains: Vec<&ChainSnapshot> = events
            .iter()
            .map(|event| match event {
                Event::Chain(chain) => chain.as_ref(),
                other => panic!("{other:?}"),
            })
            .collect();
        let place = |chain: &ChainSnapshot| {
            let moment = moments.iter().find(|moment| moment.at >= chain.at()).unwrap();
            (moment.step.session, moment.step.slot)
        };
        let mut histories: HashMap<(i64, usize), Vec<f64>> = HashMap::new();
        let mut judged: Vec<(&ChainSnapshot, [Option<f64>; 5], usize)> = Vec::new();
        let mut days = 0;
        for (at, chain) in chains.iter().enumerate() {
            let (session, slot) = place(chain);
            let before = at.checked_sub(1).map(|at| chains[at]).filter(|before| place(before).0 == session);
            days += usize::from(before.is_none());
            let values = measures(chain, before);
            let mut z = [None; 5];
            for (which, value) in values.into_iter().enumerate() {
                let (Some(value), history) = (value, histories.entry((slot, which)).or_default()) else { continue };
                let (mean, deviation) = spread(history);
                z[which] = (history.len() >= 5).then(|| ((value - mean) / deviation).clamp(-4.0, 4.0));
                history.push(value);
            }
            judged.push((chain, z, days));
        }
        let average = |z: &[Option<f64>]| mean(z.iter().flatten().map(|z| (1.0, *z))).unwrap_or(0.0);
        moments
            .iter()
            .map(|moment| {
                let seen = judged.iter().take_while(|(chain, ..)| chain.at() <= moment.at).count();
                let Some((chain, z, days)) = seen.checked_sub(1).map(|at| &judged[at]) else {
                    return (Err(Abstention::NoFeed), [0.0; 3]);
                };
                let score =
                    mean(z.iter().zip([1.0, 1.0, 1.0, 1.0, 0.5]).filter_map(|(z, quality)| Some((quality, (*z)?))));
                let reading = if elapsed(moment.at) - elapsed(chain.at()) > 1_800 {
                    Err(Abstention::Stale)
                } else if seen < 60 || *days < 5 {
                    Err(Abstention::WarmingUp)
                } else {
                    score.map(|z| z / (1.0 + z * z).sqrt()).ok_or(Abstention::NoEvidence)
                };
                (reading, [average(&z[..2]), average(&z[2..4]), average(&z[4..])])
            })
            .collect()
    }
}

#[test]
fn options_flow_is_its_formula() {
    let moments = decisions(220);
    let events = chains::events(220);
    let said = lived(&events, &moments, SignalKind::OptionsFlow);
    let spoke = hold(&said, &chains::expected(&events, &moments), &moments);
    assert!(spoke > 3_000, "{spoke}");
}

#[test]
fn chains_of_tomorrow_change_nothing_today() {
    let moments = decisions(40);
    let events = chains::events(40);
    let said = lived(&events, &moments, SignalKind::OptionsFlow);
    let mut later_differ = 0;
    for cut in (300..moments.len()).step_by(97) {
        let after = moments[cut].at;
        let other = |event: &Event| match event {
            Event::Chain(chain) if chain.at() > after => {
                let swap =
                    |quote: &OptionQuote| OptionQuote { volume: quote.volume / 2 + quote.open_interest, ..*quote };
                let quotes = chain.quotes().iter().map(swap).collect();
                let (swapped, _) =
                    ChainSnapshot::new(rtx(), chain.source(), chain.at(), chain.spot() * 1.01, quotes).unwrap();
                Event::Chain(Arc::new(swapped))
            }
            event => event.clone(),
        };
        let others: Vec<Event> = events.iter().map(other).collect();
        let said_then = lived(&others, &moments, SignalKind::OptionsFlow);
        assert_eq!(said[..=cut], said_then[..=cut]);
        later_differ += usize::from(said != said_then);
    }
    assert!(later_differ > 5);
}
