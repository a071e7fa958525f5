//! Draft proposals.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use super::form_version;
use super::link::{ProposalLink, add_links};
use super::proposal::{self, ProposalColumns, save};
use crate::domain::account::TokenHash;
use crate::domain::directory::{InitiativeId, RevisionId};
use crate::domain::operations::{Ceiling, DraftSize, Network, Quota, RateKey};
use crate::domain::proposal::{
    DerivedFields, Field, FormData, FormVersion, Proposal, ProposalId, QuarantineReason, Step,
};
use crate::store::sqlite::{Result, SqlEnum as _, Store, moment};

/// A proposal to create.
#[derive(Debug, Clone, Copy)]
pub struct NewProposal<'a> {
    /// Hash of the form number; a form creates at most one proposal.
    pub nonce: TokenHash,
    /// Hash of its access link.
    pub link: TokenHash,
    pub entry: &'a FormData,
    pub derived: &'a DerivedFields,
    /// Initiative and revision that it changes.
    pub target: Option<(InitiativeId, RevisionId)>,
    /// Time at which the author confirmed the email address, if already done.
    pub confirmed_at: Option<Timestamp>,
    pub quarantine: Option<QuarantineReason>,
    /// Rate limits beyond which the proposal is quarantined.
    pub rate_keys: &'a [RateKey],
    /// Network of the client, if known. Nothing is stored beyond its draft limits.
    pub network: Option<&'a Network>,
    /// What is stored at most of drafts whose address nobody confirmed.
    pub ceiling: Ceiling,
}

impl Store {
    /// Creates a proposal at `at`, or updates the first step of the one that the same form created. `None`, and
    /// nothing is stored, beyond the draft limits.
    pub async fn create_proposal(
        &self,
        new: &NewProposal<'_>,
        at: Timestamp,
    ) -> Result<Option<ProposalId>> {
        let entry = &new.entry.truncated();
        let (new, bytes) = (&NewProposal { entry, ..*new }, entry.to_string().len());
        self.write(async |tx| {
            let begun = find_by_nonce(tx, new.nonce).await?;
            let size = DraftSize { id: begun, bytes, confirmed: new.confirmed_at.is_some() };
            if !self.take_draft(tx, new, size, at).await? {
                return Ok(None);
            }
            let Some(id) = begun else { return Ok(Some(self.insert(tx, new, at).await?)) };
            let derived = self.add_spam_score(tx, new.entry, new.derived.clone()).await?;
            repeat_first_step(tx, id, &NewProposal { derived: &derived, ..*new }, at).await?;
            Ok(Some(id))
        })
        .await
    }

    /// Begins a proposal at `at` over what is published, or finds it as it stands where it was begun before. None, and
    /// nothing is stored, beyond the limits of drafts.
    pub async fn create_change(
        &self,
        new: &NewProposal<'_>,
        at: Timestamp,
    ) -> Result<Option<ProposalId>> {
        let (bytes, confirmed) = (new.entry.to_string().len(), new.confirmed_at.is_some());
        self.write(async |tx| {
            if let Some(id) = find_by_nonce(tx, new.nonce).await? {
                return Ok(Some(id));
            }
            if !self.take_draft(tx, new, DraftSize { id: None, bytes, confirmed }, at).await? {
                return Ok(None);
            }
            Ok(Some(self.insert(tx, new, at).await?))
        })
        .await
    }

    /// Counts a draft of this size. False, and nothing is counted, when it is beyond the limits.
    async fn take_draft(
        &self,
        tx: &mut SqliteConnection,
        new: &NewProposal<'_>,
        size: DraftSize,
        at: Timestamp,
    ) -> sqlx::Result<bool> {
        let quota = Quota::draft(new.network, size);
        let quota = if size.id.is_none() && !size.confirmed {
            new.ceiling.narrow(quota, stored_kilobytes(tx).await?, new.network)
        } else {
            Some(quota)
        };
        match quota {
            Some(quota) => self.try_acquire_any(tx, &quota, at).await,
            None => Ok(false),
        }
    }

    /// Notes that `proposal` is opened at `at` from `network`, where that makes it live longer: see
    /// [`Proposal::was_reopened`]. False when it was noted before, or is beyond the limits of drafts.
    pub async fn record_reopening(
        &self,
        proposal: &Proposal,
        network: Option<&Network>,
        at: Timestamp,
    ) -> Result<bool> {
        let confirmed = proposal.confirmed_at.is_some();
        let quota = Quota::draft(network, DraftSize { id: Some(proposal.id), bytes: 0, confirmed });
        let id = proposal.id.get();
        self.write(async |tx| {
            let unopened = sqlx::query_scalar!(
                "SELECT id FROM proposals WHERE id = ?1 AND opened_again_at IS NULL",
                id
            );
            if unopened.fetch_optional(&mut *tx).await?.is_none()
                || !self.try_acquire_any(tx, &quota, at).await?
            {
                return Ok(false);
            }
            let at = moment(at);
            sqlx::query!("UPDATE proposals SET opened_again_at = ?2 WHERE id = ?1", id, at)
                .execute(&mut *tx)
                .await?;
            Ok(true)
        })
        .await
    }

