//! Organisations to call about a barrier at a place.

use std::collections::{HashMap, HashSet};

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

/// Organisation that helps with a barrier.
#[derive(Debug, Clone, Copy)]
pub struct Contact<'a> {
    pub organisation: &'a Organisation,
    pub help: &'a KindBarrier,
    /// True if it receives people in the town, or is tied to the neighbourhood.
    pub in_town: bool,
    /// Distance in metres, if its position is known and is no seat of something that moves.
    pub metres: Option<f64>,
}

/// Conditions on the organisations to call.
#[derive(Debug, Clone, Copy)]
pub(super) struct ContactQuery<'a> {
    pub place: NeedPlace<'a>,
    pub barrier: &'a Barrier,
    /// Slugs of the audiences chosen.
    pub audiences: &'a [Slug],
    /// Numbers that another part of the page shows, as links dial them.
    pub shown_numbers: &'a HashSet<String>,
}

impl Catalogue {
    /// Organisations to call: those whose trade it is, then those that also help; each nearest first. No two have the
    /// same number.
    pub(super) fn contacts<'a>(&'a self, query: &ContactQuery<'_>) -> Vec<Contact<'a>> {
        let mut numbers = query.shown_numbers.clone();
        let mut contacts = Vec::new();
        for strength in [BarrierStrength::First, BarrierStrength::Also] {
            let mut candidates = self.candidates(query, strength);
            candidates.sort_by(|(a, left), (b, right)| {
                a.total_cmp(b).then(left.organisation.id.cmp(&right.organisation.id))
            });
            let candidates: Vec<Contact<'_>> = candidates.into_iter().map(|(_, it)| it).collect();
            contacts.extend(selected(&candidates, &mut numbers));
        }
        let at = query.place.centre();
        for contact in &mut contacts {
            let position = contact.organisation.facts.reception_position();
            contact.metres = position.map(|to| at.metres_to(to));
        }
        contacts
    }

    /// Organisations of `strength` in the département or tied to the neighbourhood, each with a measure of its
    /// distance: those of the town without a position come after all others of the town.
    fn candidates<'a>(
        &'a self,
        query: &ContactQuery<'_>,
        strength: BarrierStrength,
    ) -> Vec<(f64, Contact<'a>)> {
        let place = query.place;
        let at = place.centre();
        let helps = self.kind_barriers.iter().filter(|it| {
            it.barrier == query.barrier.slug
                && it.strength == strength
                && is_shown_to(&it.audiences_only, query.audiences)
        });
        let contacts = helps.flat_map(|help| {
            self.organisations_of_kind_in(&help.kind, place.departement()).map(
                move |organisation| {
                    let in_town = place.has(organisation);
                    let contact = Contact { organisation, help, in_town, metres: None };
                    (planar_distance(at, organisation, in_town), contact)
                },
            )
        });
        contacts.collect()
    }
}

/// Distance in degrees, good enough to compare; organisations without a position come last, in the town or beyond.
fn planar_distance(at: Position, organisation: &Organisation, in_town: bool) -> f64 {
    const UNKNOWN: f64 = 10.0;
    let shrink = at.lat().to_radians().cos();
    let far = |to: Position| ((to.lon() - at.lon()) * shrink).hypot(to.lat() - at.lat());
    let beyond = if in_town { 0.0 } else { 2.0 * UNKNOWN };
    beyond + organisation.facts.reception_position().map_or(UNKNOWN, far)
}

/// Contacts to show among `candidates`, which are sorted by distance: those of the town; if none of them has a phone,
/// also the nearest of the département that have one. Numbers are added to `numbers`.
fn selected<'a>(candidates: &[Contact<'a>], numbers: &mut HashSet<String>) -> Vec<Contact<'a>> {
    let mut kinds: HashMap<&Slug, usize> = HashMap::new();
    let (mut with_phone, mut without_phone, mut further) = (0, 0, 0);
    let mut contacts = Vec::new();
    for contact in candidates {
        let phone = contact.organisation.facts.phone.as_ref();
        let (count, most) = match (contact.in_town, phone) {
            (true, Some(_)) => (&mut with_phone, MAX_IN_TOWN),
            (true, None) => (&mut without_phone, MAX_WITHOUT_PHONE),
            (false, Some(_)) if with_phone == 0 => (&mut further, MAX_FURTHER),
            (false, _) => continue,
        };
        let of_kind = kinds.entry(&contact.help.kind).or_default();
        let is_new = phone.is_none_or(|it| !numbers.contains(&it.tel_number()));
        if *count < most && *of_kind < MAX_OF_KIND && is_new {
            *count += 1;
            *of_kind += 1;
            numbers.extend(phone.map(Phone::tel_number));
            contacts.push(*contact);
        }
    }
    contacts
}

impl NeedPlace<'_> {
    /// True if `organisation` receives people in one of its towns, or is tied to it.
    fn has(self, organisation: &Organisation) -> bool {
        let facts = &organisation.facts;
        let in_town =
            |codes: &[InseeCode]| facts.reception_communes().any(|code| codes.contains(code));
        match self {
            Self::Neighbourhood(it) => {
                in_town(&it.communes) || facts.ties.iter().any(|tie| tie.neighbourhood == it.code)
            }
            Self::Commune(it) => in_town(std::slice::from_ref(&it.insee)),
        }
    }
}
