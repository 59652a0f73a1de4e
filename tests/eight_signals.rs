//! Laws of the eight signals together: the mirror, no look-ahead, no bias, and that each finds its own planted structure and nothing else.

#![cfg(test)]

use std::collections::BTreeMap;
use std::sync::Arc;

use algoslayer::domain::bar::{Bar, DayBar, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::{Effect, Event};
use algoslayer::domain::headline::Tone;
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::option_chain::{ChainSnapshot, OptionQuote};
use algoslayer::domain::outcome::{Outcome, Verdict};
use algoslayer::domain::prediction::{Direction, Prediction, PredictionNumber};
use algoslayer::domain::signal::{Abstention, Reading, SignalKind};
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::training::observation::Seen;
use algoslayer::domain::unit::{Fraction, LogPrice, Score};
use algoslayer::engine::State;
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::{SimFeed, SimOptions, Strengths};
use algoslayer::learn::features::{Memory, mirror, name};
use algoslayer::learn::tone::ToneReader;
use algoslayer::learn::tone::lexicon::Lexicon;
use jiff::Timestamp;
use jiff::civil::date;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

/// Everything that so many sessions of a simulated market tell, the tone of headlines read.
fn market(seed: u64, sessions: usize, strengths: Strengths) -> Vec<Event> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2022, 1, 3)).unwrap();
    let last = calendar.session(calendar.index_at_or_before(first.open).unwrap() + sessions - 1).unwrap();
    let mut feed = SimFeed::with(SimOptions { seed, first: first.date, strengths }).unwrap();
    let evening = last.close + jiff::SignedDuration::from_hours(4);
    let mut events =
        feed.events(Timestamp::MIN.max(first.open - jiff::SignedDuration::from_hours(9)), evening).unwrap();
    let reader = Lexicon;
    for event in &mut events {
        if let Event::News(headline) = event {
            let tone = reader.read(&headline.title).map(|score| Tone { score, reader: reader.name() });
            Arc::make_mut(headline).tone = tone;
        }
    }
    events
}

#[derive(Default)]
struct Lived {
    predictions: Vec<Prediction>,
    outcomes: Vec<Outcome>,
}

fn live(events: &[Event]) -> Lived {
    let mut state = State::new(rtx());
    let mut lived = Lived::default();
    let until = events.last().map_or(Timestamp::MIN, Event::known_at);
    advance(&mut state, events, until, Pace::Lived, |_, _, _, effects| {
        for effect in effects {
            match effect {
                Effect::Predicted(prediction) => lived.predictions.push(**prediction),
                Effect::Settled(outcome) => lived.outcomes.push(**outcome),
                Effect::Refused(refusal) => panic!("refused: {refusal:?}"),
                Effect::Skipped(_) | Effect::Learned(_) | Effect::Tell(_) => {}
            }
        }
    });
    lived
}

/// The price whose logarithm on the grid is exactly the negated one.
fn reflected(price: f64) -> f64 {
    libm::exp(-LogPrice::of(price).unwrap().get())
}

/// The price put on the grid, so that reflecting twice is the identity.
fn gridded(price: f64) -> f64 {
    libm::exp(LogPrice::of(price).unwrap().get())
}

fn with_prices(prices: Prices, change: fn(f64) -> f64) -> Prices {
    let Prices { open, high, low, close } = prices;
    let (a, b) = (change(high), change(low));
    Prices { open: change(open), high: a.max(b), low: a.min(b), close: change(close) }
}

/// The event with every price changed; the volatility index is a level of volatility, which has no mirror image.
fn changed(event: &Event, price: fn(f64) -> f64, mirror: bool) -> Event {
    let is_level = event.symbol().is_some_and(|symbol| symbol.as_str() == "VIX");
    match event {
        Event::Bar(bar) if !is_level => {
            let prices = with_prices(bar.prices(), price);
            Event::Bar(Bar::new(bar.symbol(), bar.source(), bar.interval(), bar.start(), prices, bar.volume()).unwrap())
        }
        Event::Day(day) if !is_level => {
            let prices = with_prices(day.prices(), price);
            Event::Day(DayBar::new(day.symbol(), day.source(), day.date(), prices, day.volume()).unwrap())
        }
        Event::News(headline) if mirror => {
            let mut headline = (**headline).clone();
            headline.tone =
                headline.tone.map(|tone| Tone { score: Score::new(-tone.score.get()).unwrap(), reader: tone.reader });
            Event::News(Arc::new(headline))
        }
        Event::Chain(chain) => {
            let quote = |quote: &OptionQuote| OptionQuote {
                strike: price(quote.strike),
                right: if mirror { quote.right.mirrored() } else { quote.right },
                delta: quote.delta.map(|delta| if mirror { -delta } else { delta }),
                ..*quote
            };
            let quotes = chain.quotes().iter().map(quote).collect();
            let (chain, faults) =
                ChainSnapshot::new(chain.symbol(), chain.source(), chain.at(), price(chain.spot()), quotes).unwrap();
            assert_eq!(faults, []);
            Event::Chain(Arc::new(chain))
        }
        _ => event.clone(),
    }
}

