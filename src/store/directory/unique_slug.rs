//! Unique slugs of initiatives.

use std::collections::HashSet;

use sqlx::SqliteConnection;

use super::initiative::StoredInitiative;
use crate::domain::ids::InitiativeId;
use crate::domain::proposal::slug_candidates;
use crate::domain::text::{Line, Slug};
use crate::store::sqlite::Status;

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
    (title, town): (&Line, Option<&Line>),
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
