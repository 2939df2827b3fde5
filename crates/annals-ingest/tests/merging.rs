//! What is told several times becomes one event, and what a person wrote stays as it is.
#![expect(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

use annals_core::{Date, Event, Origin, Status};
use annals_ingest::{Extraction, Extractions, Lexicon, Merged, Reason, extract, merge, read};

/// An article as a text file, extracted.
fn told(name: &str, text: &str) -> Extraction {
    let mut found = Vec::new();
    read(name, text.as_bytes(), &mut |article| found.push(extract(&article, Lexicon::english())));
    found.pop().unwrap()
}

fn merged(articles: &[(&str, &str)], written: Vec<Event>) -> Merged {
    let extractions: Extractions = articles.iter().map(|(name, text)| told(name, text)).collect();
    merge(extractions, written, Lexicon::english())
}

fn written(title: &str, date: &str) -> Event {
    Event::new(title, Some(date.parse().unwrap()), Origin::Written)
}

fn date(event: &Event) -> String {
    event.date.as_ref().map(Date::to_string).unwrap_or_default()
}

/// The dates that sources give, how many articles give each, and whether it agrees.
fn datings(merged: &Merged, event: &Event) -> Vec<(String, usize, bool)> {
    let datings = merged.datings(event).into_iter();
    datings.map(|dating| (dating.date.to_string(), dating.articles, dating.agrees)).collect()
}

const MONTH: (&str, &str) =
    ("month.txt", "date 2021-06-20 President Ana Ruiz resigned in Quito in May.");
const DAY: (&str, &str) =
    ("day.txt", "date 2021-05-12 President Ana Ruiz resigned in Quito on Monday.");
const OTHER: (&str, &str) =
    ("other.txt", "date 2021-05-12 Mayor Juan Vega opened a bridge in Lima on Monday.");

#[test]
fn a_month_and_a_day_in_it_agree_on_the_day() {
    let merged = merged(&[MONTH, DAY, OTHER], Vec::new());
    assert_eq!(merged.events.len(), 2);
    let resigned = merged.events.iter().find(|event| event.title.contains("resigned")).unwrap();
    assert_eq!(date(resigned), "2021-05-10");
    assert_eq!(resigned.evidence.len(), 2);
    assert_eq!(merged.figures[&resigned.id].articles, 2);
    assert!(
        merged.figures[&resigned.id].score()
            > merged.figures
                [&merged.events.iter().find(|event| event.title.contains("bridge")).unwrap().id]
                .score()
    );
}

#[test]
fn contradicting_dates_are_not_one_event() {
    let june = ("june.txt", "date 2021-06-20 President Ana Ruiz resigned in Quito on 3 June.");
    assert_eq!(merged(&[DAY, june], Vec::new()).events.len(), 2);
}

#[test]
fn a_hand_written_event_takes_up_what_tells_it_and_stays_as_it_is() {
    let hand =
        Event { people: vec!["Ana Ruiz".to_owned()], ..written("Ana Ruiz resigns", "2021-05-10") };
    let merged = merged(&[MONTH, DAY, OTHER], vec![hand.clone()]);
    assert_eq!(merged.events.len(), 2);
    let taken = &merged.events[0];
    assert_eq!(taken.evidence.len(), 2);
    assert_eq!(Event { evidence: Vec::new(), ..taken.clone() }, hand);
    let mention =
        &merged.articles.iter().find(|article| article.id == "day.txt").unwrap().mentions[0];
    assert_eq!(mention.outcome, annals_core::Outcome::Dates(hand.id));
}

#[test]
fn a_mention_without_a_date_is_linked_by_its_names_and_its_kind() {
    let article = (
        "quiet.txt",
        "date 2023-06-14 The party is weaker since the death of former premier Ida Lund, and Norland's invasion of Suderia still casts a shadow.",
    );
    let hands = vec![
        Event {
            people: vec!["Ida Lund".to_owned()],
            ..written("Ida Lund is assassinated", "2022-07-08")
        },
        written("Norland invades Suderia", "2022-02-24"),
        written("Ida Lund becomes premier", "2012-12-26"),
    ];
    let merged = merged(&[article], hands);
    let linked: Vec<usize> = merged.events.iter().map(|event| event.evidence.len()).collect();
    assert_eq!(linked, [1, 1, 0]);
    assert!(merged.events[0].evidence[0].reading.is_none());
    assert!(merged.events[0].evidence[0].quote.starts_with("The party"));
}

