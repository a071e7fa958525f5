//! Possible duplicates of a proposal, with reasons.

use crate::app::App;
use crate::domain::moderation::DuplicateReason;
use crate::i18n::{Key, messages};
use crate::web::moderation::context::ReviewContext;
use crate::web::{Page, Result, paths};

/// Maximum number of waiting duplicates shown.
const MAX_WAITING: usize = 5;

/// A possible duplicate.
#[derive(Debug)]
pub struct Duplicate {
    pub title: String,
    pub href: String,
    /// Published or waiting, and what they have in common.
    pub why: String,
}

/// Possible duplicates of `case`, published or waiting.
pub async fn duplicates(app: &App, page: &Page, case: &ReviewContext) -> Result<Vec<Duplicate>> {
    let catalogue = app.catalogue();
    let profile = catalogue.fingerprint_of(&case.proposal.form);
    let duplicate = |title: String, href, what: &Key, reasons: &[DuplicateReason]| {
        let reasons = reasons.iter().map(|it| page.t(reason(*it)).into_owned());
        let reasons = page.lang.all_of(reasons.collect());
        Duplicate { title, href, why: page.tv(what, &reasons) }
    };
    let published = catalogue.duplicates(&profile, case.proposal.initiative).into_iter();
    let published = published.map(|(it, reasons)| {
        let facts = &it.facts;
        let href = paths::initiative(&facts.slug);
        duplicate(facts.title.to_string(), href, messages::MODTWIN_PUBLISHED, &reasons)
    });
    let waiting = app.store.list_waiting_duplicates(&profile, case.id(), MAX_WAITING).await?;
    let waiting = waiting.into_iter().map(|(id, title, reasons)| {
        duplicate(title, paths::proposal(id), messages::MODTWIN_WAITING, &reasons)
    });
    Ok(published.chain(waiting).collect())
}

const fn reason(reason: DuplicateReason) -> &'static Key {
    match reason {
        DuplicateReason::SameTitle => messages::MODTWIN_SAME_TITLE,
        DuplicateReason::SimilarTitle => messages::MODTWIN_NEAR_TITLE,
        DuplicateReason::SameCarrier => messages::MODTWIN_SAME_CARRIER,
        DuplicateReason::SameSiret => messages::MODTWIN_SAME_SIRET,
        DuplicateReason::SameAddress => messages::MODTWIN_SAME_ADDRESS,
    }
}
