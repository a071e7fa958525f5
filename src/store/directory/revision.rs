//! Revisions of initiatives: what a new one holds, and its insertion.

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::domain::directory::{Fees, InitiativeFacts, InitiativeId, OrganisationId, RevisionId};
use crate::domain::text::Line;
use crate::store::shared::jurisdiction;
use crate::store::sqlite::{Origin, Role, SqlEnum, Status, text, texts};

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
    let (origin, at) = (context.origin.name(), context.at.to_string());
    let rows =
        crate::store::sqlite::codec::json(drafts.iter(), |(revision, draft)| row(revision, draft));
    sqlx::query!(
        r#"
        INSERT INTO revisions
            (id, initiative, number, origin, made_at, slug, title, summary, tie_rule, coverage,
            delivery, activity, attested_on, started_on, ended_on, confirmed_on, website, phone, email,
            confidence, editor_note, collection, collection_number, collection_part,
            collection_page, venue, address, postcode, schedule, fees, fees_details, conditions,
            access_modes, access_by, access_url)
        SELECT value ->> 'id', value ->> 'initiative', value ->> 'number', ?2, ?3,
            value ->> 'slug', value ->> 'title', value ->> 'summary', value ->> 'tie_rule',
            value ->> 'coverage', value ->> 'delivery', value ->> 'activity', value ->> 'attested_on',
            value ->> 'started_on', value ->> 'ended_on', value ->> 'confirmed_on',
            value ->> 'website', value ->> 'phone', value ->> 'email', value ->> 'confidence',
            value ->> 'editor_note', value ->> 'collection', value ->> 'collection_number',
            value ->> 'collection_part', value ->> 'collection_page', value ->> 'venue',
            value ->> 'address', value ->> 'postcode', value ->> 'schedule', value ->> 'fees',
            value ->> 'fees_details', value ->> 'conditions', value ->> 'access_modes',
            value ->> 'access_by', value ->> 'access_url'
        FROM json_each(?1)
        "#,
        rows,
        origin,
        at
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn row(revision: i64, draft: &RevisionDraft<'_>) -> Value {
    let facts = draft.facts;
    let entry = facts.collection.as_ref();
    let practical = &facts.practical;
    json!({
        "id": revision,
        "initiative": draft.initiative.get(),
        "number": draft.number,
        "slug": facts.slug.as_str(),
        "title": facts.title.as_str(),
        "summary": facts.summary.as_str(),
        "tie_rule": facts.tie_rule.map(SqlEnum::name),
        "coverage": facts.coverage.name(),
        "delivery": facts.delivery.map(SqlEnum::name),
        "activity": facts.lifecycle.activity.name(),
        "attested_on": text(facts.lifecycle.attested_on.as_ref()),
        "started_on": text(facts.lifecycle.started_on.as_ref()),
        "ended_on": text(facts.lifecycle.ended_on.as_ref()),
        "confirmed_on": text(facts.lifecycle.confirmed_on.as_ref()),
        "website": text(facts.website.as_ref()),
        "phone": text(facts.phone.as_ref()),
        "email": text(facts.email.as_ref()),
        "confidence": facts.confidence.name(),
        "editor_note": text(facts.editor_note.as_ref()),
        "collection": entry.map(|entry| entry.collection.as_str()),
        "collection_number": entry.map(|entry| entry.number),
        "collection_part": entry.and_then(|entry| text(entry.part.as_ref())),
        "collection_page": entry.and_then(|entry| entry.page),
        "venue": text(practical.venue.as_ref()),
        "address": text(practical.address.as_ref()),
        "postcode": text(practical.postcode.as_ref()),
        "schedule": text(practical.schedule.as_ref()),
        "fees": practical.fees.map(Fees::code),
        "fees_details": text(practical.fees_details.as_ref()),
        "conditions": text(practical.conditions.as_ref()),
        "access_modes": texts(&practical.access_modes),
        "access_by": texts(&practical.access_by),
        "access_url": text(practical.access_url.as_ref()),
    })
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
