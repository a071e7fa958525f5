//! Status timeline of a proposal, for its author.

use jiff::Timestamp;

use crate::{
    app::App,
    clock::Clock,
    domain::{
        date::PartialDate,
        event::{EventKind, Happened},
        proposal::{Proposal, ProposalState},
    },
    i18n::say,
    web::{Page, Result},
};

/// Last moderator message about `proposal`, if it awaits an answer.
pub async fn asked(app: &App, proposal: &Proposal) -> Result<Option<String>> {
    let happened = app.store.list_happened(proposal.id).await?;
    Ok(words(proposal.state, &happened))
}

/// Last moderator message, if the proposal awaits an answer to it.
pub fn words(state: ProposalState, happened: &[Happened]) -> Option<String> {
    let waits =
        matches!(state, ProposalState::Changes | ProposalState::Refused | ProposalState::Draft);
    let asks = |kind| matches!(kind, EventKind::ChangesAsked | EventKind::Refused);
    // Requests before one of these events no longer count.
    let answers = |kind| matches!(kind, EventKind::Sent | EventKind::Published | EventKind::Undone);
    let last = happened.iter().rev().find(|it| asks(it.what) || answers(it.what));
    let said = last.filter(|it| waits && asks(it.what))?;
    said.words.as_ref().map(ToString::to_string)
}

/// Events with their dates, newest first.
pub fn history(
    page: &Page,
    clock: &Clock,
    proposal: &Proposal,
    happened: &[Happened],
) -> Vec<(String, String)> {
    let line = |it: &Happened| {
        let what = told(it.what)?;
        Some((day(page, clock, it.at), page.tv(say::FOLLOW_HAPPENED, what)))
    };
    let started = (day(page, clock, proposal.started_at), page.t(say::FOLLOW_STARTED).into_owned());
    happened.iter().rev().filter_map(line).chain([started]).collect()
}

/// Name of an event in the author's timeline; `None` for events that concern members only.
const fn told(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::Sent => "sent",
        EventKind::Confirmed => "confirmed",
        EventKind::Reopened => "reopened",
        EventKind::Withdrawn => "withdrawn",
        EventKind::Published => "published",
        EventKind::ChangesAsked => "changes",
        EventKind::Refused => "refused",
        EventKind::Undone => "undone",
        EventKind::Returned => "returned",
        EventKind::TakenDown => "taken-down",
        EventKind::PutBack => "put-back",
        EventKind::MemberInvited
        | EventKind::MemberChanged
        | EventKind::MemberReset
        | EventKind::MemberRemoved
        | EventKind::Enrolled
        | EventKind::PasskeyAdded
        | EventKind::PasskeyRemoved
        | EventKind::TotpSet
        | EventKind::TotpRemoved
        | EventKind::CodesMade
        | EventKind::CodeUsed
        | EventKind::CodesRefused
        | EventKind::Erased
        | EventKind::Expired
        | EventKind::Claimed
        | EventKind::Released
        | EventKind::Cleared
        | EventKind::Edited
        | EventKind::Restored => return None,
    })
}

pub fn day(page: &Page, clock: &Clock, at: Timestamp) -> String {
    page.lang.date(PartialDate::Day(clock.day(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(kinds: &[EventKind], state: ProposalState) -> Option<String> {
        let said = |kind| (kind == EventKind::ChangesAsked).then_some("Il manque l’adresse.");
        let happened = kinds.iter().map(|kind| Happened {
            at: Timestamp::UNIX_EPOCH,
            what: *kind,
            words: said(*kind).map(|text| text.parse().unwrap()),
        });
        words(state, &happened.collect::<Vec<_>>())
    }

    #[test]
    fn all_that_an_author_is_told_has_its_words() {
        for kind in EventKind::ALL {
            assert_eq!(told(*kind).is_some(), kind.is_told_to_author(), "{kind:?}");
        }
    }

    #[test]
    fn the_words_of_a_moderator_are_told_until_they_are_answered() {
        use EventKind::{ChangesAsked, Sent, Undone};
        let told = Some("Il manque l’adresse.".to_owned());
        assert_eq!(after(&[Sent, ChangesAsked], ProposalState::Changes), told);
        let answered = [ChangesAsked, Sent];
        assert_eq!(after(&answered, ProposalState::Pending), None);
        assert_eq!(after(&answered, ProposalState::Draft), None);
        assert_eq!(after(&[ChangesAsked, Undone], ProposalState::Pending), None);
        assert_eq!(after(&[], ProposalState::Draft), None);
    }
}
