//! Preview of a proposal in the public layout.

use crate::fixtures::proposal_form::{create_complete_draft, create_draft};
use crate::fixtures::{SANITAS, initiative, parsed, seeds, seeds_with};
use crate::test_app::TestApp;

#[tokio::test]
async fn the_preview_is_the_page_that_residents_would_see() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_complete_draft(&mut app).await;

    let page = app.get(&format!("{draft}/apercu")).await.assert_status(200);

    assert_eq!(page.text("h1"), "Atelier vélo du Sanitas");
    assert_eq!(page.attr(".banner a", "href"), format!("{draft}/relire"));
    let contact = page.text(".contact");
    assert!(contact.contains("10 place Neuve") && contact.contains("02 47 00 00 00"), "{contact}");
    assert!(contact.contains("Le mardi de 14 h à 16 h."));
    // A contact not ticked as public is hidden, and so is the author.
    assert!(!page.body.contains("secret@atelier") && !page.body.contains("Anne"));
    let facts = page.text(".facts");
    assert!(facts.contains("Gratuit.") && facts.contains("Venez sur place."), "{facts}");
    assert!(facts.contains("Langues parlées") && facts.contains("Français, Arabe"), "{facts}");
    // The carrier stated that it continues: the end is not marked as unknown.
    assert!(
        facts.contains("Toute l’année, sans date de fin.") && !facts.contains("si elle continue")
    );
    assert_eq!(page.attr("meta[name=robots]", "content"), "noindex");
    assert!(page.attrs("link[rel=canonical]", "href").is_empty());
}

#[tokio::test]
async fn there_is_no_preview_of_what_lacks_something() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_draft(&mut app).await;

    assert_eq!(
        app.get(&format!("{draft}/apercu")).await.redirect_target(),
        format!("{draft}/relire")
    );
}

#[tokio::test]
async fn a_page_and_the_api_show_the_practical_facts() {
    let given = initiative("Garage").in_commune("37261").in_neighbourhood(SANITAS).with(|it| {
        it.practical.address = Some("10 place Neuve".parse().unwrap());
        it.practical.postcode = Some("37000".parse().unwrap());
        it.practical.schedule = Some("Le lundi.".parse().unwrap());
        it.practical.fees = Some("payant".parse().unwrap());
        it.practical.fees_details = Some("5 euros par an.".parse().unwrap());
        it.practical.languages_spoken = vec![parsed("ar"), parsed("fsl")];
    });
    let app = TestApp::with_seeds(&seeds_with([given])).await;

    let page = app.get("/initiatives/garage").await.assert_status(200);
    let reported = app.get("/api/v1/initiatives").await.json();

    assert!(page.text(".contact").contains("10 place Neuve"));
    assert!(page.text(".facts").contains("Payant. 5 euros par an."));
    assert!(page.text(".facts").contains("Arabe, Langue des signes française (LSF)"));
    let json_ld = page.text("script[type='application/ld+json']");
    assert!(json_ld.contains("\"streetAddress\":\"10 place Neuve\""), "{json_ld}");
    assert_eq!(reported["items"][0]["langues"], serde_json::json!(["ar", "fsl"]));
    let text = reported.to_string();
    assert!(
        text.contains("\"address\":\"10 place Neuve\"") && text.contains("\"fees\":\"payant\"")
    );
}
