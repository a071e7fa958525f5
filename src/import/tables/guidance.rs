//! Reads the guidance beyond the directory: schemes, barriers of the kinds of organisations, national numbers.

use super::initiative::Initiatives;
use super::vocabulary::{VocabularyKeys, slugs};
use crate::domain::directory::{
    BarrierStrength, CallCost, KindBarrier, NationalNumber, NationalPhone, Scheme, SchemeStatus,
};
use crate::domain::text::{Prose, Reference, Slug};
use crate::import::error::ReferenceKind;
use crate::import::parser::{FLAG, Keys, Row, SeedReader, TableSchema};

const SCHEMES: TableSchema = TableSchema {
    file: "schemes.csv",
    columns: &[
        "slug",
        "title",
        "acronym",
        "summary",
        "barriers",
        "audiences",
        "given_by",
        "who_gives",
        "conditions",
        "amount",
        "how_to_ask",
        "initiatives",
        "official_url",
        "source_url",
        "as_of",
        "status",
        "doubt",
        "curator_note",
    ],
    optional_columns: &[],
};
const KIND_BARRIERS: TableSchema = TableSchema {
    file: "kind_barriers.csv",
    columns: &["kind", "barrier", "strength", "audiences_only", "why", "source_url", "as_of"],
    optional_columns: &[],
};
const NATIONAL_NUMBERS: TableSchema = TableSchema {
    file: "national_numbers.csv",
    columns: &[
        "number",
        "name",
        "for_what",
        "hours",
        "cost",
        "emergency",
        "barriers",
        "audiences_only",
        "position",
        "source_url",
        "as_of",
        "called_first_source",
    ],
    optional_columns: &[],
};

const STATUSES: &[(&str, SchemeStatus)] = &[
    ("in_force", SchemeStatus::InForce),
    ("unsure", SchemeStatus::Unsure),
    ("ended", SchemeStatus::Ended),
];
const STRENGTHS: &[(&str, BarrierStrength)] =
    &[("first", BarrierStrength::First), ("also", BarrierStrength::Also)];
const COSTS: &[(&str, CallCost)] =
    &[("free", CallCost::Free), ("call", CallCost::Call), ("paid", CallCost::Paid)];

pub fn schemes(
    reading: &mut SeedReader<'_>,
    known: &VocabularyKeys,
    initiatives: &Initiatives,
) -> Vec<Scheme> {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    reading.rows(&SCHEMES, |row| {
        let initiatives = references(row, initiatives);
        let scheme = scheme(row, known, &mut keys);
        found.extend(scheme.map(|scheme| Scheme { initiatives, ..scheme }));
    });
    found
}

fn scheme(row: &mut Row<'_>, known: &VocabularyKeys, keys: &mut Keys) -> Option<Scheme> {
    let (slug, title) = (row.required::<Slug>("slug"), row.required("title"));
    if let Some(slug) = &slug {
        keys.register(row, "slug", slug.as_str(), ());
    }
    let (acronym, summary) = (row.optional("acronym"), row.required("summary"));
    let barriers = slugs(row, "barriers", &known.barriers, ReferenceKind::Barrier);
    let audiences = slugs(row, "audiences", &known.audiences, ReferenceKind::Audience);
    let kinds = slugs(row, "who_gives", &known.kinds, ReferenceKind::Kind);
    let (given_by, conditions) = (row.optional("given_by"), row.required("conditions"));
    let (amount, how_to_ask) = (row.optional("amount"), row.optional("how_to_ask"));
    let (official_url, source_url) = (row.required("official_url"), row.required("source_url"));
    let (as_of, status) = (row.required("as_of"), row.one_of("status", STATUSES));
    let caveat = row.optional("doubt");
    // Checked, and left in the file: it is for curators.
    row.optional::<Prose>("curator_note");
    Some(Scheme {
        slug: slug?,
        title: title?,
        acronym,
        summary: summary?,
        barriers,
        audiences,
        given_by,
        kinds,
        conditions: conditions?,
        amount,
        how_to_ask,
        initiatives: Vec::new(),
        official_url: official_url?,
        source_url: source_url?,
        as_of: as_of?,
        status: status?,
        caveat,
    })
}

fn references(row: &mut Row<'_>, initiatives: &Initiatives) -> Vec<Reference> {
    let references = row.list::<Reference>("initiatives");
    for reference in &references {
        let noun = ReferenceKind::Initiative;
        initiatives.keys.check(row, "initiatives", reference.as_str(), noun);
    }
    references
}

pub fn kind_barriers(reading: &mut SeedReader<'_>, known: &VocabularyKeys) -> Vec<KindBarrier> {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    reading.rows(&KIND_BARRIERS, |row| found.extend(kind_barrier(row, known, &mut keys)));
    found
}

fn kind_barrier(row: &mut Row<'_>, known: &VocabularyKeys, keys: &mut Keys) -> Option<KindBarrier> {
    let (kind, barrier) = (row.required::<Slug>("kind"), row.required::<Slug>("barrier"));
    if let Some(kind) = &kind {
        known.kinds.check(row, "kind", kind.as_str(), ReferenceKind::Kind);
    }
    if let Some(barrier) = &barrier {
        known.barriers.check(row, "barrier", barrier.as_str(), ReferenceKind::Barrier);
    }
    let strength = row.one_of("strength", STRENGTHS);
    let audiences_only = slugs(row, "audiences_only", &known.audiences, ReferenceKind::Audience);
    let (why, source_url) = (row.required("why"), row.required("source_url"));
    let as_of = row.optional("as_of");
    let (kind, barrier) = (kind?, barrier?);
    keys.register(row, "barrier", &format!("{kind} {barrier}"), ());
    Some(KindBarrier {
        kind,
        barrier,
        strength: strength?,
        audiences_only,
        why: why?,
        source_url: source_url?,
        as_of,
    })
}

pub fn national_numbers(
    reading: &mut SeedReader<'_>,
    known: &VocabularyKeys,
) -> (Vec<NationalNumber>, Keys) {
    let (mut found, mut keys) = (Vec::new(), Keys::default());
    keys.complete =
        reading.rows(&NATIONAL_NUMBERS, |row| found.extend(national_number(row, known, &mut keys)));
    (found, keys)
}

fn national_number(
    row: &mut Row<'_>,
    known: &VocabularyKeys,
    keys: &mut Keys,
) -> Option<NationalNumber> {
    let (number, name) = (row.required::<NationalPhone>("number"), row.required("name"));
    if let Some(number) = &number {
        keys.register(row, "number", &number.tel_number(), ());
    }
    let (for_what, hours) = (row.required("for_what"), row.optional("hours"));
    let (cost, emergency) = (row.one_of("cost", COSTS), row.one_of("emergency", FLAG));
    let barriers = slugs(row, "barriers", &known.barriers, ReferenceKind::Barrier);
    let audiences_only = slugs(row, "audiences_only", &known.audiences, ReferenceKind::Audience);
    let (position, source_url) = (row.required("position"), row.required("source_url"));
    let (as_of, called_first_source) = (row.optional("as_of"), row.optional("called_first_source"));
    Some(NationalNumber {
        number: number?,
        name: name?,
        for_what: for_what?,
        hours,
        cost: cost?,
        emergency: emergency?,
        barriers,
        audiences_only,
        position: position?,
        source_url: source_url?,
        as_of,
        called_first_source,
    })
}
