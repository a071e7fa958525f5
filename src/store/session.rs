//! Signed-in browsers.

use jiff::{SignedDuration, Timestamp};

use super::{
    Result, Store,
    account::{AccountRow, RoleName},
    codec::{Moment, Texts, moment},
    names::Named as _,
};
use crate::domain::{
    account::{AccountStatus, Member, Method, Session},
    contact::Email,
    ids::{AccountId, SessionId},
    place::DepartementCode,
    secret::TokenHash,
    text::Line,
};

/// How long a session lasts without being used, and at most.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

impl Store {
    /// Who the cookie with this hash signs in at `now`; none when it ended, was revoked, or its holder is no member
    /// any more.
    pub async fn find_member(&self, cookie: TokenHash, now: Timestamp) -> Result<Option<Member>> {
        let hash = cookie.as_bytes().as_slice();
        let (ends_after, seen_after) = (moment(now), moment(now - IDLE));
        let row = sqlx::query!(
            r#"
            SELECT s.id AS "session!: SessionId", s.method AS "method!: Method",
                s.device AS "device!", s.made_at AS "made_at!: Moment",
                s.seen_at AS "seen_at!: Moment", s.proved_at AS "proved_at!: Moment",
                a.id AS "account!: AccountId", a.email AS "email!: Email", a.name AS "name!: Line",
                a.role AS "role!: RoleName", a.status AS "status!: AccountStatus",
                a.departements AS "departements!: Texts<DepartementCode>"
            FROM sessions s JOIN accounts a ON a.id = s.account
            WHERE s.hash = ?1 AND s.ends_at > ?2 AND s.seen_at > ?3 AND a.status != 'removed'
            "#,
            hash,
            ends_after,
            seen_after
        );
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| Member {
            session: Session {
                id: row.session,
                method: row.method,
                device: row.device,
                made_at: row.made_at.into(),
                seen_at: row.seen_at.into(),
                proved_at: row.proved_at.into(),
            },
            account: AccountRow {
                id: row.account,
                email: row.email,
                name: row.name,
                role: row.role,
                departements: row.departements.into(),
                status: row.status,
            }
            .into(),
        }))
    }

    /// Signs `account` in at `now`: the cookie with this hash stands for it from now on.
    pub async fn open_session(
        &self,
        account: AccountId,
        cookie: TokenHash,
        method: Method,
        device: &str,
        now: Timestamp,
    ) -> Result<()> {
        let (account, hash) = (account.get(), cookie.as_bytes().to_vec());
        let (method, now, ends) = (method.name(), moment(now), moment(now + LONGEST));
        self.write(async |tx| {
            sqlx::query!(
                r#"
                INSERT INTO sessions
                    (hash, account, method, device, made_at, seen_at, proved_at, ends_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?5, ?6)
                "#,
                hash,
                account,
                method,
                device,
                now,
                ends
            )
            .execute(&mut *tx)
            .await?;
            Ok(())
        })
        .await
    }
}
