//! Suggestions of the search box: needs, organisations and places.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};

use super::places::{PlaceResource, PlacesResource, typed_text};
use super::problem::Problem;
use crate::app::App;
use crate::catalogue::{Catalogue, Suggestion};
use crate::edge::{CachePolicy, Visitor};
use crate::i18n::{Arg, Lang, messages};
use crate::paths;
use crate::request_catalogue::RequestCatalogue;

/// Maximum bytes of the names, descriptions and URLs: an answer has less than 2 KB.
const MAX_BYTES: usize = 1_600;

/// `GET /api/v1/suggestions?q=garde`
pub async fn index(
    State(app): State<App>,
    visitor: Visitor,
    RequestCatalogue(catalogue): RequestCatalogue,
    pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let text = typed_text(&app, pairs)?;
    let steps = catalogue.place_steps(&text);
    let this = app.clone();
    let work = move || {
        let suggestions = catalogue.suggestions(&text);
        let resource = |it: &Suggestion<'_>| resource(&this, &catalogue, it, &text);
        let mut bytes = 0;
        let fits = |it: &PlaceResource| {
            bytes += it.len();
            bytes <= MAX_BYTES
        };
        let items = suggestions.iter().filter_map(resource).take_while(fits).collect();
        Json(PlacesResource { items })
    };
    let found = app.offload.run(visitor, steps, work).await;
    let found = found.map_err(|_| Problem::overloaded(&app))?;
    // Typed texts are personal data: not cached.
    Ok((CachePolicy::Private, found).into_response())
}

fn resource(
    app: &App,
    catalogue: &Catalogue,
    suggestion: &Suggestion<'_>,
    text: &str,
) -> Option<PlaceResource> {
    match suggestion {
        Suggestion::Need(barrier, place) => {
            let need = paths::NeedOfPlace { barrier: Some(barrier), audience: None };
            let url = match place {
                Some(place) => paths::place_for(catalogue, place, need)?,
                None => paths::barrier(&barrier.slug),
            };
            let place = place.as_ref().and_then(|it| catalogue.describe(it));
            let what = match place {
                Some(it) => {
                    let args = [("value", Arg::Text(it.name.as_str()))];
                    Lang::Fr.message_with(messages::SUGGEST_NEED_AT, &args)
                }
                None => Lang::Fr.message(messages::SUGGEST_NEED).into_owned(),
            };
            Some(PlaceResource::of_url(app, barrier.label.to_string(), what, &url))
        }
        Suggestion::Organisation(it) => {
            let kind = catalogue.kind(it.facts.kind.as_str()).map(|it| it.label.as_str());
            let town = it.facts.commune.as_ref().and_then(|code| catalogue.commune(code));
            let parts = kind.into_iter().chain(town.map(|it| it.name.as_str()));
            let what = parts.collect::<Vec<_>>().join(", ");
            let url = paths::organisation(&it.facts.slug);
            Some(PlaceResource::of_url(app, it.facts.name.to_string(), what, &url))
        }
        Suggestion::Place(place) => PlaceResource::new(app, catalogue, place, text),
    }
}
