//! What only members read of a proposal: who proposes, what is not to be published, what was typed.

use super::case::Case;
use crate::{
    domain::proposal::{AuthorRole, Entry, Field, Mistake, Part},
    i18n::{Arg, Key, say},
    web::Page,
};

/// A label, and what stands beside it.
pub type Fact = (String, String);

/// Who proposes.
pub fn author(page: &Page, entry: &Entry) -> Vec<Fact> {
    let typed =
        |label: &Key, field: Field| (page.t(label).into_owned(), entry.get(field).to_owned());
    let role = AuthorRole::ALL.into_iter().find(|role| role.name() == entry.get(Field::AuthorRole));
    let role = role.map(|role| {
        let words = match role {
            AuthorRole::Carrier => say::PROPOSAL_ROLE_CARRIER,
            AuthorRole::Partner => say::PROPOSAL_ROLE_PARTNER,
            AuthorRole::Other => say::PROPOSAL_ROLE_OTHER,
        };
        (page.t(say::PROPOSAL_AUTHOR_ROLE).into_owned(), page.t(words).into_owned())
    });
    let facts = [
        typed(say::PROPOSAL_AUTHOR_NAME, Field::AuthorName),
        typed(say::PROPOSAL_AUTHOR_MAIL, Field::AuthorEmail),
    ];
    let siret = typed(say::PROPOSAL_CARRIER_SIRET, Field::CarrierSiret);
    let facts = facts.into_iter().chain(role).chain([siret]);
    facts.filter(|(_, value)| !value.is_empty()).collect()
}

/// Contacts that their owner did not tick.
pub fn private(page: &Page, entry: &Entry) -> Vec<Fact> {
    let hidden =
        |field: &Field| !entry.get(*field).is_empty() && !entry.has(Field::Publish, field.name());
    let fields = [Field::Phone, Field::Email, Field::Website].into_iter().filter(hidden);
    fields.map(|field| (label(page, field), entry.get(field).to_owned())).collect()
}

/// Every field as it was typed, where it cannot be read.
pub fn typed(page: &Page, case: &Case) -> Vec<Fact> {
    let entry = &case.proposal.entry;
    let fields = Field::ALL.into_iter().filter(|field| !entry.all(*field).is_empty());
    fields.map(|field| (label(page, field), entry.all(field).join(", "))).collect()
}

/// What the fields with a mistake are called, each once.
pub fn field_labels(page: &Page, mistaken: &[(Field, Mistake)]) -> Vec<String> {
    let fields: Vec<Field> = mistaken.iter().map(|(field, _)| *field).collect();
    labels(page, &fields)
}

fn label(page: &Page, field: Field) -> String {
    match part(field) {
        Some(part) => page.lang.part(part).into_owned(),
        None => page.t(say::PROPOSAL_AUTHOR).into_owned(),
    }
}

/// The part that `field` is of; none when it is about the author.
const fn part(field: Field) -> Option<Part> {
    Some(match field {
        Field::Title => Part::Title,
        Field::Summary => Part::Summary,
        Field::Activity => Part::Activity,
        Field::Schedule => Part::Schedule,
        Field::Venue | Field::Address | Field::Postcode | Field::Commune => Part::Place,
        Field::Neighbourhoods => Part::Neighbourhoods,
        Field::Coverage | Field::Delivery => Part::Reach,
        Field::Barriers => Part::Barriers,
        Field::Audiences => Part::Audiences,
        Field::AccessBy | Field::AccessModes | Field::AccessUrl => Part::Access,
        Field::Phone => Part::Phone,
        Field::Email => Part::Email,
        Field::Website => Part::Website,
        Field::Fees | Field::FeesDetails => Part::Fees,
        Field::Conditions => Part::Conditions,
        Field::Carrier | Field::CarrierName | Field::CarrierSiret => Part::Carriers,
        Field::Partners => Part::Partners,
        Field::Publish | Field::AuthorName | Field::AuthorEmail | Field::AuthorRole => return None,
    })
}

/// What `fields` are called, each once.
pub fn labels(page: &Page, fields: &[Field]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for field in fields {
        let label = label(page, *field);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// What `field` is called on its own: the street and the town are one part, and two fields.
pub fn field_label(page: &Page, field: Field) -> String {
    let own = match field {
        Field::Venue => say::FIELD_VENUE,
        Field::Address => say::FIELD_ADDRESS,
        Field::Postcode => say::FIELD_POSTCODE,
        Field::Commune => say::FIELD_COMMUNE,
        Field::Coverage => say::FIELD_COVERAGE,
        Field::Delivery => say::FIELD_DELIVERY,
        Field::AccessBy => say::FIELD_ACCESS_BY,
        Field::AccessUrl => say::FIELD_ACCESS_URL,
        Field::FeesDetails => say::FIELD_FEES_DETAILS,
        Field::CarrierSiret => say::PROPOSAL_CARRIER_SIRET,
        Field::AuthorName => say::PROPOSAL_AUTHOR_NAME,
        Field::AuthorEmail => say::PROPOSAL_AUTHOR_MAIL,
        Field::AuthorRole => say::PROPOSAL_AUTHOR_ROLE,
        Field::Title
        | Field::Summary
        | Field::Activity
        | Field::Schedule
        | Field::Neighbourhoods
        | Field::Barriers
        | Field::Audiences
        | Field::AccessModes
        | Field::Phone
        | Field::Email
        | Field::Website
        | Field::Publish
        | Field::Fees
        | Field::Conditions
        | Field::Carrier
        | Field::CarrierName
        | Field::Partners => return label(page, field),
    };
    page.t(own).into_owned()
}

/// What is wrong in `field`, in a sentence that names it.
pub fn mistake(page: &Page, field: Field, mistake: Mistake) -> String {
    let label = field_label(page, field);
    let counted =
        |key: &Key, n| page.ta(key, &[("field", Arg::Text(&label)), ("n", Arg::Count(n))]);
    let key = match mistake {
        Mistake::Missing | Mistake::Needed | Mistake::NothingToPublish => say::WRONG_MISSING,
        Mistake::TooShort(n) => return counted(say::WRONG_SHORT, n),
        Mistake::TooLong(n) => return counted(say::WRONG_LONG, n),
        Mistake::Malformed => say::WRONG_MALFORMED,
        Mistake::Unknown => say::WRONG_UNKNOWN,
        Mistake::NotInRegion => say::WRONG_REGION,
        Mistake::NotThePostcode => say::WRONG_POSTCODE,
        Mistake::NotAlone => say::WRONG_ALONE,
    };
    page.tv(key, &label)
}
