//! Forest and first-order boosting on made-up rows: what is planted is found, days are drawn whole, weights and missing numbers count.

use super::*;
use crate::learn::chance::tests::chance;

const COLUMNS: Columns = Columns::tabular(4);

/// Rows that a test owns.
#[derive(Clone, Default)]
struct Made {
    values: Vec<f32>,
    up: Vec<bool>,
    weights: Vec<f64>,
    days: Vec<u32>,
}

impl Made {
    fn samples(&self) -> Samples<'_> {
        Samples { columns: COLUMNS, values: &self.values, up: &self.up, weights: &self.weights, days: &self.days }
    }
}

/// The side follows the product of the first two columns; the third is missing where the price rises more often.
fn made(rows: usize, seed: u64) -> Made {
    let mut chance = chance(seed);
    let mut made = Made::default();
    for row in 0..rows {
        let [a, b, c, d] = [(); 4].map(|()| chance.normal());
        let missing = chance.uniform() < 0.3;
        let odds = 1.5 * a.signum() * b.signum() + if missing { 1.0 } else { -0.4 };
        made.up.push(chance.uniform() < 1.0 / (1.0 + (-odds).exp()));
        made.values.extend([a as f32, b as f32, if missing { f32::NAN } else { c as f32 }, d as f32]);
        made.weights.push(1.0);
        made.days.push(u32::try_from(row / 20).unwrap());
    }
    made
}

fn forest() -> Params {
    Params::Forest(forest::Params { trees: 60, depth: 6, columns: 0.5, leaf: 5.0, days: 0.5 })
}

fn gradient() -> Params {
    Params::Gradient(gradient::Params { rate: 0.1, depth: 3, leaf: 5.0, days: 0.5, rounds: 80 })
}

fn fitted(params: &Params, made: &Made) -> Fitted {
    fit(params, &made.samples(), None, &mut chance(7), &mut Patient).unwrap()
}

fn loss(fitted: &Fitted, made: &Made) -> f64 {
    let each = made.samples().rows().zip(&made.up).map(|(row, up)| {
        let odds = fitted.log_odds(row);
        (1.0 + if *up { -odds } else { odds }.exp()).ln()
    });
    each.sum::<f64>() / made.up.len() as f64
}

#[test]
fn a_product_of_columns_and_a_missing_number_are_found() {
    let (learned, tested) = (made(4_000, 1), made(4_000, 2));
    for params in [forest(), gradient()] {
        let fitted = fitted(&params, &learned);
        assert_eq!(fitted.check(COLUMNS), Ok(()));
        assert!(loss(&fitted, &tested) < 0.58, "{params:?}: {}", loss(&fitted, &tested));
        let odds = |third: f32| fitted.log_odds(&[1.0, 1.0, third, 0.0]);
        assert!(odds(f32::NAN) > odds(0.0) + 0.4, "{params:?}");
        let bytes = postcard::to_stdvec(&fitted).unwrap();
        assert_eq!(postcard::from_bytes::<Fitted>(&bytes).unwrap(), fitted);
        assert_eq!(super::fit(&params, &learned.samples(), None, &mut chance(7), &mut Patient).unwrap(), fitted);
    }
}

#[test]
fn rows_without_weight_change_nothing() {
    let learned = made(1_000, 3);
    let mut more = learned.clone();
    for row in 0..20 {
        more.values.extend([100.0, -100.0, 3.0, 100.0]);
        more.up.push(row % 2 == 0);
        more.weights.push(0.0);
        more.days.push(1_000);
    }
    // Every day is drawn, and cuts follow ranks: only what the rows say themselves could make a difference.
    let params = Params::Gradient(gradient::Params { rate: 0.1, depth: 2, leaf: 5.0, days: 1.0, rounds: 5 });
    let (without, with) = (fitted(&params, &learned), fitted(&params, &more));
    let (a, b) = (loss(&without, &learned), loss(&with, &learned));
    assert!((a - b).abs() < 0.01, "{a} {b}");
    let mut doubled = learned.clone();
    doubled.weights = vec![2.0; 1_000];
    let twice = Params::Gradient(gradient::Params { rate: 0.1, depth: 2, leaf: 10.0, days: 1.0, rounds: 5 });
    assert!((loss(&fitted(&twice, &doubled), &learned) - a).abs() < 1e-6);
}

