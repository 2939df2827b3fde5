//! Fifty decisions on the project's own data: they hold when all is extracted again, when articles
//! are added or renamed, and when a rule reads them otherwise.

use crate::support::{Workshop, root, run, tree};
use annals_core::{
    Cited, Date, Decision, Event, NoPhrases, Origin, Verdict, parse_curation, parse_toml,
};
use annals_ingest::{
    Citations, Extraction, Lexicon, Merged, OneByOne, curate, extract, merge, read,
};
use std::fs;
use std::path::Path;

/// The articles of the demonstration, each file under the name that `name` gives it.
fn articles(name: impl Fn(&str) -> String) -> Vec<Extraction> {
    let mut found = Vec::new();
    for file in files(&root().join("data/articles")) {
        let own = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&file).unwrap();
        read(&name(&own), &bytes, &mut |article| {
            found.push(extract(&article, Lexicon::english()));
        });
    }
    found
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn written() -> Vec<Event> {
    let language = annals_dates::Language::english();
    let texts = files(&root().join("data/events"));
    let texts = texts.iter().map(|file| fs::read_to_string(file).unwrap());
    texts.flat_map(|text| parse_toml("events", &text, &language.phrases()).events).collect()
}

/// Decisions on the events of articles, of every kind in turn, and on what is linked to written
/// events.
fn decisions(merged: &Merged) -> Vec<Decision> {
    let citations = Citations::new(&merged.events, &merged.articles);
    let of = |origin: Origin| merged.events.iter().filter(move |event| event.origin == origin);
    let mut decisions = Vec::new();
    let extracted: Vec<&Event> = of(Origin::Extracted).collect();
    for (number, event) in extracted.iter().enumerate() {
        let sentences = citations.of(event);
        let verdicts = match number % 7 {
            0 => vec![Verdict::Accept, Verdict::Rename(format!("Title {number}"))],
            1 => vec![Verdict::Hide],
            2 => vec![Verdict::Rename(format!("Title {number}")), Verdict::Redate(day(number))],
            3 => vec![Verdict::Redate(day(number)), Verdict::Accept],
            4 => vec![Verdict::Link(of(Origin::Written).next().unwrap().id.clone())],
            5 => match extracted.get(number + 1) {
                Some(next) => {
                    let both = sentences.iter().chain(&citations.of(next)).cloned().collect();
                    decisions.push(Decision::new(Verdict::Merge, both));
                    continue;
                }
                None => continue,
            },
            _ => continue,
        };
        let decide = |verdict| Decision::new(verdict, sentences.clone());
        decisions.extend(verdicts.into_iter().map(decide));
    }
    for event in of(Origin::Written) {
        let mut cited = citations.of(event);
        if cited.len() > 1 {
            cited.truncate(2);
            decisions.push(Decision::new(Verdict::Split, cited));
        } else if let [only] = cited.as_slice() {
            decisions.push(Decision::new(Verdict::Unlink(event.id.clone()), vec![only.clone()]));
        }
    }
    decisions
}

fn day(number: usize) -> Option<Date> {
    format!("1999-05-{:02}", number % 28 + 1).parse().ok()
}

/// The ids of the events that a sentence tells.
fn told<'m>(merged: &'m Merged, cited: &Cited) -> Vec<&'m Event> {
    let published = |id: &str| {
        merged.articles.iter().find(|article| article.id == id).and_then(|one| one.published)
    };
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = merged.events.iter().chain(&merged.hidden);
    all.filter(|event| {
        event.evidence.iter().any(|own| {
            let expression = own.reading.as_ref().map(|reading| line(&reading.text));
            line(&own.quote) == cited.sentence
                && published(&own.article) == cited.published
                && (cited.expression.is_none() || cited.expression == expression)
        })
    })
    .collect()
}

fn check(merged: &Merged, decisions: &[Decision], what: &str) {
    assert!(merged.diagnostics.is_empty(), "{what}: {:#?}", merged.diagnostics);
    for decision in decisions {
        let listed = |event: &&Event| merged.decisions[&event.id].contains(decision);
        let events: Vec<&Event> = decision
            .sentences
            .iter()
            .map(|cited| {
                let events = told(merged, cited);
                let is_known = |event: &&&Event| merged.decisions.contains_key(&event.id);
                let of_decision = events.iter().filter(is_known).find(|event| listed(event));
                *of_decision.unwrap_or_else(|| panic!("{what}: {decision}"))
            })
            .collect();
        let first = events[0];
        let is_one = events.iter().all(|event| event.id == first.id);
        let holds = match &decision.verdict {
            Verdict::Accept | Verdict::Merge => is_one,
            Verdict::Hide => is_one && merged.hidden.contains(first),
            Verdict::Split => !is_one,
            Verdict::Rename(title) => is_one && first.title == *title,
            Verdict::Redate(date) => is_one && first.date == *date,
            Verdict::Link(id) => is_one && first.id == *id,
            Verdict::Unlink(id) => is_one && first.id != *id,
        };
        assert!(holds, "{what}: {decision}");
    }
}

#[test]
fn fifty_decisions_on_the_demonstration_survive() {
    let plain = merge(articles(str::to_owned), written(), Lexicon::english());
    let made = decisions(&plain);
    let kinds: std::collections::BTreeSet<&str> =
        made.iter().map(|decision| decision.verdict.name()).collect();
    assert!(made.len() >= 50 && kinds.len() == 7, "{} decisions, {kinds:?}", made.len());
    let file: String = made.iter().map(|decision| format!("{decision}\n")).collect();
    let read_back = parse_curation("curation/review.toml", &file, &NoPhrases);
    assert!(read_back.diagnostics.is_empty());
    let decisions = &read_back.decisions;
    let merged =
        |found: Vec<Extraction>| curate(found, written(), decisions, Lexicon::english(), &OneByOne);

    check(&merged(articles(str::to_owned)), decisions, "extracted again");

    let mut more = articles(str::to_owned);
    let new = "date 2019-11-22 South Korea suspended the end of its intelligence pact with Japan on \
               Friday. Officials of both sides met in Tokyo on Thursday. The agreement will lapse. \
               Japan protested on Tuesday.";
    for (name, text) in [("new.txt", new), ("newer.txt", &new.replace("11-22", "12-20"))] {
        read(name, text.as_bytes(), &mut |article| {
            more.push(extract(&article, Lexicon::english()));
        });
    }
    check(&merged(more), decisions, "articles added");

    let renamed = |name: &str| format!("archive/{}", name.replace(".txt", "-1.txt"));
    check(&merged(articles(renamed)), decisions, "articles renamed");

    let mut otherwise = articles(str::to_owned);
    for candidate in otherwise.iter_mut().flat_map(|found| &mut found.candidates) {
        candidate.title = format!("Now {}", candidate.title);
        if let Some(year) = candidate.date.earliest().day() {
            candidate.date = Date::year(year.civil().year);
        }
    }
    check(&merged(otherwise), decisions, "read by other rules");

    let workshop = Workshop::empty();
    for (path, bytes) in tree(&root().join("data")) {
        workshop.write(&format!("data/{path}"), bytes);
    }
    workshop.write("data/curation/review.toml", file);
    let checked = run(workshop.command(&["check", "data", "--deny", "warnings"]));
    assert_eq!((checked.code, checked.stderr.as_str()), (Some(0), ""));
}
