//! Dates between formats: from fields, from words beside fields, and what fields carry of a date.

use crate::import::{Import, remark};
use crate::text::one_line;
use annals_core::{Date, Day, Endpoint, Event, Limit, Policy, Single, Unit};

/// A year, a month or a day, as exact as the fields are.
///
/// # Errors
/// The calendar has no such month or day: the year is still known.
pub(crate) fn of_fields(year: i64, month: Option<i64>, day: Option<i64>) -> Result<Date, Date> {
    let whole_year = of_year(year);
    let Some(month) = month else {
        return if day.is_none() { Ok(whole_year) } else { Err(whole_year) };
    };
    let Ok(month) = u8::try_from(month) else { return Err(whole_year) };
    let date = match day {
        Some(day) => u8::try_from(day).ok().and_then(|day| Date::day(year, month, day)),
        None => Date::month(year, month),
    };
    date.ok_or(whole_year)
}

/// A year of any size, astronomical.
pub(crate) fn of_year(year: i64) -> Date {
    let long = || format!("Y{year}").parse().ok();
    Some(year).filter(|year| year.abs() > 9999).and_then(|_| long()).unwrap_or(Date::year(year))
}

/// From one date to another; one date alone where both are the same.
///
/// # Errors
/// The end lies before the start, or an end is no single unit: the start alone.
pub(crate) fn from_to(start: Date, end: Date) -> Result<Date, Date> {
    match (&start, &end) {
        _ if start == end => Ok(start),
        (Date::Single(first), Date::Single(last)) if runs_forward(*first, *last) => {
            Ok(Date::interval(*first, *last))
        }
        _ => Err(start),
    }
}

fn runs_forward(start: Single, end: Single) -> bool {
    let (start, end) = (Date::Single(start), Date::Single(end));
    match (start.earliest().day(), end.latest().day()) {
        (Some(first), Some(last)) => first <= last,
        _ => true,
    }
}

/// The date of an entry, from its fields and from the words in which it is shown.
///
/// Words that agree with the fields say how exact the date is: "c. 1850" beside the year 1850,
/// "summer 1963" beside a day of June. Words that cannot be read, or say something else, are kept
/// in the note.
pub(crate) fn with_words(
    import: &mut Import<'_>,
    event: &mut Event,
    fields: Option<Date>,
    words: &str,
) -> Option<Date> {
    let words = one_line(words);
    if words.is_empty() {
        return fields;
    }
    let told = import.phrases.read_date(&words);
    match (fields, told) {
        (None, Ok(told)) => told,
        (None, Err(error)) => {
            import.undated(event, &words, &error.message);
            None
        }
        (Some(fields), Ok(Some(told))) if told == fields => Some(fields),
        (Some(fields), Ok(Some(told))) if holds(&told, &fields) => {
            if !holds(&fields, &told) {
                remark(event, &format!("Placed at {} in the source.", fields.words()));
            }
            Some(told)
        }
        (Some(fields), Ok(Some(told))) if holds(&fields, &told) => Some(told),
        (Some(fields), told) => {
            if matches!(told, Ok(Some(_))) {
                let message = "the date that is shown is another one: it is kept in the note";
                import.losses.warn("import/shown", message, &words);
            }
            remark(event, &format!("Shown as “{words}” in the source."));
            Some(fields)
        }
    }
}

/// The date of an entry, from its fields and from the EDTF that stands beside them.
pub(crate) fn with_edtf(import: &mut Import<'_>, fields: Option<Date>, edtf: &str) -> Option<Date> {
    let edtf = edtf.trim();
    if edtf.is_empty() {
        return fields;
    }
    match (edtf.parse::<Date>(), fields) {
        (Ok(date), None) => Some(date),
        (Ok(date), Some(fields)) if date.may_meet(&fields) => Some(date),
        (Ok(_), Some(fields)) => {
            let message = "the EDTF beside the date is another date: it is left out";
            import.losses.warn("import/edtf", message, edtf);
            Some(fields)
        }
        (Err(error), fields) => {
            let message = format!("this is no EDTF ({}): it is left out", error.message);
            import.losses.error("import/edtf", message, edtf);
            fields
        }
    }
}

/// Whether all days that the one may mean are days of the other.
fn holds(outer: &Date, inner: &Date) -> bool {
    let (outer_first, outer_last) = (outer.earliest(), outer.latest());
    let starts = outer_first == inner.earliest()
        || match (outer_first.day(), inner.earliest().day()) {
            (Some(outer), Some(inner)) => outer <= inner,
            (outer, _) => outer.is_none() && is_endless(outer_first),
        };
    let ends = outer_last == inner.latest()
        || match (outer_last.day(), inner.latest().day()) {
            (Some(outer), Some(inner)) => outer >= inner,
            (outer, _) => outer.is_none() && is_endless(outer_last),
        };
    starts && ends
}

