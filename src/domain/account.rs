//! Members of the moderation.

use jiff::Timestamp;

use super::{
    access::{Role, Who},
    contact::Email,
    ids::{AccountId, SessionId},
    text::Line,
};

/// Somebody who moderates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub email: Email,
    pub name: Line,
    pub role: Role,
    pub status: AccountStatus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountStatus {
    /// Not signed in yet.
    Invited,
    Active,
    Removed,
}

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    Passkey,
    /// A link by mail and a code of an authenticator, both.
    MailTotp,
    /// A recovery code, after a link by mail.
    Recovery,
    /// The first time, by the link of the invitation.
    Enrolment,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub method: Method,
    /// The browser and the system, in words.
    pub device: String,
    pub made_at: Timestamp,
    pub seen_at: Timestamp,
    /// When its holder last proved who they are.
    pub proved_at: Timestamp,
}

/// Who is signed in, and by which session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub account: Account,
    pub session: Session,
}

impl Member {
    /// As the access table sees them.
    #[must_use]
    pub const fn who(&self) -> Who<'_> {
        Who::Member(&self.account.role)
    }
}
