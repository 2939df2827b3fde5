//! A date in words is read back as that date, and no phrase makes the reader panic.

use annals_core::{Choice, Date, Day, Doubt, Endpoint, Part, Season, Single, Unit, parse_toml};
use annals_dates::{Language, read_phrase};
use proptest::prelude::*;

fn read(phrase: &str) -> Result<Option<Date>, String> {
    read_phrase(phrase, Language::english(), None).map_err(|error| error.to_string())
}

/// Phrases of authors, museums and archives, and the date that each is.
const PHRASES: &[(&str, &str)] = &[
    ("ca. 1850", "1850~"),
    ("circa 1850", "1850~"),
    ("c1850", "1850~"),
    ("[1920?]", "1920?"),
    ("1920 or 1921", "[1920,1921]"),
    ("1850/51", "1850/1851"),
    ("1961-3", "1961/1963"),
    ("1908-9", "1908/1909"),
    ("1908-11", "1908-11"),
    ("1908–11", "1908/1911"),
    ("1999–00", "1999/2000"),
    ("1998–02", "1998/2002"),
    ("1968-3", "refused"),
    ("before 1912 or 1913", "refused"),
    ("1900, 1901 or later", "refused"),
    ("1912 (?)", "1912?"),
    ("no later than 1850", "[..1850]"),
    ("late 1850s to early 1860s", "late:185X/early:186X"),
    ("3rd-4th century CE", "C3/C4"),
    ("5th century BC", "C-5"),
    ("late 5th century BC", "late:C-5"),
    ("Winter 1946/47", "1946-24"),
    ("Between 27BC and 14AD", "[-0026..0014]"),
    ("c. 205BC", "-0204~"),
    ("11 jun 1859", "1859-06-11"),
    ("1914, cast 1961", "1914"),
    ("1976, printed 2003", "{1976,2003}"),
    ("1923, remade 1933, editioned replica 1965", "{1923,1933}"),
    ("between 1813 or 1820–5", "refused"),
    ("1813 or 1820–5", "[1813,1820..1825]"),
    ("before 300 BCE", "[..-0300]"),
    ("nineteen twenties", "192X"),
    ("n. d.", "undated"),
    ("[n.d.]", "undated"),
    ("Undated", "undated"),
    ("date unknown", "undated"),
    ("1912, 14 April", "1912-04-14"),
];

#[test]
fn authors_and_museums_are_understood() {
    for (phrase, expected) in PHRASES {
        let found = match read(phrase) {
            Ok(Some(date)) => date.to_string(),
            Ok(None) => "undated".to_owned(),
            Err(_) => "refused".to_owned(),
        };
        assert_eq!(&found, expected, "{phrase}");
    }
}

/// The same in French.
const FRENCH: &[(&str, &str)] = &[
    ("vers 1850", "1850~"),
    ("1850 environ", "1850~"),
    ("[1920 ?]", "1920?"),
    ("entre 1850 et 1860", "[1850..1860]"),
    ("au plus tard 1850", "[..1850]"),
    ("fin des années 1850", "late:185X"),
    ("XVIIIe s.", "C18"),
    ("XVIIIe-XIXe siècle", "C18/C19"),
    ("XVIe ou XVIIe siècle", "[C16,C17]"),
    ("2e moitié du XVIIIe siècle", "[1751..1800]"),
    ("1er quart 20e siècle", "[1901..1925]"),
    ("dernier tiers du XVe siècle", "[1467..1500]"),
    ("fin XVe", "late:C15"),
    ("vers le milieu du XVIIe siècle", "mid:C17~"),
    ("IIIe siècle av. J.-C.", "C-3"),
    ("de 27 av. J.-C. à 14 apr. J.-C.", "-0026/0014"),
    ("hiver 1946-1947", "1946-24"),
    ("vers 1760-1765", "1760~/1765~"),
    ("1976, tirage de 2003", "{1976,2003}"),
    ("le 3 ou le 4 mai 1912", "[1912-05-03,1912-05-04]"),
    ("du 3 au 7 mai 1912", "1912-05-03/1912-05-07"),
    ("03/04/2022", "2022-04-03"),
    ("30 février 2022", "refused"),
    ("années vingt", "refused"),
    ("de 1980 à nos jours", "1980/.."),
    ("s.d.", "undated"),
    ("date inconnue", "undated"),
];

/// The same in German.
const GERMAN: &[(&str, &str)] = &[
    ("um 1850", "1850~"),
    ("ca. 1760", "1760~"),
    ("[1920?]", "1920?"),
    ("zwischen 1850 und 1860", "[1850..1860]"),
    ("vor 1850", "[..1849]"),
    ("nach 1893", "[1894..]"),
    ("Ende des 18. Jahrhunderts", "late:C18"),
    ("2. Hälfte des 18. Jahrhunderts", "[1751..1800]"),
    ("3. Jahrhundert v. Chr.", "C-3"),
    ("Frühjahr 1968", "1968-21"),
    ("3. oder 4. Mai 1912", "[1912-05-03,1912-05-04]"),
    ("vom 3. bis 7. Mai 1912", "1912-05-03/1912-05-07"),
    ("03.04.2022", "2022-04-03"),
    ("30. Februar 2022", "refused"),
    ("o. J.", "undated"),
];

