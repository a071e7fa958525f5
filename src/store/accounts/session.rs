//! Sessions of signed-in browsers.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::account::AccountRow;
use crate::domain::account::{
    AccountId, AccountStatus, AuthMethod, Member, PasskeyId, Session, SessionId, TokenHash,
};
use crate::domain::directory::Email;
use crate::domain::place::DepartementCode;
use crate::domain::text::Line;
use crate::domain::time::MAX_SET_BACK;
use crate::store::sqlite::{
    Moment, Result, RoleName, SqlEnum as _, Store, Texts, WriteClass, moment,
};

/// Idle timeout of a session, unless its holder removed it.
const IDLE_TIMEOUT: SignedDuration = SignedDuration::from_hours(2);
/// Maximum lifetime of a session.
const MAX_LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// Minimum interval between updates of the last use of a session.
const TOUCH_INTERVAL: SignedDuration = SignedDuration::from_mins(1);

/// Sign-in method that opened a session.
#[derive(Debug, Clone, Copy)]
pub struct SessionMethod {
    pub method: AuthMethod,
    pub passkey: Option<PasskeyId>,
}

impl From<AuthMethod> for SessionMethod {
    fn from(method: AuthMethod) -> Self {
        Self { method, passkey: None }
    }
}

/// Session to open.
#[derive(Debug)]
pub struct SessionOpening {
    /// Hash of the new session cookie.
    pub cookie: TokenHash,
    /// Hash of the former session cookie; that session ends.
    pub replaces: Option<TokenHash>,
    /// Name of the browser and operating system.
    pub device: String,
    pub at: Timestamp,
}

impl Store {
    /// Member signed in by the cookie with this hash at `now`. `None` if the session ended or the member was removed.
    /// A session that ends later than any opened now (by a clock that was ahead) is not valid.
    pub async fn find_member(&self, cookie: TokenHash, now: Timestamp) -> Result<Option<Member>> {
        let (hash, latest) = (cookie.as_bytes().as_slice(), latest_end(now));
        let [ends_after, seen_after] = [now, now - IDLE_TIMEOUT].map(moment);
        let row = sqlx::query!(
            r#"
            SELECT s.id AS "session!: SessionId", s.method AS "method!: AuthMethod", s.device AS "device!",
                s.made_at AS "made_at!: Moment", s.seen_at AS "seen_at!: Moment", s.proved_at AS "proved_at!: Moment",
                s.idle_timeout AS "idle_timeout!: bool",
                a.id AS "account!: AccountId", a.email AS "email!: Email", a.name AS "name!: Line",
                a.role AS "role!: RoleName", a.status AS "status!: AccountStatus",
                a.departements AS "departements!: Texts<DepartementCode>"
            FROM sessions s JOIN accounts a ON a.id = s.account AND a.status != 'removed'
            WHERE s.hash = ?1 AND s.ends_at > ?2 AND s.ends_at <= ?4 AND (s.idle_timeout = 0 OR s.seen_at > ?3)
            "#,
            hash,
            ends_after,
            seen_after,
            latest
        );
        Ok(row.fetch_optional(&self.readers).await?.map(|row| Member {
            session: Session {
                id: row.session,
                method: row.method,
                device: row.device,
                made_at: row.made_at.into(),
                seen_at: row.seen_at.into(),
                authenticated_at: row.proved_at.into(),
                idle_timeout: row.idle_timeout,
            },
            account: AccountRow {
                id: row.account,
                email: row.email,
                name: row.name,
                role: row.role,
                departements: row.departements,
                status: row.status,
            }
            .into(),
        }))
    }

    /// Updates the last use of `session` to `now`, at most once a minute.
    pub async fn touch_session(&self, session: &Session, now: Timestamp) -> Result<()> {
        if now.duration_since(session.seen_at) < TOUCH_INTERVAL {
            return Ok(());
        }
        let (id, now) = (session.id.get(), moment(now));
        self.write_as(WriteClass::SignIn, async |tx| {
            sqlx::query!(
                "UPDATE sessions SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2",
                id,
                now
            )
            .execute(&mut *tx)
            .await?;
            Ok(())
        })
        .await
    }

    /// Removes the idle timeout of `session`; it still ends twelve hours after it was opened.
    pub async fn extend_session(&self, session: SessionId) -> Result<()> {
        let id = session.get();
        self.write_as(WriteClass::SignIn, async |tx| {
            sqlx::query!("UPDATE sessions SET idle_timeout = 0 WHERE id = ?1", id)
                .execute(&mut *tx)
                .await?;
            Ok(())
        })
        .await
    }

    /// Valid sessions of `account` at `now`, last used first.
    pub async fn list_sessions(&self, account: AccountId, now: Timestamp) -> Result<Vec<Session>> {
        let account = account.get();
        let (ends_after, seen_after) = (moment(now), moment(now - IDLE_TIMEOUT));
        let latest_end = latest_end(now);
        let rows = sqlx::query!(
            r#"
            SELECT id AS "id: SessionId", method AS "method: AuthMethod", device,
                made_at AS "made_at: Moment", seen_at AS "seen_at: Moment",
                proved_at AS "proved_at: Moment", idle_timeout AS "idle_timeout: bool"
            FROM sessions WHERE account = ?1 AND ends_at > ?2 AND ends_at <= ?4
                AND (idle_timeout = 0 OR seen_at > ?3)
            ORDER BY seen_at DESC, id DESC
            "#,
            account,
            ends_after,
            seen_after,
            latest_end
        );
        let rows = rows.fetch_all(&self.readers).await?;
        let session = rows.into_iter().map(|row| Session {
            id: row.id,
            method: row.method,
            device: row.device,
            made_at: row.made_at.into(),
            seen_at: row.seen_at.into(),
            authenticated_at: row.proved_at.into(),
            idle_timeout: row.idle_timeout,
        });
        Ok(session.collect())
    }

