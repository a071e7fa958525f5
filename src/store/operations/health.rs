//! Health report on the database for the operator, read-only.

use std::path::Path;

use jiff::Timestamp;

use super::retention::list_due;
use crate::domain::operations::{OutboxHealth, PurgeCount};
use crate::domain::time::ClockState;
use crate::store::common::high_water_mark;
use crate::store::outbox::outbox_health;
use crate::store::sqlite::{Result, open_reader};

/// Result of a health check of the database file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    pub sqlite: String,
    /// `ok`, or the first problem that `integrity_check` reports.
    pub integrity: String,
    /// Rows with a foreign key to a missing row.
    pub dangling: u64,
    pub catalogue: u64,
    pub initiatives: u64,
    pub organisations: u64,
    pub neighbourhoods: u64,
    pub outbox: OutboxHealth,
    pub clock: ClockState,
    /// Rows past their retention period.
    pub due: Vec<PurgeCount>,
}

impl Health {
    /// Checks the file at `path`, which may be in use. `now` is the time of the clock.
    pub async fn of(path: &Path, now: Timestamp) -> Result<Self> {
        let mut connection = open_reader(path).await?;
        let integrity = sqlx::query_scalar!(
            r#"SELECT max(integrity_check) AS "found!: String" FROM pragma_integrity_check"#
        );
        let integrity = integrity.fetch_one(&mut connection).await?;
        let found = sqlx::query!(
            r#"
            SELECT
                sqlite_version() AS "sqlite!: String",
                (SELECT count(*) FROM pragma_foreign_key_check) AS "dangling!: u64",
                (SELECT version FROM catalogue) AS "catalogue!: u64",
                (SELECT count(*) FROM initiatives WHERE status = 'published')
                    AS "initiatives!: u64",
                (SELECT count(*) FROM organisations WHERE status = 'published')
                    AS "organisations!: u64",
                (SELECT count(*) FROM neighbourhoods) AS "neighbourhoods!: u64"
            "#
        );
        let found = found.fetch_one(&mut connection).await?;
        Ok(Self {
            sqlite: found.sqlite,
            integrity,
            dangling: found.dangling,
            catalogue: found.catalogue,
            initiatives: found.initiatives,
            organisations: found.organisations,
            neighbourhoods: found.neighbourhoods,
            outbox: outbox_health(&mut connection).await?,
            clock: ClockState::of(now, high_water_mark(&mut connection).await?),
            due: list_due(&mut connection, now).await?,
        })
    }
}
