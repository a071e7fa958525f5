//! Editing published initiatives without a proposal.

use super::events;
use crate::browser::Browser;
use crate::fixtures::{administrator, initiative, moderator_of, organisation, parsed, seeds_with};
use crate::test_app::{TestApp, TestPage};

pub async fn site_with_initiative() -> TestApp {
    let carrier = organisation("Régie Plus");
    let garage = initiative("Garage solidaire").in_commune("37261").carried_by(&carrier);
    let garage =
        garage.with_barriers("mobilite").with_audiences("tous").attested_on("2019").with(|facts| {
            facts.summary =
                parsed("Des voitures réparées à petit prix pour aller travailler en ville.");
        });
    TestApp::with_seeds(&seeds_with([garage])).await
}

/// Submits the correction form of the page, with the fields `more` replaced.
pub async fn correct(app: &TestApp, browser: &mut Browser, more: &[(&str, &str)]) -> TestPage {
    let page = browser.get(app, "/moderation/initiatives/1/correction").await.assert_status(200);
    let mut fields: Vec<(String, String)> = Vec::new();
    let names = page.attrs("form.form input:not([type=checkbox], [type=radio])", "name");
    let values = page.attrs("form.form input:not([type=checkbox], [type=radio])", "value");
    fields.extend(names.into_iter().zip(values));
    let chosen = page.attrs("form.form [checked]", "name");
    fields.extend(chosen.into_iter().zip(page.attrs("form.form [checked]", "value")));
    for (name, text) in page.attrs("textarea", "name").into_iter().zip(page.texts("textarea")) {
        fields.push((name, text));
    }
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<(&str, &str)> = fields.chain(more.iter().copied()).collect();
    browser.post(app, "/moderation/initiatives/1/correction", &fields).await
}

const MISSING: [(&str, &str); 5] = [
    ("activite", "permanente"),
    ("zone", "commune"),
    ("accueil", "sur-place"),
    ("comment", "se-presenter"),
    ("qui", "usagers"),
];

#[tokio::test]
async fn a_correction_is_public_at_once_confirms_no_fact_and_is_in_the_history() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let fields = [&MISSING[..], &[("titre", "Garage pour tous")]].concat();

    correct(&app, &mut claire, &fields).await.assert_status(303);

    let page = app.get("/initiatives/garage-solidaire").await;
    assert_eq!(page.text("h1"), "Garage pour tous");
    let catalogue = app.app.catalogue();
    let published = &catalogue.initiatives[0];
    assert_eq!(published.facts.lifecycle.attested_on, Some(parsed("2019")));
    assert_eq!((published.facts.lifecycle.confirmed_on, published.organisations.len()), (None, 1));
    let page = claire.get(&app, "/moderation/initiatives/1").await;
    assert_eq!(page.text(".events li b"), "Fiche corrigée par Claire Petit");
    assert_eq!(page.attrs("[data-version]", "data-version"), ["2", "1"]);
}

#[tokio::test]
async fn all_errors_of_a_correction_are_shown_at_once_with_the_input() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let fields = [("titre", "x"), ("commune", "Paris"), ("telephone", "appelez-moi")];

    let page = correct(&app, &mut claire, &fields).await.assert_status(422);

    let links = page.attrs("#erreurs a", "href");
    assert_eq!(links, ["#titre", "#commune", "#telephone"]);
    assert_eq!(page.attr("#telephone", "value"), "appelez-moi");
    assert!(events(&app).await.is_empty());
}

#[tokio::test]
async fn the_second_of_two_corrections_gets_a_conflict_with_its_input() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let old = claire.get(&app, "/moderation/initiatives/1/correction").await;
    let seen = old.attr("[name=en-vigueur]", "value");
    let first = [&MISSING[..], &[("titre", "Garage pour tous")]].concat();
    correct(&app, &mut claire, &first).await.assert_status(303);

    let second = [&MISSING[..], &[("titre", "Garage à vous"), ("en-vigueur", &seen)]].concat();
    let page = correct(&app, &mut claire, &second).await.assert_status(409);

    assert_eq!(page.attr("#titre", "value"), "Garage à vous");
    assert_ne!(page.attr("[name=en-vigueur]", "value"), seen);
    assert_eq!(events(&app).await, ["edited"]);
}

