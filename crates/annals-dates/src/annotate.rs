//! A whole document: found, put in context and resolved in one pass.

use crate::context::{Context, Reference, Tense, clause_tense};
use crate::dateline;
use crate::find::{bytes, search};
use crate::language::{Language, RuleId};
use crate::meaning::{Meaning, Origin};
use crate::message::is_message;
use crate::options::{Options, Style};
use crate::resolve::{Field, Resolution, combine, put_in_order, resolve};
use crate::sentence::{self, Sentences};
use crate::timex::Timex;
use crate::token::{Paragraphs, Token};
use crate::words::Words;
use annals_core::{Anchor, AnchorKind, Date, Day, Precision, Season, Single, Unit};
use std::ops::Range;

/// The time expressions of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// Single expressions, in order and without overlap.
    pub mentions: Vec<Annotation>,
    /// Ranges and alternatives over them, in order and without overlap.
    pub combined: Vec<Combined>,
}

/// A time expression, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its bytes.
    pub span: Range<usize>,
    /// The rule that recognised it; see [`Language::rule_name`].
    pub rule: RuleId,
    /// What it says.
    pub meaning: Meaning,
    /// The TIMEX3 annotation.
    pub timex: Option<Timex>,
    /// The calendar time, where it names one.
    pub date: Option<Date>,
    /// The date that it was reckoned from; `None` where it needs none.
    pub anchor: Option<Anchor>,
    /// The reckoning in a few words: "back 3 days".
    pub step: Words,
    /// Why it means that, or why it cannot be told, in a sentence fit to print.
    pub why: Words,
    /// What was not written but inferred.
    pub inferred: Vec<Field>,
    /// What else it could mean, and why that was not chosen.
    pub alternatives: Vec<(Date, Words)>,
    /// The tense of the clause around it.
    pub tense: Tense,
}

/// Expressions that say one thing together: "from 1910 to 1945", "since May".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// Its bytes, with the words that combine.
    pub span: Range<usize>,
    /// The rule that recognised it; see [`Language::rule_name`].
    pub rule: RuleId,
    /// What it says.
    pub meaning: Meaning,
    /// Which of [`Annotations::mentions`] it holds.
    pub members: Range<usize>,
    /// The calendar time; `None` where a member has none, or where each stands for itself.
    pub date: Option<Date>,
    /// The date that it was reckoned from; `None` where it needs none.
    pub anchor: Option<Anchor>,
    /// The reckoning in a few words.
    pub step: Words,
    /// Why it means that, or why it cannot be told.
    pub why: Words,
}

/// Finds and resolves the time expressions of a document.
///
/// ```
/// use annals_core::Day;
/// use annals_dates::{Language, Reference, annotate};
/// let text = "They met on Monday. A decision is expected in August or September.";
/// let monday = Day::from_civil(2022, 7, 18).unwrap();
/// let found = annotate(text, Language::english(), Some(Reference::published(monday)));
/// assert_eq!(found.mentions[0].date.as_ref().unwrap().to_string(), "2022-07-18");
/// assert_eq!(&text[found.combined[0].span.clone()], "August or September");
/// assert_eq!(found.combined[0].date.as_ref().unwrap().to_string(), "[2022-08,2022-09]");
/// ```
///
/// Beside the reference day [`Options`] can be given.
pub fn annotate(text: &str, language: &Language, options: impl Into<Options>) -> Annotations {
    annotated(Paragraphs::new(text), language, options.into())
}

/// Finds and resolves the time expressions of a document, and cuts it into the same sentences as
/// [`sentences`](crate::sentences()): for less than both cost one after the other.
///
/// ```
/// use annals_dates::{Language, annotate, annotate_sentences, sentences};
/// let (text, english) = ("The bridge opened in 1910. It stood.", Language::english());
/// let (found, spans) = annotate_sentences(text, english, None);
/// assert_eq!(found, annotate(text, english, None));
/// assert_eq!(spans, sentences(text, english));
/// ```
pub fn annotate_sentences(
    text: &str,
    language: &Language,
    options: impl Into<Options>,
) -> (Annotations, Vec<Range<usize>>) {
    let mut sentences = Vec::new();
    let mut watcher = |tokens: &[Token]| sentences.extend(sentence::spans(tokens, language));
    let paragraphs = Paragraphs::new(text).watched(&mut watcher);
    let found = annotated(paragraphs, language, options.into());
    (found, sentences)
}

