//! Invitation links: each signs in once.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::account::find;
use super::session::{self, SessionOpening};
use super::sign_in_link;
use crate::domain::account::{Account, AccountId, AccountStatus, AuthMethod, TokenHash};
use crate::domain::moderation::AuditKind;
use crate::domain::operations::Message;
use crate::domain::time::MAX_SET_BACK;
use crate::store::common::{AuditEntry, audit};
use crate::store::sqlite::{Result, Store, WriteClass, moment};

/// Lifetime of an invitation link: 15 minutes.
const INVITATION_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// State of an invitation link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolment {
    /// Valid for this account.
    Open(Account),
    /// Expired, or made by a clock that was ahead; another one can be requested.
    Expired(Account),
}

impl Store {
    /// Finds the state at `now` of the invitation link with this hash. `None` if it was used or never existed.
    pub async fn find_enrolment(
        &self,
        link: TokenHash,
        now: Timestamp,
    ) -> Result<Option<Enrolment>> {
        let (hash, latest_end) = (link.as_bytes().as_slice(), latest_end(now));
        let now = moment(now);
        let mut connection = self.readers.acquire().await?;
        let row = sqlx::query!(
            r#"
            SELECT account AS "account!: AccountId",
                (ends_at > ?2 AND ends_at <= ?3) AS "open!: bool"
            FROM one_time_links WHERE hash = ?1 AND purpose = 'enrol'
            "#,
            hash,
            now,
            latest_end
        );
        let Some(row) = row.fetch_optional(&mut *connection).await? else { return Ok(None) };
        let account = find(&mut connection, row.account).await?;
        Ok(account.map(|it| if row.open { Enrolment::Open(it) } else { Enrolment::Expired(it) }))
    }

    /// Uses an invitation link and opens a session. Returns false if the link is not valid.
    pub async fn enrol(&self, link: TokenHash, opening: &SessionOpening) -> Result<bool> {
        let (hash, latest_end) = (link.as_bytes().as_slice(), latest_end(opening.at));
        let now = moment(opening.at);
        self.write_as(WriteClass::SignIn, async |tx| {
            let used = sqlx::query_scalar!(
                r#"
                DELETE FROM one_time_links
                WHERE hash = ?1 AND purpose = 'enrol' AND ends_at > ?2 AND ends_at <= ?3
                RETURNING account AS "account!: AccountId"
                "#,
                hash,
                now,
                latest_end
            );
            let Some(account) = used.fetch_optional(&mut *tx).await? else { return Ok(false) };
            session::open(tx, account, AuthMethod::Enrolment.into(), opening).await?;
            let note = AuditEntry::of(AuditKind::Enrolled, Some(account));
            audit::record(tx, &note, opening.at).await?;
            Ok(true)
        })
        .await
    }

    /// Replaces the expired invitation link with the hash `late`, and queues a mail with the new one. Returns false
    /// if there is no such link.
    pub async fn renew_invitation(
        &self,
        late: TokenHash,
        invitation: &Invitation<'_>,
    ) -> Result<bool> {
        let (hash, latest_end) = (late.as_bytes().as_slice(), latest_end(invitation.at));
        let now = moment(invitation.at);
        self.write_as(WriteClass::SignIn, async |tx| {
            let used = sqlx::query_scalar!(
                r#"
                DELETE FROM one_time_links
                WHERE hash = ?1 AND purpose = 'enrol' AND (ends_at <= ?2 OR ends_at > ?3)
                RETURNING account AS "account!: AccountId"
                "#,
                hash,
                now,
                latest_end
            );
            let Some(account) = used.fetch_optional(&mut *tx).await? else { return Ok(false) };
            let invited = find(tx, account).await?;
            if invited.is_none_or(|it| it.status != AccountStatus::Invited) {
                return Ok(false);
            }
            invite(tx, account, invitation).await?;
            self.queue(tx, invitation.message, None, invitation.at).await?;
            Ok(true)
        })
        .await
    }
}

/// Latest end of an invitation link made by `now`, allowing for small corrections of the clock.
fn latest_end(now: Timestamp) -> String {
    moment(now + INVITATION_LIFETIME + MAX_SET_BACK)
}

/// Creates an invitation link; older ones of the account are deleted.
pub(super) async fn invite(
    tx: &mut SqliteConnection,
    account: AccountId,
    invitation: &Invitation<'_>,
) -> sqlx::Result<()> {
    sign_in_link::purge(tx, invitation.at).await?;
    let (hash, account) = (invitation.link.as_bytes().as_slice(), account.get());
    let ends = moment(invitation.at + INVITATION_LIFETIME);
    sqlx::query!("DELETE FROM one_time_links WHERE purpose = 'enrol' AND account = ?1", account)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        r#"
        INSERT INTO one_time_links (hash, purpose, account, ends_at)
        VALUES (?1, 'enrol', ?2, ?3)
        "#,
        hash,
        account,
        ends
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Invitation: link, mail and sender (`None` for the operator).
#[derive(Debug)]
pub struct Invitation<'a> {
    pub link: TokenHash,
    pub message: &'a Message,
    pub by: Option<AccountId>,
    pub at: Timestamp,
}
