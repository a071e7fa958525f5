//! State of a published initiative (confirmed, to confirm, dated), depending on who attested it.

use quartiers_emploi::domain::directory::{Confidence, InitiativeFacts};
use quartiers_emploi::domain::proposal::Field;

use super::{decide, form};
use crate::fixtures::{
    ProposalBuilder, administrator, initiative, organisation, parsed, proposal, seeds_with,
};
use crate::test_app::TestApp;

/// A site with one initiative, attested by a source of 2019.
async fn site_with_initiative() -> TestApp {
    let garage = initiative("Garage solidaire").carried_by(&organisation("Régie Plus"));
    let garage = garage.in_commune("37261").attested_on("2019").with(|facts| {
        facts.summary =
            parsed("Des voitures réparées à petit prix pour aller travailler en ville.");
    });
    TestApp::with_seeds(&seeds_with([garage])).await
}

fn change(app: &TestApp, role: &str) -> ProposalBuilder {
    let change = proposal("Garage").changing(app, 1).with_field(Field::Title, "Garage pour tous");
    change.with_field(Field::AuthorRole, role)
}

fn published(app: &TestApp) -> InitiativeFacts {
    app.app.catalogue().initiatives[0].facts.clone()
}

#[tokio::test]
async fn a_correction_does_not_refresh_the_date_of_attestation() {
    let app = site_with_initiative().await;
    let id = change(&app, "autre").insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    let facts = published(&app);
    assert_eq!(facts.title.as_str(), "Garage pour tous");
    assert_eq!(
        (facts.lifecycle.attested_on, facts.lifecycle.confirmed_on),
        (Some(parsed("2019")), None)
    );
    assert_eq!(facts.confidence, Confidence::Medium);
    let page = app.get("/initiatives/garage-solidaire").await;
    assert_eq!(page.text(".card__foot .state"), "Ancienne");
}

#[tokio::test]
async fn a_carrier_confirms_what_they_change_and_a_moderator_sees_it_and_may_leave_it_out() {
    for taken in [true, false] {
        let app = site_with_initiative().await;
        let id = change(&app, "porteur").insert_pending(&app).await;
        let mut claire = administrator(&app, "Claire Petit").await;
        let path = format!("/moderation/propositions/{id}");
        let page = claire.get(&app, &path).await;
        let shown = page.text("[data-part=confirmation]");
        assert!(shown.contains("Confirmée le 24 novembre 2026"), "{shown}");
        let mut form = form(&page);
        form.retain(|(_, value)| taken || value != "confirmation");
        let form: Vec<_> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();

        claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(303);

        let facts = published(&app);
        assert_eq!(facts.lifecycle.confirmed_on.is_some(), taken);
        assert_eq!(facts.lifecycle.attested_on, Some(parsed("2019")));
    }
}

#[tokio::test]
async fn reporting_the_end_confirms_nothing_else() {
    let app = site_with_initiative().await;
    let over = change(&app, "porteur").with_field(Field::Activity, "terminee");
    let id = over.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;
    let path = format!("/moderation/propositions/{id}");
    let page = claire.get(&app, &path).await;
    let note = page.text("[data-part=confirmation] .modnote");
    assert_eq!(note, "Elle n’est publiée qu’avec « Activité ».");
    let mut form = form(&page);
    form.retain(|(_, value)| value != "activite");
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();

    claire.post(&app, &format!("{path}/publication"), &form).await.assert_status(303);

    assert_eq!(published(&app).lifecycle.confirmed_on, None);
}

#[tokio::test]
async fn a_proposal_by_a_third_party_is_no_public_source() {
    let app = site_with_initiative().await;
    let reported = proposal("Atelier vélo").with_field(Field::AuthorRole, "autre");
    let id = reported.insert_pending(&app).await;
    let mut claire = administrator(&app, "Claire Petit").await;

    decide(&app, &mut claire, id, "publication", &[]).await.assert_status(303);

    let page = app.get("/initiatives/atelier-velo").await.assert_status(200);
    assert_eq!(page.text(".card__foot .state"), "À confirmer");
    assert!(page.text(".facts").contains("Signalée à l’annuaire le 24 novembre 2026."));
    let source = page.text("main");
    assert!(!source.contains("source publique") && source.contains("nous l’a signalée"));
}
