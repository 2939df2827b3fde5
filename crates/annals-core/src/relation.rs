//! How two extents of time relate: Allen's thirteen relations, sets of them, and the exact set that
//! is possible between extents that are known imprecisely.
//!
//! Extents here are half-open intervals of integers, "steps" of whatever size: what a step is, and
//! where an imprecise date may lie, is for the caller to say.
//!
//! J. F. Allen, "Maintaining knowledge about temporal intervals", CACM 26(11), 1983;
//! R. Dechter, I. Meiri, J. Pearl, "Temporal constraint networks", Artificial Intelligence 49, 1991.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::ops::{BitAnd, BitOr};

/// One of the thirteen ways in which two intervals of time relate, as Allen named them: any two
/// intervals stand in exactly one of them.
///
/// They are ordered by whether the first interval starts earlier than the second, with it or later,
/// then by which of them ends earlier, so that `Before` is the least and `After` the greatest. In
/// this order the [converse](Relation::converse) of a relation is as far from the other end.
///
/// ```
/// use annals_core::Relation;
///
/// let (mir, iss) = ((1986, 2001), (1998, 2031));
/// assert_eq!(Relation::between(mir, iss), Relation::Overlaps);
/// assert_eq!(Relation::between(iss, mir), Relation::OverlappedBy);
/// assert_eq!(Relation::Overlaps.to_string(), "overlaps");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The first ends, and some time later the second starts.
    Before,
    /// The second starts just when the first ends.
    Meets,
    /// The first starts first and ends within the second.
    Overlaps,
    /// The first starts first and both end together.
    FinishedBy,
    /// The first starts first and ends last.
    Contains,
    /// Both start together and the first ends first.
    Starts,
    /// Both start together and end together.
    Equals,
    /// Both start together and the first ends last.
    StartedBy,
    /// The first starts last and ends first.
    During,
    /// The first starts last and both end together.
    Finishes,
    /// The first starts within the second and ends last.
    OverlappedBy,
    /// The first starts just when the second ends.
    MetBy,
    /// The second ends, and some time later the first starts.
    After,
}

/// Which relations two extents may have: all that can be said of extents known imprecisely.
///
/// ```
/// use annals_core::{Certainty, Relation, Relations};
///
/// // Of "at some time in May" and "all June", it is not known whether there is a gap between …
/// let possible: Relations = [Relation::Before, Relation::Meets].into_iter().collect();
/// assert_eq!(possible.to_string(), "{before, meets}");
/// assert_eq!(possible.certain(), None);
/// // … but what both relations answer alike is certain.
/// assert_eq!(possible.certainty(Relations::BEFORE), Certainty::Certain);
/// assert_eq!(possible.certainty(Relations::SHARES_TIME), Certainty::Impossible);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Relations(u16);

/// What is known of a question about two extents.
///
/// ```
/// use annals_core::{Certainty, Relation, Relations};
///
/// let possible = Relations::BEFORE | Relation::Overlaps.into();
/// assert_eq!(possible.certainty(Relations::BEFORE), Certainty::Possible);
/// assert_eq!(Certainty::Possible.to_string(), "possible");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It is not so, whatever the extents really are.
    Impossible,
    /// It may be so and it may not.
    Possible,
    /// It is so, whatever the extents really are.
    Certain,
}

impl Relation {
    /// Every relation, in order.
    ///
    /// ```
    /// use annals_core::Relation;
    ///
    /// assert!(Relation::ALL.is_sorted());
    /// assert_eq!(Relation::ALL[6], Relation::Equals);
    /// ```
    pub const ALL: [Relation; 13] = [
        Relation::Before,
        Relation::Meets,
        Relation::Overlaps,
        Relation::FinishedBy,
        Relation::Contains,
        Relation::Starts,
        Relation::Equals,
        Relation::StartedBy,
        Relation::During,
        Relation::Finishes,
        Relation::OverlappedBy,
        Relation::MetBy,
        Relation::After,
    ];

