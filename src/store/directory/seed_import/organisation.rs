//! Seed import of organisations.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::site_records::SiteRecords;
use crate::domain::directory::{OrganisationFacts, OrganisationId, Reception};
use crate::domain::place::Position;
use crate::domain::text::Reference;
use crate::store::directory::organisation::{self, StoredOrganisation};
use crate::store::directory::slug;
use crate::store::sqlite::{Origin, Result, SqlEnum as _, Status, json, text, texts};
use crate::store::{ImportCounts, RecordType};

/// Organisation ids by seed reference.
pub(super) type OrganisationIds<'a> = HashMap<&'a Reference, OrganisationId>;

/// Changes that make the table match the seed folder.
#[derive(Debug, Default)]
struct ImportPlan<'a> {
    written: Vec<(OrganisationId, &'a OrganisationFacts)>,
    withdraw: Vec<OrganisationId>,
    /// Old slugs to retire, as `[slug, id]`.
    retired_slugs: Vec<Value>,
    site_records: SiteRecords,
    tally: ImportCounts,
}

pub async fn import_seeds<'a>(
    tx: &mut SqliteConnection,
    wanted: &'a [OrganisationFacts],
    at: Timestamp,
) -> Result<(ImportCounts, OrganisationIds<'a>)> {
    let stored = organisation::list(tx).await?;
    let mut known = OrganisationIds::with_capacity(wanted.len());
    let plan = plan(&stored, wanted, &mut known);
    let addresses = wanted.iter().map(|facts| (&facts.reference, &facts.slug));
    plan.site_records.check_conflicts(RecordType::Organisation, addresses)?;
    withdraw(tx, &plan.withdraw).await?;
    for chunk in plan.written.chunks(2_000) {
        write(tx, chunk, at).await?;
        write_ties(tx, chunk).await?;
        write_receptions(tx, chunk).await?;
    }
    slug::retire_organisations(tx, &Value::Array(plan.retired_slugs).to_string()).await?;
    Ok((plan.tally, known))
}

fn plan<'a>(
    stored: &[StoredOrganisation],
    wanted: &'a [OrganisationFacts],
    known: &mut OrganisationIds<'a>,
) -> ImportPlan<'a> {
    let mut plan = ImportPlan::default();
    let mut missing: HashMap<&Reference, &StoredOrganisation> =
        stored.iter().map(|stored| (&stored.organisation.facts.reference, stored)).collect();
    let mut next = stored.iter().map(|stored| stored.organisation.id.get()).max().unwrap_or(0) + 1;
    for facts in wanted {
        if let Some(stored) = missing.remove(&facts.reference) {
            known.insert(&facts.reference, stored.organisation.id);
            plan.plan_existing(stored, facts);
        } else {
            let id = OrganisationId::new(next);
            next += 1;
            known.insert(&facts.reference, id);
            plan.tally.added += 1;
            plan.written.push((id, facts));
        }
    }
    for stored in missing.into_values().filter(|stored| stored.status == Status::Published) {
        match stored.origin {
            Origin::Site => plan.preserve(stored),
            Origin::Seed => {
                plan.tally.withdrawn += 1;
                plan.withdraw.push(stored.organisation.id);
            }
        }
    }
    plan
}

impl<'a> ImportPlan<'a> {
    /// Plans the change of an organisation that is in both the store and the folder.
    fn plan_existing(&mut self, stored: &StoredOrganisation, facts: &'a OrganisationFacts) {
        let StoredOrganisation { organisation, origin, status } = stored;
        match (origin, status) {
            (Origin::Site, _) => return self.preserve(stored),
            (Origin::Seed, Status::Published) if organisation.facts == *facts => {
                self.tally.unchanged += 1;
                return;
            }
            (Origin::Seed, Status::Published) => self.tally.changed += 1,
            (Origin::Seed, Status::Withdrawn) => self.tally.added += 1,
        }
        self.withdraw.push(organisation.id);
        self.written.push((organisation.id, facts));
        if organisation.facts.slug != facts.slug {
            self.retired_slugs
                .push(json!([organisation.facts.slug.as_str(), organisation.id.get()]));
        }
    }
}

impl ImportPlan<'_> {
    /// Keeps an organisation that people edited through the site.
    fn preserve(&mut self, stored: &StoredOrganisation) {
        self.tally.preserved += 1;
        let facts = &stored.organisation.facts;
        let address = (stored.status == Status::Published).then_some((&facts.slug, &facts.name));
        self.site_records.add(&facts.reference, address);
    }
}

