//! What holds for any text: no panic, sound spans, the same answer every time.

use annals_core::{Day, Weekday};
use annals_dates::{
    Amount, Clock, Context, Count, Daypart, Holiday, Language, Meaning, Origin, Reference, Tense,
    Unit, annotate, find, read_phrase, resolve, sentences, tense,
};
use proptest::prelude::*;

/// Pieces of which texts full of near-dates are made.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Monday",
        "May",
        "march",
        "the",
        "last",
        "week",
        "1945",
        "12",
        "th",
        "'",
        "-",
        "–",
        ",",
        ".",
        "ago",
        "three",
        "of",
        "in",
        "next",
        "year",
        "99",
        "a.m.",
        ":",
        "from",
        "to",
        "between",
        "and",
        "or",
        "until",
        "c.",
        "BC",
        "century",
        "19",
        "every",
        "quarter",
        "s",
        "é",
        "…",
        "’",
        "\n",
        "\n\n",
        "(",
        ")",
        "/",
        "30",
        "February",
        "2022",
        "half",
        "early",
        "the 3rd",
        "%",
        "$",
        "lundi",
        "mai",
        "il y a",
        "dix",
        "vingt",
        "quatre",
        "l'",
        "an",
        "du",
        "au",
        "1er",
        "siècle",
        "XIXe",
        "av. J.-C.",
        "en",
        "huit",
        "heures",
        "000",
        "14h30",
        "mille",
    ]);
    let glue = prop::sample::select(vec!["", " ", " ", "\u{a0}"]);
    prop::collection::vec((words, glue), 0..24)
        .prop_map(|all| all.into_iter().map(|(word, glue)| format!("{word}{glue}")).collect())
}

fn check(text: &str) {
    Language::tags().filter_map(Language::named).for_each(|language| check_in(text, language));
}

fn check_in(text: &str, language: &Language) {
    let mut last = 0;
    for mention in find(text, language) {
        assert!(mention.span.start >= last && mention.span.start < mention.span.end);
        assert!(text.get(mention.span.clone()).is_some(), "{:?} cuts a character", mention.span);
        last = mention.span.end;
    }
    let reference = Day::from_civil(2024, 3, 1).map(Reference::published);
    for reference in [None, reference] {
        let found = annotate(text, language, reference);
        assert_eq!(found, annotate(text, language, reference));
        let mut last = 0;
        for one in &found.combined {
            assert!(one.span.start >= last && text.get(one.span.clone()).is_some());
            assert!(!one.members.is_empty() && one.members.end <= found.mentions.len());
            let first = &found.mentions[one.members.start].span;
            assert!(one.span.start <= first.start && first.end <= one.span.end);
            last = one.span.end;
        }
        assert!(found.mentions.iter().all(|one| one.why != "" && one.step != ""));
    }
    let mut last = 0;
    for sentence in sentences(text, language) {
        assert!(sentence.start >= last && text.get(sentence.clone()).is_some());
        last = sentence.end;
    }
    if let Err(error) = read_phrase(text, language, None) {
        assert!(text.get(error.span.clone()).is_some(), "{:?} of {text:?}", error.span);
    }
}

fn meanings() -> impl Strategy<Value = Meaning> {
    let unit = || {
        prop::sample::select(vec![
            Unit::Second,
            Unit::Hour,
            Unit::Day,
            Unit::Weekend,
            Unit::Week,
            Unit::Fortnight,
            Unit::Month,
            Unit::Season,
            Unit::Quarter,
            Unit::Half,
            Unit::Year,
            Unit::Decade,
            Unit::Century,
            Unit::Millennium,
        ])
    };
    let year = || prop::option::of(prop_oneof![-5000_i64..5000, any::<i64>().prop_map(|y| y / 2)]);
    let amount = (any::<i32>(), unit())
        .prop_map(|(count, unit)| Amount::new(Count::Halves(count.into()), unit));
    let leaf = prop_oneof![
        (year(), 0..14_u8, 0..40_u8).prop_map(|(year, month, day)| Meaning::Day {
            year,
            month,
            day,
            weekday: None
        }),
        (0..40_u8, 0..40_u8, year()).prop_map(|(first, second, year)| Meaning::Numeric {
            first,
            second,
            year
        }),
        (year(), 1..13_u8).prop_map(|(year, month)| Meaning::Month { year, month }),
        (0..40_u8).prop_map(Meaning::DayOfMonth),
        (0..7_u8).prop_map(|day| Meaning::Weekday(Weekday::from_number(day))),
        (unit(), -1000..1000_i64).prop_map(|(unit, offset)| Meaning::UnitOffset { unit, offset }),
        (unit(), -9..9_i64).prop_map(|(unit, offset)| Meaning::MentionOffset { unit, offset }),
        unit().prop_map(Meaning::BareUnit),
        (amount, prop::bool::ANY).prop_map(|(amount, back)| Meaning::Shift {
            amount,
            direction: if back { -1 } else { 1 },
            from: Origin::Mention,
        }),
        (year(), -60..60_i8)
            .prop_map(|(year, off)| Meaning::Holiday { year, holiday: Holiday::Easter(off) }),
        (0..200_u8).prop_map(Meaning::ShortYear),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|of| Meaning::About(Box::new(of))),
            inner.clone().prop_map(|of| Meaning::Before(Box::new(of))),
            inner.clone().prop_map(|of| Meaning::Clock {
                time: Clock::Part(Daypart::Night),
                on: Some(Box::new(of)),
            }),
            (inner.clone(), -1..2_i64).prop_map(|(of, which)| Meaning::Which {
                which,
                named: Box::new(of),
                told: which > 1,
            }),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| Meaning::In { what: Box::new(a), of: Box::new(b) }),
            (inner.clone(), inner).prop_map(|(a, b)| Meaning::Range(Box::new(a), Box::new(b))),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_searched_soundly(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn texts_full_of_near_dates_are_searched_soundly(text in pieces()) {
        check(&text);
    }

    #[test]
    fn a_tense_is_found_for_any_span(text in pieces(), start in 0..99_usize, length in 0..9_usize) {
        tense(&text, start..start + length, Language::english());
    }

    #[test]
    fn every_meaning_is_resolved(meaning in meanings(), mentioned in prop::option::of(meanings()), future in any::<bool>()) {
        let mut context = Context {
            reference: Day::from_civil(2024, 3, 1).map(Reference::published),
            tense: if future { Tense::Future } else { Tense::Past },
            ..Context::default()
        };
        context.mentioned = mentioned
            .and_then(|meaning| resolve(&meaning, &context).date)
            .and_then(|date| date.singles().next());
        let found = resolve(&meaning, &context);
        prop_assert!(found.why != "");
        prop_assert_eq!(&found, &resolve(&meaning, &context));
        let lone = resolve(&meaning, &Context::default());
        prop_assert!(lone.why != "");
        if let Some(date) = found.date {
            prop_assert_eq!(date.to_string().parse::<annals_core::Date>().ok(), Some(date));
        }
    }
}
