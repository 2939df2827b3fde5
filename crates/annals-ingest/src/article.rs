//! An article as it was read: its text and what is known of where and when it was published.
//!
//! What its text says is not looked at here. The article that a timeline shows is
//! [`annals_core::Article`]; it is made of this one by [`extract`](crate::extract).

use annals_core::Day;
use annals_dates::Language;
use std::fmt;

/// An article, before anything is extracted from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Article {
    /// Its id within `source`: the record's own, or the name of the file.
    pub id: String,
    /// The name of the file that it was read from, as the caller gave it.
    pub source: String,
    /// Its headline, where it has one.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The day of its dateline ("ROME, 3 May –"), where it has one that can be told.
    pub dateline: Option<Day>,
    /// Its address, `http` or `https`.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its language, a BCP 47 tag, where the source says so.
    pub lang: Option<String>,
    /// Its text, with `\n` at line ends and blank lines between paragraphs.
    pub text: String,
}

/// The day on which an article was published, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Published {
    /// The day, in the time zone of the publisher where the source tells one.
    pub day: Day,
    /// How it is known.
    pub from: DateFrom,
}

/// What the day of publication was read from, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateFrom {
    /// A field of a record.
    Record,
    /// The first line of the file, or its head.
    Head,
    /// What a web page says of itself as JSON-LD.
    JsonLd,
    /// A `<meta>` of a web page.
    Meta,
    /// The data of the scripts of a web page.
    Script,
    /// An element of a web page that is marked as the day of publication.
    Microdata,
    /// A `<time>` of a web page.
    TimeElement,
    /// The address.
    Address,
    /// The dateline of the text.
    Dateline,
    /// What a web page shows near its headline or after its article.
    Visible,
    /// The name of the file.
    FileName,
    /// When a web page was last changed, where it tells no more: it was not published later.
    Modified,
}

impl Article {
    /// An article of which nothing is known but its text.
    pub fn new(source: impl Into<String>, id: impl Into<String>, text: &str) -> Article {
        Article {
            id: id.into(),
            source: source.into(),
            title: None,
            published: None,
            dateline: None,
            url: None,
            publisher: None,
            lang: None,
            text: tidy(text),
        }
    }

    /// Its language, a BCP 47 tag: as the source says, else as the words of the text tell.
    pub fn language(&self) -> Option<&str> {
        self.lang.as_deref().or_else(|| Language::detect(&self.text))
    }

    /// The day of publication, where it is known.
    pub fn date(&self) -> Option<Day> {
        self.published.map(|published| published.day)
    }
}

impl DateFrom {
    const ALL: [DateFrom; 12] = [
        DateFrom::Record,
        DateFrom::Head,
        DateFrom::JsonLd,
        DateFrom::Meta,
        DateFrom::Script,
        DateFrom::Microdata,
        DateFrom::TimeElement,
        DateFrom::Address,
        DateFrom::Dateline,
        DateFrom::Visible,
        DateFrom::FileName,
        DateFrom::Modified,
    ];

    /// The one that goes by this word in records.
    pub(crate) fn named(word: &str) -> Option<DateFrom> {
        DateFrom::ALL.into_iter().find(|from| from.to_string() == word)
    }
}

/// Writes the word for it in records: `record`, `head`, `json-ld`, `meta`, `microdata`, `time`,
/// `address`, `dateline`, `visible`, `file-name`, `modified`.
impl fmt::Display for DateFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DateFrom::Record => "record",
            DateFrom::Head => "head",
            DateFrom::JsonLd => "json-ld",
            DateFrom::Meta => "meta",
            DateFrom::Script => "script",
            DateFrom::Microdata => "microdata",
            DateFrom::TimeElement => "time",
            DateFrom::Address => "address",
            DateFrom::Dateline => "dateline",
            DateFrom::Visible => "visible",
            DateFrom::FileName => "file-name",
            DateFrom::Modified => "modified",
        })
    }
}

/// The text without blanks around it and with `\n` at line ends; nothing else is changed.
pub(crate) fn tidy(text: &str) -> String {
    let text = text.trim();
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// The address, where it is one that a page may link to.
pub(crate) fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    let known = ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    (known && !url.contains(|c: char| c.is_whitespace() || c.is_control())).then(|| url.to_owned())
}
