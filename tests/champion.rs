//! A trained model in the fold: it speaks from its swap on, is told by name, comes back after a restart, and leaves without a trace but its lessons.

#![cfg(test)]

use std::path::Path;
use std::sync::Arc;

use algoslayer::app::keeper::{Keeper, live_equals_replay, rebuild};
use algoslayer::domain::bar::{Bar, Prices};
use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::event::{Effect, Event};
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::outcome::Outcome;
use algoslayer::domain::prediction::{ModelName, Prediction};
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::training::model::{ModelFile, ModelSwap, SwapReason};
use algoslayer::domain::training::observation::Seen;
use algoslayer::domain::training::{Family, ModelId};
use algoslayer::domain::unit::LogPrice;
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::engine::{State, recall};
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::SimFeed;
use algoslayer::learn::artifact::{Artifact, FORMAT, Member};
use algoslayer::learn::features::{self, Memory};
use algoslayer::learn::models::Fitted;
use algoslayer::learn::models::trees::{Grown, Trees};
use algoslayer::storage::Store;
use jiff::Timestamp;
use jiff::civil::date;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

const SESSIONS: usize = 70;

fn rtx() -> Symbol {
    Symbol::new("RTX").unwrap()
}

/// So many sessions of the simulated market, RTX only, prices on the grid so that reflecting twice is the identity.
fn simulated(seed: u64) -> Vec<Bar> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2025, 1, 2)).unwrap();
    let last = calendar.session(calendar.index_at_or_before(first.open).unwrap() + SESSIONS - 1).unwrap();
    let mut feed = SimFeed::new(seed, first.date).unwrap();
    let mut bars = feed.bars(first.open, last.close).unwrap();
    bars.retain(|bar| bar.symbol() == rtx());
    bars.iter().map(|bar| with_prices(bar, |price| libm::exp(LogPrice::of(price).unwrap().get()))).collect()
}

fn with_prices(bar: &Bar, change: impl Fn(f64) -> f64) -> Bar {
    let Prices { open, high, low, close } = bar.prices();
    let (a, b) = (change(high), change(low));
    let prices = Prices { open: change(open), high: a.max(b), low: a.min(b), close: change(close) };
    Bar::new(bar.symbol(), bar.source(), bar.interval(), bar.start(), prices, bar.volume()).unwrap()
}

fn column(name: &str) -> u16 {
    let found = (0..features::columns().count()).find(|column| features::name(*column) == name);
    u16::try_from(found.unwrap_or_else(|| panic!("no column {name}"))).unwrap()
}

fn split(name: &str, threshold: f32, left: Grown, right: Grown) -> Grown {
    Grown::Split { column: column(name), threshold, missing_left: true, left: Box::new(left), right: Box::new(right) }
}

/// A model of two trees, in no way symmetric by itself; `lean` tells one from another.
fn artifact(lean: f32) -> Artifact {
    let mut trees = Trees::new(0.05, 1.0);
    let evening = split("to_close", 90.0, Grown::Leaf(0.3), Grown::Leaf(-0.1));
    trees.push(&split(
        "return_4",
        0.2,
        Grown::Leaf(-lean),
        split("technical_analysis.score", 0.1, evening, Grown::Leaf(lean)),
    ));
    trees.push(&split("return_1", -0.4, Grown::Leaf(0.35), Grown::Leaf(-0.2)));
    let at: Timestamp = "2024-12-01T15:00:00Z".parse().unwrap();
    let columns = features::columns();
    let mut made = Artifact {
        format: FORMAT,
        family: Family::Boosting,
        horizon: Horizon::PRIMARY,
        schema: features::schema(),
        columns,
        dataset: [7; 32],
        from: at,
        until: at,
        last_number: 1,
        seed: 1,
        trials: 1,
        slope_error: 0.2,
        gain: 0.01,
        members: vec![Member { family: Family::Boosting, fitted: Fitted::Trees(trees), slope: 0.9, weight: 1.0 }],
        parity: Vec::new(),
    };
    let row = |value: f32| (0..columns.count()).map(|at| value * (at % 7) as f32 - 0.4).collect::<Vec<_>>();
    made.parity = [0.0, 0.3, -0.5].map(|value| (row(value), made.log_odds(&row(value)))).to_vec();
    made
}

