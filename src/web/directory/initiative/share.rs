//! Sharing an initiative: a `mailto:` link, and structured data for search engines.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::contact::Contact;
use crate::catalogue::Catalogue;
use crate::domain::directory::{Fees, Initiative, Phone, Practical};
use crate::domain::place::Postcode;
use crate::domain::text::Line;
use crate::i18n::{Arg, messages};
use crate::web::components::{JsonLd, PostalAddress};
use crate::web::{Page, paths};

/// `mailto:` link with title, summary, phone numbers and short link, one line each (RFC 6068
/// encodes a line break as %0D%0A).
pub fn mailto(page: &Page, initiative: &Initiative, contact: &Contact<'_>) -> String {
    let facts = &initiative.facts;
    let title = facts.title.as_str();
    let call = |name: &str, phone: &Phone| {
        let phone = phone.display_text().clone();
        page.ta(messages::SHARE_CALL, &[("name", Arg::Text(name)), ("phone", Arg::Text(&phone))])
    };
    let mut lines = vec![title.to_owned(), facts.summary.to_string()];
    match &contact.phone {
        Some(phone) => lines.push(call(phone.owner.unwrap_or(title), phone.value)),
        None => lines.extend(contact.calls.iter().map(|it| call(it.name, it.phone))),
    }
    lines.push(page.absolute_url(&paths::initiative_short(initiative.id)));
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    format!("mailto:?subject={}&body={}", encoded(title), encoded(&lines.join("\r\n")))
}

/// Structured data: schema.org `Service` with its provider and area.
pub fn json_ld(catalogue: &Catalogue, initiative: &Initiative, canonical: &str) -> JsonLd {
    let facts = &initiative.facts;
    let communes = facts.communes.iter().filter_map(|code| catalogue.commune(code));
    let area: Vec<_> =
        communes.map(|it| json!({ "@type": "City", "name": it.name.as_str() })).collect();
    let provider: Vec<_> = facts
        .carriers
        .iter()
        .map(|name| json!({ "@type": "Organization", "name": name.as_str() }))
        .collect();
    let practical = &facts.practical;
    JsonLd(without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "Service",
        "name": facts.title.as_str(),
        "description": facts.summary.as_str(),
        "url": canonical,
        "areaServed": area,
        "provider": provider,
        "isAccessibleForFree": practical.fees.map(|fees| fees == Fees::Free),
        "availableChannel": channel(catalogue, initiative),
    })))
}

/// Removes null values, recursively in objects.
fn without_nulls(value: Value) -> Value {
    let Value::Object(pairs) = value else { return value };
    let pairs = pairs.into_iter().filter(|(_, value)| !value.is_null());
    pairs.map(|(name, value)| (name, without_nulls(value))).collect()
}

/// schema.org `ServiceChannel` (website, phone, place); `None` if all are unknown.
fn channel(catalogue: &Catalogue, initiative: &Initiative) -> Option<Value> {
    let facts = &initiative.facts;
    let Practical { venue, address, postcode, access_url, .. } = &facts.practical;
    let phone = facts.phone.as_ref();
    let phone = phone.map(|it| json!({ "@type": "ContactPoint", "telephone": it.tel_number() }));
    let town = facts.communes.first().and_then(|code| catalogue.commune(code));
    let place = address.as_ref().map(|street| {
        let address = PostalAddress {
            street: Some(street.as_str()),
            postcode: postcode.as_ref().map(Postcode::as_str),
            town: town.map(|it| it.name.as_str()),
        };
        let name = venue.as_ref().map(Line::as_str);
        json!({ "@type": "Place", "name": name, "address": address.json_ld() })
    });
    let any = access_url.is_some() || phone.is_some() || place.is_some();
    any.then(|| {
        json!({
            "@type": "ServiceChannel",
            "serviceUrl": access_url.as_ref().map(ToString::to_string),
            "servicePhone": phone,
            "serviceLocation": place,
        })
    })
}