/// The same in Spanish.
const SPANISH: &[(&str, &str)] = &[
    ("hacia 1850", "1850~"),
    ("c. 1760", "1760~"),
    ("¿1920?", "1920?"),
    ("entre 1850 y 1860", "[1850..1860]"),
    ("antes de 1850", "[..1849]"),
    ("después de 1893", "[1894..]"),
    ("finales del siglo XVIII", "late:C18"),
    ("segunda mitad del siglo XVIII", "[1751..1800]"),
    ("siglo III a. C.", "C-3"),
    ("primavera de 1968", "1968-21"),
    ("3 o 4 de mayo de 1912", "[1912-05-03,1912-05-04]"),
    ("del 3 al 7 de mayo de 1912", "1912-05-03/1912-05-07"),
    ("03/04/2022", "2022-04-03"),
    ("30 de febrero de 2022", "refused"),
    ("s. f.", "undated"),
];

#[test]
fn authors_and_museums_of_other_languages_are_understood() {
    for (tag, phrases) in [("de", GERMAN), ("es", SPANISH), ("fr", FRENCH)] {
        let language = Language::named(tag).expect("a built-in language");
        for (phrase, expected) in phrases {
            let found = match read_phrase(phrase, language, None) {
                Ok(Some(date)) => date.to_string(),
                Ok(None) => "undated".to_owned(),
                Err(_) => "refused".to_owned(),
            };
            assert_eq!(&found, expected, "{phrase}");
        }
    }
}

#[test]
fn there_is_no_year_0_before_or_after_christ() {
    for phrase in ["0 BC", "year 0 BCE", "5 May 0 BC", "between 0 and 50 BCE"] {
        assert!(read(phrase).is_err(), "{phrase}");
    }
}

#[test]
fn messages_stay_short_whatever_the_phrase() {
    let error = read(&"[".repeat(1 << 20)).expect_err("no date");
    assert!(error.len() < 200, "{error}");
}

#[test]
fn ambiguous_words_list_their_readings() {
    let cases = [
        ("03/04/2022", "2022-04-03 or 2022-03-04"),
        ("the 1800s", "180X or 18XX"),
        ("early 1900s", "190X or 19XX"),
        ("the twenties", "182X or 192X or 202X"),
        ("'62", "1862 or 1962 or 2062"),
        ("turn of the 20th century", "1900~ or 2000~"),
    ];
    for (phrase, readings) in cases {
        let error = read(phrase).expect_err(phrase);
        assert!(error.contains(readings), "{phrase}: {error}");
        for reading in readings.split(" or ") {
            assert!(reading.parse::<Date>().is_ok(), "{reading} can be pasted");
        }
    }
}

#[test]
fn an_event_may_say_that_its_date_is_not_known() {
    let read = |text: &str| parse_toml("f.toml", text, &Language::english().phrases());
    let event = read("[[event]]\ntitle = \"A vase\"\ndate = \"n.d.\"\n");
    assert!(event.diagnostics.is_empty());
    assert_eq!(event.events[0].date, None);
    let era = read("[[era]]\ntitle = \"An age\"\ndate = \"undated\"\n");
    assert!(era.eras.is_empty());
    assert_eq!(era.diagnostics[0].code, "date/unknown");
}

fn years() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 1000..2100_i64, 1 => 1..1000_i64, 1 => -3000..1_i64]
}

fn days() -> impl Strategy<Value = Day> {
    let date = (years(), 1..13_u8, 1..32_u8);
    date.prop_filter_map("a real day", |(year, month, day)| Day::from_civil(year, month, day))
}

fn seasons() -> impl Strategy<Value = Season> {
    prop_oneof![
        prop::sample::select(vec![Season::Spring, Season::Summer, Season::Autumn, Season::Winter]),
        (1..5_u8).prop_map(Season::Quarter),
        (1..3_u8).prop_map(Season::Half),
    ]
}

/// Units that words tell from all others.
fn units() -> impl Strategy<Value = Unit> {
    prop_oneof![
        4 => years().prop_map(Unit::Year),
        2 => (years(), 1..13_u8).prop_map(|(year, month)| Unit::Month(year, month)),
        2 => days().prop_map(Unit::Day),
        1 => (years(), seasons()).prop_map(|(year, season)| Unit::Season(year, season)),
        1 => (1..21_i64).prop_map(Unit::Century),
        1 => (-30..0_i64).prop_map(Unit::Century),
        1 => (1..4_i64).prop_map(Unit::Millennium),
        1 => (-4..0_i64).prop_map(Unit::Millennium),
        1 => (100..206_i64).prop_filter("the 1900s could be ten or a hundred", |n| n % 10 != 0)
            .prop_map(Unit::Decade),
    ]
}

/// Units of which words say only the bounds: hundreds of years and round decades by their first
/// and last year, weeks by their days.
fn coarse_units() -> impl Strategy<Value = Unit> {
    prop_oneof![
        (1..21_i64).prop_map(Unit::Hundreds),
        (0..21_i64).prop_map(|n| Unit::Decade(n * 10)),
        (1583..2100_i64, 1..53_u8).prop_map(|(year, week)| Unit::Week(year, week)),
    ]
}

