//! Values of a form field in an initiative: column `facts` of the field table.

use crate::domain::directory::{Activity, Coverage, DeliveryMode, InitiativeFacts, Practical};
use crate::domain::place::Commune;
use crate::domain::proposal::reference_data::ReferenceData;
use crate::domain::text::TextError;

/// Values of a field in an initiative.
#[derive(Debug, Clone, Copy)]
pub struct FieldFacts {
    /// Values as the form has them; none if unknown. Fields that depend on
    /// others, such as the carrier, have none here.
    pub read: fn(&InitiativeFacts, &dyn ReferenceData) -> Vec<String>,
    /// Copies them from the first initiative to the second.
    pub copy: fn(&InitiativeFacts, &mut InitiativeFacts),
    /// Makes them unknown; does nothing for values that an initiative always has.
    pub clear: fn(&mut InitiativeFacts),
    pub is_present: fn(&InitiativeFacts) -> bool,
    /// For a text without rules of its own: parses it, and sets it.
    pub parse: Option<ParseText>,
}

/// Sets a text of the practical information.
pub type ParseText = fn(&str, &mut Practical) -> Result<(), TextError>;

impl FieldFacts {
    /// No values in an initiative.
    pub(super) const NONE: Self = Self {
        read: |_, _| Vec::new(),
        copy: |_, _| {},
        clear: |_| {},
        is_present: |_| false,
        parse: None,
    };
}

/// Facts of a text that an initiative always has.
macro_rules! required_text {
    ($at:ident) => {
        FieldFacts {
            read: |facts, _| vec![facts.$at.to_string()],
            copy: |from, to| to.$at.clone_from(&from.$at),
            is_present: |_| true,
            ..FieldFacts::NONE
        }
    };
}

/// Facts of an optional value or of a list.
macro_rules! values {
    ($($at:ident).+) => {
        FieldFacts {
            read: |facts, _| facts.$($at).+.iter().map(ToString::to_string).collect(),
            copy: |from, to| to.$($at).+.clone_from(&from.$($at).+),
            clear: |facts| facts.$($at).+ = Default::default(),
            is_present: |facts| facts.$($at).+.iter().len() > 0,
            parse: None,
        }
    };
}

/// Facts of an optional text of the practical information, without rules of its own.
macro_rules! text {
    (practical.$at:ident) => {
        FieldFacts {
            parse: Some(|text, practical| {
                practical.$at = Some(text.parse()?);
                Ok(())
            }),
            ..values!(practical.$at)
        }
    };
}

pub(super) use {required_text, text, values};

/// Names of the closed lists in the form; an unknown value has none.
pub const ACTIVITIES: [(Activity, &str); 3] = [
    (Activity::Ongoing, "permanente"),
    (Activity::Recurring, "ponctuelle"),
    (Activity::Ended, "terminee"),
];
pub const COVERAGES: [(Coverage, &str); 5] = [
    (Coverage::Neighbourhood, "quartier"),
    (Coverage::Commune, "commune"),
    (Coverage::Epci, "intercommunalite"),
    (Coverage::Departement, "departement"),
    (Coverage::Region, "region"),
];
pub const DELIVERIES: [(DeliveryMode, &str); 3] = [
    (DeliveryMode::OnSite, "sur-place"),
    (DeliveryMode::Itinerant, "itinerante"),
    (DeliveryMode::Remote, "a-distance"),
];

pub(super) const ACTIVITY: FieldFacts = FieldFacts {
    read: |facts, _| name_of(&ACTIVITIES, &facts.lifecycle.activity),
    copy: |from, to| to.lifecycle.activity = from.lifecycle.activity,
    is_present: |_| true,
    ..FieldFacts::NONE
};

/// Neighbourhoods, with the reason for the link.
pub(super) const NEIGHBOURHOODS: FieldFacts = FieldFacts {
    copy: |from, to| {
        to.neighbourhoods.clone_from(&from.neighbourhoods);
        to.tie_rule = from.tie_rule;
    },
    clear: |facts| {
        facts.neighbourhoods.clear();
        facts.tie_rule = None;
    },
    ..values!(neighbourhoods)
};

pub(super) const COVERAGE: FieldFacts = FieldFacts {
    read: |facts, _| name_of(&COVERAGES, &facts.coverage),
    copy: |from, to| to.coverage = from.coverage,
    clear: |facts| facts.coverage = Coverage::Unknown,
    is_present: |facts| facts.coverage != Coverage::Unknown,
    parse: None,
};

pub(super) const DELIVERY: FieldFacts = FieldFacts {
    read: |facts, _| facts.delivery.iter().flat_map(|it| name_of(&DELIVERIES, it)).collect(),
    copy: |from, to| to.delivery = from.delivery,
    clear: |facts| facts.delivery = None,
    is_present: |facts| facts.delivery.is_some(),
    parse: None,
};

/// Postcode; alone, it is no place.
pub(super) const POSTCODE: FieldFacts =
    FieldFacts { is_present: |_| false, ..values!(practical.postcode) };

/// Names of the communes, or else of the départements.
pub(super) const COMMUNES: FieldFacts = FieldFacts {
    read: places,
    copy: |from, to| {
        to.communes.clone_from(&from.communes);
        to.departements.clone_from(&from.departements);
    },
    clear: |facts| {
        facts.communes.clear();
        facts.departements.clear();
    },
    is_present: |facts| !facts.communes.is_empty() || !facts.departements.is_empty(),
    parse: None,
};

pub(super) const CARRIERS: FieldFacts = FieldFacts { read: |_, _| Vec::new(), ..values!(carriers) };
pub(super) const PARTNERS: FieldFacts = FieldFacts { read: |_, _| Vec::new(), ..values!(partners) };

/// Name in `names` of a value; none for an unknown one, so that the form asks again.
fn name_of<T: PartialEq>(names: &[(T, &str)], value: &T) -> Vec<String> {
    let found = names.iter().find(|(known, _)| known == value);
    found.map(|(_, name)| (*name).to_owned()).into_iter().collect()
}

fn places(facts: &InitiativeFacts, known: &dyn ReferenceData) -> Vec<String> {
    let communes = facts.communes.iter().filter_map(|code| known.commune(code));
    let names: Vec<String> = communes.map(|it| commune_name(it, known)).collect();
    if !names.is_empty() {
        return vec![names.join(", ")];
    }
    let departements = facts.departements.iter().filter_map(|code| known.departement(code));
    vec![departements.map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")]
}

/// Name of `commune`; with its département where another commune has or had this name: « Mainvilliers (28) ».
fn commune_name(commune: &Commune, known: &dyn ReferenceData) -> String {
    let name = commune.name.as_str();
    let mut alike = known.communes_named(name);
    alike.extend(known.communes_beginning_with(name));
    let shared = alike.iter().any(|it| it.insee != commune.insee);
    if shared { format!("{name} ({})", commune.departement) } else { name.to_owned() }
}
