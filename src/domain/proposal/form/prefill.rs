//! Prefilled form data, from a published initiative.

use super::field::Field;
use super::form_data::FormData;
use crate::domain::directory::{Activity, Coverage, DeliveryMode, Initiative};
use crate::domain::proposal::reference_data::ReferenceData;

impl FormData {
    /// Entry with the values of `initiative`, to propose a change. The author fields are empty.
    #[must_use]
    pub fn prefilled(initiative: &Initiative, known: &impl ReferenceData) -> Self {
        let facts = &initiative.facts;
        let practical = &facts.practical;
        let mut entry = Self::default();
        let mut put = |field, value: Option<String>| entry.set(field, value);
        put(Field::Title, Some(facts.title.to_string()));
        put(Field::Summary, Some(facts.summary.to_string()));
        put(Field::Activity, activity(facts.lifecycle.activity).map(str::to_owned));
        put(Field::Schedule, text(practical.schedule.as_ref()));
        put(Field::Venue, text(practical.venue.as_ref()));
        put(Field::Address, text(practical.address.as_ref()));
        put(Field::Postcode, text(practical.postcode.as_ref()));
        put(Field::Commune, Some(places(initiative, known)));
        put(Field::Coverage, coverage(facts.coverage).map(str::to_owned));
        put(Field::Delivery, facts.delivery.map(|it| delivery(it).to_owned()));
        put(Field::Phone, text(facts.phone.as_ref()));
        put(Field::Email, text(facts.email.as_ref()));
        put(Field::Website, text(facts.website.as_ref()));
        put(Field::AccessUrl, text(practical.access_url.as_ref()));
        put(Field::Fees, text(practical.fees.as_ref()));
        put(Field::FeesDetails, text(practical.fees_details.as_ref()));
        put(Field::Conditions, text(practical.conditions.as_ref()));
        entry.put_carriers(initiative);
        entry.set(Field::Neighbourhoods, facts.neighbourhoods.iter().map(ToString::to_string));
        entry.set(Field::Barriers, facts.barriers.iter().map(ToString::to_string));
        entry.set(Field::Audiences, facts.audiences.iter().map(ToString::to_string));
        entry.set(Field::AccessModes, practical.access_modes.iter().map(ToString::to_string));
        entry.set(Field::AccessBy, practical.access_by.iter().map(ToString::to_string));
        let published = [
            (Field::Phone, facts.phone.is_some()),
            (Field::Email, facts.email.is_some()),
            (Field::Website, facts.website.is_some()),
        ];
        let published = published.into_iter().filter(|(_, is)| *is).map(|(field, _)| field.name());
        entry.set(Field::Publish, published);
        entry
    }

    /// Puts the first carrier into the carrier field, and the others among the partners, so that none is lost.
    fn put_carriers(&mut self, initiative: &Initiative) {
        let facts = &initiative.facts;
        let (first, others) =
            facts.carriers.split_first().map_or((None, &[][..]), |(a, b)| (Some(a), b));
        if let Some(name) = first {
            let link = initiative.organisations.iter().find(|(known, _)| known == name);
            match link {
                Some((_, id)) => self.set(Field::Carrier, [id.to_string()]),
                None => self.set(Field::CarrierName, [name.as_str()]),
            }
        }
        let partners = others.iter().chain(&facts.partners).map(ToString::to_string);
        self.set(Field::Partners, [partners.collect::<Vec<_>>().join("\n")]);
    }
}

fn text<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(T::to_string)
}

/// Names of its communes, or else of its départements.
fn places(initiative: &Initiative, known: &impl ReferenceData) -> String {
    let facts = &initiative.facts;
    let communes = facts.communes.iter().filter_map(|code| known.commune(code));
    let names: Vec<&str> = communes.map(|it| it.name.as_str()).collect();
    if !names.is_empty() {
        return names.join(", ");
    }
    let departements = facts.departements.iter().filter_map(|code| known.departement(code));
    departements.map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// `None` if unknown, so that the form asks again.
const fn activity(activity: Activity) -> Option<&'static str> {
    match activity {
        Activity::Ongoing => Some("permanente"),
        Activity::Recurring => Some("ponctuelle"),
        Activity::Ended => Some("terminee"),
        Activity::Unknown => None,
    }
}

const fn coverage(coverage: Coverage) -> Option<&'static str> {
    match coverage {
        Coverage::Neighbourhood => Some("quartier"),
        Coverage::Commune => Some("commune"),
        Coverage::Epci => Some("intercommunalite"),
        Coverage::Departement => Some("departement"),
        Coverage::Region => Some("region"),
        Coverage::Unknown => None,
    }
}

const fn delivery(delivery: DeliveryMode) -> &'static str {
    match delivery {
        DeliveryMode::OnSite => "sur-place",
        DeliveryMode::Itinerant => "itinerante",
        DeliveryMode::Remote => "a-distance",
    }
}