/// What must come out the other way round in the mirror, and what must stay.
type Claim = (Timestamp, Direction, f64, f64, f64, Vec<Result<f64, Abstention>>, Vec<f64>, Vec<[f64; 5]>);

fn claim(prediction: &Prediction, sign: f64) -> Claim {
    let readings = prediction.readings.iter().map(|(_, reading)| match reading {
        Reading::Speaks(score) => Ok(sign * score.get()),
        Reading::Abstains(reason) => Err(reason),
    });
    let weights = prediction.grounds.iter().flatten().map(|grounds| grounds.weight);
    let forecasts = prediction.forecasts.iter().map(|forecast| {
        let p = forecast.probabilities;
        let (down, up) = if sign < 0.0 { (p.up, p.down) } else { (p.down, p.up) };
        [forecast.sigma, forecast.band, down, p.hold, up]
    });
    (
        prediction.at,
        if sign < 0.0 { prediction.call.mirrored() } else { prediction.call },
        prediction.confidence.get(),
        prediction.evidence,
        sign * prediction.fused,
        readings.collect(),
        weights.collect(),
        forecasts.collect(),
    )
}

fn voices(predictions: &[Prediction]) -> BTreeMap<&'static str, usize> {
    let mut voices = BTreeMap::new();
    for (kind, reading) in predictions.iter().flat_map(|prediction| prediction.readings.iter()) {
        *voices.entry(kind.name()).or_insert(0) += usize::from(reading.score().is_some());
    }
    voices
}

#[test]
fn the_mirrored_market_gives_the_mirrored_predictions_exactly() {
    let here: Vec<Event> =
        market(7, 180, Strengths::all(0.3)).iter().map(|event| changed(event, gridded, false)).collect();
    let there: Vec<Event> = here.iter().map(|event| changed(event, reflected, true)).collect();
    let (here, there) = (live(&here), live(&there));
    assert!(here.predictions.len() > 3_000 && here.predictions.len() == there.predictions.len());
    for (one, other) in here.predictions.iter().zip(&there.predictions) {
        assert_eq!(claim(one, -1.0), claim(other, 1.0), "prediction {}", one.number.0);
    }
    let features = |lived: &Lived| {
        let mut memory = Memory::default();
        lived.predictions.iter().map(|made| memory.take(&Seen::of(made).unwrap())).collect::<Vec<_>>()
    };
    for (mut one, other) in features(&here).into_iter().zip(features(&there)) {
        mirror(&mut one);
        for (column, (one, other)) in one.iter().zip(&other).enumerate() {
            assert!(one.to_bits() == other.to_bits(), "{}: {one} {other}", name(column));
        }
    }
    let voices = voices(&here.predictions);
    assert!(voices.values().all(|count| *count > 500), "all eight must have been mirrored: {voices:?}");
    for direction in [Direction::Up, Direction::Down] {
        assert!(here.predictions.iter().any(|prediction| prediction.call == direction), "no {direction:?} call");
    }
    println!("mirrored {} predictions bit for bit; signals spoke {voices:?}", here.predictions.len());
}

