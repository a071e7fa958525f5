//! Revisions of initiatives: what a new one holds, and its insertion.

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::initiative;
use crate::domain::directory::{InitiativeFacts, InitiativeId, OrganisationId, RevisionId};
use crate::domain::text::Line;
use crate::store::common::jurisdiction;
use crate::store::sqlite::{Origin, Role, SqlEnum as _, Status};

/// Revisions inserted by one statement.
const CHUNK: usize = 2_000;

/// Inserts `drafts` as the current, published revisions. Returns the id of the first. Other holders of their slugs
/// must be hidden before.
pub async fn write(
    tx: &mut SqliteConnection,
    drafts: &[RevisionDraft<'_>],
    context: RevisionContext,
) -> sqlx::Result<RevisionId> {
    write_as(tx, drafts, context, Status::Published).await
}

/// Like [`write()`], with the given status.
pub async fn write_as(
    tx: &mut SqliteConnection,
    drafts: &[RevisionDraft<'_>],
    context: RevisionContext,
    status: Status,
) -> sqlx::Result<RevisionId> {
    let last = sqlx::query_scalar!(r#"SELECT coalesce(max(id), 0) AS "last!: i64" FROM revisions"#);
    let last = last.fetch_one(&mut *tx).await?;
    for (first, chunk) in (last + 1..).step_by(CHUNK).zip(drafts.chunks(CHUNK)) {
        let numbered = NumberedDrafts { first, drafts: chunk };
        write_identities(tx, &numbered, status).await?;
        write_revisions(tx, &numbered, context).await?;
        write_vocabulary(tx, &numbered).await?;
        write_places(tx, &numbered).await?;
        write_participants(tx, &numbered).await?;
    }
    jurisdiction::refresh(tx, drafts.iter().map(|draft| draft.initiative)).await?;
    Ok(RevisionId::new(last + 1))
}

async fn write_identities(
    tx: &mut SqliteConnection,
    drafts: &NumberedDrafts<'_>,
    status: Status,
) -> sqlx::Result<()> {
    let status = status.name();
    let rows = crate::store::sqlite::codec::json(drafts.iter(), |(revision, draft)| {
        let facts = draft.facts;
        json!([draft.initiative.get(), facts.reference.as_str(), facts.slug.as_str(), revision])
    });
    sqlx::query!(
        r#"
        INSERT INTO initiatives (id, reference, slug, status, revision)
        SELECT value ->> 0, value ->> 1, value ->> 2, ?2, value ->> 3
        FROM json_each(?1) WHERE true
        ON CONFLICT (id) DO UPDATE
        SET slug = excluded.slug, status = excluded.status, revision = excluded.revision
        "#,
        rows,
        status
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn write_revisions(
    tx: &mut SqliteConnection,
    drafts: &NumberedDrafts<'_>,
    context: RevisionContext,
) -> sqlx::Result<()> {
    let rows = crate::store::sqlite::codec::json(drafts.iter(), |(revision, draft)| {
        let mut row = initiative::facts_json(draft.facts);
        row.insert("id".to_owned(), json!(revision));
        row.insert("initiative".to_owned(), json!(draft.initiative.get()));
        row.insert("number".to_owned(), json!(draft.number));
        row.insert("slug".to_owned(), json!(draft.facts.slug.as_str()));
        Value::Object(row)
    });
    initiative::insert(tx, rows, context.origin, context.at).await
}

async fn write_vocabulary(
    tx: &mut SqliteConnection,
    drafts: &NumberedDrafts<'_>,
) -> sqlx::Result<()> {
    let barriers = drafts.list(|facts| &facts.barriers);
    sqlx::query!(
        r#"
        INSERT INTO revision_barriers (revision, position, barrier)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)
        "#,
        barriers
    )
    .execute(&mut *tx)
    .await?;
    let audiences = drafts.list(|facts| &facts.audiences);
    sqlx::query!(
        r#"
        INSERT INTO revision_audiences (revision, position, audience)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)
        "#,
        audiences
    )
    .execute(&mut *tx)
    .await?;
    let sources = drafts.list(|facts| &facts.source_urls);
    sqlx::query!(
        r#"
        INSERT INTO revision_sources (revision, position, url)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)
        "#,
        sources
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn write_places(tx: &mut SqliteConnection, drafts: &NumberedDrafts<'_>) -> sqlx::Result<()> {
    let neighbourhoods = drafts.list(|facts| &facts.neighbourhoods);
    sqlx::query!(
        r#"
        INSERT INTO revision_neighbourhoods (revision, position, neighbourhood)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)
        "#,
        neighbourhoods
    )
    .execute(&mut *tx)
    .await?;
    let communes = drafts.list(|facts| &facts.communes);
    sqlx::query!(
        r#"
        INSERT INTO revision_communes (revision, position, commune)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)
        "#,
        communes
    )
    .execute(&mut *tx)
    .await?;
    let departements = drafts.list(|facts| &facts.departements);
    sqlx::query!(
        r#"
        INSERT INTO revision_departements (revision, position, departement)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)
        "#,
        departements
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn write_participants(
    tx: &mut SqliteConnection,
    drafts: &NumberedDrafts<'_>,
) -> sqlx::Result<()> {
    let mut rows = Vec::new();
    for (revision, draft) in drafts.iter() {
        let facts = draft.facts;
        for (role, names) in [(Role::Carrier, &facts.carriers), (Role::Partner, &facts.partners)] {
            for (at, name) in names.iter().enumerate() {
                let link = draft.organisations.iter().find(|(known, _)| known == name);
                let organisation = link.map(|(_, id)| id.get());
                rows.push(json!([revision, role.name(), at, name.as_str(), organisation]));
            }
        }
    }
    let rows = Value::Array(rows).to_string();
    sqlx::query!(
        r#"
        INSERT INTO revision_organisations (revision, role, position, name, organisation)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
        FROM json_each(?1)
        "#,
        rows
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A revision to insert.
#[derive(Debug)]
pub struct RevisionDraft<'a> {
    pub initiative: InitiativeId,
    /// Number of the revision within its initiative, from 1.
    pub number: i64,
    pub facts: &'a InitiativeFacts,
    pub organisations: Vec<(Line, OrganisationId)>,
}

/// Origin and time of new revisions.
#[derive(Debug, Clone, Copy)]
pub struct RevisionContext {
    pub origin: Origin,
    pub at: Timestamp,
}

/// Drafts with consecutive row ids, starting at `first`.
#[derive(Debug)]
pub(super) struct NumberedDrafts<'a> {
    pub first: i64,
    pub drafts: &'a [RevisionDraft<'a>],
}

impl NumberedDrafts<'_> {
    /// Each draft with its row id.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &RevisionDraft<'_>)> {
        (self.first..).zip(self.drafts)
    }

    /// JSON array with `[revision, position, text]` for each text of the list that `list` selects.
    pub fn list<T: ToString>(&self, list: impl Fn(&InitiativeFacts) -> &[T]) -> String {
        let mut rows = Vec::new();
        for (revision, draft) in self.iter() {
            for (at, text) in list(draft.facts).iter().enumerate() {
                rows.push(json!([revision, at, text.to_string()]));
            }
        }
        Value::Array(rows).to_string()
    }
}
