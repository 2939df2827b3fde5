//! Events as JSON-LD: schema.org's `Event`, on each event's page and all in one file.
//!
//! `startDate` and `endDate` are written only where the date is as sure as they say. Any date has
//! its EDTF form (`dcterms:date`) and its words (`disambiguatingDescription`).

use crate::link::{Links, safe_url};
use crate::page::Shared;
use crate::site::RenderError;
use crate::text;
use crate::view::{self, When};
use annals_core::{Date, Endpoint, Event, Status};
use serde::Serialize;

/// An event with the context in which its keys have a meaning.
#[derive(Serialize)]
pub(crate) struct Document {
    #[serde(rename = "@context")]
    context: (&'static str, Context),
    #[serde(flatten)]
    event: Node,
}

#[derive(Serialize)]
struct Context {
    dcterms: &'static str,
}

const CONTEXT: (&str, Context) =
    ("https://schema.org", Context { dcterms: "http://purl.org/dc/terms/" });

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    #[serde(rename = "@type")]
    class: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    disambiguating_description: String,
    #[serde(rename = "dcterms:date", skip_serializing_if = "Option::is_none")]
    edtf: Option<Typed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subject_of: Vec<Thing>,
}

#[derive(Serialize)]
struct Typed {
    #[serde(rename = "@type")]
    class: &'static str,
    #[serde(rename = "@value")]
    value: String,
}

#[derive(Serialize)]
struct Thing {
    #[serde(rename = "@type")]
    class: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// The event of that index as a document of its own.
pub(crate) fn document(shared: &Shared<'_>, index: usize, event: &Event) -> Document {
    Document { context: CONTEXT, event: node(shared, &shared.links(), index, event) }
}

/// Every event of the timeline, one a line.
pub(super) fn graph(shared: &Shared<'_>) -> Result<String, RenderError> {
    let links = shared.links();
    let mut graph = format!("{{\"@context\":{},\"@graph\":[", serde_json::to_string(&CONTEXT)?);
    for (index, event) in shared.catalogue.timeline.events().iter().enumerate() {
        graph += if index == 0 { "\n" } else { ",\n" };
        graph += &serde_json::to_string(&node(shared, &links, index, event))?;
    }
    Ok(graph + "\n]}\n")
}

fn node(shared: &Shared<'_>, links: &Links<'_>, index: usize, event: &Event) -> Node {
    let catalogue = shared.catalogue;
    let quote = event.evidence.first().map(|evidence| evidence.quote.as_str());
    let text = event.text.as_deref().or(quote);
    let (start_date, end_date) = event.filled().as_ref().map_or((None, None), sure_dates);
    let themes = event.themes.iter().filter_map(|id| {
        let named = catalogue.timeline.themes.iter().find(|theme| theme.id == *id)?;
        Some(text::title(&named.title, 60))
    });
    Node {
        class: "Event",
        id: links.address(&catalogue.event_folder(index)),
        name: text::title(&event.title, 240),
        description: text.map(|text| text::short(text, 600)),
        disambiguating_description: When::of_event(catalogue.words, event).words,
        edtf: event.date.as_ref().map(|date| Typed {
            class: "http://id.loc.gov/datatypes/edtf/EDTF",
            value: date.to_edtf().text().to_owned(),
        }),
        start_date,
        end_date,
        event_status: (event.status == Status::Expected)
            .then_some("https://schema.org/EventScheduled"),
        keywords: themes.collect(),
        location: named("Place", &event.places),
        about: named("Person", &event.people),
        subject_of: works(shared, links, event),
    }
}

/// The start and the end as far as they are sure: a day, month or year that is neither doubted
/// nor one of several.
fn sure_dates(date: &Date) -> (Option<String>, Option<String>) {
    let end_of = |end: &Endpoint| match end {
        Endpoint::At(single) => view::machine(&Date::Single(*single)),
        _ => None,
    };
    match date {
        Date::Single(_) => (view::machine(date), None),
        Date::Interval { start, end } => (end_of(start), end_of(end)),
        Date::OneOf(_) | Date::AllOf(_) => (None, None),
    }
}

fn named(class: &'static str, names: &[String]) -> Vec<Thing> {
    let thing = |name: &String| Thing { class, name: text::title(name, 120), url: None };
    names.iter().map(thing).collect()
}

fn works(shared: &Shared<'_>, links: &Links<'_>, event: &Event) -> Vec<Thing> {
    let catalogue = shared.catalogue;
    let cited = event.sources.iter().map(|work| Thing {
        class: "CreativeWork",
        name: text::title(&work.title, 240),
        url: work.url.as_deref().and_then(safe_url).map(str::to_owned),
    });
    let mut articles: Vec<usize> = event
        .evidence
        .iter()
        .filter_map(|told| Some(catalogue.article(&told.article)?.0))
        .collect();
    articles.sort_unstable();
    articles.dedup();
    let read = articles.into_iter().filter_map(|index| {
        let article = catalogue.timeline.articles().get(index)?;
        Some(Thing {
            class: "Article",
            name: text::title(&article.title, 240),
            url: catalogue.article_folder(index).map_or_else(
                || article.url.as_deref().and_then(safe_url).map(str::to_owned),
                |folder| Some(links.address(&folder)),
            ),
        })
    });
    cited.chain(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_sure_as_they_say() {
        let of = |text: &str| {
            let (start, end) = sure_dates(&text.parse().unwrap());
            (start.unwrap_or_default(), end.unwrap_or_default())
        };
        let pair = |start: &str, end: &str| (start.to_owned(), end.to_owned());
        assert_eq!(of("1912-03-05"), pair("1912-03-05", ""));
        assert_eq!(of("1912-03"), pair("1912-03", ""));
        assert_eq!(of("1910/1945-08"), pair("1910", "1945-08"));
        assert_eq!(of("1985/.."), pair("1985", ""));
        assert_eq!(of("../1985"), pair("", "1985"));
        for unsure in ["1791~", "1984?", "[1912-05,1912-06]", "[..1899]", "19XX", "-0043-03-15"] {
            assert_eq!(of(unsure), pair("", ""), "{unsure}");
        }
    }
}
