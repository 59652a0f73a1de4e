//! Fitted trees laid out flat, and the walk through them.

use serde::{Deserialize, Serialize};

use super::Damaged;
use crate::learn::features::Columns;

/// The most trees of one model.
pub const TREES_MAX: usize = 2_000;

/// The most nodes of all trees of one model.
pub const NODES_MAX: usize = 1_000_000;

/// No forest is surer than that.
const SHARE_MIN: f64 = 0.001;

/// Marks a leaf where the feature of a split stands.
const LEAF: u16 = u16::MAX;

/// A node: a split, or a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Node {
    /// Column that is split on; [`LEAF`] for a leaf.
    column: u16,
    /// Whether a missing number goes left.
    missing_left: bool,
    /// Numbers below it go left; of a leaf, what it adds to the log odds.
    value: f32,
    /// The child on the left; that on the right stands right after it. Children stand after their parent.
    left: u32,
}

/// Trees whose leaves are added up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trees {
    /// What is added to every sum.
    base: f64,
    /// What the sum over the trees is multiplied by.
    scale: f64,
    /// Whether the sum is a share of rises, whose log odds are still to be taken.
    share: bool,
    /// Where each tree begins.
    roots: Vec<u32>,
    nodes: Vec<Node>,
}

/// A tree that is being made: node 0 is the root.
#[derive(Clone, Debug)]
pub enum Grown {
    /// A leaf with what it adds.
    Leaf(f32),
    /// A split: numbers below `threshold` go left.
    Split {
        /// Column that is split on.
        column: u16,
        /// Numbers below it go left.
        threshold: f32,
        /// Whether a missing number goes left.
        missing_left: bool,
        /// The branch on the left.
        left: Box<Grown>,
        /// The branch on the right.
        right: Box<Grown>,
    },
}

impl Trees {
    /// No tree yet: the log odds are `base` plus `scale` times the sum over the trees.
    pub fn new(base: f64, scale: f64) -> Self {
        Self { base, scale, share: false, roots: Vec::new(), nodes: Vec::new() }
    }

    /// No tree yet: each of `count` trees says how often the price rises, and the log odds are those of the mean.
    pub fn of_shares(count: f64) -> Self {
        Self { share: true, ..Self::new(0.0, 1.0 / count) }
    }

