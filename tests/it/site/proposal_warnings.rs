//! Warnings and validation errors of proposals: their wording, and the links to the fields.

use quartiers_emploi::domain::proposal::{Field, ProposalId};

use super::moderation::decide;
use crate::fixtures::proposal_form::{
    STEPS, create_complete_draft, create_draft, submit_confirmed_proposal, submit_proposal,
};
use crate::fixtures::{
    administrator, initiative, organisation, parsed, proposal, seeds, seeds_with,
};
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

/// Fields of a step, some of them replaced by `other`.
fn step_fields<'a>(step: usize, other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let preserved = STEPS[step].1.iter().filter(|(name, _)| other.iter().all(|(it, _)| it != name));
    preserved.chain(other).copied().collect()
}

#[tokio::test]
async fn a_private_contact_used_for_joining_gives_a_warning_only() {
    let mut app = app().await;
    let draft = create_complete_draft(&mut app).await;
    let private = [("comment", "telephoner"), ("publier", "site"), ("site", "a.example")];

    let next =
        app.post(&format!("{draft}/rejoindre"), &step_fields(3, &private)).await.redirect_target();

    assert_eq!(next, format!("{draft}/vous"));
    let away = format!("{draft}/rejoindre#telephone");
    assert_eq!(app.get(&next).await.attrs("[data-warnings] a", "href"), [away]);
    let here = app.get(&format!("{draft}/rejoindre")).await;
    assert_eq!(here.attrs("[data-warnings] a", "href"), ["#telephone"]);
    let review = app.get(&format!("{draft}/relire")).await;
    assert!(review.text("[data-warnings]").contains("le numéro ne sera pas publié"));
    let labels = review.texts(".facts dt");
    for label in ["Téléphone (pas publié)", "Adresse électronique (pas publiée)", "Site (publié)"]
    {
        assert!(labels.iter().any(|it| it == label), "{labels:?}");
    }
    assert!(labels.iter().any(|it| it == "Votre adresse électronique (jamais publiée)"));
    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
}

#[tokio::test]
async fn moderators_see_warnings_and_pages_offer_no_missing_contact() {
    let app = app().await;
    let odd = proposal("Atelier vélo").with_field(Field::AccessModes, "telephoner");
    let id = odd.with_field(Field::Phone, "02 47 00 00 00").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let page = claire.get(&app, &format!("/moderation/propositions/{id}")).await;
    assert!(page.text("main .note").contains("le numéro ne sera pas publié"));

    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    let page = app.get("/initiatives/atelier-velo").await.text("main");
    assert!(!page.contains("Téléphonez."), "{page}");
    assert!(page.contains("Demandez à la structure : Roues libres."), "{page}");
}

#[tokio::test]
async fn places_are_read_as_people_write_them() {
    let mut app = app().await;
    let step = format!("{}/ou", create_draft(&mut app).await);
    for typed in
        ["Tours 37000", "37000 Tours", "Tours (37)", "Tours et Bourges", "Indre et Loire", "37000"]
    {
        let fields = step_fields(1, &[("commune", typed), ("code-postal", "")]);
        let page = app.post(&step, &fields).await;
        assert_eq!(page.status.as_u16(), 303, "{typed}: {}", page.text("main"));
    }
    let two = step_fields(1, &[("commune", "Tours, Bourges")]);
    app.post(&step, &two).await.redirect_target();
    assert!(app.get(&step).await.text("[data-warnings]").contains("37000"));
    let elsewhere = step_fields(1, &[("commune", "Bourges"), ("code-postal", "")]);
    app.post(&step, &elsewhere).await.redirect_target();
    let reported = app.get(&step).await.text("[data-warnings]");
    assert!(reported.contains("Sanitas est à Tours") && reported.contains("Bourges"), "{reported}");
}

