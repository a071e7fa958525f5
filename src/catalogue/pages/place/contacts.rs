//! Organisations to call about a barrier at a place.

use std::collections::{HashMap, HashSet};

use super::location::NearbyOrganisation;
use super::need::NeedPlace;
use crate::catalogue::Catalogue;
use crate::domain::directory::{
    Barrier, BarrierStrength, KindBarrier, Organisation, Phone, is_shown_to,
};
use crate::domain::place::{InseeCode, Position};
use crate::domain::text::Slug;

/// Maximum organisations of the town with a phone, for each strength.
const MAX_IN_TOWN: usize = 4;
/// Maximum organisations of the town without a phone, for each strength.
const MAX_WITHOUT_PHONE: usize = 1;
/// Maximum organisations of the rest of the département, for each strength: they have a phone.
const MAX_FURTHER: usize = 3;
/// Maximum organisations of one kind.
const MAX_OF_KIND: usize = 2;
/// Distance beyond which an organisation of the département is no answer for a place.
const FAR_METRES: f64 = 30_000.0;
/// Distance up to which an organisation of another intercommunality may be called first.
const NEAR_METRES: f64 = 10_000.0;
/// Kinds of organisations that receive the inhabitants of their commune only: the CCAS (Code de l’action sociale et des
/// familles, article L. 123-5).
const MUNICIPAL_KINDS: [&str; 1] = ["ccas"];

/// Organisation that helps with a barrier.
#[derive(Debug, Clone, Copy)]
pub struct Contact<'a> {
    pub organisation: &'a Organisation,
    pub help: &'a KindBarrier,
    pub rank: ContactRank,
    pub proximity: Proximity,
    /// Distance in metres, if its position is known and is no seat of something that moves.
    pub metres: Option<f64>,
}

/// Rank of an organisation to call: the first number of a page is that of a trade or of a help nearby, open to the
/// people it is for, or else a national number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactRank {
    /// Its trade is to help with the barrier.
    Trade,
    /// It also helps with the barrier.
    Help,
    /// Reserved to an audience, and none is chosen.
    Reserved,
    /// In another town, more than thirty kilometres away, at an unknown distance, or for the inhabitants of that town
    /// only: listed after the others.
    Far,
}

/// Relation of an organisation to a place, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proximity {
    /// Inside the neighbourhood, at its edge, or tied to it by its name or address, even if its position is unknown.
    Tied,
    /// Receives people in the town.
    Town,
    Intercommunality,
    Departement,
}

/// Conditions on the organisations to call.
#[derive(Debug, Clone, Copy)]
pub(super) struct ContactQuery<'a> {
    pub place: NeedPlace<'a>,
    pub barrier: &'a Barrier,
    /// Slugs of the audiences of the people concerned; everybody if empty.
    pub audiences: &'a [Slug],
    /// Numbers that another part of the page shows, as links dial them.
    pub shown_numbers: &'a HashSet<String>,
}

impl Contact<'_> {
    /// True if it receives people in the town, or is tied to the neighbourhood.
    #[must_use]
    pub fn is_in_town(&self) -> bool {
        self.proximity <= Proximity::Town
    }

    /// True if it may be called first: in the town or the intercommunality, or at most ten kilometres away.
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.proximity <= Proximity::Intercommunality
            || self.metres.is_some_and(|it| it <= NEAR_METRES)
    }

    /// True if it receives the inhabitants of another town only.
    #[must_use]
    pub fn is_of_another_town(&self) -> bool {
        !self.is_in_town() && MUNICIPAL_KINDS.contains(&self.help.kind.as_str())
    }

    fn is_far(&self) -> bool {
        match self.proximity {
            Proximity::Tied | Proximity::Town => false,
            _ if self.is_of_another_town() => true,
            Proximity::Intercommunality => self.metres.is_some_and(|it| it > FAR_METRES),
            Proximity::Departement => self.metres.is_none_or(|it| it > FAR_METRES),
        }
    }
}

impl Catalogue {
    /// Organisations to call, by rank, then nearest first. No two have the same number. Those open to everybody are
    /// selected first, so that an audience adds organisations and takes none away.
    pub(super) fn contacts<'a>(&'a self, query: &ContactQuery<'_>) -> Vec<Contact<'a>> {
        let mut selection = Selection::new(query.shown_numbers);
        for is_reserved in [false, true] {
            for strength in [BarrierStrength::First, BarrierStrength::Also] {
                let candidates = self.candidates(query, strength, is_reserved);
                let covered = is_reserved
                    && query.audiences.is_empty()
                    && selection.has_number_in_town(strength);
                selection.add(&candidates, covered);
            }
        }
        let mut contacts = selection.contacts;
        for contact in &mut contacts {
            contact.metres = query.place.metres_to(contact.organisation);
            if contact.is_far() {
                contact.rank = ContactRank::Far;
            }
        }
        contacts.sort_by(|a, b| {
            let far = |it: &Contact<'_>| it.metres.unwrap_or(f64::MAX);
            (a.rank, a.proximity).cmp(&(b.rank, b.proximity)).then(far(a).total_cmp(&far(b)))
        });
        contacts
    }