fn file(bytes: Vec<u8>) -> ModelFile {
    ModelFile { id: ModelId(Sha256::digest(&bytes).into()), bytes: Arc::new(bytes) }
}

fn model(lean: f32) -> ModelFile {
    file(artifact(lean).to_bytes())
}

fn swap(at: Timestamp, model: Option<ModelFile>, reason: SwapReason) -> Event {
    Event::Model(Arc::new(ModelSwap { symbol: rtx(), at, model, reason }))
}

/// The bars with swaps among them, each after the bar with which its instant ends.
fn told(bars: &[Bar], swaps: &[Event]) -> Vec<Event> {
    let mut events: Vec<Event> = bars.iter().copied().map(Event::Bar).chain(swaps.iter().cloned()).collect();
    events.sort_by_key(Event::known_at);
    events
}

#[derive(Default)]
struct Lived {
    predictions: Vec<Prediction>,
    outcomes: Vec<Outcome>,
}

fn go_on(state: &mut State, events: &[Event]) -> Lived {
    let mut lived = Lived::default();
    let until = events.last().map_or(Timestamp::MIN, Event::known_at);
    advance(state, events, until, Pace::Lived, |_, _, _, effects| {
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

fn live(events: &[Event]) -> (State, Lived) {
    let mut state = State::new(rtx());
    let lived = go_on(&mut state, events);
    (state, lived)
}

/// An instant between two decisions at that share of the bars.
fn at(bars: &[Bar], share: f64) -> Timestamp {
    let end = bars[(bars.len() as f64 * share) as usize].end();
    end + jiff::SignedDuration::from_secs(90)
}

#[test]
fn a_swap_changes_nothing_before_it_and_names_the_model_after_it() {
    let bars = simulated(21);
    let (from, to) = (at(&bars, 0.6), at(&bars, 0.85));
    let boosting = model(0.6);
    let swaps = [swap(from, Some(boosting.clone()), SwapReason::Promoted), swap(to, None, SwapReason::AskedBack)];
    let (_, alone) = live(&told(&bars, &[]));
    let (state, with) = live(&told(&bars, &swaps));
    assert_eq!((alone.predictions.len(), state.champion()), (with.predictions.len(), None));
    let name = ModelName::with_champion(Family::Boosting, &boosting.id);
    assert_eq!(name.name(), format!("online-experts/1+boosting-{}", boosting.id.short()));
    let mut moved = 0;
    for (one, other) in alone.predictions.iter().zip(&with.predictions) {
        if other.at <= from {
            assert_eq!(one, other);
        } else {
            let serves = other.at <= to;
            assert_eq!(other.model, if serves { name } else { ModelName::OnlineExperts });
            let [short, middle, long] = one.forecasts.map(|forecast| forecast.probabilities);
            let [other_short, other_middle, other_long] = other.forecasts.map(|forecast| forecast.probabilities);
            assert_eq!((short, middle), (other_short, other_middle), "only the primary horizon hears it");
            moved += usize::from(serves && (long.up - other_long.up).abs() > 1e-4);
        }
        assert_eq!(other.hash, other.computed_hash());
    }
    let served = with.predictions.iter().filter(|made| made.model == name).count();
    assert!(served > 300 && moved > served / 2, "{moved} of {served} moved");
}

#[test]
fn the_row_that_the_champion_saw_follows_from_what_is_stored() {
    let bars = simulated(22);
    let from = at(&bars, 0.5);
    let made = artifact(0.7);
    let (state, lived) = live(&told(&bars, &[swap(from, Some(file(made.to_bytes())), SwapReason::Promoted)]));
    assert!(state.champion().is_some());
    let mut memory = Memory::default();
    let (mut ups, mut downs) = (0, 0);
    for prediction in &lived.predictions {
        let log_odds = made.log_odds(&memory.take(&Seen::of(prediction).unwrap()));
        (ups, downs) = (ups + usize::from(log_odds > 0.1), downs + usize::from(log_odds < -0.1));
    }
    assert!(ups > 50 && downs > 50, "{ups} {downs}: the trees must take sides");
    // The fold's memory is the one that the stored predictions give.
    let kept: Vec<u8> = postcard::to_stdvec(&memory).unwrap();
    assert!(state.to_bytes().windows(kept.len()).any(|bytes| bytes == kept));
}

#[test]
fn a_snapshot_goes_on_as_the_fold_itself_does() {
    let bars = simulated(23);
    let events = told(&bars, &[swap(at(&bars, 0.5), Some(model(0.6)), SwapReason::Promoted)]);
    let cut = events.len() * 3 / 4;
    let (mut state, _) = live(&events[..cut]);
    let mut restored = State::from_bytes(&state.to_bytes()).unwrap();
    assert_eq!((&state, state.champion()), (&restored, restored.champion()));
    let (one, other) = (go_on(&mut state, &events[cut..]), go_on(&mut restored, &events[cut..]));
    assert_eq!((one.predictions, one.outcomes), (other.predictions, other.outcomes));
    assert_eq!(state, restored);
}

#[test]
fn what_is_no_model_for_this_program_leaves_the_champion_as_it_was() {
    let bars = simulated(24);
    let (first, second) = (at(&bars, 0.5), at(&bars, 0.7));
    let good = model(0.6);
    let serving = swap(first, Some(good.clone()), SwapReason::Promoted);
    let (_, expected) = live(&told(&bars, std::slice::from_ref(&serving)));
    let mut damaged = good.bytes.to_vec();
    damaged.truncate(damaged.len() / 2);
    let mut renamed = good.clone();
    renamed.id.0[0] ^= 1;
    let of = |change: fn(&mut Artifact)| {
        let mut made = artifact(0.2);
        change(&mut made);
        file(made.to_bytes())
    };
    let wrong = [
        file(damaged),
        file(Vec::new()),
        renamed,
        of(|made| made.schema[3] ^= 1),
        of(|made| made.format += 1),
        of(|made| made.horizon = Horizon::OneHour),
        of(|made| made.members.clear()),
        of(|made| made.members[0].slope = f64::NAN),
        of(|made| made.parity[1].1 += 1e-3),
    ];
    for wrong in wrong {
        let events = told(&bars, &[serving.clone(), swap(second, Some(wrong), SwapReason::Promoted)]);
        let (state, lived) = live(&events);
        assert_eq!(state.champion(), Some((Family::Boosting, good.id)));
        assert_eq!(lived.predictions, expected.predictions);
    }
    // Another symbol's swap is none of its business.
    let other = ModelSwap { symbol: Symbol::new("SPY").unwrap(), at: second, model: None, reason: SwapReason::Beaten };
    let (state, lived) = live(&told(&bars, &[serving, Event::Model(Arc::new(other))]));
    assert_eq!((state.champion().is_some(), lived.predictions), (true, expected.predictions));
}

#[test]
fn the_mirrored_market_gives_the_mirrored_predictions_with_a_champion() {
    let here = simulated(25);
    let there: Vec<Bar> =
        here.iter().map(|bar| with_prices(bar, |price| libm::exp(-LogPrice::of(price).unwrap().get()))).collect();
    let swaps = [swap(at(&here, 0.4), Some(model(0.8)), SwapReason::Promoted)];
    let ((_, here), (_, there)) = (live(&told(&here, &swaps)), live(&told(&there, &swaps)));
    let champions = |lived: &Lived| lived.predictions.iter().filter(|made| made.model != ModelName::CURRENT).count();
    assert!(champions(&here) > 500 && champions(&here) == champions(&there));
    for (one, other) in here.predictions.iter().zip(&there.predictions) {
        assert_eq!((one.call.mirrored(), one.confidence, one.fused), (other.call, other.confidence, 0.0 - other.fused));
        assert_eq!(one.learned.map(|learned| learned.interval), other.learned.map(|learned| learned.interval));
        for (one, other) in one.forecasts.iter().zip(&other.forecasts) {
            let (one, other) = (one.probabilities, other.probabilities);
            assert_eq!((one.up, one.hold, one.down), (other.down, other.hold, other.up));
        }
    }
}

#[test]
fn where_stored_predictions_stand_the_memory_is_theirs() {
    let bars = simulated(26);
    let events = told(&bars, &[swap(at(&bars, 0.5), Some(model(0.6)), SwapReason::Promoted)]);
    let mut state = State::new(rtx());
    let mut stored = State::new(rtx());
    let mut memory = Memory::default();
    let until = events.last().unwrap().known_at();
    let mut decisions = 0;
    advance(&mut state, &events, until, Pace::Lived, |_, event, now, effects| {
        let made = effects.iter().find_map(|effect| match effect {
            Effect::Predicted(prediction) => Some(**prediction),
            _ => None,
        });
        decisions += usize::from(made.is_some());
        // Now and then something else was stored than would be said today, or nothing.
        let kept = made.filter(|_| !decisions.is_multiple_of(11)).map(|mut made| {
            if decisions.is_multiple_of(7) {
                made.price *= 1.01;
            }
            made
        });
        recall(&mut stored, event, now, kept.as_ref(), &mut Vec::new());
        if let Some(kept) = kept {
            memory.remember(&Seen::of(&kept).unwrap());
        }
    });
    let kept = postcard::to_stdvec(&memory).unwrap();
    assert!(decisions > 800 && stored.to_bytes().windows(kept.len()).any(|bytes| bytes == kept));
}

/// Keeps a model as a training would have.
fn keep(path: &Path, model: &ModelFile) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "INSERT OR IGNORE INTO trainings (id, symbol, asked_by, asked_us, families, depth, place, seed, state, progress) \
             VALUES (1, 'RTX', 0, 0, 3, 'light', 'server', 1, 'done', '{}')",
        )
        .unwrap();
    connection
        .execute(
            "INSERT INTO models (id, symbol, training, family, standing, installed_us, trained_until_us, last_number, gain, \
             hurdles, shadow, file) VALUES (?, 'RTX', 1, 'boosting', 'challenger', 0, 0, 1, 0.0, '[]', '{}', ?)",
            params![model.id.to_string(), model.bytes.as_slice()],
        )
        .unwrap();
}

#[test]
fn the_ledger_gives_the_same_fold_across_swaps() {
    let bars = simulated(27);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let store = Store::open(&path).unwrap();
    let mut keeper = Keeper::open(store.clone(), rtx(), "test".to_owned()).unwrap().0;
    let (one, other) = (model(0.6), model(0.3));
    for model in [&one, &other] {
        keep(&path, model);
    }
    let quarter = bars.len() / 4;
    let models = [None, Some(one), Some(other.clone()), None];
    for (bars, model) in bars.chunks(quarter).zip(models) {
        let begin = bars[0].start();
        if begin > Timestamp::UNIX_EPOCH {
            let swap = ModelSwap { symbol: rtx(), at: begin, model, reason: SwapReason::Promoted };
            keeper.swap_model(swap, begin);
        }
        keeper.take(&told(bars, &[]), bars[bars.len() - 1].end(), Pace::Lived, false);
        keeper.write().unwrap();
        // Both from the snapshot of the last evening and from the very beginning.
        let (rebuilt, how) = rebuild(&store, rtx()).unwrap();
        assert_eq!((&rebuilt, how.differing), (keeper.state(), 0));
        assert_eq!(rebuilt.champion(), keeper.state().champion());
    }
    let replayed = live_equals_replay(&store, rtx(), |_| {}).unwrap();
    assert_eq!((replayed.differing, replayed.older), (0, 0));
    let mut from_the_beginning = State::new(rtx());
    let mut swaps = 0;
    store
        .recall(rtx(), 0, |entry| {
            swaps += usize::from(matches!(entry.event, Event::Model(_)));
            recall(&mut from_the_beginning, &entry.event, entry.now, entry.predicted.as_deref(), &mut Vec::new());
            Ok(())
        })
        .unwrap();
    assert_eq!((swaps, &from_the_beginning), (4, keeper.state()));
    let findings = store.verify(|_| {}).unwrap();
    assert!(findings.problems.is_empty(), "{:?}", findings.problems);
    let names: Vec<String> = Connection::open(&path)
        .unwrap()
        .prepare("SELECT coalesce(model, 'none') FROM model_swaps ORDER BY seq")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!((names.len(), &names[2]), (4, &other.id.to_string()));
    // One that is not kept is refused, and what came with it is not written either.
    keeper.swap_model(
        ModelSwap {
            symbol: rtx(),
            at: bars[bars.len() - 1].end(),
            model: Some(model(0.9)),
            reason: SwapReason::Promoted,
        },
        bars[bars.len() - 1].end(),
    );
    let refused = keeper.write().unwrap_err().to_string();
    assert!(refused.contains("which is not kept for RTX"), "{refused}");
}
