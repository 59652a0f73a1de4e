//! Whether stated confidence comes true: the reliability diagram, calibration error with interval, slope, and the parts of the Brier score.

/// Bins of equal width over `[0, 1]`.
pub const BINS: usize = 20;

/// What was stated within one bin, and how often it came true.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// Sum of weights: independent observations.
    pub weight: f64,
    /// Weighted sum of stated confidences.
    pub stated: f64,
    /// Weight of those that came true.
    pub right: f64,
}

impl Bin {
    fn add(&mut self, other: &Self) {
        self.weight += other.weight;
        self.stated += other.stated;
        self.right += other.right;
    }
}

/// All bins, the least confident first.
pub type Diagram = [Bin; BINS];

/// Stated confidences of events that came true or did not, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    bins: Diagram,
    /// Weighted sum of (confidence - outcome)².
    squares: f64,
    /// The days one after the other, each with what fell into which bin.
    days: Vec<(i64, Vec<(u8, Bin)>)>,
}

/// The Brier score of an event, and what it is made of (Murphy 1973): reliability - resolution + uncertainty, but for the spread of
/// confidences within bins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Murphy {
    /// Weighted mean of (confidence - outcome)², 0 best, 1 worst.
    pub brier: f64,
    /// How far confidence lies from what came true; 0 is best.
    pub reliability: f64,
    /// How far apart the bins' outcomes lie; the more, the better.
    pub resolution: f64,
    /// What the event itself brings: p(1 - p).
    pub uncertainty: f64,
}

impl Reliability {
    /// Takes in one confidence in `[0, 1]` on `day` (any growing number; outcomes of a day stand or fall together), its outcome and weight.
    pub fn add(&mut self, day: i64, confidence: f64, right: bool, weight: f64) {
        let place = bin_of(confidence);
        let outcome = f64::from(u8::from(right));
        let one = Bin { weight, stated: weight * confidence, right: weight * outcome };
        if let Some(bin) = self.bins.get_mut(place) {
            bin.add(&one);
        }
        self.squares += weight * (confidence - outcome) * (confidence - outcome);
        if self.days.last().is_none_or(|(last, _)| *last != day) {
            self.days.push((day, Vec::new()));
        }
        let Some((_, bins)) = self.days.last_mut() else { return };
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        match bins.iter_mut().find(|(of, _)| *of == place) {
            Some((_, bin)) => bin.add(&one),
            None => bins.push((place, one)),
        }
    }

    /// The bins.
    pub fn diagram(&self) -> &Diagram {
        &self.bins
    }

    /// Independent observations.
    pub fn effective(&self) -> f64 {
        self.bins.iter().map(|bin| bin.weight).sum()
    }

    /// Expected calibration error: mean over observations of |stated - came true| of their bin; `None` without observations.
    pub fn error(&self) -> Option<f64> {
        error(&self.bins)
    }

    /// A 95 % interval of the calibration error: the error in `draws` histories made of blocks of days drawn at random from this one (circular
    /// block bootstrap; Politis and Romano 1992). `draw(n)` gives a number below n, from a seeded generator.
    ///
    /// Drawing adds chance of its own, which a calibration error counts as error: the interval leans to the upper side, never to flattery.
    pub fn error_interval(&self, draws: usize, mut draw: impl FnMut(usize) -> usize) -> Option<(f64, f64)> {
        self.error()?;
        let mut errors: Vec<f64> = (0..draws).filter_map(|_| error(&self.drawn(&mut draw))).collect();
        errors.sort_by(f64::total_cmp);
        let at = |share: f64| errors.get((share * (errors.len().saturating_sub(1)) as f64) as usize).copied();
        at(0.025).zip(at(0.975))
    }

    fn drawn(&self, draw: &mut impl FnMut(usize) -> usize) -> Diagram {
        let mut bins = Diagram::default();
        let count = self.days.len();
        for block in 0..count.div_ceil(BLOCK_DAYS) {
            let first = draw(count);
            for (_, day) in self.days.iter().cycle().skip(first).take(BLOCK_DAYS.min(count - block * BLOCK_DAYS)) {
                for (place, more) in day {
                    if let Some(bin) = bins.get_mut(usize::from(*place)) {
                        bin.add(more);
                    }
                }
            }
        }
        bins
    }

