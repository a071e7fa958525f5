//! Search of schemes, and content of their pages.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::catalogue::places::{Place, PlaceResolution};
use crate::catalogue::{Catalogue, NearbyOrganisation};
use crate::domain::directory::{
    Barrier, BarrierStrength, EVERYBODY, Initiative, KindBarrier, NationalNumber, OrganisationKind,
    Scheme, SchemeStatus, giver_key,
};
use crate::domain::search::{
    MAX_FACET_VALUES, ParamValue, SchemeFacet, SchemeParams, SchemePlaceParams, SchemeSearch,
};
use crate::domain::text::{Line, Slug, fold};

/// Organisations of one kind shown on the page of a scheme.
const NEAREST_OF_KIND: usize = 2;
/// Other schemes shown on the page of a scheme.
const MAX_ALIKE: usize = 5;
/// Places offered for an ambiguous text.
const MAX_CHOICES: usize = 8;

/// Parsed parameters of a search of schemes, and the values that were left out.
#[derive(Debug)]
pub struct ParsedSchemeSearch {
    pub search: SchemeSearch,
    pub unknown: Vec<ParamValue>,
    /// Values beyond [`MAX_FACET_VALUES`] of their list.
    pub excess: Vec<ParamValue>,
}

/// Value of a filter, with the number of schemes after choosing it, or dropping it if it is chosen.
#[derive(Debug)]
pub struct SchemeCount<'a> {
    pub facet: SchemeFacet,
    pub value: Slug,
    pub label: &'a str,
    pub count: usize,
    pub chosen: bool,
}

/// Schemes under the barrier that they help with most, each once.
#[derive(Debug)]
pub struct SchemeGroup<'a> {
    pub barrier: &'a Barrier,
    pub schemes: Vec<&'a Scheme>,
}

/// List of schemes.
#[derive(Debug)]
pub struct SchemesContent<'a> {
    pub parsed: &'a ParsedSchemeSearch,
    /// Number of schemes found, without the ended ones.
    pub total: usize,
    pub groups: Vec<SchemeGroup<'a>>,
    /// Ended ones, of which people still speak.
    pub ended: Vec<&'a Scheme>,
    pub counts: Vec<SchemeCount<'a>>,
}

/// Place near which one asks for a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemePlace {
    /// None was asked for.
    Anywhere,
    Near(Place),
    /// The text typed names one of these.
    Ambiguous(Vec<Place>),
    Unknown,
}

/// Page of a scheme.
#[derive(Debug)]
pub struct SchemeContent<'a> {
    pub scheme: &'a Scheme,
    pub place: SchemePlace,
    /// Kinds of organisations where one asks for it.
    pub kinds: Vec<&'a OrganisationKind>,
    /// Organisations of these kinds, those of each kind nearest first.
    pub near: Vec<NearbyOrganisation<'a>>,
    pub initiatives: Vec<&'a Initiative>,
    /// Other schemes for its first barrier.
    pub alike: Vec<&'a Scheme>,
}

/// Barrier of the guide for associations.
#[derive(Debug)]
pub struct GuideBarrier<'a> {
    pub barrier: &'a Barrier,
    /// Schemes whose first barrier it is.
    pub schemes: Vec<&'a Scheme>,
    /// Others that help with it too.
    pub also: Vec<&'a Scheme>,
    /// Kinds of organisations to see first.
    pub first_kinds: Vec<(&'a KindBarrier, &'a OrganisationKind)>,
}

impl Catalogue {
    /// Parses the parameters of a search of schemes.
    #[must_use]
    pub fn parse_scheme_search(&self, params: &SchemeParams) -> ParsedSchemeSearch {
        let mut search = SchemeSearch::default();
        let (mut unknown, mut excess) = (Vec::new(), Vec::new());
        for facet in SchemeFacet::ALL {
            for text in params.values(facet).iter().filter(|text| !text.is_empty()) {
                match text.parse::<Slug>().ok().filter(|slug| self.has_scheme_value(facet, slug)) {
                    Some(slug) if search.chooses(facet, &slug) => {}
                    Some(_) if search.values(facet).len() >= MAX_FACET_VALUES => {
                        excess.push(ParamValue::new(facet.param(), text));
                    }
                    Some(slug) => search = search.toggling(facet, &slug),
                    None => unknown.push(ParamValue::new(facet.param(), text)),
                }
            }
        }
        ParsedSchemeSearch { search, unknown, excess }
    }

