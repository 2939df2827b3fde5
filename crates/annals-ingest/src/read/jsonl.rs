//! Articles as JSON: one record a line, or one document with a record or a list of them.
//!
//! A record is read leniently (several names for each field, numbers as ids); a line that is no
//! JSON, or has no text, costs itself alone.

use super::{Problem, Problems, date, undated, utf8};
use crate::article::{Article, DateFrom, Published, tidy, web_address};
use annals_core::{Lines, Position};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A record with the usual names of its fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Record {
    id: Loose,
    guid: Loose,
    url: Loose,
    link: Loose,
    title: Loose,
    headline: Loose,
    date: Loose,
    published: Loose,
    #[serde(rename = "pubDate")]
    pub_date: Loose,
    #[serde(rename = "publishedAt")]
    published_at: Loose,
    #[serde(rename = "datePublished")]
    date_published: Loose,
    #[serde(rename = "date_published")]
    feed_date: Loose,
    lang: Loose,
    language: Loose,
    text: Loose,
    body: Loose,
    content: Loose,
    #[serde(rename = "articleBody")]
    article_body: Loose,
    source: Loose,
    publisher: Loose,
}

/// A text, a number as text, the name of an object, or nothing.
#[derive(Default)]
struct Loose(Option<String>);

pub(super) fn read_lines(
    bytes: &[u8],
    accept: &mut dyn FnMut(Article),
    problems: &mut Problems<'_>,
) {
    let mut offset = 0;
    for (index, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let place = Place { line: index + 1, offset };
        offset += line.len();
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match utf8(line, place.offset, place.line).and_then(|text| parse_line(text, place)) {
            Ok(record) => take(record, place, accept, problems),
            Err(problem) => problems.push(*problem),
        }
    }
}

pub(super) fn read_document(
    bytes: &[u8],
    accept: &mut dyn FnMut(Article),
    problems: &mut Problems<'_>,
) {
    let text = match utf8(bytes, 0, 1) {
        Ok(text) => text,
        Err(problem) => return problems.push(*problem),
    };
    let is_list = text.trim_start().starts_with('[');
    let records = if is_list {
        serde_json::from_str::<Vec<Record>>(text)
    } else {
        serde_json::from_str::<Record>(text).map(|record| vec![record])
    };
    match records {
        Ok(records) => {
            for (index, record) in records.into_iter().enumerate() {
                take(record, Place { line: index + 1, offset: 0 }, accept, problems);
            }
        }
        // Several records without a list around them: lines after all.
        Err(error) if !is_list && error.line() > 1 && error.column() <= 1 => {
            read_lines(bytes, accept, problems);
        }
        Err(error) => {
            let before: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            problems.push(no_json(&error, Place { line: error.line(), offset: before }));
        }
    }
}

/// Where a record begins.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    offset: usize,
}

impl Place {
    fn position(self, column: usize) -> Position {
        Position { line: self.line, column: column.max(1) }
    }
}

fn parse_line(line: &str, place: Place) -> Result<Record, Box<Problem>> {
    serde_json::from_str(line.trim_end()).map_err(|error| {
        // serde counts columns in bytes.
        let bytes = error.column().saturating_sub(1);
        let column = Lines::new(line).position(bytes).column;
        let start = place.offset + bytes.min(line.len());
        no_json(&error, place).at(start..start, place.position(column)).boxed()
    })
}

fn no_json(error: &serde_json::Error, place: Place) -> Problem {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or("it is no JSON").to_owned();
    let start = place.offset + error.column().saturating_sub(1);
    Problem::error("read/json", format!("the record is no JSON: {reason}"), reason)
        .help(
            "each line is one object such as {\"title\": …, \"date\": \"2022-07-18\", \"text\": …}",
        )
        .at(start..start, place.position(error.column()))
}

fn take(
    record: Record,
    place: Place,
    accept: &mut dyn FnMut(Article),
    problems: &mut Problems<'_>,
) {
    let source = problems.name;
    let stamp = first([
        record.date,
        record.published,
        record.pub_date,
        record.published_at,
        record.date_published,
        record.feed_date,
    ]);
    let id = first([record.id, record.guid]).unwrap_or_else(|| format!("{source}:{}", place.line));
    let Some(text) = first([record.text, record.body, record.content, record.article_body]) else {
        let problem = Problem::error("article/empty", format!("`{id}` has no text"), "no text");
        return problems.push(
            problem
                .help("give it a field `text`")
                .at(place.offset..place.offset, place.position(1)),
        );
    };
    let published = stamp.as_deref().and_then(date::day);
    match (&stamp, published) {
        (Some(stamp), None) => problems.push(
            Problem::warning(
                "article/date",
                format!("`{stamp}` is no day"),
                "in the field for the date",
            )
            .help("write it as `2022-07-18`")
            .at(place.offset..place.offset, place.position(1)),
        ),
        (None, None) => problems.push(
            undated(&id)
                .help("give it a field `date` such as \"2022-07-18\"")
                .at(place.offset..place.offset, place.position(1)),
        ),
        _ => {}
    }
    let text = tidy(&text);
    accept(Article {
        dateline: date::dateline(&text, published),
        source: source.to_owned(),
        title: first([record.title, record.headline]),
        published: published.map(|day| Published { day, from: DateFrom::Record }),
        url: first([record.url, record.link]).and_then(|url| web_address(&url)),
        publisher: first([record.publisher, record.source]),
        lang: first([record.lang, record.language]),
        id,
        text,
    });
}

