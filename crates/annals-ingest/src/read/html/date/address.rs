//! The day in the path of an address: `/2021/05/03/`, `/2021-05-03-fair`, `/20210503/`.

use super::read::Reader;
use annals_core::Day;

/// The day that a path names, where it names one; of several the first.
///
/// A path that names only a year and a month tells no day. Where the year stands last, day and
/// month stand as the page orders them.
pub(super) fn day(url: &str, reader: &Reader) -> Option<Day> {
    let path = path(url);
    let bytes = path.as_bytes();
    let starts = || {
        (0..bytes.len()).filter(|&at| {
            bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit())
        })
    };
    let year_first = starts().find_map(|at| parted(bytes, at).or_else(|| run(bytes, at, civil)));
    year_first.or_else(|| {
        let year_last = |a: u32, b: u32, c: u32| {
            let day = reader.ordered(c as u16, (a as u16, b as u16))?;
            civil(c, u32::from(day.civil().month), u32::from(day.civil().day))
        };
        starts().find_map(|at| year_last_at(bytes, at, &year_last))
    })
}

fn year_last_at(
    bytes: &[u8],
    at: usize,
    day: &impl Fn(u32, u32, u32) -> Option<Day>,
) -> Option<Day> {
    let (first, next) = number(bytes, at, 1..=8)?;
    if next - at == 8 {
        return is_alone(bytes, at, next)
            .then(|| day(first / 1_000_000, first / 10_000 % 100, first % 10_000))?;
    }
    let separator = *bytes.get(next).filter(|byte| matches!(byte, b'-' | b'_' | b'.'))?;
    let (second, next) = number(bytes, next + 1, 1..=2)?;
    if bytes.get(next) != Some(&separator) {
        return None;
    }
    let (year, _) = number(bytes, next + 1, 4..=4)?;
    day(first, second, year)
}

/// An address without what stands before its path, of a copy in an archive that of the page.
fn path(url: &str) -> &str {
    let inner = url.rfind("://").map_or(url, |at| &url[at + 3..]);
    let inner = inner.split(['#']).next().unwrap_or(inner);
    inner.find('/').map_or("", |at| &inner[at..])
}

fn parted(bytes: &[u8], at: usize) -> Option<Day> {
    let (year, next) = number(bytes, at, 4..=4)?;
    let separator = *bytes.get(next).filter(|byte| matches!(byte, b'/' | b'-' | b'_'))?;
    let (month, next) = number(bytes, next + 1, 1..=2)?;
    if bytes.get(next) != Some(&separator) {
        return None;
    }
    let (day, _) = number(bytes, next + 1, 1..=2)?;
    civil(year, month, day)
}

fn run(bytes: &[u8], at: usize, day: impl Fn(u32, u32, u32) -> Option<Day>) -> Option<Day> {
    let (number, next) = number(bytes, at, 8..=8)?;
    is_alone(bytes, at, next).then(|| day(number / 10_000, number / 100 % 100, number % 100))?
}

/// Whether a number is no part of a longer name.
fn is_alone(bytes: &[u8], at: usize, next: usize) -> bool {
    !bytes.get(next).is_some_and(u8::is_ascii_alphanumeric)
        && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
}

/// A number of so many digits and where it ends.
fn number(
    bytes: &[u8],
    at: usize,
    length: std::ops::RangeInclusive<usize>,
) -> Option<(u32, usize)> {
    let digits = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number =
        || bytes[at..at + digits].iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    length.contains(&digits).then(|| (number(), at + digits))
}

/// A day on which there was a web.
fn civil(year: u32, month: u32, day: u32) -> Option<Day> {
    let is_of_web = (1991..2100).contains(&year);
    is_of_web.then(|| Day::from_civil(year.into(), month as u8, day as u8)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_days() {
        let reader = Reader::new(Some("de"), "", std::iter::empty());
        for (url, expected) in [
            ("https://example.org/2021/05/03/fair.html", Some("2021-05-03")),
            ("https://example.org/news/2021-05-03-fair", Some("2021-05-03")),
            ("https://example.org/news/fair_2021_5_3", Some("2021-05-03")),
            ("https://example.org/20210503/fair", Some("2021-05-03")),
            ("https://example.org/fair-20210503.html", Some("2021-05-03")),
            (
                "https://archive.example/web/20220101000000/https://example.org/2021/05/03/",
                Some("2021-05-03"),
            ),
            ("https://example.org/news/03-05-2021-fair", Some("2021-05-03")),
            ("https://example.org/fair-03052021", Some("2021-05-03")),
            ("https://example.org/2021/05/fair", None),
            ("https://example.org/2021/13/03/fair", None),
            ("https://example.org/id-120210503", None),
            ("https://example.org/a20210503b", None),
            ("https://2021-05-03.example.org/fair", None),
            ("", None),
        ] {
            assert_eq!(day(url, &reader).map(|day| day.to_string()).as_deref(), expected, "{url}");
        }
    }
}
