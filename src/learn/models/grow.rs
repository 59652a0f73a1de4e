//! Trees grown on histograms: columns are cut into bins once, and a node asks each bin how much weight and how much slope it holds.
//!
//! The grower fits weighted means: the best split is the one that leaves the least squared distance from the mean on both sides. Sums of a
//! node are those of its parent less those of its sibling, so that only the smaller half of the rows is ever counted.

use super::Samples;
use super::trees::Grown;
use crate::learn::chance::Chance;

/// The bin of missing numbers.
const MISSING: u8 = 0;

/// Rows with a number that are looked at to find the cuts of a column.
const CUT_ROWS_MAX: usize = 20_000;

/// Columns cut into bins, one after the other.
#[derive(Debug)]
pub(super) struct Bins {
    rows: usize,
    /// The bin of each row, column after column.
    codes: Vec<u8>,
    /// Where the bins of each column end; numbers below the first cut lie in bin 1.
    cuts: Vec<Vec<f32>>,
}

impl Bins {
    /// Cuts the tabular columns at quantiles into so many bins at most, 2 to 255.
    pub(super) fn of(samples: &Samples<'_>, bins: usize) -> Self {
        let (rows, columns) = (samples.len(), samples.columns.tabular);
        let mut codes = vec![MISSING; rows * columns];
        let mut cuts = Vec::with_capacity(columns);
        let every = rows.div_ceil(CUT_ROWS_MAX).max(1);
        let mut sorted: Vec<f32> = Vec::new();
        for (column, codes) in (0..columns).zip(codes.chunks_exact_mut(rows.max(1))) {
            let numbers = || samples.rows().map(|row| row.get(column).copied().unwrap_or(f32::NAN));
            sorted.clear();
            sorted.extend(numbers().step_by(every).filter(|number| !number.is_nan()));
            sorted.sort_unstable_by(f32::total_cmp);
            let of = cuts_of(&sorted, bins.clamp(2, 255));
            for (code, number) in codes.iter_mut().zip(numbers()) {
                if !number.is_nan() {
                    *code = u8::try_from(of.partition_point(|cut| *cut <= number) + 1).unwrap_or(u8::MAX);
                }
            }
            cuts.push(of);
        }
        Self { rows, codes, cuts }
    }

    fn column(&self, column: usize) -> &[u8] {
        self.codes.get(column * self.rows..(column + 1) * self.rows).unwrap_or_default()
    }

    /// How many columns.
    pub(super) fn columns(&self) -> usize {
        self.cuts.len()
    }
}

/// Cuts between different numbers at evenly spread ranks.
fn cuts_of(sorted: &[f32], bins: usize) -> Vec<f32> {
    let mut cuts: Vec<f32> = Vec::new();
    for bin in 1..bins {
        let Some(number) = sorted.get(bin * sorted.len() / bins) else { continue };
        // The lowest number of a column needs no cut below it.
        let parts = sorted.first().is_some_and(|first| first < number);
        if parts && cuts.last().is_none_or(|last| last < number) {
            cuts.push(*number);
        }
    }
    cuts
}

/// What a bin holds: weight, and weight times target.
type Held = (f64, f64);

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Splits from root to leaf.
    pub(super) depth: u32,
    /// Weight in each leaf at least.
    pub(super) leaf: f64,
    /// Columns looked at for each split; all where it is as many.
    pub(super) columns: usize,
    /// Weight with the mean of the parent that is mixed into each leaf.
    pub(super) smooth: f64,
}

/// What a tree is grown on: a target and a weight for each row.
pub(super) struct Grower<'g> {
    pub(super) bins: &'g Bins,
    pub(super) targets: &'g [f64],
    pub(super) weights: &'g [f64],
    pub(super) shape: Shape,
}

/// Room that is used again for each tree.
#[derive(Debug, Default)]
pub(super) struct Room {
    rows: Vec<u32>,
    spare: Vec<u32>,
    /// Histograms of nodes on the way down, to be used again.
    free: Vec<Vec<Held>>,
}

