//! The fields of a correction: what they ask, and what was typed in them.

use crate::{
    catalogue::Catalogue,
    domain::{
        account::Member,
        initiative::{Coverage, Delivery, Initiative},
        practical::{AccessBy, AccessMode, Fees},
        proposal::{AuthorRole, Entry, Field, Mistaken, Step},
        state::Activity,
    },
    i18n::{Key, say},
    web::{
        Page,
        forms::{Fields, Mistakes},
        initiative::{coverage, delivery},
        moderation::proposal::{access_by, access_mode, activity, fees, label, mistake},
        parts::{self, Choice, Choices},
    },
};

const CONTACTS: [Field; 3] = [Field::Phone, Field::Email, Field::Website];
const LONG: [Field; 4] = [Field::Summary, Field::Schedule, Field::Conditions, Field::Partners];
const OPTIONAL: [Field; 12] = [
    Field::Schedule,
    Field::Venue,
    Field::Address,
    Field::Postcode,
    Field::Phone,
    Field::Email,
    Field::Website,
    Field::AccessUrl,
    Field::FeesDetails,
    Field::Conditions,
    Field::CarrierSiret,
    Field::Partners,
];

/// Fields that belong together.
#[derive(Debug)]
pub struct Section {
    pub title: String,
    pub asked: Vec<Asked>,
}

#[derive(Debug)]
pub enum Asked {
    Text(parts::Field),
    Choices(Choices),
    /// Many things, folded away.
    Folded(Choices, String),
}

/// All the fields of `entry`, with what is wrong in them.
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
    let asking = Asking { page, catalogue, entry, mistakes };
    let section = |(step, title): (Step, &Key)| Section {
        title: page.t(title).into_owned(),
        asked: step.fields().filter_map(|field| asking.ask(field)).collect(),
    };
    titles.into_iter().map(section).collect()
}

/// What `fields` hold; every contact that is given is to be published, and `member` is who says it.
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

/// The organisation that `name` stands for: the one it stood for, or the only one of that name.
fn carrier(catalogue: &Catalogue, initiative: &Initiative, name: &str) -> Option<String> {
    let before = initiative.organisations.iter().find(|(it, _)| it.as_str() == name);
    let mut named = catalogue.organisations.iter().filter(|it| it.facts.name.as_str() == name);
    let only = named.next().filter(|_| named.next().is_none());
    before.map(|(_, id)| *id).or(only.map(|it| it.id)).map(|id| id.to_string())
}

/// What is wrong, in words.
pub fn mistakes(page: &Page, mistaken: &Mistaken) -> Mistakes {
    let mut mistakes = Mistakes::default();
    for (field, wrong) in mistaken {
        let at = if *field == Field::Carrier { Field::CarrierName } else { *field };
        mistakes.add(at.name(), mistake(page, *field, *wrong));
    }
    mistakes
}

#[derive(Clone, Copy)]
struct Asking<'a> {
    page: &'a Page,
    catalogue: &'a Catalogue,
    entry: &'a Entry,
    mistakes: &'a Mistakes,
}