    /// The relation of `a` to `b`, intervals that hold their first number and not their second,
    /// which must be greater.
    ///
    /// ```
    /// use annals_core::Relation;
    ///
    /// assert_eq!(Relation::between((1914, 1919), (1939, 1946)), Relation::Before);
    /// assert_eq!(Relation::between((1914, 1919), (1919, 1939)), Relation::Meets);
    /// assert_eq!(Relation::between((1916, 1917), (1914, 1919)), Relation::During);
    /// ```
    #[must_use]
    pub const fn between(a: (i128, i128), b: (i128, i128)) -> Relation {
        let starts = order(a.0, b.0);
        let contact = match starts {
            Ordering::Less => order(a.1, b.0),
            Ordering::Equal | Ordering::Greater => order(a.0, b.1),
        };
        Relation::of_orders(starts, order(a.1, b.1), contact)
    }

    /// The relation of the second to the first.
    ///
    /// ```
    /// use annals_core::Relation;
    ///
    /// assert_eq!(Relation::Meets.converse(), Relation::MetBy);
    /// assert_eq!(Relation::Starts.converse(), Relation::StartedBy);
    /// ```
    #[must_use]
    pub const fn converse(self) -> Relation {
        Relation::ALL[Relation::ALL.len() - 1 - self as usize]
    }

    /// The relation of the same two when time runs backwards.
    ///
    /// ```
    /// use annals_core::Relation;
    ///
    /// assert_eq!(Relation::Meets.mirror(), Relation::MetBy);
    /// assert_eq!(Relation::Starts.mirror(), Relation::Finishes);
    /// ```
    #[must_use]
    pub const fn mirror(self) -> Relation {
        match self {
            Relation::Starts => Relation::Finishes,
            Relation::Finishes => Relation::Starts,
            Relation::StartedBy => Relation::FinishedBy,
            Relation::FinishedBy => Relation::StartedBy,
            Relation::During | Relation::Contains => self,
            _ => self.converse(),
        }
    }

    /// The name in lower case, of one word.
    ///
    /// ```
    /// use annals_core::Relation;
    ///
    /// assert_eq!(Relation::OverlappedBy.name(), "overlapped-by");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Relation::Before => "before",
            Relation::Meets => "meets",
            Relation::Overlaps => "overlaps",
            Relation::FinishedBy => "finished-by",
            Relation::Contains => "contains",
            Relation::Starts => "starts",
            Relation::Equals => "equals",
            Relation::StartedBy => "started-by",
            Relation::During => "during",
            Relation::Finishes => "finishes",
            Relation::OverlappedBy => "overlapped-by",
            Relation::MetBy => "met-by",
            Relation::After => "after",
        }
    }

    /// The relation of two intervals whose starts, and ends, are in these orders. `contact` counts
    /// where one of them starts first and ends first: it is the order of the end of `a` and the
    /// start of `b` if that is `a`, of the start of `a` and the end of `b` if that is `b`.
    const fn of_orders(starts: Ordering, ends: Ordering, contact: Ordering) -> Relation {
        use Ordering::{Equal, Greater, Less};
        match (starts, ends, contact) {
            (Less, Less, Less) => Relation::Before,
            (Less, Less, Equal) => Relation::Meets,
            (Less, Less, Greater) => Relation::Overlaps,
            (Less, Equal, _) => Relation::FinishedBy,
            (Less, Greater, _) => Relation::Contains,
            (Equal, Less, _) => Relation::Starts,
            (Equal, Equal, _) => Relation::Equals,
            (Equal, Greater, _) => Relation::StartedBy,
            (Greater, Less, _) => Relation::During,
            (Greater, Equal, _) => Relation::Finishes,
            (Greater, Greater, Less) => Relation::OverlappedBy,
            (Greater, Greater, Equal) => Relation::MetBy,
            (Greater, Greater, Greater) => Relation::After,
        }
    }
}

impl Relations {
    /// No relation: what is possible where there is no extent at all.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::EMPTY.to_string(), "{}");
    /// ```
    pub const EMPTY: Relations = Relations(0);

