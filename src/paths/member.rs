//! The addresses of those who sign in.

use super::with_query;
use crate::domain::{
    ids::{AccountId, PasskeyId, SessionId},
    secret::Token,
};

pub const SIGN_IN: &str = "/connexion";
/// Asking for a link to sign in, and what to do once it is asked for.
pub const SIGN_IN_LINK: &str = "/connexion/lien";
/// The code of the mail, in the browser that asked.
pub const SIGN_IN_CODE: &str = "/connexion/code";
/// What scripts ask before they ask for a passkey, and where they answer.
pub const SIGN_IN_PASSKEY_ASKED: &str = "/connexion/cle/demande";
pub const SIGN_IN_PASSKEY: &str = "/connexion/cle";
/// An invitation was asked for again.
pub const ENROLMENT: &str = "/connexion/inscription";
/// Proving again who one is.
pub const PROOF: &str = "/connexion/preuve";
pub const PROOF_PASSKEY_ASKED: &str = "/connexion/preuve/cle/demande";
pub const PROOF_PASSKEY: &str = "/connexion/preuve/cle";
pub const SIGN_OUT: &str = "/connexion/fin";
pub const MODERATION: &str = "/moderation";
/// The account of who is signed in.
pub const ACCOUNT: &str = "/moderation/compte";
pub const ACCOUNT_PASSKEYS: &str = "/moderation/compte/cles";
pub const ACCOUNT_PASSKEYS_ASKED: &str = "/moderation/compte/cles/demande";
pub const ACCOUNT_TOTP: &str = "/moderation/compte/application";
pub const ACCOUNT_TOTP_REMOVAL: &str = "/moderation/compte/application/retrait";
pub const ACCOUNT_CODES: &str = "/moderation/compte/codes";
/// The same page, once a way to sign in is set up.
pub const ACCOUNT_ADDED: &str = "/moderation/compte/codes?ajout=oui";
/// The end of all sessions but the one that asks for it.
pub const ACCOUNT_SESSIONS_END: &str = "/moderation/compte/sessions/fin";
/// Removes the idle timeout of the session that asks for it.
pub const ACCOUNT_SESSION_EXTENSION: &str = "/moderation/compte/sessions/prolongation";
/// The part of a query that says what was just done.
pub const DONE: &str = "fait";
pub const MEMBERS: &str = "/moderation/membres";

/// The longest address of ours that a link may lead back to.
const LONGEST_BACK: usize = 1_000;

/// The page to sign in, that then leads back to `next`, an address of ours. It leads to the moderation by itself; lynx
/// sends no form from an address with a query.
pub fn sign_in(next: &str) -> String {
    if next == MODERATION {
        return SIGN_IN.to_owned();
    }
    with_query(SIGN_IN, &[("retour", next.to_owned())])
}

/// The page to prove again who one is, that then leads back to `next`, an address of ours.
pub fn prove(next: &str) -> String {
    with_query(PROOF, &[("retour", next.to_owned())])
}

/// `text` if it is an address of ours, path and query: nothing that a browser reads as another site.
#[must_use]
pub fn own(text: &str) -> Option<&str> {
    let ours = text.starts_with('/') && !text.starts_with("//");
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    (ours && text.len() <= LONGEST_BACK && text.bytes().all(plain)).then_some(text)
}

/// `path`, whose page says that what `word` names was done.
pub fn done(path: &str, word: &str) -> String {
    with_query(path, &[(DONE, word.to_owned())])
}

pub fn sign_in_link(link: &Token) -> String {
    format!("{SIGN_IN_LINK}/{}", link.reveal())
}

/// Where the link of an invitation leads.
pub fn enrolment(link: &Token) -> String {
    format!("{ENROLMENT}/{}", link.reveal())
}

/// Asking for another invitation with one that is too old.
pub fn enrolment_again(late: &Token) -> String {
    format!("{}/lien", enrolment(late))
}

pub fn passkey_removal(id: PasskeyId) -> String {
    format!("{ACCOUNT_PASSKEYS}/{id}/retrait")
}

pub fn session_end(id: SessionId) -> String {
    format!("{ACCOUNT}/sessions/{id}/fin")
}

pub fn member(id: AccountId) -> String {
    format!("{MEMBERS}/{id}")
}

pub fn member_removal(id: AccountId) -> String {
    format!("{MEMBERS}/{id}/retrait")
}

pub fn member_invitation(id: AccountId) -> String {
    format!("{MEMBERS}/{id}/invitation")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_never_leads_to_another_site() {
        for good in ["/", "/moderation", "/moderation/propositions/12?etat=attente#haut", "/a//b"] {
            assert_eq!(own(good), Some(good));
        }
        let bad = [
            "",
            "moderation",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/a\r\nb",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/é",
            "/a b",
        ];
        for bad in bad {
            assert_eq!(own(bad), None, "{bad}");
        }
        assert_eq!(own(&format!("/{}", "a".repeat(LONGEST_BACK))), None);
    }
}