/// The first that is there and not blank.
fn first<const N: usize>(fields: [Loose; N]) -> Option<String> {
    fields.into_iter().filter_map(|field| field.0).find(|text| !text.trim().is_empty())
}

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
            if key == "name" || key == "title" {
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

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::read::read;
    use annals_core::Diagnostic;

    fn read_all(name: &str, text: impl AsRef<[u8]>) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut articles = Vec::new();
        let problems = read(name, text.as_ref(), &mut |article| articles.push(article));
        (articles, problems)
    }

    #[test]
    fn fields_have_several_names() {
        let (articles, problems) = read_all(
            "news.jsonl",
            r#"{"id": 7, "headline": "Fair", "pubDate": "Mon, 03 May 2021 10:00:00 GMT", "content": "The fair opened.", "text": null, "source": {"id": null, "name": "Lyon Post"}, "link": "https://example.org/7", "tags": ["a"], "score": 1.5}"#,
        );
        assert!(problems.is_empty(), "{problems:?}");
        let article = &articles[0];
        assert_eq!(article.id, "7");
        assert_eq!(article.source, "news.jsonl");
        assert_eq!(article.title.as_deref(), Some("Fair"));
        assert_eq!(article.publisher.as_deref(), Some("Lyon Post"));
        assert_eq!(article.date().unwrap().to_string(), "2021-05-03");
        assert_eq!(article.url.as_deref(), Some("https://example.org/7"));
    }

    #[test]
    fn a_bad_line_costs_itself() {
        let good = r#"{"id": "a", "date": "2021-05-03", "text": "The fair opened."}"#;
        let mut file = format!("{good}\n{{\"id\": \"é\", nonsense}}\n\n{good}\r\n").into_bytes();
        file.extend_from_slice(b"{\"id\": \"\xFF\"}\n");
        file.extend_from_slice(b"{\"id\": \"b\", \"date\": \"2021-05-03\"}\nplain\n");
        let (articles, problems) = read_all("news.jsonl", file);
        assert_eq!(articles.len(), 2);
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "news.jsonl:2:13: error[read/json]: the record is no JSON: key must be a string",
                "news.jsonl:5:9: error[read/encoding]: byte 157 is not UTF-8",
                "news.jsonl:6:1: error[article/empty]: `b` has no text",
                "news.jsonl:7:1: error[read/json]: the record is no JSON: expected value",
            ]
        );
    }

    #[test]
    fn a_record_without_a_day_is_kept_with_a_warning() {
        let (articles, problems) = read_all(
            "news.jsonl",
            "{\"text\": \"The fair opened.\"}\n{\"text\": \"It rained.\", \"date\": \"soon\"}",
        );
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[1].id, "news.jsonl:2");
        assert_eq!(problems[0].message, "nothing says when `news.jsonl:1` was published");
        assert_eq!(problems[1].message, "`soon` is no day");
    }

    #[test]
    fn a_document_holds_one_record_or_a_list() {
        let record =
            "{\"id\": \"a\",\n \"date\": \"2021-05-03\",\n \"text\": \"The fair opened.\"}";
        for text in [
            record.to_owned(),
            format!("[{record},\n{record}]"),
            format!("{}\n{}", record.replace('\n', ""), record.replace('\n', "")),
        ] {
            let (articles, problems) = read_all("news.json", text);
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(articles[0].text, "The fair opened.");
        }
        let (_, problems) = read_all("news.json", "[\n{\"id\": }]");
        assert_eq!(problems[0].position.to_string(), "2:8");
    }

    #[test]
    fn a_long_line_is_read_once() {
        let text = "The fair opened. ".repeat(600_000);
        let (articles, _) =
            read_all("news.jsonl", format!("{{\"date\": \"2021-05-03\", \"text\": \"{text}\"}}"));
        assert_eq!(articles[0].text.len(), text.len() - 1);
    }
}
