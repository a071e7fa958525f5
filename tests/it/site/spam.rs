//! Spam detection: robots are quarantined, people are not.

use quartiers_emploi::domain::proposal::{Proposal, ProposalId, ProposalState};

use crate::fixtures::proposal_form::STEPS;
use crate::fixtures::{initiative, seeds, seeds_with};
use crate::outbox::links;
use crate::test_app::TestApp;

/// A site that reads client addresses from `X-Forwarded-For`.
async fn app() -> TestApp {
    TestApp::with_settings(&seeds(), &["--client-address-header", "X-Forwarded-For"]).await
}

/// True if a moderator finds it in the queue.
fn is_in_the_queue(proposal: &Proposal) -> bool {
    proposal.state == ProposalState::Pending && proposal.quarantine.is_none()
}

/// All proposals, drafts included.
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

/// Fills in all steps and submits; true if accepted.
async fn submit(app: &TestApp, from: &str, first: &[(&str, &str)], who: &[(&str, &str)]) -> bool {
    let answer = app.post_from(from, "/proposer", first).await;
    if answer.status != 303 {
        return false;
    }
    let draft = answer.redirect_target().trim_end_matches("/ou").to_owned();
    for (step, typed) in &STEPS[1..4] {
        app.post_from(from, &format!("{draft}/{step}"), typed).await;
    }
    app.post_from(from, &format!("{draft}/vous"), who).await;
    app.post_from(from, &format!("{draft}/envoi"), &[]).await.status == 303
}

/// Confirms the email address by the link of the last mail.
async fn confirm_last(app: &TestApp) {
    let mails = app.mails().await;
    let Some(mail) = mails.last() else { return };
    let link = links(mail)[0].strip_prefix("https://annuaire.example").unwrap().to_owned();
    app.post(&link, &[]).await;
}

/// Behaviour of a robot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Robot {
    /// Submits faster than a person types.
    Instant,
    /// Fills in the honeypot field.
    FillsHoneypot,
    /// Invents a form token.
    Forged,
    /// Reuses one form token.
    Replayed,
    /// Writes links, with an address whose mail it does not read.
    Links,
    /// Writes as people do, with an address whose mail it does not read.
    Unconfirmed,
}

const ROBOTS: [Robot; 6] = [
    Robot::Instant,
    Robot::FillsHoneypot,
    Robot::Forged,
    Robot::Replayed,
    Robot::Links,
    Robot::Unconfirmed,
];

/// Runs one attack of `robot`.
async fn attack(app: &mut TestApp, n: usize, robot: Robot, known: &str) {
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(if robot == Robot::Instant { 1 } else { 10 });
    let title = format!("Best offer {n}");
    let mut first = STEPS[0].1.to_vec();
    first[0] = ("titre", title.as_str());
    if robot == Robot::Links {
        first[1] =
            ("resume", "https://a.example https://b.example https://bit.ly/c buy now, buy now");
    }
    first.push(match robot {
        Robot::Forged => ("timbre", "Zm9yZ2Vk"),
        Robot::Replayed => ("timbre", known),
        Robot::Instant | Robot::FillsHoneypot | Robot::Links | Robot::Unconfirmed => {
            ("timbre", &form_token)
        }
    });
    if robot == Robot::FillsHoneypot {
        first.push(("rubrique", "http://spam.example"));
    }
    let mail = format!("robot{n}@spam{}.example", n / 20);
    let mut who = STEPS[4].1.to_vec();
    who[2] = ("mail", mail.as_str());
    submit(app, &format!("203.0.{}.7", n % 200), &first, &who).await;
    // These robots read their mail.
    if matches!(robot, Robot::Instant | Robot::FillsHoneypot) {
        confirm_last(app).await;
    }
}

#[tokio::test]
async fn at_most_one_in_a_hundred_robot_posts_reaches_the_queue() {
    let mut app = app().await;
    let known = app.get("/proposer").await.attr("[name=timbre]", "value");
    for n in 0..1_000 {
        attack(&mut app, n, ROBOTS[n % ROBOTS.len()], &known).await;
    }
    let all = all(&app).await;
    let reached = all.iter().filter(|it| is_in_the_queue(it)).count();
    assert!(reached <= 10, "{reached} of 1,000");
    // Quarantined proposals remain visible to moderators.
    let quarantined =
        all.iter().filter(|it| it.quarantine.is_some() && it.state == ProposalState::Pending);
    assert!(quarantined.count() > 100);
    assert!(all.iter().any(|it| it.spam_score > 5));
}

