//! Edits of published initiatives without a proposal. Each is a new revision with its audit entry.

use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    decision::{Outcome, Telling, says},
    draft::{Draft, Making},
    event::{self, Note},
    free_address::own_address,
    initiative::{self, Stored},
    initiative_plant::left_address,
    names::{Origin, Status},
    plant::bump,
    publication::organisations,
    retired, revision,
    room::WriteClass,
};
use crate::domain::{
    contact::Email,
    event::EventKind,
    ids::{AccountId, InitiativeId, OrganisationId, ProposalId, RevisionId},
    initiative::InitiativeFacts,
    proposal::{Content, Part},
    secret::TokenHash,
    text::{Line, Prose},
};

/// Context of an edit: initiative, revision, member, time.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    pub initiative: InitiativeId,
    /// Current revision that the member saw.
    pub seen: RevisionId,
    pub by: AccountId,
    pub at: Timestamp,
}

/// Correction by a member.
#[derive(Debug)]
pub struct Correction<'a> {
    pub content: &'a Content,
    /// Hash of the typed form, so that a repeated request is one correction.
    pub print: TokenHash,
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
pub type Tell<'a> = &'a (dyn Fn(&Author) -> Telling + Sync);

/// Audit entry of an edit, and the mail to the author.
struct Telltale<'a> {
    kind: EventKind,
    said: Value,
    tell: Option<Tell<'a>>,
}

/// Revision to write.
struct Next {
    facts: InitiativeFacts,
    organisations: Vec<(Line, OrganisationId)>,
    status: Status,
}

impl Store {
    /// Corrects a published initiative.
    pub async fn correct(&self, edition: &Edition, correction: &Correction<'_>) -> Result<Outcome> {
        let verified = correction.verified.map(|day| day.to_string());
        let print: Vec<u8> = correction.print.as_bytes().iter().take(8).copied().collect();
        let said = json!({ "seen": edition.seen.get(), "print": print, "verified": verified });
        self.edit(
            edition,
            Telltale { kind: EventKind::Edited, said, tell: None },
            async |_, stored| {
                let facts =
                    correction.content.correcting(&stored.initiative.facts, correction.verified);
                let organisations = organisations(correction.content, Some(stored), &facts);
                Ok(Some(Next { facts, organisations, status: stored.status }))
            },
        )
        .await
    }

    /// Withdraws an initiative for the reason in `words`; `tell` composes the mail to its author.
    pub async fn withdraw(
        &self,
        edition: &Edition,
        words: &Prose,
        tell: Tell<'_>,
    ) -> Result<Outcome> {
        let said = json!({ "seen": edition.seen.get(), "words": words.as_str() });
        let telltale = Telltale { kind: EventKind::TakenDown, said, tell: Some(tell) };
        self.edit(edition, telltale, async |_, stored| {
            Ok(published(stored).map(|same| Next { status: Status::Withdrawn, ..same }))
        })
        .await
    }

    /// Publishes a withdrawn initiative again; `tell` composes the mail to its author.
    pub async fn put_back(&self, edition: &Edition, tell: Tell<'_>) -> Result<Outcome> {
        let said = json!({ "seen": edition.seen.get() });
        let telltale = Telltale { kind: EventKind::PutBack, said, tell: Some(tell) };
        self.edit(edition, telltale, async |tx, stored| {
            if stored.status == Status::Published {
                return Ok(None);
            }
            let mut next = same(stored);
            next.facts.slug = own_address(tx, stored, (&next.facts.title, None)).await?;
            Ok(Some(Next { status: Status::Published, ..next }))
        })
        .await
    }

    /// Restores the facts of the revision `of` in a new revision, with the current slug.
    pub async fn restore(&self, edition: &Edition, of: RevisionId) -> Result<Outcome> {
        let said = json!({ "seen": edition.seen.get(), "version": of.get() });
        self.edit(
            edition,
            Telltale { kind: EventKind::Restored, said, tell: None },
            async |tx, stored| {
                let older = initiative::find(tx, edition.initiative, Some(of)).await?;
                Ok(older.map(|older| Next { status: stored.status, ..same(&older) }))
            },
        )
        .await
    }

    /// Writes the revision that `next` computes from the current one, if that is the one the member saw.
    async fn edit(
        &self,
        edition: &Edition,
        Telltale { kind, said, tell }: Telltale<'_>,
        next: impl AsyncFnOnce(&mut SqliteConnection, &Stored) -> sqlx::Result<Option<Next>>,
    ) -> Result<Outcome> {
        self.write_as(WriteClass::Moderation, async |tx| {
            let Some(stored) = initiative::find(tx, edition.initiative, None).await? else {
                return Ok(Outcome::Absent);
            };
            if stored.revision != edition.seen {
                let repeated = is_repeated(tx, edition, kind, &said).await?;
                return Ok(if repeated { Outcome::Done } else { Outcome::Overtaken });
            }
            let Some(next) = next(tx, &stored).await? else { return Ok(Outcome::Overtaken) };
            let parts = Part::differing(&stored.initiative.facts, &next.facts);
            let parts: Vec<&str> = parts.into_iter().map(Part::name).collect();
            let revision = write(tx, edition, &stored, &next).await?;
            let mut detail = said;
            if let Some(detail) = detail.as_object_mut() {
                detail.insert("parts".to_owned(), parts.into());
            }
            let mut note = Note::of(kind, Some(edition.by)).with(detail);
            (note.initiative, note.revision) = (Some(edition.initiative), Some(revision));
            if let (Some(tell), Some(author)) = (tell, author(tx, edition.initiative).await?) {
                note.proposal = Some(author.proposal);
                self.tell(tx, (author.proposal, edition.at), Some(&tell(&author))).await?;
            }
            event::note(tx, &note, edition.at).await?;
            Ok(Outcome::Done)
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
    edition: &Edition,
    stored: &Stored,
    next: &Next,
) -> sqlx::Result<RevisionId> {
    let draft = Draft {
        initiative: edition.initiative,
        number: stored.number + 1,
        facts: &next.facts,
        organisations: next.organisations.clone(),
    };
    // Only published initiatives reserve their slug, so the slug of a withdrawn one may be in use by another.
    let making = Making { origin: Origin::Site, at: edition.at };
    let revision = revision::write_as(tx, &[draft], making, next.status).await?;
    let left = left_address(&stored.initiative, &next.facts).into_iter().collect();
    retired::retire_initiatives(tx, &Value::Array(left).to_string()).await?;
    bump(tx).await?;
    Ok(revision)
}

/// Facts of `stored`, unchanged.
fn same(stored: &Stored) -> Next {
    let initiative = &stored.initiative;
    let (facts, organisations) = (initiative.facts.clone(), initiative.organisations.clone());
    Next { facts, organisations, status: stored.status }
}

fn published(stored: &Stored) -> Option<Next> {
    (stored.status == Status::Published).then(|| same(stored))
}

/// True if the latest change of the initiative is this same edit by the same member.
async fn is_repeated(
    tx: &mut SqliteConnection,
    edition: &Edition,
    kind: EventKind,
    said: &Value,
) -> sqlx::Result<bool> {
    let id = edition.initiative.get();
    let last = sqlx::query!(
        r#"
        SELECT kind AS "kind!: EventKind", account AS "account?: AccountId", detail
        FROM events WHERE initiative = ?1 AND revision IS NOT NULL ORDER BY id DESC LIMIT 1
        "#,
        id
    );
    let Some(last) = last.fetch_optional(tx).await? else { return Ok(false) };
    let detail: Value =
        last.detail.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default();
    Ok(last.kind == kind && last.account == Some(edition.by) && says(&detail, said))
}
