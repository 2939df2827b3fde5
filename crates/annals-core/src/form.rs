//! How events and timelines are written in JSON, TOML and other serde formats.
//!
//! Each type has its form here, a private twin that names its fields and says which may be left
//! out; serde makes sure that the two agree. What a field means is said at the type itself. Keys
//! that are no fields are refused with the one that was probably meant.

use crate::date::{Calendar, Date, Day, Extent};
use crate::event::{
    Anchor, AnchorKind, Curated, Event, Evidence, Link, LinkKind, Origin, Reading, Source, Status,
    Written, slug,
};
use crate::settings::Color;
use crate::suggest::did_you_mean;
use crate::timeline::{Article, Era, Info, Mention, Outcome, Theme, Timeline};
use serde::de::value::StringDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// Events of a file are written by a person, where it says nothing else.
fn written() -> Origin {
    Origin::Written
}

fn is_written(origin: &Origin) -> bool {
    *origin == Origin::Written
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Event")]
struct EventForm {
    #[serde(default)]
    id: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<Written>,
    #[serde(default, skip_serializing_if = "is_default")]
    extent: Extent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    status: Status,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    themes: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    people: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    weight: f64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Evidence>,
    #[serde(default = "written", skip_serializing_if = "is_written")]
    origin: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    curated: Option<Box<Curated>>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Curated")]
struct CuratedForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Written")]
struct WrittenForm {
    text: String,
    #[serde(default, skip_serializing_if = "is_default")]
    calendar: Calendar,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Link")]
struct LinkForm {
    kind: LinkKind,
    target: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Source")]
struct SourceForm {
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<Date>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Evidence")]
struct EvidenceForm {
    article: String,
    span: Range<usize>,
    quote: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reading: Option<Reading>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Reading")]
struct ReadingForm {
    span: Range<usize>,
    text: String,
    rule: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<Anchor>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    step: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    why: Cow<'static, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Anchor")]
struct AnchorForm {
    kind: AnchorKind,
    date: Date,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Info")]
struct InfoForm {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lang: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Theme")]
struct ThemeForm {
    id: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    color: Option<Color>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Era")]
struct EraForm {
    title: String,
    date: Date,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Article")]
struct ArticleForm {
    id: String,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lang: String,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Mention>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Mention")]
struct MentionForm {
    reading: Reading,
    outcome: Outcome,
}

/// Serde for a type by its form, refusing keys that are none of its fields.
macro_rules! by_form {
    ($($type:ident by $form:ident),* $(,)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $form::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                $form::deserialize(KnownFields(deserializer))
            }
        }
    )*};
}

by_form! {
    Written by WrittenForm,
    Link by LinkForm,
    Curated by CuratedForm,
    Source by SourceForm,
    Evidence by EvidenceForm,
    Reading by ReadingForm,
    Anchor by AnchorForm,
    Info by InfoForm,
    Theme by ThemeForm,
    Era by EraForm,
    Article by ArticleForm,
    Mention by MentionForm,
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        EventForm::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Event, D::Error> {
        let mut event = EventForm::deserialize(KnownFields(deserializer))?;
        if event.id.is_empty() {
            event.id = slug(&event.title);
        }
        Ok(event)
    }
}

/// The tables of a timeline, named as in a file of its author.
#[derive(Serialize)]
struct TimelineForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<&'a Info>,
    #[serde(skip_serializing_if = "<[Theme]>::is_empty")]
    theme: &'a [Theme],
    #[serde(skip_serializing_if = "<[Era]>::is_empty")]
    era: &'a [Era],
    #[serde(skip_serializing_if = "<[Event]>::is_empty")]
    event: &'a [Event],
    #[serde(skip_serializing_if = "<[Article]>::is_empty")]
    article: &'a [Article],
}

#[derive(Deserialize)]
struct OwnedTimelineForm {
    #[serde(default)]
    timeline: Info,
    #[serde(default)]
    theme: Vec<Theme>,
    #[serde(default)]
    era: Vec<Era>,
    #[serde(default)]
    event: Vec<Event>,
    #[serde(default)]
    article: Vec<Article>,
}

impl Serialize for Timeline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = TimelineForm {
            timeline: Some(&self.info).filter(|info| !is_default(*info)),
            theme: &self.themes,
            era: &self.eras,
            event: self.events(),
            article: self.articles(),
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Timeline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timeline, D::Error> {
        let form = OwnedTimelineForm::deserialize(KnownFields(deserializer))?;
        Ok(Timeline::new(form.timeline, form.theme, form.era, form.event, form.article))
    }
}

/// Reads one table like the deserializer within, but lets no unknown key pass.
///
/// Serde's `deny_unknown_fields` would do, but for the name that was probably meant.
struct KnownFields<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for KnownFields<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, KnownFieldsOf { fields, inner: visitor })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The visitor or the entries of a table that has these fields.
struct KnownFieldsOf<T> {
    fields: &'static [&'static str],
    inner: T,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for KnownFieldsOf<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(KnownFieldsOf { fields: self.fields, inner: map })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        self.inner.visit_seq(seq)
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for KnownFieldsOf<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let Some(key) = self.inner.next_key::<String>()? else { return Ok(None) };
        if !self.fields.contains(&key.as_str()) {
            return Err(de::Error::custom(did_you_mean("field", &key, self.fields)));
        }
        let key: StringDeserializer<A::Error> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}