fn annotated(mut paragraphs: Paragraphs<'_>, language: &Language, options: Options) -> Annotations {
    let is_message = match options.style {
        Style::Message => true,
        Style::News | Style::Narrative => false,
        Style::Auto => is_message(&mut paragraphs, language),
    };
    let mode = if is_message { Mode::Message } else { Mode::Text };
    annotate_as(paragraphs, language, options, mode).0
}

/// What is searched: running text, or a phrase that is known to be a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    #[default]
    Text,
    /// A text that is a message.
    Message,
    Phrase,
}

impl Mode {
    /// How many there are.
    pub(crate) const COUNT: usize = 3;
}

/// An expression with what its surroundings tell.
struct Located {
    span: Range<usize>,
    rule: RuleId,
    meaning: Meaning,
    tense: Tense,
    paragraph: usize,
}

/// A combination, with the numbers of its members in the document.
struct Joined {
    span: Range<usize>,
    rule: RuleId,
    meaning: Meaning,
    members: Range<usize>,
}

/// What a text names, and, of a phrase, what its expressions say as a whole.
pub(crate) fn annotate_as(
    paragraphs: Paragraphs<'_>,
    language: &Language,
    options: Options,
    mode: Mode,
) -> (Annotations, Vec<Combined>) {
    let text = paragraphs.text();
    let (located, joined, wholes) = locate(paragraphs, language, mode);
    let mut teller = Teller::new(options, &located);
    let mut found = Annotations::default();
    found.mentions.reserve_exact(located.len());
    let mut joined = joined.into_iter().peekable();
    let mut open = Open::default();
    for (number, one) in located.into_iter().enumerate() {
        let context = teller.context(&one);
        let resolution = resolve(&one.meaning, &context);
        teller.note(&one, &resolution);
        if number < DATELINE_AMONG && dateline::holds(text, &one.span) {
            teller.reckon_from_dateline(&one, &resolution);
        }
        let Some(joins) = joined.peek().filter(|joins| joins.members.contains(&number)) else {
            found.mentions.push(annotation(one, resolution));
            continue;
        };
        if number == joins.members.start {
            open.context = context;
        }
        open.located.push(one);
        open.resolutions.push(resolution);
        if let Some(joins) = joined.next_if(|joins| joins.members.end == number + 1) {
            // "from November to January": what each of them is shows only beside the other.
            put_in_order(&joins.meaning, &mut open.resolutions);
            found.combined.extend(open.combined(joins, mode));
            let members = open.located.drain(..).zip(open.resolutions.drain(..));
            found.mentions.extend(members.map(|(one, resolution)| annotation(one, resolution)));
        }
    }
    let Options { reference, prefer, number_order, .. } = options;
    let context = Context { reference, prefer, number_order, ..Context::default() };
    let wholes = wholes.into_iter().map(|one| {
        let resolution = resolve(&one.meaning, &context);
        together(one, resolution)
    });
    let wholes = wholes.collect();
    (found, wholes)
}

/// The members so far of a combination, and what is around the first of them.
#[derive(Default)]
struct Open {
    context: Context,
    located: Vec<Located>,
    resolutions: Vec<Resolution>,
}

