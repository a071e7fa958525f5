//! Neighbourhood pages.

use quartiers_emploi::catalogue::Catalogue;
use quartiers_emploi::domain::directory::{Coverage, Initiative, InitiativeState};
use quartiers_emploi::domain::place::Neighbourhood;
use quartiers_emploi::domain::text::Slug;

use crate::fixtures::{SANITAS, initiative, organisation, seeds_with};
use crate::test_app::TestApp;

#[tokio::test]
async fn the_nearer_comes_first_and_nothing_twice() {
    let seeds = seeds_with([
        initiative("Ici").in_neighbourhood(SANITAS).in_commune("37261").with_barriers("mobilite"),
        initiative("En ville").in_commune("37261").with_barriers("mobilite"),
        initiative("Plus loin").in_commune("37122").with_barriers("mobilite"),
        initiative("Ailleurs").in_commune("18033").with_barriers("mobilite"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/quartiers/sanitas").await.assert_status(200);

    assert_eq!(page.texts("[data-barrier=mobilite] li a"), ["Ici"]);
    assert_eq!(page.texts(".lines li a"), ["En ville", "Plus loin"]);
    assert_eq!(page.text(".over"), "Quartier de Tours, Indre-et-Loire");
}

#[tokio::test]
async fn an_offer_from_outside_for_the_intercommunality_is_not_shown_as_in_the_town() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut wider = 0;

    for it in &catalogue.neighbourhoods {
        let offers = catalogue.nearby_offers(it);
        let is_in_town = |initiative: &&Initiative| {
            let facts = &initiative.facts;
            facts.communes.iter().any(|code| it.communes.contains(code))
                || (facts.communes.is_empty() && !facts.neighbourhoods.is_empty())
        };
        for found in offers.in_town.iter() {
            assert!(is_in_town(&found), "{}: {}", it.slug, found.facts.title);
        }
        let further = offers.in_departement.iter();
        wider += further.filter(|it| it.facts.coverage == Coverage::Epci).count();
    }
    assert!(wider > 0);
}

#[tokio::test]
async fn the_barriers_of_the_mission_are_there_even_when_empty() {
    let seeds = seeds_with([initiative("Crèche")
        .in_commune("37122")
        .with_barriers("garde-enfants")
        .with(|it| it.coverage = Coverage::Departement)]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/quartiers/sanitas").await;
    let further = app.get(&page.attr("[data-barrier=garde-enfants] a", "href")).await;

    assert_eq!(page.texts(".needs > li h3").len(), 4);
    assert_eq!(page.texts(".needs--none li").len(), 10);
    assert_eq!(further.texts("[data-offer] h3"), ["Crèche"]);
}

#[tokio::test]
async fn an_empty_list_is_shown_as_a_gap_of_the_sources() {
    let carrier = organisation("Centre social").in_commune("37261").in_neighbourhood(SANITAS);
    let helped = TestApp::with_seeds(&seeds_with([initiative("Ici").carried_by(&carrier)])).await;
    let alone = TestApp::with_seeds(&seeds_with([])).await;

    let helped = helped.get("/quartiers/sanitas").await;
    let alone = alone.get("/quartiers/sanitas").await;

    assert_eq!(helped.texts("[data-acteur] h3"), ["Centre social"]);
    assert!(helped.texts("#aide .note").is_empty());
    assert!(alone.text("#aide .note").contains("Nos sources ne placent personne"));
}

#[tokio::test]
async fn the_real_list_has_fifty_seven_each_with_a_light_outline() {
    let app = TestApp::with_real_seeds().await;

    let list = app.get("/quartiers").await.assert_status(200);
    let pages = list.attrs(".neighbourhoods a", "href");

    assert_eq!(pages.len(), 57);
    assert_eq!(
        list.texts("[data-quartier] .quiet").iter().filter(|it| it.starts_with("Nouveau")).count(),
        5
    );
    for address in pages {
        let page = app.get(&address).await.assert_status(200);
        let path = page.attr(".plan .current-area", "d");
        assert!((20..2_048).contains(&path.len()), "{address}: {}", path.len());
    }
}

#[tokio::test]
async fn the_poster_says_whom_to_call_and_where_to_look() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/quartiers/sanitas-tours/affiche").await.assert_status(200);

    assert_eq!(page.texts("h1"), ["Sanitas"]);
    assert_eq!(page.texts(".poster__tel"), ["02 47 31 64 61"]);
    assert_eq!(page.texts(".poster__link"), ["https://annuaire.example/q/QN03709M"]);
    assert_eq!(
        page.attr("link[rel=canonical]", "href"),
        "https://annuaire.example/quartiers/sanitas-tours"
    );
    app.get("/quartiers/nulle-part/affiche").await.assert_status(404);
}

#[tokio::test]
async fn a_poster_claims_only_facts_that_last() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut count = [0; 2];

    for it in &catalogue.neighbourhoods {
        let page = app.get(&format!("/quartiers/{}/affiche", it.slug)).await.assert_status(200);
        let content = catalogue.poster_content(it);
        assert!(content.valid_until > content.printed_on, "{}", it.slug);
        let until = page.text(".poster__dates");
        assert!(until.contains("À enlever après le"), "{until}");
        for slug in page.attrs(".poster [data-frein]", "data-frein") {
            let reserved = page.texts(&format!(".poster [data-frein={slug}] .poster__only")).pop();
            let claimed = |initiative: &&Initiative| {
                let facts = &initiative.facts;
                let near = facts.neighbourhoods.contains(&it.code)
                    || facts.communes.iter().any(|code| it.communes.contains(code))
                    || facts.departements.contains(&it.departement);
                let state = facts.lifecycle.state(content.valid_until);
                near && facts.barriers.iter().any(|barrier| barrier.as_str() == slug)
                    && state < InitiativeState::Dated
                    && is_claimed_for(&catalogue, initiative, it, reserved.as_deref())
            };
            let found = catalogue.initiatives.iter().any(|it| claimed(&it));
            assert!(found, "{}: {slug} {reserved:?}", it.slug);
            count[usize::from(reserved.is_some())] += 1;
        }
    }
    assert!(count[0] > 50 && count[1] > 5, "{count:?}");
}

/// True if `initiative` is for those whom a poster of `place` names, or for all who read it if it names none.
fn is_claimed_for(
    catalogue: &Catalogue,
    initiative: &Initiative,
    place: &Neighbourhood,
    named: Option<&str>,
) -> bool {
    let facts = &initiative.facts;
    let elsewhere = !facts.neighbourhoods.is_empty() && !facts.neighbourhoods.contains(&place.code);
    if elsewhere && facts.audiences.iter().any(|it| it.as_str() == "habitants-qpv") {
        return false;
    }
    let Some(named) = named else {
        let is_open = |audience: &Slug| match audience.as_str() {
            "tous" | "habitants-qpv" => true,
            "parents" => facts.barriers.iter().any(|it| it.as_str() == "garde-enfants"),
            "porteurs-projet" => facts.barriers.iter().any(|it| it.as_str() == "creation"),
            _ => false,
        };
        return !facts.audiences.is_empty() && facts.audiences.iter().all(is_open);
    };
    let labels: Vec<&str> = facts
        .audiences
        .iter()
        .filter_map(|slug| catalogue.audience(slug.as_str()))
        .map(|it| it.label.as_str())
        .collect();
    let expected = format!("Pour : {}.", labels.join(", "));
    named.split_whitespace().eq(expected.split_whitespace())
}

#[tokio::test]
async fn a_poster_says_for_whom_an_action_is_that_is_not_for_everybody() {
    let certain = |title: &str, barrier: &str, audience: &str| {
        let it = initiative(title).in_neighbourhood(SANITAS).attested_on("2026-10");
        it.with_barriers(barrier).with_audiences(audience)
    };
    let seeds = seeds_with([
        certain("Entre femmes", "logement", "femmes"),
        certain("Entre jeunes", "mobilite", "jeunes"),
        certain("Pour tous", "mobilite", "tous"),
        certain("Crèche", "garde-enfants", "parents"),
        initiative("Pour qui ?")
            .in_neighbourhood(SANITAS)
            .with_barriers("numerique")
            .attested_on("2026-10"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/quartiers/sanitas/affiche").await.assert_status(200);

    let claims = page.attrs(".poster [data-frein]", "data-frein");
    assert_eq!(claims, ["garde-enfants", "mobilite", "logement"]);
    assert_eq!(page.texts(".poster__only"), ["Pour : Femmes."]);
    assert_eq!(page.texts("[data-frein=logement] .poster__only").len(), 1);
}

#[tokio::test]
async fn a_poster_gives_a_number_that_answers_adults_with_its_hours_and_its_month() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut called = 0;

    for it in &catalogue.neighbourhoods {
        let page = app.get(&format!("/quartiers/{}/affiche", it.slug)).await;
        let Some(slug) = page.attrs(".poster [data-acteur]", "data-acteur").pop() else { continue };
        let mut organisations = catalogue.organisations.iter();
        let shown = organisations.find(|it| it.facts.slug.as_str() == slug).unwrap();
        assert_ne!(shown.facts.kind.as_str(), "mission-locale", "{slug}");
        let phone = shown.facts.phone.as_ref().unwrap().as_str();
        assert_eq!(page.texts(".poster__tel"), [phone]);
        let hours = page.text(".poster__hours");
        let visit = page.text(".poster__t").contains("Poussez la porte");
        assert!(!visit || !hours.contains("Appelez pour connaître"), "{slug}: {hours}");
        let moves = shown.facts.is_mobile();
        let has_hours = shown.facts.opening_hours.is_some() && !moves;
        assert_eq!(has_hours, !hours.starts_with("Appelez"), "{hours}");
        assert_eq!(moves, page.text(".poster__t").contains("vient près de chez vous"), "{slug}");
        let seen = page.text(".poster__who .quiet");
        assert!(seen.starts_with("Numéro"));
        assert_eq!(has_hours, seen.starts_with("Numéro et heures vus"), "{slug}: {seen}");
        called += 1;
    }
    assert!(called > 40, "{called}");
}

/// Kinds of organisations that receive everybody, whatever the need.
const GENERAL_KINDS: [&str; 6] = [
    "france-services",
    "centre-social",
    "espace-vie-sociale",
    "pimms",
    "ccas",
    "maison-des-solidarites",
];

#[tokio::test]
async fn each_poster_has_a_number_of_somebody_who_helps_to_find_a_job() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut national = 0;

    for it in &catalogue.neighbourhoods {
        let page = app.get(&format!("/quartiers/{}/affiche", it.slug)).await.assert_status(200);

        assert_eq!(page.texts(".poster__tel").len(), 1, "{}", it.slug);
        let Some(shown) = catalogue.poster_content(it).contact else {
            assert_eq!(page.texts(".poster__tel"), ["39 49"]);
            assert!(!page.text(".poster__hours").is_empty());
            national += 1;
            continue;
        };
        let kind = &shown.facts.kind;
        let helps = catalogue.kind_barriers.iter().any(|help| {
            help.kind == *kind
                && help.audiences_only.is_empty()
                && ["experience", "employeurs", "decrochage"].contains(&help.barrier.as_str())
        });
        assert!(helps || GENERAL_KINDS.contains(&kind.as_str()), "{}: {kind}", it.slug);
        if shown.facts.opening_hours.is_none() {
            let towns = catalogue.organisations.iter().filter(|other| {
                other.facts.reception_communes().any(|code| it.communes.contains(code))
            });
            let mut better = towns.filter(|other| {
                let facts = &other.facts;
                facts.kind.as_str() == "france-services"
                    && facts.phone.is_some()
                    && facts.opening_hours.is_some()
                    && !facts.is_mobile()
            });
            assert!(better.next().is_none(), "{}: one with known hours is in the town", it.slug);
        }
    }
    assert!((1..10).contains(&national), "{national}");
}

#[tokio::test]
async fn contacts_around_a_neighbourhood_have_distinct_numbers() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut repeated = 0;

    for it in &catalogue.neighbourhoods {
        let page = app.get(&format!("/quartiers/{}", it.slug)).await.assert_status(200);
        let town = app.get(&format!("/ou-suis-je?commune={}", it.communes[0])).await;
        let town = app.get(town.header("location")).await.assert_status(200);

        for (page, part) in [(&page, "#aide"), (&town, "main")] {
            let numbers = page.attrs(&format!("{part} [href^='tel:']"), "href");
            let once: std::collections::HashSet<_> = numbers.iter().collect();
            assert_eq!(once.len(), numbers.len(), "{}: {numbers:?}", it.slug);
        }
        repeated += usize::from(page.text("#aide").contains("Même numéro que plus haut"));
        let served = format!("{} initiatives sont ouvertes", catalogue.serving_count(&it.code));
        assert!(page.text(".lead").starts_with(&served), "{}", page.text(".lead"));
    }
    assert!(repeated > 10, "{repeated}");
}

#[tokio::test]
async fn a_poster_leaves_out_what_is_old_and_hangs_no_longer_than_its_claims() {
    let seeds = seeds_with([
        initiative("Ancienne")
            .in_neighbourhood(SANITAS)
            .with_barriers("logement")
            .with_audiences("tous")
            .attested_on("2019"),
        initiative("Récente")
            .in_neighbourhood(SANITAS)
            .with_barriers("mobilite")
            .with_audiences("tous")
            .attested_on("2025-01"),
        initiative("Nouvelle")
            .in_neighbourhood(SANITAS)
            .with_barriers("francais")
            .with_audiences("tous")
            .attested_on("2026-10"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/quartiers/sanitas/affiche").await.assert_status(200);

    let mut claims = page.attrs(".poster [data-frein]", "data-frein");
    claims.sort_unstable();
    assert_eq!(claims, ["francais", "mobilite"]);
    let dates = page.text(".poster__dates");
    assert!(dates.ends_with("À enlever après le 1er janvier 2027."), "{dates}");
}
