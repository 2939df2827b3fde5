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
    /// Serve it on this machine and build it again after each change
    #[arg(long)]
    serve: bool,
    /// The port that it is served on; 0 takes any that is free
    #[arg(long, value_name = "NUMBER", requires = "serve")]
    port: Option<u16>,
}

/// Runs `annals build` or `annals serve` in this process.
pub(crate) fn run(args: Args) -> ExitCode {
    let out = args.out.unwrap_or_else(|| workspace::path("target/site"));
    let does = if args.serve { "serve" } else { "build" };
    let mut command: Vec<OsString> =
        ["annals".into(), does.into(), workspace::path("data").into(), "--out".into()].into();
    command.push(out.into());
    if let Some(port) = args.port {
        command.extend(["--port".into(), port.to_string().into()]);
    }
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
