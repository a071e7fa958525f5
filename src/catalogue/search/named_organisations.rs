//! Organisations that a text names, by their name or by their kind.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use crate::catalogue::index::content_stems;
use crate::catalogue::{
    Catalogue, NeedPlace, OpeningInText, OrganisationMatcher, PlaceInText, ServedPlace,
};
use crate::domain::directory::Organisation;
use crate::domain::place::{DepartementCode, InseeCode, Position};
use crate::domain::search::{Facet, FacetValue, OrganisationSearch, Search};
use crate::domain::text::fold;

/// Maximum organisations shown.
const MAX_SHOWN: usize = 3;
/// Maximum candidates: the best matches of the text.
const MAX_CANDIDATES: usize = 64;
/// Maximum organisations that a part of a name may mean; a part that more have in common names none of them.
const MAX_NAMED: usize = 5;

/// Place near which organisations are looked up.
struct NamedNear<'a> {
    departement: Option<DepartementCode>,
    /// Neighbourhood or commune; none in a whole département.
    place: Option<NeedPlace<'a>>,
    /// Centre of the circle of the search, if it has no other place.
    point: Option<Position>,
}

impl Catalogue {
    /// Search of organisations that the text of `search` asks for, at its place: the one chosen, or that of the centre
    /// of its circle.
    pub(in crate::catalogue) fn organisation_search(
        &self,
        search: &Search,
        now: DateTime,
    ) -> OrganisationSearch {
        let (opening, text) = OpeningInText::read_all(&search.text, now);
        let mut asked = OrganisationSearch { text, opening, ..OrganisationSearch::default() };
        let facets = [Facet::Neighbourhood, Facet::Commune, Facet::Departement];
        let chosen = facets.into_iter().find_map(|facet| search.choices_of(facet).next());
        match chosen {
            Some(FacetValue::Neighbourhood(code)) => asked.neighbourhood = Some(code.clone()),
            Some(FacetValue::Commune(code)) => asked.commune = Some(code.clone()),
            Some(FacetValue::Departement(code)) => asked.departement = Some(code.clone()),
            Some(
                FacetValue::Barrier(_)
                | FacetValue::Audience(_)
                | FacetValue::Organisation(_)
                | FacetValue::Collection(_)
                | FacetValue::State(_)
                | FacetValue::Fees(_),
            )
            | None => {
                let served = search.circle.and_then(|it| self.place_at(it.centre()));
                if let Some(ServedPlace { neighbourhood, communes }) = served {
                    asked.commune = communes.into_iter().next().filter(|_| neighbourhood.is_none());
                    asked.neighbourhood = neighbourhood;
                }
            }
        }
        asked
    }

    /// `asked` in its neighbourhood, then in its commune, then in its département, as far as it has a place.
    pub(in crate::catalogue) fn areas_of(
        &self,
        asked: &OrganisationSearch,
    ) -> Vec<OrganisationSearch> {
        let neighbourhood = asked.neighbourhood.as_ref().and_then(|code| self.neighbourhood(code));
        let commune = neighbourhood.and_then(|it| it.communes.first()).or(asked.commune.as_ref());
        let departement = commune.and_then(|code| self.commune(code)).map(|it| &it.departement);
        let departement = departement.or(asked.departement.as_ref());
        let at = |departement: Option<&DepartementCode>, commune: Option<&InseeCode>| {
            OrganisationSearch {
                departement: departement.cloned(),
                commune: commune.cloned(),
                neighbourhood: None,
                ..asked.clone()
            }
        };
        let mut areas = Vec::new();
        areas.extend(neighbourhood.map(|_| asked.clone()));
        areas.extend(commune.map(|_| at(None, commune)));
        areas.extend(departement.map(|_| at(departement, None)));
        areas
    }

