//! One article as plain text.
//!
//! Its day of publication stands, in the order in which it is looked for: in the first words
//! (`date 2022-07-18 Text …`), in a head of `Key: value` lines that a blank line ends, in the
//! dateline, in the name of the file.

use super::date;
use super::problem::{Problem, Problems, undated, utf8};
use crate::article::{Article, DateFrom, Published, tidy, web_address};
use annals_core::{Day, Lines};

/// The article of a file of plain text.
pub(super) fn read(bytes: &[u8], problems: &mut Problems) -> Result<Option<Article>, Box<Problem>> {
    article(utf8(bytes, 0, 1)?, problems).map(Some)
}

fn article(text: &str, problems: &mut Problems) -> Result<Article, Box<Problem>> {
    let name = problems.name.clone();
    let mut article = Article::new(name.as_str(), name.as_str(), "");
    let body = match opening_day(text) {
        Some(Ok((day, body))) => {
            article.published = Some(Published { day, from: DateFrom::Head });
            body
        }
        Some(Err(problem)) => return Err(problem.within(text).boxed()),
        None => head(text, &mut article, problems),
    };
    article.text = tidy(body);
    article.dateline = date::dateline(&article.text, article.date());
    if article.published.is_none() {
        article.published = later_sources(&article);
    }
    if article.text.is_empty() {
        let problem =
            Problem::error("article/empty", "the article has no text", "its head ends here");
        return Err(problem.boxed());
    }
    if article.published.is_none() {
        problems.push(undated(&name).help("add a first line such as `date 2022-07-18`"));
    }
    Ok(article)
}

fn later_sources(article: &Article) -> Option<Published> {
    let in_name = || date::in_name(&article.source);
    match article.dateline {
        Some(day) => Some(Published { day, from: DateFrom::Dateline }),
        None => Some(Published { day: in_name()?, from: DateFrom::FileName }),
    }
}

/// A day that cannot be read, and its bytes in the file.
struct BadDay<'t>(&'t str);

impl BadDay<'_> {
    fn within(&self, text: &str) -> Problem {
        let start = self.0.as_ptr() as usize - text.as_ptr() as usize;
        Problem::error("article/date", format!("`{}` is no day", self.0), "no such day")
            .help("write a day of the calendar, such as `2022-07-18`")
            .at(start..start + self.0.len(), Lines::new(text).position(start))
    }
}

/// The day and the rest of a text that begins with `date YYYY-MM-DD`.
fn opening_day(text: &str) -> Option<Result<(Day, &str), BadDay<'_>>> {
    let rest = text.trim_start();
    let after =
        rest.get(..4).filter(|word| word.eq_ignore_ascii_case("date")).map(|_| &rest[4..])?;
    let stamp = after.trim_start();
    let is_parted = stamp.len() < after.len() && stamp.starts_with(|c: char| c.is_ascii_digit());
    if !is_parted {
        return None;
    }
    let end = stamp.find(char::is_whitespace).unwrap_or(stamp.len());
    let (stamp, body) = stamp.split_at(end);
    Some(date::day(stamp).map(|day| (day, body)).ok_or(BadDay(stamp)))
}

/// Takes a head of `Key: value` lines off the text, where it has one, and returns the rest.
fn head<'t>(text: &'t str, article: &mut Article, problems: &mut Problems) -> &'t str {
    let mut rest = text.trim_start();
    let mut lines = Vec::new();
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let line = line.trim();
        if line.is_empty() && !lines.is_empty() {
            break;
        }
        match line
            .split_once(':')
            .map(|(key, value)| (key.trim().to_ascii_lowercase(), value.trim()))
        {
            Some((key, value)) if KEYS.contains(&key.as_str()) => lines.push((key, value)),
            // A text that goes on in the line below its head has no head.
            _ => return text,
        }
        rest = after;
    }
    for (key, value) in lines {
        take_line(&key, value, text, article, problems);
    }
    rest
}

const KEYS: [&str; 9] =
    ["title", "date", "published", "source", "publisher", "url", "lang", "language", "author"];

