//! Where a site is put: what is there already, and what a failure leaves.

use crate::support::Workshop;
use std::fs;

#[test]
fn an_output_that_is_a_file_is_refused() {
    let workshop = Workshop::with("harbour");
    workshop.write("site", "a letter");
    let built = workshop.build();
    assert_eq!(built.code, Some(1));
    assert!(built.stderr.contains("error: the output `site` is a file"), "{}", built.stderr);
    assert_eq!(fs::read_to_string(workshop.path("site")).unwrap(), "a letter");
}

#[test]
fn a_folder_of_something_else_is_refused() {
    let workshop = Workshop::with("harbour");
    workshop.write("site/letter.txt", "a letter");
    let built = workshop.build();
    assert_eq!(built.code, Some(1));
    assert!(built.stderr.contains("holds other files"), "{}", built.stderr);
    assert_eq!(workshop.site().into_keys().collect::<Vec<_>>(), ["letter.txt"]);
    assert_eq!(workshop.names(), ["data", "site"]);
}

#[test]
fn the_data_folder_itself_is_refused() {
    let workshop = Workshop::with("harbour");
    let built = workshop.annals(&["build", "data", "--out", "data"]);
    assert_eq!(built.code, Some(1));
    assert!(workshop.path("data/annals.toml").exists());
}

#[test]
fn an_empty_folder_is_used() {
    let workshop = Workshop::with("harbour");
    fs::create_dir(workshop.path("site")).unwrap();
    assert_eq!(workshop.build().code, Some(0));
    assert!(workshop.path("site/index.html").exists());
}

#[test]
fn folders_above_the_site_are_made() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.annals(&["build", "data", "--out", "a/b/site"]).code, Some(0));
    assert!(workshop.path("a/b/site/index.html").exists());
}

#[test]
fn an_earlier_site_stays_where_nothing_can_be_built() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let earlier = workshop.site();
    fs::remove_dir_all(workshop.path("data")).unwrap();
    workshop.write("data/annals.toml", "[timeline]\ntitle = \"Empty\"\n");
    workshop.write("data/events/a.toml", "[[event]]\ntitle = \"A\"\ndate = \"1985-02-30\"\n");
    let built = workshop.build();
    assert_eq!(built.code, Some(1));
    assert!(built.stderr.contains("no event and no article could be used"), "{}", built.stderr);
    assert!(workshop.site() == earlier);
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let first = workshop.site();
    fs::rename(workshop.path("site"), workshop.path(".site.annals-old-1")).unwrap();
    workshop.write(".site.annals-new-1/.annals-site", "");
    workshop.write(".site.annals-new-1/half.html", "<p>half");
    assert_eq!(workshop.build().code, Some(0));
    assert!(workshop.site() == first);
    assert_eq!(workshop.names(), ["data", "site"]);
}
