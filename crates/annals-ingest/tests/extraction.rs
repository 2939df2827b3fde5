//! Articles and sentences of our own, and what must be extracted from them.
#![expect(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

use annals_core::{Date, Day, Outcome, Status};
use annals_ingest::{Article, DateFrom, Extraction, Lexicon, Published, extract, merge, read};

fn article(text: &str, day: &str) -> Article {
    let date: Date = day.parse().unwrap();
    let day = date.earliest().day().unwrap();
    let mut article = Article::new("test", "test", text);
    article.published = Some(Published { day, from: DateFrom::Record });
    article
}

fn extracted(text: &str, day: &str) -> Extraction {
    extract(&article(text, day), Lexicon::english())
}

/// The events as the file of sentences writes them.
fn lines(extraction: &Extraction) -> Vec<String> {
    let candidates = extraction.candidates.iter();
    let line = candidates.map(|candidate| {
        let names = candidate.names.join(", ");
        let line =
            format!("{} | {} | {} | {names}", candidate.date, candidate.status, candidate.title);
        line.trim_end().to_owned()
    });
    line.collect()
}

/// The expressions that date nothing, each with its reason.
fn unused(extraction: &Extraction) -> Vec<String> {
    let mentions = extraction.article.mentions.iter();
    let unused = mentions.filter_map(|mention| match &mention.outcome {
        Outcome::Unused(reason) => Some(format!("  {}: {reason}", mention.reading.text)),
        Outcome::Dates(_) => None,
    });
    unused.collect()
}

#[test]
fn labelled_sentences_give_their_events() {
    let (mut day, mut wrong) = (String::new(), Vec::new());
    for block in include_str!("sentences.txt").split("\n\n") {
        if let Some(published) = block.strip_prefix("> ") {
            published.trim().clone_into(&mut day);
            continue;
        }
        let is_text = |line: &&str| !line.starts_with(['#', '=']);
        let text: Vec<&str> = block.lines().filter(is_text).collect();
        if text.is_empty() {
            continue;
        }
        let mut expected: Vec<&str> =
            block.lines().filter_map(|line| line.strip_prefix("= ")).collect();
        let extraction = extracted(&text.join("\n"), &day);
        let found = lines(&extraction);
        let mut found: Vec<&str> = found.iter().map(String::as_str).collect();
        expected.sort_unstable();
        found.sort_unstable();
        if found != expected {
            let unused = unused(&extraction).join("\n");
            let text = text.join("\n");
            wrong.push(format!("{text}\n  want {expected:#?}\n  have {found:#?}\n{unused}"));
        }
    }
    assert!(!day.is_empty());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

const TALKS: &str = " date 2021-10-20 Norwegian Fisheries Minister Kari Moen spoke in Bergen on Tuesday \
with her Icelandic counterpart, bringing an offer on cod quotas that both fleets have wanted for years. \
Quarrels have soured trade for decades, a legacy of Norway's blockade of the island ports from 1952 to 1956.

Moen told Iceland's Fisheries Minister Jon Arason that she would seek a compromise before a vote on the quotas, \
the Norwegian ministry said. Norway's Storting is due to decide on the quotas in November or December, and Iceland \
has threatened to leave the talks. Moen laughed as she left the harbour with Arason, in her first visit since \
Norway's new Prime Minister Siv Dahl took office in August.

The mood was better than after the sinking of the trawler, said observers, and the death of former minister Olav Lie \
weighed on no one. The aim is \"calm seas\" for the winter, an adviser who knows the fleet told NTB last week.
";

#[test]
fn an_article_of_talks_gives_its_five_events() {
    let mut extractions = Vec::new();
    let problems = read("talks.txt", TALKS.as_bytes(), &mut |article| {
        extractions.push(extract(&article, Lexicon::english()));
    });
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(
        lines(&extractions[0]),
        [
            "2021-10-19 | happened | Norwegian Fisheries Minister Kari Moen spoke in Bergen with her Icelandic counterpart | Kari Moen, Bergen, Jon Arason",
            "1952/1956 | happened | Norway's blockade of the island ports | Norway",
            "[2021-11,2021-12] | expected | Norway's Storting is due to decide on the quotas | Norway, Storting",
            "2021-08 | happened | Norway's new Prime Minister Siv Dahl took office | Norway, Siv Dahl",
            "2021-W41 | happened | An adviser told NTB: The aim is \"calm seas\" for the winter | NTB",
        ]
    );
    let undated: Vec<&str> = extractions[0]
        .undated
        .iter()
        .map(|mention| &extractions[0].article.text[mention.span.clone()])
        .collect();
    assert_eq!(undated, ["the death of former minister Olav Lie"]);
    let merged = merge(extractions, Vec::new(), Lexicon::english());
    assert_eq!(merged.events.len(), 5);
}

#[test]
fn every_expression_says_what_became_of_it() {
    let text = "The ferry sank on Monday. It had sailed for years, twice a week, and today's harbour is quiet.";
    let extraction = extracted(text, "2023-06-14");
    let outcomes: Vec<(&str, Option<&str>)> = extraction
        .article
        .mentions
        .iter()
        .map(|mention| match &mention.outcome {
            Outcome::Dates(_) => (mention.reading.text.as_str(), None),
            Outcome::Unused(reason) => (mention.reading.text.as_str(), Some(reason.as_ref())),
        })
        .collect();
    assert_eq!(
        outcomes,
        [
            ("Monday", None),
            ("years", Some("a duration, no date of its own")),
            ("twice a week", Some("tells how often, not when")),
            ("today", Some("names a thing by its date and tells no event")),
        ]
    );
}

#[test]
fn without_a_day_of_publication_only_full_dates_date() {
    let article =
        Article::new("test", "test", "The ferry sank on Monday. The tram opened on 3 March 2019.");
    let extraction = extract(&article, Lexicon::english());
    assert_eq!(lines(&extraction), ["2019-03-03 | happened | The tram opened |"]);
    assert!(matches!(&extraction.article.mentions[0].outcome, Outcome::Unused(_)));
}

#[test]
fn weekdays_count_from_the_dateline() {
    let mut found = Vec::new();
    let text = "date 2021-05-05 BERGEN, May 3 (Wire) - The ferry sank in the fjord on Monday.";
    read("ferry.txt", text.as_bytes(), &mut |article| {
        found.push(extract(&article, Lexicon::english()));
    });
    assert_eq!(found[0].candidates[0].date, Date::from(Day::from_civil(2021, 5, 3).unwrap()));
    assert_eq!(found[0].candidates[0].status, Status::Happened);
}
