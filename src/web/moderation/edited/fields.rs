//! Fields of the correction form: widgets, and form data from what was typed.

use super::ask::{Asked, ask};
use crate::{
    catalogue::Catalogue,
    domain::{
        account::Member,
        initiative::Initiative,
        proposal::{AuthorRole, Entry, Field, Mistaken, Step},
    },
    i18n::{Key, say},
    web::{
        Page,
        forms::{Fields, Mistakes},
        proposal::{Found, ask::Asking, words},
    },
};

const CONTACTS: [Field; 3] = [Field::Phone, Field::Email, Field::Website];

/// Group of fields.
#[derive(Debug)]
pub struct Section {
    pub title: String,
    pub asked: Vec<Asked>,
}

/// All fields of `entry` with their errors, by section.
pub fn sections(
    page: &Page,
    catalogue: &Catalogue,
    entry: &Entry,
    mistakes: &Mistakes,
) -> Vec<Section> {
    let titles = [
        (Step::What, say::CORRECT_WHAT),
        (Step::Where, say::CORRECT_WHERE),
        (Step::Whom, say::CORRECT_WHOM),
        (Step::Join, say::CORRECT_JOIN),
        (Step::Who, say::CORRECT_WHO),
    ];
    let found = Found::default();
    let asking = Asking { page, catalogue, entry, mistakes, found: &found };
    let section = |(step, title): (Step, &Key)| Section {
        title: page.t(title).into_owned(),
        asked: step.fields().filter_map(|field| ask(asking, field)).collect(),
    };
    titles.into_iter().map(section).collect()
}

/// Form data from `fields`; every contact given is published, and `member` is the author.
pub fn typed(
    catalogue: &Catalogue,
    initiative: &Initiative,
    member: &Member,
    fields: &Fields,
) -> Entry {
    let mut entry = Entry::default();
    for step in Step::ALL {
        entry.take(step, |name| fields.all(name));
    }
    let given = CONTACTS.into_iter().filter(|field| !entry.get(*field).is_empty());
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
pub fn mistakes(page: &Page, broken: &Mistaken) -> Mistakes {
    let mut mistakes = Mistakes::default();
    for (field, wrong) in broken {
        let at = if *field == Field::Carrier { Field::CarrierName } else { *field };
        mistakes.add(at.name(), words::mistake(page, *field, *wrong));
    }
    mistakes
}
