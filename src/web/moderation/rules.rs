//! Public page of the publication rules.

use askama::Template;
use axum::response::{IntoResponse as _, Response};

use crate::{
    domain::refusal::Refusal,
    i18n::say,
    web::{Page, parts::Crumb, paths, view::View},
};

#[derive(Template)]
#[template(path = "moderation/rules.html")]
struct RulesView {
    canonical: String,
    crumbs: Vec<Crumb>,
    reasons: Vec<Reason>,
    page: Page,
}

struct Reason {
    code: &'static str,
    label: String,
    text: String,
}

/// `GET /proposer/regles`
pub async fn show(page: Page) -> Response {
    let reason = |it: Refusal| Reason {
        code: it.code(),
        label: page.lang.refusal(it).into_owned(),
        text: page.lang.refusal_text(it).into_owned(),
    };
    let view = RulesView {
        canonical: page.absolute(paths::RULES),
        crumbs: vec![
            Crumb::to(page.t(say::CRUMB_HOME), paths::HOME),
            Crumb::here(page.t(say::RULES_TITLE)),
        ],
        reasons: Refusal::ALL.into_iter().map(reason).collect(),
        page,
    };
    View(view).into_response()
}
