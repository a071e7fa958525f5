//! Collections of experiences.

use crate::test_app::TestApp;

#[tokio::test]
async fn unread_numbers_are_listed() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/recueils/a-bras-le-coeur").await.assert_status(200);

    assert_eq!(page.texts(".entries h4").len(), 8);
    assert_eq!(page.texts(".collection-gaps li"), ["N° 9 à 20 : titres non lus"]);
    assert!(page.body.contains("8 expériences lues sur 20"));
}

#[tokio::test]
async fn its_experiences_stand_by_part_and_number() {
    let app = TestApp::with_real_seeds().await;

    let page = app.get("/recueils/a-bras-le-coeur").await;

    assert_eq!(page.texts("h3.sub"), ["Comme des veilleuses", "Comme des fondations"]);
    assert_eq!(
        page.attrs(".entries > li", "data-numero"),
        ["1", "2", "3", "4", "5", "6", "7", "8"]
    );
}

#[tokio::test]
async fn every_collection_is_in_the_list_and_others_are_not_found() {
    let app = TestApp::with_real_seeds().await;

    let list = app.get("/recueils").await.assert_status(200);

    assert_eq!(list.attr(".saffron a.btn", "href"), "/recueils/a-bras-le-coeur");
    app.get("/recueils/inconnu").await.assert_status(404);
}
