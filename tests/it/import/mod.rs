//! Seed folders with errors.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod fuzz;
mod reference_errors;
mod row_errors;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use quartiers_emploi::import::{SeedError, SeedErrorKind, SeedFolder, read};
use tempfile::TempDir;

/// Date on which every folder is read.
const TODAY: Date = Date::constant(2026, 11, 24);

/// A copy of the real seeds, to be modified.
struct Seeds(TempDir);

impl Seeds {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(seeds()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        Self(folder)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// Replaces the first `old` in `file` by `new`.
    fn with(self, file: &str, old: &str, new: &str) -> Self {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(old), "{file} holds {old}");
        fs::write(self.path(file), text.replacen(old, new, 1)).unwrap();
        self
    }

    /// Appends `line` to `file`.
    fn adding(self, file: &str, line: &str) -> Self {
        let text = fs::read_to_string(self.path(file)).unwrap();
        fs::write(self.path(file), format!("{text}{line}\n")).unwrap();
        self
    }

    /// Appends a column to `file`, with the same cell in every row.
    fn with_column(self, file: &str, name: &str, cell: &str) -> Self {
        let bytes = self.bytes(file);
        let mut table = csv::Writer::from_writer(Vec::new());
        let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        for (at, row) in rows.into_records().enumerate() {
            let mut row = row.unwrap();
            row.push_field(if at == 0 { name } else { cell });
            table.write_record(&row).unwrap();
        }
        let bytes = table.into_inner().unwrap();
        self.writing(file, &bytes)
    }

    fn without(self, file: &str) -> Self {
        fs::remove_file(self.path(file)).unwrap();
        self
    }

    fn writing(self, file: &str, bytes: &[u8]) -> Self {
        fs::write(self.path(file), bytes).unwrap();
        self
    }

    fn bytes(&self, file: &str) -> Vec<u8> {
        fs::read(self.path(file)).unwrap()
    }

    /// Number of lines in `file`.
    fn lines(&self, file: &str) -> u64 {
        fs::read_to_string(self.path(file)).unwrap().lines().count() as u64
    }

    fn errors(&self) -> Vec<SeedError> {
        read(&SeedFolder::Disk(self.0.path().to_owned()), TODAY).err().unwrap_or_default()
    }
}

/// Asserts that the only error of `seeds` is `reason`, at a line and a column of `file`.
#[track_caller]
fn assert_only(seeds: &Seeds, file: &str, (line, column): (u64, &str), reason: SeedErrorKind) {
    let (file, column) = (file.to_owned(), column.to_owned());
    assert_eq!(seeds.errors(), [SeedError { file, line, column, reason }]);
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}
