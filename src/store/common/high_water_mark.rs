//! High-water mark of the clock, so that a clock that jumps neither erases data nor revives expired links.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::time::ClockState;
use crate::store::sqlite::{Moment, Result, Store, moment};

impl Store {
    /// The later of `now` and the high-water mark. Links and sessions expire by it.
    #[must_use]
    pub fn monotonic_time(&self, now: Timestamp) -> Timestamp {
        self.high_water_mark.get().map_or(now, |high_water_mark| high_water_mark.max(now))
    }

    /// Compares a clock that reads `now` with the high-water mark.
    pub async fn clock_state(&self, now: Timestamp) -> Result<ClockState> {
        let high_water_mark = high_water_mark(&mut *self.readers.acquire().await?).await?;
        self.high_water_mark.set(high_water_mark);
        Ok(ClockState::of(now, high_water_mark))
    }

    /// Raises the high-water mark to `now`, unless the clock is suspicious: then the mark stays until the clock is
    /// right again or the operator accepts it.
    pub async fn tick(&self, now: Timestamp) -> Result<ClockState> {
        let beaten = self.write_on_full_disk(async |tx| {
            let high_water_mark = high_water_mark(tx).await?;
            let state = ClockState::of(now, high_water_mark);
            let later = high_water_mark.is_none_or(|high_water_mark| now > high_water_mark);
            if state.is_sound() && later {
                set_high_water_mark(tx, now).await?;
                return Ok((state, Some(now)));
            }
            Ok((state, high_water_mark))
        });
        let (state, high_water_mark) = beaten.await?;
        self.high_water_mark.set(high_water_mark);
        Ok(state)
    }

    /// Sets the high-water mark to `now`: the operator accepts the clock.
    pub async fn accept_clock(&self, now: Timestamp) -> Result<()> {
        let believed = self.write_on_full_disk(async |tx| Ok(set_high_water_mark(tx, now).await?));
        believed.await?;
        self.high_water_mark.set(Some(now));
        Ok(())
    }
}

/// Reads the high-water mark.
pub async fn high_water_mark(connection: &mut SqliteConnection) -> sqlx::Result<Option<Timestamp>> {
    let high_water_mark =
        sqlx::query_scalar!(r#"SELECT greatest AS "greatest: Moment" FROM heartbeat"#);
    Ok(high_water_mark.fetch_optional(connection).await?.map(Into::into))
}

async fn set_high_water_mark(tx: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<()> {
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
