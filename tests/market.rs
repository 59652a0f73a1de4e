//! Laws of the fold: no look-ahead, the mirror, sameness of replay and restart, outages, and the rules of outcomes.

#![cfg(test)]

use algoslayer::app::keeper::{Keeper, Taken};
use algoslayer::app::market;
use algoslayer::config::{Config, MarketSource, Overrides};
use algoslayer::domain::bar::{Bar, Interval, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::{Dividend, Effect, Event, SkipReason};
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::outcome::{Outcome, Verdict};
use algoslayer::domain::prediction::{Direction, Hash, Prediction, PredictionNumber};
use algoslayer::domain::signal::{Abstention, Reading};
use algoslayer::domain::symbol::{SourceName, Symbol};
use algoslayer::domain::unit::{Fraction, LogPrice};
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::engine::{State, recall, step};
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::SimFeed;
use algoslayer::storage::Store;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// So many sessions of the simulated market, RTX only.
fn simulated(seed: u64, sessions: usize) -> Vec<Bar> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2025, 1, 2)).unwrap();
    let last = calendar.session(calendar.index_at_or_before(first.open).unwrap() + sessions - 1).unwrap();
    let mut feed = SimFeed::new(seed, first.date).unwrap();
    let mut bars = feed.bars(first.open, last.close).unwrap();
    bars.retain(|bar| bar.symbol() == rtx());
    bars
}

fn told(bars: &[Bar]) -> Vec<Event> {
    bars.iter().copied().map(Event::Bar).collect()
}

#[derive(Default)]
struct Lived {
    predictions: Vec<Prediction>,
    outcomes: Vec<Outcome>,
    skipped: Vec<SkipReason>,
}

fn live(bars: &[Bar]) -> (State, Lived) {
    let mut state = State::new(rtx());
    let mut lived = Lived::default();
    let until = bars.last().map_or(Timestamp::MIN, Bar::end);
    advance(&mut state, &told(bars), until, Pace::Lived, |_, _, _, effects| {
        for effect in effects {
            match effect {
                Effect::Predicted(prediction) => lived.predictions.push(**prediction),
                Effect::Settled(outcome) => lived.outcomes.push(**outcome),
                Effect::Skipped(skipped) => lived.skipped.push(skipped.reason),
                Effect::Refused(_) | Effect::Learned(_) | Effect::Tell(_) => {}
            }
        }
    });
    (state, lived)
}

fn with_prices(bar: &Bar, prices: Prices, volume: f64) -> Bar {
    Bar::new(bar.symbol(), bar.source(), bar.interval(), bar.start(), prices, volume).unwrap()
}

/// The price whose logarithm on the grid is exactly the negated one.
fn reflected(price: f64) -> f64 {
    libm::exp(-LogPrice::of(price).unwrap().get())
}

/// The bar's prices put on the grid, so that reflecting twice is the identity.
fn gridded(bar: &Bar) -> Bar {
    let grid = |price: f64| libm::exp(LogPrice::of(price).unwrap().get());
    let Prices { open, high, low, close } = bar.prices();
    let prices = Prices { open: grid(open), high: grid(high), low: grid(low), close: grid(close) };
    with_prices(bar, prices, bar.volume())
}

fn mirrored(bar: &Bar) -> Bar {
    let Prices { open, high, low, close } = bar.prices();
    let prices = Prices { open: reflected(open), high: reflected(low), low: reflected(high), close: reflected(close) };
    with_prices(bar, prices, bar.volume())
}

type Claim = (
    PredictionNumber,
    Timestamp,
    Direction,
    Fraction,
    f64,
    f64,
    Vec<Result<f64, Abstention>>,
    Vec<(Timestamp, f64, f64, f64, f64, f64)>,
);

