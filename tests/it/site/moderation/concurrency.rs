//! Concurrency: two moderators, repeated submissions, a full disk.

use super::{decide, events, form, purposes};
use crate::fixtures::{administrator, proposal, proposal_form, seeds};
use crate::test_app::{TestApp, TestPage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_of_two_moderators_gets_a_conflict_with_their_input() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let paul = administrator(&app, "Paul Roux").await;
    let path = format!("/moderation/propositions/{id}");
    let page = claire.get(&app, &path).await;
    let version = page.attr("#decision [name=version]", "value");
    let parts = form(&page);
    let mut publish: Vec<(&str, &str)> =
        parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    publish.push(("mot", "Merci !"));
    let refuse = [("version", version.as_str()), ("motif", "doublon"), ("mot", "Déjà là, voyez.")];
    let (publication, refusal) = (format!("{path}/publication"), format!("{path}/refus"));

    let one = claire.spawn_post(&app, &publication, &publish);
    let other = paul.spawn_post(&app, &refusal, &refuse);
    let (one, other) = (TestPage::of(one.await.unwrap()), TestPage::of(other.await.unwrap()));

    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!((events(&app).await.len(), purposes(&app).await.len()), (1, 1));
    let (lost, winner, preserved) = if one.status == 409 {
        (one, "Refusée par Paul Roux", "Merci !")
    } else {
        (other, "Publiée par Claire Petit", "Déjà là, voyez.")
    };
    assert!(lost.text("[data-event]").contains(winner), "{}", lost.text("[data-event]"));
    assert_eq!(lost.text("textarea"), preserved);
    assert_eq!(lost.attr(".btns a.btn", "href"), path);
    assert_eq!(lost.attr("main form", "action"), format!("{path}/relecture"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_pressed_fifty_times_is_one_decision_and_one_mail() {
    for act in ["publication", "refus", "demande"] {
        let app = TestApp::with_seeds(&seeds()).await;
        let id = proposal("Atelier vélo").insert_pending(&app).await;
        let mut claire = administrator(&app, "Claire Petit").await;
        let path = format!("/moderation/propositions/{id}");
        let page = claire.get(&app, &path).await;
        let form = form(&page);
        let mut fields: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend([("mot", "Voici."), ("motif", "doublon")]);
        let target = format!("{path}/{act}");

        let posts: Vec<_> = (0..50).map(|_| claire.spawn_post(&app, &target, &fields)).collect();

        for post in posts {
            let answer = TestPage::of(post.await.unwrap());
            assert_eq!((answer.status.as_u16(), answer.header("location")), (303, path.as_str()));
        }
        assert_eq!((events(&app).await.len(), purposes(&app).await.len()), (1, 1), "{act}");
    }
}

#[tokio::test]
async fn a_second_decision_names_the_first_moderator() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let mut paul = administrator(&app, "Paul Roux").await;
    decide(&app, &mut claire, id, "demande", &[("mot", "Où ?")]).await.assert_status(303);

    let path = format!("/moderation/propositions/{id}/demande");
    let form = [("version", "2"), ("mot", "Où et quand ?")];
    let answer = paul.post(&app, &path, &form).await.assert_status(409);

    assert!(answer.text("[data-event]").contains("Précision demandée par Claire Petit"));
    assert_eq!(answer.text("textarea"), "Où et quand ?");
    let again = [("version", "2"), ("mot", "Où et quand ?")];
    let path = format!("/moderation/propositions/{id}/relecture");
    let page = paul.post(&app, &path, &again).await.assert_status(200);
    assert_eq!(page.text("textarea[readonly]"), "Où et quand ?");
    assert_eq!(events(&app).await, ["changes-asked"]);
}

#[tokio::test]
async fn the_message_typed_for_an_older_version_is_carried_over() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut paul = administrator(&app, "Paul Roux").await;
    let path = format!("/moderation/propositions/{id}");
    let old = [("version", "1"), ("motif", "doublon"), ("mot", "Déjà là."), ("partie", "titre")];
    let lost = paul.post(&app, &format!("{path}/refus"), &old).await.assert_status(409);
    let names = lost.attrs("main form input", "name");
    let values = lost.attrs("main form input", "value");
    let carried: Vec<_> =
        names.iter().zip(&values).map(|(name, value)| (name.as_str(), value.as_str())).collect();

    let page = paul.post(&app, &lost.attr("main form", "action"), &carried).await;

    let page = page.assert_status(200);
    assert_eq!(page.text("#mot"), "Déjà là.");
    assert_eq!(page.attr("#motif [selected]", "value"), "doublon");
    assert!(page.attrs("[name=partie][checked]", "value").is_empty());
    let form = [("version", &*page.attr("#decision [name=version]", "value"))];
    let form = [&form[..], &[("motif", "doublon"), ("mot", "Déjà là.")]].concat();
    paul.post(&app, &format!("{path}/refus"), &form).await.assert_status(303);
}

#[tokio::test]
async fn a_decision_leads_to_the_oldest_proposal_that_nobody_else_reads() {
    let app = TestApp::with_seeds(&seeds()).await;
    let one = proposal("Atelier vélo").insert_pending(&app).await;
    let held = proposal("Couture").insert_pending(&app).await;
    let free = proposal("Cuisine").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let mut paul = administrator(&app, "Paul Roux").await;
    let claim = format!("/moderation/propositions/{held}/reservation");
    paul.post(&app, &claim, &[]).await.assert_status(303);

    decide(&app, &mut claire, one, "publication", &[]).await.assert_status(303);

    let page = claire.get(&app, &format!("/moderation/propositions/{one}")).await;
    assert_eq!(
        page.attr("[data-next-proposal]", "href"),
        format!("/moderation/propositions/{free}")
    );
    let page = paul.get(&app, &format!("/moderation/propositions/{one}")).await;
    assert_eq!(
        page.attr("[data-next-proposal]", "href"),
        format!("/moderation/propositions/{held}")
    );
}

#[tokio::test]
async fn the_get_address_of_an_action_redirects_to_its_record() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut paul = administrator(&app, "Paul Roux").await;
    let path = format!("/moderation/propositions/{id}");
    for act in ["publication", "demande", "refus", "annulation", "reservation", "relecture"] {
        assert_eq!(paul.get(&app, &format!("{path}/{act}")).await.redirect_target(), path);
    }
    let edited = "/moderation/initiatives/9/retrait";
    assert_eq!(paul.get(&app, edited).await.redirect_target(), "/moderation/initiatives/9");
    assert_eq!(paul.get(&app, "/suivi/abc/confirmation").await.redirect_target(), "/suivi/abc");
    assert_eq!(
        paul.get(&app, "/moderation/compte/sessions/3/fin").await.redirect_target(),
        "/moderation/compte"
    );
}

