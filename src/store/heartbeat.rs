//! High-water mark of the clock, so that a clock that jumps neither erases data nor revives expired links.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    codec::{Moment, moment},
};
use crate::domain::heartbeat::ClockState;

/// In-memory copy of the high-water mark: milliseconds since 1970, or `i64::MIN` if there is none.
#[derive(Debug)]
pub struct Greatest(AtomicI64);

impl Default for Greatest {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl Greatest {
    fn set(&self, moment: Option<Timestamp>) {
        let moment = moment.map_or(i64::MIN, Timestamp::as_millisecond);
        self.0.store(moment, Ordering::Relaxed);
    }

    fn get(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).ok()
    }
}

impl Store {
    /// The later of `now` and the high-water mark. Links and sessions expire by it.
    #[must_use]
    pub fn latest(&self, now: Timestamp) -> Timestamp {
        self.greatest.get().map_or(now, |greatest| greatest.max(now))
    }

    /// Compares a clock that reads `now` with the high-water mark.
    pub async fn clock_state(&self, now: Timestamp) -> Result<ClockState> {
        let greatest = greatest(&mut *self.readers.acquire().await?).await?;
        self.greatest.set(greatest);
        Ok(ClockState::of(now, greatest))
    }

    /// Raises the high-water mark to `now`, unless the clock is suspicious: then the mark stays until the clock is
    /// right again or the operator accepts it.
    pub async fn beat(&self, now: Timestamp) -> Result<ClockState> {
        let beaten = self.write_regardless(async |tx| {
            let greatest = greatest(tx).await?;
            let state = ClockState::of(now, greatest);
            let later = greatest.is_none_or(|greatest| now > greatest);
            if state.is_sound() && later {
                set_greatest(tx, now).await?;
                return Ok((state, Some(now)));
            }
            Ok((state, greatest))
        });
        let (state, greatest) = beaten.await?;
        self.greatest.set(greatest);
        Ok(state)
    }

    /// Sets the high-water mark to `now`: the operator accepts the clock.
    pub async fn believe(&self, now: Timestamp) -> Result<()> {
        let believed = self.write_regardless(async |tx| Ok(set_greatest(tx, now).await?));
        believed.await?;
        self.greatest.set(Some(now));
        Ok(())
    }
}

/// Reads the high-water mark.
pub(super) async fn greatest(connection: &mut SqliteConnection) -> sqlx::Result<Option<Timestamp>> {
    let greatest = sqlx::query_scalar!(r#"SELECT greatest AS "greatest: Moment" FROM heartbeat"#);
    Ok(greatest.fetch_optional(connection).await?.map(Into::into))
}

async fn set_greatest(tx: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<()> {
    let now = moment(now);
    sqlx::query!(
        r#"
        INSERT INTO heartbeat (id, greatest) VALUES (1, ?1)
        ON CONFLICT (id) DO UPDATE SET greatest = excluded.greatest
        "#,
        now
    )
    .execute(tx)
    .await?;
    Ok(())
}
