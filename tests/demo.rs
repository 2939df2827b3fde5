//! The project's own data: it builds without a complaint, and its dates are read as they are
//! meant.

use crate::support::{Workshop, root, run};
use annals_core::Date;
use annals_dates::{Annotations, Language, Reference, annotate};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a phrase of an article means.
#[derive(Deserialize)]
struct Expectation {
    /// The file, and after `#` the id of the article in it.
    file: String,
    /// The phrase as it stands in the text.
    text: String,
    /// Its meaning; none where it names no date.
    edtf: Option<String>,
    /// Other readings that are as good.
    #[serde(default)]
    accept: Vec<String>,
}

#[test]
fn the_demonstration_has_no_errors_and_no_warnings() {
    let workshop = Workshop::empty();
    let data = root().join("data");
    let build = ["build", data.to_str().unwrap(), "--out", "site", "--no-cache"];
    let built = run(workshop.command(&[&build[..], &["--deny", "warnings"]].concat()));
    assert_eq!((built.code, built.stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_dates_of_the_demonstration_are_read_as_they_are_meant() {
    let mut articles = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in std::fs::read_to_string(root().join("tests/demo_dates.jsonl")).unwrap().lines() {
        let expected: Expectation = serde_json::from_str(line).unwrap();
        let (text, found) =
            articles.entry(expected.file.clone()).or_insert_with(|| annotated(&expected.file));
        if let Err(what) = check(&expected, text, found) {
            wrong.push(format!("{}: `{}`: {what}", expected.file, expected.text));
        }
    }
    assert!(articles.len() > 10, "{} articles only", articles.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether the phrase is read, where it first stands, as it is meant.
fn check(expected: &Expectation, text: &str, found: &Annotations) -> Result<(), String> {
    let start = text.find(&expected.text).ok_or("not in the text")?;
    let place = start..start + expected.text.len();
    let readings: Vec<String> = dated(found)
        .filter(|(span, _)| span.start < place.end && place.start < span.end)
        .flat_map(|(_, date)| [date.to_string(), date.to_edtf().text().to_owned()])
        .collect();
    let is_right = |reading: &String| {
        expected.edtf.as_ref() == Some(reading) || expected.accept.contains(reading)
    };
    let is_undated = expected.edtf.is_none() && readings.is_empty();
    match is_undated || readings.iter().any(is_right) {
        true => Ok(()),
        false => Err(format!("read as {readings:?}, not as {:?}", expected.edtf)),
    }
}

/// The title and the text of an article, and what is found in them.
fn annotated(file: &str) -> (String, Annotations) {
    let (path, id) = file.split_once('#').map_or((file, None), |(path, id)| (path, Some(id)));
    let bytes = std::fs::read(root().join(path)).unwrap();
    let mut articles = Vec::new();
    let problems = annals_ingest::read(path, &bytes, &mut |article| articles.push(article));
    assert!(problems.is_empty(), "{problems:?}");
    let article = articles.into_iter().find(|article| id.is_none_or(|id| article.id == id));
    let article = article.unwrap_or_else(|| panic!("{file} is no article"));
    let reference = article.date().map(Reference::published);
    let text = format!("{}\n\n{}", article.title.unwrap_or_default(), article.text);
    let found = annotate(&text, Language::english(), reference);
    (text, found)
}

/// What is dated: single expressions, and those that say one thing together.
fn dated(found: &Annotations) -> impl Iterator<Item = (&Range<usize>, &Date)> {
    let mentions = found.mentions.iter().map(|one| (&one.span, &one.date));
    let combined = found.combined.iter().map(|one| (&one.span, &one.date));
    mentions.chain(combined).filter_map(|(span, date)| Some((span, date.as_ref()?)))
}