/// A prediction without what must differ in the mirror: price, hashes.
fn mirrored_claim(prediction: &Prediction) -> Claim {
    let side = |direction: Direction| direction.mirrored();
    let readings: Vec<_> = prediction
        .readings
        .iter()
        .map(|(_, reading)| match reading {
            Reading::Speaks(score) => Ok(-score.get()),
            Reading::Abstains(reason) => Err(reason),
        })
        .collect();
    let forecasts: Vec<_> = prediction
        .forecasts
        .iter()
        .map(|f| (f.due, f.sigma, f.band, f.probabilities.up, f.probabilities.hold, f.probabilities.down))
        .collect();
    (
        prediction.number,
        prediction.at,
        side(prediction.call),
        prediction.confidence,
        prediction.evidence,
        -prediction.fused,
        readings,
        forecasts,
    )
}

fn claim(prediction: &Prediction) -> Claim {
    let readings: Vec<_> = prediction
        .readings
        .iter()
        .map(|(_, reading)| match reading {
            Reading::Speaks(score) => Ok(score.get()),
            Reading::Abstains(reason) => Err(reason),
        })
        .collect();
    let forecasts: Vec<_> = prediction
        .forecasts
        .iter()
        .map(|f| (f.due, f.sigma, f.band, f.probabilities.down, f.probabilities.hold, f.probabilities.up))
        .collect();
    (
        prediction.number,
        prediction.at,
        prediction.call,
        prediction.confidence,
        prediction.evidence,
        prediction.fused,
        readings,
        forecasts,
    )
}

fn assert_mirrored(bars: &[Bar]) {
    let here: Vec<Bar> = bars.iter().map(gridded).collect();
    let there: Vec<Bar> = here.iter().map(mirrored).collect();
    let (_, here) = live(&here);
    let (_, there) = live(&there);
    assert!(here.predictions.len() > 1_000 && here.predictions.len() == there.predictions.len());
    for (one, other) in here.predictions.iter().zip(&there.predictions) {
        assert_eq!(mirrored_claim(one), claim(other));
    }
    for direction in [Direction::Up, Direction::Down] {
        assert!(
            here.predictions.iter().any(|prediction| prediction.call == direction),
            "no {direction:?} call to mirror"
        );
    }
    for (one, other) in here.outcomes.iter().zip(&there.outcomes) {
        if let (Verdict::Settled(one), Verdict::Settled(other)) = (&one.verdict, &other.verdict) {
            assert_eq!((one.log_return, one.became), (-other.log_return, other.became.mirrored()));
        }
    }
}

#[test]
fn the_mirrored_market_gives_the_mirrored_predictions_exactly() {
    assert_mirrored(&simulated(7, 180));
}

#[test]
fn the_mirrored_real_market_gives_the_mirrored_predictions_exactly() {
    if let Some(bars) = real_rtx() {
        // The second half: two vendors, a gap of 380 sessions, the bad print.
        assert_mirrored(&bars[bars.len() / 2..]);
    }
}

/// Replaces everything after the cut: other prices, other volumes, some bars missing.
fn perturbed(bars: &[Bar], cut: Timestamp, dice: &mut ChaCha8Rng) -> Vec<Bar> {
    let mut changed = Vec::new();
    for bar in bars {
        if bar.end() <= cut {
            changed.push(*bar);
        } else if dice.gen_bool(0.9) {
            let scale = dice.gen_range(0.5..2.0);
            let Prices { open, high, low, close } = bar.prices();
            let prices = Prices { open: open * scale, high: high * scale, low: low * scale, close: close * scale };
            changed.push(with_prices(bar, prices, bar.volume() * dice.gen_range(0.0..3.0)));
        }
    }
    changed
}

fn assert_future_does_not_matter(bars: &[Bar], cuts: usize, seed: u64) {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let (_, whole) = live(bars);
    for _ in 0..cuts {
        let cut = bars[dice.gen_range(0..bars.len())].end();
        let (_, other) = live(&perturbed(bars, cut, &mut dice));
        let before =
            |predictions: &[Prediction]| predictions.iter().filter(|p| p.at <= cut).copied().collect::<Vec<_>>();
        assert_eq!(before(&whole.predictions), before(&other.predictions), "cut at {cut}, seed {seed}");
        let settled =
            |outcomes: &[Outcome]| outcomes.iter().filter(|o| o.settled_at <= cut).copied().collect::<Vec<_>>();
        assert_eq!(settled(&whole.outcomes), settled(&other.outcomes), "cut at {cut}, seed {seed}");
    }
}

