//! The online core against an independent computation in numpy: whole matrices instead of lanes, inverses instead of updates.

#![cfg(test)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use algoslayer::domain::prediction::Direction;
use algoslayer::learn::online::{Head, Inputs};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const TOLERANCE: f64 = 1e-9;

/// Lives through random steps with silences, missing outcomes and days, and has numpy say the same again.
fn assert_numpy_agrees(bars: u32, days: usize, edge: f64, seed: u64) {
    if !Command::new("python3").args(["-c", "import numpy"]).output().is_ok_and(|run| run.status.success()) {
        println!("SKIPPED: python3 with numpy, which would compute every forecast again, is not here");
        return;
    }
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut head = Head::new(bars);
    let (mut steps, mut said) = (String::new(), Vec::new());
    let mut open: Vec<(i64, f64)> = Vec::new();
    for step in 0..(days * 26) as i64 {
        if open.len() >= bars as usize {
            let (key, lean) = open.remove(0);
            // Now and then nobody can say what became of a forecast.
            if dice.r#gen::<f64>() < 0.97 {
                let luck = dice.r#gen::<f64>() + edge * lean;
                let (became, code) = match luck {
                    luck if luck > 0.6 => (Direction::Up, 1),
                    luck if luck < 0.4 => (Direction::Down, -1),
                    _ => (Direction::Hold, 0),
                };
                head.settle(key, became).unwrap();
                writeln!(steps, "settle,{key},{code}").unwrap();
            } else {
                head.void(key);
            }
        }
        if step > 0 && step % 26 == 0 {
            let alarms = head.end_day();
            // Haste after an alarm is not part of the comparison; none is due in a market that does not change.
            assert!(!alarms.any());
            writeln!(steps, "end_day").unwrap();
        }
        let inputs = Inputs {
            scores: std::array::from_fn(|_| dice.gen_range(-1.0..1.0)),
            awake: std::array::from_fn(|signal| dice.r#gen::<f64>() < if signal == 2 { 0.3 } else { 0.9 }),
        };
        let share = dice.gen_range(0.15..0.6);
        let forecast = head.predict(step, (step % 26) as usize, &inputs, share);
        let scores: Vec<String> = inputs.scores.iter().map(|score| format!("{score:e}")).collect();
        let awake: Vec<&str> = inputs.awake.iter().map(|awake| if *awake { "1" } else { "0" }).collect();
        writeln!(steps, "predict,{step},{},{share:e},{},{}", step % 26, scores.join(","), awake.join(",")).unwrap();
        open.push((step, if inputs.awake[0] { inputs.scores[0] } else { 0.0 }));
        let (p, base) = (forecast.probabilities, forecast.base);
        said.push([p.up, p.hold, p.down, base.up, base.hold, base.down]);
    }
    let folder = tempfile::tempdir().unwrap();
    let (given, found) = (folder.path().join("steps.csv"), folder.path().join("said.csv"));
    std::fs::write(&given, steps).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/online.py");
    let run = Command::new("python3").arg(script).arg(bars.to_string()).args([&given, &found]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let theirs = std::fs::read_to_string(found).unwrap();
    let mut worst = 0.0_f64;
    let mut spread = 0.0_f64;
    for (ours, line) in said.iter().zip(theirs.lines()) {
        let theirs: Vec<f64> = line.trim().split(',').skip(1).map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(theirs.len(), ours.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            worst = worst.max((ours - theirs).abs());
        }
        spread = spread.max((ours[0] - ours[2]).abs());
    }
    println!("{bars} bars: {} forecasts, largest difference {worst:e}, largest lead of a side {spread:.2}", said.len());
    assert_eq!(said.len(), theirs.lines().count());
    assert!(worst < TOLERANCE, "{worst:e}");
    assert!(spread > 0.1, "nothing was learned, so nothing was compared");
}

#[test]
fn numpy_agrees_on_four_hours_with_an_edge() {
    assert_numpy_agrees(16, 100, 0.5, 1);
}

#[test]
fn numpy_agrees_on_one_hour_with_a_weak_edge() {
    assert_numpy_agrees(4, 80, 0.15, 2);
}
