//! Rows of the access matrix about proposals: authors use links, moderators use ids.

use quartiers_emploi::domain::account::Token;
use quartiers_emploi::domain::directory::InitiativeId;
use quartiers_emploi::domain::proposal::{ProposalId, Step};
use quartiers_emploi::paths;

use super::TestRole;
use super::matrix::{ALL, Case, NO_ID, NONE, Row, case, no_token, redirecting_route, route};
use super::users::AccessFixture;

/// Readable by every member with a sign-in method.
const READERS: &str = "suiiii";

/// Answers to GET for a proposal in the home département, in the other one, and one that moderators may not see.
const GET: [&str; 3] = ["suinii", "suniii", "suaaaa"];
const POST: [&str; 3] = ["sninii", "snniii", "snaaaa"];
/// Answers for a change that would move a published initiative from the home département to the other one.
const MOVING_GET: &str = "suiiii";
const MOVING_POST: &str = "sniiii";

pub fn rows() -> Vec<Row> {
    [draft_routes(), tracking_routes(), queue(), published()].into_iter().flatten().collect()
}

fn draft_routes() -> Vec<Row> {
    let mut rows = vec![route("GET /proposer", ALL), route("POST /proposer", ALL)];
    rows.push(by_link("GET /proposer/{token}", paths::draft));
    for route in ["GET /proposer/{token}/{step}", "POST /proposer/{token}/{step}"] {
        rows.push(by_link(route, |token| paths::draft_step(token, Step::Description)));
    }
    rows.push(by_link("GET /proposer/{token}/relire", paths::draft_review));
    rows.push(by_link("GET /proposer/{token}/apercu", |it| {
        paths::by_token(paths::DRAFT_PREVIEW, it)
    }));
    for route in ["GET /proposer/{token}/lien", "POST /proposer/{token}/lien"] {
        rows.push(by_link(route, |it| paths::by_token(paths::DRAFT_LINK, it)));
    }
    for route in ["GET /proposer/{token}/envoi", "POST /proposer/{token}/envoi"] {
        rows.push(by_link(route, |it| paths::by_token(paths::DRAFT_SUBMISSION, it)));
    }
    rows
}

fn tracking_routes() -> Vec<Row> {
    let mut rows = vec![route("GET /suivi", ALL), route("POST /suivi", ALL)];
    rows.push(by_link("GET /suivi/{token}", paths::follow));
    let acts = [
        ("POST /suivi/{token}/confirmation", paths::CONFIRMATION_MAIL),
        ("GET /suivi/{token}/correction", paths::REOPENING),
        ("POST /suivi/{token}/correction", paths::REOPENING),
        ("POST /suivi/{token}/remise", paths::RETURN_TO_QUEUE),
        ("POST /suivi/{token}/retrait", paths::PROPOSAL_WITHDRAWAL),
        ("GET /suivi/{token}/effacement", paths::ERASURE),
        ("POST /suivi/{token}/effacement", paths::ERASURE),
        ("POST /suivi/{token}/modification", paths::MODIFICATION),
    ];
    rows.extend(acts.map(|(route, act)| by_link(route, move |it| paths::by_token(act, it))));
    let acts = [
        "GET /suivi/{token}/confirmation",
        "GET /suivi/{token}/remise",
        "GET /suivi/{token}/retrait",
        "GET /suivi/{token}/modification",
    ];
    rows.extend(acts.map(|it| redirecting_route(it, ALL)));
    for route in ["GET /suivi/confirmation/{token}", "POST /suivi/confirmation/{token}"] {
        let confirmed = |fixture: &AccessFixture, _| {
            paths::confirmation(&fixture.proposed.unconfirmed.confirmation)
        };
        // The link of a proposal does not confirm the email address.
        let followed =
            |fixture: &AccessFixture, _| paths::confirmation(&fixture.proposed.unconfirmed.link);
        rows.push(Row {
            route,
            cases: vec![
                case("mailed", confirmed, ALL),
                case("of following", followed, NONE),
                case("absent", |_, _| paths::confirmation(&no_token()), NONE),
            ],
        });
    }
    rows
}

/// A route of the author: open to anybody with the link, regardless of role.
fn by_link(route: &'static str, show: impl Fn(&Token) -> String + Copy + 'static) -> Row {
    let numbered = move |fixture: &AccessFixture, _: TestRole| {
        let at = show(&no_token());
        at.replace(&no_token().reveal(), &fixture.proposed.draft.id.to_string())
    };
    let cases = vec![
        case("draft", move |fixture, _| show(&fixture.proposed.draft.link), ALL),
        case("sent", move |fixture, _| show(&fixture.proposed.unconfirmed.link), ALL),
        case(
            "confirming",
            move |fixture, _| show(&fixture.proposed.unconfirmed.confirmation),
            NONE,
        ),
        case("numbered", numbered, NONE),
        case("absent", move |_, _| show(&no_token()), NONE),
    ];
    Row { route, cases }
}

