//! Page of an initiative.

use crate::fixtures::{SANITAS, initiative, organisation, parsed, seeds_with};
use crate::test_app::TestApp;

#[tokio::test]
async fn unknown_values_are_shown_as_unknown() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;

    let page = app.get("/initiatives/garage").await.assert_status(200);

    let unknown = page.texts(".unknown").join(" | ");
    for message in ["Lieu inconnu", "Téléphone de l’action inconnu", "Adresse, jours et heures"]
    {
        assert!(unknown.contains(message), "{message}: {unknown}");
    }
    assert_eq!(page.text(".state"), "Sans date");
    assert_eq!(page.text(".state__why"), "La source n’a pas de date.");
}

#[tokio::test]
async fn without_a_number_two_lists_are_offered() {
    let far = initiative("Garage").with(|it| it.departements = vec![parsed("37")]);
    let app = TestApp::with_seeds(&seeds_with([far, initiative("Ailleurs")])).await;

    let page = app.get("/initiatives/garage").await;
    let nowhere = app.get("/initiatives/ailleurs").await;

    assert_eq!(page.text(".contact h2"), "Qui appeler");
    assert_eq!(
        page.attrs(".contact li:first-child a", "href"),
        [
            "/acteurs?genre=mission-locale&departement=37",
            "/acteurs?genre=france-services&departement=37"
        ]
    );
    assert_eq!(
        nowhere.attrs(".contact li:first-child a", "href"),
        ["/acteurs?genre=mission-locale", "/acteurs?genre=france-services"]
    );
    assert!(!page.text(".note").contains("appelez"), "{}", page.text(".note"));
}

#[tokio::test]
async fn an_ended_initiative_shows_no_invitation_to_join() {
    let over = initiative("Garage").with_barriers("mobilite").ended().with(|it| {
        it.lifecycle.started_on = Some(parsed("2023-01-31"));
        it.lifecycle.ended_on = Some(parsed("2023-05-05"));
        it.phone = Some(parsed("0247000000"));
    });
    let app = TestApp::with_seeds(&seeds_with([
        over,
        initiative("Vélo-école").with_barriers("mobilite"),
    ]))
    .await;

    let page = app.get("/initiatives/garage").await;

    assert_eq!(page.text(".contact h2"), "Cette action est finie");
    assert!(page.attrs(".contact a", "href").iter().all(|it| it.starts_with("/acteurs?")));
    assert_eq!(page.texts(".note + section h3"), ["Vélo-école"]);
    assert!(page.texts(".facts dd").contains(&"Du 31 janvier au 5 mai 2023.".to_owned()));
}

#[tokio::test]
async fn the_mail_gives_the_summary_and_the_number_a_line_each() {
    let garage =
        initiative("Garage").with_number(62).with(|it| it.phone = Some(parsed("0247000000")));
    let app = TestApp::with_seeds(&seeds_with([garage])).await;

    let page = app.get("/initiatives/garage").await;

    let mail = page.attrs("a[href^='mailto:?']", "href").join("");
    let lines: Vec<&str> = mail.split("%0D%0A").collect();
    assert_eq!(lines.len(), 4, "{mail}");
    assert!(lines[2].contains("Garage") && lines[2].contains("47"), "{mail}");
    assert!(lines[3].ends_with("%2Fi%2F62"), "{mail}");
}

