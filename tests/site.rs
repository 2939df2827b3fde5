//! A whole site: which pages it has, and that the same input always gives the same bytes.

use crate::support::{Workshop, root, run, tree};

#[test]
fn the_pages_of_a_small_site() {
    let workshop = Workshop::with("harbour");
    let built = workshop.build();
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert_eq!(built.stderr, "");
    let pages: Vec<String> = workshop.site().into_keys().collect();
    insta::assert_snapshot!(pages.join("\n"));
}

#[test]
fn the_summary_says_where_the_site_is_and_what_is_in_it() {
    let workshop = Workshop::with("harbour");
    let built = workshop.build();
    let address = workshop.path("site").canonicalize().unwrap().join("index.html");
    assert!(built.stdout.contains(address.to_str().unwrap()), "{}", built.stdout);
    let summary = built.stdout.replace(address.to_str().unwrap(), "[ADDRESS]");
    let summary = summary.lines().filter(|line| !line.contains(" s")).collect::<Vec<_>>();
    insta::assert_snapshot!(summary.join("\n"));
}

#[test]
fn the_same_folder_gives_the_same_bytes_wherever_and_whenever_it_is_built() {
    let first = Workshop::with("harbour");
    assert_eq!(first.build().code, Some(0));
    for (threads, zone, locale) in
        [("1", "Pacific/Auckland", "de_DE.UTF-8"), ("7", "America/Anchorage", "tr_TR.UTF-8")]
    {
        // The files are made in the opposite order, so that the file system may list them so.
        let second = Workshop::empty();
        for (path, bytes) in tree(&root().join("tests/data/harbour")).into_iter().rev() {
            second.write(&format!("data/{path}"), bytes);
        }
        let mut build = second.command(&["build", "data", "--out", "site"]);
        build.env("RAYON_NUM_THREADS", threads).env("TZ", zone).env("LC_ALL", locale);
        let built = run(build);
        assert_eq!(built.code, Some(0), "{}", built.stderr);
        let (first, second) = (first.site(), second.site());
        assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
        for (path, bytes) in &first {
            assert!(second[path] == *bytes, "{path} differs");
        }
    }
}

#[test]
fn a_second_build_in_place_changes_nothing() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let first = workshop.site();
    assert_eq!(workshop.build().code, Some(0));
    assert!(workshop.site() == first);
    assert_eq!(workshop.names(), ["data", "site"]);
}

#[test]
fn a_subfolder_with_settings_is_a_timeline_below_the_main_one() {
    let workshop = Workshop::with("harbour");
    assert_eq!(workshop.build().code, Some(0));
    let site = workshop.site();
    let home = String::from_utf8(site["ferries/index.html"].clone()).unwrap();
    assert!(home.contains("Ferries of Port Averell"));
    assert!(site.keys().any(|path| path.starts_with("ferries/e/") && path.contains("constance")));
}

#[test]
fn articles_may_lie_elsewhere() {
    let workshop = Workshop::with("harbour");
    workshop.write(
        "clippings/fair.txt",
        "Title: The summer fair\nDate: 2021-08-02\n\nPort Averell held its summer fair on Saturday.\n",
    );
    let built =
        workshop.annals(&["build", "data", "--out", "site", "--articles", "clippings/fair.txt"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let sources: Vec<String> =
        workshop.site().into_keys().filter(|path| path.starts_with("s/")).collect();
    assert!(sources.iter().any(|path| path.contains("fair")), "{sources:?}");
}

#[test]
fn a_build_in_the_current_folder_goes_to_its_own_subfolder() {
    let workshop = Workshop::with("harbour");
    let mut build = workshop.command(&["build"]);
    build.current_dir(workshop.path("data"));
    let built = run(build);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert!(workshop.path("data/site/index.html").exists());
    let mut again = workshop.command(&["build"]);
    again.current_dir(workshop.path("data"));
    assert_eq!(run(again).code, Some(0));
}

#[test]
fn an_author_gives_the_site_its_look_without_a_new_program() {
    let workshop = Workshop::empty();
    workshop.write(
        "data/annals.toml",
        "[timeline]\ntitle = \"Port\"\n\n[site]\nbase_url = \"https://example.org/port/\"\n\
         footer = \"Kept by the <museum>\"\n\n\
         [[theme]]\nid = \"sea\"\ntitle = \"Sea\"\ncolor = \"#0af\"\n\n\
         [[event]]\ntitle = \"A jetty\"\ndate = 1901\nthemes = [\"sea\"]\n",
    );
    workshop.write(
        "data/look/site.css",
        "body { background: url(sea.svg) }\np { background: url(gone.png) }\n",
    );
    workshop.write("data/look/sea.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    workshop.write("data/look/a b.svg", "");
    let built = workshop.build();
    assert_eq!(built.code, Some(1), "{}", built.stderr);
    assert!(built.stderr.contains("a b.svg"), "{}", built.stderr);
    assert!(built.stderr.contains("it asks for `gone.png`"), "{}", built.stderr);

    let site = workshop.site();
    let home = String::from_utf8(site["index.html"].clone()).unwrap();
    let style = |path: &str| format!("<link rel=\"stylesheet\" href=\"{path}\">");
    let sheets = ["assets/site.css", "assets/colors.css", "assets/look/site.css"].map(style);
    assert!(home.contains(&sheets.join("\n")), "{home}");
    assert!(home.contains("Kept by the &#60;museum&#62;"), "{home}");
    assert!(home.contains("<link rel=\"canonical\" href=\"https://example.org/port/\">"));
    assert!(site["assets/colors.css"].starts_with(b".k0 { --t: light-dark(oklch(0.5 "));
    assert!(site.contains_key("assets/look/sea.svg"));
}

#[test]
fn an_author_decides_which_kinds_of_pages_there_are() {
    let workshop = Workshop::with("harbour");
    let settings =
        String::from_utf8(tree(&root().join("tests/data/harbour"))["annals.toml"].clone());
    let hide =
        "\n[site]\nhide = [\"people\", \"places\", \"themes\", \"days\", \"sources\", \"data\"]\n";
    workshop.write("data/annals.toml", settings.unwrap() + hide);
    let built = workshop.build();
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let hidden = ["people/", "places/", "themes/", "on/", "data/", "feed."];
    let is_article = |path: &str| path.starts_with("s/") && path != "s/index.html";
    for path in workshop.site().keys() {
        assert!(!hidden.iter().any(|start| path.starts_with(start)) && !is_article(path), "{path}");
    }
}
