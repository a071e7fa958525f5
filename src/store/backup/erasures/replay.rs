//! Repeats erasures on a restored database and ends all sessions.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::json;
use sqlx::SqliteConnection;

use crate::domain::account::{AccountId, AccountStatus};
use crate::domain::moderation::AuditKind;
use crate::domain::operations::{ErasedKind, Erasure};
use crate::store::accounts::{remove_sign_in_methods, totp};
use crate::store::common::{AuditEntry, ErasureKey, anonymise, audit};
use crate::store::sqlite::{Moment, Result, SqlEnum as _, Store, hex, moment};

/// Erasures, indexed by kind and hash of the record.
struct Erasures {
    key: ErasureKey,
    /// Time of the latest erasure of each record.
    at: HashMap<(ErasedKind, Vec<u8>), Timestamp>,
}

impl Store {
    /// Erases at `now` the records in `erasures` that are older than their erasure. Ends all sessions and voids the
    /// sign-in links, since they may have been ended after the backup. Returns the number of erased records.
    pub(in crate::store::backup) async fn apply_erasures(
        &self,
        erasures: &[Erasure],
        now: Timestamp,
    ) -> Result<u64> {
        self.write_on_full_disk(async |tx| {
            let known = Erasures::new(tx, erasures).await?;
            let mut erased = erase_proposals(tx, &known, now).await?;
            erased += remove_members(tx, &known, now).await?;
            erased += remove_passkeys(tx, &known).await?;
            erased += remove_authenticators(tx, &known).await?;
            erased += remove_recovery_codes(tx, &known).await?;
            record(tx, erasures).await?;
            sign_everybody_out(tx).await?;
            Ok(erased)
        })
        .await
    }
}

impl Erasures {
    async fn new(tx: &mut SqliteConnection, erasures: &[Erasure]) -> sqlx::Result<Self> {
        let mut last: HashMap<_, Timestamp> = HashMap::new();
        for Erasure { kind, hash, at } in erasures {
            let last = last.entry((*kind, hash.to_vec())).or_insert(*at);
            *last = (*last).max(*at);
        }
        Ok(Self { key: ErasureKey::read(tx).await?, at: last })
    }

    /// True if the record identified by `value` was erased, and not before `made_at` if that is known.
    fn contains(&self, kind: ErasedKind, value: &[u8], made_at: Option<Timestamp>) -> bool {
        let erased = self.at.get(&(kind, self.key.hash(kind, value)));
        erased.is_some_and(|at| made_at.is_none_or(|made_at| made_at <= *at))
    }
}

async fn erase_proposals(
    tx: &mut SqliteConnection,
    erasures: &Erasures,
    now: Timestamp,
) -> Result<u64> {
    let all = sqlx::query!(
        r#"SELECT id, nonce, started_at AS "started_at: Moment" FROM proposals ORDER BY id"#
    );
    let all = all.fetch_all(&mut *tx).await?.into_iter();
    let erased = all.filter_map(|row| {
        let began = Some(row.started_at.into());
        erasures.contains(ErasedKind::Proposal, &row.nonce, began).then_some(row.id)
    });
    let keys = json!(erased.collect::<Vec<_>>()).to_string();
    let (at, kind) = (moment(now), AuditKind::Erased.name());
    sqlx::query!(
        "INSERT INTO events (at, kind, proposal) SELECT ?2, ?3, value FROM json_each(?1)",
        keys,
        at,
        kind
    )
    .execute(&mut *tx)
    .await?;
    Ok(anonymise(tx, &keys).await?)
}

async fn remove_members(
    tx: &mut SqliteConnection,
    erasures: &Erasures,
    now: Timestamp,
) -> Result<u64> {
    let all = sqlx::query!(
        r#"SELECT id AS "id: AccountId", handle FROM accounts WHERE status != 'removed'"#
    );
    let mut removed = 0;
    for row in all.fetch_all(&mut *tx).await? {
        if erasures.contains(ErasedKind::Account, &row.handle, None) {
            remove_sign_in_methods(tx, row.id, AccountStatus::Removed, now).await?;
            let note = AuditEntry::of(AuditKind::MemberRemoved, None);
            audit::record(tx, &note.with(json!({ "member": row.id.get() })), now).await?;
            removed += 1;
        }
    }
    Ok(removed)
}

async fn remove_passkeys(tx: &mut SqliteConnection, erasures: &Erasures) -> sqlx::Result<u64> {
    let all = sqlx::query!("SELECT id, credential FROM passkeys").fetch_all(&mut *tx).await?;
    let removed =
        all.into_iter().filter(|it| erasures.contains(ErasedKind::Passkey, &it.credential, None));
    let keys = json!(removed.map(|it| it.id).collect::<Vec<_>>()).to_string();
    let removed =
        sqlx::query!("DELETE FROM passkeys WHERE id IN (SELECT value FROM json_each(?1))", keys);
    Ok(removed.execute(tx).await?.rows_affected())
}

async fn remove_authenticators(
    tx: &mut SqliteConnection,
    erasures: &Erasures,
) -> sqlx::Result<u64> {
    let all = sqlx::query!(r#"SELECT id, totp AS "totp!" FROM accounts WHERE totp IS NOT NULL"#);
    let all = all.fetch_all(&mut *tx).await?.into_iter();
    let removed = all.filter(|it| erasures.contains(ErasedKind::Authenticator, &it.totp, None));
    totp::delete_secrets(tx, &removed.map(|it| it.id).collect::<Vec<_>>()).await
}

async fn remove_recovery_codes(
    tx: &mut SqliteConnection,
    erasures: &Erasures,
) -> sqlx::Result<u64> {
    let all = sqlx::query_scalar!("SELECT hash FROM recovery_codes WHERE used_at IS NULL");
    let all = all.fetch_all(&mut *tx).await?;
    let removed = all.iter().filter(|it| erasures.contains(ErasedKind::RecoveryCode, it, None));
    let hashes = json!(removed.map(|it| hex(it)).collect::<Vec<_>>()).to_string();
    let removed = sqlx::query!(
        "DELETE FROM recovery_codes WHERE hash IN (SELECT unhex(value) FROM json_each(?1))",
        hashes
    );
    Ok(removed.execute(tx).await?.rows_affected())
}

/// Stores the erasures in the restored database, so that a new backup folder gets them too.
async fn record(tx: &mut SqliteConnection, erasures: &[Erasure]) -> sqlx::Result<()> {
    let of = |it: &Erasure| json!([it.kind.name(), hex(&it.hash), moment(it.at)]);
    let erasures = json!(erasures.iter().map(of).collect::<Vec<_>>()).to_string();
    sqlx::query!(
        r#"
        INSERT OR IGNORE INTO erasures (kind, hash, at)
        SELECT value ->> 0, unhex(value ->> 1), value ->> 2 FROM json_each(?1)
        "#,
        erasures
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn sign_everybody_out(tx: &mut SqliteConnection) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM sessions").execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM one_time_links WHERE purpose = 'sign-in'").execute(tx).await?;
    Ok(())
}