#[tokio::test]
async fn a_place_search_reports_a_stored_commune() {
    let mut app = app().await;
    let step = format!("{}/ou", create_draft(&mut app).await);
    let find = |commune| [("recherche-lieu", "Bourges"), ("action", "chercher"), commune];

    let other = app.post(&step, &find(("commune", "Tours"))).await.assert_status(200);
    let none = app.post(&step, &find(("commune", ""))).await.assert_status(200);

    assert!(other.text("#trouve").contains("n’avons rien changé"), "{}", other.text("#trouve"));
    assert_eq!(other.attr("#commune", "value"), "Tours");
    assert!(none.text("#trouve").contains("La commune Bourges est inscrite."));
    assert_eq!(none.attr("#chercher", "formaction"), format!("{step}#trouve"));
}

#[tokio::test]
async fn an_invalid_number_gets_a_specific_error() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    for (step, field, typed, reported) in [
        (1, "code-postal", "3700", "il y en a 4"),
        (1, "code-postal", "37OOO", "d’autres signes"),
        (3, "telephone", "0247000000 ou 0247000001", "un seul numéro"),
        (4, "porteur-siret", "1234", "il y en a 4"),
        (4, "porteur-siret", "4405493500002A", "d’autres signes"),
        (4, "porteur-siret", "44054935000022", "l’un d’eux au moins est à vérifier"),
    ] {
        let path = format!("{draft}/{}", STEPS[step].0);
        let page = app.post(&path, &step_fields(step, &[(field, typed)])).await.assert_status(422);
        let message = page.text(&format!("#{field}-e")).replace('\u{a0}', " ");
        assert!(message.contains(reported), "{field}: {message}");
    }
    let spaced = step_fields(1, &[("code-postal", "37 000")]);
    app.post(&format!("{draft}/ou"), &spaced).await.redirect_target();
}

