//! Figures as tables for the terminal.

use crate::domain::figures::{Accuracy, Figures, SkillVerdict};
use crate::domain::horizon::Horizon;
use crate::domain::unit::Fraction;
use crate::domain::view::HorizonTallies;

/// The accuracy tables: a line per horizon, each accuracy with its interval and what it has to be compared with, then the losses beside those of
/// no skill. Every interval stays valid however often it is looked at.
pub fn accuracy(tallies: &[HorizonTallies; Horizon::COUNT]) -> String {
    let mut table = String::from(
        "horizon  outcomes  independent  right    95 % interval  always the majority  always up  as yesterday  balanced  leaned side of moved  void\n",
    );
    let mut losses =
        String::from("horizon  Brier  no skill  log loss  no skill  gain on no skill, nats  95 % interval\n");
    for (horizon, tallies) in Horizon::ALL.into_iter().zip(tallies) {
        let all = tallies.all();
        match Figures::of(&all) {
            Some(figures) => {
                table.push_str(&rates_line(horizon, &figures));
                losses.push_str(&losses_line(horizon, &figures));
            }
            None => table.push_str(&none_line(horizon, all.void)),
        }
    }
    format!("{table}\n{losses}")
}

fn none_line(horizon: Horizon, void: u64) -> String {
    format!("{:<7}  no outcome has settled yet; void: {void}\n", horizon.name())
}

fn rates_line(horizon: Horizon, figures: &Figures) -> String {
    let calls = &figures.calls;
    let lean =
        figures.lean.map_or_else(|| "-".to_owned(), |lean| format!("{} {}", percent(lean.share), interval(&lean)));
    let yesterday = figures.yesterday.map_or_else(|| "-".to_owned(), |(share, _)| percent(share));
    let majority = format!("{} ({})", percent(calls.baseline), figures.majority.call());
    format!(
        "{:<7}  {:>8}  {:>11.0}  {:<7}  {:<13}  {:<19}  {:<9}  {:<12}  {:<8}  {:<20}  {}\n",
        horizon.name(),
        figures.settled,
        calls.effective,
        percent(calls.share),
        interval(calls),
        majority,
        percent(figures.always_up),
        yesterday,
        percent(figures.balanced),
        lean,
        figures.void,
    )
}

/// Beside a model that stated no forecast without skill stand the observed frequencies, which only hindsight knows.
fn losses_line(horizon: Horizon, figures: &Figures) -> String {
    // Of the same outcomes as the forecast without skill beside them.
    let stated = figures.base.as_ref().map_or((figures.brier, figures.log_loss), |base| {
        (base.brier - base.brier_gain, base.log_loss - base.gain.mean)
    });
    let (brier, log_loss, gain) = match &figures.base {
        Some(base) => (
            format!("{:.4}", base.brier),
            format!("{:.4}", base.log_loss),
            format!("{:<+22.4}  [{:+.4}, {:+.4}]", base.gain.mean, base.gain.interval.0, base.gain.interval.1),
        ),
        None => (format!("{:.4}", figures.brier_baseline), format!("{:.4}", figures.log_loss_baseline), "-".to_owned()),
    };
    format!("{:<7}  {:.3}  {:<8}  {:.4}    {:<8}  {gain}\n", horizon.name(), stated.0, brier, stated.1, log_loss)
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
                SkillVerdict::Better => "better than no skill",
                SkillVerdict::Worse => "worse than no skill",
            };
            format!("{}: {words}", horizon.name())
        })
        .collect();
    if verdicts.is_empty() { "Not enough data yet.".to_owned() } else { verdicts.join("; ") }
}

fn percent(share: Fraction) -> String {
    format!("{:.1} %", share.get() * 100.0)
}

fn interval(accuracy: &Accuracy) -> String {
    format!("[{:.1}, {:.1}]", accuracy.anytime.0.get() * 100.0, accuracy.anytime.1.get() * 100.0)
}
