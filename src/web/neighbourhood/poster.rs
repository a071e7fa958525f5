//! Poster of a neighbourhood for public display: A4, large type, QR code.

use askama::Template;

use super::{near::useful_in_town, words::in_towns};
use crate::{
    catalogue::{ByBarrier, Catalogue, Near},
    domain::{initiative::Initiative, neighbourhood::Neighbourhood},
    i18n::{Key, say},
    web::{
        Page,
        parts::{Crumb, OrganisationCard, Paper, Sign},
        paths,
    },
};

/// Maximum pictograms: two rows of three.
const SIGNS: usize = 6;
/// Maximum lines of opening hours.
const HOURS: usize = 3;

#[derive(Template)]
#[template(path = "neighbourhood/poster.html")]
pub struct PosterView<'a> {
    it: &'a Neighbourhood,
    canonical: String,
    crumbs: Vec<Crumb>,
    over: String,
    /// Size class of the name: `l`, `m` or `s`.
    size: &'static str,
    /// Sentence that says where the offers stand: neighbourhood, town or département.
    offer: String,
    signs: Vec<Sign<'a>>,
    door: Option<OrganisationCard<'a>>,
    paper: Paper,
    page: Page,
}

impl<'a> PosterView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, it: &'a Neighbourhood) -> Self {
        let near = catalogue.near(it);
        let (signs, offer) = offer(&page, catalogue, it, &near);
        Self {
            canonical: page.absolute(&paths::neighbourhood(&it.slug)),
            crumbs: crumbs(&page, it),
            over: page.tv(say::POSTER_OVER, &in_towns(&page, catalogue, it)),
            size: size(it.name.as_str()),
            offer,
            signs,
            door: door(&page, catalogue, &near),
            paper: Paper::new(&page, &paths::neighbourhood_short(&it.code)),
            it,
            page,
        }
    }
}

fn crumbs(page: &Page, it: &Neighbourhood) -> Vec<Crumb> {
    vec![
        Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
        Crumb::to(page.t(say::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS),
        Crumb::to(it.name.as_str(), paths::neighbourhood(&it.slug)),
        Crumb::here(page.t(say::POSTER_CRUMB)),
    ]
}

/// Size class of a name, such that its longest word fits the width.
fn size(name: &str) -> &'static str {
    let longest = name.split([' ', '-']).map(|word| word.chars().count()).max().unwrap_or(0);
    match (longest, name.chars().count()) {
        (..=8, ..=16) => "l",
        (..=12, ..=32) => "m",
        _ => "s",
    }
}

/// Barriers addressed in the neighbourhood; if none, in its towns; if none, in the département.
fn offer<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    it: &Neighbourhood,
    near: &Near<'a>,
) -> (Vec<Sign<'a>>, String) {
    let departement = catalogue.departement(&it.departement);
    let around: [(&[&Initiative], &Key, String); 3] = [
        (&near.here, say::POSTER_HERE, String::new()),
        (&near.in_town, say::POSTER_AROUND, in_towns(page, catalogue, it)),
        (
            &near.in_departement,
            say::POSTER_AROUND,
            departement.map(|it| page.lang.in_departement(it)).unwrap_or_default(),
        ),
    ];
    for (initiatives, key, place) in around {
        let signs = signs(catalogue.by_barrier(initiatives));
        if !signs.is_empty() {
            return (signs, page.tv(key, &place));
        }
    }
    (Vec::new(), page.t(say::POSTER_NOTHING).into_owned())
}

fn signs(barriers: Vec<ByBarrier<'_>>) -> Vec<Sign<'_>> {
    let answered = barriers.into_iter().filter(|it| !it.initiatives.is_empty());
    answered.map(sign).take(SIGNS).collect()
}

fn sign(ByBarrier { barrier, .. }: ByBarrier<'_>) -> Sign<'_> {
    Sign { slug: &barrier.slug, label: barrier.label.as_str() }
}

/// First contact: an organisation with a phone that helps any resident, in the neighbourhood; else
/// any there with a phone; else one of the town.
fn door<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    near: &Near<'a>,
) -> Option<OrganisationCard<'a>> {
    let useful = |organisations| useful_in_town(page, catalogue, organisations);
    let here = near.organisations_here.iter();
    let here = here.map(|it| OrganisationCard::new(page, catalogue, it));
    let doors = useful(&near.organisations_here).into_iter();
    let mut doors = doors.chain(here).chain(useful(&near.organisations_in_town));
    let mut door = doors.find(|card| card.phone.is_some())?;
    if door.hours.is_empty() || door.hours.len() > HOURS {
        door.hours = vec![page.t(say::POSTER_HOURS).into_owned()];
    }
    Some(door)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_written_smaller() {
        assert_eq!(size("Sanitas"), "l");
        assert_eq!(size("Bourges Nord"), "l");
        assert_eq!(size("Chancellerie - Gibjoncs"), "m");
        assert_eq!(size("Saint-Jean-de-la-Ruelle : les Chaises et la Prairie"), "s");
    }
}
