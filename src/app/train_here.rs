//! `algoslayer train`: a training on this machine from a ledger, its card, and what becomes of it where features and outcomes are torn apart.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use anyhow::{Context, ensure};
use indicatif::{ProgressBar, ProgressStyle};

use super::prove::ChaCha;
use crate::clock::Stopwatch;
use crate::domain::symbol::Symbol;
use crate::domain::training::card::{FamilyRecord, Hurdle, ModelCard};
use crate::domain::training::observation::Observation;
use crate::domain::training::{Depth, Families};
use crate::learn::chance::Chance;
use crate::learn::models::{FitError, Patient};
use crate::learn::training::{Incumbent, Merged, Order, Plan, Table, UnitResult, merge, plan, work};

/// What is trained, and how.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Which families.
    pub(super) families: Families,
    /// How thoroughly.
    pub(super) depth: Depth,
    /// Master seed: the same data, choice and seed give the same card, bit for bit.
    pub(super) seed: u64,
    /// Candidates trained before these, since what serves now came to serve.
    pub(super) candidates_before: u32,
    /// Whether the data are simulated.
    pub(super) simulated: bool,
}

impl Choice {
    /// What is handed to the plan.
    pub(super) fn order(&self) -> Order {
        Order { families: self.families, depth: self.depth, seed: self.seed }
    }
}

/// The stream of chance of a seed.
pub(super) fn chances(seed: u64) -> Chance {
    Chance::new(Box::new(ChaCha::new(seed, 0)))
}

/// Trains on all cores and prints the card; `card` is a file that it is written to as JSON, `models` a folder for the models.
pub(super) fn train(
    (symbol, observations): (Symbol, &[Observation]),
    choice: &Choice,
    threads: usize,
    out: &mut dyn Write,
) -> anyhow::Result<Merged> {
    let watch = Stopwatch::start();
    let table = Table::of(observations)?;
    let plan = plan(&table, &choice.order())?;
    let bar = ProgressBar::new(plan.units().len() as u64).with_style(style());
    let results = work_all(&table, &plan, threads, &bar)?;
    let merged =
        merge(&table, &plan, &results, &Incumbent::NoSkill, (choice.candidates_before, choice.simulated), &chances)?;
    bar.finish_and_clear();
    writeln!(out, "{}", card_text(symbol, &merged.card))?;
    writeln!(out, "{} units in {:.0} s on {threads} threads", results.len(), watch.elapsed().as_secs_f64())?;
    Ok(merged)
}

/// Trains again and again on features that are shifted against the outcomes by whole days, so that nothing is to be found, and counts how
/// often the rule would promote what it finds all the same. Each try is the first after the model that serves: the rule at its loosest.
pub(super) fn shuffled(
    observations: &[Observation],
    choice: &Choice,
    (tries, threads): (usize, usize),
    out: &mut dyn Write,
) -> anyhow::Result<usize> {
    let watch = Stopwatch::start();
    let table = Table::of(observations)?;
    let days = table.days();
    ensure!(days > 120, "{days} days are too few to shift features against outcomes by 60 days and more");
    let bar = ProgressBar::new(tries as u64).with_style(style());
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let failed = Mutex::new(None);
    let one = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= tries {
                return;
            }
            let seed = choice.seed.wrapping_add(number as u64);
            let tried = try_shifted(&table, days, &Choice { seed, ..choice.clone() });
            bar.inc(1);
            match tried {
                Ok(card) => lock(&found).push((number, card)),
                Err(error) => {
                    lock(&failed).get_or_insert(error);
                    return;
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.min(tries) {
            scope.spawn(one);
        }
        one();
    });
    bar.finish_and_clear();
    if let Some(error) = lock(&failed).take() {
        return Err(error);
    }
    let mut cards = std::mem::take(&mut *lock(&found));
    cards.sort_by_key(|(number, _)| *number);
    let promoted = cards.iter().filter(|(_, card)| card.hurdles.is_empty()).count();
    let gains: Vec<f64> = cards.iter().filter_map(|(_, card)| Some(card.best()?.gain.value)).collect();
    let evidence = cards.iter().filter_map(|(_, card)| Some(card.best()?.evidence)).fold(0.0, f64::max);
    let (mean, most) =
        (gains.iter().sum::<f64>() / gains.len().max(1) as f64, gains.iter().copied().fold(f64::MIN, f64::max));
    writeln!(
        out,
        "{tries} trainings on shifted features: {promoted} would be promoted (but for the days of watching)"
    )?;
    writeln!(
        out,
        "gain of the best family over no skill: mean {mean:+.4}, highest {most:+.4} nats; highest evidence {evidence:.2}"
    )?;
    writeln!(out, "{:.0} s on {threads} threads", watch.elapsed().as_secs_f64())?;
    Ok(promoted)
}

fn try_shifted(table: &Table, days: u32, choice: &Choice) -> anyhow::Result<ModelCard> {
    // Not by less than a quarter: neighbouring days resemble each other.
    let span = days.saturating_sub(2 * SHIFT_DAYS_MIN).max(1) as usize;
    let by = SHIFT_DAYS_MIN + u32::try_from(chances(choice.seed).below(span)).unwrap_or(0);
    let table = table.shifted(by);
    let plan = plan(&table, &choice.order())?;
    let results: Result<Vec<UnitResult>, FitError> =
        plan.units().iter().map(|unit| work(&table, &plan, unit, &chances, &mut Patient)).collect();
    Ok(merge(&table, &plan, &results?, &Incumbent::NoSkill, (0, choice.simulated), &chances)?.card)
}

/// Days by which features are shifted against outcomes at least.
const SHIFT_DAYS_MIN: u32 = 60;