#[tokio::test]
async fn the_carrier_leads_to_its_page_and_neighbours_in_kind_follow() {
    let carrier = organisation("Régie d’essai");
    let seeds = seeds_with([
        initiative("Garage")
            .with_barriers("mobilite")
            .in_neighbourhood(SANITAS)
            .carried_by(&carrier),
        initiative("Vélo-école").with_barriers("mobilite"),
        initiative("Théâtre").with_barriers("confiance"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives/garage").await;

    let links = page.attrs("main a", "href");
    assert!(links.contains(&"/acteurs/regie-dessai".to_owned()), "{links:?}");
    assert!(links.contains(&"/quartiers/sanitas".to_owned()), "{links:?}");
    assert_eq!(page.texts(".card h3"), ["Vélo-école"]);
}

#[tokio::test]
async fn a_short_link_redirects_to_the_current_address() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage").with_number(62)])).await;

    let page = app.get("/i/62").await.assert_status(301);
    let quarter = app.get("/q/qn03709m").await.assert_status(301);

    assert_eq!(page.header("location"), "/initiatives/garage");
    assert_eq!(quarter.header("location"), "/quartiers/sanitas");
    app.get("/i/63").await.assert_status(404);
    app.get("/i/x").await.assert_status(404);
    app.get("/q/QN99999M").await.assert_status(404);
}

#[tokio::test]
async fn a_former_address_leads_to_the_present_one_and_a_withdrawn_one_is_gone() {
    let before = seeds_with([
        initiative("Garage").with_number(1).with_slug("vieux-garage"),
        initiative("Retirée").with_number(2),
    ]);
    let after = seeds_with([initiative("Garage").with_number(1)]);
    let app = TestApp::with_seeds(&before).await;
    app.app.store.import_seeds(&after, app.app.clock.now()).await.expect("the seeds are imported");
    app.app.refresh().await.expect("the catalogue is built");

    let moved = app.get("/initiatives/vieux-garage").await.assert_status(301);
    let gone = app.get("/initiatives/retiree").await.assert_status(410);

    assert_eq!(moved.header("location"), "/initiatives/garage");
    assert_eq!(gone.text("h1"), "Cette fiche a été retirée");
    app.get("/i/2").await.assert_status(410);
}

#[tokio::test]
async fn data_for_search_engines_is_sound_json() {
    let seeds = seeds_with([initiative("Le \"Bon\" </script> coin").with_slug("coin")]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives/coin").await;

    let json: serde_json::Value =
        serde_json::from_str(&page.text("script[type='application/ld+json']")).expect("valid JSON");
    assert_eq!(json["name"], "Le \"Bon\" </script> coin");
    assert_eq!(json["url"], "https://annuaire.example/initiatives/coin");
}

#[tokio::test]
async fn without_contacts_of_its_own_it_gives_those_of_its_carrier_and_says_so() {
    let carrier = organisation("Régie d’essai").in_commune("37261").with(|it| {
        it.phone = Some(parsed("02 47 00 00 00"));
        it.email = Some(parsed("regie@example.org"));
        it.website = Some(parsed("https://regie.example.org/"));
        it.address = Some(parsed("8 allée d’essai"));
        it.postcode = Some(parsed("37000"));
        it.source.as_of = Some(parsed("2021-03"));
    });
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage").carried_by(&carrier)])).await;

    let page = app.get("/initiatives/garage").await;

    let contact = page.text(".contact");
    for message in [
        "02 47 00 00 00 Numéro de l’organisateur, Régie d’essai. Vu en mars 2021.",
        "regie@example.org Courriel de l’organisateur, Régie d’essai",
        "regie.example.org Site de l’organisateur, Régie d’essai",
        "8 allée d’essai37000 Tours Adresse de l’organisateur, Régie d’essai.",
    ] {
        let plain = contact.replace('\u{a0}', " ");
        assert!(plain.contains(message), "{message}: {plain}");
    }
    assert_eq!(page.attrs(".contacts a[href^='tel:']", "href"), Vec::<String>::new());
}

#[tokio::test]
async fn its_own_contacts_come_before_those_of_its_carrier() {
    let carrier =
        organisation("Régie d’essai").with(|it| it.phone = Some(parsed("02 47 00 00 00")));
    let garage = initiative("Garage")
        .with(|it| it.phone = Some(parsed("02 47 11 11 11")))
        .carried_by(&carrier);
    let app = TestApp::with_seeds(&seeds_with([garage])).await;

    let page = app.get("/initiatives/garage").await;

    assert_eq!(page.attrs(".contact a[href^='tel:']", "href"), ["tel:+33247111111"]);
    assert_eq!(page.attrs(".contacts a[href^='tel:']", "href"), ["tel:+33247000000"]);
}

#[tokio::test]
async fn no_number_stands_twice_on_a_page() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();

    for it in &catalogue.initiatives {
        let page = app.get(&format!("/initiatives/{}", it.facts.slug)).await;
        let mut numbers = page.attrs("a[href^='tel:']", "href");
        let all = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "{}: {numbers:?}", it.facts.slug);
    }
}

#[tokio::test]
async fn a_card_has_one_number_or_an_address_or_states_that_both_are_unknown() {
    let carrier =
        organisation("Régie d’essai").with(|it| it.phone = Some(parsed("02 47 00 00 00")));
    let seeds = seeds_with([
        initiative("Atelier").carried_by(&carrier),
        initiative("Bricolage").with(|it| it.email = Some(parsed("b@example.org"))),
        initiative("Couture"),
        initiative("Danse").ended().carried_by(&carrier),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives").await;
    let ended = app.get("/initiatives?etat=terminee").await;

    assert_eq!(
        page.attrs(".card .contact-line a", "href"),
        ["tel:+33247000000", "mailto:b@example.org"]
    );
    assert_eq!(page.texts(".card .contact-line .quiet"), ["Régie d’essai"]);
    assert_eq!(page.texts(".card .contact-line .unknown"), ["Pas de numéro connu."]);
    assert_eq!(ended.texts(".card h3"), ["Danse"]);
    assert!(ended.texts(".card .contact-line").is_empty());
}

#[tokio::test]
async fn organisations_for_young_people_are_shown_to_young_people_only() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut sent = 0;

    for it in &catalogue.initiatives {
        let page = app.get(&format!("/initiatives/{}", it.facts.slug)).await;
        let young = it.facts.audiences.iter().all(|slug| slug.as_str() == "jeunes");
        let young = young && !it.facts.audiences.is_empty();
        for href in page.attrs("#relais h3 a", "href") {
            let slug = href.trim_start_matches("/acteurs/");
            let mut organisations = catalogue.organisations.iter();
            let guide = organisations.find(|it| it.facts.slug.as_str() == slug).unwrap();
            let kind = guide.facts.kind.as_str();
            let for_young = ["mission-locale", "information-jeunesse", "prevention-specialisee"];
            assert!(young || !for_young.contains(&kind), "{}: {slug}", it.facts.slug);
            sent += 1;
        }
    }
    assert!(sent > 100, "{sent}");
}
