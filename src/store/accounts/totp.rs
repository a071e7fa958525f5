//! Authenticators (TOTP) and recovery codes of members.

use std::fmt::Write as _;

use serde_json::Value;
use sqlx::SqliteConnection;

use super::account::sign_in_methods;
use super::passkey::{OwnAccountChange, Removal, activate};
use super::verification::TOTP_LABEL;
use super::{session, totp_lockout};
use crate::domain::account::{AuthMethod, Member, RecoveryCode, TokenHash, TotpSecret};
use crate::domain::ids::AccountId;
use crate::domain::moderation::AuditKind;
use crate::store::shared::{AuditEntry, erasure_record};
use crate::store::sqlite::{Result, Store, WriteClass, moment};

impl Store {
    /// TOTP secret offered to `member` during setup: derived, so it is not stored and stays the same until the setup
    /// ends.
    pub async fn new_totp(&self, member: &Member) -> Result<TotpSecret> {
        let (account, session) = (member.account.id, &member.session);
        let now = self.sealed_totp(account).await?.unwrap_or_default();
        let seed = format!("{account} {} {} ", session.id, moment(session.made_at));
        let token = self.server_key().derive_token("new totp", &[seed.as_bytes(), &now].concat());
        let bytes = token.hash();
        let bytes =
            bytes.as_bytes().first_chunk().expect("a SHA-256 hash is longer than a TOTP secret");
        Ok(TotpSecret::new(*bytes))
    }

    /// Sets the authenticator of a member, and activates the account. The code of the step `taken` was verified.
    pub async fn set_totp(
        &self,
        secret: &TotpSecret,
        taken: i64,
        change: &OwnAccountChange<'_>,
    ) -> Result<()> {
        let account = change.member.account.id;
        let (id, sealed) =
            (account.get(), self.server_key().encrypt(TOTP_LABEL, secret.as_bytes()));
        self.write_as(WriteClass::SignIn, async |tx| {
            erasure_record::record_authenticator(tx, account, change.at).await?;
            sqlx::query!(
                "UPDATE accounts SET totp = ?2, totp_step = ?3 WHERE id = ?1",
                id,
                sealed,
                taken
            )
            .execute(&mut *tx)
            .await?;
            totp_lockout::end_lockout(tx, account).await?;
            // Ends the sessions opened with the former authenticator, but for the current one, which has just
            // verified the new one.
            let own = Some(change.member.session.id);
            session::end_opened_by(tx, account, AuthMethod::MailTotp, own).await?;
            self.record_account_change(
                tx,
                AuditEntry::of(AuditKind::TotpSet, Some(account)),
                change,
            )
            .await?;
            activate(tx, change).await?;
            Ok(())
        })
        .await
    }

    /// Removes the authenticator of a member, and ends the sessions opened with it.
    pub async fn remove_totp(&self, change: &OwnAccountChange<'_>) -> Result<Removal> {
        let account = change.member.account.id;
        let id = account.get();
        self.write_as(WriteClass::SignIn, async |tx| {
            let ways = sign_in_methods(tx, account).await?;
            if !ways.totp {
                return Ok(Removal::NotFound);
            }
            if ways.passkeys == 0 {
                return Ok(Removal::LastMethod);
            }
            erasure_record::record_authenticator(tx, account, change.at).await?;
            sqlx::query!("UPDATE accounts SET totp = NULL, totp_step = NULL WHERE id = ?1", id)
                .execute(&mut *tx)
                .await?;
            totp_lockout::end_lockout(tx, account).await?;
            session::end_opened_by(tx, account, AuthMethod::MailTotp, None).await?;
            self.record_account_change(
                tx,
                AuditEntry::of(AuditKind::TotpRemoved, Some(account)),
                change,
            )
            .await?;
            let signed_out = change.member.session.method == AuthMethod::MailTotp;
            Ok(if signed_out { Removal::SignedOut } else { Removal::Done })
        })
        .await
    }

    /// Fingerprint of the current recovery codes, to detect concurrent regeneration. Empty if there are none.
    pub async fn recovery_codes_fingerprint(&self, account: AccountId) -> Result<String> {
        let mut connection = self.readers.acquire().await?;
        Ok(codes_fingerprint(&mut connection, account).await?)
    }

    /// Replaces the recovery codes with the fingerprint `replaced` by `codes`. Returns false, and does nothing, if
    /// they changed meanwhile.
    pub async fn replace_recovery_codes(
        &self,
        codes: &[RecoveryCode],
        replaced: &str,
        change: &OwnAccountChange<'_>,
    ) -> Result<bool> {
        let account = change.member.account.id;
        let id = account.get();
        self.write_as(WriteClass::SignIn, async |tx| {
            if codes_fingerprint(tx, account).await? != replaced {
                return Ok(false);
            }
            erasure_record::record_recovery_codes(tx, account, change.at).await?;
            sqlx::query!("DELETE FROM recovery_codes WHERE account = ?1", id)
                .execute(&mut *tx)
                .await?;
            let hashes: Vec<Value> = codes.iter().map(hash).collect();
            let hashes = Value::Array(hashes).to_string();
            sqlx::query!(
                r#"
                INSERT INTO recovery_codes (hash, account)
                SELECT unhex(value), ?2 FROM json_each(?1) WHERE true
                "#,
                hashes,
                id
            )
            .execute(&mut *tx)
            .await?;
            self.record_account_change(
                tx,
                AuditEntry::of(AuditKind::RecoveryCodesReplaced, Some(account)),
                change,
            )
            .await?;
            Ok(true)
        })
        .await
    }

    async fn sealed_totp(&self, account: AccountId) -> Result<Option<Vec<u8>>> {
        let id = account.get();
        let sealed = sqlx::query_scalar!("SELECT totp FROM accounts WHERE id = ?1", id);
        Ok(sealed.fetch_one(&self.readers).await?)
    }
}

async fn codes_fingerprint(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> sqlx::Result<String> {
    let id = account.get();
    let hashes = sqlx::query_scalar!(
        r#"SELECT hash AS "hash!" FROM recovery_codes WHERE account = ?1 ORDER BY hash"#,
        id
    );
    let hashes = hashes.fetch_all(connection).await?.concat();
    let mut codes_fingerprint = String::new();
    if !hashes.is_empty() {
        for byte in TokenHash::of(&hashes).as_bytes().iter().take(8) {
            let _ = write!(codes_fingerprint, "{byte:02x}");
        }
    }
    Ok(codes_fingerprint)
}

/// Hash of `code`, in hexadecimal.
fn hash(code: &RecoveryCode) -> Value {
    let mut text = String::new();
    for byte in TokenHash::of(code.as_bytes()).as_bytes() {
        let _ = write!(text, "{byte:02x}");
    }
    Value::from(text)
}
