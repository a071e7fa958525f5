//! Mail to the author about a decision.

use super::case::Case;
use crate::{
    app::App,
    domain::mail::Message,
    mail::decision::About,
    store::Telling,
    web::{Page, paths},
};

/// Mail that `write` composes for the author of `case`, with a new link to follow the proposal; `None` if they gave
/// no email.
pub fn tell(
    app: &App,
    page: &Page,
    case: &Case,
    write: impl FnOnce(&About<'_>) -> Message,
) -> Option<Telling> {
    let to = case.proposal.email.as_ref()?;
    let token = app.clock.token();
    let about = About {
        to,
        title: case.title(),
        follow: page.absolute(&paths::follow(&token)),
        rules: page.absolute(paths::RULES),
    };
    Some(Telling { message: write(&about), link: token.hash() })
}
