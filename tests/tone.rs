//! The lexicon against people: sentences of financial news with labels on which several readers agreed, where `ALGOSLAYER_DATA` has them.

#![cfg(test)]

use std::path::Path;

use algoslayer::domain::unit::Score;
use algoslayer::learn::tone::ToneReader;
use algoslayer::learn::tone::lexicon::Lexicon;

/// A tone from here on takes a side: one plain word has 0.7, one mild word 0.45.
const SIDE_MIN: f64 = 0.5;

const LABELS: [&str; 3] = ["positive", "neutral", "negative"];

/// Counts by label given by people, then by the lexicon.
type Confusion = [[u32; 3]; 3];

fn said(sentence: &str) -> usize {
    let tone = Lexicon.read(sentence).map_or(0.0, Score::get);
    if tone >= SIDE_MIN {
        0
    } else if tone <= -SIDE_MIN {
        2
    } else {
        1
    }
}

/// The 95 % interval of Wilson (1927).
fn wilson(hits: u32, of: u32) -> (f64, f64) {
    let (n, share, z) = (f64::from(of), f64::from(hits) / f64::from(of), 1.959_964);
    let middle = share + z * z / (2.0 * n);
    let reach = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    ((middle - reach) / scale, (middle + reach) / scale)
}

/// Prints what came out and gives the balanced accuracy and the accuracy with its lower bound and the share of the largest class.
fn judged(name: &str, confusion: &Confusion) -> (f64, f64, f64) {
    let all: u32 = confusion.iter().flatten().sum();
    let right: u32 = (0..3).map(|at| confusion[at][at]).sum();
    let by_label = confusion.map(|row| row.iter().sum::<u32>());
    let balanced = (0..3).map(|at| f64::from(confusion[at][at]) / f64::from(by_label[at])).sum::<f64>() / 3.0;
    let majority = f64::from(*by_label.iter().max().unwrap()) / f64::from(all);
    let (low, high) = wilson(right, all);
    let sided: u32 = confusion.iter().map(|row| row[0] + row[2]).sum();
    let sided_right = confusion[0][0] + confusion[2][2];
    let (side_low, side_high) = wilson(sided_right, sided);
    println!(
        "{name}: {right} of {all} right, {:.3} ({low:.3} to {high:.3}); always neutral {majority:.3}; balanced {balanced:.3}",
        { f64::from(right) / f64::from(all) }
    );
    println!(
        "  takes a side {sided} times, right {:.3} ({side_low:.3} to {side_high:.3}), opposite {} times",
        { f64::from(sided_right) / f64::from(sided) },
        confusion[0][2] + confusion[2][0]
    );
    for (label, row) in LABELS.iter().zip(confusion) {
        println!("  {label:>8} read as positive, neutral, negative: {row:?}");
    }
    (balanced, low, majority)
}

#[test]
fn the_lexicon_reads_as_people_do() {
    let variable = "ALGOSLAYER_DATA";
    #[expect(clippy::disallowed_methods, reason = "a test is told by the environment where data lie")]
    let Some(root) = std::env::var_os(variable) else {
        println!("SKIPPED: {variable} names no folder with labelled sentences");
        return;
    };
    let path = Path::new(&root).join("news/phrasebank/financial_phrasebank.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    // All readers agreed: even rows, on which the lexicon was developed, and odd ones; then those on which most agreed.
    let mut confusions = [[[0; 3]; 3]; 3];
    let mut agreed = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let label = LABELS.iter().position(|label| *label == &row[1]).unwrap();
        let which = if &row[2] == "100" { agreed % 2 } else { 2 };
        agreed += usize::from(which < 2);
        confusions[which][label][said(&row[0])] += 1;
    }
    assert_eq!(agreed, 2_259);
    judged("full agreement, even rows (developed on)", &confusions[0]);
    let (balanced, low, majority) = judged("full agreement, odd rows (unseen)", &confusions[1]);
    judged("agreement of 50 to 99 % (unseen)", &confusions[2]);
    assert!(balanced > 0.75, "chance and always neutral have 0.333: {balanced}");
    assert!(low > majority + 0.1, "{low} against {majority}");
}
