//! Reading of initiatives, each with its current revision and its participants.

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Sqlite, SqliteConnection, Type};

use crate::domain::directory::{
    AccessBy, AccessMode, Activity, CollectionEntry, Confidence, Coverage, DeliveryMode, Email,
    Fees, Initiative, InitiativeFacts, InitiativeId, InitiativeTie, Lifecycle, OrganisationId,
    Phone, Practical, RevisionId, WebUrl,
};
use crate::domain::place::{DepartementCode, InseeCode, Postcode, QpvCode};
use crate::domain::text::{Line, Prose, Reference, Slug};
use crate::domain::time::PartialDate;
use crate::store::sqlite::{Day, Origin, Role, SqlEnum as _, Status, Texts};

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

#[expect(clippy::too_many_lines, reason = "one statement, as long as its table is wide")]
async fn read(
    connection: &mut SqliteConnection,
    last: InitiativeId,
    limit: i64,
    version: Option<RevisionId>,
) -> sqlx::Result<Vec<StoredInitiative>> {
    let (last, version) = (last.get(), version.map(RevisionId::get));
    let rows = sqlx::query_as!(
        InitiativeRow,
        r#"
        SELECT i.id AS "id!: InitiativeId", i.reference AS "reference!: Reference",
            i.slug AS "slug!: Slug", i.status AS "status!: Status",
            r.id AS "revision!: RevisionId",
            (SELECT max(number) FROM revisions WHERE initiative = i.id) AS "number!: i64",
            r.origin AS "origin!: Origin", r.title AS "title!: Line",
            r.summary AS "summary!: Prose", r.tie_rule AS "tie_rule?: InitiativeTie",
            r.coverage AS "coverage!: Coverage",
            r.delivery AS "delivery?: DeliveryMode", r.activity AS "activity!: Activity",
            r.venue AS "venue?: Line", r.address AS "address?: Line",
            r.postcode AS "postcode?: Postcode", r.schedule AS "schedule?: Prose",
            r.fees AS "fees?: Fees", r.fees_details AS "fees_details?: Line",
            r.conditions AS "conditions?: Prose",
            r.access_modes AS "access_modes!: Texts<AccessMode>",
            r.access_by AS "access_by!: Texts<AccessBy>", r.access_url AS "access_url?: WebUrl",
            r.attested_on AS "attested_on?: PartialDate",
            r.started_on AS "started_on?: PartialDate", r.ended_on AS "ended_on?: PartialDate",
            r.confirmed_on AS "confirmed_on?: Day", r.website AS "website?: WebUrl",
            r.phone AS "phone?: Phone", r.email AS "email?: Email",
            r.confidence AS "confidence!: Confidence", r.editor_note AS "editor_note?: Prose",
            r.collection AS "collection?: Slug",
            r.collection_number AS "collection_number?: u16",
            r.collection_part AS "collection_part?: Line",
            r.collection_page AS "collection_page?: u16",
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
                WHERE revision = r.id ORDER BY role, position)) AS "parties!: Participants",
            (SELECT json_group_array(url) FROM (SELECT url FROM revision_sources
                WHERE revision = r.id ORDER BY position)) AS "source_urls!: Texts<WebUrl>"
        FROM initiatives i
        JOIN revisions r ON r.id = coalesce(?3, i.revision) AND r.initiative = i.id
        WHERE i.id > ?1 ORDER BY i.id LIMIT ?2
        "#,
        last,
        limit,
        version
    );
    let rows = rows.fetch_all(connection).await?;
    Ok(rows.into_iter().map(StoredInitiative::from).collect())
}

struct InitiativeRow {
    id: InitiativeId,
    reference: Reference,
    slug: Slug,
    status: Status,
    revision: RevisionId,
    number: i64,
    origin: Origin,
    title: Line,
    summary: Prose,
    tie_rule: Option<InitiativeTie>,
    coverage: Coverage,
    delivery: Option<DeliveryMode>,
    venue: Option<Line>,
    address: Option<Line>,
    postcode: Option<Postcode>,
    schedule: Option<Prose>,
    fees: Option<Fees>,
    fees_details: Option<Line>,
    conditions: Option<Prose>,
    access_modes: Vec<AccessMode>,
    access_by: Vec<AccessBy>,
    access_url: Option<WebUrl>,
    activity: Activity,
    attested_on: Option<PartialDate>,
    started_on: Option<PartialDate>,
    ended_on: Option<PartialDate>,
    confirmed_on: Option<Day>,
    website: Option<WebUrl>,
    phone: Option<Phone>,
    email: Option<Email>,
    confidence: Confidence,
    editor_note: Option<Prose>,
    collection: Option<Slug>,
    collection_number: Option<u16>,
    collection_part: Option<Line>,
    collection_page: Option<u16>,
    barriers: Vec<Slug>,
    audiences: Vec<Slug>,
    neighbourhoods: Vec<QpvCode>,
    communes: Vec<InseeCode>,
    departements: Vec<DepartementCode>,
    parties: Participants,
    source_urls: Vec<WebUrl>,
}

impl From<InitiativeRow> for StoredInitiative {
    #[expect(clippy::too_many_lines, reason = "one struct, as long as its table is wide")]
    fn from(row: InitiativeRow) -> Self {
        let entry = row.collection.zip(row.collection_number);
        let facts = InitiativeFacts {
            reference: row.reference,
            slug: row.slug,
            title: row.title,
            summary: row.summary,
            barriers: row.barriers,
            audiences: row.audiences,
            neighbourhoods: row.neighbourhoods,
            tie_rule: row.tie_rule,
            communes: row.communes,
            departements: row.departements,
            coverage: row.coverage,
            delivery: row.delivery,
            practical: Practical {
                venue: row.venue,
                address: row.address,
                postcode: row.postcode,
                schedule: row.schedule,
                fees: row.fees,
                fees_details: row.fees_details,
                conditions: row.conditions,
                access_modes: row.access_modes,
                access_by: row.access_by,
                access_url: row.access_url,
            },
            carriers: row.parties.carriers,
            partners: row.parties.partners,
            lifecycle: Lifecycle {
                activity: row.activity,
                attested_on: row.attested_on,
                started_on: row.started_on,
                ended_on: row.ended_on,
                confirmed_on: row.confirmed_on.map(Day::into),
            },
            website: row.website,
            phone: row.phone,
            email: row.email,
            source_urls: row.source_urls,
            confidence: row.confidence,
            editor_note: row.editor_note,
            collection: entry.map(|(collection, number)| CollectionEntry {
                collection,
                number,
                part: row.collection_part,
                page: row.collection_page,
            }),
        };
        let organisations = row.parties.organisations;
        let initiative = Initiative { id: row.id, organisations, facts };
        Self {
            initiative,
            revision: row.revision,
            number: row.number,
            origin: row.origin,
            status: row.status,
        }
    }
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
