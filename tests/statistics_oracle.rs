//! Every statistic against a computation that shares nothing with it: numpy, scipy and scikit-learn over the same predictions and outcomes.

#![cfg(test)]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use algoslayer::domain::calendar::ExchangeCalendar;
use algoslayer::domain::call::call;
use algoslayer::domain::event::{Effect, Event};
use algoslayer::domain::figures::{Accuracy, Figures, Tally};
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::learned::{Backing, Learned};
use algoslayer::domain::outcome::{Outcome, Verdict};
use algoslayer::domain::prediction::{Direction, Prediction, Probabilities};
use algoslayer::domain::symbol::Symbol;
use algoslayer::domain::track_record::TrackRecord;
use algoslayer::domain::unit::Fraction;
use algoslayer::engine::State;
use algoslayer::engine::replay::{Pace, advance};
use algoslayer::feeds::Feed;
use algoslayer::feeds::sim::SimFeed;
use jiff::civil::date;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SESSIONS: usize = 250;

/// A prediction with its outcomes, in the order in which they fell due.
type Resolved = (Prediction, Vec<Outcome>);

/// What the fold predicts on the simulated market, and what becomes of it.
fn folded() -> Vec<Resolved> {
    let calendar = ExchangeCalendar::nyse();
    let first = calendar.session_on(date(2024, 1, 2)).unwrap();
    let last = calendar.session(calendar.index_at_or_before(first.open).unwrap() + SESSIONS - 1).unwrap();
    let mut bars = SimFeed::new(21, first.date).unwrap().bars(first.open, last.close).unwrap();
    let rtx = Symbol::new("RTX").unwrap();
    bars.retain(|bar| bar.symbol() == rtx);
    let until = bars[bars.len() - 1].end();
    let mut events: Vec<Event> = bars.into_iter().map(Event::Bar).collect();
    events.sort_by_key(Event::known_at);
    let mut resolved: BTreeMap<i64, Resolved> = BTreeMap::new();
    advance(&mut State::new(rtx), &events, until, Pace::Lived, |_, _, _, effects| {
        for effect in effects {
            match effect {
                Effect::Predicted(prediction) => {
                    resolved.insert(prediction.number.0, (**prediction, Vec::new()));
                }
                Effect::Settled(outcome) => resolved.get_mut(&outcome.number.0).unwrap().1.push(**outcome),
                _ => {}
            }
        }
    });
    resolved.into_values().filter(|(_, outcomes)| !outcomes.is_empty()).collect()
}

/// The same predictions as a bold forecaster would have made them, who is right about the side more often than not and says so too loudly;
/// some prices are missing, and the first predictions know of no forecast without skill.
fn emboldened(mut resolved: Vec<Resolved>) -> Vec<Resolved> {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    for (turn, (prediction, outcomes)) in resolved.iter_mut().enumerate() {
        let probabilities = Horizon::ALL.map(|horizon| {
            let outcome = outcomes.iter().find(|outcome| outcome.horizon == horizon);
            drawn(&mut rng, outcome)
        });
        for (forecast, probabilities) in prediction.forecasts.iter_mut().zip(probabilities) {
            forecast.probabilities = probabilities;
        }
        let base = |rng: &mut ChaCha8Rng| {
            let (hold, up) = (rng.gen_range(0.1..0.3), rng.gen_range(0.48..0.52));
            Probabilities { down: (1.0 - hold) * (1.0 - up), hold, up: (1.0 - hold) * up }
        };
        prediction.learned = (turn > 300).then(|| Learned {
            bases: [base(&mut rng), base(&mut rng), base(&mut rng)],
            interval: (0.0, 1.0),
            novelty: 1.0,
            yesterday: Direction::ALL[rng.gen_range(0..3)],
            backing: Backing::default(),
        });
        prediction.call = call(&prediction.forecast(Horizon::PRIMARY).probabilities);
        for outcome in outcomes.iter_mut() {
            outcome.call = prediction.call;
            outcome.probabilities = prediction.forecast(outcome.horizon).probabilities;
            outcome.base = prediction.learned.map(|learned| learned.base(outcome.horizon));
            outcome.yesterday = prediction.learned.map(|learned| learned.yesterday);
            if rng.gen_bool(0.02) {
                outcome.verdict = Verdict::Void(algoslayer::domain::outcome::VoidReason::NoExit);
            }
        }
    }
    resolved
}

