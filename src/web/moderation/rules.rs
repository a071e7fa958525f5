//! Public page of the publication rules.

use askama::Template;
use axum::response::{IntoResponse as _, Response};

use crate::domain::moderation::RefusalReason;
use crate::i18n::messages;
use crate::web::components::{Crumb, breadcrumb};
use crate::web::{Page, View, paths};

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
    let reason = |it: RefusalReason| Reason {
        code: it.code(),
        label: page.lang.refusal(it).into_owned(),
        text: page.lang.refusal_text(it).into_owned(),
    };
    let view = RulesView {
        canonical: page.absolute_url(paths::RULES),
        crumbs: breadcrumb(&page, [], page.t(messages::RULES_TITLE)),
        reasons: RefusalReason::ALL.into_iter().map(reason).collect(),
        page,
    };
    View(view).into_response()
}
