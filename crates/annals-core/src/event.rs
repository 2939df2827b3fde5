//! What happened, when, who says so: events and the evidence for their dates.
//!
//! An event is written by hand or extracted from articles. How it was extracted, merged or ranked
//! is not decided here; what was found is kept here, so that every date can be traced.

use crate::date::{Calendar, Date, Day, Extent, Single, SortKey};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// Something that happened, goes on, or is expected to happen.
///
/// In JSON, TOML and other serde formats it is a table of these fields under these names, without
/// those that are as in [`Event::new`]. A key that is no field is refused.
///
/// ```
/// use annals_core::{Event, Origin};
/// let mir = Event::new("Mir assembled", "1986-02-19/1996-04-23".parse().ok(), Origin::Written);
/// let json = r#"{"id":"mir-assembled","title":"Mir assembled","date":"1986-02-19/1996-04-23"}"#;
/// assert_eq!(serde_json::to_string(&mir)?, json);
/// assert_eq!(serde_json::from_str::<Event>(json)?, mir);
///
/// let refused = serde_json::from_str::<Event>(r#"{"title":"Mir","dat":"1986"}"#).unwrap_err();
/// assert!(refused.to_string().starts_with("unknown field `dat`, did you mean `date`?"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Unique within its timeline; lower-case letters, digits and hyphens.
    pub id: String,
    /// A short title.
    pub title: String,
    /// When; `None` where no source says.
    pub date: Option<Date>,
    /// The date as its author wrote it; `None` where that is the text form of `date`.
    pub written: Option<Written>,
    /// Whether it took place within the date or lasted throughout it.
    pub extent: Extent,
    /// What is known of it, in a few sentences of plain text.
    pub text: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Ids of the themes that it belongs to, the main one first.
    pub themes: Vec<String>,
    /// Who took part.
    pub people: Vec<String>,
    /// Where.
    pub places: Vec<String>,
    /// Names that were found with it and are not known to be people or places.
    pub names: Vec<String>,
    /// Other ways in which articles name this event.
    pub aliases: Vec<String>,
    /// How it stands to other events, in the order of the author.
    pub links: Vec<Link>,
    /// A remark on the date or the sources.
    pub note: Option<String>,
    /// The author's own emphasis, 0 where there is none.
    pub weight: f64,
    /// Works that a person cited for it.
    pub sources: Vec<Source>,
    /// Sentences of articles that tell it.
    pub evidence: Vec<Evidence>,
    /// Where the event comes from.
    pub origin: Origin,
    /// What the articles say where an editor decided otherwise.
    pub curated: Option<Box<Curated>>,
}

/// What articles say of an event of which an editor decided otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curated {
    /// The title as the articles give it, where the editor gave another.
    pub title: Option<String>,
    /// The date as the articles give it, where the editor gave another or none.
    pub date: Option<Date>,
}

/// Whether an event took place, as its sources tell it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It took place.
    #[default]
    Happened,
    /// It goes on.
    Ongoing,
    /// It is planned or foreseen.
    Expected,
    /// It will take place only if something else does.
    Conditional,
    /// It is said not to have taken place.
    Denied,
    /// Someone says that it took place; nobody vouches for it.
    Reported,
}

/// Where an event comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A person wrote it: nothing in it is changed by the program.
    Written,
    /// It was read out of articles.
    Extracted,
}

/// A date in its author's own hand, where that says more than the date as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Written {
    /// What stands in the file: `c. 1850`, `1908-06-17`.
    pub text: String,
    /// The calendar that it is written in.
    pub calendar: Calendar,
}

/// How an event stands to another one: "this is part of that".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// What it is to the other.
    pub kind: LinkKind,
    /// The id of the other event.
    pub target: String,
}

/// What an event is to another one.
///
/// ```
/// use annals_core::LinkKind;
/// assert_eq!("caused_by".parse(), Ok(LinkKind::CausedBy));
/// assert_eq!(LinkKind::CausedBy.words(), "caused by");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// It is a part of the other: a battle of a war.
    PartOf,
    /// It would not have come about without the other.
    CausedBy,
    /// Both are one event, told twice.
    SameAs,
}

/// A work that a person cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub title: String,
    /// Its address, `http` or `https`.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
}

/// A sentence of an article that tells an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The id of the [`Article`](crate::Article).
    pub article: String,
    /// The sentence: bytes of the article's text.
    pub span: Range<usize>,
    /// The sentence itself.
    pub quote: String,
    /// How its date was read; `None` where the sentence names the event without dating it.
    pub reading: Option<Reading>,
}

