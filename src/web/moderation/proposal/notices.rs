//! Notices about a proposal, possible duplicates among them.

use crate::catalogue::Catalogue;
use crate::domain::moderation::DuplicateReason;
use crate::domain::place::DepartementCode;
use crate::domain::proposal::ProposalState;
use crate::i18n::{Arg, Key, messages};
use crate::store::WaitingDuplicate;
use crate::web::moderation::context::{ReviewContext, quarantine};
use crate::web::proposal::labels;
use crate::web::{Page, paths};

/// Notices as sentences: quarantine, withdrawal, change of départements, warnings.
pub fn notices(page: &Page, catalogue: &Catalogue, context: &ReviewContext) -> Vec<String> {
    let waits = context.proposal.state == ProposalState::Pending;
    let quarantine_notice = context.proposal.quarantine.filter(|_| waits).map(|it| {
        let why = page.t(quarantine(it));
        page.tv(messages::PROPOSAL_QUARANTINE, &why)
    });
    let hidden = context.current.as_ref().is_some_and(|it| !it.is_published) && context.is_change();
    let hidden = (hidden && waits).then(|| page.t(messages::PROPOSAL_WITHDRAWN_PAGE).into_owned());
    let warnings = labels::warnings(page, catalogue, &context.proposal.form).into_iter();
    let warnings = warnings.map(|(_, words)| words);
    quarantine_notice
        .into_iter()
        .chain(hidden)
        .chain(departement_change(page, catalogue, context))
        .chain(warnings)
        .collect()
}

/// Notice that the change moves a published initiative to other départements.
fn departement_change(
    page: &Page,
    catalogue: &Catalogue,
    context: &ReviewContext,
) -> Option<String> {
    let waits = context.proposal.state == ProposalState::Pending;
    let from = context.target().filter(|_| waits).map(|it| it.facts.departements.as_slice())?;
    let to = context.proposal.typed_departements.as_slice();
    let same = from.len() == to.len() && from.iter().all(|code| to.contains(code));
    let names = |codes: &[DepartementCode]| {
        let known = codes.iter().filter_map(|code| catalogue.departement(code));
        let names: Vec<String> = known.map(|it| it.name.to_string()).collect();
        match names.as_slice() {
            [] => page.t(messages::PROPOSAL_MOVES_NOWHERE).into_owned(),
            [..] => page.lang.all_of(names),
        }
    };
    let (from, to) = (names(from), names(to));
    let args = [("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
    (!same).then(|| page.ta(messages::PROPOSAL_MOVES, &args))
}

/// A possible duplicate.
#[derive(Debug)]
pub struct Duplicate {
    pub title: String,
    pub href: String,
    /// Published or waiting, and what they have in common.
    pub why: String,
}

/// Possible duplicates of `context`: published ones, and those that wait.
pub fn duplicates(
    page: &Page,
    context: &ReviewContext,
    waiting: &[WaitingDuplicate],
) -> Vec<Duplicate> {
    let fingerprint = context.catalogue.fingerprint_of(&context.proposal.form);
    let duplicate = |title: String, href, what: &Key, reasons: &[DuplicateReason]| {
        let reasons = reasons.iter().map(|it| page.t(reason(*it)).into_owned());
        let reasons = page.lang.all_of(reasons.collect());
        Duplicate { title, href, why: page.tv(what, &reasons) }
    };
    let published =
        context.catalogue.duplicates(&fingerprint, context.proposal.initiative).into_iter();
    let published = published.map(|(it, reasons)| {
        let facts = &it.facts;
        let href = paths::initiative(&facts.slug);
        duplicate(facts.title.to_string(), href, messages::MODERATION_DUPLICATE_PUBLISHED, &reasons)
    });
    let waiting = waiting.iter().map(|it| {
        let href = paths::proposal(it.id);
        duplicate(it.title.clone(), href, messages::MODERATION_DUPLICATE_WAITING, &it.reasons)
    });
    published.chain(waiting).collect()
}

const fn reason(reason: DuplicateReason) -> &'static Key {
    match reason {
        DuplicateReason::SameTitle => messages::MODERATION_DUPLICATE_SAME_TITLE,
        DuplicateReason::SimilarTitle => messages::MODERATION_DUPLICATE_SIMILAR_TITLE,
        DuplicateReason::SameCarrier => messages::MODERATION_DUPLICATE_SAME_CARRIER,
        DuplicateReason::SameSiret => messages::MODERATION_DUPLICATE_SAME_SIRET,
        DuplicateReason::SameAddress => messages::MODERATION_DUPLICATE_SAME_ADDRESS,
    }
}
