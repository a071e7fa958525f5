//! File transport, used without a mail server: atomic writes, owner-only permissions.

use std::collections::HashSet;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::mime::MimeMessage;
use crate::domain::operations::{Attempt, Mail, SendOutcome};

/// Folder of the mail files.
#[derive(Debug, Clone)]
pub struct MailFolder(PathBuf);

impl MailFolder {
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Writes `composed` to the file of `mail`; a retry writes the same file.
    pub fn write_mail(&self, mail: &Mail, composed: &MimeMessage) -> Attempt {
        let name = name(mail);
        match self.write(&name, &composed.bytes) {
            Ok(()) => Attempt {
                outcome: SendOutcome::Accepted,
                status: "file".to_owned(),
                answer: self.0.join(name).display().to_string(),
            },
            Err(error) => Attempt {
                outcome: SendOutcome::Unreachable,
                status: "file".to_owned(),
                answer: format!("{}: {error}", self.0.display()),
            },
        }
    }

    /// Mail files of the folder, complete or not.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list_files(&self) -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        let mut paths = paths.collect::<io::Result<Vec<_>>>()?;
        paths.retain(|path| mail_file_name(path).is_some());
        Ok(paths)
    }

    /// Deletes the `files` that belong to no mail in `stored`.
    ///
    /// # Errors
    /// If a file cannot be deleted.
    pub fn delete_orphans(files: &[PathBuf], stored: &[Mail]) -> io::Result<()> {
        let stored: HashSet<String> = stored.iter().map(name).collect();
        let is_orphan =
            |path: &&PathBuf| mail_file_name(path).is_some_and(|name| !stored.contains(name));
        files.iter().filter(is_orphan).try_for_each(fs::remove_file)
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

/// File name of `mail`: `000012-5d41402abc4b2a76b9719d911017c592.eml`, in the order of identifiers.
fn name(mail: &Mail) -> String {
    format!("{:06}-{}.eml", mail.id.get(), mail.key)
}

/// Final name of the file at `path`; `None` if it is not a mail file.
fn mail_file_name(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_prefix('.').unwrap_or(name);
    let (id, key) = name.strip_suffix(".eml")?.split_once('-')?;
    let digits = id.len() >= 6 && id.bytes().all(|it| it.is_ascii_digit());
    let hex = key.len() == 32 && key.bytes().all(|it| it.is_ascii_hexdigit());
    (digits && hex).then_some(name)
}
