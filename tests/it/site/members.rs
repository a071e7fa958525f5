//! Member administration.

use quartiers_emploi::domain::account::{AccountStatus, AuthMethod, Role};

use crate::browser::Browser;
use crate::fixtures::{account, browser_of, member, parsed, seeds};
use crate::test_app::TestApp;

const ADMIN: &str = "admin@example.org";
const ANNE: &str = "anne@example.org";
const MEMBERS: &str = "/moderation/membres";
const ACCOUNT: &str = "/moderation/compte";

async fn site_with_administrator() -> (TestApp, Browser) {
    let app = TestApp::with_seeds(&seeds()).await;
    let (_, admin) = member(ADMIN).administrator().signed_in(&app).await;
    (app, admin)
}

#[tokio::test]
async fn all_errors_of_an_invitation_are_shown_at_once_with_the_input() {
    let (app, mut admin) = site_with_administrator().await;
    let fields = [("adresse", "anne@"), ("nom", " "), ("departements", "18")];
    let page = admin.post(&app, MEMBERS, &fields).await.assert_status(422);
    assert!(page.text("title").starts_with("Erreur : "), "{}", page.text("title"));
    assert_eq!(page.attrs("#erreurs[autofocus]", "tabindex"), ["-1"]);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#adresse", "#nom", "#role"]);
    assert_eq!(page.attr("#adresse", "value"), "anne@");
    assert_eq!(page.attrs("input[name=departements][checked]", "value"), ["18"]);
    assert!(page.attr("#adresse", "aria-describedby").contains("adresse-e"));
    let fields =
        [("adresse", ANNE), ("nom", "Anne"), ("role", "relecture"), ("departements", "99")];
    let page = admin.post(&app, MEMBERS, &fields).await.assert_status(422);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#departements"]);
}

#[tokio::test]
async fn an_address_is_invited_once_case_insensitively() {
    let (mut app, mut admin) = site_with_administrator().await;
    for (typed, status) in [(" Anne@Example.org ", 303), ("anne@example.org", 422), (ADMIN, 422)] {
        let fields = [("adresse", typed), ("nom", "Anne"), ("role", "relecture")];
        app.advance_seconds(121);
        let page = admin.post(&app, MEMBERS, &fields).await.assert_status(status);
        if status == 422 {
            assert!(page.text("#adresse-e").contains("déjà celle d’un membre"));
        }
    }
    let page = admin.get(&app, MEMBERS).await;
    assert_eq!(page.texts("tbody tr").len(), 2);
    assert_eq!(page.text("h1 + p"), "Une personne relit les propositions.");
    assert!(page.text("tbody").contains("Invitation envoyée"));
    let mail = app.mails().await.pop().unwrap();
    assert_eq!(mail.to.as_str(), ANNE);
    assert!(mail.text.contains("admin vous invite"), "{}", mail.text);
}

#[tokio::test]
async fn a_name_that_would_add_to_a_mail_is_refused() {
    let (app, mut admin) = site_with_administrator().await;
    let mails = app.mails().await.len();
    let fields = [("adresse", ANNE), ("nom", "Anne\r\nBcc: x@example.org"), ("role", "relecture")];
    admin.post(&app, MEMBERS, &fields).await.assert_status(422);
    assert_eq!(app.mails().await.len(), mails);
}

#[tokio::test]
async fn a_change_of_role_counts_at_once_and_is_notified() {
    let (app, mut admin) = site_with_administrator().await;
    let (id, mut anne) = member(ANNE).signed_in(&app).await;
    anne.get(&app, MEMBERS).await.assert_status(403);
    let path = format!("{MEMBERS}/{id}");
    let page = admin.get(&app, &path).await.assert_status(200);
    assert_eq!(page.attrs("input[name=role][checked]", "value"), ["relecture"]);

    let fields = [("nom", "Anne Martin"), ("role", "administration")];
    admin.post(&app, &path, &fields).await.assert_status(303);
    anne.get(&app, MEMBERS).await.assert_status(200);
    let mail = app.mails().await.pop().unwrap();
    assert_eq!(mail.to.as_str(), ANNE);
    assert!(mail.text.contains("vous administrez maintenant le site"), "{}", mail.text);

    let fields = [("nom", "Anne Martin"), ("role", "relecture"), ("departements", "37")];
    admin.post(&app, &path, &fields).await.assert_status(303);
    anne.get(&app, MEMBERS).await.assert_status(403);
    let known = account(&app, id).await.unwrap();
    assert_eq!(known.role, Role::Moderator([parsed("37")].into()));
    let mails = app.mails().await.len();
    admin.post(&app, &path, &fields).await.assert_status(303);
    assert_eq!(app.mails().await.len(), mails);
}

