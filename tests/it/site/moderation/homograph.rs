//! Addresses and words in the letters of another alphabet, which look like others.

use quartiers_emploi::domain::proposal::Field;

use crate::fixtures::{administrator, proposal, seeds};
use crate::test_app::TestApp;

/// The first letter is Cyrillic.
const LOOKALIKE: &str = "https://www.\u{430}pple.example/\u{e9}";

#[tokio::test]
async fn a_moderator_reads_the_ascii_form_of_an_address_in_foreign_letters() {
    let app = TestApp::with_seeds(&seeds()).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    for published in ["site", ""] {
        let mut proposed = proposal("Atelier vélo").with_field(Field::Website, LOOKALIKE);
        if !published.is_empty() {
            proposed = proposed.with_field(Field::Publish, Field::Website.name());
        }
        let id = proposed.insert_pending(&app).await;

        let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

        let text = page.assert_status(200).text("main");
        assert!(text.contains("https://www.xn--pple-43d.example/\u{e9}"), "{text}");
        assert!(!text.contains("\u{430}pple"), "{text}");
    }
}

/// « Atelier paypal » and « Anne », each with a letter that is Cyrillic.
const TITLE: &str = "Atelier p\u{430}ypal";
const NAME: &str = "\u{410}nne";

#[tokio::test]
async fn mixed_alphabets_are_reported_on_every_page_of_moderators() {
    let app = TestApp::with_seeds(&seeds()).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let proposed = proposal(TITLE).with_field(Field::AuthorName, NAME);
    let id = proposed.with_field(Field::Partners, "C\u{410}F").insert_pending(&app).await;
    proposal("Couture").insert_pending(&app).await;

    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

    let page = page.assert_status(200);
    let reported = |part: &str| page.texts(&format!("[data-part='{part}'] [data-mixed]"));
    let title = reported("titre");
    assert!(title.len() == 1 && title[0].ends_with("p[\u{430}]ypal"), "{title:?}");
    assert!(reported("partenaires")[0].ends_with("C[\u{410}]F"));
    assert!(page.texts("[data-mixed]").len() == 2, "nothing else is marked");
    let author = page.text("[aria-labelledby='t-author'] dd");
    assert!(author.contains("alphabets : [\u{410}]nne"), "{author}");
    let queue = claire.get(&app, "/moderation").await.assert_status(200).text("main");
    assert_eq!(queue.matches("plusieurs alphabets").count(), 1, "{queue}");
}

#[tokio::test]
async fn mixed_alphabets_of_an_invalid_proposal_are_reported_too() {
    let app = TestApp::with_seeds(&seeds()).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let unsound = proposal(TITLE).with_field(Field::Summary, "");
    let id = unsound.insert_pending(&app).await;

    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

    let typed = page.assert_status(200).text("[aria-labelledby='t-unsound'] dd");
    assert!(typed.contains("p[\u{430}]ypal"), "{typed}");
}