/// A date expression and how it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The expression: bytes of the article's text.
    pub span: Range<usize>,
    /// The expression itself.
    pub text: String,
    /// The name of the rule that recognised it.
    pub rule: Cow<'static, str>,
    /// The date that it was reckoned from; `None` where it needs none.
    pub anchor: Option<Anchor>,
    /// The reckoning in a few words: "back 3 days", "same month, day 13".
    pub step: Cow<'static, str>,
    /// What it means; `None` where that cannot be told.
    pub date: Option<Date>,
    /// Why it means that, or why it cannot be told, in a sentence fit to print.
    pub why: Cow<'static, str>,
}

/// The date that an expression is reckoned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Where the date comes from.
    pub kind: AnchorKind,
    /// The date.
    pub date: Date,
}

/// Where the date comes from that an expression is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnchorKind {
    /// The day on which the article was published.
    Publication,
    /// The day and place line at the head of the article.
    Dateline,
    /// A date that was mentioned before.
    Mention,
}

impl Event {
    /// An event with a title and nothing else; its id is made from the title.
    pub fn new(title: impl Into<String>, date: Option<Date>, origin: Origin) -> Event {
        let title = title.into();
        Event::with_id(slug(&title), title, date, origin)
    }

    /// An event with an id and a title and nothing else.
    ///
    /// ```
    /// use annals_core::{Event, Origin};
    /// let fair = Event::with_id("fair-2", "Fair", None, Origin::Written);
    /// assert_eq!((fair.id.as_str(), fair.title.as_str()), ("fair-2", "Fair"));
    /// ```
    pub fn with_id(
        id: impl Into<String>,
        title: impl Into<String>,
        date: Option<Date>,
        origin: Origin,
    ) -> Event {
        Event {
            id: id.into(),
            title: title.into(),
            date,
            written: None,
            extent: Extent::default(),
            text: None,
            status: Status::default(),
            themes: Vec::new(),
            people: Vec::new(),
            places: Vec::new(),
            names: Vec::new(),
            aliases: Vec::new(),
            links: Vec::new(),
            note: None,
            weight: 0.0,
            sources: Vec::new(),
            evidence: Vec::new(),
            origin,
            curated: None,
        }
    }

    /// The ids of the events that it is linked to in that way, in the order of the author.
    ///
    /// ```
    /// use annals_core::{Event, Link, LinkKind, Origin};
    /// let mut battle = Event::new("Battle of Hastings", None, Origin::Written);
    /// battle.links = vec![Link { kind: LinkKind::PartOf, target: "norman-conquest".to_owned() }];
    /// assert!(battle.linked(LinkKind::PartOf).eq(["norman-conquest"]));
    /// assert_eq!(battle.linked(LinkKind::CausedBy).count(), 0);
    /// ```
    pub fn linked(&self, kind: LinkKind) -> impl Iterator<Item = &str> {
        self.links.iter().filter(move |link| link.kind == kind).map(|link| link.target.as_str())
    }

    /// The key by which events are put in order: by date, undated ones last, then by id.
    pub fn sort_key(&self) -> (bool, Option<SortKey>, &str) {
        (self.date.is_none(), self.date.as_ref().map(Date::sort_key), &self.id)
    }

    /// Its date as it fills it: where it took the whole of a unit, the interval of its days.
    ///
    /// ```
    /// use annals_core::{Event, Extent, Origin};
    /// let mut drought = Event::new("Drought", "1976".parse().ok(), Origin::Written);
    /// drought.extent = Extent::Throughout;
    /// assert_eq!(drought.filled().unwrap().to_string(), "1976-01-01/1976-12-31");
    /// ```
    pub fn filled(&self) -> Option<Date> {
        let date = self.date.as_ref()?;
        match (self.extent, date) {
            (Extent::Throughout, Date::Single(single)) if single.first() < single.last() => {
                let day = |day: Day| Single::from(day).doubted(single.any_doubt());
                Some(Date::interval(day(single.first()), day(single.last())))
            }
            _ => Some(date.clone()),
        }
    }

    /// How many independent works tell it: cited ones and articles.
    pub fn source_count(&self) -> usize {
        let mut articles: Vec<&str> = self.evidence.iter().map(|e| e.article.as_str()).collect();
        articles.sort_unstable();
        articles.dedup();
        self.sources.len() + articles.len()
    }
}

