//! Mails to members: sign-in link, invitation, account changes.

use super::letter::Letter;
use crate::{
    config::PublicUrl,
    domain::{access::Role, account::AccountChange, code::MailCode, secret::Token},
    i18n::{Arg, Key, Lang, say},
    paths,
};

/// Sign-in mail: a link, and a code for the browser that requested it.
#[must_use]
pub fn sign_in(site: &PublicUrl, link: &Token, code: &MailCode) -> Letter {
    Letter::new(t(say::MAIL_SIGN_IN_SUBJECT))
        .say(t(say::MAIL_SIGN_IN_WHY))
        .way(t(say::MAIL_SIGN_IN_WAY), format!("{site}{}", paths::sign_in_link(link)))
        .say(t(say::MAIL_SIGN_IN_ONCE))
        .say(t(say::MAIL_SIGN_IN_CODE))
        .code(code.printed())
        .say(t(say::MAIL_SIGN_IN_NOT_YOU))
}

/// Invitation of `name` with an enrolment link; `from` is the inviting member, or `None` for the operator.
#[must_use]
pub fn invitation(site: &PublicUrl, name: &str, from: Option<&str>, link: &Token) -> Letter {
    let why = match from {
        Some(from) => Lang::Fr.ta(say::MAIL_INVITATION_FROM, &[("name", Arg::Text(from))]),
        None => t(say::MAIL_INVITATION_WHY),
    };
    Letter::new(t(say::MAIL_INVITATION_SUBJECT))
        .say(Lang::Fr.ta(say::MAIL_HELLO, &[("name", Arg::Text(name))]))
        .say(why)
        .way(t(say::MAIL_INVITATION_WAY), format!("{site}{}", paths::enrolment(link)))
        .say(t(say::MAIL_INVITATION_LATE))
}

/// Notification of a change in the account of `name`.
#[must_use]
pub fn changed(site: &PublicUrl, name: &str, change: &AccountChange) -> Letter {
    let subject = match change {
        AccountChange::TotpRefused(_) => say::MAIL_TOTP_REFUSED_SUBJECT,
        AccountChange::PasskeyAdded
        | AccountChange::PasskeyRemoved
        | AccountChange::TotpSet
        | AccountChange::TotpRemoved
        | AccountChange::CodesMade
        | AccountChange::CodeUsed(_)
        | AccountChange::Role(_)
        | AccountChange::Removed => say::MAIL_CHANGED_SUBJECT,
    };
    let letter =
        Letter::new(t(subject)).say(Lang::Fr.ta(say::MAIL_HELLO, &[("name", Arg::Text(name))]));
    let (letter, doubt) = match change {
        AccountChange::PasskeyAdded => (letter.say(t(say::MAIL_PASSKEY_ADDED)), true),
        AccountChange::PasskeyRemoved => (letter.say(t(say::MAIL_PASSKEY_REMOVED)), true),
        AccountChange::TotpSet => (letter.say(t(say::MAIL_TOTP_SET)), true),
        AccountChange::TotpRemoved => (letter.say(t(say::MAIL_TOTP_REMOVED)), true),
        AccountChange::CodesMade => (letter.say(t(say::MAIL_CODES_MADE)), true),
        AccountChange::CodeUsed(left) => {
            let left = usize::try_from(*left).unwrap_or(usize::MAX);
            (letter.say(Lang::Fr.tn(say::MAIL_CODE_USED, left)), true)
        }
        AccountChange::TotpRefused(until) => {
            let until = Lang::Fr.moment(*until);
            (letter.say(Lang::Fr.ta(say::MAIL_TOTP_REFUSED, &[("date", Arg::Text(&until))])), true)
        }
        AccountChange::Role(role) => (letter.say(of_role(role)), false),
        AccountChange::Removed => return letter.say(t(say::MAIL_REMOVED)),
    };
    let way = letter.way(t(say::MAIL_CHANGED_WAY), format!("{site}{}", paths::ACCOUNT));
    if doubt { way.say(t(say::MAIL_CHANGED_NOT_YOU)) } else { way }
}

fn of_role(role: &Role) -> String {
    match role {
        Role::Administrator => t(say::MAIL_ROLE_ADMINISTRATOR),
        Role::Moderator(own) if own.is_empty() => t(say::MAIL_ROLE_MODERATOR),
        Role::Moderator(own) => {
            let codes = own.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Lang::Fr.ta(say::MAIL_ROLE_MODERATOR_OF, &[("departements", Arg::Text(&codes))])
        }
    }
}

fn t(key: &Key) -> String {
    Lang::Fr.t(key).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::Purpose;

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
            AccountChange::CodesMade,
            AccountChange::CodeUsed(0),
            AccountChange::CodeUsed(3),
            AccountChange::TotpRefused(jiff::civil::date(2026, 11, 25).at(10, 0, 0, 0)),
            AccountChange::Role(Role::Administrator),
            AccountChange::Role(Role::Moderator(std::collections::BTreeSet::new())),
            AccountChange::Role(Role::Moderator(own)),
            AccountChange::Removed,
        ];
        let texts: std::collections::BTreeSet<String> =
            changes.iter().map(|change| text(&changed(&site(), "Anne", change))).collect();
        assert_eq!(texts.len(), changes.len());
    }
}
