//! Barriers, audiences, kinds and collections; guidance that is tied to them.

pub mod kind_barrier;
pub mod national_number;
pub mod scheme;
pub mod synonym;

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::diff::diff;
use crate::domain::directory::{
    Audience, Barrier, Collection, InclusionCode, OrganisationKind, WebUrl,
};
use crate::domain::text::{Line, Prose, Slug};
use crate::store::ImportCounts;
use crate::store::sqlite::{Texts, json, texts};

pub(super) async fn list_barriers(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Barrier>> {
    let barriers = sqlx::query_as!(
        Barrier,
        r#"
        SELECT slug AS "slug: Slug", label AS "label: Line", plain_label AS "plain_label: Line",
            position AS "position: u8", mission AS "mission: bool",
            description AS "description: Prose", thematiques AS "thematiques: Texts<InclusionCode>",
            keywords AS "keywords: Texts<Line>"
        FROM barriers WHERE in_force = 1 ORDER BY position, slug
        "#
    );
    barriers.fetch_all(connection).await
}

pub(super) async fn import_barriers(
    tx: &mut SqliteConnection,
    wanted: &[Barrier],
) -> sqlx::Result<ImportCounts> {
    let diff = diff(&list_barriers(tx).await?, wanted, |barrier| barrier.slug.as_str());
    let withdraw = json(diff.withdraw, Into::into);
    sqlx::query!(
        "UPDATE barriers SET in_force = 0 WHERE slug IN (SELECT value FROM json_each(?1))",
        withdraw
    )
    .execute(&mut *tx)
    .await?;
    let written = json(diff.written, barrier_row);
    sqlx::query!(
        r#"
        INSERT INTO barriers
            (slug, label, plain_label, position, mission, description, thematiques, keywords,
            in_force)
        SELECT value ->> 'slug', value ->> 'label', value ->> 'plain_label', value ->> 'position',
            value ->> 'mission', value ->> 'description', value ->> 'thematiques',
            value ->> 'keywords', 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (slug) DO UPDATE
        SET label = excluded.label, plain_label = excluded.plain_label,
            position = excluded.position, mission = excluded.mission,
            description = excluded.description, thematiques = excluded.thematiques,
            keywords = excluded.keywords, in_force = 1
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(diff.tally)
}

fn barrier_row(barrier: &Barrier) -> Value {
    json!({
        "slug": barrier.slug.as_str(),
        "label": barrier.label.as_str(),
        "plain_label": barrier.plain_label.as_str(),
        "position": barrier.position,
        "mission": barrier.mission,
        "description": barrier.description.as_str(),
        "thematiques": texts(&barrier.thematiques),
        "keywords": texts(&barrier.keywords),
    })
}

pub(super) async fn list_audiences(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<Audience>> {
    let audiences = sqlx::query_as!(
        Audience,
        r#"
        SELECT slug AS "slug: Slug", label AS "label: Line", position AS "position: u8",
            publics AS "publics: Texts<InclusionCode>", keywords AS "keywords: Texts<Line>"
        FROM audiences WHERE in_force = 1 ORDER BY position, slug
        "#
    );
    audiences.fetch_all(connection).await
}

pub(super) async fn import_audiences(
    tx: &mut SqliteConnection,
    wanted: &[Audience],
) -> sqlx::Result<ImportCounts> {
    let diff = diff(&list_audiences(tx).await?, wanted, |audience| audience.slug.as_str());
    let withdraw = json(diff.withdraw, Into::into);
    sqlx::query!(
        "UPDATE audiences SET in_force = 0 WHERE slug IN (SELECT value FROM json_each(?1))",
        withdraw
    )
    .execute(&mut *tx)
    .await?;
    let written = json(diff.written, |audience| {
        json!({
            "slug": audience.slug.as_str(),
            "label": audience.label.as_str(),
            "position": audience.position,
            "publics": texts(&audience.publics),
            "keywords": texts(&audience.keywords),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO audiences (slug, label, position, publics, keywords, in_force)
        SELECT value ->> 'slug', value ->> 'label', value ->> 'position', value ->> 'publics',
            value ->> 'keywords', 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (slug) DO UPDATE
        SET label = excluded.label, position = excluded.position, publics = excluded.publics,
            keywords = excluded.keywords, in_force = 1
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(diff.tally)
}

pub(super) async fn list_kinds(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<OrganisationKind>> {
    let kinds = sqlx::query_as!(
        OrganisationKind,
        r#"
        SELECT slug AS "slug: Slug", label AS "label: Line",
            networks AS "networks: Texts<InclusionCode>", what_it_does AS "what_it_does: Prose"
        FROM kinds WHERE in_force = 1 ORDER BY slug
        "#
    );
    kinds.fetch_all(connection).await
}

pub(super) async fn import_kinds(
    tx: &mut SqliteConnection,
    wanted: &[OrganisationKind],
) -> sqlx::Result<ImportCounts> {
    let diff = diff(&list_kinds(tx).await?, wanted, |kind| kind.slug.as_str());
    let withdraw = json(diff.withdraw, Into::into);
    sqlx::query!(
        "UPDATE kinds SET in_force = 0 WHERE slug IN (SELECT value FROM json_each(?1))",
        withdraw
    )
    .execute(&mut *tx)
    .await?;
    let written = json(diff.written, |kind| {
        json!({
            "slug": kind.slug.as_str(),
            "label": kind.label.as_str(),
            "networks": texts(&kind.networks),
            "what_it_does": kind.what_it_does.as_str(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO kinds (slug, label, networks, what_it_does, in_force)
        SELECT value ->> 'slug', value ->> 'label', value ->> 'networks',
            value ->> 'what_it_does', 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (slug) DO UPDATE
        SET label = excluded.label, networks = excluded.networks,
            what_it_does = excluded.what_it_does, in_force = 1
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(diff.tally)
}

pub(super) async fn list_collections(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<Collection>> {
    let collections = sqlx::query_as!(
        Collection,
        r#"
        SELECT slug AS "slug: Slug", title AS "title: Line", summary AS "summary: Prose",
            size AS "size: u16", known AS "known: Prose", unknown AS "unknown: Prose",
            source_url AS "source_url: WebUrl"
        FROM collections WHERE in_force = 1 ORDER BY slug
        "#
    );
    collections.fetch_all(connection).await
}

pub(super) async fn import_collections(
    tx: &mut SqliteConnection,
    wanted: &[Collection],
) -> sqlx::Result<ImportCounts> {
    let diff = diff(&list_collections(tx).await?, wanted, |collection| collection.slug.as_str());
    let withdraw = json(diff.withdraw, Into::into);
    sqlx::query!(
        "UPDATE collections SET in_force = 0 WHERE slug IN (SELECT value FROM json_each(?1))",
        withdraw
    )
    .execute(&mut *tx)
    .await?;
    let written = json(diff.written, |collection| {
        json!({
            "slug": collection.slug.as_str(),
            "title": collection.title.as_str(),
            "summary": collection.summary.as_str(),
            "size": collection.size,
            "known": collection.known.as_str(),
            "unknown": collection.unknown.as_str(),
            "source_url": collection.source_url.as_str(),
        })
    });
    sqlx::query!(
        r#"
        INSERT INTO collections (slug, title, summary, size, known, unknown, source_url, in_force)
        SELECT value ->> 'slug', value ->> 'title', value ->> 'summary', value ->> 'size',
            value ->> 'known', value ->> 'unknown', value ->> 'source_url', 1
        FROM json_each(?1) WHERE true
        ON CONFLICT (slug) DO UPDATE
        SET title = excluded.title, summary = excluded.summary, size = excluded.size,
            known = excluded.known, unknown = excluded.unknown, source_url = excluded.source_url,
            in_force = 1
        "#,
        written
    )
    .execute(tx)
    .await?;
    Ok(diff.tally)
}
