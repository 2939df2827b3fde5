//! The laws of relations: what Allen's algebra says of them, and that what is possible between
//! imprecise extents is just what their intervals show, one by one.

use super::*;
use proptest::prelude::*;

type Interval = (i128, i128);

const NO_SHIFT: (i128, i128) = (0, 0);
const ANY_LENGTH: (i128, i128) = (1, i128::MAX / 4);

/// Every interval between the positions `0..=last`.
fn intervals(last: i128) -> Vec<Interval> {
    (0..last).flat_map(|start| (start + 1..=last).map(move |end| (start, end))).collect()
}

/// Every range within `first..=last`.
fn ranges(first: i128, last: i128) -> Vec<(i128, i128)> {
    (first..=last).flat_map(|low| (low..=last).map(move |high| (low, high))).collect()
}

/// The intervals of a region, found by looking at each.
fn members(region: &Region) -> Vec<Interval> {
    let lies = |value: i128, range: (i128, i128)| range.0 <= value && value <= range.1;
    (region.start.0..=region.start.1)
        .flat_map(|start| (region.end.0..=region.end.1).map(move |end| (start, end)))
        .filter(|(start, end)| start < end && lies(end - start, region.length))
        .collect()
}

/// The relations of the intervals of two regions, found by looking at each pair and each shift.
fn enumerated(a: &[Interval], b: &[Interval], shift: (i128, i128)) -> Relations {
    let mut found = Relations::EMPTY;
    for by in shift.0..=shift.1 {
        for a in a {
            for b in b {
                found.insert(Relation::between((a.0 + by, a.1 + by), *b));
            }
        }
    }
    found
}

/// Every region over the positions `0..=last` that has an interval, with its intervals.
fn regions(last: i128) -> Vec<(Region, Vec<Interval>)> {
    let mut found = Vec::new();
    for start in ranges(0, last) {
        for end in ranges(0, last) {
            for length in ranges(1, last) {
                let region = Region { start, end, length };
                found.push((region, members(&region)));
            }
        }
    }
    found.retain(|(_, members)| !members.is_empty());
    found
}

/// Of the regions that have the same intervals, the first.
fn distinct_regions(last: i128) -> Vec<Region> {
    let mut regions = regions(last);
    regions.sort_by(|a, b| a.1.cmp(&b.1));
    regions.dedup_by(|a, b| a.1 == b.1);
    regions.into_iter().map(|(region, _)| region).collect()
}

fn precise(interval: Interval) -> Region {
    let length = interval.1 - interval.0;
    Region {
        start: (interval.0, interval.0),
        end: (interval.1, interval.1),
        length: (length, length),
    }
}

fn moved(region: &Region, by: i128) -> Region {
    Region {
        start: (region.start.0 + by, region.start.1 + by),
        end: (region.end.0 + by, region.end.1 + by),
        length: region.length,
    }
}

/// The region when time runs backwards.
fn reversed(region: &Region) -> Region {
    Region {
        start: (-region.end.1, -region.end.0),
        end: (-region.start.1, -region.start.0),
        length: region.length,
    }
}

fn range(first: i128, last: i128) -> impl Strategy<Value = (i128, i128)> {
    (first..=last, first..=last).prop_map(|(x, y)| (x.min(y), x.max(y)))
}

/// A region over the positions 0 to 6, with or without a limit to its length; it may be empty.
fn any_region() -> impl Strategy<Value = Region> {
    let length = prop_oneof![Just(ANY_LENGTH), range(0, 6)];
    (range(0, 6), range(0, 6), length).prop_map(|(start, end, length)| Region {
        start,
        end,
        length,
    })
}

fn region() -> impl Strategy<Value = Region> {
    any_region().prop_filter("no interval", |region| !members(region).is_empty())
}

