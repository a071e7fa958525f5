//! What an author is written once somebody has decided.

use super::case::Case;
use crate::{
    app::App,
    domain::mail::Message,
    mail::decision::About,
    store::Telling,
    web::{Page, paths},
};

/// The mail that `write` makes for the author of `case`, with a link of its own; none when they gave no address.
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