impl Asking<'_> {
    /// What is asked in `field`; nothing where the answer is known.
    fn ask(self, field: Field) -> Option<Asked> {
        let words = |key: &Key| self.page.t(key).into_owned();
        Some(match field {
            Field::Activity => {
                self.one(field, ACTIVITIES.map(|(value, it)| (value, words(activity(it)))))
            }
            Field::Coverage => {
                self.one(field, COVERAGES.map(|(value, it)| (value, words(coverage(it)))))
            }
            Field::Delivery => {
                self.one(field, DELIVERIES.map(|(value, it)| (value, words(delivery(it)))))
            }
            Field::Fees => {
                let all = Fees::ALL.iter().map(|it| (it.code(), words(fees(*it))));
                Asked::Choices(self.choices(field, all, false).optional())
            }
            Field::AccessModes => {
                let all = AccessMode::ALL.iter().map(|it| (it.code(), words(access_mode(*it))));
                Asked::Choices(self.choices(field, all, true))
            }
            Field::AccessBy => {
                let all = AccessBy::ALL.iter().map(|it| (it.code(), words(access_by(*it))));
                Asked::Choices(self.choices(field, all, true))
            }
            Field::Barriers => {
                let all = self.catalogue.barriers.iter();
                let all = all.map(|it| (it.slug.as_str(), it.label.to_string()));
                Asked::Choices(self.choices(field, all, true))
            }
            Field::Audiences => {
                let all = self.catalogue.audiences.iter();
                let all = all.map(|it| (it.slug.as_str(), it.label.to_string()));
                Asked::Choices(self.choices(field, all, true))
            }
            Field::Neighbourhoods => self.neighbourhoods(),
            Field::Publish
            | Field::Carrier
            | Field::CarrierSiret
            | Field::AuthorName
            | Field::AuthorEmail
            | Field::AuthorRole => return None,
            Field::Title
            | Field::Summary
            | Field::Schedule
            | Field::Venue
            | Field::Address
            | Field::Postcode
            | Field::Commune
            | Field::Phone
            | Field::Email
            | Field::Website
            | Field::AccessUrl
            | Field::FeesDetails
            | Field::Conditions
            | Field::CarrierName
            | Field::Partners => Asked::Text(self.text(field)),
        })
    }

    fn text(self, field: Field) -> parts::Field {
        let value = if field == Field::CarrierName {
            self.carrier()
        } else {
            self.entry.get(field).to_owned()
        };
        let rows = if field == Field::Summary { 7 } else { 3 };
        parts::Field {
            name: field.name(),
            label: label(self.page, field),
            help: help(field).map(|key| self.page.t(key).into_owned()),
            value,
            mistake: self.mistakes.of(field.name()).map(str::to_owned),
            kind: "text",
            rows: LONG.contains(&field).then_some(rows),
            autocomplete: "off",
            inputmode: None,
            most: field.most().filter(|_| LONG.contains(&field)),
            optional: OPTIONAL.contains(&field),
            short: field == Field::Postcode,
        }
    }

    /// The name of the organisation that was chosen, or the one that was typed.
    fn carrier(self) -> String {
        let id = self.entry.get(Field::Carrier).parse().ok();
        let id = id.map(crate::domain::ids::OrganisationId::new);
        let known = id.and_then(|id| self.catalogue.organisation(id));
        let typed = self.entry.get(Field::CarrierName);
        known.map_or_else(|| typed.to_owned(), |it| it.facts.name.to_string())
    }

    fn one<const N: usize>(self, field: Field, options: [(&str, String); N]) -> Asked {
        Asked::Choices(self.choices(field, options.into_iter(), false))
    }

    fn choices<'a>(
        self,
        field: Field,
        options: impl Iterator<Item = (&'a str, String)>,
        several: bool,
    ) -> Choices {
        let choice = |(value, label): (&str, String)| {
            Choice::new(value, label, self.entry.has(field, value))
        };
        Choices {
            name: field.name(),
            legend: label(self.page, field),
            help: None,
            mistake: self.mistakes.of(field.name()).map(str::to_owned),
            options: options.map(choice).collect(),
            several,
            optional: false,
        }
    }

    /// The list is long: it is unfolded to change it.
    fn neighbourhoods(self) -> Asked {
        let all = self.catalogue.neighbourhoods.iter();
        let all =
            all.map(|it| (it.code.as_str(), format!("{}, {}", it.name, self.catalogue.towns(it))));
        let choices = self.choices(Field::Neighbourhoods, all, true).optional();
        let chosen = choices.options.iter().filter(|it| it.chosen).map(|it| it.label.clone());
        let chosen = self.page.lang.all_of(chosen.collect());
        let nothing = || self.page.t(say::CORRECT_NO_NEIGHBOURHOOD).into_owned();
        let told = Some(chosen).filter(|it| !it.is_empty()).unwrap_or_else(nothing);
        Asked::Folded(choices, told)
    }
}

const COVERAGES: [(&str, Coverage); 5] = [
    ("quartier", Coverage::Neighbourhood),
    ("commune", Coverage::Commune),
    ("intercommunalite", Coverage::Epci),
    ("departement", Coverage::Departement),
    ("region", Coverage::Region),
];
const DELIVERIES: [(&str, Delivery); 3] = [
    ("sur-place", Delivery::OnSite),
    ("itinerante", Delivery::Itinerant),
    ("a-distance", Delivery::Remote),
];
const ACTIVITIES: [(&str, Activity); 3] = [
    ("permanente", Activity::Ongoing),
    ("ponctuelle", Activity::Recurring),
    ("terminee", Activity::Ended),
];

fn help(field: Field) -> Option<&'static Key> {
    if field == Field::Commune {
        Some(say::CORRECT_COMMUNE_HELP)
    } else if field == Field::CarrierName {
        Some(say::CORRECT_CARRIER_HELP)
    } else if field == Field::Partners {
        Some(say::CORRECT_PARTNERS_HELP)
    } else {
        None
    }
}
