//! Withdrawn records answer 410.

use quartiers_emploi::domain::directory::{Collection, Seeds};

use crate::fixtures::{SANITAS, initiative, parsed, seeds, seeds_with};
use crate::test_app::TestApp;

/// A site imported from `before`, then from `after`.
async fn reimported(before: &Seeds, after: &Seeds) -> TestApp {
    let app = TestApp::with_seeds(before).await;
    app.app.store.import_seeds(after, app.app.clock.now()).await.expect("the seeds are imported");
    app.app.refresh().await.expect("the catalogue is built");
    app
}

#[tokio::test]
async fn the_short_link_of_a_withdrawn_initiative_is_gone_though_its_address_was_taken_over() {
    let toit = |number| initiative("Un toit").with_number(number);
    let app = reimported(&seeds_with([toit(1)]), &seeds_with([toit(2)])).await;

    app.get("/initiatives/un-toit").await.assert_status(200);
    app.get("/i/2").await.assert_status(301);
    app.get("/i/1").await.assert_status(410);
    app.get("/i/3").await.assert_status(404);
}

#[tokio::test]
async fn every_initiative_withdrawn_from_one_address_is_gone_by_its_short_link() {
    let toit = |number| initiative("Un toit").with_number(number);
    let app = reimported(&seeds_with([toit(1)]), &seeds_with([toit(2)])).await;

    app.app
        .store
        .import_seeds(&seeds(), app.app.clock.now())
        .await
        .expect("the seeds are imported");
    app.app.refresh().await.expect("the catalogue is built");

    app.get("/initiatives/un-toit").await.assert_status(410);
    app.get("/i/1").await.assert_status(410);
    app.get("/i/2").await.assert_status(410);
}

#[tokio::test]
async fn a_neighbourhood_that_left_is_gone_at_every_address_it_had() {
    let (mut renamed, mut without) = (seeds(), seeds());
    renamed.neighbourhoods[1].slug = parsed("sanitas-tours");
    without.neighbourhoods.remove(1);
    let app = reimported(&seeds(), &renamed).await;
    app.get("/quartiers/sanitas").await.assert_status(301);

    app.app
        .store
        .import_seeds(&without, app.app.clock.now())
        .await
        .expect("the seeds are imported");
    app.app.refresh().await.expect("the catalogue is built");

    app.get("/quartiers/sanitas").await.assert_status(410);
    app.get("/quartiers/sanitas-tours").await.assert_status(410);
    app.get("/q/qn03709m").await.assert_status(410);
    app.get("/quartiers/jamais-vu").await.assert_status(404);
    app.get("/q/QN99999M").await.assert_status(404);
}

#[tokio::test]
async fn the_former_code_of_a_neighbourhood_that_keeps_its_address_is_gone() {
    let mut recoded = seeds();
    recoded.neighbourhoods[1].code = parsed("QN03709I");
    let app = reimported(&seeds(), &recoded).await;

    app.get("/quartiers/sanitas").await.assert_status(200);
    app.get("/q/QN03709I").await.assert_status(301);
    app.get(&format!("/q/{SANITAS}")).await.assert_status(410);
}

#[tokio::test]
async fn a_barrier_and_a_collection_that_left_are_gone() {
    let (mut with, mut without) = (seeds(), seeds());
    with.collections.push(Collection {
        slug: parsed("recueil"),
        title: parsed("Un recueil"),
        summary: parsed("Des expériences."),
        size: 3,
        known: parsed("Rien."),
        unknown: parsed("Tout."),
        source_url: parsed("https://www.example.org/recueil"),
    });
    without.barriers.retain(|barrier| barrier.slug != parsed("mobilite"));
    let app = reimported(&with, &without).await;

    app.get("/freins/mobilite").await.assert_status(410);
    app.get("/recueils/recueil").await.assert_status(410);
    app.get("/freins/recueil").await.assert_status(404);
    app.get("/recueils/mobilite").await.assert_status(404);
}
