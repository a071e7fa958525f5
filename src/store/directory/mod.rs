//! Reading of all published data for the catalogue.

pub mod diff;
pub mod initiative;
mod organisation;
mod place;
pub mod revision;
pub mod seed_import;
pub mod slug;
mod source;
mod vocabulary;

use std::collections::HashSet;

use place::{intercommunality, neighbourhood};
use source::{exclusion, figure};
use sqlx::{Connection as _, SqliteConnection};
use vocabulary::{kind_barrier, national_number, scheme, synonym};

use super::sqlite::{Result, Status, Store};
use crate::domain::directory::{
    ChangeDates, Initiative, InitiativeId, Organisation, OrganisationId, Snapshot,
};

pub use initiative::{StoredInitiative, organisation_links};
pub use slug::{first_free_slug, retired_slug, slug_to_publish};

pub use revision::{RevisionContext, RevisionDraft};

impl Store {
    /// Reads all published data, in one transaction.
    pub async fn published(&self) -> Result<Snapshot> {
        let mut connection = self.reader().await?;
        let mut tx = connection.begin().await?;
        let organisations = list_organisations(&mut tx).await?;
        let initiatives = list_initiatives(&mut tx, &organisations).await?;
        let published = Snapshot {
            version: read_version(&mut tx).await?,
            departements: place::list_departements(&mut tx).await?,
            communes: place::list_communes(&mut tx).await?,
            former_communes: intercommunality::list_former_communes(&mut tx).await?,
            intercommunalities: intercommunality::list(&mut tx).await?,
            neighbourhoods: neighbourhood::list(&mut tx).await?,
            figures: figure::list(&mut tx).await?,
            barriers: vocabulary::list_barriers(&mut tx).await?,
            audiences: vocabulary::list_audiences(&mut tx).await?,
            kinds: vocabulary::list_kinds(&mut tx).await?,
            kind_barriers: kind_barrier::list(&mut tx).await?,
            national_numbers: national_number::list(&mut tx).await?,
            synonyms: synonym::list(&mut tx).await?,
            collections: vocabulary::list_collections(&mut tx).await?,
            organisations,
            initiatives,
            schemes: scheme::list(&mut tx).await?,
            exclusions: exclusion::list(&mut tx).await?,
            sources: source::list(&mut tx).await?,
            retired_slugs: slug::list(&mut tx).await?,
            withdrawn_initiatives: slug::list_withdrawn_initiatives(&mut tx).await?,
            withdrawn_organisations: slug::list_withdrawn_organisations(&mut tx).await?,
            withdrawn_neighbourhoods: slug::list_withdrawn_neighbourhoods(&mut tx).await?,
            scheme_numbers: scheme::list_numbers(&mut tx).await?,
            change_dates: ChangeDates {
                initiatives: initiative::list_change_dates(&mut tx).await?,
                organisations: organisation::list_change_dates(&mut tx).await?,
            },
        };
        tx.commit().await?;
        Ok(published)
    }

    /// Catalogue version; each publication increments it.
    pub async fn version(&self) -> Result<u64> {
        let mut connection = self.reader().await?;
        Ok(read_version(&mut connection).await?)
    }

    /// True if no seed was ever imported.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(self.version().await? == 0)
    }
}

async fn read_version(connection: &mut SqliteConnection) -> sqlx::Result<u64> {
    let version = sqlx::query_scalar!(r#"SELECT version AS "version: u64" FROM catalogue"#);
    version.fetch_one(connection).await
}

async fn list_organisations(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Organisation>> {
    let stored = organisation::list(connection).await?;
    let published = stored.into_iter().filter(|stored| stored.status == Status::Published);
    Ok(published.map(|stored| stored.organisation).collect())
}

/// Reads the published initiatives. Links to unpublished organisations are dropped.
async fn list_initiatives(
    connection: &mut SqliteConnection,
    organisations: &[Organisation],
) -> sqlx::Result<Vec<Initiative>> {
    let shown: HashSet<OrganisationId> =
        organisations.iter().map(|organisation| organisation.id).collect();
    let mut initiatives = Vec::new();
    let mut last = InitiativeId::new(0);
    loop {
        let page = initiative::page(connection, last, initiative::PAGE).await?;
        let Some(end) = page.last() else { return Ok(initiatives) };
        last = end.initiative.id;
        let published = page.into_iter().filter(|stored| stored.status == Status::Published);
        initiatives.extend(published.map(|stored| {
            let mut initiative = stored.initiative;
            initiative.organisations.retain(|(_, organisation)| shown.contains(organisation));
            initiative
        }));
    }
}

/// Increments the catalogue version, so that servers on this file reload the catalogue.
pub async fn increment_version(tx: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::query!("UPDATE catalogue SET version = version + 1").execute(tx).await?;
    Ok(())
}
