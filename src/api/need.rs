//! Needs desk: a barrier at a place, with the parts of the HTML page.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};
use serde::Serialize;

use super::initiative::{InitiativeResource, PlaceReasonResource};
use super::problem::{ParameterError, Problem};
use crate::app::App;
use crate::catalogue::{
    Catalogue, Contact, NeedContent, NeedOffer, NeedOffers, NeedPlace, PlaceReason,
};
use crate::domain::directory::{
    Audience, Barrier, BarrierStrength, CallCost, NationalNumber, Scheme, SchemeStatus,
};
use crate::domain::place::whole_metres;
use crate::domain::search::MAX_FACET_VALUES;
use crate::domain::text::Slug;
use crate::edge::{CachePolicy, Visitor};
use crate::i18n::messages;
use crate::paths;
use crate::request_catalogue::RequestCatalogue;

#[derive(Debug, Serialize)]
struct NeedResource {
    barrier: String,
    /// Name of the neighbourhood with its town, or of the commune.
    place: String,
    audiences: Vec<String>,
    /// Initiatives that name the neighbourhood; for a commune, those that take place in it, even if they serve its whole
    /// intercommunality.
    here: OffersResource,
    /// Others that serve the place, nearest first.
    open_to_here: OffersResource,
    /// If an audience is chosen: initiatives that serve the place and whose audience is unknown.
    unknown_audience: OffersResource,
    /// If audiences are chosen: others that serve the place and are for job seekers.
    for_job_seekers: OffersResource,
    /// Organisations to call: those whose trade it is, others, those reserved to an audience that is not chosen, those
    /// that are far; each part nearest first.
    contacts: Vec<ContactResource>,
    schemes: Vec<SchemeResource>,
    /// If audiences are chosen: others that are for job seekers.
    schemes_for_job_seekers: Vec<SchemeResource>,
    /// National numbers; the general one is the last.
    national_numbers: Vec<NumberResource>,
    links: Links,
    licence: &'static str,
}

#[derive(Debug, Serialize)]
struct OffersResource {
    total: usize,
    /// First ones; all of them are at `links.initiatives`.
    items: Vec<InitiativeResource>,
}

#[derive(Debug, Serialize)]
struct ContactResource {
    name: String,
    url: String,
    kind: String,
    /// `first` if it is its trade, else `also`.
    strength: &'static str,
    help: String,
    /// Audiences that it is reserved to; everybody if empty.
    audiences_only: Vec<String>,
    phone: Option<String>,
    in_town: bool,
    distance_m: Option<u32>,
}

#[derive(Debug, Serialize)]
struct SchemeResource {
    slug: String,
    title: String,
    summary: String,
    official_url: String,
    as_of: String,
    /// True if its source is old, or does not say that it goes on.
    to_be_checked: bool,
}

#[derive(Debug, Serialize)]
struct NumberResource {
    number: String,
    name: String,
    for_what: String,
    hours: Option<String>,
    /// `free`, `call` (price of a call) or `paid`.
    cost: &'static str,
    audiences_only: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Links {
    #[serde(rename = "self")]
    self_url: String,
    html: String,
    /// Results of the search that finds the initiatives of `here` and `open_to_here`.
    initiatives: String,
}

type Pairs = Vec<(String, String)>;

/// `GET /api/v1/besoins?quartier=sanitas-tours&frein=garde-enfants&public=parents`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    RequestCatalogue(catalogue): RequestCatalogue,
    given: Result<Query<Pairs>, QueryRejection>,
) -> Result<Response, Problem> {
    let Ok(Query(given)) = given else { return Err(Problem::malformed_query(&app)) };
    let (steps, this) = (catalogue.need_steps(), app.clone());
    let work = move || {
        let request = parse(&catalogue, &given).map_err(|errors| {
            Problem::invalid_parameters(&this, StatusCode::BAD_REQUEST, errors)
        })?;
        let content = catalogue.need_content(request.place, request.barrier, request.audiences);
        let found = NeedResource::new(&this, &catalogue, &content);
        Ok((CachePolicy::Public, Json(found)).into_response())
    };
    app.offload.run(visitor, steps, work).await.map_err(|_| Problem::overloaded(&app))?
}

struct NeedRequest<'a> {
    place: NeedPlace<'a>,
    barrier: &'a Barrier,
    audiences: Vec<&'a Audience>,
}

/// Parses the parameters: one place, one barrier, audiences.
fn parse<'a>(
    catalogue: &'a Catalogue,
    given: &Pairs,
) -> Result<NeedRequest<'a>, Vec<ParameterError>> {
    let (mut places, mut barriers) = (Vec::new(), Vec::new());
    let mut audiences: Vec<&Audience> = Vec::new();
    let mut errors = Vec::new();
    for (name, value) in given {
        let known = match name.as_str() {
            "quartier" => neighbourhood(catalogue, value).map(|it| places.push(it)),
            "commune" => commune(catalogue, value).map(|it| places.push(it)),
            "frein" => catalogue.barrier(value).map(|it| barriers.push(it)),
            "public" => catalogue.audience(value).map(|it| {
                if !audiences.iter().any(|chosen| chosen.slug == it.slug) {
                    audiences.push(it);
                }
            }),
            _ => {
                errors.push(ParameterError::with_message(name, value, messages::API_NEEDS_UNKNOWN));
                continue;
            }
        };
        if known.is_none() {
            errors.push(ParameterError::with_message(name, value, messages::API_UNKNOWN_VALUE));
        }
    }
    errors.extend(count_errors(given));
    let excess = audiences.iter().skip(MAX_FACET_VALUES);
    errors.extend(
        excess.map(|it| ParameterError::too_many("public", it.slug.as_str(), MAX_FACET_VALUES)),
    );
    match (places.as_slice(), barriers.as_slice()) {
        ([place], [barrier]) if errors.is_empty() => {
            Ok(NeedRequest { place: *place, barrier, audiences })
        }
        _ => Err(errors),
    }
}

