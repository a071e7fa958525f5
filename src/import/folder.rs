//! Opens the files of a seed folder.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use super::{Folder, embedded::EMBEDDED, mistake::Reason};

/// Maximum size of a table, in bytes.
const LARGEST: u64 = 2 << 30;
/// Maximum size of a GeoJSON file, in bytes: it is read into memory.
const LARGEST_TEXT: u64 = 64 << 20;

impl Folder {
    /// Reader of the file `name`.
    pub(super) fn open(&self, name: &str) -> Result<Box<dyn Read>, Reason> {
        match self {
            Self::Embedded => {
                let found = EMBEDDED.iter().find(|(file, _)| *file == name);
                let (_, bytes) = found.ok_or(Reason::FileMissing)?;
                Ok(Box::new(*bytes))
            }
            Self::Disk(folder) => open(&folder.join(name), LARGEST),
        }
    }

    /// Text of the file `name`, without byte order mark.
    pub(super) fn text(&self, name: &str) -> Result<String, Reason> {
        let mut bytes = Vec::new();
        let mut reader = self.open(name)?.take(LARGEST_TEXT + 1);
        reader.read_to_end(&mut bytes).map_err(|_| Reason::FileUnreadable)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_TEXT) {
            return Err(Reason::FileTooLarge);
        }
        let text = String::from_utf8(bytes).map_err(|_| Reason::NotUtf8)?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

fn open(path: &Path, largest: u64) -> Result<Box<dyn Read>, Reason> {
    let reason = |error: io::Error| {
        let missing = error.kind() == io::ErrorKind::NotFound;
        if missing { Reason::FileMissing } else { Reason::FileUnreadable }
    };
    let about = fs::metadata(path).map_err(reason)?;
    if !about.is_file() {
        return Err(Reason::FileUnreadable);
    }
    if about.len() > largest {
        return Err(Reason::FileTooLarge);
    }
    // Limited to the maximum size if the file grows meanwhile.
    Ok(Box::new(File::open(path).map_err(reason)?.take(largest)))
}
