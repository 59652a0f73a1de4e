//! How good what was said is: losses, accuracy, calibration in bins and as a slope, episodes, and how sure a measure over many lives is.

use super::market::BARS_A_DAY;
use super::run::Said;
use crate::domain::prediction::Direction;

/// Bins of stated confidence, each a twentieth wide.
pub const BINS: usize = 20;

/// Something that was claimed so often, and came true so often.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Claims {
    /// How often.
    pub count: f64,
    /// How often it came true.
    pub right: f64,
    /// Sum of the stated probabilities.
    pub stated: f64,
    /// On how many days.
    pub days: f64,
}

impl Claims {
    /// Those of `said`, which are steps with their numbers in order.
    pub fn of<'a>(said: impl Iterator<Item = (usize, &'a Said)>) -> Self {
        let mut claims = Self::default();
        let mut last_day = None;
        for (step, said) in said {
            claims.count += 1.0;
            claims.right += f64::from(u8::from(said.right()));
            claims.stated += said.confidence();
            let day = step / BARS_A_DAY;
            if last_day.replace(day) != Some(day) {
                claims.days += 1.0;
            }
        }
        claims
    }

    /// Both together, of different lives.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            count: self.count + other.count,
            right: self.right + other.right,
            stated: self.stated + other.stated,
            days: self.days + other.days,
        }
    }

    /// Share that came true; no number where there are none.
    pub fn accuracy(&self) -> f64 {
        self.right / self.count
    }

    /// Mean stated probability; no number where there are none.
    pub fn claimed(&self) -> f64 {
        self.stated / self.count
    }
}

/// The claims of `said` from step `from` on that `holds` picks.
pub fn claims(said: &[Said], from: usize, holds: impl Fn(&Said) -> bool) -> Claims {
    Claims::of(said.iter().enumerate().skip(from).filter(|(_, said)| holds(said)))
}

/// The same, counting only one in a day of trading: the first, and from there each that comes a day or more after the last that counts.
pub fn episodes(said: &[Said], from: usize, holds: impl Fn(&Said) -> bool) -> Claims {
    let mut next = from;
    let picked = said.iter().enumerate().skip(from).filter(move |(step, said)| {
        let begins = *step >= next && holds(said);
        if begins {
            next = step + BARS_A_DAY;
        }
        begins
    });
    Claims::of(picked)
}

/// The claims of `said` from step `from` on, by stated confidence.
pub fn bins(said: &[Said], from: usize) -> [Claims; BINS] {
    std::array::from_fn(|bin| {
        claims(said, from, |said| ((said.confidence() * BINS as f64) as usize).min(BINS - 1) == bin)
    })
}

/// Expected calibration error: mean distance between stated and true over the bins, weighted by how often each was stated.
pub fn calibration_error(bins: &[Claims]) -> f64 {
    let count: f64 = bins.iter().map(|claims| claims.count).sum();
    bins.iter().map(|claims| (claims.right - claims.stated).abs()).sum::<f64>() / count
}

/// Steps of Newton's method; it doubles its digits with each.
const NEWTON_STEPS: usize = 25;

/// Slope of the logistic regression of up against down on the stated log odds, HOLD left out: 1 where they are as strong as stated, less
/// where they are overstated.
pub fn calibration_slope(said: &[Said], from: usize) -> f64 {
    let moved = said.iter().skip(from).filter(|said| said.became != Direction::Hold);
    let pairs: Vec<(f64, f64)> = moved
        .map(|said| {
            let odds = libm::log(said.stated.up / said.stated.down);
            (odds, if said.became == Direction::Up { 1.0 } else { 0.0 })
        })
        .collect();
    let (mut offset, mut slope) = (0.0, 1.0);
    for _ in 0..NEWTON_STEPS {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (odds, up) in &pairs {
            let p = 1.0 / (1.0 + libm::exp(-(offset + slope * odds)));
            let (miss, weight) = (up - p, p * (1.0 - p));
            g0 += miss;
            g1 += miss * odds;
            h00 += weight;
            h01 += weight * odds;
            h11 += weight * odds * odds;
        }
        let determinant = h00 * h11 - h01 * h01;
        let step = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
        offset += step.0;
        slope += step.1;
        if step.0.abs() + step.1.abs() < 1e-12 {
            break;
        }
    }
    slope
}

/// Area under the ROC curve of up against down by their stated odds, HOLD left out; ties count half.
pub fn area_under_curve(said: &[Said], from: usize) -> f64 {
    let moved = said.iter().skip(from).filter(|said| said.became != Direction::Hold);
    let mut ranked: Vec<(f64, bool)> = moved
        .map(|said| (said.stated.up / (said.stated.up + said.stated.down), said.became == Direction::Up))
        .collect();
    ranked.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ups, mut downs, mut won) = (0.0, 0.0, 0.0);
    for ties in ranked.chunk_by(|a, b| a.0 == b.0) {
        let up = ties.iter().filter(|(_, up)| *up).count() as f64;
        let down = ties.len() as f64 - up;
        won += up * (downs + 0.5 * down);
        ups += up;
        downs += down;
    }
    won / (ups * downs)
}