    /// Current revision of `initiative`, if it is published.
    pub async fn find_revision(&self, initiative: InitiativeId) -> Result<Option<RevisionId>> {
        let id = initiative.get();
        let revision = sqlx::query_scalar!(
            r#"
            SELECT revision AS "id!: RevisionId" FROM initiatives
            WHERE id = ?1 AND status = 'published'
            "#,
            id
        );
        Ok(revision.fetch_optional(&self.readers).await?)
    }

    /// Nonce from which the first link of a proposal is derived.
    pub async fn find_nonce(&self, id: ProposalId) -> Result<Option<Vec<u8>>> {
        let id = id.get();
        let nonce = sqlx::query_scalar!("SELECT nonce FROM proposals WHERE id = ?1", id);
        Ok(nonce.fetch_optional(&self.readers).await?)
    }

    async fn insert(
        &self,
        tx: &mut SqliteConnection,
        new: &NewProposal<'_>,
        at: Timestamp,
    ) -> sqlx::Result<ProposalId> {
        let within = self.try_acquire(tx, new.rate_keys, at).await?;
        let quarantined = new.quarantine.or((!within).then_some(QuarantineReason::OverLimit));
        let target = new.target.map(|(it, _)| it);
        let derived = self.add_spam_score(tx, new.entry, new.derived.clone()).await?;
        let it = ProposalColumns::derive(tx, new.entry, &derived, target).await?;
        let (initiative, base) = new.target.map(|(it, base)| (it.get(), base.get())).unzip();
        let (nonce, quarantined) =
            (new.nonce.as_bytes().as_slice(), quarantined.map(QuarantineReason::name));
        let (confirmed, now) = (new.confirmed_at.map(moment), moment(at));
        let id = sqlx::query_scalar!(
            r#"
            INSERT INTO proposals (nonce, state, version, initiative, base, entry, title,
                typed_departements, departements, email, title_key, address_key, quarantine,
                suspicion, started_at, changed_at, confirmed_at)
            VALUES (?1, 'draft', 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14)
            RETURNING id AS "id: ProposalId"
            "#,
            nonce,
            initiative,
            base,
            it.entry,
            it.title,
            it.typed,
            it.jurisdiction,
            it.email,
            it.title_key,
            it.address_key,
            quarantined,
            it.spam_score,
            now,
            confirmed
        );
        let id = id.fetch_one(&mut *tx).await?;
        add_links(tx, [ProposalLink { proposal: id, hash: new.link, made_at: at }]).await?;
        let first = FormVersion::first(new.nonce);
        form_version::record_writer(tx, id, Step::Description, Some(&first)).await?;
        Ok(id)
    }
}

/// Kilobytes of the drafts whose address nobody confirmed, with two for the row of each; read from an index.
async fn stored_kilobytes(tx: &mut SqliteConnection) -> sqlx::Result<u64> {
    let stored = sqlx::query_scalar!(
        r#"
        SELECT coalesce(sum(2 + length(CAST(entry AS BLOB)) / 1024), 0) AS "stored!: u64"
        FROM proposals INDEXED BY proposals_unconfirmed_size
        WHERE state IN ('draft', 'unconfirmed') AND confirmed_at IS NULL
        "#
    );
    stored.fetch_one(tx).await
}

async fn find_by_nonce(
    tx: &mut SqliteConnection,
    nonce: TokenHash,
) -> sqlx::Result<Option<ProposalId>> {
    let nonce = nonce.as_bytes().as_slice();
    let id = sqlx::query_scalar!(
        r#"SELECT id AS "id: ProposalId" FROM proposals WHERE nonce = ?1"#,
        nonce
    );
    id.fetch_optional(tx).await
}

/// Repeats the first step, unless another form version wrote it since. Other steps are unchanged.
async fn repeat_first_step(
    tx: &mut SqliteConnection,
    id: ProposalId,
    new: &NewProposal<'_>,
    at: Timestamp,
) -> sqlx::Result<()> {
    let Some(mut found) = proposal::find(tx, id).await?.filter(|it| it.state.is_editable()) else {
        return Ok(());
    };
    let before = found.form.clone();
    for field in Step::Description.fields() {
        found.form.set(field, new.entry.all(field));
    }
    let last = form_version::last_writer(tx, id, Step::Description).await?;
    let version = FormVersion::first(new.nonce);
    let is_conflict = version.is_conflict(Step::Description, &before, &found.form, last.as_deref());
    if found.form == before || is_conflict {
        return Ok(());
    }
    let mut derived = new.derived.clone();
    derived.summary.departements.clone_from(&found.typed_departements);
    derived.summary.email.clone_from(&found.email);
    derived.spam_score = derived.spam_score.max(found.spam_score);
    found.form.get(Field::Title).clone_into(&mut derived.summary.title);
    save(tx, &found, &derived, at).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries are long: what they take is added up without reading them.
    #[tokio::test]
    async fn the_size_of_unconfirmed_drafts_is_read_from_an_index_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("test.db")).await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "no checked macro explains a statement")]
        let plan = sqlx::query_as::<_, (i64, i64, i64, String)>(
            "EXPLAIN QUERY PLAN
            SELECT coalesce(sum(2 + length(CAST(entry AS BLOB)) / 1024), 0)
            FROM proposals INDEXED BY proposals_unconfirmed_size
            WHERE state IN ('draft', 'unconfirmed') AND confirmed_at IS NULL",
        );
        let plan = plan.fetch_one(&store.readers).await.unwrap();
        assert!(plan.3.contains("USING COVERING INDEX proposals_unconfirmed_size"), "{}", plan.3);
    }
}
