//! One article as Markdown, with front matter in TOML (`+++`) or YAML (`---`) or with none.
//!
//! What the front matter says is read like a record of JSON. Of the text the words are kept, not
//! their look: pictures, code blocks and tables are left out, links keep their words.

use super::date;
use super::problem::{Problem, Problems, utf8};
use super::record::{Place, Record};
use crate::article::{Article, DateFrom, Published};
use annals_core::{Lines, Position};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The article of a file of Markdown.
pub(super) fn read(bytes: &[u8], problems: &mut Problems) -> Result<Option<Article>, Box<Problem>> {
    article(utf8(bytes, 0, 1)?, problems)
}

fn article(text: &str, problems: &mut Problems) -> Result<Option<Article>, Box<Problem>> {
    let (matter, body) = split(text)?;
    let mut record = match &matter {
        Some(matter) => matter.record(text)?,
        None => Record::default(),
    };
    let words = words(body);
    record.set_text(words.text);
    let in_name = if record.has_date() { None } else { date::in_name(&problems.name) };
    if let Some(day) = in_name {
        record.set_date(day);
    }
    let place = Place {
        position: Position { line: 1, column: 1 },
        offset: 0,
        date_help: "give it front matter with a line such as `date: 2022-07-18`",
    };
    let name = problems.name.clone();
    let article = record.article(|| name, &place, problems);
    Ok(article.map(|article| Article {
        title: article.title.or(words.title),
        published: match in_name {
            Some(day) => Some(Published { day, from: DateFrom::FileName }),
            None => {
                article.published.map(|published| Published { from: DateFrom::Head, ..published })
            }
        },
        ..article
    }))
}

/// The front matter of a text.
struct Matter<'t> {
    fence: &'static str,
    text: &'t str,
}

const FENCES: [&str; 2] = ["+++", "---"];

/// The front matter, where there is some, and what follows it.
fn split(text: &str) -> Result<(Option<Matter<'_>>, &str), Box<Problem>> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let Some(fence) = FENCES.into_iter().find(|fence| first.trim_end() == *fence) else {
        return Ok((None, text));
    };
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            return Ok((Some(Matter { fence, text: &rest[..end] }), &rest[end + line.len()..]));
        }
        end += line.len();
    }
    if fence == "---" {
        // A rule across the page, not the fence of anything.
        return Ok((None, text));
    }
    Err(Problem::error("markdown/front-matter", "the front matter does not end", "it begins here")
        .help(format!("write a line `{fence}` below it"))
        .boxed())
}

impl Matter<'_> {
    fn record(&self, file: &str) -> Result<Record, Box<Problem>> {
        match self.fence {
            "+++" => toml::from_str(self.text).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                self.problem("TOML", error.message(), at, file)
            }),
            _ if self.text.trim().is_empty() => Ok(Record::default()),
            _ => serde_saphyr::from_str(self.text).map_err(|error| {
                let at = error.location().map_or(0, |location| {
                    let line = (location.line() as usize).saturating_sub(1);
                    self.text.split_inclusive('\n').take(line).map(str::len).sum()
                });
                let message = error.to_string();
                let message = message.lines().next().unwrap_or("it cannot be read");
                self.problem("YAML", message, at, file)
            }),
        }
    }

    fn problem(&self, what: &str, message: &str, at: usize, file: &str) -> Box<Problem> {
        let start = self.text.as_ptr() as usize - file.as_ptr() as usize + at;
        let message = format!("the front matter is no {what}: {}", message.trim());
        Problem::error("markdown/front-matter", message, "")
            .help("put texts with colons or quotes into quotes")
            .at(start..start, Lines::new(file).position(start))
            .boxed()
    }
}

/// The words of a page, and its first heading.
#[derive(Default)]
struct Words {
    title: Option<String>,
    text: String,
}