/// What Allen says of each relation, point by point.
#[expect(clippy::type_complexity, reason = "a table reads best as one")]
const DEFINITIONS: [(Relation, fn(Interval, Interval) -> bool); 13] = [
    (Relation::Before, |a, b| a.1 < b.0),
    (Relation::Meets, |a, b| a.1 == b.0),
    (Relation::Overlaps, |a, b| a.0 < b.0 && b.0 < a.1 && a.1 < b.1),
    (Relation::FinishedBy, |a, b| a.0 < b.0 && a.1 == b.1),
    (Relation::Contains, |a, b| a.0 < b.0 && b.1 < a.1),
    (Relation::Starts, |a, b| a.0 == b.0 && a.1 < b.1),
    (Relation::Equals, |a, b| a == b),
    (Relation::StartedBy, |a, b| a.0 == b.0 && b.1 < a.1),
    (Relation::During, |a, b| b.0 < a.0 && a.1 < b.1),
    (Relation::Finishes, |a, b| b.0 < a.0 && a.1 == b.1),
    (Relation::OverlappedBy, |a, b| b.0 < a.0 && a.0 < b.1 && b.1 < a.1),
    (Relation::MetBy, |a, b| b.1 == a.0),
    (Relation::After, |a, b| b.1 < a.0),
];

#[test]
fn two_intervals_have_the_one_relation_that_allen_defines() {
    for a in intervals(6) {
        for b in intervals(6) {
            let holding: Relations = DEFINITIONS
                .iter()
                .filter(|(_, holds)| holds(a, b))
                .map(|(name, _)| *name)
                .collect();
            assert_eq!(holding.certain(), Some(Relation::between(a, b)), "{a:?} {b:?}");
        }
    }
    assert_eq!(DEFINITIONS.map(|(relation, _)| relation), Relation::ALL);
}

#[test]
fn converse_swaps_the_intervals_and_mirror_reverses_time() {
    for a in intervals(6) {
        for b in intervals(6) {
            let relation = Relation::between(a, b);
            assert_eq!(Relation::between(b, a), relation.converse());
            assert_eq!(Relation::between((-a.1, -a.0), (-b.1, -b.0)), relation.mirror());
        }
    }
}

#[test]
fn relations_are_ordered_by_start_then_by_end() {
    let second: Interval = (2, 5);
    let mut firsts = intervals(7);
    firsts.sort_by_key(|first| {
        let contact = (first.1.cmp(&second.0), first.0.cmp(&second.1));
        (first.0.cmp(&second.0), first.1.cmp(&second.1), contact)
    });
    let mut relations: Vec<Relation> =
        firsts.iter().map(|first| Relation::between(*first, second)).collect();
    relations.dedup();
    assert_eq!(relations, Relation::ALL);
}

#[test]
fn sets_are_those_of_their_relations() {
    for bits in 0..=Relations::ALL.0 {
        let set = Relations(bits);
        let listed: Vec<Relation> = set.iter().collect();
        assert_eq!(listed.len(), set.len());
        assert!(listed.is_sorted());
        assert_eq!(listed.iter().copied().collect::<Relations>(), set);
        assert_eq!(set.converse(), listed.iter().map(|relation| relation.converse()).collect());
        assert_eq!(set.converse().converse(), set);
        assert_eq!(set.mirror().mirror(), set);
        assert_eq!(set.mirror().converse(), set.converse().mirror());
        assert_eq!(set.certain(), if let [only] = listed[..] { Some(only) } else { None });
        assert_eq!(set.is_empty(), listed.is_empty());
    }
}

/// The constants against what they say of a point in time.
#[test]
fn derived_relations_are_what_they_say() {
    let times = |interval: Interval| interval.0..interval.1;
    for a in intervals(6) {
        for b in intervals(6) {
            let relation = Relation::between(a, b);
            let of_a_in_b = times(a).filter(|time| times(b).contains(time)).count();
            assert_eq!(Relations::SHARES_TIME.contains(relation), of_a_in_b > 0);
            assert_eq!(Relations::WITHIN.contains(relation), of_a_in_b == times(a).count());
            assert_eq!(Relations::CONTAINS.contains(relation), of_a_in_b == times(b).count());
            assert_eq!(Relations::BEFORE.contains(relation), a.1 <= b.0);
            assert_eq!(Relations::AFTER.contains(relation), b.1 <= a.0);
        }
    }
}

