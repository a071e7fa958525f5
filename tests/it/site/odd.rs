//! Warnings and validation errors of proposals: their wording, and the links to the fields.

use quartiers_emploi::domain::{ids::ProposalId, proposal::Field};

use super::moderation::decide;
use crate::{
    app::TestApp,
    given::{
        administrator, initiative, organisation, proposal, seeds, seeds_with,
        steps::{STEPS, begun, confirmed, sent, written},
        the,
    },
};

async fn app() -> TestApp {
    TestApp::with(&seeds()).await
}

/// Fields of a step, some of them replaced by `other`.
fn typing<'a>(step: usize, other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = STEPS[step].1.iter().filter(|(name, _)| other.iter().all(|(it, _)| it != name));
    kept.chain(other).copied().collect()
}

#[tokio::test]
async fn a_contact_that_one_is_told_to_use_and_that_stays_private_is_told_and_refused_nowhere() {
    let mut app = app().await;
    let draft = written(&mut app).await;
    let private = [("comment", "telephoner"), ("publier", "site"), ("site", "a.example")];

    let next = app.post(&format!("{draft}/rejoindre"), &typing(3, &private)).await.leads();

    assert_eq!(next, format!("{draft}/vous"));
    let away = format!("{draft}/rejoindre#telephone");
    assert_eq!(app.get(&next).await.attrs("[data-doubts] a", "href"), [away]);
    let here = app.get(&format!("{draft}/rejoindre")).await;
    assert_eq!(here.attrs("[data-doubts] a", "href"), ["#telephone"]);
    let review = app.get(&format!("{draft}/relire")).await;
    assert!(review.text("[data-doubts]").contains("le numéro ne sera pas publié"));
    let labels = review.texts(".facts dt");
    for label in ["Téléphone (pas publié)", "Adresse électronique (pas publiée)", "Site (publié)"]
    {
        assert!(labels.iter().any(|it| it == label), "{labels:?}");
    }
    assert!(labels.iter().any(|it| it == "Votre adresse électronique (jamais publiée)"));
    app.post(&format!("{draft}/envoi"), &[]).await.leads();
}

#[tokio::test]
async fn a_moderator_sees_what_is_odd_and_nobody_is_told_to_use_what_is_not_there() {
    let app = app().await;
    let odd = proposal("Atelier vélo").saying(Field::AccessModes, "telephoner");
    let id = odd.saying(Field::Phone, "02 47 00 00 00").waiting_in(&app).await;
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
    let step = format!("{}/ou", begun(&mut app).await);
    for typed in
        ["Tours 37000", "37000 Tours", "Tours (37)", "Tours et Bourges", "Indre et Loire", "37000"]
    {
        let fields = typing(1, &[("commune", typed), ("code-postal", "")]);
        let page = app.post(&step, &fields).await;
        assert_eq!(page.status.as_u16(), 303, "{typed}: {}", page.text("main"));
    }
    let two = typing(1, &[("commune", "Tours, Bourges")]);
    app.post(&step, &two).await.leads();
    assert!(app.get(&step).await.text("[data-doubts]").contains("37000"));
    let elsewhere = typing(1, &[("commune", "Bourges"), ("code-postal", "")]);
    app.post(&step, &elsewhere).await.leads();
    let told = app.get(&step).await.text("[data-doubts]");
    assert!(told.contains("Sanitas est à Tours") && told.contains("Bourges"), "{told}");
}

#[tokio::test]
async fn a_search_says_truly_whether_the_commune_is_written() {
    let mut app = app().await;
    let step = format!("{}/ou", begun(&mut app).await);
    let find = |commune| [("recherche-lieu", "Bourges"), ("action", "chercher"), commune];

    let other = app.post(&step, &find(("commune", "Tours"))).await.assert_status(200);
    let none = app.post(&step, &find(("commune", ""))).await.assert_status(200);

    assert!(other.text("#trouve").contains("n’avons rien changé"), "{}", other.text("#trouve"));
    assert_eq!(other.attr("#commune", "value"), "Tours");
    assert!(none.text("#trouve").contains("La commune Bourges est inscrite."));
    assert_eq!(none.attr("#chercher", "formaction"), format!("{step}#trouve"));
}

#[tokio::test]
async fn what_is_wrong_in_a_number_is_told() {
    let mut app = app().await;
    let draft = begun(&mut app).await;
    for (step, field, typed, told) in [
        (1, "code-postal", "3700", "il y en a 4"),
        (1, "code-postal", "37OOO", "d’autres signes"),
        (3, "telephone", "0247000000 ou 0247000001", "un seul numéro"),
        (4, "porteur-siret", "1234", "il y en a 4"),
        (4, "porteur-siret", "4405493500002A", "d’autres signes"),
        (4, "porteur-siret", "44054935000022", "l’un d’eux au moins est à vérifier"),
    ] {
        let path = format!("{draft}/{}", STEPS[step].0);
        let page = app.post(&path, &typing(step, &[(field, typed)])).await.assert_status(422);
        let said = page.text(&format!("#{field}-e")).replace('\u{a0}', " ");
        assert!(said.contains(told), "{field}: {said}");
    }
    let spaced = typing(1, &[("code-postal", "37 000")]);
    app.post(&format!("{draft}/ou"), &spaced).await.leads();
}

