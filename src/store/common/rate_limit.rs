//! Token-bucket rate limits.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::operations::{Quota, RateKey};
use crate::store::sqlite::{Moment, Store, moment};

/// Outcome of a rate-limited action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateOutcome {
    Acquired,
    /// The action was done a moment ago: skip it.
    Repeated,
    /// A rate limit is exceeded.
    OverLimit,
}

impl Store {
    /// Takes from `quota` at `at`, unless `once` was taken a moment ago: a double click or a reload counts only once.
    pub(in crate::store) async fn try_acquire_once(
        &self,
        tx: &mut SqliteConnection,
        once: RateKey,
        quota: &Quota,
        at: Timestamp,
    ) -> sqlx::Result<RateOutcome> {
        let key = self.server_key().sign(once.key().as_bytes()).to_vec();
        if level(tx, &key, &once, at).await?.is_none() {
            return Ok(RateOutcome::Repeated);
        }
        if !self.try_acquire_any(tx, quota, at).await? {
            return Ok(RateOutcome::OverLimit);
        }
        self.try_acquire(tx, &[once], at).await?;
        Ok(RateOutcome::Acquired)
    }

    /// Takes the first alternative of `quota` within its limits at `at`. Returns false, and takes nothing, if there
    /// is none.
    pub(in crate::store) async fn try_acquire_any(
        &self,
        tx: &mut SqliteConnection,
        quota: &Quota,
        at: Timestamp,
    ) -> sqlx::Result<bool> {
        for rate_keys in quota.alternatives() {
            if self.try_acquire(tx, rate_keys, at).await? {
                return Ok(true);
            }
        }
        Ok(quota.alternatives().is_empty())
    }

    /// Takes all `rate_keys` if each is within its limit at `at`, otherwise none. Returns true if they were taken.
    pub(in crate::store) async fn try_acquire(
        &self,
        tx: &mut SqliteConnection,
        rate_keys: &[RateKey],
        at: Timestamp,
    ) -> sqlx::Result<bool> {
        let mut levels = Vec::with_capacity(rate_keys.len());
        for rate_key in rate_keys {
            let key = self.server_key().sign(rate_key.key().as_bytes()).to_vec();
            let Some(level) = level(tx, &key, rate_key, at).await? else { return Ok(false) };
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

/// Level of the bucket after `rate_key`. `None` if it would exceed the limit.
async fn level(
    tx: &mut SqliteConnection,
    key: &[u8],
    rate_key: &RateKey,
    at: Timestamp,
) -> sqlx::Result<Option<f64>> {
    let row = sqlx::query!(r#"SELECT level, at AS "at: Moment" FROM buckets WHERE key = ?1"#, key);
    let row = row.fetch_optional(tx).await?;
    let (level, since) = row.map_or((0.0, at), |row| (row.level, Timestamp::from(row.at)));
    Ok(rate_key.after(level, at.duration_since(since)))
}
