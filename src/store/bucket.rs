//! How much each may still ask for.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Store,
    codec::{Moment, moment},
};
use crate::domain::limit::Demand;

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
    /// Whether what `once` stands for is to be done at `at`, within the limits of `demands`: a click too many, or a page
    /// that is loaded again, asks for nothing new.
    pub(super) async fn take_once(
        &self,
        tx: &mut SqliteConnection,
        once: Demand,
        demands: &[Demand],
        at: Timestamp,
    ) -> sqlx::Result<Turn> {
        let key = self.vault().sign(once.key().as_bytes()).to_vec();
        if level(tx, &key, &once, at).await?.is_none() {
            return Ok(Turn::Before);
        }
        let all = [demands, &[once]].concat();
        Ok(if self.take(tx, &all, at).await? { Turn::Now } else { Turn::OverLimit })
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
    Ok(demand.limit.after_one_more(level, at.duration_since(since)))
}