    /// All thirteen: nothing is known.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::ALL.len(), 13);
    /// ```
    pub const ALL: Relations = Relations::of(&Relation::ALL);

    /// The first is over when the second starts.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::BEFORE.to_string(), "{before, meets}");
    /// ```
    pub const BEFORE: Relations = Relations::of(&[Relation::Before, Relation::Meets]);

    /// The second is over when the first starts.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::AFTER.to_string(), "{met-by, after}");
    /// ```
    pub const AFTER: Relations = Relations::BEFORE.converse();

    /// There is a time at which both are.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::SHARES_TIME & (Relations::BEFORE | Relations::AFTER), Relations::EMPTY);
    /// ```
    pub const SHARES_TIME: Relations =
        Relations(Relations::ALL.0 & !Relations::BEFORE.0 & !Relations::AFTER.0);

    /// Whenever the first is, the second is too.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::WITHIN.to_string(), "{starts, equals, during, finishes}");
    /// ```
    pub const WITHIN: Relations =
        Relations::of(&[Relation::Starts, Relation::Equals, Relation::During, Relation::Finishes]);

    /// Whenever the second is, the first is too.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::CONTAINS.to_string(), "{finished-by, contains, equals, started-by}");
    /// ```
    pub const CONTAINS: Relations = Relations::WITHIN.converse();

    /// Whether the relation is one of these.
    ///
    /// ```
    /// use annals_core::{Relation, Relations};
    ///
    /// assert!(Relations::BEFORE.contains(Relation::Meets));
    /// assert!(!Relations::SHARES_TIME.contains(Relation::Meets));
    /// ```
    #[must_use]
    pub const fn contains(self, relation: Relation) -> bool {
        self.0 & bit(relation) != 0
    }

    /// Adds a relation.
    ///
    /// ```
    /// use annals_core::{Relation, Relations};
    ///
    /// let mut possible = Relations::EMPTY;
    /// possible.insert(Relation::Before);
    /// possible.insert(Relation::Meets);
    /// assert_eq!(possible, Relations::BEFORE);
    /// ```
    pub const fn insert(&mut self, relation: Relation) {
        self.0 |= bit(relation);
    }

    /// The relations of either set; also written `|`.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// let apart = Relations::BEFORE.union(Relations::AFTER);
    /// assert_eq!(apart.to_string(), "{before, meets, met-by, after}");
    /// assert_eq!(apart | Relations::SHARES_TIME, Relations::ALL);
    /// ```
    #[must_use]
    pub const fn union(self, other: Relations) -> Relations {
        Relations(self.0 | other.0)
    }

    /// The relations of both sets; also written `&`.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::WITHIN.intersect(Relations::CONTAINS).to_string(), "{equals}");
    /// assert_eq!(Relations::BEFORE & Relations::AFTER, Relations::EMPTY);
    /// ```
    #[must_use]
    pub const fn intersect(self, other: Relations) -> Relations {
        Relations(self.0 & other.0)
    }

    /// Whether there is no relation in it.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert!(Relations::EMPTY.is_empty());
    /// assert!(!Relations::BEFORE.is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many relations there are in it.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::SHARES_TIME.len(), 9);
    /// ```
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The relations, in order.
    ///
    /// ```
    /// use annals_core::{Relation, Relations};
    ///
    /// assert!(Relations::BEFORE.iter().eq([Relation::Before, Relation::Meets]));
    /// ```
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Relation> {
        Relation::ALL.into_iter().filter(move |relation| self.contains(*relation))
    }

    /// The relation that it is, if no other is possible.
    ///
    /// ```
    /// use annals_core::{Relation, Relations};
    ///
    /// assert_eq!(Relations::from(Relation::During).certain(), Some(Relation::During));
    /// assert_eq!(Relations::WITHIN.certain(), None);
    /// ```
    #[must_use]
    pub fn certain(self) -> Option<Relation> {
        self.iter().next().filter(|_| self.len() == 1)
    }

