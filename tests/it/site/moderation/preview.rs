//! Preview of a proposal in the moderation, and proposals that cannot be previewed.

use quartiers_emploi::domain::proposal::{Field, ProposalId};

use super::{decide, site_with_initiative};
use crate::fixtures::{ProposalBuilder, administrator, proposal, seeds};
use crate::test_app::{TestApp, TestPage};

async fn preview(app: &TestApp, id: ProposalId) -> TestPage {
    let mut claire = administrator(app, "Claire Petit").await;
    claire.get(app, &format!("/moderation/propositions/{id}/apercu")).await
}

/// Asserts that the page has no canonical link, structured data or sharing link.
#[track_caller]
fn assert_no_public_metadata(page: &TestPage) {
    assert_eq!(page.attr("meta[name=robots]", "content"), "noindex");
    assert!(page.texts("title")[0].starts_with("Aperçu : "), "{:?}", page.texts("title"));
    assert!(page.attrs("link[rel=canonical], .qr", "class").is_empty());
    for public in ["/i/", "application/ld+json", "mailto:?", "/proposer?initiative"] {
        assert!(!page.body.contains(public), "{public}");
    }
}

#[tokio::test]
async fn a_preview_says_that_it_is_not_published_and_leads_back() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;

    let page = preview(&app, id).await.assert_status(200);

    assert_eq!(page.text("h1"), "Atelier vélo");
    assert_eq!(page.text(".banner strong"), "Aperçu : cette page n’est pas publiée.");
    assert_eq!(page.attrs(".banner a", "href"), [format!("/moderation/propositions/{id}")]);
    assert_no_public_metadata(&page);
}

#[tokio::test]
async fn a_preview_of_a_change_leads_to_what_is_published_too() {
    let app = site_with_initiative().await;
    let change: ProposalBuilder = proposal("Garage").changing(&app, 1);
    let id = change.with_field(Field::Title, "Garage pour tous").insert_pending(&app).await;

    let page = preview(&app, id).await.assert_status(200);

    assert_eq!(page.text("h1"), "Garage pour tous");
    let ways = [format!("/moderation/propositions/{id}"), "/initiatives/garage-solidaire".into()];
    assert_eq!(page.attrs(".banner a", "href"), ways);
    assert_no_public_metadata(&page);
}

#[tokio::test]
async fn a_published_proposal_has_no_preview() {
    let app = TestApp::with_seeds(&seeds()).await;
    let id = proposal("Atelier vélo").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    let path = format!("/moderation/propositions/{id}");
    assert_eq!(claire.get(&app, &format!("{path}/apercu")).await.redirect_target(), path);
}

#[tokio::test]
async fn an_invalid_proposal_shows_its_validation_errors() {
    let app = TestApp::with_seeds(&seeds()).await;
    let broken = proposal("Atelier vélo").with_field(Field::Coverage, "commune");
    let broken =
        broken.with_field(Field::Neighbourhoods, "QN99999M").with_field(Field::Fees, "gratuit");
    let id = broken.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

    let wrong = page.texts(".note--bad li");
    let expected = [
        "Un des quartiers cochés n’est pas dans la liste.",
        "Écrivez la commune ou le département, ou cochez un quartier.",
    ];
    assert_eq!(wrong, expected);
    let labels = page.texts(".modmain .modfacts dt");
    let values = page.texts(".modmain .modfacts dd");
    let reported: Vec<_> =
        labels.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    for expected in [
        ("À qui l’action est-elle ouverte ?", "À toute la commune"),
        ("Qu’est-ce que l’action rend plus facile ?", "Se déplacer"),
        ("Que faut-il faire pour participer ?", "Venir sur place"),
        ("L’action est-elle gratuite ?", "Oui, gratuite"),
    ] {
        assert!(reported.contains(&expected), "{reported:?}");
    }
    assert!(!page.text(".modmain .modfacts").contains("anne@example.org"));
    assert!(page.attrs("#decision .btn", "formaction").len() == 2);
}
