//! `annals serve`: the site of a data folder, rebuilt and shown again whenever the folder changes.
//!
//! One thread builds and watches; each request has a thread of its own and reads the site from the
//! disk, where it is always whole. What is wrong with a build is told on the terminal and on the
//! pages as they are served, never in the site.

mod http;
mod live;
mod watch;

use crate::build::SiteArgs;
use crate::clock::Stopwatch;
use crate::output::counted;
use crate::problem::Problems;
use crate::publish::{self, Written};
use crate::{Outcome, walk, wrong_usage};
use anyhow::{Context, Result, bail};
use live::Live;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use watch::Watch;

const EXAMPLES: &str = "\
Example:
  annals serve data
  annals serve data --port 0 --articles clippings";

/// Build the site of a data folder, serve it on this machine, and build it again after each change
///
/// Open pages reload when the new site is complete. What is wrong is told here and on the pages;
/// while a TOML file cannot be read in full, the last good site stays. Ctrl-C ends it; the site
/// stays on disk, as `annals build` writes it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// The port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "NUMBER", default_value_t = 1066)]
    port: u16,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    if args.site.articles.iter().any(|path| path.as_os_str() == "-") {
        let message = "standard input can be read only once: name files with --articles";
        return Err(wrong_usage("serve", message).into());
    }
    let stop = stop_flag().context("Ctrl-C cannot be heard")?;
    let mut author = Author { site: args.site, live: Arc::default(), is_good: false };
    // What is wrong with the folders as a whole is told before anything is served.
    author.site.sources(&mut Problems::default())?;
    publish::check_place(&author.site.out())?;
    let listener = listen(args.port)?;
    let address = listener.local_addr()?;
    let mut watch = Watch::start(&author.site);
    author.build()?;
    let (live, out) = (Arc::clone(&author.live), author.site.out());
    thread::spawn(move || http::serve(&listener, &live, &out));
    let dir = walk::display_folder(&author.site.dir);
    say(&format!("Address   http://{address}/\nWatching  {dir}; Ctrl-C ends"))?;
    while !stop.load(Ordering::Relaxed) {
        if watch.has_changed(&author.site) {
            author.build()?;
        }
    }
    Ok(Outcome::Clean)
}

/// Who builds the site again and again.
struct Author {
    site: SiteArgs,
    live: Arc<Live>,
    /// Whether the site that stands was built without an error in a TOML file.
    is_good: bool,
}

impl Author {
    /// Builds the site, tells what came of it, and lets the open pages know.
    ///
    /// # Errors
    /// Nothing can be told on the terminal.
    fn build(&mut self) -> Result<()> {
        let watch = Stopwatch::start();
        let mut problems = Problems::default();
        let content = self.site.load(&mut problems);
        problems.tell()?;
        let written = content.and_then(|content| {
            let is_good = !problems.has_error_in(".toml");
            // An author who is in the middle of a line must not lose the page that is open.
            if self.is_good && !is_good {
                return Ok(None);
            }
            let written = self.site.publish(&content)?;
            self.is_good = is_good;
            Ok(Some(written))
        });
        let seconds = watch.elapsed().as_secs_f64();
        let mut faults = problems.text();
        match written {
            Ok(Some(written)) => say(&built(&written, &problems, seconds))?,
            Ok(None) => say(&format!("Kept      the last good site; {problems}"))?,
            Err(error) => {
                writeln!(io::stderr(), "error: {error:#}")?;
                faults.push_str(&format!("error: {error:#}\n"));
            }
        }
        self.live.show(publish::state(&self.site.out()), faults);
        Ok(())
    }
}

fn built(written: &Written, problems: &Problems, seconds: f64) -> String {
    let kept = match written.foreign.len() {
        0 => String::new(),
        count => format!("; {} of others kept", counted(count, "file")),
    };
    format!("Built     {written} in {seconds:.2} s{kept}; {problems}")
}

/// A flag that the first Ctrl-C raises; the second ends the program at once.
fn stop_flag() -> io::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&stop))?;
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

fn listen(port: u16) -> Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => bail!(
            "port {port} is in use\nhelp: end the program that uses it, or name another port; \
             --port 0 takes any that is free"
        ),
        Err(error) => bail!("port {port} cannot be used: {}", walk::reason(&error)),
    }
}

fn say(line: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}