#[test]
fn the_future_does_not_matter() {
    assert_future_does_not_matter(&simulated(3, 20), 100, 11);
    // Long enough that every signal speaks before most cuts.
    assert_future_does_not_matter(&simulated(3, 160), 4, 12);
}

/// The test above can fail: a fold that sees one bar more is found out.
#[test]
fn a_look_ahead_is_found_out() {
    let bars = simulated(3, 40);
    let cut = bars[2_000].end();
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let leaky: Vec<Bar> = bars
        .windows(2)
        .map(|pair| {
            let close = pair[1].close();
            let Prices { open, high, low, .. } = pair[0].prices();
            with_prices(&pair[0], Prices { open, high: high.max(close), low: low.min(close), close }, pair[0].volume())
        })
        .collect();
    let future = perturbed(&bars, cut, &mut dice);
    let leaky_future: Vec<Bar> = leaky
        .iter()
        .zip(&future)
        .map(|(bar, other)| if bar.end() == cut { with_prices(bar, other.prices(), 1.0) } else { *bar })
        .collect();
    let (_, one) = live(&leaky);
    let (_, other) = live(&leaky_future);
    let before = |predictions: &[Prediction]| predictions.iter().filter(|p| p.at <= cut).copied().collect::<Vec<_>>();
    assert_ne!(before(&one.predictions), before(&other.predictions));
}

#[test]
fn living_twice_ends_in_the_same_state() {
    let bars = simulated(5, 60);
    let (one, _) = live(&bars);
    let (other, _) = live(&bars);
    assert_eq!((one.head(), one.to_bytes()), (other.head(), other.to_bytes()));
    assert_eq!(State::from_bytes(&one.to_bytes()).as_ref(), Some(&one));
}

#[test]
fn every_decision_of_the_session_brings_a_prediction_and_three_outcomes() {
    let bars = simulated(2, 30);
    let (_, lived) = live(&bars);
    assert_eq!(lived.skipped, vec![SkipReason::WarmingUp; lived.skipped.len()]);
    // The volatility is known when five days and the first bar after them are complete.
    let decisions: i64 = ExchangeCalendar::nyse()
        .sessions()
        .iter()
        .filter(|s| s.open >= bars[0].start() && s.close <= bars[bars.len() - 1].end())
        .map(algoslayer::domain::session::Session::decisions)
        .sum();
    assert_eq!(lived.predictions.len() + lived.skipped.len(), usize::try_from(decisions).unwrap());
    for horizon in Horizon::ALL {
        let end = bars[bars.len() - 1].end();
        let due = lived.predictions.iter().filter(|p| p.forecast(horizon).due <= end).count();
        assert_eq!(lived.outcomes.iter().filter(|o| o.horizon == horizon).count(), due);
    }
    assert!(lived.outcomes.iter().all(|o| matches!(o.verdict, Verdict::Settled(_)) && o.settled_at == o.due));
}

#[test]
fn probabilities_are_probabilities_and_begin_at_no_skill() {
    let (_, lived) = live(&simulated(2, 30));
    for prediction in &lived.predictions {
        for forecast in &prediction.forecasts {
            let p = forecast.probabilities;
            assert!((p.down + p.hold + p.up - 1.0).abs() < 1e-12 && p.down > 0.0 && p.hold > 0.0 && p.up > 0.0);
            assert!(forecast.band > 0.0 && forecast.sigma > 0.0);
        }
        if prediction.call != Direction::Hold {
            assert!(
                (prediction.confidence.get() - 0.5).abs() < 0.15,
                "thirty days are no evidence: {}",
                prediction.confidence.get()
            );
        }
    }
}

