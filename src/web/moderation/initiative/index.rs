//! Search in the published initiatives, for moderators.

use std::num::NonZeroU32;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::catalogue::Catalogue;
use crate::domain::directory::{Initiative, InitiativeId};
use crate::domain::search::{Search, SearchPage};
use crate::i18n::messages;
use crate::web::components::Pagination;
use crate::web::{Page, PrivateView, Result, paths};

#[derive(Template)]
#[template(path = "moderation/initiative/index.html")]
struct InitiativesView {
    text: String,
    count: String,
    rows: Vec<InitiativeRow>,
    pager: Pagination,
    page: Page,
}

struct InitiativeRow {
    id: InitiativeId,
    href: String,
    title: String,
    place: String,
    hidden: bool,
}

/// `GET /moderation/initiatives?q=garage&page=2`; an id also finds a withdrawn initiative.
pub async fn index(
    State(app): State<App>,
    page: Page,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let value = |name: &str| pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.trim());
    let text = value("q").unwrap_or_default().to_owned();
    let number: Option<NonZeroU32> = value("page").and_then(|it| it.parse().ok());
    let catalogue = page.catalogue();
    let numbered = match text.parse().map(InitiativeId::new) {
        Ok(id) => app.store.find_initiative(id, None).await?,
        Err(_) => None,
    };
    let search = Search::of_text(&text).in_every_state();
    let number = number.unwrap_or(NonZeroU32::MIN);
    let found = catalogue.search(&SearchPage { search, number });
    let numbered = numbered.map(|it| row(&page, &catalogue, &it.initiative, !it.is_published));
    let hits = found.hits.iter().map(|it| row(&page, &catalogue, it, false));
    let (rows, total, pages) = match numbered {
        Some(row) => (vec![row], 1, 1),
        None => (hits.collect(), found.total, found.pages),
    };
    let steps =
        Pagination::new(found.page, pages, |number| paths::moderated_initiatives(&text, number));
    let view = InitiativesView {
        count: page.tn(messages::MODERATED_FOUND, total),
        pager: steps,
        rows,
        text,
        page,
    };
    Ok(PrivateView(view).into_response())
}

fn row(page: &Page, catalogue: &Catalogue, initiative: &Initiative, hidden: bool) -> InitiativeRow {
    let facts = &initiative.facts;
    let communes = facts.communes.iter().filter_map(|code| catalogue.commune(code));
    let departements = facts.departements.iter().filter_map(|code| catalogue.departement(code));
    let mut names: Vec<&str> = communes.map(|it| it.name.as_str()).collect();
    if names.is_empty() {
        names = departements.map(|it| it.name.as_str()).collect();
    }
    let place = if names.is_empty() {
        page.t(messages::QUEUE_WHERE_UNKNOWN).into_owned()
    } else {
        names.join(", ")
    };
    InitiativeRow {
        id: initiative.id,
        href: paths::moderated_initiative(initiative.id),
        title: facts.title.to_string(),
        place,
        hidden,
    }
}
