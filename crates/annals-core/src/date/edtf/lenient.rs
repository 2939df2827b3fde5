//! Texts that are almost EDTF: each mend is one rule with its warning, and the mended text is then
//! read like any other. Nothing is mended that could mean two things.

use super::error::{DateError, Piece};
use super::read;
use crate::date::expression::Date;
use std::fmt;
use std::ops::Range;

/// Something that was mended in a text that is almost a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A stable name for the kind of mend, such as `date/blank`.
    pub code: &'static str,
    /// What is not as the standard has it, as one line without a full stop.
    pub message: &'static str,
    /// The bytes of the text that were mended.
    pub span: Range<usize>,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

/// Reads the text as it is, or mended.
pub(super) fn read(text: &str) -> Result<(Date, Vec<Warning>), DateError> {
    let error = match read::read(text) {
        Ok(read) => return Ok((read.date, Vec::new())),
        Err(error) => error,
    };
    let mended = Mended::new(text);
    if mended.warnings.is_empty() {
        return Err(error);
    }
    match read::read(&mended.text) {
        Ok(read) => Ok((read.date, mended.warnings)),
        Err(error) => Err(mended.in_original(error, text)),
    }
}

/// The text with its mends, and where its pieces stood before.
struct Mended {
    text: String,
    /// Of each piece: where it begins in the mended text and the bytes that it stands for.
    pieces: Vec<(usize, Range<usize>)>,
    warnings: Vec<Warning>,
}

impl Mended {
    fn new(text: &str) -> Mended {
        let mut mended = Mended { text: String::new(), pieces: Vec::new(), warnings: Vec::new() };
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len().max(start);
        if start > 0 {
            mended.warn("date/blank", "a date has no blanks around it", 0..start);
        }
        let inner = Piece { text: &text[start..end], start };
        mended.date(inner);
        if end < text.len() {
            mended.warn("date/blank", "a date has no blanks around it", end..text.len());
        }
        mended
    }

    /// Cuts at commas, slashes and the dots of ranges, and mends what lies between.
    fn date(&mut self, input: Piece<'_>) {
        let mut rest = input;
        let mut elided: Option<Piece<'_>> = None;
        loop {
            let cut = rest.text.find(['/', ',', '[', ']', '{', '}']).unwrap_or(rest.text.len());
            let (body, after) = (rest.slice(0, cut), rest.from(cut));
            self.ends(body, elided);
            let Some(mark) = after.text.chars().next() else { return };
            self.keep(after.slice(0, 1));
            elided = (mark == '/' && input.text.matches('/').count() == 1).then_some(body);
            rest = after.from(1);
        }
    }

    /// A date, or two with `..` between them.
    fn ends(&mut self, body: Piece<'_>, elided: Option<Piece<'_>>) {
        match body.text.find("..") {
            Some(at) => {
                self.single(body.slice(0, at), None);
                self.keep(body.slice(at, at + 2));
                self.single(body.from(at + 2), None);
            }
            None => self.single(body, elided),
        }
    }

    fn single(&mut self, body: Piece<'_>, start_of_interval: Option<Piece<'_>>) {
        let trimmed = body.text.trim();
        let from = body.text.len() - body.text.trim_start().len();
        let core = body.slice(from, from + trimmed.len());
        if core.text.len() < body.text.len() {
            self.warn(
                "date/blank",
                "a list has no blanks after its commas",
                body.start..body.start + body.text.len(),
            );
        }
        match core.text {
            "open" => return self.put(core, "..", "date/draft", "`open` is now written `..`"),
            "unknown" => {
                return self.put(core, "", "date/draft", "`unknown` is now written as nothing");
            }
            _ => {}
        }
        if let Some(start) = start_of_interval
            && let Some(whole) = unelided(start.text, core.text)
        {
            let message = "an interval writes both of its ends in full";
            return self.put(core, &whole, "date/interval", message);
        }
        if let Some(day) = with_hyphens(core.text) {
            return self.put(core, &day, "date/syntax", "a date has hyphens between its parts");
        }
        if let Some(day) = midnight(core.text) {
            let message = "24:00 is the first moment of the next day";
            return self.put(core, &day, "date/time", message);
        }
        self.letters(core);
    }

