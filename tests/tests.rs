//! End-to-end tests: the program as its users meet it, on small folders of our own.
//!
//! One module a subject; `cmd/` holds transcripts of commands and `data/` the folders that sites
//! are built from.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod budgets;
mod cache;
mod commands;
mod conformance;
mod curation;
mod demo;
mod hostile;
mod place;
mod schema;
mod serve;
mod site;
mod stopped;
mod support;
