//! URLs of the site: the only place that spells them, for templates, redirects and the API.

mod member;
mod moderation;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::catalogue::{Catalogue, Place, departement_slug};
use crate::domain::account::Token;
use crate::domain::directory::InitiativeId;
use crate::domain::place::{Departement, DepartementCode, InseeCode, Position, QpvCode};
use crate::domain::proposal::{Field, Step};
use crate::domain::search::{FacetValue, OrganisationSearch, Search};
use crate::domain::text::Slug;

pub use member::*;
pub use moderation::*;

pub const HOME: &str = "/";
pub const INITIATIVES: &str = "/initiatives";
/// Search results on a map.
pub const MAP: &str = "/carte";
pub const ORGANISATIONS: &str = "/acteurs";
pub const NEIGHBOURHOODS: &str = "/quartiers";
/// Location page: by place name, street address, point or commune.
pub const LOCATION: &str = "/ou-suis-je";
pub const DEPARTEMENTS: &str = "/departements";
pub const BARRIERS: &str = "/freins";
pub const COLLECTIONS: &str = "/recueils";
pub const ABOUT: &str = "/a-propos";
pub const SOURCES: &str = "/a-propos/sources";
pub const LEGAL: &str = "/mentions-legales";
pub const ACCESSIBILITY: &str = "/accessibilite";
pub const SITE_MAP: &str = "/plan-du-site";
pub const PRIVACY: &str = "/confidentialite";
pub const PROPOSE: &str = "/proposer";
/// Request page for the links of one's proposals; prefix of the pages of a proposal's status.
pub const FOLLOW: &str = "/suivi";
/// Query key of a form step opened to correct validation errors.
pub const CORRECTION_KEY: &str = "corriger";
/// Form field that makes a step return to the review page after saving, with its only value [`REVIEW`].
pub const RETURN_KEY: &str = "retour";
pub const REVIEW: &str = "relire";
pub const SITEMAP: &str = "/sitemap.xml";
pub const ROBOTS: &str = "/robots.txt";
pub const SECURITY: &str = "/.well-known/security.txt";
/// Prefix of the API.
pub const API: &str = "/api/";
pub const API_INITIATIVES: &str = "/api/v1/initiatives";
pub const API_PLACES: &str = "/api/v1/lieux";
pub const API_LOCATION: &str = "/api/v1/ou-suis-je";
pub const HEALTH: &str = "/healthz";
pub const HEALTH_IN_FRENCH: &str = "/sante";
/// Documentation of the API; also the `type` of its problem details.
pub const ABOUT_API: &str = "/a-propos#api";
/// Explanation of the states of an initiative.
pub const ABOUT_STATES: &str = "/a-propos#etats";

/// The pages that are no record's, each worth finding.
pub const PAGES: [&str; 15] = [
    HOME,
    INITIATIVES,
    MAP,
    ORGANISATIONS,
    NEIGHBOURHOODS,
    LOCATION,
    BARRIERS,
    COLLECTIONS,
    PROPOSE,
    ABOUT,
    SOURCES,
    LEGAL,
    PRIVACY,
    ACCESSIBILITY,
    SITE_MAP,
];

/// Characters that are not percent-encoded in a query value: letters, digits and `-._~` (RFC 3986).
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub fn initiative(slug: &Slug) -> String {
    format!("{INITIATIVES}/{slug}")
}

pub fn initiative_short(id: InitiativeId) -> String {
    format!("/i/{id}")
}

pub fn organisation(slug: &Slug) -> String {
    format!("{ORGANISATIONS}/{slug}")
}

pub fn neighbourhood(slug: &Slug) -> String {
    format!("{NEIGHBOURHOODS}/{slug}")
}

pub fn departement(departement: &Departement) -> String {
    format!("{DEPARTEMENTS}/{}", departement_slug(departement))
}

/// Printable poster of a neighbourhood.
pub fn poster(slug: &Slug) -> String {
    format!("{NEIGHBOURHOODS}/{slug}/affiche")
}

pub fn neighbourhood_short(code: &QpvCode) -> String {
    format!("/q/{code}")
}

/// Anchor of a département in the list of neighbourhoods.
pub fn neighbourhoods_of(departement: &DepartementCode) -> String {
    format!("{NEIGHBOURHOODS}#dep-{departement}")
}

/// Page of the neighbourhoods in or near a commune.
pub fn town(code: &InseeCode) -> String {
    format!("{LOCATION}?commune={code}")
}

/// Location page for `text`, a street address or a place name.
pub fn location_of_text(text: &str) -> String {
    with_query(LOCATION, &[("adresse", text.to_owned())])
}

/// Page of `place`; `None` if the catalogue does not know it.
pub fn place(catalogue: &Catalogue, place: &Place) -> Option<String> {
    match place {
        Place::Neighbourhood(code) => Some(neighbourhood(&catalogue.neighbourhood(code)?.slug)),
        Place::Commune(code) => Some(town(&catalogue.commune(code)?.insee)),
        Place::Departement(code) => Some(neighbourhoods_of(&catalogue.departement(code)?.code)),
    }
}

