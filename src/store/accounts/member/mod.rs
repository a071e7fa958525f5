//! Administration of members: invitation, change, reset, removal.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sqlx::SqliteConnection;

use super::enrolment::{self, Invitation};
use super::{account, session, totp};
use crate::domain::account::{Account, AccountId, AccountStatus, Role};
use crate::domain::directory::Email;
use crate::domain::moderation::AuditKind;
use crate::domain::operations::Message;
use crate::domain::text::Line;
use crate::store::common::{AuditEntry, audit, claim, erasure_record};
use crate::store::sqlite::{Result, RoleName, Store, WriteClass, moment};

/// Person to invite as a member.
#[derive(Debug)]
pub struct Candidate {
    /// Email address in lower case.
    pub email: Email,
    pub name: Line,
    pub role: Role,
    /// User handle of the account for authenticators (`WebAuthn`).
    pub handle: [u8; 16],
}

/// Outcome of a change of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberChangeOutcome {
    Done,
    /// There is no such member.
    NotFound,
    /// Refused: no active administrator would remain.
    LastAdministrator,
}

/// Context of a change of a member: who made it (`None` for the operator), the mail about it, the time.
#[derive(Debug)]
pub struct ChangeContext<'a> {
    pub by: Option<AccountId>,
    pub message: &'a Message,
    pub at: Timestamp,
}

impl Store {
    /// Invites `candidate`, who signs in first by the link of `invitation`. `None` if the email address belongs to a
    /// member already, unless it was invited a moment ago (double click).
    pub async fn invite(
        &self,
        candidate: &Candidate,
        invitation: &Invitation<'_>,
    ) -> Result<Option<AccountId>> {
        self.write_as(WriteClass::SignIn, async |tx| {
            let (known, just_now) = find_existing(tx, candidate, invitation.at).await?;
            if known.is_some() {
                return Ok(known.filter(|_| just_now));
            }
            let id = write(tx, candidate, invitation.at).await?;
            let note = AuditEntry::of(AuditKind::MemberInvited, invitation.by);
            let role = RoleName::columns(&candidate.role);
            let detail = json!({ "member": id.get(), "role": role.0, "departements": role.1 });
            audit::record(tx, &note.with(detail), invitation.at).await?;
            enrolment::invite(tx, id, invitation).await?;
            self.queue(tx, invitation.message, None, invitation.at).await?;
            Ok(Some(id))
        })
        .await
    }

    /// Invites the member `id` again: removes their sign-in methods and ends their sessions. The operator may do so
    /// even for the last administrator.
    pub async fn invite_again(
        &self,
        id: AccountId,
        invitation: &Invitation<'_>,
    ) -> Result<MemberChangeOutcome> {
        self.write_as(WriteClass::SignIn, async |tx| {
            match allowed(tx, id, None).await? {
                MemberChangeOutcome::Done => {}
                MemberChangeOutcome::LastAdministrator if invitation.by.is_none() => {}
                refused @ (MemberChangeOutcome::NotFound
                | MemberChangeOutcome::LastAdministrator) => {
                    return Ok(refused);
                }
            }
            remove_sign_in_methods(tx, id, AccountStatus::Invited, invitation.at).await?;
            let note = AuditEntry::of(AuditKind::MemberReset, invitation.by);
            audit::record(tx, &note.with(json!({ "member": id.get() })), invitation.at).await?;
            enrolment::invite(tx, id, invitation).await?;
            self.queue(tx, invitation.message, None, invitation.at).await?;
            Ok(MemberChangeOutcome::Done)
        })
        .await
    }

    /// Sets the name and role of the member `id`.
    pub async fn change_member(
        &self,
        id: AccountId,
        name: &Line,
        role: &Role,
        changing: &ChangeContext<'_>,
    ) -> Result<MemberChangeOutcome> {
        let (role_name, departements) = RoleName::columns(role);
        let (key, name) = (id.get(), name.as_str());
        self.write_as(WriteClass::SignIn, async |tx| {
            match allowed(tx, id, Some(role)).await? {
                MemberChangeOutcome::Done => {}
                refused @ (MemberChangeOutcome::NotFound
                | MemberChangeOutcome::LastAdministrator) => {
                    return Ok(refused);
                }
            }
            sqlx::query!(
                "UPDATE accounts SET name = ?2, role = ?3, departements = ?4 WHERE id = ?1",
                key,
                name,
                role_name,
                departements
            )
            .execute(&mut *tx)
            .await?;
            let note = AuditEntry::of(AuditKind::MemberChanged, changing.by);
            let detail = json!({ "member": key, "role": role_name, "departements": departements });
            audit::record(tx, &note.with(detail), changing.at).await?;
            self.queue(tx, changing.message, None, changing.at).await?;
            Ok(MemberChangeOutcome::Done)
        })
        .await
    }