#[tokio::test]
async fn a_validation_error_does_not_hide_an_edit_conflict() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let old = claire.get(&app, "/moderation/initiatives/1/correction").await;
    let seen = old.attr("[name=en-vigueur]", "value");
    let first = [&MISSING[..], &[("titre", "Garage pour tous")]].concat();
    correct(&app, &mut claire, &first).await.assert_status(303);

    let second = [&MISSING[..], &[("titre", "x"), ("en-vigueur", &seen)]].concat();
    let page = correct(&app, &mut claire, &second).await.assert_status(422);
    let seen = page.attr("[name=en-vigueur]", "value");
    let third = [&MISSING[..], &[("titre", "Garage à vous"), ("en-vigueur", &seen)]].concat();

    correct(&app, &mut claire, &third).await.assert_status(409);
    let page = app.get("/initiatives/garage-solidaire").await;
    assert_eq!(page.text("h1"), "Garage pour tous");
}

#[tokio::test]
async fn a_withdrawn_initiative_stays_gone_after_an_import_and_can_return() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let seen = |page: &TestPage| page.attr("[name=en-vigueur]", "value");
    let page = claire.get(&app, "/moderation/initiatives/1").await;
    let form = [("en-vigueur", &*seen(&page)), ("mot", "")];
    claire.post(&app, "/moderation/initiatives/1/retrait", &form).await.assert_status(422);
    let form = [("en-vigueur", &*seen(&page)), ("mot", "Le garage a fermé.")];

    claire.post(&app, "/moderation/initiatives/1/retrait", &form).await.assert_status(303);

    app.get("/initiatives/garage-solidaire").await.assert_status(410);
    let again = seeds_with([initiative("Garage solidaire").in_commune("37261")]);
    app.app.store.import_seeds(&again, app.app.clock.now()).await.unwrap();
    app.app.refresh().await.unwrap();
    app.get("/i/1").await.assert_status(410);
    let page = claire.get(&app, "/moderation/initiatives/1").await;
    let form = [("en-vigueur", &*seen(&page))];
    claire.post(&app, "/moderation/initiatives/1/retour", &form).await.assert_status(303);
    claire.post(&app, "/moderation/initiatives/1/retour", &form).await.assert_status(303);
    app.get("/initiatives/garage-solidaire").await.assert_status(200);
    assert_eq!(events(&app).await, ["taken-down", "put-back"]);
}

#[tokio::test]
async fn withdrawing_a_changed_initiative_gets_a_conflict() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let mut paul = administrator(&app, "Paul Roux").await;
    let old = paul.get(&app, "/moderation/initiatives/1").await;
    let seen = old.attr("[name=en-vigueur]", "value");
    let fields = [&MISSING[..], &[("titre", "Garage pour tous")]].concat();
    correct(&app, &mut claire, &fields).await.assert_status(303);

    for typed in ["Le garage a fermé, dit-on.", "", &"x".repeat(2_001)] {
        let form = [("en-vigueur", seen.as_str()), ("mot", typed)];
        let path = "/moderation/initiatives/1/retrait";
        let page = paul.post(&app, path, &form).await.assert_status(409);

        assert_eq!(page.text("h1"), "Quelqu’un vous a devancé");
        assert!(page.text("[data-event]").contains("Fiche corrigée par Claire Petit"));
        assert_eq!(page.texts("textarea[readonly]").concat(), typed);
        assert_eq!(page.attr(".btns a.btn", "href"), "/moderation/initiatives/1");
        if !typed.is_empty() {
            let again = page.attr("main form", "action");
            let carried = paul.post(&app, &again, &[("mot", typed)]).await.assert_status(200);
            assert_eq!(carried.text("textarea#mot"), typed);
        }
        // The page offers no withdrawal of a version that the moderator has not seen.
        assert!(page.attrs("[name=en-vigueur]", "value").is_empty());
    }
    app.get("/initiatives/garage-solidaire").await.assert_status(200);
    assert_eq!(events(&app).await, ["edited"]);
}