#[test]
fn entry_and_exit_follow_the_stated_rule() {
    let bars = simulated(2, 12);
    let (_, lived) = live(&bars);
    let find = |start: Timestamp| bars.iter().find(|bar| bar.start() == start).unwrap();
    let calendar = ExchangeCalendar::nyse();
    for outcome in &lived.outcomes {
        let Verdict::Settled(settlement) = &outcome.verdict else { panic!("void in a whole market") };
        let prediction = lived.predictions.iter().find(|p| p.number == outcome.number).unwrap();
        let ready = prediction.at + SignedDuration::from_secs(60);
        let first = bars.iter().find(|bar| bar.start() >= ready).unwrap();
        assert_eq!((settlement.entry.price, settlement.entry.at), (first.open(), first.start()));
        let last = find(outcome.due - SignedDuration::from_secs(300));
        assert_eq!((settlement.exit.price, settlement.exit.at), (last.close(), last.end()));
        assert!((settlement.log_return - (last.close() / first.open()).ln()).abs() < 1e-12);
        let band = prediction.forecast(outcome.horizon).band;
        let became = if settlement.log_return > band {
            Direction::Up
        } else if settlement.log_return < -band {
            Direction::Down
        } else {
            Direction::Hold
        };
        assert_eq!(settlement.became, became);
        let path = bars.iter().filter(|bar| bar.start() >= first.start() && bar.end() <= outcome.due);
        let (high, low) = path
            .fold((f64::MIN, f64::MAX), |(high, low), bar| (high.max(bar.prices().high), low.min(bar.prices().low)));
        assert!((settlement.hindsight_high - (high / first.open()).ln()).abs() < 1e-12);
        assert!((settlement.hindsight_low - (low / first.open()).ln()).abs() < 1e-12);
        let session = calendar.session_containing(prediction.at).unwrap();
        let expected = (outcome.crosses_close && prediction.at < session.close)
            .then(|| (find(session.close - SignedDuration::from_secs(300)).close() / first.open()).ln());
        match (settlement.return_to_close, expected) {
            (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-12),
            (found, expected) => assert_eq!(found, expected),
        }
    }
}

#[test]
fn missing_prices_make_outcomes_void_and_never_hold() {
    let mut bars = simulated(2, 20);
    let cut =
        |bars: &mut Vec<Bar>, from: &str, to: &str| bars.retain(|bar| bar.start() < at(from) || bar.start() >= at(to));
    // From 10:50 to 11:35 New York time there is no bar on one day.
    cut(&mut bars, "2025-01-23T15:50:00Z", "2025-01-23T16:35:00Z");
    let (_, lived) = live(&bars);
    let one_hour = |decided: &str| {
        let number = lived.predictions.iter().find(|p| p.at == at(decided)).map(|p| p.number);
        let outcome = lived.outcomes.iter().find(|o| Some(o.number) == number && o.horizon == Horizon::OneHour);
        outcome.map(|o| match o.verdict {
            Verdict::Void(reason) => reason.name(),
            Verdict::Settled(_) => "settled",
        })
    };
    // Due at 11:00, ten minutes after the last close: near enough. Due at 11:15 and 11:30: not.
    assert_eq!(one_hour("2025-01-23T15:00:00Z"), Some("settled"));
    assert_eq!(one_hour("2025-01-23T15:15:00Z"), Some("no-exit"));
    assert_eq!(one_hour("2025-01-23T15:30:00Z"), Some("no-exit"));
    // Decided at 10:45, and at 11:00 on what there was of the bar: nobody could have entered within 15 minutes.
    assert_eq!(one_hour("2025-01-23T15:45:00Z"), Some("no-entry"));
    assert_eq!(one_hour("2025-01-23T16:00:00Z"), Some("no-entry"));
    // At 11:15 and 11:30 there was nothing to decide on; at 11:45 there was again.
    assert_eq!(lived.skipped.iter().filter(|reason| **reason == SkipReason::NoBar).count(), 2);
    assert_eq!(one_hour("2025-01-23T16:15:00Z"), None);
    assert_eq!(one_hour("2025-01-23T16:45:00Z"), Some("settled"));
}

