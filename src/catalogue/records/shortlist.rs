//! Records of a shortlist, as they are now.

use jiff::civil::Date;

use super::slugs::SlugMatch;
use crate::catalogue::Catalogue;
use crate::domain::directory::{
    Initiative, InitiativeTie, Organisation, Scheme, SchemeId, Shortlist, ShortlistItem,
};
use crate::domain::place::{Commune, InseeCode, Neighbourhood};
use crate::domain::text::Slug;

/// Distance up to which a neighbourhood helps to find a place on foot or by bus, in metres.
const NEAR_METRES: f64 = 3_000.0;

/// Item of a shortlist, with its record.
#[derive(Debug)]
pub struct ShortlistEntry<'a> {
    pub item: ShortlistItem,
    pub record: ShortlistRecord<'a>,
    /// Day of its last change, if that is after the day of the list.
    pub changed_on: Option<Date>,
}

/// Record behind an item.
#[derive(Debug, Clone, Copy)]
pub enum ShortlistRecord<'a> {
    Initiative(&'a Initiative),
    Organisation(&'a Organisation),
    Scheme(&'a Scheme),
    /// No longer in the directory.
    Withdrawn,
    /// Number of no record.
    Unknown,
}

/// Way to a place, in words that need no map.
#[derive(Debug, Clone, Copy)]
pub enum Directions<'a> {
    /// In a neighbourhood.
    In(&'a Neighbourhood),
    /// At a distance in metres from the nearest neighbourhood.
    From(&'a Neighbourhood, f64),
    Town(&'a Commune),
}

impl Catalogue {
    /// Records of `list`, in its order.
    #[must_use]
    pub fn shortlist_entries(&self, list: &Shortlist) -> Vec<ShortlistEntry<'_>> {
        let entry = |item: &ShortlistItem| ShortlistEntry {
            item: *item,
            record: self.shortlist_record(*item),
            changed_on: list.made_on.and_then(|day| self.changed_after(*item, day)),
        };
        list.items().iter().map(entry).collect()
    }

    /// Record of `item`.
    #[must_use]
    pub fn shortlist_record(&self, item: ShortlistItem) -> ShortlistRecord<'_> {
        match item {
            ShortlistItem::Initiative(id) => {
                ShortlistRecord::new(self.initiative_by_id(id), ShortlistRecord::Initiative)
            }
            ShortlistItem::Organisation(id) => {
                ShortlistRecord::new(self.organisation_by_id(id), ShortlistRecord::Organisation)
            }
            ShortlistItem::Scheme(id) => {
                ShortlistRecord::new(self.scheme_by_id(id), ShortlistRecord::Scheme)
            }
        }
    }

    /// Number of the scheme `slug`; a scheme imported by an older program has none until the next import.
    #[must_use]
    pub fn scheme_id(&self, slug: &Slug) -> Option<SchemeId> {
        self.lookup.scheme_numbers.iter().find(|it| it.slug == *slug).map(|it| it.id)
    }

    /// Day of the last change of `item`, if it is after `day`. Schemes tell the date of their facts instead.
    fn changed_after(&self, item: ShortlistItem, day: Date) -> Option<Date> {
        let dates = &self.lookup.change_dates;
        let changed = match item {
            ShortlistItem::Initiative(id) => dates.initiatives.get(&id),
            ShortlistItem::Organisation(id) => dates.organisations.get(&id),
            ShortlistItem::Scheme(_) => None,
        };
        changed.copied().filter(|changed| *changed > day)
    }

    /// Way to `initiative`: to its place, or else to its carrier with an address.
    #[must_use]
    pub fn directions_to_initiative(&self, initiative: &Initiative) -> Option<Directions<'_>> {
        let facts = &initiative.facts;
        let is_place = facts.tie_rule != Some(InitiativeTie::Audience);
        if let [code] = facts.neighbourhoods.as_slice()
            && let Some(neighbourhood) = self.neighbourhood(code).filter(|_| is_place)
        {
            return Some(Directions::In(neighbourhood));
        }
        if facts.practical.address.is_none()
            && let Some(carrier) =
                self.carriers_of(initiative).into_iter().find(|it| it.facts.address.is_some())
        {
            return self.directions_to_organisation(carrier);
        }
        self.only_town(&facts.communes)
    }

    /// Way to `organisation`; `None` if it moves or if its place is unknown.
    #[must_use]
    pub fn directions_to_organisation(
        &self,
        organisation: &Organisation,
    ) -> Option<Directions<'_>> {
        let facts = &organisation.facts;
        if facts.is_mobile() {
            return None;
        }
        let Some(position) = facts.reception_position() else {
            return facts
                .commune
                .as_ref()
                .and_then(|code| self.commune(code))
                .map(Directions::Town);
        };
        let location = self.locate(position);
        if let Some(code) = &location.neighbourhood {
            return self.neighbourhood(code).map(Directions::In);
        }
        let nearest = location.nearest.first().filter(|it| it.metres <= NEAR_METRES);
        let nearest = nearest.and_then(|it| Some((self.neighbourhood(&it.code)?, it.metres)));
        match nearest {
            Some((neighbourhood, metres)) => Some(Directions::From(neighbourhood, metres)),
            None => {
                facts.commune.as_ref().and_then(|code| self.commune(code)).map(Directions::Town)
            }
        }
    }

    fn only_town(&self, communes: &[InseeCode]) -> Option<Directions<'_>> {
        match communes {
            [only] => self.commune(only).map(Directions::Town),
            _ => None,
        }
    }
}

impl<'a> ShortlistRecord<'a> {
    fn new<T>(found: SlugMatch<&'a T>, record: impl FnOnce(&'a T) -> Self) -> Self {
        match found {
            SlugMatch::Current(it) | SlugMatch::Moved(it) => record(it),
            SlugMatch::Withdrawn => Self::Withdrawn,
            SlugMatch::Unknown => Self::Unknown,
        }
    }
}
