//! An initiative told elsewhere: a mail, and data for search engines.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::contact::Contact;
use crate::{
    catalogue::Catalogue,
    domain::{contact::Phone, initiative::Initiative},
    i18n::{Arg, say},
    web::{Page, parts::JsonLd, paths},
};

/// A mail to send to oneself or to somebody: what it is, whom to call, the short address; a line
/// each (RFC 6068 writes the end of a line %0D%0A).
pub fn mailto(page: &Page, initiative: &Initiative, contact: &Contact<'_>) -> String {
    let facts = &initiative.facts;
    let title = facts.title.as_str();
    let call = |name: &str, phone: &Phone| {
        let phone = phone.printed().clone();
        page.ta(say::SHARE_CALL, &[("name", Arg::Text(name)), ("phone", Arg::Text(&phone))])
    };
    let mut lines = vec![title.to_owned(), facts.summary.to_string()];
    match contact.phone {
        Some(phone) => lines.push(call(title, phone)),
        None => lines.extend(contact.calls.iter().map(|it| call(it.name, it.phone))),
    }
    lines.push(page.absolute(&paths::initiative_short(initiative.id)));
    let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
    format!("mailto:?subject={}&body={}", encoded(title), encoded(&lines.join("\r\n")))
}

/// schema.org `Service`: what it is, who provides it and where.
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
    JsonLd(json!({
        "@context": "https://schema.org",
        "@type": "Service",
        "name": facts.title.as_str(),
        "description": facts.summary.as_str(),
        "url": canonical,
        "areaServed": area,
        "provider": provider,
    }))
}
