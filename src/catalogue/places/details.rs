//! Descriptions of places, and organisations with a phone near a point.

use std::collections::HashSet;

use super::key;
use crate::catalogue::{Catalogue, NearbyOrganisation, NeedPlace, Place};
use crate::domain::directory::Organisation;
use crate::domain::place::{
    DepartementCode, InseeCode, Neighbourhood, PlaceDescription, PlaceKind, Position,
};
use crate::domain::text::{Slug, fold};

/// Candidates measured on the ellipsoid for each result wanted; the others are ruled out by planar distance.
const CANDIDATES: usize = 4;

impl Catalogue {
    /// Returns the name, kind, towns and département that tell `place` from places of the same name.
    #[must_use]
    pub fn describe(&self, place: &Place) -> Option<PlaceDescription> {
        match place {
            Place::Neighbourhood(code) => self.neighbourhood(code).map(|it| PlaceDescription {
                name: it.name.to_string(),
                kind: PlaceKind::Neighbourhood,
                towns: self.towns(it),
                departement: self.departement_name(&it.departement),
                neighbourhoods: 1,
            }),
            Place::Commune(code) => self.commune(code).map(|it| PlaceDescription {
                name: it.name.to_string(),
                kind: PlaceKind::Commune,
                towns: it.name.to_string(),
                departement: self.departement_name(&it.departement),
                neighbourhoods: self.neighbourhoods_of(code).count(),
            }),
            Place::Departement(code) => self.departement(code).map(|it| PlaceDescription {
                name: it.name.to_string(),
                kind: PlaceKind::Departement,
                towns: String::new(),
                departement: it.name.to_string(),
                neighbourhoods: self.neighbourhoods_in(code).count(),
            }),
        }
    }

    /// Name of the former commune by which the typed `text` names the commune `place`.
    #[must_use]
    pub fn former_name(&self, place: &Place, text: &str) -> Option<&str> {
        let Place::Commune(code) = place else { return None };
        let typed = self.name_in_areas(text).name;
        let today = key(fold(self.commune(code)?.name.as_str()));
        let is_typed = |name: &str| {
            let name = key(fold(name));
            name.starts_with(&typed) || name.replace(' ', "") == typed.replace(' ', "")
        };
        let mut former = self.former_communes_of(code).into_iter();
        former.find(|name| !typed.is_empty() && is_typed(name) && !today.starts_with(&typed))
    }

    /// Neighbourhoods that lie in the commune `code`, at least in part.
    pub fn neighbourhoods_of(&self, code: &InseeCode) -> impl Iterator<Item = &Neighbourhood> {
        self.neighbourhoods.iter().filter(move |it| it.communes.contains(code))
    }

    pub fn neighbourhoods_in(
        &self,
        code: &DepartementCode,
    ) -> impl Iterator<Item = &Neighbourhood> {
        self.neighbourhoods.iter().filter(move |it| it.departement == *code)
    }

    /// The `most` organisations nearest to `at` that have a phone and are not reserved to an audience, each with its
    /// distance in metres. No two have the same number. Only the nearest by planar distance are sorted.
    #[must_use]
    pub fn nearest_with_phone(&self, at: Position, most: usize) -> Vec<(&Organisation, f64)> {
        let shrink = at.lat().to_radians().cos();
        let far = |to: Position| ((to.lon() - at.lon()) * shrink).hypot(to.lat() - at.lat());
        let open_kinds: HashSet<&Slug> = self
            .kinds
            .iter()
            .map(|it| &it.slug)
            .filter(|kind| self.is_kind_open_to_all(kind.as_str(), &[]))
            .collect();
        let is_open =
            |it: &&Organisation| it.facts.phone.is_some() && open_kinds.contains(&it.facts.kind);
        let callable = self.organisations.iter().filter(is_open).enumerate();
        let mut near: Vec<(f64, usize, &Organisation, Position)> = callable
            .filter_map(|(row, it)| it.facts.reception_position().map(|to| (far(to), row, it, to)))
            .collect();
        let wanted = most * CANDIDATES;
        let order = |(a, row, ..): &(f64, usize, &Organisation, Position),
                     (b, other, ..): &(f64, usize, &Organisation, Position)| {
            a.total_cmp(b).then(row.cmp(other))
        };
        if near.len() > wanted {
            near.select_nth_unstable_by(wanted, order);
            near.truncate(wanted);
        }
        near.sort_by(order);
        let measured = near.into_iter();
        let mut measured: Vec<(&Organisation, f64)> =
            measured.map(|(.., it, to)| (it, at.metres_to(to))).collect();
        measured.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let mut numbers = HashSet::new();
        measured.retain(|(it, _)| {
            it.facts.phone.as_ref().is_some_and(|phone| numbers.insert(phone.tel_number()))
        });
        measured.truncate(most);
        measured
    }

    /// The `most` organisations of `kind` nearest to the centre of `place`, in its département: they are competent
    /// there. Those of the place come first, by their relation to it; one that moves is left out.
    #[must_use]
    pub fn nearest_of_kind(
        &self,
        kind: &Slug,
        place: &Place,
        most: usize,
    ) -> Vec<NearbyOrganisation<'_>> {
        let Some(place) = self.need_place_of(place) else { return Vec::new() };
        let competent = self.organisations_of_kind_in(kind, place.departement());
        let mut nearest = self.by_proximity(place, competent.filter(|it| !it.facts.is_mobile()));
        nearest.truncate(most);
        nearest
    }

    /// Neighbourhood or commune of `place`; none for a département.
    pub(in crate::catalogue) fn need_place_of(&self, place: &Place) -> Option<NeedPlace<'_>> {
        match place {
            Place::Neighbourhood(code) => self.neighbourhood(code).map(NeedPlace::Neighbourhood),
            Place::Commune(code) => self.commune(code).map(NeedPlace::Commune),
            Place::Departement(_) => None,
        }
    }

    /// Centre of `place`; none for a département.
    #[must_use]
    pub fn centre_of(&self, place: &Place) -> Option<Position> {
        match place {
            Place::Neighbourhood(code) => self.neighbourhood(code).map(|it| it.centre),
            Place::Commune(code) => self.commune(code).map(|it| it.centre),
            Place::Departement(_) => None,
        }
    }

    fn departement_name(&self, departement: &DepartementCode) -> String {
        self.departement(departement).map_or_else(String::new, |it| it.name.to_string())
    }
}
