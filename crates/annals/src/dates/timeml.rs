//! A text as TimeML, its expressions as TIMEX3.
//!
//! TimeML marks single expressions, which may not overlap; what several say together it can only
//! tell of two ends: a range is an empty TIMEX3 of the type DURATION with `beginPoint` and
//! `endPoint`. Either-or, open ends and imprecision beyond `mod` have no form in it. An expression
//! without a TIMEX3 value is left unmarked.

use super::{Document, Found};
use annals_core::{AnchorKind, Date, Endpoint};
use annals_dates::{Annotation, Annotations, Combined, Reference};
use annals_exchange::timeml::{OPENING, escaped, period};
use std::io::{self, Write};

/// Writes a document.
///
/// # Errors
/// The output cannot be written.
pub(super) fn write(out: &mut dyn Write, document: &Document, found: &Found) -> io::Result<()> {
    out.write_all(OPENING.as_bytes())?;
    writeln!(out, "<DOCID>{}</DOCID>", escaped(&document.name()))?;
    write_creation_time(out, found.reference)?;
    out.write_all(b"<TEXT>")?;
    write_text(out, &document.text, &found.annotations)?;
    out.write_all(b"</TEXT>\n</TimeML>\n")
}

/// The day of reference, to which other expressions can point as `t0`.
fn write_creation_time(out: &mut dyn Write, reference: Option<Reference>) -> io::Result<()> {
    let Some(Reference { day, time, .. }) = reference else {
        return out.write_all(b"<DCT/>\n");
    };
    let (kind, value) = match time {
        Some((hour, minute)) => ("TIME", format!("{day}T{hour:02}:{minute:02}")),
        None => ("DATE", day.to_string()),
    };
    writeln!(
        out,
        "<DCT><TIMEX3 tid=\"t0\" type=\"{kind}\" value=\"{value}\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">{value}</TIMEX3></DCT>"
    )
}

fn write_text(out: &mut dyn Write, text: &str, found: &Annotations) -> io::Result<()> {
    let mut written = 0;
    let mut ranges = found.combined.iter().filter_map(length).peekable();
    let mut range_id = found.mentions.len();
    for (number, mention) in found.mentions.iter().enumerate() {
        let Some(timex) = &mention.timex else { continue };
        write!(out, "{}", escaped(&text[written..mention.span.start]))?;
        let (id, kind, value) = (number + 1, timex.kind.name(), escaped(&timex.value));
        write!(out, "<TIMEX3 tid=\"t{id}\" type=\"{kind}\" value=\"{value}\"")?;
        if let Some(modifier) = timex.modifier {
            write!(out, " mod=\"{}\"", modifier.name())?;
        }
        if let Some(anchor) = anchor_id(mention, &found.mentions[..number]) {
            write!(out, " temporalFunction=\"true\" anchorTimeID=\"t{anchor}\"")?;
        }
        write!(out, ">{}</TIMEX3>", escaped(&text[mention.span.clone()]))?;
        written = mention.span.end;
        if let Some((range, value)) = ranges.next_if(|(range, _)| range.members.end == number + 1) {
            range_id += 1;
            write!(
                out,
                "<TIMEX3 tid=\"t{range_id}\" type=\"DURATION\" value=\"{value}\" beginPoint=\"t{}\" endPoint=\"t{}\"/>",
                range.members.start + 1,
                range.members.end
            )?;
        }
    }
    write!(out, "{}", escaped(&text[written..]))
}

/// The number of the expression from which another was reckoned; 0 is the day of reference.
fn anchor_id(mention: &Annotation, before: &[Annotation]) -> Option<usize> {
    let anchor = mention.anchor.as_ref()?;
    match anchor.kind {
        AnchorKind::Publication => Some(0),
        AnchorKind::Dateline | AnchorKind::Mention => {
            let same =
                |one: &Annotation| one.date.as_ref() == Some(&anchor.date) && one.timex.is_some();
            before.iter().rposition(same).map(|place| place + 1)
        }
    }
}

/// A combination that has a beginning and an end, and how long it is.
fn length(one: &Combined) -> Option<(&Combined, String)> {
    match one.date.as_ref()? {
        Date::Interval { start: Endpoint::At(start), end: Endpoint::At(end) }
            if one.members.len() == 2 =>
        {
            Some((one, period(*start, *end)))
        }
        _ => None,
    }
}
