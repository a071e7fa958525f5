//! URLs of the site: the only place that spells them, for templates, redirects and the API.

mod handout;
mod member;
mod moderation;
mod proposal;
mod route;

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::catalogue::{Catalogue, NeedPlace, Place, departement_slug};
use crate::domain::directory::{
    Audience, Barrier, InitiativeId, OrganisationId, SchemeId, Shortlist, ShortlistItem,
};
use crate::domain::place::{Commune, Departement, DepartementCode, InseeCode, Position, QpvCode};
use crate::domain::search::{
    Facet, FacetValue, FilterParams, OrganisationSearch, ParamValue, SchemeSearch, Search,
};
use crate::domain::text::{Slug, fold};

pub use handout::*;
pub use member::*;
pub use moderation::*;
pub use proposal::*;
pub use route::RoutePattern;

use route::routes;

/// Path of a static file, from its name.
macro_rules! asset_path {
    ($file:literal) => {
        concat!("/static/", $file)
    };
}

pub(crate) use asset_path;

routes! {
    PUBLIC_ROUTES
    paths {
        HOME = "/";
        INITIATIVES = "/initiatives";
        /// Search results on a map.
        MAP = "/carte";
        /// Results of a search to print, all on one page.
        PRINTED_INITIATIVES = "/initiatives/imprimer";
        /// Results of a search as a booklet.
        BOOKLET = "/initiatives/livret";
        ORGANISATIONS = "/acteurs";
        /// Picture of a link to the results of a search.
        SEARCH_PREVIEW = "/initiatives/apercu.png";
        /// Organisations found by a search to print, all on one page.
        PRINTED_ORGANISATIONS = "/acteurs/imprimer";
        /// Page for employers.
        EMPLOYERS = "/employeurs";
        NEIGHBOURHOODS = "/quartiers";
        /// Location page: by place name, street address, point or commune.
        LOCATION = "/ou-suis-je";
        BARRIERS = "/freins";
        COLLECTIONS = "/recueils";
        SCHEMES = "/dispositifs";
        /// Shortlist of an adviser: the address holds the list.
        SHORTLIST = "/ma-liste";
        /// Sheet of a shortlist, to print.
        SHORTLIST_SHEET = "/ma-liste/fiche";
        /// Guide of the schemes for associations, to print.
        ASSOCIATIONS = "/associations";
        /// Table of neighbourhoods and barriers: what is known, and what is missing.
        COVERAGE = "/couverture";
        COVERAGE_CSV = "/couverture.csv";
        ABOUT = "/a-propos";
        SOURCES = "/a-propos/sources";
        /// Order of the results of a search.
        RANKING = "/a-propos/classement";
        LEGAL = "/mentions-legales";
        ACCESSIBILITY = "/accessibilite";
        SITE_MAP = "/plan-du-site";
        PRIVACY = "/confidentialite";
        MANIFEST = "/manifeste.webmanifest";
        SITEMAP = "/sitemap.xml";
        ROBOTS = "/robots.txt";
        SECURITY = "/.well-known/security.txt";
        API_ROOT = "/api";
        /// Prefix of the API.
        API = "/api/";
        API_INITIATIVES = "/api/v1/initiatives";
        API_INITIATIVES_TOTAL = "/api/v1/initiatives/total";
        API_SCHEMES = "/api/v1/dispositifs";
        API_PLACES = "/api/v1/lieux";
        API_SUGGESTIONS = "/api/v1/suggestions";
        API_LOCATION = "/api/v1/ou-suis-je";
        API_NEEDS = "/api/v1/besoins";
        HEALTH = "/healthz";
        HEALTH_IN_FRENCH = "/sante";
        /// Metrics for the operator.
        METRICS = "/metriques";
    }
    patterns {
        INITIATIVE<1> = "/initiatives/{slug}";
        /// Short link, for print.
        INITIATIVE_SHORT<1> = "/i/{id}";
        /// Sheet of one entry, to print.
        INITIATIVE_SHEET<1> = "/initiatives/{slug}/fiche";
        /// Picture of a link to an initiative.
        INITIATIVE_PREVIEW<1> = "/initiatives/{slug}/apercu.png";
        ORGANISATION<1> = "/acteurs/{slug}";
        ORGANISATION_SHORT<1> = "/a/{id}";
        ORGANISATION_SHEET<1> = "/acteurs/{slug}/fiche";
        NEIGHBOURHOOD<1> = "/quartiers/{slug}";
        /// A barrier at a neighbourhood.
        NEIGHBOURHOOD_NEED<2> = "/quartiers/{slug}/besoins/{frein}";
        /// Commune, by its INSEE code and its name: `37261-tours`.
        COMMUNE<1> = "/communes/{commune}";
        COMMUNE_NEED<2> = "/communes/{commune}/besoins/{frein}";
        /// Picture of a link to a neighbourhood.
        NEIGHBOURHOOD_PREVIEW<1> = "/quartiers/{slug}/apercu.png";
        PRINTED_NEIGHBOURHOOD<1> = "/quartiers/{slug}/imprimer";
        PRINTED_NEIGHBOURHOOD_NEED<2> = "/quartiers/{slug}/besoins/{frein}/imprimer";
        PRINTED_COMMUNE_NEED<2> = "/communes/{commune}/besoins/{frein}/imprimer";
        /// Printable poster of a neighbourhood.
        POSTER<1> = "/quartiers/{slug}/affiche";
        /// Pocket pack of a neighbourhood: one file to keep.
        POCKET<1> = "/quartiers/{slug}/poche.html";
        /// Short link, for print.
        NEIGHBOURHOOD_SHORT<1> = "/q/{code}";
        DEPARTEMENT<1> = "/departements/{slug}";
        BARRIER<1> = "/freins/{slug}";
        COLLECTION<1> = "/recueils/{slug}";
        COLLECTION_BOOKLET<1> = "/recueils/{slug}/livret";
        SCHEME<1> = "/dispositifs/{slug}";
        SCHEME_SHORT<1> = "/d/{id}";
        SCHEME_SHEET<1> = "/dispositifs/{slug}/fiche";
        /// Shortlist by its code, for print and phones.
        SHORTLIST_SHORT<1> = "/l/{code}";
        ASSET<1> = asset_path!("{file}");
        /// Any other path of the API.
        API_OTHER<1> = "/api/{*rest}";
    }
}

