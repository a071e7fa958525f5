//! Parsing of the closed-list fields: activity, area served, delivery, barriers, audiences.

use super::FormValidator;
use super::validation_error::ValidationError;
use crate::domain::directory::{Activity, Coverage, DeliveryMode, EVERYBODY};
use crate::domain::proposal::form::field::Field;
use crate::domain::proposal::form::field_facts::{ACTIVITIES, COVERAGES, DELIVERIES};
use crate::domain::proposal::reference_data::ReferenceData;
use crate::domain::text::Slug;

impl<K: ReferenceData> FormValidator<'_, K> {
    pub(in crate::domain::proposal) fn activity(&mut self) -> Option<Activity> {
        self.one_of(Field::Activity, &ACTIVITIES, Some(Activity::Unknown))
    }

    pub(in crate::domain::proposal) fn coverage(&mut self) -> Option<Coverage> {
        self.one_of(Field::Coverage, &COVERAGES, Some(Coverage::Unknown))
    }

    pub(in crate::domain::proposal) fn delivery(&mut self) -> Option<DeliveryMode> {
        self.one_of(Field::Delivery, &DELIVERIES, None)
    }

    /// Value of a required closed list; `unknown` if nothing was chosen. Records a validation error.
    fn one_of<T: Copy>(
        &mut self,
        field: Field,
        names: &[(T, &str)],
        unknown: Option<T>,
    ) -> Option<T> {
        let text = self.entry.get(field);
        if text.is_empty() {
            self.add_error(field, ValidationError::Missing);
            return unknown;
        }
        let known = names.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
        if known.is_none() {
            self.add_error(field, ValidationError::Unknown);
        }
        known
    }

    pub(in crate::domain::proposal) fn barriers(&mut self) -> Vec<Slug> {
        let known = self.reference;
        self.listed(Field::Barriers, |slug: &Slug| known.has_barrier(slug))
    }

    pub(in crate::domain::proposal) fn audiences(&mut self) -> Vec<Slug> {
        let known = self.reference;
        let audiences = self.listed(Field::Audiences, |slug: &Slug| known.has_audience(slug));
        if audiences.len() > 1 && audiences.iter().any(|slug| slug.as_str() == EVERYBODY) {
            self.add_error(Field::Audiences, ValidationError::NotAlone);
        }
        audiences
    }
}