fn is_endless(limit: Limit) -> bool {
    matches!(limit, Limit::Open | Limit::Unknown)
}

/// Whether both dates say the same of when something started and when it ended, and with as much
/// doubt.
pub(crate) fn is_same(one: &Date, other: &Date) -> bool {
    let doubt = |date: &Date| (date.is_approximate(), date.is_uncertain());
    let bounds = |date: &Date| date.bounds(Policy::default());
    one == other || (bounds(one) == bounds(other) && doubt(one) == doubt(other))
}

/// The first and the last day that a date may mean; where one is not known, the other stands for
/// it. `None` where neither is, or days are not counted so far away.
///
/// ```
/// use annals_exchange::days;
/// let (first, last) = days(&"[1912-05,1912-06]".parse()?).unwrap();
/// assert_eq!((first.to_string(), last.to_string()), ("1912-05-01".into(), "1912-06-30".into()));
/// # Ok::<(), annals_core::DateError>(())
/// ```
pub fn days(date: &Date) -> Option<(Day, Day)> {
    let (first, last) = (date.earliest().day(), date.latest().day());
    Some((first.or(last)?, last.or(first)?))
}

/// A day, month or year of the years 1 to 9999 that is not in doubt, as ISO 8601; `None` for any
/// other date, which HTML's `time` element and schema.org do not know.
///
/// ```
/// use annals_exchange::plain_date;
/// assert_eq!(plain_date(&"1912-03".parse()?).as_deref(), Some("1912-03"));
/// assert_eq!(plain_date(&"1912-03~".parse()?), None);
/// # Ok::<(), annals_core::DateError>(())
/// ```
pub fn plain_date(date: &Date) -> Option<String> {
    let Date::Single(single) = date else { return None };
    let year = single.unit.year().filter(|year| (1..=9999).contains(year));
    let plain = single.part.is_none() && !date.is_approximate() && !date.is_uncertain();
    let named = matches!(single.unit, Unit::Year(_) | Unit::Month(..) | Unit::Day(_));
    (year.is_some() && plain && named).then(|| date.to_string())
}

/// The end of an interval that is a single unit.
pub(crate) fn unit_of(end: &Endpoint) -> Option<Single> {
    match end {
        Endpoint::At(single) => Some(*single),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Import;
    use annals_core::{NoPhrases, Origin};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The date from a field and from words, which are EDTF here, and the note.
    fn shown(field: &str, words: &str) -> (String, String) {
        let mut import = Import::new(&NoPhrases);
        let mut event = Event::new("x", None, Origin::Written);
        let read = with_words(&mut import, &mut event, Some(date(field)), words);
        (read.unwrap().to_string(), event.note.unwrap_or_default())
    }

    #[test]
    fn words_that_agree_say_how_exact_a_date_is() {
        let kept = |text: &str| (text.to_owned(), String::new());
        assert_eq!(shown("1850", "1850~"), kept("1850~"));
        assert_eq!(shown("1850", "1850-03"), kept("1850-03"));
        assert_eq!(shown("1912-05-01/1912-06-30", "[1912-05,1912-06]"), kept("[1912-05,1912-06]"));
        let placed = shown("1963-06-21", "1963-22");
        assert_eq!(placed, ("1963-22".into(), "Placed at 21 June 1963 in the source.".into()));
    }

    #[test]
    fn words_that_do_not_agree_are_kept_in_the_note() {
        let told = shown("1850", "1912");
        assert_eq!(told, ("1850".into(), "Shown as “1912” in the source.".into()));
        let told = shown("1850", "long ago");
        assert_eq!(told, ("1850".into(), "Shown as “long ago” in the source.".into()));
    }

    #[test]
    fn fields_are_as_exact_as_they_are() {
        assert_eq!(of_fields(1850, None, None), Ok(date("1850")));
        assert_eq!(of_fields(1850, Some(3), None), Ok(date("1850-03")));
        assert_eq!(of_fields(1850, Some(3), Some(5)), Ok(date("1850-03-05")));
        assert_eq!(of_fields(1850, Some(13), None), Err(date("1850")));
        assert_eq!(of_fields(1850, Some(2), Some(30)), Err(date("1850")));
        assert_eq!(of_fields(-13_800_000_000, None, None), Ok(date("Y-13800000000")));
    }

    #[test]
    fn ends_before_starts_are_refused() {
        assert_eq!(from_to(date("1850"), date("1852-03")), Ok(date("1850/1852-03")));
        assert_eq!(from_to(date("1850"), date("1850")), Ok(date("1850")));
        assert_eq!(from_to(date("1850"), date("1849")), Err(date("1850")));
    }
}
