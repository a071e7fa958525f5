//! Token-bucket rate limits.

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::domain::operations::{Quota, RateKey};
use crate::store::sqlite::{Moment, Store, hex, moment};

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
    /// Key of the bucket of `rate_key`: a keyed hash, in hexadecimal.
    fn bucket_key(&self, rate_key: &RateKey) -> String {
        hex(&self.server_key().sign(rate_key.key().as_bytes()))
    }

    /// Takes from `quota` at `at`, unless `once` was taken a moment ago: a double click or a reload counts only once.
    pub(in crate::store) async fn try_acquire_once(
        &self,
        tx: &mut SqliteConnection,
        once: RateKey,
        quota: &Quota,
        at: Timestamp,
    ) -> sqlx::Result<RateOutcome> {
        let key = self.bucket_key(&once);
        let buckets = read(tx, std::slice::from_ref(&key)).await?;
        if level(&buckets, &key, &once, at).is_none() {
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
        if rate_keys.is_empty() {
            return Ok(true);
        }
        let keys: Vec<String> = rate_keys.iter().map(|it| self.bucket_key(it)).collect();
        let buckets = read(tx, &keys).await?;
        let mut levels = Vec::with_capacity(rate_keys.len());
        for (rate_key, key) in rate_keys.iter().zip(&keys) {
            let Some(level) = level(&buckets, key, rate_key, at) else { return Ok(false) };
            levels.push(json!({ "key": key, "level": level }));
        }
        let (levels, at) = (Value::from(levels).to_string(), moment(at));
        sqlx::query!(
            r#"
            INSERT INTO buckets (key, level, at)
            SELECT unhex(value ->> 'key'), value ->> 'level', ?2 FROM json_each(?1) WHERE true
            ON CONFLICT (key) DO UPDATE SET level = excluded.level, at = excluded.at
            "#,
            levels,
            at
        )
        .execute(tx)
        .await?;
        Ok(true)
    }
}

/// A stored bucket: key in hexadecimal, level at the time `at`.
struct Bucket {
    key: String,
    level: f64,
    at: Timestamp,
}

/// Reads the buckets with these keys; one that was never used is absent.
async fn read(tx: &mut SqliteConnection, keys: &[String]) -> sqlx::Result<Vec<Bucket>> {
    let keys = json!(keys).to_string();
    let rows = sqlx::query!(
        r#"
        SELECT lower(hex(key)) AS "key!: String", level, at AS "at: Moment" FROM buckets
        WHERE key IN (SELECT unhex(value) FROM json_each(?1))
        "#,
        keys
    );
    let rows = rows.fetch_all(tx).await?;
    Ok(rows
        .into_iter()
        .map(|it| Bucket { key: it.key, level: it.level, at: it.at.into() })
        .collect())
}

/// Level of the bucket `key` after `rate_key` at `at`. `None` if it would exceed the limit.
fn level(buckets: &[Bucket], key: &str, rate_key: &RateKey, at: Timestamp) -> Option<f64> {
    let bucket = buckets.iter().find(|it| it.key == key);
    let (level, since) = bucket.map_or((0.0, at), |it| (it.level, it.at));
    rate_key.after(level, at.duration_since(since))
}