#[test]
fn days_are_drawn_whole() {
    // All rows of a day are alike, and its side is a toss: a forest that drew rows would know each day by heart and be sure of it.
    let mut chance = chance(4);
    let mut made = Made::default();
    for day in 0..60 {
        let (mark, up) = (chance.normal() as f32, chance.sign() > 0.0);
        for _ in 0..20 {
            made.values.extend([mark, 0.0, 0.0, 0.0]);
            made.up.push(up);
            made.weights.push(1.0);
            made.days.push(day);
        }
    }
    let days = super::grow::days(&made.samples());
    assert_eq!(days.len(), 60);
    assert!(days.iter().all(|day| day.len() == 20));
    let one = Params::Forest(forest::Params { trees: 1, depth: 1, columns: 1.0, leaf: 1.0, days: 0.05 });
    let Fitted::Trees(trees) = fitted(&one, &made) else { panic!("a forest is made of trees") };
    // Three days hold 0, 20, 40 or 60 rises and never a number between; leaves are smoothed by one observation.
    let said: Vec<f64> = made.samples().rows().map(|row| f64::from(trees.last(row))).collect();
    let possible = |share: f64| {
        let sides = [1.0_f64, 2.0, 3.0]
            .into_iter()
            .flat_map(|days| (0..=3).map(move |ups| (20.0 * days, 20.0 * f64::from(ups))));
        let parents = (0..=3).map(|ups| f64::from(ups) / 3.0);
        parents
            .into_iter()
            .any(|parent| sides.clone().any(|(rows, ups)| ((ups + parent) / (rows + 1.0) - share).abs() < 1e-5))
    };
    assert!(said.iter().all(|share| possible(*share)), "{said:?}");
}

#[test]
fn bad_settings_are_refused_and_a_cancel_is_heard() {
    struct After(u32);
    impl Watch for After {
        fn go_on(&mut self, _done: f64) -> bool {
            self.0 = self.0.saturating_sub(1);
            self.0 > 0
        }
    }
    let learned = made(400, 5);
    for params in [forest(), gradient()] {
        let cancelled = fit(&params, &learned.samples(), None, &mut chance(1), &mut After(3));
        assert_eq!(cancelled, Err(FitError::Cancelled));
    }
    let bad = [
        Params::Forest(forest::Params { trees: 0, depth: 6, columns: 0.5, leaf: 5.0, days: 0.5 }),
        Params::Forest(forest::Params { trees: 5, depth: 6, columns: f64::NAN, leaf: 5.0, days: 0.5 }),
        Params::Gradient(gradient::Params { rate: 0.1, depth: 9, leaf: 5.0, days: 0.5, rounds: 80 }),
    ];
    for params in bad {
        assert!(matches!(
            fit(&params, &learned.samples(), None, &mut chance(1), &mut Patient),
            Err(FitError::Parameter { .. })
        ));
    }
    let mut one_sided = learned.clone();
    one_sided.up = vec![true; 400];
    assert_eq!(fit(&gradient(), &one_sided.samples(), None, &mut chance(1), &mut Patient), Err(FitError::OneSided));
}

#[test]
fn boosting_ends_where_later_rows_lose() {
    let (learned, later) = (made(600, 6), made(600, 8));
    let params = Params::Gradient(gradient::Params { rate: 0.3, depth: 4, leaf: 1.0, days: 1.0, rounds: 300 });
    let early = fit(&params, &learned.samples(), Some(&later.samples()), &mut chance(1), &mut Patient).unwrap();
    let full = fit(&params, &learned.samples(), None, &mut chance(1), &mut Patient).unwrap();
    assert!(loss(&early, &later) < loss(&full, &later));
    let Fitted::Trees(trees) = early else { panic!("boosting is made of trees") };
    assert!((1..300).contains(&trees.len()));
}
