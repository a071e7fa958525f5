//! Access control: roles, actions and the one table of permissions.

use std::collections::BTreeSet;

use crate::domain::place::DepartementCode;

/// Role of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Moderates in these départements; an empty set stands for all of them.
    Moderator(BTreeSet<DepartementCode>),
    /// Moderates everywhere and manages members.
    Administrator,
}

/// Requester of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal<'a> {
    /// Not signed in.
    Visitor,
    /// Signed in through an invitation link; has no credential yet.
    Invited,
    Member(&'a Role),
}

/// Action to authorise; each route names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Read public pages.
    Read,
    /// Submit a proposal, or ask for the links of one's own proposals.
    Propose,
    /// Act on a proposal as the holder of its link; without the link the answer is 404.
    FollowByLink,
    /// Sign in.
    SignIn,
    /// Manage one's own account: passkeys, codes, sessions; sign out.
    ManageOwnAccount,
    /// See the moderation queue.
    SeeQueue,
    /// See one proposal, its history and its possible duplicates.
    SeeProposal,
    /// Claim, publish, request changes, refuse, undo.
    Decide,
    /// Edit a published initiative.
    EditPublished,
    /// Invite, change and remove members.
    ManageMembers,
}

/// True if `who` may do `action` on a record of `departements`. An empty slice means that none is known yet: every
/// member may act on it.
#[must_use]
pub fn is_allowed(who: Principal<'_>, action: Action, departements: &[DepartementCode]) -> bool {
    match (action, who) {
        (Action::Read | Action::Propose | Action::FollowByLink | Action::SignIn, _)
        | (Action::ManageOwnAccount, Principal::Invited | Principal::Member(_))
        | (Action::SeeQueue, Principal::Member(_)) => true,
        (Action::ManageOwnAccount, Principal::Visitor)
        | (
            Action::SeeQueue
            | Action::SeeProposal
            | Action::Decide
            | Action::EditPublished
            | Action::ManageMembers,
            Principal::Visitor | Principal::Invited,
        ) => false,
        (Action::SeeProposal | Action::Decide | Action::EditPublished, Principal::Member(role)) => {
            role.covers(departements)
        }
        (Action::ManageMembers, Principal::Member(role)) => *role == Role::Administrator,
    }
}

/// Départements whose moderators may decide on a proposal: those `typed` in it and, for a change, those of the
/// published initiative (`target`). Empty, which stands for all moderators, if either list is empty.
#[must_use]
pub fn jurisdiction(
    typed: &[DepartementCode],
    target: Option<&[DepartementCode]>,
) -> Vec<DepartementCode> {
    let Some(target) = target else { return typed.to_vec() };
    if typed.is_empty() || target.is_empty() {
        return Vec::new();
    }
    let left = target.iter().filter(|code| !typed.contains(code));
    typed.iter().chain(left).cloned().collect()
}

impl Role {
    /// True if the role covers one of `departements`, if none is given, or if the role is not limited to any.
    #[must_use]
    pub fn covers(&self, departements: &[DepartementCode]) -> bool {
        match self {
            Self::Administrator => true,
            Self::Moderator(own) => {
                own.is_empty()
                    || departements.is_empty()
                    || departements.iter().any(|code| own.contains(code))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTIONS: [Action; 10] = [
        Action::Read,
        Action::Propose,
        Action::FollowByLink,
        Action::SignIn,
        Action::ManageOwnAccount,
        Action::SeeQueue,
        Action::SeeProposal,
        Action::Decide,
        Action::EditPublished,
        Action::ManageMembers,
    ];

    fn codes(codes: &[&str]) -> Vec<DepartementCode> {
        codes.iter().map(|code| code.parse().unwrap()).collect()
    }

    /// Actions that `who` may do on a record in Indre-et-Loire.
    fn done(who: Principal<'_>) -> Vec<Action> {
        let there = codes(&["37"]);
        ACTIONS.into_iter().filter(|action| is_allowed(who, *action, &there)).collect()
    }

    #[test]
    fn a_visitor_reads_proposes_follows_and_signs_in() {
        assert_eq!(done(Principal::Visitor), ACTIONS[..4]);
    }

    #[test]
    fn an_invited_member_manages_only_their_account_until_they_have_a_credential() {
        assert_eq!(done(Principal::Invited), ACTIONS[..5]);
    }

    #[test]
    fn an_administrator_does_all_and_a_moderator_all_but_manage_members() {
        assert_eq!(done(Principal::Member(&Role::Administrator)), ACTIONS);
        assert_eq!(done(Principal::Member(&Role::Moderator(BTreeSet::new()))), ACTIONS[..9]);
    }

    #[test]
    fn a_moderator_of_one_departement_decides_there_and_on_proposals_without_a_departement() {
        let cher = Role::Moderator(codes(&["18"]).into_iter().collect());
        assert_eq!(done(Principal::Member(&cher)), ACTIONS[..6]);
        for there in [codes(&["18"]), codes(&["37", "18"]), codes(&[])] {
            assert!(is_allowed(Principal::Member(&cher), Action::Decide, &there), "{there:?}");
        }
    }

    #[test]
    fn the_jurisdiction_of_a_change_has_its_old_and_its_new_departements() {
        let (touraine, cher, nowhere) = (codes(&["37"]), codes(&["18"]), codes(&[]));
        assert_eq!(jurisdiction(&cher, None), cher);
        assert_eq!(jurisdiction(&cher, Some(&touraine)), codes(&["18", "37"]));
        assert_eq!(jurisdiction(&cher, Some(&cher)), cher);
        assert_eq!(jurisdiction(&codes(&["37", "18"]), Some(&cher)), codes(&["37", "18"]));
        assert_eq!(jurisdiction(&nowhere, None), nowhere);
    }

    #[test]
    fn a_change_without_an_old_or_new_departement_is_for_every_moderator() {
        let (cher, nowhere) = (codes(&["18"]), codes(&[]));
        assert_eq!(jurisdiction(&cher, Some(&nowhere)), nowhere);
        assert_eq!(jurisdiction(&nowhere, Some(&cher)), nowhere);
    }
}
