//! Mails, before they are sent.

use super::contact::Email;

/// A mail to one person. Its texts hold links that are theirs alone: it is never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    pub to: Email,
    pub purpose: Purpose,
    /// One line.
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({:?})", self.purpose)
    }
}

/// Why a mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The link of a draft, asked for by whom writes it.
    DraftLink,
    /// A draft is erased soon.
    DraftExpiring,
    /// A proposal waits for its address to be confirmed.
    Confirm,
    /// The links of all that somebody proposed, asked for.
    Links,
    /// What a moderator decided.
    Published,
    ChangeAsked,
    Refused,
    /// A decision was taken back.
    Undone,
    SignIn,
    /// Somebody is made a member.
    Invitation,
    /// Something changed in an account: its holder is told.
    AccountChanged,
}
