//! Mails: composed messages, and their state in the outbox.

use std::fmt;

use jiff::Timestamp;

use crate::domain::directory::Email;
use crate::domain::proposal::ProposalId;
use crate::domain::text::key;

key! {
    /// Id of a mail in the outbox, by which operators refer to it.
    MailId
}

/// Composed mail to one person. Its texts contain secret links: it is never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    pub to: Email,
    pub purpose: Purpose,
    /// Single line.
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({:?})", self.purpose)
    }
}

/// Purpose of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Link of a draft, requested by its author.
    DraftLink,
    /// Notice that a draft or an unanswered proposal is erased soon.
    DraftExpiring,
    /// Request to confirm the email address of a proposal.
    Confirm,
    /// Links of all proposals of an author, on request.
    Links,
    /// Decision of a moderator; so are the next two.
    Published,
    ChangeRequested,
    Refused,
    /// A decision was undone.
    Undone,
    /// The proposed initiative was unpublished; [`Self::Republished`]: published again.
    Unpublished,
    Republished,
    SignIn,
    /// Invitation to become a member.
    Invitation,
    /// Notification of a change in an account.
    AccountChanged,
    /// Test mail of an operator.
    Test,
}

impl Purpose {
    pub const ALL: [Self; 14] = [
        Self::DraftLink,
        Self::DraftExpiring,
        Self::Confirm,
        Self::Links,
        Self::Published,
        Self::ChangeRequested,
        Self::Refused,
        Self::Undone,
        Self::Unpublished,
        Self::Republished,
        Self::SignIn,
        Self::Invitation,
        Self::AccountChanged,
        Self::Test,
    ];

    /// True if such a mail is only sent to addresses known here. Its delivery must stay invisible to the public: it
    /// would reveal which addresses are known.
    #[must_use]
    pub const fn is_for_known_addresses_only(self) -> bool {
        match self {
            Self::SignIn | Self::Links | Self::Invitation | Self::AccountChanged => true,
            Self::DraftLink
            | Self::DraftExpiring
            | Self::Confirm
            | Self::Published
            | Self::ChangeRequested
            | Self::Refused
            | Self::Undone
            | Self::Unpublished
            | Self::Republished
            | Self::Test => false,
        }
    }

    /// Name in the store, the log and the health page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DraftLink => "draft-link",
            Self::DraftExpiring => "draft-expiring",
            Self::Confirm => "confirm",
            Self::Links => "links",
            Self::Published => "published",
            Self::ChangeRequested => "change-asked",
            Self::Refused => "refused",
            Self::Undone => "undone",
            Self::Unpublished => "taken-down",
            Self::Republished => "put-back",
            Self::SignIn => "sign-in",
            Self::Invitation => "invitation",
            Self::AccountChanged => "account-changed",
            Self::Test => "test",
        }
    }
}

/// Mail in the outbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    pub id: MailId,
    /// Source of its `Message-ID`, equal at each attempt.
    pub key: String,
    pub purpose: Purpose,
    pub proposal: Option<ProposalId>,
    pub queued_at: Timestamp,
    /// Number of attempts to send it.
    pub tries: u32,
    pub state: MailState,
    /// Last reply of the mail server; it may name people.
    pub answer: Option<String>,
    pub content: MailContent,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, purpose, state, content, .. } = self;
        write!(f, "Mail({id}, {purpose:?}, {state:?}, {content:?})")
    }
}

/// Delivery state of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// To be sent, not before this time.
    Waiting(Timestamp),
    Sent(Timestamp),
    /// Given up; needs an operator.
    Failed(Timestamp),
}

/// Content of a mail, if still available.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailContent {
    Readable(Message),
    /// Erased at the end of its retention.
    Erased,
    /// Cannot be decrypted with the key of this server.
    Unreadable,
}