#[tokio::test]
async fn mistakes_of_the_first_step_have_the_address_of_the_draft() {
    let mut app = app().await;
    let stamp = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.later(10);
    let typed = [("titre", "Vélo"), ("resume", "Court."), ("timbre", stamp.as_str())];

    let step = app.post("/proposer", &typed).await.leads();
    for _ in 0..10 {
        assert_eq!(app.post("/proposer", &typed).await.leads(), step);
    }

    let page = app.get(&step).await.assert_status(200);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#resume", "#activite"]);
    assert_eq!(page.attr("#titre", "value"), "Vélo");
    assert!(app.app.store.find_proposal(ProposalId::new(2)).await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_opened_from_the_last_look_leads_back_to_it() {
    let mut app = app().await;
    let draft = written(&mut app).await;
    let review = format!("{draft}/relire");
    let open = format!("{draft}/quoi?retour=relire");
    assert!(app.get(&review).await.attrs(".said-step a", "href").contains(&open));
    let page = app.get(&open).await;
    assert_eq!(page.attr("[name=retour]", "value"), "relire");
    assert!(page.text(".btns").contains("revenir à la relecture"));
    let step = format!("{draft}/quoi");

    let wrong = typing(0, &[("titre", ""), ("retour", "relire")]);
    let wrong = app.post(&step, &wrong).await.assert_status(422);

    assert_eq!(wrong.attr("[name=retour]", "value"), "relire");
    let sound = typing(0, &[("retour", "relire")]);
    assert_eq!(app.post(&step, &sound).await.leads(), review);
    let elsewhere = typing(0, &[("retour", "//evil.example")]);
    assert_eq!(app.post(&step, &elsewhere).await.leads(), format!("{draft}/ou"));
}

#[tokio::test]
async fn where_the_mail_went_is_told_and_a_wrong_address_is_set_right() {
    let mut app = app().await;
    let follow = sent(&mut app).await;
    let page = app.get(&follow).await;
    assert!(page.text("[data-mailed]").contains("anne@example.org"));
    let form = page.attr("form:has([name=etape][value=vous])", "action");
    assert_eq!(form, format!("{follow}/correction"));

    let step = app.post(&format!("{follow}/correction"), &[("etape", "vous")]).await.leads();

    assert!(step.ends_with("/vous?retour=relire"), "{step}");
    let who = typing(4, &[("mail", "anna@example.org"), ("retour", "relire")]);
    let review = app.post(step.split_once('?').unwrap().0, &who).await.leads();
    let send = review.replace("/relire", "/envoi");
    assert_eq!(app.post(&send, &[]).await.leads(), follow);
    assert_eq!(app.mails().await.last().unwrap().to.as_str(), "anna@example.org");
}

#[tokio::test]
async fn a_change_says_that_it_is_one_and_the_page_that_it_comes_from_leads_to_it() {
    let mut app = app().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let follow = confirmed(&mut app).await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    assert!(app.get(&follow).await.texts("[data-changes]").is_empty());

    let change = app.post(&format!("{follow}/modification"), &[]).await.leads();

    let public = "/initiatives/atelier-velo-du-sanitas";
    for page in ["quoi", "vous", "relire"] {
        let page = app.get(&format!("{change}/{page}")).await;
        assert_eq!(page.attr("[data-over] a", "href"), public);
        assert!(page.text("main .quiet").contains("Proposer une correction"));
    }
    let title = app.get(&format!("{change}/ou")).await.text("title");
    assert!(title.contains("Où se passe l’action") && !title.contains("reste en ligne"), "{title}");
    let link = app.get(&follow).await.attr("[data-changes] a", "href");
    assert_eq!(link, change.replace("/proposer/", "/suivi/"));
    assert_eq!(app.get(&link).await.attr("[data-over] a", "href"), public);
}

#[tokio::test]
async fn the_correction_of_a_page_withdrawn_meanwhile_is_kept_and_made_new_only_if_one_says_so() {
    let app = app().await;
    let stamp = app.get("/proposer").await.attr("[name=timbre]", "value");
    let typed = [STEPS[0].1, &[("timbre", stamp.as_str()), ("initiative", "62")]].concat();

    let page = app.post("/proposer", &typed).await.assert_status(410);

    assert_eq!(page.attr("#titre", "value"), "Atelier vélo du Sanitas");
    assert!(page.text("[role=alert]").contains("n’est plus publiée"));
    assert!(page.attrs("[name=initiative]", "value").is_empty());
    assert!(app.app.store.find_proposal(ProposalId::new(1)).await.unwrap().is_none());
    assert_eq!(page.attr("[name=timbre]", "value"), stamp);
    assert!(app.post("/proposer", &typed[..5]).await.leads().ends_with("/ou"));
}

#[tokio::test]
async fn what_is_published_in_part_or_over_a_source_says_truly_where_it_is_from() {
    let source = initiative("Garage solidaire").carried_by(&organisation("Régie Plus"));
    let source = source.in_commune("37261").with(|facts| {
        facts.summary = the("Des voitures réparées à petit prix pour aller travailler en ville.");
        facts.source_urls = vec![the("https://www.tours.example/garage")];
    });
    let app = TestApp::with(&seeds_with([source])).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let part = proposal("Atelier vélo").waiting_in(&app).await;
    let change = proposal("x").over(&app, 1).saying(Field::Title, "Garage").waiting_in(&app).await;
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
    let told = both.text("[data-told-here]");
    assert!(told.contains("confirmée ici le 24 novembre 2026"), "{told}");
}
