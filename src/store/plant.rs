//! Seed import: makes the database match a seed folder.

use jiff::Timestamp;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    Noun, Planted, Result, Store, figure, initiative_plant, left_out, neighbourhood,
    organisation_plant, place, source, synonym, vocabulary,
};
use crate::domain::seed::Seeds;

impl Store {
    /// Imports `seeds` in one transaction. Records edited through the site are kept; records missing from the folder
    /// are withdrawn, never deleted.
    pub async fn plant(&self, seeds: &Seeds, at: Timestamp) -> Result<Planted> {
        self.write(async |tx| plant(tx, seeds, at).await).await
    }

    /// Dry run of [`Store::plant`].
    pub async fn rehearse(&self, seeds: &Seeds) -> Result<Planted> {
        self.try_out(async |tx| plant(tx, seeds, Timestamp::UNIX_EPOCH).await).await
    }

    /// Dry run of [`Store::plant`] on a new in-memory database.
    pub async fn rehearse_anew(seeds: &Seeds) -> Result<Planted> {
        let options = SqliteConnectOptions::new().in_memory(true).foreign_keys(true);
        let mut connection = options.connect().await?;
        sqlx::migrate!().run(&mut connection).await.map_err(sqlx::Error::from)?;
        // Foreign keys between records are deferred to the end of the transaction.
        let mut tx = connection.begin().await?;
        let planted = plant(&mut tx, seeds, Timestamp::UNIX_EPOCH).await?;
        tx.rollback().await?;
        Ok(planted)
    }
}

async fn plant(tx: &mut SqliteConnection, seeds: &Seeds, at: Timestamp) -> Result<Planted> {
    let mut planted = Planted::default();
    let departements = place::plant_departements(tx, &seeds.departements).await?;
    planted.push(Noun::Departement, departements);
    planted.push(Noun::Commune, place::plant_communes(tx, &seeds.communes).await?);
    planted.push(Noun::Neighbourhood, neighbourhood::plant(tx, &seeds.neighbourhoods).await?);
    planted.push(Noun::Figure, figure::plant(tx, &seeds.figures).await?);
    planted.push(Noun::Barrier, vocabulary::plant_barriers(tx, &seeds.barriers).await?);
    planted.push(Noun::Audience, vocabulary::plant_audiences(tx, &seeds.audiences).await?);
    planted.push(Noun::Kind, vocabulary::plant_kinds(tx, &seeds.kinds).await?);
    planted.push(Noun::Synonym, synonym::plant(tx, &seeds.synonyms).await?);
    planted.push(Noun::Collection, vocabulary::plant_collections(tx, &seeds.collections).await?);
    let (organisations, known) = organisation_plant::plant(tx, &seeds.organisations, at).await?;
    planted.push(Noun::Organisation, organisations);
    let initiatives = initiative_plant::plant(tx, &seeds.initiatives, &known, at).await?;
    planted.push(Noun::Initiative, initiatives);
    planted.push(Noun::LeftOut, left_out::plant(tx, &seeds.left_out).await?);
    planted.push(Noun::Source, source::plant(tx, &seeds.sources).await?);
    if planted.is_change() {
        bump(tx).await?;
    }
    Ok(planted)
}

/// Increments the catalogue version, so that servers on this file reload the catalogue.
pub(super) async fn bump(tx: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::query!("UPDATE catalogue SET version = version + 1").execute(tx).await?;
    Ok(())
}