    /// The Brier score of the event and its parts; `None` without observations.
    pub fn murphy(&self) -> Option<Murphy> {
        let weight = self.effective();
        if weight <= 0.0 {
            return None;
        }
        let share = self.bins.iter().map(|bin| bin.right).sum::<f64>() / weight;
        let mean_square = |distance: &dyn Fn(&Bin) -> f64| {
            let used = self.bins.iter().filter(|bin| bin.weight > 0.0);
            used.map(|bin| distance(bin) * distance(bin) / bin.weight).sum::<f64>() / weight
        };
        Some(Murphy {
            brier: self.squares / weight,
            reliability: mean_square(&|bin| bin.stated - bin.right),
            resolution: mean_square(&|bin| bin.right - share * bin.weight),
            uncertainty: share * (1.0 - share),
        })
    }
}

/// Days drawn together: outcomes of neighbouring days overlap, those of a week hardly.
const BLOCK_DAYS: usize = 5;

/// The bin of a confidence; 1 lies in the last.
fn bin_of(confidence: f64) -> usize {
    // Negative and missing numbers become 0.
    ((confidence * BINS as f64) as usize).min(BINS - 1)
}

fn error(bins: &Diagram) -> Option<f64> {
    let weight: f64 = bins.iter().map(|bin| bin.weight).sum();
    (weight > 0.0).then(|| bins.iter().map(|bin| (bin.stated - bin.right).abs()).sum::<f64>() / weight)
}

/// Observations of the side of moves, from which a calibration slope is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sides(Vec<SideSeen>);

/// ln(P(up) / P(down)) as stated, whether the price rose, and the weight.
#[derive(Clone, Copy, Debug, PartialEq)]
struct SideSeen {
    log_odds: f64,
    rose: bool,
    weight: f64,
}

/// What the stated log odds have to be multiplied by and shifted by to come true: 1 and 0 where they are calibrated; a slope below 1 tells of
/// too much confidence (Cox 1958).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slope {
    /// The factor.
    pub slope: f64,
    /// The shift.
    pub intercept: f64,
}

/// Beyond that the likelihood has no maximum: the log odds part the outcomes without an exception.
const SLOPE_MAX: f64 = 1e4;

/// Newton's method doubles its digits with each step; so many are never needed.
const NEWTON_STEPS_MAX: u32 = 100;

impl Sides {
    /// Takes in a move out of the band: the stated log odds of up against down, whether it went up, and its weight. Odds of certainty, which
    /// have no logarithm, are left out.
    pub fn add(&mut self, log_odds: f64, rose: bool, weight: f64) {
        if log_odds.is_finite() {
            self.0.push(SideSeen { log_odds, rose, weight });
        }
    }

    /// The slope and intercept of greatest likelihood (weighted logistic regression, Newton's method); `None` where there is none: no
    /// observations, all odds alike, or sides that the odds part without exception.
    pub fn slope(&self) -> Option<Slope> {
        let mut fit = Slope { slope: 1.0, intercept: 0.0 };
        for _ in 0..NEWTON_STEPS_MAX {
            let (along_slope, along_intercept) = self.step(&fit)?;
            let before = self.likelihood(&fit);
            // Rounding of the sum of likelihoods is no loss.
            let needed = before - 1e-12 * (1.0 + before.abs());
            let part = |share: f64| Slope {
                slope: fit.slope + share * along_slope,
                intercept: fit.intercept + share * along_intercept,
            };
            // A whole step can lead too far where the odds are extreme; then a part of it does not.
            let mut share = 1.0;
            while self.likelihood(&part(share)) < needed && share > 1e-9 {
                share /= 2.0;
            }
            fit = part(share);
            if fit.slope.abs() > SLOPE_MAX || fit.intercept.abs() > SLOPE_MAX {
                return None;
            }
            let moved = along_slope.abs() + along_intercept.abs();
            // What is left after a step is the square of the step.
            if moved <= 1e-9 * (1.0 + fit.slope.abs() + fit.intercept.abs()) {
                return Some(fit);
            }
        }
        None
    }

    fn likelihood(&self, fit: &Slope) -> f64 {
        let of = |seen: &SideSeen| {
            let eta = fit.intercept + fit.slope * seen.log_odds;
            // ln(1 + e^x) without overflow.
            let against = if seen.rose { -eta } else { eta };
            -seen.weight * (against.max(0.0) + libm::log1p(libm::exp(-against.abs())))
        };
        self.0.iter().map(of).sum()
    }

