//! Texts that no author writes: they are searched all the same, soundly, and in a time that grows
//! with their length. What would take the square of it would not end here.

use annals_core::Day;
use annals_dates::{Annotations, Language, Reference, annotate, read_phrase, sentences};

fn found(text: &str) -> Annotations {
    let reference = Day::from_civil(2024, 3, 1).map(Reference::published);
    annotate(text, Language::english(), reference)
}

/// What is found, each with its date.
fn dates(text: &str) -> Vec<(&str, String)> {
    let found = found(text).mentions.into_iter();
    let date = |date: Option<annals_core::Date>| date.map_or("none".to_owned(), |d| d.to_string());
    found.map(|one| (&text[one.span], date(one.date))).collect()
}

#[test]
fn an_impossible_day_is_told_and_becomes_no_other() {
    for text in [
        "31 April",
        "31 April 2020",
        "30 February 2022",
        "29 February 2023",
        "February 30, 2022",
        "the 31st of June, 1999",
        "April 31st",
        "31/04/2022",
        "04/31/2022",
        "30/02/2022",
        "2022-02-30",
        "Monday, 31 November 2022",
    ] {
        let sentence = format!("It was signed on {text} in Oslo.");
        let found = found(&sentence);
        let [one] = found.mentions.as_slice() else { panic!("{text}: {:?}", found.mentions) };
        assert_eq!((&sentence[one.span.clone()], &one.date), (text, &None));
        assert!(one.why.to_string().contains(" days, not "), "{text}: {}", one.why);
        assert!(read_phrase(text, Language::english(), None).is_err(), "{text}");
    }
}

#[test]
fn numbers_that_are_no_dates_are_none() {
    let digits = "9".repeat(1_000_000);
    for text in ["at 25:99", "on 45/99/2022", "2022-13-45", "on 0 May", &digits] {
        let without_month = dates(text).into_iter().filter(|(found, _)| *found != "May");
        assert_eq!(without_month.collect::<Vec<_>>(), [], "{text:.20}");
    }
    let text = format!("{digits} and 5 May 2010. {digits}");
    assert_eq!(dates(&text), [("5 May 2010", "2010-05-05".to_owned())]);
}

#[test]
fn what_has_no_width_hides_no_date() {
    let marks = [
        '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}',
        '\u{feff}',
    ];
    for mark in marks {
        let inside = format!("on 5 M{mark}ay 2010 or l{mark}ast Tue{mark}{mark}sday");
        let dates: Vec<String> = dates(&inside).into_iter().map(|(_, date)| date).collect();
        assert_eq!(dates, ["2010-05-05", "2024-02-27"], "{mark:?}");
    }
    let around = "\u{feff}\u{202b}5 May 2010\u{202c}\u{200f}.";
    assert_eq!(dates(around), [("5 May 2010", "2010-05-05".to_owned())]);
    // Right to left: the date lies between words of no language that is read.
    let mixed = "נחתם ב־5 May 2010 באוסלו";
    assert_eq!(dates(mixed), [("5 May 2010", "2010-05-05".to_owned())]);
}

#[test]
fn what_is_repeated_without_end_is_searched_once() {
    const BYTES: usize = 100_000;
    for piece in [
        "May ",
        "1 ",
        "1",
        "and ",
        "the ",
        "last ",
        "(",
        "[",
        "([{",
        ")",
        "1-",
        "1,",
        "1.",
        "1:",
        "1/",
        "'",
        "…",
        ".",
        "!?",
        "\u{200b}",
        "a\u{200b}",
        "é",
        "e\u{301}",
        "\n",
        "\n ",
        "\r",
        "twenty-",
        "hundred and ",
        "one hundred one ",
        "two and a half ",
        "early mid late ",
        "Monday, ",
        "5 May ",
        "5 May 2010 ",
        "5 May 2010, he said. ",
        "between 1 and ",
        "from May to ",
        "either May or ",
        "until since by before after ",
        "c. ",
        "circa 1850 or ",
        "years months days ",
        "a few weeks ",
    ] {
        for end in ["", "x", " May 2010."] {
            let text = piece.repeat(BYTES / piece.len()) + end;
            let all = found(&text);
            let mut last = 0;
            for one in &all.mentions {
                assert!(one.span.start >= last && text.get(one.span.clone()).is_some());
                last = one.span.end;
            }
            assert!(sentences(&text, Language::english()).len() <= text.len());
        }
    }
}
