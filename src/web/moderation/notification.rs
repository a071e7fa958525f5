//! Mail to the author about a decision.

use super::context::ReviewContext;
use crate::app::App;
use crate::domain::operations::Message;
use crate::mail::decision::DecisionContext;
use crate::store::Notification;
use crate::web::{Page, paths};

/// Mail that `write` composes for the author of `case`, with a new link to follow the proposal; `None` if they gave
/// no email.
pub fn author_mail(
    app: &App,
    page: &Page,
    case: &ReviewContext,
    write: impl FnOnce(&DecisionContext<'_>) -> Message,
) -> Option<Notification> {
    let to = case.proposal.email.as_ref()?;
    let token = app.clock.token();
    let about = DecisionContext {
        to,
        title: case.title(),
        follow: page.absolute_url(&paths::follow(&token)),
        rules: page.absolute_url(paths::RULES),
    };
    Some(Notification { message: write(&about), link: token.hash() })
}
