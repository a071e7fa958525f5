//! Mails to members: sign-in link, invitation, account changes.

use super::letter::Letter;
use crate::config::PublicUrl;
use crate::domain::account::{AccountChange, MailCode, Role, Token};
use crate::i18n::{Arg, Key, Lang, messages};
use crate::paths;

/// Sign-in mail: a link, and a code for the browser that requested it.
#[must_use]
pub fn sign_in(site: &PublicUrl, link: &Token, code: &MailCode) -> Letter {
    Letter::new(t(messages::MAIL_SIGN_IN_SUBJECT))
        .paragraph(t(messages::MAIL_SIGN_IN_WHY))
        .link(t(messages::MAIL_SIGN_IN_WAY), format!("{site}{}", paths::sign_in_link(link)))
        .paragraph(t(messages::MAIL_SIGN_IN_ONCE))
        .paragraph(t(messages::MAIL_SIGN_IN_CODE))
        .code(code.display_text())
        .paragraph(t(messages::MAIL_SIGN_IN_NOT_YOU))
}

/// Invitation of `name` with an enrolment link; `from` is the inviting member, or `None` for the operator.
#[must_use]
pub fn invitation(site: &PublicUrl, name: &str, from: Option<&str>, link: &Token) -> Letter {
    let why = match from {
        Some(from) => {
            Lang::Fr.message_with(messages::MAIL_INVITATION_FROM, &[("name", Arg::Text(from))])
        }
        None => t(messages::MAIL_INVITATION_WHY),
    };
    Letter::new(t(messages::MAIL_INVITATION_SUBJECT))
        .paragraph(Lang::Fr.message_with(messages::MAIL_HELLO, &[("name", Arg::Text(name))]))
        .paragraph(why)
        .link(t(messages::MAIL_INVITATION_WAY), format!("{site}{}", paths::enrolment(link)))
        .paragraph(t(messages::MAIL_INVITATION_LATE))
}

/// Notification of a change in the account of `name`.
#[must_use]
pub fn account_changed(site: &PublicUrl, name: &str, change: &AccountChange) -> Letter {
    let notice = ChangeNotice::new(change);
    let letter = Letter::new(t(notice.subject))
        .paragraph(Lang::Fr.message_with(messages::MAIL_HELLO, &[("name", Arg::Text(name))]))
        .paragraph(notice.message);
    let with_link = |letter: Letter| {
        letter.link(t(messages::MAIL_CHANGED_WAY), format!("{site}{}", paths::ACCOUNT))
    };
    match notice.follow_up {
        FollowUp::None => letter,
        FollowUp::Link => with_link(letter),
        FollowUp::LinkAndWarning => with_link(letter).paragraph(t(messages::MAIL_CHANGED_NOT_YOU)),
    }
}

/// Parts of the mail about a change.
struct ChangeNotice {
    subject: &'static Key,
    /// Sentence that tells the change.
    message: String,
    follow_up: FollowUp,
}

/// End of the mail about a change.
enum FollowUp {
    /// The account is gone.
    None,
    /// Link to the account.
    Link,
    /// Link to the account, and advice for a member who did not make the change.
    LinkAndWarning,
}

impl ChangeNotice {
    fn new(change: &AccountChange) -> Self {
        match change {
            AccountChange::PasskeyAdded => Self::by_member(t(messages::MAIL_PASSKEY_ADDED)),
            AccountChange::PasskeyRemoved => Self::by_member(t(messages::MAIL_PASSKEY_REMOVED)),
            AccountChange::TotpSet => Self::by_member(t(messages::MAIL_TOTP_SET)),
            AccountChange::TotpRemoved => Self::by_member(t(messages::MAIL_TOTP_REMOVED)),
            AccountChange::RecoveryCodesReplaced => Self::by_member(t(messages::MAIL_CODES_MADE)),
            AccountChange::RecoveryCodeUsed(left) => {
                let left = usize::try_from(*left).unwrap_or(usize::MAX);
                Self::by_member(Lang::Fr.message_count(messages::MAIL_CODE_USED, left))
            }
            AccountChange::TotpLocked(until) => {
                let until = Lang::Fr.date_time_in(*until);
                let args = [("date", Arg::Text(&until))];
                let message = Lang::Fr.message_with(messages::MAIL_TOTP_REFUSED, &args);
                Self { subject: messages::MAIL_TOTP_REFUSED_SUBJECT, ..Self::by_member(message) }
            }
            AccountChange::Role(role, departements) => {
                let message = role_message(role, departements);
                Self { follow_up: FollowUp::Link, ..Self::by_member(message) }
            }
            AccountChange::Removed => {
                let message = t(messages::MAIL_REMOVED);
                Self { follow_up: FollowUp::None, ..Self::by_member(message) }
            }
        }
    }

    /// Notice of a change that is made in the account itself.
    fn by_member(message: String) -> Self {
        let (subject, follow_up) = (messages::MAIL_CHANGED_SUBJECT, FollowUp::LinkAndWarning);
        Self { subject, message, follow_up }
    }
}

fn role_message(role: &Role, departements: &[String]) -> String {
    match role {
        Role::Administrator => t(messages::MAIL_ROLE_ADMINISTRATOR),
        Role::Moderator(own) if own.is_empty() => t(messages::MAIL_ROLE_MODERATOR),
        Role::Moderator(_) => {
            let names = departements.join(", ");
            let args = [("departements", Arg::Text(names.as_str()))];
            Lang::Fr.message_with(messages::MAIL_ROLE_MODERATOR_OF, &args)
        }
    }
}

fn t(key: &Key) -> String {
    Lang::Fr.message(key).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operations::Purpose;

    fn text(letter: &Letter) -> String {
        let message = letter.to(&"anne@example.org".parse().unwrap(), Purpose::SignIn);
        format!("{}\n\n{}", message.subject, message.text)
    }

    fn site() -> PublicUrl {
        "https://annuaire.example".parse().unwrap()
    }

    #[test]
    fn every_change_has_words_of_its_own() {
        let own = ["18", "37"].into_iter().map(|code| code.parse().unwrap()).collect();
        let changes = [
            AccountChange::PasskeyAdded,
            AccountChange::PasskeyRemoved,
            AccountChange::TotpSet,
            AccountChange::TotpRemoved,
            AccountChange::RecoveryCodesReplaced,
            AccountChange::RecoveryCodeUsed(0),
            AccountChange::RecoveryCodeUsed(3),
            AccountChange::TotpLocked(jiff::civil::date(2026, 11, 25).at(10, 0, 0, 0)),
            AccountChange::Role(Role::Administrator, Vec::new()),
            AccountChange::Role(Role::Moderator(std::collections::BTreeSet::new()), Vec::new()),
            AccountChange::Role(Role::Moderator(own), vec!["Cher".to_owned()]),
            AccountChange::Removed,
        ];
        let texts: std::collections::BTreeSet<String> =
            changes.iter().map(|change| text(&account_changed(&site(), "Anne", change))).collect();
        assert_eq!(texts.len(), changes.len());
    }
}
