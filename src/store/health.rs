//! How the database is, for an operator: looked at, not touched.

use std::path::Path;

use sqlx::{ConnectOptions as _, sqlite::SqliteConnectOptions};

use super::Result;

/// What a close look at the file finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    pub sqlite: String,
    /// `ok`, or the first thing that is wrong.
    pub integrity: String,
    /// Rows that point to a row that is not there.
    pub dangling: u64,
    pub catalogue: u64,
    pub initiatives: u64,
    pub organisations: u64,
    pub neighbourhoods: u64,
}

impl Health {
    /// Looks at the file at `path`, which may be in use.
    pub async fn of(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let mut connection = options.connect().await?;
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
        })
    }
}
