//! What a line of a markwhen text is.

/// A line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Nothing, or a comment.
    Blank,
    /// `section Title`, `group Title` or `# Title`; the level of the last is told.
    Section(&'a str, Option<usize>),
    /// `end section`, `endGroup`.
    EndSection,
    /// What may be an event: the places of the colons before which its date may stand.
    Dated(Vec<usize>),
    /// Anything else.
    Text,
}

/// The most colons before which a date is looked for: times of day have them too.
const MOST_COLONS: usize = 6;

/// Tells what a line is.
pub(super) fn of(line: &str) -> Line<'_> {
    let text = line.trim();
    if text.is_empty() || text.starts_with("//") {
        return Line::Blank;
    }
    let lower = text.get(..text.len().min(16)).map(str::to_ascii_lowercase).unwrap_or_default();
    for word in ["section", "group"] {
        if lower == format!("end{word}") || lower == format!("end {word}") {
            return Line::EndSection;
        }
        if let Some(title) = text.get(word.len()..).filter(|_| lower.starts_with(word))
            && (title.is_empty() || title.starts_with(' '))
        {
            return Line::Section(title.trim(), None);
        }
    }
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    if let Some(title) = text.get(level..).filter(|title| level > 0 && title.starts_with(' ')) {
        return Line::Section(title.trim(), Some(level));
    }
    let colons: Vec<usize> = text
        .match_indices(':')
        .map(|(at, _)| at)
        .filter(|at| text[at + 1..].is_empty() || text[at + 1..].starts_with([' ', '\t']))
        .take(MOST_COLONS)
        .take_while(|at| is_dateish(&text[..*at]))
        .collect();
    if colons.is_empty() { Line::Text } else { Line::Dated(colons) }
}

/// Whether a text may be a date of markwhen: numbers, months, units and the words between them.
fn is_dateish(text: &str) -> bool {
    const WORDS: [&str; 27] = [
        "ad", "after", "am", "at", "bc", "bce", "before", "by", "ce", "day", "days", "every",
        "for", "hour", "hours", "minute", "minutes", "month", "months", "now", "pm", "times",
        "today", "week", "weeks", "year", "years",
    ];
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut has_date = false;
    for word in text.split([' ', '\t', ',', '/']).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let is_month = lower.len() <= 9 && MONTHS.iter().any(|month| lower.starts_with(month));
        let number = word.strip_prefix('-').unwrap_or(word);
        let is_range = word == "-" && has_date;
        let is_number =
            number.starts_with(|first: char| first.is_ascii_digit()) && word.len() <= 40;
        let is_relative = lower == "now" || word.starts_with('!');
        if !(is_month || is_range || is_number || is_relative || WORDS.contains(&lower.as_str())) {
            return false;
        }
        has_date |= is_number || is_relative;
    }
    has_date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        assert_eq!(of("  // note"), Line::Blank);
        assert_eq!(of("section The sea #port"), Line::Section("The sea #port", None));
        assert_eq!(of("## Rail"), Line::Section("Rail", Some(2)));
        assert_eq!(of("end group"), Line::EndSection);
        assert_eq!(of("1912-03/1913: Fair"), Line::Dated(vec![12]));
        assert_eq!(of("Dec 1, 2020 10:30 - now: x: y"), Line::Dated(vec![23]));
        assert_eq!(of("after !fair 3 days: x"), Line::Dated(vec![18]));
        for text in [
            "10 things to know: one",
            "Grouping: x",
            "#tag",
            "sectional: x",
            "title: x",
            "- 1912: x",
        ] {
            assert_eq!(of(text), Line::Text, "{text}");
        }
    }
}