async fn withdraw(tx: &mut SqliteConnection, ids: &[OrganisationId]) -> sqlx::Result<()> {
    let ids = json(ids, |id| id.get().into());
    sqlx::query!(
        r#"
        UPDATE organisations SET status = 'withdrawn'
        WHERE id IN (SELECT value FROM json_each(?1))
        "#,
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn write(
    tx: &mut SqliteConnection,
    written: &[(OrganisationId, &OrganisationFacts)],
    at: Timestamp,
) -> sqlx::Result<()> {
    let at = at.to_string();
    let written = json(written, |(id, facts)| row(*id, facts));
    sqlx::query!(
        r#"
        INSERT INTO organisations
            (id, reference, slug, status, origin, changed_at, name, kind, address, postcode,
            commune, departement, lat, lon, phone, email, website, opening_hours, siret,
            source_name, source_licence, source_is_open, source_as_of)
        SELECT value ->> 'id', value ->> 'reference', value ->> 'slug', 'published', 'seed', ?2,
            value ->> 'name', value ->> 'kind', value ->> 'address', value ->> 'postcode',
            value ->> 'commune', value ->> 'departement', value ->> 'lat', value ->> 'lon',
            value ->> 'phone', value ->> 'email', value ->> 'website', value ->> 'opening_hours',
            value ->> 'siret', value ->> 'source_name', value ->> 'source_licence',
            value ->> 'source_is_open', value ->> 'source_as_of'
        FROM json_each(?1) WHERE true
        ON CONFLICT (id) DO UPDATE
        SET slug = excluded.slug, status = excluded.status, origin = excluded.origin,
            changed_at = excluded.changed_at, name = excluded.name, kind = excluded.kind,
            address = excluded.address, postcode = excluded.postcode, commune = excluded.commune,
            departement = excluded.departement, lat = excluded.lat, lon = excluded.lon,
            phone = excluded.phone, email = excluded.email, website = excluded.website,
            opening_hours = excluded.opening_hours, siret = excluded.siret,
            source_name = excluded.source_name, source_licence = excluded.source_licence,
            source_is_open = excluded.source_is_open, source_as_of = excluded.source_as_of
        "#,
        written,
        at
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn row(id: OrganisationId, facts: &OrganisationFacts) -> Value {
    json!({
        "id": id.get(),
        "reference": facts.reference.as_str(),
        "slug": facts.slug.as_str(),
        "name": facts.name.as_str(),
        "kind": facts.kind.as_str(),
        "address": text(facts.address.as_ref()),
        "postcode": text(facts.postcode.as_ref()),
        "commune": text(facts.commune.as_ref()),
        "departement": text(facts.departement.as_ref()),
        "lat": facts.position.map(Position::lat),
        "lon": facts.position.map(Position::lon),
        "phone": text(facts.phone.as_ref()),
        "email": text(facts.email.as_ref()),
        "website": text(facts.website.as_ref()),
        "opening_hours": text(facts.opening_hours.as_ref()),
        "siret": text(facts.siret.as_ref()),
        "source_name": facts.source.name.as_str(),
        "source_licence": facts.source.licence.as_str(),
        "source_is_open": facts.source.licence_is_open,
        "source_as_of": text(facts.source.as_of.as_ref()),
    })
}

async fn write_ties(
    tx: &mut SqliteConnection,
    written: &[(OrganisationId, &OrganisationFacts)],
) -> sqlx::Result<()> {
    let ids = json(written, |(id, _)| id.get().into());
    sqlx::query!(
        r#"
        DELETE FROM organisation_ties WHERE organisation IN (SELECT value FROM json_each(?1))
        "#,
        ids
    )
    .execute(&mut *tx)
    .await?;
    let ties = written.iter().flat_map(|(id, facts)| {
        let ties = facts.ties.iter().enumerate();
        ties.map(|(at, tie)| json!([id.get(), at, tie.neighbourhood.as_str(), tie.rule.name()]))
    });
    let ties = json(ties, |tie| tie);
    sqlx::query!(
        r#"
        INSERT INTO organisation_ties (organisation, position, neighbourhood, rule)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1)
        "#,
        ties
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn write_receptions(
    tx: &mut SqliteConnection,
    written: &[(OrganisationId, &OrganisationFacts)],
) -> sqlx::Result<()> {
    let ids = json(written, |(id, _)| id.get().into());
    sqlx::query!(
        r#"
        DELETE FROM organisation_reception_communes
        WHERE organisation IN (SELECT value FROM json_each(?1))
        "#,
        ids
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        DELETE FROM organisation_receptions
        WHERE organisation IN (SELECT value FROM json_each(?1))
        "#,
        ids
    )
    .execute(&mut *tx)
    .await?;
    let receptions = written
        .iter()
        .filter_map(|(id, facts)| Some(reception_row(*id, facts.reception.as_ref()?)));
    insert_receptions(tx, &json(receptions, |row| row)).await
}

async fn insert_receptions(tx: &mut SqliteConnection, receptions: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        INSERT INTO organisation_receptions
            (organisation, form, takes_appointments, appointment_hours, note)
        SELECT value ->> 'id', value ->> 'form', value ->> 'takes_appointments',
            value ->> 'appointment_hours', value ->> 'note'
        FROM json_each(?1)
        "#,
        receptions
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"
        INSERT INTO organisation_reception_communes (organisation, position, commune)
        SELECT row.value ->> 'id', item.key, item.value
        FROM json_each(?1) AS row, json_each(row.value, '$.communes') AS item
        "#,
        receptions
    )
    .execute(tx)
    .await?;
    Ok(())
}

fn reception_row(id: OrganisationId, reception: &Reception) -> Value {
    json!({
        "id": id.get(),
        "form": reception.form.name(),
        "takes_appointments": reception.takes_appointments,
        "appointment_hours": text(reception.appointment_hours.as_ref()),
        "communes": texts(&reception.communes),
        "note": text(reception.note.as_ref()),
    })
}
