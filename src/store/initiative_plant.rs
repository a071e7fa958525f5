//! Seed import of initiatives, and revisions from the site.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    Noun, Result, Store, Tally, diff,
    draft::{Draft, Making},
    initiative::{self, Stored},
    kept::Kept,
    names::{Origin, Status},
    organisation_plant::Known,
    party::links,
    plant::bump,
    retired, revision,
};
use crate::domain::{
    ids::{InitiativeId, OrganisationId},
    initiative::{Initiative, InitiativeFacts},
    seed::SeedInitiative,
    text::{Line, Reference},
};

/// Changes that make the table match the seed folder.
#[derive(Debug, Default)]
struct Plan<'a> {
    drafts: Vec<Draft<'a>>,
    set_aside: Vec<InitiativeId>,
    /// Withdrawn initiatives to publish again without changes.
    back: Vec<InitiativeId>,
    /// Old slugs to retire, as `[slug, id]`.
    left: Vec<Value>,
    kept: Kept,
    tally: Tally,
}

pub(super) async fn plant(
    tx: &mut SqliteConnection,
    wanted: &[SeedInitiative],
    known: &Known<'_>,
    at: Timestamp,
) -> Result<Tally> {
    let mut missing: HashMap<&Reference, &SeedInitiative> =
        wanted.iter().map(|seed| (&seed.facts.reference, seed)).collect();
    let mut plan = Plan::default();
    let mut taken = HashSet::new();
    let mut last = InitiativeId::new(0);
    loop {
        let page = initiative::page(tx, last, initiative::PAGE).await?;
        let Some(end) = page.last() else { break };
        last = end.initiative.id;
        for stored in &page {
            taken.insert(stored.initiative.id.get());
            match missing.remove(&stored.initiative.facts.reference) {
                Some(seed) => plan.meet(stored, seed, known),
                None => plan.miss(stored),
            }
        }
    }
    let new = wanted.iter().filter(|seed| missing.contains_key(&seed.facts.reference));
    plan.add(new, known, taken);
    let addresses = wanted.iter().map(|seed| (&seed.facts.reference, &seed.facts.slug));
    plan.kept.refuse(Noun::Initiative, addresses)?;
    Ok(apply(tx, plan, at).await?)
}

impl<'a> Plan<'a> {
    /// Plans the change of an initiative that is in both the store and the folder.
    fn meet(&mut self, stored: &Stored, seed: &'a SeedInitiative, known: &Known<'_>) {
        let Stored { initiative, number, origin, status, .. } = stored;
        if *origin == Origin::Site {
            return self.keep(stored);
        }
        let organisations = organisations(seed, known);
        let same = initiative.facts == seed.facts && initiative.organisations == organisations;
        match (status, same) {
            (Status::Published, true) => self.tally.unchanged += 1,
            (Status::Published, false) => self.tally.changed += 1,
            (Status::Withdrawn, true) => {
                self.tally.added += 1;
                self.back.push(initiative.id);
            }
            (Status::Withdrawn, false) => self.tally.added += 1,
        }
        if !same {
            self.set_aside.push(initiative.id);
            self.left.extend(left_address(initiative, &seed.facts));
            let (initiative, number) = (initiative.id, number + 1);
            self.drafts.push(Draft { initiative, number, facts: &seed.facts, organisations });
        }
    }

    /// Plans the change of an initiative that is missing from the folder.
    fn miss(&mut self, stored: &Stored) {
        match (stored.status, stored.origin) {
            (Status::Withdrawn, _) => {}
            (Status::Published, Origin::Site) => self.keep(stored),
            (Status::Published, Origin::Seed) => {
                self.tally.withdrawn += 1;
                self.set_aside.push(stored.initiative.id);
            }
        }
    }

