//! Manifest of a backup: a JSON file that describes its database.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::digest::DatabaseContent;
use super::error::{BackupError, Result, file_error};

/// Version of the format of the folder and of this file.
const FORMAT: u32 = 1;

/// Description of a backup, written when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// Program version that made the backup.
    pub program: String,
    /// Number of the latest migration of the database.
    pub schema: i64,
    /// UTC.
    #[serde(with = "moment")]
    pub made_at: Timestamp,
    /// SHA-256 of the schema and of every row, as `sha256:` and hexadecimal digits.
    pub digest: String,
    /// Size of the database file in bytes.
    pub bytes: u64,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
}

impl Manifest {
    /// Describes a copy of `bytes` bytes with `content`, made at `made_at`.
    pub(super) fn new(
        content: DatabaseContent,
        schema: i64,
        bytes: u64,
        made_at: Timestamp,
    ) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema,
            made_at,
            digest: content.digest,
            bytes,
            rows: content.rows,
        }
    }

    /// Reads the manifest at `path`.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = fs::read(path).map_err(file_error(path))?;
        let fault = |detail: String| BackupError::Manifest { path: path.to_owned(), detail };
        let manifest: Self =
            serde_json::from_slice(&text).map_err(|error| fault(error.to_string()))?;
        match manifest.format {
            FORMAT => Ok(manifest),
            other => Err(fault(format!("format {other}"))),
        }
    }

    pub(super) fn text(&self) -> String {
        let text =
            serde_json::to_string_pretty(self).expect("a manifest contains only plain values");
        format!("{text}\n")
    }

    /// Number of rows of `table`; 0 if the table is unknown.
    #[must_use]
    pub fn rows_of(&self, table: &str) -> u64 {
        self.rows.get(table).copied().unwrap_or_default()
    }
}

mod moment {
    use jiff::Timestamp;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::store::sqlite::codec;

    pub fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&codec::moment(*at))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}
