//! A record of named fields -> an article: of a line of JSON, or of the front matter of a text.
//!
//! Records are read leniently: each field goes by the usual names, numbers count as ids and as
//! times of Unix, and of an object its name is taken.

use super::date;
use super::problem::{Problem, Problems, undated};
use crate::article::{Article, DateFrom, Published, tidy, web_address};
use annals_core::Position;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What a field of a record says of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    Url,
    Title,
    Date,
    Language,
    Publisher,
    Text,
    /// A text with tags.
    Markup,
    /// The file that a record was first read from, and what its date was read from: what
    /// [`Article`] is written with.
    File,
    DateFrom,
}

const FIELDS: usize = 10;

/// The names of fields, those of one field in the order in which they are asked; in any case and
/// with or without `_` and `-`.
const NAMES: &[(&str, Field)] = &[
    ("id", Field::Id),
    ("guid", Field::Id),
    ("uuid", Field::Id),
    ("url", Field::Url),
    ("link", Field::Url),
    ("permalink", Field::Url),
    ("canonicalurl", Field::Url),
    ("title", Field::Title),
    ("headline", Field::Title),
    ("date", Field::Date),
    ("published", Field::Date),
    ("pubdate", Field::Date),
    ("publishedat", Field::Date),
    ("publishedon", Field::Date),
    ("datepublished", Field::Date),
    ("publishdate", Field::Date),
    ("publicationdate", Field::Date),
    ("lang", Field::Language),
    ("language", Field::Language),
    ("inlanguage", Field::Language),
    ("publisher", Field::Publisher),
    ("source", Field::Publisher),
    ("sitename", Field::Publisher),
    ("text", Field::Text),
    ("body", Field::Text),
    ("content", Field::Text),
    ("articlebody", Field::Text),
    ("contenttext", Field::Text),
    ("maintext", Field::Text),
    ("fulltext", Field::Text),
    ("contenthtml", Field::Markup),
    ("bodyhtml", Field::Markup),
    ("description", Field::Text),
    ("summary", Field::Text),
    ("file", Field::File),
    ("datefrom", Field::DateFrom),
];

/// A record with its fields, each as the name that is asked first says it.
#[derive(Default)]
pub(super) struct Record {
    fields: [Option<(usize, String)>; FIELDS],
}

/// Where a record begins, and what to write where it lacks something.
pub(super) struct Place<'h> {
    pub(super) position: Position,
    pub(super) offset: usize,
    pub(super) date_help: &'h str,
}

impl Record {
    fn take(&mut self, field: Field) -> Option<String> {
        self.fields[field as usize].take().map(|(_, text)| text)
    }

    fn set(&mut self, rank: usize, field: Field, text: Option<String>) {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
        let place = &mut self.fields[field as usize];
        if place.as_ref().is_none_or(|(known, _)| rank < *known) {
            *place = Some((rank, text));
        }
    }

    /// The text of the record, wherever it stands; that with tags only where there is no other.
    fn text(&mut self) -> Option<String> {
        let plain = self.take(Field::Text).map(|text| tidy(&text));
        plain.or_else(|| self.take(Field::Markup).map(|markup| super::plain_text(&markup)))
    }

    /// The article that the record says; `id` where it has none of its own.
    pub(super) fn article(
        mut self,
        id: impl FnOnce() -> String,
        place: &Place<'_>,
        problems: &mut Problems,
    ) -> Option<Article> {
        let id = self.take(Field::Id).unwrap_or_else(id);
        let at = place.offset..place.offset;
        let Some(text) = self.text().filter(|text| !text.is_empty()) else {
            problems.push(
                Problem::error("article/empty", format!("`{id}` has no text"), "no text")
                    .help("give it a field `text`")
                    .at(at, place.position),
            );
            return None;
        };
        let stamp = self.take(Field::Date);
        let day = stamp.as_deref().and_then(date::day);
        match (stamp, day) {
            (Some(stamp), None) => problems.push(
                Problem::warning(
                    "article/date",
                    format!("`{stamp}` is no day"),
                    "in the field for the date",
                )
                .help("write it as `2022-07-18`")
                .at(at, place.position),
            ),
            (None, None) => {
                problems.push(undated(&id).help(place.date_help).at(at, place.position));
            }
            _ => {}
        }
        let from = self.take(Field::DateFrom).and_then(|name| DateFrom::named(&name));
        Some(Article {
            dateline: date::dateline(&text, day),
            source: self.take(Field::File).unwrap_or_else(|| problems.name.clone()),
            title: self.take(Field::Title),
            published: day.map(|day| Published { day, from: from.unwrap_or(DateFrom::Record) }),
            url: self.take(Field::Url).and_then(|url| web_address(&url)),
            publisher: self.take(Field::Publisher),
            lang: self.take(Field::Language),
            id,
            text,
        })
    }
}

/// What the front matter of a text leaves to be said.
#[cfg(feature = "markdown")]
impl Record {
    pub(super) fn set_text(&mut self, text: String) {
        self.set(0, Field::Text, Some(text));
    }

    pub(super) fn has_date(&self) -> bool {
        self.fields[Field::Date as usize].is_some()
    }

    pub(super) fn set_date(&mut self, day: annals_core::Day) {
        self.set(0, Field::Date, Some(day.to_string()));
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(name) = map.next_key_seed(Name)? {
            match name {
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
                Some((rank, field)) => record.set(rank, field, map.next_value::<Loose>()?.0),
            }
        }
        Ok(record)
    }
}

/// The name of a field, and which of the names it is; read without being copied.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<(usize, Field)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<(usize, Field)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        let letters = || name.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
        let is_named = |known: &str| {
            known.len() <= name.len()
                && letters().map(|byte| byte.to_ascii_lowercase()).eq(known.bytes())
        };
        let rank = NAMES.iter().position(|(known, _)| is_named(known));
        Ok(rank.map(|rank| (rank, NAMES[rank].1)))
    }
}

/// A text, a number as text, the name of an object, or nothing.
#[derive(Default)]
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Loose, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Loose, E> {
        Ok(Loose(Some(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Loose, E> {
        Ok(Loose(Some(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose, E> {
        Ok(Loose(Some(number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose, E> {
        Ok(Loose(Some(number.to_string())))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Loose, E> {
        Ok(Loose(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Loose, E> {
        Ok(Loose(None))
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        let mut name = None;
        while let Some(key) = map.next_key::<String>()? {
            // The last is how the reader of TOML hands on a date.
            if matches!(key.as_str(), "name" | "title" | "$__toml_private_datetime") {
                name = name.or(map.next_value::<Loose>()?.0);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Loose(name))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Loose, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Loose(None))
    }
}