/// Replaces everything that is known after the cut: other prices, tones, quotes; some things never come.
fn perturbed(events: &[Event], cut: Timestamp, dice: &mut ChaCha8Rng) -> Vec<Event> {
    let mut changed = Vec::new();
    for event in events {
        if event.known_at() <= cut {
            changed.push(event.clone());
            continue;
        }
        if dice.gen_bool(0.1) {
            continue;
        }
        let scale = dice.gen_range(0.5..2.0);
        let scaled = |prices: Prices| Prices {
            open: prices.open * scale,
            high: prices.high * scale,
            low: prices.low * scale,
            close: prices.close * scale,
        };
        changed.push(match event {
            Event::Bar(bar) => Event::Bar(
                Bar::new(
                    bar.symbol(),
                    bar.source(),
                    bar.interval(),
                    bar.start(),
                    scaled(bar.prices()),
                    bar.volume() * dice.gen_range(0.0..3.0),
                )
                .unwrap(),
            ),
            Event::Day(day) => Event::Day(
                DayBar::new(day.symbol(), day.source(), day.date(), scaled(day.prices()), day.volume()).unwrap(),
            ),
            Event::News(headline) => {
                let mut headline = (**headline).clone();
                headline.title = format!("{} {}", headline.title, dice.gen_range(0..1_000_000));
                headline.tone = headline
                    .tone
                    .map(|tone| Tone { score: Score::new(dice.gen_range(-1.0..1.0)).unwrap(), reader: tone.reader });
                Event::News(Arc::new(headline))
            }
            Event::Chain(chain) => {
                let mut quotes = chain.quotes().to_vec();
                for quote in &mut quotes {
                    quote.volume = quote.volume.wrapping_mul(dice.gen_range(1..5)) % 1_000_000;
                    quote.implied_volatility = quote.implied_volatility.map(|iv| iv * dice.gen_range(0.5..1.5));
                }
                let chain =
                    ChainSnapshot::new(chain.symbol(), chain.source(), chain.at(), chain.spot() * scale, quotes)
                        .unwrap();
                Event::Chain(Arc::new(chain.0))
            }
            other => other.clone(),
        });
    }
    changed
}

#[test]
fn the_future_does_not_matter_to_any_signal() {
    let events = market(3, 150, Strengths::all(0.3));
    let whole = live(&events);
    let mut dice = ChaCha8Rng::seed_from_u64(11);
    let late = events.len() * 9 / 10..events.len();
    let mut compared = 0;
    for _ in 0..4 {
        let cut = events[dice.gen_range(late.clone())].known_at();
        let other = live(&perturbed(&events, cut, &mut dice));
        let before = |lived: &Lived| lived.predictions.iter().filter(|p| p.at <= cut).copied().collect::<Vec<_>>();
        assert_eq!(before(&whole), before(&other), "cut at {cut}");
        let settled =
            |lived: &Lived| lived.outcomes.iter().filter(|o| o.settled_at <= cut).copied().collect::<Vec<_>>();
        assert_eq!(settled(&whole), settled(&other), "cut at {cut}");
        compared += before(&whole).len();
        let after =
            |lived: &Lived| lived.predictions.iter().filter(|p| p.at > cut).map(|p| p.price).collect::<Vec<_>>();
        assert!(after(&whole) != after(&other), "the cut at {cut} changed nothing");
    }
    let voices = voices(&whole.predictions);
    assert!(voices.values().all(|count| *count > 300), "all eight must have spoken: {voices:?}");
    println!("{compared} predictions before the cuts are the same bit for bit");
}

#[test]
fn the_order_of_symbols_does_not_matter() {
    let events = market(5, 60, Strengths::NONE);
    let mut dice = ChaCha8Rng::seed_from_u64(5);
    let mut shuffled = Vec::with_capacity(events.len());
    for at_once in events.chunk_by(|a, b| a.known_at() == b.known_at()) {
        let mut at_once = at_once.to_vec();
        at_once.shuffle(&mut dice);
        shuffled.extend(at_once);
    }
    assert!(events != shuffled);
    let (sorted, shuffled) = (live(&events), live(&shuffled));
    assert_eq!(sorted.predictions, shuffled.predictions);
}

/// P(|z| or more) of the normal distribution, two-sided.
fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Hits and cases of a signal: the sign of its score against the sign of the return that followed, at decisions so far apart that their
/// returns do not overlap.
fn hits(lived: &Lived, kind: SignalKind, horizon: Horizon) -> (u32, u32) {
    let returns: BTreeMap<PredictionNumber, f64> = lived
        .outcomes
        .iter()
        .filter(|outcome| outcome.horizon == horizon)
        .filter_map(|outcome| match &outcome.verdict {
            Verdict::Settled(settlement) => Some((outcome.number, settlement.log_return)),
            Verdict::Void(_) => None,
        })
        .collect();
    let (mut right, mut all) = (0, 0);
    let mut free_from = Timestamp::MIN;
    for prediction in &lived.predictions {
        let (Some(score), Some(after)) = (prediction.readings.of(kind).score(), returns.get(&prediction.number)) else {
            continue;
        };
        if prediction.at < free_from || score.get() == 0.0 || *after == 0.0 {
            continue;
        }
        free_from = prediction.forecast(horizon).due;
        all += 1;
        right += u32::from((score.get() > 0.0) == (*after > 0.0));
    }
    (right, all)
}

