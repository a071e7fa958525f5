//! Writes that were prepared from facts that changed since: they write nothing, and return the facts of now.

use quartiers_emploi::domain::account::{AuthMethod, SecondFactor, Token};
use quartiers_emploi::domain::operations::{Message, Purpose, Quota};
use quartiers_emploi::domain::proposal::{
    DerivedFields, Field, FormData, Proposal, ProposalId, ProposalSummary, Step,
};
use quartiers_emploi::mail::Letter;
use quartiers_emploi::store::{
    Attempt, AuthorEmail, LinkKey, LinkMail, ProposalLink, ReauthOutcome, SecurityMails,
    SessionOpening, SignInAttempt, SignInOutcome, SignInRequest, StepInput, StepOutcome, TypedCode,
};

use crate::fixtures::{SECRET, member, parsed, proposal, seeds, totp_code};
use crate::test_app::TestApp;

const ANNE: &str = "anne@example.org";

fn mail(purpose: Purpose) -> Message {
    Letter::new("Bonjour").to(&parsed(ANNE), purpose)
}

async fn count_mails(app: &TestApp) -> usize {
    app.app.store.list_mails().await.unwrap().len()
}

async fn stored(app: &TestApp, id: ProposalId) -> Proposal {
    app.app.store.find_proposal(id).await.unwrap().unwrap()
}

fn derived(app: &TestApp, form: &FormData) -> DerivedFields {
    DerivedFields { summary: ProposalSummary::of(form, &*app.app.catalogue()), spam_score: 0 }
}

#[tokio::test]
async fn a_sign_in_waits_for_mails_with_the_present_number_of_recovery_codes() {
    // given a member with a sign-in link
    let app = TestApp::with_seeds(&seeds()).await;
    member(ANNE).insert_active(&app).await;
    let (store, clock, link) = (&app.app.store, &app.app.clock, app.app.clock.token());
    request_sign_in(&app, &link).await;
    let key = LinkKey::Link(link.hash());
    let facts = store.find_sign_in_factor(&key, clock.now()).await.unwrap().unwrap();
    let mails = |codes| {
        let mut facts = facts.clone();
        facts.codes += codes;
        let message = mail(Purpose::AccountChanged);
        SecurityMails { facts, code_used: message.clone(), locked: message }
    };
    let proof: SecondFactor = totp_code(&SECRET, clock.now()).parse().unwrap();
    let opening = SessionOpening {
        cookie: clock.token().hash(),
        replaces: None,
        device: "Firefox".to_owned(),
        at: clock.now(),
    };
    let typed = TypedCode { proof: &proof, clock: clock.now() };
    let attempt = SignInAttempt { key, typed, opening: &opening };

    // when the mails were composed for another number of codes, for nobody, and for the present number
    let other = store.sign_in_by_mail(&attempt, Some(&mails(1))).await.unwrap();
    let nobody = store.sign_in_by_mail(&attempt, None).await.unwrap();
    let right = store.sign_in_by_mail(&attempt, Some(&mails(0))).await.unwrap();

    // then the code of the authenticator is not used up by the first two
    assert_eq!(other, Attempt::Outdated(Some(facts.clone())));
    assert_eq!(nobody, Attempt::Outdated(Some(facts)));
    assert!(matches!(right, Attempt::Done(SignInOutcome::SignedIn(..))), "{right:?}");
}

async fn request_sign_in(app: &TestApp, link: &Token) {
    let (store, clock) = (&app.app.store, &app.app.clock);
    let quota = Quota::default();
    let request = SignInRequest {
        email: &parsed(ANNE),
        link: link.hash(),
        request: clock.token().hash(),
        replaces: None,
        code: clock.token().hash(),
        back: "",
        message: &mail(Purpose::SignIn),
        requests: &quota,
        mails: &quota,
        at: clock.now(),
    };
    assert!(store.request_sign_in(&request).await.unwrap());
}

