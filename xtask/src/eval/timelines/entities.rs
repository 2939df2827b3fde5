//! Timelines of single entities, as of SemEval-2015 task 4: what is extracted from articles is
//! compared with the dated events of an entity, each in its sentences.
//!
//! A line of `timelines.jsonl` is an entity: "entity" is its name and "events" a list of events, each
//! with a "date" (day, month or year) and "mentions" ("doc", "sentence"). A line of
//! `sentences.jsonl` says where the sentences of an article are: "id", and "sentences" with "n",
//! "start" and "end" in characters. An event is of an entity whose name stands in its title, names or
//! sentences; it is right where it has the same date in the same sentence. The headline, sentence
//! 1, has no place in the text and cannot be found.

use crate::eval::lines::{Object, objects};
use annals_core::Event;
use annals_ingest::{Extractions, Lexicon, extract, merge, read};
use anyhow::Result;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// A date, an article and the number of a sentence.
type Place = (String, String, u64);

/// How much of what was found is right, and how much of what is right was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    right: usize,
    found: usize,
    gold: usize,
}

/// What is measured of the timelines of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measured {
    /// Dates, each in its sentence.
    places: Counts,
    /// Dates of an entity, wherever they stand.
    dates: Counts,
    /// Sentences that tell any event of the entity, whatever its date.
    sentences: Counts,
}

/// An entity, and what is told of it when and where.
struct Entity {
    name: String,
    places: BTreeSet<Place>,
}

/// Articles and their sentences.
#[derive(Default)]
struct Articles {
    texts: BTreeMap<String, String>,
    /// The numbers of the sentences and where they are, in characters.
    sentences: BTreeMap<String, Vec<(u64, Range<usize>)>>,
}

/// Whether a folder holds timelines of entities.
pub(super) fn are_in(folder: &Path) -> Result<bool> {
    let lines = objects(&folder.join("timelines.jsonl"))?;
    Ok(lines.first().is_some_and(|line| line.text("entity").is_some()))
}

/// Extracts events from the articles of a folder and compares them with its timelines.
pub(super) fn measure(folder: &Path, errors: bool, out: &mut impl Write) -> Result<Measured> {
    let file = folder.join("articles.jsonl");
    let articles = Articles::read(folder)?;
    let mut extractions = Extractions::default();
    read(&file.to_string_lossy(), &std::fs::read(&file)?, &mut |article| {
        extractions.add(extract(&article, Lexicon::english()));
    });
    let merged = merge(extractions, Vec::new(), Lexicon::english());
    let told: Vec<Told> = merged.events.iter().map(|event| Told::of(event, &articles)).collect();
    let mut all = Measured::default();
    for line in objects(&folder.join("timelines.jsonl"))? {
        let Some(entity) = Entity::read(&line) else { continue };
        let found: BTreeSet<Place> =
            told.iter().filter(|told| told.is_of(&entity.name)).flat_map(Told::places).collect();
        all.add(Measured::of(&found, &entity.places));
        if errors {
            write_errors(&entity, &found, out)?;
        }
    }
    Ok(all)
}

impl Articles {
    fn read(folder: &Path) -> Result<Articles> {
        let mut articles = Articles::default();
        for line in objects(&folder.join("articles.jsonl"))? {
            let (Some(id), Some(text)) = (line.text("id"), line.text("text")) else { continue };
            articles.texts.insert(id.to_owned(), text.to_owned());
        }
        for line in objects(&folder.join("sentences.jsonl"))? {
            let (Some(id), Some(list)) = (line.text("id"), line.list("sentences")) else {
                continue;
            };
            let number = |value: &Value, key: &str| value.get(key)?.as_u64();
            let sentences = list.iter().filter_map(|own| {
                let (start, end) = (number(own, "start")?, number(own, "end")?);
                Some((number(own, "n")?, start as usize..end as usize))
            });
            articles.sentences.insert(id.to_owned(), sentences.collect());
        }
        Ok(articles)
    }

    /// The number of the sentence that has most of these bytes, the last of several.
    fn sentence(&self, article: &str, bytes: &Range<usize>) -> Option<u64> {
        let text = self.texts.get(article)?;
        let [start, end] = [bytes.start, bytes.end].map(|byte| characters_before(text, byte));
        let shared = |own: &Range<usize>| end.min(own.end).saturating_sub(start.max(own.start));
        let sentences = self.sentences.get(article)?.iter();
        let most = sentences.map(|(number, own)| (shared(own), *number)).max();
        most.filter(|&(shared, _)| shared > 0).map(|(_, number)| number)
    }
}

fn characters_before(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|&(at, letter)| at + letter.len_utf8() <= byte).count()
}

/// An extracted event.
struct Told {
    date: String,
    /// All that may hold the name of an entity, in lower case.
    text: String,
    sentences: Vec<(String, u64)>,
}

impl Told {
    fn of(event: &Event, articles: &Articles) -> Told {
        let quotes = event.evidence.iter().map(|evidence| evidence.quote.as_str());
        let words = std::iter::once(event.title.as_str());
        let words = words.chain(event.names.iter().map(String::as_str)).chain(quotes);
        let sentences = event.evidence.iter().filter_map(|evidence| {
            let number = articles.sentence(&evidence.article, &evidence.span)?;
            Some((evidence.article.clone(), number))
        });
        Told {
            date: event
                .date
                .as_ref()
                .map_or_else(String::new, |date| date.to_edtf().text().to_owned()),
            text: words.collect::<Vec<_>>().join(" ").to_lowercase(),
            sentences: sentences.collect(),
        }
    }

