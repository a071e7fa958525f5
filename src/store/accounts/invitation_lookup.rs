//! Detection of repeated invitations.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::account::RoleName;
use super::member::Candidate;
use crate::domain::ids::AccountId;
use crate::store::sqlite::moment;

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