#[test]
fn a_dividend_between_entry_and_exit_is_added() {
    let bars = simulated(2, 20);
    let ex_date = date(2025, 1, 24);
    let mut state = State::new(rtx());
    let mut effects = Vec::new();
    step(
        &mut state,
        &Event::Dividend(Dividend { symbol: rtx(), ex_date, amount: 0.63 }),
        bars[0].start(),
        &mut effects,
    );
    let mut with = Vec::new();
    advance(&mut state, &told(&bars), bars[bars.len() - 1].end(), Pace::Lived, |_, _, _, effects| {
        with.extend(effects.iter().filter_map(|effect| match effect {
            Effect::Settled(outcome) => Some(**outcome),
            _ => None,
        }));
    });
    let (_, without) = live(&bars);
    let opens = ExchangeCalendar::nyse().session_on(ex_date).unwrap().open;
    let mut paid = 0;
    for (one, other) in with.iter().zip(&without.outcomes) {
        let (Verdict::Settled(one), Verdict::Settled(other)) = (&one.verdict, &other.verdict) else { continue };
        let holds_over = one.entry.at < opens && opens <= one.exit.at;
        paid += usize::from(holds_over);
        assert_eq!(one.dividends, if holds_over { 0.63 } else { 0.0 });
        let expected = ((other.exit.price + one.dividends) / other.entry.price).ln();
        assert!((one.log_return - expected).abs() < 1e-12);
    }
    assert_eq!(paid, 25 + 15 + 3, "24 h from 25 decisions, 4 h from 15, 1 h from 3: the last of the day is entered ex");
}

#[test]
fn bars_out_of_order_and_outside_the_session_are_refused_by_name() {
    let bars = simulated(2, 2);
    let mut state = State::new(rtx());
    let mut effects = Vec::new();
    step(&mut state, &Event::Bar(bars[5]), bars[5].end(), &mut effects);
    step(&mut state, &Event::Bar(bars[3]), bars[5].end(), &mut effects);
    step(&mut state, &Event::Bar(bars[5]), bars[5].end(), &mut effects);
    let prices = Prices { open: 10.0, high: 10.0, low: 10.0, close: 10.0 };
    let night = Bar::new(rtx(), SourceName::UNNAMED, Interval::M5, at("2025-01-03T22:00:00Z"), prices, 1.0).unwrap();
    step(&mut state, &Event::Bar(night), night.end(), &mut effects);
    let reasons: Vec<_> = effects
        .iter()
        .map(|effect| match effect {
            Effect::Refused(refusal) => refusal.reason.name(),
            _ => "taken",
        })
        .collect();
    assert_eq!(reasons, ["out_of_order", "out_of_order", "outside_session"]);
}

#[test]
fn a_decision_is_made_once_and_never_too_late() {
    let bars = simulated(2, 10);
    let mut state = State::new(rtx());
    let end = bars[bars.len() - 1].end();
    let received = end + SignedDuration::from_hours(1);
    let mut reasons = std::collections::BTreeMap::new();
    advance(&mut state, &told(&bars), end, Pace::Received(received), |_, _, _, effects| {
        for effect in effects {
            if let Effect::Skipped(skipped) = effect {
                *reasons.entry(skipped.reason.name()).or_insert(0) += 1;
            }
            assert!(!matches!(effect, Effect::Predicted(_)), "a prediction about the past is no prediction");
        }
    });
    assert_eq!(reasons.keys().copied().collect::<Vec<_>>(), ["too_late"]);
}

fn keeper(folder: &std::path::Path) -> Keeper {
    let store = Store::open(&folder.join("ledger.db")).unwrap();
    Keeper::open(store, rtx(), "test".to_owned()).unwrap().0
}