#[test]
fn a_mention_that_fits_two_events_is_linked_to_none() {
    let article = ("quiet.txt", "date 2023-06-14 The party is weaker since the death of Ida Lund.");
    let hands = vec![
        written("Ida Lund dies", "2022-07-08"),
        written("Death of the younger Ida Lund", "1990"),
    ];
    assert!(merged(&[article], hands).events.iter().all(|event| event.evidence.is_empty()));
}

#[test]
fn articles_of_one_id_are_told_apart() {
    let line = r#"{"id": "1", "date": "2021-05-12", "text": "President Ana Ruiz resigned in Quito on Monday."}"#;
    let mut extractions = Vec::new();
    for (name, line) in [("a.jsonl", line.to_owned()), ("b.jsonl", line.replace("Quito", "Cuenca"))]
    {
        read(name, line.as_bytes(), &mut |article| {
            extractions.push(extract(&article, Lexicon::english()));
        });
    }
    extractions.push(extractions[0].clone());
    let merged = merge(extractions, Vec::new(), Lexicon::english());
    let ids: Vec<&str> = merged.articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["a.jsonl#1", "b.jsonl#1"]);
}

/// A report of many words that tells of Ana Ruiz, with the words of `more` after it.
fn report(more: &str) -> String {
    let filler: Vec<String> = (0..60).map(|word| format!("word{word}")).collect();
    format!(
        "President Ana Ruiz resigned in Quito on Monday. It goes on: {}. {more}",
        filler.join(" ")
    )
}

#[test]
fn copies_of_an_article_are_sources_and_count_once() {
    let wire = format!("date 2021-05-12 {}", report("The wire has more."));
    let late = format!("date 2021-05-13 {}", report("The paper adds a line of its own."));
    let same = wire.clone();
    let merged =
        merged(&[("wire.txt", &wire), ("late.txt", &late), ("same.txt", &same), MONTH], Vec::new());
    let copies: Vec<(&str, &str)> =
        merged.copies.iter().map(|(copy, of)| (copy.as_str(), of.as_str())).collect();
    assert_eq!(copies, [("late.txt", "same.txt"), ("wire.txt", "same.txt")]);
    assert_eq!(merged.events.len(), 1);
    let event = &merged.events[0];
    assert_eq!(event.evidence.len(), 4);
    assert_eq!(merged.figures[&event.id].articles, 2);
    assert_eq!(
        datings(&merged, event),
        [("2021-05".to_owned(), 1, true), ("2021-05-10".to_owned(), 1, true)]
    );
}

#[test]
fn a_copy_bears_out_no_date() {
    let text = "President Ana Ruiz resigned in the old city of Quito";
    let report = |rest: &str, day: &str| {
        let filler: Vec<String> = (0..60).map(|word| format!("{rest}{word}")).collect();
        format!("date 2021-05-20 {text} on {day}. It goes on: {}.", filler.join(" "))
    };
    let merged = merged(
        &[
            ("a.txt", &report("a", "10 May")),
            ("b.txt", &report("a", "10 May")),
            ("c.txt", &report("a", "10 May")),
            ("d.txt", &report("d", "11 May")),
            ("e.txt", &report("e", "11 May")),
        ],
        Vec::new(),
    );
    assert_eq!(merged.events.len(), 1);
    let event = &merged.events[0];
    assert_eq!(date(event), "2021-05-11");
    assert_eq!(
        datings(&merged, event),
        [("2021-05-11".to_owned(), 2, true), ("2021-05-10".to_owned(), 1, false)]
    );
}

