//! Typed keys: the row numbers of the store, never mixed up.

use std::fmt;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            #[must_use]
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

key! {
    /// An initiative; the number of its short link `/i/{id}`.
    InitiativeId
}
key! {
    /// An organisation (acteur).
    OrganisationId
}
key! {
    /// One full state of an initiative.
    RevisionId
}
key! {
    /// A proposal; the number in the addresses of the moderation.
    ProposalId
}
key! {
    /// A member of the moderation.
    AccountId
}
key! {
    /// A signed-in browser.
    SessionId
}
key! {
    /// A passkey of a member.
    PasskeyId
}
key! {
    /// A mail of the outbox; the number that an operator calls it by.
    MailId
}
