//! Publication of a proposal as the current revision of an initiative.

use jiff::civil::Date;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::decision::{self, Decision, DecisionCheck, ModerationOutcome, Notification, Verdict};
use crate::domain::directory::{InitiativeFacts, InitiativeId, OrganisationId, RevisionId};
use crate::domain::moderation::AuditKind;
use crate::domain::proposal::{
    Identity, Part, PartSelection, Proposal, ProposalId, Transition, ValidProposal, slug_candidates,
};
use crate::domain::text::{Line, Prose, Slug};
use crate::store::common::audit;
use crate::store::directory::{
    RevisionContext, RevisionDraft, StoredInitiative, first_free_slug, increment_version,
    initiative, organisation_links, retired_slug, revision, slug, slug_to_publish,
};
use crate::store::proposals::{proposal, spam};
use crate::store::sqlite::{Attempt, Origin, Result, Status, Store, WriteClass};

/// Content to publish from a proposal.
#[derive(Debug)]
pub struct Publication<'a> {
    /// Current revision that the moderator saw. `None` if there was none.
    pub seen: Option<RevisionId>,
    pub content: &'a ValidProposal,
    pub chosen: &'a PartSelection,
    /// Parts of the proposal that are not published.
    pub left_out: &'a [Part],
    /// Additional message to the author.
    pub words: Option<&'a Prose>,
    /// Town added to the slug if another initiative has the title.
    pub town: Option<&'a Line>,
    /// Slug to publish under: see [`Store::find_publication_slug`].
    pub slug: &'a Slug,
    /// Date in France (Europe/Paris).
    pub on: Date,
}

impl Store {
    /// Slug under which the proposal `id` would be published now, with this title and town.
    pub async fn find_publication_slug(
        &self,
        id: ProposalId,
        title: &Line,
        town: Option<&Line>,
    ) -> Result<Slug> {
        let mut connection = self.readers.acquire().await?;
        let before = match proposal::find(&mut connection, id).await? {
            Some(proposal) => in_force(&mut connection, &proposal).await?,
            None => None,
        };
        Ok(publication_slug(&mut connection, before.as_ref(), title, town).await?)
    }

    /// Publishes the chosen parts of a proposal and queues the mail `notification`, which names the slug of
    /// `publication`. Outdated if the slug is another one by now.
    pub async fn publish(
        &self,
        decision: &Decision,
        publication: &Publication<'_>,
        notification: Option<&Notification>,
    ) -> Result<Attempt<ModerationOutcome, Slug>> {
        let verdict = verdict(decision, publication);
        self.write_as(WriteClass::Moderation, async |tx| {
            let (proposal, state) = match decision::find(tx, decision, &verdict).await? {
                DecisionCheck::Ready(proposal, state) => (proposal, state),
                DecisionCheck::Resolved(outcome) => return Ok(Attempt::Done(outcome)),
            };
            let before = in_force(tx, &proposal).await?;
            if before.as_ref().map(|it| it.revision) != publication.seen {
                return Ok(Attempt::Done(ModerationOutcome::Conflict));
            }
            let (title, town) = (&publication.content.title, publication.town);
            let current = publication_slug(tx, before.as_ref(), title, town).await?;
            if current != *publication.slug {
                return Ok(Attempt::Outdated(current));
            }
            // Decides before the revision is written, so that the decided proposal keeps its present jurisdiction.
            decision::move_to(tx, decision, state).await?;
            let made = make(tx, &proposal, publication, before.as_ref(), decision).await?;
            link_revision(tx, decision.proposal, &made).await?;
            spam::delete_fingerprints(tx, decision.proposal).await?;
            let mut note = decision.audit_entry(AuditKind::Published, &proposal);
            (note.initiative, note.revision) = (Some(made.initiative), Some(made.revision));
            let detail = audit_details(verdict.details, publication, before.as_ref());
            audit::record(tx, &note.with(detail), decision.at).await?;
            self.queue_notification(tx, decision.proposal, notification, decision.at).await?;
            Ok(Attempt::Done(ModerationOutcome::Done))
        })
        .await
    }
}

fn verdict(decision: &Decision, publication: &Publication<'_>) -> Verdict {
    let parts: Vec<&str> = publication.chosen.iter().map(Part::name).collect();
    let words = publication.words.map(Prose::as_str);
    Verdict {
        transition: Transition::Publish,
        kind: AuditKind::Published,
        details: json!({ "version": decision.version, "parts": parts, "words": words }),
    }
}

/// A revision just written.
struct NewRevision {
    initiative: InitiativeId,
    revision: RevisionId,
}

