//! Signing in by mail and code: both, or nothing.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    account::find,
    codec::moment,
    link,
    proof::{Checked, MOST_TRIES, Typed, WriteNotice},
    room::WriteClass,
    session::{self, Opening},
};
use crate::domain::{code::MailCode, ids::AccountId, secret::TokenHash};

/// By what somebody says they got the mail.
#[derive(Debug)]
pub enum LinkKey {
    Link(TokenHash),
    /// The code, in the browser whose cookie has this hash.
    Code(TokenHash, MailCode),
}

/// A try to sign in by mail and code.
#[derive(Debug)]
pub struct Try<'a> {
    pub key: LinkKey,
    pub typed: Typed<'a>,
    pub opening: &'a Opening,
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// Signed in; the path to lead to.
    SignedIn(AccountId, String),
    /// The code of the mail is wrong, or that of the authenticator; more tries are left.
    WrongCode,
    WrongProof,
    /// One-time codes are refused until then, right or wrong; the link serves with a recovery code.
    TotpRefused(Timestamp),
    /// The link does not serve, or not any more.
    Dead,
}

struct Link {
    hash: Vec<u8>,
    account: Option<AccountId>,
    code: Vec<u8>,
    back: String,
    tries: i64,
}

impl Store {
    /// What is kept of `code`, which serves only with `request`: nobody finds the code again without the key of the
    /// server.
    #[must_use]
    pub fn mail_code(&self, request: TokenHash, code: &MailCode) -> TokenHash {
        let seed = [request.as_bytes().as_slice(), code.as_bytes()].concat();
        self.vault().token("sign-in code", &seed).hash()
    }

    /// Signs in by a link or code of a mail, with a proof.
    pub async fn sign_in_by_mail(&self, tried: &Try<'_>, notice: WriteNotice<'_>) -> Result<Tried> {
        self.write_as(WriteClass::SignIn, async |tx| {
            let at = tried.opening.at;
            let Some(link) = find_link(tx, &tried.key, at).await? else { return Ok(Tried::Dead) };
            if let LinkKey::Code(request, code) = &tried.key
                && self.mail_code(*request, code).as_bytes().as_slice() != link.code
            {
                return Ok(miss(tx, &link, Tried::WrongCode, at).await?);
            }
            let account = match link.account {
                Some(account) => find(tx, account).await?,
                None => None,
            };
            let Some(account) = account else { return Ok(Tried::Dead) };
            // Nothing below is told to who does not have the mail.
            let method = match self.check(tx, &account, tried.typed, (notice, at)).await? {
                Checked::Right(method) => method,
                Checked::TotpRefused(until) => return Ok(Tried::TotpRefused(until)),
                Checked::Wrong => return Ok(miss(tx, &link, Tried::WrongProof, at).await?),
            };
            use_up(tx, account.id).await?;
            session::open(tx, account.id, method.into(), tried.opening).await?;
            Ok(Tried::SignedIn(account.id, link.back))
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
    let (last_end, now) = (link::last_end(now), moment(now));
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
        last_end
    );
    found.fetch_optional(tx).await
}

/// Counts a wrong code, which is `what`; the last one kills the link.
async fn miss(
    tx: &mut SqliteConnection,
    link: &Link,
    what: Tried,
    at: Timestamp,
) -> sqlx::Result<Tried> {
    let (hash, dead, now) = (link.hash.as_slice(), link.tries + 1 >= MOST_TRIES, moment(at));
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
    Ok(if dead { Tried::Dead } else { what })
}

/// The link that signed `account` in has served, and the others that wait serve to nothing more, whoever asked for them.
async fn use_up(tx: &mut SqliteConnection, account: AccountId) -> sqlx::Result<()> {
    let account = account.get();
    sqlx::query!("DELETE FROM one_time_links WHERE account = ?1 AND purpose = 'sign-in'", account)
        .execute(tx)
        .await?;
    Ok(())
}
