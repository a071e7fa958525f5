//! Fields of the field table: each goes the whole way, from the form to the page and the API.

use quartiers_emploi::domain::proposal::{Field, FormData};
use quartiers_emploi::i18n::Lang;

use super::decide;
use crate::fixtures::proposal_form::create_complete_draft;
use crate::fixtures::{administrator, proposal, seeds};
use crate::test_app::TestApp;

/// Optional texts of an initiative, each with a text of its own.
fn optional_texts() -> Vec<(Field, String)> {
    let texts = Field::ALL.into_iter().filter(|field| field.spec().facts.parse.is_some());
    texts.map(|field| (field, format!("Ceci est dans {}.", field.name()))).collect()
}

/// `text` with plain spaces, as `texts` reads a page.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn every_text_goes_from_the_form_to_the_page_and_the_api() {
    let app = TestApp::with_seeds(&seeds()).await;
    let texts = optional_texts();
    let mut given = proposal("Atelier vélo").with_field(Field::Fees, "payant");
    for (field, text) in &texts {
        given = given.with_field(*field, text);
    }
    let id = given.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let review = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    let catalogue = app.app.catalogue();
    let published =
        catalogue.initiatives.iter().find(|it| it.facts.title.as_str() == "Atelier vélo");
    let prefilled = FormData::prefilled(published.expect("published"), &*catalogue);
    let page = app.get("/initiatives/atelier-velo").await.assert_status(200);
    let api = app.get("/api/v1/initiatives?q=atelier").await.json().to_string();
    for (field, text) in texts {
        let part = field.spec().part.expect("a part of the initiative").name();
        assert!(review.text(&format!("[data-part={part}]")).contains(&text), "{field:?}");
        assert_eq!(prefilled.get(field), text);
        assert!(page.body.contains(&text), "{field:?}");
        assert!(api.contains(&text), "{field:?}");
    }
}

#[tokio::test]
async fn every_field_has_its_label_and_its_help_on_its_step() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_complete_draft(&mut app).await;

    for field in Field::ALL {
        let page = app.get(&format!("{draft}/{}", field.step().slug())).await.assert_status(200);

        let labels = page.texts("label, legend, h2").join("\n");
        assert!(labels.contains(&folded(&Lang::Fr.field_label(field))), "{field:?}");
        // The carrier is searched for first, with a help of its own.
        let help = if field == Field::Carrier {
            "Cherchez-la d’abord dans l’annuaire.".to_owned()
        } else {
            Lang::Fr.field_help(field).into_owned()
        };
        assert!(page.texts(".help").contains(&folded(&help)), "{field:?}");
        for value in field.spec().options {
            let input = format!("[name={}][value={value}]", field.name());
            assert_eq!(page.attrs(&input, "value"), [*value], "{field:?}");
            let label = folded(&Lang::Fr.option_label(field, value));
            assert!(labels.contains(&label), "{field:?} {value}");
        }
    }
}