#[tokio::test]
async fn errors_of_the_first_step_have_the_address_of_the_draft() {
    let mut app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);
    let typed = [("titre", "Vélo"), ("resume", "Court."), ("timbre", form_token.as_str())];

    let step = app.post("/proposer", &typed).await.redirect_target();
    for _ in 0..10 {
        assert_eq!(app.post("/proposer", &typed).await.redirect_target(), step);
    }

    let page = app.get(&step).await.assert_status(200);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#resume", "#activite"]);
    assert_eq!(page.attr("#titre", "value"), "Vélo");
    assert!(app.app.store.find_proposal(ProposalId::new(2)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_step_opened_from_the_review_returns_to_it() {
    let mut app = app().await;
    let draft = create_complete_draft(&mut app).await;
    let review = format!("{draft}/relire");
    let open = format!("{draft}/quoi?retour=relire");
    assert!(app.get(&review).await.attrs(".review-step a", "href").contains(&open));
    let page = app.get(&open).await;
    assert_eq!(page.attr("[name=retour]", "value"), "relire");
    assert!(page.text(".btns").contains("revenir à la relecture"));
    let step = format!("{draft}/quoi");

    let wrong = step_fields(0, &[("titre", ""), ("retour", "relire")]);
    let wrong = app.post(&step, &wrong).await.assert_status(422);

    assert_eq!(wrong.attr("[name=retour]", "value"), "relire");
    let sound = step_fields(0, &[("retour", "relire")]);
    assert_eq!(app.post(&step, &sound).await.redirect_target(), review);
    let elsewhere = step_fields(0, &[("retour", "//evil.example")]);
    assert_eq!(app.post(&step, &elsewhere).await.redirect_target(), format!("{draft}/ou"));
}

#[tokio::test]
async fn the_page_shows_the_mailed_address_and_lets_it_be_corrected() {
    let mut app = app().await;
    let follow = submit_proposal(&mut app).await;
    let page = app.get(&follow).await;
    assert!(page.text("[data-recipient]").contains("anne@example.org"));
    let form = page.attr("form:has([name=etape][value=vous])", "action");
    assert_eq!(form, format!("{follow}/correction"));

    let step =
        app.post(&format!("{follow}/correction"), &[("etape", "vous")]).await.redirect_target();

    assert!(step.ends_with("/vous?retour=relire"), "{step}");
    let who = step_fields(4, &[("mail", "anna@example.org"), ("retour", "relire")]);
    let review = app.post(step.split_once('?').unwrap().0, &who).await.redirect_target();
    let send = review.replace("/relire", "/envoi");
    assert_eq!(app.post(&send, &[]).await.redirect_target(), follow);
    assert_eq!(app.mails().await.last().unwrap().to.as_str(), "anna@example.org");
}

#[tokio::test]
async fn a_change_says_that_it_is_one_and_the_page_that_it_comes_from_leads_to_it() {
    let mut app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let follow = submit_confirmed_proposal(&mut app).await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    assert!(app.get(&follow).await.texts("[data-changes]").is_empty());

    let change = app.post(&format!("{follow}/modification"), &[]).await.redirect_target();

    let public = "/initiatives/atelier-velo-du-sanitas";
    for page in ["quoi", "vous", "relire"] {
        let page = app.get(&format!("{change}/{page}")).await;
        assert_eq!(page.attr("[data-target] a", "href"), public);
        assert!(page.text("main .quiet").contains("Proposer une correction"));
    }
    let title = app.get(&format!("{change}/ou")).await.text("title");
    assert!(title.contains("Où se passe l’action") && !title.contains("reste en ligne"), "{title}");
    let link = app.get(&follow).await.attr("[data-changes] a", "href");
    assert_eq!(link, change.replace("/proposer/", "/suivi/"));
    assert_eq!(app.get(&link).await.attr("[data-target] a", "href"), public);
}

#[tokio::test]
async fn the_change_of_a_page_withdrawn_meanwhile_is_preserved_and_becomes_new_only_on_request() {
    let app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    let typed = [STEPS[0].1, &[("timbre", form_token.as_str()), ("initiative", "62")]].concat();

    let page = app.post("/proposer", &typed).await.assert_status(410);

    assert_eq!(page.attr("#titre", "value"), "Atelier vélo du Sanitas");
    assert!(page.text("[role=alert]").contains("n’est plus publiée"));
    assert!(page.attrs("[name=initiative]", "value").is_empty());
    assert!(app.app.store.find_proposal(ProposalId::new(1)).await.unwrap().is_none());
    assert_eq!(page.attr("[name=timbre]", "value"), form_token);
    assert!(app.post("/proposer", &typed[..5]).await.redirect_target().ends_with("/ou"));
}

#[tokio::test]
async fn a_partial_publication_shows_its_true_sources() {
    let source = initiative("Garage solidaire").carried_by(&organisation("Régie Plus"));
    let source = source.in_commune("37261").with(|facts| {
        facts.summary =
            parsed("Des voitures réparées à petit prix pour aller travailler en ville.");
        facts.source_urls = vec![parsed("https://www.tours.example/garage")];
    });
    let app = TestApp::with_seeds(&seeds_with([source])).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let part = proposal("Atelier vélo").insert_pending(&app).await;
    let change = proposal("x")
        .changing(&app, 1)
        .with_field(Field::Title, "Garage")
        .insert_pending(&app)
        .await;
    let path = format!("/moderation/propositions/{part}");
    let version = claire.get(&app, &path).await.attr("#decision [name=version]", "value");
    let parts = ["titre", "resume", "activite", "porteur"].map(|it| ("partie", it));
    let some = [&parts[..], &[("version", version.as_str()), ("en-vigueur", "")]].concat();
    claire.post(&app, &format!("{path}/publication"), &some).await.assert_status(303);
    decide(&app, &mut claire, change, "publication", &[]).await.assert_status(303);

    let part = app.get("/initiatives/atelier-velo").await.text("main");
    let both = app.get("/initiatives/garage-solidaire").await;

    assert!(
        part.contains("a donné ces informations ici") && !part.contains("Aucune adresse de source"),
        "{part}"
    );
    assert_eq!(both.attrs(".sources a", "href"), ["https://www.tours.example/garage"]);
    let reported = both.text("[data-proposed-here]");
    assert!(reported.contains("confirmée ici le 24 novembre 2026"), "{reported}");
}
