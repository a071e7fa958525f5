//! Content of the pages of a town and of a point.

use std::num::NonZeroU32;

use super::contacts::Proximity;
use crate::catalogue::Catalogue;
use crate::domain::directory::Organisation;
use crate::domain::place::{
    Commune, Departement, Location, NearbyNeighbourhood, Neighbourhood, Position,
};
use crate::domain::search::{
    DEFAULT_RADIUS_METRES, FacetValue, OrganisationSearch, Search, SearchCircle,
};

/// Maximum organisations to call.
const MAX_CONTACTS: usize = 5;

/// Numbers of offers of a town.
#[derive(Debug)]
pub struct TownOffers<'a> {
    pub town: &'a Commune,
    pub initiatives: usize,
    /// Département of the town with its number of initiatives, if the town has none.
    pub wider: Option<(&'a Departement, usize)>,
    pub organisations: usize,
}

/// Organisation near a place.
#[derive(Debug)]
pub struct NearbyOrganisation<'a> {
    pub organisation: &'a Organisation,
    pub proximity: Proximity,
    /// Distance from the place, if its position is known.
    pub metres: Option<f64>,
}

/// Organisation with a phone near a point.
#[derive(Debug)]
pub struct NearbyPhone<'a> {
    pub organisation: &'a Organisation,
    pub metres: f64,
}

/// Town: its neighbourhoods, or the nearest ones if it has none.
#[derive(Debug)]
pub struct TownContent<'a> {
    pub offers: TownOffers<'a>,
    pub neighbourhoods: Vec<&'a Neighbourhood>,
    pub nearest: Vec<NearbyNeighbourhood>,
    pub contacts: Vec<NearbyPhone<'a>>,
}

/// Point: its neighbourhood and its surroundings.
#[derive(Debug)]
pub struct PointContent<'a> {
    pub location: Location,
    /// Neighbourhood of the point, with its number of initiatives.
    pub neighbourhood: Option<(&'a Neighbourhood, usize)>,
    /// Search around the point with its number of results, in the region only.
    pub around: Option<(Search, usize)>,
    /// Organisations near the point, in the region only.
    pub contacts: Vec<NearbyPhone<'a>>,
}

impl Catalogue {
    /// Numbers of offers of `town`.
    #[must_use]
    pub fn town_offers<'a>(&'a self, town: &'a Commune) -> TownOffers<'a> {
        let initiatives = self.count(&Search::of([FacetValue::Commune(town.insee.clone())]));
        let wider = self.departement(&town.departement).filter(|_| initiatives == 0);
        let wider = wider
            .map(|it| (it, self.count(&Search::of([FacetValue::Departement(it.code.clone())]))));
        let here = OrganisationSearch { commune: Some(town.insee.clone()), ..Default::default() };
        let organisations = self.search_organisations(&here, NonZeroU32::MIN).total;
        TownOffers { town, initiatives, wider, organisations }
    }

    /// Content of the page of `town`.
    #[must_use]
    pub fn town_content<'a>(&'a self, town: &'a Commune) -> TownContent<'a> {
        let neighbourhoods: Vec<_> = self.neighbourhoods_of(&town.insee).collect();
        let nearest =
            if neighbourhoods.is_empty() { self.locate(town.centre).nearest } else { Vec::new() };
        let contacts = self.contacts_near(town.centre);
        TownContent { offers: self.town_offers(town), neighbourhoods, nearest, contacts }
    }

    /// Content of the page of the point `at`.
    #[must_use]
    pub fn point_content(&self, at: Position) -> PointContent<'_> {
        let location = self.locate(at);
        let here = location.neighbourhood.as_ref().and_then(|code| self.neighbourhood(code));
        let count = |it: &Neighbourhood| {
            self.count(&Search::of([FacetValue::Neighbourhood(it.code.clone())]))
        };
        let circle = SearchCircle::new(at, DEFAULT_RADIUS_METRES).ok();
        let around = circle.filter(|_| location.in_region).map(|circle| {
            let search = Search::of_circle(circle.with_nearest_first(true));
            let total = self.count(&search);
            (search, total)
        });
        PointContent {
            neighbourhood: here.map(|it| (it, count(it))),
            around,
            contacts: if location.in_region { self.contacts_near(at) } else { Vec::new() },
            location,
        }
    }

    /// Organisations with a phone near `at`.
    fn contacts_near(&self, at: Position) -> Vec<NearbyPhone<'_>> {
        let near = self.nearest_with_phone(at, MAX_CONTACTS).into_iter();
        near.map(|(organisation, metres)| NearbyPhone { organisation, metres }).collect()
    }
}
