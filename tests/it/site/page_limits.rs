//! Page size and cost stay bounded for every public request.

use axum::body::Body;
use axum::http::Request;
use quartiers_emploi::domain::search::{
    FacetValue, MAX_FACET_VALUES, MAX_QUERY_WORDS, MAX_VALUES, OpeningFilter, OrganisationSearch,
    Search,
};
use quartiers_emploi::edge::{
    self, EdgeSettings, ErrorPageRenderer, Hosts, MAX_TARGET_BYTES, Visitor,
};
use quartiers_emploi::offload::Offload;
use quartiers_emploi::{paths, site};
use tokio::sync::oneshot;
use tower::ServiceExt as _;

use crate::fixtures::{Organisation, SANITAS, initiative, organisation, seeds_with};
use crate::random::Random;
use crate::requests::{RandomRequest, Values, record_paths};
use crate::test_app::TestApp;

/// Maximum page size in bytes, before compression.
const MAX_PAGE_BYTES: usize = 200 * 1024;
const RANDOM_ROUNDS: usize = 250;
const MUTATION_ROUNDS: usize = 150;
const EXPENSIVE_REQUESTS: usize = 10;

/// Size in bytes of the response to `target`, after checking it.
async fn page_len(app: &TestApp, target: &str) -> usize {
    let request = Request::get(target).body(Body::empty()).unwrap();
    let (parts, body) = app.spawn_request(request).await.unwrap();
    assert!(!parts.status.is_server_error(), "{} at {target}", parts.status);
    assert!(body.len() <= MAX_PAGE_BYTES, "{} bytes at {target}", body.len());
    for link in body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let link = link.replace("&#38;", "&").replace("&amp;", "&");
        assert!(link.len() <= MAX_TARGET_BYTES, "a link of {} bytes at {target}", link.len());
    }
    body.len()
}

/// Text with nearly as many words as are read.
fn expensive_text() -> String {
    "permis+".repeat(MAX_QUERY_WORDS - 60)
}

#[tokio::test]
async fn no_page_of_the_real_data_is_long() {
    let app = TestApp::with_real_seeds().await;
    for target in record_paths(&app.app.catalogue()) {
        page_len(&app, &target).await;
    }
}

#[tokio::test]
async fn a_search_for_the_longest_page_finds_none_over_the_limit() {
    let app = TestApp::with_real_seeds().await;
    let values = Values::of(&app.app.catalogue());
    let mut random = Random::new(0x00b1_9bad);
    let mut longest: Vec<(usize, RandomRequest)> = Vec::new();
    for round in 0..RANDOM_ROUNDS + MUTATION_ROUNDS {
        let rejected = if round < RANDOM_ROUNDS {
            RandomRequest::generated(&values, &mut random)
        } else {
            random.pick(&longest).1.mutated(&values, &mut random)
        };
        longest.push((page_len(&app, &rejected.target()).await, rejected));
        longest.sort_by_key(|(len, _)| std::cmp::Reverse(*len));
        longest.truncate(EXPENSIVE_REQUESTS);
    }
}

#[tokio::test]
async fn requests_made_by_chance_for_the_api_are_such_as_it_accepts() {
    let app = TestApp::with_real_seeds().await;
    let values = Values::of(&app.app.catalogue());
    let mut random = Random::new(0x0000_a9e1);
    for _ in 0..RANDOM_ROUNDS {
        let rejected = RandomRequest::generated(&values, &mut random);
        for target in [rejected.target(), rejected.mutated(&values, &mut random).target()] {
            if target.starts_with(paths::API) {
                app.get(&target).await.assert_status(200);
            }
        }
    }
}

#[tokio::test]
async fn the_first_of_too_many_values_are_used_with_a_notice() {
    // given
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let communes: Vec<String> =
        catalogue.communes.iter().map(|it| format!("commune={}", it.insee)).collect();

    // when
    let page = app.get(&format!("/initiatives?q=zzzz&{}", communes.join("&"))).await;

    // then
    let communes = page.attrs(".search input[name='commune']", "value");
    let first: Vec<String> =
        catalogue.communes.iter().take(MAX_FACET_VALUES).map(|it| it.insee.to_string()).collect();
    assert_eq!(communes.iter().collect::<std::collections::BTreeSet<_>>(), first.iter().collect());
    assert_eq!(
        page.text(".note--warn"),
        "Ce lien contient trop de choix. Nous avons gardé les premiers : 20 par filtre et 60 en tout, au plus."
    );
    assert!(page.body.len() <= MAX_PAGE_BYTES, "{}", page.body.len());
}

