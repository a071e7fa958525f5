//! Sign-in by mail, with a one-time code or a recovery code as second factor.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::account::find;
use super::session::{self, SessionOpening};
use super::sign_in_link;
use super::verification::{MAX_TRIES, NoticeComposer, TypedCode, Verification};
use crate::domain::account::{MailCode, TokenHash};
use crate::domain::ids::AccountId;
use crate::store::sqlite::{Result, Store, WriteClass, moment};

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

    /// Signs in by a mailed link or code, with a second factor.
    pub async fn sign_in_by_mail(
        &self,
        tried: &SignInAttempt<'_>,
        notice: NoticeComposer<'_>,
    ) -> Result<SignInOutcome> {
        self.write_as(WriteClass::SignIn, async |tx| {
            let at = tried.opening.at;
            let Some(link) = find_link(tx, &tried.key, at).await? else {
                return Ok(SignInOutcome::InvalidLink);
            };
            if let LinkKey::Code(request, code) = &tried.key
                && self.mail_code(*request, code).as_bytes().as_slice() != link.code
            {
                return Ok(count_wrong_code(tx, &link, SignInOutcome::WrongCode, at).await?);
            }
            let account = match link.account {
                Some(account) => find(tx, account).await?,
                None => None,
            };
            let Some(account) = account else { return Ok(SignInOutcome::InvalidLink) };
            // The outcomes below are shown only to holders of the mail.
            let method = match self.verify(tx, &account, tried.typed, (notice, at)).await? {
                Verification::Right(method) => method,
                Verification::TotpLocked(until) => return Ok(SignInOutcome::TotpLocked(until)),
                Verification::Wrong => {
                    return Ok(count_wrong_code(tx, &link, SignInOutcome::WrongProof, at).await?);
                }
            };
            delete_links(tx, account.id).await?;
            session::open(tx, account.id, method.into(), tried.opening).await?;
            Ok(SignInOutcome::SignedIn(account.id, link.back))
        })
        .await
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
    let (latest_end, now) = (sign_in_link::latest_end(now), moment(now));
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
