//! Splits of samples into what is learned from and what is tested on, such that no sample learned from reaches into the test.

use std::ops::Range;

/// From when to when a sample looks at the market, both ends within: its decision, and when its outcome was known. Any unit, one for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The decision.
    pub from: i64,
    /// When its outcome was known; never before `from`.
    pub until: i64,
}

/// Positions of the samples of one split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Learned from; never empty.
    pub train: Vec<usize>,
    /// Tested on; never empty.
    pub test: Vec<usize>,
}

/// How samples are walked through: tested block after block, each time learning from what was known before.
#[derive(Clone, Copy, Debug)]
pub struct WalkForward {
    /// Samples of one test block.
    pub block: usize,
    /// What must lie between the last outcome learned from and the first decision tested.
    pub gap: i64,
    /// How far back is learned from; `None` for all of the past.
    pub window: Option<i64>,
}

impl WalkForward {
    /// The folds over samples in the order of their decisions; blocks with nothing known before them are left out.
    pub fn folds(&self, spans: &[Span]) -> Vec<Fold> {
        let known = |sample: &Span, start: i64| {
            let recent = self.window.is_none_or(|window| sample.from >= start.saturating_sub(window));
            recent && sample.until.saturating_add(self.gap) <= start
        };
        walked(spans, self.block, known)
    }
}

fn walked(spans: &[Span], block: usize, known: impl Fn(&Span, i64) -> bool) -> Vec<Fold> {
    let blocks = (0..spans.len()).step_by(block.max(1)).map(|first| first..(first + block.max(1)).min(spans.len()));
    let fold = |test: Range<usize>| {
        let start = spans.get(test.clone())?.iter().map(|span| span.from).min()?;
        let train: Vec<usize> = positions(spans, |span| known(span, start));
        (!train.is_empty()).then(|| Fold { train, test: test.collect() })
    };
    blocks.filter_map(fold).collect()
}

fn positions(spans: &[Span], keep: impl Fn(&Span) -> bool) -> Vec<usize> {
    spans.iter().enumerate().filter(|(_, span)| keep(span)).map(|(position, _)| position).collect()
}

/// Combinatorial purged cross-validation (López de Prado 2018, chapter 12): every choice of `tested` out of `groups` blocks is tested on once.
/// For the distribution of backtest paths only: it learns from the future of what it tests.
#[derive(Clone, Copy, Debug)]
pub struct Combinatorial {
    /// Blocks of nearly equal numbers of samples, 2 to 16.
    pub groups: usize,
    /// Blocks tested on at a time, fewer than `groups`.
    pub tested: usize,
    /// What must lie between the last outcome of a test block and the next decision learned from.
    pub embargo: i64,
}

impl Combinatorial {
    /// The folds over samples in the order of their decisions; none where the numbers make no split.
    pub fn folds(&self, spans: &[Span]) -> Vec<Fold> {
        self.folds_around(spans, |block| {
            // The last decision need not have the last outcome: spans differ in length.
            let (from, until) = block
                .iter()
                .fold((i64::MAX, i64::MIN), |(from, until), span| (from.min(span.from), until.max(span.until)));
            Span { from, until }
        })
    }

    /// Folds, where `around` tells from when to when a block reaches.
    fn folds_around(&self, spans: &[Span], around: impl Fn(&[Span]) -> Span) -> Vec<Fold> {
        if self.tested == 0 || self.tested >= self.groups || self.groups > 16 || spans.len() < self.groups {
            return Vec::new();
        }
        let blocks = blocks(spans.len(), self.groups);
        let fold = |chosen: u32| {
            let tested: Vec<&Range<usize>> =
                blocks.iter().zip(0..).filter(|(_, bit)| chosen >> bit & 1 == 1).map(|(block, _)| block).collect();
            let reaches: Vec<Span> =
                tested.iter().filter_map(|block| Some(around(spans.get((*block).clone())?))).collect();
            let clear = |span: &Span| {
                let near =
                    |block: &Span| span.until >= block.from && span.from <= block.until.saturating_add(self.embargo);
                !reaches.iter().any(near)
            };
            let test: Vec<usize> = tested.into_iter().cloned().flatten().collect();
            let train: Vec<usize> =
                positions(spans, clear).into_iter().filter(|position| test.binary_search(position).is_err()).collect();
            (!train.is_empty()).then_some(Fold { train, test })
        };
        chosen(self.groups, self.tested).filter_map(fold).collect()
    }
}

/// So many blocks of nearly equal size, in order; the first ones are larger by one where it does not come out even.
pub(super) fn blocks(count: usize, groups: usize) -> Vec<Range<usize>> {
    let (each, more) = (count / groups.max(1), count % groups.max(1));
    let first = |group: usize| group * each + group.min(more);
    (0..groups).map(|group| first(group)..first(group + 1)).collect()
}