#[tokio::test]
async fn a_removed_member_is_out_at_once() {
    let (app, mut admin) = site_with_administrator().await;
    let (id, mut anne) = member(ANNE).signed_in(&app).await;
    let mut elsewhere = browser_of(&app, id, AuthMethod::Passkey).await;
    let removal = admin.get(&app, &format!("{MEMBERS}/{id}")).await.attr("main a.btn--no", "href");
    let page = admin.get(&app, &removal).await.assert_status(200);
    assert_eq!(page.text("h1"), "Retirer anne ?");
    let to = admin.post(&app, &removal, &[]).await.redirect_target();
    let page = admin.get(&app, &to).await;
    assert!(page.text("[role=status]").contains("n’est plus membre"));
    assert!(admin.get(&app, MEMBERS).await.texts("[role=status]").is_empty());
    anne.get(&app, ACCOUNT).await.assert_status(303);
    elsewhere.post(&app, "/moderation/compte/codes", &[]).await.assert_status(401);
    assert_eq!(account(&app, id).await, None);
    assert!(app.mails().await.pop().unwrap().text.contains("a été fermé"));
    let absent = admin.get(&app, &format!("{MEMBERS}/{id}")).await.assert_status(404);
    assert!(absent.attrs(".members a", "href").contains(&MEMBERS.to_owned()));
    assert!(absent.attrs("main a", "href").contains(&MEMBERS.to_owned()));
    assert!(absent.attrs("main [role=search]", "action").is_empty());
    admin.post(&app, &format!("{MEMBERS}/{id}/retrait"), &[]).await.assert_status(404);

    let again = member(ANNE).insert_invited(&app).await;
    assert_eq!(again, id);
    let ways = app.app.store.sign_in_methods(id).await.unwrap();
    assert_eq!((ways.passkeys, ways.totp, ways.codes), (0, false, 0));
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let (app, mut admin) = site_with_administrator().await;
    let own = admin.get(&app, MEMBERS).await.attr("th a", "href");
    // An administrator who is only invited cannot help.
    member("paul@example.org").administrator().insert_invited(&app).await;
    let demoted = [("nom", "Admin"), ("role", "relecture")];
    for (path, fields) in [
        (own.clone(), &demoted[..]),
        (format!("{own}/retrait"), &[]),
        (format!("{own}/invitation"), &[]),
    ] {
        let page = admin.post(&app, &path, fields).await.assert_status(409);
        assert!(
            page.text("main").contains("la dernière personne qui administre le site"),
            "{path}"
        );
        assert_eq!(page.attr("main a.btn", "href"), own);
        assert!(page.attrs(".members a", "href").contains(&MEMBERS.to_owned()));
        admin.get(&app, MEMBERS).await.assert_status(200);
    }
    member("lea@example.org").administrator().insert_active(&app).await;
    admin.post(&app, &own, &demoted).await.assert_status(303);
    admin.get(&app, MEMBERS).await.assert_status(403);
}

#[tokio::test]
async fn an_invitation_that_is_clicked_twice_is_one_invitation() {
    let (app, mut admin) = site_with_administrator().await;
    let before = app.mails().await.len();
    let form =
        [("adresse", ANNE), ("nom", "Anne Martin"), ("role", "relecture"), ("departements", "37")];

    admin.post(&app, MEMBERS, &form).await.assert_status(303);
    admin.post(&app, MEMBERS, &form).await.assert_status(303);

    assert_eq!(app.mails().await.len(), before + 1);
    let mut other = form;
    other[1] = ("nom", "Anne Durand");
    admin.post(&app, MEMBERS, &other).await.assert_status(422);
    assert_eq!(app.mails().await.len(), before + 1);
}

#[tokio::test]
async fn a_member_without_sign_in_methods_can_be_reset() {
    let (app, mut admin) = site_with_administrator().await;
    let (id, mut anne) = member(ANNE).signed_in(&app).await;
    anne.post(&app, "/moderation/compte/codes", &[]).await.assert_status(200);
    let page = admin.get(&app, &format!("{MEMBERS}/{id}")).await;
    assert!(page.text("main").contains("Refaire ses accès"));

    admin.post(&app, &format!("{MEMBERS}/{id}/invitation"), &[]).await.assert_status(303);

    anne.get(&app, ACCOUNT).await.assert_status(303);
    let known = account(&app, id).await.unwrap();
    assert_eq!(known.status, AccountStatus::Invited);
    let ways = app.app.store.sign_in_methods(id).await.unwrap();
    assert_eq!((ways.passkeys, ways.totp, ways.codes), (0, false, 0));
    let mail = app.mails().await.pop().unwrap();
    assert!(mail.text.contains("/connexion/inscription/"), "{}", mail.text);
}
