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
    Changes,
    Published,
    Refused,
    /// Withdrawn by its author.
    Withdrawn,
}

/// Transition of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
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
    AskChange,
    Refuse,
    /// A moderator undoes the last decision.
    Undo,
}

impl ProposalState {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Unconfirmed,
        Self::Pending,
        Self::Changes,
        Self::Published,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// State after `step`; `None` if the transition is not allowed.
    #[must_use]
    pub const fn after(self, step: Move) -> Option<Self> {
        match (step, self) {
            (Move::Send { confirmed: true }, Self::Draft | Self::Changes)
            | (Move::Return, Self::Draft)
            | (Move::Confirm, Self::Unconfirmed)
            | (Move::Undo, Self::Published | Self::Refused | Self::Changes) => Some(Self::Pending),
            (Move::Send { confirmed: false }, Self::Draft | Self::Changes) => {
                Some(Self::Unconfirmed)
            }
            (
                Move::Correct,
                Self::Unconfirmed | Self::Pending | Self::Refused | Self::Withdrawn,
            ) => Some(Self::Draft),
            (
                Move::Withdraw,
                Self::Draft | Self::Unconfirmed | Self::Pending | Self::Changes | Self::Refused,
            ) => Some(Self::Withdrawn),
            (Move::Publish, Self::Pending) => Some(Self::Published),
            (Move::AskChange, Self::Pending) => Some(Self::Changes),
            (Move::Refuse, Self::Pending) => Some(Self::Refused),
            (
                Move::Send { .. }
                | Move::Confirm
                | Move::Correct
                | Move::Return
                | Move::Withdraw
                | Move::Publish
                | Move::AskChange
                | Move::Refuse
                | Move::Undo,
                _,
            ) => None,
        }
    }

    /// True if its author may edit its fields in this state.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Changes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Move::*, ProposalState::*, *};

    fn from(step: Move) -> Vec<(ProposalState, ProposalState)> {
        let led = |state: ProposalState| Some((state, state.after(step)?));
        ProposalState::ALL.into_iter().filter_map(led).collect()
    }

    #[test]
    fn a_moderator_decides_about_what_is_pending_only() {
        assert_eq!(from(Publish), [(Pending, Published)]);
        assert_eq!(from(AskChange), [(Pending, Changes)]);
        assert_eq!(from(Refuse), [(Pending, Refused)]);
        let pending = [(Changes, Pending), (Published, Pending), (Refused, Pending)];
        assert_eq!(from(Undo), pending);
    }

    #[test]
    fn nobody_else_sees_a_proposal_before_its_address_is_confirmed() {
        let unconfirmed = [(Draft, Unconfirmed), (Changes, Unconfirmed)];
        assert_eq!(from(Send { confirmed: false }), unconfirmed);
        assert_eq!(from(Confirm), [(Unconfirmed, Pending)]);
        assert_eq!(from(Send { confirmed: true }), [(Draft, Pending), (Changes, Pending)]);
    }

    #[test]
    fn what_is_published_is_changed_by_another_proposal() {
        assert!(Published.after(Correct).is_none() && Published.after(Withdraw).is_none());
        assert_eq!(from(Correct).len(), 4);
    }
}