    /// Signs and letters of other spellings, and numbers without their zeros.
    fn letters(&mut self, core: Piece<'_>) {
        let mut rest = core;
        let in_time = core.text.find(['T', 't']).filter(|at| *at >= 8).unwrap_or(usize::MAX);
        while let Some(letter) = rest.text.chars().next() {
            let at = rest.start - core.start;
            let one = rest.slice(0, letter.len_utf8());
            let digit = |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_digit());
            let after = rest.bytes().get(letter.len_utf8()).copied();
            let before = at.checked_sub(1).and_then(|at| core.bytes().get(at)).copied();
            match letter {
                '‐' | '‑' | '‒' | '–' | '−' => {
                    self.put(one, "-", "date/dash", "dates are written with plain hyphens");
                }
                'x' | 'u' | 'U' if at < in_time => {
                    self.put(one, "X", "date/mask", "an open digit is written `X`");
                }
                'y' if at == 0 => {
                    self.put(one, "Y", "date/year", "a long year begins with a capital `Y`");
                }
                '+' if at == 0 => self.put(one, "", "date/year", "a year has no plus sign"),
                't' if digit(before) && digit(after) => {
                    self.put(one, "T", "date/time", "a time begins with a capital `T`");
                }
                'z' if at > in_time => {
                    self.put(one, "Z", "date/time", "universal time is a capital `Z`");
                }
                '?' | '~' if matches!((letter, after), ('?', Some(b'~')) | ('~', Some(b'?'))) => {
                    let both = rest.slice(0, 2);
                    self.put(both, "%", "date/draft", "`?~` is now written `%`");
                    rest = rest.from(2);
                    continue;
                }
                '-' if at > 0 && at < in_time && is_lone_digit(&rest.bytes()[1..]) => {
                    self.keep(one);
                    self.put(
                        rest.slice(1, 1),
                        "0",
                        "date/syntax",
                        "months and days have two digits",
                    );
                }
                _ => self.keep(one),
            }
            rest = rest.from(letter.len_utf8());
        }
    }

    fn keep(&mut self, piece: Piece<'_>) {
        self.pieces.push((self.text.len(), piece.start..piece.start + piece.text.len()));
        self.text.push_str(piece.text);
    }

    fn put(&mut self, piece: Piece<'_>, text: &str, code: &'static str, message: &'static str) {
        let span = piece.start..piece.start + piece.text.len();
        self.pieces.push((self.text.len(), span.clone()));
        self.text.push_str(text);
        self.warn(code, message, span);
    }

    fn warn(&mut self, code: &'static str, message: &'static str, span: Range<usize>) {
        self.warnings.push(Warning { code, message, span });
    }

    /// The error of the mended text, in its place in the original.
    fn in_original(&self, error: DateError, original: &str) -> DateError {
        let piece_at = |at: usize| {
            let after = self.pieces.partition_point(|(start, _)| *start <= at);
            after.checked_sub(1).map_or(0..original.len(), |piece| self.pieces[piece].1.clone())
        };
        let start = piece_at(error.span.start).start;
        let end = piece_at(error.span.end.saturating_sub(1)).end.max(start);
        DateError { span: start..end, ..error }
    }
}

/// `2018-01-15` and `02-20` or `20` make `2018-02-20` or `2018-01-20`.
fn unelided(start: &str, end: &str) -> Option<String> {
    let is_numbers = |text: &str| {
        !text.is_empty()
            && text
                .split('-')
                .all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let full = start.is_ascii() && matches!(start.len(), 7 | 10) && !start.starts_with('-');
    let shared = start.len().checked_sub(end.len())?;
    (full && is_numbers(end) && shared >= 5).then(|| format!("{}{end}", &start[..shared]))
}

/// `19850412` as `1985-04-12`.
fn with_hyphens(text: &str) -> Option<String> {
    let is_day = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_day.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// `1985-04-12T24:00:00` as the midnight after.
fn midnight(text: &str) -> Option<String> {
    let (day, time) = text.split_once(['T', 't'])?;
    let rest = time.strip_prefix("24:00")?;
    let rest =
        rest.strip_prefix(":00").map_or_else(|| rest.to_owned(), |zone| format!(":00{zone}"));
    let Date::Single(single) = day.parse().ok()? else { return None };
    (single.first() == single.last()).then(|| format!("{}T00:00{rest}", single.first() + 1))
}

/// Whether one digit stands alone: `4` of `1985-4-12`.
fn is_lone_digit(rest: &[u8]) -> bool {
    matches!(rest, [b'0'..=b'9'] | [b'0'..=b'9', b'-' | b'?' | b'~' | b'%', ..])
}
