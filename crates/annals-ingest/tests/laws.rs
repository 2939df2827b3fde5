//! Laws that hold for any input.
#![expect(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

use annals_core::{Date, Event, Origin, Outcome};
use annals_ingest::{
    Article, DateFrom, Extraction, Extractions, Lexicon, Published, Workers, extract, merge,
    merge_with, read,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn extracted(source: &str, text: &str) -> Extraction {
    let date: Date = "2023-06-14".parse().unwrap();
    let mut article = Article::new(source, source, text);
    article.published = date.earliest().day().map(|day| Published { day, from: DateFrom::Record });
    extract(&article, Lexicon::english())
}

/// Words that sentences of reports are made of, in any order.
fn report() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "President",
        "Ana Ruiz",
        "Quito",
        "she",
        "who",
        "that",
        "said",
        "told",
        "resigned",
        "was",
        "met",
        "has",
        "will",
        "in May",
        "on Monday",
        "1999",
        "from 1910 to 1945",
        "last week",
        ",",
        ".",
        ". The",
        ";",
        "“",
        "”",
        "\"",
        "—",
        "(",
        ")",
        "and",
        "since",
        "after",
        "invasion",
        "of",
        "Suderia's",
        "the",
        "not",
        "Norwegian",
        "counterpart",
        "expected to",
        "if",
        "?",
        "\n\n",
        "é",
        "’s",
        "years",
        "n't",
        "which",
        ":",
        "once",
        "claiming",
        "deals",
        "caught",
        "in",
        "proof",
        "45",
        "today",
    ]);
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

const SENTENCES: [&str; 10] = [
    "President Ana Ruiz resigned in Quito on Monday.",
    "Ana Ruiz resigned in Quito in June.",
    "President Ana Ruiz resigned in the city of Quito on 12 June 2023.",
    "Ana Ruiz resigned in Quito on Tuesday.",
    "Mayor Juan Vega opened a bridge in Lima on Monday.",
    "Juan Vega opened the long bridge in Lima this week.",
    "The bridge in Lima was opened by Juan Vega in June.",
    "The ferry sank off Malta in 1994.",
    "Peru is weaker since the death of Ida Lund.",
    "Divers found the ferry that sank off Malta in 1994.",
];

fn library() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..SENTENCES.len(), 1..4), 1..8)
}

fn extractions(library: &[Vec<usize>]) -> Vec<Extraction> {
    let texts = library
        .iter()
        .map(|article| article.iter().map(|&at| SENTENCES[at]).collect::<Vec<_>>().join(" "));
    texts.enumerate().map(|(number, text)| extracted(&format!("a{number}.txt"), &text)).collect()
}

