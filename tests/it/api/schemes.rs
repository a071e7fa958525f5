//! Schemes in the API: the same as on the page.

use crate::test_app::TestApp;

#[tokio::test]
async fn schemes_are_those_of_the_page() {
    let app = TestApp::with_real_seeds().await;
    for query in ["", "?frein=mobilite&frein=logement", "?public=jeunes&par=mission-locale"] {
        let page = app.get(&format!("/dispositifs{query}")).await.assert_status(200);
        let json = app.get(&format!("/api/v1/dispositifs{query}")).await.assert_status(200).json();

        let items = json["items"].as_array().unwrap();
        let mut slugs: Vec<_> = items.iter().map(|it| it["slug"].as_str().unwrap()).collect();
        let shown = page.attrs(".schemes h4 a", "href");
        let mut shown: Vec<_> =
            shown.iter().map(|it| it.rsplit('/').next().unwrap_or_default()).collect();
        slugs.sort_unstable();
        shown.sort_unstable();
        assert_eq!(slugs, shown, "{query}");
        let open = items.iter().filter(|it| it["status"] != "terminee").count();
        assert_eq!(json["total"], open, "{query}");
        assert!(items.iter().all(|it| it.get("curator_note").is_none()));
    }
}

#[tokio::test]
async fn unknown_parameters_and_values_are_refused_all_at_once() {
    let app = TestApp::with_real_seeds().await;

    let answer = app.get("/api/v1/dispositifs?frein=licorne&q=permis&par=x").await;

    let problem = answer.assert_status(400).json();
    let reported: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|it| &it["parameter"]).collect();
    assert_eq!(reported, ["q", "frein", "par"]);
}