impl Status {
    /// Every status, in the order of their definition.
    pub const ALL: [Status; 6] = [
        Status::Happened,
        Status::Ongoing,
        Status::Expected,
        Status::Conditional,
        Status::Denied,
        Status::Reported,
    ];

    /// The word for it in files and records: `happened`, `expected` …
    pub fn name(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Ongoing => "ongoing",
            Status::Expected => "expected",
            Status::Conditional => "conditional",
            Status::Denied => "denied",
            Status::Reported => "reported",
        }
    }
}

impl LinkKind {
    /// Every kind of link, in the order of their definition.
    pub const ALL: [LinkKind; 3] = [LinkKind::PartOf, LinkKind::CausedBy, LinkKind::SameAs];

    /// The word for it in files and records: `part_of`, `caused_by`, `same_as`.
    pub fn name(self) -> &'static str {
        match self {
            LinkKind::PartOf => "part_of",
            LinkKind::CausedBy => "caused_by",
            LinkKind::SameAs => "same_as",
        }
    }

    /// The words for it in a sentence: "part of", "caused by", "the same as".
    pub fn words(self) -> &'static str {
        match self {
            LinkKind::PartOf => "part of",
            LinkKind::CausedBy => "caused by",
            LinkKind::SameAs => "the same as",
        }
    }

    /// Whether it leads one way, so that no chain of such links may come back to its start.
    pub fn is_one_way(self) -> bool {
        self != LinkKind::SameAs
    }
}

impl fmt::Display for LinkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No kind of link has that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLinkKind(pub String);

impl fmt::Display for UnknownLinkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no kind of link", self.0)
    }
}

impl std::error::Error for UnknownLinkKind {}

impl FromStr for LinkKind {
    type Err = UnknownLinkKind;
    fn from_str(name: &str) -> Result<LinkKind, UnknownLinkKind> {
        let known = LinkKind::ALL.into_iter().find(|kind| kind.name() == name);
        known.ok_or_else(|| UnknownLinkKind(name.to_owned()))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No status has that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStatus(pub String);

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no status", self.0)
    }
}

impl std::error::Error for UnknownStatus {}

impl FromStr for Status {
    type Err = UnknownStatus;
    fn from_str(name: &str) -> Result<Status, UnknownStatus> {
        let known = Status::ALL.into_iter().find(|status| status.name() == name);
        known.ok_or_else(|| UnknownStatus(name.to_owned()))
    }
}

/// A text as an id: lower-case ASCII letters and digits, with single hyphens between words.
///
/// Accents of Latin letters are dropped, other letters are kept as `u` and their code, so that a
/// title in any script has an id, and the same title always has the same one.
///
/// ```
/// assert_eq!(annals_core::slug("Treaty signed, at last!"), "treaty-signed-at-last");
/// assert_eq!(annals_core::slug("São Paulo"), "sao-paulo");
/// assert_eq!(annals_core::slug("../../etc"), "etc");
/// ```
pub fn slug(text: &str) -> String {
    const LONGEST: usize = 72;
    let mut slug = String::with_capacity(LONGEST);
    let mut gap = false;
    for letter in text.chars() {
        let mut buffer = [0; 4];
        let coded;
        let piece = match letter {
            'a'..='z' | '0'..='9' => &*letter.encode_utf8(&mut buffer),
            'A'..='Z' => &*letter.to_ascii_lowercase().encode_utf8(&mut buffer),
            '\'' | '’' => continue,
            _ if letter.is_alphanumeric() => match plain_latin(letter) {
                Some(plain) => plain,
                None => {
                    coded = format!("u{:x}", letter as u32);
                    &coded
                }
            },
            _ => {
                gap = true;
                continue;
            }
        };
        if slug.len() + piece.len() >= LONGEST {
            break;
        }
        if gap && !slug.is_empty() {
            slug.push('-');
        }
        gap = false;
        slug.push_str(piece);
    }
    if slug.is_empty() { "event".to_owned() } else { slug }
}

fn plain_latin(letter: char) -> Option<&'static str> {
    Some(match letter.to_lowercase().next()? {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'þ' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_status_has_a_name_that_reads_back() {
        for status in Status::ALL {
            assert_eq!(status.name().parse(), Ok(status));
        }
        assert!("Happened".parse::<Status>().is_err());
    }

    proptest! {
        #[test]
        fn a_slug_is_safe_as_a_file_name(text in any::<String>()) {
            let slug = slug(&text);
            prop_assert!(!slug.is_empty() && slug.len() <= 72);
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}
