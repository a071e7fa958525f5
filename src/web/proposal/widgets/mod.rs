//! Widgets of each field and step, ready to print.

mod builder;
mod carrier;
mod input_type;
mod place;
mod search;

use self::carrier::CarrierWidget;
use self::place::PlaceWidget;
use super::labels;
use crate::domain::directory::{AccessBy, AccessMode, Fees};
use crate::domain::proposal::{AuthorRole, Field, Step};
use crate::i18n::messages;
use crate::web::components::{self, ChoiceOption, Choices};

pub use self::builder::FormBuilder;
pub use self::search::StepSearch;

const ACTIVITIES: [&str; 3] = ["permanente", "ponctuelle", "terminee"];
const COVERAGES: [&str; 5] = ["quartier", "commune", "intercommunalite", "departement", "region"];
const DELIVERIES: [&str; 3] = ["sur-place", "itinerante", "a-distance"];

/// A widget of a step.
#[derive(Debug)]
pub enum Widget {
    Text(components::Field),
    Choices(Choices),
    Place(PlaceWidget),
    Carrier(Box<CarrierWidget>),
    /// Heading above several fields, and its help text.
    Title(String, String),
    /// Contact field, and the checkbox that publishes it.
    Contact(components::Field, ChoiceOption),
}

impl FormBuilder<'_> {
    /// Widgets of `step`, in the order of the page.
    pub fn step_widgets(self, step: Step) -> Vec<Widget> {
        // These fields are part of the carrier widget.
        let apart = [Field::CarrierName, Field::CarrierSiret];
        let fields = step.fields().filter(|field| !apart.contains(field));
        fields.map(|field| self.widget(field)).collect()
    }

    /// Widget of `field`.
    pub fn widget(self, field: Field) -> Widget {
        match field {
            Field::Activity => self.radio_buttons(field, &ACTIVITIES),
            Field::Coverage => self.radio_buttons(field, &COVERAGES),
            Field::Delivery => self.radio_buttons(field, &DELIVERIES),
            Field::AuthorRole => self.radio_buttons(field, &AuthorRole::ALL.map(AuthorRole::name)),
            Field::AccessModes => {
                self.checkboxes(field, AccessMode::ALL.iter().map(|it| it.code()))
            }
            Field::AccessBy => self.checkboxes(field, AccessBy::ALL.iter().map(|it| it.code())),
            Field::Fees => self.fees(),
            Field::Barriers => self.barriers(),
            Field::Audiences => self.audiences(),
            Field::Neighbourhoods => Widget::Place(PlaceWidget::new(self)),
            Field::Carrier => Widget::Carrier(Box::new(CarrierWidget::new(self))),
            Field::Publish => {
                let help = self.page.t(messages::PROPOSE_CONTACTS_HELP).into_owned();
                Widget::Title(labels::label(self.page, field), help)
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
            | Field::AuthorEmail => Widget::Text(self.text_field(field)),
        }
    }

    /// Radio buttons for `values`.
    fn radio_buttons(self, field: Field, values: &[&str]) -> Widget {
        let choice = |value: &&str| {
            ChoiceOption::new(
                *value,
                labels::option(self.page, field, value),
                self.entry.has(field, value),
            )
        };
        Widget::Choices(self.choices(field, values.iter().map(choice).collect(), false))
    }

    /// Checkboxes for `values`.
    fn checkboxes(self, field: Field, values: impl Iterator<Item = &'static str>) -> Widget {
        let choice = |value| {
            ChoiceOption::new(
                value,
                labels::option(self.page, field, value),
                self.entry.has(field, value),
            )
        };
        Widget::Choices(self.choices(field, values.map(choice).collect(), true))
    }

    /// Optional: the fee may be unknown.
    fn fees(self) -> Widget {
        let choice = |it: &Fees| {
            let value = it.code();
            let label = labels::option(self.page, Field::Fees, value);
            ChoiceOption::new(value, label, self.entry.has(Field::Fees, value))
        };
        let options = Fees::ALL.iter().map(choice).collect();
        Widget::Choices(self.choices(Field::Fees, options, false).optional())
    }

    fn barriers(self) -> Widget {
        let choice = |it: &crate::domain::directory::Barrier| {
            let (slug, plain) = (it.slug.as_str(), it.plain_label.to_string());
            let label = it.label.to_string();
            let help = (plain != label).then_some(plain);
            ChoiceOption {
                help,
                ..ChoiceOption::new(slug, label, self.entry.has(Field::Barriers, slug))
            }
        };
        let options = self.catalogue.barriers.iter().map(choice).collect();
        Widget::Choices(self.choices(Field::Barriers, options, true))
    }

    fn audiences(self) -> Widget {
        let choice = |it: &crate::domain::directory::Audience| {
            let slug = it.slug.as_str();
            ChoiceOption::new(slug, it.label.to_string(), self.entry.has(Field::Audiences, slug))
        };
        let options = self.catalogue.audiences.iter().map(choice).collect();
        Widget::Choices(self.choices(Field::Audiences, options, true))
    }

    fn contact(self, field: Field) -> Widget {
        let words = self.page.tv(messages::PROPOSE_PUBLISH, field.name());
        let chosen = self.entry.has(Field::Publish, field.name());
        Widget::Contact(self.text_field(field), ChoiceOption::new(field.name(), words, chosen))
    }
}
