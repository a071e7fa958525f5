//! An initiative on a card: what, for whom, against which barriers, how sure, where.

use super::StateMark;
use crate::{
    catalogue::Catalogue,
    domain::{initiative::Initiative, text::Slug},
    i18n::{Lang, say},
    web::paths,
};

/// An initiative in a list of results.
#[derive(Debug)]
pub struct Card<'a> {
    pub href: String,
    /// The address that paper shows.
    pub short: String,
    pub title: &'a str,
    pub summary: &'a str,
    /// For whom; empty when it is unknown.
    pub audiences: String,
    pub signs: Vec<Sign<'a>>,
    pub state: StateMark,
    pub plate: Plate<'a>,
    /// In results around a point: how near it is, or whom it serves.
    pub near: Option<String>,
}

/// A barrier: its sign and its word.
#[derive(Debug)]
pub struct Sign<'a> {
    pub slug: &'a Slug,
    pub label: &'a str,
}

/// Where, as on the plate of a street.
#[derive(Debug)]
pub struct Plate<'a> {
    /// The neighbourhood whose outline stands on the plate.
    pub outline: Option<&'a str>,
    /// The département whose number stands there when there is no outline.
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
            signs: signs(catalogue, &facts.barriers),
            state: StateMark::new(lang, initiative, catalogue.state(initiative)),
            plate: Plate::new(lang, catalogue, initiative),
            near: None,
        }
    }
}

/// A card for each of `initiatives`.
pub fn cards<'a>(
    lang: Lang,
    catalogue: &'a Catalogue,
    initiatives: &[&'a Initiative],
) -> Vec<Card<'a>> {
    initiatives.iter().map(|initiative| Card::new(lang, catalogue, initiative)).collect()
}

/// The signs of the barriers `slugs`, in the order of the vocabulary.
pub fn signs<'a>(catalogue: &'a Catalogue, slugs: &[Slug]) -> Vec<Sign<'a>> {
    let known = catalogue.barriers.iter().filter(|barrier| slugs.contains(&barrier.slug));
    known.map(|barrier| Sign { slug: &barrier.slug, label: barrier.label.as_str() }).collect()
}

fn audiences(catalogue: &Catalogue, initiative: &Initiative) -> String {
    let known = catalogue.audiences.iter();
    let known = known.filter(|it| initiative.facts.audiences.contains(&it.slug));
    let labels: Vec<&str> = known.map(|it| it.label.as_str()).collect();
    labels.join(", ")
}

impl<'a> Plate<'a> {
    /// The first neighbourhood, or else the communes, or else the départements, or else unknown.
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
                second: few(lang, &towns),
            };
        }
        let (first, second) = match (towns.as_slice(), departements.as_slice()) {
            ([], []) => (lang.t(say::PLACE_UNKNOWN).into_owned(), String::new()),
            ([], [only]) => ((*only).to_owned(), String::new()),
            ([], several) if several.len() == catalogue.departements.len() => {
                (lang.t(say::PLACE_REGION).into_owned(), String::new())
            }
            (towns, departements) => (few(lang, towns), few(lang, departements)),
        };
        Self { outline: None, number, first, second }
    }
}

/// At most three names, then how many more.
fn few(lang: Lang, names: &[&str]) -> String {
    match names {
        [a, b, c, rest @ ..] if !rest.is_empty() => {
            format!("{a}, {b}, {c} {}", lang.tn(say::AND_MORE, rest.len()))
        }
        names => names.join(", "),
    }
}
