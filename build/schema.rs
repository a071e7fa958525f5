//! Runs the migrations into a scratch database in `OUT_DIR` and points `DATABASE_URL` at it, so that the `query!`
//! macros are checked without a server, a tool or a variable.

use std::error::Error;
use std::fs;
use std::path::Path;

use sqlx::ConnectOptions as _;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;

pub fn build(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=migrations");
    let file = out.join("schema.db");
    if file.exists() {
        fs::remove_file(&file)?;
    }
    let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    println!("cargo::rustc-env=DATABASE_URL={}", options.to_url_lossy());
    tokio::runtime::Runtime::new()?.block_on(async {
        let migrator = Migrator::new(Path::new("migrations")).await?;
        migrator.run(&mut options.connect().await?).await?;
        Ok(())
    })
}
