//! Input of people and robots in the form, and the messages about it.

use proptest::prelude::*;
use quartiers_emploi::domain::proposal::{Field, FormData, validate};

use crate::fixtures::proposal_form::{STEPS, create_complete_draft, create_draft};
use crate::fixtures::{initiative, seeds, seeds_with};
use crate::outbox::links;
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

#[tokio::test]
async fn a_form_left_open_for_a_day_comes_back_filled_with_a_new_token() {
    let mut app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(24 * 3_600 + 1);
    for form_token in [form_token.as_str(), "", "AAAA"] {
        let first = [STEPS[0].1, &[("timbre", form_token)]].concat();

        let page = app.post("/proposer", &first).await.assert_status(422);

        assert_eq!(page.attr("#titre", "value"), "Atelier vélo du Sanitas");
        assert_ne!(page.attr("[name=timbre]", "value"), form_token);
    }
}

#[tokio::test]
async fn each_error_is_shown_at_its_field_and_the_input_is_preserved() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let typed =
        [("code-postal", "3700"), ("commune", "Nulle-Part"), ("lieu", "<b>Chez & nous</b>")];

    let page = app.post(&format!("{draft}/ou"), &typed).await.assert_status(422);

    let reported = page.attrs("#erreurs a", "href");
    assert_eq!(reported, ["#zone", "#accueil", "#code-postal", "#commune"]);
    for field in reported {
        assert_eq!(page.texts(&field).len(), 1, "{field}");
    }
    assert!(page.attr("#code-postal", "aria-describedby").starts_with("code-postal-e"));
    assert_eq!(page.attr("#code-postal", "value"), "3700");
    assert_eq!(page.attr("#lieu", "value"), "<b>Chez & nous</b>");
    let review = app.get(&format!("{draft}/relire")).await.assert_status(200);
    assert!(review.texts("main .note--bad li").len() >= 10);
    assert!(
        review.attrs("main .note--bad a", "href").contains(&format!("{draft}/ou?corriger#commune"))
    );
    assert_eq!(app.get(&draft).await.redirect_target(), format!("{draft}/ou"));
    app.post(&format!("{draft}/envoi"), &[]).await.assert_status(422);
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn an_unknown_link_gets_a_helpful_404() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let mut other = draft.clone();
    other.pop();
    other.push(if draft.ends_with('A') { 'E' } else { 'A' });
    for path in
        [other.clone(), format!("{other}/ou"), "/proposer/x/relire".into(), "/suivi/x".into()]
    {
        let page = app.get(&path).await.assert_status(404);
        assert!(page.attrs("main .btn", "href").contains(&"/suivi".to_owned()), "{path}");
    }
    app.post(&format!("{other}/ou"), STEPS[1].1).await.assert_status(404);
    app.get(&format!("{draft}/nulle-part")).await.assert_status(404);
}

#[tokio::test]
async fn any_input_is_escaped() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let long = "x".repeat(20_000);
    for nasty in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "a\r\nBcc: victim@example.org",
        "\u{1}\u{7}\u{1b}[31m\u{202e}",
        "' OR 1=1 --",
        long.as_str(),
        "",
    ] {
        for (step, _) in STEPS {
            let names = Field::ALL.into_iter().filter(|it| it.step().slug() == step);
            let typed: Vec<_> = names.map(|field| (field.name(), nasty)).collect();
            let page = app.post(&format!("{draft}/{step}"), &typed).await;
            assert!(page.status.as_u16() == 422, "{step} {nasty}: {}", page.status);
            assert!(page.texts("main script").is_empty() && page.texts("main img").is_empty());
            app.post(&format!("{draft}/{step}"), &typed).await.assert_status(422);
        }
        let review = app.get(&format!("{draft}/relire")).await.assert_status(200);
        assert!(review.texts("main script").is_empty() && review.texts("main img").is_empty());
        assert!(review.attrs("main a", "href").iter().all(|it| !it.contains("javascript")));
        app.post(&format!("{draft}/envoi"), &[]).await.assert_status(422);
    }
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn a_title_writes_no_header_into_a_mail() {
    let mut app = app().await;
    let draft = create_complete_draft(&mut app).await;
    let mut what = STEPS[0].1.to_vec();
    what[0] = ("titre", "Vélo\r\nBcc: victim@example.org\r\n\r\n<b>x</b>");
    app.post(&format!("{draft}/quoi"), &what).await.redirect_target();

    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();

    let mails = app.mails().await;
    assert!(!mails[0].subject.contains(char::is_control), "{}", mails[0].subject);
    assert!(!mails[0].html.contains("<b>x</b>"));
}

