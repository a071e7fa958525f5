//! A new key for a restored database whose key is lost.

use std::path::Path;

use sqlx::{ConnectOptions as _, Connection as _};

use super::{
    super::{key_path, open::options},
    error::{Result, at},
};
use crate::vault::Vault;

/// Migrates the database at `path`, makes a key beside it, and notes that it is its own.
pub async fn make_key(path: &Path) -> Result<()> {
    let mut connection = options(path).create_if_missing(false).connect().await?;
    sqlx::migrate!().run(&mut connection).await.map_err(sqlx::Error::from)?;
    let file = key_path(path);
    let fingerprint = Vault::open(&file).map_err(at(&file))?.fingerprint();
    let fingerprint = fingerprint.as_slice();
    sqlx::query!(
        r#"
        INSERT INTO server_key (id, fingerprint) VALUES (1, ?1)
        ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint
        "#,
        fingerprint
    )
    .execute(&mut connection)
    .await?;
    Ok(connection.close().await?)
}
