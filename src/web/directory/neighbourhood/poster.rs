//! Poster of a neighbourhood for public display: A4, large type, QR code.

use askama::Template;

use super::offers::helpers_in_town;
use crate::catalogue::{Catalogue, NearbyOffers, OfferLevel, PosterContent};
use crate::domain::directory::Barrier;
use crate::domain::place::Neighbourhood;
use crate::i18n::messages;
use crate::web::components::{
    BarrierLabel, Crumb, OrganisationCard, PrintFooter, breadcrumb, in_towns,
};
use crate::web::{Page, paths};

/// Maximum pictograms: two rows of three.
const MAX_BARRIERS: usize = 6;
/// Maximum lines of opening hours.
const MAX_HOURS_LINES: usize = 3;

#[derive(Template)]
#[template(path = "directory/neighbourhood/poster.html")]
pub struct PosterView<'a> {
    it: &'a Neighbourhood,
    canonical: String,
    crumbs: Vec<Crumb>,
    overline: String,
    /// Size class of the name: `l`, `m` or `s`.
    size: &'static str,
    /// Sentence that says where the offers stand: neighbourhood, town or département.
    offer: String,
    barriers: Vec<BarrierLabel<'a>>,
    first_contact: Option<OrganisationCard<'a>>,
    print_footer: PrintFooter,
    page: Page,
}

impl<'a> PosterView<'a> {
    pub fn new(page: Page, catalogue: &'a Catalogue, content: &PosterContent<'a>) -> Self {
        let it = content.neighbourhood;
        let barriers = content.barriers.iter().take(MAX_BARRIERS);
        let label = |it: &&'a Barrier| BarrierLabel { slug: &it.slug, label: it.label.as_str() };
        Self {
            canonical: page.absolute_url(&paths::neighbourhood(&it.slug)),
            crumbs: crumbs(&page, it),
            overline: page.tv(messages::POSTER_OVER, &in_towns(&page, catalogue, it)),
            size: size(it.name.as_str()),
            offer: offer(&page, catalogue, content),
            barriers: barriers.map(label).collect(),
            first_contact: first_contact(&page, catalogue, &content.offers),
            print_footer: PrintFooter::new(&page, &paths::neighbourhood_short(&it.code)),
            it,
            page,
        }
    }
}

fn crumbs(page: &Page, it: &Neighbourhood) -> Vec<Crumb> {
    let above = [
        Crumb::to(page.t(messages::NAV_NEIGHBOURHOODS), paths::NEIGHBOURHOODS),
        Crumb::to(it.name.as_str(), paths::neighbourhood(&it.slug)),
    ];
    breadcrumb(page, above, page.t(messages::POSTER_CRUMB))
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

/// Sentence that says at which level the barriers are addressed.
fn offer(page: &Page, catalogue: &Catalogue, content: &PosterContent<'_>) -> String {
    let it = content.neighbourhood;
    match content.level {
        OfferLevel::Neighbourhood => page.tv(messages::POSTER_HERE, ""),
        OfferLevel::Town => page.tv(messages::POSTER_AROUND, &in_towns(page, catalogue, it)),
        OfferLevel::Departement => {
            let departement = catalogue.departement(&it.departement);
            let place = departement.map(|it| page.lang.in_departement(it)).unwrap_or_default();
            page.tv(messages::POSTER_AROUND, &place)
        }
        OfferLevel::Nowhere => page.t(messages::POSTER_NOTHING).into_owned(),
    }
}

/// First contact: an organisation with a phone that helps any resident, in the neighbourhood; else
/// any there with a phone; else one of the town. One that moves has no place to go to.
fn first_contact<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    near: &NearbyOffers<'a>,
) -> Option<OrganisationCard<'a>> {
    let useful = |organisations| helpers_in_town(page, catalogue, organisations);
    let here = near.organisations_here.iter();
    let here = here.map(|it| OrganisationCard::new(page, catalogue, it));
    let organisations = useful(&near.organisations_here).into_iter();
    let mut organisations = organisations.chain(here).chain(useful(&near.organisations_in_town));
    let mut first_contact = organisations.find(|card| card.phone.is_some() && !card.is_mobile)?;
    if first_contact.hours.is_empty() || first_contact.hours.len() > MAX_HOURS_LINES {
        first_contact.hours = vec![page.t(messages::POSTER_HOURS).into_owned()];
    }
    Some(first_contact)
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