    /// Ends the session of the cookie with this hash, even on a full disk.
    pub async fn end_session(&self, cookie: TokenHash) -> Result<()> {
        self.write_on_full_disk(async |tx| Ok(end(tx, cookie).await?)).await
    }

    /// Ends one session of `account`. Returns false if there is no such session.
    pub async fn end_session_of(&self, account: AccountId, session: SessionId) -> Result<bool> {
        let (account, session) = (account.get(), session.get());
        self.write_on_full_disk(async |tx| {
            let ended = sqlx::query!(
                "DELETE FROM sessions WHERE account = ?1 AND id = ?2",
                account,
                session
            );
            Ok(ended.execute(&mut *tx).await?.rows_affected() > 0)
        })
        .await
    }

    /// Ends all sessions of `account` but `current`.
    pub async fn end_other_sessions(&self, account: AccountId, current: SessionId) -> Result<()> {
        let (account, current) = (account.get(), current.get());
        self.write_on_full_disk(async |tx| {
            sqlx::query!("DELETE FROM sessions WHERE account = ?1 AND id != ?2", account, current)
                .execute(&mut *tx)
                .await?;
            Ok(())
        })
        .await
    }

    /// Opens a session for `account`.
    pub async fn open_session(
        &self,
        account: AccountId,
        method: AuthMethod,
        opening: &SessionOpening,
    ) -> Result<()> {
        self.write_as(WriteClass::SignIn, async |tx| {
            Ok(open(tx, account, method.into(), opening).await?)
        })
        .await
    }
}

/// Latest end of a session opened by `now`, allowing for small corrections of the clock.
pub fn latest_end(now: Timestamp) -> String {
    moment(now + MAX_LIFETIME + MAX_SET_BACK)
}

/// Opens a session for `account`, in the transaction of the sign-in.
pub async fn open(
    tx: &mut SqliteConnection,
    account: AccountId,
    by: SessionMethod,
    opening: &SessionOpening,
) -> sqlx::Result<()> {
    if let Some(replaced) = opening.replaces {
        end(tx, replaced).await?;
    }
    let (account, method) = (account.get(), by.method.name());
    let passkey = by.passkey.map(PasskeyId::get);
    let hash = opening.cookie.as_bytes().as_slice();
    let device = opening.device.as_str();
    let (now, ends) = (moment(opening.at), moment(opening.at + MAX_LIFETIME));
    sqlx::query!(
        r#"
        INSERT INTO sessions
            (hash, account, method, passkey, device, made_at, seen_at, proved_at, ends_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, ?7)
        "#,
        hash,
        account,
        method,
        passkey,
        device,
        now,
        ends
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn end(tx: &mut SqliteConnection, cookie: TokenHash) -> sqlx::Result<()> {
    let hash = cookie.as_bytes().as_slice();
    sqlx::query!("DELETE FROM sessions WHERE hash = ?1", hash).execute(tx).await?;
    Ok(())
}

/// Ends all sessions of `account`.
pub(super) async fn end_all(tx: &mut SqliteConnection, account: AccountId) -> sqlx::Result<()> {
    let account = account.get();
    sqlx::query!("DELETE FROM sessions WHERE account = ?1", account).execute(tx).await?;
    Ok(())
}

/// Ends the sessions of `account` opened with `passkey`, and those with an unknown passkey. Returns true if `own` was
/// among them.
pub(super) async fn end_opened_by_passkey(
    tx: &mut SqliteConnection,
    account: AccountId,
    passkey: PasskeyId,
    own: SessionId,
) -> sqlx::Result<bool> {
    let (account, passkey) = (account.get(), passkey.get());
    let ended = sqlx::query_scalar!(
        r#"
        DELETE FROM sessions
        WHERE account = ?1 AND (passkey = ?2 OR (method = 'passkey' AND passkey IS NULL))
        RETURNING id AS "id!: SessionId"
        "#,
        account,
        passkey
    );
    Ok(ended.fetch_all(tx).await?.contains(&own))
}

/// Ends the sessions of `account` opened with `method`, but for `current`.
pub(super) async fn end_opened_by(
    tx: &mut SqliteConnection,
    account: AccountId,
    method: AuthMethod,
    current: Option<SessionId>,
) -> sqlx::Result<()> {
    let (account, method, current) = (account.get(), method.name(), current.map(SessionId::get));
    sqlx::query!(
        "DELETE FROM sessions WHERE account = ?1 AND method = ?2 AND id IS NOT ?3",
        account,
        method,
        current
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Records a re-authentication in `session`.
pub(super) async fn record_reauthentication(
    tx: &mut SqliteConnection,
    session: SessionId,
    at: Timestamp,
) -> sqlx::Result<()> {
    let (session, at) = (session.get(), moment(at));
    sqlx::query!("UPDATE sessions SET proved_at = ?2, tries = 0 WHERE id = ?1", session, at)
        .execute(tx)
        .await?;
    Ok(())
}
