//! Fields of the correction form: widgets, and form data from what was typed.

use super::widgets::{CorrectionWidget, correction_widget};
use crate::catalogue::Catalogue;
use crate::domain::account::Member;
use crate::domain::directory::Initiative;
use crate::domain::proposal::{AuthorRole, Field, FormData, Step, ValidationErrors};
use crate::i18n::{Key, messages};
use crate::web::Page;
use crate::web::form::{Fields, FormErrors};
use crate::web::proposal::widgets::FormBuilder;
use crate::web::proposal::{StepSearch, labels};

/// Group of fields.
#[derive(Debug)]
pub struct Section {
    pub title: String,
    pub widgets: Vec<CorrectionWidget>,
}

/// All fields of `entry` with their errors, by section.
pub fn sections(
    page: &Page,
    catalogue: &Catalogue,
    entry: &FormData,
    errors: &FormErrors,
) -> Vec<Section> {
    let titles = [
        (Step::Description, messages::CORRECT_WHAT),
        (Step::Place, messages::CORRECT_WHERE),
        (Step::Audience, messages::CORRECT_WHOM),
        (Step::Access, messages::CORRECT_JOIN),
        (Step::Participants, messages::CORRECT_WHO),
    ];
    let found = StepSearch::default();
    let builder = FormBuilder { page, catalogue, entry, errors, search: &found };
    let section = |(step, title): (Step, &Key)| Section {
        title: page.t(title).into_owned(),
        widgets: step.fields().filter_map(|field| correction_widget(builder, field)).collect(),
    };
    titles.into_iter().map(section).collect()
}

/// Form data from `fields`; every contact given is published, and `member` is the author.
pub fn entry_of(
    catalogue: &Catalogue,
    initiative: &Initiative,
    member: &Member,
    fields: &Fields,
) -> FormData {
    let mut entry = FormData::default();
    for step in Step::ALL {
        entry.read_step(step, |name| fields.all(name));
    }
    let given = Field::contacts().filter(|field| !entry.get(*field).is_empty());
    let given: Vec<&str> = given.map(Field::name).collect();
    entry.set(Field::Publish, given);
    let carrier = carrier(catalogue, initiative, entry.get(Field::CarrierName));
    entry.set(Field::Carrier, carrier);
    entry.set(Field::AuthorName, [member.account.name.as_str()]);
    entry.set(Field::AuthorEmail, [member.account.email.as_str()]);
    entry.set(Field::AuthorRole, [AuthorRole::Other.name()]);
    entry
}

/// Id of the organisation called `name`: the current carrier, or the only organisation of that name.
fn carrier(catalogue: &Catalogue, initiative: &Initiative, name: &str) -> Option<String> {
    let before = initiative.organisations.iter().find(|(it, _)| it.as_str() == name);
    let mut named = catalogue.organisations.iter().filter(|it| it.facts.name.as_str() == name);
    let only = named.next().filter(|_| named.next().is_none());
    before.map(|(_, id)| *id).or(only.map(|it| it.id)).map(|id| id.to_string())
}

/// Error messages by field.
pub fn errors(page: &Page, broken: &ValidationErrors) -> FormErrors {
    let mut errors = FormErrors::default();
    for (field, wrong) in broken {
        let at = if *field == Field::Carrier { Field::CarrierName } else { *field };
        errors.add(at.name(), labels::error_message(page, *field, *wrong));
    }
    errors
}
