//! Proposals of changes: the comparison, and conflicts with a later publication.

use quartiers_emploi::domain::directory::Language;
use quartiers_emploi::domain::proposal::{Field, ProposalId};

use super::{decide, form, site_with_initiative};
use crate::fixtures::proposal_form::submit_confirmed_proposal;
use crate::fixtures::{ProposalBuilder, administrator, proposal, seeds};
use crate::test_app::TestApp;

fn change(app: &TestApp) -> ProposalBuilder {
    proposal("Garage").changing(app, 1)
}

#[tokio::test]
async fn changes_are_marked_word_by_word_on_both_sides() {
    let app = site_with_initiative().await;
    let summary = "Des voitures réparées à petit prix pour aller travailler, le mardi.";
    let id = change(&app).with_field(Field::Summary, summary).insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

    assert_eq!(page.texts("[data-part=resume] del"), ["Retiré : travailler en ville."]);
    assert_eq!(page.texts("[data-part=resume] ins"), ["Ajouté : travailler, le mardi."]);
    assert!(page.texts("[data-part=titre]").is_empty());
    assert_eq!(
        page.attr(".modlinks a[href^='/initiatives']", "href"),
        "/initiatives/garage-solidaire"
    );
}

#[tokio::test]
async fn a_part_left_out_stays_as_it_is_published() {
    let app = site_with_initiative().await;
    let id = change(&app)
        .with_field(Field::Title, "Garage pour tous")
        .with_field(Field::Conditions, "Avoir le permis.")
        .insert_pending(&app)
        .await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{id}");
    let page = claire.get(&app, &path).await;
    let mut form = form(&page);
    form.retain(|(_, value)| value != "titre");
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();

    claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(303);

    let catalogue = app.app.catalogue();
    let published = &catalogue.initiatives[0];
    assert_eq!(published.facts.title.as_str(), "Garage solidaire");
    assert!(published.facts.practical.conditions.is_some());
    assert_eq!(published.organisations.len(), 1);
}

#[tokio::test]
async fn languages_are_compared_and_accepted_by_themselves() {
    let app = site_with_initiative().await;
    let mut change = change(&app).with_field(Field::Title, "Garage pour tous");
    change.entry.set(Field::LanguagesSpoken, ["fr", "fsl"]);
    let id = change.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{id}");
    let page = claire.get(&app, &path).await;
    let mut form = form(&page);
    form.retain(|(_, value)| value != "titre");
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();

    claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(303);

    let shown = page.texts("[data-part=langues] ins");
    assert_eq!(shown, ["Ajouté : Français", "Ajouté : Langue des signes française (LSF)"]);
    let facts = &app.app.catalogue().initiatives[0].facts;
    assert_eq!(facts.title.as_str(), "Garage solidaire");
    assert_eq!(facts.practical.languages_spoken, [Language::French, Language::FrenchSign]);
}

#[tokio::test]
async fn a_later_publication_is_reported_and_not_overwritten_by_default() {
    let app = site_with_initiative().await;
    let first =
        change(&app).with_field(Field::Conditions, "Avoir le permis.").insert_pending(&app).await;
    let second = change(&app)
        .with_field(Field::Title, "Garage pour tous")
        .with_field(Field::Schedule, "Le mardi.")
        .insert_pending(&app)
        .await;
    let third = change(&app).with_field(Field::Schedule, "Le jeudi.").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, first, "publication", &[]).await.assert_status(303);
    decide(&app, &mut claire, third, "publication", &[]).await.assert_status(303);

    let page = claire.get(&app, &format!("/moderation/propositions/{second}")).await;

    assert!(page.text(".modcols .note h3").contains("La fiche a changé"));
    assert_eq!(page.attrs("[name=partie][checked]", "value"), ["titre", "horaires"]);
    assert!(page.text("[data-part=conditions] .modnote").contains("n’y touche pas"));
    assert!(page.text("[data-part=horaires] .modnote").contains("Avant : Rien"));
    decide(&app, &mut claire, second, "publication", &[]).await.assert_status(303);
    let catalogue = app.app.catalogue();
    let facts = &catalogue.initiatives[0].facts;
    assert_eq!(facts.title.as_str(), "Garage pour tous");
    assert_eq!(facts.practical.conditions.as_ref().unwrap().as_str(), "Avoir le permis.");
}

#[tokio::test]
async fn a_publication_after_loading_the_page_is_not_overwritten() {
    let app = site_with_initiative().await;
    let first =
        change(&app).with_field(Field::Conditions, "Avoir le permis.").insert_pending(&app).await;
    let second = change(&app).with_field(Field::Schedule, "Le mardi.").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{second}");
    let form = form(&claire.get(&app, &path).await);
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    decide(&app, &mut claire, first, "publication", &[]).await.assert_status(303);

    let answer = claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(409);

    assert!(answer.text(".lead").contains("La fiche a changé"));
    assert!(answer.text("[data-event]").contains("Publiée par Claire Petit"));
}

#[tokio::test]
async fn a_duplicate_is_shown_with_the_reason() {
    let app = site_with_initiative().await;
    let id = proposal("Garage solidaire").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

    assert_eq!(page.attr("[data-duplicate] a", "href"), "/initiatives/garage-solidaire");
    assert!(page.text("[data-duplicate]").contains("même titre"));
    assert!(page.text("[data-score]").contains("sur 100"));
}

#[tokio::test]
async fn a_change_that_is_not_sent_yet_is_seen_by_nobody() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    let draft = app.post(&format!("{follow}/modification"), &[]).await.redirect_target();
    app.get(&draft).await.assert_status(303);

    for path in ["/moderation/propositions/2", "/moderation/propositions/2/apercu"] {
        claire.get(&app, path).await.assert_status(404);
    }
    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
    claire.get(&app, "/moderation/propositions/2").await.assert_status(200);
}