impl Open {
    /// What the members say together.
    fn combined(&self, one: Joined, mode: Mode) -> Option<Combined> {
        let members = self.resolutions.as_slice();
        // "in five days" looks at what stands around it.
        let is_ahead = matches!(one.meaning, Meaning::Shift { .. } | Meaning::Window { .. });
        let resolution = match &one.meaning {
            meaning if is_ahead => ahead(meaning, &self.context, mode),
            meaning if ends_today(meaning) => resolve(meaning, &self.context),
            // Of a length and a date only the date is reckoned from.
            Meaning::Beside { .. } | Meaning::Lasting { .. } | Meaning::EdgeOf { .. } => {
                let date = self.located.iter().position(|member| !is_length(&member.meaning));
                combine(&one.meaning, date.map_or(&[], |date| &members[date..=date]))
            }
            _ => combine(&one.meaning, members),
        };
        // Without a date it is no more than its length.
        (resolution.date.is_some() || !is_ahead).then(|| together(one, resolution))
    }
}

/// Whether a range begins or ends with the day of writing: "from March until now".
fn ends_today(meaning: &Meaning) -> bool {
    let today = |end: &Meaning| *end == Meaning::DayOffset(0);
    matches!(meaning, Meaning::Range(start, end) if today(start) || today(end))
}

/// Whether a member of a combination is so much time: "two weeks", "50 years ago".
fn is_length(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Duration { .. } | Meaning::Window { .. } | Meaning::Shift { .. })
}

/// "in five days", "within a week": from now on where the clause looks ahead, or else how long something took.
fn ahead(meaning: &Meaning, context: &Context, mode: Mode) -> Resolution {
    let looks_ahead = match mode {
        Mode::Text => context.tense == Tense::Future,
        Mode::Message => context.tense != Tense::Past,
        Mode::Phrase => true,
    };
    if looks_ahead { resolve(meaning, context) } else { Resolution::default() }
}

fn together(one: Joined, resolution: Resolution) -> Combined {
    Combined {
        span: one.span,
        rule: one.rule,
        meaning: one.meaning,
        members: one.members,
        date: resolution.date,
        anchor: resolution.anchor,
        step: resolution.step,
        why: resolution.why,
    }
}

fn locate(
    paragraphs: Paragraphs<'_>,
    language: &Language,
    mode: Mode,
) -> (Vec<Located>, Vec<Joined>, Vec<Joined>) {
    let text = paragraphs.text();
    let grammar = language.grammar(mode, text);
    let (mut located, mut joined, mut wholes) = (Vec::new(), Vec::new(), Vec::new());
    let mut number = 0;
    search(paragraphs, language, &grammar, |paragraph| {
        let first = located.len();
        let mut sentences = Sentences::new(paragraph.tokens, language);
        located.extend(paragraph.atoms.drain(..).map(|atom| {
            let tense = if needs_tense(&atom.meaning) {
                let sentence = sentences.of(atom.tokens.start);
                clause_tense(text, paragraph.tokens, sentence, atom.tokens.clone(), language)
            } else {
                Tense::Unknown
            };
            let span = bytes(paragraph.tokens, &atom.tokens);
            Located { span, rule: atom.rule, meaning: atom.meaning, tense, paragraph: number }
        }));
        for group in paragraph.groups.iter() {
            let members = first + group.members.start..first + group.members.end;
            // "a partir del lunes": what begins on a weekday does so on the next one, unless it is
            // told of as past; "since" is past by itself.
            if let (Meaning::Since(from) | Meaning::Lasting { from, .. }, Some([.., start])) =
                (&group.meaning, located.get_mut(members.clone()))
                && matches!(**from, Meaning::Weekday(_))
                && matches!(start.tense, Tense::Present | Tense::Unknown)
            {
                start.tense = Tense::Future;
            }
            // "bis" in "vom 4. bis 10. Juli" does not look ahead: both ends are of one clause.
            if let (Meaning::Range(..), Some([start, others @ ..])) =
                (&group.meaning, located.get_mut(members))
            {
                let told = start.tense != Tense::Unknown;
                others.iter_mut().filter(|_| told).for_each(|end| end.tense = start.tense);
            }
        }
        joined.extend(paragraph.groups.drain(..).map(|group| Joined {
            span: bytes(paragraph.tokens, &group.tokens),
            rule: group.rule,
            meaning: group.meaning,
            members: first + group.members.start..first + group.members.end,
        }));
        wholes.extend(paragraph.wholes.into_iter().map(|whole| Joined {
            span: bytes(paragraph.tokens, &whole.tokens),
            rule: whole.rule,
            meaning: whole.meaning,
            members: first..located.len(),
        }));
        number += 1;
    });
    (located, joined, wholes)
}

