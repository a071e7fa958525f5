//! Every write that the link of a draft or of a proposal lets anybody make is counted before it is made.

use axum::body::Body;
use axum::http::Request;
use quartiers_emploi::domain::operations::{Ceiling, Network};
use quartiers_emploi::domain::proposal::{ProposalId, ProposalState, QuarantineReason};

use super::draft_quota::{begin_within, behind_a_proxy, filled, flood, only};
use super::moderation::decide;
use crate::fixtures::proposal_form::{STEPS, create_draft, submit_confirmed_proposal};
use crate::fixtures::{administrator, proposal, seeds, stored_draft_bytes};
use crate::test_app::{TestApp, TestPage};

/// An address of the network that writes too much, its neighbour, and another one.
const CROWDED: &str = "192.0.2.7";
const NEIGHBOUR: &str = "192.0.2.99";
const ELSEWHERE: &str = "198.51.100.4";

/// Writes from [`CROWDED`] until its network may write nothing more.
async fn use_up_the_network(app: &TestApp) {
    flood(app, Some(&Network::new("192.0.2".to_owned()))).await;
    let link = proposal("Un brouillon").insert_draft(app).await.link;
    let path = format!("/proposer/{}/quoi", link.reveal());
    for _ in 0..10 {
        if app.post_from(CROWDED, &path, STEPS[0].1).await.status == 429 {
            return;
        }
    }
    panic!("the network still writes");
}

async fn get_from(app: &TestApp, address: &str, path: &str) -> TestPage {
    let request = Request::get(path).header("x-forwarded-for", address).body(Body::empty());
    app.send(request.unwrap()).await
}

#[tokio::test]
async fn a_proposal_is_opened_again_within_the_limit_of_the_network() {
    let mut app = behind_a_proxy().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    use_up_the_network(&app).await;
    let correct = format!("{follow}/correction");

    let page = app.post_from(NEIGHBOUR, &correct, &[]).await.assert_status(429);

    assert!(page.text("main .note").contains("reste comme elle est"), "{}", page.text("main"));
    assert_eq!(only(&app).await.state, ProposalState::Pending);
    app.post_from(ELSEWHERE, &correct, &[]).await.redirect_target();
    assert_eq!(only(&app).await.state, ProposalState::Draft);
    // Returning a reopened proposal is not counted again.
    app.post_from(NEIGHBOUR, &format!("{follow}/remise"), &[]).await.redirect_target();
    assert_eq!(only(&app).await.state, ProposalState::Pending);
}

#[tokio::test]
async fn a_change_of_what_is_published_is_begun_within_the_limit_of_the_network() {
    let mut app = behind_a_proxy().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let follow = submit_confirmed_proposal(&mut app).await;
    decide(&app, &mut claire, ProposalId::new(1), "publication", &[]).await.assert_status(303);
    use_up_the_network(&app).await;
    let (modify, stored) = (format!("{follow}/modification"), stored_draft_bytes(&app).await);

    let page = app.post_from(NEIGHBOUR, &modify, &[]).await.assert_status(429);

    assert!(page.text("main .note").contains("reste comme elle est"), "{}", page.text("main"));
    assert_eq!(stored_draft_bytes(&app).await, stored);
    let draft = app.post_from(ELSEWHERE, &modify, &[]).await.redirect_target();
    assert!(stored_draft_bytes(&app).await > stored);
    assert_eq!(
        app.post_from(NEIGHBOUR, &modify, &[]).await.redirect_target(),
        draft,
        "it is there already"
    );
}

#[tokio::test]
async fn writes_beyond_the_limit_do_not_quarantine_a_draft() {
    let mut app = behind_a_proxy().await;
    let path = format!("{}/quoi", create_draft(&mut app).await);
    use_up_the_network(&app).await;
    let honeypot_filled = [STEPS[0].1, &[("rubrique", "x")]].concat();

    app.post_from(NEIGHBOUR, &path, &honeypot_filled).await.assert_status(429);

    assert_eq!(only(&app).await.quarantine, None);
    app.post_from(ELSEWHERE, &path, &honeypot_filled).await.redirect_target();
    assert_eq!(only(&app).await.quarantine, Some(QuarantineReason::Honeypot));
}

#[tokio::test]
async fn a_draft_that_is_opened_beyond_the_limit_is_read_and_lives_no_longer() {
    let mut app = behind_a_proxy().await;
    let follow = create_draft(&mut app).await.replace("/proposer/", "/suivi/");
    app.advance_seconds(3_600);
    use_up_the_network(&app).await;

    let page = get_from(&app, NEIGHBOUR, &follow).await.assert_status(200);

    assert!(page.text("main").contains("26 novembre 2026"), "two days: {}", page.text("main"));
    assert_eq!(only(&app).await.returned_at, None);
    get_from(&app, ELSEWHERE, &follow).await.assert_status(200);
    assert_eq!(only(&app).await.returned_at, Some(app.app.clock.now()));
}

#[tokio::test]
async fn beyond_what_is_stored_of_unconfirmed_drafts_only_networks_that_began_few_begin_others() {
    // given room for five short drafts, and in reserve for five others
    let app = TestApp::with_seeds(&seeds()).await;
    let mine = proposal("Atelier vélo").insert_draft(&app).await;
    let short = filled(1);
    let begin = async |network: Option<&Network>| {
        begin_within(&app, network, &short, Ceiling { most: 10, reserve: 10 }).await
    };
    let networks = ["192.0.2", "198.51.100", "203.0.113"].map(|it| Network::new(it.to_owned()));

    // when as many are begun as may be, from no known network and from three
    let unknown = begin(None).await;
    let known = [
        begin(Some(&networks[0])).await,
        begin(Some(&networks[1])).await,
        begin(Some(&networks[2])).await,
    ];

    // then each network has begun two, as long as there is room; what is stored is written, and counts until it is confirmed
    assert_eq!((unknown, known), (4, [2, 2, 1]));
    let path = format!("/proposer/{}/quoi", mine.link.reveal());
    app.post(&path, STEPS[0].1).await.redirect_target();
    assert_eq!(begin(Some(&Network::new("203.0.114".to_owned()))).await, 0);
    proposal("Couture").confirmed_at("2026-11-24T09:00:00Z").insert_draft(&app).await;
    assert_eq!(begin(None).await, 0);
}
