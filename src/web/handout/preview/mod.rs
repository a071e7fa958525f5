//! Pictures that other sites and messengers show beside a link: initiative, neighbourhood, results of a search.

mod drawing;

use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::directory::{Initiative, Organisation};
use crate::domain::place::Neighbourhood;
use crate::domain::search::SearchParams;
use crate::edge::{CachePolicy, Visitor};
use crate::i18n::{Arg, messages};
use crate::web::components::{CardContact, PlaceLabel, StateBadge, of_towns};
use crate::web::directory::search::heading;
use crate::web::request::resolve;
use crate::web::{Error, Page, Result, assets, paths};

use self::drawing::Drawing;

/// Number of chosen values named in the picture of a search.
const IN_TITLE: usize = 3;

/// `GET /initiatives/{slug}/apercu.png`
pub async fn initiative(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.picture_steps();
    let work = move || {
        let found = catalogue.initiative_at(&slug);
        let it = resolve(found, |it| paths::initiative_preview(&it.facts.slug))?;
        answer(&of_initiative(&page, &catalogue, it))
    };
    app.offload.run(visitor, steps, work).await?
}

/// `GET /quartiers/{slug}/apercu.png`
pub async fn neighbourhood(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let steps = catalogue.picture_steps();
    let work = move || {
        let found = catalogue.neighbourhood_at(&slug);
        let it = resolve(found, |it| paths::neighbourhood_preview(&it.slug))?;
        let contact = catalogue.poster_content(it).contact;
        answer(&of_neighbourhood(&page, &catalogue, it, contact))
    };
    app.offload.run(visitor, steps, work).await?
}

/// `GET /initiatives/apercu.png?…`: the parameters of `/initiatives`
pub async fn search(
    State(app): State<App>,
    visitor: Visitor,
    page: Page,
    Query(params): Query<SearchParams>,
) -> Result<Response> {
    let catalogue = page.catalogue();
    let parsed = catalogue.parse_search(&params);
    let steps = catalogue.picture_steps() + catalogue.search_steps(&parsed.search_page.search);
    let work = move || {
        let search = &parsed.search_page.search;
        let total = catalogue.count(search);
        let title = heading(&page, &catalogue, search, IN_TITLE);
        let eyebrow = page.t(messages::SITE_NAME);
        let drawing = Drawing::new(&page, &eyebrow, &title);
        let mut response = answer(&drawing.with_call(&page.tn(messages::PICTURE_COUNT, total)))?;
        if search.circle.is_some() {
            // The address tells where somebody is.
            let private = HeaderValue::from_static("private, no-store");
            response.headers_mut().insert(header::CACHE_CONTROL, private);
        }
        Ok(response)
    };
    app.offload.run(visitor, steps, work).await?
}

fn of_initiative(page: &Page, catalogue: &Catalogue, it: &Initiative) -> Drawing {
    let state = StateBadge::new(page.lang, it, catalogue.state(it));
    let place = PlaceLabel::new(page.lang, catalogue, it);
    let places = [place.first.as_str(), place.second.as_str()];
    let places: Vec<&str> = places.into_iter().filter(|it| !it.is_empty()).collect();
    let contact = CardContact::new(catalogue, it);
    let phone = contact.and_then(|it| it.phone);
    let drawing = Drawing::new(page, &places.join(", "), it.facts.title.as_str())
        .with_outline(place.outline.and_then(assets::outline))
        .with_note(&format!("{}. {}", state.word, state.reason));
    match phone {
        Some(phone) => drawing.with_call(&phone.display_text()),
        None => drawing,
    }
}

fn of_neighbourhood(
    page: &Page,
    catalogue: &Catalogue,
    it: &Neighbourhood,
    contact: Option<&Organisation>,
) -> Drawing {
    let departement = catalogue.departement(&it.departement).map_or("", |it| it.name.as_str());
    let towns = of_towns(page, catalogue, it);
    let args = [("towns", Arg::Text(towns.as_str())), ("departement", Arg::Text(departement))];
    let eyebrow = page.ta(messages::NEIGHBOURHOOD_EYEBROW, &args);
    let drawing = Drawing::new(page, &eyebrow, it.name.as_str())
        .with_outline(assets::outline(it.code.as_str()));
    let phone = contact.and_then(|it| Some((it, it.facts.phone.as_ref()?)));
    match phone {
        Some((it, phone)) => {
            drawing.with_call(&phone.display_text()).with_note(it.facts.name.as_str())
        }
        None => drawing,
    }
}

/// Picture of `drawing`; other sites may show it.
fn answer(drawing: &Drawing) -> Result<Response> {
    let png = drawing.png().map_err(Error::from)?;
    let shared = (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    Ok((CachePolicy::Public, [kind, shared], png).into_response())
}