#[test]
fn short_notices_of_one_form_are_no_copies() {
    let line = |id: &str, title: &str| {
        format!(
            r#"{{"id": "{id}", "title": "{title}", "date": "2021-05-12", "text": "The board paid 4 cents on Monday."}}"#
        )
    };
    let lines = [line("a", "Ore pays"), line("b", "Tin pays"), line("c", "Ore pays")].join("\n");
    let mut extractions = Extractions::default();
    read("notices.jsonl", lines.as_bytes(), &mut |article| {
        extractions.add(extract(&article, Lexicon::english()));
    });
    let merged = merge(extractions, Vec::new(), Lexicon::english());
    assert_eq!(merged.copies.into_iter().collect::<Vec<_>>(), [("c".to_owned(), "a".to_owned())]);
}

#[test]
fn what_an_article_says_twice_in_the_same_words_is_shown_once() {
    let text = "date 2021-05-12 President Ana Ruiz resigned in Quito on Monday. No more is known. President Ana Ruiz resigned in Quito on Monday.";
    let merged = merged(&[("twice.txt", text)], Vec::new());
    assert_eq!(merged.events[0].evidence.len(), 1);
    let id = &merged.events[0].id;
    let mentions = &merged.articles[0].mentions;
    assert_eq!(mentions.len(), 2);
    assert!(
        mentions.iter().all(|mention| mention.outcome == annals_core::Outcome::Dates(id.clone()))
    );
}

#[test]
fn every_piece_of_evidence_says_why_it_counts() {
    let merged = merged(&[MONTH, DAY], Vec::new());
    let event = &merged.events[0];
    let reasons: Vec<String> = merged.reasons[&event.id].iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        ["the event was made of this sentence", "likeness 1.00 to day.txt at byte 0"]
    );
    let hand = written("Ana Ruiz resigns", "2021-05-10");
    let merged = self::merged(&[DAY], vec![hand]);
    assert!(matches!(
        merged.reasons["ana-ruiz-resigns"][..],
        [Reason::Written { likeness, needed }] if likeness >= needed
    ));
}

#[test]
fn a_written_event_alone_on_its_day_is_known_in_other_words() {
    let hand = || Event {
        text: Some("The old harbour pact would have run out at midnight.".to_owned()),
        ..written("Norland suspends the end of the treaty", "2021-05-10")
    };
    let same = (
        "same.txt",
        "date 2021-05-12 The government in Lund suspended the end of the harbour pact on Monday.",
    );
    let other =
        ("other.txt", "date 2021-05-12 A bank in Lund suspended the end of a tour on Monday.");
    let told = merged(&[same, other], vec![hand()]);
    assert_eq!(told.events[0].evidence.len(), 1, "{:?}", told.events);
    assert_eq!(told.events[0].evidence[0].article, "same.txt");
    // With a second event of that day it could be either.
    let either = merged(&[same], vec![hand(), written("A fair opens", "2021-05-10")]);
    assert!(either.events[0].evidence.is_empty());
}

#[test]
fn a_saying_is_an_event_where_a_person_wrote_it_down() {
    let article = (
        "said.txt",
        "date 2021-05-12 Norland proposed a joint fund for fishermen on Monday. Norland said on Monday that fog delays trains.",
    );
    let merged = merged(&[article], vec![written("Norland proposes a joint fund", "2021-05-10")]);
    assert_eq!(merged.events[0].evidence.len(), 1);
    assert!(merged.events[0].evidence[0].quote.starts_with("Norland proposed"));
}

#[test]
fn who_writes_before_an_event_does_not_decide_whether_it_happened() {
    let articles = [
        ("a.txt", "date 2021-05-03 Mayor Ida Lund will open the spring fair in Turku on 8 May."),
        ("b.txt", "date 2021-05-04 Mayor Ida Lund will open the spring fair in Turku on 8 May."),
        ("c.txt", "date 2021-05-10 Mayor Ida Lund opened the spring fair in Turku on 8 May."),
    ];
    let before = merged(&articles[..2], Vec::new());
    assert_eq!(before.events.len(), 1);
    assert_eq!(before.events[0].status, Status::Expected);
    let after = merged(&articles, Vec::new());
    assert_eq!(after.events.len(), 1);
    assert_eq!(after.events[0].status, Status::Happened);
    assert_eq!(after.events[0].title, "Mayor Ida Lund opened the spring fair in Turku");
}

