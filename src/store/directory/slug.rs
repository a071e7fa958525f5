//! Unique slugs for new records; retired slugs, which redirect or tell of a withdrawal.

use std::collections::HashSet;

use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::initiative::StoredInitiative;
use crate::domain::directory::{
    Initiative, InitiativeFacts, InitiativeId, OrganisationId, RetiredSlug, RetiredTarget,
};
use crate::domain::place::QpvCode;
use crate::domain::proposal::slug_candidates;
use crate::domain::text::{Line, Slug};
use crate::store::sqlite::Status;

/// Reads all slugs in use formerly but not now. A slug in use again by a published record is not among them.
pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<RetiredSlug>> {
    let mut retired = list_initiatives(connection).await?;
    retired.extend(list_organisations(connection).await?);
    retired.extend(list_neighbourhoods(connection).await?);
    retired.extend(list_vocabulary(connection).await?);
    Ok(retired)
}

/// Reads the ids of all withdrawn initiatives, even if the slug was reused: the short link has the id.
pub(super) async fn list_withdrawn_initiatives(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<InitiativeId>> {
    let ids = sqlx::query_scalar!(
        r#"SELECT id AS "id: InitiativeId" FROM initiatives WHERE status = 'withdrawn' ORDER BY id"#
    );
    ids.fetch_all(connection).await
}

/// Reads the ids of all withdrawn organisations, even if the slug was reused: the short link has the id.
pub(super) async fn list_withdrawn_organisations(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<OrganisationId>> {
    let ids = sqlx::query_scalar!(
        r#"
        SELECT id AS "id: OrganisationId" FROM organisations WHERE status = 'withdrawn' ORDER BY id
        "#
    );
    ids.fetch_all(connection).await
}

/// Reads the codes of all withdrawn neighbourhoods, even if the slug was reused: the short link has the code.
pub(super) async fn list_withdrawn_neighbourhoods(
    connection: &mut SqliteConnection,
) -> sqlx::Result<Vec<QpvCode>> {
    let codes = sqlx::query_scalar!(
        r#"SELECT code AS "code: QpvCode" FROM neighbourhoods WHERE in_force = 0 ORDER BY code"#
    );
    codes.fetch_all(connection).await
}

async fn list_initiatives(connection: &mut SqliteConnection) -> sqlx::Result<Vec<RetiredSlug>> {
    let initiatives = sqlx::query!(
        r#"
        WITH left_slugs AS (
            SELECT r.slug, i.id, i.status FROM retired_slugs r JOIN initiatives i ON i.id = r.initiative
            WHERE r.noun = 'initiative'
            UNION ALL
            SELECT slug, max(id), 'withdrawn' FROM initiatives w WHERE status = 'withdrawn'
                AND NOT EXISTS (
                    SELECT 1 FROM retired_slugs WHERE noun = 'initiative' AND slug = w.slug
                )
            GROUP BY slug
        )
        SELECT slug AS "slug!: Slug", id AS "id!: InitiativeId",
            status = 'published' AS "published!: bool"
        FROM left_slugs l
        WHERE NOT EXISTS (
            SELECT 1 FROM initiatives WHERE slug = l.slug AND status = 'published'
        )
        ORDER BY 1
        "#
    );
    let initiatives = initiatives.map(|row| {
        let target = if row.published {
            RetiredTarget::Initiative(row.id)
        } else {
            RetiredTarget::WithdrawnInitiative(row.id)
        };
        RetiredSlug { slug: row.slug, target }
    });
    initiatives.fetch_all(connection).await
}

async fn list_organisations(connection: &mut SqliteConnection) -> sqlx::Result<Vec<RetiredSlug>> {
    let organisations = sqlx::query!(
        r#"
        WITH left_slugs AS (
            SELECT r.slug, o.id, o.status
            FROM retired_slugs r JOIN organisations o ON o.id = r.organisation
            WHERE r.noun = 'organisation'
            UNION ALL
            SELECT slug, max(id), 'withdrawn' FROM organisations w WHERE status = 'withdrawn'
                AND NOT EXISTS (
                    SELECT 1 FROM retired_slugs WHERE noun = 'organisation' AND slug = w.slug
                )
            GROUP BY slug
        )
        SELECT slug AS "slug!: Slug", id AS "id!: OrganisationId",
            status = 'published' AS "published!: bool"
        FROM left_slugs l
        WHERE NOT EXISTS (
            SELECT 1 FROM organisations WHERE slug = l.slug AND status = 'published'
        )
        ORDER BY 1
        "#
    );
    let organisations = organisations.map(|row| {
        let target = if row.published {
            RetiredTarget::Organisation(row.id)
        } else {
            RetiredTarget::WithdrawnOrganisation(row.id)
        };
        RetiredSlug { slug: row.slug, target }
    });
    organisations.fetch_all(connection).await
}

async fn list_neighbourhoods(connection: &mut SqliteConnection) -> sqlx::Result<Vec<RetiredSlug>> {
    let neighbourhoods = sqlx::query!(
        r#"
        WITH left_slugs AS (
            SELECT r.slug, n.code, n.in_force
            FROM retired_slugs r JOIN neighbourhoods n ON n.code = r.neighbourhood
            WHERE r.noun = 'neighbourhood'
            UNION ALL
            SELECT slug, max(code), 0 FROM neighbourhoods w WHERE in_force = 0
                AND NOT EXISTS (
                    SELECT 1 FROM retired_slugs WHERE noun = 'neighbourhood' AND slug = w.slug
                )
            GROUP BY slug
        )
        SELECT slug AS "slug!: Slug", code AS "code!: QpvCode", in_force AS "in_force!: bool"
        FROM left_slugs l
        WHERE NOT EXISTS (SELECT 1 FROM neighbourhoods WHERE slug = l.slug AND in_force = 1)
        ORDER BY 1
        "#
    );
    let neighbourhoods = neighbourhoods.map(|row| {
        let target = if row.in_force {
            RetiredTarget::Neighbourhood(row.code)
        } else {
            RetiredTarget::WithdrawnNeighbourhood(row.code)
        };
        RetiredSlug { slug: row.slug, target }
    });
    neighbourhoods.fetch_all(connection).await
}

/// Reads withdrawn barriers, collections and schemes. Their slug is their key, so it is never a redirect.
async fn list_vocabulary(connection: &mut SqliteConnection) -> sqlx::Result<Vec<RetiredSlug>> {
    let words = sqlx::query!(
        r#"
        SELECT slug AS "slug!: Slug", 'barrier' AS "noun!: String" FROM barriers WHERE in_force = 0
        UNION ALL
        SELECT slug, 'collection' FROM collections WHERE in_force = 0
        UNION ALL
        SELECT slug, 'scheme' FROM schemes WHERE in_force = 0
        ORDER BY 2, 1
        "#
    );
    let words = words.map(|row| {
        let target = match row.noun.as_str() {
            "barrier" => RetiredTarget::WithdrawnBarrier,
            "collection" => RetiredTarget::WithdrawnCollection,
            _ => RetiredTarget::WithdrawnScheme,
        };
        RetiredSlug { slug: row.slug, target }
    });
    words.fetch_all(connection).await
}

/// Retires slugs of initiatives; `slugs` is a JSON array of `[slug, id]`.
pub async fn retire_initiatives(tx: &mut SqliteConnection, slugs: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        INSERT INTO retired_slugs (noun, slug, initiative)
        SELECT 'initiative', value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
        ON CONFLICT (noun, slug) DO UPDATE SET initiative = excluded.initiative
        "#,
        slugs
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Retires slugs of organisations; `slugs` is a JSON array of `[slug, id]`.
pub(super) async fn retire_organisations(
    tx: &mut SqliteConnection,
    slugs: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        INSERT INTO retired_slugs (noun, slug, organisation)
        SELECT 'organisation', value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
        ON CONFLICT (noun, slug) DO UPDATE SET organisation = excluded.organisation
        "#,
        slugs
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Retires slugs of neighbourhoods; `slugs` is a JSON array of `[slug, code]`.
pub(super) async fn retire_neighbourhoods(
    tx: &mut SqliteConnection,
    slugs: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        INSERT INTO retired_slugs (noun, slug, neighbourhood)
        SELECT 'neighbourhood', value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
        ON CONFLICT (noun, slug) DO UPDATE SET neighbourhood = excluded.neighbourhood
        "#,
        slugs
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// First candidate slug not used, retired or withdrawn by another initiative than `own`. Each candidate must start
/// with the first one.
pub async fn first_free_slug(
    tx: &mut SqliteConnection,
    addresses: impl Iterator<Item = Slug>,
    own: Option<InitiativeId>,
) -> sqlx::Result<Slug> {
    let missing = || sqlx::Error::Encode("no address for the title".into());
    let mut addresses = addresses.peekable();
    let first = addresses.peek().ok_or_else(missing)?;
    let (first, own) = (first.as_str(), own.map_or(0, InitiativeId::get));
    let taken = sqlx::query_scalar!(
        r#"
        SELECT slug AS "slug!" FROM initiatives
        WHERE (slug = ?1 OR slug GLOB ?1 || '-*') AND id != ?2
        UNION
        SELECT slug FROM retired_slugs
        WHERE noun = 'initiative' AND (slug = ?1 OR slug GLOB ?1 || '-*') AND initiative != ?2
        "#,
        first,
        own
    );
    let taken: HashSet<String> = taken.fetch_all(tx).await?.into_iter().collect();
    addresses.find(|slug| !taken.contains(slug.as_str())).ok_or_else(missing)
}

/// Slug of `stored` when it is published (again): its own, or a new one if another initiative took it while it was
/// withdrawn.
pub async fn slug_to_publish(
    tx: &mut SqliteConnection,
    stored: &StoredInitiative,
    title: &Line,
    town: Option<&Line>,
) -> sqlx::Result<Slug> {
    let (slug, own) = (&stored.initiative.facts.slug, stored.initiative.id.get());
    if stored.status == Status::Published {
        return Ok(slug.clone());
    }
    let text = slug.as_str();
    let taken = sqlx::query_scalar!(
        r#"
        SELECT count(*) > 0 AS "taken!: bool" FROM initiatives
        WHERE slug = ?1 AND id != ?2 AND status = 'published'
        "#,
        text,
        own
    );
    if taken.fetch_one(&mut *tx).await? {
        first_free_slug(tx, slug_candidates(title, town), Some(stored.initiative.id)).await
    } else {
        Ok(slug.clone())
    }
}

/// `[slug, id]` of the old slug of `initiative` if `facts` change it.
pub fn retired_slug(initiative: &Initiative, facts: &InitiativeFacts) -> Option<Value> {
    let slug = &initiative.facts.slug;
    (*slug != facts.slug).then(|| json!([slug.as_str(), initiative.id.get()]))
}
