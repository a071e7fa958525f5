//! Presence of a part in an initiative.

use super::Part;
use crate::domain::directory::{Coverage, InitiativeFacts};

impl Part {
    /// True if `facts` has a value for this part.
    #[must_use]
    pub fn is_present(self, facts: &InitiativeFacts) -> bool {
        let practical = &facts.practical;
        match self {
            Self::Title | Self::Summary | Self::Activity => true,
            Self::Schedule => practical.schedule.is_some(),
            Self::Place => {
                let named = practical.venue.is_some() || practical.address.is_some();
                named || !facts.communes.is_empty() || !facts.departements.is_empty()
            }
            Self::Neighbourhoods => !facts.neighbourhoods.is_empty(),
            Self::ServiceArea => facts.coverage != Coverage::Unknown || facts.delivery.is_some(),
            Self::Barriers => !facts.barriers.is_empty(),
            Self::Audiences => !facts.audiences.is_empty(),
            Self::Access => {
                let asked = !practical.access_modes.is_empty() || !practical.access_by.is_empty();
                asked || practical.access_url.is_some()
            }
            Self::Fees => practical.fees.is_some() || practical.fees_details.is_some(),
            Self::Conditions => practical.conditions.is_some(),
            Self::Phone => facts.phone.is_some(),
            Self::Email => facts.email.is_some(),
            Self::Website => facts.website.is_some(),
            Self::Carriers => !facts.carriers.is_empty(),
            Self::Partners => !facts.partners.is_empty(),
            // A new initiative has no separate confirmation to accept.
            Self::Confirmation => false,
        }
    }
}