#[tokio::test]
async fn a_reauthentication_waits_for_mails_to_the_present_address() {
    // given a signed-in member
    let app = TestApp::with_seeds(&seeds()).await;
    let id = member(ANNE).insert_active(&app).await;
    let (store, clock, cookie) = (&app.app.store, &app.app.clock, app.app.clock.token().hash());
    let opening =
        SessionOpening { cookie, replaces: None, device: "Firefox".to_owned(), at: clock.now() };
    store.open_session(id, AuthMethod::MailTotp, &opening).await.unwrap();
    let signed_in = store.find_member(cookie, clock.now()).await.unwrap().unwrap();
    let facts = store.find_second_factor(id).await.unwrap().unwrap();
    let mails = |address: &str| {
        let mut facts = facts.clone();
        facts.account.email = parsed(address);
        let message = mail(Purpose::AccountChanged);
        SecurityMails { facts, code_used: message.clone(), locked: message }
    };
    let proof: SecondFactor = totp_code(&SECRET, clock.now()).parse().unwrap();
    let typed = TypedCode { proof: &proof, clock: clock.now() };

    // when the mails were composed for another address, and for the present one
    let former = mails("former@example.org");
    let other = store.reauthenticate(&signed_in, typed, &former, clock.now()).await.unwrap();
    let right = store.reauthenticate(&signed_in, typed, &mails(ANNE), clock.now()).await.unwrap();

    // then the code is not used up by the first one
    assert_eq!(other, Attempt::Outdated(Some(facts)));
    assert_eq!(right, Attempt::Done(ReauthOutcome::Yes));
}

#[tokio::test]
async fn a_step_prepared_from_an_older_version_is_not_saved() {
    let app = TestApp::with_seeds(&seeds()).await;
    let draft = proposal("Atelier vélo").insert_draft(&app).await.id;
    let before = stored(&app, draft).await;
    let mut form = before.form.clone();
    form.set(Field::Title, ["Atelier couture"]);
    let fields = derived(&app, &form);
    let input = |base| StepInput {
        proposal: draft,
        step: Step::Description,
        base,
        form: &form,
        derived: &fields,
        form_version: None,
        quarantine: None,
        network: None,
        at: app.app.clock.now(),
    };

    let older = app.app.store.write_step(&input(before.version - 1)).await.unwrap();
    let unchanged = stored(&app, draft).await;
    let present = app.app.store.write_step(&input(before.version)).await.unwrap();

    assert!(matches!(older, Attempt::Outdated(found) if found == before));
    assert_eq!(unchanged, before);
    assert!(matches!(present, Attempt::Done(StepOutcome::Saved(_))), "{present:?}");
    assert_eq!(stored(&app, draft).await.form.get(Field::Title), "Atelier couture");
}

#[tokio::test]
async fn a_link_and_the_address_it_is_sent_to_are_stored_together() {
    // given a draft without the address of its author
    let app = TestApp::with_seeds(&seeds()).await;
    let draft =
        proposal("Atelier vélo").with_field(Field::AuthorEmail, "").insert_draft(&app).await;
    let before = stored(&app, draft.id).await;
    assert_eq!(before.email, None);
    let mut form = before.form.clone();
    form.set(Field::AuthorEmail, [ANNE]);
    let (fields, made_at) = (derived(&app, &form), app.app.clock.now());
    let links = [ProposalLink { proposal: draft.id, hash: draft.link.hash(), made_at }];
    let (message, quota) = (mail(Purpose::DraftLink), Quota::default());
    let mail = |base| LinkMail {
        links: &links,
        message: &message,
        quota: &quota,
        without_links: &[],
        author: Some(AuthorEmail { base, form: &form, derived: &fields }),
    };

    // when the link is mailed, prepared from an older version and from the present one
    let older = app.app.store.mail_links(&mail(before.version - 1), made_at).await.unwrap();
    let (unchanged, mails) = (stored(&app, draft.id).await, count_mails(&app).await);
    let present = app.app.store.mail_links(&mail(before.version), made_at).await.unwrap();

    // then the first one sends and stores nothing, the second one does both
    assert!(matches!(older, Attempt::Outdated(found) if found == before));
    assert_eq!((unchanged, mails), (before, 0));
    assert_eq!(present, Attempt::Done(true));
    assert_eq!(stored(&app, draft.id).await.email, Some(parsed(ANNE)));
    assert_eq!(count_mails(&app).await, 1);
}
