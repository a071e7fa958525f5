//! `import`: reads a seed folder and brings the database in line with it.

use std::fmt::Display;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use super::error;
use super::table::Table;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::directory::Seeds;
use crate::i18n::{Key, Lang, messages};
use crate::import::{self, SeedFolder};
use crate::store::{self, ImportCounts, ImportReport, RecordType, Store, key_path};

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
    let folder = import.from.clone().map_or(SeedFolder::Embedded, SeedFolder::Disk);
    let seeds = match import::read(&folder, clock.today()) {
        Ok(seeds) => seeds,
        Err(errors) => return print_errors(&errors, out),
    };
    match import_seeds(&seeds, import.dry_run, config, clock).await {
        Ok(report) => print(&report, import.dry_run, out).map(|()| ExitCode::SUCCESS),
        Err(store::Error::SlugConflict(taken)) => {
            let errors: Vec<String> = taken.iter().map(error::slug_conflict).collect();
            print_errors(&errors, out)
        }
        Err(error) => Err(error::store_fault(&error)),
    }
}

/// Imports `seeds`. A dry run changes nothing, and creates no database if there is none.
async fn import_seeds(
    seeds: &Seeds,
    dry_run: bool,
    config: &Config,
    clock: &Clock,
) -> store::Result<ImportReport> {
    let database = config.database();
    if dry_run && !database.exists() && !key_path(&database).exists() {
        return Store::dry_run_import_new(seeds).await;
    }
    let store = Store::open(&database).await?.with_min_free(config.least_free());
    let report = if dry_run {
        store.dry_run_import(seeds).await
    } else {
        store.import_seeds(seeds, clock.now()).await
    };
    store.close().await;
    report
}

fn print_errors(errors: &[impl Display], out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    for error in errors {
        writeln!(out, "{error}")?;
    }
    writeln!(out, "{}", Lang::Fr.message_count(messages::SEED_IMPORT_REFUSED, errors.len()))?;
    Ok(ExitCode::FAILURE)
}

fn print(report: &ImportReport, dry_run: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let headings = [
        messages::SEED_IMPORT_ADDED,
        messages::SEED_IMPORT_CHANGED,
        messages::SEED_IMPORT_UNCHANGED,
        messages::SEED_IMPORT_PRESERVED,
        messages::SEED_IMPORT_WITHDRAWN,
    ];
    let mut table = Table::headed(headings.map(|key| Lang::Fr.message(key)));
    for (noun, ImportCounts { added, changed, unchanged, preserved, withdrawn }) in report.tallies()
    {
        table.row(Lang::Fr.message(name(noun)), [added, changed, unchanged, preserved, withdrawn]);
    }
    table.print(out)?;
    let outcome = match (report.is_change(), dry_run) {
        (true, false) => messages::SEED_IMPORT_DONE,
        (true, true) => messages::SEED_IMPORT_DRY_RUN,
        (false, _) => messages::SEED_IMPORT_NOTHING,
    };
    writeln!(out, "\n{}", Lang::Fr.message(outcome))?;
    Ok(())
}

/// Label of the records of `noun`.
fn name(noun: RecordType) -> &'static Key {
    match noun {
        RecordType::Departement => messages::NOUN_DEPARTEMENTS,
        RecordType::Commune => messages::NOUN_COMMUNES,
        RecordType::Intercommunality => messages::NOUN_INTERCOMMUNALITIES,
        RecordType::FormerCommune => messages::NOUN_FORMER_COMMUNES,
        RecordType::Neighbourhood => messages::NOUN_NEIGHBOURHOODS,
        RecordType::Figure => messages::NOUN_FIGURES,
        RecordType::Barrier => messages::NOUN_BARRIERS,
        RecordType::Audience => messages::NOUN_AUDIENCES,
        RecordType::Kind => messages::NOUN_KINDS,
        RecordType::KindBarrier => messages::NOUN_KIND_BARRIERS,
        RecordType::NationalNumber => messages::NOUN_NATIONAL_NUMBERS,
        RecordType::Synonym => messages::NOUN_SYNONYMS,
        RecordType::Collection => messages::NOUN_COLLECTIONS,
        RecordType::Organisation => messages::NOUN_ORGANISATIONS,
        RecordType::Initiative => messages::NOUN_INITIATIVES,
        RecordType::Scheme => messages::NOUN_SCHEMES,
        RecordType::LeftOut => messages::NOUN_LEFT_OUT,
        RecordType::Source => messages::NOUN_SOURCES,
    }
}