/// Initiative that `proposal` changes, or became in a publication since undone.
async fn in_force(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
) -> sqlx::Result<Option<StoredInitiative>> {
    match proposal.initiative {
        Some(id) => initiative::find(tx, id, None).await,
        None => Ok(None),
    }
}

async fn make(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    publication: &Publication<'_>,
    before: Option<&StoredInitiative>,
    decision: &Decision,
) -> sqlx::Result<NewRevision> {
    let identity = identity(decision.proposal, publication, before)?;
    // An initiative whose publication was undone is published as new.
    let target = before.filter(|_| proposal.base.is_some());
    let base = target.map(|it| &it.initiative.facts);
    let proposed = publication.content.facts(identity, base, publication.on);
    let facts = publication.chosen.merge(base, &proposed);
    let (id, number) = match before {
        Some(stored) => (stored.initiative.id, stored.number + 1),
        None => (next_number(tx).await?, 1),
    };
    let organisations = organisations(publication.content, target, &facts);
    let draft = RevisionDraft { initiative: id, number, facts: &facts, organisations };
    let context = RevisionContext { origin: Origin::Site, at: decision.at };
    let revision = revision::write(tx, &[draft], context).await?;
    let left: Vec<Value> =
        before.and_then(|it| retired_slug(&it.initiative, &facts)).into_iter().collect();
    slug::retire_initiatives(tx, &Value::Array(left).to_string()).await?;
    increment_version(tx).await?;
    Ok(NewRevision { initiative: id, revision })
}

fn identity(
    id: ProposalId,
    publication: &Publication<'_>,
    before: Option<&StoredInitiative>,
) -> sqlx::Result<Identity> {
    let reference = if let Some(stored) = before {
        stored.initiative.facts.reference.clone()
    } else {
        let reference = format!("site-{id}").parse();
        reference.map_err(|error| sqlx::Error::Encode(Box::new(error)))?
    };
    Ok(Identity { reference, slug: publication.slug.clone() })
}

/// Slug to publish under: that of the initiative `before`, or a new one.
async fn publication_slug(
    connection: &mut SqliteConnection,
    before: Option<&StoredInitiative>,
    title: &Line,
    town: Option<&Line>,
) -> sqlx::Result<Slug> {
    match before {
        Some(stored) => slug_to_publish(connection, stored, title, town).await,
        None => first_free_slug(connection, slug_candidates(title, town), None).await,
    }
}

async fn next_number(tx: &mut SqliteConnection) -> sqlx::Result<InitiativeId> {
    let next = sqlx::query_scalar!(
        r#"SELECT coalesce(max(id), 0) + 1 AS "next!: InitiativeId" FROM initiatives"#
    );
    next.fetch_one(tx).await
}

/// Organisations linked to the names in `facts`: the chosen one, and those of the previous revision.
pub fn organisations(
    content: &ValidProposal,
    before: Option<&StoredInitiative>,
    facts: &InitiativeFacts,
) -> Vec<(Line, OrganisationId)> {
    let known = before.map_or(&[][..], |it| &it.initiative.organisations);
    let chosen = content.link();
    let all: Vec<(Line, OrganisationId)> =
        chosen.into_iter().chain(known.iter().cloned()).collect();
    organisation_links(facts.carriers.iter().chain(&facts.partners).map(|name| {
        let link = all.iter().find(|(it, _)| it == name);
        (name, link.map(|(_, id)| *id))
    }))
}

/// Adds to the audit details the parts left out and the state for an undo.
fn audit_details(
    mut details: Value,
    publication: &Publication<'_>,
    before: Option<&StoredInitiative>,
) -> Value {
    if let Some(detail) = details.as_object_mut() {
        let left: Vec<&str> = publication.left_out.iter().map(|part| part.name()).collect();
        detail.insert("left".to_owned(), left.into());
        detail.insert("before".to_owned(), before.map(|it| it.revision.get()).into());
        let withdrawn = before.is_some_and(|it| it.status == Status::Withdrawn);
        detail.insert("withdrawn".to_owned(), withdrawn.into());
    }
    details
}

async fn link_revision(
    tx: &mut SqliteConnection,
    id: ProposalId,
    made: &NewRevision,
) -> sqlx::Result<()> {
    let (id, initiative, revision) = (id.get(), made.initiative.get(), made.revision.get());
    sqlx::query!(
        r#"UPDATE proposals SET initiative = ?2, revision = ?3 WHERE id = ?1"#,
        id,
        initiative,
        revision
    )
    .execute(tx)
    .await?;
    Ok(())
}