fn words(markdown: &str) -> Words {
    let mut words = Words::default();
    // In how many elements that are left out the reader is.
    let mut left_out = 0;
    let mut heading = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(
                Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_),
            ) => left_out += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Table) => {
                left_out -= 1;
            }
            _ if left_out > 0 => {}
            Event::Start(Tag::Heading { .. }) => heading = Some(words.text.len()),
            Event::End(TagEnd::Heading(_)) => {
                let start = heading.take().unwrap_or(words.text.len());
                let is_first = words.title.is_none() && words.text[..start].trim().is_empty();
                if is_first {
                    words.title = Some(words.text.split_off(start).trim().to_owned());
                }
                words.text.push_str("\n\n");
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                words.text.truncate(words.text.trim_end().len());
                words.text.push_str("\n\n");
            }
            Event::Text(text) | Event::Code(text) => words.text.push_str(&text),
            Event::SoftBreak => words.text.push(' '),
            Event::HardBreak => words.text.push('\n'),
            _ => {}
        }
    }
    words.text.truncate(words.text.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use crate::article::DateFrom;
    use crate::read::tests::one;

    #[test]
    fn front_matter_is_read_in_both_languages() {
        let body = "\n# A heading\n\nThe *fair* opened\nin [Lyon](https://example.org).\n\n- It rained.\n- Few came.\n";
        for matter in [
            "+++\ntitle = \"The fair opens\"\ndate = 2021-05-03T10:00:00+02:00\nurl = \"https://example.org/fair\"\nlang = \"en\"\ntags = [\"fair\"]\n[extra]\nx = 1\n+++\n",
            "---\ntitle: 'The fair opens'\ndate: 2021-05-03 # the day\nurl: https://example.org/fair\nlang: en\ntags: [fair]\nextra:\n  x: 1\n---\n",
            "---\r\ntitle: >-\r\n  The fair\r\n  opens\r\ndate: May 3, 2021\r\nurl: https://example.org/fair\r\nlang: en\r\n...\r\n",
        ] {
            for name in ["fair.md", "fair"] {
                let (article, problems) = one(name, &format!("{matter}{body}"));
                assert!(problems.is_empty(), "{problems:?}");
                let article = article.unwrap();
                assert_eq!(article.title.as_deref(), Some("The fair opens"), "{matter}");
                assert_eq!(article.date().unwrap().to_string(), "2021-05-03");
                assert_eq!(article.published.unwrap().from, DateFrom::Head);
                assert_eq!(article.url.as_deref(), Some("https://example.org/fair"));
                assert_eq!(article.lang.as_deref(), Some("en"));
                assert_eq!(article.text, "The fair opened in Lyon.\n\nIt rained.\n\nFew came.");
            }
        }
    }

    #[test]
    fn the_first_heading_is_the_title_where_there_is_no_other() {
        let (article, problems) = one(
            "2021-05-03-fair.md",
            "# The fair\n\nIt opened.\n\n## Later\n\n```\ncode\n```\n\nIt closed.",
        );
        let article = article.unwrap();
        assert_eq!(article.title.as_deref(), Some("The fair"));
        assert_eq!(article.text, "It opened.\n\nLater\n\nIt closed.");
        assert_eq!(article.published.unwrap().from, DateFrom::FileName);
        assert!(problems.is_empty());
    }

    #[test]
    fn front_matter_that_cannot_be_read_is_pointed_at() {
        for (text, message) in [
            (
                "+++\ntitle = \"Fair\"\ndate = yesterday\n+++\nText.",
                "fair.md:3:8: error[markdown/front-matter]: the front matter is no TOML",
            ),
            ("---\ntitle: \"Fair\ndate: x\n---\nText.", "the front matter is no YAML"),
            (
                "+++\ntitle = \"Fair\"\nText.",
                "fair.md:1:1: error[markdown/front-matter]: the front matter does not end",
            ),
            ("---\ndate: soon\n---\nText.", "fair.md:1:1: warning[article/date]: `soon` is no day"),
        ] {
            let (_, problems) = one("fair.md", text);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].to_string().contains(message), "{}", problems[0]);
        }
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let (article, _) = one("2021-05-03.md", "---\n\nThe fair opened.");
        assert_eq!(article.unwrap().text, "The fair opened.");
        let (article, _) = one("2021-05-03.txt", "---\nThe fair opened.");
        assert_eq!(article.unwrap().text, "---\nThe fair opened.");
    }

    #[test]
    fn a_bomb_of_aliases_is_refused() {
        let mut yaml = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (name, of) in ["b", "c", "d", "e", "f", "g", "h", "i"]
            .into_iter()
            .zip(["a", "b", "c", "d", "e", "f", "g", "h"])
        {
            let list = vec![format!("*{of}"); 9].join(", ");
            yaml.push_str(&format!("{name}: &{name} [{list}]\n"));
        }
        let (article, problems) = one("fair.md", &format!("{yaml}---\nThe fair opened."));
        assert!(article.is_none());
        assert_eq!(problems[0].code, "markdown/front-matter");
    }
}
