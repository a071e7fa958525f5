//! Reads the controlled vocabularies: barriers, audiences, kinds, synonyms.

use crate::domain::directory::{
    Audience, Barrier, Meaning, OrganisationKind, Synonym, SynonymKind,
};
use crate::domain::text::{Line, Slug};
use crate::import::error::ReferenceKind;
use crate::import::parser::{FLAG, Keys, Row, SeedReader, TableSchema};

const BARRIERS: TableSchema = TableSchema {
    file: "barriers.csv",
    columns: &[
        "slug",
        "label",
        "plain_label",
        "position",
        "mission",
        "description",
        "thematiques",
        "keywords",
    ],
    optional_columns: &[],
};
const AUDIENCES: TableSchema = TableSchema {
    file: "audiences.csv",
    columns: &["slug", "label", "position", "publics", "keywords"],
    optional_columns: &[],
};
const KINDS: TableSchema = TableSchema {
    file: "kinds.csv",
    columns: &["slug", "label", "networks", "what_it_does"],
    optional_columns: &[],
};
const SYNONYMS: TableSchema = TableSchema {
    file: "synonyms.csv",
    columns: &["term", "expansion", "kind"],
    optional_columns: &["leads_to"],
};
const SYNONYM_KINDS: &[(&str, SynonymKind)] = &[
    ("acronym", SynonymKind::Acronym),
    ("synonym", SynonymKind::Synonym),
    ("spelling", SynonymKind::Spelling),
    ("phrase", SynonymKind::Phrase),
    ("danger", SynonymKind::Danger),
];

/// Slugs of the closed vocabularies, to check references.
#[derive(Debug)]
pub struct VocabularyKeys {
    pub barriers: Keys,
    pub audiences: Keys,
    pub kinds: Keys,
}

pub fn barriers(reading: &mut SeedReader<'_>) -> (Vec<Barrier>, Keys) {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    keys.complete = reading.rows(&BARRIERS, |row| found.extend(barrier(row, &mut keys)));
    (found, keys)
}

fn barrier(row: &mut Row<'_>, keys: &mut Keys) -> Option<Barrier> {
    let slug = slug(row, keys);
    let (label, plain_label) = (row.required("label"), row.required("plain_label"));
    let (position, mission) = (row.required("position"), row.one_of("mission", FLAG));
    let description = row.required("description");
    let (thematiques, keywords) = (row.list("thematiques"), row.list("keywords"));
    Some(Barrier {
        slug: slug?,
        label: label?,
        plain_label: plain_label?,
        position: position?,
        mission: mission?,
        description: description?,
        thematiques,
        keywords,
    })
}

pub fn audiences(reading: &mut SeedReader<'_>) -> (Vec<Audience>, Keys) {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    keys.complete = reading.rows(&AUDIENCES, |row| found.extend(audience(row, &mut keys)));
    (found, keys)
}

fn audience(row: &mut Row<'_>, keys: &mut Keys) -> Option<Audience> {
    let slug = slug(row, keys);
    let (label, position) = (row.required("label"), row.required("position"));
    let (publics, keywords) = (row.list("publics"), row.list("keywords"));
    Some(Audience { slug: slug?, label: label?, position: position?, publics, keywords })
}

pub fn kinds(reading: &mut SeedReader<'_>) -> (Vec<OrganisationKind>, Keys) {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    keys.complete = reading.rows(&KINDS, |row| found.extend(kind(row, &mut keys)));
    (found, keys)
}

fn kind(row: &mut Row<'_>, keys: &mut Keys) -> Option<OrganisationKind> {
    let slug = slug(row, keys);
    let (label, networks) = (row.required("label"), row.list("networks"));
    let what_it_does = row.required("what_it_does");
    Some(OrganisationKind { slug: slug?, label: label?, networks, what_it_does: what_it_does? })
}

/// Reads the terms of searches; `numbers` are the national numbers, as dialled.
pub fn synonyms(
    reading: &mut SeedReader<'_>,
    known: &VocabularyKeys,
    numbers: &Keys,
) -> Vec<Synonym> {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    reading.rows(&SYNONYMS, |row| {
        let leads_to = meanings(row, known, numbers);
        found.extend(synonym(row, leads_to, &mut keys));
    });
    found
}

fn synonym(row: &mut Row<'_>, leads_to: Vec<Meaning>, keys: &mut Keys) -> Option<Synonym> {
    let (term, kind) = (row.required::<Line>("term"), row.one_of("kind", SYNONYM_KINDS));
    let (term, kind) = (term?, kind?);
    let expansion = match kind {
        SynonymKind::Acronym | SynonymKind::Synonym | SynonymKind::Spelling => {
            Some(row.required::<Line>("expansion")?)
        }
        SynonymKind::Phrase | SynonymKind::Danger => row.optional("expansion"),
    };
    let shown = expansion.as_ref().map_or("", Line::as_str);
    keys.register(row, "term", &format!("{term} = {shown}"), ());
    Some(Synonym { term, expansion, kind, leads_to })
}

/// Values that a term points to, each checked.
fn meanings(row: &mut Row<'_>, known: &VocabularyKeys, numbers: &Keys) -> Vec<Meaning> {
    let meanings = row.list::<Meaning>("leads_to");
    for meaning in &meanings {
        let (keys, key, noun) = match meaning {
            Meaning::Barrier(it) => (&known.barriers, it.to_string(), ReferenceKind::Barrier),
            Meaning::Audience(it) => (&known.audiences, it.to_string(), ReferenceKind::Audience),
            Meaning::Kind(it) => (&known.kinds, it.to_string(), ReferenceKind::Kind),
            Meaning::Number(it) => (numbers, it.tel_number(), ReferenceKind::NationalNumber),
            Meaning::Fees(_) => continue,
        };
        keys.check(row, "leads_to", &key, noun);
    }
    meanings
}

fn slug(row: &mut Row<'_>, keys: &mut Keys) -> Option<Slug> {
    let slug = row.required::<Slug>("slug")?;
    keys.register(row, "slug", slug.as_str(), ());
    Some(slug)
}

/// Reads a list of slugs, and checks that each is among those `known`.
pub(super) fn slugs(
    row: &mut Row<'_>,
    column: &str,
    known: &Keys,
    noun: ReferenceKind,
) -> Vec<Slug> {
    let slugs = row.list::<Slug>(column);
    for slug in &slugs {
        known.check(row, column, slug.as_str(), noun);
    }
    slugs
}