#[test]
fn an_event_takes_the_title_that_the_others_bear_out() {
    let articles = [
        ("a.txt", "date 2021-05-10 Mayor Ida Lund opened the spring fair in Turku on 8 May."),
        ("b.txt", "date 2021-05-10 Mayor Ida Lund opened the spring fair in Turku on 8 May!"),
        ("c.txt", "date 2021-05-11 Ida Lund opened the fair in Turku with Juan Vega on 8 May."),
    ];
    let merged = merged(&articles, Vec::new());
    assert_eq!(merged.events.len(), 1);
    assert_eq!(merged.events[0].title, "Mayor Ida Lund opened the spring fair in Turku");
}

#[test]
fn the_press_of_a_day_counts_for_its_events() {
    let articles = [
        ("a.txt", "date 2021-05-10 President Ana Ruiz resigned in Quito on Monday."),
        ("b.txt", "date 2021-05-10 Crowds cheered in Quito as Ana Ruiz left the palace on Monday."),
        ("c.txt", "date 2021-05-11 President Ana Ruiz packed her books in Quito on 10 May."),
        ("d.txt", "date 2021-06-20 Mayor Juan Vega opened a bridge in Lima on 19 June."),
    ];
    let merged = merged(&articles, Vec::new());
    let day = |of: &str| {
        let event = merged.events.iter().find(|event| date(event) == of).unwrap();
        merged.figures[&event.id].day
    };
    assert_eq!(day("2021-05-10"), 1.0);
    assert!(day("2021-06-19") < 0.5);
}

#[test]
fn what_was_expected_and_what_came_of_it_is_one_event_that_happened() {
    let before = (
        "before.txt",
        "date 2021-05-09 President Ana Ruiz will sign the treaty in Turku on Monday.",
    );
    let after = (
        "after.txt",
        "date 2021-05-11 Ana Ruiz signed a treaty on cod quotas after a quarrel on Monday.",
    );
    let one = merged(&[before, after, OTHER], Vec::new());
    assert_eq!(one.events.len(), 2);
    let signed = one.events.iter().find(|event| event.evidence.len() == 2).unwrap();
    assert_eq!((date(signed).as_str(), signed.status), ("2021-05-10", Status::Happened));
    // Of another day nothing came of it.
    let later = ("later.txt", after.1.replace("05-11", "05-14").replace("Monday", "Thursday"));
    assert_eq!(merged(&[before, (later.0, &later.1), OTHER], Vec::new()).events.len(), 3);
}

#[test]
fn a_finer_date_in_other_words_narrows_a_coarser_one() {
    let coarse = (
        "coarse.txt",
        "date 2021-06-20 President Ana Ruiz, a famous opponent of the army, was shot dead in Quito last year.",
    );
    let fine = (
        "fine.txt",
        "date 2021-05-12 Ana Ruiz, a leading opponent of the army, was shot to death on a narrow bridge on 3 May 2020.",
    );
    let found = merged(&[coarse, fine, OTHER], Vec::new());
    let dates: Vec<String> = found.events.iter().map(date).collect();
    assert_eq!(dates, ["2020-05-03", "2021-05-10"]);
}

#[test]
fn what_is_called_as_a_written_event_is_that_event() {
    let hand = Event {
        aliases: vec!["the claims agreement".to_owned()],
        ..written("Norland pays Suderia", "1965-06-22")
    };
    let of =
        |year: &str| format!("date 2021-05-12 The talks rest on the claims agreement of {year}.");
    for (year, evidence) in [("1965", 1), ("1966", 0)] {
        let found = merged(&[("talks.txt", &of(year))], vec![hand.clone()]);
        let taken = found.events.iter().find(|event| event.id == hand.id).unwrap();
        assert_eq!(taken.evidence.len(), evidence, "{year}");
    }
}

#[test]
fn the_two_countries_sign_the_treaty_that_a_person_wrote_down() {
    let hand = Event {
        text: Some("Norway and Iceland end their quarrel.".to_owned()),
        ..written("Treaty on quotas signed in Bergen", "1965-06-22")
    };
    let article = (
        "treaty.txt",
        "date 2021-05-12 Norway wrote to Iceland. The two countries signed the treaty in 1965.",
    );
    let found = merged(&[article], vec![hand]);
    assert_eq!(found.events.len(), 1);
    assert_eq!(found.events[0].evidence.len(), 1);
}