fn drawn(rng: &mut ChaCha8Rng, outcome: Option<&Outcome>) -> Probabilities {
    let rose = outcome.is_some_and(|outcome| settled(outcome).is_some_and(|became| became == Direction::Up));
    let hold = rng.gen_range(0.02..0.45);
    let side = rng.gen_range(0.5..0.99);
    let up = if rng.gen_bool(0.6) == rose { side } else { 1.0 - side };
    // Now and then both sides are alike.
    let up = if rng.gen_bool(0.02) { 0.5 } else { up };
    Probabilities { down: (1.0 - hold) * (1.0 - up), hold, up: (1.0 - hold) * up }
}

fn settled(outcome: &Outcome) -> Option<Direction> {
    match outcome.verdict {
        Verdict::Settled(settlement) => Some(settlement.became),
        Verdict::Void(_) => None,
    }
}

/// The outcomes as `tests/oracle/statistics.py` reads them.
fn outcomes_table(resolved: &[Resolved]) -> String {
    let mut table = "number,at_s,due_s,horizon,uniqueness,call,down,hold,up,base_down,base_hold,base_up,yesterday,became,price,sigma,\
                     day_due_s,day_down,day_hold,day_up,entry,entry_s,exit,exit_s\n"
        .to_owned();
    let stated = |Probabilities { down, hold, up }: Probabilities| format!("{down},{hold},{up}");
    for (prediction, outcomes) in resolved {
        let day = prediction.forecast(Horizon::PRIMARY);
        for outcome in outcomes {
            let marks = match outcome.verdict {
                Verdict::Settled(settlement) => [settlement.entry, settlement.exit]
                    .map(|mark| format!("{},{}", mark.price, mark.at.as_second()))
                    .join(","),
                Verdict::Void(_) => ",,,".to_owned(),
            };
            writeln!(
                table,
                "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{marks}",
                outcome.number.0,
                prediction.at.as_second(),
                outcome.due.as_second(),
                outcome.horizon.name(),
                outcome.uniqueness,
                outcome.call.call(),
                stated(outcome.probabilities),
                outcome.base.map_or_else(|| ",,".to_owned(), stated),
                outcome.yesterday.map_or("", Direction::call),
                settled(outcome).map_or("", Direction::call),
                prediction.price,
                day.sigma,
                day.due.as_second(),
                stated(day.probabilities),
            )
            .unwrap();
        }
    }
    table
}

/// Figures by name, as the program computes them.
struct Told(String);

impl Told {
    fn say(&mut self, name: &str, value: impl Into<Option<f64>>) {
        let value = value.into().map(|value| value.to_string()).unwrap_or_default();
        writeln!(self.0, "{name},{value}").unwrap();
    }

    fn say_all<const N: usize>(&mut self, name: &str, parts: [&str; N], values: Option<[f64; N]>) {
        for (place, part) in parts.into_iter().enumerate() {
            self.say(&format!("{name}.{part}"), values.map(|values| values[place]));
        }
    }

    fn accuracy(&mut self, name: &str, accuracy: Option<Accuracy>) {
        let parts = ["share", "wilson_low", "wilson_high", "anytime_low", "anytime_high"];
        let ends = |of: Accuracy| [of.share, of.interval.0, of.interval.1, of.anytime.0, of.anytime.1];
        self.say_all(name, parts, accuracy.map(|accuracy| ends(accuracy).map(Fraction::get)));
    }

    fn figures(&mut self, name: &str, figures: &Figures) {
        self.say(&format!("{name}.settled"), figures.settled as f64);
        self.say(&format!("{name}.n_eff"), figures.calls.effective);
        self.accuracy(&format!("{name}.calls"), Some(figures.calls));
        self.accuracy(&format!("{name}.sides"), figures.sides);
        self.accuracy(&format!("{name}.lean"), figures.lean);
        let parts = ["balanced", "majority", "always_up"];
        self.say_all(
            name,
            parts,
            Some([figures.balanced, figures.calls.baseline, figures.always_up].map(Fraction::get)),
        );
        self.say(&format!("{name}.yesterday"), figures.yesterday.map(|(share, _)| share.get()));
        let parts = ["brier", "brier_baseline", "log_loss", "log_loss_baseline"];
        let scores = [figures.brier, figures.brier_baseline, figures.log_loss, figures.log_loss_baseline];
        self.say_all(name, parts, Some(scores));
        let parts = ["weight", "brier", "log_loss", "brier_gain", "gain", "gain_low", "gain_high"];
        let base = figures.base.map(|base| {
            let (low, high) = base.gain.interval;
            [base.effective, base.brier, base.log_loss, base.brier_gain, base.gain.mean, low, high]
        });
        self.say_all(&format!("{name}.base"), parts, base);
    }