#[tokio::test]
async fn a_claim_excludes_others_until_it_expires() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let mut paul = administrator(&app, "Paul Roux").await;
    let path = format!("/moderation/propositions/{id}");
    let claim = format!("{path}/reservation");
    claire.post(&app, &claim, &[]).await.assert_status(303);

    let refused = paul.post(&app, &claim, &[]).await.assert_status(409);
    assert!(refused.text("h1").contains("Claire Petit"));
    let queue = paul.get(&app, "/moderation").await;
    assert_eq!(queue.texts("[data-claimed]"), ["réservée par Claire Petit"]);
    assert!(paul.get(&app, "/moderation?chez=personne").await.texts("[data-proposal]").is_empty());
    assert_eq!(claire.get(&app, "/moderation?chez=moi").await.texts("[data-proposal]").len(), 1);

    app.app.clock = app.app.clock.moved_to("2026-11-24T09:31:00Z".parse().unwrap());
    let app = app.with_current_clock();
    paul.post(&app, &claim, &[]).await.assert_status(303);
    paul.post(&app, &claim, &[("geste", "rendre")]).await.assert_status(303);
    assert!(paul.get(&app, "/moderation").await.texts("[data-claimed]").is_empty());
    assert_eq!(events(&app).await, ["claimed", "claimed", "released"]);
}

#[tokio::test]
async fn deciding_on_a_reopened_proposal_keeps_the_message_and_hides_the_draft() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let follow = proposal_form::submit_confirmed_proposal(&mut app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = "/moderation/propositions/1";
    let page = claire.get(&app, path).await.assert_status(200);
    let version: i64 = page.attr("#decision [name=version]", "value").parse().unwrap();
    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();
    claire.get(&app, path).await.assert_status(404);

    for (version, words) in [(version, "Déjà là."), (version + 1, "")] {
        let version = version.to_string();
        let form = [("version", version.as_str()), ("motif", "doublon"), ("mot", words)];
        let answer = claire.post(&app, &format!("{path}/refus"), &form).await.assert_status(409);

        let preserved: Vec<&str> = Some(words).filter(|it| !it.is_empty()).into_iter().collect();
        assert_eq!(answer.texts("textarea"), preserved);
        assert_eq!(answer.attrs("main .btns a", "href"), ["/moderation"]);
        assert!(!answer.body.contains("Atelier vélo du Sanitas"));
    }
}