    /// Keeps an initiative that people edited through the site.
    fn keep(&mut self, stored: &Stored) {
        self.tally.kept += 1;
        let facts = &stored.initiative.facts;
        let address = (stored.status == Status::Published).then_some((&facts.slug, &facts.title));
        self.kept.add(&facts.reference, address);
    }

    /// Assigns an id to each new initiative: its seed number if it is free, otherwise one above all others.
    fn add(
        &mut self,
        new: impl Iterator<Item = &'a SeedInitiative>,
        known: &Known<'_>,
        mut taken: HashSet<i64>,
    ) {
        let new: Vec<&SeedInitiative> = new.collect();
        let highest = taken.iter().copied().chain(new.iter().map(|seed| seed.number)).max();
        let mut next = highest.unwrap_or(0).max(0) + 1;
        for seed in new {
            let own = seed.number > 0 && taken.insert(seed.number);
            let number = if own { seed.number } else { next };
            next += i64::from(!own);
            self.tally.added += 1;
            self.drafts.push(Draft {
                initiative: InitiativeId::new(number),
                number: 1,
                facts: &seed.facts,
                organisations: organisations(seed, known),
            });
        }
    }
}

async fn apply(tx: &mut SqliteConnection, plan: Plan<'_>, at: Timestamp) -> sqlx::Result<Tally> {
    set_aside(tx, &plan.set_aside).await?;
    revision::write(tx, &plan.drafts, Making { origin: Origin::Seed, at }).await?;
    bring_back(tx, &plan.back).await?;
    retired::retire_initiatives(tx, &Value::Array(plan.left).to_string()).await?;
    Ok(plan.tally)
}

async fn set_aside(tx: &mut SqliteConnection, ids: &[InitiativeId]) -> sqlx::Result<()> {
    let ids = diff::json(ids, |id| id.get().into());
    sqlx::query!(
        r#"
        UPDATE initiatives SET status = 'withdrawn' WHERE id IN (SELECT value FROM json_each(?1))
        "#,
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn bring_back(tx: &mut SqliteConnection, ids: &[InitiativeId]) -> sqlx::Result<()> {
    let ids = diff::json(ids, |id| id.get().into());
    sqlx::query!(
        r#"
        UPDATE initiatives SET status = 'published' WHERE id IN (SELECT value FROM json_each(?1))
        "#,
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Organisations linked to the participant names of `seed`.
fn organisations(seed: &SeedInitiative, known: &Known<'_>) -> Vec<(Line, OrganisationId)> {
    let names = seed.facts.carriers.iter().chain(&seed.facts.partners);
    links(names.map(|name| {
        let reference = seed.organisations.iter().find(|(of, _)| of == name);
        (name, reference.and_then(|(_, reference)| known.get(reference).copied()))
    }))
}

/// `[slug, id]` of the old slug of `initiative` if `facts` change it.
pub(super) fn left_address(initiative: &Initiative, facts: &InitiativeFacts) -> Option<Value> {
    let slug = &initiative.facts.slug;
    (*slug != facts.slug).then(|| json!([slug.as_str(), initiative.id.get()]))
}

impl Store {
    /// Writes `initiative` as a new revision with origin `site`, which later seed imports keep. Returns false if it
    /// does not exist.
    pub async fn revise(&self, initiative: &Initiative, at: Timestamp) -> Result<bool> {
        self.write(async |tx| {
            let stored = initiative::find(tx, initiative.id, None).await?;
            let Some(stored) = stored else { return Ok(false) };
            let left: Vec<Value> =
                left_address(&stored.initiative, &initiative.facts).into_iter().collect();
            let draft = Draft {
                initiative: initiative.id,
                number: stored.number + 1,
                facts: &initiative.facts,
                organisations: initiative.organisations.clone(),
            };
            revision::write(tx, &[draft], Making { origin: Origin::Site, at }).await?;
            retired::retire_initiatives(tx, &Value::Array(left).to_string()).await?;
            bump(tx).await?;
            Ok(true)
        })
        .await
    }
}
