//! Sets that grow by being joined, and labels that keep some of them apart.

use rapidhash::RapidHashMap;
use std::collections::BTreeMap;

/// A partition of the numbers from 0 on (union-find with path halving).
#[derive(Clone, Debug, Default)]
pub(super) struct Partition {
    parents: Vec<usize>,
    /// The labels of a set, by its root.
    labels: RapidHashMap<usize, Labels>,
}

/// What a set is: a value for each kind of label. Sets that differ in one are never joined.
pub(super) type Labels = BTreeMap<Label, usize>;

/// A kind of label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// Which event written by hand it is.
    Home,
    /// Which part it is in the decision of that number.
    Part(usize),
    /// Which title it has by decision.
    Title,
    /// Which date it has by decision.
    Date,
    /// Whether it is hidden by decision.
    Hidden,
    /// Whether it is an event of articles of which an editor decided, or one written by hand.
    Own,
}

impl Partition {
    /// Each number a set of its own.
    pub(super) fn new(size: usize) -> Partition {
        Partition { parents: (0..size).collect(), labels: RapidHashMap::default() }
    }

    /// `size` sets of one number each, and after them those of another partition.
    pub(super) fn before(size: usize, other: &Partition) -> Partition {
        let mut partition = Partition::new(size);
        partition.parents.extend(other.parents.iter().map(|parent| parent + size));
        let labels = other.labels.iter().map(|(root, labels)| (root + size, labels.clone()));
        partition.labels = labels.collect();
        partition
    }

    /// Adds a set of one number, and says which.
    pub(super) fn add(&mut self) -> usize {
        self.parents.push(self.parents.len());
        self.parents.len() - 1
    }

    pub(super) fn root(&mut self, mut number: usize) -> usize {
        while self.parents[number] != number {
            self.parents[number] = self.parents[self.parents[number]];
            number = self.parents[number];
        }
        number
    }

    /// Gives the set of a number a label that it does not have.
    pub(super) fn label(&mut self, number: usize, label: Label, value: usize) {
        let root = self.root(number);
        self.labels.entry(root).or_default().entry(label).or_insert(value);
    }

    /// The value of a label of the set of a number.
    pub(super) fn labelled(&mut self, number: usize, label: Label) -> Option<usize> {
        let root = self.root(number);
        self.labels.get(&root)?.get(&label).copied()
    }

    /// Whether no label keeps the sets of two numbers apart.
    pub(super) fn may_join(&mut self, one: usize, other: usize) -> bool {
        if self.labels.is_empty() {
            return true;
        }
        let (one, other) = (self.root(one), self.root(other));
        let (Some(one), Some(other)) = (self.labels.get(&one), self.labels.get(&other)) else {
            return true;
        };
        let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
        few.iter().all(|(label, value)| many.get(label).is_none_or(|other| other == value))
    }

    /// Joins the sets of two numbers; the lower root stays.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (keep, gone) = (one.min(other), one.max(other));
        if keep == gone {
            return;
        }
        self.parents[gone] = keep;
        if let Some(mut few) = self.labels.remove(&gone) {
            let many = self.labels.entry(keep).or_default();
            if few.len() > many.len() {
                std::mem::swap(&mut few, many);
            }
            many.extend(few);
        }
    }

    /// The sets of the numbers below `size`, each in order, by their lowest numbers.
    pub(super) fn groups(&mut self, size: usize) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        // The root of a group is the first of it.
        let mut places = vec![0; size];
        for number in 0..size {
            let root = self.root(number);
            if root == number {
                places[root] = groups.len();
                groups.push(Vec::new());
            }
            groups[places[root]].push(number);
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sets_of_different_labels_are_never_joined(
            labels in prop::collection::vec((0..12_usize, 0..3_usize, 0..3_usize), 0..12),
            pairs in prop::collection::vec((0..12_usize, 0..12_usize), 0..30),
        ) {
            let mut partition = Partition::new(12);
            let mut given: BTreeMap<(usize, usize), usize> = BTreeMap::new();
            for (number, label, value) in labels {
                let value = *given.entry((number, label)).or_insert(value);
                partition.label(number, Label::Part(label), value);
            }
            for (one, other) in pairs {
                if partition.may_join(one, other) {
                    partition.join(one, other);
                    prop_assert_eq!(partition.root(one), partition.root(other));
                }
            }
            for group in partition.groups(12) {
                for label in 0..3 {
                    let values = group.iter().filter_map(|number| given.get(&(*number, label)));
                    let values: std::collections::BTreeSet<_> = values.collect();
                    prop_assert!(values.len() <= 1);
                }
            }
        }
    }
}