#[test]
fn certainty_is_that_of_every_relation() {
    let sets = || (0..=Relations::ALL.0).step_by(7).map(Relations);
    for known in sets() {
        for wanted in sets().step_by(5) {
            let answers: Vec<bool> = known.iter().map(|one| wanted.contains(one)).collect();
            let expected = match (answers.contains(&true), answers.contains(&false)) {
                (true, false) => Certainty::Certain,
                (true, true) => Certainty::Possible,
                (false, _) => Certainty::Impossible,
            };
            assert_eq!(known.certainty(wanted), expected, "{known} {wanted}");
        }
    }
    assert_eq!(Relations::EMPTY.certainty(Relations::EMPTY), Certainty::Impossible);
}

#[test]
fn names_are_told_apart() {
    let names = Relation::ALL.map(Relation::name);
    assert!(names.iter().enumerate().all(|(place, name)| !names[..place].contains(name)));
    assert_eq!(format!("{:>8}|", Relation::Meets), "   meets|");
    assert_eq!(format!("{:?}", Relations::EMPTY), "{}");
    assert_eq!(Relations::CONTAINS.to_string(), "{finished-by, contains, equals, started-by}",);
}

/// Eight points, and not the six that the table is made of: no more is possible with more.
#[test]
fn composition_is_that_of_intervals() {
    let mut table = [[Relations::EMPTY; 13]; 13];
    for a in intervals(7) {
        for b in intervals(7) {
            for c in intervals(7) {
                let (first, second) = (Relation::between(a, b), Relation::between(b, c));
                table[first as usize][second as usize].insert(Relation::between(a, c));
            }
        }
    }
    for first in Relation::ALL {
        for second in Relation::ALL {
            let composed = Relations::from(first).compose(second.into());
            assert_eq!(composed, table[first as usize][second as usize], "{first}, {second}");
        }
    }
}

/// Rows of the table as Allen printed it (figure 4 of the paper).
#[test]
fn composition_is_as_printed() {
    let compose = |first: Relation, second: Relation| {
        Relations::from(first).compose(second.into()).to_string()
    };
    let entries = Relation::ALL.into_iter().flat_map(|first| {
        Relation::ALL.map(|second| Relations::from(first).compose(second.into()).len())
    });
    assert_eq!(
        entries.sum::<usize>(),
        409,
        "the consistent triples, as the literature counts them"
    );
    assert_eq!(compose(Relation::Before, Relation::After), Relations::ALL.to_string());
    assert_eq!(
        compose(Relation::Before, Relation::During),
        "{before, meets, overlaps, starts, during}",
    );
    assert_eq!(compose(Relation::Overlaps, Relation::Overlaps), "{before, meets, overlaps}");
    assert_eq!(compose(Relation::Meets, Relation::MetBy), "{finished-by, equals, finishes}");
    assert_eq!(compose(Relation::Starts, Relation::Finishes), "{during}");
    assert_eq!(
        compose(Relation::During, Relation::Contains).matches(',').count(),
        12,
        "of two extents within a third nothing is known",
    );
}

#[test]
fn relations_form_an_algebra() {
    let each = || Relation::ALL.into_iter().map(Relations::from);
    for a in each() {
        assert_eq!(a.compose(Relation::Equals.into()), a);
        assert_eq!(a.compose(Relations::EMPTY), Relations::EMPTY);
        for b in each() {
            assert_eq!(a.compose(b).converse(), b.converse().compose(a.converse()));
            assert_eq!(a.compose(b).mirror(), a.mirror().compose(b.mirror()));
            for c in each() {
                assert_eq!(a.compose(b).compose(c), a.compose(b.compose(c)));
            }
        }
    }
}

/// Soundness and completeness, for all there is on four positions.
#[test]
fn possible_is_what_intervals_show_on_four_positions() {
    let regions = regions(3);
    for (a, of_a) in &regions {
        for (b, of_b) in &regions {
            let expected = enumerated(of_a, of_b, NO_SHIFT);
            assert_eq!(possible(a, b, NO_SHIFT), expected, "{a:?} {b:?}");
        }
    }
}