/// Errors of the number of places and of barriers, which must be one each.
fn count_errors(given: &Pairs) -> Vec<ParameterError> {
    let required = [
        (["quartier", "commune"].as_slice(), messages::API_NEEDS_PLACE),
        (["frein"].as_slice(), messages::API_NEEDS_BARRIER),
    ];
    let errors = required.into_iter().filter_map(|(names, key)| {
        let count = given.iter().filter(|(name, _)| names.contains(&name.as_str())).count();
        let name = names.first()?;
        (count != 1).then(|| ParameterError::with_message(name, "", key))
    });
    errors.collect()
}

fn neighbourhood<'a>(catalogue: &'a Catalogue, text: &str) -> Option<NeedPlace<'a>> {
    catalogue.find_neighbourhood(text).map(NeedPlace::Neighbourhood)
}

fn commune<'a>(catalogue: &'a Catalogue, text: &str) -> Option<NeedPlace<'a>> {
    catalogue.commune(&text.parse().ok()?).map(NeedPlace::Commune)
}

impl NeedResource {
    fn new(app: &App, catalogue: &Catalogue, content: &NeedContent<'_>) -> Self {
        let NeedContent { place, barrier, .. } = content;
        let slugs: Vec<Slug> = content.audiences.iter().map(|it| it.slug.clone()).collect();
        let absolute = |path: String| format!("{}{path}", app.public_url);
        let schemes = |list: &[&Scheme]| list.iter().map(|it| (*it).into()).collect();
        let offers = |offers| OffersResource::new(app, catalogue, offers);
        Self {
            barrier: barrier.slug.to_string(),
            place: match place {
                NeedPlace::Neighbourhood(it) => catalogue.neighbourhood_label(it),
                NeedPlace::Commune(it) => it.name.to_string(),
            },
            audiences: texts(&slugs),
            here: offers(&content.here),
            open_to_here: offers(&content.open_to_here),
            unknown_audience: offers(&content.unknown_audience),
            for_job_seekers: offers(&content.for_job_seekers),
            contacts: content.contacts.iter().map(|it| ContactResource::new(app, it)).collect(),
            schemes: schemes(&content.schemes),
            schemes_for_job_seekers: schemes(&content.schemes_for_job_seekers),
            national_numbers: content.numbers.iter().map(|it| (*it).into()).collect(),
            links: Links {
                self_url: absolute(paths::api_need(*place, &barrier.slug, &slugs)),
                html: absolute(paths::need_for(*place, &barrier.slug, &slugs)),
                initiatives: absolute(paths::api_initiatives(catalogue, &content.search, 1)),
            },
            licence: "Licence Ouverte 2.0",
        }
    }
}

impl OffersResource {
    fn new(app: &App, catalogue: &Catalogue, offers: &NeedOffers<'_>) -> Self {
        let item = |offer: &NeedOffer<'_>| {
            let mut item = InitiativeResource::new(app, catalogue, offer.initiative);
            item.near = Some(PlaceReasonResource::from(PlaceReason::Serves(offer.reason)));
            item
        };
        Self { total: offers.total, items: offers.shown.iter().map(item).collect() }
    }
}

impl ContactResource {
    fn new(app: &App, contact: &Contact<'_>) -> Self {
        let facts = &contact.organisation.facts;
        Self {
            name: facts.name.to_string(),
            url: format!("{}{}", app.public_url, paths::organisation(&facts.slug)),
            kind: facts.kind.to_string(),
            strength: match contact.help.strength {
                BarrierStrength::First => "first",
                BarrierStrength::Also => "also",
            },
            help: contact.help.why.to_string(),
            audiences_only: texts(&contact.help.audiences_only),
            phone: facts.phone.as_ref().map(ToString::to_string),
            in_town: contact.is_in_town(),
            distance_m: contact.metres.map(whole_metres),
        }
    }
}

impl From<&Scheme> for SchemeResource {
    fn from(scheme: &Scheme) -> Self {
        Self {
            slug: scheme.slug.to_string(),
            title: scheme.title.to_string(),
            summary: scheme.summary.to_string(),
            official_url: scheme.official_url.to_string(),
            as_of: scheme.as_of.to_string(),
            to_be_checked: scheme.status == SchemeStatus::Unsure,
        }
    }
}

impl From<&NationalNumber> for NumberResource {
    fn from(number: &NationalNumber) -> Self {
        Self {
            number: number.number.to_string(),
            name: number.name.to_string(),
            for_what: number.for_what.to_string(),
            hours: number.hours.as_ref().map(ToString::to_string),
            cost: match number.cost {
                CallCost::Free => "free",
                CallCost::Call => "call",
                CallCost::Paid => "paid",
            },
            audiences_only: texts(&number.audiences_only),
        }
    }
}

fn texts(slugs: &[Slug]) -> Vec<String> {
    slugs.iter().map(ToString::to_string).collect()
}
