//! Changes that would move a published initiative to another département.

use quartiers_emploi::domain::directory::Seeds;
use quartiers_emploi::domain::place::DepartementCode;
use quartiers_emploi::domain::proposal::{DerivedFields, Field, ProposalId, ProposalSummary, Step};
use quartiers_emploi::store::{Attempt, StepInput, StepOutcome};

use super::{decide, form, undo};
use crate::browser::Browser;
use crate::fixtures::{
    ProposalBuilder, administrator, initiative, moderator_of, parsed, proposal, seeds_with,
};
use crate::test_app::TestApp;

fn garage_in(commune: &str) -> Seeds {
    let garage = initiative("Garage solidaire").in_commune(commune);
    seeds_with([garage.with_barriers("mobilite").with_audiences("tous").with(|facts| {
        facts.summary =
            parsed("Des voitures réparées à petit prix pour aller travailler en ville.");
    })])
}

/// An initiative in Indre-et-Loire, and a proposal that moves it to Cher.
async fn site_with_initiative() -> (TestApp, ProposalId) {
    let app = TestApp::with_seeds(&garage_in("37261")).await;
    let id = to_bourges(proposal("Garage").changing(&app, 1)).insert_pending(&app).await;
    (app, id)
}

fn to_bourges(change: ProposalBuilder) -> ProposalBuilder {
    change
        .with_field(Field::Neighbourhoods, "")
        .with_field(Field::Coverage, "commune")
        .with_field(Field::Commune, "Bourges")
}

/// Départements that the proposal `id` concerns.
async fn concerned(app: &TestApp, id: ProposalId) -> Vec<String> {
    let found = app.app.store.find_proposal(id).await.unwrap().unwrap();
    found.departements.iter().map(ToString::to_string).collect()
}

async fn queue(app: &TestApp, browser: &mut Browser) -> Vec<String> {
    browser.get(app, "/moderation").await.texts(".queue th a")
}

#[tokio::test]
async fn moderators_of_either_departement_see_and_publish_a_move() {
    for departement in ["37", "18"] {
        let (app, id) = site_with_initiative().await;
        let mut member = moderator_of(&app, "Anne", &[departement]).await;

        assert_eq!(queue(&app, &mut member).await, ["Garage solidaire"], "{departement}");
        decide(&app, &mut member, id, "publication", &[]).await.assert_status(303);

        let catalogue = app.app.catalogue();
        let there: Vec<DepartementCode> = vec![parsed("18")];
        assert_eq!(catalogue.initiatives[0].facts.departements, there, "{departement}");
    }
}

#[tokio::test]
async fn moderators_of_neither_departement_have_no_access_to_a_move() {
    let (app, id) = site_with_initiative().await;
    let mut loiret = moderator_of(&app, "Luc", &["45"]).await;
    let path = format!("/moderation/propositions/{id}");

    assert!(queue(&app, &mut loiret).await.is_empty());
    loiret.get(&app, &path).await.assert_status(403);
    for act in ["publication", "demande", "refus", "annulation", "reservation"] {
        let form = [("version", "2"), ("mot", "Elle est partie ailleurs.")];
        let page = loiret.post(&app, &format!("{path}/{act}"), &form).await.assert_status(403);
        assert!(page.text("main").contains("Elle est partie ailleurs."), "{act}");
        assert!(page.attrs(".members a", "href").contains(&"/moderation".to_owned()));
    }
}

#[tokio::test]
async fn the_page_of_a_move_names_both_departements() {
    let (app, id) = site_with_initiative().await;
    let mut touraine = moderator_of(&app, "Anne", &["37"]).await;

    let page = touraine.get(&app, &format!("/moderation/propositions/{id}")).await;

    assert!(page.text(".note").contains("Indre-et-Loire aujourd’hui, Cher si le lieu est publié"));
    let place = page.text("[data-part=lieu]");
    assert!(place.contains("Indre-et-Loire") && place.contains("Cher"), "{place}");
}

