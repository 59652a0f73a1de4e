//! `algoslayer prove`: the acceptance experiments on all cores of this machine, and their table.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::clock::{Clock, Stopwatch};
use crate::engine::options::{acceptance, exits_table};
use crate::learn::acceptance::experiments::{EXPERIMENTS, Experiment};
use crate::learn::acceptance::report::{Row, Verdict};
use crate::learn::acceptance::run::Subject;
use crate::learn::acceptance::{Effort, Hands, Lab};
use crate::learn::chance::Dice;
use crate::learn::online::Head;

/// Threads that work at once, at most.
const THREADS_MAX: usize = 64;

/// Seeds that are drawn lie below this, so that they are soon typed again.
const DRAWN_SEEDS: i128 = 1_000_000_000;

/// What is to be proven.
#[derive(Clone, Debug)]
pub struct Prove {
    /// How much is computed.
    pub effort: Effort,
    /// What all chance follows from.
    pub seed: u64,
    /// Names of rows; empty for all.
    pub only: Vec<&'static str>,
    /// On how many threads.
    pub threads: usize,
}

/// Every experiment, in the order of the table: those on a learner, and among them those on options.
pub fn experiments() -> impl Iterator<Item = &'static Experiment> {
    let before = EXPERIMENTS.iter().take_while(|experiment| !experiment.ids.contains(&"A17")).count();
    let options = [&acceptance::EXPERIMENT, &exits_table::EXPERIMENT];
    EXPERIMENTS.iter().take(before).chain(options).chain(EXPERIMENTS.iter().skip(before))
}

/// Every row's name, in the order of the table.
pub fn ids() -> impl Iterator<Item = &'static str> {
    experiments().flat_map(|experiment| experiment.ids).copied()
}

/// A seed that nobody chose, from the instant at which it was asked for.
pub fn drawn_seed(clock: &Clock) -> u64 {
    u64::try_from(clock.now().as_nanosecond().rem_euclid(DRAWN_SEEDS)).unwrap_or_default()
}

/// As many threads as this machine runs at once.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX)
}

/// The rows that a list like `A3,A7` names, or a sentence on one that there is not.
pub fn rows_named(list: &[String]) -> Result<Vec<&'static str>, String> {
    list.iter()
        .map(|name| {
            let known = ids().find(|id| id.eq_ignore_ascii_case(name.trim()));
            known.ok_or_else(|| {
                let all: Vec<&str> = ids().collect();
                format!("--only: there is no experiment `{name}`; there are {}", all.join(", "))
            })
        })
        .collect()
}

/// Makes the experiments, prints the table, and tells whether nothing failed.
pub fn run(prove: &Prove, out: &mut dyn Write) -> anyhow::Result<bool> {
    let watch = Stopwatch::start();
    let Prove { effort, seed, threads, .. } = prove;
    writeln!(out, "seed {seed}, {threads} threads; the same seed gives the same table. {}", rules(*effort))?;
    writeln!(out)?;
    out.flush()?;
    let proven = conduct(prove, &|bars| Box::new(Head::new(u32::try_from(bars).unwrap_or(u32::MAX))));
    writeln!(out, "{}", line(["", "experiment", "theory demands", "measured", "verdict"]))?;
    for (row, seconds) in &proven {
        write!(out, "{}", table_row(row, *seconds))?;
    }
    let count = |verdict: Verdict| proven.iter().filter(|(row, _)| row.verdict() == verdict).count();
    let (passed, failed, not_yet) = (count(Verdict::Passed), count(Verdict::Failed), count(Verdict::NotYet));
    let only = if prove.only.is_empty() { String::new() } else { format!(" --only {}", prove.only.join(",")) };
    writeln!(out)?;
    writeln!(
        out,
        "{passed} passed, {failed} failed, {not_yet} not yet; {:.0} s. Again: algoslayer prove{}{only} --seed {seed}",
        watch.elapsed().as_secs_f64(),
        if *effort == Effort::Full { "" } else { " --quick" },
    )?;
    Ok(failed == 0)
}

/// What each experiment reports about a subject, with the seconds it took.
pub fn conduct(prove: &Prove, subject: &(dyn Fn(usize) -> Box<dyn Subject> + Sync)) -> Vec<(Row, f64)> {
    let asked = |id: &&str| prove.only.is_empty() || prove.only.contains(id);
    let chosen: Vec<&Experiment> = experiments().filter(|experiment| experiment.ids.iter().any(asked)).collect();
    let progress = ProgressBar::new(chosen.iter().map(|experiment| (experiment.steps)(prove.effort)).sum());
    progress.set_style(style());
    let hands = Threads { count: prove.threads.clamp(1, THREADS_MAX), progress: progress.clone() };
    let seed = prove.seed;
    let lab = Lab { hands: &hands, effort: prove.effort, dice: &|stream| Box::new(ChaCha::new(seed, stream)), subject };
    let mut proven = Vec::new();
    for experiment in chosen {
        progress.set_message(experiment.ids.join(", "));
        let watch = Stopwatch::start();
        let rows = (experiment.conduct)(&lab);
        let seconds = watch.elapsed().as_secs_f64();
        proven.extend(rows.into_iter().filter(|row| asked(&row.id)).map(|row| (row, seconds)));
    }
    progress.finish_and_clear();
    proven
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("proving {msg} {bar:30} {percent} %, {eta} left");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// One stream of ChaCha8.
pub(super) struct ChaCha(ChaCha8Rng);

impl ChaCha {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }
}

impl Dice for ChaCha {
    fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }
}

/// Threads that take job after job.
struct Threads {
    count: usize,
    progress: ProgressBar,
}

impl Hands for Threads {
    fn each(&self, count: usize, steps: u64, job: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let work = || {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return;
                }
                job(number);
                self.progress.inc(steps);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.count.min(count) {
                scope.spawn(work);
            }
            work();
        });
    }
}

fn rules(effort: Effort) -> String {
    match effort {
        Effort::Full => "All lives; a limit with a second number behind it is widened by that much, three standard errors of what is measured.".to_owned(),
        Effort::Quick | Effort::Sketch => format!(
            "Quick: fewer lives, so limits are widened by {:.0} standard errors of what is measured, and limits in days by {:.0} %.",
            effort.errors_allowed(),
            (effort.days_factor() - 1.0) * 100.0
        ),
    }
}

fn line([id, claim, demanded, measured, verdict]: [&str; 5]) -> String {
    format!("{id:<4} {claim:<52} {demanded:<66} {measured:<22} {verdict}").trim_end().to_owned()
}

/// A row with a line for each check; a check that fails is marked.
fn table_row(row: &Row, seconds: f64) -> String {
    let verdict = match row.verdict() {
        Verdict::Passed => format!("passed, {seconds:.1} s"),
        Verdict::Failed => format!("FAILED, {seconds:.1} s"),
        Verdict::NotYet => "not yet".to_owned(),
    };
    let mut text = String::new();
    if let Some(why) = row.not_yet {
        text.push_str(&line([row.id, row.claim, why, "", &verdict]));
        text.push('\n');
    }
    for (number, check) in row.checks.iter().enumerate() {
        let (id, claim) = if number == 0 { (row.id, row.claim) } else { ("", "") };
        let mark = if check.passed { "" } else { "<- fails" };
        let verdict = if number == 0 { format!("{verdict}  {mark}") } else { mark.to_owned() };
        text.push_str(&line([id, claim, &check.demanded, &check.measured, verdict.trim_end()]));
        text.push('\n');
    }
    text
}