/// How long the structure of each signal takes to show.
fn horizon_of(kind: SignalKind) -> Horizon {
    match kind {
        SignalKind::SectorCorrelation | SignalKind::MeanReversion => Horizon::OneHour,
        SignalKind::TechnicalAnalysis => Horizon::FourHours,
        _ => Horizon::OneDay,
    }
}

fn z((right, all): (u32, u32)) -> f64 {
    (2.0 * f64::from(right) - f64::from(all)) / f64::from(all).sqrt()
}

fn table(title: &str, lived: &Lived) -> [f64; 8] {
    println!("{title}");
    SignalKind::ALL.map(|kind| {
        let counted = hits(lived, kind, horizon_of(kind));
        let z = z(counted);
        let share = f64::from(counted.0) / f64::from(counted.1) * 100.0;
        println!(
            "  {:<20} {:>4}: {:>5} of {:>5} right ({share:.1} %), z {z:+.2}, p {:.4}",
            kind.name(),
            horizon_of(kind).name(),
            counted.0,
            counted.1,
            two_sided(z)
        );
        z
    })
}

/// Sessions of the experiments below.
const SESSIONS: usize = 1_000;

fn planted(kind: SignalKind) {
    let strengths = Strengths::NONE.with(kind, Fraction::new(1.0).unwrap());
    let zs = table(&format!("planted: {} at strength 1", kind.name()), &live(&market(21, SESSIONS, strengths)));
    assert!(zs[kind.index()] > 2.6, "{} does not find its own structure", kind.name());
}

#[test]
fn no_signal_finds_anything_where_nothing_is_planted() {
    let zs = table("planted: nothing", &live(&market(21, SESSIONS, Strengths::NONE)));
    // Eight looks: |z| > 2.73 for any of them has a probability of 5 %.
    assert!(zs.iter().all(|z| z.abs() < 2.73), "{zs:?}");
}

#[test]
fn news_sentiment_finds_its_own_structure() {
    planted(SignalKind::NewsSentiment);
}

#[test]
fn technical_analysis_finds_its_own_structure() {
    planted(SignalKind::TechnicalAnalysis);
}

#[test]
fn options_flow_finds_its_own_structure() {
    planted(SignalKind::OptionsFlow);
}

#[test]
fn volatility_analysis_finds_its_own_structure() {
    planted(SignalKind::VolatilityAnalysis);
}

#[test]
fn momentum_finds_its_own_structure() {
    planted(SignalKind::Momentum);
}

#[test]
fn sector_correlation_finds_its_own_structure() {
    planted(SignalKind::SectorCorrelation);
}

#[test]
fn mean_reversion_finds_its_own_structure() {
    planted(SignalKind::MeanReversion);
}

#[test]
fn market_regime_finds_its_own_structure() {
    planted(SignalKind::MarketRegime);
}

/// 100,000 five-minute bars of RTX without drift. Calls of neighbouring decisions hang together, so the unit of the sign test is the month:
/// whether it had more BUY or more SELL.
#[test]
fn buy_and_sell_are_called_alike_where_nothing_is_planted() {
    let lived = live(&market(2, 100_000 / 78, Strengths::NONE));
    let count = |direction| lived.predictions.iter().filter(|prediction| prediction.call == direction).count();
    let (buys, sells) = (count(Direction::Up), count(Direction::Down));
    let mut months: BTreeMap<(i16, i8), i64> = BTreeMap::new();
    for prediction in &lived.predictions {
        let day = ExchangeCalendar::nyse().new_york(prediction.at).date();
        let side = match prediction.call {
            Direction::Up => 1,
            Direction::Down => -1,
            Direction::Hold => 0,
        };
        *months.entry((day.year(), day.month())).or_default() += side;
    }
    let more_buys = months.values().filter(|side| **side > 0).count();
    let uneven = months.values().filter(|side| **side != 0).count();
    let z = z((u32::try_from(more_buys).unwrap(), u32::try_from(uneven).unwrap()));
    println!(
        "{} predictions: {buys} BUY, {sells} SELL; more BUY than SELL in {more_buys} of {uneven} months, z {z:+.2}, p {:.3}",
        lived.predictions.len(),
        two_sided(z)
    );
    assert!(two_sided(z) > 0.01);
    assert!(buys > 1_000 && sells > 1_000);
}
