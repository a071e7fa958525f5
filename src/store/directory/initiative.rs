//! Initiatives, each with a revision and its participants. The columns of a revision that hold facts are one list, from
//! which the row, the INSERT and the SELECT are made.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Sqlite, SqliteConnection, Type};

use crate::domain::directory::{
    AccessBy, AccessMode, Activity, CollectionEntry, Confidence, Coverage, DeliveryMode, Email,
    Fees, Initiative, InitiativeFacts, InitiativeId, InitiativeTie, Language, Lifecycle,
    OrganisationId, Phone, Practical, RevisionId, WebUrl,
};
use crate::domain::place::{DepartementCode, InseeCode, Postcode, QpvCode};
use crate::domain::text::{Line, Prose, Reference, Slug};
use crate::domain::time::PartialDate;
use crate::store::sqlite::{Day, Origin, Role, SqlEnum, Status, Texts, text, texts};

/// Number of initiatives read at a time when all are read.
pub const PAGE: i64 = 10_000;

/// An initiative with its store columns, published or not.
#[derive(Debug)]
pub struct StoredInitiative {
    pub initiative: Initiative,
    /// Revision from which the facts are read.
    pub revision: RevisionId,
    /// Number of the latest revision.
    pub number: i64,
    pub origin: Origin,
    pub status: Status,
}

/// Reads up to `limit` initiatives with ids above `last`, in order of id, withdrawn ones included. Empty at the end.
pub async fn page(
    connection: &mut SqliteConnection,
    last: InitiativeId,
    limit: i64,
) -> sqlx::Result<Vec<StoredInitiative>> {
    read(connection, last, limit, None).await
}

/// Finds the initiative `id`, withdrawn or not, as of the revision `version`, or else as of the current one.
pub async fn find(
    connection: &mut SqliteConnection,
    id: InitiativeId,
    version: Option<RevisionId>,
) -> sqlx::Result<Option<StoredInitiative>> {
    let before = InitiativeId::new(id.get() - 1);
    let found = read(connection, before, 1, version).await?.into_iter().next();
    Ok(found.filter(|stored| stored.initiative.id == id))
}

async fn read(
    connection: &mut SqliteConnection,
    last: InitiativeId,
    limit: i64,
    version: Option<RevisionId>,
) -> sqlx::Result<Vec<StoredInitiative>> {
    let rows = select(connection, last, limit, version).await?;
    Ok(rows.into_iter().map(StoredInitiative::from).collect())
}

