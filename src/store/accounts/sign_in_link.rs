//! Sign-in links by mail.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::account::find;
use crate::domain::account::{Account, TokenHash};
use crate::domain::directory::Email;
use crate::domain::ids::AccountId;
use crate::domain::operations::{Message, Quota};
use crate::domain::time::{ClockState, MAX_SET_BACK};
use crate::store::operations::ERASURE_LIMIT;
use crate::store::shared::high_water_mark;
use crate::store::sqlite::{Result, Store, WriteClass, moment};

/// Lifetime of a sign-in link: 10 minutes.
const SIGN_IN_LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// Time after its end during which an invitation link can be renewed: 7 days.
const RENEWAL_PERIOD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Request for a sign-in link.
#[derive(Debug)]
pub struct SignInRequest<'a> {
    /// Email address in lower case, possibly unknown.
    pub email: &'a Email,
    pub link: TokenHash,
    /// Hash of the request cookie of the browser.
    pub request: TokenHash,
    /// Hash of its former request cookie, whose link becomes invalid.
    pub replaces: Option<TokenHash>,
    /// Hash of the code for this browser: see [`Store::mail_code`].
    pub code: TokenHash,
    /// Path to redirect to after sign-in.
    pub back: &'a str,
    pub message: &'a Message,
    /// Rate limits of requests: beyond them nothing is done, and the visitor is told.
    pub requests: &'a Quota,
    /// Rate limits of mails: beyond them no mail is sent, and the visitor is not told.
    pub mails: &'a Quota,
    pub at: Timestamp,
}

impl Store {
    /// Creates a sign-in link, and queues its mail if the address belongs to an active member within the limits of
    /// mails. Replaces the former link of the same browser only, so that others cannot void the link of a member.
    /// Apart from the mail, known and unknown addresses look the same. Returns false, and does nothing, beyond the
    /// limits of requests.
    pub async fn request_sign_in(&self, sign_in: &SignInRequest<'_>) -> Result<bool> {
        let email = sign_in.email.as_str();
        self.write_as(WriteClass::SignIn, async |tx| {
            if !self.try_acquire_any(tx, sign_in.requests, sign_in.at).await? {
                return Ok(false);
            }
            purge(tx, sign_in.at).await?;
            // Counted for unknown addresses too.
            let within = self.try_acquire_any(tx, sign_in.mails, sign_in.at).await?;
            let account = sqlx::query_scalar!(
                r#"
                SELECT id AS "id!: i64" FROM accounts
                WHERE email = ?1 AND status = 'active' AND ?2
                "#,
                email,
                within
            );
            let account = account.fetch_optional(&mut *tx).await?;
            write(tx, sign_in, account).await?;
            if account.is_some() {
                self.queue(tx, sign_in.message, None, sign_in.at).await?;
            }
            Ok(true)
        })
        .await
    }

    /// Account of the sign-in link with this hash, if it is valid at `now`.
    pub async fn find_sign_in(&self, link: TokenHash, now: Timestamp) -> Result<Option<Account>> {
        let (hash, latest_end) = (link.as_bytes().as_slice(), latest_end(now));
        let now = moment(now);
        let mut connection = self.readers.acquire().await?;
        let account = sqlx::query_scalar!(
            r#"
            SELECT account AS "account!: AccountId" FROM one_time_links
            WHERE hash = ?1 AND purpose = 'sign-in' AND account IS NOT NULL
                AND ends_at > ?2 AND ends_at <= ?3
            "#,
            hash,
            now,
            latest_end
        );
        match account.fetch_optional(&mut *connection).await? {
            Some(account) => Ok(find(&mut connection, account).await?),
            None => Ok(None),
        }
    }
}

/// Inserts the sign-in link, for `account` if there is one, and deletes the former link of the browser.
async fn write(
    tx: &mut SqliteConnection,
    sign_in: &SignInRequest<'_>,
    account: Option<i64>,
) -> sqlx::Result<()> {
    let (now, ends) = (moment(sign_in.at), moment(sign_in.at + SIGN_IN_LIFETIME));
    let replaced = sign_in.replaces.map(|request| request.as_bytes().to_vec());
    sqlx::query!("DELETE FROM one_time_links WHERE request = ?1 AND purpose = 'sign-in'", replaced)
        .execute(&mut *tx)
        .await?;
    let (hash, request) =
        (sign_in.link.as_bytes().as_slice(), sign_in.request.as_bytes().as_slice());
    let (code, back) = (sign_in.code.as_bytes().as_slice(), sign_in.back);
    sqlx::query!(
        r#"
        INSERT INTO one_time_links (hash, purpose, account, request, code, back, asked_at, ends_at)
        VALUES (?1, 'sign-in', ?2, ?3, ?4, ?5, ?6, ?7)
        "#,
        hash,
        account,
        request,
        code,
        back,
        now,
        ends
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Latest end of a sign-in link made by `now`, allowing for small corrections of the clock.
pub fn latest_end(now: Timestamp) -> String {
    moment(now + SIGN_IN_LIFETIME + MAX_SET_BACK)
}

/// Cutoff after which an expired invitation can no longer be renewed (7 days).
pub fn renewal_cutoff(now: Timestamp) -> String {
    moment(now - RENEWAL_PERIOD)
}

/// Deletes expired sign-in and invitation links. Skipped while the clock is suspicious, since invitations can be
/// renewed for days.
pub(super) async fn purge(tx: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<()> {
    let high_water_mark = high_water_mark(tx).await?;
    if !ClockState::of(now, high_water_mark).is_sound() {
        return Ok(());
    }
    let (ended, week_ago) = (moment(now), renewal_cutoff(now));
    sqlx::query!(
        r#"
        DELETE FROM one_time_links
        WHERE (purpose = 'sign-in' AND ends_at <= ?1) OR (purpose = 'enrol' AND ends_at <= ?2)
        "#,
        ended,
        week_ago
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Deletes up to [`ERASURE_LIMIT`] expired links of any purpose. Returns their number.
pub async fn erase(tx: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<u64> {
    let (ended, week_ago) = (moment(now), renewal_cutoff(now));
    let erased = sqlx::query!(
        r#"
        DELETE FROM one_time_links
        WHERE hash IN (
            SELECT hash FROM one_time_links
            WHERE ends_at <= ?1 AND (purpose != 'enrol' OR ends_at <= ?2)
            LIMIT ?3
        )
        "#,
        ended,
        week_ago,
        ERASURE_LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}
