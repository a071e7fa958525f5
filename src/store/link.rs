//! Links to sign in by mail: asked for, and forgotten.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::{
    Result, Store, account::find, codec::moment, erasure::LIMIT, heartbeat, room::WriteClass,
};
use crate::domain::{
    account::Account,
    contact::Email,
    heartbeat::{ClockState, SET_BACK},
    ids::AccountId,
    limit::Quota,
    mail::Message,
    secret::TokenHash,
};

/// How long a link to sign in serves.
const SIGN_IN_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// How long after its end the link of an invitation still fetches another one.
const INVITATION_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Somebody who asks to sign in by mail.
#[derive(Debug)]
pub struct Asking<'a> {
    /// In lower case; it may be nobody's.
    pub email: &'a Email,
    pub link: TokenHash,
    /// What the browser keeps in a cookie.
    pub request: TokenHash,
    /// What it kept there until now: the link that it asked for before stops serving.
    pub replaces: Option<TokenHash>,
    /// What is kept of the code that serves in that browser: see [`Store::mail_code`].
    pub code: TokenHash,
    /// The path to lead to, once signed in.
    pub back: &'a str,
    pub message: &'a Message,
    /// Beyond this nothing is done, and whoever asks is told.
    pub requests: &'a Quota,
    /// Beyond this no mail leaves, and nobody is told.
    pub mails: &'a Quota,
    pub at: Timestamp,
}

impl Store {
    /// Notes that somebody asks to sign in, and queues the mail if the address is an active member's that did not get
    /// many yet. The link that the same browser asked for before stops serving; those that others asked for go on, so
    /// that nobody ends what a member waits for. All that can be told apart from outside is the mail. False, and nothing
    /// is done, beyond the limits of who asks, whatever the address is.
    pub async fn ask_sign_in(&self, asking: &Asking<'_>) -> Result<bool> {
        let email = asking.email.as_str();
        self.write_as(WriteClass::SignIn, async |tx| {
            if !self.take_any(tx, asking.requests, asking.at).await? {
                return Ok(false);
            }
            purge(tx, asking.at).await?;
            // Counted whether or not the address is a member's.
            let within = self.take_any(tx, asking.mails, asking.at).await?;
            let account = sqlx::query_scalar!(
                r#"
                SELECT id AS "id!: i64" FROM accounts
                WHERE email = ?1 AND status = 'active' AND ?2
                "#,
                email,
                within
            );
            let account = account.fetch_optional(&mut *tx).await?;
            write(tx, asking, account).await?;
            if account.is_some() {
                self.queue(tx, asking.message, None, asking.at).await?;
            }
            Ok(true)
        })
        .await
    }

    /// The account that the link to sign in with this hash opens at `now`.
    pub async fn find_sign_in(&self, link: TokenHash, now: Timestamp) -> Result<Option<Account>> {
        let (hash, last_end) = (link.as_bytes().as_slice(), last_end(now));
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
            last_end
        );
        match account.fetch_optional(&mut *connection).await? {
            Some(account) => Ok(find(&mut connection, account).await?),
            None => Ok(None),
        }
    }
}

/// Writes the link that `asking` is answered with, which opens `account`, or nothing; the one before stops serving.
async fn write(
    tx: &mut SqliteConnection,
    asking: &Asking<'_>,
    account: Option<i64>,
) -> sqlx::Result<()> {
    let (now, ends) = (moment(asking.at), moment(asking.at + SIGN_IN_LASTS));
    let replaced = asking.replaces.map(|request| request.as_bytes().to_vec());
    sqlx::query!("DELETE FROM one_time_links WHERE request = ?1 AND purpose = 'sign-in'", replaced)
        .execute(&mut *tx)
        .await?;
    let (hash, request) = (asking.link.as_bytes().as_slice(), asking.request.as_bytes().as_slice());
    let (code, back) = (asking.code.as_bytes().as_slice(), asking.back);
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

/// When a link to sign in that was asked for by `now` ends at the latest, by a clock that may be set by small steps.
pub(super) fn last_end(now: Timestamp) -> String {
    moment(now + SIGN_IN_LASTS + SET_BACK)
}

/// When a link of an invitation must have ended to serve to nothing any more at `now`: until then it fetches another.
pub(super) fn invitations_end(now: Timestamp) -> String {
    moment(now - INVITATION_LASTS)
}

/// Forgets the links that serve to nothing any more; none while the clock is doubtful, since invitations wait for days.
pub(super) async fn purge(tx: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<()> {
    let greatest = heartbeat::greatest(tx).await?;
    if !ClockState::of(now, greatest).is_sound() {
        return Ok(());
    }
    let (ended, week_ago) = (moment(now), invitations_end(now));
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

/// The same, for links of all kinds, so many at a time. Gives how many went.
pub(super) async fn erase(tx: &mut SqliteConnection, now: Timestamp) -> sqlx::Result<u64> {
    let (ended, week_ago) = (moment(now), invitations_end(now));
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
        LIMIT
    );
    Ok(erased.execute(tx).await?.rows_affected())
}
