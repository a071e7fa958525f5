//! Parsing of the closed-list fields: activity, area served, delivery, barriers, audiences.

use super::{
    field::Field,
    mistake::Mistake,
    read::{Known, Reader},
};
use crate::domain::{
    initiative::{Coverage, Delivery},
    state::Activity,
    text::Slug,
    vocabulary::EVERYBODY,
};

impl<K: Known> Reader<'_, K> {
    pub(super) fn activity(&mut self) -> Option<Activity> {
        match self.entry.get(Field::Activity) {
            "permanente" => Some(Activity::Ongoing),
            "ponctuelle" => Some(Activity::Recurring),
            "terminee" => Some(Activity::Ended),
            "" => {
                self.wrong(Field::Activity, Mistake::Missing);
                Some(Activity::Unknown)
            }
            _ => {
                self.wrong(Field::Activity, Mistake::Unknown);
                None
            }
        }
    }

    pub(super) fn coverage(&mut self) -> Option<Coverage> {
        match self.entry.get(Field::Coverage) {
            "quartier" => Some(Coverage::Neighbourhood),
            "commune" => Some(Coverage::Commune),
            "intercommunalite" => Some(Coverage::Epci),
            "departement" => Some(Coverage::Departement),
            "region" => Some(Coverage::Region),
            "" => {
                self.wrong(Field::Coverage, Mistake::Missing);
                Some(Coverage::Unknown)
            }
            _ => {
                self.wrong(Field::Coverage, Mistake::Unknown);
                None
            }
        }
    }

    pub(super) fn delivery(&mut self) -> Option<Delivery> {
        match self.entry.get(Field::Delivery) {
            "sur-place" => Some(Delivery::OnSite),
            "itinerante" => Some(Delivery::Itinerant),
            "a-distance" => Some(Delivery::Remote),
            "" => {
                self.wrong(Field::Delivery, Mistake::Missing);
                None
            }
            _ => {
                self.wrong(Field::Delivery, Mistake::Unknown);
                None
            }
        }
    }

    pub(super) fn barriers(&mut self) -> Vec<Slug> {
        let known = self.known;
        self.listed(Field::Barriers, |slug: &Slug| known.has_barrier(slug), true)
    }

    pub(super) fn audiences(&mut self) -> Vec<Slug> {
        let known = self.known;
        let audiences = self.listed(Field::Audiences, |slug: &Slug| known.has_audience(slug), true);
        if audiences.len() > 1 && audiences.iter().any(|slug| slug.as_str() == EVERYBODY) {
            self.wrong(Field::Audiences, Mistake::NotAlone);
        }
        audiences
    }
}