#[tokio::test]
async fn a_missing_or_too_long_message_is_a_validation_error() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let page = claire.get(&app, "/moderation/initiatives/1").await;
    let seen = page.attr("[name=en-vigueur]", "value");
    let long = "x".repeat(2_001);
    for (typed, message) in [
        ("", "Écrivez pourquoi la fiche est retirée."),
        (&long, "Votre mot dépasse 2 000 caractères."),
    ] {
        let form = [("en-vigueur", seen.as_str()), ("mot", typed)];
        let path = "/moderation/initiatives/1/retrait";
        let page = claire.post(&app, path, &form).await.assert_status(422);
        assert_eq!(page.text("#erreurs a"), message);
        assert_eq!(page.text("textarea#mot"), typed);
        assert_eq!(page.attr("[name=en-vigueur]", "value"), seen);
    }
}

#[tokio::test]
async fn an_older_version_can_be_compared_and_restored() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let fields = [&MISSING[..], &[("titre", "Garage pour tous")]].concat();
    correct(&app, &mut claire, &fields).await.assert_status(303);
    let page = claire.get(&app, "/moderation/initiatives/1").await;

    let compared = claire.get(&app, &page.attr("[data-version='1'] a", "href")).await;
    let form = [
        ("en-vigueur", &*compared.attr("[name=en-vigueur]", "value")),
        ("version", &*compared.attr("[name=version]", "value")),
    ];
    claire.post(&app, "/moderation/initiatives/1/retablissement", &form).await.assert_status(303);

    assert_eq!(compared.texts("[data-part=titre] ins"), ["Ajouté : solidaire"]);
    assert_eq!(app.get("/initiatives/garage-solidaire").await.text("h1"), "Garage solidaire");
    let page = claire.get(&app, "/moderation/initiatives/1").await;
    assert_eq!(page.attrs("[data-version]", "data-version"), ["3", "2", "1"]);
    assert_eq!(events(&app).await, ["edited", "restored"]);
}

#[tokio::test]
async fn a_moderator_of_another_departement_reads_and_changes_nothing() {
    let app = site_with_initiative().await;
    let mut cher = moderator_of(&app, "Paul Cher", &["18"]).await;

    let page = cher.get(&app, "/moderation/initiatives/1").await.assert_status(200);

    assert!(page.attrs("main form", "action").is_empty());
    cher.get(&app, "/moderation/initiatives/1/correction").await.assert_status(403);
    for act in ["correction", "retrait", "retour", "retablissement"] {
        let path = format!("/moderation/initiatives/1/{act}");
        cher.post(&app, &path, &[("en-vigueur", "1")]).await.assert_status(403);
        cher.post(&app, "/moderation/initiatives/9/retrait", &[]).await.assert_status(404);
    }
}

#[tokio::test]
async fn initiatives_are_found_by_text_and_withdrawn_ones_by_id() {
    let app = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;

    let found = claire.get(&app, "/moderation/initiatives?q=garage").await;
    let numbered = claire.get(&app, "/moderation/initiatives?q=1").await;
    let nothing = claire.get(&app, "/moderation/initiatives?q=xqzwkj").await;

    assert_eq!(found.attrs(".queue th a", "href"), ["/moderation/initiatives/1"]);
    assert_eq!(numbered.texts(".queue th a"), ["Garage solidaire"]);
    assert_eq!(nothing.text(".count"), "Aucune fiche trouvée");
}