#[tokio::test]
async fn all_facets_together_keep_sixty_values() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let values = |name: &str, values: Vec<String>| {
        values
            .into_iter()
            .map(|it| format!("{name}={it}"))
            .take(MAX_FACET_VALUES)
            .collect::<Vec<_>>()
    };
    let mut pairs =
        values("frein", catalogue.barriers.iter().map(|it| it.slug.to_string()).collect());
    pairs.extend(values(
        "commune",
        catalogue.communes.iter().map(|it| it.insee.to_string()).collect(),
    ));
    pairs.extend(values(
        "quartier",
        catalogue.neighbourhoods.iter().map(|it| it.code.to_string()).collect(),
    ));
    pairs.extend(values(
        "acteur",
        catalogue.organisations.iter().map(|it| it.facts.slug.to_string()).collect(),
    ));
    assert!(pairs.len() > MAX_VALUES);
    let query = pairs.join("&");

    let page = app.get(&format!("/initiatives?{query}")).await.assert_status(200);
    let map = app.get(&format!("/carte?{query}")).await.assert_status(200);
    let api = app.get(&format!("/api/v1/initiatives?{query}")).await.assert_status(400);

    assert_eq!(page.attrs(".search input[type='hidden']", "value").len(), MAX_VALUES);
    assert!(page.text(".note--warn").starts_with("Ce lien contient trop de choix."));
    assert!(map.texts(".note--warn").iter().any(|it| it.starts_with("Ce lien contient trop")));
    let errors = api.json()["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), pairs.len() - MAX_VALUES);
    assert_eq!(
        errors[0]["detail"],
        "Il y a trop de valeurs\u{a0}: 20 par paramètre et 60 en tout, au plus."
    );
}

#[tokio::test]
async fn chips_that_do_not_fit_are_counted_and_come_when_others_are_removed() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut slugs: Vec<String> =
        catalogue.organisations.iter().map(|it| it.facts.slug.to_string()).collect();
    slugs.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let query: Vec<String> =
        slugs.iter().take(MAX_FACET_VALUES).map(|it| format!("acteur={it}")).collect();

    let page = app.get(&format!("/initiatives?{}", query.join("&"))).await;

    let chips = page.attrs(".chip:not(.chip--all)", "href");
    let more = MAX_FACET_VALUES - chips.len();
    assert!(more > 0 && !chips.is_empty());
    assert_eq!(page.text(".chips [data-more]"), format!("et {more} autres choix"));
    assert!(chips.iter().map(String::len).sum::<usize>() <= 16 * 1024);
    let fewer = app.get(&chips[0]).await;
    assert_eq!(fewer.attrs(".search input[name='acteur']", "value").len(), MAX_FACET_VALUES - 1);
}

#[tokio::test]
async fn a_long_search_on_the_map_leads_to_the_pages_of_neighbourhoods() {
    let seeds = seeds_with([initiative("Garage").in_commune("37261").in_neighbourhood(SANITAS)]);
    let app = TestApp::with_seeds(&seeds).await;
    let short = app.get("/carte?q=garage").await;
    let long = app.get(&format!("/carte?q=garage{}", "%21".repeat(190))).await;

    assert_eq!(
        short.attrs("[data-quartier] a", "href"),
        ["/initiatives?q=garage&quartier=sanitas"]
    );
    assert!(short.texts(".note--warn").is_empty());
    assert_eq!(long.attrs("[data-quartier] a", "href"), ["/quartiers/sanitas"]);
    assert!(
        long.texts(".note--warn").iter().any(|it| it.contains("chaque quartier mène à sa fiche"))
    );
}

#[tokio::test]
async fn the_first_of_too_many_words_are_searched_with_a_notice() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    let query = |count: usize| vec!["bus"; count].join("+");

    let enough = app.get(&format!("/initiatives?q={}", query(MAX_QUERY_WORDS))).await;
    let more = app.get(&format!("/initiatives?q={}+{}", query(MAX_QUERY_WORDS), "zzz")).await;
    let small = app.get(&format!("/initiatives?q={}+de+la", query(MAX_QUERY_WORDS))).await;
    let api = format!("/api/v1/initiatives?q={}", query(MAX_QUERY_WORDS + 1));

    assert!(enough.texts(".note--warn").is_empty());
    assert!(small.texts(".note--warn").is_empty(), "words that say nothing do not count");
    assert_eq!(
        more.text(".note--warn"),
        "Votre texte est très long. Nous avons cherché avec le début."
    );
    assert_eq!(more.attr("#q", "value"), query(MAX_QUERY_WORDS).replace('+', " "));
    let api = app.get(&api).await.assert_status(400);
    assert_eq!(
        api.json()["errors"][0]["detail"],
        "Ce texte est trop long\u{a0}: 1\u{202f}000 caractères et 200 mots utiles au plus."
    );
}

