//! Publication of a proposal as the current revision of an initiative.

use jiff::civil::Date;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    Result, Store,
    decision::{self, Decision, Found, Outcome, Telling},
    draft::{Draft, Making},
    event,
    free_address::{free, own_address},
    initiative::{self, Stored},
    initiative_plant::left_address,
    names::{Origin, Status},
    party::links,
    plant::bump,
    retired, revision,
    room::WriteClass,
    spam,
};
use crate::domain::{
    event::EventKind,
    ids::{InitiativeId, OrganisationId, ProposalId, RevisionId},
    initiative::InitiativeFacts,
    proposal::{Chosen, Content, Identity, Move, Part, Proposal, addresses},
    text::{Line, Prose, Slug},
};

/// Content to publish from a proposal.
#[derive(Debug)]
pub struct Publication<'a> {
    /// Current revision that the moderator saw. `None` if there was none.
    pub seen: Option<RevisionId>,
    pub content: &'a Content,
    pub chosen: &'a Chosen,
    /// Parts of the proposal that are not published.
    pub left: &'a [Part],
    /// Additional message to the author.
    pub words: Option<&'a Prose>,
    /// Town added to the slug if another initiative has the title.
    pub town: Option<&'a Line>,
    /// Date in France (Europe/Paris).
    pub on: Date,
}

impl Store {
    /// Publishes the chosen parts of a proposal; `tell` composes the mail from the slug.
    pub async fn publish(
        &self,
        decision: &Decision,
        publication: &Publication<'_>,
        tell: &(dyn Fn(&Slug) -> Option<Telling> + Sync),
    ) -> Result<Outcome> {
        let parts: Vec<&str> = publication.chosen.iter().map(Part::name).collect();
        let words = publication.words.map(Prose::as_str);
        let said = json!({ "version": decision.version, "parts": parts, "words": words });
        let as_said = (Move::Publish, EventKind::Published);
        self.write_as(WriteClass::Moderation, async |tx| {
            let (proposal, state) = match decision::find(tx, decision, as_said, &said).await? {
                Found::Ready(proposal, state) => (proposal, state),
                Found::Settled(outcome) => return Ok(outcome),
            };
            let before = in_force(tx, &proposal).await?;
            if before.as_ref().map(|it| it.revision) != publication.seen {
                return Ok(Outcome::Overtaken);
            }
            // Decides before the revision is written, so that the decided proposal keeps its present jurisdiction.
            decision::move_to(tx, decision, state).await?;
            let made = make(tx, &proposal, publication, before.as_ref(), decision).await?;
            keep(tx, decision.proposal, &made).await?;
            spam::forgive(tx, decision.proposal).await?;
            let mut note = decision.note(EventKind::Published, &proposal);
            (note.initiative, note.revision) = (Some(made.initiative), Some(made.revision));
            let detail = with_before(said.clone(), publication, before.as_ref());
            event::note(tx, &note.with(detail), decision.at).await?;
            let about = (decision.proposal, decision.at);
            self.tell(tx, about, tell(&made.slug).as_ref()).await?;
            Ok(Outcome::Done)
        })
        .await
    }
}

/// A revision just written.
struct Made {
    initiative: InitiativeId,
    revision: RevisionId,
    slug: Slug,
}

/// Initiative that `proposal` changes, or became in a publication since undone.
async fn in_force(tx: &mut SqliteConnection, proposal: &Proposal) -> sqlx::Result<Option<Stored>> {
    match proposal.initiative {
        Some(id) => initiative::find(tx, id, None).await,
        None => Ok(None),
    }
}

async fn make(
    tx: &mut SqliteConnection,
    proposal: &Proposal,
    publication: &Publication<'_>,
    before: Option<&Stored>,
    decision: &Decision,
) -> sqlx::Result<Made> {
    let identity = identity(tx, decision.proposal, publication, before).await?;
    let slug = identity.slug.clone();
    // An initiative whose publication was undone is published as new.
    let over = before.filter(|_| proposal.base.is_some());
    let base = over.map(|it| &it.initiative.facts);
    let proposed = publication.content.facts(identity, base, publication.on);
    let facts = publication.chosen.merged(base, &proposed);
    let (id, number) = match before {
        Some(stored) => (stored.initiative.id, stored.number + 1),
        None => (next_number(tx).await?, 1),
    };
    let organisations = organisations(publication.content, over, &facts);
    let draft = Draft { initiative: id, number, facts: &facts, organisations };
    let making = Making { origin: Origin::Site, at: decision.at };
    let revision = revision::write(tx, &[draft], making).await?;
    let left: Vec<Value> =
        before.and_then(|it| left_address(&it.initiative, &facts)).into_iter().collect();
    retired::retire_initiatives(tx, &Value::Array(left).to_string()).await?;
    bump(tx).await?;
    Ok(Made { initiative: id, revision, slug })
}

async fn identity(
    tx: &mut SqliteConnection,
    id: ProposalId,
    publication: &Publication<'_>,
    before: Option<&Stored>,
) -> sqlx::Result<Identity> {
    let (title, town) = (&publication.content.title, publication.town);
    let Some(stored) = before else {
        let reference = format!("site-{id}").parse();
        let reference = reference.map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
        return Ok(Identity { reference, slug: free(tx, addresses(title, town), None).await? });
    };
    let reference = stored.initiative.facts.reference.clone();
    Ok(Identity { reference, slug: own_address(tx, stored, (title, town)).await? })
}

async fn next_number(tx: &mut SqliteConnection) -> sqlx::Result<InitiativeId> {
    let next = sqlx::query_scalar!(
        r#"SELECT coalesce(max(id), 0) + 1 AS "next!: InitiativeId" FROM initiatives"#
    );
    next.fetch_one(tx).await
}

/// Organisations linked to the names in `facts`: the chosen one, and those of the previous revision.
pub(super) fn organisations(
    content: &Content,
    before: Option<&Stored>,
    facts: &InitiativeFacts,
) -> Vec<(Line, OrganisationId)> {
    let known = before.map_or(&[][..], |it| &it.initiative.organisations);
    let chosen = content.link();
    let all: Vec<(Line, OrganisationId)> =
        chosen.into_iter().chain(known.iter().cloned()).collect();
    links(facts.carriers.iter().chain(&facts.partners).map(|name| {
        let link = all.iter().find(|(it, _)| it == name);
        (name, link.map(|(_, id)| *id))
    }))
}

/// Adds to the audit details the parts left out and the state for an undo.
fn with_before(mut said: Value, publication: &Publication<'_>, before: Option<&Stored>) -> Value {
    if let Some(detail) = said.as_object_mut() {
        let left: Vec<&str> = publication.left.iter().map(|part| part.name()).collect();
        detail.insert("left".to_owned(), left.into());
        detail.insert("before".to_owned(), before.map(|it| it.revision.get()).into());
        let withdrawn = before.is_some_and(|it| it.status == Status::Withdrawn);
        detail.insert("withdrawn".to_owned(), withdrawn.into());
    }
    said
}

async fn keep(tx: &mut SqliteConnection, id: ProposalId, made: &Made) -> sqlx::Result<()> {
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
