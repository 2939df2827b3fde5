//! The tables and keys of a timeline in TOML: one list, for the reader and for the JSON Schema.
//!
//! What a value has to look like is checked by the reader.

use crate::date::{Calendar, Extent};
use crate::event::Status;
use crate::settings::Section;

/// A kind of table.
pub(super) struct Shape {
    /// How its header is written, and what it is called in messages: `[[event]]`.
    pub(super) header: &'static str,
    /// What it stands for, as a sentence.
    pub(super) about: &'static str,
    /// Its keys, in the order in which they are usually written.
    pub(super) keys: &'static [Key],
}

/// A key of a table.
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What it means, as a sentence.
    pub(super) about: &'static str,
    pub(super) value: Form,
    /// Whether a table without it is refused.
    pub(super) required: bool,
}

/// What the value of a key is.
pub(super) enum Form {
    /// A string.
    Text,
    /// A string of lower-case letters, digits and hyphens.
    Id,
    /// An address, `http` or `https`.
    Address,
    /// A date as a string, a year, a TOML date or a table.
    Date,
    /// One of several words.
    Word(fn() -> Vec<&'static str>),
    /// A list of such words.
    Words(fn() -> Vec<&'static str>),
    /// A colour: `#` and six hexadecimal digits, or three.
    Color,
    /// A number from the first to the second.
    Number(f64, f64),
    /// A list of strings.
    Texts,
    /// The id of an event, or a list of them.
    Events,
    /// A list of tables of that shape, or of strings.
    Tables(&'static Shape),
}

impl Shape {
    /// The name of the table without its brackets.
    pub(super) fn name(&self) -> &'static str {
        self.header.trim_matches(['[', ']'])
    }

    /// Whether there may be several of it.
    pub(super) fn is_list(&self) -> bool {
        self.header.starts_with("[[")
    }

    /// The names of its keys.
    pub(super) fn key_names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| key.name).collect()
    }
}

const fn key(name: &'static str, value: Form, about: &'static str) -> Key {
    Key { name, about, value, required: false }
}

const fn required(name: &'static str, value: Form, about: &'static str) -> Key {
    Key { name, about, value, required: true }
}

/// Every table that a file of a timeline may hold.
pub(super) const TABLES: [&Shape; 5] = [&TIMELINE, &SITE, &THEME, &ERA, &EVENT];

pub(super) const TIMELINE: Shape = Shape {
    header: "[timeline]",
    about: "What the timeline is about; stands in annals.toml.",
    keys: &[
        required("title", Form::Text, "The title of the timeline."),
        key("description", Form::Text, "One or two sentences about it."),
        key(
            "lang",
            Form::Text,
            "The language of titles, texts and dates in words, such as \"en\".",
        ),
    ],
};

pub(super) const SITE: Shape = Shape {
    header: "[site]",
    about: "How the site is made; stands in the annals.toml of the main timeline.",
    keys: &[
        key("base_url", Form::Address, "The address at which the site will stand."),
        key("footer", Form::Text, "A line for the foot of every page."),
        key("hide", Form::Words(sections), "The kinds of pages that are not made."),
    ],
};

pub(super) const THEME: Shape = Shape {
    header: "[[theme]]",
    about: "A theme that events belong to.",
    keys: &[
        key(
            "id",
            Form::Text,
            "The name by which events refer to it; made from the title where it is missing.",
        ),
        required("title", Form::Text, "Its name as readers see it."),
        key(
            "color",
            Form::Color,
            "Its colour, such as \"#b0482f\"; its lightness is set so that it can be read.",
        ),
    ],
};

pub(super) const ERA: Shape = Shape {
    header: "[[era]]",
    about: "A named stretch of time.",
    keys: &[
        required("title", Form::Text, "Its name."),
        required("date", Form::Date, "From when to when, such as \"1910/1945\"."),
    ],
};