fn hand_written() -> Vec<Event> {
    let event =
        |title: &str, date: &str| Event::new(title, Some(date.parse().unwrap()), Origin::Written);
    vec![event("Ana Ruiz resigns", "2023-06-12"), event("Ida Lund dies in Peru", "2022")]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn reading_never_panics(name in "[a-z./0-9-]{0,20}", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&name, &bytes, &mut |article| assert!(!article.text.is_empty() || !article.id.is_empty()));
    }

    #[test]
    fn records_of_any_text_come_back(text in "\\PC{1,60}", id in "[a-z]{1,8}") {
        prop_assume!(!text.trim().is_empty());
        let line = format!("{{\"id\": \"{id}\", \"date\": \"2023-06-14\", \"text\": {}}}", quoted(&text));
        let mut articles = Vec::new();
        let problems = read("a.jsonl", line.as_bytes(), &mut |article| articles.push(article));
        prop_assert!(problems.is_empty());
        prop_assert_eq!(articles[0].text.as_str(), text.trim());
    }

    #[test]
    fn any_text_is_extracted_without_panic(text in any::<String>()) {
        check(&extracted("any", &text))?;
    }

    #[test]
    fn any_report_is_extracted_with_its_evidence(text in report()) {
        check(&extracted("any", &text))?;
    }

    #[test]
    fn any_split_of_the_input_merges_to_the_same(
        library in library(),
        seed in any::<u64>(),
        cuts in prop::collection::vec(0..4_usize, 8),
    ) {
        let whole = extractions(&library);
        let mut shuffled = whole.clone();
        shuffle(&mut shuffled, seed);
        // Each part gathers its own; then parts are appended to each other, last to first.
        let mut parts = vec![Extractions::default(); 4];
        for (extraction, part) in shuffled.into_iter().zip(cuts) {
            parts[part].add(extraction);
        }
        let gathered = parts.into_iter().rev().reduce(|mut one, other| {
            one.append(other);
            one
        });
        let lexicon = Lexicon::english();
        prop_assert_eq!(
            merge(whole, hand_written(), lexicon),
            merge(gathered.unwrap_or_default(), hand_written(), lexicon)
        );
    }

    #[test]
    fn merging_does_not_depend_on_the_order_or_who_does_it(
        library in library(),
        seed in any::<u64>(),
    ) {
        let sorted = extractions(&library);
        let mut shuffled = sorted.clone();
        shuffle(&mut shuffled, seed);
        let lexicon = Lexicon::english();
        let one = merge(sorted, hand_written(), lexicon);
        prop_assert_eq!(&one, &merge_with(shuffled, hand_written(), lexicon, &LastFirst));
        let ids: BTreeSet<&str> = one.events.iter().map(|event| event.id.as_str()).collect();
        prop_assert_eq!(ids.len(), one.events.len());
        for (event, hand) in one.events.iter().zip(hand_written()) {
            prop_assert_eq!(Event { evidence: Vec::new(), ..event.clone() }, hand);
        }
        for article in &one.articles {
            for mention in &article.mentions {
                if let Outcome::Dates(id) = &mention.outcome {
                    prop_assert!(ids.contains(id.as_str()));
                }
            }
        }
        for event in &one.events {
            for evidence in &event.evidence {
                let article = one.articles.iter().find(|article| article.id == evidence.article).unwrap();
                prop_assert_eq!(&article.text[evidence.span.clone()], evidence.quote.as_str());
            }
            prop_assert!(one.figures[&event.id].score() >= 0.0);
            prop_assert_eq!(one.reasons[&event.id].len(), event.evidence.len());
        }
    }
}

/// Does the last part first.
struct LastFirst;

impl Workers for LastFirst {
    fn map<T: Send, R: Send>(&self, things: Vec<T>, work: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
        let mut done: Vec<R> = things.into_iter().rev().map(work).collect();
        done.reverse();
        done
    }
}

fn check(extraction: &Extraction) -> Result<(), TestCaseError> {
    let text = &extraction.article.text;
    for mention in &extraction.article.mentions {
        prop_assert_eq!(
            text.get(mention.reading.span.clone()),
            Some(mention.reading.text.as_str())
        );
        if let Outcome::Unused(reason) = &mention.outcome {
            prop_assert!(!reason.is_empty());
        }
    }
    for candidate in &extraction.candidates {
        prop_assert!(text.get(candidate.span.clone()).is_some());
        prop_assert!(!candidate.title.is_empty() && !candidate.title.contains('\n'));
        let mention = &extraction.article.mentions[candidate.mention];
        prop_assert!(candidate.span.start <= mention.reading.span.start);
        prop_assert_eq!(mention.reading.date.as_ref(), Some(&candidate.date));
    }
    for undated in &extraction.undated {
        prop_assert!(text.get(undated.span.clone()).is_some());
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    let escaped: Vec<String> = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    format!("\"{}\"", escaped.concat())
}

/// Puts a list in an order that the seed decides.
fn shuffle<T>(list: &mut [T], mut seed: u64) {
    for end in (1..list.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(end, (seed >> 33) as usize % (end + 1));
    }
}
