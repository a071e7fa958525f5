//! Pages about the site: guide, sources, legal notice, privacy, accessibility, site map.

pub mod assets;
mod document;
mod guide;
mod legal;
mod ranking;
pub mod robots;
pub mod security_txt;
mod site_map;
mod sources;

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::{Page, View};
use crate::app::App;
use crate::config::ServiceUrl;

use self::guide::GuideView;
use self::legal::{AccessibilityView, LegalView, PrivacyView};
use self::ranking::RankingView;
use self::site_map::SiteMapView;
use self::sources::SourcesView;

/// `GET /a-propos`
pub async fn guide(page: Page) -> Response {
    let catalogue = page.catalogue();
    View(GuideView::new(page, &catalogue, &catalogue.guide_content())).into_response()
}

/// `GET /a-propos/sources`
pub async fn sources(page: Page) -> Response {
    let catalogue = page.catalogue();
    View(SourcesView::new(page, &catalogue)).into_response()
}

/// `GET /a-propos/classement`
pub async fn ranking(page: Page) -> Response {
    View(RankingView::new(page)).into_response()
}

/// `GET /mentions-legales`
pub async fn legal(page: Page) -> Response {
    View(LegalView::new(page)).into_response()
}

/// `GET /confidentialite`
pub async fn privacy(State(app): State<App>, page: Page) -> Response {
    let geocoder = app.config.geocoder.as_ref().map(ServiceUrl::host);
    View(PrivacyView::new(page, geocoder)).into_response()
}

/// `GET /accessibilite`
pub async fn accessibility(page: Page) -> Response {
    View(AccessibilityView::new(page)).into_response()
}

/// `GET /plan-du-site`
pub async fn site_map(page: Page) -> Response {
    let catalogue = page.catalogue();
    View(SiteMapView::new(page, &catalogue)).into_response()
}