#[test]
fn after_three_days_away_every_due_outcome_is_filled_once() {
    let bars = simulated(4, 30);
    let folder = tempfile::tempdir().unwrap();
    let (before, missed) = bars.split_at(78 * 20 + 40);
    let gone = before[before.len() - 1].end();
    {
        let mut keeper = keeper(folder.path());
        keeper.take(&told(before), gone, Pace::Lived, true);
        keeper.write().unwrap();
    }
    let open = Store::open(&folder.path().join("ledger.db")).unwrap().status(rtx(), date(2025, 2, 3)).unwrap().waiting;
    assert_eq!(open, [4, 16, 26]);
    // Back after three sessions: the bars of the time away arrive now.
    let mut keeper = keeper(folder.path());
    let missed = &missed[..78 * 3];
    let back = missed[missed.len() - 1].end();
    let taken = keeper.take(&told(missed), back, Pace::Received(back), true);
    keeper.write().unwrap();
    assert_eq!((taken.outcomes, taken.predictions), (4 + 16 + 26, 1), "only the decision of this very moment is made");
    let status = keeper.store().status(rtx(), date(2025, 2, 6)).unwrap();
    assert_eq!(status.waiting, [1, 1, 1]);
    let findings = keeper.store().verify(|_| {}).unwrap();
    assert!(findings.clean(), "{:?}", findings.problems);
    // Asking for the same time again brings nothing.
    assert_eq!(keeper.take(&[], back, Pace::Received(back), true), Taken::default());
}

#[test]
fn a_restart_at_any_point_changes_nothing() {
    let bars = simulated(6, 25);
    let end = bars[bars.len() - 1].end();
    let (whole, _) = live(&bars);
    let folder = tempfile::tempdir().unwrap();
    let mut dice = ChaCha8Rng::seed_from_u64(5);
    let mut from = 0;
    while from < bars.len() {
        let to = (from + dice.gen_range(1..200)).min(bars.len());
        let mut keeper = keeper(folder.path());
        let before_next = bars.get(to).map_or(end, |next| next.end() - SignedDuration::from_secs(300));
        keeper.take(&told(&bars[from..to]), before_next.max(bars[to - 1].end()), Pace::Lived, true);
        keeper.write().unwrap();
        from = to;
    }
    let keeper = keeper(folder.path());
    assert_eq!(keeper.state().head(), whole.head());
    assert_eq!(keeper.state().to_bytes(), whole.to_bytes());
    let replayed = algoslayer::app::keeper::live_equals_replay(keeper.store(), rtx(), |_| {}).unwrap();
    assert_eq!(replayed.differing, 0);
    assert!(keeper.store().verify(|_| {}).unwrap().clean());
}

/// An engine that has come to think otherwise goes on from what the ledger says, not from what it would say today.
#[test]
fn a_rebuilt_fold_goes_on_from_what_was_stored() {
    let bars = simulated(8, 20);
    let mut lived = Vec::new();
    let until = bars[bars.len() - 1].end();
    advance(&mut State::new(rtx()), &told(&bars), until, Pace::Lived, |_, event, now, effects| {
        let predicted = effects.iter().find_map(|effect| match effect {
            Effect::Predicted(prediction) => Some(**prediction),
            _ => None,
        });
        lived.push((event.clone(), now, predicted));
    });
    // The ledger of another engine: every call is SELL, and the first decision was passed over.
    let (mut state, mut head, mut number, mut first) = (State::new(rtx()), Hash::GENESIS, 0, true);
    let (mut effects, mut differing) = (Vec::new(), 0);
    for (event, now, predicted) in lived {
        let passed_over = predicted.is_some() && std::mem::take(&mut first);
        let stored = predicted.filter(|_| !passed_over).map(|prediction| {
            number += 1;
            let (call, number, previous) = (Direction::Down, PredictionNumber(number), head);
            let mut stored = Prediction { call, number, previous, ..prediction };
            stored.hash = stored.computed_hash();
            head = stored.hash;
            stored
        });
        differing += usize::from(!recall(&mut state, &event, now, stored.as_ref(), &mut effects));
    }
    assert_eq!((state.made(), state.head()), (number, head));
    assert!(number > 300 && differing > 300, "{number} stored, {differing} differ");
    let outcomes = effects.iter().filter_map(|effect| match effect {
        Effect::Settled(outcome) => Some(outcome),
        _ => None,
    });
    let outcomes = outcomes.collect::<Vec<_>>();
    // At the other horizons the call is what follows from the probabilities stated there.
    let mut primary = outcomes.iter().filter(|outcome| outcome.horizon == Horizon::PRIMARY);
    assert!(outcomes.len() > 900 && primary.all(|outcome| outcome.call == Direction::Down));
}