/// Prefix of the pages of départements.
pub const DEPARTEMENTS: &str = DEPARTEMENT.prefix();

/// True if `path` is `section` or below it.
#[must_use]
pub fn is_under(path: &str, section: &str) -> bool {
    path.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Patterns of all routes.
pub fn patterns() -> impl Iterator<Item = &'static str> {
    let lists = [PUBLIC_ROUTES, PROPOSAL_ROUTES, MEMBER_ROUTES, MODERATION_ROUTES];
    lists.into_iter().flatten().copied()
}

/// The pages that are no record's, each worth finding.
pub const PAGES: [&str; 21] = [
    HOME,
    INITIATIVES,
    MAP,
    ORGANISATIONS,
    EMPLOYERS,
    NEIGHBOURHOODS,
    LOCATION,
    BARRIERS,
    COLLECTIONS,
    SCHEMES,
    ASSOCIATIONS,
    COVERAGE,
    SHORTLIST,
    PROPOSE,
    ABOUT,
    SOURCES,
    RANKING,
    LEGAL,
    PRIVACY,
    ACCESSIBILITY,
    SITE_MAP,
];

/// Characters that are not percent-encoded in a query value: letters, digits and `-._~` (RFC 3986).
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub fn initiative(slug: &Slug) -> String {
    INITIATIVE.fill([slug])
}

pub fn initiative_short(id: InitiativeId) -> String {
    INITIATIVE_SHORT.fill([&id])
}

pub fn organisation(slug: &Slug) -> String {
    ORGANISATION.fill([slug])
}

pub fn neighbourhood(slug: &Slug) -> String {
    NEIGHBOURHOOD.fill([slug])
}

pub fn departement(departement: &Departement) -> String {
    DEPARTEMENT.fill([&departement_slug(departement)])
}

pub fn poster(slug: &Slug) -> String {
    POSTER.fill([slug])
}

pub fn neighbourhood_short(code: &QpvCode) -> String {
    NEIGHBOURHOOD_SHORT.fill([code])
}

pub fn organisation_short(id: OrganisationId) -> String {
    ORGANISATION_SHORT.fill([&id])
}

