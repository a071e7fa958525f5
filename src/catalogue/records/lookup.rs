//! Lookup of records by key, slug or name.

use std::collections::{HashMap, HashSet};

use rustc_hash::FxHashMap;

use crate::catalogue::Catalogue;
use crate::catalogue::places::{self, Place};
use crate::domain::directory::{
    Audience, Barrier, ChangeDates, Collection, Initiative, InitiativeFacts, InitiativeId,
    NumberedScheme, Organisation, OrganisationId, OrganisationKind, Snapshot,
};
use crate::domain::moderation::Quality;
use crate::domain::place::{
    Commune, Departement, DepartementCode, InseeCode, Neighbourhood, QpvCode,
};
use crate::domain::text::{Line, Slug, fold};

/// Index of each record in its list, by key or slug.
#[derive(Debug, Default)]
pub struct Lookup {
    barriers: FxHashMap<Slug, usize>,
    audiences: FxHashMap<Slug, usize>,
    departements: FxHashMap<DepartementCode, usize>,
    communes: FxHashMap<InseeCode, usize>,
    neighbourhoods: FxHashMap<QpvCode, usize>,
    pub(super) neighbourhood_slugs: HashMap<String, usize>,
    organisations: FxHashMap<OrganisationId, usize>,
    pub(super) organisation_slugs: HashMap<String, usize>,
    /// Folded name of each organisation, in the order of the list.
    pub organisation_names: Vec<Box<str>>,
    initiatives: HashMap<InitiativeId, usize>,
    pub(super) initiative_slugs: HashMap<String, usize>,
    pub retired: HashMap<String, Vec<usize>>,
    pub(super) withdrawn_initiatives: HashSet<InitiativeId>,
    pub(super) withdrawn_organisations: HashSet<OrganisationId>,
    pub(super) withdrawn_neighbourhoods: HashSet<QpvCode>,
    pub(super) scheme_numbers: Vec<NumberedScheme>,
    pub(super) change_dates: ChangeDates,
    pub names: FxHashMap<String, Vec<Place>>,
    /// Barriers by their folded labels, slugs and keywords.
    pub barrier_names: HashMap<String, Vec<usize>>,
}

impl Lookup {
    pub fn new(published: &Snapshot) -> Self {
        let Snapshot { departements, communes, neighbourhoods, organisations, initiatives, .. } =
            published;
        let mut retired: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, old) in published.retired_slugs.iter().enumerate() {
            retired.entry(old.slug.to_string()).or_default().push(at);
        }
        Self {
            barriers: rows(&published.barriers, |it| it.slug.clone()),
            audiences: rows(&published.audiences, |it| it.slug.clone()),
            departements: rows(departements, |it| it.code.clone()),
            communes: rows(communes, |it| it.insee.clone()),
            neighbourhoods: rows(neighbourhoods, |it| it.code.clone()),
            neighbourhood_slugs: rows(neighbourhoods, |it| it.slug.to_string()),
            organisations: rows(organisations, |it| it.id),
            organisation_slugs: rows(organisations, |it| it.facts.slug.to_string()),
            organisation_names: organisations
                .iter()
                .map(|it| fold(it.facts.name.as_str()).into())
                .collect(),
            initiatives: rows(initiatives, |it| it.id),
            initiative_slugs: rows(initiatives, |it| it.facts.slug.to_string()),
            retired,
            withdrawn_initiatives: published.withdrawn_initiatives.iter().copied().collect(),
            withdrawn_organisations: published.withdrawn_organisations.iter().copied().collect(),
            withdrawn_neighbourhoods: published.withdrawn_neighbourhoods.iter().cloned().collect(),
            scheme_numbers: published.scheme_numbers.clone(),
            change_dates: published.change_dates.clone(),
            names: places::names(published),
            barrier_names: barrier_names(&published.barriers),
        }
    }

    pub fn commune<'a>(&self, published: &'a Snapshot, code: &InseeCode) -> Option<&'a Commune> {
        published.communes.get(*self.communes.get(code)?)
    }

    pub fn departement<'a>(
        &self,
        published: &'a Snapshot,
        code: &DepartementCode,
    ) -> Option<&'a Departement> {
        published.departements.get(*self.departements.get(code)?)
    }

    pub fn neighbourhood<'a>(
        &self,
        published: &'a Snapshot,
        code: &QpvCode,
    ) -> Option<&'a Neighbourhood> {
        published.neighbourhoods.get(*self.neighbourhoods.get(code)?)
    }
}

