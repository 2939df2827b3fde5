//! Datelines: "SEOUL, Aug. 12 (Agency) --", from whose day a report counts.

use std::ops::Range;

/// How many bytes a dateline may have before its day, and after it.
const LONGEST: usize = 80;
/// How many words the place may have: "WASHINGTON, D.C.".
const PLACE_WORDS: usize = 6;
const DASHES: [char; 4] = ['-', '–', '—', '_'];

/// Whether the expression at a span is the day of a dateline: a place and a comma before it on its
/// line, a dash after it, and between them perhaps an agency in brackets.
pub(crate) fn holds(text: &str, span: &Range<usize>) -> bool {
    let line = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let place = text[line..span.start].trim();
    let Some(place) = place.strip_suffix(',').filter(|place| place.len() <= LONGEST) else {
        return false;
    };
    let is_place = place.starts_with(char::is_uppercase)
        && place.split_whitespace().count() <= PLACE_WORDS
        && !place.contains(['"', ';', ':'])
        && !place.contains(". ");
    let after = &text[span.end..text.floor_char_boundary(span.end.saturating_add(LONGEST))];
    let after = after.trim_start_matches([' ', ',']);
    let after = match after.strip_prefix('(').and_then(|agency| agency.split_once(')')) {
        Some((agency, rest)) if !agency.contains('\n') => rest.trim_start_matches([' ', ',']),
        _ => after,
    };
    is_place && after.starts_with(DASHES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_has_a_place_before_its_day_and_a_dash_after() {
        let cases = [
            ("SEOUL, Aug. 12 (Wire) -- The fair opened.", true),
            ("A headline\nLYON, France, Aug. 12 – The fair opened.", true),
            ("WASHINGTON, D.C., Aug. 12 _ The fair opened.", true),
            ("The fair opened, Aug. 12 (Wire) it closed.", false),
            ("We met. Later on, Aug. 12 - it was a Friday - we left.", false),
            ("Aug. 12 -- The fair opened.", false),
            ("the fair, Aug. 12 -- at last.", false),
        ];
        for (text, expected) in cases {
            let start = text.find("Aug. 12").unwrap();
            assert_eq!(holds(text, &(start..start + 7)), expected, "{text}");
        }
    }
}