pub fn scheme_short(id: SchemeId) -> String {
    SCHEME_SHORT.fill([&id])
}

/// Short link of the record of `item`.
pub fn shortlist_item(item: ShortlistItem) -> String {
    match item {
        ShortlistItem::Initiative(id) => initiative_short(id),
        ShortlistItem::Organisation(id) => organisation_short(id),
        ShortlistItem::Scheme(id) => scheme_short(id),
    }
}

/// Sheet of an initiative, to print.
pub fn initiative_sheet(slug: &Slug) -> String {
    INITIATIVE_SHEET.fill([slug])
}

pub fn organisation_sheet(slug: &Slug) -> String {
    ORGANISATION_SHEET.fill([slug])
}

pub fn scheme_sheet(slug: &Slug) -> String {
    SCHEME_SHEET.fill([slug])
}

/// Parameters of a shortlist in an address: the list, the day of its last change, the list before that, an item to add,
/// and one that found no room.
pub const LIST_PARAM: &str = "l";
pub const LIST_DAY_PARAM: &str = "du";
pub const LIST_BEFORE_PARAM: &str = "avant";
pub const LIST_ADDITION_PARAM: &str = "ajout";
pub const LIST_REFUSAL_PARAM: &str = "trop";

/// Page of `list`. Commas need no encoding: an address that people see stays readable.
pub fn shortlist(list: &Shortlist) -> String {
    with_list(SHORTLIST, list)
}

/// Page of `list`, which was `before` until now.
pub fn shortlist_after(list: &Shortlist, before: &Shortlist) -> String {
    let page = shortlist(list);
    let sign = if page.contains('?') { '&' } else { '?' };
    // A parameter without a value counts as absent.
    let before = if before.is_empty() { "0".to_owned() } else { before.to_string() };
    format!("{page}{sign}{LIST_BEFORE_PARAM}={before}")
}

/// Page of `list`, which has no room for `item`, and says so.
pub fn shortlist_refusing(list: &Shortlist, item: ShortlistItem) -> String {
    format!("{}&{LIST_REFUSAL_PARAM}={item}", shortlist(list))
}

/// Page that adds `item`, a [`ShortlistItem`], to the list of its address.
pub fn shortlist_addition(item: impl Display) -> String {
    format!("{SHORTLIST}?{LIST_ADDITION_PARAM}={item}")
}

/// Sheet of `list`, to print.
pub fn shortlist_sheet(list: &Shortlist) -> String {
    with_list(SHORTLIST_SHEET, list)
}

/// Parameter of a sheet in large type.
pub const SHEET_SIZE_PARAM: &str = "taille";
pub const LARGE_SHEET: &str = "grande";

/// The sheet at `path` in large type.
pub fn large_sheet(path: &str) -> String {
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}{SHEET_SIZE_PARAM}={LARGE_SHEET}")
}

/// Short link of `list`, for print and phones.
pub fn shortlist_short(list: &Shortlist) -> String {
    SHORTLIST_SHORT.fill([&list.code()])
}

fn with_list(path: &str, list: &Shortlist) -> String {
    let day = list.made_on.map(|day| format!("&{LIST_DAY_PARAM}={day}")).unwrap_or_default();
    if list.is_empty() { path.to_owned() } else { format!("{path}?{LIST_PARAM}={list}{day}") }
}

/// Anchor of a département in the list of neighbourhoods.
pub fn neighbourhoods_of(departement: &DepartementCode) -> String {
    format!("{NEIGHBOURHOODS}#dep-{departement}")
}

/// Page of a commune.
pub fn town(commune: &Commune) -> String {
    COMMUNE.fill([&commune_key(commune)])
}

/// Key of a commune in paths: its code and its name.
fn commune_key(commune: &Commune) -> String {
    format!("{}-{}", commune.insee, fold(commune.name.as_str()).replace(' ', "-"))
}

/// Code in the key of a commune; its name may have changed.
#[must_use]
pub fn commune_code(key: &str) -> Option<InseeCode> {
    key.split('-').next()?.parse().ok()
}

