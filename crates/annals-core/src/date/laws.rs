//! Laws that hold for every date that EDTF can write: its values, levels, keys, and what two dates
//! say together. `tests` holds those of the types, `relation` those of Allen's relations.

use super::*;
use crate::relation::Certainty;
use proptest::prelude::*;

fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|error: DateError| panic!("{text}: {error}"))
}

/// A unit as EDTF writes it, in a few decades so that two of them often meet.
fn unit() -> impl Strategy<Value = String> {
    let part = |last: u8| {
        prop_oneof![
            6 => (1..=last).prop_map(|number| format!("-{number:02}")),
            1 => Just("-XX".to_owned()),
            1 => Just("-0X".to_owned()),
            1 => Just("-1X".to_owned()),
            1 => Just("-X2".to_owned()),
        ]
    };
    let year = prop_oneof![
        8 => "(19[89][0-9]|-00[0-2][0-9])",
        2 => "-?(19[89]X|19XX|1XX2|XXXX|19X4)",
    ];
    let month = prop_oneof![3 => part(12), 1 => (21_u8..=41).prop_map(|code| format!("-{code}"))];
    prop_oneof![
        year.clone().prop_map(|year| year),
        (year.clone(), month).prop_map(|(year, month)| year + &month),
        (year, part(12), part(31)).prop_map(|(year, month, day)| year + &month + &day),
        "19[89][0-9]S[1-4]",
        "Y-?[1-9][0-9]{4,8}(E[0-9]{1,3})?(S[1-5])?",
    ]
    .prop_filter("a date of the calendar", |text| text.parse::<Date>().is_ok())
}

fn doubted() -> impl Strategy<Value = String> {
    (unit(), prop_oneof![4 => Just(""), 1 => Just("?"), 1 => Just("~"), 1 => Just("%")])
        .prop_map(|(unit, mark)| unit + mark)
}