pub(super) const EVENT: Shape = Shape {
    header: "[[event]]",
    about: "Something that happened, goes on or is expected to happen.",
    keys: &[
        key("id", Form::Id, "Unique within the timeline; made from the title where it is missing."),
        required("title", Form::Text, "A short title."),
        key(
            "date",
            Form::Date,
            "When: a date as exact as it is known. Leave it out where no source says.",
        ),
        key(
            "calendar",
            Form::Word(calendars),
            "The calendar in which the date is written; Gregorian where it is missing.",
        ),
        key(
            "extent",
            Form::Word(extents),
            "Whether it took place at some time within the date, or lasted throughout it.",
        ),
        key("text", Form::Text, "What is known of it, in a few sentences of plain text."),
        key("status", Form::Word(statuses), "Whether it happened; `happened` where it is missing."),
        key("themes", Form::Texts, "The ids of the themes that it belongs to, the main one first."),
        key("people", Form::Texts, "Who took part."),
        key("places", Form::Texts, "Where."),
        key("aliases", Form::Texts, "Other ways in which articles name it."),
        key("part_of", Form::Events, "The event, or events, that it is a part of."),
        key("caused_by", Form::Events, "The event, or events, that brought it about."),
        key("same_as", Form::Events, "Another event, or others, that tell the same."),
        key("note", Form::Text, "A remark on the date or the sources."),
        key(
            "weight",
            Form::Number(0.0, 10.0),
            "The author's emphasis, 0 to 10; 0 where it is missing.",
        ),
        key("sources", Form::Tables(&SOURCE), "Works that say so."),
    ],
};

pub(super) const SOURCE: Shape = Shape {
    header: "a source",
    about: "A work that says so.",
    keys: &[
        key(
            "title",
            Form::Text,
            "Its name; that of the server where it is missing and there is an address.",
        ),
        key("url", Form::Address, "Its address."),
        key("published", Form::Date, "When it was published."),
    ],
};

/// Every table that a file of decisions may hold.
pub(super) const DECISIONS: [&Shape; 7] =
    [&ACCEPT, &HIDE, &MERGE, &SPLIT, &RENAME, &REDATE, &RELINK];

pub(super) const ACCEPT: Shape = Shape {
    header: "[[accept]]",
    about: "An event that is right as it was read.",
    keys: &[SENTENCES],
};

pub(super) const HIDE: Shape = Shape {
    header: "[[hide]]",
    about: "What is no event, or does not belong here.",
    keys: &[SENTENCES],
};

pub(super) const MERGE: Shape =
    Shape { header: "[[merge]]", about: "Sentences that tell one event.", keys: &[SENTENCES] };

pub(super) const SPLIT: Shape = Shape {
    header: "[[split]]",
    about: "Sentences each of which tells an event of its own.",
    keys: &[SENTENCES],
};

pub(super) const RENAME: Shape = Shape {
    header: "[[rename]]",
    about: "Another title for an event.",
    keys: &[required("title", Form::Text, "The title."), SENTENCES],
};

pub(super) const REDATE: Shape = Shape {
    header: "[[re-date]]",
    about: "Another date for an event.",
    keys: &[
        required("date", Form::Date, "When it was; \"unknown\" where that is not known."),
        SENTENCES,
    ],
};

pub(super) const RELINK: Shape = Shape {
    header: "[[relink]]",
    about: "Sentences that tell an event written by hand, or do not.",
    keys: &[
        key("to", Form::Id, "The id of the event that they tell."),
        key("from", Form::Id, "The id of the event that they do not tell."),
        SENTENCES,
    ],
};

const SENTENCES: Key =
    required("sentences", Form::Tables(&SENTENCE), "Sentences of articles that tell it.");

pub(super) const SENTENCE: Shape = Shape {
    header: "a sentence",
    about: "A sentence of an article, and what tells it from others of the same words.",
    keys: &[
        required("sentence", Form::Text, "The sentence."),
        key(
            "expression",
            Form::Text,
            "The expression in it that dates the event, where it dates several.",
        ),
        key("tells", Form::Text, "What it tells, where it tells several events."),
        key("article", Form::Text, "The id of the article, where several have the sentence."),
        key("published", Form::Date, "When the article was published."),
    ],
};

/// A date as a table.
pub(super) const DATE: Shape = Shape {
    header: "a date",
    about: "A date as a table: `edtf`, or `start` and `end`.",
    keys: &[
        key("edtf", Form::Text, "The date as EDTF."),
        key(
            "start",
            Form::Date,
            "When it starts; not known where it is missing, \"..\" where it has no start.",
        ),
        key(
            "end",
            Form::Date,
            "When it ends; not known where it is missing, \"..\" where it goes on.",
        ),
    ],
};

fn calendars() -> Vec<&'static str> {
    Calendar::ALL.map(Calendar::name).to_vec()
}

fn extents() -> Vec<&'static str> {
    Extent::ALL.map(Extent::name).to_vec()
}

fn sections() -> Vec<&'static str> {
    Section::ALL.map(Section::name).to_vec()
}

fn statuses() -> Vec<&'static str> {
    Status::ALL.map(Status::name).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::LinkKind;

    #[test]
    fn every_kind_of_link_is_a_key() {
        let names = EVENT.key_names();
        assert!(LinkKind::ALL.iter().all(|kind| names.contains(&kind.name())));
    }
}
