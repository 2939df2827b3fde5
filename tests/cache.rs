//! What is kept between runs: no run is told by it from any other, and it stays in its folder.

use crate::support::{Workshop, run};
use std::fs;

const CACHE: &str = "data/.annals/cache";

#[test]
fn the_site_is_the_same_without_it_with_a_new_one_and_with_that_of_the_last_run() {
    let workshop = Workshop::with("harbour");
    let built = workshop.annals(&["build", "data", "--out", "site", "--no-cache"]);
    assert!(!workshop.path("data/.annals").exists());
    let without = (built.code, built.stderr, workshop.site());
    for threads in ["1", "4", "1"] {
        let mut command = workshop.command(&["build", "data", "--out", "site"]);
        command.env("RAYON_NUM_THREADS", threads);
        let built = run(command);
        assert!((built.code, built.stderr, workshop.site()) == without, "{threads} threads");
        assert_eq!(fs::read_to_string(workshop.path(CACHE).join(".gitignore")).unwrap(), "*\n");
    }
    fs::remove_dir_all(workshop.path("data/.annals")).unwrap();
    let built = workshop.annals(&["build", "data", "--out", "site", "--cache", "elsewhere"]);
    assert!((built.code, built.stderr, workshop.site()) == without);
    assert!(workshop.path("elsewhere").exists() && !workshop.path("data/.annals").exists());
}

#[test]
fn loose_files_are_kept_only_where_a_folder_is_named() {
    let workshop = Workshop::empty();
    workshop.write("a.txt", "date 2021-05-03 Mayor Ida Lund opened the fair in Turku on Sunday.");
    let plain = workshop.annals(&["extract", "a.txt", "--jsonl"]);
    assert_eq!(workshop.names(), ["a.txt"]);
    for _ in 0..2 {
        let kept = workshop.annals(&["extract", "a.txt", "--jsonl", "--cache", "kept"]);
        assert_eq!(kept.stdout, plain.stdout);
        assert_eq!(workshop.names(), ["a.txt", "kept"]);
    }
    workshop.write("a.txt", "date 2021-05-03 Mayor Ida Lund closed the fair in Turku on Sunday.");
    let changed = workshop.annals(&["extract", "a.txt", "--jsonl", "--cache", "kept"]);
    assert!(changed.stdout.contains("closed the fair"), "{}", changed.stdout);
}

#[test]
fn a_folder_that_cannot_be_used_costs_nothing_but_time() {
    let workshop = Workshop::with("harbour");
    workshop.write("data/.annals", "a letter");
    assert_eq!(workshop.build().code, Some(0));
    assert_eq!(fs::read_to_string(workshop.path("data/.annals")).unwrap(), "a letter");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_data_folder_leads_no_writing_out_of_it() {
    let workshop = Workshop::with("harbour");
    fs::create_dir(workshop.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(workshop.path("elsewhere"), workshop.path("data/.annals")).unwrap();
    assert_eq!(workshop.build().code, Some(0));
    assert_eq!(fs::read_dir(workshop.path("elsewhere")).unwrap().count(), 0);
}