/// Passes the list to the macro `$with`. A column: field of [`RevisionRow`] and its type; name in the table; null or
/// not (`?`, `!`) and type that sqlx decodes; value to insert. The checked macros take literals only, so the name is
/// spelt twice.
macro_rules! fact_columns {
    ($with:ident) => {
        $with! {
            title: Line, "title" "!: Line", |facts| json!(facts.title.as_str());
            summary: Prose, "summary" "!: Prose", |facts| json!(facts.summary.as_str());
            tie_rule: Option<InitiativeTie>, "tie_rule" "?: InitiativeTie",
                |facts| json!(facts.tie_rule.map(SqlEnum::name));
            coverage: Coverage, "coverage" "!: Coverage", |facts| json!(facts.coverage.name());
            delivery: Option<DeliveryMode>, "delivery" "?: DeliveryMode",
                |facts| json!(facts.delivery.map(SqlEnum::name));
            activity: Activity, "activity" "!: Activity", |facts| json!(facts.lifecycle.activity.name());
            attested_on: Option<PartialDate>, "attested_on" "?: PartialDate",
                |facts| json!(text(facts.lifecycle.attested_on.as_ref()));
            started_on: Option<PartialDate>, "started_on" "?: PartialDate",
                |facts| json!(text(facts.lifecycle.started_on.as_ref()));
            ended_on: Option<PartialDate>, "ended_on" "?: PartialDate",
                |facts| json!(text(facts.lifecycle.ended_on.as_ref()));
            confirmed_on: Option<Day>, "confirmed_on" "?: Day",
                |facts| json!(text(facts.lifecycle.confirmed_on.as_ref()));
            website: Option<WebUrl>, "website" "?: WebUrl", |facts| json!(text(facts.website.as_ref()));
            phone: Option<Phone>, "phone" "?: Phone", |facts| json!(text(facts.phone.as_ref()));
            email: Option<Email>, "email" "?: Email", |facts| json!(text(facts.email.as_ref()));
            confidence: Confidence, "confidence" "!: Confidence", |facts| json!(facts.confidence.name());
            editor_note: Option<Prose>, "editor_note" "?: Prose", |facts| json!(text(facts.editor_note.as_ref()));
            collection: Option<Slug>, "collection" "?: Slug",
                |facts| json!(facts.collection.as_ref().map(|it| it.collection.as_str()));
            collection_number: Option<u16>, "collection_number" "?: u16",
                |facts| json!(facts.collection.as_ref().map(|it| it.number));
            collection_part: Option<Line>, "collection_part" "?: Line",
                |facts| json!(facts.collection.as_ref().and_then(|it| text(it.part.as_ref())));
            collection_page: Option<u16>, "collection_page" "?: u16",
                |facts| json!(facts.collection.as_ref().and_then(|it| it.page));
            venue: Option<Line>, "venue" "?: Line", |facts| json!(text(facts.practical.venue.as_ref()));
            address: Option<Line>, "address" "?: Line", |facts| json!(text(facts.practical.address.as_ref()));
            postcode: Option<Postcode>, "postcode" "?: Postcode",
                |facts| json!(text(facts.practical.postcode.as_ref()));
            schedule: Option<Prose>, "schedule" "?: Prose", |facts| json!(text(facts.practical.schedule.as_ref()));
            fees: Option<Fees>, "fees" "?: Fees", |facts| json!(text(facts.practical.fees.as_ref()));
            fees_details: Option<Line>, "fees_details" "?: Line",
                |facts| json!(text(facts.practical.fees_details.as_ref()));
            conditions: Option<Prose>, "conditions" "?: Prose",
                |facts| json!(text(facts.practical.conditions.as_ref()));
            access_modes: Vec<AccessMode>, "access_modes" "!: Texts<AccessMode>",
                |facts| json!(texts(&facts.practical.access_modes));
            access_by: Vec<AccessBy>, "access_by" "!: Texts<AccessBy>",
                |facts| json!(texts(&facts.practical.access_by));
            access_url: Option<WebUrl>, "access_url" "?: WebUrl",
                |facts| json!(text(facts.practical.access_url.as_ref()));
            langues: Vec<Language>, "langues" "!: Texts<Language>",
                |facts| json!(texts(&facts.practical.languages_spoken));
        }
    };
}

macro_rules! define_row {
    ($($field:ident: $type:ty, $column:tt $decoded:tt, $value:expr;)+) => {
        /// An initiative as of one revision: keys, then the columns of the list, then its lists in other tables.
        struct RevisionRow {
            id: InitiativeId,
            reference: Reference,
            slug: Slug,
            status: Status,
            revision: RevisionId,
            number: i64,
            origin: Origin,
            $($field: $type,)+
            barriers: Vec<Slug>,
            audiences: Vec<Slug>,
            neighbourhoods: Vec<QpvCode>,
            communes: Vec<InseeCode>,
            departements: Vec<DepartementCode>,
            participants: Participants,
            source_urls: Vec<WebUrl>,
        }

        /// Columns of the list as a JSON object, for [`insert()`].
        pub fn facts_json(facts: &InitiativeFacts) -> Map<String, Value> {
            let mut columns = Map::new();
            $(
                let value: fn(&InitiativeFacts) -> Value = $value;
                columns.insert($column.to_owned(), value(facts));
            )+
            columns
        }
    };
}

macro_rules! insert_query {
    ($($field:ident: $type:ty, $column:tt $decoded:tt, $value:expr;)+) => {
        /// Inserts the revisions `rows`, a JSON array of objects: `id`, `initiative`, `number`, `slug`, and the columns of
        /// the list.
        pub async fn insert(
            tx: &mut SqliteConnection,
            rows: String,
            origin: Origin,
            at: Timestamp,
        ) -> sqlx::Result<()> {
            let (origin, at) = (origin.name(), at.to_string());
            sqlx::query!(
                "INSERT INTO revisions (id, initiative, number, slug, origin, made_at"
                    $(+ ", " + $column)+
                    + ") SELECT value ->> 'id', value ->> 'initiative', value ->> 'number', value ->> 'slug', ?2, ?3"
                    $(+ ", value ->> '" + $column + "'")+
                    + " FROM json_each(?1)",
                rows, origin, at
            )
            .execute(tx)
            .await?;
            Ok(())
        }
    };
}