/// A tense is worth looking for wherever an event may hang on the expression.
fn needs_tense(meaning: &Meaning) -> bool {
    meaning.is_calendar() || matches!(meaning, Meaning::Duration { .. })
}

fn annotation(one: Located, resolution: Resolution) -> Annotation {
    Annotation {
        span: one.span,
        rule: one.rule,
        meaning: one.meaning,
        timex: resolution.timex,
        date: resolution.date,
        anchor: resolution.anchor,
        step: resolution.step,
        why: resolution.why,
        inferred: resolution.inferred,
        alternatives: resolution.alternatives,
        tense: one.tense,
    }
}

/// A history or an encyclopaedia article: it writes out many years, most of them long past, and
/// hardly ever points at the day on which it was written, least of all at its beginning, where a
/// report says what is new.
fn is_narrative(located: &[Located], reference: Reference) -> bool {
    let now = reference.day.civil().year;
    let (mut old, mut recent, mut deictic) = (0, 0, 0);
    for one in located {
        match one.meaning.year() {
            Some(year) if year < now - 3 => old += 1,
            Some(_) => recent += 1,
            None if one.meaning.is_deictic() => deictic += 1,
            None => {}
        }
    }
    let opens_with_news = located.first().is_some_and(|first| first.meaning.is_deictic());
    !opens_with_news && old >= 4 && old > 3 * recent && old > 3 * deictic
}

/// Among how many of the first expressions the day of a dateline is looked for.
const DATELINE_AMONG: usize = 3;
/// How many days before its publication a report may have been written.
const DATELINE_AGE: i64 = 31;

/// A year that was written, or shared with one that was.
#[derive(Clone, Copy)]
struct Told {
    year: i64,
    /// How fine the date was that it was told with.
    fine: Precision,
    /// Where that date ends.
    end: usize,
}

impl Told {
    /// In the news a year is shared with the next sentence or two, by a day with a day and a month
    /// with a month: "Oct. 30, 2018 … Nov. 29".
    fn reaches(&self, one: &Located) -> bool {
        const REACH: usize = 250;
        one.meaning.precision() == Some(self.fine)
            && one.span.start.saturating_sub(self.end) < REACH
    }
}

/// What has been told so far.
struct Teller {
    options: Options,
    narrative: bool,
    mentioned: Option<Single>,
    /// The day told last.
    day: Option<Single>,
    /// The quarter told last.
    period: Option<Single>,
    /// The year told last.
    year: Option<Told>,
    paragraph: usize,
}

impl Teller {
    fn new(options: Options, located: &[Located]) -> Teller {
        let narrative = match (options.style, options.reference) {
            (Style::News | Style::Message, _) => false,
            (Style::Narrative, _) | (Style::Auto, None) => true,
            (Style::Auto, Some(reference)) => is_narrative(located, reference),
        };
        Teller {
            options,
            narrative,
            mentioned: None,
            day: None,
            period: None,
            year: None,
            paragraph: 0,
        }
    }

    fn context(&mut self, one: &Located) -> Context {
        if one.paragraph != self.paragraph {
            self.paragraph = one.paragraph;
            if !self.narrative {
                self.year = None;
            }
        }
        Context {
            reference: self.options.reference,
            tense: one.tense,
            mentioned: self.mentioned,
            day: self.day,
            period: self.period,
            year: self
                .year
                .filter(|told| self.narrative || told.reaches(one))
                .map(|told| told.year),
            narrative: self.narrative,
            prefer: self.options.prefer,
            number_order: self.options.number_order,
        }
    }