#[tokio::test]
async fn many_unknown_values_give_one_short_notice_and_few_errors() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    let unknown = vec!["departement=licorne"; 180].join("&");

    for path in ["/initiatives", "/acteurs", "/carte"] {
        let page = app.get(&format!("{path}?{unknown}")).await.assert_status(200);
        assert_eq!(page.texts(".note--warn").len(), 1, "{path}");
        assert!(page.text(".note--warn").contains("et 175 autres"), "{path}");
    }
    let api = app.get(&format!("/api/v1/initiatives?{unknown}")).await.assert_status(400);
    assert_eq!(api.json()["errors"].as_array().unwrap().len(), 50);
}

#[tokio::test]
async fn a_place_typed_at_length_is_cut_and_refused_by_the_api() {
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await;
    let long = "a+".repeat(900);

    let page = app.get(&format!("/ou-suis-je?adresse={long}")).await.assert_status(200);
    let api = app.get(&format!("/api/v1/lieux?q={long}")).await.assert_status(400);

    assert!(page.attr("#lieu", "value").len() <= 200);
    assert_eq!(
        api.json()["errors"][0]["detail"],
        "Ce texte est trop long\u{a0}: 200 caractères au plus."
    );
}

#[tokio::test]
async fn a_long_address_is_refused_with_a_page_and_to_programs_with_a_problem() {
    // given
    let app = TestApp::with_seeds(&seeds_with([initiative("Garage")])).await.app;
    let router = site::router(app.clone());
    let ours = app.public_url.clone();
    let page = ErrorPageRenderer::new(move |rejected| site::refused(&app, rejected));
    let hosts = Hosts::new(ours.clone(), Vec::new());
    let router = edge::apply_middleware(
        router,
        EdgeSettings { error_page: page, ..EdgeSettings::new(ours, hosts) },
    );
    let ask = async |method: &str, path: &str, len: usize| {
        let target = format!("{path}?{}", "a".repeat(len - path.len() - 1));
        assert_eq!(target.len(), len);
        let request = Request::builder().method(method).uri(target);
        let request = request.header("host", "annuaire.example");
        let request = request.header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap()
    };

    for path in ["/initiatives", "/", "/quartiers/sanitas", "/connexion"] {
        // when
        let answer = ask("GET", path, MAX_TARGET_BYTES + 1).await;

        // then
        assert_eq!(answer.status(), 414, "{path}");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8", "{path}");
        assert!(ask("GET", path, MAX_TARGET_BYTES).await.status() != 414, "{path}");
    }
    assert_eq!(ask("POST", "/proposer", MAX_TARGET_BYTES + 1).await.status(), 414);
    let answer = ask("GET", "/api/v1/initiatives", MAX_TARGET_BYTES + 1).await;
    assert_eq!(answer.status(), 414);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
}

#[tokio::test]
async fn when_the_queue_of_expensive_pages_is_full_the_next_gets_503_and_plain_ones_are_answered() {
    // given a site that runs no expensive request at all
    let mut app = TestApp::with_real_seeds().await;
    app.app.offload = Offload::new(0, 0);
    let app = app.with_current_clock();
    let words = expensive_text();

    // when
    let refused = app.get(&format!("/initiatives?q={words}")).await;

    // then
    assert_eq!(refused.status, 503);
    assert_eq!(refused.text("h1"), "Nous sommes débordés");
    for path in ["/initiatives", "/carte", "/acteurs"] {
        app.get(&format!("{path}?q=permis")).await.assert_status(200);
    }
    assert_eq!(app.get("/departements/cher").await.status, 503, "its map is not drawn yet");
    let places = "a+b+c+d+e+f+g+h+i+j+k+l";
    assert_eq!(app.get(&format!("/ou-suis-je?adresse={places}")).await.status, 503);
    let refused = app.get(&format!("/api/v1/lieux?q={places}")).await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn each_search_behind_a_results_page_is_charged() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let beside = |search: &Search| {
        let text = search.text.clone();
        let opening = Some(OpeningFilter::Saturday);
        let organisations = OrganisationSearch { text, opening, ..Default::default() };
        // Those that the text names, and the number of all.
        let organisations = 2 * catalogue.organisation_steps(&organisations);
        catalogue.results_steps(search) - catalogue.search_steps(search) - organisations
    };
    let places = |names: &[&str]| names.iter().map(|it| catalogue.place_steps(it)).sum::<usize>();
    let barrier = FacetValue::Barrier("mobilite".parse().unwrap());
    let text = |text: &str| Search::of_text(text);

    for known in ["permis", "cours de français", "mission locale de tours"] {
        assert_eq!(beside(&text(known)), 0, "{known}");
    }
    assert_eq!(beside(&text("permis vierzonn")), places(&["vierzonn"]));
    let chosen = text("vierzonn centre").toggling(&barrier);
    assert_eq!(beside(&chosen), places(&["vierzonn centre"]));
    let longest = beside(&text("zza zzb zzc zzd zze zzf"));
    assert_eq!(longest, places(&["zzf", "zze zzf", "zzd zze zzf", "zzc zzd zze zzf"]));
    assert!(places(&["vierzonn"]) > 0);
}