#[test]
fn tightened_ranges_are_those_of_the_intervals() {
    for (region, members) in regions(4) {
        let extremes = |value: fn(&Interval) -> i128| {
            let values = || members.iter().map(value);
            (values().min().unwrap(), values().max().unwrap())
        };
        let expected = Region {
            start: extremes(|(start, _)| *start),
            end: extremes(|(_, end)| *end),
            length: extremes(|(start, end)| end - start),
        };
        assert_eq!(region.tightened(), Some(expected), "{region:?}");
    }
}

/// A is over before B starts, for sure: then A cannot be B, and what is before A is before B.
#[test]
fn certainly_before_is_irreflexive_and_transitive() {
    let regions = distinct_regions(5);
    let before = |a: &Region, b: &Region| {
        possible(a, b, NO_SHIFT).certainty(Relations::BEFORE) == Certainty::Certain
    };
    let mut chains = 0;
    for a in &regions {
        assert!(!before(a, a));
        for b in regions.iter().filter(|b| before(a, b)) {
            for c in regions.iter().filter(|c| before(b, c)) {
                assert!(before(a, c), "{a:?} {b:?} {c:?}");
                chains += 1;
            }
        }
    }
    assert!(chains > 100, "{chains}");
}

#[test]
fn precise_extents_have_one_relation() {
    for a in intervals(6) {
        for b in intervals(6) {
            let expected = Relations::from(Relation::between(a, b));
            assert_eq!(possible(&precise(a), &precise(b), NO_SHIFT), expected);
        }
    }
}

#[test]
fn nothing_is_possible_where_there_is_no_interval() {
    let some = precise((0, 1));
    let none = [
        Region { start: (1, 0), end: (0, 5), length: ANY_LENGTH },
        Region { start: (0, 5), end: (9, 8), length: ANY_LENGTH },
        Region { start: (5, 6), end: (0, 5), length: ANY_LENGTH },
        Region { start: (0, 0), end: (1, 2), length: (3, 9) },
        Region { start: (0, 0), end: (5, 9), length: (1, 4) },
        Region { start: (0, 0), end: (0, 0), length: (0, 0) },
        Region { start: (0, 0), end: (1, 1), length: (i128::MAX, i128::MIN) },
    ];
    for none in none {
        assert_eq!(possible(&none, &some, NO_SHIFT), Relations::EMPTY, "{none:?}");
        assert_eq!(possible(&some, &none, NO_SHIFT), Relations::EMPTY, "{none:?}");
    }
    assert_eq!(possible(&some, &some, (1, 0)), Relations::EMPTY);
}

/// The ends of numbers: no overflow, and "for ever" does what it says.
#[test]
fn far_positions_are_positions() {
    let extremes = [i128::MIN, i128::MIN / 4, -(1 << 110), 0, 1 << 110, i128::MAX / 4, i128::MAX];
    let ranges: Vec<(i128, i128)> =
        extremes.iter().flat_map(|low| extremes.map(|high| (*low, high))).collect();
    let sample = |skip: usize| ranges.iter().copied().cycle().skip(skip).step_by(5).take(49);
    for start in sample(0) {
        for end in sample(1) {
            for (length, shift) in sample(2).zip(sample(3)) {
                let region = Region { start, end, length };
                let seen = possible(&region, &region, shift);
                let alike = shift.0 <= 0 && 0 <= shift.1 && region.tightened().is_some();
                assert!(!alike || seen.contains(Relation::Equals), "{region:?} {shift:?}");
            }
        }
    }
    let whole = Region {
        start: (i128::MIN, i128::MIN),
        end: (i128::MAX, i128::MAX),
        length: (1, i128::MAX),
    };
    let far = precise((-(1 << 110), 1 << 110));
    assert_eq!(possible(&far, &whole, NO_SHIFT), Relation::During.into());
    let since = Region { start: (0, 0), end: (1, i128::MAX / 4), length: ANY_LENGTH };
    assert_eq!(possible(&since, &since, NO_SHIFT).to_string(), "{starts, equals, started-by}");
    let unknown = Region {
        start: (i128::MIN / 4, i128::MAX / 4),
        end: (i128::MIN / 4, i128::MAX / 4),
        length: ANY_LENGTH,
    };
    assert_eq!(possible(&unknown, &far, NO_SHIFT), Relations::ALL);
    assert_eq!(possible(&unknown, &unknown, NO_SHIFT), Relations::ALL);
}

