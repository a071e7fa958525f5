//! Server key, in a file beside the database: encrypts stored data, signs form tokens, derives tokens.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::{fmt, process};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::domain::account::{HASH_BYTES, Token};

/// Bytes of the key.
const KEY_BYTES: usize = 32;

/// Server key, as three derived keys. It is never printed.
pub struct ServerKey {
    encryption: LessSafeKey,
    signing: hmac::Key,
    deriving: hmac::Key,
    fingerprint: [u8; HASH_BYTES],
}

/// Data that cannot be decrypted: encrypted with another key or label, or altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("encrypted with another key, or changed")]
pub struct DecryptError;

impl ServerKey {
    /// Reads the key file at `path`; creates it, readable by its owner only, if there is none.
    ///
    /// # Errors
    /// If the file cannot be read or created, or does not contain a key.
    pub fn open(path: &Path) -> io::Result<Self> {
        if let Some(key) = Self::read(path)? {
            return Ok(key);
        }
        create_key_file(path)?;
        Self::of(&fs::read(path)?)
    }

    /// A random key that is stored nowhere.
    #[must_use]
    pub fn ephemeral() -> Self {
        let mut key = [0; KEY_BYTES];
        random(&mut key);
        Self::derive(&key)
    }

    /// Reads the key file at `path`; `None` if there is no file.
    ///
    /// # Errors
    /// If the file cannot be read; [`io::ErrorKind::InvalidData`] if it does not contain a key.
    pub fn read(path: &Path) -> io::Result<Option<Self>> {
        match fs::read(path) {
            Ok(bytes) => Self::of(&bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn of(bytes: &[u8]) -> io::Result<Self> {
        let wrong = || io::Error::new(io::ErrorKind::InvalidData, "not a key of 32 bytes");
        bytes.try_into().map(Self::derive).map_err(|_| wrong())
    }

    fn derive(master: &[u8; KEY_BYTES]) -> Self {
        let master = hmac::Key::new(hmac::HMAC_SHA256, master);
        let derived = |label: &str| hmac::sign(&master, label.as_bytes());
        let sealing = UnboundKey::new(&CHACHA20_POLY1305, derived("seal").as_ref());
        let key = |label| hmac::Key::new(hmac::HMAC_SHA256, derived(label).as_ref());
        Self {
            encryption: LessSafeKey::new(sealing.expect("a key of 32 bytes")),
            signing: key("sign"),
            deriving: key("derive"),
            fingerprint: bytes(&derived("fingerprint")),
        }
    }

    /// Identifier of this key, which reveals nothing about it.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; HASH_BYTES] {
        self.fingerprint
    }

    /// Encrypts `text` with ChaCha20-Poly1305; decryption needs the same `label`.
    #[must_use]
    pub fn encrypt(&self, label: &str, text: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        random(&mut nonce);
        let mut encrypted = text.to_vec();
        self.encryption
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(label.as_bytes()),
                &mut encrypted,
            )
            .expect("a text in memory is below the length limit of the cipher");
        [nonce.as_slice(), &encrypted].concat()
    }

    /// Decrypts data encrypted by [`ServerKey::encrypt`] with the same `label`.
    ///
    /// # Errors
    /// If it was encrypted with another key or label, or altered.
    pub fn decrypt(&self, label: &str, encrypted: &[u8]) -> Result<Vec<u8>, DecryptError> {
        let (nonce, text) = encrypted.split_first_chunk::<NONCE_LEN>().ok_or(DecryptError)?;
        let mut text = text.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let aad = Aad::from(label.as_bytes());
        let open =
            self.encryption.open_in_place(nonce, aad, &mut text).map_err(|_| DecryptError)?;
        Ok(open.to_vec())
    }

    /// HMAC-SHA256 of `text`, 32 bytes.
    #[must_use]
    pub fn sign(&self, text: &[u8]) -> [u8; HASH_BYTES] {
        bytes(&hmac::sign(&self.signing, text))
    }

    /// True if `signature` is valid for `text`; compared in constant time.
    #[must_use]
    pub fn verify_signature(&self, text: &[u8], signature: &[u8]) -> bool {
        hmac::verify(&self.signing, text, signature).is_ok()
    }

    /// Token derived from `label` and `seed` with this key; equal input gives an equal token.
    #[must_use]
    pub fn derive_token(&self, label: &str, seed: &[u8]) -> Token {
        let mut context = hmac::Context::with_key(&self.deriving);
        context.update(label.as_bytes());
        context.update(&[0]);
        context.update(seed);
        Token::new(bytes(&context.sign()))
    }
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKey")
    }
}