macro_rules! select_query {
    ($($field:ident: $type:ty, $column:tt $decoded:tt, $value:expr;)+) => {
        /// Reads up to `limit` initiatives with ids above `last`, in order of id, as of the revision `version`, or else as
        /// of the current one.
        async fn select(
            connection: &mut SqliteConnection,
            last: InitiativeId,
            limit: i64,
            version: Option<RevisionId>,
        ) -> sqlx::Result<Vec<RevisionRow>> {
            let (last, version) = (last.get(), version.map(RevisionId::get));
            let rows = sqlx::query_as!(
                RevisionRow,
                r#"
                SELECT i.id AS "id!: InitiativeId", i.reference AS "reference!: Reference",
                    i.slug AS "slug!: Slug", i.status AS "status!: Status",
                    r.id AS "revision!: RevisionId",
                    (SELECT max(number) FROM revisions WHERE initiative = i.id) AS "number!: i64",
                    r.origin AS "origin!: Origin"
                "#
                $(+ ", r." + $column + " AS \"" + $column + $decoded + "\"")+
                + r#",
                    (SELECT json_group_array(barrier) FROM (SELECT barrier FROM revision_barriers
                        WHERE revision = r.id ORDER BY position)) AS "barriers!: Texts<Slug>",
                    (SELECT json_group_array(audience) FROM (SELECT audience FROM revision_audiences
                        WHERE revision = r.id ORDER BY position)) AS "audiences!: Texts<Slug>",
                    (SELECT json_group_array(neighbourhood) FROM
                        (SELECT neighbourhood FROM revision_neighbourhoods
                        WHERE revision = r.id ORDER BY position)) AS "neighbourhoods!: Texts<QpvCode>",
                    (SELECT json_group_array(commune) FROM (SELECT commune FROM revision_communes
                        WHERE revision = r.id ORDER BY position)) AS "communes!: Texts<InseeCode>",
                    (SELECT json_group_array(departement) FROM
                        (SELECT departement FROM revision_departements
                        WHERE revision = r.id ORDER BY position)
                    ) AS "departements!: Texts<DepartementCode>",
                    (SELECT json_group_array(json_array(role, name, organisation)) FROM
                        (SELECT role, name, organisation FROM revision_organisations
                        WHERE revision = r.id ORDER BY role, position)) AS "participants!: Participants",
                    (SELECT json_group_array(url) FROM (SELECT url FROM revision_sources
                        WHERE revision = r.id ORDER BY position)) AS "source_urls!: Texts<WebUrl>"
                FROM initiatives i
                JOIN revisions r ON r.id = coalesce(?3, i.revision) AND r.initiative = i.id
                WHERE i.id > ?1 ORDER BY i.id LIMIT ?2
                "#,
                last, limit, version
            );
            rows.fetch_all(connection).await
        }
    };
}

fact_columns!(define_row);
fact_columns!(insert_query);
fact_columns!(select_query);

impl RevisionRow {
    /// Facts, and the links of participants to organisations.
    #[expect(clippy::too_many_lines, reason = "one struct, as long as its table is wide")]
    fn into_facts(self) -> (InitiativeFacts, Vec<(Line, OrganisationId)>) {
        let entry = self.collection.zip(self.collection_number);
        let facts = InitiativeFacts {
            reference: self.reference,
            slug: self.slug,
            title: self.title,
            summary: self.summary,
            barriers: self.barriers,
            audiences: self.audiences,
            neighbourhoods: self.neighbourhoods,
            tie_rule: self.tie_rule,
            communes: self.communes,
            departements: self.departements,
            coverage: self.coverage,
            delivery: self.delivery,
            practical: Practical {
                venue: self.venue,
                address: self.address,
                postcode: self.postcode,
                schedule: self.schedule,
                fees: self.fees,
                fees_details: self.fees_details,
                conditions: self.conditions,
                access_modes: self.access_modes,
                access_by: self.access_by,
                access_url: self.access_url,
                languages_spoken: self.langues,
            },
            carriers: self.participants.carriers,
            partners: self.participants.partners,
            lifecycle: Lifecycle {
                activity: self.activity,
                attested_on: self.attested_on,
                started_on: self.started_on,
                ended_on: self.ended_on,
                confirmed_on: self.confirmed_on.map(Day::into),
            },
            website: self.website,
            phone: self.phone,
            email: self.email,
            source_urls: self.source_urls,
            confidence: self.confidence,
            editor_note: self.editor_note,
            collection: entry.map(|(collection, number)| CollectionEntry {
                collection,
                number,
                part: self.collection_part,
                page: self.collection_page,
            }),
        };
        (facts, self.participants.organisations)
    }
}