pub fn barrier(slug: &Slug) -> String {
    format!("{BARRIERS}/{slug}")
}

pub fn collection(slug: &Slug) -> String {
    format!("{COLLECTIONS}/{slug}")
}

/// Form to propose a change of an initiative.
pub fn change_proposal(initiative: InitiativeId) -> String {
    format!("{PROPOSE}?initiative={initiative}")
}

/// Draft of a proposal, by its token.
pub fn draft(token: &Token) -> String {
    format!("{PROPOSE}/{}", token.reveal())
}

pub fn draft_step(token: &Token, step: Step) -> String {
    format!("{}/{}", draft(token), step.slug())
}

/// Field of a draft with a validation error, with the step opened for correction.
pub fn draft_field_correction(token: &Token, field: Field) -> String {
    format!("{}?{CORRECTION_KEY}#{}", draft_step(token, field.step()), field.name())
}

/// Step of a draft that returns to the review page after saving.
pub fn draft_step_then_review(token: &Token, step: Step) -> String {
    format!("{}?{RETURN_KEY}={REVIEW}", draft_step(token, step))
}

/// Page of a draft: `relire`, `apercu`, `envoi`, `lien`.
pub fn draft_page(token: &Token, page: &str) -> String {
    format!("{}/{page}", draft(token))
}

/// Status page of a proposal, for the holder of `token`.
pub fn follow(token: &Token) -> String {
    format!("{FOLLOW}/{}", token.reveal())
}

/// Author's action on a proposal: `correction`, `remise`, `retrait`, `effacement`, `modification`, `confirmation`.
pub fn follow_action(token: &Token, act: &str) -> String {
    format!("{}/{act}", follow(token))
}

/// Confirmation page of a mail address.
pub fn confirmation(token: &Token) -> String {
    format!("{FOLLOW}/confirmation/{}", token.reveal())
}

/// Location page of the point `at`, rounded to four decimals (degrees WGS84).
pub fn location_of_point(at: Position) -> String {
    let at = at.rounded();
    format!("{LOCATION}?lat={:.4}&lon={:.4}", at.lat(), at.lon())
}

/// Page `number` (from 1) of the results of `search`.
pub fn search(catalogue: &Catalogue, search: &Search, number: usize) -> String {
    with_query(INITIATIVES, &search_pairs(catalogue, search, number))
}

/// Results of `search` on a map.
pub fn search_map(catalogue: &Catalogue, search: &Search) -> String {
    with_query(MAP, &catalogue.search_params(search))
}

/// `geo:` URI (RFC 5870) of a place, for the map application of a device.
pub fn map_app(place: Position, name: &str) -> String {
    let (lat, lon) = (place.lat(), place.lon());
    let name = utf8_percent_encode(name, VALUE);
    format!("geo:{lat:.5},{lon:.5}?q={lat:.5},{lon:.5}({name})")
}

/// Place on openstreetmap.org.
pub fn map_web(place: Position) -> String {
    let (lat, lon) = (place.lat(), place.lon());
    format!("https://www.openstreetmap.org/?mlat={lat:.5}&mlon={lon:.5}#map=17/{lat:.5}/{lon:.5}")
}

/// Page `number` of the results of `search`, in the API.
pub fn api_initiatives(catalogue: &Catalogue, search: &Search, number: usize) -> String {
    with_query(API_INITIATIVES, &search_pairs(catalogue, search, number))
}

/// Location of a point (degrees WGS84), in the API.
pub fn api_location(lat: &str, lon: &str) -> String {
    with_query(API_LOCATION, &[("lat", lat.to_owned()), ("lon", lon.to_owned())])
}

/// Part `number` of the sitemap.
pub fn sitemap_part(number: usize) -> String {
    format!("{SITEMAP}?partie={number}")
}

fn search_pairs(
    catalogue: &Catalogue,
    search: &Search,
    number: usize,
) -> Vec<(&'static str, String)> {
    let mut pairs = catalogue.search_params(search);
    if number > 1 {
        pairs.push(("page", number.to_string()));
    }
    pairs
}

/// Search for initiatives with this single facet value.
pub fn search_by_choice(catalogue: &Catalogue, choice: &FacetValue) -> String {
    search(catalogue, &Search::default().toggling(choice), 1)
}

/// Page `number` of the organisations found by `search`.
pub fn organisations(catalogue: &Catalogue, search: &OrganisationSearch, number: usize) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    let mut push = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
    push("q", (!search.text.is_empty()).then(|| search.text.clone()));
    push("genre", search.kind.as_ref().map(Slug::to_string));
    push("departement", search.departement.as_ref().map(ToString::to_string));
    push("commune", search.commune.as_ref().map(ToString::to_string));
    let slug = search.neighbourhood.as_ref().and_then(|code| catalogue.neighbourhood(code));
    push("quartier", slug.map(|it| it.slug.to_string()));
    push("page", (number > 1).then(|| number.to_string()));
    with_query(ORGANISATIONS, &pairs)
}

fn with_query(path: &str, pairs: &[(&str, String)]) -> String {
    let mut address = path.to_owned();
    for (at, (name, value)) in pairs.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, VALUE));
    }
    address
}
