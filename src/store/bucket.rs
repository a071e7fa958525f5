//! How much each may still ask for.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Store,
    codec::{Moment, moment},
};
use crate::domain::limit::{Demand, Quota};

/// Whether what is asked for is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Now,
    /// The same was done a moment ago: it is not done again.
    Before,
    /// It is beyond a limit.
    OverLimit,
}

impl Store {
    /// Whether what `once` stands for is to be done at `at`, within `quota`: a click too many, or a page
    /// that is loaded again, asks for nothing new.
    pub(super) async fn take_once(
        &self,
        tx: &mut SqliteConnection,
        once: Demand,
        quota: &Quota,
        at: Timestamp,
    ) -> sqlx::Result<Turn> {
        let key = self.vault().sign(once.key().as_bytes()).to_vec();
        if level(tx, &key, &once, at).await?.is_none() {
            return Ok(Turn::Before);
        }
        if !self.take_any(tx, quota, at).await? {
            return Ok(Turn::OverLimit);
        }
        self.take(tx, &[once], at).await?;
        Ok(Turn::Now)
    }

    /// Counts the first alternative of `quota` that is within its limits at `at`. False, and nothing is counted, when none
    /// is.
    pub(super) async fn take_any(
        &self,
        tx: &mut SqliteConnection,
        quota: &Quota,
        at: Timestamp,
    ) -> sqlx::Result<bool> {
        for demands in quota.alternatives() {
            if self.take(tx, demands, at).await? {
                return Ok(true);
            }
        }
        Ok(quota.alternatives().is_empty())
    }

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
    Ok(demand.after(level, at.duration_since(since)))
}
