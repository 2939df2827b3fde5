//! `annals man`: the manual pages, one a command, made of the same words as the help.

use crate::files::{NewFile, write_new};
use crate::output::counted;
use crate::walk::display_folder;
use crate::{Outcome, command};
use anyhow::Result;
use clap::Command;
use clap_mangen::Man;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals man | man -l -
  annals man --out ~/.local/share/man/man1";

/// Print the manual page, or write those of all commands into a folder
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder for a page a command; pages of the same names are replaced
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    // So that `annals new event` goes by its whole name.
    let mut all = command().disable_help_subcommand(true);
    all.build();
    let Some(dir) = args.out else {
        io::stdout().lock().write_all(page(all)?.as_bytes())?;
        return Ok(Outcome::Clean);
    };
    let mut commands = Vec::new();
    gather(all, &mut commands);
    let mut files = Vec::new();
    for command in commands {
        let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
        files.push(NewFile::new(dir.join(format!("{name}.1")), page(command)?));
    }
    write_new(&files, true)?;
    writeln!(io::stdout(), "{} in {}", counted(files.len(), "page"), display_folder(&dir))?;
    Ok(Outcome::Clean)
}

/// A command and those below it.
fn gather(command: Command, all: &mut Vec<Command>) {
    let below: Vec<Command> = command.get_subcommands().cloned().collect();
    all.push(command);
    below.into_iter().for_each(|command| gather(command, all));
}

fn page(command: Command) -> io::Result<String> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
