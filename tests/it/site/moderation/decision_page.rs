//! Page of a decided proposal: the effect of the decision, and of undoing it.

use quartiers_emploi::domain::proposal::Field;

use super::{decide, form, site_with_initiative, undo};
use crate::fixtures::{administrator, proposal, seeds};
use crate::test_app::TestApp;

#[tokio::test]
async fn a_result_is_not_followed_by_what_taking_it_back_would_do() {
    for (act, done) in [
        ("publication", "Publiée. La fiche est en ligne."),
        ("demande", "Une précision a été demandée à l’auteur."),
        ("refus", "Refusée. L’auteur en est averti."),
    ] {
        let app = TestApp::with_seeds(&seeds()).await;
        let id = proposal("Atelier vélo").insert_pending(&app).await;
        let mut claire = administrator(&app, "Claire Petit").await;
        let words = [("mot", "Voici."), ("motif", "doublon")];
        decide(&app, &mut claire, id, act, &words).await.assert_status(303);

        let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

        assert_eq!(page.text(".decision h2"), done);
        assert!(page.texts(".decision form, .decision .modundo").is_empty());
        let undoing = page.text(".modundo p");
        assert!(undoing.starts_with("Si vous revenez sur cette décision"), "{undoing}");
    }
}

#[tokio::test]
async fn the_parts_that_were_left_out_are_marked_once_it_is_published() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{id}");
    let mut form = form(&claire.get(&app, &path).await);
    form.retain(|(_, value)| value != "freins");
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();

    claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(303);

    let page = claire.get(&app, &path).await;
    let marked = page.attrs("tr:has(.modnote)", "data-part");
    assert_eq!(marked, ["freins"]);
    assert!(page.text(".modnote").starts_with("Laissée de côté"));
    undo(&app, &mut claire, id).await.assert_status(303);
    assert!(claire.get(&app, &path).await.texts(".modnote").is_empty());
}

#[tokio::test]
async fn all_that_was_decided_about_a_change_stands_in_the_history_of_its_initiative() {
    let app = site_with_initiative().await;
    let change = || proposal("Garage").changing(&app, 1);
    let other =
        change().with_field(Field::Conditions, "Avoir le permis.").insert_pending(&app).await;
    let refused = change().with_field(Field::Schedule, "Le mardi.").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let words = [("mot", "Voici."), ("motif", "doublon")];
    decide(&app, &mut claire, other, "demande", &words).await.assert_status(303);
    decide(&app, &mut claire, refused, "refus", &words).await.assert_status(303);
    undo(&app, &mut claire, refused).await.assert_status(303);

    let page = claire.get(&app, "/moderation/initiatives/1").await;

    let reported = page.texts(".events b");
    let by = ["Refus annulé", "Refusée", "Précision demandée"];
    assert_eq!(reported, by.map(|what| format!("{what} par Claire Petit")));
    assert_eq!(page.texts(".events blockquote"), ["Voici.", "Voici."]);
}

#[tokio::test]
async fn a_refusal_does_not_supersede_another_change() {
    let app = site_with_initiative().await;
    let change = || proposal("Garage").changing(&app, 1);
    let first =
        change().with_field(Field::Conditions, "Avoir le permis.").insert_pending(&app).await;
    let second = change().with_field(Field::Schedule, "Le mardi.").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let page = claire.get(&app, "/moderation/initiatives/1").await;
    let seen = page.attr("[name=en-vigueur]", "value");
    let withdraw = [("en-vigueur", seen.as_str()), ("mot", "Fermé.")];
    let path = "/moderation/initiatives/1/retrait";
    claire.post(&app, path, &withdraw).await.assert_status(303);
    let words = [("mot", "Voici."), ("motif", "doublon")];
    decide(&app, &mut claire, first, "refus", &words).await.assert_status(303);

    // A repeated press is idempotent, even after a refusal in between.
    claire.post(&app, path, &withdraw).await.assert_status(303);

    let page = claire.get(&app, &format!("/moderation/propositions/{second}")).await;
    let mut form = form(&page);
    form.iter_mut().filter(|(name, _)| name == "en-vigueur").for_each(|it| it.1 = seen.clone());
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let publish = format!("/moderation/propositions/{second}/publication");
    let answer = claire.post(&app, &publish, &form).await.assert_status(409);
    assert!(answer.text("[data-event]").contains("Fiche retirée du public par Claire Petit"));
}
