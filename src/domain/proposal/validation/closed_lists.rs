//! Parsing of the closed-list fields: activity, area served, delivery, barriers, audiences.

use super::FormValidator;
use super::validation_error::ValidationError;
use crate::domain::directory::{Activity, Coverage, DeliveryMode, EVERYBODY};
use crate::domain::proposal::form::field::Field;
use crate::domain::proposal::reference_data::ReferenceData;
use crate::domain::text::Slug;

impl<K: ReferenceData> FormValidator<'_, K> {
    pub(in crate::domain::proposal) fn activity(&mut self) -> Option<Activity> {
        match self.entry.get(Field::Activity) {
            "permanente" => Some(Activity::Ongoing),
            "ponctuelle" => Some(Activity::Recurring),
            "terminee" => Some(Activity::Ended),
            "" => {
                self.add_error(Field::Activity, ValidationError::Missing);
                Some(Activity::Unknown)
            }
            _ => {
                self.add_error(Field::Activity, ValidationError::Unknown);
                None
            }
        }
    }

    pub(in crate::domain::proposal) fn coverage(&mut self) -> Option<Coverage> {
        match self.entry.get(Field::Coverage) {
            "quartier" => Some(Coverage::Neighbourhood),
            "commune" => Some(Coverage::Commune),
            "intercommunalite" => Some(Coverage::Epci),
            "departement" => Some(Coverage::Departement),
            "region" => Some(Coverage::Region),
            "" => {
                self.add_error(Field::Coverage, ValidationError::Missing);
                Some(Coverage::Unknown)
            }
            _ => {
                self.add_error(Field::Coverage, ValidationError::Unknown);
                None
            }
        }
    }

    pub(in crate::domain::proposal) fn delivery(&mut self) -> Option<DeliveryMode> {
        match self.entry.get(Field::Delivery) {
            "sur-place" => Some(DeliveryMode::OnSite),
            "itinerante" => Some(DeliveryMode::Itinerant),
            "a-distance" => Some(DeliveryMode::Remote),
            "" => {
                self.add_error(Field::Delivery, ValidationError::Missing);
                None
            }
            _ => {
                self.add_error(Field::Delivery, ValidationError::Unknown);
                None
            }
        }
    }

    pub(in crate::domain::proposal) fn barriers(&mut self) -> Vec<Slug> {
        let known = self.reference;
        self.listed(Field::Barriers, |slug: &Slug| known.has_barrier(slug), true)
    }

    pub(in crate::domain::proposal) fn audiences(&mut self) -> Vec<Slug> {
        let known = self.reference;
        let audiences = self.listed(Field::Audiences, |slug: &Slug| known.has_audience(slug), true);
        if audiences.len() > 1 && audiences.iter().any(|slug| slug.as_str() == EVERYBODY) {
            self.add_error(Field::Audiences, ValidationError::NotAlone);
        }
        audiences
    }
}