impl From<RevisionRow> for StoredInitiative {
    fn from(row: RevisionRow) -> Self {
        let RevisionRow { id, revision, number, origin, status, .. } = row;
        let (facts, organisations) = row.into_facts();
        let initiative = Initiative { id, organisations, facts };
        Self { initiative, revision, number, origin, status }
    }
}

/// Reads the day on which each published initiative was last changed; those never changed are left out.
pub async fn list_change_dates(
    connection: &mut SqliteConnection,
) -> sqlx::Result<HashMap<InitiativeId, Date>> {
    let dates = sqlx::query!(
        r#"
        SELECT i.id AS "id: InitiativeId", substr(r.made_at, 1, 10) AS "day!: Day"
        FROM initiatives i JOIN revisions r ON r.id = i.revision
        WHERE i.status = 'published' AND r.number > 1
        "#
    );
    let dates = dates.map(|row| (row.id, row.day.into()));
    Ok(dates.fetch_all(connection).await?.into_iter().collect())
}

/// Links of names to organisations: each name once, carriers first. Names without an organisation are dropped.
pub fn organisation_links<'a>(
    names: impl IntoIterator<Item = (&'a Line, Option<OrganisationId>)>,
) -> Vec<(Line, OrganisationId)> {
    let mut organisation_links: Vec<(Line, OrganisationId)> = Vec::new();
    for (name, organisation) in names {
        let Some(organisation) = organisation else { continue };
        if !organisation_links.iter().any(|(known, _)| known == name) {
            organisation_links.push((name.clone(), organisation));
        }
    }
    organisation_links
}

/// Participants of one revision, decoded from a JSON array of `[role, name, organisation]`.
#[derive(Debug)]
pub(super) struct Participants {
    pub carriers: Vec<Line>,
    pub partners: Vec<Line>,
    pub organisations: Vec<(Line, OrganisationId)>,
}

impl Type<Sqlite> for Participants {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for Participants {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<Sqlite>>::decode(value)?;
        let rows: Vec<(String, String, Option<i64>)> = serde_json::from_str(text)?;
        let (mut carriers, mut partners, mut named) = (Vec::new(), Vec::new(), Vec::new());
        for (role, name, organisation) in rows {
            let name: Line = name.parse()?;
            named.push((name.clone(), organisation.map(OrganisationId::new)));
            match Role::named(&role)? {
                Role::Carrier => carriers.push(name),
                Role::Partner => partners.push(name),
            }
        }
        let organisations = organisation_links(named.iter().map(|(name, id)| (name, *id)));
        Ok(Self { carriers, partners, organisations })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::store::sqlite::Store;

    macro_rules! column_names {
        ($($field:ident: $type:ty, $column:tt $decoded:tt, $value:expr;)+) => {
            [$($column),+]
        };
    }

    #[tokio::test]
    async fn the_list_has_every_column_of_the_table() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("test.db")).await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "no checked macro takes this pragma")]
        let names = sqlx::query_scalar("SELECT name FROM pragma_table_info('revisions')");
        let table: Vec<String> =
            names.fetch_all(&mut *store.readers.acquire().await.unwrap()).await.unwrap();
        let keys = ["id", "initiative", "number", "origin", "made_at", "slug"];
        let listed = fact_columns!(column_names).into_iter().chain(keys);
        assert_eq!(
            listed.collect::<BTreeSet<_>>(),
            table.iter().map(String::as_str).collect::<BTreeSet<_>>()
        );
    }
}