    /// Removes the member `id`: ends their sessions and releases their claims.
    pub async fn remove_member(
        &self,
        id: AccountId,
        changing: &ChangeContext<'_>,
    ) -> Result<MemberChangeOutcome> {
        self.write_as(WriteClass::SignIn, async |tx| {
            match allowed(tx, id, None).await? {
                MemberChangeOutcome::Done => {}
                refused @ (MemberChangeOutcome::NotFound
                | MemberChangeOutcome::LastAdministrator) => {
                    return Ok(refused);
                }
            }
            remove_sign_in_methods(tx, id, AccountStatus::Removed, changing.at).await?;
            erasure_record::record_account(tx, id, changing.at).await?;
            let note = AuditEntry::of(AuditKind::MemberRemoved, changing.by);
            audit::record(tx, &note.with(json!({ "member": id.get() })), changing.at).await?;
            self.queue(tx, changing.message, None, changing.at).await?;
            Ok(MemberChangeOutcome::Done)
        })
        .await
    }
}

/// Inserts `candidate`. Reuses the account of a former member, whose data is gone.
async fn write(
    tx: &mut SqliteConnection,
    candidate: &Candidate,
    at: Timestamp,
) -> sqlx::Result<AccountId> {
    let (role, departements) = RoleName::columns(&candidate.role);
    let (email, name) = (candidate.email.as_str(), candidate.name.as_str());
    let (handle, at) = (candidate.handle.as_slice(), moment(at));
    let id = sqlx::query_scalar!(
        r#"
        INSERT INTO accounts (email, name, role, departements, status, handle, made_at)
        VALUES (?1, ?2, ?3, ?4, 'invited', ?5, ?6)
        ON CONFLICT (email) DO UPDATE
        SET name = excluded.name, role = excluded.role, departements = excluded.departements,
            status = 'invited', handle = excluded.handle
        RETURNING id AS "id: AccountId"
        "#,
        email,
        name,
        role,
        departements,
        handle,
        at
    );
    id.fetch_one(tx).await
}

/// Checks that the member `id` may get the role `wanted`; `None` means removal.
async fn allowed(
    tx: &mut SqliteConnection,
    id: AccountId,
    wanted: Option<&Role>,
) -> sqlx::Result<MemberChangeOutcome> {
    let Some(Account { role, status, .. }) = account::find(tx, id).await? else {
        return Ok(MemberChangeOutcome::NotFound);
    };
    let administers = role == Role::Administrator && status == AccountStatus::Active;
    let stays = wanted == Some(&Role::Administrator);
    if administers && !stays && !account::has_other_administrator(tx, id).await? {
        return Ok(MemberChangeOutcome::LastAdministrator);
    }
    Ok(MemberChangeOutcome::Done)
}

/// Removes all sign-in methods of the member `id`, ends their sessions and releases their claims.
pub async fn remove_sign_in_methods(
    tx: &mut SqliteConnection,
    id: AccountId,
    status: AccountStatus,
    at: Timestamp,
) -> sqlx::Result<()> {
    erasure_record::record_sign_in_methods(tx, id, at).await?;
    session::end_all(tx, id).await?;
    let (key, status) = (id.get(), crate::store::sqlite::SqlEnum::name(status));
    totp::end_lockout(tx, id).await?;
    sqlx::query!("DELETE FROM passkeys WHERE account = ?1", key).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM recovery_codes WHERE account = ?1", key).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM one_time_links WHERE account = ?1", key).execute(&mut *tx).await?;
    claim::end_claims_of(tx, id).await?;
    totp::delete_secrets(tx, &[key]).await?;
    sqlx::query!("UPDATE accounts SET status = ?2 WHERE id = ?1", key, status).execute(tx).await?;
    Ok(())
}

/// Interval within which a second invitation counts as a double click.
const DOUBLE_CLICK: SignedDuration = SignedDuration::from_mins(2);

/// Account with the email address of `candidate`, and whether it got the same invitation in the 2 minutes before
/// `at`.
pub(super) async fn find_existing(
    tx: &mut SqliteConnection,
    candidate: &Candidate,
    at: Timestamp,
) -> sqlx::Result<(Option<AccountId>, bool)> {
    let (email, name) = (candidate.email.as_str(), candidate.name.as_str());
    let (role, departements) = RoleName::columns(&candidate.role);
    let since = moment(at - DOUBLE_CLICK);
    let find_existing = sqlx::query!(
        r#"
        SELECT id AS "id: AccountId", (status = 'invited' AND name = ?2 AND role = ?3
            AND departements = ?4 AND made_at > ?5) AS "just_now!: bool"
        FROM accounts WHERE email = ?1 AND status != 'removed'
        "#,
        email,
        name,
        role,
        departements,
        since
    );
    let find_existing = find_existing.fetch_optional(tx).await?;
    Ok(find_existing.map_or((None, false), |it| (Some(it.id), it.just_now)))
}

#[cfg(test)]
mod tests;