/// Where eight bytes of a number stand in the pages of a table: the key of the row, its body, and the place in it.
fn find_number(connection: &rusqlite::Connection, table: &str, number: f64) -> (i64, Vec<u8>, usize) {
    let mut select = connection.prepare(&format!("SELECT rowid, body FROM {table}")).unwrap();
    let pages = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))).unwrap();
    let found = pages.map(Result::unwrap).find_map(|(key, body)| {
        let place = body.windows(8).position(|bytes| bytes == number.to_le_bytes())?;
        Some((key, body, place))
    });
    found.unwrap_or_else(|| panic!("{table} holds no {number}"))
}

/// Puts another number in the place of one that stands in the pages of a table.
fn change_number(connection: &rusqlite::Connection, table: &str, from: f64, to: f64) {
    let (key, mut body, place) = find_number(connection, table, from);
    body[place..place + 8].copy_from_slice(&to.to_le_bytes());
    connection.execute(&format!("UPDATE {table} SET body = ? WHERE rowid = ?"), (body, key)).unwrap();
}

#[test]
fn an_edited_history_shows() {
    type Edit<'a> = Box<dyn Fn(&rusqlite::Connection) + 'a>;
    let folder = tempfile::tempdir().unwrap();
    let bars = simulated(4, 10);
    let mut keeper = keeper(folder.path());
    keeper.take(&told(&bars), bars[bars.len() - 1].end(), Pace::Lived, false);
    keeper.write().unwrap();
    let prediction = keeper.store().prediction(rtx(), PredictionNumber(17)).unwrap().unwrap();
    let outcomes = keeper.store().outcomes(rtx(), PredictionNumber(6)).unwrap();
    let Verdict::Settled(settled) = outcomes[0].verdict else { panic!("{outcomes:?}") };
    let sql = |text: &'static str| -> Edit<'_> { Box::new(move |connection| connection.execute_batch(text).unwrap()) };
    let edits: Vec<(Edit<'_>, &str)> = vec![
        (
            Box::new(|connection| change_number(connection, "prediction_pages", prediction.forecasts[1].sigma, 0.9)),
            "prediction 17 was changed",
        ),
        (
            Box::new(|connection| change_number(connection, "outcome_pages", settled.log_return, 0.5)),
            "outcome of prediction 6 does not have the class",
        ),
        (
            Box::new(|connection| {
                change_number(connection, "outcome_pages", settled.exit.price, settled.exit.price * 1.001);
            }),
            "has a return that its prices do not give",
        ),
        (
            sql("DELETE FROM outcome_pages WHERE page = (SELECT min(page) FROM outcome_pages)"),
            "outcome of prediction 1 is missing although it was due",
        ),
        (sql("DELETE FROM outcome_pages WHERE page = 2"), "is missing although it was due"),
        (sql("DELETE FROM prediction_pages WHERE page = 2"), "is missing; "),
        (
            sql(
                "UPDATE prediction_pages SET first_number = first_number + 1, last_number = last_number + 1 WHERE page = 2",
            ),
            "is missing; ",
        ),
        (
            sql("UPDATE event_pages SET last_s = last_s + 900 WHERE first_seq = 1"),
            "a page of event_pages that begins with 1 holds something else",
        ),
        (
            sql("DELETE FROM event_pages WHERE first_seq = (SELECT max(first_seq) FROM event_pages)"),
            "the newest bar does not end when the ledger says",
        ),
        (
            sql("DELETE FROM event_pages WHERE first_seq = (SELECT max(first_seq) FROM event_pages)"),
            "decisions say that they predicted but have no prediction, or the reverse",
        ),
        (sql("DELETE FROM tallies WHERE horizon = '24h'"), "kept figures of 24h"),
        (
            sql("INSERT OR REPLACE INTO signal_records VALUES ('RTX', 'momentum', '1h', 9, 0, 0, 0, 0, 0, 0, 0, 9)"),
            "record of the signal momentum",
        ),
    ];
    for (number, (edit, words)) in edits.into_iter().enumerate() {
        let copy = folder.path().join("copy.db");
        let backup = keeper.store().backup(at("2026-01-01T00:00:00Z")).unwrap();
        std::fs::copy(&backup, &copy).unwrap();
        edit(&rusqlite::Connection::open(&copy).unwrap());
        let findings = Store::open(&copy).unwrap().verify(|_| {}).unwrap();
        let told = findings.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        assert!(told.contains(words), "after edit {number}, `{words}` is not told: {told}");
        std::fs::remove_file(&copy).unwrap();
    }
}

