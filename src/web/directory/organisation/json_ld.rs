//! Structured data of an organisation (schema.org).

use serde_json::{Value, json};

use crate::catalogue::Catalogue;
use crate::domain::directory::{OpeningHours, Organisation, OrganisationFacts};
use crate::web::components::{JsonLd, address};

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// schema.org type of `organisation` where its kind is unambiguous, else `Organization`.
pub fn json_ld(catalogue: &Catalogue, organisation: &Organisation, canonical: &str) -> JsonLd {
    let facts = &organisation.facts;
    let mut it = json!({
        "@context": "https://schema.org",
        "@type": schema_type(facts.kind.as_str()),
        "name": facts.name.as_str(),
        "url": canonical,
    });
    let text = |value: &str| Value::from(value.to_owned());
    let address = address(catalogue, facts);
    let known = [
        ("telephone", facts.phone.as_ref().map(|phone| Value::from(phone.tel_number()))),
        ("email", facts.email.as_ref().map(|email| text(email.as_str()))),
        ("sameAs", facts.website.as_ref().map(|site| text(site.as_str()))),
        ("address", address.town.map(|_| address.json_ld())),
        ("location", location(facts)),
    ];
    if let Some(object) = it.as_object_mut() {
        let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        object.extend(known);
    }
    JsonLd(it)
}

/// schema.org type of a kind, only where it is beyond doubt.
fn schema_type(kind: &str) -> &'static str {
    match kind {
        "france-travail"
        | "ccas"
        | "maison-des-solidarites"
        | "mdph"
        | "pmi"
        | "ofii"
        | "cio"
        | "collectivite"
        | "service-etat" => "GovernmentOffice",
        "mediatheque" => "Library",
        "mission-locale" | "etti" | "apec" => "EmploymentAgency",
        "association" => "NGO",
        "organisme-formation"
        | "afpa"
        | "greta"
        | "ecole-deuxieme-chance"
        | "ecole-production"
        | "epide" => "EducationalOrganization",
        _ => "Organization",
    }
}

/// Position and opening hours, which schema.org defines for places, not organisations; none if it moves.
fn location(facts: &OrganisationFacts) -> Option<Value> {
    if facts.is_mobile() {
        return None;
    }
    let geo = facts.position.map(
        |it| json!({ "@type": "GeoCoordinates", "latitude": it.lat(), "longitude": it.lon() }),
    );
    let hours = facts.opening_hours.as_ref().map(opening);
    (geo.is_some() || hours.is_some()).then(|| {
        let mut place = json!({ "@type": "Place", "name": facts.name.as_str() });
        if let Some(object) = place.as_object_mut() {
            object.extend(geo.map(|it| ("geo".to_owned(), it)));
            object.extend(hours.map(|it| ("openingHoursSpecification".to_owned(), it)));
        }
        place
    })
}

fn opening(hours: &OpeningHours) -> Value {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let runs = hours.runs();
    let spans = runs.iter().flat_map(|run| run.spans.iter().map(move |span| (run, span)));
    spans
        .map(|(run, span)| {
            json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": DAYS.get(run.first..=run.last).unwrap_or_default(),
                "opens": time(span.from),
                "closes": time(span.to),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_hours_are_listed_by_day_and_span() {
        let hours = "Mo-Tu 09:00-12:00,14:00-17:30; Sa 09:30-12:00".parse().unwrap();
        let specification = opening(&hours);
        assert_eq!(specification[0]["dayOfWeek"], json!(["Monday", "Tuesday"]));
        assert_eq!(
            (&specification[1]["opens"], &specification[1]["closes"]),
            (&json!("14:00"), &json!("17:30"))
        );
        assert_eq!(specification[2]["dayOfWeek"], json!(["Saturday"]));
    }
}
