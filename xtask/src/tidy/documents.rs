//! Commands that the documents name.

use super::Files;
use clap::{Command, CommandFactory};

/// Every command line in the documents calls a command that exists, with flags that it has.
pub(super) fn commands_exist(files: &Files) -> Vec<String> {
    let programs = [("annals", annals::command()), ("cargo xtask", crate::Cli::command())];
    let is_document = |name: &str| name.trim_start_matches("docs/").find('/').is_none();
    let documents = files.matching(move |name| is_document(name) && name.ends_with(".md"));
    let mut violations = Vec::new();
    for (name, text) in documents {
        for line in command_lines(text) {
            for (program, command) in &programs {
                let Some(rest) = line.strip_prefix(program) else { continue };
                if let Err(what) = check(command, rest) {
                    violations.push(format!("{name}: `{line}`: {what}"));
                }
            }
        }
    }
    violations
}

/// Every message that can be caused by input stands in a transcript or a snapshot, by its code.
pub(super) fn messages_are_shown(files: &Files) -> Vec<String> {
    let is_shown = |name: &str| {
        name.starts_with("tests/cmd/")
            || name.starts_with("docs/")
            || name.contains("/snapshots/")
            || name.starts_with("tests/snapshots/")
    };
    let shown: String = files.matching(is_shown).map(|(_, text)| text).collect();
    let is_source = |name: &str| name.starts_with("crates/") && name.contains("/src/");
    let mut violations = Vec::new();
    for (name, text) in files.matching(is_source) {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for code in text.split('"').filter(|word| is_code(word)) {
            if !shown.contains(&format!("[{code}]")) && !shown.contains(&format!("\"{code}\"")) {
                violations.push(format!("{name}: no transcript shows `{code}`"));
            }
        }
    }
    violations.dedup();
    violations
}

/// Whether it is the code of a message: `date/day`.
fn is_code(word: &str) -> bool {
    /// What no input of the command can cause: faults of the program's own files, and what the
    /// lenient reader of EDTF says, which is for programs alone.
    const INNER: [&str; 7] = [
        "date/dash",
        "date/draft",
        "date/level",
        "date/mask",
        "language/json",
        "language/reference",
        "language/with",
    ];
    const MEDIA: [&str; 5] = ["application", "audio", "image", "text", "font"];
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    };
    let parts = word.split_once('/');
    let is_form = parts.is_some_and(|(kind, rest)| is_word(kind) && is_word(rest));
    is_form && !INNER.contains(&word) && !MEDIA.iter().any(|kind| word.starts_with(kind))
}

/// The lines of fenced blocks and the pieces between single backticks.
fn command_lines(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (n, block) in text.split("```").enumerate() {
        if n % 2 == 1 {
            found.extend(block.lines().map(|line| line.trim_start_matches("$ ").trim()));
        } else {
            found.extend(block.split('`').skip(1).step_by(2).map(str::trim));
        }
    }
    found
}

/// Checks what follows the program's name: a subcommand and its flags.
fn check(program: &Command, rest: &str) -> Result<(), String> {
    let mut words = rest.split_whitespace();
    let Some(name) = words.next().filter(|_| rest.starts_with(' ')) else { return Ok(()) };
    if name.starts_with('-') || name.starts_with('<') {
        return Ok(());
    }
    let known = program.get_subcommands().find(|command| command.get_name() == name);
    let Some(command) = known else { return Err(format!("there is no command `{name}`")) };
    if command.has_subcommands() {
        let after = rest.trim_start().strip_prefix(name);
        return after.map_or(Ok(()), |after| check(command, after));
    }
    let flags = words.take_while(|word| !matches!(*word, "|" | "<" | ">" | "#"));
    let flags = flags.filter_map(|word| word.trim_start_matches('[').strip_prefix("--"));
    for flag in flags {
        let flag = flag.split(['=', ']']).next().unwrap_or(flag);
        let is_known = command.get_arguments().any(|argument| argument.get_long() == Some(flag));
        if !is_known && flag != "help" {
            return Err(format!("`{name}` has no flag `--{flag}`"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_flags_that_do_not_exist_are_found() {
        let text = "Run `annals build data --out site`, then `annals fly`.\n\
                    ```console\n$ cargo xtask build-site --fast\n$ cargo xtask eval dates x --errors\n\
                    $ cargo xtask eval dates --wild\n$ cargo build\n```\n";
        let files = Files(vec![("README.md".to_owned(), text.to_owned())]);
        assert_eq!(
            commands_exist(&files),
            [
                "README.md: `annals fly`: there is no command `fly`",
                "README.md: `cargo xtask build-site --fast`: `build-site` has no flag `--fast`",
                "README.md: `cargo xtask eval dates --wild`: `dates` has no flag `--wild`"
            ]
        );
    }
}
