//! Edits of published initiatives without a proposal. Each is a new revision with its audit entry.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::decision::{ModerationOutcome, Notification, contains};
use super::publication::organisations;
use crate::domain::account::{AccountId, TokenHash};
use crate::domain::directory::{
    Email, Initiative, InitiativeFacts, InitiativeId, OrganisationId, RevisionId,
};
use crate::domain::moderation::AuditKind;
use crate::domain::proposal::{Part, ProposalId, ValidProposal};
use crate::domain::text::{Line, Prose};
use crate::store::directory::{
    RevisionContext, RevisionDraft, StoredInitiative, increment_version, initiative, retired_slug,
    revision, slug, slug_to_publish,
};
use crate::store::shared::{AuditEntry, audit};
use crate::store::sqlite::{Origin, Result, Status, Store, WriteClass};

/// Context of an edit: initiative, revision, member, time.
#[derive(Debug, Clone, Copy)]
pub struct InitiativeEdit {
    pub initiative: InitiativeId,
    /// Current revision that the member saw.
    pub seen: RevisionId,
    pub by: AccountId,
    pub at: Timestamp,
}

/// Correction by a member.
#[derive(Debug)]
pub struct Correction<'a> {
    pub content: &'a ValidProposal,
    /// Hash of the typed form, so that a repeated request is one correction.
    pub fingerprint: TokenHash,
    /// Date on which the facts were verified, if they were.
    pub verified: Option<Date>,
}

/// Author of the latest published proposal for an initiative.
#[derive(Debug)]
pub struct Author {
    pub proposal: ProposalId,
    pub email: Email,
}

/// Composes the mail to the author of an initiative that is withdrawn or published again.
pub type Notifier<'a> = &'a (dyn Fn(&Author) -> Notification + Sync);

/// Audit entry of an edit, and the mail to the author.
struct EditAudit<'a> {
    kind: AuditKind,
    said: Value,
    tell: Option<Notifier<'a>>,
}

/// Revision to write.
struct NextRevision {
    facts: InitiativeFacts,
    organisations: Vec<(Line, OrganisationId)>,
    status: Status,
}

impl Store {
    /// Finds the initiative `id` as of the revision `version`, or as of the current one.
    pub async fn find_initiative(
        &self,
        id: InitiativeId,
        version: Option<RevisionId>,
    ) -> Result<Option<ModeratedInitiative>> {
        let mut connection = self.readers.acquire().await?;
        let stored = initiative::find(&mut connection, id, version).await?;
        Ok(stored.map(|stored| ModeratedInitiative {
            initiative: stored.initiative,
            revision: stored.revision,
            is_published: stored.status == Status::Published,
        }))
    }

    /// Corrects a published initiative.
    pub async fn correct(
        &self,
        target: &InitiativeEdit,
        correction: &Correction<'_>,
    ) -> Result<ModerationOutcome> {
        let verified = correction.verified.map(|day| day.to_string());
        let print: Vec<u8> = correction.fingerprint.as_bytes().iter().take(8).copied().collect();
        let said = json!({ "seen": target.seen.get(), "print": print, "verified": verified });
        self.edit(
            target,
            EditAudit { kind: AuditKind::Edited, said, tell: None },
            async |_, stored| {
                let facts = correction
                    .content
                    .corrected_facts(&stored.initiative.facts, correction.verified);
                let organisations = organisations(correction.content, Some(stored), &facts);
                Ok(Some(NextRevision { facts, organisations, status: stored.status }))
            },
        )
        .await
    }

    /// Withdraws an initiative for the reason in `words`; `tell` composes the mail to its author.
    pub async fn withdraw(
        &self,
        target: &InitiativeEdit,
        words: &Prose,
        tell: Notifier<'_>,
    ) -> Result<ModerationOutcome> {
        let said = json!({ "seen": target.seen.get(), "words": words.as_str() });
        let telltale = EditAudit { kind: AuditKind::Unpublished, said, tell: Some(tell) };
        self.edit(target, telltale, async |_, stored| {
            Ok(published(stored)
                .map(|unchanged| NextRevision { status: Status::Withdrawn, ..unchanged }))
        })
        .await
    }

    /// Publishes a withdrawn initiative again; `tell` composes the mail to its author.
    pub async fn republish(
        &self,
        target: &InitiativeEdit,
        tell: Notifier<'_>,
    ) -> Result<ModerationOutcome> {
        let said = json!({ "seen": target.seen.get() });
        let telltale = EditAudit { kind: AuditKind::Republished, said, tell: Some(tell) };
        self.edit(target, telltale, async |tx, stored| {
            if stored.status == Status::Published {
                return Ok(None);
            }
            let mut next = unchanged(stored);
            next.facts.slug = slug_to_publish(tx, stored, (&next.facts.title, None)).await?;
            Ok(Some(NextRevision { status: Status::Published, ..next }))
        })
        .await
    }

