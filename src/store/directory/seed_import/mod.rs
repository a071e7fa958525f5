//! Seed import: makes the database match a seed folder.

pub mod initiative;
mod organisation;
pub mod site_records;

use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};

use super::increment_version;
use super::place::{self, intercommunality, neighbourhood};
use super::source::{self, exclusion, figure};
use super::vocabulary::{self, kind_barrier, national_number, scheme, synonym};
use crate::domain::directory::Seeds;
use crate::store::sqlite::{Result, Store};
use crate::store::{ImportReport, RecordType};

impl Store {
    /// Imports `seeds` in one transaction. Records edited through the site are kept; records missing from the folder
    /// are withdrawn, never deleted.
    pub async fn import_seeds(&self, seeds: &Seeds, at: Timestamp) -> Result<ImportReport> {
        self.write(async |tx| import_seeds(tx, seeds, at).await).await
    }

    /// Dry run of [`Store::import_seeds`].
    pub async fn dry_run_import(&self, seeds: &Seeds) -> Result<ImportReport> {
        self.dry_run(async |tx| import_seeds(tx, seeds, Timestamp::UNIX_EPOCH).await).await
    }

    /// Dry run of [`Store::import_seeds`] on a new in-memory database.
    pub async fn dry_run_import_new(seeds: &Seeds) -> Result<ImportReport> {
        let options = SqliteConnectOptions::new().in_memory(true).foreign_keys(true);
        let mut connection = options.connect().await?;
        sqlx::migrate!().run(&mut connection).await.map_err(sqlx::Error::from)?;
        // Foreign keys between records are deferred to the end of the transaction.
        let mut tx = connection.begin().await?;
        let report = import_seeds(&mut tx, seeds, Timestamp::UNIX_EPOCH).await?;
        tx.rollback().await?;
        Ok(report)
    }
}

async fn import_seeds(
    tx: &mut SqliteConnection,
    seeds: &Seeds,
    at: Timestamp,
) -> Result<ImportReport> {
    let mut report = ImportReport::default();
    import_places(tx, seeds, &mut report).await?;
    import_vocabularies(tx, seeds, &mut report).await?;
    let (organisations, known) = organisation::import_seeds(tx, &seeds.organisations, at).await?;
    report.push(RecordType::Organisation, organisations);
    let initiatives = initiative::import_seeds(tx, &seeds.initiatives, &known, at).await?;
    report.push(RecordType::Initiative, initiatives);
    report.push(RecordType::Scheme, scheme::import_seeds(tx, &seeds.schemes).await?);
    report.push(RecordType::LeftOut, exclusion::import_seeds(tx, &seeds.exclusions).await?);
    report.push(RecordType::Source, source::import_seeds(tx, &seeds.sources).await?);
    if report.is_change() {
        increment_version(tx).await?;
    }
    Ok(report)
}

async fn import_places(
    tx: &mut SqliteConnection,
    seeds: &Seeds,
    report: &mut ImportReport,
) -> sqlx::Result<()> {
    let departements = place::import_departements(tx, &seeds.departements).await?;
    report.push(RecordType::Departement, departements);
    report.push(RecordType::Commune, place::import_communes(tx, &seeds.communes).await?);
    let wanted = &seeds.intercommunalities;
    let intercommunalities = intercommunality::import_seeds(tx, wanted).await?;
    report.push(RecordType::Intercommunality, intercommunalities);
    let former = intercommunality::import_former_communes(tx, &seeds.former_communes).await?;
    report.push(RecordType::FormerCommune, former);
    let neighbourhoods = neighbourhood::import_seeds(tx, &seeds.neighbourhoods).await?;
    report.push(RecordType::Neighbourhood, neighbourhoods);
    report.push(RecordType::Figure, figure::import_seeds(tx, &seeds.figures).await?);
    Ok(())
}

async fn import_vocabularies(
    tx: &mut SqliteConnection,
    seeds: &Seeds,
    report: &mut ImportReport,
) -> sqlx::Result<()> {
    report.push(RecordType::Barrier, vocabulary::import_barriers(tx, &seeds.barriers).await?);
    report.push(RecordType::Audience, vocabulary::import_audiences(tx, &seeds.audiences).await?);
    report.push(RecordType::Kind, vocabulary::import_kinds(tx, &seeds.kinds).await?);
    let kind_barriers = kind_barrier::import_seeds(tx, &seeds.kind_barriers).await?;
    report.push(RecordType::KindBarrier, kind_barriers);
    let numbers = national_number::import_seeds(tx, &seeds.national_numbers).await?;
    report.push(RecordType::NationalNumber, numbers);
    report.push(RecordType::Synonym, synonym::import_seeds(tx, &seeds.synonyms).await?);
    let collections = vocabulary::import_collections(tx, &seeds.collections).await?;
    report.push(RecordType::Collection, collections);
    Ok(())
}
