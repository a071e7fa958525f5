//! Edit conflicts in the form: text from an outdated page is never lost and never overwrites unseen changes.

use crate::fixtures::proposal_form::{STEPS, create_draft, submit_confirmed_proposal};
use crate::fixtures::seeds;
use crate::test_app::{TestApp, TestPage};

const LONG: &str = "Un long texte, écrit à l’ordinateur, qui dit tout de l’atelier, de ses jours et de ses bénévoles.";

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

/// Fields of the first step with this summary, sent from the form version `page`.
fn first_step<'a>(page: &'a str, summary: &'a str) -> Vec<(&'static str, &'a str)> {
    let mut typed: Vec<(&str, &str)> = STEPS[0].1.to_vec();
    typed[1] = ("resume", summary);
    typed.push(("feuille", page));
    typed
}

fn form_version(page: &TestPage) -> String {
    page.attr("[name=feuille]", "value")
}

async fn stored_summary(app: &TestApp, draft: &str) -> String {
    app.get(&format!("{draft}/quoi")).await.text("#resume")
}

#[tokio::test]
async fn a_step_sent_after_submission_is_returned_and_can_be_resubmitted() {
    let mut app = app().await;
    let follow = submit_confirmed_proposal(&mut app).await;
    let draft = follow.replace("/suivi/", "/proposer/");
    let step = format!("{draft}/quoi");
    for path in ["", "/quoi", "/relire"] {
        assert_eq!(app.get(&format!("{draft}{path}")).await.redirect_target(), follow);
    }
    // Without any change there is nothing to lose.
    assert_eq!(app.post(&step, STEPS[0].1).await.redirect_target(), follow);

    let page = app.post(&step, &first_step("", LONG)).await.assert_status(409);

    assert!(page.texts("textarea[readonly]").contains(&LONG.to_owned()), "{}", page.body);
    assert_eq!(page.attrs("main a[target=_blank]", "href"), [follow.as_str()]);
    assert_eq!(page.attrs("form[method=post]", "action"), [step.as_str()]);
    app.post(&format!("{follow}/correction"), &[]).await.redirect_target();
    app.post(&step, &first_step("", LONG)).await.redirect_target();
    assert_eq!(stored_summary(&app, &draft).await, LONG);
}

#[tokio::test]
async fn a_step_sent_after_erasure_is_returned() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let follow = draft.replace("/proposer/", "/suivi/");
    app.post(&format!("{follow}/effacement"), &[]).await.redirect_target();

    let page = app.post(&format!("{draft}/quoi"), &first_step("", LONG)).await.assert_status(404);

    assert!(page.texts("textarea[readonly]").contains(&LONG.to_owned()));
    assert_eq!(page.attrs("main a[target=_blank]", "href"), ["/proposer"]);
}

#[tokio::test]
async fn a_first_form_sent_after_submission_is_returned() {
    let mut app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);
    let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();
    let draft = app.post("/proposer", &first).await.redirect_target();
    let draft = draft.strip_suffix("/ou").unwrap();
    for (step, typed) in &STEPS[1..] {
        app.post(&format!("{draft}/{step}"), typed).await.redirect_target();
    }
    let follow = app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
    let mut other = first.clone();
    other[1] = ("resume", LONG);

    let page = app.post("/proposer", &other).await.assert_status(409);

    assert!(page.texts("textarea[readonly]").contains(&LONG.to_owned()));
    assert_eq!(app.post("/proposer", &first).await.redirect_target(), follow);
}

#[tokio::test]
async fn an_outdated_page_shows_both_versions_and_a_second_submission_wins() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let step = format!("{draft}/quoi");
    let (phone, computer) = (app.get(&step).await, app.get(&step).await);
    app.post(&step, &first_step(&form_version(&computer), LONG)).await.redirect_target();
    let short = "Un texte plus court, écrit au téléphone, sur une page ouverte le matin.";

    let page = app.post(&step, &first_step(&form_version(&phone), short)).await.assert_status(409);

    assert_eq!(page.text("#ailleurs dd"), LONG);
    assert_eq!(page.texts("#ailleurs dt").len(), 1);
    assert_eq!(page.text("#resume"), short);
    assert_eq!(stored_summary(&app, &draft).await, LONG);
    app.post(&step, &first_step(&form_version(&page), short)).await.redirect_target();
    assert_eq!(stored_summary(&app, &draft).await, short);
}

#[tokio::test]
async fn resubmitting_the_same_page_is_no_conflict() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let step = format!("{draft}/quoi");
    let page = form_version(&app.get(&step).await);

    app.post(&step, &first_step(&page, LONG)).await.redirect_target();
    let other = format!("{LONG} Et davantage.");
    app.post(&step, &first_step(&page, &other)).await.redirect_target();
    app.post(&step, &first_step(&page, &other)).await.redirect_target();

    assert_eq!(stored_summary(&app, &draft).await, other);
}

#[tokio::test]
async fn a_change_of_another_step_is_no_conflict() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let step = format!("{draft}/quoi");
    let page = form_version(&app.get(&step).await);
    app.post(&format!("{draft}/pour-qui"), STEPS[2].1).await.redirect_target();

    app.post(&step, &first_step(&page, LONG)).await.redirect_target();
}

#[tokio::test]
async fn a_resubmitted_first_form_overwrites_no_later_change() {
    let mut app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);
    let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();
    let draft = app.post("/proposer", &first).await.redirect_target();
    let draft = draft.strip_suffix("/ou").unwrap();
    let page = form_version(&app.get(&format!("{draft}/quoi")).await);
    app.post(&format!("{draft}/quoi"), &first_step(&page, LONG)).await.redirect_target();

    let page = app.post("/proposer", &first).await.assert_status(409);

    assert_eq!(page.text("#ailleurs dd"), LONG);
    assert_eq!(page.attr("#etape", "action"), format!("{draft}/quoi"));
    assert_eq!(stored_summary(&app, draft).await, LONG);
}

#[tokio::test]
async fn errors_are_shown_in_the_step_opened_to_correct_them() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let step = format!("{draft}/ou");
    // A step never submitted shows no errors for missing values.
    assert!(app.get(&step).await.texts("#erreurs").is_empty());
    let review = app.get(&format!("{draft}/relire")).await;
    let link = review.attrs("main .note--bad a", "href");
    assert!(link.contains(&format!("{step}?corriger#commune")), "{link:?}");
    assert_eq!(app.get(&format!("{step}?corriger")).await.texts("#commune-e").len(), 1);

    app.post(&step, &[("commune", "Nulle-Part"), ("action", "relire")]).await.redirect_target();

    let page = app.get(&step).await.assert_status(200);
    assert_eq!(page.attrs("#erreurs a", "href"), ["#zone", "#accueil", "#commune"]);
    assert_eq!(page.attr("#commune", "aria-invalid"), "true");
}

#[tokio::test]
async fn the_error_summary_follows_the_order_of_the_page() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    for (step, _) in STEPS {
        let nasty: Vec<_> = ["publier", "comment", "porteur"].map(|it| (it, "telephone")).into();
        app.post(&format!("{draft}/{step}"), &nasty).await.assert_status(422);
        let page = app.get(&format!("{draft}/{step}")).await;
        let reported = page.attrs("#erreurs a", "href");
        let ids = page.attrs("main [id]", "id");
        let places: Vec<_> =
            reported.iter().map(|it| ids.iter().position(|id| *id == it[1..]).unwrap()).collect();
        assert!(places.is_sorted(), "{step}: {reported:?}");
        assert!(places.len() > 1, "{step}: {reported:?}");
    }
}