    /// Restores the facts of the revision `of` in a new revision, with the current slug.
    pub async fn restore(
        &self,
        target: &InitiativeEdit,
        of: RevisionId,
    ) -> Result<ModerationOutcome> {
        let said = json!({ "seen": target.seen.get(), "version": of.get() });
        self.edit(
            target,
            EditAudit { kind: AuditKind::Restored, said, tell: None },
            async |tx, stored| {
                let older = initiative::find(tx, target.initiative, Some(of)).await?;
                Ok(older.map(|older| NextRevision { status: stored.status, ..unchanged(&older) }))
            },
        )
        .await
    }

    /// Writes the revision that `next` computes from the current one, if that is the one the member saw.
    async fn edit(
        &self,
        target: &InitiativeEdit,
        EditAudit { kind, said, tell }: EditAudit<'_>,
        next: impl AsyncFnOnce(
            &mut SqliteConnection,
            &StoredInitiative,
        ) -> sqlx::Result<Option<NextRevision>>,
    ) -> Result<ModerationOutcome> {
        self.write_as(WriteClass::Moderation, async |tx| {
            let Some(stored) = initiative::find(tx, target.initiative, None).await? else {
                return Ok(ModerationOutcome::NotFound);
            };
            if stored.revision != target.seen {
                let repeated = is_repeated(tx, target, kind, &said).await?;
                return Ok(if repeated {
                    ModerationOutcome::Done
                } else {
                    ModerationOutcome::Conflict
                });
            }
            let Some(next) = next(tx, &stored).await? else {
                return Ok(ModerationOutcome::Conflict);
            };
            let parts = Part::differing(&stored.initiative.facts, &next.facts);
            let parts: Vec<&str> = parts.into_iter().map(Part::name).collect();
            let revision = write(tx, target, &stored, &next).await?;
            let mut detail = said;
            if let Some(detail) = detail.as_object_mut() {
                detail.insert("parts".to_owned(), parts.into());
            }
            let mut note = AuditEntry::of(kind, Some(target.by)).with(detail);
            (note.initiative, note.revision) = (Some(target.initiative), Some(revision));
            if let (Some(tell), Some(author)) = (tell, author(tx, target.initiative).await?) {
                note.proposal = Some(author.proposal);
                self.queue_notification(tx, (author.proposal, target.at), Some(&tell(&author)))
                    .await?;
            }
            audit::record(tx, &note, target.at).await?;
            Ok(ModerationOutcome::Done)
        })
        .await
    }
}

/// Author to notify about `initiative`, if a published proposal with an email address still exists.
async fn author(
    tx: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<Option<Author>> {
    let id = initiative.get();
    let author = sqlx::query_as!(
        Author,
        r#"
        SELECT id AS "proposal!: ProposalId", email AS "email!: Email" FROM proposals
        WHERE initiative = ?1 AND state = 'published' AND email IS NOT NULL
        ORDER BY revision DESC LIMIT 1
        "#,
        id
    );
    author.fetch_optional(tx).await
}

async fn write(
    tx: &mut SqliteConnection,
    target: &InitiativeEdit,
    stored: &StoredInitiative,
    next: &NextRevision,
) -> sqlx::Result<RevisionId> {
    let draft = RevisionDraft {
        initiative: target.initiative,
        number: stored.number + 1,
        facts: &next.facts,
        organisations: next.organisations.clone(),
    };
    // Only published initiatives reserve their slug, so the slug of a withdrawn one may be in use by another.
    let context = RevisionContext { origin: Origin::Site, at: target.at };
    let revision = revision::write_as(tx, &[draft], context, next.status).await?;
    let left = retired_slug(&stored.initiative, &next.facts).into_iter().collect();
    slug::retire_initiatives(tx, &Value::Array(left).to_string()).await?;
    increment_version(tx).await?;
    Ok(revision)
}

/// Facts of `stored`, unchanged.
fn unchanged(stored: &StoredInitiative) -> NextRevision {
    let initiative = &stored.initiative;
    let (facts, organisations) = (initiative.facts.clone(), initiative.organisations.clone());
    NextRevision { facts, organisations, status: stored.status }
}

fn published(stored: &StoredInitiative) -> Option<NextRevision> {
    (stored.status == Status::Published).then(|| unchanged(stored))
}

/// True if the latest change of the initiative is this same edit by the same member.
async fn is_repeated(
    tx: &mut SqliteConnection,
    target: &InitiativeEdit,
    kind: AuditKind,
    said: &Value,
) -> sqlx::Result<bool> {
    let id = target.initiative.get();
    let last = sqlx::query!(
        r#"
        SELECT kind AS "kind!: AuditKind", account AS "account?: AccountId", detail
        FROM events WHERE initiative = ?1 AND revision IS NOT NULL ORDER BY id DESC LIMIT 1
        "#,
        id
    );
    let Some(last) = last.fetch_optional(tx).await? else { return Ok(false) };
    let detail: Value =
        last.detail.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default();
    Ok(last.kind == kind && last.account == Some(target.by) && contains(&detail, said))
}

/// An initiative as seen by moderators, published or not.
#[derive(Debug)]
pub struct ModeratedInitiative {
    pub initiative: Initiative,
    /// Current revision.
    pub revision: RevisionId,
    pub is_published: bool,
}
