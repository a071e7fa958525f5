//! Notices about a proposal.

use crate::catalogue::Catalogue;
use crate::domain::place::DepartementCode;
use crate::domain::proposal::ProposalState;
use crate::i18n::{Arg, messages};
use crate::web::Page;
use crate::web::moderation::context::ReviewContext;
use crate::web::moderation::queue::quarantine;
use crate::web::proposal::labels;

/// Notices as sentences: quarantine, withdrawal, change of départements, warnings.
pub fn notices(page: &Page, catalogue: &Catalogue, case: &ReviewContext) -> Vec<String> {
    let waits = case.proposal.state == ProposalState::Pending;
    let apart = case.proposal.quarantine.filter(|_| waits).map(|it| {
        let why = page.t(quarantine(it));
        page.tv(messages::PROPOSAL_QUARANTINE, &why)
    });
    let hidden = case.current.as_ref().is_some_and(|it| !it.is_published) && case.is_change();
    let hidden = (hidden && waits).then(|| page.t(messages::PROPOSAL_WITHDRAWN_PAGE).into_owned());
    let warnings = labels::warnings(page, catalogue, &case.proposal.form).into_iter();
    let warnings = warnings.map(|(_, words)| words);
    apart
        .into_iter()
        .chain(hidden)
        .chain(departement_change(page, catalogue, case))
        .chain(warnings)
        .collect()
}

/// Notice that the change moves a published initiative to other départements.
fn departement_change(page: &Page, catalogue: &Catalogue, case: &ReviewContext) -> Option<String> {
    let waits = case.proposal.state == ProposalState::Pending;
    let from = case.target().filter(|_| waits).map(|it| it.facts.departements.as_slice())?;
    let to = case.proposal.typed_departements.as_slice();
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
