//! How much of an independent observation each of many overlapping outcomes carries.

/// Uniqueness of each span of bars, `first..end` with the end left out: the mean over its bars of 1 / (spans that hold the bar), in `(0, 1]`
/// (López de Prado 2018, chapter 4). A span without bars carries nothing: 0.
///
/// Takes n log n: bars between which no span begins or ends are counted together.
pub fn uniqueness(spans: &[(i64, i64)]) -> Vec<f64> {
    let held = spans.iter().filter(|(first, end)| first < end);
    let mut changes: Vec<(i64, i64)> = held.flat_map(|(first, end)| [(*first, 1), (*end, -1)]).collect();
    changes.sort_unstable();
    // Where something changes: the sum of 1/c over all bars before that place.
    let mut sums: Vec<(i64, f64)> = Vec::new();
    let (mut holding, mut sum, mut last) = (0_i64, 0.0, None);
    for (place, change) in changes {
        if last != Some(place) {
            if let Some(last) = last.filter(|_| holding > 0) {
                sum += (place - last) as f64 / holding as f64;
            }
            sums.push((place, sum));
            last = Some(place);
        }
        holding += change;
    }
    let sum_before = |place: i64| {
        let found = sums.binary_search_by_key(&place, |(place, _)| *place).ok();
        found.and_then(|found| sums.get(found)).map_or(0.0, |(_, sum)| *sum)
    };
    let mean = |(first, end): &(i64, i64)| {
        if first < end { (sum_before(*end) - sum_before(*first)) / (end - first) as f64 } else { 0.0 }
    };
    spans.iter().map(mean).collect()
}

/// Independent observations among overlapping ones: the sum of their uniqueness.
pub fn effective(spans: &[(i64, i64)]) -> f64 {
    uniqueness(spans).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, bar by bar.
    fn brute_force(spans: &[(i64, i64)]) -> Vec<f64> {
        let holding = |bar: i64| spans.iter().filter(|(first, end)| (*first..*end).contains(&bar)).count();
        let of = |(first, end): &(i64, i64)| {
            (*first..*end).map(|bar| 1.0 / holding(bar) as f64).sum::<f64>() / (end - first) as f64
        };
        spans.iter().map(of).collect()
    }

    #[test]
    fn inside_a_gapless_run_each_of_h_bars_is_one_hth() {
        let spans: Vec<(i64, i64)> = (0..100).map(|first| (first, first + 26)).collect();
        let uniqueness = uniqueness(&spans);
        assert!(uniqueness[26..74].iter().all(|one| (one - 1.0 / 26.0).abs() < 1e-12));
        assert!(uniqueness[0] > 0.1 && effective(&spans) > 100.0 / 26.0);
        assert_eq!(super::uniqueness(&[(4, 4), (0, 3), (9, 11)]), [0.0, 1.0, 1.0]);
    }

    proptest! {
        #[test]
        fn uniqueness_is_that_of_the_definition(spans in proptest::collection::vec((-50_i64..50, 1_i64..40), 1..60)) {
            let spans: Vec<(i64, i64)> = spans.into_iter().map(|(first, bars)| (first, first + bars)).collect();
            for (found, expected) in uniqueness(&spans).into_iter().zip(brute_force(&spans)) {
                prop_assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
            }
        }
    }
}