    fn is_of(&self, entity: &str) -> bool {
        self.text.contains(&entity.to_lowercase())
    }

    fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let place =
            |(article, number): &(String, u64)| (self.date.clone(), article.clone(), *number);
        self.sentences.iter().map(place)
    }
}

impl Entity {
    fn read(line: &Object) -> Option<Entity> {
        let mut places = BTreeSet::new();
        for event in line.list("events")? {
            let Some(date) = event.get("date").and_then(Value::as_str) else { continue };
            for mention in event.get("mentions").and_then(Value::as_array).into_iter().flatten() {
                let article = mention.get("doc").and_then(Value::as_str);
                let sentence = mention.get("sentence").and_then(Value::as_u64);
                if let Some((article, sentence)) = article.zip(sentence.filter(|&own| own > 0)) {
                    places.insert((date.to_owned(), article.to_owned(), sentence));
                }
            }
        }
        Some(Entity { name: line.text("entity")?.to_owned(), places })
    }
}

impl Counts {
    fn of<T: Ord>(found: &BTreeSet<T>, gold: &BTreeSet<T>) -> Counts {
        let right = found.intersection(gold).count();
        Counts { right, found: found.len(), gold: gold.len() }
    }

    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    /// F1, precision and recall, in percent.
    fn percent(self) -> [f64; 3] {
        let part = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let (precision, recall) = (part(self.found), part(self.gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        [f1, precision, recall].map(|own| own * 100.0)
    }
}

impl Measured {
    fn of(found: &BTreeSet<Place>, gold: &BTreeSet<Place>) -> Measured {
        fn dates(places: &BTreeSet<Place>) -> BTreeSet<&str> {
            places.iter().map(|(date, ..)| date.as_str()).filter(|date| !date.is_empty()).collect()
        }
        fn sentences(places: &BTreeSet<Place>) -> BTreeSet<(&str, u64)> {
            places.iter().map(|(_, article, number)| (article.as_str(), *number)).collect()
        }
        Measured {
            places: Counts::of(found, gold),
            dates: Counts::of(&dates(found), &dates(gold)),
            sentences: Counts::of(&sentences(found), &sentences(gold)),
        }
    }

    pub(super) fn add(&mut self, other: Measured) {
        self.places.add(other.places);
        self.dates.add(other.dates);
        self.sentences.add(other.sentences);
    }

    pub(super) fn write(self, out: &mut impl Write) -> Result<()> {
        let [[f1, precision, recall], [date_f1, date_precision, date_recall]] =
            [self.places.percent(), self.dates.percent()];
        let [_, _, coverage] = self.sentences.percent();
        write!(out, "  date and sentence F1 {f1:.1} (P {precision:.1} R {recall:.1})")?;
        write!(out, "  date F1 {date_f1:.1} (P {date_precision:.1} R {date_recall:.1})")?;
        writeln!(out, "  coverage {coverage:.1}")?;
        Ok(())
    }
}

/// What only one of the two has.
fn write_errors(entity: &Entity, found: &BTreeSet<Place>, out: &mut impl Write) -> Result<()> {
    for (kind, some, others) in
        [("missed", &entity.places, found), ("extra", found, &entity.places)]
    {
        for (date, article, sentence) in some.difference(others) {
            writeln!(out, "{kind}\t{}\t{date}\t{article}\t{sentence}", entity.name)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_an_entity_are_right_with_their_date_in_their_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write(
            "articles.jsonl",
            r#"{"id":"1","date":"2019-04-02","text":"É. Berg left. The ferry Aura sank in 1999. The Aura was raised in May 2001."}"#,
        );
        write(
            "sentences.jsonl",
            r#"{"id":"1","sentences":[{"n":1,"start":null,"end":null},{"n":2,"start":0,"end":13},{"n":3,"start":14,"end":43},{"n":4,"start":44,"end":75}]}"#,
        );
        write(
            "timelines.jsonl",
            r#"{"entity":"aura","events":[{"date":"1999","mentions":[{"doc":"1","sentence":3}]},{"date":"2002","mentions":[{"doc":"1","sentence":4}]},{"date":null,"mentions":[{"doc":"1","sentence":4}]},{"date":"1999","mentions":[{"doc":"2","sentence":1}]}]}"#,
        );
        assert!(are_in(folder.path()).unwrap());
        let mut errors = Vec::new();
        let measured = measure(folder.path(), true, &mut errors).unwrap();
        let counts = |right, found, gold| Counts { right, found, gold };
        assert_eq!(measured.places, counts(1, 2, 3));
        assert_eq!(measured.dates, counts(1, 2, 2));
        assert_eq!(measured.sentences, counts(2, 2, 3));
        let errors = String::from_utf8(errors).unwrap();
        let missed =
            "missed\taura\t1999\t2\t1\nmissed\taura\t2002\t1\t4\nextra\taura\t2001-05\t1\t4\n";
        assert_eq!(errors, missed);
    }
}
