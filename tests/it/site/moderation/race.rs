//! Several at once: two moderators, a button pressed many times, a full disk.

use super::{decide, events, form, purposes};
use crate::{
    app::{TestApp, TestPage},
    given::{administrator, proposal, seeds, steps},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_moderators_one_decides_and_the_other_is_told_and_loses_nothing() {
    let app = TestApp::with(&seeds()).await;
    let id = proposal("Atelier vélo").waiting_in(&app).await;
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

    let one = claire.post_apart(&app, &publication, &publish);
    let other = paul.post_apart(&app, &refusal, &refuse);
    let (one, other) = (TestPage::of(one.await.unwrap()), TestPage::of(other.await.unwrap()));

    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!((events(&app).await.len(), purposes(&app).await.len()), (1, 1));
    let (lost, winner, kept) = if one.status == 409 {
        (one, "Refusée par Paul Roux", "Merci !")
    } else {
        (other, "Publiée par Claire Petit", "Déjà là, voyez.")
    };
    assert!(lost.text("[data-event]").contains(winner), "{}", lost.text("[data-event]"));
    assert_eq!(lost.text("textarea"), kept);
    assert_eq!(lost.attr(".btns a.btn", "href"), path);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_pressed_fifty_times_is_one_decision_and_one_mail() {
    for act in ["publication", "refus", "demande"] {
        let app = TestApp::with(&seeds()).await;
        let id = proposal("Atelier vélo").waiting_in(&app).await;
        let mut claire = administrator(&app, "Claire Petit").await;
        let path = format!("/moderation/propositions/{id}");
        let page = claire.get(&app, &path).await;
        let form = form(&page);
        let mut fields: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend([("mot", "Voici."), ("motif", "doublon")]);
        let target = format!("{path}/{act}");

        let posts: Vec<_> = (0..50).map(|_| claire.post_apart(&app, &target, &fields)).collect();

        for post in posts {
            let answer = TestPage::of(post.await.unwrap());
            assert_eq!((answer.status.as_u16(), answer.header("location")), (303, path.as_str()));
        }
        assert_eq!((events(&app).await.len(), purposes(&app).await.len()), (1, 1), "{act}");
    }
}

#[tokio::test]
async fn who_decides_about_what_was_decided_before_is_told_by_whom() {
    let app = TestApp::with(&seeds()).await;
    let id = proposal("Atelier vélo").waiting_in(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let mut paul = administrator(&app, "Paul Roux").await;
    decide(&app, &mut claire, id, "demande", &[("mot", "Où ?")]).await.assert_status(303);

    let path = format!("/moderation/propositions/{id}/demande");
    let form = [("version", "2"), ("mot", "Où et quand ?")];
    let answer = paul.post(&app, &path, &form).await.assert_status(409);

    assert!(answer.text("[data-event]").contains("Précision demandée par Claire Petit"));
    assert_eq!(answer.text("textarea"), "Où et quand ?");
}

#[tokio::test]
async fn what_one_claims_another_does_not_until_it_lapses() {
    let mut app = TestApp::with(&seeds()).await;
    let id = proposal("Atelier vélo").waiting_in(&app).await;
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
    let app = app.again();
    paul.post(&app, &claim, &[]).await.assert_status(303);
    paul.post(&app, &claim, &[("geste", "rendre")]).await.assert_status(303);
    assert!(paul.get(&app, "/moderation").await.texts("[data-claimed]").is_empty());
    assert_eq!(events(&app).await, ["claimed", "claimed", "released"]);
}

#[tokio::test]
async fn who_decides_about_what_its_author_opened_again_keeps_their_words_and_reads_none_of_it() {
    let mut app = TestApp::with(&seeds()).await;
    let follow = steps::confirmed(&mut app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = "/moderation/propositions/1";
    let page = claire.get(&app, path).await.assert_status(200);
    let version: i64 = page.attr("#decision [name=version]", "value").parse().unwrap();
    app.post(&format!("{follow}/correction"), &[]).await.leads();
    claire.get(&app, path).await.assert_status(404);

    for (version, words) in [(version, "Déjà là."), (version + 1, "")] {
        let version = version.to_string();
        let form = [("version", version.as_str()), ("motif", "doublon"), ("mot", words)];
        let answer = claire.post(&app, &format!("{path}/refus"), &form).await.assert_status(409);

        let kept: Vec<&str> = Some(words).filter(|it| !it.is_empty()).into_iter().collect();
        assert_eq!(answer.texts("textarea"), kept);
        assert_eq!(answer.attrs("main .btns a", "href"), ["/moderation"]);
        assert!(!answer.body.contains("Atelier vélo du Sanitas"));
    }
}