    /// Organisations of `strength` in the département, reserved to an audience or open to everybody, nearest first.
    fn candidates<'a>(
        &'a self,
        query: &ContactQuery<'_>,
        strength: BarrierStrength,
        is_reserved: bool,
    ) -> Vec<Contact<'a>> {
        let place = query.place;
        let at = place.centre();
        let rank = match strength {
            _ if is_reserved && query.audiences.is_empty() => ContactRank::Reserved,
            BarrierStrength::First => ContactRank::Trade,
            BarrierStrength::Also => ContactRank::Help,
        };
        let helps = self.kind_barriers.iter().filter(|it| {
            it.barrier == query.barrier.slug
                && it.strength == strength
                && it.audiences_only.is_empty() != is_reserved
                && is_shown_to(&it.audiences_only, query.audiences)
        });
        let contacts = helps.flat_map(|help| {
            self.organisations_of_kind_in(&help.kind, place.departement()).map(
                move |organisation| {
                    let proximity = self.proximity(place, organisation);
                    let contact = Contact { organisation, help, rank, proximity, metres: None };
                    (planar_distance(at, organisation), contact)
                },
            )
        });
        let mut contacts: Vec<(f64, Contact<'_>)> = contacts.collect();
        contacts.sort_by(|(a, left), (b, right)| {
            let nearer = left.proximity.cmp(&right.proximity).then(a.total_cmp(b));
            nearer.then(left.organisation.id.cmp(&right.organisation.id))
        });
        contacts.into_iter().map(|(_, it)| it).collect()
    }

    /// `organisations` by their relation to `place`, then nearest first; those whose position is unknown come last.
    pub(in crate::catalogue) fn by_proximity<'a>(
        &self,
        place: NeedPlace<'_>,
        organisations: impl Iterator<Item = &'a Organisation>,
    ) -> Vec<NearbyOrganisation<'a>> {
        let nearby = organisations.map(|organisation| NearbyOrganisation {
            organisation,
            proximity: self.proximity(place, organisation),
            metres: place.metres_to(organisation),
        });
        let mut nearby: Vec<NearbyOrganisation<'_>> = nearby.collect();
        let far = |it: &NearbyOrganisation<'_>| it.metres.unwrap_or(f64::MAX);
        nearby.sort_by(|a, b| a.proximity.cmp(&b.proximity).then(far(a).total_cmp(&far(b))));
        nearby
    }

    /// Relation of `organisation` to `place`.
    pub(in crate::catalogue) fn proximity(
        &self,
        place: NeedPlace<'_>,
        organisation: &Organisation,
    ) -> Proximity {
        let facts = &organisation.facts;
        let tied = match place {
            NeedPlace::Neighbourhood(it) => {
                facts.ties.iter().any(|tie| tie.neighbourhood == it.code)
            }
            NeedPlace::Commune(_) => false,
        };
        if tied {
            return Proximity::Tied;
        }
        if facts.reception_communes().any(|code| place.communes().contains(code)) {
            return Proximity::Town;
        }
        let group = |code: &InseeCode| self.intercommunality_of(code).map(|it| &it.siren);
        let theirs = facts.commune.as_ref().and_then(group);
        let is_shared = |code: &InseeCode| theirs.is_some() && group(code) == theirs;
        if place.communes().iter().any(is_shared) {
            Proximity::Intercommunality
        } else {
            Proximity::Departement
        }
    }
}

/// Distance in degrees, good enough to compare; organisations without a position come last.
fn planar_distance(at: Position, organisation: &Organisation) -> f64 {
    let shrink = at.lat().to_radians().cos();
    let far = |to: Position| ((to.lon() - at.lon()) * shrink).hypot(to.lat() - at.lat());
    organisation.facts.reception_position().map_or(f64::MAX, far)
}

/// Contacts selected so far, and the numbers that the page shows.
struct Selection<'a> {
    numbers: HashSet<String>,
    contacts: Vec<Contact<'a>>,
}

impl<'a> Selection<'a> {
    fn new(shown_numbers: &HashSet<String>) -> Self {
        Self { numbers: shown_numbers.clone(), contacts: Vec::new() }
    }

    /// True if a contact of `strength` has a phone in the town.
    fn has_number_in_town(&self, strength: BarrierStrength) -> bool {
        self.contacts.iter().any(|it| {
            it.help.strength == strength && it.is_in_town() && it.organisation.facts.phone.is_some()
        })
    }

    /// Selects among `candidates`, which are sorted by distance: those of the town; if none of them has a phone, and
    /// the town is not `covered` by others, also the nearest of the département that have one.
    fn add(&mut self, candidates: &[Contact<'a>], covered: bool) {
        let mut kinds: HashMap<&Slug, usize> = HashMap::new();
        let (mut with_phone, mut without_phone, mut further) = (0, 0, 0);
        for contact in candidates {
            let phone = contact.organisation.facts.phone.as_ref();
            let (count, most) = match (contact.is_in_town(), phone) {
                (true, Some(_)) => (&mut with_phone, MAX_IN_TOWN),
                (true, None) => (&mut without_phone, MAX_WITHOUT_PHONE),
                (false, Some(_)) if with_phone == 0 && !covered => (&mut further, MAX_FURTHER),
                (false, _) => continue,
            };
            let of_kind = kinds.entry(&contact.help.kind).or_default();
            let is_new = phone.is_none_or(|it| !self.numbers.contains(&it.tel_number()));
            if *count < most && *of_kind < MAX_OF_KIND && is_new {
                *count += 1;
                *of_kind += 1;
                self.numbers.extend(phone.map(Phone::tel_number));
                self.contacts.push(*contact);
            }
        }
    }
}
