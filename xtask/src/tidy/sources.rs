//! What Rust sources and other files of the project may hold.

use super::Files;

/// What the sources of a library may not name, and why. The path is the start of a file's name.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    (
        "crates/annals-",
        &["SystemTime::now", "Instant::now", "Utc::now", "Local::now"],
        "the day of reference is an argument",
    ),
    ("crates/annals-", &["std::env", "env::var"], "settings are arguments"),
    (
        "crates/annals-",
        &["std::fs", "File::open", "std::net", "std::process"],
        "only the command touches files, networks and processes",
    ),
    ("crates/annals-core/", &["std::thread", "rayon"], "the model starts no threads"),
    (
        "crates/annals-dates/",
        &["thread::spawn", "thread::scope", "thread::Builder", "rayon"],
        "texts are read one by one",
    ),
];

/// Library sources name nothing of that table.
pub(super) fn no_forbidden_call(files: &Files) -> Vec<String> {
    let sources = files.matching(|name| is_rust(name) && name.contains("/src/"));
    let mut violations = Vec::new();
    for (name, text) in sources {
        for (place, words, reason) in FORBIDDEN {
            let hits = words.iter().filter(|word| name.starts_with(place) && text.contains(**word));
            violations.extend(hits.map(|word| format!("{name}: `{word}`: {reason}")));
        }
    }
    violations
}

/// Every module opens with a `//!` comment.
pub(super) fn modules_are_introduced(files: &Files) -> Vec<String> {
    let sources = files.matching(is_rust);
    let bare = sources.filter(|(_, text)| !text.starts_with("//! "));
    bare.map(|(name, _)| format!("{name}: does not open with `//!`")).collect()
}

/// Every library has the compiler warn of missing documentation.
pub(super) fn documentation_is_asked_for(files: &Files) -> Vec<String> {
    let roots = files.matching(|name| name.ends_with("/src/lib.rs"));
    let bare = roots.filter(|(_, text)| !text.contains("#![warn(missing_docs)]"));
    bare.map(|(name, _)| format!("{name}: `#![warn(missing_docs)]` is missing")).collect()
}

/// No note to do something later, no test that is switched off, no debugging aid.
pub(super) fn nothing_is_left_for_later(files: &Files) -> Vec<String> {
    // Put together here, so that this file does not hold them.
    const MARKS: &[&str] =
        &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("dbg", "!("), concat!("#[ign", "ore")];
    let is_source = |name: &str| {
        [".rs", ".toml", ".html", ".css", ".js", ".md"].iter().any(|end| name.ends_with(end))
    };
    let mut violations = Vec::new();
    for (name, text) in files.matching(move |name| is_source(name) && name != "clippy.toml") {
        for (number, line) in text.lines().enumerate() {
            // The tasks of a calendar are written with one more letter in front.
            let begins = |at: usize| !line[..at].ends_with(char::is_alphanumeric);
            let stands = |mark: &str| line.match_indices(mark).any(|(at, _)| begins(at));
            let hits = MARKS.iter().filter(|mark| stands(mark));
            violations.extend(hits.map(|mark| format!("{name}:{}: `{mark}`", number + 1)));
        }
    }
    violations
}

/// Files end in a newline and their lines in no blank. Test data may be broken on purpose.
pub(super) fn lines_end_cleanly(files: &Files) -> Vec<String> {
    let mut violations = Vec::new();
    for (name, text) in
        files.matching(|name| !name.starts_with("tests/data/") && !name.contains(".in/"))
    {
        if !text.is_empty() && !text.ends_with('\n') {
            violations.push(format!("{name}: does not end in a newline"));
        }
        let is_blank_ended = |line: &str| line.ends_with([' ', '\t', '\r']);
        if !name.ends_with(".md") && !name.ends_with(".snap") {
            let lines = text.split('\n').enumerate().filter(|(_, line)| is_blank_ended(line));
            violations.extend(lines.map(|(n, _)| format!("{name}:{}: ends in a blank", n + 1)));
        }
    }
    violations
}

fn is_rust(name: &str) -> bool {
    name.ends_with(".rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_finds_what_breaks_it() {
        let file = |name: &str, text: &str| Files(vec![(name.to_owned(), text.to_owned())]);
        let clock = file("crates/annals-core/src/a.rs", "fn f() { Instant::now(); }");
        assert_eq!(no_forbidden_call(&clock).len(), 1);
        let command = file("crates/annals/src/clock.rs", "fn f() { Instant::now(); }");
        assert_eq!(no_forbidden_call(&command).len(), 0);
        assert_eq!(modules_are_introduced(&file("a.rs", "fn f() {}\n")).len(), 1);
        assert_eq!(documentation_is_asked_for(&file("crates/a/src/lib.rs", "//! A.\n")).len(), 1);
        let later = file("a.rs", concat!("// TO", "DO: more\n"));
        assert_eq!(nothing_is_left_for_later(&later), [concat!("a.rs:1: `TO", "DO`")]);
        assert_eq!(lines_end_cleanly(&file("a.rs", "a \nb")).len(), 2);
        assert_eq!(lines_end_cleanly(&file("a.rs", "a\nb\n")).len(), 0);
    }
}