/// A ledger of another program, or one to which two programs write, is not written on top of.
#[test]
fn what_does_not_follow_from_the_ledger_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let bars = simulated(4, 10);
    let (first, second) = bars.split_at(78 * 8);
    let end = |bars: &[Bar]| bars[bars.len() - 1].end();
    let mut one = keeper(folder.path());
    one.take(&told(first), end(first), Pace::Lived, false);
    one.write().unwrap();
    let mut two = keeper(folder.path());
    for keeper in [&mut one, &mut two] {
        keeper.take(&told(second), end(second), Pace::Lived, false);
    }
    one.write().unwrap();
    let before = (one.store().verify(|_| {}).unwrap(), one.store().tallies(rtx()).unwrap());
    for _ in 0..2 {
        let sentence = two.write().unwrap_err().to_string();
        assert!(sentence.contains("does not follow from what the ledger holds"), "{sentence}");
    }
    assert!(before.0.clean(), "{:?}", before.0.problems);
    assert_eq!((two.store().verify(|_| {}).unwrap(), two.store().tallies(rtx()).unwrap()), before);
}

#[test]
fn the_simulated_product_market_lives_through_its_past() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::load(&Overrides { data_dir: Some(folder.path().to_owned()), ..Overrides::default() }).unwrap();
    assert!(matches!(config.market.source, MarketSource::Sim { .. }));
    let opened = market::open(&config.market).unwrap();
    assert!(opened.simulated && opened.warm_up_until > opened.begins);
}

/// The bars of real history, where the folder with them is named.
#[expect(clippy::disallowed_methods, reason = "tests learn from the environment where the data lies")]
fn real_rtx() -> Option<Vec<Bar>> {
    let Some(folder) = std::env::var_os("ALGOSLAYER_DATA") else {
        eprintln!("SKIPPED: ALGOSLAYER_DATA names no folder with real bars");
        return None;
    };
    let path = std::path::Path::new(&folder).join("intraday/RTX_5m.csv.gz");
    let history = algoslayer::feeds::csv::read::read_history(
        &path,
        &algoslayer::feeds::csv::read::CsvOptions::default(),
        ExchangeCalendar::nyse(),
    );
    Some(history.unwrap().bars)
}

#[test]
fn the_future_does_not_matter_on_real_bars() {
    if let Some(bars) = real_rtx() {
        // Cuts all over the history, each on a stretch of sessions around it, so that a hundred of them stay affordable.
        let mut dice = ChaCha8Rng::seed_from_u64(29);
        for round in 0..100 {
            let from = dice.gen_range(0..bars.len() - 78 * 8);
            assert_future_does_not_matter(&bars[from..from + 78 * 8], 1, round);
        }
        assert_future_does_not_matter(&bars[..78 * 200], 3, 100);
    }
}
