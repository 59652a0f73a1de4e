//! Figures as tables for the terminal.

use crate::domain::figures::{Accuracy, Figures, SkillVerdict};
use crate::domain::horizon::Horizon;
use crate::domain::view::HorizonTallies;

/// The accuracy table: a line per horizon, each accuracy with its interval and baseline.
pub fn accuracy(tallies: &[HorizonTallies; Horizon::COUNT]) -> String {
    let mut table = String::from(
        "horizon  outcomes  independent  accuracy  95 % interval   always-majority   sides right of moved  Brier (base)   log loss (base)  void\n",
    );
    for (horizon, tallies) in Horizon::ALL.into_iter().zip(tallies) {
        let all = tallies.all();
        let line = match Figures::of(&all) {
            Some(figures) => line(horizon, &figures),
            None => format!("{:<7}  no outcome has settled yet; void: {}", horizon.name(), all.void),
        };
        table.push_str(&line);
        table.push('\n');
    }
    table
}

fn line(horizon: Horizon, figures: &Figures) -> String {
    let calls = &figures.calls;
    let sides =
        figures.sides.map_or_else(|| "-".to_owned(), |sides| format!("{} {}", percent(&sides), interval(&sides)));
    format!(
        "{:<7}  {:>8}  {:>11.0}  {:>8}  {:<14}  {:<16}  {:<21}  {:.3} ({:.3})  {:.4} ({:.4})   {}",
        horizon.name(),
        figures.settled,
        calls.effective,
        percent(calls),
        interval(calls),
        format!("{:.1} % ({})", calls.baseline.get() * 100.0, figures.majority.call()),
        sides,
        figures.brier,
        figures.brier_baseline,
        figures.log_loss,
        figures.log_loss_baseline,
        figures.void,
    )
}

/// One sentence on what the table proves.
pub fn verdict(tallies: &[HorizonTallies; Horizon::COUNT]) -> String {
    let verdicts: Vec<String> = Horizon::ALL
        .into_iter()
        .zip(tallies)
        .filter_map(|(horizon, tallies)| Some((horizon, Figures::of(&tallies.all())?)))
        .map(|(horizon, figures)| {
            let words = match figures.verdict() {
                SkillVerdict::TooFew => "too few outcomes to tell",
                SkillVerdict::NoEvidence => "no evidence of skill",
                SkillVerdict::Better => "better than always saying the majority",
                SkillVerdict::Worse => "worse than always saying the majority",
            };
            format!("{}: {words}", horizon.name())
        })
        .collect();
    if verdicts.is_empty() { "Not enough data yet.".to_owned() } else { verdicts.join("; ") }
}

fn percent(accuracy: &Accuracy) -> String {
    format!("{:.1} %", accuracy.share.get() * 100.0)
}

fn interval(accuracy: &Accuracy) -> String {
    format!("[{:.1}, {:.1}]", accuracy.interval.0.get() * 100.0, accuracy.interval.1.get() * 100.0)
}
