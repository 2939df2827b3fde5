//! The laws of dates: bounds, text forms, order, errors.

use super::*;
use proptest::prelude::*;
use std::str::FromStr;

fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|error: DateError| panic!("{text}: {error}"))
}

/// Text, earliest, latest.
const BOUNDS: &[(&str, &str, &str)] = &[
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-02", "1985-02-01", "1985-02-28"),
    ("1984-02-29", "1984-02-29", "1984-02-29"),
    ("0000", "0000-01-01", "0000-12-31"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
    ("Y170000002", "170000002-01-01", "170000002-12-31"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("18XX", "1800-01-01", "1899-12-31"),
    ("C19", "1801-01-01", "1900-12-31"),
    ("-02XX", "-0299-01-01", "-0200-12-31"),
    ("C-3", "-0299-01-01", "-0200-12-31"),
    ("C-1", "-0099-01-01", "0000-12-31"),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("-1859S3", "-1859-01-01", "-1850-12-31"),
    ("Y171010000S3", "171000000-01-01", "171999999-12-31"),
    ("Y9E18S1", "9000000000000000000-01-01", "9999999999999999999-12-31"),
    ("Y-12E20S1", "-1999999999999999999999-01-01", "-1000000000000000000000-12-31"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("XXXX-02-29", "0000-02-29", "9996-02-29"),
    ("1985-0X-31", "1985-01-31", "1985-08-31"),
    ("-XXXX", "-9999-01-01", "-0001-12-31"),
    ("-1X32-X1-X2", "-1932-01-02", "-1032-11-22"),
    ("20XX-24", "2000-12-01", "2100-02-28"),
    ("2001-30", "2001-12-01", "2002-02-28"),
    ("2001-38", "2001-05-01", "2001-08-31"),
    ("2004-06~-?11", "2004-06-11", "2004-06-11"),
    ("1985-04-12T23:20:30-04:00", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20", "1985-04-12", "1985-04-12"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
    ("..2004-06-01/2004-06-20..", "..", ".."),
    ("M-3", "-2999-01-01", "-2000-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-24", "2001-12-01", "2002-02-28"),
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("2001-41", "2001-07-01", "2001-12-31"),
    ("2022-W28", "2022-07-11", "2022-07-17"),
    ("2020-W53", "2020-12-28", "2021-01-03"),
    ("early:2020", "2020-01-01", "2020-04-30"),
    ("mid:2022-08", "2022-08-11", "2022-08-20"),
    ("late:2022-02", "2022-02-21", "2022-02-28"),
    ("late:199X", "1997-01-01", "1999-12-31"),
    ("1850~", "1850-01-01", "1850-12-31"),
    ("1910/1945", "1910-01-01", "1945-12-31"),
    ("2004-06/2004", "2004-06-01", "2004-12-31"),
    ("1985/..", "1985-01-01", ".."),
    ("/1985", "?", "1985-12-31"),
    ("[2022-08,2022-09]", "2022-08-01", "2022-09-30"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", "..", "1760-12-03"),
    ("[1760-12..]", "1760-12-01", ".."),
];

#[test]
fn bounds() {
    for (text, earliest, latest) in BOUNDS {
        let date = date(text);
        assert_eq!(date.earliest().to_string(), *earliest, "earliest of {text}");
        assert_eq!(date.latest().to_string(), *latest, "latest of {text}");
        assert_eq!(date.to_string(), *text);
    }
}

#[test]
fn strict_edtf_says_what_it_loses() {
    let lossy = |text: &str| match date(text).to_edtf() {
        Edtf::Lossy(strict, losses) => (strict, losses),
        Edtf::Exact(strict) => (strict, vec![]),
    };
    assert_eq!(lossy("C19"), ("18XX".into(), vec![Loss::Century]));
    assert_eq!(lossy("-02XX"), ("-02XX".into(), vec![]));
    assert_eq!(lossy("C-3"), ("-02XX".into(), vec![Loss::Century]));
    assert_eq!(lossy("C-1"), ("[-0099..0000]".into(), vec![Loss::Century]));
    assert_eq!(lossy("2022-07-18T10:00"), ("2022-07-18".into(), vec![Loss::Time]));
    assert_eq!(lossy("[2025-01..2026]"), ("[2025-01-01..2026-12-31]".into(), vec![Loss::Range]));
    assert_eq!(lossy("Y12345-06"), ("Y12345".into(), vec![Loss::LongYear]));
    assert_eq!(lossy("M3"), ("[2001..3000]".into(), vec![Loss::Century]));
    assert_eq!(lossy("early:2020"), ("[2020-01..2020-04]".into(), vec![Loss::Part]));
    assert_eq!(lossy("late:199X~"), ("[1997~..1999~]".into(), vec![Loss::Part]));
    assert_eq!(lossy("2022-W28/2022-W29"), ("2022-07-11/2022-07-24".into(), vec![Loss::Week]));
    assert_eq!(
        lossy("[2022-W28,2022-08]"),
        ("[2022-07-11..2022-07-17,2022-08]".into(), vec![Loss::Week])
    );
}

/// Text, code, the part of the text at fault, and a piece of the help.
const ERRORS: &[(&str, &str, &str, &str)] = &[
    ("1986-06-31", "date/day", "31", "\"1986-06-30\""),
    ("2021-02-29", "date/day", "29", "\"2021-02\""),
    ("1912-13-40", "date/month", "13", ""),
    ("1912-13-04", "date/month", "13", "\"1912-04-13\""),
    ("1996/1986", "date/order", "1996", "\"1986/1996\""),
    ("[1672..1670]", "date/order", "1672..1670", "\"1670..1672\""),
    ("1985-4-1", "date/syntax", "1985-4-1", "\"1985-04-01\""),
    ("19850412", "date/syntax", "19850412", "\"1985-04-12\""),
    ("12345", "date/year", "12345", "\"Y12345\""),
    ("476", "date/year", "476", "\"0476\""),
    ("-44", "date/year", "-44", "\"-0044\""),
    ("-0000", "date/year", "-0000", "\"0000\""),
    ("2022-W53", "date/week", "W53", ""),
    ("15XX-2X-25", "date/month", "2X", ""),
    ("15XX-02-3X", "date/day", "3X", ""),
    ("1999-XX-32", "date/day", "32", ""),
    ("XXX1-02-29", "date/day", "29", ""),
    ("2019-21-05", "date/month", "2019-21-05", "\"2019-21\""),
    ("[1985,", "date/list", "[", "]"),
    ("{1985", "date/list", "{", "}"),
    ("1984??", "date/syntax", "1984??", ""),
    ("1950S5", "date/digits", "S5", "S2"),
    ("[1985,,1987]", "date/list", "", ""),
    ("[1985, 1987]", "date/blank", " ", "\",1987\""),
    (" 1985", "date/blank", " ", "\"1985\""),
    ("1985/1986/1987", "date/interval", "1987", ""),
    ("../..", "date/interval", "../..", ""),
    ("", "date/empty", "", "1985"),
    ("2004-01-01T25:10:10Z", "date/time", "25", ""),
    ("2004-01-01T24:00:00", "date/time", "24", "\"2004-01-02T00:00:00\""),
    ("2004-01-01T10:10:10-00:00", "date/time", "-00:00", "`Z`"),
    ("2004-01-01T10:10:10+15", "date/time", "+15", ""),
    ("Y12345678901234567891", "date/range", "12345678901234567891", ""),
    ("Y9E999999999", "date/range", "999999999", ""),
    ("Y1985", "date/syntax", "Y1985", "without `Y`"),
    ("now", "date/syntax", "now", "1985"),
    ("é", "date/syntax", "é", ""),
];

#[test]
fn errors_point_at_the_fault_and_say_what_to_write() {
    for (text, code, fault, help) in ERRORS {
        let error = Date::from_str(text).expect_err(text);
        assert_eq!((error.code, &text[error.span.clone()]), (*code, *fault), "{text}: {error}");
        assert!(error.help.clone().unwrap_or_default().contains(help), "{text}: {error}");
    }
}

#[test]
fn what_the_help_tells_to_write_is_a_date() {
    // Inside a list the help names a piece of it.
    for (text, ..) in ERRORS.iter().filter(|(text, ..)| !text.starts_with('[')) {
        let help = Date::from_str(text).expect_err(text).help.unwrap_or_default();
        if let Some(quoted) = help.split('"').nth(1) {
            date(quoted);
        }
    }
}

#[test]
fn what_is_meant_as_edtf_is_told_from_words_and_from_other_numbers() {
    for text in ["2021-02-29", "[1672..1670]", "1912-13-40", "-19850-01", "Y1985", "?156X-13"] {
        assert!(edtf::is_meant(text), "{text}");
    }
    for text in ["", "4/5/1912", "03.04.1912", "47-50", "1985 or 1986", "now", "1985.", "May 1912"]
    {
        assert!(!edtf::is_meant(text), "{text}");
    }
}

#[test]
fn a_megabyte_of_brackets_is_an_error_at_once() {
    for text in ["[".repeat(1 << 20), "9".repeat(1 << 20), ",".repeat(1 << 20), "é".repeat(1 << 20)]
    {
        let error = Date::from_str(&text).expect_err("no date");
        assert!(error.message.len() < 200, "{}", error.message.len());
    }
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let year = -9999_i64..=9999;
    prop_oneof![
        (-9_i64..=9).prop_filter("no zeroth", |n| *n != 0).prop_map(Unit::Millennium),
        (-99_i64..=99).prop_filter("no zeroth", |n| *n != 0).prop_map(Unit::Century),
        (0_i64..=99).prop_map(Unit::Hundreds),
        (0_i64..=999).prop_map(Unit::Decade),
        (-MAX_YEAR..=MAX_YEAR).prop_map(Unit::Year),
        year.clone().prop_map(Unit::Year),
        (
            year.clone(),
            prop_oneof![
                Just(Season::Spring),
                Just(Season::Summer),
                Just(Season::Autumn),
                Just(Season::Winter),
                (1_u8..=4).prop_map(Season::Quarter),
                (1_u8..=2).prop_map(Season::Half),
            ]
        )
            .prop_map(|(year, season)| Unit::Season(year, season)),
        (year.clone(), 1_u8..=12).prop_map(|(year, month)| Unit::Month(year, month)),
        (year.clone(), 1_u8..=52).prop_map(|(year, week)| Unit::Week(year, week)),
        (-4_000_000_i64..2_900_000).prop_map(|n| Unit::Day(Day::from_number(n))),
    ]
}

fn any_single() -> impl Strategy<Value = Single> {
    let part = prop_oneof![
        Just(None),
        Just(Some(Part::Early)),
        Just(Some(Part::Mid)),
        Just(Some(Part::Late)),
    ];
    (any_unit(), part, any::<bool>(), any::<bool>()).prop_map(
        |(unit, part, approximate, uncertain)| Single {
            unit,
            part,
            doubt: Doubt { approximate, uncertain },
        },
    )
}

fn any_date() -> impl Strategy<Value = Date> {
    let ordered = || {
        (any_single(), any_single())
            .prop_map(|(a, b)| if a.first() <= b.last() { (a, b) } else { (b, a) })
    };
    let choice = prop_oneof![
        any_single().prop_map(Choice::At),
        ordered().prop_map(|(a, b)| Choice::Range(a, b)),
    ];
    prop_oneof![
        any_single().prop_map(Date::Single),
        ordered().prop_map(|(a, b)| Date::interval(a, b)),
        any_single().prop_map(Date::since),
        any_single()
            .prop_map(|end| Date::Interval { start: Endpoint::Unknown, end: Endpoint::At(end) }),
        any_single().prop_map(|end| Date::OneOf(vec![Choice::Until(end)])),
        prop::collection::vec(choice, 1..5).prop_map(Date::OneOf),
    ]
}

proptest! {
    #[test]
    fn what_is_written_reads_back(date in any_date()) {
        prop_assert_eq!(Date::from_str(&date.to_string()), Ok(date));
    }

    #[test]
    fn strict_edtf_reads_and_is_exact_unless_it_says_so(date in any_date()) {
        let strict = Date::from_str(date.to_edtf().text()).unwrap();
        prop_assert!(matches!(strict.to_edtf(), Edtf::Exact(_)));
        if matches!(date.to_edtf(), Edtf::Exact(_)) {
            prop_assert_eq!(strict, date);
        }
    }

    #[test]
    fn the_earliest_day_is_no_later_than_the_latest(date in any_date()) {
        if let (Some(earliest), Some(latest)) = (date.earliest().day(), date.latest().day()) {
            prop_assert!(earliest <= latest);
        }
        prop_assert!(date.is_within(&date) || date.earliest().day().is_none() || date.latest().day().is_none());
    }

    #[test]
    fn doubt_moves_no_bound_and_padding_contains_it(date in any_date()) {
        let about = date.clone().approximately().uncertainly();
        prop_assert_eq!((about.earliest(), about.latest()), (date.earliest(), date.latest()));
        let (from, to) = about.padded();
        prop_assert!(from.day() <= date.earliest().day() && to.day() >= date.latest().day());
    }

    #[test]
    fn the_order_agrees_with_certainty(a in any_date(), b in any_date()) {
        if let (Some(end), Some(start)) = (a.latest().day(), b.earliest().day()) && end < start {
            prop_assert!(a.sort_key() < b.sort_key());
            prop_assert!(!a.may_meet(&b));
        }
        prop_assert_eq!(a.sort_key() == b.sort_key(), a == b);
    }

    #[test]
    fn any_text_is_a_date_or_an_error_in_its_place(text in any::<String>()) {
        if let Err(error) = Date::from_str(&text) {
            prop_assert!(text.get(error.span.clone()).is_some());
        }
    }

    #[test]
    fn texts_like_dates_are_dates_or_errors_in_their_place(text in "[-0-9XYW?~%/.,\\[\\]é]{0,16}") {
        match Date::from_str(&text) {
            Ok(date) => prop_assert_eq!(date.to_string().parse(), Ok(date)),
            Err(error) => prop_assert!(text.get(error.span.clone()).is_some()),
        }
    }

    #[test]
    fn every_date_has_words(date in any_date()) {
        prop_assert!(!date.words().trim().is_empty());
    }
}
