//! The tables of a file of decisions on events.

use super::keys::{self, Shape};
use super::reader::{Reader, Table, Value};
use crate::curation::{Cited, Decision, Verdict};
use crate::date::{Calendar, Date, Day};
use crate::diagnostic::Severity;
use toml::de::{DeTable, DeValue};

impl Reader<'_> {
    pub(super) fn decisions(&mut self, root: &DeTable<'_>) {
        self.known_keys(root, "this file of decisions", &keys::DECISIONS.map(Shape::name), None);
        for shape in keys::DECISIONS {
            for table in self.tables(root, shape) {
                if let Some(decision) = self.decision(table) {
                    self.parsed.decisions.push(decision);
                }
            }
        }
    }

    fn decision(&mut self, table: Table<'_, '_>) -> Option<Decision> {
        let before = self.errors;
        self.known_keys_of(table, None);
        let verdict = self.verdict(table);
        if !table.entries.contains_key("sentences") {
            self.missing(table, "sentences", "sentences = [\"A sentence that tells the event.\"]");
        }
        let example = "[{ sentence = \"A sentence that tells the event.\", article = \"…\" }]";
        let sentences = self.list(table, "sentences", example, Reader::cited);
        if self.errors > before {
            return None;
        }
        let verdict = verdict?;
        if sentences.len() < verdict.least_sentences() {
            let at = table.entries.get("sentences")?.span();
            self.too_few(table, at, verdict.least_sentences());
            return None;
        }
        let location = self.location(self.header(table));
        Some(Decision { verdict, sentences, location })
    }

    fn verdict(&mut self, table: Table<'_, '_>) -> Option<Verdict> {
        Some(match table.shape.name() {
            "accept" => Verdict::Accept,
            "hide" => Verdict::Hide,
            "merge" => Verdict::Merge,
            "split" => Verdict::Split,
            "rename" => Verdict::Rename(self.required_string(table, "title")?),
            "re-date" => Verdict::Redate(self.decided_date(table)),
            _ => self.relink(table)?,
        })
    }

    fn decided_date(&mut self, table: Table<'_, '_>) -> Option<Date> {
        match table.entries.get("date") {
            Some(value) => self.date(value, Calendar::Gregorian),
            None => {
                self.missing(table, "date", "date = \"1985-04-12\"");
                None
            }
        }
    }

    fn relink(&mut self, table: Table<'_, '_>) -> Option<Verdict> {
        match (table.entries.get("to"), table.entries.get("from")) {
            (Some(_), None) => self.required_string(table, "to").map(Verdict::Link),
            (None, Some(_)) => self.required_string(table, "from").map(Verdict::Unlink),
            (None, None) => {
                self.missing(table, "to", "to = \"id-of-the-event\", or from = …");
                None
            }
            (Some(_), Some(from)) => {
                self.report(
                    Severity::Error,
                    "curation/both",
                    from.span(),
                    "a [[relink]] has either `to` or `from`".into(),
                    "beside `to`",
                    Some("write a [[relink]] for each".into()),
                );
                None
            }
        }
    }

    /// A sentence as a table or as a string.
    fn cited(&mut self, value: &Value<'_>) -> Option<Cited> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some(Cited { sentence: text.trim().to_owned(), ..Cited::default() })
            }
            DeValue::Table(entries) => {
                let header = value.span().start;
                let table = Table { entries, shape: &keys::SENTENCE, header };
                self.known_keys_of(table, None);
                let [expression, tells, article] =
                    ["expression", "tells", "article"].map(|key| self.string(table, key));
                let published = self.published(table);
                let sentence = self.required_string(table, "sentence")?;
                Some(Cited { sentence, expression, tells, article, published })
            }
            _ => {
                let example = "{ sentence = \"A sentence that tells the event.\" }";
                self.wrong_type(value, "a sentence", "a table or a text", example);
                None
            }
        }
    }

    fn published(&mut self, table: Table<'_, '_>) -> Option<Day> {
        let value = table.entries.get("published")?;
        let date = self.date(value, Calendar::Gregorian)?;
        match (date.earliest().day(), date.latest().day()) {
            (Some(first), Some(last)) if first == last => Some(first),
            _ => {
                self.report(
                    Severity::Error,
                    "curation/day",
                    value.span(),
                    "an article is published on a day".into(),
                    "more or less than a day",
                    Some("write published = 1985-04-12".into()),
                );
                None
            }
        }
    }

    fn too_few(&mut self, table: Table<'_, '_>, at: std::ops::Range<usize>, least: usize) {
        let header = table.shape.header;
        let message = match least {
            1 => format!("{header} names no sentence"),
            _ => format!("{header} takes at least {least} sentences"),
        };
        let help = "add a sentence that tells the event, as `annals explain` shows it";
        self.report(
            Severity::Error,
            "curation/sentences",
            at,
            message,
            "too few",
            Some(help.into()),
        );
    }
}
