//! Conflict (409) of a decision or a claim: the event that came first, with the typed values kept.

use axum::response::Response;

use super::{case::Case, form::DecisionForm};
use crate::{
    app::App,
    domain::text::Line,
    i18n::{Arg, say},
    web::{
        Page, Result,
        moderation::{
            conflict::{Carried, ConflictView},
            history::EventLine,
            moments::Moments,
        },
        paths,
    },
};

/// 409 when the proposal or its initiative changed since the page was loaded.
pub async fn overtaken(
    app: &App,
    page: Page,
    case: &Case,
    form: &DecisionForm,
) -> Result<Response> {
    let moments = Moments::new(app, page.lang);
    let moved = case.proposal.version != form.version;
    let last = match case.proposal.initiative {
        Some(id) if !moved && !case.proposal.is_being_corrected() => {
            app.store.find_last_change(id).await?
        }
        Some(_) | None => app.store.list_events_of_proposal(case.id()).await?.into_iter().next(),
    };
    let lead = match moved {
        _ if case.proposal.is_being_corrected() => say::CONFLICT_CORRECTING,
        true => say::CONFLICT_CHANGED,
        false => say::CONFLICT_INITIATIVE,
    };
    let reason = form.reason.map(|it| page.tv(say::CONFLICT_KEPT_REASON, &page.lang.refusal(it)));
    let parts = form.parts.iter().map(|part| page.lang.part(*part).into_owned()).collect();
    let parts = (!form.parts.is_empty())
        .then(|| page.tv(say::CONFLICT_KEPT_PARTS, &page.lang.all_of(parts)));
    let words = (page.t(say::PROPOSAL_WORDS).into_owned(), form.words.clone());
    let view = ConflictView {
        title: page.t(say::CONFLICT_TITLE).into_owned(),
        lead: page.t(lead).into_owned(),
        event: last.and_then(|it| EventLine::linked(&page, &moments, &it)),
        kept: reason.into_iter().chain(parts).collect(),
        words: Some(words).filter(|(_, it)| !it.is_empty()),
        again: again(&page, case),
        carried: carried(&page, case, form),
        back: back(&page),
        page,
    };
    Ok(view.answer())
}

fn again(page: &Page, case: &Case) -> Option<(String, String)> {
    let to = case.proposal.is_shown().then(|| paths::proposal(case.id()))?;
    Some((page.t(say::CONFLICT_SEE).into_owned(), to))
}

/// Form that opens the current version with the decision typed.
fn carried(page: &Page, case: &Case, form: &DecisionForm) -> Option<Carried> {
    let typed = form.reason.is_some() || !form.words.is_empty();
    (typed && case.proposal.is_shown()).then(|| Carried {
        label: page.t(say::CONFLICT_SEE_CARRIED).into_owned(),
        action: paths::proposal_again(case.id()),
        fields: form.fields(),
    })
}

fn back(page: &Page) -> (String, String) {
    (page.t(say::PROPOSAL_BACK).into_owned(), paths::MODERATION.to_owned())
}

/// 409 when `name` has already claimed the proposal; `ago` is a text.
pub fn claimed(page: Page, case: &Case, name: &Line, ago: &str) -> Response {
    let args = [("name", Arg::Text(name.as_str())), ("ago", Arg::Text(ago))];
    let view = ConflictView {
        title: page.ta(say::CONFLICT_CLAIMED, &args),
        lead: page.t(say::CONFLICT_CLAIMED_TEXT).into_owned(),
        event: None,
        kept: Vec::new(),
        words: None,
        again: again(&page, case),
        carried: None,
        back: back(&page),
        page,
    };
    view.answer()
}