#[tokio::test]
async fn one_visitor_does_not_fill_the_queue_of_expensive_pages() {
    // given a site behind a proxy, in which an expensive page of one visitor is being made
    let mut app =
        TestApp::with_real_seeds_and_settings(&["--client-address-header", "X-Forwarded-For"])
            .await;
    app.app.offload = Offload::new(2, 6);
    let app = app.with_current_clock();
    let ((start, started), (end, ended)) = (oneshot::channel(), oneshot::channel::<()>());
    let (offload, visitor) = (app.app.offload.clone(), "192.0.2.7".parse().unwrap());
    let making = tokio::spawn(async move {
        let work = move || start.send(()).is_ok() && ended.blocking_recv().is_ok();
        offload.run(Visitor::Address(visitor), usize::MAX, work).await
    });
    started.await.unwrap();
    let search = format!("/initiatives?q={}", expensive_text());

    for path in [search.as_str(), "/api/v1/lieux?q=a+b+c+d+e+f+g+h+i+j+k+l"] {
        // when they and somebody else ask for another one
        let ask = |from: &str| {
            let request = Request::get(path);
            app.send(request.header("x-forwarded-for", from).body(Body::empty()).unwrap())
        };
        let (refused, other) = (ask("192.0.2.7").await, ask("198.51.100.4").await);

        // then they are refused, and the other one is answered
        assert_eq!((refused.status.as_u16(), path), (503, path));
        assert_ne!((other.status.as_u16(), path), (503, path));
    }
    end.send(()).unwrap();
    assert!(making.await.unwrap().unwrap());
}

#[tokio::test]
async fn a_neighbourhood_with_much_shows_the_first_and_leads_to_all() {
    let seeds = seeds_with((0..30).map(|number| {
        initiative(&format!("Garage {number}"))
            .with_barriers("mobilite")
            .in_commune("37261")
            .in_neighbourhood(SANITAS)
    }));
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/quartiers/sanitas").await;

    assert_eq!(page.texts("[data-barrier='mobilite'] ul li").len(), 12);
    assert_eq!(page.text("[data-barrier='mobilite'] a.act"), "Voir les 18 autres");
    let all = app.get(&page.attr("[data-barrier='mobilite'] a.act", "href")).await;
    assert!(all.text(".count").starts_with("30 initiatives"));
}

#[tokio::test]
async fn an_organisation_with_much_shows_the_first_and_leads_to_all() {
    let one: Organisation = organisation("Régie Plus").in_commune("37261");
    let seeds = seeds_with(
        (0..25).map(|number| initiative(&format!("Chantier {number}")).carried_by(&one)).chain(
            (0..22).map(|number| initiative(&format!("Ancien {number}")).carried_by(&one).ended()),
        ),
    );
    let app = TestApp::with_seeds(&seeds).await;

    let page = app.get("/acteurs/regie-plus").await.assert_status(200);

    assert_eq!(page.texts(".card h3").len() + page.texts(".card h4").len(), 40);
    let more = page.attrs("[aria-labelledby='t-initiatives'] > p > a.act", "href");
    assert_eq!(
        more,
        ["/initiatives?acteur=regie-plus", "/initiatives?acteur=regie-plus&etat=terminee"]
    );
    assert!(app.get(&more[0]).await.text(".count").starts_with("25 initiatives"));
    assert!(app.get(&more[1]).await.text(".count").starts_with("22 initiatives"));
}
