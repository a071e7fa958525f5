//! Members of the moderation.

use jiff::{SignedDuration, Timestamp, civil::DateTime};

use super::{
    access::{Role, Who},
    contact::Email,
    ids::{AccountId, SessionId},
    text::Line,
};

/// How long who proved who they are may do what is grave without proving it again.
const PROOF_LASTS: SignedDuration = SignedDuration::from_mins(10);

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
    /// Has no way to sign in yet.
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

/// What its holder is told of by mail when it changes in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountChange {
    PasskeyAdded,
    PasskeyRemoved,
    TotpSet,
    TotpRemoved,
    /// There are new recovery codes; the older ones serve no more.
    CodesMade,
    /// A recovery code was used; how many are left.
    CodeUsed(u32),
    /// Too many wrong codes: those of the authenticator are refused until then, as clocks in France show it.
    TotpRefused(DateTime),
    /// The holder has this role from now on.
    Role(Role),
    /// The holder is no member any more.
    Removed,
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
    /// Whether it ends when it is not used for two hours. Its holder may remove this limit.
    pub idle_timeout: bool,
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
        match self.account.status {
            AccountStatus::Invited => Who::Invited,
            AccountStatus::Active => Who::Member(&self.account.role),
            AccountStatus::Removed => Who::Visitor,
        }
    }

    /// Whether they proved who they are recently enough to do at `now` what is grave. Who is only invited has nothing
    /// to prove it with, and nothing to lose yet.
    #[must_use]
    pub fn has_proved(&self, now: Timestamp) -> bool {
        self.account.status == AccountStatus::Invited
            || now.duration_since(self.session.proved_at) <= PROOF_LASTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(status: AccountStatus) -> Member {
        let at = Timestamp::UNIX_EPOCH;
        let (made_at, seen_at, proved_at) = (at, at, at);
        let (id, method) = (SessionId::new(1), Method::Enrolment);
        let device = "Firefox sous Linux".to_owned();
        let (email, name) = ("anne@example.org".parse().unwrap(), "Anne".parse().unwrap());
        let role = Role::Administrator;
        Member {
            account: Account { id: AccountId::new(1), email, name, role, status },
            session: Session {
                id,
                method,
                device,
                made_at,
                seen_at,
                proved_at,
                idle_timeout: true,
            },
        }
    }

    #[test]
    fn a_role_counts_once_its_holder_can_sign_in_again() {
        assert_eq!(member(AccountStatus::Invited).who(), Who::Invited);
        assert_eq!(member(AccountStatus::Active).who(), Who::Member(&Role::Administrator));
        assert_eq!(member(AccountStatus::Removed).who(), Who::Visitor);
    }

    #[test]
    fn a_proof_lasts_ten_minutes() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        assert!(member(AccountStatus::Active).has_proved(at(600)));
        assert!(!member(AccountStatus::Active).has_proved(at(601)));
        assert!(member(AccountStatus::Invited).has_proved(at(601)));
    }
}
