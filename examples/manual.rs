//! Writes the man pages and the shell completions: `cargo run --example manual -- FOLDER`.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::Context as _;
use clap_complete::Shell;
use quartiers_emploi::cli;

fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).context("a folder is needed")?);
    fs::create_dir_all(&folder)?;
    let mut command = cli::command();
    let name = command.get_name().to_owned();
    for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
        clap_complete::generate_to(shell, &mut command, &name, &folder)?;
    }
    clap_mangen::generate_to(command, &folder)?;
    Ok(())
}
