//! Mails kept as files, where there is no mail server: each whole or not there, and for the owner's eyes only.

use std::{
    collections::HashSet,
    fs::{self, DirBuilder, File},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use super::compose::Composed;
use crate::domain::{
    delivery::{Attempt, Outcome},
    mail::Mail,
};

/// The folder of the files.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Keeps `composed`, which is `mail`, in a file of its own: the same one each time.
    pub fn keep(&self, mail: &Mail, composed: &Composed) -> Attempt {
        let name = name(mail);
        match self.write(&name, &composed.bytes) {
            Ok(()) => Attempt {
                outcome: Outcome::Taken,
                status: "file".to_owned(),
                answer: self.0.join(name).display().to_string(),
            },
            Err(error) => Attempt {
                outcome: Outcome::Unreached,
                status: "file".to_owned(),
                answer: format!("{}: {error}", self.0.display()),
            },
        }
    }

    /// Removes the files of mails that are not among `kept`. Files that we have not named are left.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn forget_all_but(&self, kept: &[Mail]) -> io::Result<()> {
        let kept: HashSet<String> = kept.iter().map(name).collect();
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_ours(name) && !kept.contains(name) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let unfinished = self.0.join(format!(".{name}"));
        let mut file = File::options()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, self.0.join(name))?;
        File::open(&self.0)?.sync_all()
    }
}

/// `000012-5d41402abc4b2a76b9719d911017c592.eml`: in order, and the same each time.
fn name(mail: &Mail) -> String {
    format!("{:06}-{}.eml", mail.id.get(), mail.key)
}

/// Whether `name` is one of ours, finished or not.
fn is_ours(name: &str) -> bool {
    let stem = Path::new(name.trim_start_matches('.'));
    let (Some(stem), Some(ending)) =
        (stem.file_stem().and_then(|it| it.to_str()), stem.extension())
    else {
        return false;
    };
    let hex = |text: &str| text.len() == 32 && text.bytes().all(|it| it.is_ascii_hexdigit());
    let digits = |text: &str| text.len() >= 6 && text.bytes().all(|it| it.is_ascii_digit());
    let named = stem.split_once('-').is_some_and(|(id, key)| digits(id) && hex(key));
    ending == "eml" && named
}
