//! Reading of initiatives, each with its current revision.

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Sqlite, SqliteConnection, Type};

use super::revision_columns::{self, RevisionRow};
use crate::domain::directory::{Initiative, InitiativeId, OrganisationId, RevisionId};
use crate::domain::text::Line;
use crate::store::sqlite::{Origin, Role, SqlEnum as _, Status};

/// Number of initiatives read at a time when all are read.
pub const PAGE: i64 = 10_000;

/// An initiative with its store columns, published or not.
#[derive(Debug)]
pub struct StoredInitiative {
    pub initiative: Initiative,
    /// Revision from which the facts are read.
    pub revision: RevisionId,
    /// Number of the latest revision.
    pub number: i64,
    pub origin: Origin,
    pub status: Status,
}

/// Reads up to `limit` initiatives with ids above `last`, in order of id, withdrawn ones included. Empty at the end.
pub async fn page(
    connection: &mut SqliteConnection,
    last: InitiativeId,
    limit: i64,
) -> sqlx::Result<Vec<StoredInitiative>> {
    read(connection, last, limit, None).await
}

/// Finds the initiative `id`, withdrawn or not, as of the revision `version`, or else as of the current one.
pub async fn find(
    connection: &mut SqliteConnection,
    id: InitiativeId,
    version: Option<RevisionId>,
) -> sqlx::Result<Option<StoredInitiative>> {
    let before = InitiativeId::new(id.get() - 1);
    let found = read(connection, before, 1, version).await?.into_iter().next();
    Ok(found.filter(|stored| stored.initiative.id == id))
}

async fn read(
    connection: &mut SqliteConnection,
    last: InitiativeId,
    limit: i64,
    version: Option<RevisionId>,
) -> sqlx::Result<Vec<StoredInitiative>> {
    let rows = revision_columns::select(connection, last, limit, version).await?;
    Ok(rows.into_iter().map(StoredInitiative::from).collect())
}

impl From<RevisionRow> for StoredInitiative {
    fn from(row: RevisionRow) -> Self {
        let RevisionRow { id, revision, number, origin, status, .. } = row;
        let (facts, organisations) = row.into_facts();
        let initiative = Initiative { id, organisations, facts };
        Self { initiative, revision, number, origin, status }
    }
}

/// Links of names to organisations: each name once, carriers first. Names without an organisation are dropped.
pub fn organisation_links<'a>(
    names: impl IntoIterator<Item = (&'a Line, Option<OrganisationId>)>,
) -> Vec<(Line, OrganisationId)> {
    let mut organisation_links: Vec<(Line, OrganisationId)> = Vec::new();
    for (name, organisation) in names {
        let Some(organisation) = organisation else { continue };
        if !organisation_links.iter().any(|(known, _)| known == name) {
            organisation_links.push((name.clone(), organisation));
        }
    }
    organisation_links
}

/// Participants of one revision, decoded from a JSON array of `[role, name, organisation]`.
#[derive(Debug)]
pub(super) struct Participants {
    pub carriers: Vec<Line>,
    pub partners: Vec<Line>,
    pub organisations: Vec<(Line, OrganisationId)>,
}

impl Type<Sqlite> for Participants {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for Participants {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<Sqlite>>::decode(value)?;
        let rows: Vec<(String, String, Option<i64>)> = serde_json::from_str(text)?;
        let (mut carriers, mut partners, mut named) = (Vec::new(), Vec::new(), Vec::new());
        for (role, name, organisation) in rows {
            let name: Line = name.parse()?;
            named.push((name.clone(), organisation.map(OrganisationId::new)));
            match Role::named(&role)? {
                Role::Carrier => carriers.push(name),
                Role::Partner => partners.push(name),
            }
        }
        let organisations = organisation_links(named.iter().map(|(name, id)| (name, *id)));
        Ok(Self { carriers, partners, organisations })
    }
}
