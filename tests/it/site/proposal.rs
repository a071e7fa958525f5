//! Proposing an initiative, step by step.

use quartiers_emploi::domain::proposal::{Field, FormData, validate};

use crate::fixtures::proposal_form::{STEPS, create_draft, submit_proposal};
use crate::fixtures::{SANITAS, initiative, organisation, seeds, seeds_with};
use crate::outbox::links;
use crate::test_app::TestApp;

async fn app() -> TestApp {
    TestApp::with_seeds(&seeds()).await
}

#[tokio::test]
async fn somebody_proposes_step_by_step_and_confirms_by_mail() {
    let mut app = app().await;

    let follow = submit_proposal(&mut app).await;

    let mails = app.mails().await;
    let [mail] = mails.as_slice() else { panic!("one mail") };
    assert_eq!(mail.to.as_str(), "anne@example.org");
    let [confirm, to_follow] = links(mail)[..] else { panic!("two links") };
    assert_eq!(to_follow, format!("https://annuaire.example{follow}"));
    assert!(app.get(&follow).await.text("main .note h2").contains("confirmer"));
    let confirm = confirm.strip_prefix("https://annuaire.example").unwrap();
    // Mail scanners open links: a GET does not consume the token.
    for _ in 0..3 {
        let page = app.get(confirm).await.assert_status(200);
        assert!(page.text(".lead").contains("Atelier vélo du Sanitas"));
        assert_eq!(page.header("cache-control"), "private, no-store");
    }
    assert_eq!(app.post(confirm, &[]).await.redirect_target(), follow);
    assert!(app.get(&follow).await.text("main .note h2").contains("En attente"));
    // Repeated submissions are idempotent.
    assert_eq!(app.post(confirm, &[]).await.redirect_target(), follow);
    assert_eq!(app.get(confirm).await.redirect_target(), follow);
    assert!(app.get(&follow).await.text("main .note h2").contains("En attente"));
    assert_eq!(app.get(&follow).await.texts(".timeline li").len(), 3);
    app.advance_seconds(72 * 3_600 + 1);
    let over = app.post(confirm, &[]).await.assert_status(410);
    assert_eq!(over.attr("main .btn", "href"), "/suivi");
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn a_confirmation_link_expires_after_three_days() {
    let mut app = app().await;
    submit_proposal(&mut app).await;
    let mails = app.mails().await;
    let confirm = links(&mails[0])[0].strip_prefix("https://annuaire.example").unwrap().to_owned();

    app.advance_seconds(72 * 3_600 + 1);

    app.get(&confirm).await.assert_status(410);
    app.post(&confirm, &[]).await.assert_status(410);
}

#[tokio::test]
async fn fifty_equal_posts_make_one_draft_and_fifty_equal_answers() {
    let mut app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);
    let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();

    let posts = (0..50).map(|_| app.post("/proposer", &first));
    let answers: Vec<String> =
        futures_of(posts).await.into_iter().map(|page| page.redirect_target()).collect();

    assert!(answers.iter().all(|it| it == &answers[0]), "{answers:?}");
    let draft = answers[0].strip_suffix("/ou").unwrap().to_owned();
    for (step, typed) in &STEPS[1..] {
        app.post(&format!("{draft}/{step}"), typed).await.redirect_target();
    }
    let send = format!("{draft}/envoi");
    let sends = (0..50).map(|_| app.post(&send, &[]));
    let follow: Vec<String> =
        futures_of(sends).await.into_iter().map(|it| it.redirect_target()).collect();
    assert!(follow.iter().all(|it| it == &follow[0]));
    assert_eq!(app.mails().await.len(), 1);
    let email = "anne@example.org".parse().unwrap();
    assert_eq!(app.app.store.list_proposals_by_email(&email).await.unwrap().len(), 1);
}

/// Runs all futures concurrently.
async fn futures_of<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = futures.map(Box::pin).map(Some).collect();
    let mut done: Vec<Option<F::Output>> = running.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in running.iter_mut().zip(&mut done) {
            if let Some(running) = future
                && let std::task::Poll::Ready(output) = running.as_mut().poll(context)
            {
                *done = Some(output);
                *future = None;
            }
        }
        if running.iter().all(Option::is_none) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().map(|it| it.expect("the future is ready")).collect()
}

#[tokio::test]
async fn a_form_sent_again_updates_its_draft_and_preserves_the_other_steps() {
    let mut app = app().await;
    let form_token = app.get("/proposer").await.attr("[name=timbre]", "value");
    app.advance_seconds(10);
    let first = [STEPS[0].1, &[("timbre", form_token.as_str())]].concat();
    let one = app.post("/proposer", &first).await.redirect_target();
    app.post(&one, STEPS[1].1).await.redirect_target();

    let mut other = first.clone();
    other[0] = ("titre", "Atelier trottinette");
    let two = app.post("/proposer", &other).await.redirect_target();

    assert_eq!(one, two);
    let draft = one.strip_suffix("/ou").unwrap();
    assert_eq!(
        app.get(&format!("{draft}/quoi")).await.attr("#titre", "value"),
        "Atelier trottinette"
    );
    assert_eq!(app.get(&one).await.attr("#adresse", "value"), "10 place Neuve");
}

