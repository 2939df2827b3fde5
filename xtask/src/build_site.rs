//! `cargo xtask build-site`: the demonstration site out of the project's own data.

use crate::workspace;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Build the site of data/ as target/site
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the site goes instead
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address at which the site will stand, for feeds and the site map
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE")]
    now: Option<String>,
    /// More articles to read: files or folders
    #[arg(long, value_name = "PATH", num_args = 1..)]
    articles: Vec<PathBuf>,
}

/// Runs `annals build` in this process.
pub(crate) fn run(args: Args) -> ExitCode {
    let out = args.out.unwrap_or_else(|| workspace::path("target/site"));
    let mut command: Vec<OsString> =
        ["annals".into(), "build".into(), workspace::path("data").into(), "--out".into()].into();
    command.push(out.into());
    if let Some(url) = args.base_url {
        command.extend(["--base-url".into(), url.into()]);
    }
    if let Some(now) = args.now {
        command.extend(["--now".into(), now.into()]);
    }
    for path in args.articles {
        command.extend(["--articles".into(), path.into()]);
    }
    annals::run(command)
}
