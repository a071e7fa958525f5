//! Private fields of a proposal, for moderators: author, unpublished contacts, raw values.

use crate::catalogue::Catalogue;
use crate::domain::proposal::{AuthorRole, Field, FormData, ValidationError};
use crate::i18n::{Key, messages};
use crate::web::Page;
use crate::web::moderation::diff::values::{address, is_address, marked};
use crate::web::proposal::labels;

/// A label and its value.
pub type LabelledValue = (String, String);

/// Author: name, email, role, SIRET of the carrier.
pub fn author(page: &Page, entry: &FormData) -> Vec<LabelledValue> {
    let raw_values = |label: &Key, field: Field| {
        (page.t(label).into_owned(), visible(page, field, entry.get(field).to_owned()))
    };
    let role = AuthorRole::ALL.into_iter().find(|role| role.name() == entry.get(Field::AuthorRole));
    let role = role.map(|role| {
        let words = match role {
            AuthorRole::Carrier => messages::PROPOSAL_ROLE_CARRIER,
            AuthorRole::Partner => messages::PROPOSAL_ROLE_PARTNER,
            AuthorRole::Other => messages::PROPOSAL_ROLE_OTHER,
        };
        (page.t(messages::PROPOSAL_AUTHOR_ROLE).into_owned(), page.t(words).into_owned())
    });
    let facts = [
        raw_values(messages::PROPOSAL_AUTHOR_NAME, Field::AuthorName),
        raw_values(messages::PROPOSAL_AUTHOR_MAIL, Field::AuthorEmail),
    ];
    let siret = raw_values(messages::PROPOSAL_CARRIER_SIRET, Field::CarrierSiret);
    let facts = facts.into_iter().chain(role).chain([siret]);
    facts.filter(|(_, value)| !value.is_empty()).collect()
}

/// Contacts that are not to be published.
pub fn private(page: &Page, entry: &FormData) -> Vec<LabelledValue> {
    let hidden =
        |field: &Field| !entry.get(*field).is_empty() && !entry.has(Field::Publish, field.name());
    let fields = Field::contacts().filter(hidden);
    let value = |field: Field| visible(page, field, entry.get(field).to_owned());
    fields.map(|field| (label(page, field), value(field))).collect()
}

/// Values of the fields about the initiative, for a proposal that fails validation; texts as its author sees them.
pub fn raw_values(page: &Page, catalogue: &Catalogue, entry: &FormData) -> Vec<LabelledValue> {
    let fields = Field::ALL.into_iter();
    let fields = fields.filter(|it| !entry.all(*it).is_empty() && !it.is_about_author());
    let labelled = |field| {
        let spoken = labels::value_texts(page, catalogue, entry, field).join(", ");
        (labels::label(page, field), visible(page, field, spoken))
    };
    fields.map(labelled).collect()
}

/// `text`, typed in `field`; the letters of other alphabets are made visible in an address, and marked in a word.
fn visible(page: &Page, field: Field, text: String) -> String {
    if is_address(field) { address(page, &text) } else { marked(page, text) }
}

/// Error messages, one for each error.
pub fn errors(page: &Page, invalid_fields: &[(Field, ValidationError)]) -> Vec<String> {
    invalid_fields
        .iter()
        .map(|(field, wrong)| labels::error_message(page, *field, *wrong))
        .collect()
}

/// Labels of the fields with errors, each once.
pub fn field_labels(page: &Page, invalid_fields: &[(Field, ValidationError)]) -> Vec<String> {
    let fields: Vec<Field> = invalid_fields.iter().map(|(field, _)| *field).collect();
    labels(page, &fields)
}

fn label(page: &Page, field: Field) -> String {
    match field.spec().part {
        Some(part) => page.lang.part(part).into_owned(),
        None => page.t(messages::PROPOSAL_AUTHOR).into_owned(),
    }
}

/// Labels of `fields`, each once.
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
