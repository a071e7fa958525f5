//! Typed keys: row ids of the database that cannot be mixed up.

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
    /// Id of an initiative; the number of its short link `/i/{id}`.
    InitiativeId
}
key! {
    /// Id of an organisation (acteur).
    OrganisationId
}
key! {
    /// Id of a revision: one full state of an initiative.
    RevisionId
}
key! {
    /// Id of a proposal, as in the URLs of the moderation.
    ProposalId
}
key! {
    /// Id of a member's account.
    AccountId
}
key! {
    /// Id of the session of a signed-in browser.
    SessionId
}
key! {
    /// Id of a member's passkey.
    PasskeyId
}
key! {
    /// Id of a mail in the outbox, by which operators refer to it.
    MailId
}
