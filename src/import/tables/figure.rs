//! Statistics about places.

use super::neighbourhood::NeighbourhoodIndex;
use super::place::PlaceIndex;
use crate::domain::place::{Figure, FigureScope};
use crate::import::error::ReferenceKind;
use crate::import::parser::{Row, SeedReader, TableSchema};

const FIGURES: TableSchema = TableSchema {
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
    optional_columns: &[],
};
const SCOPES: &[(&str, FigureScope)] = &[
    ("region", FigureScope::Region),
    ("departement", FigureScope::Departement),
    ("epci", FigureScope::Epci),
    ("contrat-de-ville", FigureScope::CityContract),
    ("commune", FigureScope::Commune),
    ("quartier", FigureScope::Neighbourhood),
];

pub fn read(
    reading: &mut SeedReader<'_>,
    places: &PlaceIndex,
    areas: &NeighbourhoodIndex,
) -> Vec<Figure> {
    let mut figures = Vec::new();
    reading.rows(&FIGURES, |row| figures.extend(figure(row, places, areas)));
    figures
}

fn figure(row: &mut Row<'_>, places: &PlaceIndex, areas: &NeighbourhoodIndex) -> Option<Figure> {
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
fn check_code(
    row: &mut Row<'_>,
    scope: FigureScope,
    places: &PlaceIndex,
    areas: &NeighbourhoodIndex,
) {
    let column = "scope_code";
    let code = row.text(column);
    match scope {
        FigureScope::Region | FigureScope::Epci | FigureScope::CityContract => {}
        FigureScope::Neighbourhood => areas.check(row, column, code, ReferenceKind::Neighbourhood),
        FigureScope::Commune => {
            if let Some(code) = row.optional(column) {
                places.check_commune(row, column, &code);
            }
        }
        FigureScope::Departement => {
            if let Some(code) = row.optional(column) {
                places.check_departement(row, column, &code);
            }
        }
    }
}
