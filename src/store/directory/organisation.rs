//! Reading of organisations, their ties to neighbourhoods and their reception of people.

use std::collections::HashMap;

use jiff::civil::Date;
use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Sqlite, SqliteConnection, Type};

use crate::domain::directory::{
    Email, OpeningHours, Organisation, OrganisationFacts, OrganisationId, Phone, Reception,
    ReceptionForm, Siret, Source, Tie, TieRule, WebUrl,
};
use crate::domain::place::{DepartementCode, InseeCode, Postcode};
use crate::domain::text::{Line, Prose, Reference, Slug};
use crate::domain::time::PartialDate;
use crate::store::sqlite::{Day, Origin, SqlEnum as _, Status, Texts, position};

/// An organisation with its store columns, published or not.
#[derive(Debug)]
pub(super) struct StoredOrganisation {
    pub organisation: Organisation,
    pub origin: Origin,
    pub status: Status,
}

/// Reads all organisations, withdrawn ones included.
#[expect(clippy::too_many_lines, reason = "one statement, as long as its table is wide")]
pub async fn list(connection: &mut SqliteConnection) -> sqlx::Result<Vec<StoredOrganisation>> {
    let mut receptions = receptions(connection).await?;
    let organisations = sqlx::query!(
        r#"
        SELECT id AS "id: OrganisationId", reference AS "reference: Reference",
            slug AS "slug: Slug", status AS "status: Status", origin AS "origin: Origin",
            name AS "name: Line", kind AS "kind: Slug", address AS "address: Line",
            postcode AS "postcode: Postcode", commune AS "commune: InseeCode",
            departement AS "departement: DepartementCode", lat, lon, phone AS "phone: Phone",
            email AS "email: Email", website AS "website: WebUrl",
            opening_hours AS "opening_hours: OpeningHours", siret AS "siret: Siret",
            (SELECT json_group_array(json_array(neighbourhood, rule)) FROM
                (SELECT neighbourhood, rule FROM organisation_ties
                WHERE organisation = id ORDER BY position)
            ) AS "ties!: Ties",
            source_name AS "source_name: Prose", source_licence AS "source_licence: Line",
            source_is_open AS "source_is_open: bool", source_as_of AS "source_as_of: PartialDate"
        FROM organisations ORDER BY id
        "#
    );
    let organisations = organisations.try_map(|row| {
        let position = row.lat.zip(row.lon).map(|(lat, lon)| position(lat, lon)).transpose()?;
        let facts = OrganisationFacts {
            reference: row.reference,
            slug: row.slug,
            name: row.name,
            kind: row.kind,
            address: row.address,
            postcode: row.postcode,
            commune: row.commune,
            departement: row.departement,
            position,
            phone: row.phone,
            email: row.email,
            website: row.website,
            opening_hours: row.opening_hours,
            siret: row.siret,
            reception: receptions.remove(&row.id),
            ties: row.ties.0,
            source: Source {
                name: row.source_name,
                licence: row.source_licence,
                licence_is_open: row.source_is_open,
                as_of: row.source_as_of,
            },
        };
        let organisation = Organisation { id: row.id, facts };
        Ok(StoredOrganisation { organisation, origin: row.origin, status: row.status })
    });
    organisations.fetch_all(connection).await
}

/// Reads the day on which each published organisation was last changed.
pub async fn list_change_dates(
    connection: &mut SqliteConnection,
) -> sqlx::Result<HashMap<OrganisationId, Date>> {
    let dates = sqlx::query!(
        r#"
        SELECT id AS "id: OrganisationId", substr(changed_at, 1, 10) AS "day!: Day"
        FROM organisations WHERE status = 'published'
        "#
    );
    let dates = dates.map(|row| (row.id, row.day.into()));
    Ok(dates.fetch_all(connection).await?.into_iter().collect())
}

async fn receptions(
    connection: &mut SqliteConnection,
) -> sqlx::Result<HashMap<OrganisationId, Reception>> {
    let receptions = sqlx::query!(
        r#"
        SELECT organisation AS "organisation: OrganisationId", form AS "form: ReceptionForm",
            takes_appointments AS "takes_appointments: bool",
            appointment_hours AS "appointment_hours: OpeningHours",
            (SELECT json_group_array(commune) FROM
                (SELECT commune FROM organisation_reception_communes c
                WHERE c.organisation = r.organisation ORDER BY position)
            ) AS "communes!: Texts<InseeCode>",
            note AS "note: Prose"
        FROM organisation_receptions r
        "#
    );
    let receptions = receptions.map(|row| {
        let reception = Reception {
            form: row.form,
            takes_appointments: row.takes_appointments,
            appointment_hours: row.appointment_hours,
            communes: row.communes.into(),
            note: row.note,
        };
        (row.organisation, reception)
    });
    Ok(receptions.fetch_all(connection).await?.into_iter().collect())
}

/// Ties of an organisation, decoded from a JSON array of `[neighbourhood, rule]`.
#[derive(Debug)]
struct Ties(Vec<Tie>);

impl Type<Sqlite> for Ties {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for Ties {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let rows: Vec<(String, String)> =
            serde_json::from_str(<&str as Decode<Sqlite>>::decode(value)?)?;
        let tie = |(neighbourhood, rule): (String, String)| {
            Ok(Tie { neighbourhood: neighbourhood.parse()?, rule: TieRule::named(&rule)? })
        };
        Ok(Self(rows.into_iter().map(tie).collect::<Result<_, BoxDynError>>()?))
    }
}