#[tokio::test]
async fn every_button_saves_the_input() {
    let mut app = app().await;
    let draft = create_draft(&mut app).await;
    let step = format!("{draft}/ou");
    for (button, to) in [
        ("revenir", format!("{draft}/quoi")),
        ("vous", format!("{draft}/vous")),
        ("relire", format!("{draft}/relire")),
        ("plus-tard", format!("{draft}/relire?garde")),
    ] {
        let typed = [("adresse", button), ("action", button)];
        assert_eq!(app.post(&step, &typed).await.redirect_target(), to);
        assert_eq!(app.get(&step).await.attr("#adresse", "value"), button);
    }
    assert!(
        app.get(&format!("{draft}/relire?garde")).await.text(".note--ok h2").contains("enregistré")
    );
}

#[tokio::test]
async fn a_place_is_found_by_name_without_script() {
    let mut app = app().await;
    let step = format!("{}/ou", create_draft(&mut app).await);
    let find = |text| [("recherche-lieu", text), ("action", "chercher"), ("lieu", "Chez nous")];

    let sure = app.post(&step, &find("sanitas")).await.assert_status(200);
    let town = app.post(&step, &find("Bourges")).await.assert_status(200);
    let nothing = app.post(&step, &find("zzzz")).await.assert_status(200);

    assert_eq!(sure.attrs("[name=quartiers][checked]", "value"), [SANITAS]);
    assert_eq!(town.attr("#commune", "value"), "Bourges");
    assert_eq!(nothing.attr("#recherche-lieu", "value"), "zzzz");
    assert_eq!(nothing.attr("#lieu", "value"), "Chez nous");
    assert!(nothing.text("#trouve").contains("ne trouvons pas"));
    assert!(nothing.texts("#erreurs").is_empty());
}

#[tokio::test]
async fn a_carrier_is_chosen_among_the_actors_and_one_that_is_described_is_recognised() {
    let known = organisation("Régie Plus");
    let given = initiative("Laverie").carried_by(&known);
    let mut app = TestApp::with_seeds(&seeds_with([given])).await;
    let step = format!("{}/vous", create_draft(&mut app).await);

    let found = [("recherche-acteur", "regie"), ("action", "chercher-acteur"), ("nom", "Anne")];
    let found = app.post(&step, &found).await.assert_status(200);
    let like = app.post(&step, &[("porteur-nom", "régie plus")]).await.assert_status(422);

    assert_eq!(found.attrs("[name=porteur]", "value").len(), 2);
    assert_eq!(found.attr("#nom", "value"), "Anne");
    assert!(like.text("main").contains("ressemble"));
    let id = like.attr("[name=porteur]", "value");
    let who = [("porteur", id.as_str()), ("nom", "Anne"), ("mail", "a@b.fr"), ("role", "autre")];
    app.post(&step, &who).await.redirect_target();
    assert_eq!(app.get(&step).await.attr("[name=porteur][checked]", "value"), id);
}

#[tokio::test]
async fn a_correction_starts_from_what_is_published() {
    let given = initiative("Garage solidaire")
        .with_number(62)
        .with(|it| it.summary = "Un garage.".parse().unwrap());
    let mut app = TestApp::with_seeds(&seeds_with([given])).await;
    let correct =
        app.get("/initiatives/garage-solidaire").await.attrs("main a[rel=nofollow]", "href");
    assert_eq!(correct, ["/proposer?initiative=62"; 2]);

    let page = app.get("/proposer?initiative=62").await.assert_status(200);
    assert_eq!(page.attr("#titre", "value"), "Garage solidaire");
    app.advance_seconds(10);
    let form_token = page.attr("[name=timbre]", "value");
    let typed =
        [("timbre", form_token.as_str()), ("initiative", "62"), ("titre", "Garage du Sanitas")];
    let step = app.post("/proposer", &typed).await.redirect_target();
    assert!(step.ends_with("/quoi"), "{step}");
    let reported = app.get(&step).await;
    assert!(reported.attrs("#erreurs a", "href").contains(&"#resume".to_owned()));
    app.get("/proposer?initiative=63").await.assert_status(404);

    let key = quartiers_emploi::domain::proposal::ProposalId::new(1);
    let stored = app.app.store.find_proposal(key).await.unwrap().unwrap();
    assert_eq!(stored.initiative.unwrap().get(), 62);
    assert!(stored.base.is_some());
    assert_eq!(stored.form.get(Field::Title), "Garage du Sanitas");
}

#[tokio::test]
async fn a_change_may_leave_unknown_values_unknown() {
    let app = TestApp::with_real_seeds().await;
    let catalogue = app.app.catalogue();
    let mut wrong = Vec::new();
    for it in &catalogue.initiatives {
        let mut entry = FormData::prefilled(it, &*catalogue);
        entry.set(Field::AuthorName, ["Anne"]);
        entry.set(Field::AuthorEmail, ["anne@example.org"]);
        entry.set(Field::AuthorRole, ["autre"]);
        match validate(&entry, Some(it), &*catalogue) {
            Ok(content) => {
                assert_eq!(content.title, it.facts.title);
                assert_eq!(content.summary, it.facts.summary);
                assert_eq!(content.neighbourhoods, it.facts.neighbourhoods, "{}", it.id);
                assert_eq!(content.barriers, it.facts.barriers);
                assert_eq!(content.phone, it.facts.phone);
                assert_eq!(content.coverage, it.facts.coverage);
                assert_eq!(content.carrier.is_some(), !it.facts.carriers.is_empty());
            }
            Err(errors) => wrong.push((it.id, errors)),
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}