    /// Whether the relation, known to be one of `self`, is one of `wanted`. Of extents that cannot
    /// be (no relation in `self`) everything is impossible.
    ///
    /// ```
    /// use annals_core::{Certainty, Relations};
    ///
    /// assert_eq!(Relations::WITHIN.certainty(Relations::SHARES_TIME), Certainty::Certain);
    /// assert_eq!(Relations::WITHIN.certainty(Relations::CONTAINS), Certainty::Possible);
    /// assert_eq!(Relations::WITHIN.certainty(Relations::BEFORE), Certainty::Impossible);
    /// ```
    #[must_use]
    pub fn certainty(self, wanted: Relations) -> Certainty {
        let both = self & wanted;
        if both.is_empty() {
            Certainty::Impossible
        } else if both == self {
            Certainty::Certain
        } else {
            Certainty::Possible
        }
    }

    /// The relations of the second to the first.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::WITHIN.converse(), Relations::CONTAINS);
    /// ```
    #[must_use]
    pub const fn converse(self) -> Relations {
        // The thirteen bits in reverse, as converses are as far from the two ends of the order.
        Relations(self.0.reverse_bits() >> (u16::BITS as usize - Relation::ALL.len()))
    }

    /// The relations of the same two when time runs backwards.
    ///
    /// ```
    /// use annals_core::Relations;
    ///
    /// assert_eq!(Relations::BEFORE.mirror(), Relations::AFTER);
    /// assert_eq!(Relations::WITHIN.mirror(), Relations::WITHIN);
    /// ```
    #[must_use]
    pub fn mirror(self) -> Relations {
        self.iter().map(Relation::mirror).collect()
    }

    /// The possible relations of `a` to `c`, from those of `a` to `b` (`self`) and of `b` to `c`.
    ///
    /// ```
    /// use annals_core::{Relation, Relations};
    ///
    /// let during = Relations::from(Relation::During);
    /// assert_eq!(during.compose(during), during);
    /// assert_eq!(during.compose(Relations::BEFORE).to_string(), "{before}");
    /// assert_eq!(Relations::BEFORE.compose(Relations::AFTER), Relations::ALL);
    /// ```
    #[must_use]
    pub fn compose(self, other: Relations) -> Relations {
        self.iter().fold(Relations::EMPTY, |found, first| {
            other
                .iter()
                .fold(found, |found, second| found | COMPOSED[first as usize][second as usize])
        })
    }

    /// The set of the listed relations.
    const fn of(relations: &[Relation]) -> Relations {
        let (mut set, mut next) = (Relations::EMPTY, 0);
        while next < relations.len() {
            set.insert(relations[next]);
            next += 1;
        }
        set
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Relations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (place, relation) in self.iter().enumerate() {
            f.write_str(if place == 0 { "" } else { ", " })?;
            f.write_str(relation.name())?;
        }
        f.write_str("}")
    }
}

impl fmt::Debug for Relations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Certainty::Impossible => "impossible",
            Certainty::Possible => "possible",
            Certainty::Certain => "certain",
        })
    }
}

impl From<Relation> for Relations {
    fn from(relation: Relation) -> Relations {
        Relations(bit(relation))
    }
}

impl FromIterator<Relation> for Relations {
    fn from_iter<I: IntoIterator<Item = Relation>>(relations: I) -> Relations {
        relations.into_iter().fold(Relations::EMPTY, |set, relation| set | relation.into())
    }
}

impl BitOr for Relations {
    type Output = Relations;

    fn bitor(self, other: Relations) -> Relations {
        self.union(other)
    }
}

impl BitAnd for Relations {
    type Output = Relations;

    fn bitand(self, other: Relations) -> Relations {
        self.intersect(other)
    }
}