    /// A report counts from the day of its dateline, which may be some days before it was
    /// published.
    fn reckon_from_dateline(&mut self, one: &Located, resolution: &Resolution) {
        let Some(day) = dateline_day(one, resolution) else { return };
        let published = self.options.reference;
        let fits =
            published.is_none_or(|published| (0..=DATELINE_AGE).contains(&(published.day - day)));
        if fits && published.is_none_or(|published| published.day != day) {
            let kind = AnchorKind::Dateline;
            self.options.reference = Some(Reference { kind, ..Reference::published(day) });
            self.narrative = self.options.style == Style::Narrative;
        }
    }

    fn note(&mut self, one: &Located, resolution: &Resolution) {
        let meaning = &one.meaning;
        if !meaning.is_calendar() {
            return;
        }
        let Some(Date::Single(single)) = resolution.date else { return };
        // "last year" in a story looks aside at the day of writing, and the story goes on.
        let told = |anchor: &Anchor| anchor.kind == AnchorKind::Mention;
        let counted = meaning.is_deictic()
            || matches!(meaning, Meaning::Which { .. } | Meaning::Shift { .. });
        let looks_aside = counted && !resolution.anchor.as_ref().is_some_and(told);
        if self.narrative && looks_aside && self.options.reference.is_some() {
            return;
        }
        // In a report "a year earlier" only gives something to compare with.
        if !self.narrative && matches!(meaning, Meaning::Shift { from: Origin::Mention, .. }) {
            return;
        }
        if matches!(single.unit, Unit::Season(_, Season::Quarter(_)))
            && !matches!(meaning, Meaning::Shift { .. })
            && self.options.reference.is_none_or(|now| now.day - single.last() < 400)
        {
            self.period = Some(single);
        }
        if single.precision() >= Precision::Year {
            self.mentioned = Some(single);
        }
        if single.precision() >= Precision::Day {
            self.day = Some(single);
        }
        // A bare year is often that of something else than what is told here.
        let dated = !matches!(meaning, Meaning::Year(_)) && meaning.year().is_some();
        let shared = self
            .year
            .is_some_and(|told| told.reaches(one) && single.unit.year() == Some(told.year));
        if (self.narrative || dated || shared)
            && let Some(year) = single.unit.year()
        {
            self.year = Some(Told { year, fine: single.precision(), end: one.span.end });
        }
    }
}

fn dateline_day(one: &Located, resolution: &Resolution) -> Option<Day> {
    match (&one.meaning, &resolution.date) {
        (Meaning::Day { .. }, Some(Date::Single(Single { unit: Unit::Day(day), .. }))) => {
            Some(*day)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_counts_from_its_dateline() {
        let dates = |text: &str, published: Option<Day>| -> Vec<String> {
            let found = annotate(text, Language::english(), Options::published(published));
            let dates = found.mentions.into_iter().filter_map(|one| one.date);
            dates.map(|date| date.to_string()).collect()
        };
        let text = "SEOUL, Aug. 12 (Wire) -- The fair opened yesterday.";
        let published = Day::from_civil(2019, 8, 14);
        assert_eq!(dates(text, published), ["2019-08-12", "2019-08-11"]);
        let later = Day::from_civil(2019, 12, 14);
        assert_eq!(dates(text, later), ["2019-08-12", "2019-12-13"]);
        let with_year = text.replace("12 ", "12, 2019 ");
        assert_eq!(dates(&with_year, None), ["2019-08-12", "2019-08-11"]);
    }

    #[test]
    fn hours_count_from_the_time_of_writing() {
        let text = "It began two hours ago and ends in 40 minutes.";
        let reference = Reference {
            time: Some((1, 30)),
            ..Reference::published(Day::from_civil(2019, 8, 14).unwrap())
        };
        let found = annotate(text, Language::english(), reference);
        let first = &found.mentions[0];
        assert_eq!(first.timex.as_ref().unwrap().value, "2019-08-13T23:30");
        assert_eq!(first.date.as_ref().unwrap().to_string(), "2019-08-13");
        assert_eq!(first.why, "back 2 hours from the time of publication, 01:30 on 14 August 2019");
    }
}
