//! Passkey challenges: encrypted in a cookie of the browser, and stored only once used.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use crate::domain::account::{HASH_BYTES, TokenHash};
use crate::domain::time::MAX_SET_BACK;
use crate::store::sqlite::{Store, hex, moment};

/// Time for the browser to answer: 5 minutes.
const LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// Time for which a used challenge is stored after its end, so that a clock set back does not revive it.
const USED_RETENTION: SignedDuration = SignedDuration::from_hours(1);
/// Size in bytes of the end time before the state of a challenge.
const END_BYTES: usize = 8;

/// Purpose of a challenge, bound to the hash of the session cookie. A challenge is valid for its purpose only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChallengePurpose {
    SignIn,
    /// Re-authentication of the member of this session.
    Proof(TokenHash),
    /// New passkey for the member of this session.
    Registration(TokenHash),
}

/// A challenge returned by the browser in time.
#[derive(Debug)]
pub struct Challenge {
    hash: TokenHash,
    ends_at: Timestamp,
    /// Expected answer: see [`crate::passkey`].
    pub state: String,
}

impl ChallengePurpose {
    fn label(self) -> String {
        let label = |name: &str, session: &[u8; HASH_BYTES]| {
            format!("passkey challenge, {name}, {}", hex(session))
        };
        match self {
            Self::SignIn => "passkey challenge, sign-in".to_owned(),
            Self::Proof(session) => label("proof", session.as_bytes()),
            Self::Registration(session) => label("registration", session.as_bytes()),
        }
    }
}

impl Store {
    /// Encrypts a challenge made at `now` for the browser. Stores nothing.
    #[must_use]
    pub fn encrypt_challenge(
        &self,
        purpose: ChallengePurpose,
        state: &str,
        now: Timestamp,
    ) -> Vec<u8> {
        let end = (now + LIFETIME).as_millisecond().to_be_bytes();
        self.server_key().encrypt(&purpose.label(), &[end.as_slice(), state.as_bytes()].concat())
    }

    /// Decrypts a challenge made by [`Store::encrypt_challenge`] for `purpose`. `None` if it expired by `now`, or ends
    /// later than any made now (by a clock that was ahead).
    #[must_use]
    pub fn decrypt_challenge(
        &self,
        purpose: ChallengePurpose,
        encrypted: &[u8],
        now: Timestamp,
    ) -> Option<Challenge> {
        let open = self.server_key().decrypt(&purpose.label(), encrypted).ok()?;
        let (end, state) = open.split_first_chunk::<END_BYTES>()?;
        let ends_at = Timestamp::from_millisecond(i64::from_be_bytes(*end)).ok()?;
        let state = String::from_utf8(state.to_vec()).ok()?;
        let in_time = now < ends_at && ends_at <= now + LIFETIME + MAX_SET_BACK;
        in_time.then(|| Challenge { hash: TokenHash::of(encrypted), ends_at, state })
    }
}

/// Notes that `challenge` was answered rightly. False when it was before. Only right answers are noted, so that nobody
/// can fill the table but members.
///
/// The cookie of a challenge may be sent any number of times until its end. That opens nothing: each time needs a signature
/// of the passkey over this challenge, and the one that a browser made serves once, by this table. The counter of the
/// passkey could not stand for it, since synchronised passkeys always say 0.
pub(super) async fn mark_used(
    tx: &mut SqliteConnection,
    challenge: &Challenge,
    at: Timestamp,
) -> sqlx::Result<bool> {
    let long_ago = moment(at - USED_RETENTION);
    sqlx::query!("DELETE FROM used_challenges WHERE ends_at <= ?1", long_ago)
        .execute(&mut *tx)
        .await?;
    let (hash, ends) = (challenge.hash.as_bytes().as_slice(), moment(challenge.ends_at));
    let used = sqlx::query!(
        "INSERT INTO used_challenges (hash, ends_at) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING",
        hash,
        ends
    );
    Ok(used.execute(tx).await?.rows_affected() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("test.db")).await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn a_challenge_opens_for_its_purpose_and_session_within_five_minutes() {
        let (_folder, store) = store().await;
        let (anne, paul) = (TokenHash::of(b"anne"), TokenHash::of(b"paul"));
        let purposes = [
            ChallengePurpose::SignIn,
            ChallengePurpose::Proof(anne),
            ChallengePurpose::Proof(paul),
            ChallengePurpose::Registration(anne),
        ];
        for encrypted_for in purposes {
            let encrypted = store.encrypt_challenge(encrypted_for, "state", at(1_000));
            for opened_for in purposes {
                let open = store.decrypt_challenge(opened_for, &encrypted, at(1_299));
                let state = open.map(|challenge| challenge.state);
                let expected = (opened_for == encrypted_for).then(|| "state".to_owned());
                assert_eq!(state, expected, "{encrypted_for:?} {opened_for:?}");
            }
            assert!(store.decrypt_challenge(encrypted_for, &encrypted, at(1_300)).is_none());
            assert!(store.decrypt_challenge(encrypted_for, &encrypted, at(699)).is_none(), "ahead");
            assert!(store.decrypt_challenge(encrypted_for, &encrypted[1..], at(1_000)).is_none());
        }
    }

    #[tokio::test]
    async fn a_challenge_is_used_once_even_if_the_clock_moves() {
        let (_folder, store) = store().await;
        let encrypted = store.encrypt_challenge(ChallengePurpose::SignIn, "state", at(100_000));
        let used = async |now: Timestamp| {
            let open = store.decrypt_challenge(ChallengePurpose::SignIn, &encrypted, at(100_001));
            let challenge = open.unwrap();
            store.write(async |tx| Ok(mark_used(tx, &challenge, now).await?)).await.unwrap()
        };
        assert!(used(at(100_001)).await);
        assert!(!used(at(100_002)).await);
        assert!(!used(at(100_800)).await);
        assert!(!used(at(100_001)).await);
        let used = sqlx::query_scalar!(r#"SELECT count(*) AS "count!: i64" FROM used_challenges"#);
        assert_eq!(used.fetch_one(&store.readers).await.unwrap(), 1);
    }
}