fn take_line(key: &str, value: &str, text: &str, article: &mut Article, problems: &mut Problems) {
    let filled = || (!value.is_empty()).then(|| value.to_owned());
    match key {
        "title" => article.title = filled(),
        "source" | "publisher" => article.publisher = filled(),
        "url" => article.url = web_address(value),
        "lang" | "language" => article.lang = filled(),
        "date" | "published" => match date::day(value) {
            Some(day) => article.published = Some(Published { day, from: DateFrom::Head }),
            None => problems.push(BadDay(value).within(text)),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, DateFrom};
    use crate::read::tests::one;

    fn date_of(article: &Article) -> (String, DateFrom) {
        let published = article.published.unwrap();
        (published.day.to_string(), published.from)
    }

    #[test]
    fn a_first_word_dates_the_text() {
        for text in [
            " date 2021-05-03 The fair opened.\r\n\r\nIt rained.",
            "date 2021-05-03\nThe fair opened.\n\nIt rained.\n",
            "\u{feff}Date 2021-05-03  The fair opened.\n\nIt rained.",
        ] {
            let (article, problems) = one("fair.txt", text);
            let article = article.unwrap();
            assert_eq!(article.text, "The fair opened.\n\nIt rained.");
            assert_eq!(date_of(&article), ("2021-05-03".to_owned(), DateFrom::Head));
            assert_eq!(article.id, "fair.txt");
            assert!(problems.is_empty());
        }
    }

    #[test]
    fn a_head_is_taken_off() {
        let (article, problems) = one(
            "fair.txt",
            "Title: The fair opens\nDate: 3 May 2021\nSource: Lyon Post\nURL: https://example.org/fair\nLang: en\n\nThe fair opened.",
        );
        let article = article.unwrap();
        assert_eq!(article.title.as_deref(), Some("The fair opens"));
        assert_eq!(article.publisher.as_deref(), Some("Lyon Post"));
        assert_eq!(article.url.as_deref(), Some("https://example.org/fair"));
        assert_eq!(article.lang.as_deref(), Some("en"));
        assert_eq!(article.text, "The fair opened.");
        assert_eq!(date_of(&article), ("2021-05-03".to_owned(), DateFrom::Head));
        assert!(problems.is_empty());
    }

    #[test]
    fn a_text_that_only_looks_like_a_head_is_kept() {
        let text = "Title: a word that has two meanings.\nThe first is old.";
        assert_eq!(one("2021-05-03.txt", text).0.unwrap().text, text);
    }

    #[test]
    fn an_address_that_a_page_must_not_link_to_is_dropped() {
        let (article, _) = one("2021-05-03.txt", "URL: javascript:alert(1)\n\nThe fair opened.");
        assert_eq!(article.unwrap().url, None);
    }

    #[test]
    fn dateline_and_name_date_what_says_no_more() {
        let (article, _) = one("fair.txt", "LYON, May 3, 2021 (Wire) - The fair opened.");
        assert_eq!(date_of(&article.unwrap()), ("2021-05-03".to_owned(), DateFrom::Dateline));
        let (article, _) = one("2021-05-03-fair.txt", "The fair opened.");
        assert_eq!(date_of(&article.unwrap()), ("2021-05-03".to_owned(), DateFrom::FileName));
    }

    #[test]
    fn an_undated_article_is_kept_with_a_warning() {
        let (article, problems) = one("fair.txt", "The fair opened.");
        assert!(article.unwrap().published.is_none());
        assert_eq!(
            problems[0].to_string(),
            "fair.txt:1:1: warning[article/date]: nothing says when `fair.txt` was published"
        );
        assert_eq!(problems[0].help.as_deref(), Some("add a first line such as `date 2022-07-18`"));
    }

    #[test]
    fn a_day_that_does_not_exist_is_pointed_at() {
        let (article, problems) = one("fair.txt", "date 2021-02-30 The fair opened.");
        assert!(article.is_none());
        assert_eq!(
            problems[0].to_string(),
            "fair.txt:1:6: error[article/date]: `2021-02-30` is no day"
        );
        assert_eq!(problems[0].span, 5..15);
        let (article, problems) = one("fair.txt", "Date: soon\n\nThe fair opened.");
        assert!(article.is_some());
        assert_eq!(problems[0].position.to_string(), "1:7");
    }

    #[test]
    fn a_head_without_text_is_no_article() {
        let (article, problems) = one("fair.txt", "Title: Fair\nDate: 2021-05-03\n\n");
        assert!(article.is_none());
        assert_eq!(problems[0].code, "article/empty");
    }
}