/// Where a half-open interval of whole steps may lie: every interval `[start, end)` of which all
/// three hold. Ranges include both their ends.
///
/// Positions beyond ±2^120 are taken to be there, which serves for "at no time" and "for ever".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    /// The earliest and the latest start.
    pub(crate) start: (i128, i128),
    /// The earliest and the latest end.
    pub(crate) end: (i128, i128),
    /// The least and the greatest number of steps: at least one, however little is asked for;
    /// `i128::MAX / 4` is any number.
    pub(crate) length: (i128, i128),
}

/// The relations that an interval of `a`, moved by some number of steps of the range `shift`, has
/// to an interval of `b`: none too few, none too many, and none at all where there is no interval.
///
/// The shift is that of clock times without a zone: the same for both ends of `a`, and unknown.
pub(crate) fn possible(a: &Region, b: &Region, shift: (i128, i128)) -> Relations {
    let shift = clamped(shift);
    let (Some(a), Some(b)) = (a.tightened(), b.tightened()) else { return Relations::EMPTY };
    if shift.0 > shift.1 {
        return Relations::EMPTY;
    }
    // Most pairs of events lie far apart.
    if a.end.1 + shift.1 < b.start.0 {
        return Relation::Before.into();
    }
    if a.start.0 + shift.0 > b.end.1 {
        return Relation::After.into();
    }
    Network::of(&a, &b, shift).relations()
}

impl Region {
    /// The same intervals, described by the narrowest ranges: for every start, every end and every
    /// length there is one that has it. `None` if there is no interval.
    fn tightened(&self) -> Option<Region> {
        let (start, end) = (clamped(self.start), clamped(self.end));
        let shortest = self.length.0.max(1).max(end.0 - start.1);
        let longest = self.length.1.min(end.1 - start.0);
        if start.0 > start.1 || end.0 > end.1 || shortest > longest {
            return None;
        }
        Some(Region {
            start: (start.0.max(end.0 - longest), start.1.min(end.1 - shortest)),
            end: (end.0.max(start.0 + shortest), end.1.min(start.1 + longest)),
            length: (shortest, longest),
        })
    }
}

/// A simple temporal network over the four ends of two intervals.
///
/// `most[x][y]` is the greatest number of steps by which the point `x` may come after the point `y`
/// (negative if it must come before), and always the tightest: the network is closed under
/// `most[x][z] <= most[x][y] + most[y][z]`. In a closed network each value of each difference is
/// that of some solution, in whole numbers too (Dechter, Meiri and Pearl, theorem 3.2), so to
/// ask whether two points may be in some order is to look at one difference. An order that is
/// taken as given narrows the other differences, and closes the network again.
///
/// Sums do not overflow: as positions and shifts lie within ±2^120 a difference starts within
/// ±2^122, it only ever narrows, and no sum has more than two of them.
#[derive(Clone, Copy)]
struct Network {
    most: [[i128; 4]; 4],
}

const A_START: usize = 0;
const A_END: usize = 1;
const B_START: usize = 2;
const B_END: usize = 3;

const ORDERS: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

impl Network {
    /// The network of two tightened regions, the first of them shifted.
    ///
    /// The origins of the two regions are left out: they link the points of the one to the points
    /// of the other, so that the tightest difference between those is the sum by way of them.
    fn of(a: &Region, b: &Region, shift: (i128, i128)) -> Network {
        let mut most = [[0; 4]; 4];
        for (start, end, length) in [(A_START, A_END, a.length), (B_START, B_END, b.length)] {
            most[end][start] = length.1;
            most[start][end] = -length.0;
        }
        for (x, of_a) in [(A_START, a.start), (A_END, a.end)] {
            for (y, of_b) in [(B_START, b.start), (B_END, b.end)] {
                most[x][y] = of_a.1 + shift.1 - of_b.0;
                most[y][x] = of_b.1 - of_a.0 - shift.0;
            }
        }
        Network { most }
    }

