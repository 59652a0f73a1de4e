//! The acceptance experiments: a sound learner passes them, damaged ones are found out, and nothing passes that was not done.

#![cfg(test)]

use std::collections::VecDeque;
use std::sync::Mutex;

use algoslayer::app::prove::{Prove, conduct, experiments, ids};
use algoslayer::domain::learned::HorizonLesson;
use algoslayer::domain::prediction::Direction;
use algoslayer::learn::acceptance::report::{Row, Verdict};
use algoslayer::learn::acceptance::run::Subject;
use algoslayer::learn::acceptance::{Effort, Hands, Lab};
use algoslayer::learn::chance::Dice;
use algoslayer::learn::online::{Forecast, Head, Inputs};

const SEED: u64 = 20_260_105;

fn sound(bars: usize) -> Box<dyn Subject> {
    Box::new(Head::new(u32::try_from(bars).unwrap()))
}

fn proven(only: &[&'static str], threads: usize, subject: &(dyn Fn(usize) -> Box<dyn Subject> + Sync)) -> Vec<Row> {
    let prove = Prove { effort: Effort::Sketch, seed: SEED, only: only.to_vec(), threads };
    conduct(&prove, subject).into_iter().map(|(row, _)| row).collect()
}

fn verdict(rows: &[Row], id: &str) -> Verdict {
    rows.iter().find(|row| row.id == id).unwrap().verdict()
}

#[test]
fn a_sound_learner_passes_every_experiment() {
    let rows = proven(&[], 2, &sound);
    let failed: Vec<&Row> = rows.iter().filter(|row| row.verdict() == Verdict::Failed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let not_yet: Vec<&str> = rows.iter().filter(|row| row.verdict() == Verdict::NotYet).map(|row| row.id).collect();
    assert_eq!(not_yet, [""; 0], "nothing may be left out");
    let told: Vec<&str> = rows.iter().map(|row| row.id).collect();
    assert_eq!(told, ids().collect::<Vec<_>>());
}

/// A learner that never learns.
struct Frozen(Head);

impl Subject for Frozen {
    fn predict(&mut self, key: i64, slot: usize, inputs: &Inputs, share_within: f64) -> Forecast {
        self.0.predict(key, slot, inputs, share_within)
    }

    fn settle(&mut self, key: i64, _: Direction) {
        self.0.void(key);
    }

    fn end_day(&mut self) -> bool {
        self.0.end_day().whole
    }

    fn lesson(&self) -> HorizonLesson {
        self.0.lesson()
    }
}

#[test]
fn a_learner_that_never_learns_finds_no_edge() {
    let rows = proven(&["A3"], 2, &|bars| Box::new(Frozen(Head::new(u32::try_from(bars).unwrap()))));
    assert_eq!(verdict(&rows, "A3"), Verdict::Failed, "{rows:#?}");
}

/// A learner that takes overlapping outcomes for independent ones: each counts some times too much.
struct Overcounting {
    head: Head,
    again: usize,
    asked: VecDeque<(i64, usize, Inputs, f64)>,
    fresh_key: i64,
}

impl Subject for Overcounting {
    fn predict(&mut self, key: i64, slot: usize, inputs: &Inputs, share_within: f64) -> Forecast {
        self.asked.push_back((key, slot, *inputs, share_within));
        self.head.predict(key, slot, inputs, share_within)
    }

    fn settle(&mut self, key: i64, became: Direction) {
        self.head.settle(key, became);
        let (asked, slot, inputs, share_within) = self.asked.pop_front().unwrap();
        assert_eq!(asked, key);
        for _ in 0..self.again {
            self.fresh_key -= 1;
            self.head.predict(self.fresh_key, slot, &inputs, share_within);
            self.head.settle(self.fresh_key, became);
        }
    }

    fn end_day(&mut self) -> bool {
        self.head.end_day().whole
    }

    fn lesson(&self) -> HorizonLesson {
        self.head.lesson()
    }
}

#[test]
fn a_learner_that_counts_overlapping_outcomes_as_independent_is_found_out_on_noise() {
    let rows = proven(&["A1", "A2", "U1"], 2, &|bars| {
        let head = Head::new(u32::try_from(bars).unwrap());
        Box::new(Overcounting { head, again: bars / 3, asked: VecDeque::new(), fresh_key: 0 })
    });
    assert_eq!(verdict(&rows, "A2"), Verdict::Failed, "{rows:#?}");
    assert_eq!(verdict(&rows, "U1"), Verdict::Failed, "{rows:#?}");
}

#[test]
fn threads_and_choice_change_nothing_and_a_seed_does() {
    let alone = proven(&["A13", "F1", "A11"], 1, &sound);
    assert_eq!(proven(&["A13", "F1", "A11"], 3, &sound), alone);
    let chosen = proven(&["A11"], 2, &sound);
    assert!(alone.contains(&chosen[0]), "{chosen:#?} {alone:#?}");
    let prove = Prove { effort: Effort::Sketch, seed: SEED + 1, only: vec!["A13"], threads: 2 };
    let other = conduct(&prove, &sound);
    assert!(!alone.contains(&other[0].0), "another seed gives other figures");
}

/// Hands that do nothing and write down what they were to do.
#[derive(Default)]
struct Idle(Mutex<u64>);

impl Hands for Idle {
    fn each(&self, count: usize, steps: u64, _: &(dyn Fn(usize) + Sync)) {
        *self.0.lock().unwrap() += count as u64 * steps;
    }
}

struct Die;

impl Dice for Die {
    fn bits(&mut self) -> u64 {
        4_611_686_018_427_387_904
    }
}

#[test]
fn work_is_announced_as_it_is_and_nothing_passes_that_was_not_done() {
    for effort in [Effort::Full, Effort::Quick, Effort::Sketch] {
        for experiment in experiments() {
            let hands = Idle::default();
            let lab = Lab { hands: &hands, effort, dice: &|_| Box::new(Die), subject: &sound };
            for row in (experiment.conduct)(&lab) {
                assert_ne!(row.verdict(), Verdict::Passed, "{row:#?}");
            }
            let done = *hands.0.lock().unwrap();
            let announced = (experiment.steps)(effort);
            assert!(done <= announced + announced / 50, "{:?}: {done}, announced {announced}", experiment.ids);
            // Lives that are compared with an oracle's do not begin where nobody counted for it.
            let waits = experiment.ids.contains(&"A3") || experiment.ids.contains(&"A5");
            assert!(waits || done >= announced - announced / 50, "{:?}: {done} of {announced}", experiment.ids);
        }
    }
}
