//! Mails: before they are sent, in the outbox, and what became of them.

use std::fmt;

use jiff::Timestamp;

use super::{
    contact::Email,
    ids::{MailId, ProposalId},
};

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

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({:?})", self.purpose)
    }
}

/// Why a mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The link of a draft, asked for by whom writes it.
    DraftLink,
    /// A draft, or what was not answered, is erased soon.
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
    /// What somebody proposed is shown no more, or again.
    TakenDown,
    PutBack,
    SignIn,
    /// Somebody is made a member.
    Invitation,
    /// Something changed in an account: its holder is told.
    AccountChanged,
    /// An operator tries whether mail arrives.
    Test,
}

impl Purpose {
    pub const ALL: [Self; 14] = [
        Self::DraftLink,
        Self::DraftExpiring,
        Self::Confirm,
        Self::Links,
        Self::Published,
        Self::ChangeAsked,
        Self::Refused,
        Self::Undone,
        Self::TakenDown,
        Self::PutBack,
        Self::SignIn,
        Self::Invitation,
        Self::AccountChanged,
        Self::Test,
    ];

    /// Whether such a mail is only sent to an address that is known here. What becomes of it must not be visible to the
    /// public: it would tell which addresses are known.
    #[must_use]
    pub const fn is_sent_to_the_known_only(self) -> bool {
        match self {
            Self::SignIn | Self::Links | Self::Invitation | Self::AccountChanged => true,
            Self::DraftLink
            | Self::DraftExpiring
            | Self::Confirm
            | Self::Published
            | Self::ChangeAsked
            | Self::Refused
            | Self::Undone
            | Self::TakenDown
            | Self::PutBack
            | Self::Test => false,
        }
    }

    /// As the store, the log and the health page spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DraftLink => "draft-link",
            Self::DraftExpiring => "draft-expiring",
            Self::Confirm => "confirm",
            Self::Links => "links",
            Self::Published => "published",
            Self::ChangeAsked => "change-asked",
            Self::Refused => "refused",
            Self::Undone => "undone",
            Self::TakenDown => "taken-down",
            Self::PutBack => "put-back",
            Self::SignIn => "sign-in",
            Self::Invitation => "invitation",
            Self::AccountChanged => "account-changed",
            Self::Test => "test",
        }
    }
}

/// A mail of the outbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    pub id: MailId,
    /// What makes its `Message-ID`, the same each time it is sent.
    pub key: String,
    pub purpose: Purpose,
    pub proposal: Option<ProposalId>,
    pub queued_at: Timestamp,
    /// How often it was tried to be sent.
    pub tries: u32,
    pub state: MailState,
    /// What the mail server answered last; it may name people.
    pub answer: Option<String>,
    pub content: MailContent,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, purpose, state, content, .. } = self;
        write!(f, "Mail({id}, {purpose:?}, {state:?}, {content:?})")
    }
}

/// Where a mail is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// To be sent, not before this.
    Waiting(Timestamp),
    Sent(Timestamp),
    /// Given up: an operator has to look.
    Failed(Timestamp),
}

/// What is left of what a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailContent {
    Readable(Message),
    /// Its time was over.
    Erased,
    /// The key of this server does not open it.
    Unreadable,
}
