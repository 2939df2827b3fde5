//! Many short lists of numbers, in one piece of memory.

/// Lists of numbers, by their own numbers from 0 on.
pub(super) struct Lists {
    /// Where each list ends.
    ends: Vec<usize>,
    numbers: Vec<u32>,
}

impl Lists {
    /// So many lists of what is given, each number with that of its list before it. Those of one
    /// list stay in their order. What is given is counted first, and then put in its place.
    pub(super) fn of<I>(lists: usize, given: impl Fn() -> I) -> Lists
    where
        I: Iterator<Item = (u32, u32)>,
    {
        let mut ends = vec![0; lists];
        given().for_each(|(list, _)| ends[list as usize] += 1);
        let mut total = 0;
        for end in &mut ends {
            // First where the list begins: it ends when all that is of it is in its place.
            total += std::mem::replace(end, total);
        }
        let mut numbers = vec![0; total];
        for (list, number) in given() {
            let end = &mut ends[list as usize];
            numbers[*end] = number;
            *end += 1;
        }
        Lists { ends, numbers }
    }

    /// The list of that number; nothing where there is none.
    pub(super) fn get(&self, list: u32) -> &[u32] {
        let list = list as usize;
        let Some(&end) = self.ends.get(list) else { return &[] };
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start..end]
    }

    /// The lists, in order.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut [u32]> {
        let mut rest = self.numbers.as_mut_slice();
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let (own, after) = std::mem::take(&mut rest).split_at_mut(end - start);
            (start, rest) = (end, after);
            own
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_its_numbers_in_their_order() {
        let given = [(2, 7), (0, 5), (2, 3), (0, 5), (3, 1)];
        let mut lists = Lists::of(5, || given.into_iter());
        assert_eq!(
            [0, 1, 2, 4, 5].map(|list| lists.get(list)),
            [&[5, 5][..], &[], &[7, 3], &[], &[]]
        );
        let lists: Vec<&[u32]> = lists.iter_mut().map(|own| &*own).collect();
        assert_eq!(lists, [&[5, 5][..], &[], &[7, 3], &[1], &[]]);
    }
}