fn work_all(table: &Table, plan: &Plan, threads: usize, bar: &ProgressBar) -> anyhow::Result<Vec<UnitResult>> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let done = Mutex::new(Vec::new());
    let one = || {
        while !stop.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(unit) = plan.units().get(number) else { return };
            let result = work(table, plan, unit, &chances, &mut Patient);
            stop.fetch_or(result.is_err(), Ordering::Relaxed);
            lock(&done).push((number, result));
            bar.inc(1);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.clamp(1, plan.units().len().max(1)) {
            scope.spawn(one);
        }
        one();
    });
    let mut done = std::mem::take(&mut *lock(&done));
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(number, result)| result.with_context(|| format!("unit {number} failed"))).collect()
}

/// A poisoned lock only means that another thread panicked; the list behind it stays usable.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("training {bar:30} {pos} of {len}, {eta} left");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// The card for the terminal.
pub(super) fn card_text(symbol: Symbol, card: &ModelCard) -> String {
    let marked = if card.simulated { ", SIMULATED" } else { "" };
    let day = |at: jiff::Timestamp| at.strftime("%F").to_string();
    let mut lines = vec![
        format!(
            "{symbol}, {} ahead{marked}: {} to {}, {} decisions, {:.0} independent",
            card.horizon.name(),
            day(card.from),
            day(card.until),
            card.observations,
            card.effective
        ),
        format!(
            "walk-forward: {} folds, {} decisions tested ({:.0} independent), depth {}, seed {}",
            card.folds,
            card.tested,
            card.tested_effective,
            card.depth.name(),
            card.seed
        ),
        format!("data {}  features {}", short(&card.dataset), short(&card.schema)),
        String::new(),
        "family     log loss  gain over no skill, nats    Brier   AUC                   calibration  right side           evidence  DSR    tries"
            .to_owned(),
    ];
    lines.extend(card.families.iter().map(family_line));
    lines.push(String::new());
    for base in &card.baselines {
        let figure = |figure: Option<f64>, shown: fn(f64) -> String| figure.map_or("-".to_owned(), shown);
        lines.push(format!(
            "{:<10} {:<9} right side {}",
            base.baseline.name(),
            figure(base.log_loss, |loss| format!("{loss:.4}")),
            figure(base.accuracy, |share| format!("{:.1} %", share * 100.0))
        ));
    }
    if let Some(best) = card.best() {
        for conviction in &best.conviction {
            lines.push(format!(
                "{:.0} % and more: {} calls, {} right, interval {:.0} to {:.0} %",
                conviction.from * 100.0,
                conviction.episodes,
                conviction.right,
                conviction.interval.0 * 100.0,
                conviction.interval.1 * 100.0
            ));
        }
        lines.push(match &best.option_return {
            Some(option) => format!(
                "option on the called side: {:+.1} % of the premium [{:+.1}, {:+.1}], {} calls",
                option.value * 100.0,
                option.low * 100.0,
                option.high * 100.0,
                best.option_calls
            ),
            None => "option on the called side: no call had one".to_owned(),
        });
    }
    let overfitting = card.overfitting.map_or("not enough to say".to_owned(), |share| format!("{share:.2}"));
    lines.push(format!("probability of backtest overfitting: {overfitting}; candidates so far: {}", card.candidates));
    let signals = crate::domain::signal::SignalKind::ALL.into_iter().zip(card.importance);
    let importance: Vec<String> = signals.map(|(kind, nats)| format!("{} {nats:+.4}", kind.name())).collect();
    lines.push(format!("importance, nats: {}, rest {:+.4}", importance.join(", "), card.importance_of_rest));
    lines.push(verdict(card));
    lines.join("\n")
}

fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

fn family_line(record: &FamilyRecord) -> String {
    if let Some(fault) = &record.fault {
        return format!("{:<10} {fault}", record.family.name());
    }
    let ranged = |figure: &crate::domain::training::card::Ranged, digits: usize| {
        format!("{:.digits$} [{:.digits$}, {:.digits$}]", figure.value, figure.low, figure.high)
    };
    format!(
        "{:<10} {:<9.4} {:<27} {:<7.4} {:<21} {:<12.3} {:<20} {:<9.2} {:<6} {}",
        record.family.name(),
        record.log_loss.value,
        ranged(&record.gain, 4),
        record.brier.value,
        ranged(&record.auc, 3),
        record.calibration_error,
        ranged(&record.accuracy, 3),
        record.evidence,
        record.deflated_sharpe.map_or("-".to_owned(), |share| format!("{share:.2}")),
        record.trials
    )
}

fn verdict(card: &ModelCard) -> String {
    let Some(best) = card.best() else { return "No family could be fitted.".to_owned() };
    if card.hurdles.is_empty() {
        return format!("{} passes every hurdle but the days of watching.", best.family.name());
    }
    let hurdles: Vec<String> = card.hurdles.iter().map(hurdle).collect();
    format!("{} is not promoted: {}.", best.family.name(), hurdles.join("; "))
}

fn hurdle(hurdle: &Hurdle) -> String {
    match hurdle {
        Hurdle::Evidence { have, need } => format!("evidence {have:.2} of {need:.0} needed"),
        Hurdle::Gain { have, need } => format!("gain {have:+.4} of {need:.4} nats needed"),
        Hurdle::Calibration { have, most } => format!("calibration error {have:.3}, at most {most:.3}"),
        Hurdle::Slope { have } => format!("calibration slope {have:.2}, not within 0.7 to 1.4"),
        Hurdle::Recent { have } => format!("the last 60 days {have:+.4} nats"),
        Hurdle::Shadow { have, need } => format!("watched {have} of {need} days"),
        Hurdle::Harm { have } => format!("evidence of harm {have:.1}"),
    }
}