fn bytes(tag: &hmac::Tag) -> [u8; HASH_BYTES] {
    tag.as_ref().try_into().expect("SHA-256 gives 32 bytes")
}

/// Creates the key file. If two processes start at once, they agree on one: the first to link its file wins.
fn create_key_file(path: &Path) -> io::Result<()> {
    let mut key = [0; KEY_BYTES];
    random(&mut key);
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", process::id()));
    let written = File::options().write(true).create(true).truncate(true).mode(0o600).open(&beside);
    let outcome = written.and_then(|mut file| {
        file.write_all(&key)?;
        file.sync_all()?;
        match fs::hard_link(&beside, path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    });
    let _ = fs::remove_file(&beside);
    outcome.and_then(|()| sync_folder(path))
}

/// Syncs the folder of `path`: without it, a power cut may leave the synced database without its key.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Fills `bytes` from the system's random generator, never from the seeded one of tests.
fn random(bytes: &mut [u8]) {
    SystemRandom::new().fill(bytes).expect("the system provides random bytes");
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn server_key() -> (tempfile::TempDir, ServerKey) {
        let folder = tempfile::TempDir::new().unwrap();
        let server_key = ServerKey::open(&folder.path().join("secret.key")).unwrap();
        (folder, server_key)
    }

    #[test]
    fn ciphertext_decrypts_with_its_key_and_label_only() {
        let (folder, server_key) = server_key();
        let encrypted = server_key.encrypt("mail", b"bonjour");
        let again = ServerKey::open(&folder.path().join("secret.key")).unwrap();
        assert_eq!(again.decrypt("mail", &encrypted).unwrap(), b"bonjour");
        assert_eq!(again.decrypt("totp", &encrypted), Err(DecryptError));
        let (_other, stranger) = self::server_key();
        assert_eq!(stranger.decrypt("mail", &encrypted), Err(DecryptError));
        let mut changed = encrypted;
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(again.decrypt("mail", &changed), Err(DecryptError));
        assert_eq!(again.decrypt("mail", b"court"), Err(DecryptError));
    }

    #[test]
    fn the_key_file_is_readable_by_its_owner_only() {
        let (folder, _server_key) = server_key();
        let mode = fs::metadata(folder.path().join("secret.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_invalid_key_file_is_refused_and_not_overwritten() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("secret.key");
        fs::write(&path, "x").unwrap();
        assert_eq!(ServerKey::open(&path).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(fs::read(&path).unwrap(), b"x");
    }

    #[test]
    fn a_fingerprint_is_that_of_one_key_and_derived_from_nothing_that_is_used() {
        let (folder, server_key) = server_key();
        let (_other, stranger) = self::server_key();
        let again = ServerKey::read(&folder.path().join("secret.key")).unwrap().unwrap();
        assert_eq!(server_key.fingerprint(), again.fingerprint());
        assert_ne!(server_key.fingerprint(), stranger.fingerprint());
        for label in ["", "fingerprint", "sign"] {
            assert_ne!(server_key.fingerprint(), server_key.sign(label.as_bytes()));
        }
        assert!(ServerKey::read(&folder.path().join("none.key")).unwrap().is_none());
    }

    #[test]
    fn a_seed_derives_one_token_per_label() {
        let (_folder, server_key) = server_key();
        assert_eq!(server_key.derive_token("draft", b"1"), server_key.derive_token("draft", b"1"));
        assert_ne!(server_key.derive_token("draft", b"1"), server_key.derive_token("draft", b"2"));
        assert_ne!(server_key.derive_token("draft", b"1"), server_key.derive_token("other", b"1"));
    }
}