#[tokio::test]
async fn the_link_of_a_draft_is_mailed_to_go_on_elsewhere_within_a_limit() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let to = [("lien-mail", "Anne@example.org")];

    let page = app.post(&format!("{draft}/lien"), &to).await.redirect_target();

    assert_eq!(page, format!("{draft}/relire?lien"));
    assert!(app.get(&page).await.text(".note--ok").contains("en route"));
    let mails = app.mails().await;
    assert_eq!(links(&mails[0]), [format!("https://annuaire.example{draft}")]);
    app.post(&format!("{draft}/lien"), &[("lien-mail", "anne")]).await.assert_status(422);
    for _ in 0..5 {
        app.advance_seconds(121);
        app.post(&format!("{draft}/lien"), &to).await.redirect_target();
    }
    app.advance_seconds(121);
    let over = app.post(&format!("{draft}/lien"), &to).await.assert_status(429);
    assert!(over.text("main .note").contains("enregistré"));
    assert_eq!(app.mails().await.len(), 6);
    app.advance_seconds(3_600);
    app.post(&format!("{draft}/lien"), &to).await.redirect_target();
}

#[tokio::test]
async fn the_link_to_finish_later_is_mailed_from_the_note_that_says_so() {
    let mut app = app().await;
    let draft = create_complete_draft(&mut app).await;

    let page = app.get(&format!("{draft}/relire?garde")).await;

    assert_eq!(page.attr(".note--ok form", "action"), format!("{draft}/lien"));
    assert_eq!(page.attr(".note--ok #lien-mail", "value"), "Anne@Example.org");
    assert_eq!(page.texts("#lien-mail").len(), 1);
    assert_eq!(page.texts("main .btn:not(.btn--2)"), ["M’envoyer le lien"]);
}

#[tokio::test]
async fn the_recipient_of_a_draft_link_is_notified_before_erasure() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    app.post(&format!("{draft}/lien"), &[("lien-mail", "lea@example.org")]).await;

    let expiring = app.app.store.list_expiring("2027-01-01T00:00:00Z".parse().unwrap()).await;

    assert_eq!(expiring.unwrap()[0].email.as_str(), "lea@example.org");
    assert_eq!(app.get(&format!("{draft}/vous")).await.attr("#mail", "value"), "lea@example.org");
    app.post(&format!("{draft}/vous"), STEPS[4].1).await.redirect_target();
    app.post(&format!("{draft}/lien"), &[("lien-mail", "lea@example.org")]).await;
    assert_eq!(app.get(&format!("{draft}/vous")).await.attr("#mail", "value"), "Anne@Example.org");
}

#[tokio::test]
async fn a_duplicate_is_shown_with_the_reason_and_blocks_nothing() {
    let given = initiative("L’atelier vélo du Sanitas");
    let mut app = TestApp::with_seeds(&seeds_with([given])).await;
    let draft = create_complete_draft(&mut app).await;

    let review = app.get(&format!("{draft}/relire")).await;

    assert_eq!(review.attr(".duplicates a", "href"), "/initiatives/latelier-velo-du-sanitas");
    assert_eq!(review.text(".duplicates .quiet"), "nom proche");
    app.post(&format!("{draft}/envoi"), &[]).await.redirect_target();
}

#[tokio::test]
async fn the_score_lists_the_three_edits_that_raise_it_most() {
    let mut app = app().await;
    let draft = create_complete_draft(&mut app).await;

    let review = app.get(&format!("{draft}/relire")).await;

    // Ten criteria apply, all but the mail; the description is short, and the barriers of the test have no code.
    assert_eq!(
        review.attrs(".edits a", "href"),
        ["pour-qui?retour=relire#freins", "quoi?retour=relire#resume"]
            .map(|it| format!("{draft}/{it}"))
    );
    let reported = review.text(".score strong");
    assert!(reported.ends_with(" sur 100"), "{reported}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn reading_never_fails_on_what_anybody_types(
        texts in proptest::collection::vec(("\\PC{0,60}", 0..Field::ALL.len()), 0..30)
    ) {
        let mut entry = FormData::default();
        for (text, at) in texts {
            entry.set(Field::ALL[at], [text]);
        }
        let catalogue = quartiers_emploi::catalogue::Catalogue::new(
            quartiers_emploi::domain::directory::Snapshot::default(),
            jiff::civil::Date::constant(2026, 11, 24),
        );
        prop_assert!(validate(&entry, None, &catalogue).is_err());
    }
}