    fn has_scheme_value(&self, facet: SchemeFacet, value: &Slug) -> bool {
        match facet {
            SchemeFacet::Barrier => self.barrier(value.as_str()).is_some(),
            SchemeFacet::Audience => {
                value.as_str() != EVERYBODY && self.audience(value.as_str()).is_some()
            }
            SchemeFacet::Giver => self.schemes.iter().any(|it| it.givers().any(|it| it == *value)),
        }
    }

    /// Schemes that match `search`, ended ones included, in the order of the seeds.
    pub fn search_schemes(&self, search: &SchemeSearch) -> impl Iterator<Item = &Scheme> {
        self.schemes.iter().filter(|scheme| search.matches(scheme))
    }

    /// Number of schemes that match `search`, without the ended ones.
    #[must_use]
    pub fn scheme_count(&self, search: &SchemeSearch) -> usize {
        self.search_schemes(search).filter(|it| it.status != SchemeStatus::Ended).count()
    }

    /// Content of the list of schemes for `parsed`.
    #[must_use]
    pub fn schemes_content<'a>(&'a self, parsed: &'a ParsedSchemeSearch) -> SchemesContent<'a> {
        let search = &parsed.search;
        let found = self.search_schemes(search);
        let (ended, open): (Vec<&Scheme>, Vec<&Scheme>) =
            found.partition(|it| it.status == SchemeStatus::Ended);
        SchemesContent {
            parsed,
            total: open.len(),
            groups: self.scheme_groups(&open, search.values(SchemeFacet::Barrier)),
            ended,
            counts: self.scheme_counts(search),
        }
    }

