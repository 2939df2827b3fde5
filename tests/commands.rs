//! Transcripts of commands: what is typed and what comes back, in `cmd/` and in the guides.

use crate::support::root;

#[test]
fn transcripts() {
    let folder = root().join("tests/cmd");
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .case(folder.join("*.md"))
        .case(folder.join("*.toml"))
        .case(root().join("docs/*.md"))
        .case(root().join("docs/guide/*.md"));
}
