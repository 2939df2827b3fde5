//! A text with its dates marked, each followed by what it means.

use annals_dates::{Annotation, Annotations, TimexKind};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use std::ops::Range;

const EXPRESSION: Style = Style::new().bold().underline();
const VALUE: Style = AnsiColor::Cyan.on_default();

/// Writes the text: in colour with the expressions underlined, otherwise with them in brackets.
///
/// # Errors
/// The output cannot be written.
pub(super) fn write(
    out: &mut dyn Write,
    text: &str,
    found: &Annotations,
    colour: bool,
) -> io::Result<()> {
    let mut written = 0;
    for (span, value) in marks(found) {
        let (before, expression) = (&text[written..span.start], &text[span.clone()]);
        match colour {
            true => write!(
                out,
                "{before}{EXPRESSION}{expression}{EXPRESSION:#} {VALUE}{value}{VALUE:#}"
            )?,
            false => write!(out, "{before}[{expression} = {value}]")?,
        }
        written = span.end;
    }
    out.write_all(&text.as_bytes()[written..])?;
    if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }
}

/// What to mark: combinations that are one date, and the expressions outside them.
fn marks(found: &Annotations) -> Vec<(&Range<usize>, String)> {
    let combined = found.combined.iter().filter_map(|one| Some((&one.span, one.date.as_ref()?)));
    let mut marks: Vec<(&Range<usize>, String)> =
        combined.map(|(span, date)| (span, date.to_edtf().text().to_owned())).collect();
    let whole = marks.len();
    for mention in &found.mentions {
        let at = marks[..whole].partition_point(|(span, _)| span.end <= mention.span.start);
        if marks[..whole].get(at).is_none_or(|(span, _)| mention.span.end <= span.start) {
            marks.push((&mention.span, value(mention)));
        }
    }
    marks.sort_by_key(|(span, _)| span.start);
    marks
}

/// A date in EDTF; a duration or a set in TIMEX3; a question mark for what cannot be told.
fn value(mention: &Annotation) -> String {
    let lasting = |kind: TimexKind| matches!(kind, TimexKind::Duration | TimexKind::Set);
    match (&mention.date, mention.timex.as_ref().filter(|timex| lasting(timex.kind))) {
        (Some(date), _) => date.to_edtf().text().to_owned(),
        (None, Some(timex)) => timex.value.clone(),
        (None, None) => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_dates::{Language, annotate};

    #[test]
    fn expressions_are_marked_with_colour_or_with_brackets() {
        let text = "Built from 1910 to 1915, twice a week,\nat some time";
        let found = annotate(text, Language::english(), None);
        let marked = |colour| {
            let mut out = Vec::new();
            write(&mut out, text, &found, colour).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(
            marked(false),
            "Built [from 1910 to 1915 = 1910/1915], [twice a week = P1W],\nat some time\n"
        );
        assert!(marked(true).starts_with(
            "Built \x1b[1m\x1b[4mfrom 1910 to 1915\x1b[0m \x1b[36m1910/1915\x1b[0m, "
        ));
    }
}