    /// The three organisations that the text of `asked` names and that have the opening asked for, in the département of
    /// its place: nearest to the place in the text, else to the one chosen, which is that of `point` in a circle; best
    /// match first without a place. They have a phone, or else a mail or a site if none has one.
    #[must_use]
    pub fn named_organisations(
        &self,
        asked: &OrganisationSearch,
        point: Option<Position>,
    ) -> Vec<&Organisation> {
        let text = &asked.text;
        if text.is_empty() || !self.places_named(text).is_empty() {
            return Vec::new();
        }
        let within = self.extract_place(text);
        let rest = within.as_ref().map_or(text, |it| &it.rest);
        let stems = content_stems(rest);
        if stems.is_empty() || !self.organisation_sets.words.are_known(&stems) {
            return Vec::new();
        }
        let near = self.near(within.as_ref(), asked, point);
        let search = OrganisationSearch {
            text: rest.clone(),
            departement: near.departement.clone(),
            opening: asked.opening,
            ..OrganisationSearch::default()
        };
        let matcher = OrganisationMatcher::new(self, &search);
        let found = self.best_organisations(&matcher, MAX_CANDIDATES);
        let mut named = self.nearest_first(&near, self.named(found, rest, &stems));
        named.truncate(MAX_SHOWN);
        named
    }

    /// Place in the text, else the one that `asked` chooses.
    fn near<'a>(
        &'a self,
        within: Option<&PlaceInText<'a>>,
        asked: &OrganisationSearch,
        point: Option<Position>,
    ) -> NamedNear<'a> {
        if let Some(PlaceInText { place, .. }) = within {
            let departement = self.departement_of(place);
            return NamedNear { departement, place: self.need_place_of(place), point: None };
        }
        let neighbourhood = asked.neighbourhood.as_ref().and_then(|code| self.neighbourhood(code));
        let commune = asked.commune.as_ref().and_then(|code| self.commune(code));
        let place = neighbourhood.map(NeedPlace::Neighbourhood);
        let place = place.or_else(|| commune.map(NeedPlace::Commune));
        let departement = place.map(|it| it.departement().clone());
        NamedNear { departement: departement.or_else(|| asked.departement.clone()), place, point }
    }

    fn nearest_first<'a>(
        &self,
        near: &NamedNear<'_>,
        mut named: Vec<&'a Organisation>,
    ) -> Vec<&'a Organisation> {
        if let Some(point) = near.point {
            let far =
                |it: &Organisation| it.facts.reception_position().map(|to| to.metres_to(point));
            let far = |it: &Organisation| far(it).unwrap_or(f64::MAX);
            named.sort_by(|a, b| far(a).total_cmp(&far(b)));
            return named;
        }
        let Some(place) = near.place else { return named };
        let nearest = self.by_proximity(place, named.into_iter());
        nearest.into_iter().map(|it| it.organisation).collect()
    }

    /// Those of `found` that have exactly the name `text`; else those whose name and kind have all of `stems`. If these
    /// are many, `stems` must have all words of the kind.
    fn named<'a>(
        &self,
        found: Vec<&'a Organisation>,
        text: &str,
        stems: &BTreeSet<String>,
    ) -> Vec<&'a Organisation> {
        let words = &self.organisation_sets.words;
        let folded = fold(text);
        let is_exact = |it: &&&Organisation| fold(it.facts.name.as_str()) == folded;
        let exact: Vec<&Organisation> = found.iter().filter(is_exact).copied().collect();
        let is_exact = !exact.is_empty();
        let mut named = if exact.is_empty() { words.having_all(stems, found) } else { exact };
        if named.len() > MAX_NAMED {
            named.retain(|it| words.names_kind(stems, &it.facts.kind));
        }
        let has_phone = |it: &&Organisation| it.facts.phone.is_some();
        if named.iter().any(has_phone) {
            named.retain(has_phone);
        } else {
            named.retain(|it| {
                let is_named = is_exact || words.names_kind(stems, &it.facts.kind);
                is_named && (it.facts.email.is_some() || it.facts.website.is_some())
            });
        }
        named
    }
}
