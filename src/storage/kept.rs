//! Kept sums as the writer holds them: what stands in the file, and what a transaction under way has changed.

use std::collections::BTreeMap;

/// Sums by key, held in memory so that a change costs no read. Nothing is kept until [`Kept::settle`] says that it was committed.
pub(super) struct Kept<K, V> {
    kept: BTreeMap<K, V>,
    changed: BTreeMap<K, V>,
}

impl<K: Ord + Copy, V: Copy + Default> Kept<K, V> {
    /// What stands in the file.
    pub(super) fn new(kept: BTreeMap<K, V>) -> Self {
        Self { kept, changed: BTreeMap::new() }
    }

    /// The sum to change.
    pub(super) fn at(&mut self, key: K) -> &mut V {
        let kept = &self.kept;
        self.changed.entry(key).or_insert_with(|| kept.get(&key).copied().unwrap_or_default())
    }

    /// What has changed and has to be written.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&K, &V)> {
        self.changed.iter()
    }

    /// Ends a transaction: what changed is kept if it was committed, forgotten if not.
    pub(super) fn settle(&mut self, committed: bool) {
        let changed = std::mem::take(&mut self.changed);
        if committed {
            self.kept.extend(changed);
        }
    }
}
