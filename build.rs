//! Generates the build inputs: the schema database for sqlx, the message constants and the static files.

#[path = "build/assets.rs"]
mod assets;
#[path = "build/messages.rs"]
mod messages;
#[path = "build/schema.rs"]
mod schema;

use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    println!("cargo::rerun-if-changed=build");
    schema::build(&out)?;
    assets::build(&out)?;
    messages::build(&out)
}
