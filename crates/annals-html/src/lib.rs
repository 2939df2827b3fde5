//! A timeline as a static web site: pages, style sheet, fonts and script, as bytes.
//!
//! Nothing is written to disk and no clock is read: [`render`] is a function from timelines to
//! [`Page`]s, the same bytes for the same timelines. Each page is complete without JavaScript and
//! links relatively, so that the site works from any folder of a server and from a disk.
//!
//! ```
//! use annals_core::{Event, Info, Origin, Timeline};
//! use annals_html::{Entry, Site, check, render};
//!
//! let launch = Event::new("Sputnik 1 launched", "1957-10-04".parse().ok(), Origin::Written);
//! let info = Info { title: "Spaceflight".to_owned(), ..Info::default() };
//! let timeline = Timeline::new(info, vec![], vec![], vec![launch], vec![]);
//!
//! let main = Entry { path: "", timeline: &timeline, scores: &[] };
//! let site = Site { title: "Spaceflight", timelines: vec![main], ..Site::default() };
//! let pages = render(&site)?;
//! assert!(pages.iter().any(|page| page.path == "e/sputnik-1-launched/index.html"));
//! assert!(check(&pages).is_empty());
//! # Ok::<(), annals_html::RenderError>(())
//! ```
//!
//! The modules, from data to page: `catalogue` (who links to whom in a timeline), `period` (which
//! spans of time have a page), `reach` (the days that an event may touch), `names` and `days` (which events have a name or a day of the year),
//! `time` (dates as places on a scale), `layout` (skyline, lanes, axis: pure geometry), `figure`
//! (the drawing of how an event was dated), `view` (what several pages show alike), `page` (one
//! module a page), `copy` (one module a format for machines), `search` (the index of words).
#![warn(missing_docs)]

mod assets;
mod catalogue;
mod chart;
mod check;
mod color;
mod copy;
mod css;
mod days;
mod figure;
mod lanes;
mod layout;
mod link;
mod listing;
mod names;
mod page;
mod period;
mod reach;
mod search;
mod site;
mod sky;
mod text;
mod time;
mod view;
mod words;

pub use check::{LinkChecker, PageLinks, Problem, ProblemKind, check};
pub use site::{Entry, Page, Plan, RenderError, Site, is_reserved_folder, render};
pub use words::language_tags;
