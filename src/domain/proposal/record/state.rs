//! State machine of proposals: states and allowed transitions.

/// State of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalState {
    /// Being written.
    Draft,
    /// Sent; its email address is not confirmed, and moderators do not see it.
    Unconfirmed,
    /// Waits for a moderator.
    Pending,
    /// A moderator requested changes.
    ChangesRequested,
    Published,
    Refused,
    /// Withdrawn by its author.
    Withdrawn,
}

/// Transition of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// Its author sends it; `confirmed` if the email address was confirmed before.
    Send {
        confirmed: bool,
    },
    /// Its author confirms the email address.
    Confirm,
    /// Its author reopens it, to correct it.
    Correct,
    /// Its author puts it back into the queue unchanged.
    Return,
    /// Its author withdraws it.
    Withdraw,
    /// A moderator decides.
    Publish,
    RequestChange,
    Refuse,
    /// A moderator undoes the last decision.
    Undo,
}

impl ProposalState {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Unconfirmed,
        Self::Pending,
        Self::ChangesRequested,
        Self::Published,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// State after `step`; `None` if the transition is not allowed.
    #[must_use]
    pub const fn after(self, step: Transition) -> Option<Self> {
        match (step, self) {
            (Transition::Send { confirmed: true }, Self::Draft | Self::ChangesRequested)
            | (Transition::Return, Self::Draft)
            | (Transition::Confirm, Self::Unconfirmed)
            | (Transition::Undo, Self::Published | Self::Refused | Self::ChangesRequested) => {
                Some(Self::Pending)
            }
            (Transition::Send { confirmed: false }, Self::Draft | Self::ChangesRequested) => {
                Some(Self::Unconfirmed)
            }
            (
                Transition::Correct,
                Self::Unconfirmed | Self::Pending | Self::Refused | Self::Withdrawn,
            ) => Some(Self::Draft),
            (
                Transition::Withdraw,
                Self::Draft
                | Self::Unconfirmed
                | Self::Pending
                | Self::ChangesRequested
                | Self::Refused,
            ) => Some(Self::Withdrawn),
            (Transition::Publish, Self::Pending) => Some(Self::Published),
            (Transition::RequestChange, Self::Pending) => Some(Self::ChangesRequested),
            (Transition::Refuse, Self::Pending) => Some(Self::Refused),
            (
                Transition::Send { .. }
                | Transition::Confirm
                | Transition::Correct
                | Transition::Return
                | Transition::Withdraw
                | Transition::Publish
                | Transition::RequestChange
                | Transition::Refuse
                | Transition::Undo,
                _,
            ) => None,
        }
    }

    /// True if its author may edit its fields in this state.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::ChangesRequested)
    }
}

#[cfg(test)]
mod tests {
    use super::ProposalState::*;
    use super::Transition::*;
    use super::*;

    fn from(step: Transition) -> Vec<(ProposalState, ProposalState)> {
        let led = |state: ProposalState| Some((state, state.after(step)?));
        ProposalState::ALL.into_iter().filter_map(led).collect()
    }

    #[test]
    fn a_moderator_decides_about_what_is_pending_only() {
        assert_eq!(from(Publish), [(Pending, Published)]);
        assert_eq!(from(RequestChange), [(Pending, ChangesRequested)]);
        assert_eq!(from(Refuse), [(Pending, Refused)]);
        let pending = [(ChangesRequested, Pending), (Published, Pending), (Refused, Pending)];
        assert_eq!(from(Undo), pending);
    }

    #[test]
    fn a_proposal_is_private_until_its_address_is_confirmed() {
        let unconfirmed = [(Draft, Unconfirmed), (ChangesRequested, Unconfirmed)];
        assert_eq!(from(Send { confirmed: false }), unconfirmed);
        assert_eq!(from(Confirm), [(Unconfirmed, Pending)]);
        assert_eq!(from(Send { confirmed: true }), [(Draft, Pending), (ChangesRequested, Pending)]);
    }

    #[test]
    fn a_published_proposal_is_changed_by_another_proposal() {
        assert!(Published.after(Correct).is_none() && Published.after(Withdraw).is_none());
        assert_eq!(from(Correct).len(), 4);
    }
}
