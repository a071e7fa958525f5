//! Coverage as CSV: one line for each neighbourhood and barrier.

use std::borrow::Cow;
use std::iter::zip;

use csv::{Terminator, WriterBuilder};

use crate::catalogue::{Catalogue, CoverageContent, CoverageState};

const COLUMNS: [&str; 14] = [
    "code_quartier",
    "quartier",
    "communes",
    "departement",
    "frein",
    "besoin",
    "etat",
    "ici",
    "ouvert",
    "anciennes",
    "telephone_dans_la_ville",
    "tout_le_departement",
    "toute_la_region",
    "date",
];

/// Byte order mark: without it, a spreadsheet does not read the accents.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Characters at which a spreadsheet reads a text as a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The table of `content` as CSV.
pub fn csv(catalogue: &Catalogue, content: &CoverageContent<'_>) -> anyhow::Result<Vec<u8>> {
    let start = BYTE_ORDER_MARK.as_bytes().to_vec();
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(start);
    let day = catalogue.today().to_string();
    writer.write_record(COLUMNS)?;
    let rows = content.departements.iter().flat_map(|it| &it.rows);
    for row in rows {
        let it = row.neighbourhood;
        let towns = catalogue.towns(it);
        for (barrier, cell) in zip(content.barriers, row.cells) {
            let count = |count: usize| Cow::Owned(count.to_string());
            writer.write_record(
                [
                    text(it.code.as_str()),
                    text(it.name.as_str()),
                    text(&towns),
                    text(it.departement.as_str()),
                    text(barrier.slug.as_str()),
                    text(barrier.label.as_str()),
                    text(state(cell.state())),
                    count(cell.here),
                    count(cell.open),
                    count(cell.old()),
                    count(usize::from(cell.has_phone)),
                    count(cell.departement),
                    count(cell.region),
                    text(&day),
                ]
                .iter()
                .map(|field| field.as_bytes()),
            )?;
        }
    }
    Ok(writer.into_inner()?)
}

const fn state(state: CoverageState) -> &'static str {
    match state {
        CoverageState::Here => "ici",
        CoverageState::Open => "ouvert",
        CoverageState::Phone => "telephone",
        CoverageState::Nothing => "ni_action_ni_numero",
    }
}

/// `value`, after an apostrophe if a spreadsheet would read it as a formula.
fn text(value: &str) -> Cow<'_, str> {
    if value.starts_with(FORMULA_STARTS) {
        Cow::Owned(format!("'{value}"))
    } else {
        Cow::Borrowed(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_never_a_formula() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("@x"), "'@x");
        assert_eq!(text("Sanitas - Rotonde"), "Sanitas - Rotonde");
    }
}
