//! Organisation search and pages.

use std::num::NonZeroU32;

use quartiers_emploi::domain::directory::{
    BarrierStrength, KindBarrier, Organisation as Record, Reception, ReceptionForm, Seeds, Tie,
    TieRule,
};
use quartiers_emploi::domain::place::Position;
use quartiers_emploi::domain::search::{OrganisationParams, OrganisationSearch};

use crate::fixtures::{Organisation, SANITAS, initiative, organisation, parsed, seeds_with};
use crate::test_app::{TestApp, TestPage};

fn with_organisations(organisations: impl IntoIterator<Item = Organisation>) -> Seeds {
    let mut seeds = seeds_with([]);
    seeds.organisations.extend(organisations.into_iter().map(|Organisation(facts)| facts));
    seeds
}

#[tokio::test]
async fn an_organisation_says_its_week_the_needs_it_helps_with_and_others_of_its_kind() {
    let seen = |name: &str, phone: &str| {
        organisation(name).in_commune("37261").in_neighbourhood(SANITAS).with(|it| {
            it.kind = parsed("mission-locale");
            it.phone = Some(parsed(phone));
            it.opening_hours = Some(parsed("Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00"));
        })
    };
    let mut seeds =
        with_organisations([seen("Une", "02 47 31 64 61"), seen("Autre", "02 47 31 64 62")]);
    let help = |barrier: &str, strength| KindBarrier {
        kind: parsed("mission-locale"),
        barrier: parsed(barrier),
        strength,
        audiences_only: vec![parsed("jeunes")],
        why: parsed("aide"),
        source_url: parsed("https://a.example/"),
        as_of: None,
    };
    seeds.kind_barriers =
        vec![help("logement", BarrierStrength::Also), help("mobilite", BarrierStrength::First)];
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/acteurs/une").await.assert_status(200);

    let days = page.texts(".week th");
    assert_eq!(days.len(), 6, "{days:?}");
    assert_eq!(days.iter().filter(|it| it.ends_with("(aujourd’hui)")).count(), 1, "{days:?}");
    assert_eq!(days.last().map(String::as_str), Some("Samedi, dimanche"));
    assert_eq!(page.texts(".week td").last().map(String::as_str), Some("Fermé"));
    assert!(page.text(".week td").contains("9 h à 12 h"));
    let desks = ["/quartiers/sanitas/besoins/mobilite", "/quartiers/sanitas/besoins/logement"];
    assert_eq!(page.attrs("[data-need] a", "href"), desks);
    assert_eq!(page.text("[data-need=mobilite] span"), "Aide. Pour : Jeunes de 16 à 25 ans.");
    assert_eq!(page.texts("#t-alike ~ .contacts h3"), ["Autre"]);
}

