//! Possible duplicates of a proposal, with reasons.

use super::case::Case;
use crate::{
    app::App,
    domain::twin::TwinReason,
    i18n::{Key, say},
    web::{Page, Result, paths},
};

/// Maximum number of waiting duplicates shown.
const MOST: usize = 5;

/// A possible duplicate.
#[derive(Debug)]
pub struct Twin {
    pub title: String,
    pub href: String,
    /// Published or waiting, and what they have in common.
    pub why: String,
}

/// Possible duplicates of `case`, published or waiting.
pub async fn twins(app: &App, page: &Page, case: &Case) -> Result<Vec<Twin>> {
    let catalogue = app.catalogue();
    let profile = catalogue.profile_of(&case.proposal.entry);
    let twin = |title: String, href, what: &Key, reasons: &[TwinReason]| {
        let reasons = reasons.iter().map(|it| page.t(reason(*it)).into_owned());
        let reasons = page.lang.all_of(reasons.collect());
        Twin { title, href, why: page.tv(what, &reasons) }
    };
    let published = catalogue.twins(&profile, case.proposal.initiative).into_iter();
    let published = published.map(|(it, reasons)| {
        let facts = &it.facts;
        let href = paths::initiative(&facts.slug);
        twin(facts.title.to_string(), href, say::MODTWIN_PUBLISHED, &reasons)
    });
    let waiting = app.store.list_waiting_twins(&profile, case.id(), MOST).await?;
    let waiting = waiting.into_iter().map(|(id, title, reasons)| {
        twin(title, paths::proposal(id), say::MODTWIN_WAITING, &reasons)
    });
    Ok(published.chain(waiting).collect())
}

const fn reason(reason: TwinReason) -> &'static Key {
    match reason {
        TwinReason::SameTitle => say::MODTWIN_SAME_TITLE,
        TwinReason::NearTitle => say::MODTWIN_NEAR_TITLE,
        TwinReason::SameCarrier => say::MODTWIN_SAME_CARRIER,
        TwinReason::SameSiret => say::MODTWIN_SAME_SIRET,
        TwinReason::SameAddress => say::MODTWIN_SAME_ADDRESS,
    }
}