/// Mean; no number where there is nothing.
pub fn mean(of: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) = of.into_iter().fold((0.0, 0.0), |(sum, count), x| (sum + x, count + 1.0));
    sum / count
}

/// The middle one, the upper of two; infinite where there is nothing, as of something that never happened.
pub fn median(of: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = of.into_iter().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::INFINITY)
}

/// Smallest and largest.
pub fn extremes(of: impl IntoIterator<Item = f64>) -> (f64, f64) {
    of.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
}

/// A measure over independent lives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Of all lives together.
    pub value: f64,
    /// Its standard error, by leaving out one life at a time (jackknife); 0 where there are fewer than two.
    pub error: f64,
}

/// Takes a measure of all lives together and finds out how sure it is.
pub fn measured<T>(lives: &[T], measure: impl Fn(&mut dyn Iterator<Item = &T>) -> f64) -> Measured {
    let value = measure(&mut lives.iter());
    let without = |left_out: usize| {
        let mut rest = lives.iter().enumerate().filter(|(number, _)| *number != left_out).map(|(_, life)| life);
        measure(&mut rest)
    };
    if lives.len() < 2 {
        return Measured { value, error: 0.0 };
    }
    let n = lives.len() as f64;
    let parts: Vec<f64> = (0..lives.len()).map(without).filter(|part| part.is_finite()).collect();
    let middle = mean(parts.iter().copied());
    let squares: f64 = parts.iter().map(|part| (part - middle) * (part - middle)).sum();
    Measured { value, error: libm::sqrt(squares * (n - 1.0) / n) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::prediction::Probabilities;
    use crate::learn::chance::tests::chance;

    fn said(up: f64, became: Direction) -> Said {
        let stated = Probabilities { down: 0.8 - up, hold: 0.2, up };
        Said { stated, base: Probabilities { down: 0.4, hold: 0.2, up: 0.4 }, lower: 0.0, became }
    }

    /// Steps whose outcomes follow the stated log odds times `slope`.
    fn sample(slope: f64) -> Vec<Said> {
        let mut chance = chance(2);
        (0..60_000)
            .map(|_| {
                let up = 0.8 / (1.0 + (-chance.normal()).exp());
                let truth = 1.0 / (1.0 + (-slope * (up / (0.8 - up)).ln()).exp());
                let became = match chance.uniform() {
                    u if u < 0.2 => Direction::Hold,
                    u if (u - 0.2) / 0.8 < truth => Direction::Up,
                    _ => Direction::Down,
                };
                said(up, became)
            })
            .collect()
    }

    #[test]
    fn honest_probabilities_have_slope_one_and_no_error_and_others_do_not() {
        let honest = sample(1.0);
        assert!((calibration_slope(&honest, 0) - 1.0).abs() < 0.04);
        assert!(calibration_error(&bins(&honest, 0)) < 0.012);
        let overstated = sample(0.5);
        assert!((calibration_slope(&overstated, 0) - 0.5).abs() < 0.04);
        assert!(calibration_error(&bins(&overstated, 0)) > 0.05);
        assert!((area_under_curve(&honest, 0) - 0.74).abs() < 0.02, "{}", area_under_curve(&honest, 0));
        assert!((area_under_curve(&sample(0.0), 0) - 0.5).abs() < 0.01);
    }

    #[test]
    fn the_area_of_a_few_is_counted_by_hand() {
        let few = [
            said(0.1, Direction::Down),
            said(0.3, Direction::Up),
            said(0.3, Direction::Down),
            said(0.9, Direction::Hold),
            said(0.5, Direction::Up),
        ];
        // Pairs of an up and a down: 0.3 over 0.1, 0.3 ties with 0.3, 0.5 over both.
        assert_eq!(area_under_curve(&few, 0), 3.5 / 4.0);
    }

    #[test]
    fn claims_count_days_and_episodes() {
        let all: Vec<Said> = (0..60).map(|step| said(if step < 40 { 0.7 } else { 0.4 }, Direction::Up)).collect();
        let high = claims(&all, 0, |said| said.confidence() > 0.6);
        assert_eq!((high.count, high.right, high.days), (40.0, 40.0, 2.0));
        assert!((high.claimed() - 0.7).abs() < 1e-12);
        let begun = episodes(&all, 3, |said| said.confidence() > 0.6);
        assert_eq!(begun.count, 2.0, "steps 3 and 29");
        assert_eq!(episodes(&all, 41, |said| said.confidence() > 0.6).count, 0.0);
    }

    #[test]
    fn a_mean_is_as_sure_as_its_standard_error_says() {
        let lives = [1.0, 2.0, 4.0, 9.0];
        let of_mean = measured(&lives, |lives| mean(lives.copied()));
        assert_eq!(of_mean.value, 4.0);
        let deviation = (lives.iter().map(|x: &f64| (x - 4.0).powi(2)).sum::<f64>() / 3.0).sqrt();
        assert!((of_mean.error - deviation / 2.0).abs() < 1e-12);
        assert_eq!(measured(&lives[..1], |lives| mean(lives.copied())).error, 0.0);
        assert_eq!(median(lives), 4.0);
        assert_eq!(median([]), f64::INFINITY);
        assert_eq!(extremes(lives), (1.0, 9.0));
    }
}
