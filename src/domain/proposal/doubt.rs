//! What is odd in a proposal, and forbids nothing.

use super::{
    entry::Entry,
    field::Field,
    named::names,
    place::{Place, place},
    read::Known,
};
use crate::domain::{neighbourhood::QpvCode, practical::AccessMode};

/// Something to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// One takes part by this contact, which is not to be published.
    NotPublished(Field),
    /// This neighbourhood is in none of the communes that are written.
    Elsewhere(QpvCode),
    /// Several places are written, and one postcode.
    OnePostcode,
}

impl Doubt {
    /// Where it is set right.
    #[must_use]
    pub const fn field(&self) -> Field {
        match self {
            Self::NotPublished(field) => *field,
            Self::Elsewhere(_) => Field::Neighbourhoods,
            Self::OnePostcode => Field::Postcode,
        }
    }
}

/// What is odd in `entry`, in the order of the fields.
#[must_use]
pub fn doubts(entry: &Entry, known: &impl Known) -> Vec<Doubt> {
    let named = names(entry.get(Field::Commune), known).len();
    let place = place(entry, known, &mut Vec::new());
    let postcode = named > 1 && !entry.get(Field::Postcode).is_empty();
    let mut doubts = elsewhere(&place, named, known);
    doubts.extend(postcode.then_some(Doubt::OnePostcode));
    doubts.extend(not_published(entry));
    doubts
}

fn not_published(entry: &Entry) -> impl Iterator<Item = Doubt> + '_ {
    let modes = [(AccessMode::Phone, Field::Phone), (AccessMode::Mail, Field::Email)];
    let is_kept =
        |field: Field| !entry.get(field).is_empty() && !entry.has(Field::Publish, field.name());
    let odd = modes
        .into_iter()
        .filter(move |(mode, field)| entry.has(Field::AccessModes, mode.code()) && is_kept(*field));
    odd.map(|(_, field)| Doubt::NotPublished(field))
}

/// Of `named` places, all must be communes: a département has all that is in it.
fn elsewhere(place: &Place, named: usize, known: &impl Known) -> Vec<Doubt> {
    if named == 0 || place.communes.len() < named {
        return Vec::new();
    }
    let apart = |code: &&QpvCode| {
        let communes = known.neighbourhood(code).map(|it| it.communes.as_slice());
        communes.is_some_and(|there| there.iter().all(|it| !place.communes.contains(it)))
    };
    place.neighbourhoods.iter().filter(apart).cloned().map(Doubt::Elsewhere).collect()
}
