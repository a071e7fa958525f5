//! Widgets of each field and step, ready to print.

mod builder;
mod carrier;
mod place;
mod search;

use self::carrier::CarrierWidget;
use self::place::PlaceWidget;
use super::labels;
use crate::domain::proposal::{Field, FieldKind, Step, Visibility};
use crate::i18n::messages;
use crate::web::components::{self, ChoiceOption, Choices};

pub use self::builder::FormBuilder;
pub use self::search::StepSearch;

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
        let shown_separately = [Field::CarrierName, Field::CarrierSiret];
        let fields = step.fields().filter(|field| !shown_separately.contains(field));
        fields.map(|field| self.widget(field)).collect()
    }

    /// Widget of `field`.
    pub fn widget(self, field: Field) -> Widget {
        match field.spec().kind {
            FieldKind::Line | FieldKind::Lines { .. } => match field.spec().visibility {
                Visibility::OnConsent => self.contact(field),
                Visibility::Public | Visibility::PublicContact | Visibility::Private => {
                    Widget::Text(self.text_field(field))
                }
            },
            FieldKind::OneOf | FieldKind::SomeOf => self.closed_list(field),
            FieldKind::Barriers => self.barriers(field),
            FieldKind::Audiences => self.audiences(field),
            FieldKind::Neighbourhoods => Widget::Place(PlaceWidget::new(self)),
            FieldKind::Organisation => Widget::Carrier(Box::new(CarrierWidget::new(self))),
            FieldKind::Consent => {
                let help = self.page.lang.field_help(field).into_owned();
                Widget::Title(labels::label(self.page, field), help)
            }
        }
    }

    /// Radio buttons or checkboxes for the options of `field`.
    fn closed_list(self, field: Field) -> Widget {
        let choice = |value: &&str| {
            let label = self.page.lang.option_label(field, value);
            ChoiceOption::new(*value, label, self.entry.has(field, value))
        };
        Widget::Choices(self.choices(field, field.spec().options.iter().map(choice).collect()))
    }

    fn barriers(self, field: Field) -> Widget {
        let choice = |it: &crate::domain::directory::Barrier| {
            let (slug, plain) = (it.slug.as_str(), it.plain_label.to_string());
            let label = it.label.to_string();
            let help = (plain != label).then_some(plain);
            ChoiceOption { help, ..ChoiceOption::new(slug, label, self.entry.has(field, slug)) }
        };
        Widget::Choices(self.choices(field, self.catalogue.barriers.iter().map(choice).collect()))
    }

    fn audiences(self, field: Field) -> Widget {
        let choice = |it: &crate::domain::directory::Audience| {
            let slug = it.slug.as_str();
            ChoiceOption::new(slug, it.label.to_string(), self.entry.has(field, slug))
        };
        Widget::Choices(self.choices(field, self.catalogue.audiences.iter().map(choice).collect()))
    }

    fn contact(self, field: Field) -> Widget {
        let words = self.page.tv(messages::PROPOSE_PUBLISH, field.name());
        let chosen = self.entry.has(Field::Publish, field.name());
        Widget::Contact(self.text_field(field), ChoiceOption::new(field.name(), words, chosen))
    }
}
