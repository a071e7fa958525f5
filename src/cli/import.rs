//! `import`: reads a seed folder and brings the database in line with it.

use std::{fmt::Display, io::Write, path::PathBuf, process::ExitCode};

use super::{fault, table::Table};
use crate::{
    clock::Clock,
    config::Config,
    domain::seed::Seeds,
    i18n::{Key, Lang, say},
    import::{self, Folder},
    store::{self, Noun, Planted, Store, Tally, key_path},
};

/// Arguments of `import`. Doc comments are help texts, in French.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Dossier à lire ; sans lui, les données fournies avec le programme
    #[arg(value_name = "DOSSIER_SOURCE")]
    pub from: Option<PathBuf>,

    /// Dit ce qui changerait, sans rien écrire
    #[arg(long)]
    pub dry_run: bool,
}

/// Imports the folder and prints the changes. On validation errors, prints all of them and writes nothing.
pub async fn run(
    import: &Import,
    config: &Config,
    clock: &Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let folder = import.from.clone().map_or(Folder::Embedded, Folder::Disk);
    let seeds = match import::read(&folder, clock.today()) {
        Ok(seeds) => seeds,
        Err(mistakes) => return refuse(&mistakes, out),
    };
    match plant(&seeds, import.dry_run, config, clock).await {
        Ok(planted) => print(&planted, import.dry_run, out).map(|()| ExitCode::SUCCESS),
        Err(store::Error::Taken(taken)) => {
            let mistakes: Vec<String> = taken.iter().map(fault::taken_address).collect();
            refuse(&mistakes, out)
        }
        Err(error) => Err(fault::of_store(&error)),
    }
}

/// Imports `seeds`. A dry run changes nothing, and creates no database if there is none.
async fn plant(
    seeds: &Seeds,
    dry_run: bool,
    config: &Config,
    clock: &Clock,
) -> store::Result<Planted> {
    let database = config.database();
    if dry_run && !database.exists() && !key_path(&database).exists() {
        return Store::rehearse_anew(seeds).await;
    }
    let store = Store::open(&database).await?.keeping_free(config.least_free());
    let planted =
        if dry_run { store.rehearse(seeds).await } else { store.plant(seeds, clock.now()).await };
    store.close().await;
    planted
}

fn refuse(mistakes: &[impl Display], out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    for mistake in mistakes {
        writeln!(out, "{mistake}")?;
    }
    writeln!(out, "{}", Lang::Fr.tn(say::PLANT_REFUSED, mistakes.len()))?;
    Ok(ExitCode::FAILURE)
}

fn print(planted: &Planted, dry_run: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let headings = [
        say::PLANT_ADDED,
        say::PLANT_CHANGED,
        say::PLANT_UNCHANGED,
        say::PLANT_KEPT,
        say::PLANT_WITHDRAWN,
    ];
    let mut table = Table::headed(headings.map(|key| Lang::Fr.t(key)));
    for (noun, Tally { added, changed, unchanged, kept, withdrawn }) in planted.tallies() {
        table.row(Lang::Fr.t(name(noun)), [added, changed, unchanged, kept, withdrawn]);
    }
    table.print(out)?;
    let outcome = match (planted.is_change(), dry_run) {
        (true, false) => say::PLANT_DONE,
        (true, true) => say::PLANT_REHEARSED,
        (false, _) => say::PLANT_NOTHING,
    };
    writeln!(out, "\n{}", Lang::Fr.t(outcome))?;
    Ok(())
}

/// Label of the records of `noun`.
fn name(noun: Noun) -> &'static Key {
    match noun {
        Noun::Departement => say::NOUN_DEPARTEMENTS,
        Noun::Commune => say::NOUN_COMMUNES,
        Noun::Neighbourhood => say::NOUN_NEIGHBOURHOODS,
        Noun::Figure => say::NOUN_FIGURES,
        Noun::Barrier => say::NOUN_BARRIERS,
        Noun::Audience => say::NOUN_AUDIENCES,
        Noun::Kind => say::NOUN_KINDS,
        Noun::Synonym => say::NOUN_SYNONYMS,
        Noun::Collection => say::NOUN_COLLECTIONS,
        Noun::Organisation => say::NOUN_ORGANISATIONS,
        Noun::Initiative => say::NOUN_INITIATIVES,
        Noun::LeftOut => say::NOUN_LEFT_OUT,
        Noun::Source => say::NOUN_SOURCES,
    }
}
