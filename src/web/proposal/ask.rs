//! Form builder of a proposal: the widgets of each field and step, ready to print.

use super::{
    carrier::CarrierBox,
    inputs::{is_counted, is_optional, rows, typed},
    place::{Found, PlaceBox},
    words,
};
use crate::{
    catalogue::Catalogue,
    domain::{
        practical::{AccessBy, AccessMode, Fees},
        proposal::{AuthorRole, Entry, Field, Step},
    },
    i18n::say,
    web::{
        Page,
        forms::Mistakes,
        parts::{self, Choice, Choices},
    },
};

const ACTIVITIES: [&str; 3] = ["permanente", "ponctuelle", "terminee"];
const COVERAGES: [&str; 5] = ["quartier", "commune", "intercommunalite", "departement", "region"];
const DELIVERIES: [&str; 3] = ["sur-place", "itinerante", "a-distance"];

/// A widget of a step.
#[derive(Debug)]
pub enum Asked {
    Text(parts::Field),
    Choices(Choices),
    Place(PlaceBox),
    Carrier(Box<CarrierBox>),
    /// Heading above several fields, and its help text.
    Title(String, String),
    /// Contact field, and the checkbox that publishes it.
    Contact(parts::Field, Choice),
}

/// Input of the form builder.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    pub page: &'a Page,
    pub catalogue: &'a Catalogue,
    pub entry: &'a Entry,
    pub mistakes: &'a Mistakes,
    /// Search made in this step, and its result.
    pub found: &'a Found,
}

impl Asking<'_> {
    /// Widgets of `step`, in the order of the page.
    pub fn step(self, step: Step) -> Vec<Asked> {
        // These fields are part of the carrier widget.
        let apart = [Field::CarrierName, Field::CarrierSiret];
        let fields = step.fields().filter(|field| !apart.contains(field));
        fields.map(|field| self.ask(field)).collect()
    }

    /// Widget of `field`.
    pub fn ask(self, field: Field) -> Asked {
        match field {
            Field::Activity => self.one(field, &ACTIVITIES),
            Field::Coverage => self.one(field, &COVERAGES),
            Field::Delivery => self.one(field, &DELIVERIES),
            Field::AuthorRole => self.one(field, &AuthorRole::ALL.map(AuthorRole::name)),
            Field::AccessModes => self.several(field, AccessMode::ALL.iter().map(|it| it.code())),
            Field::AccessBy => self.several(field, AccessBy::ALL.iter().map(|it| it.code())),
            Field::Fees => self.fees(),
            Field::Barriers => self.barriers(),
            Field::Audiences => self.audiences(),
            Field::Neighbourhoods => Asked::Place(PlaceBox::new(self)),
            Field::Carrier => Asked::Carrier(Box::new(CarrierBox::new(self))),
            Field::Publish => {
                let help = self.page.t(say::PROPOSE_CONTACTS_HELP).into_owned();
                Asked::Title(words::label(self.page, field), help)
            }
            Field::Phone | Field::Email | Field::Website => self.contact(field),
            Field::Title
            | Field::Summary
            | Field::Schedule
            | Field::Venue
            | Field::Address
            | Field::Postcode
            | Field::Commune
            | Field::AccessUrl
            | Field::FeesDetails
            | Field::Conditions
            | Field::CarrierName
            | Field::CarrierSiret
            | Field::Partners
            | Field::AuthorName
            | Field::AuthorEmail => Asked::Text(self.field(field)),
        }
    }

    /// Text field with its value and its error.
    pub fn field(self, field: Field) -> parts::Field {
        let (kind, autocomplete, inputmode) = typed(field);
        let name = field.name();
        parts::Field {
            name,
            label: words::label(self.page, field),
            help: words::help(self.page, field),
            value: self.entry.get(field).to_owned(),
            mistake: self.mistakes.of(name).map(str::to_owned),
            kind,
            rows: rows(field),
            autocomplete,
            inputmode,
            most: field.most().filter(|_| is_counted(field)),
            optional: is_optional(field) || (field == Field::Commune && self.is_placed()),
            short: matches!(field, Field::Postcode),
        }
    }

    /// True if a neighbourhood is chosen: the commune is optional then.
    fn is_placed(self) -> bool {
        !self.entry.all(Field::Neighbourhoods).is_empty()
    }

    /// Radio buttons for `values`.
    fn one(self, field: Field, values: &[&str]) -> Asked {
        let choice = |value: &&str| {
            Choice::new(
                *value,
                words::option(self.page, field, value),
                self.entry.has(field, value),
            )
        };
        Asked::Choices(self.choices(field, values.iter().map(choice).collect(), false))
    }

    /// Checkboxes for `values`.
    fn several(self, field: Field, values: impl Iterator<Item = &'static str>) -> Asked {
        let choice = |value| {
            Choice::new(value, words::option(self.page, field, value), self.entry.has(field, value))
        };
        Asked::Choices(self.choices(field, values.map(choice).collect(), true))
    }

    /// Optional: the fee may be unknown.
    fn fees(self) -> Asked {
        let choice = |it: &Fees| {
            let value = it.code();
            let label = words::option(self.page, Field::Fees, value);
            Choice::new(value, label, self.entry.has(Field::Fees, value))
        };
        let options = Fees::ALL.iter().map(choice).collect();
        Asked::Choices(self.choices(Field::Fees, options, false).optional())
    }

    fn barriers(self) -> Asked {
        let choice = |it: &crate::domain::vocabulary::Barrier| {
            let (slug, plain) = (it.slug.as_str(), it.plain_label.to_string());
            let label = it.label.to_string();
            let help = (plain != label).then_some(plain);
            Choice { help, ..Choice::new(slug, label, self.entry.has(Field::Barriers, slug)) }
        };
        let options = self.catalogue.barriers.iter().map(choice).collect();
        Asked::Choices(self.choices(Field::Barriers, options, true))
    }

    fn audiences(self) -> Asked {
        let choice = |it: &crate::domain::vocabulary::Audience| {
            let slug = it.slug.as_str();
            Choice::new(slug, it.label.to_string(), self.entry.has(Field::Audiences, slug))
        };
        let options = self.catalogue.audiences.iter().map(choice).collect();
        Asked::Choices(self.choices(Field::Audiences, options, true))
    }

    fn contact(self, field: Field) -> Asked {
        let words = self.page.tv(say::PROPOSE_PUBLISH, field.name());
        let chosen = self.entry.has(Field::Publish, field.name());
        Asked::Contact(self.field(field), Choice::new(field.name(), words, chosen))
    }

    pub fn choices(self, field: Field, options: Vec<Choice>, several: bool) -> Choices {
        Choices {
            name: field.name(),
            legend: words::label(self.page, field),
            help: words::help(self.page, field),
            mistake: self.mistakes.of(field.name()).map(str::to_owned),
            options,
            several,
            optional: false,
        }
    }
}
