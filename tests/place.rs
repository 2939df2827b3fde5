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
fn a_timeline_without_events_is_a_site() {
    let workshop = Workshop::empty();
    workshop.write("data/annals.toml", "[timeline]\ntitle = \"Soon\"\n");
    let built = workshop.build();
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let home = String::from_utf8(workshop.site()["index.html"].clone()).unwrap();
    assert!(home.contains("No events yet."), "{home}");
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let first = workshop.site();
    fs::rename(workshop.path("site"), workshop.path(".site.annals-old-1")).unwrap();
    workshop.write(".site.annals-new-1/.annals-site", "half.html\n");
    workshop.write(".site.annals-new-1/half.html", "<p>half");
    assert_eq!(workshop.build().code, Some(0));
    assert!(workshop.site() == first);
    assert_eq!(workshop.names(), ["data", "site"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_the_folder_that_it_leads_to_is_replaced() {
    let workshop = Workshop::with("harbour");
    fs::create_dir(workshop.path("real")).unwrap();
    std::os::unix::fs::symlink("real/there", workshop.path("site")).unwrap();
    let nowhere = workshop.build();
    assert!(nowhere.stderr.contains("is a link that leads nowhere"), "{}", nowhere.stderr);
    fs::create_dir(workshop.path("real/there")).unwrap();
    for _ in 0..2 {
        assert_eq!(workshop.build().code, Some(0));
        assert!(workshop.path("site").is_symlink());
        assert!(workshop.path("real/there/index.html").exists());
        assert_eq!(fs::read_dir(workshop.path("real")).unwrap().count(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_site_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let allow = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(workshop.path("site"), mode).unwrap();
    };
    let mode = || fs::metadata(workshop.path("site")).unwrap().permissions().mode() & 0o7777;
    allow(0o555);
    let refused = workshop.build();
    assert_eq!(refused.code, Some(1));
    assert!(refused.stderr.contains("the output folder `site` is read-only"), "{}", refused.stderr);
    allow(0o2750);
    assert_eq!(workshop.build().code, Some(0));
    assert_eq!(mode(), 0o2750, "the new folder has the rights of the earlier one");
}

#[test]
fn files_of_others_come_along_and_are_told() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    workshop.write("site/CNAME", "example.org");
    workshop.write("site/images/quay.png", "a picture");
    let built = workshop.build();
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let kept = built.stdout.lines().find(|line| line.starts_with("Kept")).unwrap();
    assert_eq!(kept, "Kept      2 files that are not of the site: CNAME, images/quay.png");
    assert_eq!(fs::read_to_string(workshop.path("site/images/quay.png")).unwrap(), "a picture");
    assert!(built.stdout.contains(", 0 written\n"), "{}", built.stdout);
}

#[test]
fn a_file_of_others_in_the_place_of_a_page_is_refused() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let event = "[[event]]\ntitle = \"A whale is seen\"\ndate = 1901\n";
    workshop.write("data/events/whale.toml", event);
    workshop.write("site/e/a-whale-is-seen/index.html", "my own page");
    let refused = workshop.build();
    assert_eq!(refused.code, Some(1));
    insta::assert_snapshot!(refused.stderr, @"
    error: cannot write the site to `site`: `e/a-whale-is-seen/index.html` in it is not of the site and stands where a page has to go; both are left as they are
    help: move that file elsewhere, or name another folder with --out
    ");
    let own = fs::read_to_string(workshop.path("site/e/a-whale-is-seen/index.html")).unwrap();
    assert_eq!(own, "my own page");
}

#[test]
fn one_changed_file_writes_the_pages_that_show_it() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let first = workshop.site();
    let settings = fs::read_to_string(workshop.path("data/ferries/annals.toml")).unwrap();
    workshop.write(
        "data/ferries/annals.toml",
        format!("{settings}\n[[era]]\ntitle = \"Sail\"\ndate = \"1850/1880\"\n"),
    );
    let built = workshop.build();
    let second = workshop.site();
    let changed = second
        .iter()
        .filter(|(path, bytes)| *path != ".annals-site" && first.get(*path) != Some(bytes));
    let written = format!(", {} written\n", changed.count());
    assert!(built.stdout.contains(&written) && !written.contains(" 0 "), "{}", built.stdout);
}