/// Days, as dates have them: each line is what a reader would say.
#[test]
fn imprecise_days_relate_as_a_reader_would_say() {
    let within = |first: i128, after: i128| Region {
        start: (first, after - 1),
        end: (first + 1, after),
        length: ANY_LENGTH,
    };
    let one_day = |first: i128, after: i128| Region { length: (1, 1), ..within(first, after) };
    let (may, june) = ((120, 151), (151, 181));
    let relate = |a: Region, b: Region| possible(&a, &b, NO_SHIFT).to_string();
    let all_of = |(first, after): Interval| precise((first, after));

    assert_eq!(relate(within(may.0, may.1), all_of(june)), "{before, meets}");
    assert_eq!(relate(all_of(may), all_of(june)), "{meets}");
    assert_eq!(
        relate(one_day(may.0, may.1), all_of(may)),
        "{starts, during, finishes}",
        "a day of a month is never the month",
    );
    assert_eq!(
        relate(one_day(may.0, may.1), one_day(may.0, may.1)),
        "{before, meets, equals, met-by, after}",
        "days do not overlap by halves",
    );
    assert_eq!(
        possible(&all_of((0, 10)), &all_of((10, 20)), (-1, 1)).to_string(),
        "{before, meets, overlaps}",
    );
    assert_eq!(
        possible(&all_of((0, 10)), &all_of((0, 10)), (-1, 1)).to_string(),
        "{overlaps, equals, overlapped-by}",
        "both ends shift together",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// As many relations as intervals show, with lengths and shifts.
    #[test]
    fn possible_is_what_intervals_show(a in any_region(), b in any_region(), shift in range(-4, 4)) {
        let (of_a, of_b) = (members(&a), members(&b));
        let found = possible(&a, &b, shift);
        prop_assert_eq!(found, enumerated(&of_a, &of_b, shift));
        prop_assert_eq!(found.is_empty(), of_a.is_empty() || of_b.is_empty());
    }

    /// Swapped, and with time reversed, a shift is undone or reversed too.
    #[test]
    fn converse_and_mirror(a in region(), b in region(), shift in range(-4, 4)) {
        let found = possible(&a, &b, shift);
        let back = (-shift.1, -shift.0);
        prop_assert_eq!(possible(&b, &a, back), found.converse());
        prop_assert_eq!(possible(&reversed(&a), &reversed(&b), back), found.mirror());
    }

    /// Near and as far as years go. A shift is a move that is not known.
    #[test]
    fn moving_both_changes_nothing(
        a in region(),
        b in region(),
        shift in range(-4, 4),
        near in -50i128..50,
        far in -(1i128 << 110)..1 << 110,
    ) {
        let found = possible(&a, &b, shift);
        for by in [near, far] {
            prop_assert_eq!(possible(&moved(&a, by), &moved(&b, by), shift), found);
        }
        let moves = (shift.0..=shift.1).map(|by| possible(&moved(&a, by), &b, NO_SHIFT));
        prop_assert_eq!(moves.fold(Relations::EMPTY, Relations::union), found);
    }

    /// Who knows more excludes more.
    #[test]
    fn refining_narrows(
        a in region(),
        b in region(),
        start in range(0, 6),
        end in range(0, 6),
        shift in range(-4, 4),
    ) {
        let within = |x: (i128, i128), y: (i128, i128)| (x.0.max(y.0), x.1.min(y.1));
        let refined = Region { start: within(a.start, start), end: within(a.end, end), ..a };
        let known = possible(&a, &b, shift);
        let known_better = possible(&refined, &b, shift);
        prop_assert_eq!(known_better & known, known_better);
        let shift_known = possible(&a, &b, (shift.0, shift.0));
        prop_assert_eq!(shift_known & known, shift_known);
    }

    /// What is known by way of a third extent does not contradict what is known of two.
    #[test]
    fn composition_agrees(a in region(), b in region(), c in region()) {
        let by_way_of_b = possible(&a, &b, NO_SHIFT).compose(possible(&b, &c, NO_SHIFT));
        prop_assert!(!(possible(&a, &c, NO_SHIFT) & by_way_of_b).is_empty());
    }
}
