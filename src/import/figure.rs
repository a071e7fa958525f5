//! Statistics about places.

use super::{
    mistake::Noun,
    neighbourhood::Areas,
    place::Places,
    reading::Reading,
    table::{Row, Shape},
};
use crate::domain::neighbourhood::{Figure, Scope};

const FIGURES: Shape = Shape {
    file: "figures.csv",
    columns: &[
        "scope",
        "scope_code",
        "scope_name",
        "list",
        "indicator",
        "value",
        "unit",
        "year",
        "source",
    ],
};
const SCOPES: &[(&str, Scope)] = &[
    ("region", Scope::Region),
    ("departement", Scope::Departement),
    ("epci", Scope::Epci),
    ("contrat-de-ville", Scope::CityContract),
    ("commune", Scope::Commune),
    ("quartier", Scope::Neighbourhood),
];

pub(super) fn read(reading: &mut Reading<'_>, places: &Places, areas: &Areas) -> Vec<Figure> {
    let mut figures = Vec::new();
    reading.rows(&FIGURES, |row| figures.extend(figure(row, places, areas)));
    figures
}

fn figure(row: &mut Row<'_>, places: &Places, areas: &Areas) -> Option<Figure> {
    let scope = row.one_of("scope", SCOPES);
    if let Some(scope) = scope {
        check_code(row, scope, places, areas);
    }
    let (scope_code, scope_name) = (row.required("scope_code"), row.required("scope_name"));
    let (list, indicator) = (row.required("list"), row.required("indicator"));
    let (value, unit, year) = (row.required("value"), row.optional("unit"), row.optional("year"));
    let source = row.required("source");
    Some(Figure {
        scope: scope?,
        scope_code: scope_code?,
        scope_name: scope_name?,
        list: list?,
        indicator: indicator?,
        value: value?,
        unit,
        year,
        source: source?,
    })
}

/// Checks the code against the places of the folder; regions, EPCI and city contracts have no list.
fn check_code(row: &mut Row<'_>, scope: Scope, places: &Places, areas: &Areas) {
    let column = "scope_code";
    let code = row.text(column);
    match scope {
        Scope::Region | Scope::Epci | Scope::CityContract => {}
        Scope::Neighbourhood => areas.check(row, column, code, Noun::Neighbourhood),
        Scope::Commune => {
            if let Some(code) = row.optional(column) {
                places.check_commune(row, column, &code);
            }
        }
        Scope::Departement => {
            if let Some(code) = row.optional(column) {
                places.check_departement(row, column, &code);
            }
        }
    }
}