#[tokio::test]
async fn moderators_of_either_departement_can_undo_a_move() {
    for departement in ["37", "18"] {
        let (app, id) = site_with_initiative().await;
        let mut cher = moderator_of(&app, "Paul", &["18"]).await;
        decide(&app, &mut cher, id, "publication", &[]).await.assert_status(303);
        let mut member = moderator_of(&app, "Anne", &[departement]).await;

        undo(&app, &mut member, id).await.assert_status(303);

        let there: Vec<DepartementCode> = vec![parsed("37")];
        assert_eq!(app.app.catalogue().initiatives[0].facts.departements, there, "{departement}");
        assert_eq!(concerned(&app, id).await, ["18", "37"], "{departement}");
    }
}

#[tokio::test]
async fn moderators_of_neither_departement_cannot_undo_a_partial_move() {
    let (app, id) = site_with_initiative().await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{id}");
    let page = claire.get(&app, &path).await;
    let mut form = form(&page);
    form.retain(|(name, value)| name != "partie" || value == "zone");
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(303);
    let version = claire.get(&app, &path).await.attr(".modundo [name=version]", "value");
    let mut loiret = moderator_of(&app, "Luc", &["45"]).await;

    let (act, form) = (format!("{path}/annulation"), [("version", version.as_str())]);
    loiret.post(&app, &act, &form).await.assert_status(403);
}

#[tokio::test]
async fn a_pending_change_follows_the_initiative_to_another_jurisdiction() {
    let (app, moving) = site_with_initiative().await;
    let here = proposal("Garage").changing(&app, 1).with_field(Field::Schedule, "Le mardi.");
    let here = here.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    assert_eq!(concerned(&app, here).await, ["37"]);

    decide(&app, &mut claire, moving, "publication", &[]).await.assert_status(303);
    assert_eq!(concerned(&app, here).await, ["37", "18"]);

    undo(&app, &mut claire, moving).await.assert_status(303);
    assert_eq!(concerned(&app, here).await, ["37"]);
}

#[tokio::test]
async fn a_change_that_waits_follows_what_a_member_does_to_the_initiative() {
    let (app, moving) = site_with_initiative().await;
    let there =
        to_bourges(proposal("Garage").changing(&app, 1)).with_field(Field::Schedule, "Le mardi.");
    let there = there.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    decide(&app, &mut claire, moving, "publication", &[]).await.assert_status(303);
    assert_eq!(concerned(&app, there).await, ["18"]);

    let page = claire.get(&app, "/moderation/initiatives/1").await;
    let compared = claire.get(&app, &page.attr("[data-version='1'] a", "href")).await;
    let form = [
        ("en-vigueur", &*compared.attr("[name=en-vigueur]", "value")),
        ("version", &*compared.attr("[name=version]", "value")),
    ];
    claire.post(&app, "/moderation/initiatives/1/retablissement", &form).await.assert_status(303);

    assert_eq!(concerned(&app, there).await, ["18", "37"]);
}

#[tokio::test]
async fn a_change_that_waits_follows_an_import() {
    let (app, moving) = site_with_initiative().await;
    assert_eq!(concerned(&app, moving).await, ["18", "37"]);

    app.app.store.import_seeds(&garage_in("18033"), app.app.clock.now()).await.unwrap();

    assert_eq!(concerned(&app, moving).await, ["18"]);
}

#[tokio::test]
async fn a_correction_updates_the_concerned_departements() {
    let app = TestApp::with_seeds(&garage_in("37261")).await;
    let change = proposal("Garage").changing(&app, 1);
    let id = change.insert_draft(&app).await.id;
    assert_eq!(concerned(&app, id).await, ["37"]);
    let entry = to_bourges(change).entry;
    let heading = ProposalSummary::of(&entry, &*app.app.catalogue());

    let (store, at) = (&app.app.store, app.app.clock.now());
    let input = StepInput {
        proposal: id,
        step: Step::Place,
        base: store.find_proposal(id).await.unwrap().unwrap().version,
        form: &entry,
        derived: &DerivedFields { summary: heading, spam_score: 0 },
        form_version: None,
        quarantine: None,
        network: None,
        at,
    };
    let written = match store.write_step(&input).await.unwrap() {
        Attempt::Done(StepOutcome::Saved(written)) => written,
        other @ (Attempt::Done(_) | Attempt::Outdated(_)) => panic!("not saved: {other:?}"),
    };

    assert_eq!(written.typed_departements, vec![parsed("18")]);
    assert_eq!(concerned(&app, id).await, ["18", "37"]);
}