fn any_date() -> impl Strategy<Value = Date> {
    let end = || prop_oneof![6 => doubted(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
    let entry = prop_oneof![
        3 => doubted(),
        1 => (unit(), unit()).prop_map(|(first, last)| format!("{first}..{last}")),
    ];
    let list = prop::collection::vec(entry, 1..5);
    prop_oneof![
        3 => doubted(),
        2 => (end(), end()).prop_map(|(start, end)| format!("{start}/{end}")),
        1 => list.clone().prop_map(|list| format!("[{}]", list.join(","))),
        1 => list.prop_map(|list| format!("{{{}}}", list.join(","))),
    ]
    .prop_filter_map("in order", |text| text.parse().ok())
}

fn strict(date: &Date) -> Bounds {
    date.bounds(Policy::default())
}

fn outer(date: &Date) -> (Limit, Limit) {
    (date.earliest(), date.latest())
}

proptest! {
    #[test]
    fn text_is_canonical_and_bounds_are_in_order(date in any_date()) {
        prop_assert_eq!(&date.to_string().parse::<Date>().unwrap(), &date);
        let Bounds { start_earliest, start_latest, end_earliest, end_latest } = strict(&date);
        for (early, late) in
            [(start_earliest, start_latest), (end_earliest, end_latest), (start_earliest, end_latest)]
        {
            if let (Some(early), Some(late)) = (early.day(), late.day()) {
                prop_assert!(early <= late, "{} {}", early, late);
            }
        }
    }

    #[test]
    fn open_digits_reach_from_their_first_value_to_their_last(text in unit()) {
        let date = date(&text);
        let Date::Single(Single { unit: Unit::Components(_), .. }) = date else { return Ok(()) };
        let values: Vec<Unit> = date.values().unwrap().take(40_000).collect();
        prop_assume!(values.len() < 40_000);
        let first = values.iter().map(|unit| Date::from(*unit).earliest().day()).min().unwrap();
        let last = values.iter().map(|unit| Date::from(*unit).latest().day()).max().unwrap();
        prop_assert_eq!((first, last), (date.earliest().day(), date.latest().day()));
    }

    #[test]
    fn values_ascend_within_the_bounds(date in any_date()) {
        let Some(values) = date.values() else { return Ok(()) };
        let mut before = None;
        for unit in values.take(200) {
            let value = Date::from(unit);
            prop_assert!(value.is_within(&date) || date.latest() == Limit::Unknown, "{}", value);
            // By the first day, the wider first.
            let Some((first, last)) = value.earliest().day().zip(value.latest().day()) else {
                continue;
            };
            let at = (first, std::cmp::Reverse(last));
            prop_assert!(before < Some(at), "{}", value);
            before = Some(at);
        }
    }

    #[test]
    fn a_digit_in_the_place_of_an_open_one_narrows(text in unit(), digit in 0_u8..=9) {
        let narrowed = text.replacen('X', &digit.to_string(), 1);
        if let Ok(narrowed) = narrowed.parse::<Date>() {
            prop_assert!(narrowed.is_within(&date(&text)), "{} in {}", narrowed, text);
        }
    }

    #[test]
    fn coarser_units_contain_finer_ones(number in -700_000_i64..3_600_000) {
        let Civil { year, month, .. } = Day::from_number(number).civil();
        let mut units = vec![Unit::Day(Day::from_number(number)), Unit::Month(year, month), Unit::Year(year)];
        if year >= 0 {
            units.extend([Unit::Decade(year / 10), Unit::Hundreds(year / 100)]);
        }
        for pair in units.windows(2) {
            prop_assert!(Date::from(pair[0]).is_within(&pair[1].into()), "{} in {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn a_level_is_the_least_that_reads_and_doubt_does_not_lower_it(date in any_date()) {
        let (text, level) = (date.to_string(), date.level());
        prop_assert!(Date::from_edtf(date.to_edtf().text(), level).is_ok());
        for lower in [Level::Zero, Level::One].into_iter().filter(|lower| *lower < level) {
            prop_assert!(Date::from_edtf(&text, lower).is_err(), "{} at {:?}", text, lower);
        }
        prop_assert!(date.uncertainly().level() >= level);
    }

    #[test]
    fn tolerance_widens_and_more_of_it_widens_more(date in any_date(), units in 0_u32..20) {
        let padded = |units| {
            let tolerance = Tolerance::Doubtful(units);
            date.bounds(Policy { tolerance, ..Policy::default() }).outer()
        };
        let (narrow, wide) = (padded(units), padded(units + 1));
        prop_assert_eq!(padded(0), outer(&date));
        prop_assert!(wide.0.day() <= narrow.0.day() && narrow.1.day() <= wide.1.day());
    }

    #[test]
    fn every_key_agrees_with_what_is_certainly_before(a in any_date(), b in any_date()) {
        if a.before(&b).is_certain() {
            prop_assert!(!b.before(&a).is_possible());
            prop_assert!(a.sort_key() < b.sort_key(), "start: {} {}", a, b);
            prop_assert!(a.end_key() < b.end_key(), "end: {} {}", a, b);
            prop_assert!(a.middle_key() < b.middle_key(), "middle: {} {}", a, b);
        }
    }

    #[test]
    fn sorting_does_not_depend_on_the_order_before(dates in prop::collection::vec(any_date(), 0..12)) {
        let mut sorted = dates.clone();
        sorted.sort_by_key(Date::sort_key);
        let mut reversed: Vec<Date> = dates.into_iter().rev().collect();
        reversed.sort_by_key(Date::sort_key);
        prop_assert_eq!(sorted, reversed);
    }

    #[test]
    fn relations_are_the_converse_the_other_way_and_never_none(a in any_date(), b in any_date()) {
        let (forth, back) = (a.relations(&b), b.relations(&a));
        prop_assert!(!forth.is_empty());
        prop_assert_eq!(forth, back.converse());
    }

    #[test]
    fn hull_is_a_union(a in any_date(), b in any_date(), c in any_date()) {
        let (a, b, c) = (strict(&a), strict(&b), strict(&c));
        prop_assert_eq!(a.hull(b), b.hull(a));
        prop_assert_eq!(a.hull(b).hull(c), a.hull(b.hull(c)));
        prop_assert_eq!(a.hull(a), a);
        prop_assert_eq!(a.hull(b).hull(b), a.hull(b));
    }

    #[test]
    fn what_two_units_say_at_once_is_within_both_or_they_are_apart(a in unit(), b in unit()) {
        let (a, b) = (date(&a), date(&b));
        let both = a.intersect(&b);
        prop_assert_eq!(both.as_ref().map(outer), b.intersect(&a).as_ref().map(outer));
        match both {
            Some(both) => prop_assert!(both.is_within(&a) && both.is_within(&b), "{}", both),
            None => {
                let holes = a.singles().chain(b.singles()).any(|single| single.unit.has_open_digits());
                prop_assert!(holes || !a.may_meet(&b), "{} {}", a, b);
            }
        }
    }

    #[test]
    fn lists_do_not_depend_on_order_and_doubles(units in prop::collection::vec(unit(), 1..5), other in any_date()) {
        let of = |units: &[String], open: &str, close: &str| date(&format!("{open}{}{close}", units.join(",")));
        let twice: Vec<String> = units.iter().rev().chain(&units).cloned().collect();
        for (open, close) in [("[", "]"), ("{", "}")] {
            prop_assert_eq!(strict(&of(&units, open, close)), strict(&of(&twice, open, close)));
        }
        let one_of = of(&units, "[", "]");
        let each = units.iter().map(|unit| date(unit).relations(&other));
        let union = each.reduce(|all, some| all | some).unwrap();
        prop_assert_eq!(one_of.relations(&other), union);
        prop_assert_eq!(outer(&one_of), outer(&of(&units, "{", "}")));
        prop_assert_eq!(strict(&of(&units[..1], "[", "]")), strict(&date(&units[0])));
    }

    #[test]
    fn an_unknown_end_is_never_certain_and_never_open(start in unit(), other in any_date()) {
        let (unknown, open) = (date(&format!("{start}/")), date(&format!("{start}/..")));
        prop_assert!(!unknown.before(&other).is_certain());
        prop_assert_ne!(unknown.latest(), open.latest());
        prop_assert_ne!(unknown, open);
    }

    #[test]
    fn moving_both_by_days_keeps_the_relations(
        a in -20_i64..20, b in -20_i64..20, lengths in (0_i64..9, 0_i64..9), by in -900_000_i64..900_000,
    ) {
        let span = |start: i64, length: i64| {
            Date::interval(Unit::Day(Day::from_number(start)), Unit::Day(Day::from_number(start + length)))
        };
        let (a, b) = (span(a, lengths.0), span(b, lengths.1));
        let moved = |date: &Date| date.plus(by, Precision::Day).unwrap();
        prop_assert_eq!(a.relations(&b), moved(&a).relations(&moved(&b)));
    }

    #[test]
    fn zones_change_no_order_and_an_unsaid_one_is_certain_of_nothing_near(
        hour in 0_u8..24, zone in -14_i64..=14, apart in 1_i64..12,
    ) {
        let clock = |day: i64, hour: i64, zone: Zone| {
            let (day, hour) = (Day::from_number(day + hour.div_euclid(24)), hour.rem_euclid(24) as u8);
            Date::from(Unit::Time(Time { day, hour, minute: 0, second: Some(0), zone }))
        };
        let (hour, offset) = (i64::from(hour), Zone::Offset(60 * zone as i16));
        let (here, there) = (clock(0, hour, Zone::Utc), clock(0, hour + zone, offset));
        let later = clock(0, hour + apart, Zone::Utc);
        prop_assert_eq!(here.relations(&later), there.relations(&later));
        prop_assert!(here.before(&later).is_certain());
        let floating = clock(0, hour, Zone::Local);
        prop_assert_eq!(floating.before(&later).certainty, Certainty::Possible);
    }
}

#[test]
fn long_lists_and_wide_dates_are_answered_without_being_expanded() {
    let years: Vec<String> = (0..10_000).map(|n| format!("{:04}", (n * 7919) % 10_000)).collect();
    let many = date(&format!("[{}]", years.join(",")));
    assert_eq!(
        (many.earliest().to_string(), many.latest().to_string()),
        ("0000-01-01".into(), "9999-12-31".into())
    );
    assert_eq!(many.values().unwrap().count(), 10_000);
    assert_eq!(many.before(&date("1985")).certainty, Certainty::Possible);
    for wide in ["[0001-01-01..9999-12-31]", "XXXX-XX-XX", "Y9E999", "Y9E999S1"] {
        assert!(date(wide).before(&date("1985")).certainty != Certainty::Certain, "{wide}");
        assert!(date(wide).values().unwrap().take(3).count() >= 1, "{wide}");
    }
}
