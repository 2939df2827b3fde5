//! `cargo xtask bench site`: how long a site takes to build, against a program that only writes it.
//!
//! The data is made here and always the same. Both write to a memory file system with as many
//! threads, so that their ratio holds on any machine. The build is this program started again, so
//! that its time, processor time and memory are its own.

mod generate;

use crate::bench::cpu;
use anyhow::{Context, Result, bail};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;
use walkdir::WalkDir;

/// Build sites of many events, and tell how long it takes against only writing their files
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many events
    #[arg(long, num_args = 1.., default_values_t = [1_000, 10_000], value_name = "NUMBER")]
    events: Vec<usize>,
    /// How often each is measured; the shortest counts
    #[arg(long, default_value_t = 3, value_name = "NUMBER")]
    runs: usize,
    /// A folder on a memory file system
    #[arg(long, default_value = "/dev/shm", value_name = "DIR")]
    memory: PathBuf,
    /// Leave the data and the site there
    #[arg(long)]
    keep: bool,
}

/// Build a site and tell what that cost, in numbers alone: what `bench site` starts
#[derive(clap::Args)]
pub(crate) struct BuildArgs {
    data: PathBuf,
    out: PathBuf,
}

/// What a build cost.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    busy: Duration,
    peak_megabytes: u64,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let heads = [
        "events", "pages", "MB", "plain s", "cpu s", "build s", "cpu s", "ratio", "peak MB",
        "again s", "cpu s", "written",
    ];
    writeln!(out, "{}", heads.map(|head| format!("{head:>9}")).concat())?;
    for &events in &args.events {
        let folder = args.memory.join(format!("annals-bench-{}-{events}", std::process::id()));
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        let row = measure(&folder, events, args.runs.max(1));
        if !args.keep {
            fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
        }
        writeln!(out, "{}", row?)?;
    }
    Ok(())
}

/// Runs `annals build` and prints its cost after its summary.
pub(crate) fn build(args: BuildArgs) -> Result<()> {
    let command: [OsString; 5] =
        ["annals".into(), "build".into(), args.data.into(), "--out".into(), args.out.into()];
    let clock = cpu::Process::start();
    let ended = annals::run(command);
    let cost = clock.elapsed();
    if ended != ExitCode::SUCCESS {
        bail!("the site could not be built");
    }
    let mut out = std::io::stdout().lock();
    let peak = cpu::peak_memory().unwrap_or_default();
    writeln!(out, "{} {} {peak}", cost.wall.as_micros(), cost.busy.as_micros())?;
    Ok(())
}

fn measure(folder: &Path, events: usize, runs: usize) -> Result<String> {
    let (data, site, plain) = (folder.join("data"), folder.join("site"), folder.join("plain"));
    generate::write(&data, events)?;
    // The first build reads the articles and keeps what they tell; what is measured is the site.
    built(&data, &site)?;
    let files = files(&site)?;
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let (mut builds, mut writes, mut rebuilds) = (Vec::new(), Vec::new(), Vec::new());
    let mut written = 0;
    for run in 0..runs {
        writes.push(write_plainly(&files, &plain)?);
        fs::remove_dir_all(&plain)?;
        fs::remove_dir_all(&site)?;
        builds.push(built(&data, &site)?);
        // In turn changed and changed back.
        if run % 2 == 0 {
            generate::change(&data, events)?;
        } else {
            generate::write(&data, events)?;
        }
        let earlier = modified(&site)?;
        rebuilds.push(built(&data, &site)?);
        written = modified(&site)?.iter().filter(|file| !earlier.contains(file)).count();
    }
    let build = builds.iter().min_by_key(|cost| cost.wall).context("at least one run")?;
    let rebuild = rebuilds.iter().min_by_key(|cost| cost.wall).context("at least one run")?;
    let plain = writes.iter().min_by_key(|cost| cost.wall).context("at least one run")?;
    let times = |wall: Duration, busy: Duration| {
        format!("{:>9.2}{:>9.2}", wall.as_secs_f64(), busy.as_secs_f64())
    };
    Ok(format!(
        "{events:>9}{:>9}{:>9.1}{}{}{:>9.2}{:>9}{}{written:>9}",
        files.len(),
        bytes as f64 / 1e6,
        times(plain.wall, plain.busy),
        times(build.wall, build.busy),
        build.wall.as_secs_f64() / plain.wall.as_secs_f64(),
        build.peak_megabytes,
        times(rebuild.wall, rebuild.busy),
    ))
}

/// Starts this program again to build the site.
fn built(data: &Path, site: &Path) -> Result<Cost> {
    let program = std::env::current_exe().context("this program cannot be started again")?;
    let output = Command::new(program).args(["bench", "build"]).args([data, site]).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers = said.lines().last().unwrap_or_default().split(' ').map(str::parse::<u64>);
    match numbers.collect::<Result<Vec<u64>, _>>().as_deref() {
        Ok(&[wall, busy, peak_megabytes]) if output.status.success() => Ok(Cost {
            wall: Duration::from_micros(wall),
            busy: Duration::from_micros(busy),
            peak_megabytes,
        }),
        _ => bail!("{}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// The files of a site by their paths in it.
fn files(site: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(site).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.push((entry.path().strip_prefix(site)?.to_owned(), fs::read(entry.path())?));
        }
    }
    Ok(files)
}

/// The files of a site with the times of their last change, in order.
fn modified(site: &Path) -> Result<std::collections::HashSet<(PathBuf, std::time::SystemTime)>> {
    let mut files = std::collections::HashSet::new();
    for entry in WalkDir::new(site) {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.insert((entry.path().to_owned(), entry.metadata()?.modified()?));
        }
    }
    Ok(files)
}

/// Writes the files as a program would that does nothing else.
fn write_plainly(files: &[(PathBuf, Vec<u8>)], folder: &Path) -> Result<cpu::Elapsed> {
    let clock = cpu::Process::start();
    fs::create_dir_all(folder)?;
    let write = |(path, bytes): &(PathBuf, Vec<u8>)| -> Result<()> {
        let file = folder.join(path);
        let parent = file.parent().unwrap_or(folder);
        if fs::create_dir(parent).is_err() {
            fs::create_dir_all(parent)?;
        }
        Ok(fs::write(&file, bytes)?)
    };
    files.par_iter().try_for_each(write)?;
    Ok(clock.elapsed())
}