/// Needs desk for `barrier` at `place`.
pub fn need(place: NeedPlace<'_>, barrier: &Slug) -> String {
    match place {
        NeedPlace::Neighbourhood(it) => NEIGHBOURHOOD_NEED.fill([&it.slug, barrier]),
        NeedPlace::Commune(it) => COMMUNE_NEED.fill([&commune_key(it), barrier]),
    }
}

/// Needs desk for people of the audiences `chosen`.
pub fn need_for(place: NeedPlace<'_>, barrier: &Slug, chosen: &[Slug]) -> String {
    let params = chosen.iter().map(|slug| ParamValue::new("public", slug.as_str()));
    with_query(&need(place, barrier), &params.collect::<Vec<_>>())
}

/// Needs desk in the API.
pub fn api_need(place: NeedPlace<'_>, barrier: &Slug, chosen: &[Slug]) -> String {
    let place = match place {
        NeedPlace::Neighbourhood(it) => ParamValue::new("quartier", it.slug.as_str()),
        NeedPlace::Commune(it) => ParamValue::new("commune", it.insee.as_str()),
    };
    let audiences = chosen.iter().map(|slug| ParamValue::new("public", slug.as_str()));
    let params = [place, ParamValue::new("frein", barrier.as_str())].into_iter().chain(audiences);
    with_query(API_NEEDS, &params.collect::<Vec<_>>())
}

/// Location page for `text`, a street address or a place name.
pub fn location_of_text(text: &str) -> String {
    with_query(LOCATION, &[ParamValue::new("adresse", text)])
}

/// Page of `place`; `None` if the catalogue does not know it.
pub fn place(catalogue: &Catalogue, place: &Place) -> Option<String> {
    match place {
        Place::Neighbourhood(code) => Some(neighbourhood(&catalogue.neighbourhood(code)?.slug)),
        Place::Commune(code) => Some(town(catalogue.commune(code)?)),
        Place::Departement(code) => Some(neighbourhoods_of(&catalogue.departement(code)?.code)),
    }
}

/// Need for which a place is looked up.
#[derive(Debug, Clone, Copy, Default)]
pub struct NeedOfPlace<'a> {
    pub barrier: Option<&'a Barrier>,
    /// Audience of the people concerned, if a barrier is given.
    pub audience: Option<&'a Audience>,
}

/// Needs desk of the place `at` for `need`; the page of the place without a barrier, or for a département.
pub fn place_for(catalogue: &Catalogue, at: &Place, need: NeedOfPlace<'_>) -> Option<String> {
    let Some(barrier) = need.barrier else { return place(catalogue, at) };
    let known = match at {
        Place::Neighbourhood(code) => NeedPlace::Neighbourhood(catalogue.neighbourhood(code)?),
        Place::Commune(code) => NeedPlace::Commune(catalogue.commune(code)?),
        Place::Departement(_) => return place(catalogue, at),
    };
    let chosen: Vec<Slug> = need.audience.iter().map(|it| it.slug.clone()).collect();
    Some(need_for(known, &barrier.slug, &chosen))
}

/// Page that asks for a place, for a barrier and an audience.
pub fn location_for(barrier: Option<&Slug>, audience: Option<&Slug>) -> String {
    let barrier = barrier.map(|slug| ParamValue::new("frein", slug.as_str()));
    let audience = audience.map(|slug| ParamValue::new("public", slug.as_str()));
    with_query(LOCATION, &barrier.into_iter().chain(audience).collect::<Vec<_>>())
}

pub fn barrier(slug: &Slug) -> String {
    BARRIER.fill([slug])
}

/// Place box of the page of a barrier, which leads to its needs desks.
pub fn barrier_at_place(slug: &Slug) -> String {
    format!("{}#lieu", barrier(slug))
}

pub fn collection(slug: &Slug) -> String {
    COLLECTION.fill([slug])
}

pub fn scheme(slug: &Slug) -> String {
    SCHEME.fill([slug])
}

/// Schemes found by `search`.
pub fn schemes(search: &SchemeSearch) -> String {
    with_query(SCHEMES, &scheme_params(search))
}

/// Schemes found by `search`, in the API.
pub fn api_schemes(search: &SchemeSearch) -> String {
    with_query(API_SCHEMES, &scheme_params(search))
}

fn scheme_params(search: &SchemeSearch) -> Vec<ParamValue> {
    let choices = search.choices();
    choices.map(|(facet, value)| ParamValue::new(facet.param(), value.as_str())).collect()
}