    /// Groups `schemes` by barrier: the first of their own that is among `chosen`, or their first one.
    fn scheme_groups<'a>(
        &'a self,
        schemes: &[&'a Scheme],
        chosen: &[Slug],
    ) -> Vec<SchemeGroup<'a>> {
        let of = |scheme: &Scheme| {
            let asked = scheme.barriers.iter().find(|slug| chosen.contains(slug));
            asked.or_else(|| scheme.barriers.first()).cloned()
        };
        let mut groups: BTreeMap<Slug, Vec<&'a Scheme>> = BTreeMap::new();
        for scheme in schemes {
            if let Some(barrier) = of(scheme) {
                groups.entry(barrier).or_default().push(scheme);
            }
        }
        let barriers = self.barriers.iter();
        let group = |barrier: &'a Barrier| {
            let schemes = groups.remove(&barrier.slug)?;
            Some(SchemeGroup { barrier, schemes })
        };
        barriers.filter_map(group).collect()
    }

    /// Values of all filters that lead to a scheme, and the chosen ones.
    fn scheme_counts(&self, search: &SchemeSearch) -> Vec<SchemeCount<'_>> {
        let barriers = self.barriers.iter().map(|it| (it.slug.clone(), it.label.as_str()));
        let audiences = self.audiences.iter().filter(|it| !it.is_everybody());
        let audiences = audiences.map(|it| (it.slug.clone(), it.label.as_str()));
        let count = |facet: SchemeFacet, (value, label)| {
            let count = self.scheme_count(&search.toggling(facet, &value));
            let chosen = search.chooses(facet, &value);
            SchemeCount { facet, value, label, count, chosen }
        };
        let barriers = barriers.map(|it| count(SchemeFacet::Barrier, it));
        let audiences = audiences.map(|it| count(SchemeFacet::Audience, it));
        let givers = self.scheme_givers().into_iter().map(|it| count(SchemeFacet::Giver, it));
        let all = barriers.chain(audiences).chain(givers);
        all.filter(|it| it.chosen || it.count > 0).collect()
    }

    /// Givers of the schemes with their labels: the most frequent first.
    fn scheme_givers(&self) -> Vec<(Slug, &str)> {
        let mut givers: BTreeMap<Slug, (usize, &str)> = BTreeMap::new();
        for scheme in &self.schemes {
            let kinds = scheme.kinds.iter();
            let kinds = kinds
                .filter_map(|slug| Some((slug.clone(), self.kind(slug.as_str())?.label.as_str())));
            let named = scheme.given_by.iter().filter_map(|it| Some((giver_key(it)?, it.as_str())));
            for (key, label) in kinds.chain(named) {
                givers.entry(key).or_insert((0, label)).0 += 1;
            }
        }
        let mut givers: Vec<_> = givers.into_iter().collect();
        givers.sort_by_key(|(_, (count, _))| Reverse(*count));
        givers.into_iter().map(|(key, (_, label))| (key, label)).collect()
    }

    /// Labels of the givers of `scheme`, its own giver first.
    #[must_use]
    pub fn giver_labels<'a>(&'a self, scheme: &'a Scheme) -> Vec<&'a str> {
        let kinds = scheme.kinds.iter().filter_map(|slug| self.kind(slug.as_str()));
        let named = scheme.given_by.iter().map(Line::as_str);
        named.chain(kinds.map(|kind| kind.label.as_str())).collect()
    }

    /// National numbers of the givers of `scheme`: those whose name is in the label of one.
    #[must_use]
    pub fn giver_numbers(&self, scheme: &Scheme) -> Vec<&NationalNumber> {
        let words = |text: &str| format!(" {} ", fold(text));
        let givers: Vec<String> = self.giver_labels(scheme).into_iter().map(words).collect();
        let answers = |it: &&NationalNumber| {
            let name = words(it.name.as_str());
            !it.emergency && givers.iter().any(|giver| giver.contains(&name))
        };
        self.national_numbers.iter().filter(answers).collect()
    }

    /// Place that the parameters of the page of a scheme name.
    #[must_use]
    pub fn scheme_place(&self, params: &SchemePlaceParams) -> SchemePlace {
        let given = |values: &[String]| values.iter().find(|text| !text.is_empty()).cloned();
        if let Some(text) = given(&params.quartier) {
            let found = self.find_neighbourhood(&text);
            let place = found.map(|it| Place::Neighbourhood(it.code.clone()));
            return place.map_or(SchemePlace::Unknown, SchemePlace::Near);
        }
        if let Some(text) = given(&params.commune) {
            let found = text.parse().ok().and_then(|code| self.commune(&code));
            let place = found.map(|it| Place::Commune(it.insee.clone()));
            return place.map_or(SchemePlace::Unknown, SchemePlace::Near);
        }
        match given(&params.lieu) {
            Some(text) => self.resolved_place(&text),
            None => SchemePlace::Anywhere,
        }
    }

    fn resolved_place(&self, text: &str) -> SchemePlace {
        match self.place_resolution(text) {
            PlaceResolution::Single(place) => SchemePlace::Near(place),
            PlaceResolution::Several(mut places)
            | PlaceResolution::Partial(mut places)
            | PlaceResolution::Similar(mut places)
            | PlaceResolution::Contradiction { mut places, .. } => {
                places.truncate(MAX_CHOICES);
                SchemePlace::Ambiguous(places)
            }
            PlaceResolution::Outside { .. }
            | PlaceResolution::OtherRegion
            | PlaceResolution::Unknown => SchemePlace::Unknown,
        }
    }

    /// Content of the page of `scheme`, near `place`.
    #[must_use]
    pub fn scheme_content<'a>(
        &'a self,
        scheme: &'a Scheme,
        place: SchemePlace,
    ) -> SchemeContent<'a> {
        let near = match &place {
            SchemePlace::Near(place) => {
                let of_kind = |kind| self.nearest_of_kind(kind, place, NEAREST_OF_KIND);
                scheme.kinds.iter().flat_map(of_kind).collect()
            }
            SchemePlace::Anywhere | SchemePlace::Ambiguous(_) | SchemePlace::Unknown => Vec::new(),
        };
        let first = scheme.barriers.first();
        let alike = first.map(|barrier| self.schemes_for(barrier)).unwrap_or_default();
        SchemeContent {
            scheme,
            place,
            kinds: scheme.kinds.iter().filter_map(|slug| self.kind(slug.as_str())).collect(),
            near,
            initiatives: self.initiatives_naming(scheme),
            alike: alike.into_iter().filter(|it| it.slug != scheme.slug).take(MAX_ALIKE).collect(),
        }
    }

    /// Guide for associations: every barrier with the schemes that help with it most.
    #[must_use]
    pub fn guide_for_associations(&self) -> Vec<GuideBarrier<'_>> {
        let open = self.schemes.iter().filter(|it| it.status != SchemeStatus::Ended);
        let first_kinds = |barrier: &Barrier| {
            let first = |it: &&KindBarrier| {
                it.barrier == barrier.slug && it.strength == BarrierStrength::First
            };
            let kinds = self.kind_barriers.iter().filter(first);
            kinds.filter_map(|it| Some((it, self.kind(it.kind.as_str())?))).collect()
        };
        let barriers = self.barriers.iter().map(|barrier| {
            let helps = open.clone().filter(|it| it.barriers.contains(&barrier.slug));
            let is_first = |it: &&Scheme| it.barriers.first() == Some(&barrier.slug);
            let (schemes, also) = helps.partition(is_first);
            GuideBarrier { barrier, schemes, also, first_kinds: first_kinds(barrier) }
        });
        barriers.collect()
    }
}