impl Catalogue {
    #[must_use]
    pub fn departement(&self, code: &DepartementCode) -> Option<&Departement> {
        self.departements.get(*self.lookup.departements.get(code)?)
    }

    #[must_use]
    pub fn commune(&self, code: &InseeCode) -> Option<&Commune> {
        self.communes.get(*self.lookup.communes.get(code)?)
    }

    #[must_use]
    pub fn neighbourhood(&self, code: &QpvCode) -> Option<&Neighbourhood> {
        self.neighbourhoods.get(*self.lookup.neighbourhoods.get(code)?)
    }

    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.get(*self.lookup.organisations.get(&id)?)
    }

    #[must_use]
    pub fn initiative(&self, id: InitiativeId) -> Option<&Initiative> {
        self.initiatives.get(*self.lookup.initiatives.get(&id)?)
    }

    /// Quality of `facts` today.
    #[must_use]
    pub fn quality(&self, facts: &InitiativeFacts) -> Quality {
        let barriers = self.barriers.iter().filter(|it| facts.barriers.contains(&it.slug));
        let thematiques = barriers.map(|it| it.thematiques.len()).sum();
        Quality::of(facts, thematiques, self.today())
    }

    /// Name of `neighbourhood` and of its communes: « Les Bâtes, Dreux ».
    #[must_use]
    pub fn neighbourhood_label(&self, neighbourhood: &Neighbourhood) -> String {
        format!("{}, {}", neighbourhood.name, self.towns(neighbourhood))
    }

    /// Names of the communes of `neighbourhood`, joined: « Dreux, Vernouillet ».
    #[must_use]
    pub fn towns(&self, neighbourhood: &Neighbourhood) -> String {
        let towns = neighbourhood.communes.iter().filter_map(|code| self.commune(code));
        towns.map(|town| town.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Barriers of `slugs`, in the order of the vocabulary.
    #[must_use]
    pub fn barriers_of(&self, slugs: &[Slug]) -> Vec<&Barrier> {
        in_order(slugs, &self.lookup.barriers, &self.barriers)
    }

    /// Audiences of `slugs`, in the order of the vocabulary.
    #[must_use]
    pub fn audiences_of(&self, slugs: &[Slug]) -> Vec<&Audience> {
        in_order(slugs, &self.lookup.audiences, &self.audiences)
    }

    #[must_use]
    pub fn barrier(&self, slug: &str) -> Option<&Barrier> {
        self.barriers.iter().find(|barrier| barrier.slug.as_str() == slug)
    }

    #[must_use]
    pub fn audience(&self, slug: &str) -> Option<&Audience> {
        self.audiences.iter().find(|audience| audience.slug.as_str() == slug)
    }

    #[must_use]
    pub fn kind(&self, slug: &str) -> Option<&OrganisationKind> {
        self.kinds.iter().find(|kind| kind.slug.as_str() == slug)
    }

    #[must_use]
    pub fn collection(&self, slug: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.slug.as_str() == slug)
    }

    /// Places named exactly `text`: any name of a neighbourhood, with or without its town; a
    /// commune; a département; or a postcode.
    #[must_use]
    pub fn places_named(&self, text: &str) -> &[Place] {
        self.places_of_key(&places::key(fold(text)))
    }

    /// Places whose name has the key `key`.
    pub(in crate::catalogue) fn places_of_key(&self, key: &str) -> &[Place] {
        self.lookup.names.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Those of `records` with one of `slugs`, in the order of the records.
fn in_order<'a, T>(slugs: &[Slug], rows: &FxHashMap<Slug, usize>, records: &'a [T]) -> Vec<&'a T> {
    let mut found: Vec<usize> = slugs.iter().filter_map(|slug| rows.get(slug).copied()).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().filter_map(|row| records.get(row)).collect()
}

fn barrier_names(barriers: &[Barrier]) -> HashMap<String, Vec<usize>> {
    let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
    for (row, barrier) in barriers.iter().enumerate() {
        let names = [barrier.label.as_str(), barrier.slug.as_str()].into_iter();
        for name in names.chain(barrier.keywords.iter().map(Line::as_str)) {
            let barriers_of_name = rows.entry(fold(name)).or_default();
            if barriers_of_name.last() != Some(&row) {
                barriers_of_name.push(row);
            }
        }
    }
    rows.remove("");
    rows
}

fn rows<T, K, S>(list: &[T], key: impl Fn(&T) -> K) -> HashMap<K, usize, S>
where
    K: std::hash::Hash + Eq,
    S: std::hash::BuildHasher + Default,
{
    list.iter().enumerate().map(|(row, record)| (key(record), row)).collect()
}
