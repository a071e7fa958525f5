//! What each field of a correction asks, ready to print.

use crate::{
    catalogue::Catalogue,
    domain::{
        ids::OrganisationId,
        initiative::{Coverage, Delivery},
        practical::{AccessBy, AccessMode, Fees},
        proposal::{Entry, Field},
        state::Activity,
    },
    i18n::{Key, say},
    web::{
        Page,
        forms::Mistakes,
        initiative::{coverage, delivery},
        moderation::proposal::{access_by, access_mode, activity, fees, label},
        parts::{self, Choice, Choices},
    },
};

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

/// Something that is asked.
#[derive(Debug)]
pub enum Asked {
    Text(parts::Field),
    Choices(Choices),
    /// Many things, folded away.
    Folded(Choices, String),
}

/// What questions are made from.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    pub page: &'a Page,
    pub catalogue: &'a Catalogue,
    pub entry: &'a Entry,
    pub mistakes: &'a Mistakes,
}

impl Asking<'_> {
    /// What is asked in `field`; nothing where the answer is known.
    #[expect(clippy::too_many_lines, reason = "one arm a field")]
    pub fn ask(self, field: Field) -> Option<Asked> {
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
        let id = id.map(OrganisationId::new);
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
