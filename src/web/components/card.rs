//! Card of an initiative: title, audience, barriers, state, place.

use super::StateBadge;
use crate::catalogue::Catalogue;
use crate::domain::directory::Initiative;
use crate::domain::text::Slug;
use crate::i18n::{Lang, messages};
use crate::web::paths;

/// Initiative in a list of results.
#[derive(Debug)]
pub struct Card<'a> {
    pub href: String,
    /// Short URL, for print.
    pub short: String,
    pub title: &'a str,
    pub summary: &'a str,
    /// Labels of its audiences, joined; empty if unknown.
    pub audiences: String,
    pub barrier_labels: Vec<BarrierLabel<'a>>,
    pub state: StateBadge,
    pub place: PlaceLabel<'a>,
    /// Radius search: distance, or area served.
    pub distance: Option<String>,
}

/// Barrier with its pictogram and label.
#[derive(Debug)]
pub struct BarrierLabel<'a> {
    pub slug: &'a Slug,
    pub label: &'a str,
}

/// Place of an initiative, styled like a street sign.
#[derive(Debug)]
pub struct PlaceLabel<'a> {
    /// QPV code of the neighbourhood whose outline is shown.
    pub outline: Option<&'a str>,
    /// Code of the département, shown if there is no outline.
    pub number: Option<&'a str>,
    pub first: String,
    pub second: String,
}

impl<'a> Card<'a> {
    pub fn new(lang: Lang, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        let facts = &initiative.facts;
        Self {
            href: paths::initiative(&facts.slug),
            short: paths::initiative_short(initiative.id),
            title: facts.title.as_str(),
            summary: facts.summary.as_str(),
            audiences: audiences(catalogue, initiative),
            barrier_labels: barrier_labels(catalogue, &facts.barriers),
            state: StateBadge::new(lang, initiative, catalogue.state(initiative)),
            place: PlaceLabel::new(lang, catalogue, initiative),
            distance: None,
        }
    }
}

pub fn cards<'a>(
    lang: Lang,
    catalogue: &'a Catalogue,
    initiatives: &[&'a Initiative],
) -> Vec<Card<'a>> {
    initiatives.iter().map(|initiative| Card::new(lang, catalogue, initiative)).collect()
}

/// Barriers of `slugs`, in the order of the vocabulary.
pub fn barrier_labels<'a>(catalogue: &'a Catalogue, slugs: &[Slug]) -> Vec<BarrierLabel<'a>> {
    let known = catalogue.barriers.iter().filter(|barrier| slugs.contains(&barrier.slug));
    known
        .map(|barrier| BarrierLabel { slug: &barrier.slug, label: barrier.label.as_str() })
        .collect()
}

fn audiences(catalogue: &Catalogue, initiative: &Initiative) -> String {
    let known = catalogue.audiences.iter();
    let known = known.filter(|it| initiative.facts.audiences.contains(&it.slug));
    let labels: Vec<&str> = known.map(|it| it.label.as_str()).collect();
    labels.join(", ")
}

impl<'a> PlaceLabel<'a> {
    /// Most precise place known: neighbourhoods, else communes, else départements, else « unknown ».
    fn new(lang: Lang, catalogue: &'a Catalogue, initiative: &'a Initiative) -> Self {
        let facts = &initiative.facts;
        let towns: Vec<&str> = facts
            .communes
            .iter()
            .filter_map(|code| Some(catalogue.commune(code)?.name.as_str()))
            .collect();
        let departements: Vec<&str> = facts
            .departements
            .iter()
            .filter_map(|code| Some(catalogue.departement(code)?.name.as_str()))
            .collect();
        let quarters: Vec<_> =
            facts.neighbourhoods.iter().filter_map(|code| catalogue.neighbourhood(code)).collect();
        let number = facts.departements.first().filter(|_| facts.departements.len() == 1);
        let number = number.map(crate::domain::place::DepartementCode::as_str);
        if let Some(first) = quarters.first() {
            let names: Vec<&str> = quarters.iter().map(|it| it.name.as_str()).collect();
            let outline = Some(first.code.as_str());
            return Self {
                outline,
                number: None,
                first: names.join(", "),
                second: joined_names(lang, &towns),
            };
        }
        let (first, second) = match (towns.as_slice(), departements.as_slice()) {
            ([], []) => (lang.message(messages::PLACE_UNKNOWN).into_owned(), String::new()),
            ([], [only]) => ((*only).to_owned(), String::new()),
            ([], several) if several.len() == catalogue.departements.len() => {
                (lang.message(messages::PLACE_REGION).into_owned(), String::new())
            }
            (towns, departements) => (joined_names(lang, towns), joined_names(lang, departements)),
        };
        Self { outline: None, number, first, second }
    }
}

/// Joins at most three names, and the number of the others.
fn joined_names(lang: Lang, names: &[&str]) -> String {
    match names {
        [a, b, c, rest @ ..] if !rest.is_empty() => {
            format!("{a}, {b}, {c} {}", lang.message_count(messages::AND_MORE, rest.len()))
        }
        names => names.join(", "),
    }
}
