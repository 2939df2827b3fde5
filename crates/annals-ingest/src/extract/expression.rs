//! The date expressions of an article, each with how it was read.
//!
//! Where several belong together ("from 1910 to 1945") only the whole is kept.

use crate::article::Article;
use crate::lexicon::Lexicon;
use annals_core::{AnchorKind, Reading};
use annals_dates::{Reference, TimexKind, annotate_sentences};
use std::ops::Range;

/// A date expression.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    /// What kind of time it names.
    pub(crate) kind: TimexKind,
    /// How it was read; its span is in bytes of the article.
    pub(crate) reading: Reading,
}

impl Expression {
    pub(crate) fn span(&self) -> Range<usize> {
        self.reading.span.clone()
    }
}

/// The expressions of the article's text, in order and without overlap, and its sentences.
pub(crate) fn expressions(
    article: &Article,
    lexicon: &Lexicon,
) -> (Vec<Expression>, Vec<Range<usize>>) {
    let text = article.text.as_str();
    let published = article.date().map(Reference::published);
    let dateline = article
        .dateline
        .map(|day| Reference { kind: AnchorKind::Dateline, ..Reference::published(day) });
    let (found, sentences) = annotate_sentences(text, lexicon.dates, dateline.or(published));
    let mut expressions = Vec::with_capacity(found.mentions.len());
    // A combination without a date leaves its members to stand for themselves.
    let whole = found.combined.into_iter().filter(|whole| whole.date.is_some());
    let mut combined = whole.peekable();
    for (number, mention) in found.mentions.into_iter().enumerate() {
        while combined.next_if(|whole| whole.members.end <= number).is_some() {}
        let reading = Reading {
            text: text.get(mention.span.clone()).unwrap_or_default().to_owned(),
            span: mention.span,
            rule: lexicon.dates.rule_name(mention.rule).into(),
            anchor: mention.anchor,
            step: mention.step.into(),
            date: mention.date,
            why: mention.why.into(),
        };
        let kind = mention.timex.map_or(TimexKind::Date, |timex| timex.kind);
        let own = Expression { kind, reading };
        match combined.peek().filter(|whole| whole.members.contains(&number)) {
            None => expressions.push(own),
            Some(whole) if whole.members.start == number => {
                let reading = Reading {
                    text: text.get(whole.span.clone()).unwrap_or_default().to_owned(),
                    span: whole.span.clone(),
                    rule: lexicon.dates.rule_name(whole.rule).into(),
                    anchor: whole.anchor.clone(),
                    step: whole.step.clone().into(),
                    date: whole.date.clone(),
                    why: whole.why.clone().into(),
                };
                expressions.push(Expression { reading, kind: TimexKind::Date });
            }
            Some(_) => {}
        }
    }
    (expressions, sentences)
}