/// A node on its way: its rows, its sums by column and bin, and its mean.
struct Node {
    rows: std::ops::Range<usize>,
    sums: Vec<Held>,
    weight: f64,
    sum: f64,
    depth: u32,
}

/// A split that was found.
#[derive(Clone, Copy)]
struct Split {
    column: usize,
    /// The last bin on the left.
    bin: usize,
    missing_left: bool,
    gain: f64,
    left: Held,
}

/// Bins of a column, missing numbers included.
const WIDTH: usize = 256;

impl Grower<'_> {
    /// Grows a tree on the given rows, each of which may stand there more than once.
    pub(super) fn grow(&self, rows: impl Iterator<Item = u32>, room: &mut Room, chance: &mut Chance) -> Grown {
        room.rows.clear();
        room.rows.extend(rows);
        let all = 0..room.rows.len();
        let mut sums = self.fresh(room);
        self.count(room.rows.get(all.clone()).unwrap_or_default(), &mut sums);
        let (weight, sum) = self.total(room.rows.get(all.clone()).unwrap_or_default());
        let mean = if weight > 0.0 { sum / weight } else { 0.0 };
        let root = Node { rows: all, sums, weight, sum, depth: 0 };
        self.node(root, mean, room, chance)
    }

    fn fresh(&self, room: &mut Room) -> Vec<Held> {
        let mut sums = room.free.pop().unwrap_or_default();
        sums.clear();
        sums.resize(self.bins.columns() * WIDTH, (0.0, 0.0));
        sums
    }

    fn total(&self, rows: &[u32]) -> Held {
        rows.iter().fold((0.0, 0.0), |(weight, sum), row| {
            let row = *row as usize;
            let own = self.weights.get(row).copied().unwrap_or(0.0);
            (weight + own, sum + own * self.targets.get(row).copied().unwrap_or(0.0))
        })
    }

    fn count(&self, rows: &[u32], sums: &mut [Held]) {
        let held: Vec<(u32, f64, f64)> = rows
            .iter()
            .map(|row| {
                let own = self.weights.get(*row as usize).copied().unwrap_or(0.0);
                (*row, own, own * self.targets.get(*row as usize).copied().unwrap_or(0.0))
            })
            .collect();
        for (column, sums) in sums.chunks_exact_mut(WIDTH).enumerate() {
            let codes = self.bins.column(column);
            for (row, weight, sum) in &held {
                let code = codes.get(*row as usize).copied().unwrap_or(MISSING);
                if let Some(bin) = sums.get_mut(usize::from(code)) {
                    bin.0 += weight;
                    bin.1 += sum;
                }
            }
        }
    }

    fn node(&self, node: Node, above: f64, room: &mut Room, chance: &mut Chance) -> Grown {
        let Node { rows, mut sums, weight, sum, depth } = node;
        let mean = (sum + self.shape.smooth * above) / (weight + self.shape.smooth).max(f64::MIN_POSITIVE);
        let split = if depth < self.shape.depth { self.best(&sums, weight, sum, chance) } else { None };
        let Some(split) = split else {
            room.free.push(sums);
            return Grown::Leaf(mean as f32);
        };
        let middle = self.part(rows.clone(), &split, room);
        let (left, right) = (rows.start..middle, middle..rows.end);
        let (of_left, of_right) = (split.left, (weight - split.left.0, sum - split.left.1));
        // Children at the bottom are leaves, and need no sums.
        let bottom = depth + 1 >= self.shape.depth;
        let mut smaller = self.fresh(room);
        let left_smaller = left.len() <= right.len();
        if !bottom {
            let of = if left_smaller { left.clone() } else { right.clone() };
            self.count(room.rows.get(of).unwrap_or_default(), &mut smaller);
            for (whole, part) in sums.iter_mut().zip(&smaller) {
                whole.0 -= part.0;
                whole.1 -= part.1;
            }
        }
        let (left_sums, right_sums) = if left_smaller { (smaller, sums) } else { (sums, smaller) };
        let child = |rows, sums, (weight, sum): Held| Node { rows, sums, weight, sum, depth: depth + 1 };
        let left = self.node(child(left, left_sums, of_left), mean, room, chance);
        let right = self.node(child(right, right_sums, of_right), mean, room, chance);
        let cuts = self.bins.cuts.get(split.column);
        let threshold = cuts.and_then(|cuts| cuts.get(split.bin.saturating_sub(1))).copied();
        Grown::Split {
            column: u16::try_from(split.column).unwrap_or(0),
            // A split after the last bin parts missing numbers from all others.
            threshold: threshold.unwrap_or(f32::MAX),
            missing_left: split.missing_left,
            left: Box::new(left),
            right: Box::new(right),
        }
    }

    /// The split that explains most, where one leaves enough weight on both sides.
    fn best(&self, sums: &[Held], weight: f64, sum: f64, chance: &mut Chance) -> Option<Split> {
        let columns = self.bins.columns();
        let mut best: Option<Split> = None;
        // Selection sampling (Knuth, volume 2, 3.4.2 S): each choice of so many columns is equally likely.
        let (mut wanted, all) = (self.shape.columns.min(columns), columns);
        for (column, sums) in sums.chunks_exact(WIDTH).enumerate() {
            if wanted < all && chance.below(all - column) >= wanted {
                continue;
            }
            wanted = wanted.saturating_sub(usize::from(self.shape.columns < columns));
            let bins = self.bins.cuts.get(column).map_or(0, Vec::len) + 1;
            let missing = sums.first().copied().unwrap_or_default();
            let mut left = (0.0, 0.0);
            for (bin, held) in sums.iter().enumerate().skip(1).take(bins) {
                left.0 += held.0;
                left.1 += held.1;
                self.weigh(&mut best, (column, bin, false), left, (weight, sum));
                if missing.0 > 0.0 {
                    self.weigh(&mut best, (column, bin, true), (left.0 + missing.0, left.1 + missing.1), (weight, sum));
                }
            }
        }
        best.filter(|split| split.gain > 1e-12 * (1.0 + weight))
    }

    fn weigh(
        &self,
        best: &mut Option<Split>,
        (column, bin, missing_left): (usize, usize, bool),
        left: Held,
        (weight, sum): Held,
    ) {
        let (right_weight, right_sum) = (weight - left.0, sum - left.1);
        if left.0 < self.shape.leaf || right_weight < self.shape.leaf {
            return;
        }
        let gain = left.1 * left.1 / left.0 + right_sum * right_sum / right_weight - sum * sum / weight;
        if best.is_none_or(|best| gain > best.gain) {
            *best = Some(Split { column, bin, missing_left, gain, left });
        }
    }

    /// Orders the rows of a node so that those on the left stand first; where the right ones begin.
    fn part(&self, rows: std::ops::Range<usize>, split: &Split, room: &mut Room) -> usize {
        let codes = self.bins.column(split.column);
        let Room { rows: all, spare, .. } = room;
        let Some(own) = all.get_mut(rows.clone()) else { return rows.end };
        spare.clear();
        let mut kept = 0;
        for place in 0..own.len() {
            let Some(row) = own.get(place).copied() else { continue };
            let code = codes.get(row as usize).copied().unwrap_or(MISSING);
            let left = if code == MISSING { split.missing_left } else { usize::from(code) <= split.bin };
            if left {
                if let Some(slot) = own.get_mut(kept) {
                    *slot = row;
                }
                kept += 1;
            } else {
                spare.push(row);
            }
        }
        if let Some(end) = own.get_mut(kept..) {
            end.copy_from_slice(spare);
        }
        rows.start + kept
    }
}

/// The rows of each session, in order.
pub(super) fn days(samples: &Samples<'_>) -> Vec<std::ops::Range<u32>> {
    let mut days = Vec::new();
    let mut begin = 0;
    for day in samples.days.chunk_by(|a, b| a == b) {
        let end = begin + u32::try_from(day.len()).unwrap_or(0);
        days.push(begin..end);
        begin = end;
    }
    days
}
