//! URLs for members: sign-in, account, member administration.

use super::route::routes;
use super::{MODERATION, ParamValue, with_query};
use crate::domain::account::{AccountId, PasskeyId, SessionId, Token};

routes! {
    MEMBER_ROUTES
    paths {
        SIGN_IN = "/connexion";
        /// Form that requests a sign-in link by mail, and its confirmation page.
        SIGN_IN_LINK = "/connexion/lien";
        /// Form for the code of the mail, in the browser that requested it.
        SIGN_IN_CODE = "/connexion/code";
        /// Passkey sign-in: request of the challenge (script), then the response.
        SIGN_IN_PASSKEY_CHALLENGE = "/connexion/cle/demande";
        SIGN_IN_PASSKEY = "/connexion/cle";
        /// The page that says that a new invitation was sent.
        ENROLMENT = "/connexion/inscription";
        /// Re-authentication.
        REAUTHENTICATION = "/connexion/preuve";
        REAUTHENTICATION_PASSKEY_CHALLENGE = "/connexion/preuve/cle/demande";
        REAUTHENTICATION_PASSKEY = "/connexion/preuve/cle";
        SIGN_OUT = "/connexion/fin";
        /// Account page of the signed-in member.
        ACCOUNT = "/moderation/compte";
        ACCOUNT_PASSKEYS = "/moderation/compte/cles";
        ACCOUNT_PASSKEYS_CHALLENGE = "/moderation/compte/cles/demande";
        ACCOUNT_TOTP = "/moderation/compte/application";
        ACCOUNT_TOTP_REMOVAL = "/moderation/compte/application/retrait";
        ACCOUNT_CODES = "/moderation/compte/codes";
        /// Ends all sessions except the current one.
        ACCOUNT_SESSIONS_END = "/moderation/compte/sessions/fin";
        /// Removes the idle timeout of the session that asks for it.
        ACCOUNT_SESSION_EXTENSION = "/moderation/compte/sessions/prolongation";
        MEMBERS = "/moderation/membres";
    }
    patterns {
        /// Page of a mailed sign-in link.
        SIGN_IN_BY_LINK<1> = "/connexion/lien/{lien}";
        /// Enrolment page of an invitation.
        INVITATION<1> = "/connexion/inscription/{lien}";
        /// Request for a new invitation, with an expired one.
        INVITATION_RENEWAL<1> = "/connexion/inscription/{lien}/lien";
        PASSKEY_REMOVAL<1> = "/moderation/compte/cles/{id}/retrait";
        SESSION_END<1> = "/moderation/compte/sessions/{id}/fin";
        MEMBER<1> = "/moderation/membres/{id}";
        MEMBER_REMOVAL<1> = "/moderation/membres/{id}/retrait";
        MEMBER_INVITATION<1> = "/moderation/membres/{id}/invitation";
    }
}

/// Query key of the flash message.
pub const FLASH_KEY: &str = "fait";

/// Recovery codes page, after a sign-in method was added.
pub fn account_codes_after_addition() -> String {
    with_query(ACCOUNT_CODES, &[ParamValue::new("ajout", "oui")])
}

/// Maximum length of a return path, in bytes.
const MAX_RETURN_BYTES: usize = 1_000;

/// The page to sign in, that then leads back to `next`, an address of ours. It leads to the moderation by itself; lynx
/// sends no form from an address with a query.
pub fn sign_in(next: &str) -> String {
    if next == MODERATION {
        return SIGN_IN.to_owned();
    }
    with_query(SIGN_IN, &[ParamValue::new("retour", next)])
}

/// Re-authentication page that returns to `next`, a path of this site.
pub fn reauthentication(next: &str) -> String {
    with_query(REAUTHENTICATION, &[ParamValue::new("retour", next)])
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
    with_query(path, &[ParamValue::new(FLASH_KEY, word)])
}

pub fn sign_in_link(link: &Token) -> String {
    SIGN_IN_BY_LINK.fill([&link.reveal()])
}

pub fn enrolment(link: &Token) -> String {
    INVITATION.fill([&link.reveal()])
}

pub fn enrolment_renewal(late: &Token) -> String {
    INVITATION_RENEWAL.fill([&late.reveal()])
}

pub fn passkey_removal(id: PasskeyId) -> String {
    PASSKEY_REMOVAL.fill([&id])
}

pub fn session_end(id: SessionId) -> String {
    SESSION_END.fill([&id])
}

pub fn member(id: AccountId) -> String {
    MEMBER.fill([&id])
}

pub fn member_removal(id: AccountId) -> String {
    MEMBER_REMOVAL.fill([&id])
}

pub fn member_invitation(id: AccountId) -> String {
    MEMBER_INVITATION.fill([&id])
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
