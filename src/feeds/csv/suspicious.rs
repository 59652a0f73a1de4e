//! Looks for bad prints: bars whose price jumps far away and is back a few bars later.

use crate::domain::bar::Bar;
use crate::feeds::csv::report::Suspicion;

/// Jumps from this many robust standard deviations on are looked at.
pub const JUMP_SIGMAS_MIN: f64 = 12.0;
/// Within so many bars the price must be back.
pub const BACK_BARS_MAX: usize = 3;
/// Back is where less than this share of the jump is left.
pub const LEFT_SHARE_MAX: f64 = 0.25;

/// The median of |x| over the standard deviation of x, for a normal x.
const MEDIAN_PER_SIGMA: f64 = 0.674_489_750_196_081_7;

/// Every bar that jumped and came back, in order; `bars` are one symbol's, oldest first.
pub(super) fn suspicious(bars: &[Bar]) -> Vec<Suspicion> {
    let Some(sigma) = robust_sigma(bars) else { return Vec::new() };
    let mut found: Vec<Suspicion> = Vec::new();
    let mut skip_until = 0;
    for (index, pair) in bars.windows(2).enumerate() {
        let [before, bar] = pair else { continue };
        let jump = change(before, bar);
        if index < skip_until || jump.abs() < JUMP_SIGMAS_MIN * sigma {
            continue;
        }
        let mut later = bars.iter().skip(index + 2).take(BACK_BARS_MAX);
        let back = |bar: &Bar| change(before, bar).abs() <= LEFT_SHARE_MAX * jump.abs();
        if let Some(bars_away) = later.position(back) {
            found.push(Suspicion {
                start: bar.start(),
                sigmas: jump / sigma,
                close: bar.close(),
                before: before.close(),
            });
            // The way back is a jump too, but not a second bad print.
            skip_until = index + 2 + bars_away;
        }
    }
    found
}

/// The relative change from close to close.
fn change(before: &Bar, bar: &Bar) -> f64 {
    bar.close() / before.close() - 1.0
}

/// The standard deviation of the changes from close to close that one bad print cannot move: from the median.
fn robust_sigma(bars: &[Bar]) -> Option<f64> {
    let changes = bars.iter().zip(bars.iter().skip(1)).map(|(before, bar)| change(before, bar).abs());
    let mut sizes: Vec<f64> = changes.filter(|size| *size > 0.0).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() {
        return None;
    }
    let (_, median, _) = sizes.select_nth_unstable_by(middle, f64::total_cmp);
    Some(*median / MEDIAN_PER_SIGMA)
}
