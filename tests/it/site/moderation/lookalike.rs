//! Homograph URLs: domain names with letters of another alphabet.

use quartiers_emploi::domain::proposal::Field;

use crate::{
    app::TestApp,
    given::{administrator, proposal, seeds},
};

/// The first letter is Cyrillic.
const LOOKALIKE: &str = "https://www.\u{430}pple.example/\u{e9}";

#[tokio::test]
async fn a_moderator_reads_the_ascii_form_of_an_address_in_foreign_letters() {
    let app = TestApp::with(&seeds()).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    for published in ["site", ""] {
        let mut proposed = proposal("Atelier vélo").saying(Field::Website, LOOKALIKE);
        if !published.is_empty() {
            proposed = proposed.saying(Field::Publish, Field::Website.name());
        }
        let id = proposed.waiting_in(&app).await;

        let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;

        let text = page.assert_status(200).text("main");
        assert!(text.contains("https://www.xn--pple-43d.example/\u{e9}"), "{text}");
        assert!(!text.contains("\u{430}pple"), "{text}");
    }
}