    fn calibration(&mut self, name: &str, record: &TrackRecord, horizon: Horizon) {
        let found = record.calibration(horizon, |n| n / 2).unwrap();
        for (place, bin) in found.diagram.iter().enumerate() {
            let values = Some([bin.weight, bin.stated, bin.right]);
            self.say_all(&format!("{name}.bin{place}"), ["weight", "stated", "right"], values);
        }
        self.say(&format!("{name}.ece"), found.error);
        let murphy = found.murphy;
        let parts = ["brier", "reliability", "resolution", "uncertainty"];
        let values = [murphy.brier, murphy.reliability, murphy.resolution, murphy.uncertainty];
        self.say_all(&format!("{name}.murphy"), parts, Some(values));
        self.say_all(name, ["slope", "intercept"], found.slope.map(|slope| [slope.slope, slope.intercept]));
    }

    fn claims(&mut self, record: &TrackRecord) {
        for claims in record.claims() {
            let name = format!("level{:.0}", claims.level * 100.0);
            let counts = [claims.episodes, claims.settled, claims.right].map(f64::from);
            self.say_all(&name, ["episodes", "settled", "right"], Some(counts));
            self.say(&format!("{name}.a_month"), claims.a_month);
            self.say(&format!("{name}.stated"), claims.stated);
            self.say_all(&name, ["low", "high"], claims.interval.map(|(low, high)| [low.get(), high.get()]));
            let option = claims.option.map(|option| [option.mean, option.interval.0, option.interval.1]);
            self.say_all(&name, ["option", "option_low", "option_high"], option);
            assert_eq!(claims.options as f64, f64::from(claims.settled));
        }
    }
}

fn statistics_table(resolved: &[Resolved]) -> String {
    let mut record = TrackRecord::default();
    let mut tallies: HashMap<Horizon, Tally> = HashMap::new();
    for (prediction, outcomes) in resolved {
        record.add(prediction, outcomes);
        for outcome in outcomes {
            tallies.entry(outcome.horizon).or_default().add(outcome);
        }
    }
    let mut told = Told("name,value\n".to_owned());
    for horizon in Horizon::ALL {
        told.figures(horizon.name(), &Figures::of(&tallies[&horizon]).unwrap());
        told.calibration(horizon.name(), &record, horizon);
    }
    told.claims(&record);
    told.0
}

fn assert_as_python(name: &str, resolved: &[Resolved]) {
    let modules = "import numpy, scipy, sklearn";
    let python = Command::new("python3").args(["-c", modules]).output();
    if !python.is_ok_and(|python| python.status.success()) {
        println!(
            "SKIPPED: python3 with numpy, scipy and sklearn, which would compute every statistic again, is not here"
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (outcomes, statistics) = (folder.path().join("outcomes.csv"), folder.path().join("statistics.csv"));
    std::fs::write(&outcomes, outcomes_table(resolved)).unwrap();
    std::fs::write(&statistics, statistics_table(resolved)).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/statistics.py");
    let told = Command::new("python3").arg(script).args([outcomes, statistics]).output().unwrap();
    println!("{name}: {}", String::from_utf8_lossy(&told.stdout));
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
}

#[test]
fn statistics_are_those_of_numpy_and_scikit_learn() {
    let folded = folded();
    assert!(folded.len() > 5_000, "{} predictions", folded.len());
    assert_as_python("as folded", &folded);
    let emboldened = emboldened(folded);
    let table = statistics_table(&emboldened);
    assert!(table.contains("level85.episodes") && !table.contains("level85.settled,0\n"), "bold claims are among them");
    assert_as_python("emboldened", &emboldened);
}