    /// The relations of the solutions: every order of the starts, with it every order of the ends,
    /// and where these do not tell, with both every order of the end and the start between them.
    fn relations(&self) -> Relations {
        let mut found = Relations::EMPTY;
        for starts in ORDERS {
            let Some(given_starts) = self.given(A_START, starts, B_START) else { continue };
            for ends in ORDERS {
                let (x, y) = match (starts, ends) {
                    (Ordering::Less, Ordering::Less) => (A_END, B_START),
                    (Ordering::Greater, Ordering::Greater) => (A_START, B_END),
                    _ => {
                        if given_starts.allows(A_END, ends, B_END) {
                            found.insert(Relation::of_orders(starts, ends, Ordering::Equal));
                        }
                        continue;
                    }
                };
                let Some(given_both) = given_starts.given(A_END, ends, B_END) else { continue };
                for contact in ORDERS {
                    if given_both.allows(x, contact, y) {
                        found.insert(Relation::of_orders(starts, ends, contact));
                    }
                }
            }
        }
        found
    }

    /// Whether there is a solution in which `x` and `y` are in this order.
    fn allows(&self, x: usize, order: Ordering, y: usize) -> bool {
        let (least, most) = (-self.most[y][x], self.most[x][y]);
        match order {
            Ordering::Less => least < 0,
            Ordering::Equal => least <= 0 && 0 <= most,
            Ordering::Greater => most > 0,
        }
    }

    /// The network of those solutions, if there are any.
    fn given(&self, x: usize, order: Ordering, y: usize) -> Option<Network> {
        self.allows(x, order, y).then(|| match order {
            Ordering::Less => self.narrowed(x, y, -1),
            Ordering::Equal => self.narrowed(x, y, 0).narrowed(y, x, 0),
            Ordering::Greater => self.narrowed(y, x, -1),
        })
    }

    /// The network of the solutions, of which there are some, in which `x` is at most `most` steps
    /// after `y`.
    fn narrowed(mut self, x: usize, y: usize, most: i128) -> Network {
        if most < self.most[x][y] {
            let (to_x, from_y) = (self.most.map(|row| row[x]), self.most[y]);
            for (row, to_x) in self.most.iter_mut().zip(to_x) {
                for (entry, from_y) in row.iter_mut().zip(from_y) {
                    *entry = (*entry).min(to_x + most + from_y);
                }
            }
        }
        self
    }
}

/// The relations of `a` to `c`, by that of `a` to `b` and that of `b` to `c`: those of all intervals
/// between six points, which is as many as the ends of three intervals can be.
const COMPOSED: [[Relations; 13]; 13] = {
    let mut table = [[Relations::EMPTY; 13]; 13];
    let intervals = intervals_between_six_points();
    let mut a = 0;
    while a < intervals.len() {
        let mut b = 0;
        while b < intervals.len() {
            let first = Relation::between(intervals[a], intervals[b]) as usize;
            let mut c = 0;
            while c < intervals.len() {
                let second = Relation::between(intervals[b], intervals[c]) as usize;
                table[first][second].insert(Relation::between(intervals[a], intervals[c]));
                c += 1;
            }
            b += 1;
        }
        a += 1;
    }
    table
};

const fn intervals_between_six_points() -> [(i128, i128); 15] {
    let mut intervals = [(0, 1); 15];
    let (mut next, mut end) = (0, 1);
    while end < 6 {
        let mut start = 0;
        while start < end {
            intervals[next] = (start, end);
            next += 1;
            start += 1;
        }
        end += 1;
    }
    intervals
}

/// The bit of a relation in a set.
const fn bit(relation: Relation) -> u16 {
    1 << relation as u16
}

/// `Ord::cmp`, which cannot be called in constants.
const fn order(x: i128, y: i128) -> Ordering {
    if x < y {
        Ordering::Less
    } else if x == y {
        Ordering::Equal
    } else {
        Ordering::Greater
    }
}

/// The range, with ends so near that a few of them can be added up.
fn clamped(range: (i128, i128)) -> (i128, i128) {
    const FARTHEST: i128 = 1 << 120;
    (range.0.clamp(-FARTHEST, FARTHEST), range.1.clamp(-FARTHEST, FARTHEST))
}
