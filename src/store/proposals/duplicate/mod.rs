//! Duplicate detection among waiting proposals. Folded titles and addresses are indexed columns, so only the entries
//! of likely duplicates are read.

use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::moderation::{DuplicateFingerprint, DuplicateReason};
use crate::domain::proposal::{FormData, ProposalId};
use crate::store::sqlite::{Result, Store};

/// Proposals indexed in one transaction.
const BATCH: usize = 500;

/// Waiting proposal that may be a duplicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDuplicate {
    pub id: ProposalId,
    pub title: String,
    pub reasons: Vec<DuplicateReason>,
}

impl Store {
    /// Lists up to `most` waiting proposals (state pending or changes) that may duplicate `profile`, likeliest first,
    /// without `except`.
    pub async fn list_waiting_duplicates(
        &self,
        profile: &DuplicateFingerprint,
        except: ProposalId,
        most: usize,
    ) -> Result<Vec<WaitingDuplicate>> {
        let mut connection = self.readers.acquire().await?;
        let titles = read_titles(&mut connection).await?;
        let mut alike: Vec<(DuplicateReason, i64)> = titles
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(id, title)| Some((profile.compare_title(title)?, id.parse().ok()?)))
            .filter(|(_, id)| *id != except.get())
            .collect();
        alike.sort_unstable();
        alike.truncate(most);
        let alike = crate::store::sqlite::codec::json(alike, |(_, id)| id.into());
        let mut duplicates = list(&mut connection, &alike, profile).await?;
        duplicates.retain(|it| it.id != except && !it.reasons.is_empty());
        duplicates.sort_by_key(|it| (it.reasons.first().copied(), it.id));
        duplicates.truncate(most);
        Ok(duplicates)
    }

    /// Fills the index columns of proposals written by older programs.
    pub(in crate::store) async fn fill_duplicate_keys(&self) -> Result<()> {
        let lacking = sqlx::query_scalar!(
            r#"
            SELECT EXISTS (SELECT 1 FROM proposals WHERE title_key IS NULL) AS "lacking!: bool"
            "#
        );
        if lacking.fetch_one(&self.writer).await? {
            while self.write_on_full_disk(async |tx| Ok(fill(tx).await?)).await? == BATCH {}
        }
        Ok(())
    }
}

/// Ids and folded titles of all waiting proposals, one a line: ten times as fast as rows.
async fn read_titles(connection: &mut SqliteConnection) -> sqlx::Result<String> {
    let titles = sqlx::query_scalar!(
        r#"
        SELECT coalesce(group_concat(id || ' ' || title_key, char(10)), '') AS "titles!: String"
        FROM proposals WHERE state IN ('pending', 'changes')
        "#
    );
    titles.fetch_one(connection).await
}

/// Compares `profile` with the proposals in the JSON array `alike`, and with those at its address.
async fn list(
    connection: &mut SqliteConnection,
    alike: &str,
    profile: &DuplicateFingerprint,
) -> sqlx::Result<Vec<WaitingDuplicate>> {
    let address = profile.address();
    let rows = sqlx::query!(
        r#"
        WITH found AS (
            SELECT value AS id FROM json_each(?1)
            UNION
            SELECT id FROM (
                SELECT id FROM proposals
                WHERE state IN ('pending', 'changes') AND address_key != '' AND address_key = ?2
                ORDER BY id LIMIT 50
            )
        )
        SELECT p.id AS "id!: ProposalId", CASE WHEN p.sent_entry IS NULL THEN p.title
                ELSE coalesce(p.sent_entry ->> '$.titre[0]', '') END AS "title!",
            p.entry AS "entry!: FormData",
            coalesce(o.name, p.entry ->> '$."porteur-nom"[0]', '') AS "carrier!: String",
            coalesce(o.siret, p.entry ->> '$."porteur-siret"[0]', '') AS "siret!: String"
        FROM found JOIN proposals p ON p.id = found.id
        LEFT JOIN organisations o ON o.id = CAST(p.entry ->> '$.porteur[0]' AS INTEGER)
        "#,
        alike,
        address
    );
    let rows = rows.fetch_all(connection).await?.into_iter();
    Ok(rows
        .map(|row| {
            let siret = row.siret.replace(char::is_whitespace, "").parse().ok();
            let other =
                DuplicateFingerprint::from_form(&row.entry).with_carrier(&row.carrier, siret);
            let reasons = profile.duplicate_reasons(&other);
            WaitingDuplicate { id: row.id, title: row.title, reasons }
        })
        .collect())
}

/// Fills the index columns of up to [`BATCH`] proposals. Returns their number.
async fn fill(tx: &mut SqliteConnection) -> sqlx::Result<usize> {
    let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
    let rows = sqlx::query!(
        r#"
        SELECT id AS "id!: ProposalId", entry AS "entry!: FormData" FROM proposals
        WHERE title_key IS NULL LIMIT ?1
        "#,
        most
    );
    let rows = rows.fetch_all(&mut *tx).await?;
    let keys = crate::store::sqlite::codec::json(&rows, |row| {
        let profile = DuplicateFingerprint::from_form(&row.entry);
        json!([row.id.get(), profile.title(), profile.address()])
    });
    sqlx::query!(
        r#"
        UPDATE proposals SET title_key = read.value ->> 1, address_key = read.value ->> 2
        FROM json_each(?1) read WHERE proposals.id = read.value ->> 0
        "#,
        keys
    )
    .execute(tx)
    .await?;
    Ok(rows.len())
}

#[cfg(test)]
mod tests;
