//! Widgets of the correction form: those of the proposal form, all of them public.

use crate::domain::directory::OrganisationId;
use crate::domain::proposal::{Field, Visibility};
use crate::i18n::{Arg, messages};
use crate::web::components::{self, ChoiceOption, Choices};
use crate::web::proposal::labels;
use crate::web::proposal::widgets::{self, FormBuilder};

/// A widget.
#[derive(Debug)]
pub enum CorrectionWidget {
    Text(components::Field),
    Choices(Choices),
    /// Long list, folded, and the summary that names what is chosen.
    Folded(Choices, String),
}

/// Widget of `field`; `None` for fields that a correction does not ask for.
pub fn correction_widget(builder: FormBuilder<'_>, field: Field) -> Option<CorrectionWidget> {
    if field.spec().visibility == Visibility::Private {
        return None;
    }
    if field == Field::CarrierName {
        return Some(CorrectionWidget::Text(carrier(builder)));
    }
    match builder.widget(field) {
        // Every contact given is published.
        widgets::Widget::Text(text) | widgets::Widget::Contact(text, _) => {
            Some(CorrectionWidget::Text(text))
        }
        widgets::Widget::Choices(choices) => Some(CorrectionWidget::Choices(choices)),
        widgets::Widget::Place(_) => Some(neighbourhoods(builder)),
        widgets::Widget::Carrier(_) | widgets::Widget::Title(..) => None,
    }
}

/// Carrier field: name of the organisation chosen, or the name typed.
fn carrier(builder: FormBuilder<'_>) -> components::Field {
    let id = builder.entry.get(Field::Carrier).parse().ok().map(OrganisationId::new);
    let known = id.and_then(|id| builder.catalogue.organisation(id));
    let field =
        builder.text_field(Field::CarrierName).help(builder.page, messages::CORRECT_CARRIER_HELP);
    let value = known.map_or(field.value.clone(), |it| it.facts.name.to_string());
    components::Field { value, ..field }
}

/// Folded list of neighbourhoods: it is long.
fn neighbourhoods(builder: FormBuilder<'_>) -> CorrectionWidget {
    let FormBuilder { page, catalogue, entry, .. } = builder;
    let choice = |it: &crate::domain::place::Neighbourhood| {
        let (code, name) = (it.code.as_str(), catalogue.neighbourhood_label(it));
        ChoiceOption::new(code, name, entry.has(Field::Neighbourhoods, code))
    };
    let options = catalogue.neighbourhoods.iter().map(choice).collect();
    let choices = builder.choices(Field::Neighbourhoods, options).optional();
    let chosen = choices.options.iter().filter(|it| it.chosen).map(|it| it.label.clone());
    let chosen = page.lang.all_of(chosen.collect());
    let nothing = || page.t(messages::CORRECT_NO_NEIGHBOURHOOD).into_owned();
    let chosen = Some(chosen).filter(|it| !it.is_empty()).unwrap_or_else(nothing);
    let label = labels::label(page, Field::Neighbourhoods);
    let args = [("field", Arg::Text(&label)), ("value", Arg::Text(&chosen))];
    CorrectionWidget::Folded(choices, page.ta(messages::CORRECT_FOLDED, &args))
}
