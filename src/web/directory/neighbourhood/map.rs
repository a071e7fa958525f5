//! Map of a neighbourhood, ready to print.

use crate::catalogue::{
    Catalogue, NeighbourhoodArea, NeighbourhoodContent, NeighbourhoodMap, OrganisationMarker,
};
use crate::domain::directory::OrganisationId;
use crate::i18n::{Arg, messages};
use crate::web::components::{Link, StreetMapLinks};
use crate::web::{Page, paths};

/// Map, with its content as text.
#[derive(Debug)]
pub struct NeighbourhoodMapView<'a> {
    pub map: Option<NeighbourhoodMap>,
    pub label: String,
    pub neighbours: Vec<NeighbourhoodAreaLink<'a>>,
    pub organisation_markers: Vec<OrganisationMarkerLink<'a>>,
    /// Organisations without a pin on the map.
    pub unplaced: Vec<Link>,
    /// Notice that initiatives are not on the map.
    pub initiatives_notice: Option<String>,
    pub has_communes: bool,
    pub streets: StreetMapLinks,
}

/// Link to another neighbourhood on the map.
#[derive(Debug)]
pub struct NeighbourhoodAreaLink<'a> {
    pub drawn: NeighbourhoodArea,
    pub name: &'a str,
    pub title: String,
    pub href: String,
}

/// Link to an organisation on the map.
#[derive(Debug)]
pub struct OrganisationMarkerLink<'a> {
    pub drawn: OrganisationMarker,
    pub name: &'a str,
    pub title: String,
    pub href: String,
}

impl<'a> NeighbourhoodMapView<'a> {
    pub fn new(
        page: &Page,
        catalogue: &'a Catalogue,
        content: &mut NeighbourhoodContent<'a>,
    ) -> Self {
        let (it, near) = (content.neighbourhood, &content.offers);
        let here = &near.organisations_here;
        let mut plan = content.map.take();
        let organisation_markers = plan
            .as_mut()
            .map(|plan| std::mem::take(&mut plan.organisation_markers))
            .unwrap_or_default();
        let around = plan.as_mut().map(|plan| std::mem::take(&mut plan.neighbours));
        let unplaced = here.iter().filter(|it| {
            !organisation_markers.iter().any(|marker_link| marker_link.organisation == it.id)
        });
        let initiatives = (!near.here.is_empty())
            .then(|| page.tn(messages::NEIGHBOURHOOD_MAP_INITIATIVES, near.here.len()));
        Self {
            label: page.tv(messages::NEIGHBOURHOOD_MAP_LABEL, it.name.as_str()),
            unplaced: unplaced
                .map(|it| Link::new(it.facts.name.as_str(), paths::organisation(&it.facts.slug)))
                .collect(),
            neighbours: around
                .unwrap_or_default()
                .into_iter()
                .filter_map(|drawn| area_link(page, catalogue, drawn))
                .collect(),
            organisation_markers: organisation_markers
                .into_iter()
                .filter_map(|drawn| marker_link(page, catalogue, drawn))
                .collect(),
            has_communes: plan.as_ref().is_some_and(|plan| !plan.communes.is_empty()),
            streets: StreetMapLinks::new(it.centre, it.name.as_str()),
            initiatives_notice: initiatives,
            map: plan,
        }
    }

    /// Number of the organisation's pin, if it has one.
    pub fn number(&self, organisation: OrganisationId) -> Option<usize> {
        let marker_link = self
            .organisation_markers
            .iter()
            .find(|marker_link| marker_link.drawn.organisation == organisation)?;
        Some(marker_link.drawn.number)
    }

    /// True if the text version lists anything besides the outline.
    pub fn has_text(&self) -> bool {
        !self.organisation_markers.is_empty()
            || !self.neighbours.is_empty()
            || !self.unplaced.is_empty()
            || self.initiatives_notice.is_some()
    }
}

fn area_link<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    drawn: NeighbourhoodArea,
) -> Option<NeighbourhoodAreaLink<'a>> {
    let it = catalogue.neighbourhood(&drawn.code)?;
    Some(NeighbourhoodAreaLink {
        name: it.name.as_str(),
        title: page.tv(messages::NEIGHBOURHOOD_MAP_AREA, it.name.as_str()),
        href: paths::neighbourhood(&it.slug),
        drawn,
    })
}

fn marker_link<'a>(
    page: &Page,
    catalogue: &'a Catalogue,
    drawn: OrganisationMarker,
) -> Option<OrganisationMarkerLink<'a>> {
    let facts = &catalogue.organisation(drawn.organisation)?.facts;
    let args = [("n", Arg::Count(drawn.number)), ("name", Arg::Text(facts.name.as_str()))];
    Some(OrganisationMarkerLink {
        name: facts.name.as_str(),
        title: page.ta(messages::NEIGHBOURHOOD_MAP_MARKER, &args),
        href: paths::organisation(&facts.slug),
        drawn,
    })
}
