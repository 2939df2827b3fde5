//! Bad input costs only itself: it is named, the rest is built, and the exit code says so.

use crate::support::{Run, Workshop};
use std::fs;

/// Builds the harbour with one more file, which is bad.
fn build_with(path: &str, bytes: impl AsRef<[u8]>) -> Run {
    let workshop = Workshop::with("harbour");
    workshop.write(path, bytes);
    let built = workshop.build();
    assert_rest_is_built(&workshop);
    built
}

fn assert_rest_is_built(workshop: &Workshop) {
    for page in ["index.html", "e/breakwater/index.html", "ferries/index.html"] {
        assert!(workshop.path("site").join(page).exists(), "{page}");
    }
}

fn event(lines: &str) -> String {
    format!("[[event]]\ntitle = \"Regatta\"\n{lines}\n")
}

#[test]
fn a_day_that_does_not_exist() {
    let built = build_with("data/events/bad.toml", event("date = \"1986-06-31\""));
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn an_unknown_key() {
    let built = build_with("data/events/bad.toml", event("dat = \"1986\""));
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn an_id_used_in_two_files() {
    let built = build_with("data/events/twice.toml", event("date = 1986\nid = \"breakwater\""));
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn a_theme_that_is_defined_nowhere_is_a_warning() {
    let file = event("date = 1986\nthemes = [\"harbor\"]");
    let built = build_with("data/events/theme.toml", &file);
    assert_eq!(built.code, Some(0));
    insta::assert_snapshot!(built.stderr);
    let workshop = Workshop::with("harbour");
    workshop.write("data/events/theme.toml", &file);
    let strict = workshop.annals(&["build", "data", "--out", "site", "--deny", "warnings"]);
    assert_eq!(strict.code, Some(1));
}

#[test]
fn an_article_without_a_date_is_a_warning() {
    let built = build_with("data/articles/note.txt", "The regatta was held in fine weather.\n");
    assert_eq!(built.code, Some(0));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn toml_that_is_not_utf_8() {
    let built = build_with("data/events/latin.toml", b"[[event]]\ntitle = \"F\xEAte\"\n");
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn an_article_that_is_not_utf_8() {
    let built = build_with("data/articles/latin.txt", b"Date: 2019-01-02\n\nA f\xEAte.\n");
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn a_line_of_jsonl_that_is_broken() {
    let lines =
        "{\"id\":\"a\",\"date\":\"2019-01-02\",\"title\":\"A\",\"text\":\"Fine.\"}\n{\"id\":\n";
    let built = build_with("data/articles/lines.jsonl", lines);
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn a_folder_named_like_a_file() {
    let built = build_with("data/events/old.toml/inside.txt", "");
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn a_subfolder_whose_name_is_no_address() {
    let built = build_with("data/Old Ferries/annals.toml", "[timeline]\ntitle = \"Old\"\n");
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[cfg(unix)]
#[test]
fn a_subfolder_in_the_place_of_pages() {
    let built = build_with("data/s/annals.toml", "[timeline]\ntitle = \"Signals\"\n");
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn an_article_in_a_language_that_is_not_read() {
    let article = r#"{"id": "kurier-7", "date": "2020-05-04", "lang": "de", "title": "Die Brücke", "text": "They met in May."}"#;
    let built = build_with("data/articles/kurier.jsonl", article);
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn a_second_table_of_the_timeline_is_a_warning() {
    let built = build_with("data/events/again.toml", "[timeline]\ntitle = \"Another\"\n");
    assert_eq!(built.code, Some(0));
    insta::assert_snapshot!(built.stderr);
}

#[test]
fn links_that_lead_nowhere_or_out_of_the_folder() {
    let workshop = Workshop::with("harbour");
    workshop.write("secret.toml", event("date = 1986"));
    let link = |target: &str, link: &str| {
        std::os::unix::fs::symlink(target, workshop.path(link)).unwrap();
    };
    link("nowhere.toml", "data/events/broken.toml");
    link("../../secret.toml", "data/events/out.toml");
    link("..", "data/events/loop.toml");
    let built = workshop.build();
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
    assert_rest_is_built(&workshop);
    assert!(!workshop.path("site/e/regatta").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_or_the_settings_may_not_be_links_to_elsewhere() {
    let workshop = Workshop::with("harbour");
    workshop.write("elsewhere/secret.txt", "Date: 2019-01-02\n\nThe secret fair opened.\n");
    workshop.write("elsewhere/annals.toml", "[timeline]\ntitle = \"Secret\"\n");
    for (target, link) in [
        ("../../elsewhere", "data/ferries/articles"),
        ("../../elsewhere/annals.toml", "data/pier/annals.toml"),
    ] {
        let link = workshop.path(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, link).unwrap();
    }
    let built = workshop.build();
    assert_eq!(built.code, Some(1));
    insta::assert_snapshot!(built.stderr);
    assert_rest_is_built(&workshop);
    let secret = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("ecret");
    assert!(!workshop.site().values().any(secret));
}

#[test]
fn many_problems_are_told_in_one_run_in_the_order_of_files_and_places() {
    let workshop = Workshop::with("harbour");
    workshop.write("data/events/b.toml", event("date = \"1986-13\"") + &event("dates = 1986"));
    workshop.write("data/events/a.toml", event("date = \"1996/1986\""));
    workshop.write("data/ferries/events/c.toml", event("date = \"soon\""));
    let checked = workshop.annals(&["check", "data", "--jsonl"]);
    assert_eq!(checked.code, Some(1));
    assert_eq!(checked.stderr, "");
    let places: Vec<String> = checked
        .stdout
        .lines()
        .map(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).unwrap();
            format!("{} {} {}", finding["file"], finding["line"], finding["code"])
        })
        .collect();
    insta::assert_snapshot!(places.join("\n"));
}

#[test]
fn a_folder_that_is_missing_empty_or_a_file() {
    let workshop = Workshop::empty();
    fs::create_dir(workshop.path("empty")).unwrap();
    workshop.write("letter.txt", "a letter");
    for folder in ["missing", "empty", "letter.txt"] {
        for command in [&["build", folder, "--out", "site"][..], &["check", folder]] {
            let ended = workshop.annals(command);
            assert_eq!(ended.code, Some(1), "{command:?}");
            assert!(ended.stderr.starts_with("error: "), "{}", ended.stderr);
            assert!(ended.stderr.contains(&format!("`{folder}`")), "{}", ended.stderr);
        }
    }
    assert!(!workshop.path("site").exists());
}

#[test]
fn a_folder_without_articles_is_told() {
    let workshop = Workshop::empty();
    fs::create_dir(workshop.path("empty")).unwrap();
    for command in ["read", "extract", "summarize"] {
        let ended = workshop.annals(&[command, "empty"]);
        assert_eq!(ended.code, Some(0), "{command}");
        assert!(ended.stderr.starts_with("warning[folder/empty]"), "{}", ended.stderr);
    }
}

#[test]
fn wrong_usage_is_told_apart_from_bad_input() {
    let workshop = Workshop::empty();
    for arguments in
        [&["fly"][..], &["build", "--fast"], &["when"], &["when", "1985", "--ref", "x"]]
    {
        assert_eq!(workshop.annals(arguments).code, Some(2), "{arguments:?}");
    }
}

/// Reads `path` with the good article beside it, and gives how that ended.
fn read_beside_good(workshop: &Workshop, arguments: &[&str]) -> Run {
    workshop.write("in/good.txt", "date 2021-05-03 The fair opened.");
    let read = workshop.annals(&[&["read", "in"], arguments].concat());
    assert!(read.stdout.contains("good.txt"), "the rest is not read: {}", read.stdout);
    read
}

#[test]
fn an_article_of_one_byte_is_an_article() {
    let workshop = Workshop::empty();
    workshop.write("in/one.txt", "x");
    let read = read_beside_good(&workshop, &[]);
    assert_eq!(read.code, Some(0));
    assert!(read.stdout.contains("Articles  2"), "{}", read.stdout);
    assert!(read.stderr.contains("nothing says when `in/one.txt` was published"));
}

#[test]
fn an_article_of_the_future_is_told_only_against_a_day() {
    let workshop = Workshop::empty();
    workshop.write("in/late.txt", "date 2999-01-01 The fair opened.");
    assert_eq!(read_beside_good(&workshop, &[]).stderr, "");
    let read = read_beside_good(&workshop, &["--now", "2022-01-01"]);
    assert_eq!(read.code, Some(0));
    insta::assert_snapshot!(read.stderr);
}

#[test]
fn a_hundred_megabytes_on_one_line_are_refused_and_the_next_line_is_read() {
    let workshop = Workshop::empty();
    let good = "{\"id\": \"after\", \"date\": \"2021-05-03\", \"text\": \"It rained.\"}\n";
    let text = "The fair opened. ".repeat(100_000_000 / 17);
    let long = format!("{{\"date\": \"2021-05-03\", \"text\": \"{text}\"}}\n");
    workshop.write("in/long.jsonl", long + good);
    workshop.write("in/long.txt", text);
    let read = read_beside_good(&workshop, &[]);
    assert_eq!(read.code, Some(1));
    assert!(read.stdout.contains("after"), "{}", read.stdout);
    insta::assert_snapshot!(read.stderr);
}

#[test]
fn one_id_of_two_sources_is_two_articles() {
    let workshop = Workshop::empty();
    let line =
        |text: &str| format!("{{\"id\": \"a\", \"date\": \"2021-05-03\", \"text\": \"{text}\"}}\n");
    workshop.write("in/one.jsonl", line("The council opened the fair on 1 May 2021."));
    workshop.write("in/two.jsonl", line("The council closed the old mine on 2 May 2021."));
    let read = read_beside_good(&workshop, &[]);
    assert!(read.stdout.contains("in/one.jsonl#a"), "{}", read.stdout);
    assert!(read.stdout.contains("in/two.jsonl#a"), "{}", read.stdout);
    let extracted = workshop.annals(&["extract", "in"]);
    assert!(extracted.stdout.contains("in/one.jsonl#a: "), "{}", extracted.stdout);
    assert!(extracted.stdout.contains("in/two.jsonl#a: "), "{}", extracted.stdout);
}

#[test]
fn records_that_are_cut_in_half() {
    let workshop = Workshop::empty();
    let record = "{\"id\": \"a\", \"date\": \"2021-05-03\", \"text\": \"It rained.\"}";
    workshop.write("in/half.jsonl", format!("{}\n{record}\n", &record[..40]));
    workshop.write("in/half.json", format!("[{record},\n {}", &record[..40]));
    workshop.write("in/half.xml", "<rss><channel><item><title>Rain</title></item><item><tit");
    let read = read_beside_good(&workshop, &[]);
    assert_eq!(read.code, Some(1));
    assert!(read.stdout.contains("Articles  4"), "{}", read.stdout);
    insta::assert_snapshot!(read.stderr);
}

#[test]
fn what_links_to_itself_or_leads_out_is_not_followed() {
    let workshop = Workshop::empty();
    workshop.write("secret.txt", "date 2021-05-03 Nobody knows this.");
    fs::create_dir_all(workshop.path("in/deep")).unwrap();
    for (target, link) in
        [("..", "in/deep/loop"), ("../secret.txt", "in/out.txt"), ("me.txt", "in/me.txt")]
    {
        std::os::unix::fs::symlink(target, workshop.path(link)).unwrap();
    }
    let read = read_beside_good(&workshop, &[]);
    assert_eq!(read.code, Some(1));
    assert!(!read.stdout.contains("secret"), "{}", read.stdout);
    assert!(read.stdout.contains("Articles  1"), "{}", read.stdout);
    insta::assert_snapshot!(read.stderr);
}

#[test]
fn names_that_lead_upwards_write_nothing_outside_the_site() {
    let workshop = Workshop::with("harbour");
    workshop.write(
        "data/articles/up.jsonl",
        "{\"id\": \"../../../up\", \"file\": \"../../x\", \"date\": \"2021-05-03\", \
         \"title\": \"Up\", \"text\": \"The fair opened on 1 May 2021.\"}\n",
    );
    assert_eq!(workshop.build().code, Some(0));
    assert_eq!(workshop.names(), ["data", "site"]);
    let page = workshop.site().into_keys().find(|name| name.contains("up/index.html"));
    assert!(page.is_some_and(|name| !name.contains("..")));
}

#[test]
fn files_of_one_name_in_two_folders_are_both_read() {
    let workshop = Workshop::empty();
    for folder in ["a", "b"] {
        workshop.write(&format!("{folder}/day.txt"), "date 2021-05-03 The fair opened.");
    }
    let read = workshop.annals(&["read", "a/day.txt", "b/day.txt", "./a/day.txt"]);
    assert_eq!(read.code, Some(0), "{}", read.stderr);
    assert!(read.stdout.contains("  a/day.txt\n"), "{}", read.stdout);
    assert!(read.stdout.contains("  b/day.txt\n"), "{}", read.stdout);
    assert!(read.stdout.contains("Articles  2"), "{}", read.stdout);
}

#[test]
fn letters_that_a_terminal_obeys_are_not_written_to_it() {
    let workshop = Workshop::empty();
    workshop.write(
        "in/bell.jsonl",
        "{\"id\": \"a\\u001b[2J\", \"title\": \"b\\u0007\\nc\", \"text\": \"It rained.\"}\n",
    );
    let read = read_beside_good(&workshop, &[]);
    assert!(!read.stdout.contains(['\u{1b}', '\u{7}']), "{:?}", read.stdout);
    assert!(!read.stderr.contains(['\u{1b}', '\u{7}']), "{:?}", read.stderr);
}

/// Whoever may read everything cannot be kept from a file.
#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let workshop = Workshop::empty();
    workshop.write("in/locked.txt", "date 2021-05-03 The fair opened.");
    let locked = workshop.path("in/locked.txt");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let is_locked = fs::read(&locked).is_err();
    let read = read_beside_good(&workshop, &[]);
    assert_eq!(read.code, Some(i32::from(is_locked)));
    assert_eq!(read.stderr.contains("cannot read this: permission denied"), is_locked);
}

#[test]
fn what_is_read_is_read_again() {
    let workshop = Workshop::with("harbour");
    let articles = "data/articles";
    workshop.write(
        "data/articles/a/wire.jsonl",
        "{\"id\": \"x\", \"text\": \"It rained on 2 May 2021.\"}\n",
    );
    let direct = workshop.annals(&["extract", articles, "--jsonl"]);
    let records = workshop.annals(&["read", articles, "--jsonl"]);
    workshop.write("all.jsonl", &records.stdout);
    let again = workshop.annals(&["read", "all.jsonl", "--jsonl"]);
    assert_eq!(again.stdout, records.stdout);
    let extracted = workshop.annals(&["extract", "all.jsonl", "--jsonl"]);
    assert_eq!(extracted.stdout, direct.stdout);
    assert!(!direct.stdout.is_empty());
}
