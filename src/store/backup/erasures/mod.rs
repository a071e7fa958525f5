//! Erasure log of a backup folder: an append-only file with one erasure a line.
//!
//! It outlives the backups, so that a restore can repeat the erasures made after the backup.

mod replay;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use sqlx::SqliteConnection;

use super::super::sqlite::{Moment, SqlEnum as _, hex, moment};
use super::error::{Result, file_error};
use super::files;
use super::files::blocking;
use crate::domain::operations::{ErasedKind, Erasure};

/// File name.
const LOG: &str = "erasures.log";

/// Parsed erasure log.
#[derive(Debug, Default)]
pub struct ErasureLog {
    pub erasures: HashSet<Erasure>,
    /// Number of malformed lines, such as one whose write was interrupted.
    pub unreadable: usize,
}

/// Appends the erasures of the database that the log in `folder` lacks. Returns their number.
pub async fn append(folder: &Path, connection: &mut SqliteConnection) -> Result<usize> {
    let erasures = list(connection).await?;
    let folder = folder.to_owned();
    blocking(move || {
        let log = read(&folder)?;
        let is_new = log.is_none();
        let known = log.unwrap_or_default().erasures;
        let missing: Vec<_> = erasures.into_iter().filter(|it| !known.contains(it)).collect();
        let text: String = missing.iter().map(line).collect();
        let path = folder.join(LOG);
        // Writes an empty log too, so that a missing file always means a lost one.
        if is_new || !text.is_empty() {
            write(&path, &text).map_err(file_error(&path))?;
            files::sync_folder(&folder).map_err(file_error(&folder))?;
        }
        Ok(missing.len())
    })
    .await
}

/// Reads the erasure log in `folder`. `None` if the file does not exist.
pub fn read(folder: &Path) -> Result<Option<ErasureLog>> {
    let path = folder.join(LOG);
    let text = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.map_err(file_error(&path))?,
    };
    let mut log = ErasureLog::default();
    for line in String::from_utf8_lossy(&text).lines().filter(|line| !line.is_empty()) {
        match erasure(line) {
            Some(erasure) => _ = log.erasures.insert(erasure),
            None => log.unreadable += 1,
        }
    }
    Ok(Some(log))
}

/// Erasures recorded in the database; empty if its schema is older than that table.
async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<Erasure>> {
    let there = sqlx::query_scalar!("SELECT count(*) FROM sqlite_schema WHERE name = 'erasures'");
    if there.fetch_one(&mut *connection).await? == 0 {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"
        SELECT kind AS "kind: ErasedKind", hash, at AS "at: Moment" FROM erasures
        ORDER BY at, kind, hash
        "#
    );
    let rows = rows.fetch_all(connection).await?.into_iter();
    let erasure = |kind, hash: Vec<u8>, at: Moment| {
        Some(Erasure { kind, hash: hash.try_into().ok()?, at: at.into() })
    };
    Ok(rows.filter_map(|row| erasure(row.kind, row.hash, row.at)).collect())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::options().read(true).append(true).create(true).mode(0o600).open(path)?;
    // Starts on a new line if the last write was interrupted.
    let cut = if file.seek(SeekFrom::End(0))? == 0 {
        false
    } else {
        let mut last = [0];
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
        last != *b"\n"
    };
    let text = if cut { format!("\n{text}") } else { text.to_owned() };
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Format: `2026-11-29T20:00:00.000Z proposal 0123…cdef`.
fn line(erasure: &Erasure) -> String {
    let Erasure { kind, hash, at } = erasure;
    format!("{} {} {}\n", moment(*at), kind.name(), hex(hash))
}

fn erasure(line: &str) -> Option<Erasure> {
    let mut parts = line.split(' ');
    let (at, kind, digits) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || digits.len() != 64 {
        return None;
    }
    let mut hash = [0; 32];
    for (at, byte) in (0..).step_by(2).zip(&mut hash) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(Erasure { kind: ErasedKind::named(kind).ok()?, hash, at: at.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(n: u8) -> Erasure {
        let at = "2026-11-29T20:00:00Z".parse().unwrap();
        Erasure { kind: ErasedKind::Proposal, hash: [n; 32], at }
    }

    #[test]
    fn an_interrupted_line_does_not_affect_others() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join(LOG);
        write(&path, &line(&given(1))).unwrap();
        fs::write(&path, format!("{}2026-11-29T20:0", line(&given(1)))).unwrap();
        write(&path, &line(&given(2))).unwrap();

        let log = read(folder.path()).unwrap().unwrap();

        assert_eq!(log.erasures, HashSet::from([given(1), given(2)]));
        assert_eq!(log.unreadable, 1);
    }

    #[test]
    fn every_kind_reads_as_it_is_written() {
        for kind in ErasedKind::ALL {
            let erasure = Erasure { kind, ..given(9) };
            assert_eq!(super::erasure(line(&erasure).trim_end()), Some(erasure));
        }
    }
}
