//! Sign-in links by mail, and sign-in by them.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use super::account::find;
use super::session::{self, SessionOpening};
use super::verification::{
    MAX_TRIES, SecondFactorFacts, SecurityMails, TypedCode, Verification, find_facts,
};
use crate::domain::account::{Account, AccountId, MailCode, TokenHash};
use crate::domain::directory::Email;
use crate::domain::operations::{Message, Quota};
use crate::domain::time::{ClockState, MAX_SET_BACK};
use crate::store::common::high_water_mark;
use crate::store::sqlite::{Attempt, ERASURE_LIMIT, Result, Store, WriteClass, moment};

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
    /// Rate limits of requests: beyond them nothing is done, and the visitor is informed.
    pub requests: &'a Quota,
    /// Rate limits of mails: beyond them no mail is sent, and the visitor is not informed.
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

/// Proof of having received the mail.
#[derive(Debug)]
pub enum LinkKey {
    Link(TokenHash),
    /// Code of the mail, in the browser whose request cookie has this hash.
    Code(TokenHash, MailCode),
}

/// Attempt to sign in by mail.
#[derive(Debug)]
pub struct SignInAttempt<'a> {
    pub key: LinkKey,
    pub typed: TypedCode<'a>,
    pub opening: &'a SessionOpening,
}

/// Outcome of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInOutcome {
    /// Signed in; the path to redirect to.
    SignedIn(AccountId, String),
    /// The code of the mail is wrong; attempts are left.
    WrongCode,
    WrongProof,
    /// One-time codes are refused until then, right or wrong; a recovery code works.
    TotpLocked(Timestamp),
    /// The link is not valid.
    InvalidLink,
}

struct Link {
    hash: Vec<u8>,
    account: Option<AccountId>,
    code: Vec<u8>,
    back: String,
    tries: i64,
}

impl Store {
    /// Keyed hash of `code`, bound to `request`: the code cannot be recovered without the server key.
    #[must_use]
    pub fn mail_code(&self, request: TokenHash, code: &MailCode) -> TokenHash {
        let seed = [request.as_bytes().as_slice(), code.as_bytes()].concat();
        self.server_key().derive_token("sign-in code", &seed).hash()
    }

    /// Facts for the mails about a sign-in with `key` at `now`. `None` if the key is not valid, so that others learn
    /// nothing from the time that the mails take.
    pub async fn find_sign_in_factor(
        &self,
        key: &LinkKey,
        now: Timestamp,
    ) -> Result<Option<SecondFactorFacts>> {
        let mut connection = self.readers.acquire().await?;
        let link = find_link(&mut connection, key, now).await?;
        match link.filter(|link| self.is_right(key, link)).and_then(|link| link.account) {
            Some(account) => Ok(find_facts(&mut connection, account).await?),
            None => Ok(None),
        }
    }

    /// Signs in by a mailed link or code, with a second factor. Outdated if the facts of `mails` are others by now.
    pub async fn sign_in_by_mail(
        &self,
        tried: &SignInAttempt<'_>,
        mails: Option<&SecurityMails>,
    ) -> Result<Attempt<SignInOutcome, Option<SecondFactorFacts>>> {
        self.write_as(WriteClass::SignIn, async |tx| {
            let at = tried.opening.at;
            let Some(link) = find_link(tx, &tried.key, at).await? else {
                return Ok(Attempt::Done(SignInOutcome::InvalidLink));
            };
            if !self.is_right(&tried.key, &link) {
                let wrong = count_wrong_code(tx, &link, SignInOutcome::WrongCode, at).await?;
                return Ok(Attempt::Done(wrong));
            }
            let facts = match link.account {
                Some(account) => find_facts(tx, account).await?,
                None => None,
            };
            if facts.as_ref() != mails.map(|it| &it.facts) {
                return Ok(Attempt::Outdated(facts));
            }
            let Some(mails) = mails else { return Ok(Attempt::Done(SignInOutcome::InvalidLink)) };
            Ok(Attempt::Done(self.prove(tx, tried, link, mails).await?))
        })
        .await
    }

    /// Verifies the second factor of the holder of the mail with `link`, and signs in.
    async fn prove(
        &self,
        tx: &mut SqliteConnection,
        tried: &SignInAttempt<'_>,
        link: Link,
        mails: &SecurityMails,
    ) -> Result<SignInOutcome> {
        let (account, at) = (mails.facts.account.id, tried.opening.at);
        let method = match self.verify(tx, tried.typed, mails, at).await? {
            Verification::Right(method) => method,
            Verification::TotpLocked(until) => return Ok(SignInOutcome::TotpLocked(until)),
            Verification::Wrong => {
                return Ok(count_wrong_code(tx, &link, SignInOutcome::WrongProof, at).await?);
            }
        };
        delete_links(tx, account).await?;
        session::open(tx, account, method.into(), tried.opening).await?;
        Ok(SignInOutcome::SignedIn(account, link.back))
    }

    /// True if `key` opens `link`: a code of the mail has to be the right one.
    fn is_right(&self, key: &LinkKey, link: &Link) -> bool {
        match key {
            LinkKey::Link(_) => true,
            LinkKey::Code(request, code) => {
                self.mail_code(*request, code).as_bytes().as_slice() == link.code
            }
        }
    }
}

async fn find_link(
    tx: &mut SqliteConnection,
    key: &LinkKey,
    now: Timestamp,
) -> sqlx::Result<Option<Link>> {
    let (link, request) = match key {
        LinkKey::Link(hash) => (Some(hash.as_bytes().as_slice()), None),
        LinkKey::Code(request, _) => (None, Some(request.as_bytes().as_slice())),
    };
    let (latest_end, now) = (latest_end(now), moment(now));
    let found = sqlx::query_as!(
        Link,
        r#"
        SELECT hash, account AS "account: AccountId", code AS "code!: Vec<u8>",
            coalesce(back, '') AS "back!: String", tries
        FROM one_time_links
        WHERE (hash = ?1 OR request = ?2) AND purpose = 'sign-in'
            AND ends_at > ?3 AND ends_at <= ?4
        "#,
        link,
        request,
        now,
        latest_end
    );
    found.fetch_optional(tx).await
}

/// Counts a wrong code, with the outcome `what`; the last one allowed voids the link.
async fn count_wrong_code(
    tx: &mut SqliteConnection,
    link: &Link,
    what: SignInOutcome,
    at: Timestamp,
) -> sqlx::Result<SignInOutcome> {
    let (hash, dead, now) = (link.hash.as_slice(), link.tries + 1 >= MAX_TRIES, moment(at));
    sqlx::query!(
        r#"
        UPDATE one_time_links SET tries = tries + 1, ends_at = CASE WHEN ?2 THEN ?3 ELSE ends_at END
        WHERE hash = ?1
        "#,
        hash,
        dead,
        now
    )
    .execute(tx)
    .await?;
    Ok(if dead { SignInOutcome::InvalidLink } else { what })
}

/// Deletes all sign-in links of `account` after a sign-in, whoever requested them.
async fn delete_links(tx: &mut SqliteConnection, account: AccountId) -> sqlx::Result<()> {
    let account = account.get();
    sqlx::query!("DELETE FROM one_time_links WHERE account = ?1 AND purpose = 'sign-in'", account)
        .execute(tx)
        .await?;
    Ok(())
}