/// Every choice of `chosen` out of `groups`, as bits.
pub(super) fn chosen(groups: usize, chosen: usize) -> impl Iterator<Item = u32> {
    (0..1_u32 << groups.min(16)).filter(move |bits| bits.count_ones() as usize == chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Samples in the order of their decisions, with outcomes after 0 to 40 units.
    fn random_spans(rng: &mut ChaCha8Rng) -> Vec<Span> {
        let mut from = 0;
        let span = |rng: &mut ChaCha8Rng, from: &mut i64| {
            *from += rng.gen_range(0..4);
            Span { from: *from, until: *from + rng.gen_range(0..40) }
        };
        (0..rng.gen_range(40..120)).map(|_| span(rng, &mut from)).collect()
    }

    /// Pair by pair: each sample learned from is known a gap before each tested one begins.
    fn walk_is_clean(spans: &[Span], folds: &[Fold], gap: i64) -> bool {
        pairs(spans, folds).all(|(train, test)| train.until + gap <= test.from)
    }

    /// Pair by pair: no span meets another, and none begins within the embargo after one tested on.
    fn combination_is_clean(spans: &[Span], folds: &[Fold], embargo: i64) -> bool {
        pairs(spans, folds).all(|(train, test)| train.until < test.from || train.from > test.until + embargo)
    }

    fn pairs(spans: &[Span], folds: &[Fold]) -> impl Iterator<Item = (Span, Span)> {
        let of = |fold: &Fold| -> Vec<(usize, usize)> {
            fold.train.iter().flat_map(|train| fold.test.iter().map(|test| (*train, *test))).collect()
        };
        folds.iter().flat_map(of).map(|(train, test)| (spans[train], spans[test]))
    }

    #[test]
    fn no_sample_learned_from_reaches_into_the_test() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..1_000 {
            let spans = random_spans(&mut rng);
            let window = rng.gen_bool(0.5).then(|| rng.gen_range(50..100));
            let walk = WalkForward { block: rng.gen_range(5..20), gap: rng.gen_range(0..6), window };
            let folds = walk.folds(&spans);
            assert!(!folds.is_empty() && walk_is_clean(&spans, &folds, walk.gap));
            if let Some(window) = window {
                assert!(pairs(&spans, &folds).all(|(train, test)| train.from + window + 80 >= test.from));
            }
            let combinatorial = Combinatorial { groups: 6, tested: 2, embargo: rng.gen_range(0..10) };
            let folds = combinatorial.folds(&spans);
            assert!(!folds.is_empty() && combination_is_clean(&spans, &folds, combinatorial.embargo));
        }
    }

    #[test]
    fn the_same_check_catches_every_known_mistake() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let mut caught = [0; 6];
        for _ in 0..200 {
            let spans = random_spans(&mut rng);
            let walk = WalkForward { block: 12, gap: 3, window: None };
            // A gap that is one bar too short.
            let short = WalkForward { gap: walk.gap - 1, ..walk }.folds(&spans);
            caught[0] += usize::from(!walk_is_clean(&spans, &short, walk.gap));
            // As if outcomes became known in the order of their decisions: by the first, and by the last of those before the test.
            for (place, mistaken) in [(1, spans[0].until - spans[0].from), (2, 0)] {
                let folds = walked(&spans, walk.block, |span, start| span.from + mistaken + walk.gap <= start);
                caught[place] += usize::from(!walk_is_clean(&spans, &folds, walk.gap));
            }
            let combinatorial = Combinatorial { groups: 6, tested: 2, embargo: 4 };
            // A test block that reaches to the outcome of its first or its last sample only.
            for (place, pick) in [(3, 0), (4, usize::MAX)] {
                let folds = combinatorial.folds_around(&spans, |block| Span {
                    from: block[0].from,
                    until: block[pick.min(block.len() - 1)].until,
                });
                caught[place] += usize::from(!combination_is_clean(&spans, &folds, combinatorial.embargo));
            }
            let short = Combinatorial { embargo: 3, ..combinatorial }.folds(&spans);
            caught[5] += usize::from(!combination_is_clean(&spans, &short, combinatorial.embargo));
        }
        assert!(caught.iter().all(|caught| *caught > 20), "{caught:?} of 200");
    }

    #[test]
    fn eight_groups_of_which_two_are_tested_make_28_folds() {
        let spans: Vec<Span> = (0..800).map(|from| Span { from, until: from + 26 }).collect();
        let folds = Combinatorial { groups: 8, tested: 2, embargo: 130 }.folds(&spans);
        assert_eq!(folds.len(), 28);
        let tested = |sample: usize| folds.iter().filter(|fold| fold.test.contains(&sample)).count();
        assert!((0..800).all(|sample| tested(sample) == 7), "every sample lies on 7 paths");
        assert!(Combinatorial { groups: 2, tested: 2, embargo: 0 }.folds(&spans).is_empty());
        assert_eq!(blocks(10, 4), [0..3, 3..6, 6..8, 8..10]);
    }
}
