//! How often each signal spoke in a run of history, and why it was silent otherwise: a dead signal is named as dead.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::domain::calendar::ExchangeCalendar;
use crate::domain::event::Effect;
use crate::domain::prediction::Prediction;
use crate::domain::signal::{Abstention, Reading, SignalKind};

/// Counts by signal, in the order of [`SignalKind::ALL`].
#[derive(Debug, Default)]
pub struct Voices {
    signals: [Voice; SignalKind::COUNT],
}

#[derive(Debug, Default)]
struct Voice {
    /// Sessions with a prediction, while the signal had not warmed up yet and afterwards.
    warming: u64,
    warmed: u64,
    /// Sessions after warm-up in which it spoke at least once.
    spoke: u64,
    /// Why it was silent at the last decision of the sessions in which it never spoke.
    silent: BTreeMap<&'static str, u64>,
    /// The session under way: its index, whether it spoke in it, its last silence.
    today: Option<(usize, bool, Option<Abstention>)>,
}

impl Voices {
    /// Takes in what a step led to.
    pub fn count(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Predicted(prediction) = effect {
                self.count_prediction(prediction);
            }
        }
    }

    fn count_prediction(&mut self, prediction: &Prediction) {
        let Some(step) = ExchangeCalendar::nyse().decision_at(prediction.at) else { return };
        for (voice, (_, reading)) in self.signals.iter_mut().zip(prediction.readings.iter()) {
            if voice.today.is_some_and(|(session, ..)| session != step.session) {
                voice.end_session();
            }
            let (_, spoke, silence) = voice.today.get_or_insert((step.session, false, None));
            match reading {
                Reading::Speaks(_) => *spoke = true,
                Reading::Abstains(reason) => *silence = Some(reason),
            }
        }
    }

    /// The table, a line per signal.
    pub fn table(mut self) -> String {
        let mut table = String::from(
            "signal               sessions  warming up  after warm-up  spoke in      silent otherwise, by reason\n",
        );
        for (voice, kind) in self.signals.iter_mut().zip(SignalKind::ALL) {
            voice.end_session();
            let share = if voice.warmed > 0 {
                format!("{} ({:.1} %)", voice.spoke, voice.spoke as f64 / voice.warmed as f64 * 100.0)
            } else {
                "-".to_owned()
            };
            let silent: Vec<String> = voice.silent.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
            // Writing into a text cannot fail.
            let _written = writeln!(
                table,
                "{:<20} {:>8}  {:>10}  {:>13}  {:<12}  {}",
                kind.name(),
                voice.warming + voice.warmed,
                voice.warming,
                voice.warmed,
                share,
                silent.join(", ")
            );
        }
        table
    }
}

impl Voice {
    fn end_session(&mut self) {
        let Some((_, spoke, silence)) = self.today.take() else { return };
        if !spoke && silence == Some(Abstention::WarmingUp) {
            self.warming += 1;
            return;
        }
        self.warmed += 1;
        self.spoke += u64::from(spoke);
        if let Some(silence) = silence.filter(|_| !spoke) {
            *self.silent.entry(silence.name()).or_insert(0) += 1;
        }
    }
}
