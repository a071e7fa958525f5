//! Public statistics, each with its year, its geographic limits and its source.

use crate::catalogue::Catalogue;
use crate::domain::place::{Figure, FigureScope, Neighbourhood};
use crate::i18n::{Arg, capitalised, group_thousands, messages};
use crate::web::Page;

/// Statistic, ready to print.
#[derive(Debug)]
pub struct FigureLine {
    pub label: String,
    pub value: String,
    /// Year, or a message that the source does not give it.
    pub year: String,
    /// Version of the limits: 2015 or 2024.
    pub limits: String,
    pub source: String,
    /// Area that the figure is about.
    pub place: String,
}

/// Statistics of `it`, without the population, which has a line of its own, and without the area
/// within limits other than those of 2024.
pub fn of_neighbourhood(page: &Page, catalogue: &Catalogue, it: &Neighbourhood) -> Vec<FigureLine> {
    let counted = |figure: &&Figure| {
        figure.scope == FigureScope::Neighbourhood
            && figure.scope_code.as_str() == it.code.as_str()
            && !(it.population.is_some() && figure.indicator.as_str() == "habitants")
            && !(figure.indicator.as_str() == "surface" && figure.list.year() != 2024)
    };
    catalogue.figures.iter().filter(counted).map(|figure| line(page, figure)).collect()
}

/// Statistics of the region and of its départements.
pub fn of_region(page: &Page, catalogue: &Catalogue) -> Vec<FigureLine> {
    let wide =
        |figure: &&Figure| matches!(figure.scope, FigureScope::Region | FigureScope::Departement);
    catalogue.figures.iter().filter(wide).map(|figure| line(page, figure)).collect()
}

fn line(page: &Page, figure: &Figure) -> FigureLine {
    let unit = figure.unit.as_ref().map_or("", |unit| unit.as_str()).replace("euros", "€");
    let (value, unit) = match hectares(figure) {
        Some(hectares) => (square_kilometres(hectares), "km²".to_owned()),
        None => (number(figure.value.as_str()), unit),
    };
    let year = figure.year.as_ref();
    let limits = figure.list.year().to_string();
    FigureLine {
        label: capitalised(figure.indicator.as_str()),
        value: if unit.is_empty() { value } else { format!("{value}\u{a0}{unit}") },
        year: year.map_or_else(
            || page.t(messages::FIGURE_YEAR_UNKNOWN).into_owned(),
            ToString::to_string,
        ),
        limits: page.ta(messages::FIGURE_LIMITS, &[("year", Arg::Text(&limits))]),
        source: figure.source.to_string(),
        place: figure.scope_name.to_string(),
    }
}

/// Area in hectares, if that is the unit of `figure`.
fn hectares(figure: &Figure) -> Option<f64> {
    figure.unit.as_ref().filter(|unit| unit.as_str() == "ha")?;
    figure.value.as_str().parse().ok()
}

/// `hectares` as square kilometres with two significant digits: 1,4 and 0,14.
fn square_kilometres(hectares: f64) -> String {
    let size = hectares / 100.0;
    let text = if size < 0.995 { format!("{size:.2}") } else { format!("{size:.1}") };
    number(&text)
}

/// Formats a number the French way; any other text is returned unchanged.
pub fn number(text: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (sign, size) = text.strip_prefix('-').map_or(("", text), |size| ("−", size));
    match size.split_once('.') {
        Some((whole, part)) if digits(whole) && digits(part) => {
            format!("{sign}{},{part}", group_thousands(whole))
        }
        None if digits(size) => format!("{sign}{}", group_thousands(size)),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_given_in_square_kilometres() {
        assert_eq!(square_kilometres(137.4), "1,4");
        assert_eq!(square_kilometres(99.6), "1,0");
        assert_eq!(square_kilometres(13.8), "0,14");
        assert_eq!(square_kilometres(6.0), "0,06");
    }

    #[test]
    fn numbers_have_french_format_and_words_are_unchanged() {
        assert_eq!(number("165400"), "165\u{202f}400");
        assert_eq!(number("-3.5"), "−3,5");
        assert_eq!(number("un tiers"), "un tiers");
    }
}
