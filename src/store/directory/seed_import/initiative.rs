//! Seed import of initiatives, and revisions from the site.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::organisation::OrganisationIds;
use super::site_records::SiteRecords;
use crate::domain::directory::{Initiative, InitiativeId, OrganisationId, SeedInitiative};
use crate::domain::text::{Line, Reference};
use crate::store::directory::increment_version;
use crate::store::directory::initiative::{self, StoredInitiative, organisation_links};
use crate::store::directory::revision::{self, RevisionContext, RevisionDraft};
use crate::store::directory::slug::{self, retired_slug};
use crate::store::sqlite::{Origin, Result, Status, Store};
use crate::store::{ImportCounts, RecordType};

/// Changes that make the table match the seed folder.
#[derive(Debug, Default)]
struct ImportPlan<'a> {
    drafts: Vec<RevisionDraft<'a>>,
    withdraw: Vec<InitiativeId>,
    /// Withdrawn initiatives to publish again without changes.
    republished: Vec<InitiativeId>,
    /// Old slugs to retire, as `[slug, id]`.
    retired_slugs: Vec<Value>,
    site_records: SiteRecords,
    tally: ImportCounts,
}

pub async fn import_seeds(
    tx: &mut SqliteConnection,
    wanted: &[SeedInitiative],
    known: &OrganisationIds<'_>,
    at: Timestamp,
) -> Result<ImportCounts> {
    let mut missing: HashMap<&Reference, &SeedInitiative> =
        wanted.iter().map(|seed| (&seed.facts.reference, seed)).collect();
    let mut plan = ImportPlan::default();
    let mut taken = HashSet::new();
    let mut last = InitiativeId::new(0);
    loop {
        let page = initiative::page(tx, last, initiative::PAGE).await?;
        let Some(end) = page.last() else { break };
        last = end.initiative.id;
        for stored in &page {
            taken.insert(stored.initiative.id.get());
            match missing.remove(&stored.initiative.facts.reference) {
                Some(seed) => plan.plan_existing(stored, seed, known),
                None => plan.plan_missing(stored),
            }
        }
    }
    let new = wanted.iter().filter(|seed| missing.contains_key(&seed.facts.reference));
    plan.plan_new(new, known, taken);
    let addresses = wanted.iter().map(|seed| (&seed.facts.reference, &seed.facts.slug));
    plan.site_records.check_conflicts(RecordType::Initiative, addresses)?;
    Ok(apply(tx, plan, at).await?)
}

impl<'a> ImportPlan<'a> {
    /// Plans the change of an initiative that is in both the store and the folder.
    fn plan_existing(
        &mut self,
        stored: &StoredInitiative,
        seed: &'a SeedInitiative,
        known: &OrganisationIds<'_>,
    ) {
        let StoredInitiative { initiative, number, origin, status, .. } = stored;
        if *origin == Origin::Site {
            return self.preserve(stored);
        }
        let organisations = organisations(seed, known);
        let same = initiative.facts == seed.facts && initiative.organisations == organisations;
        match (status, same) {
            (Status::Published, true) => self.tally.unchanged += 1,
            (Status::Published, false) => self.tally.changed += 1,
            (Status::Withdrawn, true) => {
                self.tally.added += 1;
                self.republished.push(initiative.id);
            }
            (Status::Withdrawn, false) => self.tally.added += 1,
        }
        if !same {
            self.withdraw.push(initiative.id);
            self.retired_slugs.extend(retired_slug(initiative, &seed.facts));
            let (initiative, number) = (initiative.id, number + 1);
            self.drafts.push(RevisionDraft {
                initiative,
                number,
                facts: &seed.facts,
                organisations,
            });
        }
    }

    /// Plans the change of an initiative that is missing from the folder.
    fn plan_missing(&mut self, stored: &StoredInitiative) {
        match (stored.status, stored.origin) {
            (Status::Withdrawn, _) => {}
            (Status::Published, Origin::Site) => self.preserve(stored),
            (Status::Published, Origin::Seed) => {
                self.tally.withdrawn += 1;
                self.withdraw.push(stored.initiative.id);
            }
        }
    }

    /// Keeps an initiative that people edited through the site.
    fn preserve(&mut self, stored: &StoredInitiative) {
        self.tally.preserved += 1;
        let facts = &stored.initiative.facts;
        let address = (stored.status == Status::Published).then_some((&facts.slug, &facts.title));
        self.site_records.add(&facts.reference, address);
    }

    /// Assigns an id to each new initiative: its seed number if it is free, otherwise one above all others.
    fn plan_new(
        &mut self,
        new: impl Iterator<Item = &'a SeedInitiative>,
        known: &OrganisationIds<'_>,
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
            self.drafts.push(RevisionDraft {
                initiative: InitiativeId::new(number),
                number: 1,
                facts: &seed.facts,
                organisations: organisations(seed, known),
            });
        }
    }
}

async fn apply(
    tx: &mut SqliteConnection,
    plan: ImportPlan<'_>,
    at: Timestamp,
) -> sqlx::Result<ImportCounts> {
    withdraw(tx, &plan.withdraw).await?;
    revision::write(tx, &plan.drafts, RevisionContext { origin: Origin::Seed, at }).await?;
    publish_again(tx, &plan.republished).await?;
    slug::retire_initiatives(tx, &Value::Array(plan.retired_slugs).to_string()).await?;
    Ok(plan.tally)
}

async fn withdraw(tx: &mut SqliteConnection, ids: &[InitiativeId]) -> sqlx::Result<()> {
    let ids = crate::store::sqlite::codec::json(ids, |id| id.get().into());
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

async fn publish_again(tx: &mut SqliteConnection, ids: &[InitiativeId]) -> sqlx::Result<()> {
    let ids = crate::store::sqlite::codec::json(ids, |id| id.get().into());
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
fn organisations(
    seed: &SeedInitiative,
    known: &OrganisationIds<'_>,
) -> Vec<(Line, OrganisationId)> {
    let names = seed.facts.carriers.iter().chain(&seed.facts.partners);
    organisation_links(names.map(|name| {
        let reference = seed.organisations.iter().find(|(of, _)| of == name);
        (name, reference.and_then(|(_, reference)| known.get(reference).copied()))
    }))
}

impl Store {
    /// Writes `initiative` as a new revision with origin `site`, which later seed imports keep. Returns false if it
    /// does not exist.
    pub async fn revise(&self, initiative: &Initiative, at: Timestamp) -> Result<bool> {
        self.write(async |tx| {
            let stored = initiative::find(tx, initiative.id, None).await?;
            let Some(stored) = stored else { return Ok(false) };
            let left: Vec<Value> =
                retired_slug(&stored.initiative, &initiative.facts).into_iter().collect();
            let draft = RevisionDraft {
                initiative: initiative.id,
                number: stored.number + 1,
                facts: &initiative.facts,
                organisations: initiative.organisations.clone(),
            };
            revision::write(tx, &[draft], RevisionContext { origin: Origin::Site, at }).await?;
            slug::retire_initiatives(tx, &Value::Array(left).to_string()).await?;
            increment_version(tx).await?;
            Ok(true)
        })
        .await
    }
}
