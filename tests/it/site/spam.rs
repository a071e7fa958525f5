//! Robots stay out of the queue, and nobody is taken for one.

use quartiers_emploi::domain::{
    ids::ProposalId,
    proposal::{Proposal, ProposalState},
};

use crate::{
    app::TestApp,
    given::{proposal::STEPS, seeds},
    mails::links,
};

/// A site behind a proxy.
async fn app() -> TestApp {
    TestApp::set(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await
}

/// Whether a moderator finds it in the queue.
fn is_in_the_queue(proposal: &Proposal) -> bool {
    proposal.state == ProposalState::Pending && proposal.quarantine.is_none()
}

/// Everything that was ever begun.
async fn all(app: &TestApp) -> Vec<Proposal> {
    let mut all = Vec::new();
    for number in 1.. {
        match app.app.store.find_proposal(ProposalId::new(number)).await.unwrap() {
            Some(it) => all.push(it),
            None => return all,
        }
    }
    all
}

/// Goes through all the steps and sends; what robots do, and people.
async fn submit(app: &TestApp, from: &str, first: &[(&str, &str)], who: &[(&str, &str)]) -> bool {
    let answer = app.post_from(from, "/proposer", first).await;
    if answer.status != 303 {
        return false;
    }
    let draft = answer.leads().trim_end_matches("/ou").to_owned();
    for (step, typed) in &STEPS[1..4] {
        app.post_from(from, &format!("{draft}/{step}"), typed).await;
    }
    app.post_from(from, &format!("{draft}/vous"), who).await;
    app.post_from(from, &format!("{draft}/envoi"), &[]).await.status == 303
}

async fn confirm_all(app: &TestApp) {
    for mail in app.mails().await {
        let link = links(&mail)[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
        app.post(&link, &[]).await;
    }
}

#[tokio::test]
async fn of_a_thousand_robot_posts_one_in_a_hundred_at_most_reaches_the_queue() {
    let mut app = app().await;
    let (mut replayed, fresh) =
        (String::new(), app.get("/proposer").await.attr("[name=timbre]", "value"));
    for n in 0..1_000 {
        let stamp = app.get("/proposer").await.attr("[name=timbre]", "value");
        let kind = n % 6;
        // Instant ones do not wait.
        app.later(if kind == 0 { 1 } else { 10 });
        let title = format!("Best offer {n}");
        let mut first = STEPS[0].1.to_vec();
        first[0] = ("titre", title.as_str());
        let stamp = match kind {
            1 => "Zm9yZ2Vk".to_owned(),
            2 if !replayed.is_empty() => replayed.clone(),
            _ => stamp,
        };
        replayed.clone_from(&stamp);
        first.push(("timbre", stamp.as_str()));
        if kind == 3 {
            first.push(("complement", "http://spam.example"));
        }
        let mail = format!("robot{n}@spam{}.example", n / 20);
        let mut who = STEPS[4].1.to_vec();
        who[2] = ("mail", mail.as_str());
        let from = format!("203.0.113.{}", n % 250);
        submit(&app, &from, &first, &who).await;
    }
    drop(fresh);
    // Even those who could read their mail: all but the unconfirmed.
    let read: Vec<_> = all(&app).await.into_iter().filter(|it| it.quarantine.is_some()).collect();
    assert!(!read.is_empty());
    let reached = all(&app).await.iter().filter(|it| is_in_the_queue(it)).count();
    assert!(reached <= 10, "{reached} of 1,000");
}

#[tokio::test]
async fn none_of_two_hundred_people_is_kept_out() {
    let mut app = app().await;
    for n in 0..200 {
        let stamp = app.get("/proposer").await.attr("[name=timbre]", "value");
        // From quick typists to those who come back the next morning.
        app.later([5, 40, 600, 7_200, 80_000][n % 5]);
        let title = format!("Action numéro {n} du quartier");
        let mut first = STEPS[0].1.to_vec();
        first[0] = ("titre", title.as_str());
        first.push(("timbre", stamp.as_str()));
        let mail = format!("personne{n}@orange.example");
        let mut who = STEPS[4].1.to_vec();
        who[2] = ("mail", mail.as_str());
        // Ten share one network: a town hall.
        let from = format!("198.51.{}.{}", n / 10, n % 10);
        assert!(submit(&app, &from, &first, &who).await, "{n}");
    }
    confirm_all(&app).await;
    let waiting = all(&app).await;
    assert_eq!(waiting.iter().filter(|it| is_in_the_queue(it) && it.suspicion == 0).count(), 200);
}

#[tokio::test]
async fn who_fills_in_the_field_that_nobody_sees_is_answered_as_anybody_and_stands_apart() {
    let mut app = app().await;
    let stamp = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.later(10);
    let first = [STEPS[0].1, &[("timbre", stamp.as_str()), ("complement", "x")]].concat();

    assert!(submit(&app, "192.0.2.1", &first, STEPS[4].1).await);
    confirm_all(&app).await;

    let all = all(&app).await;
    assert_eq!(all[0].state, ProposalState::Pending);
    assert!(!is_in_the_queue(&all[0]));
}