#[tokio::test]
async fn a_departement_keeps_its_organisations_and_drops_with_its_chip() {
    let seeds = with_organisations([
        organisation("Centre de Tours").in_commune("37261"),
        organisation("Centre de Bourges").in_commune("18033"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/acteurs?departement=37").await.assert_status(200);
    let dropped = app.get(&page.attr(".chip", "href")).await;

    assert_eq!(page.texts(".contacts h3"), ["Centre de Tours"]);
    assert_eq!(page.text("option[value='18']"), "Cher (1)");
    assert_eq!(dropped.texts(".contacts h3").len(), 2);
}

#[tokio::test]
async fn the_requested_commune_stays_in_the_counts_and_in_the_form() {
    let seeds = with_organisations([
        organisation("Centre de Tours").in_commune("37261"),
        organisation("Centre de Joué").in_commune("37122"),
        organisation("Centre de Bourges").in_commune("18033"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/acteurs?commune=37261").await.assert_status(200);

    assert_eq!(page.text("option[value='37']"), "Indre-et-Loire (1)");
    assert_eq!(page.text("option[value='18']"), "Cher (0)");
    assert_eq!(page.text("option[value='association']"), "Association (1)");
}

#[tokio::test]
async fn unknown_values_in_a_link_are_ignored_with_a_notice() {
    let seeds = with_organisations([organisation("Centre de Tours").in_commune("37261")]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/acteurs?genre=licorne&quartier=sanitas&page=x").await.assert_status(200);

    assert_eq!(page.texts(".note--warn").len(), 1);
    assert!(page.text(".note--warn").contains("« licorne », « x »"));
}

#[tokio::test]
async fn an_empty_result_offers_the_search_without_one_criterion() {
    let seeds = with_organisations([organisation("Centre de Tours").in_commune("37261")]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/acteurs?departement=18&commune=37261").await;
    let relaxed = app.get(&page.attr(".empty li a", "href")).await;

    assert_eq!(relaxed.texts(".contacts h3"), ["Centre de Tours"]);
}

#[tokio::test]
async fn an_organisation_shows_its_contact_and_unknown_values() {
    let one = organisation("Régie Plus").in_commune("37261").in_neighbourhood(SANITAS).with(|it| {
        it.phone = Some(parsed("02 47 31 64 61"));
        it.opening_hours = Some(parsed("Mo-Th 09:00-12:00"));
    });
    let seeds = seeds_with([
        initiative("Chantier").carried_by(&one),
        initiative("Ancien chantier").carried_by(&one).ended(),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/acteurs/regie-plus").await.assert_status(200);

    assert_eq!(page.attrs("main a[href^='tel:']", "href"), ["tel:+33247316461"]);
    assert_eq!(page.attr(".call1 a", "href"), "tel:+33247316461");
    assert!(page.text(".contact").contains("Courriel inconnu"));
    assert!(page.text(".facts").contains("Sanitas, dans le quartier"));
    assert_eq!(page.texts(".card h3"), ["Chantier"]);
    assert_eq!(page.texts(".card h4"), ["Ancien chantier"]);
    assert!(page.text("script").contains("openingHoursSpecification"));
}

#[tokio::test]
async fn organisations_are_found_by_their_number_their_hours_and_their_place() {
    let open = |name: &str, hours: &str| {
        organisation(name).in_commune("37261").with(|it| it.opening_hours = Some(parsed(hours)))
    };
    let seeds = with_organisations([
        open("Le mardi", "Tu 09:00-12:00"),
        open("Le samedi", "Sa 09:00-12:00").with(|it| it.phone = Some(parsed("02 47 31 64 61"))),
        organisation("Sans heures").in_commune("18033"),
    ]);
    // 24 November 2026 is a Tuesday; the clock stands at 10:00 in France.
    let app = TestApp::with_seeds(&seeds).await;

    for (query, names) in [
        ("ouvert=maintenant", &["Le mardi"][..]),
        ("ouvert=samedi", &["Le samedi"]),
        ("q=%2B33 2 47 31", &["Le samedi"]),
        ("q=02.47.31.64.61", &["Le samedi"]),
        ("q=02 47 99", &[]),
        ("commune=37261&ouvert=maintenant", &["Le mardi"]),
    ] {
        let page = app.get(&format!("/acteurs?{}", query.replace(' ', "%20"))).await;
        assert_eq!(page.assert_status(200).texts(".contacts h3"), names, "{query}");
    }
}

#[tokio::test]
async fn a_place_typed_among_the_filters_becomes_a_filter() {
    let seeds = with_organisations([
        organisation("Centre de Tours").in_commune("37261"),
        organisation("Centre de Bourges").in_commune("18033"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let moved = app.get("/acteurs?lieu=tours&commune=18033").await;
    let unknown = app.get("/acteurs?lieu=zzzzqqqq").await.assert_status(200);

    assert_eq!(moved.redirect_target(), "/acteurs?commune=37261");
    assert!(unknown.text(".note--warn").contains("« zzzzqqqq »"));
    assert_eq!(unknown.texts(".contacts h3").len(), 2);
}

#[tokio::test]
async fn organisations_are_found_by_what_their_kind_does() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/acteurs?q=accompagne%20jeunes%20tours").await.assert_status(200);

    assert!(page.texts(".contacts h3").iter().any(|name| name.contains("Mission locale")));
}

#[tokio::test]
async fn a_barrier_keeps_the_kinds_that_help_with_it() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/acteurs?frein=logement&commune=37261").await.assert_status(200);
    let all = app.get("/acteurs?commune=37261").await;

    let count = |text: String| text.split(' ').next().unwrap().parse::<usize>().unwrap();
    let (some, every) = (count(page.text(".count")), count(all.text(".count")));
    assert!((1..every).contains(&some), "{some} of {every}");
    assert_eq!(page.attrs("#frein option[selected]", "value"), ["logement"]);
}

#[tokio::test]
async fn employers_see_whom_to_meet_near_a_place() {
    let app = TestApp::with_real_seeds().await;

    let anywhere = app.get("/employeurs").await.assert_status(200);
    let moved = app.get("/employeurs?lieu=sanitas").await;
    let place = app.get("/employeurs?quartier=sanitas-tours").await.assert_status(200);
    let unknown = app.get("/employeurs?lieu=zzzzqqqq").await.assert_status(200);

    assert!(anywhere.texts(".contacts").is_empty() && !anywhere.texts(".card").is_empty());
    assert_eq!(moved.redirect_target(), "/employeurs?quartier=sanitas-tours");
    assert!(place.texts(".contacts h3").len() > 3, "{:?}", place.texts(".contacts h3"));
    assert!(!place.attrs(".contacts a[href^='tel:']", "href").is_empty());
    for page in [&anywhere, &place, &unknown] {
        assert_eq!(page.attrs("main a[href^='tel:']", "href")[0], "tel:3949");
        assert!(page.text("[data-national]").contains("conseiller"), "its hours");
    }
    assert!(unknown.text(".note--warn").contains("zzzzqqqq"));
    let links = app.get("/").await.attrs(".ways a", "href");
    let young = "/ou-suis-je?frein=experience&public=jeunes";
    for link in ["/employeurs", young, "/freins/garde-enfants#lieu"] {
        assert!(links.iter().any(|href| href == link), "{link}: {links:?}");
    }
}

/// A bus with a seat in Tours, which goes to Joué-lès-Tours, open day and night.
fn bus() -> Organisation {
    organisation("Bus bleu").in_commune("37261").with(|facts| {
        facts.address = Some(parsed("1 rue du Siège"));
        facts.position = Some(Position::new(47.05, 0.55).unwrap());
        facts.phone = Some(parsed("02 47 31 64 61"));
        facts.opening_hours = Some(parsed("Mo-Su 00:00-23:59"));
        facts.reception = Some(Reception {
            form: ReceptionForm::Bus,
            takes_appointments: true,
            appointment_hours: None,
            communes: vec![parsed("37122")],
            note: Some(parsed("Le mardi, devant la mairie.")),
        });
    })
}

#[tokio::test]
async fn one_that_moves_has_a_seat_and_no_place() {
    let fixed = bus().with(|facts| {
        facts.name = parsed("Maison bleue");
        facts.slug = parsed("maison-bleue");
        facts.reference = parsed("org-maison-bleue");
        facts.reception = None;
    });
    let app = TestApp::with_seeds(&with_organisations([bus(), fixed])).await;

    let page = app.get("/acteurs/bus-bleu").await.assert_status(200);
    let house = app.get("/acteurs/maison-bleue").await.assert_status(200);
    let list = app.get("/acteurs?commune=37122").await.assert_status(200);

    let contact = page.text(".contact");
    assert!(contact.contains("Siège : 1 rue du Siège, Tours"), "{contact}");
    assert!(contact.contains("C’est un bus."), "{contact}");
    assert!(contact.contains("On peut prendre rendez-vous."), "{contact}");
    assert!(contact.contains("Le mardi, devant la mairie."), "{contact}");
    assert!(contact.contains("Aussi dans ces communes : Joué-lès-Tours."), "{contact}");
    assert!(
        page.texts(".top .open, [aria-labelledby=t-hours] .open, .streets").is_empty(),
        "neither status nor street map"
    );
    assert!(!page.body.contains("GeoCoordinates"));
    assert_eq!((house.texts(".open").len(), house.texts(".streets").len()), (1, 1));
    assert_eq!(list.texts(".contacts h3"), ["Bus bleu"], "where it goes");
    assert!(list.text(".contacts li").contains("Il va de lieu en lieu"));
}

#[tokio::test]
async fn a_mobile_organisation_has_no_marker_and_is_not_on_the_poster() {
    let tied = bus().with(|facts| {
        facts.ties = vec![Tie { neighbourhood: parsed(SANITAS), rule: TieRule::Named }];
    });
    let app = TestApp::with_seeds(&with_organisations([tied])).await;

    let page = app.get("/quartiers/sanitas").await.assert_status(200);
    let poster = app.get("/quartiers/sanitas/affiche").await.assert_status(200);

    assert_eq!(page.texts("#aide .contacts h3"), ["Bus bleu"]);
    assert!(page.texts(".marker-number").is_empty());
    assert!(!poster.body.contains("02\u{a0}47\u{a0}31\u{a0}64\u{a0}61"));
}

#[tokio::test]
async fn hours_by_appointment_are_shown_and_a_remark_replaces_them() {
    let house = |note: Option<&str>| {
        organisation("Maison bleue").with(|facts| {
            facts.opening_hours = Some(parsed("Mo-Su 00:00-23:59"));
            facts.reception = Some(Reception {
                form: ReceptionForm::SeveralSites,
                takes_appointments: true,
                appointment_hours: Some(parsed("Mo-Su 00:00-23:59")),
                communes: Vec::new(),
                note: note.map(parsed),
            });
        })
    };
    let bare = TestApp::with_seeds(&with_organisations([house(None)])).await;
    let reported = house(Some("Deux lieux. C’est sur rendez-vous."));
    let reported = TestApp::with_seeds(&with_organisations([reported])).await;

    let bare = bare.get("/acteurs/maison-bleue").await.assert_status(200);
    let reported = reported.get("/acteurs/maison-bleue").await.assert_status(200);

    assert!(bare.text(".open").ends_with(", sur rendez-vous"), "{}", bare.text(".open"));
    assert!(bare.text(".contact").contains("Sur rendez-vous seulement"));
    assert!(bare.text(".contact").contains("Il y a plusieurs lieux"));
    assert!(!reported.text(".contact").contains("Sur rendez-vous seulement"));
    assert!(!reported.text(".contact").contains("Il y a plusieurs lieux"));
}

#[tokio::test]
async fn the_seven_moving_france_services_are_shown_as_moving() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let moving: Vec<_> = catalogue.organisations.iter().filter(|it| it.facts.is_mobile()).collect();
    assert_eq!(moving.len(), 7);
    let params = OrganisationParams { ouvert: vec!["samedi".to_owned()], ..Default::default() };
    let now = catalogue.today().at(12, 0, 0, 0);
    let saturday = catalogue.parse_organisation_search(&params, now).search;
    for page in 1..=catalogue.search_organisations(&saturday, NonZeroU32::MIN).pages {
        let page = NonZeroU32::new(page.try_into().unwrap()).unwrap();
        let found = catalogue.search_organisations(&saturday, page).hits;
        assert!(found.iter().all(|it| !it.facts.is_mobile()), "no one place is open");
    }
    for it in moving {
        let page = app.get(&format!("/acteurs/{}", it.facts.slug)).await.assert_status(200);
        assert!(page.text(".contact").contains("Siège : "), "{}", it.facts.slug);
        assert!(
            page.texts(".top .open, [aria-labelledby=t-hours] .open, .streets").is_empty(),
            "{}",
            it.facts.slug
        );
    }
}

#[tokio::test]
async fn a_day_typed_as_words_is_the_filter_and_can_be_taken_off() {
    let app = TestApp::with_real_seeds().await;
    let total = |page: &TestPage| page.text(".count");

    let chosen = app.get("/acteurs?ouvert=samedi").await.assert_status(200);
    for typed in ["samedi", "ouvert+le+samedi", "Ouverts+samedi"] {
        let page = app.get(&format!("/acteurs?q={typed}")).await.assert_status(200);

        assert_eq!(total(&page), total(&chosen), "{typed}");
        assert_eq!(page.attr("#q", "value"), "", "{typed}");
        assert_eq!(page.attr("#ouvert option[selected]", "value"), "samedi", "{typed}");
        assert!(page.text(".chips").contains("Ouvert le samedi"), "{typed}");
    }
    let now = app.get("/acteurs?q=mission+locale+ouverte+maintenant").await.assert_status(200);
    assert_eq!(now.attr("#ouvert option[selected]", "value"), "maintenant");
    assert_eq!(now.attr("#q", "value"), "mission locale");

    let both = app.get("/acteurs?q=samedi+CCAS&ouvert=maintenant").await.assert_status(200);
    assert_eq!(both.attr("#ouvert option[selected]", "value"), "maintenant");
    assert_eq!(both.attr("#q", "value"), "CCAS");
    let chips = both.attrs(".chips a", "href");
    assert_eq!(chips[..2], ["/acteurs?ouvert=maintenant", "/acteurs?q=CCAS"]);
}

#[tokio::test]
async fn specialists_of_a_barrier_come_before_other_helpers() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();

    for (text, barrier) in
        [("FLE", ""), ("fle tours", ""), ("", "francais"), ("illettrisme", ""), ("", "numerique")]
    {
        let query = format!("{text}{barrier}");
        let (q, frein) = (vec![text.to_owned()], vec![barrier.to_owned()]);
        let params = OrganisationParams { q, frein, ..Default::default() };
        let now = catalogue.today().at(12, 0, 0, 0);
        let search = catalogue.parse_organisation_search(&params, now).search;
        let barrier = catalogue.organisation_barrier(&search).map(|it| it.slug.clone());
        let barrier = barrier.expect("the text or the choice names a barrier");
        let found = catalogue.search_organisations(&search, NonZeroU32::MIN).hits;
        let rank = |it: &&Record| {
            let mut helps = catalogue.kind_barriers.iter();
            let help = helps.find(|help| help.kind == it.facts.kind && help.barrier == barrier);
            help.map_or(2, |help| usize::from(help.strength != BarrierStrength::First))
        };
        let ranks: Vec<usize> = found.iter().map(rank).collect();

        assert!(ranks.is_sorted(), "{query}: {ranks:?}");
        assert_eq!(ranks.first(), Some(&0), "{query}");
    }
}

#[tokio::test]
async fn a_name_or_a_kind_that_has_the_words_comes_before_all_that_help_with_their_barriers() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let kinds = |text: &str| -> Vec<String> {
        let search = OrganisationSearch { text: text.to_owned(), ..Default::default() };
        let found = catalogue.search_organisations(&search, NonZeroU32::MIN).hits;
        found.iter().map(|it| it.facts.kind.to_string()).collect()
    };
    let rank = |kind: &String| {
        let shared = ["droits", "creation"];
        let mut helps = catalogue
            .kind_barriers
            .iter()
            .filter(|help| help.kind.as_str() == kind && shared.contains(&help.barrier.as_str()));
        usize::from(!helps.any(|help| help.strength == BarrierStrength::First))
    };

    let (loans, sites) = (kinds("microcrédit"), kinds("chantier d’insertion"));
    let ranks: Vec<usize> = loans.iter().map(rank).collect();

    assert_eq!(loans.first().map(String::as_str), Some("adie"));
    assert!(ranks.is_sorted(), "two barriers share the word: {ranks:?}");
    assert_eq!(sites.len(), 20);
    assert!(sites.iter().all(|kind| kind == "aci"), "{sites:?}");
}

#[tokio::test]
async fn an_empty_list_names_what_to_take_off_and_ends_on_a_desk_and_a_number() {
    let app = TestApp::with_real_seeds().await;

    let all = "/acteurs?q=zzzz&frein=francais&ouvert=samedi&quartier=sanitas-tours";
    let page = app.get(all).await.assert_status(200);
    let text = app.get("/acteurs?q=zzzz&departement=37").await.assert_status(200);

    assert!(!page.text(".empty").contains("« «"));
    assert!(text.text(".empty li").contains("Sans « zzzz » : "), "{}", text.text(".empty"));
    assert!(page.text(".empty").contains("« Maîtrise du français » seulement"));
    let desk = page.attr(".empty a.act", "href");
    assert_eq!(desk, "/quartiers/sanitas-tours/besoins/francais");
    app.get(&desk).await.assert_status(200);
    assert!(page.attr(".empty .tel", "href").starts_with("tel:"));
    assert!(text.attr(".empty .tel", "href").starts_with("tel:"));
    app.get(&text.attr(".empty a.act", "href")).await.assert_status(200);
}

#[tokio::test]
async fn the_button_of_the_filters_comes_after_them() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/acteurs").await.assert_status(200);

    let form = page.body.split("<form class=\"search\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let button = form.find("<button").unwrap();
    assert!(form.rfind("<select").unwrap() < button);
    assert_eq!(form.matches("<button").count(), 1);
}