/// Robots with a network and a mailbox for each post are beyond automatic detection.
#[tokio::test]
async fn humanlike_robots_are_limited_by_network() {
    let mut app = app().await;
    for n in 0..100 {
        let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
        app.advance_seconds(10);
        let title = format!("Best offer {n}");
        let mut first = STEPS[0].1.to_vec();
        first[0] = ("titre", title.as_str());
        first.push(("timbre", form_token.as_str()));
        let mail = format!("robot@spam{n}.example");
        let mut who = STEPS[4].1.to_vec();
        who[2] = ("mail", mail.as_str());
        submit(&app, &format!("203.0.113.{n}"), &first, &who).await;
        confirm_last(&app).await;
    }

    let reached = all(&app).await.iter().filter(|it| is_in_the_queue(it)).count();

    // Limit of a network in a quarter of an hour: twenty drafts, and those refilled meanwhile.
    assert!((20..=26).contains(&reached), "{reached}");
}

#[tokio::test]
async fn no_human_proposal_of_two_hundred_is_quarantined() {
    let mut app = app().await;
    for n in 0..200 {
        let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
        // From fast typists to people who return the next morning.
        app.advance_seconds([5, 40, 600, 7_200, 80_000][n % 5]);
        let title = format!("Action numéro {n} du quartier");
        let mut first = STEPS[0].1.to_vec();
        first[0] = ("titre", title.as_str());
        first.push(("timbre", form_token.as_str()));
        let mail = format!("personne{n}@orange.example");
        let mut who = STEPS[4].1.to_vec();
        who[2] = ("mail", mail.as_str());
        // Ten people share one network, as in a town hall.
        let from = format!("198.51.{}.{}", n / 10, n % 10);
        assert!(submit(&app, &from, &first, &who).await, "{n}");
        confirm_last(&app).await;
    }
    let waiting = all(&app).await;
    assert_eq!(waiting.iter().filter(|it| is_in_the_queue(it) && it.spam_score == 0).count(), 200);
}

/// True if the last of `posts` to the first step is quarantined; each is sent some seconds after the page before.
async fn quarantine_after(mut app: TestApp, path: &str, posts: &[(i64, &[(&str, &str)])]) -> bool {
    let mut page = app.get(path).await;
    for (seconds, typed) in posts {
        app.advance_seconds(*seconds);
        let form_token = page.attr("[name=timbre]", "value");
        page = app.post("/proposer", &[*typed, &[("timbre", form_token.as_str())]].concat()).await;
    }
    page.redirect_target();
    all(&app).await.last().unwrap().quarantine.is_some()
}

#[tokio::test]
async fn resubmitting_on_request_is_not_too_fast() {
    let first = STEPS[0].1;
    let delayed = [(24 * 3_600 + 1, first), (0, first)];
    let corrected: [(i64, &[_]); 2] = [(10, &[]), (1, first)];
    assert!(!quarantine_after(app().await, "/proposer", &delayed).await);
    assert!(!quarantine_after(app().await, "/proposer", &corrected).await);
    // The time is counted from the first page.
    let robot: [(i64, &[_]); 2] = [(1, &[]), (1, first)];
    assert!(quarantine_after(app().await, "/proposer", &robot).await);
}

#[tokio::test]
async fn correcting_a_prefilled_form_is_not_too_fast() {
    let seeds = seeds_with([initiative("Garage solidaire").with_number(62)]);
    let app = TestApp::with_settings(&seeds, &["--client-address-header", "X-Forwarded-For"]).await;
    let first = [STEPS[0].1, &[("initiative", "62")]].concat();
    assert!(!quarantine_after(app, "/proposer?initiative=62", &[(2, &first)]).await);
}

#[tokio::test]
async fn a_filled_honeypot_gets_the_usual_response_and_is_quarantined() {
    let mut app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);
    let first = [STEPS[0].1, &[("timbre", form_token.as_str()), ("rubrique", "x")]].concat();

    assert!(submit(&app, "192.0.2.1", &first, STEPS[4].1).await);
    confirm_last(&app).await;

    let all = all(&app).await;
    assert_eq!(all[0].state, ProposalState::Pending);
    assert!(!is_in_the_queue(&all[0]));
}

/// Submits a first step from `from`.
async fn begin(app: &mut TestApp, from: &str) {
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(5);
    let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();
    app.post_from(from, "/proposer", &first).await.redirect_target();
}

#[tokio::test]
async fn drafts_beyond_the_limit_of_a_network_are_quarantined() {
    let mut app = app().await;
    for n in 0..25 {
        begin(&mut app, &format!("198.51.100.{n}")).await;
    }
    begin(&mut app, "198.51.101.1").await;
    // Addresses that the client wrote into the header before the proxy are ignored.
    begin(&mut app, "198.51.102.9, 198.51.100.1").await;

    let quarantined: Vec<bool> = all(&app).await.iter().map(|it| it.quarantine.is_some()).collect();

    assert!(quarantined[..20].iter().all(|it| !it), "{quarantined:?}");
    assert!(quarantined[21..25].iter().all(|it| *it), "{quarantined:?}");
    assert!(!quarantined[25] && quarantined[26]);
}