/// Documentation of the API; also the `type` of its problem details.
pub fn about_api() -> String {
    format!("{ABOUT}#api")
}

/// Explanation of the states of an initiative.
pub fn about_states() -> String {
    format!("{ABOUT}#etats")
}

/// Location page of the point `at`, rounded to four decimals (degrees WGS84).
pub fn location_of_point(at: Position) -> String {
    let at = at.rounded();
    format!("{LOCATION}?lat={:.4}&lon={:.4}", at.lat(), at.lon())
}

/// Page `number` (from 1) of the results of `search`.
pub fn search(catalogue: &Catalogue, search: &Search, number: usize) -> String {
    with_query(INITIATIVES, &search_params(catalogue, search, number))
}

/// Prefix of the anchor of a filter of the results page.
pub const FILTER_ANCHOR: &str = "filtre-";

/// Page `number` of the results of `search` with the filters of the facets `opened` open, at that of `facet`.
pub fn search_with_filter(
    catalogue: &Catalogue,
    search: &Search,
    number: usize,
    opened: impl IntoIterator<Item = Facet>,
    facet: Facet,
) -> String {
    let mut params = search_params(catalogue, search, number);
    let opened = opened.into_iter().chain([facet]);
    params.extend(opened.map(|it| ParamValue::new(FilterParams::NAME, it.param())));
    format!("{}#{FILTER_ANCHOR}{}", with_query(INITIATIVES, &params), facet.param())
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
    with_query(API_INITIATIVES, &search_params(catalogue, search, number))
}

/// Location of a point (degrees WGS84), in the API.
pub fn api_location(lat: &str, lon: &str) -> String {
    with_query(API_LOCATION, &[ParamValue::new("lat", lat), ParamValue::new("lon", lon)])
}

/// Part `number` of the sitemap.
pub fn sitemap_part(number: usize) -> String {
    format!("{SITEMAP}?partie={number}")
}

fn search_params(catalogue: &Catalogue, search: &Search, number: usize) -> Vec<ParamValue> {
    let mut params = catalogue.search_params(search);
    params.extend(page_param(number));
    params
}

/// Parameter of page `number`; none for the first page.
fn page_param(number: usize) -> Option<ParamValue> {
    (number > 1).then(|| ParamValue::new("page", number.to_string()))
}

/// Search for initiatives with this single facet value.
pub fn search_by_choice(catalogue: &Catalogue, choice: &FacetValue) -> String {
    search(catalogue, &Search::of([choice.clone()]), 1)
}

/// Page `number` of the organisations found by `search`.
pub fn organisations(catalogue: &Catalogue, search: &OrganisationSearch, number: usize) -> String {
    let params = organisation_params(catalogue, search);
    let params: Vec<ParamValue> = params.into_iter().chain(page_param(number)).collect();
    with_query(ORGANISATIONS, &params)
}

/// Page for employers, in the place of `search`.
pub fn employers(catalogue: &Catalogue, search: &OrganisationSearch) -> String {
    with_query(EMPLOYERS, &organisation_params(catalogue, search))
}

fn organisation_params(catalogue: &Catalogue, search: &OrganisationSearch) -> Vec<ParamValue> {
    let text = (!search.text.is_empty()).then(|| search.text.clone());
    let neighbourhood =
        search.neighbourhood.as_ref().and_then(|code| catalogue.neighbourhood(code));
    let values = [
        ("q", text),
        ("genre", search.kind.as_ref().map(Slug::to_string)),
        ("frein", search.barrier.as_ref().map(Slug::to_string)),
        ("departement", search.departement.as_ref().map(ToString::to_string)),
        ("commune", search.commune.as_ref().map(ToString::to_string)),
        ("quartier", neighbourhood.map(|it| it.slug.to_string())),
        ("ouvert", search.opening.map(|it| it.param_value().to_owned())),
    ];
    values.into_iter().filter_map(|(name, value)| Some(ParamValue::new(name, value?))).collect()
}

fn with_query(path: &str, params: &[ParamValue]) -> String {
    let mut address = path.to_owned();
    for (at, ParamValue { name, value }) in params.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, VALUE));
    }
    address
}
