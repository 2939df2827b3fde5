//! The day of publication in the data of scripts: `"datePublished":"2021-05-03"` in what a page
//! hands to its programs. Scripts are searched, not run.

use super::declared::is_universal;
use super::read::Reader;
use super::{Candidate, DateFrom};
use memchr::memmem::Finder;

/// Names of fields for the day of publication.
const KEYS: [&str; 14] = [
    "datePublished",
    "date_published",
    "publishedAt",
    "published_at",
    "publishedDate",
    "published_date",
    "publishedTime",
    "published_time",
    "publicationDate",
    "publication_date",
    "publishDate",
    "publish_date",
    "pubDate",
    "firstPublished",
];
/// How long a stamp can be, in bytes.
const LONGEST: usize = 40;
/// How much such a day is believed: less than what the page says to others, more than its text.
const WEIGHT: i32 = 60;

/// The day that the scripts of a page name, where they name only one: those that list other
/// articles tell nothing.
pub(super) fn candidate<'s>(
    scripts: impl Iterator<Item = &'s str>,
    reader: &Reader,
) -> Option<Candidate> {
    let finders = KEYS.map(|key| (key, Finder::new(key)));
    let mut only: Option<Candidate> = None;
    for script in scripts {
        for (key, finder) in &finders {
            for at in finder.find_iter(script.as_bytes()) {
                let Some(stamp) = field(script, at, key.len()) else { continue };
                let Some(day) = reader.stamp(stamp) else { continue };
                if only.is_some_and(|only| only.day != day) {
                    return None;
                }
                let is_universal = is_universal(stamp);
                only.get_or_insert(Candidate {
                    day,
                    from: DateFrom::Script,
                    weight: WEIGHT,
                    is_universal,
                });
            }
        }
    }
    only
}

/// The value of a field whose name stands at a place of a script: after a colon, in quotes or not,
/// which have backslashes before them where the data is a text itself.
fn field(script: &str, at: usize, length: usize) -> Option<&str> {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
    if script[..at].ends_with(goes_on) {
        return None;
    }
    let unquoted = |text: &'_ str| text.trim_start_matches(['\\', '"', '\'']).len();
    let after = &script[at + length..];
    let after = after[after.len() - unquoted(after)..].trim_start();
    let after = after.strip_prefix(':')?.trim_start();
    let value = &after[after.len() - unquoted(after)..];
    let value = &value[..value.floor_char_boundary(LONGEST)];
    let end = value.find(['\\', '"', '\'', '}', '\n'])?;
    Some(value[..end].trim_end_matches([',', ' '])).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(scripts: &[&str]) -> Option<String> {
        let reader = Reader::new(Some("en"), "", std::iter::empty());
        candidate(scripts.iter().copied(), &reader).map(|found| found.day.to_string())
    }

    #[test]
    fn fields_are_read_however_they_are_quoted() {
        for script in [
            r#"{"article":{"datePublished":"2021-05-03T09:00:00+02:00"}}"#,
            r#"var data = {publishedAt: '2021-05-03'};"#,
            r#"load("{\"publish_date\":\"2021-05-03\"}")"#,
            r#"{"pubDate" : 1620000000000}"#,
            r#"{"datePublished":"","publishedDate":"2021-05-03","x":{"datePublished":null}}"#,
        ] {
            assert_eq!(day(&[script]).as_deref(), Some("2021-05-03"), "{script}");
        }
    }

    #[test]
    fn scripts_that_name_several_days_or_none_say_nothing() {
        for scripts in [
            &[r#"{"datePublished":"2021-05-03"}"#, r#"{"datePublished":"2021-05-04"}"#][..],
            &[r#"[{"pubDate":"2021-05-03"},{"pubDate":"2021-05-04"}]"#],
            &["if (a.datePublished) { show('2021-05-03') }"],
            &[r#"{"xdatePublished":"2021-05-03"}"#],
            &[r#"{"datePublished"#],
            &[r#"{"datePublished":"2021-05-03"#],
            &[],
        ] {
            assert_eq!(day(scripts), None, "{scripts:?}");
        }
    }
}