fn singles() -> impl Strategy<Value = Single> {
    let part = prop_oneof![
        4 => Just(None),
        1 => prop::sample::select(vec![Some(Part::Early), Some(Part::Mid), Some(Part::Late)]),
    ];
    let doubt = prop_oneof![4 => Just((false, false)), 1 => any::<(bool, bool)>()];
    (units(), part, doubt).prop_map(|(unit, part, (approximate, uncertain))| Single {
        unit,
        part: part.filter(|_| !matches!(unit, Unit::Day(_))),
        doubt: Doubt { approximate, uncertain },
    })
}

/// Two plain units of one kind, in order, which share what neighbours share.
fn pairs() -> impl Strategy<Value = (Single, Single)> {
    let ordered = |(one, other): (Unit, Unit)| {
        let (one, other) = (Single::from(one), Single::from(other));
        if one.first() <= other.first() { (one, other) } else { (other, one) }
    };
    prop_oneof![
        (years(), years()).prop_map(|(one, other)| (Unit::Year(one), Unit::Year(other))),
        (years(), 1..13_u8, 1..13_u8)
            .prop_map(|(year, one, other)| (Unit::Month(year, one), Unit::Month(year, other))),
        (days(), 0..60_i64).prop_map(|(day, on)| (Unit::Day(day), Unit::Day(day + on))),
        (units(), units()),
    ]
    .prop_map(ordered)
    .prop_filter("two of them", |(one, other)| one != other && one.last() < other.first())
}

fn choices() -> impl Strategy<Value = Choice> {
    prop_oneof![
        4 => units().prop_map(|unit| Choice::At(unit.into())),
        2 => pairs().prop_map(|(first, last)| Choice::Range(first, last)),
    ]
}

/// "205 or 60 BCE" is of one era, and so would be "205 CE or 60 BCE".
fn shares_the_era(pair: &[Choice]) -> bool {
    let year = |choice: &Choice| match choice {
        Choice::At(Single { unit: Unit::Year(year), .. })
        | Choice::Range(_, Single { unit: Unit::Year(year), .. }) => Some(*year),
        _ => None,
    };
    matches!((year(&pair[0]), year(&pair[1])), (Some(1..), Some(..=0)))
}

fn dates() -> impl Strategy<Value = Date> {
    prop_oneof![
        3 => singles().prop_map(Date::Single),
        3 => pairs().prop_map(|(start, end)| Date::interval(start, end)),
        2 => pairs().prop_map(|(one, other)| Date::either(one, other)),
        1 => pairs().prop_map(|(first, last)| Date::OneOf(vec![Choice::Range(first, last)])),
        1 => singles().prop_map(Date::since),
        1 => singles().prop_map(|end| Date::Interval {
            start: Endpoint::Open,
            end: Endpoint::At(end),
        }),
        1 => singles().prop_map(|end| Date::Interval {
            start: Endpoint::Unknown,
            end: Endpoint::At(end),
        }),
        1 => singles().prop_map(|start| Date::Interval {
            start: Endpoint::At(start),
            end: Endpoint::Unknown,
        }),
        1 => singles().prop_map(|last| Date::OneOf(vec![Choice::Until(last)])),
        1 => singles().prop_map(|first| Date::OneOf(vec![Choice::From(first)])),
        2 => prop::collection::vec(choices(), 2..5)
            .prop_filter("no choice twice", |all| (1..all.len()).all(|n| !all[..n].contains(&all[n])))
            .prop_filter("an era is shared", |all| !all.windows(2).any(shares_the_era))
            .prop_map(Date::OneOf),
        // Days and months of one year.
        1 => (years(), prop::collection::btree_set(1..13_u8, 2..5)).prop_map(|(year, months)| {
            let months = months.into_iter().map(|month| Choice::At(Unit::Month(year, month).into()));
            Date::OneOf(months.collect())
        }),
        1 => (days(), prop::collection::btree_set(0..40_i64, 2..5)).prop_map(|(first, on)| {
            Date::OneOf(on.into_iter().map(|on| Choice::At((first + on).into())).collect())
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn words_are_read_back(date in dates()) {
        let words = date.words();
        prop_assert_eq!(read(&words), Ok(Some(date)), "{}", words);
    }

    #[test]
    fn words_of_units_without_a_name_keep_the_bounds(unit in coarse_units()) {
        let date = Date::from(unit);
        let words = date.words();
        let found = read(&words);
        let bounds = |date: &Date| (date.earliest(), date.latest());
        let found = found.as_ref().map(|date| date.as_ref().map(bounds));
        prop_assert_eq!(found, Ok(Some(bounds(&date))), "{}", words);
    }

    #[test]
    fn any_phrase_is_read_or_refused(phrase in any::<String>()) {
        if let Err(error) = read_phrase(&phrase, Language::english(), None) {
            prop_assert!(phrase.get(error.span).is_some());
        }
    }
}
