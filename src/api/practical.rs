//! API representation of the practical information; lists and codes are those of data·inclusion v1.

use serde::Serialize;

use crate::domain::directory::{Fees, Practical};

#[derive(Debug, Serialize)]
pub struct PracticalResource {
    /// Name of the venue.
    venue: Option<String>,
    /// Number and street.
    address: Option<String>,
    postcode: Option<String>,
    /// Days and hours, free text of the carrier.
    schedule: Option<String>,
    /// `gratuit` or `payant`.
    fees: Option<&'static str>,
    fees_details: Option<String>,
    conditions: Option<String>,
    access_modes: Vec<&'static str>,
    access_by: Vec<&'static str>,
    access_url: Option<String>,
}

impl From<&Practical> for PracticalResource {
    fn from(it: &Practical) -> Self {
        Self {
            venue: text(it.venue.as_ref()),
            address: text(it.address.as_ref()),
            postcode: text(it.postcode.as_ref()),
            schedule: text(it.schedule.as_ref()),
            fees: it.fees.map(Fees::code),
            fees_details: text(it.fees_details.as_ref()),
            conditions: text(it.conditions.as_ref()),
            access_modes: it.access_modes.iter().map(|it| it.code()).collect(),
            access_by: it.access_by.iter().map(|it| it.code()).collect(),
            access_url: text(it.access_url.as_ref()),
        }
    }
}

fn text<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(T::to_string)
}
