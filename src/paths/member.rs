//! URLs for members: sign-in, account, member administration.

use super::with_query;
use crate::domain::account::{AccountId, PasskeyId, SessionId, Token};

pub const SIGN_IN: &str = "/connexion";
/// Form that requests a sign-in link by mail, and its confirmation page.
pub const SIGN_IN_LINK: &str = "/connexion/lien";
/// Form for the code of the mail, in the browser that requested it.
pub const SIGN_IN_CODE: &str = "/connexion/code";
/// Passkey sign-in: request of the challenge (script), then the response.
pub const SIGN_IN_PASSKEY_CHALLENGE: &str = "/connexion/cle/demande";
pub const SIGN_IN_PASSKEY: &str = "/connexion/cle";
/// Enrolment page of an invitation; without a token, the page that says that a new invitation was sent.
pub const ENROLMENT: &str = "/connexion/inscription";
/// Re-authentication.
pub const REAUTHENTICATION: &str = "/connexion/preuve";
pub const REAUTHENTICATION_PASSKEY_CHALLENGE: &str = "/connexion/preuve/cle/demande";
pub const REAUTHENTICATION_PASSKEY: &str = "/connexion/preuve/cle";
pub const SIGN_OUT: &str = "/connexion/fin";
pub const MODERATION: &str = "/moderation";
/// Account page of the signed-in member.
pub const ACCOUNT: &str = "/moderation/compte";
pub const ACCOUNT_PASSKEYS: &str = "/moderation/compte/cles";
pub const ACCOUNT_PASSKEYS_CHALLENGE: &str = "/moderation/compte/cles/demande";
pub const ACCOUNT_TOTP: &str = "/moderation/compte/application";
pub const ACCOUNT_TOTP_REMOVAL: &str = "/moderation/compte/application/retrait";
pub const ACCOUNT_CODES: &str = "/moderation/compte/codes";
/// Recovery codes page, after a sign-in method was added.
pub const ACCOUNT_ADDED: &str = "/moderation/compte/codes?ajout=oui";
/// Ends all sessions except the current one.
pub const ACCOUNT_SESSIONS_END: &str = "/moderation/compte/sessions/fin";
/// Removes the idle timeout of the session that asks for it.
pub const ACCOUNT_SESSION_EXTENSION: &str = "/moderation/compte/sessions/prolongation";
/// Query key of the flash message.
pub const FLASH_KEY: &str = "fait";
pub const MEMBERS: &str = "/moderation/membres";

/// Maximum length of a return path, in bytes.
const MAX_RETURN_BYTES: usize = 1_000;

/// The page to sign in, that then leads back to `next`, an address of ours. It leads to the moderation by itself; lynx
/// sends no form from an address with a query.
pub fn sign_in(next: &str) -> String {
    if next == MODERATION {
        return SIGN_IN.to_owned();
    }
    with_query(SIGN_IN, &[("retour", next.to_owned())])
}

/// Re-authentication page that returns to `next`, a path of this site.
pub fn reauthentication(next: &str) -> String {
    with_query(REAUTHENTICATION, &[("retour", next.to_owned())])
}

/// `text` if it is a path of this site with an optional query, else `None`: prevents open redirects.
#[must_use]
pub fn local_path(text: &str) -> Option<&str> {
    let ours = text.starts_with('/') && !text.starts_with("//");
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    (ours && text.len() <= MAX_RETURN_BYTES && text.bytes().all(plain)).then_some(text)
}

/// `path` with the flash message named `word`.
pub fn with_flash(path: &str, word: &str) -> String {
    with_query(path, &[(FLASH_KEY, word.to_owned())])
}

pub fn sign_in_link(link: &Token) -> String {
    format!("{SIGN_IN_LINK}/{}", link.reveal())
}

/// Enrolment page of an invitation.
pub fn enrolment(link: &Token) -> String {
    format!("{ENROLMENT}/{}", link.reveal())
}

/// Request for a new invitation, with an expired one.
pub fn enrolment_renewal(late: &Token) -> String {
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
    fn a_return_path_never_leads_to_another_site() {
        for good in ["/", "/moderation", "/moderation/propositions/12?etat=attente#haut", "/a//b"] {
            assert_eq!(local_path(good), Some(good));
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
            assert_eq!(local_path(bad), None, "{bad}");
        }
        assert_eq!(local_path(&format!("/{}", "a".repeat(MAX_RETURN_BYTES))), None);
    }
}