    /// How many trees.
    pub fn len(&self) -> usize {
        self.roots.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Adds a tree.
    pub fn push(&mut self, tree: &Grown) {
        let root = self.nodes.len();
        self.roots.push(place(root));
        self.nodes.push(Node { column: LEAF, missing_left: false, value: 0.0, left: 0 });
        let mut waiting = vec![(root, tree)];
        while let Some((at, grown)) = waiting.pop() {
            let left = self.nodes.len();
            let node = match grown {
                Grown::Leaf(value) => Node { column: LEAF, missing_left: false, value: *value, left: 0 },
                Grown::Split { column, threshold, missing_left, left: on_left, right: on_right } => {
                    self.nodes.extend([Node { column: LEAF, missing_left: false, value: 0.0, left: 0 }; 2]);
                    waiting.extend([(left, &**on_left), (left + 1, &**on_right)]);
                    Node { column: *column, missing_left: *missing_left, value: *threshold, left: place(left) }
                }
            };
            if let Some(slot) = self.nodes.get_mut(at) {
                *slot = node;
            }
        }
    }

    /// Keeps only the first `count` trees.
    pub fn truncate(&mut self, count: usize) {
        if let Some(end) = self.roots.get(count) {
            self.nodes.truncate(*end as usize);
            self.roots.truncate(count);
        }
    }

    /// Sets what the sum over the trees is multiplied by.
    pub fn set_scale(&mut self, scale: f64) {
        self.scale = scale;
    }

    /// What the last tree adds for a row, before scaling; 0 where there is none.
    pub fn last(&self, row: &[f32]) -> f32 {
        self.roots.last().map_or(0.0, |root| self.walk(*root, row))
    }

    /// The log odds for a row.
    pub fn log_odds(&self, row: &[f32]) -> f64 {
        let sum: f64 = self.roots.iter().map(|root| f64::from(self.walk(*root, row))).sum();
        let said = self.base + self.scale * sum;
        if !self.share {
            return said;
        }
        let share = said.clamp(SHARE_MIN, 1.0 - SHARE_MIN);
        libm::log(share / (1.0 - share))
    }

    fn walk(&self, root: u32, row: &[f32]) -> f32 {
        let mut at = root as usize;
        // Children stand after their parent, so that no walk is longer than there are nodes.
        for _ in 0..=self.nodes.len() {
            let Some(node) = self.nodes.get(at) else { return 0.0 };
            if node.column == LEAF {
                return node.value;
            }
            let number = row.get(usize::from(node.column)).copied().unwrap_or(f32::NAN);
            let goes_left = if number.is_nan() { node.missing_left } else { number < node.value };
            at = node.left as usize + usize::from(!goes_left);
        }
        0.0
    }

    /// Whether these are trees over such columns.
    pub fn check(&self, columns: Columns) -> Result<(), Damaged> {
        let damaged = |what: String| Err(Damaged(what));
        if self.roots.is_empty() || self.roots.len() > TREES_MAX || self.nodes.len() > NODES_MAX {
            return damaged(format!("{} trees with {} nodes", self.roots.len(), self.nodes.len()));
        }
        if !self.base.is_finite() || !self.scale.is_finite() {
            return damaged("its base or scale is no finite number".to_owned());
        }
        if let Some(root) = self.roots.iter().find(|root| **root as usize >= self.nodes.len()) {
            return damaged(format!("a tree begins at node {root}, which is not there"));
        }
        for (at, node) in self.nodes.iter().enumerate() {
            if !node.value.is_finite() {
                return damaged(format!("node {at} holds no finite number"));
            }
            let split = node.column != LEAF;
            if split && usize::from(node.column) >= columns.count() {
                return damaged(format!("node {at} splits on column {}, which is not there", node.column));
            }
            if split && (node.left as usize <= at || node.left as usize + 1 >= self.nodes.len()) {
                return damaged(format!("node {at} leads to node {}", node.left));
            }
        }
        Ok(())
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(column: u16, threshold: f32, left: Grown, right: Grown) -> Grown {
        Grown::Split { column, threshold, missing_left: true, left: Box::new(left), right: Box::new(right) }
    }

    fn two_trees() -> Trees {
        let mut trees = Trees::new(0.5, 2.0);
        trees.push(&split(0, 1.0, Grown::Leaf(-1.0), split(1, 0.0, Grown::Leaf(2.0), Grown::Leaf(3.0))));
        trees.push(&Grown::Leaf(0.25));
        trees
    }

    #[test]
    fn leaves_are_added_up_and_missing_numbers_have_a_way() {
        let trees = two_trees();
        assert_eq!(trees.log_odds(&[0.0, 9.0]), 0.5 + 2.0 * (-1.0 + 0.25));
        assert_eq!(trees.log_odds(&[1.0, -1.0]), 0.5 + 2.0 * 2.25);
        assert_eq!(trees.log_odds(&[1.0, 0.0]), 0.5 + 2.0 * 3.25);
        assert_eq!(trees.log_odds(&[f32::NAN, 0.0]), 0.5 + 2.0 * (-0.75));
        assert_eq!(trees.log_odds(&[1.0]), 0.5 + 2.0 * 2.25, "a column that is not there is missing");
        let mut one = trees.clone();
        one.truncate(1);
        assert_eq!((one.len(), one.log_odds(&[0.0, 0.0]), one.last(&[0.0])), (1, -1.5, -1.0));
    }

    #[test]
    fn what_is_no_tree_is_caught() {
        let columns = Columns::tabular(2);
        assert!(two_trees().check(columns).is_ok());
        assert!(two_trees().check(Columns::tabular(1)).is_err());
        assert!(Trees::new(0.0, 1.0).check(columns).is_err());
        let broken = |change: fn(&mut Trees)| {
            let mut trees = two_trees();
            change(&mut trees);
            trees.check(columns).is_err()
        };
        assert!(broken(|trees| trees.nodes[0].left = 0), "a circle");
        assert!(broken(|trees| trees.nodes[0].left = 99));
        assert!(broken(|trees| trees.nodes[1].value = f32::NAN));
        assert!(broken(|trees| trees.roots[1] = 99));
        assert!(broken(|trees| trees.scale = f64::INFINITY));
    }
}
