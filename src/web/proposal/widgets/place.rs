//! Place widget: list of neighbourhoods, and search for the neighbourhood of an address.

use super::builder::FormBuilder;
use crate::domain::place::Neighbourhood;
use crate::domain::proposal::Field;
use crate::i18n::messages;
use crate::web::components::{ChoiceOption, Choices};

/// Place widget, ready to print.
#[derive(Debug)]
pub struct PlaceWidget {
    pub search_text: String,
    pub message: Option<String>,
    /// Neighbourhoods found, to tick; they are left out of the list.
    pub offered: Option<Choices>,
    pub list: Choices,
    /// The list by département.
    pub groups: Vec<DepartementGroup>,
}

#[derive(Debug)]
pub struct DepartementGroup {
    pub name: String,
    pub ticked: String,
    pub open: bool,
    pub options: Vec<ChoiceOption>,
}

impl PlaceWidget {
    pub fn new(builder: FormBuilder<'_>) -> Self {
        let FormBuilder { page, catalogue, entry, search: found, .. } = builder;
        let choice = |it: &Neighbourhood| {
            let code = it.code.to_string();
            let chosen = entry.has(Field::Neighbourhoods, &code);
            let help = it.name_2015.as_ref().map(ToString::to_string);
            let help = help.filter(|former| *former != it.name.to_string());
            let label = catalogue.neighbourhood_label(it);
            ChoiceOption { help, ..ChoiceOption::new(code, label, chosen) }
        };
        let offered = found.offered.iter().filter_map(|code| catalogue.neighbourhood(code));
        let offered: Vec<ChoiceOption> = offered.map(choice).collect();
        let groups = catalogue.departements.iter().map(|departement| {
            let here = catalogue.neighbourhoods_in(&departement.code);
            let here = here.filter(|it| !found.offered.contains(&it.code));
            let options: Vec<ChoiceOption> = here.map(choice).collect();
            let ticked = options.iter().filter(|it| it.chosen).count();
            DepartementGroup {
                name: departement.name.to_string(),
                ticked: page.tn(messages::PROPOSE_TICKED, ticked),
                open: ticked > 0,
                options,
            }
        });
        let choices = |options| builder.choices(Field::Neighbourhoods, options);
        Self {
            search_text: found.place.clone(),
            message: found.message_text(page, catalogue, entry),
            offered: (!offered.is_empty()).then(|| choices(offered)),
            groups: groups.collect(),
            list: choices(Vec::new()),
        }
    }
}