    /// Newton's step from `fit`; `None` where the curvature vanishes.
    fn step(&self, fit: &Slope) -> Option<(f64, f64)> {
        let (mut towards, mut curvature) = ((0.0, 0.0), (0.0, 0.0, 0.0));
        for SideSeen { log_odds, rose, weight } in &self.0 {
            let p = 1.0 / (1.0 + libm::exp(-(fit.intercept + fit.slope * log_odds)));
            let (miss, spread) = (weight * (f64::from(u8::from(*rose)) - p), weight * p * (1.0 - p));
            towards = (towards.0 + miss * log_odds, towards.1 + miss);
            curvature =
                (curvature.0 + spread * log_odds * log_odds, curvature.1 + spread * log_odds, curvature.2 + spread);
        }
        let (ss, si, ii) = curvature;
        let determinant = ss * ii - si * si;
        let solved = determinant > 1e-12 * ss * ii;
        solved
            .then(|| ((ii * towards.0 - si * towards.1) / determinant, (ss * towards.1 - si * towards.0) / determinant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// 250 days of 26 confidences, of which each comes true as often as `truth` of it says.
    fn record(rng: &mut ChaCha8Rng, truth: impl Fn(f64) -> f64) -> Reliability {
        let mut reliability = Reliability::default();
        for day in 0..250 {
            for _ in 0..26 {
                let confidence = rng.gen_range(0.4..0.9);
                reliability.add(day, confidence, rng.gen_bool(truth(confidence)), 1.0 / 26.0);
            }
        }
        reliability
    }

    #[test]
    fn what_is_calibrated_shows_a_small_error_and_what_boasts_a_large_one() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        let honest = record(&mut rng, |confidence| confidence);
        assert!(honest.error().unwrap() < 0.03);
        let boasting = record(&mut rng, |confidence| confidence - 0.1);
        let error = boasting.error().unwrap();
        let interval = boasting.error_interval(200, |n| rng.gen_range(0..n)).unwrap();
        assert!(
            (error - 0.1).abs() < 0.03 && interval.0 > 0.05 && interval.0 < error && error < interval.1,
            "{interval:?}"
        );
        assert!((boasting.effective() - 250.0).abs() < 1e-9);
    }

    #[test]
    fn the_same_draws_give_the_same_interval() {
        let reliability = record(&mut ChaCha8Rng::seed_from_u64(6), |confidence| confidence);
        let interval = |seed| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            reliability.error_interval(50, |n| rng.gen_range(0..n))
        };
        assert_eq!(interval(1), interval(1));
        assert_ne!(interval(1), interval(2));
        assert_eq!(Reliability::default().error_interval(50, |_| 0), None);
    }

    #[test]
    fn the_parts_of_the_brier_score_add_up_where_bins_hold_one_confidence() {
        let mut reliability = Reliability::default();
        for (day, (confidence, right)) in
            [(0.625, true), (0.625, true), (0.625, false), (0.875, true), (0.125, false)].into_iter().enumerate()
        {
            reliability.add(i64::try_from(day).unwrap(), confidence, right, 0.5);
        }
        let Murphy { brier, reliability, resolution, uncertainty } = reliability.murphy().unwrap();
        assert!((brier - (reliability - resolution + uncertainty)).abs() < 1e-15);
        assert!((uncertainty - 0.24).abs() < 1e-15 && resolution > 0.1);
    }

    #[test]
    fn ends_of_the_scale_have_their_bins() {
        assert_eq!([0.0, 0.049_9, 0.05, 0.85, 1.0, f64::NAN, -1.0].map(bin_of), [0, 0, 1, 17, 19, 0, 0]);
    }

    #[test]
    fn the_slope_tells_by_how_much_odds_are_overdone() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut sides = Sides::default();
        for _ in 0..20_000 {
            let log_odds: f64 = rng.gen_range(-3.0..3.0);
            let p = 1.0 / (1.0 + (-(0.5 * log_odds + 0.2)).exp());
            sides.add(log_odds, rng.gen_bool(p), 0.25);
        }
        let Slope { slope, intercept } = sides.slope().unwrap();
        assert!((slope - 0.5).abs() < 0.04 && (intercept - 0.2).abs() < 0.06, "{slope} {intercept}");
    }

    #[test]
    fn sides_without_a_maximum_have_no_slope() {
        assert_eq!(Sides::default().slope(), None);
        let mut parted = Sides::default();
        for log_odds in [-2.0, -1.0, 1.0, 2.0] {
            parted.add(log_odds, log_odds > 0.0, 1.0);
        }
        assert_eq!(parted.slope(), None);
        let mut alike = Sides::default();
        alike.add(0.5, true, 1.0);
        alike.add(0.5, false, 1.0);
        alike.add(f64::INFINITY, false, 1.0);
        assert_eq!(alike.slope(), None);
    }
}
