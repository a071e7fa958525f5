//! Initiative search page.

use crate::fixtures::{SANITAS, initiative, seeds_with};
use crate::test_app::{TestApp, TestPage};

#[tokio::test]
async fn a_second_barrier_widens_the_search() {
    let seeds = seeds_with([
        initiative("Garage solidaire").with_barriers("mobilite"),
        initiative("Un toit").with_barriers("logement"),
        initiative("Théâtre").with_barriers("confiance"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?frein=mobilite&frein=logement").await.assert_status(200);

    assert_eq!(page.texts(".card h3"), ["Garage solidaire", "Un toit"]);
    assert_eq!(page.text("h1"), "Se déplacer, Logement : ce qui peut aider");
}

#[tokio::test]
async fn a_filter_of_another_kind_narrows_it() {
    let seeds = seeds_with([
        initiative("Garage de Tours").with_barriers("mobilite").in_commune("37261"),
        initiative("Garage de Bourges").with_barriers("mobilite").in_commune("18033"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?frein=mobilite&departement=18").await;

    assert_eq!(page.texts(".card h3"), ["Garage de Bourges"]);
}

#[tokio::test]
async fn ended_initiatives_are_hidden_until_requested() {
    let seeds = seeds_with([
        initiative("Encore là").attested_on("2026-01"),
        initiative("Une session").ended(),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives").await;
    let ended = app.get("/initiatives?etat=terminee").await;

    assert_eq!(page.texts(".card h3"), ["Encore là"]);
    assert_eq!(ended.texts(".card h3"), ["Une session"]);
    assert!(page.attrs("a", "href").contains(&"/initiatives?etat=terminee".to_owned()));
}

#[tokio::test]
async fn a_text_whose_words_only_an_ended_initiative_has_finds_what_has_most_of_them() {
    let seeds = seeds_with([
        initiative("Atelier de cuisine").attested_on("2026-01"),
        initiative("Atelier de cuisine bretonne").ended(),
        initiative("Théâtre breton").ended(),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?q=atelier+de+cuisine+bretonne").await;
    let ended = app.get("/initiatives?q=atelier+de+cuisine+bretonne&etat=terminee").await;
    let only_ended = app.get("/initiatives?q=th%C3%A9%C3%A2tre+breton").await;

    assert_eq!(page.texts(".card h3"), ["Atelier de cuisine"]);
    let notice = "Résultats sans le mot « bretonne ».";
    assert_eq!(page.texts("[data-left-out]"), [notice]);
    assert_eq!(ended.texts(".card h3"), ["Atelier de cuisine bretonne"]);
    assert_eq!(only_ended.texts(".card h3"), [""; 0]);
    assert!(only_ended.attrs("a", "href").iter().any(|it| it.contains("etat=terminee")));
}

#[tokio::test]
async fn the_surest_come_first_then_by_title() {
    let seeds = seeds_with([
        initiative("Zèbre").confirmed_on("2026-10-01"),
        initiative("Écluse").attested_on("2019"),
        initiative("Bac").attested_on("2025-06"),
        initiative("Drap").attested_on("2019"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives").await;

    assert_eq!(page.texts(".card h3"), ["Zèbre", "Bac", "Drap", "Écluse"]);
}

#[tokio::test]
async fn an_initiative_for_everybody_matches_every_audience() {
    let seeds = seeds_with([
        initiative("Pour tous").with_audiences("tous"),
        initiative("Pour les jeunes").with_audiences("jeunes"),
        initiative("On ne sait pas pour qui"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?public=seniors").await;

    assert_eq!(page.texts("#resultats > .cards h3"), ["Pour tous"]);
    assert_eq!(page.texts("[aria-labelledby=t-apart] .card h3"), ["On ne sait pas pour qui"]);
}

#[tokio::test]
async fn a_single_parent_finds_what_is_for_parents_and_not_the_reverse() {
    let seeds = seeds_with([
        initiative("Pour les parents").with_audiences("parents"),
        initiative("Pour les parents seuls").with_audiences("monoparental"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let alone = app.get("/initiatives?public=monoparental").await;
    let parents = app.get("/initiatives?public=parents").await;

    assert_eq!(alone.texts(".card h3"), ["Pour les parents", "Pour les parents seuls"]);
    assert_eq!(parents.texts(".card h3"), ["Pour les parents"]);
}

#[tokio::test]
async fn an_unknown_value_is_ignored_with_a_notice() {
    let seeds = seeds_with([initiative("Garage").with_barriers("mobilite")]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?frein=tapis-volant&departement=99&page=deux").await;

    assert_eq!(page.texts(".card h3"), ["Garage"]);
    assert_eq!(page.texts(".note--warn").len(), 1);
    assert!(page.text(".note--warn").contains("tapis-volant"));
}

#[tokio::test]
async fn results_come_twenty_a_page_and_pages_are_linked() {
    let many = (1..=45).map(|n| initiative(&format!("Atelier {n:02}")).with_barriers("francais"));
    let app = TestApp::with_seeds(&seeds_with(many)).await;

    let second = app.get("/initiatives?frein=francais&page=2").await;
    let beyond = app.get("/initiatives?frein=francais&page=9").await;

    assert_eq!(second.texts(".card h3").len(), 20);
    assert_eq!(second.text(".card h3"), "Atelier 21");
    assert_eq!(second.attr("a[rel=prev]", "href"), "/initiatives?frein=francais");
    assert_eq!(second.attr("a[rel=next]", "href"), "/initiatives?frein=francais&page=3");
    assert_eq!(beyond.texts(".card h3").len(), 5, "past the end, the last page is shown");
    assert!(beyond.text(".note--warn").contains("3 pages"));
}

#[tokio::test]
async fn an_empty_result_offers_wider_searches() {
    let seeds = seeds_with([
        initiative("Garage").with_barriers("mobilite").in_commune("37261"),
        initiative("Permis").with_barriers("mobilite").in_commune("18033"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?q=garage&departement=18").await.assert_status(200);

    assert_eq!(page.text("h2.count"), "Nous n’avons rien trouvé");
    let ways = page.attrs(".empty a", "href");
    assert!(ways.contains(&"/initiatives?q=garage".to_owned()), "{ways:?}");
    assert!(ways.contains(&"/initiatives?departement=18".to_owned()), "{ways:?}");
}

#[tokio::test]
async fn without_a_single_blocking_filter_each_is_offered_alone() {
    let seeds = seeds_with([
        initiative("Garage").with_barriers("mobilite").in_commune("37261"),
        initiative("Foyer").with_barriers("logement").in_commune("37261"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?q=zzzz&departement=18&frein=mobilite").await;

    assert_eq!(page.attrs(".empty li a", "href"), ["/initiatives?frein=mobilite"]);
}

#[tokio::test]
async fn each_choice_is_a_chip_that_removes_it_alone() {
    let seeds = seeds_with([initiative("Garage")
        .with_barriers("mobilite")
        .in_commune("37261")
        .in_neighbourhood(SANITAS)]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?q=garage&frein=mobilite&quartier=sanitas").await;

    let chips = page.attrs(".chip:not(.chip--all)", "href");
    assert_eq!(
        chips,
        [
            "/initiatives?frein=mobilite&quartier=sanitas",
            "/initiatives?q=garage&quartier=sanitas",
            "/initiatives?q=garage&frein=mobilite",
        ]
    );
}

#[tokio::test]
async fn a_text_that_names_a_place_leads_to_its_page() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;

    let page = app.get("/initiatives?q=le+sanitas+tours").await;
    let alone = app.get("/initiatives?q=SANITAS").await;

    assert_eq!(alone.attr(".places a", "href"), "/quartiers/sanitas");
    assert!(page.status.is_success());
}

#[tokio::test]
async fn every_typed_text_gets_a_response() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    let long = "a".repeat(1_000);
    let typed = [
        "%22",
        "*",
        "NEAR%2F3",
        "%25",
        "a%00b",
        "%F0%9F%9A%97",
        "%D8%B9%D8%B1%D8%A8%D9%8A",
        "%ff%fe",
        "%27+OR+1%3D1--",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        long.as_str(),
        "+",
        "le+la+les",
    ];
    for text in typed {
        let page = app.get(&format!("/initiatives?q={text}")).await;
        assert_eq!(page.status, 200, "{text}");
        assert!(!page.body.contains("<script>alert"), "{text}");
    }
}

#[tokio::test]
async fn a_need_and_a_place_without_an_answer_lead_to_what_is_around() {
    let seeds = seeds_with([
        initiative("Crèche de Joué").with_barriers("garde-enfants").in_commune("37122"),
        initiative("Garage de Tours").with_barriers("mobilite").in_commune("37261"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?q=cr%C3%A8che&commune=37261").await;

    let ways = page.attrs(".empty li a", "href");
    assert_eq!(ways, ["/initiatives?q=cr%C3%A8che", "/initiatives?commune=37261",]);
}

#[tokio::test]
async fn the_spelling_offered_finds_something_with_the_same_filters_or_else_without() {
    let seeds = seeds_with([
        initiative("Garage Sanitas").with_barriers("mobilite").in_commune("37261"),
        initiative("Garage de Bourges").with_barriers("mobilite").in_commune("18033"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let here = app.get("/initiatives?q=sanilaz&departement=37").await;
    let elsewhere = app.get("/initiatives?q=sanilaz&departement=18").await;

    assert_eq!(here.attr(".empty .lead a", "href"), "/initiatives?q=Sanitas&departement=37");
    assert_eq!(elsewhere.attr(".empty .lead a", "href"), "/initiatives?q=Sanitas");
}

#[tokio::test]
async fn the_need_without_local_offer_is_named() {
    let seeds = seeds_with([
        initiative("Garage").with_barriers("mobilite").in_commune("37261"),
        initiative("Crèche").with_barriers("garde-enfants").in_commune("18033"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/initiatives?frein=mobilite&frein=garde-enfants&departement=37").await;

    assert_eq!(page.attr(".note a", "href"), "/initiatives?frein=garde-enfants");
}

#[tokio::test]
async fn a_text_that_names_a_kind_shows_the_three_nearest_to_call() {
    let app = TestApp::with_real_seeds().await;

    let kind = app.get("/initiatives?q=mission%20locale%20tours").await.assert_status(200);
    let one = app.get("/initiatives?q=r%C3%A9gie%20plus").await.assert_status(200);
    let topic = app.get("/initiatives?q=emploi").await.assert_status(200);

    assert!((1..=3).contains(&kind.texts(".called h3").len()));
    assert_eq!(kind.texts(".called a.tel").len(), kind.texts(".called h3").len());
    assert!(kind.text(".called h3").contains("ission locale"), "{}", kind.text(".called"));
    assert!(one.texts(".called h3").len() <= 3);
    assert!(topic.texts(".called").is_empty(), "a common word names nobody");
}

#[tokio::test]
async fn a_place_typed_among_the_filters_joins_the_choices() {
    let app = TestApp::with_real_seeds().await;

    let moved = app.get("/initiatives?frein=mobilite&lieu=tours").await;
    let unknown = app.get("/initiatives?lieu=zzzzqqqq").await.assert_status(200);

    assert_eq!(moved.redirect_target(), "/initiatives?frein=mobilite&commune=37261");
    assert!(unknown.text(".note--warn").contains("« zzzzqqqq »"));
}

#[tokio::test]
async fn an_empty_result_names_removable_criteria_but_not_all() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/initiatives?frein=creation&quartier=sanitas-tours&q=zzzzqqqq").await;
    let text_only = app.get("/initiatives?q=zzzzqqqq").await.assert_status(200);

    let links = page.texts(".empty li a");
    assert!(links.iter().all(|it| it.starts_with('«') || it.starts_with("Sans « ")), "{links:?}");
    assert!(text_only.texts(".empty h3").is_empty(), "all initiatives answer nothing");
}

#[tokio::test]
async fn results_with_the_words_come_before_results_of_the_place_only() {
    let app = TestApp::with_real_seeds().await;

    for (typed, first) in [
        ("garage+solidaire+vierzon", "GAS 18 Mobilités, garage associatif solidaire du Cher"),
        ("job+41+vendôme", "Job 41"),
        ("remi+tours", "Chèque emploi régional (transports Rémi)"),
        ("cours+de+français+tours", "Cours de français de l’AFCM"),
    ] {
        let page = app.get(&format!("/initiatives?q={typed}")).await.assert_status(200);

        assert_eq!(page.texts(".cards h3").first().map(String::as_str), Some(first), "{typed}");
    }
}

#[tokio::test]
async fn an_acronym_and_an_indexed_word_are_never_corrected() {
    let app = TestApp::with_real_seeds().await;

    for typed in ["CLAS", "CLAS+Tours", "pimms", "PIMMS", "geiq"] {
        let page = app.get(&format!("/initiatives?q={typed}")).await.assert_status(200);

        assert!(!page.text("main").contains("Nous avons compris"), "{typed}");
        let offered = page.texts(".empty .lead a");
        assert!(offered.iter().all(|it| typed.contains(it)), "{typed} is no {offered:?}");
    }
    let misspelt = app.get("/initiatives?q=sanittas").await.assert_status(200);
    assert!(misspelt.text("main").contains("Nous avons compris : « Sanitas »"));
}

#[tokio::test]
async fn a_day_in_a_text_shows_the_named_organisations_that_are_open_then() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/initiatives?q=france+services+ouvert+le+samedi").await;
    let open = app.get(&page.attr(".called > p a", "href")).await.assert_status(200);

    assert_eq!(page.text("#t-called"), "Ouverts le samedi, à appeler d’abord");
    assert!(!page.texts(".called .contacts > li").is_empty());
    assert!(open.texts(".chips a").iter().any(|it| it.contains("Ouvert le samedi")));
    let link = page.text(".called > p a");
    assert!(link.ends_with("ouverts le samedi pour « france services »"), "{link}");
    let now = app.get("/initiatives?q=france+services+ouvert+maintenant").await;
    let link = now.text(".called > p a");
    assert!(link.contains("maintenant pour « france services »"), "{link}");
    for typed in ["samedi", "zzzz+le+samedi"] {
        let alone = app.get(&format!("/initiatives?q={typed}")).await.assert_status(200);
        assert_eq!(alone.attr("a.act[href^='/acteurs']", "href"), "/acteurs?ouvert=samedi");
        let link = alone.text("a.act[href^='/acteurs']");
        assert!(link.ends_with("lieux d’aide ouverts le samedi"), "{link}");
    }
}

#[tokio::test]
async fn an_unknown_place_stays_in_its_box_and_is_reported_as_a_place() {
    let app = TestApp::with_real_seeds().await;

    for path in ["/initiatives", "/acteurs"] {
        let page = app.get(&format!("{path}?lieu=zzzz")).await.assert_status(200);

        assert_eq!(page.attr("#lieu", "value"), "zzzz", "{path}");
        assert_eq!(page.attr("#lieu", "aria-describedby"), "lieu-inconnu", "{path}");
        assert!(page.text("#lieu-inconnu").contains("pas ce lieu : « zzzz »"), "{path}");
        assert_eq!(page.texts(".note--warn").len(), 1, "{path}");
    }
}

/// Longest results page without an open filter, in bytes before compression.
const MAX_RESULTS_BYTES: usize = 45_000;

#[tokio::test]
async fn a_closed_filter_is_a_link_that_opens_it_at_its_place() {
    let app = TestApp::with_real_seeds().await;
    let open = |page: &TestPage| page.attrs("fieldset.facet", "id");

    let page = app.get("/initiatives?q=permis").await.assert_status(200);
    let links = page.attrs("a[data-filter]", "href");

    assert_eq!(open(&page), ["filtre-frein", "filtre-departement"]);
    assert_eq!(page.text("a[data-filter]"), "Pour qui (voir les choix)");
    assert_eq!(links[0], "/initiatives?q=permis&filtres=public#filtre-public");
    assert_eq!(page.attrs("details.filters[open]", "class"), [""; 0]);

    let page = app.get(links[0].split('#').next().unwrap()).await.assert_status(200);

    assert_eq!(open(&page), ["filtre-frein", "filtre-departement", "filtre-public"]);
    assert_eq!(page.attrs("details.filters[open]", "class"), ["filters"], "also on small screens");
    let both = "/initiatives?q=permis&filtres=public&filtres=etat#filtre-etat".to_owned();
    assert!(page.attrs("a[data-filter]", "href").contains(&both));
    assert!(page.attr("link[rel=canonical]", "href").ends_with("/initiatives?q=permis"));
    assert!(page.texts(".count").concat().contains("initiative"));
}

#[tokio::test]
async fn a_filter_with_a_chosen_value_is_open_and_unknown_ones_change_nothing() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/initiatives?public=parents&filtres=couleur&filtres=commune").await;

    assert_eq!(
        page.attrs("fieldset.facet", "id"),
        ["filtre-frein", "filtre-departement", "filtre-public"]
    );
    assert_eq!(page.attrs("#filtre-public [checked]", "value"), ["parents"]);
    let plain = app.get("/initiatives?public=parents").await;
    assert_eq!(page.attrs("a[data-filter]", "href"), plain.attrs("a[data-filter]", "href"));
}

#[tokio::test]
async fn a_results_page_is_short() {
    let app = TestApp::with_real_seeds().await;
    for target in ["/initiatives", "/initiatives?q=emploi", "/initiatives?q=formation+Tours"] {
        let bytes = app.get(target).await.assert_status(200).body.len();
        assert!(bytes <= MAX_RESULTS_BYTES, "{bytes} bytes at {target}");
    }
}

#[tokio::test]
async fn each_result_says_what_it_has_of_the_search_and_all_say_it_once() {
    let seeds = seeds_with([
        initiative("Permis de conduire").with_barriers("mobilite").with_audiences("jeunes"),
        initiative("Conduire").with_barriers("mobilite").with_audiences("seniors"),
        initiative("Permis et logement").with_barriers("logement"),
    ]);
    let app = TestApp::with_seeds(&seeds).await;

    let mixed = app.get("/initiatives?q=permis&frein=mobilite&frein=logement").await;
    let shared = app.get("/initiatives?q=permis+pas+cher").await;
    let plain = app.get("/initiatives?q=conduire").await;
    let json = app.get("/api/v1/initiatives?q=permis&frein=mobilite&frein=logement").await.json();

    assert_eq!(
        mixed.texts(".card [data-match]"),
        [
            "Trouvée pour : Se déplacer, « permis ». Pas pour : Logement.",
            "Trouvée pour : Logement, « permis ». Pas pour : Se déplacer.",
        ]
    );
    assert_eq!(
        shared.texts("[data-match]"),
        ["Toutes ces initiatives sont trouvées pour : « permis ». Prix inconnu."]
    );
    assert_eq!(plain.texts("[data-match]"), [""; 0]);
    let reasons = json["items"].as_array().expect("items").iter().map(|it| &it["match"]);
    let reasons: Vec<_> = reasons.collect();
    assert_eq!(reasons[0]["words"], serde_json::json!(["permis"]));
    assert_eq!(reasons[0]["needs"], serde_json::json!(["mobilite"]));
    assert_eq!(reasons[0]["missing"], serde_json::json!(["frein:logement"]));
    assert_eq!(reasons[0]["unknown"], serde_json::json!(["fees", "date"]));
}
