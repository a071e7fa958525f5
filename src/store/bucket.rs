//! How much each may still ask for.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Store,
    codec::{Moment, moment},
};
use crate::domain::limit::Demand;

impl Store {
    /// Whether each of `demands` is within its limit at `at`; then all are counted, else none is.
    pub(super) async fn take(
        &self,
        tx: &mut SqliteConnection,
        demands: &[Demand],
        at: Timestamp,
    ) -> sqlx::Result<bool> {
        let mut levels = Vec::with_capacity(demands.len());
        for demand in demands {
            let key = self.vault().sign(demand.key().as_bytes()).to_vec();
            let Some(level) = level(tx, &key, demand, at).await? else { return Ok(false) };
            levels.push((key, level));
        }
        let at = moment(at);
        for (key, level) in levels {
            sqlx::query!(
                r#"
                INSERT INTO buckets (key, level, at) VALUES (?1, ?2, ?3)
                ON CONFLICT (key) DO UPDATE SET level = excluded.level, at = excluded.at
                "#,
                key,
                level,
                at
            )
            .execute(&mut *tx)
            .await?;
        }
        Ok(true)
    }
}

/// What is in the bucket once `demand` is let in.
async fn level(
    tx: &mut SqliteConnection,
    key: &[u8],
    demand: &Demand,
    at: Timestamp,
) -> sqlx::Result<Option<f64>> {
    let row = sqlx::query!(r#"SELECT level, at AS "at: Moment" FROM buckets WHERE key = ?1"#, key);
    let row = row.fetch_optional(tx).await?;
    let (level, since) = row.map_or((0.0, at), |row| (row.level, Timestamp::from(row.at)));
    Ok(demand.limit.after_one_more(level, at.duration_since(since)))
}
