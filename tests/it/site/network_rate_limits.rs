//! Rate limits by client network: one network over the limit does not affect others.

use std::net::IpAddr;

use quartiers_emploi::edge::Peer;

use crate::browser::form;
use crate::fixtures::proposal_form::{STEPS, create_complete_draft, submit_proposal};
use crate::fixtures::{parsed, seeds};
use crate::test_app::{TestApp, TestPage};

/// More requests than any limit allows at once.
const OVER_ANY_LIMIT: usize = 40;

/// Submits a form over a connection from `address`.
async fn post_from_peer(
    app: &TestApp,
    address: &str,
    path: &str,
    fields: &[(&str, &str)],
) -> TestPage {
    let address: IpAddr = parsed(address);
    let mut request = form(path, fields);
    request.extensions_mut().insert(Peer(address));
    app.send(request).await
}

/// Submits a form from one network until the limit; then statuses for that address, its network, and another network.
async fn statuses_after_limit(
    app: &TestApp,
    path: &str,
    fields: impl Fn(usize) -> Vec<(&'static str, String)>,
) -> [u16; 3] {
    let send = async |address: &str, n: usize| {
        let fields = fields(n);
        let fields: Vec<_> = fields.iter().map(|(name, it)| (*name, it.as_str())).collect();
        post_from_peer(app, address, path, &fields).await.status.as_u16()
    };
    for n in 0..OVER_ANY_LIMIT {
        send("192.0.2.17", n).await;
    }
    [
        send("192.0.2.17", OVER_ANY_LIMIT).await,
        send("192.0.2.99", OVER_ANY_LIMIT + 1).await,
        send("198.51.100.4", OVER_ANY_LIMIT + 2).await,
    ]
}

#[tokio::test]
async fn links_to_sign_in_are_limited_by_network() {
    let app = TestApp::with_seeds(&seeds()).await;
    let fields = |n: usize| vec![("adresse", format!("membre{n}@example.org"))];
    assert_eq!(statuses_after_limit(&app, "/connexion/lien", fields).await, [429, 429, 303]);
}

#[tokio::test]
async fn links_to_a_draft_are_limited_by_network() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let draft = create_complete_draft(&mut app).await;
    let fields = |n: usize| vec![("lien-mail", format!("anne@domaine{n}.example"))];
    assert_eq!(statuses_after_limit(&app, &format!("{draft}/lien"), fields).await, [429, 429, 303]);
}

#[tokio::test]
async fn mails_that_confirm_are_limited_by_network() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let (draft, follow) = (create_complete_draft(&mut app).await, submit_proposal(&mut app).await);
    let fields = |n: usize| vec![("lien-mail", format!("anne@domaine{n}.example"))];
    statuses_after_limit(&app, &format!("{draft}/lien"), fields).await;
    let again = format!("{follow}/confirmation");

    assert_eq!(post_from_peer(&app, "192.0.2.17", &again, &[]).await.status, 429);
    assert_eq!(
        post_from_peer(&app, "192.0.2.17", &format!("{draft}/envoi"), &[]).await.status,
        429
    );

    assert_eq!(post_from_peer(&app, "203.0.113.5", &again, &[]).await.status, 303);
    assert_eq!(
        post_from_peer(&app, "203.0.113.5", &format!("{draft}/envoi"), &[]).await.status,
        303
    );
}

#[tokio::test]
async fn links_of_all_that_was_proposed_are_limited_by_network_and_the_answer_says_nothing() {
    let app = TestApp::with_seeds(&seeds()).await;
    let fields = |n: usize| vec![("mail", format!("anne@domaine{n}.example"))];

    assert_eq!(statuses_after_limit(&app, "/suivi", fields).await, [303, 303, 303]);

    // Twenty mails for the first network, one for the other.
    let mails = app.mails().await;
    assert_eq!(mails.len(), 21);
    assert_eq!(mails[20].to.as_str(), format!("anne@domaine{}.example", OVER_ANY_LIMIT + 2));
}

#[tokio::test]
async fn proposals_beyond_the_limit_of_a_network_are_quarantined_and_others_are_not() {
    let mut app = TestApp::with_seeds(&seeds()).await;
    let mut form_tokens = Vec::new();
    for _ in 0..22 {
        form_tokens.push(app.get("/proposer").await.attr("[name=timbre]", "value"));
    }
    app.advance_seconds(10);
    let last = form_tokens.pop().unwrap();
    for form_token in &form_tokens {
        let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();
        post_from_peer(&app, "192.0.2.17", "/proposer", &first).await.redirect_target();
    }
    let first = [STEPS[0].1, &[("timbre", last.as_str())]].concat();
    post_from_peer(&app, "198.51.100.4", "/proposer", &first).await.redirect_target();

    let mut quarantined = Vec::new();
    for n in 1..=22 {
        let id = quartiers_emploi::domain::proposal::ProposalId::new(n);
        let proposal = app.app.store.find_proposal(id).await.unwrap().unwrap();
        if proposal.quarantine.is_some() {
            quarantined.push(n);
        }
    }
    assert_eq!(quarantined, [21]);
}

#[tokio::test]
async fn requests_whose_header_holds_no_address_share_the_limits_of_one_network() {
    let app =
        TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await;
    let send = async |from: &str, n: usize| {
        let email = format!("membre{n}@example.org");
        app.post_from(from, "/connexion/lien", &[("adresse", &email)]).await.status.as_u16()
    };
    for n in 0..OVER_ANY_LIMIT {
        send("unknown", n).await;
    }

    assert_eq!(send("192.0.2.17, \"", OVER_ANY_LIMIT).await, 429);
    assert_eq!(send("\", 192.0.2.17", OVER_ANY_LIMIT + 1).await, 303);
}