fn queue() -> Vec<Row> {
    let mut undoing =
        of_proposal("POST /moderation/propositions/{id}/annulation", paths::decision_revert, POST);
    // Undoing a publication requires moderation rights in the home département.
    let published = |fixture: &AccessFixture, _| paths::decision_revert(fixture.proposed.published);
    undoing.cases.push(case("published", published, "sninii"));
    let mut rows = vec![
        route("GET /proposer/regles", ALL),
        route("GET /moderation", READERS),
        of_proposal("GET /moderation/propositions/{id}", paths::proposal, GET),
        of_proposal("GET /moderation/propositions/{id}/apercu", paths::proposal_preview, GET),
        of_proposal("POST /moderation/propositions/{id}/publication", paths::publication, POST),
        of_proposal("POST /moderation/propositions/{id}/demande", paths::change_request, POST),
        of_proposal("POST /moderation/propositions/{id}/refus", paths::refusal, POST),
        undoing,
        of_proposal("POST /moderation/propositions/{id}/reservation", paths::claim, POST),
        of_proposal("POST /moderation/propositions/{id}/sortie", paths::quarantine_release, POST),
        of_proposal(
            "POST /moderation/propositions/{id}/relecture",
            paths::proposal_resubmission,
            POST,
        ),
    ];
    let acts = [
        "GET /moderation/propositions/{id}/publication",
        "GET /moderation/propositions/{id}/demande",
        "GET /moderation/propositions/{id}/refus",
        "GET /moderation/propositions/{id}/annulation",
        "GET /moderation/propositions/{id}/reservation",
        "GET /moderation/propositions/{id}/relecture",
        "GET /moderation/propositions/{id}/sortie",
    ];
    rows.extend(acts.map(|it| redirecting_route(it, READERS)));
    rows
}

/// A moderation route of one proposal; unsubmitted proposals are hidden from moderators.
fn of_proposal(
    route: &'static str,
    show: fn(ProposalId) -> String,
    [here, elsewhere, unseen]: [&'static str; 3],
) -> Row {
    let at = move |label, id: fn(&AccessFixture) -> ProposalId, answers| {
        case(label, move |fixture, _| show(id(fixture)), answers)
    };
    let moving = if route.starts_with("GET") { MOVING_GET } else { MOVING_POST };
    let cases = vec![
        at("here", |fixture| fixture.proposed.here, here),
        at("elsewhere", |fixture| fixture.proposed.elsewhere, elsewhere),
        at("moving", |fixture| fixture.proposed.moving, moving),
        at("draft", |fixture| fixture.proposed.draft.id, unseen),
        at("unconfirmed", |fixture| fixture.proposed.unconfirmed.id, unseen),
        at("change", |fixture| fixture.proposed.change.id, unseen),
        at("absent", |_| ProposalId::new(NO_ID), unseen),
    ];
    Row { route, cases }
}

fn published() -> Vec<Row> {
    let one = |route, show: fn(InitiativeId) -> String, [here, elsewhere, absent]: [_; 3]| {
        let at = |label, id, answers| -> Case {
            case(label, move |_, _| show(InitiativeId::new(id)), answers)
        };
        let cases =
            vec![at("here", 1, here), at("elsewhere", 2, elsewhere), at("absent", NO_ID, absent)];
        Row { route, cases }
    };
    let mut rows = vec![
        route("GET /moderation/initiatives", READERS),
        one(
            "GET /moderation/initiatives/{id}",
            paths::moderated_initiative,
            [READERS, READERS, GET[2]],
        ),
        one("GET /moderation/initiatives/{id}/correction", paths::correction, GET),
        one("POST /moderation/initiatives/{id}/correction", paths::correction, POST),
        one("POST /moderation/initiatives/{id}/retrait", paths::withdrawal, POST),
        one("POST /moderation/initiatives/{id}/retour", paths::republication, POST),
        one("POST /moderation/initiatives/{id}/retablissement", paths::restoration, POST),
        one(
            "POST /moderation/initiatives/{id}/relecture",
            paths::moderated_initiative_resubmission,
            POST,
        ),
    ];
    let acts = [
        "GET /moderation/initiatives/{id}/retrait",
        "GET /moderation/initiatives/{id}/retour",
        "GET /moderation/initiatives/{id}/retablissement",
        "GET /moderation/initiatives/{id}/relecture",
    ];
    rows.extend(acts.map(|it| redirecting_route(it, READERS)));
    rows
}
