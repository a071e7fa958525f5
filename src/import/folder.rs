//! Opens the files of a seed folder, on disk or embedded in the binary.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::SeedFolder;
use super::error::SeedErrorKind;

/// Maximum size of a table, in bytes.
const MAX_TABLE_BYTES: u64 = 2 << 30;

/// Maximum size of a GeoJSON file, in bytes: it is read into memory.
const MAX_TEXT_BYTES: u64 = 64 << 20;

impl SeedFolder {
    /// Reader of the file `name`.
    pub(super) fn open(&self, name: &str) -> Result<Box<dyn Read>, SeedErrorKind> {
        match self {
            Self::Embedded => {
                let found = EMBEDDED.iter().find(|(file, _)| *file == name);
                let (_, bytes) = found.ok_or(SeedErrorKind::FileMissing)?;
                Ok(Box::new(*bytes))
            }
            Self::Disk(folder) => open(&folder.join(name), MAX_TABLE_BYTES),
        }
    }

    /// Text of the file `name`, without byte order mark.
    pub(super) fn text(&self, name: &str) -> Result<String, SeedErrorKind> {
        let mut bytes = Vec::new();
        let mut reader = self.open(name)?.take(MAX_TEXT_BYTES + 1);
        reader.read_to_end(&mut bytes).map_err(|_| SeedErrorKind::FileUnreadable)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_TEXT_BYTES) {
            return Err(SeedErrorKind::FileTooLarge);
        }
        let text = String::from_utf8(bytes).map_err(|_| SeedErrorKind::NotUtf8)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

fn open(path: &Path, largest: u64) -> Result<Box<dyn Read>, SeedErrorKind> {
    let reason = |error: io::Error| {
        let missing = error.kind() == io::ErrorKind::NotFound;
        if missing { SeedErrorKind::FileMissing } else { SeedErrorKind::FileUnreadable }
    };
    let about = fs::metadata(path).map_err(reason)?;
    if !about.is_file() {
        return Err(SeedErrorKind::FileUnreadable);
    }
    if about.len() > largest {
        return Err(SeedErrorKind::FileTooLarge);
    }
    // Limited to the maximum size if the file grows meanwhile.
    Ok(Box::new(File::open(path).map_err(reason)?.take(largest)))
}

macro_rules! seeds {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/", $name)))),*]
    };
}

/// Files of `seeds/`, by name.
pub(super) const EMBEDDED: &[(&str, &[u8])] = seeds![
    "audiences.csv",
    "barriers.csv",
    "carriers.csv",
    "collection_entries.csv",
    "collections.csv",
    "communes.csv",
    "departements.geojson",
    "figures.csv",
    "former_communes.csv",
    "france_services.csv",
    "initiatives.csv",
    "intercommunalities.csv",
    "kind_barriers.csv",
    "kinds.csv",
    "left_out_initiatives.csv",
    "left_out_organisations.csv",
    "national_numbers.csv",
    "neighbourhoods.csv",
    "neighbourhoods.geojson",
    "organisations.csv",
    "schemes.csv",
    "sources.csv",
    "synonyms.csv",
];
