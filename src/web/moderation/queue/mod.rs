//! Moderation queue: waiting, quarantined and decided proposals.

mod filters;
mod view;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;

use crate::app::App;
use crate::web::moderation::history::TimeFormatter;
use crate::web::{Page, PrivateView, Result, SignedIn};

use self::filters::parse_query;
use self::view::QueueView;

/// `GET /moderation?file=quarantaine&departement=37&demande=nouvelle&chez=moi&page=2`
pub async fn index(
    State(app): State<App>,
    page: Page,
    SignedIn(member): SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let search = parse_query(&pairs);
    let queue = app.store.list_queue(&member.account, &search, app.clock.now()).await?;
    let times = TimeFormatter::new(&app, page.lang);
    let catalogue = page.catalogue();
    let view = QueueView::new(page, &catalogue, &times, &member.account, &search, &queue);
    Ok(PrivateView(view).into_response())
}
